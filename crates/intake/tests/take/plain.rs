//! Plain text: encodings, line ends, what is no text, and furniture around pasted reports.

use encoding_rs::{Encoding, ISO_8859_6, UTF_8, WINDOWS_1252, WINDOWS_1256};
use intake::{Hint, Kind, Limits, Role, take};
use text::Language;

use super::documents::{ARABIC, ENGLISH};
use super::{codes, read, refused, texts};

const SENTENCES: &[&str] = &[
    "عقدت اللجنة المشتركة اجتماعها الرابع في الكويت.",
    "أكد الوزير أن العلاقات بين البلدين متينة، وأشار إلى اتفاقية عام 2019.",
    "وزارة الخارجية",
    "الكويت",
    "محضر الاجتماع الثالث للجنة القنصلية (المنامة)",
    "شارك في الاجتماع ممثلو هيئة الجمارك؛ وحضره 12 خبيرا.",
    "سفير المملكة لدى الدولة يبحث قضايا الأمن والغذاء والطاقة",
];

fn wide(text: &str, unit: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xfeff);
    mark.into_iter().chain(text.encode_utf16()).flat_map(unit).collect()
}

fn coded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost, "{} has no sign of {text}", encoding.name());
    bytes.into_owned()
}

#[test]
fn arabic_is_read_in_every_encoding_of_its_systems() {
    for text in SENTENCES {
        for (bytes, name) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), "UTF-8"),
            (wide(text, u16::to_le_bytes, true), "UTF-16LE"),
            (wide(text, u16::to_be_bytes, true), "UTF-16BE"),
            (wide(text, u16::to_le_bytes, false), "UTF-16LE"),
            (wide(text, u16::to_be_bytes, false), "UTF-16BE"),
            (coded(text, WINDOWS_1256), "windows-1256"),
            (coded(text, ISO_8859_6), "ISO-8859-6"),
        ] {
            let document = read(&bytes);
            assert_eq!((document.text.as_str(), document.encoding), (*text, name));
            assert_eq!(document.kind, Kind::PlainText);
        }
    }
}

#[test]
fn western_texts_are_not_taken_for_arabic() {
    for text in [
        "Le comité mixte s’est réuni à Genève pour sa quatrième session.",
        "Die Delegation wurde von Jürgen Müller geführt – „ein Fortschritt“.",
        "El señor Núñez presidió la reunión de la comisión.",
        "“The committee met”, he said – twice.",
        "The café, the résumé",
    ] {
        let document = read(&coded(text, WINDOWS_1252));
        assert_eq!((document.text.as_str(), document.encoding), (text, "windows-1252"));
    }
    assert_eq!(read(ENGLISH.as_bytes()).encoding, "UTF-8");
}

#[test]
fn a_long_text_with_few_damaged_bytes_stays_utf_8() {
    let mut bytes = ARABIC.repeat(3).into_bytes();
    bytes[40] = 0xff;
    let document = read(&bytes);
    assert_eq!(document.encoding, UTF_8.name());
    assert_eq!(codes(&document), ["replaced"]);
    let within = (100..).find(|at| !ARABIC.is_char_boundary(*at)).expect("a letter of two bytes");
    assert_eq!(codes(&read(&ARABIC.as_bytes()[..within])), ["replaced"]);
}

#[test]
fn letters_stay_and_only_line_ends_and_controls_change() {
    let text = "قال:\u{a0}«الـسلام\u{200f}»\u{200c}\r\nثانيا\rثالثا\n\n\tرابعا\u{1}";
    let document = read(text.as_bytes());
    assert_eq!(document.text, "قال:\u{a0}«الـسلام\u{200f}»\u{200c}\nثانيا\nثالثا\n\n\tرابعا");
    assert_eq!(codes(&document), ["controls"]);
    let parts: Vec<&str> = document.parts.iter().map(|part| document.text_of(part)).collect();
    assert_eq!(parts, ["قال:\u{a0}«الـسلام\u{200f}»\u{200c}", "ثانيا", "ثالثا", "رابعا"]);
}

#[test]
fn the_hash_is_that_of_the_bytes() {
    let document = read(b"The committee met.");
    let start: [u8; 4] = document.sha256[..4].try_into().expect("four bytes");
    assert_eq!(start, [0xab, 0x81, 0x74, 0x44]);
}

