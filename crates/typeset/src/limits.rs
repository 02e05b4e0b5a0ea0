//! Bounds of typesetting, with the unit in each name.

use std::time::Duration;

use confine::Limits;

/// Longest time one paper may take by the clock.
pub const PAPER_TIME_MAX: Duration = Duration::from_secs(25);

/// What one paper may use.
pub const LIMITS: Limits = Limits {
    // The paper as JSON.
    input_bytes_max: 16 * 1024 * 1024,
    // The PDF.
    output_bytes_max: 64 * 1024 * 1024,
    time_max: PAPER_TIME_MAX,
    cpu_seconds_max: 20,
    // Fonts are mapped into it.
    memory_bytes_max: 3 * 1024 * 1024 * 1024,
    files_max: 256,
    children_max: 2,
};
