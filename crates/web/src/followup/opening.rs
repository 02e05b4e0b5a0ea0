//! Opening round N+1 from round N, and closing a round. The next round begins with what is known:
//! the other side as host, the standing groups, every open commitment. Closing says what was left
//! unanswered, or that nothing was.

use std::collections::BTreeSet;

use dialogue::Value;
use dialogue::act::{Act, Draft};
use dialogue::content::{Content, Lang};
use dialogue::follow;
use dialogue::id::{ItemId, PartyId};
use dialogue::item;
use dialogue::limits::LIST_MAX;
use dialogue::record::Item;

use super::answers::{self, Progress};
use crate::items::beside::ProofCard;
use crate::items::reader::{Figure, Link, Reader};

/// What opening the next round asks.
#[derive(Debug)]
pub struct OpeningView {
    pub title: String,
    pub from: Link,
    pub action: String,
    pub number: u64,
    /// The round when it is there already.
    pub exists: Option<Link>,
    /// That the round before is not closed and what it has left unanswered; empty when it is.
    pub before: String,
    pub before_href: String,
    pub hosts: Vec<(String, String, bool)>,
    pub modes: Vec<(&'static str, String, bool)>,
    pub planned_from: String,
    pub planned_to: String,
    pub groups: Vec<GroupRow>,
    /// Whether agenda and delegation of each group's last session go on.
    pub agenda: bool,
    pub delegations: bool,
    pub carried: Vec<CarriedRow>,
    pub figures: Vec<Figure>,
    pub problem: String,
    pub proof: ProofCard,
}

/// A standing group that meets in it.
#[derive(Debug)]
pub struct GroupRow {
    pub id: String,
    pub title: String,
    pub chosen: bool,
}

/// How many commitments of one round go on.
#[derive(Debug)]
pub struct CarriedRow {
    pub round: Link,
    pub count: String,
}

/// What closing a round asks.
#[derive(Debug)]
pub struct ClosingView {
    pub title: String,
    pub round: Link,
    pub action: String,
    pub answers: String,
    pub date: String,
    pub unanswered: usize,
    pub standing: String,
    pub reason_ar: String,
    pub reason_en: String,
    pub problem: String,
    pub proof: ProofCard,
}

/// What was typed, to be shown again.
pub type Form = [(String, String)];

fn typed<'f>(form: &'f Form, name: &str) -> &'f str {
    form.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
}

/// Builds the page that opens the round after this one.
pub fn view(reader: &Reader<'_>, round: &Item<'_>, form: &Form, problem: String) -> OpeningView {
    let content = round.content();
    let number = content.int("number").unwrap_or(0) + 1;
    let exists = next_of(reader, number).map(|item| reader.link(&item));
    let host = match typed(form, "host") {
        "" => next_host(reader, round),
        code => PartyId::parse(code).ok(),
    };
    let sides = reader.sides().into_iter();
    let hosts = sides.map(|side| {
        let chosen = host.as_ref() == Some(&side.party);
        (side.party.to_string(), reader.party(&side.party), chosen)
    });
    let mode = match typed(form, "mode") {
        "" => content.text("mode").unwrap_or("in_person").to_owned(),
        mode => mode.to_owned(),
    };
    let modes = ["in_person", "remote", "hybrid"]
        .map(|name| (name, reader.choice("round", "mode", name), name == mode));
    let first = form.is_empty();
    let ticked: BTreeSet<&str> =
        form.iter().filter(|(key, _)| key == "group").map(|(_, id)| id.as_str()).collect();
    let groups = reader.record.of_type("working_group").into_iter();
    let groups = groups.filter(|group| group.shown().is_some()).map(|group| GroupRow {
        id: group.id().to_string(),
        title: reader.title(&group),
        chosen: first || ticked.contains(group.id().as_str()),
    });
    let lives = follow::list_of(reader.record, &unknown(), number);
    let carried = carried(reader, &lives);
    let all = Progress { all: lives.len(), ..Progress::default() };
    OpeningView {
        title: reader.t.f("opening-title", &[("number", number)]),
        from: reader.link(round),
        action: format!("{}/next", reader.href(round)),
        number,
        exists,
        before: before(reader, round),
        before_href: format!("{}/answers", reader.href(round)),
        hosts: hosts.collect(),
        modes: modes.into(),
        planned_from: typed(form, "planned_from").to_owned(),
        planned_to: typed(form, "planned_to").to_owned(),
        groups: groups.collect(),
        agenda: first || !typed(form, "agenda").is_empty(),
        delegations: first || !typed(form, "delegations").is_empty(),
        carried,
        figures: vec![Figure {
            number: all.all.to_string(),
            label: reader.t.s("opening-carried").into_owned(),
            href: reader.at("commitments?fate=open"),
            tone: "plain",
        }],
        problem,
        proof: ProofCard::default(),
    }
}

