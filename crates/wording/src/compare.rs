//! How two versions of a text differ: which paragraph became which, and word by word what changed
//! and of what kind the change is. A difference that glyphs hide (a joiner, a Persian yeh, another
//! script of digits) is a difference here and says so. It judges nothing and loses no letter: the
//! stretches of either side put together are that side.

use std::collections::BTreeMap;
use std::ops::Range;

use text::bidi::invisible_name;
use text::digits::{self, DigitPolicy};
use text::fold::fold_str;

use crate::align::{Budget, pairs};
use crate::limits::COMPARE_STEPS_MAX;
use crate::tokens::tokens;
use crate::visible::is_blank;

mod matching;

/// A paragraph of a version. With an identifier it is the same as the one that has it in the other
/// version, whatever it says; without, it is found by what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph<'a> {
    /// The identifier of the provision, if it has one.
    pub id: Option<&'a str>,
    /// What it says.
    pub text: &'a str,
}

/// A paragraph of the comparison, in the order of the new version; what was left out stands behind
/// what it stood behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its place in the old version; `None` if it is new.
    pub old: Option<usize>,
    /// Its place in the new version; `None` if it was left out.
    pub new: Option<usize>,
    /// Whether it is in both and stands elsewhere among the others.
    pub moved: bool,
    /// What it says in both, in order.
    pub stretches: Vec<Stretch>,
}

impl Row {
    /// Whether it says the same, letter for letter, in both versions.
    pub fn is_same(&self) -> bool {
        let both = self.old.is_some() && self.new.is_some();
        both && self.stretches.iter().all(|stretch| stretch.kind.is_none())
    }
}

/// A stretch of a paragraph: byte ranges in its old and its new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// In the old text; empty where words were put in.
    pub old: Range<usize>,
    /// In the new text; empty where words were left out.
    pub new: Range<usize>,
    /// How they differ; `None` if they are the same bytes.
    pub kind: Option<Kind>,
}

/// What kind of difference it is, the slightest that explains it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Only invisible characters, or the number and kind of blanks.
    Invisible,
    /// Only the script of digits and their marks: 12 for ١٢, ٫ for a point.
    Digits,
    /// Only punctuation or capital letters.
    Punctuation,
    /// The words fold alike: yeh, kaf and heh forms, hamza, teh marbuta, tatweel, vowel signs,
    /// Latin diacritics. They may still be different words (على, علي).
    LetterForms,
    /// Other words.
    Words,
}

impl Kind {
    /// A stable name, for message files.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Invisible => "invisible",
            Kind::Digits => "digits",
            Kind::Punctuation => "punctuation",
            Kind::LetterForms => "letter-forms",
            Kind::Words => "words",
        }
    }
}

/// Compares two versions paragraph by paragraph. Its cost grows with their length and with what
/// differs, up to [`COMPARE_STEPS_MAX`]; what is not compared by then differs as a whole.
///
/// # Examples
/// ```
/// use wording::{Kind, Paragraph, versions};
/// let old = [Paragraph { id: Some("p1"), text: "They shall meet." }];
/// let new = [
///     Paragraph { id: None, text: "Preamble" },
///     Paragraph { id: Some("p1"), text: "They should meet." },
/// ];
/// let rows = versions(&old, &new);
/// assert_eq!((rows[0].old, rows[0].new), (None, Some(0)));
/// assert_eq!((rows[1].old, rows[1].new, rows[1].moved), (Some(0), Some(1), false));
/// let changed = &rows[1].stretches[1];
/// assert_eq!((&old[0].text[changed.old.clone()], changed.kind), ("shall", Some(Kind::Words)));
/// ```
pub fn versions(old: &[Paragraph<'_>], new: &[Paragraph<'_>]) -> Vec<Row> {
    let matched = matching::of(old, new);
    let moved = matching::moved(&matched);
    let mut budget = Budget(COMPARE_STEPS_MAX);
    let mut kept_in_new = BTreeMap::new();
    for (at, to) in matched.iter().enumerate() {
        if let Some(to) = to {
            kept_in_new.insert(*to, at);
        }
    }
    let gone = |at: usize| {
        let whole = Stretch { old: 0..old[at].text.len(), new: 0..0, kind: Some(Kind::Words) };
        Row { old: Some(at), new: None, moved: false, stretches: full(whole) }
    };
    let left_out_behind = |rows: &mut Vec<Row>, from: usize| {
        rows.extend((from..old.len()).take_while(|&at| matched[at].is_none()).map(gone));
    };
    let mut rows = Vec::with_capacity(new.len());
    left_out_behind(&mut rows, 0);
    for (to, paragraph) in new.iter().enumerate() {
        let Some(&at) = kept_in_new.get(&to) else {
            let whole =
                Stretch { old: 0..0, new: 0..paragraph.text.len(), kind: Some(Kind::Words) };
            rows.push(Row { old: None, new: Some(to), moved: false, stretches: full(whole) });
            continue;
        };
        let stretches = stretches(old[at].text, paragraph.text, &mut budget);
        rows.push(Row { old: Some(at), new: Some(to), moved: moved[at], stretches });
        left_out_behind(&mut rows, at + 1);
    }
    rows
}

