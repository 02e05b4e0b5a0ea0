//! The one JSON form this project reads and writes: RFC 8785 (JCS) cut down until nothing in it
//! is left to taste. Bytes in another form are refused, never repaired, so that equal meaning
//! is equal bytes and a hash over the bytes is a hash over the meaning.
//! Format: `docs/format-entry.md`, part 2.
//!
//! [`check`], [`parse`] and the entry reader are one scanner that builds nothing, a [`Value`] or
//! a borrowed view; therefore they cannot disagree on what is canonical.

use std::collections::BTreeMap;
use std::fmt;

use smol_str::SmolStr;

use crate::limits::{
    ENTRY_BYTES_MAX, INTEGER_MAX, JSON_DEPTH_MAX, KEY_BYTES_MAX, OPENING_BYTES_MAX,
};

/// A JSON value of the subset: no null, no fractions, no negative numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// 0 to 2^53 - 1.
    Int(u64),
    /// In a skeleton printable ASCII without `"` and `\`; in an opening any Unicode text.
    Str(SmolStr),
    /// A list, in its given order.
    List(Vec<Value>),
    /// A map; keys are sorted by their bytes, which for these keys is also the order of JCS.
    Map(BTreeMap<String, Value>),
}

/// Which texts the bytes may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// An entry: strings are printable ASCII (0x20 to 0x7e) without `"` and `\`, so that nothing
    /// is ever escaped; at most [`ENTRY_BYTES_MAX`] bytes.
    Skeleton,
    /// An opening: strings are any Unicode text, escaped exactly as RFC 8785 part 3.2.2.2 does;
    /// at most [`OPENING_BYTES_MAX`] bytes.
    Opening,
}

/// Where the bytes leave the canonical form, and which rule they break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not canonical JSON at byte {at}: {rule}")]
pub struct JsonError {
    /// Offset of the first byte that breaks the rule.
    pub at: usize,
    /// The rule.
    pub rule: Rule,
}

/// The rules of the canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Longer than the profile allows.
    Length,
    /// A byte order mark.
    ByteOrderMark,
    /// Bytes that are not UTF-8.
    Utf8,
    /// Space, tab or line break between tokens.
    Whitespace,
    /// The bytes end inside a value.
    Truncated,
    /// Bytes after the value.
    Trailing,
    /// A byte that cannot begin or continue a value here.
    Unexpected,
    /// `null`.
    Null,
    /// More than [`JSON_DEPTH_MAX`] lists and maps inside each other.
    Depth,
    /// A key that is not `[A-Za-z][A-Za-z0-9_-]{0,63}`.
    KeyForm,
    /// A key that sorts before the key that precedes it.
    KeyOrder,
    /// A key given twice.
    DuplicateKey,
    /// A character that skeleton strings may not hold.
    TokenCharacter,
    /// A raw control character in a string.
    ControlCharacter,
    /// An escape where RFC 8785 writes the character itself or another escape.
    Escape,
    /// An escaped half of a surrogate pair.
    LoneSurrogate,
    /// An integer that begins with a needless 0.
    LeadingZero,
    /// A minus sign.
    Negative,
    /// A fraction or an exponent.
    Fraction,
    /// An integer above 2^53 - 1.
    IntegerRange,
}

impl Rule {
    /// The rule's fixed name, as the refused vectors and the log lines spell it.
    pub fn name(self) -> &'static str {
        self.words().0
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Rule::Length => ("length", "too long; move long text to a blob"),
            Rule::ByteOrderMark => ("byte-order-mark", "begin with the value itself"),
            Rule::Utf8 => ("utf8", "text must be valid UTF-8"),
            Rule::Whitespace => ("whitespace", "write no space between tokens"),
            Rule::Truncated => ("truncated", "the bytes end inside a value"),
            Rule::Trailing => ("trailing", "nothing may follow the value"),
            Rule::Unexpected => ("unexpected", "no value, comma or bracket fits here"),
            Rule::Null => ("null", "leave the key out instead of writing null"),
            Rule::Depth => ("depth", "at most 8 lists and maps inside each other"),
            Rule::KeyForm => ("key-form", "a key is [A-Za-z][A-Za-z0-9_-]{0,63}"),
            Rule::KeyOrder => ("key-order", "sort the keys of a map by their bytes"),
            Rule::DuplicateKey => ("duplicate-key", "give each key once"),
            Rule::TokenCharacter => (
                "token-character",
                "a skeleton string is printable ASCII without \" and \\; free text goes into \
                 an opening",
            ),
            Rule::ControlCharacter => ("control-character", "escape control characters"),
            Rule::Escape => ("escape", "escape only what RFC 8785 escapes, and as it does"),
            Rule::LoneSurrogate => ("lone-surrogate", "half a surrogate pair is no character"),
            Rule::LeadingZero => ("leading-zero", "write integers without leading zeros"),
            Rule::Negative => ("negative", "integers are 0 or more; other numbers are strings"),
            Rule::Fraction => ("fraction", "numbers are integers; amounts are decimal strings"),
            Rule::IntegerRange => ("integer-range", "an integer is at most 9007199254740991"),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, remedy) = self.words();
        write!(f, "{name} ({remedy})")
    }
}

