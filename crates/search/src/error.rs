//! What can go wrong with an index file. Nothing of it is ever a loss: the remedy is always the
//! same, the index is made anew.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why the index did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    /// The file is damaged or not ours. It is made anew.
    #[error(
        "{}: {what}. Remedy: none is needed, the index is made anew from the record; or run \
         `hiwar reindex`", file.display()
    )]
    Damaged { file: PathBuf, what: String },
    /// The disk or the system refused.
    #[error(
        "{}: {what}. Remedy: free disk space and look at the folder's permissions, then run \
         `hiwar reindex`; the record itself is not touched", file.display()
    )]
    Failed { file: PathBuf, what: String },
}

impl SearchError {
    /// Whether the file must be made anew.
    pub fn is_damage(&self) -> bool {
        matches!(self, SearchError::Damaged { .. })
    }

    pub(crate) fn failed(file: &Path, what: impl ToString) -> SearchError {
        SearchError::Failed { file: file.to_owned(), what: what.to_string() }
    }

    pub(crate) fn damaged(file: &Path, what: impl ToString) -> SearchError {
        SearchError::Damaged { file: file.to_owned(), what: what.to_string() }
    }

    /// Full disks, locks and permissions are troubles of the machine; all else that a statement
    /// of ours can meet means that the file is not what we wrote.
    pub(crate) fn sql(file: &Path, error: &rusqlite::Error) -> SearchError {
        let machine = match error {
            rusqlite::Error::SqliteFailure(failure, _) => matches!(
                failure.code,
                ErrorCode::DiskFull
                    | ErrorCode::PermissionDenied
                    | ErrorCode::ReadOnly
                    | ErrorCode::CannotOpen
                    | ErrorCode::DatabaseBusy
                    | ErrorCode::DatabaseLocked
                    | ErrorCode::SystemIoFailure
                    | ErrorCode::OutOfMemory
            ),
            _ => false,
        };
        let make = if machine { SearchError::failed } else { SearchError::damaged };
        make(file, error.to_string())
    }
}
