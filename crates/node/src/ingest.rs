//! The writer's other half: what peers send. Each log is judged by its mirror (checkpoint, keys,
//! root), folded, stored and only then receipted. A part that is refused changes nothing and is
//! reported; the other parts of the same message stand. Everything in here is hostile until judged.

use std::collections::{BTreeMap, BTreeSet};

use dialogue::fold::ForkProof;
use dialogue::record::{OpeningError, Record};
use jiff::Timestamp;
use ledger::checkpoint::Checkpoint;
use ledger::cosign;
use ledger::entry::{Body, Entry, Head, KeyUse, leaf_hash};
use ledger::frame::{Frame, OpeningsOf};
use ledger::id::{FieldName, ItemId, PartyId};
use ledger::mirror::{Accepted, MirrorError};
use ledger::note::{Signature, VerifierKey};
use store::joint::Batch;

use crate::inner::{Receipt, Signing};
use crate::replay::{self, Erasures};
use crate::start;
use crate::writer::{Ingested, Writer};

/// Kind of an evidence row that holds a fork proof.
const EVIDENCE_FORK: u8 = 1;

/// The parts of a message that are about one log.
#[derive(Default)]
struct Part {
    from: u64,
    entries: Vec<Vec<u8>>,
    openings: Vec<OpeningsOf>,
    note: Option<Vec<u8>>,
    receipts: Vec<(u64, Vec<String>)>,
}

/// What folding a part came to, beside the record itself.
#[derive(Default)]
struct Folded {
    /// Openings to store.
    good: Vec<(u64, FieldName, String)>,
    false_ones: Vec<String>,
    /// Values that all parties concerned have now ordered erased.
    erased: Erasures,
}

impl Folded {
    fn note(
        &mut self,
        party: &PartyId,
        index: u64,
        disclosure: &str,
        opened: Result<FieldName, OpeningError>,
    ) {
        match opened {
            Ok(field) => self.good.push((index, field, disclosure.to_string())),
            Err(error) => self.false_ones.push(format!(
                "log of {party}, entry {index}: a value does not fit its commitment and was left \
                 out: {error}"
            )),
        }
    }
}

impl Writer {
    /// Takes a peer's message, log by log.
    pub(crate) fn ingest(&mut self, from: &PartyId, frames: Vec<Frame>) -> Ingested {
        let mut ingested = Ingested::default();
        let mut items = BTreeSet::new();
        let mut alive = false;
        let (chunks, frames): (Vec<Frame>, Vec<Frame>) =
            frames.into_iter().partition(|frame| matches!(frame, Frame::Chunk { .. }));
        for (party, part) in parts(&self.inner.id, frames, &mut ingested) {
            match self.ingest_log(from, &party, &part, &mut items) {
                Ok(entries) => ingested.entries += entries,
                Err(why) => ingested.refused.push(format!("log of {party}: {why}")),
            }
            alive |= self.ingest_receipts(&party, &part, &mut ingested);
        }
        if self.names_files(&items) {
            // Before the answer is written: it asks for the bytes.
            self.refresh_files();
        }
        items.extend(self.take_chunks(from, chunks, &mut ingested));
        if ingested.entries > 0 || alive || !items.is_empty() {
            self.inner.announce(items);
        }
        ingested
    }

    /// Entries, openings and checkpoint of one log; returns how many entries were new.
    fn ingest_log(
        &mut self,
        from: &PartyId,
        party: &PartyId,
        part: &Part,
        items: &mut BTreeSet<ItemId>,
    ) -> Result<u64, String> {
        let Some(note) = &part.note else {
            return self.late_openings(party, part, items).map(|()| 0);
        };
        if *party == self.inner.us {
            return self.ingest_own(from, part, note, items);
        }
        let mirror = self.mirrors.get(party).ok_or("this log is not one of the charter's")?;
        match mirror.offer(part.from, &part.entries, note) {
            Ok(accepted) => {
                self.inner.refetch.lock().remove(party);
                self.take(party, accepted, part, items)
            }
            Err(error) => self.not_accepted(from, party, part, error),
        }
    }

    /// A peer's copy of our own log matters only when it is longer than ours.
    fn ingest_own(
        &mut self,
        from: &PartyId,
        part: &Part,
        note: &[u8],
        items: &mut BTreeSet<ItemId>,
    ) -> Result<u64, String> {
        let end = part.from + part.entries.len() as u64;
        if end <= self.head.size {
            return Ok(0);
        }
        let us = self.inner.us.clone();
        let own = start::mirror_of(&self.inner.record.read(), &self.store, &us)
            .map_err(|error| error.to_string())?;
        match own.offer(part.from, &part.entries, note) {
            Ok(accepted) => self.take_back(accepted, part, items),
            Err(error) => self.not_accepted(from, &us, part, error),
        }
    }

