//! Documents that come back with what no document needs, or that try to take time or memory: each
//! is refused by its rule; and damaged ones, of which none makes the reader stop or lie.

#[path = "samples/office.rs"]
mod office;
mod samples;

use documents::docx::{DocxOptions, write_sheet};
use intake::{Limits, LossKind, Returned, read_returned};
use proptest::prelude::*;

use office::{Parts, pack, run, unpack, with_body};
use samples::{joint_statement, long};

fn written() -> Vec<u8> {
    write_sheet(&joint_statement(), &DocxOptions::default()).expect("written")
}

fn code(parts: &Parts) -> &'static str {
    refused(&pack(parts))
}

fn refused(bytes: &[u8]) -> &'static str {
    let refusal = read_returned(bytes, &Limits::default()).expect_err("refused");
    for language in [text::Language::Ar, text::Language::En] {
        assert!(refusal.message(language).chars().count() > 20);
    }
    refusal.code()
}

/// The document with a part put in or changed.
fn with(name: &str, change: impl FnOnce(String) -> String) -> Parts {
    let mut parts = unpack(&written());
    let part = parts.get(name).cloned().unwrap_or_default();
    parts.insert(name.to_owned(), change(part));
    parts
}

fn relation(part: &str, kind: &str, target: &str, mode: &str) -> Parts {
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let one = format!(
        "<Relationship Id=\"bad\" Type=\"{types}/{kind}\" Target=\"{target}\"{mode}/>\
         </Relationships>"
    );
    let empty = "<Relationships></Relationships>".to_owned();
    with(part, |part| {
        let part = if part.is_empty() { empty } else { part };
        part.replace("</Relationships>", &one)
    })
}

#[test]
fn macros_are_refused() {
    assert_eq!(code(&with("word/vbaProject.bin", |_| "x".to_owned())), "macros");
    assert_eq!(code(&with("word/vbaData.xml", |_| "<x/>".to_owned())), "macros");
    let macros = |types: String| {
        types.replace(
            "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "vnd.ms-word.document.macroEnabled.main+xml",
        )
    };
    assert_eq!(code(&with("[Content_Types].xml", macros)), "macros");
    let project = relation("word/_rels/document.xml.rels", "vbaProject", "x.bin", "");
    assert_eq!(code(&project), "macros");
}

#[test]
fn whatever_leads_outside_is_refused() {
    let outside = " TargetMode=\"External\"";
    let main = "word/_rels/document.xml.rels";
    let template = "https://example.org/t.dotm";
    let settings = "word/_rels/settings.xml.rels";
    assert_eq!(code(&relation(settings, "attachedTemplate", template, outside)), "outside");
    // Word obeys the mode; other programs look at the target.
    assert_eq!(code(&relation(settings, "attachedTemplate", "file:///c:/t.dotm", "")), "outside");
    assert_eq!(code(&relation(main, "image", "https://example.org/a.png", outside)), "outside");
    assert_eq!(code(&relation(main, "image", "\\\\host\\share\\a.png", "")), "outside");
    assert_eq!(code(&relation("word/_rels/x.xml.rels", "font", "//host/f", outside)), "outside");
    assert_eq!(
        code(&relation(main, "image", "media/a.png", " TargetMode=\"external\"")),
        "outside"
    );
    // A link waits for a click, and its target is dropped.
    let link = relation(main, "hyperlink", "https://example.org", outside);
    assert!(read_returned(&pack(&link), &Limits::default()).is_ok());
    let field = |instr: &str| {
        with_body(&written(), |body| {
            let halves = instr.split_at(3);
            let text = |half: &str| format!("<w:r><w:instrText>{half}</w:instrText></w:r>");
            let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
            let field = [mark("begin"), text(halves.0), text(halves.1), mark("end")].concat();
            body.replacen("<w:sdtContent>", &format!("<w:sdtContent>{field}"), 1)
        })
    };
    for instr in ["DDEAUTO c:\\\\windows cmd", "INCLUDETEXT \"x\"", "  includepicture x", "LINK x"]
    {
        assert_eq!(refused(&field(instr)), "outside", "{instr}");
    }
    assert!(read_returned(&field("PAGE \\* MERGEFORMAT"), &Limits::default()).is_ok());
}

