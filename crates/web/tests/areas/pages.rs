//! What the pages show, in both languages: snapshots of the words that readers meet.

use dialogue::act::Function;
use http::StatusCode;

use crate::world::World;

/// Every page of the record with the address of an example.
fn addresses(world: &World) -> Vec<(&'static str, String)> {
    let item = |area: &str, name: &str| format!("/{area}/{}", world.id(name));
    vec![
        ("dialogue", String::new()),
        ("round", item("rounds", "round")),
        ("group", item("groups", "group")),
        ("session", item("sessions", "session")),
        ("people", "/people".to_owned()),
        ("person", item("people", "nasser")),
        ("institutions", "/institutions".to_owned()),
        ("institution", item("institutions", "moi")),
        ("item-two-wordings", item("i", "mla")),
        ("item-final-minute", item("i", "minute")),
        ("item-delegation", item("i", "delegation")),
        ("item-discrepancy", item("i", "discrepancy")),
        ("commitments", "/commitments".to_owned()),
        ("commitment", item("commitments", "commitment")),
        ("answers", format!("{}/answers", item("rounds", "round"))),
        ("timeline", "/commitments/timeline".to_owned()),
        ("opening", format!("{}/next", item("rounds", "round"))),
        ("stories", "/stories".to_owned()),
        ("instruments", "/instruments".to_owned()),
        ("discrepancies", "/discrepancies".to_owned()),
        ("form-new-agenda-item", format!("/new/agenda_item?session={}", world.id("session"))),
        ("form-edit-delegation", format!("{}/edit", item("i", "delegation"))),
        ("agree-all", format!("/agree?under={}", world.id("session"))),
    ]
}

#[tokio::test]
async fn pages_in_both_languages() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::CoChair);
    for (name, address) in addresses(&world) {
        for lang in ["ar", "en"] {
            let answer = world.page(&cookie, lang, &address).await;
            assert_eq!(answer.status, StatusCode::OK, "{lang} {address}");
            insta::assert_snapshot!(format!("{name}.{lang}"), world.outline(&answer.body));
        }
    }
}

#[tokio::test]
async fn every_page_of_every_item_answers_and_every_link_leads_somewhere() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::CoChair);
    let mut seen = std::collections::BTreeSet::new();
    let mut todo = vec!["/en/d/kw-us".to_owned(), "/ar/d/kw-us".to_owned()];
    while let Some(path) = todo.pop() {
        let inside = path.strip_prefix("/en/d/kw-us").map(|rest| ("en", rest));
        let inside = inside.or_else(|| path.strip_prefix("/ar/d/kw-us").map(|rest| ("ar", rest)));
        // Exports and streams are not pages; they have tests of their own.
        let Some((lang, rest)) = inside else { continue };
        if rest.ends_with("/export") || rest.ends_with("/live") || !seen.insert(path.clone()) {
            continue;
        }
        let answer = world.page(&cookie, lang, rest).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        for link in answer.body.split("href=\"").skip(1) {
            let href = link
                .split('"')
                .next()
                .unwrap_or_default()
                .replace("&#38;", "&")
                .replace("&amp;", "&");
            let href = href.split('#').next().unwrap_or_default().to_owned();
            if href.starts_with("/en/d/") || href.starts_with("/ar/d/") {
                todo.push(href);
            }
        }
    }
    assert!(seen.len() > 60, "only {} pages were found", seen.len());
}

#[tokio::test]
async fn the_session_page_seen_from_the_other_side() {
    let world = World::furnished().await;
    let cookie = world.enter("US", Function::DeskOfficer);
    let answer = world.page(&cookie, "en", &format!("/sessions/{}", world.id("session"))).await;
    insta::assert_snapshot!("session-from-us.en", world.outline(&answer.body));
}

#[tokio::test]
async fn pages_of_an_empty_dialogue_say_what_to_do_next() {
    let world = World::empty().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    for path in ["", "/people", "/institutions", "/commitments", "/agree"] {
        let answer = world.page(&cookie, "en", path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.body.contains("class=\"empty\""), "{path}");
    }
}

#[tokio::test]
async fn an_auditor_reads_and_finds_no_button_that_writes() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::Auditor);
    for (name, address) in addresses(&world) {
        if name.starts_with("form") || name == "agree-all" {
            continue;
        }
        let answer = world.page(&cookie, "en", &address).await;
        assert_eq!(answer.status, StatusCode::OK, "{name}");
        for forbidden in ["/consent?", "/edit", "/withdraw?", "/reject?", "/new/"] {
            assert!(!answer.body.contains(forbidden), "{name} shows {forbidden}");
        }
    }
    let form = world.page(&cookie, "en", "/new/round").await;
    assert_eq!(form.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_administrator_reads_no_contents() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::Administrator);
    for (name, address) in addresses(&world) {
        let answer = world.page(&cookie, "en", &address).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}");
        assert!(!answer.body.contains("Counter-terrorism"), "{name}");
    }
}

#[tokio::test]
async fn words_of_the_record_are_escaped_wherever_they_stand() {
    let mut world = World::furnished().await;
    let evil = "<script>alert(1)</script>\"'&";
    world.reword("US", "cyber", "title_en", evil).await;
    let content = dialogue::content::Content::new()
        .with("name_en", evil)
        .with("name_ar", evil)
        .with("acronym", evil);
    world.put("US", "evil", "institution", content).await;
    let cookie = world.enter("KW", Function::CoChair);
    let pages = [
        format!("/sessions/{}", world.id("session")),
        format!("/i/{}", world.id("cyber")),
        format!("/institutions/{}", world.id("evil")),
        "/institutions".to_owned(),
        format!("/agree?under={}", world.id("session")),
    ];
    for path in pages {
        let answer = world.page(&cookie, "en", &path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.body.contains("alert(1)"), "{path} shows the words");
        assert!(!answer.body.contains("<script>alert"), "{path}");
        assert!(!answer.body.contains("\"'&\""), "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_a_page_shows_only_its_own_type() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::CoChair);
    let session = world.id("session");
    for path in [
        "/i/nothing".to_owned(),
        "/sessions/nothing".to_owned(),
        format!("/rounds/{session}"),
        "/new/nothing".to_owned(),
        "/i/%00".to_owned(),
    ] {
        assert_eq!(world.page(&cookie, "en", &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
