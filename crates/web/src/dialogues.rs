//! The dialogue: its rounds on a time line, what was promised and kept, its groups and registers.

pub mod pages;
pub mod picture;
pub mod views;
