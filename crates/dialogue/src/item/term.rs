//! A term that the parties use in one Arabic and one English wording, so that no text says it
//! otherwise: the term base of the dialogue.

use super::joint_text::NEGOTIATORS;
use super::{Field, ItemType, JOINT, Kind, title_from};
use crate::limits::{LINE_CHARS_MAX, SUMMARY_CHARS_MAX};

pub(super) static TYPE: ItemType = ItemType {
    name: "term",
    label: ["مصطلح", "Term"],
    fields: &[
        Field::both("term", LINE_CHARS_MAX).required(),
        // Wordings that are not to be used for it.
        Field::new("avoid", Kind::Texts { chars_max: LINE_CHARS_MAX }),
        Field::bi("meaning", SUMMARY_CHARS_MAX),
    ],
    title: |_, content, lang| title_from(&TYPE, content, "term", lang),
    writes: NEGOTIATORS,
    consents: NEGOTIATORS,
    ..JOINT
};
