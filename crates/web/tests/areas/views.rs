//! The views of the commitments: where one that was merged goes on, what the filters find, pages of
//! the time line, what changed since somebody looked, files, papers, and assistance as a track.

use dialogue::act::{Act, Actor, Draft, Function};
use dialogue::content::Content;
use dialogue::id::{ItemId, PartyId};
use dialogue::{Level, Value, item};
use http::{Request, StatusCode, header};

use crate::world::{DID, World};

const DESK: Function = Function::DeskOfficer;

/// The furnished world with its commitment agreed, an open fifth round and a second commitment.
async fn world() -> World {
    let mut world = World::furnished().await;
    world.agree("US", "commitment").await;
    let round = Content::new()
        .with("number", 5_u64)
        .with("mode", "remote")
        .with("planned_from", "2021-11-22");
    world.put("KW", "next", "round", round).await;
    world.agree("US", "next").await;
    let session = Content::new()
        .with("round", world.id("round").as_str())
        .with("group", world.id("group").as_str())
        .with("kind", "working_group")
        .with("title_ar", "جلسة")
        .with("title_en", "Meeting")
        .with("date", "2020-11-16")
        .with("mode", "remote");
    world.put("KW", "meeting", "session", session).await;
    let post = Content::new()
        .with("party", "US")
        .with("title_ar", "مدير الاستثمار")
        .with("title_en", "Director of investment");
    world.put("US", "investment", "post", post).await;
    let content = Content::new()
        .with("round", world.id("round").as_str())
        .with("session", world.id("meeting").as_str())
        .with("kind", "undertaking")
        .with("text_ar", "تقديم خبرة أمنية")
        .with("text_en", "Provide security expertise")
        .with("owner_posts", Value::List(vec![world.id("investment").as_str().into()]))
        .with("due", "2020-10")
        .with("next_step_en", "Old step")
        .with("status", "agreed");
    world.put("US", "expertise", "commitment", content).await;
    world.agree("KW", "expertise").await;
    world
}

async fn report(world: &mut World, party: &str, name: &str, of: &str, more: &[(&str, &str)]) {
    let id = world.id(of);
    let content = Content::new().with("commitment", id.as_str()).with("date", "2020-11-16");
    let content = more.iter().fold(content, |content, (name, value)| content.with(name, *value));
    world.put(party, name, "commitment_report", content).await;
}

/// How many rows a page of the board has.
async fn rows(world: &World, cookie: &str, path: &str) -> usize {
    let answer = world.page(cookie, "en", path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.body.matches("<tr data-item=").count()
}

async fn csv(world: &World, cookie: &str, query: &str) -> Vec<Vec<String>> {
    let request = Request::get(format!("/en/d/{DID}/commitments/file.csv{query}"))
        .header(header::HOST, "localhost")
        .header(header::COOKIE, cookie)
        .body(axum::body::Body::empty())
        .expect("a request");
    let bytes = world.bytes(cookie, request).await;
    let text = String::from_utf8(bytes).expect("UTF-8");
    let lines = text.trim_start_matches('\u{feff}').trim_end().split("\r\n");
    // No cell of this world holds a comma inside quotes but the titles of sessions.
    lines.map(cells).collect()
}

fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().expect("one").push(c),
        }
    }
    cells
}

#[tokio::test]
async fn where_a_merged_commitment_goes_on_is_shown_wherever_its_status_is() {
    let mut world = world().await;
    let mut content = Content::new()
        .with("commitment", world.id("commitment").as_str())
        .with("round", world.id("next").as_str())
        .with("date", "2020-11-16")
        .with("outcome", "merged");
    content.set_strings("into", [world.id("expertise").as_str()]);
    world.put("KW", "answer", "commitment_answer", content).await;
    world.agree("US", "answer").await;
    let kw = world.enter("KW", DESK);
    let board = world.page(&kw, "en", "/commitments").await;
    let words = world.outline(&board.body);
    assert!(words.contains("goes on in another"), "{words}");
    let goes_on = board.body.split("class=\"goes-on\"").nth(1).expect("it says where");
    let to = format!("/en/d/{DID}/commitments/{}\"", world.id("expertise"));
    assert!(goes_on.split("</small>").next().is_some_and(|one| one.contains(&to)), "{goes_on}");
    assert_eq!(rows(&world, &kw, "/commitments?fate=moved").await, 1);
    assert_eq!(rows(&world, &kw, "/commitments?fate=dropped").await, 0);
    for name in ["commitment", "expertise"] {
        let story = world.page(&kw, "en", &format!("/stories/item/{}", world.id(name))).await;
        let words = world.outline(&story.body);
        assert!(words.contains("→ Provide security expertise"), "{name}: {words}");
        assert!(words.contains("Where it stands now"), "{words}");
    }
    let csv = csv(&world, &kw, "?fate=moved").await;
    let at = csv[0].iter().position(|head| head == "Goes on in").expect("a column");
    assert_eq!(csv[1][at], "Provide security expertise");
    let matrix = world.page(&kw, "en", "/commitments/matrix?fate=moved&layout=columns").await;
    assert!(matrix.body.contains("Merged: Provide security expertise"), "{}", matrix.body);
    assert!(matrix.body.contains("Outcome: goes on in another"), "the filter is named");
    assert!(matrix.body.contains("<svg"), "its mark is on it");
}

