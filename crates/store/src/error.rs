//! The one error of this crate, and what a check of a file finds. Each error names the file, says
//! what is wrong and what to do; none carries a record's contents.

use std::io;
use std::path::{Path, PathBuf};

use ledger::entry::Head;
use rusqlite::ErrorCode;
use thiserror::Error;

/// Result of the store's functions.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Why the store did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The file is not there. Nothing is ever made silently in its place.
    #[error("{}: there is no {what} here. Remedy: {remedy}", file.display())]
    Missing { file: PathBuf, what: &'static str, remedy: &'static str },
    /// The file is damaged, or somebody changed it behind the node's back.
    #[error(
        "{}: {what}. Remedy: stop the node, keep the file aside as evidence, restore the last \
         backup and let the peers give back what came after it", file.display()
    )]
    Corrupt { file: PathBuf, what: String },
    /// The disk or the allowed size of the file is used up; nothing was written.
    #[error(
        "{}: no space is left while {doing}; nothing was changed. Remedy: free disk space or \
         raise the quota, then repeat", file.display()
    )]
    Full { file: PathBuf, doing: &'static str },
    /// The operating system does not let this process read or write the file.
    #[error(
        "{}: not permitted while {doing} ({detail}). Remedy: give the file and its folder to the \
         account the node runs as (file mode 600, folder mode 700)", file.display()
    )]
    Permission { file: PathBuf, doing: &'static str, detail: String },
    /// The head is not the one the caller started from, or the step would sign a second root
    /// for one size. Nothing was changed. `what` ends with the remedy.
    #[error(
        "{}: expected {}, found {}: {what}",
        file.display(), head_text(expected), head_text(found)
    )]
    Conflict { file: PathBuf, what: Box<str>, expected: Head, found: Head },
    /// The file was written by a newer version of the program.
    #[error(
        "{}: schema {found} is newer than schema {known}, the newest this program knows. \
         Remedy: run the newer program, or restore a backup made before the upgrade",
        file.display()
    )]
    Newer { file: PathBuf, found: i64, known: i64 },
    /// Another process holds the file.
    #[error(
        "{}: another process holds it. Remedy: stop the other node, or wait for the backup to end",
        file.display()
    )]
    Busy { file: PathBuf },
    /// The caller asked for something that the store's rules do not allow. Nothing was changed.
    #[error("{}: refused: {what}. Remedy: {remedy}", file.display())]
    Refused { file: PathBuf, what: String, remedy: &'static str },
    /// Any other failure of the disk or of the database library.
    #[error(
        "{}: input or output failed while {doing} ({detail}). Remedy: look at the system's log \
         for disk errors, then start the node again", file.display()
    )]
    Io { file: PathBuf, doing: &'static str, detail: String },
}

/// The kinds of [`StoreError`], for callers that only branch on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Missing,
    Corrupt,
    Full,
    Permission,
    Conflict,
    Newer,
    Busy,
    Refused,
    Io,
}

/// One thing that a check of a file found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub file: PathBuf,
    /// Where in it, e.g. `KW entry 17`; empty when the whole file is meant.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: ", self.file.display())?;
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "{}. Remedy: {}", self.what, self.remedy)
    }
}

impl StoreError {
    /// The kind alone.
    pub fn kind(&self) -> Kind {
        match self {
            StoreError::Missing { .. } => Kind::Missing,
            StoreError::Corrupt { .. } => Kind::Corrupt,
            StoreError::Full { .. } => Kind::Full,
            StoreError::Permission { .. } => Kind::Permission,
            StoreError::Conflict { .. } => Kind::Conflict,
            StoreError::Newer { .. } => Kind::Newer,
            StoreError::Busy { .. } => Kind::Busy,
            StoreError::Refused { .. } => Kind::Refused,
            StoreError::Io { .. } => Kind::Io,
        }
    }

    /// The file it is about.
    pub fn file(&self) -> &Path {
        match self {
            StoreError::Missing { file, .. }
            | StoreError::Corrupt { file, .. }
            | StoreError::Full { file, .. }
            | StoreError::Permission { file, .. }
            | StoreError::Conflict { file, .. }
            | StoreError::Newer { file, .. }
            | StoreError::Busy { file }
            | StoreError::Refused { file, .. }
            | StoreError::Io { file, .. } => file,
        }
    }

    pub(crate) fn corrupt(file: &Path, what: impl Into<String>) -> StoreError {
        StoreError::Corrupt { file: file.to_owned(), what: what.into() }
    }

    pub(crate) fn refused(
        file: &Path,
        what: impl Into<String>,
        remedy: &'static str,
    ) -> StoreError {
        StoreError::Refused { file: file.to_owned(), what: what.into(), remedy }
    }

    /// Sorts an error of the operating system into a kind.
    pub(crate) fn io(file: &Path, doing: &'static str, error: &io::Error) -> StoreError {
        let file = file.to_owned();
        let detail = error.to_string();
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                StoreError::Permission { file, doing, detail }
            }
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => StoreError::Full { file, doing },
            io::ErrorKind::WouldBlock | io::ErrorKind::ResourceBusy => StoreError::Busy { file },
            _ => StoreError::Io { file, doing, detail },
        }
    }

    /// Sorts an error of the database library into a kind. An error that our own statements can
    /// only meet when the rows contradict each other is damage, not a bug report.
    pub(crate) fn sql(file: &Path, doing: &'static str, error: &rusqlite::Error) -> StoreError {
        let path = file.to_owned();
        let detail = error.to_string();
        let code = match error {
            rusqlite::Error::SqliteFailure(failure, _) => failure.code,
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::QueryReturnedNoRows
            | rusqlite::Error::InvalidColumnType(..) => {
                return StoreError::corrupt(file, format!("damaged, seen while {doing}: {detail}"));
            }
            _ => {
                return StoreError::Io { file: path, doing, detail };
            }
        };
        match code {
            ErrorCode::DatabaseCorrupt
            | ErrorCode::NotADatabase
            | ErrorCode::ConstraintViolation
            | ErrorCode::TypeMismatch => {
                StoreError::corrupt(file, format!("damaged, seen while {doing}: {detail}"))
            }
            ErrorCode::DiskFull => StoreError::Full { file: path, doing },
            ErrorCode::PermissionDenied
            | ErrorCode::ReadOnly
            | ErrorCode::CannotOpen
            | ErrorCode::AuthorizationForStatementDenied => {
                StoreError::Permission { file: path, doing, detail }
            }
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy { file: path },
            _ => StoreError::Io { file: path, doing, detail },
        }
    }
}

/// A head for people: size and the first 8 hexadecimal digits of the root.
pub(crate) fn head_text(head: &Head) -> String {
    let [a, b, c, d, ..] = head.root;
    format!("size {} root {a:02x}{b:02x}{c:02x}{d:02x}..", head.size)
}
