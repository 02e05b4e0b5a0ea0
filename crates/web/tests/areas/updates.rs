//! Updates without an account, through the real router: a link is made, opened on a phone without a
//! session, used once; what came waits, is corrected and confirmed once; late, used, revoked and
//! hostile uses are told clearly in both languages and lose no words.

use agencies::{UpdateState, Updates};
use axum::body::Body;
use dialogue::act::Function;
use dialogue::content::{Content, Lang};
use dialogue::id::ItemId;
use http::{Request, StatusCode, header};
use tower::ServiceExt as _;

use crate::world::{Answer, DID, World};

const NOBODY: &str = "";

fn inbox(world: &World) -> Updates {
    Updates::new(world.node("KW").private().clone())
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

/// Makes a link about the commitment as the desk officer; gives its secret.
async fn link(world: &World, days: &str) -> String {
    let desk = world.enter("KW", Function::DeskOfficer);
    let form = [
        ("commitment", world.id("commitment")),
        ("post_ar", "مدير إدارة التعاون".to_owned()),
        ("post_en", "Director of cooperation".to_owned()),
        ("days", days.to_owned()),
        ("do", "link".to_owned()),
    ];
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let made = world.post(&desk, "/updates/new", &form).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    secret_on(&made)
}

fn secret_on(page: &Answer) -> String {
    let rest = page.body.split("/en/u/").nth(1).expect("the address of the link");
    let end = rest.find('<').expect("its end");
    rest[..end].to_owned()
}

async fn open(world: &World, lang: &str, secret: &str) -> Answer {
    world.ask("GET", NOBODY, &format!("/{lang}/u/{secret}"), "").await
}

async fn send(world: &World, lang: &str, secret: &str, form: &[(&str, &str)]) -> Answer {
    let encode = |text: &str| -> String { text.bytes().map(|b| format!("%{b:02X}")).collect() };
    let pairs: Vec<String> =
        form.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    world.ask("POST", NOBODY, &format!("/{lang}/u/{secret}"), &pairs.join("&")).await
}

/// Where the one update that waits is.
fn waiting(world: &World) -> String {
    let updates = inbox(world).updates(DID).expect("updates");
    let waits: Vec<_> = updates.iter().filter(|u| u.state == UpdateState::Waiting).collect();
    assert_eq!(waits.len(), 1);
    format!("/updates/{}", waits[0].id)
}

fn reports(world: &World, party: &str) -> Vec<Content> {
    let dialogue = world.dialogue(party);
    let record = dialogue.read();
    let reports = record.of_type("commitment_report");
    reports.iter().map(|report| report.content().clone()).collect()
}

#[test]
fn a_link_is_used_once_and_what_came_is_confirmed_once() {
    run(async {
        let world = World::furnished().await;
        let secret = link(&world, "14").await;
        // A mail scanner that follows links uses none up.
        for lang in ["ar", "en"] {
            let page = open(&world, lang, &secret).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.body.contains("name=\"0.status\" value=\"in_progress\""), "{}", page.body);
        }
        let page = open(&world, "ar", &secret).await.body;
        assert!(page.contains("تسمية نقاط اتصال") && page.contains("مدير إدارة التعاون"));
        assert!(!page.contains("Under-Secretary") && !page.contains("main-nav"));
        let form = [("0.status", "in_progress"), ("0.note_ar", "سُميت نقطة <b>اتصال</b> واحدة.")];
        let done = send(&world, "ar", &secret, &form).await;
        assert_eq!(done.status, StatusCode::OK);
        assert!(done.body.contains("وصلت إفادتك"), "{}", done.body);
        assert!(
            done.body.contains("سُميت نقطة &#60;b&#62;اتصال&#60;/b&#62; واحدة."),
            "{}",
            done.body
        );
        assert!(!done.body.contains(&secret), "the secret stands on no page after the form");
        assert!(reports(&world, "KW").is_empty(), "nothing is recorded before it is confirmed");

        let desk = world.enter("KW", Function::DeskOfficer);
        let hub = world.page(&desk, "en", "/updates").await;
        assert!(hub.body.contains("Director of cooperation") && hub.body.contains("Used"));
        assert!(!hub.body.contains(&secret));
        let home = world.ask("GET", &desk, "/ar/", "").await.body;
        assert!(home.contains("إفادة واحدة تنتظر تأكيدك"), "{home}");
        let at = waiting(&world);
        let page = world.page(&desk, "en", &at).await.body;
        assert!(page.contains("Joint action") || page.contains("In progress"), "{page}");
        let form = [
            ("date", "2020-11-16"),
            ("status", "in_progress"),
            ("note_ar", "سُميت نقطة اتصال واحدة."),
            ("note_en", "One focal point was named."),
            ("do", "confirm"),
        ];
        let (one, two) = tokio::join!(world.post(&desk, &at, &form), world.post(&desk, &at, &form));
        assert_eq!((one.status, two.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
        world.meet().await;
        for party in ["KW", "US"] {
            let reports = reports(&world, party);
            assert_eq!(reports.len(), 1, "two officers who press at once confirm once");
            assert_eq!(reports[0].text("channel"), Some("link"));
            assert_eq!(reports[0].bi_exact("note", Lang::En), Some("One focal point was named."));
        }
        // The same link a second time: the words come back, nothing is stored.
        let again =
            send(&world, "en", &secret, &[("0.status", "blocked"), ("0.note_en", "late words")]);
        let again = again.await;
        assert_eq!(again.status, StatusCode::GONE);
        assert!(again.body.contains("already used") && again.body.contains("late words"));
        assert!(!again.body.contains(&secret));
        assert_eq!(inbox(&world).updates(DID).expect("updates").len(), 1);
    });
}

#[test]
fn no_page_file_or_audit_line_holds_the_secret() {
    run(async {
        let world = World::furnished().await;
        let secret = link(&world, "14").await;
        send(&world, "en", &secret, &[("0.status", "not_started")]).await;
        let desk = world.enter("KW", Function::DeskOfficer);
        for path in ["/updates", "/updates/new", &waiting(&world)] {
            assert!(!world.page(&desk, "en", path).await.body.contains(&secret), "{path}");
        }
        let lines = world.node("KW").private().audit_lines(200).expect("audit lines");
        assert!(lines.iter().all(|line| !line.detail.contains(&secret)));
        assert!(lines.iter().any(|line| line.what == "update-link"));
        for entry in std::fs::read_dir(world.node("KW").folder().path()).expect("the folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let bytes = std::fs::read(&path).expect("a file");
                let holds = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
                assert!(!holds, "{}", path.display());
            }
        }
    });
}

#[test]
fn headers_keep_the_page_out_of_caches_engines_and_referrers() {
    run(async {
        let world = World::furnished().await;
        let secret = link(&world, "14").await;
        for path in [format!("/ar/u/{secret}"), "/en/u/nothing".to_owned()] {
            let request = Request::builder().uri(&path).header(header::HOST, "localhost");
            let request = request.body(Body::empty()).expect("a request");
            let answer = world.app(NOBODY).oneshot(request).await.expect("an answer");
            let value = |name: &str| answer.headers()[name].to_str().expect("text").to_owned();
            assert_eq!(value("cache-control"), "no-store");
            assert_eq!(value("referrer-policy"), "no-referrer");
            assert!(value("x-robots-tag").starts_with("noindex"));
            assert!(value("content-security-policy").starts_with("default-src 'none'"));
            let cookies = answer.headers().get_all(header::SET_COOKIE);
            let session = |value: &http::HeaderValue| value.as_bytes().starts_with(b"hiwar-kw");
            assert!(!cookies.iter().any(session), "no session is begun");
        }
    });
}

#[test]
fn over_revoked_and_unknown_links_say_what_to_do() {
    run(async {
        let world = World::furnished().await;
        let (over, revoked) = (link(&world, "1").await, link(&world, "60").await);
        let desk = world.enter("KW", Function::DeskOfficer);
        let links = inbox(&world).links(DID).expect("links");
        // Made within one millisecond or not: the one with the later end is the one to revoke.
        let id = links.iter().max_by_key(|link| link.expires).expect("a link").id.clone();
        world.post(&desk, "/updates/revoke", &[("link", &id)]).await;
        let words = [("0.status", "in_progress"), ("0.note_en", "kept words")];
        let page = send(&world, "en", &revoked, &words).await;
        assert_eq!(page.status, StatusCode::GONE);
        assert!(page.body.contains("withdrawn") && page.body.contains("kept words"));
        world.node("KW").clock().set("2020-11-19T05:00:00Z".parse().expect("an instant"));
        let page = open(&world, "ar", &over).await;
        assert_eq!(page.status, StatusCode::GONE);
        assert!(page.body.contains("انتهت مدة هذا الرابط"));
        let shapes = ["x", &"A".repeat(43), &"A".repeat(4_000), "..%2f..", "%D8%B3"];
        let mut bodies = std::collections::BTreeSet::new();
        for wrong in shapes {
            let page = open(&world, "en", wrong).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{wrong}");
            bodies.insert(page.body);
        }
        assert_eq!(bodies.len(), 1, "what was wrong about it is not told");
        assert!(inbox(&world).updates(DID).expect("updates").is_empty());
    });
}

#[test]
fn who_guesses_is_soon_told_nothing_at_all() {
    run(async {
        let world = World::furnished().await;
        let secret = link(&world, "14").await;
        for _ in 0..agencies::limits::LINK_WRONG_OF_ADDRESS_PER_HOUR_MAX {
            assert_eq!(open(&world, "en", "guess").await.status, StatusCode::NOT_FOUND);
        }
        let words = [("0.status", "in_progress"), ("0.note_en", "kept words")];
        let page = send(&world, "en", "guess", &words).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(page.body.contains("kept words") && page.body.contains("Too many"));
        // Who has the right one is not shut out by a colleague's guesses, or by a hostile page.
        let page = send(&world, "en", &secret, &words).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    });
}

#[test]
fn one_link_is_not_asked_for_without_end() {
    run(async {
        let world = World::furnished().await;
        let secret = link(&world, "14").await;
        for _ in 0..agencies::limits::LINK_ASKS_PER_HOUR_MAX {
            assert_eq!(open(&world, "en", &secret).await.status, StatusCode::OK);
        }
        assert_eq!(open(&world, "en", &secret).await.status, StatusCode::TOO_MANY_REQUESTS);
    });
}

#[test]
fn what_comes_after_the_commitment_was_dropped_is_kept_and_marked() {
    run(async {
        let world = World::furnished().await;
        let secret = link(&world, "14").await;
        assert_eq!(open(&world, "en", &secret).await.status, StatusCode::OK);
        world.settle("commitment", "dropped").await;
        let page = open(&world, "ar", &secret).await;
        assert_eq!(page.status, StatusCode::GONE);
        assert!(page.body.contains("بعد فوات أوانها"), "{}", page.body);
        let words = [("0.status", "in_progress"), ("0.note_en", "typed before I knew")];
        let page = send(&world, "en", &secret, &words).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("typed before I knew") && page.body.contains("too late"));
        let updates = inbox(&world).updates(DID).expect("updates");
        assert!(updates.len() == 1 && updates[0].late);
        let desk = world.enter("KW", Function::DeskOfficer);
        let at = waiting(&world);
        assert!(world.page(&desk, "en", &at).await.body.contains("It came too late"));
        world.post(&desk, &at, &[("do", "reject")]).await;
        let page = world.page(&desk, "ar", &at).await.body;
        assert!(page.contains("صُرف النظر عنها") && page.contains("typed before I knew"));
        assert!(reports(&world, "KW").is_empty());
    });
}

