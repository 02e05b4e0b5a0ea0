//! `Dialogue`: what the pages and the command line hold of one dialogue of a node. Reading takes a
//! short lock; every change goes through `perform` to the writer. Cheap to clone.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::SyncSender;

use dialogue::act::{Act, Actor};
use dialogue::kind::DialogueKind;
use dialogue::record::Record;
use jiff::Timestamp;
use ledger::entry::Body;
use ledger::frame::Frame;
use ledger::id::{DialogueId, PartyId};
use ledger::note::VerifierKey;
use ledger::tile::{self, TilePath};
use tokio::sync::{broadcast, oneshot, watch};

use crate::error::{ActError, NodeError};
use crate::exchange::message;
use crate::exchange::tiles::origin_hash;
use crate::files;
use crate::inner::{Change, Inner, Receipt, Signing};
use crate::limits;
use crate::writer::{Command, Done};

/// One dialogue of a node.
#[derive(Clone)]
pub struct Dialogue {
    inner: Arc<Inner>,
    commands: SyncSender<Command>,
}

/// How a log and its party's node stand towards us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Our own log.
    Own,
    /// The peer answered lately.
    Connected,
    /// The peer dials us, and has not done so lately.
    Waiting,
    /// Calling the peer failed.
    Broken,
    /// No contact since this node started.
    Never,
}

/// The state of one log in the exchange.
#[derive(Clone, Debug)]
pub struct LogState {
    pub party: PartyId,
    pub own: bool,
    /// Entries held.
    pub size: u64,
    /// Entries that count already; the rest waits for its causes.
    pub folded: u64,
    /// Root of the held entries.
    pub root: [u8; 32],
    /// The newest signed checkpoint with every receipt line known.
    pub checkpoint_note: String,
    pub receipts: Vec<Receipt>,
    /// Own log: entries the slowest peer has not receipted. Others: entries staged here.
    pub lag: u64,
    pub peer_address: Option<String>,
    pub last_contact: Option<Timestamp>,
    pub last_error: Option<String>,
    pub link: Link,
}

impl Dialogue {
    pub(crate) fn new(inner: Arc<Inner>, commands: SyncSender<Command>) -> Dialogue {
        Dialogue { inner, commands }
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }

    pub fn id(&self) -> &DialogueId {
        &self.inner.id
    }

    /// What kind of dialogue it is.
    pub fn kind(&self) -> DialogueKind {
        self.inner.kind
    }

    /// Whether it is a compartment, which only its own functions enter.
    pub fn is_compartment(&self) -> bool {
        self.inner.kind != DialogueKind::Ordinary
    }

    /// The party this node belongs to.
    pub fn us(&self) -> &PartyId {
        &self.inner.us
    }

