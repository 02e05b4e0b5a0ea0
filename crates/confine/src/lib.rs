//! Work that is heavy or touches hostile bytes, done in a child process of the same binary: bytes
//! go in on one pipe, bytes come out on another, and memory, processor time, open files and time by
//! the clock are limited. The child is given an empty environment, writes no file and opens no
//! socket; a child that breaks takes nothing with it.

#[cfg(feature = "child")]
mod child;
mod parent;

#[cfg(feature = "child")]
pub use child::{Refused, run};
pub use parent::{Ended, Workers};

use std::time::Duration;

/// What one child may use.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Longest input, in bytes.
    pub input_bytes_max: usize,
    /// Longest output that is taken from the child, in bytes.
    pub output_bytes_max: usize,
    /// Longest time by the clock.
    pub time_max: Duration,
    /// Most processor time, in seconds.
    pub cpu_seconds_max: u64,
    /// Most address space, in bytes.
    pub memory_bytes_max: u64,
    /// Most files open at once, the three pipes among them: with 3 nothing can be opened, no file
    /// and no socket.
    pub files_max: u64,
    /// Children that work at the same time; others wait.
    pub children_max: usize,
}

/// Longest complaint that is taken from a child, in bytes.
pub const COMPLAINT_BYTES_MAX: usize = 4 * 1024;
