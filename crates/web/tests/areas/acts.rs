//! Acts as officers do them: what will be consented to is shown first, and only that is done.

use dialogue::act::Function;
use dialogue::record::State;
use http::StatusCode;

use crate::world::World;

fn state(world: &World, party: &str, name: &str) -> State {
    let dialogue = world.dialogue(party);
    let record = dialogue.read();
    let id = dialogue::id::ItemId::parse(&world.id(name)).expect("an id");
    record.item(&id).expect("the item").state()
}

fn their_version(world: &World, name: &str) -> String {
    let dialogue = world.dialogue("KW");
    let record = dialogue.read();
    let id = dialogue::id::ItemId::parse(&world.id(name)).expect("an id");
    let us = dialogue::id::PartyId::parse("US").expect("a party");
    record.item(&id).and_then(|item| item.position(&us)).expect("their position").id.to_string()
}

#[tokio::test]
async fn agreeing_shows_both_languages_first_and_agrees_only_when_confirmed() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let (id, to) = (world.id("cyber"), their_version(&world, "cyber"));
    let path = format!("/i/{id}/consent");
    let asked = world.page(&cookie, "en", &format!("{path}?to={to}&level=text")).await;
    assert_eq!(asked.status, StatusCode::OK);
    for words in ["الأمن السيبراني", "Cyber security", "Agree for our side"] {
        assert!(asked.body.contains(words), "{words}");
    }
    let unconfirmed = world.post(&cookie, &path, &[("to", &to), ("level", "text")]).await;
    assert_eq!(unconfirmed.status, StatusCode::OK);
    assert_eq!(state(&world, "KW", "cyber"), State::TheirsOnly);
    let form = [("to", to.as_str()), ("level", "text"), ("confirmed", "yes")];
    let done = world.post(&cookie, &path, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    world.meet().await;
    let agreed = |party| matches!(state(&world, party, "cyber"), State::Agreed | State::Sealed(_));
    assert!(agreed("KW") && agreed("US"));
}

#[tokio::test]
async fn agreeing_to_all_that_waits_is_one_act_over_exactly_what_was_shown() {
    let mut world = World::furnished().await;
    let session = world.id("session");
    let content = dialogue::content::Content::new()
        .with("session", session.as_str())
        .with("title_ar", "بند ثان")
        .with("title_en", "A second item");
    world.put("US", "second", "agenda_item", content).await;
    let cookie = world.enter("KW", Function::CoChair);
    let shown = world.page(&cookie, "ar", &format!("/agree?under={session}")).await;
    for words in ["بند ثان", "A second item", "الأمن السيبراني", "Cyber security", "a road map"]
    {
        assert!(shown.body.contains(words), "{words}");
    }
    let fields = |name: &str| -> Vec<String> {
        let mark = format!("name=\"{name}\" value=\"");
        let found = shown.body.split(mark.as_str()).skip(1);
        found.map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
    };
    let (items, to, levels) = (fields("item"), fields("to"), fields("level"));
    assert!(items.len() >= 2 && items.len() == to.len() && to.len() == levels.len());
    let mut form = vec![("confirmed", "yes")];
    for at in 0..items.len() {
        form.extend([("item", items[at].as_str()), ("to", &to[at]), ("level", &levels[at])]);
    }
    let done = world.post(&cookie, "/agree", &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    for name in ["second", "cyber"] {
        assert!(matches!(state(&world, "KW", name), State::Agreed | State::Sealed(_)), "{name}");
    }
}

#[tokio::test]
async fn a_stale_consent_is_refused_with_the_reason_and_nothing_is_agreed() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::CoChair);
    let (id, to) = (world.id("cyber"), their_version(&world, "cyber"));
    world.reword("US", "cyber", "title_en", "Cyber and digital security").await;
    let form = [("to", to.as_str()), ("level", "text"), ("confirmed", "yes")];
    let done = world.post(&cookie, &format!("/i/{id}/consent"), &form).await;
    assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(done.body.contains("R-0"), "the page names the rule");
    assert_eq!(state(&world, "KW", "cyber"), State::TheirsOnly);
}

