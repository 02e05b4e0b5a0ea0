//! What a machine can check of STYLE.md and ARCHITECTURE.md: lengths, edges between crates, words
//! that do not belong into shipped code, pure crates, hidden controls, both languages, templates,
//! invariants with their tests. An exception is a line in an allow-list here, with its reason.

#[path = "tidy/rules.rs"]
mod rules;
#[path = "tidy/source.rs"]
mod source;
#[path = "tidy/words.rs"]
mod words;

use std::path::{Path, PathBuf};

/// The root of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace")
}

/// A file with its path from the root and its text.
struct File {
    path: String,
    text: String,
}

/// Every file below `folder` whose name ends in one of `ends`; build output is left out.
fn files(folder: &str, ends: &[&str]) -> Vec<File> {
    let root = root();
    let mut found = Vec::new();
    walk(&root.join(folder), &mut |path| {
        let name = path.to_string_lossy();
        if ends.iter().any(|end| name.ends_with(end)) {
            let text = std::fs::read_to_string(path).expect("a text file");
            let path = path.strip_prefix(&root).expect("below the root");
            found.push(File { path: path.to_string_lossy().into_owned(), text });
        }
    });
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

fn walk(folder: &Path, found: &mut impl FnMut(&Path)) {
    let Ok(inside) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in inside.flatten() {
        let name = entry.file_name();
        if name == "target" || name == ".git" {
            continue;
        }
        match entry.file_type().expect("a kind of file") {
            kind if kind.is_dir() => walk(&entry.path(), found),
            kind if kind.is_file() => found(&entry.path()),
            _ => {}
        }
    }
}

/// Fails with every problem at once.
#[track_caller]
fn refuse(rule: &str, problems: Vec<String>) {
    assert!(problems.is_empty(), "{rule}\n  {}\n", problems.join("\n  "));
}
