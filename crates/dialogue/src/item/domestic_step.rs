//! One step of a party's own procedure for an instrument, planned or done: cabinet, decree,
//! Official Gazette, legal clearance, a report. Its own word alone; its checklist says which steps
//! there are.

use super::{Field, ItemType, OWN, check, joined};
use crate::act::Function;
use crate::instruments::rules;
use crate::limits::SUMMARY_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "domestic_step",
    label: ["خطوة داخلية", "Domestic step"],
    fields: &[
        Field::item("on", &["instrument"]).required(),
        Field::party("party"),
        // The code of a step or report of the party's checklist.
        Field::code("step").required(),
        Field::choice("status", &["planned", "done", "not_needed"]).required(),
        Field::date("date"),
        Field::code("number"),
        Field::bi("note", SUMMARY_CHARS_MAX),
    ],
    parent: &["on"],
    natural: &["party", "date"],
    title: |record, content, lang| {
        let of = record.named(content, "on", "instrument", lang).unwrap_or_default();
        joined(TYPE.label(lang), &of)
    },
    writes: &[Function::DeskOfficer, Function::CoChair, Function::Legal],
    check: |record, draft| {
        check::no_personal_data(draft, &TYPE)?;
        rules::step(record, draft)
    },
    ..OWN
};
