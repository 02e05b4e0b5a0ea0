//! Finds personal data in a text, so that it is not saved: Kuwaiti Civil ID numbers, bank accounts
//! (IBAN, ISO 13616), telephone numbers, e-mail addresses, vehicle plates; in Latin and in Arabic
//! digits. It errs on the side of finding: a note can be worded otherwise, a name cannot be called
//! back. It cannot find a name, and nobody may say that it does.

use std::ops::Range;

use crate::limits::{DETECT_BYTES_MAX, FINDS_MAX};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Personal {
    /// A Civil ID number: 12 digits with a date of birth or the right check digit.
    CivilId,
    /// An IBAN whose check digits are right.
    Iban,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// The plate of a vehicle.
    Plate,
    /// A text longer than is looked through.
    TooLong,
}

impl Personal {
    /// All kinds.
    pub const ALL: [Personal; 6] = [
        Personal::CivilId,
        Personal::Iban,
        Personal::Phone,
        Personal::Email,
        Personal::Plate,
        Personal::TooLong,
    ];

    /// The fixed name.
    pub fn as_str(self) -> &'static str {
        match self {
            Personal::CivilId => "civil_id",
            Personal::Iban => "iban",
            Personal::Phone => "phone",
            Personal::Email => "email",
            Personal::Plate => "plate",
            Personal::TooLong => "too_long",
        }
    }
}

/// A find, with its place in the text in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Find {
    /// What it is.
    pub what: Personal,
    /// Where.
    pub at: Range<usize>,
}

/// Everything found, in the order of the text, each place once.
///
/// ```
/// use mutual::detect::{Personal, find};
/// let kinds = |text: &str| find(text).iter().map(|f| f.what).collect::<Vec<_>>();
/// assert_eq!(kinds("call +965 2222 1234"), [Personal::Phone]);
/// assert_eq!(kinds("٢٨٤٠٣١٥٠١٢٣٤"), [Personal::CivilId]);
/// assert!(kinds("KW-MLA-2020-0017 of 2020-11-16, 30 days").is_empty());
/// ```
pub fn find(text: &str) -> Vec<Find> {
    if text.len() > DETECT_BYTES_MAX {
        return vec![Find { what: Personal::TooLong, at: 0..text.len() }];
    }
    let chars: Vec<Char> = plain(text);
    let mut finds = Vec::new();
    emails(&chars, &mut finds);
    ibans(&chars, &mut finds);
    numbers(&chars, &mut finds);
    plates(&chars, &mut finds);
    finds.sort_by_key(|find| (find.at.start, find.what));
    // What lies within an earlier find is the same thing seen twice.
    let mut kept: Vec<Find> = Vec::new();
    for find in finds {
        if kept.iter().all(|known| find.at.start >= known.at.end) {
            kept.push(find);
        }
    }
    kept.truncate(FINDS_MAX);
    kept
}

/// A character as it is looked at, with its place.
#[derive(Clone, Copy)]
struct Char {
    is: char,
    at: usize,
    end: usize,
}

/// Digits of every script are Latin ones; what is invisible is left out, since it may stand between
/// two digits unseen.
fn plain(text: &str) -> Vec<Char> {
    let mut chars = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is = match c {
            '\u{0660}'..='\u{0669}' => digit(c, 0x0660),
            '\u{06F0}'..='\u{06F9}' => digit(c, 0x06F0),
            '\u{FF10}'..='\u{FF19}' => digit(c, 0xFF10),
            '\u{00A0}' | '\u{202F}' | '\u{2007}' | '\t' => ' ',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{FF0B}' => '+',
            '\u{FF20}' => '@',
            '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}'
            | '\u{00AD}'
            | '\u{0640}' => continue,
            other => other,
        };
        chars.push(Char { is, at, end: at + c.len_utf8() });
    }
    chars
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit(c as u32 - zero, 10).unwrap_or('0')
}

fn push(chars: &[Char], range: Range<usize>, what: Personal, finds: &mut Vec<Find>) {
    if let (Some(first), Some(last)) = (chars.get(range.start), chars.get(range.end - 1)) {
        finds.push(Find { what, at: first.at..last.end });
    }
}

fn emails(chars: &[Char], finds: &mut Vec<Find>) {
    let local = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let domain = |c: char| c.is_alphanumeric() || ".-".contains(c);
    for at in (0..chars.len()).filter(|at| chars[*at].is == '@') {
        let before = chars[..at].iter().rev().take_while(|c| local(c.is)).count();
        let after = chars[at + 1..].iter().take_while(|c| domain(c.is)).count();
        let host: String = chars[at + 1..at + 1 + after].iter().map(|c| c.is).collect();
        let host = host.trim_end_matches(['.', '-']);
        let top = host.rsplit('.').next().unwrap_or_default();
        let dotted = host.contains('.') && top.chars().count() >= 2;
        if before > 0 && dotted {
            push(chars, at - before..at + 1 + host.chars().count(), Personal::Email, finds);
        }
    }
}

