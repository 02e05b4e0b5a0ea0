//! What a treaty officer relies on: months counted right, every rule of entry into force, orders
//! refused, every instrument with a next date or a reason, alarms at 180, 90 and 30 days.

use proptest::prelude::*;
use register::bodies::{self, Body, Heirs};
use register::civil::{
    Day, date_of, day_of, first_of_month_after, months_between, shift_months, weekday,
};
use register::entry::RULES;
use register::family::Forest;
use register::term::{NoDate, Start, reckon};
use register::{
    Alarm, Binding, Clock, DateKind, Dated, Disorder, Entry, Fact, Instrument, Kind, Missing,
    Renewal, Rule, Stage, Terms, entry, fact,
};

fn date(text: &str) -> Dated {
    Dated::parse(text).expect("a date")
}

fn day(text: &str) -> Day {
    day_of(text).expect("a day")
}

fn of(kind: Kind, text: &str) -> Fact {
    Fact::of(kind, date(text))
}

fn any_day() -> impl Strategy<Value = Day> {
    day("1850-01-01")..day("2250-12-31")
}

proptest! {
    #[test]
    fn days_and_dates_are_one_another(day in any_day()) {
        prop_assert_eq!(day_of(&date_of(day)), Some(day));
        prop_assert_eq!(weekday(day + 7), weekday(day));
    }

    #[test]
    fn months_keep_the_day_or_take_the_last_one(day in any_day(), months in -600_i64..600) {
        let (from, to) = (date_of(day), date_of(shift_months(day, months)));
        let n = |text: &str| -> i64 {
            let (year, month) = (&text[..4], &text[5..7]);
            year.parse::<i64>().expect("a year") * 12 + month.parse::<i64>().expect("a month")
        };
        prop_assert_eq!(n(&to) - n(&from), months, "{} {}", from, to);
        let next_is_first = date_of(shift_months(day, months) + 1).ends_with("-01");
        prop_assert!(to[8..] == from[8..] || (to[8..] < from[8..] && next_is_first));
    }

    #[test]
    fn months_never_change_an_order(
        one in any_day(), other in any_day(), months in 0_i64..600,
    ) {
        let moved = |day| shift_months(day, months);
        prop_assert!(one > other || moved(one) <= moved(other));
        prop_assert!(one > other || first_of_month_after(one, 2) <= first_of_month_after(other, 2));
    }

    #[test]
    fn whole_months_between_are_the_most_that_fit(from in any_day(), ahead in 0_i64..20_000) {
        let to = from + ahead;
        let months = months_between(from, to);
        prop_assert!(shift_months(from, months) <= to && shift_months(from, months + 1) > to);
    }

    #[test]
    fn the_first_of_a_month_is_in_the_future(day in any_day(), n in 1_u32..24) {
        let first = first_of_month_after(day, n);
        prop_assert!(first > day && date_of(first).ends_with("-01"));
        prop_assert!(months_between(day, first) < i64::from(n) + 1);
    }

    /// Every rule either gives a date not before the facts it rests on, or says what is missing.
    #[test]
    fn a_rule_gives_a_date_or_what_is_missing(
        rule in 0..RULES.len(), n in 1_u32..=120, facts in prop::collection::vec(any_fact(), 0..6),
    ) {
        let rule = Rule::parse(RULES[rule], Some(n), Some(date("2021-01-01"))).expect("a rule");
        match entry::reckon(rule, false, &facts, 2) {
            Entry::NotStated => prop_assert_eq!(rule, Rule::NotStated),
            Entry::Missing(missing) => prop_assert!(!missing.is_empty()),
            Entry::On(date) => prop_assert!(date.first <= date.last),
        }
    }

    /// A term that renews itself ends on or after today, at a whole number of periods.
    #[test]
    fn tacit_renewal_finds_the_end_that_comes_next(
        start in any_day(), months in 1_u32..200, ahead in 0_i64..40_000,
    ) {
        let terms = Terms {
            rule: Rule::Fixed(Dated::day(start)),
            months: Some(months),
            renewal: Renewal::Tacit,
            notice_months: Some(1),
            ..Terms::default()
        };
        let today = start + ahead;
        let end = reckon(&Instrument { terms, sides: 2, ..Instrument::default() }, today).end;
        let end = end.and_then(Dated::exact).expect("a day");
        let steps: Vec<Day> =
            (1..).map(|k| shift_months(start, k * i64::from(months))).take(4_000).collect();
        let brute = steps.into_iter().find(|end| *end >= today).expect("an end");
        prop_assert_eq!(date_of(end), date_of(brute));
    }

    #[test]
    fn every_instrument_has_a_next_date_or_a_reason(
        facts in prop::collection::vec(any_fact(), 0..12), rule in 0..RULES.len(),
        months in prop::option::of(0_u32..3_000), renewal in 0_usize..4, today in any_day(),
    ) {
        let renewals = [Renewal::Tacit, Renewal::Express, Renewal::None, Renewal::Unstated];
        let terms = Terms {
            rule: Rule::parse(RULES[rule], Some(30), Some(date("2019"))).expect("a rule"),
            months,
            renewal: renewals[renewal],
            notice_months: Some(6),
            ..Terms::default()
        };
        let found = reckon(&Instrument { terms, sides: 2, facts, clocks: Vec::new() }, today);
        prop_assert_eq!(found.dates.is_empty(), found.none.is_some());
        prop_assert!(found.dates.is_sorted_by_key(|date| date.date.first));
    }

    /// A life told in its order is never refused, whatever the days between.
    #[test]
    fn a_life_in_its_order_is_accepted(steps in prop::collection::vec(0_i64..400, 9)) {
        let order = [
            Kind::Proposed, Kind::Negotiating, Kind::TextAgreed, Kind::Initialled, Kind::Signed,
            Kind::Exchanged, Kind::InForce, Kind::Registered, Kind::Terminated,
        ];
        let (mut at, mut told) = (day("2000-01-01"), Vec::new());
        for (kind, step) in order.into_iter().zip(steps) {
            at += step;
            let new = Fact::of(kind, Dated::day(at));
            prop_assert_eq!(fact::judge(&told, &new, Binding::Binding), Ok(()));
            told.push(new);
        }
    }
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let kinds = prop::sample::select(Kind::ALL);
    let whole = (kinds, prop::option::of(0_usize..3), any_day(), 0_i64..400);
    (whole, prop::option::of(0_u32..4_000)).prop_map(|((kind, side, first, wide), months)| Fact {
        side,
        months,
        ..Fact::of(kind, Dated { first, last: first + wide })
    })
}