#[tokio::test]
async fn a_rapporteur_finds_no_agree_button_and_is_refused_if_he_tries() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::Rapporteur);
    let page = world.page(&cookie, "en", &format!("/sessions/{}", world.id("session"))).await;
    assert!(!page.body.contains("/consent?"));
    let (id, to) = (world.id("cyber"), their_version(&world, "cyber"));
    let form = [("to", to.as_str()), ("level", "text"), ("confirmed", "yes")];
    let done = world.post(&cookie, &format!("/i/{id}/consent"), &form).await;
    assert_eq!(done.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn private_notes_are_kept_changed_and_deleted_and_never_reach_the_other_side() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let (id, path) = (world.id("mla"), format!("/i/{}/notes", world.id("mla")));
    let secret = "accept the road map if pressed";
    let added = world.post(&cookie, &path, &[("do", "add"), ("text", secret)]).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    let page = world.page(&cookie, "en", &format!("/i/{id}")).await;
    assert!(page.body.contains(secret));
    let note =
        page.body.split("name=\"note\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let note = note.expect("the note can be changed").to_owned();
    let form = [("do", "edit"), ("note", note.as_str()), ("text", "hold firm")];
    world.post(&cookie, &path, &form).await;
    let page = world.page(&cookie, "en", &format!("/i/{id}")).await;
    assert!(page.body.contains("hold firm") && !page.body.contains(secret));
    let theirs = world.enter("US", Function::CoChair);
    let page = world.page(&theirs, "en", &format!("/i/{id}")).await;
    assert!(!page.body.contains("hold firm"));
    world.post(&cookie, &path, &[("do", "delete"), ("note", &note)]).await;
    let page = world.page(&cookie, "en", &format!("/i/{id}")).await;
    assert!(!page.body.contains("hold firm"));
}

#[tokio::test]
async fn a_redaction_shows_what_goes_first_and_then_goes() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::CoChair);
    let id = world.id("nasser");
    let page = world.page(&cookie, "en", &format!("/i/{id}")).await;
    let of = page.body.split("name=\"of\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let of = of.expect("the page offers a redaction").to_owned();
    let path = format!("/i/{id}/redact");
    let mut form =
        vec![("of", of.as_str()), ("field", "variants"), ("basis", "KW-DL-2014-20-art-5")];
    let asked = world.post(&cookie, &path, &form).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.body.contains("Nasser Al-Sabeeh"), "what goes is shown");
    form.push(("confirmed", "yes"));
    let done = world.post(&cookie, &path, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    // The node carries the order out after it has answered.
    for _ in 0..1_000 {
        let page = world.page(&cookie, "en", &format!("/i/{id}")).await;
        if !page.body.contains("Nasser Al-Sabeeh") {
            assert!(page.body.contains("withheld"), "the page says that a value is missing");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("the value is still shown");
}

#[tokio::test]
async fn the_proof_of_an_item_names_every_entry_and_the_pin() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::Auditor);
    let answer = world.page(&cookie, "en", &format!("/i/{}/proof.txt", world.id("terror"))).await;
    assert_eq!(answer.status, StatusCode::OK);
    for words in
        ["pin ", "kind put", "kind consent", "inclusion ", "checkpoint KW", "checkpoint US"]
    {
        assert!(answer.body.contains(words), "{words}");
    }
}

#[tokio::test]
async fn many_browsers_enter_the_exercise_at_once() {
    let world = World::empty().await;
    let accounts = world.node("KW").accounts();
    std::thread::scope(|scope| {
        let enter = || accounts.enter_demo(Function::Auditor, "test").map(|_| ());
        let all: Vec<_> = (0..8).map(|_| scope.spawn(enter)).collect();
        for one in all {
            one.join().expect("no panic").expect("it is let in");
        }
    });
}
