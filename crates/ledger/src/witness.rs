//! The `add-checkpoint` call (C2SP tlog-witness v1.0.0): its body, and what to answer.
//! `decide` only judges. On `Accept` the caller replaces the head it holds by the new one, in one
//! step that fails if the held head has changed meanwhile, makes that durable, and only then
//! signs. Must never answer 200 for anything else. Format: docs/format-log.md, 6.

use thiserror::Error;

use crate::checkpoint::{Checkpoint, CheckpointError, decimal};
use crate::entry::Head;
use crate::limits::{KEY_NAME_BYTES_MAX, PROOF_HASHES_MAX, TREE_SIZE_MAX, WITNESS_BODY_BYTES_MAX};
use crate::merkle::{Hash, ProofError, hash_from_base64, hash_to_base64, verify_consistency};
use crate::note::{Note, NoteError, Signature, VerifierKey};

/// A request to sign a checkpoint, with a proof from the head last signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// Size of the checkpoint last signed, as the caller believes.
    pub old: u64,
    /// Consistency proof from `old` to the checkpoint's size.
    pub proof: Vec<Hash>,
    /// The checkpoint, a signed note.
    pub note: Vec<u8>,
}

/// Why a body is not an `add-checkpoint` request (status 400).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WitnessError {
    /// Over the limit.
    #[error("the request has {found} bytes; at most {WITNESS_BODY_BYTES_MAX} are read")]
    TooLong { found: usize },
    /// A line is not as it should be.
    #[error("not an add-checkpoint request: {0}")]
    Form(&'static str),
    /// The checkpoint's note.
    #[error("the checkpoint cannot be read: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The old size is above the checkpoint's own.
    #[error("the old size {old} is above the checkpoint's size {new}")]
    OldAboveNew { old: u64, new: u64 },
}

impl AddCheckpoint {
    /// Reads a request body.
    pub fn parse(body: &[u8]) -> Result<Self, WitnessError> {
        if body.len() > WITNESS_BODY_BYTES_MAX {
            return Err(WitnessError::TooLong { found: body.len() });
        }
        let mut rest = body;
        let old = next_line(&mut rest)
            .and_then(|line| line.strip_prefix("old "))
            .and_then(decimal)
            .filter(|old| *old <= TREE_SIZE_MAX)
            .ok_or(WitnessError::Form("the first line must read \"old\", space, a size"))?;
        let mut proof = Vec::new();
        loop {
            let line = next_line(&mut rest)
                .ok_or(WitnessError::Form("an empty line must end the proof"))?;
            if line.is_empty() {
                break;
            }
            if proof.len() == PROOF_HASHES_MAX {
                return Err(WitnessError::Form("the proof has more than 63 lines"));
            }
            proof.push(
                hash_from_base64(line).ok_or(WitnessError::Form(
                    "a proof line must be 32 bytes in standard base64",
                ))?,
            );
        }
        if rest.is_empty() {
            return Err(WitnessError::Form("the checkpoint is missing"));
        }
        Ok(Self { old, proof, note: rest.to_vec() })
    }

    /// The request body.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("old {}\n", self.old);
        for hash in &self.proof {
            text.push_str(&hash_to_base64(hash));
            text.push('\n');
        }
        text.push('\n');
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(&self.note);
        bytes
    }

    /// The log that the checkpoint says it is of, to look up what is held. Nothing is verified.
    pub fn origin(&self) -> Result<String, WitnessError> {
        Ok(self.claimed()?.origin)
    }

    fn claimed(&self) -> Result<Checkpoint, CheckpointError> {
        Checkpoint::parse(&Note::parse(&self.note)?.text)
    }
}

/// What to answer; `status` and `body` give it for HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WitnessAnswer {
    /// All checks passed. Store the new head in place of the held one, then sign its text.
    Accept { checkpoint: Checkpoint, note: Note },
    /// 400: not a request, or the old size is above the new one.
    BadRequest(WitnessError),
    /// 403: no valid signature by a known key of this log.
    BadSignature,
    /// 404: nobody here knows this log.
    UnknownOrigin,
    /// 409: the old size is not the one held; the body tells which is.
    Conflict { held: u64 },
    /// 422: the proof does not lead from the held root to the new one. Keep the request: it may
    /// show misbehaviour of the log.
    BadProof(ProofError),
}

impl WitnessAnswer {
    /// HTTP status code.
    pub fn status(&self) -> u16 {
        match self {
            Self::Accept { .. } => 200,
            Self::BadRequest(_) => 400,
            Self::BadSignature => 403,
            Self::UnknownOrigin => 404,
            Self::Conflict { .. } => 409,
            Self::BadProof(_) => 422,
        }
    }

    /// Content type and body, given the receipts made after an `Accept` (else none).
    pub fn body(&self, receipts: &[Signature]) -> (&'static str, String) {
        let plain = "text/plain; charset=utf-8";
        match self {
            Self::Accept { .. } => (plain, receipts.iter().map(Signature::line).collect()),
            Self::BadRequest(why) => (plain, format!("{why}\n")),
            Self::BadSignature => {
                (plain, "no valid signature by a known key of this log\n".to_owned())
            }
            Self::UnknownOrigin => (plain, "this log is not known here\n".to_owned()),
            Self::Conflict { held } => ("text/x.tlog.size", format!("{held}\n")),
            Self::BadProof(why) => (plain, format!("{why}\n")),
        }
    }
}

/// Judges a request against what is held of the log `origin` (`None`: the log is not known; `held`
/// then does not matter; a known log never signed for is held at size 0). `keys` are the log's.
/// The checks come in the order of the specification, so that two witnesses answer alike.
pub fn decide(
    held: &Head,
    origin: Option<&str>,
    request: &AddCheckpoint,
    keys: &[VerifierKey],
) -> WitnessAnswer {
    let Some(origin) = origin else {
        return WitnessAnswer::UnknownOrigin;
    };
    let (checkpoint, note) = match Checkpoint::open(&request.note, origin, keys) {
        Ok(opened) => opened,
        Err(CheckpointError::Origin { .. }) => return WitnessAnswer::UnknownOrigin,
        Err(CheckpointError::EmptyRoot) => return WitnessAnswer::BadProof(ProofError::Root),
        Err(error) if is_signature_error(&error) => return WitnessAnswer::BadSignature,
        Err(error) => return WitnessAnswer::BadRequest(error.into()),
    };
    let (old, new) = (request.old, checkpoint.head.size);
    if old > new {
        return WitnessAnswer::BadRequest(WitnessError::OldAboveNew { old, new });
    }
    if old != held.size {
        return WitnessAnswer::Conflict { held: held.size };
    }
    match verify_consistency(held, &checkpoint.head, &request.proof) {
        Ok(()) => WitnessAnswer::Accept { checkpoint, note },
        Err(error) => WitnessAnswer::BadProof(error),
    }
}

fn is_signature_error(error: &CheckpointError) -> bool {
    matches!(
        error,
        CheckpointError::NoLogSignature(_)
            | CheckpointError::Note(
                NoteError::BadSignature { .. }
                    | NoteError::AmbiguousKey { .. }
                    | NoteError::Unverified
            )
    )
}

/// Takes one line, without its LF, off the front; `None` if there is none or it is no UTF-8.
fn next_line<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(&rest[..end]).ok()?;
    // The longest line before the note is far below a name's limit; longer ones are no lines of
    // ours, and refusing them here keeps a hostile body from being scanned as one.
    if line.len() > KEY_NAME_BYTES_MAX {
        return None;
    }
    *rest = &rest[end + 1..];
    Some(line)
}
