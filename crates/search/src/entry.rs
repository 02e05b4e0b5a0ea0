//! What is indexed of one item: the texts of every version that somebody holds or that is in
//! force, in both languages, and what the results can be narrowed by. It reads the record and
//! changes nothing. The same passages serve the index and the snippets.

use std::collections::BTreeSet;

use dialogue::Value;
use dialogue::content::{Content, Lang, Row};
use dialogue::id::{ItemId, PartyId};
use dialogue::item::{COMMON, Field, Kind};
use dialogue::record::{Item, Record, State, Version};
use sha2::{Digest, Sha256};

use crate::limits::{ENTRY_BYTES_MAX, PARENTS_DEPTH_MAX, PASSAGES_MAX};

/// The kind of a private note; all other kinds are names of item types.
pub const NOTE: &str = "note";

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The dialogue.
    pub dialogue: String,
    /// The item.
    pub item: String,
    /// The number of a private note on it; none for the item itself.
    pub note: Option<i64>,
}

impl Key {
    /// The key of an item.
    pub fn item(dialogue: &str, item: &ItemId) -> Key {
        Key { dialogue: dialogue.to_owned(), item: item.to_string(), note: None }
    }

    /// As the file stores it. Neither ids of dialogues nor of items hold a slash or a number sign.
    pub fn to_text(&self) -> String {
        let Key { dialogue, item, note } = self;
        match note {
            None => format!("{dialogue}/{item}"),
            Some(note) => format!("{dialogue}/{item}#{note}"),
        }
    }

    /// Reads [`Key::to_text`]; none for any other text.
    pub fn parse(text: &str) -> Option<Key> {
        let (dialogue, rest) = text.split_once('/')?;
        let (item, note) = match rest.split_once('#') {
            Some((item, note)) => (item, Some(note.parse().ok()?)),
            None => (rest, None),
        };
        Some(Key { dialogue: dialogue.to_owned(), item: item.to_owned(), note })
    }

    /// The item's id.
    pub fn item_id(&self) -> Option<ItemId> {
        ItemId::parse(&self.item).ok()
    }
}

/// How an entry stands between the parties, coarser than the consent mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Agreed by all.
    Agreed,
    /// Proposed, contradicted or contested.
    Open,
    /// One party's own statement.
    OneSided,
    /// A note that never leaves this node.
    Private,
}

impl Standing {
    /// All of them, as filters list them.
    pub const ALL: [Standing; 4] =
        [Standing::Agreed, Standing::Open, Standing::OneSided, Standing::Private];

    /// Its name in addresses and in the index.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Agreed => "agreed",
            Standing::Open => "open",
            Standing::OneSided => "own",
            Standing::Private => "private",
        }
    }

    /// Reads [`Standing::as_str`].
    pub fn parse(name: &str) -> Option<Standing> {
        Standing::ALL.into_iter().find(|one| one.as_str() == name)
    }

    fn of(state: State) -> Standing {
        match state {
            State::Agreed | State::AgreedBinding | State::Sealed(_) => Standing::Agreed,
            State::Own | State::RecordedAlone => Standing::OneSided,
            _ => Standing::Open,
        }
    }
}

/// A text of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its language, where the record says so.
    pub lang: Option<Lang>,
    /// The stored name of its field; empty for a heading.
    pub field: String,
    /// The text as the record has it.
    pub text: String,
    /// True for headings and names, which count more.
    pub heading: bool,
    /// True for names of persons, parties and bodies, which are found by their sound too.
    pub name: bool,
    /// The parties that hold it where it is not the version shown; empty where it is.
    pub held_by: Vec<PartyId>,
}

/// One item or note, ready to be indexed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is about.
    pub key: Key,
    /// Name of the item type, or [`NOTE`].
    pub kind: String,
    /// Its texts, headings first.
    pub passages: Vec<Passage>,
    /// How it stands.
    pub standing: Standing,
    /// The round it belongs to, or is.
    pub round: Option<ItemId>,
    /// The working group it belongs to, or is.
    pub group: Option<ItemId>,
    /// The session it belongs to, or is.
    pub session: Option<ItemId>,
    /// The parties it is of.
    pub parties: BTreeSet<PartyId>,
    /// Its day, else that of its session or round: `2017`, `2017-08` or `2017-08-23`; empty where
    /// none is known.
    pub date: String,
    /// Values of its versions that were erased: when this grows, the index is made anew.
    pub n_erased: u32,
}

impl Entry {
    /// The entry of an item; none when nothing of it is on the table, or all was erased.
    pub fn of(record: &Record, dialogue: &str, item: &Item<'_>) -> Option<Entry> {
        let shown = item.shown()?;
        let state = item.state();
        if state == State::Erased {
            return None;
        }
        let kind = item.kind().name;
        let mut passages = Passages::default();
        passages.headings(item);
        for (version, held_by) in held_versions(record, item, shown) {
            passages.version(record, item, version, &held_by);
        }
        let place = Place::of(record, item);
        let above = [Some(item.id()), place.session.as_ref(), place.round.as_ref()];
        let dates = above.into_iter().flatten().filter_map(|id| record.item(id));
        let date = dates.filter_map(|item| date_of(item.content())).next();
        Some(Entry {
            key: Key::item(dialogue, item.id()),
            kind: kind.to_owned(),
            passages: passages.done(),
            standing: Standing::of(state),
            round: place.round,
            group: place.group,
            session: place.session,
            parties: parties_of(item),
            date: date.unwrap_or_default().to_owned(),
            n_erased: n_erased(item),
        })
    }

