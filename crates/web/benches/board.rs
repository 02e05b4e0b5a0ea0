//! The board of commitments with 10,000 of them, rendered anew each time: whole, narrowed, its time
//! line, its spreadsheet; and the next round opened with everything carried. Beside them the same
//! board with the few commitments of the tests, as the ratio that counts (goals: board < 100 ms,
//! opening < 1 s). Each figure is a median. Run: `cargo bench -p web --bench board`.

#[path = "../tests/areas/world.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod world;

use std::time::{Duration, Instant};

use dialogue::act::{Act, Actor, Draft, Function};
use dialogue::content::Content;
use dialogue::id::{ItemId, PartyId};
use dialogue::item;
use http::StatusCode;
use world::World;

const COMMITMENTS: usize = 10_000;
/// How many of them somebody has reported on.
const REPORTED: usize = 2_000;
const AT_ONCE: usize = 500;
const TIMES: usize = 15;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(run());
}

async fn run() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let few = median(&world, &cookie, "/commitments?page=").await;
    fill(&world).await;
    println!("{COMMITMENTS} commitments, {REPORTED} reports");
    for (name, path) in [
        ("board", "/commitments?page="),
        ("board, overdue only", "/commitments?due=overdue&page="),
        ("board, one side's", "/commitments?owner=US&page="),
        ("time line", "/commitments/timeline?page="),
        ("spreadsheet", "/commitments/file.csv?page="),
    ] {
        let took = median(&world, &cookie, path).await;
        let ratio = took.as_secs_f64() / few.as_secs_f64();
        println!(
            "{name:<22} {:>8.1} ms, {ratio:>6.1} of the board with one",
            took.as_secs_f64() * 1e3
        );
    }
    let next = format!("/rounds/{}/next", world.id("round"));
    let start = Instant::now();
    let opened = world.post(&cookie, &next, &[("number", "5"), ("mode", "remote")]).await;
    println!("round 5 opened         {:>8.1} ms", start.elapsed().as_secs_f64() * 1e3);
    assert_eq!(opened.status, StatusCode::SEE_OTHER);
    let round = opened.location.split_once("/kw-us").expect("an address").1;
    let took = median(&world, &cookie, &format!("{round}/answers?page=")).await;
    println!("its list               {:>8.1} ms", took.as_secs_f64() * 1e3);
}

/// Puts the commitments on one side and agrees to them on the other: a proposal is none.
async fn fill(world: &World) {
    let of = |party: &str| Actor {
        party: PartyId::parse(party).expect("a party"),
        function: Function::CoChair,
        account: "bench".to_owned(),
    };
    let (actor, other) = (of("KW"), of("US"));
    let commitment = |n: usize| {
        let content = Content::new()
            .with("round", world.id("round").as_str())
            .with("group", world.id("group").as_str())
            .with("kind", "undertaking")
            .with("owner_parties", dialogue::Value::List(vec![["KW", "US"][n % 2].into()]))
            .with("text_ar", format!("الالتزام رقم {n} بتبادل المعلومات في موعده").as_str())
            .with("text_en", format!("Commitment {n} to exchange information in time").as_str())
            .with("due", format!("20{}-{:02}-15", 19 + n % 3, 1 + n % 12).as_str())
            .with("evidence", "public_record")
            .with("status", ["in_progress", "done", "unknown", "agreed"][n % 4]);
        put("commitment", content)
    };
    let report = |id: &ItemId| {
        let content = Content::new()
            .with("commitment", id)
            .with("date", "2020-11-15")
            .with("status", "in_progress");
        put("commitment_report", content)
    };
    let dialogue = world.dialogue("KW");
    let mut open: Vec<ItemId> = Vec::new();
    for from in (0..COMMITMENTS).step_by(AT_ONCE) {
        let acts = (from..from + AT_ONCE).map(commitment).collect();
        let done = dialogue.perform_all(&actor, acts).await.expect("they are put");
        world.meet().await;
        let consents = done.iter().map(|done| Act::Consent {
            item: done.item.clone().expect("an item"),
            to: done.version,
            level: dialogue::Level::Text,
        });
        let consents = world.dialogue("US").perform_all(&other, consents.collect()).await;
        consents.expect("they are agreed");
        let ids = done.into_iter().enumerate().filter(|(n, _)| n % 4 != 1);
        open.extend(ids.filter_map(|(_, done)| done.item));
    }
    for some in open[..REPORTED].chunks(AT_ONCE) {
        let acts = some.iter().map(report).collect();
        dialogue.perform_all(&actor, acts).await.expect("they are put");
    }
    world.meet().await;
}

fn put(type_name: &str, content: Content) -> Act {
    Act::Put(Draft::new(item::get(type_name).expect("a type"), content))
}

/// The median time of a page; the number at the end of its path keeps it from being a kept one.
async fn median(world: &World, cookie: &str, path: &str) -> Duration {
    let mut times = Vec::new();
    for n in 1..=TIMES {
        let start = Instant::now();
        let answer = world.page(cookie, "ar", &format!("{path}{n}")).await;
        times.push(start.elapsed());
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
    times.sort();
    times[TIMES / 2]
}
