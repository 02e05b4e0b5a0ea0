//! A joint text that was sent out as a Word document and comes back: which paragraphs it holds,
//! what each says with all tracked changes accepted and with all rejected, the changes and the
//! comments one by one, and a report of everything that was there and is not carried.
//! It decides nothing and believes no name: who wrote is said by whoever took the file from whom.
//! Names of people lie in one list of their own. The format is written in `docs/docx.md`.

mod body;
mod gather;
mod loss;
mod parts;

use sha2::{Digest, Sha256};
use text::Language;
use text::bidi::BidiProblem;

use crate::document::Kind;
use crate::docx::package::{Package, shown};
use crate::docx::xml::{self, Budget};
use crate::kind::{self, Guess};
use crate::limits::{CHANGE_DEPTH_MAX, Limits};
use crate::refusal::{Excess, Refusal};
use crate::{Context, Hint};

use body::Body;
use gather::Ending;

pub use loss::{Loss, LossKind, LossReport};

/// A document that came back, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The text it was made from; nothing when its properties were lost on the way.
    pub origin: Option<Origin>,
    /// The paragraphs of the joint text, in the order of the document, each once.
    pub controls: Vec<Control>,
    /// Paragraphs that belong to no known one: what the other side wrote anew.
    pub outside: Vec<Outside>,
    /// Comments that hang on no place of the text.
    pub loose_comments: Vec<Comment>,
    /// Names of people as the word processor noted them. Everything else refers to them by place
    /// in this list, so that the list can be dropped and nothing else has to change.
    pub reviewers: Vec<String>,
    /// What was there and is not carried.
    pub losses: LossReport,
    /// SHA-256 of the bytes as they came.
    pub sha256: [u8; 32],
}

/// The text a document was made from, by the properties it was sent out with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The joint text.
    pub document: String,
    /// Its version at that time.
    pub version: String,
    /// The digest of its text at that time.
    pub digest: String,
}

/// A paragraph of the joint text in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// The paragraph's item.
    pub item: String,
    /// In which of the two languages.
    pub language: Language,
    /// What it says.
    pub passage: Passage,
}

/// A paragraph that belongs to no known one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// The paragraph after which it stands: its item and language; nothing at the beginning.
    pub after: Option<(String, Language)>,
    /// What it says.
    pub passage: Passage,
}

/// What a paragraph says, and what was done to it. Direction marks that were put in for display
/// are not part of the texts; nothing else is changed in them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// The text as if every tracked change had been accepted.
    pub accepted: String,
    /// The text as if every tracked change had been rejected.
    pub base: String,
    /// The tracked changes, in the order of the document.
    pub changes: Vec<Change>,
    /// The comments, in the order in which they begin.
    pub comments: Vec<Comment>,
    /// Why the accepted text may not be agreed as it is: a direction override or an isolate that
    /// is not closed.
    pub bidi: Option<BidiProblem>,
}

/// A tracked change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was done.
    pub kind: ChangeKind,
    /// Who, as a place in [`Returned::reviewers`]; nothing when the document does not say.
    pub reviewer: Option<usize>,
    /// When, as the document says it (`2026-03-01T09:30:00Z`). Never proof of anything.
    pub date: Option<String>,
    /// The text put in, taken out, moved or formatted.
    pub text: String,
    /// Byte of the accepted text at which it begins.
    pub accepted_at: usize,
    /// Byte of the base text at which it begins.
    pub base_at: usize,
    /// For a move: what the other half of it is called too.
    pub pair: Option<String>,
}

/// What a tracked change did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Put text in.
    Inserted,
    /// Took text out.
    Deleted,
    /// The place to which text was moved.
    MovedHere,
    /// The place from which text was moved.
    MovedAway,
    /// Changed the looks, not the words.
    Format,
    /// Broke a paragraph in two.
    BreakInserted,
    /// Joined a paragraph with the next one.
    BreakDeleted,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Who, as a place in [`Returned::reviewers`].
    pub reviewer: Option<usize>,
    /// When, as the document says it.
    pub date: Option<String>,
    /// What it says.
    pub text: String,
    /// The words it hangs on: of the accepted text, or of the base text if all were taken out.
    pub anchored: String,
}

/// Reads a document that comes back.
///
/// # Errors
/// A [`Refusal`] names the rule: macros, links and embedded files, document types, broken or
/// oversized packages and files that are no Word documents are not read at all.
///
/// # Examples
/// ```
/// use intake::{Limits, read_returned};
/// let refusal = read_returned(b"%PDF-1.7 ..", &Limits::default()).expect_err("a PDF");
/// assert_eq!(refusal.code(), "other-kind");
/// ```
pub fn read_returned(bytes: &[u8], limits: &Limits) -> Result<Returned, Refusal> {
    let ctx = Context { name: "DOCX".to_owned(), limits };
    if bytes.is_empty() {
        return Err(Refusal::Empty { name: ctx.name });
    }
    if bytes.len() > limits.file_bytes_max {
        return Err(ctx.too_much(Excess::FileBytes, bytes.len(), limits.file_bytes_max));
    }
    let other = |kind| Err(Refusal::OtherKind { name: ctx.name.clone(), kind });
    match kind::guess(bytes, &Hint::default(), &ctx)? {
        Guess::Docx => {}
        Guess::Pdf => return other(Kind::Pdf),
        Guess::Html => return other(Kind::Html),
        Guess::Plain => return other(Kind::PlainText),
    }
    let mut package = Package::open(bytes, &ctx)?;
    let mut budget = Budget(limits.xml_event_count_max);
    let main = parts::check(&mut package, &ctx, &mut budget)?;
    let Some(part) = package.read_strict(&main)? else {
        return Err(ctx.broken(Kind::Docx, &shown(&main)));
    };
    let properties = parts::properties(&mut package, &ctx, &mut budget)?;
    let mut body = Body::new(&ctx, properties.document());
    xml::read(&main, &part, &ctx, &mut budget, &mut body)?;
    let comments = parts::comments(&mut package, &ctx, &mut budget, &main, &mut body)?;
    parts::beside(&mut package, &ctx, &mut budget, &main, &mut body)?;
    let ending = Ending { comments, properties, sha256: Sha256::digest(bytes).into() };
    Ok(body.finish(ending))
}

/// How deep changes may lie inside one another; word processors write two.
fn check_change_depth(depth: usize, ctx: &Context<'_>) -> Result<(), Refusal> {
    match depth > CHANGE_DEPTH_MAX {
        true => Err(ctx.too_much(Excess::Depth, depth, CHANGE_DEPTH_MAX)),
        false => Ok(()),
    }
}
