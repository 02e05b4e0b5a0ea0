//! The tables beside the logs: blobs, time stamps, evidence of wrongdoing, what is known of the
//! peers, and snapshots of the folded state (a cache that may be dropped at any time).

use std::collections::BTreeMap;

use ledger::entry::Head;
use ledger::id::PartyId;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use sha2::{Digest, Sha256};

use super::JointStore;
use super::opening::bounded;
use crate::db::Ctx;
use crate::error::Result;
use crate::fault::Step;
use crate::limits::{
    BLOB_BYTES_MAX, CHUNK_BYTES, EVIDENCE_BYTES_MAX, PINS_MAX, SNAPSHOT_BYTES_MAX, STAMP_BYTES_MAX,
    URL_BYTES_MAX,
};

/// How much of a blob is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blob {
    /// Its whole length in bytes.
    pub size: u64,
    /// Bytes held so far; equal to `size` only after its SHA-256 was found right.
    pub have: u64,
}

/// A time-stamp token over a checkpoint (RFC 3161).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The log's size in the stamped checkpoint.
    pub size: u64,
    /// The authority's address.
    pub tsa: String,
    /// The token, DER, not interpreted here.
    pub token: Vec<u8>,
}

/// Proof of a party's wrongdoing, e.g. two checkpoints that cannot both be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Running number per party, from 0.
    pub n: u64,
    /// What it proves, by the caller's list.
    pub kind: u8,
    /// The proof.
    pub bytes: Vec<u8>,
}

/// What this node knows of another party's node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// The party.
    pub party: PartyId,
    /// Where its node listens; empty if it only dials out.
    pub url: String,
    /// SHA-256 of the public keys it may show on a connection.
    pub pins: Vec<[u8; 32]>,
    /// What it said it holds of each log.
    pub have: BTreeMap<PartyId, Head>,
    /// Number of the last bag taken from it.
    pub bag_in: u64,
    /// Number of the last bag made for it.
    pub bag_out: u64,
}

/// A folded state at known heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The writer's format of `state`.
    pub version: u64,
    /// The heads it stands for, in the writer's format.
    pub vector: Vec<u8>,
    /// The state, in the writer's format.
    pub state: Vec<u8>,
}

impl JointStore {
    /// Announces a blob of `size` bytes named by its SHA-256. Announcing it again changes nothing;
    /// with another size it is refused.
    pub fn blob_begin(&mut self, sha: &[u8; 32], size: u64) -> Result<Blob> {
        let did = self.dialogue.as_str();
        self.db.at(Step::SideBegin)?;
        let blob = self.db.write("announcing a blob", |tx, ctx| {
            if size > BLOB_BYTES_MAX {
                let what = format!("a blob of {size} bytes, over {BLOB_BYTES_MAX}");
                return Err(ctx.refused(what, "split the file"));
            }
            match blob_in(tx, ctx, did, sha)? {
                Some(blob) if blob.size == size => return Ok(blob),
                Some(blob) => {
                    let what = format!("this blob has {} bytes, not {size}", blob.size);
                    return Err(ctx.refused(what, "one SHA-256 has one length"));
                }
                None => {}
            }
            if size == 0 && Sha256::digest([]).as_slice() != sha {
                return Err(ctx.refused("an empty blob has another SHA-256", WRONG_BLOB));
            }
            tx.execute(
                "INSERT INTO blob (did, sha, size, have) VALUES (?1,?2,?3,0)",
                params![did, sha, bounded(size)],
            )
            .map_err(|error| ctx.sql(&error))?;
            Ok(Blob { size, have: 0 })
        })?;
        self.db.at(Step::SideDone)?;
        Ok(blob)
    }

