//! Keeps an index level with a record: item by item after each change, and as a whole at the
//! start. The record is read a few items at a time, so that no writer waits for the index. What is
//! given twice changes nothing, so every part may be cut short and done again.

use std::collections::BTreeSet;

use dialogue::id::ItemId;
use dialogue::item;
use dialogue::record::Record;

use crate::entry::{Entry, Key};
use crate::error::SearchError;
use crate::index::{Applied, Change, Index};
use crate::limits::{ENTRIES_OF_COMMIT_MAX, ENTRIES_OF_LOCK_MAX, REFERRERS_MAX};

/// Ids asked for at once.
const IDS_OF_LOCK_MAX: usize = 1_024;

/// Gives the record to whoever wants to look at it, under its lock.
pub type Read<'a> = &'a dyn Fn(&mut dyn FnMut(&Record));

/// A record that is read in small pieces: each call may wait for the writer, and holds it up no
/// longer than the reading takes.
pub struct Source<'a> {
    /// The dialogue.
    pub dialogue: &'a str,
    /// Reads the record.
    pub read: Read<'a>,
    /// False once the work is to be broken off.
    pub going: &'a dyn Fn() -> bool,
}

/// How far a sweep has come: entries looked at.
pub type Progress<'a> = &'a dyn Fn(u64);

/// A note that lies beside the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its number.
    pub id: i64,
    /// The item it is about.
    pub item: ItemId,
    /// What it says.
    pub text: String,
    /// The day it was written or last changed.
    pub date: String,
}

impl Source<'_> {
    fn look<T: Default>(&self, mut look: impl FnMut(&Record) -> T) -> T {
        let mut found = T::default();
        (self.read)(&mut |record| found = look(record));
        found
    }

    /// How many entries of each log are folded.
    pub fn lengths(&self) -> Vec<(String, u64)> {
        self.look(|record| {
            let joint = record.joint();
            let members = joint.members();
            members.into_iter().map(|party| (party.to_string(), joint.folded(&party))).collect()
        })
    }

    fn entries(&self, ids: &[ItemId]) -> Vec<Change> {
        let mut changes = Vec::with_capacity(ids.len());
        for some in ids.chunks(ENTRIES_OF_LOCK_MAX) {
            changes.extend(self.look(|record| {
                let change = |id: &ItemId| {
                    let entry =
                        record.item(id).and_then(|item| Entry::of(record, self.dialogue, &item));
                    match entry {
                        Some(entry) => Change::Put(entry),
                        None => Change::Gone(Key::item(self.dialogue, id)),
                    }
                };
                some.iter().map(change).collect::<Vec<Change>>()
            }));
        }
        changes
    }
}

/// Whether the index has read exactly what the record holds, and was closed in order.
///
/// # Errors
/// Damage or the machine's.
pub fn is_level(index: &Index, source: &Source<'_>) -> Result<bool, SearchError> {
    let state = index.state()?;
    let seen: BTreeSet<(String, u64)> = state
        .seen
        .into_iter()
        .filter(|(dialogue, ..)| dialogue == source.dialogue)
        .map(|(_, log, entries)| (log, entries))
        .collect();
    Ok(state.clean && seen == source.lengths().into_iter().collect())
}

/// Looks at every item of the record once: what is missing or different is written, what is gone
/// is taken out. When something was erased from the record the index is made anew.
///
/// # Errors
/// Damage or the machine's.
pub fn sweep(
    index: &Index,
    source: &Source<'_>,
    progress: Progress<'_>,
) -> Result<Applied, SearchError> {
    let mut total = sweep_once(index, source, progress)?;
    if total.erased {
        index.remake()?;
        total = sweep_once(index, source, progress)?;
    }
    Ok(total)
}

