//! Follow-through as two officers use it: the next round is opened from the last one, both sides
//! answer every open commitment, one is claimed done and accepted, the round is closed in order or
//! with its gap told; the board as files; what changed since somebody looked.

use dialogue::act::Function;
use dialogue::follow;
use http::{Request, StatusCode, header};

use crate::world::{DID, World};

const DESK: Function = Function::DeskOfficer;

/// The furnished world with a second commitment.
async fn world() -> World {
    let mut world = World::furnished().await;
    let content = dialogue::content::Content::new()
        .with("round", world.id("round").as_str())
        .with("kind", "undertaking")
        .with("text_ar", "تقديم خبرة أمنية")
        .with("text_en", "Provide security expertise")
        .with("owner_parties", dialogue::Value::List(vec!["US".into()]))
        .with("due", "2020-10-31")
        .with("status", "agreed");
    world.put("US", "expertise", "commitment", content).await;
    world.agree("KW", "expertise").await;
    world
}

fn status(world: &World, party: &str, name: &str) -> String {
    let dialogue = world.dialogue(party);
    let record = dialogue.read();
    let id = dialogue::id::ItemId::parse(&world.id(name)).expect("an id");
    follow::life(&record, record.item(&id).expect("the item")).agreed_status().to_owned()
}

/// Opens the round after the furnished one; its address.
async fn open_next(world: &World, cookie: &str) -> String {
    let next = format!("/rounds/{}/next", world.id("round"));
    let asked = world.page(cookie, "en", &next).await;
    let words = world.outline(&asked.body);
    assert!(words.contains("Open round 5"), "{words}");
    let group = world.id("group");
    let form = [
        ("number", "5"),
        ("planned_from", "2021-11-22"),
        ("mode", "remote"),
        ("group", group.as_str()),
    ];
    let opened = world.post(cookie, &next, &form).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    world.meet().await;
    opened.location.strip_prefix(&format!("/en/d/{DID}")).expect("a round").to_owned()
}

