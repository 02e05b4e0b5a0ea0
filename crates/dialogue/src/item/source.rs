//! A public page or paper that facts of the record were read from.

use super::{Field, ItemType, Kind, OWN, title_from};
use crate::act::Function;
use crate::limits::LINE_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "source",
    label: ["مصدر", "Source"],
    fields: &[
        Field::new("url", Kind::Url).required(),
        Field::text("publisher", LINE_CHARS_MAX),
        Field::code("lang"),
        Field::date("published"),
        Field::bi("about", LINE_CHARS_MAX),
    ],
    natural: &["published"],
    title: |_, content, lang| match (content.bi("about", lang), content.text("publisher")) {
        (None, Some(publisher)) => publisher.to_owned(),
        (None, None) => content.text("url").unwrap_or(TYPE.label(lang)).to_owned(),
        (Some(_), _) => title_from(&TYPE, content, "about", lang),
    },
    writes: &[Function::DeskOfficer, Function::CoChair, Function::Press],
    ..OWN
};
