//! Who of the own side really came to a session, and who stood in for whom.

use super::{Field, ItemType, OWN, check};
use crate::act::Function;
use crate::content::Lang;

pub(super) static TYPE: ItemType = ItemType {
    name: "attendance",
    label: ["حضور", "Attendance"],
    fields: &[
        Field::item("session", &["session"]).required(),
        Field::party("party"),
        Field::rows(
            "rows",
            &[
                Field::item("person", &["person"]),
                Field::item("post", &["post"]),
                Field::choice("status", &["present", "absent", "substitute"]).required(),
                Field::item("for", &["person", "post"]),
            ],
        ),
    ],
    parent: &["session"],
    natural: &["party"],
    title: |record, content, lang| {
        let party = content.party("party").map(|party| record.party_name(&party, lang));
        match (party, lang) {
            (None, _) => TYPE.label(lang).to_owned(),
            (Some(party), Lang::Ar) => format!("حضور وفد {party}"),
            (Some(party), Lang::En) => format!("Attendance of {party}"),
        }
    },
    writes: &[Function::DeskOfficer, Function::CoChair, Function::Rapporteur],
    check: |record, draft| {
        check::said_by_its_party(record, draft, &TYPE, "party")?;
        check::seats(record, draft, "rows", &["person", "post"])?;
        check::only_one(record, draft, &TYPE, &["session", "party"])
    },
    ..OWN
};
