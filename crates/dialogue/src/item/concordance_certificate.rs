//! A language officer's word that the Arabic and the English of a text have the same meaning
//! (11 FAM 722; the analogue of the lawyer-linguists). It names the digest of the pair: one letter
//! changed later, and it says nothing any more.

use super::{Field, ItemType, OWN, joined};
use crate::act::Function;
use crate::limits::{DIGEST_CHARS, LINE_CHARS_MAX, NUMBER_MAX, SUMMARY_CHARS_MAX};
use crate::negotiation::rules;

pub(super) static TYPE: ItemType = ItemType {
    name: "concordance_certificate",
    label: ["شهادة مطابقة", "Certificate of conformity"],
    fields: &[
        Field::item("text", &["joint_text"]).required(),
        Field::text("digest", DIGEST_CHARS).required(),
        Field::choice("result", &["conform", "conform_with_changes"]).required(),
        // The checker's function, never his name.
        Field::bi("checker", LINE_CHARS_MAX).required(),
        // What the machine still warned of when he signed.
        Field::int("warnings", NUMBER_MAX),
        Field::bi("note", SUMMARY_CHARS_MAX),
    ],
    parent: &["text"],
    title: |record, content, lang| {
        let text = record.named(content, "text", "joint_text", lang).unwrap_or_default();
        joined(TYPE.label(lang), &text)
    },
    writes: &[Function::Legal, Function::CoChair],
    check: rules::certificate,
    ..OWN
};
