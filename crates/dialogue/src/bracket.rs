//! Brackets: where two or more wordings of one text agree and where they differ, word by word.
//! It decides nothing and loses nothing: what is put together again is each wording, letter for
//! letter. Arabic words are never split from their marks.

use crate::limits::BRACKET_CELLS_MAX;

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
/// use dialogue::bracket;
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
/// use dialogue::bracket;
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
    for other in others {
        let pairs = aligned(&common, other);
        common = pairs.into_iter().map(|(at, _)| common[at]).collect();
    }
    let places: Vec<Vec<usize>> = tokens
        .iter()
        .map(|tokens| aligned(&common, tokens).into_iter().map(|(_, at)| at).collect())
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

/// Words with their marks, runs of blanks, and single other characters.
fn tokens(text: &str) -> Vec<&str> {
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Word,
        Blank,
        Other,
    }
    let class = |c: char| match c {
        _ if c.is_alphanumeric() || is_mark(c) => Class::Word,
        _ if c.is_whitespace() => Class::Blank,
        _ => Class::Other,
    };
    let mut found = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        let now = class(c);
        if last.is_some_and(|last| last != now || now == Class::Other) {
            found.push(&text[start..at]);
            start = at;
        }
        last = Some(now);
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}

/// Marks and joiners that belong to the letter before them: harakat, shadda, Koranic signs,
/// Latin combining marks, tatweel, joiners, apostrophes inside a word.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}'
        | '\u{0610}'..='\u{061A}'
        | '\u{0640}'
        | '\u{064B}'..='\u{065F}'
        | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}'
        | '\u{06DF}'..='\u{06E8}'
        | '\u{06EA}'..='\u{06ED}'
        | '\u{08CA}'..='\u{08E1}'
        | '\u{08E3}'..='\u{08FF}'
        | '\u{200C}'
        | '\u{200D}'
        | '\u{2019}')
}

/// Pairs of places with equal tokens, rising on both sides: a longest common subsequence, or only
/// the equal beginning and end where the middle is too large to align.
fn aligned(one: &[&str], two: &[&str]) -> Vec<(usize, usize)> {
    let head = one.iter().zip(two).take_while(|(a, b)| a == b).count();
    let (rest_one, rest_two) = (&one[head..], &two[head..]);
    let tail = rest_one.iter().rev().zip(rest_two.iter().rev()).take_while(|(a, b)| a == b);
    let tail = tail.count();
    let (middle_one, middle_two) =
        (&rest_one[..rest_one.len() - tail], &rest_two[..rest_two.len() - tail]);
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    let middle = longest_common(middle_one, middle_two);
    pairs.extend(middle.into_iter().map(|(a, b)| (a + head, b + head)));
    pairs.extend((0..tail).map(|at| (one.len() - tail + at, two.len() - tail + at)));
    pairs
}

fn longest_common(one: &[&str], two: &[&str]) -> Vec<(usize, usize)> {
    let (rows, columns) = (one.len(), two.len());
    if rows == 0 || columns == 0 || rows.saturating_mul(columns) > BRACKET_CELLS_MAX {
        return Vec::new();
    }
    // lengths[r][c]: the longest common subsequence of one[r..] and two[c..]. The shorter side
    // has at most the square root of the cells, so that a u16 holds every length.
    const { assert!(BRACKET_CELLS_MAX < (u16::MAX as usize) * (u16::MAX as usize)) };
    let width = columns + 1;
    let mut lengths = vec![0_u16; (rows + 1) * width];
    for r in (0..rows).rev() {
        for c in (0..columns).rev() {
            lengths[r * width + c] = if one[r] == two[c] {
                lengths[(r + 1) * width + c + 1] + 1
            } else {
                lengths[(r + 1) * width + c].max(lengths[r * width + c + 1])
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut r, mut c) = (0, 0);
    while r < rows && c < columns {
        if one[r] == two[c] {
            pairs.push((r, c));
            r += 1;
            c += 1;
        } else if lengths[(r + 1) * width + c] >= lengths[r * width + c + 1] {
            r += 1;
        } else {
            c += 1;
        }
    }
    pairs
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
