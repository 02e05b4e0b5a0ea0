//! The session page over loopback with keep-alive: kept, rendered anew, and a static body of the
//! same size from the same stack. Prints requests a second and the ratios that count (goal: a kept
//! session page reaches 0.6 of the static body). Sides alternate; each figure is a median.
//! Run: `cargo bench -p web --bench page`.

#[path = "../tests/areas/world.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod world;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::routing::get;
use dialogue::Value;
use dialogue::act::Function;
use dialogue::content::Content;
use http::header;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use world::World;

const CONNECTIONS: usize = 16;
const ROUND: Duration = Duration::from_millis(1_500);
const ROUNDS: usize = 7;
const DELEGATES: usize = 15;
const AGENDA_ITEMS: usize = 8;
const PARAGRAPHS: usize = 24;

/// A page to ask for again and again.
#[derive(Clone)]
struct Target {
    address: SocketAddr,
    path: String,
    cookie: String,
    /// Adds a new question each time, so that no kept page fits.
    anew: bool,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(run());
}

async fn run() {
    let mut world = World::furnished().await;
    fill(&mut world).await;
    let cookie = world.enter("KW", Function::CoChair);
    let session = format!("/en/d/{}/sessions/{}", world::DID, world.id("session"));
    let pages = serve(web::app(world.node("KW").clone())).await;
    let kept = Target { address: pages, path: session, cookie, anew: false };
    let body = ask_once(&kept).await;
    println!(
        "session page: {} bytes, {DELEGATES} delegates, {CONNECTIONS} connections",
        body.len()
    );
    assert!(body.windows(9).any(|part| part == b"delegate ".as_slice()), "the page is the page");
    let fixed = Bytes::from(body);
    let plain = Router::new().route(
        "/static",
        get(move || {
            let fixed = fixed.clone();
            async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], fixed) }
        }),
    );
    let fixed = Target {
        address: serve(plain).await,
        path: "/static".to_owned(),
        cookie: kept.cookie.clone(),
        anew: false,
    };
    let cold = Target { anew: true, ..kept.clone() };
    let mut figures: [Vec<f64>; 3] = Default::default();
    for _ in 0..ROUNDS {
        for (figure, target) in figures.iter_mut().zip([&fixed, &kept, &cold]) {
            figure.push(requests_per_second(target).await);
        }
    }
    let [fixed, kept, cold] = figures.map(median);
    println!("{:<28}{:>12}{:>12}", "", "requests/s", "ratio");
    for (name, figure) in [
        ("static body, same size", fixed),
        ("session page, kept", kept),
        ("session page, rendered", cold),
    ] {
        println!("{name:<28}{:>12.0}{:>12.2}", figure.0, figure.0 / fixed.0);
        println!("{:<28}{:>12.0}{:>12.0}", "  spread (min, max)", figure.1, figure.2);
    }
    let ratio = kept.0 / fixed.0;
    println!("goal 0.60, reached {ratio:.2}: {}", if ratio >= 0.6 { "kept" } else { "missed" });
}

/// A session as large as the real one: two full delegations, an agenda, minutes.
async fn fill(world: &mut World) {
    let session = world.id("session");
    let bi = |content: Content, name: &str, ar: &str, en: &str| {
        content.with(&format!("{name}_ar"), ar).with(&format!("{name}_en"), en)
    };
    let rows = (0..DELEGATES).map(|n| {
        let pairs = [
            ("title_ar", format!("عضو الوفد رقم {n}، وكيل الوزارة المساعد")),
            ("title_en", format!("delegate {n}, Assistant Under-Secretary")),
            ("role", "member".to_owned()),
        ];
        let pairs = pairs.map(|(name, text)| (name.to_owned(), Value::from(text)));
        BTreeMap::from(pairs)
    });
    let mut delegation = Content::new().with("session", session.as_str()).with("party", "US");
    delegation.set_rows("seats", rows.collect());
    world.put("US", "their delegation", "delegation", delegation).await;
    for n in 0..AGENDA_ITEMS {
        let item = Content::new().with("session", session.as_str());
        let (ar, en) = (format!("البند {n}: التعاون الأمني"), format!("Item {n}: cooperation"));
        world.put("KW", &format!("a{n}"), "agenda_item", bi(item, "title", &ar, &en)).await;
        world.agree("US", &format!("a{n}")).await;
    }
    for n in 0..PARAGRAPHS {
        let paragraph = Content::new()
            .with("session", session.as_str())
            .with(
                "ar",
                format!("نظر الجانبان في الفقرة {n} من العمل المشترك منذ الجولة السابقة.").as_str(),
            )
            .with(
                "en",
                format!("The two sides considered point {n} of their joint work.").as_str(),
            );
        world.put("KW", &format!("p{n}"), "minutes_paragraph", paragraph).await;
        world.agree("US", &format!("p{n}")).await;
    }
}

async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn requests_per_second(target: &Target) -> f64 {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let count = Arc::new(AtomicU64::new(0));
    let start = Instant::now();
    let clients = (0..CONNECTIONS).map(|_| {
        let (target, count) = (target.clone(), Arc::clone(&count));
        tokio::spawn(async move {
            let mut stream = TcpStream::connect(target.address).await.expect("a connection");
            let mut buffer = Vec::with_capacity(256 * 1024);
            while start.elapsed() < ROUND {
                let number = target.anew.then(|| NUMBER.fetch_add(1, Ordering::Relaxed));
                ask(&mut stream, &mut buffer, &target, number).await;
                count.fetch_add(1, Ordering::Relaxed);
            }
        })
    });
    for client in clients.collect::<Vec<_>>() {
        client.await.expect("a client");
    }
    count.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
}

async fn ask_once(target: &Target) -> Vec<u8> {
    let mut stream = TcpStream::connect(target.address).await.expect("a connection");
    let mut buffer = Vec::new();
    let begin = ask(&mut stream, &mut buffer, target, None).await;
    buffer.split_off(begin)
}

/// Asks once on an open connection and reads the whole answer; gives where its body begins.
async fn ask(
    stream: &mut TcpStream,
    buffer: &mut Vec<u8>,
    target: &Target,
    number: Option<u64>,
) -> usize {
    let question = number.map_or_else(String::new, |number| format!("?n={number}"));
    let request = format!(
        "GET {}{question} HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\n\r\n",
        target.path, target.cookie
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
    buffer.clear();
    let (mut begin, mut length) = (0, None);
    loop {
        let n = stream.read_buf(buffer).await.expect("an answer");
        assert!(n > 0, "the server closed the connection");
        if length.is_none()
            && let Some(end) = find(buffer, b"\r\n\r\n")
        {
            let head = String::from_utf8_lossy(&buffer[..end]).to_ascii_lowercase();
            assert!(head.starts_with("http/1.1 200"), "{head}");
            let value = head.split("content-length: ").nth(1).expect("a length");
            let value = value.split("\r\n").next().expect("a line");
            length = Some(value.parse::<usize>().expect("a number"));
            begin = end + 4;
        }
        if length.is_some_and(|length| buffer.len() >= begin + length) {
            return begin;
        }
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// Median, least and greatest.
fn median(mut figures: Vec<f64>) -> (f64, f64, f64) {
    figures.sort_by(f64::total_cmp);
    (figures[figures.len() / 2], figures[0], figures[figures.len() - 1])
}
