//! The file is never trusted: whatever happened to it, it is opened, or made anew.

use search::{Change, Index, Opened};

use crate::world::{World, hits, items, paragraph};

fn filled() -> World {
    let entries = (0..300).map(|nth| paragraph(&format!("p{nth}"), "نص", "some words here"));
    let world = World::with(entries.collect());
    world.index.settle().expect("settled");
    world
}

/// Opens, and puts everything again when it must.
fn mended(world: &World) -> (Index, Opened) {
    let (index, opened) = Index::open(world.index.path()).expect("always opens");
    let put = |index: &Index| {
        let again = (0..300).map(|nth| paragraph(&format!("p{nth}"), "نص", "some words here"));
        index.apply(&again.map(Change::Put).collect::<Vec<_>>(), None)
    };
    if put(&index).is_err() {
        index.remake().expect("made anew");
        put(&index).expect("written");
    }
    (index, opened)
}

#[test]
fn a_file_that_is_not_ours_is_made_anew() {
    for bytes in [&b""[..], b"nothing", &[0; 5_000]] {
        let world = filled();
        let path = world.index.path().to_owned();
        std::fs::remove_file(path.with_extension("db-wal")).ok();
        std::fs::write(&path, bytes).expect("written");
        let (index, opened) = mended(&world);
        assert!(matches!(opened, Opened::Remade(_)), "{opened:?}");
        assert_eq!(hits(&index, "words", &Default::default()).n_found, 300);
    }
}

#[test]
fn a_file_of_another_schema_is_made_anew() {
    let world = filled();
    let conn = rusqlite::Connection::open(world.index.path()).expect("opens");
    conn.pragma_update(None, "user_version", 99).expect("set");
    drop(conn);
    let (index, opened) = mended(&world);
    assert!(matches!(opened, Opened::Remade(_)), "{opened:?}");
    assert_eq!(hits(&index, "words", &Default::default()).n_found, 300);
}

#[test]
fn a_file_that_was_cut_off_or_overwritten_never_breaks_anything() {
    let world = filled();
    let whole = std::fs::read(world.index.path()).expect("bytes");
    for case in 0..24 {
        let world = filled();
        let path = world.index.path().to_owned();
        let mut bytes = whole.clone();
        if case % 2 == 0 {
            bytes.truncate(whole.len() * case / 24);
        } else {
            let at = whole.len() * case / 24;
            let end = (at + 9_000).min(bytes.len());
            bytes[at..end].fill(0xA5);
        }
        for beside in ["db-wal", "db-shm"] {
            std::fs::remove_file(path.with_extension(beside)).ok();
        }
        std::fs::write(&path, bytes).expect("written");
        let (index, _) = mended(&world);
        let query = search::Query::read("words", index.keys()).expect("a query");
        // An answer or damage that is seen; never a panic.
        match index.find(&query, &Default::default(), None, 20, |_| true) {
            Ok(found) => assert!(found.n_found <= 300),
            Err(error) => assert!(error.is_damage(), "case {case}: {error}"),
        }
    }
}

#[test]
fn a_file_that_is_gone_is_made_and_one_that_is_looked_at_is_not() {
    let world = filled();
    let path = world.index.path().to_owned();
    for beside in ["db", "db-wal", "db-shm"] {
        std::fs::remove_file(path.with_extension(beside)).ok();
    }
    assert!(Index::look(&path).expect_err("nothing there").is_damage());
    assert!(!path.exists());
    let (_, opened) = mended(&world);
    assert_eq!(opened, Opened::Made);
}

#[test]
fn a_reader_beside_the_writer_sees_what_was_applied() {
    let world = filled();
    let beside = Index::look(world.index.path()).expect("looked at");
    world.put(vec![paragraph("new", "", "entirely different")]);
    assert_eq!(items(&hits(&beside, "different", &Default::default())), ["new"]);
    assert!(beside.remake().is_err() || beside.path().exists());
}

#[test]
fn only_its_owner_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = filled();
    let mode = std::fs::metadata(world.index.path()).expect("there").permissions().mode();
    assert_eq!(mode & 0o077, 0);
}
