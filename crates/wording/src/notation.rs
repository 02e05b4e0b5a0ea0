//! The inline notation of a text under negotiation: options of parties in brackets, nested or
//! stacked, and typed placeholders. Printing what was parsed gives the canonical form, and reading
//! that gives the same phrase. Nothing is repaired: what breaks a rule is refused with its place.
//! The grammar is normative in `docs/format-text.md`, part 1.

use std::fmt;

use crate::limits::{
    BRACKET_DEPTH_MAX, HINT_BYTES_MAX, PARTIES_OF_STACK_MAX, PARTY_BYTES_MAX, PLACEHOLDERS_MAX,
    STACKS_MAX, TEXT_BYTES_MAX,
};

mod entered;
mod settle;
mod tree;

pub use entered::entered;

use tree::{Bracket, Part};

/// A text in one language as it is negotiated: words, stacks of options, placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Phrase(Vec<Span>);

/// A stretch of a [`Phrase`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Span {
    /// Words that nobody disputes here; never empty, without square brackets.
    Words(String),
    /// Adjacent options: of these at most one will stand. Never empty; a party occurs once.
    Stack(Vec<Choice>),
    /// Something still to be filled in; the text cannot be signed off before it is.
    Placeholder {
        /// What kind of value belongs here.
        kind: PlaceholderKind,
        /// What more is known of it, in the language of the text.
        hint: Option<String>,
    },
    /// The parties' full names in the order of the copy that is printed (the alternat).
    Parties,
}

/// One option of a stack.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Choice {
    /// Codes of the parties that want it, in the order written.
    pub parties: Vec<String>,
    /// What they want here; empty if they want nothing.
    pub phrase: Phrase,
}

/// What belongs in a placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceholderKind {
    /// A day, a month or a year.
    Date,
    /// A ministry, an agency, a committee.
    Body,
    /// A sum of money.
    Amount,
    /// A city or a venue.
    Place,
    /// A number that is not money.
    Number,
    /// A person or a title.
    Name,
    /// Words.
    Text,
}

impl PlaceholderKind {
    /// All kinds.
    pub const ALL: [PlaceholderKind; 7] = [
        PlaceholderKind::Date,
        PlaceholderKind::Body,
        PlaceholderKind::Amount,
        PlaceholderKind::Place,
        PlaceholderKind::Number,
        PlaceholderKind::Name,
        PlaceholderKind::Text,
    ];

    /// The word of the notation.
    pub fn code(self) -> &'static str {
        match self {
            PlaceholderKind::Date => "date",
            PlaceholderKind::Body => "body",
            PlaceholderKind::Amount => "amount",
            PlaceholderKind::Place => "place",
            PlaceholderKind::Number => "number",
            PlaceholderKind::Name => "name",
            PlaceholderKind::Text => "text",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<PlaceholderKind> {
        PlaceholderKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What is wrong with a text in the notation, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("byte {at}: {rule}")]
pub struct NotationError {
    /// Byte offset in the text that was read.
    pub at: usize,
    /// The rule that is broken.
    pub rule: Rule,
}

/// The rules of the notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Rule {
    /// A bracket without its end.
    #[error("a bracket is never closed; add `]`")]
    Unclosed,
    /// An end without its bracket.
    #[error("`]` closes nothing; remove it or add the `[` it belongs to")]
    Stray,
    /// `[?word]` with a word that is no kind.
    #[error("no such placeholder; use date, body, amount, place, number, name or text")]
    UnknownPlaceholder,
    /// A hint that is too long, holds a bracket or goes over a line.
    #[error("the hint of a placeholder is one line of at most {HINT_BYTES_MAX} bytes; shorten it")]
    BadHint,
    /// An option without the party that wants it.
    #[error("a bracket must say whose words it holds, as in `[KW: words]`; name the party")]
    NoParty,
    /// A code that cannot be one of a party, or is not one of this dialogue.
    #[error("that is no code of a party (A-Z, 0-9, hyphen, at most {PARTY_BYTES_MAX}); correct it")]
    BadParty,
    /// One party with two options side by side.
    #[error("a party has two options side by side; keep one, or part them by words")]
    PartyTwice,
    /// Brackets too deep.
    #[error("brackets may stand {BRACKET_DEPTH_MAX} deep; settle an inner one first")]
    TooDeep,
    /// Too many brackets, placeholders or parties.
    #[error("too many brackets: at most {STACKS_MAX} stacks and {PLACEHOLDERS_MAX} placeholders")]
    TooMany,
    /// A text that is too long.
    #[error("the text is too long: at most {TEXT_BYTES_MAX} bytes; divide it")]
    TooLong,
}

impl Rule {
    /// A stable name, for message files.
    pub fn code(self) -> &'static str {
        match self {
            Rule::Unclosed => "bracket-unclosed",
            Rule::Stray => "bracket-stray",
            Rule::UnknownPlaceholder => "placeholder-unknown",
            Rule::BadHint => "placeholder-hint",
            Rule::NoParty => "bracket-no-party",
            Rule::BadParty => "bracket-bad-party",
            Rule::PartyTwice => "bracket-party-twice",
            Rule::TooDeep => "bracket-too-deep",
            Rule::TooMany => "bracket-too-many",
            Rule::TooLong => "text-too-long",
        }
    }
}

/// Reads a text in the notation.
///
/// # Errors
/// The first rule that is broken, with the byte at which it is.
///
/// # Examples
/// ```
/// let phrase = wording::parse("The Parties [KW: shall][US: should] meet on [?date].")?;
/// assert_eq!(phrase.stacks(), 1);
/// assert_eq!(phrase.of_party("US").to_string(), "The Parties should meet on [?date].");
/// # Ok::<(), wording::NotationError>(())
/// ```
pub fn parse(text: &str) -> Result<Phrase, NotationError> {
    let parts = tree::of(text)?;
    let mut counts = Counts::default();
    strict(text, &parts, &mut counts)
}

