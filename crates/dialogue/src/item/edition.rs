//! The text as a whole at one moment, named by the digest over both languages. Agreed by all
//! members it is the text agreed: its provisions are locked, and errors are put right by a
//! corrigendum. It can be put only when nothing is open in the text.

use super::{CO_CHAIRS, Field, ItemType, JOINT};
use crate::limits::{DIGEST_CHARS, EDITION_VERSIONS_CHARS_MAX, PROVISIONS_OF_TEXT_MAX};
use crate::negotiation::rules;

pub(super) static TYPE: ItemType = ItemType {
    name: "edition",
    label: ["صيغة نهائية", "Edition"],
    fields: &[
        Field::item("text", &["joint_text"]).required(),
        // Lowercase hex of the digest of docs/format-text.md.
        Field::text("digest", DIGEST_CHARS).required(),
        // The versions of its provisions in reading order, one to a line.
        Field::text("versions", EDITION_VERSIONS_CHARS_MAX).required(),
        Field::int("provisions", PROVISIONS_OF_TEXT_MAX as u64).required(),
    ],
    parent: &["text"],
    title: |record, content, lang| {
        let text = record.named(content, "text", "joint_text", lang).unwrap_or_default();
        super::joined(TYPE.label(lang), &text)
    },
    writes: CO_CHAIRS,
    consents: CO_CHAIRS,
    binds: CO_CHAIRS,
    check: rules::edition,
    final_when_agreed: true,
    ..JOINT
};
