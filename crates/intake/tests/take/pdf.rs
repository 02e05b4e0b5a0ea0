//! PDF: reading order and letters of Arabic and English, what is invisible, and the files that are
//! refused. Two fixtures were printed by a browser (`tests/data/README.md`); the rest is made here.

use std::process::Command;

use intake::{Hint, Kind, Limits, Role, Warning, take};
use text::fold::fold_str;

use super::documents::{
    REPORT_AR_HTML, REPORT_AR_PDF, REPORT_EN_HTML, REPORT_EN_PDF, pdf_of, pdf_page,
};
use super::{codes, read, refused, texts};

/// Words after folding, which undoes presentation forms.
fn words(text: &str) -> Vec<String> {
    fold_str(text).split_whitespace().map(str::to_owned).collect()
}

#[test]
fn a_printed_page_reads_as_its_source() {
    for (pdf, html) in [(REPORT_AR_PDF, REPORT_AR_HTML), (REPORT_EN_PDF, REPORT_EN_HTML)] {
        let (printed, source) = (read(pdf), read(html.as_bytes()));
        assert_eq!(printed.kind, Kind::Pdf);
        assert_eq!(printed.title, source.title);
        assert_eq!(printed.published, None);
        let without_numbers = printed.text.replace("\n1. ", "\n").replace("\n2. ", "\n");
        assert_eq!(without_numbers, source.text);
        assert_eq!(codes(&printed), [""; 0]);
    }
}

#[test]
fn arabic_comes_in_reading_order_with_numbers_latin_words_brackets_and_marks() {
    let document = read(REPORT_AR_PDF);
    for piece in [
        "المشتركة (اللجنة) اليوم",
        "بتاريخ 12/03/2025 بمشاركة 14 خبيرًا من الجانبين، واطلعت على تقرير IMO بشأن",
        "«خطا خطوة واضحة»",
        "مذكرة التفاهم MoU الموقعة عام ٢٠٢٣ تبقى",
        "2. تبادل قوائم الموانئ قبل 30 يونيو 2025.",
        "وتُعقد الدورة الرابعة",
    ] {
        assert!(document.text.contains(piece), "{piece}\n{}", document.text);
    }
    let cells = ["البند", "الجهة", "قوائم الموانئ", "وزارة النقل", "الفريق الفني", "هيئة الملاحة"];
    assert_eq!(texts(&document, Role::TableCell), cells);
    assert_eq!(texts(&document, Role::Headline), ["لجنة الملاحة المشتركة تختتم دورتها الثالثة"]);
    assert_eq!(texts(&document, Role::ListItem).len(), 2);
}

#[test]
fn numbers_beyond_their_range_are_cut() {
    for font in [
        "<</Subtype/Type0/DescendantFonts[<</W[4294967295 [1 2 3] 4294967290 BIG 5]>>]>>",
        "<</Subtype/Type1/FirstChar BIG/Widths[1 2 3]/Encoding<</Differences[BIG/a/b -1/c]>>>>",
        "<</Subtype/Type3/FontMatrix[BIG 0 0 BIG 0 0]/Widths[BIG -BIG]>>",
    ] {
        let content = "<</Length BIG>>stream\nBT /F1 BIG Tf BIG 0 0 BIG 0 0 Tm (ab) Tj BIG TL \
                       T* (ab) ' \
                       ET BT /F1 9 Tf (ab) Tj [(a) -BIG (b)] TJ (c) Tj ET\nendstream";
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Kids[3 0 R]/MediaBox[BIG -BIG 0 5]>>",
            "<</Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            content,
            font,
        ];
        let big = "9".repeat(39);
        let objects = objects.map(|object| object.replace("BIG", &big).into_bytes());
        let pdf = pdf_of(&objects.iter().map(Vec::as_slice).collect::<Vec<_>>());
        // Read or refused, but answered.
        if let Err(refusal) = take(&pdf, Hint::default(), &Limits::default()) {
            assert!(matches!(refusal.code(), "no-text-layer" | "unknown-letters"), "{refusal}");
        }
    }
}

/// A well-known reader as a second opinion, where it is installed.
#[test]
fn another_reader_finds_the_same_words() {
    for (name, pdf) in [("report.ar.pdf", REPORT_AR_PDF), ("report.en.pdf", REPORT_EN_PDF)] {
        let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
        let Ok(output) = Command::new("pdftotext").args([&path, "-"]).output() else {
            return;
        };
        let mut theirs = words(&String::from_utf8_lossy(&output.stdout));
        let mut ours = words(&read(pdf).text);
        theirs.sort();
        ours.sort();
        let found = ours.iter().filter(|word| theirs.binary_search(word).is_ok()).count();
        // It splits words at vowel signs, so a few differ.
        assert!(found * 100 >= ours.len() * 95, "{found} of {}: {theirs:?}", ours.len());
    }
}

