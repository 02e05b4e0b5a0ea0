//! A story: what was promised on a matter, what was signed and what happened, in the order of
//! dates, over all rounds. It follows the links that officers have set, and the topics that
//! instruments carry; it never guesses that two things belong together.

use std::collections::{BTreeMap, BTreeSet};

use ledger::id::ItemId;

use super::{Answer, Worth, life};
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
    /// The instrument was signed or published.
    Signed,
    /// A row of the instrument's history.
    History(Row<'a>),
    /// The event happened.
    Happened,
    /// Assistance came a stage further: the field that has the date.
    Assisted(&'static str),
}

/// The topics of instruments, with how many carry each; the commonest first.
pub fn topics(record: &Record) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in record.of_type("instrument") {
        for topic in item.content().strings("topics") {
            *counts.entry(topic.to_owned()).or_default() += 1;
        }
    }
    let mut topics: Vec<(String, usize)> = counts.into_iter().collect();
    topics.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    topics
}

/// The story of a topic: its instruments and everything linked with them.
pub fn of_topic<'a>(record: &'a Record, topic: &str) -> Vec<Chapter<'a>> {
    let all = record.of_type("instrument").into_iter();
    let seeds = all.filter(|item| item.content().strings("topics").contains(&topic));
    told(record, seeds.map(|item| item.id().clone()).collect())
}

/// The story around an item: everything linked with it, near or far.
pub fn of_item<'a>(record: &'a Record, id: &ItemId) -> Vec<Chapter<'a>> {
    told(record, vec![id.clone()])
}

fn told<'a>(record: &'a Record, seeds: Vec<ItemId>) -> Vec<Chapter<'a>> {
    let items = gather(record, seeds);
    let mut chapters: Vec<Chapter<'a>> = Vec::new();
    for id in &items {
        if let Some(item) = record.item(id).filter(|item| item.shown().is_some()) {
            chapters.extend(chapters_of(record, item));
        }
    }
    let told_by_event = |row: &Row<'_>| {
        let linked = ["event", "instrument", "commitment"].iter().filter_map(|of| row.item(of));
        linked.into_iter().any(|id| items.contains(&id))
    };
    // What a note says of something that has a chapter of its own is told there.
    chapters.retain(|one| !matches!(&one.what, What::Noted(row) if told_by_event(row)));
    // What has no date stands last; on one day the order of words is the same on every node.
    chapters.sort_by_cached_key(|chapter| {
        let title = chapter.item.title(crate::content::Lang::En);
        (chapter.date.is_empty(), chapter.date, title)
    });
    chapters
}

/// Everything that links lead to, at most [`STORY_ITEMS_MAX`] items, the nearest first.
fn gather(record: &Record, seeds: Vec<ItemId>) -> BTreeSet<ItemId> {
    let mut found: BTreeSet<ItemId> = BTreeSet::new();
    let mut next = seeds;
    while !next.is_empty() && found.len() < STORY_ITEMS_MAX {
        let mut after = Vec::new();
        for id in next {
            if found.len() >= STORY_ITEMS_MAX || !found.insert(id.clone()) {
                continue;
            }
            after.extend(neighbours(record, &id));
        }
        next = after;
    }
    found
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

/// The chapters of one commitment: how it was made first, the others as they stand in it.
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
    chapters
}
