//! One language of a pair as words with their places. Brackets are blanked out, so that codes of
//! parties and placeholders are no words; every place is one of the text as it is stored.

use std::ops::Range;

use text::fold::{Token, tokens};

use crate::limits::BRACKET_HEAD_BYTES_MAX;

/// A number times this is a whole number as far as texts go.
pub(super) const MICRO: u128 = 1_000_000;

/// A word or a number.
#[derive(Debug)]
pub(super) struct Word {
    /// Folded; the digits of a number without separators.
    pub text: String,
    pub span: Range<usize>,
    /// Of a number, in millionths.
    pub number: Option<u128>,
    /// Where the word begins without the particles that may be joined to it, itself first.
    starts: Vec<usize>,
}

impl Word {
    /// The word, and what is left without joined particles.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.starts.iter().filter_map(|&start| self.text.get(start..))
    }

    pub fn is(&self, word: &str) -> bool {
        self.forms().any(|form| form == word)
    }

    /// Whether «و» is joined to it.
    pub fn joined_by_and(&self) -> bool {
        self.text.starts_with('و') && self.starts.len() > 1
    }

    /// A number of four figures that may be a year.
    pub fn year(&self) -> Option<u16> {
        let year: u16 = self.text.parse().ok()?;
        (self.number.is_some() && self.text.len() == 4 && (1300..=2999).contains(&year))
            .then_some(year)
    }

    /// A number of one or two figures.
    pub fn small(&self) -> Option<u8> {
        let short = self.number.is_some() && self.text.len() <= 2;
        self.text.parse().ok().filter(|_| short)
    }
}

pub(super) struct Page<'t> {
    pub source: &'t str,
    pub words: Vec<Word>,
    pub arabic: bool,
    /// Lines that begin with a mark of a list.
    pub n_items: usize,
}

impl<'t> Page<'t> {
    pub fn of(source: &'t str, arabic: bool) -> Page<'t> {
        let (shown, n_items) = without_marks(&without_brackets(source));
        let words = numbered(&shown, tokens(&shown));
        Page { source, words, arabic, n_items }
    }

    /// What stands between a word and the next, as stored.
    pub fn between(&self, at: usize) -> &str {
        match (self.words.get(at), self.words.get(at + 1)) {
            (Some(one), Some(two)) => self.source.get(one.span.end..two.span.start).unwrap_or(""),
            _ => "",
        }
    }

    /// What stands between the word before and this one.
    pub fn before(&self, at: usize) -> &str {
        match at.checked_sub(1) {
            Some(before) => self.between(before),
            None => {
                self.words.first().and_then(|one| self.source.get(..one.span.start)).unwrap_or("")
            }
        }
    }

    pub fn is(&self, at: usize, word: &str) -> bool {
        self.words.get(at).is_some_and(|one| one.is(word))
    }

    /// From the start of a word to the end of the one before `until`.
    pub fn span(&self, from: usize, until: usize) -> Range<usize> {
        match (self.words.get(from), until.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) => first.span.start..last.span.end.max(first.span.end),
            _ => 0..0,
        }
    }

    pub fn is_capital(&self, at: usize) -> bool {
        let first = self.words.get(at).and_then(|one| self.source.get(one.span.clone()));
        first.is_some_and(|word| word.starts_with(char::is_uppercase))
    }
}

/// The same bytes with brackets, codes and placeholders as blanks.
fn without_brackets(source: &str) -> String {
    let mut bytes: Vec<u8> = source.as_bytes().to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b']' => at + 1,
            b'[' => {
                let stop = if matches!(bytes.get(at + 1), Some(b'?' | b'=')) { b']' } else { b':' };
                let mut head = bytes[at..].iter().take(BRACKET_HEAD_BYTES_MAX);
                at + head.position(|&b| b == stop || b == b'\n').unwrap_or(0) + 1
            }
            _ => {
                at += 1;
                continue;
            }
        };
        // A full stop parts words that stood in different options.
        bytes[at..end].fill(b' ');
        bytes[at] = b'|';
        at = end;
    }
    // Only whole stretches between ASCII characters were overwritten.
    String::from_utf8(bytes).unwrap_or_else(|_| source.to_owned())
}

