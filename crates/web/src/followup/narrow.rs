//! What an address asks of board, time line, matrix and files, and which commitments that takes.
//! A filter hides, it never changes what a commitment is.

use std::collections::BTreeMap;

use dialogue::content::Content;
use dialogue::follow::{self, BLOCKS, Life, Worth};
use dialogue::id::{ItemId, PartyId, VersionId};

use super::board::due_class;
use crate::items::lists::{Filter, FilterOption, item_options, word_options};
use crate::items::reader::{FATES, Reader, fate_of};

/// What an address asks of the board.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// A party's code, or the id of an institution or a post.
    pub owner: String,
    pub group: String,
    pub round: String,
    /// One of [`FATES`].
    pub fate: String,
    /// One of [`NOW`], or `blocked-` with one of [`BLOCKS`] behind it.
    pub now: String,
    /// One of [`DUES`].
    pub due: String,
    /// `yes`: only what has changed since the visitor marked the board as seen.
    pub changed: String,
    /// From 1.
    pub page: String,
}

/// What can be asked of the due date.
pub const DUES: &[&str] = &["overdue", "soon", "dated", "next_round", "none"];

/// What can be asked of what was said and answered so far.
pub const NOW: &[&str] = &["claimed", "waits_for_us", "blocked", "crossed", "unanswered"];

const BLOCKED_BY: &str = "blocked-";

/// Longest value of an address that a paper names as its filter, in characters.
const VALUE_CHARS_MAX: usize = 64;

impl Asked {
    fn all(&self) -> [(&'static str, &str); 7] {
        [
            ("owner", &self.owner),
            ("group", &self.group),
            ("round", &self.round),
            ("fate", &self.fate),
            ("now", &self.now),
            ("due", &self.due),
            ("changed", &self.changed),
        ]
    }

    /// The question as an address carries it, without the page. Only what has the form of an id or
    /// a word is passed on.
    pub fn query(&self) -> String {
        query_of(&self.all())
    }

    /// Whether it takes every commitment.
    pub fn is_empty(&self) -> bool {
        self.all().into_iter().all(|(_, value)| value.is_empty())
    }
}

/// Answers as an address carries them. Only what has the form of an id or a word is passed on.
pub fn query_of(answers: &[(&str, &str)]) -> String {
    let plain = |text: &str| {
        let ok = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
        !text.is_empty() && text.len() <= VALUE_CHARS_MAX && text.bytes().all(ok)
    };
    let kept = answers.iter().filter(|(_, value)| plain(value));
    kept.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// What a visitor had seen of each commitment and offer when he marked the board; none when he
/// never did.
#[derive(Clone, Debug, Default)]
pub struct Seen(pub Option<BTreeMap<ItemId, VersionId>>);

impl Seen {
    /// Reads what was remembered. A board that was empty when it was marked is remembered too.
    pub fn of(mut marks: BTreeMap<ItemId, VersionId>) -> Seen {
        let marked = !marks.is_empty();
        marks.remove(&board_itself());
        Seen(marked.then_some(marks))
    }

    /// What is remembered when the board is marked now: all that is on it, what was withdrawn from
    /// it, and the board itself.
    pub fn now(reader: &Reader<'_>) -> Vec<(ItemId, VersionId)> {
        let types = ["commitment", "assistance"];
        let items = types.iter().flat_map(|name| reader.record.ever_of_type(name));
        let lives = items.map(|item| follow::life(reader.record, item));
        let mut all: Vec<(ItemId, VersionId)> =
            lives.map(|life| (life.commitment.id().clone(), life.fingerprint())).collect();
        all.push((board_itself(), VersionId([0; 32])));
        all
    }

    /// Nothing has changed for somebody who never marked the board.
    pub fn has_changed(&self, life: &Life<'_>) -> bool {
        let Some(seen) = &self.0 else { return false };
        seen.get(life.commitment.id()) != Some(&life.fingerprint())
    }

    /// What was on the board when it was marked, and has been withdrawn since.
    pub fn withdrawn<'a>(&self, reader: &Reader<'a>) -> Vec<Life<'a>> {
        let Some(seen) = &self.0 else { return Vec::new() };
        let gone = seen.keys().filter_map(|id| reader.record.item(id)).filter(|item| {
            item.shown().is_none() && matches!(item.kind().name, "commitment" | "assistance")
        });
        let lives = gone.map(|item| follow::life(reader.record, item));
        lives.filter(|life| self.has_changed(life)).collect()
    }

