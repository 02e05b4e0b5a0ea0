//! Papers of a joint text and of a session: the clean text, the text with its brackets, what
//! differs between the sides, the copies for signature. As PDF where a typesetter is there, always
//! as a plain page for print.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{Html, IntoResponse, Response};
use dialogue::content::Lang;
use dialogue::id::PartyId;
use dialogue::negotiation::Negotiation;
use dialogue::record::Item;
use documents::paper::{Layout, Paper};
use documents::print;
use http::{StatusCode, header};
use serde::Deserialize;
use typeset::SetError;

use super::pages::{At, crumbs};
use super::session_papers;
use super::sheets::{self, Wanted};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::items::visit::{Visit, html, item_id};
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/texts/{item}/papers", papers)
        .get("/{lang}/d/{did}/texts/{item}/papers/{kind}", paper)
        .get("/{lang}/d/{did}/sessions/{item}/papers/{kind}", session_paper)
        .get("/{lang}/d/{did}/sessions.ics", calendar)
}

#[derive(Template)]
#[template(path = "negotiation/papers.html")]
struct PapersPage {
    page: Page,
    t: T,
    v: PapersView,
}

/// The papers that can be had.
#[derive(Debug)]
pub struct PapersView {
    pub title: String,
    pub table: PaperTable,
    pub no_typesetter: bool,
    /// The address of the Word document without its ending; what comes back is sent there.
    pub word: String,
    pub may_write: bool,
}

/// Papers and the forms in which each can be had.
#[derive(Debug, Default)]
pub struct PaperTable {
    pub layouts: Vec<String>,
    pub rows: Vec<PaperRow>,
}

/// One paper: for every layout the forms in which it can be had.
#[derive(Debug)]
pub struct PaperRow {
    pub word: String,
    pub means: String,
    pub layouts: Vec<Vec<Form>>,
}

/// A form of a paper and where it is.
#[derive(Debug)]
pub struct Form {
    pub word: String,
    /// The paper and the layout, for those who hear the link alone.
    pub about: String,
    pub href: String,
}

#[derive(Template)]
#[template(path = "negotiation/print.html")]
struct PrintPage {
    lang: &'static str,
    dir: &'static str,
    title: String,
    style: &'static str,
    body: String,
}

#[derive(Deserialize)]
struct Asked {
    form: Option<String>,
    layout: Option<String>,
    copy: Option<String>,
}

async fn papers(signed: Signed, Path((_, did, item)): At) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let pdf = visit.signed.app.typesetter().is_some();
    let (v, crumbs) = visit
        .read(|reader| {
            let negotiation = Negotiation::of(reader.record, &id)?;
            let mut crumbs = crumbs(reader, &negotiation);
            crumbs.push(Crumb::new(reader.t.s("door-papers").into_owned(), ""));
            Some((list(reader, &negotiation, pdf), crumbs))
        })
        .ok_or(Problem::NotFound)?;
    html(&PapersPage { page: visit.page("texts", crumbs), t: visit.t(), v })
}

fn list(reader: &Reader<'_>, negotiation: &Negotiation<'_>, pdf: bool) -> PapersView {
    let t = reader.t;
    let href = reader.href(&negotiation.text);
    let row = |kind: &str| {
        let word = t.s(&format!("paper-{kind}")).into_owned();
        paper_row(t, &href, kind, word, "", pdf)
    };
    let mut rows = vec![row("bracketed"), row("compared")];
    if negotiation.blockers().is_empty() {
        rows.insert(0, row("clean"));
    }
    if negotiation.edition.is_some() {
        for side in reader.sides() {
            let word = t.f("paper-signature", &[("party", side.name.clone())]);
            let copy = format!("&copy={}", side.party);
            rows.push(paper_row(t, &href, "signature", word, &copy, pdf));
        }
    }
    PapersView {
        title: reader.title(&negotiation.text),
        table: PaperTable { layouts: layout_words(t), rows },
        no_typesetter: !pdf,
        word: format!("{href}/word"),
        may_write: reader.writes("provision") && negotiation.edition.is_none(),
    }
}

/// The papers of a session.
pub fn session_table(reader: &Reader<'_>, session: &Item<'_>, pdf: bool) -> PaperTable {
    let t = reader.t;
    let href = reader.href(session);
    let row = |kind: &str| {
        let word = t.s(&format!("paper-{kind}")).into_owned();
        paper_row(t, &href, kind, word, "", pdf)
    };
    let rows = ["agenda", "delegations", "minutes", "cover"].map(row).into();
    PaperTable { layouts: layout_words(t), rows }
}

/// `query` goes behind the layout and the form.
fn paper_row(t: T, href: &str, kind: &str, word: String, query: &str, pdf: bool) -> PaperRow {
    let means = t.s(&format!("paper-{kind}-means")).into_owned();
    forms_row(t, word, means, pdf, |layout, form| {
        format!("{href}/papers/{kind}?layout={}&form={form}{query}", layout.as_str())
    })
}

