//! Bounds on what this crate writes. Units are in the names.

/// Blocks of a document: headings and paragraphs.
pub const BLOCK_COUNT_MAX: usize = 10_000;
/// Bytes of the words of a document, both languages.
pub const TEXT_BYTES_MAX: usize = 2 * 1_024 * 1_024;
/// Characters of a control's tag: word processors cut longer ones.
pub const TAG_CHARS_MAX: usize = 64;
/// Characters of a bookmark's name: word processors cut longer ones.
pub const BOOKMARK_CHARS_MAX: usize = 40;
/// Longest mark drawn as a QR code, in bytes.
pub const MARK_BYTES_MAX: usize = 400;
/// Rows of a table written for a spreadsheet.
pub const SHEET_ROWS_MAX: usize = 50_000;
/// Longest cell of a spreadsheet, in characters: what the format allows.
pub const SHEET_CELL_CHARS_MAX: usize = 32_767;
/// Most files in one archive.
pub const ARCHIVE_FILES_MAX: usize = 500;
/// Longest name of a file in an archive.
pub const ARCHIVE_NAME_BYTES_MAX: usize = 240;
