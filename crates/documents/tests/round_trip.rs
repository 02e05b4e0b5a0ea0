//! What is written comes back: every text letter by letter with its brackets, the origin, changes
//! and comments by party, and nothing lost; and the same text gives the same bytes.

mod samples;

use documents::docx::sheet::{Block, Note, Provision, Sheet, Span, State, Words};
use documents::docx::{DocxError, DocxOptions, Layout, write_sheet};
use intake::{ChangeKind, Limits, Returned, read_returned};
use proptest::prelude::*;
use text::Language;

use samples::{joint_statement, pair, papers, provisions};

fn layouts() -> Vec<DocxOptions> {
    let mut all = Vec::new();
    for layout in [Layout::SideBySide, Layout::OneAfterOther] {
        for first in [Language::Ar, Language::En] {
            all.push(DocxOptions { layout, first, ..DocxOptions::default() });
        }
    }
    all
}

fn back(sheet: &Sheet, options: &DocxOptions) -> Returned {
    let bytes = write_sheet(sheet, options).expect("written");
    read_returned(&bytes, &Limits::default()).expect("read back")
}

fn text_of<'a>(returned: &'a Returned, item: &str, language: Language) -> &'a intake::Passage {
    let found = returned.controls.iter().find(|one| one.item == item && one.language == language);
    &found.expect("the paragraph came back").passage
}

fn check(sheet: &Sheet, returned: &Returned) {
    let origin = returned.origin.as_ref().expect("an origin");
    assert_eq!(
        (&origin.document, &origin.version, &origin.digest),
        (&sheet.document, &sheet.version, &sheet.digest)
    );
    assert_eq!(returned.losses.losses, [], "nothing is lost");
    assert_eq!(returned.outside, [], "nothing was added");
    let expected = provisions(sheet);
    assert_eq!(returned.controls.len(), 2 * expected.len());
    for (item, ar, en) in expected {
        for (language, words) in [(Language::Ar, ar), (Language::En, en)] {
            let passage = text_of(returned, item, language);
            assert_eq!(passage.accepted, words, "{item}");
            assert_eq!(passage.base, words, "{item}");
            assert_eq!((passage.changes.len(), passage.comments.len()), (0, 0));
            assert_eq!(passage.bidi, None);
        }
    }
}

#[test]
fn five_papers_come_back_letter_by_letter() {
    for sheet in papers() {
        for options in layouts() {
            check(&sheet, &back(&sheet, &options));
        }
    }
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let write = || write_sheet(&joint_statement(), &DocxOptions::default()).expect("written");
    assert_eq!(write(), write());
}

fn span(text: &str, state: State) -> Span {
    Span { text: text.to_owned(), state }
}

#[test]
fn a_compared_text_shows_changes_and_comments_by_party() {
    let kuwait = || "KW".to_owned();
    let words = Words {
        spans: vec![
            span("يقدم الفريق ", State::Kept),
            span("تقريرا ", State::Deleted { party: kuwait() }),
            span("خطة رقم 4/2020-SEC ", State::Inserted { party: "US".to_owned() }),
            span("سنويا.", State::Kept),
        ],
        comments: vec![Note { party: "US".to_owned(), text: "why?\nلماذا".to_owned() }],
    };
    let provision = Provision {
        item: "x1".to_owned(),
        number: pair("1.", "1."),
        ar: words,
        en: Words::plain("The group reports every year."),
        ..Provision::default()
    };
    let sheet = Sheet { blocks: vec![Block::Provision(provision)], ..joint_statement() };
    let date = "2026-03-01T09:30:00Z".to_owned();
    let options = DocxOptions { changed_at: Some(date.clone()), ..DocxOptions::default() };
    let returned = back(&sheet, &options);
    assert_eq!(returned.losses.losses, []);
    assert_eq!(returned.reviewers, ["KW", "US"].map(str::to_owned));
    let passage = text_of(&returned, "x1", Language::Ar);
    assert_eq!(passage.accepted, "يقدم الفريق خطة رقم 4/2020-SEC سنويا.");
    assert_eq!(passage.base, "يقدم الفريق تقريرا سنويا.");
    let changes: Vec<_> = passage
        .changes
        .iter()
        .map(|one| (one.kind, one.reviewer, one.text.as_str(), one.date.clone()))
        .collect();
    let expected = [
        (ChangeKind::Deleted, Some(0), "تقريرا ", Some(date.clone())),
        (ChangeKind::Inserted, Some(1), "خطة رقم 4/2020-SEC ", Some(date)),
    ];
    assert_eq!(changes, expected);
    let at = passage.changes[1].accepted_at;
    assert!(passage.accepted[at..].starts_with("خطة"));
    let comment = &passage.comments[0];
    assert_eq!((comment.reviewer, comment.text.as_str()), (Some(1), "why?\nلماذا"));
    assert_eq!(comment.anchored, passage.accepted);
}

#[test]
fn what_cannot_be_carried_is_not_written() {
    let with = |item: &str, ar: &str| {
        let item = item.to_owned();
        let one = Provision { item, ar: Words::plain(ar), ..Provision::default() };
        Sheet { blocks: vec![Block::Provision(one)], ..joint_statement() }
    };
    let write = |sheet| write_sheet(&sheet, &DocxOptions::default()).expect_err("refused");
    assert!(matches!(write(with("a:b", "x")), DocxError::Id(_)));
    assert!(matches!(write(with(&"a".repeat(60), "x")), DocxError::Id(_)));
    assert!(matches!(write(with("a", "x\u{b}")), DocxError::Character { character: 0xb, .. }));
    let mut twice = with("a", "x");
    twice.blocks.push(twice.blocks[0].clone());
    assert!(matches!(write(twice), DocxError::Twice(_)));
    let large = with("a", &"x".repeat(3 << 20));
    assert!(matches!(write(large), DocxError::TooMuch { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Words of any scripts, codes, notation, blanks at the ends, isolates that balance.
    #[test]
    fn any_words_come_back(
        ar in proptest::collection::vec(piece(), 0..12),
        en in proptest::collection::vec(piece(), 0..12),
    ) {
        let (ar, en) = (ar.concat(), en.concat());
        let words = (Words::plain(&ar), Words::plain(&en));
        let one = Provision {
            item: "p-1_x.y".to_owned(),
            ar: words.0,
            en: words.1,
            ..Provision::default()
        };
        let sheet = Sheet { blocks: vec![Block::Provision(one)], ..joint_statement() };
        for options in layouts() {
            check(&sheet, &back(&sheet, &options));
        }
    }
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(vec![
            " ",
            "  ",
            "\n",
            "\t",
            "[KW: ",
            "[US:",
            "[KW, US: ",
            "[?date]",
            "]",
            "الكويت",
            "States",
            "2020-11-16",
            "+965 2222 0000",
            "9-24",
            "4/2020-SEC",
            "-",
            "(",
            ")",
            "«",
            "»",
            "&",
            "<",
            ">",
            "\"",
            "'",
            "\u{2068}x 1-2\u{2069}",
            "١٦",
            "،",
            "؟",
            "\u{64b}",
            "é",
            "\u{1F54A}",
        ])
        .prop_map(str::to_owned),
        "[a-zء-ي0-9 .,:/+-]{0,8}",
    ]
}
