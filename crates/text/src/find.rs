//! The quick find box: titles and names found as they are typed, in either language, in spite of
//! hamzas, articles, lost spaces, small slips and unknown romanisation.
//! It suggests, best first; it decides nothing and is rebuilt from its rows, never stored.
//! All words of the index are looked at once for each word of the query: thousands, not millions.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::fold::{Script, Token, fold, fold_str, script_of, spaceless, tokens};
use crate::limits::{
    FIND_OTHERS_MAX, FIND_QUERY_BYTES_MAX, FIND_QUERY_WORDS_MAX, FIND_TEXT_BYTES_MAX,
};
use crate::skeleton;
use crate::stem::stem;

/// What a word of the query is worth when it is found in a given way.
const EXACT: f32 = 1.0;
const PREFIX: f32 = 0.8;
const STEM: f32 = 0.75;
const STEM_PREFIX: f32 = 0.6;
const SLIP: f32 = 0.5;
const TWO_SLIPS: f32 = 0.4;
/// Sound alone ranks below every spelling; two consonants are hardly evidence.
const SKELETON_OF_ONE_SCRIPT: f32 = 0.4;
const SKELETON: f32 = 0.25;
const SKELETON_OF_TWO: f32 = 0.15;
const SKELETON_OF_ONE: f32 = 0.1;

/// Share of the query's words (weighed by rarity and kind of match) a hit must have.
const WORDS_SHARE_MIN: f32 = 0.2;
/// The same for a query of several words, of which short ones may speak for one another.
const SEVERAL_WORDS_SHARE_MIN: f32 = 0.1;
/// Share of the query's trigrams a hit must have when its words do not suffice.
const TRIGRAM_SHARE_MIN: f32 = 0.6;
/// Trigrams a query must have before they may find anything.
const TRIGRAMS_MIN: usize = 3;
const TRIGRAM_WEIGHT: f32 = 0.45;
const WHOLE_TITLE_BONUS: f32 = 0.5;
/// For a row that has something for each of several words, be it faint.
const EVERY_WORD_BONUS: f32 = 0.2;
/// Prefers, among equals, the text most like the whole query, and of several in another script the
/// one of which the query is the larger part.
const LIKENESS_WEIGHT: f32 = 0.4;
const COVERAGE_WEIGHT: f32 = 0.05;
/// Rows beyond the limit that are looked at more closely before the best are chosen.
const CLOSER_LOOK_ROWS: usize = 48;
/// Letters from which a query word may hold one slip, and two.
const SLIP_LETTERS_MIN: usize = 4;
const TWO_SLIPS_LETTERS_MIN: usize = 8;
/// Letters beyond which a word is compared without slips.
const SLIP_LETTERS_MAX: usize = 24;

/// One thing that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<K = String> {
    /// What the caller knows the thing by.
    pub key: K,
    /// Its title in Arabic; empty when there is none.
    pub title_ar: String,
    /// Its title in English; empty when there is none.
    pub title_en: String,
    /// Other spellings, short forms and reference numbers.
    pub other: Vec<String>,
}

/// Which text of a row was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Matched {
    /// The title in Arabic.
    TitleAr,
    /// The title in English.
    TitleEn,
    /// The text at this place of [`Row::other`].
    Other(usize),
}

/// A found row.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit<K = String> {
    /// The key of the row.
    pub key: K,
    /// Larger is better; comparable within one query only.
    pub score: f32,
    /// The text that fits best.
    pub matched: Matched,
    /// Byte ranges of that text to mark, ascending and apart. Empty when another text of the row
    /// shares the credit and nothing in this one can be pointed at.
    pub spans: Vec<Range<usize>>,
}