/// Tells whether the bytes are one value in canonical form, without keeping any of it.
/// Allocates nothing; time is linear in the length.
///
/// ```
/// use ledger::json::{Profile, Rule, check};
/// assert!(check(br#"{"a":1,"b":[true,"x"]}"#, Profile::Skeleton).is_ok());
/// let error = check(br#"{"a": 1}"#, Profile::Skeleton).unwrap_err();
/// assert_eq!((error.at, error.rule), (5, Rule::Whitespace));
/// ```
pub fn check(bytes: &[u8], profile: Profile) -> Result<(), JsonError> {
    scan::<()>(bytes, profile)
}

/// Reads one value that is in canonical form; all other bytes are refused.
///
/// ```
/// use ledger::json::{Profile, parse, write};
/// let value = parse("[\"سلام\",1]".as_bytes(), Profile::Opening)?;
/// assert_eq!(write(&value), "[\"سلام\",1]");
/// # Ok::<(), ledger::json::JsonError>(())
/// ```
pub fn parse(bytes: &[u8], profile: Profile) -> Result<Value, JsonError> {
    scan::<Value>(bytes, profile)
}

/// Writes the value in canonical form. A value outside the subset (an integer above 2^53 - 1, a
/// key in another form, more depth) is still written as JSON, and [`check`] refuses it.
pub fn write(value: &Value) -> String {
    let mut out = String::new();
    write_value(value, &mut out);
    out
}

/// Reads a skeleton without copying its strings.
pub(crate) fn view(bytes: &[u8]) -> Result<View<'_>, JsonError> {
    scan::<View<'_>>(bytes, Profile::Skeleton)
}

/// A skeleton value that borrows from the entry's bytes; nothing is escaped there.
#[derive(Debug)]
pub(crate) enum View<'a> {
    Bool(bool),
    Int(u64),
    Str(&'a str),
    List(Vec<View<'a>>),
    Map(Vec<(&'a str, View<'a>)>),
}

impl Value {
    /// The boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(b) = self { Some(*b) } else { None }
    }

    /// The integer, if it is one.
    pub fn as_int(&self) -> Option<u64> {
        if let Value::Int(n) = self { Some(*n) } else { None }
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::Str(text) = self { Some(text) } else { None }
    }

    /// The list, if it is one.
    pub fn as_list(&self) -> Option<&[Value]> {
        if let Value::List(items) = self { Some(items) } else { None }
    }

    /// The map, if it is one.
    pub fn as_map(&self) -> Option<&BTreeMap<String, Value>> {
        if let Value::Map(map) = self { Some(map) } else { None }
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::Bool(b)
    }
}

impl From<u64> for Value {
    fn from(n: u64) -> Value {
        Value::Int(n)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Str(SmolStr::new(text))
    }
}

