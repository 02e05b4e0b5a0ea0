//! A mirror of one other party's log, without IO: judges batches of entries, remembers the right
//! edge of the tree, gives receipts. The order is `offer`, then the caller makes the batch durable,
//! then `commit`, then `receipt`. A receipt therefore never covers anything but an extension of
//! what is held (P9). Must never accuse a log of a fork on the word of a carrier: a fork is
//! reported only with evidence that anybody can check. Format: docs/format-log.md, 9 and 10.

use thiserror::Error;

use crate::checkpoint::{Checkpoint, CheckpointError, decimal};
use crate::cosign;
use crate::entry::{Head, leaf_hash};
use crate::limits::{
    ENTRY_BYTES_MAX, LOG_KEYS_MAX, NOTE_BYTES_MAX, PROOF_HASHES_MAX, TREE_SIZE_MAX,
};
use crate::merkle::{
    Frontier, Hash, ProofError, Tree, hash_from_base64, hash_to_base64, verify_consistency,
};
use crate::note::{KeyKind, Note, NoteError, Signature, SigningKey, VerifierKey};

/// First line of a fork proof.
const FORK_HEADER: &str = "hiwar-fork/v1";

/// Why an offer is refused. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MirrorError {
    /// The checkpoint is refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// A key in force at this size has not signed.
    #[error("the checkpoint at size {size} lacks the signature by {key}, which is in force there")]
    KeyMissing { size: u64, key: String },
    /// All keys have been retired.
    #[error("no log key of {origin} is in force at size {size}")]
    NoKeyInForce { origin: String, size: u64 },
    /// The entries begin after the end of what is held.
    #[error("the entries begin at {from}, but only {held} are held: send from there")]
    Gap { held: u64, from: u64 },
    /// The entries do not end where the checkpoint does.
    #[error("the entries offered end at {end}, the checkpoint at {size}")]
    End { end: u64, size: u64 },
    /// An entry no log can have.
    #[error("entry {index} has {found} bytes; an entry has 1 to {ENTRY_BYTES_MAX}")]
    EntryLength { index: u64, found: usize },
    /// The log shows less than it has shown before: a stale answer, or a restored backup.
    #[error("the checkpoint has {offered} entries, but {held} are held of this log")]
    StaleHead { held: u64, offered: u64, theirs: Box<Note> },
    /// Entries and checkpoint do not fit. Damage on the way or a rewritten log: ask for all
    /// entries from 0, which tells the two apart.
    #[error("the entries do not lead to the root signed at size {size}: offer them from 0")]
    RootMismatch { size: u64, theirs: Box<Note> },
    /// The log has signed two histories; `proof` shows it to anybody.
    #[error("the log {} has signed two different histories", proof.origin())]
    Fork { ours: Box<Note>, theirs: Box<Note>, proof: Box<ForkProof> },
    /// What was stored is not what the stored checkpoint says.
    #[error("the stored checkpoint has another head than the stored entries: restore the store")]
    Resume,
    /// A key that cannot be this log's.
    #[error("key {key} cannot sign for the log {origin}: {rule}")]
    Key { key: String, origin: String, rule: &'static str },
}

/// A log key and the tree sizes at which it must sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyTerm {
    /// The key.
    pub key: VerifierKey,
    /// First size at which checkpoints need it.
    pub from_size: u64,
    /// First size at which they no longer need it; `None`: no end is known.
    pub until_size: Option<u64>,
}

/// All keys a log has had. A checkpoint needs the signatures of every key in force at its size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogKeys {
    terms: Vec<KeyTerm>,
}

impl From<Vec<VerifierKey>> for LogKeys {
    /// These keys, in force from size 0.
    fn from(keys: Vec<VerifierKey>) -> Self {
        let term = |key| KeyTerm { key, from_size: 0, until_size: None };
        Self { terms: keys.into_iter().map(term).collect() }
    }
}

impl LogKeys {
    /// The keys with their terms, oldest first.
    pub fn terms(&self) -> &[KeyTerm] {
        &self.terms
    }

    /// The keys that must sign a checkpoint of `size` entries.
    pub fn in_force(&self, size: u64) -> Vec<VerifierKey> {
        let in_force = |term: &&KeyTerm| {
            term.from_size <= size && term.until_size.is_none_or(|until| size < until)
        };
        self.terms.iter().filter(in_force).map(|term| term.key.clone()).collect()
    }

