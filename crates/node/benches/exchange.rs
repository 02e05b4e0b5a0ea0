//! Two nodes over mutual TLS on the loopback: how many proposals a second become agreed, how long
//! one takes from the call on one side to the moment that side sees it agreed, what processor time
//! an entry costs; and how soon an act is visible at the peer, beside one round trip and two
//! flushes. Both nodes and all officers are in this one process and on one disk.
//! `cargo bench -p node --bench exchange [rounds]`.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on may stop")]

mod measure;

use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use dialogue::act::{Act, Draft};
use dialogue::item;
use ledger::entry::Level;
use ledger::id::{ItemId, VersionId};
use measure::world::{World, agreed, chair, consent, desk, dialogue, perform, until};
use measure::{Flush, Rounds, agenda_content, argument, beside_the_build, processor_seconds};
use measure::{say_machine, session};
use node::{Change, Dialogue};
use parking_lot::Mutex;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::{broadcast, oneshot};

const WRITERS: [usize; 3] = [1, 8, 64];
const ACTS_SEEN: usize = 300;

fn main() {
    beside_the_build();
    let rounds = argument(5);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut out = std::io::stdout();
    say_machine(&mut out);
    runtime.block_on(async {
        writeln!(out, "{}", agreements(rounds).await).unwrap();
        writeln!(out, "act visible at the peer, {ACTS_SEEN} acts one after another").unwrap();
        let both: &[(&str, &str)] = &[("KW", "US"), ("US", "KW")];
        let ways = [("both sides dial", both), ("only the peer dials", &[("US", "KW")])];
        for (name, links) in ways {
            writeln!(out, "{}", visible(name, links).await).unwrap();
        }
    });
}

/// Waits for items that become agreed, one message an item.
type Waiting = Arc<Mutex<HashMap<ItemId, (VersionId, oneshot::Sender<()>)>>>;

async fn agreements(rounds: usize) -> String {
    let world = World::found(&["KW", "US"], &[("KW", "US"), ("US", "KW")]);
    let (kw_node, us_node) = (world.start("KW").await, world.start("US").await);
    let (kw, us) = (dialogue(&kw_node), dialogue(&us_node));
    let session = session(&kw, "KW").await;
    until("the session is at the peer", || us.read().item(&session).is_some()).await;
    let waiting = Waiting::default();
    tokio::spawn(notice(kw.clone(), kw.watch(), waiting.clone()));
    tokio::spawn(answer(us.clone(), us.watch()));
    let mut text = String::from(
        "proposal on A, consent of B's officer at once, seen agreed on A; median (least to most)\n\
         writers  agreed/s               entries/s              p50 ms  p99 ms  CPU ms an entry\n",
    );
    for writers in WRITERS {
        let each = 40.min(320 / writers);
        let (mut rates, mut entries, mut cpu) =
            (Rounds::default(), Rounds::default(), Rounds::default());
        let mut times = Vec::new();
        for round in 0..rounds {
            let (start, used) = (Instant::now(), processor_seconds());
            times.extend(propose(&kw, &session, &waiting, writers, each, round).await);
            let (spent, used) = (start.elapsed().as_secs_f64(), processor_seconds() - used);
            let agreed = (writers * each) as f64;
            rates.push(agreed / spent);
            entries.push(2.0 * agreed / spent);
            cpu.push(used * 1e3 / (2.0 * agreed));
        }
        let times = Rounds::from(&times[..]);
        text.push_str(&format!(
            "{writers:>7}  {:<21}  {:<21}  {:>6.1}  {:>6.1}  {}\n",
            rates.say(0),
            entries.say(0),
            times.median(),
            times.at(0.99),
            cpu.say(2),
        ));
    }
    kw_node.stop();
    us_node.stop();
    text
}

/// Every writer proposes an item and waits until it is agreed, `each` times.
async fn propose(
    kw: &Dialogue,
    session: &ItemId,
    waiting: &Waiting,
    writers: usize,
    each: usize,
    round: usize,
) -> Vec<Duration> {
    let mut tasks = tokio::task::JoinSet::new();
    for writer in 0..writers {
        let (kw, session, waiting) = (kw.clone(), session.clone(), waiting.clone());
        tasks.spawn(async move {
            let actor = desk("KW");
            let mut times = Vec::new();
            for n in 0..each {
                let number = (round * writers + writer) * each + n;
                let content = agenda_content(&session, number);
                let draft = Draft::new(item::get("agenda_item").unwrap(), content);
                let start = Instant::now();
                let done = perform(&kw, &actor, Act::Put(draft)).await;
                let id = done.item.unwrap();
                let (tell, told) = oneshot::channel();
                waiting.lock().insert(id.clone(), (done.version, tell));
                // The consent may have been here before we began to wait for it.
                if !agreed(&kw, &id, done.version) {
                    let heard = tokio::time::timeout(Duration::from_secs(20), told).await;
                    heard.unwrap().unwrap();
                }
                times.push(start.elapsed());
            }
            times
        });
    }
    let mut times = Vec::new();
    while let Some(one) = tasks.join_next().await {
        times.extend(one.unwrap());
    }
    times
}

