//! The joint record of one dialogue: every party's log with its tiles, checkpoints and receipts,
//! the openings, blobs and evidence. It must never hold a private note, an account or a key.
//! Rows of the tree are only ever added; write order and tables: `docs/store.md`, parts 1 and 2.

mod append;
mod checkpoint;
mod doctor;
mod edge;
mod opening;
mod read;
mod schema;
mod side;

use std::collections::BTreeMap;
use std::path::Path;

use ledger::entry::Head;
use ledger::id::{DialogueId, FieldName, PartyId};
use ledger::merkle::Hash;
use rusqlite::params;

use crate::db::Db;
use crate::error::{Finding, Result};
use crate::fault::Fault;

pub use checkpoint::Receipt;
pub use opening::{OpeningRow, OpeningState, Put};
pub use read::{EntryRow, Log, LogState};
pub use side::{Blob, Evidence, Peer, Snapshot, Stamp};

/// The joint record of one dialogue, open for reading and writing by one thread at a time.
pub struct JointStore {
    db: Db,
    dialogue: DialogueId,
    held: BTreeMap<PartyId, Held>,
}

/// What one append adds, all or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Entry bytes and their leaf hash, in log order, from the expected head's size on.
    pub entries: Vec<(Vec<u8>, Hash)>,
    /// Openings: index of the entry in the log, field, disclosure. They may open entries of this
    /// batch or earlier ones.
    pub openings: Vec<(u64, FieldName, String)>,
    /// When this node received or wrote the entries, Unix time in milliseconds; for display.
    pub recv_ms: i64,
}

/// The tree's edge after the last append and before it.
struct Held {
    edge: edge::Edge,
    head: Head,
    base: edge::Edge,
}

impl JointStore {
    /// Makes the file of a new dialogue (conventionally `joint-<did>.db`), without any log.
    pub fn create(path: &Path, dialogue: &DialogueId) -> Result<JointStore> {
        let mut db = Db::create(path, &schema::JOINT, Fault::none())?;
        db.write("naming the dialogue", |tx, ctx| {
            tx.execute("INSERT INTO dialogue (did) VALUES (?1)", params![dialogue.as_str()])
                .map_err(|error| ctx.sql(&error))
        })?;
        Ok(JointStore { db, dialogue: dialogue.clone(), held: BTreeMap::new() })
    }

    /// Opens the file of a dialogue. A missing file is an error, never a new dialogue.
    pub fn open(path: &Path) -> Result<JointStore> {
        JointStore::open_with(path, Fault::none())
    }

    /// As [`JointStore::open`], with a hook at the write steps for tests.
    pub fn open_with(path: &Path, fault: Fault) -> Result<JointStore> {
        let db = Db::open(path, &schema::JOINT, fault)?;
        let ctx = db.ctx("reading which dialogue it is");
        let names: Vec<String> = {
            let mut query = db
                .conn
                .prepare("SELECT did FROM dialogue LIMIT 2")
                .map_err(|error| ctx.sql(&error))?;
            let rows = query.query_map([], |row| row.get(0)).map_err(|error| ctx.sql(&error))?;
            rows.collect::<rusqlite::Result<_>>().map_err(|error| ctx.sql(&error))?
        };
        let [name] = names.as_slice() else {
            let what = format!("it names {} dialogues instead of one", names.len());
            return Err(ctx.corrupt(what));
        };
        let dialogue = DialogueId::parse(name).map_err(|error| ctx.corrupt(error.to_string()))?;
        Ok(JointStore { db, dialogue, held: BTreeMap::new() })
    }

    /// The dialogue.
    pub fn dialogue(&self) -> &DialogueId {
        &self.dialogue
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.db.path
    }

    /// Writes a consistent copy to `to`, which must not exist, while the node works. It holds
    /// what is committed now; erased openings are not in it. The head guard is never in it.
    pub fn backup_to(&self, to: &Path) -> Result<()> {
        self.db.backup_to(to)
    }

    /// Reads everything inside `read` as it stood at one moment, while a node goes on writing.
    pub fn at_one_moment<T>(&self, read: impl FnOnce(&JointStore) -> T) -> Result<T> {
        let ctx = self.db.ctx("reading at one moment");
        let held = self.db.conn.unchecked_transaction().map_err(|error| ctx.sql(&error))?;
        let done = read(self);
        held.finish().map_err(|error| ctx.sql(&error))?;
        Ok(done)
    }

    /// Checks everything that can be checked without keys: pages, tables, every entry against
    /// its leaf, every tile, every root, every note's text, every opening against its digest,
    /// every blob. Reads the whole file.
    pub fn doctor(&self) -> Vec<Finding> {
        doctor::examine(self)
    }

    /// Caps the file's size in pages of 4 KiB, as a disk quota would; for quotas and tests.
    pub fn limit_pages(&mut self, pages_max: u32) -> Result<()> {
        let ctx = self.db.ctx("limiting its size");
        self.db
            .conn
            .pragma_update(None, "max_page_count", pages_max)
            .map_err(|error| ctx.sql(&error))
    }
}

impl std::fmt::Debug for JointStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "JointStore({} in {})", self.dialogue, self.db.path.display())
    }
}
