//! Papers that another side edited in Word: tracked changes of every kind by two people, comments,
//! new, copied, split, joined and foreign paragraphs. No change is lost, both states are exact, and
//! what is not carried is named.

#[path = "samples/office.rs"]
mod office;
mod samples;

use documents::docx::sheet::Sheet;
use documents::docx::{DocxOptions, Layout, write_sheet};
use intake::{ChangeKind, Limits, LossKind, Passage, Returned, read_returned};
use text::Language;

use office::{by, deleted, inserted, pack, run, unpack, with_body};
use samples::{joint_statement, papers, provisions};

const CONTENT: &str = "<w:sdtContent>";

fn written(sheet: &Sheet) -> Vec<u8> {
    let options = DocxOptions { layout: Layout::OneAfterOther, ..DocxOptions::default() };
    write_sheet(sheet, &options).expect("written")
}

fn read(bytes: &[u8]) -> Returned {
    read_returned(bytes, &Limits::default()).expect("read back")
}

fn passage<'a>(returned: &'a Returned, item: &str, language: Language) -> &'a Passage {
    let found = returned.controls.iter().find(|one| one.item == item && one.language == language);
    &found.expect("the paragraph came back").passage
}

/// The first paragraph of the joint statement in Arabic, after its body was changed.
fn edited(change: impl FnOnce(&str) -> String) -> Returned {
    read(&with_body(&written(&joint_statement()), change))
}

/// Every control edited in the same six ways by two people, as Word writes it.
fn edit_all(body: &str) -> (String, usize) {
    let mut out = String::new();
    let mut rest = body;
    let mut id = 1_000;
    let mut count = 0;
    while let Some(at) = rest.find(CONTENT) {
        let (before, content) = rest.split_at(at + CONTENT.len());
        let end = content.find("</w:sdtContent>").expect("an end");
        let (runs, after) = content.split_at(end);
        out.push_str(&before.replace("<w:showingPlcHdr/>", ""));
        let runs = if before.contains("showingPlcHdr") { "" } else { runs };
        out.push_str(&inserted(id, "Reviewer One", "new "));
        // Put in by one, taken out by the other: in neither state.
        let both = deleted(id + 1, "Reviewer Two", &run("brief "));
        out.push_str(&format!("<w:ins {}>{both}</w:ins>", by(id + 2, "Reviewer One")));
        let first = runs.find("</w:r>").map_or(0, |at| at + "</w:r>".len());
        out.push_str(&deleted(id + 3, "Reviewer Two", &runs[..first]));
        for (half, name) in [("moveFrom", "From"), ("moveTo", "To")] {
            out.push_str(&format!(
                "<w:move{name}RangeStart w:id=\"{0}\" w:name=\"move{id}\"/><w:{half} {1}>{2}\
                 </w:{half}><w:move{name}RangeEnd w:id=\"{0}\"/>",
                id + 4,
                by(id + 5, "Reviewer One"),
                run("moved ").replace("<w:rPr>", "<w:rPr><w:lang w:bidi=\"ar-KW\"/>"),
            ));
        }
        let looks = format!("<w:rPrChange {}><w:rPr/></w:rPrChange>", by(id + 6, "Reviewer Two"));
        out.push_str(&run("\u{200F}").replace("</w:rPr>", &format!("<w:b/>{looks}</w:rPr>")));
        out.push_str(&runs[first..]);
        count += 7;
        rest = after;
        id += 10;
    }
    out.push_str(rest);
    (out, count)
}

#[test]
fn no_tracked_change_of_five_papers_is_lost() {
    let mut total = 0;
    for sheet in papers() {
        for layout in [Layout::OneAfterOther, Layout::SideBySide] {
            let options = DocxOptions { layout, ..DocxOptions::default() };
            let bytes = write_sheet(&sheet, &options).expect("written");
            let mut expected = 0;
            let edited = with_body(&bytes, |body| {
                let (body, count) = edit_all(body);
                expected = count;
                body
            });
            let returned = read(&edited);
            assert_eq!(returned.reviewers, ["Reviewer One", "Reviewer Two"].map(str::to_owned));
            let found: usize = returned.controls.iter().map(|one| one.passage.changes.len()).sum();
            assert_eq!(found, expected, "{}", sheet.document);
            total += found;
            assert_eq!(returned.losses.count(LossKind::Moves), 0, "moves are paired");
            for (item, ar, en) in provisions(&sheet) {
                for (language, words) in [(Language::Ar, ar), (Language::En, en)] {
                    check_edited(passage(&returned, item, language), &words);
                }
            }
        }
    }
    assert_eq!(total, 2 * 2 * 15 * 7);
}

