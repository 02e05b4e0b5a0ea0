//! Things the tests share: real entries with openings, and a small writer that does one step
//! after the other as a node does (append, read back, guard, sign, store the note).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use ledger::checkpoint::Checkpoint;
use ledger::entry::{Body, Entry, Head, Origin, Put};
use ledger::id::{DialogueId, FieldName, ItemId, PartyId, TypeName, VersionId};
use ledger::json::Value;
use ledger::merkle::{EMPTY_ROOT, Hash};
use ledger::note::{KeyKind, SigningKey};
use ledger::opening::Opening;
use store::fault::Fault;
use store::guard::{HeadGuard, Standing};
use store::joint::{Batch, JointStore};
use store::{Result, StoreError};

pub const EMPTY: Head = Head { size: 0, root: EMPTY_ROOT };
pub const ORIGIN: &str = "hiwar.kw.example/kwus-3q7f5m2a";

pub fn did() -> DialogueId {
    DialogueId::parse("kwus-3q7f5m2a").unwrap()
}

pub fn party(code: &str) -> PartyId {
    PartyId::parse(code).unwrap()
}

pub fn kw() -> PartyId {
    party("KW")
}

pub fn us() -> PartyId {
    party("US")
}

pub fn field(name: &str) -> FieldName {
    FieldName::parse(name).unwrap()
}

/// A put by `author` with two openings, the second named `by`.
pub fn put(author: &str, seq: u64, aud: Option<&[&str]>) -> (Vec<u8>, Hash, Vec<(String, String)>) {
    tagged(author, seq, aud, 0)
}

/// As `put`; another `tag` makes another entry for the same place in the log.
fn tagged(
    author: &str,
    seq: u64,
    aud: Option<&[&str]>,
    tag: u64,
) -> (Vec<u8>, Hash, Vec<(String, String)>) {
    let text = format!("Paragraph {seq} of {author}: the Parties shall cooperate.");
    let who = format!("Desk officer {seq}");
    let mut open = BTreeMap::new();
    let mut openings = Vec::new();
    for (name, value) in [("en", text), ("by", who)] {
        let mut salt = [0; 16];
        salt[..8].copy_from_slice(&seq.to_be_bytes());
        salt[8..10].copy_from_slice(&name.as_bytes()[..2]);
        let disclosure = Opening::new(salt, field(name), Value::from(value)).disclosure();
        open.insert(field(name), Opening::digest(&disclosure));
        openings.push((name.to_owned(), disclosure));
    }
    let entry = Entry {
        dialogue: did(),
        at: "2026-11-23T09:00:00Z".into(),
        origin: Some(Origin { party: party(author), seq, seen: BTreeMap::new(), open }),
        body: Body::Put(Put {
            item: ItemId::parse(&format!("t{tag}.p{seq}")).unwrap(),
            type_name: TypeName::parse("paragraph").unwrap(),
            base: vec![],
            charter: VersionId([7; 32]),
            offer: true,
            pos: None,
            aud: aud.map(|aud| aud.iter().map(|code| party(code)).collect()),
        }),
    };
    let (bytes, leaf) = entry.seal().unwrap();
    (bytes, leaf.0, openings)
}

/// `n` puts from index `from` of a log (which counts as `seq` from + 1 on, leaf 0 being a put too).
pub fn batch(author: &str, from: u64, n: u64) -> Batch {
    batch_tagged(author, from, n, 0)
}

fn batch_tagged(author: &str, from: u64, n: u64, tag: u64) -> Batch {
    let mut batch = Batch { recv_ms: 1_795_424_400_000, ..Batch::default() };
    for idx in from..from + n {
        let (bytes, leaf, openings) = tagged(author, idx + 1, None, tag);
        batch.entries.push((bytes, leaf));
        for (name, disclosure) in openings {
            batch.openings.push((idx, field(&name), disclosure));
        }
    }
    batch
}

/// As `batch`, without openings: for tests with many entries.
pub fn bare(author: &str, from: u64, n: u64) -> Batch {
    Batch { openings: Vec::new(), ..batch(author, from, n) }
}

pub fn key() -> SigningKey {
    SigningKey::from_seed(ORIGIN, KeyKind::LogEd25519, [42; 32]).unwrap()
}

pub fn note(head: &Head) -> Vec<u8> {
    Checkpoint { origin: ORIGIN.to_owned(), head: *head }.sign(&key()).to_bytes()
}

