//! Item types: which things a dialogue has, with which fields, whose consent they need, and how
//! they are called. One small file a type; everything else (consent, history, brackets, search,
//! permissions, forms) is common machinery that reads these tables.
//! A field, once released, never changes its meaning; how to add one: `docs/adding-an-act.md`.

pub(crate) mod check;

mod agenda_item;
pub mod assistance;
mod assistance_aggregate;
mod assistance_figures;
pub mod assistance_request;
pub mod assistance_step;
pub mod attachment;
mod attendance;
mod authority_calendar;
mod commitment;
mod commitment_answer;
mod commitment_report;
mod conclusion;
mod concordance_certificate;
mod corrigendum;
mod delegation;
mod dialogue;
mod discrepancy;
pub mod domestic_checklist;
mod domestic_step;
mod edition;
mod event;
mod holder;
mod institution;
mod instrument;
pub mod instrument_fact;
pub mod joint_text;
mod minutes_paragraph;
mod party;
mod person;
mod post;
pub mod provision;
mod reference;
mod reservation;
mod round;
mod service_level;
mod session;
mod sign_off;
mod silence_break;
mod silence_procedure;
mod source;
mod statement;
mod term;
pub mod working_calendar;
mod working_group;

use ledger::id::TypeName;

use crate::act::{Draft, Function};
use crate::content::{Content, Lang};
pub use crate::fold::Rule;
use crate::kind::DialogueKind;
use crate::limits::{CODE_CHARS_MAX, LINE_CHARS_MAX, SUMMARY_CHARS_MAX};
use crate::record::Record;
use crate::refusal::Refusal;

pub(crate) use check::for_references;
pub use check::{check_fields, check_references};

/// A type of item.
pub struct ItemType {
    /// Its name in entries; never changes.
    pub name: &'static str,
    /// The schema that brought it.
    pub since_schema: u64,
    /// Whose consent makes it stand.
    pub rule: Rule,
    /// What it is called, Arabic and English.
    pub label: [&'static str; 2],
    /// Its own fields; [`COMMON`] ones may be added to any type.
    pub fields: &'static [Field],
    /// Names of the Item and Items fields that place it under another item.
    pub parent: &'static [&'static str],
    /// Names of the stored values that give the order of siblings, the first one first.
    pub natural: &'static [&'static str],
    /// How one of them is called in a heading. Never empty, whatever the content.
    pub title: fn(&Record, &Content, Lang) -> String,
    /// Who may put a version, and withdraw it while it is only a proposal.
    pub writes: &'static [Function],
    /// Who may consent to a text, reject one, and end such a consent. Empty for own types.
    pub consents: &'static [Function],
    /// Who may bind his state. Empty where nothing is ever bound.
    pub binds: &'static [Function],
    /// What no field can say alone.
    pub check: fn(&Record, &Draft) -> Result<(), Refusal>,
    /// True when siblings have an agreed order of their own (`pos`).
    pub ordered: bool,
    /// True when an agreed version is final: it is corrected only by a corrigendum.
    pub final_when_agreed: bool,
    /// What its author said once stands: it is not taken back.
    pub for_good: bool,
    /// The kind of dialogue in which such items stand; in others its entries are void.
    pub held_in: DialogueKind,
}

impl std::fmt::Debug for ItemType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ItemType({})", self.name)
    }
}

impl PartialEq for ItemType {
    fn eq(&self, other: &ItemType) -> bool {
        self.name == other.name
    }
}

impl Eq for ItemType {}

impl ItemType {
    /// What it is called in `lang`.
    pub fn label(&self, lang: Lang) -> &'static str {
        self.label[lang as usize]
    }

    /// A field by its name, own or common.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().chain(self.common()).find(|field| field.name == name)
    }

    /// The common fields that its versions may carry: in the compartment of mutual legal
    /// assistance only those that hold no words.
    pub fn common(&self) -> &'static [Field] {
        match self.held_in {
            DialogueKind::Ordinary => COMMON,
            DialogueKind::LegalAssistance => COMMON_CODES,
        }
    }

    /// The name as entries carry it.
    pub fn type_name(&self) -> TypeName {
        TypeName::parse(self.name).expect("names of item types have the form of type names")
    }
}