/// What [`edit_all`] makes of a paragraph.
fn check_edited(passage: &Passage, words: &str) {
    use ChangeKind::{Deleted, Format, Inserted, MovedAway, MovedHere};
    let first = &passage.changes[3].text;
    let rest = words.strip_prefix(first.as_str()).expect("the first run was taken out");
    assert_eq!(passage.base, format!("{first}moved {rest}"));
    assert_eq!(passage.accepted, format!("new moved {rest}"));
    let kinds: Vec<ChangeKind> = passage.changes.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [Inserted, Inserted, Deleted, Deleted, MovedAway, MovedHere, Format]);
    let who: Vec<Option<usize>> = passage.changes.iter().map(|one| one.reviewer).collect();
    assert_eq!(who, [0, 0, 1, 1, 0, 0, 1].map(Some));
    assert!(passage.changes.iter().all(|one| one.date.is_some()));
    assert_eq!(passage.changes[1].text, "brief ");
    assert_eq!(passage.changes[4].pair, passage.changes[5].pair);
}

#[test]
fn comments_come_with_the_words_they_hang_on() {
    let mut parts = unpack(&written(&joint_statement()));
    let body = parts["word/document.xml"].replacen(
        CONTENT,
        &format!(
            "{CONTENT}<w:commentRangeStart w:id=\"7\"/>{}<w:commentRangeEnd w:id=\"7\"/>\
             <w:r><w:commentReference w:id=\"7\"/></w:r>",
            inserted(1, "A", "today ")
        ),
        1,
    );
    parts.insert("word/document.xml".to_owned(), body);
    let comment = |id: usize, text: &str| {
        format!("<w:comment {}><w:p>{}</w:p></w:comment>", by(id, "B"), run(text))
    };
    let comments = format!("{}{}", comment(7, "when?"), comment(8, "on nothing"));
    let comments = format!("<w:comments xmlns:w=\"x\">{comments}</w:comments>");
    parts.insert("word/comments.xml".to_owned(), comments);
    let returned = read(&pack(&parts));
    let found = &passage(&returned, "js1.p00", Language::Ar).comments[0];
    assert_eq!((found.text.as_str(), found.anchored.as_str()), ("when?", "today "));
    assert_eq!(returned.reviewers[found.reviewer.expect("a name")], "B");
    assert_eq!(returned.loose_comments[0].text, "on nothing");
}

#[test]
fn a_paragraph_broken_in_word_holds_both_halves() {
    let returned = edited(|body| {
        // Enter inside the control: it now goes around two paragraphs, the first end is tracked.
        let at = body.find("<w:bookmarkStart").expect("a bookmark");
        let start = body[..at].rfind("<w:p>").expect("a paragraph");
        let end = at + body[at..].find("</w:p>").expect("its end") + "</w:p>".len();
        let properties = body[at..].find("<w:sdtPr>").expect("properties") + at;
        let content = body[at..].find(CONTENT).expect("content") + at;
        let mark = format!("<w:pPr><w:rPr><w:ins {}/></w:rPr></w:pPr>", by(5, "A"));
        format!(
            "{}<w:sdt>{}{CONTENT}<w:p>{mark}{}</w:p><w:p>{}</w:p></w:sdtContent></w:sdt>{}",
            &body[..start],
            &body[properties..content],
            run("one"),
            run("two"),
            &body[end..]
        )
    });
    let found = passage(&returned, "js1.p00", Language::Ar);
    assert_eq!((found.accepted.as_str(), found.base.as_str()), ("one\ntwo", "onetwo"));
    assert_eq!(found.changes[0].kind, ChangeKind::BreakInserted);
}

#[test]
fn new_paragraphs_come_with_the_one_before_them() {
    let mark = format!("<w:pPr><w:rPr><w:ins {}/></w:rPr></w:pPr>", by(5, "A"));
    let new = format!("<w:p>{mark}{}</w:p>", inserted(6, "A", "فقرة جديدة"));
    let returned = edited(|body| {
        let at = body.find("</w:sdt>").expect("a control");
        let at = at + body[at..].find("</w:p>").expect("its end") + "</w:p>".len();
        format!("{}{new}{}", &body[..at], &body[at..])
    });
    let found = &returned.outside[0];
    assert_eq!(found.after, Some(("js1.p00".to_owned(), Language::Ar)));
    assert_eq!((found.passage.accepted.as_str(), found.passage.base.as_str()), ("فقرة جديدة", ""));
    assert_eq!(found.passage.changes.len(), 2);
    assert_eq!(returned.losses.losses, []);
}

