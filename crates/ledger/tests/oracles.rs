//! Independent implementations agree with ours: trees and proofs with `ct-merkle` and
//! `tlog_tiles`, signed notes with `signed_note`. Only these tests know those crates.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use ct_merkle::InclusionProof;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ledger::checkpoint::Checkpoint;
use ledger::cosign;
use ledger::entry::{Head, leaf_hash};
use ledger::merkle::{Frontier, Hash, Tree, verify_consistency, verify_inclusion};
use ledger::note::{KeyKind, Note, Signature, SigningKey, VerifierKey};
use proptest::prelude::*;
use signed_note::{StandardVerifier, VerifierList};
use tlog_tiles::{HashReader, stored_hash_index};

const ORIGIN: &str = "hiwar.kw.example/kwus-3q7f5m2a";

fn entry(index: u64) -> Vec<u8> {
    format!("entry {index}").into_bytes()
}

fn tree(size: u64) -> Tree {
    let mut tree = Tree::new();
    tree.extend((0..size).map(|i| leaf_hash(&entry(i))));
    tree
}

fn ct_tree(size: u64) -> MemoryBackedTree<sha2_oracle::Sha256, Vec<u8>> {
    let mut tree = MemoryBackedTree::new();
    (0..size).for_each(|i| tree.push(entry(i)));
    tree
}

/// Hashes in the order in which `tlog_tiles` numbers them.
struct Stored(Vec<tlog_tiles::Hash>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(indexes.iter().map(|index| self.0[*index as usize]).collect())
    }
}

fn stored(size: u64) -> Stored {
    let mut stored = Stored(Vec::new());
    for i in 0..size {
        assert_eq!(stored_hash_index(0, i), stored.0.len() as u64);
        let new = tlog_tiles::stored_hashes(i, &entry(i), &stored).unwrap();
        stored.0.extend(new);
    }
    stored
}

fn plain(hashes: &[tlog_tiles::Hash]) -> Vec<Hash> {
    hashes.iter().map(|hash| hash.0).collect()
}

fn sizes() -> impl Strategy<Value = (u64, u64)> {
    (1u64..600).prop_flat_map(|size| (Just(size), 0..size))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn roots_and_proofs_equal_those_of_ct_merkle((size, index) in sizes()) {
        let (ours, theirs) = (tree(size), ct_tree(size));
        prop_assert_eq!(ours.root().to_vec(), theirs.root().as_bytes().to_vec());
        let inclusion = ours.inclusion(index, size).unwrap();
        let their_inclusion = theirs.prove_inclusion(index as usize);
        prop_assert_eq!(&inclusion.concat()[..], their_inclusion.as_bytes());
        let leaf = leaf_hash(&entry(index));
        prop_assert_eq!(verify_inclusion(&leaf, index, size, &inclusion, &ours.root()), Ok(()));
        if index > 0 {
            let consistency = ours.consistency(index, size).unwrap();
            let theirs = theirs.prove_consistency((size - index) as usize);
            prop_assert_eq!(&consistency.concat()[..], theirs.as_bytes());
            let old = Head { size: index, root: ours.root_at(index).unwrap() };
            prop_assert_eq!(verify_consistency(&old, &ours.head(), &consistency), Ok(()));
        }
    }

    #[test]
    fn ct_merkle_accepts_our_proofs_and_rejects_them_for_other_leaves((size, index) in sizes()) {
        let (ours, theirs) = (tree(size), ct_tree(size));
        let bytes = ours.inclusion(index, size).unwrap().concat();
        let proof = InclusionProof::<sha2_oracle::Sha256>::try_from_bytes(bytes).unwrap();
        prop_assert!(theirs.root().verify_inclusion(&entry(index), index, &proof).is_ok());
        prop_assert!(theirs.root().verify_inclusion(&entry(size), index, &proof).is_err());
    }

    #[test]
    fn roots_and_proofs_equal_those_of_tlog_tiles((size, index) in sizes()) {
        let (ours, theirs) = (tree(size), stored(size));
        let root = tlog_tiles::tree_hash(size, &theirs).unwrap();
        prop_assert_eq!(ours.root(), root.0);
        let inclusion = tlog_tiles::prove_record(size, index, &theirs).unwrap();
        prop_assert_eq!(ours.inclusion(index, size).unwrap(), plain(&inclusion));
        if index > 0 {
            let consistency = tlog_tiles::prove_tree(size, index, &theirs).unwrap();
            prop_assert_eq!(ours.consistency(index, size).unwrap(), plain(&consistency));
        }
    }

    #[test]
    fn frontier_has_the_roots_of_tlog_tiles(size in 1u64..600) {
        let mut frontier = Frontier::new();
        frontier.extend((0..size).map(|i| leaf_hash(&entry(i))));
        prop_assert_eq!(frontier.root(), tlog_tiles::tree_hash(size, &stored(size)).unwrap().0);
    }

    #[test]
    fn signed_note_accepts_what_we_sign(
        text in "([ -~\u{621}-\u{64a}]{0,40}\n){1,6}",
        seed: [u8; 32],
    ) {
        let key = SigningKey::from_seed(ORIGIN, KeyKind::LogEd25519, seed).unwrap();
        let note = Note::sign(&text, &key);
        let theirs = signed_note::Note::from_bytes(&note.to_bytes()).unwrap();
        prop_assert_eq!(theirs.text(), text.as_bytes());
        let known = StandardVerifier::new(&key.verifier_key().to_vkey()).unwrap();
        let list = VerifierList::new(vec![Box::new(known)]);
        let (verified, unverified) = theirs.verify(&list).unwrap();
        prop_assert_eq!((verified.len(), unverified.len()), (1, 0));
        prop_assert_eq!(theirs.to_bytes(), note.to_bytes());
        prop_assert_eq!(Note::parse(&theirs.to_bytes()), Ok(note));
    }

    #[test]
    fn signed_note_and_we_judge_damaged_notes_alike(at in 0usize..400, bit in 0u8..8) {
        let key = SigningKey::from_seed(ORIGIN, KeyKind::LogEd25519, [3; 32]).unwrap();
        let head = tree(5).head();
        let mut bytes = Checkpoint { origin: ORIGIN.to_owned(), head }.sign(&key).to_bytes();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let ours = Note::parse(&bytes).and_then(|note| note.verified(&[key.verifier_key()]));
        let known = StandardVerifier::new(&key.verifier_key().to_vkey()).unwrap();
        let list = VerifierList::new(vec![Box::new(known)]);
        let theirs = signed_note::Note::from_bytes(&bytes).and_then(|note| note.verify(&list));
        prop_assert!(ours.is_err() && theirs.is_err());
    }
}