/// An index over rows, in memory.
///
/// # Examples
/// ```
/// use text::find::{Finder, Row};
/// let finder = Finder::new([Row {
///     key: "treasury",
///     title_ar: "وزارة الخزانة".to_owned(),
///     title_en: "Department of the Treasury".to_owned(),
///     other: vec![],
/// }]);
/// for query in ["الخزانه", "خزانة", "وزارةالخزانة", "tresury", "treas"] {
///     assert_eq!(finder.find(query, 5)[0].key, "treasury");
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Finder<K = String> {
    keys: Vec<K>,
    index: Index,
}

impl<K: Clone> Finder<K> {
    /// Indexes the rows. Of each text the first [`FIND_TEXT_BYTES_MAX`] bytes count, of the other
    /// spellings the first [`FIND_OTHERS_MAX`].
    pub fn new(rows: impl IntoIterator<Item = Row<K>>) -> Finder<K> {
        let mut keys = Vec::new();
        let mut building = Building::default();
        for row in rows {
            keys.push(row.key);
            building.add(row.title_ar, row.title_en, row.other);
        }
        Finder { keys, index: building.finish() }
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.keys.len()
    }

    /// The best rows for a query, best first, at most `limit`; rows of one score in the order they
    /// were given. Of the query the first [`FIND_QUERY_BYTES_MAX`] bytes and
    /// [`FIND_QUERY_WORDS_MAX`] words count. A query without letters or digits finds nothing.
    pub fn find(&self, query: &str, limit: usize) -> Vec<Hit<K>> {
        self.index
            .find(cut(query, FIND_QUERY_BYTES_MAX), limit)
            .into_iter()
            .map(|found| Hit {
                key: self.keys[found.row].clone(),
                score: found.score,
                matched: found.matched,
                spans: found.spans,
            })
            .collect()
    }
}

/// Everything that does not depend on the type of the keys.
#[derive(Debug, Clone)]
struct Index {
    rows: Vec<Vec<(Matched, String)>>,
    words: Vec<(Forms, Vec<u32>)>,
    /// Rows by trigram of their spaceless folded texts, ascending by trigram.
    trigrams: Vec<(u64, Vec<u32>)>,
}

/// A word in all the ways in which it is compared.
#[derive(Debug, Clone)]
struct Forms {
    folded: String,
    /// Empty for a bare article.
    stem: String,
    skeletons: Vec<u64>,
    n_letters: usize,
    /// One bit for each letter that occurs, to reject distant words cheaply.
    letters: u64,
    stem_letters: u64,
    is_arabic: bool,
}

struct Query {
    words: Vec<Forms>,
    folded: String,
    /// Ascending, without doubles.
    trigrams: Vec<u64>,
}

struct Found {
    row: usize,
    score: f32,
    matched: Matched,
    spans: Vec<Range<usize>>,
}

#[derive(Default)]
struct Building {
    rows: Vec<Vec<(Matched, String)>>,
    /// Rows by folded word and by the word as written, which decides its skeletons.
    words: BTreeMap<(String, String), Vec<u32>>,
    trigrams: Vec<(u64, u32)>,
}

impl Building {
    fn add(&mut self, title_ar: String, title_en: String, other: Vec<String>) {
        let row = u32::try_from(self.rows.len()).expect("memory holds fewer than 2^32 rows");
        let titles = [(Matched::TitleAr, title_ar), (Matched::TitleEn, title_en)];
        let others = other.into_iter().take(FIND_OTHERS_MAX).enumerate();
        let texts: Vec<(Matched, String)> = titles
            .into_iter()
            .chain(others.map(|(idx, text)| (Matched::Other(idx), text)))
            .filter(|(_, text)| !text.is_empty())
            .map(|(matched, text)| (matched, cut(&text, FIND_TEXT_BYTES_MAX).to_owned()))
            .collect();
        for (_, text) in &texts {
            let words = tokens(text);
            let compounds = compound_names(&words).map(|(_, compound)| compound);
            for Token { text: folded, span } in compounds.chain(words.iter().cloned()) {
                let rows = self.words.entry((folded, text[span].to_owned())).or_default();
                if rows.last() != Some(&row) {
                    rows.push(row);
                }
            }
            self.trigrams.extend(trigrams(&spaceless(text)).into_iter().map(|gram| (gram, row)));
        }
        self.rows.push(texts);
    }

