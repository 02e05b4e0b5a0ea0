//! Handlers of the register: the list, the next legal dates, the table, one instrument, its papers
//! and its package. They only read; facts and steps are recorded by the forms of every type.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::id::{ItemId, PartyId};
use documents::paper::{Layout, Paper};
use documents::sheet::{Sheet, SheetError};
use http::{StatusCode, header};
use register::civil::Day;
use serde::Deserialize;

use super::instrument::{self, InstrumentView};
use super::kept::Reckonings;
use super::list::{self, Asked, DatesView, RegisterView};
use super::package::{self, Made};
use super::{papers, reckoned, table};
use crate::attachments::section::{self, Section, Typed};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::items::visit::{Visit, html, item_id};
use crate::negotiation::papers::answer;
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/instruments", register)
        .get("/{lang}/d/{did}/instruments/dates", dates)
        .get("/{lang}/d/{did}/instruments/register.csv", csv)
        .get("/{lang}/d/{did}/instruments/register.xlsx", xlsx)
        .get("/{lang}/d/{did}/instruments/papers/register", register_paper)
        .get("/{lang}/d/{did}/instruments/{item}", one)
        .get("/{lang}/d/{did}/instruments/{item}/registration.zip", registration)
        .get("/{lang}/d/{did}/instruments/{item}/papers/{kind}", paper)
}

#[derive(Template)]
#[template(path = "register/list.html")]
struct RegisterPage {
    page: Page,
    t: T,
    v: RegisterView,
}

#[derive(Template)]
#[template(path = "register/dates.html")]
struct DatesPage {
    page: Page,
    t: T,
    v: DatesView,
}

#[derive(Template)]
#[template(path = "register/instrument.html")]
struct InstrumentPage {
    page: Page,
    t: T,
    v: InstrumentView,
    files: Section,
}

type InDialogue = Path<(String, String)>;
type At = Path<(String, String, String)>;

/// Reads the record with what was reckoned for all its instruments.
fn read<R>(visit: &Visit, reading: impl FnOnce(&Reader<'_>, &Reckonings, Day) -> R) -> R {
    let (now, revision) = (visit.now(), visit.dialogue.revision());
    visit.read(|reader| {
        let today = reckoned::today(reader, now);
        let kept = visit.signed.app.reckonings().of(&visit.did, revision, reader.record, today);
        reading(reader, &kept, today)
    })
}

async fn register(
    signed: Signed,
    Path((_, did)): InDialogue,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let v = read(&visit, |reader, kept, today| {
        let mut v = list::view(reader, &asked, kept, today);
        v.proof = reader.proof_card(&visit.logs, None);
        v
    });
    let crumbs = vec![Crumb::new(v.title.clone(), "")];
    html(&RegisterPage { page: visit.page("instruments", crumbs), t: visit.t(), v })
}

async fn dates(
    signed: Signed,
    Path((_, did)): InDialogue,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let v = read(&visit, |reader, kept, _| {
        let mut v = list::dates(reader, &asked, kept);
        v.proof = reader.proof_card(&visit.logs, None);
        v
    });
    let register = visit.t().s("types-instrument").into_owned();
    let crumbs = vec![Crumb::new(register, v.back.clone()), Crumb::new(v.title.clone(), "")];
    html(&DatesPage { page: visit.page("instruments", crumbs), t: visit.t(), v })
}

async fn csv(
    signed: Signed,
    Path((_, did)): InDialogue,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let name = format!("{did}-register.csv");
    let bytes = file(signed, did, asked, Sheet::to_csv).await?;
    Ok(download("text/csv; charset=utf-8", &name, bytes))
}

async fn xlsx(
    signed: Signed,
    Path((_, did)): InDialogue,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let name = format!("{did}-register.xlsx");
    let bytes = file(signed, did, asked, Sheet::to_xlsx).await?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(download(kind, &name, bytes))
}

/// Every instrument that was asked for, whatever page is looked at. A long register takes its time,
/// so it is written on a thread that nobody waits behind.
async fn file(
    signed: Signed,
    did: String,
    asked: Asked,
    write: fn(&Sheet) -> Result<Vec<u8>, SheetError>,
) -> Result<Vec<u8>, Problem> {
    let writing = move || {
        let visit = Visit::enter(signed, &did)?;
        let sheet = read(&visit, |reader, kept, today| table::sheet(reader, &asked, kept, today));
        write(&sheet).map_err(too_long)
    };
    let written = tokio::task::spawn_blocking(writing).await;
    written.map_err(|error| Problem::Failed(error.to_string()))?
}

fn too_long(error: SheetError) -> Problem {
    match error {
        SheetError::TooLong { .. } => Problem::TooLarge,
        SheetError::Failed(why) => Problem::Failed(why),
    }
}

fn download(kind: &str, name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (headers, bytes).into_response()
}

async fn one(signed: Signed, Path((_, did, item)): At) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    instrument_page(&visit, &id, "")
}

