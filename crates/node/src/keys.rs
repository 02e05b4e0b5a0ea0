//! The node's keys: per dialogue a log key and a mirror key (Ed25519), per compartment one for the
//! files that leave it (`seal`), per node one TLS identity.
//! They lie in files only their owner can read; nothing here ever prints a secret. A key serves
//! one purpose only (record format, part "Keys").

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ledger::entry::Member;
use ledger::id::{DialogueId, PartyId};
use ledger::note::{KeyKind, SigningKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::config::{Folder, write_whole};
use crate::error::NodeError;

/// The signing keys of one party in one dialogue.
#[derive(Debug)]
pub struct DialogueKeys {
    /// The founding log key, then those of later rotations, oldest first.
    pub logs: Vec<SigningKey>,
    pub mirror: SigningKey,
}

/// The name of a party's log in a dialogue: also the origin of its checkpoints.
pub fn origin(domain: &str, dialogue: &DialogueId) -> String {
    format!("{domain}/{dialogue}")
}

impl DialogueKeys {
    /// Makes and stores fresh keys; refuses to overwrite any.
    pub fn make(folder: &Folder, domain: &str, dialogue: &DialogueId) -> Result<Self, NodeError> {
        let place = folder.dialogue_keys(dialogue);
        for name in ["log", "mirror"] {
            let path = place.join(format!("{name}.seed"));
            if path.exists() {
                return Err(NodeError::Folder {
                    path,
                    what: "this key exists already".into(),
                    remedy: "Keys are never overwritten; use another folder or dialogue id",
                });
            }
            make_seed(&path)?;
        }
        Self::read(folder, domain, dialogue)
    }

    /// Opens the stored keys.
    pub fn read(folder: &Folder, domain: &str, dialogue: &DialogueId) -> Result<Self, NodeError> {
        let place = folder.dialogue_keys(dialogue);
        let origin = origin(domain, dialogue);
        let mirror = format!("{origin}/mirror");
        let mut logs = vec![key(&place.join("log.seed"), &origin, KeyKind::LogEd25519)?];
        loop {
            let path = rotated(&place, logs.len());
            if !path.exists() {
                break;
            }
            logs.push(key(&path, &origin, KeyKind::LogEd25519)?);
        }
        let mirror = key(&place.join("mirror.seed"), &mirror, KeyKind::CosignEd25519)?;
        Ok(DialogueKeys { logs, mirror })
    }

    /// Makes and stores one more log key, for a rotation.
    pub fn add_log_key(
        folder: &Folder,
        domain: &str,
        dialogue: &DialogueId,
    ) -> Result<SigningKey, NodeError> {
        let count = Self::read(folder, domain, dialogue)?.logs.len();
        let path = rotated(&folder.dialogue_keys(dialogue), count);
        make_seed(&path)?;
        key(&path, &origin(domain, dialogue), KeyKind::LogEd25519)
    }
}

/// The file of the n-th rotation's log key (from 1).
fn rotated(place: &Path, n: usize) -> std::path::PathBuf {
    place.join(format!("log-{}.seed", n + 1))
}

/// Makes the seed of a key, for its owner alone.
pub(crate) fn make_seed(path: &Path) -> Result<(), NodeError> {
    let mut seed = [0u8; 32];
    random(&mut seed)?;
    write_whole(path, STANDARD.encode(seed).as_bytes(), 0o600)
}

/// Reads one seed file and refuses it when others may read it.
pub(crate) fn key(path: &Path, name: &str, kind: KeyKind) -> Result<SigningKey, NodeError> {
    let text = read_secret(path)?;
    let seed: [u8; 32] =
        STANDARD.decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(
            || NodeError::Folder {
                path: path.into(),
                what: "this is not a key of 32 bytes in base64".into(),
                remedy: "Restore the key file from your backup of keys",
            },
        )?;
    SigningKey::from_seed(name, kind, seed)
        .map_err(|error| NodeError::invalid(name, error, "Check `domain` in hiwar.toml"))
}

/// Reads a file of the owner's only.
fn read_secret(path: &Path) -> Result<String, NodeError> {
    use std::os::unix::fs::PermissionsExt;
    let meta = std::fs::metadata(path).map_err(NodeError::io(path))?;
    if meta.permissions().mode() & 0o077 != 0 {
        return Err(NodeError::Folder {
            path: path.into(),
            what: "other accounts of this machine may read this key".into(),
            remedy: "Run `chmod 600` on it, and rotate the key if others had access",
        });
    }
    std::fs::read_to_string(path).map_err(NodeError::io(path))
}

/// The node's identity towards its peers: a self-signed certificate whose key they have pinned.
pub struct TlsIdentity {
    pub certificate_der: Vec<u8>,
    pub key_der: Vec<u8>,
    /// SHA-256 of the SubjectPublicKeyInfo, base64url without padding.
    pub pin: String,
}

impl TlsIdentity {
    /// Makes and stores a P-256 key and its certificate.
    pub fn make(folder: &Folder, domain: &str) -> Result<TlsIdentity, NodeError> {
        let fail = |error: rcgen::Error| {
            NodeError::invalid(format!("domain {domain:?}"), error, "Use a plain domain name")
        };
        let pair = rcgen::KeyPair::generate().map_err(fail)?;
        let params = rcgen::CertificateParams::new(vec![domain.to_string()]).map_err(fail)?;
        let certificate = params.self_signed(&pair).map_err(fail)?;
        let keys = folder.keys();
        write_whole(
            &keys.join("tls.key"),
            STANDARD.encode(pair.serialize_der()).as_bytes(),
            0o600,
        )?;
        let der = STANDARD.encode(certificate.der());
        write_whole(&keys.join("tls.cert"), der.as_bytes(), 0o644)?;
        Self::read(folder)
    }

    /// Opens the stored identity.
    pub fn read(folder: &Folder) -> Result<TlsIdentity, NodeError> {
        let decode = |path: &Path, text: String| {
            STANDARD.decode(text.trim()).map_err(|error| NodeError::Folder {
                path: path.into(),
                what: error.to_string(),
                remedy: "Restore the file from your backup of keys",
            })
        };
        let key_path = folder.keys().join("tls.key");
        let certificate_path = folder.keys().join("tls.cert");
        let key_der = decode(&key_path, read_secret(&key_path)?)?;
        let text =
            std::fs::read_to_string(&certificate_path).map_err(NodeError::io(&certificate_path))?;
        let certificate_der = decode(&certificate_path, text)?;
        let pin = pin_of(&certificate_der).ok_or_else(|| NodeError::Folder {
            path: certificate_path,
            what: "this is not an X.509 certificate".into(),
            remedy: "Restore the file from your backup of keys",
        })?;
        Ok(TlsIdentity { certificate_der, key_der, pin })
    }
}

/// SHA-256 of the SubjectPublicKeyInfo of a certificate, base64url; none if it does not parse.
pub fn pin_of(certificate_der: &[u8]) -> Option<String> {
    let (rest, certificate) = x509_parser::parse_x509_certificate(certificate_der).ok()?;
    if !rest.is_empty() {
        return None;
    }
    Some(URL_SAFE_NO_PAD.encode(Sha256::digest(certificate.public_key().raw)))
}

/// What one party hands the others before the charter is made: its public keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    pub dialogue: String,
    pub party: String,
    pub log: String,
    pub mirror: String,
    pub pins: Vec<String>,
}

impl Card {
    /// The card as a member of a charter.
    pub fn member(&self) -> Result<Member, NodeError> {
        Ok(Member {
            party: PartyId::parse(&self.party).map_err(|error| {
                NodeError::invalid("card", error, "Ask the other side for its card again")
            })?,
            log: self.log.clone(),
            mirror: self.mirror.clone(),
            pins: self.pins.clone(),
            recovery: None,
        })
    }
}

/// Fills `bytes` from the operating system's generator.
pub fn random(bytes: &mut [u8]) -> Result<(), NodeError> {
    getrandom::fill(bytes).map_err(|error| {
        NodeError::invalid(
            "random numbers",
            error,
            "The operating system gives none; check the machine before signing anything",
        )
    })
}
