//! Damaged, foreign, newer and tampered files: a clear error or a finding, never a panic and
//! never wrong contents.

use std::path::Path;

use ledger::entry::Head;
use rusqlite::Connection;
use store::joint::JointStore;
use store::private::PrivateStore;
use store::{Kind, StoreError};

use crate::world::{Dice, EMPTY, Place, batch, kw, note, us};

/// A record with something of everything, closed, so that all is in the main file.
fn filled() -> (Place, Head) {
    let place = Place::new();
    let mut joint = place.open();
    let mut head = EMPTY;
    for n in [100, 200, 1] {
        head = joint.append(&kw(), &head, &batch("KW", head.size, n)).unwrap();
        joint.put_note(&kw(), head.size, &note(&head)).unwrap();
    }
    joint.append(&us(), &EMPTY, &batch("US", 0, 2)).unwrap();
    assert_eq!(joint.doctor(), []);
    (place, head)
}

/// Every byte of both logs, their heads and notes, as a user of the store gets them.
fn contents(joint: &JointStore) -> store::Result<Vec<Vec<u8>>> {
    let mut all = Vec::new();
    for (party, head) in joint.heads()? {
        all.push(format!("{party} {head:?}").into_bytes());
        for row in joint.entries(&party, 0..u64::MAX)? {
            all.push(row.bytes);
            all.push(row.leaf.to_vec());
        }
        for size in joint.checkpoint_sizes(&party, 0, 1000)? {
            all.push(joint.checkpoint(&party, size)?.unwrap_or_default());
        }
        joint.scan_openings(&party, 0, |row| {
            all.push(format!("{row:?}").into_bytes());
            true
        })?;
    }
    Ok(all)
}

fn assert_clear(error: &StoreError, file: &Path) {
    let text = error.to_string();
    let name = file.file_name().unwrap().to_str().unwrap();
    assert!(text.contains(name) && text.contains("Remedy"), "{text}");
}

#[test]
fn a_file_cut_off_anywhere_is_reported() {
    let (place, _) = filled();
    let whole = std::fs::read(place.joint()).unwrap();
    let copy = place.dir.path().join("joint-cut.db");
    let lengths = (0..600).step_by(7).chain((600..whole.len()).step_by(whole.len() / 150));
    let (mut n_refused, mut n_found) = (0, 0);
    for len in lengths {
        std::fs::write(&copy, &whole[..len]).unwrap();
        match JointStore::open(&copy) {
            Err(error) => {
                assert_eq!(error.kind(), Kind::Corrupt, "{len} bytes: {error}");
                assert_clear(&error, &copy);
                n_refused += 1;
            }
            Ok(joint) => {
                assert!(!joint.doctor().is_empty(), "{len} bytes pass the doctor");
                n_found += 1;
            }
        }
        for suffix in ["-wal", "-shm"] {
            std::fs::remove_file(format!("{}{suffix}", copy.display())).ok();
        }
    }
    assert!(n_refused + n_found > 200, "{n_refused} refused, {n_found} found");
}

#[test]
fn a_flipped_bit_is_reported_or_touches_nothing_of_the_record() {
    let (place, _) = filled();
    let whole = std::fs::read(place.joint()).unwrap();
    let clean = contents(&place.open()).unwrap();
    let copy = place.dir.path().join("joint-flip.db");
    let mut dice = Dice(4711);
    let (mut n_reported, mut n_harmless) = (0, 0);
    for round in 0..400 {
        let at = if round < 100 { round } else { dice.roll(whole.len() as u64) as usize };
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << dice.roll(8);
        std::fs::write(&copy, &bytes).unwrap();
        let reported = match JointStore::open(&copy) {
            Err(error) => {
                assert_clear(&error, &copy);
                true
            }
            Ok(joint) => {
                let findings = joint.doctor();
                if findings.is_empty() {
                    // Not noticed: then nobody may notice a difference either. A signature line
                    // is the exception, checked by whoever has the keys.
                    let found = contents(&joint).unwrap();
                    assert_eq!(found.len(), clean.len(), "byte {at}");
                    for (one, other) in found.iter().zip(&clean) {
                        let is_note = one.starts_with(b"hiwar.kw.example");
                        assert!(one == other || is_note, "byte {at} changed {one:?}");
                    }
                }
                !findings.is_empty()
            }
        };
        if reported {
            n_reported += 1
        } else {
            n_harmless += 1
        }
        for suffix in ["-wal", "-shm"] {
            std::fs::remove_file(format!("{}{suffix}", copy.display())).ok();
        }
    }
    assert!(n_reported > 100, "{n_reported} reported, {n_harmless} harmless");
}

