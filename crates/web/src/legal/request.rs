//! Writing in the compartment: the guided request with its completeness check, and the next step of
//! a request. A form offers closed lists and nothing else; only steps that are possible now are
//! offered, and the rules are judged by `dialogue::policy` like everywhere.

use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::act::{Act, Draft};
use dialogue::assistance::{Request, fields_of};
use dialogue::content::Content;
use dialogue::id::ItemId;
use dialogue::item::{self, ItemType};
use dialogue::refusal::{FieldProblem, Refusal};
use http::StatusCode;
use jiff::tz::TimeZone;
use mutual::codes;
use mutual::complete::Gap;
use mutual::life::Step;
use node::ActError;

use super::pages::enter;
use super::views;
use crate::forms::pages::may_put;
use crate::forms::pairs::{self, Pairs, Typed, first, values};
use crate::forms::views::{Choice, Drawing, Fld, ProblemLine};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::items::visit::{Visit, html, item_id};
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/legal/new", new)
        .post("/{lang}/d/{did}/legal/new", put_new)
        .get("/{lang}/d/{did}/legal/{item}/edit", edit)
        .post("/{lang}/d/{did}/legal/{item}/edit", put_again)
        .get("/{lang}/d/{did}/legal/{item}/step", step)
        .post("/{lang}/d/{did}/legal/{item}/step", put_step)
}

#[derive(Template)]
#[template(path = "legal/write.html")]
struct WritePage {
    page: Page,
    t: T,
    title: String,
    lead: String,
    action: String,
    hidden: Vec<(&'static str, String)>,
    problems: Vec<ProblemLine>,
    /// What a request still lacks; shown when it was asked for.
    gaps: Vec<String>,
    complete: bool,
    checks: bool,
    fields: Vec<Fld>,
    acting_as: String,
    word: String,
    back: String,
}

type At = Path<(String, String, String)>;

/// What a form is about.
pub(super) struct Asking<'f> {
    pub item_type: &'static ItemType,
    pub pairs: &'f Pairs,
    pub problems: &'f [FieldProblem],
    /// The fields it asks for, in their order.
    pub only: &'f [&'f str],
    /// Those of them that are needed here though not always.
    pub needed: &'f [&'f str],
}

pub(super) fn known(name: &str) -> Result<&'static ItemType, Problem> {
    item::get(name).ok_or(Problem::NotFound)
}

/// The fields of a form, with lists of codes as boxes to tick.
pub(super) fn draw(reader: &Reader<'_>, form: &Asking<'_>) -> (Vec<Fld>, Vec<ProblemLine>) {
    let drawing = Drawing {
        item_type: form.item_type,
        pairs: form.pairs,
        problems: form.problems,
        more_rows: None,
        zone: TimeZone::UTC,
    };
    let (mut fields, _) = reader.draw(&drawing);
    fields.retain(|field| form.only.contains(&field.name.as_str()));
    fields.sort_by_key(|field| form.only.iter().position(|name| *name == field.name));
    for field in &mut fields {
        field.required |= form.needed.contains(&field.name.as_str());
        if let Some(list) = list_of(&field.name) {
            let chosen: Vec<&str> = field.value.lines().collect();
            let option = |value: &&str| Choice {
                value: (*value).to_owned(),
                label: reader.choice(form.item_type.name, &field.name, value),
                chosen: chosen.contains(value),
            };
            field.options = list.iter().map(option).collect();
            field.shape = "checks";
        }
    }
    (fields, reader.problem_lines(&drawing))
}

/// The closed list of a field that holds several codes.
fn list_of(field: &str) -> Option<&'static [&'static str]> {
    match field {
        "enclosed" => Some(codes::ENCLOSURES),
        "needs" => Some(dialogue::assistance::NEEDS),
        _ => None,
    }
}

/// Ticked boxes come as several values; the reading takes lines.
pub(super) fn ticked(mut pairs: Pairs) -> Pairs {
    for field in ["f.enclosed", "f.needs"] {
        let lines = values(&pairs, field).join("\n");
        pairs.retain(|(name, _)| name != field);
        if !lines.is_empty() {
            pairs.push((field.to_owned(), lines));
        }
    }
    pairs
}

