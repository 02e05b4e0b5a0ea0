//! What a page says that can be counted: numbers, sums, percentages, dates, references. Each is
//! read into one value whatever script, words or order it is written in.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Pair;
use super::lists::{CURRENCIES, NUMBERS};
use super::page::{MICRO, Page};
use crate::limits::FACTS_MAX;

mod dates;
mod references;

pub(super) use dates::Date;
pub(super) use references::Place;

/// A fact of one language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fact {
    /// In millionths.
    Number(u128),
    Percent(u128),
    Amount(u128, String),
    Date(Date),
    Reference(Place),
}

#[derive(Debug, Clone)]
pub(super) struct Found {
    pub fact: Fact,
    pub span: Range<usize>,
    /// Of a reference: whether it points into this text.
    pub internal: bool,
}

/// What a page says, and where a number in words is repeated in figures that differ.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub found: Vec<Found>,
    pub repeated_wrongly: Vec<Range<usize>>,
    pub weekdays_wrong: Vec<Range<usize>>,
    pub hijri_one_day: Vec<Range<usize>>,
    pub hijri_apart: Vec<Range<usize>>,
}

/// What references may point to.
#[derive(Debug, Default)]
pub(super) struct Targets {
    pub articles: BTreeSet<String>,
    pub annexes: BTreeSet<String>,
}

