//! What somebody promised, offered or welcomed. What became of it: each side's own reports
//! (`commitment_report`) and what both sides answer (`commitment_answer`); claimed done and
//! accepted as done are two facts. `crate::follow` reads them together.

use super::{Field, ItemType, JOINT, Kind, check, title_from};
use crate::follow;
use crate::limits::SUMMARY_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "commitment",
    label: ["التزام", "Commitment"],
    fields: &[
        Field::item("round", &["round"]),
        Field::item("group", &["working_group"]),
        Field::item("session", &["session"]),
        Field::choice("kind", &["undertaking", "offer", "joint_action", "welcomed"]).required(),
        // Who acts: whole parties, or named bodies.
        Field::new("owner_parties", Kind::Parties),
        Field::items("owner_institutions", &["institution"]),
        Field::new("to_parties", Kind::Parties),
        // Which post answers for it on each side.
        Field::items("owner_posts", &["post"]),
        Field::new("cost_bearers", Kind::Parties),
        Field::both("text", SUMMARY_CHARS_MAX).required(),
        Field::choice(
            "status",
            &[
                "proposed",
                "agreed",
                "in_progress",
                "done_claimed",
                "done_accepted",
                "done",
                "overdue",
                "overtaken",
                "merged",
                "split",
                "superseded",
                "dropped",
                "lapsed",
                "unknown",
            ],
        ),
        Field::date("due"),
        // Absent where `due` says it.
        Field::choice("due_rule", follow::DUE_RULES),
        Field::bi("measure", SUMMARY_CHARS_MAX),
        Field::bi("next_step", SUMMARY_CHARS_MAX),
        // Where it was written down, and the words in which it was made public.
        Field::item("origin", &["minutes_paragraph", "provision", "conclusion"]),
        Field::items("releases", &["statement"]),
        Field::rows(
            "follow_up",
            &[
                Field::date("date"),
                Field::bi("note", SUMMARY_CHARS_MAX).required(),
                Field::item("round", &["round"]),
                Field::item("session", &["session"]),
                Field::item("commitment", &["commitment"]),
                Field::item("event", &["event"]),
                Field::item("instrument", &["instrument"]),
                Field::new("sources", Kind::Urls),
                Field::flag("uncertain"),
            ],
        ),
        Field::items("instruments", &["instrument"]),
        Field::item("carried_from", &["commitment"]),
    ],
    parent: &["round", "group", "session"],
    natural: &["due"],
    title: |_, content, lang| title_from(&TYPE, content, "text", lang),
    check: |record, draft| {
        check::no_personal_data(draft, &TYPE)?;
        check::one_at_most(draft, &["due", "due_rule"])?;
        check::not_itself(draft, &["carried_from"])?;
        follow::rules::may_promise(record, draft)
    },
    ..JOINT
};
