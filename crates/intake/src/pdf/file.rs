//! The objects of a PDF: where they lie, found by walking through the file instead of trusting its
//! tables, and their streams, unpacked within one bound for the whole document. Published readers
//! unpack what a file tells them to without a common bound, which is why this one exists.

use std::cell::Cell;
use std::collections::BTreeMap;

use memchr::memmem;

use crate::Context;
use crate::document::Kind;
use crate::refusal::{Excess, Refusal};

use super::object::{Dict, Lexer, Value};

/// References that lead to references.
const REF_STEPS_MAX: usize = 16;
/// Filters of a stream, one after the other.
const FILTER_COUNT_MAX: usize = 4;
/// Filters that text is packed with; the others carry pictures or went out of use.
const FILTERS: &[&str] = &["FlateDecode", "Fl", "ASCIIHexDecode", "AHx", "ASCII85Decode", "A85"];
/// Values read of one document; an object that is asked for again is read again.
const VALUE_COUNT_MAX: usize = 12_000_000;
/// Letters and widths in the maps of all fonts together.
const LETTER_COUNT_MAX: usize = 1_500_000;
/// Trailers of a file; each saving adds one.
const TRAILER_COUNT_MAX: usize = 1_000;

/// The objects of a file.
pub struct File<'a> {
    ctx: &'a Context<'a>,
    bytes: &'a [u8],
    /// Unpacked streams that hold objects.
    packs: Vec<Vec<u8>>,
    places: BTreeMap<u32, Place>,
    /// What the trailers say, the last word of each.
    pub trailer: Dict,
    values_left: Cell<usize>,
    unpacked_left: Cell<usize>,
    letters_left: Cell<usize>,
}

/// Where an object begins.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Which unpacked stream; the file itself is none.
    pack: Option<usize>,
    at: usize,
    /// Where in the file it was said; the last one counts.
    said_at: usize,
}

/// An object: its value, and where its stream begins, if it has one.
pub struct Object {
    pub value: Value,
    stream: Option<usize>,
}

impl<'a> File<'a> {
    /// Walks through a file.
    pub fn open(bytes: &'a [u8], ctx: &'a Context<'a>) -> Result<Self, Refusal> {
        let mut file = Self {
            ctx,
            bytes,
            packs: Vec::new(),
            places: BTreeMap::new(),
            trailer: Dict::new(),
            values_left: Cell::new(VALUE_COUNT_MAX),
            unpacked_left: Cell::new(ctx.limits.pdf_unpacked_bytes_max),
            letters_left: Cell::new(LETTER_COUNT_MAX),
        };
        let packed = file.walk()?;
        file.read_trailers();
        if file.trailer.get("Encrypt").is_some_and(|value| *value != Value::Null) {
            return Err(Refusal::Encrypted { name: ctx.name.clone(), kind: Kind::Pdf });
        }
        for at in packed {
            file.unpack(at)?;
        }
        Ok(file)
    }

    /// A lexer over bytes of this document.
    pub fn lexer<'b>(&'b self, bytes: &'b [u8], at: usize) -> Lexer<'b> {
        Lexer::new(bytes, at, &self.values_left, self.ctx.limits.pdf_depth_max)
    }

