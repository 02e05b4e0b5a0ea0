//! An agreement, memorandum, joint statement or other paper that both sides made. A key's consent
//! to its entry in the register is never the signature of the paper itself.

use register::{entry, family, limits};

use super::{Field, ItemType, JOINT, Kind, check, title_from};
use crate::act::Function;
use crate::instruments::rules;
use crate::limits::{CODE_CHARS_MAX, LINE_CHARS_MAX, SUMMARY_CHARS_MAX};

const MONTHS_MAX: u64 = limits::MONTHS_MAX as u64;

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
        Field::choice("binding", &["binding", "non_binding", "unstated"]),
        // The clause on entry into force; for a non-binding instrument, on becoming operative.
        Field::choice("entry_rule", entry::RULES),
        // Days or months that the clause counts.
        Field::int("entry_count", limits::DAYS_MAX as u64),
        Field::date("entry_date"),
        // From which day a note counts; absent means its own.
        Field::choice("notes_count_from", &["their_date", "their_receipt"]),
        Field::flag("unlimited"),
        Field::int("term_months", MONTHS_MAX),
        Field::date("term_until"),
        Field::choice("renewal", &["tacit", "express", "none"]),
        Field::int("renewal_months", MONTHS_MAX),
        Field::int("notice_months", MONTHS_MAX),
        // How it stands to one other instrument.
        Field::choice("relation", family::RELATIONS),
        Field::item("related_to", &["instrument"]),
        // The text of the record that it was signed from.
        Field::item("text", &["joint_text"]),
        Field::new("languages", Kind::Texts { chars_max: CODE_CHARS_MAX }),
        Field::code("prevails"),
        // Which paper is each party's original, and where it lies.
        Field::rows(
            "originals",
            &[
                Field::party("party").required(),
                Field::code("number"),
                Field::bi("kept", LINE_CHARS_MAX),
            ],
        ),
    ],
    parent: &["round", "group"],
    natural: &["signed"],
    title: |_, content, lang| title_from(&TYPE, content, "title", lang),
    writes: &[Function::DeskOfficer, Function::CoChair, Function::Legal],
    check: |record, draft| {
        check::no_personal_data(draft, &TYPE)?;
        rules::instrument(record, draft)
    },
    ..JOINT
};
