//! Openings: who is given them, and that erasing leaves nothing behind.

use ledger::id::{FieldName, PartyId};
use store::Kind;
use store::joint::{Batch, JointStore, OpeningState, Put, Snapshot};

use crate::world::{EMPTY, Place, batch, field, kw, party, put, us};

/// Entries of KW: one for all, one for US and KW, one for AE alone, and one that is no JSON.
fn with_audiences(place: &Place) -> JointStore {
    let mut joint = place.open();
    let mut batch = Batch::default();
    let audiences: [Option<&[&str]>; 3] = [None, Some(&["KW", "US"]), Some(&["AE"])];
    for (idx, aud) in (0..).zip(audiences) {
        let (bytes, leaf, openings) = put("KW", idx + 1, aud);
        batch.entries.push((bytes, leaf));
        for (name, disclosure) in openings {
            batch.openings.push((idx, field(&name), disclosure));
        }
    }
    let bytes = b"not an entry".to_vec();
    batch.entries.push((bytes.clone(), ledger::entry::leaf_hash(&bytes)));
    batch.openings.push((3, field("en"), "c2VjcmV0".to_owned()));
    joint.append(&kw(), &EMPTY, &batch).unwrap();
    joint
}

fn given(joint: &JointStore, audience: &PartyId) -> Vec<u64> {
    let mut given: Vec<u64> =
        joint.openings(&kw(), 0..100, audience).unwrap().into_iter().map(|row| row.0).collect();
    given.dedup();
    given
}

#[test]
fn p14_openings_reach_only_the_parties_that_the_entry_names() {
    let place = Place::new();
    let joint = with_audiences(&place);
    assert_eq!(given(&joint, &us()), [0, 1]);
    assert_eq!(given(&joint, &party("AE")), [0, 2]);
    assert_eq!(given(&joint, &party("BH")), [0]);
    assert_eq!(given(&joint, &kw()), [0, 1, 2, 3], "the author is given all of its own");
    let rows = joint.openings(&kw(), 1..2, &us()).unwrap();
    let fields: Vec<_> = rows.iter().map(|row| row.1.as_str()).collect();
    assert_eq!(fields, ["by", "en"]);
}

#[test]
fn p3_an_erased_opening_is_gone_from_every_file_and_the_tree_stays() {
    let place = Place::new();
    let mut joint = place.open();
    let batch = batch("KW", 0, 400);
    let head = joint.append(&kw(), &EMPTY, &batch).unwrap();
    let snapshot = Snapshot { version: 1, vector: vec![], state: vec![1] };
    joint.put_snapshot(&snapshot).unwrap();
    let secrets: Vec<String> =
        batch.openings.iter().step_by(13).map(|opening| opening.2.clone()).collect();
    assert!(secrets.iter().all(|secret| holds(&place, secret)), "the test looks at nothing");
    for (idx, name, secret) in &batch.openings {
        if secrets.contains(secret) {
            assert!(joint.erase_opening(&kw(), *idx, name, "LAW-12-2024.art7", 5).unwrap());
        }
    }
    for secret in &secrets {
        assert!(!holds(&place, secret), "an erased value is still on the disk");
    }
    let state = joint.opening(&kw(), batch.openings[13].0, &batch.openings[13].1).unwrap();
    let erased = OpeningState::Erased { basis: "LAW-12-2024.art7".to_owned(), at_ms: 5 };
    assert_eq!(state, Some(erased));
    assert_eq!(joint.openings(&kw(), 0..1000, &us()).unwrap().len(), 800 - secrets.len());
    assert_eq!(joint.read_back(&kw(), 0).unwrap(), head);
    assert_eq!(joint.snapshot().unwrap(), None, "a snapshot may hold a copy");
    assert_eq!(joint.doctor(), []);
    let copy = place.dir.path().join("backup.db");
    joint.backup_to(&copy).unwrap();
    let bytes = std::fs::read(copy).unwrap();
    assert!(secrets.iter().all(|secret| !contains(&bytes, secret.as_bytes())));
}

