//! Stopping a node at every write: by an error that stays, by killing the process, and by losing
//! the end of the log file. P8, P9's durability and P10 must hold after each.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ledger::entry::Head;
use store::Kind;
use store::fault::{Fault, Step, Verdict};
use store::guard::HeadGuard;
use store::joint::{JointStore, LogState, OpeningState, Receipt};

use crate::world::{Dice, EMPTY, ORIGIN, Place, Witness, Writer, batch, field, kw, tell, us};

/// Runs a few writes; gives the last head that was fully written.
fn work(place: &Place, fault: Fault, dice: &mut Dice, seen: &mut Witness) -> (Head, bool) {
    let mut last = EMPTY;
    let Ok(mut writer) = Writer::start(&place.joint(), &place.guard(), fault, seen) else {
        return (last, false);
    };
    for _ in 0..3 {
        match writer.write(1 + dice.roll(3), seen) {
            Ok(head) => last = head,
            Err(_) => return (last, false),
        }
    }
    (last, true)
}

/// Starts again on a sound disk. A child process that another test has just started holds every
/// open file until it runs its own program, so the guard's lock may be busy for a moment.
fn restart(place: &Place, seen: &mut Witness) -> Writer {
    for _ in 0..200 {
        match Writer::start(&place.joint(), &place.guard(), Fault::none(), seen) {
            Err(error) if error.kind() == Kind::Busy => {
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
            started => return started.unwrap(),
        }
    }
    panic!("the guard stays busy");
}

#[test]
fn p8_p10_one_root_per_size_however_often_the_disk_fails_at_any_write() {
    let counter = Arc::new(AtomicU64::new(0));
    let fault = Fault::counting(Arc::clone(&counter));
    let (_, whole) = work(&Place::new(), fault, &mut Dice(1), &mut Witness::default());
    let n_steps = counter.load(Ordering::Relaxed);
    assert!(whole && n_steps > 40, "{n_steps} steps");
    let mut n_failed = 0;
    for seed in 1..=240u64 {
        let place = Place::new();
        let mut seen = Witness::default();
        let mut dice = Dice(seed * 0x9E37_79B9);
        // Two failures in a row, the second one often within the repair of the first.
        let mut acknowledged = EMPTY;
        for n in [seed % n_steps, dice.roll(12)] {
            let verdict = if seed % 2 == 0 { Verdict::FailIo } else { Verdict::FailFull };
            let fault = Fault::from_nth(n, verdict);
            let (last, whole) = work(&place, fault, &mut dice, &mut seen);
            n_failed += u32::from(!whole);
            acknowledged = if last.size > acknowledged.size { last } else { acknowledged };
        }
        let mut writer = restart(&place, &mut seen);
        let head = writer.write(1, &mut seen).unwrap();
        check(&writer, &seen, &acknowledged, &head, &format!("seed {seed}"));
    }
    assert!(n_failed >= 400, "only {n_failed} of 480 runs failed");
}

/// Everything signed is a prefix of what is stored, nothing acknowledged is lost.
fn check(writer: &Writer, seen: &Witness, acknowledged: &Head, head: &Head, what: &str) {
    let joint = &writer.joint;
    for (size, root) in &seen.roots {
        let stored = joint.root_at(&kw(), *size).unwrap();
        assert_eq!(stored, Some(*root), "{what}: what was signed at {size} is not stored");
    }
    assert_eq!(seen.size(), head.size, "{what}");
    assert!(head.size > acknowledged.size, "{what}: acknowledged entries are lost");
    assert_eq!(joint.note(&kw()).unwrap().unwrap().0, head.size, "{what}");
    assert_eq!(writer.guard.head(ORIGIN), Some(*head), "{what}");
    assert_eq!(joint.read_back(&kw(), 0).unwrap(), *head, "{what}");
    assert_eq!(joint.doctor(), [], "{what}");
    assert_eq!(writer.guard.doctor(), [], "{what}");
}

const CHILD: &str = "HIWAR_STORE_TEST_CHILD";
const SELF: &str = "crash::p8_p10_one_root_per_size_when_the_process_is_killed_at_any_named_step";

#[test]
fn p8_p10_one_root_per_size_when_the_process_is_killed_at_any_named_step() {
    if let Ok(plan) = std::env::var(CHILD) {
        return child(&plan);
    }
    for step in Step::ALL {
        for nth in [0u64, 2] {
            let what = format!("{} #{nth}", step.name());
            let place = Place::new();
            let (mut seen, acknowledged, erased, stopped) = run_and_kill(&place, step, nth);
            // Every name must be a step that is really passed.
            assert!(stopped || nth > 0, "{what} never came");
            let mut writer =
                Writer::start(&place.joint(), &place.guard(), Fault::none(), &mut seen)
                    .unwrap_or_else(|error| panic!("{what}: {error}"));
            let head = writer.write(1, &mut seen).unwrap();
            check(&writer, &seen, &acknowledged, &head, &what);
            if erased {
                let state = writer.joint.opening(&kw(), 0, &field("by")).unwrap();
                assert!(matches!(state, Some(OpeningState::Erased { .. })), "{what}");
            }
            let copy = place.dir.path().join("backup.db");
            if copy.exists() {
                assert_eq!(JointStore::open(&copy).unwrap().doctor(), [], "{what}");
            }
        }
    }
}

/// Starts this test as a child, kills it where it stops, and gives what it had told by then.
fn run_and_kill(place: &Place, step: Step, nth: u64) -> (Witness, Head, bool, bool) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([SELF, "--exact", "--nocapture"])
        .env(CHILD, format!("{}\n{}\n{nth}", place.dir.path().display(), step.name()))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut seen = Witness::default();
    let (mut acknowledged, mut erased, mut stopped) = (EMPTY, false, false);
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        let Some((_, told)) = line.split_once("child: ") else {
            continue;
        };
        match told.split(' ').collect::<Vec<_>>()[..] {
            ["signed", size, root] => seen.see(&head_of(size, root)),
            ["done", size, root] => acknowledged = head_of(size, root),
            ["erased"] => erased = true,
            ["stopped"] => {
                stopped = true;
                child.kill().unwrap();
            }
            ["end"] => {}
            _ => panic!("the child told {told:?}"),
        }
    }
    let status = child.wait().unwrap();
    assert!(stopped || status.success(), "the child failed before {}", step.name());
    (seen, acknowledged, erased, stopped)
}

