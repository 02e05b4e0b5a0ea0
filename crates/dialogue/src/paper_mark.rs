//! The mark that stands as a QR code on every page of a printed text: which dialogue, which text,
//! which version of it. What is read off a scan is hostile: it is parsed here and compared with
//! the record, and never followed as an address.
//! Form: `hiwar:<dialogue>/<item>/<digest, 64 small hexadecimal digits>`.

use ledger::id::{DialogueId, ItemId};

use crate::blob;
use crate::record::{Record, Version};

const SCHEME: &str = "hiwar:";

/// Longest mark in bytes: scheme, two ids of 64, a digest, two slashes.
pub const MARK_BYTES_MAX: usize = SCHEME.len() + 64 + 1 + 64 + 1 + 64;

/// What a mark says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperMark {
    /// The dialogue.
    pub dialogue: DialogueId,
    /// The text.
    pub item: ItemId,
    /// The digest of the version printed.
    pub digest: [u8; 32],
}

/// What the marks of a scanned copy say about the item it is attached to; the better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// Every mark names the version that is shown.
    ThisVersion,
    /// No mark could be read, and an officer said by hand that it is the version shown.
    SaidThisVersion,
    /// The marks name another version of this text, or an officer said so by hand.
    OtherVersion,
    /// Pages of several versions or texts are mixed.
    Mixed,
    /// The marks name another text or another dialogue.
    OtherText,
    /// No mark could be read.
    NoMark,
}

impl Bound {
    /// Its name in keys of messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Bound::ThisVersion => "this-version",
            Bound::SaidThisVersion => "said-this-version",
            Bound::OtherVersion => "other-version",
            Bound::Mixed => "mixed",
            Bound::OtherText => "other-text",
            Bound::NoMark => "no-mark",
        }
    }
}

/// Writes a mark.
pub fn print(mark: &PaperMark) -> String {
    format!("{SCHEME}{}/{}/{}", mark.dialogue, mark.item, blob::print(&mark.digest))
}

/// Reads a mark in its only form; none for anything else a QR code may hold.
///
/// ```
/// use dialogue::paper_mark::{parse, print};
/// let text = format!("hiwar:kw-us/t4/{}", "ab".repeat(32));
/// assert_eq!(print(&parse(&text).expect("a mark")), text);
/// assert_eq!(parse("https://evil.example/v/kw-us"), None);
/// ```
pub fn parse(text: &str) -> Option<PaperMark> {
    if text.len() > MARK_BYTES_MAX {
        return None;
    }
    let mut parts = text.strip_prefix(SCHEME)?.splitn(3, '/');
    let dialogue = DialogueId::parse(parts.next()?).ok()?;
    let item = ItemId::parse(parts.next()?).ok()?;
    Some(PaperMark { dialogue, item, digest: blob::parse(parts.next()?)? })
}

/// The digests under which the version shown of an item may stand on paper: its own id and, where
/// the item states one (an edition of a text), that.
pub fn digests_shown(record: &Record, item: &ItemId) -> Vec<[u8; 32]> {
    let item = record.item(item);
    item.and_then(|item| item.shown()).map(digests).unwrap_or_default()
}

fn digests(version: &Version) -> Vec<[u8; 32]> {
    let stated = version.content.text("digest").and_then(blob::parse);
    [version.id.0].into_iter().chain(stated).collect()
}

/// The items that marks may name for a scan on this one: itself and, for an edition, the text that
/// it is an edition of, for papers are printed of the text.
fn names(record: &Record, on: &ItemId) -> Vec<ItemId> {
    let item = record.item(on);
    let text = item
        .filter(|item| item.kind().name == "edition")
        .and_then(|item| item.shown().and_then(|version| version.content.item("text")));
    [on.clone()].into_iter().chain(text).collect()
}

/// Compares what was read off a scan, and else what an officer said, with the item it is on.
pub fn judge(
    record: &Record,
    dialogue: &DialogueId,
    on: &ItemId,
    marks: &[PaperMark],
    said: Option<[u8; 32]>,
) -> Bound {
    let shown = digests_shown(record, on);
    if marks.is_empty() {
        return match said {
            Some(said) if shown.contains(&said) => Bound::SaidThisVersion,
            Some(_) => Bound::OtherVersion,
            None => Bound::NoMark,
        };
    }
    let names = names(record, on);
    let one = |mark: &PaperMark| match mark {
        mark if mark.dialogue != *dialogue || !names.contains(&mark.item) => Bound::OtherText,
        mark if shown.contains(&mark.digest) => Bound::ThisVersion,
        _ => Bound::OtherVersion,
    };
    let first = one(&marks[0]);
    let same = marks.iter().all(|mark| one(mark) == first && mark.digest == marks[0].digest);
    if same { first } else { Bound::Mixed }
}
