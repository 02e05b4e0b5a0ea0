//! What was in a document that came back and is not carried into the record: one kind a sentence,
//! in Arabic and English, with the paragraph where it was and how often. Nothing is dropped
//! without standing here.

use text::Language;
use text::bidi::isolate;

use crate::limits::{LOSS_COUNT_MAX, SAMPLE_CHARS_MAX};

/// Everything that is not carried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LossReport {
    /// In the order in which they were met; one of a kind for each paragraph.
    pub losses: Vec<Loss>,
    /// Further ones, beyond what is listed.
    pub unlisted: usize,
}

/// One thing that is not carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    pub kind: LossKind,
    /// The paragraph: its item and language; nothing for the document as a whole.
    pub place: Option<(String, Language)>,
    /// How often there.
    pub count: usize,
    /// The first words of it, or the name it has in the file.
    pub sample: String,
}

/// A kind of thing that is not carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LossKind {
    /// Changes of looks: fonts, bold, alignment.
    Formatting,
    /// Text struck out by hand, without tracking: it still counts as text.
    StruckText,
    /// Text set not to be shown: it still counts as text.
    HiddenText,
    /// What a control shows while nothing is in it.
    Prompts,
    /// Pictures, shapes and text boxes.
    Pictures,
    /// Footnotes and endnotes.
    Notes,
    /// Changes in headers, footers and notes.
    HeaderChanges,
    /// Fields; what they showed last is kept as text.
    Fields,
    /// Targets of links; their words are kept.
    Links,
    /// Tables inside a paragraph; their words are kept.
    Tables,
    /// Numbers or bullets that the word processor draws.
    ListNumbers,
    /// Signs of a special font, formulas.
    Symbols,
    /// Moves whose two halves are not in one paragraph: they become a deletion and an insertion.
    Moves,
    /// Rows or cells put in, taken out or joined.
    RowChanges,
    /// Controls put in or taken out with tracking.
    ControlChanges,
    /// Changes or comments without a name, or under a name that word processors give anybody.
    UnnamedReviewers,
    /// Several people under one name.
    MergedReviewers,
    /// A control inside another.
    NestedControls,
    /// A paragraph that is there again: it is carried as a new one.
    CopiedControls,
    /// A paragraph that was cut in two: the parts were joined again.
    SplitControls,
    /// A paragraph that was joined with the one after it.
    MergedControls,
    /// Paragraphs of another joint text: they are not read.
    ForeignControls,
    /// Controls of other makers: their words are kept.
    OtherControls,
    /// The controls' names were lost; bookmarks stood in for them.
    LostTags,
    /// The properties that say from which text the document was made were lost.
    LostProperties,
    /// Headings or numbers that are not part of the text were changed.
    FixedText,
    /// Direction marks typed by hand.
    DirectionMarks,
    /// Direction embeddings or overrides.
    Directions,
    /// Threads of comments: answers are carried as comments of their own.
    CommentThreads,
    /// Comments marked as settled.
    CommentStates,
}

impl LossReport {
    /// Notes a loss; those of one kind in one paragraph are counted together.
    pub(super) fn add(&mut self, kind: LossKind, place: Option<&(String, Language)>, sample: &str) {
        let same = |one: &&mut Loss| one.kind == kind && one.place.as_ref() == place;
        // The latest ones are looked at only, so that work does not grow with the report.
        if let Some(one) = self.losses.iter_mut().rev().take(16).find(same) {
            one.count += 1;
            if one.sample.is_empty() {
                one.sample = shortened(sample);
            }
            return;
        }
        if self.losses.len() == LOSS_COUNT_MAX {
            self.unlisted += 1;
            return;
        }
        let sample = shortened(sample);
        self.losses.push(Loss { kind, place: place.cloned(), count: 1, sample });
    }

    /// Whether everything was carried.
    pub fn is_empty(&self) -> bool {
        self.losses.is_empty()
    }

    /// How often a kind of loss occurred, in all paragraphs.
    pub fn count(&self, kind: LossKind) -> usize {
        self.losses.iter().filter(|loss| loss.kind == kind).map(|loss| loss.count).sum()
    }
}

fn shortened(sample: &str) -> String {
    sample.chars().filter(|c| !c.is_control()).take(SAMPLE_CHARS_MAX).collect()
}

impl Loss {
    /// The loss in words; the place is left to the caller, who knows the paragraph's number.
    pub fn message(&self, language: Language) -> String {
        let (ar, en) = self.kind.words();
        let words = match language {
            Language::Ar => ar,
            Language::En => en,
        };
        match self.sample.is_empty() {
            true => format!("{words} ({})", self.count),
            false => format!("{words} ({}): {}", self.count, isolate(&self.sample)),
        }
    }
}

