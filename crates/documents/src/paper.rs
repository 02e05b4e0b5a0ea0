//! A printable paper as data: what stands on it in both languages, never how it is drawn. The
//! typesetter, the print page and the Word document are made from it. Paragraphs keep the ids of
//! their items; values that read from left to right are marked, so that no renderer turns them.

use serde_json::{Value, json};

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// What it is.
    pub kind: Kind,
    /// How the languages stand to each other.
    pub layout: Layout,
    /// Its title.
    pub title: Pair,
    /// Lines under the title: a label and what stands beside it.
    pub heads: Vec<(Pair, Pair)>,
    /// The marking on every page; empty for none.
    pub marking: Pair,
    /// What names the exact version: shown from left to right.
    pub version: String,
    /// The short digest on every page.
    pub digest: String,
    /// The day it is printed, `2020-11-16`.
    pub date: String,
    /// What the QR code on every page says; empty for none.
    pub mark: String,
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

/// What a paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An agenda.
    Agenda,
    /// Delegations in the order of precedence that each side gave.
    Delegations,
    /// Minutes of a session.
    Minutes,
    /// A text without anything open.
    Clean,
    /// A text with its brackets.
    Bracketed,
    /// Two readings of a text, word by word.
    Compared,
    /// A copy for signature, its own party first.
    SignatureCopy,
    /// The cover of a folder.
    FolderCover,
    /// The follow-up matrix.
    Matrix,
    /// What became of one matter over all rounds.
    Story,
    /// The register of instruments.
    Register,
    /// The certified statement for registration under Article 102.
    Statement,
    /// What one side's own law asks about an instrument.
    Report,
    /// A form to be filled by hand.
    UpdateForm,
    /// A filled form or a table of figures.
    Form,
}

/// How the languages stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layout {
    /// The whole in Arabic, then the whole in English.
    ArabicFirst,
    /// The whole in English, then the whole in Arabic.
    EnglishFirst,
    /// Side by side, paragraph by paragraph; Arabic on the right.
    Columns,
}

impl Layout {
    /// All layouts.
    pub const ALL: [Layout; 3] = [Layout::ArabicFirst, Layout::EnglishFirst, Layout::Columns];

    /// The fixed name.
    pub fn as_str(self) -> &'static str {
        match self {
            Layout::ArabicFirst => "ar",
            Layout::EnglishFirst => "en",
            Layout::Columns => "columns",
        }
    }

    /// Reads the fixed name.
    pub fn parse(name: &str) -> Option<Layout> {
        Layout::ALL.into_iter().find(|layout| layout.as_str() == name)
    }
}

impl Kind {
    /// Whether it is printed across: a table of many columns.
    pub fn is_wide(self) -> bool {
        self == Kind::Matrix
    }

    /// Whether side by side means one table with both languages in each cell: two of them would be
    /// too narrow for their words.
    pub fn joins_tables(self) -> bool {
        matches!(self, Kind::Matrix | Kind::Story)
    }

    /// The fixed name.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Agenda => "agenda",
            Kind::Delegations => "delegations",
            Kind::Minutes => "minutes",
            Kind::Clean => "clean",
            Kind::Bracketed => "bracketed",
            Kind::Compared => "compared",
            Kind::SignatureCopy => "signature",
            Kind::FolderCover => "cover",
            Kind::Matrix => "matrix",
            Kind::Story => "story",
            Kind::Register => "register",
            Kind::Statement => "statement",
            Kind::Report => "report",
            Kind::UpdateForm => "form",
            Kind::Form => "codes",
        }
    }
}

/// The same in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pair {
    /// In Arabic.
    pub ar: Rich,
    /// In English.
    pub en: Rich,
}

/// Words with what is special about some of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rich(pub Vec<Run>);

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// What is special about them.
    pub style: Style,
}

