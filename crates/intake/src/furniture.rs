//! Guesses which paragraphs are furniture: what a site prints around a report. A guess with a
//! score, never a deletion: whoever reads the document sees what was put aside and takes it back.
//! It knows the shape of pages and the phrases in `data/furniture.txt`, nothing of any report.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use text::fold::fold_str;

use crate::document::{Part, Role};
use crate::paragraphs::Draft;

/// From this score on a paragraph is furniture.
const FURNITURE_PERCENT: u8 = 50;
/// Characters beyond which a paragraph is not compared with phrases.
const PHRASE_CHARS_MAX: usize = 160;

/// Longest headline, in characters.
const HEADLINE_CHARS_MAX: usize = 220;

/// What a phrase says about the paragraph that begins with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phrase {
    Furniture,
    OpensSection,
    OpensEnd,
    Report,
}

static PHRASES: LazyLock<BTreeMap<String, Phrase>> = LazyLock::new(|| {
    let lines = include_str!("../data/furniture.txt").lines();
    let phrases = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    phrases
        .map(|line| match line.as_bytes()[0] {
            b'>' => (fold_str(&line[1..]), Phrase::OpensSection),
            b'!' => (fold_str(&line[1..]), Phrase::OpensEnd),
            b'+' => (fold_str(&line[1..]), Phrase::Report),
            _ => (fold_str(line), Phrase::Furniture),
        })
        .collect()
});

/// Longest phrase, in words.
const PHRASE_WORDS_MAX: usize = 6;

/// What can be seen of a paragraph alone.
struct Look {
    chars: usize,
    words: usize,
    /// A paragraph of prose: long, or a whole sentence.
    prose: bool,
    /// It ends as a sentence does.
    closed: bool,
    phrase: Option<Phrase>,
    initials: bool,
    crumbs: bool,
    dated: bool,
    /// Names with commas or semicolons: who took part.
    listing: bool,
}

/// Judges the paragraphs of a text. `site` says whether it may be a page of a site.
pub fn judge(text: &str, drafts: &[Draft], site: bool) -> Vec<Part> {
    let looks: Vec<Look> = drafts.iter().map(|draft| look(&text[draft.range.clone()])).collect();
    let prose = |nth: &usize| looks[*nth].prose && drafts[*nth].aside_percent < FURNITURE_PERCENT;
    let first = (0..looks.len()).find(prose);
    let last = (0..looks.len()).rev().find(prose);
    let mut scores = Vec::with_capacity(looks.len());
    let mut ended = false;
    let mut section = false;
    for (nth, (draft, look)) in drafts.iter().zip(&looks).enumerate() {
        let place = match (first, last) {
            (Some(first), _) if nth < first => Place::Before,
            (_, Some(last)) if nth > last => Place::After,
            (Some(_), _) => Place::Inside,
            (None, _) => Place::Alone,
        };
        // An end in the first third is no end: a site may print its bar of tools first.
        let late = nth * 3 > looks.len() || place == Place::After;
        section &= !(look.prose && look.closed);
        let mut score = alone(draft, look, place, site).max(draft.aside_percent);
        if ended {
            score = score.max(80);
        } else if section {
            score = score.max(70);
        }
        match look.phrase {
            Some(Phrase::OpensEnd) if late => ended = true,
            Some(Phrase::OpensSection) => section = true,
            None if look.initials && late => ended = true,
            _ => {}
        }
        scores.push(score);
    }
    parts(drafts, &looks, &scores, first)
}

/// Where a paragraph lies with regard to the prose of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    Inside,
    After,
    /// There is no prose.
    Alone,
}

fn parts(drafts: &[Draft], looks: &[Look], scores: &[u8], first: Option<usize>) -> Vec<Part> {
    let role = |nth: usize| {
        let (draft, look) = (&drafts[nth], &looks[nth]);
        match draft.role {
            _ if scores[nth] >= FURNITURE_PERCENT => Role::Furniture,
            // Short lines before the first prose are the headline and its dateline.
            Role::Body if first.is_some_and(|first| nth < first) && !look.dated => Role::Headline,
            // A long headline looks like prose, but for its end.
            Role::Body
                if first == Some(nth) && !look.closed && look.chars <= HEADLINE_CHARS_MAX =>
            {
                let sentence = |look: &Look| look.prose && look.closed;
                let followed = looks[nth + 1..].iter().any(sentence);
                if followed { Role::Headline } else { Role::Body }
            }
            role => role,
        }
    };
    let part = |nth: usize| Part {
        range: drafts[nth].range.clone(),
        role: role(nth),
        furniture_percent: scores[nth],
    };
    (0..drafts.len()).map(part).collect()
}

