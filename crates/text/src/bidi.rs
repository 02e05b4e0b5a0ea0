//! Safety of mixed Arabic and Latin text under the Unicode bidi algorithm (UAX #9).
//! Two delegates must never see one agreed text in two orders, so a text is checked before it is
//! hashed or signed: of all directional controls only isolates that balance inside their paragraph
//! may stay. Nothing here repairs a text silently; only [`isolate`] drops controls, for display.

use std::fmt;
use std::ops::Range;

use crate::limits::ISOLATE_DEPTH_MAX;

const LRE: char = '\u{202A}';
const RLE: char = '\u{202B}';
const PDF: char = '\u{202C}';
const LRO: char = '\u{202D}';
const RLO: char = '\u{202E}';
const LRI: char = '\u{2066}';
const RLI: char = '\u{2067}';
const FSI: char = '\u{2068}';
const PDI: char = '\u{2069}';
const LRM: char = '\u{200E}';
const RLM: char = '\u{200F}';
const ALM: char = '\u{061C}';

/// What is wrong with a text, and at which byte of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BidiProblem {
    /// Byte offset of the offending character in the checked text.
    pub at: usize,
    /// The rule that is broken.
    pub what: BidiFault,
}

/// The rules of [`check`], [`check_line`] and [`check_prose`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BidiFault {
    /// LRO or RLO: shows letters and figures in another order than they are stored.
    Override(char),
    /// LRE, RLE or PDF: an embedding; isolates do its work without touching the neighbours.
    Embedding(char),
    /// LRM, RLM or ALM: an invisible mark that moves the figures and brackets beside it.
    Mark(char),
    /// U+206A to U+206F: deprecated format characters that may swap brackets or digit shapes.
    Deprecated(char),
    /// An isolate that no PDI closes before its paragraph ends.
    Unclosed(char),
    /// A PDI that closes nothing.
    Unopened(char),
    /// More isolates inside one another than [`ISOLATE_DEPTH_MAX`].
    TooDeep(char),
    /// A control character, or in [`check_line`] a line break.
    Control(char),
}

impl BidiFault {
    /// A stable name of the rule, for message files and logs.
    pub fn code(self) -> &'static str {
        match self {
            BidiFault::Override(_) => "bidi-override",
            BidiFault::Embedding(_) => "bidi-embedding",
            BidiFault::Mark(_) => "bidi-mark",
            BidiFault::Deprecated(_) => "bidi-deprecated",
            BidiFault::Unclosed(_) => "bidi-unclosed",
            BidiFault::Unopened(_) => "bidi-unopened",
            BidiFault::TooDeep(_) => "bidi-too-deep",
            BidiFault::Control(_) => "control-character",
        }
    }

    /// The character that breaks the rule.
    pub fn character(self) -> char {
        match self {
            BidiFault::Override(c)
            | BidiFault::Embedding(c)
            | BidiFault::Mark(c)
            | BidiFault::Deprecated(c)
            | BidiFault::Unclosed(c)
            | BidiFault::Unopened(c)
            | BidiFault::TooDeep(c)
            | BidiFault::Control(c) => c,
        }
    }
}

impl fmt::Display for BidiProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let c = self.what.character();
        write!(f, "U+{:04X}", c as u32)?;
        if let Some(name) = invisible_name(c) {
            write!(f, " ({name})")?;
        }
        write!(f, " at byte {}: ", self.at)?;
        f.write_str(match self.what {
            BidiFault::Override(_) => "direction overrides are never allowed; remove it",
            BidiFault::Embedding(_) => {
                "embeddings are not allowed; remove it, or enclose the words in an isolate"
            }
            BidiFault::Mark(_) => {
                "invisible direction marks are not allowed; remove it, or enclose the words \
                 in an isolate"
            }
            BidiFault::Deprecated(_) => "deprecated format characters are not allowed; remove it",
            BidiFault::Unclosed(_) => {
                "an isolate must be closed by U+2069 in its own paragraph; close or remove it"
            }
            BidiFault::Unopened(_) => "it closes an isolate that was never opened; remove it",
            BidiFault::TooDeep(_) => {
                return write!(f, "isolates may nest {ISOLATE_DEPTH_MAX} deep; remove some");
            }
            BidiFault::Control(_) => "control characters are not allowed here; remove it",
        })
    }
}

impl std::error::Error for BidiProblem {}

/// The direction of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
    /// No letter decides: digits, punctuation or nothing at all.
    Neutral,
}

impl Direction {
    /// The value of the HTML attribute `dir`.
    pub fn attribute(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
            Direction::Neutral => "auto",
        }
    }
}

