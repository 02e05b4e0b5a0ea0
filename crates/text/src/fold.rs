//! Folding for search: spellings an author would keep apart and a searcher would not become one.
//! A folded text is words of one script each, joined by single blanks; a map leads back to the
//! bytes of the source. It is for indexes and comparison only: never shown, signed or agreed.
//! The rules stand as a table in `tests/data/fold.txt`; add a line there with every change here.

use std::ops::Range;

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::bidi::is_arabic_mark;

/// A folded text and where each of its bytes came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// Folded words joined by single blanks, without blanks at the ends.
    pub text: String,
    /// For each byte of `text` the byte offset in the source of the character that gave it; one
    /// more for the end of the last word. Never descends; has `text.len() + 1` entries.
    pub map: Vec<usize>,
}

impl Folded {
    /// The bytes of the source that gave a range of `text`, whole characters, with the vowel signs
    /// that belong to its last letter. Empty for an empty range or one outside `text`.
    ///
    /// # Examples
    /// ```
    /// let source = "في الكُوَيْت";
    /// let folded = text::fold::fold(source);
    /// let start = folded.text.find("كويت").expect("the word is there");
    /// let range = folded.source_range(start..folded.text.len());
    /// assert_eq!(&source[range], "كُوَيْت");
    /// ```
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        let (Some(&start), Some(&end)) = (self.map.get(range.start), self.map.get(range.end))
        else {
            return 0..0;
        };
        if range.is_empty() {
            return start..start;
        }
        // One character may give several folded ones; a range that ends among them takes it whole.
        let last = self.map[range.end - 1];
        let end = if end > last {
            end
        } else {
            self.map[range.end..].iter().copied().find(|&at| at > last).unwrap_or(end)
        };
        start..end
    }
}

/// A folded word and the bytes of the source it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The folded word: letters of one script, or digits.
    pub text: String,
    /// Byte range in the source.
    pub span: Range<usize>,
}

/// The scripts that [`fold`] keeps apart. A word never crosses from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    /// Arabic letters.
    Arabic,
    /// Latin letters.
    Latin,
    /// Digits of any kind.
    Digit,
    /// Greek letters.
    Greek,
    /// Cyrillic letters.
    Cyrillic,
    /// Hebrew letters.
    Hebrew,
    /// Letters of any other script.
    Other,
}

/// Folds a text for search and keeps the way back to its bytes.
///
/// Arabic: one yeh, heh (with teh marbuta), kaf and alef; hamza, tatweel and vowel signs dropped;
/// presentation forms spelt out. Latin: lower case without diacritics; hyphens part words,
/// apostrophes do not. Digits become 0-9; format characters vanish; all else is a boundary.
/// Folding a folded text changes nothing.
///
/// # Examples
/// ```
/// let folded = text::fold::fold("الـMoU لِلكويت");
/// assert_eq!(folded.text, "ال mou للكويت");
/// ```
pub fn fold(source: &str) -> Folded {
    let mut folding = Folding::with_capacity(source.len());
    for (at, c) in source.char_indices() {
        folding.push(at, c);
    }
    folding.finish(source.len())
}

/// [`fold`] without the map.
///
/// # Examples
/// ```
/// use text::fold::fold_str;
/// assert_eq!(fold_str("Al-Şubaiḥ"), fold_str("al subaih"));
/// assert_eq!(fold_str("إدارة"), fold_str("اداره"));
/// ```
pub fn fold_str(source: &str) -> String {
    fold(source).text
}

/// The words of a text, folded, each with its place in the source. A boundary stands at every
/// change of script, so that a word glued to one of another script is found.
///
/// # Examples
/// ```
/// let tokens = text::fold::tokens("لـ(كونا) 2020");
/// let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
/// assert_eq!(words, ["ل", "كونا", "2020"]);
/// ```
pub fn tokens(source: &str) -> Vec<Token> {
    let folded = fold(source);
    words_of(&folded.text)
        .map(|range| Token {
            text: folded.text[range.clone()].to_owned(),
            span: folded.source_range(range),
        })
        .collect()
}

/// [`fold_str`] without its blanks: what lost or added spaces cannot change.
///
/// # Examples
/// ```
/// use text::fold::spaceless;
/// assert_eq!(spaceless("وزارة الخزانة"), spaceless("وزارةالخزانة"));
/// ```
pub fn spaceless(source: &str) -> String {
    let mut text = fold(source).text;
    text.retain(|c| c != ' ');
    text
}