/// What is still to be done in the round before.
fn before(reader: &Reader<'_>, round: &Item<'_>) -> String {
    if round.content().date("closed").is_some() {
        return String::new();
    }
    let progress = Progress::of(&answers::list(reader, round), round.id());
    match progress.all - progress.agreed {
        0 => reader.t.s("opening-before-open").into_owned(),
        open => reader.t.n("opening-before-unanswered", open),
    }
}

/// An id that no round has: nothing was answered in it.
fn unknown() -> ItemId {
    ItemId::parse("none").expect("a well-formed id")
}

fn carried(reader: &Reader<'_>, lives: &[follow::Life<'_>]) -> Vec<CarriedRow> {
    let mut rows: Vec<(Option<ItemId>, usize)> = Vec::new();
    for life in lives {
        match rows.last_mut() {
            Some((round, count)) if *round == life.made_in => *count += 1,
            _ => rows.push((life.made_in.clone(), 1)),
        }
    }
    let row = |(round, count): (Option<ItemId>, usize)| CarriedRow {
        round: round.as_ref().map_or_else(
            || Link { title: reader.t.s("board-outside").into_owned(), ..Link::default() },
            |id| reader.link_of(id),
        ),
        count: reader.t.n("opening-of-round", count),
    };
    rows.into_iter().map(row).collect()
}

/// The round of a number, if somebody holds one.
pub fn next_of<'a>(reader: &Reader<'a>, number: u64) -> Option<Item<'a>> {
    of_number(reader, number).next()
}

/// Another round with the same number: both sides have opened it at the same moment.
pub fn twin_of<'a>(reader: &Reader<'a>, round: &Item<'_>) -> Option<Item<'a>> {
    let number = round.content().int("number")?;
    of_number(reader, number).find(|other| other.id() != round.id())
}

fn of_number<'a>(reader: &Reader<'a>, number: u64) -> impl Iterator<Item = Item<'a>> {
    let rounds = reader.record.of_type("round").into_iter();
    rounds
        .filter(|round| round.shown().is_some())
        .filter(move |round| round.content().int("number") == Some(number))
}

/// Rounds meet alternately in each state: the other member of two, else nobody is proposed.
fn next_host(reader: &Reader<'_>, round: &Item<'_>) -> Option<PartyId> {
    let last = round.content().party("host")?;
    let members = reader.record.joint().members();
    match &members[..] {
        [one, other] if *one == last => Some(other.clone()),
        [one, other] if *other == last => Some(one.clone()),
        _ => None,
    }
}

/// The next round as a draft.
pub fn round(round: &Item<'_>, form: &Form) -> Draft {
    let number = round.content().int("number").unwrap_or(0) + 1;
    let mut content = Content::new().with("number", number);
    for name in ["planned_from", "planned_to", "host", "mode"] {
        match typed(form, name) {
            "" => {}
            text => content.set_text(name, text),
        }
    }
    // Who coordinates is carried on; each side corrects its own.
    let coordinators = round.content().items("coordinators");
    if !coordinators.is_empty() {
        content.set_items("coordinators", &coordinators);
    }
    Draft::new(item::get("round").expect("a known type"), content)
}

/// The groups that were ticked, in the order in which [`sessions`] puts theirs.
fn ticked<'a>(reader: &Reader<'a>, form: &Form) -> Vec<Item<'a>> {
    let ticked: BTreeSet<&str> =
        form.iter().filter(|(key, _)| key == "group").map(|(_, id)| id.as_str()).collect();
    let mut groups = reader.record.of_type("working_group");
    groups.retain(|group| ticked.contains(group.id().as_str()));
    groups
}

/// What goes on from the last session of each group into its new one: the agenda, and our own
/// delegation with every seat to be confirmed. `sessions` are the new ones, in the order of
/// [`sessions`].
pub fn carried_on(reader: &Reader<'_>, sessions: &[ItemId], form: &Form) -> Vec<Act> {
    let mut acts = Vec::new();
    for (group, session) in ticked(reader, form).iter().zip(sessions) {
        let mut held = reader.record.children(group.id(), "session");
        held.retain(|one| !sessions.contains(one.id()));
        if !typed(form, "agenda").is_empty() && reader.writes("agenda_item") {
            acts.extend(agenda(reader, &held, session));
        }
        if !typed(form, "delegations").is_empty() && reader.writes("delegation") {
            acts.extend(delegation(reader, &held, session));
        }
    }
    acts
}

