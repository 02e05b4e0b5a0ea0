//! Arabic and English text: bidi safety, search folding, stems, the quick find box, digits and
//! Hijri dates. Pure: no input or output, no clock, no randomness.
//! It never changes a text that is to be agreed; folding and stems serve search only.

pub mod bidi;
pub mod limits;
