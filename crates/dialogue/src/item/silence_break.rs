//! A party breaks silence: it does not agree by saying nothing. Its own word, with a reason; once
//! said, the procedure has no effect for good.

use super::{DRAFTERS, Field, ItemType, OWN, joined};
use crate::limits::SUMMARY_CHARS_MAX;
use crate::negotiation::rules;

pub(super) static TYPE: ItemType = ItemType {
    name: "silence_break",
    label: ["اعتراض ينهي إجراء عدم الاعتراض", "Breaking of silence"],
    fields: &[
        Field::item("procedure", &["silence_procedure"]).required(),
        Field::bi("reason", SUMMARY_CHARS_MAX).required(),
    ],
    parent: &["procedure"],
    title: |_, content, lang| joined(TYPE.label(lang), content.bi("reason", lang).unwrap_or("")),
    writes: DRAFTERS,
    check: rules::silence_break,
    for_good: true,
    ..OWN
};
