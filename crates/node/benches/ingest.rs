//! Taking a peer's log: messages of 1,024 entries sent to a running node over its own exchange
//! (mutual TLS, HTTP, frames), beside raw inserts of as many bytes, 1,024 rows a commit, on the
//! same disk. The node decodes the frames, verifies the checkpoint and the root, checks the
//! canonical form, folds, checks every opening, stores, reads back and gives its receipt. Then
//! the same messages once more stage by stage, to see where the time goes.
//! `cargo bench -p node --bench ingest [messages of each kind]`.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on may stop")]

mod measure;

use std::io::Write;
use std::ops::Range;
use std::path::Path;

use dialogue::act::Act;
use dialogue::record::Record;
use ledger::entry::{Level, leaf_hash};
use ledger::frame::{self, Frame, OpeningsOf};
use ledger::id::{DialogueId, FieldName, PartyId};
use ledger::merkle::Frontier;
use ledger::mirror::Mirror;
use ledger::note::VerifierKey;
use ledger::opening::Opening;
use measure::caller::Caller;
use measure::world::{DIALOGUE, World, desk, dialogue};
use measure::{Layout, Raw, Rounds, Written, agenda, argument, beside_the_build};
use measure::{say_machine, session, time};
use store::joint::{Batch, JointStore};

const ENTRIES: usize = 1_024;
/// What 1,024 entries are in one message.
const KINDS: [&str; 2] = ["new agenda items, 5 openings each", "withdrawals, 1 opening each"];

fn main() {
    beside_the_build();
    let world = World::found(&["KW", "US"], &[("KW", "US")]);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut out = std::io::stdout();
    say_machine(&mut out);
    let prepared = runtime.block_on(prepare(&world, argument(12)));
    let ingested = runtime.block_on(ingest(&world, &prepared));
    writeln!(out, "{ingested}").unwrap();
    let stages = stages(&world, &prepared);
    writeln!(out, "{stages}").unwrap();
}

/// One message as a peer sends it.
struct Message {
    kind: usize,
    body: Vec<u8>,
    acts: Vec<Written>,
}

/// A first message that brings the two sides level, then the measured ones.
struct Prepared {
    first: Vec<u8>,
    messages: Vec<Message>,
}

/// Has the sender's node write its log, 1,024 acts a commit, and makes the messages of it.
async fn prepare(world: &World, count: usize) -> Prepared {
    let node = world.open("KW");
    let kw = dialogue(&node);
    let store = JointStore::open(&joint(world, "KW")).unwrap();
    let session = session(&kw, "KW").await;
    let level = kw.read().joint().length(kw.us());
    let mut next = level;
    let mut messages = Vec::new();
    for n in 0..count {
        let acts: Vec<Act> = (0..ENTRIES).map(|k| agenda(&session, n * ENTRIES + k)).collect();
        let done = kw.perform_all(&desk("KW"), acts).await.unwrap();
        let back = done.iter().map(|done| Act::Withdraw {
            item: done.item.clone().unwrap(),
            to: done.version,
            level: Level::Text,
        });
        kw.perform_all(&desk("KW"), back.collect()).await.unwrap();
        // A note is stored with the commit after the one it signs, or in a quiet moment.
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        for kind in 0..KINDS.len() {
            let range = next..next + ENTRIES as u64;
            next = range.end;
            let (body, acts) = message(&store, kw.us(), range);
            messages.push(Message { kind, body, acts });
        }
    }
    let (first, _) = message(&store, kw.us(), 1..level);
    node.stop();
    Prepared { first, messages }
}

