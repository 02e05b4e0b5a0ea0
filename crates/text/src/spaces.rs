//! Blanks that were lost between two words, and words parted at the end of a line.
//! Offers only: each says which letters it would part and how sure it is. Imports may take those
//! above [`CONFIDENCE_TO_APPLY`]; an agreed text takes none.

mod lexicon;

use std::collections::BTreeSet;
use std::ops::Range;

use lexicon::Spelling;
pub use lexicon::{Lexicon, Word, WordKind};

use crate::bidi::is_arabic_mark;
use crate::fold::{Script, fold, script_of};
use crate::repair::{Repair, RepairRule};

/// Confidence from which an import takes an offer unasked.
pub const CONFIDENCE_TO_APPLY: f32 = 0.5;
/// Confidence below which nothing is offered.
const CONFIDENCE_TO_OFFER: f32 = 0.3;

/// Letters of the longest piece a token may be parted into.
const PIECE_LETTERS_MAX: usize = 16;
/// Letters of the shortest piece that is no word we know.
const UNKNOWN_LETTERS_MIN: usize = 4;
/// Surprise of a word nobody knows, at all and for each letter.
const UNKNOWN_COST: f32 = 12.0;
const UNKNOWN_LETTER_COST: f32 = 1.6;
/// The same when an article opens it: then the article is evidence of its own.
const ARTICLE_COST: f32 = 8.5;
/// What a word of three letters costs more unless it is a particle: many are parts of others.
const THREE_LETTERS_COST: f32 = 1.0;
const PARTICLE_COST_MAX: f32 = 4.0;
/// Surprise of a lost blank, and what the spelling on either side of it takes away.
const BLANK_COST: f32 = 4.5;
const AFTER_TEH_MARBUTA: f32 = 4.0;
const BEFORE_HAMZA: f32 = 1.0;
const BEFORE_LOW_HAMZA: f32 = 3.0;
const AFTER_HAMZA: f32 = 2.5;
const AFTER_LOW_HAMZA: f32 = 10.0;
const BEFORE_ARTICLE: f32 = 1.0;
const INSIDE_ARTICLE: f32 = 3.0;
/// Surprise of a whole token whose spelling speaks for a blank in it.
const SUSPECT_COST: f32 = 8.0;
/// Surprise that becomes one unit of confidence.
const MARGIN_SCALE: f32 = 3.0;

/// Words of two letters that may stand alone. Others are endings far more often.
const SHORT_WORDS: [&str; 11] = ["من", "عن", "في", "لم", "لن", "قد", "مع", "بن", "هو", "هي", "كل"];
/// Those of them that end other words too, so that they must come first.
const SHORT_FIRST_ONLY: [&str; 3] = ["كل", "قد", "لم"];
/// Words of two letters that may stand alone when their hamza is written.
const SHORT_HAMZA_WORDS: [&str; 3] = ["أن", "إن", "أو"];
const SHORT_COST: f32 = 4.0;
/// Those that begin many names and words: "son of", "or".
const SHORT_RARER: [&str; 2] = ["بن", "او"];
const SHORT_RARER_COST: f32 = 3.0;
/// What a short word costs more at the end, where it may be an ending.
const SHORT_LAST_COST: f32 = 1.0;
/// Words that are endings when they come last: "our", "their", duals and plurals, "not".
const NEVER_LAST: [&str; 8] = ["هما", "تان", "تين", "وفي", "وكي", "يان", "يين", "اني"];
/// Words of three letters that count as such only with their hamza: without it they open others.
const NEEDS_HAMZA: [&str; 4] = ["الا", "انا", "اذا", "اما"];

/// Finds the tokens of a text that are several words without their blanks.
///
/// The offers ascend and are apart; each replaces one token by its words. Linear in the text.
///
/// # Examples
/// ```
/// use text::spaces::{Lexicon, restore};
/// let offers = restore("نائب وزيرالخارجية الكويتي", Lexicon::own());
/// assert_eq!(offers[0].after, "وزير الخارجية");
/// assert!(restore("نائب وزير الخارجية يرأسان", Lexicon::own()).is_empty());
/// ```
pub fn restore(text: &str, lexicon: &Lexicon) -> Vec<Repair> {
    arabic_tokens(text).filter_map(|span| parted(text, span, lexicon)).collect()
}

