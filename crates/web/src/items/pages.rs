//! Handlers of the item page, its proof file, the acts on it, private notes, and the lists.

use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::act::Act;
use dialogue::id::{FieldName, ItemId, VersionId};
use dialogue::refusal::Refusal;
use http::header;
use node::NodeError;
use serde::Deserialize;

use super::acts::Confirm;
use super::beside::ProofCard;
use super::confirm::{self, Wish, own_address};
use super::lists::{self, ListView, Wanted};
use super::reader::Link;
use super::views::{self, Compare, ItemView};
use super::visit::{Visit, html, item_id};
use crate::attachments::section::{self, Section, Typed};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::legal;
use crate::shell::{Crumb, Page, Problem};
use crate::updates::entry::{self, Entry};

type Pairs = Vec<(String, String)>;
type At = Path<(String, String, String)>;

pub fn routes() -> Routes {
    let routes = Routes::new()
        .get("/{lang}/d/{did}/i/{item}", item)
        .get("/{lang}/d/{did}/i/{item}/proof.txt", proof_file)
        .get("/{lang}/d/{did}/i/{item}/consent", ask_consent)
        .post("/{lang}/d/{did}/i/{item}/consent", consent)
        .get("/{lang}/d/{did}/i/{item}/withdraw", ask_withdraw)
        .post("/{lang}/d/{did}/i/{item}/withdraw", withdraw)
        .get("/{lang}/d/{did}/i/{item}/reject", ask_reject)
        .post("/{lang}/d/{did}/i/{item}/reject", reject)
        .post("/{lang}/d/{did}/i/{item}/redact", redact)
        .post("/{lang}/d/{did}/i/{item}/notes", notes)
        .get("/{lang}/d/{did}/agree", ask_all)
        .post("/{lang}/d/{did}/agree", agree_all);
    routes
        .get("/{lang}/d/{did}/events", events)
        .get("/{lang}/d/{did}/discrepancies", discrepancies)
        .get("/{lang}/d/{did}/sources", sources)
        .get("/{lang}/d/{did}/statements", statements)
        .get("/{lang}/d/{did}/references", references)
        .get("/{lang}/d/{did}/sessions", sessions)
        .get("/{lang}/d/{did}/rounds", rounds)
        .get("/{lang}/d/{did}/groups", groups)
        .get("/{lang}/d/{did}/posts", posts)
        .get("/{lang}/d/{did}/corrigenda", corrigenda)
        .get("/{lang}/d/{did}/terms", terms)
        .get("/{lang}/d/{did}/working_calendars", working_calendars)
}

#[derive(Template)]
#[template(path = "items/item.html")]
struct ItemPage {
    page: Page,
    t: T,
    v: ItemView,
    files: Section,
    updates: Entry,
}

#[derive(Template)]
#[template(path = "items/list.html")]
struct ListPage {
    page: Page,
    t: T,
    v: ListView,
}

#[derive(Template)]
#[template(path = "items/confirm.html")]
struct ConfirmPage {
    page: Page,
    t: T,
    v: ConfirmView,
}

/// A confirm page with its proof.
struct ConfirmView {
    c: Confirm,
    proof: ProofCard,
}

#[derive(Deserialize)]
struct Versions {
    from: Option<String>,
    to: Option<String>,
}

async fn item(
    signed: Signed,
    Path((_, did, item)): At,
    Query(versions): Query<Versions>,
) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let proof = visit.dialogue.proof(&id)?;
    let compare = Compare { from: versions.from.as_deref(), to: versions.to.as_deref() };
    let (v, crumbs) = visit
        .read(|reader| {
            let item = reader.record.item(&id)?;
            let mut v = views::view(reader, &item, compare, proof.as_ref());
            v.proof = reader.proof_card(&visit.logs, Some(&id));
            let mut crumbs: Vec<Crumb> = v
                .place_of
                .iter()
                .take(2)
                .map(|link| Crumb::new(link.title.clone(), link.href.clone()))
                .collect();
            crumbs.push(Crumb::new(v.title.clone(), ""));
            Some((v, crumbs))
        })
        .ok_or(Problem::NotFound)?;
    let v = ItemView { notes: visit.notes(&id)?, ..v };
    let files = section::of(&visit, &id, Typed::default());
    let updates = entry::of(&visit, &id)?;
    html(&ItemPage { page: visit.page("", crumbs), t: visit.t(), v, files, updates })
}

async fn proof_file(signed: Signed, Path((_, did, item)): At) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let proof = visit.dialogue.proof(&id)?.ok_or(Problem::NotFound)?;
    let title = visit.read(|reader| reader.title_of(&id));
    let name = format!("attachment; filename=\"{did}-{id}-proof.txt\"");
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, views::proof_text(&title, &proof)).into_response())
}

#[derive(Deserialize)]
struct Asked {
    to: Option<String>,
    level: Option<String>,
    #[serde(rename = "return")]
    back: Option<String>,
}

