//! Handlers of reports: the list, a new one, one with its facts, several side by side.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{DefaultBodyLimit, Form, Multipart, Path, Query};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::act::Verb;
use dialogue::refusal::Refusal;
use dialogue::{item, policy};
use http::{StatusCode, header};
use node::reports::{Given, Report, ReportError};
use proposals::{Choice, Verdict};

use super::submit::submit;
use super::views::{self, Beside, ReportLine, ReportView};
use crate::forms::pairs::{Pairs, first, values};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::visit::{Visit, html};
use crate::limits;
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/reports", list)
        .get("/{lang}/d/{did}/reports/new", new)
        .post_with(
            "/{lang}/d/{did}/reports/new",
            take,
            DefaultBodyLimit::max(limits::REPORT_BYTES_MAX),
        )
        .get("/{lang}/d/{did}/reports/beside", side_by_side)
        .get("/{lang}/d/{did}/reports/{report}", show)
        .post("/{lang}/d/{did}/reports/{report}", act)
        .get("/{lang}/d/{did}/reports/{report}/original", original)
        .get("/{lang}/d/{did}/reports/{report}/draft.json", draft)
}

#[derive(Template)]
#[template(path = "reports/list.html")]
struct ListPage {
    page: Page,
    t: T,
    lines: Vec<ReportLine>,
    new: String,
    beside: String,
    may_read_in: bool,
}

#[derive(Template)]
#[template(path = "reports/new.html")]
struct NewPage {
    page: Page,
    t: T,
    action: String,
    problem: String,
    pasted: String,
    published: String,
    address: String,
    /// Where the sample of the exercise is; empty outside of it.
    sample: String,
}

#[derive(Template)]
#[template(path = "reports/report.html")]
struct ReportPage {
    page: Page,
    t: T,
    v: ReportView,
    list: String,
    /// A second reader can be asked.
    second: bool,
}

#[derive(Template)]
#[template(path = "reports/beside.html")]
struct BesidePage {
    page: Page,
    t: T,
    v: Beside,
}

type At = Path<(String, String, String)>;

async fn list(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let reports = visit.signed.app.node().private().reports(&did)?;
    let (lines, new, beside) = visit.read(|reader| {
        let lines = reports.iter().map(|report| views::line(reader, report)).collect();
        (lines, reader.at("reports/new"), reader.at("reports/beside"))
    });
    let page = visit.page("sources", crumbs(&visit, vec![]));
    let may_read_in = may_read_in(&visit).is_ok();
    html(&ListPage { page, t: visit.t(), lines, new, beside, may_read_in })
}

/// A report of the exercise, for those who have none at hand: facts of the public record in our
/// own words, with the damage that fonts do to letters and blanks.
const SAMPLE: &str = include_str!("../../data/sample-report.txt");

/// The day it was published.
const SAMPLE_DAY: &str = "2020-11-16";

async fn new(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    Query(asked): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    may_read_in(&visit)?;
    let mut typed = Typed::default();
    if is_exercise(&visit) && first(&asked, "sample") == "yes" {
        SAMPLE.clone_into(&mut typed.pasted);
        SAMPLE_DAY.clone_into(&mut typed.published);
    }
    html(&new_page(&visit, &typed, String::new()))
}

fn is_exercise(visit: &Visit) -> bool {
    visit.signed.app.node().demo().is_some()
}

/// What was typed or chosen in the form.
#[derive(Default)]
struct Typed {
    file: Vec<u8>,
    file_name: Option<String>,
    media_type: Option<String>,
    pasted: String,
    published: String,
    address: String,
}

async fn take(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    form: Multipart,
) -> Result<Response, Problem> {
    let visit = Visit::enter(signed, &did)?;
    may_read_in(&visit)?;
    let typed = read_form(form).await?;
    let is_file = !typed.file.is_empty();
    let given = Given {
        bytes: if is_file { &typed.file } else { typed.pasted.as_bytes() },
        file_name: typed.file_name.as_deref().filter(|_| is_file),
        media_type: typed.media_type.as_deref().filter(|_| is_file),
        published: Some(typed.published.trim()).filter(|day| !day.is_empty()),
        address: Some(typed.address.trim()).filter(|address| !address.is_empty()),
    };
    let private = visit.signed.app.node().private().clone();
    // Large documents take a moment, and other pages must not wait for it.
    let taken = tokio::task::block_in_place(|| private.add_report(&did, given, &visit.actor));
    match taken {
        Ok(id) => {
            let href = visit.read(|reader| reader.at(&format!("reports/{id}")));
            Ok(Redirect::to(&href).into_response())
        }
        Err(error) => {
            let why = said(&visit, error)?;
            let page = html(&new_page(&visit, &typed, why))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn read_form(mut form: Multipart) -> Result<Typed, Problem> {
    let mut typed = Typed::default();
    let bad = |error: axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::BadRequest(error.body_text()),
    };
    while let Some(field) = form.next_field().await.map_err(bad)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            typed.file_name = field.file_name().map(str::to_owned);
            typed.media_type = field.content_type().map(str::to_owned);
            typed.file = field.bytes().await.map_err(bad)?.to_vec();
            continue;
        }
        let text = field.text().await.map_err(bad)?;
        match name.as_str() {
            "pasted" => typed.pasted = text,
            "published" => typed.published = text,
            "address" => typed.address = text,
            _ => {}
        }
    }
    Ok(typed)
}

