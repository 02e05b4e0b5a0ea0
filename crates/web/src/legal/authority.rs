//! What the two central authorities agree with each other: times for each class, and each one's own
//! working days.

use askama::Template;
use axum::extract::{Form, Path};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::act::Draft;
use dialogue::assistance::levels;
use dialogue::item;
use dialogue::refusal::FieldProblem;
use http::StatusCode;
use jiff::tz::TimeZone;
use mutual::codes::CLASSES;

use super::pages::enter;
use super::request::{Asking, draw, known, put, read};
use crate::forms::pages::may_put;
use crate::forms::pairs::{self, Pairs, first};
use crate::forms::views::{Drawing, Fld, ProblemLine};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::acts::{ActLink, Reach};
use crate::items::reader::Reader;
use crate::items::visit::{Visit, html};
use crate::mark::Mark;
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/legal/levels", list)
        .post("/{lang}/d/{did}/legal/levels", propose)
        .get("/{lang}/d/{did}/legal/calendar", calendar)
        .post("/{lang}/d/{did}/legal/calendar", put_calendar)
}

#[derive(Template)]
#[template(path = "legal/levels.html")]
struct LevelsPage {
    page: Page,
    t: T,
    rows: Vec<LevelRow>,
    fields: Vec<Fld>,
    problems: Vec<ProblemLine>,
    action: String,
    acting_as: String,
    writes: bool,
    calendar: String,
}

/// The times of one class.
struct LevelRow {
    class: String,
    in_force: [String; 4],
    agreed: bool,
    /// What is proposed and not agreed yet.
    proposed: Option<[String; 4]>,
    state: Option<Mark>,
    acts: Vec<ActLink>,
    href: String,
}

#[derive(Template)]
#[template(path = "legal/calendar.html")]
struct CalendarPage {
    page: Page,
    t: T,
    fields: Vec<Fld>,
    problems: Vec<ProblemLine>,
    action: String,
    back: String,
    writes: bool,
    sides: Vec<(String, String)>,
}

const FIELDS: &[&str] =
    &["class", "acknowledge_days", "decide_days", "extend_days", "carry_out_days"];
const DAYS: [&str; 4] = ["acknowledge_days", "decide_days", "extend_days", "carry_out_days"];

async fn list(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let visit = enter(signed, &did)?;
    show(&visit, &Vec::new(), &[])
}

fn show(visit: &Visit, pairs: &Pairs, problems: &[FieldProblem]) -> Result<Html<String>, Problem> {
    let t = visit.t();
    let frame = visit.page("legal-levels", vec![Crumb::new(t.s("nav-legal-levels"), "")]);
    let page = visit.read(|reader| {
        let form = Asking {
            item_type: item::get("service_level")?,
            pairs,
            problems,
            only: FIELDS,
            needed: &[],
        };
        let (fields, problems) = draw(reader, &form);
        Some(LevelsPage {
            page: frame,
            t,
            rows: CLASSES.iter().map(|class| row(reader, class)).collect(),
            fields,
            problems,
            action: reader.at("legal/levels"),
            acting_as: reader.acting_as(),
            writes: reader.writes("service_level"),
            calendar: reader.at("legal/calendar"),
        })
    });
    html(&page.ok_or(Problem::NotFound)?)
}

fn row(reader: &Reader<'_>, class: &str) -> LevelRow {
    let in_force = levels(reader.record, class);
    let in_force = [in_force.acknowledge, in_force.decide, in_force.extend, in_force.carry_out];
    let items = reader.record.of_type("service_level");
    let item = items.iter().find(|item| item.content().text("class") == Some(class));
    let agreed = item.is_some_and(|item| !item.standing().effective.is_empty());
    let on_table = item.and_then(|item| {
        let offered = item.on_the_table();
        let version = offered.iter().find(|id| !item.standing().effective.contains(id))?;
        let content = &reader.record.version(version)?.content;
        Some(DAYS.map(|field| content.int(field).map(|n| n.to_string()).unwrap_or_default()))
    });
    LevelRow {
        class: reader.choice("service_level", "class", class),
        in_force: in_force.map(|days| days.to_string()),
        agreed,
        proposed: on_table,
        state: item.map(|item| reader.mark(item)),
        acts: item
            .map(|item| reader.acts(item, Reach::Page, &reader.at("legal/levels")))
            .unwrap_or_default(),
        href: item.map(|item| reader.life(item.id())).unwrap_or_default(),
    }
}

