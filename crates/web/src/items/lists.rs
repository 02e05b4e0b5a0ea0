//! Lists of any type with filters by round, group and state. What is listed is what the record
//! has; a filter only hides.

use dialogue::content::Content;
use dialogue::item::{self, ItemType, Kind};
use dialogue::record::{Item, State};

use super::acts::is_agreed;
use super::beside::{ProofCard, Waits};
use super::reader::Reader;
use super::shown::Cell;
use crate::i18n::T;
use crate::mark::Mark;

/// A list.
#[derive(Debug)]
pub struct ListView {
    pub title: String,
    pub lead: String,
    pub other_lang: &'static str,
    pub other_dir: &'static str,
    pub filters: Vec<Filter>,
    pub filtered: bool,
    pub clear: String,
    pub count: String,
    pub add: String,
    pub add_word: String,
    /// Reports read in, beside the sources that came of them.
    pub reports: String,
    pub empty: String,
    pub head: Vec<String>,
    pub rows: Vec<Row>,
    pub waits: Waits,
    pub proof: ProofCard,
}

/// One question the list can be narrowed by.
#[derive(Clone, Debug)]
pub struct Filter {
    pub name: &'static str,
    pub label: String,
    pub options: Vec<FilterOption>,
}

/// One answer.
#[derive(Clone, Debug)]
pub struct FilterOption {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// One item.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: String,
    pub href: String,
    pub title: String,
    pub other: String,
    pub cells: Vec<RowCell>,
    pub state: Mark,
}

/// One value, with the label that narrow screens show before it.
#[derive(Clone, Debug)]
pub struct RowCell {
    pub label: String,
    pub text: String,
    pub href: String,
}

/// What an address asks of a list.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct Wanted {
    #[serde(default)]
    pub round: String,
    #[serde(default)]
    pub group: String,
    #[serde(default)]
    pub state: String,
    #[serde(default)]
    pub party: String,
}

/// Which lists have an address of their own, and what they list.
pub const LISTS: &[(&str, &str)] = &[
    ("events", "event"),
    ("discrepancies", "discrepancy"),
    ("sources", "source"),
    ("statements", "statement"),
    ("references", "reference"),
    ("sessions", "session"),
    ("rounds", "round"),
    ("groups", "working_group"),
    ("posts", "post"),
    ("corrigenda", "corrigendum"),
    ("terms", "term"),
    ("working_calendars", "working_calendar"),
];

/// The fields that stand as columns.
fn columns(type_name: &str) -> &'static [&'static str] {
    match type_name {
        "event" => &["date", "kind"],
        "discrepancy" => &["about"],
        "source" => &["publisher", "published", "lang"],
        "statement" => &["session", "person"],
        "reference" => &["about", "kind", "date"],
        "session" => &["date", "round", "group", "mode"],
        "round" => &["opened", "closed", "city", "mode"],
        "working_group" => &["created_in"],
        "post" => &["party", "institution"],
        "corrigendum" => &["corrects"],
        "term" => &["meaning"],
        "working_calendar" => &["time_zone"],
        _ => &[],
    }
}

const STATES: &[&str] = &["ours", "theirs", "differ", "agreed", "own"];

/// Builds the list of a type.
pub fn view(
    reader: &Reader<'_>,
    item_type: &'static ItemType,
    wanted: &Wanted,
    here: &str,
) -> ListView {
    let (t, lang) = (reader.t, reader.lang());
    let all = reader.record.of_type(item_type.name);
    let shown: Vec<&Item<'_>> = all.iter().filter(|item| takes(reader, item, wanted)).collect();
    let head: Vec<String> =
        columns(item_type.name).iter().map(|name| reader.label(item_type.name, name)).collect();
    let lead = format!("list-lead-{}", item_type.name);
    let filtered = [&wanted.round, &wanted.group, &wanted.state, &wanted.party]
        .into_iter()
        .any(|asked| !asked.is_empty());
    ListView {
        reports: match item_type.name {
            "source" => reader.at("reports"),
            _ => String::new(),
        },
        title: t.s(&format!("types-{}", item_type.name)).into_owned(),
        lead: if t.has(&lead) { t.s(&lead).into_owned() } else { String::new() },
        other_lang: lang.other().as_str(),
        other_dir: Reader::dir(lang.other()),
        filters: filters(reader, item_type, wanted),
        filtered,
        clear: here.to_owned(),
        count: t.f("list-count", &[("n", shown.len()), ("of", all.len())]),
        add: if reader.writes(item_type.name) {
            reader.at(&format!("new/{}", item_type.name))
        } else {
            String::new()
        },
        add_word: t.s(&format!("new-{}", item_type.name)).into_owned(),
        empty: t.s(if filtered { "list-none-filtered" } else { "list-none" }).into_owned(),
        rows: shown.iter().map(|item| row(reader, item_type, item, &head)).collect(),
        head,
        waits: reader.waits(None, |item| item.kind().name == item_type.name),
        proof: ProofCard::default(),
    }
}