    /// The entry of a private note on an item. What the item is about narrows the notes too.
    pub fn of_note(about: Option<&Entry>, key: Key, text: &str, date: &str) -> Entry {
        let text = &text[..text.floor_char_boundary(ENTRY_BYTES_MAX)];
        let passage = Passage {
            lang: None,
            field: NOTE.to_owned(),
            text: text.to_owned(),
            heading: false,
            name: false,
            held_by: Vec::new(),
        };
        Entry {
            key,
            kind: NOTE.to_owned(),
            passages: vec![passage],
            standing: Standing::Private,
            round: about.and_then(|about| about.round.clone()),
            group: about.and_then(|about| about.group.clone()),
            session: about.and_then(|about| about.session.clone()),
            parties: about.map(|about| about.parties.clone()).unwrap_or_default(),
            date: date.to_owned(),
            n_erased: 0,
        }
    }

    /// A hash of all that the index holds of this entry, 16 bytes.
    pub fn hash(&self) -> [u8; 16] {
        let mut hash = Sha256::new();
        let mut add = |text: &str| {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        };
        add(&self.kind);
        add(self.standing.as_str());
        add(&self.date);
        for id in [&self.round, &self.group, &self.session] {
            add(id.as_ref().map_or("", ItemId::as_str));
        }
        for party in &self.parties {
            add(party.as_str());
        }
        for passage in &self.passages {
            add(if passage.heading { "h" } else { "b" });
            add(if passage.name { "n" } else { "" });
            add(&passage.text);
        }
        let digest = hash.finalize();
        let mut short = [0; 16];
        short.copy_from_slice(&digest[..16]);
        short
    }
}

/// The versions that somebody holds or that are in force, each once, the one shown first, with
/// those who hold it where it is not shown.
fn held_versions<'a>(
    record: &'a Record,
    item: &Item<'a>,
    shown: &'a Version,
) -> Vec<(&'a Version, Vec<PartyId>)> {
    let standing = item.standing();
    let mut versions = vec![(shown, Vec::new())];
    for id in item.on_the_table() {
        let Some(version) = record.version(&id).filter(|version| version.id != shown.id) else {
            continue;
        };
        let holders = standing.positions.iter().filter(|(_, held)| **held == Some(id));
        versions.push((version, holders.map(|(party, _)| party.clone()).collect()));
    }
    versions
}

fn n_erased(item: &Item<'_>) -> u32 {
    let erased: usize = item.versions().iter().map(|version| version.erased().len()).sum();
    u32::try_from(erased).unwrap_or(u32::MAX)
}

/// The party that an item is of: the one it names, else those it binds, else its owner.
fn parties_of(item: &Item<'_>) -> BTreeSet<PartyId> {
    let content = item.content();
    if let Some(party) = content.party("party").or_else(|| content.party("code")) {
        return BTreeSet::from([party]);
    }
    let owners: BTreeSet<PartyId> = content.parties("owner_parties").into_iter().collect();
    if owners.is_empty() { BTreeSet::from([item.owner().clone()]) } else { owners }
}

/// The fields that say when an item was, the most telling first.
const DATES: [&str; 11] = [
    "date",
    "starts",
    "opened",
    "ministerial_day",
    "planned_from",
    "signed",
    "published",
    "from",
    "as_of",
    "founded",
    "due",
];

fn date_of(content: &Content) -> Option<&str> {
    DATES.iter().find_map(|field| {
        content.date(field).or_else(|| content.instant(field).and_then(|at| at.get(..10)))
    })
}

/// Where an item belongs.
#[derive(Default)]
struct Place {
    round: Option<ItemId>,
    group: Option<ItemId>,
    session: Option<ItemId>,
}

impl Place {
    /// Walks upwards over the fields that place items under others, the nearest first.
    fn of(record: &Record, item: &Item<'_>) -> Place {
        let mut place = Place::default();
        let mut level: Vec<ItemId> = vec![item.id().clone()];
        for _ in 0..PARENTS_DEPTH_MAX {
            let mut above = Vec::new();
            for id in &level {
                let Some(item) = record.item(id) else { continue };
                let slot = match item.kind().name {
                    "round" => Some(&mut place.round),
                    "working_group" => Some(&mut place.group),
                    "session" => Some(&mut place.session),
                    _ => None,
                };
                if let Some(slot) = slot {
                    slot.get_or_insert_with(|| id.clone());
                }
                let content = item.content();
                for field in item.kind().parent {
                    above.extend(content.item(field));
                    above.extend(content.items(field).into_iter().take(PASSAGES_MAX));
                }
            }
            level = above;
        }
        place
    }
}

