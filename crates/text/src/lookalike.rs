//! Characters that look like others: an alert for identifiers, names and references, and what two
//! texts differ in that read alike. Arabic text with Latin names is normal, so that nothing here
//! refuses; it says what stands where, by its name, for a person to judge.
//! Pairs come from UTS #39 (`unicode-security`), and from Arabic, which it knows only by shape.

use std::ops::Range;

use unicode_security::skeleton;

use crate::bidi::{invisible_name, is_arabic_mark};
use crate::fold::{Script, fold, script_of};

/// What a text is used for, which decides what is unusual in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Use {
    /// A code that programs compare: anything but printable ASCII is a finding.
    Identifier,
    /// A reference or number of a document: scripts may stand side by side, but figures are of one
    /// kind and no letter stands for a figure.
    Reference,
    /// A name of a person, party or body: each word in one script.
    Name,
}

/// Something that may be taken for something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// What is unusual there.
    pub what: Lookalike,
}

/// Kinds of [`Finding`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookalike {
    /// A character without ink.
    Invisible { found: char },
    /// A word with letters of two scripts, of which this one is the smaller part.
    MixedScripts { found: char },
    /// A letter of another alphabet, or of a presentation form, for the Arabic one.
    ForeignLetter { found: char, usual: char },
    /// A figure of another kind than the first of the text.
    MixedDigits { found: char },
    /// A letter among figures that looks like one (O, l, Arabic heh).
    LetterForDigit { found: char, digit: char },
    /// A mark that looks like a common one: a Persian full stop, an Arabic comma in a number.
    Punctuation { found: char, usual: char },
    /// A character other than printable ASCII in an identifier.
    NotAscii { found: char },
}

impl Lookalike {
    /// The stable name of the kind, for message files.
    pub fn code(self) -> &'static str {
        match self {
            Lookalike::Invisible { .. } => "lookalike-invisible",
            Lookalike::MixedScripts { .. } => "lookalike-mixed-scripts",
            Lookalike::ForeignLetter { .. } => "lookalike-foreign-letter",
            Lookalike::MixedDigits { .. } => "lookalike-mixed-digits",
            Lookalike::LetterForDigit { .. } => "lookalike-letter-for-digit",
            Lookalike::Punctuation { .. } => "lookalike-punctuation",
            Lookalike::NotAscii { .. } => "lookalike-not-ascii",
        }
    }

    /// The character that may be taken for another.
    pub fn character(self) -> char {
        match self {
            Lookalike::Invisible { found }
            | Lookalike::MixedScripts { found }
            | Lookalike::ForeignLetter { found, .. }
            | Lookalike::MixedDigits { found }
            | Lookalike::LetterForDigit { found, .. }
            | Lookalike::Punctuation { found, .. }
            | Lookalike::NotAscii { found } => found,
        }
    }
}

/// A place where two texts differ although they fold alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Bytes of the first text; empty where only the second has something.
    pub span_a: Range<usize>,
    /// Bytes of the second text.
    pub span_b: Range<usize>,
    /// The characters of the first text there, by name.
    pub names_a: Vec<String>,
    /// The characters of the second text there, by name.
    pub names_b: Vec<String>,
}

/// What in a text may be taken for something else, in order. Linear in the text.
///
/// # Examples
/// ```
/// use text::lookalike::{Lookalike, Use, findings};
/// let found = findings("Kuw\u{0430}it", Use::Name);
/// assert_eq!(found[0].what, Lookalike::MixedScripts { found: '\u{0430}' });
/// assert!(findings("مذكرة التفاهم مع Kuwait", Use::Name).is_empty());
/// let found = findings("4/2O20", Use::Reference);
/// assert_eq!(found[0].what, Lookalike::LetterForDigit { found: 'O', digit: '0' });
/// ```
pub fn findings(text: &str, used_as: Use) -> Vec<Finding> {
    let mut found = Vec::new();
    let first_digit = text.chars().find_map(digit_kind);
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut minority = minorities(&chars).into_iter().peekable();
    for (nth, &(at, c)) in chars.iter().enumerate() {
        let mixed = minority.next_if(|&place| place == nth).is_some();
        let before = nth.checked_sub(1).map(|before| chars[before].1);
        let after = chars.get(nth + 1).map(|&(_, after)| after);
        let what = if invisible_name(c).is_some() {
            Some(Lookalike::Invisible { found: c })
        } else if used_as == Use::Identifier {
            (!matches!(c, ' '..='~')).then_some(Lookalike::NotAscii { found: c })
        } else if let Some(usual) = usual_letter(c) {
            Some(Lookalike::ForeignLetter { found: c, usual })
        } else if let Some(digit) = letter_for_digit(before, c, after) {
            Some(Lookalike::LetterForDigit { found: c, digit })
        } else if mixed {
            Some(Lookalike::MixedScripts { found: c })
        } else if digit_kind(c).is_some_and(|kind| Some(kind) != first_digit) {
            Some(Lookalike::MixedDigits { found: c })
        } else {
            usual_mark(before, c, after).map(|usual| Lookalike::Punctuation { found: c, usual })
        };
        found.extend(what.map(|what| Finding { span: at..at + c.len_utf8(), what }));
    }
    found
}

