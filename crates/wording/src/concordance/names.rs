//! Names of the register and terms of the term base: what one language names, the other must too.
//! A longer name covers a shorter one inside it. Definitions ("hereinafter") are counted here.

use std::collections::BTreeMap;
use std::ops::Range;

use text::stem::stem;

use super::lists::Phrases;
use super::page::Page;
use super::{Against, Code, Report, Severity};

/// What is looked for, by language.
pub(super) struct Index {
    ar: Phrases<usize>,
    en: Phrases<usize>,
    /// Terms after the names.
    n_names: usize,
    labels: Vec<[String; 2]>,
    definitions: Phrases<usize>,
}

/// How a text says that it defines a term; the Arabic ones are followed by one of [`BELOW`].
const DEFINITIONS_EN: &[&str] = &["hereinafter", "hereafter"];
const DEFINITIONS_AR: &[&str] = &[
    "يشار إليه",
    "يشار إليها",
    "يشار إليهما",
    "يشار إليهم",
    "المشار إليه",
    "المشار إليها",
    "المشار إليهما",
    "المشار إليهم",
    "المسمى",
    "المسماة",
];
const BELOW: &[&str] = &["فيما بعد", "فيما يلي", "فيما يأتي"];

/// Every form of words that defines a term, in both languages.
fn definitions() -> impl Iterator<Item = String> {
    let arabic = DEFINITIONS_AR
        .iter()
        .flat_map(|form| BELOW.iter().map(move |below| format!("{form} {below}")));
    let english = DEFINITIONS_EN.iter().map(|form| (*form).to_owned());
    english.chain(["يشار إليه بـ".to_owned()]).chain(arabic)
}

impl Index {
    pub fn of(against: &Against<'_>) -> Index {
        let mut index = Index {
            ar: Phrases::default(),
            en: Phrases::default(),
            n_names: against.names.len(),
            labels: Vec::new(),
            definitions: Phrases::default(),
        };
        for row in against.names {
            let nth = index.labels.len();
            row.ar.iter().for_each(|form| index.ar.add(form, nth));
            row.en.iter().for_each(|form| index.en.add(form, nth));
            let first = |forms: &[&str]| forms.first().copied().unwrap_or_default().to_owned();
            index.labels.push([first(row.ar), first(row.en)]);
        }
        for term in against.terms {
            let nth = index.labels.len();
            index.ar.add(term.ar, nth);
            index.en.add(term.en, nth);
            // English plurals; Arabic ones are other words and need their own term.
            index.en.add(&format!("{}s", term.en), nth);
            index.labels.push([term.ar.to_owned(), term.en.to_owned()]);
        }
        definitions().for_each(|form| index.definitions.add(&form, 0));
        index
    }
}

pub(super) fn check(ar: &Page<'_>, en: &Page<'_>, index: &Index, report: &mut Report<'_>) {
    let (in_ar, in_en) = (found(ar, &index.ar), found(en, &index.en));
    for (nth, label) in index.labels.iter().enumerate() {
        let (code, severity) = match nth < index.n_names {
            true => (Code::Name, Severity::Warning),
            false => (Code::Term, Severity::Warning),
        };
        match (in_ar.get(&nth), in_en.get(&nth)) {
            (Some(span), None) if !label[1].is_empty() && !stemmed(en, &label[1]) => {
                report.add(code, severity, span.clone(), 0..0, label.to_vec());
            }
            (None, Some(span)) if !label[0].is_empty() && !stemmed(ar, &label[0]) => {
                report.add(code, severity, 0..0, span.clone(), label.to_vec());
            }
            _ => {}
        }
    }
    let (defined_ar, defined_en) = (places(ar, &index.definitions), places(en, &index.definitions));
    if defined_ar.len() != defined_en.len() {
        let last = |spans: &[Range<usize>]| spans.last().cloned();
        let (ar, en) = (last(&defined_ar), last(&defined_en));
        report.words(Code::Definition, Severity::Error, ar, en);
    }
}

/// First place of everything that is named.
fn found(page: &Page<'_>, phrases: &Phrases<usize>) -> BTreeMap<usize, Range<usize>> {
    let mut found = BTreeMap::new();
    let mut at = 0;
    while at < page.words.len() {
        match phrases.at(page, at) {
            Some((nth, end)) => {
                found.entry(*nth).or_insert(page.span(at, end));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn places(page: &Page<'_>, phrases: &Phrases<usize>) -> Vec<Range<usize>> {
    let all = (0..page.words.len()).filter_map(|at| Some((at, phrases.at(page, at)?.1)));
    all.map(|(at, end)| page.span(at, end)).collect()
}

/// Whether all words of a name stand in the page in some form (case endings, adjectives): then it
/// is not missing, only inflected.
fn stemmed(page: &Page<'_>, name: &str) -> bool {
    let folded = text::fold::fold_str(name);
    folded.split(' ').all(|wanted| {
        let wanted = stem(wanted);
        let alike = |form: &str| {
            let form = stem(form);
            let Some(ending) = form.strip_prefix(wanted) else { return false };
            let n_chars = wanted.chars().count();
            // Short stems with the endings of duals: نقطة, نقطتان, نقطتا.
            let dual = n_chars >= 3 && ["تا", "تي", "تان", "تين", "ان", "ين"].contains(&ending);
            ending.is_empty() || n_chars >= 4 || dual
        };
        page.words.iter().any(|word| word.forms().any(alike))
    })
}
