//! Handlers of forms: a new item, a new version of one, drafts that stay on our node.

use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::act::{Act, Draft, Verb};
use dialogue::content::Content;
use dialogue::id::{ItemId, VersionId};
use dialogue::item::{self, ItemType, Kind, attachment};
use dialogue::policy;
use dialogue::record::Item;
use dialogue::refusal::{FieldProblem, Refusal};
use http::StatusCode;
use node::{ActError, PrivateDraft};

use super::pairs::{self, Pairs, Typed, first, values};
use super::views::{Drawing, FormView, ProblemLine};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::confirm::own_address;
use crate::items::reader::{Link, Reader};
use crate::items::visit::{Visit, html, item_id};
use crate::shell::{Crumb, Page, Problem};
use crate::texts;

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/new/{type}", new)
        .post("/{lang}/d/{did}/new/{type}", put_new)
        .get("/{lang}/d/{did}/i/{item}/edit", edit)
        .post("/{lang}/d/{did}/i/{item}/edit", put_again)
}

#[derive(Template)]
#[template(path = "forms/form.html")]
struct FormPage {
    page: Page,
    t: T,
    v: FormView,
}

type At = Path<(String, String, String)>;

/// What a form is about.
struct Subject {
    item_type: &'static ItemType,
    item: Option<ItemId>,
}

/// What stands in a form beside its fields.
#[derive(Default)]
struct Beside {
    base: Vec<String>,
    pos: String,
    draft: String,
    drafted: &'static str,
    return_to: String,
}

async fn new(
    signed: Signed,
    Path((_, did, name)): At,
    Query(asked): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let (visit, subject) = for_new(signed, &did, &name)?;
    if subject.item_type.name == "attachment" {
        // A file is attached where it belongs, with its bytes.
        return Err(Problem::NotFound);
    }
    let kept = kept(&visit, first(&asked, "draft"))?;
    let (pairs, beside) = visit.read(|reader| {
        let mut beside = Beside { return_to: own(first(&asked, "return")), ..Beside::default() };
        let pairs = match &kept {
            Some(draft) => {
                beside.draft.clone_from(&draft.id);
                beside.drafted = "form-from-draft";
                pairs::fill(subject.item_type, &draft.content, &reader.our_zone())
            }
            None => preset(reader, subject.item_type, &asked),
        };
        beside.pos = next_place(reader, subject.item_type, &pairs);
        (pairs, beside)
    });
    show(&visit, &subject, &pairs, beside, &[], None)
}

async fn edit(
    signed: Signed,
    Path((_, did, id)): At,
    Query(asked): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let (visit, subject) = for_edit(signed, &did, &id)?;
    let kept = kept(&visit, first(&asked, "draft"))?;
    let (pairs, beside) = visit
        .read(|reader| {
            let item = reader.record.item(subject.item.as_ref()?)?;
            let draft = Draft::revise(&item);
            let zone = reader.our_zone();
            let mut beside = Beside {
                base: draft.base.iter().map(ToString::to_string).collect(),
                pos: draft.pos.map(|pos| pos.to_string()).unwrap_or_default(),
                return_to: own(first(&asked, "return")),
                ..Beside::default()
            };
            let pairs = match &kept {
                Some(kept) => {
                    beside.draft.clone_from(&kept.id);
                    beside.drafted =
                        if is_older(kept, &item) { "form-draft-older" } else { "form-from-draft" };
                    pairs::fill(subject.item_type, &kept.content, &zone)
                }
                None => {
                    let ours = item.position(&reader.us).map(|version| &version.content);
                    pairs::fill(subject.item_type, ours.unwrap_or(&draft.content), &zone)
                }
            };
            Some((pairs, beside))
        })
        .ok_or(Problem::NotFound)?;
    show(&visit, &subject, &pairs, beside, &[], None)
}

async fn put_new(
    signed: Signed,
    Path((_, did, name)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, subject) = for_new(signed, &did, &name)?;
    posted(&visit, subject, form.0).await
}

async fn put_again(
    signed: Signed,
    Path((_, did, id)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, subject) = for_edit(signed, &did, &id)?;
    posted(&visit, subject, form.0).await
}

fn for_new(signed: Signed, did: &str, name: &str) -> Result<(Visit, Subject), Problem> {
    let visit = Visit::enter(signed, did)?;
    let item_type = item::get(name).ok_or(Problem::NotFound)?;
    may_put(&visit, item_type)?;
    Ok((visit, Subject { item_type, item: None }))
}

