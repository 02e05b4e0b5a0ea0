//! What LibreOffice makes of our documents: saved by it and read back, and printed by it to see
//! that codes inside Arabic stand in their order. `./test` installs it; where it is missing on a
//! developer's machine these tests say so and fail.
#![allow(clippy::disallowed_methods, reason = "a word processor is run on files")]

#[path = "samples/office.rs"]
mod office;
mod samples;

use std::path::{Path, PathBuf};
use std::process::Command;

use documents::docx::{DocxOptions, Layout, write_sheet};
use intake::{Limits, LossKind, read_returned};
use text::Language;

use samples::{CODES, joint_statement, papers, provisions};

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("hiwar-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Converts files with LibreOffice into the folder `out`.
fn convert(folder: &Path, to: &str, files: &[PathBuf]) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let status = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", to, "--outdir"])
        .arg(folder.join("out"))
        .args(files)
        .output()
        .expect("LibreOffice runs: apt-get install libreoffice-writer");
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
}

#[test]
fn texts_survive_being_saved_by_libreoffice() {
    let folder = Folder::new("office");
    let mut files = Vec::new();
    for (nth, sheet) in papers().iter().enumerate() {
        for layout in [Layout::SideBySide, Layout::OneAfterOther] {
            let options = DocxOptions { layout, ..DocxOptions::default() };
            let file = folder.0.join(format!("{nth}-{layout:?}.docx"));
            std::fs::write(&file, write_sheet(sheet, &options).expect("written")).expect("kept");
            files.push(file);
        }
    }
    convert(&folder.0, "docx:MS Word 2007 XML", &files);
    for (file, nth) in files.iter().zip(0..) {
        let saved = folder.0.join("out").join(file.file_name().expect("a name"));
        let bytes = std::fs::read(&saved).expect("LibreOffice saved it");
        let returned = read_returned(&bytes, &Limits::default()).expect("read back");
        let sheet = &papers()[nth / 2];
        let origin = returned.origin.as_ref().expect("properties survive");
        assert_eq!((&origin.document, &origin.digest), (&sheet.document, &sheet.digest));
        assert_eq!(returned.outside, [], "{file:?}");
        let expected = provisions(sheet);
        assert_eq!(returned.controls.len(), 2 * expected.len());
        for control in &returned.controls {
            let (_, ar, en) =
                expected.iter().find(|(item, ..)| *item == control.item).expect("known");
            let words = if control.language == Language::Ar { ar } else { en };
            assert_eq!(&control.passage.accepted, words, "{file:?} {}", control.item);
            assert_eq!(&control.passage.base, words);
        }
        // Older ones drop the tags; the bookmarks stand in. Nothing else may be lost.
        let other = returned.losses.losses.iter().filter(|one| one.kind != LossKind::LostTags);
        assert_eq!(other.collect::<Vec<_>>(), Vec::<&intake::Loss>::new(), "{file:?}");
    }
}

/// Changes of two people in every paragraph, saved by LibreOffice: each is there once, with its
/// hand, its day and its whole text, however the word processor cut it.
#[test]
fn tracked_changes_survive_being_saved_by_libreoffice() {
    let folder = Folder::new("changes");
    let mut files = Vec::new();
    for (nth, sheet) in papers().iter().enumerate() {
        let bytes = write_sheet(sheet, &DocxOptions::default()).expect("written");
        let edited = office::with_body(&bytes, |body| {
            let new = office::inserted(1, "One", "\u{200E}9-24\u{200E} جديد new ");
            let old = office::deleted(2, "Two", &office::run(" قديم old"));
            body.replace("<w:showingPlcHdr/>", "")
                .replace("<w:t xml:space=\"preserve\">\u{2026}</w:t>", "")
                .replace("<w:sdtContent>", &format!("<w:sdtContent>{new}"))
                .replace("</w:sdtContent>", &format!("{old}</w:sdtContent>"))
        });
        let file = folder.0.join(format!("{nth}.docx"));
        std::fs::write(&file, edited).expect("kept");
        files.push(file);
    }
    convert(&folder.0, "docx:MS Word 2007 XML", &files);
    for (file, sheet) in files.iter().zip(papers()) {
        let saved = folder.0.join("out").join(file.file_name().expect("a name"));
        let bytes = std::fs::read(&saved).expect("LibreOffice saved it");
        let returned = read_returned(&bytes, &Limits::default()).expect("read back");
        assert_eq!(returned.reviewers, ["One", "Two"].map(str::to_owned));
        for (item, ar, en) in provisions(&sheet) {
            for (language, words) in [(Language::Ar, ar), (Language::En, en)] {
                let mut all = returned.controls.iter();
                let found = all.find(|one| one.item == item && one.language == language);
                let passage = &found.expect("the paragraph came back").passage;
                assert_eq!(passage.accepted, format!("9-24 جديد new {words}"));
                assert_eq!(passage.base, format!("{words} قديم old"));
                let changes: Vec<_> =
                    passage.changes.iter().map(|one| (one.reviewer, one.text.as_str())).collect();
                assert_eq!(changes, [(Some(0), "9-24 جديد new "), (Some(1), " قديم old")]);
            }
        }
    }
}

/// `pdftotext` gives letters in the order in which they are read, and a code that was turned round
/// on the page comes out turned round.
#[test]
fn codes_inside_arabic_stand_in_their_order_on_the_page() {
    let folder = Folder::new("page");
    let options = DocxOptions { layout: Layout::OneAfterOther, ..DocxOptions::default() };
    let file = folder.0.join("codes.docx");
    let bytes = write_sheet(&joint_statement(), &options).expect("written");
    std::fs::write(&file, bytes).expect("kept");
    convert(&folder.0, "pdf", &[file]);
    let text = Command::new("pdftotext")
        .args(["-l", "1"])
        .arg(folder.0.join("out/codes.pdf"))
        .arg("-")
        .output()
        .expect("pdftotext runs: apt-get install poppler-utils");
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    for code in CODES {
        assert!(text.contains(code), "{code} in {text}");
        let turned: String = code.chars().rev().collect();
        assert!(!text.contains(&turned));
    }
}