fn head_of(size: &str, hex: &str) -> Head {
    let mut root = [0; 32];
    for (n, byte) in root.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[2 * n..2 * n + 2], 16).unwrap();
    }
    Head { size: size.parse().unwrap(), root }
}

/// Works through every kind of write; at the `nth` pass of the step it says so and waits for the
/// kill.
fn child(plan: &str) {
    let [folder, step, nth] = plan.split('\n').collect::<Vec<_>>()[..] else { panic!("{plan}") };
    let (step, nth) = (step.to_owned(), nth.parse::<u64>().unwrap());
    let passed = AtomicU64::new(0);
    let fault = Fault::hook(move |at| {
        if at.name() == step && passed.fetch_add(1, Ordering::Relaxed) == nth {
            tell("stopped");
            std::thread::sleep(std::time::Duration::from_secs(60));
            std::process::exit(3);
        }
        Verdict::Go
    });
    let folder = std::path::Path::new(folder);
    let joint = folder.join("joint-kwus-3q7f5m2a.db");
    let mut seen = Witness { tells: true, ..Witness::default() };
    let mut writer = Writer::start(&joint, &folder.join("heads.guard"), fault, &mut seen).unwrap();
    for n in [2, 1, 256, 1] {
        let head = writer.write(n, &mut seen).unwrap();
        let root: String = head.root.iter().map(|byte| format!("{byte:02x}")).collect();
        tell(&format!("done {} {root}", head.size));
        let line = "\u{2014} x y".to_owned();
        let receipt = Receipt { size: head.size, by: us(), line, time: 1 };
        writer.joint.add_cosignature(&kw(), &receipt).unwrap();
        writer.joint.set_state(&us(), LogState::Live).unwrap();
        writer.joint.erase_opening(&kw(), head.size - 1, &field("en"), "LAW-1", 1).unwrap();
    }
    writer.joint.erase_opening(&kw(), 0, &field("by"), "LAW-1", 1).unwrap();
    tell("erased");
    writer.joint.backup_to(&folder.join("backup.db")).unwrap();
    tell("end");
}

