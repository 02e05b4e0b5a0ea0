//! Agreement by elapsed time, opened by both sides: who says nothing until the deadline has agreed.
//! The record reads no clock: when the deadline has passed on its own clock, each party's node
//! writes that party's consent to the version, and the two consents are the closing fact. A party
//! that broke silence never writes it.

use super::{CO_CHAIRS, Field, ItemType, JOINT, Kind, joined};
use crate::limits::{CODE_CHARS_MAX, SILENCE_DAYS_MAX, SUMMARY_CHARS_MAX};
use crate::negotiation::rules;

/// What silence can agree to.
const ON: &[&str] = &["edition", "minutes_paragraph", "provision", "conclusion"];

pub(super) static TYPE: ItemType = ItemType {
    name: "silence_procedure",
    label: ["إجراء عدم الاعتراض", "Silence procedure"],
    fields: &[
        Field::item("on", ON).required(),
        // The version that silence agrees to.
        Field::text("version", CODE_CHARS_MAX).required(),
        Field::new("deadline", Kind::Instant).required(),
        // How the deadline was counted.
        Field::date("from").required(),
        Field::int("working_days", SILENCE_DAYS_MAX).required(),
        Field::bi("note", SUMMARY_CHARS_MAX),
    ],
    parent: &["on"],
    natural: &["deadline"],
    title: |record, content, lang| {
        let on = ON.iter().find_map(|name| record.named(content, "on", name, lang));
        joined(TYPE.label(lang), &on.unwrap_or_default())
    },
    writes: CO_CHAIRS,
    consents: CO_CHAIRS,
    check: rules::silence,
    final_when_agreed: true,
    ..JOINT
};
