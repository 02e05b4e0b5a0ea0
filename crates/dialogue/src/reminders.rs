//! Of what somebody is to be reminded on a day: commitments that fall due in 14, 7 or 1 days, that
//! are overdue, and once a week of all that is open. Pure: today and the calendar are told. Nothing
//! is due on a day on which the party does not work; what would fall on such a day comes on the
//! working day before. It names commitments of the joint record and nothing private.

use ledger::id::ItemId;

use register::civil::Dated;

use crate::follow;
use crate::limits::WORKING_DAY_SEARCH_DAYS_MAX;
use crate::record::Record;
use crate::working_days::{Calendar, Day, date_of, weekday};

/// Why somebody is reminded; of several of one commitment the nearest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Due in 14 days at most.
    Due14,
    /// Due in 7 days at most.
    Due7,
    /// Due tomorrow, or before the next working day.
    Due1,
    /// The date has passed.
    Overdue,
    /// Everything that is open, once a week.
    Digest,
}

impl Kind {
    /// The fixed name.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Due14 => "due_14",
            Kind::Due7 => "due_7",
            Kind::Due1 => "due_1",
            Kind::Overdue => "overdue",
            Kind::Digest => "digest",
        }
    }

    /// The kinds that a reminder of this kind makes needless: those of earlier days.
    pub fn stands_for(self) -> &'static [Kind] {
        match self {
            Kind::Due14 => &[Kind::Due14],
            Kind::Due7 => &[Kind::Due14, Kind::Due7],
            Kind::Due1 => &[Kind::Due14, Kind::Due7, Kind::Due1],
            Kind::Overdue => &[Kind::Due14, Kind::Due7, Kind::Due1, Kind::Overdue],
            Kind::Digest => &[Kind::Digest],
        }
    }
}

/// What somebody wants to be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// About these commitments; about all when empty.
    pub items: Vec<ItemId>,
    /// Before they fall due.
    pub due: bool,
    /// When they are overdue.
    pub overdue: bool,
    /// Once a week.
    pub digest: bool,
}

/// One reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Why.
    pub kind: Kind,
    /// The commitment; none for the digest of a week.
    pub item: Option<ItemId>,
    /// The date on which it is due; of a digest the Sunday with which its week begins.
    pub date: String,
}

/// A commitment that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The commitment.
    pub item: ItemId,
    /// The date by which it is due, as it stands in the record.
    pub due: Option<String>,
    /// The day on which it is due, and of what one is reminded today.
    notice: Option<(Day, Kind)>,
}

/// All that is open on a day, read once for everybody who is reminded of any of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reckoned {
    /// In the order of their dates; those without a date last.
    pub open: Vec<Open>,
    /// The Sunday with which the week begins; empty on a day on which the party does not work.
    week: String,
}

/// Reads what is open on a day, in one walk through the record.
pub fn reckon(record: &Record, today: Day, calendar: &Calendar) -> Reckoned {
    let all = record.of_type("commitment").into_iter().filter(|item| item.shown().is_some());
    let lives = all
        .map(|item| follow::life(record, item))
        .filter(|life| life.is_commitment() && life.is_open());
    let one = |life: follow::Life<'_>| {
        let due = life.due_day();
        // A month or a year is due at its end.
        let day = due.and_then(Dated::parse).map(|due| due.last);
        let notice = day.and_then(|day| Some((day, kind(today, day, calendar)?)));
        Open { item: life.commitment.id().clone(), due: due.map(str::to_owned), notice }
    };
    let mut open: Vec<Open> = lives.map(one).collect();
    open.sort_by(|one, two| one.due.is_none().cmp(&two.due.is_none()).then(one.due.cmp(&two.due)));
    // Monday is 0: the week of both sides begins with Sunday.
    let sunday = today - ((weekday(today) + 1) % 7) as Day;
    let week = if calendar.works(today) { date_of(sunday) } else { String::new() };
    Reckoned { open, week }
}

impl Reckoned {
    /// What of it a wish is about.
    pub fn wished<'a>(&'a self, wish: &'a Wish) -> impl Iterator<Item = &'a Open> {
        let wanted = |open: &&Open| wish.items.is_empty() || wish.items.contains(&open.item);
        self.open.iter().filter(wanted)
    }

    /// What is due to be told, sent before or not; nothing on a day off.
    pub fn notices(&self, wish: &Wish) -> Vec<Notice> {
        if self.week.is_empty() {
            return Vec::new();
        }
        let wanted = |kind: Kind| if kind == Kind::Overdue { wish.overdue } else { wish.due };
        let one = |open: &Open| {
            let (day, kind) = open.notice.filter(|(_, kind)| wanted(*kind))?;
            Some(Notice { kind, item: Some(open.item.clone()), date: date_of(day) })
        };
        let mut notices: Vec<Notice> = self.wished(wish).filter_map(one).collect();
        if wish.digest && self.wished(wish).next().is_some() {
            notices.push(Notice { kind: Kind::Digest, item: None, date: self.week.clone() });
        }
        notices
    }
}

/// Of what one is reminded on a day about something due on another.
fn kind(today: Day, due: Day, calendar: &Calendar) -> Option<Kind> {
    if today > due { Some(Kind::Overdue) } else { nearest(today, due, calendar) }
}

/// The nearest of the days before a date that has come.
fn nearest(today: Day, due: Day, calendar: &Calendar) -> Option<Kind> {
    let days = [(1, Kind::Due1), (7, Kind::Due7), (14, Kind::Due14)];
    let come = |n: Day| {
        let earlier = (0..WORKING_DAY_SEARCH_DAYS_MAX).map(|back| due - n - back);
        earlier.into_iter().find(|day| calendar.works(*day)).is_some_and(|day| today >= day)
    };
    days.into_iter().find(|(n, _)| come(*n)).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::working_days::day_of;

    fn calendar(off: &[usize]) -> Calendar {
        let mut calendar = Calendar::default();
        off.iter().for_each(|day| calendar.weekend[*day] = true);
        calendar
    }

    fn day(text: &str) -> Day {
        day_of(text).expect("a day")
    }

    #[test]
    fn what_would_fall_on_a_day_off_comes_on_the_working_day_before() {
        let (kuwait, washington) = (calendar(&[4, 5]), calendar(&[5, 6]));
        // Sunday 29 November 2020: the day before is a Saturday, on which nobody works.
        let due = day("2020-11-29");
        let kind = |today: &str, of: &Calendar| nearest(day(today), due, of);
        assert_eq!(kind("2020-11-25", &kuwait), Some(Kind::Due7));
        assert_eq!(kind("2020-11-26", &kuwait), Some(Kind::Due1));
        assert_eq!(kind("2020-11-26", &washington), Some(Kind::Due7));
        assert_eq!(kind("2020-11-27", &washington), Some(Kind::Due1));
        assert_eq!(kind("2020-11-12", &kuwait), None);
        assert_eq!(kind("2020-11-15", &kuwait), Some(Kind::Due14));
        // A holiday moves it further.
        let mut holiday = kuwait.clone();
        holiday.holidays.insert(day("2020-11-26"));
        assert_eq!(kind("2020-11-25", &holiday), Some(Kind::Due1));
    }

    #[test]
    fn a_party_that_never_works_is_never_reminded() {
        let never = Calendar { weekend: [true; 7], ..Calendar::default() };
        assert_eq!(nearest(day("2020-11-28"), day("2020-11-29"), &never), None);
    }
}
