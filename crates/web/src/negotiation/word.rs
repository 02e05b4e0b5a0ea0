//! A joint text goes to Word and comes back. What comes back is read as proposals: the officer sees
//! word by word what was changed in which provision, what was not carried, and chooses what is put,
//! as our own wording or as options of the other side in brackets. Names of people in the document
//! are dropped here.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{DefaultBodyLimit, Form, Multipart, Path};
use axum::response::{IntoResponse, Redirect, Response};
use dialogue::act::Act;
use dialogue::content::{Lang, bi_name};
use dialogue::id::{ItemId, PartyId};
use dialogue::negotiation::{Negotiation, Row, Stage};
use dialogue::record::Version;
use documents::docx::sheet::{Block, Pair, Provision, Role, Sheet, Words};
use documents::docx::{DocxOptions, write_sheet};
use http::{StatusCode, header};
use node::ActError;
use node::limits::private_note_chars_max;
use node::word::{Passage, Returned};
use text::Language;
use wording::compare::Kind;

use super::compare::{Differing, Stretch, differing};
use super::pages::{At, crumbs};
use super::sheets::title_pair;
use super::views::numbered;
use super::words::legible;
use super::write::{self, Typed};
use crate::attachments::pages::keep_for_us;
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
    pub comments: Vec<CommentView>,
    pub losses: Vec<String>,
    pub sides: Vec<(String, String)>,
    pub refused: Vec<String>,
}

/// A comment of the document, with what it hangs on.
#[derive(Debug)]
pub struct CommentView {
    pub item: ItemId,
    pub number: String,
    pub text: String,
}

/// One provision that was changed.
#[derive(Debug)]
pub struct BackRow {
    pub id: String,
    pub number: String,
    pub texts: Vec<BackText>,
    pub problem: String,
    /// What to know before it is taken.
    pub notes: Vec<String>,
    pub ticked: bool,
    /// The versions on the table when it was shown.
    pub base: Vec<String>,
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
        marking: {
            let words = super::sheets::marking(text);
            pair(words.ar.text(), words.en.text())
        },
        blocks: std::iter::once(head).chain(negotiation.live().map(block)).collect(),
    }
}

async fn back(
    signed: Signed,
    Path((_, did, item)): At,
    form: Multipart,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let (name, bytes) = file_of(form).await?;
    let read = tokio::task::spawn_blocking(move || (node::word::read(&bytes), bytes)).await;
    let (read, bytes) = read.map_err(|error| Problem::Failed(error.to_string()))?;
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
    if v.refused.is_empty() {
        let title = Lang::ALL.map(|lang| T::new(lang).s("word-kept").into_owned());
        v.notices.extend(keep_for_us(&visit, &id, &name, title, bytes).await?);
        keep_comments(&visit, &v.comments)?;
    }
    let status = match v.refused.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = html(&WordPage { page: visit.page("texts", crumbs), t: visit.t(), v })?;
    Ok((status, page).into_response())
}

/// Comments stay at home: each becomes a private note on its provision, once.
fn keep_comments(visit: &Visit, comments: &[CommentView]) -> Result<(), Problem> {
    let private = visit.signed.app.node().private();
    for comment in comments {
        let known = private.notes(&visit.did, &comment.item)?;
        let text: String = comment.text.chars().take(private_note_chars_max).collect();
        if text.trim().is_empty() || known.iter().any(|note| note.text == text) {
            continue;
        }
        private.add_note(&visit.did, &comment.item, &text, &visit.actor)?;
    }
    visit.signed.app.private_changed();
    Ok(())
}

