//! How well names are found across spellings and scripts, in the list of `data/names`.
//! Built for speed the whole list is asked, in pools of 300 and in one of 1,800; otherwise a part
//! of it in pools of 300. The figures are printed (`--nocapture`) and stand in `docs/text.md`.

use text::names::{NameKey, SCORE_TO_SUGGEST, candidates_of};

struct Row {
    arabic: NameKey,
    first: NameKey,
    last: NameKey,
    has_two: bool,
}

fn rows() -> Vec<Row> {
    include_str!("data/names/pairs.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (arabic, latin) = line.split_once('\t').expect("two cells");
            let spellings: Vec<&str> = latin.split(" | ").collect();
            Row {
                arabic: NameKey::new(arabic),
                first: NameKey::new(spellings[0]),
                last: NameKey::new(spellings[spellings.len() - 1]),
                has_two: spellings.len() > 1,
            }
        })
        .collect()
}

#[derive(Debug)]
struct Shares {
    top_one: f64,
    top_five: f64,
    /// Best F1 over all pairs of query and pool.
    best_f1: f64,
    /// Of the pairs that score at least [`SCORE_TO_SUGGEST`]: precision and recall.
    suggested: (f64, f64),
}

/// Asks every `step`-th query in a pool of every `n_pools`-th name, its own among them.
fn asked<'a>(
    rows: &'a [Row],
    n_pools: usize,
    step: usize,
    query: impl Fn(&'a Row) -> Option<&'a NameKey>,
    answer: impl Fn(&'a Row) -> &'a NameKey,
) -> Shares {
    let (mut n_asked, mut n_first, mut n_five) = (0u32, 0u32, 0u32);
    let mut scored: Vec<(f32, bool)> = Vec::new();
    let queries = rows.iter().enumerate().filter_map(|(at, row)| Some((at, query(row)?)));
    for (at, query) in queries.step_by(step) {
        let pool: Vec<NameKey> = rows
            .iter()
            .skip(at % n_pools)
            .step_by(n_pools)
            .map(|row| answer(row).clone())
            .collect();
        let right = at / n_pools;
        let found = candidates_of(query, &pool, 20);
        n_asked += 1;
        n_first += u32::from(found[0].index == right);
        n_five += u32::from(found.iter().take(5).any(|one| one.index == right));
        scored.extend(found.iter().map(|one| (one.score, one.index == right)));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let n = f64::from(n_asked);
    let (mut n_right, mut best_f1, mut suggested) = (0.0, 0.0, (0.0, 0.0));
    for (nth, &(score, is_right)) in scored.iter().enumerate() {
        n_right += f64::from(u8::from(is_right));
        let (precision, recall) = (n_right / (nth + 1) as f64, n_right / n);
        best_f1 = f64::max(best_f1, 2.0 * precision * recall / (precision + recall).max(1e-9));
        if score >= SCORE_TO_SUGGEST {
            suggested = (precision, recall);
        }
    }
    let (top_one, top_five) = (f64::from(n_first) / n, f64::from(n_five) / n);
    Shares { top_one, top_five, best_f1, suggested }
}

fn step() -> usize {
    if cfg!(debug_assertions) { 5 } else { 1 }
}

#[test]
fn latin_spellings_find_one_another() {
    let rows = rows();
    let first = |row: &'_ Row| row.has_two.then_some(());
    let in_300 = asked(&rows, 6, step(), |row| first(row).map(|()| &row.first), |row| &row.last);
    eprintln!("Latin to Latin, pools of 300: {in_300:?}");
    assert!(in_300.top_one >= 0.95 && in_300.top_five >= 0.98, "{in_300:?}");
    let (precision, recall) = in_300.suggested;
    let precision_min = if cfg!(debug_assertions) { 0.93 } else { 0.95 };
    assert!(precision >= precision_min && recall >= 0.85, "{in_300:?}");
    if !cfg!(debug_assertions) {
        let whole = asked(&rows, 1, 1, |row| first(row).map(|()| &row.first), |row| &row.last);
        eprintln!("Latin to Latin, pool of {}: {whole:?}", rows.len());
        assert!(whole.top_one >= 0.93 && whole.best_f1 >= 0.85, "{whole:?}");
    }
}

#[test]
fn arabic_names_find_their_latin_spellings() {
    let rows = rows();
    let in_300 = asked(&rows, 6, 3 * step(), |row| Some(&row.arabic), |row| &row.first);
    eprintln!("Arabic to Latin, pools of 300: {in_300:?}");
    assert!(in_300.top_one >= 0.96 && in_300.top_five >= 0.98, "{in_300:?}");
    if !cfg!(debug_assertions) {
        let whole = asked(&rows, 1, 3, |row| Some(&row.arabic), |row| &row.first);
        eprintln!("Arabic to Latin, pool of {}: {whole:?}", rows.len());
        assert!(whole.top_one >= 0.95 && whole.best_f1 >= 0.90, "{whole:?}");
    }
}