    /// Stores chunk `n` (1 MiB each, the last one shorter), in any order. With the last missing
    /// chunk the SHA-256 is checked; if it is wrong, all chunks are dropped and this is refused.
    pub fn blob_write(&mut self, sha: &[u8; 32], n: u64, bytes: &[u8]) -> Result<Blob> {
        let did = self.dialogue.as_str();
        self.db.at(Step::SideBegin)?;
        let (blob, fits) = self.db.write("storing a chunk", |tx, ctx| {
            let Some(blob) = blob_in(tx, ctx, did, sha)? else {
                return Err(ctx.refused("this blob was not announced", "call blob_begin first"));
            };
            let from = n.checked_mul(CHUNK_BYTES as u64).filter(|from| *from < blob.size);
            let wanted = from.map(|from| (blob.size - from).min(CHUNK_BYTES as u64));
            if wanted != Some(bytes.len() as u64) {
                let what = format!("chunk {n} of {} bytes in a blob of {}", bytes.len(), blob.size);
                return Err(ctx.refused(what, "every chunk but the last has 1 MiB"));
            }
            let new = tx
                .execute(
                    "INSERT INTO chunk (did, sha, n, bytes) VALUES (?1,?2,?3,?4) \
                     ON CONFLICT DO NOTHING",
                    params![did, sha, bounded(n), bytes],
                )
                .map_err(|error| ctx.sql(&error))?;
            let have = blob.have + if new > 0 { bytes.len() as u64 } else { 0 };
            let fits = have < blob.size || chunks_hash(tx, ctx, did, sha)? == *sha;
            let have = if fits { have } else { 0 };
            if !fits {
                drop_chunks(tx, ctx, did, sha)?;
            }
            tx.execute(
                "UPDATE blob SET have=?3 WHERE did=?1 AND sha=?2",
                params![did, sha, bounded(have)],
            )
            .map_err(|error| ctx.sql(&error))?;
            Ok((Blob { size: blob.size, have }, fits))
        })?;
        self.db.at(Step::SideDone)?;
        if fits {
            return Ok(blob);
        }
        Err(self.db.ctx("").refused("the chunks together have another SHA-256", WRONG_BLOB))
    }

    /// Chunk `n` of a blob; `None` if it is not held.
    pub fn blob_read(&self, sha: &[u8; 32], n: u64) -> Result<Option<Vec<u8>>> {
        let ctx = self.db.ctx("reading a chunk");
        self.db
            .conn
            .prepare_cached("SELECT bytes FROM chunk WHERE did=?1 AND sha=?2 AND n=?3")
            .and_then(|mut query| {
                let key = params![self.dialogue.as_str(), sha, bounded(n)];
                query.query_row(key, |row| row.get(0)).optional()
            })
            .map_err(|error| ctx.sql(&error))
    }

    /// How much of a blob is held; `None` if it was never announced.
    pub fn blob(&self, sha: &[u8; 32]) -> Result<Option<Blob>> {
        let ctx = self.db.ctx("reading a blob's state");
        blob_in(&self.db.conn, &ctx, self.dialogue.as_str(), sha)
    }

    /// Stores a whole blob that this node was given, chunk by chunk; nothing happens when it is
    /// held already.
    pub fn blob_put(&mut self, sha: &[u8; 32], bytes: &[u8]) -> Result<Blob> {
        let mut blob = self.blob_begin(sha, bytes.len() as u64)?;
        for (n, chunk) in (0..).zip(bytes.chunks(CHUNK_BYTES)) {
            if blob.have == blob.size {
                break;
            }
            blob = self.blob_write(sha, n, chunk)?;
        }
        Ok(blob)
    }

    /// The numbers of the chunks of a blob of `size` bytes that are not held, the first ones.
    pub fn chunks_missing(&self, sha: &[u8; 32], size: u64, count_max: usize) -> Result<Vec<u64>> {
        let ctx = self.db.ctx("looking for missing chunks");
        let sql = |error: rusqlite::Error| ctx.sql(&error);
        let mut query = self
            .db
            .conn
            .prepare_cached("SELECT n FROM chunk WHERE did=?1 AND sha=?2 ORDER BY n")
            .map_err(sql)?;
        let mut rows = query.query(params![self.dialogue.as_str(), sha]).map_err(sql)?;
        let mut held = Vec::new();
        while let Some(row) = rows.next().map_err(sql)? {
            held.push(ctx.uint(row.get(0).map_err(sql)?)?);
        }
        let all = 0..size.min(BLOB_BYTES_MAX).div_ceil(CHUNK_BYTES as u64);
        Ok(all.filter(|n| held.binary_search(n).is_err()).take(count_max).collect())
    }

    /// Every blob that was announced here, by its SHA-256.
    pub fn blobs(&self) -> Result<BTreeMap<[u8; 32], Blob>> {
        let ctx = self.db.ctx("reading the blobs");
        let sql = |error: rusqlite::Error| ctx.sql(&error);
        let mut query = self
            .db
            .conn
            .prepare_cached("SELECT sha, size, have FROM blob WHERE did=?1")
            .map_err(sql)?;
        let mut rows = query.query(params![self.dialogue.as_str()]).map_err(sql)?;
        let mut blobs = BTreeMap::new();
        while let Some(row) = rows.next().map_err(sql)? {
            let size = ctx.uint(row.get(1).map_err(sql)?)?;
            let have = ctx.uint(row.get(2).map_err(sql)?)?;
            blobs.insert(row.get(0).map_err(sql)?, Blob { size, have });
        }
        Ok(blobs)
    }

