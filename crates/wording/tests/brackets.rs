//! Brackets in both languages, for two and more parties.

use proptest::prelude::*;
use wording::bracket::{self, Piece};

fn shown(texts: &[&str]) -> String {
    bracket::render(&bracket::among(texts), &["KW", "US", "QA"])
}

#[test]
fn two_wordings_differ_in_whole_words() {
    let cases: &[(&[&str], &str)] = &[
        (&["same", "same"], "same"),
        (&["", ""], ""),
        (&["", "new"], "[KW: ][US: new]"),
        (
            &["The Parties shall cooperate.", "The Parties should cooperate."],
            "The Parties [KW: shall][US: should] cooperate.",
        ),
        (
            &["will meet in Kuwait City", "will meet in Washington"],
            "will meet in [KW: Kuwait City][US: Washington]",
        ),
        (&["by 1 May 2021", "by May 2021"], "by [KW: 1 ][US: ]May 2021"),
        (
            &["one (1) year", "two (2) years"],
            "[KW: one][US: two] ([KW: 1][US: 2]) [KW: year][US: years]",
        ),
        (&["a\nb", "a\nc"], "a\n[KW: b][US: c]"),
    ];
    for (texts, wanted) in cases {
        assert_eq!(shown(texts), *wanted, "{texts:?}");
    }
}

#[test]
fn arabic_words_keep_their_marks() {
    let cases: &[(&[&str], &str)] = &[
        (
            &["يلتزم الطرفان بالتعاون", "يجوز للطرفين التعاون"],
            "[KW: يلتزم الطرفان بالتعاون][US: يجوز للطرفين التعاون]",
        ),
        (
            &["تعقد الجولة في الكويت", "تعقد الجولة في واشنطن"],
            "تعقد الجولة في [KW: الكويت][US: واشنطن]",
        ),
        // A shadda is a difference of the word, never of a loose mark.
        (&["مُوقَّع اليوم", "مُوقَع اليوم"], "[KW: مُوقَّع][US: مُوقَع] اليوم"),
        (&["الجانب الأمريكـي", "الجانب الأمريكي"], "الجانب [KW: الأمريكـي][US: الأمريكي]"),
    ];
    for (texts, wanted) in cases {
        assert_eq!(shown(texts), *wanted, "{texts:?}");
    }
}

#[test]
fn three_parties_share_a_bracket_where_they_agree() {
    assert_eq!(
        shown(&["meet in May 2021", "meet in June 2021", "meet in May 2021"]),
        "meet in [KW, QA: May][US: June] 2021"
    );
    assert_eq!(
        shown(&["تعقد في مايو", "تعقد في يونيو", "تعقد في يوليو"]),
        "تعقد في [KW: مايو][US: يونيو][QA: يوليو]"
    );
    assert_eq!(shown(&["a b c", "b c", "c a"]), "[KW: a b ][US: b ][QA: ]c[KW, US: ][QA:  a]");
}

#[test]
fn very_long_texts_differ_as_a_whole_instead_of_taking_for_ever() {
    let ours = "alpha beta ".repeat(4_000);
    let theirs = "gamma delta beta ".repeat(4_000);
    let pieces = bracket::words(&ours, &theirs);
    assert_eq!(bracket::of_party(&pieces, 0), ours);
    assert_eq!(bracket::of_party(&pieces, 1), theirs);
    assert_eq!(bracket::count(&pieces), 1);
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        Just("shall".to_owned()),
        Just("الجولة".to_owned()),
        Just("مُوقَّع".to_owned()),
        Just(" ".to_owned()),
        Just("\n".to_owned()),
        Just("،".to_owned()),
        "\\PC{0,4}",
    ];
    let text = prop::collection::vec(word, 0..14).prop_map(|words| words.concat());
    prop::collection::vec(text, 1..5)
}

proptest! {
    #[test]
    fn every_wording_is_put_together_again_letter_for_letter(texts in texts()) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let pieces = bracket::among(&texts);
        for (idx, text) in texts.iter().enumerate() {
            prop_assert_eq!(&bracket::of_party(&pieces, idx), text);
        }
        if texts.iter().all(|text| *text == texts[0]) {
            prop_assert_eq!(bracket::count(&pieces), 0);
        }
        for pair in pieces.windows(2) {
            let both = matches!(pair, [Piece::Same(_), Piece::Same(_)]);
            let differ = matches!(pair, [Piece::Differs { .. }, Piece::Differs { .. }]);
            prop_assert!(!both && !differ, "neighbours are joined");
        }
    }
}
