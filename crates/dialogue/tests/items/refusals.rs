//! Every refusal: the act, the code and the arguments a sentence needs. A refusal changes nothing.

use std::collections::BTreeSet;

use dialogue::act::{Act, Draft, Function};
use dialogue::content::Content;
use dialogue::refusal::{CODES, FieldRule, Refusal};
use ledger::entry::{Body, Entry, Level, Put};
use ledger::id::{ItemId, TypeName, VersionId};

use crate::world::{
    World, actor, agenda, draft, field, id, minute, party, round, row, session, two,
};

fn put(type_name: &str, content: Content) -> Act {
    Act::Put(draft(type_name, content))
}

fn consent(item: &ItemId, to: VersionId, level: Level) -> Act {
    Act::Consent { item: item.clone(), to, level }
}

fn refused(world: &World, code: &str, act: &Act) -> Refusal {
    match world.judge(code, Function::CoChair, act) {
        Err(refusal) => {
            check_words(&refusal);
            refusal
        }
        Ok(()) => panic!("{act:?} is refused"),
    }
}

/// A refusal says its code, its rule and its arguments, on one line.
fn check_words(refusal: &Refusal) {
    let text = refusal.to_string();
    assert!(text.starts_with(refusal.code()), "{text}");
    assert!(!text.contains('\n'), "{text}");
    for (_, value) in refusal.args() {
        assert!(text.contains(&value), "{text}");
    }
    for problem in refusal.problems() {
        assert!(text.contains(&problem.field), "{text}");
    }
}

fn rules(refusal: &Refusal) -> Vec<(&str, FieldRule)> {
    refusal.problems().iter().map(|problem| (problem.field.as_str(), problem.rule)).collect()
}

const NOWHERE: VersionId = VersionId([9; 32]);

#[test]
fn codes_are_in_order_and_used_once() {
    let codes: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
    for (at, code) in codes.iter().enumerate() {
        assert_eq!(*code, format!("R-{:03}", at + 1));
    }
    let names: BTreeSet<&str> = CODES.iter().map(|(_, name)| *name).collect();
    assert_eq!(names.len(), CODES.len());
}

#[test]
fn who_and_what() {
    let world = two();
    let act = put("round", round(5));
    let foreign = actor("US", Function::CoChair);
    let refusal = dialogue::policy::may(&foreign, &act, world.node("KW")).unwrap_err();
    assert_eq!(refusal, Refusal::ForeignActor { actor: party("US"), us: party("KW") });
    let unknown =
        Draft { type_name: TypeName::parse("treaty").unwrap(), ..draft("round", round(5)) };
    let refusal = refused(&world, "KW", &Act::Put(unknown));
    assert_eq!(refusal.code(), "R-003");
    let refusal = world.judge("KW", Function::Press, &act).unwrap_err();
    assert_eq!(refusal.code(), "R-005");
    assert_eq!(
        refusal.args(),
        [
            ("function", "press".to_owned()),
            ("verb", "put".to_owned()),
            ("type", "round".to_owned())
        ]
    );
    let nowhere = consent(&id("zz"), NOWHERE, Level::Text);
    assert_eq!(refused(&world, "KW", &nowhere), Refusal::NoSuchItem { item: id("zz") });
    let nowhere = consent(&id("r4"), NOWHERE, Level::Text);
    assert_eq!(refused(&world, "KW", &nowhere).code(), "R-011");
    let r4 = world.item("KW", &id("r4")).shown().unwrap().id;
    let elsewhere = consent(&id("s1"), r4, Level::Text);
    assert_eq!(refused(&world, "KW", &elsewhere).code(), "R-011");
}

