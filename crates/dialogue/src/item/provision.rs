//! One node of a joint text: its title, a preambular line, an article, a paragraph, a chapeau with
//! its items, an annex, the signature block. Arabic and English are one pair; brackets, options and
//! placeholders stand in the words (`docs/format-text.md`). Agreed at the level of the text it is
//! agreed ad referendum; bound by the co-chairs it is confirmed; an agreed edition locks it.

use super::joint_text::NEGOTIATORS;
use super::{CO_CHAIRS, Field, ItemType, JOINT, title_from};
use crate::content::Content;
use crate::limits::{PARAGRAPH_CHARS_MAX, SUMMARY_CHARS_MAX};
use crate::negotiation::rules;

/// What a provision is in the tree.
pub const ROLES: &[&str] = &[
    "title",
    "preamble",
    "heading",
    "article",
    "paragraph",
    "chapeau",
    "item",
    "annex",
    "closing",
    "signature_block",
];

pub(super) static TYPE: ItemType = ItemType {
    name: "provision",
    label: ["بند من النص", "Provision"],
    fields: &[
        Field::item("text", &["joint_text"]).required(),
        Field::item("under", &["provision"]),
        Field::choice("role", ROLES).required(),
        Field::both("", PARAGRAPH_CHARS_MAX).required(),
        // Taken out of the text; the words stay to be read.
        Field::flag("deleted"),
        // Why an agreed provision is opened again.
        Field::bi("reason", SUMMARY_CHARS_MAX),
        // The fingerprint of the chapeau it was written under: when that changes, it is open again.
        Field::code("chapeau"),
    ],
    parent: &["text", "under"],
    title: |_, content, lang| {
        let plain = content.bi("", lang).map(plain).unwrap_or_default();
        title_from(&TYPE, &Content::new().with("en", plain.as_str()), "", lang)
    },
    writes: NEGOTIATORS,
    consents: NEGOTIATORS,
    binds: CO_CHAIRS,
    check: rules::provision,
    ordered: true,
    ..JOINT
};

/// The words without brackets, for a heading.
fn plain(text: &str) -> String {
    wording::notation::parse(text).map_or_else(|_| text.to_owned(), |phrase| phrase.plain())
}
