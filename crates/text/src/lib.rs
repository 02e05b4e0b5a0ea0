//! Arabic and English text: repair of what came damaged, folding and stems for search, the quick
//! find box, names across scripts, look-alikes, bidi safety, digits and Hijri dates.
//! Pure: no input or output, no clock, no randomness. It never changes a text that is to be agreed:
//! repairs are logged and can be undone, folding and stems serve search only.

pub mod bidi;
pub mod digits;
pub mod find;
pub mod fold;
pub mod hijri;
pub mod limits;
pub mod lookalike;
pub mod names;
pub mod repair;
pub mod skeleton;
pub mod spaces;
pub mod stem;

/// The two languages in which a text is printed. Which of them a text is in is said by its
/// record, never guessed from its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Arabic.
    Ar,
    /// English.
    En,
}
