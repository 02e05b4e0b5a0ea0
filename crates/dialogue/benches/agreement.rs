//! Cost of the fold: agreement of one item touched at 2 and 16 parties, reading a standing, and a
//! long history with its memory. Run with `cargo bench -p dialogue --bench agreement`.

#![allow(clippy::unwrap_used)]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Instant;

use dialogue::fold::{Joint, Rule};
use ledger::entry::{Body, Charter, Entry, Head, Level, Member, Origin, Put};
use ledger::id::{DialogueId, FieldName, ItemId, PartyId, TypeName, VersionId};
use ledger::merkle::Frontier;
use ledger::opening::Digest;

fn main() {
    // The small one first: memory given back is not seen again in the figure.
    long_history(16, 200_000);
    long_history(2, 1_000_000);
    divan::main();
}

/// Agreement of one item at `N` parties: the consent that completes it, folded.
#[divan::bench(args = [2, 4, 8, 16], sample_count = 200)]
fn last_consent_folded(bencher: divan::Bencher<'_, '_>, parties: usize) {
    let mut writer = Writer::new(parties);
    let mut n = 0;
    let joint = RefCell::new(writer.joint());
    let parties = writer.parties.clone();
    bencher
        .with_inputs(|| {
            n += 1;
            let id = format!("t{n}");
            let before = writer.wrote.len();
            writer.agree(&id);
            let (last, others) = writer.wrote[before..].split_last().unwrap();
            for (p, bytes) in others {
                joint.borrow_mut().admit(&writer.parties[*p], bytes);
            }
            (last.clone(), ItemId::parse(&id).unwrap())
        })
        .bench_local_values(|((p, bytes), id)| {
            let mut joint = joint.borrow_mut();
            joint.admit(&parties[p], &bytes);
            let standing = joint.standing(&id).unwrap();
            assert_eq!(standing.effective.len(), 1);
            standing
        });
}

/// Reading where everybody stands, sealed included.
#[divan::bench(args = [2, 4, 8, 16])]
fn standing(bencher: divan::Bencher<'_, '_>, parties: usize) {
    let mut writer = Writer::new(parties);
    writer.agree("t1");
    let mut joint = writer.joint();
    for (p, bytes) in &writer.wrote {
        joint.admit(&writer.parties[*p], bytes);
    }
    let names = joint.members();
    for log in &names {
        for by in names.iter().filter(|by| *by != log) {
            joint.receipt(log, by, joint.length(log));
        }
    }
    let id = ItemId::parse("t1").unwrap();
    assert!(joint.standing(&id).unwrap().sealed);
    bencher.bench(|| joint.standing(divan::black_box(&id)));
}

/// Folds a history of `n` entries: entries a second, bytes of memory for each, and what the work
/// on agreement alone costs for each act.
fn long_history(parties: usize, n: usize) {
    let mut writer = Writer::new(parties);
    let mut item = 0;
    while writer.wrote.len() < n {
        // Each item is put, agreed, and once replaced, as texts are in a real round.
        item += 1;
        let id = format!("t{item}");
        writer.agree(&id);
        writer.agree(&id);
    }
    let ids: Vec<PartyId> = writer.parties.clone();
    let mut joint = writer.joint();
    let wrote = std::mem::take(&mut writer.wrote);
    drop(writer);
    let before = resident_bytes();
    let started = Instant::now();
    for (p, bytes) in &wrote {
        joint.admit(&ids[*p], bytes);
    }
    let took = started.elapsed().as_secs_f64();
    let held = resident_bytes() - before;
    assert!(joint.staged().is_empty());
    let (entries, work) = (wrote.len() as f64, joint.work());
    let mut decode = 0.0;
    for (_, bytes) in wrote.iter().take(50_000) {
        let started = Instant::now();
        divan::black_box(Entry::decode(divan::black_box(bytes)).unwrap());
        decode += started.elapsed().as_secs_f64();
    }
    let decode = decode / entries.min(50_000.0) * 1e6;
    let a_fold = took / entries * 1e6;
    println!(
        "{parties} parties, {entries} entries, {item} items: {:.0} entries/s, {a_fold:.2} us each \
         (reading the bytes {decode:.2} us), {:.0} bytes each, {:.2} comparisons each",
        entries / took,
        held / entries,
        work.comparisons as f64 / entries,
    );
}