/// The page of an instrument. `damaged` names a file that was found not to be what its hash says.
fn instrument_page(visit: &Visit, id: &ItemId, damaged: &str) -> Result<Html<String>, Problem> {
    let (now, copies) = (visit.now(), package::files(visit, id));
    let (mut v, back) = visit
        .read(|reader| {
            let item = reader.record.item(id).filter(|item| item.kind().name == "instrument")?;
            let today = reckoned::today(reader, now);
            let mut v = instrument::view(reader, &item, today, &copies);
            v.proof = reader.proof_card(&visit.logs, Some(id));
            if !damaged.is_empty() {
                let args = [("name", damaged.to_owned())];
                let text = reader.t.f("register-lacks-whole-copy", &args);
                v.lacking.push(package::Lacking { text });
                v.registered.clear();
            }
            Some((v, reader.at("instruments")))
        })
        .ok_or(Problem::NotFound)?;
    v.has_pdf = visit.signed.app.typesetter().is_some();
    v.notes = visit.notes(id)?;
    let here = format!("{back}/{id}");
    let files = section::of(visit, id, Typed { back: here, ..Typed::default() });
    let register = visit.t().s("types-instrument").into_owned();
    let crumbs = vec![Crumb::new(register, back), Crumb::new(v.title.clone(), "")];
    html(&InstrumentPage { page: visit.page("instruments", crumbs), t: visit.t(), v, files })
}

#[derive(Deserialize)]
struct Wanted {
    form: Option<String>,
    layout: Option<String>,
    copy: Option<String>,
}

impl Wanted {
    /// The layout asked for, else the one that begins with the language of the page.
    fn layout(&self, visit: &Visit) -> Result<Layout, Problem> {
        let name = self.layout.as_deref().unwrap_or(visit.signed.lang.as_str());
        Layout::parse(name).ok_or(Problem::NotFound)
    }

    fn pdf(&self) -> bool {
        self.form.as_deref() == Some("pdf")
    }
}

async fn register_paper(
    signed: Signed,
    Path((_, did)): InDialogue,
    Query(wanted): Query<Wanted>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let layout = wanted.layout(&visit)?;
    let paper = read(&visit, |reader, kept, today| {
        papers::register(reader, kept, &list::chosen(reader, &asked, kept), today, layout)
    });
    answer(&visit, paper, wanted.pdf(), &format!("{did}-register")).await
}

async fn paper(
    signed: Signed,
    Path((_, did, item, kind)): Path<(String, String, String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let paper = made(&visit, &id, &kind, &wanted)?;
    answer(&visit, paper, wanted.pdf(), &format!("{id}-{kind}")).await
}

fn made(visit: &Visit, id: &ItemId, kind: &str, wanted: &Wanted) -> Result<Paper, Problem> {
    let (now, layout) = (visit.now(), wanted.layout(visit)?);
    let party = wanted.copy.as_deref().map(PartyId::parse).transpose();
    let party = party.map_err(|_| Problem::NotFound)?;
    let copies = package::files(visit, id);
    let paper = visit.read(|reader| {
        let item = reader.record.item(id).filter(|item| item.kind().name == "instrument")?;
        let today = reckoned::today(reader, now);
        match kind {
            "statement" => Some(papers::statement(reader, &item, today, layout, &copies)),
            "report" => {
                let party = party.unwrap_or_else(|| reader.us.clone());
                Some(papers::report(reader, &item, today, layout, &party))
            }
            _ => None,
        }
    });
    paper.ok_or(Problem::NotFound)
}

async fn registration(signed: Signed, Path((_, did, item)): At) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let now = visit.now();
    let (today, page) = visit
        .read(|reader| {
            let item = reader.record.item(&id).filter(|item| item.kind().name == "instrument")?;
            Some((reckoned::today(reader, now), reader.href(&item)))
        })
        .ok_or(Problem::NotFound)?;
    match package::pack(&visit, &id, today).await? {
        Made::Whole(bytes) => {
            Ok(download("application/zip", &format!("{did}-{id}-article-102.zip"), bytes))
        }
        // The page says what is missing.
        Made::Lacking => Ok(Redirect::to(&format!("{page}#registration")).into_response()),
        Made::Damaged(name) => {
            let page = instrument_page(&visit, &id, &name)?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
    }
}
