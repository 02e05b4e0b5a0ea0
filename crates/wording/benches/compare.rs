//! Speed of comparing two versions of a long text: 2,000 paragraphs, 100,000 words a side. The
//! measures are `similar` over the same words, and reading the bytes once. Run with
//! `cargo bench -p wording --bench compare`.

use wording::{Paragraph, versions};

fn main() {
    divan::main();
}

const WORDS: [&str; 24] = [
    "الطرفان",
    "يتعاون",
    "في",
    "مجال",
    "الأمن",
    "وفق",
    "القوانين",
    "النافذة",
    "لدى",
    "كل",
    "منهما",
    "بما",
    "يحقق",
    "المصالح",
    "المشتركة",
    "the",
    "Parties",
    "cooperate",
    "in",
    "the",
    "field",
    "of",
    "security",
    "training",
];

/// Paragraphs of fifty words with one of its own in every five; the same in every run.
fn text() -> Vec<String> {
    let mut state = 7_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    let word = |next: &mut dyn FnMut() -> usize| match next() % 5 {
        0 => format!("w{}", next() % 9_000),
        _ => WORDS[next() % WORDS.len()].to_owned(),
    };
    (0..2_000).map(|_| (0..50).map(|_| word(&mut next)).collect::<Vec<_>>().join(" ")).collect()
}

/// One word in every tenth paragraph changed, ten moved, ten gone; or every paragraph changed.
fn changed(old: &[String], every: usize) -> Vec<String> {
    let mut new: Vec<String> = old.to_vec();
    for (at, paragraph) in new.iter_mut().enumerate().filter(|(at, _)| at % every == 0) {
        *paragraph = paragraph.replacen("الطرفان", "الجانبان", 1) + &format!(" {at}");
    }
    for at in 0..10 {
        let moved = new.remove(at * 150 + 7);
        new.insert(at * 120 + 900 - at * 90, moved);
        new.remove(at * 170 + 3);
    }
    new
}

fn paragraphs(texts: &[String]) -> Vec<Paragraph<'_>> {
    texts.iter().map(|text| Paragraph { id: None, text }).collect()
}

#[divan::bench(args = [10, 1])]
fn ours(bencher: divan::Bencher, every: usize) {
    let old = text();
    let new = changed(&old, every);
    let (old, new) = (paragraphs(&old), paragraphs(&new));
    bencher.bench_local(|| versions(divan::black_box(&old), divan::black_box(&new)));
}

#[divan::bench(args = [10, 1])]
fn similar_words(bencher: divan::Bencher, every: usize) {
    let old = text();
    let new = changed(&old, every);
    let (old, new) = (old.join("\n"), new.join("\n"));
    bencher.bench_local(|| {
        let old: Vec<&str> = divan::black_box(&old).split([' ', '\n']).collect();
        let new: Vec<&str> = divan::black_box(&new).split([' ', '\n']).collect();
        similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new)
    });
}

#[divan::bench]
fn bytes_once(bencher: divan::Bencher) {
    let old = text().join("\n");
    let new = changed(&text(), 10).join("\n");
    bencher.bench_local(|| {
        let (old, new) = (divan::black_box(&old), divan::black_box(&new));
        old.bytes().zip(new.bytes()).filter(|(a, b)| a != b).count()
    });
}