/// One field of a type or of the rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name; "" only for the bilingual pair stored as `ar` and `en`.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// True when a version without it is refused.
    pub required: bool,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text in Arabic and English, stored under two names. `both`: one language alone is
    /// refused. More than [`LINE_CHARS_MAX`] characters allowed means line breaks are too.
    Bi {
        /// Longest text of one language.
        chars_max: usize,
        /// Whether both languages are needed.
        both: bool,
    },
    /// A text in no particular language: a code, a number as printed.
    Text {
        /// Longest text.
        chars_max: usize,
    },
    /// A list of such texts.
    Texts {
        /// Longest text.
        chars_max: usize,
    },
    /// `2017`, `2017-08` or `2017-08-23`.
    Date,
    /// RFC 3339 in UTC to the second.
    Instant,
    /// One of a closed list.
    Choice(&'static [&'static str]),
    /// A whole number.
    Int {
        /// The largest.
        max: u64,
    },
    /// Yes or no; absent is no.
    Flag,
    /// A party code.
    Party,
    /// A list of party codes, each once.
    Parties,
    /// A reference to an item of one of these types; of any type when none is named.
    Item(&'static [&'static str]),
    /// A list of references, each once.
    Items(&'static [&'static str]),
    /// The address of one source.
    Url,
    /// Addresses of sources.
    Urls,
    /// A table: rows in a given order, with these columns.
    Rows(&'static [Field]),
}

impl Field {
    const fn new(name: &'static str, kind: Kind) -> Field {
        Field { name, kind, required: false }
    }

    const fn bi(name: &'static str, chars_max: usize) -> Field {
        Field::new(name, Kind::Bi { chars_max, both: false })
    }

    const fn both(name: &'static str, chars_max: usize) -> Field {
        Field::new(name, Kind::Bi { chars_max, both: true })
    }

    const fn text(name: &'static str, chars_max: usize) -> Field {
        Field::new(name, Kind::Text { chars_max })
    }

    const fn code(name: &'static str) -> Field {
        Field::text(name, CODE_CHARS_MAX)
    }

    const fn date(name: &'static str) -> Field {
        Field::new(name, Kind::Date)
    }

