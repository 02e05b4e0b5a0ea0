//! Appending: how many acts a second the writer takes from 64 officers at once, beside raw inserts
//! of as many bytes in batches as large on the same disk, and how long one act alone takes, in
//! flushes. Every act is judged, sealed, folded, made durable, read back, guarded and signed.
//! `cargo bench -p node --bench append [acts in all]`.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on may stop")]

mod measure;

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use ledger::id::{ItemId, PartyId};
use measure::world::{World, desk, dialogue, perform};
use measure::{Flush, Layout, Raw, Rounds, Written, agenda, argument, beside_the_build};
use measure::{say_machine, session};
use node::Dialogue;
use store::joint::{JointStore, OpeningState};

const WRITERS: usize = 64;
const ROUNDS: usize = 7;
const ALONE: usize = 400;

fn main() {
    beside_the_build();
    let acts = argument(ROUNDS * WRITERS * 40);
    let world = World::found(&["KW", "US"], &[]);
    let node = world.open("KW");
    let kw = dialogue(&node);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut out = std::io::stdout();
    say_machine(&mut out);
    let session = runtime.block_on(session(&kw, "KW"));
    let store = JointStore::open(&world.path("KW").join("joint-test-dialogue.db")).unwrap();
    let at_once = at_once(&runtime, &kw, &session, &store, acts);
    writeln!(out, "{at_once}").unwrap();
    writeln!(out, "{}", alone(&runtime, &kw, &session, world.folder.path())).unwrap();
    node.stop();
}

/// 64 writers, each with the next act ready as soon as the one before is signed.
fn at_once(
    runtime: &tokio::runtime::Runtime,
    kw: &Dialogue,
    session: &ItemId,
    store: &JointStore,
    acts: usize,
) -> String {
    let folder = store.path().parent().unwrap().to_owned();
    let mut one_row = Raw::new(&folder.join("raw-one.db"));
    let mut row_each = Raw::new(&folder.join("raw-each.db"));
    let each = (acts / ROUNDS / WRITERS).max(1);
    let (mut rates, mut sizes) = (Rounds::default(), Rounds::default());
    let (mut raw_one, mut raw_each) = (Rounds::default(), Rounds::default());
    let mut bytes = 0;
    for round in 0..ROUNDS {
        let from = kw.read().joint().length(kw.us());
        let start = Instant::now();
        runtime.block_on(write_all(kw, session, each, round));
        rates.push((each * WRITERS) as f64 / start.elapsed().as_secs_f64());
        let (written, commits) = written(store, kw.us(), from);
        let batch = written.len().div_ceil(commits);
        sizes.push(written.len() as f64 / commits as f64);
        bytes = written.iter().map(Written::bytes).sum::<usize>() / written.len();
        let layouts = [
            (&mut one_row, &mut raw_one, Layout::OneRow),
            (&mut row_each, &mut raw_each, Layout::RowEach),
        ];
        for (raw, rates, layout) in layouts {
            let commits = written.chunks(batch);
            let spent: f64 = commits.map(|acts| raw.commit(acts, layout).as_secs_f64()).sum();
            rates.push(written.len() as f64 / spent);
        }
    }
    format!(
        "append, {WRITERS} writers, {} acts of {bytes} bytes, {ROUNDS} rounds; median\n\
         acts/s                              {}\n\
         acts in one commit                  {}\n\
         raw, one row of {bytes} B an act, rows/s {}\n\
         raw, a row each for entry, openings {}\n\
         ratio to raw, one row   goal 0.6    {}\n\
         ratio to raw, a row each            {}\n",
        each * WRITERS * ROUNDS,
        rates.say(0),
        sizes.say(1),
        raw_one.say(0),
        raw_each.say(0),
        rates.over(&raw_one).say(2),
        rates.over(&raw_each).say(2),
    )
}

async fn write_all(kw: &Dialogue, session: &ItemId, each: usize, round: usize) {
    let actor = Arc::new(desk("KW"));
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let (kw, session, actor) = (kw.clone(), session.clone(), actor.clone());
        writers.spawn(async move {
            for n in 0..each {
                let number = (round * WRITERS + writer) * each + n;
                perform(&kw, &actor, agenda(&session, number)).await;
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
}

/// What our log holds from `from` on, and in how many commits it came: one commit gives all its
/// entries the same time of arrival, and takes longer than a millisecond.
fn written(store: &JointStore, us: &PartyId, from: u64) -> (Vec<Written>, usize) {
    let (mut next, mut rows) = (from, Vec::new());
    loop {
        let more = store.entries(us, next..u64::MAX >> 1).unwrap();
        let Some(last) = more.last() else { break };
        next = last.idx + 1;
        rows.extend(more);
    }
    let commits: BTreeSet<i64> = rows.iter().map(|row| row.recv_ms).collect();
    let mut written: Vec<Written> =
        rows.into_iter().map(|row| Written { entry: row.bytes, disclosures: Vec::new() }).collect();
    let each = |row: store::joint::OpeningRow| {
        if let OpeningState::Present(disclosure) = row.state {
            written[(row.idx - from) as usize].disclosures.push(disclosure);
        }
        true
    };
    store.scan_openings(us, from, each).unwrap();
    (written, commits.len())
}

/// One officer, one act at a time; a flush is measured between every two acts.
fn alone(
    runtime: &tokio::runtime::Runtime,
    kw: &Dialogue,
    session: &ItemId,
    folder: &std::path::Path,
) -> String {
    let actor = desk("KW");
    let mut flush = Flush::new(folder);
    let (mut flushes, mut acts) = (Vec::new(), Vec::new());
    for n in 0..ALONE {
        flushes.push(flush.once());
        let act = agenda(session, n);
        let start = Instant::now();
        runtime.block_on(perform(kw, &actor, act));
        acts.push(start.elapsed());
    }
    let (flushes, acts) = (Rounds::from(&flushes[..]), Rounds::from(&acts[..]));
    format!(
        "one act alone, {ALONE} times, a flush (4 KiB, fdatasync) measured between every two\n\
         one flush, ms                  p50 {:.2}   p99 {:.2}\n\
         one act, ms                    p50 {:.2}   p99 {:.2}\n\
         act in flushes   goal 3        p50 {:.2} of p50   p99 {:.2} of p99   (p99 {:.2} of p50)",
        flushes.median(),
        flushes.at(0.99),
        acts.median(),
        acts.at(0.99),
        acts.median() / flushes.median(),
        acts.at(0.99) / flushes.at(0.99),
        acts.at(0.99) / flushes.median(),
    )
}