    /// Brings `key` into force from `from_size` on. Telling the same again changes nothing.
    pub fn rotate(
        &mut self,
        origin: &str,
        key: VerifierKey,
        from_size: u64,
    ) -> Result<(), MirrorError> {
        let refuse = |rule| Err(key_error(&key, origin, rule));
        if key.kind() != KeyKind::LogEd25519 || key.name() != origin {
            return refuse("it must be of type 0x01 and bear the log's name");
        }
        if let Some(term) = self.terms.iter().find(|term| term.key.public() == key.public()) {
            return match term.from_size == from_size {
                true => Ok(()),
                false => refuse("it has come into force at another size before"),
            };
        }
        if self.terms.len() >= LOG_KEYS_MAX {
            return refuse("the log has had too many keys");
        }
        self.terms.push(KeyTerm { key, from_size, until_size: None });
        Ok(())
    }

    /// Takes `key` out of force from `until_size` on. At least one key must stay in force there.
    pub fn retire(
        &mut self,
        origin: &str,
        key: &VerifierKey,
        until_size: u64,
    ) -> Result<(), MirrorError> {
        let others = self.in_force(until_size).iter().any(|other| other != key);
        let term = self.terms.iter_mut().find(|term| term.key == *key);
        match term {
            None => Err(key_error(key, origin, "the log has never had it")),
            Some(_) if !others => Err(key_error(key, origin, "it is the only one in force")),
            Some(term) => {
                term.until_size = Some(until_size);
                Ok(())
            }
        }
    }

    /// Verifies a checkpoint note of `origin` under the keys in force at its size (P19).
    pub fn open(&self, origin: &str, note: &[u8]) -> Result<(Checkpoint, Note), MirrorError> {
        let parsed = Note::parse(note).map_err(CheckpointError::from)?;
        let size = Checkpoint::parse(&parsed.text)?.head.size;
        let keys = self.in_force(size);
        if keys.is_empty() {
            return Err(MirrorError::NoKeyInForce { origin: origin.to_owned(), size });
        }
        let (checkpoint, note, verified) = Checkpoint::open_signed(note, origin, &keys)?;
        match keys.iter().find(|key| verified.iter().all(|by| by.key() != *key)) {
            Some(key) => Err(MirrorError::KeyMissing { size, key: key.to_vkey() }),
            None => Ok((checkpoint, note)),
        }
    }
}

fn key_error(key: &VerifierKey, origin: &str, rule: &'static str) -> MirrorError {
    MirrorError::Key { key: key.to_vkey(), origin: origin.to_owned(), rule }
}

/// What one node holds of another party's log. Clone it to try something that may fail.
#[derive(Clone, Debug)]
pub struct Mirror {
    origin: String,
    keys: LogKeys,
    frontier: Frontier,
    /// The checkpoint note at the frontier's size; there is one as soon as the size is not 0.
    note: Option<Note>,
}

/// A batch that may be committed once it is durable. Made only by [`Mirror::offer`].
#[derive(Debug)]
pub struct Accepted {
    base: Head,
    skip: usize,
    leaves: Vec<Hash>,
    frontier: Frontier,
    note: Note,
}

impl Accepted {
    /// How many of the offered entries were held already: store the rest.
    pub fn skip(&self) -> usize {
        self.skip
    }

    /// Leaf hashes of the entries to store, in order.
    pub fn leaves(&self) -> &[Hash] {
        &self.leaves
    }

    /// Head before the batch: what the store must still have when it writes.
    pub fn base(&self) -> Head {
        self.base
    }

    /// Head after the batch.
    pub fn head(&self) -> Head {
        self.frontier.head()
    }

    /// Right edge after the batch.
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// The checkpoint note after the batch.
    pub fn note(&self) -> &Note {
        &self.note
    }
}

impl Mirror {
    /// A mirror of the log `origin` that holds nothing yet. `keys` is a list of keys, all in force
    /// from the first entry, or a [`LogKeys`] with their terms.
    pub fn new(origin: &str, keys: impl Into<LogKeys>) -> Self {
        let (keys, frontier) = (keys.into(), Frontier::new());
        Self { origin: origin.to_owned(), keys, frontier, note: None }
    }