#[test]
fn a15_an_insider_who_changes_rows_is_noticed() {
    let changes = [
        (
            "UPDATE entry SET bytes=cast(replace(cast(bytes AS TEXT),'t0.p7\"','t0.p8\"') AS BLOB) \
          WHERE party='KW' AND idx=6",
            true,
        ),
        ("UPDATE entry SET leaf=zeroblob(32) WHERE party='KW' AND idx=40", true),
        ("DELETE FROM entry WHERE party='KW' AND idx=300", true),
        ("DELETE FROM entry WHERE party='KW' AND idx=12", true),
        ("UPDATE entry SET idx=301 WHERE party='KW' AND idx=300", true),
        (
            "INSERT INTO entry SELECT did,party,301,leaf,bytes,recv FROM entry \
          WHERE party='KW' AND idx=300",
            true,
        ),
        ("UPDATE tile SET hashes=zeroblob(8192)", true),
        ("UPDATE tile SET root=zeroblob(32)", true),
        ("DELETE FROM tile", true),
        ("UPDATE log SET size=300 WHERE party='KW'", true),
        ("UPDATE log SET root=zeroblob(32) WHERE party='KW'", true),
        ("INSERT INTO tile SELECT did,party,level,1,root,hashes FROM tile", false),
        ("UPDATE checkpoint SET size=299 WHERE size=300", false),
        (
            "UPDATE checkpoint SET note=(SELECT note FROM checkpoint WHERE size=100) \
          WHERE size=300",
            false,
        ),
        ("UPDATE log SET origin='evil.example/x' WHERE party='KW'", false),
        (
            "UPDATE opening SET disc=(SELECT disc FROM opening WHERE idx=9 AND field='en') \
          WHERE idx=8 AND field='en'",
            false,
        ),
        ("UPDATE opening SET field='other' WHERE idx=8 AND field='en'", false),
        ("INSERT INTO opening VALUES ('kwus-3q7f5m2a','KW',900,'en','eA',0,NULL,NULL)", false),
        ("INSERT INTO cosignature VALUES ('kwus-3q7f5m2a','KW',900,'US','x',1)", false),
        ("UPDATE log SET did='other-dialogue' WHERE party='US'", false),
        ("UPDATE log SET party='us' WHERE party='US'", false),
        ("INSERT INTO dialogue VALUES ('second')", false),
        ("DROP TABLE snapshot", false),
        ("CREATE TABLE extra (x)", false),
        ("CREATE TRIGGER quiet AFTER INSERT ON entry BEGIN DELETE FROM tile; END", false),
    ];
    for (change, changes_tree) in changes {
        let (place, head) = filled();
        let insider = Connection::open(place.joint()).unwrap();
        let n_rows = insider.execute(change, []).unwrap();
        assert!(
            n_rows > 0 || !change.starts_with(['U', 'D', 'I']) || change.starts_with("DROP"),
            "nothing changed by {change}"
        );
        drop(insider);
        match JointStore::open(&place.joint()) {
            Err(error) => assert_eq!(error.kind(), Kind::Corrupt, "{change}: {error}"),
            Ok(joint) => {
                let findings = joint.doctor();
                assert!(!findings.is_empty(), "the doctor overlooks: {change}");
                assert!(findings.iter().all(|f| !f.remedy.is_empty() && !f.what.is_empty()));
                if changes_tree {
                    let error = joint.read_back(&kw(), 0).unwrap_err();
                    assert_eq!(error.kind(), Kind::Corrupt, "{change}");
                } else if !change.contains("log SET did") && !change.contains("tile") {
                    assert_eq!(joint.read_back(&kw(), 0).unwrap(), head, "{change}");
                }
            }
        }
    }
}

