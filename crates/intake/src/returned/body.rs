//! The body of a document that came back, event by event: which control or bookmark a letter lies
//! in, whether it is there before, after or in both states of the tracked changes, and what is met
//! on the way that is not carried. Each letter is looked at once for every change it lies in.

mod element;
mod mark;

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;
use sha2::{Digest, Sha256};

use crate::Context;
use crate::docx::xml::attribute;
use crate::limits::{CHANGE_DATE_BYTES_MAX, NAME_BYTES_MAX, REVIEWER_COUNT_MAX};
use crate::refusal::{Excess, Refusal};

use super::gather::{Anchor, Break, Ending, Gather, Key, Owner, Placed, finish};
use super::loss::{LossKind, LossReport};
use super::parts::tracked_kind;
use super::{Change, ChangeKind, Returned, check_change_depth};

use element::Open;

/// What `documents::docx` lets an empty control show.
const PROMPT: &str = "\u{2026}";
/// Names that word processors give anybody.
const NOBODY: &[&str] =
    &["author", "unknown author", "microsoft office user", "user", "unknown", "admin"];

/// Where letters go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// A passage that has its place.
    Placed(usize),
    /// What lies outside of every control in the open paragraph.
    Outside,
}

/// A control that is open.
#[derive(Debug, Default)]
struct Boxed {
    tag: String,
    /// What it holds is only a prompt.
    prompt: bool,
    target: Option<usize>,
}

/// A change that is open.
#[derive(Debug)]
struct OpenChange {
    change: Change,
    /// Where it is noted already.
    at: Option<(Target, usize)>,
}

/// The open paragraph.
#[derive(Debug, Default)]
struct Line {
    /// Its style says that it is a heading or number of the writer.
    fixed: bool,
    /// What was done to its end.
    marks: Vec<Change>,
    end: Break,
    /// The control that was met last in it.
    control: Option<usize>,
    /// The run that is being read is a number of the writer.
    fixed_run: bool,
}

/// Letters of a text element, and whether blanks at its ends count.
#[derive(Debug, Default)]
struct Letters {
    text: String,
    kept: bool,
}

/// Reads the body.
pub struct Body<'a> {
    ctx: &'a Context<'a>,
    /// The joint text the document was made from, as its properties or its first control say.
    document: Option<String>,
    placed: Vec<Placed>,
    outside: Gather,
    line: Option<Line>,
    open: Vec<Open>,
    /// Open elements inside one that is left out, that one included.
    skipped: usize,
    boxes: Vec<Boxed>,
    bookmarks: Vec<(String, usize)>,
    changes: Vec<OpenChange>,
    /// Insertions and deletions that are open.
    inserted: usize,
    deleted: usize,
    /// Open ranges of moves: number and name.
    moves: Vec<(String, String)>,
    anchors: BTreeMap<String, (Target, usize, usize)>,
    hung: BTreeMap<String, ()>,
    /// Codes of open fields; nothing once the code is over.
    fields: Vec<Option<String>>,
    letters: Letters,
    reviewers: BTreeMap<String, usize>,
    text_bytes: usize,
    change_count: usize,
    paragraph_count: usize,
    fixed: Sha256,
    /// What was met that is not carried.
    pub losses: LossReport,
}

impl<'a> Body<'a> {
    /// An empty one. `document` is the origin as the properties name it.
    pub fn new(ctx: &'a Context<'a>, document: Option<String>) -> Self {
        Self {
            ctx,
            document,
            placed: Vec::new(),
            outside: Gather::default(),
            line: None,
            open: Vec::new(),
            skipped: 0,
            boxes: Vec::new(),
            bookmarks: Vec::new(),
            changes: Vec::new(),
            inserted: 0,
            deleted: 0,
            moves: Vec::new(),
            anchors: BTreeMap::new(),
            hung: BTreeMap::new(),
            fields: Vec::new(),
            letters: Letters::default(),
            reviewers: BTreeMap::new(),
            text_bytes: 0,
            change_count: 0,
            paragraph_count: 0,
            fixed: Sha256::new(),
            losses: LossReport::default(),
        }
    }

