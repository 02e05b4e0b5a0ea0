//! The sounds of a name in either script, and how far apart two runs of sounds are.
//! An Arabic letter is one sound; a Latin letter or digraph stands for several Arabic letters, some
//! more likely than others, whatever country the spelling comes from. Vowels are weak evidence:
//! Arabic writes only the long ones, and romanisers disagree on all of them.

use std::sync::OnceLock;

use crate::fold::{Script, script_of};

/// Sounds, by their place in [`SOUNDS`].
pub(super) type Sound = u8;

/// A kind of sound with what it costs to leave it out.
struct Kind {
    /// The letter or digraph; Arabic letters first.
    written: &'static str,
    /// Arabic letters it may stand for and how unlikely that is, 0 to 1.
    letters: &'static [(char, f32)],
    /// What its absence in the other name costs.
    absence: f32,
}

const fn arabic(written: &'static str, letters: &'static [(char, f32)], absence: f32) -> Kind {
    Kind { written, letters, absence }
}

const fn latin(written: &'static str, letters: &'static [(char, f32)], absence: f32) -> Kind {
    Kind { written, letters, absence }
}

/// All sounds. Those of an Arabic letter name the letters that are mistaken for it.
const SOUNDS: [Kind; 79] = [
    arabic("ا", &[('ا', 0.0)], 0.15),
    arabic("ب", &[('ب', 0.0)], 1.0),
    arabic("ت", &[('ت', 0.0), ('ط', 0.4)], 1.0),
    arabic("ث", &[('ث', 0.0), ('س', 0.5), ('ت', 0.5)], 1.0),
    arabic("ج", &[('ج', 0.0), ('غ', 0.5)], 1.0),
    arabic("ح", &[('ح', 0.0), ('ه', 0.4), ('خ', 0.5)], 0.8),
    arabic("خ", &[('خ', 0.0), ('ح', 0.5)], 1.0),
    arabic("د", &[('د', 0.0), ('ض', 0.4), ('ذ', 0.4)], 1.0),
    arabic("ذ", &[('ذ', 0.0), ('د', 0.4), ('ز', 0.4), ('ظ', 0.4)], 1.0),
    arabic("ر", &[('ر', 0.0)], 1.0),
    arabic("ز", &[('ز', 0.0), ('ذ', 0.4), ('ظ', 0.5)], 1.0),
    arabic("س", &[('س', 0.0), ('ص', 0.3), ('ث', 0.5)], 1.0),
    arabic("ش", &[('ش', 0.0)], 1.0),
    arabic("ص", &[('ص', 0.0), ('س', 0.3)], 1.0),
    arabic("ض", &[('ض', 0.0), ('ظ', 0.3), ('د', 0.4)], 1.0),
    arabic("ط", &[('ط', 0.0), ('ت', 0.4)], 1.0),
    arabic("ظ", &[('ظ', 0.0), ('ض', 0.3), ('ذ', 0.4), ('ز', 0.5)], 1.0),
    arabic("ع", &[('ع', 0.0), ('ا', 0.4)], 0.2),
    arabic("غ", &[('غ', 0.0), ('ج', 0.5)], 1.0),
    arabic("ف", &[('ف', 0.0)], 1.0),
    arabic("ق", &[('ق', 0.0), ('ك', 0.4), ('ج', 0.6), ('غ', 0.6)], 1.0),
    arabic("ك", &[('ك', 0.0), ('ق', 0.4), ('ج', 0.7)], 1.0),
    arabic("ل", &[('ل', 0.0)], 1.0),
    arabic("م", &[('م', 0.0)], 1.0),
    arabic("ن", &[('ن', 0.0)], 1.0),
    arabic("ه", &[('ه', 0.0), ('ح', 0.4)], 0.7),
    arabic("و", &[('و', 0.0)], 0.5),
    arabic("ي", &[('ي', 0.0), ('ا', 0.4)], 0.4),
    // Marked places: an article between joined parts, a final heh that may be a teh marbuta, a
    // final yeh that may be dotless.
    arabic("-", &[('ل', 0.0)], 0.08),
    arabic("ة", &[('ه', 0.1), ('ا', 0.05), ('ة', 0.0), ('ت', 0.3)], 0.12),
    arabic("ى", &[('ي', 0.0), ('ا', 0.2), ('ة', 0.4)], 0.3),
    latin("a", &[('ا', 0.0), ('ع', 0.1), ('ة', 0.0), ('ى', 0.2)], 0.22),
    latin("e", &[('ا', 0.12), ('ي', 0.15), ('ع', 0.2), ('ة', 0.05)], 0.18),
    latin("i", &[('ي', 0.0), ('ا', 0.3), ('ع', 0.25), ('ة', 0.3)], 0.2),
    latin("o", &[('و', 0.05), ('ا', 0.3), ('ع', 0.15), ('ة', 0.5)], 0.2),
    latin("u", &[('و', 0.0), ('ا', 0.35), ('ع', 0.2)], 0.2),
    latin("y", &[('ي', 0.0)], 0.35),
    latin("w", &[('و', 0.0)], 0.45),
    latin("b", &[('ب', 0.0)], 1.0),
    latin("p", &[('ب', 0.05), ('ف', 0.5)], 1.0),
    latin("t", &[('ت', 0.0), ('ط', 0.0), ('ث', 0.2), ('د', 0.5), ('ة', 0.3)], 1.0),
    latin("th", &[('ث', 0.0), ('ذ', 0.15), ('ظ', 0.3), ('ض', 0.3), ('ت', 0.2), ('ط', 0.3)], 1.0),
    latin("j", &[('ج', 0.0), ('خ', 0.6), ('ي', 0.5), ('ش', 0.5)], 1.0),
    latin("g", &[('ج', 0.05), ('غ', 0.1), ('ق', 0.15), ('ك', 0.3)], 1.0),
    latin("gh", &[('غ', 0.0), ('ج', 0.3), ('ق', 0.2)], 1.0),
    latin("gu", &[('ق', 0.1), ('ج', 0.1), ('غ', 0.2), ('ك', 0.2)], 1.0),
    latin("dj", &[('ج', 0.0), ('د', 0.6)], 1.0),
    latin("h", &[('ه', 0.0), ('ح', 0.0), ('خ', 0.3), ('ة', 0.1)], 0.6),
    latin("kh", &[('خ', 0.0), ('ح', 0.4), ('ك', 0.3), ('ق', 0.4), ('غ', 0.5)], 1.0),
    latin("d", &[('د', 0.0), ('ض', 0.0), ('ذ', 0.15), ('ظ', 0.3), ('ط', 0.6)], 1.0),
    latin("dh", &[('ذ', 0.0), ('ظ', 0.05), ('ض', 0.05), ('د', 0.3), ('ز', 0.4)], 1.0),
    latin("r", &[('ر', 0.0)], 1.0),
    latin("rh", &[('ر', 0.2), ('غ', 0.1)], 1.0),
    latin("z", &[('ز', 0.0), ('ذ', 0.1), ('ظ', 0.05), ('ض', 0.25), ('س', 0.4), ('ج', 0.5)], 1.0),
    latin("s", &[('س', 0.0), ('ص', 0.0), ('ث', 0.2), ('ز', 0.35), ('ش', 0.4)], 1.0),
    latin("sh", &[('ش', 0.0), ('س', 0.4)], 1.0),
    latin("ch", &[('ش', 0.05), ('خ', 0.4), ('ك', 0.3), ('ج', 0.5), ('ق', 0.5)], 1.0),
    latin("tch", &[('ش', 0.15), ('ج', 0.4)], 1.0),
    latin("ts", &[('ت', 0.3), ('س', 0.3), ('ز', 0.4)], 1.0),
    latin("f", &[('ف', 0.0)], 1.0),
    latin("v", &[('ف', 0.05), ('و', 0.35), ('ب', 0.4)], 1.0),
    latin("q", &[('ق', 0.0), ('ك', 0.15), ('غ', 0.4)], 1.0),
    latin("k", &[('ك', 0.0), ('ق', 0.1), ('خ', 0.4)], 1.0),
    latin("c", &[('ك', 0.05), ('ق', 0.15), ('س', 0.3)], 1.0),
    latin("l", &[('ل', 0.0)], 1.0),
    latin("m", &[('م', 0.0)], 1.0),
    latin("n", &[('ن', 0.0)], 1.0),
    // The same at the end of a Latin word, where they are often not heard.
    latin("h$", &[('ه', 0.0), ('ح', 0.0), ('ة', 0.0), ('خ', 0.4)], 0.15),
    latin("e$", &[('ا', 0.1), ('ة', 0.0), ('ي', 0.2), ('ى', 0.2), ('ع', 0.2)], 0.1),
    latin("i$", &[('ي', 0.0), ('ى', 0.0), ('ا', 0.4)], 0.3),
    latin("a$", &[('ا', 0.0), ('ة', 0.0), ('ى', 0.1), ('ع', 0.1), ('ه', 0.2)], 0.25),
    latin("t$", &[('ت', 0.0), ('ط', 0.0), ('ث', 0.2), ('ة', 0.15), ('د', 0.5)], 1.0),
    // Persian and other letters.
    arabic("پ", &[('ب', 0.0)], 1.0),
    arabic("چ", &[('ش', 0.1), ('ج', 0.2)], 1.0),
    arabic("گ", &[('ج', 0.1), ('غ', 0.1), ('ق', 0.1), ('ك', 0.1)], 1.0),
    arabic("ڤ", &[('ف', 0.0), ('ب', 0.4), ('و', 0.4)], 1.0),
    arabic("ژ", &[('ج', 0.1), ('ز', 0.2)], 1.0),
    latin("x", &[('ك', 0.2), ('س', 0.4), ('خ', 0.3)], 1.0),
    latin("?", &[], 1.0),
];

