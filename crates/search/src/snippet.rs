//! Passages with the words found in them, marked in the original text: what is shown of a hit.
//! It works on the texts of the record, never on what the index holds.

use std::collections::BTreeSet;
use std::ops::Range;

use dialogue::content::Lang;
use dialogue::id::PartyId;
use text::fold::Token;

use crate::entry::{Entry, Passage};
use crate::find::Wanted;
use crate::limits::SNIPPET_WORDS_MAX;
use crate::query::{Clause, Word};
use crate::word::{Keys, joined_names, sounds_of, words};

/// Words shown before the first one found.
const WORDS_BEFORE: usize = 6;

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// As the record has it.
    pub text: String,
    /// True when it was looked for.
    pub hit: bool,
}

/// A passage of an entry, cut to the words around what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Its language, where the record says so.
    pub lang: Option<Lang>,
    /// The stored name of its field; empty for a heading.
    pub field: String,
    /// The text in its order.
    pub parts: Vec<Part>,
    /// The parties that hold it where it is not the version shown.
    pub held_by: Vec<PartyId>,
}

/// A text with everything marked that was looked for; none when nothing of it is there.
pub fn marked(text: &str, wanted: &[Wanted], keys: &Keys) -> Option<Vec<Part>> {
    let found = Found::of(text, true, wanted, keys);
    (!found.marks.is_empty()).then(|| parts(text, 0..text.len(), &found.spans()))
}

/// At most one passage of each language in which something was found, the fullest of each; one
/// without a language where no other has anything. `title` is shown beside: what it holds already
/// is left out.
pub fn snippets(entry: &Entry, title: &str, wanted: &[Wanted], keys: &Keys) -> Vec<Snippet> {
    // A long text gives its beginning as the heading.
    let beginning = title.trim_end_matches('…').trim_end();
    let of = |lang: Option<Lang>| {
        let passages = entry.passages.iter().filter(|passage| passage.lang == lang);
        let mut best: Option<(Worth, &Passage, Found)> = None;
        for passage in
            passages.filter(|passage| title.is_empty() || !title.contains(passage.text.trim()))
        {
            let found = Found::of(&passage.text, passage.name, wanted, keys);
            let repeats = !title.is_empty() && passage.text.starts_with(beginning);
            if repeats && found.is_within(beginning.len()) {
                continue;
            }
            let worth = found.worth(passage);
            let better = best.as_ref().is_none_or(|(known, ..)| worth > *known);
            if !found.marks.is_empty() && better {
                best = Some((worth, passage, found));
            }
        }
        best.map(|(_, passage, found)| found.cut(passage))
    };
    let mut all: Vec<Snippet> = Lang::ALL.iter().filter_map(|lang| of(Some(*lang))).collect();
    if all.is_empty() {
        all.extend(of(None));
    }
    all
}

/// Clauses found, of them as typed; a version in force before another.
type Worth = (usize, usize, bool);

/// A word of the text that was looked for.
struct Mark {
    span: Range<usize>,
    /// Places of the words of the text that it covers.
    places: Range<usize>,
    clause: usize,
    as_typed: bool,
}

/// What was found in a text.
struct Found {
    words: Vec<Token>,
    marks: Vec<Mark>,
}

impl Found {
    fn of(text: &str, is_name: bool, wanted: &[Wanted], keys: &Keys) -> Found {
        let words = words(text);
        let names = joined_names(&words);
        let mut marks = Vec::new();
        for (clause, one) in wanted.iter().enumerate() {
            match &one.clause {
                Clause::Phrase(phrase) => rows_of(&words, phrase, clause, true, &mut marks),
                Clause::Word(word) => {
                    for (place, token) in words.iter().enumerate() {
                        let written = &text[token.span.clone()];
                        if let Some(as_typed) = fits(one, word, token, written, is_name, keys) {
                            let span = token.span.clone();
                            marks.push(Mark { span, places: place..place + 1, clause, as_typed });
                        }
                    }
                    for (places, name) in &names {
                        if name.text == word.folded {
                            let (span, places) = (name.span.clone(), places.clone());
                            marks.push(Mark { span, places, clause, as_typed: true });
                        }
                    }
                    if !one.apart.is_empty() {
                        rows_of(&words, &one.apart, clause, false, &mut marks);
                    }
                }
            }
        }
        marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
        Found { words, marks }
    }

