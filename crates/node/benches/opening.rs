//! Cold start: `Node::open` of a long record, beside a bare scan, rehash and parse (serde_json) of
//! the same file, and the memory the opened record takes. Every opening and every scan runs in a
//! fresh process, one after the other. Half of the entries are agenda items of one party, half the
//! other's consents.
//! `cargo bench -p node --bench opening [entries]`: 100,000 if absent; 1,000,000 for the goals.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on may stop")]

mod measure;

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dialogue::content::{Content, Lang};
use ledger::checkpoint::Checkpoint;
use ledger::entry::{Body, Entry, Head, Level, Origin, Put, leaf_hash};
use ledger::id::{DialogueId, FieldName, ItemId, PartyId, TypeName, VersionId};
use ledger::json::Value;
use ledger::opening::Opening;
use measure::world::{DIALOGUE, World, dialogue};
use measure::{Rounds, agenda_content, argument, beside_the_build, memory_mib, say_machine};
use node::config::Folder;
use node::keys::{DialogueKeys, origin};
use node::{Node, Options};
use store::guard::HeadGuard;
use store::joint::{Batch, JointStore, OpeningState};

const ROUNDS: usize = 3;
/// Entries of one party in one commit while the record is made.
const STEP: usize = 4_096;
/// A session for so many agenda items.
const ITEMS_OF_SESSION: usize = 100;

fn main() {
    let words: Vec<String> = std::env::args().collect();
    if let [_, what, folder] = &words[..] {
        match what.as_str() {
            "open" => return open(Path::new(folder)),
            "scan" => return scan(Path::new(folder)),
            _ => {}
        }
    }
    beside_the_build();
    let entries = argument(100_000);
    let mut out = std::io::stdout();
    say_machine(&mut out);
    let world = World::found(&["KW", "US"], &[]);
    make(&world, entries / 2);
    let folder = world.path("KW");
    let bytes = std::fs::metadata(joint(&folder)).unwrap().len();
    let mut opened = [Rounds::default(), Rounds::default()];
    let mut scanned = [Rounds::default(), Rounds::default()];
    for _ in 0..ROUNDS {
        for (name, rounds) in [("open", &mut opened), ("scan", &mut scanned)] {
            let [one, two] = in_a_process(name, &folder);
            rounds[0].push(one);
            rounds[1].push(two);
        }
    }
    let [seconds, memory] = &opened;
    let [entries_only, everything] = &scanned;
    let rate = |rounds: &Rounds| Rounds(rounds.0.iter().map(|s| entries as f64 / s).collect());
    let text = format!(
        "cold start, {entries} entries, half of them with 5 openings, half with 1; file of \
         {} MiB; {ROUNDS} times, each in a fresh process; median (least to most)\n\
         Node::open, s                                  {}\n\
         Node::open, entries/s                          {}\n\
         scan, rehash, parse of entries, entries/s      {}\n\
         the same of entries and openings, entries/s    {}\n\
         ratio to entries alone            goal 0.6     {}\n\
         ratio to entries and openings                  {}\n\
         resident after opening, MiB       goal 1,024   {}",
        bytes >> 20,
        seconds.say(2),
        rate(seconds).say(0),
        rate(entries_only).say(0),
        rate(everything).say(0),
        entries_only.over(seconds).say(2),
        everything.over(seconds).say(2),
        memory.say(0),
    );
    writeln!(out, "{text}").unwrap();
}

/// Runs this programme once more and reads the two numbers it prints.
fn in_a_process(what: &str, folder: &Path) -> [f64; 2] {
    let this = std::env::current_exe().unwrap();
    let done = Command::new(this).arg(what).arg(folder).output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{what}: {complaint}");
    let numbers: Vec<f64> = said.split(' ').filter_map(|n| n.parse().ok()).collect();
    [numbers[0], numbers[1]]
}

/// Seconds of `Node::open`, and MiB resident after it.
fn open(folder: &Path) {
    let start = Instant::now();
    let node = Node::open(folder, Options::default()).unwrap();
    let spent = start.elapsed().as_secs_f64();
    let memory = memory_mib("VmRSS");
    let kw = dialogue(&node);
    let record = kw.read();
    for party in record.joint().members() {
        let folded = record.joint().folded(&party);
        assert_eq!(folded, record.joint().length(&party), "all is folded");
    }
    let last = record.of_type("agenda_item").pop().unwrap();
    assert_eq!(last.standing().effective.len(), 1, "consented to is agreed");
    drop(record);
    node.stop();
    let mut out = std::io::stdout();
    write!(out, "{spent} {memory} ").unwrap();
}

/// Seconds of the bare work on entries alone, and on entries and openings.
fn scan(folder: &Path) {
    let store = JointStore::open(&joint(folder)).unwrap();
    let start = Instant::now();
    let mut n_keys = 0;
    for log in store.logs().unwrap() {
        let each = |_: u64, bytes: &[u8], leaf: &[u8; 32]| {
            assert_eq!(leaf_hash(bytes), *leaf);
            let value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            n_keys += value.as_object().unwrap().len();
            ControlFlow::Continue(())
        };
        store.scan(&log.party, 0, each).unwrap();
    }
    let entries = start.elapsed().as_secs_f64();
    for log in store.logs().unwrap() {
        let each = |row: store::joint::OpeningRow| {
            if let OpeningState::Present(disclosure) = row.state {
                n_keys += usize::from(Opening::digest(&disclosure).0[0]);
                let json = URL_SAFE_NO_PAD.decode(&disclosure).unwrap();
                let value: serde_json::Value = serde_json::from_slice(&json).unwrap();
                n_keys += value.as_array().unwrap().len();
            }
            true
        };
        store.scan_openings(&log.party, 0, each).unwrap();
    }
    let all = start.elapsed().as_secs_f64();
    assert!(n_keys > 0);
    let mut out = std::io::stdout();
    write!(out, "{entries} {all} ").unwrap();
}

