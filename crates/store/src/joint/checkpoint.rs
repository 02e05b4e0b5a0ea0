//! Checkpoints (signed notes) and receipts (other parties' cosignatures) of the logs. A note is
//! stored only if it states the root that the stored tree has at that size, and never a second
//! root for one size (invariant P8). Signatures are verified by the caller, who has the keys.

use ledger::checkpoint::Checkpoint;
use ledger::entry::Head;
use ledger::id::{DialogueId, PartyId};
use ledger::note::Note;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::JointStore;
use super::append::{head_in, load};
use crate::db::Ctx;
use crate::error::{Result, StoreError};
use crate::fault::Step;
use crate::limits::{LINE_BYTES_MAX, NOTE_BYTES_MAX};

/// Another party's cosignature: it holds this log's entries up to `size`. Never a consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The log's size that it covers.
    pub size: u64,
    /// The party whose mirror signed.
    pub by: PartyId,
    /// The signature line as in the note, without its line feed.
    pub line: String,
    /// When it was signed, by the signer's clock: Unix time in seconds.
    pub time: u64,
}

impl JointStore {
    /// Stores the signed checkpoint of a party's log at `size`, the way peers are served it. A
    /// second note of the same text adds its signatures to the first.
    ///
    /// Errors: `Conflict` if the note states another root than the tree has at this size;
    /// `Refused` if it is not a checkpoint of this log and size, or the log is shorter.
    pub fn put_note(&mut self, party: &PartyId, size: u64, note: &[u8]) -> Result<()> {
        self.db.at(Step::NoteBegin)?;
        let did = &self.dialogue;
        let known = self.held.get(party).map(|held| held.head).filter(|head| head.size == size);
        self.db.write("storing a checkpoint", |tx, ctx| {
            write_note(tx, ctx, (did, party), (size, note), known)
        })?;
        self.db.at(Step::NoteDone)
    }

    /// The newest checkpoint of a party's log: its size and note.
    pub fn note(&self, party: &PartyId) -> Result<Option<(u64, Vec<u8>)>> {
        let ctx = self.db.ctx("reading the newest checkpoint");
        let row: Option<(i64, Vec<u8>)> = self
            .db
            .conn
            .prepare_cached(
                "SELECT size, note FROM checkpoint WHERE did=?1 AND party=?2 \
                 ORDER BY size DESC LIMIT 1",
            )
            .and_then(|mut query| {
                query
                    .query_row(params![self.dialogue.as_str(), party.as_str()], |row| {
                        Ok((row.get(0)?, row.get(1)?))
                    })
                    .optional()
            })
            .map_err(|error| ctx.sql(&error))?;
        row.map(|(size, note)| Ok((ctx.uint(size)?, note))).transpose()
    }

    /// The checkpoint of a party's log at exactly `size`.
    pub fn checkpoint(&self, party: &PartyId, size: u64) -> Result<Option<Vec<u8>>> {
        let ctx = self.db.ctx("reading a checkpoint");
        note_in(&self.db.conn, &ctx, self.dialogue.as_str(), party, size)
    }

    /// Sizes at which checkpoints of a party's log are held, `from` and up, smallest first, at
    /// most `n_max`.
    pub fn checkpoint_sizes(&self, party: &PartyId, from: u64, n_max: u32) -> Result<Vec<u64>> {
        let ctx = self.db.ctx("listing checkpoints");
        let sizes: Vec<i64> = self
            .db
            .conn
            .prepare_cached(
                "SELECT size FROM checkpoint WHERE did=?1 AND party=?2 AND size>=?3 \
                 ORDER BY size LIMIT ?4",
            )
            .and_then(|mut query| {
                let from = i64::try_from(from).unwrap_or(i64::MAX);
                let key = params![self.dialogue.as_str(), party.as_str(), from, n_max];
                let rows = query.query_map(key, |row| row.get(0))?;
                rows.collect()
            })
            .map_err(|error| ctx.sql(&error))?;
        sizes.into_iter().map(|size| ctx.uint(size)).collect()
    }

