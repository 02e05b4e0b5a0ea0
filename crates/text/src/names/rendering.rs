//! Latin spellings to offer for an Arabic name, in the manner of a country's passports.
//! A list of usual spellings comes first, rules after it: short vowels are not written in Arabic,
//! so a spelling is a proposal and the bearer's own always goes before it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{NameWord, words_of};
use crate::fold::fold_str;

/// Manners of spelling, by the columns of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Gulf,
    Egypt,
    French,
}

/// How the article stands before its part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Article {
    /// `Al-Subaih`
    AlHyphen,
    /// `Al Subaih`
    AlBlank,
    /// `El-Sobeih`
    ElHyphen,
    /// `El Sobeih`
    ElBlank,
    /// `Essabih`, and `El Hadj` before a moon letter.
    Glued,
}

/// How a country spells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    manner: Manner,
    article: Article,
    /// Long vowels doubled: `Sabeeh`, `Mansoori`.
    doubles: bool,
}

/// Three Latin spellings of an Arabic name, the most usual in the country first (ISO 3166 alpha-2;
/// any other code gives the manner of the Gulf). Parts in Latin letters stay. An empty name gives
/// empty spellings.
///
/// # Examples
/// ```
/// use text::names::renderings;
/// assert_eq!(renderings("ناصر الصبيح", "KW")[0], "Nasser Al-Subaih");
/// assert_eq!(renderings("ناصر الصبيح", "EG")[0], "Nasser El-Sobeih");
/// assert_eq!(renderings("ناصر الصبيح", "DZ")[0], "Nacer Essabih");
/// assert_eq!(renderings("ناصر الصبيح", "AE")[0], "Nasser Al Sabeeh");
/// ```
pub fn renderings(arabic: &str, country: &str) -> [String; 3] {
    let words = words_of(arabic);
    let style = style_of(country);
    let mut found: Vec<String> = Vec::new();
    let offers = [
        (style, false),
        (style, true),
        (Style { article: other_article(style.article), ..style }, false),
        (Style { manner: Manner::Gulf, article: Article::AlHyphen, doubles: false }, false),
        (Style { doubles: !style.doubles, ..style }, false),
        (Style { manner: Manner::Gulf, article: Article::AlHyphen, doubles: true }, true),
        (Style { manner: Manner::Egypt, article: Article::ElHyphen, doubles: false }, false),
        (Style { manner: Manner::French, article: Article::ElBlank, doubles: false }, false),
    ];
    for (style, second) in offers {
        let spelling = spelt(&words, style, second);
        if !found.contains(&spelling) {
            found.push(spelling);
        }
    }
    // A name that all of them write alike still leaves the vowels open.
    let first = found[0].clone();
    let without_h = first.strip_suffix('h').map(str::to_owned);
    let last_vowel = |vowel: char, other: &str| {
        let at = first.rfind(vowel)?;
        Some(format!("{}{other}{}", &first[..at], &first[at + 1..]))
    };
    let more = [
        without_h,
        last_vowel('i', "e"),
        last_vowel('u', "o"),
        last_vowel('a', "e"),
        last_vowel('e', "i"),
        last_vowel('o', "u"),
        last_vowel('a', "aa"),
    ];
    for spelling in more.into_iter().flatten() {
        if !found.contains(&spelling) {
            found.push(spelling);
        }
    }
    let mut found = found.into_iter();
    found.next();
    let mut next = || found.next().unwrap_or_else(|| first.clone());
    let (second, third) = (next(), next());
    [first, second, third]
}

fn style_of(country: &str) -> Style {
    let (manner, article, doubles) = match country {
        "AE" | "OM" => (Manner::Gulf, Article::AlBlank, true),
        "BH" => (Manner::Gulf, Article::AlHyphen, true),
        "EG" | "SD" => (Manner::Egypt, Article::ElHyphen, false),
        "LY" => (Manner::Egypt, Article::ElBlank, false),
        "DZ" => (Manner::French, Article::Glued, false),
        "MA" | "TN" | "MR" | "LB" | "DJ" | "KM" | "TD" => (Manner::French, Article::ElBlank, false),
        _ => (Manner::Gulf, Article::AlHyphen, false),
    };
    Style { manner, article, doubles }
}

fn other_article(article: Article) -> Article {
    match article {
        Article::AlHyphen => Article::AlBlank,
        Article::AlBlank => Article::AlHyphen,
        Article::ElHyphen => Article::ElBlank,
        Article::ElBlank | Article::Glued => Article::ElHyphen,
    }
}

/// Spellings of a part: a column holds the first and perhaps a second.
struct Usual {
    columns: [Option<(String, Option<String>)>; 3],
}