/// Whether a code may be that of a party: `[A-Z][A-Z0-9-]{0,15}`.
pub fn is_party(code: &str) -> bool {
    code.len() <= PARTY_BYTES_MAX
        && code.starts_with(|c: char| c.is_ascii_uppercase())
        && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
}

/// What a text may hold only so many of.
#[derive(Default)]
struct Counts {
    stacks: usize,
    placeholders: usize,
}

/// Spans as they are found; options side by side join one stack.
struct Building<'c> {
    spans: Vec<Span>,
    counts: &'c mut Counts,
}

impl Building<'_> {
    fn words(&mut self, words: &str) {
        match self.spans.last_mut() {
            _ if words.is_empty() => {}
            Some(Span::Words(before)) => before.push_str(words),
            _ => self.spans.push(Span::Words(words.to_owned())),
        }
    }

    fn placeholder(
        &mut self,
        at: usize,
        kind: PlaceholderKind,
        hint: &str,
    ) -> Result<(), NotationError> {
        self.counts.placeholders += 1;
        if self.counts.placeholders > PLACEHOLDERS_MAX {
            return Err(NotationError { at, rule: Rule::TooMany });
        }
        if hint.len() > HINT_BYTES_MAX || hint.chars().any(char::is_control) {
            return Err(NotationError { at, rule: Rule::BadHint });
        }
        let hint = Some(hint.trim()).filter(|hint| !hint.is_empty()).map(str::to_owned);
        self.spans.push(Span::Placeholder { kind, hint });
        Ok(())
    }

    fn choice(&mut self, at: usize, choice: Choice) -> Result<(), NotationError> {
        let refuse = |rule| Err(NotationError { at, rule });
        let twice =
            |one: &[String]| one.iter().enumerate().any(|(nth, party)| one[..nth].contains(party));
        if choice.parties.len() > PARTIES_OF_STACK_MAX {
            return refuse(Rule::TooMany);
        }
        if twice(&choice.parties) {
            return refuse(Rule::PartyTwice);
        }
        if let Some(Span::Stack(choices)) = self.spans.last_mut() {
            let known = || choices.iter().flat_map(|choice| &choice.parties);
            if known().any(|party| choice.parties.contains(party)) {
                return refuse(Rule::PartyTwice);
            }
            if known().count() + choice.parties.len() > PARTIES_OF_STACK_MAX {
                return refuse(Rule::TooMany);
            }
            choices.push(choice);
        } else {
            self.counts.stacks += 1;
            if self.counts.stacks > STACKS_MAX {
                return refuse(Rule::TooMany);
            }
            self.spans.push(Span::Stack(vec![choice]));
        }
        Ok(())
    }
}

fn strict(text: &str, parts: &[Part], counts: &mut Counts) -> Result<Phrase, NotationError> {
    let mut building = Building { spans: Vec::new(), counts };
    for part in parts {
        match part {
            Part::Words(range) => building.words(&text[range.clone()]),
            Part::Bracket(bracket) => strict_bracket(text, bracket, &mut building)?,
        }
    }
    Ok(Phrase(building.spans))
}

fn strict_bracket(
    text: &str,
    bracket: &Bracket,
    building: &mut Building<'_>,
) -> Result<(), NotationError> {
    let refuse = |rule| Err(NotationError { at: bracket.at, rule });
    if is_alternat(text, bracket) {
        building.spans.push(Span::Parties);
        return Ok(());
    }
    if let Some(asked) = bracket.head(text).strip_prefix('?') {
        return placeholder(bracket, asked, building);
    }
    let Some((named, rest)) = bracket.headed(text) else {
        return refuse(Rule::NoParty);
    };
    let parties: Vec<String> = named.split(',').map(|party| party.trim().to_owned()).collect();
    if parties == [""] {
        return refuse(Rule::NoParty);
    }
    if !parties.iter().all(|party| is_party(party)) {
        return refuse(Rule::BadParty);
    }
    bracket.check_depth()?;
    let phrase = strict(text, &rest, building.counts)?;
    building.choice(bracket.at, Choice { parties, phrase })
}

/// What stands in the bracket that names the parties in the order of the copy.
const ALTERNAT: &str = "=parties";

fn is_alternat(text: &str, bracket: &Bracket) -> bool {
    !bracket.has_inner() && bracket.head(text) == ALTERNAT
}

/// `asked` is what follows the question mark.
fn placeholder(
    bracket: &Bracket,
    asked: &str,
    building: &mut Building<'_>,
) -> Result<(), NotationError> {
    let refuse = |rule| Err(NotationError { at: bracket.at, rule });
    if bracket.has_inner() {
        return refuse(Rule::BadHint);
    }
    let (kind, hint) = asked.split_once(':').unwrap_or((asked, ""));
    match PlaceholderKind::parse(kind.trim()) {
        Some(kind) => building.placeholder(bracket.at, kind, hint),
        None => refuse(Rule::UnknownPlaceholder),
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|span| span.fmt(f))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Span::Words(words) => f.write_str(words),
            Span::Parties => write!(f, "[{ALTERNAT}]"),
            Span::Stack(choices) => choices.iter().try_for_each(|choice| choice.fmt(f)),
            Span::Placeholder { kind, hint: None } => write!(f, "[?{}]", kind.code()),
            Span::Placeholder { kind, hint: Some(hint) } => write!(f, "[?{}: {hint}]", kind.code()),
        }
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}:", self.parties.join(", "))?;
        if !self.phrase.is_empty() {
            write!(f, " {}", self.phrase)?;
        }
        f.write_str("]")
    }
}
