//! Entries and indexes for the tests.

use std::collections::BTreeSet;

use dialogue::content::Lang;
use dialogue::id::{ItemId, PartyId};
use search::query::Query;
use search::{Change, Entry, Filters, Hits, Index, Key, Passage, Standing};
use tempfile::TempDir;

pub struct World {
    _folder: TempDir,
    pub index: Index,
}

impl World {
    pub fn new() -> World {
        let folder = tempfile::tempdir().expect("a folder");
        let (index, opened) = Index::open(&folder.path().join("i/shared.db")).expect("an index");
        assert_eq!(opened, search::Opened::Made);
        World { _folder: folder, index }
    }

    pub fn with(entries: Vec<Entry>) -> World {
        let world = World::new();
        world.put(entries);
        world
    }

    pub fn put(&self, entries: Vec<Entry>) -> search::Applied {
        let changes: Vec<Change> = entries.into_iter().map(Change::Put).collect();
        self.index.apply(&changes, None).expect("applied")
    }

    pub fn hits(&self, typed: &str, filters: &Filters) -> Hits {
        hits(&self.index, typed, filters)
    }

    /// Items found, best first.
    pub fn find(&self, typed: &str) -> Vec<String> {
        items(&self.hits(typed, &Filters::default()))
    }
}

pub fn hits(index: &Index, typed: &str, filters: &Filters) -> Hits {
    let query = Query::read(typed, index.keys()).expect("a query");
    index.find(&query, filters, None, 1_000, |_| true).expect("an answer")
}

pub fn items(hits: &Hits) -> Vec<String> {
    hits.hits.iter().map(|hit| hit.key.item.clone()).collect()
}

/// An entry with a heading in each language and nothing else.
pub fn entry(item: &str, kind: &str, ar: &str, en: &str) -> Entry {
    let passage = |lang: Lang, text: &str| Passage {
        lang: Some(lang),
        field: String::new(),
        text: text.to_owned(),
        heading: true,
        name: matches!(kind, "person" | "institution" | "party"),
        held_by: Vec::new(),
    };
    let texts = [(Lang::Ar, ar), (Lang::En, en)];
    let given = texts.into_iter().filter(|(_, text)| !text.is_empty());
    Entry {
        key: Key { dialogue: "kw-us".to_owned(), item: item.to_owned(), note: None },
        kind: kind.to_owned(),
        passages: given.map(|(lang, text)| passage(lang, text)).collect(),
        standing: Standing::Agreed,
        round: None,
        group: None,
        session: None,
        parties: BTreeSet::from([PartyId::parse("KW").expect("a party")]),
        date: "2020-11-16".to_owned(),
        n_erased: 0,
    }
}

/// The same texts as paragraphs.
pub fn paragraph(item: &str, ar: &str, en: &str) -> Entry {
    let mut entry = entry(item, "minutes_paragraph", ar, en);
    entry.passages.iter_mut().for_each(|passage| {
        passage.heading = false;
        passage.field = passage.lang.map_or("", Lang::as_str).to_owned();
    });
    entry
}

pub fn id(text: &str) -> ItemId {
    ItemId::parse(text).expect("an id")
}
