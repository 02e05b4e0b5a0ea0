//! Lists of replacements that turn one text into another: applied, undone, chained and mapped.
//! A list is ascending and its spans are apart, which makes every operation linear.
//! It knows nothing of letters: what to replace is decided by its neighbours.

use std::ops::Range;

use super::{Repair, RepairRule};

/// A replacement before its old text is noted: bytes `span` become `after`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edit {
    pub span: Range<usize>,
    pub after: String,
    pub rule: RepairRule,
    pub confidence: f32,
}

impl Edit {
    pub fn new(span: Range<usize>, after: &str, rule: RepairRule, confidence: f32) -> Edit {
        Edit { span, after: after.to_owned(), rule, confidence }
    }
}

/// The way between the bytes of a repaired text and those of its source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetMap {
    /// Replaced ranges of the source and of the repaired text, ascending.
    changed: Vec<(Range<usize>, Range<usize>)>,
}

impl OffsetMap {
    pub(super) fn new(edits: &[Edit]) -> OffsetMap {
        let mut shift = 0isize;
        let changed = edits
            .iter()
            .map(|edit| {
                let start = edit.span.start.wrapping_add_signed(shift);
                let clean = start..start + edit.after.len();
                shift += edit.after.len() as isize - edit.span.len() as isize;
                (edit.span.clone(), clean)
            })
            .collect();
        OffsetMap { changed }
    }

    /// The bytes of the source that gave these bytes of the repaired text. A range that ends inside
    /// a replacement takes the whole of what was replaced; what was dropped beside it stays out.
    ///
    /// # Examples
    /// ```
    /// let repaired = text::repair::repair("a\u{200F}b\u{00A0}\u{00A0}c");
    /// assert_eq!(repaired.clean, "ab c");
    /// assert_eq!(repaired.map.to_raw(1..2), 4..5);
    /// assert_eq!(repaired.map.to_raw(2..3), 5..9);
    /// ```
    pub fn to_raw(&self, clean: Range<usize>) -> Range<usize> {
        translate(&self.changed, clean, |pair| &pair.1, |pair| &pair.0)
    }

    /// The bytes of the repaired text that these bytes of the source became.
    ///
    /// # Examples
    /// ```
    /// let repaired = text::repair::repair("a\r\nb");
    /// assert_eq!(repaired.map.to_clean(3..4), 2..3);
    /// ```
    pub fn to_clean(&self, raw: Range<usize>) -> Range<usize> {
        translate(&self.changed, raw, |pair| &pair.0, |pair| &pair.1)
    }
}

type Pair = (Range<usize>, Range<usize>);

/// Moves a range from the one side of the pairs to the other.
fn translate(
    pairs: &[Pair],
    range: Range<usize>,
    from: impl Fn(&Pair) -> &Range<usize>,
    to: impl Fn(&Pair) -> &Range<usize>,
) -> Range<usize> {
    let shifted = |at: usize, n_before: usize| match n_before.checked_sub(1).map(|i| &pairs[i]) {
        Some(pair) => to(pair).end + (at - from(pair).end),
        None => at,
    };
    let start = {
        let n_before = pairs.partition_point(|pair| from(pair).end <= range.start);
        match pairs.get(n_before) {
            Some(pair) if from(pair).start < range.start => to(pair).start,
            _ => shifted(range.start, n_before),
        }
    };
    if range.is_empty() {
        return start..start;
    }
    // Pairs that end at or before the end, but not those that begin there.
    let n_before = pairs.partition_point(|pair| from(pair).start < range.end);
    let end = match n_before.checked_sub(1).map(|i| &pairs[i]) {
        Some(pair) if from(pair).end >= range.end => to(pair).end,
        _ => shifted(range.end, n_before),
    };
    start..end.max(start)
}

/// The text with the replacements made.
pub(super) fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.span.start]);
        out.push_str(&edit.after);
        at = edit.span.end;
    }
    out.push_str(&text[at..]);
    out
}

/// One list that does what `first` and then `second` do; `middle` is the text between them.
///
/// Replacements that touch the same bytes become one, under the rule that is less certain.
pub(super) fn chained(first: Vec<Edit>, second: Vec<Edit>, middle: &str) -> Vec<Edit> {
    if first.is_empty() {
        return second;
    }
    let mut out = Vec::with_capacity(first.len() + second.len());
    let (mut first, mut second) = (first.into_iter().peekable(), second.into_iter().peekable());
    let mut shift = 0isize;
    loop {
        let in_middle = first.peek().map(|a| {
            let start = a.span.start.wrapping_add_signed(shift);
            start..start + a.after.len()
        });
        let (a, b) = match (in_middle, second.peek().map(|b| b.span.clone())) {
            (None, None) => return out,
            (Some(a), Some(b)) if a.end > b.start && b.end > a.start => (a, b),
            (Some(a), b) if b.as_ref().is_none_or(|b| a.end <= b.start) => {
                let edit = first.next().expect("peeked");
                shift += growth(&edit);
                out.push(edit);
                continue;
            }
            (_, _) => {
                let mut edit = second.next().expect("peeked");
                let raw = |at: usize| at.wrapping_add_signed(-shift);
                edit.span = raw(edit.span.start)..raw(edit.span.end);
                out.push(edit);
                continue;
            }
        };
        let start = a.start.min(b.start);
        let raw_start = start.wrapping_add_signed(-shift);
        let mut group = Group { at: start, end: start, after: String::new(), rule: None };
        loop {
            let next_a = first.peek().map(|a| {
                let start = a.span.start.wrapping_add_signed(shift);
                start..start + a.after.len()
            });
            if let Some(range) = next_a.filter(|a| a.start < group.end || a.start == start) {
                let edit = first.next().expect("peeked");
                shift += growth(&edit);
                group.note(edit.rule, edit.confidence);
                group.end = group.end.max(range.end);
                continue;
            }
            if let Some(edit) =
                second.next_if(|b| b.span.start < group.end || b.span.start == start)
            {
                group.note(edit.rule, edit.confidence);
                group.end = group.end.max(edit.span.end);
                group.after.push_str(&middle[group.at..edit.span.start]);
                group.after.push_str(&edit.after);
                group.at = edit.span.end;
                continue;
            }
            break;
        }
        group.after.push_str(&middle[group.at..group.end]);
        let (rule, confidence) = group.rule.expect("a group has a member");
        let span = raw_start..group.end.wrapping_add_signed(-shift);
        out.push(Edit { span, after: group.after, rule, confidence });
    }
}

/// Replacements of both lists that share bytes.
struct Group {
    /// Byte of the middle text up to which `after` is written.
    at: usize,
    end: usize,
    after: String,
    rule: Option<(RepairRule, f32)>,
}

impl Group {
    fn note(&mut self, rule: RepairRule, confidence: f32) {
        if self.rule.is_none_or(|(_, least)| confidence < least) {
            self.rule = Some((rule, confidence));
        }
    }
}

fn growth(edit: &Edit) -> isize {
    edit.after.len() as isize - edit.span.len() as isize
}

/// The replacements as a log, with what they replaced.
pub(super) fn log_of(raw: &str, edits: &[Edit]) -> Vec<Repair> {
    edits
        .iter()
        .map(|edit| Repair {
            rule: edit.rule,
            span_before: edit.span.clone(),
            before: raw[edit.span.clone()].to_owned(),
            after: edit.after.clone(),
            confidence: edit.confidence,
        })
        .collect()
}
