//! The body of a Word document: headings, paragraphs in their controls and bookmarks, tracked
//! changes and comments, in a table of two columns or one language after the other.

use sha2::{Digest, Sha256};
use text::Language;

use crate::limits::BOOKMARK_CHARS_MAX;

use super::sheet::{Block, Note, Pair, Provision, Role, Sheet, State, Words};
use super::styles::WORD;
use super::xml::Xml;
use super::{DocxError, DocxOptions, Layout, runs};

/// The parts that are written along with the body.
pub struct Parts {
    pub document: String,
    /// Nothing when there are no comments.
    pub comments: Option<String>,
    /// Digest of the letters of headings and numbers, in hexadecimal.
    pub fixed: String,
}

/// The namespace of relations.
pub const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

struct Writer<'a> {
    sheet: &'a Sheet,
    options: &'a DocxOptions,
    xml: Xml,
    comments: Xml,
    comment_count: usize,
    /// Numbers of controls, bookmarks and changes.
    next: usize,
    fixed: Sha256,
}

/// Writes the body.
pub fn write(sheet: &Sheet, options: &DocxOptions) -> Result<Parts, DocxError> {
    let mut writer = Writer {
        sheet,
        options,
        xml: Xml::part(),
        comments: Xml::part(),
        comment_count: 0,
        next: 0,
        fixed: Sha256::new(),
    };
    writer.xml.open("w:document", &[("xmlns:w", WORD), ("xmlns:r", RELATIONS)]);
    writer.xml.open("w:body", &[]);
    writer.comments.open("w:comments", &[("xmlns:w", WORD)]);
    match options.layout {
        Layout::SideBySide => writer.table(),
        Layout::OneAfterOther => writer.sequence(),
    }
    writer.section();
    writer.xml.close("w:body");
    writer.xml.close("w:document");
    writer.comments.close("w:comments");
    let comments = (writer.comment_count > 0).then(|| writer.comments.finish());
    let fixed = writer.fixed.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Parts { document: writer.xml.finish(), comments, fixed })
}

