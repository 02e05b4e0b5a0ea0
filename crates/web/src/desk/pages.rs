//! The page one lands on after sign-in. The administrator's desk shows no contents of the record.

use askama::Template;
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::policy;

use super::views::{self, DeskView};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::register::reckoned;
use crate::shell::{Page, Problem};
use crate::texts;
use crate::updates::entry;

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/", desk)
}

#[derive(Template)]
#[template(path = "desk/desk.html")]
struct DeskPage {
    page: Page,
    t: T,
    lead: String,
    desks: Vec<DeskView>,
    drafts: Vec<DraftLine>,
    /// Updates without an account that wait: where, and how many in words.
    updates: Vec<(String, String)>,
    administrator: bool,
}

/// A draft that has not left this node.
struct DraftLine {
    kind: String,
    title: String,
    href: String,
}

async fn desk(signed: Signed) -> Result<Response, Problem> {
    let t = signed.t();
    // Who works in a compartment alone has its list of requests for a desk.
    if signed.function.is_of_compartment()
        && let Some(first) = signed.dialogues().first()
    {
        let to = signed.href(&format!("d/{}/legal", first.id()));
        return Ok(Redirect::to(&to).into_response());
    }
    let (actor, now) = (signed.actor(), signed.app.node().clock().now());
    let mut desks = Vec::new();
    let mut drafts = Vec::new();
    let may_read = policy::may_read(signed.function);
    for dialogue in signed.dialogues() {
        if !may_read {
            break;
        }
        let did = dialogue.id().as_str();
        {
            let revision = dialogue.revision();
            let record = dialogue.read();
            let reader = Reader::new(&record, did, t, &actor);
            let today = reckoned::today(&reader, now);
            let kept = signed.app.reckonings().of(did, revision, &record, today);
            desks.push(views::view(&reader, &kept, now));
        }
        drafts.extend(drafts_of(&signed, did)?);
    }
    let waiting = entry::waiting(&signed)?.into_iter().filter(|(_, n)| *n > 0);
    let updates = waiting.map(|(href, n)| (href, t.n("updates-desk", n as i64))).collect();
    let page = signed.page_outside("desk", Vec::new());
    let party = page.who.as_ref().map(|who| who.party.clone()).unwrap_or_default();
    let function = texts::function(signed.function, t);
    let lead = t.f("desk-lead", &[("party", party), ("function", function)]);
    let page = DeskPage { page, t, lead, desks, drafts, updates, administrator: !may_read };
    Ok(Html(page.render()?).into_response())
}

fn drafts_of(signed: &Signed, did: &str) -> Result<Vec<DraftLine>, Problem> {
    let drafts = signed.app.node().private().drafts(did)?;
    let lines = drafts.into_iter().filter(|draft| draft.author == signed.account.name);
    let lang = signed.lang;
    let line = |draft: node::PrivateDraft| {
        let kind = dialogue::item::get(draft.type_name.as_str());
        let kind = kind.map_or(draft.type_name.as_str(), |known| known.label(lang)).to_owned();
        let texts = ["title", "name", "text", "question", "summary", ""];
        let title = texts.iter().find_map(|base| draft.content.bi(base, lang));
        let base = format!("d/{did}");
        let href = match &draft.item {
            Some(item) => signed.href(&format!("{base}/i/{item}/edit?draft={}", draft.id)),
            None => signed.href(&format!("{base}/new/{}?draft={}", draft.type_name, draft.id)),
        };
        DraftLine { title: title.unwrap_or(&kind).chars().take(120).collect(), kind, href }
    };
    Ok(lines.map(line).collect())
}