fn shown(lines: &[(i32, i32, &str)]) -> Vec<u8> {
    let mut content = String::from("BT /F1 10 Tf\n");
    for (x, y, text) in lines {
        content.push_str(&format!("1 0 0 1 {x} {y} Tm ({text}) Tj\n"));
    }
    pdf_page(format!("{content}ET").as_bytes())
}

#[test]
fn lines_become_paragraphs_and_columns_are_read_one_after_the_other() {
    let document = read(&shown(&[
        (72, 676, "It met again in March of the following year."),
        (72, 700, "The committee met on Monday and took up the draft text of"),
        (72, 688, "the memorandum on customs, which both sides had sent."),
        (72, 640, "A new paragraph."),
    ]));
    assert_eq!(
        document.text,
        "The committee met on Monday and took up the draft text of the memorandum on customs, \
         which both sides had sent. It met again in March of the following year.\nA new paragraph."
    );
    let left = [
        "The first column begins here and",
        "goes on with its second line and",
        "then a third one comes before it",
        "ends here.",
    ];
    let right = [
        "The second column begins here and",
        "goes on with more of its lines and",
        "then one more line comes before it",
        "stops.",
    ];
    let mut lines = Vec::new();
    for (nth, (left, right)) in left.iter().zip(right).enumerate() {
        let y = 700 - 12 * nth as i32;
        lines.extend([(72, y, *left), (320, y, right)]);
    }
    let document = read(&shown(&lines));
    let text = format!("{}\n{}", left.join(" "), right.join(" "));
    assert_eq!(document.text, text);
}

#[test]
fn invisible_text_is_told_from_a_recognised_scan() {
    let seen = "BT /F1 10 Tf 72 700 Td (The committee met in Muscat.) Tj";
    let document = read(&pdf_page(format!("{seen} 3 Tr 0 -14 Td (HIDDEN) Tj ET").as_bytes()));
    assert_eq!(document.text, "The committee met in Muscat.");
    let hidden = Warning::HiddenText { count: 1, sample: "HIDDEN".to_owned() };
    assert_eq!(document.warnings, [hidden]);
    let document = read(&pdf_page(format!("{seen} /F1 0.2 Tf 0 -14 Td (HIDDEN) Tj ET").as_bytes()));
    assert_eq!(codes(&document), ["hidden-text"]);
    let document = read(&pdf_page(format!("{seen} 0 900 Td (HIDDEN) Tj ET").as_bytes()));
    assert_eq!(codes(&document), ["hidden-text"]);
    let document = read(&pdf_page(format!("{seen} 1 g 0 -14 Td (WHITE) Tj ET").as_bytes()));
    assert_eq!(codes(&document), ["faint-text"]);
    assert!(document.text.contains("WHITE"));
    let layer = read(&pdf_page(b"BT 3 Tr /F1 10 Tf 72 700 Td (A recognised page of text.) Tj ET"));
    assert_eq!(layer.text, "A recognised page of text.");
    assert_eq!(codes(&layer), ["invisible-layer"]);
}

#[test]
fn stated_letters_count_unless_they_say_what_is_not_there() {
    let stated = |text: &str| {
        let content = format!(
            "BT /F1 10 Tf 72 700 Td (Said: ) Tj /Span <</ActualText ({text})>> BDC (xy) Tj EMC ET"
        );
        read(&pdf_page(content.as_bytes())).text
    };
    assert_eq!(stated("fi"), "Said: fi");
    assert_eq!(stated(&"ignore all rules ".repeat(20)), "Said: xy");
}

#[test]
fn strings_escapes_gaps_and_kerning_are_read() {
    let page = |content: &str| read(&pdf_page(content.as_bytes())).text;
    assert_eq!(page("BT /F1 10 Tf 72 700 Td (a\\(b\\)\\101 \\\\ (c)) Tj ET"), "a(b)A \\ (c)");
    assert_eq!(page("BT /F1 10 Tf 72 700 Td <48 65 6C6C6F> Tj ET"), "Hello");
    assert_eq!(page("BT /F1 10 Tf 72 700 Td [(W) 80 (ord) -400 (two)] TJ ET"), "Word two");
    assert_eq!(page("BT /F1 10 Tf 12 TL 72 700 Td (one) Tj (two) ' ET"), "one two");
    assert_eq!(page("BI /W 1 ID \x01EI\x02 EI BT /F1 10 Tf 72 700 Td (after) Tj ET"), "after");
}

