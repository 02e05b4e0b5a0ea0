//! What goes into a message for a peer, and what is read out of one. A message is a run of frames
//! (`docs/format-entry.md`): what the sender holds of every log, then what it believes the other
//! lacks, each log only up to a size that a signed checkpoint covers. Everything here comes from
//! the joint store; nothing private can get in, because nothing private is reachable.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::Ordering;

use ledger::entry::Head;
use ledger::frame::{Frame, OpeningsOf};
use ledger::id::{FieldName, PartyId};
use store::joint::{EntryRow, JointStore};

use crate::error::NodeError;
use crate::files;
use crate::inner::{Inner, LogNote};
use crate::limits;
use crate::writer::NOTHING;

/// A message for one peer.
pub(crate) struct Message {
    pub frames: Vec<Frame>,
    /// Whether it carries anything but what we hold.
    pub news: bool,
    /// Whether more is waiting than fitted.
    pub more: bool,
    pub receipts_revision: u64,
}

/// What we hold of each log, as frames.
pub(crate) fn have(inner: &Inner) -> Vec<Frame> {
    let refetch = inner.refetch.lock().clone();
    let record = inner.record.read();
    let joint = record.joint();
    let heads = joint.logs().into_iter().filter_map(|party| {
        let head = match refetch.contains(&party) {
            true => NOTHING,
            false => joint.tree(&party)?.head(),
        };
        Some(Frame::Have { party, head })
    });
    heads.collect()
}

/// What `peer` lacks, as far as it told us what it holds.
pub(crate) fn for_peer(inner: &Inner, peer: &PartyId) -> Result<Message, NodeError> {
    let (have_there, receipts_sent) = {
        let peers = inner.peers.lock();
        let state = peers.get(peer).cloned().unwrap_or_default();
        (state.have, state.receipts_sent)
    };
    let receipts_revision = inner.receipts_revision.load(Ordering::Acquire);
    let mut message = Message { frames: have(inner), news: false, more: false, receipts_revision };
    let logs: BTreeMap<PartyId, LogNote> = inner.logs.read().clone();
    let mut room = limits::message_payload_bytes_max;
    for (party, log) in &logs {
        let from = have_there.get(party).map_or(1, |head| head.size);
        // All logs begin with the same charter, so nobody lacks leaf 0; but that this party signs
        // it as its own log is news until the peer has given its receipt.
        let unsigned = log.head.size == 1 && party != peer && !inner.is_receipted(party, peer);
        let from = if unsigned { 0 } else { from };
        if from < log.head.size {
            add_log(inner, peer, party, log, from, &mut room, &mut message)?;
        }
    }
    if receipts_sent < receipts_revision {
        add_receipts(inner, &mut message);
    }
    let used: usize = message.frames.iter().map(Frame::encoded_bytes).sum();
    let chunks =
        files::chunks(inner, peer, limits::message_payload_bytes_max.saturating_sub(used))?;
    message.news |= !chunks.is_empty();
    message.frames.extend(chunks);
    Ok(message)
}

/// Adds entries, openings and the checkpoint of one log.
fn add_log(
    inner: &Inner,
    peer: &PartyId,
    party: &PartyId,
    log: &LogNote,
    from: u64,
    room: &mut usize,
    message: &mut Message,
) -> Result<(), NodeError> {
    if *room == 0 {
        message.more = true;
        return Ok(());
    }
    let reader = inner.reader.lock();
    let mut to = log.head.size;
    let mut note = log.note.to_bytes();
    if from > 0 && to - from > limits::entries_per_message_max {
        // Only a size with a stored checkpoint can be checked by the other side.
        let sizes = reader.checkpoint_sizes(party, from + 1, limits::checkpoints_looked_at)?;
        let upper = from + limits::entries_per_message_max;
        let fits = sizes.iter().rev().find(|size| **size <= upper).or(sizes.first());
        if let Some(size) = fits
            && *size < to
            && let Some(stored) = reader.checkpoint(party, *size)?
        {
            (to, note) = (*size, stored);
            message.more = true;
        }
    }
    let entries = all_entries(&reader, party, from..to)?;
    let openings = grouped(all_openings(&reader, party, from..to, peer)?);
    drop(reader);
    let bytes: usize = entries.iter().map(|entry| entry.bytes.len() + 2).sum();
    *room = room.saturating_sub(bytes);
    message.frames.push(Frame::Entries {
        party: party.clone(),
        from,
        entries: entries.into_iter().map(|entry| entry.bytes).collect(),
    });
    if !openings.is_empty() {
        message.frames.push(Frame::Openings { party: party.clone(), openings });
    }
    message.frames.push(Frame::Checkpoint {
        dialogue: inner.id.clone(),
        party: party.clone(),
        note,
    });
    message.news = true;
    Ok(())
}

