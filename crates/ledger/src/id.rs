//! Names that occur in skeletons: ASCII tokens that can be compared, sorted and hashed as bytes.
//! A value of these types always obeys its form; there is no way to build one that does not.
//! The forms are written in `docs/format-entry.md`, part 3.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use smol_str::SmolStr;

/// A text that is not an identifier of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{input}` is not a {kind}: {form}")]
pub struct IdError {
    /// What was wanted, e.g. `party code`.
    pub kind: &'static str,
    /// The form it must have, in words.
    pub form: &'static str,
    /// The text refused, escaped and cut to 80 characters.
    pub input: String,
}

impl IdError {
    pub(crate) fn new(kind: &'static str, form: &'static str, input: &str) -> IdError {
        let input = input.chars().take(80).flat_map(char::escape_default).collect();
        IdError { kind, form, input }
    }
}

macro_rules! ascii_id {
    (
        $(#[$doc:meta])*
        $name:ident, $kind:literal, $form:literal, $max:literal, $first:expr, $rest:expr
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(SmolStr);

        impl $name {
            /// Reads the identifier; any other form is refused.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                if fits(text, $max, $first, $rest) {
                    Ok(Self(SmolStr::new(text)))
                } else {
                    Err(IdError::new($kind, $form, text))
                }
            }

            /// The identifier's text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::parse(text)
            }
        }
    };
}

ascii_id!(
    /// A party to a dialogue, e.g. `KW`: `[A-Z][A-Z0-9-]{0,15}`.
    ///
    /// ```
    /// use ledger::id::PartyId;
    /// assert_eq!(PartyId::parse("KW")?.as_str(), "KW");
    /// assert!(PartyId::parse("kw").is_err());
    /// # Ok::<(), ledger::id::IdError>(())
    /// ```
    PartyId,
    "party code",
    "1 to 16 of A-Z, 0-9 and -, the first a letter",
    16,
    |b| b.is_ascii_uppercase(),
    |b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-'
);
ascii_id!(
    /// A dialogue, e.g. `kwus-3q7f5m2a`: `[a-z0-9][a-z0-9-]{0,63}`.
    DialogueId,
    "dialogue id",
    "1 to 64 of a-z, 0-9 and -, the first not -",
    64,
    |b| b.is_ascii_lowercase() || b.is_ascii_digit(),
    |b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'
);
ascii_id!(
    /// A thing that has versions and positions, e.g. `t4.p012`: `[A-Za-z0-9._-]{1,64}`.
    /// Random or a running number; it never tells what the thing is about.
    ItemId,
    "item id",
    "1 to 64 of A-Z, a-z, 0-9, dot, _ and -",
    64,
    item_byte,
    item_byte
);
ascii_id!(
    /// A field of a version, e.g. `ar`: `[A-Za-z][A-Za-z0-9_]{0,63}`.
    FieldName,
    "field name",
    "1 to 64 of A-Z, a-z, 0-9 and _, the first a letter",
    64,
    |b| b.is_ascii_alphabetic(),
    name_byte
);
ascii_id!(
    /// A type of item, e.g. `paragraph`: `[A-Za-z][A-Za-z0-9_]{0,63}`.
    TypeName,
    "type name",
    "1 to 64 of A-Z, a-z, 0-9 and _, the first a letter",
    64,
    |b| b.is_ascii_alphabetic(),
    name_byte
);

/// The leaf hash of an entry: what other entries cite. In text it is base64url without padding,
/// 43 characters.
///
/// ```
/// use ledger::id::VersionId;
/// let id = VersionId::parse("s6BqAY3DWVxDqgSBEci5TZeDO3ogK6NJG852_6_2kbA")?;
/// assert_eq!(id.short(), "s6BqAY3D");
/// assert!(id.to_hex().starts_with("b3a06a018dc3595c"));
/// # Ok::<(), ledger::id::IdError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionId(pub [u8; 32]);

impl VersionId {
    /// Reads the 43 characters of base64url; padding and stray trailing bits are refused.
    pub fn parse(text: &str) -> Result<VersionId, IdError> {
        let form = "32 bytes in base64url without padding, 43 characters";
        let hash = hash_from_base64url(text);
        hash.map(VersionId).ok_or_else(|| IdError::new("version id", form, text))
    }

    /// 64 lower-case hexadecimal digits, for texts on paper.
    pub fn to_hex(&self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let pairs = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        pairs.map(|nibble| DIGITS[usize::from(nibble)] as char).collect()
    }

    /// The first 8 characters, for people to compare at a glance; never for a decision.
    pub fn short(&self) -> String {
        let mut text = self.to_string();
        text.truncate(8);
        text
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url(&self.0))
    }
}

impl fmt::Debug for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VersionId({self})")
    }
}

impl FromStr for VersionId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<VersionId, IdError> {
        VersionId::parse(text)
    }
}

/// Base64url without padding (RFC 4648 part 5), as all hashes inside JSON are written.
pub(crate) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The only text that stands for these 32 bytes; anything else gives `None`.
pub(crate) fn hash_from_base64url(text: &str) -> Option<[u8; 32]> {
    if text.len() != 43 {
        return None;
    }
    let mut hash = [0; 32];
    let n = URL_SAFE_NO_PAD.decode_slice_unchecked(text, &mut hash).ok()?;
    (n == hash.len()).then_some(hash)
}

fn fits(text: &str, max: usize, first: fn(u8) -> bool, rest: fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    (1..=max).contains(&bytes.len()) && first(bytes[0]) && bytes[1..].iter().all(|b| rest(*b))
}

fn item_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-')
}

fn name_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}