    /// The mirror as it was stored: the frontier over the stored entries and the checkpoint note
    /// stored with them. Both are checked against each other and the keys.
    pub fn resume(
        origin: &str,
        keys: impl Into<LogKeys>,
        frontier: Frontier,
        note: &[u8],
    ) -> Result<Self, MirrorError> {
        let keys = keys.into();
        let (checkpoint, note) = keys.open(origin, note)?;
        if checkpoint.head != frontier.head() {
            return Err(MirrorError::Resume);
        }
        Ok(Self { origin: origin.to_owned(), keys, frontier, note: Some(note) })
    }

    /// A mirror of entries that are held without a checkpoint: leaf 0, which every log has by its
    /// charter, or our own log. What it holds is trusted by the caller, not by a signature.
    pub fn holding(origin: &str, keys: impl Into<LogKeys>, frontier: Frontier) -> Self {
        Self { origin: origin.to_owned(), keys: keys.into(), frontier, note: None }
    }

    /// The log's origin.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Size and root of what is held.
    pub fn head(&self) -> Head {
        self.frontier.head()
    }

    /// Right edge of what is held.
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// The checkpoint note of what is held; `None` before the first batch.
    pub fn note(&self) -> Option<&Note> {
        self.note.as_ref()
    }

    /// The log's keys and their terms.
    pub fn keys(&self) -> &LogKeys {
        &self.keys
    }

    /// Verifies that `checkpoint_note` is signed by the log keys in force at its size and that what
    /// is held plus `entries` (the first of them number `from`, at most the size held) has exactly
    /// its root. Entries that are held already are passed over: the root decides. With the size
    /// held and no entries it takes further signatures. Nothing changes, on success or on error:
    /// make the new entries and the note durable, then [`Mirror::commit`], then
    /// [`Mirror::receipt`]. If the entries bring a new log key into force, [`Mirror::rotate`] a
    /// clone first and offer to that.
    pub fn offer(
        &self,
        from: u64,
        entries: &[Vec<u8>],
        checkpoint_note: &[u8],
    ) -> Result<Accepted, MirrorError> {
        let (checkpoint, note) = self.keys.open(&self.origin, checkpoint_note)?;
        let (held, new) = (self.head(), checkpoint.head);
        if new.size < held.size {
            let (held, offered, theirs) = (held.size, new.size, Box::new(note));
            return Err(MirrorError::StaleHead { held, offered, theirs });
        }
        if new.size == held.size && new.root != held.root {
            return Err(self.fork(note, new.root, Vec::new()));
        }
        if from > held.size {
            return Err(MirrorError::Gap { held: held.size, from });
        }
        let end = from.saturating_add(entries.len() as u64);
        if end != new.size {
            return Err(MirrorError::End { end, size: new.size });
        }
        check_lengths(from, entries)?;
        // Not beyond the entries, for they end at the checkpoint's size, which is not below ours.
        let skip = (held.size - from) as usize;
        let leaves: Vec<Hash> = entries[skip..].iter().map(|entry| leaf_hash(entry)).collect();
        let mut frontier = self.frontier.clone();
        frontier.extend(leaves.iter().copied());
        if frontier.root() != new.root {
            return Err(self.judge_mismatch(from, entries, new, note));
        }
        let note = match &self.note {
            Some(ours) if ours.text == note.text => with_signatures(ours, &note),
            _ => note,
        };
        Ok(Accepted { base: held, skip, leaves, frontier, note })
    }

    /// Takes over a batch that is now durable.
    ///
    /// # Panics
    /// If another batch has been committed since this one was offered: two writers at once.
    pub fn commit(&mut self, accepted: Accepted) {
        assert!(accepted.base == self.head(), "a batch is committed to the head it was offered to");
        self.frontier = accepted.frontier;
        self.note = Some(accepted.note);
    }

    /// A receipt for all that is held, by this node's mirror key for the dialogue. `time` in
    /// seconds since 1970-01-01T00:00:00Z.
    ///
    /// # Panics
    /// As [`cosign::cosign`]: if `key` is not a receipt key.
    pub fn receipt(&self, key: &SigningKey, time: u64) -> Signature {
        let checkpoint = Checkpoint { origin: self.origin.clone(), head: self.head() };
        cosign::cosign(&checkpoint.text(), time, key)
    }