#[tokio::test]
async fn the_board_finds_what_waits_for_us_what_is_blocked_and_what_nobody_answered() {
    let mut world = world().await;
    let (kw, us) = (world.enter("KW", DESK), world.enter("US", DESK));
    let now = |word: &str| format!("/commitments?now={word}");
    assert_eq!(rows(&world, &kw, &now("unanswered")).await, 2);
    assert_eq!(rows(&world, &kw, &now("claimed")).await, 0);
    let blocked = [("status", "blocked"), ("blocking", "funding"), ("next_step_en", "Ask for it")];
    report(&mut world, "KW", "r1", "commitment", &blocked).await;
    report(&mut world, "US", "r2", "expertise", &[("status", "done_claimed")]).await;
    for (word, found) in [
        ("blocked", 1),
        ("blocked-funding", 1),
        ("blocked-staff", 0),
        ("claimed", 1),
        ("waits_for_us", 1),
        ("crossed", 0),
        ("nonsense", 0),
    ] {
        assert_eq!(rows(&world, &kw, &now(word)).await, found, "{word}");
    }
    assert_eq!(rows(&world, &us, &now("waits_for_us")).await, 0, "they said it themselves");
    // The post is named with its side, and finds what it answers for; so does its side.
    let page = world.page(&kw, "en", "/commitments").await;
    assert!(page.body.contains("Director of investment"), "{}", page.body);
    for owner in [world.id("investment"), "US".to_owned()] {
        assert!(rows(&world, &kw, &format!("/commitments?owner={owner}")).await >= 1, "{owner}");
    }
    let csv = csv(&world, &kw, "?now=blocked").await;
    let column = |head: &str| csv[0].iter().position(|one| one == head).expect(head);
    let next = csv[1][column("Next step")].clone();
    assert!(next.ends_with(": Ask for it"), "what the side reports goes first: {next}");
    let why = csv[0].iter().position(|one| one.contains("what blocks it")).expect("a column");
    assert_eq!(csv[1][why], "Funding");
    // A date that is a month is kept as it is beside the words, and the group of the session.
    let csv = super::views::csv(&world, &kw, "?now=claimed").await;
    assert_eq!(csv[1][column("Due (year-month-day)")], "2020-10");
    assert!(!csv[1][column("Working group")].is_empty(), "known by its session");
    assert_eq!(csv[1][column("Next step")], "Old step");
    let group = world.page(&kw, "en", &format!("/groups/{}", world.id("group"))).await;
    let words = world.outline(&group.body);
    assert!(words.contains("Director of investment") && words.contains("overdue"), "{words}");
}

#[tokio::test]
async fn what_changed_counts_what_was_withdrawn_and_offered_and_starts_from_an_empty_board() {
    let mut world = World::empty().await;
    let kw = world.enter("KW", DESK);
    let marked = world.post(&kw, "/commitments/seen", &[]).await;
    assert_eq!(marked.status, StatusCode::SEE_OTHER);
    let commitment = Content::new()
        .with("kind", "joint_action")
        .with("text_ar", "تبادل المعلومات")
        .with("text_en", "Share information");
    world.put("KW", "one", "commitment", commitment).await;
    let offer = Content::new()
        .with("kind", "training")
        .with("title_ar", "تدريب")
        .with("title_en", "Training of analysts")
        .with("from", "US")
        .with("to", "KW")
        .with("offered_on", "2020-11-12");
    world.put("US", "offer", "assistance", offer).await;
    let page = world.page(&kw, "en", "/commitments?changed=yes").await;
    let words = world.outline(&page.body);
    for told in ["1 commitment has changed", "1 offer of assistance has changed"] {
        assert!(words.contains(told), "{words}");
    }
    assert!(page.body.contains("Training of analysts"), "{}", page.body);
    assert_eq!(page.body.matches("<tr data-item=").count(), 1);
    let track = world.page(&kw, "en", "/assistance").await;
    assert!(track.body.contains("class=\"tag now\""), "{}", track.body);

    world.post(&kw, "/commitments/seen", &[]).await;
    let id = ItemId::parse(&world.id("one")).expect("an id");
    let to = {
        let dialogue = world.dialogue("KW");
        let record = dialogue.read();
        let us = PartyId::parse("KW").expect("a party");
        record.item(&id).expect("it").position(&us).expect("ours").id
    };
    world.act("KW", Act::Withdraw { item: id, to, level: Level::Text }).await;
    world.meet().await;
    let page = world.page(&kw, "en", "/commitments?changed=yes").await;
    let words = world.outline(&page.body);
    assert!(words.contains("Share information") && words.contains("Withdrawn"), "{words}");
    world.post(&kw, "/commitments/seen", &[]).await;
    let page = world.page(&kw, "en", "/commitments?changed=yes").await;
    assert!(!page.body.contains("Share information"), "it was seen: {}", page.body);
}

