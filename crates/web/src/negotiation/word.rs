//! A joint text goes to Word and comes back. What comes back is read as proposals: the officer sees
//! word by word what was changed in which provision, what was not carried, and chooses what is put,
//! as our own wording or as options of the other side in brackets. Names of people in the document
//! are dropped here.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{DefaultBodyLimit, Form, Multipart, Path};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::act::Act;
use dialogue::content::{Lang, bi_name};
use dialogue::id::{ItemId, PartyId};
use dialogue::negotiation::{Negotiation, Row, Stage};
use documents::docx::sheet::{Block, Pair, Provision, Role, Sheet, Words};
use documents::docx::{DocxOptions, write_sheet};
use http::header;
use node::ActError;
use node::word::{Passage, Returned};
use text::Language;
use wording::compare::Kind;

use super::compare::{Stretch, stretches};
use super::pages::{At, crumbs};
use super::sheets::title_pair;
use super::views::numbered;
use super::write::{self, Typed};
use crate::forms::pairs::{Pairs, first, values};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::items::visit::{Visit, html, item_id};
use crate::limits::{REPORT_BYTES_MAX, TEXT_ACTS_MAX};
use crate::shell::{Crumb, Page, Problem};
use crate::texts;

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/texts/{item}/word.docx", out)
        .post_with(
            "/{lang}/d/{did}/texts/{item}/word",
            back,
            DefaultBodyLimit::max(REPORT_BYTES_MAX),
        )
        .post("/{lang}/d/{did}/texts/{item}/word/put", put)
}

#[derive(Template)]
#[template(path = "negotiation/word.html")]
struct WordPage {
    page: Page,
    t: T,
    v: WordView,
}

/// What came back.
#[derive(Debug, Default)]
pub struct WordView {
    pub title: String,
    pub action: String,
    pub table: String,
    pub notices: Vec<String>,
    pub rows: Vec<BackRow>,
    pub comments: Vec<String>,
    pub losses: Vec<String>,
    pub sides: Vec<(String, String)>,
    pub refused: Vec<String>,
}

/// One provision that was changed.
#[derive(Debug)]
pub struct BackRow {
    pub id: String,
    pub number: String,
    pub texts: Vec<BackText>,
    pub problem: String,
    pub n_changes: String,
}

/// One language of it: what we sent against what came back, and the words to put.
#[derive(Debug)]
pub struct BackText {
    pub lang: &'static str,
    pub dir: &'static str,
    pub words: Vec<Stretch>,
    pub field: String,
    pub value: String,
}

async fn out(signed: Signed, Path((_, did, item)): At) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let sheet = visit
        .read(|reader| {
            let negotiation = Negotiation::of(reader.record, &id)?;
            Some(sheet(&negotiation))
        })
        .ok_or(Problem::NotFound)?;
    let options = DocxOptions {
        first: match visit.signed.lang {
            Lang::Ar => Language::Ar,
            Lang::En => Language::En,
        },
        ..DocxOptions::default()
    };
    let bytes = write_sheet(&sheet, &options).map_err(|why| Problem::Failed(why.to_string()))?;
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let disposition = format!("attachment; filename=\"{id}.docx\"");
    let headers =
        [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}

/// The text as it stands, as Word shows it. Comments stay at home.
fn sheet(negotiation: &Negotiation<'_>) -> Sheet {
    let text = &negotiation.text;
    let title = |lang: Lang| text.title(lang);
    let pair = |ar: String, en: String| Pair { ar, en };
    let block = |row: &Row<'_>| {
        let words = |lang: Lang| Words::plain(row.words(lang).unwrap_or_default());
        let number = |lang: Lang| {
            row.number.as_ref().map(|number| numbered(number, lang)).unwrap_or_default()
        };
        Block::Provision(Provision {
            item: row.item.id().to_string(),
            number: pair(number(Lang::Ar), number(Lang::En)),
            heading: matches!(row.role(), "title" | "heading" | "article" | "annex"),
            ar: words(Lang::Ar),
            en: words(Lang::En),
        })
    };
    let head = Block::Fixed { role: Role::Note, words: title_pair(negotiation) };
    Sheet {
        document: text.id().to_string(),
        version: text.shown().map(|version| version.id.short()).unwrap_or_default(),
        digest: negotiation.digest().to_string(),
        title: pair(title(Lang::Ar), title(Lang::En)),
        marking: Pair::default(),
        blocks: std::iter::once(head).chain(negotiation.live().map(block)).collect(),
    }
}