#[test]
fn month_ends_are_counted_from_the_first_day_and_do_not_drift() {
    let start = day("2023-01-31");
    let ends: Vec<String> = (1..=4).map(|n| date_of(shift_months(start, n))).collect();
    assert_eq!(ends, ["2023-02-28", "2023-03-31", "2023-04-30", "2023-05-31"]);
    assert_eq!(date_of(shift_months(day("2020-02-29"), 12)), "2021-02-28");
    assert_eq!(date_of(shift_months(day("2020-02-29"), 48)), "2024-02-29");
    assert_eq!(date_of(shift_months(day("2000-01-31"), 1)), "2000-02-29", "a leap year");
    assert_eq!(date_of(shift_months(day("1900-01-31"), 1)), "1900-02-28", "no leap year");
}

#[test]
fn days_that_do_not_exist_are_no_dates() {
    for text in ["2023-02-29", "2023-04-31", "2023-13", "2023-00-01", "2023-1-1", "2023-01-01x"] {
        assert_eq!(Dated::parse(text), None, "{text}");
    }
    assert_eq!(date("2024-02").last, day("2024-02-29"));
    for text in ["2024", "2024-02", "2024-02-29"] {
        assert_eq!(date(text).to_string(), text);
    }
    assert_eq!(date("2024-02").plus_days(1).to_string(), "2024-02-02/2024-03-01");
}

