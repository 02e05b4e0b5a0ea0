//! A meeting within a round: plenary, of a working group, signing, closing.
//! Who sat in it is in each side's delegation, what was said in minutes and statements.

use super::round::MODES;
use super::{Field, ItemType, JOINT, Kind, check, title_from};
use crate::limits::{LINE_CHARS_MAX, SUMMARY_CHARS_MAX};

pub(super) static TYPE: ItemType = ItemType {
    name: "session",
    label: ["جلسة", "Session"],
    fields: &[
        Field::item("round", &["round"]).required(),
        Field::item("group", &["working_group"]),
        Field::choice(
            "kind",
            &[
                "plenary",
                "working_group",
                "preparatory",
                "senior_officials",
                "experts",
                "talks",
                "ministerial",
                "signing",
                "opening",
                "closing",
                "follow_up",
                "other",
            ],
        )
        .required(),
        Field::bi("title", LINE_CHARS_MAX).required(),
        Field::new("starts", Kind::Instant),
        Field::date("date").required(),
        Field::date("end_date"),
        Field::choice("mode", MODES),
        Field::bi("place", LINE_CHARS_MAX),
        Field::items("institutions", &["institution"]),
        Field::bi("note_attendance", SUMMARY_CHARS_MAX),
    ],
    parent: &["round", "group"],
    natural: &["date", "starts"],
    title: |_, content, lang| title_from(&TYPE, content, "title", lang),
    check: |_, draft| {
        check::in_order(draft, &[("date", "end_date")])?;
        check::group_named(draft)
    },
    ..JOINT
};
