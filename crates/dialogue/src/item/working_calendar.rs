//! The working days of one party: its weekend and its holidays, as data that it supplies itself and
//! changes without any network. Deadlines are counted in the calendars of both sides.

use super::{DRAFTERS, Field, ItemType, Kind, OWN};
use crate::limits::{CODE_CHARS_MAX, LINE_CHARS_MAX};
use crate::negotiation::rules;

/// Days of the week as calendars name them, Monday first.
pub const WEEKDAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

pub(super) static TYPE: ItemType = ItemType {
    name: "working_calendar",
    label: ["تقويم أيام العمل", "Working calendar"],
    fields: &[
        Field::party("party"),
        Field::new("weekend", Kind::Texts { chars_max: CODE_CHARS_MAX }),
        Field::code("time_zone").required(),
        Field::rows(
            "holidays",
            &[
                Field::date("from").required(),
                Field::date("to"),
                Field::bi("name", LINE_CHARS_MAX).required(),
            ],
        ),
    ],
    natural: &["party"],
    title: |record, content, lang| {
        let party = content.party("party").map(|party| record.party_name(&party, lang));
        super::joined(TYPE.label(lang), &party.unwrap_or_default())
    },
    writes: DRAFTERS,
    check: rules::calendar,
    ..OWN
};
