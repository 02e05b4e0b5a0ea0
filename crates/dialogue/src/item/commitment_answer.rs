//! What both sides answer about a commitment, in a round or between rounds: done, continues,
//! dropped. Every round answers each commitment that is open when it meets. Agreed it is final: it
//! is put right by another answer that both agree and that names it.

use super::{CO_CHAIRS, DRAFTERS, Field, ItemType, JOINT, check, joined};
use crate::follow;
use crate::limits::SUMMARY_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "commitment_answer",
    label: ["جواب عن التزام", "Answer on a commitment"],
    fields: &[
        Field::item("commitment", &["commitment"]).required(),
        // Absent between rounds; then it settles the commitment or is refused.
        Field::item("round", &["round"]),
        Field::date("date").required(),
        Field::choice("outcome", follow::OUTCOMES).required(),
        // What it was merged or split into.
        Field::items("into", &["commitment"]),
        // Where it continues: when it is due now, if anything else was agreed.
        Field::date("due"),
        Field::choice("due_rule", follow::DUE_RULES),
        // The agreed answers in whose place it stands: a wrong one, or two that crossed.
        Field::items("replaces", &["commitment_answer"]),
        Field::bi("note", SUMMARY_CHARS_MAX),
    ],
    parent: &["commitment", "round"],
    natural: &["date"],
    title: |record, content, lang| {
        let of = record.named(content, "commitment", "commitment", lang);
        joined(TYPE.label(lang), &of.unwrap_or_default())
    },
    // Desk officers settle the list between them, as they settle an agenda; co-chairs bind.
    consents: DRAFTERS,
    binds: CO_CHAIRS,
    check: |record, draft| {
        check::no_personal_data(draft, &TYPE)?;
        check::not_in_future(record, draft, &["date"])?;
        check::one_at_most(draft, &["due", "due_rule"])?;
        check::in_order(draft, &[("date", "due")])?;
        follow::rules::may_answer(record, draft)
    },
    final_when_agreed: true,
    ..JOINT
};
