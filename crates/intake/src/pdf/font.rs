//! A font of a PDF as far as reading needs it: how its codes are cut, which letters they stand for
//! and how wide their glyphs are. The font program itself is never opened.

use std::collections::BTreeMap;

use crate::limits::FONT_MAP_COUNT_MAX;
use crate::refusal::Refusal;

use super::file::File;
use super::letters::{CodeMap, code_page, named};
use super::object::{Dict, Value};

/// What a font itself counts for: its code page.
const FONT_COST: usize = 256;

/// A font.
pub struct Font {
    /// Codes of more than one byte (Type0).
    codes: Option<CodeMap>,
    /// Codes are UTF-16 themselves (predefined maps of that kind).
    unicode_codes: bool,
    to_unicode: Option<CodeMap>,
    /// Letters of the 256 codes of a simple font.
    simple: Vec<Option<String>>,
    /// Widths in thousandths of the font's size, by code (simple) or number of glyph.
    widths: BTreeMap<u32, f64>,
    width_else: f64,
    /// Size of a unit of widths; a Type 3 font has its own.
    scale: f64,
}

/// A code of a string: how many bytes it took, its letters if known, its width as a part of the
/// font's size.
pub struct Sign {
    pub length: usize,
    pub letters: Option<String>,
    pub width: f64,
    /// A blank of one byte, to which the word space applies.
    pub blank: bool,
}

impl Font {
    /// Reads a font from its dictionary.
    pub fn read(file: &File<'_>, dict: &Dict) -> Result<Self, Refusal> {
        let subtype = file.field(dict, "Subtype");
        let left = file.letters_left();
        left.set(left.get().saturating_sub(FONT_COST));
        let to_unicode = match dict.get("ToUnicode") {
            Some(value) => file.stream(value)?.map(|(_, bytes)| {
                CodeMap::read(file.lexer(&bytes, 0).without_refs(), file.letters_left())
            }),
            None => None,
        };
        let mut font = Self {
            codes: None,
            unicode_codes: false,
            to_unicode,
            simple: Vec::new(),
            widths: BTreeMap::new(),
            width_else: 500.0,
            scale: 0.001,
        };
        match subtype.name() {
            Some("Type0") => font.read_wide(file, dict)?,
            other => font.read_simple(file, dict, other == Some("Type3")),
        }
        Ok(font)
    }

    /// A font that is not there: codes of one byte in the western code page.
    pub fn missing() -> Self {
        Self {
            codes: None,
            unicode_codes: false,
            to_unicode: None,
            simple: code_page(None),
            widths: BTreeMap::new(),
            width_else: 500.0,
            scale: 0.001,
        }
    }

    /// The sign at the start of the bytes.
    pub fn sign(&self, bytes: &[u8]) -> Sign {
        let (code, length) = match &self.codes {
            Some(codes) => codes.code(bytes),
            None => (bytes.first().map_or(0, |byte| u32::from(*byte)), 1),
        };
        let known = self.to_unicode.as_ref().and_then(|map| map.letters.get(&code).cloned());
        let simple = || self.simple.get(code as usize).cloned().flatten();
        let unicode = || char::from_u32(code).filter(|_| self.unicode_codes).map(String::from);
        let glyph = self.codes.as_ref().map_or(code, |codes| codes.glyph(code));
        let width = self.widths.get(&glyph).copied().unwrap_or(self.width_else);
        Sign {
            length: length.max(1),
            letters: known.or_else(simple).or_else(unicode),
            width: width * self.scale,
            blank: length == 1 && code == 32,
        }
    }

    fn read_wide(&mut self, file: &File<'_>, dict: &Dict) -> Result<(), Refusal> {
        let mut codes = CodeMap::default();
        match dict.get("Encoding") {
            Some(value @ Value::Ref(_)) => {
                if let Some((_, bytes)) = file.stream(value)? {
                    codes =
                        CodeMap::read(file.lexer(&bytes, 0).without_refs(), file.letters_left());
                }
            }
            Some(Value::Name(name)) => {
                self.unicode_codes = name.contains("UCS2") || name.contains("UTF16");
            }
            _ => {}
        }
        self.codes = Some(codes);
        let descendants = file.field(dict, "DescendantFonts");
        let first = descendants.array().and_then(<[Value]>::first).cloned();
        let Value::Dict(inner) = first.map_or(Value::Null, |first| file.resolve(&first)) else {
            return Ok(());
        };
        self.width_else = file.field(&inner, "DW").number().unwrap_or(1_000.0);
        let list = file.field(&inner, "W");
        self.read_wide_widths(file, list.array().unwrap_or_default());
        Ok(())
    }

