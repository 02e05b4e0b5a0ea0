//! What an append costs beside the bare database, as ratios of one run: batches against raw
//! inserts of the same bytes with the same durability, the whole write path against the number of
//! flushes it needs, scans against a plain SELECT. Rounds alternate, so that a noisy disk meets
//! both sides alike. `HIWAR_BENCH_ROWS` sets the rows of the scan (200,000 when absent).

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on may stop")]

use std::fs::File;
use std::hint::black_box;
use std::io::Write;
use std::ops::ControlFlow;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

use ledger::checkpoint::Checkpoint;
use ledger::entry::{Head, leaf_hash};
use ledger::id::{DialogueId, PartyId};
use ledger::merkle::{EMPTY_ROOT, Hash};
use ledger::note::{KeyKind, SigningKey};
use rusqlite::{Connection, params};
use store::guard::HeadGuard;
use store::joint::{Batch, JointStore};

const ORIGIN: &str = "hiwar.kw.example/kwus-3q7f5m2a";
const ENTRY_BYTES: usize = 501;
const EMPTY: Head = Head { size: 0, root: EMPTY_ROOT };

fn main() {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut out = std::io::stdout().lock();
    writeln!(out, "batch   raw rows/s   append rows/s   ratio   with read-back   ratio").unwrap();
    for batch in [1, 16, 64, 256, 1024] {
        let line = appends(dir.path(), batch);
        writeln!(out, "{line}").unwrap();
    }
    writeln!(out, "\n{}", write_path(dir.path())).unwrap();
    let rows = std::env::var("HIWAR_BENCH_ROWS").ok().and_then(|n| n.parse().ok());
    writeln!(out, "\n{}", scans(dir.path(), rows.unwrap_or(200_000))).unwrap();
}

fn kw() -> PartyId {
    PartyId::parse("KW").unwrap()
}

fn entries(from: u64, n: u64) -> Vec<(Vec<u8>, Hash)> {
    let entry = |idx: u64| {
        let mut bytes = vec![b'x'; ENTRY_BYTES];
        bytes[..8].copy_from_slice(&idx.to_be_bytes());
        let leaf = leaf_hash(&bytes);
        (bytes, leaf)
    };
    (from..from + n).map(entry).collect()
}

fn joint(path: &Path) -> JointStore {
    let mut joint = JointStore::create(path, &DialogueId::parse("bench").unwrap()).unwrap();
    joint.add_log(&kw(), true, ORIGIN).unwrap();
    joint
}

/// The bare database: one table with the same columns and key, WAL, synchronous=FULL, one
/// prepared statement.
struct Raw(Connection);

impl Raw {
    fn new(path: &Path) -> Raw {
        let db = Connection::open(path).unwrap();
        db.query_row("PRAGMA journal_mode=WAL", [], |_| Ok(())).unwrap();
        db.execute_batch(
            "PRAGMA synchronous=FULL; CREATE TABLE entry (did TEXT, party TEXT, idx INTEGER, \
             leaf BLOB, bytes BLOB, recv INTEGER, PRIMARY KEY (did, party, idx)) \
             STRICT, WITHOUT ROWID",
        )
        .unwrap();
        Raw(db)
    }

    fn insert(&mut self, from: u64, rows: &[(Vec<u8>, Hash)]) {
        let tx = self.0.transaction().unwrap();
        let mut insert =
            tx.prepare_cached("INSERT INTO entry VALUES ('bench','KW',?1,?2,?3,0)").unwrap();
        for (idx, (bytes, leaf)) in (from as i64..).zip(rows) {
            insert.execute(params![idx, leaf, bytes]).unwrap();
        }
        drop(insert);
        tx.commit().unwrap();
    }
}

fn appends(dir: &Path, n: u64) -> String {
    let mut raw = Raw::new(&dir.join(format!("raw-{n}.db")));
    let mut plain = joint(&dir.join(format!("append-{n}.db")));
    let mut checked = joint(&dir.join(format!("checked-{n}.db")));
    let (mut head, mut checked_head) = (EMPTY, EMPTY);
    let mut spent = [Duration::ZERO; 3];
    let rounds = (16_384 / n).clamp(24, 400);
    for round in 0..rounds {
        let from = round * n;
        let batch = Batch { entries: entries(from, n), ..Batch::default() };
        spent[0] += time(|| raw.insert(from, &batch.entries));
        spent[1] += time(|| head = plain.append(&kw(), &head, &batch).unwrap());
        spent[2] += time(|| {
            checked.append(&kw(), &checked_head, &batch).unwrap();
            checked_head = checked.read_back(&kw(), from).unwrap();
        });
    }
    let rate = spent.map(|spent| (rounds * n) as f64 / spent.as_secs_f64());
    format!(
        "{n:>5} {:>12.0} {:>15.0} {:>7.2} {:>16.0} {:>7.2}",
        rate[0],
        rate[1],
        rate[1] / rate[0],
        rate[2],
        rate[2] / rate[0]
    )
}