    /// Forgets a blob; its bytes are overwritten in the file. Says whether it was known.
    pub fn erase_blob(&mut self, sha: &[u8; 32]) -> Result<bool> {
        let did = self.dialogue.as_str();
        self.db.at(Step::SideBegin)?;
        let known = self.db.write("erasing a blob", |tx, ctx| {
            drop_chunks(tx, ctx, did, sha)?;
            tx.execute("DELETE FROM blob WHERE did=?1 AND sha=?2", params![did, sha])
                .map(|n_rows| n_rows > 0)
                .map_err(|error| ctx.sql(&error))
        })?;
        self.db.flush_log()?;
        self.db.at(Step::SideDone)?;
        Ok(known)
    }

    /// Stores a time-stamp token over a party's checkpoint; one per authority and size stays.
    pub fn put_stamp(&mut self, party: &PartyId, stamp: &Stamp) -> Result<()> {
        let did = self.dialogue.as_str();
        self.db.at(Step::SideBegin)?;
        self.db.write("storing a time stamp", |tx, ctx| {
            let fits = stamp.token.len() <= STAMP_BYTES_MAX && stamp.tsa.len() <= URL_BYTES_MAX;
            if !fits || stamp.size == 0 {
                let what = format!("a token of {} bytes", stamp.token.len());
                return Err(ctx.refused(what, "store one RFC 3161 token over a checkpoint"));
            }
            let Stamp { size, tsa, token } = stamp;
            tx.execute(
                "INSERT INTO stamp (did, party, size, tsa, token) VALUES (?1,?2,?3,?4,?5) \
                 ON CONFLICT DO NOTHING",
                params![did, party.as_str(), bounded(*size), tsa, token],
            )
            .map(|_| ())
            .map_err(|error| ctx.sql(&error))
        })?;
        self.db.at(Step::SideDone)
    }

    /// The time stamps over a party's checkpoints, by size, then by authority.
    pub fn stamps(&self, party: &PartyId) -> Result<Vec<Stamp>> {
        let sql = "SELECT size, tsa, token FROM stamp WHERE did=?1 AND party=?2 ORDER BY size, tsa";
        self.rows(sql, party, |ctx, row| {
            let sql = |error: rusqlite::Error| ctx.sql(&error);
            Ok(Stamp {
                size: ctx.uint(row.get(0).map_err(sql)?)?,
                tsa: row.get(1).map_err(sql)?,
                token: row.get(2).map_err(sql)?,
            })
        })
    }

    /// Keeps a piece of evidence against a party and gives its number; the same bytes again give
    /// the number they have.
    pub fn add_evidence(&mut self, party: &PartyId, kind: u8, bytes: &[u8]) -> Result<u64> {
        let did = self.dialogue.as_str();
        self.db.at(Step::SideBegin)?;
        let n = self.db.write("keeping evidence", |tx, ctx| {
            let sql = |error: rusqlite::Error| ctx.sql(&error);
            if bytes.len() > EVIDENCE_BYTES_MAX {
                let what = format!("evidence of {} bytes", bytes.len());
                return Err(ctx.refused(what, "keep the two notes and the proof only"));
            }
            let held: Option<i64> = tx
                .query_row(
                    "SELECT n FROM evidence WHERE did=?1 AND party=?2 AND kind=?3 AND bytes=?4",
                    params![did, party.as_str(), kind, bytes],
                    |row| row.get(0),
                )
                .optional()
                .map_err(sql)?;
            if let Some(n) = held {
                return ctx.uint(n);
            }
            let n: i64 = tx
                .query_row(
                    "INSERT INTO evidence (did, party, n, kind, bytes) SELECT ?1, ?2, \
                     coalesce((SELECT max(n)+1 FROM evidence WHERE did=?1 AND party=?2), 0), \
                     ?3, ?4 RETURNING n",
                    params![did, party.as_str(), kind, bytes],
                    |row| row.get(0),
                )
                .map_err(sql)?;
            ctx.uint(n)
        })?;
        self.db.at(Step::SideDone)?;
        Ok(n)
    }

    /// The evidence against a party, in the order it was kept.
    pub fn evidence(&self, party: &PartyId) -> Result<Vec<Evidence>> {
        let sql = "SELECT n, kind, bytes FROM evidence WHERE did=?1 AND party=?2 ORDER BY n";
        self.rows(sql, party, |ctx, row| {
            let sql = |error: rusqlite::Error| ctx.sql(&error);
            Ok(Evidence {
                n: ctx.uint(row.get(0).map_err(sql)?)?,
                kind: row.get(1).map_err(sql)?,
                bytes: row.get(2).map_err(sql)?,
            })
        })
    }

