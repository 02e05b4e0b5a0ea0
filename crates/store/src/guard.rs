//! The head guard: the last head this node ever meant to sign for each log it signs. It lives in
//! a file of its own that is **never part of a backup**: whoever restores an old backup of the
//! joint record still has the newer guard, and is refused instead of signing a second history.
//! It only ever moves forward. Layout of the file: `docs/store.md`, part 3.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use ledger::entry::Head;
use ledger::merkle::{EMPTY_ROOT, Hash};
use sha2::{Digest, Sha256};

use crate::error::{Finding, Kind, Result, StoreError};
use crate::fault::{Fault, Step};
use crate::files;
use crate::limits::{GUARD_ORIGINS_MAX, ORIGIN_BYTES_MAX};

/// How a store's head stands to the guard's, asked when a node starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The guard has never seen this origin: a new log.
    New,
    /// Equal.
    Same,
    /// The store has entries that were never signed: the node stopped between its write and its
    /// signature. Advance the guard to the store's head and sign that.
    StoreAhead { guard: Head },
    /// The store has fewer entries than were signed: an old backup was restored. Sign nothing;
    /// fetch the lost tail from the peers.
    StoreBehind { guard: Head },
    /// The store has another history than the one signed. Sign nothing; call people.
    Sideways { guard: Head },
}

/// The guard, open and locked: one process at a time.
#[derive(Debug)]
pub struct HeadGuard {
    path: PathBuf,
    file: File,
    _lock: File,
    origins: BTreeMap<String, Held>,
    fault: Fault,
    failed: bool,
}

/// One origin's place in the file and its newest head.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Held {
    pair: usize,
    seq: u64,
    head: Head,
}

const WHAT: &str = "head guard";
const TITLE: &[u8] = b"hiwar-head-guard/1\n";
const MARK: &[u8; 4] = b"HGS1";
/// A disk sector: a slot is written whole or, in a power cut, fails its checksum.
const SLOT_BYTES: usize = 512;
const SUM_AT: usize = SLOT_BYTES - 32;
const EMPTY: Head = Head { size: 0, root: EMPTY_ROOT };
const RESTORED: &str = "an old backup was restored or another node signs for this log: do not \
    sign; fetch the log's tail from a peer's mirror, then start again";

impl HeadGuard {
    /// Makes an empty guard. Only `hiwar init` may do this: a new guard beside a log that was
    /// already signed protects nothing.
    pub fn create(path: &Path) -> Result<HeadGuard> {
        let file = files::create_private(path, WHAT)?;
        write_at(&file, &title_slot(), 0)
            .and_then(|()| file.sync_all())
            .map_err(|error| StoreError::io(path, "making the guard", &error))?;
        files::sync_folder(path)?;
        HeadGuard::open(path)
    }

    /// Opens the guard and locks it against a second node.
    pub fn open(path: &Path) -> Result<HeadGuard> {
        HeadGuard::open_with(path, Fault::none())
    }

    /// As [`HeadGuard::open`], with a hook at the write steps for tests.
    pub fn open_with(path: &Path, fault: Fault) -> Result<HeadGuard> {
        files::require(path, WHAT)?;
        let lock = lock(path)?;
        let file = File::options()
            .read(true)
            .write(true)
            .open(path)
            .map_err(|error| StoreError::io(path, "opening the guard", &error))?;
        let origins = read(path)?;
        let path = path.to_owned();
        Ok(HeadGuard { path, file, _lock: lock, origins, fault, failed: false })
    }

    /// The heads in a guard file, without locking it: for `hiwar doctor` beside a running node.
    pub fn look(path: &Path) -> Result<Vec<(String, Head)>> {
        files::require(path, WHAT)?;
        let origins = read(path)?;
        Ok(origins.into_iter().map(|(origin, held)| (origin, held.head)).collect())
    }

    /// The newest head of `origin`; `None` if it was never advanced.
    pub fn head(&self, origin: &str) -> Option<Head> {
        self.origins.get(origin).map(|held| held.head)
    }

    /// Every origin and its newest head, by origin.
    pub fn heads(&self) -> impl Iterator<Item = (&str, Head)> {
        self.origins.iter().map(|(origin, held)| (origin.as_str(), held.head))
    }