#[test]
fn putting_a_version() {
    let mut world = two();
    let item = id("a1");
    world.put("KW", "a1", "agenda_item", agenda(&id("s1"), "Opening"));
    let first = Draft::revise(&world.item("KW", &item));
    let with = |change: &dyn Fn(&mut Draft)| {
        let mut draft = first.clone();
        draft.content.set_text("title_en", "Welcome");
        change(&mut draft);
        Act::Put(draft)
    };
    assert_eq!(world.judge("KW", Function::DeskOfficer, &with(&|_| {})), Ok(()));
    let cases: Vec<(&str, Act)> = vec![
        ("R-007", with(&|draft| draft.item = Some(id("zz")))),
        ("R-008", with(&|draft| draft.item = Some(id("r4")))),
        ("R-011", with(&|draft| draft.base = vec![NOWHERE])),
        ("R-012", with(&|draft| draft.base.clear())),
        ("R-013", with(&|draft| draft.item = None)),
        ("R-034", with(&|draft| draft.aud = Some(vec![party("US")]))),
        ("R-034", with(&|draft| draft.aud = Some(vec![party("KW"), party("QA")]))),
        ("R-035", Act::Put(first.clone())),
        ("R-033", Act::Put(Draft { pos: Some(1), ..draft("round", round(5)) })),
        ("R-021", with(&|draft| draft.content.set_text("session", "r4"))),
        ("R-021", with(&|draft| draft.content.set_text("session", "zz"))),
        (
            "R-032",
            with(&|draft| {
                (0..64).for_each(|nth| draft.content.set_text(&format!("extra{nth}"), "x"));
            }),
        ),
    ];
    for (code, act) in &cases {
        assert_eq!(refused(&world, "KW", act).code(), *code, "{act:?}");
    }
    // The same draft after a colleague's newer version: named, so that it can be read.
    let newer = world.revise("KW", &item, "title_en", "Opening remarks");
    world.sync();
    let stale = refused(&world, "KW", &with(&|_| {}));
    assert_eq!(stale, Refusal::StaleDraft { item: item.clone(), newer });
    assert_eq!(stale.code(), "R-014");
}

#[test]
fn own_items_are_their_owners() {
    let mut world = two();
    let name = Content::new().with("name_en", "Ministry").with("name_ar", "وزارة");
    let to = world.put("KW", "i1", "institution", name);
    let mut theirs = Draft::revise(&world.item("US", &id("i1")));
    theirs.content.set_text("acronym", "MFA");
    assert_eq!(refused(&world, "US", &Act::Put(theirs)).code(), "R-009");
    let refusal = refused(&world, "US", &consent(&id("i1"), to, Level::Text));
    assert_eq!(refusal, Refusal::OwnItem { item: id("i1") });
    let reject = Act::Reject { item: id("i1"), to };
    assert_eq!(refused(&world, "US", &reject).code(), "R-022");
    // Its owner may take it back; nobody else may erase from it.
    let withdraw = Act::Withdraw { item: id("i1"), to, level: Level::Text };
    assert_eq!(refused(&world, "US", &withdraw).code(), "R-009");
    assert_eq!(world.judge("KW", Function::DeskOfficer, &withdraw), Ok(()));
    let redact = |fields| Act::Redact { of: to, fields, basis: "art-17".to_owned() };
    assert_eq!(refused(&world, "US", &redact(vec![field("name_en")])).code(), "R-009");
    assert_eq!(world.judge("KW", Function::Legal, &redact(vec![field("name_en")])), Ok(()));
    // What a member is and sends, it says itself.
    let list = Content::new().with("session", &id("s1")).with("party", "US");
    let refusal = refused(&world, "KW", &put("delegation", list));
    assert_eq!(refusal, Refusal::TheirsToSay { party: party("US"), type_name: "delegation" });
    // Of a party that is no member we may record what we have evidence for.
    let list = Content::new().with("session", &id("s1")).with("party", "QA");
    let refusal = refused(&world, "KW", &put("delegation", list.clone()));
    assert_eq!(rules(&refusal), [("evidence", FieldRule::EvidenceNeeded)]);
    let list = list.with("evidence", "recorded_by_us").with("evidence_note", "Note 12/2020");
    assert_eq!(world.judge("KW", Function::CoChair, &put("delegation", list)), Ok(()));
}

#[test]
fn consenting() {
    let mut world = two();
    let item = id("a1");
    let first = world.put("KW", "a1", "agenda_item", agenda(&id("s1"), "Opening"));
    let ask = |to, level| consent(&id("a1"), to, level);
    let held = refused(&world, "KW", &ask(first, Level::Text));
    assert_eq!(
        held,
        Refusal::AlreadyHeld { item: item.clone(), version: first, level: Level::Text }
    );
    let early = refused(&world, "US", &ask(first, Level::Bind));
    assert_eq!(early, Refusal::TextNotAgreed { item: item.clone(), version: first });
    let early = refused(&world, "KW", &ask(first, Level::Bind));
    assert_eq!(early.code(), "R-018", "not even our own proposal");
    let newer = world.revise("KW", &item, "title_en", "Opening remarks");
    world.sync();
    let stale = refused(&world, "US", &ask(first, Level::Text));
    assert_eq!(
        stale,
        Refusal::StaleConsent { item: item.clone(), version: first, party: party("KW"), newer }
    );
    assert_eq!(stale.args()[3], ("newer", newer.to_string()));
    let act = Act::Withdraw { item: item.clone(), to: newer, level: Level::Text };
    world.act("KW", Function::CoChair, act).unwrap();
    let gone = refused(&world, "US", &ask(newer, Level::Text));
    assert_eq!(gone, Refusal::NotOnTheTable { item: item.clone(), version: newer });
    // What was withdrawn is taken up again from its newest version.
    let again = Draft::revise(&world.item("KW", &item));
    assert_eq!(
        (&again.base[..], again.content.text("title_en")),
        (&[newer][..], Some("Opening remarks"))
    );
    assert_eq!(world.judge("KW", Function::DeskOfficer, &Act::Put(again)), Ok(()));
}

