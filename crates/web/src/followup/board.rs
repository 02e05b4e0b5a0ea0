//! The board of commitments as ready strings: who owes what by when, what each side says of it and
//! what both agree. Filters hide, they never change a count of what there is.

use std::collections::BTreeMap;

use dialogue::content::{Content, Lang};
use dialogue::follow::{self, Life, story};
use dialogue::id::{ItemId, PartyId};
use documents::paper::Layout;

use super::narrow::{self, Asked, Seen};
use crate::i18n::T;
use crate::items::beside::{ProofCard, Waits};
use crate::items::lists::Filter;
use crate::items::reader::{FATES, Figure, Line, Link, Reader, fate, fate_of};
use crate::limits::BOARD_ROWS_MAX;
use crate::mark::Mark;
use crate::negotiation::papers::{self, PaperTable};

/// Days within which a date counts as soon.
const SOON_DAYS: i64 = 90;

/// The board.
#[derive(Debug)]
pub struct BoardView {
    pub figures: Vec<Figure>,
    pub filters: Vec<Filter>,
    pub filtered: bool,
    pub clear: String,
    pub count: String,
    pub add: String,
    /// How many changed since the visitor looked; empty when none did.
    pub changed: String,
    pub changed_href: String,
    pub seen_action: String,
    /// Withdrawn commitments, and offers of assistance, among what changed.
    pub changed_beside: Vec<Line>,
    pub tabs: Vec<Tab>,
    pub files: Vec<Tab>,
    pub papers: PaperTable,
    pub sides: Vec<String>,
    pub rows: Vec<BoardRow>,
    pub pages: Vec<Tab>,
    pub kept: Vec<KeptRow>,
    /// The classes of its bars in words.
    pub fates: Vec<String>,
    pub waits: Waits,
    pub proof: ProofCard,
}

/// A way to another view of the same.
#[derive(Clone, Debug)]
pub struct Tab {
    pub word: String,
    pub href: String,
    pub current: bool,
}

/// One commitment.
#[derive(Debug)]
pub struct BoardRow {
    pub id: String,
    pub href: String,
    pub title: String,
    pub other: String,
    pub owners: Vec<Owner>,
    pub round: Link,
    pub due: Due,
    /// What each side says, ours first.
    pub claims: Vec<Status>,
    pub agreed: Status,
    pub changed: bool,
    pub state: Mark,
}

/// Who acts on one side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    /// The side; empty where it is not known.
    pub side: String,
    /// Its bodies and posts; empty where the side as a whole acts.
    pub names: String,
}

/// When it is due, in words, with what is to be said about that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    pub word: String,
    /// `late`, `soon` or empty.
    pub tone: &'static str,
    /// The tone in words.
    pub note: String,
}

/// A status in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    pub word: String,
    /// `kept`, `open`, `moved`, `dropped`, `untraced`, `claimed`, `blocked` or empty.
    pub tone: &'static str,
    pub note: String,
    /// The commitments in which it goes on.
    pub into: Vec<Link>,
}

/// What one round promised and what became of it.
#[derive(Debug)]
pub struct KeptRow {
    pub round: Link,
    pub made: usize,
    pub bars: Vec<Bar>,
}

/// A part of a bar: per cent of the widest, in the order of [`FATES`].
#[derive(Debug)]
pub struct Bar {
    pub fate: &'static str,
    pub word: String,
    pub count: usize,
    pub start: u32,
    pub width: u32,
    pub href: String,
}

/// An address with a question behind it, if there is one.
pub fn asking(href: &str, query: &str) -> String {
    if query.is_empty() { href.to_owned() } else { format!("{href}?{query}") }
}

/// Every commitment that somebody holds, the oldest round first.
pub fn all<'a>(reader: &Reader<'a>) -> Vec<Life<'a>> {
    let items = reader.record.of_type("commitment").into_iter();
    let held = items.filter(|item| item.shown().is_some());
    let mut lives: Vec<Life<'a>> = held.map(|item| follow::life(reader.record, item)).collect();
    follow::in_order(&mut lives);
    lives
}

