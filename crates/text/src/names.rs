//! Names of persons across scripts and spellings: how alike two are, who of a pool may be meant.
//! A score suggests; nobody is ever merged on it. What decides is said with it, so that an officer
//! can judge: which parts sound alike, which are missing, which article or particle was set aside.

mod rendering;
mod sounds;

pub use rendering::renderings;
pub(crate) use rendering::usual_parts;

use crate::fold::{Script, fold, fold_str, script_of};
use crate::limits::{NAME_BYTES_MAX, NAME_PARTS_MAX};
use crate::skeleton::opens_compound_name;
use sounds::{Sound, distance, mass, sounds_of};

/// Why two names have their score.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The names fold to the same text.
    Same,
    /// These parts sound alike; 1 is the same.
    Alike { of_a: String, of_b: String, likeness: f32 },
    /// An initial stands for a part.
    Initial { of_a: String, of_b: String },
    /// A part of the one name that the other lacks.
    Missing { part: String },
    /// The parts stand in another order.
    Reordered,
}

/// How alike two names are.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// 0 (nothing in common) to 1 (the same).
    pub score: f32,
    /// Why, in the order of the parts.
    pub reasons: Vec<Reason>,
}

/// A name of a pool that may be the one asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its place in the pool.
    pub index: usize,
    /// As [`Likeness::score`].
    pub score: f32,
    /// As [`Likeness::reasons`].
    pub reasons: Vec<Reason>,
}

/// Score from which two names of a pool of a few hundred may be suggested as one person: 96 in 100
/// of those suggestions are right, and 9 in 10 persons with two spellings are found.
pub const SCORE_TO_SUGGEST: f32 = 0.82;

/// Weight of a particle such as "son of", which most spellings leave out.
const PARTICLE_WEIGHT: f32 = 0.15;
/// What a missing part costs of its weight, and what one more at the edge costs.
const MISSING_COST: f32 = 0.42;
/// How fast the likeness of parts falls with the distance of their sounds.
const DISTANCE_SCALE: f32 = 1.35;
/// What an initial costs of the weight of the part it stands for.
const INITIAL_COST: f32 = 0.12;
/// What another order of parts costs of the whole.
const REORDER_COST: f32 = 0.06;
/// Score from which another order is not looked for.
const SURE_IN_ORDER: f32 = 0.9;

/// Words between the parts of a name that are often left out or joined to the next.
const PARTICLES: [&str; 16] = [
    "بن", "ابن", "بنت", "ال", "ولد", "bin", "ibn", "ben", "bint", "bent", "ould", "wuld", "de",
    "b", "von", "van",
];
/// Articles as Latin spellings write them apart; those of one letter or with another consonant are
/// assimilated to the next part.
const ARTICLES: [&str; 22] = [
    "al", "el", "ul", "il", "ar", "er", "as", "es", "an", "en", "at", "et", "ad", "ed", "az", "ez",
    "ash", "esh", "ach", "ech", "l", "us",
];
/// Forms of address, which are no part of a name.
const ADDRESSES: [&str; 18] = [
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "sheikh",
    "shaikh",
    "sheik",
    "cheikh",
    "hh",
    "he",
    "sir",
    "السيد",
    "الشيخ",
    "الدكتور",
    "الاستاذ",
    "المهندس",
    "السفير",
];

/// A part of a name, ready to be compared.
#[derive(Debug, Clone)]
struct Part {
    /// As it stands in the name.
    text: String,
    /// Its sounds, without its article.
    sounds: Vec<Sound>,
    /// Its sounds with what may have been an article, when it may have been none.
    whole: Option<Vec<Sound>>,
    had_article: bool,
    is_initial: bool,
    weight: f32,
}

/// A name cut into parts, to be kept for the names of a pool that is asked often.
///
/// # Examples
/// ```
/// use text::names::{NameKey, Reason};
/// let (a, b) = (NameKey::new("الصبيح"), NameKey::new("Nasser Al-Subaih"));
/// let found = a.likeness(&b);
/// assert_eq!(found.reasons[0], Reason::Missing { part: "Nasser".to_owned() });
/// ```
#[derive(Debug, Clone)]
pub struct NameKey {
    folded: String,
    parts: Vec<Part>,
}