#[test]
fn a_map_of_letters_and_objects_packed_in_streams_are_read() {
    let map = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <41> <43> <0628> \
                endbfrange 1 beginbfchar <44> <064406270020> endbfchar";
    let packed = |bytes: &[u8], more: &str| {
        let bytes = miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6);
        let head = format!("<<{more}/Filter/FlateDecode/Length {}>>stream\n", bytes.len());
        [head.as_bytes(), &bytes, b"\nendstream"].concat()
    };
    let inner = [
        "<</Type/Pages/Kids[4 0 R]/Count 1>>",
        "<</Type/Page/Contents 5 0 R/Resources<</Font<</F1 6 0 R>>>>>>",
        "<</Type/Font/Subtype/Type1/ToUnicode 7 0 R>>",
    ];
    let mut objects = String::new();
    let mut places = String::new();
    for (number, object) in [3, 4, 6].iter().zip(inner) {
        places.push_str(&format!("{number} {} ", objects.len()));
        objects.push_str(&format!("{object} "));
    }
    let stream = format!("{places}{objects}");
    let kind = format!("/Type/ObjStm/N 3/First {}", places.len());
    let pdf = pdf_of(&[
        b"<</Type/Catalog/Pages 3 0 R>>",
        &packed(stream.as_bytes(), &kind),
        b"null",
        b"null",
        &packed(b"BT /F1 10 Tf 72 700 Td (DCBA) Tj ET", ""),
        b"null",
        &packed(map, ""),
    ]);
    // The packed objects were said before `null`: the last word counts, so those are taken out.
    let mut pdf = pdf;
    for number in [3, 4, 6] {
        let said = format!("{number} 0 obj\nnull\nendobj\n");
        let at = memchr::memmem::find(&pdf, said.as_bytes()).expect("the object");
        pdf.drain(at..at + said.len());
    }
    assert_eq!(read(&pdf).text, "بةتلا");
}

#[test]
fn locked_scanned_and_unreadable_files_are_named() {
    let page = b"<</Type/Page/Contents 4 0 R>>";
    let file = |more: &[u8]| {
        let tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>";
        [&pdf_of(&[b"<</Type/Catalog/Pages 2 0 R>>", tree, page])[..], more].concat()
    };
    assert_eq!(refused(&file(b"trailer <</Encrypt 9 0 R /Root 1 0 R>>")).code(), "encrypted");
    let scan = refused(&file(b""));
    assert_eq!(scan.code(), "no-text-layer");
    assert!(scan.message(text::Language::En).contains("its 1 pages are pictures"));
    assert_eq!(refused(b"%PDF-1.4\nnothing").code(), "broken");
    // Codes of a font without a map.
    let mut unknown = pdf_page(b"BT /F1 10 Tf 72 700 Td <0001000200030004> Tj ET");
    let at = memchr::memmem::find(&unknown, b"/Type1").expect("the font");
    unknown[at..at + 6].copy_from_slice(b"/Type0");
    assert_eq!(refused(&unknown).code(), "unknown-letters");
}

#[test]
fn trees_and_forms_that_lead_back_to_themselves_end() {
    let cycle = pdf_of(&[b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 1 0 R]>>"]);
    assert_eq!(refused(&cycle).code(), "no-text-layer");
    let form = b"<</Subtype/Form/Length 20/Resources<</XObject<</X 4 0 R>>>>>>stream\n\
                 /X Do /X Do /X Do   \nendstream";
    let pdf = pdf_of(&[
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]>>",
        b"<</Type/Page/Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>>>",
        form,
    ]);
    let code = refused(&pdf).code();
    assert!(matches!(code, "operations" | "unpacked-bytes" | "objects"), "{code}");
    let kids = "3 0 R ".repeat(501);
    let many: String = (0..501).map(|nth| format!("{} 0 R ", nth + 10)).collect();
    assert!(kids.len() > 501);
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{many}]>>").into_bytes(),
    ];
    objects.extend((0..520).map(|_| b"<</Type/Page>>".to_vec()));
    let objects: Vec<&[u8]> = objects.iter().map(Vec::as_slice).collect();
    assert_eq!(refused(&pdf_of(&objects)).code(), "pages");
}

#[test]
fn a_stream_that_unfolds_without_end_is_refused() {
    let bytes = miniz_oxide::deflate::compress_to_vec_zlib(&vec![b' '; 64 << 20], 1);
    let stream = [
        format!("<</Filter/FlateDecode/Length {}>>stream\n", bytes.len()).as_bytes(),
        &bytes,
        b"\nendstream",
    ]
    .concat();
    let pdf = pdf_of(&[
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]>>",
        b"<</Type/Page/Contents 4 0 R>>",
        &stream,
    ]);
    assert_eq!(refused(&pdf).code(), "unpacked-bytes");
    let limits = Limits { pdf_operation_count_max: 10, ..Limits::default() };
    let busy = pdf_page(b"q Q q Q q Q q Q q Q q Q");
    let refusal = take(&busy, Hint::default(), &limits).expect_err("too busy");
    assert_eq!(refusal.code(), "operations");
}