    fn finish(mut self) -> Index {
        self.trigrams.sort_unstable();
        self.trigrams.dedup();
        let trigrams = self
            .trigrams
            .chunk_by(|a, b| a.0 == b.0)
            .map(|same| (same[0].0, same.iter().map(|&(_, row)| row).collect()))
            .collect();
        let words = self
            .words
            .into_iter()
            .map(|((folded, written), rows)| (Forms::new(folded, &written), rows))
            .collect();
        Index { rows: self.rows, words, trigrams }
    }
}

impl Forms {
    fn new(folded: String, written: &str) -> Forms {
        Forms {
            stem: stem(&folded).to_owned(),
            skeletons: skeleton::keys(written),
            n_letters: folded.chars().count(),
            letters: letter_bits(&folded),
            stem_letters: letter_bits(stem(&folded)),
            is_arabic: folded.chars().next().and_then(script_of) == Some(Script::Arabic),
            folded,
        }
    }

    /// What finding `word` is worth to this word of a query; 0 when they have nothing in common.
    fn worth(&self, word: &Forms, is_last: bool) -> f32 {
        if self.folded == word.folded {
            return EXACT;
        }
        // The word that is still being typed counts from its first letter.
        let may_be_prefix = is_last || self.n_letters >= 2;
        if may_be_prefix && word.folded.starts_with(&self.folded) {
            return PREFIX;
        }
        if !self.stem.is_empty() && self.stem == word.stem {
            return STEM;
        }
        if may_be_prefix && word.stem.starts_with(&self.folded) {
            return STEM_PREFIX;
        }
        match self.slips(word) {
            Some(1) => return SLIP,
            Some(_) => return TWO_SLIPS,
            None => {}
        }
        let shared = self.skeletons.iter().filter(|key| word.skeletons.contains(key));
        match shared.map(|&key| skeleton::n_consonants(key)).max() {
            Some(3..) if self.is_arabic == word.is_arabic => SKELETON_OF_ONE_SCRIPT,
            Some(3..) => SKELETON,
            Some(2) => SKELETON_OF_TWO,
            Some(_) => SKELETON_OF_ONE,
            None => 0.0,
        }
    }

    /// How many slips part two words or their stems, if no more than their length allows.
    fn slips(&self, word: &Forms) -> Option<usize> {
        let slips_max = match self.n_letters {
            TWO_SLIPS_LETTERS_MIN..=SLIP_LETTERS_MAX => 2,
            SLIP_LETTERS_MIN..TWO_SLIPS_LETTERS_MIN => 1,
            _ => return None,
        };
        // Digits are never mistyped into another year or article without harm.
        if self.folded.as_bytes()[0].is_ascii_digit() {
            return None;
        }
        // A slip changes two letter bits at most.
        let near = |a: u64, b: u64| (a ^ b).count_ones() as usize <= 2 * slips_max;
        let words = near(self.letters, word.letters)
            .then(|| distance(&self.folded, &word.folded, slips_max));
        let stems = || {
            let compared = near(self.stem_letters, word.stem_letters)
                && self.stem.chars().nth(SLIP_LETTERS_MIN - 1).is_some();
            compared.then(|| distance(&self.stem, &word.stem, slips_max)).flatten()
        };
        words.flatten().or_else(stems)
    }
}