    /// Stores what is known of a peer, in place of what was known before.
    pub fn put_peer(&mut self, peer: &Peer) -> Result<()> {
        let did = self.dialogue.as_str();
        self.db.at(Step::SideBegin)?;
        self.db.write("storing a peer", |tx, ctx| {
            if peer.url.len() > URL_BYTES_MAX || peer.pins.len() > PINS_MAX {
                let what = format!("a peer's address of {} bytes or its pins", peer.url.len());
                return Err(ctx.refused(what, "give an address of 2,048 bytes, 16 pins"));
            }
            let Peer { party, url, pins, have, bag_in, bag_out } = peer;
            tx.execute(
                "INSERT INTO peer (did, party, url, pins, have, bag_in, bag_out) \
                 VALUES (?1,?2,?3,?4,?5,?6,?7) ON CONFLICT (did, party) DO UPDATE SET \
                 url=excluded.url, pins=excluded.pins, have=excluded.have, \
                 bag_in=excluded.bag_in, bag_out=excluded.bag_out",
                params![
                    did,
                    party.as_str(),
                    url,
                    pins.concat(),
                    have_text(have),
                    bounded(*bag_in),
                    bounded(*bag_out)
                ],
            )
            .map(|_| ())
            .map_err(|error| ctx.sql(&error))
        })?;
        self.db.at(Step::SideDone)
    }

    /// What is known of one peer.
    pub fn peer(&self, party: &PartyId) -> Result<Option<Peer>> {
        let sql = "SELECT party, url, pins, have, bag_in, bag_out FROM peer \
                   WHERE did=?1 AND party=?2";
        Ok(self.rows(sql, party, peer_of)?.pop())
    }

    /// What is known of every peer, by party.
    pub fn peers(&self) -> Result<Vec<Peer>> {
        let sql = "SELECT party, url, pins, have, bag_in, bag_out FROM peer \
                   WHERE did=?1 ORDER BY party";
        let ctx = self.db.ctx("reading the peers");
        let sql_error = |error: rusqlite::Error| ctx.sql(&error);
        let mut query = self.db.conn.prepare_cached(sql).map_err(sql_error)?;
        let mut rows = query.query(params![self.dialogue.as_str()]).map_err(sql_error)?;
        let mut peers = Vec::new();
        while let Some(row) = rows.next().map_err(sql_error)? {
            peers.push(peer_of(&ctx, row)?);
        }
        Ok(peers)
    }

    /// Keeps a snapshot in place of all earlier ones.
    pub fn put_snapshot(&mut self, snapshot: &Snapshot) -> Result<()> {
        let did = self.dialogue.as_str();
        self.db.at(Step::SideBegin)?;
        self.db.write("storing a snapshot", |tx, ctx| {
            if snapshot.state.len() > SNAPSHOT_BYTES_MAX {
                let what = format!("a snapshot of {} bytes", snapshot.state.len());
                return Err(ctx.refused(what, "go without a snapshot: it is a cache"));
            }
            tx.execute("DELETE FROM snapshot WHERE did=?1", params![did])
                .map_err(|error| ctx.sql(&error))?;
            let Snapshot { version, vector, state } = snapshot;
            tx.execute(
                "INSERT INTO snapshot (did, ver, vec, state) VALUES (?1,?2,?3,?4)",
                params![did, bounded(*version), vector, state],
            )
            .map(|_| ())
            .map_err(|error| ctx.sql(&error))
        })?;
        self.db.at(Step::SideDone)
    }

