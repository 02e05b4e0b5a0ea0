//! Forms without JavaScript: nothing typed is lost, problems stand at their fields in the reader's
//! language, drafts stay on our node.

use dialogue::act::Function;
use dialogue::item;
use http::StatusCode;

use crate::world::{DID, World};

#[tokio::test]
async fn a_new_agenda_item_is_proposed_in_both_languages() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let session = world.id("session");
    let page = world.page(&cookie, "en", &format!("/new/agenda_item?session={session}")).await;
    assert!(page.body.contains(&format!("value=\"{session}\" selected")), "the parent is preset");
    let form = [
        ("do", "put"),
        ("pos", "9"),
        ("f.session", session.as_str()),
        ("f.title_ar", "تبادل الخبرات"),
        ("f.title_en", "Exchange of expertise"),
        ("f.minutes_planned", "٢٠"),
    ];
    let done = world.post(&cookie, "/new/agenda_item", &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(done.location.ends_with(&format!("/sessions/{session}")));
    world.meet().await;
    let theirs = world.enter("US", Function::DeskOfficer);
    let page = world.page(&theirs, "en", &format!("/sessions/{session}")).await;
    assert!(page.body.contains("Exchange of expertise") && page.body.contains("20"));
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_says_what_is_wrong_where() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let session = world.id("session");
    let form = [
        ("do", "put"),
        ("f.session", session.as_str()),
        ("f.title_ar", "نص عربي فقط"),
        ("f.minutes_planned", "soon"),
    ];
    let refused = world.post(&cookie, "/new/agenda_item", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["نص عربي فقط", "value=\"soon\""] {
        assert!(refused.body.contains(kept), "{kept}");
    }
    for place in ["href=\"#f-title\"", "href=\"#f-minutes_planned\"", "id=\"f-title-problem\""] {
        assert!(refused.body.contains(place), "{place}");
    }
}

#[tokio::test]
async fn rows_are_added_without_javascript_and_empty_ones_are_left_out() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let id = world.id("delegation");
    let page = world.page(&cookie, "en", &format!("/i/{id}/edit")).await;
    let base =
        page.body.split("name=\"base\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let base = base.expect("the version in view is the base").to_owned();
    let rows = |body: &str| body.matches("<fieldset class=\"row\">").count();
    let nasser = world.id("nasser");
    let (session, post) = (world.id("session"), world.id("post"));
    let mut form = vec![
        ("base", base.as_str()),
        ("f.session", session.as_str()),
        ("f.party", "KW"),
        ("f.seats.0.person", nasser.as_str()),
        ("f.seats.0.role", "head"),
        ("f.seats.2.post", post.as_str()),
        ("f.seats.2.role", "member"),
    ];
    form.push(("do", "row:seats"));
    let more = world.post(&cookie, &format!("/i/{id}/edit"), &form).await;
    assert!(rows(&more.body) > rows(&page.body));
    form.pop();
    form.push(("do", "put"));
    let done = world.post(&cookie, &format!("/i/{id}/edit"), &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let dialogue = world.dialogue("KW");
    let record = dialogue.read();
    let item = record.item(&dialogue::id::ItemId::parse(&id).expect("an id")).expect("the item");
    assert_eq!(item.content().rows("seats").len(), 2);
    assert_eq!(item.versions().len(), 2);
}

#[tokio::test]
async fn a_draft_stays_on_our_node_until_it_is_put() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let session = world.id("session");
    let words = "Only a thought";
    let form = [
        ("do", "keep"),
        ("f.session", session.as_str()),
        ("f.title_ar", "خاطرة"),
        ("f.title_en", words),
    ];
    let before = world.dialogue("KW").revision();
    let kept = world.post(&cookie, "/new/agenda_item", &form).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    assert_eq!(world.dialogue("KW").revision(), before, "nothing entered a log");
    let path = kept.location.split(&format!("/d/{DID}")).nth(1).expect("a page").to_owned();
    let page = world.page(&cookie, "en", &path).await;
    assert!(page.body.contains(words));
    let id = path.split("draft=").nth(1).expect("the draft's id").to_owned();
    let mut form = form.to_vec();
    form[0] = ("do", "put");
    form.push(("draft", &id));
    let done = world.post(&cookie, "/new/agenda_item", &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let drafts = world.node("KW").private().drafts(DID).expect("drafts");
    assert!(drafts.is_empty(), "a draft that was put is gone");
}

#[tokio::test]
async fn every_type_has_a_form_in_both_languages_for_who_may_write_it() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::CoChair);
    for item_type in item::all() {
        for lang in ["ar", "en"] {
            let answer = world.page(&cookie, lang, &format!("/new/{}", item_type.name)).await;
            let may = item_type.writes.contains(&Function::CoChair);
            let wanted = match (may, item_type.name) {
                (false, _) => StatusCode::FORBIDDEN,
                // Attached with its bytes, where it belongs.
                (true, "attachment") => StatusCode::NOT_FOUND,
                (true, _) => StatusCode::OK,
            };
            assert_eq!(answer.status, wanted, "{lang} {}", item_type.name);
        }
    }
}

#[tokio::test]
async fn an_address_elsewhere_is_no_way_back() {
    let world = World::furnished().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let form = [
        ("do", "put"),
        ("return", "https://evil.example/en/"),
        ("f.session", &world.id("session")),
        ("f.title_ar", "بند"),
        ("f.title_en", "An item"),
    ];
    let done = world.post(&cookie, "/new/agenda_item", &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(done.location.starts_with("/en/d/"), "{}", done.location);
}