impl Query {
    fn new(typed: &str) -> Query {
        let mut tokens = tokens(typed);
        let compounds: Vec<(Range<usize>, Token)> = compound_names(&tokens).collect();
        for (parts, compound) in compounds.into_iter().rev() {
            tokens.splice(parts, [compound]);
        }
        let mut words: Vec<Forms> = tokens
            .into_iter()
            .take(FIND_QUERY_WORDS_MAX)
            .map(|token| Forms::new(token.text, &typed[token.span]))
            .collect();
        // An article says nothing unless it is all there is.
        if words.iter().any(|word| !word.stem.is_empty()) {
            words.retain(|word| !word.stem.is_empty());
        }
        let mut trigrams = trigrams(&spaceless(typed));
        trigrams.sort_unstable();
        trigrams.dedup();
        Query { words, folded: fold_str(typed), trigrams }
    }
}

impl Index {
    fn find(&self, typed: &str, limit: usize) -> Vec<Found> {
        let query = Query::new(typed);
        if query.words.is_empty() || limit == 0 {
            return Vec::new();
        }
        let words_share = self.words_share(&query);
        let trigram_share = self.trigram_share(&query);
        let words_min =
            if query.words.len() > 1 { SEVERAL_WORDS_SHARE_MIN } else { WORDS_SHARE_MIN };
        let by_trigrams = query.trigrams.len() >= TRIGRAMS_MIN;
        let mut best: Vec<(f32, usize)> = Vec::new();
        for (row, (&words, &trigrams)) in words_share.iter().zip(&trigram_share).enumerate() {
            if words >= words_min || (by_trigrams && trigrams >= TRIGRAM_SHARE_MIN) {
                best.push((words + TRIGRAM_WEIGHT * trigrams, row));
            }
        }
        let closer = limit.saturating_add(CLOSER_LOOK_ROWS);
        if best.len() > closer {
            best.select_nth_unstable_by(closer, best_first);
            best.truncate(closer);
        }
        for (score, row) in &mut best {
            *score += self.closeness(&query, *row);
        }
        best.sort_unstable_by(best_first);
        best.truncate(limit);
        best.into_iter()
            .map(|(score, row)| {
                let (matched, spans) = self.marks(&query, row);
                Found { row, score, matched, spans }
            })
            .collect()
    }

    /// For each row the share of the query's words it holds, 0 to 1: each word counts by its
    /// rarity and by the way it was found. Rows that have every word get a bonus besides.
    fn words_share(&self, query: &Query) -> Vec<f32> {
        let n_rows = self.rows.len();
        let mut share = vec![0.0; n_rows];
        let mut has_every_word = vec![query.words.len() > 1; n_rows];
        let mut total = 0.0;
        for (idx, wanted) in query.words.iter().enumerate() {
            let is_last = idx + 1 == query.words.len();
            let mut best = vec![0.0f32; n_rows];
            let mut n_exact = 0;
            for (word, rows) in &self.words {
                let worth = wanted.worth(word, is_last);
                if worth == 0.0 {
                    continue;
                }
                if worth == EXACT {
                    n_exact += rows.len();
                }
                for &row in rows {
                    let so_far = &mut best[row as usize];
                    *so_far = so_far.max(worth);
                }
            }
            let rarity = (1.0 + n_rows as f32 / (1.0 + n_exact as f32)).ln();
            total += rarity;
            for (row, best) in best.into_iter().enumerate() {
                share[row] += rarity * best;
                has_every_word[row] &= best > 0.0;
            }
        }
        for (share, has_every_word) in share.iter_mut().zip(has_every_word) {
            *share = *share / total + if has_every_word { EVERY_WORD_BONUS } else { 0.0 };
        }
        share
    }

    /// For each row the share of the query's trigrams that occur in it, 0 to 1.
    fn trigram_share(&self, query: &Query) -> Vec<f32> {
        let mut share = vec![0.0; self.rows.len()];
        let each = 1.0 / query.trigrams.len().max(1) as f32;
        for gram in &query.trigrams {
            if let Ok(place) = self.trigrams.binary_search_by_key(gram, |entry| entry.0) {
                for &row in &self.trigrams[place].1 {
                    share[row as usize] += each;
                }
            }
        }
        share
    }

