//! Answers a query: what its words may stand for, which entries have all of them, in which order.
//! Of many entries the newest are ranked, counted and shown first; the older ones stand behind a
//! cursor. So a word that stands everywhere costs no more than one that stands in a few places.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{Connection, params};

use crate::entry::{Key, Standing};
use crate::error::SearchError;
use crate::index::{BLOCK_BITS, Index, block, facet, in_heading, whole_heading};
use crate::limits::{
    OCCURRENCES_MAX, OCCURRENCES_OF_LOOKUP, PREFIX_ENTRIES_MAX, RANGE_MONTHS_MAX, RANGE_YEARS_MAX,
    RANKED_MAX, SIMILAR_ENTRIES_MAX, SPAN_READ_THROUGH_MAX,
};
use crate::query::{Clause, Query, Word};
use crate::vocabulary;
use crate::word::sounds_of;

/// What a word is worth by the way it was found: exactly, by its stem, in any other way.
const EXACT: u32 = 8;
const STEM: u32 = 4;
const WEAK: u32 = 1;
/// More for a word that stands in a heading or name.
const IN_HEADING: u32 = 12;
/// More for words that follow each other as typed.
const IN_A_ROW: u32 = 12;
/// More for a heading or name that is all that was typed.
const WHOLE_HEADING: u32 = 12;
/// Clauses that are told apart by the way they were found; the rest counts alike.
const CLAUSES_WEIGHED_MAX: usize = 4;

/// What the results are narrowed to. All of it must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// A dialogue.
    pub dialogue: Option<String>,
    /// A type of item.
    pub kind: Option<String>,
    /// The id of a round.
    pub round: Option<String>,
    /// The id of a working group.
    pub group: Option<String>,
    /// The id of a session.
    pub session: Option<String>,
    /// How it stands.
    pub standing: Option<Standing>,
    /// A party's code.
    pub party: Option<String>,
    /// Not before this day: `2017`, `2017-08` or `2017-08-23`.
    pub from: Option<String>,
    /// Not after it.
    pub to: Option<String>,
}

/// Where a page of results ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Entries indexed later than this one are left out, so that pages do not shift.
    until: i64,
    /// Score and number of the last hit shown; none at the beginning of the ranked part.
    after: Option<(u32, i64)>,
}

/// An entry found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is about.
    pub key: Key,
    /// Its kind.
    pub kind: String,
    /// Its day.
    pub date: String,
    /// Larger is better, within one query.
    pub score: u32,
    n: i64,
}

/// The answer to a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// One page of hits, best first.
    pub hits: Vec<Hit>,
    /// How many there are in the part that was ranked, all pages.
    pub n_found: usize,
    /// True when there are, or may be, more behind `older`.
    pub more: bool,
    /// How many of each kind, whatever the kind asked for; the commonest first.
    pub kinds: Vec<(String, usize)>,
    /// The next page.
    pub next: Option<Cursor>,
    /// The older part, ranked for itself.
    pub older: Option<Cursor>,
    /// What the words stood for, to mark them in the texts.
    pub wanted: Vec<Wanted>,
}

/// A clause of the query with all that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The clause.
    pub clause: Clause,
    /// Other words that count as this one: longer ones, glued ones, near ones.
    pub forms: Vec<String>,
    /// Sounds that count as this word in names.
    pub sounds: Vec<String>,
    /// The words that this one is when it lost its spaces.
    pub apart: Vec<String>,
    /// In how many entries each of the words that must all be there may stand.
    lists: Vec<u64>,
    /// In how many it may stand as typed.
    exact: u64,
    /// In how many by its stem.
    of_stem: u64,
}

impl Cursor {
    /// For addresses: `until` or `until.score.number`.
    pub fn to_text(self) -> String {
        match self.after {
            None => self.until.to_string(),
            Some((score, n)) => format!("{}.{score}.{n}", self.until),
        }
    }

    /// Reads [`Cursor::to_text`]; none for any other text.
    pub fn parse(text: &str) -> Option<Cursor> {
        let mut parts = text.split('.');
        let until = parts.next()?.parse().ok().filter(|until| *until >= 0)?;
        let after = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => None,
            (Some(score), Some(n), None) => Some((score.parse().ok()?, n.parse().ok()?)),
            _ => return None,
        };
        Some(Cursor { until, after })
    }
}

