//! The page of results: every spelling, in both languages, for everybody who may read; notes on
//! their own node only; plain words for what cannot be read.

use std::time::{Duration, Instant};

use dialogue::act::Function;
use http::StatusCode;

use crate::world::{Answer, World};

/// Asks until the index has what the test wants to see.
async fn search(world: &World, cookie: &str, lang: &str, typed: &str, wanted: &str) -> Answer {
    let start = Instant::now();
    loop {
        let answer = ask(world, cookie, lang, typed).await;
        if answer.body.contains(wanted) || start.elapsed() > Duration::from_secs(5) {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn ask(world: &World, cookie: &str, lang: &str, typed: &str) -> Answer {
    let query: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
    world.ask("GET", cookie, &format!("/{lang}/search?q={query}"), "").await
}

/// The page of results without what stands around it.
fn results(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::OK);
    answer.body.split("<main").nth(1).expect("a page")
}

#[tokio::test]
async fn every_spelling_finds_the_person_in_both_languages() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let person = format!("/people/{}", world.id("nasser"));
    for lang in ["ar", "en"] {
        for typed in ["الصبيح", "الصبیح", "Sabeeh", "Subaih", "ناصر الصبيح"] {
            let answer = search(&world, &cookie, lang, typed, &person).await;
            assert!(results(&answer).contains(&person), "{lang} {typed}");
            assert!(results(&answer).contains("<mark>"), "{lang} {typed}");
        }
        let answer = search(&world, &cookie, lang, "\"ناصر الصبيح\"", "<mark>").await;
        assert!(answer.body.contains("<mark>ناصر الصبيح</mark>"), "{lang}");
        assert!(answer.body.contains("lang=\"ar\" dir=\"rtl\"") || lang == "ar", "{lang}");
    }
}

#[tokio::test]
async fn notes_are_found_on_their_own_node_and_nothing_by_the_administrator() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::CoChair);
    let path = format!("/i/{}/notes", world.id("cyber"));
    let done = world.post(&cookie, &path, &[("do", "add"), ("text", "zanzibarian canary")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let answer = search(&world, &cookie, "en", "zanzibar*", "<mark>").await;
    assert!(results(&answer).contains("<mark>zanzibarian</mark>"));
    assert!(results(&answer).contains("private-hits"));
    for function in Function::ALL {
        for party in ["KW", "US"] {
            let cookie = world.enter(party, function);
            let answer = ask(&world, &cookie, "en", "zanzibar*").await;
            let reads = function != Function::Administrator && !function.is_of_compartment();
            let may = party == "KW" && reads;
            assert_eq!(answer.body.contains("zanzibarian"), may, "{party} {function}");
            if function == Function::Administrator {
                let answer = ask(&world, &cookie, "en", "الصبيح").await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN);
                assert!(!answer.body.contains("<mark>"));
            }
        }
    }
    let nobody = ask(&world, "none=1", "en", "الصبيح").await;
    assert_eq!(nobody.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_with_a_plain_word() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::CoChair);
    let long = "x".repeat(5_000);
    let many = "x ".repeat(40);
    for lang in ["ar", "en"] {
        for typed in ["؟!", "\"open", "«open", long.as_str(), many.as_str(), "qqqqzzzz"] {
            let answer = ask(&world, &cookie, lang, typed).await;
            let page = results(&answer);
            assert!(page.contains("class=\"empty\" role=\"status\""), "{lang} {typed:.20}");
            assert!(!page.contains("<mark>"), "{lang} {typed:.20}");
        }
        let empty = world.ask("GET", &cookie, &format!("/{lang}/search"), "").await;
        assert!(results(&empty).contains("secur*") || lang == "ar");
        for rest in ["from=yesterday", "at=x&type=none&state=q&party=%20&round=%2F", "at=1.2.3"] {
            let path = format!("/{lang}/search?q=a&{rest}");
            assert_eq!(world.ask("GET", &cookie, &path, "").await.status, StatusCode::OK, "{path}");
        }
    }
}

#[tokio::test]
async fn kinds_narrow_and_the_find_page_leads_here() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::CoChair);
    search(&world, &cookie, "en", "الصبيح", "<mark>").await;
    let narrowed = world.ask("GET", &cookie, "/en/search?q=Subaih&type=person", "").await;
    let page = results(&narrowed);
    assert!(page.contains("aria-current=\"true\"") && page.contains("People"), "{page}");
    assert!(page.contains("name=\"type\" value=\"person\""));
    let none = world.ask("GET", &cookie, "/en/search?q=Subaih&type=source", "").await;
    assert!(!results(&none).contains("<mark>"));
    let find = world.ask("GET", &cookie, "/en/find?q=Subaih", "").await;
    assert!(results(&find).contains("href=\"/en/search?q=Subaih\""));
}
