//! A party to the dialogue as it calls itself: names, languages, clock, working week.
//! Each member supplies its own; what binds it is in the charter, not here.

use super::{Field, ItemType, Kind, OWN, check, title_from};
use crate::limits::{CODE_CHARS_MAX, LINE_CHARS_MAX};

pub(super) static TYPE: ItemType = ItemType {
    name: "party",
    label: ["طرف", "Party"],
    fields: &[
        Field::party("code").required(),
        Field::both("name", LINE_CHARS_MAX).required(),
        Field::both("short", LINE_CHARS_MAX),
        Field::code("iso2"),
        Field::code("iso3"),
        Field::new("languages", Kind::Texts { chars_max: CODE_CHARS_MAX }),
        Field::code("official_language"),
        Field::bi("capital", LINE_CHARS_MAX),
        Field::code("time_zone"),
        Field::bi("working_week", LINE_CHARS_MAX),
    ],
    natural: &["code"],
    title: |_, content, lang| match content.bi("short", lang) {
        Some(short) => short.to_owned(),
        None => title_from(&TYPE, content, "name", lang),
    },
    check: |record, draft| {
        check::said_by_its_party(record, draft, &TYPE, "code")?;
        check::only_one(record, draft, &TYPE, &["code"])
    },
    ..OWN
};