/// A fresh folder, in memory where the system has that: thousands of flushes would take minutes
/// on a disk, and no test here needs a power cut.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// A folder with one joint record and its guard.
pub struct Place {
    pub dir: tempfile::TempDir,
}

impl Place {
    /// With an empty log of KW, signed by this node, and an empty mirror of US.
    pub fn new() -> Place {
        let place = Place { dir: folder() };
        let mut joint = JointStore::create(&place.joint(), &did()).unwrap();
        joint.add_log(&kw(), true, ORIGIN).unwrap();
        joint.add_log(&us(), false, "hiwar.us.example/kwus-3q7f5m2a").unwrap();
        drop(joint);
        drop(HeadGuard::create(&place.guard()).unwrap());
        place
    }

    pub fn joint(&self) -> PathBuf {
        self.dir.path().join("joint-kwus-3q7f5m2a.db")
    }

    pub fn guard(&self) -> PathBuf {
        self.dir.path().join("heads.guard")
    }

    pub fn open(&self) -> JointStore {
        JointStore::open(&self.joint()).unwrap()
    }
}

/// What the outside world has seen of the KW log: every head that was ever signed and given away.
#[derive(Default)]
pub struct Witness {
    pub roots: BTreeMap<u64, Hash>,
    /// In a child process: tells its parent every head at once, on standard output.
    pub tells: bool,
}

impl Witness {
    /// Invariant P8 as an outsider sees it.
    pub fn see(&mut self, head: &Head) {
        let first = *self.roots.entry(head.size).or_insert(head.root);
        assert_eq!(first, head.root, "P8: two roots signed at size {}", head.size);
        if self.tells {
            let root: String = head.root.iter().map(|byte| format!("{byte:02x}")).collect();
            tell(&format!("signed {} {root}", head.size));
        }
    }

    pub fn size(&self) -> u64 {
        self.roots.keys().next_back().copied().unwrap_or(0)
    }
}

/// The writer of the KW log, as small as it can be.
pub struct Writer {
    pub joint: JointStore,
    pub guard: HeadGuard,
}

impl Writer {
    /// Opens and repairs as a node does at its start: signs what was written but not signed, and
    /// refuses to go on if the guard knows more than the store.
    pub fn start(joint: &Path, guard: &Path, fault: Fault, seen: &mut Witness) -> Result<Writer> {
        let joint = JointStore::open_with(joint, fault.clone())?;
        let guard = HeadGuard::open_with(guard, fault)?;
        let mut writer = Writer { joint, guard };
        let head = writer.joint.read_back(&kw(), 0)?;
        let standing = writer.guard.standing(ORIGIN, &head, |n| writer.joint.root_at(&kw(), n))?;
        let from = match standing {
            Standing::Same => return writer.sign(&head, seen).map(|()| writer),
            Standing::New => EMPTY,
            Standing::StoreAhead { guard } => guard,
            Standing::StoreBehind { guard } | Standing::Sideways { guard } => {
                return Err(StoreError::Conflict {
                    file: writer.joint.path().to_owned(),
                    what: "restored".into(),
                    expected: guard,
                    found: head,
                });
            }
        };
        if head.size > 0 {
            writer.guard.advance(ORIGIN, &from, &head)?;
            writer.sign(&head, seen)?;
        }
        Ok(writer)
    }

    /// One write, in the order of the write path.
    pub fn write(&mut self, n: u64, seen: &mut Witness) -> Result<Head> {
        let from = self.joint.head(&kw())?;
        // No two attempts write the same bytes: what a crash lost is never written again alike.
        static ATTEMPTS: AtomicU64 = AtomicU64::new(1);
        let attempt = ATTEMPTS.fetch_add(1, Ordering::Relaxed) + u64::from(process::id()) * 10_000;
        self.joint.append(&kw(), &from, &batch_tagged("KW", from.size, n, attempt))?;
        let head = self.joint.read_back(&kw(), from.size)?;
        self.guard.advance(ORIGIN, &from, &head)?;
        self.sign(&head, seen)?;
        Ok(head)
    }

    /// From here on the root counts as signed, whether or not the note is stored.
    fn sign(&mut self, head: &Head, seen: &mut Witness) -> Result<()> {
        if head.size == 0 {
            return Ok(());
        }
        seen.see(head);
        self.joint.put_note(&kw(), head.size, &note(head))
    }
}

/// A small deterministic generator (xorshift), for seeded tests.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below.max(1)
    }
}

/// One line to the parent process, past the test harness's capture.
pub fn tell(line: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    writeln!(out, "child: {line}").unwrap();
    out.flush().unwrap();
}