/// What can be said of the due date, of `narrow::DUES`.
pub fn due_class(life: &Life<'_>, today: &str) -> Vec<&'static str> {
    let mut classes = Vec::new();
    classes.push(match life.falls_due() {
        follow::Due::By(_) => "dated",
        follow::Due::NextRound(_) => "next_round",
        follow::Due::NoneAgreed | follow::Due::NotSaid => "none",
    });
    if life.is_overdue(today) {
        classes.push("overdue");
    } else if life.is_open() && life.due().is_some_and(|due| is_soon(due, today)) {
        classes.push("soon");
    }
    classes
}

fn is_soon(due: &str, today: &str) -> bool {
    use dialogue::working_days::day_of;
    // A month or a year is due at its end; counting from its first day is early enough.
    let first = match due.len() {
        4 => format!("{due}-12-31"),
        7 => format!("{due}-28"),
        _ => due.to_owned(),
    };
    match (day_of(&first), day_of(today)) {
        (Some(due), Some(today)) => (0..=SOON_DAYS).contains(&(due - today)),
        _ => false,
    }
}

/// Builds the board. `pdf` says whether papers can be set here.
pub fn view(reader: &Reader<'_>, asked: &Asked, seen: &Seen, today: &str, pdf: bool) -> BoardView {
    let here = reader.at("commitments");
    let lives = all(reader);
    let fates = fates(&lives);
    let kept = kept(reader, &lives, &fates);
    let figures = reader.promises_of(&lives, &here);
    let total = lives.len();
    let changed = lives.iter().filter(|life| seen.has_changed(life)).count();
    let (withdrawn, offers) = changed_beside(reader, seen);
    let filters = narrow::filters(reader, asked);
    let chosen = narrow::chosen(reader, lives, asked, seen, today);
    let (page, shown) = page_of(asked, &chosen);
    let t = reader.t;
    BoardView {
        figures,
        filters,
        filtered: !asked.is_empty(),
        clear: here.clone(),
        count: t.f("list-count", &[("n", chosen.len()), ("of", total)]),
        add: if reader.writes("commitment") { reader.at("new/commitment") } else { String::new() },
        changed: changed_words(t, changed + withdrawn.len(), offers.len()),
        changed_href: asking(&here, "changed=yes"),
        seen_action: reader.at("commitments/seen"),
        changed_beside: match asked.changed.is_empty() {
            true => Vec::new(),
            false => withdrawn.into_iter().chain(offers).collect(),
        },
        tabs: tabs(reader, asked, "board"),
        files: file_links(reader, asked),
        papers: matrix_table(reader, asked, pdf),
        sides: reader.sides().into_iter().map(|side| side.name).collect(),
        rows: shown.iter().map(|life| row(reader, life, seen, today)).collect(),
        pages: page_links(&here, &asked.query(), page, chosen.len().div_ceil(BOARD_ROWS_MAX)),
        kept,
        fates: fates.iter().map(|f| t.s(&format!("promises-{f}")).into_owned()).collect(),
        waits: reader.waits(None, |item| {
            matches!(item.kind().name, "commitment" | "commitment_answer" | "assistance")
        }),
        proof: ProofCard::default(),
    }
}

/// What changed and is no row of the board: withdrawn commitments, and offers of assistance.
fn changed_beside(reader: &Reader<'_>, seen: &Seen) -> (Vec<Line>, Vec<Line>) {
    let line = |life: &Life<'_>, key: &str| reader.line_with(&life.commitment, reader.t.s(key));
    let withdrawn = seen.withdrawn(reader);
    let withdrawn = withdrawn.iter().map(|life| {
        let item = &life.commitment;
        // What nobody holds has no title: the newest that was held says what it was; and it has no
        // page but that of its life.
        let was = item
            .versions()
            .last()
            .map(|version| (item.kind().title)(reader.record, &version.content, reader.lang()));
        let line = line(life, "board-withdrawn");
        Line { href: reader.life(item.id()), title: was.unwrap_or(line.title), ..line }
    });
    let offers = seen.assistance(reader);
    let offers = offers.iter().map(|life| line(life, "board-tab-assistance"));
    (withdrawn.collect(), offers.collect())
}

/// How many commitments and offers changed; empty when none did.
fn changed_words(t: T, commitments: usize, offers: usize) -> String {
    let counted = [("board-changed", commitments), ("board-changed-assistance", offers)];
    let words = counted.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| t.n(key, n));
    words.collect::<Vec<_>>().join(" ")
}

/// The page that is asked for, from 1, and what stands on it.
pub fn page_of<'l, 'a>(asked: &Asked, chosen: &'l [Life<'a>]) -> (usize, &'l [Life<'a>]) {
    let page = asked.page.parse::<usize>().unwrap_or(1).max(1);
    let from = (page - 1).saturating_mul(BOARD_ROWS_MAX).min(chosen.len());
    (page, &chosen[from..chosen.len().min(from + BOARD_ROWS_MAX)])
}

/// The matrix in its layouts.
fn matrix_table(reader: &Reader<'_>, asked: &Asked, pdf: bool) -> PaperTable {
    let t = reader.t;
    let (matrix, query) = (reader.at("commitments/matrix"), asked.query());
    let behind = if query.is_empty() { String::new() } else { format!("&{query}") };
    let at = |layout: Layout, form: &str| {
        format!("{matrix}?layout={}&form={form}{behind}", layout.as_str())
    };
    let means = t.s("board-matrix-means").into_owned();
    let row = papers::forms_row(t, t.s("board-matrix").into_owned(), means, pdf, at);
    PaperTable { layouts: papers::layout_words(t), rows: vec![row] }
}

