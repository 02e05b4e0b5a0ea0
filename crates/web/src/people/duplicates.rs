//! People of one party whose names may be two spellings of one. They are shown side by side with
//! the reason and never merged: an officer looks at both, and says which spelling is a variant.

use std::cmp::Ordering;

use dialogue::content::Lang;
use dialogue::record::Item;
use text::names::{NameKey, Reason, SCORE_TO_SUGGEST};

use crate::items::reader::{Link, Reader};
use crate::limits::{DUPLICATES_MAX, DUPLICATES_PEOPLE_MAX};

/// Two people who may be one.
#[derive(Clone, Debug)]
pub struct Twins {
    pub first: Link,
    pub second: Link,
    pub percent: String,
    pub reasons: Vec<String>,
}

/// The pairs, the likeliest first.
pub fn twins(reader: &Reader<'_>) -> Vec<Twins> {
    let people = reader.record.of_type("person");
    let known: Vec<(Option<String>, Vec<NameKey>, &Item<'_>)> = people
        .iter()
        .take(DUPLICATES_PEOPLE_MAX)
        .map(|item| (item.content().text("party").map(str::to_owned), keys(item), item))
        .collect();
    let mut found: Vec<(f32, Vec<Reason>, &Item<'_>, &Item<'_>)> = Vec::new();
    for (at, (party, names, item)) in known.iter().enumerate() {
        let others = known[at + 1..].iter().filter(|(other, _, _)| other == party);
        for (_, others, other) in others {
            let pairs = names.iter().flat_map(|a| others.iter().map(move |b| a.likeness(b)));
            let best = pairs.max_by(|a, b| a.score.total_cmp(&b.score));
            if let Some(best) = best.filter(|best| best.score >= SCORE_TO_SUGGEST) {
                found.push((best.score, best.reasons, item, other));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(Ordering::Equal));
    let shown = found.into_iter().take(DUPLICATES_MAX);
    shown
        .map(|(score, reasons, first, second)| row(reader, score, &reasons, first, second))
        .collect()
}

fn keys(item: &Item<'_>) -> Vec<NameKey> {
    let content = item.content();
    let names = Lang::ALL.iter().filter_map(|lang| content.bi_exact("name", *lang));
    let rows = content.rows("variants").into_iter().filter_map(|row| row.get("text")?.as_str());
    names.chain(rows).map(NameKey::new).collect()
}

fn row(
    reader: &Reader<'_>,
    score: f32,
    reasons: &[Reason],
    first: &Item<'_>,
    second: &Item<'_>,
) -> Twins {
    let t = reader.t;
    let mut words: Vec<String> = reasons.iter().map(|reason| said(reader, reason)).collect();
    words.dedup();
    Twins {
        first: reader.link_of(first.id()),
        second: reader.link_of(second.id()),
        percent: t.f("people-alike", &[("percent", ((score * 100.0).round() as u64).to_string())]),
        reasons: words,
    }
}

fn said(reader: &Reader<'_>, reason: &Reason) -> String {
    let t = reader.t;
    let pair = |key: &str, a: &String, b: &String| t.f(key, &[("a", a.clone()), ("b", b.clone())]);
    match reason {
        Reason::Same => t.s("people-same").into_owned(),
        Reason::Alike { of_a, of_b, .. } if of_a == of_b => {
            t.f("people-both", &[("a", of_a.clone())])
        }
        Reason::Alike { of_a, of_b, .. } => pair("people-near", of_a, of_b),
        Reason::Initial { of_a, of_b } => pair("people-initial", of_a, of_b),
        Reason::Missing { part } => t.f("people-missing", &[("a", part.clone())]),
        Reason::Reordered => t.s("people-reordered").into_owned(),
    }
}