#[test]
fn a15_p10_a_row_changed_between_append_and_signature_is_noticed() {
    let place = Place::new();
    let mut joint = place.open();
    let head = joint.append(&kw(), &EMPTY, &batch("KW", 0, 5)).unwrap();
    joint.read_back(&kw(), 0).unwrap();
    joint.append(&kw(), &head, &batch("KW", 5, 2)).unwrap();
    let insider = Connection::open(place.joint()).unwrap();
    let change = "UPDATE entry SET bytes=x'7b7d' WHERE party='KW' AND idx=6";
    assert_eq!(insider.execute(change, []).unwrap(), 1);
    let error = joint.read_back(&kw(), 5).unwrap_err();
    assert_eq!(error.kind(), Kind::Corrupt);
    assert!(error.to_string().contains("KW entry 6"), "{error}");
}

#[test]
fn a_tree_that_was_tampered_with_is_not_extended() {
    let (place, head) = filled();
    let insider = Connection::open(place.joint()).unwrap();
    insider.execute("UPDATE entry SET leaf=zeroblob(32) WHERE idx=300", []).unwrap();
    drop(insider);
    let mut joint = place.open();
    let error = joint.append(&kw(), &head, &batch("KW", head.size, 1)).unwrap_err();
    assert_eq!(error.kind(), Kind::Corrupt, "{error}");
}

#[test]
fn foreign_and_newer_files_are_refused_and_left_alone() {
    let place = Place::new();
    let private = place.dir.path().join("private.db");
    drop(PrivateStore::create(&private).unwrap());
    let foreign = place.dir.path().join("foreign.db");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    let text = place.dir.path().join("text.db");
    std::fs::write(&text, "not a database at all, but a text of some length").unwrap();
    for file in [&private, &foreign, &text] {
        let before = std::fs::read(file).unwrap();
        let error = JointStore::open(file).unwrap_err();
        assert_eq!(error.kind(), Kind::Corrupt, "{error}");
        assert_clear(&error, file);
        assert_eq!(std::fs::read(file).unwrap(), before);
    }
    assert_eq!(PrivateStore::open(&place.joint()).unwrap_err().kind(), Kind::Corrupt);
    assert_eq!(JointStore::open(place.dir.path()).unwrap_err().kind(), Kind::Refused);

    let db = Connection::open(place.joint()).unwrap();
    db.pragma_update(None, "user_version", 2).unwrap();
    drop(db);
    let error = JointStore::open(&place.joint()).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 2, known: 1, .. }), "{error}");
    assert_clear(&error, &place.joint());
}

const CHILD: &str = "HIWAR_STORE_TEST_STRANGER";

#[cfg(unix)]
#[test]
fn a_file_of_another_account_is_a_permission_error() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    if let Ok(path) = std::env::var(CHILD) {
        let error = JointStore::open(Path::new(&path)).unwrap_err();
        return crate::world::tell(&format!("{:?} {error}", error.kind()));
    }
    let place = Place::new();
    let mode = |path: &Path, mode| {
        std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    };
    // The administrator may read everything, so there the child runs as nobody.
    let bin = tempfile::tempdir().unwrap();
    let program = bin.path().join("tests");
    std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    mode(place.dir.path(), 0o755);
    mode(bin.path(), 0o755);
    mode(&program, 0o755);
    let file = place.joint();
    for (file_mode, what) in [(0o000, "nobody may read"), (0o444, "nobody may write")] {
        mode(&file, file_mode);
        let mut child = std::process::Command::new(&program);
        if std::fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0) {
            child.uid(65_534).gid(65_534);
        }
        let name = "damage::a_file_of_another_account_is_a_permission_error";
        let out = child
            .args([name, "--exact", "--nocapture"])
            .env(CHILD, &file)
            .current_dir("/")
            .output()
            .unwrap();
        let told = String::from_utf8(out.stdout).unwrap();
        assert!(told.contains("child: Permission"), "{what}: {told}");
        assert!(told.contains("file mode 600"), "{what}: {told}");
    }
}

#[test]
fn an_interrupted_making_of_a_file_is_not_taken_for_a_record() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("joint-x.db");
    std::fs::write(&path, b"").unwrap();
    assert_eq!(JointStore::open(&path).unwrap_err().kind(), Kind::Corrupt);
    // A folder that does not exist leaves nothing behind.
    let deep = dir.path().join("no/such/joint.db");
    let did = crate::world::did();
    assert_eq!(JointStore::create(&deep, &did).unwrap_err().kind(), Kind::Io);
}
