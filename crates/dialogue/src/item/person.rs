//! A person as the own side writes the name. Spellings seen elsewhere are variants, never merged
//! into the name; offices are not part of the name but posts held for a time.

use super::{Field, ItemType, OWN, check, title_from};
use crate::limits::LINE_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "person",
    label: ["شخص", "Person"],
    fields: &[
        Field::party("party"),
        Field::bi("name", LINE_CHARS_MAX).required(),
        Field::bi("honorific", LINE_CHARS_MAX),
        Field::bi("rank", LINE_CHARS_MAX),
        Field::rows(
            "variants",
            &[
                Field::choice("lang", &["ar", "en"]).required(),
                Field::text("text", LINE_CHARS_MAX).required(),
            ],
        ),
    ],
    natural: &["party"],
    title: |_, content, lang| {
        let before = |base| content.bi_exact(base, lang).map(|text| format!("{text} "));
        let name = title_from(&TYPE, content, "name", lang);
        // A rank or honorific of the other language would read as part of the name.
        let spelled = content.bi_exact("name", lang).is_some();
        let rank = before("rank").filter(|_| spelled).unwrap_or_default();
        let honorific = before("honorific").filter(|_| spelled).unwrap_or_default();
        format!("{rank}{honorific}{name}")
    },
    check: |record, draft| check::said_by_its_party(record, draft, &TYPE, "party"),
    ..OWN
};