/// Finds Latin words that were parted by a hyphen at the end of a line.
///
/// The offers ascend and are apart. A word that stands elsewhere in the text, or in the lexicon,
/// decides whether the hyphen goes with the line end or stays.
///
/// # Examples
/// ```
/// use text::spaces::{Lexicon, join_lines};
/// let offers = join_lines("the coop-\neration of both; cooperation", Lexicon::own());
/// assert_eq!(offers[0].after, "cooperation");
/// let offers = join_lines("Nasser Al-\nSubaih", Lexicon::own());
/// assert_eq!(offers[0].after, "Al-Subaih");
/// ```
pub fn join_lines(text: &str, lexicon: &Lexicon) -> Vec<Repair> {
    let places: Vec<usize> = text
        .match_indices('\n')
        .map(|(at, _)| at)
        .filter(|&at| text[..at].trim_end_matches(' ').ends_with(['-', '\u{2010}']))
        .collect();
    if places.is_empty() {
        return Vec::new();
    }
    let is_latin = |c: char| script_of(c) == Some(Script::Latin);
    let words: BTreeSet<String> = text
        .split(|c: char| !is_latin(c) && c != '-')
        .filter(|word| !word.is_empty() && !word.ends_with('-'))
        .map(|word| word.to_lowercase())
        .collect();
    let known = |word: &str| words.contains(word) || lexicon.knows(word);
    let mut offers: Vec<Repair> = Vec::new();
    for at in places {
        let head_end = text[..at].trim_end_matches(' ').trim_end_matches(['-', '\u{2010}']).len();
        let head_start = text[..head_end].trim_end_matches(is_latin).len();
        let tail_start = text.len() - text[at + 1..].trim_start_matches(' ').len();
        let tail_end = text.len() - text[tail_start..].trim_start_matches(is_latin).len();
        let (head, tail) = (&text[head_start..head_end], &text[tail_start..tail_end]);
        let overlaps = offers.last().is_some_and(|last| last.span_before.end > head_start);
        if head.is_empty() || tail.is_empty() || overlaps {
            continue;
        }
        let (joined, kept) = (format!("{head}{tail}"), format!("{head}-{tail}"));
        let (after, confidence) = if tail.starts_with(char::is_uppercase) {
            (kept, 0.8)
        } else if known(&joined.to_lowercase()) {
            (joined, 0.95)
        } else if words.contains(&kept.to_lowercase()) {
            (kept, 0.95)
        } else if known(&head.to_lowercase()) && known(&tail.to_lowercase()) {
            (kept, 0.55)
        } else {
            (joined, 0.7)
        };
        let before = text[head_start..tail_end].to_owned();
        let span_before = head_start..tail_end;
        let rule = RepairRule::LineHyphen;
        offers.push(Repair { rule, span_before, before, after, confidence });
    }
    offers
}