/// One entry alone: append, read back, guard, sign, note. Its goal is three flushes at p99.
fn write_path(dir: &Path) -> String {
    let key = SigningKey::from_seed(ORIGIN, KeyKind::LogEd25519, [1; 32]).unwrap();
    let mut store = joint(&dir.join("path.db"));
    let mut guard = HeadGuard::create(&dir.join("heads.guard")).unwrap();
    let file = File::create(dir.join("flush")).unwrap();
    let mut raw = Raw::new(&dir.join("path-raw.db"));
    let (mut head, mut flushes, mut commits) = (EMPTY, vec![], vec![]);
    let (mut paths, mut guards) = (vec![], vec![]);
    for round in 0..400u64 {
        // The units: 4 KiB added to a file and flushed, and one row in the bare database.
        flushes.push(time(|| {
            file.write_all_at(&[round as u8; 4096], round * 4096).unwrap();
            file.sync_data().unwrap();
        }));
        let row = entries(round, 1);
        commits.push(time(|| raw.insert(round, &row)));
        let batch = Batch { entries: entries(round, 1), ..Batch::default() };
        paths.push(time(|| {
            store.append(&kw(), &head, &batch).unwrap();
            let new = store.read_back(&kw(), head.size).unwrap();
            guards.push(time(|| guard.advance(ORIGIN, &head, &new).unwrap()));
            let note = Checkpoint { origin: ORIGIN.to_owned(), head: new }.sign(&key).to_bytes();
            store.put_note(&kw(), new.size, &note).unwrap();
            head = new;
        }));
    }
    let [flush, commit, path, guard] =
        [flushes, commits, paths, guards].map(|mut times: Vec<Duration>| {
            times.sort();
            (times[times.len() / 2].as_secs_f64(), times[times.len() * 99 / 100].as_secs_f64())
        });
    format!(
        "one flush: median {:.2} ms, p99 {:.2} ms; one raw row: {:.2} median flushes\n\
         one write, all steps: {:.2} flushes or {:.2} raw rows at the median\n\
         at p99: {:.2} p99 flushes or {:.2} p99 raw rows; the guard alone {:.2} median flushes",
        flush.0 * 1e3,
        flush.1 * 1e3,
        commit.0 / flush.0,
        path.0 / flush.0,
        path.0 / commit.0,
        path.1 / flush.1,
        path.1 / commit.1,
        guard.0 / flush.0
    )
}

fn scans(dir: &Path, rows: u64) -> String {
    let mut raw = Raw::new(&dir.join("raw-scan.db"));
    let mut store = joint(&dir.join("scan.db"));
    let mut head = EMPTY;
    let (mut first, mut last) = (Duration::ZERO, Duration::ZERO);
    const STEP: u64 = 8_192;
    for from in (0..rows).step_by(STEP as usize) {
        let batch = Batch { entries: entries(from, STEP), ..Batch::default() };
        raw.insert(from, &batch.entries);
        last = time(|| head = store.append(&kw(), &head, &batch).unwrap());
        first = if from == 0 { last } else { first };
    }
    let mut spent = [Duration::MAX; 4];
    for _ in 0..5 {
        let sums = [
            time(|| {
                black_box(plain_select(&raw.0, false));
            }),
            time(|| {
                black_box(plain_select(&raw.0, true));
            }),
            time(|| {
                let mut sum = 0u64;
                let each = |_, bytes: &[u8], leaf: &Hash| {
                    sum += u64::from(bytes[9]) + u64::from(leaf[0]);
                    ControlFlow::Continue(())
                };
                store.scan(&kw(), 0, each).unwrap();
                black_box(sum);
            }),
            time(|| {
                let mut sum = 0u64;
                let each = |_, bytes: &[u8], leaf: &Hash| {
                    sum += u64::from(bytes[9]) + u64::from(leaf[0]);
                };
                store.scan_checked(&kw(), 0, each).unwrap();
                black_box(sum);
            }),
        ];
        for (best, now) in spent.iter_mut().zip(sums) {
            *best = (*best).min(now);
        }
    }
    let rate = spent.map(|spent| head.size as f64 / spent.as_secs_f64());
    format!(
        "{} rows: plain SELECT {:.0} rows/s, scan {:.0} rows/s, ratio {:.2}\n\
         SELECT and leaf hash {:.0} rows/s, scan_checked {:.0} rows/s, ratio {:.2}\n\
         append of {STEP} rows: the last one took {:.2} x the first",
        head.size,
        rate[0],
        rate[2],
        rate[2] / rate[0],
        rate[1],
        rate[3],
        rate[3] / rate[1],
        last.as_secs_f64() / first.as_secs_f64()
    )
}

fn plain_select(db: &Connection, hash: bool) -> u64 {
    let mut query = db
        .prepare("SELECT idx, leaf, bytes FROM entry WHERE did='bench' AND party='KW' ORDER BY idx")
        .unwrap();
    let mut rows = query.query([]).unwrap();
    let mut sum = 0;
    while let Some(row) = rows.next().unwrap() {
        let idx: i64 = row.get(0).unwrap();
        let leaf = row.get_ref(1).unwrap().as_blob().unwrap();
        let bytes = row.get_ref(2).unwrap().as_blob().unwrap();
        let leaf_byte = if hash { leaf_hash(bytes)[0] } else { leaf[0] };
        sum += idx as u64 + u64::from(leaf_byte) + u64::from(bytes[9]);
    }
    sum
}

fn time(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}
