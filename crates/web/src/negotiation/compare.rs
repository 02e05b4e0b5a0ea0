//! Two readings of a text side by side, word by word: what each side holds, what it was when it was
//! begun, what stands now. A difference of letter forms alone is said to be one, and characters
//! without ink are drawn as labelled boxes when asked for.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Html;
use dialogue::content::Lang;
use dialogue::negotiation::{Negotiation, Row};
use dialogue::record::Version;
use serde::Deserialize;
use wording::Shown;
use wording::compare::Kind;

use super::pages::{At, crumbs};
use super::views::numbered;
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::items::visit::{Visit, html, item_id};
use crate::limits::COMPARED_ROWS_MAX;
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/d/{did}/texts/{item}/compare", compare)
}

#[derive(Template)]
#[template(path = "negotiation/compare.html")]
struct ComparePage {
    page: Page,
    t: T,
    v: CompareView,
}

/// The page.
#[derive(Debug, Default)]
pub struct CompareView {
    pub title: String,
    pub action: String,
    pub from: Vec<Reading>,
    pub to: Vec<Reading>,
    pub boxes: bool,
    pub rows: Vec<ComparedRow>,
    pub summary: String,
}

/// One reading that can be chosen.
#[derive(Debug)]
pub struct Reading {
    pub value: String,
    pub word: String,
    pub chosen: bool,
}

/// One provision that differs.
#[derive(Debug)]
pub struct ComparedRow {
    pub number: String,
    pub href: String,
    /// `changed`, `added` or `taken-out`, in words.
    pub what: String,
    pub texts: Vec<ComparedText>,
}

/// One language of it.
#[derive(Debug)]
pub struct ComparedText {
    pub lang: &'static str,
    pub dir: &'static str,
    pub words: Vec<Stretch>,
    /// Said when only letter forms, digits or invisible characters differ.
    pub only: String,
}

/// A stretch of words: `same`, `out`, `in` or `box`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub kind: &'static str,
    pub text: String,
}

#[derive(Deserialize)]
struct Wanted {
    from: Option<String>,
    to: Option<String>,
    boxes: Option<String>,
}

async fn compare(
    signed: Signed,
    Path((_, did, item)): At,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let (v, crumbs) = visit
        .read(|reader| {
            let negotiation = Negotiation::of(reader.record, &id)?;
            let mut crumbs = crumbs(reader, &negotiation);
            crumbs.push(Crumb::new(reader.t.s("door-compare").into_owned(), ""));
            Some((view(reader, &negotiation, &wanted), crumbs))
        })
        .ok_or(Problem::NotFound)?;
    html(&ComparePage { page: visit.page("texts", crumbs), t: visit.t(), v })
}

/// Names of readings: `first`, `stands`, or `of-` and a party.
fn readings(reader: &Reader<'_>, chosen: &str) -> Vec<Reading> {
    let t = reader.t;
    let mut all = vec![
        ("first".to_owned(), t.s("reading-first").into_owned()),
        ("stands".to_owned(), t.s("reading-stands").into_owned()),
    ];
    for side in reader.sides() {
        let word = t.f("reading-of", &[("party", side.name.clone())]);
        all.push((format!("of-{}", side.code), word));
    }
    let reading = |(value, word): (String, String)| {
        let chosen = value == chosen;
        Reading { value, word, chosen }
    };
    all.into_iter().map(reading).collect()
}

fn read<'a>(row: &Row<'a>, reading: &str) -> Option<&'a Version> {
    let gone = |version: &&Version| !version.content.flag("deleted");
    match reading {
        "first" => row.item.versions().into_iter().next().filter(gone),
        "stands" => row.item.shown().filter(gone),
        of => {
            let party = dialogue::id::PartyId::parse(of.strip_prefix("of-")?).ok()?;
            // Who holds nothing of his own reads what is in force.
            let held = row.item.position(&party);
            let agreed = row.agreed_version().and(row.item.shown());
            held.or(agreed).filter(gone)
        }
    }
}

