//! Search over everything: every text of the record in both languages, and our private notes.

pub mod asked;
pub mod pages;
pub mod views;