impl From<SmolStr> for Value {
    fn from(text: SmolStr) -> Value {
        Value::Str(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Str(text.into())
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Value {
        Value::List(items)
    }
}

/// What the scanner makes of the values it passes.
trait Build<'a>: Sized {
    type List: Default;
    type Map: Default;
    fn bool(b: bool) -> Self;
    fn int(n: u64) -> Self;
    /// `raw` is the text between the quotes, its escapes already found valid.
    fn string(raw: &'a str, escaped: bool) -> Self;
    fn item(list: &mut Self::List, item: Self);
    fn list(list: Self::List) -> Self;
    fn entry(map: &mut Self::Map, key: &'a str, value: Self);
    fn map(map: Self::Map) -> Self;
}

impl Build<'_> for () {
    type List = ();
    type Map = ();
    fn bool(_: bool) {}
    fn int(_: u64) {}
    fn string(_: &str, _: bool) {}
    fn item(_: &mut (), _: ()) {}
    fn list(_: ()) {}
    fn entry(_: &mut (), _: &str, _: ()) {}
    fn map(_: ()) {}
}

impl<'a> Build<'a> for Value {
    type List = Vec<Value>;
    type Map = BTreeMap<String, Value>;
    fn bool(b: bool) -> Value {
        Value::Bool(b)
    }
    fn int(n: u64) -> Value {
        Value::Int(n)
    }
    fn string(raw: &'a str, escaped: bool) -> Value {
        Value::Str(if escaped { unescape(raw).into() } else { SmolStr::new(raw) })
    }
    fn item(list: &mut Vec<Value>, item: Value) {
        list.push(item);
    }
    fn list(list: Vec<Value>) -> Value {
        Value::List(list)
    }
    fn entry(map: &mut BTreeMap<String, Value>, key: &'a str, value: Value) {
        map.insert(key.to_owned(), value);
    }
    fn map(map: BTreeMap<String, Value>) -> Value {
        Value::Map(map)
    }
}

impl<'a> Build<'a> for View<'a> {
    type List = Vec<View<'a>>;
    type Map = Vec<(&'a str, View<'a>)>;
    fn bool(b: bool) -> View<'a> {
        View::Bool(b)
    }
    fn int(n: u64) -> View<'a> {
        View::Int(n)
    }
    fn string(raw: &'a str, _: bool) -> View<'a> {
        View::Str(raw)
    }
    fn item(list: &mut Vec<View<'a>>, item: View<'a>) {
        list.push(item);
    }
    fn list(list: Vec<View<'a>>) -> View<'a> {
        View::List(list)
    }
    fn entry(map: &mut Vec<(&'a str, View<'a>)>, key: &'a str, value: View<'a>) {
        map.push((key, value));
    }
    fn map(map: Vec<(&'a str, View<'a>)>) -> View<'a> {
        View::Map(map)
    }
}

fn scan<'a, B: Build<'a>>(bytes: &'a [u8], profile: Profile) -> Result<B, JsonError> {
    let (bytes_max, classes) = match profile {
        Profile::Skeleton => (ENTRY_BYTES_MAX, &SKELETON_CLASSES),
        Profile::Opening => (OPENING_BYTES_MAX, &OPENING_CLASSES),
    };
    if bytes.len() > bytes_max {
        return Err(JsonError { at: bytes_max, rule: Rule::Length });
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Err(JsonError { at: 0, rule: Rule::ByteOrderMark });
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| JsonError { at: error.valid_up_to(), rule: Rule::Utf8 })?;
    let mut scanner = Scanner { text, bytes, at: 0, classes };
    let value = scanner.value(0)?;
    match scanner.peek() {
        None => Ok(value),
        Some(b) if is_whitespace(b) => scanner.fail(Rule::Whitespace),
        Some(_) => scanner.fail(Rule::Trailing),
    }
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    classes: &'static [Class; 256],
}

/// What a byte means inside a string.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Plain,
    Quote,
    Backslash,
    Control,
    NotToken,
}

const OPENING_CLASSES: [Class; 256] = {
    let mut classes = [Class::Plain; 256];
    let mut b = 0;
    while b < 0x20 {
        classes[b] = Class::Control;
        b += 1;
    }
    classes[b'"' as usize] = Class::Quote;
    classes[b'\\' as usize] = Class::Backslash;
    classes
};

