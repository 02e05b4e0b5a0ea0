//! The page of a round as ready strings: every session on both clocks with how ready it is.

use std::collections::BTreeMap;

use dialogue::content::Row;
use dialogue::id::ItemId;
use dialogue::record::Item;
use jiff::Timestamp;

use crate::dialogues::views::slip;
use crate::followup::answers::{self, Progress};
use crate::followup::opening;
use crate::items::acts::{ActLink, Reach, is_agreed};
use crate::items::beside::{Notes, ProofCard, Waits};
use crate::items::life::Happening;
use crate::items::reader::{Address, Fact, Figure, Line, Link, Reader, with_query};
use crate::mark::Mark;

/// The page of a round.
#[derive(Debug)]
pub struct RoundView {
    pub title: String,
    pub motto: String,
    pub state: Mark,
    pub acts: Vec<ActLink>,
    pub life: String,
    pub facts: Vec<Fact>,
    pub slip: String,
    pub remark: String,
    pub calendar_note: String,
    pub days: Vec<Day>,
    pub session_add: String,
    pub chairs: Vec<Chairs>,
    pub figures: Vec<Figure>,
    pub promises: Vec<Figure>,
    pub commitments_href: String,
    /// What the round answers of earlier commitments; none when there is nothing to answer.
    pub answers: Vec<Figure>,
    pub answers_href: String,
    /// Where the next round is opened and this one is closed; empty where that is not to be done.
    pub next: String,
    pub close: String,
    /// Another round with the same number, which the other side opened at the same moment.
    pub twin: Option<Link>,
    /// Whether it is our side that holds this one.
    pub twin_ours: bool,
    /// The commitments that were left unanswered when it was closed.
    pub left: Vec<Link>,
    pub unanswered_reason: String,
    pub instruments: Vec<Line>,
    pub discrepancies: Vec<Line>,
    pub sources: Vec<Address>,
    pub waits: Waits,
    pub last: Vec<Happening>,
    pub notes: Notes,
    pub proof: ProofCard,
}

/// One day of the calendar.
#[derive(Clone, Debug)]
pub struct Day {
    pub weekday: String,
    pub date: String,
    pub hijri: String,
    pub today: bool,
    pub sessions: Vec<Slot>,
}

/// One session in the calendar.
#[derive(Clone, Debug)]
pub struct Slot {
    pub id: String,
    pub href: String,
    pub title: String,
    pub note: String,
    pub clocks: Vec<String>,
    pub ready: Vec<Ready>,
}

/// How far one part of a session is.
#[derive(Clone, Debug)]
pub struct Ready {
    pub word: String,
    /// `done`, `part` or `none`.
    pub tone: &'static str,
}

/// The chairs of one side.
#[derive(Clone, Debug)]
pub struct Chairs {
    pub name: String,
    pub tone: &'static str,
    pub people: Vec<ChairRow>,
}

/// A person with post and role.
#[derive(Clone, Debug)]
pub struct ChairRow {
    pub link: Link,
    pub post: String,
    pub role: String,
}

/// Builds the page; notes and proof are added by the handler.
pub fn view(reader: &Reader<'_>, round: &Item<'_>, now: Timestamp) -> RoundView {
    let (record, t, lang, id) = (reader.record, reader.t, reader.lang(), round.id());
    let content = round.content();
    let sessions = record.children(id, "session");
    let commitments = record.children(id, "commitment");
    let commitments_href = with_query(&reader.at("commitments"), "round", id.as_str());
    let back = reader.href(round);
    let answers_href = format!("{back}/answers");
    let slipped = slip(reader, round);
    let reason = content.bi("slip_reason", lang).unwrap_or_default();
    RoundView {
        title: reader.title(round),
        motto: content.bi("motto", lang).unwrap_or_default().to_owned(),
        state: reader.mark(round),
        acts: reader.acts(round, Reach::Screen, &back),
        life: reader.life(id),
        facts: facts(reader, round),
        slip: [slipped.as_str(), reason].join(" ").trim().to_owned(),
        remark: content.bi("remark", lang).unwrap_or_default().to_owned(),
        calendar_note: t.n("round-sessions", sessions.len()),
        days: days(reader, &sessions, now),
        session_add: reader.add("session", "round", id),
        chairs: chairs(reader, round),
        figures: figures(reader, round),
        promises: reader.promises(&commitments, &commitments_href),
        commitments_href,
        answers: answers_of(reader, round, &answers_href),
        answers_href,
        next: next(reader, round),
        close: close(reader, round),
        twin: opening::twin_of(reader, round).map(|twin| reader.link(&twin)),
        twin_ours: round.position(&reader.us).is_some(),
        left: content.items("unanswered").iter().map(|id| reader.link_of(id)).collect(),
        unanswered_reason: content.bi("unanswered_reason", lang).unwrap_or_default().to_owned(),
        instruments: reader.lines(&record.children(id, "instrument")),
        discrepancies: reader.discrepancies(id),
        sources: reader.addresses(round),
        waits: reader.waits(Some(id), |item| reader.under(item, id)),
        last: reader.last_of(|item| reader.id_under(item, id)),
        notes: Notes::default(),
        proof: ProofCard::default(),
    }
}

