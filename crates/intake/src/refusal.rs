//! Why a document is refused: one variant a rule, each with a code that never changes its meaning
//! and the sentence in Arabic and English: which document, which rule, what to do.
//! A refusal never repeats text of the document, only its name and numbers.

use std::fmt;

use text::Language;

use crate::document::Kind;

/// Why a document is refused. `name` is the file's name, empty for a pasted text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// There is nothing in it, or no text in it.
    Empty { name: String },
    /// Something is more than its limit.
    TooMuch { name: String, excess: Excess, found: u64, max: u64 },
    /// It is neither text nor a document that is read.
    Unread { name: String, what: Unread },
    /// It is locked with a password.
    Encrypted { name: String, kind: Kind },
    /// It carries macros.
    Macros { name: String },
    /// A packed file says one size and has another, or a part is there twice.
    Contradiction { name: String, entry: String },
    /// A packed file has a name that points outside the document.
    Path { name: String, entry: String },
    /// A part declares a document type of its own, which could define entities.
    DocumentType { name: String, entry: String },
    /// It breaks the rules of its own format.
    Broken { name: String, kind: Kind, place: String },
    /// Something in it is to be fetched from outside: a template, a picture, a field.
    Outside { name: String, entry: String },
    /// It carries other files or programs inside.
    Embedded { name: String, entry: String },
    /// It is no Word document, and only such come back from the other side.
    OtherKind { name: String, kind: Kind },
    /// A PDF of pictures only.
    NoTextLayer { name: String, pages: u64 },
    /// A PDF whose fonts do not say which letters their signs are.
    UnknownLetters { name: String },
}

/// What is more than its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Excess {
    /// Bytes of the file.
    FileBytes,
    /// Bytes of the text in it.
    TextBytes,
    /// Paragraphs of the text.
    Paragraphs,
    /// Bytes of a page.
    PageBytes,
    /// Tags of a page.
    Tags,
    /// Files packed inside.
    Entries,
    /// Growth of a packed file when unpacked, as a factor.
    Ratio,
    /// Bytes when unpacked.
    UnpackedBytes,
    /// Elements inside one another.
    Depth,
    /// Tags and texts of the XML inside.
    Events,
    /// Tracked changes.
    Changes,
    /// Comments.
    Comments,
    /// Paragraphs of a joint text, and those beside them.
    Controls,
    /// Pages.
    Pages,
    /// Objects of a PDF.
    Objects,
    /// Drawing operations of a PDF.
    Operations,
}

/// A kind of file that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unread {
    /// A picture.
    Picture,
    /// A recording or film.
    Recording,
    /// A program.
    Program,
    /// An archive.
    Archive,
    /// A Word document of the old format (`.doc`).
    OldWord,
    /// Rich Text Format.
    Rtf,
    /// OpenDocument (`.odt`).
    OpenDocument,
    /// A workbook or a presentation.
    OtherOffice,
    /// Bytes of no known kind.
    Binary,
}

