//! Record to desk: three lists and what happened last, as ready strings. It reads only; "waits for"
//! is what `Record::waiting_for` says, the order of the lists is by what comes first.

use dialogue::content::Lang;
use dialogue::record::{Item, Record};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::clocks;
use crate::i18n::T;
use crate::items::acts::{ActLink, Reach};
use crate::items::life::Happening;
use crate::items::reader::{Line, Reader};
use crate::limits::{DESK_EVENTS_MAX, DESK_ROWS_MAX};
use crate::register::kept::Reckonings;
use crate::register::near::{self, Near};
use crate::texts;

/// Entries of each log looked at for what happened last.
const LOOK_BACK_ENTRIES_MAX: u64 = 2_000;
/// Sessions shown as coming up.
const SOON_MAX: usize = 12;

/// The desk of one dialogue.
#[derive(Clone, Debug)]
pub struct DeskView {
    pub name: String,
    pub href: String,
    pub ours: Vec<Row>,
    /// How many more wait; empty when all are shown.
    pub ours_more: String,
    pub theirs: Vec<Row>,
    pub theirs_more: String,
    pub soon: Vec<Meeting>,
    pub legal: Near,
    pub last: Vec<Happening>,
    /// Where all that waits for us can be read and agreed at once.
    pub agree_all: String,
}

/// Something that waits, and what this officer may do about it at once.
#[derive(Clone, Debug)]
pub struct Row {
    pub line: Line,
    pub acts: Vec<ActLink>,
}

/// A session that lies ahead.
#[derive(Clone, Debug)]
pub struct Meeting {
    pub id: String,
    pub href: String,
    pub title: String,
    pub other: String,
    /// `today`, `in 3 days`.
    pub until: String,
    /// On every clock; the date alone when no hour is set.
    pub clocks: Vec<String>,
    pub hijri: String,
    /// Where and how.
    pub place: String,
    pub today: bool,
}

/// The desk of this reader at this time, with what is reckoned for the instruments.
pub fn view(reader: &Reader<'_>, kept: &Reckonings, now: Timestamp) -> DeskView {
    let record = reader.record;
    let ours = record.waiting_for(&reader.us);
    let mut theirs: Vec<Item<'_>> = Vec::new();
    for side in reader.sides().iter().filter(|side| side.party != reader.us) {
        for item in record.waiting_for(&side.party) {
            if !theirs.iter().any(|known| known.id() == item.id()) {
                theirs.push(item);
            }
        }
    }
    DeskView {
        name: texts::dialogue_name(record, reader.lang()),
        href: reader.at(""),
        ours_more: more(ours.len(), reader.t),
        theirs_more: more(theirs.len(), reader.t),
        agree_all: if ours.len() > 1 { reader.at("agree") } else { String::new() },
        ours: rows(reader, &ours),
        theirs: rows(reader, &theirs),
        soon: soon(reader, now),
        legal: near::near(reader, kept),
        last: reader.last(DESK_EVENTS_MAX, LOOK_BACK_ENTRIES_MAX, |_| true),
    }
}

fn rows(reader: &Reader<'_>, items: &[Item<'_>]) -> Vec<Row> {
    let mut sorted: Vec<(String, &Item<'_>)> =
        items.iter().map(|item| (when(reader.record, item), item)).collect();
    // What belongs to the nearest meeting first; what has no date last.
    sorted.sort_by(|a, b| (a.0.is_empty(), &a.0).cmp(&(b.0.is_empty(), &b.0)));
    let home = format!("/{}/", reader.lang());
    let row = |item: &Item<'_>| {
        let kind = item.kind().label(reader.lang());
        let note = match under(reader, item) {
            Some(under) => format!("{kind} · {under}"),
            None => kind.to_owned(),
        };
        Row { line: reader.line_with(item, note), acts: reader.acts(item, Reach::Row, &home) }
    };
    sorted.into_iter().take(DESK_ROWS_MAX).map(|(_, item)| row(item)).collect()
}

/// The title of what an item stands under.
fn under(reader: &Reader<'_>, item: &Item<'_>) -> Option<String> {
    let content = item.content();
    let parent = item.kind().parent.iter().find_map(|field| content.item(field))?;
    reader.record.title_of(&parent, reader.lang())
}

/// The date that an item, or the session it stands under, has.
fn when(record: &Record, item: &Item<'_>) -> String {
    let own = item.content().date("date");
    if let Some(own) = own {
        return own.to_owned();
    }
    let session = item.content().item("session").and_then(|id| record.item(&id));
    session.and_then(|item| item.content().date("date")).unwrap_or_default().to_owned()
}

fn more(n: usize, t: T) -> String {
    match n.checked_sub(DESK_ROWS_MAX) {
        None | Some(0) => String::new(),
        Some(more) => t.n("desk-more", more),
    }
}

fn soon(reader: &Reader<'_>, now: Timestamp) -> Vec<Meeting> {
    let today = reader.places.our_day(now);
    let mut ahead: Vec<(Date, String, Item<'_>)> = reader
        .record
        .of_type("session")
        .into_iter()
        .filter_map(|item| {
            let content = item.content();
            let first: Date = content.date("date")?.parse().ok()?;
            let last = content.date("end_date").and_then(|text| text.parse().ok());
            let starts = content.instant("starts").unwrap_or_default().to_owned();
            (last.unwrap_or(first) >= today).then_some((first, starts, item))
        })
        .collect();
    ahead.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let meetings = ahead.into_iter().take(SOON_MAX);
    meetings.map(|(day, starts, item)| meeting(reader, &item, day, &starts, today)).collect()
}

fn meeting(reader: &Reader<'_>, item: &Item<'_>, day: Date, starts: &str, today: Date) -> Meeting {
    let (t, lang) = (reader.t, reader.lang());
    let content = item.content();
    let lines = reader.places.read(starts, t);
    let hijri = lines.first().map(|line| line.hijri.clone());
    let hijri = hijri.or_else(|| (lang == Lang::Ar).then(|| hijri_of(day, t)));
    let clocks = if lines.is_empty() {
        vec![clocks::date(&day.to_string(), t)]
    } else {
        lines.iter().map(clocks::ClockLine::sentence).collect()
    };
    let mode = content.text("mode").map(|mode| reader.choice("session", "mode", mode));
    let place = content.bi("place", lang).map(str::to_owned);
    // A place that says the mode ("Remote (video)") says it once.
    let mode = mode.filter(|mode| !place.as_ref().is_some_and(|place| place.contains(mode)));
    let place: Vec<String> = mode.into_iter().chain(place).collect();
    let n_days = (day - today).get_days();
    Meeting {
        id: item.id().to_string(),
        href: reader.href(item),
        title: reader.title(item),
        other: reader.other_title(item),
        until: match n_days {
            ..=0 => t.s("desk-today").into_owned(),
            n => t.n("desk-in-days", n),
        },
        clocks,
        hijri: hijri.unwrap_or_default(),
        place: place.join(" · "),
        today: n_days <= 0,
    }
}

fn hijri_of(day: Date, t: T) -> String {
    clocks::hijri(&day.to_string(), t).unwrap_or_default()
}
