//! The one writer of a dialogue: a thread that alone changes the folded record and the store.
//! Acts of our officers and messages of our peers queue up; each commit takes what is waiting
//! (group commit), makes it durable, reads it back and hands it to the signer. It never waits
//! for a peer, never signs, and never answers before the signer has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::Duration;

use dialogue::act::Act;
use dialogue::fold::Redaction;
use dialogue::policy::{self, Actor, Permit};
use dialogue::record::Record;
use ledger::entry::{Body, Head, KeyUse};
use ledger::frame::Frame;
use ledger::id::{ItemId, PartyId, VersionId};
use ledger::merkle::EMPTY_ROOT;
use ledger::mirror::Mirror;
use ledger::note::{Note, SigningKey};
use parking_lot::Mutex;
use store::guard::HeadGuard;
use store::joint::{Batch, JointStore, Receipt};
use tokio::sync::oneshot;

use crate::compose::{self, Composed, Place};
use crate::config::Folder;
use crate::error::{ActError, NodeError};
use crate::inner::{Inner, Signing};
use crate::keys::DialogueKeys;
use crate::limits;
use crate::replay::Erasures;
use crate::signer::{Committed, LogKeyRing, Signed};

/// The head of a log that nothing was ever written to.
pub(crate) const NOTHING: Head = Head { size: 0, root: EMPTY_ROOT };

/// What one act came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub item: Option<ItemId>,
    pub version: VersionId,
    pub revision: u64,
}

pub(crate) type ActReply = oneshot::Sender<Result<Vec<Done>, ActError>>;

pub(crate) enum Command {
    Acts {
        actor: Actor,
        acts: Vec<Act>,
        reply: ActReply,
    },
    /// An act that names a file, with the file.
    Attach {
        actor: Actor,
        act: Act,
        sha: [u8; 32],
        bytes: Vec<u8>,
        reply: ActReply,
    },
    /// A statement of the node itself (key, erased, charter amendment).
    State {
        body: Body,
        reply: ActReply,
    },
    /// A new log key, in force from the entry that names it.
    Rotate {
        reply: ActReply,
    },
    /// Frames of a peer whose connection is authenticated.
    Frames {
        from: PartyId,
        frames: Vec<Frame>,
        reply: oneshot::Sender<Ingested>,
    },
    /// Every peer has told what it holds of our log, and none holds more.
    NothingNewer,
    /// The signer signed our log up to here: remember the note when there is time.
    Signed(Signed),
    Stop,
}

/// What a message of a peer came to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ingested {
    pub entries: u64,
    /// Why a part of it was not taken; the rest was.
    pub refused: Vec<String>,
}

pub(crate) struct Writer {
    pub inner: Arc<Inner>,
    pub store: JointStore,
    pub mirror_key: SigningKey,
    pub mirrors: BTreeMap<PartyId, Mirror>,
    pub head: Head,
    pub signer: SyncSender<Committed>,
    pub unsaved: Option<Signed>,
    /// Receipts that the next commit stores: the newest of each mirror for each log.
    pub receipts: BTreeMap<(PartyId, PartyId), Receipt>,
    pub commands: Receiver<Command>,
    /// What the guard said at the start.
    pub guarded: Option<Head>,
    pub guard: Arc<Mutex<HeadGuard>>,
    pub origin: String,
    pub keys: LogKeyRing,
    pub folder: Folder,
    pub domain: String,
    /// The law by which this node keeps what others order erased.
    pub hold: Option<String>,
    /// Erasures ordered and not yet carried out.
    pub to_erase: Erasures,
    /// What attachments name may have changed since it was last looked at.
    pub files_stale: bool,
}

/// Acts that have been folded and wait for the disk.
pub(crate) struct Pending {
    composed: Vec<Composed>,
    replies: Vec<(ActReply, Vec<Done>)>,
    items: BTreeSet<ItemId>,
}