#[test]
fn embedded_files_are_refused() {
    let main = "word/_rels/document.xml.rels";
    assert_eq!(code(&with("word/embeddings/o.bin", |_| "x".to_owned())), "embedded");
    assert_eq!(code(&with("word/activeX/a.xml", |_| "<x/>".to_owned())), "embedded");
    for kind in ["oleObject", "package", "aFChunk", "control", "subDocument"] {
        assert_eq!(code(&relation(main, kind, "other/o.bin", "")), "embedded", "{kind}");
    }
    let chunk =
        with("word/document.xml", |body| body.replace("<w:sectPr>", "<w:altChunk/><w:sectPr>"));
    assert_eq!(code(&chunk), "embedded");
}

#[test]
fn unsafe_or_broken_xml_is_refused() {
    let body = |start: &'static str, end: &'static str| {
        with("word/document.xml", move |body| body.replacen(start, end, 1))
    };
    let entity = "<!DOCTYPE w [<!ENTITY a \"b\">]><w:document ";
    assert_eq!(code(&body("<w:document ", entity)), "document-type");
    assert_eq!(code(&body("<w:sdtContent>", "<w:sdtContent><w:r><w:t>&a;</w:t></w:r>")), "broken");
    assert_eq!(code(&body("</w:body>", "")), "broken");
    assert_eq!(code(&body("</w:document>", "</w:other>")), "broken");
    assert_eq!(code(&body("<w:sdtContent>", "<w:sdtContent><w:p><w:p/></w:p>")), "broken");
    for part in ["docProps/custom.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"] {
        let typed = with(part, |part| part.replacen("?>", "?><!DOCTYPE x>", 1));
        assert_eq!(code(&typed), "document-type", "{part}");
    }
    // Letters that are no UTF-8 are never guessed at.
    let mut parts: std::collections::BTreeMap<String, Vec<u8>> =
        unpack(&written()).into_iter().map(|(name, part)| (name, part.into_bytes())).collect();
    let body = parts.get_mut("word/document.xml").expect("a body");
    let at = body.windows(2).position(|two| two == "ب".as_bytes()).expect("a letter");
    body[at] = 0xFF;
    assert_eq!(refused(&office::pack_bytes(&parts)), "broken");
    let mut bytes = written();
    bytes.truncate(bytes.len() - 30);
    assert_eq!(refused(&bytes), "broken");
    assert_eq!(refused(b""), "empty");
    assert_eq!(refused(b"{\\rtf1 x}"), "rtf");
    assert_eq!(refused(b"just words"), "other-kind");
}

