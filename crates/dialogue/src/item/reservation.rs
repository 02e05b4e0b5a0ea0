//! What one party still holds back about a provision or a whole text, though the words may be
//! agreed. Its own word alone; while it stands the text cannot be closed.

use super::joint_text::NEGOTIATORS;
use super::{Field, ItemType, OWN, joined};
use crate::limits::SUMMARY_CHARS_MAX;
use crate::negotiation::rules;

pub(super) static TYPE: ItemType = ItemType {
    name: "reservation",
    label: ["تحفظ", "Reservation"],
    fields: &[
        Field::item("on", &["provision", "joint_text"]).required(),
        Field::choice("kind", &["general", "scrutiny", "language", "parliamentary"]).required(),
        Field::bi("note", SUMMARY_CHARS_MAX),
        // Lifted: it is remembered and holds nothing back.
        Field::flag("lifted"),
    ],
    parent: &["on"],
    title: |_, content, lang| joined(TYPE.label(lang), content.bi("note", lang).unwrap_or("")),
    writes: NEGOTIATORS,
    check: rules::reservation,
    ..OWN
};
