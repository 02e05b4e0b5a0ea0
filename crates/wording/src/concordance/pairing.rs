//! Holds the facts of both languages against each other: what one says and the other does not.
//! Facts of one sort that are left over on both sides are told as one difference.

use std::ops::Range;

use super::facts::{self, Fact, Facts, Found, Targets};
use super::page::{MICRO, Page};
use super::{Code, Report, Severity};

pub(super) fn check(ar: &Page<'_>, en: &Page<'_>, targets: &Targets, report: &mut Report<'_>) {
    if ar.n_items != en.n_items {
        let args = vec![ar.n_items.to_string(), en.n_items.to_string()];
        let whole = (0..ar.source.len(), 0..en.source.len());
        report.add(Code::ListItems, Severity::Error, whole.0, whole.1, args);
    }
    let (facts_ar, facts_en) = (facts::of(ar), facts::of(en));
    alone(&facts_ar, true, targets, report);
    alone(&facts_en, false, targets, report);
    let (left_ar, left_en) = left_over(&facts_ar.found, &facts_en.found);
    for code in [Code::Number, Code::Percent, Code::Amount, Code::Date, Code::Reference] {
        let of = |found: &[&Found]| -> Vec<Range<usize>> {
            let mut spans: Vec<Range<usize>> = Vec::new();
            for one in found.iter().filter(|one| code_of(&one.fact) == code) {
                if spans.last() != Some(&one.span) {
                    spans.push(one.span.clone());
                }
            }
            spans
        };
        let (spans_ar, spans_en) = (of(&left_ar), of(&left_en));
        for nth in 0..spans_ar.len().max(spans_en.len()) {
            let (ar, en) = (spans_ar.get(nth).cloned(), spans_en.get(nth).cloned());
            report.words(code, Severity::Error, ar, en);
        }
    }
}

fn code_of(fact: &Fact) -> Code {
    match fact {
        Fact::Number(_) => Code::Number,
        Fact::Percent(_) => Code::Percent,
        Fact::Amount(..) => Code::Amount,
        Fact::Date(_) => Code::Date,
        Fact::Reference(_) => Code::Reference,
    }
}

/// What is wrong in one language by itself.
fn alone(facts: &Facts, arabic: bool, targets: &Targets, report: &mut Report<'_>) {
    let mut add = |code, severity, span: &Range<usize>| {
        let (ar, en) = if arabic { (Some(span.clone()), None) } else { (None, Some(span.clone())) };
        report.words(code, severity, ar, en);
    };
    for span in &facts.repeated_wrongly {
        add(Code::NumberRepeated, Severity::Error, span);
    }
    for span in &facts.weekdays_wrong {
        add(Code::Weekday, Severity::Error, span);
    }
    for span in &facts.hijri_one_day {
        add(Code::HijriOneDay, Severity::Warning, span);
    }
    for span in &facts.hijri_apart {
        add(Code::HijriApart, Severity::Error, span);
    }
    for found in facts.found.iter().filter(|found| found.internal) {
        let Fact::Reference(place) = &found.fact else { continue };
        let known = match place.kind {
            "article" => &targets.articles,
            "annex" => &targets.annexes,
            _ => continue,
        };
        if !known.is_empty() && !known.contains(&place.value) {
            add(Code::ReferenceNowhere, Severity::Error, &found.span);
        }
    }
}

/// Facts without their like in the other language.
fn left_over<'f>(ar: &'f [Found], en: &'f [Found]) -> (Vec<&'f Found>, Vec<&'f Found>) {
    let mut taken = vec![false; en.len()];
    let mut left_ar = Vec::new();
    for one in ar {
        let like = (0..en.len()).find(|&nth| !taken[nth] && en[nth].fact == one.fact);
        match like {
            Some(nth) => taken[nth] = true,
            None => left_ar.push(one),
        }
    }
    let mut left_en: Vec<&Found> =
        en.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(one, _)| one).collect();
    // One is an article, a word of emphasis or nothing at all, as the language wants.
    let one = |found: &&Found| found.fact != Fact::Number(MICRO);
    left_ar.retain(one);
    left_en.retain(one);
    // Two is a dual in Arabic; only beside another number that is left over does it say anything.
    let number = |found: &&&Found| matches!(found.fact, Fact::Number(_));
    if left_ar.iter().filter(number).count() == 0 {
        left_en.retain(|found| found.fact != Fact::Number(2 * MICRO));
    }
    (left_ar, left_en)
}
