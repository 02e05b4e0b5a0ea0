//! Repairs of damage in texts that come from outside: what their author would agree was damage.
//! Every repair is noted with its place, its rule and how sure it is, and can be undone: the raw
//! text follows from the clean one and the log. Spellings that are a matter of house style
//! (final yeh without dots, missing hamza) are never touched; folding meets them for search.

mod controls;
mod edits;
mod letters;

use std::fmt;
use std::ops::Range;

pub use edits::OffsetMap;

use crate::bidi::{BidiProblem, check_prose};
use edits::{Edit, applied, chained, log_of};

/// How much may be repaired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RepairProfile {
    /// A text of others: all rules. Overrides are dropped with a warning.
    Import,
    /// A text that is typed here, or agreed: line ends and canonical composition only. Whatever
    /// could change what a reader sees is refused, not repaired.
    Typed,
}

/// The rule of a repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RepairRule {
    /// CR, CRLF, U+0085, U+2028, U+2029 and old page breaks to U+000A.
    LineEnd,
    /// Canonical composition (NFC).
    Composed,
    /// An Arabic presentation form or a Latin ligature, spelt out.
    PresentationForm,
    /// A Persian letter that a font table put in the place of an Arabic one: in this document its
    /// letters follow from their joining position alone.
    PositionalLetter,
    /// A Persian letter in Arabic words: typed on a Persian keyboard.
    KeyboardLetter,
    /// A tatweel inside a word.
    Tatweel,
    /// A character without ink: ZWSP, WJ, BOM, a joiner beside Arabic letters.
    Invisible,
    /// LRM, RLM, ALM.
    DirectionMark,
    /// A soft hyphen; at the end of a line the word is joined again.
    SoftHyphen,
    /// An embedding, now an isolate.
    Embedding,
    /// An override, dropped. The text may have been shown in another order than it is stored.
    Override,
    /// A directional character without its counterpart, or nested too deep.
    Unbalanced,
    /// A control character, now a blank.
    Control,
    /// Blanks of other widths and runs of blanks, now one blank.
    Blank,
    /// A blank that had been lost between two words.
    LostSpace,
    /// A word that had been parted at the end of a line.
    LineHyphen,
}

impl RepairRule {
    /// The stable name of the rule, for logs and message files.
    pub fn code(self) -> &'static str {
        match self {
            RepairRule::LineEnd => "line-end",
            RepairRule::Composed => "composed",
            RepairRule::PresentationForm => "presentation-form",
            RepairRule::PositionalLetter => "positional-letter",
            RepairRule::KeyboardLetter => "keyboard-letter",
            RepairRule::Tatweel => "tatweel",
            RepairRule::Invisible => "invisible",
            RepairRule::DirectionMark => "direction-mark",
            RepairRule::SoftHyphen => "soft-hyphen",
            RepairRule::Embedding => "embedding",
            RepairRule::Override => "override",
            RepairRule::Unbalanced => "unbalanced",
            RepairRule::Control => "control",
            RepairRule::Blank => "blank",
            RepairRule::LostSpace => "lost-space",
            RepairRule::LineHyphen => "line-hyphen",
        }
    }

    /// Whether a reader must be told: the source may have been made to mislead.
    pub fn is_warning(self) -> bool {
        matches!(self, RepairRule::Override)
    }
}

/// One repair: what stood where, and what stands there now.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// Why.
    pub rule: RepairRule,
    /// Bytes of the raw text.
    pub span_before: Range<usize>,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// 0 to 1; 1 means that nothing else can have been meant.
    pub confidence: f32,
}

/// A repaired text with all that was done to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Repaired {
    /// What people read, edit and agree.
    pub clean: String,
    /// The repairs, ascending and apart by their bytes of the raw text.
    pub log: Vec<Repair>,
    /// The way from the clean text to the raw one and back.
    pub map: OffsetMap,
    /// Repairs that nothing proves: for an officer to accept or leave. Spans are bytes of `clean`.
    pub offers: Vec<Repair>,
}

/// Why a log does not fit the text it is to be undone on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogMismatch {
    /// Which repair of the log, from 0.
    pub nth: usize,
}