impl Index {
    /// Answers a query. `visible` is asked about every entry before it is counted or shown;
    /// what it refuses is as if it were not there.
    ///
    /// # Errors
    /// Damage or the machine's.
    pub fn find(
        &self,
        query: &Query,
        filters: &Filters,
        from: Option<Cursor>,
        hits_max: usize,
        mut visible: impl FnMut(&Key) -> bool,
    ) -> Result<Hits, SearchError> {
        self.read(|conn| {
            let wanted = resolve(conn, query)?;
            let newest: i64 =
                conn.query_row("SELECT coalesce(max(n), 0) FROM doc", [], |row| row.get(0))?;
            let until = from.map_or(newest, |cursor| cursor.until.min(newest));
            let facets = facets_of(filters, true);
            let rows = Rows { from: until - window(conn, &wanted, &facets, newest)? + 1, until };
            let words = match_of(&wanted);
            let narrowed = format!("{words}{}", narrowed_by(&facets));
            let found = candidates(conn, &narrowed, rows.within(newest), rows, filters)?;
            let capped = found.len() > RANKED_MAX;
            let oldest = found.iter().take(RANKED_MAX).map(|hit| hit.n).min();
            let mut ranked: Vec<Hit> =
                found.into_iter().take(RANKED_MAX).filter(|hit| visible(&hit.key)).collect();
            let kinds = match &filters.kind {
                None => count(ranked.iter().map(|hit| hit.kind.clone())),
                Some(_) => {
                    let others = format!("{words}{}", narrowed_by(&facets_of(filters, false)));
                    let all = candidates(conn, &others, rows.within(newest), rows, filters)?;
                    let all = all.into_iter().take(RANKED_MAX).filter(|hit| visible(&hit.key));
                    count(all.map(|hit| hit.kind))
                }
            };
            if let Some(oldest) = oldest {
                let rows = Rows { from: oldest, until };
                let ranking = Ranking { conn, matching: &narrowed, rows, newest };
                ranking.weigh(&wanted, query, &mut ranked)?;
            }
            ranked.sort_unstable_by(|a, b| order_of(a).cmp(&order_of(b)));
            let below = match (capped, oldest) {
                (true, Some(oldest)) => oldest - 1,
                _ => rows.from - 1,
            };
            let more = capped || rows.from > 1;
            let older = more.then_some(Cursor { until: below, after: None });
            let n_found = ranked.len();
            let start = from.and_then(|cursor| cursor.after).map_or(0, |after| {
                let known = ranked.iter().position(|hit| (hit.score, hit.n) == after);
                // What stood there has changed since: go on with what is worth less.
                let less = || ranked.iter().position(|hit| hit.score < after.0);
                known.map(|at| at + 1).or_else(less).unwrap_or(ranked.len())
            });
            let hits: Vec<Hit> = ranked.iter().skip(start).take(hits_max).cloned().collect();
            let next = hits.last().filter(|_| start + hits.len() < n_found);
            let next = next.map(|last| Cursor { until, after: Some((last.score, last.n)) });
            Ok(Hits { hits, n_found, more, kinds, next, older, wanted })
        })
    }
}

/// Best first; of equals the later day, then the name.
fn order_of(hit: &Hit) -> impl Ord {
    (std::cmp::Reverse(hit.score), std::cmp::Reverse(hit.date.clone()), hit.key.clone())
}

/// A part of the index: entries are numbered in the order in which they were last changed.
#[derive(Clone, Copy)]
struct Rows {
    from: i64,
    until: i64,
}

impl Rows {
    /// The part as blocks of entries, one of which must hold the entry; nothing for all there is.
    /// The table reads on over the end of a part to the next entry that matches, however far; the
    /// lists of the blocks end with it.
    fn within(self, newest: i64) -> String {
        const BLOCKS_MAX: i64 = 4;
        if self.from <= 1 && self.until >= newest {
            return String::new();
        }
        let fits = |bits: &&u32| (self.until >> **bits) - (self.from.max(0) >> **bits) < BLOCKS_MAX;
        let Some(bits) = BLOCK_BITS.iter().find(fits) else {
            return String::new();
        };
        let blocks = (self.from.max(0) >> bits)..=(self.until >> bits);
        let blocks: Vec<String> = blocks.map(|at| block(*bits, at << bits)).collect();
        format!(" AND facet : (\"{}\")", blocks.join("\" OR \""))
    }
}

