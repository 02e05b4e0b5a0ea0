//! What people type into the quick find box and what must come first. The rows are titles of a
//! dialogue in both languages; the names are a public list (see `data/names.tsv`).

use std::path::Path;

use text::find::{Finder, Hit, Matched, Row};

const TITLES: [(&str, &str, &str, &[&str]); 14] = [
    ("round-4", "الجولة الرابعة", "Fourth round", &["2020"]),
    ("round-5", "الجولة الخامسة", "Fifth round", &["2022"]),
    ("dialogue", "الحوار الاستراتيجي الكويتي الأمريكي", "Kuwait-US Strategic Dialogue", &[]),
    ("treasury", "وزارة الخزانة", "Department of the Treasury", &["UST"]),
    ("mofa", "وزارة الخارجية", "Ministry of Foreign Affairs", &["MoFA"]),
    ("delegation", "الوفد الكويتي", "Kuwaiti delegation", &[]),
    ("subaih", "الصبيح", "Al-Subaih", &["Mohammed Al-Subaih"]),
    ("schenker", "ديفيد شينكر", "David Schenker", &[]),
    ("romanowski", "ألينا رومانوسكي", "Alina Romanowski", &["رومانسكي"]),
    ("security", "فريق العمل الأمني", "Working group on security", &[]),
    ("defence", "فريق العمل الدفاعي", "Working group on defence", &[]),
    ("education", "التعاون في مجال التعليم", "Cooperation in education", &[]),
    ("mou-customs", "مذكرة تفاهم بشأن الجمارك", "Customs memorandum", &["4/2020-SEC"]),
    ("health", "اجتماع لجنة الصحة", "Meeting of the health committee", &[]),
];

fn finder() -> Finder<&'static str> {
    Finder::new(TITLES.iter().map(|&(key, ar, en, other)| Row {
        key,
        title_ar: ar.to_owned(),
        title_en: en.to_owned(),
        other: other.iter().map(|&text| text.to_owned()).collect(),
    }))
}

fn first(query: &str) -> Option<&'static str> {
    finder().find(query, 5).first().map(|hit| hit.key)
}

#[test]
fn a_title_comes_first_however_it_is_typed() {
    for (query, expected) in [
        // As written, without hamza, on a Persian keyboard, with vowel signs, without the article.
        ("الجولة الرابعة", "round-4"),
        ("الجوله الرابعه", "round-4"),
        ("فريق العمل الأمني", "security"),
        ("فريق العمل الامنى", "security"),
        ("ال\u{06A9}و\u{06CC}ت\u{06CC} الاسترات\u{06CC}ج\u{06CC}", "dialogue"),
        ("الحِوارُ", "dialogue"),
        ("حوار", "dialogue"),
        ("استراتيجية", "dialogue"),
        ("والخزانة", "treasury"),
        ("للجنة", "health"),
        ("اجتماعات", "health"),
        // As it is being typed.
        ("خز", "treasury"),
        ("رومان", "romanowski"),
        ("sche", "schenker"),
        ("d sch", "schenker"),
        // Spaces lost and added.
        ("وزارةالخزانة", "treasury"),
        ("فريقالعملالدفاعي", "defence"),
        ("foreignaffairs", "mofa"),
        ("ال صبيح", "subaih"),
        // Slips.
        ("tresury", "treasury"),
        ("stratgeic", "dialogue"),
        ("الخزنة", "treasury"),
        ("romanovski", "romanowski"),
        ("customs memorandm", "mou-customs"),
        // Latin article, case, reference numbers, digits of both kinds.
        ("Al-Subaih", "subaih"),
        ("al subaih", "subaih"),
        ("alsubaih", "subaih"),
        ("SUBAIH", "subaih"),
        ("٤/٢٠٢٠-SEC", "mou-customs"),
        ("٢٠٢٢", "round-5"),
        ("mofa", "mofa"),
        ("working groups security", "security"),
    ] {
        assert_eq!(first(query), Some(expected), "{query}");
    }
}

#[test]
fn a_name_is_found_across_scripts_but_after_every_spelling() {
    let row = |key, title_ar: &str, title_en: &str| Row {
        key,
        title_ar: title_ar.to_owned(),
        title_en: title_en.to_owned(),
        other: vec![],
    };
    let finder = Finder::new([
        row("arabic only", "محمد الصبيح", ""),
        row("other", "محمد العتيبي", ""),
        row("latin only", "", "Subaih Hall"),
    ]);
    let keys = |query: &str| -> Vec<&str> {
        finder.find(query, 5).into_iter().map(|hit| hit.key).collect()
    };
    assert_eq!(keys("Subaih"), ["latin only", "arabic only"]);
    assert_eq!(keys("Sobeih"), ["latin only", "arabic only"]);
    assert_eq!(keys("الصبيح"), ["arabic only", "latin only"]);
    assert_eq!(keys("Mohamed Al-Sobeih").first(), Some(&"arabic only"));
}

