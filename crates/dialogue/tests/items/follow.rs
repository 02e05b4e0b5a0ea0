//! What became of commitments: every round answers each one that is open, claimed done and
//! accepted as done are two facts, a round is closed in order or with its gap told.

use dialogue::act::{Act, Function};
use dialogue::content::Content;
use dialogue::follow::{self, Life};
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
    }
    world.judge("KW", Function::CoChair, &Act::Put(draft))
}

#[test]
fn a_round_answers_what_was_open_before_it_and_nothing_else() {
    let mut world = world();
    let later = world.put("KW", "c3", "commitment", commitment("r5", "agreed"));
    world.agree(&id("c3"), later);
    let done = world.put("KW", "c4", "commitment", commitment("r4", "done"));
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
fn a_status_that_one_side_wrote_settles_nothing() {
    let mut world = world();
    world.put("US", "c7", "commitment", commitment("r4", "done_accepted"));
    world.sync();
    for code in ["KW", "US"] {
        let seen = life(&world, code, "c7");
        assert_eq!(seen.agreed_status(), "proposed", "{code}");
        assert!(seen.is_open(), "{code}");
    }
    assert_eq!(to_answer(&world, "r5", 5), [id("c1"), id("c2"), id("c7")]);
    // A round that is put closed has answered none of them.
    let closed = round(6).with("opened", "2024-12-09").with("closed", "2024-12-11");
    let refusal = refused(&mut world, "KW", "round", closed);
    assert!(matches!(refusal, Refusal::Unanswered { count: 3, .. }), "{refusal}");
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
    // A third one is refused: there are answers to consent to.
    let third = answer("c1", "r5", "dropped");
    let refusal = refused(&mut world, "KW", "commitment_answer", third);
    assert!(matches!(refusal, Refusal::OnlyOne { .. }), "{refusal}");
    world.agree(&id("a2"), theirs);
    let seen = life(&world, "KW", "c1");
    let shown = seen.answer_in(&id("r5"), &party("KW")).expect("an answer");
    assert_eq!((shown.outcome, shown.agreed), ("done", true));
    let ours = world.item("US", &id("a1")).shown().expect("a version").id;
    let late = Act::Consent { item: id("a1"), to: ours, level: ledger::entry::Level::Text };
    let refusal = world.judge("US", DESK, &late).expect_err("another one is agreed");
    assert!(matches!(refusal, Refusal::OnlyOne { .. }), "{refusal}");
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
    wrong(answer("c1", "r5", "split").with("into", vec![id("c1")]), "into", FieldRule::Itself);
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