async fn ask_consent(signed: Signed, at: At, asked: Query<Asked>) -> Result<Html<String>, Problem> {
    ask(signed, at, &asked, Wish::Consent)
}

async fn ask_withdraw(
    signed: Signed,
    at: At,
    asked: Query<Asked>,
) -> Result<Html<String>, Problem> {
    ask(signed, at, &asked, Wish::Withdraw)
}

async fn ask_reject(signed: Signed, at: At, asked: Query<Asked>) -> Result<Html<String>, Problem> {
    ask(signed, at, &asked, Wish::Reject)
}

fn ask(signed: Signed, at: At, asked: &Asked, wish: Wish) -> Result<Html<String>, Problem> {
    let Path((_, did, item)) = at;
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let (to, level) = confirm::target(asked.to.as_deref(), asked.level.as_deref())?;
    let back = own_address(asked.back.as_deref()).unwrap_or_default();
    let (c, link, proof) = visit
        .read(|reader| {
            let item = reader.record.item(&id)?;
            let c = reader.confirm_one(&item, wish, to, level, &back)?;
            Some((c, reader.link(&item), reader.proof_card(&visit.logs, Some(&id))))
        })
        .ok_or(Problem::NotFound)?;
    confirm_page(&visit, c, link, proof)
}

fn confirm_page(
    visit: &Visit,
    c: Confirm,
    link: Link,
    proof: ProofCard,
) -> Result<Html<String>, Problem> {
    let crumbs = vec![Crumb::new(link.title, link.href), Crumb::new(c.title.clone(), "")];
    let v = ConfirmView { c, proof };
    html(&ConfirmPage { page: visit.page("", crumbs), t: visit.t(), v })
}

async fn consent(signed: Signed, at: At, form: Form<Pairs>) -> Result<Response, Problem> {
    act(signed, at, form.0, Wish::Consent).await
}

async fn withdraw(signed: Signed, at: At, form: Form<Pairs>) -> Result<Response, Problem> {
    act(signed, at, form.0, Wish::Withdraw).await
}

async fn reject(signed: Signed, at: At, form: Form<Pairs>) -> Result<Response, Problem> {
    act(signed, at, form.0, Wish::Reject).await
}

async fn act(signed: Signed, at: At, form: Pairs, wish: Wish) -> Result<Response, Problem> {
    let (to, level) = (value(&form, "to"), value(&form, "level"));
    if value(&form, "confirmed") != Some("yes") {
        let text = |value: Option<&str>| value.map(str::to_owned);
        let back = text(value(&form, "return"));
        let asked = Asked { to: text(to), level: text(level), back };
        return Ok(ask(signed, at, &asked, wish)?.into_response());
    }
    let Path((_, did, item)) = at;
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let (to, level) = confirm::target(to, level)?;
    let back = own_address(value(&form, "return"));
    if wish == Wish::Consent && is_over(&visit, &id) {
        return Err(Problem::from(Refusal::SilenceOver { item: id }));
    }
    visit.dialogue.perform(&visit.actor, wish.act(id.clone(), to, level)).await?;
    Ok(go_back(&visit, &id, back))
}

/// Whether an item is a silence procedure whose deadline has passed: opened now, it would give our
/// consent at once. The record reads no clock, the page does.
fn is_over(visit: &Visit, id: &ItemId) -> bool {
    let now = visit.now();
    visit.read(|reader| {
        let item = reader.record.item(id).filter(|item| item.kind().name == "silence_procedure");
        let deadline = item.and_then(|item| item.content().instant("deadline")?.parse().ok());
        deadline.is_some_and(|deadline: jiff::Timestamp| deadline <= now)
    })
}

