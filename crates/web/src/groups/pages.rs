//! The page of a working group.

use askama::Template;
use axum::extract::Path;
use axum::response::Html;

use super::views::{self, GroupView};
use crate::followup::pages::{seen, today};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::visit::{Visit, html, item_id};
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/d/{did}/groups/{item}", group)
}

#[derive(Template)]
#[template(path = "groups/group.html")]
struct GroupPage {
    page: Page,
    t: T,
    v: GroupView,
}

async fn group(
    signed: Signed,
    Path((_, did, item)): Path<(String, String, String)>,
) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let (seen, today) = (seen(&visit)?, today(&visit));
    let v = visit
        .read(|reader| {
            let item =
                reader.record.item(&id).filter(|item| item.kind().name == "working_group")?;
            let mut v = views::view(reader, &item, &seen, &today);
            v.proof = reader.proof_card(&visit.logs, Some(&id));
            Some(v)
        })
        .ok_or(Problem::NotFound)?;
    let v = GroupView { notes: visit.notes(&id)?, ..v };
    let crumbs = vec![Crumb::new(v.title.clone(), "")];
    html(&GroupPage { page: visit.page("dialogue", crumbs), t: visit.t(), v })
}
