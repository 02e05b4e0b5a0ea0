//! Signed copies of an agreed edition, through the real router: the copy that this program prints
//! is taken for what it is on both sides; a copy of another text is never bound; where no mark can
//! be read an officer may say so by hand, and that is shown as weaker.

use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use dialogue::Level;
use dialogue::act::{Act, Actor, Draft, Function};
use dialogue::content::Content;
use dialogue::id::{ItemId, PartyId};
use dialogue::item;
use dialogue::negotiation::Negotiation;
use http_body_util::BodyExt as _;
use node::init::{self, Plan};
use node::{Demo, Dialogue, Done, Node, Options};
use tower::ServiceExt as _;

const DID: &str = "kw-us";
const BOUNDARY: &str = "----hiwar-test-boundary";

/// One side's node with its pages and everything this program can do.
struct Side {
    node: Node,
    app: Router,
    dialogue: Dialogue,
    cookie: String,
}

impl Side {
    fn open(folder: PathBuf) -> Side {
        let node = Node::open(&folder, Options::default()).expect("the node opens");
        let binary = PathBuf::from(env!("CARGO_BIN_EXE_hiwar"));
        let tools = web::Tools {
            typesetter: Some(web::Typesetter::new(binary.clone())),
            scanner: Some(web::Scanner::new(binary)),
            ..web::Tools::default()
        };
        let app = web::app_with(node.clone(), tools);
        let (token, _) = node.accounts().enter_demo(Function::CoChair, "test").expect("entered");
        let cookie = format!("hiwar-{}={token}", node.party().as_str().to_lowercase());
        let dialogue = node.dialogue(DID).expect("the dialogue");
        Side { node, app, dialogue, cookie }
    }

    async fn ask(&self, path: &str, form: Option<Vec<u8>>) -> (StatusCode, Vec<u8>) {
        let request = Request::builder()
            .method(if form.is_some() { "POST" } else { "GET" })
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(Body::from(form.unwrap_or_default()))
            .expect("a request");
        let answer = self.app.clone().oneshot(request).await.expect("an answer");
        let status = answer.status();
        (status, answer.into_body().collect().await.expect("a body").to_bytes().to_vec())
    }

    async fn page(&self, path: &str) -> String {
        let (status, bytes) = self.ask(path, None).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        String::from_utf8(bytes).expect("a page")
    }

    async fn put(&self, type_name: &str, content: Content, pos: Option<u64>) -> Done {
        let draft = Draft { pos, ..Draft::new(item::get(type_name).expect("a type"), content) };
        self.act(Act::Put(draft)).await
    }

    async fn act(&self, act: Act) -> Done {
        let party = PartyId::parse(self.node.party().as_str()).expect("a party");
        let actor = Actor { party, function: Function::CoChair, account: "test".to_owned() };
        self.dialogue.perform(&actor, act).await.expect("the act is done")
    }
}

struct Pair {
    _folder: tempfile::TempDir,
    kw: Side,
    us: Side,
}

impl Pair {
    fn found() -> Pair {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |party: &str| folder.path().join(party);
        let plan = |party: &str| Plan {
            party: party.to_owned(),
            domain: format!("hiwar.{}.example", party.to_lowercase()),
            dialogue: DID.to_owned(),
            web: "127.0.0.1:0".to_owned(),
            exchange: None,
            demo: Some(Demo {
                other_url: "http://127.0.0.1:1/".to_owned(),
                starts: "2020-11-16T05:00:00Z".to_owned(),
            }),
        };
        let cards = ["KW", "US"].map(|party| init::init(&path(party), &plan(party)).expect("made"));
        init::add_peer(&path("KW"), &cards[1], None).expect("a peer");
        init::add_peer(&path("US"), &cards[0], None).expect("a peer");
        for party in ["KW", "US"] {
            init::found(&path(party), "2020-10-01T00:00:00Z").expect("a charter");
        }
        let (kw, us) = (Side::open(path("KW")), Side::open(path("US")));
        Pair { _folder: folder, kw, us }
    }

