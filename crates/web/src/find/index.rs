//! The find index of one dialogue: titles in both languages, names, spellings, numbers. Rebuilt
//! when the record has changed, never stored.

use std::ops::Range;

use dialogue::content::Lang;
use dialogue::id::ItemId;
use dialogue::record::Record;
use node::Dialogue;
use text::find::{Finder, Matched, Row};

use crate::limits::FIND_HITS_MAX;

/// Longest text, in characters, that counts as a name or spelling.
const NAME_CHARS_MAX: usize = 160;
/// Spellings taken of one item.
const SPELLINGS_MAX: usize = 24;

/// The index of one dialogue.
pub struct Index {
    finder: Finder<usize>,
    rows: Vec<Entry>,
}

struct Entry {
    item: ItemId,
    title_ar: String,
    title_en: String,
    other: Vec<String>,
}

/// Something found: the item, the text that fits, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<'a> {
    pub item: &'a ItemId,
    pub text: &'a str,
    /// The language of `text` when it is a title.
    pub lang: Option<Lang>,
    /// Byte ranges of `text` to mark.
    pub spans: Vec<Range<usize>>,
}

impl Index {
    /// Indexes the record as it stands.
    pub fn build(dialogue: &Dialogue) -> Index {
        Index::of(&dialogue.read())
    }

    /// Indexes a record.
    pub fn of(record: &Record) -> Index {
        let mut rows: Vec<Entry> = Vec::new();
        for item_type in dialogue::item::all() {
            rows.extend(record.of_type(item_type.name).iter().map(|item| {
                let (title_ar, title_en) = (item.title(Lang::Ar), item.title(Lang::En));
                let texts = record.search_text(item).into_iter();
                let mut other: Vec<String> = texts
                    .filter(|(_, text)| text.chars().nth(NAME_CHARS_MAX).is_none())
                    .filter(|(name, _)| !matches!(*name, "sources" | "url" | "by"))
                    .map(|(_, text)| text.to_owned())
                    .filter(|text| *text != title_ar && *text != title_en)
                    .collect();
                other.dedup();
                other.truncate(SPELLINGS_MAX);
                Entry { item: item.id().clone(), title_ar, title_en, other }
            }));
        }
        let finder = Finder::new(rows.iter().enumerate().map(|(at, entry)| Row {
            key: at,
            title_ar: entry.title_ar.clone(),
            title_en: entry.title_en.clone(),
            other: entry.other.clone(),
        }));
        Index { finder, rows }
    }

    /// The best hits, best first.
    pub fn find(&self, query: &str) -> Vec<Found<'_>> {
        let hits = self.finder.find(query, FIND_HITS_MAX);
        let found = hits.into_iter().filter_map(|hit| {
            let entry = self.rows.get(hit.key)?;
            let (text, lang) = match hit.matched {
                Matched::TitleAr => (&entry.title_ar, Some(Lang::Ar)),
                Matched::TitleEn => (&entry.title_en, Some(Lang::En)),
                Matched::Other(at) => (entry.other.get(at)?, None),
            };
            Some(Found { item: &entry.item, text, lang, spans: hit.spans })
        });
        found.collect()
    }
}
