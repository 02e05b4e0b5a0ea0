//! Word processor documents: order, lists, tables, notes, tracked changes, hidden text, and the
//! packages that are refused.

use intake::{Kind, Role, Warning};

use super::documents::{TYPES, docx_and, docx_of, docx_with, main_part, package, run};
use super::{codes, read, refused, texts};

fn line(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

#[test]
fn paragraphs_come_in_order_with_tabs_and_breaks() {
    let body = [
        line(&format!("<w:pPr><w:pStyle w:val=\"Title\"/></w:pPr>{}", run("محضر الاجتماع"))),
        line(&format!("{}{}", run("بدأ الاجتماع "), run("الساعة 9:00 &amp; انتهى &#x662;"))),
        line("<w:r><w:t>البند</w:t><w:tab/><w:t>الأول</w:t><w:br/><w:t>سطر ثان</w:t></w:r>"),
        line(""),
        line(&format!("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>{}", run("\u{a0}x"))),
    ]
    .concat();
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"Title\"><w:name w:val=\"Title\"/>\
                  </w:style></w:styles>";
    let document = read(&docx_and(&body, &[("word/styles.xml", styles)]));
    assert_eq!(document.kind, Kind::Docx);
    assert_eq!(
        document.text,
        "محضر الاجتماع\nبدأ الاجتماع الساعة 9:00 & انتهى ٢\nالبند الأول\nسطر ثان\na\u{2011}b\u{a0}x"
    );
    assert_eq!(texts(&document, Role::Headline), ["محضر الاجتماع"]);
    assert_eq!(document.published, None);
}

#[test]
fn lists_tables_and_notes_have_their_roles() {
    let item = "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>";
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", line(&run(text)));
    let body = format!(
        "{}{}<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>{}",
        line(&format!("{item}{}", run("first"))),
        line(&format!("{item}{}", run("second"))),
        cell("a1"),
        cell("b1"),
        cell("a2"),
        cell("b2"),
        line(&format!("{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>", run("See the note."))),
    );
    let notes = "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r>\
                 <w:t>---</w:t></w:r></w:p></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:t>As \
                 agreed in 2020.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let document = read(&docx_and(&body, &[("word/footnotes.xml", notes)]));
    assert_eq!(texts(&document, Role::ListItem), ["first", "second"]);
    assert_eq!(texts(&document, Role::TableCell), ["a1", "b1", "a2", "b2"]);
    assert_eq!(texts(&document, Role::Note), ["As agreed in 2020."]);
    assert!(document.text.ends_with("See the note.\nAs agreed in 2020."));
}

#[test]
fn tracked_deletions_go_insertions_stay_and_fields_show_their_result() {
    let body = line(&format!(
        "{}<w:del w:id=\"1\"><w:r><w:delText>old</w:delText><w:t>old</w:t></w:r></w:del>\
         <w:ins w:id=\"2\">{}</w:ins><w:moveFrom w:id=\"3\">{}</w:moveFrom>\
         <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText>\
         <w:t>CODE</w:t></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>{}",
        run("The "),
        run("new "),
        run("gone "),
        run("7"),
        run(" text"),
    ));
    let document = read(&docx_of(&body));
    assert_eq!(document.text, "The new 7 text");
    let tracked = Warning::TrackedChanges { insertions: 1, deletions: 2 };
    assert_eq!(document.warnings, [tracked]);
}

#[test]
fn hidden_text_is_left_out_and_told_of() {
    for properties in [
        "<w:vanish/>",
        "<w:color w:val=\"FFFFFF\"/>",
        "<w:sz w:val=\"2\"/>",
        "<w:rStyle w:val=\"Gone\"/>",
    ] {
        let body = line(&format!(
            "{}<w:r><w:rPr>{properties}</w:rPr><w:t>HIDDEN</w:t></w:r>{}",
            run("Seen "),
            run("text")
        ));
        let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"Gone\"><w:rPr><w:vanish/>\
                      </w:rPr></w:style></w:styles>";
        let document = read(&docx_and(&body, &[("word/styles.xml", styles)]));
        assert_eq!(document.text, "Seen text", "{properties}");
        let hidden = Warning::HiddenText { count: 1, sample: "HIDDEN".to_owned() };
        assert_eq!(document.warnings, [hidden], "{properties}");
    }
    let shaded = "<w:r><w:rPr><w:color w:val=\"FFFFFF\"/><w:shd w:fill=\"000080\"/></w:rPr>\
                  <w:t>seen</w:t></w:r>";
    assert_eq!(read(&docx_of(&line(shaded))).text, "seen");
    let shown = "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>seen</w:t></w:r>";
    assert_eq!(read(&docx_of(&line(shown))).text, "seen");
}

#[test]
fn a_second_form_of_a_text_box_is_not_read_twice() {
    let boxed = format!("<w:txbxContent>{}</w:txbxContent>", line(&run("boxed")));
    let body = line(&format!(
        "{}<w:r><mc:AlternateContent xmlns:mc=\"mc\"><mc:Choice>{boxed}</mc:Choice><mc:Fallback>\
         {boxed}</mc:Fallback></mc:AlternateContent></w:r>",
        run("around")
    ));
    assert_eq!(read(&docx_of(&body)).text, "boxed\naround");
}

#[test]
fn headers_comments_attachments_and_outside_references_are_told_of() {
    let part = |name: &str, text: &str| {
        format!("<w:{name} xmlns:w=\"w\"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{name}>")
    };
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"x/attachedTemplate\" \
                     Target=\"http://evil.example/t.dotm\" TargetMode=\"External\"/><Relationship \
                     Id=\"b\" Type=\"x/hyperlink\" Target=\"http://a.example\" \
                     TargetMode=\"External\"/>\
                     </Relationships>";
    let core = "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:title>Agreed \
                minutes</dc:title>\
                <dc:creator>Rapporteur</dc:creator><dcterms:created>2025-03-12T00:00:00Z\
                </dcterms:created></cp:coreProperties>";
    let (comment, header) = (part("comments", "Is this right?"), part("hdr", "DRAFT"));
    let document = read(&docx_and(
        &line(&run("Text.")),
        &[
            ("word/comments.xml", &comment),
            ("word/header1.xml", &header),
            ("word/_rels/document.xml.rels", relations),
            ("word/embeddings/sheet.xlsx", "PK"),
            ("docProps/core.xml", core),
        ],
    ));
    assert_eq!(document.text, "Text.");
    let told = ["external-references", "attachments", "left-apart", "left-apart"];
    assert_eq!(codes(&document), told);
    assert_eq!(document.warnings[0], Warning::ExternalReferences { count: 1 });
    assert_eq!(document.title.as_deref(), Some("Agreed minutes"));
    assert_eq!(document.hints.author.as_deref(), Some("Rapporteur"));
    assert_eq!(document.published, None);
}

#[test]
fn the_main_part_may_have_another_name() {
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" \
                     Target=\"/word/document2.xml\"/></Relationships>";
    let main = main_part(&line(&run("Text.")));
    let parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", relations.as_bytes()),
        ("word/document2.xml", main.as_bytes()),
    ];
    assert_eq!(read(&package(&parts)).text, "Text.");
}

