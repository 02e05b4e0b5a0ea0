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

/// Packs files by name, all at once; for many or long ones see [`Packer`].
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
    let mut packer = Packer::default();
    for (name, bytes) in files {
        packer.add(name, bytes)?;
    }
    packer.finish()
}

/// Packs one file after the other, so that no more than one of them need be in memory beside the
/// archive.
#[derive(Debug)]
pub struct Packer {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    seen: BTreeSet<String>,
}

impl Default for Packer {
    fn default() -> Packer {
        Packer { zip: ZipWriter::new(Cursor::new(Vec::new())), seen: BTreeSet::new() }
    }
}

impl Packer {
    /// Adds a file.
    ///
    /// # Errors
    /// A name that is absolute, leads out, is too long or stands twice; one file too many.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
        if self.seen.len() >= ARCHIVE_FILES_MAX {
            return Err(ArchiveError::TooMany { is: self.seen.len() + 1, max: ARCHIVE_FILES_MAX });
        }
        if !is_inside(name) || !self.seen.insert(name.to_owned()) {
            return Err(ArchiveError::Name(name.to_owned()));
        }
        let packed = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let failed = |error: &dyn std::fmt::Display| ArchiveError::Packing(error.to_string());
        self.zip.start_file(name, packed).map_err(|error| failed(&error))?;
        self.zip.write_all(bytes).map_err(|error| failed(&error))
    }

    /// The archive.
    ///
    /// # Errors
    /// The packer failed.
    pub fn finish(self) -> Result<Vec<u8>, ArchiveError> {
        let done = self.zip.finish().map_err(|error| ArchiveError::Packing(error.to_string()))?;
        Ok(done.into_inner())
    }
}

fn is_inside(name: &str) -> bool {
    name.len() <= ARCHIVE_NAME_BYTES_MAX
        && !name.contains(['\\', ':'])
        && !name.chars().any(char::is_control)
        && name.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}
