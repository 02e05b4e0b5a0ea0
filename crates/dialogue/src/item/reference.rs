//! The number of a paper of one side about an item: each side keeps its own beside the other's.

use super::{Field, ItemType, OWN};
use crate::act::Function;
use crate::limits::CODE_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "reference",
    label: ["رقم مرجعي", "Reference number"],
    fields: &[
        Field::item("about", &[]).required(),
        Field::text("number", CODE_CHARS_MAX).required(),
        Field::choice(
            "kind",
            &["note_verbale", "letter", "file", "memorandum", "cable", "email", "other"],
        )
        .required(),
        Field::date("date"),
    ],
    parent: &["about"],
    natural: &["date", "number"],
    title: |_, content, lang| match content.text("number") {
        Some(number) => number.to_owned(),
        None => TYPE.label(lang).to_owned(),
    },
    writes: &[
        Function::DeskOfficer,
        Function::CoChair,
        Function::Rapporteur,
        Function::FocalPoint,
        Function::Legal,
    ],
    ..OWN
};
