//! What a named person said in public, in our words. Recorded by one party; it needs no consent,
//! and it never becomes a joint text.

use super::{Field, ItemType, OWN, joined, title_from};
use crate::act::Function;
use crate::limits::SUMMARY_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "statement",
    label: ["تصريح", "Statement"],
    fields: &[
        Field::item("session", &["session"]),
        Field::item("person", &["person"]),
        Field::date("date"),
        Field::bi("summary", SUMMARY_CHARS_MAX).required(),
    ],
    parent: &["session", "person"],
    natural: &["date"],
    title: |record, content, lang| {
        let person = record.named(content, "person", "person", lang);
        joined(&person.unwrap_or_default(), &title_from(&TYPE, content, "summary", lang))
    },
    writes: &[Function::DeskOfficer, Function::CoChair, Function::Press],
    ..OWN
};
