//! What of the register stands on the desk: the nearest legal dates, the latest that passed without
//! their fact, and how many more there are.

use dialogue::instruments::Checklists;
use register::Alarm;

use super::kept::Reckonings;
use super::list::{DateRow, date_row};
use crate::items::reader::{Reader, with_query};
use crate::limits::{DESK_LEGAL_DATES_MAX, DESK_LEGAL_DATES_PASSED_MAX};

/// The furthest day, ahead or passed, that is near.
const NEAR_DAYS: i64 = 180;

/// The nearest legal dates of a dialogue.
#[derive(Clone, Debug, Default)]
pub struct Near {
    /// In the order of their days: what passed, then what comes.
    pub rows: Vec<DateRow>,
    /// How many come within 180 days, in words; empty when no more than are shown.
    pub ahead: String,
    pub ahead_href: String,
    /// How many have passed without their fact, however long ago.
    pub passed: String,
    pub passed_href: String,
    /// There is an instrument at all.
    pub any: bool,
}

/// The nearest legal dates of what is kept.
pub fn near(reader: &Reader<'_>, kept: &Reckonings) -> Near {
    let days = |at: &(usize, usize)| kept.date(*at).days_left;
    let passed: Vec<(usize, usize)> = kept.of_alarm(Alarm::Past).collect();
    let mut latest: Vec<(usize, usize)> =
        passed.iter().copied().filter(|at| -days(at) <= NEAR_DAYS).collect();
    latest.sort_by_key(|at| std::cmp::Reverse(days(at)));
    latest.truncate(DESK_LEGAL_DATES_PASSED_MAX);
    latest.reverse();
    let ahead = kept.dates.iter().copied().filter(|at| (0..=NEAR_DAYS).contains(&days(at)));
    let ahead: Vec<(usize, usize)> = ahead.collect();
    let checklists = Checklists::of(reader.record);
    let shown = latest.iter().chain(ahead.iter().take(DESK_LEGAL_DATES_MAX));
    let here = reader.at("instruments/dates");
    Near {
        rows: shown.filter_map(|at| date_row(reader, &checklists, kept, *at)).collect(),
        ahead: match ahead.len() > DESK_LEGAL_DATES_MAX {
            true => reader.t.n("register-near-ahead", ahead.len()),
            false => String::new(),
        },
        passed: match passed.is_empty() {
            true => String::new(),
            false => reader.t.n("register-near-passed", passed.len()),
        },
        passed_href: with_query(&here, "alarm", "past"),
        ahead_href: here,
        any: !kept.all.is_empty(),
    }
}
