//! Tiles and entry bundles (C2SP tlog-tiles v0.1.0): how a log's hashes and entries are cut into
//! files of at most 256, and the paths of those files.
//! Must never accept two spellings of one path or one bundle. Format: docs/format-log.md, 5.

use thiserror::Error;

use crate::checkpoint::decimal;
use crate::limits::{ENTRY_BYTES_MAX, TILE_LEVEL_MAX, TILE_PATH_BYTES_MAX, TILE_WIDTH_MAX};
use crate::merkle::{Hash, Tree};

/// What a path under `tile/` names. `width` is 256 for a full tile, 1 to 255 for a partial one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TilePath {
    /// Hash tile number `n` of `level`: `width` roots of full subtrees over `256^level` leaves.
    Hashes { level: u8, n: u64, width: u16 },
    /// Entry bundle number `n`: entries `256 n .. 256 n + width`.
    Entries { n: u64, width: u16 },
}

/// Why a path, a tile or a bundle is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TileError {
    /// Not the one spelling of a tile path.
    #[error("{0:?} is not a tile path; one reads tile/0/x001/234 or tile/entries/000.p/7")]
    Path(String),
    /// The bytes of a tile are not `width` hashes.
    #[error("a tile of {width} hashes has {} bytes; this one has {found}", u32::from(*.width) * 32)]
    TileLength { width: u16, found: usize },
    /// A bundle that ends inside an entry.
    #[error("the bundle ends inside entry {entry}")]
    Cut { entry: usize },
    /// A bundle with another number of entries than its path says.
    #[error("the bundle should have {width} entries; it has {found}")]
    BundleLength { width: u16, found: usize },
}

/// The path of hash tile `n` at `level`, `width` hashes wide (256 = full, without `.p/`).
pub fn path(level: u8, n: u64, width: u16) -> String {
    format!("tile/{level}/{}", tail(n, width))
}

/// The path of entry bundle `n`, `width` entries long (256 = full).
pub fn entries_path(n: u64, width: u16) -> String {
    format!("tile/entries/{}", tail(n, width))
}

/// Reads a path, in the one spelling that [`path`] and [`entries_path`] write.
pub fn parse_path(text: &str) -> Result<TilePath, TileError> {
    let bad = || TileError::Path(text.chars().take(TILE_PATH_BYTES_MAX).collect());
    if text.len() > TILE_PATH_BYTES_MAX {
        return Err(bad());
    }
    let rest = text.strip_prefix("tile/").ok_or_else(bad)?;
    let (level, rest) = rest.split_once('/').ok_or_else(bad)?;
    let (number, width) = match rest.split_once(".p/") {
        None => (rest, TILE_WIDTH_MAX),
        Some((number, width)) => {
            let width = decimal(width).and_then(|width| u16::try_from(width).ok());
            let width = width.filter(|width| (1..TILE_WIDTH_MAX).contains(width));
            (number, width.ok_or_else(bad)?)
        }
    };
    let n = parse_number(number).ok_or_else(bad)?;
    if level == "entries" {
        return Ok(TilePath::Entries { n, width });
    }
    let level = decimal(level).and_then(|level| u8::try_from(level).ok());
    let level = level.filter(|level| *level <= TILE_LEVEL_MAX).ok_or_else(bad)?;
    Ok(TilePath::Hashes { level, n, width })
}

impl TilePath {
    /// The path's text.
    pub fn to_text(self) -> String {
        match self {
            Self::Hashes { level, n, width } => path(level, n, width),
            Self::Entries { n, width } => entries_path(n, width),
        }
    }

    /// Whether a log of `size` entries has this tile: all of it, or for a partial one at least so
    /// many hashes (a log may have grown since the path was written down).
    pub fn exists_at(self, size: u64) -> bool {
        let (level, n, width) = match self {
            Self::Hashes { level, n, width } => (level, n, width),
            Self::Entries { n, width } => (0, n, width),
        };
        let hashes = level_size(level, size);
        let end = n.checked_mul(u64::from(TILE_WIDTH_MAX));
        end.and_then(|start| start.checked_add(u64::from(width))).is_some_and(|end| end <= hashes)
    }
}

