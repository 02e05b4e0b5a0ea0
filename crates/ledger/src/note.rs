//! Signed notes (C2SP signed-note v1.0.0): a text, a blank line, one line for each signature; and
//! the Ed25519 keys that make and check them. The text must be ignored until `Note::verified` has
//! accepted it. Must never print a secret key, and never panic on bytes from outside.
//! Format: docs/format-log.md, 2.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer as _;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::cosign;
use crate::limits::{KEY_NAME_BYTES_MAX, NOTE_BYTES_MAX, NOTE_SIGNATURES_MAX};

/// What a signature line begins with: em dash, space.
const LINE_START: &str = "\u{2014} ";

/// What a key is for. Numbers are the type bytes of C2SP signed-note. Lines of other types (0x06
/// ML-DSA-44, 0xff national algorithms) are carried along and ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyKind {
    /// 0x01: a log signs its checkpoints, a node its bags: Ed25519 over the note text.
    LogEd25519,
    /// 0x04: a mirror's receipt: a time and Ed25519 over a header, the time and the note text.
    CosignEd25519,
}

impl KeyKind {
    /// The type byte.
    pub fn byte(self) -> u8 {
        match self {
            Self::LogEd25519 => 0x01,
            Self::CosignEd25519 => 0x04,
        }
    }

    fn from_byte(byte: u8) -> Result<Self, KeyError> {
        match byte {
            0x01 => Ok(Self::LogEd25519),
            0x04 => Ok(Self::CosignEd25519),
            byte => Err(KeyError::UnknownKind(byte)),
        }
    }
}

/// Why a key or its written form is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// Empty, too long, or with a space, a plus sign or a control character.
    #[error(
        "key name {0:?} is refused: 1 to {KEY_NAME_BYTES_MAX} bytes without spaces, plus signs \
         or control characters"
    )]
    Name(String),
    /// Not three parts.
    #[error("a verifier key reads name+8 hexadecimal digits+base64; {0:?} does not")]
    Form(String),
    /// A type byte that this version does not check.
    #[error("key type 0x{0:02x} is unknown here; 0x01 (log) and 0x04 (receipt) are known")]
    UnknownKind(u8),
    /// The key ID is not the one that name and key give.
    #[error("key {name} has ID {found} written, but its name and key give {computed}")]
    Id { name: String, found: String, computed: String },
    /// Not a point of the curve, or one that anybody can sign for.
    #[error("key {0} is not a usable Ed25519 public key")]
    Point(String),
}

/// Why a note or a signature line is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoteError {
    /// Over the limit.
    #[error("the note has {found} bytes; at most {NOTE_BYTES_MAX} are read")]
    TooLong { found: usize },
    /// Not UTF-8, a control character, no blank line, no signature.
    #[error("not a signed note: {0}")]
    Form(&'static str),
    /// Over the limit.
    #[error("the note would have more than {NOTE_SIGNATURES_MAX} signatures")]
    TooManySignatures,
    /// A signature line that cannot be read.
    #[error("not a signature line: {0}")]
    Line(&'static str),
    /// A known key's line does not verify: the whole note is refused.
    #[error("the signature by {name} does not verify, so the note is refused")]
    BadSignature { name: String },
    /// Two different known keys share name and ID: configuration must settle which is meant.
    #[error("two known keys are named {name} with one key ID")]
    AmbiguousKey { name: String },
    /// None of the lines is by a known key.
    #[error("no known key has signed this note")]
    Unverified,
    /// The key's kind does not sign notes as they are.
    #[error("key {name} is for receipts; it does not sign notes")]
    WrongKind { name: String },
    /// Signatures can only be moved between notes of one text.
    #[error("the two notes have different texts, so their signatures cannot be put together")]
    OtherText,
}

/// The public half of a key, with name, kind and key ID.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    id: [u8; 4],
    key: ed25519_dalek::VerifyingKey,
}

