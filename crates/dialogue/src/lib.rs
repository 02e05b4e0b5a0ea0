//! What a dialogue is: item types, consent, brackets, and who may do what.
//! No IO, no clock, no randomness: the same entries and openings give the same record everywhere.
//! Formats: `docs/format-consent.md`, `docs/adding-an-act.md`, `docs/glossary.md`.

pub mod act;
pub mod blob;
pub mod content;
pub mod fold;
pub mod follow;
pub mod instruments;
pub mod item;
pub mod limits;
pub mod negotiation;
pub mod paper_mark;
pub mod policy;
pub mod record;
pub mod refusal;
pub mod reminders;
pub mod verify;
pub mod working_days;

/// Where wordings differ, for the pages and the demonstration.
pub use wording::bracket;

/// Ids, the level of a consent and the values of fields as records name them, so that the pages
/// need no `ledger`.
pub use ledger::{entry::Level, id, json::Value};
