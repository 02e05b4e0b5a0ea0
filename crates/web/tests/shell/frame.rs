//! What is true of every page that can be reached by clicking: headers, structure, links that lead
//! somewhere, problems in the reader's language.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::middleware::from_fn_with_state;
use axum::routing::get;
use dialogue::act::Function;
use http::StatusCode;
use web::shell::Problem;

use crate::browser::{Answer, Browser, run, words, world};

/// Values of an attribute, entities of addresses undone.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<String> {
    let start = format!(" {name}=\"");
    let values = html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next());
    values.map(|value: &'a str| value.replace("&#38;", "&").replace("&amp;", "&")).collect()
}

/// Every page that clicking leads to from `start`, with what links there.
async fn crawl(browser: &Browser, start: &str) -> BTreeMap<String, Answer> {
    let mut pages: BTreeMap<String, Answer> = BTreeMap::new();
    let mut waiting = VecDeque::from([(start.to_owned(), String::new())]);
    while let Some((path, from)) = waiting.pop_front() {
        if pages.contains_key(&path) {
            continue;
        }
        let answer = browser.get(&path).await;
        let well = answer.status.is_success() || answer.status.is_redirection();
        assert!(well, "{path} (linked from {from}): {}", answer.status);
        if answer.is_html() {
            for href in attributes(&answer.body, "href") {
                let bare = href.split('#').next().unwrap_or_default();
                let ours = bare.starts_with('/') && !bare.starts_with("/a/");
                if ours && bare[1..].starts_with(&start[1..3]) {
                    waiting.push_back((bare.to_owned(), path.clone()));
                }
            }
        }
        pages.insert(path, answer);
    }
    pages
}

fn check_page(path: &str, answer: &Answer, lang: &str) {
    let html = &answer.body;
    let dir = if lang == "ar" { "rtl" } else { "ltr" };
    assert!(html.contains(&format!("<html lang=\"{lang}\" dir=\"{dir}\">")), "{path}");
    assert_eq!(html.matches("<h1").count(), 1, "{path}: one heading of the first level");
    assert_eq!(html.matches("<main").count(), 1, "{path}");
    // A paper for print has nothing before it to be skipped.
    let paper = html.contains("<body class=\"paper\">");
    assert!(paper || html.contains("href=\"#main\""), "{path}: skip link");
    let inline = [" style=\"", "<style", " onclick", " onsubmit", "javascript:"];
    for bad in inline {
        assert!(!html.contains(bad), "{path}: inline {bad}");
    }
    for script in html.split("<script").skip(1) {
        assert!(script.contains("src=\"/a/"), "{path}: inline script");
    }
    for tabindex in attributes(html, "tabindex") {
        assert!(matches!(tabindex.as_str(), "0" | "-1"), "{path}: tabindex {tabindex}");
    }
    let ids = attributes(html, "id");
    let unique: BTreeSet<&String> = ids.iter().collect();
    let twice: Vec<_> =
        unique.iter().filter(|id| ids.iter().filter(|one| one == *id).count() > 1).collect();
    assert!(twice.is_empty(), "{path}: ids twice: {twice:?}");
    for name in ["for", "aria-labelledby", "aria-describedby"] {
        for wanted in attributes(html, name) {
            for one in wanted.split(' ') {
                assert!(unique.contains(&one.to_owned()), "{path}: {name}={one} names nothing");
            }
        }
    }
    for svg in html.split("<svg").skip(1) {
        let named = svg.contains("<title>") || svg.contains("aria-label");
        assert!(named || svg.contains("aria-hidden=\"true\""), "{path}: a picture without words");
    }
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}");
    assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
}

#[test]
fn every_page_that_can_be_reached_is_sound_in_both_languages() {
    run(async {
        let world = world();
        crate::matrix::make_all(world);
        let browser = Browser::signed(world.node("KW"), Function::CoChair);
        let mut reached: Vec<BTreeSet<String>> = Vec::new();
        for lang in ["ar", "en"] {
            let pages = crawl(&browser, &format!("/{lang}/")).await;
            for (path, answer) in pages.iter().filter(|(_, answer)| answer.is_html()) {
                check_page(path, answer, lang);
            }
            let alike = |path: String| path.replace(&format!("/{lang}/"), "/*/");
            reached.push(pages.into_keys().map(alike).collect());
        }
        assert!(reached[0].len() > 40, "only {} pages are reached", reached[0].len());
        let alone: Vec<&String> = reached[0].symmetric_difference(&reached[1]).collect();
        assert!(alone.is_empty(), "the languages lead to the same pages, but for: {alone:?}");
    });
}

