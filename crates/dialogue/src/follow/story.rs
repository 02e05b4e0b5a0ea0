//! A story: what was promised on a matter, what was signed and what happened, in the order of
//! dates, over all rounds. It follows the links that officers have set, and the topics that
//! instruments and offers carry; it never guesses that two things belong together.

use std::collections::{BTreeMap, BTreeSet};

use ledger::id::ItemId;

use super::{Answer, Life, Worth, life};
use crate::content::Row;
use crate::limits::STORY_ITEMS_MAX;
use crate::record::{Item, Record};

/// One thing that happened.
#[derive(Clone)]
pub struct Chapter<'a> {
    /// `1993`, `2018-12` or `2020-11-16`; empty when nobody has said it.
    pub date: &'a str,
    /// What it is told from.
    pub item: Item<'a>,
    pub what: What<'a>,
}

/// What is told.
#[derive(Clone)]
pub enum What<'a> {
    /// The commitment was made.
    Made,
    /// Somebody noted what became of it: the row of its follow-up.
    Noted(Row<'a>),
    /// A side reported.
    Reported,
    /// A round, or both sides between rounds, answered.
    Answered,
    /// An answer on another commitment merged or split it into this one.
    TookOver,
    /// The instrument was signed or published.
    Signed,
    /// A row of the instrument's history.
    History(Row<'a>),
    /// The event happened.
    Happened,
    /// Assistance came a stage further: the field that has the date.
    Assisted(&'static str),
}

impl What<'_> {
    fn rank(&self) -> u8 {
        match self {
            What::Signed | What::Made => 0,
            What::Answered => 2,
            _ => 1,
        }
    }
}

/// A story with how it ended.
#[derive(Clone)]
pub struct Story<'a> {
    /// In the order of dates.
    pub chapters: Vec<Chapter<'a>>,
    /// The commitments it tells of as they stand now, in the order of their rounds.
    pub stands: Vec<Life<'a>>,
    /// True when links lead to more than [`STORY_ITEMS_MAX`] items: what is farthest is left out.
    pub is_cut: bool,
}

/// What items carry as their topic, and how many do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub name: String,
    pub instruments: usize,
    pub assistance: usize,
}

/// What carries topics.
const WITH_TOPICS: &[&str] = &["instrument", "assistance"];

/// The topics that instruments and offers of assistance carry; the commonest first.
pub fn topics(record: &Record) -> Vec<Topic> {
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for (at, name) in WITH_TOPICS.iter().enumerate() {
        for item in record.of_type(name) {
            for topic in item.content().strings("topics") {
                counts.entry(topic).or_default()[at] += 1;
            }
        }
    }
    let topic = |(name, [instruments, assistance]): (&str, [usize; 2])| Topic {
        name: name.to_owned(),
        instruments,
        assistance,
    };
    let mut topics: Vec<Topic> = counts.into_iter().map(topic).collect();
    topics.sort_by(|one, other| {
        let count = |topic: &Topic| topic.instruments + topic.assistance;
        count(other).cmp(&count(one)).then_with(|| one.name.cmp(&other.name))
    });
    topics
}

/// The story of a topic: what carries it and everything linked with that.
pub fn of_topic<'a>(record: &'a Record, topic: &str) -> Story<'a> {
    let all = WITH_TOPICS.iter().flat_map(|name| record.of_type(name));
    let seeds = all.filter(|item| item.content().strings("topics").contains(&topic));
    told(record, seeds.map(|item| item.id().clone()).collect())
}

/// The story around an item: everything linked with it, near or far.
pub fn of_item<'a>(record: &'a Record, id: &ItemId) -> Story<'a> {
    told(record, vec![id.clone()])
}

/// The line of life of one commitment: its own chapters, and those of the commitments that it was
/// carried from or that were merged or split into it, however far back.
pub fn line_of<'a>(record: &'a Record, commitment: Item<'a>) -> Vec<Chapter<'a>> {
    let mut found: BTreeSet<ItemId> = BTreeSet::new();
    let mut next = vec![commitment];
    while let Some(item) = next.pop() {
        if found.len() >= STORY_ITEMS_MAX || !found.insert(item.id().clone()) {
            continue;
        }
        let carried = item.content().item("carried_from").and_then(|id| record.item(&id));
        let carried = carried.filter(|one| one.kind().name == "commitment");
        next.extend(carried);
        next.extend(went_into(record, item.id()).into_iter().map(|(from, _)| from));
    }
    let items = found.iter().filter_map(|id| record.item(id));
    let mut chapters: Vec<Chapter<'a>> =
        items.flat_map(|item| of_commitment(record, item)).collect();
    tell_once(&mut chapters, &found);
    in_order(&mut chapters);
    chapters
}

