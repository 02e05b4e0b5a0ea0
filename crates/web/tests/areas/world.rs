//! Two exercise nodes with a part of the real dialogue, and a browser without JavaScript.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicU16, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use dialogue::Level;
use dialogue::act::{Act, Actor, Draft, Function};
use dialogue::content::Content;
use dialogue::id::{ItemId, PartyId};
use dialogue::kind::DialogueKind;
use dialogue::{Value, item};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use jiff::{Timestamp, ToSpan as _};
use node::init::{self, Plan};
use node::{Clock, Demo, Dialogue, Node, Options};
use tempfile::TempDir;
use tower::ServiceExt as _;

#[path = "compartment.rs"]
mod compartment;

pub const DID: &str = "kw-us";
/// The compartment of the two central authorities.
pub const MLA: &str = "kwus-mla";

/// What a browser got.
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub body: String,
}

/// Both nodes, their pages, and the items by the names that tests call them.
pub struct World {
    _folder: TempDir,
    nodes: BTreeMap<String, Node>,
    apps: BTreeMap<String, Router>,
    names: Vec<(String, String)>,
    clocks: Vec<Clock>,
    minute: AtomicI64,
}

impl Drop for World {
    fn drop(&mut self) {
        self.nodes.values().for_each(Node::stop);
    }
}

/// A port that is free and stays so until a node takes it: below those that the system gives to
/// outgoing connections, each one once.
fn free_port() -> std::net::TcpListener {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 20_000 + u16::try_from(std::process::id() % 6_000).expect("it is small");
    loop {
        let port = first + NEXT.fetch_add(1, Ordering::Relaxed) % 6_000;
        if let Ok(listener) = std::net::TcpListener::bind(("127.0.0.1", port)) {
            return listener;
        }
    }
}

impl World {
    /// Two linked nodes with nothing but the charter.
    pub async fn empty() -> World {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = |party: &str| -> PathBuf { folder.path().join(party) };
        let listener = free_port();
        let address = listener.local_addr().expect("an address").to_string();
        drop(listener);
        let plan = |party: &str| Plan {
            party: party.to_owned(),
            domain: format!("hiwar.{}.example", party.to_lowercase()),
            dialogue: DID.to_owned(),
            web: "127.0.0.1:0".to_owned(),
            exchange: (party == "US").then(|| address.clone()),
            demo: Some(Demo {
                other_url: "http://127.0.0.1:1/".to_owned(),
                starts: "2020-11-16T05:00:00Z".to_owned(),
            }),
        };
        let cards: Vec<_> = ["KW", "US"]
            .iter()
            .map(|party| init::init(&path(party), &plan(party)).expect("a node is made"))
            .collect();
        init::add_peer(&path("KW"), &cards[1], Some(address.clone())).expect("a peer");
        init::add_peer(&path("US"), &cards[0], None).expect("a peer");
        let kind = DialogueKind::LegalAssistance;
        let cards = ["KW", "US"].map(|party| {
            init::add_dialogue(&path(party), MLA, kind).expect("a compartment is added")
        });
        init::add_peer(&path("KW"), &cards[1], Some(address.clone())).expect("a peer");
        init::add_peer(&path("US"), &cards[0], None).expect("a peer");
        let mut nodes = BTreeMap::new();
        let mut apps = BTreeMap::new();
        let mut clocks = Vec::new();
        for party in ["KW", "US"] {
            init::found(&path(party), "2020-10-01T00:00:00Z").expect("a charter");
            let at = "2020-10-01T00:00:00Z";
            init::found_of(&path(party), Some(MLA), at).expect("a charter");
            let clock = Clock::starting_at(start(0));
            clocks.push(clock.clone());
            let options = Options { clock, ..Options::default() };
            let node = Node::open(&path(party), options).expect("the node opens");
            apps.insert(party.to_owned(), web::app(node.clone()));
            nodes.insert(party.to_owned(), node);
        }
        for party in ["US", "KW"] {
            nodes[party].start_exchange().await.expect("the exchange starts");
        }
        World { _folder: folder, nodes, apps, names: Vec::new(), clocks, minute: AtomicI64::new(0) }
    }

    pub fn dialogue(&self, party: &str) -> Dialogue {
        self.nodes[party].dialogue(DID).expect("the dialogue")
    }

    /// The pages of the party that a cookie is of.
    pub fn app(&self, cookie: &str) -> Router {
        self.apps[if cookie.starts_with("hiwar-us") { "US" } else { "KW" }].clone()
    }

