//! A bilingual text as it is put on the pages of a Word document: fixed headings, and paragraphs
//! that come back. It says what stands there; how it looks is said in `styles`.

/// A text for both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pair {
    /// In Arabic.
    pub ar: String,
    /// In English.
    pub en: String,
}

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The joint text's item: `[A-Za-z0-9._-]{1,64}`.
    pub document: String,
    /// Its version, for the footer.
    pub version: String,
    /// Digest of the words as exported, so that what comes back knows its base; its first
    /// characters stand in the footer.
    pub digest: String,
    /// Its title.
    pub title: Pair,
    /// The marking, for the header of every page.
    pub marking: Pair,
    /// Top to bottom.
    pub blocks: Vec<Block>,
}

/// What stands one under the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Words of the paper's form; they are not part of the text and do not come back.
    Fixed { role: Role, words: Pair },
    /// A paragraph of the text.
    Provision(Provision),
}

/// The look of fixed words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The title of the whole.
    Title,
    /// The heading of a part.
    Heading,
    /// Anything else: notes, lines to sign on.
    Note,
}

/// A paragraph of the text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provision {
    /// Its item: `[A-Za-z0-9._-]{1,64}`.
    pub item: String,
    /// Its number as printed, empty for none.
    pub number: Pair,
    /// A heading rather than a paragraph.
    pub heading: bool,
    /// Its Arabic words.
    pub ar: Words,
    /// Its English words.
    pub en: Words,
}

/// The words of a paragraph in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// In their order; the words before the changes are those without insertions.
    pub spans: Vec<Span>,
    /// Comments on the whole of them.
    pub comments: Vec<Note>,
}

/// Words of one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The words, with brackets and placeholders in the inline notation.
    pub text: String,
    /// What a party did to them.
    pub state: State,
}

/// Whether words stand, were put in or taken out, and by which party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// They stand.
    Kept,
    /// A party put them in.
    Inserted { party: String },
    /// A party took them out.
    Deleted { party: String },
}

impl State {
    /// The party that did it; empty for words that stand.
    pub fn party(&self) -> &str {
        match self {
            Self::Kept => "",
            Self::Inserted { party } | Self::Deleted { party } => party,
        }
    }
}

/// A comment by a party; no names of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The party.
    pub party: String,
    /// What it says.
    pub text: String,
}

impl Words {
    /// Words without changes.
    pub fn plain(text: &str) -> Self {
        let span = Span { text: text.to_owned(), state: State::Kept };
        let spans = if text.is_empty() { Vec::new() } else { vec![span] };
        Self { spans, comments: Vec::new() }
    }

    /// Whether nothing stands there in any state.
    pub fn is_empty(&self) -> bool {
        self.spans.iter().all(|span| span.text.is_empty())
    }
}
