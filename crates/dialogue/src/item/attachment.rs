//! A file beside an item: full powers, instructions, the cover note, the scan of a signed copy.
//! Its bytes are a blob, named here by their SHA-256; they are never in an entry. Who may see the
//! opening may fetch the bytes, nobody else.

use super::{Field, ItemType, OWN, check, title_from};
use crate::act::Function;
use crate::limits::{ATTACHMENT_BYTES_MAX, FINGERPRINT_CHARS, LINE_CHARS_MAX};

/// What an attached file is for.
pub const PURPOSES: &[&str] = &[
    "full_powers",
    "instructions",
    "signed_copy",
    "note_verbale",
    "certified_copy",
    "translation",
    "other",
];

/// The kinds of files that may be attached.
pub const MEDIA_TYPES: &[&str] = &["pdf", "png", "jpeg", "docx"];

/// The fields that say what was attached: read off the file itself, and the same in every later
/// version, for another file is another attachment.
pub const OF_THE_FILE: &[&str] = &["media_type", "bytes", "sha256", "said_digest"];

pub(super) static TYPE: ItemType = ItemType {
    name: "attachment",
    label: ["مرفق", "Attachment"],
    fields: &[
        Field::item("on", &[]).required(),
        Field::bi("title", LINE_CHARS_MAX).required(),
        Field::choice("purpose", PURPOSES).required(),
        Field::text("file_name", LINE_CHARS_MAX).required(),
        Field::choice("media_type", MEDIA_TYPES).required(),
        Field::int("bytes", ATTACHMENT_BYTES_MAX).required(),
        Field::text("sha256", FINGERPRINT_CHARS).required(),
        Field::code("note_number"),
        // The digest of the version that an officer says the paper shows, where no mark does.
        Field::text("said_digest", FINGERPRINT_CHARS),
    ],
    parent: &["on"],
    natural: &["purpose", "file_name"],
    title: |_, content, lang| title_from(&TYPE, content, "title", lang),
    writes: &[Function::DeskOfficer, Function::CoChair, Function::Legal],
    check: |_, draft| {
        check::not_itself(draft, &["on"])?;
        check::fingerprints(draft, &["sha256", "said_digest"])
    },
    ..OWN
};
