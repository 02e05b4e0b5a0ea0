//! Offline proofs (`c2sp.org/tlog-proof@v1`): index, inclusion proof and checkpoint in one text,
//! checkable with the keys alone. The extra data is never authenticated and must never be trusted.
//! Format: docs/format-log.md, 7.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

use crate::checkpoint::{Checkpoint, CheckpointError, decimal};
use crate::limits::{PROOF_BYTES_MAX, PROOF_EXTRA_BYTES_MAX, PROOF_HASHES_MAX, TREE_SIZE_MAX};
use crate::merkle::{Hash, ProofError, Tree, hash_from_base64, hash_to_base64, verify_inclusion};
use crate::note::{KeyKind, Note, NoteError, Verified, VerifierKey};
use crate::policy::{Policy, PolicyError};

/// First line of every proof.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// That one entry stands in a log whose checkpoint others have acknowledged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Context for the reader; not authenticated.
    pub extra: Option<Vec<u8>>,
    /// The entry's index, from 0.
    pub index: u64,
    /// Inclusion proof, from the leaf's sibling up.
    pub hashes: Vec<Hash>,
    /// The log's checkpoint with receipts.
    pub checkpoint: Note,
}

/// Why a proof is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LogProofError {
    /// Over the limit.
    #[error("the proof has {found} bytes; at most {PROOF_BYTES_MAX} are read")]
    TooLong { found: usize },
    /// A line is not as it should be.
    #[error("not a log proof: {0}")]
    Form(&'static str),
    /// The note in it cannot be read.
    #[error("the checkpoint in the proof cannot be read: {0}")]
    Note(#[from] NoteError),
    /// The checkpoint in it is refused.
    #[error("the checkpoint in the proof is refused: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The hashes do not lead to the checkpoint's root.
    #[error("the entry is not shown to be in the log: {0}")]
    Inclusion(#[from] ProofError),
    /// Too few receipts.
    #[error("the proof needs receipts by {needed} different keys; it has {found}")]
    Quorum { needed: usize, found: usize },
    /// The policy is not met.
    #[error("the proof does not meet the policy: {0}")]
    Policy(#[from] PolicyError),
}

/// What a verified proof shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The checkpoint whose tree has the entry.
    pub checkpoint: Checkpoint,
    /// All valid signatures on it: the log's, and the receipts with their times.
    pub verified: Vec<Verified>,
}

impl Proof {
    /// A proof of entry `index` against `checkpoint`, whose tree `tree` holds or has outgrown.
    /// `None` if the tree never had that size or that entry, or had another root.
    pub fn of(tree: &Tree, index: u64, checkpoint: Note) -> Option<Self> {
        let head = Checkpoint::parse(&checkpoint.text).ok()?.head;
        if tree.root_at(head.size)? != head.root {
            return None;
        }
        let hashes = tree.inclusion(index, head.size)?;
        Some(Self { extra: None, index, hashes, checkpoint })
    }

    /// Reads a proof, in the one spelling that [`Proof::to_bytes`] writes.
    pub fn parse(bytes: &[u8]) -> Result<Self, LogProofError> {
        if bytes.len() > PROOF_BYTES_MAX {
            return Err(LogProofError::TooLong { found: bytes.len() });
        }
        let text =
            std::str::from_utf8(bytes).map_err(|_| LogProofError::Form("it must be UTF-8"))?;
        let (head, note) = text
            .split_once("\n\n")
            .ok_or(LogProofError::Form("an empty line must part hashes and checkpoint"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(LogProofError::Form("the first line must be c2sp.org/tlog-proof@v1"));
        }
        let mut line = lines.next();
        let extra = match line.and_then(|line| line.strip_prefix("extra ")) {
            None => None,
            Some(extra) => {
                line = lines.next();
                Some(parse_extra(extra)?)
            }
        };
        let index = line
            .and_then(|line| line.strip_prefix("index "))
            .and_then(decimal)
            .filter(|index| *index < TREE_SIZE_MAX)
            .ok_or(LogProofError::Form("the index line must read \"index\", space, a number"))?;
        let hashes: Option<Vec<Hash>> =
            lines.take(PROOF_HASHES_MAX + 1).map(hash_from_base64).collect();
        let hashes = hashes.filter(|hashes| hashes.len() <= PROOF_HASHES_MAX).ok_or(
            LogProofError::Form("then come at most 63 lines of 32 bytes in standard base64"),
        )?;
        let checkpoint = Note::parse(note.as_bytes())?;
        Ok(Self { extra, index, hashes, checkpoint })
    }

    /// The proof's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{HEADER}\n");
        if let Some(extra) = &self.extra {
            text.push_str(&format!("extra {}\n", STANDARD.encode(extra)));
        }
        text.push_str(&format!("index {}\n", self.index));
        for hash in &self.hashes {
            text.push_str(&hash_to_base64(hash));
            text.push('\n');
        }
        text.push('\n');
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(&self.checkpoint.to_bytes());
        bytes
    }

    /// Checks that the entry with hash `leaf` is in the log `origin`: the checkpoint is signed by
    /// one of `log_keys`, holds receipts by at least `quorum` different keys of `cosigner_keys`,
    /// and the hashes lead to its root.
    pub fn verify(
        &self,
        leaf: &Hash,
        origin: &str,
        log_keys: &[VerifierKey],
        cosigner_keys: &[VerifierKey],
        quorum: usize,
    ) -> Result<Proven, LogProofError> {
        let keys = [log_keys, cosigner_keys].concat();
        let proven = self.open(leaf, origin, &keys)?;
        let mut by: Vec<&[u8; 32]> = proven
            .verified
            .iter()
            .filter(|by| by.kind() == KeyKind::CosignEd25519)
            .map(|by| by.key().public())
            .collect();
        by.sort_unstable();
        by.dedup();
        if by.len() < quorum {
            return Err(LogProofError::Quorum { needed: quorum, found: by.len() });
        }
        Ok(proven)
    }

    /// Like [`Proof::verify`] with the keys and the quorum of a policy that names the log.
    pub fn verify_by(
        &self,
        leaf: &Hash,
        origin: &str,
        policy: &Policy,
    ) -> Result<Proven, LogProofError> {
        let proven = self.open(leaf, origin, &policy.keys())?;
        policy.check(&proven.verified)?;
        Ok(proven)
    }

    fn open(
        &self,
        leaf: &Hash,
        origin: &str,
        keys: &[VerifierKey],
    ) -> Result<Proven, LogProofError> {
        let note = self.checkpoint.to_bytes();
        let (checkpoint, _, verified) = Checkpoint::open_signed(&note, origin, keys)?;
        verify_inclusion(
            leaf,
            self.index,
            checkpoint.head.size,
            &self.hashes,
            &checkpoint.head.root,
        )?;
        Ok(Proven { checkpoint, verified })
    }
}

fn parse_extra(text: &str) -> Result<Vec<u8>, LogProofError> {
    if text.len() > PROOF_EXTRA_BYTES_MAX.div_ceil(3) * 4 {
        return Err(LogProofError::Form("the extra data is over the limit of 65,536 bytes"));
    }
    STANDARD.decode(text).map_err(|_| LogProofError::Form("the extra data must be standard base64"))
}
