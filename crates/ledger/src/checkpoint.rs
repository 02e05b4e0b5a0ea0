//! Checkpoints (C2SP tlog-checkpoint v1.0.0): three lines, origin, size and root, signed by the log
//! as a note. Extension lines are refused: nobody could audit them.
//! Must never hand out a checkpoint whose log signature has not been verified, but by `parse`,
//! which says so. Format: docs/format-log.md, 3.

use thiserror::Error;

use crate::entry::Head;
use crate::limits::TREE_SIZE_MAX;
use crate::merkle::{EMPTY_ROOT, hash_from_base64, hash_to_base64};
use crate::note::{
    KeyError, KeyKind, Note, NoteError, SigningKey, Verified, VerifierKey, check_name,
};

/// Which log, how many entries, which root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// `<node domain>/<dialogue id>`; also the name of the log's key.
    pub origin: String,
    /// Size and root.
    pub head: Head,
}

/// Why a checkpoint is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CheckpointError {
    /// The note around it.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The origin cannot be a key name.
    #[error("the checkpoint's origin cannot name a log: {0}")]
    OriginForm(#[from] KeyError),
    /// Not three lines of the right form.
    #[error("not a checkpoint: {0}")]
    Form(&'static str),
    /// A log without entries has one possible root.
    #[error("the checkpoint has size 0 but not the root of the empty tree")]
    EmptyRoot,
    /// A checkpoint of another log.
    #[error("the checkpoint is of the log {found}; expected {expected}")]
    Origin { expected: String, found: String },
    /// Signed by known keys, but by none of the log's.
    #[error("the checkpoint of {0} has no signature by a key of that log")]
    NoLogSignature(String),
}

impl Checkpoint {
    /// The three lines that are signed.
    pub fn text(&self) -> String {
        let root = hash_to_base64(&self.head.root);
        format!("{}\n{}\n{root}\n", self.origin, self.head.size)
    }

    /// Reads the three lines, exactly as [`Checkpoint::text`] writes them. Says nothing about who
    /// signed them: see [`Checkpoint::open`].
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let lines = text.strip_suffix('\n').ok_or(CheckpointError::Form("it must end in LF"))?;
        let mut lines = lines.split('\n');
        let (Some(origin), Some(size), Some(root), None) =
            (lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(CheckpointError::Form("it must have exactly three lines"));
        };
        check_name(origin)?;
        let size = decimal(size).filter(|size| *size <= TREE_SIZE_MAX).ok_or(
            CheckpointError::Form("the size must be a decimal below 2^53 without leading zeros"),
        )?;
        let root = hash_from_base64(root)
            .ok_or(CheckpointError::Form("the root must be 32 bytes in standard base64"))?;
        if size == 0 && root != EMPTY_ROOT {
            return Err(CheckpointError::EmptyRoot);
        }
        Ok(Self { origin: origin.to_owned(), head: Head { size, root } })
    }

    /// The checkpoint as a note signed by the log's `key`, whose name is the origin.
    ///
    /// # Panics
    /// If `key` has another name than the origin or is not of kind [`KeyKind::LogEd25519`]: both
    /// are mistakes of the caller.
    pub fn sign(&self, key: &SigningKey) -> Note {
        assert!(key.name() == self.origin, "{} does not sign for {}", key.name(), self.origin);
        Note::sign(&self.text(), key)
    }

    /// Verifies a checkpoint note of the log `origin`. `keys` are all keys the caller knows: the
    /// log's (at least one of them must have signed) and, if wanted, mirrors'.
    pub fn open(
        note: &[u8],
        origin: &str,
        keys: &[VerifierKey],
    ) -> Result<(Self, Note), CheckpointError> {
        Self::open_signed(note, origin, keys).map(|(checkpoint, note, _)| (checkpoint, note))
    }

    /// Like [`Checkpoint::open`], and says which keys have signed, and when.
    pub fn open_signed(
        note: &[u8],
        origin: &str,
        keys: &[VerifierKey],
    ) -> Result<(Self, Note, Vec<Verified>), CheckpointError> {
        let note = Note::parse(note)?;
        let checkpoint = Self::parse(&note.text)?;
        if checkpoint.origin != origin {
            let (expected, found) = (origin.to_owned(), checkpoint.origin);
            return Err(CheckpointError::Origin { expected, found });
        }
        let verified = note.verified(keys)?;
        let by_log = |by: &Verified| by.kind() == KeyKind::LogEd25519 && by.name() == origin;
        if !verified.iter().any(by_log) {
            return Err(CheckpointError::NoLogSignature(origin.to_owned()));
        }
        Ok((checkpoint, note, verified))
    }
}

/// A decimal number without sign or leading zeros, as all C2SP texts write numbers.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = digits && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}