    /// Carries what each side has to the other, some times over.
    async fn meet(&self) {
        for _ in 0..6 {
            let to_us = self.kw.dialogue.frames_for("US").expect("frames");
            self.us.dialogue.take_frames("KW", to_us).await;
            let to_kw = self.us.dialogue.frames_for("KW").expect("frames");
            self.kw.dialogue.take_frames("US", to_kw).await;
        }
    }

    /// Kuwait puts it, Washington agrees.
    async fn agreed(&self, type_name: &str, content: Content, pos: Option<u64>) -> ItemId {
        let done = self.kw.put(type_name, content, pos).await;
        let item = done.item.expect("a new item");
        self.meet().await;
        let consent = Act::Consent { item: item.clone(), to: done.version, level: Level::Text };
        self.us.act(consent).await;
        self.meet().await;
        item
    }

    /// A text of two provisions with its agreed edition: the text, the edition.
    async fn text(&self, name: &str) -> (ItemId, ItemId) {
        let content = Content::new()
            .with("kind", "joint_statement")
            .with("title_ar", "بيان مشترك")
            .with("title_en", name)
            .with("mode", "line_by_line");
        let text = self.agreed("joint_text", content, None).await;
        for (n, role, ar) in [(1, "title", "بيان مشترك"), (2, "paragraph", "يرحب الجانبان بذلك.")]
        {
            let content = Content::new()
                .with("text", &text)
                .with("role", role)
                .with("ar", ar)
                .with("en", if n == 1 { name } else { "Both sides welcome this." });
            self.agreed("provision", content, Some(n)).await;
        }
        let content = {
            let record = self.kw.dialogue.read();
            let negotiation = Negotiation::of(&record, &text).expect("a text");
            Content::new()
                .with("text", &text)
                .with("digest", negotiation.digest().to_string().as_str())
                .with("versions", negotiation.versions().as_str())
                .with("provisions", negotiation.live().count() as u64)
        };
        let edition = self.agreed("edition", content, None).await;
        (text, edition)
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        self.kw.node.stop();
        self.us.node.stop();
    }
}

async fn printed(side: &Side, text: &ItemId) -> Vec<u8> {
    let path = format!("/en/d/{DID}/texts/{text}/papers/signature?layout=en&form=pdf&copy=KW");
    let (status, pdf) = side.ask(&path, None).await;
    assert_eq!(status, StatusCode::OK);
    assert!(pdf.starts_with(b"%PDF-"), "set: apt-get install fonts-hosny-amiri");
    pdf
}

async fn attach(
    side: &Side,
    lang: &str,
    edition: &ItemId,
    said: bool,
    bytes: &[u8],
) -> (StatusCode, String) {
    let fields =
        [("purpose", "signed_copy"), ("title_ar", "نسخة الكويت"), ("title_en", "Our copy")];
    let fields: Vec<(&str, &str)> =
        fields.into_iter().chain(said.then_some(("said", "yes"))).collect();
    attach_with(side, lang, edition, &fields, bytes).await
}

