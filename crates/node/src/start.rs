//! Opening a dialogue: read the heads, fold every entry in the order it was admitted, compare the
//! head guard, and start the writer and the signer. Refuses rather than guesses: a store that is
//! behind its guard was restored from an old backup and does not sign until its tail is back.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::mpsc::sync_channel;
use std::thread::JoinHandle;

use dialogue::record::Record;
use jiff::Timestamp;
use ledger::entry::Head;
use ledger::id::{DialogueId, PartyId};
use ledger::mirror::{LogKeys, Mirror};
use ledger::note::{Note, Signature, SigningKey, VerifierKey};
use parking_lot::{Mutex, RwLock};
use store::guard::HeadGuard;
use store::joint::JointStore;
use tokio::sync::{broadcast, watch};

use crate::config::{Config, DialogueConfig, Folder};
use crate::error::NodeError;
use crate::handle::Dialogue;
use crate::inner::{Inner, LogNote, PeerState, Receipt, Signing};
use crate::keys::{DialogueKeys, origin};
use crate::limits;
use crate::node::Options;
use crate::replay::fold_all;
use crate::signer::{LogKeyRing, Signed, Signer};
use crate::writer::Writer;

pub(crate) struct Started {
    pub dialogue: Dialogue,
    pub threads: Vec<JoinHandle<()>>,
}

/// Opens one dialogue of a node and starts its threads. The head guard is one for all dialogues of
/// the node: it knows each log by its origin.
pub(crate) fn open(
    folder: &Folder,
    config: &Config,
    settings: &DialogueConfig,
    options: &Options,
    guard: &Arc<Mutex<HeadGuard>>,
) -> Result<Started, NodeError> {
    let us = config.party_id()?;
    let id = settings.dialogue_id()?;
    let keys = DialogueKeys::read(folder, &config.domain, &id)?;
    let path = folder.joint(&id);
    let store = JointStore::open_with(&path, options.fault.clone())?;
    let reader = JointStore::open(&path)?;
    let (record, erased) = fold_all(&us, &store)?;
    agree_on_kind(settings, &record)?;
    let origin = origin(&config.domain, &id);
    let head = head_of(&store, &us)?;
    let guarded = guard.lock().head(&origin);
    let signing = judge_guard(&record, &us, &head, guarded.as_ref());
    if let (Signing::Ready, Some(guarded)) = (&signing, &guarded)
        && guarded.size < head.size
    {
        // Committed, but the crash came before the guard: sign what is there, never less.
        guard.lock().advance(&origin, guarded, &head)?;
    }
    let ring = key_ring(&record, &us, keys.logs);
    let mirrors = mirrors(&record, &store, &us)?;
    let (inner, unsaved) = share(Parts {
        id,
        us,
        options,
        settings,
        record,
        reader,
        signing,
        store: &store,
        origin: &origin,
        keys: &ring,
        head,
        unguarded: guarded.is_none(),
    })?;
    let guard = guard.clone();
    let (commands, waiting) = sync_channel(limits::writer_queue_max);
    let (committed, to_sign) = sync_channel(64);
    let writer = Writer {
        inner: inner.clone(),
        store,
        mirror_key: keys.mirror,
        mirrors,
        head,
        signer: committed,
        unsaved,
        receipts: BTreeMap::new(),
        commands: waiting,
        guarded,
        guard: guard.clone(),
        origin: origin.clone(),
        keys: ring.clone(),
        folder: folder.clone(),
        domain: config.domain.clone(),
        hold: config.hold.clone(),
        to_erase: erased,
        files_stale: true,
    };
    let signer = Signer {
        inner: inner.clone(),
        guard,
        origin,
        keys: ring,
        committed: to_sign,
        writer: commands.clone(),
    };
    let threads =
        vec![spawn("writer", move || writer.run())?, spawn("signer", move || signer.run())?];
    Ok(Started { dialogue: Dialogue::new(inner, commands), threads })
}

