//! The values of a PDF (ISO 32000-1, 7.3) and their reading: numbers, strings, names, arrays,
//! dictionaries, references and words. Depth, length and number of values are bounded; whatever
//! the bytes are, the reader moves forward or stops.

use std::cell::Cell;
use std::collections::BTreeMap;

/// Bytes of one string; page contents write lines, not books, as one string.
const STRING_BYTES_MAX: usize = 64 * 1_024;
/// Bytes of a name or word.
const WORD_BYTES_MAX: usize = 128;

/// Values inside one value: the widths of the largest font are fewer.
const NESTED_COUNT_MAX: usize = 400_000;
/// Bytes that count as much as a value.
const BYTES_PER_VALUE: usize = 64;

/// A dictionary.
pub type Dict = BTreeMap<String, Value>;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(Vec<u8>),
    Name(String),
    Array(Vec<Value>),
    Dict(Dict),
    /// A reference to an object by its number.
    Ref(u32),
    /// A word that is no value: an operator, `obj`, `stream`.
    Word(String),
}

impl Value {
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub fn array(&self) -> Option<&[Value]> {
        match self {
            Self::Array(values) => Some(values),
            _ => None,
        }
    }

    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            _ => None,
        }
    }
}

/// Reads values one after the other.
pub struct Lexer<'a> {
    bytes: &'a [u8],
    /// Where it stands.
    pub at: usize,
    /// Values that may still be read, over all lexers of the document.
    left: &'a Cell<usize>,
    depth_max: usize,
    /// Whether `1 0 R` is a reference; in page contents it is none.
    refs: bool,
    /// Count of values left at which the value at hand is given up.
    stop: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8], at: usize, left: &'a Cell<usize>, depth_max: usize) -> Self {
        Self { bytes, at, left, depth_max, refs: true, stop: 0 }
    }

    /// For page contents and maps of letters, where no references stand.
    pub fn without_refs(mut self) -> Self {
        self.refs = false;
        self
    }

    /// The next value; nothing at the end, at broken bytes and when too many were read.
    pub fn value(&mut self) -> Option<Value> {
        let (start, left) = (self.at, self.left.get());
        self.stop = left.saturating_sub(NESTED_COUNT_MAX);
        let value = self.nested(0);
        // Long strings and comments cost time too, and may be asked for again and again.
        let bytes = (self.at - start) / BYTES_PER_VALUE;
        self.left.set(self.left.get().saturating_sub(bytes));
        value
    }

    fn nested(&mut self, depth: usize) -> Option<Value> {
        if depth > self.depth_max {
            return None;
        }
        if self.left.get() <= self.stop {
            return None;
        }
        self.left.set(self.left.get() - 1);
        self.skip_blanks();
        match self.bytes.get(self.at)? {
            b'(' => self.string(),
            b'/' => Some(Value::Name(self.name())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.dict(depth),
            b'<' => Some(self.hex()),
            b'[' => self.array(depth),
            b'0'..=b'9' | b'+' | b'-' | b'.' => Some(self.number()),
            b')' | b'>' | b']' | b'{' | b'}' => {
                self.at += 1;
                Some(Value::Word(String::from(char::from(self.bytes[self.at - 1]))))
            }
            _ => Some(self.word()),
        }
    }

    pub fn skip_blanks(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            if *byte == b'%' {
                let rest = &self.bytes[self.at..];
                let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                self.at += end.unwrap_or(rest.len());
            } else if is_blank(*byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn number(&mut self) -> Value {
        let start = self.at;
        while self
            .bytes
            .get(self.at)
            .is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.'))
        {
            self.at += 1;
        }
        let digits = &self.bytes[start..self.at];
        let digits = std::str::from_utf8(&digits[..digits.len().min(40)]).unwrap_or("0");
        // Some programs write `--5` or `1.2-3`; the sign at the start counts.
        let number = digits.parse().unwrap_or_else(|_| {
            let inner = digits.trim_start_matches(['+', '-']);
            let end = inner.find(['+', '-']).unwrap_or(inner.len());
            inner[..end].parse().unwrap_or(0.0) * if digits.starts_with('-') { -1.0 } else { 1.0 }
        });
        let whole = self.refs && digits.bytes().all(|byte| byte.is_ascii_digit());
        match whole.then(|| self.reference(number)).flatten() {
            Some(reference) => reference,
            None => Value::Number(if f64::is_finite(number) { number } else { 0.0 }),
        }
    }

    /// The rest of `12 0 R`.
    fn reference(&mut self, number: f64) -> Option<Value> {
        let mut at = self.at;
        let blanks = |at: &mut usize| {
            let start = *at;
            while self.bytes.get(*at).is_some_and(|byte| is_blank(*byte)) && *at < start + 16 {
                *at += 1;
            }
            *at > start
        };
        if !blanks(&mut at) {
            return None;
        }
        let start = at;
        while self.bytes.get(at).is_some_and(u8::is_ascii_digit) && at < start + 5 {
            at += 1;
        }
        if at == start || !blanks(&mut at) || self.bytes.get(at) != Some(&b'R') {
            return None;
        }
        if self.bytes.get(at + 1).is_some_and(|byte| !is_blank(*byte) && !is_mark(*byte)) {
            return None;
        }
        self.at = at + 1;
        let whole = (0.0..=f64::from(u32::MAX)).contains(&number);
        Some(if whole { Value::Ref(number as u32) } else { Value::Null })
    }

    fn string(&mut self) -> Option<Value> {
        let mut out = Vec::new();
        let mut depth = 0usize;
        let start = self.at;
        while let Some(byte) = self.bytes.get(self.at).copied() {
            self.at += 1;
            if self.at - start > STRING_BYTES_MAX {
                return None;
            }
            match byte {
                b'(' => {
                    depth += 1;
                    if depth > 1 {
                        out.push(byte);
                    }
                }
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(Value::Text(out));
                    }
                    out.push(byte);
                }
                b'\\' => self.escape(&mut out),
                _ => out.push(byte),
            }
        }
        None
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.bytes.get(self.at).copied() else {
            return;
        };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.bytes.get(self.at) {
                        Some(digit @ b'0'..=b'7') => code = code * 8 + u32::from(digit - b'0'),
                        _ => break,
                    }
                    self.at += 1;
                }
                out.push((code & 0xff) as u8);
            }
            b'\r' => {
                if self.bytes.get(self.at) == Some(&b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            _ => out.push(byte),
        }
    }

    fn hex(&mut self) -> Value {
        self.at += 1;
        let mut out = Vec::new();
        let mut high = None;
        while let Some(byte) = self.bytes.get(self.at).copied() {
            self.at += 1;
            let digit = match byte {
                b'>' => break,
                _ => (byte as char).to_digit(16).map(|digit| digit as u8),
            };
            match (high, digit) {
                (_, None) => {}
                (None, Some(digit)) => high = Some(digit),
                (Some(first), Some(digit)) => {
                    out.push(first * 16 + digit);
                    high = None;
                }
            }
            if out.len() > STRING_BYTES_MAX {
                break;
            }
        }
        out.extend(high.map(|first| first * 16));
        Value::Text(out)
    }

    fn name(&mut self) -> String {
        self.at += 1;
        let mut out = String::new();
        while let Some(byte) = self.bytes.get(self.at).copied() {
            if is_blank(byte) || is_mark(byte) {
                break;
            }
            self.at += 1;
            let digit = |at: usize| self.bytes.get(at).and_then(|one| (*one as char).to_digit(16));
            let code = match (byte, digit(self.at), digit(self.at + 1)) {
                (b'#', Some(high), Some(low)) => {
                    self.at += 2;
                    (high * 16 + low) as u8
                }
                _ => byte,
            };
            if out.len() < WORD_BYTES_MAX {
                out.push(char::from(code));
            }
        }
        out
    }

    fn word(&mut self) -> Value {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(|byte| !is_blank(*byte) && !is_mark(*byte)) {
            self.at += 1;
        }
        let end = self.at.min(start + WORD_BYTES_MAX);
        self.at = self.at.max(start + 1);
        let word: String = self.bytes[start..end].iter().map(|byte| char::from(*byte)).collect();
        match word.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            _ => Value::Word(word),
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut out = Vec::new();
        loop {
            self.skip_blanks();
            if self.bytes.get(self.at) == Some(&b']') {
                self.at += 1;
                return Some(Value::Array(out));
            }
            match self.nested(depth + 1)? {
                Value::Word(_) => return None,
                value => out.push(value),
            }
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Value> {
        self.at += 2;
        let mut out = Dict::new();
        loop {
            self.skip_blanks();
            if self.bytes.get(self.at..self.at + 2) == Some(b">>") {
                self.at += 2;
                return Some(Value::Dict(out));
            }
            let Value::Name(name) = self.nested(depth + 1)? else {
                return None;
            };
            match self.nested(depth + 1)? {
                Value::Word(_) => return None,
                value => {
                    // Entries take more time and memory than values in a row.
                    self.left.set(self.left.get().saturating_sub(2));
                    out.insert(name, value);
                }
            }
        }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}