    pub fn node(&self, party: &str) -> &Node {
        &self.nodes[party]
    }

    /// The id of an item by the name that the test gave it.
    pub fn id(&self, name: &str) -> String {
        let found = self.names.iter().find(|(known, _)| known == name);
        found.unwrap_or_else(|| panic!("no item is called {name}")).1.clone()
    }

    /// Puts a new item for a party and waits until both nodes have it.
    pub async fn put(&mut self, party: &str, name: &str, type_name: &str, content: Content) {
        let pos = item::get(type_name).expect("a type").ordered.then_some(self.names.len() as u64);
        let draft = Draft { pos, ..Draft::new(item::get(type_name).expect("a type"), content) };
        let done = self.act(party, Act::Put(draft)).await;
        let id = done.expect("a new item has an id");
        self.names.push((name.to_owned(), id.to_string()));
        self.meet().await;
    }

    /// Puts the next version of an item with one text changed.
    pub async fn reword(&self, party: &str, name: &str, field: &str, text: &str) {
        let draft = {
            let dialogue = self.dialogue(party);
            let record = dialogue.read();
            let id = ItemId::parse(&self.id(name)).expect("an id");
            let mut draft = Draft::revise(&record.item(&id).expect("the item"));
            draft.content.set_text(field, text);
            draft.content.remove("by");
            draft
        };
        self.act(party, Act::Put(draft)).await;
        self.meet().await;
    }

    /// Takes the other side's version, if it does not hold it already.
    pub async fn agree(&self, party: &str, name: &str) {
        let id = ItemId::parse(&self.id(name)).expect("an id");
        let us = PartyId::parse(party).expect("a party");
        let other = PartyId::parse(if party == "KW" { "US" } else { "KW" }).expect("a party");
        let to = {
            let dialogue = self.dialogue(party);
            let record = dialogue.read();
            let item = record.item(&id).expect("the item");
            let theirs = item.position(&other).expect("their position").id;
            if item.position(&us).is_some_and(|ours| ours.id == theirs) {
                return;
            }
            theirs
        };
        self.act(party, Act::Consent { item: id, to, level: Level::Text }).await;
        self.meet().await;
    }

    /// Both sides end a commitment between rounds.
    pub async fn settle(&self, name: &str, outcome: &str) {
        let content = Content::new()
            .with("commitment", self.id(name).as_str())
            .with("date", "2020-11-16")
            .with("outcome", outcome);
        let answer = item::get("commitment_answer").expect("a known type");
        let id = self.act("KW", Act::Put(Draft::new(answer, content))).await.expect("an id");
        self.meet().await;
        let to = {
            let dialogue = self.dialogue("US");
            let record = dialogue.read();
            record.item(&id).and_then(|item| item.shown()).expect("their answer").id
        };
        self.act("US", Act::Consent { item: id, to, level: Level::Text }).await;
        self.meet().await;
    }

    /// Does an act one minute after the one before, so that a history has one order only.
    pub async fn act(&self, party: &str, act: Act) -> Option<ItemId> {
        let minute = self.minute.fetch_add(1, Ordering::Relaxed) + 1;
        self.clocks.iter().for_each(|clock| clock.set(start(minute)));
        let actor = Actor {
            party: PartyId::parse(party).expect("a party"),
            function: Function::CoChair,
            account: "test".to_owned(),
        };
        self.dialogue(party).perform(&actor, act).await.expect("the act is done").item
    }

    /// Lets the clocks of both nodes show `now`, from now on.
    pub fn is_now(&self, now: &str) {
        let now = now.parse().expect("an instant");
        self.clocks.iter().for_each(|clock| clock.set(now));
    }

    /// Waits until both nodes hold and have folded the same of both logs and every receipt came.
    pub async fn meet(&self) {
        self.meet_in(DID).await;
    }

