//! One paragraph of the minutes, Arabic and English as one pair: both sides agree on both texts
//! at once. Agreed, it is final: errors are put right by a corrigendum, never by a new version.

use super::{Field, ItemType, JOINT, title_from};
use crate::act::Function;
use crate::limits::PARAGRAPH_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "minutes_paragraph",
    label: ["فقرة من المحضر", "Minutes paragraph"],
    fields: &[
        Field::item("session", &["session"]).required(),
        Field::item("agenda_item", &["agenda_item"]),
        Field::both("", PARAGRAPH_CHARS_MAX).required(),
    ],
    parent: &["session", "agenda_item"],
    title: |_, content, lang| title_from(&TYPE, content, "", lang),
    writes: &[Function::DeskOfficer, Function::CoChair, Function::Rapporteur],
    ordered: true,
    final_when_agreed: true,
    ..JOINT
};