impl VerifierKey {
    /// Reads `name+hex8(key ID)+base64(type || public key)`. Accepts only the one spelling that
    /// [`VerifierKey::to_vkey`] writes.
    pub fn parse(vkey: &str) -> Result<Self, KeyError> {
        let form = || KeyError::Form(vkey.chars().take(KEY_NAME_BYTES_MAX).collect());
        let mut parts = vkey.splitn(3, '+');
        let (Some(name), Some(id), Some(data)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(form());
        };
        check_name(name)?;
        let data = STANDARD.decode(data).map_err(|_| form())?;
        let (kind, public) = data.split_first().ok_or_else(form)?;
        let kind = KeyKind::from_byte(*kind)?;
        let public: [u8; 32] = public.try_into().map_err(|_| form())?;
        let key = Self::from_public(name, kind, &public)?;
        let computed = hex(&key.id);
        if id != computed {
            let (name, found) = (name.to_owned(), id.chars().take(8).collect());
            return Err(KeyError::Id { name, found, computed });
        }
        Ok(key)
    }

    /// From the 32 bytes of an Ed25519 public key (RFC 8032).
    pub fn from_public(name: &str, kind: KeyKind, public: &[u8; 32]) -> Result<Self, KeyError> {
        check_name(name)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(public)
            .ok()
            .filter(|key| !key.is_weak())
            .ok_or_else(|| KeyError::Point(name.to_owned()))?;
        Ok(Self::of(name, kind, key))
    }

    /// The written form.
    pub fn to_vkey(&self) -> String {
        let mut data = vec![self.kind.byte()];
        data.extend_from_slice(self.key.as_bytes());
        format!("{}+{}+{}", self.name, hex(&self.id), STANDARD.encode(data))
    }

    /// Key name; for a log the same as its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Key ID: first four bytes of SHA-256(name || LF || type || public key).
    pub fn id(&self) -> [u8; 4] {
        self.id
    }

    /// What the key is for.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The 32 bytes of the public key. Two keys with these alike are one key, whatever their names.
    pub fn public(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Whether `signature` names this key (which says nothing about its validity).
    pub fn is_named_by(&self, signature: &Signature) -> bool {
        self.name == signature.name && self.id == signature.id
    }

    /// Strict Ed25519 check of `signature` (64 bytes) over `message`.
    pub(crate) fn check(&self, message: &[u8], signature: &[u8]) -> bool {
        ed25519_dalek::Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(message, &signature).is_ok())
    }

    fn of(name: &str, kind: KeyKind, key: ed25519_dalek::VerifyingKey) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(name.as_bytes());
        hasher.update([b'\n', kind.byte()]);
        hasher.update(key.as_bytes());
        let digest = hasher.finalize();
        Self { name: name.to_owned(), kind, id: [digest[0], digest[1], digest[2], digest[3]], key }
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({})", self.to_vkey())
    }
}

/// The secret half of a key. Wiped from memory when dropped; `Debug` shows only name and key ID.
#[derive(Clone)]
pub struct SigningKey {
    verifier: VerifierKey,
    secret: ed25519_dalek::SigningKey,
}

impl SigningKey {
    /// From the 32-byte seed (RFC 8032 private key). One seed must serve one name and one kind.
    pub fn from_seed(name: &str, kind: KeyKind, seed: [u8; 32]) -> Result<Self, KeyError> {
        check_name(name)?;
        let secret = ed25519_dalek::SigningKey::from_bytes(&seed);
        let verifier = VerifierKey::of(name, kind, secret.verifying_key());
        Ok(Self { verifier, secret })
    }

    /// The public half.
    pub fn verifier_key(&self) -> VerifierKey {
        self.verifier.clone()
    }

    /// Key name.
    pub fn name(&self) -> &str {
        self.verifier.name()
    }

    /// What the key is for.
    pub fn kind(&self) -> KeyKind {
        self.verifier.kind()
    }

    pub(crate) fn sign_bytes(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }

    /// A signature line's content around `bytes`.
    pub(crate) fn signature(&self, bytes: Vec<u8>) -> Signature {
        Signature { name: self.verifier.name.clone(), id: self.verifier.id, bytes }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}+{})", self.verifier.name, hex(&self.verifier.id))
    }
}

/// One signature line: who says to have signed, and what. Not verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Key name.
    pub name: String,
    /// Key ID.
    pub id: [u8; 4],
    /// What follows the key ID; its form depends on the key's kind.
    pub bytes: Vec<u8>,
}

