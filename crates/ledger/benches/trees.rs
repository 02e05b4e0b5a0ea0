//! How fast trees grow and proofs are made and checked. Run: `cargo bench -p ledger --bench trees`.

use divan::{Bencher, black_box, counter::ItemsCount};
use ledger::checkpoint::Checkpoint;
use ledger::entry::leaf_hash;
use ledger::merkle::{Frontier, Hash, Tree, verify_consistency, verify_inclusion};
use ledger::mirror::Mirror;
use ledger::note::{KeyKind, Note, SigningKey};
use ledger::tile;

const ORIGIN: &str = "bench.example/log";

fn main() {
    divan::main();
}

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|i| leaf_hash(&i.to_be_bytes())).collect()
}

fn entries(count: u64) -> Vec<Vec<u8>> {
    // About the length of an ordinary entry.
    (0..count).map(|i| format!("{i:0500}").into_bytes()).collect()
}

fn tree(count: u64) -> Tree {
    let mut tree = Tree::new();
    tree.extend(leaves(count));
    tree
}

fn key() -> SigningKey {
    SigningKey::from_seed(ORIGIN, KeyKind::LogEd25519, [7; 32]).expect("a good name")
}

#[divan::bench(args = [1_024, 131_072])]
fn frontier_push(bencher: Bencher, count: u64) {
    let leaves = leaves(count);
    bencher.counter(ItemsCount::new(count)).bench(|| {
        let mut frontier = Frontier::new();
        frontier.extend(black_box(&leaves).iter().copied());
        frontier.root()
    });
}

#[divan::bench(args = [1_024, 131_072])]
fn tree_push(bencher: Bencher, count: u64) {
    let leaves = leaves(count);
    bencher.counter(ItemsCount::new(count)).bench(|| {
        let mut tree = Tree::new();
        tree.extend(black_box(&leaves).iter().copied());
        tree.root()
    });
}

#[divan::bench]
fn inclusion_proof_of_131_072(bencher: Bencher) {
    let tree = tree(131_071);
    bencher.bench(|| tree.inclusion(black_box(70_000), 131_071));
}

#[divan::bench]
fn verify_inclusion_in_131_072(bencher: Bencher) {
    let tree = tree(131_071);
    let (leaf, root) = (tree.leaf(70_000).expect("in the tree"), tree.root());
    let proof = tree.inclusion(70_000, 131_071).expect("in the tree");
    bencher.bench(|| verify_inclusion(&leaf, 70_000, 131_071, black_box(&proof), &root));
}

#[divan::bench]
fn verify_consistency_to_131_072(bencher: Bencher) {
    let tree = tree(131_071);
    let old = tree.frontier_at(70_001).expect("in the tree").head();
    let proof = tree.consistency(70_001, 131_071).expect("in the tree");
    bencher.bench(|| verify_consistency(&old, &tree.head(), black_box(&proof)));
}

#[divan::bench(args = [1, 256, 1_024])]
fn mirror_offer(bencher: Bencher, count: u64) {
    let entries = entries(count);
    let mut frontier = Frontier::new();
    frontier.extend(entries.iter().map(|entry| leaf_hash(entry)));
    let checkpoint = Checkpoint { origin: ORIGIN.to_owned(), head: frontier.head() };
    let note = checkpoint.sign(&key()).to_bytes();
    let mirror = Mirror::new(ORIGIN, vec![key().verifier_key()]);
    bencher
        .counter(ItemsCount::new(count))
        .bench(|| mirror.offer(0, black_box(&entries), &note).expect("an honest batch"));
}

#[divan::bench]
fn checkpoint_sign(bencher: Bencher) {
    let checkpoint = Checkpoint { origin: ORIGIN.to_owned(), head: tree(1_000).head() };
    let key = key();
    bencher.bench(|| checkpoint.sign(black_box(&key)));
}

#[divan::bench]
fn checkpoint_open(bencher: Bencher) {
    let checkpoint = Checkpoint { origin: ORIGIN.to_owned(), head: tree(1_000).head() };
    let (note, keys) = (checkpoint.sign(&key()).to_bytes(), [key().verifier_key()]);
    bencher.bench(|| Checkpoint::open(black_box(&note), ORIGIN, &keys));
}

#[divan::bench]
fn note_parse(bencher: Bencher) {
    let bytes = Note::sign("text\n", &key()).to_bytes();
    bencher.bench(|| Note::parse(black_box(&bytes)));
}

#[divan::bench]
fn bundle_of_256(bencher: Bencher) {
    let entries = entries(256);
    bencher.bench(|| tile::bundle(black_box(&entries).iter().map(Vec::as_slice)));
}
