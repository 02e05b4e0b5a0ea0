//! The rules of mutual legal assistance as their users rely on them: every transition, every clock
//! at its edges, detectors on plausible and hostile texts, figures that give nothing away.

use mutual::clocks::{self, Levels, Name, Reading};
use mutual::codes;
use mutual::complete::{Asked, Gap};
use mutual::detect;
use mutual::life::{Life, Side, State, Step, Taken, after, possible, turn};
use mutual::uses::{Limits, Standing};
use proptest::prelude::*;

const SIDES: [Side; 2] = [Side::Requesting, Side::Requested];

#[test]
fn every_state_can_be_reached_and_only_ends_are_ends() {
    let mut reached = vec![State::SharedDraft];
    let mut at = 0;
    while at < reached.len() {
        for (side, step) in SIDES.iter().flat_map(|s| Step::ALL.iter().map(move |t| (s, t))) {
            if let Some(to) = after(reached[at], *step, *side)
                && !reached.contains(&to)
            {
                reached.push(to);
            }
        }
        at += 1;
    }
    for state in State::ALL {
        assert!(reached.contains(state), "{} is never reached", state.as_str());
        let steps: usize = SIDES.iter().map(|side| possible(*state, *side).len()).sum();
        assert_eq!(steps == 0, turn(*state).is_none(), "{}", state.as_str());
        if let Some(side) = turn(*state) {
            assert!(!possible(*state, side).is_empty(), "{}: nothing to do", state.as_str());
        }
    }
}

#[test]
fn the_whole_table_is_what_a_lawyer_reads() {
    let mut lines = Vec::new();
    for state in State::ALL {
        for side in SIDES {
            let steps: Vec<&str> = possible(*state, side).iter().map(|s| s.as_str()).collect();
            if !steps.is_empty() {
                let who = if side == Side::Requesting { "asks " } else { "asked" };
                lines.push(format!("{} {who} {}", state.as_str(), steps.join(" ")));
            }
        }
    }
    let expected = "\
shared_draft asks  sent withdrawn
sent asks  withdrawn lapsed overtaken
sent asked received acknowledged lapsed overtaken
received asks  withdrawn lapsed overtaken
received asked acknowledged returned lapsed overtaken
acknowledged asks  withdrawn lapsed overtaken
acknowledged asked more_information returned accepted refused_in_part refused extended postponed \
lapsed overtaken
more_information asks  information_sent withdrawn lapsed overtaken
more_information asked lapsed overtaken
returned asks  sent withdrawn
accepted asks  withdrawn lapsed overtaken
accepted asked assigned in_execution postponed lapsed overtaken
refused_in_part asks  withdrawn lapsed overtaken
refused_in_part asked assigned in_execution postponed lapsed overtaken
assigned asks  withdrawn lapsed overtaken
assigned asked more_information refused in_execution delayed postponed lapsed overtaken
in_execution asks  withdrawn lapsed overtaken
in_execution asked more_information refused delayed partial_reply postponed executed lapsed \
overtaken
partial_reply asks  withdrawn lapsed overtaken
partial_reply asked delayed partial_reply executed lapsed overtaken
postponed asks  withdrawn lapsed overtaken
postponed asked accepted refused resumed lapsed overtaken
executed asked transmitted
transmitted asks  receipt_confirmed
receipt_confirmed asks  items_returned closed
items_returned asks  closed";
    assert_eq!(lines.join("\n"), expected);
}

fn taken(on: i64, step: Step, by: Side) -> Taken {
    Taken { on, step, by, id: format!("{on}-{}", step.as_str()) }
}

fn asked(on: i64, step: Step) -> Taken {
    taken(on, step, Side::Requested)
}

fn asks(on: i64, step: Step) -> Taken {
    taken(on, step, Side::Requesting)
}

