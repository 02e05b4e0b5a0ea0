//! A bilingual text as a Word document (Office Open XML, ECMA-376) that can be edited with tracked
//! changes and comes back: each paragraph lies in a control and a bookmark that name its item.
//! It writes direction into every paragraph, run, table and section, and never a name of a person.
//! The marks are written in `docs/docx.md`; `intake::read_returned` reads them.

mod body;
mod package;
mod runs;
pub mod sheet;
mod styles;
mod xml;

use text::Language;

use crate::limits::{BLOCK_COUNT_MAX, TAG_CHARS_MAX, TEXT_BYTES_MAX};

use sheet::{Block, Sheet};

/// How a document is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocxOptions {
    /// How the two languages stand to each other.
    pub layout: Layout,
    /// The language that stands first: at the right in a table if it is Arabic, else at the left.
    pub first: Language,
    /// The font of Latin letters.
    pub latin_font: String,
    /// The font of Arabic letters.
    pub arabic_font: String,
    /// The locale of Arabic, e.g. `ar-KW`: spelling, digits.
    pub arabic_locale: String,
    /// When the changes of a compared text were made, as `2026-03-01T09:30:00Z`; none if unknown.
    pub changed_at: Option<String>,
}

/// How the two languages stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// In the two columns of a table, each paragraph beside its counterpart.
    SideBySide,
    /// The whole text in one language, then the whole text in the other.
    OneAfterOther,
}

impl Default for DocxOptions {
    fn default() -> Self {
        Self {
            layout: Layout::SideBySide,
            first: Language::Ar,
            latin_font: "Times New Roman".to_owned(),
            arabic_font: "Times New Roman".to_owned(),
            arabic_locale: "ar-KW".to_owned(),
            changed_at: None,
        }
    }
}

/// Why a document is not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocxError {
    /// An id could not be carried by a tag.
    #[error("the id `{0}` does not fit into a control's tag; ids are 1 to 64 of A-Z a-z 0-9 . _ -")]
    Id(String),
    /// A character that XML cannot hold.
    #[error("{place} holds U+{character:04X}, which no document can hold; remove it")]
    Character { place: String, character: u32 },
    /// A paragraph is there twice, so that what comes back could not be told apart.
    #[error("the paragraph `{0}` is there twice; print it once")]
    Twice(String),
    /// More than can be written.
    #[error("the text has {found} {what}; at most {max} are written; print it in parts")]
    TooMuch { what: &'static str, found: usize, max: usize },
    /// The packer failed; it writes to memory, so this is not expected.
    #[error("the document could not be packed: {0}")]
    Package(String),
}

/// Writes a document. The same sheet and options give the same bytes.
///
/// # Errors
/// A [`DocxError`] names what cannot be written and what to do.
pub fn write_sheet(sheet: &Sheet, options: &DocxOptions) -> Result<Vec<u8>, DocxError> {
    check(sheet)?;
    let body = body::write(sheet, options)?;
    package::pack(sheet, options, &body)
}

fn check(sheet: &Sheet) -> Result<(), DocxError> {
    let found = sheet.blocks.len();
    if found > BLOCK_COUNT_MAX {
        return Err(DocxError::TooMuch { what: "blocks", found, max: BLOCK_COUNT_MAX });
    }
    check_id(&sheet.document)?;
    let mut bytes = 0;
    let mut seen = std::collections::BTreeSet::new();
    let mut check_words = |place: &str, words: &str| {
        bytes += words.len();
        if bytes > TEXT_BYTES_MAX {
            let what = "bytes of words";
            return Err(DocxError::TooMuch { what, found: bytes, max: TEXT_BYTES_MAX });
        }
        check_characters(place, words)
    };
    for words in [&sheet.version, &sheet.digest] {
        check_words("the origin", words)?;
    }
    for pair in [&sheet.title, &sheet.marking] {
        check_words("a heading", &pair.ar)?;
        check_words("a heading", &pair.en)?;
    }
    for block in &sheet.blocks {
        match block {
            Block::Fixed { words, .. } => {
                check_words("a heading", &words.ar)?;
                check_words("a heading", &words.en)?;
            }
            Block::Provision(one) => {
                check_id(&one.item)?;
                // `hiwar:`, `:` and `:ar`.
                if sheet.document.len() + one.item.len() + 10 > TAG_CHARS_MAX {
                    return Err(DocxError::Id(one.item.clone()));
                }
                if !seen.insert(one.item.as_str()) {
                    return Err(DocxError::Twice(one.item.clone()));
                }
                for words in [&one.ar, &one.en] {
                    for span in &words.spans {
                        check_words(&one.item, &span.text)?;
                        check_words(&one.item, span.state.party())?;
                    }
                    for note in &words.comments {
                        check_words(&one.item, &note.text)?;
                        check_words(&one.item, &note.party)?;
                    }
                }
                check_words(&one.item, &one.number.ar)?;
                check_words(&one.item, &one.number.en)?;
            }
        }
    }
    Ok(())
}

fn check_id(id: &str) -> Result<(), DocxError> {
    let fits = (1..=64).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    if fits { Ok(()) } else { Err(DocxError::Id(id.to_owned())) }
}

fn check_characters(place: &str, words: &str) -> Result<(), DocxError> {
    let unfit = |c: &char| {
        c.is_control() && !matches!(c, '\t' | '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}')
    };
    match words.chars().find(unfit) {
        Some(c) => Err(DocxError::Character { place: place.to_owned(), character: c as u32 }),
        None => Ok(()),
    }
}
