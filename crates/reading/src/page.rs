//! A report as words: each with its place in the text, its folded form and its paragraph. The text
//! is never changed; what is read out of it is cleaned of damaged letters and lost spaces.

use std::ops::Range;

use text::bidi::invisible_name;
use text::fold::{Script, fold_str, script_of};
use text::spaces::Lexicon;

use crate::limits::WORDS_READ_MAX;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Arabic,
    Latin,
    Number,
    /// A character that is neither letter nor digit.
    Mark(char),
    /// The end of a paragraph.
    Break,
}

/// A word, number, mark or break.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Place in the text, in Unicode scalar values.
    pub start: usize,
    pub end: usize,
    /// Folded form within `Page::folded`.
    fold: Range<usize>,
    pub kind: Kind,
    /// Line of the text, counted from 0.
    pub line: usize,
    /// Written with a capital first letter.
    pub capital: bool,
    /// A blank was lost before this word.
    pub split: bool,
    /// A blank stands before this token.
    pub spaced: bool,
}

/// A change the reader made to read on; the text itself stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// `space`, `spelling`, `name_variant` or `hyphen`.
    pub kind: &'static str,
    /// Place in the text, in Unicode scalar values.
    pub span: (usize, usize),
    /// What stands there.
    pub text: String,
    /// What it is read as.
    pub value: String,
}

/// The report cut into tokens.
#[derive(Debug)]
pub(crate) struct Page {
    pub chars: Vec<char>,
    pub tokens: Vec<Token>,
    /// Folded tokens joined by single blanks.
    pub folded: String,
    pub repairs: Vec<Repair>,
    /// Start and end of each line, in scalar values, without the line feed.
    pub lines: Vec<(usize, usize)>,
    /// The text was longer than the reader reads.
    pub cut: bool,
}

impl Page {
    pub fn new(source: &str, lexicon: &Lexicon) -> Page {
        let chars: Vec<char> = source.chars().collect();
        let lines = lines_of(&chars);
        let mut page = Page {
            chars,
            tokens: Vec::with_capacity(source.len() / 6),
            folded: String::with_capacity(source.len()),
            repairs: Vec::new(),
            lines,
            cut: false,
        };
        let cuts = crate::spaces::cuts(source, lexicon);
        page.cut_into_tokens(&cuts);
        page
    }

