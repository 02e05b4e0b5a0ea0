//! Openings: the values behind an entry's commitments, kept outside the tree so that they can be
//! erased without changing any hash. An opening is a disclosure of RFC 9901 (SD-JWT) part 4.2.1.
//! The salt comes from the caller, 128 random bits for each value; it is never derived, and is
//! stored only beside the value. Format: `docs/format-entry.md`, part 5.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use smol_str::SmolStr;

use crate::id::{FieldName, IdError, base64url, hash_from_base64url};
use crate::json::{self, JsonError, Profile, Value};
use crate::limits::DISCLOSURE_BYTES_MAX;

/// A salted value of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// 16 random bytes in base64url, 22 characters.
    pub salt: SmolStr,
    /// The field whose commitment it opens.
    pub field: FieldName,
    /// The value.
    pub value: Value,
}

/// Commitment to an opening: SHA-256 over the ASCII of its disclosure. In text it is base64url
/// without padding, 43 characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

/// Why a disclosure does not open what it is meant to open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpeningError {
    /// The text is longer than [`DISCLOSURE_BYTES_MAX`].
    #[error("opening of {bytes} bytes: at most {DISCLOSURE_BYTES_MAX}; make long text a blob")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// The text is not base64url without padding.
    #[error("opening is not base64url without padding: {0}")]
    Base64(String),
    /// The decoded bytes are not canonical.
    #[error("opening is {0}")]
    Json(#[from] JsonError),
    /// The decoded value is no list of salt, field and value.
    #[error("opening is not a list of salt, field name and value")]
    Shape,
    /// The salt is not 128 bits.
    #[error("salt `{0}` of the opening is not 16 bytes in base64url, 22 characters")]
    Salt(String),
    /// The field name has another form.
    #[error("opening names no field: {0}")]
    Field(#[from] IdError),
    /// The opening belongs to another field.
    #[error("opening of field `{found}` was given for field `{wanted}`; match them again")]
    WrongField {
        /// The field it was given for.
        wanted: FieldName,
        /// The field it names.
        found: FieldName,
    },
    /// The opening does not match the commitment.
    #[error("opening of field `{field}` has digest {found}, the entry commits to {wanted}")]
    WrongDigest {
        /// The field.
        field: FieldName,
        /// The entry's commitment.
        wanted: Digest,
        /// The digest of the disclosure.
        found: Digest,
    },
}

impl Opening {
    /// An opening of `value`; `salt` must be fresh random bits.
    ///
    /// ```
    /// use ledger::id::FieldName;
    /// use ledger::opening::Opening;
    /// let opening = Opening::new([7; 16], FieldName::parse("en")?, "The Parties".into());
    /// let disclosure = opening.disclosure();
    /// let digest = Opening::digest(&disclosure);
    /// assert_eq!(Opening::parse_for(&disclosure, &opening.field, &digest)?, opening);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(salt: [u8; 16], field: FieldName, value: Value) -> Opening {
        Opening { salt: URL_SAFE_NO_PAD.encode(salt).into(), field, value }
    }

    /// The text that travels and is hashed: base64url of the canonical list of salt, field and
    /// value.
    pub fn disclosure(&self) -> String {
        let salt = Value::from(self.salt.as_str());
        let field = Value::from(self.field.as_str());
        let list = Value::List(vec![salt, field, self.value.clone()]);
        base64url(json::write(&list).as_bytes())
    }

    /// The disclosure and its digest, read back first: a value that no reader would accept (too
    /// long, too deep, an integer above 2^53 - 1) is refused before anyone commits to it.
    pub fn seal(&self) -> Result<(String, Digest), OpeningError> {
        let disclosure = self.disclosure();
        let read = Opening::parse(&disclosure)?;
        assert!(read == *self, "an opening reads back as it was written");
        let digest = Opening::digest(&disclosure);
        Ok((disclosure, digest))
    }

    /// Reads a disclosure in its only form.
    pub fn parse(disclosure: &str) -> Result<Opening, OpeningError> {
        if disclosure.len() > DISCLOSURE_BYTES_MAX {
            return Err(OpeningError::TooLong { bytes: disclosure.len() });
        }
        let bytes = URL_SAFE_NO_PAD.decode(disclosure);
        let bytes = bytes.map_err(|error| OpeningError::Base64(error.to_string()))?;
        let Value::List(list) = json::parse(&bytes, Profile::Opening)? else {
            return Err(OpeningError::Shape);
        };
        let parts: [Value; 3] = list.try_into().map_err(|_| OpeningError::Shape)?;
        let [Value::Str(salt), Value::Str(field), value] = parts else {
            return Err(OpeningError::Shape);
        };
        let mut bits = [0; 18];
        let decoded = URL_SAFE_NO_PAD.decode_slice(&salt, &mut bits);
        if salt.len() != 22 || decoded != Ok(16) {
            let salt = salt.chars().take(80).flat_map(char::escape_default).collect();
            return Err(OpeningError::Salt(salt));
        }
        Ok(Opening { salt, field: FieldName::parse(&field)?, value })
    }

    /// The commitment to this disclosure text (RFC 9901 part 4.2.3). Takes any text, so that it
    /// can be compared before anything is decoded.
    pub fn digest(disclosure: &str) -> Digest {
        Digest(Sha256::digest(disclosure.as_bytes()).into())
    }

    /// Reads the disclosure that was given for `field` of an entry that commits to `digest`. The
    /// digest is compared first; then the field named inside must be the same one.
    pub fn parse_for(
        disclosure: &str,
        field: &FieldName,
        digest: &Digest,
    ) -> Result<Opening, OpeningError> {
        if disclosure.len() > DISCLOSURE_BYTES_MAX {
            return Err(OpeningError::TooLong { bytes: disclosure.len() });
        }
        let found = Opening::digest(disclosure);
        if found != *digest {
            let (field, wanted) = (field.clone(), *digest);
            return Err(OpeningError::WrongDigest { field, wanted, found });
        }
        let opening = Opening::parse(disclosure)?;
        if opening.field != *field {
            let (wanted, found) = (field.clone(), opening.field);
            return Err(OpeningError::WrongField { wanted, found });
        }
        Ok(opening)
    }
}

impl Digest {
    /// Reads the 43 characters of base64url; padding and stray trailing bits are refused.
    pub fn parse(text: &str) -> Result<Digest, IdError> {
        let form = "32 bytes in base64url without padding, 43 characters";
        hash_from_base64url(text).map(Digest).ok_or_else(|| IdError::new("digest", form, text))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}