/// The rules of practice.md 1.8 with one pair of notes.
#[test]
fn entry_into_force_follows_its_clause() {
    let notes = [
        of(Kind::Notified, "2021-03-02").by(0),
        Fact { received: Some(date("2021-05-20")), ..of(Kind::Notified, "2021-05-17").by(1) },
    ];
    let both = |rule| entry::reckon(rule, false, &notes, 2);
    let on = |text| Entry::On(date(text));
    assert_eq!(both(Rule::LaterNote), on("2021-05-17"));
    assert_eq!(both(Rule::DaysAfterLaterNote(30)), on("2021-06-16"));
    assert_eq!(both(Rule::FirstOfMonth(1)), on("2021-06-01"));
    assert_eq!(both(Rule::FirstOfMonth(2)), on("2021-07-01"), "the second month after");
    assert_eq!(both(Rule::NotStated), Entry::NotStated);
    let exchanged = [of(Kind::Exchanged, "2020-02-29")];
    assert_eq!(entry::reckon(Rule::DaysAfterExchange(30), false, &exchanged, 2), on("2020-03-30"));
    let signed = [of(Kind::Signed, "2017-09-07")];
    assert_eq!(entry::reckon(Rule::Signature, false, &signed, 2), on("2017-09-07"));
    let apart = [of(Kind::Signed, "2017-09-07").by(0), of(Kind::Signed, "2017-09-09").by(1)];
    assert_eq!(entry::reckon(Rule::Signature, false, &apart, 2), on("2017-09-09"));
    let done = [
        of(Kind::ProcedureCompleted, "2018-12").by(0),
        of(Kind::ProcedureCompleted, "2019-01-15").by(1),
    ];
    assert_eq!(entry::reckon(Rule::BothProcedures, false, &done, 2), on("2019-01-15"));
    assert_eq!(entry::reckon(Rule::Fixed(date("2022-01-01")), false, &[], 2), on("2022-01-01"));
    let operative = [of(Kind::Operative, "2020-11-24")];
    assert_eq!(entry::reckon(Rule::OperativeOn(None), false, &operative, 2), on("2020-11-24"));
}

#[test]
fn what_is_missing_is_named_with_the_side_it_is_missing_from() {
    let one = [of(Kind::Notified, "2021-03-02").by(0)];
    let missing = |kind, side| Entry::Missing(vec![Missing { kind, side }]);
    let found = entry::reckon(Rule::LaterNote, false, &one, 2);
    assert_eq!(found, missing(Kind::Notified, Some(1)));
    // A note of which nobody knows when it was received does not count where receipt counts.
    let found = entry::reckon(Rule::LaterNote, true, &one, 1);
    assert_eq!(found, missing(Kind::Notified, Some(0)));
    let found = entry::reckon(Rule::DaysAfterExchange(30), false, &one, 2);
    assert_eq!(found, missing(Kind::Exchanged, None));
}

#[test]
fn a_date_known_to_the_month_stays_a_month() {
    let done = [
        of(Kind::ProcedureCompleted, "2018-12").by(0),
        of(Kind::ProcedureCompleted, "2018-11-03").by(1),
    ];
    let found = entry::reckon(Rule::BothProcedures, false, &done, 2);
    assert_eq!(found, Entry::On(date("2018-12")));
}