const SKELETON_CLASSES: [Class; 256] = {
    let mut classes = [Class::NotToken; 256];
    let mut b = 0x20;
    while b < 0x7f {
        classes[b] = Class::Plain;
        b += 1;
    }
    classes[b'"' as usize] = Class::Quote;
    classes[b'\\' as usize] = Class::NotToken;
    classes
};

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn fail<T>(&self, rule: Rule) -> Result<T, JsonError> {
        Err(JsonError { at: self.at, rule })
    }

    /// The rule broken by the byte at hand where something else had to stand.
    fn unexpected<T>(&self) -> Result<T, JsonError> {
        match self.peek() {
            None => self.fail(Rule::Truncated),
            Some(b) if is_whitespace(b) => self.fail(Rule::Whitespace),
            Some(_) => self.fail(Rule::Unexpected),
        }
    }

    /// Recursion is bounded by [`JSON_DEPTH_MAX`].
    fn value<B: Build<'a>>(&mut self, depth: usize) -> Result<B, JsonError> {
        match self.peek() {
            Some(b'"') => {
                let (raw, escaped) = self.string()?;
                Ok(B::string(raw, escaped))
            }
            Some(b'0'..=b'9') => self.integer().map(B::int),
            Some(b'{' | b'[') if depth == JSON_DEPTH_MAX => self.fail(Rule::Depth),
            Some(b'{') => self.map(depth + 1),
            Some(b'[') => self.list(depth + 1),
            Some(b't') => self.word("true").map(|()| B::bool(true)),
            Some(b'f') => self.word("false").map(|()| B::bool(false)),
            Some(b'n') if self.word("null").is_ok() => {
                self.at -= "null".len();
                self.fail(Rule::Null)
            }
            Some(b'-') => self.fail(Rule::Negative),
            _ => self.unexpected(),
        }
    }

    fn word(&mut self, word: &str) -> Result<(), JsonError> {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        let whole = word.as_bytes().starts_with(rest);
        self.fail(if whole { Rule::Truncated } else { Rule::Unexpected })
    }

    fn integer(&mut self) -> Result<u64, JsonError> {
        let start = self.at;
        let mut n: u64 = 0;
        while let Some(b @ b'0'..=b'9') = self.peek() {
            // At most 16 digits pass, so this cannot overflow.
            n = n * 10 + u64::from(b - b'0');
            if n > INTEGER_MAX {
                self.at = start;
                return self.fail(Rule::IntegerRange);
            }
            self.at += 1;
        }
        if matches!(self.peek(), Some(b'.' | b'e' | b'E')) {
            return self.fail(Rule::Fraction);
        }
        if self.bytes[start] == b'0' && self.at > start + 1 {
            self.at = start;
            return self.fail(Rule::LeadingZero);
        }
        Ok(n)
    }

    fn list<B: Build<'a>>(&mut self, depth: usize) -> Result<B, JsonError> {
        let mut list = B::List::default();
        self.at += 1;
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(B::list(list));
        }
        loop {
            let item = self.value(depth)?;
            B::item(&mut list, item);
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(B::list(list));
                }
                _ => return self.unexpected(),
            }
        }
    }

    fn map<B: Build<'a>>(&mut self, depth: usize) -> Result<B, JsonError> {
        let mut map = B::Map::default();
        self.at += 1;
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(B::map(map));
        }
        let mut previous = "";
        loop {
            let key_at = self.at;
            let key = self.key()?;
            // No key is empty, so the first one always sorts after "".
            if key <= previous {
                let rule = if key == previous { Rule::DuplicateKey } else { Rule::KeyOrder };
                return Err(JsonError { at: key_at, rule });
            }
            previous = key;
            if self.peek() != Some(b':') {
                return self.unexpected();
            }
            self.at += 1;
            let value = self.value(depth)?;
            B::entry(&mut map, key, value);
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(B::map(map));
                }
                _ => return self.unexpected(),
            }
        }
    }

    fn key(&mut self) -> Result<&'a str, JsonError> {
        if self.peek() != Some(b'"') {
            return self.unexpected();
        }
        self.at += 1;
        let start = self.at;
        let rest = &self.bytes[start..];
        let key_byte = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_' || *b == b'-';
        let length = rest.iter().take(KEY_BYTES_MAX).take_while(|b| key_byte(b)).count();
        if length > 0 && !rest[0].is_ascii_alphabetic() {
            return self.fail(Rule::KeyForm);
        }
        self.at += length;
        match self.peek() {
            None => self.fail(Rule::Truncated),
            Some(b'"') if length > 0 => {
                self.at += 1;
                Ok(&self.text[start..start + length])
            }
            Some(_) => self.fail(Rule::KeyForm),
        }
    }

    /// Returns the text between the quotes and whether it holds escapes.
    fn string(&mut self) -> Result<(&'a str, bool), JsonError> {
        self.at += 1;
        let start = self.at;
        let mut escaped = false;
        loop {
            let rest = &self.bytes[self.at..];
            let classes = self.classes;
            let plain = rest.iter().position(|b| classes[usize::from(*b)] != Class::Plain);
            let Some(plain) = plain else {
                self.at = self.bytes.len();
                return self.fail(Rule::Truncated);
            };
            self.at += plain;
            match classes[usize::from(rest[plain])] {
                Class::Quote => {
                    let raw = &self.text[start..self.at];
                    self.at += 1;
                    return Ok((raw, escaped));
                }
                Class::Backslash => {
                    escaped = true;
                    self.escape()?;
                }
                Class::Control => return self.fail(Rule::ControlCharacter),
                Class::NotToken | Class::Plain => return self.fail(Rule::TokenCharacter),
            }
        }
    }

    /// Passes one escape; on error the position stays at its backslash.
    fn escape(&mut self) -> Result<(), JsonError> {
        match self.bytes.get(self.at + 1) {
            None => self.fail(Rule::Truncated),
            Some(b'"' | b'\\' | b'b' | b't' | b'n' | b'f' | b'r') => {
                self.at += 2;
                Ok(())
            }
            Some(b'u') => {
                let Some(unit) = self.hex4(self.at + 2) else {
                    return self.fail(Rule::Escape);
                };
                let named = matches!(unit, 0x08 | 0x09 | 0x0a | 0x0c | 0x0d);
                let digits = &self.bytes[self.at + 2..self.at + 6];
                if unit < 0x20 && !named && !digits.iter().any(u8::is_ascii_uppercase) {
                    self.at += 6;
                    return Ok(());
                }
                self.fail(if self.is_lone(unit) { Rule::LoneSurrogate } else { Rule::Escape })
            }
            Some(_) => self.fail(Rule::Escape),
        }
    }

    fn is_lone(&self, unit: u32) -> bool {
        match unit {
            0xdc00..=0xdfff => true,
            0xd800..=0xdbff => {
                let pair = self.bytes.get(self.at + 6..self.at + 8) == Some(b"\\u");
                let low = self.hex4(self.at + 8);
                !(pair && low.is_some_and(|low| (0xdc00..=0xdfff).contains(&low)))
            }
            _ => false,
        }
    }

    fn hex4(&self, from: usize) -> Option<u32> {
        let digits = self.bytes.get(from..from + 4)?;
        digits.iter().try_fold(0, |n, b| Some(n * 16 + (*b as char).to_digit(16)?))
    }
}

