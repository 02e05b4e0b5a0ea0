//! Every route asked as every function and as nobody. The matrix is a snapshot that a lawyer can
//! read; beside it stand the rules that no snapshot may break.

use agencies::{Updates, Wanted};
use dialogue::act::{Actor, Function};
use dialogue::id::{ItemId, PartyId};
use dialogue::kind::DialogueKind;
use http::StatusCode;
use node::reports::Given;
use web::guard::Route;

use crate::browser::{Browser, cookie, run, world};
use crate::world::{DID, MLA, World};

/// The path of a route with its parts filled in from the world.
fn path_of(world: &World, route: &str) -> String {
    let mut before = "";
    let parts = route.split('/').map(|part| {
        let filled = match (part, before) {
            ("{lang}", _) => "en".to_owned(),
            ("{did}", _) if route.contains("/legal") => MLA.to_owned(),
            ("{did}", _) => DID.to_owned(),
            ("{item}", "figures") if route.contains("/legal") => world.id("assist-figures"),
            ("{item}", _) if route.contains("/legal") => world.id("assist"),
            ("{type}" | "{type_name}", _) => "agenda_item".to_owned(),
            (_, "a") if part.starts_with('{') => "style.css".to_owned(),
            (_, "commitments") if part.starts_with('{') => world.id("commitment"),
            (_, "assistance") if part.starts_with('{') => world.id("offer"),
            (_, "rounds") if part.starts_with('{') => world.id("round"),
            (_, "groups") if part.starts_with('{') => world.id("group"),
            (_, "sessions") if part.starts_with('{') => world.id("session"),
            (_, "people") if part.starts_with('{') => world.id("nasser"),
            (_, "institutions") if part.starts_with('{') => world.id("moi"),
            (_, "reports") if part.starts_with('{') => report(world),
            (_, "updates") if part.starts_with('{') => update(world),
            ("{token}", _) => "done".to_owned(),
            ("{number}", _) => form(world),
            (_, "texts") if part.starts_with('{') => world.id("statement"),
            (_, "instruments") if part.starts_with('{') => world.id("instrument"),
            (_, "papers") if part.starts_with('{') && route.contains("/instruments/") => {
                "statement".to_owned()
            }
            (_, "papers") if part.starts_with('{') && route.contains("/sessions/") => {
                "agenda".to_owned()
            }
            (_, "papers") if part.starts_with('{') => "bracketed".to_owned(),
            (_, "list") if part.starts_with('{') => "agenda_item".to_owned(),
            ("{draft}", _) => "none".to_owned(),
            ("{item}", "i") if route.ends_with("/file") => attachment(world),
            _ if part.starts_with('{') => world.id("cyber"),
            _ => part.to_owned(),
        };
        before = part;
        filled
    });
    parts.collect::<Vec<_>>().join("/")
}

/// The file that the world has.
fn attachment(world: &World) -> String {
    let dialogue = world.dialogue("KW");
    let record = dialogue.read();
    record.of_type("attachment").first().expect("an attachment").id().to_string()
}

/// A printed form, made once.
fn form(world: &World) -> String {
    static FORM: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let made = FORM.get_or_init(|| {
        let actor = Actor {
            party: world.node("KW").party().clone(),
            function: Function::DeskOfficer,
            account: "desk".into(),
        };
        let item = ItemId::parse(&world.id("commitment")).expect("an id");
        let post = [String::new(), "Director".to_owned()];
        let wanted = Wanted { items: vec![item], post, days: 0 };
        let updates = Updates::new(world.node("KW").private().clone());
        let form = updates.make_form(&world.dialogue("KW"), &wanted, &actor);
        form.expect("a form").number
    });
    made.clone()
}

/// An update without an account that waits, made once.
fn update(world: &World) -> String {
    static UPDATE: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let made = UPDATE.get_or_init(|| {
        let (node, dialogue) = (world.node("KW"), world.dialogue("KW"));
        let actor = Actor {
            party: node.party().clone(),
            function: Function::DeskOfficer,
            account: "desk".into(),
        };
        let item = ItemId::parse(&world.id("commitment")).expect("an id");
        let updates = Updates::new(node.private().clone());
        let form = updates.form(DID, &form(world)).expect("read").expect("a form");
        let scan = Some(("png", &b"\x89PNG"[..]));
        let read = dialogue::content::Content::new();
        let returned = agencies::Returned { form, item, read };
        let taken = updates.take_forms(&dialogue, &[returned], scan, &actor);
        taken.expect("an update").pop().expect("one")
    });
    made.clone()
}

/// Makes all that tests of this file would make on the way, so that pages list the same before and
/// after.
pub fn make_all(world: &World) {
    update(world);
    report(world);
}

/// A report that was read in, made once.
fn report(world: &World) -> String {
    static REPORT: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let made = REPORT.get_or_init(|| {
        let node = world.node("KW");
        let actor = Actor {
            party: node.party().clone(),
            function: Function::DeskOfficer,
            account: "desk".into(),
        };
        let text = "The strategic dialogue between Kuwait and the United States met on Monday.";
        let given = Given { bytes: text.as_bytes(), ..Given::default() };
        node.private().add_report(DID, given, &actor).expect("a report")
    });
    made.clone()
}