#[test]
fn impossible_orders_are_refused_with_the_fact_they_contradict() {
    let told = [
        of(Kind::TextAgreed, "2017-06-01"),
        of(Kind::Signed, "2017-09-07"),
        of(Kind::InForce, "2019-02-01"),
        Fact { months: Some(24), ..of(Kind::Renewed, "2021-02-01") },
    ];
    let judge = |new: Fact| fact::judge(&told, &new, Binding::Binding);
    let none = |kind, text| fact::judge(&told[..1], &of(kind, text), Binding::Binding);
    assert_eq!(none(Kind::Signed, "2017-05-31"), Err(Disorder::BeforeItsTime(told[0])));
    assert_eq!(none(Kind::Signed, "2017-06"), Ok(()), "it may be later in June");
    let early = fact::judge(&told[..2], &of(Kind::InForce, "2017-09-06"), Binding::Binding);
    assert_eq!(early, Err(Disorder::BeforeItsTime(told[1])));
    assert_eq!(judge(of(Kind::Proposed, "2018")), Err(Disorder::AfterItsTime(told[0])));
    assert_eq!(judge(of(Kind::Signed, "2017-09-08")), Err(Disorder::Recorded(told[1])));
    assert_eq!(judge(of(Kind::Renewed, "2021-02")), Err(Disorder::RenewedAtOnce(told[3])));
    assert_eq!(judge(of(Kind::Extended, "2021-02-01")), Err(Disorder::RenewedAtOnce(told[3])));
    assert_eq!(judge(of(Kind::Resumed, "2022-01-01")), Err(Disorder::NotSuspended));
    assert_eq!(judge(of(Kind::Notified, "2018-01-01")), Err(Disorder::SideMissing));
    assert_eq!(judge(of(Kind::Operative, "2020-01-01")), Err(Disorder::WrongBinding));
    assert_eq!(judge(of(Kind::Terminated, "2020-01-01")), Err(Disorder::BeforeItsTime(told[3])));
    let soft = fact::judge(&[], &of(Kind::InForce, "2020-01-01"), Binding::NonBinding);
    assert_eq!(soft, Err(Disorder::WrongBinding));
    let early =
        Fact { received: Some(date("2018-05-01")), ..of(Kind::Notified, "2018-06-01").by(0) };
    assert_eq!(judge(early), Err(Disorder::ReceivedBeforeSent));
    let done = [of(Kind::ProcedureCompleted, "2018-07-01").by(0)];
    let note = |side| of(Kind::Notified, "2018-06-01").by(side);
    let found = fact::judge(&done, &note(0), Binding::Binding);
    assert_eq!(found, Err(Disorder::BeforeItsTime(done[0])));
    assert_eq!(fact::judge(&done, &note(1), Binding::Binding), Ok(()));
}

#[test]
fn what_was_in_force_may_be_registered_late_but_never_before() {
    let told = [of(Kind::InForce, "2019-02-01"), of(Kind::Terminated, "2023-01-01")];
    let judge = |text| fact::judge(&told, &of(Kind::Registered, text), Binding::Binding);
    assert_eq!(judge("2024-05-01"), Ok(()));
    assert_eq!(judge("2019-01-31"), Err(Disorder::BeforeItsTime(told[0])));
}

fn memorandum() -> Instrument {
    let terms = Terms {
        rule: Rule::Signature,
        months: Some(60),
        renewal: Renewal::Tacit,
        notice_months: Some(6),
        ..Terms::default()
    };
    let facts = vec![of(Kind::Signed, "2020-11-24")];
    Instrument { terms, sides: 2, facts, clocks: Vec::new() }
}

#[test]
fn what_is_recorded_ahead_of_its_day_changes_nothing_before_it() {
    let mut one = memorandum();
    one.facts.push(of(Kind::Suspended, "2022-03-01"));
    one.facts.push(of(Kind::Resumed, "2022-09-01"));
    let stage = |today: &str| reckon(&one, day(today)).stage;
    assert_eq!(stage("2022-02-01"), Stage::InForce(date("2020-11-24")));
    assert_eq!(stage("2022-04-01"), Stage::Suspended(date("2022-03-01")));
    assert_eq!(stage("2022-10-01"), Stage::InForce(date("2020-11-24")));
}

/// The date everybody misses (practice.md 1.8).
#[test]
fn the_last_day_for_notice_comes_before_the_tacit_renewal() {
    let next = |today: &str| {
        let found = reckon(&memorandum(), day(today));
        let next = *found.next().expect("a date");
        (next.kind, date_of(next.date.first), next.alarm)
    };
    let notice = |text: &str, alarm| (DateKind::Notice, text.to_owned(), alarm);
    assert_eq!(next("2020-11-24"), notice("2025-05-24", Alarm::Far));
    assert_eq!(next("2024-11-25"), notice("2025-05-24", Alarm::Days180));
    assert_eq!(next("2025-02-23"), notice("2025-05-24", Alarm::Days90));
    assert_eq!(next("2025-04-24"), notice("2025-05-24", Alarm::Days30));
    assert_eq!(next("2025-05-24"), notice("2025-05-24", Alarm::Days30));
    let missed = (DateKind::Renews, "2025-11-24".to_owned(), Alarm::Far);
    assert_eq!(next("2025-05-25").0, missed.0);
    assert_eq!(next("2025-11-25"), notice("2030-05-24", Alarm::Far), "it renewed itself");
}

