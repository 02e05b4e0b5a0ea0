//! Bounds of typesetting, with the unit in each name.

use std::time::Duration;

/// Longest paper as JSON.
pub const PAPER_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Longest PDF that is taken from a child.
pub const PDF_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Longest complaint that is taken from a child.
pub const COMPLAINT_BYTES_MAX: usize = 4 * 1024;
/// Longest time one paper may take by the clock.
pub const PAPER_TIME_MAX: Duration = Duration::from_secs(25);
/// Most processor time of a child, in seconds.
#[cfg(feature = "engine")]
pub const CHILD_CPU_SECONDS_MAX: u64 = 20;
/// Most address space of a child, in bytes: fonts are mapped into it.
#[cfg(feature = "engine")]
pub const CHILD_MEMORY_BYTES_MAX: u64 = 3 * 1024 * 1024 * 1024;
/// Most files a child has open at once.
#[cfg(feature = "engine")]
pub const CHILD_FILES_MAX: u64 = 256;
/// Papers that are set at the same time; others wait.
pub const CHILDREN_MAX: usize = 2;