    /// Moves `origin` from `from` to `to`, durably, before this returns. `from` must be the
    /// guard's head (size 0 and the empty root for a new origin) and `to` larger. Repeating the
    /// last advance is allowed and writes nothing, for a node that stopped after it.
    ///
    /// Errors: `Conflict` for a step back, sideways, or from another head; after a failed write
    /// every further call fails until the guard is opened again.
    pub fn advance(&mut self, origin: &str, from: &Head, to: &Head) -> Result<()> {
        self.check_origin(origin)?;
        let held = self.head(origin).unwrap_or(EMPTY);
        if *to == held && to.size > 0 {
            return Ok(());
        }
        let conflict = |what: &str, expected: &Head| StoreError::Conflict {
            file: self.path.clone(),
            what: format!("{origin}: {what}. Remedy: {RESTORED}").into(),
            expected: *expected,
            found: held,
        };
        if *from != held {
            return Err(conflict("the guard does not stand where this step starts", from));
        }
        if to.size == held.size {
            return Err(conflict("a second root for a size that was already guarded", to));
        }
        if to.size < held.size {
            return Err(conflict("a step back behind a head that was already guarded", to));
        }
        if self.failed {
            let what = "an earlier write failed, so it is not known what the disk holds";
            let remedy = "look at the system's log for disk errors, then start the node again";
            return Err(StoreError::refused(&self.path, what, remedy));
        }
        let written = match self.origins.get(origin).cloned() {
            Some(place) => self.overwrite(origin, &place, to),
            None => self.add(origin, to),
        };
        if let Err(error) = &written {
            // A step that failed before any byte was written leaves the guard usable.
            self.failed = error.kind() != Kind::Refused;
        }
        written
    }

    /// How a store's head stands to this guard. `root_at` gives the store's root at a smaller
    /// size (see `JointStore::root_at`).
    pub fn standing(
        &self,
        origin: &str,
        store: &Head,
        root_at: impl FnOnce(u64) -> Result<Option<Hash>>,
    ) -> Result<Standing> {
        let Some(guard) = self.head(origin) else {
            return Ok(Standing::New);
        };
        if guard == *store {
            return Ok(Standing::Same);
        }
        if store.size < guard.size {
            return Ok(Standing::StoreBehind { guard });
        }
        if store.size > guard.size && root_at(guard.size)? == Some(guard.root) {
            return Ok(Standing::StoreAhead { guard });
        }
        Ok(Standing::Sideways { guard })
    }

    /// Reads the file anew and compares it with what this process holds.
    pub fn doctor(&self) -> Vec<Finding> {
        let finding = |what: String, remedy: &str| Finding {
            file: self.path.clone(),
            place: String::new(),
            what,
            remedy: remedy.to_owned(),
        };
        match read(&self.path) {
            Ok(origins) if origins == self.origins => Vec::new(),
            Ok(_) => vec![finding(
                "the file was changed since the node opened it".to_owned(),
                "stop the node and find out who writes to this file",
            )],
            Err(error) => vec![finding(
                error.to_string(),
                "stop the node; compare the log with the peers' mirrors before signing again",
            )],
        }
    }

    /// Writes the slot that does not hold the newest head, so the newest survives a torn write.
    fn overwrite(&mut self, origin: &str, place: &Held, to: &Head) -> Result<()> {
        let seq = place.seq + 1;
        let slot = encode(origin, seq, to);
        let at = slot_offset(place.pair, seq);
        let io = |error: std::io::Error| StoreError::io(&self.path, "writing a head", &error);
        self.fault.at(&self.path, Step::GuardBegin)?;
        let (left, right) = slot.split_at(SLOT_BYTES / 2);
        write_at(&self.file, left, at).map_err(io)?;
        self.fault.at(&self.path, Step::GuardTorn)?;
        write_at(&self.file, right, at + left.len() as u64).map_err(io)?;
        self.fault.at(&self.path, Step::GuardWrite)?;
        self.file.sync_data().map_err(io)?;
        self.fault.at(&self.path, Step::GuardDone)?;
        self.origins.insert(origin.to_owned(), Held { pair: place.pair, seq, head: *to });
        Ok(())
    }

    /// A new origin: the whole file is written beside the old one and takes its name, so that a
    /// half-made pair of slots can never be mistaken for damage, nor damage for it.
    fn add(&mut self, origin: &str, to: &Head) -> Result<()> {
        if self.origins.len() >= GUARD_ORIGINS_MAX {
            let what = format!("the guard holds {GUARD_ORIGINS_MAX} logs already");
            return Err(StoreError::refused(&self.path, what, "give this node another folder"));
        }
        self.fault.at(&self.path, Step::GuardBegin)?;
        let io = |doing| move |error: std::io::Error| (doing, error);
        let mut bytes = std::fs::read(&self.path)
            .map_err(io("reading the guard"))
            .map_err(|(doing, error)| StoreError::io(&self.path, doing, &error))?;
        let pair = self.origins.len();
        bytes.truncate(SLOT_BYTES * (1 + 2 * pair));
        bytes.extend_from_slice(&encode(origin, 1, to));
        bytes.extend_from_slice(&encode(origin, 2, to));
        let swap = files::beside(&self.path, ".new");
        std::fs::remove_file(&swap).ok();
        let file = files::create_private(&swap, WHAT)?;
        write_at(&file, &bytes, 0)
            .and_then(|()| file.sync_all())
            .map_err(|error| StoreError::io(&swap, "writing a new origin", &error))?;
        self.fault.at(&self.path, Step::GuardSwap)?;
        std::fs::rename(&swap, &self.path)
            .map_err(|error| StoreError::io(&self.path, "putting it in its place", &error))?;
        self.file = file;
        files::sync_folder(&self.path)?;
        self.fault.at(&self.path, Step::GuardDone)?;
        self.origins.insert(origin.to_owned(), Held { pair, seq: 2, head: *to });
        Ok(())
    }