#[test]
fn alarms_ring_at_180_90_and_30_days() {
    let edges = [(181, Alarm::Far), (180, Alarm::Days180), (91, Alarm::Days180)];
    let near = [(90, Alarm::Days90), (31, Alarm::Days90), (30, Alarm::Days30), (0, Alarm::Days30)];
    for (days, alarm) in edges.into_iter().chain(near).chain([(-1, Alarm::Past)]) {
        assert_eq!(Alarm::of(days), alarm, "{days}");
    }
}

#[test]
fn a_notice_in_time_ends_it_and_a_late_one_only_a_period_later() {
    let end = |notice: &str| {
        let mut one = memorandum();
        one.facts.push(of(Kind::NoticeGiven, notice).by(0));
        let found = reckon(&one, day("2025-07-01"));
        let next = *found.next().expect("a date");
        assert_eq!(next.kind, DateKind::EndsByNotice);
        date_of(next.date.first)
    };
    assert_eq!(end("2025-05-24"), "2025-11-24");
    assert_eq!(end("2025-05-25"), "2030-11-24");
}

/// An agreement for an unlimited time, denounced with effect from a day.
#[test]
fn a_notice_ends_an_instrument_without_a_term_on_the_day_of_its_effect() {
    let notice = |until: Option<&str>| Fact {
        until: until.map(date),
        ..of(Kind::NoticeGiven, "2024-01-10").by(0)
    };
    let with = |facts: Vec<Fact>| {
        let terms = Terms { rule: Rule::Signature, ..Terms::default() };
        let mut all = vec![of(Kind::Signed, "2017-09-07")];
        all.extend(facts);
        Instrument { terms, sides: 2, facts: all, clocks: Vec::new() }
    };
    let one = with(vec![notice(Some("2024-07-10"))]);
    let eve = reckon(&one, day("2024-07-09"));
    assert_eq!(eve.stage, Stage::InForce(date("2017-09-07")));
    assert_eq!(eve.next().map(|next| next.kind), Some(DateKind::EndsByNotice));
    for today in ["2024-07-10", "2024-07-11", "2031-01-01"] {
        let found = reckon(&one, day(today));
        assert_eq!(found.stage, Stage::EndedByNotice(date("2024-07-10")), "{today}");
        assert_eq!((found.dates.len(), found.none), (0, Some(NoDate::Ended)), "{today}");
    }
    // Known to a month: not before the month is over.
    let month = with(vec![notice(Some("2024-07"))]);
    assert_eq!(reckon(&month, day("2024-07-31")).stage, Stage::InForce(date("2017-09-07")));
    assert_eq!(reckon(&month, day("2024-08-01")).stage, Stage::EndedByNotice(date("2024-07")));
    // Nobody says when it takes effect: no day is made up, and that is told.
    let open = reckon(&with(vec![notice(None)]), day("2031-01-01"));
    assert_eq!(open.stage, Stage::InForce(date("2017-09-07")));
    assert_eq!(open.none, Some(NoDate::NoticeWithoutEffect));
    // A renewal after the notice takes it back.
    let renewed = Fact { months: Some(240), ..of(Kind::Renewed, "2024-05-01") };
    let back = reckon(&with(vec![notice(Some("2024-07-10")), renewed]), day("2025-01-01"));
    assert_eq!(back.stage, Stage::InForce(date("2017-09-07")));
    assert_eq!(back.next().map(|next| next.kind), Some(DateKind::Expires));
}

#[test]
fn a_notice_ends_a_term_that_would_renew_itself_and_is_not_overdue_for_ever() {
    let mut one = memorandum();
    one.facts.push(of(Kind::NoticeGiven, "2025-05-24").by(0));
    let after = reckon(&one, day("2025-11-25"));
    assert_eq!(after.stage, Stage::EndedByNotice(date("2025-11-24")));
    assert_eq!((after.dates.len(), after.none), (0, Some(NoDate::Ended)));
    // The day that the notice names goes before the one that is reckoned.
    one.facts[1].until = Some(date("2026-03-01"));
    let named = reckon(&one, day("2025-11-25"));
    assert_eq!(named.stage, Stage::InForce(date("2020-11-24")));
    assert_eq!(named.next().map(|next| next.date), Some(date("2026-03-01")));
    assert_eq!(reckon(&one, day("2026-03-01")).stage, Stage::EndedByNotice(date("2026-03-01")));
}

