//! Mirrors and hostile input: receipts cover only extensions of what is held (P9), checkpoints need
//! the keys in force at their size (P19), and what a dishonest log, carrier or thief can and cannot
//! do (A1 rewrite, A2 equivocation, A3 rollback, A13 stolen log key, A16 parser bombs).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use ledger::checkpoint::{Checkpoint, CheckpointError};
use ledger::cosign;
use ledger::entry::{Head, leaf_hash};
use ledger::limits::ENTRY_BYTES_MAX;
use ledger::merkle::{
    EMPTY_ROOT, Frontier, Tree, hash_from_base64, verify_consistency, verify_inclusion,
};
use ledger::mirror::{ForkProof, ForkProofError, LogKeys, Mirror, MirrorError};
use ledger::note::{KeyKind, Note, NoteError, Signature, SigningKey, VerifierKey};
use ledger::policy::Policy;
use ledger::proof::Proof;
use ledger::tile;
use ledger::witness::{AddCheckpoint, decide};
use proptest::prelude::*;

const KW: &str = "hiwar.kw.example/kwus-3q7f5m2a";
const US_MIRROR: &str = "hiwar.us.example/kwus-3q7f5m2a/mirror";

fn log_key(seed: u8) -> SigningKey {
    SigningKey::from_seed(KW, KeyKind::LogEd25519, [seed; 32]).unwrap()
}

fn mirror_key() -> SigningKey {
    SigningKey::from_seed(US_MIRROR, KeyKind::CosignEd25519, [99; 32]).unwrap()
}

/// A log's entries: `common` of them on one history, the rest on history `branch`.
fn history(common: u64, branch: u8, size: u64) -> Vec<Vec<u8>> {
    (0..size).map(|i| format!("{i} of {}", if i < common { 0 } else { branch }).into()).collect()
}

fn tree_of(entries: &[Vec<u8>]) -> Tree {
    let mut tree = Tree::new();
    tree.extend(entries.iter().map(|entry| leaf_hash(entry)));
    tree
}

/// A checkpoint over `entries`, signed by the log's keys with these seeds.
fn signed_by(entries: &[Vec<u8>], seeds: &[u8]) -> Vec<u8> {
    let checkpoint = Checkpoint { origin: KW.to_owned(), head: tree_of(entries).head() };
    let mut notes = seeds.iter().map(|seed| checkpoint.sign(&log_key(*seed)));
    let mut note = notes.next().unwrap();
    notes.for_each(|other| note.merge(&other).unwrap());
    note.to_bytes()
}

fn signed(entries: &[Vec<u8>]) -> Vec<u8> {
    signed_by(entries, &[1])
}

fn empty_mirror() -> Mirror {
    Mirror::new(KW, vec![log_key(1).verifier_key()])
}

fn mirror_of(entries: &[Vec<u8>]) -> Mirror {
    let mut mirror = empty_mirror();
    mirror.commit(mirror.offer(0, entries, &signed(entries)).unwrap());
    mirror
}

fn keys() -> LogKeys {
    vec![log_key(1).verifier_key()].into()
}

/// Fails unless the error is a fork whose evidence convinces somebody who has only the log's key,
/// also after being written down and read back.
fn assert_proven_fork(error: MirrorError) {
    let MirrorError::Fork { ours, theirs, proof } = error else { panic!("no fork: {error}") };
    let keys_only = [log_key(1).verifier_key()];
    for note in [&ours, &theirs] {
        assert!(Checkpoint::open(&note.to_bytes(), KW, &keys_only).is_ok());
    }
    assert_ne!(ours.text, theirs.text);
    assert_eq!(proof.origin(), KW);
    let read = ForkProof::parse(&proof.to_bytes()).unwrap();
    assert_eq!(read, *proof);
    assert_eq!(read.verify(KW, &keys()), Ok(()));
}

// Honest logs.

