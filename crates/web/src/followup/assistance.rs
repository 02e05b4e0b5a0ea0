//! Assistance as a track: what one side offers the other, from offer over acceptance, plan and
//! delivery to evaluation, with the date of each stage; and the short form that notes the next
//! stage. Which stage follows which is `dialogue::item::assistance`'s to say.

use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::act::{Act, Draft};
use dialogue::content::Content;
use dialogue::follow;
use dialogue::item::assistance::{STAGES, next_of, stage_of};
use dialogue::record::Item;
use dialogue::refusal::{FieldProblem, FieldRule, Refusal};
use http::StatusCode;
use node::ActError;
use serde::Deserialize;

use super::board::{self, Tab};
use super::narrow::{self, Asked, Seen};
use super::pages::{refused, seen, today};
use crate::forms::pairs::{Pairs, first};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::acts::{ActLink, Reach};
use crate::items::beside::{Notes, ProofCard, Waits};
use crate::items::lists::{Filter, FilterOption, item_options, word_options};
use crate::items::reader::{Address, Fact, Reader};
use crate::items::shown::Shown;
use crate::items::visit::{Visit, html, item_id};
use crate::mark::Mark;
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/assistance", the_track)
        .get("/{lang}/d/{did}/assistance/{item}", the_offer)
        .post("/{lang}/d/{did}/assistance/{item}/stage", next_stage)
}

/// How far an offer can be.
pub const STANDS: &[&str] =
    &["offered", "accepted", "planned", "delivered", "evaluated", "declined"];

#[derive(Template)]
#[template(path = "followup/assistance.html")]
struct TrackPage {
    page: Page,
    t: T,
    v: TrackView,
}

#[derive(Template)]
#[template(path = "followup/offer.html")]
struct OfferPage {
    page: Page,
    t: T,
    v: OfferView,
}

/// What an address asks of the track. Group and round are those of the board.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The side that offers.
    pub owner: String,
    pub group: String,
    pub round: String,
    /// One of [`STANDS`].
    pub stage: String,
}

/// The track.
#[derive(Debug)]
pub struct TrackView {
    pub tabs: Vec<Tab>,
    pub filters: Vec<Filter>,
    pub filtered: bool,
    pub clear: String,
    pub count: String,
    pub add: String,
    pub empty: String,
    /// The stages as columns.
    pub head: Vec<String>,
    pub rows: Vec<TrackRow>,
    pub waits: Waits,
    pub proof: ProofCard,
}

/// One offer.
#[derive(Debug)]
pub struct TrackRow {
    pub id: String,
    pub href: String,
    pub title: String,
    pub kind: String,
    /// From whom to whom.
    pub sides: String,
    pub stage: &'static str,
    pub word: String,
    /// The date of each stage; empty where it is not reached.
    pub dates: Vec<String>,
    pub changed: bool,
    /// What can be noted next, for those who may; empty otherwise.
    pub next: String,
    pub state: Mark,
}

/// One offer on its own page.
#[derive(Debug)]
pub struct OfferView {
    pub title: String,
    pub state: Mark,
    pub acts: Vec<ActLink>,
    pub life: String,
    pub stage: &'static str,
    pub word: String,
    pub steps: Vec<Step>,
    pub form: Option<StageForm>,
    pub facts: Vec<Fact>,
    pub fields: Vec<Shown>,
    pub story: String,
    pub sources: Vec<Address>,
    pub waits: Waits,
    pub notes: Notes,
    pub proof: ProofCard,
}

/// One stage of an offer.
#[derive(Debug)]
pub struct Step {
    pub label: String,
    /// Empty while it is not reached.
    pub date: String,
}

/// The short form: which stage, when, and a note.
#[derive(Debug)]
pub struct StageForm {
    pub action: String,
    pub stages: Vec<FilterOption>,
    pub date: String,
    pub note: String,
    pub note_lang: &'static str,
    pub note_dir: &'static str,
    pub problem: String,
    /// The whole form.
    pub edit: String,
}

