//! A numbered round: planned and real span, ministerial day, host or remote, slips with reasons.

use super::{Field, ItemType, JOINT, check};
use crate::content::Lang;
use crate::limits::{LINE_CHARS_MAX, NUMBER_MAX, SUMMARY_CHARS_MAX};

/// How a round or session is held.
pub(super) const MODES: &[&str] = &["in_person", "remote", "hybrid"];

pub(super) static TYPE: ItemType = ItemType {
    name: "round",
    label: ["جولة", "Round"],
    fields: &[
        Field::int("number", NUMBER_MAX).required(),
        Field::date("planned_from"),
        Field::date("planned_to"),
        Field::date("opened"),
        Field::date("closed"),
        Field::bi("slip_reason", SUMMARY_CHARS_MAX),
        Field::choice("mode", MODES),
        Field::bi("city", LINE_CHARS_MAX),
        Field::party("host"),
        Field::date("ministerial_day"),
        Field::items("co_chairs", &["person"]),
        Field::items("coordinators", &["person"]),
        Field::bi("motto", LINE_CHARS_MAX),
        Field::rows(
            "figures",
            &[Field::code("name").required(), Field::int("count", NUMBER_MAX).required()],
        ),
        Field::item("statement", &["instrument"]),
        // Which commitments were left unanswered when it was closed, the first ones where they are
        // more than a list holds, and why.
        Field::items("unanswered", &["commitment"]),
        Field::bi("unanswered_reason", SUMMARY_CHARS_MAX),
    ],
    natural: &["number"],
    title: |_, content, lang| match content.int("number") {
        Some(number) => numbered(number, lang),
        None => TYPE.label(lang).to_owned(),
    },
    check: |record, draft| {
        let order = [
            ("planned_from", "planned_to"),
            ("opened", "closed"),
            ("opened", "ministerial_day"),
            ("ministerial_day", "closed"),
        ];
        check::in_order(draft, &order)?;
        check::unique_number(record, draft, &TYPE, "number")?;
        check::not_in_future(record, draft, &["closed"])?;
        if draft.content.date("opened").is_none() {
            check::in_order(draft, &[("planned_from", "closed")])?;
        }
        crate::follow::rules::may_close(record, draft)
    },
    ..JOINT
};

const ORDINALS: [[&str; 2]; 20] = [
    ["الأولى", "First"],
    ["الثانية", "Second"],
    ["الثالثة", "Third"],
    ["الرابعة", "Fourth"],
    ["الخامسة", "Fifth"],
    ["السادسة", "Sixth"],
    ["السابعة", "Seventh"],
    ["الثامنة", "Eighth"],
    ["التاسعة", "Ninth"],
    ["العاشرة", "Tenth"],
    ["الحادية عشرة", "Eleventh"],
    ["الثانية عشرة", "Twelfth"],
    ["الثالثة عشرة", "Thirteenth"],
    ["الرابعة عشرة", "Fourteenth"],
    ["الخامسة عشرة", "Fifteenth"],
    ["السادسة عشرة", "Sixteenth"],
    ["السابعة عشرة", "Seventeenth"],
    ["الثامنة عشرة", "Eighteenth"],
    ["التاسعة عشرة", "Nineteenth"],
    ["العشرون", "Twentieth"],
];

fn numbered(number: u64, lang: Lang) -> String {
    let place = number.checked_sub(1).and_then(|place| usize::try_from(place).ok());
    match (place.and_then(|place| ORDINALS.get(place)), lang) {
        (Some(ordinal), Lang::Ar) => format!("الجولة {}", ordinal[0]),
        (Some(ordinal), Lang::En) => format!("{} round", ordinal[1]),
        (None, Lang::Ar) => format!("الجولة {number}"),
        (None, Lang::En) => format!("Round {number}"),
    }
}