#[test]
fn what_is_agreed_is_not_taken_back_by_one_side() {
    let mut world = two();
    let item = id("a1");
    let to = world.put("KW", "a1", "agenda_item", agenda(&id("s1"), "Opening"));
    world.consent("US", &item, to, Level::Text);
    let withdraw = |level| Act::Withdraw { item: id("a1"), to, level };
    assert_eq!(refused(&world, "US", &withdraw(Level::Text)).code(), "R-027");
    assert_eq!(refused(&world, "US", &withdraw(Level::Bind)).code(), "R-026");
    world.consent("US", &item, to, Level::Bind);
    let twice = refused(&world, "US", &consent(&item, to, Level::Bind));
    assert_eq!(twice.code(), "R-016");
    // While the other side is not bound, a binding consent may still be withdrawn.
    assert_eq!(world.judge("US", Function::CoChair, &withdraw(Level::Bind)), Ok(()));
    world.consent("KW", &item, to, Level::Bind);
    assert_eq!(refused(&world, "US", &withdraw(Level::Bind)).code(), "R-027");
    let reject = Act::Reject { item: item.clone(), to };
    assert_eq!(refused(&world, "US", &reject).code(), "R-028");
    let newer = world.revise("KW", &item, "title_en", "Opening remarks");
    world.revise("US", &item, "title_en", "Welcome");
    world.sync();
    // Both have moved on, and yet the agreed text is no proposal to be rejected.
    assert_eq!(refused(&world, "US", &reject).code(), "R-027");
    assert_eq!(world.judge("US", Function::CoChair, &Act::Reject { item, to: newer }), Ok(()));
}

#[test]
fn withdrawing_and_rejecting() {
    let mut world = two();
    let item = id("c1");
    let text = Content::new()
        .with("session", &id("s1"))
        .with("text_ar", "خلاصة")
        .with("text_en", "Conclusion");
    let to = world.put("KW", "c1", "conclusion", text);
    let withdraw = |to| Act::Withdraw { item: id("c1"), to, level: Level::Text };
    let refusal = refused(&world, "US", &withdraw(to));
    assert_eq!(refusal, Refusal::NotOurPosition { item: item.clone(), version: to });
    // A rapporteur takes back our proposal, never a consent to theirs.
    assert_eq!(world.judge("KW", Function::Rapporteur, &withdraw(to)), Ok(()));
    let refusal = world.judge("US", Function::Rapporteur, &withdraw(to)).unwrap_err();
    assert_eq!(refusal.code(), "R-005");
    let reject = Act::Reject { item: item.clone(), to };
    assert_eq!(refused(&world, "KW", &reject).code(), "R-028");
    world.act("US", Function::CoChair, reject.clone()).unwrap();
    assert_eq!(refused(&world, "US", &reject).code(), "R-029");
    // Having said no, one may still change one's mind.
    let yes = consent(&item, to, Level::Text);
    assert_eq!(world.judge("US", Function::CoChair, &yes), Ok(()));
}

#[test]
fn minutes_are_final_once_agreed_and_corrected_by_a_corrigendum() {
    let mut world = two();
    let item = id("m1");
    let to = world.put("KW", "m1", "minutes_paragraph", minute(&id("s1"), "Nine took part."));
    let correction = Content::new()
        .with("corrects", &item)
        .with("ar", "شارك عشرة.")
        .with("en", "Ten took part.")
        .with("reason_en", "One was late.");
    let early = refused(&world, "US", &put("corrigendum", correction.clone()));
    assert_eq!(early, Refusal::NothingAgreedToCorrect { item: item.clone() });
    world.consent("US", &item, to, Level::Text);
    let mut again = Draft::revise(&world.item("US", &item));
    again.content.set_text("en", "Ten took part.");
    let refusal = refused(&world, "US", &Act::Put(again.clone()));
    assert_eq!(refusal, Refusal::AgreedIsFinal { item: item.clone(), agreed: to });
    // A peer that puts a new version all the same finds nobody to consent to it.
    let rewritten = world.write(
        "KW",
        Body::Put(Put {
            item: item.clone(),
            type_name: again.type_name,
            base: vec![to],
            charter: world.node("KW").joint().charter_in_force(),
            offer: true,
            pos: None,
            aud: None,
        }),
        &again.content,
    );
    world.sync();
    let refusal = refused(&world, "US", &consent(&item, rewritten, Level::Text));
    assert_eq!(refusal, Refusal::AgreedIsFinal { item: item.clone(), agreed: to });
    let to = world.put("US", "k1", "corrigendum", correction);
    world.consent("KW", &id("k1"), to, Level::Text);
    let found = world.node("KW").children(&item, "corrigendum");
    assert_eq!(found.len(), 1);
}