/// What was typed, as values; in the exercise each says so.
pub(super) fn read(
    visit: &Visit,
    item_type: &'static ItemType,
    pairs: &Pairs,
) -> (Content, Vec<FieldProblem>) {
    let (mut content, problems) = Typed { pairs, zone: TimeZone::UTC }.read(item_type);
    if visit.signed.app.node().demo().is_some() && content.text("evidence").is_none() {
        content.set_text("evidence", "exercise");
    }
    (content, problems)
}

/// Puts it, or says why not: the problems of the form, or a refusal for a page of its own.
pub(super) async fn put(
    visit: &Visit,
    draft: Draft,
    unread: Vec<FieldProblem>,
) -> Result<Result<Option<ItemId>, Vec<FieldProblem>>, Problem> {
    if !unread.is_empty() {
        return Ok(Err(unread));
    }
    match visit.dialogue.perform(&visit.actor, Act::Put(draft)).await {
        Ok(done) => Ok(Ok(done.item)),
        Err(ActError::Refused(Refusal::Form { problems })) => Ok(Err(problems)),
        Err(error) => Err(Problem::from(error)),
    }
}

const REQUEST_FIELDS: &[&str] = &[
    "reference",
    "date",
    "requested",
    "basis",
    "measure",
    "offence",
    "class",
    "urgency",
    "language",
    "requesting_office",
    "requested_office",
    "channel",
    "enclosed",
    "items",
    "manifest",
    "cost_class",
    "keep_secret",
    "informal_contact",
    "next_consultation",
];

async fn new(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    Query(asked): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let visit = enter(signed, &did)?;
    may_put(&visit, known("assistance_request")?)?;
    let pairs = prefilled(&visit, asked);
    show_request(&visit, None, &pairs, &[], None)
}

/// What stands in a new form: today, the other side, our next reference; and what came with a
/// draft.
pub(super) fn prefilled(visit: &Visit, given: Pairs) -> Pairs {
    let now = visit.now();
    let mut pairs: Pairs =
        given.into_iter().filter(|(name, _)| name.starts_with("f.")).take(64).collect();
    let defaults = visit.read(|reader| {
        let today = reader.places.our_day(now).to_string();
        let members = reader.record.joint().members();
        let other = members.iter().find(|party| **party != reader.us);
        let ours = Request::all(reader.record);
        let ours = ours.iter().filter(|request| request.requesting == reader.us);
        let year = today.get(..4).unwrap_or_default().to_owned();
        let prefix = format!("{}-MLA-{year}-", reader.us);
        let last = ours
            .filter_map(|request| request.item.content().text("reference"))
            .filter_map(|reference| reference.strip_prefix(&prefix)?.parse::<u32>().ok())
            .max();
        vec![
            ("f.reference", format!("{prefix}{:04}", last.unwrap_or(0) + 1)),
            ("f.date", today),
            ("f.requested", other.map(ToString::to_string).unwrap_or_default()),
            ("f.requesting_office", "central_authority".to_owned()),
            ("f.requested_office", "central_authority".to_owned()),
        ]
    });
    for (name, value) in defaults {
        if first(&pairs, name).is_empty() {
            pairs.push((name.to_owned(), value));
        }
    }
    ticked(pairs)
}