/// Byte ranges of the runs of Arabic letters and marks.
fn arabic_tokens(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let in_token =
        |c: char| is_arabic_mark(c) || script_of(c) == Some(Script::Arabic) && c.is_alphabetic();
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|&(_, c)| in_token(c))?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|&(_, c)| in_token(c)) {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

/// A letter of a token: where it stands in the folded and the written token, and how it is written.
struct Letter {
    folded: usize,
    written: usize,
    c: char,
}

/// The best way to a place in a token.
#[derive(Clone, Copy)]
struct Way {
    cost: f32,
    from: usize,
}

fn parted(text: &str, span: Range<usize>, lexicon: &Lexicon) -> Option<Repair> {
    let token = &text[span.clone()];
    let folded = fold(token);
    let letters: Vec<Letter> = folded
        .text
        .char_indices()
        .map(|(at, _)| {
            let written = folded.map[at];
            let c = token[written..].chars().next().expect("a letter stands where it came from");
            Letter { folded: at, written, c }
        })
        .collect();
    let n = letters.len();
    if n < 5 || folded.text.contains(' ') {
        return None;
    }
    let token = Token { token, folded: &folded.text, letters: &letters, lexicon };
    let whole = token.whole_cost();
    // A word we know needs no blank, unless its spelling says otherwise.
    if whole.is_some_and(|cost| cost < UNKNOWN_COST + UNKNOWN_LETTER_COST) && !token.is_broken(0..n)
    {
        return None;
    }
    let (cost, starts) = token.best_parts()?;
    let [_, inner @ ..] = starts.as_slice() else {
        return None;
    };
    if inner.is_empty() {
        return None;
    }
    let whole = whole.unwrap_or_else(|| token.unknown_cost(0..n));
    let hard = if token.is_suspect() { SUSPECT_COST } else { 0.0 };
    let confidence = 1.0 - (-(whole + hard - cost).max(0.0) / MARGIN_SCALE).exp();
    if confidence < CONFIDENCE_TO_OFFER {
        return None;
    }
    let before = &text[span.clone()];
    let mut after = String::with_capacity(before.len() + inner.len());
    let mut at = 0;
    for &start in inner {
        after.push_str(&before[at..letters[start].written]);
        after.push(' ');
        at = letters[start].written;
    }
    after.push_str(&before[at..]);
    let before = before.to_owned();
    Some(Repair { rule: RepairRule::LostSpace, span_before: span, before, after, confidence })
}

struct Token<'a> {
    /// As it is written.
    token: &'a str,
    folded: &'a str,
    letters: &'a [Letter],
    lexicon: &'a Lexicon,
}

