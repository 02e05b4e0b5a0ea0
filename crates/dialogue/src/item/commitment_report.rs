//! What one side says of a commitment at a date: how far it is, what blocks it, what comes next.
//! Its own word alone. "Done" here is a claim; both sides accept it in a `commitment_answer`.

use super::{Field, ItemType, OWN, check, joined};
use crate::act::Function;
use crate::follow;
use crate::limits::SUMMARY_CHARS_MAX;
use crate::refusal::{FieldProblem, FieldRule, Refusal};

pub(super) static TYPE: ItemType = ItemType {
    name: "commitment_report",
    label: ["إفادة عن التزام", "Progress report"],
    fields: &[
        Field::item("commitment", &["commitment"]).required(),
        Field::item("round", &["round"]),
        Field::date("date").required(),
        Field::choice("status", follow::CLAIMS).required(),
        Field::date("done_on"),
        Field::choice("blocking", follow::BLOCKS),
        Field::bi("note", SUMMARY_CHARS_MAX),
        Field::bi("next_step", SUMMARY_CHARS_MAX),
        // How it came in: at a desk, by a one-time link, on a printed form.
        Field::choice("channel", &["desk", "link", "form"]),
    ],
    parent: &["commitment"],
    natural: &["date"],
    title: |record, content, lang| {
        let of = record.named(content, "commitment", "commitment", lang);
        joined(TYPE.label(lang), &of.unwrap_or_default())
    },
    writes: &[Function::DeskOfficer, Function::CoChair, Function::FocalPoint],
    check: |record, draft| {
        let content = &draft.content;
        let status = content.text("status");
        let needs = |field: &str| {
            let problem = FieldProblem::new(field, FieldRule::Missing);
            Err(Refusal::Form { problems: vec![problem] })
        };
        if status == Some("blocked") && content.text("blocking").is_none() {
            return needs("blocking");
        }
        if content.date("done_on").is_some() && status != Some("done_claimed") {
            let problem = FieldProblem::new("status", FieldRule::NotAChoice);
            let problem = problem.with("choices", "done_claimed");
            return Err(Refusal::Form { problems: vec![problem] });
        }
        check::no_personal_data(draft, &TYPE)?;
        check::not_in_future(record, draft, &["date", "done_on"])?;
        check::in_order(draft, &[("done_on", "date")])?;
        follow::rules::may_report(record, draft)
    },
    ..OWN
};
