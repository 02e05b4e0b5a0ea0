//! One conclusion of a session, in both languages.

use super::{Field, ItemType, JOINT, check, title_from};
use crate::act::Function;
use crate::limits::PARAGRAPH_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "conclusion",
    label: ["استنتاج", "Conclusion"],
    fields: &[
        Field::item("session", &["session"]).required(),
        Field::both("text", PARAGRAPH_CHARS_MAX).required(),
        Field::item("agenda_item", &["agenda_item"]),
    ],
    parent: &["session", "agenda_item"],
    title: |_, content, lang| title_from(&TYPE, content, "text", lang),
    writes: &[Function::DeskOfficer, Function::CoChair, Function::Rapporteur],
    ordered: true,
    check: |_, draft| check::no_personal_data(draft, &TYPE),
    ..JOINT
};
