//! Reading reports in: a document is given, what was found in it stands beside its text, the
//! officer accepts, mends or rejects each fact, and what he accepted is put in his name.
//! Nothing of a report reaches the record before he submits it.

pub mod pages;
pub mod submit;
pub mod text;
pub mod views;
