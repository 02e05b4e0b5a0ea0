//! Dates of either calendar in words or figures, with the weekday before them. A month counts as
//! one only beside a day or a year: "may" and «مارس» are verbs, too.

use text::hijri::{Comparison, GregorianDate, HijriDate, compare_printed};

use super::super::lists::CALENDAR;
use super::super::page::{MICRO, Page};
use super::{Fact, Facts, number};

/// Words between the two dates of a pair, at most.
const PAIR_BYTES_MAX: usize = 60;

/// A date as far as it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    pub hijri: bool,
    pub year: Option<u16>,
    pub month: u8,
    pub day: Option<u8>,
}

impl Date {
    /// Whether a full Gregorian date is on this weekday (1 = Monday); what cannot be told is.
    pub fn falls_on(&self, weekday: Option<u8>) -> bool {
        let (Some(weekday), Some(year), Some(day), false) =
            (weekday, self.year, self.day, self.hijri)
        else {
            return true;
        };
        // Sakamoto's method; 0 is Sunday.
        let shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let year = u32::from(year) - u32::from(self.month < 3);
        let month = shift[usize::from(self.month.clamp(1, 12)) - 1];
        let found = (year + year / 4 - year / 100 + year / 400 + month + u32::from(day)) % 7;
        found == u32::from(weekday) % 7
    }

    fn gregorian(&self) -> Option<GregorianDate> {
        let full = !self.hijri;
        GregorianDate::new(i32::from(self.year?), self.month, self.day?).ok().filter(|_| full)
    }

    fn in_hijri(&self) -> Option<HijriDate> {
        HijriDate::new(i32::from(self.year?), self.month, self.day?).ok().filter(|_| self.hijri)
    }
}

/// A date at a word, its weekday, and the word after it.
pub(super) fn at(page: &Page<'_>, at: usize) -> Option<(Date, Option<u8>, usize)> {
    let entry = CALENDAR.at(page, at).filter(|(entry, _)| entry.kind == "weekday");
    let (weekday, start) = match entry {
        Some((entry, end)) => (entry.value.parse().ok(), skip(page, end, &["الموافق", "the"])),
        None => (None, at),
    };
    let (date, end) = in_figures(page, start)
        .or_else(|| day_first(page, start))
        .or_else(|| month_first(page, start))?;
    Some((date, weekday, end))
}

fn skip(page: &Page<'_>, mut at: usize, words: &[&str]) -> usize {
    while words.iter().any(|word| page.words.get(at).is_some_and(|one| one.is(word))) {
        at += 1;
    }
    at
}

fn month(page: &Page<'_>, at: usize) -> Option<(bool, u8, usize)> {
    let (entry, end) = CALENDAR.at(page, at).filter(|(entry, _)| entry.kind != "weekday")?;
    if !page.arabic && !page.is_capital(at) {
        return None;
    }
    let (hijri, month) = (entry.kind == "hijri", entry.value.parse().ok()?);
    // The same month by its other name: «كانون الثاني/يناير», «يناير (كانون الثاني)».
    let other = CALENDAR.at(page, end).filter(|(other, _)| *other == entry);
    let beside = matches!(page.before(end).trim(), "/" | "(" | "-");
    let end = other.filter(|_| beside).map_or(end, |(_, end)| end);
    Some((hijri, month, end))
}

fn day_first(page: &Page<'_>, at: usize) -> Option<(Date, usize)> {
    let (value, end) = match page.words.get(at)?.small() {
        Some(day) => {
            let suffix = ["st", "nd", "rd", "th"].iter().any(|one| page.is(at + 1, one));
            (u128::from(day), at + 1 + usize::from(suffix))
        }
        None => number(page, at).map(|(value, end)| (value / MICRO, end))?,
    };
    let day = u8::try_from(value).ok().filter(|day| (1..=31).contains(day))?;
    let end = skip(page, end, &["day"]);
    let end = skip(page, end, &["of", "من", "شهر"]);
    let (hijri, month, end) = month(page, end)?;
    let (year, end) = year(page, end);
    Some((Date { hijri, year, month, day: Some(day) }, end))
}

