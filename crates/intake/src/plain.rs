//! Plain text, typed or pasted: decoded and cut into lines, otherwise kept letter by letter.
//! It refuses what is no text; it never drops more than control characters.

use crate::document::{Document, Hints, Kind};
use crate::paragraphs::Paragraphs;
use crate::refusal::{Refusal, Unread};
use crate::warning::Warning;
use crate::{Context, encoding};

/// Reads a plain text.
pub fn read(bytes: &[u8], ctx: &Context<'_>) -> Result<Document, Refusal> {
    let decoded = encoding::decode(bytes);
    let (text, controls) = without_controls(&decoded.text);
    let chars = text.chars().count().max(1);
    let odd = controls + decoded.replaced;
    if odd * 1_000 > (chars + odd) * ctx.limits.control_per_mille_max && odd > 2 {
        return Err(Refusal::Unread { name: ctx.name.clone(), what: Unread::Binary });
    }
    let mut warnings = Vec::new();
    if controls > 0 {
        warnings.push(Warning::Controls { count: controls });
    }
    if decoded.replaced > 0 {
        warnings.push(Warning::Replaced { count: decoded.replaced });
    }
    if decoded.unsure {
        warnings.push(Warning::EncodingUnsure { encoding: decoded.encoding });
    }
    let mut paragraphs = Paragraphs::new(ctx);
    paragraphs.take_lines(text)?;
    let (text, parts) = paragraphs.finish(true, &mut warnings);
    Ok(Document {
        kind: Kind::PlainText,
        text,
        parts,
        title: None,
        published: None,
        hints: Hints::default(),
        encoding: decoded.encoding,
        warnings,
        sha256: [0; 32],
    })
}

/// The text with line ends as line feeds and without control characters, and how many those were.
fn without_controls(text: &str) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let mut controls = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\n' | '\t' => out.push(c),
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{c}' | '\u{b}' => out.push('\n'),
            _ if c.is_control() => controls += 1,
            _ => out.push(c),
        }
    }
    (out, controls)
}
