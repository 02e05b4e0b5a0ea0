//! Finds personal data in a text, so that it is not saved: Kuwaiti Civil ID numbers, bank accounts
//! (IBAN, ISO 13616), telephone numbers, e-mail addresses, vehicle plates; in digits of any script,
//! whatever separators, line breaks or invisible characters stand between them. It errs on the side
//! of finding: a note can be worded otherwise, a name cannot be called back. It cannot find a name,
//! and nobody may say that it does.

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
    beside_words(&chars, &mut finds);
    lettered_plates(&chars, &mut finds);
    // Of several that begin at one place the first kind, and of it the longest.
    finds.sort_by_key(|find| (find.at.start, find.what, std::cmp::Reverse(find.at.end)));
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

/// Digits and letters of every width and script are Latin ones where they have such a meaning; a
/// line break is a blank; what is invisible or only a mark is left out, since it may stand between
/// two digits unseen.
fn plain(text: &str) -> Vec<Char> {
    let mut chars: Vec<Char> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is = match c {
            _ if is_unseen(c) => continue,
            '\u{00A0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200A}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202F}'
            | '\u{205F}'
            | '\u{3000}'
            | '\t'..='\r'
            | '\u{0085}' => ' ',
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
            '\u{066B}' | '\u{3002}' | '\u{FF61}' | '\u{2024}' => '.',
            '\u{066C}' | '\u{060C}' => ',',
            '\u{2044}' | '\u{2215}' => '/',
            '\u{FE6B}' => '@',
            // The whole row of wide forms, digits among them.
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            other => digit(other).unwrap_or(other),
        };
        chars.push(Char { is, at, end: at + c.len_utf8() });
    }
    chars
}

/// Format characters, fillers, selectors and marks that join the character before them.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{0300}'..='\u{036F}' | '\u{0610}'..='\u{061A}' | '\u{061C}'
        | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06DD}'
        | '\u{06DF}'..='\u{06E4}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{20D0}'..='\u{20F0}' | '\u{2800}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The zeros of the decimal digits of Unicode (general category Nd) that a keyboard gives.
const ZEROS: &[u32] = &[
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1FBF0,
];

/// A digit of another script, or a raised, lowered or circled one.
fn digit(c: char) -> Option<char> {
    let code = c as u32;
    let value = match c {
        '\u{00B9}' => 1,
        '\u{00B2}' | '\u{00B3}' => code - 0xB0,
        '\u{2070}' | '\u{2074}'..='\u{2079}' => code - 0x2070,
        '\u{2080}'..='\u{2089}' => code - 0x2080,
        '\u{2460}'..='\u{2468}' => code - 0x2460 + 1,
        '\u{24EA}' => 0,
        _ => code - ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?,
    };
    char::from_digit(value, 10)
}

fn push(chars: &[Char], range: Range<usize>, what: Personal, finds: &mut Vec<Find>) {
    if let (Some(first), Some(last)) = (chars.get(range.start), chars.get(range.end - 1)) {
        finds.push(Find { what, at: first.at..last.end });
    }
}

/// What stands before and behind an `@`, or what is written for one; blanks may stand around it.
fn emails(chars: &[Char], finds: &mut Vec<Find>) {
    let local = |c: char| c.is_alphanumeric() || "._%+-\"'".contains(c);
    let domain = |c: char| c.is_alphanumeric() || ".-[:".contains(c);
    let blanks = |mut around: Box<dyn Iterator<Item = &Char> + '_>| {
        around.by_ref().take_while(|c| c.is == ' ').take(3).count()
    };
    for at in 0..chars.len() {
        let Some(wide) = at_sign(&chars[at..]) else { continue };
        let (head, tail) = (&chars[..at], &chars[at + wide..]);
        let (apart, behind) = (blanks(Box::new(head.iter().rev())), blanks(Box::new(tail.iter())));
        let (head, tail) = (&head[..head.len() - apart], &tail[behind..]);
        let before = head.iter().rev().take_while(|c| local(c.is)).count();
        let host: String = tail.iter().map(|c| c.is).take_while(|c| domain(*c)).collect();
        let host = host.trim_end_matches(['.', '-', ':']);
        let top = host.rsplit('.').next().unwrap_or_default();
        let named = host.contains('.') && top.chars().count() >= 2;
        if before > 0 && (named || host.starts_with('[')) {
            let end = at + wide + behind + host.chars().count();
            push(chars, head.len() - before..end, Personal::Email, finds);
        }
    }
}

