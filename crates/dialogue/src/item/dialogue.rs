//! The dialogue itself: name, founding, purpose, lead bodies. One in a record.

use super::{Field, ItemType, JOINT, Kind, check, title_from};
use crate::limits::{LINE_CHARS_MAX, SUMMARY_CHARS_MAX};

pub(super) static TYPE: ItemType = ItemType {
    name: "dialogue",
    label: ["حوار", "Dialogue"],
    fields: &[
        Field::both("name", LINE_CHARS_MAX).required(),
        Field::both("short", LINE_CHARS_MAX),
        Field::new("parties", Kind::Parties),
        Field::date("founded"),
        Field::bi("founded_how", SUMMARY_CHARS_MAX),
        Field::bi("purpose", SUMMARY_CHARS_MAX),
        Field::items("leads", &["institution"]),
        Field::item("structure_document", &["instrument"]),
    ],
    natural: &["founded"],
    title: |_, content, lang| match content.bi("short", lang) {
        Some(short) => short.to_owned(),
        None => title_from(&TYPE, content, "name", lang),
    },
    check: |record, draft| check::only_one(record, draft, &TYPE, &[]),
    ..JOINT
};
