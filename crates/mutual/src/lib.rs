//! What two central authorities keep of mutual legal assistance: closed lists, the life of a
//! request, its clocks, limits of use, and half-yearly figures. It knows codes, days and hashes
//! only; it must never hold a name or a word about a person, and its detectors say where one is.
//! Pure: no IO, no clock, no randomness.

pub mod clocks;
pub mod codes;
pub mod complete;
pub mod detect;
pub mod figures;
pub mod life;
pub mod limits;
pub mod uses;

/// A civil day: days since 1970-01-01, negative before; as in `dialogue::working_days`.
pub type Day = i64;
