//! The find page as ready strings: hits by the type of what was found, best type first.

use dialogue::content::Lang;

use super::{Hit, Piece};
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::limits;
use crate::mark::Mark;
use crate::texts;

/// What the page shows.
#[derive(Debug)]
pub struct FindView {
    pub query: String,
    pub chars_max: usize,
    /// How many were found, in a sentence; empty before anything was asked.
    pub count: String,
    /// Whether there may be more than are shown.
    pub more: bool,
    pub groups: Vec<Group>,
}

/// The hits of one type.
#[derive(Debug)]
pub struct Group {
    pub id: &'static str,
    pub label: String,
    pub count: usize,
    pub rows: Vec<HitRow>,
}

/// One hit.
#[derive(Debug)]
pub struct HitRow {
    pub id: String,
    pub href: String,
    pub title: Vec<Piece>,
    pub passage: Vec<Piece>,
    pub passage_lang: &'static str,
    pub passage_dir: &'static str,
    /// Which dialogue, when the node has several.
    pub dialogue: String,
    pub state: Mark,
    type_name: &'static str,
    score: f32,
}

/// The hits of one dialogue, read for one viewer.
pub struct Of {
    rows: Vec<HitRow>,
    full: bool,
}

impl Of {
    /// Adds to each hit where it leads and how it stands. What is gone by now is left out.
    pub fn read(reader: &Reader<'_>, hits: &[Hit], name_dialogue: bool) -> Of {
        let dialogue = if name_dialogue {
            texts::dialogue_name(reader.record, reader.lang())
        } else {
            String::new()
        };
        let row = |hit: &Hit| {
            let item = reader.record.item(&hit.item)?;
            Some(HitRow {
                id: hit.item.to_string(),
                href: reader.href(&item),
                title: hit.title.clone(),
                passage: hit.passage.clone(),
                passage_lang: hit.passage_lang.map_or("", Lang::as_str),
                passage_dir: hit.passage_lang.map_or("auto", Reader::dir),
                dialogue: dialogue.clone(),
                state: reader.mark(&item),
                type_name: hit.type_name,
                score: hit.score,
            })
        };
        Of {
            rows: hits.iter().filter_map(row).collect(),
            full: hits.len() >= limits::FIND_HITS_MAX,
        }
    }
}

/// Builds the page from the hits of all dialogues.
pub fn view(all: Vec<Of>, query: &str, t: T) -> FindView {
    let more = all.iter().any(|of| of.full);
    let mut rows: Vec<HitRow> = all.into_iter().flat_map(|of| of.rows).collect();
    rows.sort_by(|a, b| b.score.total_cmp(&a.score));
    let n_hits = rows.len();
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        match groups.iter_mut().find(|group| group.id == row.type_name) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group {
                id: row.type_name,
                label: t.s(&format!("types-{}", row.type_name)).into_owned(),
                count: 0,
                rows: vec![row],
            }),
        }
    }
    for group in &mut groups {
        group.count = group.rows.len();
    }
    FindView {
        count: if query.is_empty() { String::new() } else { t.n("find-count", n_hits) },
        chars_max: limits::FIND_CHARS_MAX,
        query: query.to_owned(),
        more,
        groups,
    }
}
