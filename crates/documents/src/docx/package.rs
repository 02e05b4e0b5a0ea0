//! The parts of a Word document around its body, and the packing: always in one order and with one
//! date, so that the same text gives the same bytes.

use std::io::{Cursor, Write};

use text::Language;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::body::{Parts, RELATIONS};
use super::sheet::Sheet;
use super::styles::{self, WORD};
use super::xml::Xml;
use super::{DocxError, DocxOptions, runs};

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD_TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// Hexadecimal digits of the digest in the footer: for people to compare.
const SHORT_DIGEST_CHARS: usize = 12;

/// Packs the document.
pub fn pack(sheet: &Sheet, options: &DocxOptions, body: &Parts) -> Result<Vec<u8>, DocxError> {
    let mut parts = vec![
        ("[Content_Types].xml", content_types(body.comments.is_some())),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(sheet)),
        ("docProps/custom.xml", custom(sheet, body)),
        ("word/document.xml", body.document.clone()),
        ("word/_rels/document.xml.rels", document_relations(body.comments.is_some())),
        ("word/styles.xml", styles::part(options)),
        ("word/settings.xml", settings(options)),
        ("word/header.xml", header(sheet, options)),
        ("word/footer.xml", footer(sheet, options)),
    ];
    if let Some(comments) = &body.comments {
        parts.push(("word/comments.xml", comments.clone()));
    }
    let failed = |error: &dyn std::fmt::Display| DocxError::Package(error.to_string());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, part) in parts {
        zip.start_file(name, packed).map_err(|error| failed(&error))?;
        zip.write_all(part.as_bytes()).map_err(|error| failed(&error))?;
    }
    Ok(zip.finish().map_err(|error| failed(&error))?.into_inner())
}

