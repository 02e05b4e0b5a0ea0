//! The desk as ready strings. It decides nothing: what waits for whom is `Record::waiting_for`.

use dialogue::content::Lang;
use dialogue::record::Item;
use jiff::Timestamp;

use crate::items::acts::{ActLink, Reach};
use crate::items::life::Happening;
use crate::items::reader::{Line, Reader};
use crate::mark::Mark;

/// Rows of each list shown at most; the rest is counted.
const ROWS_MAX: usize = 25;
/// Sessions shown as coming up.
const COMING_MAX: usize = 8;

/// The desk of one dialogue.
pub struct Desk {
    pub dialogue: String,
    pub href: String,
    pub ours: List,
    pub theirs: List,
    pub coming: Vec<Coming>,
    pub last: Vec<Happening>,
    pub drafts: Vec<Line>,
}

/// What waits for somebody.
pub struct List {
    pub rows: Vec<Row>,
    /// How many more there are; empty when all are shown.
    pub more: String,
}

/// One thing that waits.
pub struct Row {
    pub href: String,
    pub title: String,
    pub kind: String,
    pub place: String,
    pub state: Mark,
    pub acts: Vec<ActLink>,
}

/// A session ahead, or under way today.
pub struct Coming {
    pub href: String,
    pub title: String,
    pub place: String,
    pub clocks: Vec<String>,
    pub today: bool,
}

/// Reads the desk of one dialogue at the domain time `now`.
pub fn desk(reader: &Reader<'_>, now: Timestamp) -> Desk {
    let back = format!("/{}/", reader.lang());
    let us = reader.us.clone();
    let ours = reader.record.waiting_for(&us);
    let mut theirs: Vec<Item<'_>> = Vec::new();
    for party in reader.record.joint().members() {
        if party != us {
            for item in reader.record.waiting_for(&party) {
                let known = ours.iter().chain(&theirs).any(|other| other.id() == item.id());
                if !known {
                    theirs.push(item);
                }
            }
        }
    }
    let dialogue = reader.record.of_type("dialogue");
    Desk {
        dialogue: match dialogue.first() {
            Some(item) => reader.title(item),
            None => reader.t.s("dialogue-unnamed").into_owned(),
        },
        href: reader.at(""),
        ours: list(reader, &ours, &back),
        theirs: list(reader, &theirs, &back),
        coming: coming(reader, now),
        last: reader.last(8, 4_096, |_| true),
        drafts: Vec::new(),
    }
}

fn list(reader: &Reader<'_>, items: &[Item<'_>], back: &str) -> List {
    let rows = items.iter().take(ROWS_MAX).map(|item| row(reader, item, back)).collect();
    let rest = items.len().saturating_sub(ROWS_MAX);
    let more = if rest > 0 { reader.t.n("desk-more", rest) } else { String::new() };
    List { rows, more }
}

fn row(reader: &Reader<'_>, item: &Item<'_>, back: &str) -> Row {
    Row {
        href: reader.href(item),
        title: reader.title(item),
        kind: item.kind().label(reader.lang()).to_owned(),
        place: place(reader, item),
        state: reader.mark(item),
        acts: reader.acts(item, Reach::Row, back),
    }
}

/// Where an item belongs: the title of what it stands under.
fn place(reader: &Reader<'_>, item: &Item<'_>) -> String {
    let parents = item.kind().parent.iter();
    let mut named = parents.filter_map(|field| item.content().item(field));
    named.next().map(|id| reader.title_of(&id)).unwrap_or_default()
}

/// Sessions of today and later, the next one first.
fn coming(reader: &Reader<'_>, now: Timestamp) -> Vec<Coming> {
    let today = reader.places.our_day(now).to_string();
    let mut sessions = reader.record.of_type("session");
    sessions.retain(|item| {
        let content = item.content();
        let end = content.date("end_date").or(content.date("date")).unwrap_or_default();
        end.len() == today.len() && end >= today.as_str()
    });
    sessions.sort_by_key(|item| {
        let content = item.content();
        let day = content.date("date").unwrap_or_default().to_owned();
        (day, content.text("starts").unwrap_or_default().to_owned())
    });
    sessions.iter().take(COMING_MAX).map(|item| one(reader, item, &today)).collect()
}

fn one(reader: &Reader<'_>, item: &Item<'_>, today: &str) -> Coming {
    let content = item.content();
    let date = content.date("date").unwrap_or_default();
    let starts = content.text("starts").unwrap_or_default();
    let mut clocks: Vec<String> =
        reader.places.read(starts, reader.t).iter().map(|line| line.sentence()).collect();
    if clocks.is_empty() {
        clocks.push(reader.date(date));
    }
    if let (Lang::Ar, Some(hijri)) = (reader.lang(), crate::clocks::hijri(date, reader.t)) {
        clocks.push(hijri);
    }
    Coming {
        href: reader.href(item),
        title: reader.title(item),
        place: content.bi("place", reader.lang()).unwrap_or_default().to_owned(),
        clocks,
        today: date == today,
    }
}
