//! What the parts of one dialogue share inside a node: the folded record, what is known of each
//! log and each peer, and the channels between the writer, the signer, the exchange and readers.
//! Only the writer changes the record; everyone else reads.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use dialogue::kind::DialogueKind;
use dialogue::record::Record;
use jiff::Timestamp;
use ledger::entry::Head;
use ledger::id::{DialogueId, ItemId, PartyId};
use ledger::note::Note;
use parking_lot::{Mutex, RwLock};
use store::joint::JointStore;
use tokio::sync::{broadcast, watch};

use crate::clock::Clock;
use crate::limits;

/// Something durable has changed.
#[derive(Clone, Debug)]
pub struct Change {
    pub revision: u64,
    pub items: Arc<BTreeSet<ItemId>>,
}

/// Whether this node signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signing {
    Ready,
    /// Nothing is signed; reading goes on. `why` names the cause and the remedy.
    Stopped {
        why: String,
    },
}

/// What we know of one peer's side of the exchange.
#[derive(Clone, Debug, Default)]
pub(crate) struct PeerState {
    /// `host:port` where we dial it; none if it dials us.
    pub address: Option<String>,
    /// What it told us that it holds of each log.
    pub have: BTreeMap<PartyId, Head>,
    /// How much of our own log it says that it holds.
    pub holds_of_ours: Option<u64>,
    /// The state of receipts when it last took a message from us.
    pub receipts_sent: u64,
    /// The chunks of attached files that it asked for and was not given yet.
    pub wishes: Vec<crate::files::Wish>,
    pub last_contact: Option<Timestamp>,
    pub last_error: Option<String>,
}

/// One log as the exchange sees it: only what a signed checkpoint covers may leave.
#[derive(Clone, Debug)]
pub(crate) struct LogNote {
    pub head: Head,
    pub note: Note,
}

/// A receipt: `by` has stored the log up to `size`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub by: PartyId,
    pub size: u64,
    pub at: Timestamp,
    /// The signature line of the signed note.
    pub line: String,
}

/// Locks: whoever holds `record` takes no other lock, and takes it holding none. Then no order of
/// locks can be wrong.
pub(crate) struct Inner {
    pub id: DialogueId,
    pub kind: DialogueKind,
    pub us: PartyId,
    pub clock: Clock,
    pub record: RwLock<Record>,
    /// A second connection, for reading only: the writer keeps its own.
    pub reader: Mutex<JointStore>,
    pub logs: RwLock<BTreeMap<PartyId, LogNote>>,
    pub receipts: RwLock<BTreeMap<PartyId, BTreeMap<PartyId, Receipt>>>,
    pub receipts_revision: AtomicU64,
    pub peers: Mutex<BTreeMap<PartyId, PeerState>>,
    pub signing: RwLock<Signing>,
    pub alarms: Mutex<Vec<String>>,
    /// True while no head guard says what was signed last: a restored folder.
    pub unguarded: AtomicBool,
    /// Logs whose newest checkpoint does not fit what we hold: asked for again from entry 0, which
    /// tells damage on the way from a rewritten log.
    pub refetch: Mutex<BTreeSet<PartyId>>,
    /// Which files attachments name and how much of them is here.
    pub files: Mutex<crate::files::Files>,
    pub revision: AtomicU64,
    pub changes: broadcast::Sender<Change>,
    /// Ticks when there may be something to send.
    pub outgoing: watch::Sender<u64>,
}

impl Inner {
    /// Announces a durable change to pages and to the exchange.
    pub fn announce(&self, items: BTreeSet<ItemId>) -> u64 {
        let revision = self.revision.fetch_add(1, Ordering::AcqRel) + 1;
        // Nobody listening is not a failure.
        let _unheard = self.changes.send(Change { revision, items: Arc::new(items) });
        self.outgoing.send_modify(|tick| *tick += 1);
        revision
    }

    /// Stops signing and says why; reading and the peers' reading go on.
    pub fn stop_signing(&self, why: String) {
        tracing::error!(dialogue = %self.id, why, "signing stopped");
        *self.signing.write() = Signing::Stopped { why };
        self.announce(BTreeSet::new());
    }

    /// Records something an officer must look at (a fork, a false opening, a stale head).
    pub fn alarm(&self, what: String) {
        tracing::warn!(dialogue = %self.id, what, "alarm");
        let mut alarms = self.alarms.lock();
        if !alarms.contains(&what) && alarms.len() < limits::alarms_max {
            alarms.push(what);
        }
    }

    /// Whether every peer has told how much of our own log it holds, and none holds more than we:
    /// then nothing newer was ever receipted, and a restored node may sign again.
    pub fn nothing_newer(&self) -> bool {
        let (members, ours) = {
            let record = self.record.read();
            (record.joint().members(), record.joint().length(&self.us))
        };
        let peers = self.peers.lock();
        members.iter().filter(|party| **party != self.us).all(|party| {
            let held = peers.get(party).and_then(|peer| peer.holds_of_ours);
            held.is_some_and(|held| held <= ours)
        })
    }

    /// Whether a party has ever given a receipt for a log.
    pub fn is_receipted(&self, log: &PartyId, by: &PartyId) -> bool {
        self.receipts.read().get(log).is_some_and(|receipts| receipts.contains_key(by))
    }

    /// Counts a receipt; true when it covers more than what was known.
    pub fn count_receipt(&self, log: &PartyId, receipt: Receipt) -> bool {
        let (by, size) = (receipt.by.clone(), receipt.size);
        {
            let mut receipts = self.receipts.write();
            let of_log = receipts.entry(log.clone()).or_default();
            if of_log.get(&by).is_some_and(|known| known.size >= size) {
                return false;
            }
            of_log.insert(by.clone(), receipt);
        }
        self.record.write().receipt(log, &by, size);
        self.receipts_revision.fetch_add(1, Ordering::AcqRel);
        true
    }
}
