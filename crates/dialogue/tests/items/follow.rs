//! What became of commitments: every round answers each one that is open, claimed done and
//! accepted as done are two facts, a round is closed in order or with its gap told.

use dialogue::act::{Act, Function};
use dialogue::content::Content;
use dialogue::follow::{self, Due, Life, Worth};
use dialogue::id::{ItemId, VersionId};
use dialogue::refusal::{FieldRule, Refusal};

use crate::world::{World, draft, id, party, round, two};

const DESK: Function = Function::DeskOfficer;

fn commitment(made_in: &str, status: &str) -> Content {
    Content::new()
        .with("round", &id(made_in))
        .with("kind", "joint_action")
        .with("text_ar", "تبادل المعلومات الجمركية")
        .with("text_en", "Share customs information")
        .with("status", status)
}

fn answer(of: &str, round: &str, outcome: &str) -> Content {
    Content::new()
        .with("commitment", &id(of))
        .with("round", &id(round))
        .with("date", "2022-01-24")
        .with("outcome", outcome)
}

fn report(of: &str, status: &str) -> Content {
    Content::new().with("commitment", &id(of)).with("date", "2021-11-01").with("status", status)
}

/// Rounds four and five; two commitments of the fourth.
fn world() -> World {
    let mut world = two();
    let version = world.put("KW", "r5", "round", round(5));
    world.agree(&id("r5"), version);
    for name in ["c1", "c2"] {
        let version = world.put("KW", name, "commitment", commitment("r4", "unknown"));
        world.agree(&id(name), version);
    }
    world
}

fn agreed(world: &mut World, name: &str, content: Content) -> VersionId {
    let version = world.put("KW", name, "commitment_answer", content);
    world.agree(&id(name), version);
    version
}

fn life<'a>(world: &'a World, code: &str, name: &str) -> Life<'a> {
    follow::life(world.node(code), world.item(code, &id(name)))
}

fn refused(world: &mut World, code: &str, type_name: &str, content: Content) -> Refusal {
    let act = Act::Put(draft(type_name, content));
    world.judge(code, DESK, &act).expect_err("it is refused")
}

fn to_answer(world: &World, name: &str, number: u64) -> Vec<ItemId> {
    let list = follow::list_of(world.node("US"), &id(name), number);
    list.iter().map(|life| life.commitment.id().clone()).collect()
}

fn close(world: &World, reason: Option<&str>) -> Result<(), Refusal> {
    let item = world.item("KW", &id("r5"));
    let mut draft = dialogue::act::Draft::revise(&item);
    draft.content.set_text("opened", "2022-01-24");
    draft.content.set_text("closed", "2022-01-26");
    if let Some(reason) = reason {
        draft.content.set_text("unanswered_reason_en", reason);
        draft.content.set_text("unanswered_reason_ar", "قُطعت الزيارة");
        draft.content.set_items("unanswered", &[id("c1"), id("c2")]);
    }
    world.judge("KW", Function::CoChair, &Act::Put(draft))
}

fn problem(refusal: &Refusal) -> (&str, FieldRule) {
    let problems = refusal.problems();
    assert_eq!(problems.len(), 1, "{refusal}");
    (problems[0].field.as_str(), problems[0].rule)
}

#[test]
fn a_round_answers_what_was_open_before_it_and_nothing_else() {
    let mut world = world();
    let later = world.put("KW", "c3", "commitment", commitment("r5", "agreed"));
    world.agree(&id("c3"), later);
    let done = commitment("r4", "done").with("evidence", "public_record");
    let done = world.put("KW", "c4", "commitment", done);
    world.agree(&id("c4"), done);
    assert_eq!(to_answer(&world, "r5", 5), [id("c1"), id("c2")]);
    assert!(to_answer(&world, "r4", 4).is_empty());
}

#[test]
fn a_round_is_closed_in_order_or_with_its_gap_told() {
    let mut world = world();
    let refusal = close(&world, None).expect_err("two are unanswered");
    assert_eq!(refusal, Refusal::Unanswered { first: id("c1"), count: 2 });
    close(&world, Some("The minister's visit was cut short")).expect("the gap is told");
    agreed(&mut world, "a1", answer("c1", "r5", "continues"));
    // Proposed by one side is not answered.
    world.put("US", "a2", "commitment_answer", answer("c2", "r5", "dropped"));
    world.sync();
    let refusal = close(&world, None).expect_err("one is unanswered");
    assert_eq!(refusal, Refusal::Unanswered { first: id("c2"), count: 1 });
    let version = world.item("KW", &id("a2")).shown().expect("a version").id;
    world.agree(&id("a2"), version);
    close(&world, None).expect("all are answered");
    // An answered one stays on the list of the round that answered it.
    assert_eq!(to_answer(&world, "r5", 5), [id("c1"), id("c2")]);
}