/// The script of a letter or digit; `None` for anything else.
pub fn script_of(c: char) -> Option<Script> {
    Some(match c {
        'a'..='z' | 'A'..='Z' => Script::Latin,
        '0'..='9' => Script::Digit,
        _ if !c.is_alphanumeric() => return None,
        _ if c.is_numeric() => Script::Digit,
        '\u{0600}'..='\u{06FF}'
        | '\u{0750}'..='\u{077F}'
        | '\u{0870}'..='\u{08FF}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFF}' => Script::Arabic,
        '\u{00AA}'..='\u{02FF}'
        | '\u{1D00}'..='\u{1EFF}'
        | '\u{2C60}'..='\u{2C7F}'
        | '\u{A720}'..='\u{A7FF}'
        | '\u{AB30}'..='\u{AB6F}' => Script::Latin,
        '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
        '\u{0400}'..='\u{052F}' | '\u{1C80}'..='\u{1C8F}' | '\u{2DE0}'..='\u{2DFF}' => {
            Script::Cyrillic
        }
        '\u{0590}'..='\u{05FF}' | '\u{FB1D}'..='\u{FB4F}' => Script::Hebrew,
        _ => Script::Other,
    })
}

/// Byte ranges of the words of a folded text.
fn words_of(folded: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut next = 0;
    folded
        .split(' ')
        .map(move |word| {
            let start = next;
            next += word.len() + 1;
            start..start + word.len()
        })
        .filter(|range| !range.is_empty())
}

struct Folding {
    text: String,
    map: Vec<usize>,
    /// Script of the last letter written.
    script: Option<Script>,
    /// Where a boundary began that no letter has followed yet.
    boundary: Option<usize>,
}

impl Folding {
    fn with_capacity(n_bytes: usize) -> Folding {
        Folding {
            text: String::with_capacity(n_bytes),
            map: Vec::with_capacity(n_bytes + 1),
            script: None,
            boundary: None,
        }
    }

    fn finish(mut self, source_bytes: usize) -> Folded {
        self.map.push(self.boundary.unwrap_or(source_bytes));
        debug_assert_eq!(self.map.len(), self.text.len() + 1);
        debug_assert!(self.map.is_sorted());
        Folded { text: self.text, map: self.map }
    }

    fn push(&mut self, at: usize, c: char) {
        match c {
            'a'..='z' | '0'..='9' => self.write(at, c),
            'A'..='Z' => self.write(at, c.to_ascii_lowercase()),
            '\'' | '`' | '\u{00B4}' => {}
            _ if c.is_ascii() => self.boundary(at),
            _ if is_dropped(c) => {}
            // Letters that fold to themselves, most of any Arabic text.
            '\u{0627}'
            | '\u{0628}'
            | '\u{062A}'..='\u{063A}'
            | '\u{0641}'..='\u{0648}'
            | '\u{064A}' => self.write(at, c),
            _ => self.expand(at, c),
        }
    }

    /// Compatibility decomposition, lower case, then letter by letter.
    fn expand(&mut self, at: usize, c: char) {
        const NFKD: DecomposingNormalizerBorrowed<'static> =
            DecomposingNormalizerBorrowed::new_nfkd();
        let mut parts = NFKD.normalize_iter(std::iter::once(c)).peekable();
        while let Some(part) = parts.next() {
            // Spacing forms of marks decompose to a blank with the mark on it; no word ends there.
            let carrier = part == ' ' && parts.peek().is_some_and(|&next| is_dropped(next));
            if carrier || is_dropped(part) {
                continue;
            }
            for lower in part.to_lowercase() {
                self.letter(at, lower);
            }
        }
        // A word that ends inside a character takes it whole.
        if self.boundary == Some(at) && self.map.last() == Some(&at) {
            self.boundary = Some(at + c.len_utf8());
        }
    }

    fn letter(&mut self, at: usize, c: char) {
        match c {
            // The grave accent of U+1FEF is the apostrophe of a romanised name like any other.
            '`' => {}
            _ if is_dropped(c) => {}
            'ß' => self.write_all(at, "ss"),
            'æ' => self.write_all(at, "ae"),
            'œ' => self.write_all(at, "oe"),
            'þ' => self.write_all(at, "th"),
            'ø' => self.write(at, 'o'),
            'đ' | 'ð' => self.write(at, 'd'),
            'ł' => self.write(at, 'l'),
            'ħ' => self.write(at, 'h'),
            'ŋ' => self.write(at, 'n'),
            'ı' => self.write(at, 'i'),
            '\u{03C2}' => self.write(at, '\u{03C3}'),
            _ => self.write(at, arabic(c)),
        }
    }

    fn write_all(&mut self, at: usize, letters: &str) {
        for c in letters.chars() {
            self.write(at, c);
        }
    }