fn sweep_once(
    index: &Index,
    source: &Source<'_>,
    progress: Progress<'_>,
) -> Result<Applied, SearchError> {
    // Before the first look: what comes later is told by the feed, or found by the next sweep.
    let lengths = source.lengths();
    let mut left = index.keys_of(source.dialogue)?;
    let from_nothing = left.is_empty();
    if from_nothing {
        index.in_bulk(true)?;
    }
    let mut total = Applied::default();
    let mut waiting: Vec<Change> = Vec::new();
    let mut n_seen = 0;
    for item_type in item::all() {
        let mut end = None;
        loop {
            let (ids, next) =
                source.look(|record| record.page_of(item_type.name, end.as_ref(), IDS_OF_LOCK_MAX));
            let changes = source.entries(&ids);
            for change in &changes {
                if let Change::Put(entry) = change {
                    left.remove(&entry.key.to_text());
                }
            }
            n_seen += changes.len() as u64;
            waiting.extend(changes);
            if waiting.len() >= ENTRIES_OF_COMMIT_MAX {
                add(&mut total, index.apply(&std::mem::take(&mut waiting), None)?);
            }
            progress(n_seen);
            if total.erased || !(source.going)() {
                return Ok(total);
            }
            end = next;
            if end.is_none() {
                break;
            }
        }
    }
    waiting.extend(left.iter().filter_map(|key| Key::parse(key)).map(Change::Gone));
    add(&mut total, index.apply(&waiting, Some((source.dialogue, &lengths)))?);
    if from_nothing && !total.erased {
        index.in_bulk(false)?;
    }
    Ok(total)
}

/// Brings these items up to date, and those whose text names them.
///
/// # Errors
/// Damage or the machine's.
pub fn touch(
    index: &Index,
    source: &Source<'_>,
    items: &BTreeSet<ItemId>,
) -> Result<Applied, SearchError> {
    let lengths = source.lengths();
    let mut all = items.clone();
    let mut level: Vec<ItemId> = items.iter().cloned().collect();
    // A heading is made of another item's heading, which is made of a third one's.
    for _ in 0..2 {
        let mut next = Vec::new();
        for some in level.chunks(ENTRIES_OF_LOCK_MAX) {
            next.extend(source.look(|record| {
                let referrers = some.iter().flat_map(|id| record.referrers(id));
                referrers.map(|(id, _)| id.clone()).take(REFERRERS_MAX).collect::<Vec<ItemId>>()
            }));
        }
        next.retain(|id| all.len() < REFERRERS_MAX && all.insert(id.clone()));
        level = next;
    }
    let ids: Vec<ItemId> = all.into_iter().collect();
    let mut total = Applied::default();
    for some in ids.chunks(ENTRIES_OF_COMMIT_MAX) {
        let changes = source.entries(some);
        add(&mut total, index.apply(&changes, Some((source.dialogue, &lengths)))?);
    }
    if total.erased {
        index.remake()?;
        total = sweep(index, source, &|_| {})?;
        total.erased = true;
    }
    Ok(total)
}

/// Brings the notes of one dialogue up to date. False when a note was changed or deleted: then the
/// index must be made anew, so that no byte of what was there stays, and the notes given again.
///
/// # Errors
/// Damage or the machine's.
pub fn notes(index: &Index, source: &Source<'_>, notes: &[Note]) -> Result<bool, SearchError> {
    let mut changes = Vec::with_capacity(notes.len());
    let mut left = index.keys_of(source.dialogue)?;
    for some in notes.chunks(ENTRIES_OF_LOCK_MAX) {
        changes.extend(source.look(|record| {
            let entry = |note: &Note| {
                let about = record
                    .item(&note.item)
                    .and_then(|item| Entry::of(record, source.dialogue, &item));
                let key = Key { note: Some(note.id), ..Key::item(source.dialogue, &note.item) };
                Entry::of_note(about.as_ref(), key, &note.text, &note.date)
            };
            some.iter().map(entry).collect::<Vec<Entry>>()
        }));
    }
    for entry in &changes {
        let known = left.remove(&entry.key.to_text());
        if known && index.hash_of(&entry.key)? != Some(entry.hash()) {
            return Ok(false);
        }
    }
    if !left.is_empty() {
        return Ok(false);
    }
    let changes: Vec<Change> = changes.into_iter().map(Change::Put).collect();
    index.apply(&changes, None)?;
    Ok(true)
}

fn add(total: &mut Applied, more: Applied) {
    total.written += more.written;
    total.removed += more.removed;
    total.same += more.same;
    total.erased |= more.erased;
}