/// Whether two texts that are not the same look the same, or nearly: an alert when a new
/// identifier, name or reference is so like one that exists.
///
/// # Examples
/// ```
/// use text::lookalike::looks_like;
/// assert!(looks_like("KW-US/2020", "KW-US/2O20"));
/// assert!(looks_like("الكويت", "الكو\u{06CC}ت"));
/// assert!(!looks_like("KW-US/2020", "KW-US/2021"));
/// assert!(!looks_like("KW-US", "KW-US"));
/// ```
pub fn looks_like(a: &str, b: &str) -> bool {
    a != b && shape(a) == shape(b)
}

/// Where two texts differ that fold alike, with the names of the characters; empty for equal texts,
/// `None` when they differ in more than spelling. Linear in the texts.
///
/// # Examples
/// ```
/// use text::lookalike::differs_only_in;
/// let found = differs_only_in("الكويت", "الكو\u{06CC}ت").expect("they fold alike");
/// assert_eq!(found[0].names_a, ["U+064A ARABIC YEH"]);
/// assert_eq!(found[0].names_b, ["U+06CC PERSIAN YEH"]);
/// let found = differs_only_in("9-24", "9-\u{200F}24").expect("they fold alike");
/// assert_eq!(found[0].names_b, ["U+200F RLM"]);
/// assert_eq!(differs_only_in("one", "two"), None);
/// ```
pub fn differs_only_in(a: &str, b: &str) -> Option<Vec<Difference>> {
    let (folded_a, folded_b) = (fold(a), fold(b));
    if folded_a.text != folded_b.text {
        return None;
    }
    let n = folded_a.text.len();
    let mut found: Vec<Difference> = Vec::new();
    let (mut start_a, mut start_b) = (0, 0);
    for at in 0..=n {
        let (end_a, end_b) = match at == n {
            true => (a.len(), b.len()),
            false => (folded_a.map[at], folded_b.map[at]),
        };
        // Several folded bytes of one character: go on to where both texts have the next.
        if at < n && (end_a == start_a || end_b == start_b) {
            continue;
        }
        let whole = (start_a..end_a, start_b..end_b);
        found.extend(difference(a, b, whole));
        (start_a, start_b) = (end_a, end_b);
    }
    Some(merged(a, b, found))
}

/// The character as a reader may look it up: its code point, and its name where it is one of those
/// that are taken for others.
///
/// # Examples
/// ```
/// assert_eq!(text::lookalike::character_name('\u{0649}'), "U+0649 ARABIC YEH WITHOUT DOTS");
/// assert_eq!(text::lookalike::character_name('\u{2066}'), "U+2066 LRI");
/// assert_eq!(text::lookalike::character_name('x'), "U+0078 LATIN x");
/// ```
pub fn character_name(c: char) -> String {
    let code = c as u32;
    if let Some(name) = known_name(c).or_else(|| invisible_name(c)) {
        return format!("U+{code:04X} {name}");
    }
    let script = match script_of(c) {
        Some(Script::Arabic) => "ARABIC ",
        Some(Script::Latin) => "LATIN ",
        Some(Script::Greek) => "GREEK ",
        Some(Script::Cyrillic) => "CYRILLIC ",
        Some(Script::Hebrew) => "HEBREW ",
        Some(Script::Digit) => "DIGIT ",
        _ if is_arabic_mark(c) => return format!("U+{code:04X} ARABIC VOWEL SIGN"),
        _ => "",
    };
    format!("U+{code:04X} {script}{c}")
}

