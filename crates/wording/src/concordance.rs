//! Concordance: whether the Arabic and the English of a text say the same, as far as a machine can
//! tell: numbers, dates, money, references, names, terms, strength of verbs, brackets, characters.
//! It points and never corrects; meaning is left to the language officers who certify it. What is
//! looked for, and how well it is found, stands in `docs/concordance.md`.

use std::ops::Range;

use text::digits::DigitPolicy;

mod facts;
mod lists;
mod modality;
mod names;
mod page;
mod pairing;
mod writing;

use page::Page;

/// A provision in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair<'a> {
    /// The identifier of the provision.
    pub id: &'a str,
    /// Its number as printed in figures with points, `2` or `2.1`; empty if it has none.
    pub number: &'a str,
    /// The provision it stands under.
    pub under: Option<&'a str>,
    /// What it is; `article` and `annex` are what references point to.
    pub role: &'a str,
    /// The Arabic text in the notation.
    pub ar: &'a str,
    /// The English text in the notation.
    pub en: &'a str,
}

/// A person, body, state or place and how both languages may call it; the first of each is the
/// preferred name.
#[derive(Debug, Clone, Copy)]
pub struct NameRow<'a> {
    /// Arabic forms.
    pub ar: &'a [&'a str],
    /// English forms.
    pub en: &'a [&'a str],
    /// What it is, for the message.
    pub kind: &'a str,
}

/// A term with its one agreed rendering.
#[derive(Debug, Clone, Copy)]
pub struct Term<'a> {
    /// In Arabic.
    pub ar: &'a str,
    /// In English.
    pub en: &'a str,
}

/// What a text is checked against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// The name register.
    pub names: &'a [NameRow<'a>],
    /// The term base.
    pub terms: &'a [Term<'a>],
    /// Digits of the Arabic text; the English has western ones.
    pub digits: DigitPolicy,
    /// Whether the text is to bind; if not, verbs of treaties are pointed out.
    pub binding: bool,
}

/// What was found. Its stable name is [`Code::code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// One of the languages is empty.
    MissingLanguage,
    /// The notation is broken.
    Notation,
    /// A stack or placeholder is in one language only.
    BracketsOneSided,
    /// The same stack names other parties, or its options stand in another order.
    BracketParties,
    /// The same placeholder is of another kind.
    PlaceholderKind,
    /// A number is in one language only.
    Number,
    /// A number in words and its repetition in figures are not the same.
    NumberRepeated,
    /// A date is in one language only.
    Date,
    /// A Hijri date is a day off the Gregorian one beside it; the Gregorian governs.
    HijriOneDay,
    /// A Hijri date is two days or more off the Gregorian one beside it.
    HijriApart,
    /// A date is on another weekday than is said.
    Weekday,
    /// A sum of money is in one language only.
    Amount,
    /// A percentage is in one language only.
    Percent,
    /// A reference is in one language only.
    Reference,
    /// A reference points to what the text does not have.
    ReferenceNowhere,
    /// One language has more items in a list.
    ListItems,
    /// A name of the register is in one language only.
    Name,
    /// A term of the term base is in one language only.
    Term,
    /// A term is defined ("hereinafter") in one language only.
    Definition,
    /// One language obliges where the other recommends or permits.
    Modal,
    /// One language denies where the other does not.
    Negation,
    /// A verb of treaties in a text that does not bind.
    TreatyVerb,
    /// A directional or other control that no agreed text may have.
    BidiControl,
    /// A character that may be taken for another.
    Lookalike,
    /// Digits of another script than the policy says.
    Digits,
}