impl NameKey {
    /// The parts of a name. Of long ones the first [`NAME_BYTES_MAX`] bytes and
    /// [`NAME_PARTS_MAX`] parts count.
    pub fn new(name: &str) -> NameKey {
        let end = (0..=name.len().min(NAME_BYTES_MAX)).rev().find(|&at| name.is_char_boundary(at));
        let name = &name[..end.unwrap_or(0)];
        let mut parts: Vec<Part> = Vec::new();
        let words = words_of(name);
        let mut article = None;
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1);
            if is_article(word, next) {
                article = Some(word);
                continue;
            }
            // Some of them are names as well, so that two words must follow.
            if parts.is_empty() && at + 2 < words.len() && is_address(word) {
                continue;
            }
            let had_article = article.take().is_some();
            if next.is_some() && opens_compound_name(&word.folded) {
                // Abdul and Abdel are the servant and the article of what follows.
                article = Some(word).filter(|word| word.folded.ends_with('l'));
                let servant = NameWord { letters: word.letters[..3].to_vec(), ..word.clone() };
                parts.extend(part_of(&servant, had_article));
                continue;
            }
            parts.extend(part_of(word, had_article));
            if parts.len() == NAME_PARTS_MAX {
                break;
            }
        }
        NameKey { folded: fold_str(name), parts }
    }

    /// How alike two names are, and why.
    pub fn likeness(&self, other: &NameKey) -> Likeness {
        if self.folded == other.folded && !self.folded.is_empty() {
            return Likeness { score: 1.0, reasons: vec![Reason::Same] };
        }
        let (score, steps, turn) = self.compare(other);
        let (mine, theirs) =
            (self.ordered(turn == Turn::First), other.ordered(turn == Turn::Second));
        let mut reasons: Vec<Reason> = Vec::new();
        if turn != Turn::Neither {
            reasons.push(Reason::Reordered);
        }
        reasons.extend(steps.iter().map(|step| step.reason(&mine, &theirs)));
        Likeness { score, reasons }
    }

    /// The best alignment as written, or with the last part of one of the names first.
    fn compare(&self, other: &NameKey) -> (f32, Vec<Step>, Turn) {
        let (mine, theirs) = (self.ordered(false), other.ordered(false));
        let (mut score, mut steps) = aligned(&mine, &theirs);
        let mut turn = Turn::Neither;
        if score > SURE_IN_ORDER {
            return (score, steps, turn);
        }
        for (name, turned) in [(self, Turn::First), (other, Turn::Second)] {
            if name.parts.len() < 2 {
                continue;
            }
            let (found, found_steps) = match turned {
                Turn::First => aligned(&self.ordered(true), &theirs),
                _ => aligned(&mine, &other.ordered(true)),
            };
            if found - REORDER_COST > score {
                (score, steps, turn) = (found - REORDER_COST, found_steps, turned);
            }
        }
        (score, steps, turn)
    }

    /// The parts as written, or with the last one first.
    fn ordered(&self, turned: bool) -> Vec<&Part> {
        let n_first = if turned { self.parts.len().saturating_sub(1) } else { 0 };
        self.parts[n_first..].iter().chain(&self.parts[..n_first]).collect()
    }
}

/// Which of two names was read with its last part first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Neither,
    First,
    Second,
}

/// How alike two names are, in either script.
///
/// # Examples
/// ```
/// use text::names::likeness;
/// assert!(likeness("ناصر الصبيح", "Nasser Al-Subaih").score > 0.9);
/// assert!(likeness("Abdelrahman El-Sayed", "Abd al-Rahman al-Sayyid").score > 0.85);
/// assert!(likeness("محمد الشرهان", "Ahmad Al-Shahin").score < 0.75);
/// ```
pub fn likeness(a: &str, b: &str) -> Likeness {
    NameKey::new(a).likeness(&NameKey::new(b))
}

/// [`likeness`] without its reasons: 0 to 1.
///
/// # Examples
/// ```
/// use text::names::score;
/// assert!(score("Qaddafi", "القذافي") > score("Qaddafi", "القاضي"));
/// ```
pub fn score(a: &str, b: &str) -> f32 {
    likeness(a, b).score
}

/// The names of a pool that a name may mean, best first, at most `limit`.
///
/// # Examples
/// ```
/// use text::names::candidates;
/// let pool = ["Hamad Al-Mashaan", "Nasser Al-Subaih", "Mohammed Al-Sharhan"];
/// assert_eq!(candidates("محمد الشرهان", &pool, 1)[0].index, 2);
/// ```
pub fn candidates<S: AsRef<str>>(query: &str, pool: &[S], limit: usize) -> Vec<Candidate> {
    let keys: Vec<NameKey> = pool.iter().map(|name| NameKey::new(name.as_ref())).collect();
    candidates_of(&NameKey::new(query), &keys, limit)
}