/// Two letters, two digits, 11 to 30 letters or digits, spaces between groups; the whole is 1
/// modulo 97 when the first four characters are moved to the end (ISO 13616).
fn ibans(chars: &[Char], finds: &mut Vec<Find>) {
    for start in 0..chars.len() {
        let word_before = start > 0 && chars[start - 1].is.is_ascii_alphanumeric();
        if word_before || !chars[start].is.is_ascii_alphabetic() {
            continue;
        }
        let mut seen: Vec<char> = Vec::new();
        let mut at = start;
        while at < chars.len() && seen.len() < 34 {
            match chars[at].is {
                c if c.is_ascii_alphanumeric() => seen.push(c.to_ascii_uppercase()),
                ' ' | '-' if at > start && chars[at - 1].is.is_ascii_alphanumeric() => {}
                _ => break,
            }
            at += 1;
            if seen.len() == 4 && !begins_iban(&seen) {
                break;
            }
            let ends = at == chars.len() || !chars[at].is.is_ascii_alphanumeric();
            if ends && (15..=34).contains(&seen.len()) && begins_iban(&seen) && is_97(&seen) {
                push(chars, start..at, Personal::Iban, finds);
                break;
            }
        }
    }
}

fn begins_iban(seen: &[char]) -> bool {
    seen[..2].iter().all(char::is_ascii_uppercase) && seen[2..4].iter().all(char::is_ascii_digit)
}

fn is_97(seen: &[char]) -> bool {
    let moved = seen[4..].iter().chain(&seen[..4]);
    let rest = moved.fold(0_u32, |rest, c| match c.to_digit(36) {
        Some(value) if value < 10 => (rest * 10 + value) % 97,
        Some(value) => (rest * 100 + value) % 97,
        None => rest,
    });
    rest == 1
}

/// A run of digits with single separators between them.
struct Run {
    range: Range<usize>,
    digits: String,
    /// Its groups, as long as they are.
    groups: Vec<usize>,
    separators: String,
    plus: bool,
}

fn runs(chars: &[Char]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let plus = chars[at].is == '+'
            || (chars[at].is == '(' && chars.get(at + 1).is_some_and(|c| c.is == '+'));
        let begins = chars[at].is.is_ascii_digit() || plus || chars[at].is == '(';
        let word_before = at > 0 && chars[at - 1].is.is_alphanumeric();
        if !begins || word_before {
            at += 1;
            continue;
        }
        let start = at;
        let (mut digits, mut groups, mut separators) = (String::new(), Vec::new(), String::new());
        let (mut group, mut last_digit, mut n_between) = (0, None, 0);
        while at < chars.len() {
            match chars[at].is {
                c if c.is_ascii_digit() => {
                    digits.push(c);
                    group += 1;
                    last_digit = Some(at);
                    n_between = separators.len();
                }
                c @ (' ' | '-' | '.' | '(' | ')' | '+' | '/') if at - start < 48 => {
                    let apart = last_digit.map_or(0, |last| at - last);
                    if apart > 2 {
                        break;
                    }
                    if group > 0 {
                        groups.push(group);
                        group = 0;
                    }
                    separators.push(c);
                }
                _ => break,
            }
            at += 1;
        }
        if group > 0 {
            groups.push(group);
        }
        let glued = at < chars.len()
            && chars[at].is.is_alphabetic()
            && last_digit.is_some_and(|last| last + 1 == at);
        // What stands behind the last digit separates nothing.
        separators.truncate(n_between);
        if let Some(last) = last_digit.filter(|_| !glued) {
            runs.push(Run { range: start..last + 1, digits, groups, separators, plus });
        }
        at = at.max(start + 1);
    }
    runs
}

fn numbers(chars: &[Char], finds: &mut Vec<Find>) {
    for run in runs(chars) {
        if let Some(range) = civil_id_in(chars, &run) {
            push(chars, range, Personal::CivilId, finds);
        }
        if is_phone(&run) {
            push(chars, run.range.clone(), Personal::Phone, finds);
        }
    }
    for (range, digits) in solid(chars) {
        if is_local_phone(&digits) {
            push(chars, range, Personal::Phone, finds);
        }
    }
}

/// Digits without anything between them, not part of a word.
fn solid(chars: &[Char]) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let digits: String =
            chars[at..].iter().map(|c| c.is).take_while(char::is_ascii_digit).collect();
        if digits.is_empty() {
            at += 1;
            continue;
        }
        let end = at + digits.len();
        let before = at.checked_sub(1).map(|before| chars[before].is);
        let after = chars.get(end).map(|c| c.is);
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || c == '_');
        if !word(before) && !word(after) {
            found.push((at..end, digits));
        }
        at = end;
    }
    found
}

