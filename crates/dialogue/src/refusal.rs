//! Why an act is refused: one variant a rule, each with a code that never changes its meaning.
//! A refusal changes nothing. Display is English for logs; pages translate the code and `args`.
//! Codes are listed in [`CODES`]; a code is never used again for another rule.

use std::fmt;

use ledger::entry::Level;
use ledger::id::{FieldName, ItemId, PartyId, VersionId};

use crate::act::{Function, Verb};
use crate::kind::DialogueKind;

/// Why an act is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The actor is an officer of another party.
    ForeignActor { actor: PartyId, us: PartyId },
    /// The charter in force asks for a newer schema than this program knows.
    UpgradeNeeded { schema: u64 },
    /// No type has this name.
    UnknownType { type_name: String },
    /// The type came with a later schema than the charter's.
    TypeNotInSchema { type_name: &'static str, since: u64, schema: u64 },
    /// The function may not do this to this type.
    FunctionMayNot { function: Function, verb: Verb, type_name: &'static str },
    /// The function reads only, or has nothing to do with contents.
    WritesNothing { function: Function },
    /// No item has this id.
    NoSuchItem { item: ItemId },
    /// The item is of another type.
    WrongType { item: ItemId, is: &'static str, said: String },
    /// The item belongs to another party.
    NotOwner { item: ItemId, owner: PartyId },
    /// Our party is no member: of the charter in force, or of the one the item was put under.
    NotMember { us: PartyId },
    /// No version of this item has this id.
    NoSuchVersion { item: Option<ItemId>, version: VersionId },
    /// A new version of an existing item names no version it was written from.
    BaseMissing { item: ItemId },
    /// A new item names versions it was written from.
    BaseOfNewItem { version: VersionId },
    /// The draft was written before our own party's newer version.
    StaleDraft { item: ItemId, newer: VersionId },
    /// Nobody offers this version any more.
    NotOnTheTable { item: ItemId, version: VersionId },
    /// Our party holds it already at this level.
    AlreadyHeld { item: ItemId, version: VersionId, level: Level },
    /// Its author has put a newer one.
    StaleConsent { item: ItemId, version: VersionId, party: PartyId, newer: VersionId },
    /// Binding before the text is agreed and seen to be agreed.
    TextNotAgreed { item: ItemId, version: VersionId },
    /// Part of the version is withheld from us or erased.
    NotSeenWhole { item: ItemId, version: VersionId, fields: Vec<FieldName> },
    /// The other party's version breaks the rules of its own type.
    TheirContent { item: ItemId, version: VersionId, problems: Vec<FieldProblem> },
    /// The draft's values break rules; every problem is listed.
    Form { problems: Vec<FieldProblem> },
    /// Own items stand on their owner's word alone.
    OwnItem { item: ItemId },
    /// Items of this type are never bound.
    NeverBound { type_name: &'static str },
    /// The item is agreed and final.
    AgreedIsFinal { item: ItemId, agreed: VersionId },
    /// A corrigendum needs something agreed to correct.
    NothingAgreedToCorrect { item: ItemId },
    /// Our party does not hold this version, so it cannot withdraw it.
    NotOurPosition { item: ItemId, version: VersionId },
    /// An agreement is not ended by one side's withdrawal.
    AgreementStands { item: ItemId, version: VersionId, level: Level },
    /// Our party holds this version; it cannot also reject it.
    RejectsOwnPosition { item: ItemId, version: VersionId },
    /// Our party rejected this version before.
    AlreadyRejected { item: ItemId, version: VersionId },
    /// The legal basis is no citation code.
    BadBasis { basis: String },
    /// No field named for redaction, or one that the version never had.
    NoSuchField { version: VersionId, field: Option<FieldName> },
    /// More values than one entry can open.
    TooManyFields { is: usize, max: usize },
    /// A place among siblings for a type that has no order.
    NotOrdered { type_name: &'static str },
    /// The audience leaves out ourselves or names somebody who is no member.
    BadAudience { party: PartyId },
    /// The draft says what our current version says.
    NothingChanged { item: ItemId, version: VersionId },
    /// There is already one item of this kind here.
    OnlyOne { item: ItemId, type_name: &'static str },
    /// A member's own data: that party alone puts it.
    TheirsToSay { party: PartyId, type_name: &'static str },
    /// The redaction to hold against is not known.
    NoSuchRedaction { entry: VersionId },
    /// The text has an agreed edition: its words are final.
    TextLocked { item: ItemId },
    /// Something in the text is still open; `blockers` are their names with how many there are.
    TextOpen { item: ItemId, blockers: Vec<(&'static str, usize)> },
    /// The digest named is not that of the text as it stands.
    TextMoved { item: ItemId, said: String, is: String },
    /// A step of the ladder before the one it stands on.
    StepMissing { item: ItemId, needs: &'static str },
    /// The silence procedure is over for our side: it was broken, or our consent is written.
    SilenceOver { item: ItemId },
    /// Commitments that the round has not answered; `first` is one of them.
    Unanswered { first: ItemId, count: usize },
    /// The commitment was settled, with this outcome or status.
    CommitmentSettled { item: ItemId, settled: String },
    /// The function has no entry into a dialogue of this kind.
    NotEntered { function: Function },
    /// Items of this type stand in another kind of dialogue.
    NotInThisDialogue { type_name: &'static str, kind: DialogueKind },
    /// The request for assistance stands at `state`: our side cannot take this step now.
    StepNotPossible { item: ItemId, step: &'static str, state: &'static str },
    /// Both sides have closed the round: its list of commitments is final.
    RoundIsClosed { round: ItemId },
}

/// One value of a form that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// Where: the stored name, in a table with row (from 0) and column: `seats.2.person`.
    pub field: String,
    /// The rule.
    pub rule: FieldRule,
    /// What a sentence about it needs, by name.
    pub args: Vec<(&'static str, String)>,
}

/// What a value must obey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldRule {
    /// The type has no such field.
    Unknown,
    /// It is needed.
    Missing,
    /// It is needed in this language too.
    OtherLanguageMissing,
    /// Only blanks: leave it out.
    Blank,
    /// Another kind of value (a number for a text).
    WrongKind,
    /// Longer than `max` characters.
    TooLong,
    /// A control character, or a line break in a single line, at byte `at`.
    Control,
    /// A directional control that could show the text in another order, at byte `at`.
    Bidi,
    /// No day of the calendar.
    NotADate,
    /// No instant in UTC.
    NotAnInstant,
    /// None of `choices`.
    NotAChoice,
    /// Above `max`.
    TooBig,
    /// No party code.
    NotAParty,
    /// No item's id.
    NotAnItem,
    /// No such item in this record.
    NoSuchItem,
    /// The item is of type `is`, not one of `wanted`.
    WrongItemType,
    /// No address of a source.
    NotAUrl,
    /// No SHA-256 in small hexadecimal digits.
    NotAFingerprint,
    /// More than `max` entries in a list or table.
    TooMany,
    /// Named twice.
    Twice,
    /// Before the date in `earlier`.
    Before,
    /// Taken by the item `item`.
    Taken,
    /// One of `fields` is needed.
    OneOf,
    /// The person belongs to `is`, not to `wanted`.
    OtherParty,
    /// It refers to the item itself.
    Itself,
    /// `recorded_by_us`, `public_record` or `exercise` is needed here.
    EvidenceNeeded,
    /// The words break the notation of brackets and placeholders at byte `at`, by the rule `rule`.
    Notation,
    /// It was written under another chapeau than the one that stands above it now.
    ChapeauMoved,
    /// Between its neighbours there is no place left.
    Full,
    /// Not beside the field `by`.
    Excluded,
    /// The fact `fact` of `date`, which it must follow, is recorded.
    BeforeFact,
    /// The fact `fact` of `date`, which it must precede, is recorded.
    AfterFact,
    /// This is recorded already, for `date`.
    FactRecorded,
    /// Another renewal or extension stands at the same time, `date`.
    RenewedAtOnce,
    /// The instrument was not suspended then.
    NotSuspended,
    /// What does not bind does not enter into force; what binds does not become operative.
    WrongBinding,
    /// It says how long it lasts where that means nothing.
    LastsForNothing,
    /// The Hijri date lies `count` days from the Gregorian one.
    HijriFarOff,
    /// The text that it is signed from is not agreed.
    TextOfItOpen,
    /// It would close a circle in the family of instruments.
    Circle,
    /// Not from `least` to `most`.
    OutOfRange,
    /// The party's checklist has no such step; its codes are `choices`.
    NotInChecklist,
    /// No band of five: a count below five is withheld, another one is 5, 10, 15 and so on.
    TooSmall,
    /// What is shown beside it bounds what is withheld.
    GivesAway,
    /// Not a code of the form `form`: such rows hold codes, never words.
    NotACode,
    /// It looks like personal data of the kind `what`.
    PersonalData,
    /// No answer on this commitment that both sides hold, in this round.
    NotAnAgreedAnswer,
    /// Later than `today`, where only what has happened is told.
    InFuture,
    /// Fewer than `min` entries.
    TooFew,
    /// The commitment named is not open, or both sides do not hold it.
    NotOpen,
    /// Both sides settle it by an answer, not here.
    ByAnswer,
}

impl FieldRule {
    /// The fixed name in snake case; message keys are built from it.
    pub fn as_str(self) -> &'static str {
        self.words().0
    }

    /// The rest of [`FieldRule::words`]: texts in negotiation, instruments, and codes of legal
    /// assistance.
    fn words_of_more(self) -> (&'static str, &'static str) {
        match self {
            FieldRule::OutOfRange => ("out_of_range", "is outside what is possible here"),
            FieldRule::NotInChecklist => {
                ("not_in_checklist", "is no step of the checklist; take one of its codes")
            }
            FieldRule::Notation => {
                ("notation", "has a bracket that cannot be read; write [KW: words] or [?date]")
            }
            FieldRule::ChapeauMoved => {
                ("chapeau_moved", "is not that of the chapeau above; put the provision anew")
            }
            FieldRule::Circle => ("circle", "would make the instrument its own relative"),
            FieldRule::LastsForNothing => {
                ("lasts_for_nothing", "means nothing for this kind of fact; leave it out")
            }
            FieldRule::TooSmall => {
                ("too_small", "is no band of five; withhold it below five, else round it down")
            }
            FieldRule::GivesAway => {
                ("gives_away", "lets a withheld count be reckoned; withhold what is shown with it")
            }
            FieldRule::NotACode => ("not_a_code", "is no code of the form asked for"),
            FieldRule::NotAnAgreedAnswer => {
                ("not_an_agreed_answer", "is no agreed answer of this round on this commitment")
            }
            FieldRule::InFuture => ("in_future", "lies in the future; tell what has happened"),
            FieldRule::TooFew => ("too_few", "has too few entries"),
            FieldRule::ByAnswer => {
                ("by_answer", "is settled by an answer of both sides; answer it")
            }
            FieldRule::NotOpen => {
                ("not_open", "names a commitment that is not open for both sides")
            }
            _ => ("personal_data", "looks like personal data, which has no place here; remove it"),
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            FieldRule::Unknown => ("unknown", "this type has no such field; leave it out"),
            FieldRule::Missing => ("missing", "is needed"),
            FieldRule::OtherLanguageMissing => {
                ("other_language_missing", "is needed in this language too")
            }
            FieldRule::Blank => ("blank", "holds only blanks; leave it out or fill it"),
            FieldRule::WrongKind => ("wrong_kind", "holds another kind of value"),
            FieldRule::TooLong => ("too_long", "is too long; shorten it or attach it"),
            FieldRule::Control => ("control", "holds a control character or line break; remove it"),
            FieldRule::Bidi => ("bidi", "holds an invisible directional character; remove it"),
            FieldRule::NotADate => ("not_a_date", "is no date; write 2017, 2017-08 or 2017-08-23"),
            FieldRule::NotAnInstant => {
                ("not_an_instant", "is no instant; write 2020-11-16T14:00:00Z")
            }
            FieldRule::NotAChoice => ("not_a_choice", "is none of the choices"),
            FieldRule::TooBig => ("too_big", "is too big"),
            FieldRule::NotAParty => ("not_a_party", "is no party code"),
            FieldRule::NotAnItem => ("not_an_item", "is no item's id"),
            FieldRule::NoSuchItem => ("no_such_item", "names an item that is not here"),
            FieldRule::WrongItemType => ("wrong_item_type", "names an item of another type"),
            FieldRule::NotAUrl => {
                ("not_a_url", "is no address; write one that begins with https:// or http://")
            }
            FieldRule::NotAFingerprint => {
                ("not_a_fingerprint", "is no SHA-256; write 64 small hexadecimal digits")
            }
            FieldRule::TooMany => ("too_many", "has too many entries"),
            FieldRule::Twice => ("twice", "names the same twice"),
            FieldRule::Before => ("before", "is before the date it follows"),
            FieldRule::Taken => ("taken", "is taken by another item"),
            FieldRule::OneOf => ("one_of", "needs one of several fields"),
            FieldRule::OtherParty => ("other_party", "names a person of another party"),
            FieldRule::Itself => ("itself", "refers to the item itself"),
            FieldRule::EvidenceNeeded => {
                ("evidence_needed", "needs the evidence for what another party said or is")
            }
            FieldRule::Excluded => ("excluded", "cannot stand beside another field; leave one out"),
            FieldRule::Full => ("full", "is full; put it behind the next one, then move it"),
            FieldRule::BeforeFact => ("before_fact", "is before a fact that it must follow"),
            FieldRule::AfterFact => ("after_fact", "is after a fact that it must precede"),
            FieldRule::FactRecorded => ("fact_recorded", "is recorded already; change that one"),
            FieldRule::RenewedAtOnce => {
                ("renewed_at_once", "is at the same time as another renewal; change one of them")
            }
            FieldRule::NotSuspended => ("not_suspended", "resumes what was not suspended"),
            FieldRule::WrongBinding => {
                ("wrong_binding", "does not fit whether the instrument binds")
            }
            FieldRule::HijriFarOff => (
                "hijri_far_off",
                "is two days or more from the Gregorian date; say why in the remark",
            ),
            FieldRule::TextOfItOpen => {
                ("text_of_it_open", "cannot be before the text has an agreed edition")
            }
            _ => self.words_of_more(),
        }
    }
}

impl FieldProblem {
    /// A problem without arguments.
    pub fn new(field: &str, rule: FieldRule) -> FieldProblem {
        FieldProblem { field: field.to_owned(), rule, args: Vec::new() }
    }

    /// The same problem with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> FieldProblem {
        self.args.push((name, value.to_string()));
        self
    }
}

impl fmt::Display for FieldProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.field, self.rule.words().1)?;
        for (at, (name, value)) in self.args.iter().enumerate() {
            write!(f, "{}{name}: {value}", if at == 0 { " (" } else { ", " })?;
        }
        if self.args.is_empty() { Ok(()) } else { f.write_str(")") }
    }
}

/// All codes, in order, with the name of the rule.
pub const CODES: &[(&str, &str)] = &[
    ("R-001", "foreign actor"),
    ("R-002", "upgrade needed"),
    ("R-003", "unknown type"),
    ("R-004", "type not in schema"),
    ("R-005", "function may not"),
    ("R-006", "writes nothing"),
    ("R-007", "no such item"),
    ("R-008", "wrong type"),
    ("R-009", "not owner"),
    ("R-010", "not member"),
    ("R-011", "no such version"),
    ("R-012", "base missing"),
    ("R-013", "base of new item"),
    ("R-014", "stale draft"),
    ("R-015", "not on the table"),
    ("R-016", "already held"),
    ("R-017", "stale consent"),
    ("R-018", "text not agreed"),
    ("R-019", "not seen whole"),
    ("R-020", "their content"),
    ("R-021", "form"),
    ("R-022", "own item"),
    ("R-023", "never bound"),
    ("R-024", "agreed is final"),
    ("R-025", "nothing agreed to correct"),
    ("R-026", "not our position"),
    ("R-027", "agreement stands"),
    ("R-028", "rejects own position"),
    ("R-029", "already rejected"),
    ("R-030", "bad basis"),
    ("R-031", "no such field"),
    ("R-032", "too many fields"),
    ("R-033", "not ordered"),
    ("R-034", "bad audience"),
    ("R-035", "nothing changed"),
    ("R-036", "only one"),
    ("R-037", "theirs to say"),
    ("R-038", "no such redaction"),
    ("R-039", "text locked"),
    ("R-040", "text open"),
    ("R-041", "text moved"),
    ("R-042", "step missing"),
    ("R-043", "silence over"),
    ("R-044", "unanswered"),
    ("R-045", "commitment settled"),
    ("R-046", "not entered"),
    ("R-047", "not in this dialogue"),
    ("R-048", "step not possible"),
    ("R-049", "round is closed"),
];

impl Refusal {
    /// The code, e.g. `R-014`.
    pub fn code(&self) -> &'static str {
        CODES[self.number()].0
    }

    /// The problems of a form, empty for other refusals.
    pub fn problems(&self) -> &[FieldProblem] {
        match self {
            Refusal::Form { problems } | Refusal::TheirContent { problems, .. } => problems,
            _ => &[],
        }
    }

    fn number(&self) -> usize {
        match self {
            Refusal::ForeignActor { .. } => 0,
            Refusal::UpgradeNeeded { .. } => 1,
            Refusal::UnknownType { .. } => 2,
            Refusal::TypeNotInSchema { .. } => 3,
            Refusal::FunctionMayNot { .. } => 4,
            Refusal::WritesNothing { .. } => 5,
            Refusal::NoSuchItem { .. } => 6,
            Refusal::WrongType { .. } => 7,
            Refusal::NotOwner { .. } => 8,
            Refusal::NotMember { .. } => 9,
            Refusal::NoSuchVersion { .. } => 10,
            Refusal::BaseMissing { .. } => 11,
            Refusal::BaseOfNewItem { .. } => 12,
            Refusal::StaleDraft { .. } => 13,
            Refusal::NotOnTheTable { .. } => 14,
            Refusal::AlreadyHeld { .. } => 15,
            Refusal::StaleConsent { .. } => 16,
            Refusal::TextNotAgreed { .. } => 17,
            Refusal::NotSeenWhole { .. } => 18,
            Refusal::TheirContent { .. } => 19,
            Refusal::Form { .. } => 20,
            Refusal::OwnItem { .. } => 21,
            Refusal::NeverBound { .. } => 22,
            Refusal::AgreedIsFinal { .. } => 23,
            Refusal::NothingAgreedToCorrect { .. } => 24,
            Refusal::NotOurPosition { .. } => 25,
            Refusal::AgreementStands { .. } => 26,
            Refusal::RejectsOwnPosition { .. } => 27,
            Refusal::AlreadyRejected { .. } => 28,
            Refusal::BadBasis { .. } => 29,
            Refusal::NoSuchField { .. } => 30,
            Refusal::TooManyFields { .. } => 31,
            Refusal::NotOrdered { .. } => 32,
            Refusal::BadAudience { .. } => 33,
            Refusal::NothingChanged { .. } => 34,
            Refusal::OnlyOne { .. } => 35,
            Refusal::TheirsToSay { .. } => 36,
            Refusal::NoSuchRedaction { .. } => 37,
            Refusal::TextLocked { .. } => 38,
            Refusal::TextOpen { .. } => 39,
            Refusal::TextMoved { .. } => 40,
            Refusal::StepMissing { .. } => 41,
            Refusal::SilenceOver { .. } => 42,
            Refusal::Unanswered { .. } => 43,
            Refusal::CommitmentSettled { .. } => 44,
            Refusal::NotEntered { .. } => 45,
            Refusal::NotInThisDialogue { .. } => 46,
            Refusal::StepNotPossible { .. } => 47,
            Refusal::RoundIsClosed { .. } => 48,
        }
    }

    /// What a sentence about it needs, by name: items and versions in full, `level` as `text` or
    /// `bind`, lists joined with a comma.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let (item, version) = self.subject();
        let mut args = Args(Vec::new());
        args.put_some("item", &item).put_some("version", &version);
        self.details(&mut args);
        args.0
    }

    /// The item and the version it is about.
    fn subject(&self) -> (Option<&ItemId>, Option<&VersionId>) {
        match self {
            Refusal::NoSuchItem { item }
            | Refusal::BaseMissing { item }
            | Refusal::OwnItem { item }
            | Refusal::NothingAgreedToCorrect { item }
            | Refusal::WrongType { item, .. }
            | Refusal::NotOwner { item, .. }
            | Refusal::StaleDraft { item, .. }
            | Refusal::AgreedIsFinal { item, .. }
            | Refusal::TextLocked { item }
            | Refusal::TextOpen { item, .. }
            | Refusal::TextMoved { item, .. }
            | Refusal::StepMissing { item, .. }
            | Refusal::SilenceOver { item }
            | Refusal::Unanswered { first: item, .. }
            | Refusal::CommitmentSettled { item, .. }
            | Refusal::StepNotPossible { item, .. }
            | Refusal::RoundIsClosed { round: item }
            | Refusal::OnlyOne { item, .. } => (Some(item), None),
            Refusal::NotOnTheTable { item, version }
            | Refusal::TextNotAgreed { item, version }
            | Refusal::TheirContent { item, version, .. }
            | Refusal::NotOurPosition { item, version }
            | Refusal::RejectsOwnPosition { item, version }
            | Refusal::AlreadyRejected { item, version }
            | Refusal::NothingChanged { item, version }
            | Refusal::AlreadyHeld { item, version, .. }
            | Refusal::AgreementStands { item, version, .. }
            | Refusal::StaleConsent { item, version, .. }
            | Refusal::NotSeenWhole { item, version, .. } => (Some(item), Some(version)),
            Refusal::NoSuchVersion { item, version } => (item.as_ref(), Some(version)),
            Refusal::BaseOfNewItem { version } | Refusal::NoSuchField { version, .. } => {
                (None, Some(version))
            }
            _ => (None, None),
        }
    }

    /// Everything else a sentence needs.
    fn details<'a>(&self, args: &'a mut Args) -> &'a mut Args {
        match self {
            Refusal::ForeignActor { actor, us } => args.put("actor", actor).put("us", us),
            Refusal::UpgradeNeeded { schema } => args.put("schema", schema),
            Refusal::UnknownType { type_name } => args.put("type", type_name),
            Refusal::TypeNotInSchema { type_name, since, schema } => {
                args.put("type", type_name).put("since", since).put("schema", schema)
            }
            Refusal::FunctionMayNot { function, verb, type_name } => {
                args.put("function", function).put("verb", verb.as_str()).put("type", type_name)
            }
            Refusal::WritesNothing { function } | Refusal::NotEntered { function } => {
                args.put("function", function)
            }
            Refusal::WrongType { is, said, .. } => args.put("is", is).put("said", said),
            Refusal::NotOwner { owner, .. } => args.put("owner", owner),
            Refusal::NotMember { us } => args.put("us", us),
            Refusal::StaleDraft { newer, .. } => args.put("newer", newer),
            Refusal::AlreadyHeld { level, .. } | Refusal::AgreementStands { level, .. } => {
                args.put("level", level_name(*level))
            }
            Refusal::StaleConsent { party, newer, .. } => {
                args.put("party", party).put("newer", newer)
            }
            Refusal::NotSeenWhole { fields, .. } => {
                let fields: Vec<&str> = fields.iter().map(FieldName::as_str).collect();
                args.put("fields", fields.join(", "))
            }
            Refusal::Form { problems } | Refusal::TheirContent { problems, .. } => {
                args.put("count", problems.len())
            }
            Refusal::NeverBound { type_name }
            | Refusal::NotOrdered { type_name }
            | Refusal::OnlyOne { type_name, .. } => args.put("type", type_name),
            Refusal::AgreedIsFinal { agreed, .. } => args.put("agreed", agreed),
            Refusal::BadBasis { basis } => args.put("basis", basis.escape_debug()),
            Refusal::NoSuchField { field, .. } => args.put_some("field", field),
            Refusal::TooManyFields { is, max } => args.put("is", is).put("max", max),
            Refusal::BadAudience { party } => args.put("party", party),
            Refusal::TheirsToSay { party, type_name } => {
                args.put("party", party).put("type", type_name)
            }
            Refusal::NoSuchRedaction { entry } => args.put("entry", entry),
            Refusal::TextOpen { blockers, .. } => {
                let list = blockers.iter().map(|(name, n)| format!("{name}={n}"));
                args.put("blockers", list.collect::<Vec<_>>().join(" "))
            }
            Refusal::TextMoved { said, is, .. } => args.put("said", said).put("is", is),
            Refusal::StepMissing { needs, .. } => args.put("needs", needs),
            Refusal::TextLocked { .. }
            | Refusal::SilenceOver { .. }
            | Refusal::RoundIsClosed { .. }
            | Refusal::NoSuchItem { .. }
            | Refusal::NoSuchVersion { .. }
            | Refusal::BaseMissing { .. }
            | Refusal::BaseOfNewItem { .. }
            | Refusal::NotOnTheTable { .. }
            | Refusal::TextNotAgreed { .. }
            | Refusal::OwnItem { .. }
            | Refusal::NothingAgreedToCorrect { .. }
            | Refusal::NotOurPosition { .. }
            | Refusal::RejectsOwnPosition { .. }
            | Refusal::AlreadyRejected { .. }
            | Refusal::NothingChanged { .. } => args,
            _ => self.details_of_step(args),
        }
    }

    /// What refusals need that tell how far a commitment or a request has come.
    fn details_of_step<'a>(&self, args: &'a mut Args) -> &'a mut Args {
        match self {
            Refusal::Unanswered { count, .. } => args.put("count", count),
            Refusal::CommitmentSettled { settled, .. } => args.put("settled", settled),
            Refusal::NotInThisDialogue { type_name, kind } => {
                args.put("type", type_name).put("kind", kind.as_str())
            }
            Refusal::StepNotPossible { step, state, .. } => {
                args.put("step", step).put("state", state)
            }
            _ => args,
        }
    }

    /// The rule and what to do about it, in English, without the arguments.
    fn sentence(&self) -> &'static str {
        match self {
            Refusal::ForeignActor { .. } => "only officers of this node's own party act here",
            Refusal::UpgradeNeeded { .. } => {
                "the charter in force needs a newer program; upgrade before writing"
            }
            Refusal::UnknownType { .. } => "no type of item has this name",
            Refusal::TypeNotInSchema { .. } => {
                "the charter's schema has no such type yet; amend the charter first"
            }
            Refusal::FunctionMayNot { .. } => "this function may not do this; ask one that may",
            Refusal::WritesNothing { .. } => "this function writes nothing into the record",
            Refusal::NoSuchItem { .. } => "no item has this id",
            Refusal::WrongType { .. } => "the item is of another type",
            Refusal::NotOwner { .. } => "the item is another party's own; only it may change it",
            Refusal::NotMember { .. } => "our party is not a member whose word counts here",
            Refusal::NoSuchVersion { .. } => "the item has no such version",
            Refusal::BaseMissing { .. } => "say which versions the draft was written from",
            Refusal::BaseOfNewItem { .. } => "a new item cannot be written from a version",
            Refusal::StaleDraft { .. } => {
                "our side has put a newer version; read it and write the draft from it"
            }
            Refusal::NotOnTheTable { .. } => "nobody offers this version any more",
            Refusal::AlreadyHeld { .. } => "our side holds this version at this level already",
            Refusal::StaleConsent { .. } => "its author has put a newer version; consent to that",
            Refusal::TextNotAgreed { .. } => "agree the text on both sides before binding",
            Refusal::NotSeenWhole { .. } => {
                "part of the version is withheld or erased; ask for it before consenting"
            }
            Refusal::TheirContent { .. } => {
                "their version breaks rules of its type; ask them to put it right"
            }
            Refusal::Form { .. } => "some fields need correction",
            Refusal::OwnItem { .. } => "a party's own item needs nobody's consent",
            Refusal::NeverBound { .. } => "nothing is bound by items of this type",
            Refusal::AgreedIsFinal { .. } => "agreed text is final; propose a corrigendum",
            Refusal::NothingAgreedToCorrect { .. } => {
                "only an agreed text needs a corrigendum; put a new version instead"
            }
            Refusal::NotOurPosition { .. } => "our side does not hold this version",
            Refusal::AgreementStands { .. } => {
                "one side cannot withdraw what is agreed; propose a new version"
            }
            Refusal::RejectsOwnPosition { .. } => {
                "our side holds this version; withdraw it instead of rejecting it"
            }
            Refusal::AlreadyRejected { .. } => "our side rejected this version already",
            Refusal::BadBasis { .. } => {
                "cite the legal basis as a short ASCII code, e.g. KW-DL-2014-20-art-5"
            }
            Refusal::NoSuchField { .. } => "name fields that the version has",
            Refusal::TooManyFields { .. } => "too many values for one version; split the item",
            Refusal::NotOrdered { .. } => "items of this type have no agreed order",
            Refusal::BadAudience { .. } => "an audience names members and includes ourselves",
            Refusal::NothingChanged { .. } => "the draft says what our version says already",
            Refusal::OnlyOne { .. } => "there is one already; change that one",
            Refusal::TheirsToSay { .. } => "this party is a member and supplies its own data",
            Refusal::NoSuchRedaction { .. } => "no redaction has this entry",
            _ => self.sentence_of_step(),
        }
    }

    /// The rest of [`Refusal::sentence`]: what a text or a commitment has come to forbids it.
    fn sentence_of_step(&self) -> &'static str {
        match self {
            Refusal::TextLocked { .. } => {
                "the text has an agreed edition and is final; propose a corrigendum"
            }
            Refusal::TextOpen { .. } => "something in the text is open; settle it first",
            Refusal::TextMoved { .. } => {
                "the text has changed since; look at it again and name its digest as it stands"
            }
            Refusal::StepMissing { .. } => "an earlier step is missing; take that one first",
            Refusal::SilenceOver { .. } => "the silence procedure is over for our side",
            Refusal::Unanswered { .. } => {
                "the round has not answered every open commitment; answer them, or close it with \
                 the reason why not"
            }
            Refusal::CommitmentSettled { .. } => {
                "the commitment is settled; make a new one, or answer in place of what settled it"
            }
            Refusal::RoundIsClosed { .. } => {
                "both sides have closed the round; answer in the next one, or between rounds"
            }
            Refusal::NotEntered { .. } => "this function has no entry here",
            Refusal::NotInThisDialogue { .. } => {
                "items of this type stand in another dialogue; put it there"
            }
            Refusal::StepNotPossible { .. } => {
                "our side cannot take this step as the request stands; look at it again"
            }
            _ => "it cannot be done as things stand",
        }
    }
}

struct Args(Vec<(&'static str, String)>);

impl Args {
    fn put(&mut self, name: &'static str, value: impl fmt::Display) -> &mut Args {
        self.0.push((name, value.to_string()));
        self
    }

    fn put_some(&mut self, name: &'static str, value: &Option<impl fmt::Display>) -> &mut Args {
        self.0.extend(value.iter().map(|value| (name, value.to_string())));
        self
    }
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Text => "text",
        Level::Bind => "bind",
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.sentence())?;
        for (name, value) in self.args() {
            write!(f, "; {name} {value}")?;
        }
        for problem in self.problems() {
            write!(f, "; {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