/// A's side: tells the writers whose items are agreed now.
async fn notice(kw: Dialogue, mut changes: broadcast::Receiver<Change>, waiting: Waiting) {
    while let Some(items) = next(&mut changes).await {
        for id in items.iter() {
            let mut waiting = waiting.lock();
            let is_agreed = waiting.get(id).is_some_and(|(version, _)| agreed(&kw, id, *version));
            if is_agreed && let Some((_, tell)) = waiting.remove(id) {
                // A writer that has looked for itself no longer listens.
                let _gone = tell.send(());
            }
        }
    }
}

/// B's side: an officer who consents to every item as soon as it is seen.
async fn answer(us: Dialogue, mut changes: broadcast::Receiver<Change>) {
    let actor = Arc::new(chair("US"));
    while let Some(items) = next(&mut changes).await {
        for id in items.iter() {
            let offered = {
                let record = us.read();
                let item = record.item(id);
                item.filter(|item| item.kind().name == "agenda_item")
                    .map(|item| item.standing())
                    .filter(|standing| standing.effective.is_empty())
                    .and_then(|standing| standing.positions.values().copied().flatten().next())
            };
            let Some(version) = offered else { continue };
            let (us, actor, id) = (us.clone(), actor.clone(), id.clone());
            tokio::spawn(async move {
                let act = consent(&id, version, Level::Text);
                // Refused when it was consented to meanwhile: two changes may name one item.
                let _again = us.perform(&actor, act).await;
            });
        }
    }
}

async fn next(
    changes: &mut broadcast::Receiver<Change>,
) -> Option<Arc<std::collections::BTreeSet<ItemId>>> {
    match changes.recv().await {
        Ok(change) => Some(change.items),
        Err(broadcast::error::RecvError::Lagged(missed)) => {
            panic!("{missed} changes were missed: the figures would be false")
        }
        Err(broadcast::error::RecvError::Closed) => None,
    }
}

/// From the call of `perform` on one side to the event on the other.
async fn visible(name: &str, links: &[(&str, &str)]) -> String {
    let world = World::found(&["KW", "US"], links);
    let (kw_node, us_node) = (world.start("KW").await, world.start("US").await);
    let (kw, us) = (dialogue(&kw_node), dialogue(&us_node));
    let session = session(&kw, "KW").await;
    until("the session is at the peer", || us.read().item(&session).is_some()).await;
    let mut changes = us.watch();
    let mut flush = Flush::new(world.folder.path());
    let mut echo = Echo::new().await;
    let actor = desk("KW");
    let mut known = HashSet::new();
    let (mut trips, mut flushes, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..ACTS_SEEN {
        flushes.push(flush.once());
        trips.push(echo.once().await);
        let draft = Draft::new(item::get("agenda_item").unwrap(), agenda_content(&session, n));
        let start = Instant::now();
        let performed = {
            let (kw, actor) = (kw.clone(), actor.clone());
            tokio::spawn(async move { perform(&kw, &actor, Act::Put(draft)).await })
        };
        // The first change at the peer that names a new agenda item is this act.
        let id = loop {
            let items = next(&mut changes).await.unwrap();
            let record = us.read();
            let new = |id: &&ItemId| {
                let item = record.item(id);
                item.is_some_and(|item| item.kind().name == "agenda_item") && !known.contains(*id)
            };
            if let Some(id) = items.iter().find(new) {
                break id.clone();
            }
        };
        seen.push(start.elapsed());
        assert_eq!(performed.await.unwrap().item.as_ref(), Some(&id));
        known.insert(id);
    }
    kw_node.stop();
    us_node.stop();
    let [trips, flushes, seen] = [trips, flushes, seen].map(|times| Rounds::from(&times[..]));
    let goal = |part: f64| trips.at(part) + 2.0 * flushes.at(part) + 5.0;
    format!(
        "{name}: visible p50 {:.1} ms, p99 {:.1} ms\n  \
         goal: round trip {:.3} + 2 flushes of {:.2} + 5 = {:.1} ms at p50: {:.2} of it; \
         {:.1} ms at p99: {:.2} of it",
        seen.median(),
        seen.at(0.99),
        trips.median(),
        flushes.median(),
        goal(0.5),
        seen.median() / goal(0.5),
        goal(0.99),
        seen.at(0.99) / goal(0.99),
    )
}

/// One round trip of 1 KiB over the loopback.
struct Echo(tokio::net::TcpStream);

impl Echo {
    async fn new() -> Echo {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.set_nodelay(true).unwrap();
            let mut buffer = [0u8; 1_024];
            while stream.read_exact(&mut buffer).await.is_ok() {
                stream.write_all(&buffer).await.unwrap();
            }
        });
        let stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Echo(stream)
    }

    async fn once(&mut self) -> Duration {
        let mut buffer = [0u8; 1_024];
        let start = Instant::now();
        self.0.write_all(&buffer).await.unwrap();
        self.0.read_exact(&mut buffer).await.unwrap();
        start.elapsed()
    }
}