/// How many of the newest entries are looked through at once: all, unless the words stand in so
/// many that looking for those with all of them would take long.
fn window(
    conn: &Connection,
    wanted: &[Wanted],
    facets: &[Vec<String>],
    newest: i64,
) -> rusqlite::Result<i64> {
    let mut lists: Vec<u64> = wanted.iter().flat_map(|one| one.lists.iter().copied()).collect();
    for any in facets {
        let mut docs = 0;
        for facet in any {
            docs += vocabulary::docs_of(conn, facet)?;
        }
        lists.push(docs);
    }
    let (sum, n_lists) = (lists.iter().sum::<u64>(), lists.len() as u64);
    let shortest = lists.iter().copied().min().unwrap_or(0);
    // A short list is looked up in the others, entry by entry.
    let cost = sum.min(shortest.saturating_mul(OCCURRENCES_OF_LOOKUP * n_lists));
    if n_lists < 2 || cost <= OCCURRENCES_MAX {
        return Ok(newest);
    }
    let share = OCCURRENCES_MAX as f64 / cost as f64;
    Ok(((newest as f64 * share) as i64).max(1))
}

impl Wanted {
    /// Whether entries are found that do not hold the word as typed.
    fn is_more_than(&self, word: &Word) -> bool {
        word.stem != word.folded || self.is_more_than_its_stem()
    }

    fn is_more_than_its_stem(&self) -> bool {
        !(self.forms.is_empty() && self.sounds.is_empty() && self.apart.is_empty())
    }

    /// As the table's query language has it. All words are folded: letters and digits only.
    fn to_match(&self) -> String {
        match &self.clause {
            Clause::Phrase(words) => in_words(&quoted(words)),
            Clause::Word(word) => {
                let mut any = vec![format!("\"{}\"", word.folded)];
                any.extend(self.forms.iter().map(|form| format!("\"{form}\"")));
                if !self.apart.is_empty() {
                    any.push(quoted(&self.apart));
                }
                let mut all = in_words(&any.join(" OR "));
                all = format!("{all} OR {}", in_stems(&word.stem));
                if word.joined {
                    all = format!("{all} OR stem : \"{}\"", word.folded);
                }
                if !self.sounds.is_empty() {
                    let sounds: Vec<String> =
                        self.sounds.iter().map(|sound| format!("\"{sound}\"")).collect();
                    all = format!("{all} OR sound : ({})", sounds.join(" OR "));
                }
                format!("({all})")
            }
        }
    }
}

fn quoted(words: &[String]) -> String {
    format!("\"{}\"", words.join(" "))
}

fn in_words(any: &str) -> String {
    format!("{{heading body}} : ({any})")
}

fn in_stems(stem: &str) -> String {
    format!("{{heading body stem}} : \"{stem}\"")
}

fn match_of(wanted: &[Wanted]) -> String {
    let all: Vec<String> = wanted.iter().map(Wanted::to_match).collect();
    all.join(" AND ")
}

/// What the words of a query stand for in this vocabulary.
fn resolve(conn: &Connection, query: &Query) -> rusqlite::Result<Vec<Wanted>> {
    let mut wanted = Vec::new();
    for clause in &query.clauses {
        wanted.push(match clause {
            Clause::Word(word) => resolve_word(conn, word)?,
            Clause::Phrase(words) => {
                let docs = words.iter().map(|word| vocabulary::docs_of(conn, word));
                let lists = docs.collect::<rusqlite::Result<Vec<u64>>>()?;
                let clause = clause.clone();
                let exact = lists.iter().copied().min().unwrap_or(0);
                let (forms, sounds, apart) = (vec![], vec![], vec![]);
                Wanted { clause, forms, sounds, apart, lists, exact, of_stem: 0 }
            }
        });
    }
    Ok(wanted)
}

