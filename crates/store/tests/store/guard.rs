//! The head guard, alone and against a restored backup.

use ledger::entry::Head;
use store::Kind;
use store::fault::{Fault, Verdict};
use store::guard::{HeadGuard, Standing};
use store::joint::JointStore;

use crate::world::{EMPTY, ORIGIN, Place, Witness, Writer, kw};

fn head(size: u64, tag: u8) -> Head {
    Head { size, root: [tag; 32] }
}

#[test]
fn p8_the_guard_never_goes_back_or_sideways() {
    let place = Place::new();
    let mut guard = HeadGuard::open(&place.guard()).unwrap();
    assert_eq!(guard.head(ORIGIN), None);
    guard.advance(ORIGIN, &EMPTY, &head(3, 3)).unwrap();
    guard.advance(ORIGIN, &head(3, 3), &head(7, 7)).unwrap();
    guard.advance(ORIGIN, &head(3, 3), &head(7, 7)).unwrap();
    for (from, to) in [
        (head(3, 3), head(8, 8)),
        (EMPTY, head(9, 9)),
        (head(7, 6), head(9, 9)),
        (head(7, 7), head(7, 8)),
        (head(7, 7), head(6, 6)),
        (head(7, 7), EMPTY),
        (head(7, 7), head(3, 3)),
    ] {
        let error = guard.advance(ORIGIN, &from, &to).unwrap_err();
        assert_eq!(error.kind(), Kind::Conflict, "{from:?} -> {to:?}");
        assert!(error.to_string().contains("do not sign"), "{error}");
        assert_eq!(guard.head(ORIGIN), Some(head(7, 7)));
    }
    drop(guard);
    assert_eq!(HeadGuard::open(&place.guard()).unwrap().head(ORIGIN), Some(head(7, 7)));
}

#[test]
fn many_logs_have_their_own_heads_in_one_guard() {
    let place = Place::new();
    let mut guard = HeadGuard::open(&place.guard()).unwrap();
    let name = |n: u64| format!("hiwar.kw.example/d{n}");
    for round in 1..4 {
        for n in 0..20 {
            let from = if round == 1 { EMPTY } else { head(round - 1, n as u8) };
            guard.advance(&name(n), &from, &head(round, n as u8)).unwrap();
        }
    }
    assert_eq!(guard.doctor(), []);
    drop(guard);
    let looked = HeadGuard::look(&place.guard()).unwrap();
    assert_eq!(looked.len(), 20);
    let guard = HeadGuard::open(&place.guard()).unwrap();
    assert!((0..20).all(|n| guard.head(&name(n)) == Some(head(3, n as u8))));
    assert_eq!(guard.heads().count(), 20);
}

#[test]
fn a_second_node_cannot_open_the_guard() {
    let place = Place::new();
    let first = HeadGuard::open(&place.guard()).unwrap();
    assert_eq!(HeadGuard::open(&place.guard()).unwrap_err().kind(), Kind::Busy);
    drop(first);
    HeadGuard::open(&place.guard()).unwrap();
}

#[test]
fn bad_origins_are_refused_and_the_guard_goes_on() {
    let place = Place::new();
    let mut guard = HeadGuard::open(&place.guard()).unwrap();
    for bad in ["", "with space", "line\nfeed", "\u{202e}x", &"x".repeat(256)] {
        let error = guard.advance(bad, &EMPTY, &head(1, 1)).unwrap_err();
        assert_eq!(error.kind(), Kind::Refused);
    }
    let long = "x".repeat(255);
    guard.advance(&long, &EMPTY, &head(1, 1)).unwrap();
    drop(guard);
    assert_eq!(HeadGuard::look(&place.guard()).unwrap(), [(long, head(1, 1))]);
}

#[test]
fn p8_stopped_at_any_step_the_guard_holds_the_old_head_or_the_new_one() {
    for new_origin in [false, true] {
        for n in 0..6 {
            let place = Place::new();
            if !new_origin {
                let mut guard = HeadGuard::open(&place.guard()).unwrap();
                guard.advance(ORIGIN, &EMPTY, &head(1, 1)).unwrap();
            }
            let old = if new_origin { EMPTY } else { head(1, 1) };
            let fault = Fault::from_nth(n, Verdict::FailIo);
            let mut guard = HeadGuard::open_with(&place.guard(), fault).unwrap();
            let advanced = guard.advance(ORIGIN, &old, &head(5, 5));
            if advanced.is_err() {
                let again = guard.advance(ORIGIN, &old, &head(6, 6)).unwrap_err();
                assert_eq!(again.kind(), Kind::Refused, "a guard in doubt went on");
            }
            drop(guard);
            let mut guard = HeadGuard::open(&place.guard()).unwrap();
            let held = guard.head(ORIGIN).unwrap_or(EMPTY);
            assert!(held == head(5, 5) || (advanced.is_err() && held == old), "step {n}");
            guard.advance(ORIGIN, &held, &head(8, 8)).unwrap();
        }
    }
}

