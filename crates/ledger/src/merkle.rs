//! The RFC 6962 tree over leaf hashes: roots, inclusion and consistency proofs, and their checks.
//! `Tree` keeps every leaf hash (for whoever answers proofs), `Frontier` only the right edge (for
//! whoever only has to know the root). Neither reads entries: a leaf is already a hash.
//! Must never panic on numbers or proofs that came from outside. Format: docs/format-log.md, 1.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::entry::Head;
use crate::limits::{PROOF_HASHES_MAX, TREE_SIZE_MAX};

/// A SHA-256 value: of a leaf, of a node, or of a whole tree.
pub type Hash = [u8; 32];

/// Root of the tree without leaves: SHA-256 of nothing (RFC 6962, 2.1).
pub const EMPTY_ROOT: Hash = [
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
    0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
];

/// Why a proof does not show what it claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProofError {
    /// The leaf's index lies outside the tree.
    #[error("leaf index {index} is not in a tree of {size} leaves")]
    IndexOutside { index: u64, size: u64 },
    /// A tree cannot have shrunk.
    #[error("the newer tree has {new} leaves, fewer than the older one's {old}")]
    Shrunk { old: u64, new: u64 },
    /// The proof has a number of hashes that these sizes can never need.
    #[error("the proof has {found} hashes, which does not fit trees of these sizes")]
    Length { found: usize },
    /// The proof leads to other roots than the ones given.
    #[error("the proof leads to another root: the leaf or the older tree is not in this tree")]
    Root,
    /// Two trees of one size with different roots can never be consistent.
    #[error("two trees of {size} leaves have different roots")]
    SameSize { size: u64 },
}

/// The hash of an inner node: SHA-256(0x01 || left || right) (RFC 6962, 2.1).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([0x01]);
    hasher.update(left);
    hasher.update(right);
    hasher.finalize().into()
}

/// The right edge of a tree: the roots of its full subtrees, largest first, one for each 1 bit in
/// the binary form of the size. Enough to append and to know the root, in at most 53 hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    hashes: Vec<Hash>,
}

impl Frontier {
    /// The frontier of the empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Rebuilds a frontier from what [`Frontier::parts`] gave. `None` if the number of hashes is
    /// not the number of 1 bits in `size`, or `size` is over the limit.
    pub fn from_parts(size: u64, hashes: Vec<Hash>) -> Option<Self> {
        let fits = size <= TREE_SIZE_MAX && hashes.len() == size.count_ones() as usize;
        fits.then_some(Self { size, hashes })
    }

    /// Size and subtree roots, largest subtree first.
    pub fn parts(&self) -> (u64, &[Hash]) {
        (self.size, &self.hashes)
    }