/// A paper with its forms in every layout; `at` gives the address of a form.
pub fn forms_row(
    t: T,
    word: String,
    means: String,
    pdf: bool,
    at: impl Fn(Layout, &str) -> String,
) -> PaperRow {
    let of_layout = |layout: Layout| {
        let forms = ["pdf", "print"].into_iter().filter(|form| pdf || *form != "pdf");
        let form = |form: &str| Form {
            word: t.s(&format!("form-of-{form}")).into_owned(),
            about: format!("{word}, {}", layout_word(t, layout)),
            href: at(layout, form),
        };
        forms.map(form).collect()
    };
    PaperRow { layouts: Layout::ALL.map(of_layout).into(), means, word }
}

pub fn layout_words(t: T) -> Vec<String> {
    Layout::ALL.map(|layout| layout_word(t, layout)).into()
}

fn layout_word(t: T, layout: Layout) -> String {
    t.s(&format!("layout-{}", layout.as_str())).into_owned()
}

fn wanted(kind: &str, form: &Asked) -> Result<Wanted, Problem> {
    let layout = form.layout.as_deref().unwrap_or("ar");
    let layout = Layout::parse(layout).ok_or(Problem::NotFound)?;
    let copy = form.copy.as_deref().map(PartyId::parse).transpose();
    let copy = copy.map_err(|_| Problem::NotFound)?;
    Ok(Wanted { kind: kind.to_owned(), layout, copy })
}

async fn paper(
    signed: Signed,
    Path((_, did, item, kind)): Path<(String, String, String, String)>,
    Query(form): Query<Asked>,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let wanted = wanted(&kind, &form)?;
    let paper = visit
        .read(|reader| {
            let negotiation = Negotiation::of(reader.record, &id)?;
            sheets::of_text(reader, &negotiation, &wanted)
        })
        .ok_or(Problem::NotFound)?;
    answer(&visit, paper, form.form.as_deref() == Some("pdf"), &format!("{id}-{kind}")).await
}

async fn session_paper(
    signed: Signed,
    Path((_, did, item, kind)): Path<(String, String, String, String)>,
    Query(form): Query<Asked>,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let wanted = wanted(&kind, &form)?;
    let paper = visit
        .read(|reader| {
            let session = reader.record.item(&id).filter(|i| i.kind().name == "session")?;
            session_papers::of_session(reader, &session, &wanted)
        })
        .ok_or(Problem::NotFound)?;
    answer(&visit, paper, form.form.as_deref() == Some("pdf"), &format!("{id}-{kind}")).await
}

/// In an exercise every paper says so.
pub fn of_exercise(visit: &Visit, mut paper: Paper) -> Paper {
    if visit.signed.app.node().demo().is_some() {
        paper.marking = paper.marking.after(&sheets::exercise());
    }
    paper
}

/// A paper as PDF where that is wanted and possible, else as a page for print.
pub async fn answer(
    visit: &Visit,
    paper: Paper,
    pdf: bool,
    name: &str,
) -> Result<Response, Problem> {
    let date = visit.now().strftime("%Y-%m-%d").to_string();
    let paper = of_exercise(visit, Paper { date, ..paper });
    match visit.signed.app.typesetter().filter(|_| pdf) {
        Some(typesetter) => match typesetter.set(&paper.to_json()).await {
            Ok(pdf) => {
                let disposition = format!("inline; filename=\"{name}.pdf\"");
                let headers = [
                    (header::CONTENT_TYPE, "application/pdf".to_owned()),
                    (header::CONTENT_DISPOSITION, disposition),
                ];
                Ok((headers, pdf).into_response())
            }
            Err(SetError::Failed(why)) => Err(Problem::Failed(why)),
            // What cannot be set can still be printed from the page.
            Err(error) => {
                let key = match error {
                    SetError::NoArabicFace => "paper-no-face",
                    _ => "paper-too-long",
                };
                let why = visit.t().s(key);
                Ok((StatusCode::SERVICE_UNAVAILABLE, print_page(visit, &paper, &why)?)
                    .into_response())
            }
        },
        None => Ok(print_page(visit, &paper, "")?.into_response()),
    }
}

/// The paper as a page of its own; `why` says what is missing for a PDF.
fn print_page(visit: &Visit, paper: &Paper, why: &str) -> Result<Html<String>, Problem> {
    let lang = visit.signed.lang;
    let title = match lang {
        Lang::Ar => paper.title.ar.text(),
        Lang::En => paper.title.en.text(),
    };
    let mut body = print::body(paper);
    if !why.is_empty() {
        body = format!("<p class=\"notice\" role=\"alert\">{why}</p>{body}");
    }
    let style = crate::assets::style_href();
    html(&PrintPage { lang: lang.as_str(), dir: Reader::dir(lang), title, style, body })
}

async fn calendar(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let now = visit.now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let text = visit.read(|reader| session_papers::calendar(reader, &now));
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"sessions.ics\""),
    ];
    Ok((headers, text).into_response())
}
