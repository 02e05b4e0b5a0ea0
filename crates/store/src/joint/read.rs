//! Reading logs: heads, entries, tiles, and the streaming scan of a cold start.

use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};

use ledger::entry::{Head, leaf_hash};
use ledger::id::PartyId;
use ledger::merkle::Hash;
use rusqlite::{OptionalExtension, params};

use super::JointStore;
use super::append::{check_tile, hashes_in, head_in, load};
use super::edge::{Edge, TILE_WIDTH};
use super::opening::bounded;
use crate::error::Result;
use crate::fault::Step;
use crate::limits::{NOTE_BYTES_MAX, READ_BYTES_MAX, READ_ROWS_MAX};

/// One party's log in this record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Whose log.
    pub party: PartyId,
    /// Whether this node writes it; otherwise it is a mirror.
    pub own: bool,
    /// Its origin line in checkpoints.
    pub origin: String,
    /// Size and root.
    pub head: Head,
    /// How it stands.
    pub state: LogState,
}

/// How a log stands with this node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogState {
    /// It is written or mirrored as usual.
    Live,
    /// A second history of it was seen; nothing more is accepted until people settle it.
    Forked,
    /// Its party has left the dialogue; it stays readable.
    Closed,
}

/// One stored entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Its index in the log.
    pub idx: u64,
    /// Its leaf hash, as stored.
    pub leaf: Hash,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// When this node received or wrote it: Unix time in milliseconds.
    pub recv_ms: i64,
}

impl LogState {
    fn code(self) -> i64 {
        match self {
            LogState::Live => 0,
            LogState::Forked => 1,
            LogState::Closed => 2,
        }
    }

    fn of(code: i64) -> Option<LogState> {
        match code {
            0 => Some(LogState::Live),
            1 => Some(LogState::Forked),
            2 => Some(LogState::Closed),
            _ => None,
        }
    }
}

impl JointStore {
    /// Size and root of every log.
    pub fn heads(&self) -> Result<BTreeMap<PartyId, Head>> {
        Ok(self.logs()?.into_iter().map(|log| (log.party, log.head)).collect())
    }

    /// Size and root of one log; `Refused` if there is none of this party.
    pub fn head(&self, party: &PartyId) -> Result<Head> {
        head_in(&self.db.conn, &self.db.ctx("reading a head"), &self.dialogue, party)
    }

    /// Every log, by party.
    pub fn logs(&self) -> Result<Vec<Log>> {
        let ctx = self.db.ctx("reading the logs");
        let sql = |error: rusqlite::Error| ctx.sql(&error);
        let mut query = self
            .db
            .conn
            .prepare_cached(
                "SELECT party, own, origin, size, root, state FROM log WHERE did=?1 ORDER BY party",
            )
            .map_err(sql)?;
        let mut rows = query.query(params![self.dialogue.as_str()]).map_err(sql)?;
        let mut logs = Vec::new();
        while let Some(row) = rows.next().map_err(sql)? {
            let party: String = row.get(0).map_err(sql)?;
            let root: Vec<u8> = row.get(4).map_err(sql)?;
            let size = ctx.uint(row.get(3).map_err(sql)?)?;
            let state = LogState::of(row.get(5).map_err(sql)?)
                .ok_or_else(|| ctx.corrupt(format!("{party}: an unknown state of the log")))?;
            logs.push(Log {
                party: PartyId::parse(&party).map_err(|error| ctx.corrupt(error.to_string()))?,
                own: row.get(1).map_err(sql)?,
                origin: row.get(2).map_err(sql)?,
                head: Head { size, root: ctx.hash(&root)? },
                state,
            });
        }
        Ok(logs)
    }

    /// Sets how a log stands.
    pub fn set_state(&mut self, party: &PartyId, state: LogState) -> Result<()> {
        let sql = "UPDATE log SET state=?3 WHERE did=?1 AND party=?2";
        self.update_log(party, sql, &state.code())
    }

    /// Keeps a peer's verified checkpoint whose entries have not arrived yet, or forgets it.
    pub fn set_pending(&mut self, party: &PartyId, note: Option<&[u8]>) -> Result<()> {
        if note.is_some_and(|note| note.len() > NOTE_BYTES_MAX) {
            let ctx = self.db.ctx("keeping a pending checkpoint");
            return Err(ctx.refused("a note over 1 MiB", "keep only a verified checkpoint"));
        }
        self.update_log(party, "UPDATE log SET pending=?3 WHERE did=?1 AND party=?2", &note)
    }

