//! The brackets of a text as a tree, before anything is read into them. It knows no party and no
//! placeholder; depth and number are bounded here, so that what reads the tree may recurse.

use std::ops::Range;

use super::{NotationError, Rule};
use crate::limits::{BRACKET_DEPTH_MAX, PARTIES_OF_STACK_MAX, STACKS_MAX, TEXT_BYTES_MAX};

/// Most brackets of a text: every stack with all its options would be longer than a text may be,
/// so this only bounds what is built before the stacks are counted.
const BRACKETS_MAX: usize = STACKS_MAX * PARTIES_OF_STACK_MAX;

/// Words, or a bracket with what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Words(Range<usize>),
    Bracket(Bracket),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bracket {
    /// Byte offset of the `[`.
    pub at: usize,
    /// From 1 at the outside.
    pub depth: usize,
    /// What stands between the brackets.
    pub inner: Vec<Part>,
}

impl Bracket {
    /// The words it begins with.
    pub fn head<'t>(&self, text: &'t str) -> &'t str {
        match self.inner.first() {
            Some(Part::Words(range)) => &text[range.clone()],
            _ => "",
        }
    }

    /// What stands before the first colon of the head, and what follows it and at most one blank.
    pub fn headed<'t>(&self, text: &'t str) -> Option<(&'t str, Vec<Part>)> {
        let (Part::Words(range), others) = self.inner.split_first()? else {
            return None;
        };
        let (named, rest) = text[range.clone()].split_once(':')?;
        let start = range.end - rest.strip_prefix(' ').unwrap_or(rest).len();
        let mut parts = Vec::with_capacity(self.inner.len());
        if start < range.end {
            parts.push(Part::Words(start..range.end));
        }
        parts.extend_from_slice(others);
        Some((named, parts))
    }

    /// Whether it holds brackets.
    pub fn has_inner(&self) -> bool {
        self.inner.iter().any(|part| matches!(part, Part::Bracket(_)))
    }

    /// Options may be nested less deep than brackets, which may also be placeholders.
    pub fn check_depth(&self) -> Result<(), NotationError> {
        match self.depth > BRACKET_DEPTH_MAX {
            true => Err(NotationError { at: self.at, rule: Rule::TooDeep }),
            false => Ok(()),
        }
    }
}

/// Reads the brackets of a text; linear in it.
pub(super) fn of(text: &str) -> Result<Vec<Part>, NotationError> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(NotationError { at: TEXT_BYTES_MAX, rule: Rule::TooLong });
    }
    let mut open: Vec<(usize, Vec<Part>)> = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    let mut n_brackets = 0;
    let mut start = 0;
    for (at, c) in text.bytes().enumerate().filter(|(_, c)| matches!(c, b'[' | b']')) {
        if start < at {
            parts.push(Part::Words(start..at));
        }
        start = at + 1;
        if c == b'[' {
            n_brackets += 1;
            let rule = match () {
                () if open.len() > BRACKET_DEPTH_MAX => Rule::TooDeep,
                () if n_brackets > BRACKETS_MAX => Rule::TooMany,
                () => {
                    open.push((at, std::mem::take(&mut parts)));
                    continue;
                }
            };
            return Err(NotationError { at, rule });
        }
        let depth = open.len();
        let Some((opened, outer)) = open.pop() else {
            return Err(NotationError { at, rule: Rule::Stray });
        };
        let inner = std::mem::replace(&mut parts, outer);
        parts.push(Part::Bracket(Bracket { at: opened, depth, inner }));
    }
    if let Some((at, _)) = open.pop() {
        return Err(NotationError { at, rule: Rule::Unclosed });
    }
    if start < text.len() {
        parts.push(Part::Words(start..text.len()));
    }
    Ok(parts)
}
