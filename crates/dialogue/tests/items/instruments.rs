//! The register of instruments through the policy: facts in impossible orders, clauses without
//! their number, circles of instruments, Hijri pairs; and what the record reckons to.

use dialogue::act::{Act, Draft, Function};
use dialogue::content::{Content, Lang};
use dialogue::instruments::{Checklists, Filed, From, families, orphans};
use dialogue::item::instrument_fact;
use dialogue::refusal::{FieldRule, Refusal};
use ledger::id::ItemId;
use ledger::json::Value;
use register::civil::day_of;
use register::{DateKind, Dated, Entry, Kind, Missing, Stage, fact};

use crate::world::{World, draft, id, row, two};

fn instrument(kind: &str) -> Content {
    Content::new()
        .with("kind", kind)
        .with("title_ar", "اتفاقية جمركية")
        .with("title_en", "Customs agreement")
        .with("signed", "2017-09-07")
}

/// A binding agreement that enters into force 30 days after the later note.
fn customs() -> Content {
    instrument("agreement")
        .with("binding", "binding")
        .with("entry_rule", "days_after_later_note")
        .with("entry_count", 30)
        .with("term_months", 60)
        .with("renewal", "tacit")
        .with("notice_months", 6)
}

fn told(kind: &str, date: &str) -> Content {
    Content::new().with("on", &id("i1")).with("kind", kind).with("date", date)
}

fn note(party: &str, date: &str) -> Content {
    told("notified", date).with("party", party)
}

fn world() -> World {
    let mut world = two();
    let to = world.put("KW", "i1", "instrument", customs());
    world.agree(&id("i1"), to);
    world
}

fn judged(world: &World, type_name: &str, content: Content) -> Vec<(String, FieldRule)> {
    match world.judge("KW", Function::Legal, &Act::Put(draft(type_name, content))) {
        Ok(()) => Vec::new(),
        Err(refusal) => problems(&refusal),
    }
}

fn problems(refusal: &Refusal) -> Vec<(String, FieldRule)> {
    refusal.problems().iter().map(|one| (one.field.clone(), one.rule)).collect()
}

fn one(field: &str, rule: FieldRule) -> Vec<(String, FieldRule)> {
    vec![(field.to_owned(), rule)]
}

fn filed<'a>(world: &'a World, code: &str, item: &ItemId) -> Filed<'a> {
    let record = world.node(code);
    Filed::of(record, record.item(item).unwrap(), &Checklists::of(record))
}

#[test]
fn facts_in_an_impossible_order_are_refused() {
    let mut world = world();
    world.put("KW", "f1", "instrument_fact", note("KW", "2018-12-20"));
    let fact = |content| judged(&world, "instrument_fact", content);
    assert_eq!(fact(told("in_force", "2017-09-06")), one("date", FieldRule::BeforeFact));
    assert_eq!(fact(told("text_agreed", "2017-09-08")), one("date", FieldRule::AfterFact));
    assert_eq!(fact(told("in_force", "2019-02-30")), one("date", FieldRule::NotADate));
    assert_eq!(fact(note("KW", "2019-01-01")), one("kind", FieldRule::FactRecorded));
    assert_eq!(fact(note("US", "2019-01-01")), []);
    assert_eq!(fact(told("notified", "2019-01-01")), one("party", FieldRule::Missing));
    assert_eq!(fact(told("operative", "2019-01-01")), one("kind", FieldRule::WrongBinding));
    assert_eq!(fact(told("resumed", "2019-01-01")), one("kind", FieldRule::NotSuspended));
    let lasting = told("in_force", "2019-01-01").with("months", 5);
    assert_eq!(fact(lasting), one("months", FieldRule::LastsForNothing));
    let late = note("US", "2019-01-01").with("received", "2018-12-31");
    assert_eq!(fact(late), one("received", FieldRule::Before));
    // The date of signature that the instrument carries may be told more exactly as a fact.
    assert_eq!(fact(told("signed", "2017-09-07")), []);
}

