//! Openings: the values behind an entry's digests, the only erasable part of the joint record.
//! An erased value and its salt leave the file for good, a mark with the legal basis stays, and a
//! late copy is never taken again. That an opening fits its digest is checked by the caller
//! before it is stored, and by `doctor` afterwards.

use std::collections::BTreeMap;
use std::ops::Range;

use ledger::entry::{Body, Entry};
use ledger::id::{DialogueId, FieldName, PartyId};
use ledger::limits::{DISCLOSURE_BYTES_MAX, OPENINGS_OF_ENTRY_MAX, TOKEN_BYTES_MAX};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::JointStore;
use super::append::head_in;
use crate::db::Ctx;
use crate::error::Result;
use crate::fault::Step;
use crate::limits::{READ_BYTES_MAX, READ_ROWS_MAX};

/// One field of one entry, as far as it is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningRow {
    /// Index of the entry in its log.
    pub idx: u64,
    /// The field.
    pub field: FieldName,
    /// Its value, or that it was erased.
    pub state: OpeningState,
}

/// Whether a value is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpeningState {
    /// The disclosure (base64url of salt, field and value).
    Present(String),
    /// Erased, under which legal basis, and when: Unix time in milliseconds.
    Erased { basis: String, at_ms: i64 },
}

/// What storing an opening did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It is new.
    New,
    /// It was held already.
    Same,
    /// It was erased before and stays so; the copy offered was not kept.
    Erased,
}

impl JointStore {
    /// Stores one opening that came after its entry. The caller has checked it against the
    /// entry's digest (`ledger::opening::Opening::parse_for`).
    pub fn put_opening(
        &mut self,
        party: &PartyId,
        idx: u64,
        field: &FieldName,
        disclosure: &str,
    ) -> Result<Put> {
        self.db.at(Step::OpeningBegin)?;
        let did = &self.dialogue;
        let put = self.db.write("storing an opening", |tx, ctx| {
            let size = head_in(tx, ctx, did, party)?.size;
            let put = put_in(tx, ctx, (did, party), size, (idx, field, disclosure))?;
            ctx.at(Step::OpeningWrite)?;
            Ok(put)
        })?;
        self.db.at(Step::OpeningDone)?;
        Ok(put)
    }

    /// Erases one opening, value and salt, under a legal basis (a citation code), and all
    /// snapshots, which may hold copies. The bytes are overwritten in the file and its log file.
    /// Works also for an opening never received: then a late copy is not taken. Erasing again
    /// keeps the first basis. Says whether a value was held.
    pub fn erase_opening(
        &mut self,
        party: &PartyId,
        idx: u64,
        field: &FieldName,
        basis: &str,
        at_ms: i64,
    ) -> Result<bool> {
        self.db.at(Step::OpeningBegin)?;
        let did = &self.dialogue;
        let was_held = self.db.write("erasing an opening", |tx, ctx| {
            if basis.is_empty() || basis.len() > TOKEN_BYTES_MAX {
                let what = format!("a legal basis of {} bytes", basis.len());
                return Err(ctx.refused(what, "cite the law in 1 to 512 bytes"));
            }
            if idx >= head_in(tx, ctx, did, party)?.size {
                let what = format!("no entry {idx} in the log of {party}");
                return Err(ctx.refused(what, "name an entry that is held"));
            }
            let held = state_in(tx, ctx, (did, party), idx, field)?;
            let key = params![did.as_str(), party.as_str(), idx as i64, field.as_str()];
            let was_held = matches!(held, Some(OpeningState::Present(_)));
            if !matches!(held, Some(OpeningState::Erased { .. })) {
                let sql = |error: rusqlite::Error| ctx.sql(&error);
                // Deleted and inserted anew, so that the old cell is freed, hence overwritten.
                tx.execute(
                    "DELETE FROM opening WHERE did=?1 AND party=?2 AND idx=?3 AND field=?4",
                    key,
                )
                .map_err(sql)?;
                tx.execute(
                    "INSERT INTO opening (did, party, idx, field, disc, state, basis, at) \
                     VALUES (?1,?2,?3,?4,NULL,1,?5,?6)",
                    params![did.as_str(), party.as_str(), idx as i64, field.as_str(), basis, at_ms],
                )
                .map_err(sql)?;
            }
            tx.execute("DELETE FROM snapshot WHERE did=?1", params![did.as_str()])
                .map_err(|error| ctx.sql(&error))?;
            ctx.at(Step::OpeningWrite)?;
            Ok(was_held)
        })?;
        self.db.flush_log()?;
        self.db.at(Step::OpeningDone)?;
        Ok(was_held)
    }

    /// One opening; `None` if it was neither received nor erased.
    pub fn opening(
        &self,
        party: &PartyId,
        idx: u64,
        field: &FieldName,
    ) -> Result<Option<OpeningState>> {
        let ctx = self.db.ctx("reading an opening");
        let conn = &self.db.conn;
        state_in(conn, &ctx, (&self.dialogue, party), idx, field)
    }