#[test]
fn nothing_is_found_where_nothing_fits() {
    for query in ["", "  ", "،؛!", "xylophone", "زرافة", "1999", "\u{202E}"] {
        assert_eq!(finder().find(query, 5), [], "{query}");
    }
    assert_eq!(finder().find("round", 0), []);
    assert_eq!(Finder::<String>::new([]).find("round", 5), []);
    let years: Vec<&str> = finder().find("2021", 5).iter().map(|hit| hit.key).collect();
    assert!(years.is_empty(), "a year is never taken for its neighbour: {years:?}");
}

#[test]
fn the_place_of_a_hit_can_be_marked() {
    let marked = |query: &str| -> (Matched, Vec<&str>) {
        let hits: Vec<Hit<&str>> = finder().find(query, 1);
        let hit = hits.first().expect("it is found");
        let row = TITLES.iter().find(|title| title.0 == hit.key).expect("a row");
        let text = match hit.matched {
            Matched::TitleAr => row.1,
            Matched::TitleEn => row.2,
            Matched::Other(idx) => row.3[idx],
        };
        (hit.matched, hit.spans.iter().map(|span| &text[span.clone()]).collect())
    };
    assert_eq!(marked("استراتيجيه"), (Matched::TitleAr, vec!["الاستراتيجي"]));
    assert_eq!(marked("strategic kuwait"), (Matched::TitleEn, vec!["Kuwait", "Strategic"]));
    assert_eq!(marked("رومانسكي"), (Matched::Other(0), vec!["رومانسكي"]));
    assert_eq!(marked("وزارةالخزانة"), (Matched::TitleAr, vec!["وزارة الخزانة"]));
}

#[test]
fn hostile_sizes_are_cut_not_refused() {
    let long = "كلمة ".repeat(100_000);
    let finder = Finder::new([Row {
        key: 1,
        title_ar: long.clone(),
        title_en: "x".repeat(1 << 20),
        other: vec!["spelling".to_owned(); 10_000],
    }]);
    assert_eq!(finder.find(&long, usize::MAX).len(), 1);
    assert_eq!(finder.find("spelling", 5)[0].matched, Matched::Other(0));
}

/// Arabic name and its Latin spellings.
#[allow(clippy::disallowed_methods, reason = "a test may read its data")]
fn names() -> Vec<(String, Vec<String>)> {
    // The whole list when it lies beside the workspace, else the third of it that is kept here.
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/names/pairs.tsv");
    let list = std::fs::read_to_string(whole)
        .unwrap_or_else(|_| include_str!("data/names.tsv").to_owned());
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (arabic, latin) = line.split_once('\t').expect("two columns");
            (arabic.to_owned(), latin.split(" | ").map(str::to_owned).collect())
        })
        .collect()
}

/// Shares of queries whose right row is the first hit and among the first five.
fn recall<'a>(
    finder: &Finder<usize>,
    queries: impl Iterator<Item = (usize, &'a str)>,
) -> (f64, f64) {
    let (mut n_queries, mut n_first, mut n_five) = (0, 0, 0);
    for (key, query) in queries {
        let hits = finder.find(query, 5);
        n_queries += 1;
        n_first += usize::from(hits.first().is_some_and(|hit| hit.key == key));
        n_five += usize::from(hits.iter().any(|hit| hit.key == key));
    }
    assert!(n_queries >= 100, "only {n_queries} queries");
    (n_first as f64 / n_queries as f64, n_five as f64 / n_queries as f64)
}

fn latin_pool(
    names: &[(String, Vec<String>)],
    spelling: fn(&[String]) -> &String,
) -> Finder<usize> {
    Finder::new(names.iter().enumerate().map(|(key, (_, latin))| Row {
        key,
        title_ar: String::new(),
        title_en: spelling(latin).clone(),
        other: vec![],
    }))
}

#[test]
fn public_names_are_found_by_another_spelling() {
    let names = names();
    let finder = latin_pool(&names, |latin| latin.last().expect("a spelling"));
    let queries = names.iter().enumerate().filter(|(_, (_, latin))| latin.len() > 1);
    let (first, five) = recall(&finder, queries.map(|(key, (_, latin))| (key, latin[0].as_str())));
    assert!(first >= 0.85 && five >= 0.93, "first {first:.3}, among five {five:.3}");
}

#[test]
fn public_names_are_found_across_scripts() {
    let names = names();
    let finder = latin_pool(&names, |latin| &latin[0]);
    let queries = names.iter().enumerate().step_by(3);
    let (first, five) = recall(&finder, queries.map(|(key, (arabic, _))| (key, arabic.as_str())));
    assert!(first >= 0.80 && five >= 0.89, "first {first:.3}, among five {five:.3}");
}