/// Orders values of our own version erased, after showing exactly those values.
async fn redact(
    signed: Signed,
    Path((_, did, item)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let of = value(&form, "of").and_then(|of| VersionId::parse(of).ok());
    let of = of.ok_or_else(|| Problem::BadRequest("no version is named".to_owned()))?;
    let named = form.iter().filter(|(name, _)| name == "field");
    let fields: Result<Vec<FieldName>, _> =
        named.map(|(_, field)| FieldName::parse(field)).collect();
    let fields =
        fields.map_err(|_| Problem::BadRequest("a field's name is malformed".to_owned()))?;
    let basis = value(&form, "basis").unwrap_or_default().trim().to_owned();
    if value(&form, "confirmed") != Some("yes") {
        let (c, link, proof) = visit
            .read(|reader| {
                let item = reader.record.item(&id)?;
                let c = reader.confirm_redaction(&item, of, &fields, &basis)?;
                Some((c, reader.link(&item), reader.proof_card(&visit.logs, Some(&id))))
            })
            .ok_or(Problem::NotFound)?;
        return Ok(confirm_page(&visit, c, link, proof)?.into_response());
    }
    visit.dialogue.perform(&visit.actor, Act::Redact { of, fields, basis }).await?;
    Ok(go_back(&visit, &id, None))
}

/// Adds, changes or deletes a private note: nothing of it goes to the record.
async fn notes(
    signed: Signed,
    Path((_, did, item)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let here = visit
        .read(|reader| reader.record.item(&id).map(|item| reader.href(&item)))
        .ok_or(Problem::NotFound)?;
    let private = visit.signed.app.node().private_of(&did);
    let text = value(&form, "text").unwrap_or_default();
    let note = || {
        let note = value(&form, "note").and_then(|note| note.parse::<i64>().ok());
        note.ok_or_else(|| Problem::BadRequest("no note is named".to_owned()))
    };
    let empty = text.trim().is_empty();
    match value(&form, "do") {
        Some(wish @ ("add" | "edit")) if !empty => {
            let kept = match wish {
                "add" => private.add_note(&did, &id, text, &visit.actor).map(|_| ()),
                _ => private.edit_note(note()?, text, &visit.actor).map(|_| ()),
            };
            match kept {
                Err(NodeError::PersonalData { finds }) => {
                    let note = value(&form, "note");
                    let life = visit.read(|reader| reader.life(&id));
                    return legal::notes::refused(&visit, &here, &life, text, note, &finds);
                }
                other => other?,
            }
        }
        Some("delete") => {
            private.delete_note(note()?, &visit.actor)?;
        }
        // A note without words changes nothing.
        Some("add" | "edit") => {}
        _ => return Err(Problem::BadRequest("no known thing to do with a note".to_owned())),
    }
    Ok(Redirect::to(&format!("{here}#notes")).into_response())
}

#[derive(Deserialize)]
struct Under {
    under: Option<String>,
    /// The name of a type: nothing else is looked at.
    of: Option<String>,
    #[serde(rename = "return")]
    back: Option<String>,
}

async fn ask_all(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    Query(asked): Query<Under>,
) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let under = asked.under.as_deref().map(item_id).transpose()?;
    let (mut c, proof) = visit.read(|reader| {
        let of = asked.of.as_deref();
        (reader.confirm_all(under.as_ref(), of), reader.proof_card(&visit.logs, under.as_ref()))
    });
    if let Some(back) = own_address(asked.back.as_deref()) {
        (c.return_to, c.back) = (back.clone(), back);
    }
    let crumbs = vec![Crumb::new(c.title.clone(), "")];
    let v = ConfirmView { c, proof };
    html(&ConfirmPage { page: visit.page("", crumbs), t: visit.t(), v })
}

async fn agree_all(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    if value(&form, "confirmed") != Some("yes") {
        let text = |name: &str| value(&form, name).map(str::to_owned);
        let asked = Under { under: text("under"), of: text("of"), back: text("return") };
        let path = Path((signed.lang.to_string(), did));
        return Ok(ask_all(signed, path, Query(asked)).await?.into_response());
    }
    let visit = Visit::enter(signed, &did)?;
    let acts = confirm::posted(&form)?;
    let back = own_address(value(&form, "return"));
    if !acts.is_empty() {
        visit.dialogue.perform_all(&visit.actor, acts).await?;
    }
    let back = back.unwrap_or_else(|| visit.read(|reader| reader.at("")));
    Ok(Redirect::to(&back).into_response())
}

fn go_back(visit: &Visit, id: &ItemId, back: Option<String>) -> Response {
    let back = back.unwrap_or_else(|| visit.read(|reader| reader.life(id)));
    Redirect::to(&back).into_response()
}

/// The first value of a form under a name.
pub fn value<'f>(form: &'f [(String, String)], name: &str) -> Option<&'f str> {
    form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

macro_rules! list_pages {
    ($($name:ident $section:literal)*) => {
        $(async fn $name(
            signed: Signed,
            Path((_, did)): Path<(String, String)>,
            Query(wanted): Query<Wanted>,
        ) -> Result<Html<String>, Problem> {
            list(signed, &did, stringify!($name), $section, &wanted)
        })*
    };
}

list_pages! {
    events "dialogue"
    discrepancies "dialogue"
    sources "sources"
    statements "dialogue"
    references "dialogue"
    sessions "dialogue"
    rounds "dialogue"
    groups "dialogue"
    posts "people"
    corrigenda "dialogue"
    terms "texts"
    working_calendars "texts"
}

fn list(
    signed: Signed,
    did: &str,
    name: &str,
    section: &str,
    wanted: &Wanted,
) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, did)?;
    let item_type = lists::listed(name).ok_or(Problem::NotFound)?;
    let v = visit.read(|reader| {
        let here = reader.at(name);
        let mut v = lists::view(reader, item_type, wanted, &here);
        v.proof = reader.proof_card(&visit.logs, None);
        v
    });
    let crumbs = vec![Crumb::new(v.title.clone(), "")];
    html(&ListPage { page: visit.page(section, crumbs), t: visit.t(), v })
}
