//! Speed of reading one report; the goal is 1,000 reports a second on one core.

use reading::{Day, Gazetteers, Reader, Report};

const ARABIC: &str = include_str!("../tests/press/dev01.txt");
const ENGLISH: &str = include_str!("../tests/press/dev07.txt");

fn main() {
    divan::main();
}

#[divan::bench(args = ["ar", "en"])]
fn read(bencher: divan::Bencher, language: &str) {
    let reader = Reader::new(&Gazetteers::default());
    let text = if language == "ar" { ARABIC } else { ENGLISH };
    let report = Report { text, published: Day::new(2024, 5, 28), name: "bench" };
    bencher.bench_local(|| reader.read(divan::black_box(&report)));
}

#[divan::bench]
fn build() -> Reader {
    Reader::new(&Gazetteers::default())
}