/// A place that differs, without what is equal at its ends.
fn difference(a: &str, b: &str, whole: (Range<usize>, Range<usize>)) -> Option<Difference> {
    let (part_a, part_b) = (&a[whole.0.clone()], &b[whole.1.clone()]);
    if part_a == part_b {
        return None;
    }
    let pairs = part_a.chars().zip(part_b.chars());
    let front: usize = pairs.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let (rest_a, rest_b) = (&part_a[front..], &part_b[front..]);
    let pairs = rest_a.chars().rev().zip(rest_b.chars().rev());
    let back: usize = pairs.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let span_a = whole.0.start + front..whole.0.end - back;
    let span_b = whole.1.start + front..whole.1.end - back;
    Some(Difference { span_a, span_b, names_a: Vec::new(), names_b: Vec::new() })
}

/// Places that touch become one, and the characters get their names.
fn merged(a: &str, b: &str, found: Vec<Difference>) -> Vec<Difference> {
    let mut out: Vec<Difference> = Vec::new();
    for one in found {
        match out.last_mut() {
            Some(last)
                if last.span_a.end == one.span_a.start && last.span_b.end == one.span_b.start =>
            {
                last.span_a.end = one.span_a.end;
                last.span_b.end = one.span_b.end;
            }
            _ => out.push(one),
        }
    }
    for one in &mut out {
        one.names_a = a[one.span_a.clone()].chars().map(character_name).collect();
        one.names_b = b[one.span_b.clone()].chars().map(character_name).collect();
    }
    out
}

/// The shape of a text: letters that look alike are one, invisible characters are gone.
fn shape(text: &str) -> Vec<char> {
    let ours = text.chars().filter(|&c| invisible_name(c).is_none()).map(|c| match c {
        'O' | 'o' | '\u{0665}' | '\u{06F5}' => '0',
        'l' | 'I' | '|' | '\u{0661}' | '\u{06F1}' => '1',
        _ => usual_letter(c).unwrap_or(c),
    });
    let ours: String = ours.collect();
    skeleton(&ours).filter(|&c| !is_arabic_mark(c)).collect()
}

/// Places, by number of the character, of letters in the smaller script of their word. A word that
/// an Arabic particle or article opens before Latin letters is two words.
fn minorities(chars: &[(usize, char)]) -> Vec<usize> {
    let script = |c: char| script_of(c).filter(|&script| script != Script::Digit);
    let mut places = Vec::new();
    let mut at = 0;
    for word in chars.chunk_by(|a, b| a.1.is_alphanumeric() && b.1.is_alphanumeric()) {
        let start = at;
        at += word.len();
        let scripts = || word.iter().filter_map(|&(_, c)| script(c));
        let Some(first) = scripts().next() else {
            continue;
        };
        let n_first = scripts().filter(|&one| one == first).count();
        let n_all = scripts().count();
        let arabic_and_other = scripts().any(|one| one == Script::Arabic)
            && scripts().zip(scripts().skip(1)).filter(|(a, b)| a != b).count() <= 1;
        if n_first == n_all || arabic_and_other {
            continue;
        }
        let first_is_small = n_first * 2 < n_all;
        places.extend(word.iter().enumerate().filter_map(|(nth, &(_, c))| {
            (script(c)? == first).eq(&first_is_small).then_some(start + nth)
        }));
    }
    places
}

/// The Arabic letter that a letter of Persian, Urdu or of a presentation form looks like.
fn usual_letter(c: char) -> Option<char> {
    Some(match c {
        '\u{06CC}' | '\u{06D0}' | '\u{06CD}' => '\u{064A}',
        '\u{06BE}' | '\u{06C1}' | '\u{06D5}' => '\u{0647}',
        '\u{06C3}' => '\u{0629}',
        '\u{06A9}' | '\u{06AA}' => '\u{0643}',
        '\u{0671}' => '\u{0627}',
        '\u{06D2}' => '\u{064A}',
        _ => return None,
    })
}

/// Which of the three kinds of figures it is.
fn digit_kind(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(0),
        '\u{0660}'..='\u{0669}' => Some(1),
        '\u{06F0}'..='\u{06F9}' => Some(2),
        _ => None,
    }
}

