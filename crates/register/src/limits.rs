//! Bounds of what is reckoned, with the unit in each name: a hostile fact may say anything.

/// Longest term, period of renewal or notice, in months: two centuries.
pub const MONTHS_MAX: u32 = 2_400;
/// Shortest term or period of renewal, in months. A notice may have none: until the last day.
pub const TERM_MONTHS_MIN: u32 = 1;
/// Most days between an act and what it brings about: ten years.
pub const DAYS_MAX: u32 = 3_660;
/// Fewest days that a clause counts after a note or an exchange: with none it is another clause.
pub const CLAUSE_DAYS_MIN: u32 = 1;
/// Which first day of a month a clause may name, counted in months after that of the note: the
/// day of month 0 would lie before the note.
pub const CLAUSE_MONTHS_MIN: u32 = 1;
/// The furthest first day of a month that a clause may name: ten years.
pub const CLAUSE_MONTHS_MAX: u32 = 120;
/// The years in which a date of an instrument may lie; before the first nobody made one that is
/// kept, and a year of the future with more digits is a slip of the hand.
pub const YEAR_MIN: i64 = 1_000;
/// The last of these years.
pub const YEAR_MAX: i64 = 2_999;
/// Most facts of one instrument that are looked at.
pub const FACTS_MAX: usize = 2_000;
/// How many successors of a body are followed, one behind the other.
pub const SUCCESSIONS_MAX: usize = 32;
/// Deepest nesting of a family of instruments that is drawn.
pub const FAMILY_DEPTH_MAX: usize = 12;
