//! Reads the text of a press report, joint statement, ministry page or minutes, Arabic or English,
//! clean or damaged, and drafts the facts in it with their evidence. Pure: no input or output, no
//! clock, no randomness, no model. A draft is to be confirmed by an officer; it never becomes an
//! agreed fact here. The format is schema `hiwar.press/1`; the rules stand in `docs/reading.md`.

mod agreements;
mod commitments;
mod corrections;
mod dates;
mod days;
mod draft;
mod gazetteers;
mod hits;
pub mod limits;
mod meetings;
mod next_past;
mod numbers;
mod page;
mod people;
mod reader;
mod regions;
mod roster;
mod scene;
mod sessions;
mod spaces;
mod statements;
mod topics;

pub use corrections::Correction;
pub use days::{Day, When};
pub use draft::{Claim, Draft, Field, Note, Region, Repair, Slot, Span, Value};
pub use gazetteers::{Class, GazetteerProblem, Gazetteers};
pub use reader::{ReadProblem, Reader, Report};