    /// The offers of assistance that are new or changed.
    pub fn assistance<'a>(&self, reader: &Reader<'a>) -> Vec<Life<'a>> {
        if self.0.is_none() {
            return Vec::new();
        }
        let offers = reader.record.of_type("assistance").into_iter();
        let lives =
            offers.filter(|one| one.shown().is_some()).map(|one| follow::life(reader.record, one));
        lives.filter(|life| self.has_changed(life)).collect()
    }
}

/// Stands for the board among what was seen: no item has this id.
fn board_itself() -> ItemId {
    ItemId::parse("board.itself").expect("a well-formed id")
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
    let open = match asked.now.as_str() {
        "unanswered" => open_rounds(reader),
        _ => Vec::new(),
    };
    let question = Question { reader, asked, seen, today, open };
    lives.into_iter().filter(|life| question.takes(life)).collect()
}

struct Question<'q, 'r> {
    reader: &'q Reader<'r>,
    asked: &'q Asked,
    seen: &'q Seen,
    today: &'q str,
    /// The rounds that are not closed, in order.
    open: Vec<(u64, ItemId)>,
}

impl Question<'_, '_> {
    fn takes(&self, life: &Life<'_>) -> bool {
        let (asked, content) = (self.asked, life.commitment.content());
        let round = || life.made_in.as_ref().is_some_and(|id| id.as_str() == asked.round);
        (asked.round.is_empty() || round())
            && (asked.group.is_empty() || is_of_group(self.reader, content, &asked.group))
            && (asked.owner.is_empty() || self.is_owned(content))
            && (asked.fate.is_empty() || fate_of(life) == asked.fate)
            && (asked.due.is_empty() || due_class(life, self.today).contains(&asked.due.as_str()))
            && (asked.now.is_empty() || self.stands(life))
            && (asked.changed.is_empty() || self.seen.has_changed(life))
    }

    /// A party owns what its bodies and posts own.
    fn is_owned(&self, content: &Content) -> bool {
        let owner = self.asked.owner.as_str();
        let fields = ["owner_parties", "owner_institutions", "owner_posts"];
        if fields.iter().any(|field| content.strings(field).contains(&owner)) {
            return true;
        }
        let Ok(party) = PartyId::parse(owner) else { return false };
        let of = |id: &ItemId| self.reader.record.party_of(id).as_ref() == Some(&party);
        fields[1..].iter().any(|field| content.items(field).iter().any(of))
    }

    fn stands(&self, life: &Life<'_>) -> bool {
        match self.asked.now.as_str() {
            "claimed" => life.is_open() && !life.claimed_done().is_empty(),
            "waits_for_us" => waits_for_us(self.reader, life),
            "blocked" => blocked_by(life).next().is_some(),
            "crossed" => !life.crossed().is_empty(),
            "unanswered" => {
                let next = self.open.iter().find(|(number, _)| *number > life.number);
                next.is_some_and(|(number, id)| life.is_for(id, *number) && !life.is_answered(id))
            }
            word => {
                let why = word.strip_prefix(BLOCKED_BY);
                why.is_some_and(|why| blocked_by(life).any(|reason| reason == why))
            }
        }
    }
}

/// The other side has answered, or says that it is done, and our side has said nothing to that.
pub fn waits_for_us(reader: &Reader<'_>, life: &Life<'_>) -> bool {
    let us = &reader.us;
    let ours = |answer: &follow::Answer<'_>| answer.item.position(us).is_some();
    let proposed = || life.answers.iter().filter(|answer| answer.worth == Worth::Proposed);
    if proposed().any(|answer| !ours(answer)) {
        return true;
    }
    let claimed = life.claimed_done().into_iter().any(|party| party != us);
    claimed && life.is_open() && !proposed().any(|answer| answer.outcome == "done" && ours(answer))
}

/// What holds it up while it is open, by the newest report of each side.
fn blocked_by<'a>(life: &Life<'a>) -> impl Iterator<Item = &'a str> {
    let newest = life.reports.values().filter_map(|reports| reports.last());
    let open = life.is_open();
    let blocked = newest.filter(move |one| open && one.content().text("status") == Some("blocked"));
    blocked.filter_map(|one| one.content().text("blocking")).collect::<Vec<_>>().into_iter()
}

