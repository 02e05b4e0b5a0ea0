//! Joint texts: negotiated provision by provision in Arabic and English, held against one another,
//! closed, printed. Everything done here is an ordinary act on the record.

pub mod begin;
pub mod closing;
pub mod compare;
pub mod concordance;
pub mod pages;
pub mod papers;
pub mod readings;
pub mod session_papers;
pub mod sheets;
pub mod views;
pub mod word;
pub mod words;
pub mod write;
