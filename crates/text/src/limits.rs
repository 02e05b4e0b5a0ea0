//! Bounds on what this crate accepts or keeps. Units are in the names.
//! A limit is part of the contract with callers: raise one only together with its test.

/// Isolates that may be open inside one another in a checked text.
///
/// The bidi algorithm allows 125 (UAX #9, BD2); nobody writes more than two or three by hand, and
/// the sign-off screen must still be able to show the nesting.
pub const ISOLATE_DEPTH_MAX: usize = 8;

/// First year of the Hijra in the Umm al-Qura table (1882).
pub const HIJRI_YEAR_MIN: u16 = 1300;
/// Last year of the Hijra in the Umm al-Qura table (2174).
pub const HIJRI_YEAR_MAX: u16 = 1600;

/// Bytes of a query that the find box reads.
pub const FIND_QUERY_BYTES_MAX: usize = 256;
/// Words of a query that the find box looks for.
pub const FIND_QUERY_WORDS_MAX: usize = 8;
/// Bytes of each title or spelling that the find box indexes.
pub const FIND_TEXT_BYTES_MAX: usize = 1_024;
/// Other spellings of one row that the find box indexes.
pub const FIND_OTHERS_MAX: usize = 32;

/// Bytes of a name of a person that are compared.
pub const NAME_BYTES_MAX: usize = 256;
/// Parts of a name of a person that are compared.
pub const NAME_PARTS_MAX: usize = 10;