    /// Stores a receipt for a party's log; the first one of a party and size stays, since it is
    /// the earliest proof. Says whether it is new.
    pub fn add_cosignature(&mut self, party: &PartyId, receipt: &Receipt) -> Result<bool> {
        self.db.at(Step::ReceiptBegin)?;
        let did = &self.dialogue;
        let new = self.db.write("storing a receipt", |tx, ctx| {
            let line = &receipt.line;
            if line.is_empty() || line.len() > LINE_BYTES_MAX || line.contains('\n') {
                let what = format!("a receipt's line of {} bytes", line.len());
                return Err(ctx.refused(what, "give one signature line of the note"));
            }
            if receipt.size == 0 || receipt.size > head_in(tx, ctx, did, party)?.size {
                let what = format!("a receipt for size {}, which is not held", receipt.size);
                return Err(ctx.refused(what, "append the entries first"));
            }
            tx.prepare_cached(
                "INSERT INTO cosignature (did, party, size, by, line, time) \
                 VALUES (?1,?2,?3,?4,?5,?6) ON CONFLICT DO NOTHING",
            )
            .and_then(|mut insert| {
                let size = i64::try_from(receipt.size).unwrap_or(i64::MAX);
                let time = i64::try_from(receipt.time).unwrap_or(i64::MAX);
                let (did, party) = (did.as_str(), party.as_str());
                insert.execute(params![did, party, size, receipt.by.as_str(), line, time])
            })
            .map(|n_rows| n_rows > 0)
            .map_err(|error| ctx.sql(&error))
        })?;
        self.db.at(Step::ReceiptDone)?;
        Ok(new)
    }

    /// All receipts for a party's log, by size, then by signer.
    pub fn cosignatures(&self, party: &PartyId) -> Result<Vec<Receipt>> {
        let sql = "SELECT size, by, line, time FROM cosignature \
                   WHERE did=?1 AND party=?2 ORDER BY size, by";
        self.receipts(sql, party)
    }

    /// Per signer, its receipt for the largest size of a party's log: how far each other party
    /// is known to hold it.
    pub fn latest_cosignatures(&self, party: &PartyId) -> Result<Vec<Receipt>> {
        // With max(), SQLite takes the other columns from the row of the maximum.
        let sql = "SELECT max(size), by, line, time FROM cosignature \
                   WHERE did=?1 AND party=?2 GROUP BY by ORDER BY by";
        self.receipts(sql, party)
    }

    fn receipts(&self, sql: &'static str, party: &PartyId) -> Result<Vec<Receipt>> {
        let ctx = self.db.ctx("reading receipts");
        let mut query = self.db.conn.prepare_cached(sql).map_err(|error| ctx.sql(&error))?;
        let mut rows = query
            .query(params![self.dialogue.as_str(), party.as_str()])
            .map_err(|error| ctx.sql(&error))?;
        let mut receipts = Vec::new();
        while let Some(row) = rows.next().map_err(|error| ctx.sql(&error))? {
            receipts.push(receipt_of(&ctx, row)?);
        }
        Ok(receipts)
    }
}

const NOTE: &str = "store only a verified checkpoint of this log";

fn receipt_of(ctx: &Ctx<'_>, row: &Row<'_>) -> Result<Receipt> {
    let sql = |error: rusqlite::Error| ctx.sql(&error);
    let by: String = row.get(1).map_err(sql)?;
    Ok(Receipt {
        size: ctx.uint(row.get(0).map_err(sql)?)?,
        by: PartyId::parse(&by).map_err(|error| ctx.corrupt(error.to_string()))?,
        line: row.get(2).map_err(sql)?,
        time: ctx.uint(row.get(3).map_err(sql)?)?,
    })
}

fn parse(ctx: &Ctx<'_>, note: &[u8]) -> Result<Note> {
    if note.len() > NOTE_BYTES_MAX {
        let what = format!("a note of {} bytes, over {NOTE_BYTES_MAX}", note.len());
        return Err(ctx.refused(what, NOTE));
    }
    Note::parse(note).map_err(|error| ctx.refused(error.to_string(), NOTE))
}

