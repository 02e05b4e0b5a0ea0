//! The encoding of a text that does not say it: UTF-8, UTF-16, or the code pages of Arabic and
//! western systems. Decided by what Arabic and English look like, so that two sentences suffice.
//! Decoding is that of the Encoding Standard; damage becomes U+FFFD and is counted.

use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};

/// Bytes that the guess looks at.
const SAMPLE_BYTES_MAX: usize = 64 * 1_024;
/// Valid sequences of UTF-8 a broken one, above which a text is UTF-8 with damage.
const UTF_8_VALID_PER_BROKEN: usize = 10;

/// A decoded text.
pub struct Decoded {
    pub text: String,
    /// The name of the encoding in the Encoding Standard.
    pub encoding: &'static str,
    /// Places that became U+FFFD.
    pub replaced: usize,
    /// The guess may be wrong.
    pub unsure: bool,
}

/// Decodes bytes whose encoding nobody states.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return decode_as(bytes, encoding);
    }
    if let Some(encoding) = wide(bytes) {
        return decode_as(bytes, encoding);
    }
    // A cut character at the end is damage, but no sign of another encoding.
    match std::str::from_utf8(bytes) {
        Ok(_) => decode_as(bytes, UTF_8),
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
            decode_as(bytes, UTF_8)
        }
        Err(_) if mostly_utf_8(bytes) => decode_as(bytes, UTF_8),
        Err(_) => {
            let (encoding, unsure) = code_page(&bytes[..bytes.len().min(SAMPLE_BYTES_MAX)]);
            Decoded { unsure, ..decode_as(bytes, encoding) }
        }
    }
}

/// Decodes bytes whose encoding is stated. A statement that the bytes contradict is not believed.
pub fn decode_stated(bytes: &[u8], label: Option<&str>) -> Decoded {
    let stated = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    match stated {
        Some(encoding) if Encoding::for_bom(bytes).is_none() && encoding.is_ascii_compatible() => {
            let decoded = decode_as(bytes, encoding);
            match decoded.replaced {
                0 => decoded,
                replaced => Some(decode(bytes))
                    .filter(|guessed| guessed.replaced < replaced)
                    .unwrap_or(decoded),
            }
        }
        _ => decode(bytes),
    }
}

/// Whether bytes read as text: for deciding what a file is, not for reading it.
pub fn is_text(bytes: &[u8]) -> bool {
    let decoded = decode(bytes);
    let odd = |c: &char| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{c}');
    decoded.replaced == 0 && !decoded.text.chars().any(|c| odd(&c))
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, encoding, _) = encoding.decode(bytes);
    let replaced = text.chars().filter(|c| *c == '\u{fffd}').count();
    Decoded { text: text.into_owned(), encoding: encoding.name(), replaced, unsure: false }
}

/// UTF-16 without a mark: most units are Arabic, ASCII or general punctuation in one byte order
/// and not in the other.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES_MAX) & !1];
    let suspicious = sample.iter().filter(|byte| matches!(byte, 0 | 6)).count();
    if !bytes.len().is_multiple_of(2) || sample.len() < 4 || suspicious * 4 < sample.len() {
        return None;
    }
    let plausible = |unit: &u16| {
        matches!(unit, 0x09 | 0x0a | 0x0d | 0x20..=0x7e | 0xa0..=0xff | 0x600..=0x6ff)
            || matches!(unit, 0x2000..=0x206f | 0xfb50..=0xfdff | 0xfe70..=0xfeff)
    };
    let share = |read: fn([u8; 2]) -> u16| {
        let units = sample.chunks_exact(2).map(|two| read([two[0], two[1]]));
        units.filter(plausible).count() * 100 / (sample.len() / 2)
    };
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    match (little >= 95, big >= 95) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

fn mostly_utf_8(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES_MAX)];
    let (mut valid, mut broken) = (0usize, 0usize);
    for chunk in sample.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    valid > broken * UTF_8_VALID_PER_BROKEN
}

/// The code page in which the bytes read most like Arabic or a western language, and whether
/// another one is close.
fn code_page(sample: &[u8]) -> (&'static Encoding, bool) {
    // The order decides between equals: French reads the same in the first two.
    let mut ranked = [WINDOWS_1252, WINDOWS_1256, ISO_8859_6].map(|encoding| {
        let (text, ..) = encoding.decode(sample);
        (likeness(&text), encoding)
    });
    ranked.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let high = sample.iter().filter(|byte| **byte >= 0x80).count();
    let [(best, encoding), (next, _), _] = ranked;
    let margin = best - next;
    (encoding, high < 3 || margin < 4 || best <= 0)
}

/// What stands before a character, for [`likeness`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Ascii,
    Accented,
    Arabic,
}

/// How much a text looks like one: common letters in company of their own script count for it,
/// signs that text hardly holds count against it.
fn likeness(text: &str) -> i64 {
    let mut score = 0;
    let mut before = Before::Nothing;
    let mut last = ' ';
    for c in text.chars() {
        let (points, now) = match c {
            'a'..='z' | 'A'..='Z' => {
                let clash = before == Before::Arabic;
                (if clash { -4 } else { 0 }, Before::Ascii)
            }
            '\0'..='\u{7f}' => (0, Before::Nothing),
            '\u{621}'..='\u{64a}' => {
                let clash = matches!(before, Before::Ascii | Before::Accented);
                let article = c == 'ل' && last == 'ا';
                (
                    letter(c) + if article { 2 } else { 0 } - if clash { 4 } else { 0 },
                    Before::Arabic,
                )
            }
            // Marks follow letters; two in a row are rare but for shadda.
            '\u{64b}'..='\u{652}' if before == Before::Arabic => {
                (if ('\u{64b}'..='\u{652}').contains(&last) { -3 } else { -1 }, Before::Arabic)
            }
            '\u{660}'..='\u{669}' | '،' | '؛' | '؟' => (1, Before::Nothing),
            '\u{c0}'..='\u{ff}' if c != '×' && c != '÷' => match before {
                Before::Ascii => (2, Before::Accented),
                Before::Nothing if c.is_uppercase() || c.is_lowercase() => (0, Before::Accented),
                _ => (-3, Before::Accented),
            },
            '«' | '»' | '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '•' | '\u{a0}' => {
                (0, Before::Nothing)
            }
            '\u{200c}'..='\u{200f}' => (0, before),
            'گ' | 'پ' | 'چ' | 'ژ' | 'ک' | 'ھ' => (-1, Before::Arabic),
            _ if c.is_control() || c == '\u{fffd}' => (-10, Before::Nothing),
            _ => (-4, Before::Nothing),
        };
        score += points;
        before = now;
        last = c;
    }
    score
}

/// Letters by how often Arabic news uses them.
fn letter(c: char) -> i64 {
    match c {
        'ا' | 'ل' | 'ي' | 'م' | 'و' | 'ن' | 'ر' | 'ت' => 3,
        'ب' | 'ة' | 'ع' | 'د' | 'س' | 'ف' | 'ه' | 'ك' | 'ق' | 'أ' | 'ح' => 2,
        'ج' | 'ش' | 'ط' | 'ص' | 'خ' | 'ى' | 'إ' | 'ذ' | 'ض' => 1,
        // A mark that joins words, between brackets of the code page: nothing for or against.
        'ـ' | 'ء' | 'ئ' | 'ؤ' | 'ز' | 'ث' | 'غ' | 'ظ' | 'آ' => 0,
        _ => -2,
    }
}