proptest! {
    #[test]
    fn any_order_of_arrival_gives_one_life(
        steps in prop::collection::vec((0i64..6, 0usize..Step::ALL.len(), any::<bool>()), 0..14),
        seed in any::<u64>(),
    ) {
        let steps: Vec<Taken> = steps.into_iter().enumerate().map(|(n, (on, step, ours))| Taken {
            on,
            step: Step::ALL[step],
            by: SIDES[usize::from(ours)],
            id: format!("{n:02}"),
        }).collect();
        let life = Life::of(0, steps.clone());
        let mut shuffled = steps.clone();
        let n = shuffled.len().max(1);
        for at in 0..shuffled.len() {
            shuffled.swap(at, (seed as usize).wrapping_mul(at + 7) % n);
        }
        prop_assert_eq!(&life, &Life::of(0, shuffled));
        prop_assert_eq!(life.counted.len() + life.out_of_order.len(), steps.len());
        let mut state = State::SharedDraft;
        for (step, to) in &life.counted {
            prop_assert_eq!(after(state, step.step, step.by), Some(*to));
            state = *to;
        }
    }

    #[test]
    fn detectors_never_panic_and_name_places_of_the_text(text in "\\PC{0,80}") {
        for find in detect::find(&text) {
            prop_assert!(text.get(find.at.clone()).is_some());
        }
    }

    #[test]
    fn references_are_never_taken_for_personal_data(year in 1990u32..2100, n in 0u32..100_000) {
        let reference = format!("KW-MLA-{year}-{n:04}");
        prop_assert!(codes::is_reference(&reference, "KW"));
        prop_assert_eq!(detect::find(&reference), vec![]);
    }
}

#[test]
fn clocks_run_stop_and_end_on_working_days_of_the_side_that_acts() {
    let always = |_: i64| true;
    let levels = Levels::default();
    let sent = Life::of(0, vec![asks(10, Step::Sent)]);
    let read = |life: &Life, name, today| clocks::read(name, life, &levels, today, &always);
    assert_eq!(read(&sent, Name::Acknowledge, 17), Reading::Running { due: 17, left: 0 });
    assert_eq!(read(&sent, Name::Acknowledge, 18), Reading::Overdue { due: 17, late: 1 });
    assert_eq!(read(&sent, Name::Decide, 18), Reading::Waiting);
    // Days 17 and 18 are off: the last day moves to 19.
    let works = |day: i64| !(17..=18).contains(&day);
    let due = clocks::read(Name::Acknowledge, &sent, &levels, 17, &works);
    assert_eq!(due, Reading::Running { due: 19, left: 2 });
    let steps =
        vec![asks(10, Step::Sent), asked(12, Step::Received), asked(18, Step::Acknowledged)];
    let acknowledged = Life::of(0, steps.clone());
    assert_eq!(read(&acknowledged, Name::Acknowledge, 50), Reading::MetLate { due: 17, on: 18 });
    assert_eq!(read(&acknowledged, Name::Decide, 20), Reading::Running { due: 42, left: 22 });
    let mut longer = steps.clone();
    longer.extend([asked(40, Step::Extended), asked(41, Step::Extended)]);
    let extended = Life::of(0, longer.clone());
    assert_eq!(extended.out_of_order.len(), 1, "once only");
    assert_eq!(read(&extended, Name::Decide, 50), Reading::Running { due: 72, left: 22 });
    longer.extend([asked(60, Step::Accepted), asked(61, Step::Assigned)]);
    let accepted = Life::of(0, longer.clone());
    assert_eq!(read(&accepted, Name::Decide, 99), Reading::Met { due: 72, on: 60 });
    assert_eq!(read(&accepted, Name::CarryOut, 151), Reading::Overdue { due: 150, late: 1 });
    longer.extend([asked(70, Step::Postponed)]);
    assert_eq!(read(&Life::of(0, longer.clone()), Name::CarryOut, 99), Reading::Paused);
    longer.extend([asked(80, Step::Resumed), asked(90, Step::Executed)]);
    let done = Life::of(0, longer);
    assert_eq!(read(&done, Name::CarryOut, 99), Reading::Met { due: 170, on: 90 });
}