/// The list, by folded part. A part may occur twice: as a given name and as a family.
fn usual() -> &'static BTreeMap<String, Vec<Usual>> {
    static USUAL: OnceLock<BTreeMap<String, Vec<Usual>>> = OnceLock::new();
    USUAL.get_or_init(|| {
        let mut map: BTreeMap<String, Vec<Usual>> = BTreeMap::new();
        for line in usual_lines() {
            let mut cells = line.split(' ');
            let Some(arabic) = cells.next() else {
                continue;
            };
            let mut column = || {
                let cell = cells.next().filter(|&cell| cell != "-")?;
                Some(match cell.split_once('/') {
                    Some((first, second)) => (first.to_owned(), Some(second.to_owned())),
                    None => (cell.to_owned(), None),
                })
            };
            let columns = [column(), column(), column()];
            map.entry(fold_str(arabic)).or_default().push(Usual { columns });
        }
        map
    })
}

fn usual_lines() -> impl Iterator<Item = &'static str> {
    include_str!("../../data/names.txt").lines().filter(|line| !line.starts_with('#'))
}

/// The Arabic parts of the list.
pub(crate) fn usual_parts() -> impl Iterator<Item = &'static str> {
    usual_lines().filter_map(|line| line.split(' ').next())
}

fn spelt(words: &[NameWord], style: Style, second: bool) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        let next = words.get(at).map(|next| next.folded.as_str());
        let french = style.manner == Manner::French;
        let part = match (word.folded.as_str(), next) {
            ("عبد", Some(servant)) => {
                at += 1;
                part_spelt(&format!("عبد{servant}"), false, &words[at - 1].letters, style, second)
            }
            ("بن" | "ابن", _) => if french { "Ben" } else { "bin" }.to_owned(),
            ("بنت", _) => if french { "Bent" } else { "bint" }.to_owned(),
            ("ابو", _) => if style.manner == Manner::Gulf { "Abu" } else { "Abou" }.to_owned(),
            ("ال", Some(_)) => "Al".to_owned(),
            ("الله", _) => match parts.pop() {
                Some(before) => format!("{before}allah"),
                None => "Allah".to_owned(),
            },
            ("الدين", _) if french => match parts.pop() {
                Some(before) => format!("{before}eddine"),
                None => "Eddine".to_owned(),
            },
            ("الدين", _) if style.manner == Manner::Egypt => "El-Din".to_owned(),
            ("الدين", _) => "Al-Din".to_owned(),
            _ => {
                let article = matches!(word.letters.as_slice(), ['ا', 'ل', _, _, ..]);
                let bare = if article { &word.folded["ال".len()..] } else { &word.folded };
                let letters = if article { &word.letters[2..] } else { &word.letters };
                part_spelt(bare, article, letters, style, second)
            }
        };
        parts.push(part);
    }
    parts.join(" ")
}

/// A part from the list, or else by rule.
fn part_spelt(folded: &str, article: bool, letters: &[char], style: Style, second: bool) -> String {
    let first_letter = letters.first().copied().unwrap_or(' ');
    if first_letter.is_ascii() {
        return capital(folded);
    }
    let listed = usual().get(folded).and_then(|all| if article { all.last() } else { all.first() });
    let bare = match listed {
        Some(usual) => listed_spelling(usual, style, second),
        None => match folded.strip_prefix("عبد").filter(|rest| rest.chars().count() >= 4) {
            Some(rest) => {
                let rest = rest.strip_prefix("ال").unwrap_or(rest);
                let letters: Vec<char> = rest.chars().collect();
                let open = if style.manner == Manner::Gulf { "Abdul" } else { "Abdel" };
                format!("{open}{}", by_rule(&letters, style, second))
            }
            None => capital(&by_rule(letters, style, second)),
        },
    };
    if !article {
        return bare;
    }
    match style.article {
        Article::AlHyphen => format!("Al-{bare}"),
        Article::AlBlank => format!("Al {bare}"),
        Article::ElHyphen => format!("El-{bare}"),
        Article::ElBlank => format!("El {bare}"),
        Article::Glued => match sun_letter(first_letter) {
            Some(sun) => format!("E{sun}{}", bare.to_lowercase()),
            None => format!("El {bare}"),
        },
    }
}

fn listed_spelling(usual: &Usual, style: Style, second: bool) -> String {
    let gulf = usual.columns[0].as_ref().expect("each line has a first column");
    let derived;
    let (first, other) = match (style.manner, &usual.columns[style.manner as usize]) {
        (_, Some(column)) => column,
        (Manner::Egypt, None) => {
            derived = (in_egypt(&gulf.0), None);
            &derived
        }
        (_, None) => {
            derived = (in_french(&gulf.0), None);
            &derived
        }
    };
    let doubled = |spelling: &str| spelling.contains("ee") || spelling.contains("oo");
    let other_first = style.doubles && !doubled(first) && other.as_deref().is_some_and(doubled);
    match other {
        Some(other) if second != other_first => other.clone(),
        _ => first.clone(),
    }
}

