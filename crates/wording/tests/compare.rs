//! Comparison: what changed, of which kind, and where a paragraph went.

use proptest::prelude::*;
use wording::compare::{kind_of, texts};
use wording::{Kind, Paragraph, Row, Shown, versions, visible};

fn by_content<'a>(texts: &[&'a str]) -> Vec<Paragraph<'a>> {
    texts.iter().map(|text| Paragraph { id: None, text }).collect()
}

/// `old>new`, `*` for moved, `~` for changed.
fn shape(rows: &[Row]) -> String {
    let place = |place: Option<usize>| place.map_or("-".to_owned(), |place| place.to_string());
    let row = |row: &Row| {
        let moved = if row.moved { "*" } else { "" };
        let changed = row.old.is_some() && row.new.is_some() && !row.is_same();
        format!("{}>{}{moved}{}", place(row.old), place(row.new), if changed { "~" } else { "" })
    };
    rows.iter().map(row).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_difference_says_its_kind() {
    for (old, new, kind) in [
        ("الكويت", "الكو\u{06CC}ت", Kind::LetterForms),
        ("إدارة", "اداره", Kind::LetterForms),
        ("الأمريكـي", "الأمريكي", Kind::LetterForms),
        ("مُوقَّع", "موقع", Kind::LetterForms),
        ("مكتب", "م\u{06A9}تب", Kind::LetterForms),
        ("12", "١٢", Kind::Digits),
        ("1,250.5", "١٬٢٥٠٫٥", Kind::Digits),
        ("a b", "a\u{00A0}b", Kind::Invisible),
        ("a b", "a  b ", Kind::Invisible),
        ("لا", "ل\u{200C}ا", Kind::Invisible),
        ("Parties", "parties", Kind::Punctuation),
        ("one, two", "one; two", Kind::Punctuation),
        ("«نص»", "\"نص\"", Kind::Punctuation),
        ("يلتزم", "يجوز", Kind::Words),
        ("12", "١٣", Kind::Words),
        ("", "new", Kind::Words),
    ] {
        assert_eq!(kind_of(old, new), kind, "{old:?} {new:?}");
        assert_eq!(kind_of(new, old), kind, "{new:?} {old:?}");
        let found = texts(old, new).into_iter().filter_map(|stretch| stretch.kind).max();
        assert_eq!(found, Some(kind), "{old:?} {new:?}");
    }
    let found = texts("يلتزم الطرفان بالمادة 12", "يجوز للطرفين المادة 12");
    assert_eq!(found.len(), 2, "neighbouring changes are one: {found:?}");
}

#[test]
fn paragraphs_are_found_by_identifier_else_by_what_they_say() {
    let old =
        by_content(&["alpha beta gamma", "one two three", "same words here", "gone for good"]);
    let new = by_content(&["same words here", "alpha beta delta", "quite new", "one two three"]);
    assert_eq!(shape(&versions(&old, &new)), "2>0* 3>- 0>1~ ->2 1>3");

    let with = |id, text| Paragraph { id: Some(id), text };
    let old = [with("a", "first"), with("b", "second"), with("c", "third")];
    let new = [with("c", "third"), with("a", "wholly other"), with("b", "second"), with("d", "x")];
    assert_eq!(shape(&versions(&old, &new)), "2>0* 0>1~ 1>2 ->3");
    let new = [with("x", "first"), with("b", "second"), with("c", "third")];
    assert_eq!(shape(&versions(&old, &new)), "0>- ->0 1>1 2>2", "two ids are two provisions");
    assert_eq!(shape(&versions(&[], &new)), "->0 ->1 ->2");
    assert_eq!(shape(&versions(&new, &[])), "0>- 1>- 2>-");

    let old = by_content(&["يجتمع الطرفان مرة كل سنة", "تدخل حيز النفاذ من تاريخ التوقيع"]);
    let new = by_content(&["تدخل حيز النفاذ من تاريخ التوقيع عليها", "يجتمع الطرفان مرتين كل سنة"]);
    assert_eq!(shape(&versions(&old, &new)), "1>0~ 0>1*~");
}

#[test]
fn what_cannot_be_seen_gets_a_box() {
    let labels = |text: &str| -> Vec<String> {
        let label = |shown| match shown {
            Shown::Hidden { label, .. } => Some(label),
            Shown::Text(_) => None,
        };
        visible(text).into_iter().filter_map(label).collect()
    };
    assert_eq!(labels("a b\nc"), [""; 0]);
    assert_eq!(labels(" a  b \n"), ["SP", "SP", "SP", "SP"]);
    assert_eq!(
        labels("\u{202E}\u{200C}\u{00A0}\u{2003}\u{2066}\u{FEFF}"),
        ["RLO", "ZWNJ", "NBSP", "U+2003", "LRI", "BOM"]
    );
    assert_eq!(labels("مُوقَّع ـ"), [""; 0], "vowel signs can be seen");
}

fn paragraphs() -> impl Strategy<Value = Vec<(Option<u8>, String)>> {
    let text = prop_oneof!["[ab ]{0,6}", "[اىي ه\u{200C}]{0,5}", "\\PC{0,6}", Just("w x y".into())];
    prop::collection::vec((prop::option::of(0..4_u8), text), 0..9)
}

fn named(id: u8) -> &'static str {
    ["a", "b", "c", "d"][usize::from(id)]
}

fn text_at(at: Option<usize>, of: &[Paragraph<'_>]) -> String {
    at.map_or(String::new(), |at| of[at].text.to_owned())
}

proptest! {
    #[test]
    fn both_versions_are_put_together_again(old in paragraphs(), new in paragraphs()) {
        let one: Vec<Paragraph<'_>> =
            old.iter().map(|(id, text)| Paragraph { id: id.map(named), text }).collect();
        let two: Vec<Paragraph<'_>> =
            new.iter().map(|(id, text)| Paragraph { id: id.map(named), text }).collect();
        let rows = versions(&one, &two);
        let places: Vec<usize> = rows.iter().filter_map(|row| row.new).collect();
        prop_assert_eq!(places, (0..two.len()).collect::<Vec<_>>());
        let mut places: Vec<usize> = rows.iter().filter_map(|row| row.old).collect();
        places.sort_unstable();
        prop_assert_eq!(places, (0..one.len()).collect::<Vec<_>>());
        for row in &rows {
            let (left, right) = (text_at(row.old, &one), text_at(row.new, &two));
            let joined: String = row.stretches.iter().map(|s| &left[s.old.clone()]).collect();
            prop_assert_eq!(&joined, &left);
            let joined: String = row.stretches.iter().map(|s| &right[s.new.clone()]).collect();
            prop_assert_eq!(&joined, &right);
            for s in &row.stretches {
                prop_assert_eq!(s.kind.is_none(), left[s.old.clone()] == right[s.new.clone()]);
            }
        }
    }

    #[test]
    fn nothing_is_lost_in_what_is_shown(text in "[a \n\u{200F}\u{00A0}ي\u{2003}]{0,12}|.*") {
        let joined: String = visible(&text).iter().map(|shown| match shown {
            Shown::Text(text) => (*text).to_owned(),
            Shown::Hidden { character, .. } => character.to_string(),
        }).collect();
        prop_assert_eq!(joined, text);
    }
}
