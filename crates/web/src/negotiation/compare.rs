//! Two readings of a text side by side, word by word. A difference of letter forms alone is said to
//! be one, and characters without ink are drawn as labelled boxes when asked for. Brackets are told
//! with the names of the parties; the letters of the words are never changed.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Html;
use dialogue::content::Lang;
use dialogue::negotiation::{Negotiation, Row};
use serde::Deserialize;
use wording::compare::Kind;
use wording::{Paragraph, Shown};

use super::begin::Choice;
use super::pages::{At, crumbs};
use super::readings::{self, Reading};
use super::views::numbered;
use super::words;
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
    pub from: Vec<Choice>,
    pub to: Vec<Choice>,
    pub boxes: bool,
    pub rows: Vec<ComparedRow>,
    pub summary: String,
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

fn view(reader: &Reader<'_>, negotiation: &Negotiation<'_>, wanted: &Wanted) -> CompareView {
    let t = reader.t;
    let sides = reader.sides();
    let of = |at: usize| {
        sides.get(at).map_or_else(|| "stands".to_owned(), |side| format!("of-{}", side.code))
    };
    let name = |wanted: &Option<String>, at: usize| wanted.clone().unwrap_or_else(|| of(at));
    let (from, to) = (name(&wanted.from, 1), name(&wanted.to, 0));
    let offered = readings::offered(reader, negotiation);
    let choices = |chosen: &str| -> Vec<Choice> {
        let choice = |(name, word): &(String, String)| Choice {
            value: name.clone(),
            word: word.clone(),
            chosen: name == chosen,
        };
        offered.iter().map(choice).collect()
    };
    let reading = |name: &str| Reading::parse(name, negotiation).unwrap_or(Reading::Stands);
    let (read_from, read_to) = (reading(&from), reading(&to));
    let boxes = wanted.boxes.is_some();
    let table = reader.href(&negotiation.text);
    let rows = &negotiation.rows[..negotiation.rows.len().min(COMPARED_ROWS_MAX)];
    let differing = [reader.lang(), reader.lang().other()].map(|lang| {
        let words = |reading: &Reading| -> Vec<(String, String)> {
            let of = |row: &Row<'_>| {
                let version = reading.of(row)?;
                let written = version.content.bi_exact("", lang).unwrap_or_default();
                Some((row.item.id().to_string(), words::legible(reader, written, lang)))
            };
            rows.iter().filter_map(of).collect()
        };
        (lang, differing(&words(&read_from), &words(&read_to), boxes))
    });
    let mut shown = Vec::new();
    for row in rows {
        let id = row.item.id().as_str();
        let texts: Vec<(Lang, &Differing)> =
            differing.iter().filter_map(|(lang, all)| Some((*lang, all.get(id)?))).collect();
        let Some((_, first)) = texts.first() else { continue };
        if texts.iter().all(|(_, one)| one.is_same()) {
            continue;
        }
        let moved = texts.iter().all(|(_, one)| one.kinds.is_empty());
        let what = match first.what {
            What::Added => "compare-added",
            What::Out => "compare-out",
            _ if moved => "compare-moved",
            _ => "compare-changed",
        };
        shown.push(ComparedRow {
            number: match &row.number {
                Some(number) => numbered(number, reader.lang()),
                None => reader.choice("provision", "role", row.role()),
            },
            href: format!("{table}#p-{id}"),
            what: t.s(what).into_owned(),
            texts: texts.into_iter().map(|(lang, one)| compared(t, lang, one)).collect(),
        });
    }
    let rows = shown;
    CompareView {
        title: reader.title(&negotiation.text),
        action: format!("{table}/compare"),
        from: choices(&from),
        to: choices(&to),
        boxes,
        summary: t.n("compare-summary", rows.len()),
        rows,
    }
}

/// A provision in two readings, in one language.
#[derive(Debug)]
pub struct Differing {
    pub words: Vec<Stretch>,
    /// How its words differ.
    pub kinds: BTreeSet<Kind>,
    pub what: What,
}

/// What became of a provision from one reading to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It stands in both, where it stood.
    Kept,
    /// It stands in both, elsewhere among the others.
    Moved,
    /// It is in the second alone.
    Added,
    /// It is in the first alone.
    Out,
}

impl Differing {
    fn is_same(&self) -> bool {
        self.kinds.is_empty() && self.what == What::Kept
    }
}

/// Two readings in one language, provisions named by their ids; the work for all of them together
/// is bounded.
pub fn differing(
    old: &[(String, String)],
    new: &[(String, String)],
    boxes: bool,
) -> BTreeMap<String, Differing> {
    fn paragraphs(all: &[(String, String)]) -> Vec<Paragraph<'_>> {
        all.iter().map(|(id, text)| Paragraph { id: Some(id), text }).collect()
    }
    let rows = wording::versions(&paragraphs(old), &paragraphs(new));
    let one = |row: wording::Row| {
        let (from, to) = (row.old.map(|at| &old[at]), row.new.map(|at| &new[at]));
        let (id, _) = to.or(from)?;
        let text =
            |of: Option<&'_ (String, String)>| of.map_or("", |(_, text)| text.as_str()).to_owned();
        let what = match (from, to) {
            (None, _) => What::Added,
            (_, None) => What::Out,
            _ if row.moved => What::Moved,
            _ => What::Kept,
        };
        let kinds = row.stretches.iter().filter_map(|stretch| stretch.kind).collect();
        let words = cut(&text(from), &text(to), row.stretches, boxes);
        Some((id.clone(), Differing { words, kinds, what }))
    };
    rows.into_iter().filter_map(one).collect()
}

fn compared(t: T, lang: Lang, one: &Differing) -> ComparedText {
    ComparedText {
        lang: lang.as_str(),
        dir: Reader::dir(lang),
        words: one.words.clone(),
        only: only(t, &one.kinds),
    }
}

fn cut(from: &str, to: &str, stretches: Vec<wording::Stretch>, boxes: bool) -> Vec<Stretch> {
    let mut words = Vec::new();
    for stretch in stretches {
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
