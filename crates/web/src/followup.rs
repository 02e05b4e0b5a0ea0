//! Follow-through: the board of commitments, the life of each, what every round answers, stories
//! over all rounds, and the same as files and papers. What is agreed is read from the record by
//! `dialogue::follow`; nothing here decides it.

pub mod answers;
pub mod assistance;
pub mod board;
pub mod commitment;
pub mod files;
pub mod matrix;
pub mod narrow;
pub mod opening;
pub mod pages;
pub mod picture;
pub mod stories;
pub mod timeline;