#[test]
fn what_a_clause_counts_has_its_bounds() {
    let rule = |name: &str, n: u32| Rule::parse(name, Some(n), None);
    assert_eq!(rule("first_of_month", 0), None, "it would lie before the note");
    assert_eq!(rule("first_of_month", 1), Some(Rule::FirstOfMonth(1)));
    assert_eq!(rule("first_of_month", 121), None);
    for name in ["days_after_later_note", "days_after_exchange"] {
        assert_eq!(rule(name, 0), None, "{name}: with no days it is another clause");
        assert_eq!(rule(name, 3_661), None, "{name}");
        assert!(rule(name, 1).is_some() && rule(name, 3_660).is_some(), "{name}");
    }
    assert_eq!(rule("signature", 0), Some(Rule::Signature), "it counts nothing");
}

/// Customs, 1993, "renewed for two years" in April 2019: the end is known to the month.
#[test]
fn a_renewal_without_a_known_term_is_counted_from_itself() {
    let facts =
        vec![of(Kind::Signed, "1993"), Fact { months: Some(24), ..of(Kind::Renewed, "2019-04") }];
    let one = Instrument { sides: 2, facts, ..Instrument::default() };
    let found = reckon(&one, day("2020-11-18"));
    assert_eq!(found.stage, Stage::Renewed(date("2019-04")));
    assert_eq!(found.end, Some(date("2021-04")));
    let next = found.next().expect("a date");
    assert_eq!((next.kind, next.alarm), (DateKind::Expires, Alarm::Days180));
    let later = reckon(&one, day("2021-05-01"));
    assert_eq!(later.stage, Stage::RanOut(date("2021-04")));
    assert_eq!(later.next().map(|date| date.alarm), Some(Alarm::Past));
}

#[test]
fn renewals_in_time_go_on_from_the_end_of_the_term() {
    let mut one = memorandum();
    one.terms.renewal = Renewal::Express;
    one.facts.push(Fact { months: Some(12), ..of(Kind::Renewed, "2025-06-01") });
    assert_eq!(reckon(&one, day("2025-07-01")).end, Some(date("2026-11-24")));
    one.facts.push(Fact { until: Some(date("2028-01-31")), ..of(Kind::Extended, "2026-01-01") });
    assert_eq!(reckon(&one, day("2026-02-01")).end, Some(date("2028-01-31")));
}

#[test]
fn no_date_has_its_reason() {
    let none = |one: &Instrument| reckon(one, day("2021-01-01")).none;
    let mut one = Instrument { sides: 2, ..Instrument::default() };
    assert_eq!(none(&one), Some(NoDate::EntryNotStated));
    one.terms.rule = Rule::LaterNote;
    assert_eq!(none(&one), Some(NoDate::Waiting));
    one.facts.push(of(Kind::InForce, "2020-01-01"));
    assert_eq!(none(&one), Some(NoDate::TermNotStated));
    one.terms.unlimited = true;
    assert_eq!(none(&one), Some(NoDate::Unlimited));
    one.facts.push(of(Kind::Terminated, "2020-06-01"));
    assert_eq!(none(&one), Some(NoDate::Ended));
}

#[test]
fn a_recorded_entry_that_the_clause_contradicts_is_told() {
    let mut one = Instrument { sides: 2, ..Instrument::default() };
    one.terms.rule = Rule::DaysAfterLaterNote(30);
    one.facts = vec![
        of(Kind::Notified, "2021-03-02").by(0),
        of(Kind::Notified, "2021-05-17").by(1),
        of(Kind::InForce, "2021-06-01"),
    ];
    let found = reckon(&one, day("2021-07-01"));
    assert!(found.contradiction);
    assert_eq!(found.stage, Stage::InForce(date("2021-06-01")), "the record governs");
    one.facts[2] = of(Kind::InForce, "2021-06");
    assert!(!reckon(&one, day("2021-07-01")).contradiction);
}