/// The configuration and the charter say the same kind: what the operator believes to be a
/// compartment must be one for the other side too.
fn agree_on_kind(settings: &DialogueConfig, record: &Record) -> Result<(), NodeError> {
    let (said, is) = (settings.kind()?, record.kind());
    if said == is {
        return Ok(());
    }
    Err(NodeError::invalid(
        format!("dialogue {} in hiwar.toml", settings.id),
        format!("it is configured as {}, its charter founds {}", said.as_str(), is.as_str()),
        "Put the line `compartment` right; a dialogue never changes its kind",
    ))
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, NodeError> {
    std::thread::Builder::new()
        .name(name.to_string())
        .spawn(work)
        .map_err(|error| NodeError::invalid(name, error, "The machine gives no more threads"))
}

/// Our log keys with their terms, by what the charter and our own `key` entries say.
fn key_ring(record: &Record, us: &PartyId, keys: Vec<SigningKey>) -> LogKeyRing {
    let ring = LogKeyRing::default();
    let stated = record.joint().log_keys(us);
    for (n, key) in keys.into_iter().enumerate() {
        let vkey = key.verifier_key().to_vkey();
        match stated.iter().find(|(one, _)| *one == vkey) {
            Some((_, from_size)) => ring.add(*from_size, key),
            None if n == 0 => ring.add(0, key),
            // Made for a rotation that was never written.
            None => {}
        }
    }
    ring
}

fn head_of(store: &JointStore, party: &PartyId) -> Result<Head, NodeError> {
    Ok(store.head(party)?)
}

/// Signing is allowed when the store holds exactly what was signed last, or more (a crash between
/// the commit and the guard: those entries were never acknowledged, and extend what was).
fn judge_guard(record: &Record, us: &PartyId, head: &Head, guarded: Option<&Head>) -> Signing {
    let root_at = |size| record.joint().tree(us).and_then(|tree| tree.root_at(size));
    match guarded {
        None => Signing::Stopped {
            why: "the head guard of this log is missing: this folder was copied or restored. \
                  The node takes the newest entries of its own log from its peers; when you are \
                  sure that nothing newer was ever signed, run `hiwar doctor --accept-head`"
                .into(),
        },
        Some(guarded) if guarded.size > head.size => Signing::Stopped {
            why: format!(
                "this node has signed {} entries but holds {}: it was restored from an older \
                 backup. It takes the lost entries back from its peers and then signs again",
                guarded.size, head.size
            ),
        },
        Some(guarded) if root_at(guarded.size) != Some(guarded.root) => Signing::Stopped {
            why: "what is stored is not what was signed last: run `hiwar doctor`".into(),
        },
        Some(_) => Signing::Ready,
    }
}

/// A mirror for the log of every other member.
fn mirrors(
    record: &Record,
    store: &JointStore,
    us: &PartyId,
) -> Result<BTreeMap<PartyId, Mirror>, NodeError> {
    let mut mirrors = BTreeMap::new();
    for member in &record.joint().charter().members {
        if member.party != *us {
            mirrors.insert(member.party.clone(), mirror_of(record, store, &member.party)?);
        }
    }
    Ok(mirrors)
}

/// The mirror of one log, resumed where the stored entries end.
pub(crate) fn mirror_of(
    record: &Record,
    store: &JointStore,
    party: &PartyId,
) -> Result<Mirror, NodeError> {
    let joint = record.joint();
    let unusable = |error: &dyn std::fmt::Display| {
        NodeError::invalid(
            format!("the log of {party}"),
            error,
            "Run `hiwar doctor`; restore a backup if the store is damaged",
        )
    };
    let (name, keys) = log_keys(record, party).map_err(|error| unusable(&error))?;
    let tree = joint.tree(party).ok_or_else(|| unusable(&"it is not in the charter"))?;
    let frontier =
        tree.frontier_at(tree.size()).ok_or_else(|| unusable(&"its tree has no right edge"))?;
    match store.note(party)? {
        Some((size, note)) if size == tree.size() => {
            Mirror::resume(&name, keys, frontier, &note).map_err(|error| unusable(&error))
        }
        // Leaf 0 is held by the charter; our own newest note may have been lost in a crash.
        _ => Ok(Mirror::holding(&name, keys, frontier)),
    }
}

/// The name of a log and every key it has had, by the charter and its `key` entries.
pub(crate) fn log_keys(record: &Record, party: &PartyId) -> Result<(String, LogKeys), String> {
    let joint = record.joint();
    let members = &joint.charter().members;
    let member = members
        .iter()
        .find(|member| member.party == *party)
        .ok_or_else(|| format!("{party} is not a member"))?;
    let first = VerifierKey::parse(&member.log).map_err(|error| error.to_string())?;
    let name = first.name().to_string();
    let mut keys = LogKeys::from(vec![first]);
    for (vkey, from_size) in joint.log_keys(party) {
        let key = VerifierKey::parse(&vkey).map_err(|error| error.to_string())?;
        keys.rotate(&name, key, from_size).map_err(|error| error.to_string())?;
    }
    Ok((name, keys))
}

struct Parts<'a> {
    id: DialogueId,
    us: PartyId,
    options: &'a Options,
    settings: &'a DialogueConfig,
    record: Record,
    reader: JointStore,
    signing: Signing,
    store: &'a JointStore,
    origin: &'a str,
    keys: &'a LogKeyRing,
    head: Head,
    unguarded: bool,
}

