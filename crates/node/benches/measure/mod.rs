//! What the benches of the node share: a founded dialogue with something to put on its agenda, and
//! the measures that every figure is compared with, taken on the same disk in the same run: one
//! flush, and raw inserts into the database. A figure without its measure says nothing.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each bench uses a part of this, and one that cannot go on may stop"
)]

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

use dialogue::act::{Act, Draft};
use dialogue::content::{Content, Lang};
use dialogue::item;
use ledger::id::ItemId;
use node::Dialogue;
use rusqlite::{Connection, params};

pub mod caller;
#[path = "../../tests/node/world.rs"]
pub mod world;

use world::{desk, perform, round};

/// Makes temporary folders lie beside the build, on a real disk, wherever the system's lie.
pub fn beside_the_build() {
    // Set once, at the start of every bench.
    tempfile::env::override_temp_dir(Path::new(env!("CARGO_TARGET_TMPDIR"))).unwrap();
}

/// Says under what load the figures were taken: the machine may be anybody's.
pub fn say_machine(out: &mut impl std::io::Write) {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: Vec<&str> = load.split(' ').take(3).collect();
    writeln!(
        out,
        "{cores} cores, load {} (1, 5, 15 min); other work on this machine widens the spread",
        load.join(" ")
    )
    .unwrap();
}

/// A session with its round, as a parent of agenda items.
pub async fn session(dialogue: &Dialogue, party: &str) -> ItemId {
    let round = perform(dialogue, &desk(party), round(1)).await;
    let mut content = Content::new()
        .with("round", &round.item.unwrap())
        .with("kind", "plenary")
        .with("date", "2020-11-16");
    content.set_bi("title", Lang::Ar, "الجلسة العامة");
    content.set_bi("title", Lang::En, "Plenary session");
    let put = Act::Put(Draft::new(item::get("session").unwrap(), content));
    perform(dialogue, &desk(party), put).await.item.unwrap()
}

/// The contents of an agenda item: four values, of them two texts.
pub fn agenda_content(session: &ItemId, number: usize) -> Content {
    let mut content = Content::new().with("session", session).with("minutes_planned", 20);
    content.set_bi(
        "title",
        Lang::Ar,
        &format!("البند {number}: متابعة تنفيذ ما اتفق عليه في الجولة السابقة"),
    );
    content.set_bi(
        "title",
        Lang::En,
        &format!("Item {number}: follow-up of what the previous round agreed"),
    );
    content
}

/// A new agenda item.
pub fn agenda(session: &ItemId, number: usize) -> Act {
    let content = agenda_content(session, number);
    Act::Put(Draft::new(item::get("agenda_item").unwrap(), content))
}

/// One flush: 4 KiB written over in a file of its own, then `fdatasync`.
pub struct Flush {
    file: File,
    round: u64,
}

impl Flush {
    pub fn new(folder: &Path) -> Flush {
        let file = File::create(folder.join("flush")).unwrap();
        file.write_all_at(&[0; 1 << 20], 0).unwrap();
        file.sync_all().unwrap();
        Flush { file, round: 0 }
    }

    pub fn once(&mut self) -> Duration {
        self.round += 1;
        let (place, fill) = ((self.round % 200) * 4_096, self.round as u8);
        time(|| {
            self.file.write_all_at(&[fill; 4_096], place).unwrap();
            self.file.sync_data().unwrap();
        })
    }
}

/// What one act leaves in the database: its entry and the disclosures it opens.
#[derive(Clone, Debug)]
pub struct Written {
    pub entry: Vec<u8>,
    pub disclosures: Vec<String>,
}

impl Written {
    pub fn bytes(&self) -> usize {
        let opened: usize = self.disclosures.iter().map(String::len).sum();
        self.entry.len() + opened
    }
}

/// The bare database with the same durability: WAL, synchronous=FULL, prepared statements.
pub struct Raw {
    db: Connection,
    rows: i64,
}

/// How an act is laid out in the bare database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One row an act, as long as all that the act writes, in the fastest table there is: a
    /// number as its key and no index.
    OneRow,
    /// One row an entry and one row an opening, with the keys of the real tables.
    RowEach,
}