    /// The openings of the entries in `range` that may be given to `audience`, by index and
    /// field. An entry that names its audience (`aud`) is opened to those parties and its author
    /// alone; an entry that cannot be read is opened to nobody (invariant P14). Erased ones are
    /// not given. Stops early at the limits of `limits.rs`, never inside an entry: go on from the
    /// last index + 1.
    pub fn openings(
        &self,
        party: &PartyId,
        range: Range<u64>,
        audience: &PartyId,
    ) -> Result<Vec<(u64, FieldName, String)>> {
        let ctx = self.db.ctx("reading openings for a peer");
        let sql = |error: rusqlite::Error| ctx.sql(&error);
        let mut query = self
            .db
            .conn
            .prepare_cached(
                "SELECT o.idx, o.field, o.disc, e.bytes FROM opening o JOIN entry e \
                 ON e.did=o.did AND e.party=o.party AND e.idx=o.idx \
                 WHERE o.did=?1 AND o.party=?2 AND o.idx>=?3 AND o.idx<?4 AND o.state=0 \
                 ORDER BY o.idx, o.field",
            )
            .map_err(sql)?;
        let (from, until) = (bounded(range.start), bounded(range.end));
        let mut rows = query
            .query(params![self.dialogue.as_str(), party.as_str(), from, until])
            .map_err(sql)?;
        let (mut given, mut n_bytes) = (Vec::new(), 0);
        let mut last: Option<(u64, bool)> = None;
        while let Some(row) = rows.next().map_err(sql)? {
            let idx = ctx.uint(row.get(0).map_err(sql)?)?;
            let may = match last {
                Some((at, may)) if at == idx => may,
                _ => {
                    if given.len() >= READ_ROWS_MAX || n_bytes >= READ_BYTES_MAX {
                        break;
                    }
                    let bytes = row.get_ref(3).map_err(sql)?.as_blob().unwrap_or_default();
                    party == audience || opens_to(bytes, audience)
                }
            };
            last = Some((idx, may));
            if may {
                let disclosure: String = row.get(2).map_err(sql)?;
                n_bytes += disclosure.len();
                given.push((idx, field_of(&ctx, row)?, disclosure));
            }
        }
        Ok(given)
    }

    /// Every opening of a party's log from index `from` on, erased ones too, by index and field,
    /// for this node's own fold. `each` returns false to stop. Gives the number of rows.
    pub fn scan_openings(
        &self,
        party: &PartyId,
        from: u64,
        mut each: impl FnMut(OpeningRow) -> bool,
    ) -> Result<u64> {
        let ctx = self.db.ctx("reading openings");
        let sql = |error: rusqlite::Error| ctx.sql(&error);
        let mut query = self
            .db
            .conn
            .prepare_cached(
                "SELECT idx, field, state, disc, basis, at FROM opening \
                 WHERE did=?1 AND party=?2 AND idx>=?3 ORDER BY idx, field",
            )
            .map_err(sql)?;
        let key = params![self.dialogue.as_str(), party.as_str(), bounded(from)];
        let mut rows = query.query(key).map_err(sql)?;
        let mut n_rows = 0;
        while let Some(row) = rows.next().map_err(sql)? {
            let idx = ctx.uint(row.get(0).map_err(sql)?)?;
            let state = state_of(row, 2).map_err(sql)?;
            n_rows += 1;
            if !each(OpeningRow { idx, field: field_of(&ctx, row)?, state }) {
                break;
            }
        }
        Ok(n_rows)
    }
}

/// Whether the entry with these bytes may be opened to `audience`.
fn opens_to(bytes: &[u8], audience: &PartyId) -> bool {
    match Entry::decode(bytes).map(|entry| entry.body) {
        Ok(Body::Put(put)) => put.aud.is_none_or(|named| named.contains(audience)),
        Ok(_) => true,
        Err(_) => false,
    }
}

/// Stores one opening inside a transaction; `size` is the log's.
pub(super) fn put_in(
    tx: &Transaction<'_>,
    ctx: &Ctx<'_>,
    log: (&DialogueId, &PartyId),
    size: u64,
    (idx, field, disclosure): (u64, &FieldName, &str),
) -> Result<Put> {
    let (did, party) = log;
    check_put(ctx, party, size, (idx, disclosure))?;
    match state_in(tx, ctx, log, idx, field)? {
        Some(OpeningState::Erased { .. }) => return Ok(Put::Erased),
        Some(OpeningState::Present(held)) if held == disclosure => return Ok(Put::Same),
        Some(OpeningState::Present(_)) => {
            let what = format!("another opening of {field} of entry {idx} of {party} is held");
            return Err(ctx.refused(what, "only one can fit the digest: check both"));
        }
        None => {}
    }
    let sql = |error: rusqlite::Error| ctx.sql(&error);
    let n_held: i64 = tx
        .prepare_cached("SELECT count(*) FROM opening WHERE did=?1 AND party=?2 AND idx=?3")
        .and_then(|mut query| {
            query.query_row(params![did.as_str(), party.as_str(), idx as i64], |row| row.get(0))
        })
        .map_err(sql)?;
    check_room(ctx, party, idx, n_held as usize)?;
    insert(tx, ctx, log, (idx, field, disclosure))?;
    Ok(Put::New)
}

