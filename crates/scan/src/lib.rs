//! The QR marks on the pages of a scan (PNG, JPEG, PDF). A scan is hostile: it is decoded in a
//! child process of the same binary that can open no file and no socket, with limits on memory,
//! time, pages and pixels. What is given back are the texts of the codes, on which page they stood,
//! and which boxes for ticks stand below them; what any of it means is not known here, and no code
//! is ever followed as an address.

#[cfg(feature = "engine")]
mod boxes;
#[cfg(feature = "engine")]
mod child;
mod limits;
#[cfg(feature = "engine")]
mod page;
mod parent;
#[cfg(feature = "engine")]
mod pixels;
mod report;

#[cfg(feature = "engine")]
pub use child::run;
pub use limits::{PAGES_MAX, PIXELS_MAX, SCAN_BYTES_MAX};
pub use parent::{ScanError, Scanner};
pub use report::{Found, Scan, TickBox};

/// The hidden subcommand that makes a process a child.
pub const CHILD_COMMAND: &str = "scan-child";
