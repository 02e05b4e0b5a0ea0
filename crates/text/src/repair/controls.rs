//! Repairs of single characters that do not depend on the language: line ends, invisible and
//! directional characters, presentation forms, blanks, canonical composition.
//! Isolates that balance stay; nothing here looks at the meaning of a letter.

use icu_normalizer::ComposingNormalizerBorrowed;

use super::edits::Edit;
use super::{RepairProfile, RepairRule};
use crate::bidi::is_arabic_mark;
use crate::limits::ISOLATE_DEPTH_MAX;

/// Line ends, invisible and directional characters, control characters, presentation forms.
pub(super) fn characters(text: &str, profile: RepairProfile) -> Vec<Edit> {
    let import = profile == RepairProfile::Import;
    let mut fates = if import { directional(text) } else { Vec::new() }.into_iter();
    let mut edits = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let span = at..at + c.len_utf8();
        match c {
            '\n' | '\t' | ' '..='~' => {}
            '\r' => {
                let end =
                    chars.next_if(|&(_, next)| next == '\n').map_or(span.end, |(at, _)| at + 1);
                edits.push(Edit::new(at..end, "\n", RepairRule::LineEnd, 1.0));
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' => {
                edits.push(Edit::new(span, "\n", RepairRule::LineEnd, 1.0));
            }
            _ if !import => {}
            '\u{0B}' | '\u{0C}' | '\u{1C}'..='\u{1E}' => {
                edits.push(Edit::new(span, "\n", RepairRule::LineEnd, 1.0));
            }
            _ if c.is_control() => edits.push(Edit::new(span, " ", RepairRule::Control, 1.0)),
            '\u{00AD}' => {
                // At the end of a line it is the hyphen that parted the word.
                let mut end = span.end;
                if let Some((at, next)) = chars.next_if(|&(_, next)| matches!(next, '\r' | '\n')) {
                    let feed = chars.next_if(|&(_, feed)| next == '\r' && feed == '\n');
                    end = feed.map_or(at, |(at, _)| at) + 1;
                }
                edits.push(Edit::new(at..end, "", RepairRule::SoftHyphen, 1.0));
            }
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                match fates.next().expect("one fate for each directional character") {
                    Fate::Kept => {}
                    Fate::Became(isolate) => {
                        let after = isolate.encode_utf8(&mut [0; 4]).to_owned();
                        edits.push(Edit::new(span, &after, RepairRule::Embedding, 0.95));
                    }
                    Fate::Dropped(rule) => edits.push(Edit::new(span, "", rule, 0.9)),
                }
            }
            '\u{200E}' | '\u{200F}' | '\u{061C}' => {
                edits.push(Edit::new(span, "", RepairRule::DirectionMark, 1.0));
            }
            _ if is_invisible(c) => edits.push(Edit::new(span, "", RepairRule::Invisible, 1.0)),
            _ if is_presentation_form(c) => edits.extend(spelt_out(span, c)),
            _ => {}
        }
    }
    edits
}

/// Each run of blanks of any width becomes one ordinary blank.
pub(super) fn blanks(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !is_blank(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((next, c)) = chars.next_if(|&(_, c)| is_blank(c)) {
            end = next + c.len_utf8();
        }
        if &text[at..end] != " " {
            edits.push(Edit::new(at..end, " ", RepairRule::Blank, 1.0));
        }
    }
    edits
}

/// Canonical composition (NFC).
pub(super) fn composed(text: &str) -> Vec<Edit> {
    const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();
    let mut edits = Vec::new();
    if NFC.is_normalized(text) {
        return edits;
    }
    let starts = text.char_indices().filter(|&(_, c)| never_composes_backward(c)).map(|(at, _)| at);
    let mut start = 0;
    for end in starts.chain([text.len()]) {
        let part = &text[start..end];
        if !part.is_ascii() && !NFC.is_normalized(part) {
            edits.push(Edit::new(start..end, &NFC.normalize(part), RepairRule::Composed, 1.0));
        }
        start = end;
    }
    edits
}

/// Letters and blanks of the scripts we expect; a part of a text that begins with one of them
/// composes alike whatever stands before it.
fn never_composes_backward(c: char) -> bool {
    matches!(c, '\0'..='\u{02FF}' | '\u{0620}'..='\u{064A}' | '\u{0671}'..='\u{06D3}'
        | '\u{0400}'..='\u{0482}' | '\u{2010}'..='\u{2027}')
}

fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{00A0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// Characters without ink that mean nothing in an imported text. Joiners are not among them: they
/// are judged with their neighbours.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Arabic presentation forms and Latin ligatures, but for the two signs that are set as signs
/// (U+FDFA, U+FDFD): spelt out they would change what an agreed text shows.
fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{FB00}'..='\u{FB06}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
        && !matches!(c, '\u{FDFA}' | '\u{FDFD}')
}

fn spelt_out(span: std::ops::Range<usize>, c: char) -> Option<Edit> {
    const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfkc();
    let before = c.encode_utf8(&mut [0; 4]).to_owned();
    let after = NFKC.normalize(&before);
    let mut letters = after.chars();
    // A form of a mark stands on a blank or tatweel of its own; the mark belongs to the letter
    // before it.
    let on_carrier = matches!(letters.next(), Some(' ' | '\u{0640}'))
        && letters.next().is_some_and(is_arabic_mark);
    let after = if on_carrier { letters_after_first(&after) } else { &after };
    (after != before).then(|| Edit::new(span, after, RepairRule::PresentationForm, 1.0))
}

fn letters_after_first(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.as_str()
}

/// What becomes of a directional character.
#[derive(Clone, Copy)]
enum Fate {
    Kept,
    Became(char),
    Dropped(RepairRule),
}

struct Open {
    /// Which fate it is.
    nth: usize,
    kind: Opening,
    kept: bool,
}

#[derive(PartialEq)]
enum Opening {
    Isolate,
    Embedding,
    Override,
}

/// The fate of each embedding, override and isolate of the text, in order.
fn directional(text: &str) -> Vec<Fate> {
    const UNBALANCED: Fate = Fate::Dropped(RepairRule::Unbalanced);
    let mut fates: Vec<Fate> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let (mut n_isolates, mut n_kept) = (0, 0);
    for c in text.chars() {
        let nth = fates.len();
        match c {
            '\u{202A}' | '\u{202B}' | '\u{2066}'..='\u{2068}' => {
                let isolate = c >= '\u{2066}';
                let kept = n_kept < ISOLATE_DEPTH_MAX;
                let kind = if isolate { Opening::Isolate } else { Opening::Embedding };
                n_isolates += usize::from(isolate);
                n_kept += usize::from(kept);
                fates.push(match c {
                    _ if !kept => UNBALANCED,
                    '\u{202A}' => Fate::Became('\u{2066}'),
                    '\u{202B}' => Fate::Became('\u{2067}'),
                    _ => Fate::Kept,
                });
                open.push(Open { nth, kind, kept });
            }
            '\u{202D}' | '\u{202E}' => {
                fates.push(Fate::Dropped(RepairRule::Override));
                open.push(Open { nth, kind: Opening::Override, kept: false });
            }
            '\u{202C}' => {
                let closed = open.pop_if(|one| one.kind != Opening::Isolate);
                n_kept -= usize::from(closed.as_ref().is_some_and(|one| one.kept));
                fates.push(match closed {
                    Some(one) if one.kept => Fate::Became('\u{2069}'),
                    Some(one) if one.kind == Opening::Override => {
                        Fate::Dropped(RepairRule::Override)
                    }
                    _ => UNBALANCED,
                });
            }
            '\u{2069}' if n_isolates == 0 => fates.push(UNBALANCED),
            '\u{2069}' => {
                n_isolates -= 1;
                // Closing an isolate closes the embeddings left open in it.
                while let Some(inner) = open.pop_if(|one| one.kind != Opening::Isolate) {
                    n_kept -= usize::from(inner.kept);
                    if inner.kept {
                        fates[inner.nth] = UNBALANCED;
                    }
                }
                let kept = open.pop().is_some_and(|one| one.kept);
                n_kept -= usize::from(kept);
                fates.push(if kept { Fate::Kept } else { UNBALANCED });
            }
            _ if ends_line(c) => {
                open.drain(..).filter(|one| one.kept).for_each(|one| fates[one.nth] = UNBALANCED);
                (n_isolates, n_kept) = (0, 0);
            }
            _ => {}
        }
    }
    open.into_iter().filter(|one| one.kept).for_each(|one| fates[one.nth] = UNBALANCED);
    fates
}

/// Everything that is a line end once it is repaired.
fn ends_line(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
