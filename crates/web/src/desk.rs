//! My desk: what to decide now, what to chase, what comes up.

pub mod pages;
pub mod views;