/// Collects passages, each text once.
#[derive(Default)]
struct Passages {
    list: Vec<Passage>,
    seen: BTreeSet<String>,
    n_bytes: usize,
}

impl Passages {
    fn done(mut self) -> Vec<Passage> {
        // Headings first; a stable sort keeps the order of the fields.
        self.list.sort_by_key(|passage| !passage.heading);
        self.list
    }

    fn add(&mut self, passage: Passage) {
        let full = self.list.len() >= PASSAGES_MAX;
        if full || passage.text.trim().is_empty() || self.seen.contains(&passage.text) {
            return;
        }
        self.n_bytes += passage.text.len();
        if self.n_bytes <= ENTRY_BYTES_MAX {
            self.seen.insert(passage.text.clone());
            self.list.push(passage);
        }
    }

    fn headings(&mut self, item: &Item<'_>) {
        let name = is_name(item.kind().name);
        for lang in Lang::ALL {
            self.add(Passage {
                lang: Some(lang),
                field: String::new(),
                text: item.title(lang),
                heading: true,
                name,
                held_by: Vec::new(),
            });
        }
    }

    fn version(
        &mut self,
        record: &Record,
        item: &Item<'_>,
        version: &Version,
        held_by: &[PartyId],
    ) {
        let kind = item.kind();
        let reading = Reading { record, type_name: kind.name, held_by };
        let content = &version.content;
        for field in kind.fields.iter().chain(COMMON.iter().filter(|field| field.name == "remark"))
        {
            for name in field.stored() {
                if let Some(value) = content.get(&name) {
                    self.value(&reading, field, &name, value);
                }
            }
        }
    }

    fn value(&mut self, reading: &Reading<'_>, field: &Field, name: &str, value: &Value) {
        match (field.kind, value) {
            (Kind::Bi { .. }, Value::Str(text)) => {
                let lang = if name.ends_with("ar") { Lang::Ar } else { Lang::En };
                self.text(reading, field, name, Some(lang), text);
            }
            (Kind::Text { .. } | Kind::Date, Value::Str(text)) => {
                self.text(reading, field, name, None, text);
            }
            (Kind::Url, Value::Str(text)) if reading.type_name == "source" => {
                self.text(reading, field, name, None, text);
            }
            (Kind::Texts { .. }, Value::List(list)) => {
                for text in list {
                    if let Value::Str(text) = text {
                        self.text(reading, field, name, None, text);
                    }
                }
            }
            (Kind::Item(types) | Kind::Items(types), value) if types == ["person"] => {
                self.persons(reading, name, value);
            }
            (Kind::Rows(columns), Value::List(rows)) => {
                for row in rows {
                    let Value::Map(row) = row else { continue };
                    let lang = Row(row).text("lang").and_then(Lang::parse);
                    for column in columns {
                        for stored in column.stored() {
                            match row.get(&stored) {
                                Some(Value::Str(text)) if lang.is_some() && stored == "text" => {
                                    self.text(reading, field, name, lang, text);
                                }
                                Some(value) => self.value(reading, column, &stored, value),
                                None => {}
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn text(
        &mut self,
        reading: &Reading<'_>,
        field: &Field,
        name: &str,
        lang: Option<Lang>,
        text: &str,
    ) {
        let named = matches!(field.name, "name" | "names" | "variants" | "aliases" | "acronym");
        self.add(Passage {
            lang,
            field: name.to_owned(),
            text: text.to_owned(),
            heading: named,
            name: named && is_name(reading.type_name),
            held_by: reading.held_by.to_vec(),
        });
    }

    /// A delegation is found by the names of its members.
    fn persons(&mut self, reading: &Reading<'_>, name: &str, value: &Value) {
        let ids: Vec<&str> = match value {
            Value::Str(id) => vec![id],
            Value::List(list) => list
                .iter()
                .filter_map(|one| if let Value::Str(id) = one { Some(id.as_str()) } else { None })
                .collect(),
            _ => Vec::new(),
        };
        for id in ids {
            let Some(person) = ItemId::parse(id).ok().and_then(|id| reading.record.item(&id))
            else {
                continue;
            };
            for lang in Lang::ALL {
                self.add(Passage {
                    lang: Some(lang),
                    field: name.to_owned(),
                    text: person.title(lang),
                    heading: false,
                    name: true,
                    held_by: reading.held_by.to_vec(),
                });
            }
        }
    }
}

/// What reading a version needs besides its values.
struct Reading<'a> {
    record: &'a Record,
    type_name: &'static str,
    held_by: &'a [PartyId],
}

fn is_name(type_name: &str) -> bool {
    matches!(type_name, "person" | "party" | "institution" | "holder")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_survive_their_text() {
        for note in [None, Some(17)] {
            let key = Key { dialogue: "kw-us".to_owned(), item: "a.b-1".to_owned(), note };
            assert_eq!(Key::parse(&key.to_text()), Some(key));
        }
        assert_eq!(Key::parse("nothing"), None);
        assert_eq!(Key::parse("a/b#c"), None);
    }

    #[test]
    fn standings_survive_their_names() {
        for standing in Standing::ALL {
            assert_eq!(Standing::parse(standing.as_str()), Some(standing));
        }
    }
}
