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
        let did = |what: &str| lines.iter().find(|line| line.what == what).expect(what);
        assert_ne!(did("update-link-made").actor, "one-time-link");
        let used = did("update-link-used");
        let id = &did("update-link-made").detail;
        assert_eq!((used.actor.as_str(), &used.detail), ("one-time-link", &format!("{id} (1)")));
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

#[test]
fn what_came_late_is_refused_when_it_is_too_long_and_no_word_is_lost() {
    run(async {
        let world = World::furnished().await;
        let secret = link(&world, "14").await;
        world.settle("commitment", "dropped").await;
        let long = "كلمة ".repeat(15_000);
        let many = "\u{1}".repeat(70_000);
        for (field, words) in [("0.note_en", &long), ("0.status", &long), ("0.note_ar", &many)] {
            let page = send(&world, "en", &secret, &[(field, words)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
            assert!(page.body.contains("class=\"problems\""), "{}", page.body);
        }
        // Each short enough, all together longer than is kept: control characters grow in storage.
        let words = "\u{1}".repeat(2_000);
        let names = ["note_en", "note_ar", "next_step_en", "next_step_ar", "status", "blocking"];
        let names = names.map(|name| format!("0.{name}"));
        let form: Vec<(&str, &str)> =
            names.iter().map(|name| (name.as_str(), words.as_str())).collect();
        let page = send(&world, "en", &secret, &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("too long to be kept"), "{}", page.body);
        // The form holds what was typed, and the link was not used up.
        let kept = long.trim();
        let page = send(&world, "en", &secret, &[("0.note_en", kept)]).await;
        assert!(page.body.contains(kept));
        let page = send(&world, "en", &secret, &[("0.note_en", "a short word")]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert_eq!(inbox(&world).updates(DID).expect("updates").len(), 1);
    });
}

#[test]
fn a_link_names_each_commitment_once() {
    run(async {
        let world = World::furnished().await;
        let desk = world.enter("KW", Function::DeskOfficer);
        let id = world.id("commitment");
        for (todo, lang) in [("link", "en"), ("form", "en")] {
            let form = [
                ("commitment", id.as_str()),
                ("commitment", id.as_str()),
                ("post_en", "Director"),
                ("days", "14"),
                ("do", todo),
            ];
            let page = world.post(&desk, "/updates/new", &form).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{todo} {lang}");
            assert!(page.body.contains("named twice") && page.body.contains("Director"));
        }
        assert!(inbox(&world).links(DID).expect("links").is_empty());
        assert!(inbox(&world).forms(DID).expect("forms").is_empty());
    });
}

#[test]
fn making_and_taking_back_a_form_leaves_a_line_each() {
    run(async {
        let world = World::furnished().await;
        let desk = world.enter("KW", Function::DeskOfficer);
        let id = world.id("commitment");
        let form = [("commitment", id.as_str()), ("post_en", "Director"), ("do", "form")];
        let made = world.post(&desk, "/updates/new", &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let number = inbox(&world).forms(DID).expect("forms")[0].number.clone();
        take(&world, &desk, &number, b"").await;
        let lines = world.node("KW").private().audit_lines(2).expect("audit lines");
        let told: Vec<(&str, &str)> =
            lines.iter().map(|line| (line.what.as_str(), line.detail.as_str())).collect();
        let taken = format!("{number} (1)");
        assert_eq!(told, [("update-form-taken", taken.as_str()), ("update-form-made", &number)]);
        // The trail says it in words.
        for (lang, words) in [("ar", "أعد الاستمارة المطبوعة"), ("en", "made the printed form")]
        {
            let auditor = world.enter("KW", Function::Auditor);
            let trail = world.ask("GET", &auditor, &format!("/{lang}/audit"), "").await.body;
            assert!(trail.contains(words) && trail.contains(&number), "{trail}");
        }
    });
}

/// Gives a number and a scan back as the desk officer.
async fn take(world: &World, desk: &str, code: &str, scan: &[u8]) -> Answer {
    let boundary = "----hiwar-test-boundary";
    let mut body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\n{code}\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
    )
    .into_bytes();
    body.extend(scan);
    body.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
    let request = Request::builder()
        .method("POST")
        .uri(format!("/en/d/{DID}/updates/filled"))
        .header(header::HOST, "localhost")
        .header(header::COOKIE, desk)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={boundary}"))
        .body(Body::from(body))
        .expect("a request");
    world.send(desk, request).await
}

/// Makes a printed form about the commitment; gives its number.
async fn form(world: &World, desk: &str) -> String {
    let id = world.id("commitment");
    let form = [("commitment", id.as_str()), ("post_en", "Director"), ("do", "form")];
    world.post(desk, "/updates/new", &form).await;
    inbox(world).forms(DID).expect("forms")[0].number.clone()
}

#[test]
fn a_scan_that_is_too_long_is_refused_with_the_number_that_was_typed() {
    run(async {
        let world = World::furnished().await;
        let desk = world.enter("KW", Function::DeskOfficer);
        let number = form(&world, &desk).await;
        let mebibyte = 1024 * 1024;
        for n_bytes in [25 * mebibyte + 1, 25 * mebibyte + mebibyte / 2, 27 * mebibyte] {
            let mut scan = b"%PDF-1.4 ".to_vec();
            scan.resize(n_bytes, b' ');
            let page = take(&world, &desk, &number, &scan).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{n_bytes}");
            assert!(page.body.contains("more than \u{2068}25\u{2069} MB"), "{}", page.body);
            // Of what is longer than any form, nothing is read at all.
            let read = n_bytes < 26 * mebibyte;
            assert_eq!(page.body.contains(&format!("value=\"{number}\"")), read, "{n_bytes}");
        }
        assert!(inbox(&world).updates(DID).expect("updates").is_empty());
        let mut scan = b"%PDF-1.4 ".to_vec();
        scan.resize(25 * mebibyte, b' ');
        let taken = take(&world, &desk, &number, &scan).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    });
}

#[test]
fn a_scan_that_comes_after_the_number_stands_beside_it() {
    run(async {
        let world = World::furnished().await;
        let desk = world.enter("KW", Function::DeskOfficer);
        let number = form(&world, &desk).await;
        let first = take(&world, &desk, &number, b"").await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
        let path = first.location.trim_start_matches(&format!("/en/d/{DID}")).to_owned();
        for scan in [&b"%PDF-1.4 one"[..], b"%PDF-1.4 two!"] {
            let later = take(&world, &desk, &number, scan).await;
            assert_eq!(later.location, first.location);
        }
        let page = world.page(&desk, "en", &path).await.body;
        assert_eq!(page.matches("save=yes").count(), 2, "{page}");
        let mut lengths = Vec::new();
        for part in page.split("/scan?of=").skip(1) {
            let print = part.get(..64).expect("a hash");
            let at = format!("/en/d/{DID}{path}/scan?of={print}");
            lengths.push(world.ask("GET", &desk, &at, "").await.body.len());
        }
        lengths.sort_unstable();
        assert_eq!(lengths, [12, 13]);
        let none = world.page(&desk, "en", &format!("{path}/scan?of=00")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        // Once it is settled, another paper of the same form is a further update.
        world.post(&desk, &path, &[("do", "reject")]).await;
        let further = take(&world, &desk, &number, b"%PDF-1.4 three").await;
        assert_ne!(further.location, first.location);
        assert_eq!(inbox(&world).updates(DID).expect("updates").len(), 2);
    });
}

#[test]
fn what_is_old_is_swept_on_the_round() {
    run(async {
        let world = World::furnished().await;
        let private = world.node("KW").private();
        link(&world, "14").await;
        let desk = world.enter("KW", Function::DeskOfficer);
        form(&world, &desk).await;
        assert_eq!(agencies::rounds::sweep(private).expect("swept"), 0);
        world.node("KW").clock().set("2021-04-01T05:00:00Z".parse().expect("an instant"));
        assert_eq!(agencies::rounds::sweep(private).expect("swept"), 1);
        assert!(inbox(&world).links(DID).expect("links").is_empty());
        assert_eq!(inbox(&world).forms(DID).expect("forms").len(), 1, "paper is slow");
        world.node("KW").clock().set("2022-12-01T05:00:00Z".parse().expect("an instant"));
        assert_eq!(agencies::rounds::sweep(private).expect("swept"), 1);
        assert!(inbox(&world).forms(DID).expect("forms").is_empty());
    });
}