/// How many characters an `@` takes here, if there is one: `@`, `(at)`, `[at]`, `{at}`.
fn at_sign(chars: &[Char]) -> Option<usize> {
    let word: String = chars.iter().take(4).map(|c| c.is.to_ascii_lowercase()).collect();
    match word.as_str() {
        "(at)" | "[at]" | "{at}" | "<at>" => Some(4),
        _ => word.starts_with('@').then_some(1),
    }
}

/// What may stand between the parts of a number.
const BETWEEN: &str = " -./()_,:;|*~'\u{00B7}\u{2022}\\";
/// Such characters in a row.
const BETWEEN_MAX: usize = 3;

/// Lengths of IBANs by country (ISO 13616 registry).
const IBAN_CHARS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BI", 27),
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DJ", 27),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FK", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HN", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LC", 32),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("LY", 25),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MN", 20),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NI", 28),
    ("NL", 18),
    ("NO", 15),
    ("OM", 23),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("RU", 33),
    ("SA", 24),
    ("SC", 31),
    ("SD", 18),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("SO", 23),
    ("ST", 25),
    ("SV", 28),
    ("TL", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("VG", 24),
    ("XK", 20),
    ("YE", 30),
];

/// Two letters and two digits, then 11 to 30 letters or digits with separators between; the whole
/// is 1 modulo 97 when the first four characters are moved to the end (ISO 13616). Of a country in
/// the registry it may stand inside a word; of another it is a word, or groups of four.
fn ibans(chars: &[Char], finds: &mut Vec<Find>) {
    let part = |c: &Char| c.is.is_ascii_alphanumeric();
    for start in 0..chars.len() {
        if !chars[start].is.is_ascii_alphabetic() {
            continue;
        }
        let word_before = start > 0 && part(&chars[start - 1]);
        let mut seen: Vec<char> = Vec::new();
        let (mut at, mut apart, mut fours) = (start, 0, true);
        while at < chars.len() && seen.len() < 34 {
            match chars[at].is {
                c if c.is_ascii_alphanumeric() => {
                    seen.push(c.to_ascii_uppercase());
                    apart = 0;
                }
                c if seen.len() >= 4 && BETWEEN.contains(c) && apart < BETWEEN_MAX => {
                    apart += 1;
                    fours &= seen.len().is_multiple_of(4);
                }
                _ => break,
            }
            at += 1;
            if seen.len() == 4 && !begins_iban(&seen) {
                break;
            }
            let ends = at == chars.len() || !part(&chars[at]);
            if apart == 0 && seen.len() >= 15 && is_iban(&seen, ends && !word_before && fours) {
                push(chars, start..at, Personal::Iban, finds);
                break;
            }
        }
    }
}

fn begins_iban(seen: &[char]) -> bool {
    seen[..2].iter().all(char::is_ascii_uppercase) && seen[2..4].iter().all(char::is_ascii_digit)
}