#[test]
fn macros_locks_and_tricks_are_refused() {
    let text = line(&run("Text."));
    let code = |parts: &[(&str, &str)]| refused(&docx_and(&text, parts)).code();
    assert_eq!(code(&[("word/vbaProject.bin", "x")]), "macros");
    assert_eq!(code(&[("../../etc/passwd", "x")]), "path");
    assert_eq!(code(&[("/etc/passwd", "x")]), "path");
    assert_eq!(code(&[("word\\..\\..\\x", "x")]), "path");
    let enabled = TYPES.replace("/xml\"", "/vnd.ms-word.document.macroEnabled.main+xml\"");
    let main = main_part(&text);
    let parts: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", enabled.as_bytes()), ("word/document.xml", main.as_bytes())];
    assert_eq!(refused(&package(&parts)).code(), "macros");
    // Bit 0 of the flags says that an entry is locked (APPNOTE 4.4.4).
    let mut locked = docx_of(&text);
    let list = memchr::memmem::rfind(&locked, b"PK\x01\x02").expect("a list");
    locked[list + 8] |= 1;
    assert_eq!(refused(&locked).code(), "encrypted");
}

#[test]
fn other_packages_are_named() {
    let of =
        |name: &str| refused(&package(&[("[Content_Types].xml", b"<a/>"), (name, b"<a/>")])).code();
    assert_eq!(of("xl/workbook.xml"), "other-office");
    assert_eq!(of("ppt/presentation.xml"), "other-office");
    let odt = package(&[("mimetype", b"application/vnd.oasis.opendocument.text")]);
    assert_eq!(refused(&odt).code(), "open-document");
    assert_eq!(refused(&package(&[("a.txt", b"text")])).code(), "archive");
}

#[test]
fn broken_and_unsafe_xml_is_refused() {
    let code = |main: &str| refused(&docx_with("word/document.xml", main.as_bytes())).code();
    assert_eq!(code("<w:document><w:body><w:p></w:body>"), "broken");
    assert_eq!(code("<w:document><w:body><w:p>"), "broken");
    assert_eq!(
        code("<w:document><w:p><w:r><w:t>&unknown;</w:t></w:r></w:p></w:document>"),
        "broken"
    );
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><x>&b;</x>";
    assert_eq!(code(entities), "document-type");
    assert_eq!(code(&"<w:p>".repeat(200)), "depth");
    let cut = docx_of(&line(&run("Text.")));
    assert_eq!(refused(&cut[..cut.len() - 30]).code(), "broken");
    assert_eq!(refused(&docx_with("word/other.xml", b"<a/>")).code(), "broken");
}

#[test]
fn bombs_are_refused_before_they_unfold() {
    let spaces = vec![b' '; 8 << 20];
    let bomb = docx_with("word/document.xml", &spaces);
    assert!(bomb.len() < 20_000);
    assert_eq!(refused(&bomb).code(), "ratio");
    // The list says that the part is small; what comes out counts.
    let mut lying = bomb;
    let list = memchr::memmem::rfind(&lying, b"PK\x01\x02").expect("a list");
    lying[list + 24..list + 28].copy_from_slice(&100u32.to_le_bytes());
    let code = refused(&lying).code();
    assert!(matches!(code, "contradiction" | "broken" | "ratio"), "{code}");
    let names: Vec<String> = (0..2_001).map(|nth| format!("word/media/{nth}.png")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    assert_eq!(refused(&package(&parts)).code(), "entries");
    let limits = intake::Limits { zip_unpacked_bytes_max: 1_000, ..intake::Limits::default() };
    let large = docx_of(&super::documents::paragraphs(100));
    let refusal = intake::take(&large, intake::Hint::default(), &limits).expect_err("too much");
    assert_eq!(refusal.code(), "unpacked-bytes");
}
