//! What the facts of a report mean for the record: which items they are about, what would be new,
//! where report and record differ, and what an officer chose. Pure: it reads a record and changes
//! nothing. A report says what was said in public; it never makes anything agreed.

mod facts;
mod fresh;
pub mod limits;
mod matching;
mod mended;
mod propose;
pub mod second;
pub mod topics;

pub use facts::{Choice, Choices, Claim, Fact, Facts, Note, Region, Repair, Verdict};
pub use mended::Mended;
pub use propose::{Candidate, Conflict, Need, Outcome, Proposal, Why, propose};