#[test]
fn a_damaged_guard_is_refused_or_still_right() {
    let place = Place::new();
    let mut guard = HeadGuard::open(&place.guard()).unwrap();
    guard.advance(ORIGIN, &EMPTY, &head(1, 1)).unwrap();
    guard.advance(ORIGIN, &head(1, 1), &head(2, 2)).unwrap();
    guard.advance("other/x", &EMPTY, &head(9, 9)).unwrap();
    drop(guard);
    let whole = std::fs::read(place.guard()).unwrap();
    for len in (0..whole.len()).step_by(37).chain([511, 512, 513, 1536]) {
        std::fs::write(place.guard(), &whole[..len]).unwrap();
        match HeadGuard::open(&place.guard()) {
            Err(error) => assert_eq!(error.kind(), Kind::Corrupt, "{len} bytes: {error}"),
            // Cut exactly between two logs: the rest is whole, the other log is unknown.
            Ok(guard) => {
                assert!(len % 1024 == 512 && guard.head(ORIGIN).is_none_or(|h| h.size == 2))
            }
        }
    }
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        std::fs::write(place.guard(), &bytes).unwrap();
        match HeadGuard::open(&place.guard()) {
            Err(error) => assert_eq!(error.kind(), Kind::Corrupt, "byte {at}: {error}"),
            Ok(guard) => {
                // One slot is lost: the other one holds this head or the one before it.
                let held = guard.head(ORIGIN).unwrap();
                assert!(held == head(2, 2) || held == head(1, 1), "byte {at}: {held:?}");
                assert_eq!(guard.head("other/x"), Some(head(9, 9)));
            }
        }
    }
}

#[test]
fn a3_a_restored_backup_is_refused_by_the_guard() {
    let place = Place::new();
    let mut seen = Witness::default();
    let copy = place.dir.path().join("backup.db");
    let mut writer =
        Writer::start(&place.joint(), &place.guard(), Fault::none(), &mut seen).unwrap();
    writer.write(3, &mut seen).unwrap();
    writer.joint.backup_to(&copy).unwrap();
    let five = writer.write(2, &mut seen).unwrap();
    drop(writer);
    let error = Writer::start(&copy, &place.guard(), Fault::none(), &mut seen).err().unwrap();
    assert_eq!(error.kind(), Kind::Conflict);

    // Somebody who does not ask the guard first meets it at the latest when he wants to sign.
    let mut joint = JointStore::open(&copy).unwrap();
    let mut guard = HeadGuard::open(&place.guard()).unwrap();
    let old = joint.head(&kw()).unwrap();
    let standing = guard.standing(ORIGIN, &old, |n| joint.root_at(&kw(), n)).unwrap();
    assert_eq!(standing, Standing::StoreBehind { guard: five });
    let (bytes, leaf, _) = crate::world::put("KW", 99, None);
    let other = store::joint::Batch { entries: vec![(bytes, leaf)], ..Default::default() };
    let forged = joint.append(&kw(), &old, &other).unwrap();
    assert_eq!(guard.advance(ORIGIN, &old, &forged).unwrap_err().kind(), Kind::Conflict);
    // Also when it has grown past the guarded size on another branch.
    let more = crate::world::batch("KW", forged.size, 4);
    let longer = joint.append(&kw(), &forged, &more).unwrap();
    assert!(longer.size > five.size);
    let standing = guard.standing(ORIGIN, &longer, |n| joint.root_at(&kw(), n)).unwrap();
    assert_eq!(standing, Standing::Sideways { guard: five });
}

#[test]
fn a_backup_is_whole_openable_and_never_replaces_a_file() {
    let place = Place::new();
    let mut seen = Witness::default();
    let mut writer =
        Writer::start(&place.joint(), &place.guard(), Fault::none(), &mut seen).unwrap();
    let head = writer.write(300, &mut seen).unwrap();
    let copy = place.dir.path().join("backup.db");
    writer.joint.backup_to(&copy).unwrap();
    assert_eq!(writer.joint.backup_to(&copy).unwrap_err().kind(), Kind::Refused);
    writer.write(1, &mut seen).unwrap();
    let restored = JointStore::open(&copy).unwrap();
    assert_eq!(restored.read_back(&kw(), 0).unwrap(), head);
    assert_eq!(restored.note(&kw()).unwrap().unwrap().0, 300);
    assert_eq!(restored.doctor(), []);
    // No guard came with it.
    let names: Vec<_> = std::fs::read_dir(place.dir.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("guard"))
        .collect();
    assert!(names.iter().all(|name| name.starts_with("heads.guard")), "{names:?}");
}