    /// Sets apart rows that hold the same words: whole titles first, then the shorter text.
    fn closeness(&self, query: &Query, row: usize) -> f32 {
        let of_text = |(_, text): &(Matched, String)| {
            let folded = fold_str(text);
            let whole = if folded == query.folded { WHOLE_TITLE_BONUS } else { 0.0 };
            let longer = folded.len().max(query.folded.len());
            let coverage = query.folded.len() as f32 / longer as f32;
            let alike = likeness(&query.folded, &folded);
            whole + COVERAGE_WEIGHT * coverage + LIKENESS_WEIGHT * alike
        };
        self.rows[row].iter().map(of_text).fold(0.0, f32::max)
    }

    /// The text of a row that fits the query best, and what to mark in it.
    fn marks(&self, query: &Query, row: usize) -> (Matched, Vec<Range<usize>>) {
        let mut best = (0.0, Matched::TitleAr, Vec::new());
        for (matched, text) in &self.rows[row] {
            let (worth, spans) = word_marks(query, text);
            if worth > best.0 {
                best = (worth, *matched, spans);
            }
        }
        if best.0 == 0.0 {
            for (matched, text) in &self.rows[row] {
                let (worth, spans) = trigram_marks(query, text);
                if worth > best.0 {
                    best = (worth, *matched, spans);
                }
            }
        }
        (best.1, best.2)
    }
}

fn word_marks(query: &Query, text: &str) -> (f32, Vec<Range<usize>>) {
    let mut best = vec![0.0f32; query.words.len()];
    let mut spans: Vec<Range<usize>> = Vec::new();
    let words = tokens(text);
    let compounds = compound_names(&words).map(|(parts, compound)| (parts.start, compound));
    let mut all: Vec<(usize, Token)> = compounds.chain(words.iter().cloned().enumerate()).collect();
    all.sort_by_key(|(place, _)| *place);
    for (_, token) in all {
        let word = Forms::new(token.text, &text[token.span.clone()]);
        let mut found = false;
        for (idx, wanted) in query.words.iter().enumerate() {
            let worth = wanted.worth(&word, idx + 1 == query.words.len());
            best[idx] = best[idx].max(worth);
            found |= worth > 0.0;
        }
        if found {
            mark(&mut spans, token.span);
        }
    }
    (best.iter().sum(), spans)
}

/// Marks every stretch of the text that trigrams of the query cover, across spaces.
fn trigram_marks(query: &Query, text: &str) -> (f32, Vec<Range<usize>>) {
    let folded = fold(text);
    let letters: Vec<(usize, char)> =
        folded.text.char_indices().filter(|&(_, c)| c != ' ').collect();
    let mut n_shared = 0;
    let mut covered: Vec<Range<usize>> = Vec::new();
    for window in letters.windows(3) {
        if query.trigrams.binary_search(&pack(window[0].1, window[1].1, window[2].1)).is_err() {
            continue;
        }
        n_shared += 1;
        let range = window[0].0..window[2].0 + window[2].1.len_utf8();
        match covered.last_mut() {
            Some(last) if range.start <= last.end => last.end = range.end,
            _ => covered.push(range),
        }
    }
    let mut spans: Vec<Range<usize>> = Vec::new();
    for range in covered {
        mark(&mut spans, folded.source_range(range));
    }
    (n_shared as f32, spans)
}

/// Adds a span after the others. One character may fold to letters of two words, whose spans then
/// overlap: they become one.
fn mark(spans: &mut Vec<Range<usize>>, span: Range<usize>) {
    match spans.last_mut() {
        Some(last) if span.start < last.end => last.end = last.end.max(span.end),
        _ => spans.push(span),
    }
}

