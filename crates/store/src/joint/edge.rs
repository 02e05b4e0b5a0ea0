//! The right edge of a log's tree, tile by tile: what is needed to append, to fill full tiles and
//! to know the root. Format of tiles: C2SP tlog-tiles, and `docs/format-log.md`.

use ledger::entry::Head;
use ledger::merkle::{Frontier, Hash, node_hash};

/// Hashes in a full tile.
pub(crate) const TILE_WIDTH: usize = 256;
const TILE_BITS: u32 = 8;

/// A tile that has become full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FullTile {
    pub level: u8,
    pub n: u64,
    /// Root over its 256 hashes: one hash of the level above.
    pub root: Hash,
    /// 8,192 bytes.
    pub hashes: Vec<u8>,
}

/// Per level, the hashes of the tile that is not full yet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Edge {
    levels: Vec<Vec<Hash>>,
    frontier: Frontier,
}

impl Edge {
    /// Builds the edge of a tree of `size` leaves from the partial tiles, level 0 first. `None`
    /// if their widths are not those of that size.
    pub fn from_levels(size: u64, levels: Vec<Vec<Hash>>) -> Option<Edge> {
        let fits = levels.iter().enumerate().all(|(k, l)| l.len() == width(size, k))
            && levels.len() == n_levels(size);
        if !fits {
            return None;
        }
        let mut peaks = Vec::new();
        for hashes in levels.iter().rev() {
            let mut rest = hashes.as_slice();
            for bit in (0..TILE_BITS).rev() {
                if hashes.len() & (1 << bit) != 0 {
                    let (full, right) = rest.split_at(1 << bit);
                    peaks.push(fold(full));
                    rest = right;
                }
            }
        }
        Some(Edge { levels, frontier: Frontier::from_parts(size, peaks)? })
    }

    /// Appends a leaf; tiles that become full by it are added to `full`, lowest level first.
    pub fn push(&mut self, leaf: Hash, full: &mut Vec<FullTile>) {
        let size = self.frontier.size() + 1;
        self.frontier.push(leaf);
        let mut hash = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::with_capacity(TILE_WIDTH));
            }
            let tile = &mut self.levels[level];
            tile.push(hash);
            if tile.len() < TILE_WIDTH {
                return;
            }
            hash = fold(tile);
            let n = (size >> (TILE_BITS * (level as u32 + 1))) - 1;
            full.push(FullTile { level: level as u8, n, root: hash, hashes: tile.concat() });
            tile.clear();
        }
    }

    /// Number of leaves.
    pub fn head_size(&self) -> u64 {
        self.frontier.size()
    }

    /// Size and root.
    pub fn head(&self) -> Head {
        self.frontier.head()
    }
}

/// Number of tile levels that a tree of `size` leaves has, full ones counted.
pub(crate) fn n_levels(size: u64) -> usize {
    (0..8).take_while(|k| size >> (TILE_BITS * k) > 0).count()
}

/// Width of the partial tile of a level in a tree of `size` leaves, 0 to 255.
pub(crate) fn width(size: u64, level: usize) -> usize {
    let shift = TILE_BITS * level as u32;
    size.checked_shr(shift).unwrap_or(0) as usize % TILE_WIDTH
}

/// Root over a power of two of hashes.
pub(crate) fn fold(hashes: &[Hash]) -> Hash {
    debug_assert!(hashes.len().is_power_of_two(), "a full subtree has a power of two of leaves");
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row = row.chunks_exact(2).map(|pair| node_hash(&pair[0], &pair[1])).collect();
    }
    row[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::entry::leaf_hash;

    #[test]
    fn an_edge_rebuilt_from_its_levels_has_the_same_root_at_every_size() {
        let mut edge = Edge::default();
        let mut oracle = Frontier::new();
        let mut full = Vec::new();
        for n in 0..70_000u64 {
            let leaf = leaf_hash(&n.to_be_bytes());
            edge.push(leaf, &mut full);
            oracle.push(leaf);
            if n % 251 == 0 || (65_530..65_545).contains(&n) {
                let rebuilt = Edge::from_levels(n + 1, edge.levels.clone()).expect("same widths");
                assert_eq!(rebuilt.head(), oracle.head(), "size {}", n + 1);
            }
        }
        assert_eq!(full.iter().filter(|t| t.level == 0).count(), 273);
        assert_eq!(full.iter().filter(|t| t.level == 1).count(), 1);
        assert_eq!(full.iter().find(|t| t.level == 1).map(|t| t.n), Some(0));
    }

    #[test]
    fn levels_of_another_size_are_refused() {
        assert!(Edge::from_levels(3, vec![vec![[0; 32]; 2]]).is_none());
        assert!(Edge::from_levels(3, vec![]).is_none());
        assert!(Edge::from_levels(0, vec![]).is_some());
    }
}