    /// From `from_size` on checkpoints need `new_key` too, beside those in force, until
    /// [`Mirror::retire`]. Refused if the checkpoint held is at or past that size and lacks the new
    /// key's signature: it should have been refused when it was offered.
    pub fn rotate(&mut self, new_key: VerifierKey, from_size: u64) -> Result<(), MirrorError> {
        let mut keys = self.keys.clone();
        keys.rotate(&self.origin, new_key, from_size)?;
        self.adopt(keys)
    }

    /// From `until_size` on checkpoints no longer need `key`.
    pub fn retire(&mut self, key: &VerifierKey, until_size: u64) -> Result<(), MirrorError> {
        let mut keys = self.keys.clone();
        keys.retire(&self.origin, key, until_size)?;
        self.adopt(keys)
    }

    /// Judges a checkpoint that is not above the size held, against the full tree of what is held.
    /// Returns it if it lies on the same history: only stale. Otherwise the error is the fork.
    pub fn check_older(&self, note: &[u8], tree: &Tree) -> Result<Checkpoint, MirrorError> {
        let (checkpoint, theirs) = self.keys.open(&self.origin, note)?;
        let held = self.head();
        let size = checkpoint.head.size;
        let root = tree.root_at(size).filter(|_| tree.root_at(held.size) == Some(held.root));
        let proof = tree.consistency(size, held.size);
        let (Some(root), Some(consistency)) = (root, proof) else {
            return Err(MirrorError::Gap { held: tree.size(), from: size });
        };
        if root == checkpoint.head.root {
            return Ok(checkpoint);
        }
        let Some(ours) = &self.note else {
            return Err(MirrorError::Resume);
        };
        let (older, newer) = (theirs.clone(), ours.clone());
        let proof = ForkProof { older, newer, root_in_newer: root, consistency };
        let (ours, theirs) = (Box::new(ours.clone()), Box::new(theirs));
        Err(MirrorError::Fork { ours, theirs, proof: Box::new(proof) })
    }

    fn adopt(&mut self, keys: LogKeys) -> Result<(), MirrorError> {
        if let Some(note) = &self.note {
            keys.open(&self.origin, &note.to_bytes())?;
        }
        self.keys = keys;
        Ok(())
    }

    /// Entries and root do not fit. With all entries from 0 it can be told who is wrong.
    fn judge_mismatch(
        &self,
        from: u64,
        entries: &[Vec<u8>],
        new: Head,
        theirs: Note,
    ) -> MirrorError {
        if from == 0 {
            let mut tree = Tree::new();
            tree.extend(entries.iter().map(|entry| leaf_hash(entry)));
            let held = self.frontier.size();
            let parts = (tree.root_at(held), tree.consistency(held, new.size));
            if let (true, (Some(root), Some(proof))) = (tree.head() == new, parts) {
                return self.fork(theirs, root, proof);
            }
        }
        MirrorError::RootMismatch { size: new.size, theirs: Box::new(theirs) }
    }

    /// `root_in_newer` is the root at our size in the history that `theirs` ends.
    fn fork(&self, theirs: Note, root_in_newer: Hash, consistency: Vec<Hash>) -> MirrorError {
        // Without a checkpoint the size held is 0, where no two roots are possible.
        let Some(ours) = &self.note else {
            return MirrorError::Resume;
        };
        let (older, newer) = (ours.clone(), theirs.clone());
        let proof = Box::new(ForkProof { older, newer, root_in_newer, consistency });
        let (ours, theirs) = (Box::new(ours.clone()), Box::new(theirs));
        MirrorError::Fork { ours, theirs, proof }
    }
}

fn check_lengths(from: u64, entries: &[Vec<u8>]) -> Result<(), MirrorError> {
    let bad = entries.iter().position(|e| e.is_empty() || e.len() > ENTRY_BYTES_MAX);
    match bad {
        None => Ok(()),
        Some(i) => {
            let (index, found) = (from + i as u64, entries[i].len());
            Err(MirrorError::EntryLength { index, found })
        }
    }
}

/// The note held, with further lines out of `other`. If there is no room for them it stays as it
/// is: lines nobody has verified must not push out those that were.
fn with_signatures(ours: &Note, other: &Note) -> Note {
    let mut merged = ours.clone();
    match merged.merge(other) {
        Ok(()) => merged,
        Err(_) => ours.clone(),
    }
}

