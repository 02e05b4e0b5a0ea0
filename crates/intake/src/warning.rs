//! What a reader of a document should know though it was read: hidden text left out, changes
//! tracked, bytes replaced. A warning never stops the reading.

use text::Language;

use crate::limits::SAMPLE_CHARS_MAX;

/// Something that the reader of a document should know.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// Text that a reader of the document does not see was left out. It may be meant for machines.
    HiddenText { count: usize, sample: String },
    /// Text in the colour of paper was kept.
    FaintText { count: usize, sample: String },
    /// The whole text layer of a PDF is invisible, as text recognition makes it; it was kept.
    InvisibleLayer { pages: usize },
    /// Control characters were left out.
    Controls { count: usize },
    /// Bytes that are no text in the encoding were replaced by U+FFFD.
    Replaced { count: usize },
    /// The encoding is a guess from a short or mixed text.
    EncodingUnsure { encoding: &'static str },
    /// Elements beyond the limit of depth were read as if they lay at the limit.
    DeepNesting { count: usize },
    /// Deletions that are tracked were left out, insertions that are tracked were kept.
    TrackedChanges { insertions: usize, deletions: usize },
    /// Comments, headers and footers were left out.
    LeftApart { what: &'static str, count: usize, sample: String },
    /// References to other files or sites were not followed.
    ExternalReferences { count: usize },
    /// Attached files were left out.
    Attachments { count: usize },
    /// The document gives several days of publication; the first was taken.
    SeveralDates { count: usize },
    /// Signs of a PDF font that stand for no known letter became U+FFFD.
    UnknownLetters { count: usize },
    /// Pages or forms of a PDF could not be read.
    UnreadParts { count: usize },
}

impl Warning {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::HiddenText { .. } => "hidden-text",
            Self::FaintText { .. } => "faint-text",
            Self::InvisibleLayer { .. } => "invisible-layer",
            Self::Controls { .. } => "controls",
            Self::Replaced { .. } => "replaced",
            Self::EncodingUnsure { .. } => "encoding-unsure",
            Self::DeepNesting { .. } => "deep-nesting",
            Self::TrackedChanges { .. } => "tracked-changes",
            Self::LeftApart { .. } => "left-apart",
            Self::ExternalReferences { .. } => "external-references",
            Self::Attachments { .. } => "attachments",
            Self::SeveralDates { .. } => "several-dates",
            Self::UnknownLetters { .. } => "unknown-letters",
            Self::UnreadParts { .. } => "unread-parts",
        }
    }

    /// The warning in words.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Ar => self.in_arabic(),
            Language::En => self.in_english(),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::HiddenText { count, sample } => {
                format!("Hidden text was left out ({count} places): {}", quoted(sample))
            }
            Self::FaintText { count, sample } => {
                format!("Text in the colour of paper was kept ({count}): {}", quoted(sample))
            }
            Self::InvisibleLayer { pages } => {
                format!("The text of {pages} pages is an invisible layer; compare it with the page")
            }
            Self::Controls { count } => format!("{count} control characters were left out"),
            Self::Replaced { count } => format!("{count} damaged characters were replaced"),
            Self::EncodingUnsure { encoding } => format!("Read as {encoding}, which is a guess"),
            Self::DeepNesting { count } => format!("{count} elements lie too deep in one another"),
            Self::TrackedChanges { insertions, deletions } => format!(
                "Tracked changes: {insertions} insertions kept, {deletions} deletions left out"
            ),
            Self::LeftApart { what, count, sample } => {
                format!("Left out ({what}, {count}): {}", quoted(sample))
            }
            Self::ExternalReferences { count } => {
                format!("{count} references to other places were not followed")
            }
            Self::Attachments { count } => format!("{count} attached files were left out"),
            Self::SeveralDates { count } => {
                format!("It gives {count} different days of publication; the first was taken")
            }
            Self::UnknownLetters { count } => {
                format!("{count} signs stand for no known letter")
            }
            Self::UnreadParts { count } => format!("{count} parts could not be read"),
        }
    }

    fn in_arabic(&self) -> String {
        match self {
            Self::HiddenText { count, sample } => {
                format!("أُسقط نص مخفي (المواضع: {count}): {}", quoted(sample))
            }
            Self::FaintText { count, sample } => {
                format!("أُبقي نص بلون الورق (المواضع: {count}): {}", quoted(sample))
            }
            Self::InvisibleLayer { pages } => {
                format!("نص الصفحات (عددها {pages}) طبقة غير مرئية؛ قارنه بالصفحة")
            }
            Self::Controls { count } => format!("أُسقطت رموز تحكم (عددها {count})"),
            Self::Replaced { count } => format!("استُبدلت حروف تالفة (عددها {count})"),
            Self::EncodingUnsure { encoding } => {
                format!("قُرئ بترميز {} على سبيل الترجيح", text::bidi::isolate(encoding))
            }
            Self::DeepNesting { count } => format!("عناصر مفرطة التداخل (عددها {count})"),
            Self::TrackedChanges { insertions, deletions } => format!(
                "تغييرات متعقبة: أُبقيت الإضافات (عددها {insertions}) وأُسقط المحذوف ({deletions})"
            ),
            Self::LeftApart { what, count, sample } => {
                let what = match *what {
                    "comments" => "التعليقات",
                    "headers" => "الترويسات",
                    _ => "التذييلات",
                };
                format!("أُسقطت {what} (عددها {count}): {}", quoted(sample))
            }
            Self::ExternalReferences { count } => {
                format!("إحالات إلى مواضع خارجية لم تُتبع (عددها {count})")
            }
            Self::Attachments { count } => format!("أُسقطت ملفات مرفقة (عددها {count})"),
            Self::SeveralDates { count } => {
                format!("فيه أكثر من تاريخ للنشر (عددها {count})؛ أُخذ الأول")
            }
            Self::UnknownLetters { count } => {
                format!("علامات لا يُعرف حرفها (عددها {count})")
            }
            Self::UnreadParts { count } => format!("أجزاء تعذرت قراءتها (عددها {count})"),
        }
    }
}

/// Text that was left out: how often, and how it begins.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    pub count: usize,
    pub sample: String,
    chars: usize,
}

impl LeftOut {
    /// One more place.
    pub fn begin(&mut self) {
        self.count += 1;
        if !self.sample.is_empty() {
            self.add(" ");
        }
    }

    /// Text of the place.
    pub fn add(&mut self, text: &str) {
        for c in text.chars() {
            if self.chars >= SAMPLE_CHARS_MAX {
                return;
            }
            let blank = c.is_whitespace();
            if c.is_control() && !blank || blank && self.sample.ends_with([' ', '\u{a0}']) {
                continue;
            }
            self.sample.push(if blank { ' ' } else { c });
            self.chars += 1;
        }
    }

    /// A sample that holds anything but blanks.
    pub fn is_text(&self) -> bool {
        !self.sample.trim().is_empty()
    }
}

fn quoted(sample: &str) -> String {
    format!("\u{201c}{}\u{201d}", text::bidi::isolate(sample.trim()))
}
