//! The time line of the chosen commitments, and the same in a table.

use dialogue::follow::{self, Life, Worth, story};
use dialogue::working_days::day_of;

use super::board::{self, Status, Tab};
use super::narrow::{self, Asked, Seen};
use super::picture::{self, Picture, Post, Strand};
use super::stories;
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
    pub pages: Vec<Tab>,
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
    let all = board::all(reader);
    let total = all.len();
    let lives = narrow::chosen(reader, all, asked, seen, today);
    let (page, shown) = board::page_of(asked, &lives);
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
    let here = reader.at("commitments/timeline");
    TimelineView {
        tabs: board::tabs(reader, asked, "timeline"),
        filters: narrow::filters(reader, asked),
        clear: here.clone(),
        filtered: !asked.is_empty(),
        count: reader.t.f("list-count", &[("n", lives.len()), ("of", total)]),
        p: picture::lay_out(&strands, &posts, day, rtl),
        rows,
        pages: board::page_links(&here, &asked.query(), page, lives.len().div_ceil(BOARD_ROWS_MAX)),
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

/// The last day of a date that may be a month or a year: what is due counts to its end.
fn day_to(date: &str) -> Option<i64> {
    let next = match date.len() {
        4 => format!("{}-01-01", date.parse::<u32>().ok()? + 1),
        7 => {
            let (year, month) = (date[..4].parse::<u32>().ok()?, date[5..].parse::<u32>().ok()?);
            format!("{:04}-{:02}-01", year + month / 12, month % 12 + 1)
        }
        _ => return day_of(date),
    };
    Some(day_of(&next)? - 1)
}

fn strand(reader: &Reader<'_>, life: &Life<'_>, today: &str) -> (Strand, TimelineRow) {
    let chapters: Vec<story::Chapter<'_>> = story::of_commitment(reader.record, life.commitment);
    let made = chapters.first().map(|chapter| chapter.date).unwrap_or_default();
    let rows = stories::rows(reader, &chapters);
    let day = day_of(today).unwrap_or_default();
    // What was heard in a month had been heard by its end, and not after today.
    let heard =
        |date: &str| day_to(date).map(|last| last.min(day).max(day_from(date).unwrap_or(last)));
    let marks = chapters.iter().zip(&rows).skip(1).filter_map(|(chapter, row)| {
        let words = format!("{}: {}", row.date, row.text);
        Some((heard(chapter.date)?, row.kind, stories::bare(&words)))
    });
    let status = board::agreed(reader, life);
    let title = reader.title(&life.commitment);
    let settled = life
        .answers
        .iter()
        .filter(|one| one.worth == Worth::Counts && follow::settles(one.outcome));
    let to = settled.filter_map(|one| heard(one.item.content().date("date")?)).next();
    let mut told = chapters.iter().zip(&rows).skip(1);
    let newest = told.rfind(|(chapter, _)| !chapter.date.is_empty());
    let last = newest.and_then(|(chapter, _)| heard(chapter.date));
    let to = to.or_else(|| if life.is_open() { None } else { last.or_else(|| day_from(made)) });
    let due = board::due(reader, life, today);
    let strand = Strand {
        label: cut(&title, 44),
        href: reader.href(&life.commitment),
        from: day_from(made),
        to,
        due: life.due().and_then(day_to),
        marks: marks.collect(),
        tone: status.tone,
        title: stories::bare(&format!("{title} – {}", board::status_line(&status))),
    };
    let newest = newest.map(|(_, row)| row.date.clone());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_in_a_month_or_a_year_is_due_at_its_end() {
        let same = |date: &str, day: &str| assert_eq!(day_to(date), day_of(day), "{date}");
        same("2017", "2017-12-31");
        same("2016-02", "2016-02-29");
        same("2017-12", "2017-12-31");
        same("2020-11-16", "2020-11-16");
        assert_eq!(day_to("later"), None);
    }
}
