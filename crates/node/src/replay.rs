//! From entries to the record: the whole stored record at the start or after a failed write, and
//! what a peer sends. Reading and hashing need nothing of the record, so one thread does that and
//! another folds; the order of the entries stays what it was. It never writes anything.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use dialogue::record::{Ready, Record};
use ledger::id::{FieldName, PartyId, VersionId};
use store::joint::{EntryRow, JointStore, Log, OpeningState};

use crate::error::NodeError;
use crate::limits;

/// Values that all parties concerned have ordered erased.
pub(crate) type Erasures = Vec<(VersionId, FieldName)>;

/// Folds the whole stored record, in the order in which its entries were admitted.
pub(crate) fn fold_all(us: &PartyId, store: &JointStore) -> Result<(Record, Erasures), NodeError> {
    let charter = store.entries(us, 0..1)?;
    let first = charter.first().ok_or_else(|| {
        NodeError::invalid(
            store.path().display().to_string(),
            "the log has no charter",
            "Make the charter with `hiwar peer charter`, or restore a backup",
        )
    })?;
    let mut record = Record::new(us.clone(), &first.bytes).map_err(|error| {
        NodeError::invalid("the charter", error, "Restore a backup: this one is damaged")
    })?;
    let logs = store.logs()?;
    let erased = admit_all(&mut record, store, &logs)?;
    for log in &logs {
        let folded = record.joint().tree(&log.party).map(|tree| tree.head());
        if folded != Some(log.head) {
            return Err(NodeError::invalid(
                format!("{}, log of {}", store.path().display(), log.party),
                "the stored entries do not give the stored root",
                "Run `hiwar doctor`; restore a backup, the peers send what it lacks",
            ));
        }
    }
    Ok((record, erased))
}

/// One log while it is read from the store.
struct Reading<'a> {
    log: &'a Log,
    next: u64,
    rows: VecDeque<EntryRow>,
    /// Openings of those rows, by index.
    openings: VecDeque<(u64, String)>,
}

impl Reading<'_> {
    /// Reads the next entries, at most up to `to`, with their openings.
    fn read(&mut self, store: &JointStore, to: u64) -> Result<(), NodeError> {
        let from = self.next;
        let party = &self.log.party;
        self.rows = store.entries(party, from..to)?.into();
        // The store stops early at its own limits, and so do we: long values come by few.
        self.next = self.rows.back().map_or(to, |last| last.idx + 1);
        let (mut n_bytes, mut last) = (0, from);
        store.scan_openings(party, from, |row| {
            if row.idx > last && n_bytes > limits::fold_opening_bytes_at_once {
                self.next = self.next.min(row.idx);
            }
            if row.idx >= self.next {
                return false;
            }
            last = row.idx;
            if let OpeningState::Present(disclosure) = row.state {
                n_bytes += disclosure.len();
                self.openings.push_back((row.idx, disclosure));
            }
            true
        })?;
        let read = usize::try_from(self.next - from).unwrap_or(usize::MAX);
        self.rows.truncate(read);
        Ok(())
    }

    /// The next row, made ready to be admitted.
    fn take(&mut self) -> Option<Read> {
        let row = self.rows.pop_front()?;
        let of_row = self.openings.partition_point(|one| one.0 <= row.idx);
        let with: Vec<(u64, String)> = self.openings.drain(..of_row).collect();
        let disclosures = with.iter().map(|(_, disclosure)| disclosure.as_str());
        let ready = Ready::of(row.bytes, disclosures);
        Some(Read { party: self.log.party.clone(), idx: row.idx, ready })
    }
}

/// An entry on its way from the file into the record.
struct Read {
    party: PartyId,
    idx: u64,
    ready: Ready<'static>,
}

/// Admits every stored entry, the logs side by side in the order of their arrival, so that hardly
/// any entry has to wait for its causes. This thread reads and hashes, another one folds.
fn admit_all(record: &mut Record, store: &JointStore, logs: &[Log]) -> Result<Erasures, NodeError> {
    let (send, receive) = sync_channel::<Vec<Read>>(limits::fold_chunks_ahead);
    std::thread::scope(|scope| {
        let folding = scope.spawn(move || fold_read(record, receive));
        let read = read_all(store, logs, send);
        let folded = folding.join().map_err(|_| {
            NodeError::invalid(
                store.path().display().to_string(),
                "folding the stored record failed",
                "Report this: a fault of Hiwar",
            )
        });
        read.and(folded)
    })
}

/// Folds what the reader sends, until it sends no more.
fn fold_read(record: &mut Record, receive: Receiver<Vec<Read>>) -> Erasures {
    let mut erased = Erasures::new();
    for Read { party, idx, ready } in receive.into_iter().flatten() {
        let (changes, opened) = record.admit_ready(&party, ready);
        erased.extend(changes.erased);
        for error in opened.into_iter().filter_map(Result::err) {
            tracing::warn!(%party, idx, %error, "a false opening");
        }
    }
    erased
}

/// Reads every stored entry with its openings, in chunks.
fn read_all(
    store: &JointStore,
    logs: &[Log],
    send: SyncSender<Vec<Read>>,
) -> Result<(), NodeError> {
    let mut readings: Vec<Reading> = logs
        .iter()
        .map(|log| Reading { log, next: 1, rows: VecDeque::new(), openings: VecDeque::new() })
        .collect();
    let mut chunk = Vec::new();
    loop {
        for reading in &mut readings {
            if reading.rows.is_empty() && reading.next < reading.log.head.size {
                let to = (reading.next + limits::fold_rows_at_once).min(reading.log.head.size);
                reading.read(store, to)?;
            }
        }
        let earliest = readings
            .iter_mut()
            .filter(|reading| !reading.rows.is_empty())
            .min_by_key(|reading| reading.rows.front().map(|row| row.recv_ms));
        let next = earliest.and_then(Reading::take);
        let is_last = next.is_none();
        chunk.extend(next);
        if is_last || chunk.len() >= limits::fold_chunk_entries {
            let is_gone = send.send(std::mem::take(&mut chunk)).is_err();
            // The folding thread ends early only by a fault, which its join reports.
            if is_last || is_gone {
                return Ok(());
            }
        }
    }
}

/// Calls `fold` with each of `entries` made ready, in their order; many are made ready by another
/// thread meanwhile.
pub(crate) fn each_ready<'a>(
    entries: &[(&'a [u8], Vec<&'a str>)],
    mut fold: impl FnMut(Ready<'a>),
) {
    let make = |(bytes, with): &(&'a [u8], Vec<&'a str>)| Ready::of(*bytes, with.iter().copied());
    if entries.len() <= limits::fold_chunk_entries {
        return entries.iter().map(make).for_each(fold);
    }
    let (send, receive) = sync_channel::<Vec<Ready<'a>>>(limits::fold_chunks_ahead);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for chunk in entries.chunks(limits::fold_chunk_entries) {
                if send.send(chunk.iter().map(make).collect()).is_err() {
                    return;
                }
            }
        });
        receive.into_iter().flatten().for_each(&mut fold);
    });
}
