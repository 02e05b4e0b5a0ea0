//! Rules about Rust sources and manifests.

use std::collections::BTreeSet;

use super::source::{code_of, functions, without_tests};
use super::{File, files, refuse};

/// Longest line, in characters.
const COLUMNS_MAX: usize = 100;
/// Longest function, in lines.
const FUNCTION_LINES_MAX: usize = 70;
/// Longest function of tests and benches, in lines: a scenario is read from top to bottom.
const SCENARIO_LINES_MAX: usize = 100;
/// Longest file of the crates whose files are read in any order, in lines.
const APPLICATION_LINES_MAX: usize = 600;
/// Longest file elsewhere: a deep subject may be read from top to bottom.
const FILE_LINES_MAX: usize = 1_200;
/// Most lines of code of the node without tests: it may not become the place where all ends up.
const NODE_LINES_MAX: usize = 5_800;

/// Files with longer lines, and why.
const LONG_LINES: &[(&str, &str)] = &[];
/// Functions that are longer, and why.
const LONG_FUNCTIONS: &[(&str, &str)] = &[
    (
        "crates/node/src/start.rs::open",
        "the steps of a start in the one order that is safe; each is a function of its own",
    ),
    (
        "crates/dialogue/tests/fold/random.rs::break_a_rule",
        "one arm for each rule that an entry can break",
    ),
];
/// Files that are longer, and why.
const LONG_FILES: &[(&str, &str)] = &[];

/// Which crates a crate may depend on.
const EDGES: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("intake", &["text"]),
    ("ledger", &[]),
    ("reading", &["text"]),
    ("wording", &["text"]),
    ("mutual", &[]),
    ("register", &[]),
    ("dialogue", &["text", "ledger", "mutual", "register", "wording"]),
    ("documents", &["text"]),
    ("confine", &[]),
    ("typeset", &["confine"]),
    ("scan", &["confine"]),
    ("store", &["ledger"]),
    ("search", &["dialogue", "text"]),
    ("proposals", &["dialogue", "reading", "text"]),
    (
        "node",
        &[
            "dialogue",
            "intake",
            "mutual",
            "proposals",
            "reading",
            "search",
            "store",
            "ledger",
            "text",
        ],
    ),
    ("agencies", &["node", "dialogue", "store", "ledger"]),
    (
        "web",
        &[
            "agencies",
            "node",
            "dialogue",
            "documents",
            "mutual",
            "proposals",
            "register",
            "scan",
            "search",
            "text",
            "typeset",
            "wording",
        ],
    ),
    (
        "hiwar",
        &[
            "agencies", "web", "node", "dialogue", "intake", "reading", "scan", "search", "store",
            "ledger", "text", "typeset",
        ],
    ),
    ("e2e", &[]),
];

const PURE: &[&str] = &[
    "text",
    "intake",
    "reading",
    "ledger",
    "wording",
    "mutual",
    "register",
    "dialogue",
    "documents",
    "proposals",
];

/// Facts of a report and choices about them are JSON in the private file, and never in a log.
const KEPT_AT_HOME: &[&str] = &["proposals/src/facts.rs", "proposals/src/second.rs"];

/// What a pure crate must not reach: time, chance, files, sockets, threads, the environment.
const IMPURE: &[&str] = &[
    "SystemTime",
    "time::Instant",
    "Instant::now",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::io::std",
    "getrandom",
    "OsRng",
    "tokio",
    "async fn",
    "async {",
    "async move",
    "serde::",
];

/// What shipped code does not do.
const UNFINISHED: &[&str] = &[".unwrap()", "todo!", "unimplemented!", "dbg!("];
const PRINTING: &[&str] = &["println!(", "eprintln!(", "print!(", "eprint!("];

fn allowed(list: &[(&str, &str)], name: &str) -> bool {
    list.iter().any(|(one, reason)| *one == name && !reason.is_empty())
}

fn crate_of(path: &str) -> &str {
    path.split('/').nth(1).unwrap_or_default()
}

/// Sources that are shipped, not tests, benches or examples.
fn shipped() -> Vec<File> {
    files("crates", &[".rs"]).into_iter().filter(is_shipped).collect()
}

fn is_shipped(file: &File) -> bool {
    file.path.split('/').nth(2) == Some("src")
}

#[test]
fn lines_are_at_most_100_columns() {
    let mut problems = Vec::new();
    for file in files("crates", &[".rs"]) {
        if allowed(LONG_LINES, &file.path) {
            continue;
        }
        for (nth, line) in (1..).zip(file.text.lines()) {
            let columns = line.chars().count();
            if columns > COLUMNS_MAX {
                problems.push(format!("{}:{nth}: {columns} columns", file.path));
            }
        }
    }
    refuse("a line is longer than 100 columns; break it", problems);
}

#[test]
fn functions_are_at_most_70_lines_and_scenarios_100() {
    let mut problems = Vec::new();
    for file in files("crates", &[".rs"]) {
        for one in functions(&code_of(&file.text)) {
            let name = format!("{}::{}", file.path, one.name);
            let max = if is_shipped(&file) { FUNCTION_LINES_MAX } else { SCENARIO_LINES_MAX };
            if one.n_lines > max && !allowed(LONG_FUNCTIONS, &name) {
                problems.push(format!("{name} in line {}: {} lines", one.line, one.n_lines));
            }
        }
    }
    refuse("a function is too long; split it", problems);
}

