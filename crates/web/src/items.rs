//! Items of any type: reading them (`reader`, `shown`, `life`), acting on them (`acts`), the page
//! of one item, lists of them, and what stands beside every page of the record (`beside`).

pub mod acts;
pub mod beside;
pub mod confirm;
pub mod life;
pub mod lists;
pub mod pages;
pub mod reader;
pub mod shown;
pub mod views;
pub mod visit;
