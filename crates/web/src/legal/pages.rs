//! Handlers of the compartment's pages: the list of requests, a request, its acknowledgement.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{Html, Response};
use dialogue::assistance::Request;
use serde::Deserialize;

use super::views::{self, ListView, RequestView};
use super::{authority, figures, offline, paper, published, request, trail};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::beside::Notes;
use crate::items::visit::{Visit, html, item_id};
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/legal", list)
        .get("/{lang}/d/{did}/legal/{item}", one)
        .get("/{lang}/d/{did}/legal/{item}/acknowledgement", acknowledgement)
        .merge(request::routes())
        .merge(authority::routes())
        .merge(figures::routes())
        .merge(published::routes())
        .merge(offline::routes())
        .merge(trail::routes())
}

#[derive(Template)]
#[template(path = "legal/list.html")]
struct ListPage {
    page: Page,
    t: T,
    v: ListView,
}

#[derive(Template)]
#[template(path = "legal/request.html")]
struct RequestPage {
    page: Page,
    t: T,
    v: RequestView,
    notes: Notes,
}

#[derive(Deserialize)]
struct Show {
    #[serde(default)]
    show: String,
}

/// Lets somebody into a compartment of this kind; any other dialogue has no such page.
pub(super) fn enter(signed: Signed, did: &str) -> Result<Visit, Problem> {
    let visit = Visit::enter(signed, did)?;
    if visit.dialogue.is_compartment() { Ok(visit) } else { Err(Problem::NotFound) }
}

async fn list(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    Query(asked): Query<Show>,
) -> Result<Html<String>, Problem> {
    show_list(&enter(signed, &did)?, &asked.show, String::new())
}

/// The list with a word about a file that was not taken.
pub(super) fn list_with(visit: &Visit, problem: String) -> Result<Html<String>, Problem> {
    show_list(visit, "", problem)
}

fn show_list(visit: &Visit, show: &str, problem: String) -> Result<Html<String>, Problem> {
    let now = visit.now();
    let mut v = visit.read(|reader| {
        let mut v = views::list(reader, views::today(reader, now), show);
        v.proof = reader.proof_card(&visit.logs, None);
        v.draft = if v.add.is_empty() { String::new() } else { reader.at("legal/draft") };
        v
    });
    v.problem = problem;
    html(&ListPage { page: visit.page("legal", Vec::new()), t: visit.t(), v })
}

async fn one(
    signed: Signed,
    Path((_, did, item)): Path<(String, String, String)>,
) -> Result<Html<String>, Problem> {
    let (visit, id) = (enter(signed, &did)?, item_id(&item)?);
    let now = visit.now();
    let v = visit
        .read(|reader| {
            let item = reader.record.item(&id)?;
            let mut v = views::request(reader, item, views::today(reader, now))?;
            v.proof = reader.proof_card(&visit.logs, Some(&id));
            Some(v)
        })
        .ok_or(Problem::NotFound)?;
    let notes = visit.notes(&id)?;
    let crumbs = vec![Crumb::new(v.reference.clone(), "")];
    html(&RequestPage { page: visit.page("legal", crumbs), t: visit.t(), v, notes })
}

async fn acknowledgement(
    signed: Signed,
    Path((_, did, item)): Path<(String, String, String)>,
    Query(form): Query<paper::Wish>,
) -> Result<Response, Problem> {
    let (visit, id) = (enter(signed, &did)?, item_id(&item)?);
    let paper = visit
        .read(|reader| {
            let request = Request::of(reader.record, reader.record.item(&id)?)?;
            paper::acknowledgement(reader, &request, form.layout())
        })
        .ok_or(Problem::NotFound)?;
    paper::answer(&visit, paper, &form, "acknowledgement").await
}