async fn attach_with(
    side: &Side,
    lang: &str,
    edition: &ItemId,
    fields: &[(&str, &str)],
    bytes: &[u8],
) -> (StatusCode, String) {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--{BOUNDARY}\r\n").into_bytes());
        let head = format!("Content-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(head.into_bytes());
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"s.pdf\"\r\n\r\n"
    );
    body.extend(head.into_bytes());
    body.extend(bytes);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    let path = format!("/{lang}/d/{DID}/i/{edition}/attachments");
    let (status, bytes) = side.ask(&path, Some(body)).await;
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

/// A page of a PDF with nothing on it.
const BLANK: &[u8] = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
    2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n\
    3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n\
    trailer\n<</Root 1 0 R>>\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_step_names_the_papers_it_rests_on() {
    let pair = Pair::found();
    let (text, edition) = pair.text("Joint Statement").await;
    let closing = format!("/en/d/{DID}/texts/{text}/closing");
    assert!(pair.kw.page(&closing).await.contains("attach full powers or instructions above"));
    let fields = [("purpose", "full_powers"), ("title_ar", "تفويض"), ("title_en", "Full powers")];
    let (status, body) = attach_with(&pair.kw, "en", &edition, &fields, BLANK).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    let page = pair.kw.page(&closing).await;
    let offered = page.split("name=\"paper\" value=\"").nth(1).expect("the paper is offered");
    let paper = offered.split('"').next().expect("an id").to_owned();
    let form = format!(
        "do=sign&rung=approved&authority=full_powers&date=2020-11-24&function_ar=%D9%88&\
         function_en=Minister&edition={edition}&paper={paper}"
    );
    let request = Request::builder()
        .method("POST")
        .uri(&closing)
        .header(header::HOST, "localhost")
        .header(header::COOKIE, &pair.kw.cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .expect("a request");
    let answer = pair.kw.app.clone().oneshot(request).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    pair.meet().await;
    let record = pair.us.dialogue.read();
    let steps = record.children(&edition, "sign_off");
    let named = steps[0].content().items("papers");
    assert_eq!(named.iter().map(ToString::to_string).collect::<Vec<_>>(), vec![paper]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_copy_that_was_printed_is_bound_and_read_on_both_sides() {
    let pair = Pair::found();
    let (text, edition) = pair.text("Joint Statement").await;
    let closing = format!("d/{DID}/texts/{text}/closing");
    let page = pair.kw.page(&format!("/en/{closing}")).await;
    assert!(page.contains("Papers and signed copies"), "{page}");
    let pdf = printed(&pair.kw, &text).await;
    let (status, body) = attach(&pair.kw, "en", &edition, false, &pdf).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    let page = pair.kw.page(&format!("/en/{closing}")).await;
    assert!(page.contains("name exactly this version"), "{page}");
    // Washington reads the scan itself, when its bytes are there.
    pair.meet().await;
    let mut page = String::new();
    for _ in 0..200 {
        page = pair.us.page(&format!("/ar/{closing}")).await;
        if page.contains("تسمي هذه النسخة بعينها") {
            break;
        }
        assert!(page.contains("تُقرأ علاماتها الآن") || page.contains("في الطريق"), "{page}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(page.contains("تسمي هذه النسخة بعينها") && page.contains("نسخة الكويت"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_another_text_is_never_bound_whatever_an_officer_says() {
    let pair = Pair::found();
    let (_, edition) = pair.text("Joint Statement").await;
    let (other, _) = pair.text("Another Statement").await;
    let pdf = printed(&pair.kw, &other).await;
    for (lang, said, words, remedy) in [
        ("en", false, "of another text", "scan the right paper"),
        ("en", true, "of another text", "scan the right paper"),
        ("ar", true, "الورقة من نص آخر", "امسح الورقة الصحيحة"),
    ] {
        let (status, page) = attach(&pair.kw, lang, &edition, said, &pdf).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains(words) && page.contains(remedy), "{page}");
        assert!(page.contains("نسخة الكويت") && page.contains("Our copy"), "typed stays");
    }
    let record = pair.kw.dialogue.read();
    assert_eq!(record.children(&edition, "attachment").len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreadable_copy_is_bound_by_hand_only_and_shown_as_weaker() {
    let pair = Pair::found();
    let (_, edition) = pair.text("Joint Statement").await;
    let (status, page) = attach(&pair.kw, "en", &edition, false, BLANK).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("No mark could be read on any page"), "{page}");
    assert!(page.contains("300 dots an inch"), "the remedy");
    let cut = [BLANK, b"%"].concat();
    let (status, page) = attach(&pair.kw, "ar", &edition, false, &cut[..60]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("تالفة أو مقطوعة"), "{page}");
    let (status, body) = attach(&pair.kw, "en", &edition, true, BLANK).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    pair.meet().await;
    let record = pair.us.dialogue.read();
    let copies = record.children(&edition, "attachment");
    let stated = record.item(&edition).expect("it").content().text("digest").map(str::to_owned);
    assert_eq!(copies[0].content().text("said_digest").map(str::to_owned), stated);
    drop(record);
    let page = pair.kw.page(&format!("/en/d/{DID}/i/{edition}")).await;
    assert!(page.contains("an officer said by hand"), "{page}");
}
