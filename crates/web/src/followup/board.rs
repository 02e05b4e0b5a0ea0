//! The board of commitments as ready strings: who owes what by when, what each side says of it and
//! what both agree. Filters hide, they never change a count of what there is.

use std::collections::BTreeMap;

use dialogue::content::Content;
use dialogue::follow::{self, Life};
use dialogue::id::{ItemId, PartyId, VersionId};

use crate::items::beside::{ProofCard, Waits};
use crate::items::lists::{Filter, FilterOption, item_options, word_options};
use crate::items::reader::{FATES, Figure, Link, Reader, fate};
use crate::limits::BOARD_ROWS_MAX;
use crate::mark::Mark;

/// What an address asks of the board.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// A party's code or an institution's id.
    pub owner: String,
    pub group: String,
    pub round: String,
    /// One of [`FATES`].
    pub fate: String,
    /// One of [`DUES`].
    pub due: String,
    /// `yes`: only what has changed since the visitor marked the board as seen.
    pub changed: String,
    /// From 1.
    pub page: String,
}

/// What can be asked of the due date.
pub const DUES: &[&str] = &["overdue", "soon", "dated", "next_round", "none"];

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
    pub tabs: Vec<Tab>,
    pub files: Vec<Tab>,
    pub sides: Vec<String>,
    pub rows: Vec<BoardRow>,
    pub pages: Vec<Tab>,
    pub kept: Vec<KeptRow>,
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
    pub owners: String,
    pub round: Link,
    pub due: Due,
    /// What each side says, ours first.
    pub claims: Vec<Status>,
    pub agreed: Status,
    pub changed: bool,
    pub state: Mark,
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
    /// `kept`, `open`, `dropped`, `untraced`, `claimed`, `blocked` or empty.
    pub tone: &'static str,
    pub note: String,
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

impl Asked {
    /// The question as an address carries it, without the page. Only what has the form of an id or
    /// a word is passed on.
    pub fn query(&self) -> String {
        query_of(&[
            ("owner", &self.owner),
            ("group", &self.group),
            ("round", &self.round),
            ("fate", &self.fate),
            ("due", &self.due),
            ("changed", &self.changed),
        ])
    }

    /// Whether it takes every commitment.
    pub fn is_empty(&self) -> bool {
        [&self.owner, &self.group, &self.round, &self.fate, &self.due, &self.changed]
            .into_iter()
            .all(String::is_empty)
    }
}

/// Answers as an address carries them. Only what has the form of an id or a word is passed on.
pub fn query_of(answers: &[(&str, &str)]) -> String {
    let plain = |text: &str| {
        let ok = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
        !text.is_empty() && text.len() <= 64 && text.bytes().all(ok)
    };
    let kept = answers.iter().filter(|(_, value)| plain(value));
    kept.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// An address with a question behind it, if there is one.
pub fn asking(href: &str, query: &str) -> String {
    if query.is_empty() { href.to_owned() } else { format!("{href}?{query}") }
}

/// What the visitor had seen of each commitment when he marked the board.
pub type Seen = BTreeMap<ItemId, VersionId>;

/// Every commitment that somebody holds, the oldest round first.
pub fn all<'a>(reader: &Reader<'a>) -> Vec<Life<'a>> {
    let items = reader.record.of_type("commitment").into_iter();
    let held = items.filter(|item| item.shown().is_some());
    let mut lives: Vec<Life<'a>> = held.map(|item| follow::life(reader.record, item)).collect();
    follow::in_order(&mut lives);
    lives
}

/// Those that a question takes.
pub fn chosen<'a>(
    reader: &Reader<'a>,
    lives: Vec<Life<'a>>,
    asked: &Asked,
    seen: &Seen,
    today: &str,
) -> Vec<Life<'a>> {
    if asked.is_empty() {
        return lives;
    }
    lives.into_iter().filter(|life| takes(reader, life, asked, seen, today)).collect()
}

