//! Of what somebody is to be reminded on a day: commitments that fall due in 14, 7 or 1 days, that
//! are overdue, and once a week of all that is open. Pure: today and the calendar are told. Nothing
//! is due on a day on which the party does not work; what would fall on such a day comes on the
//! working day before. It names commitments of the joint record and nothing private.

use ledger::id::ItemId;

use register::civil::Dated;

use crate::follow;
use crate::limits::WORKING_DAY_SEARCH_DAYS_MAX;
use crate::record::{Item, Record};
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

/// The commitments that a wish is about and that are open, in the order of their dates.
pub fn wished<'a>(record: &'a Record, wish: &Wish) -> Vec<(Item<'a>, Option<&'a str>)> {
    let all = record.of_type("commitment").into_iter().filter(|item| item.shown().is_some());
    let wanted = all.filter(|item| wish.items.is_empty() || wish.items.contains(item.id()));
    let lives = wanted.map(|item| (item, follow::life(record, item)));
    let open = lives.filter(|(_, life)| life.is_commitment() && life.is_open());
    let mut list: Vec<_> = open.map(|(item, life)| (item, life.due())).collect();
    list.sort_by_key(|(_, due)| due.unwrap_or("9999"));
    list
}

/// What is due to be told on a day, sent before or not.
pub fn notices(record: &Record, wish: &Wish, today: Day, calendar: &Calendar) -> Vec<Notice> {
    if !calendar.works(today) {
        return Vec::new();
    }
    let open = wished(record, wish);
    let mut notices = Vec::new();
    for (item, due) in &open {
        // A month or a year is due at its end.
        let Some(day) = due.and_then(Dated::parse).map(|due| due.last) else { continue };
        let kind = if today > day { Some(Kind::Overdue) } else { nearest(today, day, calendar) };
        let wanted = kind.filter(|kind| match kind {
            Kind::Overdue => wish.overdue,
            _ => wish.due,
        });
        notices.extend(wanted.map(|kind| Notice {
            kind,
            item: Some(item.id().clone()),
            date: date_of(day),
        }));
    }
    if wish.digest && !open.is_empty() {
        // Monday is 0: the week of both sides begins with Sunday.
        let sunday = today - ((weekday(today) + 1) % 7) as Day;
        notices.push(Notice { kind: Kind::Digest, item: None, date: date_of(sunday) });
    }
    notices
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
