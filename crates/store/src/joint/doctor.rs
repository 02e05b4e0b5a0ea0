//! The full check of a joint record, without keys: it recomputes every hash from the bytes and
//! reports whatever does not fit. It changes nothing and never panics on what it finds.

use std::collections::BTreeMap;

use ledger::checkpoint::Checkpoint;
use ledger::entry::{Entry, leaf_hash};
use ledger::id::{FieldName, PartyId};
use ledger::merkle::Hash;
use ledger::note::Note;
use ledger::opening::{Digest, Opening};
use rusqlite::params;

use super::append::check_tile;
use super::edge::Edge;
use super::read::Log;
use super::side::chunks_hash;
use super::{JointStore, OpeningRow, OpeningState};
use crate::db::{Ctx, Findings};
use crate::error::{Finding, Result};

pub(super) fn examine(store: &JointStore) -> Vec<Finding> {
    let mut found = Findings::new(&store.db.path);
    store.db.check_pages(&mut found);
    if let Err(error) = examine_logs(store, &mut found) {
        found.error("logs", &error);
    }
    if let Err(error) = strangers(store, &mut found) {
        found.error("rows", &error);
    }
    if let Err(error) = blobs(store, &mut found) {
        found.error("blobs", &error);
    }
    if let Err(error) = store.peers() {
        found.error("peers", &error);
    }
    found.done()
}

fn examine_logs(store: &JointStore, found: &mut Findings) -> Result<()> {
    for log in store.logs()? {
        let party = log.party.clone();
        let checked = roots_to_know(store, &party).and_then(|mut roots| {
            tree(store, &log, &mut roots, found)?;
            notes(store, &log, &roots, found)?;
            openings(store, &party, found)
        });
        if let Err(error) = checked {
            found.error(party.as_str(), &error);
        }
        match store.cosignatures(&party) {
            Ok(receipts) => {
                for receipt in receipts.iter().filter(|receipt| receipt.size > log.head.size) {
                    let place = format!("{party} receipt {} by {}", receipt.size, receipt.by);
                    found.add(place, "it covers more entries than the log has");
                }
            }
            Err(error) => found.error(format!("{party} receipts"), &error),
        }
    }
    Ok(())
}

/// Sizes at which there is a checkpoint; their roots are filled in while the entries pass by.
fn roots_to_know(store: &JointStore, party: &PartyId) -> Result<BTreeMap<u64, Option<Hash>>> {
    let sizes = store.checkpoint_sizes(party, 0, u32::MAX)?;
    Ok(sizes.into_iter().map(|size| (size, None)).collect())
}

/// Entries, leaves, tiles and head.
fn tree(
    store: &JointStore,
    log: &Log,
    roots: &mut BTreeMap<u64, Option<Hash>>,
    found: &mut Findings,
) -> Result<()> {
    let ctx = store.db.ctx("checking a log");
    let (did, party) = (&store.dialogue, &log.party);
    let mut edge = Edge::default();
    let mut full = Vec::new();
    let mut n_tiles = 0;
    store.scan(party, 0, |idx, bytes, stored| {
        let expected = edge.head_size();
        let leaf = leaf_hash(bytes);
        if idx != expected {
            let place = format!("{party} entry {expected}");
            found.add(place, format!("rows are missing before entry {idx}"));
            return std::ops::ControlFlow::Break(());
        }
        if leaf != *stored {
            found.add(format!("{party} entry {idx}"), "its bytes are not those of its leaf");
        }
        edge.push(leaf, &mut full);
        for tile in full.drain(..) {
            n_tiles += 1;
            if let Err(error) = check_tile(&store.db.conn, &ctx, did, party, &tile) {
                found.error("", &error);
            }
        }
        if let Some(root) = roots.get_mut(&edge.head_size()) {
            *root = Some(edge.head().root);
        }
        std::ops::ControlFlow::Continue(())
    })?;
    let head = edge.head();
    if head.size != log.head.size {
        let what =
            format!("the log's head says {} entries, there are {}", log.head.size, head.size);
        found.add(party.as_str(), what);
    } else if head.root != log.head.root {
        found.add(party.as_str(), "the entries have another root than the log's head");
    }
    let stored: i64 = store
        .db
        .conn
        .query_row(
            "SELECT count(*) FROM tile WHERE did=?1 AND party=?2",
            params![did.as_str(), party.as_str()],
            |row| row.get(0),
        )
        .map_err(|error| ctx.sql(&error))?;
    if stored > n_tiles {
        let what = format!("{stored} full tiles are stored, the entries fill {n_tiles}");
        found.add(party.as_str(), what);
    }
    Ok(())
}

/// Every checkpoint states this log's origin, its size and the root the entries have there.
fn notes(
    store: &JointStore,
    log: &Log,
    roots: &BTreeMap<u64, Option<Hash>>,
    found: &mut Findings,
) -> Result<()> {
    for (size, root) in roots {
        let place = format!("{} checkpoint {size}", log.party);
        let Some(bytes) = store.checkpoint(&log.party, *size)? else {
            continue;
        };
        let stated = Note::parse(&bytes)
            .map_err(|error| error.to_string())
            .and_then(|note| Checkpoint::parse(&note.text).map_err(|error| error.to_string()));
        match stated {
            Err(error) => found.add(place, error),
            Ok(stated) if stated.origin != log.origin || stated.head.size != *size => {
                found.add(place, "the note is of another log or size");
            }
            Ok(_) if root.is_none() => found.add(place, "the log has fewer entries than that"),
            Ok(stated) if *root != Some(stated.head.root) => {
                found.add(place, "the note states another root than the entries have");
            }
            Ok(_) => {}
        }
    }
    Ok(())
}