fn is_whitespace(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r')
}

/// Resolves escapes that the scanner has found valid.
fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let code = rest.as_bytes()[at + 1];
        let (c, length) = match code {
            b'b' => ('\u{8}', 2),
            b't' => ('\t', 2),
            b'n' => ('\n', 2),
            b'f' => ('\u{c}', 2),
            b'r' => ('\r', 2),
            b'u' => {
                let unit = u32::from_str_radix(&rest[at + 2..at + 6], 16).ok();
                let c = unit.and_then(char::from_u32);
                (c.expect("the scanner passes only escapes of control characters"), 6)
            }
            _ => (char::from(code), 2),
        };
        out.push(c);
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    out
}

fn write_value(value: &Value, out: &mut String) {
    match value {
        Value::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Value::Int(n) => out.push_str(&n.to_string()),
        Value::Str(text) => write_string(text, out),
        Value::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_value(item, out);
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            for (i, (key, value)) in map.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_string(key, out);
                out.push(':');
                write_value(value, out);
            }
            out.push('}');
        }
    }
}

fn write_string(text: &str, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    let mut done = 0;
    for (at, b) in text.bytes().enumerate() {
        let short = match b {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            0x08 => "\\b",
            b'\t' => "\\t",
            b'\n' => "\\n",
            0x0c => "\\f",
            b'\r' => "\\r",
            0x00..=0x1f => "\\u00",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(short);
        if short.len() > 2 {
            out.push(DIGITS[usize::from(b >> 4)] as char);
            out.push(DIGITS[usize::from(b & 15)] as char);
        }
        done = at + 1;
    }
    out.push_str(&text[done..]);
    out.push('"');
}