impl Writer {
    /// Works until told to stop or until nobody can send any more.
    pub fn run(mut self) {
        self.carry_out();
        self.tell_day();
        loop {
            let first = match self.commands.recv_timeout(Duration::from_millis(50)) {
                Ok(command) => command,
                Err(RecvTimeoutError::Timeout) => {
                    self.tell_day();
                    self.save_note();
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            };
            if !self.commit(first) {
                break;
            }
            self.carry_out();
        }
        self.save_note();
    }

    /// The record has no clock of its own: it is told the day before anything is judged.
    fn tell_day(&self) {
        let day = self.inner.clock.latest_day();
        if self.inner.record.read().day() != Some(day.as_str()) {
            self.inner.record.write().tell_day(&day);
        }
    }

    /// Takes `first` and whatever else is waiting; false when told to stop.
    fn commit(&mut self, first: Command) -> bool {
        self.tell_day();
        let mut pending =
            Pending { composed: Vec::new(), replies: Vec::new(), items: BTreeSet::new() };
        let mut next = Some(first);
        while let Some(command) = next.take() {
            match command {
                Command::Acts { actor, acts, reply } => {
                    self.take_acts(&mut pending, &actor, acts, reply);
                }
                Command::Attach { actor, act, sha, bytes, reply } => {
                    self.take_attached(&mut pending, &actor, act, (sha, &bytes), reply);
                }
                Command::State { body, reply } => self.take_statement(&mut pending, body, reply),
                Command::Rotate { reply } => self.rotate(&mut pending, reply),
                Command::Signed(signed) => self.unsaved = Some(signed),
                Command::NothingNewer => self.nothing_newer(),
                Command::Frames { from, frames, reply } => {
                    // A message has a commit of its own, after what came before it.
                    self.flush(pending);
                    let ingested = self.ingest(&from, frames);
                    // The peer may have hung up meanwhile: what it sent is kept all the same.
                    let _gone = reply.send(ingested);
                    return true;
                }
                Command::Stop => {
                    self.flush(pending);
                    return false;
                }
            }
            if pending.composed.len() < limits::commit_entries_max {
                next = self.commands.try_recv().ok();
            }
        }
        self.flush(pending);
        true
    }

    /// Judges every act of a request before any is folded: all of them or none.
    pub(crate) fn take_acts(
        &mut self,
        pending: &mut Pending,
        actor: &Actor,
        acts: Vec<Act>,
        reply: ActReply,
    ) {
        let answer = self.may_sign().and_then(|()| {
            let mut record = self.inner.record.write();
            let permits = acts
                .iter()
                .map(|act| policy::may(actor, act, &record).map_err(ActError::Refused))
                .collect::<Result<Vec<Permit>, ActError>>()?;
            let mut done = Vec::with_capacity(permits.len());
            for permit in &permits {
                let place = self.place(&record, pending.composed.len());
                let composed = compose::act(place, permit, actor.function.as_str(), &record)?;
                let (one, erased) = fold_own(&self.inner.us, &mut record, pending, composed);
                self.to_erase.extend(erased);
                done.push(one);
            }
            Ok(done)
        });
        match answer {
            Ok(done) => pending.replies.push((reply, done)),
            Err(error) => {
                let _gone = reply.send(Err(error));
            }
        }
    }

    fn take_statement(&mut self, pending: &mut Pending, body: Body, reply: ActReply) {
        let answer = self.may_sign().and_then(|()| {
            let mut record = self.inner.record.write();
            let place = self.place(&record, pending.composed.len());
            let composed = compose::statement(place, body)?;
            let (done, erased) = fold_own(&self.inner.us, &mut record, pending, composed);
            self.to_erase.extend(erased);
            Ok(vec![done])
        });
        match answer {
            Ok(done) => pending.replies.push((reply, done)),
            Err(error) => {
                let _gone = reply.send(Err(error));
            }
        }
    }

    /// A folder without a head guard signs again once no peer holds anything newer.
    fn nothing_newer(&mut self) {
        use std::sync::atomic::Ordering;
        if !self.inner.unguarded.load(Ordering::Acquire) || !self.inner.nothing_newer() {
            return;
        }
        if self.advance_guard() {
            self.inner.unguarded.store(false, Ordering::Release);
            match self.keys.sign(&self.origin, self.head) {
                Ok(note) => {
                    Writer::serve(&self.inner, &self.inner.us, self.head, note.clone());
                    self.unsaved = Some(Signed { head: self.head, note });
                    *self.inner.signing.write() = Signing::Ready;
                    tracing::info!("no peer holds anything newer: signing again");
                    self.inner.announce(BTreeSet::new());
                }
                Err(error) => self.inner.stop_signing(error.to_string()),
            }
        }
    }

    /// Makes a log key, states it in our log and has it sign from that entry on.
    fn rotate(&mut self, pending: &mut Pending, reply: ActReply) {
        let made = DialogueKeys::add_log_key(&self.folder, &self.domain, &self.inner.id);
        match made {
            Ok(key) => {
                let from_size = self.head.size + pending.composed.len() as u64 + 1;
                let vkey = key.verifier_key().to_vkey();
                self.keys.add(from_size, key);
                let body = Body::Key { use_: KeyUse::Log, vkey, from_size };
                self.take_statement(pending, body, reply);
            }
            Err(error) => {
                let _gone = reply.send(Err(error.into()));
            }
        }
    }

    /// Erases what all parties concerned have ordered erased, and states it; or states the law
    /// by which we must keep it. Done again after a crash, so it may find its work done.
    fn carry_out(&mut self) {
        let mut orders = BTreeSet::new();
        for (version, field) in std::mem::take(&mut self.to_erase) {
            let (place, redactions) = {
                let record = self.inner.record.read();
                (record.joint().find(&version), record.joint().redactions(&version).1)
            };
            let Some((party, idx)) = place else { continue };
            let us = &self.inner.us;
            let ours = |one: &&Redaction| {
                !one.erased_by.contains(us) && one.held_by.iter().all(|(by, _)| by != us)
            };
            orders.extend(redactions.iter().filter(ours).map(|one| one.order));
            let keeps = redactions.iter().any(|one| one.held_by.iter().any(|(by, _)| by == us));
            if keeps || (self.hold.is_some() && party != *us) {
                continue;
            }
            let basis = redactions.first().map(|one| one.basis.clone()).unwrap_or_default();
            let now_ms = self.inner.clock.real().as_millisecond();
            match self.store.erase_opening(&party, idx, &field, &basis, now_ms) {
                Ok(_) => {
                    self.inner.record.write().erase_opening(&party, idx, &field);
                    self.files_stale |= field.as_str() == "sha256" || field.as_str() == "bytes";
                }
                Err(error) => self.inner.alarm(format!(
                    "{field} of entry {idx} of {party} was to be erased and is still here: {error}"
                )),
            }
        }
        self.state_erasures(orders);
        if std::mem::take(&mut self.files_stale) {
            self.sweep_files();
        }
    }

    fn state_erasures(&mut self, orders: BTreeSet<VersionId>) {
        if orders.is_empty() {
            return;
        }
        let mut pending =
            Pending { composed: Vec::new(), replies: Vec::new(), items: BTreeSet::new() };
        for of in orders {
            let body = match &self.hold {
                Some(basis) => Body::Hold { of, basis: basis.clone() },
                None => Body::Erased { of },
            };
            let (reply, _unheard) = oneshot::channel();
            self.take_statement(&mut pending, body, reply);
        }
        self.flush(pending);
    }

    pub(crate) fn may_sign(&self) -> Result<(), ActError> {
        match &*self.inner.signing.read() {
            Signing::Ready => Ok(()),
            Signing::Stopped { why } => Err(ActError::Stopped(why.clone())),
        }
    }

    fn place(&self, record: &Record, waiting: usize) -> Place<'_> {
        Place {
            dialogue: &self.inner.id,
            us: &self.inner.us,
            seq: self.head.size + waiting as u64,
            seen: record.joint().next_seen(&self.inner.us),
            at: self.inner.clock.stamp(),
        }
    }

