//! Whatever the bytes are, the answer is a document or a refusal: nothing panics, and a document's
//! parts lie in its text. Random bytes, bytes that begin like a known kind, and real documents with
//! damage; and large or deep ones, which must not take long.

mod documents;

use intake::{Document, Hint, Limits, take};
use proptest::prelude::*;

use documents::{REPORT_AR_PDF, REPORT_EN_PDF, docx_of, page, paragraphs, pdf_page};

/// Limits at which random documents stay quick.
fn limits() -> Limits {
    Limits { pdf_unpacked_bytes_max: 4 << 20, zip_unpacked_bytes_max: 4 << 20, ..Limits::default() }
}

fn check(bytes: &[u8], media_type: Option<&str>) -> Option<Document> {
    let hint = Hint { file_name: Some("x"), media_type };
    match take(bytes, hint, &limits()) {
        Err(refusal) => {
            assert!(!refusal.code().is_empty());
            assert!(refusal.message(text::Language::Ar).len() > 10);
            None
        }
        Ok(document) => {
            assert!(document.text.len() <= limits().text_bytes_max);
            let mut end = 0;
            for part in &document.parts {
                assert!(part.range.start >= end && part.range.end > part.range.start);
                assert!(!document.text_of(part).trim().is_empty());
                end = part.range.end;
            }
            let hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
            assert!(!document.text.contains(hidden));
            for warning in &document.warnings {
                assert!(!warning.message(text::Language::En).is_empty());
            }
            Some(document)
        }
    }
}

/// Damage: where, how many bytes go, what comes instead.
fn damages() -> impl Strategy<Value = Vec<(usize, usize, Vec<u8>)>> {
    let bytes = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..8),
        proptest::sample::select(vec![
            &b"<<"[..],
            b">>",
            b"[",
            b"]",
            b"(",
            b"<div>",
            b"</td>",
            b"<table>",
            b"<w:p>",
            b"&#0;",
            b" 0 R",
            b" obj",
            b"stream",
            b"99999999999",
            b"-1",
            b"PK\x01\x02",
            b"\xff\xfe",
            b"]]>",
            b"<!--",
            b"<style>",
            b"ActualText",
            b"/Kids",
            b"BDC",
            b"EMC",
            b"Q",
            b"\0",
        ])
        .prop_map(<[u8]>::to_vec),
    ];
    proptest::collection::vec((any::<usize>(), 0usize..24, bytes), 1..12)
}

fn damaged(bytes: &[u8], damages: Vec<(usize, usize, Vec<u8>)>) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for (at, gone, instead) in damages {
        let at = at % (out.len() + 1);
        let end = (at + gone).min(out.len());
        out.splice(at..end, instead);
    }
    out
}

/// A small PDF whose content is not packed, so that damage reaches every reader.
fn open_pdf() -> Vec<u8> {
    pdf_page(
        b"q 1 0 0 1 0 0 cm BT /F1 12 Tf 14 TL 72 700 Td (The committee) Tj (met) ' [(in) -300 \
          (Muscat)] TJ /Span <</ActualText (fi)>> BDC <41> Tj EMC 3 Tr (x) Tj ET Q /F1 Do",
    )
}

proptest! {
    // A failure becomes a test of its own; no file of seeds is kept.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        check(&bytes, None);
        check(&bytes, Some("text/html; charset=windows-1256"));
    }

    #[test]
    fn bytes_that_begin_like_a_document_are_answered(
        start in proptest::sample::select(vec![
            &b"%PDF-1.7\n1 0 obj"[..], b"PK\x03\x04", b"<html>", b"<p>", b"\xff\xfe", b"\xfe\xff",
        ]),
        bytes in proptest::collection::vec(any::<u8>(), 0..1_000),
    ) {
        check(&[start, &bytes].concat(), None);
    }

    #[test]
    fn tags_in_any_order_are_answered(
        tags in proptest::collection::vec(proptest::sample::select(vec![
            "<div>", "</div>", "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<li>", "<ul>",
            "</ul>", "<a href=x>", "</a>", "<span style='display:none'>", "</span>", "<script>",
            "</script>", "<title>", "<svg>", "</svg>", "<style>.a{", "</style>", "word ", "جملة. ",
            "<!-- a", "-->", "<article>", "</article>", "<br>", "&lt;",
            "<time datetime=2020-01-01>",
        ]), 0..200),
    ) {
        check(format!("<html>{}", tags.concat()).as_bytes(), None);
    }

    #[test]
    fn damaged_pages_are_answered(damages in damages()) {
        check(&damaged(page(1).as_bytes(), damages), Some("text/html"));
    }

    #[test]
    fn damaged_word_documents_are_answered(damages in damages()) {
        check(&damaged(&docx_of(&paragraphs(6)), damages), None);
    }

    #[test]
    fn damaged_xml_inside_is_answered(damages in damages()) {
        let main = damaged(documents::main_part(&paragraphs(3)).as_bytes(), damages);
        check(&documents::docx_with("word/document.xml", &main), None);
    }

    #[test]
    fn damaged_pdfs_are_answered(damages in damages(), english in any::<bool>()) {
        let pdf = if english { REPORT_EN_PDF } else { REPORT_AR_PDF };
        check(&damaged(pdf, damages), None);
    }

    #[test]
    fn damaged_open_pdfs_are_answered(damages in damages()) {
        check(&damaged(&open_pdf(), damages), None);
    }

    #[test]
    fn a_document_reads_the_same_every_time(damages in damages()) {
        let bytes = damaged(&open_pdf(), damages);
        prop_assert_eq!(check(&bytes, None), check(&bytes, None));
    }
}