impl fmt::Display for LogMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nth = self.nth;
        write!(f, "repair {nth} of the log is not in the text; use the log made with this text")
    }
}

impl std::error::Error for LogMismatch {}

/// Repairs an imported text ([`RepairProfile::Import`]). Linear in its length.
///
/// # Examples
/// ```
/// use text::repair::{RepairRule, repair, undo};
/// let raw = "الجان\u{0640}\u{0640}ب\u{00A0}الكويتي\r\n";
/// let repaired = repair(raw);
/// assert_eq!(repaired.clean, "الجانب الكويتي\n");
/// assert_eq!(repaired.log[0].rule, RepairRule::Tatweel);
/// assert_eq!(undo(&repaired.clean, &repaired.log).as_deref(), Ok(raw));
/// ```
pub fn repair(raw: &str) -> Repaired {
    let mut work = Work::new(raw);
    let found = controls::characters(&work.text, RepairProfile::Import);
    work.make(found);
    let found = letters::letters(&work.text);
    work.offers = found.offers;
    work.make(found.edits);
    for pass in [controls::blanks, controls::composed] {
        let found = pass(&work.text);
        work.make(found);
    }
    work.finish()
}

/// Repairs a text by a profile.
///
/// # Errors
/// In [`RepairProfile::Typed`] the first character that an agreed text may not hold, at its byte
/// of the text after its silent repairs (see [`check_prose`]). Imports never fail.
///
/// # Examples
/// ```
/// use text::repair::{RepairProfile, repair_with};
/// let typed = repair_with("one\r\ntwo", RepairProfile::Typed).expect("harmless");
/// assert_eq!(typed.clean, "one\ntwo");
/// assert!(repair_with("pay \u{202E}001", RepairProfile::Typed).is_err());
/// assert_eq!(repair_with("pay \u{202E}001", RepairProfile::Import).expect("ok").clean, "pay 001");
/// ```
pub fn repair_with(raw: &str, profile: RepairProfile) -> Result<Repaired, BidiProblem> {
    if profile == RepairProfile::Import {
        return Ok(repair(raw));
    }
    let mut work = Work::new(raw);
    let found = controls::characters(&work.text, profile);
    work.make(found);
    let found = controls::composed(&work.text);
    work.make(found);
    let repaired = work.finish();
    check_prose(&repaired.clean)?;
    Ok(repaired)
}

/// The raw text, from the clean one and its log.
///
/// # Errors
/// A repair of the log that is not found in `clean` at its place.
///
/// # Examples
/// ```
/// use text::repair::{repair, undo};
/// let repaired = repair("ﻣﺼﺮ");
/// assert_eq!(repaired.clean, "مصر");
/// assert_eq!(undo("مصر", &repaired.log).as_deref(), Ok("ﻣﺼﺮ"));
/// assert!(undo("قطر", &repaired.log).is_err());
/// ```
pub fn undo(clean: &str, log: &[Repair]) -> Result<String, LogMismatch> {
    let mut raw = String::with_capacity(clean.len());
    let mut rest = clean;
    for (nth, repair) in log.iter().enumerate() {
        let kept = repair.span_before.start.checked_sub(raw.len());
        let (before, tail) =
            kept.and_then(|kept| rest.split_at_checked(kept)).ok_or(LogMismatch { nth })?;
        rest = tail.strip_prefix(repair.after.as_str()).ok_or(LogMismatch { nth })?;
        raw.push_str(before);
        raw.push_str(&repair.before);
    }
    raw.push_str(rest);
    Ok(raw)
}