#[test]
fn what_is_too_large_or_deep_is_refused() {
    let deep = |open: &str, close: &str, count: usize| {
        let piece = format!("<w:sdtContent>{}{}", open.repeat(count), close.repeat(count));
        with_body(&written(), |body| body.replacen("<w:sdtContent>", &piece, 1))
    };
    assert_eq!(refused(&deep("<w:smartTag>", "</w:smartTag>", 200)), "depth");
    assert_eq!(refused(&deep("<w:ins w:author=\"A\">", "</w:ins>", 12)), "depth");
    let range = "<w:moveFromRangeStart w:id=\"1\" w:name=\"m\"/>";
    assert_eq!(refused(&deep(range, "", 200)), "depth");
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
    assert_eq!(refused(&deep(begin, "", 200)), "depth");
    assert_eq!(refused(&deep("<w:ins w:author=\"A\"/>", "", 60_000)), "ratio");
    let many: String = (0..60_000).map(|nth| format!("<w:ins w:author=\"A{nth}\"/>")).collect();
    assert_eq!(refused(&deep(&many, "", 1)), "changes");
    let many: String =
        (0..6_000).map(|nth| format!("<w:commentRangeStart w:id=\"{nth}\"/>")).collect();
    assert_eq!(refused(&deep(&many, "", 1)), "comments");
    let many: String = (0..21_000)
        .map(|nth| {
            format!(
                "<w:bookmarkStart w:id=\"{nth}\" w:name=\"hw_x{nth}_ar\"/>\
            <w:bookmarkEnd w:id=\"{nth}\"/>"
            )
        })
        .collect();
    assert_eq!(refused(&deep(&many, "", 1)), "controls");
    let blank = with("word/document.xml", |_| " ".repeat(40 << 20));
    assert_eq!(code(&blank), "ratio");
    let letters: String = (0..200_000).map(|nth| format!("{nth} ")).collect();
    assert_eq!(refused(&deep(&run(&letters), "", 1)), "text-bytes");
    let mut entries = unpack(&written());
    entries.extend((0..2_500).map(|nth| (format!("word/x{nth}.xml"), String::new())));
    assert_eq!(code(&entries), "entries");
}

#[test]
fn changes_beside_the_text_are_told_of() {
    let header =
        with("word/header.xml", |part| part.replacen("</w:p>", "<w:ins w:author=\"A\"/></w:p>", 1));
    let returned = read_returned(&pack(&header), &Limits::default()).expect("read");
    assert_eq!(returned.losses.count(LossKind::HeaderChanges), 1);
    let person = |id: &str| {
        format!(
            "<w15:person w15:author=\"Same\"><w15:presenceInfo w15:userId=\"{id}\"/></w15:person>"
        )
    };
    let people = with("word/people.xml", |_| {
        format!("<w15:people xmlns:w15=\"x\">{}{}</w15:people>", person("1"), person("2"))
    });
    let returned = read_returned(&pack(&people), &Limits::default()).expect("read");
    assert_eq!(returned.losses.count(LossKind::MergedReviewers), 1);
}

/// What holds of every answer.
fn check(bytes: &[u8]) -> Option<Returned> {
    let returned = read_returned(bytes, &Limits::default()).ok()?;
    let inside = returned.controls.iter().map(|one| &one.passage);
    for passage in inside.chain(returned.outside.iter().map(|one| &one.passage)) {
        for change in &passage.changes {
            assert!(passage.accepted.is_char_boundary(change.accepted_at));
            assert!(passage.base.is_char_boundary(change.base_at));
            assert!(change.reviewer.is_none_or(|at| at < returned.reviewers.len()));
        }
        if passage.changes.is_empty() {
            assert_eq!(passage.accepted, passage.base);
        }
        assert!(!passage.accepted.contains(['\u{200E}', '\u{200F}', '\u{61C}']));
    }
    let keys: std::collections::BTreeSet<_> =
        returned.controls.iter().map(|one| (&one.item, one.language)).collect();
    assert_eq!(keys.len(), returned.controls.len(), "each paragraph is there once");
    Some(returned)
}

fn damages() -> impl Strategy<Value = Vec<(usize, usize, Vec<u8>)>> {
    let bytes = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..6),
        proptest::sample::select(vec![
            &b"<w:p>"[..],
            b"</w:p>",
            b"<w:ins w:author=\"A\">",
            b"</w:ins>",
            b"<w:del>",
            b"</w:del>",
            b"</w:r>",
            b"<w:r>",
            b"<w:sdt>",
            b"</w:sdt>",
            b"<w:t>",
            b"&#0;",
            b"&amp;",
            b"]]>",
            b"<!--",
            b"PK\x01\x02",
            b"\xff\xfe",
            b"\0",
            b"\"",
        ])
        .prop_map(<[u8]>::to_vec),
    ];
    proptest::collection::vec((any::<usize>(), 0usize..24, bytes), 1..8)
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

