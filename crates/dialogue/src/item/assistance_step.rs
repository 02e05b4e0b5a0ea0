//! A dated change of state of a request for legal assistance, stated by an office of one side. It
//! stands for good: what was stated is not restated, a wrong step is followed by the right one.
//! Codes, dates, flags and hashes only.

use mutual::{codes, life::Step};

use super::{AUTHORITY_OWN, Field, ItemType};
use crate::assistance;
use crate::limits::ASSISTANCE_ITEMS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "assistance_step",
    label: ["خطوة في طلب مساعدة", "Step in a request for assistance"],
    fields: &[
        Field::item("request", &["assistance_request"]).required(),
        Field::choice("step", Step::NAMES).required(),
        Field::date("date").required(),
        Field::choice("office", codes::OFFICES).required(),
        // The reference of the requested central authority.
        Field::code("reference"),
        Field::choice("defect", codes::DEFECTS),
        Field::choice("ground", codes::GROUNDS),
        // Duties before refusing (A/RES/45/117, art. 4.4 and 4.5).
        Field::flag("consulted"),
        Field::flag("conditions_considered"),
        Field::flag("reasons_given"),
        Field::choice("postponement", codes::POSTPONEMENTS),
        // When it is expected now.
        Field::date("expected"),
        Field::int("items", ASSISTANCE_ITEMS_MAX),
        Field::code("manifest"),
        // SHA-256 of the proof of delivery.
        Field::code("delivery_proof"),
        Field::choice("purpose", codes::PURPOSES),
        Field::choice("onward", codes::ONWARD),
        Field::flag("data_protection"),
        Field::date("use_until"),
        Field::date("return_by"),
        Field::date("public_since"),
        Field::choice("cost_class", codes::COSTS),
        Field::date("next_consultation"),
        Field::choice("closing", codes::CLOSINGS),
    ],
    parent: &["request"],
    natural: &["date"],
    title: |record, content, lang| {
        let request = record.named(content, "request", "assistance_request", lang);
        super::joined(TYPE.label(lang), &request.unwrap_or_default())
    },
    check: assistance::step,
    for_good: true,
    ..AUTHORITY_OWN
};