#[test]
fn a_newer_report_of_our_side_makes_an_update_late() {
    run(async {
        let mut world = World::furnished().await;
        let secret = link(&world, "14").await;
        let report = Content::new()
            .with("commitment", world.id("commitment").as_str())
            .with("date", "2020-11-16")
            .with("status", "in_progress");
        // Acts of the world come one minute after another; the link was made on the same clock.
        world.put("KW", "report", "commitment_report", report).await;
        let page = open(&world, "en", &secret).await;
        assert_eq!(page.status, StatusCode::GONE, "{}", page.body);
    });
}

#[test]
fn hostile_and_incomplete_forms_are_refused_and_lose_nothing() {
    run(async {
        let world = World::furnished().await;
        let secret = link(&world, "14").await;
        let long = "w".repeat(30_000);
        let table: &[&[(&str, &str)]] = &[
            &[],
            &[("0.note_en", "words without a status")],
            &[("0.status", "blocked"), ("0.note_en", "no reason given")],
            &[("0.status", "done"), ("0.note_en", "a status that there is not")],
            &[("0.status", "in_progress"), ("0.done_on", "2020-13-45")],
            &[("0.status", "done_claimed"), ("0.done_on", "2031-01-01")],
            &[("0.status", "in_progress"), ("0.note_en", &long)],
        ];
        for form in table {
            let page = send(&world, "en", &secret, form).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
            assert!(page.body.contains("class=\"problems\""), "{form:?}");
            let note = form.iter().find(|(name, _)| *name == "0.note_en");
            assert!(note.is_none_or(|(_, words)| page.body.contains(words)), "{form:?}");
        }
        // Fields that no form of ours has, and other commitments, are not read.
        let smuggled = [
            ("0.status", "in_progress"),
            ("0.commitment", "t9.p9"),
            ("0.channel", "desk"),
            ("5.status", "blocked"),
            ("0.note_en", "x\u{202e}y<script>alert(1)</script>"),
        ];
        let page = send(&world, "en", &secret, &smuggled).await;
        assert!(!page.body.contains("<script>alert"));
        if page.status == StatusCode::OK {
            let updates = inbox(&world).updates(DID).expect("updates");
            assert_eq!(updates.len(), 1);
            assert_eq!(updates[0].item, ItemId::parse(&world.id("commitment")).expect("an id"));
            assert_eq!(updates[0].content.text("channel"), None);
        }
        // A form of another site is refused before anything is looked at.
        let request = Request::builder()
            .method("POST")
            .uri(format!("/en/u/{secret}"))
            .header(header::HOST, "localhost")
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("0.status=in_progress"))
            .expect("a request");
        let answer = world.app(NOBODY).oneshot(request).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    });
}