    /// Appends one leaf hash.
    pub fn push(&mut self, leaf: Hash) {
        debug_assert!(self.size < TREE_SIZE_MAX, "a log never reaches 2^53 entries");
        let mut hash = leaf;
        let mut rest = self.size;
        // Each trailing 1 bit is a full subtree that the new leaf completes into a larger one.
        while rest & 1 == 1 {
            if let Some(left) = self.hashes.pop() {
                hash = node_hash(&left, &hash);
            }
            rest >>= 1;
        }
        self.hashes.push(hash);
        self.size += 1;
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Root of the whole tree.
    pub fn root(&self) -> Hash {
        let mut from_right = self.hashes.iter().rev();
        match from_right.next() {
            None => EMPTY_ROOT,
            Some(last) => from_right.fold(*last, |right, left| node_hash(left, &right)),
        }
    }

    /// Size and root.
    pub fn head(&self) -> Head {
        Head { size: self.size(), root: self.root() }
    }
}

impl Extend<Hash> for Frontier {
    fn extend<I: IntoIterator<Item = Hash>>(&mut self, leaves: I) {
        leaves.into_iter().for_each(|leaf| self.push(leaf));
    }
}

/// Every leaf hash and every full subtree's root, about 64 bytes a leaf. `levels[l][i]` is the root
/// over leaves `i * 2^l .. (i + 1) * 2^l`.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// The empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends one leaf hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let row = &mut self.levels[level];
            row.push(hash);
            if row.len() % 2 == 1 {
                return;
            }
            hash = node_hash(&row[row.len() - 2], &row[row.len() - 1]);
        }
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Root of the whole tree.
    pub fn root(&self) -> Hash {
        self.range_root(0, self.size())
    }

    /// Size and root.
    pub fn head(&self) -> Head {
        Head { size: self.size(), root: self.root() }
    }

    /// Root of the tree as it was when it had `size` leaves; `None` if it never had so many.
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        (size <= self.size()).then(|| self.range_root(0, size))
    }

    /// Leaf hash number `index`.
    pub fn leaf(&self, index: u64) -> Option<Hash> {
        self.subtree(0, index)
    }

    /// Root of the full subtree over leaves `n * 2^level .. (n + 1) * 2^level`; `None` if it is not
    /// full yet. Hash number `i` of tile level L is `subtree(8 * L, i)`.
    pub fn subtree(&self, level: u8, n: u64) -> Option<Hash> {
        self.levels.get(usize::from(level))?.get(usize::try_from(n).ok()?).copied()
    }

    /// The frontier of the tree as it was at `size`; `None` if it never had so many leaves.
    pub fn frontier_at(&self, size: u64) -> Option<Frontier> {
        if size > self.size() {
            return None;
        }
        let mut start = 0u64;
        let mut hashes = Vec::new();
        for level in (0..64u8).rev().filter(|level| (size >> level) & 1 == 1) {
            hashes.push(self.subtree(level, start >> level)?);
            start += 1 << level;
        }
        Frontier::from_parts(size, hashes)
    }

    /// Inclusion proof of leaf `index` in the tree of the first `size` leaves (RFC 6962, 2.1.1):
    /// from the leaf's sibling up to the root's child. `None` if index or size is out of range.
    pub fn inclusion(&self, index: u64, size: u64) -> Option<Vec<Hash>> {
        if index >= size || size > self.size() {
            return None;
        }
        let mut proof = Vec::new();
        let (mut start, mut end) = (0, size);
        while end - start > 1 {
            let middle = start + split(end - start);
            if index < middle {
                proof.push(self.range_root(middle, end));
                end = middle;
            } else {
                proof.push(self.range_root(start, middle));
                start = middle;
            }
        }
        proof.reverse();
        Some(proof)
    }

    /// Consistency proof from the first `old` leaves to the first `new` (RFC 6962, 2.1.2); empty
    /// when `old` is 0 or equals `new`. `None` if `old > new` or the tree never had `new` leaves.
    pub fn consistency(&self, old: u64, new: u64) -> Option<Vec<Hash>> {
        if old > new || new > self.size() {
            return None;
        }
        let mut proof = Vec::new();
        if old == 0 || old == new {
            return Some(proof);
        }
        let (mut start, mut end) = (0, new);
        while end != old {
            let middle = start + split(end - start);
            if old <= middle {
                proof.push(self.range_root(middle, end));
                end = middle;
            } else {
                proof.push(self.range_root(start, middle));
                start = middle;
            }
        }
        // If this part is all of the older tree, its root is one the verifier already holds.
        if start != 0 {
            proof.push(self.range_root(start, end));
        }
        proof.reverse();
        Some(proof)
    }

    /// Root over leaves `start..end`, where `start` is a multiple of a power of two not below the
    /// range's length, as all ranges of RFC 6962 are. The caller has checked that they exist.
    fn range_root(&self, start: u64, end: u64) -> Hash {
        let length = end - start;
        if length == 0 {
            return EMPTY_ROOT;
        }
        if length.is_power_of_two() {
            let level = length.trailing_zeros() as usize;
            return self.levels[level][(start >> level) as usize];
        }
        let middle = start + split(length);
        node_hash(&self.range_root(start, middle), &self.range_root(middle, end))
    }
}

