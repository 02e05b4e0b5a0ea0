//! The state of the exchange: two logs, what each side has signed for, what to do without a line.

pub mod pages;
