//! A point of a session's agenda, in an agreed order, with the time planned for it.

use super::{CO_CHAIRS, DRAFTERS, Field, ItemType, JOINT, title_from};
use crate::limits::{AGENDA_MINUTES_MAX, LINE_CHARS_MAX};

pub(super) static TYPE: ItemType = ItemType {
    name: "agenda_item",
    label: ["بند جدول الأعمال", "Agenda item"],
    fields: &[
        Field::item("session", &["session"]).required(),
        Field::both("title", LINE_CHARS_MAX).required(),
        Field::int("minutes_planned", AGENDA_MINUTES_MAX),
        Field::item("presenter", &["person", "post", "institution"]),
        Field::party("presenter_party"),
    ],
    parent: &["session"],
    title: |_, content, lang| title_from(&TYPE, content, "title", lang),
    // Desk officers settle the agenda between them; only a co-chair binds.
    consents: DRAFTERS,
    binds: CO_CHAIRS,
    ordered: true,
    ..JOINT
};
