//! The page of a dialogue.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};

use super::views::{self, DialogueView};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::visit::{Visit, html};
use crate::shell::{Page, Problem};

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/d/{did}", dialogue)
}

#[derive(Template)]
#[template(path = "dialogues/dialogue.html")]
struct DialoguePage {
    page: Page,
    t: T,
    v: DialogueView,
}

async fn dialogue(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let visit = Visit::enter(signed, &did)?;
    if visit.dialogue.is_compartment() {
        return Ok(Redirect::to(&visit.signed.href(&format!("d/{did}/legal"))).into_response());
    }
    let now = visit.now();
    let v = visit.read(|reader| {
        let mut v = views::view(reader, now);
        v.proof = reader.proof_card(&visit.logs, None);
        v
    });
    let page = DialoguePage { page: visit.page("dialogue", Vec::new()), t: visit.t(), v };
    Ok(html(&page)?.into_response())
}
