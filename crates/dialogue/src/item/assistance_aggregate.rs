//! The figures of one half-year that both central authorities agree, complete: for these two alone.
//! What of them may be shown to the working group is worked out by `mutual::figures::publish`.

use mutual::codes;

use super::{AUTHORITY_JOINT, Field, ItemType};
use crate::assistance::{self, HALVES, NEEDS};
use crate::limits::{ASSISTANCE_COUNT_MAX, CODE_CHARS_MAX, YEAR_MAX};

pub(super) static TYPE: ItemType = ItemType {
    name: "assistance_aggregate",
    label: ["أرقام نصف سنوية للمساعدة القانونية", "Half-yearly figures of legal assistance"],
    fields: &[
        Field::int("year", YEAR_MAX).required(),
        Field::choice("half", HALVES).required(),
        Field::int("opened", ASSISTANCE_COUNT_MAX).required(),
        Field::int("closed", ASSISTANCE_COUNT_MAX).required(),
        Field::int("pending", ASSISTANCE_COUNT_MAX).required(),
        Field::int("returned", ASSISTANCE_COUNT_MAX).required(),
        Field::rows(
            "classes",
            &[
                Field::choice("class", codes::CLASSES).required(),
                Field::int("opened", ASSISTANCE_COUNT_MAX),
                Field::int("closed", ASSISTANCE_COUNT_MAX),
                Field::int("median_days", ASSISTANCE_COUNT_MAX),
                // All took the same number of weeks: their median would tell of each.
                Field::flag("alike"),
            ],
        ),
        Field::rows(
            "grounds",
            &[
                Field::choice("ground", codes::GROUNDS).required(),
                Field::int("refused", ASSISTANCE_COUNT_MAX).required(),
            ],
        ),
        // The oldest that are open, by reference only.
        Field::items("oldest", &["assistance_request"]),
        Field::new("needs", super::Kind::Texts { chars_max: CODE_CHARS_MAX }),
    ],
    natural: &["year", "half"],
    title: |_, content, lang| {
        let year = content.int("year").map(|year| year.to_string()).unwrap_or_default();
        let half = content.text("half").and_then(|half| assistance::half_in_words(half, lang));
        let when = format!("{} {year}", half.unwrap_or_default());
        super::joined(TYPE.label(lang), when.trim())
    },
    check: |record, draft| {
        assistance::aggregate(record, draft)?;
        assistance::needs(draft)?;
        super::check::only_one(record, draft, &TYPE, &["year", "half"])
    },
    // A second count of one half-year would tell what changed between them.
    final_when_agreed: true,
    ..AUTHORITY_JOINT
};

const _: () = assert!(NEEDS.len() < 32);
