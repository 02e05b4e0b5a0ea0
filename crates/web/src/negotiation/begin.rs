//! The joint texts of a dialogue, and a new one: its kind, its titles, where it belongs, and the
//! template that its provisions are taken from. A text without a template begins empty.

use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::act::{Act, Draft};
use dialogue::content::{Content, Lang};
use dialogue::id::ItemId;
use dialogue::item::{self, joint_text::KINDS};
use dialogue::negotiation::templates::{self, Block};
use dialogue::negotiation::{Negotiation, chapeau_of};
use dialogue::record::Item;
use http::StatusCode;
use node::ActError;

use super::views::{Progress, kind_word};
use super::write::STEP;
use crate::forms::pairs::{Pairs, first, tidy};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::{Link, Reader};
use crate::items::visit::{Visit, html};
use crate::mark::Mark;
use crate::shell::{Crumb, Page, Problem};
use crate::texts;

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/texts", list)
        .get("/{lang}/d/{did}/texts/new", new)
        .post("/{lang}/d/{did}/texts/new", begin)
}

#[derive(Template)]
#[template(path = "negotiation/list.html")]
struct ListPage {
    page: Page,
    t: T,
    v: ListView,
}

/// The list of joint texts.
#[derive(Debug)]
pub struct ListView {
    pub rows: Vec<TextRow>,
    /// What all texts share: terms, calendars.
    pub shared: Vec<Link>,
    pub add: String,
}

/// One joint text.
#[derive(Debug)]
pub struct TextRow {
    pub id: String,
    pub href: String,
    pub title: String,
    pub other: String,
    pub kind: String,
    pub place: Option<Link>,
    pub state: Mark,
    pub progress: Progress,
    pub open: String,
    pub locked: bool,
}

#[derive(Template)]
#[template(path = "negotiation/new.html")]
struct NewPage {
    page: Page,
    t: T,
    v: NewView,
}

/// The form for a new text.
#[derive(Debug, Default)]
pub struct NewView {
    pub action: String,
    pub back: String,
    pub kinds: Vec<Choice>,
    pub modes: Vec<Choice>,
    pub sessions: Vec<Choice>,
    pub title_ar: String,
    pub title_en: String,
    pub marking_ar: String,
    pub marking_en: String,
    pub empty: bool,
    pub whole: bool,
    pub problems: Vec<String>,
    pub acting_as: String,
}

/// One choice of a list.
#[derive(Debug)]
pub struct Choice {
    pub value: String,
    pub word: String,
    pub chosen: bool,
}

async fn list(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let (v, crumb) = visit.read(|reader| {
        let mut texts = reader.record.of_type("joint_text");
        // The newest first: it is the one being worked on.
        texts.sort_by_cached_key(|text| {
            let begun = text.versions().first().map(|version| version.at.clone());
            (std::cmp::Reverse(begun), text.id().clone())
        });
        let rows = texts.iter().filter_map(|text| row(reader, text)).collect();
        let add = if reader.writes("joint_text") { reader.at("texts/new") } else { String::new() };
        let shared = |name: &str, type_name: &str| Link {
            href: reader.at(name),
            title: reader.t.s(&format!("types-{type_name}")).into_owned(),
            other: String::new(),
        };
        let shared = vec![shared("terms", "term"), shared("working_calendars", "working_calendar")];
        (ListView { rows, shared, add }, Crumb::new(reader.t.s("nav-texts").into_owned(), ""))
    });
    html(&ListPage { page: visit.page("texts", vec![crumb]), t: visit.t(), v })
}

fn row(reader: &Reader<'_>, text: &Item<'_>) -> Option<TextRow> {
    let t = reader.t;
    let negotiation = Negotiation::of(reader.record, text.id())?;
    let tally = negotiation.tally();
    let content = text.content();
    let place = ["session", "round", "group"].iter().find_map(|field| content.item(field));
    Some(TextRow {
        id: text.id().to_string(),
        href: reader.href(text),
        title: reader.title(text),
        other: reader.other_title(text),
        kind: kind_word(reader, text),
        place: place.map(|id| reader.link_of(&id)),
        state: reader.mark(text),
        progress: Progress {
            settled: tally.n_settled(),
            all: tally.n_provisions(),
            words: t.f("table-progress", &[("n", tally.n_settled()), ("of", tally.n_provisions())]),
        },
        open: t.n("row-brackets", tally.n_brackets),
        locked: negotiation.edition.is_some(),
    })
}

async fn new(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    Query(asked): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    show(&visit, &asked, Vec::new())
}