/// Checks that a text may be agreed: every reader sees its characters in one order only.
///
/// Allowed are isolates (LRI, RLI, FSI ... PDI) that balance inside their paragraph, at most
/// [`ISOLATE_DEPTH_MAX`] deep. Overrides, embeddings, marks and anything unbalanced are refused.
///
/// # Errors
/// The first problem in reading order; an unclosed isolate is reported where it was opened.
///
/// # Examples
/// ```
/// use text::bidi::{BidiFault, check};
/// assert!(check("رقم \u{2068}4/2020-SEC\u{2069} لسنة 2020").is_ok());
/// let problem = check("pay \u{202E}001 to").expect_err("an override");
/// assert_eq!((problem.at, problem.what), (4, BidiFault::Override('\u{202E}')));
/// ```
pub fn check(text: &str) -> Result<(), BidiProblem> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        let what = match c {
            LRO | RLO => BidiFault::Override(c),
            LRE | RLE | PDF => BidiFault::Embedding(c),
            LRM | RLM | ALM => BidiFault::Mark(c),
            '\u{206A}'..='\u{206F}' => BidiFault::Deprecated(c),
            LRI | RLI | FSI if open.len() == ISOLATE_DEPTH_MAX => BidiFault::TooDeep(c),
            LRI | RLI | FSI => {
                open.push((at, c));
                continue;
            }
            PDI if open.is_empty() => BidiFault::Unopened(c),
            PDI => {
                open.pop();
                continue;
            }
            _ if ends_paragraph(c) => {
                unclosed(&open)?;
                continue;
            }
            _ => continue,
        };
        return Err(BidiProblem { at, what });
    }
    unclosed(&open)
}

/// [`check`], and no control character nor line break: for names, titles and numbers.
///
/// # Errors
/// The first control character if there is one, else what [`check`] finds.
///
/// # Examples
/// ```
/// assert!(text::bidi::check_line("الحوار الاستراتيجي").is_ok());
/// assert!(text::bidi::check_line("two\nlines").is_err());
/// ```
pub fn check_line(text: &str) -> Result<(), BidiProblem> {
    refuse_controls(text, |c| c.is_control() || ends_paragraph(c) || c == '\u{2028}')?;
    check(text)
}

/// [`check`], and no control character but the newline: for paragraphs and longer texts.
///
/// # Errors
/// The first control character if there is one (a carriage return is one), else what [`check`]
/// finds.
///
/// # Examples
/// ```
/// assert!(text::bidi::check_prose("one\ntwo").is_ok());
/// assert!(text::bidi::check_prose("one\r\ntwo").is_err());
/// ```
pub fn check_prose(text: &str) -> Result<(), BidiProblem> {
    refuse_controls(text, |c| {
        c != '\n' && (c.is_control() || ends_paragraph(c) || c == '\u{2028}')
    })?;
    check(text)
}

/// Whether a text is printable ASCII only, so that direction and look-alikes cannot matter:
/// what identifiers, reference codes and file names must be.
///
/// # Examples
/// ```
/// assert!(text::bidi::is_ascii_controlless("KW-US/2020-11"));
/// assert!(!text::bidi::is_ascii_controlless("KW\tUS"));
/// ```
pub fn is_ascii_controlless(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..=0x7E).contains(&byte))
}

/// Encloses a value in FSI and PDI for texts outside HTML (calendar files, mail, plain text), so
/// that its figures and brackets stay in order inside a sentence of the other direction.
///
/// The result passes [`check`] whatever comes in: inner isolates that balance are kept, every other
/// directional control is dropped, and each paragraph is enclosed on its own because a paragraph
/// end closes all isolates. Inside HTML use `<bdi>`.
///
/// # Examples
/// ```
/// assert_eq!(text::bidi::isolate("9-24"), "\u{2068}9-24\u{2069}");
/// assert_eq!(text::bidi::isolate("\u{202E}9-24\u{2069}"), "\u{2068}9-24\u{2069}");
/// ```
pub fn isolate(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 6);
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|&(_, c)| ends_paragraph(c)) {
        isolate_paragraph(&text[start..at], &mut out);
        out.push(c);
        start = at + c.len_utf8();
    }
    isolate_paragraph(&text[start..], &mut out);
    out
}