#[test]
fn an_erased_opening_is_never_taken_again() {
    let place = Place::new();
    let mut joint = place.open();
    let batch = batch("KW", 0, 2);
    let (late, early) = (batch.openings[0].clone(), batch.openings[1].clone());
    let without_late = Batch { openings: vec![early.clone()], ..batch };
    joint.append(&kw(), &EMPTY, &without_late).unwrap();
    // One was held, the other had not arrived yet.
    assert!(joint.erase_opening(&kw(), early.0, &early.1, "LAW-1", 1).unwrap());
    assert!(!joint.erase_opening(&kw(), late.0, &late.1, "LAW-1", 1).unwrap());
    assert!(!joint.erase_opening(&kw(), late.0, &late.1, "LAW-2", 2).unwrap());
    for (idx, name, disclosure) in [&late, &early] {
        let put = joint.put_opening(&kw(), *idx, name, disclosure).unwrap();
        assert_eq!(put, Put::Erased);
    }
    let mut states = Vec::new();
    joint
        .scan_openings(&kw(), 0, |row| {
            states.push(row.state);
            true
        })
        .unwrap();
    let erased = OpeningState::Erased { basis: "LAW-1".to_owned(), at_ms: 1 };
    assert_eq!(states, [erased.clone(), erased]);
}

#[test]
fn a_late_opening_is_stored_once_and_another_one_refused() {
    let place = Place::new();
    let mut joint = place.open();
    let batch = batch("KW", 0, 1);
    let (idx, name, disclosure) = batch.openings[0].clone();
    joint.append(&kw(), &EMPTY, &Batch { openings: vec![], ..batch }).unwrap();
    assert_eq!(joint.put_opening(&kw(), idx, &name, &disclosure).unwrap(), Put::New);
    assert_eq!(joint.put_opening(&kw(), idx, &name, &disclosure).unwrap(), Put::Same);
    let error = joint.put_opening(&kw(), idx, &name, "b3RoZXI").unwrap_err();
    assert_eq!(error.kind(), Kind::Refused);
    let error = joint.put_opening(&kw(), 1, &name, &disclosure).unwrap_err();
    assert_eq!(error.kind(), Kind::Refused);
    for n in 0..63 {
        joint.put_opening(&kw(), idx, &field(&format!("f{n}")), "eA").unwrap();
    }
    let error = joint.put_opening(&kw(), idx, &field("f63"), "eA").unwrap_err();
    assert!(error.to_string().contains("64"), "{error}");
}

#[test]
fn openings_that_come_with_their_entry_keep_the_same_rules() {
    let place = Place::new();
    let mut joint = place.open();
    let batch = batch("KW", 0, 1);
    let first = batch.openings[0].clone();
    let with = |openings: Vec<(u64, FieldName, String)>| Batch { openings, ..batch.clone() };
    let other = (first.0, first.1.clone(), "b3RoZXI".to_owned());
    let error = joint.append(&kw(), &EMPTY, &with(vec![first.clone(), other])).unwrap_err();
    assert_eq!(error.kind(), Kind::Refused, "two values of one field");
    let many = (0..65).map(|n| (0, field(&format!("f{n}")), "eA".to_owned()));
    let error = joint.append(&kw(), &EMPTY, &with(many.collect())).unwrap_err();
    assert!(error.to_string().contains("64"), "{error}");
    let twice = with(vec![first.clone(), first.clone()]);
    joint.append(&kw(), &EMPTY, &twice).unwrap();
    let mut rows = 0;
    joint
        .scan_openings(&kw(), 0, |row| {
            assert_eq!(row.state, OpeningState::Present(first.2.clone()));
            rows += 1;
            true
        })
        .unwrap();
    assert_eq!(rows, 1, "the same value twice is one row");
}

fn holds(place: &Place, text: &str) -> bool {
    ["", "-wal"].iter().any(|suffix| {
        let name = format!("{}{suffix}", place.joint().display());
        std::fs::read(name).is_ok_and(|bytes| contains(&bytes, text.as_bytes()))
    })
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
