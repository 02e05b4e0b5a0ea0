//! Proofs to take away: the entries of one item with their openings' commitments, the signed
//! checkpoints that cover them with their receipts, and the whole record as an export. What is
//! handed out here is what the exchange carries, nothing else.

use std::collections::BTreeMap;

use dialogue::verify::{self, LogExport};
use ledger::frame::OpeningsOf;
use ledger::id::{ItemId, PartyId, VersionId};

use crate::error::NodeError;
use crate::exchange::message::{all_entries, all_openings};
use crate::handle::Dialogue;
use crate::limits;

/// One entry of an item's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofEntry {
    pub party: PartyId,
    pub idx: u64,
    pub leaf_hex: String,
    pub kind: String,
    pub at: String,
    /// The entry's bytes, which are plain text.
    pub skeleton: String,
    /// The rule by which it has no effect, if so.
    pub void: Option<String>,
    /// Hashes from the leaf to the root of that log's checkpoint (RFC 6962 inclusion proof), hex.
    pub inclusion: Vec<String>,
}

/// Everything needed to check one item's entries by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemProof {
    pub entries: Vec<ProofEntry>,
    /// The newest checkpoint of each log, with every receipt line known.
    pub checkpoints: Vec<(PartyId, String)>,
    /// Hash of the charter.
    pub pin: String,
}

impl Dialogue {
    /// The proof of one item; none if there is no such item.
    pub fn proof(&self, item: &ItemId) -> Result<Option<ItemProof>, NodeError> {
        let places = self.places(item);
        if places.is_empty() {
            return Ok(None);
        }
        let mut entries = Vec::with_capacity(places.len());
        for (party, idx) in places {
            entries.push(self.proof_entry(&party, idx)?);
        }
        let logs = self.inner().logs.read();
        let checkpoints = logs
            .iter()
            .map(|(party, log)| {
                (party.clone(), String::from_utf8_lossy(&log.note.to_bytes()).into_owned())
            })
            .collect();
        drop(logs);
        let pin = self.read().joint().charter_pin().to_string();
        Ok(Some(ItemProof { entries, checkpoints, pin }))
    }

    /// Where the entries about an item stand, log by log.
    fn places(&self, item: &ItemId) -> Vec<(PartyId, u64)> {
        let record = self.read();
        let joint = record.joint();
        let mut places = Vec::new();
        for party in joint.logs() {
            for idx in 0..joint.folded(&party) {
                let entry = joint.entry(&party, idx);
                if entry.is_some_and(|entry| entry.item.as_ref() == Some(item)) {
                    places.push((party.clone(), idx));
                }
            }
        }
        places
    }

    fn proof_entry(&self, party: &PartyId, idx: u64) -> Result<ProofEntry, NodeError> {
        let rows = self.inner().reader.lock().entries(party, idx..idx + 1)?;
        let bytes = rows.into_iter().next().map(|row| row.bytes).unwrap_or_default();
        let covered = self.inner().logs.read().get(party).map_or(0, |log| log.head.size);
        let record = self.read();
        let joint = record.joint();
        let entry = joint.entry(party, idx);
        let proof = joint.tree(party).and_then(|tree| tree.inclusion(idx, covered));
        let at = ledger::entry::Entry::decode(&bytes).map(|entry| entry.at).unwrap_or_default();
        Ok(ProofEntry {
            party: party.clone(),
            idx,
            leaf_hex: VersionId(ledger::entry::leaf_hash(&bytes)).to_hex(),
            kind: entry.as_ref().map(|entry| entry.kind.as_str().to_string()).unwrap_or_default(),
            at: at.to_string(),
            skeleton: String::from_utf8_lossy(&bytes).into_owned(),
            void: entry.and_then(|entry| entry.void).map(|rule| rule.to_string()),
            inclusion: proof
                .unwrap_or_default()
                .into_iter()
                .map(|hash| VersionId(hash).to_hex())
                .collect(),
        })
    }

    /// The whole joint record as this node has it (`docs/format-export.md`).
    pub fn export(&self) -> Result<Vec<u8>, NodeError> {
        let logs = self.inner().logs.read().clone();
        let mut exports = Vec::with_capacity(logs.len());
        let mut bytes = 0;
        for (party, log) in &logs {
            let export = self.export_log(party, log)?;
            bytes += export.entries.iter().map(Vec::len).sum::<usize>();
            if bytes > limits::export_bytes_max {
                return Err(NodeError::invalid(
                    "the export",
                    "the record is larger than 2 GiB",
                    "Use `hiwar backup` for records of this size",
                ));
            }
            exports.push(export);
        }
        Ok(verify::write(self.id(), self.us(), &exports))
    }

    fn export_log(
        &self,
        party: &PartyId,
        log: &crate::inner::LogNote,
    ) -> Result<LogExport, NodeError> {
        let reader = self.inner().reader.lock();
        let rows = all_entries(&reader, party, 0..log.head.size)?;
        let mut openings: BTreeMap<u64, Vec<String>> = BTreeMap::new();
        for (index, _, disclosure) in all_openings(&reader, party, 0..log.head.size, self.us())? {
            openings.entry(index).or_default().push(disclosure);
        }
        drop(reader);
        let of = |(index, disclosures)| OpeningsOf { index, disclosures };
        Ok(LogExport {
            party: party.clone(),
            entries: rows.into_iter().map(|row| row.bytes).collect(),
            openings: openings.into_iter().map(of).collect(),
            note: log.note.to_bytes(),
            receipts: Vec::new(),
        })
    }
}