    /// Makes what was folded durable and passes it to the signer; on failure nothing was done.
    fn flush(&mut self, pending: Pending) {
        if pending.composed.is_empty() {
            return;
        }
        let from = self.head;
        self.files_stale |= self.names_files(&pending.items);
        match self.append_own(&pending.composed) {
            Ok(to) => {
                self.head = to;
                let committed =
                    Committed { from, to, replies: pending.replies, items: pending.items };
                if self.signer.send(committed).is_err() {
                    self.inner.stop_signing("the signer has stopped; restart the node".into());
                }
            }
            Err(error) => self.undo(pending.replies, &error),
        }
    }

    fn append_own(&mut self, composed: &[Composed]) -> Result<Head, NodeError> {
        let mut openings = Vec::new();
        for (offset, one) in composed.iter().enumerate() {
            let index = self.head.size + offset as u64;
            for (field, disclosure) in &one.openings {
                openings.push((index, field.clone(), disclosure.clone()));
            }
        }
        let entries = composed.iter().map(|one| (one.bytes.clone(), one.leaf)).collect();
        let recv_ms = self.inner.clock.real().as_millisecond();
        let batch = Batch { entries, openings, recv_ms };
        let us = self.inner.us.clone();
        let note = self.unsaved.take().map(Signed::into_note);
        let note = note.as_ref().map(|(size, note)| (*size, note.as_slice()));
        let to = self.store.append_noted(&us, &self.head, &batch, note)?;
        let read = self.store.read_back(&us, self.head.size)?;
        if read != to {
            self.inner.stop_signing(
                "what was read back from the disk is not what was written; run `hiwar doctor`"
                    .into(),
            );
            return Err(NodeError::invalid(
                "the joint record",
                "what was read back is not what was written",
                "Run `hiwar doctor` before anything else",
            ));
        }
        Ok(to)
    }