    /// The same in the dialogue of an id.
    pub async fn meet_in(&self, did: &str) {
        let dialogue = |party: &str| self.nodes[party].any_dialogue(did).expect("the dialogue");
        let lengths = |party: &str| {
            let dialogue = dialogue(party);
            let record = dialogue.read();
            let joint = record.joint();
            joint.members().iter().map(|log| joint.folded(log)).collect::<Vec<_>>()
        };
        let start = Instant::now();
        let lag = |party: &str| -> u64 {
            let logs = dialogue(party).exchange();
            // The charter alone gets no receipt of its own.
            logs.iter().filter(|log| log.own && log.size > 1).map(|log| log.lag).sum()
        };
        while lengths("KW") != lengths("US") || lag("KW") + lag("US") > 0 {
            assert!(start.elapsed() < Duration::from_secs(20), "the nodes never meet");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// The cookie of an officer of a party.
    pub fn enter(&self, party: &str, function: Function) -> String {
        let accounts = self.nodes[party].accounts();
        let (token, _) = accounts.enter_demo(function, "test").expect("the exercise lets one in");
        format!("hiwar-{}={token}", party.to_lowercase())
    }

    /// Asks for a page of the dialogue: `/sessions/..` of `/en/d/kw-us`.
    pub async fn page(&self, cookie: &str, lang: &str, path: &str) -> Answer {
        self.ask("GET", cookie, &format!("/{lang}/d/{DID}{path}"), "").await
    }

    /// Sends a form from our own page.
    pub async fn post(&self, cookie: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let encode =
            |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
        let pairs: Vec<String> = form
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        self.ask("POST", cookie, &format!("/en/d/{DID}{path}"), &pairs.join("&")).await
    }

    pub async fn ask(&self, method: &str, cookie: &str, path: &str, body: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .expect("a request");
        self.send(cookie, request).await
    }

    async fn raw(&self, cookie: &str, request: Request<Body>) -> axum::response::Response {
        let party = if cookie.starts_with("hiwar-us") { "US" } else { "KW" };
        self.apps[party].clone().oneshot(request).await.expect("an answer")
    }

    /// The bytes of an answer, for what is no text.
    pub async fn bytes(&self, cookie: &str, request: Request<Body>) -> Vec<u8> {
        let answer = self.raw(cookie, request).await;
        assert!(answer.status().is_success(), "{}", answer.status());
        answer.into_body().collect().await.expect("a body").to_bytes().to_vec()
    }

    /// Sends a request as it is.
    pub async fn send(&self, cookie: &str, request: Request<Body>) -> Answer {
        let answer = self.raw(cookie, request).await;
        let status = answer.status();
        let location = answer.headers().get(header::LOCATION);
        let location = location.and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
        let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
        // Documents are no text: what is told of them is their status.
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status, location, body }
    }

    /// A page as its readers meet it, line by line, without what changes from run to run: ids by
    /// their names, hashes and minutes replaced.
    pub fn outline(&self, html: &str) -> String {
        let main = html.split("<main").nth(1).unwrap_or(html);
        let main = main.split("<footer class=\"foot\"").next().unwrap_or(main);
        let mut text = main.to_owned();
        for (name, id) in &self.names {
            text = text.replace(id.as_str(), &format!("({name})"));
        }
        let dialogue = self.dialogue("KW");
        let record = dialogue.read();
        for item in record.joint().items().filter_map(|id| record.item(id)) {
            for version in item.versions() {
                text = text.replace(&version.id.to_string(), "#");
                text = text.replace(&version.id.short(), "#");
            }
        }
        plain_lines(&without_digests(&text))
    }

    /// A part of the real dialogue in every state that a page can show.
    pub async fn furnished() -> World {
        let mut world = World::empty().await;
        parties(&mut world).await;
        frame(&mut world).await;
        agenda(&mut world).await;
        outcome(&mut world).await;
        compartment::assistance(&mut world).await;
        world
    }
}

/// The morning of the exercise and some minutes.
fn start(minutes: i64) -> Timestamp {
    let morning: Timestamp = "2020-11-16T05:00:00Z".parse().expect("an instant");
    morning + minutes.minutes()
}

/// Short digests of texts hold random ids: `4f36c-af61f`.
fn without_digests(text: &str) -> String {
    let hex = |part: &str| part.len() == 5 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let word = |word: &str| match word.split_once('-') {
        Some((one, two)) if hex(one) && hex(two) => "#####-#####".to_owned(),
        _ => word.to_owned(),
    };
    let part = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(end) = rest.find(part) {
        out.push_str(&word(&rest[..end]));
        let next = rest[end..].chars().next().map_or(end, |c| end + c.len_utf8());
        out.push_str(&rest[end..next]);
        rest = &rest[next..];
    }
    out + &word(rest)
}

/// One line a block, tags gone except links and marks, entropy replaced.
fn plain_lines(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('>') else { break };
        let tag = &rest[open + 1..open + close];
        let name: String =
            tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        match name.as_str() {
            "a" => {
                let href = tag.split("href=\"").nth(1).and_then(|t| t.split('"').next());
                out.push_str(&format!("[{}] ", href.unwrap_or_default()));
            }
            "span" | "/span" | "/a" | "b" | "/b" | "bdi" | "/bdi" | "path" | "g" | "/g" => {}
            "svg" | "/svg" | "circle" | "time" | "/time" | "small" | "/small" | "line" | "rect" => {
                out.push(' ');
            }
            "title" => out.push('<'),
            "/title" => out.push('>'),
            _ => out.push('\n'),
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    let words = out.replace(['\u{2068}', '\u{2069}'], "");
    let lines =
        words.lines().map(|line| line.split_whitespace().map(stable).collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A word without hashes and signatures.
fn stable(word: &str) -> String {
    let base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/' | '=');
    let core = word.trim_matches(|c: char| !base64(c));
    let address = word.starts_with('[');
    if core.len() >= 40 && core.chars().all(base64) && !address {
        return word.replace(core, "#");
    }
    word.to_owned()
}

fn bi(content: Content, name: &str, ar: &str, en: &str) -> Content {
    content.with(&format!("{name}_ar"), ar).with(&format!("{name}_en"), en)
}

async fn parties(world: &mut World) {
    for (code, zone, ar, en, city_ar, city_en) in [
        ("KW", "Asia/Kuwait", "الكويت", "Kuwait", "الكويت", "Kuwait"),
        ("US", "America/New_York", "الولايات المتحدة", "United States", "واشنطن", "Washington"),
    ] {
        let party = Content::new().with("code", code).with("time_zone", zone);
        let party = bi(bi(party, "name", ar, en), "short", ar, en);
        world.put(code, code, "party", bi(party, "capital", city_ar, city_en)).await;
    }
    let moi = bi(
        Content::new().with("kind", "ministry"),
        "name",
        "وزارة الداخلية",
        "Ministry of Interior",
    );
    world.put("KW", "moi", "institution", moi).await;
    let post = bi(Content::new(), "title", "وكيل الوزارة", "Under-Secretary");
    world.put("KW", "post", "post", post.with("institution", world.id("moi").as_str())).await;
    let mut person = bi(Content::new(), "name", "ناصر الصبيح", "Nasser Al-Subaih");
    person = bi(person, "honorific", "السفير", "Ambassador");
    let variant =
        [("lang", "en"), ("text", "Nasser Al-Sabeeh")].map(|(k, v)| (k.to_owned(), Value::from(v)));
    person.set_rows("variants", vec![variant.into()]);
    world.put("KW", "nasser", "person", person).await;
    let holder = Content::new()
        .with("person", world.id("nasser").as_str())
        .with("post", world.id("post").as_str())
        .with("as_of", "2020-11");
    world.put("KW", "holder", "holder", holder).await;
    let sales = bi(Content::new(), "name", "نايثن سايلز", "Nathan Sales");
    world.put("US", "sales", "person", sales).await;
}

async fn frame(world: &mut World) {
    let dialogue = bi(
        Content::new().with("founded", "2016-10-21"),
        "name",
        "الحوار الاستراتيجي",
        "Strategic Dialogue",
    );
    world.put("KW", "dialogue", "dialogue", dialogue).await;
    let round = Content::new()
        .with("number", 4)
        .with("planned_from", "2020-04")
        .with("opened", "2020-11-09")
        .with("mode", "hybrid")
        .with("host", "US");
    world.put("KW", "round", "round", bi(round, "city", "واشنطن", "Washington")).await;
    let mut group = bi(
        Content::new().with("order", 3),
        "name",
        "مجموعة التعاون الأمني",
        "Security Cooperation group",
    );
    let chair = [
        ("round", Value::from(world.id("round"))),
        ("party", Value::from("KW")),
        ("persons", Value::List(vec![Value::from(world.id("nasser"))])),
    ];
    group.set_rows("chairs", vec![chair.map(|(k, v)| (k.to_owned(), v)).into()]);
    world.put("KW", "group", "working_group", group).await;
    let session = Content::new()
        .with("round", world.id("round").as_str())
        .with("group", world.id("group").as_str())
        .with("kind", "working_group")
        .with("mode", "remote")
        .with("date", "2020-11-16")
        .with("starts", "2020-11-16T13:00:00Z");
    let session = bi(
        session,
        "title",
        "اجتماع مجموعة التعاون الأمني",
        "Meeting of the Security Cooperation group",
    );
    world.put("KW", "session", "session", session).await;
    for name in ["dialogue", "round", "group", "session"] {
        world.agree("US", name).await;
    }
    let mut delegation = Content::new()
        .with("session", world.id("session").as_str())
        .with("party", "KW")
        .with("others", true);
    let seat =
        [("person", world.id("nasser")), ("post", world.id("post")), ("role", "head".to_owned())]
            .map(|(k, v)| (k.to_owned(), Value::from(v)));
    delegation.set_rows("seats", vec![seat.into()]);
    world.put("KW", "delegation", "delegation", delegation).await;
}

async fn agenda(world: &mut World) {
    let session = world.id("session");
    let of =
        |ar: &str, en: &str| bi(Content::new().with("session", session.as_str()), "title", ar, en);
    world.put("KW", "terror", "agenda_item", of("مكافحة الإرهاب", "Counter-terrorism")).await;
    world.agree("US", "terror").await;
    world
        .put(
            "KW",
            "mla",
            "agenda_item",
            of("المساعدة القانونية: خطوات عملية", "Legal assistance: practical steps"),
        )
        .await;
    world.reword("US", "mla", "title_en", "Legal assistance: a road map").await;
    world.put("KW", "training", "agenda_item", of("التدريب", "Training")).await;
    furnish_text(world).await;
    world.put("US", "cyber", "agenda_item", of("الأمن السيبراني", "Cyber security")).await;
}

async fn outcome(world: &mut World) {
    let session = world.id("session");
    let minute = Content::new()
        .with("session", session.as_str())
        .with("ar", "نظر الجانبان في العمل المشترك.")
        .with("en", "The two sides considered their joint work.");
    world.put("KW", "minute", "minutes_paragraph", minute).await;
    world.agree("US", "minute").await;
    let commitment = Content::new()
        .with("round", world.id("round").as_str())
        .with("group", world.id("group").as_str())
        .with("session", session.as_str())
        .with("kind", "joint_action")
        .with("status", "in_progress");
    let commitment = bi(commitment, "text", "تسمية نقاط اتصال", "Name focal points");
    world.put("KW", "commitment", "commitment", commitment).await;
    world.agree("US", "commitment").await;
    let reference = Content::new()
        .with("about", session.as_str())
        .with("number", "MFA/2020/117")
        .with("kind", "note_verbale");
    world.put("KW", "reference", "reference", reference).await;
    let mut discrepancy =
        bi(Content::new(), "question", "متى بدأت الجولة؟", "When did the round begin?");
    discrepancy.set_strings("about", [world.id("round").as_str()]);
    let claim = |en: &str| {
        [("value_en".to_owned(), Value::from(en)), ("value_ar".to_owned(), Value::from(en))].into()
    };
    discrepancy.set_rows("claims", vec![claim("9 November"), claim("8 November")]);
    world.put("KW", "discrepancy", "discrepancy", discrepancy).await;
    let instrument =
        Content::new().with("kind", "joint_statement").with("round", world.id("round").as_str());
    let instrument = bi(instrument, "title", "البيان المشترك", "Joint statement");
    world.put("KW", "instrument", "instrument", instrument).await;
    let event = bi(
        Content::new().with("date", "2020-10-05").with("kind", "visit"),
        "what",
        "زيارة",
        "A visit",
    );
    world.put("KW", "event", "event", event).await;
    let source = Content::new().with("url", "https://news.example/1").with("publisher", "News");
    world.put("KW", "source", "source", source).await;
}

/// A joint text with an agreed title, a paragraph in two wordings and one with a placeholder.
async fn furnish_text(world: &mut World) {
    let text = Content::new()
        .with("kind", "joint_statement")
        .with("title_ar", "بيان مشترك")
        .with("title_en", "Joint statement")
        .with("mode", "line_by_line");
    world.put("KW", "statement", "joint_text", text).await;
    world.agree("US", "statement").await;
    let id = ItemId::parse(&world.id("statement")).expect("an id");
    let of = |role: &str, ar: &str, en: &str| {
        Content::new().with("text", &id).with("role", role).with("ar", ar).with("en", en)
    };
    let title = of("title", "بيان مشترك", "Joint statement");
    world.put("KW", "text-title", "provision", title).await;
    world.agree("US", "text-title").await;
    let experts = of("paragraph", "يجتمع الخبراء خلال 90 يوماً.", "Experts meet within 90 days.");
    world.put("KW", "text-experts", "provision", experts).await;
    world.reword("US", "text-experts", "en", "Experts meet within 60 days.").await;
    let next = of("paragraph", "الاجتماع المقبل في [?date].", "The next meeting is on [?date].");
    world.put("KW", "text-next", "provision", next).await;
}
