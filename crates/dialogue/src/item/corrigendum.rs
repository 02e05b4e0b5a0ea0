//! The correction of an agreed paragraph of minutes or of a joint text (a rectification, VCLT art.
//! 79): itself agreed like the paragraph, with its reason.
//! The paragraph stays as it was agreed; both are read together.

use super::{Field, ItemType, JOINT, check, joined, title_from};
use crate::act::Function;
use crate::limits::{PARAGRAPH_CHARS_MAX, SUMMARY_CHARS_MAX};

pub(super) static TYPE: ItemType = ItemType {
    name: "corrigendum",
    label: ["تصويب", "Corrigendum"],
    fields: &[
        Field::item("corrects", &["minutes_paragraph", "provision"]).required(),
        Field::both("", PARAGRAPH_CHARS_MAX).required(),
        Field::bi("reason", SUMMARY_CHARS_MAX),
    ],
    parent: &["corrects"],
    title: |_, content, lang| match content.bi("", lang) {
        Some(_) => joined(TYPE.label(lang), &title_from(&TYPE, content, "", lang)),
        None => TYPE.label(lang).to_owned(),
    },
    writes: &[Function::DeskOfficer, Function::CoChair, Function::Rapporteur, Function::Legal],
    check: |record, draft| check::corrects_agreed(record, draft, "corrects"),
    final_when_agreed: true,
    ..JOINT
};