impl Refusal {
    /// The stable code, for logs and translations.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "empty",
            Self::TooMuch { excess, .. } => excess.code(),
            Self::Unread { what, .. } => what.code(),
            Self::Encrypted { .. } => "encrypted",
            Self::Macros { .. } => "macros",
            Self::Contradiction { .. } => "contradiction",
            Self::Path { .. } => "path",
            Self::DocumentType { .. } => "document-type",
            Self::Broken { .. } => "broken",
            Self::Outside { .. } => "outside",
            Self::Embedded { .. } => "embedded",
            Self::OtherKind { .. } => "other-kind",
            Self::NoTextLayer { .. } => "no-text-layer",
            Self::UnknownLetters { .. } => "unknown-letters",
        }
    }

    /// The name of the document, empty for a pasted text.
    pub fn name(&self) -> &str {
        match self {
            Self::Empty { name }
            | Self::TooMuch { name, .. }
            | Self::Unread { name, .. }
            | Self::Encrypted { name, .. }
            | Self::Macros { name }
            | Self::Contradiction { name, .. }
            | Self::Path { name, .. }
            | Self::DocumentType { name, .. }
            | Self::Broken { name, .. }
            | Self::Outside { name, .. }
            | Self::Embedded { name, .. }
            | Self::OtherKind { name, .. }
            | Self::NoTextLayer { name, .. }
            | Self::UnknownLetters { name } => name,
        }
    }

    /// The refusal in words: the document, the rule, the remedy.
    ///
    /// # Examples
    /// ```
    /// use intake::{Hint, Limits, take};
    /// let hint = Hint { file_name: Some("a.txt"), ..Hint::default() };
    /// let refusal = take(b"", hint, &Limits::default()).expect_err("nothing in it");
    /// let words = refusal.message(text::Language::En);
    /// assert!(words.ends_with("There is no text in it. Choose another file or paste the text."));
    /// ```
    pub fn message(&self, language: Language) -> String {
        let name = match (self.name(), language) {
            ("", Language::Ar) => "النص الملصق".to_owned(),
            ("", Language::En) => "The pasted text".to_owned(),
            (name, _) => text::bidi::isolate(name),
        };
        let (rule, remedy) = match language {
            Language::Ar => self.in_arabic(),
            Language::En => self.in_english(),
        };
        format!("{name}: {rule} {remedy}")
    }

    fn in_english(&self) -> (String, &'static str) {
        let paste = "Open it, copy the text and paste it here.";
        let (rule, remedy) = match self {
            Self::Empty { .. } => {
                ("There is no text in it.".into(), "Choose another file or paste the text.")
            }
            Self::TooMuch { excess, found, max, .. } => {
                let (what, remedy) = excess.in_english();
                (format!("It has {found} {what}; at most {max} are read."), remedy)
            }
            Self::Unread { what, .. } => {
                let (what, remedy) = what.in_english();
                (format!("It is {what}; text, web pages, DOCX and PDF are read."), remedy)
            }
            Self::Encrypted { .. } => (
                "It is locked with a password.".into(),
                "Save a copy without a password and choose that.",
            ),
            Self::Macros { .. } => (
                "It carries macros, and such documents are not opened.".into(),
                "Save it as a document without macros (.docx) and choose that.",
            ),
            Self::Contradiction { entry, .. } => (
                format!("Its part {} contradicts the list of parts.", quoted(entry)),
                "Save it anew with a word processor, or paste the text.",
            ),
            Self::Path { entry, .. } => (
                format!("Its part {} has a name that points outside it.", quoted(entry)),
                "Do not trust this file; ask its sender for another one.",
            ),
            Self::DocumentType { entry, .. } => (
                format!("Its part {} declares a document type, which is unsafe.", quoted(entry)),
                "Save it anew with a word processor, or paste the text.",
            ),
            Self::Broken { kind, place, .. } => {
                (format!("It is not a whole {} ({place}).", kind.label()), paste)
            }
            Self::Outside { .. } | Self::Embedded { .. } | Self::OtherKind { .. } => {
                return self.returned_in_english();
            }
            Self::NoTextLayer { pages, .. } => (
                format!("It has no text layer: its {pages} pages are pictures."),
                "Run text recognition on it first, or type the text.",
            ),
            Self::UnknownLetters { .. } => (
                "Its fonts do not say which letters their signs are.".into(),
                "Ask for the text as a web page or DOCX, or type it.",
            ),
        };
        (rule, remedy)
    }

    fn in_arabic(&self) -> (String, &'static str) {
        let paste = "افتحه وانسخ النص والصقه هنا.";
        let (rule, remedy) = match self {
            Self::Empty { .. } => ("لا نص فيه.".into(), "اختر ملفا آخر أو الصق النص."),
            Self::TooMuch { excess, found, max, .. } => {
                let (what, remedy) = excess.in_arabic();
                (format!("{what}: {found}، والحد الأقصى {max}."), remedy)
            }
            Self::Unread { what, .. } => {
                let (what, remedy) = what.in_arabic();
                (format!("هذا {what}، ولا تُقرأ إلا النصوص وصفحات الويب وDOCX وPDF."), remedy)
            }
            Self::Encrypted { .. } => {
                ("مقفل بكلمة مرور.".into(), "احفظ نسخة دون كلمة مرور واخترها.")
            }
            Self::Macros { .. } => (
                "فيه وحدات ماكرو، ولا تُفتح مستندات من هذا النوع.".into(),
                "احفظه مستندا دون ماكرو (.docx) واختره.",
            ),
            Self::Contradiction { entry, .. } => (
                format!("الجزء {} يناقض قائمة الأجزاء.", quoted(entry)),
                "احفظه من جديد بمعالج نصوص أو الصق النص.",
            ),
            Self::Path { entry, .. } => (
                format!("اسم الجزء {} يشير إلى خارج المستند.", quoted(entry)),
                "لا تثق بهذا الملف، واطلب من مرسله ملفا آخر.",
            ),
            Self::DocumentType { entry, .. } => (
                format!("الجزء {} يعرّف نوع مستند خاصا به، وذلك غير آمن.", quoted(entry)),
                "احفظه من جديد بمعالج نصوص أو الصق النص.",
            ),
            Self::Broken { kind, place, .. } => (
                format!(
                    "ليس ملف {} سليما ({}).",
                    text::bidi::isolate(kind.label()),
                    text::bidi::isolate(place)
                ),
                paste,
            ),
            Self::Outside { .. } | Self::Embedded { .. } | Self::OtherKind { .. } => {
                return self.returned_in_arabic();
            }
            Self::NoTextLayer { pages, .. } => (
                format!("لا طبقة نص فيه؛ صفحاته صور (عددها {pages})."),
                "مرره أولا على التعرف الضوئي على الحروف أو اكتب النص.",
            ),
            Self::UnknownLetters { .. } => (
                "خطوطه لا تبين أي حرف تمثله كل علامة.".into(),
                "اطلب النص صفحة ويب أو DOCX أو اكتبه.",
            ),
        };
        (rule, remedy)
    }
}

