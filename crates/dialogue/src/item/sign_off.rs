//! One party's step on the ladder above an agreed edition: initialled, signed, approved at home.
//! It says in which function, on what authority, where and when. The key that writes it is evidence
//! of the act; the signature of the paper is on the paper (VCLT arts. 7, 10, 12).

use super::{Field, ItemType, OWN, joined};
use crate::act::Function;
use crate::limits::{LINE_CHARS_MAX, SUMMARY_CHARS_MAX};
use crate::negotiation::rules;

pub(super) static TYPE: ItemType = ItemType {
    name: "sign_off",
    label: ["خطوة اعتماد", "Sign-off"],
    fields: &[
        Field::item("edition", &["edition"]).required(),
        Field::choice("rung", &["initialled", "approved", "signed"]).required(),
        // Who acted, by function: "Assistant Minister".
        Field::bi("function", LINE_CHARS_MAX).required(),
        Field::choice("authority", &["office", "instructions", "full_powers"]).required(),
        Field::date("date").required(),
        Field::bi("place", LINE_CHARS_MAX),
        Field::items("papers", &["attachment"]),
        Field::bi("note", SUMMARY_CHARS_MAX),
    ],
    parent: &["edition"],
    natural: &["date"],
    title: |record, content, lang| {
        let edition = record.named(content, "edition", "edition", lang).unwrap_or_default();
        joined(TYPE.label(lang), &edition)
    },
    writes: &[Function::CoChair, Function::Legal],
    check: rules::sign_off,
    ..OWN
};