    /// The numbers of all objects.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.places.keys().copied()
    }

    /// An object by its number.
    pub fn object(&self, number: u32) -> Option<Object> {
        let place = self.places.get(&number)?;
        let bytes = match place.pack {
            Some(nth) => self.packs.get(nth)?.as_slice(),
            None => self.bytes,
        };
        self.object_at(bytes, place.at, place.pack.is_none())
    }

    /// A value, references followed.
    pub fn resolve(&self, value: &Value) -> Value {
        let mut value = value.clone();
        for _ in 0..REF_STEPS_MAX {
            match value {
                Value::Ref(number) => {
                    value = self.object(number).map_or(Value::Null, |object| object.value);
                }
                value => {
                    self.charge(&value);
                    return value;
                }
            }
        }
        Value::Null
    }

    /// An entry of a dictionary inside a dictionary, such as a font among resources.
    pub fn entry(&self, dict: &Dict, outer: &str, name: &str) -> Option<Value> {
        match dict.get(outer)? {
            Value::Dict(inner) => inner.get(name).cloned(),
            value => self.resolve(value).dict()?.get(name).cloned(),
        }
    }

    /// Refuses when more was asked for than a document may hold.
    pub fn check_spent(&self) -> Result<(), Refusal> {
        if self.values_left.get() == 0 {
            return Err(self.ctx.too_much(Excess::Objects, VALUE_COUNT_MAX + 1, VALUE_COUNT_MAX));
        }
        match self.letters_left.get() {
            0 => Err(self.ctx.too_much(Excess::Objects, LETTER_COUNT_MAX + 1, LETTER_COUNT_MAX)),
            _ => Ok(()),
        }
    }

    /// How many letters and widths the maps of fonts may still take.
    pub fn letters_left(&self) -> &Cell<usize> {
        &self.letters_left
    }

    /// Counts the values that were copied; a large one may be asked for again and again.
    fn charge(&self, value: &Value) {
        let inner = match value {
            Value::Array(values) => values.len(),
            Value::Dict(dict) => dict
                .values()
                .map(|value| match value {
                    Value::Array(values) => values.len() + 1,
                    Value::Dict(dict) => dict.len() + 1,
                    _ => 1,
                })
                .sum(),
            _ => 0,
        };
        self.values_left.set(self.values_left.get().saturating_sub(inner));
    }

    /// A field of a dictionary, references followed.
    pub fn field(&self, dict: &Dict, name: &str) -> Value {
        dict.get(name).map_or(Value::Null, |value| self.resolve(value))
    }

    /// A stream by reference: its dictionary and its bytes, unpacked. Nothing when it is none or
    /// packed in a way that carries no text.
    pub fn stream(&self, value: &Value) -> Result<Option<(Dict, Vec<u8>)>, Refusal> {
        let Value::Ref(number) = value else {
            return Ok(None);
        };
        let Some(Object { value: Value::Dict(dict), stream: Some(start) }) = self.object(*number)
        else {
            return Ok(None);
        };
        let bytes = self.unpacked(&dict, start)?;
        Ok(bytes.map(|bytes| (dict, bytes)))
    }

    fn object_at(&self, bytes: &[u8], at: usize, in_file: bool) -> Option<Object> {
        let mut lexer = self.lexer(bytes, at);
        let value = lexer.value()?;
        let held = in_file && matches!(value, Value::Dict(_));
        let stream = if held { self.stream_start(bytes, lexer.at) } else { None };
        Some(Object { value, stream })
    }

    /// Where the bytes of a stream begin, when one follows a dictionary that ended at `at`.
    fn stream_start(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let mut lexer = self.lexer(bytes, at);
        lexer.skip_blanks();
        let mut start = lexer.at + b"stream".len();
        if !bytes.get(lexer.at..)?.starts_with(b"stream") {
            return None;
        }
        start += usize::from(bytes.get(start) == Some(&b'\r'));
        start += usize::from(bytes.get(start) == Some(&b'\n'));
        Some(start)
    }

    /// Finds all objects; gives where the streams begin that hold further ones.
    fn walk(&mut self) -> Result<Vec<usize>, Refusal> {
        let bytes = self.bytes;
        let finder = memmem::Finder::new("obj");
        let mut packed = Vec::new();
        let mut at = 0;
        // Broken objects are read again from within; not without end.
        let mut again = bytes.len() + 65_536;
        while let Some(found) = finder.find(&bytes[at..]) {
            let word = at + found;
            at = word + 3;
            let Some(number) = number_before(bytes, word) else {
                continue;
            };
            let max = self.ctx.limits.pdf_object_count_max;
            if self.places.len() >= max {
                return Err(self.ctx.too_much(Excess::Objects, self.places.len() + 1, max));
            }
            let place = Place { pack: None, at, said_at: word };
            self.places.insert(number, place);
            let mut lexer = self.lexer(bytes, at);
            let value = lexer.value();
            let end = lexer.at;
            let Some(value) = value else {
                match again.checked_sub(end - at) {
                    Some(left) => again = left,
                    None => at = end,
                }
                continue;
            };
            at = end.max(at);
            let Value::Dict(dict) = value else {
                continue;
            };
            let Some(start) = self.stream_start(bytes, end) else {
                continue;
            };
            at = self.stream_end(&dict, start);
            match dict.get("Type").and_then(Value::name) {
                Some("ObjStm") => packed.push(word + 3),
                Some("XRef") => self.trailer.extend(dict),
                _ => {}
            }
        }
        self.check_spent()?;
        Ok(packed)
    }

    fn read_trailers(&mut self) {
        let mut trailers = Vec::new();
        for at in memmem::find_iter(self.bytes, "trailer").take(TRAILER_COUNT_MAX) {
            if let Some(Value::Dict(dict)) = self.lexer(self.bytes, at + 7).value() {
                trailers.push(dict);
            }
        }
        self.trailer.extend(trailers.into_iter().flatten());
    }

    /// Where a stream ends: by its stated length when the end stands there, else by looking.
    fn stream_end(&self, dict: &Dict, start: usize) -> usize {
        let stated = match dict.get("Length") {
            Some(Value::Number(length)) if *length >= 0.0 => Some(*length as usize),
            // The object with the length may lie further on and be unknown yet.
            Some(Value::Ref(number)) => self.object(*number).and_then(|object| {
                object.value.number().filter(|length| *length >= 0.0).map(|length| length as usize)
            }),
            _ => None,
        };
        if let Some(end) = stated.and_then(|length| start.checked_add(length)) {
            let after = self.bytes.get(end..).unwrap_or_default();
            let after = &after[..after.len().min(16)];
            if after.trim_ascii_start().starts_with(b"endstream") {
                return end;
            }
        }
        let rest = self.bytes.get(start..).unwrap_or_default();
        start + memmem::find(rest, b"endstream").unwrap_or(rest.len())
    }

    /// Takes the objects out of a stream that holds objects (7.5.7).
    fn unpack(&mut self, said_at: usize) -> Result<(), Refusal> {
        let Some(Object { value: Value::Dict(dict), stream: Some(start) }) =
            self.object_at(self.bytes, said_at, true)
        else {
            return Ok(());
        };
        let Some(bytes) = self.unpacked(&dict, start)? else {
            return Ok(());
        };
        let field = |name: &str| self.field(&dict, name).number().unwrap_or(0.0).max(0.0) as usize;
        let (count, first) = (field("N"), field("First"));
        let mut found = Vec::new();
        let mut lexer = self.lexer(&bytes, 0);
        for _ in 0..count {
            let (Some(Value::Number(number)), Some(Value::Number(offset))) =
                (lexer.value(), lexer.value())
            else {
                break;
            };
            let at = first.saturating_add(offset.max(0.0) as usize);
            found.push((number.max(0.0) as u32, at));
        }
        let pack = Some(self.packs.len());
        for (number, at) in found {
            let max = self.ctx.limits.pdf_object_count_max;
            if self.places.len() >= max {
                return Err(self.ctx.too_much(Excess::Objects, self.places.len() + 1, max));
            }
            let later = self.places.get(&number).is_none_or(|known| known.said_at < said_at);
            if later && at < bytes.len() {
                self.places.insert(number, Place { pack, at, said_at });
            }
        }
        self.packs.push(bytes);
        Ok(())
    }

    /// The bytes of a stream, unpacked; nothing when its filters carry pictures or are not known.
    fn unpacked(&self, dict: &Dict, start: usize) -> Result<Option<Vec<u8>>, Refusal> {
        let list = |name: &str, short: &str| {
            let value = match self.field(dict, name) {
                Value::Null => self.field(dict, short),
                value => value,
            };
            match value {
                Value::Array(values) => values.iter().map(|value| self.resolve(value)).collect(),
                Value::Null => Vec::new(),
                value => vec![value],
            }
        };
        let filters = list("Filter", "F");
        let settings = list("DecodeParms", "DP");
        let known = |filter: &Value| filter.name().is_some_and(|name| FILTERS.contains(&name));
        if filters.len() > FILTER_COUNT_MAX || !filters.iter().all(known) {
            return Ok(None);
        }
        // What is unpacked is paid for twice, so that finding and copying it is paid for too.
        let end = self.stream_end(dict, start);
        let packed = self.bytes.get(start..end).unwrap_or_default();
        self.take_unpacked(packed.len())?;
        let mut bytes = packed.to_vec();
        for (nth, filter) in filters.iter().enumerate() {
            let unpacked = match filter.name() {
                Some("ASCIIHexDecode" | "AHx") => from_hex(&bytes),
                Some("ASCII85Decode" | "A85") => from_base_85(&bytes),
                _ => self.inflate(&bytes)?,
            };
            bytes = match settings.get(nth).and_then(Value::dict) {
                Some(settings) => self.without_predictor(settings, unpacked),
                None => unpacked,
            };
        }
        Ok(Some(bytes))
    }

    fn inflate(&self, bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
        use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
        let left = self.unpacked_left.get();
        let out = match decompress_to_vec_zlib_with_limit(bytes, left) {
            Ok(out) => out,
            Err(error) if error.status == TINFLStatus::HasMoreOutput => {
                self.take_unpacked(left + 1)?;
                Vec::new()
            }
            // Cut streams are common; what was unpacked is text all the same.
            Err(error) => error.output,
        };
        self.take_unpacked(out.len())?;
        Ok(out)
    }

    fn take_unpacked(&self, bytes: usize) -> Result<(), Refusal> {
        let max = self.ctx.limits.pdf_unpacked_bytes_max;
        match self.unpacked_left.get().checked_sub(bytes) {
            Some(left) => {
                self.unpacked_left.set(left);
                Ok(())
            }
            None => {
                let found = max - self.unpacked_left.get() + bytes;
                Err(self.ctx.too_much(Excess::UnpackedBytes, found, max))
            }
        }
    }

    /// Undoes the PNG predictors (7.4.4.4); text is hardly ever stored with others.
    fn without_predictor(&self, settings: &Dict, bytes: Vec<u8>) -> Vec<u8> {
        let field = |name: &str, or: f64| self.field(settings, name).number().unwrap_or(or);
        if field("Predictor", 1.0) < 10.0 {
            return bytes;
        }
        let bits =
            field("Colors", 1.0).clamp(1.0, 32.0) * field("BitsPerComponent", 8.0).clamp(1.0, 16.0);
        let pixel = (bits as usize).div_ceil(8);
        let row = (bits * field("Columns", 1.0).clamp(1.0, 65_536.0)) as usize / 8;
        let row = row.max(1);
        let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
        for line in bytes.chunks(row + 1) {
            let start = out.len();
            for (nth, byte) in line[1..].iter().enumerate() {
                let left = if nth >= pixel { out[start + nth - pixel] } else { 0 };
                let above = if start >= row { out[start + nth - row] } else { 0 };
                let corner = match nth >= pixel && start >= row {
                    true => out[start + nth - row - pixel],
                    false => 0,
                };
                let guess = match line[0] {
                    1 => left,
                    2 => above,
                    3 => ((u16::from(left) + u16::from(above)) / 2) as u8,
                    4 => paeth(left, above, corner),
                    _ => 0,
                };
                out.push(byte.wrapping_add(guess));
            }
        }
        out
    }
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(above) - i16::from(corner);
    let far = |one: u8| (guess - i16::from(one)).abs();
    match (far(left), far(above), far(corner)) {
        (a, b, c) if a <= b && a <= c => left,
        (_, b, c) if b <= c => above,
        _ => corner,
    }
}