    /// The checkpoint kept by [`JointStore::set_pending`].
    pub fn pending(&self, party: &PartyId) -> Result<Option<Vec<u8>>> {
        let ctx = self.db.ctx("reading a pending checkpoint");
        let row = self
            .db
            .conn
            .query_row(
                "SELECT pending FROM log WHERE did=?1 AND party=?2",
                params![self.dialogue.as_str(), party.as_str()],
                |row| row.get(0),
            )
            .optional();
        row.map(Option::flatten).map_err(|error| ctx.sql(&error))
    }

    /// Streams a party's entries from index `from` on, as stored: index, bytes, leaf. No
    /// allocation per row. `each` breaks to stop. Gives the number of rows. All rows are of one
    /// moment, whatever is appended meanwhile.
    pub fn scan(
        &self,
        party: &PartyId,
        from: u64,
        mut each: impl FnMut(u64, &[u8], &Hash) -> ControlFlow<()>,
    ) -> Result<u64> {
        let ctx = self.db.ctx("scanning a log");
        let sql = |error: rusqlite::Error| ctx.sql(&error);
        let mut query = self
            .db
            .reader
            .prepare_cached(
                "SELECT idx, leaf, bytes FROM entry WHERE did=?1 AND party=?2 AND idx>=?3 \
                 ORDER BY idx",
            )
            .map_err(sql)?;
        let mut rows = query
            .query(params![self.dialogue.as_str(), party.as_str(), bounded(from)])
            .map_err(sql)?;
        let mut n_rows = 0;
        while let Some(row) = rows.next().map_err(sql)? {
            let idx = ctx.uint(row.get(0).map_err(sql)?)?;
            let leaf = row.get_ref(1).map_err(sql)?.as_blob().unwrap_or_default();
            let leaf: &Hash = leaf
                .try_into()
                .map_err(|_| ctx.corrupt(format!("{party} entry {idx}: no leaf hash")))?;
            let bytes = row.get_ref(2).map_err(sql)?.as_blob().unwrap_or_default();
            n_rows += 1;
            if each(idx, bytes, leaf).is_break() {
                break;
            }
        }
        Ok(n_rows)
    }

    /// Reads the entries from index `from` on back through the file, recomputes their hashes, the
    /// tiles they filled and the root, and compares all with what is stored (invariant P10). Call
    /// it after every append, with the size before it, and sign only the head it returns. With
    /// `from` 0 it re-hashes the whole log.
    pub fn read_back(&self, party: &PartyId, from: u64) -> Result<Head> {
        self.db.at(Step::ReadBack)?;
        self.scan_checked(party, from, |_, _, _| ())
    }

    /// A scan and a [`JointStore::read_back`] in one pass, for a cold start: `each` gets entries
    /// whose leaf was recomputed from the bytes. Trust what it got only if this returns a head.
    pub fn scan_checked(
        &self,
        party: &PartyId,
        from: u64,
        mut each: impl FnMut(u64, &[u8], &Hash),
    ) -> Result<Head> {
        let ctx = self.db.ctx("reading back");
        // One read transaction: head, entries and tiles are of one moment.
        let tx = self.db.reader.unchecked_transaction().map_err(|error| ctx.sql(&error))?;
        let found = head_in(&tx, &ctx, &self.dialogue, party)?;
        if from > found.size {
            let what = format!("the log of {party} has {} entries, not {from}", found.size);
            return Err(ctx.refused(what, "read the head again"));
        }
        let kept = self.held.get(party).map(|held| &held.base);
        let mut edge: Edge = match kept.filter(|base| base.head_size() == from) {
            Some(base) => base.clone(),
            None => load(&tx, &ctx, &self.dialogue, party, from)?,
        };
        let (mut full, mut wrong) = (Vec::new(), None);
        self.scan(party, from, |idx, bytes, stored| {
            let leaf = leaf_hash(bytes);
            if idx != edge.head_size() {
                wrong = Some(format!("entry {}: the row is missing", edge.head_size()));
            } else if *stored != leaf {
                wrong = Some(format!("entry {idx}: its bytes are not those of its leaf"));
            } else {
                edge.push(leaf, &mut full);
                each(idx, bytes, &leaf);
                return ControlFlow::Continue(());
            }
            ControlFlow::Break(())
        })?;
        if let Some(wrong) = wrong {
            return Err(ctx.corrupt(format!("{party} {wrong}")));
        }
        for tile in &full {
            check_tile(&tx, &ctx, &self.dialogue, party, tile)?;
        }
        if edge.head() != found {
            let what = format!("{party}: the entries have another root than the log's head");
            return Err(ctx.corrupt(what));
        }
        Ok(found)
    }