#[tokio::test]
async fn round_five_is_opened_from_round_four_answered_by_both_sides_and_closed() {
    let world = world().await;
    let (kw, us) = (world.enter("KW", DESK), world.enter("US", DESK));
    let round = open_next(&world, &kw).await;
    // Opened once: the page of round four now leads to it.
    let again = world.page(&kw, "en", &format!("/rounds/{}/next", world.id("round"))).await;
    assert!(again.body.contains("This round is there already"), "{}", again.body);
    let page = world.page(&kw, "ar", &format!("{round}/answers")).await;
    let words = world.outline(&page.body);
    assert!(words.contains("التزامان لا جواب متفقاً عليه لهما بعد"), "{words}");

    // The other side says that it is done; our side sees the claim, and that it is only one.
    let expertise = world.id("expertise");
    let claim = [
        ("f.commitment", expertise.as_str()),
        ("f.date", "2020-11-15"),
        ("f.done_on", "2020-11-10"),
        ("f.status", "done_claimed"),
        ("do", "put"),
    ];
    let said = world.post(&us, "/new/commitment_report", &claim).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    world.meet().await;
    let page = world.page(&kw, "en", &format!("/commitments/{expertise}")).await;
    assert!(page.body.contains("It counts as done when both sides accept it"), "{}", page.body);
    assert_eq!(status(&world, "KW", "expertise"), "agreed");

    // One word for the claimed one, one word for all the rest.
    let named = format!("answer.{expertise}");
    // What did not stand in the form is not answered by the one word for all that is left.
    let blind = world.post(&kw, &format!("{round}/answers"), &[("rest", "dropped")]).await;
    assert_eq!(blind.status, StatusCode::SEE_OTHER, "{}", blind.body);
    let form = world.page(&kw, "en", &format!("{round}/answers")).await;
    let mut stood = hidden(&form.body);
    stood.retain(|(name, _)| name == "stood");
    let mut form = vec![(named.as_str(), "done"), ("rest", "continues")];
    form.extend(stood.iter().map(|(name, id)| (name.as_str(), id.as_str())));
    assert_eq!(form.len(), 4, "both stood in it, and neither had an answer: {form:?}");
    let put = world.post(&kw, &format!("{round}/answers"), &form).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.body);
    world.meet().await;
    assert_eq!(status(&world, "US", "expertise"), "agreed", "one side's answer is not agreed");

    // Nothing is closed on a day that has not come.
    let chair = world.enter("KW", Function::CoChair);
    let close = format!("{round}/close");
    let early = world.post(&chair, &close, &[("closed", "2021-11-24")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(world.outline(&early.body).contains("This lies in the future"), "{}", early.body);
    world.is_now("2021-11-24T12:00:00Z");

    // Closing is refused in order, in the reader's language, and what was typed stays.
    let refused = world.post(&chair, &close, &[("closed", "2021-11-24")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = world.outline(&refused.body);
    assert!(words.contains("2 open commitments have not been answered"), "{words}");
    assert!(refused.body.contains("2021-11-24"));

    // The other side looks at all answers and agrees in one step.
    let list = world.page(&us, "en", &format!("{round}/answers")).await;
    assert!(list.body.contains("Look at the other side"), "{}", list.body);
    let us_chair = world.enter("US", Function::CoChair);
    let id = round.rsplit('/').next().expect("an id");
    let all = world.page(&us_chair, "en", &format!("/agree?under={id}")).await;
    let mut form = vec![("confirmed".to_owned(), "yes".to_owned())];
    form.extend(hidden(&all.body));
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let agreed = world.post(&us_chair, "/agree", &form).await;
    assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.body);
    world.meet().await;
    for party in ["KW", "US"] {
        assert_eq!(status(&world, party, "expertise"), "done_accepted");
        assert_eq!(status(&world, party, "commitment"), "in_progress");
    }
    let closed = world.post(&chair, &close, &[("closed", "2021-11-24")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
}

/// The hidden fields and ticked boxes of the form on a page.
fn hidden(html: &str) -> Vec<(String, String)> {
    let main = html.split("<main").nth(1).expect("a main part");
    let inputs = main.split("<input").skip(1);
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        Some(rest.split('"').next()?.to_owned())
    };
    let fields = inputs.filter_map(|tag| {
        let tag = tag.split('>').next()?;
        let sent = tag.contains("type=\"hidden\"") || tag.contains(" checked");
        let name = attribute(tag, "name")?;
        (sent && name != "confirmed").then(|| (name, attribute(tag, "value").unwrap_or_default()))
    });
    fields.collect()
}

#[tokio::test]
async fn a_round_is_closed_with_its_gap_told_and_the_reason_stays_on_it() {
    let world = world().await;
    let kw = world.enter("KW", DESK);
    let round = open_next(&world, &kw).await;
    world.is_now("2021-11-24T12:00:00Z");
    let half = [("closed", "2021-11-24"), ("unanswered_reason_en", "Two groups could not meet")];
    let refused = world.post(&kw, &format!("{round}/close"), &half).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason in one language");
    let reason = [
        ("closed", "2021-11-24"),
        ("unanswered_reason_ar", "تعذر انعقاد مجموعتين"),
        ("unanswered_reason_en", "Two groups could not meet"),
    ];
    let closed = world.post(&kw, &format!("{round}/close"), &reason).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    let page = world.page(&kw, "ar", &round).await;
    assert!(page.body.contains("تعذر انعقاد مجموعتين"), "{}", page.body);
    let words = world.outline(&page.body);
    assert!(words.contains("تقديم خبرة أمنية"), "what was left is named: {words}");
    let wrong = world.post(&kw, &format!("{round}/close"), &[("closed", "2021-02-30")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "no such day");
}

#[tokio::test]
async fn contrary_answers_stand_beside_each_other_and_crossed_ones_are_put_right() {
    let world = world().await;
    let (kw, us) = (world.enter("KW", DESK), world.enter("US", DESK));
    let round = open_next(&world, &kw).await;
    let named = format!("answer.{}", world.id("expertise"));
    let here = format!("{round}/answers");
    for (cookie, outcome) in [(&kw, "dropped"), (&us, "done")] {
        let put = world.post(cookie, &here, &[(named.as_str(), outcome)]).await;
        assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.body);
    }
    world.meet().await;
    let page = world.page(&kw, "en", &here).await;
    let words = world.outline(&page.body);
    assert!(words.contains("answered differently by the two sides"), "{words}");
    assert!(words.contains("Dropped") && words.contains("Done"), "both words: {words}");
    // Nobody gives up his own answer among many that he agrees to.
    let id = round.rsplit('/').next().expect("an id").to_owned();
    let all = world.page(&kw, "en", &format!("/agree?under={id}")).await;
    assert!(!all.body.contains("Provide security expertise"), "{}", all.body);

    // Each agrees to the other's before he hears that the other did the same.
    let answer_of = |party: &str, outcome: &str| {
        let dialogue = world.dialogue(party);
        let record = dialogue.read();
        let id = dialogue::id::ItemId::parse(&world.id("expertise")).expect("an id");
        let life = follow::life(&record, record.item(&id).expect("the item"));
        let answer = life.answers.iter().find(|one| one.outcome == outcome).expect("the answer");
        let version = answer.item.shown().expect("a version").id;
        (answer.item.id().clone(), version)
    };
    for (party, outcome) in [("KW", "done"), ("US", "dropped")] {
        let (item, to) = answer_of(party, outcome);
        let level = dialogue::Level::Text;
        world.act(party, dialogue::act::Act::Consent { item, to, level }).await;
    }
    world.meet().await;
    for (party, cookie) in [("KW", &kw), ("US", &us)] {
        assert_eq!(status(&world, party, "expertise"), "agreed", "neither counts");
        let there = format!("/commitments/{}", world.id("expertise"));
        let page = world.page(cookie, "en", &there).await;
        let words = world.outline(&page.body);
        assert!(words.contains("None of them counts"), "{words}");
    }
    // One that names both settles it; the link leads to a form in which both are ticked.
    let page = world.page(&kw, "en", &here).await;
    let link = page.body.split("href=\"").find(|part| part.contains("replaces=")).expect("a link");
    let link = link.split('"').next().expect("an address").replace("&#38;", "&");
    let path = link.strip_prefix(&format!("/en/d/{DID}")).expect("an address of this dialogue");
    let form = world.page(&kw, "en", path).await;
    let ticked = hidden(&form.body).into_iter().filter(|(name, _)| name == "f.replaces");
    let ticked: Vec<(String, String)> = ticked.collect();
    assert_eq!(ticked.len(), 2, "{}", form.body);
    let expertise = world.id("expertise");
    let mut answer = vec![
        ("f.commitment", expertise.as_str()),
        ("f.round", id.as_str()),
        ("f.date", "2020-11-16"),
        ("f.outcome", "done"),
        ("do", "put"),
    ];
    answer.extend(ticked.iter().map(|(name, id)| (name.as_str(), id.as_str())));
    let put = world.post(&kw, "/new/commitment_answer", &answer).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.body);
    world.meet().await;
    let list = world.page(&us, "en", &here).await;
    assert!(list.body.contains("Proposed in the place of what was agreed"), "{}", list.body);
    let dialogue = world.dialogue("US");
    let waiting = {
        let record = dialogue.read();
        let waiting = record.waiting_for(record.us());
        let answer = waiting.iter().find(|item| item.kind().name == "commitment_answer");
        let item = answer.expect("the answer that replaces both");
        (item.id().clone(), item.shown().expect("a version").id)
    };
    let (item, to) = waiting;
    let act = dialogue::act::Act::Consent { item, to, level: dialogue::Level::Text };
    world.act("US", act).await;
    world.meet().await;
    for party in ["KW", "US"] {
        assert_eq!(status(&world, party, "expertise"), "done_accepted");
    }
}

#[tokio::test]
async fn the_board_narrows_marks_what_changed_and_leaves_as_files() {
    let mut world = world().await;
    let kw = world.enter("KW", DESK);
    let rows = |body: &str| body.matches("data-item=").count();
    let board = |query: &str| format!("/commitments{query}");
    let narrowed = |query: &'static str| {
        let (world, kw) = (&world, &kw);
        async move { rows(&world.page(kw, "en", &board(query)).await.body) }
    };
    let all = narrowed("").await;
    assert!(narrowed("?due=overdue").await < all);
    assert_eq!(narrowed("?fate=kept").await, narrowed("?owner=XX").await);
    let hostile = "?owner=%22%3E%3Cscript%3E&group=..%2F&page=99999999999";
    let page = world.page(&kw, "en", &board(hostile)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("<script>"), "escaped");

    // Nothing is new before somebody has marked the board, and only changes are afterwards.
    assert!(!world.page(&kw, "en", "/commitments").await.body.contains("class=\"tag now\""));
    let marked = world.post(&kw, "/commitments/seen", &[]).await;
    assert_eq!(marked.status, StatusCode::SEE_OTHER);
    assert!(!world.page(&kw, "en", "/commitments").await.body.contains("class=\"tag now\""));
    let content = dialogue::content::Content::new()
        .with("commitment", world.id("expertise").as_str())
        .with("date", "2020-11-16")
        .with("status", "blocked")
        .with("blocking", "funding");
    world.put("US", "report", "commitment_report", content).await;
    let page = world.page(&kw, "en", "/commitments?changed=yes").await;
    let words = world.outline(&page.body);
    assert!(words.contains("1 commitment has changed since you last looked"), "{words}");
    assert!(page.body.contains("Funding") && page.body.contains("Blocked"));

    let get = |path: &str| {
        Request::get(format!("/ar/d/{DID}{path}"))
            .header(header::HOST, "localhost")
            .header(header::COOKIE, &kw)
            .body(axum::body::Body::empty())
            .expect("a request")
    };
    let csv = world.bytes(&kw, get("/commitments/file.csv?due=overdue")).await;
    let csv = String::from_utf8(csv).expect("UTF-8");
    assert!(csv.starts_with('\u{feff}') && csv.contains("تقديم خبرة أمنية"), "{csv}");
    assert_eq!(csv.trim_end().lines().count(), 2, "a heading and one overdue: {csv}");
    let xlsx = world.bytes(&kw, get("/commitments/file.xlsx")).await;
    assert!(xlsx.starts_with(b"PK"));
    let matrix = world.page(&kw, "ar", "/commitments/matrix").await;
    assert!(matrix.body.contains("الجدول الزمني للتنفيذ"), "{}", matrix.body);
}

#[tokio::test]
async fn a_story_goes_over_instruments_commitments_and_events() {
    let mut world = world().await;
    let instrument = dialogue::content::Content::new()
        .with("kind", "mou")
        .with("title_ar", "مذكرة جمركية")
        .with("title_en", "Customs memorandum")
        .with("signed", "1993")
        .with("topics", dialogue::Value::List(vec!["customs".into()]));
    world.put("KW", "memorandum", "instrument", instrument).await;
    world.agree("US", "memorandum").await;
    let memorandum = world.id("memorandum");
    let mut draft = {
        let dialogue = world.dialogue("KW");
        let record = dialogue.read();
        let id = dialogue::id::ItemId::parse(&world.id("commitment")).expect("an id");
        dialogue::act::Draft::revise(&record.item(&id).expect("the item"))
    };
    draft.content.set_strings("instruments", [memorandum.as_str()]);
    world.act("KW", dialogue::act::Act::Put(draft)).await;
    world.meet().await;
    world.agree("US", "commitment").await;
    let kw = world.enter("KW", DESK);
    let list = world.page(&kw, "ar", "/stories").await;
    assert!(list.body.contains("الجمارك"), "{}", list.body);
    let story = world.page(&kw, "en", "/stories/topic?topic=customs").await;
    let words = world.outline(&story.body);
    let (signed, made) = (words.find("Customs memorandum"), words.find("Name focal points"));
    assert!(signed.is_some() && signed < made, "in the order of dates: {words}");
    let unknown = world.page(&kw, "en", "/stories/topic?topic=nothing").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let print = world.page(&kw, "ar", "/stories/topic?topic=customs&form=print").await;
    assert!(print.body.contains("مذكرة جمركية"), "{}", print.body);
}
