//! Every word that stands in the index, with its trigrams: what a word of a query may stand for
//! when it was mistyped, is unfinished, stands inside a glued word or is itself two words glued.
//! Trigrams of words instead of trigrams of texts: the same is found with far fewer of them.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, OptionalExtension, params};
use text::find::distance;

use crate::limits::{
    FORMS_MAX, PREFIX_FORMS_MAX, SIMILAR_LETTERS_MIN, WORD_BYTES_MAX, WORDS_COMPARED_MAX,
    WORDS_KEPT_MAX, WORDS_OF_GRAM_MAX,
};
use crate::word::Keys;

/// What the words begin with by which entries are narrowed: no letter and no digit, so that no
/// word of a text is one of them.
pub(crate) const FACET: char = '\u{E001}';

/// Letters from which a word may hold two slips.
const TWO_SLIPS_LETTERS_MIN: usize = 8;
/// Share of a word's trigrams that another must have to be compared with it.
const GRAMS_SHARE_MIN: f32 = 0.4;

/// The words of the entries being written: each is stemmed once and counted, and the counts are
/// written at the end of each transaction.
#[derive(Debug, Default)]
pub(crate) struct Counting {
    words: HashMap<String, Counted>,
    /// Those of them that were met since the counts were written last.
    met: Vec<String>,
    /// Numbers the entries.
    entry: u64,
}

#[derive(Debug)]
struct Counted {
    docs: i64,
    /// The last entry it was met in.
    entry: u64,
    /// None where the word is its own stem, or has none.
    stem: Option<Box<str>>,
}

impl Counting {
    /// Forgets counts of a transaction that came to nothing.
    pub fn forget(&mut self) {
        self.met.clear();
        self.words.clear();
    }

    /// Begins the next entry.
    pub fn begin(&mut self) {
        self.entry += 1;
    }

    /// Counts a word of this entry. At its first time in the entry its stem is given to `take`
    /// where it differs.
    pub fn count(&mut self, word: &str, keys: &Keys, take: impl FnOnce(&str)) {
        let entry = self.entry;
        if !self.words.contains_key(word) {
            let stem = keys.stem(word);
            let stem = (!stem.is_empty() && stem != word).then(|| stem.into_boxed_str());
            self.words.insert(word.to_owned(), Counted { docs: 0, entry: 0, stem });
        }
        if let Some(counted) = self.words.get_mut(word)
            && counted.entry != entry
        {
            counted.entry = entry;
            counted.docs += 1;
            if counted.docs == 1 {
                self.met.push(word.to_owned());
            }
            if let Some(stem) = counted.stem.clone() {
                self.count_facet(&stem_key(&stem));
                take(&stem);
            }
        }
    }

    /// Counts a word that is nobody's to find by its letters: what entries are narrowed by.
    pub fn count_facet(&mut self, facet: &str) {
        match self.words.get_mut(facet) {
            Some(counted) => {
                counted.docs += 1;
                if counted.docs == 1 {
                    self.met.push(facet.to_owned());
                }
            }
            None => {
                let counted = Counted { docs: 1, entry: self.entry, stem: None };
                self.words.insert(facet.to_owned(), counted);
                self.met.push(facet.to_owned());
            }
        }
    }

    /// Writes the counts, and the trigrams of words that are new.
    pub fn write(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        let mut met = std::mem::take(&mut self.met);
        met.sort_unstable();
        let words: Vec<(String, i64)> = met
            .into_iter()
            .map(|word| {
                let counted = self.words.get_mut(&word);
                let docs = counted.map_or(1, |counted| std::mem::take(&mut counted.docs));
                (word, docs)
            })
            .collect();
        let mut update = conn.prepare_cached("UPDATE word SET docs = docs + ?2 WHERE text = ?1")?;
        let mut insert = conn.prepare_cached("INSERT INTO word (text, docs) VALUES (?1, ?2)")?;
        let mut grams: Vec<(i64, i64)> = Vec::new();
        for (word, docs) in words {
            if update.execute(params![word, docs])? > 0 {
                continue;
            }
            insert.execute(params![word, docs])?;
            let id = conn.last_insert_rowid();
            if word.starts_with(FACET) {
                continue;
            }
            grams.extend(trigrams(&word).into_iter().map(|gram| (gram, id)));
        }
        grams.sort_unstable();
        grams.dedup();
        let mut add = conn.prepare_cached("INSERT OR IGNORE INTO gram VALUES (?1, ?2)")?;
        for (gram, word) in grams {
            add.execute([gram, word])?;
        }
        if self.words.len() > WORDS_KEPT_MAX {
            self.words.clear();
        }
        Ok(())
    }
}

/// In how many entries a folded word stands, as far as was counted: never too few.
pub(crate) fn docs_of(conn: &Connection, word: &str) -> rusqlite::Result<u64> {
    let docs: Option<i64> = conn
        .prepare_cached("SELECT docs FROM word WHERE text = ?1")?
        .query_row([word], |row| row.get(0))
        .optional()?;
    Ok(docs.and_then(|docs| u64::try_from(docs).ok()).unwrap_or(0))
}

/// In how many entries a stem stands, in any of its words or as a word itself: never too few.
pub(crate) fn docs_of_stem(conn: &Connection, stem: &str) -> rusqlite::Result<u64> {
    Ok(docs_of(conn, stem)? + docs_of(conn, &stem_key(stem))?)
}