    /// Who made a change or comment, and when, as the document says.
    pub fn who(&mut self, element: &BytesStart<'_>) -> (Option<usize>, Option<String>) {
        let mut name = attribute(element, "author").trim().to_owned();
        name.truncate(name.floor_char_boundary(NAME_BYTES_MAX));
        if name.is_empty() || NOBODY.contains(&name.to_lowercase().as_str()) {
            let place = self.place();
            self.losses.add(LossKind::UnnamedReviewers, place.as_ref(), "");
        }
        let known = self.reviewers.len();
        let reviewer = match self.reviewers.get(&name) {
            Some(place) => Some(*place),
            None if name.is_empty() || known == REVIEWER_COUNT_MAX => None,
            None => {
                self.reviewers.insert(name, known);
                Some(known)
            }
        };
        let date = attribute(element, "date");
        let sound = date.len() <= CHANGE_DATE_BYTES_MAX
            && date.bytes().all(|byte| byte.is_ascii_digit() || b"-:.TZ+".contains(&byte));
        (reviewer, Some(date).filter(|date| sound && !date.is_empty()))
    }

    /// The end of the document.
    pub fn finish(mut self, ending: Ending) -> Returned {
        let mut reviewers = vec![String::new(); self.reviewers.len()];
        for (name, place) in self.reviewers {
            reviewers[place] = name;
        }
        let stated = &ending.properties.fixed;
        if !stated.is_empty() {
            let found = self.fixed.finalize();
            let found: String = found.iter().map(|byte| format!("{byte:02x}")).collect();
            if found != *stated && self.losses.count(LossKind::FixedText) == 0 {
                self.losses.add(LossKind::FixedText, None, "");
            }
        }
        finish(self.placed, ending, reviewers, self.losses)
    }

    fn target(&self) -> Target {
        let boxed = self.boxes.iter().rev().find_map(|one| one.target);
        match boxed.or(self.bookmarks.last().map(|(_, at)| *at)) {
            Some(at) => Target::Placed(at),
            None => Target::Outside,
        }
    }

    fn gather(&mut self, target: Target) -> &mut Gather {
        match target {
            Target::Placed(at) => &mut self.placed[at].gather,
            Target::Outside => &mut self.outside,
        }
    }

    /// The paragraph of the joint text that is being read.
    fn place(&self) -> Option<Key> {
        let Target::Placed(at) = self.target() else {
            return None;
        };
        match &self.placed[at].owner {
            Owner::Control { key, .. } => Some(key.clone()),
            _ => None,
        }
    }

    fn lose(&mut self, kind: LossKind, sample: &str) {
        let place = self.place();
        self.losses.add(kind, place.as_ref(), sample);
    }

    /// Takes letters in.
    fn add(&mut self, text: &str) -> Result<(), Refusal> {
        let max = self.ctx.limits.text_bytes_max;
        self.text_bytes += text.len();
        if self.text_bytes > max {
            return Err(self.ctx.too_much(Excess::TextBytes, self.text_bytes, max));
        }
        if self.fields.iter().any(Option::is_some) || self.is_prompt(text) {
            return Ok(());
        }
        let plain: String = text.chars().filter(|c| !is_direction_mark(*c)).collect();
        // A left-to-right mark is how codes are displayed; the others somebody typed.
        if self.inserted > 0 && text.contains(['\u{200F}', '\u{61C}']) {
            self.lose(LossKind::DirectionMarks, "");
        }
        let target = self.target();
        let (inserted, deleted) = (self.inserted > 0, self.deleted > 0);
        let line = self.line.as_ref().filter(|_| target == Target::Outside);
        if line.is_some_and(|line| line.fixed || line.fixed_run) {
            let counts = |c: &char| !c.is_whitespace() && *c != '\u{FEFF}';
            if !inserted {
                self.fixed.update(plain.chars().filter(counts).collect::<String>().as_bytes());
            }
            if inserted || deleted {
                self.losses.add(LossKind::FixedText, None, &plain);
            }
            if line.is_some_and(|line| line.fixed_run) {
                return Ok(());
            }
        }
        self.gather(target).flush();
        for nth in 0..self.changes.len() {
            let at = self.note(nth, target)?;
            self.gather(target).passage.changes[at].text.push_str(&plain);
        }
        let passage = &mut self.gather(target).passage;
        if !deleted {
            passage.accepted.push_str(&plain);
        }
        if !inserted {
            passage.base.push_str(&plain);
        }
        Ok(())
    }

