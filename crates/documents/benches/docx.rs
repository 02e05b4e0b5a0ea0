//! Speed of writing a text of 40 pages as a Word document and of reading it back with changes, and
//! the least that any reader has to do with the same bytes: unpack them and look at each XML event.

#[path = "../tests/samples/office.rs"]
mod office;
#[path = "../tests/samples/mod.rs"]
mod samples;

use std::io::{Cursor, Read};

use divan::counter::BytesCount;
use documents::docx::{DocxOptions, write_sheet};
use intake::{Limits, read_returned};
use quick_xml::Reader;
use quick_xml::events::Event;

const PAGES: usize = 40;

fn main() {
    divan::main();
}

fn written() -> Vec<u8> {
    write_sheet(&samples::long(PAGES), &DocxOptions::default()).expect("written")
}

/// The same with a change in every paragraph.
fn edited() -> Vec<u8> {
    let change = format!("<w:sdtContent>{}", office::inserted(1, "A", "new "));
    office::with_body(&written(), |body| body.replace("<w:sdtContent>", &change))
}

#[divan::bench]
fn write(bencher: divan::Bencher) {
    let sheet = samples::long(PAGES);
    let options = DocxOptions::default();
    bencher.bench_local(|| write_sheet(divan::black_box(&sheet), &options));
}

#[divan::bench]
fn read_back(bencher: divan::Bencher) {
    let bytes = edited();
    let limits = Limits::default();
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .bench_local(|| read_returned(divan::black_box(&bytes), &limits));
}

/// Unpacks every part and counts its XML events.
#[divan::bench]
fn unpack_and_parse_alone(bencher: divan::Bencher) {
    let bytes = edited();
    bencher.counter(BytesCount::of_slice(&bytes)).bench_local(|| {
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a package");
        let mut count = 0usize;
        for nth in 0..archive.len() {
            let mut text = String::new();
            archive.by_index(nth).expect("a part").read_to_string(&mut text).expect("text");
            let mut reader = Reader::from_str(&text);
            while !matches!(reader.read_event().expect("XML"), Event::Eof) {
                count += 1;
            }
        }
        count
    });
}