impl LossKind {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Formatting => "formatting",
            Self::StruckText => "struck-text",
            Self::HiddenText => "hidden-text",
            Self::Prompts => "prompts",
            Self::Pictures => "pictures",
            Self::Notes => "notes",
            Self::HeaderChanges => "header-changes",
            Self::Fields => "fields",
            Self::Links => "links",
            Self::Tables => "tables",
            Self::ListNumbers => "list-numbers",
            Self::Symbols => "symbols",
            Self::Moves => "moves",
            Self::RowChanges => "row-changes",
            Self::ControlChanges => "control-changes",
            Self::UnnamedReviewers => "unnamed-reviewers",
            Self::MergedReviewers => "merged-reviewers",
            Self::NestedControls => "nested-controls",
            Self::CopiedControls => "copied-controls",
            Self::SplitControls => "split-controls",
            Self::MergedControls => "merged-controls",
            Self::ForeignControls => "foreign-controls",
            Self::OtherControls => "other-controls",
            Self::LostTags => "lost-tags",
            Self::LostProperties => "lost-properties",
            Self::FixedText => "fixed-text",
            Self::DirectionMarks => "direction-marks",
            Self::Directions => "directions",
            Self::CommentThreads => "comment-threads",
            Self::CommentStates => "comment-states",
        }
    }

    /// The kind in Arabic and in English.
    fn words(self) -> (&'static str, &'static str) {
        self.words_of_text().unwrap_or_else(|| self.words_of_structure())
    }

    /// What stood in the text itself.
    fn words_of_text(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Formatting => ("تنسيق لا يُنقل", "formatting is not carried"),
            Self::StruckText => {
                ("نص مشطوب يدويا بقي نصا", "text struck out by hand still counts as text")
            }
            Self::HiddenText => ("نص مخفي عُد نصا", "hidden text counts as text"),
            Self::Prompts => {
                ("عبارة حقل فارغ أُسقطت", "the prompt of an empty control was left out")
            }
            Self::Pictures => ("صور أو أشكال أُسقطت", "pictures or shapes were left out"),
            Self::Notes => ("حواش أُسقطت", "footnotes or endnotes were left out"),
            Self::HeaderChanges => (
                "تغييرات في الرؤوس أو التذييلات أو الحواشي أُسقطت",
                "changes in headers, footers or notes were left out",
            ),
            Self::Fields => ("حقول بقي منها ما تعرضه", "of fields only what they show was kept"),
            Self::Links => ("روابط بقي نصها دون وجهتها", "of links only the words were kept"),
            Self::Tables => ("جداول داخل فقرة بقي نصها", "of tables only the words were kept"),
            Self::ListNumbers => ("ترقيم آلي أُسقط", "automatic numbers were left out"),
            Self::Symbols => ("رموز أو معادلات أُسقطت", "symbols or formulas were left out"),
            Self::Moves => {
                ("نقل بين فقرات صار حذفا وإضافة", "a move became a deletion and an insertion")
            }
            Self::DirectionMarks => {
                ("علامات اتجاه أُدخلت يدويا وأُسقطت", "direction marks typed by hand were dropped")
            }
            Self::Directions => {
                ("تضمين أو قلب لاتجاه النص", "the direction of text was embedded or overridden")
            }
            Self::CommentThreads => ("ردود صارت تعليقات مستقلة", "answers became comments"),
            Self::CommentStates => {
                ("علامة تسوية التعليق أُسقطت", "the mark of a settled comment was dropped")
            }
            _ => return None,
        })
    }

    /// What concerned paragraphs, people and the file.
    fn words_of_structure(self) -> (&'static str, &'static str) {
        match self {
            Self::RowChanges => ("تغييرات في صفوف جدول", "rows or cells of a table were changed"),
            Self::ControlChanges => ("تغييرات متعقبة في الحقول", "controls were changed"),
            Self::UnnamedReviewers => ("تغييرات بلا اسم", "changes or comments without a name"),
            Self::MergedReviewers => ("عدة أشخاص باسم واحد", "several people under one name"),
            Self::NestedControls => ("فقرة داخل فقرة", "a paragraph lay inside another"),
            Self::CopiedControls => {
                ("فقرة منسوخة عُدت جديدة", "a copied paragraph counts as a new one")
            }
            Self::SplitControls => ("فقرة مقسومة جُمعت", "a paragraph in pieces was joined again"),
            Self::MergedControls => {
                ("فقرة دُمجت بما بعدها", "a paragraph was joined with the one after it")
            }
            Self::ForeignControls => {
                ("فقرة من نص آخر لم تُقرأ", "a paragraph of another text was not read")
            }
            Self::OtherControls => ("حقول غريبة بقي نصها", "of other controls the words were kept"),
            Self::LostTags => (
                "أسماء الفقرات فُقدت وعُرفت بالإشارات المرجعية",
                "names of paragraphs were lost; bookmarks stood in for them",
            ),
            Self::LostProperties => (
                "خصائص المستند فُقدت، ولا يُعرف أصله",
                "the document no longer says from which version it was made",
            ),
            _ => ("عناوين أو أرقام ثابتة تغيرت", "fixed headings or numbers were changed"),
        }
    }
}
