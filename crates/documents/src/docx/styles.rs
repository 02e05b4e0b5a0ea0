//! The styles of a Word document: one for each part a paragraph plays, with Arabic fonts and sizes
//! in their own attributes (`w:cs`, `w:szCs`), as complex scripts want them. Styles only: a run
//! with formatting of its own is the other side's.

use super::DocxOptions;
use super::xml::Xml;

/// The namespace of everything in the text.
pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

struct Style {
    id: &'static str,
    character: bool,
    arabic: bool,
    bold: bool,
    centred: bool,
    colour: Option<&'static str>,
    ground: Option<&'static str>,
    /// Half points.
    size: Option<&'static str>,
    size_arabic: Option<&'static str>,
    keep_next: bool,
}

const PLAIN: Style = Style {
    id: "",
    character: false,
    arabic: false,
    bold: false,
    centred: false,
    colour: None,
    ground: None,
    size: None,
    size_arabic: None,
    keep_next: false,
};

const STYLES: &[Style] = &[
    Style { id: "HiwarAr", ..ARABIC },
    Style { id: "HiwarEn", ..PLAIN },
    Style { id: "HiwarHeadingAr", bold: true, keep_next: true, ..ARABIC },
    Style { id: "HiwarHeadingEn", bold: true, keep_next: true, ..PLAIN },
    Style { id: "HiwarFixedTitleAr", arabic: true, centred: true, ..TITLE },
    Style { id: "HiwarFixedTitleEn", ..TITLE },
    Style { id: "HiwarFixedHeadingAr", bold: true, keep_next: true, ..ARABIC },
    Style { id: "HiwarFixedHeadingEn", bold: true, keep_next: true, ..PLAIN },
    Style { id: "HiwarFixedNoteAr", ..ARABIC },
    Style { id: "HiwarFixedNoteEn", ..PLAIN },
    Style { id: "HiwarMarking", centred: true, bold: true, size: Some("20"), ..SMALL },
    Style { id: "HiwarFooterAr", arabic: true, ..SMALL },
    Style { id: "HiwarFooterEn", ..SMALL },
    Style { id: "HiwarFooterHash", centred: true, ..SMALL },
    Style { id: "HiwarFixedNumber", character: true, ..PLAIN },
    Style { id: "HiwarBracket", character: true, bold: true, colour: Some("8A2B0E"), ..PLAIN },
    Style { id: "HiwarOption", character: true, colour: Some("1F3F77"), ..PLAIN },
    Style { id: "HiwarPlaceholder", character: true, ground: Some("FFF2B3"), ..PLAIN },
];

/// Latin letters and digits among Arabic ones are a little larger, to look alike.
const ARABIC: Style = Style { arabic: true, size: Some("24"), size_arabic: Some("26"), ..PLAIN };
const TITLE: Style = Style {
    centred: true,
    bold: true,
    size: Some("30"),
    size_arabic: Some("34"),
    keep_next: true,
    ..PLAIN
};
const SMALL: Style = Style { size: Some("16"), size_arabic: Some("18"), ..PLAIN };

/// The part `word/styles.xml`.
pub fn part(options: &DocxOptions) -> String {
    let mut xml = Xml::part();
    xml.open("w:styles", &[("xmlns:w", WORD)]);
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    xml.open("w:rPr", &[]);
    let (latin, arabic) = (options.latin_font.as_str(), options.arabic_font.as_str());
    let fonts = [("w:ascii", latin), ("w:hAnsi", latin), ("w:eastAsia", latin), ("w:cs", arabic)];
    xml.empty("w:rFonts", &fonts);
    xml.empty("w:sz", &[("w:val", "22")]);
    xml.empty("w:szCs", &[("w:val", "26")]);
    xml.empty("w:lang", &[("w:val", "en-GB"), ("w:bidi", &options.arabic_locale)]);
    xml.close("w:rPr");
    xml.close("w:rPrDefault");
    xml.open("w:pPrDefault", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:spacing", &[("w:after", "120"), ("w:line", "276"), ("w:lineRule", "auto")]);
    xml.close("w:pPr");
    xml.close("w:pPrDefault");
    xml.close("w:docDefaults");
    xml.open("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")]);
    xml.empty("w:name", &[("w:val", "Normal")]);
    xml.close("w:style");
    for style in STYLES {
        write(&mut xml, style);
    }
    xml.close("w:styles");
    xml.finish()
}

fn write(xml: &mut Xml, style: &Style) {
    let kind = if style.character { "character" } else { "paragraph" };
    let attributes = [("w:type", kind), ("w:customStyle", "1"), ("w:styleId", style.id)];
    xml.open("w:style", &attributes);
    xml.empty("w:name", &[("w:val", style.id)]);
    if !style.character {
        xml.empty("w:basedOn", &[("w:val", "Normal")]);
        if style.id.contains("Fixed") {
            // What is typed after a heading is a new paragraph, not a part of the form.
            xml.empty("w:next", &[("w:val", "Normal")]);
        }
        xml.open("w:pPr", &[]);
        if style.keep_next {
            xml.empty("w:keepNext", &[]);
        }
        if style.arabic {
            xml.empty("w:bidi", &[]);
        }
        if style.centred {
            xml.empty("w:jc", &[("w:val", "center")]);
        }
        xml.close("w:pPr");
    }
    xml.open("w:rPr", &[]);
    if style.bold {
        xml.empty("w:b", &[]);
        xml.empty("w:bCs", &[]);
    }
    if let Some(colour) = style.colour {
        xml.empty("w:color", &[("w:val", colour)]);
    }
    if let Some(size) = style.size {
        xml.empty("w:sz", &[("w:val", size)]);
        xml.empty("w:szCs", &[("w:val", style.size_arabic.unwrap_or(size))]);
    }
    if let Some(ground) = style.ground {
        xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", ground)]);
    }
    xml.close("w:rPr");
    xml.close("w:style");
}
