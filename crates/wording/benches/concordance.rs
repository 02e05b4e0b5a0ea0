//! Speed of checking the concordance of 50 pages in both languages: 600 provisions made of the
//! pairs of the tests, with a register of 200 names. The measure is folding both texts once. Run
//! with `cargo bench -p wording --bench concordance`.

use text::digits::DigitPolicy;
use wording::concordance::{Against, NameRow, Pair, check};

const PAIRS: &str = include_str!("../tests/concordance/pairs.tsv");
const N_PROVISIONS: usize = 600;

fn main() {
    divan::main();
}

/// Two pairs joined to a provision of about 40 words a language.
fn texts() -> Vec<(String, String)> {
    let lines: Vec<Vec<&str>> = PAIRS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    let joined = |nth: usize, column: usize| {
        let of = |step: usize| lines[(nth + step * 7) % lines.len()][column].to_owned();
        [of(0), of(1), of(2)].join(" ")
    };
    (0..N_PROVISIONS).map(|nth| (joined(nth, 1), joined(nth, 2))).collect()
}

#[divan::bench]
fn check_50_pages(bencher: divan::Bencher) {
    let texts = texts();
    let numbers: Vec<String> = (0..N_PROVISIONS).map(|nth| nth.to_string()).collect();
    let names: Vec<[String; 2]> =
        (0..200).map(|nth| [format!("هيئة الرقابة {nth}"), format!("Authority {nth}")]).collect();
    let forms: Vec<([&str; 1], [&str; 1])> =
        names.iter().map(|[ar, en]| ([ar.as_str()], [en.as_str()])).collect();
    let rows: Vec<NameRow<'_>> =
        forms.iter().map(|(ar, en)| NameRow { ar, en, kind: "body" }).collect();
    let pairs: Vec<Pair<'_>> = texts
        .iter()
        .zip(&numbers)
        .map(|((ar, en), number)| Pair { id: number, number, under: None, role: "article", ar, en })
        .collect();
    let digits = DigitPolicy::AsWritten;
    let against = Against { names: &rows, terms: &[], digits, binding: false };
    bencher.bench_local(|| check(divan::black_box(&pairs), &against));
}

#[divan::bench]
fn fold_once(bencher: divan::Bencher) {
    let texts = texts();
    bencher.bench_local(|| {
        let length = |text: &str| text::fold::fold_str(divan::black_box(text)).len();
        texts.iter().map(|(ar, en)| length(ar) + length(en)).sum::<usize>()
    });
}
