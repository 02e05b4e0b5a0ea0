//! Which files the opened attachments of a record name, and to whom each may be given: the one
//! rule by which a node fetches, keeps, serves and forgets the bytes of attachments. It never sees
//! those bytes but to say what kind of file they are.

use std::collections::{BTreeMap, BTreeSet};

use ledger::id::{ItemId, PartyId};

use crate::limits::{ATTACHMENT_BYTES_MAX, FINGERPRINT_CHARS};
use crate::record::{Record, Version};

/// The SHA-256 that names a file.
pub type Sha = [u8; 32];

/// A file that a record names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its length in bytes, as the first of its attachments says.
    pub bytes: u64,
    /// Who wrote that attachment: the length counts against this party.
    pub by: PartyId,
    /// The attachments that name it and what they are on, for pages that show them.
    pub items: BTreeSet<ItemId>,
    /// Who may have it; everybody when absent.
    aud: Option<Vec<PartyId>>,
}

impl Named {
    /// Whether `party` was given the opening that names the file, hence may have the file.
    pub fn is_for(&self, party: &PartyId) -> bool {
        self.aud.as_ref().is_none_or(|aud| aud.contains(party))
    }
}

/// Reads the fingerprint of a file: 64 small hexadecimal digits and nothing else.
///
/// ```
/// use dialogue::blob::{parse, print};
/// let sha = parse(&"0f".repeat(32)).expect("a fingerprint");
/// assert_eq!(print(&sha), "0f".repeat(32));
/// assert_eq!(parse(&"0F".repeat(32)), None);
/// ```
pub fn parse(text: &str) -> Option<Sha> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    if text.len() != FINGERPRINT_CHARS {
        return None;
    }
    let mut sha = [0; 32];
    for (byte, pair) in sha.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(sha)
}

/// The fingerprint of a file.
pub fn of(bytes: &[u8]) -> Sha {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).into()
}

/// Writes a fingerprint: 64 small hexadecimal digits.
pub fn print(sha: &Sha) -> String {
    ledger::id::VersionId(*sha).to_hex()
}

/// The kind of a file by its first bytes, as an attachment names it; none for kinds that may not
/// be attached. What the sender calls it plays no part.
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"%PDF-") {
        Some("pdf")
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("png")
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some("jpeg")
    } else if bytes.starts_with(b"PK\x03\x04") && is_docx(bytes) {
        Some("docx")
    } else {
        None
    }
}

/// A ZIP file with the main part of a Word document; one with macros is no DOCX.
fn is_docx(bytes: &[u8]) -> bool {
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    holds(b"word/document.xml") && !holds(b"word/vbaProject.bin")
}

/// Every file that opened attachments name, also by versions that were changed or withdrawn since:
/// history is read too. A file is gone from here when every value that names it was erased.
pub fn named(record: &Record) -> BTreeMap<Sha, Named> {
    let mut files: BTreeMap<Sha, Named> = BTreeMap::new();
    for item in record.ever_of_type("attachment") {
        for version in item.versions() {
            let Some((sha, bytes)) = named_by(version) else { continue };
            let state = record.joint().version(&version.id);
            let aud = state.and_then(|state| state.aud).map(|mut aud| {
                aud.push(version.author.clone());
                aud
            });
            let on = version.content.text("on").and_then(|on| ItemId::parse(on).ok());
            let items = std::iter::once(item.id().clone()).chain(on);
            match files.get_mut(&sha) {
                None => {
                    let (by, items) = (version.author.clone(), items.collect());
                    files.insert(sha, Named { bytes, by, items, aud });
                }
                Some(known) => {
                    known.items.extend(items);
                    known.aud = known.aud.take().zip(aud).map(both);
                }
            }
        }
    }
    files
}

fn both((mut some, more): (Vec<PartyId>, Vec<PartyId>)) -> Vec<PartyId> {
    some.extend(more);
    some.sort();
    some.dedup();
    some
}

/// The file that one version of an attachment names, as far as its values are opened and sound.
pub fn named_by(version: &Version) -> Option<(Sha, u64)> {
    let sha = parse(version.content.text("sha256")?)?;
    let bytes = version.content.int("bytes")?;
    (1..=ATTACHMENT_BYTES_MAX).contains(&bytes).then_some((sha, bytes))
}
