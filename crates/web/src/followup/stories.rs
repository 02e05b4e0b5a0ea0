//! Stories in words: what was promised, signed and done on one matter over all rounds, as a line of
//! life on a page and as a paper in both languages.

use dialogue::content::Lang;
use dialogue::follow::story::{self, Chapter, What};
use dialogue::record::Item;
use documents::paper::{Block, Kind, Layout, Pair, Paper};

use super::board::Tab;
use crate::items::beside::ProofCard;
use crate::items::reader::{Reader, shown_title};
use crate::negotiation::sheets::words;

/// One story on a page.
#[derive(Debug)]
pub struct StoryView {
    pub title: String,
    pub lead: String,
    pub chapters: Vec<ChapterRow>,
    pub print: String,
    pub pdf: String,
    pub proof: ProofCard,
}

/// The stories there are.
#[derive(Debug)]
pub struct StoriesView {
    pub tabs: Vec<Tab>,
    pub topics: Vec<TopicRow>,
    pub proof: ProofCard,
}

/// One topic.
#[derive(Debug)]
pub struct TopicRow {
    pub word: String,
    pub href: String,
    pub count: String,
}

/// One chapter in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChapterRow {
    pub date: String,
    /// `commitment`, `instrument`, `event`, `answer`, `report`, `assistance` or `note`.
    pub kind: &'static str,
    /// The kind in words.
    pub kind_word: String,
    pub text: String,
    pub href: String,
}

/// The list of stories.
pub fn list(reader: &Reader<'_>, tabs: Vec<Tab>) -> StoriesView {
    let row = |(topic, count): (String, usize)| TopicRow {
        href: reader.at(&format!("stories/topic?topic={}", encoded(&topic))),
        count: reader.t.n("story-instruments", count),
        word: reader.topic(&topic),
    };
    let topics = story::topics(reader.record).into_iter().map(row).collect();
    StoriesView { tabs, topics, proof: ProofCard::default() }
}

/// A topic as an address carries it.
pub fn encoded(topic: &str) -> String {
    let byte = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    topic.bytes().map(byte).collect()
}

/// Chapters in words.
pub fn rows(reader: &Reader<'_>, chapters: &[Chapter<'_>]) -> Vec<ChapterRow> {
    chapters.iter().map(|chapter| row(reader, chapter)).collect()
}

fn row(reader: &Reader<'_>, chapter: &Chapter<'_>) -> ChapterRow {
    let (t, lang, item) = (reader.t, reader.lang(), &chapter.item);
    let whole = |base: &str| {
        let text = item.content().bi(base, lang);
        text.map_or_else(|| shown_title(item, lang), str::to_owned)
    };
    let (kind, text) = match &chapter.what {
        What::Made => ("commitment", whole("text")),
        What::Noted(row) => ("note", row.bi("note", lang).unwrap_or_default().to_owned()),
        What::Reported => ("report", reported(reader, item)),
        What::Answered => ("answer", answered(reader, item)),
        What::Signed => ("instrument", whole("title")),
        What::History(row) => {
            let what = row.bi("what", lang).unwrap_or_default();
            ("instrument", format!("{}: {what}", shown_title(item, lang)))
        }
        What::Happened => ("event", whole("what")),
        What::Assisted(stage) => {
            let stage = reader.label("assistance", stage);
            ("assistance", format!("{stage}: {}", whole("title")))
        }
    };
    let date = match chapter.date {
        "" => t.s("story-undated").into_owned(),
        date => reader.date(date),
    };
    ChapterRow {
        date,
        kind,
        kind_word: t.s(&format!("story-{kind}")).into_owned(),
        text,
        href: reader.href(item),
    }
}

fn reported(reader: &Reader<'_>, report: &Item<'_>) -> String {
    let content = report.content();
    let status = content.text("status").unwrap_or_default();
    let status = reader.choice("commitment_report", "status", status);
    let of = content.item("commitment").map(|id| reader.title_of(&id)).unwrap_or_default();
    let mut text = format!("{}: {status} – {of}", reader.side(report.owner()).name);
    if let Some(note) = content.bi("note", reader.lang()) {
        text.push_str(" – ");
        text.push_str(note);
    }
    text
}

fn answered(reader: &Reader<'_>, answer: &Item<'_>) -> String {
    let content = answer.content();
    let outcome = content.text("outcome").unwrap_or_default();
    let outcome = reader.choice("commitment_answer", "outcome", outcome);
    let of = content.item("commitment").map(|id| reader.title_of(&id)).unwrap_or_default();
    let round = content.item("round").map(|id| reader.title_of(&id));
    let round = round.unwrap_or_else(|| reader.t.s("board-between-rounds").into_owned());
    format!("{round}: {outcome} – {of}")
}

/// The story as a paper.
pub fn paper(reader: &Reader<'_>, title: Pair, chapters: &[Chapter<'_>], layout: Layout) -> Paper {
    let [ar, en] = Lang::ALL.map(|lang| rows(&reader.in_lang(lang), chapters));
    let rows = ar.iter().zip(&en).map(|(ar, en)| {
        let pair = |of: fn(&ChapterRow) -> &str| Pair::plain(&bare(of(ar)), &bare(of(en)));
        vec![pair(|row| &row.date), pair(|row| &row.kind_word), pair(|row| &row.text)]
    });
    let columns = ["paper-head-date", "story-kind", "story-what"].map(words).into();
    Paper {
        kind: Kind::Story,
        layout,
        title,
        heads: Vec::new(),
        marking: Pair::default(),
        version: String::new(),
        digest: String::new(),
        date: String::new(),
        mark: String::new(),
        blocks: vec![Block::Table { columns, widths: vec![2, 2, 6], rows: rows.collect() }],
    }
}

/// Without the isolates around arguments: on paper the words stand alone.
pub fn bare(text: &str) -> String {
    text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}