/// [`candidates`] of a pool whose names were cut into parts before.
///
/// # Examples
/// ```
/// use text::names::{NameKey, SCORE_TO_SUGGEST, candidates_of};
/// let pool = ["Khaled Al-Jarallah", "Ali Al-Saeed"].map(NameKey::new);
/// let best = candidates_of(&NameKey::new("خالد الجارالله"), &pool, 5).swap_remove(0);
/// assert!(best.index == 0 && best.score >= SCORE_TO_SUGGEST);
/// ```
pub fn candidates_of(query: &NameKey, pool: &[NameKey], limit: usize) -> Vec<Candidate> {
    let mut scores: Vec<(f32, usize)> = pool
        .iter()
        .enumerate()
        .map(|(index, key)| {
            let same = key.folded == query.folded && !key.folded.is_empty();
            (if same { 1.0 } else { query.compare(key).0 }, index)
        })
        .collect();
    scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scores.truncate(limit);
    scores
        .into_iter()
        .map(|(_, index)| {
            let Likeness { score, reasons } = query.likeness(&pool[index]);
            Candidate { index, score, reasons }
        })
        .collect()
}

/// A word of a name: its letters, with teh marbuta, dotless yeh and marked alefs still apart.
#[derive(Clone)]
struct NameWord {
    text: String,
    folded: String,
    letters: Vec<char>,
}

fn words_of(name: &str) -> Vec<NameWord> {
    let folded = fold(name);
    let mut at = 0;
    let mut words = Vec::new();
    for word in folded.text.split(' ') {
        let range = at..at + word.len();
        at = range.end + 1;
        if word.is_empty() {
            continue;
        }
        let text = &name[folded.source_range(range)];
        let arabic = word.chars().next().and_then(script_of) == Some(Script::Arabic);
        let kept = |c: &char| matches!(c, 'ة' | 'ى' | 'أ' | 'إ' | 'آ');
        let letters = match arabic {
            true => text
                .chars()
                .flat_map(|c| match kept(&c) {
                    true => vec![c],
                    false => fold_str(c.encode_utf8(&mut [0; 4])).chars().collect(),
                })
                .collect(),
            false => word.chars().collect(),
        };
        words.push(NameWord { text: text.to_owned(), folded: word.to_owned(), letters });
    }
    words
}

/// Whether a Latin word is the article of the next: "al", or "ash" before "Sharif".
fn is_article(word: &NameWord, next: Option<&NameWord>) -> bool {
    let Some(next) = next.filter(|_| ARTICLES.contains(&word.folded.as_str())) else {
        return false;
    };
    let last = word.folded.chars().last();
    last == Some('l') || last == next.letters.first().copied() || word.folded.ends_with('h')
}

fn is_address(word: &NameWord) -> bool {
    ADDRESSES.contains(&word.folded.as_str())
}

fn part_of(word: &NameWord, had_article: bool) -> Option<Part> {
    let letters = word.letters.as_slice();
    let sounds = sounds_of(letters);
    if sounds.is_empty() {
        return None;
    }
    // A hamza on the alef says that it is no article.
    let glued = match letters {
        ['ا', 'ل', rest @ ..] if rest.len() >= 3 => Some(rest),
        ['a' | 'e', 'l', rest @ ..] if rest.len() >= 4 => Some(rest),
        // French spellings glue the article to its sun letter: Essabih, Ennaji.
        ['e' | 'a', one, other, rest @ ..]
            if one == other && rest.len() >= 3 && "dnrstz".contains(*one) =>
        {
            Some(&letters[2..])
        }
        _ => None,
    };
    let is_particle = PARTICLES.contains(&word.folded.as_str());
    let (sounds, whole) = match glued {
        Some(rest) => (sounds_of(rest), Some(sounds)),
        None => (sounds, None),
    };
    let weight = if is_particle { PARTICLE_WEIGHT } else { 0.4 + (mass(&sounds) / 6.0).min(0.7) };
    let is_initial = letters.len() == 1 && !is_particle;
    let had_article = had_article || whole.is_some();
    Some(Part { text: word.text.clone(), sounds, whole, had_article, is_initial, weight })
}

/// What becomes of the next parts of two names.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Parts of `a` from here, and of `b` from here: how many of each, and their likeness.
    Match {
        a: usize,
        n_a: usize,
        b: usize,
        n_b: usize,
        likeness: f32,
    },
    MissingInB {
        a: usize,
    },
    MissingInA {
        b: usize,
    },
}

