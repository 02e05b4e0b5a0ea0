//! Bounds on what this crate accepts. Units are in the names.

/// Bytes of one report.
pub const REPORT_BYTES_MAX: usize = 1024 * 1024;
/// Bytes of all gazetteer texts together.
pub const GAZETTEER_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Bytes of one form in a gazetteer.
pub const FORM_BYTES_MAX: usize = 256;
/// Words of a report that are read; what follows them is left out and noted.
pub const WORDS_READ_MAX: usize = 40_000;
/// Claims of one slot in a draft.
pub const CLAIMS_PER_SLOT_MAX: usize = 200;
/// Words of a title and of a name.
pub const TITLE_WORDS_MAX: usize = 22;
/// Words of a personal name.
pub const NAME_WORDS_MAX: usize = 8;