    /// Folded form of a token.
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.folded[token.fold.clone()])
    }

    pub fn kind(&self, at: usize) -> Kind {
        self.tokens.get(at).map_or(Kind::Break, |token| token.kind)
    }

    pub fn is_mark(&self, at: usize, marks: &[char]) -> bool {
        matches!(self.kind(at), Kind::Mark(c) if marks.contains(&c))
    }

    pub fn is_comma(&self, at: usize) -> bool {
        self.is_mark(at, &[',', '\u{060C}', ';', '\u{061B}'])
    }

    /// Whether a word is written with the article, other letters before it allowed. A hamza under
    /// the alef is part of a word, not of the article.
    pub fn has_article(&self, at: usize) -> bool {
        if self.kind(at) != Kind::Arabic {
            return false;
        }
        let token = &self.tokens[at];
        let raw: Vec<char> =
            self.chars[token.start..token.end].iter().copied().filter(|c| !is_silent(*c)).collect();
        let mut rest = raw.as_slice();
        if let Some(after) = rest.strip_prefix(&['\u{0648}'][..])
            && after.len() >= 4
        {
            rest = after;
        }
        let article = ['\u{0627}', '\u{0644}'];
        if rest.len() >= 5
            && matches!(rest[0], '\u{0628}' | '\u{0643}')
            && rest[1..].starts_with(&article)
        {
            return true;
        }
        rest.len() >= 4
            && (rest.starts_with(&article) || rest.starts_with(&['\u{0644}', '\u{0644}']))
    }

    pub fn is_wordlike(&self, at: usize) -> bool {
        matches!(self.kind(at), Kind::Arabic | Kind::Latin)
    }

    pub fn number(&self, at: usize) -> Option<u32> {
        match self.kind(at) {
            Kind::Number => self.word(at).parse().ok(),
            _ => None,
        }
    }

    /// Place of tokens `from..to` in the text, in scalar values.
    pub fn span(&self, from: usize, to: usize) -> (usize, usize) {
        if from >= to || to > self.tokens.len() {
            return (0, 0);
        }
        (self.tokens[from].start, self.tokens[to - 1].end)
    }

    /// First token that starts at or after a place.
    pub fn token_at(&self, place: usize) -> usize {
        self.tokens.partition_point(|token| token.start < place)
    }

    /// Which token holds a byte of `folded`.
    pub fn token_of_byte(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.fold.end <= byte)
    }

    pub fn fold_range(&self, at: usize) -> Range<usize> {
        self.tokens[at].fold.clone()
    }

    /// The words of tokens `from..to` as a person would write them: letters repaired, marks and
    /// invisible characters gone, one blank where blanks or breaks stood or were lost.
    pub fn clean(&self, from: usize, to: usize) -> String {
        let mut text = String::new();
        for at in from..to.min(self.tokens.len()) {
            let token = &self.tokens[at];
            if token.kind == Kind::Break {
                continue;
            }
            if !text.is_empty() && (token.split || token.spaced) {
                text.push(' ');
            }
            let raw = &self.chars[token.start..token.end];
            push_clean(&mut text, raw);
        }
        // The Egyptian spelling of "affairs" is read as the common one.
        if text.contains("شئون") { text.replace("شئون", "شؤون") } else { text }
    }

    fn cut_into_tokens(&mut self, cuts: &[(usize, Vec<usize>)]) {
        let mut at = 0;
        let mut line = 0;
        let mut spaced = false;
        while at < self.chars.len() {
            if self.tokens.len() >= WORDS_READ_MAX {
                self.cut = true;
                break;
            }
            let c = self.chars[at];
            if c == '\n' {
                if !self.is_soft_break(line) {
                    self.push_break(at, line);
                }
                line += 1;
                at += 1;
                spaced = true;
            } else if c.is_whitespace() || is_silent(c) {
                spaced |= c.is_whitespace();
                at += 1;
            } else if let Some(script) = script_of(c) {
                let end = self.end_of_word(at, script);
                at = self.push_word(at, end, script, &mut line, spaced, cuts);
                spaced = false;
            } else {
                self.push_token(at, at + 1, &c.to_string(), Kind::Mark(c), line, spaced);
                at += 1;
                spaced = false;
            }
        }
        self.push_break(self.chars.len(), line);
    }

    fn push_break(&mut self, at: usize, line: usize) {
        let again = self.tokens.last().is_none_or(|token| token.kind == Kind::Break);
        if !again {
            self.push_token(at, at, "\n", Kind::Break, line, true);
        }
    }

    /// A line that was broken by its width only: long, not closed, and the next one goes on.
    fn is_soft_break(&self, line: usize) -> bool {
        let (Some(&(start, end)), Some(&(next, next_end))) =
            (self.lines.get(line), self.lines.get(line + 1))
        else {
            return false;
        };
        let text = &self.chars[start..end];
        let Some(last) = text.iter().rev().find(|c| !c.is_whitespace()) else { return false };
        let Some(first) = self.chars[next..next_end].iter().find(|c| !c.is_whitespace()) else {
            return false;
        };
        if matches!(last, '.' | ':' | '!' | '?' | '\u{061F}' | ';' | '\u{061B}') {
            return false;
        }
        let hyphen = *last == '-' && first.is_lowercase();
        let goes_on = first.is_lowercase()
            || (script_of(*first) == Some(Script::Arabic) && matches!(last, ',' | '\u{060C}'))
            || (*last == ',' && !first.is_numeric());
        hyphen || (text.len() >= 50 && goes_on)
    }

    fn end_of_word(&self, start: usize, script: Script) -> usize {
        let mut end = start + 1;
        while let Some(&c) = self.chars.get(end) {
            let inside = match script_of(c) {
                Some(other) => other == script,
                None if is_silent(c) => true,
                None => {
                    matches!(c, '\'' | '\u{2019}' | '`')
                        && script == Script::Latin
                        && self
                            .chars
                            .get(end + 1)
                            .is_some_and(|&next| script_of(next) == Some(Script::Latin))
                }
            };
            if !inside {
                break;
            }
            end += 1;
        }
        while end > start + 1 && is_silent(self.chars[end - 1]) && self.chars[end - 1] != '\u{0640}'
        {
            if is_arabic_mark(self.chars[end - 1]) {
                break;
            }
            end -= 1;
        }
        end
    }

    fn push_word(
        &mut self,
        start: usize,
        end: usize,
        script: Script,
        line: &mut usize,
        spaced: bool,
        cuts: &[(usize, Vec<usize>)],
    ) -> usize {
        let kind = match script {
            Script::Digit => Kind::Number,
            Script::Arabic => Kind::Arabic,
            _ => Kind::Latin,
        };
        let raw: String = self.chars[start..end].iter().collect();
        let folded: String = fold_str(&raw).split(' ').collect();
        if folded.is_empty() {
            self.push_token(start, end, "-", Kind::Mark('-'), *line, spaced);
            return end;
        }
        if kind == Kind::Latin
            && let Some(next) = self.hyphenated(start, end, line, spaced)
        {
            return next;
        }
        if kind == Kind::Arabic
            && let Ok(nth) = cuts.binary_search_by_key(&start, |(at, _)| *at)
        {
            self.push_pieces(start, end, &cuts[nth].1, *line, spaced);
            return end;
        }
        self.push_token(start, end, &folded, kind, *line, spaced);
        end
    }

    /// A word broken at the end of a line by a hyphen is read as one.
    fn hyphenated(
        &mut self,
        start: usize,
        end: usize,
        line: &mut usize,
        spaced: bool,
    ) -> Option<usize> {
        const KEPT: [&str; 14] = [
            "co", "non", "multi", "counter", "anti", "long", "short", "high", "self", "cross",
            "post", "pre", "well", "half",
        ];
        if self.chars.get(end) != Some(&'-') {
            return None;
        }
        let mut at = end + 1;
        while self.chars.get(at) == Some(&' ') {
            at += 1;
        }
        if self.chars.get(at) != Some(&'\n') {
            return None;
        }
        at += 1;
        while self.chars.get(at) == Some(&' ') {
            at += 1;
        }
        if !self.chars.get(at).is_some_and(|c| c.is_lowercase()) {
            return None;
        }
        let tail = self.end_of_word(at, Script::Latin);
        let head: String = self.chars[start..end].iter().collect();
        if KEPT.contains(&head.to_lowercase().as_str()) {
            return None;
        }
        let rest: String = self.chars[at..tail].iter().collect();
        let value = format!("{head}{rest}");
        let folded: String = fold_str(&value).split(' ').collect();
        self.repairs.push(Repair {
            kind: "hyphen",
            span: (start, tail),
            text: self.chars[start..tail].iter().collect(),
            value,
        });
        self.push_token(start, tail, &folded, Kind::Latin, *line, spaced);
        *line += 1;
        Some(tail)
    }

    fn push_pieces(&mut self, start: usize, end: usize, cuts: &[usize], line: usize, spaced: bool) {
        let mut value = String::new();
        let mut from = start;
        let ends = cuts.iter().copied().filter(|cut| (start..end).contains(cut)).chain([end]);
        for (nth, to) in ends.enumerate() {
            let raw: String = self.chars[from..to].iter().collect();
            let folded: String = fold_str(&raw).split(' ').collect();
            self.push_token(from, to, &folded, Kind::Arabic, line, spaced && nth == 0);
            if nth > 0 {
                value.push(' ');
                if let Some(token) = self.tokens.last_mut() {
                    token.split = true;
                }
            }
            push_clean(&mut value, &self.chars[from..to]);
            from = to;
        }
        let text = self.chars[start..end].iter().collect();
        self.repairs.push(Repair { kind: "space", span: (start, end), text, value });
    }

    fn push_token(
        &mut self,
        start: usize,
        end: usize,
        folded: &str,
        kind: Kind,
        line: usize,
        spaced: bool,
    ) {
        if !self.folded.is_empty() {
            self.folded.push(' ');
        }
        let from = self.folded.len();
        self.folded.push_str(folded);
        let capital = self.chars.get(start).is_some_and(|c| c.is_uppercase());
        self.tokens.push(Token {
            start,
            end,
            fold: from..self.folded.len(),
            kind,
            line,
            capital,
            split: false,
            spaced,
        });
    }
}