/// Documents that try to take time or memory. The times are in `docs/intake.md`.
#[test]
fn large_and_deep_documents_end() {
    let deep = |open: &str, close: &str, count: usize| {
        format!("<html><p>Text of the page.</p>{}x{}", open.repeat(count), close.repeat(count))
    };
    let div = check(deep("<div>", "</div>", 99_000).as_bytes(), None).expect("a page");
    assert_eq!(div.text, "Text of the page.\nx");
    let span = check(deep("<b><i><font>", "</font></i></b>", 33_000).as_bytes(), None);
    assert_eq!(span.expect("a page").text, "Text of the page.\nx");
    check(deep("<table><tr><td>", "", 60_000).as_bytes(), None);
    check(deep("<div hidden>", "</div>", 90_000).as_bytes(), None);
    check(deep("", "</x>", 190_000).as_bytes(), None);
    let attribute = format!("<p title=\"{}\">Text.</p>", "a".repeat(4 << 20));
    assert!(check(attribute.as_bytes(), None).is_none());
    let attribute = format!("<p title=\"{}\">Text.</p>", "a".repeat(3 << 20));
    assert_eq!(check(attribute.as_bytes(), None).expect("a page").text, "Text.");
    check(format!("<p {}>Text.</p>", "a b c d e f ".repeat(100_000)).as_bytes(), None);
    check(format!("<p>{}", "&lt;&nbsp;&#1;".repeat(200_000)).as_bytes(), None);
    assert!(check(&vec![b'a'; 50 << 20], None).is_none());
    for start in [&b""[..], b"%PDF-1.4\n", b"PK\x03\x04", b"<html>"] {
        for filler in [&b"\0"[..], b"a", b"(", b"[", b"<<", b"1 0 obj ", b"1 0 obj (", b"obj", b"<"]
        {
            let bytes = [start, &filler.repeat((19 << 20) / filler.len())].concat();
            check(&bytes, None);
        }
    }
    for filler in
        ["1 0 obj << /A 1 >> stream ", "1 0 obj [", "1 0 R ", "trailer << /A ", "/A ", "<"]
    {
        let bytes = format!("%PDF-1.4\n{}", filler.repeat((19 << 20) / filler.len()));
        check(bytes.as_bytes(), None);
    }
}

/// PDFs whose parts refer to each other so that little text asks for much work.
#[test]
fn pdfs_that_ask_for_the_same_again_and_again_end() {
    let packed = |bytes: &[u8]| {
        let bytes = miniz_oxide::deflate::compress_to_vec_zlib(bytes, 1);
        let head = format!("<</Filter/FlateDecode/Length {}>>stream\n", bytes.len());
        [head.as_bytes(), &bytes, b"\nendstream"].concat()
    };
    let refused = |objects: &[&[u8]]| {
        let pdf = documents::pdf_of(objects);
        take(&pdf, Hint::default(), &Limits::default()).expect_err("refused").code()
    };
    let catalog: &[u8] = b"<</Type/Catalog/Pages 2 0 R>>";
    let tree: &[u8] = b"<</Kids[3 0 R]>>";
    let font: &[u8] = b"<</Subtype/Type1/BaseFont/Helvetica>>";
    let shown = packed(b"BT /F1 9 Tf (a) Tj ET");
    // Every page reads the same large resources.
    let pages: String = "<</Contents 4 0 R/Resources 6 0 R>>".repeat(490);
    let many: String = (0..100_000).map(|nth| format!("/A{nth} 5 0 R ")).collect();
    let resources = format!("<</Font<</F1 5 0 R {many}>>>>");
    let kids = format!("<</Kids[{pages}]>>");
    let objects = [catalog, kids.as_bytes(), b"null", &shown, font, resources.as_bytes()];
    assert_eq!(refused(&objects), "objects");
    // Every font reads the same large map.
    let fonts: String =
        (0..2_000).map(|nth| format!("/F{nth} <</Subtype/Type0/ToUnicode 5 0 R>> ")).collect();
    let used: String = (0..2_000).map(|nth| format!("/F{nth} 9 Tf (a) Tj ")).collect();
    let page = format!("<</Contents 4 0 R/Resources<</Font<<{fonts}>>>>>>");
    let map = packed(b"1 beginbfrange <0000> <ffff> <0041> endbfrange");
    assert_eq!(
        refused(&[catalog, tree, page.as_bytes(), &packed(used.as_bytes()), &map]),
        "objects"
    );
    // Every part of a page is the same long stream, or a comment without end.
    let parts = "4 0 R ".repeat(50_000);
    let page = format!("<</Contents[{parts}]>>");
    let long = [&b"<</Length 5>>stream\n"[..], &vec![b' '; 4 << 20], b"\nendstream"].concat();
    assert_eq!(refused(&[catalog, tree, page.as_bytes(), &long]), "unpacked-bytes");
    let comment = [&b"%"[..], &vec![b'a'; 4 << 20]].concat();
    assert_eq!(refused(&[catalog, tree, page.as_bytes(), &comment]), "objects");
}
