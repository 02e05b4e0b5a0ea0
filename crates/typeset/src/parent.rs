//! The side that asks: starts a child, gives it the paper, takes the PDF, and ends it when it takes
//! too long. Nothing of the node is passed on but the paper: the environment is empty.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use tokio::sync::Semaphore;

use crate::limits::{
    CHILDREN_MAX, COMPLAINT_BYTES_MAX, PAPER_BYTES_MAX, PAPER_TIME_MAX, PDF_BYTES_MAX,
};
use crate::{CHILD_COMMAND, EXIT_NO_FACE};

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// The paper is longer than [`PAPER_BYTES_MAX`].
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
pub struct Typesetter {
    binary: PathBuf,
    room: Arc<Semaphore>,
}

impl Typesetter {
    /// A typesetter that runs this binary with [`CHILD_COMMAND`].
    pub fn new(binary: PathBuf) -> Typesetter {
        Typesetter { binary, room: Arc::new(Semaphore::new(CHILDREN_MAX)) }
    }

    /// Sets a paper given as JSON.
    ///
    /// # Errors
    /// Says which limit was met, that no Arabic face is there, or what the child complained of.
    pub async fn set(&self, paper: &str) -> Result<Vec<u8>, SetError> {
        if paper.len() > PAPER_BYTES_MAX {
            return Err(SetError::TooLong);
        }
        let _room = self.room.acquire().await.map_err(failed)?;
        match tokio::time::timeout(PAPER_TIME_MAX, self.child(paper)).await {
            Ok(done) => done,
            Err(_) => Err(SetError::TooSlow),
        }
    }

    async fn child(&self, paper: &str) -> Result<Vec<u8>, SetError> {
        let mut child = Command::new(&self.binary)
            .arg(CHILD_COMMAND)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(failed)?;
        let (Some(mut stdin), Some(stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(SetError::Failed("no pipes".to_owned()));
        };
        let paper = paper.to_owned();
        // A child that dies early closes its end: what it says on the other pipe matters more.
        let giving = tokio::spawn(async move {
            let _ = stdin.write_all(paper.as_bytes()).await;
        });
        let (mut pdf, mut complaint) = (Vec::new(), Vec::new());
        let mut stdout = stdout.take(PDF_BYTES_MAX as u64 + 1);
        let mut stderr = stderr.take(COMPLAINT_BYTES_MAX as u64);
        let (read, said) =
            tokio::join!(stdout.read_to_end(&mut pdf), stderr.read_to_end(&mut complaint));
        read.map_err(failed)?;
        said.map_err(failed)?;
        let status = child.wait().await.map_err(failed)?;
        giving.abort();
        if status.code() == Some(i32::from(EXIT_NO_FACE)) {
            return Err(SetError::NoArabicFace);
        }
        if !status.success() || pdf.len() > PDF_BYTES_MAX || !pdf.starts_with(b"%PDF-") {
            let said = String::from_utf8_lossy(&complaint);
            return Err(SetError::Failed(format!("{status}; {}", said.trim())));
        }
        Ok(pdf)
    }
}

fn failed(error: impl std::fmt::Display) -> SetError {
    SetError::Failed(error.to_string())
}