#[test]
fn what_one_side_claims_is_not_what_both_accept() {
    let mut world = world();
    world.put("US", "p1", "commitment_report", report("c1", "done_claimed"));
    world.sync();
    let seen = life(&world, "KW", "c1");
    assert_eq!(seen.claim_of(&party("US")), Some("done_claimed"));
    assert_eq!(seen.claim_of(&party("KW")), None);
    assert_eq!(seen.claimed_done(), [&party("US")]);
    assert_eq!(seen.agreed_status(), "unknown");
    assert!(seen.is_open());
    agreed(&mut world, "a1", answer("c1", "r5", "done"));
    let seen = life(&world, "US", "c1");
    assert_eq!(seen.agreed_status(), "done_accepted");
    assert!(!seen.is_open() && seen.is_answered(&id("r5")));
}

#[test]
fn what_one_side_proposes_is_no_commitment_of_both() {
    let mut world = world();
    world.put("US", "c7", "commitment", commitment("r4", "proposed"));
    world.sync();
    for code in ["KW", "US"] {
        let seen = life(&world, code, "c7");
        assert_eq!(seen.agreed_status(), "proposed", "{code}");
        assert!(!seen.is_commitment(), "{code}");
    }
    // Nobody has to answer it, and nobody may.
    assert_eq!(to_answer(&world, "r5", 5), [id("c1"), id("c2")]);
    let refusal = refused(&mut world, "KW", "commitment_answer", answer("c7", "r5", "dropped"));
    assert_eq!(problem(&refusal), ("commitment", FieldRule::NotOpen));
    // A round that is put closed has answered none of the others.
    let closed = round(6).with("opened", "2024-12-09").with("closed", "2024-12-11");
    let refusal = refused(&mut world, "KW", "round", closed);
    assert!(matches!(refusal, Refusal::Unanswered { count: 2, .. }), "{refusal}");
}

#[test]
fn a_status_that_ends_it_comes_from_an_answer_or_from_the_public_record() {
    let mut world = world();
    let done = commitment("r4", "done_accepted");
    let refusal = refused(&mut world, "KW", "commitment", done.clone());
    assert_eq!(problem(&refusal), ("status", FieldRule::ByAnswer));
    let public = Act::Put(draft("commitment", done.with("evidence", "public_record")));
    world.judge("KW", DESK, &public).expect("it came into the record so");
    let mut later = dialogue::act::Draft::revise(&world.item("KW", &id("c1")));
    later.content.set_text("status", "dropped");
    later.content.set_text("evidence", "public_record");
    let refusal = world.judge("KW", DESK, &Act::Put(later)).expect_err("not by a revision");
    assert_eq!(problem(&refusal), ("status", FieldRule::ByAnswer));
    // What both have ended is not reworded.
    agreed(&mut world, "a1", answer("c1", "r5", "dropped"));
    let mut words = dialogue::act::Draft::revise(&world.item("KW", &id("c1")));
    words.content.set_text("text_en", "Share nothing");
    let refusal = world.judge("KW", DESK, &Act::Put(words)).expect_err("it is settled");
    assert!(matches!(refusal, Refusal::CommitmentSettled { .. }), "{refusal}");
}

#[test]
fn what_is_settled_is_neither_reported_nor_answered_again() {
    let mut world = world();
    let content = answer("c1", "r5", "dropped");
    agreed(&mut world, "a1", content);
    let six = world.put("KW", "r6", "round", round(6));
    world.agree(&id("r6"), six);
    let settled = Refusal::CommitmentSettled { item: id("c1"), settled: "dropped".into() };
    let report = report("c1", "in_progress");
    assert_eq!(refused(&mut world, "US", "commitment_report", report), settled);
    let again = answer("c1", "r6", "continues");
    assert_eq!(refused(&mut world, "US", "commitment_answer", again), settled);
    let mut between = answer("c1", "r6", "done");
    between.remove("round");
    assert_eq!(refused(&mut world, "US", "commitment_answer", between), settled);
    assert_eq!(to_answer(&world, "r6", 6), [id("c2")]);
}