/// The views of the same choice of commitments.
pub fn tabs(reader: &Reader<'_>, asked: &Asked, here: &str) -> Vec<Tab> {
    let query = asked.query();
    let tab = |(name, path): (&str, &str)| Tab {
        word: reader.t.s(&format!("board-tab-{name}")).into_owned(),
        href: asking(&reader.at(path), &query),
        current: name == here,
    };
    let all = [
        ("board", "commitments"),
        ("timeline", "commitments/timeline"),
        ("stories", "stories"),
        ("assistance", "assistance"),
    ];
    all.into_iter().map(tab).collect()
}

fn file_links(reader: &Reader<'_>, asked: &Asked) -> Vec<Tab> {
    let query = asked.query();
    let link = |(name, path): (&str, &str)| Tab {
        word: reader.t.s(&format!("board-file-{name}")).into_owned(),
        href: asking(&reader.at(path), &query),
        current: false,
    };
    let all = [("xlsx", "commitments/file.xlsx"), ("csv", "commitments/file.csv")];
    all.into_iter().map(link).collect()
}

/// The ways to the pages of a list with the same question: the first, the last, and those around
/// this one; none for one page.
pub fn page_links(here: &str, query: &str, page: usize, pages: usize) -> Vec<Tab> {
    if pages < 2 {
        return Vec::new();
    }
    let near = |n: &usize| *n == 1 || *n == pages || n.abs_diff(page) <= 2;
    let link = |n: usize| {
        let of_page = format!("page={n}");
        let query = [query, &of_page].into_iter().filter(|part| !part.is_empty());
        let query = query.collect::<Vec<_>>().join("&");
        Tab { word: n.to_string(), href: asking(here, &query), current: n == page }
    };
    (1..=pages).filter(near).map(link).collect()
}

/// A commitment as a row.
pub fn row(reader: &Reader<'_>, life: &Life<'_>, seen: &Seen, today: &str) -> BoardRow {
    let item = &life.commitment;
    BoardRow {
        id: item.id().to_string(),
        href: reader.href(item),
        title: reader.title(item),
        other: reader.other_title(item),
        owners: owners_of(reader, item.content()),
        round: life.made_in.as_ref().map(|id| reader.link_of(id)).unwrap_or_default(),
        due: due(reader, life, today),
        claims: reader.sides().iter().map(|side| claim(reader, life, &side.party)).collect(),
        agreed: agreed(reader, life),
        changed: seen.has_changed(life),
        state: reader.mark(item),
    }
}

/// Who acts, side by side: the side as a whole, or its bodies and posts.
pub fn owners_of(reader: &Reader<'_>, content: &Content) -> Vec<Owner> {
    let mut sides: Vec<(Option<PartyId>, Vec<String>)> = Vec::new();
    let mut add = |party: Option<PartyId>, name: Option<String>| {
        let at = sides.iter().position(|(of, _)| *of == party).unwrap_or_else(|| {
            sides.push((party, Vec::new()));
            sides.len() - 1
        });
        sides[at].1.extend(name);
    };
    for party in content.parties("owner_parties") {
        add(Some(party), None);
    }
    for field in ["owner_institutions", "owner_posts"] {
        for id in content.items(field) {
            add(reader.record.party_of(&id), Some(reader.title_of(&id)));
        }
    }
    let owner = |(party, names): (Option<PartyId>, Vec<String>)| Owner {
        side: party.map(|party| reader.party(&party)).unwrap_or_default(),
        names: names.join(reader.comma()),
    };
    sides.into_iter().map(owner).collect()
}

/// The same in one line: `Kuwait: Customs; United States`.
pub fn owners(reader: &Reader<'_>, content: &Content) -> String {
    let words = owners_of(reader, content).into_iter().map(|owner| {
        let parts = [owner.side, owner.names].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(": ")
    });
    words.collect::<Vec<_>>().join(semicolon(reader))
}