fn track(reader: &Reader<'_>, wanted: &Wanted, seen: &Seen) -> TrackView {
    let t = reader.t;
    let all: Vec<Item<'_>> = reader.record.of_type("assistance");
    let total = all.len();
    let shown: Vec<Item<'_>> = all.into_iter().filter(|one| takes(reader, one, wanted)).collect();
    let asked = Asked {
        owner: wanted.owner.clone(),
        group: wanted.group.clone(),
        round: wanted.round.clone(),
        ..Asked::default()
    };
    let filtered = !(asked.is_empty() && wanted.stage.is_empty());
    TrackView {
        empty: t.s(if filtered { "list-none-filtered" } else { "list-none" }).into_owned(),
        tabs: board::tabs(reader, &asked, "assistance"),
        filters: filters(reader, wanted),
        filtered,
        clear: reader.at("assistance"),
        count: t.f("list-count", &[("n", shown.len()), ("of", total)]),
        add: if reader.writes("assistance") { reader.at("new/assistance") } else { String::new() },
        head: STAGES.iter().map(|stage| reader.label("assistance", stage)).collect(),
        rows: shown.iter().map(|one| row(reader, one, seen)).collect(),
        waits: reader.waits(None, |item| item.kind().name == "assistance"),
        proof: ProofCard::default(),
    }
}

fn filters(reader: &Reader<'_>, wanted: &Wanted) -> Vec<Filter> {
    let t = reader.t;
    let filter =
        |name, label: &str, options| Filter { name, label: t.s(label).into_owned(), options };
    let sides = reader.sides().into_iter().map(|side| FilterOption {
        chosen: side.code == wanted.owner,
        label: reader.party(&side.party),
        value: side.code,
    });
    vec![
        filter("owner", "field-assistance-from", sides.collect()),
        filter("group", "list-group", item_options(reader, "working_group", &wanted.group)),
        filter("round", "list-round", item_options(reader, "round", &wanted.round)),
        filter("stage", "assistance-stage", {
            word_options(t, "assistance-stage", STANDS, &wanted.stage)
        }),
    ]
}

/// An offer lies in the round and the group of its session and of its commitment.
fn takes(reader: &Reader<'_>, item: &Item<'_>, wanted: &Wanted) -> bool {
    let content = item.content();
    let carried = content.item("commitment").and_then(|id| reader.record.item(&id));
    let life = carried.map(|item| follow::life(reader.record, item));
    let round = || {
        let of_session = || {
            let session = reader.record.item(&content.item("session")?)?;
            session.content().item("round")
        };
        let made_in = life.as_ref().and_then(|life| life.made_in.clone());
        [of_session(), made_in].into_iter().flatten().any(|id| id.as_str() == wanted.round)
    };
    let group = || {
        let carried = life.as_ref().map(|life| life.commitment.content());
        let mut all = std::iter::once(content).chain(carried);
        all.any(|content| narrow::is_of_group(reader, content, &wanted.group))
    };
    (wanted.owner.is_empty() || content.text("from") == Some(&wanted.owner))
        && (wanted.stage.is_empty() || stage_of(content) == wanted.stage)
        && (wanted.group.is_empty() || group())
        && (wanted.round.is_empty() || round())
}

fn row(reader: &Reader<'_>, item: &Item<'_>, seen: &Seen) -> TrackRow {
    let content = item.content();
    let stage = stage_of(content);
    let may = reader.may_write(item) && !next_of(stage).is_empty();
    TrackRow {
        id: item.id().to_string(),
        href: reader.href(item),
        title: reader.title(item),
        kind: kind(reader, content),
        sides: sides(reader, content),
        stage,
        word: stage_word(reader.t, stage),
        dates: dates(reader, content),
        changed: seen.has_changed(&follow::life(reader.record, *item)),
        next: if may { format!("{}#stage", reader.href(item)) } else { String::new() },
        state: reader.mark(item),
    }
}

