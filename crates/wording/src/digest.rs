//! The digest of a whole joint text: one fingerprint of its tree, Arabic and English together.
//! Whoever signs off on a text signs off on this. Numbering and layout are derived and stay out of
//! it; the hashed bytes are written down in `docs/format-text.md`, part 2.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// What the hashed bytes begin with; a change of the form changes it.
const HEAD: &[u8] = b"hiwar.text/1\n";

/// One provision as it is hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node<'a> {
    /// The identifier of the provision.
    pub id: &'a str,
    /// The identifier of the provision it stands under; `None` at the top.
    pub under: Option<&'a str>,
    /// What it is: article, paragraph, chapeau ...
    pub role: &'a str,
    /// The Arabic text, as stored.
    pub ar: &'a str,
    /// The English text, as stored.
    pub en: &'a str,
}

/// SHA-256 over the canonical bytes of a text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextDigest([u8; 32]);

impl TextDigest {
    /// The digest of the provisions given in reading order.
    ///
    /// # Examples
    /// ```
    /// use wording::{Node, TextDigest};
    /// let node = Node { id: "p1", under: None, role: "article", ar: "نص", en: "Text" };
    /// let other = Node { en: "text", ..node };
    /// assert_ne!(TextDigest::of([node]), TextDigest::of([other]));
    /// ```
    pub fn of<'a>(nodes: impl IntoIterator<Item = Node<'a>>) -> TextDigest {
        let mut hash = Sha256::new();
        canonical(nodes, |bytes| hash.update(bytes));
        TextDigest(hash.finalize().into())
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A digest from its 32 bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> TextDigest {
        TextDigest(bytes)
    }

    /// Reads what `Display` prints: 64 lower-case hexadecimal digits, nothing else.
    pub fn parse(hex: &str) -> Option<TextDigest> {
        let nibble = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let digits = hex.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = (nibble(pair[0])? << 4) | nibble(pair[1])?;
        }
        Some(TextDigest(bytes))
    }

    /// The first ten digits in two groups, to be read out on the telephone or printed in a footer:
    /// `4f2a1-9bc03`. It tells texts apart by eye; it proves nothing.
    pub fn short(&self) -> String {
        let hex = self.to_string();
        format!("{}-{}", &hex[..5], &hex[5..10])
    }
}

impl fmt::Display for TextDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for TextDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextDigest({self})")
    }
}

/// The bytes that are hashed; each value stands behind its length, so no two texts share them.
pub fn canonical_bytes<'a>(nodes: impl IntoIterator<Item = Node<'a>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    canonical(nodes, |part| bytes.extend_from_slice(part));
    bytes
}

fn canonical<'a>(nodes: impl IntoIterator<Item = Node<'a>>, mut push: impl FnMut(&[u8])) {
    push(HEAD);
    let mut n_nodes = 0_usize;
    for node in nodes {
        n_nodes += 1;
        push(b"provision\n");
        for value in [Some(node.id), node.under, Some(node.role), Some(node.ar), Some(node.en)] {
            match value {
                Some(value) => {
                    push(value.len().to_string().as_bytes());
                    push(b":");
                    push(value.as_bytes());
                }
                None => push(b"-"),
            }
            push(b"\n");
        }
    }
    push(format!("end {n_nodes}\n").as_bytes());
}