/// Every entry of a range: the store stops early at its own limits.
pub(crate) fn all_entries(
    reader: &JointStore,
    party: &PartyId,
    range: Range<u64>,
) -> Result<Vec<EntryRow>, NodeError> {
    let (mut next, mut all) = (range.start, Vec::new());
    loop {
        let rows = reader.entries(party, next..range.end)?;
        let Some(last) = rows.last() else {
            return Ok(all);
        };
        next = last.idx + 1;
        all.extend(rows);
    }
}

/// Every opening of a range that `audience` may have, by index and field.
pub(crate) fn all_openings(
    reader: &JointStore,
    party: &PartyId,
    range: Range<u64>,
    audience: &PartyId,
) -> Result<Vec<(u64, FieldName, String)>, NodeError> {
    let (mut next, mut all) = (range.start, Vec::new());
    loop {
        let rows = reader.openings(party, next..range.end, audience)?;
        let Some((last, _, _)) = rows.last() else {
            return Ok(all);
        };
        next = last + 1;
        all.extend(rows);
    }
}

/// One row a field becomes one line an entry.
fn grouped(rows: Vec<(u64, FieldName, String)>) -> Vec<OpeningsOf> {
    let mut all: Vec<OpeningsOf> = Vec::new();
    for (index, _, disclosure) in rows {
        match all.last_mut() {
            Some(last) if last.index == index => last.disclosures.push(disclosure),
            _ => all.push(OpeningsOf { index, disclosures: vec![disclosure] }),
        }
    }
    all
}

/// Adds the newest receipt of every mirror for every log.
fn add_receipts(inner: &Inner, message: &mut Message) {
    for (party, of_log) in inner.receipts.read().iter() {
        let mut by_size: BTreeMap<u64, Vec<String>> = BTreeMap::new();
        for receipt in of_log.values() {
            by_size.entry(receipt.size).or_default().push(receipt.line.clone());
        }
        for (size, lines) in by_size {
            message.news = true;
            message.frames.push(Frame::Cosignatures { party: party.clone(), size, lines });
        }
    }
}

/// Remembers what the peer says it holds; returns the logs of which it holds more than we do.
pub(crate) fn note_have(inner: &Inner, peer: &PartyId, frames: &[Frame]) -> Vec<(PartyId, Head)> {
    let judged: Vec<(&PartyId, Head, u64, bool)> = {
        let record = inner.record.read();
        let heads = frames.iter().filter_map(|frame| match frame {
            Frame::Have { party, head } => Some((party, *head)),
            _ => None,
        });
        let judged = heads.map(|(party, head)| {
            let tree = record.joint().tree(party);
            let same = tree.is_some_and(|tree| tree.root_at(head.size) == Some(head.root));
            (party, head, tree.map_or(0, |tree| tree.size()), same)
        });
        judged.collect()
    };
    let mut ahead = Vec::new();
    let mut differing = Vec::new();
    {
        let mut peers = inner.peers.lock();
        let state = peers.entry(peer.clone()).or_default();
        state.last_contact = Some(inner.clock.real());
        state.last_error = None;
        for (party, head, ours, same) in judged {
            if *party == inner.us {
                state.holds_of_ours = Some(head.size);
            }
            if head.size > ours {
                ahead.push((party.clone(), head));
                let held = Head { size: ours.max(1), root: head.root };
                state.have.insert(party.clone(), held);
                continue;
            }
            // A peer that holds other bytes than we do is told everything again: the entries, not
            // its word, will show who forked.
            if !same {
                differing.push(party.clone());
            }
            state.have.insert(party.clone(), head);
        }
    }
    for party in differing {
        drop_alarm(inner, peer, &party);
    }
    ahead
}

fn drop_alarm(inner: &Inner, peer: &PartyId, party: &PartyId) {
    inner.alarm(format!(
        "{peer} holds another root of the log of {party} than we do: compare the charter's pin \
         and ask {peer} for its export"
    ));
}