impl Signature {
    /// The line, with its ending LF.
    pub fn line(&self) -> String {
        let mut data = self.id.to_vec();
        data.extend_from_slice(&self.bytes);
        format!("{LINE_START}{} {}\n", self.name, STANDARD.encode(data))
    }

    /// Reads one line, with or without its ending LF.
    pub fn parse_line(line: &str) -> Result<Self, NoteError> {
        if line.len() > NOTE_BYTES_MAX {
            return Err(NoteError::TooLong { found: line.len() });
        }
        let line = line.strip_suffix('\n').unwrap_or(line);
        let rest = line
            .strip_prefix(LINE_START)
            .ok_or(NoteError::Line("it must begin with an em dash (U+2014) and a space"))?;
        let (name, data) = rest
            .split_once(' ')
            .ok_or(NoteError::Line("a space must part key name and signature"))?;
        if !is_line_name(name) {
            return Err(NoteError::Line("the key name is empty or has a space or plus sign"));
        }
        let data = STANDARD
            .decode(data)
            .map_err(|_| NoteError::Line("the signature must be standard base64 with padding"))?;
        match data.split_first_chunk::<4>() {
            Some((id, bytes)) if !bytes.is_empty() => {
                Ok(Self { name: name.to_owned(), id: *id, bytes: bytes.to_vec() })
            }
            _ => Err(NoteError::Line("the signature must have more than the 4 bytes of a key ID")),
        }
    }

    /// Reads one or more lines, each ending in LF: the answer of a witness, a `cosignatures` frame.
    pub fn parse_lines(bytes: &[u8]) -> Result<Vec<Self>, NoteError> {
        let text = note_text(bytes)?;
        let lines = text.strip_suffix('\n').ok_or(NoteError::Form("it must end in LF"))?;
        if lines.split('\n').count() > NOTE_SIGNATURES_MAX {
            return Err(NoteError::TooManySignatures);
        }
        lines.split('\n').map(Self::parse_line).collect()
    }
}

/// A text with its signature lines, read but not verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The signed text, with its ending LF and without the blank line after it.
    pub text: String,
    /// The lines, in order.
    pub signatures: Vec<Signature>,
}

/// A signature that has been verified: by which known key and, for a receipt, when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    key: VerifierKey,
    time: Option<u64>,
}

impl Verified {
    /// The key that signed.
    pub fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// Key name.
    pub fn name(&self) -> &str {
        self.key.name()
    }

    /// What the key is for.
    pub fn kind(&self) -> KeyKind {
        self.key.kind()
    }

    /// When the receipt was given, in seconds since 1970-01-01T00:00:00Z, by the mirror's own word;
    /// `None` for a log's signature, which carries no time.
    pub fn time(&self) -> Option<u64> {
        self.time
    }
}

