//! The record: openings, erasure, states and marks from both sides, indexes, waiting.

use std::collections::BTreeSet;

use dialogue::act::{Act, Draft, Function};
use dialogue::content::{Content, Lang};
use dialogue::fold::ForkProof;
use dialogue::record::{Holds, OpeningError, Record, State};
use dialogue::refusal::Refusal;
use ledger::entry::{Body, Level, Put};
use ledger::id::{ItemId, VersionId};
use ledger::opening::Opening;
use proptest::prelude::*;

use crate::world::{World, agenda, draft, field, id, minute, party, round, session, two};

fn waiting(world: &World, node: &str, for_party: &str) -> Vec<String> {
    let items = world.node(node).waiting_for(&party(for_party));
    items.iter().map(|item| item.id().to_string()).collect()
}

fn state(world: &World, node: &str, item: &str) -> State {
    world.item(node, &id(item)).state()
}

fn marks(world: &World, node: &str, item: &str) -> Vec<(String, Holds)> {
    let mark = world.item(node, &id(item)).mark();
    mark.into_iter().map(|part| (part.party.to_string(), part.holds)).collect()
}

fn ids(items: &[dialogue::record::Item<'_>]) -> Vec<String> {
    items.iter().map(|item| item.id().to_string()).collect()
}

#[test]
fn a_proposal_is_ours_here_theirs_there_and_agreed_after_consent() {
    let mut world = World::new(&["KW", "US"]);
    let to = world.put("KW", "r1", "round", round(1));
    assert_eq!((state(&world, "KW", "r1"), state(&world, "US", "r1")), {
        (State::OursOnly, State::TheirsOnly)
    });
    assert_eq!(waiting(&world, "KW", "US"), ["r1"]);
    assert_eq!(waiting(&world, "US", "US"), ["r1"]);
    assert_eq!(waiting(&world, "US", "KW"), [""; 0]);
    let held = |k, u| vec![("KW".to_owned(), k), ("US".to_owned(), u)];
    assert_eq!(marks(&world, "KW", "r1"), held(Holds::Current, Holds::None));
    world.consent("US", &id("r1"), to, Level::Text);
    assert_eq!(state(&world, "KW", "r1"), State::Agreed);
    assert_eq!(state(&world, "US", "r1"), State::Agreed);
    assert_eq!(marks(&world, "KW", "r1"), held(Holds::Current, Holds::Current));
    assert_eq!(marks(&world, "US", "r1")[0].0, "US", "ourselves first");
    assert_eq!(waiting(&world, "KW", "US"), [""; 0]);
}

#[test]
fn two_wordings_wait_for_both_until_one_answers_the_other() {
    let mut world = two();
    let item = id("a1");
    let to = world.put("KW", "a1", "agenda_item", agenda(&id("s1"), "Opening"));
    world.agree(&item, to);
    world.revise("KW", &item, "title_en", "Opening remarks");
    world.revise("US", &item, "title_en", "Welcome");
    world.sync();
    // The agreed text stays in force; both newer wordings are on the table.
    assert_eq!(state(&world, "KW", "a1"), State::Agreed);
    assert_eq!(world.item("KW", &item).content().bi("title", Lang::En), Some("Opening"));
    assert_eq!(waiting(&world, "KW", "KW"), ["a1"]);
    assert_eq!(waiting(&world, "KW", "US"), ["a1"]);
    // KW answers with a wording built on both: now it is the other side's turn alone.
    let merged = world.revise("KW", &item, "title_en", "Opening and welcome");
    world.sync();
    assert_eq!(waiting(&world, "US", "KW"), [""; 0]);
    assert_eq!(waiting(&world, "US", "US"), ["a1"]);
    world.consent("US", &item, merged, Level::Text);
    assert_eq!(
        world.item("US", &item).content().bi("title", Lang::En),
        Some("Opening and welcome")
    );
    assert_eq!(waiting(&world, "US", "US"), [""; 0]);
}

#[test]
fn new_items_worded_by_both_show_two_wordings() {
    let mut world = two();
    let item = id("a1");
    world.put("KW", "a1", "agenda_item", agenda(&id("s1"), "Opening"));
    world.revise("US", &item, "title_en", "Welcome");
    world.sync();
    assert_eq!(state(&world, "KW", "a1"), State::TwoWordings);
    assert_eq!(
        marks(&world, "US", "a1"),
        [("US".to_owned(), Holds::Current), ("KW".to_owned(), Holds::Other)]
    );
    assert_eq!(world.item("KW", &item).content().bi("title", Lang::En), Some("Opening"));
    assert_eq!(world.item("US", &item).content().bi("title", Lang::En), Some("Welcome"));
    assert_eq!(world.item("US", &item).on_the_table().len(), 2);
}

#[test]
fn rejected_versions_wait_for_nobody_and_withdrawn_items_leave_the_lists() {
    let mut world = two();
    let item = id("a1");
    let to = world.put("KW", "a1", "agenda_item", agenda(&id("s1"), "Opening"));
    let reject = Act::Reject { item: item.clone(), to };
    world.act("US", Function::CoChair, reject).unwrap();
    assert_eq!(waiting(&world, "KW", "US"), [""; 0]);
    assert_eq!(state(&world, "KW", "a1"), State::OursOnly);
    let withdraw = Act::Withdraw { item: item.clone(), to, level: Level::Text };
    world.act("KW", Function::DeskOfficer, withdraw).unwrap();
    assert_eq!(state(&world, "US", "a1"), State::NotDecided);
    assert!(world.item("US", &item).shown().is_none());
    assert!(world.node("US").children(&id("s1"), "agenda_item").is_empty());
    assert_eq!(world.item("US", &item).title(Lang::Ar), "بند جدول الأعمال");
}

#[test]
fn one_sides_signature_waits_for_the_others() {
    let mut world = two();
    let item = id("r4");
    let to = world.item("KW", &item).shown().unwrap().id;
    world.consent("KW", &item, to, Level::Bind);
    assert_eq!(state(&world, "US", "r4"), State::Agreed);
    assert_eq!(waiting(&world, "US", "US"), ["r4"]);
    assert_eq!(world.item("US", &item).bound(&party("KW")), Some(to));
    world.consent("US", &item, to, Level::Bind);
    assert_eq!(state(&world, "US", "r4"), State::AgreedBinding);
    assert_eq!(state(&world, "KW", "r4"), State::AgreedBinding);
    assert_eq!(waiting(&world, "US", "US"), [""; 0]);
}

#[test]
fn own_items_stand_alone_and_a_lonely_charter_records_alone() {
    let mut world = two();
    let name = Content::new().with("name_en", "Ministry").with("name_ar", "وزارة");
    world.put("KW", "i1", "institution", name);
    assert_eq!(state(&world, "US", "i1"), State::Own);
    assert_eq!(marks(&world, "US", "i1"), [("KW".to_owned(), Holds::Current)]);
    assert_eq!(waiting(&world, "US", "US"), [""; 0]);
    let mut alone = World::new(&["KW"]);
    alone.put("KW", "r1", "round", round(1));
    assert_eq!(state(&alone, "KW", "r1"), State::RecordedAlone);
    assert_eq!(waiting(&alone, "KW", "KW"), [""; 0]);
}

#[test]
fn three_parties_are_agreed_when_all_three_are() {
    let mut world = World::new(&["KW", "QA", "US"]);
    let to = world.put("QA", "r1", "round", round(1));
    world.consent("KW", &id("r1"), to, Level::Text);
    assert_eq!(state(&world, "KW", "r1"), State::OursOnly);
    assert_eq!(state(&world, "US", "r1"), State::TheirsOnly);
    assert_eq!(waiting(&world, "QA", "US"), ["r1"]);
    assert_eq!(waiting(&world, "QA", "KW"), [""; 0]);
    world.revise("US", &id("r1"), "city_en", "Doha");
    world.sync();
    assert_eq!(state(&world, "KW", "r1"), State::TwoWordings);
    assert_eq!(waiting(&world, "QA", "KW"), ["r1"]);
    assert_eq!(waiting(&world, "QA", "QA"), ["r1"]);
    assert_eq!(waiting(&world, "QA", "US"), [""; 0]);
    assert_eq!(
        marks(&world, "QA", "r1"),
        [
            ("QA".to_owned(), Holds::Current),
            ("KW".to_owned(), Holds::Current),
            ("US".to_owned(), Holds::Other)
        ]
    );
    let texas = world.item("US", &id("r1")).shown().unwrap().id;
    world.agree(&id("r1"), texas);
    assert_eq!(state(&world, "QA", "r1"), State::Agreed);
}

#[test]
fn accepting_each_others_wording_at_once_is_crossed_until_one_built_on_both_is_agreed() {
    let mut world = two();
    let item = id("a1");
    let to = world.put("KW", "a1", "agenda_item", agenda(&id("s1"), "Opening"));
    world.agree(&item, to);
    let ours = world.revise("KW", &item, "title_en", "Opening remarks");
    let theirs = world.revise("US", &item, "title_en", "Welcome");
    world.sync();
    let consent = |to, level| Act::Consent { item: item.clone(), to, level };
    let text = Level::Text;
    world.quietly("KW", Function::CoChair, "", consent(theirs, text)).unwrap();
    world.quietly("US", Function::CoChair, "", consent(ours, text)).unwrap();
    world.sync();
    assert_eq!(state(&world, "KW", "a1"), State::Crossed);
    assert_eq!(state(&world, "US", "a1"), State::Crossed);
    assert_eq!(world.item("KW", &item).standing().effective.len(), 2);
    assert_eq!(waiting(&world, "KW", "KW"), ["a1"]);
    assert_eq!(waiting(&world, "KW", "US"), ["a1"]);
    let bind = world.judge("KW", Function::CoChair, &consent(theirs, Level::Bind));
    assert!(matches!(bind, Err(Refusal::TextNotAgreed { .. })), "{bind:?}");
    let settled = world.revise("US", &item, "title_en", "Opening and welcome");
    world.sync();
    assert_eq!(waiting(&world, "KW", "US"), [""; 0], "the answer is on the table");
    world.consent("KW", &item, settled, text);
    assert_eq!(state(&world, "KW", "a1"), State::Agreed);
    assert_eq!(world.item("US", &item).shown().unwrap().id, settled);
    assert_eq!(waiting(&world, "KW", "KW"), [""; 0]);
}

#[test]
fn agreements_are_sealed_by_receipts_and_contested_by_a_fork() {
    let mut world = two();
    let item = id("r4");
    let (kw, us) = (party("KW"), party("US"));
    let sizes = (world.logs[&kw].len() as u64, world.logs[&us].len() as u64);
    let node = world.node_mut("KW");
    node.receipt(&kw, &us, sizes.0);
    assert_eq!(node.item(&item).unwrap().state(), State::Agreed, "one receipt is not enough");
    node.receipt(&us, &kw, sizes.1);
    assert_eq!(node.item(&item).unwrap().state(), State::Sealed(Level::Text));
    // US shows two histories that part after its first entry: its consent counts no more.
    let changes = node.fork(ForkProof { party: us, size: 1 });
    assert!(changes.touched.contains(&item), "{changes:?}");
    assert_eq!(node.item(&item).unwrap().state(), State::Contested);
    let found = node.of_type("round");
    assert_eq!(ids(&found), ["r4"], "what was agreed is still shown");
}

#[test]
fn order_is_the_agreed_place_then_number_or_date_then_id() {
    let mut world = two();
    for number in [10, 2, 1] {
        world.put("KW", &format!("r{number}"), "round", round(number));
    }
    assert_eq!(ids(&world.node("US").of_type("round")), ["r1", "r2", "r4", "r10"]);
    for (name, pos) in [("b", Some(2)), ("a", Some(10)), ("c", None), ("d", Some(1))] {
        world.put_at("KW", name, "agenda_item", agenda(&id("s1"), name), pos);
    }
    let listed = ids(&world.node("US").children(&id("s1"), "agenda_item"));
    assert_eq!(listed, ["d", "b", "a", "c"]);
    let mut early = session(&id("r4"));
    early.set_text("date", "2020-11-09");
    world.put("KW", "s0", "session", early);
    assert_eq!(ids(&world.node("US").children(&id("r4"), "session")), ["s0", "s1"]);
}

#[test]
fn moving_an_item_moves_it_in_every_index() {
    let mut world = two();
    world.put("KW", "s2", "session", session(&id("r4")));
    world.put("KW", "a1", "agenda_item", agenda(&id("s1"), "Opening"));
    let node = world.node("US");
    assert_eq!(node.referrers(&id("s1")), [(&id("a1"), "session")]);
    world.revise("KW", &id("a1"), "session", "s2");
    world.sync();
    let node = world.node("US");
    assert!(node.children(&id("s1"), "agenda_item").is_empty());
    assert_eq!(ids(&node.children(&id("s2"), "agenda_item")), ["a1"]);
    assert!(node.referrers(&id("s1")).is_empty());
    assert_eq!(node.referrers(&id("s2")), [(&id("a1"), "session")]);
}

#[test]
fn a6_an_opening_must_be_the_value_the_entry_commits_to() {
    let mut world = two();
    world.put("KW", "a1", "agenda_item", agenda(&id("s1"), "Opening"));
    let kw = party("KW");
    let idx = world.logs[&kw].len() as u64 - 1;
    let good = world.logs[&kw][idx as usize].disclosures.clone();
    let node = world.node_mut("US");
    for disclosure in &good {
        let again = node.open(&kw, idx, disclosure).unwrap();
        assert!(again.touched.is_empty(), "a second time without effect");
    }
    let forged = Opening::new([9; 16], field("title_en"), "Closing".into()).disclosure();
    let not_committed = node.open(&kw, idx, &forged).unwrap_err();
    assert!(matches!(not_committed, OpeningError::NotCommitted { .. }), "{not_committed}");
    let foreign = Opening::new([9; 16], field("zzz"), "Closing".into()).disclosure();
    assert!(matches!(node.open(&kw, idx, &foreign), Err(OpeningError::NotCommitted { .. })));
    assert!(matches!(node.open(&kw, 0, &good[0]), Err(OpeningError::NotCommitted { .. })));
    assert!(matches!(node.open(&kw, 99, &good[0]), Err(OpeningError::NoSuchEntry { .. })));
    assert!(matches!(node.open(&kw, idx, "%%"), Err(OpeningError::Form(_))));
    let item = node.item(&id("a1")).unwrap();
    assert_eq!(item.content().bi("title", Lang::En), Some("Opening"));
}

#[test]
fn a6_openings_that_come_with_their_entry_obey_the_same_rules() {
    let mut world = two();
    let act = Act::Put(draft("agenda_item", agenda(&id("s1"), "Opening")));
    world.quietly("KW", Function::CoChair, "a1", act).unwrap();
    let kw = party("KW");
    let written = world.logs[&kw].last().unwrap();
    let (bytes, good) = (written.bytes.clone(), written.disclosures.clone());
    let idx = world.logs[&kw].len() as u64 - 1;
    let forged = Opening::new([9; 16], field("title_en"), "Closing".into()).disclosure();
    let all = good.iter().chain([&good[0], &forged]).map(String::as_str);
    let node = world.node_mut("US");
    let (changes, opened) = node.admit_opened(&kw, &bytes, all);
    assert!(changes.touched.contains(&id("a1")));
    let (forged, honest) = opened.split_last().unwrap();
    assert!(matches!(forged, Err(OpeningError::NotCommitted { .. })));
    assert!(honest.iter().all(Result::is_ok), "also the one that came twice");
    let again = node.open(&kw, idx, &good[0]).unwrap();
    assert!(again.touched.is_empty(), "nothing was left to open");
    let item = world.item("US", &id("a1"));
    assert_eq!(item.content().text("title_en"), Some("Opening"));
    assert!(item.shown().unwrap().missing().is_empty());
    assert_eq!(world.nodes["US"].children(&id("s1"), "agenda_item").len(), 1);
}

#[test]
fn a6_openings_may_come_before_their_entry_is_folded() {
    let mut world = two();
    let draft_ = draft("agenda_item", agenda(&id("s1"), "Opening"));
    let to = world.quietly("KW", Function::CoChair, "a1", Act::Put(draft_)).unwrap();
    // US revises what only KW and US know; QA-like third view: a fresh node fed out of order.
    world.sync();
    world.revise("US", &id("a1"), "title_en", "Welcome");
    let mut late = Record::new(party("KW"), &world.charter).unwrap();
    for log in ["US", "KW"] {
        let log = party(log);
        for (idx, written) in world.logs[&log].iter().enumerate() {
            if idx as u64 >= late.joint().length(&log) {
                late.admit(&log, &written.bytes);
            }
            for disclosure in &written.disclosures {
                late.open(&log, idx as u64, disclosure).unwrap();
            }
        }
    }
    assert!(late.joint().staged().is_empty());
    let item = late.item(&id("a1")).unwrap();
    assert_eq!(item.position(&party("US")).unwrap().content.text("title_en"), Some("Welcome"));
    assert_eq!(item.position(&party("KW")).unwrap().id, to);
    assert_eq!(item.state(), State::TwoWordings);
}

#[test]
fn a5_what_is_withheld_is_shown_as_missing_and_cannot_be_consented_to() {
    let mut world = two();
    let draft = draft("agenda_item", agenda(&id("s1"), "Opening"));
    let to = world.quietly("KW", Function::CoChair, "a1", Act::Put(draft)).unwrap();
    let kw = party("KW");
    let idx = world.logs[&kw].len() as u64 - 1;
    let written = &world.logs[&kw][idx as usize];
    let (bytes, disclosures) = (written.bytes.clone(), written.disclosures.clone());
    let node = world.nodes.get_mut("US").unwrap();
    node.admit(&kw, &bytes);
    let english = disclosures
        .iter()
        .position(|disclosure| Opening::parse(disclosure).unwrap().field == field("title_en"));
    let english = english.unwrap();
    for (at, disclosure) in disclosures.iter().enumerate() {
        if at != english {
            node.open(&kw, idx, disclosure).unwrap();
        }
    }
    let item = world.item("US", &id("a1"));
    assert_eq!(item.shown().unwrap().missing(), [field("title_en")]);
    assert_eq!(item.title(Lang::En), "بند", "never an invented title");
    let consent = Act::Consent { item: id("a1"), to, level: Level::Text };
    assert_eq!(
        world.judge("US", Function::CoChair, &consent),
        Err(Refusal::NotSeenWhole { item: id("a1"), version: to, fields: vec![field("title_en")] })
    );
    world.node_mut("US").open(&kw, idx, &disclosures[english]).unwrap();
    assert_eq!(world.judge("US", Function::CoChair, &consent), Ok(()));
}

#[test]
fn erased_values_stay_erased_and_are_shown_as_erased() {
    let mut world = two();
    let content = agenda(&id("s1"), "Opening").with("by", "desk_officer");
    let to = world.put("KW", "a1", "agenda_item", content);
    let kw = party("KW");
    let idx = world.logs[&kw].len() as u64 - 1;
    let disclosures = world.logs[&kw][idx as usize].disclosures.clone();
    let node = world.node_mut("US");
    node.erase(&to, &field("by"));
    let version = node.version(&to).unwrap();
    assert_eq!(version.missing(), [field("by")]);
    assert_eq!(version.erased(), [field("by")]);
    assert!(node.erase(&to, &field("by")).touched.is_empty());
    let again: Vec<bool> = disclosures
        .iter()
        .map(|disclosure| {
            matches!(node.open(&kw, idx, disclosure), Err(OpeningError::Erased { .. }))
        })
        .collect();
    assert_eq!(again.iter().filter(|refused| **refused).count(), 1);
    // Who wrote it was erased, not what it says: consent is still possible.
    let consent = Act::Consent { item: id("a1"), to, level: Level::Text };
    assert_eq!(world.judge("US", Function::CoChair, &consent), Ok(()));
    let node = world.node_mut("US");
    node.erase(&to, &field("title_en"));
    let refused = world.judge("US", Function::CoChair, &consent);
    assert!(matches!(refused, Err(Refusal::NotSeenWhole { .. })), "{refused:?}");
    let node = world.node_mut("US");
    node.erase(&to, &field("title_ar"));
    node.erase(&to, &field("session"));
    let item = world.item("US", &id("a1"));
    assert_eq!(item.state(), State::Erased);
    assert_eq!(item.title(Lang::En), "Agenda item");
    assert!(world.node("US").children(&id("s1"), "agenda_item").is_empty());
}

#[test]
fn erasing_before_the_opening_came_keeps_it_out() {
    let mut world = two();
    let act = Act::Put(draft("agenda_item", agenda(&id("s1"), "Opening")));
    let to = world.quietly("KW", Function::CoChair, "a1", act).unwrap();
    let kw = party("KW");
    let idx = world.logs[&kw].len() as u64 - 1;
    let bytes = world.logs[&kw][idx as usize].bytes.clone();
    let node = world.nodes.get_mut("US").unwrap();
    node.admit(&kw, &bytes);
    assert_eq!(node.erase(&to, &field("title_en")).touched, BTreeSet::from([id("a1")]));
    let refused = world.logs[&kw][idx as usize].disclosures.iter().filter(|disclosure| {
        world.nodes.get_mut("US").unwrap().open(&kw, idx, disclosure).is_err()
    });
    assert_eq!(refused.count(), 1);
    assert_eq!(world.item("US", &id("a1")).content().text("title_en"), None);
}

#[test]
fn a_joint_value_is_closed_when_every_member_has_ordered_it_erased() {
    let mut world = two();
    let content = agenda(&id("s1"), "Opening").with("by", "desk_officer");
    let to = world.put("KW", "a1", "agenda_item", content);
    // A third copy of the record to which the value was never opened.
    let mut late = Record::new(party("US"), &world.charter).unwrap();
    let mut erased = Vec::new();
    for code in ["KW", "US"] {
        let act = Act::Redact { of: to, fields: vec![field("by")], basis: "art-17".to_owned() };
        world.act(code, Function::Legal, act).unwrap();
    }
    for (log, entries) in &world.logs {
        for written in entries.iter().skip(late.joint().length(log) as usize) {
            erased.extend(late.admit(log, &written.bytes).erased);
        }
    }
    assert_eq!(erased, [(to, field("by"))]);
    assert_eq!(late.version(&to).unwrap().erased(), [field("by")]);
    let kw = party("KW");
    let idx = late.version(&to).unwrap().idx;
    let disclosures = &world.logs[&kw][idx as usize].disclosures;
    let refused = disclosures.iter().filter(|disclosure| late.open(&kw, idx, disclosure).is_err());
    assert_eq!(refused.count(), 1, "what was ordered erased is not taken in later");
    // Where it was open the node decides: it erases, or holds it by its law.
    let node = world.node_mut("KW");
    let kept = node.version(&to).unwrap();
    assert_eq!(kept.content.text("by"), Some("desk_officer"));
    assert!(node.erase_opening(&kw, idx, &field("by")));
    assert!(!node.erase_opening(&kw, idx, &field("by")));
    assert_eq!(node.version(&to).unwrap().erased(), [field("by")]);
}

#[test]
fn what_a_consent_opens_is_read_from_its_entry() {
    let mut world = two();
    let to = world.put("KW", "a1", "agenda_item", agenda(&id("s1"), "Opening"));
    let by = Content::new().with("by", "co_chair");
    world.write("US", Body::Consent { to, level: Level::Text }, &by);
    world.sync();
    let us = party("US");
    let idx = world.logs[&us].len() as u64 - 1;
    let opened = world.node("KW").opened(&us, idx).unwrap();
    assert_eq!(opened.text("by"), Some("co_chair"));
    assert_eq!(state(&world, "KW", "a1"), State::Agreed);
}

#[test]
fn void_entries_leave_no_trace_in_lists_or_memory() {
    let mut world = two();
    let put = Put {
        item: id("x1"),
        type_name: ledger::id::TypeName::parse("nonsense").unwrap(),
        base: Vec::new(),
        charter: world.node("KW").joint().charter_in_force(),
        offer: true,
        pos: None,
        aud: None,
    };
    let kw = party("KW");
    let open = Opening::new([3; 16], field("title_en"), "x".into());
    let (disclosure, digest) = open.seal().unwrap();
    let node = world.nodes.get_mut("KW").unwrap();
    let seq = node.joint().length(&kw);
    let entry = ledger::entry::Entry {
        dialogue: ledger::id::DialogueId::parse("test").unwrap(),
        at: "2020-11-16T08:00:00Z".into(),
        origin: Some(ledger::entry::Origin {
            party: kw.clone(),
            seq,
            seen: node.joint().next_seen(&kw),
            open: [(field("title_en"), digest)].into(),
        }),
        body: Body::Put(put),
    };
    let changes = node.admit(&kw, &entry.seal().unwrap().0);
    assert_eq!(changes.void.len(), 1);
    assert!(node.item(&id("x1")).is_none());
    assert!(matches!(node.open(&kw, seq, &disclosure), Err(OpeningError::NotCommitted { .. })));
}

#[test]
fn versions_are_listed_with_the_newest_last_and_searched_in_both_languages() {
    let mut world = two();
    let item = id("a1");
    let first = world.put("KW", "a1", "agenda_item", agenda(&id("s1"), "Opening"));
    let second = world.revise("KW", &item, "title_en", "Opening remarks");
    let third = world.revise("KW", &item, "title_ar", "كلمات الافتتاح");
    world.sync();
    let versions: Vec<VersionId> =
        world.item("US", &item).versions().iter().map(|version| version.id).collect();
    assert_eq!(versions, [first, second, third]);
    let node = world.node("US");
    let texts = node.search_text(&node.item(&item).unwrap());
    assert!(texts.contains(&("title_ar", "كلمات الافتتاح")));
    assert!(texts.contains(&("title_en", "Opening remarks")));
}

/// A history with every kind of act, for the properties below.
fn history() -> World {
    let mut world = two();
    for nth in 0..6_u64 {
        let name = format!("m{nth}");
        let content = minute(&id("s1"), &format!("Paragraph {nth}.")).with("by", "rapporteur");
        let to = world.put_at("KW", &name, "minutes_paragraph", content, Some(nth));
        match nth {
            0 | 1 => world.consent("US", &id(&name), to, Level::Text),
            2 => {
                world.revise("US", &id(&name), "en", "Other words.");
            }
            3 => {
                let act = Act::Reject { item: id(&name), to };
                world.act("US", Function::CoChair, act).unwrap();
            }
            4 => {
                let act = Act::Withdraw { item: id(&name), to, level: Level::Text };
                world.act("KW", Function::CoChair, act).unwrap();
            }
            _ => {}
        }
        world.sync();
    }
    let to = world.item("KW", &id("m0")).shown().unwrap().id;
    world.consent("KW", &id("m0"), to, Level::Bind);
    world.consent("US", &id("m0"), to, Level::Bind);
    let fields = vec![field("by")];
    let act = Act::Redact { of: to, fields, basis: "art-17".to_owned() };
    world.act("KW", Function::Legal, act).unwrap();
    world
}

fn skeleton_state(record: &Record) -> Vec<String> {
    let items: BTreeSet<&ItemId> = record.joint().items().collect();
    let heads = record.joint().heads();
    let mut state: Vec<String> =
        items.into_iter().map(|id| format!("{id} {:?}", record.joint().standing(id))).collect();
    state.push(format!("{heads:?}"));
    state
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn p3_deleting_any_subset_of_openings_changes_no_skeleton_state(
        seed in prop::collection::vec(any::<bool>(), 200),
        erased in prop::collection::vec(any::<bool>(), 200),
    ) {
        let world = history();
        let whole = skeleton_state(world.node("US"));
        let mut part = Record::new(party("US"), &world.charter).unwrap();
        let mut nth = 0;
        // Logs alternate, so that many entries are staged first.
        for (log, entries) in &world.logs {
            for (idx, written) in entries.iter().enumerate() {
                if idx as u64 >= part.joint().length(log) {
                    part.admit(log, &written.bytes);
                }
                for disclosure in &written.disclosures {
                    nth += 1;
                    if seed[nth % seed.len()] {
                        part.open(log, idx as u64, disclosure).unwrap();
                    }
                }
            }
        }
        prop_assert_eq!(&skeleton_state(&part), &whole);
        let versions: Vec<VersionId> = world
            .node("US").of_type("minutes_paragraph").iter()
            .flat_map(|item| item.versions()).map(|version| version.id).collect();
        for (nth, version) in versions.iter().enumerate() {
            if erased[nth % erased.len()] {
                part.erase(version, &field("en"));
            }
        }
        prop_assert_eq!(&skeleton_state(&part), &whole);
        // Waiting lists come from skeletons too.
        for code in ["KW", "US"] {
            let of = |record: &Record| ids(&record.waiting_for(&party(code)));
            prop_assert_eq!(of(&part), of(world.node("US")));
        }
    }
}

#[test]
fn drafts_of_the_next_version_begin_with_what_is_shown_and_name_all_on_the_table() {
    let mut world = two();
    let item = id("a1");
    let ours = world.put_at("KW", "a1", "agenda_item", agenda(&id("s1"), "Opening"), Some(3));
    let theirs = world.revise("US", &item, "title_en", "Welcome");
    world.sync();
    let next = Draft::revise(&world.item("KW", &item));
    assert_eq!(next.pos, Some(3));
    assert_eq!(next.content.text("title_en"), Some("Opening"));
    assert_eq!(BTreeSet::from_iter(next.base), BTreeSet::from([ours, theirs]));
}