impl Repaired {
    /// Makes further repairs, whose spans are bytes of `clean`, such as offers an officer accepted
    /// or lost spaces found in it. Those that overlap an earlier one of the list, or do not fit the
    /// text, are left out. Offers that lie in what changed are dropped.
    ///
    /// # Examples
    /// ```
    /// use text::repair::{repair, undo};
    /// use text::spaces::{Lexicon, restore};
    /// let raw = "وزارة\u{00A0}الخارجيةالكويتية";
    /// let mut repaired = repair(raw);
    /// let lost = restore(&repaired.clean, Lexicon::own());
    /// repaired.accept(raw, &lost);
    /// assert_eq!(repaired.clean, "وزارة الخارجية الكويتية");
    /// assert_eq!(undo(&repaired.clean, &repaired.log).as_deref(), Ok(raw));
    /// ```
    pub fn accept(&mut self, raw: &str, repairs: &[Repair]) {
        let mut further: Vec<Edit> = Vec::new();
        let mut sorted: Vec<&Repair> = repairs.iter().collect();
        sorted.sort_by_key(|repair| (repair.span_before.start, repair.span_before.end));
        for repair in sorted {
            let fits = self.clean.get(repair.span_before.clone()) == Some(repair.before.as_str());
            let apart = further.last().is_none_or(|last| last.span.end <= repair.span_before.start);
            if fits && apart {
                further.extend(smallest(repair));
            }
        }
        if further.is_empty() {
            return;
        }
        let moved = OffsetMap::new(&further);
        self.offers.retain(|offer| {
            let span = &offer.span_before;
            let next = further.partition_point(|edit| edit.span.end <= span.start);
            further.get(next).is_none_or(|edit| edit.span.start >= span.end)
        });
        for offer in &mut self.offers {
            offer.span_before = moved.to_clean(offer.span_before.clone());
        }
        let clean = applied(&self.clean, &further);
        let earlier = self.log.drain(..).map(|repair| Edit {
            span: repair.span_before,
            after: repair.after,
            rule: repair.rule,
            confidence: repair.confidence,
        });
        let mut edits = chained(earlier.collect(), further, &self.clean);
        edits.retain(|edit| raw[edit.span.clone()] != edit.after);
        self.log = log_of(raw, &edits);
        self.map = OffsetMap::new(&edits);
        self.clean = clean;
    }

    /// Whether the source held something made to mislead its readers.
    ///
    /// # Examples
    /// ```
    /// assert!(text::repair::repair("pay \u{202E}001").has_warning());
    /// ```
    pub fn has_warning(&self) -> bool {
        self.log.iter().any(|repair| repair.rule.is_warning())
    }
}

/// A repair as edits of the bytes that differ: blanks that were put in between two parts of a word
/// leave the word itself untouched.
fn smallest(repair: &Repair) -> Vec<Edit> {
    let edit = |span, after: &str| Edit::new(span, after, repair.rule, repair.confidence);
    let start = repair.span_before.start;
    let without_blanks: String = repair.after.split(' ').collect();
    if repair.rule != RepairRule::LostSpace || without_blanks != repair.before {
        return vec![edit(repair.span_before.clone(), &repair.after)];
    }
    let mut at = start;
    let parts: Vec<&str> = repair.after.split(' ').collect();
    parts[..parts.len() - 1]
        .iter()
        .map(|part| {
            at += part.len();
            edit(at..at, " ")
        })
        .collect()
}

/// A text on its way from raw to clean.
struct Work<'a> {
    raw: &'a str,
    text: String,
    edits: Vec<Edit>,
    offers: Vec<Edit>,
}

impl<'a> Work<'a> {
    fn new(raw: &'a str) -> Work<'a> {
        Work { raw, text: raw.to_owned(), edits: Vec::new(), offers: Vec::new() }
    }

    fn make(&mut self, further: Vec<Edit>) {
        if further.is_empty() {
            return;
        }
        let moved = OffsetMap::new(&further);
        let next = applied(&self.text, &further);
        self.offers.retain_mut(|offer| {
            let span = moved.to_clean(offer.span.clone());
            let unchanged = next[span.clone()] == self.text[offer.span.clone()];
            offer.span = span;
            unchanged
        });
        self.edits = chained(std::mem::take(&mut self.edits), further, &self.text);
        self.text = next;
    }

    fn finish(mut self) -> Repaired {
        let raw = self.raw;
        self.edits.retain(|edit| raw[edit.span.clone()] != edit.after);
        let offers = log_of(&self.text, &self.offers);
        let log = log_of(raw, &self.edits);
        Repaired { map: OffsetMap::new(&self.edits), clean: self.text, log, offers }
    }
}

#[cfg(test)]
#[path = "repair/tests.rs"]
mod tests;
