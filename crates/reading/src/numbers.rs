//! Numbers written as words: ordinals to 49 in both Arabic genders and in English, and the counts
//! that stand before days, weeks, months and years.

use crate::page::{Kind, Page};

const UNITS_MASCULINE: [&str; 10] =
    ["اول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"];
const UNITS_FEMININE: [&str; 10] =
    ["اولي", "ثانيه", "ثالثه", "رابعه", "خامسه", "سادسه", "سابعه", "ثامنه", "تاسعه", "عاشره"];
const TENS: [(&str, u32); 8] = [
    ("عشرون", 20),
    ("عشرين", 20),
    ("ثلاثون", 30),
    ("ثلاثين", 30),
    ("اربعون", 40),
    ("اربعين", 40),
    ("خمسون", 50),
    ("خمسين", 50),
];
const ENGLISH: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];
const ENGLISH_TENS: [(&str, &str, u32); 3] =
    [("twenty", "twentieth", 20), ("thirty", "thirtieth", 30), ("forty", "fortieth", 40)];

/// An ordinal at a token: its number and the token after it.
pub(crate) fn ordinal(page: &Page, at: usize) -> Option<(u32, usize)> {
    match page.kind(at) {
        Kind::Arabic => arabic_ordinal(page, at),
        Kind::Latin => english_ordinal(page, at),
        Kind::Number => {
            let number = page.number(at)?;
            let suffix = page.word(at + 1);
            let adjacent = page.tokens.get(at + 1).is_some_and(|token| !token.spaced);
            (adjacent && matches!(suffix, "st" | "nd" | "rd" | "th")).then_some((number, at + 2))
        }
        _ => None,
    }
}

/// A count at a token: its number and the token after it.
pub(crate) fn cardinal(page: &Page, at: usize) -> Option<(u32, usize)> {
    if let Some(number) = page.number(at) {
        return Some((number, at + 1));
    }
    let word = page.word(at);
    let word = word.strip_prefix("ال").unwrap_or(word);
    let number = match word {
        "واحد" | "واحده" | "one" | "a" | "an" => 1,
        "اثنين" | "اثنان" | "اثنتين" | "two" => 2,
        "ثلاث" | "ثلاثه" | "three" => 3,
        "اربع" | "اربعه" | "four" => 4,
        "خمس" | "خمسه" | "five" => 5,
        "ست" | "سته" | "six" => 6,
        "سبع" | "سبعه" | "seven" => 7,
        "ثماني" | "ثمانيه" | "ثمان" | "eight" => 8,
        "تسع" | "تسعه" | "nine" => 9,
        "عشر" | "عشره" | "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "fifteen" => 15,
        "عشرون" | "عشرين" | "twenty" => 20,
        "ثلاثون" | "ثلاثين" | "thirty" => 30,
        "forty" => 40,
        "خمسين" | "fifty" => 50,
        "ستون" | "ستين" | "sixty" => 60,
        "تسعون" | "تسعين" | "ninety" => 90,
        _ => return None,
    };
    if matches!(page.word(at + 1), "عشر" | "عشره") && number < 10 {
        return Some((number + 10, at + 2));
    }
    Some((number, at + 1))
}

fn arabic_ordinal(page: &Page, at: usize) -> Option<(u32, usize)> {
    let word = page.word(at);
    let bare = ["وال", "بال", "ال", "لل", "و"]
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix))
        .filter(|rest| rest.chars().count() >= 3)
        .unwrap_or(word);
    if let Some(&(_, tens)) = TENS.iter().find(|(name, _)| *name == bare) {
        return Some((tens, at + 1));
    }
    let next = page.word(at + 1);
    let unit = match bare {
        "حادي" | "حاديه" => Some(1),
        "اخير" | "اخيره" => None,
        _ => unit_of(bare),
    }?;
    if matches!(next, "عشر" | "عشره") {
        return Some((unit + 10, at + 2));
    }
    let tens = next
        .strip_prefix("وال")
        .or_else(|| next.strip_prefix('و'))
        .and_then(|rest| TENS.iter().find(|(name, _)| *name == rest));
    if let Some(&(_, tens)) = tens {
        return Some((tens + unit, at + 2));
    }
    if matches!(bare, "حادي" | "حاديه") {
        return None;
    }
    Some((unit, at + 1))
}

fn unit_of(bare: &str) -> Option<u32> {
    let at = UNITS_MASCULINE
        .iter()
        .position(|unit| *unit == bare)
        .or_else(|| UNITS_FEMININE.iter().position(|unit| *unit == bare))?;
    u32::try_from(at + 1).ok()
}

fn english_ordinal(page: &Page, at: usize) -> Option<(u32, usize)> {
    let word = page.word(at);
    if let Some(found) = ENGLISH.iter().position(|name| *name == word) {
        return Some((u32::try_from(found + 1).ok()?, at + 1));
    }
    for (tens, tenth, number) in ENGLISH_TENS {
        if word == tenth {
            return Some((number, at + 1));
        }
        if word == tens {
            let unit_at = if page.is_mark(at + 1, &['-', '\u{2011}']) { at + 2 } else { at + 1 };
            let unit = ENGLISH[..9].iter().position(|name| *name == page.word(unit_at))?;
            return Some((number + u32::try_from(unit + 1).ok()?, unit_at + 1));
        }
    }
    None
}
