//! Several files in one ZIP: always in the given order and with one date, so that the same files
//! give the same bytes. Names are relative, never lead out of the folder, and stand once.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::limits::{ARCHIVE_FILES_MAX, ARCHIVE_NAME_BYTES_MAX};

/// Why files cannot be packed.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// A name that would not stand for one file inside the folder.
    #[error("`{0}` is no name of a file in an archive; use letters, digits, `-`, `_`, `.`, `/`")]
    Name(String),
    /// More files than an archive takes.
    #[error("{is} files, at most {max} in one archive")]
    TooMany {
        /// How many there are.
        is: usize,
        /// How many may be.
        max: usize,
    },
    /// The packer failed.
    #[error("packing failed: {0}")]
    Packing(String),
}

/// Packs files by name.
///
/// ```
/// let files = [("a.txt".to_owned(), b"one".to_vec())];
/// let bytes = documents::archive::pack(&files).expect("packed");
/// assert!(bytes.starts_with(b"PK"));
/// assert!(documents::archive::pack(&[("../a".to_owned(), Vec::new())]).is_err());
/// ```
///
/// # Errors
/// A name that is absolute, leads out, is too long or stands twice; too many files.
pub fn pack(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ArchiveError> {
    if files.len() > ARCHIVE_FILES_MAX {
        return Err(ArchiveError::TooMany { is: files.len(), max: ARCHIVE_FILES_MAX });
    }
    let mut seen = BTreeSet::new();
    let failed = |error: &dyn std::fmt::Display| ArchiveError::Packing(error.to_string());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in files {
        if !is_inside(name) || !seen.insert(name) {
            return Err(ArchiveError::Name(name.clone()));
        }
        zip.start_file(name, packed).map_err(|error| failed(&error))?;
        zip.write_all(bytes).map_err(|error| failed(&error))?;
    }
    Ok(zip.finish().map_err(|error| failed(&error))?.into_inner())
}

fn is_inside(name: &str) -> bool {
    name.len() <= ARCHIVE_NAME_BYTES_MAX
        && !name.contains(['\\', ':'])
        && !name.chars().any(char::is_control)
        && name.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}
