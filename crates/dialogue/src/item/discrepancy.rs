//! Sources contradict each other: the question and every claim side by side, none overwritten.

use super::{DRAFTERS, Field, ItemType, JOINT, Kind, title_from};
use crate::act::Function;
use crate::limits::{LINE_CHARS_MAX, SUMMARY_CHARS_MAX};

pub(super) static TYPE: ItemType = ItemType {
    name: "discrepancy",
    label: ["تباين في المصادر", "Discrepancy"],
    fields: &[
        Field::items("about", &[]).required(),
        Field::bi("question", LINE_CHARS_MAX).required(),
        Field::rows(
            "claims",
            &[Field::bi("value", SUMMARY_CHARS_MAX).required(), Field::new("sources", Kind::Urls)],
        )
        .required(),
    ],
    parent: &["about"],
    title: |_, content, lang| title_from(&TYPE, content, "question", lang),
    writes: &[Function::DeskOfficer, Function::CoChair, Function::Legal],
    consents: DRAFTERS,
    ..JOINT
};