impl Raw {
    pub fn new(path: &Path) -> Raw {
        let db = Connection::open(path).unwrap();
        db.query_row("PRAGMA journal_mode=WAL", [], |_| Ok(())).unwrap();
        db.execute_batch(
            "PRAGMA synchronous=FULL;
             CREATE TABLE act (idx INTEGER PRIMARY KEY, leaf BLOB, bytes BLOB, recv INTEGER);
             CREATE TABLE entry (did TEXT, party TEXT, idx INTEGER, leaf BLOB, bytes BLOB, \
             recv INTEGER, PRIMARY KEY (did, party, idx)) STRICT, WITHOUT ROWID;
             CREATE TABLE opening (did TEXT, party TEXT, idx INTEGER, field INTEGER, disc TEXT, \
             PRIMARY KEY (did, party, idx, field)) STRICT, WITHOUT ROWID;",
        )
        .unwrap();
        Raw { db, rows: 0 }
    }

    /// One durable commit.
    pub fn commit(&mut self, acts: &[Written], layout: Layout) -> Duration {
        let padded: Vec<Vec<u8>> = match layout {
            Layout::OneRow => acts.iter().map(|act| vec![b'x'; act.bytes()]).collect(),
            Layout::RowEach => acts.iter().map(|act| act.entry.clone()).collect(),
        };
        let insert = match layout {
            Layout::OneRow => "INSERT INTO act VALUES (?1,?2,?3,0)",
            Layout::RowEach => "INSERT INTO entry VALUES ('bench','KW',?1,?2,?3,0)",
        };
        time(|| {
            let tx = self.db.transaction().unwrap();
            {
                let mut entry = tx.prepare_cached(insert).unwrap();
                let mut opening = tx
                    .prepare_cached("INSERT INTO opening VALUES ('bench','KW',?1,?2,?3)")
                    .unwrap();
                for (act, bytes) in acts.iter().zip(&padded) {
                    self.rows += 1;
                    entry.execute(params![self.rows, [7u8; 32], bytes]).unwrap();
                    if layout == Layout::OneRow {
                        continue;
                    }
                    for (n, disclosure) in act.disclosures.iter().enumerate() {
                        let values = params![self.rows, n as i64, disclosure];
                        opening.execute(values).unwrap();
                    }
                }
            }
            tx.commit().unwrap();
        })
    }
}

/// Processor time of this process so far, all threads, in seconds (in steps of 10 ms).
pub fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    // The name in brackets may hold spaces; user and system time are fields 14 and 15.
    let after = stat.rsplit_once(") ").unwrap().1;
    let ticks = |n: usize| after.split(' ').nth(n - 3).unwrap().parse::<f64>().unwrap();
    (ticks(14) + ticks(15)) / 100.0
}

/// A line of `/proc/self/status` in MiB, such as `VmRSS`.
pub fn memory_mib(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    let kib: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kib / 1_024.0
}

pub fn time(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

/// Values of several rounds, with the spread that tells how far to trust the middle one.
#[derive(Clone, Debug, Default)]
pub struct Rounds(pub Vec<f64>);

impl Rounds {
    pub fn push(&mut self, value: f64) {
        self.0.push(value);
    }

    /// The value below which `part` (0 to 1) of all values lie.
    pub fn at(&self, part: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let place = ((sorted.len() as f64 * part) as usize).min(sorted.len() - 1);
        sorted[place]
    }

    pub fn median(&self) -> f64 {
        self.at(0.5)
    }

    /// `median (least to most)`.
    pub fn say(&self, digits: usize) -> String {
        format!(
            "{:.digits$} ({:.digits$} to {:.digits$})",
            self.median(),
            self.at(0.0),
            self.at(1.0)
        )
    }

    /// Value by value, what share of `other` these are.
    pub fn over(&self, other: &Rounds) -> Rounds {
        let pairs = self.0.iter().zip(&other.0);
        Rounds(pairs.map(|(one, other)| one / other).collect())
    }
}

impl From<&[Duration]> for Rounds {
    /// In milliseconds.
    fn from(times: &[Duration]) -> Rounds {
        Rounds(times.iter().map(|time| time.as_secs_f64() * 1e3).collect())
    }
}

/// A number among the arguments; `cargo bench` adds words of its own.
pub fn argument(default: usize) -> usize {
    let number = |word: String| word.replace('_', "").parse().ok();
    std::env::args().skip(1).find_map(number).unwrap_or(default)
}