#[test]
fn two_answers_that_crossed_stand_until_one_is_agreed() {
    let mut world = world();
    let put = |outcome| Act::Put(draft("commitment_answer", answer("c1", "r5", outcome)));
    world.quietly("KW", DESK, "a1", put("continues")).expect("ours");
    let theirs = world.quietly("US", DESK, "a2", put("done")).expect("theirs");
    world.sync();
    // What each side proposes contradicts the other's: neither simply waits to be agreed to.
    let seen = life(&world, "KW", "c1");
    assert!(seen.answers.iter().all(|one| !follow::waits_for(one, &seen, &party("KW"))));
    // A third one is refused: there are answers to consent to.
    let third = answer("c1", "r5", "dropped");
    let refusal = refused(&mut world, "KW", "commitment_answer", third);
    assert!(matches!(refusal, Refusal::OnlyOne { .. }), "{refusal}");
    world.agree(&id("a2"), theirs);
    let seen = life(&world, "KW", "c1");
    let shown = seen.answers_in(&id("r5"))[0];
    assert_eq!((shown.outcome, shown.worth), ("done", Worth::Counts));
    let ours = world.item("US", &id("a1")).shown().expect("a version").id;
    let late = Act::Consent { item: id("a1"), to: ours, level: ledger::entry::Level::Text };
    let refusal = world.judge("US", DESK, &late).expect_err("another one is agreed");
    assert!(matches!(refusal, Refusal::OnlyOne { .. }), "{refusal}");
}

/// Each side answers and agrees to the other's answer before it hears of the other's consent.
fn crossed() -> World {
    let mut world = world();
    let put = |outcome| Act::Put(draft("commitment_answer", answer("c1", "r5", outcome)));
    let ours = world.quietly("KW", DESK, "a1", put("dropped")).expect("ours");
    let theirs = world.quietly("US", DESK, "a2", put("done")).expect("theirs");
    world.sync();
    let consent = |name: &str, to| {
        let level = ledger::entry::Level::Text;
        Act::Consent { item: id(name), to, level }
    };
    world.quietly("KW", DESK, "x1", consent("a2", theirs)).expect("to theirs");
    world.quietly("US", DESK, "x2", consent("a1", ours)).expect("to ours");
    world.sync();
    world
}

#[test]
fn two_answers_agreed_at_the_same_moment_count_for_nothing_until_one_replaces_both() {
    let mut world = crossed();
    for code in ["KW", "US"] {
        let seen = life(&world, code, "c1");
        assert!(seen.is_open(), "{}", seen.agreed_status());
        assert!(!seen.is_answered(&id("r5")));
        let crossed: Vec<&str> = seen.crossed().iter().map(|one| one.outcome).collect();
        assert_eq!(crossed, ["dropped", "done"]);
    }
    agreed(&mut world, "a3", answer("c2", "r5", "continues"));
    let refusal = close(&world, None).expect_err("it is not answered");
    assert_eq!(refusal, Refusal::Unanswered { first: id("c1"), count: 1 });
    // One that names a single one of them leaves the other agreed.
    let half = answer("c1", "r5", "done").with("replaces", vec![id("a1")]);
    let refusal = refused(&mut world, "KW", "commitment_answer", half);
    assert!(matches!(refusal, Refusal::OnlyOne { .. }), "{refusal}");
    let both = answer("c1", "r5", "done").with("replaces", vec![id("a1"), id("a2")]);
    agreed(&mut world, "a4", both);
    for code in ["KW", "US"] {
        let seen = life(&world, code, "c1");
        assert_eq!((seen.agreed_status(), seen.is_answered(&id("r5"))), ("done_accepted", true));
        assert!(seen.crossed().is_empty());
    }
    close(&world, None).expect("all are answered");
}

#[test]
fn a_wrong_answer_is_put_right_by_one_that_both_agree_in_its_place() {
    let mut world = world();
    agreed(&mut world, "a1", answer("c1", "r5", "dropped"));
    assert!(!life(&world, "US", "c1").is_open());
    let right = answer("c1", "r5", "continues").with("replaces", vec![id("a1")]);
    let version = world.put("KW", "a2", "commitment_answer", right.clone());
    // Until both hold it the first one stands.
    assert_eq!(life(&world, "US", "c1").agreed_status(), "dropped");
    world.agree(&id("a2"), version);
    let seen = life(&world, "US", "c1");
    assert!(seen.is_open());
    let shown = seen.answers_in(&id("r5"))[0];
    assert_eq!((shown.outcome, shown.worth), ("continues", Worth::Counts));
    assert_eq!(seen.answers[0].worth, Worth::Replaced);
    // Only what was agreed on this commitment is replaced, and never twice.
    let other = answer("c2", "r5", "done").with("replaces", vec![id("a1")]);
    let refusal = refused(&mut world, "KW", "commitment_answer", other);
    assert_eq!(refusal.problems()[0].rule, FieldRule::NotAnAgreedAnswer);
    let refusal = refused(&mut world, "KW", "commitment_answer", right);
    assert!(matches!(refusal, Refusal::OnlyOne { .. }), "{refusal}");
}

