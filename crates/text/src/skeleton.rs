//! Consonant keys that an Arabic name and its Latin spellings share, for finding only.
//! Vowels, waw, yeh, hamza and ayn vanish, each remaining letter becomes one of fifteen consonants,
//! and letters that romanisers treat in two ways give two keys. Keys that are equal suggest the
//! same name; they never prove it, so nothing may be merged on them.

use crate::fold::{Script, fold_str, script_of};

/// The consonants of a key; their place (from 1) is their four bits. `x` is khah, `c` sheen.
const CONSONANTS: &str = "btdszjhxcrkflmn";
/// Consonants that fit into a key.
const CONSONANTS_MAX: u32 = u64::BITS / 4;
/// Spellings followed for one word; further alternatives keep their first choice.
const SPELLINGS_MAX: usize = 4;

/// What a letter may stand for: consonants of [`CONSONANTS`], `-` for silence.
type Alternatives = &'static str;

/// The keys of one word of a source text, sorted, without doubles; none for digits, for other
/// scripts and for words without consonants. How much an equal key proves grows with its length
/// (see [`n_consonants`]).
///
/// The word is taken as written, not folded: teh marbuta is silent where heh is not, and an article
/// is known by its plain alef.
///
/// # Examples
/// ```
/// use text::skeleton::keys;
/// let shared = |a: &str, b: &str| keys(a).iter().any(|key| keys(b).contains(key));
/// assert!(shared("الصبيح", "Subaih"));
/// assert!(shared("فاطمة", "Fatimah"));
/// assert!(!shared("الصبيح", "Sabri"));
/// ```
pub fn keys(word: &str) -> Vec<u64> {
    let letters = plain_letters(word);
    let mut keys = match letters.first().copied().and_then(script_of) {
        Some(Script::Arabic) => spellings(&arabic(&letters)),
        Some(Script::Latin) => spellings(&latin(&letters)),
        _ => return Vec::new(),
    };
    // The article of a romanised name may be glued to it.
    if let ['a' | 'e', 'l', name @ ..] = letters.as_slice()
        && name.len() >= 4
    {
        keys.extend(spellings(&latin(name)));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether a folded word is the "servant" that opens names such as Abd al-Rahman, which are written
/// as one word or as two or three.
pub fn opens_compound_name(folded: &str) -> bool {
    matches!(folded, "عبد" | "abd" | "abdul" | "abdel" | "abdal" | "abdoul" | "abdool")
}

/// How many consonants a key holds.
pub fn n_consonants(key: u64) -> u32 {
    (u64::BITS - key.leading_zeros()).div_ceil(4)
}

/// The letters of a word, folded one by one but for teh marbuta and marked alefs, without its
/// article. The article goes before alefs fold, so that a root that begins with hamza keeps its
/// lam.
fn plain_letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = Vec::new();
    for c in word.chars() {
        match c {
            '\u{0622}' | '\u{0623}' | '\u{0625}' | '\u{0629}' => letters.push(c),
            _ => letters.extend(fold_str(c.encode_utf8(&mut [0; 4])).chars()),
        }
    }
    if letters.len() >= 5 && letters.starts_with(&['ا', 'ل']) {
        letters.drain(..2);
    }
    letters
}

fn arabic(letters: &[char]) -> Vec<Alternatives> {
    let alternatives = letters.iter().enumerate().map(|(idx, c)| match c {
        'ب' | 'پ' => "b",
        'ت' | 'ط' => "t",
        'ث' => "ts",
        'د' => "d",
        'ذ' | 'ض' | 'ظ' => "dz",
        'ز' | 'ژ' => "z",
        'س' | 'ص' => "s",
        'ش' | 'چ' => "c",
        'ج' | 'غ' | 'گ' => "j",
        // A final heh may be a teh marbuta without its dots.
        'ه' if idx + 1 == letters.len() => "h-",
        'ه' | 'ح' => "h",
        'خ' => "x",
        'ر' => "r",
        'ق' => "kj",
        'ك' => "k",
        'ف' | 'ڤ' => "f",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        _ => "-",
    });
    alternatives.collect()
}

fn latin(letters: &[char]) -> Vec<Alternatives> {
    let mut alternatives = Vec::with_capacity(letters.len());
    let mut idx = 0;
    while let Some(&c) = letters.get(idx) {
        let next = letters.get(idx + 1).copied();
        let digraph = match (c, next) {
            ('s' | 'c', Some('h')) => Some("c"),
            ('k', Some('h')) => Some("x"),
            ('g', Some('h')) | ('d', Some('j')) => Some("j"),
            ('t', Some('h')) => Some("td"),
            ('d', Some('h')) => Some("dz"),
            ('p', Some('h')) => Some("f"),
            _ => None,
        };
        idx += if digraph.is_some() { 2 } else { 1 };
        alternatives.push(digraph.unwrap_or(match (c, next) {
            ('c', Some('e' | 'i' | 'y')) => "s",
            ('h', None) => "h-",
            _ => latin_letter(c),
        }));
        if c == 'x' {
            alternatives.push("s");
        }
    }
    alternatives
}

fn latin_letter(c: char) -> Alternatives {
    match c {
        'b' | 'p' => "b",
        't' => "t",
        'd' => "d",
        's' => "s",
        'z' => "z",
        'j' | 'g' => "j",
        'h' => "h",
        'r' => "r",
        'k' | 'q' | 'c' | 'x' => "k",
        'f' | 'v' => "f",
        'l' => "l",
        'm' => "m",
        'n' => "n",
        _ => "-",
    }
}

/// Every way through the alternatives, packed; consonants that follow one another twice count once.
fn spellings(letters: &[Alternatives]) -> Vec<u64> {
    let mut keys: Vec<u64> = vec![0];
    for alternatives in letters {
        let room = alternatives.len() * keys.len() <= SPELLINGS_MAX;
        let followed = if room { alternatives } else { &alternatives[..1] };
        keys = followed.chars().flat_map(|c| keys.iter().map(move |&key| append(key, c))).collect();
    }
    keys.retain(|&key| key != 0);
    keys
}

fn append(key: u64, consonant: char) -> u64 {
    let Some(place) = CONSONANTS.bytes().position(|byte| byte == consonant as u8) else {
        return key;
    };
    let bits = place as u64 + 1;
    if key & 0xF == bits || n_consonants(key) == CONSONANTS_MAX {
        return key;
    }
    key << 4 | bits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(a: &str, b: &str) -> bool {
        keys(a).iter().any(|key| keys(b).contains(key))
    }

    #[test]
    fn a_name_and_its_romanisations_share_a_key() {
        for (arabic, romanised) in [
            ("الصبيح", "Subaih Al-Subaih AlSubaih Sobeih Elsobeih Subaiḥ"),
            ("خالد", "Khaled Khalid"),
            ("عبدالله", "Abdullah Abdallah Abdulla"),
            ("محمد", "Mohammed Muhammad Mohamed Mohamad"),
            ("القذافي", "Gaddafi Qaddafi Kadhafi"),
            ("ناظم", "Nazem Nadhim"),
            ("عثمان", "Othman Osman Uthman"),
            ("فاطمه", "Fatima Fatimah"),
            ("شوينكر", "Schenker"),
        ] {
            for spelling in romanised.split(' ') {
                let last = spelling.rsplit('-').next().expect("split gives one part");
                let expected = spelling != "Schenker";
                assert_eq!(shared(arabic, last), expected, "{arabic} {spelling}");
            }
        }
    }

    #[test]
    fn an_article_is_not_a_root() {
        assert!(!shared("إلينا", "Ina"), "a word that begins with hamza has no article");
        assert!(shared("إلينا", "Elena"));
        assert!(keys("آية").is_empty() && keys("2020").is_empty() && keys("").is_empty());
    }

    #[test]
    fn long_words_keep_to_the_limits() {
        let long = "dhbthd".repeat(1_000);
        let keys = keys(&long);
        assert!(!keys.is_empty() && keys.len() <= 2 * SPELLINGS_MAX);
        assert!(keys.iter().all(|&key| n_consonants(key) == CONSONANTS_MAX));
    }
}
