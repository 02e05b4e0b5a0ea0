//! The register with 50,000 instruments, agreed by nobody yet, rendered anew each time: its list
//! whole and narrowed, the legal dates, the table, the desk. Beside them the same list with the few
//! of the tests, as the ratio that counts (goal: alarms of all of them in less than a second; the
//! first page after a change reckons them). Each figure is a median. Run:
//! `cargo bench -p web --bench register`.

#[path = "../tests/areas/world.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod world;

use std::time::{Duration, Instant};

use dialogue::act::{Act, Actor, Draft, Function};
use dialogue::content::Content;
use dialogue::id::PartyId;
use dialogue::item;
use http::StatusCode;
use world::World;

const INSTRUMENTS: usize = 50_000;
const AT_ONCE: usize = 500;
const TIMES: usize = 15;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(run());
}

async fn run() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let few = median(&world, &cookie, "/en/d/kw-us/instruments?page=").await;
    fill(&world).await;
    println!("{INSTRUMENTS} instruments");
    let start = Instant::now();
    world.ask("GET", &cookie, "/en/d/kw-us/instruments/dates", "").await;
    println!("legal dates, reckoned    {:>8.1} ms", start.elapsed().as_secs_f64() * 1e3);
    for (name, path) in [
        ("list", "/en/d/kw-us/instruments?page="),
        ("list, protocols only", "/en/d/kw-us/instruments?kind=protocol&page="),
        ("list, alarms only", "/en/d/kw-us/instruments?alarm=any&page="),
        ("legal dates", "/en/d/kw-us/instruments/dates?alarm=180&page="),
        ("table (CSV)", "/en/d/kw-us/instruments/register.csv?page="),
        ("desk", "/en/?page="),
    ] {
        let took = median(&world, &cookie, path).await;
        let ratio = took.as_secs_f64() / few.as_secs_f64();
        println!(
            "{name:<24} {:>8.1} ms, {ratio:>6.1} of the list with few",
            took.as_secs_f64() * 1e3
        );
    }
}

/// Terms of one to ten years from signatures of sixty years, every second renewed by silence.
async fn fill(world: &World) {
    let actor = Actor {
        party: PartyId::parse("KW").expect("a party"),
        function: Function::CoChair,
        account: "bench".to_owned(),
    };
    let one = |n: usize| {
        let signed = format!("{}-{:02}-{:02}", 1960 + n % 60, 1 + n % 12, 1 + n % 28);
        let content = Content::new()
            .with("kind", ["protocol", "agreement", "mou"][n % 3])
            .with("title_ar", format!("الوثيقة رقم {n}").as_str())
            .with("title_en", format!("Instrument {n}").as_str())
            .with("signed", signed.as_str())
            .with("entry_rule", "signature")
            .with("term_months", 12 * (1 + n as u64 % 10))
            .with("renewal", ["tacit", "express"][n % 2])
            .with("notice_months", 6);
        Act::Put(Draft::new(item::get("instrument").expect("a type"), content))
    };
    for from in (0..INSTRUMENTS).step_by(AT_ONCE) {
        let acts = (from..from + AT_ONCE).map(one).collect();
        world.dialogue("KW").perform_all(&actor, acts).await.expect("they are put");
    }
}

/// The median time of a page; the number at the end of its path keeps it from being a kept one.
async fn median(world: &World, cookie: &str, path: &str) -> Duration {
    let mut times = Vec::new();
    for n in 1..=TIMES {
        let start = Instant::now();
        let answer = world.ask("GET", cookie, &format!("{path}{n}"), "").await;
        times.push(start.elapsed());
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
    times.sort();
    times[TIMES / 2]
}
