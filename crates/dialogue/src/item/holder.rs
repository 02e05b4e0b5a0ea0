//! Who held which post from when to when, or on which day a source said so.

use super::{Field, ItemType, OWN, check, joined};

pub(super) static TYPE: ItemType = ItemType {
    name: "holder",
    label: ["شاغل منصب", "Post holder"],
    fields: &[
        Field::item("person", &["person"]).required(),
        Field::item("post", &["post"]).required(),
        Field::date("as_of"),
        Field::date("from"),
        Field::date("to"),
        Field::flag("acting"),
    ],
    parent: &["person", "post"],
    natural: &["from", "as_of"],
    title: |record, content, lang| {
        let named = |field| record.named(content, field, field, lang);
        match (named("person"), named("post")) {
            (None, None) => TYPE.label(lang).to_owned(),
            (person, post) => joined(&person.unwrap_or_default(), &post.unwrap_or_default()),
        }
    },
    check: |_, draft| check::in_order(draft, &[("from", "to")]),
    ..OWN
};
