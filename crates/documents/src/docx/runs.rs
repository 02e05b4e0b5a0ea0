//! A text as runs of a Word document. It cuts a text where direction or looks change, and puts
//! direction marks around what would be shown in another order inside Arabic: reference numbers,
//! telephone numbers, dates, ranges. It never changes, adds or drops a letter: a text to be agreed
//! holds no direction marks (`text::bidi::check`), so all that are found when it comes back go.
//! Why marks and not isolates: `docs/docx.md`.

use std::ops::Range;

use text::Language;

use super::xml::Xml;

/// What a run is shown as; the name of a character style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Plain,
    /// A bracket with the names of its parties.
    Bracket,
    /// Words inside a bracket.
    Option,
    /// A placeholder.
    Placeholder,
}

impl Look {
    /// The identifier of its style.
    pub fn style(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Bracket => Some("HiwarBracket"),
            Self::Option => Some("HiwarOption"),
            Self::Placeholder => Some("HiwarPlaceholder"),
        }
    }
}

/// A stretch of text that is shown in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    range: Range<usize>,
    look: Look,
    right_to_left: bool,
    /// Direction marks go around it.
    island: bool,
}

/// Writes a text as runs. `deleted` names its letters as deleted ones, as `w:del` wants.
pub fn write(xml: &mut Xml, text: &str, language: Language, deleted: bool) {
    write_as(xml, text, language, None, deleted);
}

/// The same with one look for all of it.
pub fn write_as(xml: &mut Xml, text: &str, language: Language, style: Option<&str>, deleted: bool) {
    for piece in pieces(text, language) {
        let style = style.or(piece.look.style());
        let words = &text[piece.range.clone()];
        xml.open("w:r", &[]);
        if style.is_some() || piece.right_to_left {
            xml.open("w:rPr", &[]);
            if let Some(style) = style {
                xml.empty("w:rStyle", &[("w:val", style)]);
            }
            if piece.right_to_left {
                xml.empty("w:rtl", &[]);
            }
            xml.close("w:rPr");
        }
        let element = if deleted { "w:delText" } else { "w:t" };
        for (nth, line) in words.split('\n').enumerate() {
            if nth > 0 {
                xml.empty("w:br", &[]);
            }
            for (nth, cell) in line.split('\t').enumerate() {
                if nth > 0 {
                    xml.empty("w:tab", &[]);
                }
                if !cell.is_empty() {
                    let marked =
                        if piece.island { format!("{LRM}{cell}{LRM}") } else { cell.into() };
                    xml.open(element, &[("xml:space", "preserve")]);
                    xml.text(&marked);
                    xml.close(element);
                }
            }
        }
        xml.close("w:r");
    }
}

/// Left-to-right mark: unlike isolates it is obeyed by every word processor since long ago.
const LRM: char = '\u{200E}';

/// Cuts a text where looks or direction change.
fn pieces(text: &str, language: Language) -> Vec<Piece> {
    let islands = islands(text, language);
    let mut out = Vec::new();
    for (range, look) in looks(text) {
        let mut at = range.start;
        for island in islands.iter().filter(|one| one.start >= range.start && one.end <= range.end)
        {
            cut_by_script(text, at..island.start, look, language, &mut out);
            out.push(Piece { range: island.clone(), look, right_to_left: false, island: true });
            at = island.end;
        }
        cut_by_script(text, at..range.end, look, language, &mut out);
    }
    out
}

/// Cuts where letters of the other direction begin or end; blanks and signs between letters of one
/// direction go with them, others go with the paragraph.
fn cut_by_script(
    text: &str,
    range: Range<usize>,
    look: Look,
    language: Language,
    out: &mut Vec<Piece>,
) {
    let paragraph = language == Language::Ar;
    let mut start = range.start;
    let mut direction = paragraph;
    // Where the last letter of the current direction ended.
    let mut strong_end = range.start;
    let mut push = |range: Range<usize>, right_to_left| {
        if !range.is_empty() {
            out.push(Piece { range, look, right_to_left, island: false });
        }
    };
    for (offset, c) in text[range.clone()].char_indices() {
        let at = range.start + offset;
        let Some(letter) = right_to_left(c) else {
            continue;
        };
        if letter != direction {
            let cut = if letter == paragraph { strong_end } else { at };
            push(start..cut, direction);
            (start, direction) = (cut, letter);
        }
        strong_end = at + c.len_utf8();
    }
    let cut = if direction == paragraph { range.end } else { strong_end };
    push(start..cut, direction);
    push(cut..range.end, paragraph);
}