/// The first paragraph as it stands in the body.
fn first_paragraph(body: &str) -> &str {
    let at = body.find("<w:bookmarkStart").expect("a bookmark");
    let start = body[..at].rfind("<w:p>").expect("a paragraph");
    let end = at + body[at..].find("</w:p>").expect("its end") + "</w:p>".len();
    &body[start..end]
}

#[test]
fn copies_pieces_nests_and_strangers_are_named() {
    let original = provisions(&joint_statement())[0].1.clone();
    let words = |returned: &Returned| passage(returned, "js1.p00", Language::Ar).accepted.clone();
    // A copy: without its bookmark and number, as Word pastes it.
    let returned = edited(|body| {
        let first = first_paragraph(body);
        let from = first.find("<w:sdt>").expect("a control");
        let to = first.find("</w:sdt>").expect("its end") + "</w:sdt>".len();
        let copy = format!("<w:p>{}</w:p>", &first[from..to]);
        body.replacen("<w:sectPr>", &format!("{copy}<w:sectPr>"), 1)
    });
    assert_eq!(words(&returned), original);
    assert_eq!(returned.losses.count(LossKind::CopiedControls), 1);
    assert_eq!(returned.outside[0].passage.accepted, original);
    // Cut in two controls of one name, one after the other.
    let returned = edited(|body| {
        let head = body[..body.find(CONTENT).expect("a control")].rfind("<w:sdtPr>");
        let head = head.expect("properties");
        let properties = &body[head..body.find(CONTENT).expect("a control")];
        let second = format!(
            "<w:p><w:sdt>{properties}{CONTENT}{}</w:sdtContent></w:sdt></w:p>",
            run("more")
        );
        let first = first_paragraph(body);
        body.replacen(first, &format!("{first}{second}"), 1)
    });
    assert_eq!(words(&returned), format!("{original}\nmore"));
    assert_eq!(returned.losses.count(LossKind::SplitControls), 1);
    // A paragraph of another text.
    let returned = edited(|body| body.replacen("hiwar:js1:js1.p00:ar", "hiwar:x9:js1.p00:ar", 1));
    assert_eq!(returned.losses.count(LossKind::ForeignControls), 1);
    assert!(returned.losses.losses[0].sample.contains("hiwar:x9:js1.p00:ar"));
    assert_eq!(returned.controls.len(), 7);
    // One inside another.
    let returned = edited(|body| {
        let inner = format!(
            "{CONTENT}<w:sdt><w:sdtPr><w:tag w:val=\"hiwar:js1:js1.p03:en\"/></w:sdtPr>{CONTENT}{}\
             </w:sdtContent></w:sdt>",
            run("inside")
        );
        body.replacen(CONTENT, &inner, 1)
    });
    assert_eq!(returned.losses.count(LossKind::NestedControls), 1);
    assert_eq!(words(&returned), original);
    // Joined with the next one: the end of the paragraph was taken out.
    let returned = edited(|body| {
        let first = first_paragraph(body);
        let mark = format!("<w:rPr><w:del {}/></w:rPr></w:pPr>", by(5, "A"));
        body.replacen(first, &first.replacen("</w:pPr>", &mark, 1), 1)
    });
    assert_eq!(returned.losses.count(LossKind::MergedControls), 1);
    let kinds = &passage(&returned, "js1.p00", Language::Ar).changes;
    assert_eq!(kinds[0].kind, ChangeKind::BreakDeleted);
}

