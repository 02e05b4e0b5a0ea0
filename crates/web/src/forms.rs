//! Forms for any type of item, built from its field table: a new item, a new version, a draft that
//! stays on our node. What was typed is never lost to an error.

pub mod pages;
pub mod pairs;
pub mod views;
