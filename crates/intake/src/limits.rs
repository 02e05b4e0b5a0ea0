//! Bounds on what this crate reads. Units are in the names; the defaults stand beside the fields.
//! A document comes from a stranger: nothing is unpacked, nested or repeated without a bound, so
//! that reading ends soon whatever the bytes are. No clock is asked; work is counted instead.

/// Bounds on one document.
///
/// # Examples
/// ```
/// let small = intake::Limits { file_bytes_max: 1_024, ..intake::Limits::default() };
/// assert_eq!(small.pdf_page_count_max, 500);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as it comes: 20 MiB.
    pub file_bytes_max: usize,
    /// Bytes of the text taken out of it: 1 MiB, about 300 pages of Arabic.
    pub text_bytes_max: usize,
    /// Paragraphs of the text: 20,000.
    pub paragraph_count_max: usize,
    /// Control characters and replaced bytes in a plain text, in a thousand characters: 10.
    pub control_per_mille_max: usize,
    /// Bytes of an HTML page: 4 MiB. Pages with more carry pictures in their text.
    pub html_bytes_max: usize,
    /// Open elements of an HTML page: 256; deeper ones are read as if they lay at that depth.
    pub html_depth_max: usize,
    /// Tags of an HTML page: 200,000.
    pub html_tag_count_max: usize,
    /// Files inside a DOCX: 2,000.
    pub zip_entry_count_max: usize,
    /// Times a file inside a DOCX may grow when unpacked: 100.
    pub zip_ratio_max: usize,
    /// Bytes of the parts of a DOCX that are unpacked, together: 32 MiB.
    pub zip_unpacked_bytes_max: usize,
    /// Open elements of an XML part: 128.
    pub xml_depth_max: usize,
    /// Tags, texts and references of all XML parts together: 1,000,000.
    pub xml_event_count_max: usize,
    /// Tracked changes of a document that comes back: 50,000.
    pub change_count_max: usize,
    /// Comments of a document that comes back: 5,000.
    pub comment_count_max: usize,
    /// Paragraphs of a joint text in a document that comes back, both languages: 20,000.
    pub control_count_max: usize,
    /// Pages of a PDF: 500.
    pub pdf_page_count_max: usize,
    /// Objects of a PDF: 200,000.
    pub pdf_object_count_max: usize,
    /// Bytes of the streams of a PDF that hold text, packed and unpacked, together: 64 MiB.
    pub pdf_unpacked_bytes_max: usize,
    /// Drawing operations on all pages together: 2,000,000.
    pub pdf_operation_count_max: usize,
    /// Arrays, dictionaries or forms inside one another: 32.
    pub pdf_depth_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes_max: 20 * MEBIBYTE,
            text_bytes_max: MEBIBYTE,
            paragraph_count_max: 20_000,
            control_per_mille_max: 10,
            html_bytes_max: 4 * MEBIBYTE,
            html_depth_max: 256,
            html_tag_count_max: 200_000,
            zip_entry_count_max: 2_000,
            zip_ratio_max: 100,
            zip_unpacked_bytes_max: 32 * MEBIBYTE,
            xml_depth_max: 128,
            xml_event_count_max: 1_000_000,
            change_count_max: 50_000,
            comment_count_max: 5_000,
            control_count_max: 20_000,
            pdf_page_count_max: 500,
            pdf_object_count_max: 200_000,
            pdf_unpacked_bytes_max: 64 * MEBIBYTE,
            pdf_operation_count_max: 2_000_000,
            pdf_depth_max: 32,
        }
    }
}

/// Bytes of a name of a document that a refusal repeats.
pub const NAME_BYTES_MAX: usize = 200;
/// Characters of left out text that a warning shows.
pub const SAMPLE_CHARS_MAX: usize = 160;
/// Bytes of one value of a page's own description (title, site, author).
pub const HINT_BYTES_MAX: usize = 512;
/// Bytes of a page's JSON-LD that are read, all blocks together.
pub const JSON_LD_BYTES_MAX: usize = 256 * 1_024;
/// Rules of a page's own styles that are looked at for hidden text.
pub const STYLE_RULE_COUNT_MAX: usize = 4_096;
/// Bytes of an attribute that is looked at; longer ones are read as if they were absent.
pub const ATTRIBUTE_BYTES_MAX: usize = 4_096;
/// Unpacked bytes below which the growth of a packed file is not judged.
pub const ZIP_RATIO_FREE_BYTES: usize = 64 * 1_024;
/// Characters that one glyph of a PDF font may stand for.
pub const GLYPH_CHARS_MAX: usize = 16;
/// Characters that one run of a PDF may say it stands for (`ActualText`).
pub const ACTUAL_CHARS_MAX: usize = 4_096;
/// Letters that a PDF font may map; a font of 16-bit codes has no more.
pub const FONT_MAP_COUNT_MAX: usize = 65_536;
/// Tracked changes inside one another in a document that comes back; word processors write two.
pub const CHANGE_DEPTH_MAX: usize = 8;
/// Bytes of the day and hour of a change; a longer one is read as if it were absent.
pub const CHANGE_DATE_BYTES_MAX: usize = 40;
/// Names of people in a document that comes back; further ones are read as no name.
pub const REVIEWER_COUNT_MAX: usize = 1_000;
/// Bytes of the code of a field that are looked at.
pub const FIELD_CODE_BYTES_MAX: usize = 1_024;
/// Losses that a report lists; further ones are counted.
pub const LOSS_COUNT_MAX: usize = 2_000;
/// Characters of the words that a comment hangs on.
pub const ANCHOR_CHARS_MAX: usize = 2_000;

const MEBIBYTE: usize = 1_024 * 1_024;