    const fn choice(name: &'static str, choices: &'static [&'static str]) -> Field {
        Field::new(name, Kind::Choice(choices))
    }

    const fn int(name: &'static str, max: u64) -> Field {
        Field::new(name, Kind::Int { max })
    }

    const fn flag(name: &'static str) -> Field {
        Field::new(name, Kind::Flag)
    }

    const fn party(name: &'static str) -> Field {
        Field::new(name, Kind::Party)
    }

    const fn item(name: &'static str, types: &'static [&'static str]) -> Field {
        Field::new(name, Kind::Item(types))
    }

    const fn items(name: &'static str, types: &'static [&'static str]) -> Field {
        Field::new(name, Kind::Items(types))
    }

    const fn rows(name: &'static str, columns: &'static [Field]) -> Field {
        Field::new(name, Kind::Rows(columns))
    }

    const fn required(self) -> Field {
        Field { required: true, ..self }
    }

    /// The names under which the field's values are stored: two for a bilingual field.
    pub fn stored(&self) -> Vec<String> {
        match self.kind {
            Kind::Bi { .. } => {
                Lang::ALL.iter().map(|lang| crate::content::bi_name(self.name, *lang)).collect()
            }
            _ => vec![self.name.to_owned()],
        }
    }
}

/// How well a version is backed. Absent means `cosigned`: the parties' own logs are the evidence.
pub const EVIDENCE: &[&str] = &["cosigned", "recorded_by_us", "public_record", "exercise"];

/// Fields that any version of any type may carry.
pub const COMMON: &[Field] = &[
    // The function of the officer who wrote it; never his name.
    Field::code("by"),
    Field::choice("evidence", EVIDENCE),
    // The note or letter on whose strength we recorded it.
    Field::text("evidence_note", LINE_CHARS_MAX),
    Field::new("sources", Kind::Urls),
    Field::flag("uncertain"),
    Field::bi("remark", SUMMARY_CHARS_MAX),
];

/// Those of them that hold no words.
const COMMON_CODES: &[Field] = &[Field::code("by"), Field::choice("evidence", EVIDENCE)];

/// All types, in the order of the glossary: who, the frame, the meeting, its outcome, evidence.
pub fn all() -> &'static [&'static ItemType] {
    ALL
}

/// A type by its name.
///
/// ```
/// use dialogue::item;
/// let round = item::get("round").expect("a known type");
/// assert_eq!(round.label, ["جولة", "Round"]);
/// assert!(item::get("rounds").is_none());
/// ```
pub fn get(name: &str) -> Option<&'static ItemType> {
    ALL.iter().find(|item_type| item_type.name == name).copied()
}

/// The rule of a type in ordinary dialogues under a schema; none when that schema has no such type
/// or it belongs elsewhere. This is what the fold is given (`fold::RuleOf`).
pub fn rule_of(type_name: &str, schema: u64) -> Option<Rule> {
    rule_in(DialogueKind::Ordinary, type_name, schema)
}

/// The same for the compartment of mutual legal assistance.
pub fn rule_of_legal_assistance(type_name: &str, schema: u64) -> Option<Rule> {
    rule_in(DialogueKind::LegalAssistance, type_name, schema)
}

fn rule_in(kind: DialogueKind, type_name: &str, schema: u64) -> Option<Rule> {
    let item_type = get(type_name)?;
    (item_type.held_in == kind && item_type.since_schema <= schema).then_some(item_type.rule)
}

static ALL: &[&ItemType] = &[
    &party::TYPE,
    &institution::TYPE,
    &post::TYPE,
    &person::TYPE,
    &holder::TYPE,
    &dialogue::TYPE,
    &round::TYPE,
    &working_group::TYPE,
    &session::TYPE,
    &delegation::TYPE,
    &agenda_item::TYPE,
    &attendance::TYPE,
    &minutes_paragraph::TYPE,
    &conclusion::TYPE,
    &joint_text::TYPE,
    &provision::TYPE,
    &reservation::TYPE,
    &term::TYPE,
    &edition::TYPE,
    &concordance_certificate::TYPE,
    &sign_off::TYPE,
    &silence_procedure::TYPE,
    &silence_break::TYPE,
    &corrigendum::TYPE,
    &commitment::TYPE,
    &commitment_report::TYPE,
    &commitment_answer::TYPE,
    &assistance::TYPE,
    &instrument::TYPE,
    &instrument_fact::TYPE,
    &domestic_step::TYPE,
    &domestic_checklist::TYPE,
    &statement::TYPE,
    &event::TYPE,
    &reference::TYPE,
    &attachment::TYPE,
    &discrepancy::TYPE,
    &source::TYPE,
    &working_calendar::TYPE,
    &assistance_figures::TYPE,
    &assistance_request::TYPE,
    &assistance_step::TYPE,
    &service_level::TYPE,
    &assistance_aggregate::TYPE,
    &authority_calendar::TYPE,
];

/// A working calendar is the party's own, and it has one.
pub(crate) fn calendar_is_ours(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    check::said_by_its_party(record, draft, &working_calendar::TYPE, "party")?;
    check::only_one(record, draft, &working_calendar::TYPE, &["party"])?;
    check::rows_in_order(draft, "holidays", "from", "to")
}

/// A member has one checklist of its own.
pub(crate) fn checklist_is_ours(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    check::said_by_its_party(record, draft, &domestic_checklist::TYPE, "party")?;
    check::only_one(record, draft, &domestic_checklist::TYPE, &["party"])
}

/// A step is said by the party whose it is, once for an instrument.
pub(crate) fn step_is_ours(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    check::said_by_its_party(record, draft, &domestic_step::TYPE, "party")?;
    check::only_one(record, draft, &domestic_step::TYPE, &["on", "step", "party"])
}

/// An instrument is not its own relative.
pub(crate) fn related_to_another(draft: &Draft) -> Result<(), Refusal> {
    check::not_itself(draft, &["related_to"])
}

const DRAFTERS: &[Function] = &[Function::DeskOfficer, Function::CoChair];
const CO_CHAIRS: &[Function] = &[Function::CoChair];

/// What own types have in common: desk officers and co-chairs write, nobody consents.
const OWN: ItemType = ItemType {
    name: "",
    since_schema: 1,
    rule: Rule::Own,
    label: ["", ""],
    fields: &[],
    parent: &[],
    natural: &[],
    title: |_, _, _| String::new(),
    writes: DRAFTERS,
    consents: &[],
    binds: &[],
    check: |_, _| Ok(()),
    ordered: false,
    final_when_agreed: false,
    for_good: false,
    held_in: DialogueKind::Ordinary,
};

const AUTHORITIES: &[Function] = &[Function::CentralAuthority];

/// What own types of the compartment of mutual legal assistance have in common.
const AUTHORITY_OWN: ItemType =
    ItemType { writes: AUTHORITIES, held_in: DialogueKind::LegalAssistance, ..OWN };

/// The same for joint types; nothing there is bound, since nothing there is a treaty.
const AUTHORITY_JOINT: ItemType =
    ItemType { rule: Rule::Joint, consents: AUTHORITIES, ..AUTHORITY_OWN };

/// What joint types have in common: desk officers and co-chairs write, co-chairs consent and bind.
const JOINT: ItemType =
    ItemType { rule: Rule::Joint, consents: CO_CHAIRS, binds: CO_CHAIRS, ..OWN };

/// The text of a bilingual field, cut to one line of a heading; else the type's label.
fn title_from(item_type: &ItemType, content: &Content, base: &str, lang: Lang) -> String {
    match content.bi(base, lang) {
        Some(text) if !text.trim().is_empty() => heading(text),
        _ => item_type.label(lang).to_owned(),
    }
}

/// The beginning of a text, at most 80 characters of its first line, cut at a space.
fn heading(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    let Some((end, _)) = line.char_indices().nth(80) else {
        return line.to_owned();
    };
    let cut = line[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", line[..cut].trim_end())
}

/// `first: second`, or one of them where the other is empty.
fn joined(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (_, true) => first.to_owned(),
        (true, false) => second.to_owned(),
        (false, false) => format!("{first}: {second}"),
    }
}
