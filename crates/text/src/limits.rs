//! Bounds on what this crate accepts or keeps. Units are in the names.
//! A limit is part of the contract with callers: raise one only together with its test.

/// Isolates that may be open inside one another in a checked text.
///
/// The bidi algorithm allows 125 (UAX #9, BD2); nobody writes more than two or three by hand, and
/// the sign-off screen must still be able to show the nesting.
pub const ISOLATE_DEPTH_MAX: usize = 8;
