//! The notation: what is printed is read again, what is broken is refused with its place, and the
//! acts on options do what an officer expects.

use proptest::prelude::*;
use wording::{NotationError, Phrase, PlaceholderKind, Rule, Span, entered, parse};

const NAMES: &[(&str, &str)] = &[
    ("Kuwait", "KW"),
    ("State of Kuwait", "KW"),
    ("الكويت", "KW"),
    ("دولة الكويت", "KW"),
    ("United States", "US"),
    ("US", "US"),
    ("الولايات المتحدة", "US"),
    ("قطر", "QA"),
];

fn read(text: &str) -> Phrase {
    parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn refused(text: &str) -> (usize, Rule) {
    let NotationError { at, rule } = parse(text).expect_err(text);
    (at, rule)
}

fn typed(text: &str) -> String {
    let phrase = entered(text, "KW", NAMES).unwrap_or_else(|error| panic!("{text}: {error}"));
    phrase.to_string()
}

#[test]
fn canonical_texts_print_as_they_are() {
    for text in [
        "",
        "The Parties shall meet.",
        "The Parties [KW: shall][US: should] meet on [?date].",
        "[KW, US: words][QA:]",
        "[KW: a [US: b][KW: c [US: d [KW: e [?number: how many]]]]]",
        "يجتمع الطرفان في [?place: مدينة الكويت] بتاريخ [?date]",
        "[KW: يلتزم][US: ينبغي أن يقوم] الطرفان",
        "line\nline [KW: a\nb]",
        "[KW:  two blanks]",
    ] {
        assert_eq!(read(text).to_string(), text);
    }
    for (text, canonical) in [
        ("[KW:words]", "[KW: words]"),
        ("[KW: ]", "[KW:]"),
        ("[ KW ,US: x]", "[KW, US: x]"),
        ("[?date:]", "[?date]"),
        ("[? body :  Ministry of Health ]", "[?body: Ministry of Health]"),
    ] {
        assert_eq!(read(text).to_string(), canonical);
    }
}

#[test]
fn broken_texts_are_refused_with_place_and_rule() {
    for (text, at, rule) in [
        ("ab [KW: c", 3, Rule::Unclosed),
        ("[KW: a [US: b]", 0, Rule::Unclosed),
        ("ab ] c", 3, Rule::Stray),
        ("[?day]", 0, Rule::UnknownPlaceholder),
        ("[?]", 0, Rule::UnknownPlaceholder),
        ("[?date: [KW: x]]", 0, Rule::BadHint),
        ("[?date: a\nb]", 0, Rule::BadHint),
        ("x [shall] y", 2, Rule::NoParty),
        ("[]", 0, Rule::NoParty),
        ("[: shall]", 0, Rule::NoParty),
        ("[[KW: a]: b]", 0, Rule::NoParty),
        ("[kw: shall]", 0, Rule::BadParty),
        ("[KW,: shall]", 0, Rule::BadParty),
        ("[الكويت: shall]", 0, Rule::BadParty),
        ("[ABCDEFGHIJKLMNOPQ: shall]", 0, Rule::BadParty),
        ("[KW: a][KW: b]", 7, Rule::PartyTwice),
        ("[KW, KW: a]", 0, Rule::PartyTwice),
        ("[A: [B: [C: [D: [E: x]]]]]", 16, Rule::TooDeep),
        ("[A: [B: [C: [D: [E: [F: x]]]]]]", 20, Rule::TooDeep),
    ] {
        assert_eq!(refused(text), (at, rule), "{text}");
    }
    assert_eq!(refused(&"[KW: a] ".repeat(201)).1, Rule::TooMany);
    assert_eq!(read(&"[KW: a] ".repeat(200)).stacks(), 200);
    assert_eq!(refused(&"[?date]".repeat(201)).1, Rule::TooMany);
    assert_eq!(refused(&"x".repeat(300_000)).1, Rule::TooLong);
    assert_eq!(refused(&"[".repeat(100_000)), (5, Rule::TooDeep));
    let hint = format!("[?text: {}]", "x".repeat(201));
    assert_eq!(refused(&hint).1, Rule::BadHint);
}

#[test]
fn a_party_reads_its_own_text_and_options_of_others_leave_no_gap() {
    let phrase = read("The Parties [KW: shall][US: should] meet [KW: twice] a year[US: , online].");
    assert_eq!(phrase.of_party("KW").to_string(), "The Parties shall meet twice a year.");
    assert_eq!(phrase.of_party("US").to_string(), "The Parties should meet a year, online.");
    assert_eq!(phrase.of_party("QA").to_string(), "The Parties meet a year.");
    assert_eq!(read("[KW: first] words").of_party("US").to_string(), "words");
    assert_eq!(read("words [KW: last]").of_party("US").to_string(), "words");
    assert_eq!(phrase.parties(), ["KW", "US"]);
    assert_eq!(phrase.stacks(), 3);
    assert_eq!(phrase.clean(), None);
    assert_eq!(
        phrase.of_party("KW").clean().as_deref(),
        Some("The Parties shall meet twice a year.")
    );
    assert_eq!(read("on [?date]").clean(), None);
    assert_eq!(read("meet [KW: twice][US:] [?date: in May]").plain(), "meet twice /  in May");
}

#[test]
fn options_are_settled_withdrawn_and_supported() {
    let phrase = read("a [KW: b [US: c][KW: d] e][US: f] g [KW: h]");
    assert_eq!(phrase.stacks(), 3);
    let settled = |nth, choice| phrase.settled(nth, choice).map(|phrase| phrase.to_string());
    assert_eq!(settled(0, 0).as_deref(), Some("a b [US: c][KW: d] e g [KW: h]"));
    assert_eq!(settled(0, 1).as_deref(), Some("a f g [KW: h]"));
    assert_eq!(settled(1, 1).as_deref(), Some("a [KW: b d e][US: f] g [KW: h]"));
    assert_eq!(settled(2, 0).as_deref(), Some("a [KW: b [US: c][KW: d] e][US: f] g h"));
    assert_eq!((settled(3, 0), settled(0, 2)), (None, None));

    let members = ["KW", "US"];
    let without =
        |nth, party| phrase.without_option(nth, party, &members).map(|phrase| phrase.to_string());
    assert_eq!(without(2, "KW").as_deref(), Some("a [KW: b [US: c][KW: d] e][US: f] g"));
    assert_eq!(without(0, "KW").as_deref(), Some("a [US: f] g [KW: h]"));
    assert_eq!(without(1, "KW").as_deref(), Some("a [KW: b [US: c] e][US: f] g [KW: h]"));
    assert_eq!(without(2, "US"), None);

    let three = read("x [KW, US: a][QA: b] y");
    let left = three.without_option(0, "QA", &members).expect("QA has one");
    assert_eq!(left.to_string(), "x a y", "those who are left all want it");
    let phrase = read("[KW: shall][US: should] meet");
    let joined = phrase.supported(0, 0, "US", &members).expect("an option");
    assert_eq!(joined.clean().as_deref(), Some("shall meet"));
    let joined = phrase.supported(0, 1, "QA", &["KW", "QA", "US"]).expect("an option");
    assert_eq!(joined.to_string(), "[KW: shall][US, QA: should] meet");
}

#[test]
fn what_an_officer_types_becomes_canonical() {
    for (text, canonical) in [
        ("[shall] meet", "[KW: shall] meet"),
        ("[الكويت: يلتزم][الولايات المتحدة: ينبغي]", "[KW: يلتزم][US: ينبغي]"),
        ("[الكويت والولايات المتحدة: يلتزم]", "[KW, US: يلتزم]"),
        ("[دولة الكويت وقطر: نص الفقرة]", "[KW, QA: نص الفقرة]"),
        ("[Kuwait and United States: shall]", "[KW, US: shall]"),
        ("[KUWAIT/US: shall]", "[KW, US: shall]"),
        ("[shall][US: should]", "[KW: shall][US: should]"),
        ("[as follows: one]", "[KW: as follows: one]"),
        ("on [date] in [City]", "on [?date] in [?place]"),
        ("في [التاريخ] بـ[المدينة]", "في [?date] بـ[?place]"),
        ("[amount] and [X] million", "[?amount] and [?number] million"),
        ("[Ministry of ...] and [وزارة …]", "[?body: Ministry of] and [?body]"),
        ("[هيئة الطيران ...]", "[?body: هيئة الطيران]"),
        ("[date of ...] [date: of signature]", "[?date: of] [?date: of signature]"),
        ("[...] [ ] [TBD] [يُحدد لاحقًا]", "[?text] [?text] [?text] [?text]"),
        ("[Ministry of Health]", "[KW: Ministry of Health]"),
        ("[a [date] b [US: c]]", "[KW: a [?date] b [US: c]]"),
        ("[US: shall [meet]]", "[US: shall [KW: meet]]"),
    ] {
        assert_eq!(typed(text), canonical, "{text}");
        assert_eq!(typed(canonical), canonical, "again: {canonical}");
    }
    for (text, at, rule) in [
        ("a [FR: x]", 2, Rule::BadParty),
        ("[one][two]", 5, Rule::PartyTwice),
        ("[one", 0, Rule::Unclosed),
        ("one]", 3, Rule::Stray),
        ("[?when]", 0, Rule::UnknownPlaceholder),
    ] {
        let error = entered(text, "KW", NAMES).expect_err(text);
        assert_eq!((error.at, error.rule), (at, rule), "{text}");
        assert!(error.to_string().contains(&error.rule.to_string()));
    }
    assert!(entered("x", "kw", NAMES).is_err());
}

fn phrase(depth: u32) -> BoxedStrategy<String> {
    let words = "[a-zا-ي :,.?،0-9\u{200F}]{0,12}";
    let place = (0..7_usize, "[a-zا-ي: ]{0,9}")
        .prop_map(|(nth, hint)| format!("[?{}:{hint}]", PlaceholderKind::ALL[nth].code()));
    let words = words.prop_map(|words| words);
    if depth == 0 {
        return prop_oneof![3 => words, 1 => place].boxed();
    }
    let inner = || phrase(depth - 1);
    let stack = prop_oneof![
        inner().prop_map(|a| format!("[KW: {a}]")),
        (inner(), inner()).prop_map(|(a, b)| format!("[KW: {a}][US:{b}]")),
        (inner(), inner()).prop_map(|(a, b)| format!("[KW, QA:{a}][US: {b}]")),
    ];
    let part = prop_oneof![3 => words, 1 => place, 2 => stack];
    // A letter between, so that stacks do not touch.
    prop::collection::vec(part, 0..4).prop_map(|parts| parts.join("-")).boxed()
}

proptest! {
    #[test]
    fn printing_and_reading_are_inverse(text in phrase(4)) {
        let read = parse(&text).expect("made by the grammar");
        let printed = read.to_string();
        prop_assert_eq!(&parse(&printed).expect("canonical"), &read);
        prop_assert_eq!(parse(&printed).expect("canonical").to_string(), printed.clone());
        prop_assert_eq!(&entered(&printed, "KW", NAMES).expect("canonical"), &read);
        for party in ["KW", "US", "QA", "SA"] {
            prop_assert_eq!(read.of_party(party).stacks(), 0);
        }
        for nth in 0..read.stacks() {
            let settled = read.settled(nth, 0).expect("a stack has an option");
            prop_assert!(settled.stacks() < read.stacks());
            prop_assert_eq!(&parse(&settled.to_string()).expect("canonical"), &settled);
            let party = read.stack(nth).expect("it is there")[0].parties[0].clone();
            let left = read.without_option(nth, &party, &["KW", "US"]).expect("it has one");
            prop_assert_eq!(&parse(&left.to_string()).expect("canonical"), &left);
        }
        prop_assert!(read.stack(read.stacks()).is_none());
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        text in "[\\[\\]?:,KWUS dateا-ي\n\u{2066}]{0,60}",
        free in ".*",
    ) {
        for text in [&text, &free] {
            if let Ok(read) = parse(text) {
                prop_assert_eq!(&parse(&read.to_string()).expect("canonical"), &read);
                let empty = |span: &Span| matches!(span, Span::Words(words) if words.is_empty());
                prop_assert!(!read.spans().iter().any(empty));
            }
            if let Ok(read) = entered(text, "US", NAMES) {
                prop_assert_eq!(&parse(&read.to_string()).expect("canonical"), &read);
            }
        }
    }
}
