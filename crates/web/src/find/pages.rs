//! The page of hits: what fits, what it is, where it leads. A query is never stored.

use askama::Template;
use axum::extract::Query;
use axum::response::Html;
use dialogue::policy;
use dialogue::refusal::Refusal;
use node::Dialogue;
use serde::Deserialize;

use super::index::Found;
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::limits::FIND_CHARS_MAX;
use crate::mark::Mark;
use crate::search::asked::search_href;
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/find", find)
}

#[derive(Deserialize)]
struct Wanted {
    q: Option<String>,
}

#[derive(Template)]
#[template(path = "find/find.html")]
struct FindPage {
    page: Page,
    t: T,
    query: String,
    count: String,
    none: String,
    groups: Vec<Group>,
    /// The search of all texts for the same words.
    everything: String,
}

/// The hits of one type; the type of the best hit comes first.
struct Group {
    type_name: &'static str,
    label: String,
    hits: Vec<HitView>,
}

/// A hit, ready to read.
struct HitView {
    type_name: &'static str,
    state: Mark,
    href: String,
    title: String,
    /// The dialogue, when there is more than one.
    dialogue: String,
    /// The text that fits, when it is not the title shown.
    also: Vec<Part>,
    /// The title with its marks, when it is what fits.
    marked: Vec<Part>,
}

/// A stretch of a text.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    text: String,
    hit: bool,
}

async fn find(signed: Signed, Query(wanted): Query<Wanted>) -> Result<Html<String>, Problem> {
    if signed.function.is_of_compartment() {
        return Err(Problem::NotFound);
    }
    if !policy::may_read(signed.function) {
        return Err(Problem::from(Refusal::WritesNothing { function: signed.function }));
    }
    let t = signed.t();
    let query: String = wanted.q.unwrap_or_default().chars().take(FIND_CHARS_MAX).collect();
    let query = query.trim().to_owned();
    let mut hits = Vec::new();
    if !query.is_empty() {
        let dialogues = signed.dialogues();
        for dialogue in &dialogues {
            hits.extend(hits_in(&signed, dialogue, &query, dialogues.len() > 1));
        }
    }
    let crumbs = vec![Crumb::new(t.s("find-title"), "")];
    let mut page = signed.page_outside("find", crumbs);
    page.find.clone_from(&query);
    let (mut count, mut none) = (String::new(), String::new());
    if !query.is_empty() && hits.is_empty() {
        none = t.f("find-none", &[("q", query.as_str())]);
    } else if !query.is_empty() {
        count = t.f(
            "find-count",
            &[("n", hits.len().into()), ("q", query.as_str().into())]
                as &[(&str, fluent_bundle::FluentValue<'_>)],
        );
    }
    let everything = search_href(signed.lang, &query);
    let groups = by_type(hits, t);
    Ok(Html(FindPage { page, t, query, count, none, groups, everything }.render()?))
}

/// Puts hits of one type together, in the order in which each type is first met.
fn by_type(hits: Vec<HitView>, t: T) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for hit in hits {
        match groups.iter_mut().find(|group| group.type_name == hit.type_name) {
            Some(group) => group.hits.push(hit),
            None => groups.push(Group {
                type_name: hit.type_name,
                label: t.s(&format!("types-{}", hit.type_name)).into_owned(),
                hits: vec![hit],
            }),
        }
    }
    groups
}

fn hits_in(signed: &Signed, dialogue: &Dialogue, query: &str, many: bool) -> Vec<HitView> {
    let index = signed.app.index(dialogue);
    let actor = signed.actor();
    let record = dialogue.read();
    let reader = Reader::new(&record, dialogue.id().as_str(), signed.t(), &actor);
    let name = if many { crate::texts::dialogue_name(&record, signed.lang) } else { String::new() };
    let found = index.find(query);
    found.iter().filter_map(|found| view(&reader, found, &name)).collect()
}

fn view(reader: &Reader<'_>, found: &Found<'_>, dialogue: &str) -> Option<HitView> {
    let item = reader.record.item(found.item)?;
    let title = reader.title(&item);
    let of_title = title == found.text;
    let pieces = parts(found.text, &found.spans);
    let (marked, also) = if of_title { (pieces, Vec::new()) } else { (Vec::new(), pieces) };
    Some(HitView {
        href: reader.href(&item),
        title,
        type_name: item.kind().name,
        state: reader.mark(&item),
        dialogue: dialogue.to_owned(),
        also,
        marked,
    })
}

/// Cuts a text at the places to mark; spans that do not fit the text are left out.
fn parts(text: &str, spans: &[std::ops::Range<usize>]) -> Vec<Part> {
    let mut all = Vec::new();
    let mut at = 0;
    let mut push = |piece: Option<&str>, hit: bool| {
        if let Some(piece) = piece.filter(|piece| !piece.is_empty()) {
            all.push(Part { text: piece.to_owned(), hit });
        }
    };
    for span in spans {
        if span.start < at || text.get(span.clone()).is_none() {
            continue;
        }
        push(text.get(at..span.start), false);
        push(text.get(span.clone()), true);
        at = span.end;
    }
    push(text.get(at..), false);
    all
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;

    fn words(text: &str, spans: &[std::ops::Range<usize>]) -> String {
        let shown = parts(text, spans);
        shown.iter().map(|p| if p.hit { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    #[test]
    fn marks_stand_where_the_spans_say_and_bad_spans_lose_nothing() {
        assert_eq!(words("Nasser Al-Subaih", &[Range { start: 7, end: 16 }]), "Nasser [Al-Subaih]");
        assert_eq!(words("ناصر الصبيح", &[Range { start: 9, end: 21 }]), "ناصر [الصبيح]");
        assert_eq!(words("ناصر", &[Range { start: 1, end: 3 }]), "ناصر");
        assert_eq!(words("abc", &[1..2, 0..1, 2..9]), "a[b]c");
        assert_eq!(words("", &[]), "");
    }
}
