//! A private note of the compartment that is not kept, because it looks like it holds personal
//! data: the page says which rule found what and where, and the typed words are still there to be
//! mended.

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use mutual::detect::Find;

use crate::i18n::T;
use crate::items::visit::{Visit, html};
use crate::shell::{Crumb, Page, Problem};

#[derive(Template)]
#[template(path = "legal/note.html")]
struct NotePage {
    page: Page,
    t: T,
    found: Vec<FoundView>,
    text: String,
    action: String,
    back: String,
    wish: &'static str,
    note: String,
}

/// One find: what it is and the words around it.
struct FoundView {
    what: String,
    before: String,
    hit: String,
    after: String,
}

/// Characters shown before and after a find.
const AROUND_CHARS: usize = 24;

/// The page with the words as typed; nothing was kept.
pub(crate) fn refused(
    visit: &Visit,
    here: &str,
    life: &str,
    text: &str,
    note: Option<&str>,
    finds: &[Find],
) -> Result<Response, Problem> {
    let t = visit.t();
    let view = |find: &Find| {
        let key = format!("legal-found-{}", find.what.as_str().replace('_', "-"));
        let before: Vec<char> = text
            .get(..find.at.start)
            .unwrap_or_default()
            .chars()
            .rev()
            .take(AROUND_CHARS)
            .collect();
        let after = text.get(find.at.end..).unwrap_or_default().chars().take(AROUND_CHARS);
        FoundView {
            what: t.s(&key).into_owned(),
            before: before.into_iter().rev().collect(),
            hit: text.get(find.at.clone()).unwrap_or_default().chars().take(80).collect(),
            after: after.collect(),
        }
    };
    let page = NotePage {
        page: visit.page("legal", vec![Crumb::new(t.s("legal-note-title"), "")]),
        t,
        found: finds.iter().map(view).collect(),
        text: text.to_owned(),
        action: format!("{life}/notes"),
        back: here.to_owned(),
        wish: if note.is_some() { "edit" } else { "add" },
        note: note.unwrap_or_default().to_owned(),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
}
