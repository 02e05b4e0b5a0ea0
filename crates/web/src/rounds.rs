//! The round: its dates and slips, the calendar of its sessions on both clocks, its outcome.

pub mod pages;
pub mod views;