#[test]
fn reporting_clocks_run_for_the_instruments_they_are_for() {
    let clock = |for_binding, from, days| Clock {
        side: 1,
        for_binding,
        from,
        days,
        since: None,
        until: None,
        done: false,
    };
    let mut one = memorandum();
    one.terms.months = None;
    one.clocks = vec![
        clock(Some(true), Start::Signature, 20),
        clock(Some(false), Start::Entry, 30),
        clock(None, Start::Signature, 40),
    ];
    let due = |one: &Instrument| -> Vec<(DateKind, String)> {
        let found = reckon(one, day("2020-12-01"));
        found.dates.iter().map(|date| (date.kind, date_of(date.date.first))).collect()
    };
    let general = (DateKind::Report(2), "2021-01-03".to_owned());
    assert_eq!(due(&one), std::slice::from_ref(&general), "nobody says whether it binds");
    one.terms.binding = Binding::Binding;
    assert_eq!(due(&one), [(DateKind::Report(0), "2020-12-14".to_owned()), general.clone()]);
    one.terms.binding = Binding::NonBinding;
    assert_eq!(due(&one), [(DateKind::Report(1), "2020-12-24".to_owned()), general]);
    one.clocks[1].done = true;
    assert_eq!(due(&one).len(), 1);
}

/// A law was amended: each instrument has the days of the law that stood when its clock began.
#[test]
fn a_clock_runs_by_the_law_of_its_day() {
    let clock = |days, since: Option<&str>, until: Option<&str>| Clock {
        side: 1,
        for_binding: None,
        from: Start::Signature,
        days,
        since: since.map(date),
        until: until.map(date),
        done: false,
    };
    let due = |signed: &str| -> Vec<DateKind> {
        let one = Instrument {
            sides: 2,
            facts: vec![of(Kind::Signed, signed)],
            clocks: vec![clock(20, None, Some("2023-09")), clock(15, Some("2023-09"), None)],
            ..Instrument::default()
        };
        reckon(&one, day("2023-08-01")).dates.iter().map(|date| date.kind).collect()
    };
    assert_eq!(due("2023-08-31"), [DateKind::Report(0)]);
    assert_eq!(due("2023-09-01"), [DateKind::Report(1)]);
}

#[test]
fn families_are_trees_and_circles_are_refused() {
    let pairs = [("b", "a"), ("c", "a"), ("d", "b"), ("a", "d"), ("d", "c")];
    let forest = Forest::of(pairs);
    assert!(forest.closes_circle(&"a", &"d"), "a circle");
    assert!(!forest.closes_circle(&"e", &"d"));
    assert_eq!(*forest.root(&"d"), "a");
    assert_eq!(forest.walk(&"a"), [(0, "a"), (1, "b"), (2, "d"), (1, "c")]);
    assert!(forest.closes_circle(&"a", &"a"));
}

#[test]
fn an_instrument_is_orphaned_when_nobody_followed_its_body() {
    let body = |ended: &str, successors: &[&'static str]| Body {
        ended: Dated::parse(ended),
        successors: successors.to_vec(),
    };
    let find = |key: &&'static str| match *key {
        "old" => Some(body("2015", &["middle", "other"])),
        "middle" => Some(body("2018-06-30", &["new"])),
        "new" | "other" => Some(body("", &[])),
        "gone" => Some(body("2025-07-01", &[])),
        "loop" => Some(body("2001", &["loop"])),
        _ => None,
    };
    let heirs = |of, today| bodies::heirs(&of, day(today), find);
    assert_eq!(heirs("old", "2020-01-01"), Heirs::Bodies(vec!["other", "new"]));
    assert_eq!(heirs("old", "2016-01-01"), Heirs::Bodies(vec!["middle", "other"]));
    assert_eq!(heirs("gone", "2025-06-30"), Heirs::Itself, "it still exists");
    assert_eq!(heirs("gone", "2025-07-01"), Heirs::Nobody);
    assert_eq!(heirs("loop", "2020-01-01"), Heirs::Nobody);
    assert_eq!(heirs("unknown", "2020-01-01"), Heirs::Itself);
}
