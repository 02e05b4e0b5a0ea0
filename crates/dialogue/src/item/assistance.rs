//! Help that one side offers another: expertise, training, equipment, access. How far it has come
//! is told by its dates alone: offered, accepted or declined, planned, delivered, evaluated.

use super::{Field, ItemType, JOINT, Kind, check, title_from};
use crate::limits::{CODE_CHARS_MAX, LINE_CHARS_MAX, SUMMARY_CHARS_MAX};
use crate::refusal::{FieldProblem, FieldRule, Refusal};

/// The dates that tell how far it has come, in order.
pub const STAGES: &[&str] =
    &["offered_on", "accepted_on", "planned_for", "delivered_on", "evaluated_on"];

pub(super) static TYPE: ItemType = ItemType {
    name: "assistance",
    label: ["مساعدة", "Assistance"],
    fields: &[
        Field::choice("kind", &["expertise", "training", "equipment", "access"]).required(),
        Field::both("title", LINE_CHARS_MAX).required(),
        Field::party("from").required(),
        Field::party("to").required(),
        Field::item("group", &["working_group"]),
        Field::item("session", &["session"]),
        Field::item("commitment", &["commitment"]),
        Field::items("instruments", &["instrument"]),
        Field::new("topics", Kind::Texts { chars_max: CODE_CHARS_MAX }),
        Field::date("offered_on").required(),
        Field::date("accepted_on"),
        Field::date("declined_on"),
        Field::date("planned_for"),
        Field::date("delivered_on"),
        Field::date("evaluated_on"),
        Field::bi("detail", SUMMARY_CHARS_MAX),
        Field::bi("evaluation", SUMMARY_CHARS_MAX),
    ],
    parent: &["commitment", "group", "session"],
    natural: &["offered_on"],
    title: |_, content, lang| title_from(&TYPE, content, "title", lang),
    check: |record, draft| {
        check::no_personal_data(draft, &TYPE)?;
        let happened = ["offered_on", "accepted_on", "declined_on", "delivered_on", "evaluated_on"];
        check::not_in_future(record, draft, &happened)?;
        let content = &draft.content;
        if content.party("from") == content.party("to") {
            let problem = FieldProblem::new("to", FieldRule::Itself);
            return Err(Refusal::Form { problems: vec![problem] });
        }
        check::one_at_most(draft, &["accepted_on", "declined_on"])?;
        // Each stage needs the one before it; a delivery need not have been planned.
        for (stage, before) in [
            ("planned_for", "accepted_on"),
            ("delivered_on", "accepted_on"),
            ("evaluated_on", "delivered_on"),
            ("evaluation", "evaluated_on"),
        ] {
            let told = content.date(stage).is_some()
                || crate::content::Lang::ALL.iter().any(|lang| content.bi(stage, *lang).is_some());
            if told && content.date(before).is_none() {
                let problem = FieldProblem::new(before, FieldRule::Missing);
                return Err(Refusal::Form { problems: vec![problem] });
            }
        }
        check::in_order(
            draft,
            &[
                ("offered_on", "accepted_on"),
                ("offered_on", "declined_on"),
                ("accepted_on", "planned_for"),
                ("accepted_on", "delivered_on"),
                ("delivered_on", "evaluated_on"),
            ],
        )
    },
    ..JOINT
};
