//! Which letters the codes of a font stand for: maps to Unicode (ISO 32000-1, 9.10.3), the code
//! pages of simple fonts and the names of glyphs. What no map says stays unknown; nothing is
//! guessed from shapes.

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::limits::{FONT_MAP_COUNT_MAX, GLYPH_CHARS_MAX};

use super::object::{Lexer, Value};

/// A map of codes, to letters or to numbers of glyphs.
#[derive(Debug, Default)]
pub struct CodeMap {
    /// Letters by code.
    pub letters: BTreeMap<u32, String>,
    /// Numbers of glyphs by ranges of codes: first, last, number of the first.
    glyphs: Vec<(u32, u32, u32)>,
    /// Ranges of codes: length in bytes, first, last.
    spaces: Vec<(usize, u32, u32)>,
}

impl CodeMap {
    /// Reads a map; `left` is how many entries the document may still have.
    pub fn read(mut lexer: Lexer<'_>, left: &Cell<usize>) -> Self {
        let mut map = Self::default();
        let mut operands: Vec<Value> = Vec::new();
        while let Some(value) = lexer.value() {
            let Value::Word(word) = value else {
                if operands.len() < 4 * FONT_MAP_COUNT_MAX {
                    operands.push(value);
                }
                continue;
            };
            match word.as_str() {
                "endcodespacerange" => map.add_spaces(&operands),
                "endbfchar" => map.add_letters(&operands, left),
                "endbfrange" => map.add_letter_ranges(&operands, left),
                "endcidchar" => map.add_glyphs(&operands, 2, left),
                "endcidrange" => map.add_glyphs(&operands, 3, left),
                _ => {}
            }
            operands.clear();
        }
        map.glyphs.sort_unstable();
        map
    }

    /// The code at the start of the bytes, and its length.
    pub fn code(&self, bytes: &[u8]) -> (u32, usize) {
        for length in 1..=bytes.len().min(4) {
            let code = code_of(&bytes[..length]);
            let within = |space: &(usize, u32, u32)| {
                space.0 == length && (space.1..=space.2).contains(&code)
            };
            if self.spaces.iter().any(within) {
                return (code, length);
            }
        }
        let length = self.spaces.iter().map(|space| space.0).min().unwrap_or(2);
        let length = length.min(bytes.len()).max(1);
        (code_of(&bytes[..length.min(bytes.len())]), length)
    }

    /// The number of the glyph of a code.
    pub fn glyph(&self, code: u32) -> u32 {
        let after = self.glyphs.partition_point(|range| range.0 <= code);
        match after.checked_sub(1).map(|at| self.glyphs[at]) {
            Some((first, last, glyph)) if code <= last => glyph.saturating_add(code - first),
            _ => code,
        }
    }

    fn add_spaces(&mut self, operands: &[Value]) {
        for two in operands.chunks_exact(2) {
            if let [Value::Text(first), Value::Text(last)] = two
                && self.spaces.len() < 64
                && (1..=4).contains(&first.len())
            {
                self.spaces.push((first.len(), code_of(first), code_of(last)));
            }
        }
    }

    fn add_letters(&mut self, operands: &[Value], left: &Cell<usize>) {
        for two in operands.chunks_exact(2) {
            if let [Value::Text(code), Value::Text(letters)] = two {
                self.add(code_of(code), wide(letters), left);
            }
        }
    }