/// The frames of a range, as the exchange would send them.
fn message(store: &JointStore, party: &PartyId, range: Range<u64>) -> (Vec<u8>, Vec<Written>) {
    let (mut next, mut acts) = (range.start, Vec::new());
    while next < range.end {
        for row in store.entries(party, next..range.end).unwrap() {
            next = row.idx + 1;
            acts.push(Written { entry: row.bytes, disclosures: Vec::new() });
        }
    }
    let mut next = range.start;
    loop {
        let audience = PartyId::parse("US").unwrap();
        let rows = store.openings(party, next..range.end, &audience).unwrap();
        let Some((last, _, _)) = rows.last() else {
            break;
        };
        next = last + 1;
        for (idx, _, disclosure) in rows {
            acts[(idx - range.start) as usize].disclosures.push(disclosure);
        }
    }
    let openings = (range.start..)
        .zip(&acts)
        .map(|(index, act)| OpeningsOf { index, disclosures: act.disclosures.clone() });
    let note = store.checkpoint(party, range.end).unwrap();
    let frames = [
        Frame::Entries {
            party: party.clone(),
            from: range.start,
            entries: acts.iter().map(|act| act.entry.clone()).collect(),
        },
        Frame::Openings { party: party.clone(), openings: openings.collect() },
        Frame::Checkpoint {
            dialogue: DialogueId::parse(DIALOGUE).unwrap(),
            party: party.clone(),
            note: note.unwrap_or_else(|| panic!("no note of {} entries", range.end)),
        },
    ];
    (frame::encode(&frames), acts)
}

/// Sends the messages to the other party's node, alternating with raw commits.
async fn ingest(world: &World, prepared: &Prepared) -> String {
    let node = world.start("US").await;
    let us = dialogue(&node);
    let address = world.config("US").exchange.unwrap();
    let mut caller = Caller::dial(&world.path("KW"), &address).await;
    let path = format!("/frames/{DIALOGUE}");
    caller.post(&path, prepared.first.clone()).await;
    let mut one_row = Raw::new(&world.folder.path().join("raw-one.db"));
    let mut row_each = Raw::new(&world.folder.path().join("raw-each.db"));
    let mut rates = vec![[Rounds::default(), Rounds::default(), Rounds::default()]; KINDS.len()];
    let rate = |spent: std::time::Duration| ENTRIES as f64 / spent.as_secs_f64();
    for message in &prepared.messages {
        let body = message.body.clone();
        let start = std::time::Instant::now();
        caller.post(&path, body).await;
        let [ours, one, each] = &mut rates[message.kind];
        ours.push(rate(start.elapsed()));
        one.push(rate(one_row.commit(&message.acts, Layout::OneRow)));
        each.push(rate(row_each.commit(&message.acts, Layout::RowEach)));
    }
    let kw = PartyId::parse("KW").unwrap();
    let sent = prepared.messages.len() * ENTRIES;
    let held = us.read().joint().folded(&kw);
    assert!(held > sent as u64, "{held} entries arrived of {sent}");
    assert_eq!(us.alarms(), Vec::<String>::new(), "nothing was refused");
    node.stop();
    let mut text = format!(
        "mirror ingest, {ENTRIES} entries a message and commit, {} messages of each kind; \
         median (least to most)\n",
        prepared.messages.len() / KINDS.len()
    );
    for (kind, [ours, one, each]) in rates.iter().enumerate() {
        let of_kind = || prepared.messages.iter().filter(|one| one.kind == kind);
        let bytes: usize = of_kind().flat_map(|message| &message.acts).map(Written::bytes).sum();
        text.push_str(&format!(
            "{}, {} bytes an entry with them\n\
             ingest, entries/s                   {}\n\
             raw, one row an entry, rows/s       {}\n\
             raw, a row each for entry, openings {}\n\
             ratio to raw, one row   goal 0.4    {}\n\
             ratio to raw, a row each            {}\n",
            KINDS[kind],
            bytes / (of_kind().count() * ENTRIES),
            ours.say(0),
            one.say(0),
            each.say(0),
            ours.over(one).say(2),
            ours.over(each).say(2),
        ));
    }
    text
}