/// The name of the file that was sent, and its bytes.
async fn file_of(mut form: Multipart) -> Result<(String, Vec<u8>), Problem> {
    let bad =
        |error: axum::extract::multipart::MultipartError| Problem::BadRequest(error.body_text());
    while let Some(field) = form.next_field().await.map_err(bad)? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            return Ok((name, field.bytes().await.map_err(bad)?.to_vec()));
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
    let words = Lang::ALL.map(|lang| {
        // Brackets by the names of their parties, as everywhere on pages.
        let of =
            |row: &Row<'_>, text: &str| (row.item.id().to_string(), legible(reader, text, lang));
        let found = || {
            let rows = negotiation.live();
            rows.filter_map(|row| Some((row, passages.get(row.item.id().as_str())?)))
        };
        let old: Vec<_> =
            found().map(|(row, _)| of(row, row.words(lang).unwrap_or_default())).collect();
        let new: Vec<_> = found().map(|(row, pair)| of(row, came(row, pair, lang))).collect();
        differing(&old, &new, false)
    });
    for row in negotiation.live() {
        let Some(pair) = passages.remove(row.item.id().as_str()) else {
            let number = number_of(reader, row);
            v.notices.push(t.f("word-vanished", &[("number", number)]));
            continue;
        };
        v.comments.extend(comments(reader, row, &pair));
        v.rows.extend(back_row(reader, row, &pair, &words));
    }
    for id in passages.keys() {
        v.notices.push(t.f("word-unknown", &[("item", (*id).to_owned())]));
    }
    for outside in returned.outside.iter().filter(|one| !one.passage.accepted.trim().is_empty()) {
        let words = outside.passage.accepted.clone();
        v.notices.push(t.f("word-outside", &[("words", words)]));
    }
    let loose = returned.outside.iter().flat_map(|outside| &outside.passage.comments);
    let loose = loose.chain(&returned.loose_comments).map(|one| CommentView {
        item: negotiation.text.id().clone(),
        number: String::new(),
        text: one.text.clone(),
    });
    v.comments.extend(loose);
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

fn comments(reader: &Reader<'_>, row: &Row<'_>, pair: &[Option<&Passage>; 2]) -> Vec<CommentView> {
    let all = pair.iter().flatten().flat_map(|passage| &passage.comments);
    let view = |text: &str| CommentView {
        item: row.item.id().clone(),
        number: number_of(reader, row),
        text: text.to_owned(),
    };
    all.map(|one| view(&one.text)).collect()
}

/// A provision that was changed in the document; none for one that came back as it went out,
/// whatever became of the text since.
fn back_row(
    reader: &Reader<'_>,
    row: &Row<'_>,
    pair: &[Option<&Passage>; 2],
    words: &[BTreeMap<String, Differing>; 2],
) -> Option<BackRow> {
    let t = reader.t;
    let id = row.item.id().to_string();
    let sent = sent(row, pair);
    let tracked = pair.iter().flatten().any(|passage| passage.accepted != passage.base);
    if (sent.is_some() && !tracked) || Lang::ALL.iter().all(|lang| is_ours(row, pair, *lang)) {
        return None;
    }
    let text = |lang: Lang| BackText {
        lang: lang.as_str(),
        dir: Reader::dir(lang),
        words: words[usize::from(lang == Lang::En)]
            .get(&id)
            .map(|one| one.words.clone())
            .unwrap_or_default(),
        field: format!("{}.{id}", bi_name("", lang)),
        value: came(row, pair, lang).to_owned(),
    };
    let bidi = pair.iter().flatten().any(|passage| passage.bidi.is_some());
    let one_sided = Lang::ALL.iter().any(|lang| came(row, pair, *lang).trim().is_empty());
    let changes: usize = pair.iter().flatten().map(|passage| passage.changes.len()).sum();
    let problem = match () {
        () if row.stage == Stage::Locked => "word-locked",
        () if bidi => "word-bidi",
        () if one_sided => "word-one-language",
        () => "",
    };
    let since = sent.is_some_and(|sent| Some(sent.id) != row.version.map(|version| version.id));
    let notes = [(since, "word-since"), (sent.is_none(), "word-untracked")];
    let said = notes.iter().filter(|(is, _)| *is).map(|(_, key)| t.s(key).into_owned());
    Some(BackRow {
        number: number_of(reader, row),
        texts: [reader.lang(), reader.lang().other()].map(text).into(),
        problem: if problem.is_empty() { String::new() } else { t.s(problem).into_owned() },
        // What was written from older words is a proposal like any other, but not ticked.
        ticked: !since,
        notes: said.collect(),
        base: row.item.on_the_table().iter().map(ToString::to_string).collect(),
        n_changes: t.n("word-changes", changes),
        id,
    })
}

/// The version that went out: the one whose words are those of the document without its tracked
/// changes. None when somebody changed words with tracking off.
fn sent<'a>(row: &Row<'a>, pair: &[Option<&Passage>; 2]) -> Option<&'a Version> {
    let went = |version: &&Version| {
        Lang::ALL.into_iter().all(|lang| {
            let written = version.content.bi_exact("", lang).unwrap_or_default();
            pair[usize::from(lang == Lang::En)].is_none_or(|passage| passage.base == written)
        })
    };
    row.version.filter(went).or_else(|| row.item.versions().into_iter().rev().find(went))
}