fn resolve_word(conn: &Connection, word: &Word) -> rusqlite::Result<Wanted> {
    let exact = vocabulary::docs_of(conn, &word.folded)?;
    let mut docs = exact;
    let mut forms = Vec::new();
    let is_rare = exact <= SIMILAR_ENTRIES_MAX || is_rare(conn, &word.folded)?;
    if word.star || (word.prefix && is_rare) {
        let mut of_longer = 0;
        for (longer, docs) in vocabulary::longer(conn, &word.folded)? {
            of_longer += docs;
            forms.push(longer);
            if of_longer > PREFIX_ENTRIES_MAX {
                break;
            }
        }
        docs += of_longer;
    }
    let known = docs > 0;
    if is_rare {
        for similar in vocabulary::similar(conn, &word.folded)? {
            if !forms.contains(&similar) {
                docs += vocabulary::docs_of(conn, &similar)?;
                forms.push(similar);
            }
        }
    }
    let of_stem = vocabulary::docs_of_stem(conn, &word.stem)?;
    docs = docs.max(of_stem + docs - exact.min(docs));
    let apart = match is_rare {
        true => vocabulary::apart(conn, &word.folded)?.unwrap_or_default(),
        false => Vec::new(),
    };
    // Two consonants are hardly evidence, unless there is no other.
    let mut sounds = sounds_of(&word.written, if known { 3 } else { 2 });
    let mut heard = Vec::new();
    for sound in &sounds {
        heard.push(vocabulary::docs_of(conn, &vocabulary::sound_key(sound))?);
    }
    docs += heard.iter().sum::<u64>();
    let mut heard = heard.into_iter();
    sounds.retain(|_| heard.next().is_some_and(|docs| docs > 0));
    let (clause, lists) = (Clause::Word(word.clone()), vec![docs]);
    Ok(Wanted { clause, forms, sounds, apart, lists, exact, of_stem })
}

/// Whether a word stands in few entries now. The counts of the vocabulary only grow, and whether a
/// word is taken as typed must not depend on how often its entries were written.
fn is_rare(conn: &Connection, folded: &str) -> rusqlite::Result<bool> {
    let limit = i64::try_from(SIMILAR_ENTRIES_MAX + 1).unwrap_or(i64::MAX);
    let n: i64 = conn
        .prepare_cached(
            "SELECT count(*) FROM (SELECT rowid FROM words WHERE words MATCH ?1 LIMIT ?2)",
        )?
        .query_row(params![in_words(&format!("\"{folded}\"")), limit], |row| row.get(0))?;
    Ok(n < limit)
}

/// The filters as words of which one of each group must stand in the entry.
fn facets_of(filters: &Filters, with_kind: bool) -> Vec<Vec<String>> {
    let standing = filters.standing.map(|standing| standing.as_str().to_owned());
    let kind = filters.kind.clone().filter(|_| with_kind);
    let named = [
        ("dialogue", &filters.dialogue),
        ("kind", &kind),
        ("round", &filters.round),
        ("group", &filters.group),
        ("session", &filters.session),
        ("standing", &standing),
        ("party", &filters.party),
    ];
    let named = named.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
    let mut all: Vec<Vec<String>> = named.map(|(name, value)| vec![facet(name, value)]).collect();
    all.extend(span(filters));
    all
}

fn narrowed_by(facets: &[Vec<String>]) -> String {
    let mut all = String::new();
    for any in facets {
        all = format!("{all} AND facet : (\"{}\")", any.join("\" OR \""));
    }
    all
}

