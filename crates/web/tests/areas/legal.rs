//! Mutual legal assistance through its pages, in Arabic and English, and what must never be seen of
//! it elsewhere: distinctive bytes are planted, and looked for everywhere else.

use dialogue::act::{Act, Draft, Function};
use dialogue::assistance::Request;
use dialogue::id::ItemId;
use dialogue::item;
use http::{Request as Asked, StatusCode, header};
use mutual::life::State;

use crate::world::{Answer, DID, MLA, World};

const AUTHORITY: Function = Function::CentralAuthority;

async fn legal(world: &World, cookie: &str, lang: &str, path: &str) -> Answer {
    world.ask("GET", cookie, &format!("/{lang}/d/{MLA}/legal{path}"), "").await
}

async fn send(world: &World, cookie: &str, path: &str, form: &[(&str, &str)]) -> Answer {
    let encode = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    let pairs = form.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    let body = pairs.collect::<Vec<_>>().join("&");
    let done = world.ask("POST", cookie, &format!("/en/d/{MLA}{path}"), &body).await;
    world.meet_in(MLA).await;
    done
}

/// A file sent by a form of our own page.
async fn upload(world: &World, cookie: &str, path: &str, bytes: &[u8]) -> Answer {
    let mut body =
        b"--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"f.json\"\r\n\r\n"
            .to_vec();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = Asked::builder()
        .method("POST")
        .uri(path)
        .header(header::HOST, "localhost")
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(axum::body::Body::from(body))
        .expect("a request");
    world.send(cookie, request).await
}

fn state(world: &World, party: &str, id: &str) -> State {
    let compartment = world.compartment(party);
    let record = compartment.read();
    let item = record.item(&ItemId::parse(id).expect("an id")).expect("the request");
    Request::of(&record, item).expect("a request").life.state
}

const REQUEST: &[(&str, &str)] = &[
    ("f.reference", "KW-MLA-2020-0099"),
    ("f.date", "2020-11-10"),
    ("f.requested", "US"),
    ("f.basis", "reciprocity"),
    ("f.measure", "bank_records"),
    ("f.offence", "fraud"),
    ("f.class", "ordinary"),
    ("f.language", "ar"),
    ("f.requesting_office", "public_prosecution"),
    ("f.requested_office", "central_authority"),
    ("f.channel", "central_authorities"),
    ("f.enclosed", "facts"),
    ("f.enclosed", "provisions_of_law"),
    ("f.enclosed", "certificate"),
    ("f.enclosed", "translation"),
    ("f.enclosed", "court_order"),
];