/// What a page of one act is asked about: the other side's version of an agenda item.
fn question_of(world: &World, route: &Route) -> String {
    let act = route.path.rsplit('/').next().unwrap_or_default();
    if route.method == "GET" && route.path.ends_with("/legal/{item}/step") {
        return "?step=withdrawn".to_owned();
    }
    if route.method != "GET" || !matches!(act, "consent" | "reject") {
        return String::new();
    }
    let dialogue = world.dialogue("KW");
    let record = dialogue.read();
    let id = ItemId::parse(&world.id("cyber")).expect("an id");
    let theirs = PartyId::parse("US").expect("a party");
    let item = record.item(&id).expect("the item");
    format!("?to={}&level=text", item.position(&theirs).expect("their version").id)
}

/// The form that goes with a path: nothing, but no sign-in without a name, since those are slowed.
fn form_of(path: &str) -> &'static str {
    if path.ends_with("/enter") { "function=none" } else { "" }
}

/// A status as the matrix says it.
fn word(status: StatusCode, location: &str) -> String {
    match status.as_u16() {
        303 if location.contains("/enter") => "enter".to_owned(),
        code => code.to_string(),
    }
}

#[test]
fn every_route_as_every_function() {
    run(async {
        let world = world();
        let node = world.node("KW");
        let mut nobody = Browser::nobody(node);
        let mut lines = vec![format!(
            "{:<52}{:<6}{:<15}{:<8}{}",
            "route",
            "method",
            "gate",
            "nobody",
            Function::ALL.map(Function::as_str).join(" ")
        )];
        for route in web::routes().list() {
            let path = path_of(world, route.path) + &question_of(world, route);
            nobody.cookie.clear();
            let answer = nobody.ask(route.method, &path, form_of(&path)).await;
            let as_nobody = word(answer.status, answer.location());
            let mut cells = Vec::new();
            for function in Function::ALL {
                // A new session each time: some routes end it.
                nobody.cookie = cookie(node, function);
                let answer = nobody.ask(route.method, &path, form_of(&path)).await;
                assert!(
                    !answer.status.is_server_error(),
                    "{} {path}: {}",
                    route.method,
                    answer.status
                );
                let told = answer.status != StatusCode::NOT_FOUND;
                let note = format!("{} {path} as {function}", route.method);
                let contents = route.path.contains("/d/{did}");
                // A compartment and the ordinary dialogues are not there for one another's
                // functions.
                let kind = match route.path.contains("/legal") {
                    true => DialogueKind::LegalAssistance,
                    false => DialogueKind::Ordinary,
                };
                let enters = !contents || kind.may_enter(function);
                let search = matches!(route.path, "/{lang}/find" | "/{lang}/search");
                if !enters || (search && function.is_of_compartment()) {
                    // A form of the wrong kind is refused before anything is looked up.
                    let malformed =
                        route.method == "POST" && answer.status == StatusCode::BAD_REQUEST;
                    assert!(malformed || answer.status == StatusCode::NOT_FOUND, "{note}");
                    cells.push(format!("{:<6}", word(answer.status, answer.location())));
                    continue;
                }
                assert!(told || route.method == "POST", "{note}: nothing is there");
                let open = route.path.ends_with("/exchange") || route.path.ends_with("/live");
                if function == Function::Administrator && contents && !open {
                    assert!(!answer.status.is_success(), "{note}: contents are shown");
                }
                if route.gate == "administrator" && function != Function::Administrator {
                    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{note}");
                }
                cells.push(format!("{:<6}", word(answer.status, answer.location())));
            }
            match route.gate {
                "public" => assert_ne!(as_nobody, "403", "{path}"),
                _ => assert_eq!(as_nobody, "enter", "{} {path} as nobody", route.method),
            }
            let row = format!(
                "{:<52}{:<7}{:<15}{as_nobody:<8}{}",
                route.path,
                route.method,
                route.gate,
                cells.join(" ").trim_end()
            );
            lines.push(row);
        }
        lines[1..].sort();
        insta::assert_snapshot!("matrix", lines.join("\n"));
    });
}

#[test]
fn no_form_of_another_site_does_anything() {
    run(async {
        let world = world();
        let node = world.node("KW");
        let before = world.dialogue("KW").revision();
        let mut browser = Browser::signed(node, Function::CoChair);
        let foreign: [&[(&str, &str)]; 4] = [
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "https://evil.example")],
            &[],
        ];
        for route in web::routes().list().iter().filter(|route| route.method != "GET") {
            for from in foreign {
                browser.from = from.to_vec();
                let answer = browser.ask(route.method, &path_of(world, route.path), "").await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{} {from:?}", route.path);
            }
        }
        assert_eq!(world.dialogue("KW").revision(), before);
        assert!(node.accounts().still_holds(browser.cookie.split_once('=').expect("a cookie").1));
    });
}

#[test]
fn reading_changes_nothing() {
    run(async {
        let world = world();
        let browser = Browser::signed(world.node("KW"), Function::CoChair);
        let before = world.dialogue("KW").revision();
        for route in web::routes().list().iter().filter(|route| route.method == "GET") {
            let answer = browser.get(&path_of(world, route.path)).await;
            assert!(!answer.status.is_server_error(), "{}", route.path);
        }
        assert_eq!(world.dialogue("KW").revision(), before);
    });
}
