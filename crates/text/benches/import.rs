//! What it costs to take a report in: repair, lost blanks, folding and stems, in bytes of raw text
//! a second; and a name asked in a pool. The texts are those of the tests and a hostile one.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use text::names::{NameKey, candidates_of};
use text::spaces::{Lexicon, restore};
use text::{fold, lookalike, repair, stem};

fn main() {
    divan::main();
}

/// A damaged Arabic report, over and over, to this many bytes.
fn report(n_bytes: usize) -> String {
    let one = include_str!("../tests/data/press/dev01.txt");
    one.repeat(n_bytes.div_ceil(one.len()))
}

/// One word without an end, every letter of which could open another.
fn endless_word(n_bytes: usize) -> String {
    "والاستراتيجيمن".repeat(n_bytes.div_ceil(28))
}

/// Sizes whose ratio shows that the work grows no faster than the text.
const SIZES: [usize; 2] = [20_000, 200_000];

#[divan::bench(args = SIZES)]
fn repaired(bencher: Bencher, n_bytes: usize) {
    let raw = report(n_bytes);
    bencher.counter(BytesCount::of_str(&raw)).bench_local(|| repair::repair(black_box(&raw)));
}

#[divan::bench(args = SIZES)]
fn repaired_controls_only(bencher: Bencher, n_bytes: usize) {
    let raw = "\u{202A}\u{2066}\u{00AD}\u{0640}\u{200C}ل\u{FEFB}\u{0654}".repeat(n_bytes / 20);
    bencher.counter(BytesCount::of_str(&raw)).bench_local(|| repair::repair(black_box(&raw)));
}

#[divan::bench(args = SIZES)]
fn lost_blanks(bencher: Bencher, n_bytes: usize) {
    let clean = repair::repair(&report(n_bytes)).clean;
    let own = Lexicon::own();
    bencher.counter(BytesCount::of_str(&clean)).bench_local(|| restore(black_box(&clean), own));
}

#[divan::bench(args = SIZES)]
fn lost_blanks_in_an_endless_word(bencher: Bencher, n_bytes: usize) {
    let clean = endless_word(n_bytes);
    let own = Lexicon::own();
    bencher.counter(BytesCount::of_str(&clean)).bench_local(|| restore(black_box(&clean), own));
}

#[divan::bench(args = SIZES)]
fn folded(bencher: Bencher, n_bytes: usize) {
    let raw = report(n_bytes);
    bencher.counter(BytesCount::of_str(&raw)).bench_local(|| fold::fold(black_box(&raw)));
}

#[divan::bench(args = SIZES)]
fn folded_and_stemmed(bencher: Bencher, n_bytes: usize) {
    let raw = report(n_bytes);
    bencher.counter(BytesCount::of_str(&raw)).bench_local(|| stem::stem_str(black_box(&raw)));
}

#[divan::bench(args = SIZES)]
fn compared(bencher: Bencher, n_bytes: usize) {
    let raw = report(n_bytes);
    let clean = repair::repair(&raw).clean;
    bencher
        .counter(BytesCount::of_str(&raw))
        .bench_local(|| lookalike::differs_only_in(black_box(&raw), black_box(&clean)));
}

#[divan::bench]
fn name_in_a_pool_of_300(bencher: Bencher) {
    let pool: Vec<NameKey> = include_str!("../tests/data/names/pairs.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .step_by(6)
        .map(|(_, latin)| NameKey::new(latin.split(" | ").next().unwrap_or(latin)))
        .collect();
    let query = NameKey::new("ناصر الصبيح");
    bencher.bench_local(|| candidates_of(black_box(&query), black_box(&pool), 5));
}

#[divan::bench]
fn own_lexicon_built() -> Lexicon {
    Lexicon::own().with([])
}
