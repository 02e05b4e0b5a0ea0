//! One side's delegation to one session. The order of the rows is that side's order of
//! precedence: nobody recomputes it. Each party supplies its own list.

use super::{Field, ItemType, OWN, check};
use crate::content::Lang;
use crate::limits::LINE_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "delegation",
    label: ["وفد", "Delegation"],
    fields: &[
        Field::item("session", &["session"]).required(),
        Field::party("party").required(),
        Field::rows(
            "seats",
            &[
                Field::item("person", &["person"]),
                Field::item("post", &["post"]),
                Field::bi("title", LINE_CHARS_MAX),
                Field::choice(
                    "role",
                    &["head", "co_chair", "alternate", "member", "adviser", "observer"],
                )
                .required(),
                Field::flag("uncertain"),
            ],
        ),
        Field::flag("others"),
    ],
    parent: &["session"],
    natural: &["party"],
    title: |record, content, lang| {
        let party = content.party("party").map(|party| record.party_name(&party, lang));
        match (party, lang) {
            (None, _) => TYPE.label(lang).to_owned(),
            (Some(party), Lang::Ar) => format!("وفد {party}"),
            (Some(party), Lang::En) => format!("Delegation of {party}"),
        }
    },
    check: |record, draft| {
        check::said_by_its_party(record, draft, &TYPE, "party")?;
        check::seats(record, draft, "seats", &["person", "post", "title"])?;
        check::only_one(record, draft, &TYPE, &["session", "party"])
    },
    ..OWN
};