#[test]
fn p10_whatever_is_lost_of_the_log_file_leaves_whole_commits() {
    let place = Place::new();
    let mut joint = place.open();
    let mut heads = vec![EMPTY];
    for n in [1, 3, 2, 40, 1] {
        let last = *heads.last().unwrap();
        heads.push(joint.append(&kw(), &last, &batch("KW", last.size, n)).unwrap());
    }
    let main = std::fs::read(place.joint()).unwrap();
    let log_name = format!("{}-wal", place.joint().display());
    let log = std::fs::read(&log_name).unwrap();
    assert!(log.len() > 10 * 4096, "the commits are not in the log file");
    let mut found_sizes = std::collections::BTreeSet::new();
    let (dir, mut dice) = (tempfile::tempdir().unwrap(), Dice(77));
    for round in 0..120 {
        let copy = dir.path().join(format!("joint-{round}.db"));
        let mut torn = log[..dice.roll(log.len() as u64 + 1) as usize].to_vec();
        // Sometimes the last sector is garbage instead of missing.
        if round % 3 == 0 {
            let from = torn.len().saturating_sub(512);
            torn[from..].iter_mut().for_each(|byte| *byte = dice.roll(256) as u8);
        }
        std::fs::write(&copy, &main).unwrap();
        std::fs::write(format!("{}-wal", copy.display()), torn).unwrap();
        // The very first rows (tables, logs) are in the log file too while it was never emptied.
        let Ok(joint) = JointStore::open(&copy) else {
            continue;
        };
        let Ok(head) = joint.head(&kw()) else {
            continue;
        };
        assert!(heads.contains(&head), "half a commit: {head:?}");
        assert_eq!(joint.read_back(&kw(), 0).unwrap(), head);
        assert_eq!(joint.doctor(), []);
        found_sizes.insert(head.size);
    }
    assert!(found_sizes.len() >= 3, "{found_sizes:?}");
}

#[test]
fn a_full_disk_changes_nothing_and_work_goes_on_when_there_is_space() {
    let place = Place::new();
    let mut joint = place.open();
    let mut head = joint.append(&kw(), &EMPTY, &batch("KW", 0, 10)).unwrap();
    joint.limit_pages(60).unwrap();
    let error = loop {
        match joint.append(&kw(), &head, &batch("KW", head.size, 16)) {
            Ok(new) => head = new,
            Err(error) => break error,
        }
        assert!(head.size < 10_000, "the limit was never met");
    };
    assert_eq!(error.kind(), Kind::Full, "{error}");
    assert!(error.to_string().contains("free disk space"), "{error}");
    assert_eq!(joint.head(&kw()).unwrap(), head);
    assert_eq!(joint.read_back(&kw(), 0).unwrap(), head);
    let error = joint.put_opening(&kw(), 0, &field("x"), &"x".repeat(80_000)).unwrap_err();
    assert_eq!(error.kind(), Kind::Full);
    assert_eq!(joint.doctor(), []);
    joint.limit_pages(10_000).unwrap();
    let next = joint.append(&kw(), &head, &batch("KW", head.size, 16)).unwrap();
    assert_eq!(joint.read_back(&kw(), head.size).unwrap(), next);
}

#[test]
fn a_failed_append_leaves_the_same_store_usable() {
    let place = Place::new();
    let fails = Arc::new(AtomicU64::new(0));
    let shared = Arc::clone(&fails);
    let fault = Fault::hook(move |step| match shared.load(Ordering::Relaxed) {
        1 if step == Step::AppendHead => Verdict::FailIo,
        _ => Verdict::Go,
    });
    let mut joint = JointStore::open_with(&place.joint(), fault).unwrap();
    let head = joint.append(&kw(), &EMPTY, &batch("KW", 0, 255)).unwrap();
    fails.store(1, Ordering::Relaxed);
    let error = joint.append(&kw(), &head, &batch("KW", 255, 3)).unwrap_err();
    assert_eq!(error.kind(), Kind::Io);
    fails.store(0, Ordering::Relaxed);
    let head = joint.append(&kw(), &head, &batch("KW", 255, 2)).unwrap();
    assert_eq!((head.size, joint.read_back(&kw(), 255).unwrap()), (257, head));
    assert_eq!(joint.doctor(), []);
    assert!(HeadGuard::look(&place.guard()).unwrap().is_empty());
}