/// Absence below which a sound is a vowel or as faint as one.
const WEAK: f32 = 0.6;
/// What is left of the absence of a Latin vowel in an Arabic name.
const ACROSS_SCRIPTS: f32 = 0.4;
const N_SOUNDS: usize = SOUNDS.len();

/// Marks the article that opened the second of two joined parts.
pub(super) fn article() -> Sound {
    sound("-")
}

fn sound(written: &str) -> Sound {
    let found = SOUNDS.iter().position(|kind| kind.written == written);
    found.unwrap_or(N_SOUNDS - 1) as Sound
}

/// What the sounds of a word weigh in all.
pub(super) fn mass(sounds: &[Sound]) -> f32 {
    sounds.iter().map(|&one| SOUNDS[usize::from(one)].absence).sum()
}

/// The sounds of a word: lower case Latin letters without marks, or Arabic letters of which teh
/// marbuta and dotless yeh are still told apart.
pub(super) fn sounds_of(letters: &[char]) -> Vec<Sound> {
    match letters.first().copied().and_then(script_of) {
        Some(Script::Arabic) => arabic_sounds(letters),
        Some(Script::Latin) => latin_sounds(letters),
        _ => Vec::new(),
    }
}

fn arabic_sounds(letters: &[char]) -> Vec<Sound> {
    let mut sounds: Vec<Sound> = Vec::with_capacity(letters.len());
    for (at, &c) in letters.iter().enumerate() {
        let is_last = at + 1 == letters.len() && at > 0;
        let next = match c {
            'ه' | 'ة' if is_last => sound("ة"),
            'ى' | 'ي' if is_last => sound("ى"),
            'أ' | 'إ' | 'آ' => sound("ا"),
            _ => sound(c.encode_utf8(&mut [0; 4])),
        };
        if sounds.last() != Some(&next) {
            sounds.push(next);
        }
    }
    sounds
}

