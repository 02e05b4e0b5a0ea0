//! Small file operations that must be durable: make with owner-only access, flush a folder,
//! put a finished file in its place.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use crate::error::{Result, StoreError};

/// Makes a new empty file that only its owner may read; refuses to touch one that exists.
pub(crate) fn create_private(path: &Path, what: &'static str) -> Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).map_err(|error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            StoreError::refused(
                path,
                format!("a file is already here, and {what} is only ever made anew"),
                "choose another folder, or move the file away if it is no longer needed",
            )
        } else {
            StoreError::io(path, "making the file", &error)
        }
    })
}

/// Refuses a path where no file is, or something that is not a file.
pub(crate) fn require(path: &Path, what: &'static str) -> Result<()> {
    let missing = || StoreError::Missing {
        file: path.to_owned(),
        what,
        remedy: "`hiwar init` makes a node's files; if they were lost, restore a backup",
    };
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_file() => Ok(()),
        Ok(_) => Err(StoreError::refused(path, "this is not a file", "name the file itself")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(missing()),
        Err(error) => Err(StoreError::io(path, "looking for the file", &error)),
    }
}

/// Makes the names in the folder of `path` durable.
pub(crate) fn sync_folder(path: &Path) -> Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| StoreError::io(folder, "flushing the folder", &error))
}

/// `path` with `suffix` added to its file name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