/// Share of the pairs of neighbouring letters that two folded texts have in common (Dice), 0 to 1.
fn likeness(a: &str, b: &str) -> f32 {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let letters = text.chars().filter(|&c| c != ' ');
        let mut pairs: Vec<_> = letters.clone().zip(letters.skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (a, b) = (pairs(a), pairs(b));
    let (mut i, mut j, mut n_shared) = (0, 0, 0);
    while let (Some(in_a), Some(in_b)) = (a.get(i), b.get(j)) {
        n_shared += usize::from(in_a == in_b);
        (i, j) = (i + usize::from(in_a <= in_b), j + usize::from(in_b <= in_a));
    }
    2.0 * n_shared as f32 / (a.len() + b.len()).max(1) as f32
}

fn best_first(a: &(f32, usize), b: &(f32, usize)) -> std::cmp::Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

/// Names such as Abd al-Rahman joined to one word, each with the places of its parts: the words
/// are written apart or together with equal right, so the index holds both.
pub fn compound_names(words: &[Token]) -> impl Iterator<Item = (Range<usize>, Token)> + '_ {
    (0..words.len()).filter_map(|start| {
        if !skeleton::opens_compound_name(&words[start].text) {
            return None;
        }
        let is_article = |word: &Token| stem(&word.text).is_empty();
        let end = match words.get(start + 1) {
            Some(next) if is_article(next) => start + 2,
            _ => start + 1,
        };
        let last = words.get(end).filter(|last| !last.text.as_bytes()[0].is_ascii_digit())?;
        let text = words[start..=end].iter().map(|word| word.text.as_str()).collect();
        let span = words[start].span.start..last.span.end;
        Some((start..end + 1, Token { text, span }))
    })
}

fn trigrams(spaceless: &str) -> Vec<u64> {
    let letters: Vec<char> = spaceless.chars().collect();
    letters.windows(3).map(|window| pack(window[0], window[1], window[2])).collect()
}

/// Three characters of 21 bits each.
fn pack(a: char, b: char, c: char) -> u64 {
    u64::from(a as u32) << 42 | u64::from(b as u32) << 21 | u64::from(c as u32)
}

fn letter_bits(folded: &str) -> u64 {
    folded.chars().fold(0, |bits, c| bits | 1 << (c as u32 % 64))
}

/// Letters added, dropped, changed or swapped with their neighbour (optimal string alignment) to
/// get from one word to the other; `None` when more than `slips_max` or a word is too long.
pub fn distance(a: &str, b: &str, slips_max: usize) -> Option<usize> {
    let (mut a_letters, mut b_letters) = (['\0'; SLIP_LETTERS_MAX], ['\0'; SLIP_LETTERS_MAX]);
    let a = letters_into(a, &mut a_letters)?;
    let b = letters_into(b, &mut b_letters)?;
    if a.len().abs_diff(b.len()) > slips_max {
        return None;
    }
    // Row i of the table: distances of the first i letters of `a` to each beginning of `b`.
    let mut rows = [[0usize; SLIP_LETTERS_MAX + 1]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        let (now, before, before_that) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[now][0] = i;
        let mut least = i;
        for j in 1..=b.len() {
            let changed = usize::from(a[i - 1] != b[j - 1]);
            let mut cell =
                (rows[before][j] + 1).min(rows[now][j - 1] + 1).min(rows[before][j - 1] + changed);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cell = cell.min(rows[before_that][j - 2] + 1);
            }
            rows[now][j] = cell;
            least = least.min(cell);
        }
        if least > slips_max {
            return None;
        }
    }
    Some(rows[a.len() % 3][b.len()]).filter(|&slips| slips <= slips_max)
}

fn letters_into<'a>(word: &str, letters: &'a mut [char; SLIP_LETTERS_MAX]) -> Option<&'a [char]> {
    let mut n_letters = 0;
    for c in word.chars() {
        *letters.get_mut(n_letters)? = c;
        n_letters += 1;
    }
    Some(&letters[..n_letters])
}

/// The beginning of a text, at most so many bytes, whole characters.
fn cut(text: &str, bytes_max: usize) -> &str {
    &text[..text.floor_char_boundary(bytes_max)]
}
