//! The page of a round.

use askama::Template;
use axum::extract::Path;
use axum::response::Html;

use super::views::{self, RoundView};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::visit::{Visit, html, item_id};
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/d/{did}/rounds/{item}", round)
}

#[derive(Template)]
#[template(path = "rounds/round.html")]
struct RoundPage {
    page: Page,
    t: T,
    v: RoundView,
}

async fn round(
    signed: Signed,
    Path((_, did, item)): Path<(String, String, String)>,
) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let now = visit.now();
    let v = visit
        .read(|reader| {
            let item = reader.record.item(&id).filter(|item| item.kind().name == "round")?;
            let mut v = views::view(reader, &item, now);
            v.proof = reader.proof_card(&visit.logs, Some(&id));
            Some(v)
        })
        .ok_or(Problem::NotFound)?;
    let v = RoundView { notes: visit.notes(&id)?, ..v };
    let crumbs = vec![Crumb::new(v.title.clone(), "")];
    html(&RoundPage { page: visit.page("dialogue", crumbs), t: visit.t(), v })
}
