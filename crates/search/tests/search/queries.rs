//! What a query finds.

use search::snippet::{self, Part};
use search::{Cursor, Filters, Query, Standing};

use crate::world::{World, entry, id, paragraph};

fn meeting() -> World {
    World::with(vec![
        entry("nasser", "person", "السفير ناصر الصبيح", "Ambassador Nasser Al-Subaih"),
        entry("bruce", "person", "بروس شوارتز", "Bruce Swartz"),
        entry("treasury", "institution", "وزارة الخزانة", "Department of the Treasury"),
        entry("kuwait", "party", "الكويت", "Kuwait"),
        paragraph("terror", "ناقش الجانبان مكافحة الإرهاب وتمويله.", "Both sides discussed it."),
        paragraph("glued", "وزارةالخزانةبول", "glued by a printer"),
        paragraph("agreements", "الاتفاقيات", "Agreements were reviewed in the Kuwaiti capital."),
        paragraph("abd", "تحدث عبد الله", "Abdullah spoke"),
    ])
}

#[test]
fn every_spelling_finds_what_is_meant() {
    let world = meeting();
    let both = world.find("وزارةالخزانة");
    assert!(
        both.contains(&"treasury".to_owned()) && both.contains(&"glued".to_owned()),
        "{both:?}"
    );
    for (typed, expected) in [
        ("الصبيح", "nasser"),
        ("الصبیح", "nasser"),
        ("صبيح", "nasser"),
        ("Subaih", "nasser"),
        ("Sabeeh", "nasser"),
        ("Alsubaih", "nasser"),
        ("nasser subaih", "nasser"),
        ("مكافحه الارهاب", "terror"),
        ("«مكافحة الإرهاب»", "terror"),
        ("لمكافحة", "terror"),
        ("الخزانه", "treasury"),
        ("tresury", "treasury"),
        ("treas*", "treasury"),
        ("agreement", "agreements"),
        ("الاتفاقية", "agreements"),
        ("عبدالله", "abd"),
        ("عبد الله", "abd"),
        ("الکویت", "kuwait"),
        ("Kuwait", "kuwait"),
        ("2020", ""),
    ] {
        let found = world.find(typed);
        assert_eq!(found.first().map_or("", String::as_str), expected, "{typed}: {found:?}");
    }
    let glued = world.find("الخزانة");
    assert!(glued.contains(&"glued".to_owned()), "inside a glued word: {glued:?}");
    assert!(world.find("\"الإرهاب مكافحة\"").is_empty(), "quotes keep the order");
    assert!(world.find("Bruce Subaih").is_empty(), "all words must be there");
}

#[test]
fn headings_and_words_as_typed_come_first() {
    let world = World::with(vec![
        paragraph("stem", "", "The securities were discussed"),
        paragraph("typed", "", "The security of borders"),
        entry("heading", "agenda_item", "", "Border security"),
        entry("whole", "agenda_item", "", "Security"),
    ]);
    assert_eq!(world.find("security"), ["whole", "heading", "typed", "stem"]);
}

#[test]
fn phrases_do_not_reach_from_one_text_into_the_next() {
    let mut one = paragraph("one", "", "they met in Kuwait");
    one.passages.push(search::Passage { text: "City hall".to_owned(), ..one.passages[0].clone() });
    let world = World::with(vec![one]);
    assert!(world.find("\"kuwait city\"").is_empty());
    assert_eq!(world.find("kuwait city"), ["one"]);
}

#[test]
fn results_are_narrowed_and_counted() {
    let mut entries = Vec::new();
    for nth in 0..40 {
        let mut entry = paragraph(&format!("p{nth}"), "", "cooperation");
        entry.kind = ["commitment", "conclusion"][nth % 2].to_owned();
        entry.standing = [Standing::Agreed, Standing::Open][nth / 20];
        entry.round = Some(id(&format!("round{}", nth % 4)));
        entry.date = format!("20{:02}-03-01", 10 + nth % 10);
        entries.push(entry);
    }
    let world = World::with(entries);
    let count = |filters: Filters| world.hits("cooperation", &filters).n_found;
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(count(Filters::default()), 40);
    assert_eq!(count(Filters { kind: some("commitment"), ..Filters::default() }), 20);
    assert_eq!(count(Filters { standing: Some(Standing::Open), ..Filters::default() }), 20);
    assert_eq!(count(Filters { round: some("round1"), ..Filters::default() }), 10);
    assert_eq!(count(Filters { party: some("US"), ..Filters::default() }), 0);
    assert_eq!(count(Filters { party: some("KW"), ..Filters::default() }), 40);
    assert_eq!(count(Filters { dialogue: some("other"), ..Filters::default() }), 0);
    let span = |from: &str, to: &str| Filters {
        from: some(from).filter(|day| !day.is_empty()),
        to: some(to).filter(|day| !day.is_empty()),
        ..Filters::default()
    };
    assert_eq!(count(span("2012", "2013")), 8);
    assert_eq!(count(span("2012-03", "2012-03")), 4);
    assert_eq!(count(span("2012-04", "2012-12")), 0);
    assert_eq!(count(span("2018-03-02", "")), 4);
    let hits = world.hits("cooperation", &Filters { kind: some("conclusion"), ..span("", "") });
    assert_eq!(hits.kinds, [("commitment".to_owned(), 20), ("conclusion".to_owned(), 20)]);
}

