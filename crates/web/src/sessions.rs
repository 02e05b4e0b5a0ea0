//! The session: delegations in precedence, agenda, attendance, minutes, outcomes, papers, history.

pub mod pages;
pub mod views;
