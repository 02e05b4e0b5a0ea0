//! Quick find over everything that has a name, in both languages and every spelling.

pub mod index;
pub mod pages;

pub use index::Index;
