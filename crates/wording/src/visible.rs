//! A text in the order in which it is stored, each character that leaves no mark on the page as a
//! labelled box: what is shown before somebody signs off. It hides nothing and reorders nothing.

use text::bidi::invisible_name;

/// A stretch of a text as it is to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown<'t> {
    /// Characters that can be seen, single blanks between them, line ends.
    Text(&'t str),
    /// A character that cannot be seen, or a blank that is not an ordinary single one.
    Hidden {
        /// The character.
        character: char,
        /// What to write into its box: `RLM`, `NBSP`, `U+2003`; for a blank at an edge or beside
        /// another `SP`.
        label: String,
    },
}

/// Cuts a text at its invisible characters.
///
/// # Examples
/// ```
/// use wording::{Shown, visible};
/// let shown = visible("9-\u{200F}24");
/// let boxed = Shown::Hidden { character: '\u{200F}', label: "RLM".to_owned() };
/// assert_eq!(shown, [Shown::Text("9-"), boxed, Shown::Text("24")]);
/// ```
pub fn visible(text: &str) -> Vec<Shown<'_>> {
    let mut shown = Vec::new();
    let mut start = 0;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, after)| after);
        if let Some(label) = label(before, c, after) {
            if start < at {
                shown.push(Shown::Text(&text[start..at]));
            }
            shown.push(Shown::Hidden { character: c, label });
            start = at + c.len_utf8();
        }
        before = Some(c);
    }
    if start < text.len() {
        shown.push(Shown::Text(&text[start..]));
    }
    shown
}

/// Blanks of any width.
pub(crate) fn is_blank(c: char) -> bool {
    c != '\n' && (c.is_whitespace() || matches!(c, '\u{2800}' | '\u{3164}' | '\u{180E}'))
}

fn label(before: Option<char>, c: char, after: Option<char>) -> Option<String> {
    let edge = |c: Option<char>| c.is_none_or(|c| c == '\n' || is_blank(c));
    match c {
        ' ' if edge(before) || edge(after) => Some("SP".to_owned()),
        ' ' | '\n' => None,
        _ => match invisible_name(c) {
            Some(name) => Some(name.to_owned()),
            None if is_blank(c) || is_unseen(c) => Some(format!("U+{:04X}", c as u32)),
            None => None,
        },
    }
}

/// Format characters, unassigned separators and private letters without a name in `text`.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{0600}'..='\u{0605}' | '\u{06DD}' | '\u{070F}' | '\u{0890}' | '\u{0891}' | '\u{08E2}'
        | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{2065}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{E000}'..='\u{F8FF}' | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0080}'..='\u{E0FFF}'
        | '\u{F0000}'..='\u{10FFFD}')
}