/// The direction of a letter; nothing for digits, signs and blanks.
fn right_to_left(c: char) -> Option<bool> {
    match c {
        '\u{590}'..='\u{65F}' | '\u{66D}'..='\u{6EF}' | '\u{6FA}'..='\u{8FF}' => {
            Some(!matches!(c, '\u{60C}' | '\u{61B}' | '\u{6DD}')).filter(|letter| *letter)
        }
        '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => Some(true),
        c if c.is_alphabetic() => Some(false),
        _ => None,
    }
}

/// Codes that must keep their order; an English paragraph without Arabic needs no help.
fn islands(text: &str, language: Language) -> Vec<Range<usize>> {
    if language == Language::En && !text.chars().any(|c| right_to_left(c) == Some(true)) {
        return Vec::new();
    }
    text::bidi::codes(text)
}

/// Cuts a text by its notation: brackets with their names, the words inside, placeholders.
/// Whatever does not follow the notation is plain.
fn looks(text: &str) -> Vec<(Range<usize>, Look)> {
    let mut out: Vec<(Range<usize>, Look)> = Vec::new();
    let mut push = |range: Range<usize>, look: Look| match out.last_mut() {
        _ if range.is_empty() => {}
        Some((last, same)) if *same == look && last.end == range.start => last.end = range.end,
        _ => out.push((range, look)),
    };
    let mut open: Vec<Look> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let inner = open.last().copied().unwrap_or(Look::Plain);
        let next = text[at..].find(['[', ']']).map_or(text.len(), |next| at + next);
        push(at..next, inner);
        if next == text.len() {
            break;
        }
        let rest = &text[next..];
        if rest.starts_with(']') {
            let closed = open.pop();
            let look = match closed {
                Some(Look::Placeholder) => Look::Placeholder,
                Some(_) => Look::Bracket,
                None => Look::Plain,
            };
            push(next..next + 1, look);
            at = next + 1;
        } else if rest.starts_with("[?") {
            open.push(Look::Placeholder);
            push(next..next + 2, Look::Placeholder);
            at = next + 2;
        } else {
            let label = label_bytes(&rest[1..]);
            open.push(Look::Option);
            push(next..next + 1 + label, Look::Bracket);
            at = next + 1 + label;
        }
    }
    out
}

/// Bytes of the names of the parties with the colon, `KW, US:`; 0 if there are none.
fn label_bytes(text: &str) -> usize {
    let name =
        |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | ',' | ' ');
    match text.find(|c| !name(c)) {
        Some(end) if end > 0 && text[end..].starts_with(':') => end + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_alone_needs_no_marks() {
        assert_eq!(islands("from 2020-11-16 on", Language::En), []);
        assert_eq!(islands("the \u{627}\u{644} 9-24", Language::En).len(), 1);
    }

    #[test]
    fn looks_follow_the_notation() {
        let text = "The [KW, US: two] sides [?date] [KW: a [US:] b].";
        let looks: Vec<(&str, Look)> =
            looks(text).into_iter().map(|(range, look)| (&text[range], look)).collect();
        let expected = [
            ("The ", Look::Plain),
            ("[KW, US:", Look::Bracket),
            (" two", Look::Option),
            ("]", Look::Bracket),
            (" sides ", Look::Plain),
            ("[?date]", Look::Placeholder),
            (" ", Look::Plain),
            ("[KW:", Look::Bracket),
            (" a ", Look::Option),
            ("[US:]", Look::Bracket),
            (" b", Look::Option),
            ("]", Look::Bracket),
            (".", Look::Plain),
        ];
        assert_eq!(looks, expected);
    }

    #[test]
    fn pieces_join_to_the_text_and_have_one_direction() {
        let text = "قال United States of America: [KW: نعم (9-24)] ثم Kuwait.";
        let cut = pieces(text, Language::Ar);
        let joined: String = cut.iter().map(|piece| &text[piece.range.clone()]).collect();
        assert_eq!(joined, text);
        let latin: Vec<&str> = cut
            .iter()
            .filter(|piece| !piece.right_to_left)
            .map(|piece| &text[piece.range.clone()])
            .collect();
        assert_eq!(latin, ["United States of America", "KW", "9-24", "Kuwait"]);
    }
}