/// The words of the document with its changes accepted; ours where it has none.
fn came<'w>(row: &Row<'w>, pair: &[Option<&'w Passage>; 2], lang: Lang) -> &'w str {
    let passage = pair[usize::from(lang == Lang::En)];
    let ours = || row.words(lang).unwrap_or_default();
    passage.map_or_else(ours, |passage| passage.accepted.trim())
}

fn is_ours(row: &Row<'_>, pair: &[Option<&Passage>; 2], lang: Lang) -> bool {
    came(row, pair, lang) == row.words(lang).unwrap_or_default()
}

async fn put(
    signed: Signed,
    Path((_, did, item)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    // Whose changes these are decides whose words they become: nobody is guessed.
    let members = visit.read(|reader| reader.record.joint().members());
    let side = PartyId::parse(first(&form.0, "side")).ok().filter(|side| members.contains(side));
    let side = side.ok_or_else(|| Problem::BadRequest("no side is named".to_owned()))?;
    let reason = Lang::ALL.map(|lang| first(&form.0, &bi_name("reason", lang)).to_owned());
    let mut refused = Vec::new();
    for chosen in values(&form.0, "take").into_iter().take(TEXT_ACTS_MAX) {
        let typed = visit.read(|reader| {
            let row_id = ItemId::parse(chosen).ok()?;
            let negotiation = Negotiation::of(reader.record, &id)?;
            let row = negotiation.row(&row_id)?;
            let number = number_of(reader, row);
            let taken = taken(reader, row, &form.0, &side, &reason);
            Some(taken.map_err(|key| reader.t.f(key, &[("number", number)])))
        });
        let typed = match typed {
            Some(Ok(typed)) => typed,
            Some(Err(why)) => {
                refused.push(why);
                continue;
            }
            None => continue,
        };
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
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn perform(visit: &Visit, act: Act) -> Result<Option<dialogue::refusal::Refusal>, Problem> {
    match visit.dialogue.perform(&visit.actor, act).await {
        Ok(_) => Ok(None),
        Err(ActError::Refused(refusal)) => Ok(Some(refusal)),
        Err(error) => Err(Problem::from(error)),
    }
}

/// The words to put: as they came for our own side; for another side's changes our words with its
/// options in brackets. The message of what cannot be told apart or has moved since it was shown.
fn taken(
    reader: &Reader<'_>,
    row: &Row<'_>,
    form: &Pairs,
    side: &PartyId,
    reason: &[String; 2],
) -> Result<Typed, &'static str> {
    let shown = values(form, &format!("base.{}", row.item.id()));
    let table = row.item.on_the_table();
    if table.iter().map(ToString::to_string).ne(shown.iter().map(|id| (*id).to_owned())) {
        return Err("word-moved-since");
    }
    let theirs = (*side != reader.us).then_some(side);
    let mut words = [String::new(), String::new()];
    for (lang, words) in Lang::ALL.into_iter().zip(&mut words) {
        let came = first(form, &format!("{}.{}", bi_name("", lang), row.item.id()));
        let ours = row.words(lang).unwrap_or_default();
        *words = match theirs {
            // Whose words a bracket holds cannot be told from a document.
            Some(_) if ours != came && (ours.contains('[') || came.contains('[')) => {
                return Err("word-brackets");
            }
            Some(side) => as_options(reader, ours, came, side),
            None => came.to_owned(),
        };
    }
    Ok(Typed {
        item: Some(row.item.id().clone()),
        after: None,
        below: false,
        role: String::new(),
        base: table,
        words,
        reason: reason.clone(),
        wish: "put".to_owned(),
    })
}

/// Our words with what the other side wants instead in brackets beside them.
fn as_options(reader: &Reader<'_>, ours: &str, came: &str, side: &PartyId) -> String {
    if ours == came {
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