fn kind(reader: &Reader<'_>, content: &Content) -> String {
    let kind = content.text("kind");
    kind.map(|kind| reader.choice("assistance", "kind", kind)).unwrap_or_default()
}

fn sides(reader: &Reader<'_>, content: &Content) -> String {
    let of = |field: &str| content.party(field).map(|party| reader.party(&party));
    let args = ["from", "to"].map(|field| (field, of(field).unwrap_or_default()));
    reader.t.f("assistance-sides", &args)
}

fn stage_word(t: T, stage: &str) -> String {
    t.s(&format!("assistance-stage-{stage}")).into_owned()
}

fn dates(reader: &Reader<'_>, content: &Content) -> Vec<String> {
    let date = |stage: &&str| content.date(stage).map(|date| reader.date(date));
    STAGES.iter().map(|stage| date(stage).unwrap_or_default()).collect()
}

fn offer(reader: &Reader<'_>, item: &Item<'_>) -> OfferView {
    let (content, here) = (item.content(), reader.href(item));
    let stage = stage_of(content);
    let declined = content.date("declined_on").map(|date| Step {
        label: reader.label("assistance", "declined_on"),
        date: reader.date(date),
    });
    let steps = STAGES
        .iter()
        .zip(dates(reader, content))
        .map(|(stage, date)| Step { label: reader.label("assistance", stage), date });
    // What was declined comes to no later stage.
    let steps = steps.filter(|step| declined.is_none() || !step.date.is_empty());
    let steps: Vec<Step> = steps.collect();
    let remark = item.kind().common().iter().filter(|field| field.name == "remark");
    let fields = item.kind().fields.iter().filter(|field| !TOLD.contains(&field.name));
    let fields = fields.chain(remark);
    let id = item.id();
    OfferView {
        title: reader.title(item),
        state: reader.mark(item),
        acts: reader.acts(item, Reach::Page, &here),
        life: reader.life(id),
        stage,
        word: stage_word(reader.t, stage),
        steps: steps.into_iter().chain(declined).collect(),
        form: None,
        facts: facts(reader, content),
        fields: fields.filter_map(|field| reader.one(item.kind(), field, content)).collect(),
        story: reader.at(&format!("stories/item/{id}")),
        sources: reader.addresses(item),
        waits: reader.waits(Some(id), |other| reader.under(other, id)),
        notes: Notes::default(),
        proof: ProofCard::default(),
    }
}

/// What the page tells elsewhere than in its list of fields.
const TOLD: &[&str] = &[
    "kind",
    "title",
    "from",
    "to",
    "group",
    "session",
    "commitment",
    "offered_on",
    "accepted_on",
    "declined_on",
    "planned_for",
    "delivered_on",
    "evaluated_on",
];

fn facts(reader: &Reader<'_>, content: &Content) -> Vec<Fact> {
    let plain = |name: &str, value: String| Fact {
        label: reader.label("assistance", name),
        value,
        ..Fact::default()
    };
    let mut facts =
        vec![plain("kind", kind(reader, content)), plain("from", sides(reader, content))];
    for name in ["commitment", "group", "session"] {
        if let Some(id) = content.item(name) {
            let link = reader.link_of(&id);
            facts.push(Fact { href: link.href, ..plain(name, link.title) });
        }
    }
    facts
}

/// The short form as it was typed, or with today in it.
fn stage_form(
    reader: &Reader<'_>,
    item: &Item<'_>,
    typed: Option<&Pairs>,
    today: &str,
    problem: String,
) -> Option<StageForm> {
    let stages = next_of(stage_of(item.content()));
    if stages.is_empty() || !reader.may_write(item) {
        return None;
    }
    let typed = |name: &str| typed.map_or("", |form| first(form, name)).to_owned();
    let asked = typed("stage");
    let option = |stage: &&str| FilterOption {
        value: (*stage).to_owned(),
        label: reader.label("assistance", stage),
        chosen: *stage == asked,
    };
    let lang = reader.lang();
    Some(StageForm {
        action: format!("{}/stage", reader.href(item)),
        stages: stages.iter().map(option).collect(),
        date: if asked.is_empty() { today.to_owned() } else { typed("date") },
        note: typed("note"),
        note_lang: lang.as_str(),
        note_dir: Reader::dir(lang),
        problem,
        edit: format!("{}/edit", reader.life(item.id())),
    })
}