fn for_edit(signed: Signed, did: &str, id: &str) -> Result<(Visit, Subject), Problem> {
    let (visit, id) = (Visit::enter(signed, did)?, item_id(id)?);
    let item_type = visit.read(|reader| reader.record.item(&id).map(|item| item.kind()));
    let item_type = item_type.ok_or(Problem::NotFound)?;
    may_put(&visit, item_type)?;
    Ok((visit, Subject { item_type, item: Some(id) }))
}

pub(crate) fn may_put(visit: &Visit, item_type: &'static ItemType) -> Result<(), Problem> {
    let function = visit.actor.function;
    if policy::allows(function, item_type, Verb::Put) {
        return Ok(());
    }
    let type_name = item_type.name;
    Err(Problem::from(Refusal::FunctionMayNot { function, verb: Verb::Put, type_name }))
}

/// Does what a button asks: put, keep as a draft, drop the draft, more rows.
async fn posted(visit: &Visit, subject: Subject, form: Pairs) -> Result<Response, Problem> {
    let form = pairs::compact(subject.item_type, form);
    let beside = Beside {
        base: values(&form, "base").into_iter().map(str::to_owned).collect(),
        pos: first(&form, "pos").to_owned(),
        draft: first(&form, "draft").to_owned(),
        drafted: "",
        return_to: own(first(&form, "return")),
    };
    let zone = visit.read(|reader| reader.our_zone());
    let (content, unread) = Typed { pairs: &form, zone }.read(subject.item_type);
    let asked = first(&form, "do");
    if let Some(table) = asked.strip_prefix("row:") {
        return Ok(show(visit, &subject, &form, beside, &[], Some(table))?.into_response());
    }
    match asked {
        "keep" => return keep(visit, &subject, content, &beside),
        "drop" => {
            visit.signed.app.node().private().delete_draft(&visit.did, &beside.draft)?;
            let back = visit.read(|reader| way_back(reader, &subject, &form, None));
            return Ok(Redirect::to(&back).into_response());
        }
        _ => {}
    }
    let act = Act::Put(draft(visit, &subject, content, &beside)?);
    if !unread.is_empty() {
        // What could not be read is told together with what the rules say about the rest.
        let mut problems = unread;
        let said = visit.read(|reader| policy::may(reader.actor, &act, reader.record).err());
        for problem in said.iter().flat_map(Refusal::problems) {
            if !problems.iter().any(|known| known.field == problem.field) {
                problems.push(problem.clone());
            }
        }
        return refused(visit, &subject, &form, beside, &problems, None);
    }
    match visit.dialogue.perform(&visit.actor, act).await {
        Ok(done) => {
            if !beside.draft.is_empty() {
                visit.signed.app.node().private().delete_draft(&visit.did, &beside.draft)?;
            }
            let back = own_address(Some(&beside.return_to));
            let back = back.unwrap_or_else(|| {
                visit.read(|reader| way_back(reader, &subject, &form, done.item.as_ref()))
            });
            Ok(Redirect::to(&back).into_response())
        }
        Err(ActError::Refused(refusal)) => {
            let problems = refusal.problems().to_vec();
            refused(visit, &subject, &form, beside, &problems, Some(&refusal))
        }
        Err(error) => Err(Problem::from(error)),
    }
}

fn draft(
    visit: &Visit,
    subject: &Subject,
    mut content: Content,
    beside: &Beside,
) -> Result<Draft, Problem> {
    let base: Result<Vec<VersionId>, _> =
        beside.base.iter().map(|id| VersionId::parse(id)).collect();
    let base = base.map_err(|_| Problem::BadRequest("a base version is malformed".to_owned()))?;
    let pos = beside.pos.parse().ok().filter(|_| subject.item_type.ordered);
    let aud = visit.read(|reader| {
        if subject.item_type.name == "attachment" {
            keep_file(reader, subject, &mut content);
        }
        // A new version must not be told to more parties than the one that it is written from.
        base.iter().find_map(|id| reader.record.joint().version(id)?.aud)
    });
    let item = subject.item.clone();
    Ok(Draft { item, base, pos, aud, ..Draft::new(subject.item_type, content) })
}

/// What was attached stays what it is, whatever a form says.
fn keep_file(reader: &Reader<'_>, subject: &Subject, content: &mut Content) {
    let item = subject.item.as_ref().and_then(|id| reader.record.item(id));
    let shown = item.and_then(|item| item.shown());
    for name in attachment::OF_THE_FILE {
        content.remove(name);
        if let Some(value) = shown.and_then(|version| version.content.get(name)) {
            content.set(name, value.clone());
        }
    }
}

