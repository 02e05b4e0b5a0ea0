//! The side that asks: starts a child, gives it the input, takes the output, and ends it when it
//! takes too long. Nothing of the node is passed on but the input: the environment is empty.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use tokio::sync::Semaphore;

use crate::{COMPLAINT_BYTES_MAX, Limits};

/// How a child ended without an output.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Ended {
    /// The input is longer than its limit; no child was started.
    #[error("the input is too long")]
    TooLong,
    /// The child took too long by the clock and was ended.
    #[error("it took too long and was stopped")]
    TooSlow,
    /// The child refused with a number that its kind of work gives a meaning.
    #[error("refused with {0}")]
    Known(u8),
    /// It could not be started, broke a limit or complained.
    #[error("{0}")]
    Failed(String),
}

/// Starts children of one binary for one kind of work. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Workers {
    binary: PathBuf,
    command: &'static str,
    limits: Limits,
    room: Arc<Semaphore>,
}

impl Workers {
    /// Children that run `binary` with the one argument `command`.
    pub fn new(binary: PathBuf, command: &'static str, limits: Limits) -> Workers {
        Workers { binary, command, limits, room: Arc::new(Semaphore::new(limits.children_max)) }
    }

    /// Does one piece of work.
    ///
    /// # Errors
    /// How the child ended without an output.
    pub async fn run(&self, input: Vec<u8>) -> Result<Vec<u8>, Ended> {
        if input.len() > self.limits.input_bytes_max {
            return Err(Ended::TooLong);
        }
        let _room = self.room.acquire().await.map_err(failed)?;
        match tokio::time::timeout(self.limits.time_max, self.child(input)).await {
            Ok(done) => done,
            Err(_) => Err(Ended::TooSlow),
        }
    }

    async fn child(&self, input: Vec<u8>) -> Result<Vec<u8>, Ended> {
        let mut child = Command::new(&self.binary)
            .arg(self.command)
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
            return Err(Ended::Failed("no pipes".to_owned()));
        };
        // A child that dies early closes its end: what it says on the other pipe matters more.
        let giving = tokio::spawn(async move {
            let _closed = stdin.write_all(&input).await;
        });
        let (mut output, mut complaint) = (Vec::new(), Vec::new());
        let mut stdout = stdout.take(self.limits.output_bytes_max as u64 + 1);
        let mut stderr = stderr.take(COMPLAINT_BYTES_MAX as u64);
        let (read, said) =
            tokio::join!(stdout.read_to_end(&mut output), stderr.read_to_end(&mut complaint));
        read.map_err(failed)?;
        said.map_err(failed)?;
        // Closed before waiting: a child with more to say would wait for a reader for ever.
        drop((stdout, stderr));
        let status = child.wait().await.map_err(failed)?;
        giving.abort();
        match status.code().and_then(|code| u8::try_from(code).ok()) {
            Some(0) if output.len() <= self.limits.output_bytes_max => Ok(output),
            Some(code) if !matches!(code, 0 | 1 | 101) => Err(Ended::Known(code)),
            _ => {
                let said = String::from_utf8_lossy(&complaint);
                Err(Ended::Failed(format!("{status}; {}", said.trim())))
            }
        }
    }
}

fn failed(error: impl std::fmt::Display) -> Ended {
    Ended::Failed(error.to_string())
}