    /// A checkpoint that our mirror does not accept: evidence, an alarm, or an old story.
    fn not_accepted(
        &mut self,
        from: &PartyId,
        party: &PartyId,
        part: &Part,
        error: MirrorError,
    ) -> Result<u64, String> {
        match &error {
            // Messages overtake each other: an older checkpoint matters only if it does not fit.
            MirrorError::StaleHead { theirs, .. } => self.judge_older(from, party, part, theirs),
            MirrorError::RootMismatch { .. } => {
                self.inner.refetch.lock().insert(party.clone());
                Err(error.to_string())
            }
            MirrorError::Fork { .. } if part.from > 0 || part.entries.is_empty() => {
                // Proven, but where the histories part is seen only when both are here whole.
                self.inner.refetch.lock().insert(party.clone());
                Err(error.to_string())
            }
            MirrorError::Fork { proof, .. } => {
                let stored = self.store.add_evidence(party, EVIDENCE_FORK, &proof.to_bytes());
                self.inner.refetch.lock().remove(party);
                let size = common_size(&self.inner.record.read(), party, &part.entries);
                let proof = ForkProof { party: party.clone(), size };
                let changes = self.inner.record.write().fork(proof);
                self.inner.announce(changes.touched);
                match stored {
                    Ok(_) => Err(error.to_string()),
                    Err(storing) => Err(format!("{error}; the evidence was not stored: {storing}")),
                }
            }
            _ => Err(error.to_string()),
        }
    }

    /// A checkpoint smaller than what we hold: either an old one, or one of another history.
    fn judge_older(
        &mut self,
        from: &PartyId,
        party: &PartyId,
        part: &Part,
        theirs: &ledger::note::Note,
    ) -> Result<u64, String> {
        let judged = {
            let record = self.inner.record.read();
            match (self.mirrors.get(party), record.joint().tree(party)) {
                (Some(mirror), Some(tree)) => mirror.check_older(&theirs.to_bytes(), tree),
                _ => return Ok(0),
            }
        };
        match judged {
            Ok(_) => Ok(0),
            Err(error) => self.not_accepted(from, party, part, error),
        }
    }

    /// Folds, stores and receipts new entries of a peer's log.
    fn take(
        &mut self,
        party: &PartyId,
        accepted: Accepted,
        part: &Part,
        items: &mut BTreeSet<ItemId>,
    ) -> Result<u64, String> {
        let count = self.store_part(party, &accepted, part, items)?;
        let head = accepted.head();
        let note = accepted.note().clone();
        let Some(mirror) = self.mirrors.get_mut(party) else {
            return Err("this log is not one of the charter's".into());
        };
        mirror.commit(accepted);
        for entry in part.entries.iter().filter_map(|bytes| Entry::decode(bytes).ok()) {
            if let Body::Key { use_: KeyUse::Log, vkey, from_size } = &entry.body
                && let Ok(key) = VerifierKey::parse(vkey)
                && let Err(error) = mirror.rotate(key, *from_size)
            {
                self.inner.alarm(format!("log of {party}: a new key was refused: {error}"));
            }
        }
        Writer::serve(&self.inner, party, head, note);
        self.give_receipt(party, head);
        Ok(count)
    }

    /// Our receipt for what is now durable here.
    fn give_receipt(&mut self, party: &PartyId, head: Head) {
        let Some(mirror) = self.mirrors.get(party) else {
            return;
        };
        let now = self.inner.clock.real();
        let time = u64::try_from(now.as_second()).unwrap_or(0);
        let signature = mirror.receipt(&self.mirror_key, time);
        let line = line_of(&signature);
        let by = self.inner.us.clone();
        let receipt = Receipt { by, size: head.size, at: now, line };
        self.keep_receipt(party, receipt, time, signature);
    }