/// The commitments that an answer in force merged or split into this one, with the answers.
pub fn went_into<'a>(record: &'a Record, into: &ItemId) -> Vec<(Item<'a>, Item<'a>)> {
    let named = record.referrers(into).into_iter().filter(|(_, field)| *field == "into");
    let from = named.filter_map(|(answer, _)| {
        let answer = record.item(answer)?;
        let from = record.item(&answer.content().item("commitment")?)?;
        let life = life(record, from);
        let counts = life.answers.iter().any(|one| {
            one.worth == Worth::Counts && one.item.id() == answer.id() && moves(one.outcome)
        });
        counts.then_some((from, answer))
    });
    from.collect()
}

/// Where a commitment goes on: what an answer in force merged or split it into.
pub fn goes_on_in(life: &Life<'_>) -> Vec<ItemId> {
    let moved = |one: &&Answer<'_>| one.worth == Worth::Counts && moves(one.outcome);
    let answers = life.answers.iter().filter(moved);
    answers.flat_map(|answer| answer.item.content().items("into")).collect()
}

fn moves(outcome: &str) -> bool {
    matches!(outcome, "merged" | "split")
}

fn told<'a>(record: &'a Record, seeds: Vec<ItemId>) -> Story<'a> {
    let (items, is_cut) = gather(record, seeds);
    let shown = items.iter().filter_map(|id| record.item(id)).filter(|one| one.shown().is_some());
    let shown: Vec<Item<'a>> = shown.collect();
    let mut chapters: Vec<Chapter<'a>> =
        shown.iter().flat_map(|item| chapters_of(record, *item)).collect();
    tell_once(&mut chapters, &items);
    in_order(&mut chapters);
    let commitments = shown.into_iter().filter(|item| item.kind().name == "commitment");
    let mut stands: Vec<Life<'a>> = commitments.map(|item| life(record, item)).collect();
    super::in_order(&mut stands);
    Story { chapters, stands, is_cut }
}

/// Leaves out what another chapter tells: a note on something that has a chapter of its own, the
/// taking over of a commitment whose answer is told, and a row of history that an event of the same
/// date tells from the same source.
fn tell_once(chapters: &mut Vec<Chapter<'_>>, items: &BTreeSet<ItemId>) {
    let told = |row: &Row<'_>| {
        let linked = ["event", "instrument", "commitment"].iter().filter_map(|of| row.item(of));
        linked.into_iter().any(|id| items.contains(&id))
    };
    let events = chapters.iter().filter(|one| matches!(one.what, What::Happened));
    let events: Vec<(&str, BTreeSet<&str>)> = events
        .map(|one| (one.date, one.item.content().strings("sources").into_iter().collect()))
        .collect();
    let by_event = |date: &str, row: &Row<'_>| {
        let sources = row.strings("sources");
        let same = |of: &BTreeSet<&str>| sources.iter().any(|source| of.contains(source));
        events.iter().any(|(day, of)| !date.is_empty() && *day == date && same(of))
    };
    chapters.retain(|one| match &one.what {
        What::Noted(row) => !told(row),
        What::History(row) => !by_event(one.date, row),
        What::TookOver => {
            !one.item.content().item("commitment").is_some_and(|from| items.contains(&from))
        }
        _ => true,
    });
}