#[test]
fn a_round_that_both_have_closed_takes_no_more_answers() {
    let mut world = world();
    agreed(&mut world, "a1", answer("c1", "r5", "dropped"));
    let late = world.quietly(
        "US",
        DESK,
        "a2",
        Act::Put(draft("commitment_answer", answer("c2", "r5", "done"))),
    );
    let late = late.expect("in time");
    world.sync();
    let mut closing = dialogue::act::Draft::revise(&world.item("KW", &id("r5")));
    closing.content.set_text("opened", "2022-01-24");
    closing.content.set_text("closed", "2022-01-26");
    closing.content.set_text("unanswered_reason_en", "The visit was cut short");
    closing.content.set_text("unanswered_reason_ar", "قُطعت الزيارة");
    closing.content.set_items("unanswered", &[id("c2")]);
    let closed = world.quietly("KW", Function::CoChair, "r5", Act::Put(closing)).expect("closed");
    world.sync();
    // One side alone has not closed it.
    let own = Act::Put(draft("commitment_answer", answer("c1", "r5", "done")));
    let refusal = world.judge("KW", DESK, &own).expect_err("it has one");
    assert!(matches!(refusal, Refusal::OnlyOne { .. }), "{refusal}");
    world.agree(&id("r5"), closed);
    let is_closed = Refusal::RoundIsClosed { round: id("r5") };
    let consent = Act::Consent { item: id("a2"), to: late, level: ledger::entry::Level::Text };
    assert_eq!(world.judge("KW", DESK, &consent), Err(is_closed));
    // Between rounds it can be ended, and what was answered in time can be put right.
    let mut between = answer("c2", "r5", "done");
    between.remove("round");
    world.judge("KW", DESK, &Act::Put(draft("commitment_answer", between))).expect("between");
    let right = answer("c1", "r5", "continues").with("replaces", vec![id("a1")]);
    world.judge("KW", DESK, &Act::Put(draft("commitment_answer", right))).expect("put right");
    // Putting right fills no gap: nothing of this round is replaced.
    let six = world.put("KW", "r6", "round", round(6));
    world.agree(&id("r6"), six);
    let other = answer("c2", "r6", "continues");
    agreed(&mut world, "a6", other);
    let gap = answer("c2", "r5", "done").with("replaces", vec![id("a6")]);
    let refusal = refused(&mut world, "KW", "commitment_answer", gap);
    assert_eq!(problem(&refusal), ("replaces", FieldRule::NotAnAgreedAnswer));
    // The gap stays on the list of the round, whatever came after.
    assert_eq!(to_answer(&world, "r5", 5), [id("c1"), id("c2")]);
}

#[test]
fn only_a_round_that_comes_into_the_record_closed_is_not_judged() {
    let mut world = world();
    let public = round(6)
        .with("opened", "2022-12-09")
        .with("closed", "2022-12-11")
        .with("evidence", "public_record");
    world.judge("KW", Function::CoChair, &Act::Put(draft("round", public))).expect("as it was");
    let open = world.put("KW", "r6", "round", round(6).with("evidence", "public_record"));
    world.agree(&id("r6"), open);
    let mut closing = dialogue::act::Draft::revise(&world.item("KW", &id("r6")));
    closing.content.set_text("opened", "2022-12-09");
    closing.content.set_text("closed", "2022-12-11");
    let refusal = world.judge("KW", Function::CoChair, &Act::Put(closing.clone()));
    assert!(matches!(refusal, Err(Refusal::Unanswered { count: 2, .. })), "{refusal:?}");
    // The reason is told in both languages, and what was left is named.
    closing.content.set_items("unanswered", &[id("c1"), id("c2")]);
    closing.content.set_text("unanswered_reason_en", "The visit was cut short");
    let refusal = world.judge("KW", Function::CoChair, &Act::Put(closing.clone()));
    assert!(matches!(refusal, Err(Refusal::Unanswered { count: 2, .. })), "{refusal:?}");
    closing.content.set_text("unanswered_reason_ar", "قُطعت الزيارة");
    closing.content.set_items("unanswered", &[id("c1")]);
    let refusal = world.judge("KW", Function::CoChair, &Act::Put(closing.clone()));
    assert!(matches!(refusal, Err(Refusal::Unanswered { count: 1, .. })), "{refusal:?}");
    // The other side consents by the same rule: it is another version, not a first one.
    closing.content.set_items("unanswered", &[id("c1"), id("c2")]);
    world.judge("KW", Function::CoChair, &Act::Put(closing)).expect("the gap is told");
}