/// A gazetteer form cut and folded as a page is.
pub(crate) fn fold_form(form: &str) -> String {
    let mut folded = String::with_capacity(form.len());
    let mut word = String::new();
    let mut script = None;
    let flush = |word: &mut String, folded: &mut String| {
        if !word.is_empty() {
            let part: String = fold_str(word).split(' ').collect();
            if !part.is_empty() {
                if !folded.is_empty() {
                    folded.push(' ');
                }
                folded.push_str(&part);
            }
            word.clear();
        }
    };
    for c in form.chars() {
        if c.is_whitespace() {
            flush(&mut word, &mut folded);
            script = None;
        } else if is_silent(c) || matches!(c, '\'' | '\u{2019}' | '`') {
            word.push(c);
        } else if let Some(of) = script_of(c) {
            if script.is_some_and(|before| before != of) {
                flush(&mut word, &mut folded);
            }
            script = Some(of);
            word.push(c);
        } else {
            flush(&mut word, &mut folded);
            script = None;
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push(c);
        }
    }
    flush(&mut word, &mut folded);
    folded
}

/// Vowel signs and other marks of Arabic writing.
fn is_arabic_mark(c: char) -> bool {
    matches!(c,
        '\u{0610}'..='\u{061A}'
        | '\u{064B}'..='\u{065F}'
        | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}'
        | '\u{06DF}'..='\u{06E8}'
        | '\u{06EA}'..='\u{06ED}'
        | '\u{08D3}'..='\u{08FF}')
}