    /// The entries of a party's log in `range`, by index. Stops early at the limits of
    /// `limits.rs`: go on from the last index + 1.
    pub fn entries(&self, party: &PartyId, range: Range<u64>) -> Result<Vec<EntryRow>> {
        let ctx = self.db.ctx("reading entries");
        let sql = |error: rusqlite::Error| ctx.sql(&error);
        let mut query = self
            .db
            .conn
            .prepare_cached(
                "SELECT idx, leaf, bytes, recv FROM entry \
                 WHERE did=?1 AND party=?2 AND idx>=?3 AND idx<?4 ORDER BY idx",
            )
            .map_err(sql)?;
        let (from, until) = (bounded(range.start), bounded(range.end));
        let mut rows = query
            .query(params![self.dialogue.as_str(), party.as_str(), from, until])
            .map_err(sql)?;
        let (mut entries, mut n_bytes) = (Vec::new(), 0);
        while let Some(row) = rows.next().map_err(sql)? {
            let bytes: Vec<u8> = row.get(2).map_err(sql)?;
            n_bytes += bytes.len();
            let over = entries.len() >= READ_ROWS_MAX || n_bytes > READ_BYTES_MAX;
            if over && !entries.is_empty() {
                break;
            }
            let leaf = row.get_ref(1).map_err(sql)?.as_blob().unwrap_or_default();
            entries.push(EntryRow {
                idx: ctx.uint(row.get(0).map_err(sql)?)?,
                leaf: ctx.hash(leaf)?,
                bytes,
                recv_ms: row.get(3).map_err(sql)?,
            });
        }
        Ok(entries)
    }

    /// Where an entry stands, by its leaf hash; by party, since leaf 0 is in every log. Reads every
    /// row, for tools; a node knows from its fold where each entry stands.
    pub fn find(&self, leaf: &Hash) -> Result<Vec<(PartyId, u64)>> {
        let ctx = self.db.ctx("looking for an entry");
        let rows: Vec<(String, i64)> = self
            .db
            .conn
            .prepare_cached("SELECT party, idx FROM entry WHERE did=?1 AND leaf=?2 ORDER BY party")
            .and_then(|mut query| {
                let rows = query.query_map(params![self.dialogue.as_str(), leaf], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
                rows.collect()
            })
            .map_err(|error| ctx.sql(&error))?;
        let place = |(party, idx): (String, i64)| {
            let party = PartyId::parse(&party).map_err(|error| ctx.corrupt(error.to_string()))?;
            Ok((party, ctx.uint(idx)?))
        };
        rows.into_iter().map(place).collect()
    }

    /// The first `width` hashes (1 to 256) of tile `n` of a level, as C2SP tlog-tiles serves them,
    /// 32 bytes each; `None` if the log is not long enough.
    pub fn tile(&self, party: &PartyId, level: u8, n: u64, width: u16) -> Result<Option<Vec<u8>>> {
        let ctx = self.db.ctx("reading a tile");
        let count = usize::from(width);
        let from = n.checked_mul(TILE_WIDTH as u64).filter(|from| *from < 1 << 62);
        let (Some(from), 1..=TILE_WIDTH) = (from, count) else {
            return Ok(None);
        };
        if count == TILE_WIDTH {
            return self
                .db
                .conn
                .prepare_cached(
                    "SELECT hashes FROM tile WHERE did=?1 AND party=?2 AND level=?3 AND n=?4",
                )
                .and_then(|mut query| {
                    let (did, party) = (self.dialogue.as_str(), party.as_str());
                    query
                        .query_row(params![did, party, level, bounded(n)], |row| row.get(0))
                        .optional()
                })
                .map_err(|error| ctx.sql(&error));
        }
        let log = (&self.dialogue, party);
        let hashes = hashes_in(&self.db.conn, &ctx, log, level, from, count)?;
        Ok((hashes.len() == count).then(|| hashes.concat()))
    }

    fn update_log(
        &mut self,
        party: &PartyId,
        sql: &'static str,
        value: &dyn rusqlite::ToSql,
    ) -> Result<()> {
        let did = &self.dialogue;
        self.db.at(Step::SideBegin)?;
        self.db.write("changing a log's state", |tx, ctx| {
            let n_rows = tx
                .execute(sql, params![did.as_str(), party.as_str(), value])
                .map_err(|error| ctx.sql(&error))?;
            if n_rows == 1 {
                return Ok(());
            }
            Err(ctx.refused(format!("no log of {party}"), "add the log first"))
        })?;
        self.db.at(Step::SideDone)
    }
}