/// What is special about a stretch of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// Nothing.
    Plain,
    /// Emphasis.
    Strong,
    /// From left to right whatever stands around: references, phones, dates in figures.
    Ltr,
    /// A bracket that opens, with the name of who wants what follows.
    Open,
    /// A bracket that closes.
    Close,
    /// Something still to be filled in.
    Placeholder,
    /// Put in.
    Inserted,
    /// Taken out.
    Deleted,
}

impl Style {
    fn as_str(self) -> &'static str {
        match self {
            Style::Plain => "plain",
            Style::Strong => "strong",
            Style::Ltr => "ltr",
            Style::Open => "open",
            Style::Close => "close",
            Style::Placeholder => "placeholder",
            Style::Inserted => "inserted",
            Style::Deleted => "deleted",
        }
    }
}

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; level 1 is the highest.
    Heading {
        /// From 1 to 3.
        level: u8,
        /// Its words.
        text: Pair,
    },
    /// A paragraph.
    Paragraph {
        /// The item it comes from; empty for words of the paper's form.
        id: String,
        /// Its number; empty for none.
        number: Pair,
        /// How far it is set in.
        depth: u8,
        /// Its words.
        text: Pair,
        /// How far it has come, in words; empty where that is not shown.
        state: Pair,
    },
    /// A table.
    Table {
        /// Headings of the columns.
        columns: Vec<Pair>,
        /// How wide the columns are to one another; 0 for as wide as its words.
        widths: Vec<u8>,
        /// Its rows.
        rows: Vec<Vec<Pair>>,
    },
    /// Places for signatures, in the order of the copy.
    Signatures(Vec<Signature>),
    /// Small words of the paper's form.
    Note(Pair),
    /// Boxes to tick, each with its words. Like what follows it is drawn once, not once a language.
    Ticks {
        /// Beside one another.
        columns: u8,
        /// Their words.
        boxes: Vec<Pair>,
    },
    /// Room to write by hand.
    Room {
        /// What is to be written there.
        label: Pair,
        /// Ruled lines.
        lines: u8,
    },
    /// A code to be scanned, and the same in letters to be typed.
    Code {
        /// What the QR code says.
        mark: String,
        /// What is typed where nothing can be scanned.
        letters: String,
        /// What it is for.
        label: Pair,
    },
    /// What follows begins on a new page.
    Break,
}

/// A place for a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// For whom.
    pub party: Pair,
    /// Name, function, place and date as far as they are known.
    pub lines: Vec<Pair>,
}

impl Rich {
    /// Words without anything special, but for figures that would be turned in Arabic.
    pub fn plain(text: &str) -> Rich {
        let mut runs = Vec::new();
        let mut push = |text: &str, style: Style| {
            if !text.is_empty() {
                runs.push(Run { text: text.to_owned(), style });
            }
        };
        let mut at = 0;
        for code in text::bidi::codes(text) {
            push(&text[at..code.start], Style::Plain);
            push(&text[code.clone()], Style::Ltr);
            at = code.end;
        }
        push(&text[at..], Style::Plain);
        Rich(runs)
    }

    /// Words in one style.
    pub fn styled(text: &str, style: Style) -> Rich {
        if text.is_empty() {
            return Rich::default();
        }
        Rich(vec![Run { text: text.to_owned(), style }])
    }

    /// Whether nothing stands here.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|run| run.text.is_empty())
    }

    /// The words without their styles.
    pub fn text(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }

    fn json(&self) -> Value {
        let run = |run: &Run| json!({ "t": run.text, "s": run.style.as_str() });
        Value::Array(self.0.iter().map(run).collect())
    }
}

impl Pair {
    /// Plain words in both languages.
    pub fn plain(ar: &str, en: &str) -> Pair {
        Pair { ar: Rich::plain(ar), en: Rich::plain(en) }
    }

    /// The same in both, from left to right: a number, a reference.
    pub fn ltr(text: &str) -> Pair {
        Pair { ar: Rich::styled(text, Style::Ltr), en: Rich::styled(text, Style::Ltr) }
    }