    fn write(&mut self, at: usize, c: char) {
        let Some(script) = script_of(c) else {
            return self.boundary(at);
        };
        let changed = self.script.is_some_and(|before| before != script);
        if !self.text.is_empty() && (changed || self.boundary.is_some()) {
            self.text.push(' ');
            self.map.push(self.boundary.unwrap_or(at));
        }
        self.boundary = None;
        self.script = Some(script);
        self.text.push(c);
        self.map.extend(std::iter::repeat_n(at, c.len_utf8()));
    }

    fn boundary(&mut self, at: usize) {
        if !self.text.is_empty() && self.boundary.is_none() {
            self.boundary = Some(at);
        }
    }
}

/// One letter for each set of Arabic letters that keyboards and fonts confuse.
fn arabic(c: char) -> char {
    match c {
        // Alef with wasla, madda-like and hamza-like rings.
        '\u{0671}'..='\u{0673}' | '\u{0675}' => '\u{0627}',
        // Dotless (alef maksura), Persian, Pashto and Kurdish yeh, yeh barree.
        '\u{0649}' | '\u{06CC}'..='\u{06CE}' | '\u{06D0}' | '\u{06D2}' => '\u{064A}',
        // Teh marbuta, its goal form, heh doachashmee, heh goal, ae.
        '\u{0629}' | '\u{06BE}' | '\u{06C1}' | '\u{06C3}' | '\u{06D5}' => '\u{0647}',
        // Keheh, swash kaf.
        '\u{06A9}' | '\u{06AA}' => '\u{0643}',
        '\u{0660}'..='\u{0669}' => ascii_digit(c, 0x0660),
        '\u{06F0}'..='\u{06F9}' => ascii_digit(c, 0x06F0),
        _ => c,
    }
}

fn ascii_digit(c: char, zero: u32) -> char {
    char::from_digit(c as u32 - zero, 10).unwrap_or(c)
}

/// Characters that vanish without parting a word: marks, format characters, tatweel, hamza and
/// the apostrophes of romanised names.
fn is_dropped(c: char) -> bool {
    if is_arabic_mark(c) {
        return true;
    }
    matches!(c,
        // Hamza, high hamza, tatweel.
        '\u{0621}' | '\u{0674}' | '\u{0640}'
        // Combining marks of Latin, Greek, Cyrillic, Hebrew and symbols; variation selectors.
        | '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05BD}' | '\u{05BF}'
        | '\u{05C1}' | '\u{05C2}' | '\u{05C4}' | '\u{05C5}' | '\u{05C7}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{E0100}'..='\u{E01EF}'
        // Format characters (general category Cf).
        | '\u{00AD}' | '\u{0600}'..='\u{0605}' | '\u{061C}' | '\u{06DD}' | '\u{070F}'
        | '\u{0890}' | '\u{0891}' | '\u{08E2}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E007F}'
        // Apostrophes, primes and the half rings that stand for hamza and ayn.
        | '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{2035}' | '\u{FF07}'
        | '\u{02B9}'..='\u{02DF}' | '\u{02E5}'..='\u{02FF}' | '\u{A78B}' | '\u{A78C}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_whose_mark_ends_the_word_keeps_its_place() {
        // Hiragana vu is u with a voicing mark, which is neither letter nor dropped.
        let found = tokens("\u{3094} x");
        assert_eq!(found[0].span, 0..3);
    }

    #[test]
    fn every_character_folds_once_and_for_all() {
        for c in (0..=0x10FFFF).filter_map(char::from_u32) {
            let mut source = String::from("x");
            source.push(c);
            source.push('x');
            let once = fold_str(&source);
            assert_eq!(fold_str(&once), once, "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn tokens_point_at_the_words_they_came_from() {
        let spans = |source: &str| -> Vec<String> {
            tokens(source).iter().map(|token| source[token.span.clone()].to_owned()).collect()
        };
        assert_eq!(spans("  «الكُوَيْتُ»، و16 نوفمبر."), ["الكُوَيْتُ", "و", "16", "نوفمبر"]);
        assert_eq!(spans("\u{FDFA}!"), ["\u{FDFA}", "\u{FDFA}", "\u{FDFA}", "\u{FDFA}"]);
        assert_eq!(spans("Sana\u{2019}a-Co."), ["Sana\u{2019}a", "Co"]);
        assert!(spans(" \u{200F}،؛ ").is_empty());
    }

    #[test]
    fn a_range_outside_the_text_is_empty() {
        let folded = fold("abc");
        assert_eq!(folded.source_range(2..9), 0..0);
        assert_eq!(folded.source_range(1..1), 1..1);
    }
}