fn row(reader: &Reader<'_>, item_type: &ItemType, item: &Item<'_>, head: &[String]) -> Row {
    let cells = columns(item_type.name).iter().zip(head).map(|(name, label)| {
        let cell = cell(reader, item_type, item.content(), name);
        RowCell { label: label.clone(), text: cell.text, href: cell.href }
    });
    Row {
        id: item.id().to_string(),
        href: reader.href(item),
        title: reader.title(item),
        other: reader.other_title(item),
        cells: cells.collect(),
        state: reader.mark(item),
    }
}

fn cell(reader: &Reader<'_>, item_type: &ItemType, content: &Content, name: &str) -> Cell {
    let Some(field) = item_type.field(name) else { return Cell::default() };
    match field.kind {
        Kind::Bi { .. } => Cell {
            text: content.bi(name, reader.lang()).unwrap_or_default().to_owned(),
            href: String::new(),
        },
        Kind::Item(_) => content.item(name).map_or_else(Cell::default, |id| {
            let link = reader.link_of(&id);
            Cell { text: link.title, href: link.href }
        }),
        Kind::Items(_) => {
            let ids = content.items(name);
            let names: Vec<String> = ids.iter().map(|id| reader.title_of(id)).collect();
            Cell { text: names.join(reader.comma()), href: String::new() }
        }
        kind => Cell {
            text: reader.plain(item_type.name, name, kind, content.get(name)),
            href: String::new(),
        },
    }
}

/// Whether the answers of an address let an item through.
pub fn takes(reader: &Reader<'_>, item: &Item<'_>, wanted: &Wanted) -> bool {
    let content = item.content();
    let names = |field: &str, id: &str| {
        let direct = content.text(field) == Some(id);
        // What lies in a session lies in its round and group.
        let session = content.item("session").and_then(|id| reader.record.item(&id));
        direct || session.is_some_and(|session| session.content().text(field) == Some(id))
    };
    (wanted.round.is_empty() || names("round", &wanted.round))
        && (wanted.group.is_empty() || names("group", &wanted.group))
        && (wanted.party.is_empty() || content.text("party") == Some(&wanted.party))
        && (wanted.state.is_empty() || state_word(&item.state()) == wanted.state)
}

fn state_word(state: &State) -> &'static str {
    match state {
        state if is_agreed(state) => "agreed",
        State::OursOnly => "ours",
        State::TheirsOnly => "theirs",
        State::Own | State::RecordedAlone => "own",
        _ => "differ",
    }
}

/// The items of a type as answers to a question.
pub fn item_options(reader: &Reader<'_>, type_name: &str, chosen: &str) -> Vec<FilterOption> {
    let items = reader.record.of_type(type_name);
    let option = |item: &Item<'_>| FilterOption {
        value: item.id().to_string(),
        label: reader.title(item),
        chosen: item.id().as_str() == chosen,
    };
    items.iter().map(option).collect()
}

/// Words of a closed list as answers to a question; their messages begin with `prefix`.
pub fn word_options(t: T, prefix: &str, words: &[&str], chosen: &str) -> Vec<FilterOption> {
    let option = |word: &&str| FilterOption {
        value: (*word).to_owned(),
        label: t.s(&format!("{prefix}-{word}")).into_owned(),
        chosen: *word == chosen,
    };
    words.iter().map(option).collect()
}

/// The questions that a list can be narrowed by.
pub fn filters(reader: &Reader<'_>, item_type: &ItemType, wanted: &Wanted) -> Vec<Filter> {
    let t = reader.t;
    let of_items = |type_name: &str, chosen: &str| item_options(reader, type_name, chosen);
    let of_words =
        |prefix: &str, words: &[&str], chosen: &str| word_options(t, prefix, words, chosen);
    let has = |name: &str| {
        item_type.field(name).is_some()
            || (item_type.field("session").is_some() && matches!(name, "round" | "group"))
    };
    let mut filters = Vec::new();
    if has("round") && item_type.name != "round" {
        let options = of_items("round", &wanted.round);
        filters.push(Filter { name: "round", label: t.s("list-round").into_owned(), options });
    }
    if has("group") {
        let options = of_items("working_group", &wanted.group);
        filters.push(Filter { name: "group", label: t.s("list-group").into_owned(), options });
    }
    if !item_type.consents.is_empty() {
        let options = of_words("list-state", &STATES[..4], &wanted.state);
        filters.push(Filter { name: "state", label: t.s("areas-state").into_owned(), options });
    }
    filters
}

/// The type that a list's address names.
pub fn listed(name: &str) -> Option<&'static ItemType> {
    let (_, type_name) = LISTS.iter().find(|(path, _)| *path == name)?;
    item::get(type_name)
}
