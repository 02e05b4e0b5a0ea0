//! Deadlines counted in working days of several parties at once: a day counts when every party
//! works on it. Calendars are data of the record; nothing here asks a clock or a time zone.
//! Days are Gregorian civil days, numbered from 1970-01-01 (day 0, a Thursday).

use std::collections::BTreeSet;

use crate::content::Row;
use crate::item::working_calendar::WEEKDAYS;
use crate::limits::{HOLIDAY_DAYS_MAX, SILENCE_DAYS_MAX, WORKING_DAY_SEARCH_DAYS_MAX};
use crate::record::{Item, Record};
use ledger::id::PartyId;

pub use register::civil::{Day, date_of, day_of, weekday};

/// Which days one party does not work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// By weekday, Monday first: true where the party rests.
    pub weekend: [bool; 7],
    /// Single days off.
    pub holidays: BTreeSet<Day>,
}

impl Calendar {
    /// Reads the calendar of an item of type `working_calendar`.
    pub fn of(item: &Item<'_>) -> Calendar {
        let content = item.content();
        let mut calendar = Calendar::default();
        for name in content.strings("weekend") {
            if let Some(at) = WEEKDAYS.iter().position(|day| *day == name) {
                calendar.weekend[at] = true;
            }
        }
        for row in content.rows("holidays") {
            let row = Row(row);
            let Some(from) = row.date("from").and_then(day_of) else { continue };
            let to = row.date("to").and_then(day_of).unwrap_or(from);
            let last = to.min(from + HOLIDAY_DAYS_MAX);
            calendar.holidays.extend(from..=last);
        }
        calendar
    }

    /// Whether the party works on a day.
    pub fn works(&self, day: Day) -> bool {
        !self.weekend[weekday(day)] && !self.holidays.contains(&day)
    }
}

/// The calendars of all members that supplied one, with the members that did not.
pub fn calendars(record: &Record) -> (Vec<(PartyId, Calendar)>, Vec<PartyId>) {
    let mut known: Vec<(PartyId, Calendar)> = Vec::new();
    for item in record.of_type("working_calendar") {
        let party = item.content().party("party").unwrap_or_else(|| item.owner().clone());
        if *item.owner() == party && known.iter().all(|(have, _)| *have != party) {
            known.push((party, Calendar::of(&item)));
        }
    }
    let members = record.joint().members();
    let missing = members.iter().filter(|party| known.iter().all(|(have, _)| have != *party));
    let missing = missing.cloned().collect();
    (known, missing)
}

/// The day on which `n` working days have passed after `from`, counting only days on which every
/// calendar works. None when no such day is found within [`WORKING_DAY_SEARCH_DAYS_MAX`] days.
///
/// ```
/// use dialogue::working_days::{Calendar, day_of, date_of, deadline};
/// let off = |days: &[usize]| {
///     let mut calendar = Calendar::default();
///     days.iter().for_each(|day| calendar.weekend[*day] = true);
///     calendar
/// };
/// // Kuwait rests on Friday and Saturday, Washington on Saturday and Sunday.
/// let both = [off(&[4, 5]), off(&[5, 6])];
/// let wednesday = day_of("2020-11-18").expect("a day");
/// let end = deadline(wednesday, 2, &both).expect("a working day");
/// assert_eq!(date_of(end), "2020-11-23");
/// ```
pub fn deadline(from: Day, n: u64, calendars: &[Calendar]) -> Option<Day> {
    let (mut day, mut left) = (from, n.min(SILENCE_DAYS_MAX));
    while left > 0 {
        day += 1;
        if day - from > WORKING_DAY_SEARCH_DAYS_MAX {
            return None;
        }
        if calendars.iter().all(|calendar| calendar.works(day)) {
            left -= 1;
        }
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_one_another_over_four_centuries() {
        let (first, last) =
            (day_of("1800-01-01").expect("a day"), day_of("2200-12-31").expect("a day"));
        for day in first..=last {
            assert_eq!(day_of(&date_of(day)), Some(day));
        }
        assert_eq!(last - first, 146_461);
        assert_eq!(day_of("1970-01-01"), Some(0));
        assert_eq!(day_of("2020-02"), None);
    }

    #[test]
    fn the_session_of_2020_was_on_a_monday() {
        assert_eq!(weekday(day_of("2020-11-16").expect("a day")), 0);
        assert_eq!(weekday(0), 3);
    }

    #[test]
    fn only_days_on_which_all_work_count() {
        let mut kw = Calendar::default();
        (kw.weekend[4], kw.weekend[5]) = (true, true);
        let mut us = Calendar::default();
        (us.weekend[5], us.weekend[6]) = (true, true);
        let start = day_of("2020-11-16").expect("a day");
        let end =
            |n, calendars: &[Calendar]| date_of(deadline(start, n, calendars).expect("a day"));
        assert_eq!(end(3, &[kw.clone(), us.clone()]), "2020-11-19");
        // Friday, Saturday and Sunday are nobody's common working days.
        assert_eq!(end(4, &[kw.clone(), us.clone()]), "2020-11-23");
        // Thanksgiving of 2020.
        us.holidays.insert(day_of("2020-11-26").expect("a day"));
        assert_eq!(end(7, &[kw.clone(), us.clone()]), "2020-11-30");
        assert_eq!(end(0, &[kw, us]), "2020-11-16");
    }

    #[test]
    fn a_party_that_never_works_gives_no_deadline() {
        let never = Calendar { weekend: [true; 7], holidays: BTreeSet::new() };
        assert_eq!(deadline(0, 1, &[never]), None);
    }
}