#[test]
fn a_mirror_follows_a_log_in_any_batches_and_resumes_from_what_was_stored() {
    let entries = history(0, 1, 40);
    let mut mirror = empty_mirror();
    for end in [1, 2, 2, 7, 8, 31, 40] {
        let from = mirror.head().size as usize;
        let note = signed(&entries[..end]);
        let accepted = mirror.offer(from as u64, &entries[from..end], &note).unwrap();
        assert_eq!((accepted.base(), accepted.skip()), (mirror.head(), 0));
        assert_eq!(accepted.leaves().len(), end - from);
        assert_eq!(accepted.head(), tree_of(&entries[..end]).head());
        mirror.commit(accepted);
        let note = mirror.note().unwrap().to_bytes();
        mirror = Mirror::resume(KW, keys(), mirror.frontier().clone(), &note).unwrap();
    }
    assert_eq!(mirror.head(), tree_of(&entries).head());
    let receipt = mirror.receipt(&mirror_key(), 12);
    let note = Note::parse(&signed(&entries)).unwrap();
    assert_eq!(cosign::verify(&note.text, &receipt, &mirror_key().verifier_key()), Ok(12));
}

#[test]
fn overlapping_batches_store_only_what_is_new() {
    let entries = history(0, 1, 20);
    for from in 0..=12 {
        let mut mirror = mirror_of(&entries[..12]);
        let accepted = mirror.offer(from as u64, &entries[from..], &signed(&entries)).unwrap();
        assert_eq!((accepted.skip(), accepted.leaves().len()), (12 - from, 8));
        mirror.commit(accepted);
        assert_eq!(mirror.head().size, 20);
    }
}

#[test]
fn offers_that_do_not_fit_are_named_and_change_nothing() {
    let entries = history(0, 1, 9);
    let mirror = mirror_of(&entries[..5]);
    let note = signed(&entries);
    let offer = |from: u64, entries: &[Vec<u8>]| mirror.offer(from, entries, &note).unwrap_err();
    assert_eq!(offer(6, &entries[6..]), MirrorError::Gap { held: 5, from: 6 });
    assert_eq!(offer(5, &entries[5..8]), MirrorError::End { end: 8, size: 9 });
    assert_eq!(offer(0, &entries[5..]), MirrorError::End { end: 4, size: 9 });
    assert_eq!(offer(u64::MAX, &entries), MirrorError::Gap { held: 5, from: u64::MAX });
    for found in [0, ENTRY_BYTES_MAX + 1] {
        let mut odd = entries[5..].to_vec();
        odd[2] = vec![b'x'; found];
        assert_eq!(offer(5, &odd), MirrorError::EntryLength { index: 7, found });
    }
    let by_stranger = signed_by(&entries, &[5]);
    assert_eq!(
        mirror.offer(5, &entries[5..], &by_stranger).unwrap_err(),
        MirrorError::Checkpoint(CheckpointError::Note(NoteError::Unverified))
    );
    assert_eq!(mirror.head(), tree_of(&entries[..5]).head());
}

#[test]
fn a_mirror_gathers_further_signatures_at_the_size_it_holds() {
    let entries = history(0, 1, 6);
    let mut mirror = mirror_of(&entries);
    let mut note = Note::parse(&signed(&entries)).unwrap();
    note.add(cosign::cosign(&note.text, 3, &mirror_key())).unwrap();
    mirror.commit(mirror.offer(6, &[], &note.to_bytes()).unwrap());
    assert_eq!(mirror.note(), Some(&note));
    // The same checkpoint without the receipt takes nothing away.
    mirror.commit(mirror.offer(6, &[], &signed(&entries)).unwrap());
    assert_eq!(mirror.note(), Some(&note));
    // Nor do so many unknown lines that there is no room for both.
    let mut crowd = Note::parse(&signed(&entries)).unwrap();
    for i in 1..64 {
        crowd.add(Signature { name: "x".to_owned(), id: [i; 4], bytes: vec![1] }).unwrap();
    }
    mirror.commit(mirror.offer(6, &[], &crowd.to_bytes()).unwrap());
    assert_eq!(mirror.note(), Some(&note));
}

#[test]
fn a_store_whose_entries_and_checkpoint_differ_is_not_resumed() {
    let entries = history(0, 1, 6);
    let resume = |frontier, note: &[u8]| Mirror::resume(KW, keys(), frontier, note).unwrap_err();
    let frontier = |entries: &[Vec<u8>]| {
        let tree = tree_of(entries);
        tree.frontier_at(tree.size()).unwrap()
    };
    assert_eq!(resume(frontier(&entries[..5]), &signed(&entries)), MirrorError::Resume);
    assert_eq!(resume(frontier(&history(2, 2, 6)), &signed(&entries)), MirrorError::Resume);
    let by_stranger = signed_by(&entries, &[5]);
    assert!(matches!(resume(frontier(&entries), &by_stranger), MirrorError::Checkpoint(_)));
}

