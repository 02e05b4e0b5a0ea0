//! What search folding promises: the table of rules, and that no text breaks it.

use proptest::prelude::*;
use text::fold::{fold, fold_str, spaceless, tokens};
use text::{bidi, find, skeleton, stem};

/// Replaces `\u{...}` by its character.
fn unescaped(cell: &str) -> String {
    let mut out = String::new();
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once("\\u{") {
        let (hex, after) = after.split_once('}').expect("an escape is closed");
        let code = u32::from_str_radix(hex, 16).expect("an escape is hexadecimal");
        out.push_str(before);
        out.push(char::from_u32(code).expect("an escape is a character"));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[test]
fn the_table_of_rules_holds() {
    let mut n_rules = 0;
    for line in include_str!("data/fold.txt").lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [name, source, expected] = cells[..] else {
            panic!("three cells in: {line}");
        };
        let folded = fold_str(&unescaped(source));
        assert_eq!(folded, unescaped(expected), "{name}");
        n_rules += 1;
    }
    assert!(n_rules > 50, "the table is not empty");
}

#[test]
fn ways_to_type_one_name_fold_to_one_text_or_one_stem() {
    for (typed, same) in [
        ("الكويت", "الكو\u{06CC}ت"),
        ("وزارة الخارجية", "وزاره الخارجيه"),
        ("إبراهيم الإبراهيم", "ابراهيم الابراهيم"),
        ("Al-Subaih", "al subaih"),
        ("AL‑SUBAIH", "al subaih"),
    ] {
        assert_eq!(fold_str(typed), fold_str(same));
    }
    assert_eq!(stem::stem_str("Al-Subaih"), stem::stem_str("alsubaih"));
    assert_eq!(spaceless("Al-Subaih"), spaceless("alsubaih"));
}

/// Texts of the characters that folding treats specially, and of any others.
fn any_text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئةى\u{06CC}\u{06BE}\u{06A9}\u{0640}\u{064B}\u{0651}\
         \u{0670}٠٩\u{06F3} -'.،()«»\n\t\u{200F}\u{202E}\u{2066}\u{2069}\u{FDFA}\u{FEFB}\u{FB03}\
         azAZ09\u{0301}éİßŁ\u{00B4}\u{00A8}\u{E0020}"
            .chars()
            .collect::<Vec<char>>(),
    );
    let character = prop_oneof![4 => special, 1 => any::<char>()];
    prop::collection::vec(character, 0..60).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn folding_twice_is_folding_once(source in any_text()) {
        let once = fold_str(&source);
        prop_assert_eq!(fold_str(&once), once);
    }

    #[test]
    fn the_map_never_descends_and_stays_inside_whole_characters(source in any_text()) {
        let folded = fold(&source);
        prop_assert_eq!(folded.map.len(), folded.text.len() + 1);
        prop_assert!(folded.map.is_sorted());
        for &at in &folded.map {
            prop_assert!(source.is_char_boundary(at), "{} in {:?}", at, source);
        }
    }

    #[test]
    fn a_token_is_the_folding_of_its_span(source in any_text()) {
        let folded = fold_str(&source);
        let found = tokens(&source);
        let words: Vec<&str> = found.iter().map(|token| token.text.as_str()).collect();
        prop_assert_eq!(words.join(" "), folded);
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.start <= pair[1].span.start);
        }
        for token in &found {
            let of_span = fold_str(&source[token.span.clone()]);
            prop_assert!(
                of_span.split(' ').any(|word| word.contains(token.text.as_str())),
                "{:?} from {:?}", token, of_span
            );
        }
    }

    #[test]
    fn stems_are_parts_of_their_words(source in any_text()) {
        for token in tokens(&source) {
            prop_assert!(token.text.contains(stem::stem(&token.text)));
        }
        for key in skeleton::keys(&source) {
            prop_assert!((1..=16).contains(&skeleton::n_consonants(key)));
        }
    }

    #[test]
    fn an_isolated_text_may_always_stand_in_an_agreed_one(
        source in any_text(), before in "[a-z ]{0,5}",
    ) {
        let isolated = format!("{before}{}", bidi::isolate(&source));
        prop_assert_eq!(bidi::check(&isolated), Ok(()));
        prop_assert_eq!(fold_str(&bidi::isolate(&source)), fold_str(&source));
    }

    #[test]
    fn finding_never_panics_and_marks_whole_characters(
        title in any_text(), query in any_text(), limit in 0usize..4,
    ) {
        let row = |key, title: &str| find::Row {
            key,
            title_ar: title.to_owned(),
            title_en: String::new(),
            other: vec!["Kuwait".to_owned()],
        };
        let finder = find::Finder::new([row(0, &title), row(1, "الحوار")]);
        let hits = finder.find(&query, limit);
        prop_assert!(hits.len() <= limit);
        for hit in hits.iter().filter(|hit| hit.key == 0) {
            let text = if hit.matched == find::Matched::TitleAr { &title } else { "Kuwait" };
            let mut end = 0;
            for span in &hit.spans {
                prop_assert!(text.get(span.clone()).is_some_and(|marked| !marked.is_empty()));
                prop_assert!(span.start >= end);
                end = span.end;
            }
        }
        // A title is found by itself, as its first hit.
        if !fold_str(&title).is_empty() {
            prop_assert_eq!(finder.find(&title, 1).first().map(|hit| hit.key), Some(0));
        }
    }
}
