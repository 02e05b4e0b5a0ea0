//! Stories in words: what was promised, signed and done on one matter over all rounds, as a line of
//! life on a page and as a paper in both languages.

use dialogue::content::Lang;
use dialogue::follow::story::{self, Chapter, Story, What};
use dialogue::id::ItemId;
use dialogue::record::Item;
use documents::paper::{Block, Kind, Layout, Pair, Paper};

use super::board::{self, BoardRow, Status, Tab};
use super::matrix::{self, Told};
use super::narrow::Seen;
use crate::items::beside::ProofCard;
use crate::items::reader::{Reader, shown_title};
use crate::negotiation::papers::{self, PaperTable};
use crate::negotiation::sheets::words;

/// One story on a page.
#[derive(Debug)]
pub struct StoryView {
    pub title: String,
    pub lead: String,
    pub chapters: Vec<ChapterRow>,
    /// Where its commitments stand now.
    pub stands: Vec<BoardRow>,
    pub sides: Vec<String>,
    /// That more is linked than is told here; empty when nothing is left out.
    pub cut: String,
    pub papers: PaperTable,
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
    /// Where a commitment that was made stands now; empty for anything else.
    pub now: Status,
}

/// The list of stories.
pub fn list(reader: &Reader<'_>, tabs: Vec<Tab>) -> StoriesView {
    let t = reader.t;
    let row = |topic: story::Topic| TopicRow {
        href: reader.at(&format!("stories/topic?topic={}", encoded(&topic.name))),
        count: match (topic.instruments, topic.assistance) {
            (instruments, 0) => t.n("story-instruments", instruments),
            (0, offers) => t.n("story-offers", offers),
            (instruments, offers) => {
                format!(
                    "{} · {}",
                    t.n("story-instruments", instruments),
                    t.n("story-offers", offers)
                )
            }
        },
        word: reader.topic(&topic.name),
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

/// A story in words, each commitment with where it stands now.
pub fn told(reader: &Reader<'_>, story: &Story<'_>) -> Vec<ChapterRow> {
    let now = |id: &ItemId| {
        let life = story.stands.iter().find(|life| life.commitment.id() == id);
        life.map(|life| board::agreed(reader, life)).unwrap_or_default()
    };
    let mut rows = rows(reader, &story.chapters);
    for (row, chapter) in rows.iter_mut().zip(&story.chapters) {
        if matches!(chapter.what, What::Made) {
            row.now = now(chapter.item.id());
        }
    }
    rows
}

/// A story as a page; `at` is its address with a question begun.
pub fn view(
    reader: &Reader<'_>,
    title: &Pair,
    story: &Story<'_>,
    at: &str,
    today: &str,
    pdf: bool,
) -> StoryView {
    let (t, nothing_seen) = (reader.t, Seen::default());
    let address =
        |layout: Layout, form: &str| format!("{at}layout={}&form={form}", layout.as_str());
    let means = t.s("story-paper-means").into_owned();
    let row = papers::forms_row(t, t.s("story-word").into_owned(), means, pdf, address);
    let stands = story.stands.iter();
    StoryView {
        title: match reader.lang() {
            Lang::Ar => title.ar.text(),
            Lang::En => title.en.text(),
        },
        lead: t.n("story-lead", story.chapters.len()),
        chapters: told(reader, story),
        stands: stands.map(|life| board::row(reader, life, &nothing_seen, today)).collect(),
        sides: reader.sides().into_iter().map(|side| side.name).collect(),
        cut: if story.is_cut { t.s("story-cut").into_owned() } else { String::new() },
        papers: PaperTable { layouts: papers::layout_words(t), rows: vec![row] },
        proof: ProofCard::default(),
    }
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
        What::TookOver => {
            let from = item.content().item("commitment").map(|id| reader.title_of(&id));
            let from = from.unwrap_or_default();
            ("answer", t.f("story-took-over", &[("from", from)]))
        }
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
        now: Status::default(),
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
    let into: Vec<String> = content.items("into").iter().map(|id| reader.title_of(id)).collect();
    let goes_on = match into.is_empty() {
        true => String::new(),
        false => format!(" {}", reader.t.f("story-into", &[("into", into.join("; "))])),
    };
    format!("{round}: {outcome} – {of}{goes_on}")
}

/// The story as a paper.
pub fn paper(
    reader: &Reader<'_>,
    title: Pair,
    story: &Story<'_>,
    layout: Layout,
    today: &str,
) -> Paper {
    let readers = Lang::ALL.map(|lang| reader.in_lang(lang));
    let [ar, en] = [0, 1].map(|at| told(&readers[at], story));
    let rows = ar.iter().zip(&en).map(|(ar, en)| {
        let pair = |of: fn(&ChapterRow) -> &str| Pair::plain(&bare(of(ar)), &bare(of(en)));
        vec![pair(|row| &row.date), pair(|row| &row.kind_word), pair(|row| &row.text)]
    });
    let columns = ["paper-head-date", "story-kind", "story-what"].map(words).into();
    let mut blocks = vec![Block::Table { columns, widths: vec![2, 2, 6], rows: rows.collect() }];
    if story.is_cut {
        blocks.push(Block::Note(words("story-cut")));
    }
    if !story.stands.is_empty() {
        blocks.push(Block::Heading { level: 2, text: words("story-now") });
        blocks.push(matrix::standing(&readers, &story.stands, today));
    }
    let items = story.chapters.iter().map(|chapter| chapter.item);
    let told = Told { reader, items: items.collect(), today };
    let heads = told.heads(Vec::new());
    told.on_paper(Kind::Story, layout, title, heads, blocks)
}

/// Without the isolates around arguments: on paper the words stand alone.
pub fn bare(text: &str) -> String {
    text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}
