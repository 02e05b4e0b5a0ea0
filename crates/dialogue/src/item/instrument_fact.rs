//! A dated fact in the life of an instrument: signed, notified, in force, renewed, ended. Both
//! sides hold the same of it, for rights follow from it: also a note of one side, which the other
//! received.
//! The Gregorian date governs; a Hijri date stands beside it as printed.

use register::{fact, limits};

use super::{Field, ItemType, JOINT, check, joined};
use crate::act::Function;
use crate::content::Lang;
use crate::instruments::rules;
use crate::limits::SUMMARY_CHARS_MAX;

pub(super) static TYPE: ItemType = ItemType {
    name: "instrument_fact",
    label: ["واقعة من حياة وثيقة", "Fact of an instrument"],
    fields: &[
        Field::item("on", &["instrument"]).required(),
        Field::choice("kind", fact::NAMES).required(),
        // Whose fact it is; absent for all.
        Field::party("party"),
        Field::date("date").required(),
        // As the paper prints it: 1445-11-02.
        Field::code("hijri"),
        Field::date("received"),
        // Of a renewal or extension: for how long. Of a notice: with effect from when.
        Field::int("months", limits::MONTHS_MAX as u64),
        Field::date("until"),
        Field::rows(
            "references",
            &[Field::party("party").required(), Field::code("number").required()],
        ),
        // The instrument by which it was amended, extended or superseded.
        Field::item("by_instrument", &["instrument"]),
        Field::bi("note", SUMMARY_CHARS_MAX),
    ],
    parent: &["on"],
    natural: &["date"],
    title: |record, content, lang| {
        let kind = content.text("kind").and_then(|kind| word(kind, lang));
        let of = record.named(content, "on", "instrument", lang).unwrap_or_default();
        joined(kind.unwrap_or(TYPE.label(lang)), &of)
    },
    writes: &[Function::DeskOfficer, Function::CoChair, Function::Legal],
    check: |record, draft| {
        check::no_personal_data(draft, &TYPE)?;
        rules::fact(record, draft)
    },
    ..JOINT
};

/// What happened, in the order of [`fact::NAMES`].
const WORDS: [[&str; 2]; 26] = [
    ["عُرضت", "Proposed"],
    ["فُوّض التفاوض", "Negotiators authorised"],
    ["بدأ التفاوض", "Negotiation begun"],
    ["اتُفق عليها رهن الرجوع إلى الحكومة", "Agreed ad referendum"],
    ["اتُفق على النص", "Text agreed"],
    ["صودق على تطابق النصين", "Concordance certified"],
    ["الموافقة الوطنية", "Nationally approved"],
    ["وُقّعت بالأحرف الأولى", "Initialled"],
    ["وُقّعت", "Signed"],
    ["استُكملت الإجراءات الداخلية", "Domestic procedure completed"],
    ["إشعار باستكمال الإجراءات", "Completion notified"],
    ["تُبودلت الوثائق", "Instruments exchanged"],
    ["طُبّقت مؤقتاً", "Provisionally applied"],
    ["بدأ العمل بها (غير ملزمة)", "Operative (non-binding)"],
    ["دخلت حيز النفاذ", "Entered into force"],
    ["سُجّلت لدى الأمم المتحدة", "Registered with the United Nations"],
    ["نُشرت", "Published"],
    ["عُدّلت", "Amended"],
    ["مُدّدت", "Extended"],
    ["أوقف العمل بها", "Suspended"],
    ["استؤنف العمل بها", "Resumed"],
    ["جُدّدت", "Renewed"],
    ["إخطار بالإنهاء أو بعدم التجديد", "Notice of termination or non-renewal"],
    ["أُنهيت", "Terminated"],
    ["انقضت مدتها", "Expired"],
    ["حلت محلها وثيقة أخرى", "Superseded"],
];

/// What a kind of fact is called; none for an unknown one.
pub fn word(kind: &str, lang: Lang) -> Option<&'static str> {
    let at = fact::NAMES.iter().position(|name| *name == kind)?;
    Some(WORDS[at][lang as usize])
}