/// Keeps what was typed on our node only.
fn keep(
    visit: &Visit,
    subject: &Subject,
    content: Content,
    beside: &Beside,
) -> Result<Response, Problem> {
    let id = if beside.draft.is_empty() { new_id()? } else { beside.draft.clone() };
    let draft = draft(visit, subject, content, beside)?;
    let private = visit.signed.app.node().private();
    private.save_draft(&visit.did, &id, &draft, &visit.actor)?;
    let back =
        visit.read(|reader| draft_href(reader, subject.item_type.name, subject.item.as_ref(), &id));
    Ok(Redirect::to(&back).into_response())
}

fn draft_href(reader: &Reader<'_>, type_name: &str, item: Option<&ItemId>, id: &str) -> String {
    match item {
        Some(item) => format!("{}/edit?draft={id}", reader.life(item)),
        None => reader.at(&format!("new/{type_name}?draft={id}")),
    }
}

fn new_id() -> Result<String, Problem> {
    let mut bytes = [0_u8; 9];
    getrandom::fill(&mut bytes).map_err(|error| Problem::Failed(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn kept(visit: &Visit, id: &str) -> Result<Option<PrivateDraft>, Problem> {
    if id.is_empty() {
        return Ok(None);
    }
    Ok(visit.signed.app.node().private().draft(&visit.did, id)?)
}

/// Whether a version was put after a draft of the item was kept.
fn is_older(draft: &PrivateDraft, item: &Item<'_>) -> bool {
    let versions = item.versions();
    let at = versions.last().and_then(|version| version.at.parse::<jiff::Timestamp>().ok());
    at.is_some_and(|at| at > draft.at)
}

/// The form with what was typed and what is wrong with it.
fn refused(
    visit: &Visit,
    subject: &Subject,
    form: &Pairs,
    beside: Beside,
    problems: &[FieldProblem],
    refusal: Option<&Refusal>,
) -> Result<Response, Problem> {
    let (mut v, page) = build(visit, subject, form, beside, problems, None)?;
    if let Some(refusal) = refusal.filter(|refusal| refusal.problems().is_empty()) {
        let t = visit.t();
        let text = format!("{} {}", texts::refusal(refusal, t), texts::remedy(refusal, t));
        let (anchor, label) = (String::new(), String::new());
        v.problems.insert(0, ProblemLine { anchor, label, text });
    }
    let body = html(&FormPage { page, t: visit.t(), v })?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response())
}

fn show(
    visit: &Visit,
    subject: &Subject,
    pairs: &Pairs,
    beside: Beside,
    problems: &[FieldProblem],
    more_rows: Option<&str>,
) -> Result<Html<String>, Problem> {
    let (v, page) = build(visit, subject, pairs, beside, problems, more_rows)?;
    html(&FormPage { page, t: visit.t(), v })
}

fn build(
    visit: &Visit,
    subject: &Subject,
    pairs: &Pairs,
    beside: Beside,
    problems: &[FieldProblem],
    more_rows: Option<&str>,
) -> Result<(FormView, Page), Problem> {
    let drafts = visit.signed.app.node().private().drafts(&visit.did)?;
    let (v, crumb) = visit.read(|reader| {
        let drawing = Drawing {
            item_type: subject.item_type,
            pairs,
            problems,
            more_rows,
            zone: reader.our_zone(),
        };
        let v = view(reader, subject, &drawing, beside, &drafts);
        let v = FormView { proof: reader.proof_card(&visit.logs, subject.item.as_ref()), ..v };
        let item = subject.item.as_ref().map(|id| reader.link_of(id));
        (v, item.map(|link| Crumb::new(link.title, link.href)))
    });
    let mut crumbs: Vec<Crumb> = crumb.into_iter().collect();
    crumbs.push(Crumb::new(v.title.clone(), ""));
    Ok((v, visit.page("", crumbs)))
}

fn view(
    reader: &Reader<'_>,
    subject: &Subject,
    drawing: &Drawing<'_>,
    beside: Beside,
    drafts: &[PrivateDraft],
) -> FormView {
    let (t, name) = (reader.t, subject.item_type.name);
    let own = subject.item_type.consents.is_empty();
    let (fields, more) = reader.draw(drawing);
    let problems = reader.problem_lines(drawing);
    let rule = if own { "own" } else { "joint" };
    let of_type = drafts.iter().filter(|draft| {
        draft.type_name.as_str() == name && draft.item == subject.item && draft.id != beside.draft
    });
    let link = |draft: &PrivateDraft| Link {
        href: draft_href(reader, name, draft.item.as_ref(), &draft.id),
        title: reader.places.one_line(draft.at, t),
        other: draft.author.clone(),
    };
    FormView {
        kind: subject.item_type.label(reader.lang()).to_owned(),
        title: match &subject.item {
            Some(id) => reader.title_of(id),
            None => t.s(&format!("new-{name}")).into_owned(),
        },
        lead: t
            .s(match (&subject.item, own) {
                (Some(_), false) => "form-lead-joint-again",
                (Some(_), true) => "form-lead-own-again",
                (None, true) => "form-lead-own-new",
                (None, false) => "form-lead-new",
            })
            .into_owned(),
        action: match &subject.item {
            Some(id) => format!("{}/edit", reader.life(id)),
            None => reader.at(&format!("new/{name}")),
        },
        back: back(reader, subject, drawing.pairs, &beside),
        more_open: more.iter().any(|fld| !fld.problems.is_empty() || !fld.value.is_empty()),
        fields,
        more,
        problems_title: t.n("form-problems", problems.len().max(1)),
        problems,
        means: t.s(&format!("form-means-{rule}")).into_owned(),
        rule_means: t.s(&format!("form-rule-{rule}")).into_owned(),
        acting_as: reader.acting_as(),
        put_word: t.s(&format!("form-put-{rule}")).into_owned(),
        drafts: of_type.map(link).collect(),
        base: beside.base,
        pos: beside.pos,
        draft: beside.draft,
        drafted: if beside.drafted.is_empty() {
            String::new()
        } else {
            t.s(beside.drafted).into_owned()
        },
        return_to: beside.return_to,
        ..FormView::default()
    }
}

fn back(reader: &Reader<'_>, subject: &Subject, pairs: &Pairs, beside: &Beside) -> String {
    if beside.return_to.is_empty() {
        way_back(reader, subject, pairs, None)
    } else {
        beside.return_to.clone()
    }
}

/// Where one goes after a form: to the item's parent, else to the item, else to the dialogue.
fn way_back(reader: &Reader<'_>, subject: &Subject, form: &Pairs, done: Option<&ItemId>) -> String {
    let parent = subject.item_type.parent.iter().find_map(|field| {
        let id = ItemId::parse(first(form, &format!("f.{field}"))).ok()?;
        reader.record.item(&id)
    });
    let own = done.or(subject.item.as_ref()).and_then(|id| reader.record.item(id));
    // Types with a screen of their own are shown there, others in the page they belong to.
    let screens = ["round", "working_group", "session", "person", "institution", "joint_text"];
    match (own, parent) {
        (Some(own), _) if screens.contains(&own.kind().name) => reader.href(&own),
        (_, Some(parent)) => reader.href(&parent),
        (Some(own), None) => reader.href(&own),
        (None, None) => reader.at(""),
    }
}

/// What a new item begins with: what the address names, our own party, the next number.
fn preset(reader: &Reader<'_>, item_type: &ItemType, asked: &Pairs) -> Pairs {
    let mut pairs: Pairs = Vec::new();
    for field in item_type.fields {
        for name in field.stored() {
            for value in values(asked, &name) {
                pairs.push((format!("f.{name}"), value.to_owned()));
            }
        }
    }
    let has = |pairs: &Pairs, name: &str| pairs.iter().any(|(key, _)| key == name);
    for field in item_type.fields {
        let name = format!("f.{}", field.name);
        if has(&pairs, &name) {
            continue;
        }
        match field.kind {
            Kind::Party
                if item_type.consents.is_empty() && matches!(field.name, "party" | "code") =>
            {
                pairs.push((name, reader.us.to_string()));
            }
            Kind::Int { .. } if matches!(field.name, "number" | "order") => {
                let all = reader.record.of_type(item_type.name);
                let last = all.iter().filter_map(|item| item.content().int(field.name)).max();
                pairs.push((name, (last.unwrap_or(0) + 1).to_string()));
            }
            Kind::Item(["round"]) if item_type.name == "session" => {
                if let Some(round) = reader.record.of_type("round").last() {
                    pairs.push((name, round.id().to_string()));
                }
            }
            _ => {}
        }
    }
    pairs
}

/// The place after the last sibling, for ordered types.
fn next_place(reader: &Reader<'_>, item_type: &ItemType, pairs: &Pairs) -> String {
    if !item_type.ordered {
        return String::new();
    }
    let parent = item_type.parent.first().map(|field| first(pairs, &format!("f.{field}")));
    let Some(parent) = parent.and_then(|id| ItemId::parse(id).ok()) else { return String::new() };
    let siblings = reader.record.children(&parent, item_type.name);
    let last = siblings.iter().filter_map(|item| item.shown().and_then(|v| v.pos)).max();
    (last.unwrap_or(0) + 1).to_string()
}

fn own(path: &str) -> String {
    own_address(Some(path)).unwrap_or_default()
}
