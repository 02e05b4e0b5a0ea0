//! What a joint text says, letter by letter: its brackets and placeholders, its digest, how two
//! versions of it differ, and whether its Arabic and English say the same.
//! Pure: no input or output, no clock, no randomness. It never changes a letter that a party wrote
//! and never decides what is agreed. The forms are written down in `docs/format-text.md`.

mod align;
pub mod bracket;
pub mod compare;
pub mod concordance;
pub mod digest;
pub mod limits;
pub mod notation;
mod tokens;
pub mod visible;

pub use compare::{Kind, Paragraph, Row, Stretch, versions};
pub use digest::{Node, TextDigest};
pub use notation::{Choice, NotationError, Phrase, PlaceholderKind, Rule, Span, entered, parse};
pub use visible::{Shown, visible};
