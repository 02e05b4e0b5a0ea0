//! Figures that give nothing away: whoever knows every half-year that was shown, and the rule, can
//! hold any withheld count for anything from 0 to 4. Small tables are tried out whole; for
//! histories of requests, drawn by chance, another history is built that shows the same.

use std::collections::{BTreeMap, BTreeSet};

use mutual::Day;
use mutual::codes::{CLASSES, GROUNDS};
use mutual::figures::{Band, Broken, Case, Figures, OfClass, Shown, count, publish};
use proptest::prelude::*;

const SMALL: std::ops::RangeInclusive<u64> = 0..=4;

/// Four half-years as days: 181 and 184 by turns.
const HALVES: [(Day, Day); 4] = [(0, 180), (181, 364), (365, 545), (546, 729)];

/// Which values each withheld count can have, for each thing that is shown.
#[derive(Default)]
struct Guesses<S: Ord>(BTreeMap<S, BTreeMap<&'static str, BTreeSet<u64>>>);

impl<S: Ord + Clone + std::fmt::Debug> Guesses<S> {
    fn add(&mut self, shown: &S, cell: &'static str, withheld: bool, value: u64) {
        if withheld {
            let cells = self.0.entry(shown.clone()).or_default();
            cells.entry(cell).or_default().insert(value);
        }
    }

    fn are_open(&self) {
        for (shown, cells) in &self.0 {
            for (cell, values) in cells {
                let open = SMALL.into_iter().all(|value| values.contains(&value));
                assert!(open, "{cell} is one of {values:?} where {shown:?} is shown");
            }
        }
    }
}

/// Every table of one half-year with two classes and two grounds.
#[test]
fn no_small_table_gives_away_what_is_withheld_of_it() {
    let mut guesses = Guesses::default();
    for opened in 0..=14_u64 {
        for closed in 0..=opened {
            for (first, alike) in (0..=closed).flat_map(|n| (0..4_u8).map(move |a| (n, a))) {
                for (a, b) in (0..=closed).flat_map(|a| (0..=closed - a).map(move |b| (a, b))) {
                    let class = |closed, alike| OfClass {
                        closed,
                        median_days: Some(30),
                        alike,
                        ..OfClass::default()
                    };
                    let second = closed - first;
                    let figures = Figures {
                        opened,
                        closed,
                        by_class: [
                            (CLASSES[0].to_owned(), class(first, alike & 1 > 0)),
                            (CLASSES[1].to_owned(), class(second, alike & 2 > 0)),
                        ]
                        .into(),
                        by_ground: [(GROUNDS[0].to_owned(), a), (GROUNDS[1].to_owned(), b)].into(),
                        ..Figures::default()
                    };
                    let shown = publish(&figures);
                    assert_eq!(shown.check(), Ok(()), "{shown:?}");
                    guesses.add(&shown, "opened", shown.opened.is_none(), opened);
                    guesses.add(&shown, "closed", shown.closed.is_none(), closed);
                    for (at, cell, n) in [(0, "ground 1", a), (1, "ground 2", b)] {
                        guesses.add(&shown, cell, !shown.grounds.contains_key(GROUNDS[at]), n);
                    }
                    for (at, cell, n) in [(0, "class 1", first), (1, "class 2", second)] {
                        guesses.add(&shown, cell, !shown.weeks.contains_key(CLASSES[at]), n);
                    }
                }
            }
        }
    }
    guesses.are_open();
}

/// Every history of three half-years of at most nine requests sent and nine ended in each.
#[test]
fn no_run_of_half_years_gives_away_what_is_withheld_or_open() {
    let mut guesses: Guesses<Vec<Shown>> = Guesses::default();
    let mut pending: BTreeMap<Vec<Shown>, BTreeSet<u64>> = BTreeMap::new();
    let cells = [["o1", "c1"], ["o2", "c2"], ["o3", "c3"]];
    let mut all: Vec<(Vec<(u64, u64)>, u64)> = vec![(Vec::new(), 0)];
    for _ in 0..3 {
        let further = all.iter().flat_map(|(halves, open)| {
            (0..=9_u64).flat_map(move |o| {
                (0..=9.min(open + o)).map(move |c| {
                    let mut halves = halves.clone();
                    halves.push((o, c));
                    (halves, open + o - c)
                })
            })
        });
        all = further.collect();
    }
    for (halves, open) in all {
        let publish = |(opened, closed): &(u64, u64)| {
            publish(&Figures { opened: *opened, closed: *closed, ..Figures::default() })
        };
        let shown: Vec<Shown> = halves.iter().map(publish).collect();
        for (at, (o, c)) in halves.iter().enumerate() {
            guesses.add(&shown, cells[at][0], shown[at].opened.is_none(), *o);
            guesses.add(&shown, cells[at][1], shown[at].closed.is_none(), *c);
        }
        pending.entry(shown).or_default().insert(open);
    }
    guesses.are_open();
    for (shown, values) in pending {
        assert!(values.len() >= 5, "{values:?} are open where {shown:?} is shown");
    }
}

#[test]
fn a_backlog_that_is_worked_off_does_not_tell_how_it_came_together() {
    // Four are sent in each half-year and five end: were the fives shown, the fours would follow.
    for closed in [0, 5, 5, 5, 5] {
        let shown = publish(&Figures { opened: 4, closed, ..Figures::default() });
        assert_eq!(shown, Shown::default());
    }
    // What took longer than a half-year was sent before it, however few were sent then.
    let one = OfClass { opened: 7, closed: 6, median_days: Some(400), alike: false };
    let by_class = [(CLASSES[1].to_owned(), one)].into();
    let figures = Figures { opened: 7, closed: 6, by_class, ..Figures::default() };
    assert_eq!(publish(&figures).weeks.get(CLASSES[1]), Some(&25));
    // Nor do the parts of what ended tell more of it than the whole.
    let by_ground = [(GROUNDS[0].to_owned(), 8), (GROUNDS[1].to_owned(), 12)].into();
    let figures = Figures { opened: 12, closed: 20, by_ground, ..Figures::default() };
    let shown = publish(&figures);
    assert_eq!(shown.grounds, [(GROUNDS[0].to_owned(), 5)].into());
    assert_eq!((shown.read_closed(), shown.check()), (Band::AtLeast(10), Ok(())));
}

#[derive(Debug, Clone, Copy)]
enum Cell {
    Opened,
    Closed,
    Returned,
    Ground(&'static str),
    Class(&'static str),
}

/// Withheld counts of what is shown.
fn withheld(shown: &Shown) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (count, cell) in [
        (shown.opened, Cell::Opened),
        (shown.closed, Cell::Closed),
        (shown.returned, Cell::Returned),
    ] {
        cells.extend(count.is_none().then_some(cell));
    }
    let grounds = GROUNDS.iter().filter(|code| !shown.grounds.contains_key(**code));
    cells.extend(grounds.map(|code| Cell::Ground(code)));
    let classes = CLASSES.iter().filter(|code| !shown.weeks.contains_key(**code));
    cells.extend(classes.map(|code| Cell::Class(code)));
    cells
}

/// A half-year that shows the same, with `value` requests in one withheld cell.
fn another(shown: &Shown, (from, to): (Day, Day), set: Option<(Cell, u64)>) -> Vec<Case> {
    let value = |wanted: &dyn Fn(Cell) -> bool| {
        set.filter(|(cell, _)| wanted(*cell)).map_or(0, |(_, value)| value)
    };
    let mut grounds: Vec<Option<String>> = Vec::new();
    for ground in GROUNDS {
        let hidden = value(&|cell| matches!(cell, Cell::Ground(code) if code == *ground));
        let n = shown.grounds.get(*ground).copied().unwrap_or(hidden);
        grounds.extend((0..n).map(|_| Some((*ground).to_owned())));
    }
    // (class, days) of each that ended.
    let mut ended: Vec<(&str, Day)> = Vec::new();
    for class in CLASSES {
        let hidden = value(&|cell| matches!(cell, Cell::Class(code) if code == *class));
        match shown.weeks.get(*class) {
            Some(weeks) => {
                let weeks = Day::try_from(*weeks).expect("few");
                let other = if weeks == 0 { 1 } else { weeks - 1 };
                ended.extend((0..5).map(|n| (*class, 7 * if n == 0 { other } else { weeks } + 3)));
            }
            None => ended.extend((0..hidden).map(|_| (*class, 3))),
        }
    }
    let closed = shown.closed.unwrap_or(value(&|cell| matches!(cell, Cell::Closed)));
    let wanted = closed.max(grounds.len() as u64) as usize;
    // The rest ends as one that is shown, or all alike.
    let set_class = |class: &str| matches!(set, Some((Cell::Class(code), _)) if code == class);
    let rest = match shown.weeks.iter().next() {
        Some((class, weeks)) => (class.as_str(), 7 * Day::try_from(*weeks).expect("few") + 3),
        None => (*CLASSES.iter().find(|class| !set_class(class)).expect("several"), 3),
    };
    while ended.len() < wanted {
        ended.push(rest);
    }
    let opened = shown.opened.unwrap_or(value(&|cell| matches!(cell, Cell::Opened)));
    let returned = shown.returned.unwrap_or(value(&|cell| matches!(cell, Cell::Returned)));
    let n_all = opened.max(returned).max(ended.len() as u64) as usize;
    let case = |at: usize| {
        let end = ended.get(at);
        Case {
            opened: end.map_or(to, |(_, days)| to - days),
            closed: end.map(|_| to),
            class: end.map_or(CLASSES[0], |(class, _)| class).to_owned(),
            ground: grounds.get(at).cloned().flatten().filter(|_| end.is_some()),
            returned: ((at as u64) < returned).then_some(to),
        }
    };
    let cases: Vec<Case> = (0..n_all).map(case).collect();
    assert!(cases.iter().all(|case| case.opened >= from), "within the half-year");
    cases
}

fn value_of(figures: &Figures, cell: Cell) -> u64 {
    match cell {
        Cell::Opened => figures.opened,
        Cell::Closed => figures.closed,
        Cell::Returned => figures.returned,
        Cell::Ground(code) => figures.by_ground.get(code).copied().unwrap_or_default(),
        Cell::Class(code) => figures.by_class.get(code).map_or(0, |one| one.closed),
    }
}

fn cases() -> impl Strategy<Value = Vec<Case>> {
    let class = prop::sample::select(vec!["ordinary", "ordinary", "urgent", "complex", "strange"]);
    let ground = prop::option::of(prop::sample::select(vec![GROUNDS[0], GROUNDS[1], "strange"]));
    let days = prop_oneof![3 => 0..30_i64, 2 => 0..200_i64, 1 => 0..600_i64];
    let case = (0..730_i64, prop::option::weighted(0.8, days), class, ground, any::<u8>());
    let case = case.prop_map(|(opened, days, class, ground, returned)| Case {
        opened,
        closed: days.map(|days| opened + days),
        class: class.to_owned(),
        ground: ground.map(str::to_owned),
        returned: (returned < 90).then(|| opened + Day::from(returned)),
    });
    // Short enough that much is withheld, and long enough that much is shown.
    prop_oneof![prop::collection::vec(case.clone(), 0..40), prop::collection::vec(case, 40..160)]
}

fn holds(band: Band, count: u64) -> bool {
    match band {
        Band::Withheld => true,
        Band::Within(first, last) => (first..=last).contains(&count) && first >= 5,
        Band::AtLeast(first) => count >= first && first >= 5,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn for_every_withheld_count_there_is_a_history_that_shows_the_same(cases in cases()) {
        let figures = HALVES.map(|(from, to)| count(&cases, from, to));
        let shown = figures.each_ref().map(publish);
        for at in 0..HALVES.len() {
            prop_assert_eq!(shown[at].check(), Ok(()));
            prop_assert!(holds(shown[at].read_opened(), figures[at].opened));
            prop_assert!(holds(shown[at].read_closed(), figures[at].closed));
            prop_assert!(holds(shown[at].read_returned(), figures[at].returned));
            for ground in GROUNDS {
                let n = figures[at].by_ground.get(*ground).copied().unwrap_or_default();
                prop_assert!(holds(shown[at].read_ground(ground), n));
            }
            for (cell, value) in
                withheld(&shown[at]).into_iter().flat_map(|cell| SMALL.map(move |n| (cell, n)))
            {
                let told = |half: usize| {
                    let set = (half == at).then_some((cell, value));
                    another(&shown[half], HALVES[half], set)
                };
                let history: Vec<Case> = (0..HALVES.len()).flat_map(told).collect();
                let same = HALVES.map(|(from, to)| publish(&count(&history, from, to)));
                prop_assert_eq!(&same, &shown, "{:?} {}", cell, value);
                let other = count(&history, HALVES[at].0, HALVES[at].1);
                prop_assert_eq!(value_of(&other, cell), value, "{:?}", cell);
            }
        }
    }

    #[test]
    fn a_median_shown_is_no_single_request_s_own(days in prop::collection::vec(0..500_i64, 5..30)) {
        let case = |days: &i64| Case {
            opened: 1000 - days,
            closed: Some(1000),
            class: CLASSES[0].to_owned(),
            ground: None,
            returned: None,
        };
        let mut all: Vec<Case> = days.iter().map(case).collect();
        all.extend((0..days.len()).map(|_| Case { opened: 1000, closed: None, ..case(&0) }));
        let figures = count(&all, 900, 1000);
        let one = figures.by_class[CLASSES[0]];
        let weeks: BTreeSet<i64> = days.iter().map(|days| days / 7).collect();
        prop_assert_eq!(one.alike, weeks.len() == 1);
        let shown = publish(&figures);
        match shown.weeks.get(CLASSES[0]) {
            None => prop_assert!(one.alike || figures.opened < 5),
            Some(weeks) => {
                let days = one.median_days.expect("five and more have one");
                prop_assert_eq!(*weeks, (days / 7).min(25));
            }
        }
    }
}

#[test]
fn figures_count_a_half_year_and_name_what_is_no_code() {
    let case = |opened, closed: Option<Day>, ground: Option<&str>| Case {
        opened,
        closed,
        class: "ordinary".to_owned(),
        ground: ground.map(str::to_owned),
        returned: None,
    };
    let cases = [
        case(0, Some(10), None),
        case(2, Some(22), Some("ne_bis_in_idem")),
        case(4, Some(44), Some("because of Ali")),
        Case { class: "Ali".to_owned(), ..case(5, None, None) },
        case(200, None, None),
    ];
    let figures = count(&cases, 0, 180);
    assert_eq!((figures.opened, figures.closed, figures.pending), (4, 3, 1));
    assert_eq!(figures.by_ground, [("ne_bis_in_idem".to_owned(), 1)].into());
    assert_eq!(figures.by_class.keys().collect::<Vec<_>>(), ["ordinary"]);
    assert_eq!(figures.by_class["ordinary"].median_days, Some(23));
    assert_eq!(figures.unknown, 2, "one class and one ground");
}

#[test]
fn what_is_received_is_held_against_the_rule() {
    let good = Shown {
        opened: Some(20),
        closed: Some(15),
        returned: Some(5),
        weeks: [("ordinary".to_owned(), 9), ("urgent".to_owned(), 2)].into(),
        grounds: [("ne_bis_in_idem".to_owned(), 10)].into(),
    };
    assert_eq!(good.check(), Ok(()));
    let of = |change: &dyn Fn(&mut Shown)| {
        let mut shown = good.clone();
        change(&mut shown);
        shown.check()
    };
    assert_eq!(of(&|one| one.returned = Some(3)), Err(Broken::Count));
    assert_eq!(of(&|one| one.opened = Some(21)), Err(Broken::Count));
    assert_eq!(of(&|one| one.closed = Some(25)), Err(Broken::GivesAway));
    assert_eq!(of(&|one| one.opened = None), Err(Broken::GivesAway));
    assert_eq!(of(&|one| one.closed = None), Err(Broken::GivesAway));
    assert_eq!(of(&|one| one.closed = Some(5)), Err(Broken::GivesAway));
    assert_eq!(of(&|one| _ = one.weeks.insert("urgent".into(), 26)), Err(Broken::Median));
    assert_eq!(of(&|one| _ = one.weeks.insert("Ali".into(), 3)), Err(Broken::Code));
    assert_eq!(of(&|one| _ = one.grounds.insert("Ali".into(), 5)), Err(Broken::Code));
    let full = |one: &mut Shown| _ = one.grounds.insert("human_rights".into(), u64::MAX / 5 * 5);
    assert_eq!(of(&full), Err(Broken::GivesAway));
}