fn said(visit: &Visit, error: ReportError) -> Result<String, Problem> {
    match error {
        ReportError::Document(refusal) => Ok(refusal.message(language(visit))),
        ReportError::Typed(typed) => Ok(visit.t().f("reports-bad-day", &[("text", typed)])),
        ReportError::Unread(why) => Ok(visit.t().f("reports-unread", &[("text", why)])),
        ReportError::Second(why) => Ok(visit.t().f("reports-second-failed", &[("text", why)])),
        ReportError::Node(error) => Err(Problem::from(error)),
    }
}

fn language(visit: &Visit) -> ::text::Language {
    match visit.signed.lang {
        dialogue::content::Lang::Ar => ::text::Language::Ar,
        dialogue::content::Lang::En => ::text::Language::En,
    }
}

fn new_page(visit: &Visit, typed: &Typed, problem: String) -> NewPage {
    let t = visit.t();
    let action = visit.read(|reader| reader.at("reports/new"));
    NewPage {
        page: visit.page("sources", crumbs(visit, vec![Crumb::new(t.s("reports-new-title"), "")])),
        t,
        sample: if is_exercise(visit) { format!("{action}?sample=yes") } else { String::new() },
        action,
        problem,
        pasted: typed.pasted.clone(),
        published: typed.published.clone(),
        address: typed.address.clone(),
    }
}

async fn show(
    signed: Signed,
    Path((_, did, id)): At,
    Query(asked): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let report = found(&visit, &id)?;
    html(&report_page(&visit, &report, first(&asked, "as") != "written", None))
}

fn report_page(
    visit: &Visit,
    report: &Report,
    mended: bool,
    refused: Option<&(String, String)>,
) -> ReportPage {
    let (v, list) =
        visit.read(|reader| (views::view(reader, report, mended, refused), reader.at("reports")));
    let page = visit.page("sources", crumbs(visit, vec![Crumb::new(report.name.clone(), "")]));
    let second = visit.signed.app.node().config().second_reader.is_some();
    ReportPage { page, t: visit.t(), v, list, second }
}

