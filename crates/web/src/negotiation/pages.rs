//! Handlers of joint texts: the list, a new text from a template, the negotiating table, writing a
//! provision, and what is done to many provisions at once.

use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::Level;
use dialogue::act::{Act, Draft};
use dialogue::content::{Content, Lang};
use dialogue::id::ItemId;
use dialogue::negotiation::{Negotiation, Reopened, Stage, chapeau_of};
use dialogue::refusal::Refusal;
use http::StatusCode;
use node::ActError;
use serde::Deserialize;

use super::views::{self, Asked, TableView};
use super::write::{self, Typed};
use crate::forms::pairs::{Pairs, first};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::visit::{Visit, html, item_id};
use crate::limits::TEXT_ACTS_MAX;
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/texts/{item}", table)
        .post("/{lang}/d/{did}/texts/{item}/write", write_one)
        .post("/{lang}/d/{did}/texts/{item}/all", all)
        .merge(super::begin::routes())
        .merge(super::closing::routes())
        .merge(super::compare::routes())
        .merge(super::concordance::routes())
        .merge(super::papers::routes())
        .merge(super::word::routes())
}

/// Where in the site: language, dialogue, item.
pub type At = Path<(String, String, String)>;

#[derive(Template)]
#[template(path = "negotiation/table.html")]
struct TablePage {
    page: Page,
    t: T,
    v: TableView,
}

#[derive(Deserialize)]
struct Wanted {
    show: Option<String>,
    edit: Option<String>,
    after: Option<String>,
}

async fn table(
    signed: Signed,
    Path((_, did, item)): At,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let show = wanted.show.as_deref();
    let asked = Asked {
        open: show == Some("open"),
        projector: show == Some("projector"),
        edit: wanted.edit.as_deref().and_then(|id| ItemId::parse(id).ok()),
        after: wanted.after.as_deref().and_then(|id| ItemId::parse(id).ok()),
    };
    let at_end = wanted.after.as_deref() == Some("end");
    let page = render(&visit, &id, &asked, at_end, None)?;
    html(&page)
}

/// What a refused form leaves to show.
struct Left<'l> {
    typed: &'l Typed,
    /// Why it was not put; none where it is only to be looked at.
    refusal: Option<&'l Refusal>,
}

fn render(
    visit: &Visit,
    id: &ItemId,
    asked: &Asked,
    at_end: bool,
    left: Option<Left<'_>>,
) -> Result<TablePage, Problem> {
    let (mut v, crumbs) = visit
        .read(|reader| {
            let negotiation = Negotiation::of(reader.record, id)?;
            let mut v = views::table(reader, &negotiation, asked);
            let row = asked.edit.as_ref().and_then(|id| negotiation.row(id));
            let wanted = row.is_some() || asked.after.is_some() || at_end;
            // What was typed is shown again though the text was agreed meanwhile.
            let open = negotiation.edition.is_none() && reader.writes("provision");
            if wanted && (open || left.is_some()) {
                let mut writer = write::writer(reader, id, row, &v.href);
                if let Some(after) = &asked.after {
                    writer.after = after.to_string();
                }
                v.writer = Some(match &left {
                    Some(left) => write::again_with(reader, writer, left.typed, row, left.refusal),
                    None => writer,
                });
            }
            v.proof = reader.proof_card(&visit.logs, Some(id));
            Some((v, crumbs(reader, &negotiation)))
        })
        .ok_or(Problem::NotFound)?;
    v.notes = visit.notes(id)?;
    Ok(TablePage { page: visit.page("texts", crumbs), t: visit.t(), v })
}

/// The way from the dialogue to a joint text.
pub fn crumbs(
    reader: &crate::items::reader::Reader<'_>,
    negotiation: &Negotiation<'_>,
) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::new(reader.t.s("nav-texts").into_owned(), reader.at("texts"))];
    let text = &negotiation.text;
    crumbs.push(Crumb::new(reader.title(text), reader.href(text)));
    crumbs
}

async fn write_one(
    signed: Signed,
    Path((_, did, item)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, text) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let typed = Typed::of(&form.0);
    let act = visit.read(|reader| write::act(reader.record, &text, &typed));
    if let Ok(Act::Put(draft)) = &act
        && write::is_ambiguous(draft, &typed)
    {
        let look = Typed { words: words_of(&draft.content), wish: "put".to_owned(), ..typed };
        let asked = Asked { edit: look.item.clone(), ..Asked::default() };
        let left = Left { typed: &look, refusal: None };
        return Ok(html(&render(&visit, &text, &asked, false, Some(left))?)?.into_response());
    }
    let refusal = match act {
        Ok(act) => match visit.dialogue.perform(&visit.actor, act).await {
            Ok(done) => {
                let at = done.item.or(typed.item.clone());
                let at = at.map(|id| format!("#p-{id}")).unwrap_or_default();
                let to =
                    visit.read(|reader| format!("{}{at}", reader.at(&format!("texts/{text}"))));
                return Ok(Redirect::to(&to).into_response());
            }
            Err(ActError::Refused(refusal)) => refusal,
            Err(error) => return Err(Problem::from(error)),
        },
        Err(refusal) => refusal,
    };
    let asked = Asked {
        edit: typed.item.clone(),
        after: typed.after.clone().filter(|_| typed.item.is_none()),
        ..Asked::default()
    };
    let left = Left { typed: &typed, refusal: Some(&refusal) };
    let page = render(&visit, &text, &asked, typed.item.is_none(), Some(left))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
}

fn words_of(content: &Content) -> [String; 2] {
    Lang::ALL.map(|lang| content.bi_exact("", lang).unwrap_or_default().to_owned())
}

/// Confirms every provision agreed ad referendum, or puts again those whose chapeau changed. Each
/// is an act of its own; the first refusal ends it, and what was done stays done.
async fn all(
    signed: Signed,
    Path((_, did, item)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, text) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let what = first(&form.0, "what").to_owned();
    let acts = visit
        .read(|reader| {
            let negotiation = Negotiation::of(reader.record, &text)?;
            Some(match what.as_str() {
                "confirm" => confirmations(&negotiation),
                "reaffirm" => reaffirmations(&negotiation),
                _ => Vec::new(),
            })
        })
        .ok_or(Problem::NotFound)?;
    for act in acts.into_iter().take(TEXT_ACTS_MAX) {
        visit.dialogue.perform(&visit.actor, act).await?;
    }
    let to = visit.read(|reader| reader.at(&format!("texts/{text}")));
    Ok(Redirect::to(&to).into_response())
}

fn confirmations(negotiation: &Negotiation<'_>) -> Vec<Act> {
    let us = negotiation.record().us();
    let rows = negotiation.rows.iter().filter(|row| row.stage == Stage::AdReferendum);
    let act = |row: &dialogue::negotiation::Row<'_>| {
        let to = row.agreed_version()?;
        let unbound = row.item.bound(us) != Some(to);
        let item = row.item.id().clone();
        unbound.then_some(Act::Consent { item, to, level: Level::Bind })
    };
    rows.filter_map(act).collect()
}

fn reaffirmations(negotiation: &Negotiation<'_>) -> Vec<Act> {
    let rows = negotiation.rows.iter().filter(|row| row.reopened == Some(Reopened::Chapeau));
    let act = |row: &dialogue::negotiation::Row<'_>| {
        let mut draft = Draft::revise(&row.item);
        draft.content.remove("by");
        let chapeau = chapeau_of(negotiation.record(), &draft.content).unwrap_or_default();
        draft.content.set_text("chapeau", &chapeau);
        Act::Put(draft)
    };
    rows.map(act).collect()
}