/// As `put_in`, for openings of entries that this very transaction appends, from index `first`
/// on: none can be held yet, so none is looked for. One that comes twice is judged by `put_in`.
pub(super) fn put_new_in(
    tx: &Transaction<'_>,
    ctx: &Ctx<'_>,
    log: (&DialogueId, &PartyId),
    size: u64,
    openings: &[(u64, FieldName, String)],
    first: u64,
) -> Result<()> {
    let mut n_held: BTreeMap<u64, usize> = BTreeMap::new();
    for (idx, field, disclosure) in openings {
        let opening = (*idx, field, disclosure.as_str());
        let mut is_new = false;
        if *idx >= first {
            check_put(ctx, log.1, size, (*idx, disclosure))?;
            let n_held = n_held.entry(*idx).or_default();
            check_room(ctx, log.1, *idx, *n_held)?;
            is_new = insert(tx, ctx, log, opening)?;
            *n_held += usize::from(is_new);
        }
        if !is_new {
            put_in(tx, ctx, log, size, opening)?;
        }
        ctx.at(Step::AppendOpening)?;
    }
    Ok(())
}

fn check_put(
    ctx: &Ctx<'_>,
    party: &PartyId,
    size: u64,
    (idx, disclosure): (u64, &str),
) -> Result<()> {
    if idx >= size {
        let what = format!("an opening of entry {idx}, and the log of {party} has {size}");
        return Err(ctx.refused(what, "append the entry first, or in the same batch"));
    }
    if disclosure.is_empty() || disclosure.len() > DISCLOSURE_BYTES_MAX {
        let what = format!("an opening of {} bytes", disclosure.len());
        return Err(ctx.refused(what, "put longer texts into a blob"));
    }
    Ok(())
}

fn check_room(ctx: &Ctx<'_>, party: &PartyId, idx: u64, n_held: usize) -> Result<()> {
    if n_held < OPENINGS_OF_ENTRY_MAX {
        return Ok(());
    }
    let what = format!("entry {idx} of {party} already has {n_held} openings");
    Err(ctx.refused(what, "an entry commits to at most 64 fields"))
}

/// Inserts one row; false if there is one of this field already.
fn insert(
    tx: &Transaction<'_>,
    ctx: &Ctx<'_>,
    (did, party): (&DialogueId, &PartyId),
    (idx, field, disclosure): (u64, &FieldName, &str),
) -> Result<bool> {
    let n_rows = tx
        .prepare_cached(
            "INSERT INTO opening (did, party, idx, field, disc, state, basis, at) \
             VALUES (?1,?2,?3,?4,?5,0,NULL,NULL) ON CONFLICT DO NOTHING",
        )
        .and_then(|mut insert| {
            let (did, party) = (did.as_str(), party.as_str());
            insert.execute(params![did, party, idx as i64, field.as_str(), disclosure])
        })
        .map_err(|error| ctx.sql(&error))?;
    Ok(n_rows == 1)
}

fn state_in(
    conn: &rusqlite::Connection,
    ctx: &Ctx<'_>,
    (did, party): (&DialogueId, &PartyId),
    idx: u64,
    field: &FieldName,
) -> Result<Option<OpeningState>> {
    conn.prepare_cached(
        "SELECT state, disc, basis, at FROM opening \
         WHERE did=?1 AND party=?2 AND idx=?3 AND field=?4",
    )
    .and_then(|mut query| {
        let key = params![did.as_str(), party.as_str(), bounded(idx), field.as_str()];
        query.query_row(key, |row| state_of(row, 0)).optional()
    })
    .map_err(|error| ctx.sql(&error))
}

/// The columns state, disc, basis, at from column `first` on.
fn state_of(row: &Row<'_>, first: usize) -> rusqlite::Result<OpeningState> {
    let state: i64 = row.get(first)?;
    if state == 0 {
        return Ok(OpeningState::Present(row.get(first + 1)?));
    }
    Ok(OpeningState::Erased { basis: row.get(first + 2)?, at_ms: row.get(first + 3)? })
}

fn field_of(ctx: &Ctx<'_>, row: &Row<'_>) -> Result<FieldName> {
    let name: String = row.get(1).map_err(|error| ctx.sql(&error))?;
    FieldName::parse(&name).map_err(|error| ctx.corrupt(error.to_string()))
}

/// An index as SQL's signed number; more than a log can hold stands for "to the end".
pub(super) fn bounded(idx: u64) -> i64 {
    i64::try_from(idx).unwrap_or(i64::MAX)
}
