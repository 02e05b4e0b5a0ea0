//! Search over everything of a node: an index file beside the record, queries in Arabic and
//! English, ranked hits, and passages with the words marked in the original text.
//!
//! The index is never trusted and never needed: it can be deleted at any time and is made anew
//! from the record. What may be read is decided by the caller, hit by hit, before anything is
//! counted or shown. Shared items and private notes have separate files. What is indexed, how a
//! query is read and the format of the file: `docs/search.md`.

mod error;
mod file;
mod find;
mod vocabulary;

pub mod entry;
pub mod follow;
pub mod index;
pub mod limits;
pub mod query;
pub mod snippet;
pub mod word;

pub use entry::{Entry, Key, Passage, Standing};
pub use error::SearchError;
pub use find::{Cursor, Filters, Hit, Hits, Wanted};
pub use index::{Applied, Change, Index, Opened, State};
pub use query::{Query, QueryProblem};
pub use snippet::{Part, Snippet};
