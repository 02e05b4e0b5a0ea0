//! Signing in and out: cookies, the way back, functions, sessions of one's own, accounts.

use dialogue::act::Function;
use http::{StatusCode, header};

use crate::browser::{Answer, Browser, run, words, world};

/// The session cookie that an answer sets, with its flags.
fn set_cookie(answer: &Answer) -> &str {
    let lines = answer.headers.get_all(header::SET_COOKIE).iter();
    let mut lines = lines.filter_map(|value| value.to_str().ok());
    lines.find(|line| line.starts_with("hiwar-kw=")).unwrap_or("")
}

#[test]
fn the_exercise_lets_one_in_by_function_and_back_to_the_page_wanted() {
    run(async {
        let world = world();
        let mut browser = Browser::nobody(world.node("KW"));
        let answer = browser.get("/en/d/kw-us/people?x=1").await;
        assert_eq!(answer.location(), "/en/enter?back=/en/d/kw-us/people%3Fx%3D1");
        let entrance = browser.get(answer.location()).await;
        assert!(entrance.body.contains(&words("en", "enter-demo-why")));
        assert!(entrance.body.contains("http://127.0.0.1:1/en/enter"), "the other side's entrance");
        for function in Function::ALL {
            assert!(entrance.body.contains(&format!("value=\"{function}\"")), "{function}");
        }
        let entered = browser.post(answer.location(), "function=co_chair").await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER);
        assert_eq!(entered.location(), "/en/d/kw-us/people?x=1");
        let cookie = set_cookie(&entered);
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert!(cookie.contains("Path=/") && !cookie.contains("Domain"), "{cookie}");
        browser.cookie = cookie.split(';').next().expect("a cookie").to_owned();
        assert_eq!(browser.get("/en/").await.status, StatusCode::OK);
        let away = browser.post("/en/enter?back=//evil.example/en/", "function=press").await;
        assert_eq!(away.location(), "/en/");
    });
}

#[test]
fn a_wrong_name_and_a_wrong_password_read_the_same() {
    run(async {
        let world = world();
        let node = world.node("KW");
        node.accounts().add("noura", "a password of many letters").expect("an account");
        let today = "2000-01-01";
        let granted = node.accounts().grant("noura", Function::Legal, Some(today), None, "test");
        granted.expect("a function");
        let browser = Browser::nobody(node);
        let wrong = browser.post("/en/enter", "name=noura&password=wrong").await;
        let unknown = browser.post("/en/enter", "name=someone&password=wrong").await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
        assert_eq!(unknown.status, wrong.status);
        // The banner above shows the exercise's clock, which runs.
        let main = |answer: &Answer| {
            let main = answer.body.split("<main").nth(1).expect("a main part").to_owned();
            main.replace("value=\"someone\"", "value=\"noura\"")
        };
        assert_eq!(main(&unknown), main(&wrong));
        assert!(set_cookie(&wrong).is_empty());
        let form = "name=noura&password=a+password+of+many+letters";
        let right = browser.post("/en/enter", form).await;
        assert_eq!(right.status, StatusCode::SEE_OTHER);
        assert!(!set_cookie(&right).is_empty());
    });
}

#[test]
fn signing_out_ends_the_session_and_clears_the_browser() {
    run(async {
        let world = world();
        let node = world.node("KW");
        let browser = Browser::signed(node, Function::CoChair);
        let answer = browser.post("/en/leave", "").await;
        assert_eq!(answer.location(), "/en/enter");
        assert!(set_cookie(&answer).contains("Max-Age=0"));
        assert!(answer.header("clear-site-data").contains("cache"));
        assert!(browser.get("/en/").await.location().starts_with("/en/enter"));
    });
}

#[test]
fn one_ends_ones_own_sessions_and_nobody_elses() {
    run(async {
        let world = world();
        let node = world.node("KW");
        let first = Browser::with_account(node, "hessa");
        let second = Browser::with_account(node, "hessa");
        let stranger = Browser::signed(node, Function::Press);
        let token =
            |browser: &Browser| browser.cookie.split_once('=').expect("a cookie").1.to_owned();
        let id = |browser: &Browser| {
            node.accounts().session(&token(browser)).expect("a session").session_id
        };
        let end = |id: String| format!("end={id}");
        stranger.post("/en/sessions", &end(id(&first))).await;
        assert!(node.accounts().still_holds(&token(&first)), "a stranger ends nothing");
        let answer = first.post("/en/sessions", &end(id(&second))).await;
        assert_eq!(answer.location(), "/en/sessions");
        assert!(!node.accounts().still_holds(&token(&second)));
        assert!(node.accounts().still_holds(&token(&first)));
        first.post("/en/sessions", "end=all").await;
        assert!(!node.accounts().still_holds(&token(&first)));
        assert!(node.accounts().still_holds(&token(&stranger)));
    });
}

#[test]
fn the_language_is_the_paths_and_is_remembered() {
    run(async {
        let world = world();
        let mut browser = Browser::nobody(world.node("KW"));
        browser.from.push(("accept-language", "en-GB,en;q=0.9"));
        assert_eq!(browser.get("/").await.location(), "/en/");
        let answer = browser.get("/ar/enter").await;
        let cookie = answer.header("set-cookie").split(';').next().expect("a cookie").to_owned();
        assert_eq!(cookie, "hiwar-lang=ar");
        assert!(answer.body.contains("href=\"/en/enter\""), "the other language is a plain link");
        browser.cookie = cookie;
        assert_eq!(browser.get("/").await.location(), "/ar/");
    });
}