/// Digraphs, longest first, and the sounds they are.
const DIGRAPHS: [(&str, &[&str]); 24] = [
    ("tch", &["tch"]),
    ("sch", &["sh"]),
    ("dsch", &["j"]),
    ("ou", &["u"]),
    ("oo", &["u"]),
    ("ee", &["i"]),
    ("sh", &["sh"]),
    ("ch", &["ch"]),
    ("kh", &["kh"]),
    ("gh", &["gh"]),
    ("th", &["th"]),
    ("dh", &["dh"]),
    ("dj", &["dj"]),
    ("ph", &["f"]),
    ("rh", &["rh"]),
    ("ck", &["k"]),
    ("qu", &["q"]),
    ("ts", &["ts"]),
    ("tz", &["ts"]),
    ("gue", &["gu", "e"]),
    ("gui", &["gu", "i"]),
    ("ce", &["s", "e"]),
    ("ci", &["s", "i"]),
    ("x", &["k", "s"]),
];

fn latin_sounds(letters: &[char]) -> Vec<Sound> {
    let word: String = letters.iter().filter(|c| c.is_ascii_lowercase()).collect();
    let mut sounds: Vec<Sound> = Vec::with_capacity(word.len());
    let mut rest = word.as_str();
    while let Some(first) = rest.get(..1) {
        let digraph = DIGRAPHS.iter().find(|(written, _)| rest.starts_with(written));
        let (length, parts) = match digraph {
            Some((written, parts)) => (written.len(), *parts),
            None => (1, &[first][..]),
        };
        rest = &rest[length..];
        let is_last = rest.is_empty() && !sounds.is_empty();
        for (at, &part) in parts.iter().enumerate() {
            let ends = is_last && at + 1 == parts.len();
            let next = match part {
                "h" if ends => sound("h$"),
                "e" if ends => sound("e$"),
                "i" | "y" if ends => sound("i$"),
                "a" if ends => sound("a$"),
                "t" if ends => sound("t$"),
                _ => sound(part),
            };
            // A doubled letter is one sound.
            if sounds.last() != Some(&next) {
                sounds.push(next);
            }
        }
    }
    sounds
}