/// Pieces of a body in any order; only such that close what they open, so that they are read.
fn piece() -> impl Strategy<Value = String> {
    let leaf = proptest::sample::select(vec![
        "<w:r><w:t xml:space=\"preserve\">a </w:t></w:r>",
        "<w:r><w:delText>b</w:delText></w:r>",
        "<w:commentRangeStart w:id=\"1\"/>",
        "<w:commentRangeEnd w:id=\"1\"/>",
        "<w:commentReference w:id=\"1\"/>",
        "<w:bookmarkStart w:id=\"1\" w:name=\"hw_x_ar\"/>",
        "<w:bookmarkEnd w:id=\"1\"/>",
        "<w:r><w:rPr><w:rPrChange w:author=\"A\"/></w:rPr></w:r>",
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>",
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
        "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        "<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>",
        "<w:moveToRangeStart w:id=\"2\" w:name=\"m\"/>",
        "<w:r><w:br/></w:r>",
        "<w:r><w:rPr><w:rStyle w:val=\"HiwarFixedNumber\"/></w:rPr><w:t>1.</w:t></w:r>",
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(5, 40, 5, |inner| {
        let around = proptest::sample::select(vec![
            ("<w:ins w:author=\"A\">", "</w:ins>"),
            ("<w:del w:author=\"B\">", "</w:del>"),
            ("<w:moveTo>", "</w:moveTo>"),
            ("<w:moveFrom>", "</w:moveFrom>"),
            ("<w:p>", "</w:p>"),
            ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
            ("<w:r>", "</w:r>"),
            ("<w:hyperlink>", "</w:hyperlink>"),
            (
                "<w:sdt><w:sdtPr><w:tag w:val=\"hiwar:d:x:ar\"/></w:sdtPr><w:sdtContent>",
                "</w:sdtContent></w:sdt>",
            ),
            (
                "<w:sdt><w:sdtPr><w:tag w:val=\"hiwar:d:y:en\"/><w:showingPlcHdr/></w:sdtPr>\
              <w:sdtContent>",
                "</w:sdtContent></w:sdt>",
            ),
            (
                "<w:sdt><w:sdtPr><w:tag w:val=\"hiwar:e:x:ar\"/></w:sdtPr><w:sdtContent>",
                "</w:sdtContent></w:sdt>",
            ),
        ]);
        (around, proptest::collection::vec(inner, 0..5))
            .prop_map(|((open, close), inside)| format!("{open}{}{close}", inside.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_packages_are_answered(damages in damages()) {
        check(&damaged(&written(), damages));
    }

    #[test]
    fn damaged_bodies_are_answered(damages in damages()) {
        let mut parts = unpack(&written());
        let body = damaged(parts["word/document.xml"].as_bytes(), damages);
        parts.insert("word/document.xml".to_owned(), String::from_utf8_lossy(&body).into_owned());
        check(&pack(&parts));
    }

    #[test]
    fn any_order_of_pieces_is_answered(pieces in proptest::collection::vec(piece(), 0..8)) {
        let mut parts = unpack(&written());
        let body: String = pieces.iter().map(|one| format!("<w:p>{one}</w:p>")).collect();
        let body = body.replace("<w:p><w:p>", "<w:p>").replace("</w:p></w:p>", "</w:p>");
        let body = format!("<w:document><w:body>{body}</w:body></w:document>");
        parts.insert("word/document.xml".to_owned(), body);
        parts.remove("docProps/custom.xml");
        check(&pack(&parts));
    }
}

/// A text of 80 pages.
#[test]
fn a_long_text_is_read() {
    let bytes = write_sheet(&long(80), &DocxOptions::default()).expect("written");
    let returned = check(&bytes).expect("read");
    assert_eq!(returned.controls.len(), 80 * 31);
}