    fn check_origin(&self, origin: &str) -> Result<()> {
        let fits = (1..=ORIGIN_BYTES_MAX).contains(&origin.len())
            && origin.bytes().all(|byte| byte.is_ascii_graphic());
        if fits {
            return Ok(());
        }
        let what = format!("an origin is 1 to {ORIGIN_BYTES_MAX} printable ASCII characters");
        Err(StoreError::refused(&self.path, what, "name the log as its charter does"))
    }
}

fn title_slot() -> [u8; SLOT_BYTES] {
    let mut slot = [0; SLOT_BYTES];
    slot[..TITLE.len()].copy_from_slice(TITLE);
    slot
}

/// Odd and even sequence numbers alternate between the two slots of a pair.
fn slot_offset(pair: usize, seq: u64) -> u64 {
    let slot = 1 + 2 * pair as u64 + (seq + 1) % 2;
    slot * SLOT_BYTES as u64
}

fn encode(origin: &str, seq: u64, head: &Head) -> [u8; SLOT_BYTES] {
    let mut text = Vec::with_capacity(SLOT_BYTES);
    text.extend_from_slice(MARK);
    text.extend_from_slice(&seq.to_be_bytes());
    text.extend_from_slice(&head.size.to_be_bytes());
    text.extend_from_slice(&head.root);
    text.push(origin.len().min(ORIGIN_BYTES_MAX) as u8);
    text.extend_from_slice(origin.as_bytes());
    let mut slot = [0; SLOT_BYTES];
    slot[..text.len()].copy_from_slice(&text);
    let sum = Sha256::digest(&slot[..SUM_AT]);
    slot[SUM_AT..].copy_from_slice(&sum);
    slot
}

/// Origin, sequence number and head of a slot; `None` if it was torn or damaged.
fn decode(slot: &[u8]) -> Option<(String, u64, Head)> {
    let (body, sum) = slot.split_at_checked(SUM_AT)?;
    if Sha256::digest(body).as_slice() != sum {
        return None;
    }
    let rest = body.strip_prefix(MARK)?;
    let (seq, rest) = rest.split_first_chunk::<8>()?;
    let (size, rest) = rest.split_first_chunk::<8>()?;
    let (root, rest) = rest.split_first_chunk::<32>()?;
    let (len, rest) = rest.split_first()?;
    let origin = std::str::from_utf8(rest.get(..usize::from(*len))?).ok()?;
    let head = Head { size: u64::from_be_bytes(*size), root: *root };
    Some((origin.to_owned(), u64::from_be_bytes(*seq), head))
}

fn read(path: &Path) -> Result<BTreeMap<String, Held>> {
    let bytes =
        std::fs::read(path).map_err(|error| StoreError::io(path, "reading the guard", &error))?;
    let damaged = |what: &str| {
        StoreError::corrupt(path, format!("{what}; the guard cannot tell what was signed"))
    };
    let Some((title, slots)) = bytes.split_at_checked(SLOT_BYTES) else {
        return Err(damaged("the file is cut off"));
    };
    if title != title_slot() {
        return Err(damaged("this is not a head guard of version 1"));
    }
    if slots.len() % (2 * SLOT_BYTES) != 0 {
        return Err(damaged("the file is cut off, or something was added to it"));
    }
    let mut origins = BTreeMap::new();
    for (pair, slots) in slots.chunks_exact(2 * SLOT_BYTES).enumerate() {
        let (odd, even) = slots.split_at(SLOT_BYTES);
        let newest = match (decode(odd), decode(even)) {
            (Some(one), Some(two)) if one.0 != two.0 || one.1.abs_diff(two.1) != 1 => {
                return Err(damaged("two slots of a pair do not belong together"));
            }
            (Some(one), Some(two)) => {
                if one.1 > two.1 {
                    one
                } else {
                    two
                }
            }
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => return Err(damaged("both slots of a log are damaged")),
        };
        let (origin, seq, head) = newest;
        if origins.insert(origin, Held { pair, seq, head }).is_some() {
            return Err(damaged("one log stands in it twice"));
        }
    }
    Ok(origins)
}

/// The lock is a file of its own: the guard itself is replaced when an origin is added.
fn lock(path: &Path) -> Result<File> {
    let path = files::beside(path, ".lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| StoreError::io(&path, "making the lock", &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(StoreError::Busy { file: path }),
        Err(std::fs::TryLockError::Error(error)) => {
            Err(StoreError::io(&path, "locking the guard", &error))
        }
    }
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(not(unix))]
fn write_at(mut file: &File, bytes: &[u8], at: u64) -> std::io::Result<()> {
    use std::io::{Seek, SeekFrom, Write};
    file.seek(SeekFrom::Start(at))?;
    file.write_all(bytes)
}