fn is_iban(seen: &[char], is_word: bool) -> bool {
    let country: String = seen[..2].iter().collect();
    let known = IBAN_CHARS.iter().find(|(of, _)| *of == country);
    // Words in a row have few digits.
    let n_digits = seen[4..].iter().filter(|c| c.is_ascii_digit()).count();
    known.map_or(is_word, |(_, length)| seen.len() == *length) && n_digits >= 8 && is_97(seen)
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

/// Digits without anything between them.
struct Group {
    range: Range<usize>,
    digits: String,
    /// What stands between it and the group before it in its run.
    before: String,
    /// A plus sign stands before it.
    plus: bool,
    /// A Latin letter touches it: part of a fingerprint or a code.
    glued: bool,
}

/// Groups with nothing but separators between them.
fn runs(chars: &[Char]) -> Vec<Vec<Group>> {
    let mut runs: Vec<Vec<Group>> = Vec::new();
    let (mut at, mut end) = (0, 0);
    let letter = |c: Option<&Char>| c.is_some_and(|c| c.is.is_ascii_alphabetic());
    while at < chars.len() {
        let digits: String =
            chars[at..].iter().map(|c| c.is).take_while(char::is_ascii_digit).collect();
        if digits.is_empty() {
            at += 1;
            continue;
        }
        let range = at..at + digits.len();
        let before: String = chars[end..at].iter().map(|c| c.is).collect();
        let plus = before.trim_end_matches([' ', '(']).ends_with('+');
        let glued = letter(at.checked_sub(1).map(|at| &chars[at])) || letter(chars.get(range.end));
        let joined = before.chars().all(|c| BETWEEN.contains(c))
            && before.chars().count() <= BETWEEN_MAX
            && !plus;
        (at, end) = (range.end, range.end);
        let group = Group { range, digits, before, plus, glued };
        match runs.last_mut().filter(|_| joined) {
            Some(run) => run.push(group),
            None => runs.push(vec![group]),
        }
    }
    runs
}

/// Longest number looked for, in digits: `00`, a country and a number (ITU-T E.164).
const NUMBER_DIGITS_MAX: usize = 17;

/// Some groups of a run that follow one another.
struct Window<'r> {
    groups: &'r [Group],
    digits: String,
    lengths: Vec<usize>,
    /// What stands between the groups.
    between: String,
    glued: bool,
}

