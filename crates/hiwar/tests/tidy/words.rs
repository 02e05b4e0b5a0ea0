//! Rules about what people read: hidden controls, both languages, templates, assets, invariants.

use std::collections::{BTreeMap, BTreeSet};

use super::{files, refuse, root};

/// Texts of the project, whoever reads them.
const TEXTS: &[&str] = &[
    ".rs", ".toml", ".md", ".html", ".css", ".js", ".svg", ".ftl", ".json", ".txt", ".sql", ".snap",
];

/// Characters that change how a line looks without being seen: directional controls (write them
/// as `\u{..}`), zero-width spaces, soft hyphens, byte order marks.
fn hidden(c: char) -> bool {
    matches!(
        c,
        '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{feff}'
            | '\u{ad}'
    )
}

#[test]
fn no_text_holds_a_hidden_control() {
    let mut problems = Vec::new();
    for file in files("", TEXTS) {
        for (nth, line) in (1..).zip(file.text.lines()) {
            // A stored page holds the isolates and marks that the program puts around names and
            // numbers; embeddings and overrides have no place there either.
            let page = file.path.ends_with(".snap");
            // A report as it came, damage and all: what the reader is tested on.
            if file.path == "crates/reading/tests/press/dev05.txt" {
                continue;
            }
            let ours = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}');
            let stray = |c: &char| hidden(*c) && !(page && ours(*c));
            for c in line.chars().filter(stray) {
                problems.push(format!("{}:{nth}: {}", file.path, c.escape_unicode()));
            }
        }
    }
    refuse("a raw control that nobody sees; write it as an escape", problems);
}

/// Letters of other scripts that look like Latin ones must not stand in names of the code.
#[test]
fn names_in_the_code_are_plain_latin() {
    let mut problems = Vec::new();
    for file in files("crates", &[".rs"]) {
        let code = super::source::code_of(&file.text);
        for (nth, line) in (1..).zip(code.lines()) {
            if let Some(c) = line.chars().find(|c| c.is_alphabetic() && !c.is_ascii()) {
                problems.push(format!("{}:{nth}: {}", file.path, c.escape_unicode()));
            }
        }
    }
    refuse("a letter outside a text or comment is not plain Latin", problems);
}

/// Keys of one language: messages and their attributes, and keys that come twice.
fn keys(lang: &str) -> (BTreeSet<String>, Vec<String>) {
    let (mut keys, mut twice) = (BTreeSet::new(), Vec::new());
    for file in files(&format!("crates/web/locales/{lang}"), &[".ftl"]) {
        let mut message = String::new();
        for line in file.text.lines() {
            let attribute = line.trim_start().starts_with('.') && line.starts_with(' ');
            let Some((name, _)) = line.split_once('=') else {
                continue;
            };
            let name = name.trim();
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            if name.is_empty() || !name.chars().all(plain) || (line.starts_with(' ') && !attribute)
            {
                continue;
            }
            let key = if attribute { format!("{message}{name}") } else { name.to_owned() };
            if !attribute {
                message = key.clone();
            }
            if !keys.insert(key.clone()) {
                twice.push(format!("{}: {key} comes twice", file.path));
            }
        }
    }
    (keys, twice)
}

#[test]
fn arabic_and_english_have_the_same_messages() {
    let ((ar, mut problems), (en, twice)) = (keys("ar"), keys("en"));
    problems.extend(twice);
    problems.extend(ar.difference(&en).map(|key| format!("{key} is missing in English")));
    problems.extend(en.difference(&ar).map(|key| format!("{key} is missing in Arabic")));
    assert!(!ar.is_empty(), "no messages were found");
    refuse("the two languages differ", problems);
}