fn joint(folder: &Path) -> std::path::PathBuf {
    folder.join(format!("joint-{DIALOGUE}.db"))
}

/// One party's log while it is made.
struct Log {
    party: PartyId,
    head: Head,
    /// What its entries so far had seen of the other log.
    seen: u64,
    batch: Batch,
}

impl Log {
    /// Adds an entry with its openings; returns its leaf.
    fn add(&mut self, id: &DialogueId, other: &Log, body: Body, content: &Content) -> VersionId {
        let seq = self.head.size + self.batch.entries.len() as u64;
        let mut open = BTreeMap::new();
        let by = (FieldName::parse("by").unwrap(), Value::from("desk_officer"));
        let values =
            content.iter().map(|(name, value)| (FieldName::parse(name).unwrap(), value.clone()));
        for (n, (field, value)) in values.chain(std::iter::once(by)).enumerate() {
            // Random enough for a bench, and the same in every run.
            let mut salt = [n as u8; 16];
            salt[..8].copy_from_slice(&seq.to_be_bytes());
            salt[8] = self.party.as_str().as_bytes()[0];
            let disclosure = Opening::new(salt, field.clone(), value).disclosure();
            open.insert(field.clone(), Opening::digest(&disclosure));
            self.batch.openings.push((seq, field, disclosure));
        }
        let mut seen = BTreeMap::new();
        if other.head.size > self.seen {
            seen.insert(other.party.clone(), other.head);
            self.seen = other.head.size;
        }
        let entry = Entry {
            dialogue: id.clone(),
            at: "2020-11-16T09:00:00Z".into(),
            origin: Some(Origin { party: self.party.clone(), seq, seen, open }),
            body,
        };
        let bytes = entry.encode();
        let leaf = leaf_hash(&bytes);
        self.batch.entries.push((bytes, leaf));
        VersionId(leaf)
    }

    fn flush(&mut self, store: &mut JointStore, recv_ms: i64) {
        let mut batch = std::mem::take(&mut self.batch);
        batch.recv_ms = recv_ms;
        self.head = store.append(&self.party, &self.head, &batch).unwrap();
    }
}

/// Writes `items` agenda items (some of them sessions) and as many consents into KW's folder.
fn make(world: &World, items: usize) {
    let folder = Folder::new(world.path("KW"));
    let id = DialogueId::parse(DIALOGUE).unwrap();
    let mut store = JointStore::open(&joint(folder.path())).unwrap();
    let log = |store: &JointStore, party: &str| {
        let party = PartyId::parse(party).unwrap();
        let head = store.head(&party).unwrap();
        Log { party, head, seen: 1, batch: Batch::default() }
    };
    let (mut kw, mut us) = (log(&store, "KW"), log(&store, "US"));
    let founded = (kw.head, us.head);
    let charter = VersionId(store.entries(&kw.party, 0..1).unwrap()[0].leaf);
    let mut session = ItemId::parse("s0").unwrap();
    let mut recv_ms = 1;
    for from in (0..items).step_by(STEP) {
        let mut put = Vec::new();
        for n in from..(from + STEP).min(items) {
            let (name, item, content) = if n % ITEMS_OF_SESSION == 0 {
                session = ItemId::parse(&format!("s{n}")).unwrap();
                ("session", session.clone(), session_content())
            } else {
                let item = ItemId::parse(&format!("a{n}")).unwrap();
                ("agenda_item", item, agenda_content(&session, n))
            };
            let body = Body::Put(Put {
                item,
                type_name: TypeName::parse(name).unwrap(),
                base: Vec::new(),
                charter,
                offer: true,
                pos: None,
                aud: None,
            });
            put.push(kw.add(&id, &us, body, &content));
        }
        kw.flush(&mut store, recv_ms);
        for to in put {
            let level = Level::Text;
            us.add(&id, &kw, Body::Consent { to, level }, &Content::new());
        }
        us.flush(&mut store, recv_ms + 1);
        recv_ms += 2;
    }
    let mut guard = HeadGuard::open(&folder.guard()).unwrap();
    let own = origin(&world.config("KW").domain, &id);
    guard.advance(&own, &founded.0, &kw.head).unwrap();
    for log in [&kw, &us] {
        let party = log.party.as_str();
        let folder = Folder::new(world.path(party));
        let domain = world.config(party).domain;
        let keys = DialogueKeys::read(&folder, &domain, &id).unwrap();
        let checkpoint = Checkpoint { origin: origin(&domain, &id), head: log.head };
        let note = checkpoint.sign(&keys.logs[0]).to_bytes();
        store.put_note(&log.party, log.head.size, &note).unwrap();
    }
}

fn session_content() -> Content {
    let mut content = Content::new().with("kind", "plenary").with("date", "2020-11-16");
    content.set_bi("title", Lang::Ar, "الجلسة العامة");
    content.set_bi("title", Lang::En, "Plenary session");
    content
}