/// Builds what the threads share; re-signs the newest head when its note was lost in a crash.
fn share(parts: Parts<'_>) -> Result<(Arc<Inner>, Option<Signed>), NodeError> {
    let mut logs = BTreeMap::new();
    for member in &parts.record.joint().charter().members {
        if let Some((_, bytes)) = parts.store.note(&member.party)?
            && let Ok(note) = Note::parse(&bytes)
            && let Ok(checkpoint) = ledger::checkpoint::Checkpoint::parse(&note.text)
        {
            logs.insert(member.party.clone(), LogNote { head: checkpoint.head, note });
        }
    }
    let covered = logs.get(&parts.us).map_or(0, |log| log.head.size);
    let unsaved = if covered < parts.head.size && parts.signing == Signing::Ready {
        let note = parts.keys.sign(parts.origin, parts.head)?;
        logs.insert(parts.us.clone(), LogNote { head: parts.head, note: note.clone() });
        Some(Signed { head: parts.head, note })
    } else {
        None
    };
    let peers = peers(&parts)?;
    let (changes, _) = broadcast::channel(limits::changes_kept);
    let (outgoing, _) = watch::channel(0);
    let inner = Arc::new(Inner {
        id: parts.id,
        kind: parts.record.kind(),
        us: parts.us,
        clock: parts.options.clock.clone(),
        record: RwLock::new(parts.record),
        reader: Mutex::new(parts.reader),
        logs: RwLock::new(logs),
        receipts: RwLock::new(BTreeMap::new()),
        receipts_revision: AtomicU64::new(0),
        peers: Mutex::new(peers),
        signing: RwLock::new(parts.signing),
        alarms: Mutex::new(Vec::new()),
        unguarded: AtomicBool::new(parts.unguarded),
        refetch: Mutex::default(),
        files: Mutex::default(),
        revision: AtomicU64::new(0),
        changes,
        outgoing,
    });
    recall_receipts(&inner, parts.store)?;
    Ok((inner, unsaved))
}

fn peers(parts: &Parts<'_>) -> Result<BTreeMap<PartyId, PeerState>, NodeError> {
    let mut peers = BTreeMap::new();
    for peer in &parts.settings.peers {
        let party = PartyId::parse(&peer.party).map_err(|error| {
            NodeError::invalid(
                format!("peer {:?} in hiwar.toml", peer.party),
                error,
                "Use the party's code of the charter",
            )
        })?;
        let state = PeerState { address: peer.address.clone(), ..PeerState::default() };
        peers.insert(party, state);
    }
    Ok(peers)
}

/// Counts the stored receipts again.
fn recall_receipts(inner: &Inner, store: &JointStore) -> Result<(), NodeError> {
    let parties: Vec<PartyId> = inner.logs.read().keys().cloned().collect();
    for party in parties {
        for row in store.latest_cosignatures(&party)? {
            let at = Timestamp::from_second(row.time as i64).unwrap_or_default();
            inner.count_receipt(
                &party,
                Receipt { by: row.by.clone(), size: row.size, at, line: row.line.clone() },
            );
            if let Ok(signature) = Signature::parse_line(&row.line) {
                add_line(inner, &party, row.size, signature);
            }
        }
    }
    Ok(())
}

/// Puts a receipt's line under the note we serve, if it is for that size.
pub(crate) fn add_line(inner: &Inner, party: &PartyId, size: u64, signature: Signature) {
    let mut logs = inner.logs.write();
    if let Some(log) = logs.get_mut(party)
        && log.head.size == size
        && let Err(error) = log.note.add(signature)
    {
        tracing::debug!(%error, "a receipt line was not added");
    }
}