/// The number of the object whose word `obj` stands at `word`: `12 0 obj`.
fn number_before(bytes: &[u8], word: usize) -> Option<u32> {
    let before = &bytes[word.saturating_sub(40)..word];
    let text = before.trim_ascii_end();
    if text.len() == before.len() {
        return None;
    }
    let generation = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = &text[..text.len() - generation];
    let text = rest.trim_ascii_end();
    if generation == 0 || text.len() == rest.len() {
        return None;
    }
    let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let number = &text[text.len() - digits..];
    std::str::from_utf8(number).ok()?.parse().ok()
}

fn from_hex(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes.iter().take_while(|byte| **byte != b'>');
    let digits: Vec<u8> =
        digits.filter_map(|byte| (*byte as char).to_digit(16)).map(|d| d as u8).collect();
    digits.chunks(2).map(|two| two[0] * 16 + two.get(1).copied().unwrap_or(0)).collect()
}

fn from_base_85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut group = Vec::with_capacity(5);
    for byte in bytes {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            out.extend(word_of_85(&group).to_be_bytes());
            group.clear();
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        out.extend(&word_of_85(&group).to_be_bytes()[..kept]);
    }
    out
}

fn word_of_85(group: &[u8]) -> u32 {
    group.iter().fold(0u32, |word, digit| word.wrapping_mul(85).wrapping_add(u32::from(*digit)))
}