impl Code {
    /// A stable name, for message files and records.
    pub fn code(self) -> &'static str {
        match self {
            Code::MissingLanguage => "missing-language",
            Code::Notation => "notation",
            Code::BracketsOneSided => "brackets-one-sided",
            Code::BracketParties => "bracket-parties",
            Code::PlaceholderKind => "placeholder-kind",
            Code::Number => "number",
            Code::NumberRepeated => "number-repeated",
            Code::Date => "date",
            Code::HijriOneDay => "hijri-one-day",
            Code::HijriApart => "hijri-apart",
            Code::Weekday => "weekday",
            Code::Amount => "amount",
            Code::Percent => "percent",
            Code::Reference => "reference",
            Code::ReferenceNowhere => "reference-nowhere",
            Code::ListItems => "list-items",
            Code::Name => "name",
            Code::Term => "term",
            Code::Definition => "definition",
            Code::Modal => "modal",
            Code::Negation => "negation",
            Code::TreatyVerb => "treaty-verb",
            Code::BidiControl => "bidi-control",
            Code::Lookalike => "lookalike",
            Code::Digits => "digits",
        }
    }
}

/// Whether a finding stands in the way of signing off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// To be looked at; an officer may leave it.
    Warning,
    /// Must be mended: the text cannot be closed before.
    Error,
}

/// A place in a pair where the languages do not match, or a text is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// The identifier of the pair.
    pub id: String,
    /// Bytes of the Arabic text; empty where it has nothing.
    pub ar: Range<usize>,
    /// Bytes of the English text; empty where it has nothing.
    pub en: Range<usize>,
    /// For the message: what the Arabic says, then what the English says or should say; either may
    /// be empty.
    pub args: Vec<String>,
}

/// Checks a whole text, pair by pair, in the order given. No finding does not mean that the texts
/// say the same.
///
/// # Examples
/// ```
/// use wording::concordance::{Against, Code, Pair, check};
/// let pair = Pair {
///     id: "p1", number: "1", under: None, role: "article",
///     ar: "يجتمع الطرفان خلال ثلاثين يوماً.", en: "The Parties shall meet within 60 days.",
/// };
/// let against = Against { names: &[], terms: &[], digits: Default::default(), binding: true };
/// let found = check(&[pair], &against);
/// assert_eq!(found.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::Number]);
/// assert_eq!(&pair.en[found[0].en.clone()], "60");
/// ```
pub fn check(pairs: &[Pair<'_>], against: &Against<'_>) -> Vec<Finding> {
    let targets = facts::Targets::of(pairs);
    let index = names::Index::of(against);
    let mut found = Vec::new();
    for pair in pairs {
        let mut report = Report { id: pair.id, found: &mut found, ar: pair.ar, en: pair.en };
        let (ar, en) = (pair.ar.trim(), pair.en.trim());
        if ar.is_empty() && en.is_empty() {
            continue;
        }
        if ar.is_empty() || en.is_empty() {
            let whole = (0..pair.ar.len(), 0..pair.en.len());
            report.add(Code::MissingLanguage, Severity::Error, whole.0, whole.1, vec![]);
            continue;
        }
        writing::check(pair, against, &mut report);
        let (ar, en) = (Page::of(pair.ar, true), Page::of(pair.en, false));
        pairing::check(&ar, &en, &targets, &mut report);
        names::check(&ar, &en, &index, &mut report);
        modality::check(&ar, &en, against.binding, &mut report);
    }
    found
}

/// Findings of one pair.
struct Report<'r> {
    id: &'r str,
    ar: &'r str,
    en: &'r str,
    found: &'r mut Vec<Finding>,
}

impl Report<'_> {
    fn add(
        &mut self,
        code: Code,
        severity: Severity,
        ar: Range<usize>,
        en: Range<usize>,
        args: Vec<String>,
    ) {
        self.found.push(Finding { code, severity, id: self.id.to_owned(), ar, en, args });
    }

    /// What one or both say, with the words as arguments.
    fn words(
        &mut self,
        code: Code,
        severity: Severity,
        ar: Option<Range<usize>>,
        en: Option<Range<usize>>,
    ) {
        let word = |text: &str, range: &Option<Range<usize>>| {
            range.clone().and_then(|range| text.get(range)).unwrap_or_default().to_owned()
        };
        let args = vec![word(self.ar, &ar), word(self.en, &en)];
        self.add(code, severity, ar.unwrap_or(0..0), en.unwrap_or(0..0), args);
    }
}
