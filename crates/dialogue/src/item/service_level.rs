//! The times that the two central authorities agreed for one class of requests, in days. Where none
//! is agreed, the benchmark of `mutual::limits` holds.

use mutual::{codes, limits::LEVEL_DAYS_MAX};

use super::{AUTHORITY_JOINT, Field, ItemType};
use crate::assistance;

pub(super) static TYPE: ItemType = ItemType {
    name: "service_level",
    label: ["مستوى خدمة", "Service level"],
    fields: &[
        Field::choice("class", codes::CLASSES).required(),
        Field::int("acknowledge_days", LEVEL_DAYS_MAX).required(),
        Field::int("decide_days", LEVEL_DAYS_MAX).required(),
        Field::int("extend_days", LEVEL_DAYS_MAX).required(),
        Field::int("carry_out_days", LEVEL_DAYS_MAX).required(),
    ],
    natural: &["class"],
    title: |_, _, lang| TYPE.label(lang).to_owned(),
    check: assistance::service_level,
    ..AUTHORITY_JOINT
};