/// How many full tiles `level` has at tree size `size`, and the width of the partial one after
/// them (0 = none).
pub fn count(level: u8, size: u64) -> (u64, u16) {
    let hashes = level_size(level, size);
    (hashes / u64::from(TILE_WIDTH_MAX), (hashes % u64::from(TILE_WIDTH_MAX)) as u16)
}

/// The bytes of a hash tile, out of a tree that has it; `None` if the tree has not.
pub fn hashes(tree: &Tree, level: u8, n: u64, width: u16) -> Option<Vec<u8>> {
    let tile = TilePath::Hashes { level, n, width };
    if width == 0 || width > TILE_WIDTH_MAX || !tile.exists_at(tree.size()) {
        return None;
    }
    let start = n * u64::from(TILE_WIDTH_MAX);
    let mut bytes = Vec::with_capacity(usize::from(width) * 32);
    for i in start..start + u64::from(width) {
        bytes.extend_from_slice(&tree.subtree(level * 8, i)?);
    }
    Some(bytes)
}

/// The hashes in a tile of `width`.
pub fn parse_hashes(bytes: &[u8], width: u16) -> Result<Vec<Hash>, TileError> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    if !rest.is_empty() || hashes.len() != usize::from(width) {
        return Err(TileError::TileLength { width, found: bytes.len() });
    }
    Ok(hashes.to_vec())
}

/// A bundle of admitted entries: before each its length as two bytes, the higher one first.
///
/// # Panics
/// If an entry is longer than 65,535 bytes, which no admitted entry is.
pub fn bundle<'a>(entries: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in entries {
        assert!(entry.len() <= ENTRY_BYTES_MAX, "no admitted entry has {} bytes", entry.len());
        bytes.extend_from_slice(&(entry.len() as u16).to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    bytes
}

/// The entries in a bundle of `width`.
pub fn parse_bundle(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, TileError> {
    let mut entries = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        if entries.len() == usize::from(width) {
            return Err(TileError::BundleLength { width, found: entries.len() + 1 });
        }
        let cut = TileError::Cut { entry: entries.len() };
        let Some((length, after)) = rest.split_first_chunk::<2>() else {
            return Err(cut);
        };
        let length = usize::from(u16::from_be_bytes(*length));
        let Some((entry, after)) = after.split_at_checked(length) else {
            return Err(cut);
        };
        entries.push(entry);
        rest = after;
    }
    if entries.len() != usize::from(width) {
        return Err(TileError::BundleLength { width, found: entries.len() });
    }
    Ok(entries)
}

/// Full subtrees over `256^level` leaves in a tree of `size` leaves.
fn level_size(level: u8, size: u64) -> u64 {
    size.checked_shr(u32::from(level) * 8).unwrap_or(0)
}

fn tail(n: u64, width: u16) -> String {
    debug_assert!((1..=TILE_WIDTH_MAX).contains(&width), "a tile has 1 to 256 hashes");
    let mut text = format!("{:03}", n % 1000);
    let mut rest = n / 1000;
    while rest > 0 {
        text = format!("x{:03}/{text}", rest % 1000);
        rest /= 1000;
    }
    if width < TILE_WIDTH_MAX {
        text.push_str(&format!(".p/{width}"));
    }
    text
}

fn parse_number(text: &str) -> Option<u64> {
    let mut n = 0u64;
    let groups: Vec<&str> = text.split('/').collect();
    for (i, group) in groups.iter().enumerate() {
        let digits = match i + 1 < groups.len() {
            true => group.strip_prefix('x')?,
            false => group,
        };
        if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // A first group of zeros before others would be a second spelling of the same number.
        if i == 0 && groups.len() > 1 && digits == "000" {
            return None;
        }
        n = n.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    Some(n)
}
