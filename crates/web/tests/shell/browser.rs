//! A browser without JavaScript that keeps cookies, over one node's router.

use std::sync::{LazyLock, OnceLock};

use axum::Router;
use axum::body::Body;
use dialogue::act::{Actor, Draft, Function};
use dialogue::content::Content;
use dialogue::item;
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use node::Node;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

use crate::world::World;

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.header("location")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    pub fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }
}

/// One browser at one node.
pub struct Browser {
    pub app: Router,
    pub cookie: String,
    /// Headers that say where a form came from.
    pub from: Vec<(&'static str, &'static str)>,
}

impl Browser {
    /// Somebody who is not signed in.
    pub fn nobody(node: &Node) -> Browser {
        let from = vec![("sec-fetch-site", "same-origin")];
        Browser { app: web::app(node.clone()), cookie: String::new(), from }
    }

    /// Somebody signed in to the exercise in this function.
    pub fn signed(node: &Node, function: Function) -> Browser {
        let mut browser = Browser::nobody(node);
        browser.cookie = cookie(node, function);
        browser
    }

    /// Somebody signed in with an account of his own, whose sessions no other test touches.
    pub fn with_account(node: &Node, name: &str) -> Browser {
        const PASSWORD: &str = "a password of many letters";
        let accounts = node.accounts();
        let known = accounts.list().expect("accounts").iter().any(|account| account.name == name);
        if !known {
            accounts.add(name, PASSWORD).expect("an account");
            let since = Some("2000-01-01");
            accounts.grant(name, Function::Legal, since, None, "test").expect("a function");
        }
        let (token, _) = accounts.sign_in(name, PASSWORD, "test").expect("signed in");
        let mut browser = Browser::nobody(node);
        browser.cookie = format!("hiwar-{}={token}", node.party().as_str().to_lowercase());
        browser
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "").await
    }

    pub async fn post(&self, path: &str, body: &str) -> Answer {
        self.ask("POST", path, body).await
    }

    /// Asks and, unlike a page that streams, waits for the whole answer.
    pub async fn ask(&self, method: &str, path: &str, body: &str) -> Answer {
        let (parts, body) = self.start(method, path, body).await.into_parts();
        let stream = parts.headers.get(header::CONTENT_TYPE);
        let endless = stream.is_some_and(|kind| kind.as_bytes() == b"text/event-stream");
        let bytes = if endless {
            Vec::new()
        } else {
            body.collect().await.expect("a body").to_bytes().to_vec()
        };
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Asks and gives the answer as it begins.
    pub async fn start(&self, method: &str, path: &str, body: &str) -> http::Response<Body> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "kw.localhost")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in &self.from {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).expect("a request");
        self.app.clone().oneshot(request).await.expect("an answer")
    }
}

/// Runs a test on the one runtime on which the shared world lives.
pub fn run(test: impl Future<Output = ()>) {
    runtime().block_on(test);
}

fn runtime() -> &'static Runtime {
    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));
    &RUNTIME
}

async fn with_a_file() -> World {
    let mut world = World::furnished().await;
    let offer = Content::new()
        .with("kind", "training")
        .with("title_ar", "تدريب")
        .with("title_en", "Training")
        .with("from", "US")
        .with("to", "KW")
        .with("offered_on", "2020-11-16");
    world.put("US", "offer", "assistance", offer).await;
    let content = Content::new()
        .with("on", world.id("cyber").as_str())
        .with("title_ar", "مذكرة")
        .with("title_en", "Note")
        .with("purpose", "note_verbale")
        .with("file_name", "note.pdf");
    let draft = Draft::new(item::get("attachment").expect("a type"), content);
    let party = world.node("KW").party().clone();
    let actor = Actor { party, function: Function::Legal, account: "test".to_owned() };
    let done = world.dialogue("KW").attach(&actor, draft, b"%PDF-1.7 a note".to_vec()).await;
    done.expect("attached");
    world.meet().await;
    world
}

/// Two furnished nodes that all tests share: building them costs some hundred durable acts.
/// Tests may add to the record; none may depend on what another has not done.
pub fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        // Off the runtime's own threads, so that a test may be the first to ask.
        let building = std::thread::spawn(|| runtime().block_on(with_a_file()));
        building.join().expect("the world is built")
    })
}

/// The words of a key, as a page shows them.
pub fn words(lang: &str, key: &str) -> String {
    let lang = dialogue::content::Lang::parse(lang).expect("a language");
    assert!(web::i18n::T::new(lang).has(key), "no words for {key}");
    web::i18n::T::new(lang).s(key).replace('\'', "&#39;")
}

/// The cookie of a new session in the exercise.
pub fn cookie(node: &Node, function: Function) -> String {
    let (token, _) = node.accounts().enter_demo(function, "test").expect("the exercise is open");
    format!("hiwar-{}={token}", node.party().as_str().to_lowercase())
}