#[test]
fn their_content_is_judged_before_our_consent() {
    let mut world = two();
    let cases = [
        ("x1", agenda(&id("s1"), "Pay \u{202E}001"), ("title_en", FieldRule::Bidi)),
        ("x2", agenda(&id("zz"), "Opening"), ("session", FieldRule::NoSuchItem)),
        ("x3", agenda(&id("s1"), "x").with("hidden", "y"), ("hidden", FieldRule::Unknown)),
    ];
    for (name, content, problem) in cases {
        let put = Put {
            item: id(name),
            type_name: TypeName::parse("agenda_item").unwrap(),
            base: Vec::new(),
            charter: world.node("KW").joint().charter_in_force(),
            offer: true,
            pos: None,
            aud: None,
        };
        let to = world.write("KW", Body::Put(put), &content);
        world.sync();
        let refusal = refused(&world, "US", &consent(&id(name), to, Level::Text));
        assert_eq!(refusal.code(), "R-020");
        assert_eq!(rules(&refusal), [problem]);
    }
    // Their second round 4 breaks a rule between items.
    let put = Put {
        item: id("r4b"),
        type_name: TypeName::parse("round").unwrap(),
        base: Vec::new(),
        charter: world.node("KW").joint().charter_in_force(),
        offer: true,
        pos: None,
        aud: None,
    };
    let to = world.write("KW", Body::Put(put), &round(4));
    world.sync();
    let refusal = refused(&world, "US", &consent(&id("r4b"), to, Level::Text));
    assert_eq!((refusal.code(), rules(&refusal)), ("R-020", vec![("number", FieldRule::Taken)]));
}

#[test]
fn the_checks_of_each_type() {
    let mut world = two();
    let person = |name: &str| Content::new().with("name_en", name).with("name_ar", "اسم");
    world.put("KW", "p1", "person", person("One"));
    world.put("US", "p2", "person", person("Two"));
    world.put("KW", "i1", "institution", person("Ministry"));
    let seats = |rows| {
        let content = Content::new().with("session", &id("s1")).with("party", "KW");
        put("delegation", content.with("seats", rows))
    };
    let mut reversed = session(&id("r4"));
    reversed.set_text("end_date", "2020-11-15");
    let mut group = session(&id("r4"));
    group.set_text("kind", "working_group");
    let slipped = round(5).with("opened", "2019-03-20").with("closed", "2019-02");
    let names = vec![row(&[("name_en", "Old"), ("from", "2020"), ("to", "2019")])];
    let cases: Vec<(Act, &[(&str, FieldRule)])> = vec![
        (put("round", round(4)), &[("number", FieldRule::Taken)]),
        (put("round", slipped), &[("closed", FieldRule::Before)]),
        (put("session", reversed), &[("end_date", FieldRule::Before)]),
        (put("session", group), &[("group", FieldRule::Missing)]),
        (
            put("institution", person("X").with("names", names)),
            &[("names.0.to", FieldRule::Before)],
        ),
        (seats(vec![row(&[("role", "head")])]), &[("seats.0", FieldRule::OneOf)]),
        (
            seats(vec![
                row(&[("role", "head"), ("person", "p1")]),
                row(&[("role", "member"), ("person", "p2")]),
                row(&[("role", "member"), ("person", "p1")]),
            ]),
            &[("seats.1.person", FieldRule::OtherParty), ("seats.2.person", FieldRule::Twice)],
        ),
        (
            seats(vec![row(&[("role", "head"), ("person", "i1")])]),
            &[("seats.0.person", FieldRule::WrongItemType)],
        ),
    ];
    for (act, wanted) in &cases {
        let refusal = refused(&world, "KW", act);
        assert_eq!((refusal.code(), rules(&refusal)), ("R-021", wanted.to_vec()), "{act:?}");
    }
    let same_month = round(5).with("opened", "2019-03-20").with("closed", "2019-03");
    assert_eq!(world.judge("KW", Function::CoChair, &put("round", same_month)), Ok(()));
    let mut itself = Draft::revise(&world.item("KW", &id("i1")));
    itself.content.set_text("parent", "i1");
    let refusal = refused(&world, "KW", &Act::Put(itself));
    assert_eq!(rules(&refusal), [("parent", FieldRule::Itself)]);
}

