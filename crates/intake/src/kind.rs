//! What a document is, by its first bytes; the browser's word counts only where bytes leave it
//! open. Files that are not read are named, so that the refusal can say what to do instead.

use memchr::memmem;

use crate::Context;
use crate::document::{Hint, Kind};
use crate::encoding;
use crate::refusal::{Refusal, Unread};

/// A kind of document that may be read.
pub enum Guess {
    Plain,
    Html,
    Docx,
    Pdf,
}

/// Beginnings of files that are not read.
const SIGNATURES: &[(&[u8], Unread)] = &[
    (b"\x89PNG\r\n", Unread::Picture),
    (b"\xff\xd8\xff", Unread::Picture),
    (b"GIF8", Unread::Picture),
    (b"II*\0", Unread::Picture),
    (b"MM\0*", Unread::Picture),
    (b"8BPS", Unread::Picture),
    (b"ID3", Unread::Recording),
    (b"OggS", Unread::Recording),
    (b"fLaC", Unread::Recording),
    (b"\x1a\x45\xdf\xa3", Unread::Recording),
    (b"\0\0\0\x18ftyp", Unread::Recording),
    (b"\0\0\0\x20ftyp", Unread::Recording),
    (b"\0\0\0\x1cftyp", Unread::Recording),
    (b"MZ\x90\0", Unread::Program),
    (b"\x7fELF", Unread::Program),
    (b"\xca\xfe\xba\xbe", Unread::Program),
    (b"\xcf\xfa\xed\xfe", Unread::Program),
    (b"\x1f\x8b", Unread::Archive),
    (b"7z\xbc\xaf\x27\x1c", Unread::Archive),
    (b"Rar!\x1a", Unread::Archive),
    (b"BZh9", Unread::Archive),
    (b"\xfd7zXZ", Unread::Archive),
    (b"{\\rtf", Unread::Rtf),
];

/// Compound files: old Office formats, and Office documents locked with a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Says what the bytes are.
pub fn guess(bytes: &[u8], hint: &Hint<'_>, ctx: &Context<'_>) -> Result<Guess, Refusal> {
    let name = || ctx.name.clone();
    if let Some((_, what)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(Refusal::Unread { name: name(), what: *what });
    }
    if bytes.starts_with(b"RIFF") && matches!(bytes.get(8..12), Some(b"WEBP" | b"WAVE" | b"AVI ")) {
        let picture = bytes.get(8..12) == Some(b"WEBP");
        let what = if picture { Unread::Picture } else { Unread::Recording };
        return Err(Refusal::Unread { name: name(), what });
    }
    if bytes.starts_with(COMPOUND) {
        // The directory of a compound file holds its names in UTF-16.
        let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        return Err(match memmem::find(bytes, &locked) {
            Some(_) => Refusal::Encrypted { name: name(), kind: Kind::Docx },
            None => Refusal::Unread { name: name(), what: Unread::OldWord },
        });
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Guess::Docx);
    }
    // Readers of PDF look for the mark within the first kilobyte (ISO 32000-1, annex H).
    let head = &bytes[..bytes.len().min(1_024)];
    let before = memmem::find(head, b"%PDF-").map(|at| &head[..at]);
    if before.is_some_and(|before| before.trim_ascii().is_empty() || !encoding::is_text(before)) {
        return Ok(Guess::Pdf);
    }
    Ok(if is_html(bytes, hint) { Guess::Html } else { Guess::Plain })
}

/// A page: it begins like one, or it is called one and holds a tag.
fn is_html(bytes: &[u8], hint: &Hint<'_>) -> bool {
    let head = encoding::decode(&bytes[..bytes.len().min(2_048)]).text.to_ascii_lowercase();
    let mut start = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    // What browsers put on the clipboard of some systems begins with `Version:0.9` lines.
    if start.starts_with("version:") && start.contains("starthtml:") {
        return true;
    }
    while let Some(rest) = start.strip_prefix("<!--") {
        start = rest.find("-->").map_or("", |at| rest[at + 3..].trim_start());
    }
    if start.starts_with("<?xml") {
        start = start.find("?>").map_or("", |at| start[at + 2..].trim_start());
    }
    const STARTS: &[&str] = &[
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<p>",
        "<p ",
        "<div",
        "<article",
        "<main",
        "<section",
        "<h1",
        "<h2",
        "<table",
        "<ul",
        "<ol",
        "<span",
        "<style",
        "<script",
        "<br",
        "<b>",
        "<a ",
        "<strong",
        "<link",
        "<font",
        "<center",
    ];
    if STARTS.iter().any(|one| start.starts_with(one)) {
        return true;
    }
    let called = hint.media().is_some_and(|media| media == "text/html" || media.contains("xhtml"))
        || hint.ending().is_some_and(|end| matches!(end.as_str(), "html" | "htm" | "xhtml"));
    called && head.contains('<') && head.contains('>')
}