/// Writes histories in which everybody has always seen everything.
struct Writer {
    parties: Vec<PartyId>,
    founding: Vec<u8>,
    pin: VersionId,
    trees: Vec<Frontier>,
    seen: Vec<Vec<u64>>,
    wrote: Vec<(usize, Vec<u8>)>,
    last: BTreeMap<String, VersionId>,
    turn: usize,
}

impl Writer {
    fn new(parties: usize) -> Writer {
        let parties: Vec<PartyId> =
            (0..parties).map(|n| PartyId::parse(&format!("P{n:02}")).unwrap()).collect();
        let members = parties.iter().map(|party| Member {
            party: party.clone(),
            log: format!("{party}.example/d+01020304+AQ"),
            mirror: format!("{party}.example/d/mirror+01020304+BA"),
            pins: Vec::new(),
            recovery: None,
        });
        let charter = Charter { members: members.collect(), rules: BTreeMap::new(), schema: 1 };
        let founding = Entry {
            dialogue: DialogueId::parse("d-1").unwrap(),
            at: "2026-11-23T08:00:00Z".into(),
            origin: None,
            body: Body::Charter(charter),
        }
        .encode();
        let leaf = ledger::entry::leaf_hash(&founding);
        let mut tree = Frontier::new();
        tree.push(leaf);
        Writer {
            trees: vec![tree; parties.len()],
            seen: vec![vec![0; parties.len()]; parties.len()],
            pin: VersionId(leaf),
            parties,
            founding,
            wrote: Vec::new(),
            last: BTreeMap::new(),
            turn: 0,
        }
    }

    fn joint(&self) -> Joint {
        Joint::new(&self.founding, |_, _| Some(Rule::Joint)).unwrap()
    }

    fn write(&mut self, p: usize, body: Body) -> VersionId {
        let mut seen = BTreeMap::new();
        for q in (0..self.parties.len()).filter(|q| *q != p) {
            let size = self.trees[q].size();
            if size > self.seen[p][q] {
                let head = Head { size, root: self.trees[q].root() };
                seen.insert(self.parties[q].clone(), head);
                self.seen[p][q] = size;
            }
        }
        let fields = ["ar", "by", "en"].into_iter();
        let open = fields.map(|f| (FieldName::parse(f).unwrap(), Digest([7; 32])));
        let entry = Entry {
            dialogue: DialogueId::parse("d-1").unwrap(),
            at: "2026-11-23T09:00:00Z".into(),
            origin: Some(Origin {
                party: self.parties[p].clone(),
                seq: self.trees[p].size(),
                seen,
                open: open.collect(),
            }),
            body,
        };
        let bytes = entry.encode();
        let leaf = ledger::entry::leaf_hash(&bytes);
        self.trees[p].push(leaf);
        self.wrote.push((p, bytes));
        VersionId(leaf)
    }

    /// One party puts a version, all others consent in turn.
    fn agree(&mut self, id: &str) {
        let author = self.turn % self.parties.len();
        self.turn += 1;
        let put = Put {
            item: ItemId::parse(id).unwrap(),
            type_name: TypeName::parse("paragraph").unwrap(),
            base: self.last.get(id).copied().into_iter().collect(),
            charter: self.pin,
            offer: true,
            pos: None,
            aud: None,
        };
        let to = self.write(author, Body::Put(put));
        for p in (0..self.parties.len()).filter(|p| *p != author) {
            self.write(p, Body::Consent { to, level: Level::Text });
        }
        self.last.insert(id.to_owned(), to);
    }
}

/// Memory of this process in bytes, as Linux counts it; 0 elsewhere.
fn resident_bytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<f64>().ok());
    kib.unwrap_or(0.0) * 1024.0
}