/// Marks, tatweel and invisible characters: they stand in a word without parting it.
pub(crate) fn is_silent(c: char) -> bool {
    match c {
        _ if c.is_ascii() || c.is_whitespace() => false,
        '\u{0640}' | '\u{00AD}' => true,
        _ => {
            is_arabic_mark(c) || invisible_name(c).is_some() || matches!(c, '\u{0300}'..='\u{036F}')
        }
    }
}

fn push_clean(text: &mut String, raw: &[char]) {
    let mut hyphen = false;
    for &c in raw {
        match c {
            _ if is_silent(c) => {}
            '\u{06CC}' | '\u{06D0}' => text.push('\u{064A}'),
            '\u{06BE}' | '\u{06C1}' | '\u{06D5}' => text.push('\u{0647}'),
            '\u{06A9}' | '\u{06AA}' => text.push('\u{0643}'),
            '-' => hyphen = true,
            _ if c.is_whitespace() => {}
            _ if hyphen => {
                text.push(c);
                hyphen = false;
            }
            '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{FB00}'..='\u{FB06}' => {
                text.push_str(&decompose(c));
            }
            _ => text.push(c),
        }
    }
    if raw == ['-'] {
        text.push('-');
    }
}

fn decompose(c: char) -> String {
    fold_str(&c.to_string())
}

fn lines_of(chars: &[char]) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, &c) in chars.iter().enumerate() {
        if c == '\n' {
            lines.push((start, at));
            start = at + 1;
        }
    }
    lines.push((start, chars.len()));
    lines
}