#[test]
fn signed_note_carries_our_receipts_as_unknown_lines() {
    let log = SigningKey::from_seed(ORIGIN, KeyKind::LogEd25519, [1; 32]).unwrap();
    let mirror = "hiwar.us.example/kwus-3q7f5m2a/mirror";
    let mirror = SigningKey::from_seed(mirror, KeyKind::CosignEd25519, [2; 32]).unwrap();
    let mut note = Checkpoint { origin: ORIGIN.to_owned(), head: tree(7).head() }.sign(&log);
    note.add(cosign::cosign(&note.text, 1_795_424_460, &mirror)).unwrap();
    let theirs = signed_note::Note::from_bytes(&note.to_bytes()).unwrap();
    let known = StandardVerifier::new(&log.verifier_key().to_vkey()).unwrap();
    let (verified, unverified) = theirs.verify(&VerifierList::new(vec![Box::new(known)])).unwrap();
    assert_eq!((verified.len(), unverified.len()), (1, 1));
    let line = String::from_utf8(unverified[0].to_bytes()).unwrap();
    let receipt = Signature::parse_line(&line).unwrap();
    assert_eq!(cosign::verify(&note.text, &receipt, &mirror.verifier_key()), Ok(1_795_424_460));
}

#[test]
fn tlog_tiles_reads_our_checkpoints_and_signed_note_our_keys() {
    let head = tree(300).head();
    let text = Checkpoint { origin: ORIGIN.to_owned(), head }.text();
    let theirs = tlog_tiles::Checkpoint::from_bytes(text.as_bytes()).unwrap();
    assert_eq!((theirs.origin(), theirs.size(), theirs.hash().0), (ORIGIN, 300, head.root));

    let key = SigningKey::from_seed(ORIGIN, KeyKind::LogEd25519, [9; 32]).unwrap();
    let public = ed25519_dalek::SigningKey::from_bytes(&[9; 32]).verifying_key();
    let theirs = signed_note::new_ed25519_verifier_key(ORIGIN, &public);
    assert_eq!(theirs, key.verifier_key().to_vkey());
    assert_eq!(VerifierKey::parse(&theirs), Ok(key.verifier_key()));
}