    fn is_within(&self, n_bytes: usize) -> bool {
        self.marks.iter().all(|mark| mark.span.end <= n_bytes)
    }

    fn worth(&self, passage: &Passage) -> Worth {
        let clauses: BTreeSet<usize> = self.marks.iter().map(|mark| mark.clause).collect();
        let as_typed: BTreeSet<usize> =
            self.marks.iter().filter(|mark| mark.as_typed).map(|mark| mark.clause).collect();
        (clauses.len(), as_typed.len(), passage.held_by.is_empty())
    }

    fn spans(&self) -> Vec<Range<usize>> {
        let mut spans: Vec<Range<usize>> = Vec::new();
        for mark in &self.marks {
            match spans.last_mut() {
                Some(last) if mark.span.start < last.end => last.end = last.end.max(mark.span.end),
                _ => spans.push(mark.span.clone()),
            }
        }
        spans
    }

    /// The stretch with the most of what was looked for.
    fn cut(self, passage: &Passage) -> Snippet {
        let starts = self.marks.iter().map(|mark| mark.places.start);
        let inside = |from: usize| {
            let within = |mark: &&Mark| {
                mark.places.start >= from
                    && mark.places.end <= from + SNIPPET_WORDS_MAX - WORDS_BEFORE
            };
            let clauses: BTreeSet<usize> =
                self.marks.iter().filter(within).map(|mark| mark.clause).collect();
            (clauses.len(), self.marks.iter().filter(within).count())
        };
        let mut best = (0, (0, 0));
        for start in starts {
            let worth = inside(start);
            if worth > best.1 {
                best = (start, worth);
            }
        }
        let n_words = self.words.len();
        let mut from = best.0.saturating_sub(WORDS_BEFORE);
        // No cut for the sake of a few words at either end.
        if from < 4 || n_words <= SNIPPET_WORDS_MAX {
            from = 0;
        }
        let to = (from + SNIPPET_WORDS_MAX).min(n_words);
        let text = &passage.text;
        let start = if from == 0 { 0 } else { self.words[from].span.start };
        let end = if to >= n_words { text.len() } else { self.words[to - 1].span.end };
        let mut shown = parts(text, start..end, &self.spans());
        let dots = |text: &str| Part { text: text.to_owned(), hit: false };
        if start > 0 {
            shown.insert(0, dots("… "));
        }
        if end < text.len() {
            shown.push(dots(" …"));
        }
        Snippet {
            lang: passage.lang,
            field: passage.field.clone(),
            parts: shown,
            held_by: passage.held_by.clone(),
        }
    }
}

/// Marks every place where these words follow each other.
fn rows_of(words: &[Token], row: &[String], clause: usize, as_typed: bool, marks: &mut Vec<Mark>) {
    if row.is_empty() {
        return;
    }
    for (place, window) in words.windows(row.len()).enumerate() {
        if window.iter().zip(row).all(|(token, wanted)| token.text == *wanted) {
            marks.push(Mark {
                span: window[0].span.start..window[row.len() - 1].span.end,
                places: place..place + row.len(),
                clause,
                as_typed,
            });
        }
    }
}

/// Whether a word of a text is the one looked for, and if so whether as it was typed.
fn fits(
    wanted: &Wanted,
    word: &Word,
    token: &Token,
    written: &str,
    is_name: bool,
    keys: &Keys,
) -> Option<bool> {
    if token.text == word.folded {
        return Some(true);
    }
    let other = (word.prefix && token.text.starts_with(&word.folded))
        || wanted.forms.contains(&token.text)
        || token.text == word.stem
        || keys.stem(&token.text) == word.stem
        || (is_name && sounds_of(written, 2).iter().any(|sound| wanted.sounds.contains(sound)));
    other.then_some(false)
}

/// Cuts a stretch of a text at the spans to mark.
fn parts(text: &str, stretch: Range<usize>, spans: &[Range<usize>]) -> Vec<Part> {
    let mut all = Vec::new();
    let mut at = stretch.start;
    let mut push = |range: Range<usize>, hit: bool| {
        if let Some(piece) = text.get(range).filter(|piece| !piece.is_empty()) {
            all.push(Part { text: piece.to_owned(), hit });
        }
    };
    for span in spans {
        if span.start < at || span.end > stretch.end {
            continue;
        }
        push(at..span.start, false);
        push(span.clone(), true);
        at = span.end;
    }
    push(at..stretch.end, false);
    all
}