#[test]
#[should_panic(expected = "committed to the head it was offered to")]
fn a_batch_offered_before_another_was_committed_is_never_committed() {
    let entries = history(0, 1, 6);
    let mut mirror = empty_mirror();
    let early = mirror.offer(0, &entries[..2], &signed(&entries[..2])).unwrap();
    mirror.commit(mirror.offer(0, &entries, &signed(&entries)).unwrap());
    mirror.commit(early);
}

// Dishonest logs and carriers.

#[test]
fn entries_damaged_on_the_way_accuse_nobody() {
    let entries = history(0, 1, 9);
    let mirror = mirror_of(&entries[..5]);
    for (from, bad) in [(5, 7), (0, 7), (0, 3)] {
        let mut damaged = entries.clone();
        damaged[bad][0] ^= 1;
        let result = mirror.offer(from as u64, &damaged[from..], &signed(&entries));
        match result {
            // The damaged entry is one that is held already: it is passed over.
            Ok(accepted) => assert!(bad < 5 && accepted.head() == tree_of(&entries).head()),
            Err(error) => assert!(matches!(error, MirrorError::RootMismatch { size: 9, .. })),
        }
    }
    assert!(mirror.offer(5, &entries[5..], &signed(&entries)).is_ok());
}

#[test]
fn a1_a_rewritten_log_gets_no_receipt_and_all_its_entries_prove_the_fork() {
    let entries = history(0, 1, 12);
    let rewritten = history(3, 2, 20);
    let mirror = mirror_of(&entries);
    let note = signed(&rewritten);
    let error = mirror.offer(12, &rewritten[12..], &note).unwrap_err();
    assert!(matches!(error, MirrorError::RootMismatch { size: 20, .. }));
    assert_proven_fork(mirror.offer(0, &rewritten, &note).unwrap_err());
    // The receipt still covers the first history and nothing else.
    let held = Checkpoint { origin: KW.to_owned(), head: tree_of(&entries).head() };
    let receipt = mirror.receipt(&mirror_key(), 1);
    assert!(cosign::verify(&held.text(), &receipt, &mirror_key().verifier_key()).is_ok());
}

#[test]
fn a2_equivocation_is_proven_by_the_two_checkpoints() {
    let (ours, theirs) = (history(4, 1, 9), history(4, 2, 9));
    let mirror = mirror_of(&ours);
    assert_proven_fork(mirror.offer(9, &[], &signed(&theirs)).unwrap_err());
    assert_proven_fork(mirror.offer(0, &theirs, &signed(&theirs)).unwrap_err());
    // Two mirrors that were shown different sizes: the longer copy's hashes prove it.
    let short = history(4, 2, 7);
    assert_proven_fork(mirror.check_older(&signed(&short), &tree_of(&ours)).unwrap_err());
}

#[test]
fn a2_no_evidence_can_be_made_up_against_an_honest_log() {
    let entries = history(0, 1, 9);
    let tree = tree_of(&entries);
    let note = |size: usize| Note::parse(&signed(&entries[..size])).unwrap();
    let proof = |root_in_newer, consistency| ForkProof {
        older: note(6),
        newer: note(9),
        root_in_newer,
        consistency,
    };
    let real = tree.consistency(6, 9).unwrap();
    let honest = proof(tree.root_at(6).unwrap(), real.clone());
    assert_eq!(honest.verify(KW, &keys()), Err(ForkProofError::NoFork));
    let invented = proof([5; 32], real);
    assert!(matches!(invented.verify(KW, &keys()), Err(ForkProofError::Hashes(_))));
    let same = ForkProof { older: note(9), ..proof([5; 32], Vec::new()) };
    assert!(matches!(same.verify(KW, &keys()), Err(ForkProofError::Hashes(_))));
    // With checkpoints that the log has not signed.
    let forged = signed_by(&history(4, 2, 9), &[5]);
    let forged = ForkProof {
        older: note(9),
        newer: Note::parse(&forged).unwrap(),
        root_in_newer: tree_of(&history(4, 2, 9)).root(),
        consistency: Vec::new(),
    };
    assert!(matches!(forged.verify(KW, &keys()), Err(ForkProofError::Checkpoint(_))));
}