/// The places of codes inside Arabic that the bidirectional algorithm would turn round, so that
/// whoever shows the text encloses them: `2020-11-16`, `9-24`, `+965-2222-0000`, `4/2020-SEC`.
/// They hold a digit and something that turns them; a plain number, a decimal or a date with
/// slashes needs no help. Byte ranges in order, without overlap.
///
/// # Examples
/// ```
/// let text = "بتاريخ 2020-11-16، المواد 9-24";
/// let codes: Vec<&str> = text::bidi::codes(text).into_iter().map(|at| &text[at]).collect();
/// assert_eq!(codes, ["2020-11-16", "9-24"]);
/// ```
pub fn codes(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    let ends = text.char_indices().map(|(at, c)| (at, Some(c))).chain([(text.len(), None)]);
    for (at, c) in ends {
        let inside = c.is_some_and(|c| is_code(c) || c == ' ' && in_phone(text, start, at));
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                out.extend(trimmed(text, from..at));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Encloses every code of a text in LRI and PDI, for places that take no markup: titles in links,
/// attributes, lists. For display only; what is put into a record stays as it was written.
///
/// # Examples
/// ```
/// assert_eq!(text::bidi::isolate_codes("مذكرة 4/2020-SEC"), "مذكرة \u{2066}4/2020-SEC\u{2069}");
/// ```
pub fn isolate_codes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for code in codes(text) {
        out.push_str(&text[at..code.start]);
        out.push(LRI);
        out.push_str(&text[code.clone()]);
        out.push(PDI);
        at = code.end;
    }
    out.push_str(&text[at..]);
    out
}

fn is_code(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_sign(c)
}

fn is_sign(c: char) -> bool {
    "+-/.,:@_#=&\u{2010}\u{2011}\u{2012}\u{2013}\u{2212}".contains(c)
}

/// A blank between groups of digits of a telephone number, `+965 2222 0000`.
fn in_phone(text: &str, start: Option<usize>, at: usize) -> bool {
    let Some(before) = start.map(|start| &text[start..at]) else {
        return false;
    };
    let digits = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-');
    before.strip_prefix('+').is_some_and(|rest| !rest.is_empty() && rest.chars().all(digits))
        && text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
}

/// The stretch without signs at its ends; nothing if it needs no help.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let end = range.start + text[range.clone()].trim_end_matches(|c| is_sign(c) || c == ' ').len();
    let mut start = range.start;
    while let Some(c) = text[start..end].chars().next()
        && is_sign(c)
        && !(matches!(c, '+' | '-')
            && text[start + 1..end].starts_with(|c: char| c.is_ascii_digit()))
    {
        start += c.len_utf8();
    }
    let words = &text[start..end];
    let digit = words.contains(|c: char| c.is_ascii_digit());
    let turns = |c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ':' | '/');
    (digit && words.contains(turns) && words.chars().count() > 1).then_some(start..end)
}

/// The direction of the first strong letter outside isolates (UAX #9, P2 and P3), as
/// `dir="auto"` decides it.
///
/// # Examples
/// ```
/// use text::bidi::{Direction, direction_of};
/// assert_eq!(direction_of("(1) الكويت"), Direction::Rtl);
/// assert_eq!(direction_of("«Kuwait» الكويت"), Direction::Ltr);
/// assert_eq!(direction_of("2020-11-16"), Direction::Neutral);
/// ```
pub fn direction_of(text: &str) -> Direction {
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            LRI | RLI | FSI => depth += 1,
            PDI => depth = depth.saturating_sub(1),
            _ if ends_paragraph(c) => depth = 0,
            _ if depth > 0 => {}
            LRM => return Direction::Ltr,
            RLM | ALM => return Direction::Rtl,
            _ if is_right_to_left(c) => return Direction::Rtl,
            _ if c.is_alphabetic() => return Direction::Ltr,
            _ => {}
        }
    }
    Direction::Neutral
}

/// The short name of a character that leaves no mark on the page, for the sign-off view that draws
/// each as a labelled box. `None` for visible characters and the ordinary blank.
///
/// # Examples
/// ```
/// assert_eq!(text::bidi::invisible_name('\u{200F}'), Some("RLM"));
/// assert_eq!(text::bidi::invisible_name('a'), None);
/// ```
pub fn invisible_name(c: char) -> Option<&'static str> {
    Some(match c {
        LRE => "LRE",
        RLE => "RLE",
        PDF => "PDF",
        LRO => "LRO",
        RLO => "RLO",
        LRI => "LRI",
        RLI => "RLI",
        FSI => "FSI",
        PDI => "PDI",
        LRM => "LRM",
        RLM => "RLM",
        ALM => "ALM",
        '\t' => "TAB",
        '\u{00A0}' => "NBSP",
        '\u{202F}' => "NNBSP",
        '\u{00AD}' => "SHY",
        '\u{034F}' => "CGJ",
        '\u{200B}' => "ZWSP",
        '\u{200C}' => "ZWNJ",
        '\u{200D}' => "ZWJ",
        '\u{2028}' => "LS",
        '\u{2029}' => "PS",
        '\u{2060}' => "WJ",
        '\u{2061}'..='\u{2064}' => "MATH",
        '\u{206A}'..='\u{206F}' => "DEPRECATED",
        '\u{FEFF}' => "BOM",
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => "VS",
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => "FILLER",
        '\u{E0000}'..='\u{E007F}' => "TAG",
        _ if c != '\n' && c.is_control() => "CTRL",
        _ => return None,
    })
}