/// The note with the signatures of the one stored before, if any.
fn merged(
    ctx: &Ctx<'_>,
    (tx, did, party): (&Transaction<'_>, &str, &PartyId),
    size: u64,
    note: Note,
) -> Result<Vec<u8>> {
    let Some(stored) = note_in(tx, ctx, did, party, size)? else {
        return Ok(note.to_bytes());
    };
    let mut stored = Note::parse(&stored)
        .map_err(|error| ctx.corrupt(format!("{party} checkpoint {size}: {error}")))?;
    if stored.text != note.text {
        let what = format!("{party} checkpoint {size}: the stored note has another text");
        return Err(ctx.corrupt(what));
    }
    stored.merge(&note).map_err(|error| ctx.refused(error.to_string(), NOTE))?;
    Ok(stored.to_bytes())
}

/// Stores a note inside a transaction. `known` is the head at this size, where it is at hand.
pub(super) fn write_note(
    tx: &rusqlite::Transaction<'_>,
    ctx: &Ctx<'_>,
    (did, party): (&DialogueId, &PartyId),
    (size, note): (u64, &[u8]),
    known: Option<Head>,
) -> Result<()> {
    let note = parse(ctx, note)?;
    let stated =
        Checkpoint::parse(&note.text).map_err(|error| ctx.refused(error.to_string(), NOTE))?;
    let origin = origin_in(tx, ctx, did.as_str(), party)?;
    if stated.origin != origin || stated.head.size != size || size == 0 {
        let what = format!("not a checkpoint of {origin} at size {size}");
        return Err(ctx.refused(what, NOTE));
    }
    if size > head_in(tx, ctx, did, party)?.size {
        let what = format!("the log of {party} has fewer than {size} entries");
        return Err(ctx.refused(what, "append the entries first"));
    }
    let ours = match known {
        Some(head) => head,
        None => load(tx, ctx, did, party, size)?.head(),
    };
    if ours != stated.head {
        return Err(conflict(ctx, party, &ours, &stated.head));
    }
    let bytes = merged(ctx, (tx, did.as_str(), party), size, note)?;
    ctx.at(Step::NoteWrite)?;
    tx.prepare_cached(
        "INSERT INTO checkpoint (did, party, size, note) VALUES (?1,?2,?3,?4) \
         ON CONFLICT (did, party, size) DO UPDATE SET note=excluded.note",
    )
    .and_then(|mut insert| {
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        insert.execute(params![did.as_str(), party.as_str(), size, bytes])
    })
    .map(|_| ())
    .map_err(|error| ctx.sql(&error))
}

fn note_in(
    conn: &rusqlite::Connection,
    ctx: &Ctx<'_>,
    did: &str,
    party: &PartyId,
    size: u64,
) -> Result<Option<Vec<u8>>> {
    let size = ctx.int(size)?;
    conn.prepare_cached("SELECT note FROM checkpoint WHERE did=?1 AND party=?2 AND size=?3")
        .and_then(|mut query| {
            query.query_row(params![did, party.as_str(), size], |row| row.get(0)).optional()
        })
        .map_err(|error| ctx.sql(&error))
}

fn origin_in(tx: &Transaction<'_>, ctx: &Ctx<'_>, did: &str, party: &PartyId) -> Result<String> {
    tx.prepare_cached("SELECT origin FROM log WHERE did=?1 AND party=?2")
        .and_then(|mut query| {
            query.query_row(params![did, party.as_str()], |row| row.get(0)).optional()
        })
        .map_err(|error| ctx.sql(&error))?
        .ok_or_else(|| ctx.refused(format!("no log of {party}"), "add the log first"))
}

fn conflict(ctx: &Ctx<'_>, party: &PartyId, ours: &Head, stated: &Head) -> StoreError {
    StoreError::Conflict {
        file: ctx.path.to_owned(),
        what: format!(
            "the checkpoint states another root for the log of {party}. \
             Remedy: keep the note as evidence; never sign or cosign it"
        )
        .into(),
        expected: *ours,
        found: *stated,
    }
}