    /// Whether letters are what a control shows while nothing is in it. What was typed there with
    /// tracking counts, and what is left out is told of unless it is the prompt that was sent.
    fn is_prompt(&mut self, text: &str) -> bool {
        let prompt = self.boxes.iter().any(|one| one.prompt);
        if !prompt || self.inserted > 0 || self.deleted > 0 {
            return false;
        }
        if text.trim() != PROMPT && !text.trim().is_empty() {
            self.lose(LossKind::Prompts, text);
        }
        true
    }

    /// The place of an open change among those of a passage; noted there if it is not yet.
    fn note(&mut self, nth: usize, target: Target) -> Result<usize, Refusal> {
        if let Some((noted, at)) = self.changes[nth].at
            && noted == target
        {
            return Ok(at);
        }
        let change = self.changes[nth].change.clone();
        let at = self.record(target, change)?;
        self.changes[nth].at = Some((target, at));
        Ok(at)
    }

    /// Notes a change at the end of what a passage holds by now.
    ///
    /// One that goes on where the one before ended, by the same hand at the same time, is the same
    /// change: word processors cut changes where fonts or scripts differ.
    fn record(&mut self, target: Target, change: Change) -> Result<usize, Refusal> {
        if let Some(at) = self.gather(target).continued(&change) {
            return Ok(at);
        }
        let max = self.ctx.limits.change_count_max;
        self.change_count += 1;
        if self.change_count > max {
            return Err(self.ctx.too_much(Excess::Changes, self.change_count, max));
        }
        let passage = &mut self.gather(target).passage;
        let (accepted_at, base_at) = (passage.accepted.len(), passage.base.len());
        passage.changes.push(Change { accepted_at, base_at, ..change });
        Ok(passage.changes.len() - 1)
    }

    /// A change as an element states it, not yet noted anywhere.
    fn change(&mut self, kind: ChangeKind, element: &BytesStart<'_>) -> Change {
        let (reviewer, date) = self.who(element);
        let moved = matches!(kind, ChangeKind::MovedHere | ChangeKind::MovedAway);
        let pair = self.moves.last().filter(|_| moved).map(|(_, name)| name.clone());
        Change { kind, reviewer, date, text: String::new(), accepted_at: 0, base_at: 0, pair }
    }

    fn begin_change(&mut self, kind: ChangeKind, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let change = self.change(kind, element);
        self.changes.push(OpenChange { change, at: None });
        check_change_depth(self.changes.len(), self.ctx)?;
        match kind {
            ChangeKind::Inserted | ChangeKind::MovedHere => self.inserted += 1,
            ChangeKind::Deleted | ChangeKind::MovedAway => self.deleted += 1,
            _ => {}
        }
        Ok(())
    }

    /// Ends the change opened last. One that held no letters is noted all the same.
    fn end_change(&mut self) -> Result<(), Refusal> {
        let Some(open) = self.changes.pop() else {
            return Ok(());
        };
        match open.change.kind {
            ChangeKind::Inserted | ChangeKind::MovedHere => self.inserted -= 1,
            ChangeKind::Deleted | ChangeKind::MovedAway => self.deleted -= 1,
            _ => {}
        }
        let (target, at) = match open.at {
            Some(noted) => noted,
            None => {
                let target = self.target();
                (target, self.record(target, open.change)?)
            }
        };
        self.gather(target).end_change(at);
        Ok(())
    }