/// What one item says, for a new one of the same type: without what tells of the old one alone.
fn again(item: &Item<'_>, session: &ItemId) -> Draft {
    let mut content = item.content().clone();
    for field in dialogue::item::COMMON {
        for name in field.stored() {
            content.remove(&name);
        }
    }
    content.set_text("session", session.as_str());
    let pos = item.shown().and_then(|version| version.pos);
    Draft { pos, ..Draft::new(item.kind(), content) }
}

fn agenda(reader: &Reader<'_>, held: &[Item<'_>], session: &ItemId) -> Vec<Act> {
    let last = held.iter().rev().map(|one| reader.record.children(one.id(), "agenda_item"));
    let mut points = last.into_iter().find(|points| !points.is_empty()).unwrap_or_default();
    points.retain(|point| !point.standing().effective.is_empty());
    points.iter().map(|point| Act::Put(again(point, session))).collect()
}

fn delegation(reader: &Reader<'_>, held: &[Item<'_>], session: &ItemId) -> Option<Act> {
    let ours = |one: &Item<'_>| {
        let lists = reader.record.children(one.id(), "delegation").into_iter();
        lists.into_iter().find(|list| {
            *list.owner() == reader.us && list.content().party("party") == Some(reader.us.clone())
        })
    };
    let mut draft = again(&held.iter().rev().find_map(ours)?, session);
    let seats = draft.content.rows("seats").into_iter().cloned().map(|mut seat| {
        seat.insert("uncertain".to_owned(), Value::Bool(true));
        Value::Map(seat)
    });
    let seats: Vec<Value> = seats.collect();
    draft.content.set("seats", Value::List(seats));
    Some(Act::Put(draft))
}

/// A session of each group that was ticked, on the first planned day.
pub fn sessions(reader: &Reader<'_>, round: &ItemId, form: &Form) -> Vec<Act> {
    let date = typed(form, "planned_from");
    if date.is_empty() {
        return Vec::new();
    }
    let groups = ticked(reader, form).into_iter();
    let act = |group: Item<'_>| {
        let mut content = Content::new()
            .with("round", round)
            .with("group", group.id())
            .with("kind", "working_group")
            .with("date", date);
        for lang in Lang::ALL {
            content.set_bi("title", lang, &group.title(lang));
        }
        if let mode @ ("in_person" | "remote" | "hybrid") = typed(form, "mode") {
            content.set_text("mode", mode);
        }
        Act::Put(Draft::new(item::get("session").expect("a known type"), content))
    };
    groups.map(act).collect()
}

/// Builds the page that closes a round.
pub fn closing(
    reader: &Reader<'_>,
    round: &Item<'_>,
    form: &Form,
    today: &str,
    problem: String,
) -> ClosingView {
    let lives = answers::list(reader, round);
    let progress = Progress::of(&lives, round.id());
    let open = progress.all - progress.agreed;
    let href = reader.href(round);
    ClosingView {
        title: reader.t.f("closing-round-title", &[("round", reader.title(round))]),
        round: reader.link(round),
        action: format!("{href}/close"),
        answers: format!("{href}/answers"),
        date: match typed(form, "closed") {
            "" => today.to_owned(),
            date => date.to_owned(),
        },
        unanswered: open,
        standing: match open {
            0 => reader.t.s("answers-complete").into_owned(),
            open => reader.t.n("answers-missing", open),
        },
        reason_ar: typed(form, "unanswered_reason_ar").to_owned(),
        reason_en: typed(form, "unanswered_reason_en").to_owned(),
        problem,
        proof: ProofCard::default(),
    }
}

/// The round with its closing as a draft.
pub fn closed(reader: &Reader<'_>, round: &Item<'_>, form: &Form) -> Draft {
    let mut draft = Draft::revise(round);
    draft.content.set_text("closed", typed(form, "closed"));
    let lives = answers::list(reader, round);
    let left = lives.iter().filter(|life| !life.is_answered(round.id()));
    let left: Vec<ItemId> = left.take(LIST_MAX).map(|life| life.commitment.id().clone()).collect();
    if !left.is_empty() {
        draft.content.set_items("unanswered", &left);
    }
    for name in ["unanswered_reason_ar", "unanswered_reason_en"] {
        match typed(form, name) {
            "" => {}
            text => draft.content.set_text(name, text),
        }
    }
    draft
}