    /// The folded record. Never hold it across an await.
    pub fn read(&self) -> impl Deref<Target = Record> + '_ {
        self.inner.record.read_recursive()
    }

    /// Grows with every durable change.
    pub fn revision(&self) -> u64 {
        self.inner.revision.load(Ordering::Acquire)
    }

    /// Whether this node signs at present.
    pub fn signing(&self) -> Signing {
        self.inner.signing.read().clone()
    }

    /// What an officer must look at: forks, false openings, stale heads.
    pub fn alarms(&self) -> Vec<String> {
        self.inner.alarms.lock().clone()
    }

    /// Tells of every durable change from now on.
    pub fn watch(&self) -> broadcast::Receiver<Change> {
        self.inner.changes.subscribe()
    }

    /// Does one act: refused without any effect, or durable and signed when this returns.
    pub async fn perform(&self, actor: &Actor, act: Act) -> Result<Done, ActError> {
        let mut done = self.perform_all(actor, vec![act]).await?;
        done.pop().ok_or(ActError::Failed(NodeError::Stopping))
    }

    /// Does several acts as one: all of them or none. Each is judged against what stood before.
    pub async fn perform_all(&self, actor: &Actor, acts: Vec<Act>) -> Result<Vec<Done>, ActError> {
        if acts.len() > limits::acts_per_request_max {
            return Err(ActError::Failed(NodeError::invalid(
                format!("a request of {} acts", acts.len()),
                format!("at most {} at once", limits::acts_per_request_max),
                "Send them in several requests",
            )));
        }
        let (reply, answer) = oneshot::channel();
        self.send(Command::Acts { actor: actor.clone(), acts, reply }).await?;
        answer.await.map_err(|_| ActError::Failed(NodeError::Stopping))?
    }

    /// A statement of the node itself: a key, an amendment, an erasure.
    pub async fn state(&self, body: Body) -> Result<Done, ActError> {
        let (reply, answer) = oneshot::channel();
        self.send(Command::State { body, reply }).await?;
        let mut done = answer.await.map_err(|_| ActError::Failed(NodeError::Stopping))??;
        done.pop().ok_or(ActError::Failed(NodeError::Stopping))
    }

    /// Brings a new log key into force; checkpoints carry the old and the new signature.
    pub async fn rotate_log_key(&self) -> Result<Done, ActError> {
        let (reply, answer) = oneshot::channel();
        self.send(Command::Rotate { reply }).await?;
        let mut done = answer.await.map_err(|_| ActError::Failed(NodeError::Stopping))??;
        done.pop().ok_or(ActError::Failed(NodeError::Stopping))
    }

    /// Queues a command; a full queue makes the caller wait, never the writer.
    pub(crate) async fn send(&self, command: Command) -> Result<(), NodeError> {
        let mut command = command;
        loop {
            use std::sync::mpsc::TrySendError;
            match self.commands.try_send(command) {
                Ok(()) => return Ok(()),
                Err(TrySendError::Disconnected(_)) => return Err(NodeError::Stopping),
                Err(TrySendError::Full(back)) => command = back,
            }
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    }

    pub(crate) fn stop(&self) {
        // A stopped writer cannot be stopped again.
        let _stopped = self.commands.send(Command::Stop);
    }

    // --- what the exchange asks ---

    /// Gives a peer's message to the writer and waits until it is durable.
    pub(crate) async fn take(&self, peer: &PartyId, frames: Vec<Frame>) {
        let ahead = message::note_have(&self.inner, peer, &frames);
        if files::note_wishes(&self.inner, peer, &frames) {
            // The line that pushes to this peer may give now.
            self.inner.outgoing.send_modify(|tick| *tick += 1);
        }
        for (party, head) in ahead {
            // The lost tail may have come over the other connection meanwhile.
            let behind = self.inner.record.read().joint().length(&party) < head.size;
            if party == self.inner.us && behind {
                self.inner.stop_signing(format!(
                    "{peer} holds {} entries of our own log, we hold fewer: this node was \
                     restored from an older backup. It takes the lost entries back from {peer}; \
                     wait for that, or run `hiwar doctor`",
                    head.size
                ));
            }
        }
        if self.inner.unguarded.load(Ordering::Acquire) && self.inner.nothing_newer() {
            // The writer decides; a stopping node needs no answer.
            let _stopping = self.send(Command::NothingNewer).await;
        }
        let matter = |frame: &Frame| !matches!(frame, Frame::Have { .. } | Frame::Want { .. });
        let matter = frames.iter().any(matter);
        if !matter {
            return;
        }
        let (reply, answer) = oneshot::channel();
        let command = Command::Frames { from: peer.clone(), frames, reply };
        if self.send(command).await.is_err() {
            return;
        }
        if let Ok(ingested) = answer.await {
            for why in ingested.refused {
                self.inner.alarm(format!("{peer}: {why}"));
            }
        }
    }

    pub(crate) async fn message_for(&self, peer: &PartyId) -> Result<message::Message, NodeError> {
        message::for_peer(&self.inner, peer)
    }

    /// What a carrier (a test, later a bag) would take to `peer`: all that it lacks, as frames.
    pub fn frames_for(&self, peer: &str) -> Result<Vec<Frame>, NodeError> {
        let peer = party(peer)?;
        let mut frames = message::for_peer(&self.inner, &peer)?.frames;
        frames.extend(files::wants(&self.inner, &peer)?);
        Ok(frames)
    }

    /// Takes what a carrier brought from `peer`; judged like everything that comes from outside.
    pub async fn take_frames(&self, peer: &str, frames: Vec<Frame>) {
        if let Ok(peer) = party(peer) {
            self.take(&peer, frames).await;
        }
    }

    /// Remembers that `peer` was given a message: its receipts and chunks are not sent again.
    pub(crate) fn sent(&self, peer: &PartyId, receipts_revision: u64, chunks: &[files::Wish]) {
        let mut peers = self.inner.peers.lock();
        let state = peers.entry(peer.clone()).or_default();
        state.receipts_sent = state.receipts_sent.max(receipts_revision);
        state.wishes.retain(|wish| !chunks.contains(wish));
    }

    /// What we hold and what we lack, for a message that asks.
    pub(crate) fn asking(&self, peer: &PartyId) -> Result<Vec<Frame>, NodeError> {
        let mut frames = message::have(&self.inner);
        frames.extend(files::wants(&self.inner, peer)?);
        Ok(frames)
    }

    pub(crate) fn contact_failed(&self, peer: &PartyId, failure: String) {
        let mut peers = self.inner.peers.lock();
        let state = peers.entry(peer.clone()).or_default();
        if state.last_error.as_ref() != Some(&failure) {
            tracing::info!(dialogue = %self.inner.id, %peer, failure, "no contact");
        }
        state.last_error = Some(failure);
        // It asks again when the line is back, for what it lacks then.
        state.wishes.clear();
    }

    pub(crate) fn outgoing(&self) -> watch::Receiver<u64> {
        self.inner.outgoing.subscribe()
    }

    /// Whether we dial this peer and it answered last time.
    pub(crate) fn pushes_to(&self, peer: &PartyId) -> bool {
        let peers = self.inner.peers.lock();
        peers.get(peer).is_some_and(|state| state.address.is_some() && state.last_error.is_none())
    }

    /// The peers with an address.
    pub(crate) fn dialled(&self) -> Vec<(PartyId, String)> {
        let peers = self.inner.peers.lock();
        peers
            .iter()
            .filter_map(|(party, state)| Some((party.clone(), state.address.clone()?)))
            .collect()
    }

    /// The member whose node has this pin: by the charter, or by a later `key` entry.
    pub(crate) fn party_of_pin(&self, pin: &str) -> Option<PartyId> {
        let record = self.inner.record.read();
        let joint = record.joint();
        let members = &joint.charter().members;
        let by_charter = members.iter().find(|member| member.pins.iter().any(|one| one == pin));
        let party = by_charter.map(|member| member.party.clone()).or_else(|| {
            let mut members = members.iter();
            let found =
                members.find(|member| joint.tls_pins(&member.party).iter().any(|one| one == pin));
            found.map(|member| member.party.clone())
        })?;
        (party != self.inner.us).then_some(party)
    }

    pub(crate) fn party_of_origin_hash(&self, hash: &str) -> Option<PartyId> {
        let record = self.inner.record.read();
        let members = &record.joint().charter().members;
        let found = members.iter().find(|member| {
            VerifierKey::parse(&member.log).is_ok_and(|key| origin_hash(key.name()) == hash)
        })?;
        Some(found.party.clone())
    }

    /// The newest signed checkpoint of a log, with the receipt lines known.
    pub(crate) fn note(&self, party: &PartyId) -> Option<String> {
        let logs = self.inner.logs.read();
        let note = logs.get(party)?.note.to_bytes();
        String::from_utf8(note).ok()
    }

    pub(crate) fn tile(
        &self,
        party: &PartyId,
        wanted: TilePath,
    ) -> Result<Option<Vec<u8>>, NodeError> {
        let covered = self.inner.logs.read().get(party).map_or(0, |log| log.head.size);
        if !wanted.exists_at(covered) {
            return Ok(None);
        }
        match wanted {
            TilePath::Hashes { level, n, width } => {
                let record = self.inner.record.read();
                let tree = record.joint().tree(party);
                Ok(tree.and_then(|tree| tile::hashes(tree, level, n, width)))
            }
            TilePath::Entries { n, width } => {
                let start = n * 256;
                let rows =
                    self.inner.reader.lock().entries(party, start..start + u64::from(width))?;
                Ok(Some(tile::bundle(rows.iter().map(|row| row.bytes.as_slice()))))
            }
        }
    }

    // --- what the pages ask ---

    /// The state of every log, our own first.
    pub fn exchange(&self) -> Vec<LogState> {
        let receipts = self.inner.receipts.read().clone();
        let peers = self.inner.peers.lock().clone();
        let notes: BTreeMap<PartyId, String> = {
            let logs = self.inner.logs.read();
            let text = |log: &crate::inner::LogNote| {
                String::from_utf8(log.note.to_bytes()).unwrap_or_default()
            };
            logs.iter().map(|(party, log)| (party.clone(), text(log))).collect()
        };
        let record = self.inner.record.read();
        let joint = record.joint();
        let mut parties = joint.members();
        parties.sort_by_key(|party| *party != self.inner.us);
        let now = self.inner.clock.real();
        let states = parties.into_iter().map(|party| {
            let own = party == self.inner.us;
            let (size, root) =
                joint.tree(&party).map_or((0, [0; 32]), |tree| (tree.size(), tree.root()));
            let folded = joint.folded(&party);
            let of_log: BTreeMap<PartyId, Receipt> =
                receipts.get(&party).cloned().unwrap_or_default();
            let peer = peers.get(&party).cloned().unwrap_or_default();
            let lag = if own {
                let others = joint.members().into_iter().filter(|other| *other != self.inner.us);
                let slowest =
                    others.map(|other| of_log.get(&other).map_or(0, |one| one.size)).min();
                slowest.map_or(0, |least| size.saturating_sub(least))
            } else {
                size.saturating_sub(folded)
            };
            LogState {
                own,
                size,
                folded,
                root,
                checkpoint_note: notes.get(&party).cloned().unwrap_or_default(),
                receipts: of_log.into_values().collect(),
                lag,
                link: link(own, &peer, now),
                peer_address: peer.address,
                last_contact: peer.last_contact,
                last_error: peer.last_error,
                party,
            }
        });
        states.collect()
    }
}

fn party(code: &str) -> Result<PartyId, NodeError> {
    PartyId::parse(code).map_err(|error| {
        NodeError::invalid(format!("party {code:?}"), error, "Use the party's code")
    })
}

fn link(own: bool, peer: &crate::inner::PeerState, now: Timestamp) -> Link {
    if own {
        return Link::Own;
    }
    let Some(contact) = peer.last_contact else {
        return if peer.last_error.is_some() { Link::Broken } else { Link::Never };
    };
    let silent = now.as_second() - contact.as_second();
    let patience = (limits::long_poll_seconds_max + limits::exchange_answer_seconds_max) as i64;
    if peer.last_error.is_some() {
        Link::Broken
    } else if silent > patience {
        Link::Waiting
    } else {
        Link::Connected
    }
}