#[test]
fn what_is_no_text_is_named() {
    let noise: Vec<u8> =
        (0..4_000u32).map(|nth| (nth.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (bytes, code) in [
        (&b""[..], "empty"),
        (b" \r\n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"\xff\xd8\xff\xe0....", "picture"),
        (b"ID3\x04", "recording"),
        (b"\x7fELF\x02", "program"),
        (b"\x1f\x8b\x08", "archive"),
        (b"{\\rtf1 text}", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0d", "old-word"),
        (&noise, "binary"),
        (&[0; 64], "binary"),
    ] {
        assert_eq!(refused(bytes).code(), code);
    }
    let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    let locked = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &locked].concat();
    assert_eq!(refused(&locked).code(), "encrypted");
}

#[test]
fn a_refusal_names_the_document_the_rule_and_the_remedy_in_both_languages() {
    let limits = Limits { file_bytes_max: 1_000, ..Limits::default() };
    let hint = Hint { file_name: Some("minutes\u{202e}.txt"), ..Hint::default() };
    let refusal = take(&[b'a'; 1_001], hint, &limits).expect_err("too large");
    assert_eq!(refusal.code(), "file-bytes");
    let name = "\u{2068}minutes.txt\u{2069}";
    let part = "Choose the part that holds the report, or paste its text.";
    let english = format!("{name}: It has 1001 bytes; at most 1000 are read. {part}");
    assert_eq!(refusal.message(Language::En), english);
    assert_eq!(refusal.to_string(), format!("{english} [file-bytes]"));
    let part = "اختر الجزء الذي فيه الخبر أو الصق نصه.";
    let arabic = format!("{name}: حجم الملف بالبايت: 1001، والحد الأقصى 1000. {part}");
    assert_eq!(refusal.message(Language::Ar), arabic);
    let pasted = take(b"", Hint::default(), &limits).expect_err("empty");
    assert!(pasted.message(Language::En).starts_with("The pasted text: "));
    assert!(pasted.message(Language::Ar).starts_with("النص الملصق: "));
}

#[test]
fn a_text_beyond_its_limits_is_refused() {
    let limits = Limits { text_bytes_max: 100, paragraph_count_max: 3, ..Limits::default() };
    let code =
        |text: &str| take(text.as_bytes(), Hint::default(), &limits).expect_err("refused").code();
    assert_eq!(code(&"a".repeat(101)), "text-bytes");
    assert_eq!(code("a\nb\nc\nd"), "paragraphs");
}

#[test]
fn what_a_site_prints_around_a_report_is_told_apart() {
    let text = format!(
        "الرئيسية / محليات\n\nلجنة الملاحة المشتركة تختتم دورتها الثالثة\n\n12-03-2025 | 19:40\n\n\
         {ARABIC}\n\
         ومن المقرر أن تعقد الدورة الرابعة في بداية العام المقبل. (النهاية)\n\nم خ / ن ع\n\n\
         شارك الخبر: فيسبوك تويتر واتساب\n\nالأكثر قراءة\n\nوزير المالية يبحث ملف الاستثمارات\n\n\
         اترك تعليقاً\n\nشكرا لكم على هذا الخبر المهم الذي ينفع القراء جميعا \
         في كل مكان من العالم كله."
    );
    let document = read(text.as_bytes());
    assert_eq!(texts(&document, Role::Headline), ["لجنة الملاحة المشتركة تختتم دورتها الثالثة"]);
    let body = texts(&document, Role::Body);
    assert_eq!(body.len(), 4, "{body:?}");
    assert_eq!(body[0], "12-03-2025 | 19:40");
    assert!(body[3].ends_with("(النهاية)"));
    assert_eq!(texts(&document, Role::Furniture).len(), 7);
}

#[test]
fn minutes_with_short_headings_lose_nothing() {
    let text = "AGREED MINUTES\n\n1. Opening\n1.1 The meeting was co-chaired by both customs \
                heads.\n\
                2. Next meeting\nThe fourth meeting will be held in Amman in March 2025.\n\n\
                ANNEX A - PARTICIPANTS\nJordan: A. Haddad (Customs); B. Qasem (Foreign Affairs)\n";
    let document = read(text.as_bytes());
    assert_eq!(texts(&document, Role::Furniture), [""; 0]);
    let items =
        ["1. Opening", "1.1 The meeting was co-chaired by both customs heads.", "2. Next meeting"];
    assert_eq!(texts(&document, Role::ListItem), items);
    assert_eq!(texts(&document, Role::Headline), ["AGREED MINUTES"]);
}

/// Characters of annotated reports that are told right: headline, dateline and body against
/// furniture. Runs where the annotated reports lie beside the project.
#[test]
#[allow(clippy::disallowed_methods, reason = "the crate is pure, its tests read files")]
fn annotated_reports_are_kept_letter_by_letter_and_their_furniture_is_found() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/press");
    let (mut right, mut wrong, mut missed) = (0usize, 0usize, 0usize);
    for name in ["seed", "dev01", "dev02", "dev03", "dev04", "dev05", "dev06", "dev07", "dev08"] {
        let Ok(bytes) = std::fs::read(format!("{folder}/{name}.txt")) else {
            return;
        };
        let gold = std::fs::read_to_string(format!("{folder}/{name}.gold.yaml")).expect("gold");
        let document = read(&bytes);
        assert_eq!(document.text.as_bytes(), bytes, "{name}");
        let mut kept = vec![false; document.text.chars().count()];
        for part in document.body() {
            let start = document.text[..part.range.start].chars().count();
            kept[start..start + document.text_of(part).chars().count()].fill(true);
        }
        let chars: Vec<char> = document.text.chars().collect();
        for (kind, start, end) in gold.lines().filter_map(region) {
            let body = !matches!(kind, "furniture" | "section_label");
            for at in (start..end).filter(|at| !chars[*at].is_whitespace()) {
                match (body, kept[at]) {
                    (true, true) => right += 1,
                    (false, true) => wrong += 1,
                    (true, false) => missed += 1,
                    (false, false) => {}
                }
            }
        }
    }
    let score = 2.0 * right as f64 / (2 * right + wrong + missed) as f64;
    assert!(
        score >= 0.99,
        "character F1 {score:.4} ({right} right, {wrong} wrong, {missed} missed)"
    );
}

/// `  - {kind: "furniture", span: [0, 84]}`
fn region(line: &str) -> Option<(&str, usize, usize)> {
    let (kind, rest) = line.strip_prefix("  - {kind: \"")?.split_once("\", span: [")?;
    let (start, end) = rest.strip_suffix("]}")?.split_once(", ")?;
    Some((kind, start.parse().ok()?, end.parse().ok()?))
}
