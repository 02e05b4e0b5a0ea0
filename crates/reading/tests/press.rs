//! Drafts of annotated reports against their gold annotation, by the scorer of the data set. The
//! reports under `press/` are invented; a real one is scored too when it lies beside the workspace.
//! Floors only rise.
#![allow(clippy::disallowed_methods)]

use std::path::{Path, PathBuf};
use std::process::Command;

use reading::{Day, Gazetteers, Reader, Report};

/// Micro F1 of values below which a change is refused: the invented reports of the data set, our
/// own further ones, and the real report.
const FLOOR_DEV: &str = "0.95";
const FLOOR_OWN: &str = "0.98";
const FLOOR_SEED: &str = "0.99";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/press")
}

fn python() -> Command {
    let mut probe = Command::new("python3");
    probe.args(["-c", "import yaml"]);
    let found = probe.output().map(|output| output.status.success()).unwrap_or(false);
    assert!(
        found,
        "python3 with PyYAML is missing; install it, for instance: apt-get install python3-yaml"
    );
    Command::new("python3")
}

fn run(command: &mut Command) -> String {
    let output = command.output().expect("python3 was found above");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let problems = String::from_utf8_lossy(&output.stderr).into_owned();
    println!("{text}");
    assert!(output.status.success(), "the scorer refused:\n{text}\n{problems}");
    text
}

/// Reads every report of `from` whose name begins with `prefix` and scores the drafts.
#[track_caller]
fn scored(from: &Path, prefix: &str, floor: &str) -> String {
    let reader = Reader::new(&Gazetteers::default());
    let work = tempfile::tempdir().expect("a folder for drafts");
    let (gold, drafts) = (work.path().join("gold"), work.path().join("drafts"));
    std::fs::create_dir_all(&gold).expect("a folder");
    std::fs::create_dir_all(&drafts).expect("a folder");
    let mut n_reports = 0;
    for entry in std::fs::read_dir(from).expect("the reports") {
        let path = entry.expect("a file").path();
        let file = path.file_name().expect("a name").to_string_lossy().into_owned();
        let Some(name) = file.strip_suffix(".txt").filter(|name| name.starts_with(prefix)) else {
            continue;
        };
        let text = std::fs::read_to_string(&path).expect("a text");
        let meta = std::fs::read_to_string(path.with_extension("meta.json")).expect("its data");
        let meta: serde_json::Value = serde_json::from_str(&meta).expect("JSON");
        let published = meta["published"].as_str().and_then(Day::parse);
        let draft = reader.read(&Report { text: &text, published, name }).expect("a report");
        let json = draft.to_json().to_string();
        std::fs::write(drafts.join(format!("{name}.json")), json).expect("written");
        let annotated = path.with_extension("gold.yaml");
        std::fs::copy(annotated, gold.join(format!("{name}.gold.yaml"))).expect("copied");
        n_reports += 1;
    }
    assert!(n_reports > 0, "no report begins with {prefix} in {}", from.display());
    let scorer = folder().join("score.py");
    run(python().arg(scorer).arg(&gold).arg(&drafts).args(["--min-f1", floor]))
}

#[test]
fn scorer_passes_its_own_test() {
    let text = run(python().arg(folder().join("score.py")).arg("--selftest").arg(folder()));
    assert!(text.contains("0 failed"));
}

#[test]
fn invented_reports_reach_their_floor() {
    scored(&folder(), "dev", FLOOR_DEV);
}

#[test]
fn own_reports_of_other_countries_reach_their_floor() {
    scored(&folder(), "own", FLOOR_OWN);
}

#[test]
fn the_real_report_reaches_its_floor_when_present() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/press");
    if shared.join("seed.txt").is_file() {
        scored(&shared, "seed", FLOOR_SEED);
    }
}