/// How the count of a stem is kept among those of words.
fn stem_key(stem: &str) -> String {
    format!("{FACET}s{stem}")
}

/// How the count of a sound is kept among those of words.
pub(crate) fn sound_key(sound: &str) -> String {
    format!("{FACET}{sound}")
}

/// The commonest words that begin like this one, without itself.
pub(crate) fn longer(conn: &Connection, word: &str) -> rusqlite::Result<Vec<(String, u64)>> {
    // The last character of Unicode: no word goes beyond it.
    let end = format!("{word}\u{10FFFF}");
    let mut query = conn.prepare_cached(
        "SELECT text, docs FROM word WHERE text > ?1 AND text < ?2 ORDER BY docs DESC, text \
         LIMIT ?3",
    )?;
    let limit = i64::try_from(PREFIX_FORMS_MAX).unwrap_or(i64::MAX);
    let rows = query.query_map(params![word, end, limit], |row| {
        Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs()))
    })?;
    rows.collect()
}

/// Words that hold this one inside, and words that a slip or two part from it, nearest first.
pub(crate) fn similar(conn: &Connection, word: &str) -> rusqlite::Result<Vec<String>> {
    let n_letters = word.chars().count();
    let is_number = word.as_bytes().first().is_some_and(u8::is_ascii_digit);
    // A number is never mistyped into another without harm.
    if n_letters < SIMILAR_LETTERS_MIN || is_number {
        return Ok(Vec::new());
    }
    let slips_max = if n_letters >= TWO_SLIPS_LETTERS_MIN { 2 } else { 1 };
    let grams = trigrams(word);
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    let mut query = conn.prepare_cached("SELECT word FROM gram WHERE gram = ?1 LIMIT ?2")?;
    let limit = i64::try_from(WORDS_OF_GRAM_MAX).unwrap_or(i64::MAX);
    for gram in &grams {
        for id in query.query_map(params![gram, limit], |row| row.get(0))? {
            *shared.entry(id?).or_default() += 1;
        }
    }
    let enough = (grams.len() as f32 * GRAMS_SHARE_MIN).ceil() as usize;
    let mut near: Vec<(i64, usize)> =
        shared.into_iter().filter(|(_, n_shared)| *n_shared >= enough).collect();
    near.sort_by_key(|(id, n_shared)| (usize::MAX - n_shared, *id));
    near.truncate(WORDS_COMPARED_MAX);
    let mut text = conn.prepare_cached("SELECT text FROM word WHERE id = ?1")?;
    let mut forms: Vec<(usize, String)> = Vec::new();
    for (id, _) in near {
        let other: String = text.query_row([id], |row| row.get(0))?;
        if other == word {
            continue;
        }
        if other.contains(word) {
            forms.push((other.len() - word.len(), other));
        } else if let Some(slips) = distance(word, &other, slips_max) {
            forms.push((slips, other));
        }
    }
    forms.sort();
    forms.truncate(FORMS_MAX);
    Ok(forms.into_iter().map(|(_, form)| form).collect())
}

/// Two or three words of the vocabulary that give this one when their spaces are lost; of several
/// ways the one whose rarest word is the commonest.
pub(crate) fn apart(conn: &Connection, word: &str) -> rusqlite::Result<Option<Vec<String>>> {
    const LETTERS_OF_PART_MIN: usize = 3;
    if word.len() >= WORD_BYTES_MAX {
        return Ok(None);
    }
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let mut docs: HashMap<(usize, usize), u64> = HashMap::new();
    let mut docs_of_part = |from: usize, to: usize| -> rusqlite::Result<u64> {
        if let Some(known) = docs.get(&(from, to)) {
            return Ok(*known);
        }
        let found = docs_of(conn, &word[ends[from]..ends[to]])?;
        docs.insert((from, to), found);
        Ok(found)
    };
    let last = ends.len() - 1;
    let mut best: Option<(u64, Vec<usize>)> = None;
    let mut offer = |least: u64, cuts: Vec<usize>| {
        if least > 0 && best.as_ref().is_none_or(|(known, _)| least > *known) {
            best = Some((least, cuts));
        }
    };
    for first in LETTERS_OF_PART_MIN..=last.saturating_sub(LETTERS_OF_PART_MIN) {
        let head = docs_of_part(0, first)?;
        if head == 0 {
            continue;
        }
        offer(head.min(docs_of_part(first, last)?), vec![0, first, last]);
        for second in first + LETTERS_OF_PART_MIN..=last.saturating_sub(LETTERS_OF_PART_MIN) {
            let middle = docs_of_part(first, second)?;
            if middle > 0 {
                let least = head.min(middle).min(docs_of_part(second, last)?);
                // Two parts are likelier than three.
                offer(least / 4, vec![0, first, second, last]);
            }
        }
    }
    let parts = best.map(|(_, cuts)| {
        cuts.windows(2).map(|cut| word[ends[cut[0]]..ends[cut[1]]].to_owned()).collect()
    });
    Ok(parts)
}

/// Three letters of 21 bits each, which fit into the signed numbers of the file.
fn trigrams(word: &str) -> Vec<i64> {
    let letters: Vec<i64> = word.chars().map(|c| i64::from(c as u32)).collect();
    letters.windows(3).map(|three| three[0] << 42 | three[1] << 21 | three[2]).collect()
}
