//! Sign-in sessions of one's own, and, for the administrator, accounts and grants of functions.

pub(crate) mod audit;
mod change;
pub mod pages;
pub mod people_functions;
