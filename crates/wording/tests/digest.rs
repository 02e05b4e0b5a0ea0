//! The digest: the worked vector of `docs/format-text.md`, and that nothing escapes it.

use proptest::prelude::*;
use wording::digest::canonical_bytes;
use wording::{Node, TextDigest};

const FORMAT: &str = include_str!("../../../docs/format-text.md");

fn vector() -> [Node<'static>; 2] {
    let chapeau = Node {
        id: "KW-7",
        under: None,
        role: "article",
        ar: "يجتمع الطرفان [KW: مرتين][US: مرة] في السنة.",
        en: "The Parties meet [KW: twice][US: once] a year.",
    };
    let item = Node {
        id: "US-3",
        under: Some("KW-7"),
        role: "paragraph",
        ar: "المكان: [?place]",
        en: "Venue: [?place]",
    };
    [chapeau, item]
}

#[test]
fn the_vector_of_the_format_is_met() {
    let bytes = String::from_utf8(canonical_bytes(vector())).expect("values are UTF-8");
    let digest = TextDigest::of(vector());
    assert!(FORMAT.contains(&bytes), "the document must hold\n{bytes}");
    assert!(FORMAT.contains(&digest.to_string()), "the document must hold {digest}");
    assert!(FORMAT.contains(&format!("`{}`", digest.short())), "{}", digest.short());
    assert_eq!(TextDigest::parse(&digest.to_string()), Some(digest));
    assert_eq!(TextDigest::from_bytes(*digest.as_bytes()), digest);
    assert_eq!(TextDigest::parse(&digest.to_string().to_uppercase()), None);
    assert_eq!(TextDigest::parse("00"), None);
}

#[test]
fn every_letter_every_place_and_every_role_counts() {
    let [one, two] = vector();
    let base = TextDigest::of([one, two]);
    for changed in [
        vec![two, one],
        vec![one],
        vec![one, two, two],
        vec![one, Node { under: None, ..two }],
        vec![one, Node { under: Some(""), ..two }],
        vec![one, Node { role: "item", ..two }],
        vec![one, Node { id: "US-4", ..two }],
        vec![one, Node { ar: "المكان: [?place] ", ..two }],
        vec![one, Node { ar: "المكا\u{200D}ن: [?place]", ..two }],
        vec![one, Node { ar: two.en, en: two.ar, ..two }],
    ] {
        assert_ne!(TextDigest::of(changed.clone()), base, "{changed:?}");
    }
}

type Row = (String, Option<String>, String, String, String);

fn nodes(rows: &[Row]) -> Vec<Node<'_>> {
    rows.iter()
        .map(|(id, under, role, ar, en)| Node { id, under: under.as_deref(), role, ar, en })
        .collect()
}

/// Values full of what the form itself is made of.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        "[a-c0-9:\n-]{0,3}",
        prop::option::of("[a:\n1]{0,2}"),
        "[a\n]{0,1}",
        "[ab:\n0-9-]{0,3}",
        "[a:]{0,2}",
    );
    prop::collection::vec(row, 0..4)
}

proptest! {
    #[test]
    fn different_texts_have_different_bytes(one in rows(), two in rows()) {
        let same = canonical_bytes(nodes(&one)) == canonical_bytes(nodes(&two));
        prop_assert_eq!(same, one == two);
        prop_assert_eq!(TextDigest::of(nodes(&one)) == TextDigest::of(nodes(&two)), one == two);
    }
}
