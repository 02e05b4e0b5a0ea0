//! A one-time link is mailed from the page where it was made: through the queue that the regular
//! round empties, in the language of who reads it, and its secret stands in that letter alone.

use agencies::limits::LINK_LETTERS_MAX;
use agencies::mail::Mailer;
use agencies::outgoing::{Outgoing, letters};
use agencies::{LetterState, rounds};
use axum::Router;
use axum::body::Body;
use dialogue::act::Function;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use web::Tools;

use crate::world::{DID, World};

/// The pages of Kuwait's node with a queue that the test empties, entered as its desk officer.
struct Desk {
    world: World,
    app: Router,
    cookie: String,
    outgoing: Outgoing,
}

impl Desk {
    async fn open() -> Desk {
        let world = World::furnished().await;
        let outgoing = Outgoing::default();
        let tools = Tools { outgoing: outgoing.clone(), ..Tools::default() };
        let app = web::app_with(world.node("KW").clone(), tools);
        let cookie = world.enter("KW", Function::DeskOfficer);
        Desk { world, app, cookie, outgoing }
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> (StatusCode, String) {
        let encode = |text: &str| -> String { text.bytes().map(|b| format!("%{b:02X}")).collect() };
        let pairs: Vec<String> =
            form.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        let request = Request::builder()
            .method("POST")
            .uri(format!("/en/d/{DID}{path}"))
            .header(header::HOST, "localhost")
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(pairs.join("&")))
            .expect("a request");
        let answer = self.app.clone().oneshot(request).await.expect("an answer");
        let status = answer.status();
        let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Makes a link; gives its secret as it comes back with the form that mails it.
    async fn link(&self) -> String {
        let id = self.world.id("commitment");
        let form = [
            ("commitment", id.as_str()),
            ("post_ar", "مدير إدارة التعاون"),
            ("post_en", "Director of cooperation"),
            ("days", "14"),
            ("do", "link"),
        ];
        let (status, page) = self.post("/updates/new", &form).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let rest = page.split("name=\"token\" value=\"").nth(1).expect("the form that mails it");
        rest.split('"').next().expect("its end").to_owned()
    }

    async fn mail(&self, token: &str, to: &str, lang: &str) -> (StatusCode, String) {
        let form = [("token", token), ("address", to), ("lang", lang)];
        self.post("/updates/mail", &form).await
    }

    async fn send(&self) -> usize {
        let node = self.world.node("KW");
        let mailer = Mailer::open(node.folder(), node.config()).expect("a mailer");
        self.outgoing.send(node.private(), &mailer).await.expect("the store works")
    }

    fn states(&self) -> Vec<LetterState> {
        let dialogue = self.world.dialogue("KW");
        let known = letters(self.world.node("KW").private(), &dialogue).expect("read");
        known.iter().map(|one| one.state).collect()
    }

    async fn hub(&self) -> String {
        self.world.page(&self.cookie, "en", "/updates").await.body
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

/// The parts of a letter as text: base64 where the writer chose that.
fn decoded(letter: &str) -> String {
    letter.replace("=\r\n", "").replace("=3D", "=")
}

#[test]
fn a_link_is_mailed_at_once_and_its_secret_stands_in_that_letter_alone() {
    run(async {
        let desk = Desk::open().await;
        let token = desk.link().await;
        // It is night, and nobody has a calendar: an officer has asked for it, so it goes out.
        let (status, page) = desk.mail(&token, "office@ministry.example", "en").await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("is on its way") && page.contains(&token), "{page}");
        assert_eq!(desk.states(), [LetterState::Waiting]);
        assert!(desk.hub().await.contains("waits for the mail server"));
        assert_eq!(desk.send().await, 1);
        assert_eq!(desk.send().await, 0, "once");
        assert_eq!(desk.states(), [LetterState::Sent]);
        assert!(desk.hub().await.contains("mailed"));
        let folder = desk.world.node("KW").folder().path().to_owned();
        let mut n_letters = 0;
        for entry in std::fs::read_dir(folder.join("outbox")).expect("the folder") {
            let letter = std::fs::read_to_string(entry.expect("a file").path()).expect("a letter");
            let text = decoded(&letter);
            assert!(text.contains("To: office@ministry.example"), "{text}");
            assert!(
                text.contains(&format!("https://localhost/en/u/{token}"))
                    || text.contains(&format!("http://localhost/en/u/{token}")),
                "{text}"
            );
            assert!(text.contains("Name focal points") && text.contains("used once"), "{text}");
            n_letters += 1;
        }
        assert_eq!(n_letters, 1);
        for entry in std::fs::read_dir(&folder).expect("the folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let bytes = std::fs::read(&path).expect("a file");
                let holds = bytes.windows(token.len()).any(|part| part == token.as_bytes());
                assert!(!holds, "{}", path.display());
            }
        }
        let lines = desk.world.node("KW").private().audit_lines(20).expect("audit lines");
        assert!(lines.iter().any(|line| line.what == "update-link-mailed"));
        assert!(lines.iter().all(|line| !line.detail.contains(&token)));
        assert!(lines.iter().all(|line| !line.detail.contains("office@")), "no address either");
        assert!(!format!("{:?}", desk.outgoing).contains(&token));
        // What was mailed opens.
        let open = desk.world.ask("GET", "", &format!("/ar/u/{token}"), "").await;
        assert_eq!(open.status, StatusCode::OK);
    });
}

#[test]
fn what_cannot_be_mailed_is_refused_and_the_link_stays_on_the_page() {
    run(async {
        let desk = Desk::open().await;
        let token = desk.link().await;
        for wrong in ["", "nobody", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example"] {
            let (status, page) = desk.mail(&token, wrong, "ar").await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(page.contains("class=\"problems\"") && page.contains(&token), "{page}");
        }
        for _ in 0..LINK_LETTERS_MAX {
            let (status, _) = desk.mail(&token, "office@ministry.example", "ar").await;
            assert_eq!(status, StatusCode::OK);
        }
        let (status, page) = desk.mail(&token, "office@ministry.example", "ar").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("mailed often enough") && page.contains(&token), "{page}");
        let (status, page) = desk.mail("no-such-secret", "office@ministry.example", "ar").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("can no longer be mailed"), "{page}");
    });
}

#[test]
fn a_letter_whose_link_was_withdrawn_or_whose_node_stopped_is_told_to_be_lost() {
    run(async {
        let desk = Desk::open().await;
        let token = desk.link().await;
        desk.mail(&token, "office@ministry.example", "ar").await;
        let links = agencies::Updates::new(desk.world.node("KW").private().clone());
        let id = links.links(DID).expect("links")[0].id.clone();
        desk.post("/updates/revoke", &[("link", &id)]).await;
        assert_eq!(desk.send().await, 0);
        assert_eq!(desk.states(), [LetterState::Lost]);
        let token = desk.link().await;
        desk.mail(&token, "office@ministry.example", "ar").await;
        // The node is started anew: the words of the letter were in memory alone.
        rounds::begin(desk.world.node("KW").private()).expect("begun");
        assert_eq!(desk.states(), [LetterState::Lost; 2]);
        assert!(desk.hub().await.contains("withdraw the link and make a new one"));
        assert_eq!(desk.send().await, 0, "what is told to be lost is not sent after all");
    });
}
