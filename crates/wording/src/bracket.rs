//! Brackets: where two or more wordings of one text agree and where they differ, word by word.
//! It decides nothing and loses nothing: what is put together again is each wording, letter for
//! letter. Arabic words are never split from their marks.

use crate::align::{Budget, pairs};
use crate::limits::COMPARE_STEPS_MAX;
use crate::tokens::tokens;

/// The place of a party among those compared, from 0 in the order given.
pub type PartyIdx = usize;

/// A stretch of a compared text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// All have it.
    Same(String),
    /// Each has its own words here, or none.
    Differs {
        /// One part a party, in order; empty where it has nothing here.
        parts: Vec<(PartyIdx, String)>,
    },
}

/// Compares two wordings; ours is party 0, theirs party 1.
///
/// ```
/// use wording::bracket;
/// let pieces = bracket::words("The Parties shall meet.", "The Parties should meet.");
/// let shown = bracket::render(&pieces, &["KW", "US"]);
/// assert_eq!(shown, "The Parties [KW: shall][US: should] meet.");
/// ```
pub fn words(ours: &str, theirs: &str) -> Vec<Piece> {
    among(&[ours, theirs])
}

/// Compares any number of wordings.
///
/// ```
/// use wording::bracket;
/// let pieces = bracket::among(&["in May", "in June", "in May"]);
/// assert_eq!(bracket::render(&pieces, &["KW", "US", "QA"]), "in [KW, QA: May][US: June]");
/// ```
pub fn among(texts: &[&str]) -> Vec<Piece> {
    let tokens: Vec<Vec<&str>> = texts.iter().map(|text| tokens(text)).collect();
    let Some((first, others)) = tokens.split_first() else {
        return Vec::new();
    };
    // Words that all have, in an order that all share.
    let mut common: Vec<&str> = first.clone();
    let mut budget = Budget(COMPARE_STEPS_MAX);
    for other in others {
        let pairs = pairs(&common, other, &mut budget);
        common = pairs.into_iter().map(|(at, _)| common[at]).collect();
    }
    let places: Vec<Vec<usize>> = tokens
        .iter()
        .map(|tokens| pairs(&common, tokens, &mut budget).into_iter().map(|(_, at)| at).collect())
        .collect();
    // An alignment given up as too large may miss common words: then nothing is common.
    let common_len =
        if places.iter().all(|places| places.len() == common.len()) { common.len() } else { 0 };
    tidy(cut(&tokens, &places, common_len))
}

/// The text that one party proposes.
pub fn of_party(pieces: &[Piece], party: PartyIdx) -> String {
    let part = |piece: &Piece| match piece {
        Piece::Same(text) => text.clone(),
        Piece::Differs { parts } => {
            let part = parts.iter().find(|(idx, _)| *idx == party);
            part.map(|(_, text)| text.clone()).unwrap_or_default()
        }
    };
    pieces.iter().map(part).collect()
}

/// How many places differ.
pub fn count(pieces: &[Piece]) -> usize {
    pieces.iter().filter(|piece| matches!(piece, Piece::Differs { .. })).count()
}

/// Plain text with brackets: `[KW: ...][US: ...]`; parties with the same words share a bracket.
/// A party without a name in `names` is shown by its number.
pub fn render(pieces: &[Piece], names: &[&str]) -> String {
    let mut shown = String::new();
    for piece in pieces {
        match piece {
            Piece::Same(text) => shown.push_str(text),
            Piece::Differs { parts } => render_parts(parts, names, &mut shown),
        }
    }
    shown
}

fn render_parts(parts: &[(PartyIdx, String)], names: &[&str], shown: &mut String) {
    let name = |idx: PartyIdx| match names.get(idx) {
        Some(name) => (*name).to_owned(),
        None => idx.to_string(),
    };
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for (idx, text) in parts {
        match groups.iter_mut().find(|(known, _)| known == text) {
            Some((_, parties)) => parties.push(name(*idx)),
            None => groups.push((text, vec![name(*idx)])),
        }
    }
    // Blanks at the edges of every part stay outside, so that brackets hold words.
    let lead = shared_blank(groups.iter().map(|(text, _)| *text), false);
    let tail = shared_blank(groups.iter().map(|(text, _)| &text[lead.len()..]), true);
    shown.push_str(lead);
    for (text, parties) in &groups {
        let words = &text[lead.len()..text.len() - tail.len()];
        shown.push_str(&format!("[{}: {words}]", parties.join(", ")));
    }
    shown.push_str(tail);
}

/// The blanks with which all texts begin (or end).
fn shared_blank<'a>(mut texts: impl Iterator<Item = &'a str>, at_end: bool) -> &'a str {
    let edge = |text: &'a str| {
        if at_end {
            &text[text.trim_end().len()..]
        } else {
            &text[..text.len() - text.trim_start().len()]
        }
    };
    let first = texts.next().map(edge).unwrap_or_default();
    if texts.all(|text| edge(text) == first) { first } else { "" }
}

/// Cuts the texts at their common words.
fn cut(tokens: &[Vec<&str>], places: &[Vec<usize>], common_len: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = vec![0; tokens.len()];
    for nth in 0..=common_len {
        let until: Vec<usize> = tokens
            .iter()
            .zip(places)
            .map(|(tokens, places)| if nth < common_len { places[nth] } else { tokens.len() })
            .collect();
        let part = |idx: usize| tokens[idx][from[idx]..until[idx]].concat();
        let parts: Vec<(PartyIdx, String)> =
            (0..tokens.len()).map(|idx| (idx, part(idx))).collect();
        push(&mut pieces, settle(parts));
        if nth < common_len {
            push(&mut pieces, Piece::Same(tokens[0][until[0]].to_owned()));
        }
        from = until.into_iter().map(|at| at + 1).collect();
    }
    pieces
}

/// Parts that are all alike are no difference.
fn settle(parts: Vec<(PartyIdx, String)>) -> Piece {
    match parts.split_first() {
        Some(((_, first), rest)) if rest.iter().all(|(_, text)| text == first) => {
            Piece::Same(first.clone())
        }
        _ => Piece::Differs { parts },
    }
}

fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), piece) {
        (_, Piece::Same(text)) if text.is_empty() => {}
        (Some(Piece::Same(before)), Piece::Same(text)) => before.push_str(&text),
        (Some(Piece::Differs { parts: before }), Piece::Differs { parts }) => {
            for ((_, before), (_, text)) in before.iter_mut().zip(parts) {
                before.push_str(&text);
            }
        }
        (_, piece) => pieces.push(piece),
    }
}

/// Two differences with only blanks between them read as one.
fn tidy(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut tidied: Vec<Piece> = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let between = matches!(tidied.last(), Some(Piece::Differs { .. }))
            && matches!(pieces.peek(), Some(Piece::Differs { .. }));
        match piece {
            Piece::Same(text) if between && text.trim().is_empty() => {
                if let Some(Piece::Differs { parts }) = tidied.last_mut() {
                    parts.iter_mut().for_each(|(_, part)| part.push_str(&text));
                }
            }
            piece => push(&mut tidied, piece),
        }
    }
    tidied
}
