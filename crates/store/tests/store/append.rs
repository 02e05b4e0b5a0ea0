//! Appending, reading back, tiles, notes and receipts.

use std::ops::ControlFlow;

use ledger::entry::{Head, leaf_hash};
use ledger::merkle::{Frontier, Tree};
use proptest::prelude::*;
use store::Kind;
use store::joint::{Evidence, JointStore, LogState, Peer, Receipt, Snapshot, Stamp};

use crate::world::{EMPTY, ORIGIN, Place, bare, batch, did, kw, note, party, us};

#[test]
fn a_missing_file_is_an_error_that_names_the_remedy() {
    let dir = tempfile::tempdir().unwrap();
    let error = JointStore::open(&dir.path().join("joint-x.db")).unwrap_err();
    assert_eq!(error.kind(), Kind::Missing);
    let text = error.to_string();
    assert!(text.contains("joint-x.db") && text.contains("hiwar init"), "{text}");
    assert!(!dir.path().join("joint-x.db").exists(), "opening made a file");
}

#[test]
fn a_file_that_exists_is_never_made_anew() {
    let place = Place::new();
    let before = std::fs::read(place.joint()).unwrap();
    let error = JointStore::create(&place.joint(), &did()).unwrap_err();
    assert_eq!(error.kind(), Kind::Refused);
    assert_eq!(std::fs::read(place.joint()).unwrap(), before);
}