    /// Takes entries of our own log back that we lost with an old backup.
    fn take_back(
        &mut self,
        accepted: Accepted,
        part: &Part,
        items: &mut BTreeSet<ItemId>,
    ) -> Result<u64, String> {
        if *self.inner.signing.read() == Signing::Ready {
            self.inner.stop_signing(
                "a peer holds entries of our own log that we have lost; they are taken back".into(),
            );
        }
        let us = self.inner.us.clone();
        let count = self.store_part(&us, &accepted, part, items)?;
        self.head = accepted.head();
        Writer::serve(&self.inner, &us, self.head, accepted.note().clone());
        self.resume_signing();
        Ok(count)
    }

    /// Signs again when everything that was ever signed is back.
    fn resume_signing(&mut self) {
        let back = match &self.guarded {
            None => self.inner.nothing_newer(),
            Some(guarded) => {
                let record = self.inner.record.read();
                let tree = record.joint().tree(&self.inner.us);
                tree.and_then(|tree| tree.root_at(guarded.size)) == Some(guarded.root)
            }
        };
        if back && self.advance_guard() {
            tracing::info!(size = self.head.size, "the lost entries are back: signing again");
            *self.inner.signing.write() = Signing::Ready;
        }
    }

    /// Folds and stores the new entries of `part`; on failure nothing of it remains.
    fn store_part(
        &mut self,
        party: &PartyId,
        accepted: &Accepted,
        part: &Part,
        items: &mut BTreeSet<ItemId>,
    ) -> Result<u64, String> {
        let new = &part.entries[accepted.skip().min(part.entries.len())..];
        let base = accepted.base();
        let openings = self.fold_part(party, new, part, items);
        let entries: Vec<(Vec<u8>, [u8; 32])> =
            new.iter().map(|bytes| (bytes.clone(), leaf_hash(bytes))).collect();
        let note = accepted.note().to_bytes();
        let note = Some((accepted.head().size, note.as_slice()));
        let recv_ms = self.inner.clock.real().as_millisecond();
        let batch = Batch { entries, openings, recv_ms };
        let stored = self
            .store
            .append_noted(party, &base, &batch, note)
            .and_then(|_| self.store.read_back(party, base.size))
            .map_err(|error| error.to_string())
            .and_then(|read| match read == accepted.head() {
                true => Ok(()),
                false => Err("what was read back is not what was written".into()),
            });
        if let Err(error) = stored {
            self.refold(&error);
            return Err(error);
        }
        Ok(new.len() as u64)
    }

    /// Folds entries with their openings; a false opening is left out and reported.
    fn fold_part(
        &mut self,
        party: &PartyId,
        new: &[Vec<u8>],
        part: &Part,
        items: &mut BTreeSet<ItemId>,
    ) -> Vec<(u64, FieldName, String)> {
        let mut folded = Folded::default();
        let mut record = self.inner.record.write();
        let first = record.joint().length(party);
        // What comes with its entry is folded with it; the rest opens entries held already.
        let mut opening: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
        for of in &part.openings {
            let disclosures = of.disclosures.iter().map(String::as_str);
            opening.entry(of.index).or_default().extend(disclosures);
        }
        let with_openings = (first..)
            .zip(new)
            .map(|(index, bytes)| (bytes.as_slice(), opening.remove(&index).unwrap_or_default()));
        let entries: Vec<(&[u8], Vec<&str>)> = with_openings.collect();
        let mut given = (first..).zip(&entries);
        replay::each_ready(&entries, |ready| {
            let Some((index, (_, with))) = given.next() else { return };
            let (changes, opened) = record.admit_ready(party, ready);
            items.extend(changes.touched);
            folded.erased.extend(changes.erased);
            for (disclosure, opened) in with.iter().zip(opened) {
                folded.note(party, index, disclosure, opened);
            }
        });
        for (index, disclosures) in opening {
            for disclosure in disclosures {
                let opened = record.open(party, index, disclosure).and_then(|changes| {
                    items.extend(changes.touched);
                    Ok(ledger::opening::Opening::parse(disclosure)?.field)
                });
                folded.note(party, index, disclosure, opened);
            }
        }
        let Folded { good, false_ones, erased } = folded;
        drop(record);
        // Carried out after the entries are durable.
        self.to_erase.extend(erased);
        for one in false_ones {
            self.inner.alarm(one);
        }
        good
    }