/// The same bytes without the figures and letters that number items at the beginning of lines.
fn without_marks(shown: &str) -> (String, usize) {
    let mut out = String::with_capacity(shown.len());
    let mut n_items = 0;
    for line in shown.split_inclusive('\n') {
        let length = mark_length(line);
        n_items += usize::from(length > 0);
        out.extend(std::iter::repeat_n(' ', length));
        out.push_str(&line[length..]);
    }
    (out, n_items)
}

/// Bytes of the mark: `-`, `•`, `1.`, `(1)`, `٢-`, `(a)`, `أ)`.
fn mark_length(line: &str) -> usize {
    let lead = line.len() - line.trim_start_matches([' ', '\t']).len();
    let rest = &line[lead..];
    let dash = ['-', '–', '•', '*', '●'];
    if rest.starts_with(dash) {
        let after = rest.chars().nth(1);
        let length = rest.chars().next().map_or(0, char::len_utf8);
        return if after.is_some_and(char::is_whitespace) { lead + length } else { 0 };
    }
    let inner = rest.strip_prefix('(').unwrap_or(rest);
    let opened = inner.len() < rest.len();
    let body = inner.find(|c: char| !c.is_alphanumeric()).unwrap_or(inner.len());
    let n_chars = inner[..body].chars().count();
    let digits = inner[..body].chars().all(|c| c.is_numeric());
    let fits = n_chars >= 1 && if digits { n_chars <= 2 } else { n_chars == 1 };
    let close = inner[body..].chars().next();
    let closes = match close {
        Some(')') => true,
        Some('.' | '-' | '–') => !opened,
        _ => false,
    };
    let after = inner[body..].chars().nth(1);
    if !(fits && closes && after.is_some_and(|c| c == ' ' || c == '\t')) {
        return 0;
    }
    lead + usize::from(opened) + body + close.map_or(0, char::len_utf8)
}

/// Joins the figures of one number and marks what particles may hide.
fn numbered(shown: &str, tokens: Vec<Token>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if !token.text.bytes().all(|b| b.is_ascii_digit()) {
            let starts = starts_of(&token.text);
            words.push(Word { text: token.text, span: token.span, number: None, starts });
            continue;
        }
        let (mut whole, mut parts, mut span) = (token.text, 0, token.span);
        while let Some(next) = tokens.peek() {
            let between = shown.get(span.end..next.span.start).unwrap_or("");
            let figures = next.text.bytes().all(|b| b.is_ascii_digit());
            let group = matches!(between, "," | "٬" | "،") && next.text.len() == 3;
            let decimal = matches!(between, "." | "٫" | ",") && parts == 0;
            if !figures || !(group || decimal) || (group && parts == 0 && whole.len() > 15) {
                break;
            }
            let Some(next) = tokens.next() else { break };
            span.end = next.span.end;
            if group {
                whole.push_str(&next.text);
            } else {
                whole.push('.');
                whole.push_str(&next.text);
                parts += 1;
            }
        }
        let number = micro(&whole);
        words.push(Word { text: whole, span, number, starts: vec![0] });
    }
    words
}

fn micro(figures: &str) -> Option<u128> {
    let (whole, part) = figures.split_once('.').unwrap_or((figures, ""));
    let part: String = part.chars().chain("000000".chars()).take(6).collect();
    let whole: u128 = whole.parse().ok()?;
    whole.checked_mul(MICRO)?.checked_add(part.parse().ok()?)
}

fn starts_of(word: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let long = |rest: &str| rest.chars().count() >= 2;
    let strip = |starts: &mut Vec<usize>, prefixes: &[&str]| {
        for at in starts.clone() {
            for prefix in prefixes {
                if let Some(rest) = word[at..].strip_prefix(prefix)
                    && long(rest)
                    && !starts.contains(&(word.len() - rest.len()))
                {
                    starts.push(word.len() - rest.len());
                }
            }
        }
    };
    strip(&mut starts, &["و", "ف"]);
    strip(&mut starts, &["ب", "ل", "ك"]);
    strip(&mut starts, &["ال", "لل"]);
    starts
}
