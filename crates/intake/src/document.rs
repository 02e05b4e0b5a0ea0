//! What is known of a document after it was read: its text, its paragraphs and what it says about
//! itself. It holds no bytes of the file: those are kept elsewhere under the hash.

use std::ops::Range;

use text::Language;

use crate::limits::NAME_BYTES_MAX;
use crate::warning::Warning;

/// A document, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it was.
    pub kind: Kind,
    /// Its text; paragraphs end with a line feed. A plain text is kept letter by letter, but for
    /// line ends (CR LF and CR become LF), a byte order mark and control characters.
    pub text: String,
    /// Its paragraphs in the order of the text; empty lines belong to none.
    pub parts: Vec<Part>,
    /// The title it gives itself.
    pub title: Option<String>,
    /// The day of publication, `YYYY-MM-DD`, only from the document's own statement
    /// (`article:published_time`, JSON-LD `datePublished`, `time` elements). The day on which a
    /// file was made is no day of publication.
    pub published: Option<String>,
    /// What it says about where it comes from.
    pub hints: Hints,
    /// The encoding in which it was read, by the name of the Encoding Standard (`UTF-8`,
    /// `windows-1256`); for DOCX and PDF the format's own.
    pub encoding: &'static str,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
    /// SHA-256 of the bytes as they came.
    pub sha256: [u8; 32],
}

impl Document {
    /// The text of a part.
    pub fn text_of(&self, part: &Part) -> &str {
        &self.text[part.range.clone()]
    }

    /// The parts that are not furniture: headline, paragraphs, lists and tables.
    pub fn body(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.role != Role::Furniture)
    }
}

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text without any format.
    PlainText,
    /// A web page, or what a browser puts on the clipboard.
    Html,
    /// A word processor's document (Office Open XML, ECMA-376).
    Docx,
    /// A PDF with a text layer (ISO 32000).
    Pdf,
}

/// A paragraph, list item or table cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its bytes in [`Document::text`], without the line feed.
    pub range: Range<usize>,
    /// What it is.
    pub role: Role,
    /// How much it looks like furniture (menus, share buttons, related articles): 0 to 100. From
    /// 50 on its role is [`Role::Furniture`].
    pub furniture_percent: u8,
}

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The headline, or a heading.
    Headline,
    /// A paragraph.
    Body,
    /// An item of a list.
    ListItem,
    /// A cell of a table; cells come row by row.
    TableCell,
    /// A foot or end note; notes stand after the text.
    Note,
    /// Text of the page around the report.
    Furniture,
}

/// What is known of a document before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hint<'a> {
    /// The name of the file, as the browser gave it.
    pub file_name: Option<&'a str>,
    /// The media type, as the browser gave it: `text/html; charset=windows-1256`.
    pub media_type: Option<&'a str>,
}

impl Hint<'_> {
    /// The name for messages; pasted texts have none. No control and no bidi control is repeated.
    pub(crate) fn name(&self) -> String {
        let mut name = String::new();
        for c in self.file_name.unwrap_or_default().chars() {
            if name.len() + c.len_utf8() > NAME_BYTES_MAX {
                break;
            }
            if !c.is_control() && text::bidi::invisible_name(c).is_none() {
                name.push(c);
            }
        }
        name
    }

    /// The end of the file's name, in lower case: `docx`.
    pub(crate) fn ending(&self) -> Option<String> {
        let (_, ending) = self.file_name?.rsplit_once('.')?;
        Some(ending.trim().to_ascii_lowercase())
    }

    /// The media type without its parameters, in lower case.
    pub(crate) fn media(&self) -> Option<String> {
        let media = self.media_type?.split(';').next()?;
        Some(media.trim().to_ascii_lowercase())
    }

    /// The character set that the media type names.
    pub(crate) fn charset(&self) -> Option<&str> {
        let (_, value) = self.media_type?.split_once("charset=")?;
        Some(value.split(';').next()?.trim_matches([' ', '"', '\'']))
    }
}

/// What a document says about where it comes from. Claims of the document, never checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hints {
    /// The site (`og:site_name`).
    pub site: Option<String>,
    /// The publisher or agency (JSON-LD `publisher`, `article:publisher`).
    pub agency: Option<String>,
    /// The author (`author`, JSON-LD `author`, the properties of a DOCX).
    pub author: Option<String>,
    /// The address (canonical link, `og:url`); text only, never followed.
    pub address: Option<String>,
    /// The language it declares.
    pub language: Option<Language>,
}