#[test]
fn two_renewals_at_once_are_refused_and_a_correction_is_not() {
    let mut world = world();
    world.put("KW", "f1", "instrument_fact", told("renewed", "2022-10-01").with("months", 24));
    let again = told("renewed", "2022-10").with("months", 12);
    assert_eq!(judged(&world, "instrument_fact", again), one("date", FieldRule::RenewedAtOnce));
    let mut mended = Draft::revise(&world.item("KW", &id("f1")));
    mended.content.set("months", 36.into());
    assert!(world.judge("KW", Function::Legal, &Act::Put(mended)).is_ok());
}

#[test]
fn a_signature_before_the_text_is_agreed_is_refused() {
    let mut world = world();
    let text = Content::new()
        .with("kind", "memorandum")
        .with("title_ar", "نص")
        .with("title_en", "Text")
        .with("mode", "line_by_line");
    world.put("KW", "t1", "joint_text", text);
    let unsigned = Content::new()
        .with("kind", "agreement")
        .with("title_ar", "اتفاقية")
        .with("title_en", "Agreement")
        .with("text", &id("t1"));
    world.put("KW", "i2", "instrument", unsigned.clone());
    let signed = told("signed", "2020-11-20").with("on", &id("i2"));
    assert_eq!(judged(&world, "instrument_fact", signed), one("kind", FieldRule::TextOfItOpen));
    // Nor by the date that the instrument itself carries.
    let signed = unsigned.with("signed", "2020-11-20");
    assert_eq!(judged(&world, "instrument", signed), one("signed", FieldRule::TextOfItOpen));
}

#[test]
fn clauses_and_families_are_whole() {
    let mut world = world();
    let rule = |content| judged(&world, "instrument", content);
    let bare = instrument("agreement").with("entry_rule", "first_of_month");
    assert_eq!(rule(bare), one("entry_count", FieldRule::Missing));
    let bare = instrument("agreement").with("entry_rule", "fixed_date");
    assert_eq!(rule(bare), one("entry_date", FieldRule::Missing));
    let soft = customs().with("entry_rule", "operative_on");
    assert_eq!(rule(soft), one("entry_rule", FieldRule::WrongBinding));
    let half = instrument("protocol").with("related_to", &id("i1"));
    assert_eq!(rule(half), one("relation", FieldRule::Missing));
    let child = instrument("protocol").with("related_to", &id("i1")).with("relation", "amends");
    world.put("KW", "i2", "instrument", child);
    let mut circle = Draft::revise(&world.item("KW", &id("i1")));
    circle.content = circle.content.with("related_to", &id("i2")).with("relation", "extends");
    let refusal = world.judge("KW", Function::Legal, &Act::Put(circle)).unwrap_err();
    assert_eq!(problems(&refusal), one("related_to", FieldRule::Circle));
    let mut own = Draft::revise(&world.item("KW", &id("i1")));
    own.content = own.content.with("related_to", &id("i1")).with("relation", "extends");
    let refusal = world.judge("KW", Function::Legal, &Act::Put(own)).unwrap_err();
    assert_eq!(problems(&refusal), one("related_to", FieldRule::Itself));
    let walked = families(world.node("US")).walk(&id("i1"));
    assert_eq!(walked, [(0, id("i1")), (1, id("i2"))]);
}

#[test]
fn what_a_clause_and_a_term_count_has_bounds() {
    let world = world();
    let rule = |content| judged(&world, "instrument", content);
    let counted = |name: &str, n: u64| {
        rule(instrument("agreement").with("entry_rule", name).with("entry_count", n))
    };
    let out = |field: &str| one(field, FieldRule::OutOfRange);
    assert_eq!(counted("first_of_month", 0), out("entry_count"), "it would lie before the note");
    assert_eq!(counted("first_of_month", 121), out("entry_count"));
    assert_eq!(counted("first_of_month", 1), []);
    for name in ["days_after_later_note", "days_after_exchange"] {
        assert_eq!(counted(name, 0), out("entry_count"), "{name}");
        assert_eq!(counted(name, 3_660), [], "{name}");
        assert_eq!(counted(name, 3_661), one("entry_count", FieldRule::TooBig), "{name}");
    }
    for field in ["term_months", "renewal_months"] {
        assert_eq!(rule(instrument("agreement").with(field, 0)), out(field));
        assert_eq!(rule(instrument("agreement").with(field, 2_400)), []);
    }
    assert_eq!(rule(instrument("agreement").with("notice_months", 0)), [], "until the last day");
    for (field, year) in [("term_until", "3017-09-07"), ("entry_date", "0217")] {
        assert_eq!(rule(instrument("agreement").with(field, year)), out(field), "{year}");
    }
    assert_eq!(rule(instrument("agreement").with("signed", "0217-09-07")), out("signed"));
    assert_eq!(judged(&world, "instrument_fact", told("published", "0217")), out("date"));
    let renewed = told("renewed", "2022-10-01").with("months", 0);
    assert_eq!(judged(&world, "instrument_fact", renewed), out("months"));
}