fn takes(reader: &Reader<'_>, life: &Life<'_>, asked: &Asked, seen: &Seen, today: &str) -> bool {
    let content = life.commitment.content();
    let group = || {
        content.text("group").is_some_and(|id| id == asked.group) || {
            let session = content.item("session").and_then(|id| reader.record.item(&id));
            session.is_some_and(|one| one.content().text("group") == Some(&asked.group))
        }
    };
    let owner = || {
        let named = |field: &str| content.strings(field).contains(&asked.owner.as_str());
        named("owner_parties") || named("owner_institutions") || owned_by(reader, content, asked)
    };
    (asked.round.is_empty() || life.made_in.as_ref().is_some_and(|id| id.as_str() == asked.round))
        && (asked.group.is_empty() || group())
        && (asked.owner.is_empty() || owner())
        && (asked.fate.is_empty() || fate(Some(life.agreed_status())) == asked.fate)
        && (asked.due.is_empty() || due_class(life, today).contains(&asked.due.as_str()))
        && (asked.changed.is_empty() || has_changed(life, seen))
}

/// A party owns what its institutions own.
fn owned_by(reader: &Reader<'_>, content: &Content, asked: &Asked) -> bool {
    let Ok(party) = PartyId::parse(&asked.owner) else { return false };
    let owners = content.items("owner_institutions");
    owners.iter().any(|id| reader.record.party_of(id).as_ref() == Some(&party))
}

/// Nothing has changed for somebody who never marked the board.
pub fn has_changed(life: &Life<'_>, seen: &Seen) -> bool {
    !seen.is_empty() && seen.get(life.commitment.id()) != Some(&life.fingerprint())
}