impl Note {
    /// Reads a note. Text and signatures are parted at the last blank line.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        let whole = note_text(bytes)?;
        let blank = whole
            .rfind("\n\n")
            .ok_or(NoteError::Form("a blank line must part text and signatures"))?;
        let text = whole[..=blank].to_owned();
        let signatures = Signature::parse_lines(&bytes[blank + 2..])?;
        Ok(Self { text, signatures })
    }

    /// The note's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = format!("{}\n", self.text);
        self.signatures.iter().for_each(|signature| out.push_str(&signature.line()));
        out.into_bytes()
    }

    /// A note of `text` with one signature by `key`.
    ///
    /// # Panics
    /// If `text` is no note text (it must end in LF and have no other control character) or `key`
    /// is for receipts. Where either may come from outside use [`Note::try_sign`].
    pub fn sign(text: &str, key: &SigningKey) -> Self {
        Self::try_sign(text, key).expect("the caller signs a note text with a log or bag key")
    }

    /// Like [`Note::sign`], with a refusal instead of a panic.
    pub fn try_sign(text: &str, key: &SigningKey) -> Result<Self, NoteError> {
        note_text(text.as_bytes())?;
        if !text.ends_with('\n') {
            return Err(NoteError::Form("the text must end in LF"));
        }
        if key.kind() != KeyKind::LogEd25519 {
            return Err(NoteError::WrongKind { name: key.name().to_owned() });
        }
        let signature = key.signature(key.sign_bytes(text.as_bytes()).to_vec());
        Ok(Self { text: text.to_owned(), signatures: vec![signature] })
    }

    /// Adds a signature line, in place of one by the same key (name and ID) if there is one.
    pub fn add(&mut self, signature: Signature) -> Result<(), NoteError> {
        let same = |have: &&mut Signature| have.name == signature.name && have.id == signature.id;
        if let Some(have) = self.signatures.iter_mut().find(same) {
            *have = signature;
            return Ok(());
        }
        if self.signatures.len() >= NOTE_SIGNATURES_MAX {
            return Err(NoteError::TooManySignatures);
        }
        self.signatures.push(signature);
        Ok(())
    }

    /// Adds those of `other`'s signatures whose key has not signed here. `other` must have the same
    /// text. Nothing changes on error.
    pub fn merge(&mut self, other: &Self) -> Result<(), NoteError> {
        if self.text != other.text {
            return Err(NoteError::OtherText);
        }
        let mut merged = self.clone();
        for signature in &other.signatures {
            let known = |have: &Signature| have.name == signature.name && have.id == signature.id;
            if !merged.signatures.iter().any(known) {
                merged.add(signature.clone())?;
            }
        }
        *self = merged;
        Ok(())
    }

    /// The valid signatures by `keys`, in order of the lines, at most one for each key. Lines by
    /// unknown keys are ignored; one bad line by a known key refuses the note; so does a note
    /// without any line by a known key.
    pub fn verified(&self, keys: &[VerifierKey]) -> Result<Vec<Verified>, NoteError> {
        let mut verified: Vec<Verified> = Vec::new();
        for signature in &self.signatures {
            let Some(key) = known_key(signature, keys)? else {
                continue;
            };
            let time = self.check(signature, key)?;
            if verified.iter().all(|have| have.key != *key) {
                verified.push(Verified { key: key.clone(), time });
            }
        }
        if verified.is_empty() { Err(NoteError::Unverified) } else { Ok(verified) }
    }

    fn check(&self, signature: &Signature, key: &VerifierKey) -> Result<Option<u64>, NoteError> {
        let bad = || NoteError::BadSignature { name: key.name.clone() };
        match key.kind {
            KeyKind::LogEd25519 => {
                key.check(self.text.as_bytes(), &signature.bytes).then_some(None).ok_or_else(bad)
            }
            KeyKind::CosignEd25519 => {
                cosign::verify(&self.text, signature, key).map(Some).map_err(|_| bad())
            }
        }
    }
}

/// Whether `name` can stand in a signature line of anybody's.
fn is_line_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c == '+' || c < ' ')
}

/// Our own keys' names are stricter than those of lines that are only carried along.
pub(crate) fn check_name(name: &str) -> Result<(), KeyError> {
    let good = is_line_name(name)
        && name.len() <= KEY_NAME_BYTES_MAX
        && !name.chars().any(char::is_control);
    if good {
        return Ok(());
    }
    Err(KeyError::Name(name.chars().take(KEY_NAME_BYTES_MAX).collect()))
}

fn known_key<'a>(
    signature: &Signature,
    keys: &'a [VerifierKey],
) -> Result<Option<&'a VerifierKey>, NoteError> {
    let mut named = keys.iter().filter(|key| key.is_named_by(signature));
    let Some(first) = named.next() else {
        return Ok(None);
    };
    if named.any(|other| other != first) {
        return Err(NoteError::AmbiguousKey { name: first.name.clone() });
    }
    Ok(Some(first))
}

/// Size, UTF-8 and control characters, alike for whole notes, texts and bare signature lines.
fn note_text(bytes: &[u8]) -> Result<&str, NoteError> {
    if bytes.len() > NOTE_BYTES_MAX {
        return Err(NoteError::TooLong { found: bytes.len() });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| NoteError::Form("it must be UTF-8"))?;
    if text.bytes().any(|byte| byte < b' ' && byte != b'\n') {
        return Err(NoteError::Form("it must have no control character but LF"));
    }
    Ok(text)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