/// The figure a letter looks like, when figures of that kind stand beside it.
fn letter_for_digit(before: Option<char>, c: char, after: Option<char>) -> Option<char> {
    let beside = |kind: u8| {
        let is = |c: Option<char>| c.and_then(digit_kind) == Some(kind);
        let word = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        is(before) && !word(after) || is(after) && !word(before)
    };
    match c {
        'O' | 'o' | '\u{041E}' | '\u{043E}' if beside(0) => Some('0'),
        'l' | 'I' | '\u{0406}' if beside(0) => Some('1'),
        '\u{0647}' if beside(1) && before.and_then(digit_kind).is_some() && after.is_some() => {
            Some('\u{0665}')
        }
        _ => None,
    }
}

/// The common mark that another mark looks like.
fn usual_mark(before: Option<char>, c: char, after: Option<char>) -> Option<char> {
    let is_digit = |c: Option<char>| c.and_then(digit_kind).is_some();
    let in_number = is_digit(before) && is_digit(after);
    Some(match c {
        '\u{06D4}' => '.',
        '\u{060C}' | '\u{066B}' if in_number => ',',
        '\u{066C}' if in_number => '\u{060C}',
        '\u{066A}' => '%',
        '\u{2010}'..='\u{2012}' | '\u{2212}' => '-',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{037E}' => ';',
        '\u{FF0E}' => '.',
        _ => return None,
    })
}

fn known_name(c: char) -> Option<&'static str> {
    Some(match c {
        '\n' => "LINE END",
        ' ' => "BLANK",
        '\u{0621}' => "ARABIC HAMZA",
        '\u{0622}' => "ARABIC ALEF WITH MADDA",
        '\u{0623}' => "ARABIC ALEF WITH HAMZA ABOVE",
        '\u{0624}' => "ARABIC WAW WITH HAMZA",
        '\u{0625}' => "ARABIC ALEF WITH HAMZA BELOW",
        '\u{0626}' => "ARABIC YEH WITH HAMZA",
        '\u{0627}' => "ARABIC ALEF",
        '\u{0629}' => "ARABIC TEH MARBUTA",
        '\u{0640}' => "ARABIC TATWEEL",
        '\u{0643}' => "ARABIC KAF",
        '\u{0647}' => "ARABIC HEH",
        '\u{0649}' => "ARABIC YEH WITHOUT DOTS",
        '\u{064A}' => "ARABIC YEH",
        '\u{064B}' => "ARABIC FATHATAN",
        '\u{064C}' => "ARABIC DAMMATAN",
        '\u{064D}' => "ARABIC KASRATAN",
        '\u{064E}' => "ARABIC FATHA",
        '\u{064F}' => "ARABIC DAMMA",
        '\u{0650}' => "ARABIC KASRA",
        '\u{0651}' => "ARABIC SHADDA",
        '\u{0652}' => "ARABIC SUKUN",
        '\u{0654}' => "ARABIC HAMZA ABOVE",
        '\u{0670}' => "ARABIC DAGGER ALEF",
        '\u{0671}' => "ARABIC ALEF WITH WASLA",
        '\u{06A9}' => "PERSIAN KAF",
        '\u{06AA}' => "SWASH KAF",
        '\u{06BE}' => "URDU TWO-EYED HEH",
        '\u{06C1}' => "URDU HEH",
        '\u{06C3}' => "URDU TEH MARBUTA",
        '\u{06CC}' => "PERSIAN YEH",
        '\u{06D2}' => "URDU YEH BARREE",
        '\u{06D4}' => "URDU FULL STOP",
        '\u{06D5}' => "UYGHUR AE",
        '\u{060C}' => "ARABIC COMMA",
        '\u{061B}' => "ARABIC SEMICOLON",
        '\u{061F}' => "ARABIC QUESTION MARK",
        '\u{066A}' => "ARABIC PERCENT SIGN",
        '\u{066B}' => "ARABIC DECIMAL MARK",
        '\u{066C}' => "ARABIC THOUSANDS MARK",
        '\u{0660}'..='\u{0669}' => "ARABIC-INDIC DIGIT",
        '\u{06F0}'..='\u{06F9}' => "PERSIAN DIGIT",
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => "ARABIC PRESENTATION FORM",
        '\u{2018}' | '\u{2019}' => "CURLED APOSTROPHE",
        '\u{201C}' | '\u{201D}' => "CURLED QUOTE",
        '\u{2010}' => "HYPHEN",
        '\u{2011}' => "HYPHEN WITHOUT BREAK",
        '\u{2013}' => "EN DASH",
        '\u{2014}' => "EM DASH",
        _ => return None,
    })
}

#[cfg(test)]
#[path = "lookalike/tests.rs"]
mod tests;
