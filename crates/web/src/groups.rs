//! The working group: its memory across rounds.

pub mod pages;
pub mod views;