fn view(reader: &Reader<'_>, negotiation: &Negotiation<'_>, wanted: &Wanted) -> CompareView {
    let t = reader.t;
    let sides = reader.sides();
    let of = |at: usize| {
        sides.get(at).map_or_else(|| "stands".to_owned(), |side| format!("of-{}", side.code))
    };
    let from = wanted.from.clone().unwrap_or_else(|| of(1));
    let to = wanted.to.clone().unwrap_or_else(|| of(0));
    let boxes = wanted.boxes.is_some();
    let table = reader.href(&negotiation.text);
    let mut rows = Vec::new();
    for row in negotiation.rows.iter().take(COMPARED_ROWS_MAX) {
        let pair = (read(row, &from), read(row, &to));
        let what = match pair {
            (None, None) => continue,
            (Some(a), Some(b)) if words_of(a) == words_of(b) => continue,
            (Some(_), Some(_)) => "compare-changed",
            (None, Some(_)) => "compare-added",
            (Some(_), None) => "compare-out",
        };
        rows.push(ComparedRow {
            number: match &row.number {
                Some(number) => numbered(number, reader.lang()),
                None => reader.choice("provision", "role", row.role()),
            },
            href: format!("{table}#p-{}", row.item.id()),
            what: t.s(what).into_owned(),
            texts: [reader.lang(), reader.lang().other()]
                .map(|lang| compared(t, pair, lang, boxes))
                .into(),
        });
    }
    CompareView {
        title: reader.title(&negotiation.text),
        action: format!("{table}/compare"),
        from: readings(reader, &from),
        to: readings(reader, &to),
        boxes,
        summary: t.n("compare-summary", rows.len()),
        rows,
    }
}

fn words_of(version: &Version) -> [Option<&str>; 2] {
    Lang::ALL.map(|lang| version.content.bi_exact("", lang))
}

fn compared(
    t: T,
    (from, to): (Option<&Version>, Option<&Version>),
    lang: Lang,
    boxes: bool,
) -> ComparedText {
    let text = |version: Option<&'_ Version>| {
        version
            .and_then(|version| version.content.bi_exact("", lang))
            .unwrap_or_default()
            .to_owned()
    };
    let (from, to) = (text(from), text(to));
    let words = stretches(&from, &to, boxes);
    let kinds = wording::compare::texts(&from, &to).into_iter().filter_map(|one| one.kind);
    let kinds: BTreeSet<Kind> = kinds.collect();
    ComparedText { lang: lang.as_str(), dir: Reader::dir(lang), words, only: only(t, &kinds) }
}

/// Two wordings word by word.
pub fn stretches(from: &str, to: &str, boxes: bool) -> Vec<Stretch> {
    let mut words = Vec::new();
    for stretch in wording::compare::texts(from, to) {
        let (old, new) = (&from[stretch.old], &to[stretch.new]);
        match stretch.kind {
            None => push(&mut words, "same", new, boxes),
            Some(kind) => {
                let shown = boxes || kind != Kind::Words;
                push(&mut words, "out", old, shown);
                push(&mut words, "in", new, shown);
            }
        }
    }
    words
}

/// Words, with characters that leave no ink as boxes with their names where asked for.
fn push(words: &mut Vec<Stretch>, kind: &'static str, text: &str, boxes: bool) {
    if !boxes {
        words.push(Stretch { kind, text: text.to_owned() });
        return;
    }
    for shown in wording::visible(text) {
        words.push(match shown {
            Shown::Text(text) => Stretch { kind, text: text.to_owned() },
            Shown::Hidden { label, .. } => Stretch { kind: "box", text: label },
        });
    }
}

/// What alone differs, where no word does.
fn only(t: T, kinds: &BTreeSet<Kind>) -> String {
    if kinds.is_empty() || kinds.contains(&Kind::Words) {
        return String::new();
    }
    let names = kinds.iter().map(|kind| t.s(&format!("differs-{}", kind.code())).into_owned());
    t.f("compare-only", &[("what", names.collect::<Vec<_>>().join(" · "))])
}