fn month_first(page: &Page<'_>, at: usize) -> Option<(Date, usize)> {
    let (hijri, month, end) = month(page, at)?;
    let day = page.words.get(end).and_then(|word| word.small()).filter(|_| !page.arabic);
    if let Some(day) = day.filter(|day| (1..=31).contains(day)) {
        let suffix = ["st", "nd", "rd", "th"].iter().any(|one| page.is(end + 1, one));
        let (year, end) = year(page, end + 1 + usize::from(suffix));
        return Some((Date { hijri, year, month, day: Some(day) }, end));
    }
    let (found, end) = year(page, end);
    found.map(|_| (Date { hijri, year: found, month, day: None }, end))
}

/// The year behind a month, and the word after it and its era.
fn year(page: &Page<'_>, at: usize) -> (Option<u16>, usize) {
    let start = skip(page, at, &["of", "من", "عام", "سنه"]);
    match page.words.get(start).and_then(|word| word.year()) {
        Some(year) => {
            let eras = ["ه", "هجري", "هجريه", "م", "ميلادي", "ميلاديه", "ah", "ad", "ce", "h"];
            let end = start + 1;
            let era = page.words.get(end).is_some_and(|word| eras.contains(&word.text.as_str()));
            (Some(year), end + usize::from(era))
        }
        None => (None, at),
    }
}

/// 2020-11-16, 16/11/2020. The day is before the month, as in the Gulf and in Europe; where this
/// cannot be, the other way round.
fn in_figures(page: &Page<'_>, at: usize) -> Option<(Date, usize)> {
    let (one, two, three) = (page.words.get(at)?, page.words.get(at + 1)?, page.words.get(at + 2)?);
    let separator = page.between(at);
    if !matches!(separator, "/" | "-") || page.between(at + 1) != separator {
        return None;
    }
    let middle = two.small()?;
    let (year, month, day) = match (one.year(), three.year()) {
        (Some(year), None) => (year, middle, three.small()?),
        (None, Some(year)) => (year, middle, one.small()?),
        _ => return None,
    };
    let (month, day) = if month > 12 { (day, month) } else { (month, day) };
    let exists = (1..=12).contains(&month) && (1..=31).contains(&day);
    let date = Date { hijri: year < 1600, year: Some(year), month, day: Some(day) };
    let era = ["ه", "م"].iter().any(|era| page.words.get(at + 3).is_some_and(|w| w.text == *era));
    exists.then_some((date, at + 3 + usize::from(era)))
}

/// Judges Hijri dates beside Gregorian ones; what stands in a pair is said by the Gregorian date.
pub(super) fn pair_calendars(facts: &mut Facts) {
    let mut paired = Vec::new();
    for nth in 1..facts.found.len() {
        let (one, two) = (&facts.found[nth - 1], &facts.found[nth]);
        let (Fact::Date(first), Fact::Date(second)) = (&one.fact, &two.fact) else { continue };
        if two.span.start.saturating_sub(one.span.end) > PAIR_BYTES_MAX {
            continue;
        }
        let hijri = first.in_hijri().or(second.in_hijri());
        let gregorian = first.gregorian().or(second.gregorian());
        let (Some(hijri), Some(gregorian)) = (hijri, gregorian) else { continue };
        let span = one.span.start..two.span.end;
        match compare_printed(hijri, gregorian) {
            Comparison::Agrees => {}
            Comparison::OneDay => facts.hijri_one_day.push(span),
            Comparison::Refuse { .. } => facts.hijri_apart.push(span),
        }
        paired.push(if first.hijri { nth - 1 } else { nth });
    }
    let mut nth = 0;
    facts.found.retain(|_| {
        nth += 1;
        !paired.contains(&(nth - 1))
    });
}
