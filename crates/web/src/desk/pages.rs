//! The desk's page: one part a dialogue.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use dialogue::policy;

use super::views::{self, Desk};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::{Line, Reader};
use crate::session;
use crate::shell::{Page, Problem};

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/", desk)
}

#[derive(Template)]
#[template(path = "desk/desk.html")]
struct DeskPage {
    page: Page,
    t: T,
    function: String,
    desks: Vec<Desk>,
}

async fn desk(signed: Signed) -> Result<Response, Problem> {
    if !policy::may_read(signed.function) {
        // An administrator has nothing to do with contents: his desk is the accounts.
        return Ok(session::see_other(&signed.href("people-functions")));
    }
    let node = signed.app.node();
    let (t, actor, now) = (signed.t(), signed.actor(), node.clock().now());
    let mut desks = Vec::new();
    for dialogue in node.dialogues() {
        let did = dialogue.id().as_str().to_owned();
        let mut desk = {
            let record = dialogue.read();
            views::desk(&Reader::new(&record, &did, t, &actor), now)
        };
        desk.drafts = drafts(&signed, &did)?;
        desks.push(desk);
    }
    let function = crate::texts::function(signed.function, t);
    let page = match node.dialogues().as_slice() {
        [only] => signed.page(only, "desk", Vec::new()),
        _ => signed.page_outside("desk", Vec::new()),
    };
    Ok(Html(DeskPage { page, t, function, desks }.render()?).into_response())
}

/// Drafts of this node that have not been put into the record.
fn drafts(signed: &Signed, did: &str) -> Result<Vec<Line>, Problem> {
    let (lang, t) = (signed.lang, signed.t());
    let drafts = signed.app.node().private().drafts(did)?;
    let rows = drafts.into_iter().map(|draft| {
        let kind = dialogue::item::get(draft.type_name.as_str());
        let kind = kind.map_or(String::new(), |kind| kind.label(lang).to_owned());
        let base = match &draft.item {
            Some(item) => format!("/{lang}/d/{did}/i/{item}/edit"),
            None => format!("/{lang}/d/{did}/new/{}", draft.type_name),
        };
        Line {
            href: format!("{base}?draft={}", draft.id),
            title: kind,
            note: t.s("desk-draft").into_owned(),
            ..Line::default()
        }
    });
    Ok(rows.collect())
}