    fn add_letter_ranges(&mut self, operands: &[Value], left: &Cell<usize>) {
        for three in operands.chunks_exact(3) {
            let [Value::Text(first), Value::Text(last), to] = three else {
                continue;
            };
            let (first, last) = (code_of(first), code_of(last));
            match to {
                Value::Text(letters) => {
                    let start = wide(letters);
                    let mut chars = start.chars().rev();
                    let Some(tail) = chars.next() else {
                        continue;
                    };
                    let head: String = chars.rev().collect();
                    for code in first..=last.min(first.saturating_add(0xffff)) {
                        let next = char::from_u32(tail as u32 + (code - first));
                        let Some(next) = next.filter(|_| self.has_room(left)) else {
                            break;
                        };
                        self.add(code, format!("{head}{next}"), left);
                    }
                }
                Value::Array(values) => {
                    for (code, value) in (first..=last).zip(values) {
                        if let Value::Text(letters) = value {
                            self.add(code, wide(letters), left);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn add_glyphs(&mut self, operands: &[Value], width: usize, left: &Cell<usize>) {
        for entry in operands.chunks_exact(width) {
            let (first, last) = (&entry[0], &entry[width - 2]);
            if let (Value::Text(first), Value::Text(last), Some(glyph)) =
                (first, last, entry[width - 1].number())
                && self.glyphs.len() < FONT_MAP_COUNT_MAX
                && left.get() > 0
            {
                left.set(left.get() - 1);
                self.glyphs.push((code_of(first), code_of(last), glyph.max(0.0) as u32));
            }
        }
    }

    fn has_room(&self, left: &Cell<usize>) -> bool {
        self.letters.len() < FONT_MAP_COUNT_MAX && left.get() > 0
    }

    fn add(&mut self, code: u32, letters: String, left: &Cell<usize>) {
        if self.has_room(left) && !letters.is_empty() {
            left.set(left.get() - 1);
            self.letters.insert(code, letters.chars().take(GLYPH_CHARS_MAX).collect());
        }
    }
}

fn code_of(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, byte| code << 8 | u32::from(*byte))
}

/// Letters in UTF-16, big end first.
fn wide(bytes: &[u8]) -> String {
    // Some programs write one byte for a Latin letter.
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let units = bytes.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]]));
    char::decode_utf16(units).filter_map(Result::ok).filter(|c| *c != '\0').collect()
}

/// A text string of the document itself (7.9.2.2): UTF-16, UTF-8 or one byte a letter.
pub fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => wide(rest),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// The letters of a simple font's code page.
pub fn code_page(name: Option<&str>) -> Vec<Option<String>> {
    let encoding = match name {
        Some("MacRomanEncoding") => encoding_rs::MACINTOSH,
        _ => encoding_rs::WINDOWS_1252,
    };
    let letters = |code: u8| {
        let text = encoding.decode_without_bom_handling(&[code]).0.into_owned();
        (code >= 0x20 && !text.starts_with(char::is_control)).then_some(text)
    };
    (0..=255u8).map(letters).collect()
}

/// The letters of a glyph's name, by the rules of the Adobe Glyph List: `uni0627`, `afii57415`,
/// `quoteright`, `lam.init`.
pub fn named(name: &str) -> Option<String> {
    let base = name.split('.').next().filter(|base| !base.is_empty())?;
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    if let Some(digits) = base.strip_prefix("uni").filter(|rest| rest.len() >= 4) {
        let four = digits.as_bytes().chunks_exact(4).take(GLYPH_CHARS_MAX);
        return four.map(|four| std::str::from_utf8(four).ok().and_then(hex)).collect();
    }
    if let Some(c) = base.strip_prefix('u').filter(|rest| rest.len() >= 4).and_then(hex) {
        return Some(c.to_string());
    }
    if let Some(number) = base.strip_prefix("afii").and_then(|rest| rest.parse::<u32>().ok()) {
        return arabic(number).map(String::from);
    }
    let mut chars = base.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return c.is_ascii_alphabetic().then(|| c.to_string());
    }
    let found = NAMES.iter().find(|(one, _)| *one == base);
    found.map(|(_, letters)| (*letters).to_owned())
}

/// The Arabic letters of the old numbering of glyphs.
fn arabic(number: u32) -> Option<char> {
    let code = match number {
        57_381 => 0x66a,
        57_388 => 0x60c,
        57_392..=57_401 => 0x660 + (number - 57_392),
        57_403 => 0x61b,
        57_407 => 0x61f,
        57_409..=57_434 => 0x621 + (number - 57_409),
        57_440..=57_446 => 0x640 + (number - 57_440),
        57_470 => 0x647,
        57_448..=57_458 => 0x648 + (number - 57_448),
        61_664 => 0x200c,
        301 => 0x200d,
        299 => 0x200e,
        300 => 0x200f,
        _ => return None,
    };
    char::from_u32(code)
}

/// Names of signs of western fonts; letters with accents come by `uni` or by the code page.
const NAMES: &[(&str, &str)] = &[
    ("space", " "),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("period", "."),
    ("slash", "/"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("grave", "`"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("quoteleft", "‘"),
    ("quoteright", "’"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("quotesinglbase", "‚"),
    ("quotedblbase", "„"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("endash", "–"),
    ("emdash", "—"),
    ("bullet", "•"),
    ("ellipsis", "…"),
    ("dagger", "†"),
    ("section", "§"),
    ("paragraph", "¶"),
    ("degree", "°"),
    ("copyright", "©"),
    ("registered", "®"),
    ("trademark", "™"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ff", "ff"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("nbspace", "\u{a0}"),
    ("nonbreakingspace", "\u{a0}"),
    ("sfthyphen", "\u{ad}"),
    ("minus", "−"),
    ("Euro", "€"),
    ("sterling", "£"),
    ("yen", "¥"),
    ("cent", "¢"),
    ("periodcentered", "·"),
    ("germandbls", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("oslash", "ø"),
    ("Oslash", "Ø"),
    ("dotlessi", "ı"),
    ("lslash", "ł"),
    ("agrave", "à"),
    ("aacute", "á"),
    ("acircumflex", "â"),
    ("atilde", "ã"),
    ("adieresis", "ä"),
    ("aring", "å"),
    ("ccedilla", "ç"),
    ("egrave", "è"),
    ("eacute", "é"),
    ("ecircumflex", "ê"),
    ("edieresis", "ë"),
    ("igrave", "ì"),
    ("iacute", "í"),
    ("icircumflex", "î"),
    ("idieresis", "ï"),
    ("ntilde", "ñ"),
    ("ograve", "ò"),
    ("oacute", "ó"),
    ("ocircumflex", "ô"),
    ("otilde", "õ"),
    ("odieresis", "ö"),
    ("ugrave", "ù"),
    ("uacute", "ú"),
    ("ucircumflex", "û"),
    ("udieresis", "ü"),
    ("Eacute", "É"),
    ("Agrave", "À"),
    ("Ccedilla", "Ç"),
    ("Adieresis", "Ä"),
    ("Odieresis", "Ö"),
    ("Udieresis", "Ü"),
    ("Ntilde", "Ñ"),
    ("scaron", "š"),
    ("Scaron", "Š"),
    ("zcaron", "ž"),
];
