//! Bounds of what is reckoned, with the unit in each name: a hostile fact may say anything.

/// Longest term, period of renewal or notice, in months: two centuries.
pub const MONTHS_MAX: u32 = 2_400;
/// Most days between an act and what it brings about: ten years.
pub const DAYS_MAX: u32 = 3_660;
/// Most facts of one instrument that are looked at.
pub const FACTS_MAX: usize = 2_000;
/// How many successors of a body are followed, one behind the other.
pub const SUCCESSIONS_MAX: usize = 32;
/// Deepest nesting of a family of instruments that is drawn.
pub const FAMILY_DEPTH_MAX: usize = 12;