#[test]
fn a_commitment_goes_on_only_in_one_that_is_open_and_never_in_a_circle() {
    let mut world = world();
    world.put("US", "c7", "commitment", commitment("r4", "proposed"));
    agreed(&mut world, "a2", answer("c2", "r5", "done"));
    let into = |name: &str| answer("c1", "r5", "merged").with("into", vec![id(name)]);
    for name in ["c2", "c7"] {
        let refusal = refused(&mut world, "KW", "commitment_answer", into(name));
        assert_eq!(problem(&refusal), ("into", FieldRule::NotOpen), "{name}");
    }
    let version = world.put("KW", "c3", "commitment", commitment("r4", "unknown"));
    world.agree(&id("c3"), version);
    let one = answer("c1", "r5", "split").with("into", vec![id("c3")]);
    let refusal = refused(&mut world, "KW", "commitment_answer", one);
    assert_eq!(problem(&refusal), ("into", FieldRule::TooFew));
    // Each side merges one into the other, and both agree to both before they hear of it.
    let back = answer("c3", "r5", "merged").with("into", vec![id("c1")]);
    let put = |content| Act::Put(draft("commitment_answer", content));
    let ours = world.quietly("KW", DESK, "m1", put(into("c3"))).expect("ours");
    let theirs = world.quietly("US", DESK, "m2", put(back)).expect("theirs");
    world.sync();
    let level = ledger::entry::Level::Text;
    let consent = |name: &str, to| Act::Consent { item: id(name), to, level };
    world.quietly("KW", DESK, "", consent("m2", theirs)).expect("to theirs");
    world.quietly("US", DESK, "", consent("m1", ours)).expect("to ours");
    world.sync();
    for name in ["c1", "c3"] {
        let seen = life(&world, "US", name);
        assert!(seen.is_open(), "{name} has not disappeared");
        assert_eq!(seen.answers[0].worth, Worth::Crossed, "{name}");
    }
}

#[test]
fn nothing_is_told_of_a_day_that_has_not_come_or_before_it_was_made() {
    let mut world = world();
    let opened = {
        let mut draft = dialogue::act::Draft::revise(&world.item("KW", &id("r4")));
        draft.content.set_text("opened", "2020-11-16");
        world.quietly("KW", Function::CoChair, "", Act::Put(draft)).expect("it met")
    };
    world.sync();
    world.agree(&id("r4"), opened);
    for code in ["KW", "US"] {
        world.node_mut(code).tell_day("2022-01-26");
    }
    let mut wrong = |type_name: &str, content: Content, field: &str, rule: FieldRule| {
        let refusal = refused(&mut world, "KW", type_name, content);
        assert_eq!(problem(&refusal), (field, rule));
    };
    let at = |content: Content, day: &str| {
        let mut content = content;
        content.set_text("date", day);
        content
    };
    let done = || answer("c1", "r5", "done");
    wrong("commitment_answer", at(done(), "2022-01-27"), "date", FieldRule::InFuture);
    wrong("commitment_answer", at(done(), "1900-01-01"), "date", FieldRule::Before);
    let early = answer("c1", "r5", "continues").with("due", "1999-01-01");
    wrong("commitment_answer", early, "due", FieldRule::Before);
    let progress = || report("c1", "in_progress");
    wrong("commitment_report", at(progress(), "2099-12-31"), "date", FieldRule::InFuture);
    wrong("commitment_report", at(progress(), "1900-01-01"), "date", FieldRule::Before);
    let closed = round(6).with("planned_from", "2023-01-01").with("closed", "2022-01-01");
    wrong("round", closed, "closed", FieldRule::Before);
    // Today is allowed.
    let act = Act::Put(draft("commitment_answer", at(done(), "2022-01-26")));
    world.judge("KW", DESK, &act).expect("today");
}

#[test]
fn a_report_from_the_future_does_not_hide_the_true_ones() {
    let mut world = world();
    let mut future = report("c1", "in_progress");
    future.set_text("date", "2099-12-31");
    // A program of the other side that judges nothing.
    world.put("US", "p1", "commitment_report", future);
    world.put("US", "p2", "commitment_report", report("c1", "done_claimed"));
    world.node_mut("KW").tell_day("2022-01-26");
    assert_eq!(life(&world, "KW", "c1").claim_of(&party("US")), Some("done_claimed"));
}