/// The range of dates as months or years; none when it reaches so far that only the days
/// themselves narrow it.
fn span(filters: &Filters) -> Option<Vec<String>> {
    if filters.from.is_none() && filters.to.is_none() {
        return None;
    }
    let part = |day: &Option<String>, from: usize, to: usize| -> Option<i32> {
        day.as_ref()?.get(from..to)?.parse().ok()
    };
    // The oldest and the newest year that anybody will look for.
    let from = part(&filters.from, 0, 4).unwrap_or(1900);
    let to = part(&filters.to, 0, 4).unwrap_or(2049);
    if !(0..=RANGE_YEARS_MAX).contains(&(to - from)) {
        return None;
    }
    let first = from * 12 + part(&filters.from, 5, 7).unwrap_or(1) - 1;
    let last = to * 12 + part(&filters.to, 5, 7).unwrap_or(12) - 1;
    let years = (from..=to).map(|year| format!("{year:04}"));
    if !(0..RANGE_MONTHS_MAX).contains(&(last - first)) {
        return Some(years.map(|year| facet("year", &year)).collect());
    }
    let months = (first..=last).map(|n| format!("{:04}-{:02}", n / 12, n % 12 + 1));
    Some(years.chain(months).map(|month| facet("month", &month)).collect())
}

/// Whether a day lies in the range, as far as both are precise.
fn in_range(day: &str, filters: &Filters) -> bool {
    let cut = |a: &str, b: &str| -> (String, String) {
        let n = a.len().min(b.len());
        (a.get(..n).unwrap_or_default().to_owned(), b.get(..n).unwrap_or_default().to_owned())
    };
    if day.is_empty() {
        return filters.from.is_none() && filters.to.is_none();
    }
    let not_before = filters.from.as_ref().is_none_or(|from| {
        let (day, from) = cut(day, from);
        day >= from
    });
    not_before
        && filters.to.as_ref().is_none_or(|to| {
            let (day, to) = cut(day, to);
            day <= to
        })
}

/// The newest entries that match, newest first, one more than are ranked.
fn candidates(
    conn: &Connection,
    matching: &str,
    within: String,
    rows: Rows,
    filters: &Filters,
) -> rusqlite::Result<Vec<Hit>> {
    let mut query = conn.prepare_cached(
        "SELECT doc.n, doc.key, doc.kind, doc.date FROM words CROSS JOIN doc \
         ON doc.n = words.rowid WHERE words MATCH ?1 AND words.rowid <= ?2 \
         AND words.rowid >= ?3 ORDER BY words.rowid DESC",
    )?;
    let mut found = Vec::new();
    let matching = format!("{matching}{within}");
    let mut rows = query.query(params![matching, rows.until, rows.from])?;
    while let Some(row) = rows.next()? {
        let key: String = row.get(1)?;
        let date: String = row.get(3)?;
        let Some(key) = Key::parse(&key).filter(|_| in_range(&date, filters)) else { continue };
        found.push(Hit { n: row.get(0)?, key, kind: row.get(2)?, date, score: 0 });
        if found.len() > RANKED_MAX {
            break;
        }
    }
    Ok(found)
}

