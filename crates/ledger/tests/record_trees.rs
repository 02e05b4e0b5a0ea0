//! What users rely on in trees, notes, checkpoints, receipts, tiles, witness calls, proofs
//! and policies: the worked example to the last byte, invariant P7, tampering bit by bit.
//! Mirrors and hostile input: `record_mirror.rs`. Agreement with other implementations:
//! `oracles.rs`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use ledger::checkpoint::{Checkpoint, CheckpointError};
use ledger::cosign::{self, CosignError};
use ledger::entry::{Head, leaf_hash};
use ledger::limits::{NOTE_SIGNATURES_MAX, PROOF_HASHES_MAX};
use ledger::merkle::{
    EMPTY_ROOT, Frontier, Hash, ProofError, Tree, verify_consistency, verify_inclusion,
};
use ledger::note::{KeyError, KeyKind, Note, NoteError, Signature, SigningKey, VerifierKey};
use ledger::policy::{Policy, PolicyError};
use ledger::proof::{LogProofError, Proof};
use ledger::tile::{self, TilePath};
use ledger::witness::{AddCheckpoint, WitnessAnswer, WitnessError, decide};
use sha2::{Digest, Sha256};

const KW: &str = "hiwar.kw.example/kwus-3q7f5m2a";
const US: &str = "hiwar.us.example/kwus-3q7f5m2a";
const KW_MIRROR: &str = "hiwar.kw.example/kwus-3q7f5m2a/mirror";
const US_MIRROR: &str = "hiwar.us.example/kwus-3q7f5m2a/mirror";
const CHARTER: &[u8] = include_bytes!("vectors/entry/charter.json");
const KW_1: &[u8] = include_bytes!("vectors/entry/kw-1.json");
const US_1: &[u8] = include_bytes!("vectors/entry/us-1.json");
const KW_CHECKPOINT: &[u8] = include_bytes!("vectors/log/kw.checkpoint");
const US_CHECKPOINT: &[u8] = include_bytes!("vectors/log/us.checkpoint");
/// 2026-11-23T09:01:00Z and two minutes later: when the example's receipts were given.
const KW_RECEIPT_TIME: u64 = 1_795_424_460;
const US_RECEIPT_TIME: u64 = 1_795_424_580;

fn example_key(of: &str, name: &str, kind: KeyKind) -> SigningKey {
    let seed = Sha256::digest(format!("hiwar test vector {of}"));
    SigningKey::from_seed(name, kind, seed.into()).unwrap()
}

fn kw_log() -> SigningKey {
    example_key("KW/log", KW, KeyKind::LogEd25519)
}

fn us_log() -> SigningKey {
    example_key("US/log", US, KeyKind::LogEd25519)
}

fn kw_mirror() -> SigningKey {
    example_key("KW/mirror", KW_MIRROR, KeyKind::CosignEd25519)
}

