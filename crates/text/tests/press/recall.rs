//! Whether a searcher finds a report by what it says, however the query is typed. Each value of the
//! annotated reports is a query whose words must all occur; its own report must be among the hits.

use std::collections::BTreeSet;

use text::fold::fold_str;
use text::repair::repair;
use text::spaces::{CONFIDENCE_TO_APPLY, Lexicon, restore};
use text::stem::stem_str;

use crate::{reports, shared};

/// A way to type a value.
type Typing = fn(&str) -> String;

/// Ways in which people type a query.
const TYPINGS: [(&str, Typing); 4] = [
    ("as written", str::to_owned),
    ("Egyptian typing", egyptian),
    ("without the article", without_article),
    ("Persian keyboard", persian),
];

fn egyptian(value: &str) -> String {
    let words = value.split(' ').map(|word| {
        let word = word.replace(['أ', 'إ', 'آ'], "ا").replace('ؤ', "و").replace('ء', "");
        match word.strip_suffix('ي') {
            Some(stem) => format!("{stem}ى"),
            None => word.replace('ة', "ه"),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn without_article(value: &str) -> String {
    let words = value.split(' ').map(|word| word.strip_prefix("ال").unwrap_or(word));
    words.collect::<Vec<_>>().join(" ")
}

fn persian(value: &str) -> String {
    value.replace(['ي', 'ى'], "\u{06CC}").replace('ك', "\u{06A9}")
}

type Words = BTreeSet<String>;

/// The words a stem index and a fold index hold of a text.
fn stems(text: &str) -> Words {
    stem_str(text).split(' ').map(str::to_owned).collect()
}

fn folds(text: &str) -> Words {
    fold_str(text).split(' ').map(str::to_owned).collect()
}

/// A report as the importer keeps it: repaired, with the sure blanks put in.
fn imported(raw: &str) -> String {
    let mut repaired = repair(raw);
    let mut lost = restore(&repaired.clean, Lexicon::own());
    lost.retain(|offer| offer.confidence >= CONFIDENCE_TO_APPLY);
    repaired.accept(raw, &lost);
    repaired.clean
}

/// The share of queries that find their own report.
fn recall(
    documents: &[(String, Words)],
    queries: &[(String, String)],
    typing: Typing,
    words: fn(&str) -> Words,
) -> f64 {
    let n_found = queries.iter().filter(|(name, value)| {
        let asked = words(&typing(value));
        documents.iter().any(|(document, has)| document == name && asked.is_subset(has))
    });
    n_found.count() as f64 / queries.len() as f64
}

fn queries() -> Vec<(String, String)> {
    include_str!("../data/press/values.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').expect("report and value"))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// The values of the real report: every `ar` and `alt` of its annotation.
fn seed_queries(annotation: &str) -> Vec<(String, String)> {
    let mut values = BTreeSet::new();
    for line in annotation.lines().filter(|line| line.starts_with("      ")) {
        for (key, end) in [("ar: \"", '"'), ("alt: [", ']')] {
            let Some((_, rest)) = line.split_once(key) else {
                continue;
            };
            let cell = rest.split(end).next().unwrap_or_default();
            values.extend(cell.split("\", \"").map(|value| value.trim_matches('"').to_owned()));
        }
    }
    values.into_iter().map(|value| ("seed".to_owned(), value)).collect()
}

#[test]
fn reports_are_found_however_the_query_is_typed() {
    let queries = queries();
    assert!(queries.len() > 180, "{}", queries.len());
    let index = |words: fn(&str) -> Words, text: Typing| -> Vec<(String, Words)> {
        let of = |(name, raw, _): &(&str, String, String)| (name.to_string(), words(&text(raw)));
        reports().iter().map(of).collect()
    };
    let damaged = index(stems, str::to_owned);
    let repaired = index(stems, imported);
    let folded = index(folds, str::to_owned);
    for (name, typing) in TYPINGS {
        let by_fold = recall(&folded, &queries, typing, folds);
        let by_stem = recall(&damaged, &queries, typing, stems);
        let after_repair = recall(&repaired, &queries, typing, stems);
        eprintln!("{name}: fold {by_fold:.3}, stem {by_stem:.3}, repaired {after_repair:.3}");
        assert!(by_stem >= 0.94, "{name}: {by_stem}");
        assert!(after_repair >= 0.95 && after_repair >= by_stem, "{name}: {after_repair}");
    }
}

#[test]
fn the_real_report_is_found_by_what_it_says() {
    let (Some(raw), Some(annotation)) = (shared("press/seed.txt"), shared("press/seed.gold.yaml"))
    else {
        return;
    };
    let queries = seed_queries(&annotation);
    assert!(queries.len() > 30, "{queries:?}");
    let damaged = [("seed".to_owned(), stems(&raw))];
    let repaired = [("seed".to_owned(), stems(&imported(&raw)))];
    for (name, typing) in TYPINGS {
        let by_stem = recall(&damaged, &queries, typing, stems);
        let after_repair = recall(&repaired, &queries, typing, stems);
        eprintln!("real report, {name}: stem {by_stem:.3}, repaired {after_repair:.3}");
        assert!(by_stem >= 0.90, "{name}: {by_stem}");
        assert!(after_repair >= 0.98 && after_repair >= by_stem, "{name}: {after_repair}");
    }
}