#[tokio::test]
async fn many_commitments_have_pages_on_the_time_line_and_a_bound_on_paper() {
    let world = world().await;
    let actor = Actor {
        party: PartyId::parse("KW").expect("a party"),
        function: Function::CoChair,
        account: "test".to_owned(),
    };
    let put = |n: usize| {
        let content = Content::new()
            .with("round", world.id("round").as_str())
            .with("kind", "undertaking")
            .with("text_ar", format!("الالتزام {n:04}").as_str())
            .with("text_en", format!("Commitment {n:04}").as_str());
        Act::Put(Draft::new(item::get("commitment").expect("a type"), content))
    };
    let many = web::limits::MATRIX_ROWS_MAX;
    for from in (0..=many).step_by(500) {
        let acts = (from..from + 500).map(put).collect();
        world.dialogue("KW").perform_all(&actor, acts).await.expect("they are put");
    }
    let kw = world.enter("KW", DESK);
    let second = world.page(&kw, "en", "/commitments/timeline?page=2").await;
    assert!(second.body.contains("Commitment 0150"), "{}", second.body);
    assert!(!second.body.contains("Commitment 0050"), "each stands on one page");
    assert!(second.body.contains("/commitments/timeline?page=1"), "{}", second.body);
    for (lang, words) in [("en", "narrow the board by a filter"), ("ar", "ضيّق اللوحة بتصفية")]
    {
        let paper =
            world.page(&kw, lang, "/commitments/matrix?layout=ar&form=pdf&fate=proposed").await;
        assert_eq!(paper.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(paper.body.contains(words), "{}", paper.body);
    }
    let paper = world.page(&kw, "en", "/commitments/matrix").await;
    assert_eq!(paper.status, StatusCode::OK, "what one side proposes is on it when asked for");
    assert!(!paper.body.contains("Commitment 0050"), "{}", paper.body);
}

#[tokio::test]
async fn assistance_is_found_by_its_round_and_goes_a_stage_further_with_a_date_and_a_note() {
    let mut world = world().await;
    let offer = Content::new()
        .with("kind", "training")
        .with("title_ar", "تدريب")
        .with("title_en", "Training of analysts")
        .with("from", "US")
        .with("to", "KW")
        .with("session", world.id("meeting").as_str())
        .with("topics", Value::List(vec!["training".into()]))
        .with("offered_on", "2020-11-12");
    world.put("US", "offer", "assistance", offer).await;
    let kw = world.enter("KW", DESK);
    let (round, next, group) = (world.id("round"), world.id("next"), world.id("group"));
    for (query, found) in [
        (format!("round={round}"), 1),
        (format!("round={next}"), 0),
        (format!("group={group}"), 1),
        ("stage=offered".to_owned(), 1),
        ("stage=accepted".to_owned(), 0),
        ("owner=KW".to_owned(), 0),
    ] {
        let path = format!("/assistance?{query}");
        assert_eq!(rows(&world, &kw, &path).await, found, "{query}");
    }
    let topics = world.page(&kw, "en", "/stories").await;
    assert!(topics.body.contains("one offer of assistance"), "{}", topics.body);
    let here = format!("/assistance/{}", world.id("offer"));
    let post = async |form: &[(&str, &str)]| world.post(&kw, &format!("{here}/stage"), form).await;
    let empty = post(&[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let too_early =
        post(&[("stage", "accepted_on"), ("date", "2020-11-01"), ("note", "By note")]).await;
    assert_eq!(too_early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(too_early.body.contains("By note") && too_early.body.contains("2020-11-01"));
    let skipped = post(&[("stage", "evaluated_on"), ("date", "2020-11-16")]).await;
    assert_eq!(skipped.status, StatusCode::UNPROCESSABLE_ENTITY, "no stage is left out");
    let done = post(&[("stage", "accepted_on"), ("date", "2020-11-15"), ("note", "By note")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = world.page(&kw, "en", &here).await;
    assert!(page.body.contains("By note") && page.body.contains("Accepted"), "{}", page.body);
    assert!(page.body.contains("value=\"delivered_on\""), "{}", page.body);
}