    fn begin_paragraph(&mut self) -> Result<(), Refusal> {
        let max = self.ctx.limits.paragraph_count_max;
        self.paragraph_count += 1;
        if self.paragraph_count > max {
            return Err(self.ctx.too_much(Excess::Paragraphs, self.paragraph_count, max));
        }
        if self.line.is_some() {
            // Only text boxes hold paragraphs in paragraphs, and those are left out.
            return Err(self.ctx.broken(crate::Kind::Docx, "w:p"));
        }
        self.line = Some(Line::default());
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), Refusal> {
        let Some(line) = self.line.take() else {
            return Ok(());
        };
        let target = self.target();
        let owner = match (target, line.control) {
            (Target::Outside, Some(at)) => Target::Placed(at),
            (target, _) => target,
        };
        for mark in line.marks {
            self.record(owner, mark)?;
        }
        if let Target::Placed(at) = owner
            && line.end.deleted
            && target == Target::Outside
            && let Placed { owner: Owner::Control { key, .. }, gather } = &self.placed[at]
            && !gather.passage.accepted.is_empty()
        {
            self.losses.add(LossKind::MergedControls, Some(key), "");
        }
        if let Target::Placed(at) = target {
            self.placed[at].gather.breaks.push(line.end);
        }
        self.end_outside(line.fixed);
        Ok(())
    }

    /// Gives what lay outside of controls in a paragraph its place.
    fn end_outside(&mut self, fixed: bool) {
        let hanging: Vec<String> = self
            .anchors
            .iter()
            .filter(|(_, (target, ..))| *target == Target::Outside)
            .map(|(id, _)| id.clone())
            .collect();
        for id in hanging {
            self.end_anchor(&id);
        }
        for change in &mut self.changes {
            if change.at.is_some_and(|(target, _)| target == Target::Outside) {
                change.at = None;
            }
        }
        let gather = std::mem::take(&mut self.outside);
        if fixed {
            if !gather.anchors.is_empty() {
                self.placed.push(Placed { owner: Owner::Fixed, gather });
            }
        } else if !gather.is_untouched() {
            self.placed.push(Placed { owner: Owner::Outside, gather });
        }
    }

    fn begin_anchor(&mut self, id: String) -> Result<(), Refusal> {
        let max = self.ctx.limits.comment_count_max;
        if self.hung.len() + self.anchors.len() >= max {
            return Err(self.ctx.too_much(Excess::Comments, max + 1, max));
        }
        let target = self.target();
        self.gather(target).flush();
        let passage = &self.gather(target).passage;
        let at = (target, passage.accepted.len(), passage.base.len());
        if !self.hung.contains_key(&id) {
            self.anchors.entry(id).or_insert(at);
        }
        Ok(())
    }

    fn end_anchor(&mut self, id: &str) {
        let Some((id, (target, accepted, base))) = self.anchors.remove_entry(id) else {
            return;
        };
        self.hung.insert(id.clone(), ());
        let gather = self.gather(target);
        let accepted = accepted..gather.passage.accepted.len();
        let base = base..gather.passage.base.len();
        gather.anchors.push(Anchor { id, accepted, base });
    }

    /// The sign of a comment in the text: it hangs here if no range was given.
    fn hang_here(&mut self, id: String) -> Result<(), Refusal> {
        if !self.hung.contains_key(&id) && !self.anchors.contains_key(&id) {
            self.begin_anchor(id.clone())?;
            self.end_anchor(&id);
        }
        Ok(())
    }

    /// A tracked change inside the properties of a paragraph's end.
    fn mark_end(&mut self, name: &str, element: &BytesStart<'_>) {
        let Some(kind) = tracked_kind(name) else {
            return;
        };
        let inserted = matches!(kind, ChangeKind::Inserted | ChangeKind::MovedHere);
        let kind = match inserted {
            true => ChangeKind::BreakInserted,
            false => ChangeKind::BreakDeleted,
        };
        let mut change = self.change(kind, element);
        change.text.push('\n');
        if let Some(line) = &mut self.line {
            line.end.inserted |= inserted;
            line.end.deleted |= !inserted;
            line.marks.push(change);
        }
    }

    /// A change of looks that is not bound to letters.
    fn mark_looks(&mut self, element: &BytesStart<'_>) {
        let change = self.change(ChangeKind::Format, element);
        self.lose(LossKind::Formatting, "");
        if let Some(line) = &mut self.line {
            line.marks.push(change);
        }
    }
}

/// Invisible marks that a text to be agreed never holds: ours, or typed by hand.
pub fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}')
}