fn open_rounds(reader: &Reader<'_>) -> Vec<(u64, ItemId)> {
    let rounds = reader.record.of_type("round").into_iter();
    let open = rounds
        .filter(|round| round.shown().is_some() && round.content().date("closed").is_none())
        .filter_map(|round| Some((round.content().int("number")?, round.id().clone())));
    let mut open: Vec<(u64, ItemId)> = open.collect();
    open.sort();
    open
}

/// Whether something lies in a group: directly, or through its session.
pub fn is_of_group(reader: &Reader<'_>, content: &Content, group: &str) -> bool {
    let session = || content.item("session").and_then(|id| reader.record.item(&id));
    content.text("group") == Some(group)
        || session().is_some_and(|one| one.content().text("group") == Some(group))
}

/// The group of something: directly, or through its session.
pub fn group_of(reader: &Reader<'_>, content: &Content) -> Option<ItemId> {
    content.item("group").or_else(|| {
        let session = reader.record.item(&content.item("session")?)?;
        session.content().item("group")
    })
}

/// The questions by which the views are narrowed.
pub fn filters(reader: &Reader<'_>, asked: &Asked) -> Vec<Filter> {
    let t = reader.t;
    let filter =
        |name, label: &str, options| Filter { name, label: t.s(label).into_owned(), options };
    vec![
        filter("owner", "board-owner", owner_options(reader, &asked.owner)),
        filter("group", "list-group", item_options(reader, "working_group", &asked.group)),
        filter("round", "list-round", item_options(reader, "round", &asked.round)),
        filter("fate", "list-fate", word_options(t, "promises", FATES, &asked.fate)),
        filter("now", "board-now", now_options(reader, &asked.now)),
        filter("due", "board-due", word_options(t, "board-due", DUES, &asked.due)),
    ]
}

/// The question in words, for papers; empty when nothing was asked.
pub fn in_words(reader: &Reader<'_>, asked: &Asked) -> String {
    let filters = filters(reader, asked);
    let named = asked.all().into_iter().filter(|(_, value)| !value.is_empty());
    let words = named.map(|(name, value)| {
        let filter = filters.iter().find(|filter| filter.name == name);
        let label = filter.map_or_else(|| reader.t.s("board-new"), |f| f.label.as_str().into());
        let chosen = filter.and_then(|filter| filter.options.iter().find(|one| one.chosen));
        // What is on no list was typed into the address.
        let typed: String = value.chars().take(VALUE_CHARS_MAX).collect();
        let value = chosen.map_or(typed, |one| one.label.clone());
        match filter {
            Some(_) => format!("{label}: {value}"),
            None => label.into_owned(),
        }
    });
    words.collect::<Vec<_>>().join("; ")
}

fn now_options(reader: &Reader<'_>, chosen: &str) -> Vec<FilterOption> {
    let mut options = word_options(reader.t, "board-now", NOW, chosen);
    let blocked = NOW.iter().position(|word| *word == "blocked").map_or(0, |at| at + 1);
    let why = BLOCKS.iter().map(|why| {
        let value = format!("{BLOCKED_BY}{why}");
        let why = reader.choice("commitment_report", "blocking", why);
        let label = format!("{}: {why}", reader.t.s("board-now-blocked"));
        FilterOption { chosen: value == chosen, value, label }
    });
    options.splice(blocked..blocked, why);
    options
}

/// The parties, and the bodies and posts that owe something, with their side.
fn owner_options(reader: &Reader<'_>, chosen: &str) -> Vec<FilterOption> {
    let option = |value: String, label: String| {
        let chosen = value == chosen;
        FilterOption { value, label, chosen }
    };
    let mut named: BTreeMap<ItemId, ()> = BTreeMap::new();
    for item in reader.record.of_type("commitment") {
        for field in ["owner_institutions", "owner_posts"] {
            named.extend(item.content().items(field).into_iter().map(|id| (id, ())));
        }
    }
    let mut options: Vec<FilterOption> = Vec::new();
    let mut bodies: Vec<(Option<PartyId>, String, ItemId)> = named
        .into_keys()
        .map(|id| (reader.record.party_of(&id), reader.title_of(&id), id))
        .collect();
    bodies.sort();
    for side in reader.sides() {
        let party = reader.party(&side.party);
        options.push(option(side.party.to_string(), party.clone()));
        let of = bodies.extract_if(.., |(of, ..)| of.as_ref() == Some(&side.party));
        options.extend(of.map(|(_, name, id)| option(id.to_string(), format!("{party}: {name}"))));
    }
    options.extend(bodies.into_iter().map(|(_, name, id)| option(id.to_string(), name)));
    options
}
