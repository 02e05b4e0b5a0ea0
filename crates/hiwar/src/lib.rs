//! The `hiwar` command and its demo. Everything is here and not in `main.rs`, so that tests can
//! run the demo without a process. It decides nothing about the record: it opens nodes, shows
//! pages, and calls `dialogue::verify`.

pub mod cli;
pub mod commands;
pub mod demo;
pub mod limits;
pub mod logging;
pub mod serving;