    /// Openings of entries that are held already.
    fn late_openings(
        &mut self,
        party: &PartyId,
        part: &Part,
        items: &mut BTreeSet<ItemId>,
    ) -> Result<(), String> {
        for (index, field, disclosure) in self.fold_part(party, &[], part, items) {
            self.store
                .put_opening(party, index, &field, &disclosure)
                .map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    /// Receipts of other mirrors, each checked against the root that we hold at that size.
    fn ingest_receipts(&mut self, party: &PartyId, part: &Part, ingested: &mut Ingested) -> bool {
        let mut news = false;
        for (size, lines) in &part.receipts {
            let Some((text, keys)) = self.receipted(party, *size) else {
                continue;
            };
            for line in lines {
                match judge_receipt(&text, &keys, line) {
                    Ok((by, time, signature)) => {
                        let at = Timestamp::from_second(time as i64).unwrap_or_default();
                        let receipt = Receipt { by, size: *size, at, line: line_of(&signature) };
                        news |= self.keep_receipt(party, receipt, time, signature);
                    }
                    Err(why) => ingested.refused.push(format!("receipt for {party}: {why}")),
                }
            }
        }
        news
    }

    /// The text that a receipt for this size signs, and who may sign it.
    fn receipted(
        &self,
        party: &PartyId,
        size: u64,
    ) -> Option<(String, Vec<(PartyId, VerifierKey)>)> {
        let record = self.inner.record.read();
        let joint = record.joint();
        let root = joint.tree(party)?.root_at(size)?;
        let (origin, _) = start::log_keys(&record, party).ok()?;
        let text = Checkpoint { origin, head: Head { size, root } }.text();
        let mut keys = Vec::new();
        for member in &joint.charter().members {
            let rotated = joint.mirror_keys(&member.party);
            for vkey in std::iter::once(member.mirror.clone()).chain(rotated) {
                if let Ok(key) = VerifierKey::parse(&vkey) {
                    keys.push((member.party.clone(), key));
                }
            }
        }
        Some((text, keys))
    }

    fn keep_receipt(
        &mut self,
        party: &PartyId,
        receipt: Receipt,
        time: u64,
        signature: Signature,
    ) -> bool {
        let size = receipt.size;
        let line = receipt.line.clone();
        let row = store::joint::Receipt { by: receipt.by.clone(), size, time, line };
        if !self.inner.count_receipt(party, receipt) {
            return false;
        }
        start::add_line(&self.inner, party, size, signature);
        self.receipts.insert((party.clone(), row.by.clone()), row);
        true
    }
}

/// How many entries our copy of a log and the other history, given whole, have in common.
fn common_size(record: &Record, party: &PartyId, other: &[Vec<u8>]) -> u64 {
    let Some(tree) = record.joint().tree(party) else {
        return 1;
    };
    let same = |(index, bytes): &(u64, &Vec<u8>)| tree.leaf(*index) == Some(leaf_hash(bytes));
    (0..).zip(other).take_while(same).count() as u64
}

/// Sorts a message's frames by log; frames of another dialogue are refused.
fn parts(
    dialogue: &ledger::id::DialogueId,
    frames: Vec<Frame>,
    ingested: &mut Ingested,
) -> BTreeMap<PartyId, Part> {
    let mut parts: BTreeMap<PartyId, Part> = BTreeMap::new();
    for frame in frames {
        match frame {
            Frame::Have { .. } | Frame::Want { .. } | Frame::Chunk { .. } => {}
            Frame::Checkpoint { dialogue: of, party, note } => {
                if of == *dialogue {
                    parts.entry(party).or_default().note = Some(note);
                } else {
                    ingested.refused.push(format!("a checkpoint of another dialogue, {of}"));
                }
            }
            Frame::Entries { party, from, entries } => {
                let part = parts.entry(party).or_default();
                part.from = from;
                part.entries = entries;
            }
            Frame::Openings { party, openings } => {
                parts.entry(party).or_default().openings.extend(openings);
            }
            Frame::Cosignatures { party, size, lines } => {
                parts.entry(party).or_default().receipts.push((size, lines));
            }
        }
    }
    parts
}

/// A signature line without its line end.
fn line_of(signature: &Signature) -> String {
    signature.line().trim_end().to_string()
}

fn judge_receipt(
    text: &str,
    keys: &[(PartyId, VerifierKey)],
    line: &str,
) -> Result<(PartyId, u64, Signature), String> {
    let signature = Signature::parse_line(line).map_err(|error| error.to_string())?;
    let (party, key) = keys
        .iter()
        .find(|(_, key)| key.is_named_by(&signature))
        .ok_or_else(|| format!("{} is no mirror of this dialogue", signature.name))?;
    let time = cosign::verify(text, &signature, key).map_err(|error| error.to_string())?;
    Ok((party.clone(), time, signature))
}