async fn back(
    signed: Signed,
    Path((_, did, item)): At,
    form: Multipart,
) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let bytes = file_of(form).await?;
    let read = tokio::task::spawn_blocking(move || node::word::read(&bytes)).await;
    let read = read.map_err(|error| Problem::Failed(error.to_string()))?;
    let language = match visit.signed.lang {
        Lang::Ar => Language::Ar,
        Lang::En => Language::En,
    };
    let (mut v, crumbs) = visit
        .read(|reader| {
            let negotiation = Negotiation::of(reader.record, &id)?;
            let mut crumbs = crumbs(reader, &negotiation);
            crumbs.push(Crumb::new(reader.t.s("word-back").into_owned(), ""));
            let v = match &read {
                Ok(returned) => view(reader, &negotiation, returned, language),
                Err(refusal) => {
                    WordView { refused: vec![refusal.message(language)], ..WordView::default() }
                }
            };
            Some((v, crumbs))
        })
        .ok_or(Problem::NotFound)?;
    visit.read(|reader| {
        v.title = reader.title_of(&id);
        v.table = reader.at(&format!("texts/{id}"));
        v.action = format!("{}/word/put", v.table);
    });
    html(&WordPage { page: visit.page("texts", crumbs), t: visit.t(), v })
}

async fn file_of(mut form: Multipart) -> Result<Vec<u8>, Problem> {
    let bad =
        |error: axum::extract::multipart::MultipartError| Problem::BadRequest(error.body_text());
    while let Some(field) = form.next_field().await.map_err(bad)? {
        if field.name() == Some("file") {
            return Ok(field.bytes().await.map_err(bad)?.to_vec());
        }
    }
    Err(Problem::BadRequest("no file was sent".to_owned()))
}

fn view(
    reader: &Reader<'_>,
    negotiation: &Negotiation<'_>,
    returned: &Returned,
    language: Language,
) -> WordView {
    let t = reader.t;
    let mut v = WordView::default();
    let text = negotiation.text.id().as_str();
    match &returned.origin {
        Some(origin) if origin.document != text => {
            v.refused.push(t.f("word-other-text", &[("document", origin.document.clone())]));
            return v;
        }
        None => {
            v.refused.push(t.s("word-no-origin").into_owned());
            return v;
        }
        Some(origin) if origin.digest != negotiation.digest().to_string() => {
            v.notices.push(t.s("word-moved").into_owned());
        }
        Some(_) => {}
    }
    let mut passages: BTreeMap<&str, [Option<&Passage>; 2]> = BTreeMap::new();
    for control in &returned.controls {
        let at = usize::from(control.language == Language::En);
        passages.entry(&control.item).or_default()[at] = Some(&control.passage);
    }
    for row in negotiation.live() {
        let Some(pair) = passages.get(row.item.id().as_str()) else {
            let number = number_of(reader, row);
            v.notices.push(t.f("word-vanished", &[("number", number)]));
            continue;
        };
        v.comments.extend(comments(reader, row, pair));
        v.rows.extend(back_row(reader, row, pair));
    }
    for outside in returned.outside.iter().filter(|one| !one.passage.accepted.trim().is_empty()) {
        let words = outside.passage.accepted.clone();
        v.notices.push(t.f("word-outside", &[("words", words)]));
    }
    v.losses = returned.losses.losses.iter().map(|loss| loss.message(language)).collect();
    v.sides = reader.sides().into_iter().map(|side| (side.code, side.name)).collect();
    v
}

fn number_of(reader: &Reader<'_>, row: &Row<'_>) -> String {
    match &row.number {
        Some(number) => numbered(number, reader.lang()),
        None => reader.choice("provision", "role", row.role()),
    }
}

fn comments(reader: &Reader<'_>, row: &Row<'_>, pair: &[Option<&Passage>; 2]) -> Vec<String> {
    let number = number_of(reader, row);
    let all = pair.iter().flatten().flat_map(|passage| &passage.comments);
    all.map(|one| format!("{number} {}", one.text)).collect()
}

/// A provision whose words came back changed; none when they are ours.
fn back_row(reader: &Reader<'_>, row: &Row<'_>, pair: &[Option<&Passage>; 2]) -> Option<BackRow> {
    let t = reader.t;
    let ours = |lang: Lang| row.words(lang).unwrap_or_default();
    let came = |lang: Lang| {
        let passage = pair[usize::from(lang == Lang::En)];
        passage.map_or_else(|| ours(lang).to_owned(), |passage| passage.accepted.trim().to_owned())
    };
    if Lang::ALL.iter().all(|lang| came(*lang) == ours(*lang)) {
        return None;
    }
    let text = |lang: Lang| BackText {
        lang: lang.as_str(),
        dir: Reader::dir(lang),
        words: stretches(ours(lang), &came(lang), false),
        field: format!("{}.{}", bi_name("", lang), row.item.id()),
        value: came(lang),
    };
    let bidi = pair.iter().flatten().any(|passage| passage.bidi.is_some());
    let one_sided = Lang::ALL.iter().any(|lang| came(*lang).trim().is_empty());
    let changes: usize = pair.iter().flatten().map(|passage| passage.changes.len()).sum();
    let problem = match (row.stage, bidi, one_sided) {
        (Stage::Locked, ..) => "word-locked",
        (_, true, _) => "word-bidi",
        (_, _, true) => "word-one-language",
        _ => "",
    };
    Some(BackRow {
        id: row.item.id().to_string(),
        number: number_of(reader, row),
        texts: [reader.lang(), reader.lang().other()].map(text).into(),
        problem: if problem.is_empty() { String::new() } else { t.s(problem).into_owned() },
        n_changes: t.n("word-changes", changes),
    })
}