/// Of documents that come back as proposals.
impl Refusal {
    fn returned_in_english(&self) -> (String, &'static str) {
        match self {
            Self::Outside { entry, .. } => (
                format!("It fetches something from outside ({}).", quoted(entry)),
                "Remove linked templates, pictures and fields, save it and choose it again.",
            ),
            Self::Embedded { entry, .. } => (
                format!("It carries another file inside ({}).", quoted(entry)),
                "Remove embedded files and controls, save it and choose it again.",
            ),
            other => {
                let label = match other {
                    Self::OtherKind { kind, .. } => kind.label(),
                    _ => "",
                };
                (
                    format!("It is {label}; only Word documents (.docx) come back as proposals."),
                    "Ask the other side for the Word document that was sent to it.",
                )
            }
        }
    }

    fn returned_in_arabic(&self) -> (String, &'static str) {
        match self {
            Self::Outside { entry, .. } => (
                format!("يجلب شيئا من خارجه ({}).", quoted(entry)),
                "أزل القوالب والصور والحقول المرتبطة واحفظه واختره من جديد.",
            ),
            Self::Embedded { entry, .. } => (
                format!("يحمل ملفا آخر داخله ({}).", quoted(entry)),
                "أزل الملفات المضمنة واحفظه واختره من جديد.",
            ),
            other => {
                let label = match other {
                    Self::OtherKind { kind, .. } => kind.label(),
                    _ => "",
                };
                let label = quoted(label);
                (
                    format!("هذا {label}، ولا يعود اقتراحا إلا مستند Word ({}).", quoted(".docx")),
                    "اطلب من الطرف الآخر مستند Word الذي أرسل إليه.",
                )
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} [{}]", self.message(Language::En), self.code())
    }
}

impl std::error::Error for Refusal {}

impl Kind {
    /// The format's own name.
    pub fn label(self) -> &'static str {
        match self {
            Self::PlainText => "TXT",
            Self::Html => "HTML",
            Self::Docx => "DOCX",
            Self::Pdf => "PDF",
        }
    }
}