#[tokio::test]
async fn a_request_is_checked_shared_sent_acknowledged_and_decided() {
    let world = World::furnished().await;
    let (kw, us) = (world.enter("KW", AUTHORITY), world.enter("US", AUTHORITY));
    let checked = send(&world, &kw, "/legal/new", REQUEST).await;
    assert_eq!(checked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(checked.body.contains("Undertaking of reciprocity"), "the gap is named");
    assert!(checked.body.contains("value=\"KW-MLA-2020-0099\""), "nothing typed is lost");
    let mut whole = REQUEST.to_vec();
    whole.push(("f.enclosed", "undertaking_of_reciprocity"));
    whole.push(("do", "put"));
    let done = send(&world, &kw, "/legal/new", &whole).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let id = done.location.rsplit('/').next().expect("an id").to_owned();
    for (cookie, form) in [
        (&kw, vec![("step", "sent"), ("f.date", "2020-11-11")]),
        (&us, vec![("step", "received"), ("f.date", "2020-11-12")]),
        (
            &us,
            vec![
                ("step", "acknowledged"),
                ("f.date", "2020-11-13"),
                ("f.reference", "US-MLA-2020-0400"),
            ],
        ),
        (&us, vec![("step", "accepted"), ("f.date", "2020-11-14")]),
    ] {
        let mut form = form;
        form.push(("f.office", "central_authority"));
        let done = send(&world, cookie, &format!("/legal/{id}/step"), &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{form:?} {}", done.body);
    }
    assert_eq!(state(&world, "KW", &id), State::Accepted);
    assert_eq!(state(&world, "US", &id), State::Accepted);
    for (lang, turn, clock) in [("en", "Turn of", "met on"), ("ar", "دور", "قبل الموعد")]
    {
        let page = legal(&world, &kw, lang, &format!("/{id}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains(turn) && page.body.contains(clock), "{lang}");
        assert!(page.body.contains("US-MLA-2020-0400"));
        let paper = legal(&world, &us, lang, &format!("/{id}/acknowledgement")).await;
        assert!(paper.body.contains("KW-MLA-2020-0099"), "{lang}: {}", paper.status);
        let list = legal(&world, &us, lang, "").await;
        let list = world.outline(&list.body).replace(&id, "(new)");
        insta::assert_snapshot!(format!("legal-list.{lang}"), list);
        let page = legal(&world, &kw, lang, &format!("/{}", world.id("assist"))).await;
        insta::assert_snapshot!(format!("legal-request.{lang}"), world.outline(&page.body));
    }
    // What is not possible now is refused, with the rule and what to do.
    let form = [("step", "executed"), ("f.date", "2020-11-15"), ("f.office", "court")];
    let done = send(&world, &us, &format!("/legal/{id}/step"), &form).await;
    assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(done.body.contains("R-048"), "{}", done.body);
}

#[tokio::test]
async fn a_refusal_needs_its_duties_and_comes_back_with_what_was_typed() {
    let world = World::furnished().await;
    let us = world.enter("US", AUTHORITY);
    let path = format!("/legal/{}/step", world.id("assist"));
    let form = [
        ("step", "refused"),
        ("f.date", "2020-10-20"),
        ("f.office", "central_authority"),
        ("f.ground", "ne_bis_in_idem"),
    ];
    let done = send(&world, &us, &path, &form).await;
    assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(done.body.contains("The other side was consulted first"));
    assert!(done.body.contains("value=\"2020-10-20\""), "nothing typed is lost");
    let mut form = form.to_vec();
    for duty in ["f.consulted", "f.conditions_considered", "f.reasons_given"] {
        form.push((duty, "yes"));
    }
    let done = send(&world, &us, &path, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(state(&world, "KW", &world.id("assist")), State::Refused);
}

#[tokio::test]
async fn a_note_with_personal_data_is_not_kept_and_its_words_come_back() {
    let world = World::furnished().await;
    let kw = world.enter("KW", AUTHORITY);
    let path = format!("/i/{}/notes", world.id("assist"));
    for (text, what) in [
        ("ask about 284031501234", "Civil ID"),
        ("رقم ٢٨٤٠٣١٥٠١٢٣٤", "Civil ID"),
        ("call +965 2222 1234", "telephone"),
        ("write to a.b@c.example.kw", "e-mail"),
    ] {
        let done = send(&world, &kw, &path, &[("do", "add"), ("text", text)]).await;
        assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert!(done.body.contains(what) && done.body.contains(text), "{text}: {}", done.body);
        let kept = world.node("KW").private_of(MLA).all_notes(MLA).expect("notes");
        assert!(kept.is_empty(), "{text}");
    }
    let done = send(&world, &kw, &path, &[("do", "add"), ("text", "asked on Monday")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    // The ordinary dialogue keeps what an officer writes there: its notes have no such rule.
    let chair = world.enter("KW", Function::CoChair);
    let path = format!("/i/{}/notes", world.id("cyber"));
    let done = world.post(&chair, &path, &[("do", "add"), ("text", "call +965 2222 1234")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn times_are_proposed_by_one_side_and_agreed_by_the_other() {
    let world = World::furnished().await;
    let (kw, us) = (world.enter("KW", AUTHORITY), world.enter("US", AUTHORITY));
    let form = [
        ("f.class", "ordinary"),
        ("f.acknowledge_days", "3"),
        ("f.decide_days", "20"),
        ("f.extend_days", "0"),
        ("f.carry_out_days", "60"),
    ];
    let done = send(&world, &kw, "/legal/levels", &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = legal(&world, &us, "en", "/levels").await;
    let consent = page.body.split("href=\"").find(|link| link.contains("/consent?"));
    let consent = consent.and_then(|link| link.split('"').next()).expect("a way to agree");
    assert!(consent.starts_with(&format!("/en/d/{MLA}/i/")), "{consent}");
    let days = [("f.weekend", "fri\nsat"), ("do", "put")];
    let done = send(&world, &kw, "/legal/calendar", &days).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = legal(&world, &us, "ar", "/calendar").await;
    assert!(page.body.contains("الجمعة، السبت"), "{}", page.body);
    let wrong = [("f.weekend", "friday of Ali"), ("do", "put")];
    let done = send(&world, &us, "/legal/calendar", &wrong).await;
    assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(done.body.contains("friday of Ali"), "nothing typed is lost");
}

#[tokio::test]
async fn figures_leave_by_hand_only_and_become_an_agenda_item_at_a_click() {
    let world = World::furnished().await;
    let kw = world.enter("KW", AUTHORITY);
    let path = format!("/figures/{}/published.json", world.id("assist-figures"));
    let file = legal(&world, &kw, "en", &path).await;
    assert_eq!(file.status, StatusCode::OK);
    for hidden in ["-7731", "-8842", "-5519", "KW-MLA", ": 3", ": 12", "pending", MLA] {
        assert!(!file.body.contains(hidden), "{hidden}: {}", file.body);
    }
    assert!(file.body.contains("\"closed\": null"), "three is below five: {}", file.body);
    // Only a half-year that is over has figures: until then the one before it is shown.
    let page = legal(&world, &kw, "en", "/figures?year=2020&half=second").await;
    assert!(world.outline(&page.body).contains("First half of 2020"), "{}", page.body);
    let over = "2021-01-04T06:00:00Z".parse().expect("an instant");
    world.node("KW").clock().set(over);
    for lang in ["ar", "en"] {
        let page = legal(&world, &kw, lang, "/figures?year=2020&half=second").await;
        insta::assert_snapshot!(format!("legal-figures.{lang}"), world.outline(&page.body));
    }
    let desk = world.enter("KW", Function::DeskOfficer);
    let to = format!("/en/d/{DID}/figures");
    // The file of the other side's node is not one that our compartment made.
    let us = world.enter("US", AUTHORITY);
    let foreign = legal(&world, &us, "en", &path).await;
    let done = upload(&world, &desk, &to, foreign.body.as_bytes()).await;
    assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(done.body.contains("not made by the compartment"), "{}", done.body);
    let changed = file.body.replace("\"year\": 2020", "\"year\": 2019");
    let done = upload(&world, &desk, &to, changed.as_bytes()).await;
    assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(done.body.contains("fingerprint does not fit"));
    let done = upload(&world, &desk, &to, file.body.as_bytes()).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let again = upload(&world, &desk, &to, file.body.as_bytes()).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "one of each half-year");
    assert!(again.body.contains("they are the same"), "{}", again.body);
    world.meet().await;
    let page = world.page(&desk, "ar", "/figures").await;
    assert!(page.body.contains("النصف الأول"), "{}", page.body);
    for wanted in ["/new/agenda_item?", "/new/commitment?"] {
        let link = page.body.split("href=\"").find(|link| link.contains(wanted));
        let link = link.and_then(|link| link.split('"').next()).expect(wanted);
        let link = link.replace("&#38;", "&").replace("&amp;", "&");
        let form = world.ask("GET", &desk, &link, "").await;
        assert_eq!(form.status, StatusCode::OK, "{link}");
        assert!(form.body.contains("المساعدة القانونية المتبادلة"), "{wanted} is filled in");
    }
    let theirs = world.enter("US", Function::DeskOfficer);
    // Their officer brings the file of their own authority: it is the same.
    let done = upload(&world, &theirs, &to, foreign.body.as_bytes()).await;
    assert!(done.body.contains("they are the same"), "{}", done.body);
    assert!(
        world.page(&theirs, "en", "/figures").await.body.contains("First half of 2020")
            || world.page(&theirs, "en", "/figures").await.body.contains("first half of 2020")
    );
}

#[tokio::test]
async fn a_draft_from_the_file_stands_in_the_form_and_a_wrong_one_is_refused_whole() {
    let world = World::furnished().await;
    let kw = world.enter("KW", AUTHORITY);
    let form = legal(&world, &kw, "ar", "/request.html").await;
    assert!(
        form.body.contains("hiwar-assistance-draft-1") && form.body.contains("KW-MLA-2020-0017")
    );
    let to = format!("/en/d/{MLA}/legal/draft");
    let draft = br#"{"format":"hiwar-assistance-draft-1",
        "fields":{"reference":"KW-MLA-2020-0321","basis":"uncac"},"enclosed":["facts"]}"#;
    let shown = upload(&world, &kw, &to, draft).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    assert!(shown.body.contains("KW-MLA-2020-0321"));
    assert!(shown.body.contains("value=\"uncac\" selected") || shown.body.contains("checked"));
    let wrong = br#"{"format":"hiwar-assistance-draft-1",
        "fields":{"basis":"a letter of Ali"},"enclosed":[]}"#;
    let refused = upload(&world, &kw, &to, wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.body.contains("a letter of Ali"));
}

/// Bytes that stand nowhere but in the compartment, and one in a private note of the other
/// dialogue.
const CANARIES: &[&str] = &[
    "2020-7732",
    "MLA-2020",
    "kwus-mla",
    "zanzibarite",
    "e1f0a9b8c7d6",
    "counterfeiting",
    "liaison_magistrate",
    "capital_markets",
];
const NOTE: &str = "quokkaesque";

async fn planted() -> World {
    let mut world = World::furnished().await;
    let manifest = format!("e1f0a9b8c7d6{}", "0".repeat(52));
    let content = dialogue::content::Content::new()
        .with("reference", "KW-MLA-2020-7732")
        .with("date", "2020-10-05")
        .with("requested", "US")
        .with("basis", "comity")
        .with("measure", "taking_evidence")
        .with("offence", "counterfeiting")
        .with("class", "complex")
        .with("language", "en")
        .with("requesting_office", "capital_markets")
        .with("requested_office", "capital_markets")
        .with("channel", "liaison_magistrate")
        .with("manifest", manifest.as_str());
    world.put_in_compartment("KW", "planted", "assistance_request", content).await;
    let kw = world.enter("KW", AUTHORITY);
    let path = format!("/i/{}/notes", world.id("planted"));
    let done = send(&world, &kw, &path, &[("do", "add"), ("text", "zanzibarite")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let chair = world.enter("KW", Function::CoChair);
    let path = format!("/i/{}/notes", world.id("cyber"));
    let done = world.post(&chair, &path, &[("do", "add"), ("text", NOTE)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    world
}

fn holds(bytes: &[u8], canary: &str) -> bool {
    bytes.windows(canary.len()).any(|window| window == canary.as_bytes())
}

/// Every page that a function can reach from its desk, and everything named after the canaries.
async fn walk(world: &World, cookie: &str, lang: &str) -> Vec<(String, String)> {
    let mut todo: Vec<String> = vec![format!("/{lang}/"), format!("/{lang}/d/{DID}")];
    for path in ["audit", "sessions", "people-functions"] {
        todo.push(format!("/{lang}/{path}"));
    }
    for word in ["7732", "MLA", "zanzibarite", "counterfeiting"] {
        todo.push(format!("/{lang}/search?q={word}"));
        todo.push(format!("/{lang}/find?q={word}"));
    }
    for path in ["exchange", "figures", "agree", "working_calendars", "reports"] {
        todo.push(format!("/{lang}/d/{DID}/{path}"));
    }
    let mut seen = std::collections::BTreeSet::new();
    let mut pages = Vec::new();
    while let Some(path) = todo.pop() {
        let skip = ["/live", "/export", "/leave"].iter().any(|end| path.ends_with(end));
        if skip || seen.len() > 250 || !seen.insert(path.clone()) {
            continue;
        }
        let answer = world.ask("GET", cookie, &path, "").await;
        for link in answer.body.split("href=\"").skip(1) {
            let href = link.split('"').next().unwrap_or_default().replace("&#38;", "&");
            let href = href.split('#').next().unwrap_or_default().to_owned();
            if href.starts_with(&format!("/{lang}/")) {
                todo.push(href);
            }
        }
        pages.push((path, answer.body));
    }
    pages
}

#[tokio::test]
async fn canary_no_byte_of_the_compartment_is_on_any_page_of_another_function() {
    let world = planted().await;
    for party in ["KW", "US"] {
        for function in Function::ALL.into_iter().filter(|one| !one.is_of_compartment()) {
            let cookie = world.enter(party, function);
            for (path, body) in walk(&world, &cookie, "en").await {
                // What was asked for comes back as the question: only answers count.
                let asked = path.split("q=").nth(1).unwrap_or("\u{0}");
                for canary in CANARIES.iter().filter(|canary| **canary != asked) {
                    let shown = body.replace(&format!("q={asked}"), "");
                    assert!(!shown.contains(canary), "{party} {function} {path}: {canary}");
                }
                if party == "US" {
                    assert!(!body.contains(NOTE), "{function} {path}: a private note");
                }
            }
            // Whatever is asked of a compartment is answered as for a dialogue that is not there.
            let planted = world.id("planted");
            for rest in ["", "/legal", "/exchange", "/export", "/live", "/texts", "/legal/figures"]
            {
                let there = world.ask("GET", &cookie, &format!("/en/d/{MLA}{rest}"), "").await;
                let nowhere = world.ask("GET", &cookie, &format!("/en/d/no-such{rest}"), "").await;
                assert_eq!(there.status, StatusCode::NOT_FOUND, "{function} {rest}");
                let same = there.body.replace(MLA, "no-such") == nowhere.body;
                assert!(same, "{function} {rest}: the answers differ");
            }
            for rest in [format!("/i/{planted}"), format!("/legal/{planted}")] {
                let there = world.ask("GET", &cookie, &format!("/en/d/{MLA}{rest}"), "").await;
                assert_eq!(there.status, StatusCode::NOT_FOUND, "{function} {rest}");
                let other = world.ask("GET", &cookie, &format!("/en/d/{DID}{rest}"), "").await;
                assert_ne!(other.status, StatusCode::OK, "{function} {rest}");
            }
        }
        // Those of the compartment see nothing of the ordinary dialogue, nor search anything.
        for function in [AUTHORITY, Function::CompartmentAuditor] {
            let cookie = world.enter(party, function);
            for rest in ["", "/texts", "/exchange", "/export", "/figures"] {
                let there = world.ask("GET", &cookie, &format!("/en/d/{DID}{rest}"), "").await;
                assert_eq!(there.status, StatusCode::NOT_FOUND, "{function} {rest}");
            }
            for path in ["/en/search?q=cyber", "/en/find?q=cyber"] {
                let there = world.ask("GET", &cookie, path, "").await;
                assert_eq!(there.status, StatusCode::NOT_FOUND, "{function} {path}");
            }
        }
    }
}

#[tokio::test]
async fn canary_no_byte_of_the_compartment_is_in_any_file_of_anything_else() {
    let mut world = planted().await;
    let letters = crate::reminders::a_week_of_letters(&mut world).await;
    assert!(letters.iter().any(|letter| letter.contains("Name focal points")), "{letters:?}");
    for canary in CANARIES.iter().chain([&NOTE]) {
        assert!(!letters.iter().any(|letter| letter.contains(canary)), "mail: {canary}");
    }
    let export = world.dialogue("KW").export().expect("an export");
    let frames = world.dialogue("KW").frames_for("US").expect("frames");
    let bag = ledger_bytes(&frames);
    // What the commands search and index has no compartment either.
    let reading = node::Reading::open(&world.folder("KW")).expect("it is read");
    let read: Vec<&str> = reading.records.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(read, [DID]);
    // The index is given time to read what it will read.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    for canary in CANARIES {
        assert!(!holds(&export, canary), "export: {canary}");
        assert!(!holds(&bag, canary), "bag: {canary}");
    }
    assert!(!holds(&export, NOTE) && !holds(&bag, NOTE), "a private note leaves the node");
    for party in ["KW", "US"] {
        for (path, bytes) in files(&world.folder(party)) {
            let name =
                path.strip_prefix(world.folder(party)).expect("inside").display().to_string();
            // The configuration, cards, keys and files of the compartment itself name it.
            let own = name.contains(MLA) || name == "hiwar.toml" || name.starts_with("guard");
            for canary in CANARIES.iter().filter(|canary| !own || **canary != "kwus-mla") {
                let at_home = name.starts_with(&format!("joint-{MLA}"))
                    || name.starts_with(&format!("private-{MLA}"));
                if !at_home && *canary != "counterfeiting" {
                    assert!(!holds(&bytes, canary), "{party} {name}: {canary}");
                }
            }
            let of_notes = name.starts_with("private.db") || name.starts_with("search/notes");
            if party == "US" || !of_notes {
                assert!(!holds(&bytes, NOTE), "{party} {name}: a private note");
            }
        }
    }
}

#[tokio::test]
async fn only_the_two_functions_enter_and_the_auditor_writes_nothing() {
    let world = World::furnished().await;
    let auditor = world.enter("KW", Function::CompartmentAuditor);
    let home = world.ask("GET", &auditor, "/en/", "").await;
    assert_eq!(home.location, format!("/en/d/{MLA}/legal"));
    let page = legal(&world, &auditor, "en", &format!("/{}", world.id("assist"))).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("/step?"), "no step is offered");
    let form = [("step", "withdrawn"), ("f.date", "2020-11-15"), ("f.office", "court")];
    let done = send(&world, &auditor, &format!("/legal/{}/step", world.id("assist")), &form).await;
    assert_eq!(done.status, StatusCode::FORBIDDEN);
    let act = Act::Put(Draft::new(
        item::get("service_level").expect("a type"),
        dialogue::content::Content::new(),
    ));
    let actor = dialogue::act::Actor {
        party: world.node("KW").party().clone(),
        function: Function::CoChair,
        account: "chair".to_owned(),
    };
    let refused = world.compartment("KW").perform(&actor, act).await;
    assert!(refused.is_err(), "a co-chair has no entry, whatever page he comes by");
}

#[tokio::test]
async fn the_auditor_reads_who_opened_and_who_recorded_what_page_by_page() {
    let world = World::furnished().await;
    let (kw, auditor) =
        (world.enter("KW", AUTHORITY), world.enter("KW", Function::CompartmentAuditor));
    let id = world.id("assist");
    legal(&world, &kw, "en", &format!("/{id}")).await;
    let form = [("step", "withdrawn"), ("f.date", "2020-11-15"), ("f.office", "court")];
    let done = send(&world, &kw, &format!("/legal/{id}/step"), &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let again = send(&world, &kw, &format!("/legal/{id}/step"), &form).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let path = format!("/i/{id}/notes");
    send(&world, &kw, &path, &[("do", "add"), ("text", "zanzibarite")]).await;
    let mut whole = REQUEST.to_vec();
    whole.extend([("f.enclosed", "undertaking_of_reciprocity"), ("do", "put")]);
    send(&world, &kw, "/legal/new", &whole).await;
    let page = legal(&world, &auditor, "en", "/audit").await;
    let told = world.outline(&page.body);
    let mut rest = told.as_str();
    for (what, on) in [
        ("shared the request", "KW-MLA-2020-0099"),
        ("changed private notes on", "KW-MLA-2020-7731"),
        ("tried something and was refused", "KW-MLA-2020-7731"),
        ("stated a step of", "KW-MLA-2020-7731"),
        ("opened the request", "KW-MLA-2020-7731"),
    ] {
        let found = rest.find(what);
        rest = &rest[found.unwrap_or_else(|| panic!("newest first, {what}: {told}"))..];
        assert!(rest.lines().nth(1).is_some_and(|line| line.ends_with(on)), "{what}: {told}");
    }
    assert!(!page.body.contains("zanzibarite"), "never what stands in it");
    let arabic = legal(&world, &auditor, "ar", "/audit?before=4").await;
    assert!(arabic.body.contains("أثبت خطوة في") && arabic.body.contains("الأحدث"));
    assert!(!arabic.body.contains("أطلع الجانب الآخر"), "a page of older lines");
    let file = legal(&world, &auditor, "en", "/audit.csv").await;
    assert!(file.body.contains("legal-stated-step central_authority legal/"), "{}", file.body);
    assert!(file.body.contains("KW-MLA-2020-0099"));
    // What the auditor read stands in the trail too, and nobody else reads it.
    let page = legal(&world, &auditor, "en", "/audit").await;
    assert!(page.body.contains("took this trail as a file"));
    assert!(page.body.contains("aria-current=\"page\""), "it stands in the navigation");
    let refused = legal(&world, &kw, "en", "/audit").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let list = legal(&world, &kw, "en", "").await;
    assert!(!list.body.contains("legal/audit"), "it is not offered");
    for function in Function::ALL.into_iter().filter(|one| !one.is_of_compartment()) {
        let cookie = world.enter("KW", function);
        for rest in ["/audit", "/audit.csv"] {
            let there = legal(&world, &cookie, "en", rest).await;
            assert_eq!(there.status, StatusCode::NOT_FOUND, "{function} {rest}");
        }
    }
    // The ordinary trail has no line of it, and the other side's compartment has its own.
    let admin = world.enter("KW", Function::Administrator);
    let ordinary = world.ask("GET", &admin, "/en/audit", "").await;
    assert!(!ordinary.body.contains("2020-7731") && !ordinary.body.contains("opened the request"));
    let theirs = world.enter("US", Function::CompartmentAuditor);
    let other = legal(&world, &theirs, "en", "/audit").await;
    assert!(!other.body.contains("stated a step of"), "{}", other.body);
}

/// What a carrier would take: the frames as bytes.
fn ledger_bytes(frames: &[impl std::fmt::Debug]) -> Vec<u8> {
    frames.iter().flat_map(|frame| format!("{frame:?}").into_bytes()).collect()
}

/// All files below a folder.
fn files(folder: &std::path::Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.clone(), std::fs::read(&path).unwrap_or_default()));
        }
    }
    found
}
