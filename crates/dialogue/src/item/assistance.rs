//! Help that one side offers another: expertise, training, equipment, access. How far it has come
//! is told by its dates alone: offered, accepted or declined, planned, delivered, evaluated.

use super::{Field, ItemType, JOINT, Kind, check, title_from};
use crate::content::Content;
use crate::limits::{CODE_CHARS_MAX, LINE_CHARS_MAX, SUMMARY_CHARS_MAX};
use crate::refusal::{FieldProblem, FieldRule, Refusal};

/// The dates that tell how far it has come, in order.
pub const STAGES: &[&str] =
    &["offered_on", "accepted_on", "planned_for", "delivered_on", "evaluated_on"];

/// How far it has come, as its dates say: `offered`, `declined`, `accepted`, `planned`, `delivered`
/// or `evaluated`.
pub fn stage_of(content: &Content) -> &'static str {
    let reached = STAGES.iter().rev().find(|stage| content.date(stage).is_some());
    match reached.copied() {
        _ if content.date("declined_on").is_some() => "declined",
        Some("evaluated_on") => "evaluated",
        Some("delivered_on") => "delivered",
        Some("planned_for") => "planned",
        Some("accepted_on") => "accepted",
        _ => "offered",
    }
}

/// The dates that can come next.
pub fn next_of(stage: &str) -> &'static [&'static str] {
    match stage {
        "offered" => &["accepted_on", "declined_on"],
        "accepted" => &["planned_for", "delivered_on"],
        // A plan may be put off.
        "planned" => &["delivered_on", "planned_for"],
        "delivered" => &["evaluated_on"],
        _ => &[],
    }
}

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