impl Step {
    fn reason(&self, a: &[&Part], b: &[&Part]) -> Reason {
        let text = |parts: &[&Part]| {
            parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        match *self {
            Step::MissingInB { a: at } => Reason::Missing { part: a[at].text.clone() },
            Step::MissingInA { b: at } => Reason::Missing { part: b[at].text.clone() },
            Step::Match { a: at, n_a, b: bt, n_b, likeness } => {
                let (of_a, of_b) = (text(&a[at..at + n_a]), text(&b[bt..bt + n_b]));
                if a[at].is_initial != b[bt].is_initial {
                    Reason::Initial { of_a, of_b }
                } else {
                    Reason::Alike { of_a, of_b, likeness }
                }
            }
        }
    }
}

/// The best alignment of parts in order: one to one, two joined to one, or left out.
fn aligned(a: &[&Part], b: &[&Part]) -> (f32, Vec<Step>) {
    let weight_of = |parts: &[&Part]| parts.iter().map(|part| part.weight).sum::<f32>();
    let total = weight_of(a) + weight_of(b);
    if a.is_empty() || b.is_empty() {
        return (0.0, Vec::new());
    }
    let width = b.len() + 1;
    let mut best: Vec<(f32, Option<Step>)> = vec![(f32::INFINITY, None); (a.len() + 1) * width];
    best[0].0 = 0.0;
    for at in 0..=a.len() {
        for bt in 0..=b.len() {
            let so_far = best[at * width + bt].0;
            let mut offer = |n_a: usize, n_b: usize, cost: f32, step: Step| {
                let place = &mut best[(at + n_a) * width + bt + n_b];
                if so_far + cost < place.0 {
                    *place = (so_far + cost, Some(step));
                }
            };
            if at < a.len() {
                offer(1, 0, a[at].weight * MISSING_COST * 2.0, Step::MissingInB { a: at });
            }
            if bt < b.len() {
                offer(0, 1, b[bt].weight * MISSING_COST * 2.0, Step::MissingInA { b: bt });
            }
            for (n_a, n_b) in [(1, 1), (2, 1), (1, 2)] {
                if at + n_a > a.len() || bt + n_b > b.len() {
                    continue;
                }
                let (mine, theirs) = (&a[at..at + n_a], &b[bt..bt + n_b]);
                let cost = unlikeness(mine, theirs);
                let likeness = 1.0 - cost;
                let weight = weight_of(mine) + weight_of(theirs);
                let step = Step::Match { a: at, n_a, b: bt, n_b, likeness };
                offer(n_a, n_b, weight * cost, step);
            }
        }
    }
    let mut steps = Vec::new();
    let (mut at, mut bt) = (a.len(), b.len());
    while let Some(step) = best[at * width + bt].1 {
        match step {
            Step::Match { n_a, n_b, .. } => (at, bt) = (at - n_a, bt - n_b),
            Step::MissingInB { .. } => at -= 1,
            Step::MissingInA { .. } => bt -= 1,
        }
        steps.push(step);
    }
    steps.reverse();
    let cost = best[a.len() * width + b.len()].0;
    ((1.0 - cost / total).max(0.0), steps)
}

/// How unlike two parts are, each one word or two joined: 0 to 1.
fn unlikeness(a: &[&Part], b: &[&Part]) -> f32 {
    if let ([one], [other]) = (a, b) {
        if one.is_initial != other.is_initial {
            let first = distance(&one.sounds[..1], &other.sounds[..1]);
            return if first < 0.5 { INITIAL_COST + first * 0.2 } else { 1.0 };
        }
        let plain = relative(&one.sounds, &other.sounds);
        // What looked like an article may belong to the name; the reading that fits better counts.
        let other_readings = [
            one.whole.as_ref().map(|whole| relative(whole, &other.sounds)),
            other.whole.as_ref().map(|whole| relative(&one.sounds, whole)),
            one.whole.as_ref().zip(other.whole.as_ref()).map(|(a, b)| relative(a, b)),
        ];
        return other_readings.into_iter().flatten().fold(plain, f32::min);
    }
    relative(&joined(a), &joined(b))
}

/// The sounds of parts written as one, with a place for the article between them.
fn joined(parts: &[&Part]) -> Vec<Sound> {
    let mut sounds: Vec<Sound> = Vec::new();
    for part in parts {
        if !sounds.is_empty() && part.had_article {
            sounds.push(sounds::article());
        }
        sounds.extend(&part.sounds);
    }
    sounds
}

fn relative(a: &[Sound], b: &[Sound]) -> f32 {
    let mass = mass(a).max(mass(b)).max(1.0);
    (distance(a, b) / mass * DISTANCE_SCALE).min(1.0)
}

#[cfg(test)]
#[path = "names/tests.rs"]
mod tests;
