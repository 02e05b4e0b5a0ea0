//! My desk: what waits for our decision, what waits for theirs, what is coming up on both clocks,
//! and what happened last. Each row is one line and one act away.

pub mod pages;
mod views;