pub(super) fn show_request(
    visit: &Visit,
    item: Option<&ItemId>,
    pairs: &Pairs,
    problems: &[FieldProblem],
    gaps: Option<&[Gap]>,
) -> Result<Html<String>, Problem> {
    let t = visit.t();
    let title = t.s(if item.is_some() { "legal-rewrite" } else { "new-assistance_request" });
    let title = title.into_owned();
    let frame = visit.page("legal", vec![Crumb::new(title.clone(), "")]);
    let page = visit.read(|reader| {
        let form = Asking {
            item_type: item::get("assistance_request")?,
            pairs,
            problems,
            only: REQUEST_FIELDS,
            needed: &[],
        };
        let (fields, problems) = draw(reader, &form);
        let (action, back) = match item {
            Some(id) => (reader.at(&format!("legal/{id}/edit")), reader.at(&format!("legal/{id}"))),
            None => (reader.at("legal/new"), reader.at("legal")),
        };
        Some(WritePage {
            page: frame,
            t,
            title,
            lead: t.s("legal-new-lead").into_owned(),
            action,
            hidden: values(pairs, "base").into_iter().map(|one| ("base", one.to_owned())).collect(),
            problems,
            gaps: gaps.unwrap_or_default().iter().map(|gap| views::gap(reader, *gap)).collect(),
            complete: gaps.is_some_and(<[Gap]>::is_empty),
            checks: true,
            fields,
            acting_as: reader.acting_as(),
            word: t.s("legal-share").into_owned(),
            back,
        })
    });
    html(&page.ok_or(Problem::NotFound)?)
}

async fn put_new(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let visit = enter(signed, &did)?;
    posted(&visit, None, form.0).await
}

async fn edit(signed: Signed, Path((_, did, item)): At) -> Result<Html<String>, Problem> {
    let (visit, id) = (enter(signed, &did)?, item_id(&item)?);
    let item_type = known("assistance_request")?;
    may_put(&visit, item_type)?;
    let pairs = visit
        .read(|reader| {
            let item = reader.record.item(&id).filter(|item| item.kind() == item_type)?;
            let draft = Draft::revise(&item);
            let mut pairs = pairs::fill(item_type, &draft.content, &TimeZone::UTC);
            pairs.extend(draft.base.iter().map(|base| ("base".to_owned(), base.to_string())));
            Some(pairs)
        })
        .ok_or(Problem::NotFound)?;
    show_request(&visit, Some(&id), &pairs, &[], None)
}

async fn put_again(
    signed: Signed,
    Path((_, did, item)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, id) = (enter(signed, &did)?, item_id(&item)?);
    posted(&visit, Some(id), form.0).await
}