fn due_class(life: &Life<'_>, today: &str) -> Vec<&'static str> {
    let mut classes = Vec::new();
    match life.due() {
        Some(due) => {
            classes.push("dated");
            if life.is_overdue(today) {
                classes.push("overdue");
            } else if life.is_open() && is_soon(due, today) {
                classes.push("soon");
            }
        }
        None if life.commitment.content().text("due_rule") == Some("next_round") => {
            classes.push("next_round");
        }
        None => classes.push("none"),
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

/// Builds the board.
pub fn view(reader: &Reader<'_>, asked: &Asked, seen: &Seen, today: &str) -> BoardView {
    let here = reader.at("commitments");
    let lives = all(reader);
    let kept = kept(reader, &lives);
    let figures = reader.promises_of(&lives, &here);
    let total = lives.len();
    let changed = match seen.is_empty() {
        true => 0,
        false => lives.iter().filter(|life| has_changed(life, seen)).count(),
    };
    let filters = filters(reader, asked);
    let chosen = chosen(reader, lives, asked, seen, today);
    let page = asked.page.parse::<usize>().unwrap_or(1).max(1);
    let from = (page - 1).saturating_mul(BOARD_ROWS_MAX).min(chosen.len());
    let shown = &chosen[from..chosen.len().min(from + BOARD_ROWS_MAX)];
    let t = reader.t;
    BoardView {
        figures,
        filters,
        filtered: !asked.is_empty(),
        clear: here.clone(),
        count: t.f("list-count", &[("n", chosen.len()), ("of", total)]),
        add: if reader.writes("commitment") { reader.at("new/commitment") } else { String::new() },
        changed: if changed > 0 { t.n("board-changed", changed) } else { String::new() },
        changed_href: asking(&here, "changed=yes"),
        seen_action: reader.at("commitments/seen"),
        tabs: tabs(reader, asked, "board"),
        files: file_links(reader, asked),
        sides: reader.sides().into_iter().map(|side| side.name).collect(),
        rows: shown.iter().map(|life| row(reader, life, seen, today)).collect(),
        pages: page_links(&here, &asked.query(), page, chosen.len().div_ceil(BOARD_ROWS_MAX)),
        kept,
        waits: reader.waits(None, |item| {
            matches!(item.kind().name, "commitment" | "commitment_answer" | "assistance")
        }),
        proof: ProofCard::default(),
    }
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
    let all = [
        ("matrix", "commitments/matrix"),
        ("xlsx", "commitments/file.xlsx"),
        ("csv", "commitments/file.csv"),
    ];
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

fn row(reader: &Reader<'_>, life: &Life<'_>, seen: &Seen, today: &str) -> BoardRow {
    let item = &life.commitment;
    BoardRow {
        id: item.id().to_string(),
        href: reader.href(item),
        title: reader.title(item),
        other: reader.other_title(item),
        owners: owners(reader, item.content()),
        round: life.made_in.as_ref().map(|id| reader.link_of(id)).unwrap_or_default(),
        due: due(reader, life, today),
        claims: reader.sides().iter().map(|side| claim(reader, life, &side.party)).collect(),
        agreed: agreed(reader, life),
        changed: has_changed(life, seen),
        state: reader.mark(item),
    }
}

/// Who acts: parties and bodies.
pub fn owners(reader: &Reader<'_>, content: &Content) -> String {
    let parties = content.parties("owner_parties");
    let mut names: Vec<String> = parties.iter().map(|party| reader.party(party)).collect();
    names.extend(content.items("owner_institutions").iter().map(|id| reader.title_of(id)));
    names.join(reader.comma())
}

/// When it is due.
pub fn due(reader: &Reader<'_>, life: &Life<'_>, today: &str) -> Due {
    let rule = life.commitment.content().text("due_rule").unwrap_or("none_agreed");
    let Some(date) = life.due() else {
        let word = reader.choice("commitment", "due_rule", rule);
        return Due { word, ..Due::default() };
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
    Due { word: reader.date(date), tone, note }
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
    Status { word: reader.choice("commitment_report", "status", status), tone, note }
}

/// What both sides agree.
pub fn agreed(reader: &Reader<'_>, life: &Life<'_>) -> Status {
    let status = life.agreed_status();
    Status {
        word: reader.choice("commitment", "status", status),
        tone: fate(Some(status)),
        note: String::new(),
    }
}

fn kept(reader: &Reader<'_>, lives: &[Life<'_>]) -> Vec<KeptRow> {
    let mut rounds: BTreeMap<(u64, Option<ItemId>), BTreeMap<&str, usize>> = BTreeMap::new();
    for life in lives {
        let of = rounds.entry((life.number, life.made_in.clone())).or_default();
        *of.entry(fate(Some(life.agreed_status()))).or_default() += 1;
    }
    let most = rounds.values().map(|of| of.values().sum::<usize>()).max().unwrap_or(1).max(1);
    let here = reader.at("commitments");
    let share = |count: usize| u32::try_from(count * 1_000 / most).unwrap_or(1_000);
    let row = |((_, round), of): ((u64, Option<ItemId>), BTreeMap<&str, usize>)| {
        let mut before = 0;
        let id = round.as_ref().map(ItemId::to_string).unwrap_or_default();
        let mut bars = Vec::new();
        for fate in FATES {
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

/// The questions by which board and time line are narrowed.
pub fn filters(reader: &Reader<'_>, asked: &Asked) -> Vec<Filter> {
    let t = reader.t;
    let filter =
        |name, label: &str, options| Filter { name, label: t.s(label).into_owned(), options };
    vec![
        filter("owner", "board-owner", owner_options(reader, &asked.owner)),
        filter("group", "list-group", item_options(reader, "working_group", &asked.group)),
        filter("round", "list-round", item_options(reader, "round", &asked.round)),
        filter("fate", "list-fate", word_options(t, "promises", FATES, &asked.fate)),
        filter("due", "board-due", word_options(t, "board-due", DUES, &asked.due)),
    ]
}

/// The parties, and the bodies that owe something.
fn owner_options(reader: &Reader<'_>, chosen: &str) -> Vec<FilterOption> {
    let option = |value: String, label: String| {
        let chosen = value == chosen;
        FilterOption { value, label, chosen }
    };
    let sides = reader.sides().into_iter();
    let mut options: Vec<FilterOption> =
        sides.map(|side| option(side.party.to_string(), reader.party(&side.party))).collect();
    let mut bodies: BTreeMap<String, ItemId> = BTreeMap::new();
    for item in reader.record.of_type("commitment") {
        for id in item.content().items("owner_institutions") {
            bodies.insert(reader.title_of(&id), id);
        }
    }
    options.extend(bodies.into_iter().map(|(name, id)| option(id.to_string(), name)));
    options
}
