//! Bounds of reading a scan, with the unit in each name.

use std::time::Duration;

use confine::Limits;

/// Longest scan, in bytes.
pub const SCAN_BYTES_MAX: usize = 25 * 1024 * 1024;
/// Most pages of a PDF.
pub const PAGES_MAX: usize = 60;
/// Most pixels of an image: A3 at 600 dots an inch.
pub const PIXELS_MAX: u64 = 72_000_000;
/// Most codes that are given back.
pub const CODES_MAX: usize = 240;
/// Longest text of a code that is given back, in bytes.
pub const CODE_BYTES_MAX: usize = 400;

/// Most boxes for ticks below a code.
pub const BOXES_MAX: usize = 64;
/// Longest line about a box in what a child says, in bytes.
pub const BOX_LINE_BYTES_MAX: usize = 32;
/// How far from a code a box may be said to be, in tenths of a millimetre: across a page of A3.
pub const BOX_PLACE_MAX: i32 = 4_200;

/// Most pixels of a page as it is looked at.
#[cfg(feature = "engine")]
pub const PAGE_PIXELS_MAX: f32 = 20_000_000.0;
/// Dots an inch at which a page of a PDF is looked at: a module of a code of 15 mm has four then.
#[cfg(feature = "engine")]
pub const PAGE_DOTS_PER_INCH: f32 = 300.0;
/// Longest side of an image that is looked at as it is, in pixels; a longer one is made smaller.
#[cfg(feature = "engine")]
pub const SIDE_PIXELS_MAX: usize = 4_400;
/// Longest side of an image that is made larger for another look, in pixels, after that.
#[cfg(feature = "engine")]
pub const ENLARGED_SIDE_PIXELS_MAX: usize = 7_200;
/// Pages without a code that are looked at once more in other sizes.
#[cfg(feature = "engine")]
pub const SECOND_LOOKS_MAX: usize = 4;
/// Memory of the PNG decoder beside the pixels, in bytes.
#[cfg(feature = "engine")]
pub const PNG_BYTES_MAX: usize = 64 * 1024 * 1024;

/// What one scan may use.
pub const LIMITS: Limits = Limits {
    input_bytes_max: SCAN_BYTES_MAX,
    output_bytes_max: CODES_MAX * (CODE_BYTES_MAX + 32 + BOXES_MAX * BOX_LINE_BYTES_MAX),
    // A page waits for it.
    time_max: Duration::from_secs(22),
    cpu_seconds_max: 20,
    memory_bytes_max: 2 * 1024 * 1024 * 1024,
    // Input, output, complaints: nothing else can be opened.
    files_max: 3,
    children_max: 2,
};
