//! Live changes and kept pages: an open page hears of every change, and no page is ever shown
//! from before a change.

use std::time::Duration;

use axum::body::Body;
use dialogue::act::Function;
use http::StatusCode;
use http_body_util::BodyExt as _;

use crate::browser::{Browser, cookie, run, words, world};

/// Reads a stream until it has said `wanted`.
async fn heard(body: &mut Body, wanted: &str) -> String {
    let mut text = String::new();
    let reading = async {
        while !text.contains(wanted) {
            let frame = body.frame().await.expect("the stream goes on").expect("a frame");
            if let Ok(data) = frame.into_data() {
                text.push_str(&String::from_utf8_lossy(&data));
            }
        }
    };
    let done = tokio::time::timeout(Duration::from_secs(10), reading).await;
    assert!(done.is_ok(), "{wanted:?} was not heard in {text:?}");
    text
}

#[test]
fn an_open_page_hears_which_item_changed_on_the_other_side() {
    run(async {
        let world = world();
        let browser = Browser::signed(world.node("KW"), Function::DeskOfficer);
        let answer = browser.start("GET", "/en/d/kw-us/live", "").await;
        assert_eq!(answer.status(), StatusCode::OK);
        let mut body = answer.into_body();
        let hello = heard(&mut body, "event: hello").await;
        assert!(!hello.contains("Legal"), "no contents in the stream");
        world.reword("US", "mla", "title_en", "Legal assistance and digital trade").await;
        let told = heard(&mut body, &world.id("mla")).await;
        assert!(told.contains("event: change") && !told.contains("digital trade"));
    });
}

#[test]
fn nobody_listens_without_a_session() {
    run(async {
        let world = world();
        let browser = Browser::nobody(world.node("KW"));
        let answer = browser.get("/en/d/kw-us/live").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(browser.get("/en/d/kw-us/export").await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_kept_page_is_never_older_than_the_record_or_a_private_note() {
    run(async {
        let world = world();
        let browser = Browser::signed(world.node("KW"), Function::DeskOfficer);
        let path = format!("/en/d/kw-us/sessions/{}", world.id("session"));
        // Other tests change the same record meanwhile: one quiet moment in five is enough.
        let mut kept = false;
        for _ in 0..5 {
            let first = browser.get(&path).await.body;
            kept |= browser.get(&path).await.body == first;
        }
        assert!(kept, "the kept page is the same page");
        world.reword("US", "mla", "title_en", "Legal assistance and digital crime").await;
        let second = browser.get(&path).await.body;
        assert!(second.contains("digital crime"), "a change of the record is seen at once");
        let actor = dialogue::act::Actor {
            party: world.node("KW").party().clone(),
            function: Function::DeskOfficer,
            account: "demo desk_officer".to_owned(),
        };
        let session = dialogue::id::ItemId::parse(&world.id("session")).expect("an id");
        let private = world.node("KW").private();
        private.add_note("kw-us", &session, "Ask the Ministry first", &actor).expect("a note");
        assert!(browser.get(&path).await.body.contains("Ask the Ministry first"));
    });
}

#[test]
fn a_kept_page_is_shown_to_nobody_else() {
    run(async {
        let world = world();
        let node = world.node("KW");
        let mut browser = Browser::signed(node, Function::CoChair);
        let path = format!("/en/d/kw-us/sessions/{}", world.id("session"));
        let chair = browser.get(&path).await.body;
        browser.cookie = cookie(node, Function::Auditor);
        let auditor = browser.get(&path).await.body;
        assert!(
            chair.contains(&words("en", "function-co-chair"))
                && auditor.contains(&words("en", "function-auditor"))
        );
        assert_ne!(chair, auditor);
        browser.cookie.clear();
        assert!(browser.get(&path).await.location().starts_with("/en/enter"));
    });
}

#[test]
fn a_page_that_brings_itself_up_to_date_is_no_use_of_the_session() {
    run(async {
        let node = world().node("KW");
        let mut browser = Browser::with_account(node, "dalal");
        browser.from.push(("x-hiwar", "swap"));
        assert_eq!(browser.get("/en/").await.status, StatusCode::OK);
        let token = browser.cookie.split_once('=').expect("a cookie").1.to_owned();
        let account = node.accounts().watched(&token).expect("a session").account;
        node.accounts().end_all(&account).expect("ended");
        let answer = browser.get("/en/").await;
        assert!(answer.location().starts_with("/en/enter"), "an ended session shows nothing");
    });
}