fn semicolon(reader: &Reader<'_>) -> &'static str {
    match reader.lang() {
        Lang::Ar => "؛ ",
        Lang::En => "; ",
    }
}

/// What comes next: as the newest report of each side says, else as the commitment does.
pub fn next_step(reader: &Reader<'_>, life: &Life<'_>) -> String {
    let said = reader.sides().into_iter().filter_map(|side| {
        let step = life.report_of(&side.party)?.content().bi("next_step", reader.lang())?;
        Some(format!("{}: {step}", reader.party(&side.party)))
    });
    let said = said.collect::<Vec<_>>().join(semicolon(reader));
    if !said.is_empty() {
        return said;
    }
    let agreed = life.commitment.content().bi("next_step", reader.lang());
    agreed.unwrap_or_default().to_owned()
}

/// When it is due.
pub fn due(reader: &Reader<'_>, life: &Life<'_>, today: &str) -> Due {
    let rule = |rule: &str| reader.choice("commitment", "due_rule", rule);
    let word = match life.falls_due() {
        follow::Due::By(date) => reader.date(date),
        follow::Due::NextRound(_) => rule("next_round"),
        follow::Due::NoneAgreed => rule("none_agreed"),
        follow::Due::NotSaid => reader.t.s("board-due-not-said").into_owned(),
    };
    let classes = due_class(life, today);
    let tone = if classes.contains(&"overdue") {
        "late"
    } else if classes.contains(&"soon") {
        "soon"
    } else {
        ""
    };
    let note = match tone {
        "" => String::new(),
        tone => reader.t.s(&format!("board-due-{tone}")).into_owned(),
    };
    Due { word, tone, note }
}

/// What a side says: the newest of its reports.
pub fn claim(reader: &Reader<'_>, life: &Life<'_>, party: &PartyId) -> Status {
    let Some(report) = life.report_of(party) else {
        let word = reader.t.s("board-no-report").into_owned();
        return Status { word, ..Status::default() };
    };
    let content = report.content();
    let status = content.text("status").unwrap_or_default();
    let blocking = content.text("blocking");
    let note = match (status, blocking, content.date("date")) {
        ("blocked", Some(why), _) => reader.choice("commitment_report", "blocking", why),
        (_, _, Some(date)) => reader.date(date),
        _ => String::new(),
    };
    let tone = match status {
        "done_claimed" => "claimed",
        "blocked" => "blocked",
        _ => "open",
    };
    let word = reader.choice("commitment_report", "status", status);
    Status { word, tone, note, ..Status::default() }
}

/// What both sides agree.
pub fn agreed(reader: &Reader<'_>, life: &Life<'_>) -> Status {
    let status = life.agreed_status();
    Status {
        word: reader.choice("commitment", "status", status),
        tone: fate(Some(status)),
        note: match life.crossed().is_empty() {
            true => String::new(),
            false => reader.t.s("board-now-crossed").into_owned(),
        },
        into: story::goes_on_in(life).iter().map(|id| reader.link_of(id)).collect(),
    }
}

/// A status in one line, with where it goes on.
pub fn status_line(status: &Status) -> String {
    let into = status.into.iter().map(|link| link.title.as_str());
    let into = into.collect::<Vec<_>>().join("; ");
    let parts = [status.word.as_str(), status.note.as_str(), &into].into_iter();
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

/// The classes of what became of commitments; without those that go on in another where none does.
fn fates(lives: &[Life<'_>]) -> Vec<&'static str> {
    let moved = lives.iter().any(|life| fate_of(life) == "moved");
    let told = |fate: &&str| *fate != "proposed" && (moved || *fate != "moved");
    FATES.iter().copied().filter(told).collect()
}

fn kept(reader: &Reader<'_>, lives: &[Life<'_>], fates: &[&'static str]) -> Vec<KeptRow> {
    let mut rounds: BTreeMap<(u64, Option<ItemId>), BTreeMap<&str, usize>> = BTreeMap::new();
    for life in lives.iter().filter(|life| life.is_commitment()) {
        let of = rounds.entry((life.number, life.made_in.clone())).or_default();
        *of.entry(fate_of(life)).or_default() += 1;
    }
    let most = rounds.values().map(|of| of.values().sum::<usize>()).max().unwrap_or(1).max(1);
    let here = reader.at("commitments");
    let share = |count: usize| u32::try_from(count * 1_000 / most).unwrap_or(1_000);
    let row = |((_, round), of): ((u64, Option<ItemId>), BTreeMap<&str, usize>)| {
        let mut before = 0;
        let id = round.as_ref().map(ItemId::to_string).unwrap_or_default();
        let mut bars = Vec::new();
        for fate in fates {
            let count = of.get(fate).copied().unwrap_or(0);
            bars.push(Bar {
                fate,
                word: reader.t.s(&format!("promises-{fate}")).into_owned(),
                count,
                start: share(before),
                width: share(before + count) - share(before),
                href: asking(&here, &format!("round={id}&fate={fate}")),
            });
            before += count;
        }
        let outside =
            || Link { title: reader.t.s("board-outside").into_owned(), ..Link::default() };
        let round = round.as_ref().map_or_else(outside, |id| reader.link_of(id));
        KeptRow { round, made: before, bars }
    };
    rounds.into_iter().map(row).collect()
}