/// Every opening fits the digest that its entry commits to.
fn openings(store: &JointStore, party: &PartyId, found: &mut Findings) -> Result<()> {
    let mut last: Option<(u64, BTreeMap<FieldName, Digest>)> = None;
    let mut failed = None;
    store.scan_openings(party, 0, |row| {
        if last.as_ref().is_none_or(|(idx, _)| *idx != row.idx) {
            match digests(store, party, row.idx) {
                Ok(digests) => last = Some((row.idx, digests)),
                Err(error) => {
                    failed = Some(error);
                    return false;
                }
            }
        }
        let digests = last.as_ref().map(|(_, digests)| digests);
        if let Some(what) = digests.and_then(|digests| misfit(digests, &row)) {
            found.add(format!("{party} entry {} field {}", row.idx, row.field), what);
        }
        true
    })?;
    failed.map_or(Ok(()), Err)
}

fn misfit(digests: &BTreeMap<FieldName, Digest>, row: &OpeningRow) -> Option<String> {
    let Some(digest) = digests.get(&row.field) else {
        return Some("the entry has no such field".to_owned());
    };
    match &row.state {
        OpeningState::Present(disclosure) => {
            Opening::parse_for(disclosure, &row.field, digest).err().map(|error| error.to_string())
        }
        OpeningState::Erased { .. } => None,
    }
}

/// What an entry commits to; an entry that cannot be read commits to nothing.
fn digests(store: &JointStore, party: &PartyId, idx: u64) -> Result<BTreeMap<FieldName, Digest>> {
    let row = store.entries(party, idx..idx.saturating_add(1))?.pop();
    let entry = row.and_then(|row| Entry::decode(&row.bytes).ok());
    Ok(entry.and_then(|entry| entry.origin).map(|origin| origin.open).unwrap_or_default())
}

/// Rows of another dialogue, or of a party that has no log.
fn strangers(store: &JointStore, found: &mut Findings) -> Result<()> {
    let ctx = store.db.ctx("looking for rows that belong to no log");
    let count = |sql: &'static str| -> Result<i64> {
        store
            .db
            .conn
            .query_row(sql, params![store.dialogue.as_str()], |row| row.get(0))
            .map_err(|error| ctx.sql(&error))
    };
    let checks = [
        ("SELECT count(*) FROM log WHERE did<>?1", "log"),
        (
            "SELECT count(*) FROM entry e WHERE NOT EXISTS (SELECT 1 FROM log l \
             WHERE l.did=?1 AND l.did=e.did AND l.party=e.party)",
            "entry",
        ),
        (
            "SELECT count(*) FROM tile e WHERE NOT EXISTS (SELECT 1 FROM log l \
             WHERE l.did=?1 AND l.did=e.did AND l.party=e.party)",
            "tile",
        ),
        (
            "SELECT count(*) FROM checkpoint e WHERE NOT EXISTS (SELECT 1 FROM log l \
             WHERE l.did=?1 AND l.did=e.did AND l.party=e.party)",
            "checkpoint",
        ),
        (
            "SELECT count(*) FROM opening o WHERE NOT EXISTS (SELECT 1 FROM entry e \
             WHERE e.did=?1 AND e.did=o.did AND e.party=o.party AND e.idx=o.idx)",
            "opening",
        ),
    ];
    for (sql, table) in checks {
        let n_rows = count(sql)?;
        if n_rows > 0 {
            found.add(format!("table {table}"), format!("{n_rows} rows belong to no log here"));
        }
    }
    Ok(())
}

/// Every blob that counts as complete has the SHA-256 it is named by.
fn blobs(store: &JointStore, found: &mut Findings) -> Result<()> {
    let ctx = store.db.ctx("checking blobs");
    let complete: Vec<Vec<u8>> = store
        .db
        .conn
        .prepare("SELECT sha FROM blob WHERE did=?1 AND have=size")
        .and_then(|mut query| {
            let rows = query.query_map(params![store.dialogue.as_str()], |row| row.get(0))?;
            rows.collect()
        })
        .map_err(|error| ctx.sql(&error))?;
    for sha in complete {
        if blob_is_wrong(store, &ctx, &sha)? {
            let hex: String = sha.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
            let remedy = "erase the blob; the node fetches it again from a peer";
            found.add_with(format!("blob {hex}.."), "its bytes have another SHA-256", remedy);
        }
    }
    Ok(())
}

fn blob_is_wrong(store: &JointStore, ctx: &Ctx<'_>, sha: &[u8]) -> Result<bool> {
    Ok(chunks_hash(&store.db.conn, ctx, store.dialogue.as_str(), sha)?.as_slice() != sha)
}
