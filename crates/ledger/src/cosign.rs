//! Receipts: timestamped Ed25519 cosignatures (C2SP tlog-cosignature v1.0.1, type 0x04). A receipt
//! says "at this time this was the largest tree of that log that I hold"; it is never consent.
//! Must never be made before the entries are durable; [`crate::mirror`] keeps to that.
//! Format: docs/format-log.md, 4.

use thiserror::Error;

use crate::limits::COSIGN_TIME_SECONDS_MAX;
use crate::note::{KeyKind, Signature, SigningKey, VerifierKey};

/// Why a receipt is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CosignError {
    /// The line is by another key, or the key is not for receipts.
    #[error("the line by {found} is not a receipt by the key {expected}")]
    OtherKey { expected: String, found: String },
    /// Not 8 bytes of time and 64 of signature.
    #[error("a receipt has 72 bytes after its key ID; this one has {found}")]
    Length { found: usize },
    /// Over 2^63 - 1.
    #[error("the receipt's time {0} is beyond what the format allows")]
    Time(u64),
    /// The signature is not over this text and time.
    #[error("the receipt by {0} does not verify over this checkpoint")]
    BadSignature(String),
}

/// A receipt by `key` over a checkpoint's text. `time` in seconds since 1970-01-01T00:00:00Z.
///
/// # Panics
/// If `key` is not of kind [`KeyKind::CosignEd25519`] or `time` is over 2^63 - 1: both are
/// mistakes of the caller, and signing all the same would misuse the key.
pub fn cosign(note_text: &str, time: u64, key: &SigningKey) -> Signature {
    assert!(key.kind() == KeyKind::CosignEd25519, "{} is not a receipt key", key.name());
    assert!(time <= COSIGN_TIME_SECONDS_MAX, "time {time} is not a time");
    let mut bytes = time.to_be_bytes().to_vec();
    bytes.extend_from_slice(&key.sign_bytes(&message(note_text, time)));
    key.signature(bytes)
}

/// Checks a receipt over a checkpoint's text and gives its time in seconds since 1970.
pub fn verify(
    note_text: &str,
    signature: &Signature,
    key: &VerifierKey,
) -> Result<u64, CosignError> {
    if key.kind() != KeyKind::CosignEd25519 || !key.is_named_by(signature) {
        let (expected, found) = (key.name().to_owned(), signature.name.clone());
        return Err(CosignError::OtherKey { expected, found });
    }
    let (time, bytes) = signature
        .bytes
        .split_first_chunk::<8>()
        .filter(|(_, bytes)| bytes.len() == 64)
        .ok_or(CosignError::Length { found: signature.bytes.len() })?;
    let time = u64::from_be_bytes(*time);
    if time > COSIGN_TIME_SECONDS_MAX {
        return Err(CosignError::Time(time));
    }
    if !key.check(&message(note_text, time), bytes) {
        return Err(CosignError::BadSignature(key.name().to_owned()));
    }
    Ok(time)
}

/// What is signed. The header keeps a receipt from ever being taken for a note's own signature.
fn message(note_text: &str, time: u64) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{note_text}").into_bytes()
}