    /// The disk refused: fold the record anew from what is stored.
    pub(crate) fn refold(&mut self, why: &str) {
        match crate::replay::fold_all(&self.inner.us, &self.store) {
            Ok((record, erased)) => {
                *self.inner.record.write() = record;
                self.to_erase = erased;
                self.files_stale = true;
            }
            Err(again) => self.inner.stop_signing(format!("{why}; and then: {again}")),
        }
    }

    /// Nothing was stored: forget what was folded, and say so to every caller.
    fn undo(&mut self, replies: Vec<(ActReply, Vec<Done>)>, error: &NodeError) {
        let why = error.to_string();
        self.refold(&why);
        for (reply, _) in replies {
            let failed = NodeError::invalid(
                "the act was not stored",
                &why,
                "Nothing has changed; try again when the cause is mended",
            );
            let _gone = reply.send(Err(ActError::Failed(failed)));
        }
    }

    /// Brings the guard up to our head after our own log has grown from a peer's copy.
    pub(crate) fn advance_guard(&mut self) -> bool {
        let mut guard = self.guard.lock();
        let known = guard.head(&self.origin).unwrap_or(NOTHING);
        let advanced = if known.size >= self.head.size {
            Ok(())
        } else {
            guard.advance(&self.origin, &known, &self.head)
        };
        match advanced {
            Ok(()) => true,
            Err(error) => {
                self.inner.stop_signing(error.to_string());
                false
            }
        }
    }

    /// Stores the newest notes and receipts when nothing else is to be done.
    fn save_note(&mut self) {
        for ((log, _), row) in std::mem::take(&mut self.receipts) {
            if let Err(error) = self.store.add_cosignature(&log, &row) {
                // Not lost: the peer sends it again, ours is given again.
                tracing::warn!(%error, "a receipt was not stored");
            }
        }
        let Some(signed) = self.unsaved.take() else {
            return;
        };
        let us = self.inner.us.clone();
        if let Err(error) = self.store.put_note(&us, signed.head.size, &signed.note.to_bytes()) {
            // Not lost: it can be signed again for the same root at the next start.
            tracing::warn!(%error, "the checkpoint note was not stored");
        }
    }

    /// Sets a note of a log that the exchange may now serve.
    pub(crate) fn serve(inner: &Inner, party: &PartyId, head: Head, note: Note) {
        let mut logs = inner.logs.write();
        match logs.get_mut(party) {
            Some(known) if known.head.size > head.size => {}
            // The same checkpoint once more must not take the receipts off the one we serve.
            Some(known) if known.head == head => {
                if let Err(error) = known.note.merge(&note) {
                    tracing::debug!(%error, "a checkpoint was not merged");
                }
            }
            _ => {
                logs.insert(party.clone(), crate::inner::LogNote { head, note });
            }
        }
    }
}

/// Folds one of our own entries at once: the next act of the same commit builds on it.
fn fold_own(
    us: &PartyId,
    record: &mut Record,
    pending: &mut Pending,
    composed: Composed,
) -> (Done, Erasures) {
    let disclosures = composed.openings.iter().map(|(_, text)| text.as_str());
    let (changes, _opened) = record.admit_opened(us, &composed.bytes, disclosures);
    let erased = changes.erased;
    pending.items.extend(changes.touched);
    let done =
        Done { item: composed.item.clone(), version: compose::version_of(&composed), revision: 0 };
    pending.composed.push(composed);
    (done, erased)
}