    /// Widths of glyphs (9.7.4.3): `first [w w w]` and `first last w`.
    fn read_wide_widths(&mut self, file: &File<'_>, list: &[Value]) {
        let mut at = 0;
        while let Some(first) = list.get(at).and_then(Value::number) {
            let first = first.max(0.0) as u32;
            match list.get(at + 1).map(|value| file.resolve(value)) {
                Some(Value::Array(widths)) => {
                    for (glyph, width) in (first..=u32::MAX).zip(&widths) {
                        self.add_width(file, glyph, width.number());
                    }
                    at += 2;
                }
                Some(Value::Number(last)) => {
                    let width = list.get(at + 2).and_then(Value::number);
                    let last = (last.max(0.0) as u32).min(first.saturating_add(0xffff));
                    for glyph in first..=last {
                        if self.widths.len() >= FONT_MAP_COUNT_MAX || file.letters_left().get() == 0
                        {
                            return;
                        }
                        self.add_width(file, glyph, width);
                    }
                    at += 3;
                }
                _ => return,
            }
        }
    }

    fn add_width(&mut self, file: &File<'_>, glyph: u32, width: Option<f64>) {
        let left = file.letters_left();
        if let Some(width) = width
            && self.widths.len() < FONT_MAP_COUNT_MAX
            && left.get() > 0
        {
            left.set(left.get() - 1);
            self.widths.insert(glyph, width.clamp(-10_000.0, 10_000.0));
        }
    }

    fn read_simple(&mut self, file: &File<'_>, dict: &Dict, drawn: bool) {
        let encoding = file.field(dict, "Encoding");
        let base = match &encoding {
            Value::Name(name) => Some(name.clone()),
            Value::Dict(own) => file.field(own, "BaseEncoding").name().map(str::to_owned),
            _ => None,
        };
        self.simple = if drawn { vec![None; 256] } else { code_page(base.as_deref()) };
        if let Value::Dict(own) = &encoding {
            let mut code = 0usize;
            for value in file.field(own, "Differences").array().unwrap_or_default() {
                match file.resolve(value) {
                    Value::Number(number) => code = number.max(0.0) as usize,
                    Value::Name(name) => {
                        if let Some(letters) = self.simple.get_mut(code) {
                            *letters = named(&name);
                        }
                        code = code.saturating_add(1);
                    }
                    _ => {}
                }
            }
        }
        if drawn {
            let matrix = file.field(dict, "FontMatrix");
            let unit = matrix.array().and_then(|values| values.first()?.number());
            self.scale = unit.filter(|unit| *unit != 0.0).unwrap_or(0.001).abs();
        }
        let first = file.field(dict, "FirstChar").number().unwrap_or(0.0).max(0.0) as u32;
        let widths = file.field(dict, "Widths");
        for (code, width) in (first..=u32::MAX).zip(widths.array().unwrap_or_default()).take(256) {
            self.add_width(file, code, file.resolve(width).number());
        }
        if self.widths.is_empty() {
            let name = file.field(dict, "BaseFont");
            self.read_standard_widths(name.name().unwrap_or_default());
        }
    }

    /// Widths of the fonts that every reader has; those carry none. Near enough to tell the gap
    /// between words from that between letters.
    fn read_standard_widths(&mut self, name: &str) {
        if name.contains("Courier") {
            self.width_else = 600.0;
            return;
        }
        let scale = if name.contains("Times") { 0.92 } else { 1.0 };
        for code in 32..127u32 {
            let width = match char::from_u32(code).unwrap_or(' ') {
                'i' | 'j' | 'l' | '\'' | '|' => 222.0,
                ' ' | 'f' | 't' | 'I' | '!' | ',' | '.' | '/' | ':' | ';' | '[' | ']' | '\\' => {
                    278.0
                }
                '(' | ')' | 'r' | '-' | '`' | '{' | '}' | '"' => 340.0,
                'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500.0,
                'm' | 'M' | '%' => 840.0,
                'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 722.0,
                'G' | 'O' | 'Q' => 778.0,
                'W' => 944.0,
                'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 667.0,
                _ => 556.0,
            };
            self.widths.insert(code, width * scale);
        }
    }
}
