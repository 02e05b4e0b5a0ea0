//! Speed of reading a document of each kind, in bytes of the document. The goal is a page in well
//! under 50 ms; refusals of bombs are measured too, because a refusal must be cheap.

#[path = "../tests/documents/mod.rs"]
mod documents;

use divan::counter::BytesCount;
use intake::{Hint, Limits, take};

fn main() {
    divan::main();
}

fn run(bencher: divan::Bencher, bytes: &[u8]) {
    let limits = Limits::default();
    bencher
        .counter(BytesCount::of_slice(bytes))
        .bench_local(|| take(divan::black_box(bytes), Hint::default(), &limits));
}

#[divan::bench]
fn plain_utf_8(bencher: divan::Bencher) {
    run(bencher, documents::ARABIC.repeat(200).as_bytes());
}

#[divan::bench]
fn plain_windows_1256(bencher: divan::Bencher) {
    let text = documents::ARABIC.repeat(200);
    let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(&text);
    run(bencher, &bytes);
}

#[divan::bench]
fn html(bencher: divan::Bencher) {
    run(bencher, documents::page(100).as_bytes());
}

#[divan::bench]
fn docx(bencher: divan::Bencher) {
    run(bencher, &documents::docx_of(&documents::paragraphs(500)));
}

#[divan::bench]
fn pdf(bencher: divan::Bencher) {
    run(bencher, documents::REPORT_AR_PDF);
}

#[divan::bench]
fn html_bomb(bencher: divan::Bencher) {
    run(bencher, "<div>".repeat(100_000).as_bytes());
}

#[divan::bench]
fn zip_bomb(bencher: divan::Bencher) {
    run(bencher, &documents::docx_with("word/document.xml", &vec![b' '; 64 << 20]));
}
