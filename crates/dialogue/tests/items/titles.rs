//! Headings in both languages, for full, half-translated, hostile and empty contents.

use dialogue::content::{Content, Lang};
use dialogue::item;
use ledger::json::Value;

use crate::fields::full;
use crate::world::{World, id, row, two};

fn title(world: &World, item: &str, lang: Lang) -> String {
    world.node("US").title_of(&id(item), lang).unwrap()
}

#[test]
fn every_type_has_a_heading_in_both_languages_whatever_its_content() {
    let world = two();
    for item_type in item::all() {
        for lang in Lang::ALL {
            let of = |content: &Content| (item_type.title)(world.node("KW"), content, lang);
            assert_eq!(of(&Content::new()), item_type.label(lang), "{}", item_type.name);
            assert!(!of(&full(item_type)).trim().is_empty(), "{}", item_type.name);
            let hostile: Content = item_type
                .fields
                .iter()
                .flat_map(|field| field.stored())
                .map(|name| (name, Value::Bool(true)))
                .collect();
            assert_eq!(of(&hostile), item_type.label(lang), "{}", item_type.name);
        }
    }
}

fn bi(base: &str, ar: &str, en: &str) -> Content {
    let mut content = Content::new();
    content.set_bi(base, Lang::Ar, ar);
    content.set_bi(base, Lang::En, en);
    content
}

fn capital() -> World {
    let mut world = two();
    let mut kuwait = bi("name", "دولة الكويت", "State of Kuwait").with("code", "KW");
    kuwait.set_text("short_ar", "الكويت");
    kuwait.set_text("short_en", "Kuwait");
    world.put("KW", "kw", "party", kuwait);
    let mut person = bi("name", "ناصر الصبيح", "Nasser Al-Subaih");
    person.set_text("honorific_ar", "السفير");
    person.set_text("honorific_en", "Ambassador");
    world.put("KW", "p1", "person", person);
    let ranked = bi("name", "فهد الطريجي", "").with("rank_en", "Major General");
    world.put("KW", "p2", "person", ranked);
    let ministry = bi("name", "وزارة الخارجية", "Ministry of Foreign Affairs");
    world.put("KW", "i1", "institution", ministry);
    let post = bi("title", "مساعد الوزير", "Assistant Minister").with("institution", &id("i1"));
    world.put("KW", "o1", "post", post);
    let holder = Content::new().with("person", &id("p1")).with("post", &id("o1"));
    world.put("KW", "h1", "holder", holder);
    let delegation = Content::new()
        .with("session", &id("s1"))
        .with("party", "KW")
        .with("seats", vec![row(&[("person", "p1"), ("role", "head")])]);
    world.put("KW", "d1", "delegation", delegation);
    let statement =
        bi("summary", "", "Work goes on.").with("session", &id("s1")).with("person", &id("p1"));
    world.put("KW", "t1", "statement", statement);
    world
}

#[test]
fn headings_read_well_in_both_languages() {
    let world = capital();
    let cases = [
        ("kw", "الكويت", "Kuwait"),
        ("r4", "الجولة الرابعة", "Fourth round"),
        ("s1", "الجلسة العامة", "Plenary"),
        ("p1", "السفير ناصر الصبيح", "Ambassador Nasser Al-Subaih"),
        ("p2", "فهد الطريجي", "فهد الطريجي"),
        ("o1", "مساعد الوزير: وزارة الخارجية", "Assistant Minister: Ministry of Foreign Affairs"),
        (
            "h1",
            "السفير ناصر الصبيح: مساعد الوزير: وزارة الخارجية",
            "Ambassador Nasser Al-Subaih: Assistant Minister: Ministry of Foreign Affairs",
        ),
        ("d1", "وفد الكويت", "Delegation of Kuwait"),
        ("t1", "السفير ناصر الصبيح: Work goes on.", "Ambassador Nasser Al-Subaih: Work goes on."),
    ];
    for (item, ar, en) in cases {
        assert_eq!(title(&world, item, Lang::Ar), ar, "{item}");
        assert_eq!(title(&world, item, Lang::En), en, "{item}");
    }
}

#[test]
fn rounds_beyond_the_twentieth_are_counted_in_figures() {
    let round = item::get("round").unwrap();
    let world = two();
    let of = |number: u64, lang| {
        (round.title)(world.node("KW"), &Content::new().with("number", number), lang)
    };
    assert_eq!(of(20, Lang::Ar), "الجولة العشرون");
    assert_eq!(of(21, Lang::En), "Round 21");
    assert_eq!(of(0, Lang::Ar), "الجولة 0");
}

#[test]
fn long_texts_are_cut_at_a_word() {
    let minutes = item::get("minutes_paragraph").unwrap();
    let world = two();
    let content = Content::new().with("en", "word ".repeat(60).as_str()).with("ar", "كلمة");
    let title = (minutes.title)(world.node("KW"), &content, Lang::En);
    assert!(title.ends_with("word …") && title.chars().count() <= 82, "{title}");
}

/// A chain of references that goes round in circles must not hang a page.
#[test]
fn titles_do_not_follow_references_of_the_wrong_type() {
    let mut world = two();
    let body = |institution: &str| Content::new().with("institution", institution);
    for (name, other) in [("o1", "o2"), ("o2", "o1")] {
        let put = ledger::entry::Put {
            item: id(name),
            type_name: ledger::id::TypeName::parse("post").unwrap(),
            base: Vec::new(),
            charter: world.node("KW").joint().charter_in_force(),
            offer: true,
            pos: None,
            aud: None,
        };
        world.write("KW", ledger::entry::Body::Put(put), &body(other));
    }
    world.sync();
    assert_eq!(title(&world, "o1", Lang::En), "Post");
}