impl<'r> Window<'r> {
    fn of(groups: &'r [Group]) -> Window<'r> {
        Window {
            digits: groups.iter().map(|group| group.digits.as_str()).collect(),
            lengths: groups.iter().map(|group| group.digits.len()).collect(),
            between: groups[1..].iter().map(|group| group.before.as_str()).collect(),
            glued: groups[0].glued || groups[groups.len() - 1].glued,
            groups,
        }
    }

    fn range(&self) -> Range<usize> {
        self.groups[0].range.start..self.groups[self.groups.len() - 1].range.end
    }

    /// Whether it begins with a date: day, month and year, or a year.
    fn begins_with_date(&self) -> bool {
        let year = |at: usize| self.groups.get(at).is_some_and(|group| is_year(&group.digits));
        year(0) || (self.lengths.len() > 2 && self.lengths[..2].iter().all(|n| *n <= 2) && year(2))
    }
}

/// Whether three groups that follow one another are a date: digits of a log or a letter, with a
/// time of day before or behind.
fn has_date(window: &Window<'_>) -> bool {
    window.groups.windows(3).any(|three| {
        let number = |at: usize| three[at].digits.parse::<u32>().unwrap_or_default();
        let (a, b) = match (is_year(&three[0].digits), is_year(&three[2].digits)) {
            (true, _) => (1, 2),
            (_, true) => (0, 1),
            _ => return false,
        };
        let short = three[a].digits.len() <= 2 && three[b].digits.len() <= 2;
        let (a, b) = (number(a).min(number(b)), number(a).max(number(b)));
        short && (1..=12).contains(&a) && (1..=31).contains(&b)
    })
}

fn numbers(chars: &[Char], finds: &mut Vec<Find>) {
    for run in runs(chars) {
        for from in 0..run.len() {
            for to in from..run.len() {
                let window = Window::of(&run[from..=to]);
                if window.digits.len() > NUMBER_DIGITS_MAX && to > from {
                    break;
                }
                if is_civil_id(&window) {
                    push(chars, window.range(), Personal::CivilId, finds);
                }
                if is_phone(&window) {
                    push(chars, window.range(), Personal::Phone, finds);
                }
                if is_plate(&window) {
                    push(chars, window.range(), Personal::Plate, finds);
                }
            }
        }
    }
}

/// Twelve digits together with a plausible date or the right check digit; twelve in groups, in a
/// word or within a longer number with both.
fn is_civil_id(window: &Window<'_>) -> bool {
    let both = |digits: &str| has_birth_date(digits) && has_check_digit(digits);
    match (&window.lengths[..], window.digits.as_str()) {
        ([12], digits) if !window.glued => has_birth_date(digits) || has_check_digit(digits),
        ([n], digits) if (12..=64).contains(n) => {
            (0..=n - 12).any(|at| digits.get(at..at + 12).is_some_and(both))
        }
        (_, digits) => digits.len() == 12 && !has_date(window) && both(digits),
    }
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

/// An international number, one with an area code, or groups as numbers are dictated.
fn is_phone(window: &Window<'_>) -> bool {
    let (n, digits) = (window.digits.len(), window.digits.as_str());
    if window.groups[0].plus && (8..=15).contains(&n) {
        return true;
    }
    if window.glued || window.begins_with_date() {
        return false;
    }
    let told = !window.between.contains([':', ',', ';']);
    if told && digits.starts_with("00") && !digits.starts_with("000") && (10..=17).contains(&n) {
        return true;
    }
    let spoken = window.between.chars().all(|c| " -.()".contains(c));
    let area = |at: usize| digits.as_bytes().get(at).is_some_and(|c| (b'2'..=b'9').contains(c));
    let american = match window.lengths[..] {
        [3, 3, 4] => true,
        [1, 3, 3, 4] | [11] => digits.starts_with('1') && area(1) && area(4),
        [10] => area(0) && area(3),
        _ => false,
    };
    // As most countries write them at home: a zero, an area or a network, the number.
    let at_home = matches!(n, 10 | 11) && digits.starts_with('0') && window.lengths[0] > 1;
    spoken && (american || at_home || is_local_phone(window))
}

/// Eight digits as Kuwaiti numbers begin, in groups as they are said, unless they are a date or a
/// round amount.
fn is_local_phone(window: &Window<'_>) -> bool {
    const SAID: &[&[usize]] = &[&[8], &[4, 4], &[3, 5], &[2, 6], &[2, 3, 3], &[3, 3, 2], &[1, 7]];
    let digits = window.digits.as_str();
    digits.len() == 8
        && digits.starts_with(['2', '4', '5', '6', '9'])
        && SAID.contains(&&window.lengths[..])
        && !is_dense_date(digits)
        && !(window.lengths.len() > 1 && digits.ends_with("000"))
}

fn is_dense_date(digits: &str) -> bool {
    let number = |range: Range<usize>| digits.get(range).and_then(|d| d.parse::<u32>().ok());
    let (year, month, day) = (number(0..4), number(4..6), number(6..8));
    year.is_some_and(|year| (1900..2100).contains(&year))
        && month.is_some_and(|month| (1..=12).contains(&month))
        && day.is_some_and(|day| (1..=31).contains(&day))
}

/// A plate as Kuwait writes it: governorate and number, `12/34567`.
fn is_plate(window: &Window<'_>) -> bool {
    let [area, number] = window.lengths[..] else { return false };
    let parted = match window.between.trim() {
        "/" | "\\" => (4..=5).contains(&number),
        "-" => number == 5,
        _ => false,
    };
    (1..=2).contains(&area) && parted && !window.glued && !is_year(&window.groups[1].digits)
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// Words beside which a number is what they say, with the fewest digits that it then has.
const WORDS: &[(Personal, usize, &[&str])] = &[
    (
        Personal::Phone,
        7,
        &[
            "tel",
            "telephone",
            "phone",
            "mobile",
            "cell",
            "fax",
            "whatsapp",
            "هاتف",
            "تلفون",
            "جوال",
            "نقال",
            "موبايل",
            "فاكس",
            "واتساب",
        ],
    ),
    (
        Personal::CivilId,
        9,
        &["civil id", "civil no", "national id", "الرقم المدني", "رقم مدني", "البطاقة المدنية"],
    ),
    (Personal::Plate, 1, &["plate", "plates", "licence no", "license no", "لوحة", "لوحه", "لوحت"]),
    (
        Personal::Plate,
        4,
        &["vehicle", "car", "registration", "سيارة", "السيارة", "مركبة", "المركبة"],
    ),
];
/// Characters that may stand between such a word and its number.
const WORD_NEAR_CHARS: usize = 24;

/// Numbers beside a word for them, whatever their form.
fn beside_words(chars: &[Char], finds: &mut Vec<Find>) {
    let text: Vec<char> =
        chars.iter().map(|c| c.is.to_lowercase().next().unwrap_or(c.is)).collect();
    for (what, least, words) in WORDS {
        for word in *words {
            let word: Vec<char> = word.chars().collect();
            for at in 0..(text.len() + 1).saturating_sub(word.len()) {
                let end = at + word.len();
                if text[at..end] != word[..] || !stands_alone(&text, at..end) {
                    continue;
                }
                let near = end..(end + WORD_NEAR_CHARS).min(text.len());
                let Some(first) = near.into_iter().find(|at| text[*at].is_ascii_digit()) else {
                    continue;
                };
                let last = number_end(&text, first);
                let digits: String =
                    text[first..last].iter().filter(|c| c.is_ascii_digit()).collect();
                if digits.len() >= *least && !(*least > 1 && is_dated(&text[first..last])) {
                    push(chars, at..last, *what, finds);
                }
            }
        }
    }
}

/// Whether a Latin word is not part of a longer one; Arabic words take letters on.
fn stands_alone(text: &[char], at: Range<usize>) -> bool {
    let letter = |c: Option<&char>| c.is_some_and(char::is_ascii_alphabetic);
    !letter(at.start.checked_sub(1).and_then(|before| text.get(before)))
        && !letter(text.get(at.end))
}

/// Where a number ends that begins at `first`: letters and digits with single separators.
fn number_end(text: &[char], first: usize) -> usize {
    let mut end = first;
    for (at, c) in text.iter().enumerate().skip(first).take(24) {
        if c.is_ascii_digit() {
            end = at + 1;
        } else if at - end > BETWEEN_MAX || !BETWEEN.contains(*c) {
            break;
        }
    }
    end
}

/// Whether a number begins with a year or is a date.
fn is_dated(number: &[char]) -> bool {
    let text: String = number.iter().collect();
    let groups: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
    groups.first().is_some_and(|first| is_year(first) || is_dense_date(first))
        || groups.get(2).is_some_and(|third| is_year(third))
}

/// A plate of three Arabic letters that stand apart and up to four digits, as in Saudi Arabia.
fn lettered_plates(chars: &[Char], finds: &mut Vec<Find>) {
    let arabic =
        |at: usize| chars.get(at).is_some_and(|c| ('\u{0620}'..='\u{064A}').contains(&c.is));
    let blank = |at: usize| chars.get(at).is_some_and(|c| matches!(c.is, ' ' | '-'));
    let digit = |at: usize| chars.get(at).is_some_and(|c| c.is.is_ascii_digit());
    for at in 0..chars.len() {
        let apart =
            arabic(at) && blank(at + 1) && arabic(at + 2) && blank(at + 3) && arabic(at + 4);
        let begins = at == 0 || !chars[at - 1].is.is_alphabetic();
        if !(apart && begins) {
            continue;
        }
        let first = if blank(at + 5) { at + 6 } else { at + 5 };
        let n = (first..first + 5).take_while(|at| digit(*at)).count();
        if (1..=4).contains(&n) {
            push(chars, at..first + n, Personal::Plate, finds);
        }
    }
}