fn us_mirror() -> SigningKey {
    example_key("US/mirror", US_MIRROR, KeyKind::CosignEd25519)
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

fn kw_checkpoint(head: Head) -> Checkpoint {
    Checkpoint { origin: KW.to_owned(), head }
}

/// A checkpoint over `entries`, signed by the KW log.
fn signed(entries: &[Vec<u8>]) -> Vec<u8> {
    kw_checkpoint(tree_of(entries).head()).sign(&kw_log()).to_bytes()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every copy of `bytes` that differs in one bit.
fn one_bit_flips(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    (0..bytes.len() * 8).map(|bit| {
        let mut copy = bytes.to_vec();
        copy[bit / 8] ^= 1 << (bit % 8);
        copy
    })
}

// The worked example.

#[test]
fn example_keys_have_the_published_verifier_keys() {
    let keys = [kw_log(), kw_mirror(), us_log(), us_mirror()];
    let lines = include_str!("vectors/log/keys.tsv").lines().skip(1);
    for (key, line) in keys.iter().zip(lines) {
        let columns: Vec<&str> = line.split('\t').collect();
        assert_eq!(key.name(), columns[1]);
        assert_eq!(format!("{:02x}", key.kind().byte()), columns[2]);
        assert_eq!(key.verifier_key().to_vkey(), columns[3]);
        assert_eq!(VerifierKey::parse(columns[3]).unwrap(), key.verifier_key());
        assert!(std::str::from_utf8(CHARTER).unwrap().contains(columns[3]), "in the charter");
    }
}

#[test]
fn example_checkpoints_are_reproduced_to_the_last_byte() {
    for (log, entries, mirror, time, expected) in [
        (kw_log(), [CHARTER, KW_1], us_mirror(), KW_RECEIPT_TIME, KW_CHECKPOINT),
        (us_log(), [CHARTER, US_1], kw_mirror(), US_RECEIPT_TIME, US_CHECKPOINT),
    ] {
        let tree = tree_of(&entries.map(<[u8]>::to_vec));
        let checkpoint = Checkpoint { origin: log.name().to_owned(), head: tree.head() };
        let mut note = checkpoint.sign(&log);
        note.add(cosign::cosign(&note.text, time, &mirror)).unwrap();
        assert_eq!(note.to_bytes(), expected);

        let keys = [log.verifier_key(), mirror.verifier_key()];
        let (opened, read, verified) =
            Checkpoint::open_signed(expected, log.name(), &keys).unwrap();
        assert_eq!((opened, read), (checkpoint, note));
        let times: Vec<Option<u64>> = verified.iter().map(|by| by.time()).collect();
        assert_eq!(times, [None, Some(time)]);
    }
}

#[test]
fn example_tiles_and_bundles_have_the_published_hashes() {
    let lines: Vec<&str> = include_str!("vectors/log/tiles.tsv").lines().skip(1).collect();
    assert_eq!(lines.len(), 3);
    for line in lines {
        let columns: Vec<&str> = line.split('\t').collect();
        let entries = [CHARTER, if columns[0] == "KW" { KW_1 } else { US_1 }];
        let tree = tree_of(&entries.map(<[u8]>::to_vec));
        let path = tile::parse_path(columns[1]).unwrap();
        assert!(path.exists_at(2) && !path.exists_at(1));
        let bytes = match path {
            TilePath::Hashes { level, n, width } => tile::hashes(&tree, level, n, width).unwrap(),
            TilePath::Entries { width, .. } => {
                let bundle = tile::bundle(entries.into_iter());
                assert_eq!(tile::parse_bundle(&bundle, width).unwrap(), entries);
                bundle
            }
        };
        assert_eq!(bytes.len().to_string(), columns[2]);
        assert_eq!(hex(&Sha256::digest(&bytes)), columns[3]);
    }
}

#[test]
fn p7_leaf_zero_gives_both_logs_the_same_first_root() {
    let leaf = leaf_hash(CHARTER);
    assert_eq!(hex(&leaf), "f45961dc13013fc6a460cdf323b171a508e9b9a917089650f76bff19eed43cf2");
    let trees = [[CHARTER, KW_1], [CHARTER, US_1]].map(|e| tree_of(&e.map(<[u8]>::to_vec)));
    for (tree, note, origin) in [(&trees[0], KW_CHECKPOINT, KW), (&trees[1], US_CHECKPOINT, US)] {
        let log = if origin == KW { kw_log() } else { us_log() };
        // The pin: leaf 0 is included, and the log of size 1 had the leaf itself as root.
        let note = Note::parse(note).unwrap();
        let proof = Proof::of(tree, 0, note).unwrap();
        proof.verify(&leaf, origin, &[log.verifier_key()], &[], 0).unwrap();
        assert_eq!(tree.root_at(1), Some(leaf));
    }
    assert_ne!(trees[0].root(), trees[1].root());
}

// Trees.

#[test]
fn frontier_and_tree_have_one_root_at_every_size() {
    let mut tree = Tree::new();
    let mut frontier = Frontier::new();
    assert_eq!((tree.root(), frontier.root()), (EMPTY_ROOT, EMPTY_ROOT));
    let mut roots = vec![EMPTY_ROOT];
    for i in 0..300u64 {
        let leaf = leaf_hash(&i.to_be_bytes());
        tree.push(leaf);
        frontier.push(leaf);
        assert_eq!(tree.head(), frontier.head());
        assert_eq!(tree.frontier_at(i + 1).as_ref(), Some(&frontier));
        let (size, hashes) = frontier.parts();
        assert_eq!(Frontier::from_parts(size, hashes.to_vec()).as_ref(), Some(&frontier));
        assert_eq!(Frontier::from_parts(size ^ 1, hashes.to_vec()), None);
        roots.push(tree.root());
    }
    for (size, root) in roots.iter().enumerate() {
        assert_eq!(tree.root_at(size as u64), Some(*root));
    }
    assert_eq!((tree.root_at(301), tree.frontier_at(301), tree.leaf(300)), (None, None, None));
    assert_eq!(Sha256::digest(b"")[..], EMPTY_ROOT);
}

#[test]
fn proofs_hold_for_every_leaf_and_size_and_for_nothing_else() {
    let tree = tree_of(&history(0, 1, 34));
    for size in 1..=34 {
        let root = tree.root_at(size).unwrap();
        for index in 0..size {
            let leaf = tree.leaf(index).unwrap();
            let proof = tree.inclusion(index, size).unwrap();
            assert_eq!(verify_inclusion(&leaf, index, size, &proof, &root), Ok(()));
            refuse_damaged(&proof, |proof| {
                verify_inclusion(&leaf, index, size, proof, &root).is_err()
            });
            for other in (0..=size).filter(|other| *other != index) {
                assert!(verify_inclusion(&leaf, other, size, &proof, &root).is_err());
            }
        }
        assert_eq!(tree.inclusion(size, size), None);
        for old in 0..=size {
            let new = Head { size, root };
            let old = Head { size: old, root: tree.root_at(old).unwrap() };
            let proof = tree.consistency(old.size, size).unwrap();
            assert_eq!(verify_consistency(&old, &new, &proof), Ok(()));
            refuse_damaged(&proof, |proof| verify_consistency(&old, &new, proof).is_err());
            let wrong = Head { root: [7; 32], ..old };
            assert!(verify_consistency(&wrong, &new, &proof).is_err());
        }
    }
    assert_eq!((tree.inclusion(0, 35), tree.consistency(3, 35)), (None, None));
    assert_eq!(tree.consistency(4, 3), None);
}

/// `refused` must hold for the proof with any one bit of each hash's last byte flipped, with a
/// hash missing, with one too many, and with two exchanged.
fn refuse_damaged(proof: &[Hash], refused: impl Fn(&[Hash]) -> bool) {
    for i in 0..proof.len() {
        let mut other = proof.to_vec();
        other[i][31] ^= 0x80;
        assert!(refused(&other));
        other.remove(i);
        assert!(refused(&other));
    }
    if proof.len() > 1 {
        let mut other = proof.to_vec();
        other.swap(0, proof.len() - 1);
        assert!(refused(&other));
    }
    assert!(refused(&[proof, &[[0; 32]]].concat()));
}

#[test]
fn a_proof_made_for_one_size_is_refused_for_a_size_that_needs_another_number_of_hashes() {
    let tree = tree_of(&history(0, 1, 34));
    for size in 1..=34 {
        let new = |size| Head { size, root: tree.root_at(size).unwrap() };
        for other in (1..=34).filter(|other| *other != size) {
            // A log that claims another size for a root it really had.
            let claimed = Head { size: other, root: new(size).root };
            for old in 1..size.min(other) {
                let proof = tree.consistency(old, size).unwrap();
                if tree.consistency(old, other).unwrap().len() != proof.len() {
                    assert!(verify_consistency(&new(old), &claimed, &proof).is_err());
                }
                let leaf = tree.leaf(old).unwrap();
                let proof = tree.inclusion(old, size).unwrap();
                if tree.inclusion(old, other).unwrap().len() != proof.len() {
                    let refused = verify_inclusion(&leaf, old, other, &proof, &claimed.root);
                    assert!(matches!(refused, Err(ProofError::Length { .. })));
                }
            }
        }
    }
}

#[test]
fn a_shrunken_tree_and_an_outside_index_are_named_as_such() {
    let head = |size| Head { size, root: [1; 32] };
    assert_eq!(
        verify_consistency(&head(3), &head(2), &[]),
        Err(ProofError::Shrunk { old: 3, new: 2 })
    );
    let other = Head { size: 3, root: [2; 32] };
    assert_eq!(verify_consistency(&head(3), &other, &[]), Err(ProofError::SameSize { size: 3 }));
    assert_eq!(
        verify_inclusion(&[0; 32], 5, 5, &[], &[0; 32]),
        Err(ProofError::IndexOutside { index: 5, size: 5 })
    );
}

// Notes and keys.

#[test]
fn note_splits_at_the_last_blank_line_and_keeps_unknown_lines() {
    let text = "first\n\n\u{2014} not.a.signature AAAAAAA=\n\nlast\n";
    let mut note = Note::sign(text, &kw_log());
    let ml_dsa = Signature { name: KW.to_owned(), id: [6; 4], bytes: vec![6; 8 + 2420] };
    let national = Signature { name: "x/\u{639}".to_owned(), id: [255; 4], bytes: vec![1] };
    note.add(ml_dsa).unwrap();
    note.add(national).unwrap();
    let read = Note::parse(&note.to_bytes()).unwrap();
    assert_eq!(read, note);
    assert_eq!(read.text, text);
    let verified = read.verified(&[kw_log().verifier_key()]).unwrap();
    assert_eq!(verified.len(), 1);
    assert_eq!(verified[0].name(), KW);
    assert_eq!(read.verified(&[us_log().verifier_key()]), Err(NoteError::Unverified));
}

#[test]
fn a_known_key_that_fails_refuses_the_note_whatever_else_is_good() {
    let mut note = Note::sign("text\n", &kw_log());
    let mut bad = Note::sign("other\n", &us_log()).signatures.remove(0);
    note.add(bad.clone()).unwrap();
    let keys = [kw_log().verifier_key(), us_log().verifier_key()];
    assert_eq!(note.verified(&keys), Err(NoteError::BadSignature { name: US.to_owned() }));
    assert_eq!(note.verified(&keys[..1]).unwrap().len(), 1);
    // The same name with another key ID is another key.
    bad.id[0] ^= 1;
    let note = Note { text: note.text, signatures: vec![note.signatures[0].clone(), bad] };
    assert_eq!(note.verified(&keys).unwrap().len(), 1);
    // A second, damaged line by a key that has signed well is no less bad.
    let mut twice = Note::sign("text\n", &kw_log());
    let mut again = twice.signatures[0].clone();
    again.bytes[5] ^= 4;
    twice.signatures.push(again);
    assert_eq!(twice.verified(&keys), Err(NoteError::BadSignature { name: KW.to_owned() }));
}

#[test]
fn add_replaces_a_line_by_the_same_key_and_merge_unites_notes_of_one_text() {
    let mut note = Note::sign("text\n", &kw_log());
    note.add(cosign::cosign("text\n", 1, &us_mirror())).unwrap();
    note.add(cosign::cosign("text\n", 2, &us_mirror())).unwrap();
    assert_eq!(note.signatures.len(), 2);
    let keys = [us_mirror().verifier_key(), kw_mirror().verifier_key()];
    assert_eq!(note.verified(&keys).unwrap()[0].time(), Some(2));

    let mut other = Note::sign("text\n", &kw_log());
    other.add(cosign::cosign("text\n", 3, &kw_mirror())).unwrap();
    note.merge(&other).unwrap();
    assert_eq!((note.signatures.len(), note.verified(&keys).unwrap().len()), (3, 2));
    let stranger = Note::sign("another text\n", &kw_log());
    assert_eq!(note.merge(&stranger), Err(NoteError::OtherText));
}

#[test]
fn sixty_four_signatures_are_read_and_one_more_is_refused() {
    let mut note = Note::sign("text\n", &kw_log());
    for i in 1..NOTE_SIGNATURES_MAX as u8 {
        note.add(Signature { name: "x".to_owned(), id: [0, 0, 0, i], bytes: vec![0; 64] }).unwrap();
    }
    assert_eq!(Note::parse(&note.to_bytes()), Ok(note.clone()));
    let more = Signature { name: "y".to_owned(), id: [0; 4], bytes: vec![0] };
    assert_eq!(note.add(more.clone()), Err(NoteError::TooManySignatures));
    note.signatures.push(more);
    assert_eq!(Note::parse(&note.to_bytes()), Err(NoteError::TooManySignatures));
    let long = vec![b'a'; (1 << 20) + 1];
    assert_eq!(Note::parse(&long), Err(NoteError::TooLong { found: long.len() }));
}

#[test]
fn texts_that_are_no_notes_are_refused() {
    let good = Note::sign("text\n", &kw_log()).to_bytes();
    let good = String::from_utf8(good).unwrap();
    for bad in [
        "".to_owned(),
        "text\n".to_owned(),
        "text\n\n".to_owned(),
        good.trim_end().to_owned(),
        good.replace('\n', "\r\n"),
        good.replace("text", "te\txt"),
        good.replace("\n\n", "\n"),
        good.replace('\u{2014}', "-"),
        good.replace(KW, "two words"),
        good.replace(KW, "a+b"),
        good.replace(KW, ""),
        good.replace("=\n", "\n"),
        format!("{good}\n"),
        format!("{good}x\n"),
    ] {
        assert!(Note::parse(bad.as_bytes()).is_err(), "{bad:?}");
    }
    assert!(Note::parse(&[good.as_bytes(), b"\xff\n"].concat()).is_err());
    assert!(Note::try_sign("no line end", &kw_log()).is_err());
    assert!(Note::try_sign("a\tb\n", &kw_log()).is_err());
    let wrong = Err(NoteError::WrongKind { name: US_MIRROR.to_owned() });
    assert_eq!(Note::try_sign("text\n", &us_mirror()), wrong);
}

#[test]
fn keys_that_cannot_be_trusted_are_refused() {
    let vkey = kw_log().verifier_key().to_vkey();
    let parse = VerifierKey::parse;
    assert!(matches!(parse(&vkey.replace("9187f788", "9187f789")), Err(KeyError::Id { .. })));
    assert!(matches!(parse(&vkey.replace("9187f788", "9187F788")), Err(KeyError::Id { .. })));
    assert!(matches!(parse(&vkey.replace(KW, "")), Err(KeyError::Name(_))));
    assert!(matches!(parse(&vkey.replace(KW, "a b")), Err(KeyError::Name(_))));
    assert!(matches!(parse(&vkey[..vkey.len() - 4]), Err(KeyError::Form(_))));
    assert!(matches!(parse("x+00000000+BgAA"), Err(KeyError::UnknownKind(6))));
    // The neutral point: a key for which anybody can make signatures.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let weak = VerifierKey::from_public("x", KeyKind::LogEd25519, &neutral);
    assert_eq!(weak, Err(KeyError::Point("x".to_owned())));
    let long = "x".repeat(256);
    assert!(SigningKey::from_seed(&long, KeyKind::LogEd25519, [1; 32]).is_err());
}

#[test]
fn debug_text_of_a_signing_key_has_no_secret() {
    let seed = [0xa7; 32];
    let key = SigningKey::from_seed("x", KeyKind::LogEd25519, seed).unwrap();
    let shown = format!("{key:?} {key:#?}");
    assert!(shown.contains("SigningKey(x+"));
    for secret in [hex(&seed), hex(&seed[..2]), format!("{seed:?}"), "167".to_owned()] {
        assert!(!shown.contains(&secret), "{shown}");
    }
}

// Receipts and checkpoints.

#[test]
fn a_receipt_holds_for_its_text_time_and_key_only() {
    let text = kw_checkpoint(tree_of(&history(0, 1, 3)).head()).text();
    let key = us_mirror().verifier_key();
    let receipt = cosign::cosign(&text, 77, &us_mirror());
    assert_eq!(cosign::verify(&text, &receipt, &key), Ok(77));
    let bad = Err(CosignError::BadSignature(US_MIRROR.to_owned()));
    assert_eq!(cosign::verify(&text.replace("3\n", "4\n"), &receipt, &key), bad);
    for flipped in one_bit_flips(&receipt.bytes) {
        let receipt = Signature { bytes: flipped, ..receipt.clone() };
        assert!(cosign::verify(&text, &receipt, &key).is_err());
    }
    let kw = kw_mirror().verifier_key();
    assert!(matches!(cosign::verify(&text, &receipt, &kw), Err(CosignError::OtherKey { .. })));
    // The same secret under the log's type is another key, and its signature no receipt.
    let twin = example_key("US/mirror", US_MIRROR, KeyKind::LogEd25519);
    let line = Note::sign(&text, &twin).signatures.remove(0);
    assert!(cosign::verify(&text, &line, &key).is_err());
}

#[test]
fn a_checkpoint_is_three_lines_in_one_spelling() {
    let text = kw_checkpoint(tree_of(&history(0, 1, 12)).head()).text();
    assert_eq!(Checkpoint::parse(&text).unwrap().text(), text);
    let lines: Vec<&str> = text.lines().collect();
    for bad in [
        text.trim_end().to_owned(),
        format!("{text}extension\n"),
        format!("{text}\n"),
        text.replace("\n12\n", "\n012\n"),
        text.replace("\n12\n", "\n+12\n"),
        text.replace("\n12\n", "\n-12\n"),
        text.replace("\n12\n", "\n12 \n"),
        text.replace("\n12\n", "\n9007199254740992\n"),
        text.replace("\n12\n", "\n99999999999999999999\n"),
        text.replace("\n12\n", "\n\n"),
        text.replace("=\n", "\n"),
        text.replace(lines[2], "AAAA"),
        text.replace(KW, "two words"),
        text.replace(KW, ""),
    ] {
        assert!(Checkpoint::parse(&bad).is_err(), "{bad:?}");
    }
    let empty = kw_checkpoint(Head { size: 0, root: EMPTY_ROOT });
    assert_eq!(Checkpoint::parse(&empty.text()), Ok(empty.clone()));
    let wrong = kw_checkpoint(Head { size: 0, root: [1; 32] });
    assert_eq!(Checkpoint::parse(&wrong.text()), Err(CheckpointError::EmptyRoot));
}

#[test]
fn a_checkpoint_opens_only_for_its_log_and_only_with_the_logs_signature() {
    let keys = [kw_log(), us_log(), us_mirror()].map(|key| key.verifier_key());
    let open = |note: &[u8], origin| Checkpoint::open(note, origin, &keys);
    assert!(open(KW_CHECKPOINT, KW).is_ok());
    assert!(matches!(open(KW_CHECKPOINT, US), Err(CheckpointError::Origin { .. })));
    let mut by_mirror = Note::parse(KW_CHECKPOINT).unwrap();
    by_mirror.signatures.remove(0);
    let without = Err(CheckpointError::NoLogSignature(KW.to_owned()));
    assert_eq!(open(&by_mirror.to_bytes(), KW), without);
    // Another log's key signs well, but does not speak for this one.
    by_mirror.merge(&Note::sign(&by_mirror.text.clone(), &us_log())).unwrap();
    assert_eq!(open(&by_mirror.to_bytes(), KW), without);
}

#[test]
fn every_one_bit_flip_of_a_checkpoint_fails_or_only_loses_an_ignored_line() {
    let mut note = Note::parse(KW_CHECKPOINT).unwrap();
    note.add(Signature { name: "u".to_owned(), id: [6; 4], bytes: vec![9; 12] }).unwrap();
    let bytes = note.to_bytes();
    let unknown_from = bytes.len() - note.signatures[2].line().len();
    let keys = [kw_log().verifier_key(), us_mirror().verifier_key()];
    let (checkpoint, _, verified) = Checkpoint::open_signed(&bytes, KW, &keys).unwrap();
    let mut ignored = 0;
    for (bit, flipped) in one_bit_flips(&bytes).enumerate() {
        let Ok((other, _, by)) = Checkpoint::open_signed(&flipped, KW, &keys) else {
            continue;
        };
        assert_eq!(other, checkpoint, "bit {bit}");
        // What still verifies is what verified before; the receipt may have become unknown.
        assert!(by.iter().all(|by| verified.contains(by)), "bit {bit}");
        if bit / 8 >= unknown_from {
            assert_eq!(by, verified, "bit {bit}");
            ignored += 1;
        }
    }
    assert!(ignored > 0, "some flips in the unknown line are ignored");
    let log_only = &keys[..1];
    let text_bits = note.text.len() * 8;
    for flipped in one_bit_flips(&bytes).take(text_bits) {
        assert!(Checkpoint::open(&flipped, KW, log_only).is_err(), "the text is all signed");
    }
}

// Tiles.

#[test]
fn tile_paths_are_those_of_the_specification() {
    let hashes = |level, n, width| TilePath::Hashes { level, n, width };
    let largest = "tile/1/x018/x446/x744/x073/x709/x551/615";
    let bundle = TilePath::Entries { n: 12_345, width: 9 };
    for (path, tile) in [
        ("tile/0/000", hashes(0, 0, 256)),
        ("tile/0/000.p/1", hashes(0, 0, 1)),
        ("tile/63/x001/x234/067", hashes(63, 1_234_067, 256)),
        ("tile/3/x001/000.p/255", hashes(3, 1_000, 255)),
        ("tile/entries/x012/345.p/9", bundle),
        (largest, hashes(1, u64::MAX, 256)),
    ] {
        assert_eq!(tile.to_text(), path);
        assert_eq!(tile::parse_path(path), Ok(tile));
    }
}

#[test]
fn other_spellings_of_tile_paths_are_refused() {
    for bad in [
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/000",
        "tile/0/x001",
        "tile/0/x01/000",
        "tile/0/001/000",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000/",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/data/000",
        "/tile/0/000",
        "tile/0/..",
        "tile/0/000.p/1/",
        "tile/entries/000.p/1.p/1",
        "tile/0/\u{661}\u{661}\u{661}",
    ] {
        assert!(tile::parse_path(bad).is_err(), "{bad}");
    }
}

#[test]
fn tiles_carry_the_whole_tree_and_exist_exactly_where_they_are_full() {
    let size = 256 * 256 + 300;
    let mut tree = Tree::new();
    tree.extend((0..size).map(|i: u64| leaf_hash(&i.to_be_bytes())));
    assert_eq!(
        [tile::count(0, size), tile::count(1, size), tile::count(2, size), tile::count(9, size)],
        [(257, 44), (1, 1), (0, 1), (0, 0)]
    );
    // A parent hash is the root over the tile below: rebuild level 1 from level 0.
    let level_1 = tile::parse_hashes(&tile::hashes(&tree, 1, 0, 256).unwrap(), 256).unwrap();
    for (n, parent) in level_1.iter().enumerate().step_by(51) {
        let below = tile::hashes(&tree, 0, n as u64, 256).unwrap();
        let mut frontier = Frontier::new();
        frontier.extend(tile::parse_hashes(&below, 256).unwrap());
        assert_eq!(frontier.root(), *parent);
    }
    assert!(tile::hashes(&tree, 0, 257, 44).is_some());
    assert!(tile::hashes(&tree, 0, 257, 45).is_none());
    assert!(tile::hashes(&tree, 0, 257, 0).is_none());
    assert!(tile::hashes(&tree, 63, u64::MAX, 256).is_none());
    assert!(tile::parse_hashes(&[0; 63], 2).is_err());
}

#[test]
fn bundles_of_another_length_or_cut_ones_are_refused() {
    let long = vec![b'x'; 65_535];
    let bundle = tile::bundle([&b"one"[..], b"", &long].into_iter());
    assert_eq!(tile::parse_bundle(&bundle, 3).unwrap(), [&b"one"[..], b"", &long]);
    assert!(tile::parse_bundle(&bundle, 2).is_err());
    assert!(tile::parse_bundle(&bundle, 4).is_err());
    for cut in [1, 2, 4, 6, bundle.len() - 1] {
        assert!(tile::parse_bundle(&bundle[..cut], 3).is_err(), "cut at {cut}");
    }
    assert!(tile::parse_bundle(&[], 0).unwrap().is_empty());
}

// The witness call.

fn request(old: u64, entries: &[Vec<u8>]) -> AddCheckpoint {
    let tree = tree_of(entries);
    let proof = tree.consistency(old, tree.size()).unwrap_or_default();
    AddCheckpoint { old, proof, note: signed(entries) }
}

#[test]
fn witness_answers_each_case_with_its_status() {
    let entries = history(0, 1, 9);
    let held = tree_of(&entries[..5]).head();
    let keys = [kw_log().verifier_key()];
    let good = request(5, &entries);
    let read = AddCheckpoint::parse(&good.to_bytes()).unwrap();
    assert_eq!(read, good);
    assert_eq!(read.origin().unwrap(), KW);
    let status = |request: &AddCheckpoint| decide(&held, Some(KW), request, &keys).status();

    let WitnessAnswer::Accept { checkpoint, .. } = decide(&held, Some(KW), &good, &keys) else {
        panic!("an honest request is accepted")
    };
    assert_eq!(checkpoint.head, tree_of(&entries).head());
    assert_eq!(status(&request(5, &entries[..5])), 200, "the same head again");
    assert_eq!(decide(&held, None, &good, &keys).status(), 404);
    assert_eq!(decide(&held, Some(US), &good, &keys).status(), 404);
    assert_eq!(decide(&held, Some(KW), &good, &[us_log().verifier_key()]).status(), 403);
    assert_eq!(status(&request(9, &entries[..5])), 400, "old above new");
    let conflict = decide(&held, Some(KW), &request(4, &entries), &keys);
    assert_eq!(conflict, WitnessAnswer::Conflict { held: 5 });
    assert_eq!(conflict.status(), 409);
    assert_eq!(conflict.body(&[]), ("text/x.tlog.size", "5\n".to_owned()));
    let mut bad_proof = good.clone();
    bad_proof.proof[0][0] ^= 1;
    assert_eq!(status(&bad_proof), 422);
    assert_eq!(status(&request(5, &history(3, 2, 9))), 422, "another history");
    assert_eq!(status(&request(5, &history(3, 2, 5))), 422, "same size, another root");
    let mut damaged = good.clone();
    let last = damaged.note.len() - 5;
    damaged.note[last] ^= 1;
    assert_eq!(status(&damaged), 403);
    let receipt = cosign::cosign(&checkpoint.text(), 5, &us_mirror());
    let (_, body) = decide(&held, Some(KW), &good, &keys).body(std::slice::from_ref(&receipt));
    assert_eq!(Signature::parse_lines(body.as_bytes()), Ok(vec![receipt]));
}

#[test]
fn witness_starts_from_nothing_and_refuses_malformed_bodies() {
    let entries = history(0, 1, 3);
    let nothing = Head { size: 0, root: EMPTY_ROOT };
    let keys = [kw_log().verifier_key()];
    let first = request(0, &entries);
    assert_eq!(decide(&nothing, Some(KW), &first, &keys).status(), 200);
    let mut with_proof = first.clone();
    with_proof.proof.push([0; 32]);
    assert_eq!(decide(&nothing, Some(KW), &with_proof, &keys).status(), 422);
    let wrong_empty = kw_checkpoint(Head { size: 0, root: [1; 32] }).sign(&kw_log()).to_bytes();
    let wrong_empty = AddCheckpoint { old: 0, proof: vec![], note: wrong_empty };
    assert_eq!(decide(&nothing, Some(KW), &wrong_empty, &keys).status(), 422);

    let body = String::from_utf8(request(1, &entries).to_bytes()).unwrap();
    for bad in [
        String::new(),
        body.replace("old 1", "old 01"),
        body.replace("old 1", "old"),
        body.replace("old 1", "old  1"),
        body.replace("old 1\n", "old 1\r\n"),
        body.replace("old 1\n", "old 1\nAAAA\n"),
        "old 1\n\n".to_owned(),
        "old 1\n".to_owned(),
    ] {
        assert!(AddCheckpoint::parse(bad.as_bytes()).is_err(), "{bad:?}");
    }
    let mut long = request(1, &entries);
    long.proof = vec![[3; 32]; PROOF_HASHES_MAX];
    assert!(AddCheckpoint::parse(&long.to_bytes()).is_ok());
    long.proof.push([3; 32]);
    assert!(matches!(AddCheckpoint::parse(&long.to_bytes()), Err(WitnessError::Form(_))));
}

// Offline proofs and policies.

/// A proof of entry 6 of 11, with the US mirror's receipt.
fn proof() -> (Hash, Proof) {
    let tree = tree_of(&history(0, 1, 11));
    let mut note = kw_checkpoint(tree.head()).sign(&kw_log());
    note.add(cosign::cosign(&note.text, 9, &us_mirror())).unwrap();
    (tree.leaf(6).unwrap(), Proof::of(&tree, 6, note).unwrap())
}

#[test]
fn a_proof_shows_its_entry_to_whoever_has_the_keys() {
    let (leaf, proof) = proof();
    let (log, us) = ([kw_log().verifier_key()], [us_mirror().verifier_key()]);
    let read = Proof::parse(&proof.to_bytes()).unwrap();
    assert_eq!(read, proof);
    let proven = read.verify(&leaf, KW, &log, &us, 1).unwrap();
    assert_eq!(proven.checkpoint.head, tree_of(&history(0, 1, 11)).head());
    assert_eq!(proven.verified[1].time(), Some(9));
    let quorum = Err(LogProofError::Quorum { needed: 2, found: 1 });
    assert_eq!(read.verify(&leaf, KW, &log, &us, 2), quorum);
    let stranger = [kw_mirror().verifier_key()];
    let quorum = Err(LogProofError::Quorum { needed: 1, found: 0 });
    assert_eq!(read.verify(&leaf, KW, &log, &stranger, 1), quorum);
    assert!(read.verify(&leaf, US, &log, &us, 1).is_err());
    assert!(matches!(
        read.verify(&leaf_hash(b"other"), KW, &log, &us, 1),
        Err(LogProofError::Inclusion(_))
    ));
    let with_extra = Proof { extra: Some(b"context".to_vec()), ..proof };
    assert_eq!(Proof::parse(&with_extra.to_bytes()), Ok(with_extra));
}

#[test]
fn every_one_bit_flip_of_a_proof_fails() {
    let (leaf, proof) = proof();
    let (log, us) = ([kw_log().verifier_key()], [us_mirror().verifier_key()]);
    for (bit, flipped) in one_bit_flips(&proof.to_bytes()).enumerate() {
        let read = Proof::parse(&flipped);
        let shown = read.is_ok_and(|proof| proof.verify(&leaf, KW, &log, &us, 1).is_ok());
        assert!(!shown, "bit {bit}");
    }
}

#[test]
fn one_key_listed_twice_counts_once_for_a_quorum() {
    let (leaf, mut proof) = proof();
    let twin = example_key("US/mirror", "another.name/mirror", KeyKind::CosignEd25519);
    proof.checkpoint.add(cosign::cosign(&proof.checkpoint.text, 9, &twin)).unwrap();
    let log = [kw_log().verifier_key()];
    let cosigners = [us_mirror().verifier_key(), twin.verifier_key()];
    let quorum = Err(LogProofError::Quorum { needed: 2, found: 1 });
    assert_eq!(proof.verify(&leaf, KW, &log, &cosigners, 2), quorum);
}

fn witness_key(i: u8) -> SigningKey {
    let name = format!("w{i}.example/mirror");
    SigningKey::from_seed(&name, KeyKind::CosignEd25519, [i; 32]).unwrap()
}

/// Two of X1..X3 and any of Y1, Y2.
fn policy_text() -> String {
    let vkey = |i| witness_key(i).verifier_key().to_vkey();
    format!(
        "# who counts\n\n\tlog  {} https://hiwar.kw.example/\n\
         witness X1 {}\nwitness X2 {} https://x2.example\nwitness X3 {}\n\
         group X 2 X1 X2 X3\nwitness Y1 {}\nwitness Y2 {}\ngroup Y any Y1 Y2\n\
         group both all X Y\nquorum both\n",
        kw_log().verifier_key().to_vkey(),
        vkey(1),
        vkey(2),
        vkey(3),
        vkey(4),
        vkey(5)
    )
}

#[test]
fn a_policy_asks_for_its_quorum_in_every_combination() {
    let policy = Policy::parse(policy_text().as_bytes()).unwrap();
    assert_eq!(Policy::parse(policy.to_text().as_bytes()), Ok(policy.clone()));
    let text = kw_checkpoint(tree_of(&history(0, 1, 4)).head()).text();
    for set in 0..64u8 {
        let has = |i: u8| (set >> i) & 1 == 1;
        let mut note = Note { text: text.clone(), signatures: Vec::new() };
        if has(0) {
            note.merge(&Note::sign(&text, &kw_log())).unwrap();
        }
        for i in (1..=5).filter(|i| has(*i)) {
            note.add(cosign::cosign(&text, 1, &witness_key(i))).unwrap();
        }
        let x = (1..=3).filter(|i| has(*i)).count() >= 2;
        let expected = has(0) && x && (has(4) || has(5));
        let verified = note.verified(&policy.keys()).unwrap_or_default();
        assert_eq!(policy.satisfied(&verified), expected, "{set:06b}");
    }
    let (leaf, proof) = proof();
    let met = format!(
        "log {}\nwitness us {}\nquorum us\n",
        kw_log().verifier_key().to_vkey(),
        us_mirror().verifier_key().to_vkey()
    );
    let met = Policy::parse(met.as_bytes()).unwrap();
    assert!(proof.verify_by(&leaf, KW, &met).is_ok());
    assert_eq!(
        proof.verify_by(&leaf, KW, &policy),
        Err(LogProofError::Policy(PolicyError::NoQuorumReached("both".to_owned())))
    );
}

#[test]
fn policies_that_break_a_rule_are_refused() {
    let good = policy_text();
    let key = |i| witness_key(i).verifier_key().to_vkey();
    let log_key = kw_log().verifier_key().to_vkey();
    for bad in [
        good.replace("quorum both\n", ""),
        format!("{good}quorum both\n"),
        good.replace("quorum both", "quorum nobody"),
        good.replace("group X 2", "group X 4"),
        good.replace("group X 2", "group X 0"),
        good.replace("group X 2", "group X 02"),
        good.replace("group both all X Y", "group both all X X"),
        good.replace("group both all X Y", "group both all X X1"),
        good.replace("group both all X Y", "group both all"),
        good.replace("group both all X Y", "group both all both"),
        good.replace("witness Y2", "witness Y1"),
        good.replace("witness Y2", "witness none"),
        good.replace(&key(5), &key(4)),
        good.replace(&key(5), &log_key),
        good.replace(&log_key, &key(6)),
        good.replace("# who counts", "who counts"),
        good.replace("# who counts", "# who\u{1}counts"),
        good.replace("quorum both\n", "quorum both\r\n"),
        "quorum\n".to_owned(),
    ] {
        assert!(Policy::parse(bad.as_bytes()).is_err(), "{bad}");
    }
    assert_eq!(Policy::parse(b"\xff"), Err(PolicyError::Characters));
    let none = Policy::parse(b"quorum none").unwrap();
    assert!(none.satisfied(&[]));
    let many =
        |count| -> String { (1..=count).map(|i| format!("witness w{i} {}\n", key(i))).collect() };
    assert!(Policy::parse(format!("{}quorum w64", many(64)).as_bytes()).is_ok());
    let over = Policy::parse(format!("{}quorum w65", many(65)).as_bytes());
    assert!(matches!(over, Err(PolicyError::Line { line: 65, .. })));
}