#[test]
fn every_one_bit_flip_of_fork_evidence_fails() {
    let mirror = mirror_of(&history(4, 1, 9));
    let theirs = history(4, 2, 13);
    let error = mirror.offer(0, &theirs, &signed(&theirs)).unwrap_err();
    let MirrorError::Fork { proof, .. } = error else { panic!("no fork: {error}") };
    let bytes = proof.to_bytes();
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let shown = ForkProof::parse(&flipped).is_ok_and(|p| p.verify(KW, &keys()).is_ok());
        assert!(!shown, "bit {bit}");
    }
}

#[test]
fn a3_a_log_that_shows_less_than_before_is_stale_and_loses_nothing() {
    let entries = history(0, 1, 12);
    let mirror = mirror_of(&entries);
    let older = signed(&entries[..7]);
    let error = mirror.offer(0, &entries[..7], &older).unwrap_err();
    let MirrorError::StaleHead { held: 12, offered: 7, theirs } = error else {
        panic!("not stale: {error}")
    };
    assert_eq!(theirs.to_bytes(), older);
    assert_eq!(mirror.check_older(&older, &tree_of(&entries)).unwrap().head.size, 7);
    assert_eq!(mirror.head().size, 12);
    // A restored backup that goes on signing: now the log has two histories.
    let restored = history(7, 2, 10);
    assert_proven_fork(mirror.check_older(&signed(&restored), &tree_of(&entries)).unwrap_err());
    // A tree that is not the one held judges nothing.
    let wrong_tree = tree_of(&history(3, 2, 12));
    assert!(matches!(mirror.check_older(&older, &wrong_tree), Err(MirrorError::Gap { .. })));
}

#[test]
fn a13_a_stolen_log_key_makes_a_fork_that_both_sides_can_prove() {
    let honest = history(0, 1, 10);
    let thief = history(6, 9, 11);
    // Who holds the honest log refuses the thief's, in every way it can be brought.
    let mirror = mirror_of(&honest);
    let note = signed(&thief);
    assert!(mirror.offer(10, &thief[10..], &note).is_err());
    assert_proven_fork(mirror.offer(0, &thief, &note).unwrap_err());
    let same_size = signed(&thief[..10]);
    assert_proven_fork(mirror.offer(10, &[], &same_size).unwrap_err());
    // Who was shown the thief's first can prove it with the honest one.
    let deceived = mirror_of(&thief);
    assert_proven_fork(deceived.check_older(&signed(&honest), &tree_of(&thief)).unwrap_err());
}

// P9.

/// What a hostile environment does next. Histories fork after entry `FORK`.
#[derive(Clone, Debug)]
enum Step {
    Offer { branch: u8, from: u64, to: u64, damage: Option<u64>, crash: bool, seed: u8 },
    Restart,
}

const FORK: u64 = 10;

fn step() -> impl Strategy<Value = Step> {
    let damage = prop_oneof![3 => Just(None), 1 => (0u64..30).prop_map(Some)];
    let crash = prop_oneof![4 => Just(false), 1 => Just(true)];
    let seed = prop_oneof![9 => Just(1u8), 1 => Just(5u8)];
    let offer = (1u8..=3, 0u64..30, 0u64..30, damage, crash, seed).prop_map(
        |(branch, from, to, damage, crash, seed)| {
            let (from, to) = (from.min(to), from.max(to));
            Step::Offer { branch, from, to, damage, crash, seed }
        },
    );
    prop_oneof![8 => offer, 1 => Just(Step::Restart)]
}

/// A node's store, and every head it has ever given a receipt for.
struct Node {
    mirror: Mirror,
    stored: Vec<Vec<u8>>,
    receipted: Vec<Head>,
}

impl Node {
    fn step(&mut self, step: &Step) {
        match *step {
            Step::Restart => self.restart(),
            Step::Offer { branch, from, to, damage, crash, seed } => {
                // Half of the offers begin where the node stands, as honest ones do.
                let from = if from % 2 == 0 { self.mirror.head().size.min(to) } else { from };
                let log = history(FORK, branch, to);
                let mut entries = log[from as usize..].to_vec();
                if let Some(entry) = damage.and_then(|i| entries.get_mut(i as usize)) {
                    entry[0] ^= 1;
                }
                let before = self.mirror.head();
                let Ok(accepted) = self.mirror.offer(from, &entries, &signed_by(&log, &[seed]))
                else {
                    assert_eq!(self.mirror.head(), before, "a refusal changes nothing");
                    return;
                };
                if crash {
                    // Before the batch is durable: the node comes back without it.
                    return self.restart();
                }
                self.stored.extend_from_slice(&entries[accepted.skip()..]);
                self.mirror.commit(accepted);
                assert!(self.mirror.head().size >= before.size);
            }
        }
    }

