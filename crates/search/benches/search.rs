//! The index over generated bilingual paragraphs of 60 words: how many are indexed a second, how
//! long queries of each sort take, how large the file and the memory are.
//! Others use the machine: each query is asked three times and its median counts; for the build
//! the time on the wall stands beside the time on the writing core.
//! `cargo bench -p search --bench search [-- paragraphs]`; 100,000 unless said otherwise.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on may stop")]

mod corpus;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::time::{Duration, Instant};

use corpus::Corpus;
use dialogue::content::Lang;
use search::{Change, Entry, Filters, Index, Key, Passage, Query, Standing};

const WORDS: usize = 60;
const BATCH: usize = 32_768;
const QUERIES: usize = 200;

fn main() {
    let n = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(100_000);
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("search-bench");
    let (index, _) = Index::open(&folder.join("bench.db")).unwrap();
    // With `KEEP` set, the index of the run before is asked again.
    let kept = std::env::var_os("KEEP").is_some();
    if !kept {
        index.remake().unwrap();
    }
    let mut out = std::io::stdout();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    writeln!(out, "{n} paragraphs of {WORDS} words, load {}", load.trim()).unwrap();
    let mut corpus = Corpus::new(7);
    if !kept {
        build(&index, &mut corpus, n);
    }
    for (name, queries) in sorts(&corpus) {
        ask(&index, name, &queries, &Filters::default());
    }
    let common: Vec<String> = (0..QUERIES).map(|nth| corpus.word(nth % 40).to_owned()).collect();
    let narrow = Filters {
        kind: Some("minutes_paragraph".to_owned()),
        from: Some("2017-03".to_owned()),
        to: Some("2017-04".to_owned()),
        ..Filters::default()
    };
    ask(&index, "common, narrowed to a kind and two months", &common, &narrow);
    writeln!(out, "{}", memory()).unwrap();
    one_more(&index, &mut corpus, n);
    if std::env::var_os("KEEP").is_none() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

/// Fills the index as the first sweep does.
fn build(index: &Index, corpus: &mut Corpus, n: usize) {
    let mut out = std::io::stdout();
    let (mut spent, mut wall) = (Duration::ZERO, Duration::ZERO);
    index.in_bulk(true).unwrap();
    for from in (0..n).step_by(BATCH) {
        let changes: Vec<Change> =
            (from..n.min(from + BATCH)).map(|nth| Change::Put(entry(corpus, nth))).collect();
        let (start, began) = (on_core(), Instant::now());
        index.apply(&changes, None).unwrap();
        spent += on_core() - start;
        wall += began.elapsed();
    }
    let rate = n as f64 / wall.as_secs_f64();
    let on_core = n as f64 / spent.as_secs_f64();
    let start = Instant::now();
    index.in_bulk(false).unwrap();
    let settled = start.elapsed();
    let state = index.state().unwrap();
    writeln!(
        out,
        "indexed a second, goal 20,000     {rate:.0}; by the writing core's time {on_core:.0}\n\
         final merge, s                    {:.1}\n\
         bytes a paragraph                 {}",
        settled.as_secs_f64(),
        state.n_bytes / n.max(1) as u64
    )
    .unwrap();
}

fn entry(corpus: &mut Corpus, nth: usize) -> Entry {
    let texts = corpus.paragraph(WORDS);
    let passage = |(lang, text): (Lang, String)| Passage {
        lang: Some(lang),
        field: lang.to_string(),
        text,
        heading: false,
        name: false,
        held_by: Vec::new(),
    };
    let kinds = ["minutes_paragraph", "commitment", "conclusion", "source", "agenda_item"];
    Entry {
        key: Key { dialogue: "bench".to_owned(), item: format!("i{nth}"), note: None },
        kind: kinds[nth % kinds.len()].to_owned(),
        passages: Lang::ALL.into_iter().zip(texts).map(passage).collect(),
        standing: [Standing::Agreed, Standing::Open][nth % 2],
        round: None,
        group: None,
        session: None,
        parties: BTreeSet::new(),
        date: format!("{}-{:02}-{:02}", 2016 + nth % 9, 1 + nth / 9 % 12, 1 + nth / 108 % 28),
        n_erased: 0,
    }
}

/// Queries of each sort, by the rank of their words.
fn sorts(corpus: &Corpus) -> Vec<(&'static str, Vec<String>)> {
    let spread = |nth: usize, low: usize, high: usize| low + (high - low) * nth / QUERIES;
    let one = |low, high| -> Vec<String> {
        (0..QUERIES).map(|nth| corpus.word(spread(nth, low, high)).to_owned()).collect()
    };
    let two = |low: usize, high: usize| -> Vec<[String; 2]> {
        (0..QUERIES)
            .map(|nth| {
                let first = spread(nth, low, high) & !1;
                let second = spread((nth * 37 + 11) % QUERIES, low, high) & !1;
                [corpus.word(first).to_owned(), corpus.word(second).to_owned()]
            })
            .collect()
    };
    let begun = |word: String| {
        let beginning: String = word.chars().take(4).collect();
        format!("{beginning}*")
    };
    let mistyped = |word: String| {
        let mut letters: Vec<char> = word.chars().collect();
        let middle = letters.len() / 2;
        letters.swap(middle, middle.saturating_sub(1));
        letters.into_iter().collect::<String>()
    };
    vec![
        ("rare word", one(40_000, 119_000)),
        ("middling word", one(1_000, 10_000)),
        ("common word", one(0, 100)),
        ("two common words", two(0, 100).into_iter().map(|two| two.join(" ")).collect()),
        (
            "common and rare word",
            two(0, 100)
                .into_iter()
                .enumerate()
                .map(|(nth, two)| {
                    format!("{} {}", two[0], corpus.word(spread(nth, 40_000, 119_000)))
                })
                .collect(),
        ),
        ("two middling words", two(1_000, 10_000).into_iter().map(|two| two.join(" ")).collect()),
        (
            "phrase of common words",
            two(0, 100).into_iter().map(|two| format!("\"{}\"", two.join(" "))).collect(),
        ),
        (
            "phrase of middling words",
            two(200, 2_000).into_iter().map(|two| format!("\"{}\"", two.join(" "))).collect(),
        ),
        ("beginning of four letters", one(200, 10_000).into_iter().map(begun).collect()),
        ("mistyped word", one(200, 10_000).into_iter().map(mistyped).collect()),
    ]
}

fn ask(index: &Index, name: &str, queries: &[String], filters: &Filters) {
    let mut out = std::io::stdout();
    let (mut times, mut n_found) = (Vec::new(), 0);
    for typed in queries {
        let Ok(query) = Query::read(typed, index.keys()) else { continue };
        let mut three = [0.0; 3];
        for time in &mut three {
            let start = Instant::now();
            let query = Query::read(typed, index.keys()).unwrap_or_else(|_| query.clone());
            let hits = index.find(&query, filters, None, 20, |_| true).unwrap();
            *time = start.elapsed().as_secs_f64() * 1e3;
            n_found += hits.n_found;
        }
        three.sort_by(f64::total_cmp);
        times.push(three[1]);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    writeln!(
        out,
        "{name:<42} p50 {:>6.2} ms   p99 {:>6.2} ms   {} found on average",
        at(0.5),
        at(0.99),
        n_found / 3 / times.len().max(1)
    )
    .unwrap();
}

/// One change of a full index, as the node makes after each act.
fn one_more(index: &Index, corpus: &mut Corpus, n: usize) {
    let mut times = Vec::new();
    for nth in 0..200 {
        let change = [Change::Put(entry(corpus, (nth * 37) % n))];
        let start = Instant::now();
        index.apply(&change, None).unwrap();
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let mut out = std::io::stdout();
    writeln!(out, "one entry changed: p50 {:.2} ms, p99 {:.2} ms", times[100], times[198]).unwrap();
}

/// Time this thread has spent on a core: on a machine that others use, the only fair clock.
fn on_core() -> Duration {
    let status = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let spent = status.split(' ').next().and_then(|ns| ns.parse().ok());
    spent.map_or(Duration::ZERO, Duration::from_nanos)
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines =
        status.lines().filter(|line| line.starts_with("VmRSS") || line.starts_with("VmHWM"));
    let lines: Vec<&str> = lines.collect();
    format!("memory of the process: {}", lines.join(", ").replace('\t', " "))
}
