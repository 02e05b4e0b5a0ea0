//! An office with its title in both languages. Persons hold posts for a time (`holder`).

use super::{Field, ItemType, OWN, check, joined, title_from};
use crate::limits::LINE_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "post",
    label: ["منصب", "Post"],
    fields: &[
        Field::party("party"),
        Field::bi("title", LINE_CHARS_MAX).required(),
        Field::item("institution", &["institution"]),
    ],
    parent: &["institution"],
    title: |record, content, lang| {
        let institution = record.named(content, "institution", "institution", lang);
        joined(&title_from(&TYPE, content, "title", lang), &institution.unwrap_or_default())
    },
    check: |record, draft| check::said_by_its_party(record, draft, &TYPE, "party"),
    ..OWN
};
