//! The word lists: the built-in files hold together, an operator's are checked line by line.

use reading::{Gazetteers, Reader, Report, Slot};

const FILES: [(&str, &str); 13] = [
    ("agencies", include_str!("../data/agencies.tsv")),
    ("agreements", include_str!("../data/agreements.tsv")),
    ("calendar", include_str!("../data/calendar.tsv")),
    ("cities", include_str!("../data/cities.tsv")),
    ("countries", include_str!("../data/countries.tsv")),
    ("furniture", include_str!("../data/furniture.tsv")),
    ("institutions", include_str!("../data/institutions.tsv")),
    ("meetings", include_str!("../data/meetings.tsv")),
    ("names", include_str!("../data/names.tsv")),
    ("people", include_str!("../data/people.tsv")),
    ("topics", include_str!("../data/topics.tsv")),
    ("triggers", include_str!("../data/triggers.tsv")),
    ("words", include_str!("../data/words.tsv")),
];

/// Classes in which one form must have one code.
const CODED: [&str; 9] =
    ["land", "city", "month", "hijri", "weekday", "agency", "portfolio", "inst", "kind"];

#[test]
fn no_form_has_two_codes_and_no_file_hides_a_control() {
    let mut problems = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    for (file, text) in FILES {
        assert!(text.starts_with('#'), "{file} says its format in its first line");
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let hidden = line.chars().any(|c| c != '\t' && text::bidi::invisible_name(c).is_some());
            if columns.len() < 3 || hidden {
                problems.push(format!("{file}:{}: {line}", at + 1));
                continue;
            }
            if !CODED.contains(&columns[0]) {
                continue;
            }
            for form in columns[2].split(" | ") {
                let folded = text::fold::fold_str(form);
                let code = columns[1].to_owned();
                let other = known.insert((columns[0], folded.clone()), code.clone());
                if other.as_ref().is_some_and(|other| *other != code) {
                    problems.push(format!("{file}:{}: {form} is {other:?} and {code}", at + 1));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn an_operators_file_adds_forms() {
    let own = "dialogue\t-\tمنتدى الصداقة\nagency\tXNA\tزنا\ninst\thealth\tهيئة الدواء العليا\n";
    let gazetteers = Gazetteers::with_folder_texts(&[("own.tsv", own)]).expect("well formed");
    let reader = Reader::new(&gazetteers);
    let text = "الكويت وفرنسا تعقدان الجولة الثالثة من الحوار الاستراتيجي\n\nباريس - 10 \
        مايو 2022 (زنا) -- عقدت \
        الكويت وفرنسا اليوم الجولة الثالثة من الحوار الاستراتيجي بين البلدين.\n";
    let draft = reader.read(&Report { text, published: None, name: "own" }).expect("short");
    let source = draft.claims.iter().find(|claim| claim.slot == Slot::Source).expect("a source");
    assert_eq!(source.code("agency"), Some("XNA"));
}

#[test]
fn a_bad_line_is_refused_with_file_line_rule_and_remedy() {
    for (text, rule) in [
        ("topic\tsecurity\n", "three columns"),
        ("colour\t-\tأحمر\n", "is no class"),
        ("topic\tcolours\tأحمر\n", "no code of class topic"),
        ("month\t13\tشهر\n", "no code of class month"),
        ("land\tKWT\tالكويت\tكويتي\n", "no code of class land"),
        ("topic\tsecurity\tأمن\u{202E}\n", "U+202E"),
        ("topic\tsecurity\t---\n", "no letters"),
    ] {
        let problem =
            Gazetteers::with_folder_texts(&[("own.tsv", text)]).expect_err("it must be refused");
        assert_eq!((problem.file.as_str(), problem.line), ("own.tsv", 1));
        assert!(problem.rule.contains(rule), "{}", problem.rule);
        assert!(!problem.remedy.is_empty());
    }
}