/// The same messages through the same functions one after another, without a network.
fn stages(world: &World, prepared: &Prepared) -> String {
    const NAMES: [&str; 7] = [
        "read the frames",
        "checkpoint, leaf hashes, root",
        "canonical check, part of the fold",
        "openings' digests, part of the fold",
        "fold with openings",
        "store: insert and commit",
        "store: read back",
    ];
    let charter = std::fs::read(world.path("US").join(format!("charter-{DIALOGUE}.json"))).unwrap();
    let (kw, us) = (PartyId::parse("KW").unwrap(), PartyId::parse("US").unwrap());
    let mut record = Record::new(us, &charter).unwrap();
    let id = DialogueId::parse(DIALOGUE).unwrap();
    let members = &record.joint().charter().members;
    let key = members.iter().find(|member| member.party == kw).unwrap();
    let key = VerifierKey::parse(&key.log).unwrap();
    let origin = key.name().to_string();
    let mut frontier = Frontier::new();
    frontier.push(leaf_hash(&charter));
    let mut mirror = Mirror::holding(&origin, vec![key], frontier);
    let mut store = JointStore::create(&world.folder.path().join("stages.db"), &id).unwrap();
    store.add_log(&kw, false, &origin).unwrap();
    let first = Batch { entries: vec![(charter.clone(), leaf_hash(&charter))], ..Batch::default() };
    let head = store.head(&kw).unwrap();
    store.append(&kw, &head, &first).unwrap();
    let mut spent = vec![vec![Rounds::default(); NAMES.len()]; KINDS.len()];
    let bodies = prepared.messages.iter().map(|one| (Some(one.kind), &one.body));
    for (kind, body) in std::iter::once((None, &prepared.first)).chain(bodies) {
        let times = one_by_one(body, &kw, &mut mirror, &mut record, &mut store);
        if let Some(kind) = kind {
            for (rounds, time) in spent[kind].iter_mut().zip(times) {
                rounds.push(time * 1e6 / ENTRIES as f64);
            }
        }
    }
    let mut text = String::from("where the time goes, microseconds an entry: items, withdrawals\n");
    for (n, name) in NAMES.iter().enumerate() {
        let of_kind: Vec<String> =
            spent.iter().map(|rounds| format!("{:>7.2}", rounds[n].median())).collect();
        text.push_str(&format!("{name:<36} {}\n", of_kind.join(" ")));
    }
    text
}

/// Seconds of each stage of one message.
fn one_by_one(
    body: &[u8],
    kw: &PartyId,
    mirror: &mut Mirror,
    record: &mut Record,
    store: &mut JointStore,
) -> [f64; 7] {
    let mut spent = [0.0; 7];
    let mut timed = |n: usize, run: &mut dyn FnMut()| spent[n] += time(run).as_secs_f64();
    let mut frames = Vec::new();
    timed(0, &mut || frames = frame::decode(body).unwrap());
    let [
        Frame::Entries { from, entries, .. },
        Frame::Openings { openings, .. },
        Frame::Checkpoint { note, .. },
    ] = &frames[..]
    else {
        panic!("a message is entries, openings, checkpoint");
    };
    let mut accepted = None;
    timed(1, &mut || accepted = Some(mirror.offer(*from, entries, note).unwrap()));
    let accepted = accepted.unwrap();
    timed(2, &mut || {
        for bytes in entries {
            ledger::json::check(bytes, ledger::json::Profile::Skeleton).unwrap();
        }
    });
    timed(3, &mut || {
        for disclosure in openings.iter().flat_map(|of| &of.disclosures) {
            std::hint::black_box(Opening::digest(disclosure));
        }
    });
    let mut rows: Vec<(u64, FieldName, String)> = Vec::new();
    timed(4, &mut || {
        for (bytes, of) in entries.iter().zip(openings) {
            let disclosures = of.disclosures.iter().map(String::as_str);
            let (changes, opened) = record.admit_opened(kw, bytes, disclosures);
            assert!(changes.void.is_empty() && changes.refused.is_none());
            for (disclosure, field) in of.disclosures.iter().zip(opened) {
                rows.push((of.index, field.unwrap(), disclosure.clone()));
            }
        }
    });
    let base = accepted.base();
    let batch = Batch {
        entries: entries.iter().map(|bytes| (bytes.clone(), leaf_hash(bytes))).collect(),
        openings: rows,
        recv_ms: 0,
    };
    let note = Some((accepted.head().size, note.as_slice()));
    timed(5, &mut || {
        store.append_noted(kw, &base, &batch, note).unwrap();
    });
    timed(6, &mut || {
        assert_eq!(store.read_back(kw, base.size).unwrap(), accepted.head());
    });
    mirror.commit(accepted);
    spent
}

fn joint(world: &World, party: &str) -> std::path::PathBuf {
    let name = format!("joint-{DIALOGUE}.db");
    Path::new(&world.path(party)).join(name)
}