#[test]
fn more_information_pauses_the_decision_and_begins_it_anew() {
    let mut steps = vec![asks(0, Step::Sent), asked(1, Step::Acknowledged)];
    steps.push(asked(5, Step::MoreInformation));
    let (levels, works) = (Levels::default(), |_: i64| true);
    let read = |life: &Life| clocks::read(Name::Decide, life, &levels, 60, &works);
    assert_eq!(read(&Life::of(0, steps.clone())), Reading::Paused);
    steps.push(asks(50, Step::InformationSent));
    assert_eq!(read(&Life::of(0, steps.clone())), Reading::Running { due: 80, left: 20 });
    steps.push(asks(55, Step::Withdrawn));
    assert_eq!(read(&Life::of(0, steps)), Reading::Over);
}

#[test]
fn steps_of_one_day_count_in_the_order_of_a_life() {
    let steps = vec![asked(3, Step::Acknowledged), asks(3, Step::Sent), asked(3, Step::Received)];
    let life = Life::of(0, steps);
    assert_eq!((life.state, life.out_of_order.len()), (State::Acknowledged, 0));
    // Stated with an earlier day than what it follows, it does not count.
    let life = Life::of(0, vec![asks(3, Step::Sent), asked(1, Step::Acknowledged)]);
    assert_eq!((life.state, life.out_of_order.len()), (State::Sent, 1));
    // The request is withdrawn before it was accepted: acceptance comes too late.
    let life = Life::of(
        0,
        vec![
            asks(1, Step::Sent),
            asked(2, Step::Acknowledged),
            asks(3, Step::Withdrawn),
            asked(4, Step::Accepted),
        ],
    );
    assert_eq!((life.state, life.out_of_order.len()), (State::Withdrawn, 1));
}

#[test]
fn limits_of_use_run_end_and_are_lifted_by_publicity() {
    let limits = Limits { from: 0, until: Some(100), return_by: Some(40), ..Limits::default() };
    assert_eq!(limits.using(60), Standing::Holds { left: 40 });
    assert_eq!(limits.using(100), Standing::EndsSoon { left: 0 });
    assert_eq!(limits.using(101), Standing::Expired { since: 1 });
    assert_eq!(limits.returning(41), Some(Standing::Expired { since: 1 }));
    assert_eq!(Limits { returned: Some(39), ..limits.clone() }.returning(41), None);
    assert_eq!(Limits { public_since: Some(50), ..limits }.using(60), Standing::Public);
    assert_eq!(Limits::default().using(60), Standing::Open);
}

#[test]
fn a_request_says_what_it_lacks() {
    let mut asked = Asked::default();
    assert!(asked.gaps().contains(&Gap::Field("basis")));
    for (field, value) in [
        (&mut asked.reference, "KW-MLA-2020-0001"),
        (&mut asked.basis, "reciprocity"),
        (&mut asked.measure, "bank_records"),
        (&mut asked.offence, "fraud"),
        (&mut asked.class, "urgent"),
        (&mut asked.language, "ar"),
        (&mut asked.requesting_office, "public_prosecution"),
        (&mut asked.requested_office, "central_authority"),
        (&mut asked.channel, "central_authorities"),
    ] {
        *field = value.to_owned();
    }
    let gaps = asked.gaps();
    assert_eq!(gaps[0], Gap::Field("urgency"));
    for enclosure in
        ["facts", "certificate", "translation", "undertaking_of_reciprocity", "court_order"]
    {
        assert!(gaps.contains(&Gap::Enclosure(enclosure)), "{enclosure}");
    }
    asked.urgency = "flight_of_assets".to_owned();
    asked.enclosed = codes::ENCLOSURES.iter().map(|one| (*one).to_owned()).collect();
    assert_eq!(asked.gaps(), vec![]);
}