fn show(visit: &Visit, typed: &Pairs, problems: Vec<String>) -> Result<Html<String>, Problem> {
    let (v, crumbs) = visit.read(|reader| {
        let choice = |value: &str, word: String, name: &str| Choice {
            chosen: first(typed, name) == value,
            value: value.to_owned(),
            word,
        };
        let sessions = reader.record.of_type("session");
        let v = NewView {
            action: reader.at("texts/new"),
            back: reader.at("texts"),
            kinds: KINDS
                .iter()
                .map(|kind| choice(kind, reader.choice("joint_text", "kind", kind), "kind"))
                .collect(),
            modes: ["line_by_line", "chairs_text"]
                .into_iter()
                .map(|mode| choice(mode, reader.choice("joint_text", "mode", mode), "mode"))
                .collect(),
            sessions: sessions
                .iter()
                .rev()
                .map(|item| choice(item.id().as_str(), reader.title(item), "session"))
                .collect(),
            title_ar: first(typed, "title_ar").to_owned(),
            title_en: first(typed, "title_en").to_owned(),
            marking_ar: first(typed, "marking_ar").to_owned(),
            marking_en: first(typed, "marking_en").to_owned(),
            empty: first(typed, "empty") == "yes",
            whole: first(typed, "whole") == "yes",
            problems,
            acting_as: reader.acting_as(),
        };
        let crumbs = vec![
            Crumb::new(reader.t.s("nav-texts").into_owned(), reader.at("texts")),
            Crumb::new(reader.t.s("texts-new").into_owned(), ""),
        ];
        (v, crumbs)
    });
    html(&NewPage { page: visit.page("texts", crumbs), t: visit.t(), v })
}

async fn begin(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let form = form.0;
    let kind = first(&form, "kind").to_owned();
    let draft = visit.read(|reader| text_draft(reader, &form));
    let done = match visit.dialogue.perform(&visit.actor, Act::Put(draft)).await {
        Ok(done) => done,
        Err(ActError::Refused(refusal)) => {
            let t = visit.t();
            let mut problems: Vec<String> = refusal
                .problems()
                .iter()
                .map(|problem| {
                    let label =
                        visit.read(|reader| reader.problem_label("joint_text", &problem.field));
                    format!("{label}: {}", texts::field_problem(problem, t))
                })
                .collect();
            if problems.is_empty() {
                problems.push(texts::refusal(&refusal, t));
            }
            let page = show(&visit, &form, problems)?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        Err(error) => return Err(Problem::from(error)),
    };
    let text = done.item.ok_or(Problem::NotFound)?;
    if first(&form, "empty") != "yes" {
        put_blocks(&visit, &text, &templates::of(&kind)).await?;
    }
    let to = visit.read(|reader| reader.at(&format!("texts/{text}")));
    Ok(Redirect::to(&to).into_response())
}

fn text_draft(reader: &Reader<'_>, form: &Pairs) -> Draft {
    let mut content = Content::new();
    for name in ["kind", "mode"] {
        content.set_text(name, first(form, name));
    }
    for lang in Lang::ALL {
        for base in ["title", "marking"] {
            let name = dialogue::content::bi_name(base, lang);
            content.set_bi(base, lang, &tidy(first(form, &name)));
        }
    }
    if first(form, "mode") == "chairs_text" {
        content = content.with("chair", &reader.us);
    }
    if let Ok(session) = ItemId::parse(first(form, "session")) {
        content = content.with("session", &session);
        let item = reader.record.item(&session);
        let content_of = item.map(|item| item.content().clone()).unwrap_or_default();
        for name in ["round", "group"] {
            if let Some(id) = content_of.item(name) {
                content = content.with(name, &id);
            }
        }
    }
    if first(form, "whole") == "yes" {
        content = content.with("whole", true);
    }
    Draft::new(item::get("joint_text").expect("a known type"), content)
}

/// Puts the provisions of a template, each under the one it stands below.
async fn put_blocks(visit: &Visit, text: &ItemId, blocks: &[Block<'_>]) -> Result<(), Problem> {
    let kind = item::get("provision").expect("a known type");
    let mut above: Vec<ItemId> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        above.truncate(block.depth);
        let mut content = Content::new()
            .with("text", text)
            .with("role", block.role)
            .with("ar", block.ar)
            .with("en", block.en);
        if let Some(upper) = above.last() {
            content = content.with("under", upper);
        }
        let chapeau = visit.read(|reader| chapeau_of(reader.record, &content));
        content.set_text("chapeau", chapeau.as_deref().unwrap_or_default());
        let mut draft = Draft::new(kind, content);
        draft.pos = Some((at as u64 + 1) * STEP);
        let done = visit.dialogue.perform(&visit.actor, Act::Put(draft)).await?;
        above.push(done.item.ok_or(Problem::NotFound)?);
    }
    Ok(())
}
