//! The time line of the chosen commitments, and the same in a table.

use dialogue::follow::{self, Life, Worth, story};
use dialogue::working_days::day_of;

use super::board::{self, Asked, Seen, Status, Tab};
use super::picture::{self, Picture, Post, Strand};
use super::stories::{self, ChapterRow};
use crate::items::lists::Filter;
use crate::items::reader::Reader;
use crate::limits::BOARD_ROWS_MAX;

/// The time line with the same in a table.
#[derive(Debug)]
pub struct TimelineView {
    pub tabs: Vec<Tab>,
    pub filters: Vec<Filter>,
    pub clear: String,
    pub filtered: bool,
    pub count: String,
    pub p: Picture,
    pub rows: Vec<TimelineRow>,
}

/// One commitment of the table.
#[derive(Debug)]
pub struct TimelineRow {
    pub href: String,
    pub title: String,
    pub made: String,
    pub due: String,
    pub last: String,
    pub status: Status,
}

/// Builds the time line.
pub fn view(reader: &Reader<'_>, asked: &Asked, seen: &Seen, today: &str) -> TimelineView {
    let lives = board::chosen(reader, board::all(reader), asked, seen, today);
    let shown = &lives[..lives.len().min(BOARD_ROWS_MAX)];
    let strands: Vec<(Strand, TimelineRow)> =
        shown.iter().map(|life| strand(reader, life, today)).collect();
    let rounds = reader.record.of_type("round");
    let posts = rounds.iter().filter_map(|round| {
        let content = round.content();
        let day = content.date("opened").or_else(|| content.date("planned_from"))?;
        let label = content.int("number")?.to_string();
        Some(Post { label, day: day_from(day)? })
    });
    let posts: Vec<Post> = posts.collect();
    let (strands, rows): (Vec<Strand>, Vec<TimelineRow>) = strands.into_iter().unzip();
    let rtl = Reader::dir(reader.lang()) == "rtl";
    let day = day_of(today).unwrap_or_default();
    TimelineView {
        tabs: board::tabs(reader, asked, "timeline"),
        filters: board::filters(reader, asked),
        clear: reader.at("commitments/timeline"),
        filtered: !asked.is_empty(),
        count: reader.t.f("list-count", &[("n", shown.len()), ("of", lives.len())]),
        p: picture::lay_out(&strands, &posts, day, rtl),
        rows,
    }
}

/// The first day of a date that may be a month or a year.
fn day_from(date: &str) -> Option<i64> {
    match date.len() {
        4 => day_of(&format!("{date}-01-01")),
        7 => day_of(&format!("{date}-01")),
        _ => day_of(date),
    }
}

fn strand(reader: &Reader<'_>, life: &Life<'_>, today: &str) -> (Strand, TimelineRow) {
    let chapters: Vec<story::Chapter<'_>> = story::of_commitment(reader.record, life.commitment);
    let made = chapters.first().map(|chapter| chapter.date).unwrap_or_default();
    let rows = stories::rows(reader, &chapters);
    let marks = chapters.iter().zip(&rows).skip(1).filter_map(|(chapter, row)| {
        let words = format!("{}: {}", row.date, row.text);
        Some((day_from(chapter.date)?, row.kind, stories::bare(&words)))
    });
    let status = board::agreed(reader, life);
    let title = reader.title(&life.commitment);
    let settled = life
        .answers
        .iter()
        .filter(|one| one.worth == Worth::Counts && follow::settles(one.outcome));
    let to = settled.filter_map(|one| day_from(one.item.content().date("date")?)).next();
    let last = chapters.iter().skip(1).map(|chapter| chapter.date).max().and_then(day_from);
    let to = to.or_else(|| if life.is_open() { None } else { last.or_else(|| day_from(made)) });
    let due = board::due(reader, life, today);
    let strand = Strand {
        label: cut(&title, 44),
        href: reader.href(&life.commitment),
        from: day_from(made),
        to,
        due: life.due().and_then(day_from),
        marks: marks.collect(),
        tone: status.tone,
        title: format!("{title} – {}", status.word),
    };
    let newest = rows.iter().skip(1).last().map(|row: &ChapterRow| row.date.clone());
    let made = if made.is_empty() { String::new() } else { reader.date(made) };
    let row = TimelineRow {
        href: strand.href.clone(),
        title,
        made,
        due: due.word,
        last: newest.unwrap_or_else(|| reader.t.s("timeline-no-trace").into_owned()),
        status,
    };
    (strand, row)
}

fn cut(name: &str, chars: usize) -> String {
    let Some((end, _)) = name.char_indices().nth(chars) else { return name.to_owned() };
    let cut = name[..end].rfind(' ').unwrap_or(end);
    format!("{}…", name[..cut].trim_end_matches([',', '،', ' ']))
}