/// By date; on one day what was made stands before what was answered, then by words: the same order
/// on every node.
fn in_order(chapters: &mut [Chapter<'_>]) {
    chapters.sort_by_cached_key(|chapter| {
        let title = chapter.item.title(crate::content::Lang::En);
        (place(chapter.date), chapter.what.rank(), title)
    });
}

/// Where a date stands. A month or a year counts to its end, as it does when something is due, so
/// it stands behind the days in it; what has no date stands last.
pub fn place(date: &str) -> String {
    match date.len() {
        0 => "9999-99-99".to_owned(),
        4 => format!("{date}-99-99"),
        7 => format!("{date}-99"),
        _ => date.to_owned(),
    }
}

/// Everything that links lead to, at most [`STORY_ITEMS_MAX`] items, the nearest first; and whether
/// they lead to more.
fn gather(record: &Record, seeds: Vec<ItemId>) -> (BTreeSet<ItemId>, bool) {
    let mut found: BTreeSet<ItemId> = BTreeSet::new();
    let mut next = seeds;
    while !next.is_empty() {
        let mut after = Vec::new();
        for id in next {
            if found.contains(&id) {
                continue;
            }
            if found.len() >= STORY_ITEMS_MAX {
                return (found, true);
            }
            after.extend(neighbours(record, &id));
            found.insert(id);
        }
        next = after;
    }
    (found, false)
}

fn neighbours(record: &Record, id: &ItemId) -> Vec<ItemId> {
    const TOLD: &[&str] = &["commitment", "instrument", "event", "assistance"];
    let told = |id: &ItemId| record.item(id).is_some_and(|one| TOLD.contains(&one.kind().name));
    let Some(item) = record.item(id) else { return Vec::new() };
    let content = item.content();
    let mut all: Vec<ItemId> = Vec::new();
    crate::item::for_references(item.kind(), content, |_, types, id| {
        // Links between rounds, sessions and persons say nothing about a matter.
        if types.iter().any(|name| TOLD.contains(name)) {
            all.push(id.clone());
        }
    });
    all.extend(record.referrers(id).into_iter().map(|(id, _)| id.clone()));
    if item.kind().name == "commitment" {
        all.extend(goes_on_in(&life(record, item)));
        all.extend(went_into(record, id).iter().map(|(from, _)| from.id().clone()));
    }
    all.retain(told);
    all
}

fn chapters_of<'a>(record: &'a Record, item: Item<'a>) -> Vec<Chapter<'a>> {
    let content = item.content();
    let chapter =
        |date: Option<&'a str>, what| Chapter { date: date.unwrap_or_default(), item, what };
    match item.kind().name {
        "commitment" => of_commitment(record, item),
        "event" => vec![chapter(content.date("date"), What::Happened)],
        "instrument" => {
            let mut chapters = vec![chapter(content.date("signed"), What::Signed)];
            for row in content.rows("history") {
                chapters.push(chapter(Row(row).date("date"), What::History(Row(row))));
            }
            chapters
        }
        "assistance" => {
            let stages = crate::item::assistance::STAGES.iter().chain(&["declined_on"]);
            let dated = stages.filter_map(|stage| {
                content.date(stage).map(|date| chapter(Some(date), What::Assisted(stage)))
            });
            dated.collect()
        }
        _ => Vec::new(),
    }
}

/// The chapters of one commitment: how it was made first, the others in the order of dates.
pub fn of_commitment<'a>(record: &'a Record, item: Item<'a>) -> Vec<Chapter<'a>> {
    let life = life(record, item);
    let content = item.content();
    let held = content.item("session").and_then(|id| record.item(&id));
    let date = held.and_then(|session| session.content().date("date")).or_else(|| {
        let round = record.item(life.made_in.as_ref()?)?.content();
        round.date("opened").or_else(|| round.date("planned_from"))
    });
    let mut chapters = vec![Chapter { date: date.unwrap_or_default(), item, what: What::Made }];
    for row in content.rows("follow_up") {
        let date = Row(row).date("date").unwrap_or_default();
        chapters.push(Chapter { date, item, what: What::Noted(Row(row)) });
    }
    for report in life.reports.values().flatten() {
        let date = report.content().date("date").unwrap_or_default();
        chapters.push(Chapter { date, item: *report, what: What::Reported });
    }
    for Answer { item: answer, worth, .. } in life.answers {
        if worth == Worth::Counts {
            let date = answer.content().date("date").unwrap_or_default();
            chapters.push(Chapter { date, item: answer, what: What::Answered });
        }
    }
    for (_, answer) in went_into(record, item.id()) {
        let date = answer.content().date("date").unwrap_or_default();
        chapters.push(Chapter { date, item: answer, what: What::TookOver });
    }
    in_order(&mut chapters[1..]);
    chapters
}