#[test]
fn templates_hold_no_inline_style_script_or_unescaped_value() {
    let mut problems = Vec::new();
    for file in files("crates/web/templates", &[".html", ".svg", ".txt"]) {
        for (nth, line) in (1..).zip(file.text.lines()) {
            let lower = line.to_lowercase();
            let found = [
                (lower.contains("style="), "an inline style"),
                (lower.contains("<style"), "a style element"),
                (inline_script(&lower), "an inline script"),
                (handler(&lower), "an event handler"),
                (lower.contains("javascript:"), "a script address"),
                (unescaped(&lower), "a value that is not escaped"),
            ];
            for (_, what) in found.iter().filter(|(is, _)| *is) {
                problems.push(format!("{}:{nth}: {what}", file.path));
            }
        }
    }
    refuse("the content security policy allows nothing inline", problems);
}

fn inline_script(line: &str) -> bool {
    line.match_indices("<script").any(|(at, _)| {
        let tag = line[at..].split('>').next().unwrap_or_default();
        !tag.contains("src=")
    })
}

/// ` onclick=` and its like.
fn handler(line: &str) -> bool {
    line.match_indices(" on").any(|(at, _)| {
        let name: String = line[at + 3..].chars().take_while(char::is_ascii_lowercase).collect();
        !name.is_empty() && line[at + 3 + name.len()..].starts_with('=')
    })
}

fn unescaped(line: &str) -> bool {
    line.contains("{{") && line.split('|').skip(1).any(|rest| rest.trim_start().starts_with("safe"))
}

#[test]
fn assets_are_our_own_texts() {
    let mut problems = Vec::new();
    let assets = root().join("crates/web/assets");
    super::walk(&assets, &mut |path| {
        let name = path.to_string_lossy().into_owned();
        let own = [".css", ".js", ".svg", ".json", ".d.ts"].iter().any(|end| name.ends_with(end));
        if !own || name.contains(".min.") {
            problems.push(name);
        }
    });
    refuse("an asset that is no readable text of our own", problems);
}

/// Properties that no test names yet, and why.
const WITHOUT_TEST: &[(u32, &str)] =
    &[(12, "compares pull, push, relay and bag; there is no relay and no bag yet")];

#[test]
fn every_invariant_has_a_test_that_names_it() {
    let architecture =
        std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("it is there");
    let mut invariants = BTreeMap::new();
    for line in architecture.lines().filter_map(|line| line.strip_prefix("- **I")) {
        let (number, rest) = line.split_once("**").expect("a number in bold");
        let number: u32 = number.parse().expect("a number");
        let named = rest.rsplit_once('(').map_or("", |(_, named)| named);
        let named = named.split([',', ' ', ')', '.']).filter_map(|one| one.strip_prefix('P'));
        let named: Vec<u32> = named.filter_map(|one| one.parse().ok()).collect();
        invariants.insert(number, named);
    }
    let mut problems = Vec::new();
    assert!(invariants.len() >= 10, "the invariants of ARCHITECTURE.md were not found");
    for (expected, (number, named)) in (1..).zip(&invariants) {
        if expected != *number {
            problems.push(format!("I{expected} is not there"));
        }
        if named.is_empty() {
            problems.push(format!("I{number} names no property"));
        }
    }
    let tested: BTreeSet<u32> =
        files("crates", &[".rs"]).iter().flat_map(|file| named_in(&file.text)).collect();
    for property in (1..=20).filter(|property| !tested.contains(property)) {
        let excused =
            WITHOUT_TEST.iter().any(|(one, reason)| *one == property && !reason.is_empty());
        if !excused {
            problems.push(format!("no test begins with p{property}_"));
        }
    }
    refuse("an invariant without a test that carries its number", problems);
}

/// Numbers in names such as `p8_p10_one_root_per_size`.
fn named_in(source: &str) -> BTreeSet<u32> {
    let mut numbers = BTreeSet::new();
    for (at, _) in source.match_indices("fn p") {
        let is_name = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
        let name: String = source[at + 3..].chars().take_while(is_name).collect();
        let parts = name.split('_').map_while(|part| part.strip_prefix('p')?.parse::<u32>().ok());
        numbers.extend(parts);
    }
    numbers
}