#[test]
fn files_are_no_longer_than_their_crate_allows() {
    let mut problems = Vec::new();
    for file in files("crates", &[".rs"]) {
        let n_lines = file.text.lines().count();
        let application = matches!(crate_of(&file.path), "web" | "node");
        let max = if application { APPLICATION_LINES_MAX } else { FILE_LINES_MAX };
        if n_lines > max && !allowed(LONG_FILES, &file.path) {
            problems.push(format!("{}: {n_lines} lines, at most {max}", file.path));
        }
    }
    refuse("a file is too long; split it by subject", problems);
}

#[test]
fn the_node_stays_small() {
    let of_node = shipped().into_iter().filter(|file| crate_of(&file.path) == "node");
    let count = |file: File| {
        let code = without_tests(&code_of(&file.text));
        code.lines().filter(|line| !line.trim().is_empty()).count()
    };
    let n_lines: usize = of_node.map(count).sum();
    assert!(n_lines <= NODE_LINES_MAX, "node has {n_lines} lines of code; rules go to `dialogue`");
}

#[test]
fn sources_open_with_what_they_are_for() {
    let silent = |file: &File| {
        let mut lines = file.text.lines().filter(|line| !line.starts_with("#!["));
        lines.next().is_none_or(|first| !first.starts_with("//! "))
    };
    let problems = shipped().into_iter().filter(silent).map(|file| file.path);
    refuse("a source does not begin with lines that say what it is for", problems.collect());
}

#[test]
fn no_module_is_a_drawer_for_everything() {
    let drawers = ["util", "utils", "common", "helper", "helpers", "manager", "misc"];
    let named = |file: &File| {
        file.path.split(['/', '.']).any(|part| drawers.contains(&part))
            || (is_shipped(file) && file.path.ends_with("/mod.rs"))
    };
    let problems = files("crates", &[".rs"]).into_iter().filter(named);
    refuse("name a module after its subject", problems.map(|file| file.path).collect());
}

#[test]
fn crates_depend_downwards_only() {
    let mut problems = Vec::new();
    let ours: BTreeSet<&str> = EDGES.iter().map(|(name, _)| *name).collect();
    let mut seen = BTreeSet::new();
    for file in files("crates", &["Cargo.toml"]) {
        let manifest: toml::Table = file.text.parse().expect("a manifest");
        let name = manifest["package"]["name"].as_str().expect("a name").to_owned();
        let Some((_, allowed)) = EDGES.iter().find(|(one, _)| *one == name) else {
            problems.push(format!("{name} is not in the list of crates"));
            continue;
        };
        let empty = toml::Table::new();
        let dependencies = manifest.get("dependencies").and_then(|table| table.as_table());
        for dependency in dependencies.unwrap_or(&empty).keys() {
            if ours.contains(dependency.as_str()) && !allowed.contains(&dependency.as_str()) {
                problems.push(format!("{name} -> {dependency}"));
            }
        }
        seen.insert(name);
    }
    for name in ours.iter().filter(|name| !seen.contains(**name)) {
        problems.push(format!("{name} is listed but not there"));
    }
    refuse("a crate depends on what stands above it (ARCHITECTURE.md)", problems);
}

#[test]
fn shipped_code_is_finished_and_does_not_print() {
    let mut problems = Vec::new();
    for file in shipped() {
        let code = without_tests(&code_of(&file.text));
        // The command talks to the terminal; everything else logs.
        let prints = if crate_of(&file.path) == "hiwar" { &[][..] } else { PRINTING };
        for (nth, line) in (1..).zip(code.lines()) {
            for word in UNFINISHED.iter().chain(prints) {
                if line.contains(word) {
                    problems.push(format!("{}:{nth}: {word}", file.path));
                }
            }
        }
    }
    refuse("shipped code holds what belongs into tests or drafts", problems);
}

#[test]
fn pure_crates_reach_no_clock_chance_file_or_socket() {
    let mut problems = Vec::new();
    for file in shipped().into_iter().filter(|file| PURE.contains(&crate_of(&file.path))) {
        let code = without_tests(&code_of(&file.text));
        for (nth, line) in (1..).zip(code.lines()) {
            let kept = KEPT_AT_HOME.iter().any(|kept| file.path.ends_with(kept));
            let breaks = |word: &&&str| line.contains(**word) && !(kept && **word == "serde::");
            for word in IMPURE.iter().filter(breaks) {
                problems.push(format!("{}:{nth}: {word}", file.path));
            }
        }
    }
    refuse("a pure crate is not pure", problems);
}

#[test]
fn pages_touch_neither_store_nor_ledger() {
    let mut problems = Vec::new();
    for file in shipped().into_iter().filter(|file| crate_of(&file.path) == "web") {
        let code = without_tests(&code_of(&file.text));
        for (nth, line) in (1..).zip(code.lines()) {
            for word in ["ledger::", "store::", "rusqlite", "std::fs", "TcpStream"] {
                if line.contains(word) && !line.contains("assets") {
                    problems.push(format!("{}:{nth}: {word}", file.path));
                }
            }
        }
    }
    refuse("the pages reach past the node", problems);
}

#[test]
fn no_test_is_left_out() {
    let mut problems = Vec::new();
    for file in files("crates", &[".rs"]) {
        let code = code_of(&file.text);
        for (nth, line) in (1..).zip(code.lines()) {
            if line.contains("#[ignore") {
                problems.push(format!("{}:{nth}", file.path));
            }
        }
    }
    refuse("a test is ignored; assert the wrong behaviour and say why it is wrong", problems);
}