/// How many there are of each kind, the commonest first.
fn count(kinds: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for kind in kinds {
        *counts.entry(kind).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

/// Tells apart how the hits were found.
struct Ranking<'a> {
    conn: &'a Connection,
    matching: &'a str,
    rows: Rows,
    newest: i64,
}

impl Ranking<'_> {
    /// Which entries of the part match, of at most `docs` anywhere.
    fn which(&self, matching: &str, docs: u64) -> rusqlite::Result<HashSet<i64>> {
        if docs == 0 {
            return Ok(HashSet::new());
        }
        let Rows { from, until } = self.rows;
        let few = docs <= PREFIX_ENTRIES_MAX || until - from <= SPAN_READ_THROUGH_MAX;
        let within = self.rows.within(self.newest);
        let all = match few {
            true => format!("({matching}){within}"),
            false => format!("({}) AND ({matching}){within}", self.matching),
        };
        let mut found = self.conn.prepare_cached(
            "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid <= ?2 AND rowid >= ?3",
        )?;
        let found = found.query_map(params![all, until, from], |row| row.get(0))?;
        found.collect()
    }

    /// Gives every hit its score.
    fn weigh(&self, wanted: &[Wanted], query: &Query, ranked: &mut [Hit]) -> rusqlite::Result<()> {
        for hit in ranked.iter_mut() {
            hit.score = prior(&hit.kind);
        }
        for one in wanted.iter().take(CLAUSES_WEIGHED_MAX) {
            self.weigh_clause(one, ranked)?;
        }
        let typed: String = query.folded_words().collect();
        let whole = self.which(&format!("facet : \"{}\"", whole_heading(&typed)), 1)?;
        for hit in ranked.iter_mut().filter(|hit| whole.contains(&hit.n)) {
            hit.score += WHOLE_HEADING;
        }
        if let Some(phrase) = query.as_phrase() {
            let docs = wanted.iter().map(|one| one.exact).min().unwrap_or(0);
            let in_a_row = in_words(&format!("\"{}\"", phrase.join(" ")));
            let in_a_row = self.which(&in_a_row, docs)?;
            for hit in ranked.iter_mut().filter(|hit| in_a_row.contains(&hit.n)) {
                hit.score += IN_A_ROW;
            }
        }
        Ok(())
    }

    fn weigh_clause(&self, one: &Wanted, ranked: &mut [Hit]) -> rusqlite::Result<()> {
        let all = || -> HashSet<i64> { ranked.iter().map(|hit| hit.n).collect() };
        let (in_heading, as_typed, by_stem) = match &one.clause {
            // A phrase is found as typed or not at all.
            Clause::Phrase(words) => {
                let heading = match words.first() {
                    Some(first) => {
                        let first = in_heading(first);
                        format!("facet : \"{first}\" AND heading : {}", quoted(words))
                    }
                    None => return Ok(()),
                };
                (self.which(&heading, one.exact)?, all(), HashSet::new())
            }
            Clause::Word(word) => {
                let heading = format!("facet : \"{}\"", in_heading(&word.folded));
                let heading = self.which(&heading, one.exact)?;
                let typed = match one.is_more_than(word) {
                    true => self.which(&in_words(&format!("\"{}\"", word.folded)), one.exact)?,
                    false => all(),
                };
                let stem = match one.is_more_than_its_stem() {
                    true => self.which(&in_stems(&word.stem), one.of_stem)?,
                    false => all(),
                };
                (heading, typed, stem)
            }
        };
        for hit in ranked.iter_mut() {
            hit.score += match () {
                () if in_heading.contains(&hit.n) => EXACT + IN_HEADING,
                () if as_typed.contains(&hit.n) => EXACT,
                () if by_stem.contains(&hit.n) => STEM,
                () => WEAK,
            };
        }
        Ok(())
    }
}

/// What a kind is worth for itself: who and where before what was said, evidence last.
fn prior(kind: &str) -> u32 {
    match kind {
        "dialogue" | "party" | "round" | "working_group" | "session" | "person" | "institution" => {
            3
        }
        "agenda_item" | "minutes_paragraph" | "conclusion" | "commitment" | "instrument" => 2,
        "source" | "attendance" | "holder" => 0,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_survive_their_text_and_nothing_else_is_one() {
        for after in [None, Some((31, 7))] {
            let cursor = Cursor { until: 12, after };
            assert_eq!(Cursor::parse(&cursor.to_text()), Some(cursor));
        }
        for bad in ["", "x", "1.2", "-1", "1.2.3.4", "1.-2.3", "99999999999999999999"] {
            assert_eq!(Cursor::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn days_are_compared_as_far_as_they_are_precise() {
        let filters = |from: &str, to: &str| Filters {
            from: Some(from.to_owned()).filter(|day| !day.is_empty()),
            to: Some(to.to_owned()).filter(|day| !day.is_empty()),
            ..Filters::default()
        };
        assert!(in_range("2020-11-16", &filters("2020-11-16", "2020-11-16")));
        assert!(in_range("2020", &filters("2020-11-16", "")));
        assert!(!in_range("2019", &filters("2020-11-16", "")));
        assert!(in_range("2020-11-16", &filters("", "2020")));
        assert!(!in_range("2021-01-01", &filters("", "2020")));
        let n_words = |from, to| span(&filters(from, to)).map(|words| words.len());
        assert_eq!(n_words("2016", "2020-01"), Some(5), "by years");
        assert_eq!(n_words("2020-11", "2021-01-03"), Some(2 + 3), "by months");
        assert_eq!(n_words("", ""), None);
        assert_eq!(n_words("0001", "9999"), None);
        assert_eq!(n_words("2020", "2016"), None);
    }
}
