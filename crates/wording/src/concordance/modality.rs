//! Strength of what is laid down: obliged, recommended, permitted, denied; and verbs of treaties in
//! texts that are not to bind. A plain Arabic present often renders an English "shall", so only
//! what one language says and the other cannot mean is a finding.

use std::ops::Range;

use super::lists::{MODALITY, TREATY};
use super::page::Page;
use super::{Code, Report, Severity};

pub(super) fn check(ar: &Page<'_>, en: &Page<'_>, binding: bool, report: &mut Report<'_>) {
    let (strength_ar, strength_en) = (Strength::of(ar), Strength::of(en));
    modals(&strength_ar, &strength_en, report);
    negations(ar, en, &strength_ar, &strength_en, report);
    if !binding {
        treaty_verbs(ar, report);
        treaty_verbs(en, report);
    }
}

/// First place of each class.
#[derive(Default)]
struct Strength {
    must: Option<Range<usize>>,
    will: Option<Range<usize>>,
    should: Option<Range<usize>>,
    may: Option<Range<usize>>,
    not: Option<Range<usize>>,
    /// A denial that stands beside a strong word or begins a verb: it cannot be a figure of speech.
    denied: Option<Range<usize>>,
}

impl Strength {
    fn of(page: &Page<'_>) -> Strength {
        let mut strength = Strength::default();
        let mut at = 0;
        let mut last_modal = None;
        while at < page.words.len() {
            let Some((entry, end)) = MODALITY.at(page, at) else {
                at += 1;
                continue;
            };
            let span = page.span(at, end);
            // "May" the month was capital; "can" and "will" as nouns are rare.
            let month = page.is_capital(at) && at > 0 && page.words[at].text == "may";
            let place = match entry.kind.as_str() {
                _ if month => None,
                "must" => Some(&mut strength.must),
                "will" => Some(&mut strength.will),
                "should" => Some(&mut strength.should),
                "may" => Some(&mut strength.may),
                _ => {
                    let beside = last_modal == Some(at) || page.words[at].text == "لا";
                    if strength.denied.is_none() && beside {
                        strength.denied = Some(span.clone());
                    }
                    Some(&mut strength.not)
                }
            };
            if let Some(place) = place {
                place.get_or_insert(span);
            }
            last_modal = (entry.kind != "not").then_some(end);
            at = end;
        }
        strength
    }
}

fn modals(ar: &Strength, en: &Strength, report: &mut Report<'_>) {
    let mut clash = |ar: &Option<Range<usize>>, en: &Option<Range<usize>>, sure: bool| {
        let severity = if sure { Severity::Error } else { Severity::Warning };
        report.words(Code::Modal, severity, ar.clone(), en.clone());
    };
    let first = |of: [&Option<Range<usize>>; 2]| of.into_iter().flatten().next().cloned();
    if en.may.is_some() && ar.may.is_none() {
        let other = first([&ar.must, &ar.should]);
        clash(&other, &en.may, other.is_some());
    } else if ar.may.is_some() && en.may.is_none() {
        let other = first([&en.must, &en.should]);
        clash(&ar.may, &other, other.is_some());
    }
    if en.should.is_some() && ar.should.is_none() && (ar.may.is_none() || en.may.is_some()) {
        clash(&ar.must, &en.should, ar.must.is_some());
    } else if ar.should.is_some() && en.should.is_none() && (en.may.is_none() || ar.may.is_some()) {
        clash(&ar.should, &en.must, en.must.is_some());
    }
    let weaker = first([&en.should, &en.may]);
    let paired =
        (en.should.is_some() && ar.should.is_none()) || (en.may.is_some() && ar.may.is_none());
    if ar.must.is_some() && en.must.is_none() && en.will.is_none() && !paired {
        clash(&ar.must, &weaker, false);
    }
}

fn negations(
    ar: &Page<'_>,
    en: &Page<'_>,
    strength_ar: &Strength,
    strength_en: &Strength,
    report: &mut Report<'_>,
) {
    let prefixed = |page: &Page<'_>| {
        page.words.iter().any(|word| {
            ["non", "unless", "except", "un", "other"].contains(&word.text.as_str())
                || ["الا", "سوي", "غير"].iter().any(|one| word.is(one))
        })
    };
    if strength_en.denied.is_some() && strength_ar.not.is_none() && !prefixed(ar) {
        let span = strength_en.denied.clone();
        report.words(Code::Negation, Severity::Warning, None, span);
    }
    if strength_ar.denied.is_some() && strength_en.not.is_none() && !prefixed(en) {
        let span = strength_ar.denied.clone();
        report.words(Code::Negation, Severity::Warning, span, None);
    }
}

/// The first place of each, with the usual softer word.
fn treaty_verbs(page: &Page<'_>, report: &mut Report<'_>) {
    // Of any other kind are words that only look like those of a treaty: a third party.
    let language = if page.arabic { "ar" } else { "en" };
    let mut told: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < page.words.len() {
        let Some((entry, end)) = TREATY.at(page, at) else {
            at += 1;
            continue;
        };
        if entry.kind == language && !told.contains(&entry.value.as_str()) {
            told.push(&entry.value);
            let span = page.span(at, end);
            let word = page.source.get(span.clone()).unwrap_or_default().to_owned();
            let (ar, en) = if page.arabic { (span, 0..0) } else { (0..0, span) };
            let args = vec![word, entry.value.clone()];
            report.add(Code::TreatyVerb, Severity::Warning, ar, en, args);
        }
        at = end;
    }
}