#[test]
fn what_is_due_by_the_next_round_is_overdue_once_that_is_closed() {
    let mut world = world();
    let next = commitment("r4", "agreed").with("due_rule", "next_round");
    let version = world.put("KW", "c8", "commitment", next);
    world.agree(&id("c8"), version);
    assert_eq!(life(&world, "US", "c1").falls_due(), Due::NotSaid);
    assert_eq!(life(&world, "US", "c8").falls_due(), Due::NextRound(4));
    assert!(!life(&world, "US", "c8").is_overdue("2030-01-01"));
    agreed(&mut world, "a8", answer("c8", "r5", "continues").with("due_rule", "none_agreed"));
    assert_eq!(life(&world, "US", "c8").falls_due(), Due::NoneAgreed);
    let again = answer("c8", "r5", "continues").with("due_rule", "next_round");
    agreed(&mut world, "a9", again.with("replaces", vec![id("a8")]));
    assert_eq!(life(&world, "US", "c8").falls_due(), Due::NextRound(5));
    let closed = round(6).with("opened", "2023-01-01").with("closed", "2023-01-02");
    let six = world.put("KW", "r6", "round", closed.with("evidence", "public_record"));
    world.agree(&id("r6"), six);
    assert!(life(&world, "US", "c8").is_overdue("2023-01-03"));
    assert_eq!(life(&world, "US", "c8").due_day(), Some("2023-01-02"), "reminded from then on");
}

#[test]
fn personal_data_is_refused_in_the_words_of_commitments() {
    let mut world = world();
    for text in ["Call +965 2222 1234", "Civil ID 284031501234", "write to desk@example.org"] {
        let content = report("c1", "in_progress").with("note_en", text);
        let refusal = refused(&mut world, "US", "commitment_report", content);
        assert_eq!(problem(&refusal), ("note_en", FieldRule::PersonalData), "{text}");
        let content = commitment("r4", "agreed").with("measure_en", text);
        let refusal = refused(&mut world, "US", "commitment", content);
        assert_eq!(problem(&refusal), ("measure_en", FieldRule::PersonalData), "{text}");
        let content = Content::new().with("date", "2021").with("what_en", text);
        let refusal = refused(&mut world, "US", "event", content.with("kind", "ratification"));
        assert_eq!(problem(&refusal), ("what_en", FieldRule::PersonalData), "{text}");
    }
    let plain =
        report("c1", "in_progress").with("note_en", "Seminar on 2021-11-16, 30 places, F/A-18");
    world.judge("US", DESK, &Act::Put(draft("commitment_report", plain))).expect("plain words");
}

#[test]
fn a_proposal_that_we_rejected_takes_no_number() {
    let mut world = world();
    let theirs = world.put("US", "r6", "round", round(6));
    let refusal = refused(&mut world, "KW", "round", round(6));
    assert_eq!(problem(&refusal), ("number", FieldRule::Taken));
    world.act("KW", Function::CoChair, Act::Reject { item: id("r6"), to: theirs }).expect("no");
    world.judge("KW", Function::CoChair, &Act::Put(draft("round", round(6)))).expect("ours");
}

#[test]
fn an_outcome_needs_what_belongs_to_it() {
    let mut world = world();
    let mut wrong = |content: Content, field: &str, rule: FieldRule| {
        let refusal = refused(&mut world, "KW", "commitment_answer", content);
        let problems: Vec<_> =
            refusal.problems().iter().map(|one| (one.field.as_str(), one.rule)).collect();
        assert_eq!(problems, [(field, rule)], "{refusal}");
    };
    wrong(answer("c1", "r5", "merged"), "into", FieldRule::Missing);
    wrong(answer("c1", "r5", "done").with("into", vec![id("c2")]), "into", FieldRule::Excluded);
    wrong(answer("c1", "r5", "merged").with("into", vec![id("c1")]), "into", FieldRule::Itself);
    wrong(answer("c1", "r5", "done").with("due", "2022-06-30"), "due", FieldRule::Excluded);
    let mut between = answer("c1", "r5", "continues");
    between.remove("round");
    wrong(between, "round", FieldRule::Missing);
    let mut early = world;
    let four = commitment("r5", "agreed");
    let version = early.put("KW", "c5", "commitment", four);
    early.agree(&id("c5"), version);
    let refusal = refused(&mut early, "KW", "commitment_answer", answer("c5", "r4", "done"));
    assert_eq!(refusal.problems()[0].rule, FieldRule::Before);
}

