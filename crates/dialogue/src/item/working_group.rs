//! A standing working group: it outlives rounds; its chairs are named round by round.
//! When and how it met is read from its sessions, never stored twice.

use super::{Field, ItemType, JOINT, title_from};
use crate::limits::{LINE_CHARS_MAX, NUMBER_MAX};

pub(super) static TYPE: ItemType = ItemType {
    name: "working_group",
    label: ["مجموعة عمل", "Working group"],
    fields: &[
        Field::int("order", NUMBER_MAX),
        Field::both("name", LINE_CHARS_MAX).required(),
        Field::rows(
            "aliases",
            &[
                Field::choice("lang", &["ar", "en"]).required(),
                Field::text("text", LINE_CHARS_MAX).required(),
            ],
        ),
        Field::item("created_in", &["round"]),
        Field::rows(
            "chairs",
            &[
                Field::item("round", &["round"]).required(),
                Field::party("party").required(),
                Field::items("persons", &["person"]),
                Field::flag("uncertain"),
            ],
        ),
    ],
    natural: &["order"],
    title: |_, content, lang| title_from(&TYPE, content, "name", lang),
    ..JOINT
};
