//! Documents for tests and benches, made here from invented text.

#![allow(dead_code, reason = "each test and the bench use some of them")]

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Two paragraphs of an invented report.
pub const ARABIC: &str = "اختتمت لجنة الملاحة المشتركة اليوم الأربعاء أعمال دورتها الثالثة التي \
عقدت في مدينة الميناء بتاريخ 12/03/2025 بمشاركة 14 خبيرا من الجانبين.\nوقال رئيس الجانب الأول \
السيد سالم البحري إن الاجتماع «خطا خطوة واضحة» نحو ربط النظامين، مؤكدا أن مذكرة التفاهم \
تبقى الإطار المرجعي.\n";

pub const ENGLISH: &str = "The Joint Navigation Committee closed its third session on Wednesday \
with fourteen experts from both sides.\nThe memorandum signed in 2023 remains the reference for \
this work, said Salem Al-Bahri, who led the first side.\n";

pub const REPORT_AR_PDF: &[u8] = include_bytes!("../data/report.ar.pdf");
pub const REPORT_EN_PDF: &[u8] = include_bytes!("../data/report.en.pdf");
pub const REPORT_AR_HTML: &str = include_str!("../data/report.ar.html");
pub const REPORT_EN_HTML: &str = include_str!("../data/report.en.html");

pub const TYPES: &str = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/\
package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A page of a site with menus, the report `times` over, and what sites print below.
pub fn page(times: usize) -> String {
    let body: String =
        ARABIC.lines().map(|line| format!("<p>{line}</p>\n")).collect::<String>().repeat(times);
    format!(
        r#"<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>لجنة الملاحة | وكالة المرفأ</title>
<meta property="og:title" content="لجنة الملاحة تختتم دورتها">
<meta property="og:site_name" content="وكالة المرفأ">
<meta property="article:published_time" content="2025-03-12T14:05:00+03:00">
<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"2025-03-12",
"publisher":{{"@type":"Organization","name":"Harbour News"}}}}</script>
<style>.gone{{display:none}}</style><script>var a = "<p>لا شيء</p>";</script></head><body>
<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/a">محليات</a></li></ul></nav>
<article><h1>لجنة الملاحة تختتم دورتها</h1><time datetime="2025-03-12">12 مارس 2025</time>
{body}<div class="share">شارك الخبر</div></article>
<section class="related"><h3>مقالات ذات صلة</h3><ul><li><a href="/b">وزير يستقبل وفدا</a></li></ul>
</section>
<footer>جميع الحقوق محفوظة © 2025</footer></body></html>"#
    )
}

/// Paragraphs of a DOCX.
pub fn paragraphs(count: usize) -> String {
    let lines: Vec<&str> = ARABIC.lines().collect();
    let paragraph = |nth: usize| run(lines[nth % lines.len()]);
    (0..count).map(|nth| format!("<w:p>{}</w:p>", paragraph(nth))).collect()
}

/// A run of a DOCX.
pub fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// The main part of a DOCX around a body.
pub fn main_part(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"{WORD}\"><w:body>{body}\
         </w:body></w:document>"
    )
}

/// A DOCX with this body.
pub fn docx_of(body: &str) -> Vec<u8> {
    docx_with("word/document.xml", main_part(body).as_bytes())
}

/// A DOCX with this body and further parts.
pub fn docx_and(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let main = main_part(body);
    let mut all: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", TYPES.as_bytes()), ("word/document.xml", main.as_bytes())];
    all.extend(parts.iter().map(|(name, part)| (*name, part.as_bytes())));
    package(&all)
}

/// A DOCX that has one part beside the list of types.
pub fn docx_with(name: &str, part: &[u8]) -> Vec<u8> {
    package(&[("[Content_Types].xml", TYPES.as_bytes()), (name, part)])
}

/// A packed file of these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, part) in parts {
        zip.start_file(*name, packed).expect("a new part");
        zip.write_all(part).expect("written to memory");
    }
    zip.finish().expect("finished in memory").into_inner()
}

/// A PDF of these objects, numbered from 1; the first is the catalogue.
pub fn pdf_of(objects: &[&[u8]]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    for (nth, object) in (1..).zip(objects) {
        out.extend(format!("{nth} 0 obj\n").bytes());
        out.extend(*object);
        out.extend(b"\nendobj\n");
    }
    out.extend(b"trailer\n<</Root 1 0 R>>\n%%EOF\n");
    out
}

/// A PDF of one page with this content, in Helvetica.
pub fn pdf_page(content: &[u8]) -> Vec<u8> {
    let mut stream = format!("<</Length {}>>stream\n", content.len()).into_bytes();
    stream.extend(content);
    stream.extend(b"\nendstream");
    pdf_of(&[
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        &stream,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ])
}