#[test]
fn pages_follow_each_other_without_gap_or_double() {
    let entries = (0..73).map(|nth| paragraph(&format!("p{nth}"), "", "cooperation")).collect();
    let world = World::with(entries);
    let query = Query::read("cooperation", world.index.keys()).expect("a query");
    let (mut from, mut seen) = (None, Vec::new());
    loop {
        let filters = Filters::default();
        let hits = world.index.find(&query, &filters, from, 10, |_| true).expect("an answer");
        assert_eq!(hits.n_found, 73);
        seen.extend(hits.hits.iter().map(|hit| hit.key.item.clone()));
        // What comes in between does not shift the pages.
        world.put(vec![paragraph(&format!("late{}", seen.len()), "", "cooperation")]);
        match hits.next {
            Some(next) => from = Cursor::parse(&next.to_text()),
            None => break,
        }
    }
    let distinct: std::collections::BTreeSet<&String> = seen.iter().collect();
    assert_eq!((seen.len(), distinct.len()), (73, 73));
    assert!(seen.iter().all(|item| item.starts_with('p')));
}

#[test]
fn of_very_many_the_newest_are_ranked_and_the_rest_stands_behind_a_cursor() {
    let many = 2_500;
    let entries = (0..many).map(|nth| paragraph(&format!("p{nth}"), "", "cooperation")).collect();
    let world = World::with(entries);
    let query = Query::read("cooperation", world.index.keys()).expect("a query");
    let (mut from, mut n_seen, mut parts) = (None, 0, 0);
    loop {
        let filters = Filters::default();
        let hits = world.index.find(&query, &filters, from, 2_000, |_| true).expect("an answer");
        n_seen += hits.hits.len();
        parts += 1;
        assert_eq!(hits.more, hits.older.is_some());
        match hits.older {
            Some(older) => from = Some(older),
            None => break,
        }
    }
    assert_eq!((n_seen, parts), (many, 3));
}

#[test]
fn what_may_not_be_read_is_neither_found_nor_counted() {
    let entries = (0..30).map(|nth| paragraph(&format!("p{nth}"), "", "cooperation")).collect();
    let world = World::with(entries);
    let query = Query::read("cooperation", world.index.keys()).expect("a query");
    let allowed = |key: &search::Key| key.item.ends_with('3');
    let hits =
        world.index.find(&query, &Filters::default(), None, 100, allowed).expect("an answer");
    assert_eq!(hits.n_found, 3);
    assert_eq!(hits.kinds, [("minutes_paragraph".to_owned(), 3)]);
    assert!(hits.hits.iter().all(|hit| hit.key.item.ends_with('3')));
}

#[test]
fn passages_mark_the_words_in_the_text_as_it_is_written() {
    let world = meeting();
    let shown = |typed: &str, one: &search::Entry| -> Vec<String> {
        let hits = world.hits(typed, &Filters::default());
        let join = |parts: &[Part]| -> String {
            parts
                .iter()
                .map(|p| if p.hit { format!("[{}]", p.text) } else { p.text.clone() })
                .collect()
        };
        let found = snippet::snippets(one, "", &hits.wanted, world.index.keys());
        found.iter().map(|one| join(&one.parts)).collect()
    };
    let terror = paragraph(
        "terror",
        "ناقش الجانبان مُكَافَحَةَ الإرهاب وتمويله.",
        "They discussed counter-terrorism.",
    );
    let marked = shown("مكافحه الارهاب", &terror);
    assert_eq!(marked, ["ناقش الجانبان [مُكَافَحَةَ] [الإرهاب] وتمويله."]);
    let nasser = entry("nasser", "person", "ناصر الصبيح", "Nasser Al-Subaih");
    assert_eq!(shown("Sabeeh", &nasser), ["ناصر [الصبيح]", "Nasser Al-[Subaih]"]);
    let treasury = entry("treasury", "institution", "وزارة الخزانة", "");
    assert_eq!(shown("وزارةالخزانة", &treasury), ["[وزارة الخزانة]"]);
    let long =
        paragraph("long", "", &format!("{}cyber security {}", "a ".repeat(90), "z ".repeat(90)));
    let cut = shown("cyber", &long);
    assert!(cut[0].starts_with("… a a") && cut[0].contains("[cyber] security"), "{cut:?}");
    assert!(cut[0].ends_with(" …") && cut[0].chars().count() < 90, "{cut:?}");
}

#[test]
fn what_a_word_stands_for_does_not_depend_on_how_often_it_was_written() {
    let world = World::new();
    for nth in 0..300 {
        world.put(vec![
            paragraph("typed", "", &format!("Kuwait {nth}")),
            paragraph("longer", "", &format!("Kuwaiti {nth}")),
        ]);
    }
    let mut found = world.find("Kuwait");
    found.sort();
    assert_eq!(found, ["longer", "typed"]);
}
