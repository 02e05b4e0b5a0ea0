//! Figures of mutual legal assistance as the working group sees them: one half-year, numbers only.
//! A count is the first of its band of five; below five it is withheld (`mutual::figures`). They
//! come from a file that an officer of the central authority carried out of the compartment by
//! hand; nothing of a single request is in it.

use mutual::codes;

use super::{Field, ItemType, JOINT};
use crate::assistance::{self, HALVES};
use crate::limits::{ASSISTANCE_COUNT_MAX, CODE_CHARS_MAX, YEAR_MAX};

pub(super) static TYPE: ItemType = ItemType {
    name: "assistance_figures",
    label: ["أرقام المساعدة القانونية المتبادلة", "Figures of mutual legal assistance"],
    fields: &[
        Field::int("year", YEAR_MAX).required(),
        Field::choice("half", HALVES).required(),
        // Absent is withheld. What is open at the end is never among them.
        Field::int("opened", ASSISTANCE_COUNT_MAX),
        Field::int("closed", ASSISTANCE_COUNT_MAX),
        Field::int("returned", ASSISTANCE_COUNT_MAX),
        Field::rows(
            "classes",
            &[
                Field::choice("class", codes::CLASSES).required(),
                Field::int("median_weeks", ASSISTANCE_COUNT_MAX).required(),
            ],
        ),
        Field::rows(
            "grounds",
            &[
                Field::choice("ground", codes::GROUNDS).required(),
                Field::int("refused", ASSISTANCE_COUNT_MAX).required(),
            ],
        ),
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
        assistance::figures(draft)?;
        assistance::needs(draft)?;
        super::check::only_one(record, draft, &TYPE, &["year", "half"])
    },
    // A second count of one half-year would tell what changed between them.
    final_when_agreed: true,
    ..JOINT
};
