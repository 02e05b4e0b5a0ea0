//! A reader who only follows links reaches everything of the public record, in both languages and
//! on both nodes: every round, group, session, person, institution and discrepancy, with sources.
//! No page on the way fails, and none shows a message key instead of words.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use dialogue::content::Lang;
use hiwar::demo::plan::Horizon;
use hiwar::demo::{Pair, Party, Setup, Side, free_ports};
use hiwar::serving;
use http_body_util::BodyExt;
use tower::ServiceExt;

/// Pages looked at before the test calls the site endless.
const PAGES_MAX: usize = 6_000;

#[tokio::test(flavor = "multi_thread")]
async fn everything_of_the_public_record_is_reached_by_links_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let ports = free_ports().expect("two free ports");
    let setup = Setup { folder: folder.path().to_owned(), horizon: Horizon::Today, ports };
    let pair = Pair::start(&setup).await.expect("the demo starts");
    for (party, lang) in [(Party::Kw, Lang::Ar), (Party::Us, Lang::En)] {
        let side = pair.side(party);
        let pages = crawl(web::app(side.node.clone()), side, lang).await;
        for (type_name, count) in [
            ("round", 6),
            ("working_group", 6),
            ("session", 20),
            ("person", 69),
            ("institution", 40),
            ("discrepancy", 13),
            ("commitment", 122),
            ("instrument", 32),
            ("event", 16),
            ("source", 110),
        ] {
            let reached = reached(side, &pages, type_name, lang);
            assert_eq!(reached, count, "{lang}: pages of type {type_name}");
        }
    }
    serving::stop(pair.nodes()).await.expect("both nodes stop");
}

/// Follows every link from the desk; returns path and text of each page.
async fn crawl(app: Router, side: &Side, lang: Lang) -> BTreeMap<String, String> {
    let cookie = enter(&app, side, lang).await;
    let mut pages = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut waiting = VecDeque::from([format!("/{lang}/")]);
    while let Some(path) = waiting.pop_front() {
        assert!(pages.len() < PAGES_MAX, "more than {PAGES_MAX} pages");
        let (status, text) = get(&app, &path, &cookie).await;
        assert!(status.is_success() || status.is_redirection(), "{path}: {status}");
        if let Some(key) = bare_key(&text) {
            panic!("{path} shows the key {key:?}");
        }
        for link in links(&text, lang) {
            if seen.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
        pages.insert(path, text);
    }
    pages
}

async fn enter(app: &Router, side: &Side, lang: Lang) -> String {
    let request = Request::post(format!("/{lang}/enter"))
        .header(header::HOST, side.url.trim_start_matches("http://").trim_end_matches('/'))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("function=auditor"))
        .expect("a request");
    let response = app.clone().oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), StatusCode::SEE_OTHER, "the entrance lets an auditor in");
    let cookies = response.headers().get_all(header::SET_COOKIE).iter();
    let cookies = cookies.filter_map(|value| value.to_str().ok()?.split(';').next());
    cookies.collect::<Vec<_>>().join("; ")
}

async fn get(app: &Router, path: &str, cookie: &str) -> (StatusCode, String) {
    let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty());
    let response = app.clone().oneshot(request.expect("a request")).await.expect("an answer");
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).cloned();
    let html = kind.is_some_and(|kind| kind.to_str().is_ok_and(|kind| kind.contains("html")));
    if !html {
        return (status, String::new());
    }
    let bytes = response.into_body().collect().await.expect("a body").to_bytes();
    (status, String::from_utf8(bytes.to_vec()).expect("UTF-8"))
}

/// Addresses of this site in this language: no queries (they show the same again), no downloads,
/// no event streams, and none of the forms that an auditor is not offered anyway.
fn links(html: &str, lang: Lang) -> Vec<String> {
    let start = format!("/{lang}/");
    html.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter_map(|href| href.split(['?', '#']).next())
        .filter(|href| href.starts_with(&start))
        .filter(|href| !href.ends_with("/live") && !href.ends_with("/export"))
        .filter(|href| !href.ends_with(".txt"))
        .map(str::to_owned)
        .collect()
}

/// A message key that stands where words should: the text of an element that is nothing but
/// small letters joined by hyphens.
fn bare_key(html: &str) -> Option<String> {
    let texts = html.split('>').filter_map(|rest| rest.split('<').next()).map(str::trim);
    let mut keys = texts.filter(|text| {
        let parts: Vec<&str> = text.split('-').collect();
        parts.len() >= 2
            && parts
                .iter()
                .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase()))
            && web::i18n::FILES.iter().any(|(_, file, _)| {
                // Only words that begin like a group of our keys.
                file.strip_suffix(".ftl").is_some_and(|group| parts[0] == group)
                    || KEY_GROUPS.contains(&parts[0])
            })
    });
    keys.next().map(str::to_owned)
}

const KEY_GROUPS: &[&str] = &[
    "act", "areas", "choice", "confirm", "desk", "enter", "exchange", "field", "find", "form",
    "function", "hint", "item", "link", "month", "notes", "proof", "refusal", "session", "state",
    "weekday",
];

/// How many items of a type have a page that was reached and shows their title.
fn reached(side: &Side, pages: &BTreeMap<String, String>, type_name: &str, lang: Lang) -> usize {
    let record = side.dialogue.read();
    let items = record.of_type(type_name);
    let shown = items.iter().filter(|item| {
        let end = format!("/{}", item.id());
        let page = pages.iter().find(|(path, _)| path.ends_with(&end));
        let Some((path, text)) = page else {
            panic!("{lang}: no link leads to the {type_name} {:?}", item.title(Lang::En));
        };
        // Codes in titles are enclosed, so that they read in their order.
        let text = text.replace(['\u{2066}', '\u{2069}'], "");
        let title = escaped(&item.title(lang));
        assert!(text.contains(&title), "{path} does not show {title:?}");
        if let Some(source) = item.content().strings("sources").first()
            && source.starts_with("http")
        {
            assert!(text.contains("href=\"http"), "{path} shows no source");
        }
        true
    });
    shown.count()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}
