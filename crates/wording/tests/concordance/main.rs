//! Concordance on pairs written for it, half of them without fault: what must be found is found,
//! and what is right is left alone. `-- --nocapture` prints precision and recall.

use std::collections::BTreeSet;

use proptest::prelude::*;
use text::digits::DigitPolicy;
use wording::concordance::{Against, NameRow, Pair, Term, check};

const PAIRS: &str = include_str!("pairs.tsv");
/// Written after the rules; what it showed at first sight stands in the document.
const UNSEEN: &str = include_str!("unseen.tsv");

const NAMES: &[NameRow<'static>] = &[
    NameRow {
        ar: &["الكويت", "دولة الكويت"], en: &["Kuwait", "State of Kuwait"], kind: "state"
    },
    NameRow { ar: &["مدينة الكويت"], en: &["Kuwait City"], kind: "place" },
    NameRow { ar: &["واشنطن"], en: &["Washington"], kind: "place" },
    NameRow { ar: &["وزارة المالية"], en: &["Ministry of Finance"], kind: "body" },
    NameRow { ar: &["وزارة الداخلية"], en: &["Ministry of Interior"], kind: "body" },
];
const TERMS: &[Term<'static>] = &[
    Term { ar: "لجنة توجيهية", en: "steering committee" },
    Term { ar: "جهة اتصال", en: "focal point" },
];

fn against(binding: bool) -> Against<'static> {
    Against { names: NAMES, terms: TERMS, digits: DigitPolicy::AsWritten, binding }
}

/// The articles and annexes that references may point to.
const OTHERS: [(&str, &str); 5] =
    [("1", "article"), ("2", "article"), ("3", "article"), ("a", "annex"), ("b", "annex")];

fn found(ar: &str, en: &str, binding: bool) -> BTreeSet<&'static str> {
    let other = |(number, role)| Pair { id: "other", number, under: None, role, ar: "", en: "" };
    let mut pairs: Vec<Pair<'_>> = OTHERS.into_iter().map(other).collect();
    pairs.push(Pair { id: "it", number: "4", under: None, role: "paragraph", ar, en });
    let found = check(&pairs, &against(binding));
    for one in &found {
        assert_eq!(one.id, "it");
        assert!(ar.get(one.ar.clone()).is_some(), "{one:?}");
        assert!(en.get(one.en.clone()).is_some(), "{one:?}");
    }
    found.iter().map(|one| one.code.code()).collect()
}

fn unescaped(text: &str) -> String {
    let text = text.replace("\\n", "\n");
    text.replace("\\u{202E}", "\u{202E}").replace("\\u{06CC}", "\u{06CC}")
}

/// Right, wrong and missed codes, with the number of pairs and of clean ones, and what differed.
fn judged(pairs: &str) -> ([usize; 5], Vec<String>) {
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    let (mut n_pairs, mut n_clean) = (0, 0);
    let mut told = Vec::new();
    for line in pairs.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [expected, ar, en] = columns[..] else { panic!("{line}") };
        let words = expected.split([' ', ',']).filter(|one| !matches!(*one, "-" | "nb"));
        let wanted: BTreeSet<&str> = words.collect();
        let (ar, en) = (unescaped(ar), unescaped(en));
        let got = found(&ar, &en, !expected.contains("nb"));
        n_pairs += 1;
        n_clean += usize::from(wanted.is_empty());
        right += wanted.intersection(&got).count();
        missed += wanted.difference(&got).count();
        wrong += got.difference(&wanted).count();
        if got != wanted {
            told.push(format!("wanted {wanted:?}, found {got:?}: {ar} | {en}"));
        }
    }
    ([right, wrong, missed, n_pairs, n_clean], told)
}

#[test]
fn faults_are_found_and_right_pairs_are_left_alone() {
    let ([right, wrong, missed, n_pairs, n_clean], told) = judged(PAIRS);
    println!("{n_pairs} pairs, {n_clean} clean: {right} right, {wrong} wrong, {missed} missed");
    assert!(n_pairs >= 60 && n_clean >= 30);
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn pairs_written_after_the_rules_too() {
    let ([right, wrong, missed, n_pairs, n_clean], told) = judged(UNSEEN);
    println!("{n_pairs} pairs, {n_clean} clean: {right} right, {wrong} wrong, {missed} missed");
    assert!(n_pairs >= 30 && n_clean >= 15);
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn long_hostile_texts_are_judged_all_the_same() {
    for piece in
        ["[", "1 ", "1a", "١a1", "[KW:", "مليون ", "Article 1 ", "وو", "a[?", "1-1-", "- \n"]
    {
        let text = piece.repeat(30_000 / piece.len());
        found(&text, "The Parties", false);
        found("الطرفان", &text, false);
        found(&text, &text, true);
    }
}

const WORDS: &[&str] = &[
    "الطرفان",
    "يلتزم",
    "لا",
    "يجوز",
    "shall",
    "not",
    "may",
    "May",
    "16",
    "٣٠",
    "نوفمبر",
    "2020",
    "1442",
    "هـ",
    "ربيع",
    "الآخر",
    "المادة",
    "Article",
    "الفقرة",
    "(",
    ")",
    "[KW: ",
    "[?date]",
    "]",
    "[US:",
    "and",
    "و",
    "وعشرون",
    "ثلاثة",
    "twenty",
    "million",
    "ألف",
    "%",
    "$",
    "دينار",
    "/",
    ".",
    ",",
    "IV",
    "\n",
    "- ",
    "(أ) ",
    "1. ",
    "999999999999999999999999",
    "hundred",
    "مئة",
    "،",
    "X",
    "billion",
    "مليار",
    "Monday",
    "\u{202E}",
    "الموافق",
    "٫",
    "31",
];

proptest! {
    #[test]
    fn no_text_brings_it_to_a_halt(
        ar in prop::collection::vec((0..WORDS.len(), any::<bool>()), 0..24),
        en in prop::collection::vec((0..WORDS.len(), any::<bool>()), 0..24),
        free in ".*",
    ) {
        let of = |words: &[(usize, bool)]| -> String {
            let word = |&(nth, blank): &(usize, bool)| {
                [WORDS[nth], if blank { " " } else { "" }].concat()
            };
            words.iter().map(word).collect()
        };
        found(&of(&ar), &of(&en), false);
        found(&free, &of(&en), true);
        found(&of(&ar), &free, true);
    }
}
