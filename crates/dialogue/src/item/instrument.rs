//! An agreement, memorandum, joint statement or other paper that both sides made. A key's consent
//! to its entry in the register is never the signature of the paper itself.

use super::{Field, ItemType, JOINT, Kind, title_from};
use crate::act::Function;
use crate::limits::{CODE_CHARS_MAX, LINE_CHARS_MAX, SUMMARY_CHARS_MAX};

pub(super) static TYPE: ItemType = ItemType {
    name: "instrument",
    label: ["وثيقة", "Instrument"],
    fields: &[
        Field::choice(
            "kind",
            &[
                "treaty",
                "agreement",
                "protocol",
                "arrangement",
                "mou",
                "memorandum_of_cooperation",
                "statement_of_intent",
                "declaration_of_intent",
                "exchange_of_notes",
                "framework_document",
                "joint_statement",
                "minutes",
                "action_plan",
                "other",
            ],
        )
        .required(),
        Field::bi("title", LINE_CHARS_MAX).required(),
        Field::date("signed"),
        Field::bi("place", LINE_CHARS_MAX),
        Field::item("round", &["round"]),
        Field::item("group", &["working_group"]),
        Field::rows(
            "signatories",
            &[
                Field::party("party").required(),
                Field::item("institution", &["institution"]),
                Field::item("person", &["person"]),
            ],
        ),
        Field::new("topics", Kind::Texts { chars_max: CODE_CHARS_MAX }),
        Field::choice(
            "status",
            &[
                "negotiating",
                "initialled",
                "signed",
                "ratified",
                "in_force",
                "published",
                "renewed",
                "suspended",
                "terminated",
                "expired",
                "superseded",
                "unknown",
            ],
        ),
        Field::rows(
            "history",
            &[
                Field::date("date"),
                Field::bi("what", SUMMARY_CHARS_MAX).required(),
                Field::new("sources", Kind::Urls),
            ],
        ),
    ],
    parent: &["round", "group"],
    natural: &["signed"],
    title: |_, content, lang| title_from(&TYPE, content, "title", lang),
    writes: &[Function::DeskOfficer, Function::CoChair, Function::Legal],
    ..JOINT
};