/// The score of a paragraph by itself and by its place.
fn alone(draft: &Draft, look: &Look, place: Place, site: bool) -> u8 {
    match look.phrase {
        Some(Phrase::Report) => return 5,
        Some(_) => return 90,
        None => {}
    }
    if draft.link_percent >= 60 && look.chars < 120 {
        return 80;
    }
    if look.initials && matches!(place, Place::After | Place::Inside) {
        return 85;
    }
    if look.crumbs {
        return 75;
    }
    if look.prose {
        return if draft.link_percent >= 60 { 60 } else { 5 };
    }
    let structured = draft.role != Role::Body;
    match place {
        Place::Inside if structured => 10,
        Place::Inside => 25,
        Place::Alone => 30,
        _ if !site || draft.role == Role::Headline || draft.role == Role::TableCell => 20,
        Place::Before if look.dated => 20,
        Place::Before if look.words >= 4 && look.chars >= 20 => 15,
        Place::Before if draft.role == Role::ListItem => 40,
        Place::Before => 65,
        Place::After if look.listing => 40,
        Place::After if look.closed || look.dated && look.words >= 3 => 40,
        Place::After if structured => 45,
        Place::After => 65,
    }
}

fn look(paragraph: &str) -> Look {
    let chars = paragraph.chars().count();
    let words = paragraph.split_whitespace().count();
    let quotes: &[char] = &['»', '"', '”', '’', ')', '\u{200f}', '\u{200e}', '\u{200c}'];
    let ends =
        |text: &str| text.trim_end_matches(quotes).ends_with(['.', '؟', '!', '?', '…', '۔', ':']);
    // Agencies put their mark of the end, in brackets, into the last paragraph.
    let before_mark = paragraph.rfind('(').map(|at| paragraph[..at].trim_end());
    let closed = ends(paragraph) || paragraph.ends_with(')') && before_mark.is_some_and(ends);
    let short = chars <= PHRASE_CHARS_MAX;
    let phrase = if short { phrase_of(paragraph, chars) } else { None };
    Look {
        chars,
        words,
        prose: phrase.is_none()
            && (chars >= 80 && words >= 8 || closed && chars >= 35 && words >= 6),
        closed,
        phrase,
        initials: short && is_initials(paragraph, chars),
        crumbs: short && is_crumbs(paragraph),
        dated: short && is_dated(paragraph),
        listing: words >= 6 && paragraph.contains([';', '؛', ',', '،']),
    }
}

/// The phrase that a paragraph is, or begins with.
fn phrase_of(paragraph: &str, chars: usize) -> Option<Phrase> {
    let folded = fold_str(paragraph);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    for count in (1..=words.len().min(PHRASE_WORDS_MAX)).rev() {
        let Some(found) = PHRASES.get(&words[..count].join(" ")) else {
            continue;
        };
        // One word says little about a long line: "Home Minister Opens Session".
        let rest_max = match (count, found) {
            (_, Phrase::Report) => 3,
            (1, Phrase::OpensEnd) => 4,
            (1, _) => 3,
            _ => 12,
        };
        let separated = count < words.len() && is_crumbs(paragraph);
        if words.len() - count <= rest_max && chars <= 100 || separated || count >= 4 {
            return Some(*found);
        }
    }
    None
}

/// Initials of editors at the end of a wire report: `WAM/SM/AR` or single letters with slashes.
fn is_initials(paragraph: &str, chars: usize) -> bool {
    let separators: &[char] = &['/', '.', ' ', '-', '|'];
    let letters: Vec<&str> = paragraph.split(separators).filter(|one| !one.is_empty()).collect();
    let tiny = letters.iter().filter(|one| one.chars().count() <= 2).count();
    let all_letters = letters.iter().all(|one| one.chars().all(char::is_alphabetic));
    let longest = letters.iter().map(|one| one.chars().count()).max().unwrap_or(0);
    (3..=24).contains(&chars)
        && all_letters
        && letters.len() >= 2
        && tiny + 1 >= letters.len()
        && tiny >= 2
        && longest <= 5
}

/// A path or bar of short names: `Home / Media / News`, `Privacy | Contact`.
fn is_crumbs(paragraph: &str) -> bool {
    for separator in [" | ", " / ", " > ", " » ", " › ", " · ", " • "] {
        let names: Vec<&str> = paragraph.split(separator).collect();
        let short = |name: &&str| name.split_whitespace().count() <= 3;
        let digits = |name: &&str| name.contains(char::is_numeric);
        let alike = names.iter().all(|name| short(name) && !digits(name));
        if names.len() >= 2 && alike {
            return true;
        }
    }
    false
}

/// A line with a day in figures, or a year: a dateline.
fn is_dated(paragraph: &str) -> bool {
    let mut run = 0;
    let mut figures = Vec::new();
    for c in paragraph.chars().chain([' ']) {
        if c.is_numeric() {
            run += 1;
        } else if run > 0 {
            figures.push(run);
            run = 0;
        }
    }
    figures.contains(&4) && (figures.len() >= 2 || paragraph.split_whitespace().count() >= 2)
}

/// Whether a paragraph is prose: long, or a whole sentence.
pub fn is_prose(paragraph: &str) -> bool {
    look(paragraph.trim()).prose
}