/// Twelve digits together with a plausible date or the right check digit, or twelve in groups with
/// both.
fn civil_id_in(chars: &[Char], run: &Run) -> Option<Range<usize>> {
    if run.groups.len() > 1 && run.digits.len() == 12 && !run.separators.contains('/') {
        let both = has_birth_date(&run.digits) && has_check_digit(&run.digits);
        return both.then(|| run.range.clone());
    }
    let inside = solid(&chars[run.range.clone()]);
    let found = inside.into_iter().find(|(_, digits)| {
        digits.len() == 12 && (has_birth_date(digits) || has_check_digit(digits))
    });
    found.map(|(range, _)| run.range.start + range.start..run.range.start + range.end)
}

/// Whether twelve digits begin as a Civil ID: the century (2 for 1900, 3 for 2000), then the day of
/// birth as year, month, day.
pub fn has_birth_date(digits: &str) -> bool {
    let number = |range: Range<usize>| digits.get(range).and_then(|d| d.parse::<u32>().ok());
    let (Some(century), Some(year), Some(month), Some(day)) =
        (number(0..1), number(1..3), number(3..5), number(5..7))
    else {
        return false;
    };
    let base = match century {
        2 => 1900,
        3 => 2000,
        _ => return false,
    };
    let year = base + year;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// Whether the last of twelve digits is the check digit of a Civil ID: 11 less the weighted sum of
/// the others modulo 11.
pub fn has_check_digit(digits: &str) -> bool {
    const WEIGHTS: [u32; 11] = [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let [head @ .., last] = values.as_slice() else { return false };
    if head.len() != WEIGHTS.len() || !matches!(head[0], 1..=3) {
        return false;
    }
    let sum: u32 = head.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    11 - sum % 11 == *last
}

/// An international number, one with an area code in brackets, or groups as numbers are dictated.
fn is_phone(run: &Run) -> bool {
    let n = run.digits.len();
    let slashed = run.separators.contains('/') || run.separators.contains('.');
    let international = run.plus || (run.digits.starts_with("00") && n >= 10);
    if international && (8..=15).contains(&n) {
        return true;
    }
    let american = n == 10 && run.groups == [3, 3, 4];
    let american_long = n == 11 && run.groups == [1, 3, 3, 4];
    let kuwaiti = n == 8 && run.groups == [4, 4] && run.separators == " ";
    !slashed && (american || american_long || (kuwaiti && is_local_phone(&run.digits)))
}

/// Eight digits as Kuwaiti numbers begin, unless they are a date written together.
fn is_local_phone(digits: &str) -> bool {
    let begins = digits.starts_with(['2', '4', '5', '6', '9']);
    digits.len() == 8 && begins && !is_dense_date(digits)
}

fn is_dense_date(digits: &str) -> bool {
    let number = |range: Range<usize>| digits.get(range).and_then(|d| d.parse::<u32>().ok());
    let (year, month, day) = (number(0..4), number(4..6), number(6..8));
    year.is_some_and(|year| (1900..2100).contains(&year))
        && month.is_some_and(|month| (1..=12).contains(&month))
        && day.is_some_and(|day| (1..=31).contains(&day))
}

/// Words beside which a short number is a plate.
const PLATE_WORDS: &[&str] = &["plate", "licence no", "license no", "لوحة", "اللوحة", "لوحه"];

/// A plate as Kuwait writes it, `12/34567`, or any number beside a word for one.
fn plates(chars: &[Char], finds: &mut Vec<Find>) {
    for run in runs(chars) {
        if run.separators == "/"
            && let [area, number] = run.groups[..]
            && (1..=2).contains(&area)
            && (4..=5).contains(&number)
            && !is_year(&run.digits[area..])
        {
            push(chars, run.range.clone(), Personal::Plate, finds);
        }
    }
    let text: Vec<char> =
        chars.iter().map(|c| c.is.to_lowercase().next().unwrap_or(c.is)).collect();
    for word in PLATE_WORDS {
        let word: Vec<char> = word.chars().collect();
        for at in 0..text.len().saturating_sub(word.len()) {
            if text[at..at + word.len()] != word[..] {
                continue;
            }
            let end = (at + word.len() + 24).min(text.len());
            if let Some(digit) = (at + word.len()..end).find(|at| text[*at].is_ascii_digit()) {
                let last = (digit..text.len()).take_while(|at| text[*at].is_ascii_alphanumeric());
                push(chars, at..last.last().unwrap_or(digit) + 1, Personal::Plate, finds);
            }
        }
    }
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}