#[test]
fn the_administrator_reaches_accounts_and_no_contents() {
    run(async {
        let world = world();
        let browser = Browser::signed(world.node("KW"), Function::Administrator);
        let home = browser.get("/en/").await;
        assert_eq!(home.status, StatusCode::OK);
        assert!(!home.body.contains("Cyber security"), "contents on the administrator's desk");
        assert!(home.body.contains("/en/people-functions"));
        let found = browser.get("/en/find?q=cyber").await;
        assert_eq!(found.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn the_desk_shows_what_waits_for_whom_on_both_clocks() {
    run(async {
        let world = world();
        for (lang, decide, clock) in [("en", "desk-ours", "16:00"), ("ar", "desk-theirs", "08:00")]
        {
            let browser = Browser::signed(world.node("KW"), Function::CoChair);
            let page = browser.get(&format!("/{lang}/")).await.body;
            assert!(page.contains(&words(lang, decide)), "{lang}");
            assert!(page.contains(clock), "{lang}");
            let ours = page.split("data-live=\"ours-1\"").nth(1).expect("our list");
            let (ours, theirs) = ours.split_once("data-live=\"theirs-1\"").expect("their list");
            assert!(ours.contains(&world.id("cyber")), "their proposal waits for us");
            assert!(theirs.contains(&world.id("training")), "our proposal waits for them");
            assert!(!ours.contains(&world.id("training")));
        }
    });
}

#[test]
fn find_takes_every_spelling_and_marks_what_fits() {
    run(async {
        let world = world();
        let browser = Browser::signed(world.node("KW"), Function::DeskOfficer);
        for query in
            ["al%20subaih", "Al-Subaih", "alsubaih", "%D8%A7%D9%84%D8%B5%D8%A8%D9%8A%D8%AD"]
        {
            let page = browser.get(&format!("/en/find?q={query}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.body.contains(&world.id("nasser")), "{query} finds nobody");
        }
        let page = browser.get("/en/find?q=subaih").await.body;
        assert!(page.contains("<mark>"), "the words that fit are marked");
        let page = browser.get("/en/find?q=%3Cscript%3Ealert(1)%3C/script%3E").await.body;
        assert!(!page.contains("<script>alert"), "a query is text");
        let long = "x".repeat(5_000);
        let page = browser.get(&format!("/en/find?q={long}")).await;
        assert_eq!(page.status, StatusCode::OK);
    });
}

#[test]
fn the_exchange_page_shows_both_logs_and_the_export_can_be_carried() {
    run(async {
        let world = world();
        let browser = Browser::signed(world.node("KW"), Function::Auditor);
        let page = browser.get("/en/d/kw-us/exchange").await.body;
        for party in ["KW", "US"] {
            assert!(page.contains(&format!("id=\"log-{party}\"")), "{party}");
        }
        let pin = world.dialogue("KW").read().joint().charter_pin().to_string();
        assert!(page.contains(&pin), "the pin of the charter");
        let export = browser.get("/en/d/kw-us/export").await;
        assert_eq!(export.status, StatusCode::OK);
        assert!(export.header("content-disposition").starts_with("attachment; filename=\"kw-us"));
        assert!(!export.body.is_empty());
    });
}

#[test]
fn problems_speak_the_readers_language_and_hide_what_failed() {
    run(async {
        let world = world();
        let browser = Browser::signed(world.node("KW"), Function::CoChair);
        for (path, lang) in [
            ("/en/nowhere", "en"),
            ("/ar/nowhere", "ar"),
            ("/en/d/other", "en"),
            ("/en/d/kw-us/i/none", "en"),
        ] {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(answer.body.contains(&words(lang, "problem-not-found")), "{path}");
        }
        let answer = browser.ask("PUT", "/en/", "").await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert!(answer.body.contains(&words("en", "problem-method")));
        let large = format!("name={}", "x".repeat(web::limits::FORM_BYTES_MAX));
        let answer = browser.post("/en/enter", &large).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.body.contains(&words("en", "problem-large")));
    });
}

#[test]
fn a_failure_shows_a_number_and_nothing_else() {
    run(async {
        let world = world();
        let app = web::app::App::new(world.node("KW").clone(), web::Tools::default());
        let failing = axum::Router::new()
            .route("/ar/fails", get(async || Problem::Failed("secret: disk /x is full".to_owned())))
            .route("/en/stops", get(async || Problem::Stopped("secret".to_owned())))
            .layer(from_fn_with_state(app, web::shell::problem_pages));
        let mut browser = Browser::nobody(world.node("KW"));
        browser.app = failing;
        let answer = browser.get("/ar/fails").await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(
            answer.body.contains(&words("ar", "problem-failed")) && !answer.body.contains("secret")
        );
        let number = answer.body.split("class=\"ref\">").nth(1).expect("a reference number");
        let number = number.split('<').next().expect("its end");
        assert!(number.len() == 8 && number.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let answer = browser.get("/en/stops").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(!answer.body.contains("secret"));
    });
}

#[test]
fn files_are_kept_for_ever_under_the_hash_of_their_bytes() {
    run(async {
        let world = world();
        let browser = Browser::nobody(world.node("KW"));
        let page = browser.get("/en/enter").await.body;
        let files: Vec<String> = attributes(&page, "href")
            .into_iter()
            .chain(attributes(&page, "src"))
            .filter(|href| href.starts_with("/a/"))
            .collect();
        assert!(files.len() >= 4, "{files:?}");
        for file in files {
            let answer = browser.get(&file).await;
            assert_eq!(answer.status, StatusCode::OK, "{file}");
            assert!(answer.header("cache-control").contains("immutable"), "{file}");
        }
        assert_eq!(browser.get("/a/other.js").await.status, StatusCode::NOT_FOUND);
    });
}