    fn restart(&mut self) {
        if let Some(note) = self.mirror.note() {
            let tree = tree_of(&self.stored);
            let frontier = tree.frontier_at(tree.size()).unwrap();
            self.mirror = Mirror::resume(KW, keys(), frontier, &note.to_bytes()).unwrap();
        }
    }

    /// The receipt covers exactly what is stored, and all earlier ones a beginning of it.
    fn check(&mut self) {
        let tree = tree_of(&self.stored);
        let text = Checkpoint { origin: KW.to_owned(), head: tree.head() }.text();
        let receipt = self.mirror.receipt(&mirror_key(), 1);
        assert_eq!(cosign::verify(&text, &receipt, &mirror_key().verifier_key()), Ok(1));
        self.receipted.push(tree.head());
        for earlier in &self.receipted {
            assert_eq!(tree.root_at(earlier.size), Some(earlier.root));
            let proof = tree.consistency(earlier.size, tree.size()).unwrap();
            assert_eq!(verify_consistency(earlier, &tree.head(), &proof), Ok(()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn p9_receipts_cover_only_extensions_of_what_was_committed(
        steps in prop::collection::vec(step(), 1..14)
    ) {
        let (mirror, stored, receipted) = (empty_mirror(), Vec::new(), Vec::new());
        let mut node = Node { mirror, stored, receipted };
        for step in &steps {
            node.step(step);
            node.check();
        }
    }
}

// P19.

#[test]
fn p19_from_a_rotation_on_old_and_new_key_must_sign_until_the_old_is_retired() {
    let entries = history(0, 1, 30);
    let mut mirror = mirror_of(&entries[..5]);
    let next = log_key(2).verifier_key();
    mirror.rotate(next.clone(), 10).unwrap();
    mirror.rotate(next.clone(), 10).unwrap();
    assert_eq!(mirror.keys().terms().len(), 2, "telling it again changes nothing");
    mirror.retire(&log_key(1).verifier_key(), 20).unwrap();
    for (size, needed) in [(9, vec![1]), (10, vec![1, 2]), (19, vec![1, 2]), (20, vec![2])] {
        let offer = |seeds: &[u8]| {
            let note = signed_by(&entries[..size], seeds);
            mirror.offer(5, &entries[5..size], &note).map(|accepted| accepted.head().size)
        };
        for seeds in [&[1][..], &[2], &[1, 2], &[2, 1], &[5], &[1, 5]] {
            let enough = needed.iter().all(|seed| seeds.contains(seed));
            assert_eq!(offer(seeds).is_ok(), enough, "size {size}, keys {seeds:?}");
        }
    }
    let missing = mirror.offer(5, &entries[5..12], &signed_by(&entries[..12], &[1])).unwrap_err();
    assert_eq!(missing, MirrorError::KeyMissing { size: 12, key: next.to_vkey() });
}

#[test]
fn p19_a_batch_that_brings_its_own_rotation_is_tried_on_a_clone() {
    let entries = history(0, 1, 12);
    let mirror = mirror_of(&entries[..5]);
    let mut trial = mirror.clone();
    trial.rotate(log_key(2).verifier_key(), 8).unwrap();
    let old_only = trial.offer(5, &entries[5..], &signed_by(&entries, &[1]));
    assert!(matches!(old_only, Err(MirrorError::KeyMissing { size: 12, .. })));
    let accepted = trial.offer(5, &entries[5..], &signed_by(&entries, &[1, 2])).unwrap();
    trial.commit(accepted);
    // After a restart the same terms open the stored checkpoint.
    let (keys, frontier) = (trial.keys().clone(), trial.frontier().clone());
    let note = trial.note().unwrap().to_bytes();
    assert!(Mirror::resume(KW, keys, frontier, &note).is_ok());
    assert_eq!(mirror.keys().terms().len(), 1);
}

#[test]
fn p19_a_rotation_told_too_late_is_refused() {
    let entries = history(0, 1, 12);
    let mut mirror = mirror_of(&entries);
    let late = mirror.rotate(log_key(2).verifier_key(), 8).unwrap_err();
    assert!(matches!(late, MirrorError::KeyMissing { size: 12, .. }));
    assert_eq!(mirror.keys().in_force(12), [log_key(1).verifier_key()]);
    // With the new key's line gathered first it is not too late.
    mirror.commit(mirror.offer(12, &[], &signed_by(&entries, &[1, 2])).unwrap());
    mirror.rotate(log_key(2).verifier_key(), 8).unwrap();
}

#[test]
fn p19_keys_that_cannot_be_the_logs_are_refused() {
    let mut mirror = mirror_of(&history(0, 1, 3));
    let other_name = SigningKey::from_seed("other/log", KeyKind::LogEd25519, [2; 32]).unwrap();
    let refused = |result| matches!(result, Err(MirrorError::Key { .. }));
    assert!(refused(mirror.rotate(other_name.verifier_key(), 5)));
    assert!(refused(mirror.rotate(mirror_key().verifier_key(), 5)));
    assert!(refused(mirror.rotate(log_key(1).verifier_key(), 5)), "at another size before");
    assert!(refused(mirror.retire(&log_key(1).verifier_key(), 5)), "the only one");
    assert!(refused(mirror.retire(&log_key(3).verifier_key(), 5)), "never known");
    let none = Mirror::new(KW, Vec::new());
    let entries = history(0, 1, 1);
    let error = none.offer(0, &entries, &signed(&entries)).unwrap_err();
    assert!(matches!(error, MirrorError::NoKeyInForce { size: 1, .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn p19_a_checkpoint_verifies_exactly_with_the_keys_in_force_at_its_size(
        terms in prop::collection::vec((2u8..6, 0u64..40, prop::option::of(0u64..40)), 0..4),
        signers in prop::collection::btree_set(1u8..6, 1..5),
        size in 1u64..40,
    ) {
        let mut keys = keys();
        for (seed, from_size, until_size) in terms {
            let key = log_key(seed).verifier_key();
            let _ = keys.rotate(KW, key.clone(), from_size);
            if let Some(until_size) = until_size {
                let _ = keys.retire(KW, &key, until_size);
            }
        }
        let signers: Vec<u8> = signers.into_iter().collect();
        let in_force = |term: &&ledger::mirror::KeyTerm| {
            term.from_size <= size && term.until_size.is_none_or(|until| until > size)
        };
        let needed: Vec<_> = keys.terms().iter().filter(in_force).map(|t| t.key.clone()).collect();
        let signed_with: Vec<_> = signers.iter().map(|s| log_key(*s).verifier_key()).collect();
        let expected = !needed.is_empty() && needed.iter().all(|key| signed_with.contains(key));
        let entries = history(0, 1, size);
        let opened = keys.open(KW, &signed_by(&entries, &signers));
        prop_assert_eq!(opened.is_ok(), expected);
    }
}

// A16.

/// Every parser of the crate's log formats, and every check on what it lets through.
fn feed(bytes: &[u8]) {
    let log = [log_key(1).verifier_key()];
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.to_bytes(), bytes, "a note has one spelling");
        let _ = note.verified(&log);
    }
    if let Ok(lines) = Signature::parse_lines(bytes) {
        assert_eq!(lines.iter().map(Signature::line).collect::<String>().as_bytes(), bytes);
        for line in &lines {
            assert!(cosign::verify("text\n", line, &mirror_key().verifier_key()).is_err());
        }
    }
    let _ = Checkpoint::open(bytes, KW, &log);
    if let Ok(request) = AddCheckpoint::parse(bytes) {
        assert_eq!(request.to_bytes(), bytes, "a request has one spelling");
        let held = Head { size: 3, root: [3; 32] };
        let _ = (request.origin(), decide(&held, Some(KW), &request, &log));
    }
    if let Ok(proof) = Proof::parse(bytes) {
        assert_eq!(proof.to_bytes(), bytes, "a proof has one spelling");
        let _ = proof.verify(&[0; 32], KW, &log, &[], 0);
    }
    if let Ok(proof) = ForkProof::parse(bytes) {
        assert_eq!(proof.to_bytes(), bytes, "fork evidence has one spelling");
        let _ = proof.verify(KW, &keys());
    }
    if let Ok(policy) = Policy::parse(bytes) {
        assert_eq!(Policy::parse(policy.to_text().as_bytes()), Ok(policy));
    }
    for width in [0, 1, 2, 255, 256] {
        if let Ok(entries) = tile::parse_bundle(bytes, width) {
            assert_eq!(tile::bundle(entries.into_iter()), bytes, "a bundle has one spelling");
        }
        let _ = tile::parse_hashes(bytes, width);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        assert_eq!(checkpoint.text(), text, "a checkpoint has one spelling");
    }
    if let Ok(key) = VerifierKey::parse(text) {
        assert_eq!(key.to_vkey(), text, "a verifier key has one spelling");
    }
    if let Ok(path) = tile::parse_path(text) {
        assert_eq!(path.to_text(), text, "a path has one spelling");
        let _ = path.exists_at(1_000_000);
    }
    let _ = hash_from_base64(text);
}

/// Good examples of every format, to be damaged.
fn good_examples() -> Vec<Vec<u8>> {
    let entries = history(0, 1, 9);
    let tree = tree_of(&entries);
    let mut note = Note::parse(&signed(&entries)).unwrap();
    note.add(cosign::cosign(&note.text, 3, &mirror_key())).unwrap();
    let proof = Proof::of(&tree, 4, note.clone()).unwrap();
    let with_extra = Proof { extra: Some(vec![1, 2]), ..proof.clone() };
    let consistency = tree.consistency(5, 9).unwrap();
    let request = AddCheckpoint { old: 5, proof: consistency.clone(), note: note.to_bytes() };
    let fork = ForkProof {
        older: Note::parse(&signed(&history(2, 2, 5))).unwrap(),
        newer: note.clone(),
        root_in_newer: tree.root_at(5).unwrap(),
        consistency,
    };
    let (log, us) = (log_key(1).verifier_key().to_vkey(), mirror_key().verifier_key().to_vkey());
    let policy =
        format!("log {log}\nwitness us {us} https://us.example\ngroup g any us\nquorum g\n");
    vec![
        note.to_bytes(),
        note.text.clone().into_bytes(),
        note.signatures[1].line().into_bytes(),
        proof.to_bytes(),
        with_extra.to_bytes(),
        request.to_bytes(),
        fork.to_bytes(),
        policy.into_bytes(),
        log.into_bytes(),
        tile::bundle(entries[..2].iter().map(Vec::as_slice)),
        b"tile/1/x001/234.p/7".to_vec(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn a16_random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        feed(&bytes);
    }

    #[test]
    fn a16_random_texts_never_panic(text in "[\u{2014}\u{a0}0-9A-Za-z+/= \n\t.-]{0,300}") {
        feed(text.as_bytes());
    }

    #[test]
    fn a16_damaged_examples_never_panic(
        which in 0usize..11,
        cuts in prop::collection::vec((any::<u16>(), 0u8..5, any::<u8>()), 1..4),
    ) {
        let mut bytes = good_examples().swap_remove(which);
        for (at, how, byte) in cuts {
            let at = usize::from(at) % (bytes.len() + 1);
            match how {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, byte),
                2 => bytes.insert(at, b'\n'),
                3 => bytes = [&bytes[at..], &bytes[..at]].concat(),
                _ => bytes.iter_mut().skip(at).take(1).for_each(|b| *b = byte),
            }
        }
        feed(&bytes);
    }

    #[test]
    fn a16_hostile_numbers_in_proofs_never_panic(
        index: u64,
        size: u64,
        old: u64,
        hashes in prop::collection::vec(any::<[u8; 32]>(), 0..70),
    ) {
        prop_assert!(verify_inclusion(&[1; 32], index, size, &hashes, &[2; 32]).is_err());
        let (old, new) = (Head { size: old, root: [1; 32] }, Head { size, root: [2; 32] });
        prop_assert!(verify_consistency(&old, &new, &hashes).is_err());
        let fits = Frontier::from_parts(size, hashes).is_some_and(|f| f.root() != EMPTY_ROOT);
        prop_assert!(!fits || size < 1 << 53);
    }
}

#[test]
fn a16_large_hostile_texts_are_refused_at_once() {
    for byte in [b'\n', b'a', b' ', b'+', b'/', b'\t', 0xff] {
        feed(&vec![byte; 1 << 20]);
    }
    feed(&"\u{2014} x AAAAAAA=\n".repeat(60_000).into_bytes());
    feed(&"group g any g\n".repeat(4_000).into_bytes());
    feed(&[&b"old 1\n"[..], &vec![b'\n'; 1 << 20]].concat());
    good_examples().iter().for_each(|good| feed(good));
}