/// Checks, or shares with the other side. What is incomplete is shared on the officer's word only.
async fn posted(visit: &Visit, item: Option<ItemId>, form: Pairs) -> Result<Response, Problem> {
    let item_type = known("assistance_request")?;
    may_put(visit, item_type)?;
    let form = ticked(form);
    let (content, unread) = read(visit, item_type, &form);
    let mut draft = Draft::new(item_type, content);
    if let Some(id) = &item {
        let base = values(&form, "base").into_iter().map(dialogue::id::VersionId::parse);
        let base: Result<Vec<_>, _> = base.collect();
        draft.base =
            base.map_err(|_| Problem::BadRequest("a version's id is malformed".to_owned()))?;
        draft.item = Some(id.clone());
    }
    let gaps = asked_of(&draft.content).gaps();
    let anyway = first(&form, "anyway") == "yes";
    if first(&form, "do") == "check" || (!gaps.is_empty() && !anyway) {
        let status = match first(&form, "do") {
            "check" => StatusCode::OK,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let page = show_request(visit, item.as_ref(), &form, &unread, Some(&gaps))?;
        return Ok((status, page).into_response());
    }
    match put(visit, draft, unread).await? {
        Ok(done) => {
            let id = item.or(done).ok_or(Problem::NotFound)?;
            let to = visit.signed.href(&format!("d/{}/legal/{id}", visit.did));
            Ok(Redirect::to(&to).into_response())
        }
        Err(problems) => {
            let page = show_request(visit, item.as_ref(), &form, &problems, Some(&gaps))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Values of a form as the completeness check reads them.
pub(super) fn asked_of(content: &Content) -> mutual::complete::Asked {
    let text = |field: &str| content.text(field).unwrap_or_default().to_owned();
    mutual::complete::Asked {
        reference: text("reference"),
        basis: text("basis"),
        measure: text("measure"),
        offence: text("offence"),
        class: text("class"),
        urgency: text("urgency"),
        language: text("language"),
        requesting_office: text("requesting_office"),
        requested_office: text("requested_office"),
        channel: text("channel"),
        enclosed: content.strings("enclosed").into_iter().map(str::to_owned).collect(),
    }
}

async fn step(
    signed: Signed,
    Path((_, did, item)): At,
    Query(asked): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let (visit, id) = (enter(signed, &did)?, item_id(&item)?);
    may_put(&visit, known("assistance_step")?)?;
    let step = Step::parse(first(&asked, "step")).ok_or(Problem::NotFound)?;
    let now = visit.now();
    let today = visit.read(|reader| reader.places.our_day(now).to_string());
    let pairs =
        vec![("f.date".to_owned(), today), ("f.office".to_owned(), "central_authority".to_owned())];
    show_step(&visit, &id, step, &pairs, &[])
}

fn show_step(
    visit: &Visit,
    id: &ItemId,
    step: Step,
    pairs: &Pairs,
    problems: &[FieldProblem],
) -> Result<Html<String>, Problem> {
    let t = visit.t();
    let head = visit.read(|reader| {
        let word = reader.choice("assistance_step", "step", step.as_str());
        let reference = reader.record.title_of(id, reader.lang())?;
        Some((reference, reader.at(&format!("legal/{id}")), word))
    });
    let (reference, href, word) = head.ok_or(Problem::NotFound)?;
    let crumbs = vec![Crumb::new(reference.clone(), href.clone()), Crumb::new(&word, "")];
    let frame = visit.page("legal", crumbs);
    let page = visit
        .read(|reader| {
            let request = Request::of(reader.record, reader.record.item(id)?)?;
            let side = request.side(&reader.us)?;
            if !request.life.possible(side).contains(&step) {
                return Some(Err(Problem::from(Refusal::StepNotPossible {
                    item: id.clone(),
                    step: step.as_str(),
                    state: request.life.state.as_str(),
                })));
            }
            let (needed, may) = fields_of(step);
            let known = request.their_reference().is_some();
            let needed: Vec<&str> =
                needed.iter().copied().filter(|one| *one != "reference" || !known).collect();
            let only: Vec<&str> =
                ["date", "office"].into_iter().chain(needed.clone()).chain(may.to_vec()).collect();
            let form = Asking {
                item_type: item::get("assistance_step")?,
                pairs,
                problems,
                only: &only,
                needed: &needed,
            };
            let (fields, problems) = draw(reader, &form);
            Some(Ok(WritePage {
                page: frame,
                t,
                title: word.clone(),
                lead: t.f("legal-step-lead", &[("reference", reference)]),
                action: format!("{href}/step"),
                hidden: vec![("step", step.as_str().to_owned())],
                problems,
                gaps: Vec::new(),
                complete: false,
                checks: false,
                fields,
                acting_as: reader.acting_as(),
                word: t.f("legal-state-it", &[("step", word)]),
                back: href,
            }))
        })
        .ok_or(Problem::NotFound)??;
    html(&page)
}

async fn put_step(
    signed: Signed,
    Path((_, did, item)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, id) = (enter(signed, &did)?, item_id(&item)?);
    let item_type = known("assistance_step")?;
    may_put(&visit, item_type)?;
    let form = form.0;
    let step = Step::parse(first(&form, "step")).ok_or(Problem::NotFound)?;
    let mut pairs = form.clone();
    pairs.retain(|(name, _)| name != "f.request" && name != "f.step");
    pairs.push(("f.request".to_owned(), id.to_string()));
    pairs.push(("f.step".to_owned(), step.as_str().to_owned()));
    let (content, unread) = read(&visit, item_type, &pairs);
    match put(&visit, Draft::new(item_type, content), unread).await? {
        Ok(_) => {
            let to = visit.signed.href(&format!("d/{}/legal/{id}", visit.did));
            Ok(Redirect::to(&to).into_response())
        }
        Err(problems) => {
            let page = show_step(&visit, &id, step, &form, &problems)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