#[test]
fn a_term_ends_after_the_signature_and_is_not_unlimited_besides() {
    let world = world();
    let rule = |content| judged(&world, "instrument", content);
    let early = instrument("agreement").with("term_until", "2017-09-06");
    assert_eq!(rule(early), one("term_until", FieldRule::Before));
    let both = instrument("agreement").with("unlimited", true).with("term_months", 60);
    assert_eq!(rule(both), one("term_months", FieldRule::Excluded));
    assert_eq!(rule(instrument("agreement").with("entry_rule", "not_stated")), []);
}

/// What is recorded of its life is not undone by changing the instrument afterwards.
#[test]
fn an_instrument_is_not_changed_against_its_own_facts() {
    let mut world = world();
    world.put("KW", "f1", "instrument_fact", told("in_force", "2019-02-01"));
    let change = |world: &World, name: &str, value: &str| {
        let mut draft = Draft::revise(&world.item("KW", &id("i1")));
        draft.content.set_text(name, value);
        let judged = world.judge("KW", Function::Legal, &Act::Put(draft));
        judged.map_or_else(|refusal| problems(&refusal), |()| Vec::new())
    };
    assert_eq!(change(&world, "signed", "2019-02-02"), one("signed", FieldRule::AfterFact));
    assert_eq!(change(&world, "signed", "2019-02-01"), []);
    assert_eq!(change(&world, "binding", "non_binding"), one("binding", FieldRule::WrongBinding));
    assert_eq!(change(&world, "binding", "unstated"), []);
}

/// The pairs of practice.md 1.14, as printed.
#[test]
fn hijri_pairs_are_kept_as_printed_and_refused_from_two_days_on() {
    let world = world();
    let pair = |hijri: &str, date: &str| told("published", date).with("hijri", hijri);
    let fact = |content| judged(&world, "instrument_fact", content);
    let printed = [
        ("1445-11-02", "2024-05-10"),
        ("1384-07-27", "1964-12-01"),
        ("1384-08-06", "1964-12-09"),
        ("1397-07-09", "1977-06-26"),
        ("1415-09-20", "1995-02-20"),
    ];
    for (hijri, date) in printed {
        assert_eq!(fact(pair(hijri, date)), [], "{hijri} {date}");
    }
    let far = pair("1445-11-02", "2024-05-13");
    assert_eq!(fact(far.clone()), one("hijri", FieldRule::HijriFarOff));
    assert_eq!(fact(far.with("remark_en", "So printed in the Gazette")), []);
    assert_eq!(fact(pair("1445-13-02", "2024-05-10")), one("hijri", FieldRule::NotADate));
    assert_eq!(fact(pair("1445-11-02", "2024-05")), [], "nothing to compare with");
}

#[test]
fn entry_into_force_is_reckoned_from_what_both_sides_told() {
    let mut world = world();
    let missing = |side| Missing { kind: Kind::Notified, side: Some(side) };
    let today = day_of("2019-01-10").unwrap();
    let found = filed(&world, "US", &id("i1")).reckon(today);
    assert_eq!(found.entry, Entry::Missing(vec![missing(0), missing(1)]));
    assert_eq!(found.stage, Stage::Signed);
    world.put("KW", "f1", "instrument_fact", note("KW", "2018-12-20"));
    let found = filed(&world, "US", &id("i1")).reckon(today);
    assert_eq!(found.entry, Entry::Missing(vec![missing(1)]));
    world.put("US", "f2", "instrument_fact", note("US", "2019-01-08"));
    let found = filed(&world, "KW", &id("i1")).reckon(today);
    assert_eq!(found.entry, Entry::On(Dated::parse("2019-02-07").unwrap()));
    let next = found.next().unwrap();
    assert_eq!((next.kind, next.days_left), (DateKind::Enters, 28));
}

