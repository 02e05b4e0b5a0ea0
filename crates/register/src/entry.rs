//! When an instrument enters into force, reckoned from its own clause and the dated facts: a date,
//! or what is still missing and from whom, or that its clause is not stated (VCLT 24). A reckoned
//! date never replaces a recorded one; where they differ, both are told.

use crate::civil::{Dated, first_of_month_after};
use crate::fact::{Fact, Kind, Side};
use crate::limits::{CLAUSE_DAYS_MIN, CLAUSE_MONTHS_MAX, CLAUSE_MONTHS_MIN, DAYS_MAX};

/// What the final clause says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rule {
    /// The clause is not known.
    #[default]
    NotStated,
    /// On signature, hence on the last one.
    Signature,
    /// On the date of the later note that the domestic procedures are complete.
    LaterNote,
    /// So many days after the later note.
    DaysAfterLaterNote(u32),
    /// So many days after the exchange of instruments.
    DaysAfterExchange(u32),
    /// On the first day of the nth month after the month of the later note.
    FirstOfMonth(u32),
    /// On the day the second domestic procedure is complete.
    BothProcedures,
    /// On a day that the text names.
    Fixed(Dated),
    /// Non-binding: operative on a day that the text names, else as a fact says.
    OperativeOn(Option<Dated>),
}

impl Rule {
    /// Reads the fixed name with what the clause counts; none for an unknown name or for a rule
    /// without its number or date, or with a number outside its [`bounds`].
    pub fn parse(name: &str, n: Option<u32>, date: Option<Dated>) -> Option<Rule> {
        let n = n.filter(|n| bounds(name).is_some_and(|within| within.contains(n)));
        Some(match name {
            NOT_STATED => Rule::NotStated,
            "signature" => Rule::Signature,
            "later_note" => Rule::LaterNote,
            "days_after_later_note" => Rule::DaysAfterLaterNote(n?),
            "days_after_exchange" => Rule::DaysAfterExchange(n?),
            "first_of_month" => Rule::FirstOfMonth(n?),
            "both_procedures" => Rule::BothProcedures,
            "fixed_date" => Rule::Fixed(date?),
            "operative_on" => Rule::OperativeOn(date),
            _ => return None,
        })
    }
}

/// What the clause of this name may count, in days or months; none where it counts nothing.
///
/// ```
/// use register::entry::bounds;
/// assert!(!bounds("first_of_month").expect("it counts").contains(&0));
/// assert_eq!(bounds("signature"), None);
/// ```
pub fn bounds(name: &str) -> Option<std::ops::RangeInclusive<u32>> {
    match name {
        "days_after_later_note" | "days_after_exchange" => Some(CLAUSE_DAYS_MIN..=DAYS_MAX),
        "first_of_month" => Some(CLAUSE_MONTHS_MIN..=CLAUSE_MONTHS_MAX),
        _ => None,
    }
}

/// Says that the source was read and states no clause: another thing than that nobody has
/// recorded one yet.
pub const NOT_STATED: &str = "not_stated";

/// The names of the rules that can be stated.
pub const RULES: &[&str] = &[
    "signature",
    "later_note",
    "days_after_later_note",
    "days_after_exchange",
    "first_of_month",
    "both_procedures",
    "fixed_date",
    "operative_on",
    NOT_STATED,
];

/// A fact that a rule still waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// What.
    pub kind: Kind,
    /// From whom; none from both together.
    pub side: Option<Side>,
}

/// What follows from the clause and the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// It is (or will be) in force from this date.
    On(Dated),
    /// These facts are missing.
    Missing(Vec<Missing>),
    /// The clause is not known, so nothing can be reckoned.
    NotStated,
}

/// Reckons the entry into force for an instrument of `sides` parties. Where `by_receipt`, notes
/// count from the day they were received.
///
/// ```
/// use register::{Dated, Entry, Fact, Kind, Rule, entry};
/// let date = |text| Dated::parse(text).expect("a date");
/// let note = |side, text| Fact::of(Kind::Notified, date(text)).by(side);
/// let notes = [note(0, "2021-03-02"), note(1, "2021-05-17")];
/// let rule = Rule::DaysAfterLaterNote(30);
/// assert_eq!(entry::reckon(rule, false, &notes, 2), Entry::On(date("2021-06-16")));
/// assert!(matches!(entry::reckon(rule, false, &notes[..1], 2), Entry::Missing(_)));
/// ```
pub fn reckon(rule: Rule, by_receipt: bool, facts: &[Fact], sides: usize) -> Entry {
    let later = |kind: Kind| later_of(kind, by_receipt, facts, sides);
    let moved = |kind: Kind, change: &dyn Fn(Dated) -> Dated| match later(kind) {
        Ok(date) => Entry::On(change(date)),
        Err(missing) => Entry::Missing(missing),
    };
    match rule {
        Rule::NotStated => Entry::NotStated,
        Rule::Signature => moved(Kind::Signed, &|date| date),
        Rule::LaterNote => moved(Kind::Notified, &|date| date),
        Rule::DaysAfterLaterNote(n) => moved(Kind::Notified, &|date| date.plus_days(n)),
        Rule::DaysAfterExchange(n) => match facts.iter().find(|f| f.kind == Kind::Exchanged) {
            Some(fact) => Entry::On(fact.date.plus_days(n)),
            None => Entry::Missing(vec![Missing { kind: Kind::Exchanged, side: None }]),
        },
        Rule::FirstOfMonth(n) => {
            moved(Kind::Notified, &|date| date.map(|day| first_of_month_after(day, n)))
        }
        Rule::BothProcedures => moved(Kind::ProcedureCompleted, &|date| date),
        Rule::Fixed(date) | Rule::OperativeOn(Some(date)) => Entry::On(date),
        Rule::OperativeOn(None) => match facts.iter().find(|f| f.kind == Kind::Operative) {
            Some(fact) => Entry::On(fact.date),
            None => Entry::Missing(vec![Missing { kind: Kind::Operative, side: None }]),
        },
    }
}

/// The later of the sides' facts of a kind; else the sides without one. A fact without a side is
/// that of all.
fn later_of(
    kind: Kind,
    by_receipt: bool,
    facts: &[Fact],
    sides: usize,
) -> Result<Dated, Vec<Missing>> {
    let when = |fact: &Fact| match fact.received {
        Some(received) if by_receipt => Some(received),
        None if by_receipt && kind == Kind::Notified => None,
        _ => Some(fact.date),
    };
    let (mut latest, mut missing): (Option<Dated>, Vec<Missing>) = (None, Vec::new());
    for side in 0..sides {
        let of =
            |fact: &&Fact| fact.kind == kind && (fact.side == Some(side) || fact.side.is_none());
        match facts.iter().find(of).and_then(when) {
            Some(date) => latest = Some(latest.map_or(date, |latest| latest.later(date))),
            None => missing.push(Missing { kind, side: Some(side) }),
        }
    }
    match latest {
        Some(date) if missing.is_empty() => Ok(date),
        None if sides == 0 => Err(vec![Missing { kind, side: None }]),
        _ => Err(missing),
    }
}
