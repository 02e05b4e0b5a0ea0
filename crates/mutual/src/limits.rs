//! The limits of the crate, with their units.

/// Days in which a request is acknowledged (Directive 2014/41/EU art. 16 sets a week).
pub const ACKNOWLEDGE_DAYS: u64 = 7;
/// Days in which it is decided, counted from receipt (Directive 2014/41/EU art. 12).
pub const DECIDE_DAYS: u64 = 30;
/// Days by which that may be extended, once.
pub const EXTEND_DAYS: u64 = 30;
/// Days in which it is carried out, counted from the decision.
pub const CARRY_OUT_DAYS: u64 = 90;
/// Longest time that an agreed service level may name, in days.
pub const LEVEL_DAYS_MAX: u64 = 730;
/// Days looked ahead for a working day: longer than any holiday.
pub const WORKING_DAY_SEARCH_DAYS_MAX: i64 = 60;
/// A count below this is not shown outside the two authorities.
pub const SHOWN_COUNT_MIN: u64 = 5;
/// Width of the bands in which a count is shown outside them.
pub const SHOWN_BAND: u64 = 5;
/// Longest median that is shown, in weeks: one that a request sent and ended within one half-year
/// can have. A longer one is shown as this "or more"; it would tell of earlier half-years.
pub const MEDIAN_WEEKS_MAX: u64 = 25;
/// Longest reference, in characters.
pub const REFERENCE_CHARS_MAX: usize = 32;
/// Longest text that is looked through for personal data, in bytes; a longer one is refused whole.
pub const DETECT_BYTES_MAX: usize = 256 * 1024;
/// Finds reported of one text.
pub const FINDS_MAX: usize = 20;
/// Days before the end of a limit of use in which it is shown as ending soon.
pub const USE_ENDS_SOON_DAYS: i64 = 30;