    /// The snapshot; `None` after an erasure or when none was ever kept.
    pub fn snapshot(&self) -> Result<Option<Snapshot>> {
        let ctx = self.db.ctx("reading the snapshot");
        let row: Option<(i64, Vec<u8>, Vec<u8>)> = self
            .db
            .conn
            .query_row(
                "SELECT ver, vec, state FROM snapshot WHERE did=?1 ORDER BY ver DESC LIMIT 1",
                params![self.dialogue.as_str()],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .optional()
            .map_err(|error| ctx.sql(&error))?;
        row.map(|(version, vector, state)| {
            Ok(Snapshot { version: ctx.uint(version)?, vector, state })
        })
        .transpose()
    }

    fn rows<T>(
        &self,
        sql: &'static str,
        party: &PartyId,
        each: impl Fn(&Ctx<'_>, &Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let ctx = self.db.ctx("reading");
        let mut query = self.db.conn.prepare_cached(sql).map_err(|error| ctx.sql(&error))?;
        let mut rows = query
            .query(params![self.dialogue.as_str(), party.as_str()])
            .map_err(|error| ctx.sql(&error))?;
        let mut list = Vec::new();
        while let Some(row) = rows.next().map_err(|error| ctx.sql(&error))? {
            list.push(each(&ctx, row)?);
        }
        Ok(list)
    }
}

const WRONG_BLOB: &str = "fetch the blob again, from another party if there is one";

fn blob_in(
    conn: &rusqlite::Connection,
    ctx: &Ctx<'_>,
    did: &str,
    sha: &[u8; 32],
) -> Result<Option<Blob>> {
    let row: Option<(i64, i64)> = conn
        .prepare_cached("SELECT size, have FROM blob WHERE did=?1 AND sha=?2")
        .and_then(|mut query| {
            query.query_row(params![did, sha], |row| Ok((row.get(0)?, row.get(1)?))).optional()
        })
        .map_err(|error| ctx.sql(&error))?;
    row.map(|(size, have)| Ok(Blob { size: ctx.uint(size)?, have: ctx.uint(have)? })).transpose()
}

/// SHA-256 over all chunks of a blob, in order.
pub(super) fn chunks_hash(
    conn: &rusqlite::Connection,
    ctx: &Ctx<'_>,
    did: &str,
    sha: &[u8],
) -> Result<[u8; 32]> {
    let sql = |error: rusqlite::Error| ctx.sql(&error);
    let mut query = conn
        .prepare_cached("SELECT bytes FROM chunk WHERE did=?1 AND sha=?2 ORDER BY n")
        .map_err(sql)?;
    let mut rows = query.query(params![did, sha]).map_err(sql)?;
    let mut hasher = Sha256::new();
    while let Some(row) = rows.next().map_err(sql)? {
        hasher.update(row.get_ref(0).map_err(sql)?.as_blob().unwrap_or_default());
    }
    Ok(hasher.finalize().into())
}

fn drop_chunks(tx: &Transaction<'_>, ctx: &Ctx<'_>, did: &str, sha: &[u8; 32]) -> Result<()> {
    tx.execute("DELETE FROM chunk WHERE did=?1 AND sha=?2", params![did, sha])
        .map(|_| ())
        .map_err(|error| ctx.sql(&error))
}

fn peer_of(ctx: &Ctx<'_>, row: &Row<'_>) -> Result<Peer> {
    let sql = |error: rusqlite::Error| ctx.sql(&error);
    let party: String = row.get(0).map_err(sql)?;
    let pins: Vec<u8> = row.get(2).map_err(sql)?;
    let have: String = row.get(3).map_err(sql)?;
    let (pins, rest) = pins.as_chunks::<32>();
    if !rest.is_empty() {
        return Err(ctx.corrupt(format!("{party}: the peer's pins are cut off")));
    }
    Ok(Peer {
        have: parse_have(&have)
            .ok_or_else(|| ctx.corrupt(format!("{party}: the peer's heads cannot be read")))?,
        party: PartyId::parse(&party).map_err(|error| ctx.corrupt(error.to_string()))?,
        url: row.get(1).map_err(sql)?,
        pins: pins.to_vec(),
        bag_in: ctx.uint(row.get(4).map_err(sql)?)?,
        bag_out: ctx.uint(row.get(5).map_err(sql)?)?,
    })
}

/// One line a log: party, size, root in hexadecimal.
fn have_text(have: &BTreeMap<PartyId, Head>) -> String {
    let line = |(party, head): (&PartyId, &Head)| {
        let root: String = head.root.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{party} {} {root}\n", head.size)
    };
    have.iter().map(line).collect()
}

fn parse_have(text: &str) -> Option<BTreeMap<PartyId, Head>> {
    let head = |line: &str| {
        let (party, rest) = line.split_once(' ')?;
        let (size, hex) = rest.split_once(' ')?;
        let mut root = [0; 32];
        if hex.len() != 64 || !hex.is_ascii() {
            return None;
        }
        for (byte, at) in root.iter_mut().zip((0..).step_by(2)) {
            *byte = u8::from_str_radix(&hex[at..at + 2], 16).ok()?;
        }
        Some((PartyId::parse(party).ok()?, Head { size: size.parse().ok()?, root }))
    };
    text.lines().map(head).collect()
}
