//! The joint record's formats: what crosses the border between two nodes, byte by byte.
//!
//! Pure: no files, sockets, clock, randomness or threads; time and random bits come in as
//! arguments. Nothing here knows what a dialogue means or whether two parties agree: see the
//! crate `dialogue` for that. Formats are written down in `docs/format-entry.md` (entries,
//! openings, frames) and `docs/format-log.md` (trees, notes, checkpoints, receipts, proofs).
//!
//! Everything read here comes from a peer, a file or a carrier and is treated as hostile:
//! each parser accepts one form only, within the bounds of [`limits`].
pub mod checkpoint;
pub mod cosign;
pub mod entry;
pub mod frame;
pub mod id;
pub mod json;
pub mod limits;
pub mod merkle;
pub mod mirror;
pub mod note;
pub mod opening;
pub mod policy;
pub mod proof;
pub mod tile;
pub mod witness;