impl Excess {
    fn code(self) -> &'static str {
        match self {
            Self::FileBytes => "file-bytes",
            Self::TextBytes => "text-bytes",
            Self::Paragraphs => "paragraphs",
            Self::PageBytes => "page-bytes",
            Self::Tags => "tags",
            Self::Entries => "entries",
            Self::Ratio => "ratio",
            Self::UnpackedBytes => "unpacked-bytes",
            Self::Depth => "depth",
            Self::Events => "events",
            Self::Changes => "changes",
            Self::Comments => "comments",
            Self::Controls => "controls",
            Self::Pages => "pages",
            Self::Objects => "objects",
            Self::Operations => "operations",
        }
    }

    fn in_english(self) -> (&'static str, &'static str) {
        let part = "Choose the part that holds the report, or paste its text.";
        let anew = "Do not trust this file; paste the text instead.";
        match self {
            Self::FileBytes => ("bytes", part),
            Self::TextBytes => ("bytes of text", part),
            Self::Paragraphs => ("paragraphs", part),
            Self::PageBytes => ("bytes of page", "Open the page, copy the text and paste it here."),
            Self::Tags => ("tags", "Open the page, copy the text and paste it here."),
            Self::Entries => ("files packed inside", anew),
            Self::Ratio => ("times its packed size in one part", anew),
            Self::UnpackedBytes => ("bytes when unpacked", anew),
            Self::Depth => ("parts inside one another", anew),
            Self::Events => ("tags and texts", part),
            Self::Changes => ("tracked changes", anew),
            Self::Comments => ("comments", anew),
            Self::Controls => ("marked paragraphs", anew),
            Self::Pages => ("pages", part),
            Self::Objects => ("objects", part),
            Self::Operations => ("drawing operations", part),
        }
    }

    fn in_arabic(self) -> (&'static str, &'static str) {
        let part = "اختر الجزء الذي فيه الخبر أو الصق نصه.";
        let anew = "لا تثق بهذا الملف، والصق النص بدلا منه.";
        match self {
            Self::FileBytes => ("حجم الملف بالبايت", part),
            Self::TextBytes => ("حجم النص بالبايت", part),
            Self::Paragraphs => ("عدد الفقرات", part),
            Self::PageBytes => ("حجم الصفحة بالبايت", "افتح الصفحة وانسخ النص والصقه هنا."),
            Self::Tags => ("عدد الوسوم", "افتح الصفحة وانسخ النص والصقه هنا."),
            Self::Entries => ("عدد الملفات المضغوطة داخله", anew),
            Self::Ratio => ("نسبة تمدد جزء منه", anew),
            Self::UnpackedBytes => ("الحجم بعد فك الضغط بالبايت", anew),
            Self::Depth => ("عمق التداخل", anew),
            Self::Events => ("عدد الوسوم والنصوص", part),
            Self::Changes => ("عدد التغييرات المتعقبة", anew),
            Self::Comments => ("عدد التعليقات", anew),
            Self::Controls => ("عدد الفقرات المعلمة", anew),
            Self::Pages => ("عدد الصفحات", part),
            Self::Objects => ("عدد الكائنات", part),
            Self::Operations => ("عدد أوامر الرسم", part),
        }
    }
}

impl Unread {
    fn code(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Recording => "recording",
            Self::Program => "program",
            Self::Archive => "archive",
            Self::OldWord => "old-word",
            Self::Rtf => "rtf",
            Self::OpenDocument => "open-document",
            Self::OtherOffice => "other-office",
            Self::Binary => "binary",
        }
    }

    fn in_english(self) -> (&'static str, &'static str) {
        let save = "Save it as DOCX or PDF and choose that.";
        match self {
            Self::Picture => ("a picture", "Run text recognition on it, or type the text."),
            Self::Recording => ("a recording", "Choose its transcript."),
            Self::Program => ("a program", "Do not open it; ask its sender for a document."),
            Self::Archive => ("an archive", "Unpack it and choose the document inside."),
            Self::OldWord => ("an old Word document (.doc)", save),
            Self::Rtf => ("Rich Text Format", save),
            Self::OpenDocument => ("an OpenDocument file", save),
            Self::OtherOffice => ("a workbook or presentation", save),
            Self::Binary => ("of no known kind", "Choose another file or paste the text."),
        }
    }

    fn in_arabic(self) -> (&'static str, &'static str) {
        let save = "احفظه بصيغة DOCX أو PDF واختره.";
        match self {
            Self::Picture => ("ملف صورة", "مرره على التعرف الضوئي على الحروف أو اكتب النص."),
            Self::Recording => ("تسجيل", "اختر نصه المكتوب."),
            Self::Program => ("برنامج", "لا تفتحه، واطلب من مرسله مستندا."),
            Self::Archive => ("ملف مضغوط", "فك ضغطه واختر المستند الذي فيه."),
            Self::OldWord => ("مستند Word قديم (.doc)", save),
            Self::Rtf => ("ملف RTF", save),
            Self::OpenDocument => ("ملف OpenDocument", save),
            Self::OtherOffice => ("جدول بيانات أو عرض", save),
            Self::Binary => ("ملف من نوع غير معروف", "اختر ملفا آخر أو الصق النص."),
        }
    }
}

fn quoted(entry: &str) -> String {
    text::bidi::isolate(entry)
}
