//! A ministry, agency or other body. Bodies are renamed and split: names are dated, and
//! successors are named, so that old texts still read right.

use super::{Field, ItemType, OWN, check, title_from};
use crate::limits::LINE_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "institution",
    label: ["جهة", "Institution"],
    fields: &[
        Field::party("party"),
        Field::bi("name", LINE_CHARS_MAX).required(),
        Field::rows(
            "names",
            &[Field::bi("name", LINE_CHARS_MAX).required(), Field::date("from"), Field::date("to")],
        ),
        Field::code("acronym"),
        Field::choice(
            "kind",
            &[
                "ministry",
                "department",
                "agency",
                "bureau",
                "embassy",
                "military",
                "parliament",
                "court",
                "fund",
                "foundation",
                "institute",
                "programme",
                "company",
                "other",
            ],
        ),
        Field::item("parent", &["institution"]),
        Field::items("successors", &["institution"]),
        // When it was abolished, merged or renamed away.
        Field::date("ended"),
    ],
    parent: &["parent"],
    natural: &["party"],
    title: |_, content, lang| title_from(&TYPE, content, "name", lang),
    check: |record, draft| {
        check::said_by_its_party(record, draft, &TYPE, "party")?;
        check::not_itself(draft, &["parent", "successors"])?;
        check::rows_in_order(draft, "names", "from", "to")
    },
    ..OWN
};