#[test]
fn one_of_a_kind() {
    let mut world = two();
    let named = Content::new().with("name_en", "Dialogue").with("name_ar", "حوار");
    world.put("KW", "d", "dialogue", named.clone());
    let refusal = refused(&world, "US", &put("dialogue", named));
    assert_eq!(refusal, Refusal::OnlyOne { item: id("d"), type_name: "dialogue" });
    let list = |code: &str| Content::new().with("session", &id("s1")).with("party", code);
    world.put("KW", "dk", "delegation", list("KW"));
    assert_eq!(refused(&world, "KW", &put("delegation", list("KW"))).code(), "R-036");
    assert_eq!(world.judge("US", Function::CoChair, &put("delegation", list("US"))), Ok(()));
    let present = || Content::new().with("session", &id("s1"));
    world.put("KW", "k", "attendance", present());
    // An absent party means ourselves.
    let again = present().with("party", "KW");
    assert_eq!(refused(&world, "KW", &put("attendance", again)).code(), "R-036");
}

#[test]
fn redacting_and_holding() {
    let mut world = two();
    let content = agenda(&id("s1"), "Opening").with("by", "desk_officer");
    let to = world.put("KW", "a1", "agenda_item", content);
    let redact = |name: &str, basis: &str| Act::Redact {
        of: to,
        fields: vec![field(name)],
        basis: basis.to_owned(),
    };
    let none = Act::Redact { of: to, fields: Vec::new(), basis: "art-17".to_owned() };
    assert_eq!(refused(&world, "KW", &none).code(), "R-031");
    assert_eq!(refused(&world, "KW", &redact("zz", "art-17")).code(), "R-031");
    for basis in ["", "a b", "a\"b", "المادة", &"x".repeat(129)] {
        assert_eq!(refused(&world, "KW", &redact("by", basis)).code(), "R-030", "{basis}");
    }
    let elsewhere =
        Act::Redact { of: NOWHERE, fields: vec![field("by")], basis: "art-17".to_owned() };
    assert_eq!(refused(&world, "KW", &elsewhere).code(), "R-011");
    let hold = |of| Act::Hold { of, basis: "us-22-usc-2578".to_owned() };
    assert_eq!(refused(&world, "US", &hold(to)).code(), "R-038");
    let entry = world.quietly("KW", Function::Legal, "", redact("by", "art-17")).unwrap();
    world.sync();
    assert_eq!(world.judge("US", Function::Legal, &hold(entry)), Ok(()));
    let refusal = world.judge("US", Function::DeskOfficer, &hold(entry)).unwrap_err();
    assert_eq!(refusal.code(), "R-005");
}

#[test]
fn who_has_left_writes_no_more() {
    let mut world = two();
    world.write("US", Body::Denounce, &Content::new());
    world.sync();
    let refusal = refused(&world, "US", &put("round", round(5)));
    assert_eq!(refusal, Refusal::NotMember { us: party("US") });
    let to = world.item("US", &id("r4")).shown().unwrap().id;
    assert_eq!(refused(&world, "US", &consent(&id("r4"), to, Level::Bind)).code(), "R-010");
    assert_eq!(world.judge("KW", Function::CoChair, &put("round", round(5))), Ok(()));
}

#[test]
fn a_charter_with_an_unknown_schema_stops_writing_until_the_upgrade() {
    let mut world = two();
    let Body::Charter(mut charter) = Entry::decode(&world.charter).unwrap().body else {
        panic!("leaf 0 is a charter")
    };
    charter.schema = 2;
    let to = world.write("KW", Body::Charter(charter), &Content::new());
    world.sync();
    world.write("US", Body::Consent { to, level: Level::Text }, &Content::new());
    world.sync();
    let refusal = refused(&world, "KW", &put("round", round(5)));
    assert_eq!(refusal, Refusal::UpgradeNeeded { schema: 2 });
}

#[test]
fn refusals_that_no_type_of_today_can_cause_have_their_words() {
    let all = [
        Refusal::TypeNotInSchema { type_name: "room", since: 2, schema: 1 },
        Refusal::NeverBound { type_name: "note" },
    ];
    all.iter().for_each(check_words);
    let codes: Vec<&str> = all.iter().map(Refusal::code).collect();
    assert_eq!(codes, ["R-004", "R-023"]);
}