fn content_types(comments: bool) -> String {
    let mut xml = Xml::part();
    xml.open("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))]);
    let relations = "application/vnd.openxmlformats-package.relationships+xml";
    xml.empty("Default", &[("Extension", "rels"), ("ContentType", relations)]);
    xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
    let mut part = |name: &str, kind: &str| {
        xml.empty("Override", &[("PartName", name), ("ContentType", kind)]);
    };
    let word = |kind: &str| format!("{WORD_TYPES}.{kind}+xml");
    part("/word/document.xml", &word("document.main"));
    part("/word/styles.xml", &word("styles"));
    part("/word/settings.xml", &word("settings"));
    part("/word/header.xml", &word("header"));
    part("/word/footer.xml", &word("footer"));
    if comments {
        part("/word/comments.xml", &word("comments"));
    }
    part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    let custom = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
    part("/docProps/custom.xml", custom);
    xml.close("Types");
    xml.finish()
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    let mut xml = Xml::part();
    xml.open("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))]);
    for (id, kind, target) in list {
        xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
    }
    xml.close("Relationships");
    xml.finish()
}

fn package_relations() -> String {
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    relations(&[
        ("document", &format!("{RELATIONS}/officeDocument"), "word/document.xml"),
        ("core", &core, "docProps/core.xml"),
        ("custom", &format!("{RELATIONS}/custom-properties"), "docProps/custom.xml"),
    ])
}

fn document_relations(comments: bool) -> String {
    let kind = |name: &str| format!("{RELATIONS}/{name}");
    let (styles, settings) = (kind("styles"), kind("settings"));
    let (header, footer, notes) = (kind("header"), kind("footer"), kind("comments"));
    let mut list = vec![
        ("styles", styles.as_str(), "styles.xml"),
        ("settings", &settings, "settings.xml"),
        ("header", &header, "header.xml"),
        ("footer", &footer, "footer.xml"),
    ];
    if comments {
        list.push(("comments", &notes, "comments.xml"));
    }
    relations(&list)
}

fn core(sheet: &Sheet) -> String {
    let mut xml = Xml::part();
    let namespaces = [
        ("xmlns:cp", &*format!("{PACKAGE}/metadata/core-properties")),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    xml.open("cp:coreProperties", &namespaces);
    xml.leaf("dc:title", &[], &sheet.title.en);
    xml.leaf("dc:identifier", &[], &sheet.document);
    xml.leaf("cp:version", &[], &sheet.version);
    xml.close("cp:coreProperties");
    xml.finish()
}

/// What the document says about its origin when it comes back.
fn custom(sheet: &Sheet, body: &Parts) -> String {
    let mut xml = Xml::part();
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes";
    let own = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties";
    xml.open("Properties", &[("xmlns", own), ("xmlns:vt", types)]);
    let list = [
        ("hiwar.document", &sheet.document),
        ("hiwar.version", &sheet.version),
        ("hiwar.digest", &sheet.digest),
        ("hiwar.fixed", &body.fixed),
    ];
    // Numbers 0 and 1 are reserved (ECMA-376 part 1, 22.3).
    for ((name, value), id) in list.into_iter().zip(2..) {
        let id = id.to_string();
        let format = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
        xml.open("property", &[("fmtid", format), ("pid", &id), ("name", name)]);
        xml.leaf("vt:lpwstr", &[], value);
        xml.close("property");
    }
    xml.close("Properties");
    xml.finish()
}

/// Changes are tracked from the first letter typed.
fn settings(options: &DocxOptions) -> String {
    let mut xml = Xml::part();
    xml.open("w:settings", &[("xmlns:w", WORD)]);
    xml.empty("w:trackRevisions", &[]);
    xml.empty("w:defaultTabStop", &[("w:val", "567")]);
    xml.empty("w:characterSpacingControl", &[("w:val", "doNotCompress")]);
    xml.open("w:compat", &[]);
    let uri = "http://schemas.microsoft.com/office/word";
    let mode = [("w:name", "compatibilityMode"), ("w:uri", uri), ("w:val", "15")];
    xml.empty("w:compatSetting", &mode);
    xml.close("w:compat");
    let languages = [("w:val", "en-GB"), ("w:bidi", options.arabic_locale.as_str())];
    xml.empty("w:themeFontLang", &languages);
    xml.close("w:settings");
    xml.finish()
}

fn header(sheet: &Sheet, options: &DocxOptions) -> String {
    let mut xml = Xml::part();
    xml.open("w:hdr", &[("xmlns:w", WORD)]);
    let mut lines = vec![(&sheet.marking.ar, Language::Ar), (&sheet.marking.en, Language::En)];
    if options.first == Language::En {
        lines.reverse();
    }
    for (words, language) in lines {
        xml.open("w:p", &[]);
        xml.open("w:pPr", &[]);
        xml.empty("w:pStyle", &[("w:val", "HiwarMarking")]);
        if language == Language::Ar {
            xml.empty("w:bidi", &[]);
        }
        xml.close("w:pPr");
        runs::write(&mut xml, words, language, false);
        xml.close("w:p");
    }
    xml.close("w:hdr");
    xml.finish()
}

/// Pages in both languages, with version and digest between them.
fn footer(sheet: &Sheet, options: &DocxOptions) -> String {
    let mut xml = Xml::part();
    xml.open("w:ftr", &[("xmlns:w", WORD)]);
    xml.open("w:tbl", &[]);
    xml.open("w:tblPr", &[]);
    if options.first == Language::Ar {
        xml.empty("w:bidiVisual", &[]);
    }
    xml.empty("w:tblW", &[("w:w", "9638"), ("w:type", "dxa")]);
    xml.empty("w:tblLayout", &[("w:type", "fixed")]);
    xml.close("w:tblPr");
    xml.open("w:tblGrid", &[]);
    for width in ["2600", "4438", "2600"] {
        xml.empty("w:gridCol", &[("w:w", width)]);
    }
    xml.close("w:tblGrid");
    xml.open("w:tr", &[]);
    let mut cells = [Some(Language::Ar), None, Some(Language::En)];
    if options.first == Language::En {
        cells.reverse();
    }
    for cell in cells {
        let (style, width) = match cell {
            Some(Language::Ar) => ("HiwarFooterAr", "2600"),
            Some(Language::En) => ("HiwarFooterEn", "2600"),
            None => ("HiwarFooterHash", "4438"),
        };
        xml.open("w:tc", &[]);
        xml.open("w:tcPr", &[]);
        xml.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")]);
        xml.close("w:tcPr");
        xml.open("w:p", &[]);
        xml.open("w:pPr", &[]);
        xml.empty("w:pStyle", &[("w:val", style)]);
        if cell == Some(Language::Ar) {
            xml.empty("w:bidi", &[]);
        }
        xml.close("w:pPr");
        match cell {
            Some(language) => pages(&mut xml, language),
            None => {
                let digest: String = sheet.digest.chars().take(SHORT_DIGEST_CHARS).collect();
                let words = format!("{} \u{b7} {digest}", sheet.version);
                runs::write(&mut xml, &words, Language::En, false);
            }
        }
        xml.close("w:p");
        xml.close("w:tc");
    }
    xml.close("w:tr");
    xml.close("w:tbl");
    xml.empty("w:p", &[]);
    xml.close("w:ftr");
    xml.finish()
}

fn pages(xml: &mut Xml, language: Language) {
    let (page, of) = match language {
        Language::Ar => ("صفحة ", " من "),
        Language::En => ("Page ", " of "),
    };
    for (words, field) in [(page, "PAGE"), (of, "NUMPAGES")] {
        runs::write(xml, words, language, false);
        xml.open("w:fldSimple", &[("w:instr", field)]);
        runs::write(xml, "1", language, false);
        xml.close("w:fldSimple");
    }
}
