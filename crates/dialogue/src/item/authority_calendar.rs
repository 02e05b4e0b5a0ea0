//! The working days of one central authority: weekend and days off, as dates without names, since
//! no word stands in the compartment. Due dates end on a working day of the side that has to act.

use super::{AUTHORITY_OWN, Field, ItemType, Kind};
use crate::assistance;
use crate::limits::CODE_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "authority_calendar",
    label: ["تقويم عمل السلطة المركزية", "Calendar of a central authority"],
    fields: &[
        Field::new("weekend", Kind::Texts { chars_max: CODE_CHARS_MAX }),
        Field::rows("holidays", &[Field::date("from").required(), Field::date("to")]),
    ],
    title: |_, _, lang| TYPE.label(lang).to_owned(),
    check: |record, draft| {
        assistance::calendar(draft)?;
        super::check::rows_in_order(draft, "holidays", "from", "to")?;
        super::check::only_one(record, draft, &TYPE, &[])
    },
    ..AUTHORITY_OWN
};