/// What it costs to take one sound for another, by pair.
fn exchange() -> &'static [[f32; N_SOUNDS]; N_SOUNDS] {
    static TABLE: OnceLock<Box<[[f32; N_SOUNDS]; N_SOUNDS]>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Box::new([[2.0f32; N_SOUNDS]; N_SOUNDS]);
        for (at, row) in table.iter_mut().enumerate() {
            for (other, cost) in row.iter_mut().enumerate() {
                *cost = exchanged(at, other);
            }
        }
        table
    })
}

fn exchanged(one: usize, other: usize) -> f32 {
    if one == other {
        return if SOUNDS[one].letters.is_empty() { 1.0 } else { 0.0 };
    }
    let shared = SOUNDS[one].letters.iter().flat_map(|&(letter, cost)| {
        let found = SOUNDS[other].letters.iter().filter(move |&&(same, _)| same == letter);
        found.map(move |&(_, other_cost)| cost + other_cost)
    });
    let through_a_letter = shared.fold(f32::INFINITY, f32::min);
    let (one, other) = (SOUNDS[one].absence, SOUNDS[other].absence);
    // Two vowels are never far apart; otherwise a sound is lost and another found.
    let apart = if one < WEAK && other < WEAK { 0.3 } else { (one + other).min(1.4) };
    through_a_letter.min(apart)
}

fn is_arabic(sounds: &[Sound]) -> bool {
    sounds.first().is_some_and(|&first| !SOUNDS[usize::from(first)].written.is_ascii())
}

/// How much it costs to turn one run of sounds into the other; 0 for the same.
pub(super) fn distance(a: &[Sound], b: &[Sound]) -> f32 {
    let table = exchange();
    let across = is_arabic(a) != is_arabic(b);
    let absence = |sound: Sound| match &SOUNDS[usize::from(sound)] {
        // Arabic leaves the short vowels out.
        kind if across && kind.absence < WEAK && kind.written.is_ascii() => {
            kind.absence * ACROSS_SCRIPTS
        }
        kind => kind.absence,
    };
    let mut row: Vec<f32> = Vec::with_capacity(b.len() + 1);
    row.push(0.0);
    for &sound in b {
        row.push(row[row.len() - 1] + absence(sound));
    }
    for &one in a {
        let mut diagonal = row[0];
        row[0] += absence(one);
        for (at, &other) in b.iter().enumerate() {
            let exchanged = diagonal + table[usize::from(one)][usize::from(other)];
            diagonal = row[at + 1];
            row[at + 1] = exchanged.min(row[at + 1] + absence(one)).min(row[at] + absence(other));
        }
    }
    row[b.len()]
}