#[test]
fn a_report_says_what_blocks_and_when_it_was_done() {
    let mut world = world();
    let blocked = report("c1", "blocked");
    let refusal = refused(&mut world, "KW", "commitment_report", blocked);
    assert_eq!(refusal.problems()[0].field, "blocking");
    let early = report("c1", "in_progress").with("done_on", "2021-10-01");
    let refusal = refused(&mut world, "KW", "commitment_report", early);
    assert_eq!(refusal.problems()[0].field, "status");
    let late = report("c1", "done_claimed").with("done_on", "2021-12-01");
    let refusal = refused(&mut world, "KW", "commitment_report", late);
    assert_eq!(refusal.problems()[0].rule, FieldRule::Before);
}

#[test]
fn a_date_that_passed_counts_to_its_end_and_moves_by_agreement() {
    let mut world = world();
    let due = commitment("r4", "agreed").with("due", "2021-06");
    let version = world.put("KW", "c6", "commitment", due);
    world.agree(&id("c6"), version);
    let overdue = |world: &World, today: &str| life(world, "KW", "c6").is_overdue(today);
    assert!(!overdue(&world, "2021-06-30"));
    assert!(overdue(&world, "2021-07-01"));
    let later = answer("c6", "r5", "continues").with("due", "2022-12-31");
    agreed(&mut world, "a6", later);
    assert!(!overdue(&world, "2022-12-31"));
    assert!(overdue(&world, "2023-01-01"));
    let both = commitment("r4", "agreed").with("due", "2021").with("due_rule", "next_round");
    let refusal = refused(&mut world, "KW", "commitment", both);
    assert_eq!(refusal.problems()[0].rule, FieldRule::Excluded);
}

#[test]
fn a_month_is_reminded_of_towards_its_end() {
    use dialogue::reminders::{Kind, Wish, reckon};
    use dialogue::working_days::{Calendar, day_of};
    let mut world = world();
    let due = commitment("r4", "agreed").with("due", "2021-06");
    let version = world.put("KW", "c6", "commitment", due);
    world.agree(&id("c6"), version);
    let wish = Wish { items: Vec::new(), due: true, overdue: true, digest: false };
    let kinds = |today: &str| -> Vec<Kind> {
        let today = day_of(today).expect("a day");
        let told = reckon(world.node("KW"), today, &Calendar::default());
        told.notices(&wish).into_iter().map(|notice| notice.kind).collect()
    };
    assert_eq!(kinds("2021-06-01"), []);
    assert_eq!(kinds("2021-06-29"), [Kind::Due1]);
    assert_eq!(kinds("2021-07-01"), [Kind::Overdue]);
}

#[test]
fn assistance_goes_from_offer_to_evaluation_in_order() {
    let mut world = world();
    let offer = || {
        Content::new()
            .with("kind", "expertise")
            .with("title_ar", "خبرة أمنية")
            .with("title_en", "Security expertise")
            .with("from", "US")
            .with("to", "KW")
            .with("offered_on", "2020-11-16")
    };
    world.put("US", "h1", "assistance", offer());
    let mut wrong = |content: Content, field: &str| {
        let refusal = refused(&mut world, "US", "assistance", content);
        assert_eq!(refusal.problems()[0].field, field, "{refusal}");
    };
    wrong(offer().with("delivered_on", "2021-05-01"), "accepted_on");
    wrong(offer().with("accepted_on", "2020-11-15"), "accepted_on");
    wrong(offer().with("accepted_on", "2021-01").with("declined_on", "2021-02"), "declined_on");
    wrong(offer().with("accepted_on", "2021-01").with("evaluated_on", "2021-02"), "delivered_on");
    wrong(offer().with("to", "US"), "to");
}

fn told(world: &World, code: &str, name: &str) -> Vec<String> {
    let story = follow::story::of_item(world.node(code), &id(name));
    assert!(!story.is_cut);
    story.chapters.iter().map(|one| format!("{} {}", one.date, one.item.id())).collect()
}