/// Characters that end a paragraph for the bidi algorithm (Bidi_Class B), and so end all isolates.
pub(crate) fn ends_paragraph(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2029}')
}

fn unclosed(open: &[(usize, char)]) -> Result<(), BidiProblem> {
    match open.first() {
        Some(&(at, c)) => Err(BidiProblem { at, what: BidiFault::Unclosed(c) }),
        None => Ok(()),
    }
}

fn refuse_controls(text: &str, refused: fn(char) -> bool) -> Result<(), BidiProblem> {
    match text.char_indices().find(|&(_, c)| refused(c)) {
        Some((at, c)) => Err(BidiProblem { at, what: BidiFault::Control(c) }),
        None => Ok(()),
    }
}

fn isolate_paragraph(paragraph: &str, out: &mut String) {
    if paragraph.is_empty() {
        return;
    }
    let kept = balanced_isolates(paragraph);
    out.push(FSI);
    let mut kept = kept.iter().copied().peekable();
    for (at, c) in paragraph.char_indices() {
        let directional = matches!(
            c,
            LRE..=RLO | LRI..=PDI | LRM | RLM | ALM | '\u{206A}'..='\u{206F}'
        );
        if !directional || kept.next_if_eq(&at).is_some() {
            out.push(c);
        }
    }
    out.push(PDI);
}

/// Byte offsets, ascending, of the isolate controls that pair up and are not nested so deep that
/// one more around them would exceed the limit.
fn balanced_isolates(paragraph: &str) -> Vec<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut kept = Vec::new();
    for (at, c) in paragraph.char_indices() {
        match c {
            LRI | RLI | FSI => open.push(at),
            PDI => {
                if let Some(start) = open.pop()
                    && open.len() + 1 < ISOLATE_DEPTH_MAX
                {
                    kept.extend([start, at]);
                }
            }
            _ => {}
        }
    }
    kept.sort_unstable();
    kept
}

