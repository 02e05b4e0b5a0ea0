//! The page of a session.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Html;
use serde::Deserialize;

use super::views::{self, SessionView};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::visit::{Visit, html, item_id};
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/d/{did}/sessions/{item}", session)
}

#[derive(Deserialize)]
struct Wanted {
    part: Option<String>,
}

#[derive(Template)]
#[template(path = "sessions/session.html")]
struct SessionPage {
    page: Page,
    t: T,
    v: SessionView,
}

async fn session(
    signed: Signed,
    Path((_, did, item)): Path<(String, String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let pdf = visit.signed.app.typesetter().is_some();
    let (v, crumbs) = visit
        .read(|reader| {
            let item = reader.record.item(&id).filter(|item| item.kind().name == "session")?;
            let mut v = views::view(reader, &item, wanted.part.as_deref(), pdf);
            v.proof = reader.proof_card(&visit.logs, Some(&id));
            let above = ["round", "group"].iter().filter_map(|field| item.content().item(field));
            let mut crumbs: Vec<Crumb> = above
                .map(|id| reader.link_of(&id))
                .map(|link| Crumb::new(link.title, link.href))
                .collect();
            crumbs.push(Crumb::new(v.title.clone(), ""));
            Some((v, crumbs))
        })
        .ok_or(Problem::NotFound)?;
    let v = SessionView { notes: visit.notes(&id)?, ..v };
    html(&SessionPage { page: visit.page("dialogue", crumbs), t: visit.t(), v })
}