fn answers_of(reader: &Reader<'_>, round: &Item<'_>, href: &str) -> Vec<Figure> {
    let lives = answers::list(reader, round);
    if lives.is_empty() {
        return Vec::new();
    }
    answers::figures(reader, Progress::of(&lives, round.id()), href)
}

/// The next round is opened once.
fn next(reader: &Reader<'_>, round: &Item<'_>) -> String {
    let number = round.content().int("number").unwrap_or(0);
    if !reader.writes("round") || opening::next_of(reader, number + 1).is_some() {
        return String::new();
    }
    format!("{}/next", reader.href(round))
}

fn close(reader: &Reader<'_>, round: &Item<'_>) -> String {
    if !reader.may_write(round) || round.content().date("closed").is_some() {
        return String::new();
    }
    format!("{}/close", reader.href(round))
}

fn facts(reader: &Reader<'_>, round: &Item<'_>) -> Vec<Fact> {
    let content = round.content();
    let t = reader.t;
    let mut facts = Vec::new();
    let mut put = |label: String, value: String, second: String| {
        if !value.is_empty() {
            facts.push(Fact { label, value, second, href: String::new() });
        }
    };
    let met = reader.span(content.date("opened"), content.date("closed"));
    let hijri = content.date("opened").map(|date| reader.hijri(date)).unwrap_or_default();
    put(t.s("round-met").into_owned(), met, hijri);
    let planned = reader.span(content.date("planned_from"), content.date("planned_to"));
    put(t.s("round-planned").into_owned(), planned, String::new());
    if let Some(day) = content.date("ministerial_day") {
        put(reader.label("round", "ministerial_day"), reader.date(day), reader.hijri(day));
    }
    let city = content.bi("city", reader.lang()).unwrap_or_default().to_owned();
    let host = content.party("host").map(|party| reader.party(&party)).unwrap_or_default();
    let host = if host.is_empty() { host } else { t.f("round-host", &[("party", host)]) };
    put(reader.label("round", "city"), city, host);
    let mode = content.text("mode").map(|mode| reader.choice("round", "mode", mode));
    put(reader.label("round", "mode"), mode.unwrap_or_default(), String::new());
    if let Some(statement) = content.item("statement") {
        let link = reader.link_of(&statement);
        let label = reader.label("round", "statement");
        facts.push(Fact { label, value: link.title, second: String::new(), href: link.href });
    }
    facts
}

fn days(reader: &Reader<'_>, sessions: &[Item<'_>], now: Timestamp) -> Vec<Day> {
    let today = reader.places.our_day(now).to_string();
    let mut by_day: BTreeMap<String, Vec<&Item<'_>>> = BTreeMap::new();
    for session in sessions {
        let content = session.content();
        let starts = content.instant("starts").and_then(|at| at.parse::<Timestamp>().ok());
        let day = match starts {
            Some(at) => reader.places.our_day(at).to_string(),
            None => content.date("date").unwrap_or_default().to_owned(),
        };
        by_day.entry(day).or_default().push(session);
    }
    let day = |(date, sessions): (String, Vec<&Item<'_>>)| {
        let words = reader.date(&date);
        // "Monday 16 November 2020": the weekday stands apart from the date.
        let full = date.len() == 10;
        let (weekday, rest) = match words.split_once(' ') {
            Some((weekday, rest)) if full => (weekday.to_owned(), rest.to_owned()),
            _ => (String::new(), words.clone()),
        };
        Day {
            weekday,
            date: if date.is_empty() { reader.t.s("dialogue-no-date").into_owned() } else { rest },
            hijri: reader.hijri(&date),
            today: date == today,
            sessions: sessions.into_iter().map(|session| slot(reader, session)).collect(),
        }
    };
    by_day.into_iter().map(day).collect()
}