/// Letters of the right-to-left blocks (Bidi_Class R and AL). Digits and combining marks of those
/// blocks are not strong and are left out.
fn is_right_to_left(c: char) -> bool {
    let block = matches!(c,
        '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    // `is_alphabetic` also holds for the Arabic vowel signs, which are not strong.
    block && c.is_alphabetic() && !is_arabic_mark(c)
}

/// Arabic combining marks: harakat, Koranic signs, the dagger alef.
pub(crate) fn is_arabic_mark(c: char) -> bool {
    matches!(c,
        '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06DC}'
        | '\u{06DF}'..='\u{06E4}' | '\u{06E7}' | '\u{06E8}' | '\u{06EA}'..='\u{06ED}'
        | '\u{0897}'..='\u{089F}' | '\u{08CA}'..='\u{08E1}' | '\u{08E3}'..='\u{08FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Option<(usize, &'static str)> {
        check(text).err().map(|p| (p.at, p.what.code()))
    }

    #[test]
    fn codes_that_would_be_turned_round_are_found_and_plain_numbers_are_not() {
        let found =
            |text: &str| codes(text).into_iter().map(|at| text[at].to_owned()).collect::<Vec<_>>();
        let text = "بتاريخ 2020-11-16 رقم 4/2020-SEC، هاتف +965-2222-0000 (المواد 9-24).";
        assert_eq!(found(text), ["2020-11-16", "4/2020-SEC", "+965-2222-0000", "9-24"]);
        assert_eq!(found("هاتف +965 2222 0000 اليوم"), ["+965 2222 0000"]);
        assert_eq!(found("في 12/03/2025 و1,250.50 و14 خبيرا في 10:30."), [""; 0]);
        assert_eq!(found("الصفحات 9\u{2013}24- وCOVID-19."), ["9\u{2013}24", "COVID-19"]);
        assert_eq!(found("follow-up matrix"), [""; 0]);
    }

    #[test]
    fn agreed_text_keeps_one_reading_order() {
        for (text, expected) in [
            ("", None),
            ("الحوار 2020-11-16 Kuwait", None),
            ("a \u{2067}ب\u{2068}c\u{2069}\u{2069} d", None),
            ("a\u{202E}b", Some((1, "bidi-override"))),
            ("a\u{202D}b\u{202C}", Some((1, "bidi-override"))),
            ("\u{202A}b\u{202C}", Some((0, "bidi-embedding"))),
            ("b\u{202C}", Some((1, "bidi-embedding"))),
            ("1\u{200F}2", Some((1, "bidi-mark"))),
            ("1\u{061C}2", Some((1, "bidi-mark"))),
            ("\u{2069}", Some((0, "bidi-unopened"))),
            ("a\u{2066}b", Some((1, "bidi-unclosed"))),
            ("\u{2066}b\nc\u{2069}", Some((0, "bidi-unclosed"))),
            ("\u{2066}b\u{2069}\u{2069}", Some((7, "bidi-unopened"))),
            ("\u{206A}", Some((0, "bidi-deprecated"))),
        ] {
            assert_eq!(fault(text), expected, "{}", text.escape_unicode());
        }
    }

    #[test]
    fn isolates_nest_only_so_deep() {
        let nested = |n: usize| "\u{2068}".repeat(n) + "x" + &"\u{2069}".repeat(n);
        assert!(check(&nested(ISOLATE_DEPTH_MAX)).is_ok());
        let problem = check(&nested(ISOLATE_DEPTH_MAX + 1)).expect_err("one too many");
        assert_eq!(problem.what, BidiFault::TooDeep('\u{2068}'));
        assert_eq!(problem.at, 3 * ISOLATE_DEPTH_MAX);
    }

    #[test]
    fn every_control_but_the_newline_is_refused_in_prose() {
        for c in (0..0xA0u32).filter_map(char::from_u32).filter(|c| c.is_control()) {
            let text = format!("a{c}b");
            assert_eq!(check_prose(&text).is_ok(), c == '\n', "{c:?}");
            assert_eq!(check_line(&text).map_err(|p| p.at), Err(1), "{c:?}");
        }
        assert!(check_prose("a\u{2028}b").is_err() && check_line("a\u{2029}b").is_err());
        assert!(check_line("a\u{202E}b").is_err(), "line checks include the bidi rules");
    }

    #[test]
    fn the_message_names_character_place_rule_and_remedy() {
        let message = check("ab\u{202E}").expect_err("an override").to_string();
        let expected = "U+202E (RLO) at byte 2: direction overrides are never allowed; remove it";
        assert_eq!(message, expected);
    }

    #[test]
    fn isolation_survives_hostile_values() {
        for (value, expected) in [
            ("", ""),
            ("+965-2222-0000", "\u{2068}+965-2222-0000\u{2069}"),
            ("a\u{2069}b", "\u{2068}ab\u{2069}"),
            ("a\u{2067}b", "\u{2068}ab\u{2069}"),
            ("\u{2067}b\u{2069}", "\u{2068}\u{2067}b\u{2069}\u{2069}"),
            ("a\nb", "\u{2068}a\u{2069}\n\u{2068}b\u{2069}"),
            ("a\u{2067}\nb\u{2069}", "\u{2068}a\u{2069}\n\u{2068}b\u{2069}"),
            ("\u{202E}abc\u{202C}", "\u{2068}abc\u{2069}"),
        ] {
            assert_eq!(isolate(value), expected, "{}", value.escape_unicode());
        }
        let deep = "\u{2066}".repeat(40) + "x" + &"\u{2069}".repeat(40);
        assert!(check(&isolate(&deep)).is_ok());
    }

    #[test]
    fn the_first_strong_letter_decides_the_direction() {
        for (text, expected) in [
            ("", Direction::Neutral),
            ("12 / 3", Direction::Neutral),
            ("١٢", Direction::Neutral),
            ("\u{064E}abc", Direction::Ltr),
            ("12 كويت", Direction::Rtl),
            ("שלום abc", Direction::Rtl),
            ("\u{2066}abc\u{2069} كويت", Direction::Rtl),
            ("Kuwait كويت", Direction::Ltr),
            ("\u{FEDB}", Direction::Rtl),
        ] {
            assert_eq!(direction_of(text), expected, "{}", text.escape_unicode());
        }
        assert_eq!(Direction::Neutral.attribute(), "auto");
    }
}
