//! Gathers paragraphs while a document is read, within the limits, and hands them to the judgement
//! of what is furniture. It joins blanks and cuts lines; it changes no letter.

use std::ops::Range;

use crate::Context;
use crate::document::{Part, Role};
use crate::furniture;
use crate::refusal::{Excess, Refusal};
use crate::warning::Warning;

/// A paragraph before it is judged.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What the document's structure says it is.
    pub role: Role,
    /// Letters of it that lie in links, of a hundred.
    pub link_percent: u8,
    /// How much its place in the page speaks for furniture: 0 to 100.
    pub aside_percent: u8,
}

/// How a paragraph stands in its document.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    pub role: Role,
    pub link_percent: u8,
    pub aside_percent: u8,
}

impl Shape {
    /// A paragraph of this role with nothing else known.
    pub fn of(role: Role) -> Self {
        Self { role, link_percent: 0, aside_percent: 0 }
    }
}

/// The text and its paragraphs.
pub struct Paragraphs<'a> {
    ctx: &'a Context<'a>,
    text: String,
    drafts: Vec<Draft>,
    controls: usize,
}

impl<'a> Paragraphs<'a> {
    pub fn new(ctx: &'a Context<'a>) -> Self {
        Self { ctx, text: String::new(), drafts: Vec::new(), controls: 0 }
    }

    /// Adds the lines of a text, each a paragraph, with blanks joined. Empty lines and control
    /// characters are dropped.
    pub fn push(&mut self, lines: &str, shape: Shape) -> Result<(), Refusal> {
        for line in lines.split('\n') {
            let mut start = None;
            for word in line.split([' ', '\t', '\r', '\u{b}', '\u{c}', '\u{85}']) {
                let controls = word.chars().filter(|c| c.is_control()).count();
                self.controls += controls;
                if word.chars().count() == controls {
                    continue;
                }
                if start.is_some() {
                    self.text.push(' ');
                } else if !self.text.is_empty() {
                    self.text.push('\n');
                }
                start.get_or_insert(self.text.len());
                self.text.extend(word.chars().filter(|c| !c.is_control()));
                self.check_bytes()?;
            }
            if let Some(start) = start {
                let Shape { role, link_percent, aside_percent } = shape;
                let range = start..self.text.len();
                // Lines of no-break blanks only hold nothing to read.
                match self.text[start..].trim().is_empty() {
                    true => self.text.truncate(start.saturating_sub(1)),
                    false => self.add(Draft { range, role, link_percent, aside_percent })?,
                }
            }
        }
        Ok(())
    }

    /// Takes a whole text as it is; every line that is not blank is a paragraph.
    pub fn take_lines(&mut self, text: String) -> Result<(), Refusal> {
        self.text = text;
        self.check_bytes()?;
        let mut start = 0;
        let mut drafts = Vec::new();
        for line in self.text.split_inclusive('\n') {
            let inner = line.trim();
            if !inner.is_empty() {
                let from = start + (line.len() - line.trim_start().len());
                let range = from..from + inner.len();
                let role = if is_item(inner) { Role::ListItem } else { Role::Body };
                drafts.push(Draft { range, role, link_percent: 0, aside_percent: 0 });
            }
            start += line.len();
        }
        for draft in drafts {
            self.add(draft)?;
        }
        Ok(())
    }

    /// The text and its judged parts. `site` says whether the document may be a page of a site,
    /// with menus and share buttons around the report.
    pub fn finish(self, site: bool, warnings: &mut Vec<Warning>) -> (String, Vec<Part>) {
        if self.controls > 0 {
            warnings.push(Warning::Controls { count: self.controls });
        }
        let parts = furniture::judge(&self.text, &self.drafts, site);
        (self.text, parts)
    }

    fn add(&mut self, draft: Draft) -> Result<(), Refusal> {
        let max = self.ctx.limits.paragraph_count_max;
        if self.drafts.len() >= max {
            return Err(self.ctx.too_much(Excess::Paragraphs, self.drafts.len() + 1, max));
        }
        self.drafts.push(draft);
        Ok(())
    }

    fn check_bytes(&self) -> Result<(), Refusal> {
        let max = self.ctx.limits.text_bytes_max;
        match self.text.len() > max {
            true => Err(self.ctx.too_much(Excess::TextBytes, self.text.len(), max)),
            false => Ok(()),
        }
    }
}

/// A line that begins like an item of a list: a bullet, or a number with a full stop or bracket.
pub fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some('•' | '◦' | '▪' | '●' | '‣' | '*') => chars.next() == Some(' '),
        Some('-' | '–' | '—') => {
            chars.next() == Some(' ') && chars.next().is_some_and(|c| !c.is_ascii_digit())
        }
        Some(first) if first.is_numeric() => is_numbered(line),
        _ => false,
    }
}

/// `1. `, `2) `, `2.1 `, `٣- `, but no date (`16.11.2020`, `15-06-2022`).
fn is_numbered(line: &str) -> bool {
    let Some((number, _)) = line.split_once(' ') else {
        return false;
    };
    let figures = number.trim_end_matches(['.', ')', '-']);
    let groups: Vec<&str> = figures.split('.').collect();
    let small = |group: &&str| {
        (1..=2).contains(&group.chars().count()) && group.chars().all(char::is_numeric)
    };
    groups.len() <= 4 && groups.iter().all(small) && (figures != number || groups.len() > 1)
}
