//! Documents as they come in (typed, pasted, uploaded) and the plain paragraphs in them, for the
//! reading of press reports. Bytes in, text out; pure: no files, network, clock, chance or async.
//! It never follows a link, runs a script or macro, or changes a letter: repair is done elsewhere.
//! Whatever the bytes are, the answer is a document or a refusal, soon: see [`Limits`].

mod date;
mod document;
mod docx;
mod encoding;
mod furniture;
mod html;
mod kind;
pub mod limits;
mod paragraphs;
mod pdf;
mod plain;
mod refusal;
mod returned;
mod warning;

pub use document::{Document, Hint, Hints, Kind, Part, Role};
pub use limits::Limits;
pub use refusal::{Excess, Refusal, Unread};
pub use returned::{
    Change, ChangeKind, Comment, Control, Loss, LossKind, LossReport, Origin, Outside, Passage,
    Returned, read_returned,
};
pub use warning::Warning;

use sha2::{Digest, Sha256};

use kind::Guess;

/// Takes the text out of a document.
///
/// The kind is read from the bytes; the hint decides only what bytes leave open (whether a text
/// with tags is meant as a page or as a text about pages).
///
/// # Errors
/// A [`Refusal`] says what the document is, which rule it breaks and what can be done.
///
/// # Examples
/// ```
/// use intake::{Hint, Kind, Limits, take};
/// let page = "<title>Joint statement</title><p>The committee met in Muscat on Monday.</p>";
/// let document = take(page.as_bytes(), Hint::default(), &Limits::default()).expect("a page");
/// assert_eq!(document.kind, Kind::Html);
/// assert_eq!(document.text, "The committee met in Muscat on Monday.");
/// ```
pub fn take(bytes: &[u8], hint: Hint<'_>, limits: &Limits) -> Result<Document, Refusal> {
    let name = hint.name();
    if bytes.is_empty() {
        return Err(Refusal::Empty { name });
    }
    if bytes.len() > limits.file_bytes_max {
        return Err(Refusal::TooMuch {
            name,
            excess: Excess::FileBytes,
            found: bytes.len() as u64,
            max: limits.file_bytes_max as u64,
        });
    }
    let ctx = Context { name, limits };
    let mut document = match kind::guess(bytes, &hint, &ctx)? {
        Guess::Pdf => pdf::read(bytes, &ctx)?,
        Guess::Docx => docx::read(bytes, &ctx)?,
        Guess::Html => html::read(bytes, &hint, &ctx)?,
        Guess::Plain => plain::read(bytes, &ctx)?,
    };
    if document.text.trim().is_empty() {
        return Err(Refusal::Empty { name: ctx.name });
    }
    document.sha256 = Sha256::digest(bytes).into();
    Ok(document)
}

/// What every reader needs to refuse properly.
struct Context<'a> {
    name: String,
    limits: &'a Limits,
}

impl Context<'_> {
    /// A refusal because `found` is more than `max`.
    fn too_much(&self, excess: Excess, found: usize, max: usize) -> Refusal {
        Refusal::TooMuch { name: self.name.clone(), excess, found: found as u64, max: max as u64 }
    }

    /// A refusal because the file does not read as what it says it is.
    fn broken(&self, kind: Kind, place: &str) -> Refusal {
        Refusal::Broken { name: self.name.clone(), kind, place: place.to_owned() }
    }
}
