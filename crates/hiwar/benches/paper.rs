//! A bilingual text of 40 pages as PDF: the typesetter in its child process, with everything that a
//! paper costs, and LibreOffice headless converting the Word document of the same words. Sides
//! alternate; each figure is a median (goal: less than a second, and less than LibreOffice).
//! Run: `cargo bench -p hiwar --bench paper`.

#[path = "../../documents/tests/samples/mod.rs"]
mod samples;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use documents::docx::sheet::{Block as SheetBlock, Sheet, Words};
use documents::docx::{DocxOptions, Layout as SheetLayout, write_sheet};
use documents::paper::{Block, Kind, Layout, Pair, Paper};
use web::Typesetter;

const PAGES: usize = 40;
const ROUNDS: usize = 5;
const GOAL_SECONDS: f64 = 1.0;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(run());
}

async fn run() {
    let folder = tempfile::tempdir().expect("a folder");
    let sheet = samples::long(PAGES);
    let json = paper(&sheet).to_json();
    let typesetter = Typesetter::new(env!("CARGO_BIN_EXE_hiwar").into());
    let options = DocxOptions { layout: SheetLayout::OneAfterOther, ..DocxOptions::default() };
    let docx = folder.path().join("long.docx");
    std::fs::write(&docx, write_sheet(&sheet, &options).expect("written")).expect("kept");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..=ROUNDS {
        let start = Instant::now();
        let pdf = typesetter.set(&json).await.expect("set");
        ours.push(start.elapsed().as_secs_f64());
        std::fs::write(folder.path().join("ours.pdf"), pdf).expect("kept");
        let start = Instant::now();
        libreoffice(folder.path(), &docx);
        theirs.push(start.elapsed().as_secs_f64());
    }
    // The first round of each warms caches and makes LibreOffice's profile.
    let [ours, theirs] = [ours, theirs].map(|mut figures| {
        figures.remove(0);
        figures.sort_by(f64::total_cmp);
        figures
    });
    for (name, figures, file) in
        [("typesetter", &ours, "ours.pdf"), ("LibreOffice", &theirs, "long.pdf")]
    {
        let (median, least, most) = (figures[ROUNDS / 2], figures[0], figures[ROUNDS - 1]);
        let pages = pages(&folder.path().join(file));
        println!("{name:<12} {pages:>3} pages {median:>7.2} s ({least:.2} to {most:.2})");
    }
    let (ours, theirs) = (ours[ROUNDS / 2], theirs[ROUNDS / 2]);
    let met = if ours < GOAL_SECONDS { "kept" } else { "missed" };
    println!("goal {GOAL_SECONDS} s: {met}; {:.2} of LibreOffice's time", ours / theirs);
}

/// The same words as a paper, the whole in Arabic and then the whole in English.
fn paper(sheet: &Sheet) -> Paper {
    let words =
        |words: &Words| -> String { words.spans.iter().map(|span| span.text.as_str()).collect() };
    let blocks = sheet.blocks.iter().filter_map(|block| match block {
        SheetBlock::Provision(one) => Some(Block::Paragraph {
            id: one.item.clone(),
            number: Pair::plain(&one.number.ar, &one.number.en),
            depth: 0,
            text: Pair::plain(&words(&one.ar), &words(&one.en)),
            state: Pair::default(),
        }),
        SheetBlock::Fixed { .. } => None,
    });
    Paper {
        kind: Kind::Clean,
        layout: Layout::ArabicFirst,
        title: Pair::plain(&sheet.title.ar, &sheet.title.en),
        heads: Vec::new(),
        marking: Pair::plain(&sheet.marking.ar, &sheet.marking.en),
        version: sheet.version.clone(),
        digest: "a3f1c-09b77".to_owned(),
        date: "2020-11-16".to_owned(),
        mark: format!("hiwar:kw-us/{}/{}", sheet.document, "ab".repeat(32)),
        blocks: blocks.collect(),
    }
}

fn libreoffice(folder: &Path, docx: &Path) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .args([folder, docx])
        .output()
        .expect("LibreOffice runs: apt-get install libreoffice-writer");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn pages(pdf: &Path) -> String {
    let output = Command::new("pdfinfo").arg(pdf).output();
    let text = String::from_utf8(output.expect("pdfinfo runs").stdout).expect("UTF-8");
    let line = text.lines().find_map(|line| line.strip_prefix("Pages:"));
    line.unwrap_or_default().trim().to_owned()
}
