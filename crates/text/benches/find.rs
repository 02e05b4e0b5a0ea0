//! Speed of the find box over 10,000 rows and of folding. The goal is 5 ms a query.

use text::find::{Finder, Row};
use text::fold::fold;

const N_ROWS: usize = 10_000;

const WORDS: [(&str, &str); 12] = [
    ("وزارة", "ministry"),
    ("لجنة", "committee"),
    ("مذكرة", "memorandum"),
    ("تفاهم", "understanding"),
    ("التعاون", "cooperation"),
    ("الأمن", "security"),
    ("الصحة", "health"),
    ("التعليم", "education"),
    ("الجمارك", "customs"),
    ("اجتماع", "meeting"),
    ("محضر", "minutes"),
    ("الاستراتيجي", "strategic"),
];

fn main() {
    divan::main();
}

#[divan::bench(args = [
    "ا",
    "وزارة الخارجية",
    "m",
    "Mohammed Al-Sabah",
    "٤٤٧١/٢٠٢٠",
    "وزارةالجمارك",
    "strategc cooperaton agrement helth securty committe meetng grup",
])]
fn find(bencher: divan::Bencher, query: &str) {
    let finder = Finder::new(rows());
    bencher.bench_local(|| finder.find(divan::black_box(query), 10));
}

#[divan::bench]
fn build() -> Finder<usize> {
    Finder::new(rows())
}

#[divan::bench]
fn fold_arabic(bencher: divan::Bencher) {
    let text = "«عُقِدت» الجولة الرابعة من الحوار الاستراتيجي بين الجانبين في 2020. ".repeat(1_000);
    bencher
        .counter(divan::counter::BytesCount::of_str(&text))
        .bench_local(|| fold(divan::black_box(&text)));
}

/// Titles of six common words, a public name and a number; the same at every run.
fn rows() -> Vec<Row<usize>> {
    let names: Vec<(&str, &str)> = include_str!("../tests/data/names.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect();
    (0..N_ROWS)
        .map(|key| {
            let (name_ar, names_en) = names[key * 7 % names.len()];
            let (mut title_ar, mut title_en) = (name_ar.to_owned(), names_en.to_owned());
            for place in 0..6 {
                let (ar, en) = WORDS[(key * (place + 3) + key / 12) % WORDS.len()];
                title_ar = format!("{title_ar} {ar}");
                title_en = format!("{title_en} {en}");
            }
            Row { key, title_ar, title_en, other: vec![format!("{key}/2020-SEC")] }
        })
        .collect()
}