impl Targets {
    pub fn of(pairs: &[Pair<'_>]) -> Targets {
        let numbers = |role: &str| -> BTreeSet<String> {
            let of_role = pairs.iter().filter(|pair| pair.role.contains(role));
            of_role.map(|pair| pair.number.to_owned()).filter(|one| !one.is_empty()).collect()
        };
        Targets { articles: numbers("article"), annexes: numbers("annex") }
    }
}

pub(super) fn of(page: &Page<'_>) -> Facts {
    let mut facts = Facts::default();
    let mut at = 0;
    while at < page.words.len() && facts.found.len() < FACTS_MAX {
        if NUMBERS.at(page, at).is_some_and(|(entry, _)| entry.kind == "not") {
            at = NUMBERS.at(page, at).map_or(at + 1, |(_, end)| end);
        } else if let Some((places, end)) = references::at(page, at) {
            let internal = references::internal(page, end);
            let span = page.span(at, end);
            facts.found.extend(places.into_iter().map(|place| Found {
                fact: Fact::Reference(place),
                span: span.clone(),
                internal,
            }));
            at = end;
        } else if let Some((date, weekday, end)) = dates::at(page, at) {
            let span = page.span(at, end);
            if !date.falls_on(weekday) {
                facts.weekdays_wrong.push(span.clone());
            }
            facts.found.push(Found { fact: Fact::Date(date), span, internal: false });
            at = end;
        } else if let Some(end) = quantity(page, at, &mut facts) {
            at = end;
        } else {
            at += 1;
        }
    }
    dates::pair_calendars(&mut facts);
    facts
}

/// A sum, a percentage or a number; gives the word after it.
fn quantity(page: &Page<'_>, at: usize, facts: &mut Facts) -> Option<usize> {
    let currency =
        |at: usize| CURRENCIES.at(page, at).map(|(entry, end)| (entry.kind.clone(), end));
    let leading = currency(at)
        .filter(|(_, end)| page.words.get(*end).is_some_and(|word| word.number.is_some()));
    let start = leading.as_ref().map_or(at, |(_, end)| *end);
    let (value, mut end) = repeated(page, start, facts)?;
    let sign = match page.before(start).trim_end_matches([' ', '\u{A0}']).chars().last() {
        Some('$') => Some("USD"),
        Some('€') => Some("EUR"),
        Some('£') => Some("GBP"),
        _ => None,
    };
    let mut code = leading.map(|(code, _)| code).or(sign.map(str::to_owned));
    if code.is_none()
        && let Some((found, after)) = currency(end)
    {
        (code, end) = (Some(found), after);
    }
    let fact = match code {
        Some(code) => Fact::Amount(value, code),
        None => match percent(page, end) {
            Some(after) => {
                end = after;
                Fact::Percent(value)
            }
            None => Fact::Number(value),
        },
    };
    facts.found.push(Found { fact, span: page.span(at, end), internal: false });
    Some(end)
}

/// The word after the percent sign or word that stands at `at`.
fn percent(page: &Page<'_>, at: usize) -> Option<usize> {
    let last = page.words.get(at.checked_sub(1)?)?;
    let after = page.source.get(last.span.end..)?.trim_start_matches([' ', '\u{A0}']);
    if after.starts_with(['%', '٪']) {
        return Some(at);
    }
    let is = |at: usize, words: &[&str]| words.iter().any(|word| page.is(at, word));
    match () {
        () if is(at, &["percent", "بالميه", "بالمايه"]) => Some(at + 1),
        () if is(at, &["per"]) && is(at + 1, &["cent"]) => Some(at + 2),
        () if is(at, &["في"]) && is(at + 1, &["الميه", "المايه"]) => Some(at + 2),
        () => None,
    }
}

/// A number, with its repetition in brackets: «ثلاثين (30)», "thirty (30)".
fn repeated(page: &Page<'_>, at: usize, facts: &mut Facts) -> Option<(u128, usize)> {
    let (value, end) = number(page, at)?;
    if page.before(end).trim() == "("
        && let Some((again, after)) = number(page, end)
        && page.words[at].number.is_some() != page.words[end].number.is_some()
    {
        if again != value {
            facts.repeated_wrongly.push(page.span(at, after));
        }
        return Some((value, after));
    }
    Some((value, end))
}

/// A number in figures or words, with the scale behind it, and the word after it.
pub(super) fn number(page: &Page<'_>, at: usize) -> Option<(u128, usize)> {
    if let Some(value) = page.words.get(at)?.number {
        let suffix = |at: usize| ["st", "nd", "rd", "th"].iter().any(|one| page.is(at, one));
        if page.between(at).is_empty() && suffix(at + 1) {
            return Some((value, at + 2));
        }
        if let Some((entry, end)) = NUMBERS.at(page, at + 1)
            && entry.kind == "scale"
            && !page.words[at + 1].joined_by_and()
            && page.between(at).trim().is_empty()
        {
            let scale: u128 = entry.value.parse().ok()?;
            return Some((value.checked_mul(scale)?, end));
        }
        return Some((value, at + 1));
    }
    in_words(page, at)
}

/// Numbers in words to below a million millions. Arabic: units before tens, joined by «و»;
/// English: tens before units, "and" after hundreds.
fn in_words(page: &Page<'_>, from: usize) -> Option<(u128, usize)> {
    let (mut total, mut group, mut end) = (0_u128, 0_u128, from);
    let mut last: Option<&str> = None;
    let mut scale_before = u128::MAX;
    loop {
        let and = last.is_some_and(|last| matches!(last, "hundred" | "scale" | "dual"))
            && page.words.get(end).is_some_and(|word| word.text == "and");
        let at = end + usize::from(and);
        let Some((entry, after)) = NUMBERS.at(page, at) else { break };
        let value: u128 = entry.value.parse().ok()?;
        let joined = and || page.words[at].joined_by_and();
        let close = page.before(at).chars().all(|c| " -\u{A0}".contains(c));
        let kind = entry.kind.as_str();
        let goes_on = match (last, kind) {
            (_, "not") => false,
            (None, _) => true,
            _ if !close => false,
            (Some("unit" | "teen" | "tens" | "hundred"), "scale") => {
                !joined && value < scale_before
            }
            (Some("unit"), "hundred") => !joined && value == 100,
            (Some("tens"), "unit" | "ordinal") => !page.arabic && value < 10,
            (Some("unit" | "ordinal"), "tens") => page.arabic && joined && group < 10,
            (Some("hundred"), "unit" | "teen" | "tens") => joined || !page.arabic,
            (Some("scale" | "dual"), "unit" | "teen" | "tens" | "hundred") => {
                (joined || !page.arabic) && total > 2
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        match kind {
            "scale" => {
                total += group.max(1).checked_mul(value)?;
                (group, scale_before) = (0, value);
            }
            "dual" if value > 2 => total += value,
            "hundred" if last == Some("unit") => group *= value,
            _ => group += value,
        }
        (last, end) = (Some(kind), after);
        if (kind == "dual" && value == 2) || (kind == "ordinal" && !page.arabic) {
            break;
        }
    }
    last?;
    Some(((total + group).checked_mul(MICRO)?, end))
}