type At = Path<(String, String, String)>;

async fn the_track(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let seen = seen(&visit)?;
    let v = visit.read(|reader| {
        let mut v = track(reader, &wanted, &seen);
        v.proof = reader.proof_card(&visit.logs, None);
        v
    });
    let word = visit.t().s("types-assistance").into_owned();
    let crumbs = super::pages::under_board(&visit, word);
    html(&TrackPage { page: visit.page("commitments", crumbs), t: visit.t(), v })
}

async fn the_offer(signed: Signed, Path((_, did, item)): At) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    offer_page(&visit, &item, None, String::new())
}

fn offer_page(
    visit: &Visit,
    item: &str,
    form: Option<&Pairs>,
    problem: String,
) -> Result<Html<String>, Problem> {
    let (id, today) = (item_id(item)?, today(visit));
    let (v, crumbs) = visit
        .read(|reader| {
            let item = reader.record.item(&id).filter(|one| one.kind().name == "assistance")?;
            let mut v = offer(reader, &item);
            v.form = stage_form(reader, &item, form, &today, problem);
            v.proof = reader.proof_card(&visit.logs, Some(&id));
            let of = |key: &str, path: &str| Crumb::new(reader.t.s(key).into_owned(), path);
            let crumbs = vec![
                of("types-commitment", &reader.at("commitments")),
                of("types-assistance", &reader.at("assistance")),
                Crumb::new(v.title.clone(), ""),
            ];
            Some((v, crumbs))
        })
        .ok_or(Problem::NotFound)?;
    let v = OfferView { notes: visit.notes(&id)?, ..v };
    html(&OfferPage { page: visit.page("commitments", crumbs), t: visit.t(), v })
}

/// Notes the next stage: one more version, with one date more.
async fn next_stage(
    signed: Signed,
    Path((_, did, item)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let drafted = visit
        .read(|reader| {
            let item = reader.record.item(&id).filter(|one| one.kind().name == "assistance")?;
            Some((draft(reader, &item, &form), reader.href(&item)))
        })
        .ok_or(Problem::NotFound)?;
    let (draft, there) = drafted;
    let done = match draft {
        Ok(draft) => visit.dialogue.perform(&visit.actor, Act::Put(draft)).await.map(|_| ()),
        Err(problem) => Err(ActError::Refused(Refusal::Form { problems: vec![problem] })),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&there).into_response()),
        Err(error) => {
            let why = refused(&visit, "assistance", error)?;
            let body = offer_page(&visit, &item, Some(&form), why)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response())
        }
    }
}

fn draft(reader: &Reader<'_>, item: &Item<'_>, form: &Pairs) -> Result<Draft, FieldProblem> {
    let stages = next_of(stage_of(item.content()));
    let asked = first(form, "stage");
    let stage = stages.iter().find(|stage| **stage == asked);
    let stage = stage.ok_or_else(|| FieldProblem::new("stage", FieldRule::Missing))?;
    let (date, note) = (first(form, "date").trim(), first(form, "note").trim());
    if date.is_empty() {
        return Err(FieldProblem::new(stage, FieldRule::Missing));
    }
    let mut draft = Draft::revise(item);
    draft.content.set_text(stage, date);
    if !note.is_empty() {
        // What came of it has a field of its own.
        let field = if *stage == "evaluated_on" { "evaluation" } else { "remark" };
        draft.content.set_bi(field, reader.lang(), note);
    }
    Ok(draft)
}
