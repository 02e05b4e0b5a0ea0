//! The fold: invariants on random histories, the hard cases one by one, and its adversaries.

#![allow(clippy::unwrap_used)]

#[path = "fold/history.rs"]
mod history;
#[path = "fold/random.rs"]
mod random;

#[path = "fold/cases.rs"]
mod cases;
#[path = "fold/exhaustive.rs"]
mod exhaustive;
#[path = "fold/forks.rs"]
mod forks;
#[path = "fold/hostile.rs"]
mod hostile;
#[path = "fold/membership.rs"]
mod membership;
#[path = "fold/properties.rs"]
mod properties;