#[test]
fn what_is_not_carried_is_named() {
    let cases = [
        (LossKind::Formatting, "<w:r><w:rPr><w:b/></w:rPr><w:t>x</w:t></w:r>"),
        (LossKind::StruckText, "<w:r><w:rPr><w:strike/></w:rPr><w:t>x</w:t></w:r>"),
        (LossKind::HiddenText, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>"),
        (LossKind::Pictures, "<w:r><w:drawing><w:p><w:t>y</w:t></w:p></w:drawing></w:r>"),
        (LossKind::Notes, "<w:r><w:footnoteReference w:id=\"2\"/></w:r>"),
        (LossKind::Fields, "<w:fldSimple w:instr=\"DATE\"><w:r><w:t>x</w:t></w:r></w:fldSimple>"),
        (LossKind::Links, "<w:hyperlink w:anchor=\"a\"><w:r><w:t>x</w:t></w:r></w:hyperlink>"),
        (LossKind::Symbols, "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>"),
        (LossKind::UnnamedReviewers, "<w:ins w:id=\"3\" w:author=\"Author\"><w:r/></w:ins>"),
        (
            LossKind::DirectionMarks,
            "<w:ins w:id=\"3\" w:author=\"A\"><w:r><w:t>\u{200F}</w:t></w:r>\
            </w:ins>",
        ),
        (LossKind::Directions, "<w:bdo w:val=\"rtl\"><w:r><w:t>x</w:t></w:r></w:bdo>"),
        (LossKind::Moves, "<w:moveTo w:id=\"3\" w:author=\"A\"><w:r><w:t>x</w:t></w:r></w:moveTo>"),
        (
            LossKind::OtherControls,
            "<w:sdt><w:sdtPr><w:tag w:val=\"theirs\"/></w:sdtPr>\
            <w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>",
        ),
    ];
    for (kind, piece) in cases {
        let returned = edited(|body| body.replacen(CONTENT, &format!("{CONTENT}{piece}"), 1));
        let place = Some(("js1.p00".to_owned(), Language::Ar));
        let found = returned.losses.losses.iter().find(|one| one.kind == kind);
        assert_eq!(found.map(|one| &one.place), Some(&place), "{kind:?}");
        assert_eq!(returned.losses.losses.len(), 1, "{kind:?}: {:?}", returned.losses);
        let loss = &returned.losses.losses[0];
        assert!(loss.message(Language::Ar) != loss.message(Language::En));
        assert!(!kind.code().is_empty());
    }
    // A change of a heading, tracked or not.
    let returned = edited(|body| body.replacen("الجزء", "القسم", 1));
    assert_eq!(returned.losses.count(LossKind::FixedText), 1);
    // Overrides stay in the text and are reported with it.
    let returned =
        edited(|body| body.replacen(CONTENT, &format!("{CONTENT}{}", run("\u{202E}")), 1));
    let found = passage(&returned, "js1.p00", Language::Ar);
    assert_eq!(found.bidi.map(|problem| problem.what.code()), Some("bidi-override"));
}

#[test]
fn tags_or_properties_that_were_lost_are_told_of() {
    let returned = edited(|body| {
        let mut out = body.to_owned();
        while let Some(at) = out.find("<w:tag ") {
            let end = at + out[at..].find("/>").expect("its end") + 2;
            out.replace_range(at..end, "");
        }
        out
    });
    assert_eq!(returned.controls.len(), 8, "bookmarks stand in");
    assert_eq!(returned.losses.count(LossKind::LostTags), 8);
    assert_eq!(
        passage(&returned, "js1.p01", Language::En).base,
        provisions(&joint_statement())[1].2
    );
    let mut parts = unpack(&written(&joint_statement()));
    parts.remove("docProps/custom.xml");
    let returned = read(&pack(&parts));
    assert_eq!((returned.origin.clone(), returned.controls.len()), (None, 8));
    assert_eq!(returned.losses.count(LossKind::LostProperties), 1);
}

#[test]
fn what_vanished_or_changed_in_silence_is_seen_in_the_words_without_tracked_changes() {
    let sheet = joint_statement();
    let words = provisions(&sheet);
    let base = |returned: &Returned| {
        let of = |one: &intake::Control| (one.item.clone(), one.language, one.passage.base.clone());
        returned.controls.iter().map(of).collect::<Vec<_>>()
    };
    let sent: Vec<_> = words
        .iter()
        .flat_map(|(item, ar, en)| {
            [(Language::Ar, ar), (Language::En, en)]
                .map(|(language, words)| ((*item).to_owned(), language, words.clone()))
        })
        .collect();
    let differ = |returned: &Returned| {
        let came = base(returned);
        sent.iter().filter(|one| !came.contains(one)).count()
    };
    assert_eq!(differ(&edited(|body| edit_once(body, &inserted(1, "A", "new ")))), 0);
    assert_eq!(differ(&edited(|body| edit_once(body, &run("new ")))), 1, "in silence");
    let gone = edited(|body| body.replacen(first_paragraph(body), "", 1));
    assert_eq!((differ(&gone), gone.controls.len()), (1, sent.len() - 1), "vanished");
}

fn edit_once(body: &str, piece: &str) -> String {
    body.replacen(CONTENT, &format!("{CONTENT}{piece}"), 1)
}