impl Token<'_> {
    fn piece(&self, range: Range<usize>) -> &str {
        let end = self.letters.get(range.end).map_or(self.folded.len(), |letter| letter.folded);
        &self.folded[self.letters[range.start].folded..end]
    }

    /// Bytes of the written token from the first letter of a piece to the next piece.
    fn written_bytes(&self, range: Range<usize>) -> usize {
        let start = self.letters[range.start].written;
        self.letters.get(range.end).map_or(0, |next| next.written - start)
    }

    fn whole_cost(&self) -> Option<f32> {
        self.lexicon.cost(self.folded, Spelling::default())
    }

    /// Whether the spelling of the whole token speaks for a blank in it.
    fn is_suspect(&self) -> bool {
        let n = self.letters.len();
        let hamza_last =
            n >= 5 && matches!(self.letters[n - 2].c, 'أ' | 'إ') && self.letters[n - 1].c == 'ن';
        hamza_last || self.is_broken(0..n)
    }

    /// Whether a piece holds a letter that only ends words before its end.
    fn is_broken(&self, range: Range<usize>) -> bool {
        let inner = range.start..range.end - 1;
        inner.into_iter().any(|at| self.ends_word(at))
    }

    /// Teh marbuta, the sign of an indefinite noun, and a dotless yeh that a letter other than
    /// hamza follows.
    fn ends_word(&self, at: usize) -> bool {
        let letter = &self.letters[at];
        // The signs of an indefinite noun stand on its last letter, or before its alef.
        let after = letter.written + letter.c.len_utf8();
        let signs = |text: &str| text.starts_with(['\u{064B}', '\u{064C}', '\u{064D}']);
        if self.token.get(after..).is_some_and(signs) {
            return self.letters.get(at + 1).is_none_or(|next| next.c != 'ا');
        }
        if letter.c == 'ا' && self.token[..letter.written].ends_with('\u{064B}') {
            return true;
        }
        match letter.c {
            'ة' => true,
            'ى' => self
                .letters
                .get(at + 1)
                .is_some_and(|next| next.written - self.letters[at].written == 2),
            _ => false,
        }
    }

    fn unknown_cost(&self, range: Range<usize>) -> f32 {
        let n_letters = range.len() as f32;
        let article = range.len() >= 5 && self.piece(range).starts_with("ال");
        let fixed = if article { ARTICLE_COST - 2.0 * UNKNOWN_LETTER_COST } else { UNKNOWN_COST };
        fixed + UNKNOWN_LETTER_COST * n_letters
    }

    /// Surprise of a blank before a letter.
    fn blank_cost(&self, at: usize) -> f32 {
        let mut cost = BLANK_COST;
        if self.ends_word(at - 1) {
            cost -= AFTER_TEH_MARBUTA;
        } else if self.token[..self.letters[at].written].ends_with('\u{064B}') {
            // The alef of an indefinite noun belongs to it.
            cost += INSIDE_ARTICLE;
        }
        match self.letters[at - 1].c {
            'إ' => cost += AFTER_LOW_HAMZA,
            'أ' => cost += AFTER_HAMZA,
            _ => {}
        }
        match self.letters[at].c {
            'إ' => cost -= BEFORE_LOW_HAMZA,
            'أ' | 'آ' => cost -= BEFORE_HAMZA,
            'ا' if self.letters.get(at + 1).is_some_and(|next| next.c == 'ل') => {
                cost -= BEFORE_ARTICLE
            }
            // A blank inside an article is no blank.
            'ل' if self.letters[at - 1].c == 'ا' => cost += INSIDE_ARTICLE,
            _ => {}
        }
        cost
    }

    /// Surprise of a piece inside a parted token; `None` when it cannot be a word.
    fn piece_cost(&self, range: Range<usize>) -> Option<f32> {
        let n = self.letters.len();
        if self.is_broken(range.clone()) {
            return None;
        }
        let piece = self.piece(range.clone());
        let is_last = range.end == n;
        let plain_alef = self.letters[range.start].c == 'ا';
        let dotted_yeh = self.letters[range.end - 1].c == 'ي';
        let spelling = Spelling { plain_alef, dotted_yeh };
        if range.len() == 2 {
            let written = [self.letters[range.start].c, self.letters[range.start + 1].c];
            let hamza = SHORT_HAMZA_WORDS.contains(&String::from_iter(written).as_str());
            let may =
                SHORT_WORDS.contains(&piece) && !(is_last && SHORT_FIRST_ONLY.contains(&piece));
            let rarer =
                if !is_last && SHORT_RARER.contains(&piece) { SHORT_RARER_COST } else { 0.0 };
            let cost = SHORT_COST + rarer + if is_last { SHORT_LAST_COST } else { 0.0 };
            let ends_in_hamza = self.written_bytes(range.clone()) > 4;
            return match may || hamza {
                true => Some(cost),
                false if ends_in_hamza => self.lexicon.cost(piece, spelling),
                false => None,
            };
        }
        if range.len() < 2 || is_last && NEVER_LAST.contains(&piece) {
            return None;
        }
        if plain_alef && NEEDS_HAMZA.contains(&piece) {
            return None;
        }
        let short = if range.len() == 3 { THREE_LETTERS_COST } else { 0.0 };
        let known = self.lexicon.cost(piece, spelling).map(|cost| match cost {
            cost if cost > PARTICLE_COST_MAX => cost + short,
            cost => cost,
        });
        known.or_else(|| (range.len() >= UNKNOWN_LETTERS_MIN).then(|| self.unknown_cost(range)))
    }

    /// The cheapest parts and where each begins. At least one of them is a word we know.
    fn best_parts(&self) -> Option<(f32, Vec<usize>)> {
        let n = self.letters.len();
        let mut ways: Vec<Option<Way>> = vec![None; n + 1];
        ways[0] = Some(Way { cost: 0.0, from: 0 });
        for start in 0..n {
            let Some(way) = ways[start] else {
                continue;
            };
            let blank = if start == 0 { 0.0 } else { self.blank_cost(start) };
            let last = n.min(start + PIECE_LETTERS_MAX);
            for (end, best) in ways.iter_mut().enumerate().take(last + 1).skip(start + 2) {
                if start == 0 && end == n {
                    continue;
                }
                let Some(piece) = self.piece_cost(start..end) else {
                    continue;
                };
                let cost = way.cost + blank + piece;
                if best.is_none_or(|best| cost < best.cost) {
                    *best = Some(Way { cost, from: start });
                }
            }
        }
        let cost = ways[n]?.cost;
        let mut starts = Vec::new();
        let mut at = n;
        while at > 0 {
            at = ways[at]?.from;
            starts.push(at);
        }
        starts.reverse();
        Some((cost, starts))
    }
}

#[cfg(test)]
#[path = "spaces/tests.rs"]
mod tests;
