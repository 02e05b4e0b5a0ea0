//! The side that asks: gives the paper to a child, takes the PDF, says why there is none.

use std::path::PathBuf;

use confine::{Ended, Workers};

use crate::limits::{LIMITS, PAPER_TIME_MAX};
use crate::{CHILD_COMMAND, EXIT_NO_FACE};

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// The paper is longer than `LIMITS` allow.
    #[error("the paper is too long to be set; divide the text")]
    TooLong,
    /// No face for Arabic is installed.
    #[error(
        "no Arabic typeface is installed; install the package fonts-hosny-amiri or fonts-noto-core"
    )]
    NoArabicFace,
    /// The child took too long and was ended.
    #[error("the paper took longer than {} seconds and was stopped", PAPER_TIME_MAX.as_secs())]
    TooSlow,
    /// The child could not be started, or ended with a complaint.
    #[error("the typesetter failed: {0}")]
    Failed(String),
}

/// Starts children of one binary. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Typesetter(Workers);

impl Typesetter {
    /// A typesetter that runs this binary with [`CHILD_COMMAND`].
    pub fn new(binary: PathBuf) -> Typesetter {
        Typesetter(Workers::new(binary, CHILD_COMMAND, LIMITS))
    }

    /// Sets a paper given as JSON.
    ///
    /// # Errors
    /// Says which limit was met, that no Arabic face is there, or what the child complained of.
    pub async fn set(&self, paper: &str) -> Result<Vec<u8>, SetError> {
        match self.0.run(paper.as_bytes().to_vec()).await {
            Ok(pdf) if pdf.starts_with(b"%PDF-") => Ok(pdf),
            Ok(_) => Err(SetError::Failed("what it gave is no PDF".to_owned())),
            Err(Ended::TooLong) => Err(SetError::TooLong),
            Err(Ended::TooSlow) => Err(SetError::TooSlow),
            Err(Ended::Known(EXIT_NO_FACE)) => Err(SetError::NoArabicFace),
            Err(ended) => Err(SetError::Failed(ended.to_string())),
        }
    }
}
