//! Updates without an account: the page that a one-time link opens, the links and forms that a desk
//! officer makes, and what waits for his confirmation. Nothing that comes in this way reaches the
//! record before an officer confirms it; no secret stands on any page but the one that shows it.

pub mod asker;
pub mod entry;
pub mod forms;
pub mod letters;
pub mod pages;
pub mod public;
pub mod reminders;
pub mod sheet;
mod ticks;
pub mod views;
