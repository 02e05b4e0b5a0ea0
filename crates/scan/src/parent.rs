//! The side that asks: gives the scan to a child, reads what it says, says why there is nothing.

use std::path::PathBuf;

use confine::{Ended, Workers};

use crate::limits::{LIMITS, PAGES_MAX, PIXELS_MAX, SCAN_BYTES_MAX};
use crate::{CHILD_COMMAND, Scan};

pub(crate) const EXIT_KIND: u8 = 10;
pub(crate) const EXIT_BROKEN: u8 = 11;
pub(crate) const EXIT_PAGES: u8 = 12;
pub(crate) const EXIT_PIXELS: u8 = 13;
pub(crate) const EXIT_LOCKED: u8 = 14;

/// Why a scan was not read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// The file is longer than [`SCAN_BYTES_MAX`].
    #[error("the scan has more than {SCAN_BYTES_MAX} bytes; scan coarser or divide it")]
    TooLong,
    /// It is neither PNG, JPEG nor PDF.
    #[error("the scan is neither PNG, JPEG nor PDF; save it as one of these")]
    Kind,
    /// It is cut off or damaged.
    #[error("the scan is damaged or cut off; scan again")]
    Broken,
    /// It has more than [`PAGES_MAX`] pages.
    #[error("the scan has more than {PAGES_MAX} pages; divide it")]
    TooManyPages,
    /// An image has more than [`PIXELS_MAX`] pixels.
    #[error("the image has more than {PIXELS_MAX} pixels; scan with 300 dots an inch")]
    TooManyPixels,
    /// It asks for a password.
    #[error("the PDF is locked with a password; save it without")]
    Locked,
    /// Reading took too long and was stopped.
    #[error("reading the scan took too long and was stopped; scan coarser or divide it")]
    TooSlow,
    /// The child could not be started, or broke: a limit on memory, a fault in a decoder.
    #[error("the scan could not be read: {0}")]
    Failed(String),
}

impl ScanError {
    /// Its name in keys of messages.
    pub fn as_str(&self) -> &'static str {
        match self {
            ScanError::TooLong => "too-long",
            ScanError::Kind => "kind",
            ScanError::Broken => "broken",
            ScanError::TooManyPages => "too-many-pages",
            ScanError::TooManyPixels => "too-many-pixels",
            ScanError::Locked => "locked",
            ScanError::TooSlow => "too-slow",
            ScanError::Failed(_) => "failed",
        }
    }
}

/// Reads scans in children of one binary. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Scanner(Workers);

impl Scanner {
    /// A scanner that runs this binary with [`CHILD_COMMAND`].
    pub fn new(binary: PathBuf) -> Scanner {
        Scanner(Workers::new(binary, CHILD_COMMAND, LIMITS))
    }

    /// Reads the codes on every page.
    ///
    /// # Errors
    /// The rule that the scan breaks, or how the child ended.
    pub async fn read(&self, bytes: Vec<u8>) -> Result<Scan, ScanError> {
        match self.0.run(bytes).await {
            Ok(said) => String::from_utf8(said)
                .ok()
                .and_then(|said| Scan::from_lines(&said))
                .ok_or_else(|| ScanError::Failed("the child said what no child says".to_owned())),
            Err(Ended::TooLong) => Err(ScanError::TooLong),
            Err(Ended::TooSlow) => Err(ScanError::TooSlow),
            Err(Ended::Known(EXIT_KIND)) => Err(ScanError::Kind),
            Err(Ended::Known(EXIT_BROKEN)) => Err(ScanError::Broken),
            Err(Ended::Known(EXIT_PAGES)) => Err(ScanError::TooManyPages),
            Err(Ended::Known(EXIT_PIXELS)) => Err(ScanError::TooManyPixels),
            Err(Ended::Known(EXIT_LOCKED)) => Err(ScanError::Locked),
            Err(ended) => Err(ScanError::Failed(ended.to_string())),
        }
    }
}
