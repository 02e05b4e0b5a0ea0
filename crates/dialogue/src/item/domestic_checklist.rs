//! What a party's own law asks for an instrument, as data that the party supplies itself: the steps
//! of its procedure and the reports that are due so many days later. Hiwar counts the days and
//! states no law.

use register::limits::DAYS_MAX;

use super::{Field, ItemType, OWN, check, joined};
use crate::act::Function;
use crate::instruments::rules;
use crate::limits::{LINE_CHARS_MAX, SUMMARY_CHARS_MAX};

/// For which instruments a step or report is.
pub const APPLIES: &[&str] = &["all", "binding", "non_binding"];

pub(super) static TYPE: ItemType = ItemType {
    name: "domestic_checklist",
    label: ["قائمة الإجراءات الداخلية", "Domestic checklist"],
    fields: &[
        Field::party("party"),
        Field::rows(
            "steps",
            &[
                Field::code("code").required(),
                Field::bi("title", LINE_CHARS_MAX).required(),
                Field::choice("applies", APPLIES),
                // With this step the procedure for entry into force is complete.
                Field::flag("completes"),
            ],
        ),
        Field::rows(
            "reports",
            &[
                Field::code("code").required(),
                Field::bi("title", LINE_CHARS_MAX).required(),
                Field::choice("applies", APPLIES),
                Field::choice("from", &["signature", "entry"]).required(),
                Field::int("days", DAYS_MAX as u64).required(),
                Field::bi("law", LINE_CHARS_MAX),
                // For what was signed or entered into force while this law stood.
                Field::date("since"),
                Field::date("until"),
            ],
        ),
        Field::bi("note", SUMMARY_CHARS_MAX),
    ],
    natural: &["party"],
    title: |record, content, lang| {
        let party = content.party("party").map(|party| record.party_name(&party, lang));
        joined(TYPE.label(lang), &party.unwrap_or_default())
    },
    writes: &[Function::CoChair, Function::Legal],
    check: |record, draft| {
        check::no_personal_data(draft, &TYPE)?;
        rules::checklist(record, draft)
    },
    ..OWN
};