/// What the article becomes before a sun letter in a French spelling.
fn sun_letter(first: char) -> Option<&'static str> {
    Some(match first {
        'ت' | 'ط' | 'ث' => "t",
        'د' | 'ذ' | 'ض' | 'ظ' => "d",
        'ر' => "r",
        'ز' => "z",
        'س' | 'ص' => "s",
        'ش' => "ch",
        'ن' => "n",
        _ => return None,
    })
}

/// A spelling of the Gulf in the manner of Egypt.
fn in_egypt(gulf: &str) -> String {
    let plain = gulf.replace('j', "g").replace('J', "G").replace('q', "k").replace('Q', "K");
    match plain.strip_suffix('i') {
        Some(stem) if stem.chars().count() >= 3 => format!("{stem}y"),
        _ => plain,
    }
}

/// A spelling of the Gulf in the French manner.
fn in_french(gulf: &str) -> String {
    let plain = gulf
        .replace("sh", "ch")
        .replace("Sh", "Ch")
        .replace("oo", "ou")
        .replace("ee", "i")
        .replace('q', "k")
        .replace('Q', "K")
        .replace("aw", "aou");
    let mut out = String::with_capacity(plain.len() + 4);
    let mut before = ' ';
    for c in plain.chars() {
        match c {
            'u' if before != 'o' => out.push_str("ou"),
            _ => out.push(c),
        }
        before = c;
    }
    out
}

/// A spelling of an unlisted part: consonants by table, long vowels as written, short ones where a
/// syllable needs one.
fn by_rule(letters: &[char], style: Style, second: bool) -> String {
    let mut out = String::new();
    // Consonants since the last vowel, and whether that vowel was a written alef.
    let (mut n_consonants, mut after_alef) = (0usize, false);
    for (at, &c) in letters.iter().enumerate() {
        let is_last = at + 1 == letters.len();
        let before_vowel = letters.get(at + 1).is_some_and(|next| "اويىةأإآ".contains(*next));
        let vowel = match c {
            'ا' | 'أ' | 'آ' | 'ع' | 'ى' | 'ة' => Some("a"),
            'إ' => Some("i"),
            'ه' if is_last && at > 1 => Some("a"),
            'و' if at > 0 && n_consonants > 0 && !before_vowel => Some(match style.manner {
                Manner::Gulf if style.doubles || second => "oo",
                Manner::Gulf if is_last => "u",
                _ => "ou",
            }),
            'ي' if at > 0 && n_consonants > 0 && !before_vowel => Some(match style.manner {
                Manner::Egypt if is_last => "y",
                Manner::Gulf if !is_last && (style.doubles != second) => "ee",
                _ => "i",
            }),
            _ => None,
        };
        if let Some(vowel) = vowel {
            if !(vowel == "a" && out.ends_with("aa")) {
                out.push_str(vowel);
            }
            (n_consonants, after_alef) = (0, c == 'ا');
            continue;
        }
        let opens = out.is_empty();
        let needs_vowel = match n_consonants {
            0 => false,
            1 => out.chars().all(|c| !"aeiou".contains(c)) || is_last,
            _ => true,
        };
        if !opens && needs_vowel {
            out.push_str(match (after_alef, style.manner) {
                (true, Manner::Egypt) => "e",
                (true, _) => "i",
                (false, _) => "a",
            });
            n_consonants = 0;
        }
        let consonant = consonant(c, style.manner);
        // Between vowels a French s is doubled, or it would be voiced.
        let doubled = style.manner == Manner::French
            && consonant == "s"
            && out.ends_with(['a', 'e', 'i', 'o', 'u'])
            && before_vowel;
        out.push_str(if doubled { "ss" } else { consonant });
        n_consonants += 1;
        after_alef &= n_consonants == 1;
    }
    out
}

fn consonant(c: char, manner: Manner) -> &'static str {
    let french = manner == Manner::French;
    let egypt = manner == Manner::Egypt;
    match c {
        'ب' | 'پ' => "b",
        'ت' | 'ط' => "t",
        'ث' => "th",
        'ج' if egypt => "g",
        'ج' if french => "dj",
        'ج' => "j",
        'ح' | 'ه' => "h",
        'خ' => "kh",
        'د' => "d",
        'ذ' | 'ظ' if egypt => "z",
        'ض' if egypt => "d",
        'ذ' | 'ض' | 'ظ' => "dh",
        'ر' => "r",
        'ز' | 'ژ' => "z",
        'س' | 'ص' => "s",
        'ش' | 'چ' if french => "ch",
        'ش' | 'چ' => "sh",
        'غ' => "gh",
        'گ' => "g",
        'ف' => "f",
        'ڤ' => "v",
        'ق' if manner == Manner::Gulf => "q",
        'ق' | 'ك' => "k",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        'و' if french => "ou",
        'و' => "w",
        'ي' => "y",
        _ => "",
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