/// Two checkpoints signed by one log that cannot both be of one history, and the hashes that show
/// it: in the history that `newer` ends, the tree at `older`'s size had another root than `older`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForkProof {
    /// The checkpoint with the smaller size (or the same).
    pub older: Note,
    /// The other checkpoint.
    pub newer: Note,
    /// Root at `older`'s size in `newer`'s history.
    pub root_in_newer: Hash,
    /// Consistency proof from that root to `newer`'s root; empty for equal sizes.
    pub consistency: Vec<Hash>,
}

/// Why a fork proof is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ForkProofError {
    /// A line is not as it should be.
    #[error("not a fork proof: {0}")]
    Form(&'static str),
    /// One of its notes cannot be read.
    #[error("a note in the fork proof cannot be read: {0}")]
    Note(#[from] NoteError),
    /// One of its checkpoints is not the log's.
    #[error("a checkpoint in the fork proof is refused: {0}")]
    Checkpoint(Box<MirrorError>),
    /// The hashes do not hold together.
    #[error("the hashes in the fork proof do not show the older tree: {0}")]
    Hashes(#[from] ProofError),
    /// The checkpoints may well be of one history.
    #[error("the two checkpoints agree: no fork")]
    NoFork,
}

impl ForkProof {
    /// Checks the proof with nothing but the log's name and keys.
    pub fn verify(&self, origin: &str, keys: &LogKeys) -> Result<(), ForkProofError> {
        let open = |note: &Note| {
            let opened = keys.open(origin, &note.to_bytes());
            opened.map_err(|error| ForkProofError::Checkpoint(Box::new(error)))
        };
        let (older, newer) = (open(&self.older)?.0.head, open(&self.newer)?.0.head);
        let in_newer = Head { size: older.size, root: self.root_in_newer };
        verify_consistency(&in_newer, &newer, &self.consistency)?;
        if older.size == 0 || in_newer.root == older.root {
            return Err(ForkProofError::NoFork);
        }
        Ok(())
    }

    /// The log that the proof says it is about.
    pub fn origin(&self) -> &str {
        self.newer.text.split('\n').next().unwrap_or("")
    }

    /// The proof as a text that can be stored, sent and read.
    pub fn to_bytes(&self) -> Vec<u8> {
        let older = self.older.to_bytes();
        let root = hash_to_base64(&self.root_in_newer);
        let mut text = format!("{FORK_HEADER}\nolder {}\nroot {root}\n", older.len());
        for hash in &self.consistency {
            text.push_str(&hash_to_base64(hash));
            text.push('\n');
        }
        text.push('\n');
        [text.into_bytes(), older, self.newer.to_bytes()].concat()
    }

    /// Reads what [`ForkProof::to_bytes`] writes. Verifies nothing.
    pub fn parse(bytes: &[u8]) -> Result<Self, ForkProofError> {
        let form = ForkProofError::Form;
        if bytes.len() > 2 * NOTE_BYTES_MAX + 4_096 {
            return Err(form("it is over the limit of two notes"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| form("it must be UTF-8"))?;
        let (head, notes) =
            text.split_once("\n\n").ok_or(form("an empty line must part hashes and notes"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(FORK_HEADER) {
            return Err(form("the first line must be hiwar-fork/v1"));
        }
        let length = lines.next().and_then(|line| line.strip_prefix("older ")).and_then(decimal);
        let length = length.filter(|length| *length <= TREE_SIZE_MAX);
        let length = length.ok_or(form("the second line must read \"older\", space, a length"))?;
        let (older, newer) = usize::try_from(length)
            .ok()
            .and_then(|length| notes.split_at_checked(length))
            .ok_or(form("the older note must end where its length says"))?;
        let root_in_newer = lines
            .next()
            .and_then(|line| line.strip_prefix("root "))
            .and_then(hash_from_base64)
            .ok_or(form("the third line must read \"root\", space, a hash in standard base64"))?;
        let consistency: Option<Vec<Hash>> =
            lines.take(PROOF_HASHES_MAX + 1).map(hash_from_base64).collect();
        let consistency = consistency
            .filter(|hashes| hashes.len() <= PROOF_HASHES_MAX)
            .ok_or(form("then come at most 63 hashes in standard base64"))?;
        let (older, newer) = (Note::parse(older.as_bytes())?, Note::parse(newer.as_bytes())?);
        Ok(Self { older, newer, root_in_newer, consistency })
    }
}