impl Extend<Hash> for Tree {
    fn extend<I: IntoIterator<Item = Hash>>(&mut self, leaves: I) {
        leaves.into_iter().for_each(|leaf| self.push(leaf));
    }
}

/// Checks that `leaf` (a leaf hash) is number `index` in the tree with `size` leaves and `root`.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::IndexOutside { index, size });
    }
    // The path to a leaf has two parts. Below the point where it leaves the tree's right edge each
    // level gives one sibling; above it only those where the edge itself is a right child.
    let inner = u64::BITS - (index ^ (size - 1)).leading_zeros();
    let border = (index.checked_shr(inner).unwrap_or(0)).count_ones();
    if proof.len() != (inner + border) as usize {
        return Err(ProofError::Length { found: proof.len() });
    }
    let (inner_part, border_part) = proof.split_at(inner as usize);
    let mut hash = *leaf;
    for (level, sibling) in inner_part.iter().enumerate() {
        hash = match (index >> level) & 1 {
            0 => node_hash(&hash, sibling),
            _ => node_hash(sibling, &hash),
        };
    }
    hash = border_part.iter().fold(hash, |right, left| node_hash(left, &right));
    if hash == *root { Ok(()) } else { Err(ProofError::Root) }
}

/// Checks that the tree `new` begins with the leaves of the tree `old` (RFC 9162, 2.1.4.2).
pub fn verify_consistency(old: &Head, new: &Head, proof: &[Hash]) -> Result<(), ProofError> {
    if old.size > new.size {
        return Err(ProofError::Shrunk { old: old.size, new: new.size });
    }
    if old.size == 0 || old.size == new.size {
        return verify_trivial_consistency(old, new, proof);
    }
    let length = Err(ProofError::Length { found: proof.len() });
    if proof.len() > PROOF_HASHES_MAX {
        return length;
    }
    let mut hashes = proof.iter();
    let first = match old.size.is_power_of_two() {
        true => old.root,
        false => match hashes.next() {
            Some(first) => *first,
            None => return length,
        },
    };
    let mut old_node = old.size - 1;
    let mut new_node = new.size - 1;
    let shared = old_node.trailing_ones();
    old_node = old_node.checked_shr(shared).unwrap_or(0);
    new_node = new_node.checked_shr(shared).unwrap_or(0);
    let (mut old_root, mut new_root) = (first, first);
    for hash in hashes {
        if new_node == 0 {
            return length;
        }
        if old_node & 1 == 1 || old_node == new_node {
            old_root = node_hash(hash, &old_root);
            new_root = node_hash(hash, &new_root);
            // Climb past the levels where this node is a lone left child on the right edge.
            while old_node & 1 == 0 && old_node != 0 {
                old_node >>= 1;
                new_node >>= 1;
            }
        } else {
            new_root = node_hash(&new_root, hash);
        }
        old_node >>= 1;
        new_node >>= 1;
    }
    if new_node != 0 {
        return length;
    }
    if old_root == old.root && new_root == new.root { Ok(()) } else { Err(ProofError::Root) }
}

fn verify_trivial_consistency(old: &Head, new: &Head, proof: &[Hash]) -> Result<(), ProofError> {
    if !proof.is_empty() {
        return Err(ProofError::Length { found: proof.len() });
    }
    if old.size == 0 && old.root != EMPTY_ROOT {
        return Err(ProofError::Root);
    }
    if old.size == new.size && old.root != new.root {
        return Err(ProofError::SameSize { size: old.size });
    }
    Ok(())
}

/// A hash as C2SP texts write it: standard base64 with padding, 44 characters.
pub fn hash_to_base64(hash: &Hash) -> String {
    STANDARD.encode(hash)
}

/// Reads what [`hash_to_base64`] writes and nothing else; `None` for any other spelling.
pub fn hash_from_base64(text: &str) -> Option<Hash> {
    STANDARD.decode(text).ok()?.try_into().ok()
}

/// The largest power of two below `length` (at least 2): where RFC 6962 parts a range.
fn split(length: u64) -> u64 {
    1 << (u64::BITS - 1 - (length - 1).leading_zeros())
}
