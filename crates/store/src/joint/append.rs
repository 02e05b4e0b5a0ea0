//! Appending to a log, and reading back what was appended (invariant P10). One transaction per
//! append; nothing is ever replaced or removed. Write order: `docs/store.md`, part 1.

use ledger::entry::{Head, leaf_hash};
use ledger::id::{DialogueId, PartyId};
use ledger::limits::ENTRY_BYTES_MAX;
use ledger::merkle::{EMPTY_ROOT, Hash};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::checkpoint::write_note;
use super::edge::{self, Edge, FullTile};
use super::opening::put_new_in;
use super::{Batch, Held, JointStore};
use crate::db::Ctx;
use crate::error::{Result, StoreError};
use crate::fault::Step;
use crate::limits::{BATCH_ENTRIES_MAX, ORIGIN_BYTES_MAX};

const NO_LOG: &str = "add the log first, with the origin its charter names";

impl JointStore {
    /// Adds an empty log: this node's own, or the mirror of another party's. Adding the same log
    /// again changes nothing.
    pub fn add_log(&mut self, party: &PartyId, own: bool, origin: &str) -> Result<()> {
        let (did, party) = (self.dialogue.as_str(), party.as_str());
        self.db.at(Step::SideBegin)?;
        self.db.write("adding a log", |tx, ctx| {
            let fits = (1..=ORIGIN_BYTES_MAX).contains(&origin.len())
                && origin.bytes().all(|byte| byte.is_ascii_graphic());
            if !fits {
                let what = format!("origin of 1 to {ORIGIN_BYTES_MAX} printable ASCII characters");
                return Err(ctx.refused(format!("no {what}"), "name the log as its charter does"));
            }
            let held: Option<(bool, String)> = tx
                .query_row(
                    "SELECT own, origin FROM log WHERE did=?1 AND party=?2",
                    params![did, party],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()
                .map_err(|error| ctx.sql(&error))?;
            match held {
                Some((held_own, held_origin)) if held_own == own && held_origin == origin => Ok(()),
                Some((_, held_origin)) => Err(ctx.refused(
                    format!("{party} already has the log {held_origin}"),
                    "a party's log keeps its origin for the whole dialogue",
                )),
                None => tx
                    .execute(
                        "INSERT INTO log (did, party, own, origin, size, root, state) \
                         VALUES (?1, ?2, ?3, ?4, 0, ?5, 0)",
                        params![did, party, own, origin, EMPTY_ROOT],
                    )
                    .map(|_| ())
                    .map_err(|error| ctx.sql(&error)),
            }
        })?;
        self.db.at(Step::SideDone)
    }

    /// Appends a batch to a party's log, if its head is still `expect` (compare and swap), in one
    /// transaction: entries, tiles that became full, openings, the new head. Durable when this
    /// returns. The same for the own log and for mirrors; nothing here verifies signatures.
    ///
    /// Errors: `Conflict` if the head moved, `Refused` for an unknown log, a leaf that is not the
    /// hash of its bytes or a limit, `Full`, `Corrupt`. On any error nothing was changed.
    pub fn append(&mut self, party: &PartyId, expect: &Head, batch: &Batch) -> Result<Head> {
        self.append_noted(party, expect, batch, None)
    }

    /// As [`JointStore::append`], and stores a signed checkpoint of this log in the same
    /// transaction: of the new size, or of an earlier one that no note was stored for yet.
    pub fn append_noted(
        &mut self,
        party: &PartyId,
        expect: &Head,
        batch: &Batch,
        note: Option<(u64, &[u8])>,
    ) -> Result<Head> {
        check_batch(&self.db.ctx("appending"), batch)?;
        self.db.at(Step::AppendBegin)?;
        let held = self.held.get(party).filter(|held| held.head == *expect);
        let held = held.map(|held| held.edge.clone());
        let did = &self.dialogue;
        let (base, edge) = self.db.write("appending", |tx, ctx| {
            let found = head_in(tx, ctx, did, party)?;
            if found != *expect {
                return Err(StoreError::Conflict {
                    file: ctx.path.to_owned(),
                    what: format!(
                        "the log of {party} is not where this append starts. \
                         Remedy: read the head again, and append to that"
                    )
                    .into(),
                    expected: *expect,
                    found,
                });
            }
            let base = match held {
                Some(edge) => edge,
                None => load_checked(tx, ctx, did, party, &found)?,
            };
            let mut edge = base.clone();
            write_rows(tx, ctx, (did, party), &mut edge, batch)?;
            if let Some((size, note)) = note {
                let known = [base.head(), edge.head()].into_iter().find(|head| head.size == size);
                write_note(tx, ctx, (did, party), (size, note), known)?;
            }
            Ok((base, edge))
        })?;
        let head = edge.head();
        self.held.insert(party.clone(), Held { edge, head, base });
        self.db.at(Step::AppendDone)?;
        Ok(head)
    }

    /// The root of a party's log when it had `size` entries, from tiles and leaves; `None` if it
    /// never had so many. Costs at most some hundred rows.
    pub fn root_at(&self, party: &PartyId, size: u64) -> Result<Option<Hash>> {
        let ctx = self.db.ctx("computing an earlier root");
        if size > head_in(&self.db.conn, &ctx, &self.dialogue, party)?.size {
            return Ok(None);
        }
        let edge = load(&self.db.conn, &ctx, &self.dialogue, party, size)?;
        Ok(Some(edge.head().root))
    }
}

/// The stored head of a log.
pub(super) fn head_in(
    conn: &Connection,
    ctx: &Ctx<'_>,
    did: &DialogueId,
    party: &PartyId,
) -> Result<Head> {
    let row: Option<(i64, Vec<u8>)> = conn
        .prepare_cached("SELECT size, root FROM log WHERE did=?1 AND party=?2")
        .and_then(|mut query| {
            query
                .query_row(params![did.as_str(), party.as_str()], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()
        })
        .map_err(|error| ctx.sql(&error))?;
    let Some((size, root)) = row else {
        return Err(ctx.refused(format!("no log of {party} in the dialogue {did}"), NO_LOG));
    };
    Ok(Head { size: ctx.uint(size)?, root: ctx.hash(&root)? })
}

/// The edge at `size`, from the leaves of the last partial tile and the roots of full tiles.
pub(super) fn load(
    conn: &Connection,
    ctx: &Ctx<'_>,
    did: &DialogueId,
    party: &PartyId,
    size: u64,
) -> Result<Edge> {
    let mut levels = Vec::new();
    for level in 0..edge::n_levels(size) {
        let width = edge::width(size, level);
        let from = (size >> (8 * level)) - width as u64;
        levels.push(hashes_in(conn, ctx, (did, party), level as u8, from, width)?);
    }
    Edge::from_levels(size, levels)
        .ok_or_else(|| ctx.corrupt(format!("{party}: rows of the tree's edge are missing")))
}

/// As `load`, and compares the root with the head: a tree that was tampered with is not extended.
fn load_checked(
    conn: &Connection,
    ctx: &Ctx<'_>,
    did: &DialogueId,
    party: &PartyId,
    head: &Head,
) -> Result<Edge> {
    let edge = load(conn, ctx, did, party, head.size)?;
    if edge.head() == *head {
        return Ok(edge);
    }
    Err(ctx.corrupt(format!("{party}: the stored tree has another root than the log's head")))
}

/// `count` hashes of a tile level from hash `from` on: leaves of entries at level 0, roots of the
/// full tiles one level below above it.
pub(super) fn hashes_in(
    conn: &Connection,
    ctx: &Ctx<'_>,
    (did, party): (&DialogueId, &PartyId),
    level: u8,
    from: u64,
    count: usize,
) -> Result<Vec<Hash>> {
    let (below, until) = (level.saturating_sub(1), from + count as u64);
    let sql = if level == 0 {
        "SELECT leaf FROM entry WHERE did=?1 AND party=?2 AND idx>=?3 AND idx<?4 AND ?5=0 \
         ORDER BY idx"
    } else {
        "SELECT root FROM tile WHERE did=?1 AND party=?2 AND n>=?3 AND n<?4 AND level=?5 \
         ORDER BY n"
    };
    let mut query = conn.prepare_cached(sql).map_err(|error| ctx.sql(&error))?;
    let (from, until) = (ctx.int(from)?, ctx.int(until)?);
    let mut rows = query
        .query(params![did.as_str(), party.as_str(), from, until, below])
        .map_err(|error| ctx.sql(&error))?;
    let mut hashes = Vec::with_capacity(count);
    while let Some(row) = rows.next().map_err(|error| ctx.sql(&error))? {
        let hash = row.get_ref(0).map_err(|error| ctx.sql(&error))?;
        hashes.push(ctx.hash(hash.as_blob().unwrap_or_default())?);
    }
    Ok(hashes)
}

fn check_batch(ctx: &Ctx<'_>, batch: &Batch) -> Result<()> {
    if batch.entries.len() > BATCH_ENTRIES_MAX {
        let what = format!("{} entries, over {BATCH_ENTRIES_MAX}", batch.entries.len());
        return Err(ctx.refused(what, "append in smaller batches"));
    }
    for (n, (bytes, leaf)) in batch.entries.iter().enumerate() {
        if bytes.is_empty() || bytes.len() > ENTRY_BYTES_MAX {
            let what = format!("entry {n} of the batch has {} bytes", bytes.len());
            return Err(ctx.refused(what, "an entry has 1 to 65,535 bytes"));
        }
        if leaf_hash(bytes) != *leaf {
            let what = format!("the leaf given for entry {n} of the batch is not its hash");
            return Err(ctx.refused(what, "compute the leaf from the bytes that are appended"));
        }
    }
    Ok(())
}

fn write_rows(
    tx: &Transaction<'_>,
    ctx: &Ctx<'_>,
    (did, party): (&DialogueId, &PartyId),
    edge: &mut Edge,
    batch: &Batch,
) -> Result<()> {
    let sql = |error: rusqlite::Error| ctx.sql(&error);
    let mut full = Vec::new();
    let mut insert = tx
        .prepare_cached(
            "INSERT INTO entry (did, party, idx, leaf, bytes, recv) VALUES (?1,?2,?3,?4,?5,?6)",
        )
        .map_err(sql)?;
    let new_from = edge.head_size();
    let first = ctx.int(new_from)?;
    for (idx, (bytes, leaf)) in (first..).zip(&batch.entries) {
        insert
            .execute(params![did.as_str(), party.as_str(), idx, leaf, bytes, batch.recv_ms])
            .map_err(sql)?;
        edge.push(*leaf, &mut full);
        ctx.at(Step::AppendEntry)?;
    }
    for tile in &full {
        tx.prepare_cached(
            "INSERT INTO tile (did, party, level, n, root, hashes) VALUES (?1,?2,?3,?4,?5,?6)",
        )
        .and_then(|mut insert| {
            let n = i64::try_from(tile.n).unwrap_or(i64::MAX);
            let (did, party) = (did.as_str(), party.as_str());
            insert.execute(params![did, party, tile.level, n, tile.root, tile.hashes])
        })
        .map_err(sql)?;
        ctx.at(Step::AppendTile)?;
    }
    let head = edge.head();
    put_new_in(tx, ctx, (did, party), head.size, &batch.openings, new_from)?;
    tx.prepare_cached("UPDATE log SET size=?3, root=?4 WHERE did=?1 AND party=?2")
        .and_then(|mut update| {
            let size = i64::try_from(head.size).unwrap_or(i64::MAX);
            update.execute(params![did.as_str(), party.as_str(), size, head.root])
        })
        .map_err(sql)?;
    ctx.at(Step::AppendHead)
}

/// Compares a recomputed full tile with the stored one.
pub(super) fn check_tile(
    conn: &Connection,
    ctx: &Ctx<'_>,
    did: &DialogueId,
    party: &PartyId,
    tile: &FullTile,
) -> Result<()> {
    let stored: Option<(Vec<u8>, Vec<u8>)> = conn
        .prepare_cached(
            "SELECT root, hashes FROM tile WHERE did=?1 AND party=?2 AND level=?3 AND n=?4",
        )
        .and_then(|mut query| {
            let n = i64::try_from(tile.n).unwrap_or(i64::MAX);
            query
                .query_row(params![did.as_str(), party.as_str(), tile.level, n], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()
        })
        .map_err(|error| ctx.sql(&error))?;
    match stored {
        Some((root, hashes)) if root == tile.root && hashes == tile.hashes => Ok(()),
        Some(_) => Err(ctx.corrupt(format!(
            "{party} tile {} of level {}: its hashes are not those of the entries",
            tile.n, tile.level
        ))),
        None => Err(ctx.corrupt(format!(
            "{party} tile {} of level {}: the row is missing",
            tile.n, tile.level
        ))),
    }
}
