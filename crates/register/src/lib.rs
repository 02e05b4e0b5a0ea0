//! The dates of instruments: what puts one into force, how its life may go on, when its term ends
//! and until when notice can be given, which body answers for it, which instrument it changes.
//! Pure: no input or output, no clock (today is passed in), no randomness. It never invents a
//! date: what a record does not say is missing, and said to be missing from whom.
//! Sources: Vienna Convention on the Law of Treaties (VCLT), Charter of the United Nations.

pub mod bodies;
pub mod civil;
pub mod entry;
pub mod fact;
pub mod family;
pub mod limits;
pub mod term;

pub use civil::{Dated, Day};
pub use entry::{Entry, Missing, Rule};
pub use fact::{Binding, Disorder, Fact, Kind, Side};
pub use term::{Alarm, Clock, DateKind, Instrument, LegalDate, Reckoning, Renewal, Stage, Terms};