#[cfg(unix)]
#[test]
fn a_new_file_can_be_read_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let mut joint = place.open();
    joint.append(&kw(), &EMPTY, &batch("KW", 0, 1)).unwrap();
    for suffix in ["", "-wal", "-shm"] {
        let name = format!("{}{suffix}", place.joint().display());
        let mode = std::fs::metadata(&name).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn what_was_appended_is_there_after_reopening() {
    let place = Place::new();
    let mut joint = place.open();
    let head = joint.append(&kw(), &EMPTY, &batch("KW", 0, 3)).unwrap();
    let mirror = joint.append(&us(), &EMPTY, &batch("US", 0, 2)).unwrap();
    assert_eq!((head.size, mirror.size), (3, 2));
    drop(joint);
    let joint = place.open();
    assert_eq!(joint.dialogue(), &did());
    assert_eq!(joint.heads().unwrap(), [(kw(), head), (us(), mirror)].into());
    let rows = joint.entries(&kw(), 1..9).unwrap();
    assert_eq!(rows.iter().map(|row| row.idx).collect::<Vec<_>>(), [1, 2]);
    let wanted = batch("KW", 1, 1).entries.remove(0);
    assert_eq!((rows[0].bytes.clone(), rows[0].leaf), wanted);
    assert_eq!(joint.find(&wanted.1).unwrap(), [(kw(), 1)]);
    assert_eq!(joint.opening(&kw(), 2, &crate::world::field("zz")).unwrap(), None);
    assert_eq!(joint.doctor(), []);
}

#[test]
fn an_append_from_another_head_changes_nothing() {
    let place = Place::new();
    let mut joint = place.open();
    let head = joint.append(&kw(), &EMPTY, &batch("KW", 0, 2)).unwrap();
    let other = Head { size: 2, root: [9; 32] };
    for wrong in [EMPTY, other, Head { size: 1, ..head }, Head { size: 3, ..head }] {
        let error = joint.append(&kw(), &wrong, &batch("KW", 2, 1)).unwrap_err();
        let store::StoreError::Conflict { expected, found, .. } = &error else {
            panic!("{error}");
        };
        assert_eq!((expected, found), (&wrong, &head));
    }
    assert_eq!(joint.head(&kw()).unwrap(), head);
    assert_eq!(joint.read_back(&kw(), 0).unwrap(), head);
}

#[test]
fn two_processes_that_append_to_one_log_cannot_both_win() {
    let place = Place::new();
    let (mut one, mut two) = (place.open(), place.open());
    let first = one.append(&kw(), &EMPTY, &batch("KW", 0, 1)).unwrap();
    assert_eq!(two.append(&kw(), &EMPTY, &batch("KW", 0, 2)).unwrap_err().kind(), Kind::Conflict);
    let second = two.append(&kw(), &first, &batch("KW", 1, 1)).unwrap();
    assert_eq!(one.append(&kw(), &first, &batch("KW", 1, 2)).unwrap_err().kind(), Kind::Conflict);
    let third = one.append(&kw(), &second, &batch("KW", 2, 1)).unwrap();
    assert_eq!(two.read_back(&kw(), 0).unwrap(), third);
}

#[test]
fn what_is_read_at_one_moment_does_not_move_while_another_process_writes() {
    let place = Place::new();
    let (reader, mut writer) = (place.open(), place.open());
    let first = writer.append(&kw(), &EMPTY, &batch("KW", 0, 1)).unwrap();
    let (before, within) = reader
        .at_one_moment(|reader| {
            let before = reader.head(&kw()).unwrap();
            writer.append(&kw(), &first, &batch("KW", 1, 1)).unwrap();
            (before, reader.head(&kw()).unwrap())
        })
        .unwrap();
    assert_eq!((&before, &within), (&first, &first));
    assert_eq!(reader.head(&kw()).unwrap().size, 2);
}

#[test]
fn bad_batches_are_refused_whole() {
    let place = Place::new();
    let mut joint = place.open();
    let mut wrong_leaf = batch("KW", 0, 2);
    wrong_leaf.entries[1].1 = [1; 32];
    let mut empty_entry = batch("KW", 0, 1);
    empty_entry.entries[0] = (vec![], leaf_hash(&[]));
    let mut long = batch("KW", 0, 1);
    long.entries[0] = (vec![b'x'; 65_536], leaf_hash(&[b'x'; 65_536]));
    let mut early_opening = batch("KW", 0, 1);
    early_opening.openings[0].0 = 1;
    let mut long_opening = batch("KW", 0, 1);
    long_opening.openings[0].2 = "x".repeat(100_000);
    for bad in [wrong_leaf, empty_entry, long, early_opening, long_opening] {
        assert_eq!(joint.append(&kw(), &EMPTY, &bad).unwrap_err().kind(), Kind::Refused);
        assert_eq!(joint.head(&kw()).unwrap(), EMPTY);
    }
    let error = joint.append(&party("AE"), &EMPTY, &batch("AE", 0, 1)).unwrap_err();
    assert!(error.to_string().contains("no log of AE"), "{error}");
    assert_eq!(joint.doctor(), []);
}

#[test]
fn tiles_and_roots_are_those_of_the_whole_tree_at_every_width() {
    let place = Place::new();
    let mut joint = place.open();
    let (mut tree, mut head) = (Tree::new(), EMPTY);
    for n in [1u64, 254, 1, 1, 255, 300, 700] {
        let batch = bare("KW", head.size, n);
        batch.entries.iter().for_each(|(_, leaf)| tree.push(*leaf));
        head = joint.append(&kw(), &head, &batch).unwrap();
        assert_eq!(head, tree.head());
        // A process that starts here goes on from the rows alone.
        joint = place.open();
    }
    for size in [0, 1, 2, 255, 256, 257, 511, 512, 1000, head.size] {
        assert_eq!(joint.root_at(&kw(), size).unwrap(), tree.root_at(size), "size {size}");
    }
    assert_eq!(joint.root_at(&kw(), head.size + 1).unwrap(), None);
    for (level, n, width) in
        [(0, 0, 256), (0, 1, 17), (0, 5, 200), (0, 5, 232), (0, 4, 256), (1, 0, 5), (1, 0, 2)]
    {
        let wanted = ledger::tile::hashes(&tree, level, n, width);
        assert!(wanted.is_some(), "{level}/{n}.p/{width}");
        assert_eq!(joint.tile(&kw(), level, n, width).unwrap(), wanted, "{level}/{n}.p/{width}");
    }
    for (level, n, width) in [(0, 5, 233), (0, 6, 1), (1, 0, 6), (1, 1, 1), (0, 0, 0), (0, 0, 257)]
    {
        assert_eq!(joint.tile(&kw(), level, n, width).unwrap(), None, "{level}/{n}.p/{width}");
    }
    assert_eq!(joint.doctor(), []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn p10_read_back_gives_the_root_of_the_bytes_however_they_were_batched(
        sizes in prop::collection::vec(0u64..200, 1..6), reopen in any::<u8>(),
    ) {
        let place = Place::new();
        let mut joint = place.open();
        let (mut frontier, mut head) = (Frontier::new(), EMPTY);
        for (step, n) in sizes.into_iter().enumerate() {
            let batch = bare("KW", head.size, n);
            frontier.extend(batch.entries.iter().map(|(_, leaf)| *leaf));
            let from = head.size;
            head = joint.append(&kw(), &head, &batch).unwrap();
            prop_assert_eq!(head, frontier.head());
            if reopen & (1 << step) != 0 {
                joint = place.open();
            }
            prop_assert_eq!(joint.read_back(&kw(), from).unwrap(), head);
            prop_assert_eq!(joint.read_back(&kw(), 0).unwrap(), head);
            prop_assert_eq!(joint.read_back(&kw(), head.size / 2).unwrap(), head);
        }
    }
}

#[test]
fn a_scan_streams_every_entry_once_and_stops_when_told() {
    let place = Place::new();
    let mut joint = place.open();
    joint.append(&kw(), &EMPTY, &bare("KW", 0, 600)).unwrap();
    let wanted = bare("KW", 0, 600).entries;
    let mut n_seen = 250;
    let n_rows = joint.scan(&kw(), 250, |idx, bytes, leaf| {
        assert_eq!(idx, n_seen);
        assert_eq!((bytes, leaf), (wanted[idx as usize].0.as_slice(), &wanted[idx as usize].1));
        n_seen += 1;
        ControlFlow::Continue(())
    });
    assert_eq!((n_rows.unwrap(), n_seen), (350, 600));
    let n_rows = joint.scan(&kw(), 0, |idx, _, _| match idx {
        9 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    });
    assert_eq!(n_rows.unwrap(), 10);
}

#[test]
fn p8_a_note_is_stored_only_for_the_root_the_log_has_at_its_size() {
    let place = Place::new();
    let mut joint = place.open();
    let two = joint.append(&kw(), &EMPTY, &batch("KW", 0, 2)).unwrap();
    let five = joint.append(&kw(), &two, &batch("KW", 2, 3)).unwrap();
    joint.put_note(&kw(), 5, &note(&five)).unwrap();
    joint.put_note(&kw(), 2, &note(&two)).unwrap();
    assert_eq!(joint.note(&kw()).unwrap(), Some((5, note(&five))));
    assert_eq!(joint.checkpoint(&kw(), 2).unwrap(), Some(note(&two)));
    assert_eq!(joint.checkpoint(&kw(), 3).unwrap(), None);
    assert_eq!(joint.checkpoint_sizes(&kw(), 0, 9).unwrap(), [2, 5]);
    for lie in [Head { root: [1; 32], ..five }, Head { root: [1; 32], ..two }] {
        let error = joint.put_note(&kw(), lie.size, &note(&lie)).unwrap_err();
        assert_eq!(error.kind(), Kind::Conflict, "{error}");
    }
    for (size, bytes) in [
        (4, note(&five)),
        (6, note(&Head { size: 6, ..five })),
        (0, note(&EMPTY)),
        (5, b"no note".to_vec()),
        (5, vec![b'x'; 2_000_000]),
    ] {
        let error = joint.put_note(&kw(), size, &bytes).unwrap_err();
        assert_eq!(error.kind(), Kind::Refused, "{error}");
    }
    // The US mirror has another origin.
    joint.append(&us(), &EMPTY, &batch("KW", 0, 2)).unwrap();
    assert_eq!(joint.put_note(&us(), 2, &note(&two)).unwrap_err().kind(), Kind::Refused);
    assert_eq!(joint.doctor(), []);
}

#[test]
fn a_second_note_of_the_same_text_adds_its_signatures() {
    use ledger::note::{KeyKind, Note, SigningKey};
    let place = Place::new();
    let mut joint = place.open();
    let head = joint.append(&kw(), &EMPTY, &batch("KW", 0, 1)).unwrap();
    joint.put_note(&kw(), 1, &note(&head)).unwrap();
    let mut more = Note::parse(&note(&head)).unwrap();
    let key = SigningKey::from_seed("next.example/key", KeyKind::LogEd25519, [3; 32]).unwrap();
    more.signatures = Note::sign(&more.text, &key).signatures;
    joint.put_note(&kw(), 1, &more.to_bytes()).unwrap();
    let stored = Note::parse(&joint.checkpoint(&kw(), 1).unwrap().unwrap()).unwrap();
    assert_eq!(stored.signatures.len(), 2);
}

#[test]
fn the_first_receipt_of_a_party_and_size_stays() {
    let place = Place::new();
    let mut joint = place.open();
    joint.append(&kw(), &EMPTY, &batch("KW", 0, 4)).unwrap();
    let receipt = |size, by: &str, time| Receipt {
        size,
        by: party(by),
        line: format!("\u{2014} {by} {time}"),
        time,
    };
    assert!(joint.add_cosignature(&kw(), &receipt(2, "US", 100)).unwrap());
    assert!(joint.add_cosignature(&kw(), &receipt(4, "US", 200)).unwrap());
    assert!(joint.add_cosignature(&kw(), &receipt(3, "AE", 150)).unwrap());
    assert!(!joint.add_cosignature(&kw(), &receipt(2, "US", 999)).unwrap());
    let all = [receipt(2, "US", 100), receipt(3, "AE", 150), receipt(4, "US", 200)];
    assert_eq!(joint.cosignatures(&kw()).unwrap(), all);
    let latest = [receipt(3, "AE", 150), receipt(4, "US", 200)];
    assert_eq!(joint.latest_cosignatures(&kw()).unwrap(), latest);
    for bad in [receipt(5, "US", 1), receipt(0, "US", 1)] {
        assert_eq!(joint.add_cosignature(&kw(), &bad).unwrap_err().kind(), Kind::Refused);
    }
}

#[test]
fn a_log_keeps_its_origin_and_owner() {
    let place = Place::new();
    let mut joint = place.open();
    joint.add_log(&kw(), true, ORIGIN).unwrap();
    assert_eq!(joint.add_log(&kw(), false, ORIGIN).unwrap_err().kind(), Kind::Refused);
    assert_eq!(joint.add_log(&kw(), true, "other/x").unwrap_err().kind(), Kind::Refused);
    assert_eq!(joint.add_log(&party("AE"), true, "").unwrap_err().kind(), Kind::Refused);
    joint.set_state(&us(), LogState::Forked).unwrap();
    joint.set_pending(&us(), Some(b"pending note")).unwrap();
    assert_eq!(joint.pending(&us()).unwrap().as_deref(), Some(&b"pending note"[..]));
    assert_eq!(joint.pending(&kw()).unwrap(), None);
    let logs = joint.logs().unwrap();
    let states: Vec<_> = logs.iter().map(|log| (log.own, log.state)).collect();
    assert_eq!(states, [(true, LogState::Live), (false, LogState::Forked)]);
}

#[test]
fn evidence_stamps_peers_and_snapshots_come_back_as_they_were_given() {
    let place = Place::new();
    let mut joint = place.open();
    let head = joint.append(&kw(), &EMPTY, &batch("KW", 0, 1)).unwrap();
    assert_eq!(joint.add_evidence(&us(), 1, b"two notes").unwrap(), 0);
    assert_eq!(joint.add_evidence(&us(), 2, b"two notes").unwrap(), 1);
    assert_eq!(joint.add_evidence(&us(), 1, b"two notes").unwrap(), 0);
    let held = joint.evidence(&us()).unwrap();
    let wanted = |n, kind| Evidence { n, kind, bytes: b"two notes".to_vec() };
    assert_eq!(held, [wanted(0, 1), wanted(1, 2)]);

    let stamp = Stamp { size: 1, tsa: "tsa.example".to_owned(), token: vec![0x30, 3] };
    joint.put_stamp(&kw(), &stamp).unwrap();
    assert_eq!(joint.stamps(&kw()).unwrap(), [stamp]);

    let mut peer = Peer {
        party: us(),
        url: "https://us.example:7443".to_owned(),
        pins: vec![[1; 32], [2; 32]],
        have: [(kw(), head), (us(), EMPTY)].into(),
        bag_in: 4,
        bag_out: 17,
    };
    joint.put_peer(&peer).unwrap();
    peer.bag_out = 18;
    joint.put_peer(&peer).unwrap();
    assert_eq!(joint.peer(&us()).unwrap(), Some(peer.clone()));
    assert_eq!(joint.peers().unwrap(), [peer]);
    assert_eq!(joint.peer(&kw()).unwrap(), None);

    let snapshot = |version| Snapshot { version, vector: vec![1], state: vec![2; 10_000] };
    joint.put_snapshot(&snapshot(2)).unwrap();
    joint.put_snapshot(&snapshot(1)).unwrap();
    assert_eq!(joint.snapshot().unwrap(), Some(snapshot(1)));
}

#[test]
fn a_blob_counts_as_held_only_when_its_hash_is_right() {
    use sha2::{Digest, Sha256};
    let place = Place::new();
    let mut joint = place.open();
    let bytes: Vec<u8> = (0..2_500_000u32).map(|n| (n % 251) as u8).collect();
    let sha: [u8; 32] = Sha256::digest(&bytes).into();
    let chunks: Vec<&[u8]> = bytes.chunks(1024 * 1024).collect();
    joint.blob_begin(&sha, bytes.len() as u64).unwrap();
    joint.blob_write(&sha, 2, chunks[2]).unwrap();
    let again = joint.blob_write(&sha, 2, chunks[2]).unwrap();
    assert_eq!(again.have, chunks[2].len() as u64, "a chunk twice counts once");
    joint.blob_write(&sha, 0, chunks[0]).unwrap();
    let mut wrong = chunks[1].to_vec();
    wrong[77] ^= 1;
    let error = joint.blob_write(&sha, 1, &wrong).unwrap_err();
    assert!(error.to_string().contains("another SHA-256"), "{error}");
    assert_eq!(joint.blob(&sha).unwrap().unwrap().have, 0);
    assert_eq!(joint.blob_read(&sha, 0).unwrap(), None);
    for (n, chunk) in chunks.iter().enumerate() {
        joint.blob_write(&sha, n as u64, chunk).unwrap();
    }
    let blob = joint.blob(&sha).unwrap().unwrap();
    assert_eq!(blob.have, blob.size);
    let read: Vec<u8> = (0..3).flat_map(|n| joint.blob_read(&sha, n).unwrap().unwrap()).collect();
    assert_eq!(read, bytes);
    assert_eq!(joint.doctor(), []);
    for (n, chunk) in [(3, &b"x"[..]), (0, &b"short"[..]), (u64::MAX, &b"x"[..])] {
        assert_eq!(joint.blob_write(&sha, n, chunk).unwrap_err().kind(), Kind::Refused);
    }
    assert_eq!(joint.blobs().unwrap().get(&sha), Some(&blob));
    assert!(joint.erase_blob(&sha).unwrap());
    joint.blob_begin(&sha, bytes.len() as u64).unwrap();
    joint.blob_write(&sha, 1, chunks[1]).unwrap();
    assert_eq!(joint.chunks_missing(&sha, bytes.len() as u64, 9).unwrap(), [0, 2]);
    assert_eq!(joint.chunks_missing(&sha, bytes.len() as u64, 1).unwrap(), [0]);
    let whole = joint.blob_put(&sha, &bytes).unwrap();
    assert_eq!(
        (whole.have, joint.chunks_missing(&sha, whole.size, 9).unwrap()),
        (whole.size, vec![])
    );
    assert!(joint.erase_blob(&sha).unwrap());
    assert_eq!(joint.blob(&sha).unwrap(), None);
}
