//! What is an alert and what is normal bilingual text; that differences are found in their places.

use proptest::prelude::*;

use super::*;
use crate::fold::fold_str;

fn codes(text: &str, used_as: Use) -> Vec<(&'static str, char)> {
    findings(text, used_as).iter().map(|one| (one.what.code(), one.what.character())).collect()
}

#[test]
fn what_looks_like_something_else_is_found() {
    for (text, used_as, expected) in [
        ("KW-US/2020", Use::Identifier, &[][..]),
        ("KW\u{2010}US", Use::Identifier, &[("lookalike-not-ascii", '\u{2010}')]),
        ("KW\u{200B}US", Use::Identifier, &[("lookalike-invisible", '\u{200B}')]),
        ("4/2O20", Use::Reference, &[("lookalike-letter-for-digit", 'O')]),
        ("l0/2020", Use::Reference, &[("lookalike-letter-for-digit", 'l')]),
        ("No. 10 of 2020 in Oslo", Use::Reference, &[]),
        ("٢٠2٠", Use::Reference, &[("lookalike-mixed-digits", '2')]),
        ("١ه٠", Use::Reference, &[("lookalike-letter-for-digit", 'ه')]),
        ("1،5", Use::Reference, &[("lookalike-punctuation", '،')]),
        ("4\u{2010}2", Use::Reference, &[("lookalike-punctuation", '\u{2010}')]),
        ("p\u{0430}ypal", Use::Name, &[("lookalike-mixed-scripts", '\u{0430}')]),
        (
            "الكو\u{06CC}ت\u{06D4}",
            Use::Name,
            &[("lookalike-foreign-letter", '\u{06CC}'), ("lookalike-punctuation", '\u{06D4}')],
        ),
        ("وزارة الخارجية (MoFA)، لجنة Kuwait-US", Use::Name, &[]),
        ("الـMoU بين الجانبين", Use::Name, &[]),
        ("Dialogue 2020 الحوار", Use::Name, &[]),
    ] {
        assert_eq!(codes(text, used_as), expected, "{}", text.escape_unicode());
    }
}

#[test]
fn looking_like_is_not_being_the_same() {
    for (a, b, expected) in [
        ("KW-US", "KW\u{2010}US", true),
        ("Kuwait", "Kuw\u{0430}it", true),
        ("مكتب", "م\u{06A9}تب", true),
        ("MoFA", "Mo\u{200B}FA", true),
        ("10", "lO", true),
        ("صبيح", "صبيج", false),
        ("Ali", "Alia", false),
    ] {
        assert_eq!(looks_like(a, b), expected, "{} {}", a.escape_unicode(), b.escape_unicode());
    }
}

#[test]
fn differences_have_their_places_and_names() {
    let (a, b) = ("الوزارة  إلى 2020", "الوزاره الي ٢٠20");
    let found = differs_only_in(a, b).expect("they fold alike");
    let parts: Vec<(&str, &str)> =
        found.iter().map(|one| (&a[one.span_a.clone()], &b[one.span_b.clone()])).collect();
    assert_eq!(parts, [("ة", "ه"), (" إ", "ا"), ("ى", "ي"), ("20", "٢٠")]);
    assert_eq!(found[0].names_a, ["U+0629 ARABIC TEH MARBUTA"]);
    assert_eq!(found[3].names_b, ["U+0662 ARABIC-INDIC DIGIT", "U+0660 ARABIC-INDIC DIGIT"]);
    assert_eq!(differs_only_in("x", "x"), Some(vec![]));
    let ligature = differs_only_in("\u{FEFB}", "لا").expect("they fold alike");
    assert_eq!(ligature[0].names_a, ["U+FEFB ARABIC PRESENTATION FORM"]);
    assert_eq!(ligature[0].names_b.len(), 2);
    let marks = differs_only_in("", "\u{200F}\u{2066}\u{2069}").expect("both fold to nothing");
    assert_eq!(marks[0].names_b, ["U+200F RLM", "U+2066 LRI", "U+2069 PDI"]);
}

proptest! {
    #[test]
    fn differences_account_for_everything(
        a in "[اأىيةهكک \u{200F}\u{064E}ﻻ1١aé-]{0,24}",
        b in "[اأىيةهكک \u{200F}\u{064E}ﻻ1١aé-]{0,24}",
    ) {
        let found = differs_only_in(&a, &b);
        prop_assert_eq!(found.is_some(), fold_str(&a) == fold_str(&b));
        prop_assert_eq!(found.as_ref().is_some_and(Vec::is_empty), a == b);
        // Putting in what the second text has gives the second text.
        let mut out = String::new();
        let mut at = 0;
        for one in found.iter().flatten() {
            out.push_str(&a[at..one.span_a.start]);
            out.push_str(&b[one.span_b.clone()]);
            at = one.span_a.end;
        }
        out.push_str(&a[at..]);
        prop_assert!(found.is_none() || out == b, "{found:?}");
    }

    #[test]
    fn variants_of_one_text_differ_in_spelling_only(a in "[اأإىيةهكک \u{200F}\u{064E}1١-]{0,24}") {
        let b = a.replace(['أ', 'إ'], "ا").replace('\u{200F}', "").replace('١', "1");
        prop_assert!(differs_only_in(&a, &b).is_some());
    }

    #[test]
    fn findings_point_at_their_characters(text in "\\PC{0,40}") {
        for used_as in [Use::Identifier, Use::Reference, Use::Name] {
            for one in findings(&text, used_as) {
                prop_assert_eq!(text[one.span].chars().next(), Some(one.what.character()));
            }
        }
        looks_like(&text, &text.to_uppercase());
    }
}