#[test]
fn a_story_goes_on_in_what_a_commitment_was_merged_into() {
    let mut world = world();
    let merged = || {
        let mut content = answer("c1", "r5", "merged");
        content.set_strings("into", [id("c2").as_str()]);
        content
    };
    let version = world.put("KW", "a1", "commitment_answer", merged());
    assert_eq!(told(&world, "KW", "c1"), [" c1"], "one side's answer links nothing");
    world.agree(&id("a1"), version);
    for name in ["c1", "c2"] {
        let (story, items) = (told(&world, "US", name), [id("c1"), id("a1"), id("c2")]);
        for item in items {
            let told = story.iter().filter(|one| one.ends_with(item.as_str())).count();
            assert_eq!(told, 1, "{name}: {item} in {story:?}");
        }
    }
    assert_eq!(follow::story::goes_on_in(&life(&world, "US", "c1")), [id("c2")]);
    // The target's own chapters say that it took the other over; its line of life tells both.
    let record = world.node("KW");
    let own = follow::story::of_commitment(record, world.item("KW", &id("c2")));
    let took = own.iter().find(|one| matches!(one.what, follow::story::What::TookOver));
    assert_eq!(took.map(|one| one.item.id().clone()), Some(id("a1")));
    let line = follow::story::line_of(record, world.item("KW", &id("c2")));
    let line: Vec<&str> = line.iter().map(|one| one.item.id().as_str()).collect();
    assert_eq!(line, ["a1", "c1", "c2"], "what has no date stands last");
    let line = follow::story::line_of(record, world.item("KW", &id("c1")));
    assert_eq!(line.len(), 2, "where it went has a line of its own");
}

#[test]
fn a_line_of_life_ends_where_links_go_round() {
    let mut world = world();
    for (name, from) in [("c1", "c2"), ("c2", "c1")] {
        let version = world.revise("KW", &id(name), "carried_from", from);
        world.sync();
        world.agree(&id(name), version);
    }
    let line = follow::story::line_of(world.node("KW"), world.item("KW", &id("c1")));
    assert_eq!(line.len(), 2);
}

#[test]
fn what_has_only_a_year_stands_behind_the_days_of_that_year() {
    let mut dates = ["2025", "", "2025-10", "2026", "2025-10-08", "2025-11-19", "1993"];
    dates.sort_by_key(|date| follow::story::place(date));
    assert_eq!(dates, ["1993", "2025-10-08", "2025-10", "2025-11-19", "2025", "2026", ""]);
}

#[test]
fn an_event_and_a_row_of_history_from_one_source_are_told_once() {
    let mut world = world();
    let urls = |url: &str| dialogue::Value::List(vec![url.into()]);
    let row = |what: &str, date: &str, url: &str| {
        let texts = [("date", date), ("what_en", what)];
        let mut row: std::collections::BTreeMap<String, dialogue::Value> =
            texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).into())).collect();
        row.insert("sources".to_owned(), urls(url));
        dialogue::Value::Map(row.into_iter().collect())
    };
    let history = vec![
        row("Ratified", "2018-12", "https://a.example/1"),
        row("Published", "2018-12", "https://a.example/2"),
    ];
    let instrument = Content::new()
        .with("kind", "mou")
        .with("title_en", "Customs memorandum")
        .with("signed", "2017")
        .with("topics", dialogue::Value::List(vec!["customs".into()]))
        .with("history", dialogue::Value::List(history));
    world.put("KW", "i1", "instrument", instrument);
    let event = Content::new()
        .with("date", "2018-12")
        .with("kind", "ratification")
        .with("what_en", "The memorandum is ratified")
        .with("sources", urls("https://a.example/1"));
    world.put("KW", "e1", "event", event);
    let follow_up = dialogue::Value::Map(
        [
            ("note_en".to_owned(), "Ratified".into()),
            ("event".to_owned(), "e1".into()),
            ("instrument".to_owned(), "i1".into()),
        ]
        .into_iter()
        .collect(),
    );
    let content =
        commitment("r4", "unknown").with("follow_up", dialogue::Value::List(vec![follow_up]));
    world.put("KW", "c3", "commitment", content);
    let story = follow::story::of_topic(world.node("KW"), "customs");
    let told: Vec<(&str, &str)> =
        story.chapters.iter().map(|one| (one.date, one.item.id().as_str())).collect();
    assert_eq!(told, [("2017", "i1"), ("2018-12", "i1"), ("2018-12", "e1"), ("", "c3")]);
    assert_eq!(story.stands.len(), 1, "it says how it ended");
}

#[test]
fn a_topic_that_only_an_offer_carries_is_told() {
    let mut world = world();
    let offer = Content::new()
        .with("kind", "training")
        .with("title_ar", "تدريب")
        .with("title_en", "Training")
        .with("from", "US")
        .with("to", "KW")
        .with("topics", dialogue::Value::List(vec!["border security".into()]))
        .with("offered_on", "2020-11-16");
    world.put("US", "h1", "assistance", offer);
    let topics = follow::story::topics(world.node("KW"));
    let topic = topics.first().expect("a topic");
    assert_eq!(
        (topic.name.as_str(), topic.instruments, topic.assistance),
        ("border security", 0, 1)
    );
    assert_eq!(follow::story::of_topic(world.node("KW"), &topic.name).chapters.len(), 1);
}