/// Compares two texts of one paragraph.
///
/// # Examples
/// ```
/// use wording::{Kind, compare::texts};
/// let kinds = |old, new| texts(old, new).iter().filter_map(|one| one.kind).collect::<Vec<_>>();
/// assert_eq!(kinds("الكويت", "الكو\u{06CC}ت"), [Kind::LetterForms]);
/// assert_eq!(kinds("المادة 12", "المادة ١٢"), [Kind::Digits]);
/// assert_eq!(kinds("9-24", "9-\u{200F}24"), [Kind::Invisible]);
/// ```
pub fn texts(old: &str, new: &str) -> Vec<Stretch> {
    stretches(old, new, &mut Budget(COMPARE_STEPS_MAX))
}

fn full(stretch: Stretch) -> Vec<Stretch> {
    match stretch.old.is_empty() && stretch.new.is_empty() {
        true => Vec::new(),
        false => vec![stretch],
    }
}

fn stretches(old: &str, new: &str, budget: &mut Budget) -> Vec<Stretch> {
    if old == new {
        return full(Stretch { old: 0..old.len(), new: 0..new.len(), kind: None });
    }
    let (tokens_old, tokens_new) = (tokens(old), tokens(new));
    let mut found: Vec<Stretch> = Vec::new();
    let mut done = (0, 0);
    let mut bytes = (0, 0);
    let ends = (tokens_old.len(), tokens_new.len());
    let pairs = pairs(&tokens_old, &tokens_new, budget);
    for (at, to) in pairs.into_iter().chain([ends]) {
        let length = |tokens: &[&str]| tokens.iter().map(|token| token.len()).sum::<usize>();
        let until =
            (bytes.0 + length(&tokens_old[done.0..at]), bytes.1 + length(&tokens_new[done.1..to]));
        push(&mut found, bytes.0..until.0, bytes.1..until.1, false);
        let same = tokens_old.get(at).map_or(0, |token| token.len());
        push(&mut found, until.0..until.0 + same, until.1..until.1 + same, true);
        bytes = (until.0 + same, until.1 + same);
        done = (at + 1, to + 1);
    }
    let mut joined = across_blanks(found, old);
    for stretch in joined.iter_mut().filter(|stretch| stretch.kind.is_some()) {
        stretch.kind = Some(kind_of(&old[stretch.old.clone()], &new[stretch.new.clone()]));
    }
    joined
}

/// Until the kinds are known every difference is one of words.
fn push(found: &mut Vec<Stretch>, old: Range<usize>, new: Range<usize>, same: bool) {
    if old.is_empty() && new.is_empty() {
        return;
    }
    match found.last_mut() {
        Some(last) if last.kind.is_none() == same => {
            last.old.end = old.end;
            last.new.end = new.end;
        }
        _ => found.push(Stretch { old, new, kind: (!same).then_some(Kind::Words) }),
    }
}

/// Two differences with only blanks between them read as one.
fn across_blanks(found: Vec<Stretch>, old: &str) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::with_capacity(found.len());
    let mut found = found.into_iter().peekable();
    while let Some(stretch) = found.next() {
        let blank = stretch.kind.is_none() && old[stretch.old.clone()].trim().is_empty();
        let between = blank && found.peek().is_some() && !joined.is_empty();
        let differs = stretch.kind.is_some();
        match joined.last_mut() {
            Some(last) if last.kind.is_some() && (between || differs) => {
                last.old.end = stretch.old.end;
                last.new.end = stretch.new.end;
            }
            _ => joined.push(stretch),
        }
    }
    joined
}

/// The slightest kind that explains the difference of two texts that are not the same.
pub fn kind_of(old: &str, new: &str) -> Kind {
    let alike = |key: fn(&str) -> String| key(old) == key(new);
    match () {
        () if alike(visible_only) => Kind::Invisible,
        () if alike(|text| latin_digits(&visible_only(text))) => Kind::Digits,
        () if alike(letters_only) => Kind::Punctuation,
        () if alike(fold_str) => Kind::LetterForms,
        () => Kind::Words,
    }
}

/// One U+0020 for every run of blanks and none at the ends; no invisible character.
fn visible_only(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if is_blank(c) || c == '\n' => {
                if !seen.is_empty() && !seen.ends_with(' ') {
                    seen.push(' ');
                }
            }
            _ if invisible_name(c).is_some() => {}
            _ => seen.push(c),
        }
    }
    seen.truncate(seen.trim_end().len());
    seen
}

fn latin_digits(text: &str) -> String {
    let mark = |c: char| match c {
        '٫' => '.',
        '٬' => ',',
        '٪' => '%',
        c => c,
    };
    digits::convert(text, DigitPolicy::Western).chars().map(mark).collect()
}

/// Letters, digits and vowel signs in small letters; digits keep their script.
fn letters_only(text: &str) -> String {
    let mark = |c: char| !c.is_ascii_punctuation() && !is_mark_of_writing(c);
    let words: String = text.chars().map(|c| if mark(c) { c } else { ' ' }).collect();
    visible_only(&words).to_lowercase()
}

/// Punctuation beyond ASCII: general, Arabic, guillemets.
fn is_mark_of_writing(c: char) -> bool {
    matches!(c,
        '«' | '»' | '،' | '؛' | '؟' | '۔' | '·' | '؍' | '٭' | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205E}' | '\u{2E00}'..='\u{2E7F}')
}