#[test]
fn links_are_made_for_open_commitments_by_those_who_handle_them() {
    run(async {
        let world = World::furnished().await;
        let id = world.id("commitment");
        for function in [Function::FocalPoint, Function::Auditor, Function::Press] {
            let cookie = world.enter("KW", function);
            let page = world.page(&cookie, "en", "/updates").await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{function}");
            let item = world.page(&cookie, "en", &format!("/i/{id}")).await.body;
            assert!(!item.contains("/updates/new"), "{function}");
        }
        let desk = world.enter("KW", Function::DeskOfficer);
        let item = world.page(&desk, "en", &format!("/i/{id}")).await.body;
        assert!(item.contains(&format!("/updates/new?commitment={id}")));
        let other = world.id("cyber");
        let table: &[(&str, &str, &str)] = &[
            ("", "Director", "14"),
            (other.as_str(), "Director", "14"),
            (id.as_str(), "", "14"),
            (id.as_str(), "Director", "0"),
            (id.as_str(), "Director", "99"),
            (id.as_str(), "Director", "1e9"),
        ];
        for (commitment, post, days) in table {
            let form = [("commitment", *commitment), ("post_en", *post), ("days", *days)];
            let page = world.post(&desk, "/updates/new", &form).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
            assert!(page.body.contains(&format!("value=\"{post}\"")), "typed words stay");
        }
        assert!(inbox(&world).links(DID).expect("links").is_empty());
    });
}

#[test]
fn the_last_day_of_a_link_is_a_working_day_of_our_side() {
    run(async {
        let mut world = World::furnished().await;
        let mut calendar = Content::new().with("party", "KW").with("time_zone", "Asia/Kuwait");
        calendar.set_strings("weekend", ["fri", "sat"]);
        world.put("KW", "calendar", "working_calendar", calendar).await;
        // From Monday 16 November four days are a Friday: the link holds until Sunday.
        link(&world, "4").await;
        let links = inbox(&world).links(DID).expect("links");
        assert_eq!(links[0].expires.to_string(), "2020-11-22T20:59:59Z");
    });
}