/// Does what a button asks: keep the choices, read again, submit, delete.
async fn act(
    signed: Signed,
    Path((_, did, id)): At,
    Form(form): Form<Pairs>,
) -> Result<Response, Problem> {
    let visit = Visit::enter(signed, &did)?;
    may_read_in(&visit)?;
    let mut report = found(&visit, &id)?;
    let private = visit.signed.app.node().private().clone();
    let list = visit.read(|reader| reader.at("reports"));
    if first(&form, "do") == "delete" {
        private.delete_report(&did, &id, &visit.actor)?;
        return Ok(Redirect::to(&list).into_response());
    }
    choose(&mut report, &form);
    if let Err(error) = private.read_again(&did, &mut report) {
        let why = said(&visit, error)?;
        let refused = (String::new(), why);
        let page = html(&report_page(&visit, &report, true, Some(&refused)))?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let second = visit.signed.app.node().config().second_reader.clone();
    if let Some(reader) = second.filter(|_| first(&form, "do") == "second")
        && let Err(error) = private.ask_second(&reader, &did, &mut report).await
    {
        let refused = (String::new(), said(&visit, error)?);
        let page = html(&report_page(&visit, &report, true, Some(&refused)))?;
        return Ok((StatusCode::BAD_GATEWAY, page).into_response());
    }
    if first(&form, "do") == "submit" {
        let submitted = submit(&visit, &mut report).await?;
        if let Some(refused) = &submitted.refused {
            let page = html(&report_page(&visit, &report, true, Some(refused)))?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    }
    let href = visit.read(|reader| reader.at(&format!("reports/{id}")));
    Ok(Redirect::to(&href).into_response())
}

/// Takes over what was chosen for each claim: `verdict.p1`, `link.p1`, `v.p1.name_ar`.
fn choose(report: &mut Report, form: &Pairs) {
    let published = first(form, "published").trim();
    report.choices.published = Some(published.to_owned()).filter(|day| !day.is_empty());
    let address = first(form, "address").trim();
    report.choices.address = Some(address.to_owned()).filter(|address| !address.is_empty());
    let known: Vec<String> = report.facts.claims.iter().map(|claim| claim.id.clone()).collect();
    let shown = |id: &str| known.iter().any(|one| one == id) || id.starts_with("delegation-");
    // A field that still says what was found was not typed: it follows when the rest is read anew.
    let sheet = views::Sheet::of(report);
    let found: BTreeMap<(String, String), String> = form
        .iter()
        .filter_map(|(name, _)| name.strip_prefix("v.")?.split_once('.'))
        .filter_map(|(id, field)| {
            let shown = views::found(&sheet, id, field)?;
            Some(((id.to_owned(), field.to_owned()), shown))
        })
        .collect();
    for (name, value) in form {
        let mut parts = name.splitn(3, '.');
        let (what, id, field) = (parts.next(), parts.next(), parts.next());
        let (Some(what), Some(id)) = (what, id) else { continue };
        if !shown(id) || report.choices.claims.len() > limits::REPORT_CLAIMS_MAX {
            continue;
        }
        let choice: &mut Choice = report.choices.claims.entry(id.to_owned()).or_default();
        match (what, field) {
            ("verdict", None) => {
                choice.verdict = match value.as_str() {
                    "accepted" => Some(Verdict::Accepted),
                    "rejected" => Some(Verdict::Rejected),
                    _ => None,
                };
            }
            ("link", None) => value.clone_into(&mut choice.link),
            ("conflict", None) => {
                choice.values.insert("conflict".to_owned(), value.clone());
            }
            ("v", Some(field)) if field.len() <= limits::REPORT_FIELD_BYTES_MAX => {
                let shown = found.get(&(id.to_owned(), field.to_owned()));
                if shown.is_some_and(|shown| shown.trim() == value.trim()) {
                    choice.values.remove(field);
                } else {
                    choice.values.insert(field.to_owned(), value.trim().to_owned());
                }
            }
            _ => {}
        }
    }
}

async fn original(signed: Signed, Path((_, did, id)): At) -> Result<Response, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let report = found(&visit, &id)?;
    let bytes = visit.signed.app.node().private().report_original(&did, &id)?;
    let bytes = bytes.ok_or(Problem::NotFound)?;
    // Never shown by the browser: a document is somebody else's, whatever it says it is.
    let name = format!("attachment; filename=\"report-{}.{}\"", report.id, ending(&report.kind));
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}

/// What was found, as schema `hiwar.press/1` writes it, for programmes.
async fn draft(signed: Signed, Path((_, did, id)): At) -> Result<Response, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let report = found(&visit, &id)?;
    let kind = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
    Ok((kind, report.facts.to_bytes()).into_response())
}

fn ending(kind: &str) -> &'static str {
    match kind {
        "html" => "html",
        "docx" => "docx",
        "pdf" => "pdf",
        _ => "txt",
    }
}

async fn side_by_side(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    Query(asked): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let mut reports = Vec::new();
    for id in values(&asked, "id").into_iter().take(limits::REPORTS_BESIDE_MAX) {
        reports.push(found(&visit, id)?);
    }
    let v = visit.read(|reader| views::beside(reader, &reports));
    let t = visit.t();
    let page = visit.page("sources", crumbs(&visit, vec![Crumb::new(t.s("reports-beside"), "")]));
    html(&BesidePage { page, t, v })
}

fn found(visit: &Visit, id: &str) -> Result<Report, Problem> {
    let report = visit.signed.app.node().private().report(&visit.did, id)?;
    report.ok_or(Problem::NotFound)
}

fn crumbs(visit: &Visit, more: Vec<Crumb>) -> Vec<Crumb> {
    let href = visit.read(|reader| reader.at("reports"));
    let mut crumbs = vec![Crumb::new(visit.t().s("reports-title"), href)];
    if more.is_empty() {
        crumbs = vec![Crumb::new(visit.t().s("reports-title"), "")];
    }
    crumbs.extend(more);
    crumbs
}

/// Reports are read in by those who may name a source.
fn may_read_in(visit: &Visit) -> Result<(), Problem> {
    let function = visit.actor.function;
    let source = item::get("source").ok_or(Problem::NotFound)?;
    if policy::allows(function, source, Verb::Put) {
        return Ok(());
    }
    let type_name = source.name;
    Err(Problem::from(Refusal::FunctionMayNot { function, verb: Verb::Put, type_name }))
}