fn checklist(party: &str) -> Content {
    let step = |code: &str, last: bool| {
        let mut step = row(&[("code", code), ("title_ar", "خطوة"), ("title_en", "Step")]);
        if last {
            step.insert("completes".to_owned(), true.into());
        }
        step
    };
    let mut report = row(&[
        ("code", "report"),
        ("title_ar", "تقرير"),
        ("title_en", "Report"),
        ("from", "signature"),
        ("applies", "binding"),
    ]);
    report.insert("days".to_owned(), Value::from(20));
    Content::new()
        .with("party", party)
        .with("steps", vec![step("cabinet", false), step("gazette", true)])
        .with("reports", vec![report])
}

#[test]
fn a_partys_own_steps_complete_its_procedure_and_stop_its_clocks() {
    let mut world = world();
    world.put("KW", "c1", "domestic_checklist", checklist("KW"));
    let due = |world: &World| {
        let found = filed(world, "US", &id("i1")).reckon(day_of("2017-09-10").unwrap());
        found.dates.iter().map(|date| date.kind).collect::<Vec<_>>()
    };
    assert_eq!(due(&world), [DateKind::Report(0)]);
    let step = |code: &str, status: &str| {
        Content::new().with("on", &id("i1")).with("step", code).with("status", status)
    };
    assert_eq!(
        judged(&world, "domestic_step", step("gazette", "done")),
        one("date", FieldRule::Missing)
    );
    world.put("KW", "d1", "domestic_step", step("report", "done").with("date", "2017-09-20"));
    assert_eq!(due(&world), []);
    world.put("KW", "d2", "domestic_step", step("gazette", "done").with("date", "2018-12"));
    let filed = filed(&world, "US", &id("i1"));
    let done = filed.told.iter().find(|told| told.fact.kind == Kind::ProcedureCompleted).unwrap();
    assert!(matches!(done.from, From::Step(_)) && done.fact.side == Some(0));
    let unknown = judged(&world, "domestic_step", step("gazete", "planned"));
    assert_eq!(unknown, one("step", FieldRule::NotInChecklist));
    // What is one side's is not the other's to say, and a step stands once.
    let theirs = step("cabinet", "planned").with("party", "US");
    let act = Act::Put(draft("domestic_step", theirs));
    let refusal = world.judge("KW", Function::Legal, &act).unwrap_err();
    assert!(matches!(refusal, Refusal::TheirsToSay { .. }), "{refusal}");
    let again = Act::Put(draft("domestic_step", step("gazette", "planned")));
    let refusal = world.judge("KW", Function::Legal, &again).unwrap_err();
    assert!(matches!(refusal, Refusal::OnlyOne { .. }), "{refusal}");
    let mut twice = checklist("US").with("party", "KW");
    twice.set("steps", Value::List(vec![]));
    let act = Act::Put(draft("domestic_checklist", twice));
    assert!(world.judge("KW", Function::Legal, &act).is_err(), "one checklist a party");
}

#[test]
fn an_instrument_of_a_body_that_ended_without_successor_is_orphaned() {
    let mut world = two();
    let body = |en: &str| Content::new().with("name_ar", "جهة").with("name_en", en);
    world.put("US", "b1", "institution", body("Agency").with("ended", "2025-07-01"));
    let signatory = row(&[("party", "US"), ("institution", "b1")]);
    let content = instrument("mou").with("signatories", vec![signatory]);
    let at =
        |world: &World, today: &str| orphans(world.node("KW"), &content, day_of(today).unwrap());
    assert_eq!(at(&world, "2025-06-30"), []);
    assert_eq!(at(&world, "2025-07-01"), [id("b1")]);
    world.put("US", "b2", "institution", body("Department"));
    let mut followed = Draft::revise(&world.item("US", &id("b1")));
    followed.content.set_items("successors", [&id("b2")]);
    world.act("US", Function::CoChair, Act::Put(followed)).unwrap();
    assert_eq!(at(&world, "2025-07-01"), []);
}

#[test]
fn every_kind_of_fact_has_its_own_words() {
    for lang in Lang::ALL {
        let mut seen = std::collections::BTreeSet::new();
        for name in fact::NAMES {
            assert!(seen.insert(instrument_fact::word(name, lang).unwrap()), "{name}");
        }
    }
}