    /// These words behind others, parted by a dot.
    pub fn after(self, others: &Pair) -> Pair {
        let join = |first: &Rich, then: Rich| {
            let dot = if first.is_empty() || then.is_empty() { "" } else { " · " };
            let dot = Rich::styled(dot, Style::Plain);
            Rich([first.0.clone(), dot.0, then.0].concat())
        };
        Pair { ar: join(&others.ar, self.ar), en: join(&others.en, self.en) }
    }

    /// Whether nothing stands here in either language.
    pub fn is_empty(&self) -> bool {
        self.ar.is_empty() && self.en.is_empty()
    }

    fn json(&self) -> Value {
        json!({ "ar": self.ar.json(), "en": self.en.json() })
    }
}

impl Paper {
    /// The paper as the typesetter reads it.
    pub fn to_json(&self) -> String {
        let heads: Vec<Value> =
            self.heads.iter().map(|(l, v)| json!([l.json(), v.json()])).collect();
        json!({
            "kind": self.kind.as_str(),
            "wide": self.kind.is_wide(),
            "joined": self.kind.joins_tables(),
            "layout": self.layout.as_str(),
            "title": self.title.json(),
            "heads": heads,
            "marking": self.marking.json(),
            "version": self.version,
            "digest": self.digest,
            "date": self.date,
            "qr": crate::qr::svg(&self.mark),
            "blocks": self.blocks.iter().map(Block::json).collect::<Vec<_>>(),
        })
        .to_string()
    }
}

impl Block {
    /// Whether it is drawn once for both languages.
    pub fn is_shared(&self) -> bool {
        matches!(self, Block::Ticks { .. } | Block::Room { .. } | Block::Code { .. } | Block::Break)
    }

    fn json(&self) -> Value {
        let all = |pairs: &[Pair]| Value::Array(pairs.iter().map(Pair::json).collect());
        match self {
            Block::Heading { level, text } => {
                json!({ "is": "heading", "level": level, "text": text.json() })
            }
            Block::Paragraph { number, depth, text, state, .. } => json!({
                "is": "paragraph",
                "number": number.json(),
                "depth": depth,
                "text": text.json(),
                "state": state.json(),
            }),
            Block::Table { columns, widths, rows } => json!({
                "is": "table",
                "widths": widths,
                "columns": all(columns),
                "rows": rows.iter().map(|row| all(row)).collect::<Vec<_>>(),
            }),
            Block::Signatures(places) => {
                let place =
                    |s: &Signature| json!({ "party": s.party.json(), "lines": all(&s.lines) });
                let places: Vec<Value> = places.iter().map(place).collect();
                json!({ "is": "signatures", "places": places })
            }
            Block::Note(text) => json!({ "is": "note", "text": text.json() }),
            Block::Ticks { columns, boxes } => {
                json!({ "is": "ticks", "columns": columns, "boxes": all(boxes) })
            }
            Block::Room { label, lines } => {
                json!({ "is": "room", "label": label.json(), "lines": lines })
            }
            Block::Code { mark, letters, label } => json!({
                "is": "code",
                "qr": crate::qr::svg(mark),
                "letters": letters,
                "label": label.json(),
            }),
            Block::Break => json!({ "is": "break" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_arabic_would_turn_are_marked_and_others_are_not() {
        let turned = |text: &str| {
            let runs = Rich::plain(text).0;
            let ltr = runs.iter().filter(|run| run.style == Style::Ltr);
            ltr.map(|run| run.text.clone()).collect::<Vec<_>>()
        };
        let text = "في 2020-11-16 على +965-2222-0000 من 9-24 برقم 4/2020-SEC.";
        assert_eq!(turned(text), ["2020-11-16", "+965-2222-0000", "9-24", "4/2020-SEC"]);
        assert!(turned("في 16 نوفمبر 2020، المادة 3").is_empty());
        assert!(turned("follow-up matrix").is_empty());
        assert_eq!(Rich::plain(text).text(), text);
    }
}
