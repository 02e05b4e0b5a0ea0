//! Something that happened outside the rounds: a visit, a call, a law, a postponement.

use super::{Field, ItemType, OWN, check, title_from};
use crate::act::Function;
use crate::limits::SUMMARY_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "event",
    label: ["حدث", "Event"],
    fields: &[
        Field::date("date").required(),
        Field::date("end_date"),
        Field::choice(
            "kind",
            &[
                "meeting",
                "summit",
                "visit",
                "call",
                "statement",
                "workshop",
                "exercise",
                "law",
                "ratification",
                "postponement",
                "other",
            ],
        )
        .required(),
        Field::bi("what", SUMMARY_CHARS_MAX).required(),
        Field::items("people", &["person"]),
        Field::items("institutions", &["institution"]),
    ],
    natural: &["date"],
    title: |_, content, lang| title_from(&TYPE, content, "what", lang),
    writes: &[Function::DeskOfficer, Function::CoChair, Function::Press],
    check: |_, draft| {
        check::no_personal_data(draft, &TYPE)?;
        check::in_order(draft, &[("date", "end_date")])
    },
    ..OWN
};