impl Writer<'_> {
    fn languages(&self) -> [Language; 2] {
        match self.options.first {
            Language::Ar => [Language::Ar, Language::En],
            Language::En => [Language::En, Language::Ar],
        }
    }

    fn number(&mut self) -> String {
        self.next += 1;
        self.next.to_string()
    }

    fn table(&mut self) {
        for language in self.languages() {
            self.fixed(Role::Title, &self.sheet.title, language);
        }
        let sheet = self.sheet;
        self.xml.open("w:tbl", &[]);
        self.xml.open("w:tblPr", &[]);
        if self.options.first == Language::Ar {
            self.xml.empty("w:bidiVisual", &[]);
        }
        self.xml.empty("w:tblW", &[("w:w", "9638"), ("w:type", "dxa")]);
        self.xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        self.xml.open("w:tblCellMar", &[]);
        for side in ["w:left", "w:right"] {
            self.xml.empty(side, &[("w:w", "142"), ("w:type", "dxa")]);
        }
        self.xml.close("w:tblCellMar");
        self.xml.close("w:tblPr");
        self.xml.open("w:tblGrid", &[]);
        self.xml.empty("w:gridCol", &[("w:w", "4819")]);
        self.xml.empty("w:gridCol", &[("w:w", "4819")]);
        self.xml.close("w:tblGrid");
        for block in &sheet.blocks {
            self.xml.open("w:tr", &[]);
            for language in self.languages() {
                self.xml.open("w:tc", &[]);
                self.xml.open("w:tcPr", &[]);
                self.xml.empty("w:tcW", &[("w:w", "4819"), ("w:type", "dxa")]);
                self.xml.close("w:tcPr");
                self.block(block, language);
                self.xml.close("w:tc");
            }
            self.xml.close("w:tr");
        }
        if sheet.blocks.is_empty() {
            self.xml.open("w:tr", &[]);
            for _ in 0..2 {
                self.xml.open("w:tc", &[]);
                self.xml.empty("w:p", &[]);
                self.xml.close("w:tc");
            }
            self.xml.close("w:tr");
        }
        self.xml.close("w:tbl");
        self.xml.empty("w:p", &[]);
    }

    fn sequence(&mut self) {
        let sheet = self.sheet;
        for (nth, language) in self.languages().into_iter().enumerate() {
            if nth > 0 {
                self.xml.open("w:p", &[]);
                self.xml.open("w:r", &[]);
                self.xml.empty("w:br", &[("w:type", "page")]);
                self.xml.close("w:r");
                self.xml.close("w:p");
            }
            self.fixed(Role::Title, &sheet.title, language);
            for block in &sheet.blocks {
                self.block(block, language);
            }
        }
    }

    fn block(&mut self, block: &Block, language: Language) {
        match block {
            Block::Fixed { role, words } => self.fixed(*role, words, language),
            Block::Provision(provision) => self.provision(provision, language),
        }
    }

    fn begin_paragraph(&mut self, style: &str, language: Language) {
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        let end = if language == Language::Ar { "Ar" } else { "En" };
        self.xml.empty("w:pStyle", &[("w:val", &format!("{style}{end}"))]);
        if language == Language::Ar {
            self.xml.empty("w:bidi", &[]);
        }
        self.xml.close("w:pPr");
    }

    fn fixed(&mut self, role: Role, words: &Pair, language: Language) {
        let style = match role {
            Role::Title => "HiwarFixedTitle",
            Role::Heading => "HiwarFixedHeading",
            Role::Note => "HiwarFixedNote",
        };
        let words = of(words, language);
        self.begin_paragraph(style, language);
        runs::write(&mut self.xml, words, language, false);
        self.xml.close("w:p");
        self.hash(words);
    }

    /// The digest by which changes of fixed words are noticed: of their letters without blanks,
    /// which word processors join and cut, and without direction marks, which are display.
    fn hash(&mut self, words: &str) {
        let counts = |c: &char| {
            !c.is_whitespace() && !matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{FEFF}')
        };
        let letters: String = words.chars().filter(counts).collect();
        self.fixed.update(letters.as_bytes());
    }

    fn provision(&mut self, provision: &Provision, language: Language) {
        let style = if provision.heading { "HiwarHeading" } else { "Hiwar" };
        let (code, words) = match language {
            Language::Ar => ("ar", &provision.ar),
            Language::En => ("en", &provision.en),
        };
        self.begin_paragraph(style, language);
        let number = of(&provision.number, language);
        if !number.is_empty() {
            let label = format!("{number}\t");
            let style = Some("HiwarFixedNumber");
            runs::write_as(&mut self.xml, &label, language, style, false);
            self.hash(number);
        }
        let name = bookmark(&provision.item, code);
        let id = self.number();
        if let Some(name) = &name {
            self.xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", name)]);
        }
        self.xml.open("w:sdt", &[]);
        self.xml.open("w:sdtPr", &[]);
        let alias = match number.is_empty() {
            true => code.to_owned(),
            false => format!("{number} {code}"),
        };
        self.xml.empty("w:alias", &[("w:val", &alias)]);
        let tag = format!("hiwar:{}:{}:{code}", self.sheet.document, provision.item);
        self.xml.empty("w:tag", &[("w:val", &tag)]);
        self.xml.empty("w:id", &[("w:val", &id)]);
        // The words may be taken out, their place may not.
        self.xml.empty("w:lock", &[("w:val", "sdtLocked")]);
        if words.is_empty() {
            self.xml.empty("w:showingPlcHdr", &[]);
        }
        self.xml.close("w:sdtPr");
        self.xml.open("w:sdtContent", &[]);
        self.words(words, language);
        self.xml.close("w:sdtContent");
        self.xml.close("w:sdt");
        if name.is_some() {
            self.xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
        }
        self.xml.close("w:p");
    }

    fn words(&mut self, words: &Words, language: Language) {
        let notes: Vec<String> =
            words.comments.iter().map(|note| self.comment(note, language)).collect();
        for id in &notes {
            self.xml.empty("w:commentRangeStart", &[("w:id", id)]);
        }
        if words.is_empty() {
            // What a control shows while nothing is in it.
            runs::write(&mut self.xml, "\u{2026}", language, false);
        }
        for span in &words.spans {
            let (element, party) = match &span.state {
                State::Kept => {
                    runs::write(&mut self.xml, &span.text, language, false);
                    continue;
                }
                State::Inserted { party } => ("w:ins", party),
                State::Deleted { party } => ("w:del", party),
            };
            let id = self.number();
            let mut attributes = vec![("w:id", id.as_str()), ("w:author", party.as_str())];
            if let Some(date) = &self.options.changed_at {
                attributes.push(("w:date", date));
            }
            self.xml.open(element, &attributes);
            runs::write(&mut self.xml, &span.text, language, element == "w:del");
            self.xml.close(element);
        }
        for id in &notes {
            self.xml.empty("w:commentRangeEnd", &[("w:id", id)]);
            self.xml.open("w:r", &[]);
            self.xml.empty("w:commentReference", &[("w:id", id)]);
            self.xml.close("w:r");
        }
    }

    /// Writes a comment and gives its number.
    fn comment(&mut self, note: &Note, language: Language) -> String {
        let id = self.comment_count.to_string();
        self.comment_count += 1;
        let mut attributes = vec![
            ("w:id", id.as_str()),
            ("w:author", note.party.as_str()),
            ("w:initials", note.party.as_str()),
        ];
        if let Some(date) = &self.options.changed_at {
            attributes.push(("w:date", date));
        }
        self.comments.open("w:comment", &attributes);
        for line in note.text.split('\n') {
            let rtl = text::bidi::direction_of(line) == text::bidi::Direction::Rtl;
            let language = if rtl { Language::Ar } else { language };
            self.comments.open("w:p", &[]);
            if rtl {
                self.comments.open("w:pPr", &[]);
                self.comments.empty("w:bidi", &[]);
                self.comments.close("w:pPr");
            }
            runs::write(&mut self.comments, line, language, false);
            self.comments.close("w:p");
        }
        self.comments.close("w:comment");
        id
    }

    fn section(&mut self) {
        self.xml.open("w:sectPr", &[]);
        self.xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", "header")]);
        self.xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "footer")]);
        self.xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        let margins = [
            ("w:top", "1418"),
            ("w:right", "1134"),
            ("w:bottom", "1418"),
            ("w:left", "1134"),
            ("w:header", "709"),
            ("w:footer", "709"),
            ("w:gutter", "0"),
        ];
        self.xml.empty("w:pgMar", &margins);
        if self.options.first == Language::Ar {
            self.xml.empty("w:bidi", &[]);
        }
        self.xml.close("w:sectPr");
    }
}

fn of(pair: &Pair, language: Language) -> &str {
    match language {
        Language::Ar => &pair.ar,
        Language::En => &pair.en,
    }
}

/// The name of a paragraph's bookmark; nothing if it would be cut.
fn bookmark(item: &str, language: &str) -> Option<String> {
    let mut name = "hw_".to_owned();
    for c in item.chars() {
        match c {
            '_' => name.push_str("__"),
            '.' => name.push_str("_d"),
            '-' => name.push_str("_h"),
            c => name.push(c),
        }
    }
    name.push('_');
    name.push_str(language);
    (name.len() <= BOOKMARK_CHARS_MAX).then_some(name)
}
