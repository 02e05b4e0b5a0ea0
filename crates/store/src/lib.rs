//! What a node keeps on its own disk, in three separate files and three separate types:
//!
//! - [`joint::JointStore`]: one file per dialogue with every party's log, openings and blobs;
//! - [`guard::HeadGuard`]: the last head ever signed for each log, in no backup;
//! - [`private::PrivateStore`]: accounts, sessions, notes and drafts of this node's own officers.
//!
//! Whoever exchanges with peers is given the first two and never the third. The store keeps
//! bytes and recomputes hashes; it does not know what an entry means, holds no key, reads no
//! clock (times come in as arguments) and opens no socket. The public functions are the port:
//! no type of the database library stands in a signature, so another database can follow.
//! Format and write order: `docs/store.md`.

pub mod error;
pub mod fault;
pub mod guard;
pub mod joint;
pub mod limits;
pub mod private;

mod db;
mod files;

pub use error::{Finding, Kind, Result, StoreError};