async fn put(
    signed: Signed,
    Path((_, did, item)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let side = PartyId::parse(first(&form.0, "side")).ok();
    let reason = Lang::ALL.map(|lang| first(&form.0, &bi_name("reason", lang)).to_owned());
    let mut refused = Vec::new();
    for chosen in values(&form.0, "take").into_iter().take(TEXT_ACTS_MAX) {
        let typed = visit.read(|reader| {
            let row_id = ItemId::parse(chosen).ok()?;
            let negotiation = Negotiation::of(reader.record, &id)?;
            let row = negotiation.row(&row_id)?;
            Some(taken(reader, row, &form.0, side.as_ref(), &reason))
        });
        let Some(typed) = typed else { continue };
        let act = visit.read(|reader| write::act(reader.record, &id, &typed));
        let done = match act {
            Ok(act) => perform(&visit, act).await?,
            Err(refusal) => Some(refusal),
        };
        if let Some(refusal) = done {
            let t = visit.t();
            let mut why = texts::refusal(&refusal, t);
            for problem in refusal.problems() {
                why = format!("{why} {}", texts::field_problem(problem, t));
            }
            refused.push(why);
        }
    }
    let table = visit.read(|reader| reader.at(&format!("texts/{id}")));
    if refused.is_empty() {
        return Ok(Redirect::to(&table).into_response());
    }
    let (title, crumbs) = visit
        .read(|reader| {
            let negotiation = Negotiation::of(reader.record, &id)?;
            Some((reader.title_of(&id), crumbs(reader, &negotiation)))
        })
        .ok_or(Problem::NotFound)?;
    let v = WordView { title, table, refused, ..WordView::default() };
    let page = html(&WordPage { page: visit.page("texts", crumbs), t: visit.t(), v })?;
    Ok((http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn perform(visit: &Visit, act: Act) -> Result<Option<dialogue::refusal::Refusal>, Problem> {
    match visit.dialogue.perform(&visit.actor, act).await {
        Ok(_) => Ok(None),
        Err(ActError::Refused(refusal)) => Ok(Some(refusal)),
        Err(error) => Err(Problem::from(error)),
    }
}

/// The words to put: as they came for our own side; for another side's changes our words with its
/// options in brackets.
fn taken(
    reader: &Reader<'_>,
    row: &Row<'_>,
    form: &Pairs,
    side: Option<&PartyId>,
    reason: &[String; 2],
) -> Typed {
    let words = |lang: Lang| {
        let came = first(form, &format!("{}.{}", bi_name("", lang), row.item.id()));
        let ours = row.words(lang).unwrap_or_default();
        match side {
            Some(side) if *side != reader.us => as_options(reader, ours, came, side),
            _ => came.to_owned(),
        }
    };
    Typed {
        item: Some(row.item.id().clone()),
        after: None,
        below: false,
        role: String::new(),
        base: row.item.on_the_table(),
        words: Lang::ALL.map(words),
        reason: reason.clone(),
        wish: "put".to_owned(),
    }
}

/// Our words with what the other side wants instead in brackets beside them.
fn as_options(reader: &Reader<'_>, ours: &str, came: &str, side: &PartyId) -> String {
    if ours == came || ours.contains('[') || came.contains('[') {
        return came.to_owned();
    }
    let option = |party: &PartyId, words: &str| match words.trim() {
        "" => format!("[{party}:]"),
        words => format!("[{party}: {words}]"),
    };
    let mut text = String::new();
    for stretch in wording::compare::texts(ours, came) {
        let (old, new) = (&ours[stretch.old], &came[stretch.new]);
        match stretch.kind {
            None | Some(Kind::Invisible) => text.push_str(old),
            Some(_) => {
                let edge = |words: &str| words.starts_with(' ');
                if edge(old) || edge(new) {
                    text.push(' ');
                }
                text.push_str(&option(&reader.us, old));
                text.push_str(&option(side, new));
                if old.ends_with(' ') || new.ends_with(' ') {
                    text.push(' ');
                }
            }
        }
    }
    text
}
