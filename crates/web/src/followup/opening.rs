//! Opening round N+1 from round N, and closing a round. The next round begins with what is known:
//! the other side as host, the standing groups, every open commitment. Closing says what was left
//! unanswered, or that nothing was.

use std::collections::BTreeSet;

use dialogue::act::{Act, Draft};
use dialogue::content::{Content, Lang};
use dialogue::follow;
use dialogue::id::{ItemId, PartyId};
use dialogue::item;
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
    pub hosts: Vec<(String, String, bool)>,
    pub modes: Vec<(&'static str, String, bool)>,
    pub planned_from: String,
    pub planned_to: String,
    pub groups: Vec<GroupRow>,
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
        hosts: hosts.collect(),
        modes: modes.into(),
        planned_from: typed(form, "planned_from").to_owned(),
        planned_to: typed(form, "planned_to").to_owned(),
        groups: groups.collect(),
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
    let rounds = reader.record.of_type("round").into_iter();
    rounds
        .filter(|round| round.shown().is_some())
        .find(|round| round.content().int("number") == Some(number))
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

/// A session of each group that was ticked, on the first planned day.
pub fn sessions(reader: &Reader<'_>, round: &ItemId, form: &Form) -> Vec<Act> {
    let date = typed(form, "planned_from");
    if date.is_empty() {
        return Vec::new();
    }
    let ticked: BTreeSet<&str> =
        form.iter().filter(|(key, _)| key == "group").map(|(_, id)| id.as_str()).collect();
    let groups = reader.record.of_type("working_group").into_iter();
    let groups = groups.filter(|group| ticked.contains(group.id().as_str()));
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
pub fn closed(round: &Item<'_>, form: &Form) -> Draft {
    let mut draft = Draft::revise(round);
    draft.content.set_text("closed", typed(form, "closed"));
    for name in ["unanswered_reason_ar", "unanswered_reason_en"] {
        match typed(form, name) {
            "" => {}
            text => draft.content.set_text(name, text),
        }
    }
    draft
}