fn slot(reader: &Reader<'_>, session: &Item<'_>) -> Slot {
    let content = session.content();
    let kind = content.text("kind").map(|kind| reader.choice("session", "kind", kind));
    let mode = content.text("mode").map(|mode| reader.choice("session", "mode", mode));
    let place = content.bi("place", reader.lang()).map(str::to_owned);
    let group = content.item("group").map(|id| reader.title_of(&id));
    let clocks = content
        .instant("starts")
        .map(|at| reader.places.read(at, reader.t).iter().map(|clock| clock.short()).collect());
    // "Remote (video)" says the mode already.
    let mode = mode.filter(|_| content.text("mode") != Some("remote") || place.is_none());
    let note: Vec<String> = [group.or(kind), mode, place].into_iter().flatten().collect();
    Slot {
        id: session.id().to_string(),
        href: reader.href(session),
        title: reader.title(session),
        note: note.join(" · "),
        clocks: clocks.unwrap_or_default(),
        ready: ready(reader, session.id()),
    }
}

/// Agenda agreed n of m, delegations given n of m, minutes agreed n of m.
fn ready(reader: &Reader<'_>, session: &ItemId) -> Vec<Ready> {
    let of = |key: &str, done: usize, all: usize| Ready {
        word: if all == 0 {
            reader.t.s(&format!("{key}-none")).into_owned()
        } else {
            reader.t.f(key, &[("n", done), ("of", all)])
        },
        tone: match (done, all) {
            (_, 0) | (0, _) => "none",
            (done, all) if done == all => "done",
            _ => "part",
        },
    };
    let agreed = |type_name: &str| {
        let items = reader.record.children(session, type_name);
        (items.iter().filter(|item| is_agreed(&item.state())).count(), items.len())
    };
    let (agenda, agenda_all) = agreed("agenda_item");
    let (minutes, minutes_all) = agreed("minutes_paragraph");
    let sides = reader.sides();
    let lists = reader.record.children(session, "delegation");
    let given = sides.iter().filter(|side| {
        lists.iter().any(|list| {
            list.content().party("party").as_ref() == Some(&side.party)
                && !list.content().rows("seats").is_empty()
        })
    });
    vec![
        of("ready-agenda", agenda, agenda_all),
        of("ready-delegations", given.count(), sides.len()),
        of("ready-minutes", minutes, minutes_all),
    ]
}

fn chairs(reader: &Reader<'_>, round: &Item<'_>) -> Vec<Chairs> {
    let content = round.content();
    let date = content.date("opened").or_else(|| content.date("planned_from"));
    let roles = [("co_chairs", "round-co-chair"), ("coordinators", "round-coordinator")];
    let mut people: Vec<(ItemId, String)> = Vec::new();
    for (field, key) in roles {
        let role = reader.t.s(key).into_owned();
        people.extend(content.items(field).into_iter().map(|id| (id, role.clone())));
    }
    let of_side = |side: crate::items::reader::Side| {
        let of = people
            .iter()
            .filter(|(id, _)| reader.record.party_of(id).as_ref() == Some(&side.party));
        let row = |(id, role): &(ItemId, String)| ChairRow {
            link: reader.link_of(id),
            post: reader.post_of(id, date),
            role: role.clone(),
        };
        let people: Vec<ChairRow> = of.map(row).collect();
        (!people.is_empty()).then_some(Chairs { name: side.name, tone: side.tone, people })
    };
    reader.sides().into_iter().filter_map(of_side).collect()
}

fn figures(reader: &Reader<'_>, round: &Item<'_>) -> Vec<Figure> {
    let figure = |row| {
        let row: Row<'_> = Row(row);
        let name = row.text("name")?;
        let key = format!("figure-{name}");
        let label =
            if reader.t.has(&key) { reader.t.s(&key).into_owned() } else { name.replace('_', " ") };
        let number = row.int("count")?.to_string();
        Some(Figure { number, label, href: String::new(), tone: "plain" })
    };
    round.content().rows("figures").into_iter().filter_map(figure).collect()
}