async fn propose(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let visit = enter(signed, &did)?;
    let item_type = known("service_level")?;
    may_put(&visit, item_type)?;
    let (content, unread) = read(&visit, item_type, &form);
    let class = first(&form, "f.class").to_owned();
    // A class that has times already is put anew, written from what is there.
    let draft = visit.read(|reader| {
        let items = reader.record.of_type("service_level");
        let item = items.iter().find(|item| item.content().text("class") == Some(class.as_str()));
        match item {
            Some(item) => Draft { content: content.clone(), ..Draft::revise(item) },
            None => Draft::new(item_type, content.clone()),
        }
    });
    match put(&visit, draft, unread).await? {
        Ok(_) => {
            let to = visit.signed.href(&format!("d/{did}/legal/levels"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(problems) => {
            let page = show(&visit, &form, &problems)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn calendar(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let visit = enter(signed, &did)?;
    let pairs = visit.read(|reader| {
        let items = reader.record.of_type("authority_calendar");
        let ours = items.iter().find(|item| *item.owner() == reader.us);
        ours.map(|item| pairs::fill(item.kind(), item.content(), &TimeZone::UTC))
    });
    show_calendar(&visit, &pairs.unwrap_or_default(), &[], None)
}

fn show_calendar(
    visit: &Visit,
    pairs: &Pairs,
    problems: &[FieldProblem],
    more_rows: Option<&str>,
) -> Result<Html<String>, Problem> {
    let t = visit.t();
    let item_type = known("authority_calendar")?;
    let levels = visit.signed.href(&format!("d/{}/legal/levels", visit.did));
    let crumbs = vec![
        Crumb::new(t.s("nav-legal-levels"), levels.clone()),
        Crumb::new(t.s("types-authority_calendar"), ""),
    ];
    let frame = visit.page("legal-levels", crumbs);
    let page = visit.read(|reader| {
        let drawing = Drawing { item_type, pairs, problems, more_rows, zone: TimeZone::UTC };
        let (fields, _) = reader.draw(&drawing);
        CalendarPage {
            page: frame,
            t,
            fields,
            problems: reader.problem_lines(&drawing),
            action: reader.at("legal/calendar"),
            back: levels,
            writes: reader.writes("authority_calendar"),
            sides: sides(reader),
        }
    });
    html(&page)
}

/// What each side supplied, in a line.
fn sides(reader: &Reader<'_>) -> Vec<(String, String)> {
    let items = reader.record.of_type("authority_calendar");
    let members = reader.record.joint().members();
    let side = |party: &dialogue::id::PartyId| {
        let item = items.iter().find(|item| item.owner() == party);
        let words = match item {
            None => reader.t.s("legal-calendar-none").into_owned(),
            Some(item) => {
                let known = dialogue::item::working_calendar::WEEKDAYS.iter().enumerate();
                let named = item.content().strings("weekend");
                let days = known.filter(|(_, day)| named.contains(day));
                let days = days.map(|(at, _)| reader.t.s(&format!("weekday-{}", at + 1)));
                let days: Vec<_> = days.collect();
                let n = item.content().rows("holidays").len();
                let days = days.join(reader.t.s("legal-comma").as_ref());
                format!("{days} · {}", reader.t.n("legal-calendar-days", n))
            }
        };
        (reader.party(party), words)
    };
    members.iter().map(side).collect()
}

async fn put_calendar(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let visit = enter(signed, &did)?;
    let item_type = known("authority_calendar")?;
    may_put(&visit, item_type)?;
    let form = pairs::compact(item_type, form.0);
    if let Some(table) = first(&form, "do").strip_prefix("row:") {
        return Ok(show_calendar(&visit, &form, &[], Some(table))?.into_response());
    }
    let (content, unread) = read(&visit, item_type, &form);
    let draft = visit.read(|reader| {
        let items = reader.record.of_type("authority_calendar");
        match items.iter().find(|item| *item.owner() == reader.us) {
            Some(item) => Draft { content: content.clone(), ..Draft::revise(item) },
            None => Draft::new(item_type, content.clone()),
        }
    });
    match put(&visit, draft, unread).await? {
        Ok(_) => {
            let to = visit.signed.href(&format!("d/{did}/legal/levels"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(problems) => {
            let page = show_calendar(&visit, &form, &problems, None)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
