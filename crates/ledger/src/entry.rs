//! Entries (skeletons): what the tree holds for ever. An entry names, cites and commits; it never
//! carries free text or personal data, which live in openings and can be erased.
//! Format: `docs/format-entry.md`, parts 3 and 4.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};
use smol_str::SmolStr;

use crate::id::{
    DialogueId, FieldName, IdError, ItemId, PartyId, TypeName, VersionId, base64url,
    hash_from_base64url,
};
use crate::json::{self, JsonError, Value, View};
use crate::limits::{
    BASES_MAX, CHARTER_RULES_MAX, ENTRY_BYTES_MAX, INTEGER_MAX, KEY_BYTES_MAX, MEMBERS_MAX,
    OPENINGS_OF_ENTRY_MAX, PINS_OF_MEMBER_MAX, REDACTED_ENTRIES_MAX, TOKEN_BYTES_MAX,
    VKEY_BYTES_MAX,
};
use crate::opening::Digest;

/// One entry of one party's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The dialogue whose record this is.
    pub dialogue: DialogueId,
    /// The author's claim of the time, RFC 3339 in UTC to the second, e.g.
    /// `2026-11-23T09:00:00Z`. For display only: nothing is decided by it.
    pub at: SmolStr,
    /// Who wrote it and what he had seen; absent in leaf 0 alone.
    pub origin: Option<Origin>,
    /// What it says.
    pub body: Body,
}

/// Size and root of a log (RFC 6962 tree over its entries).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Head {
    /// Number of entries.
    pub size: u64,
    /// Root hash of the tree over them.
    pub root: [u8; 32],
}

/// Authorship and causal past of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The author: the party whose log this is.
    pub party: PartyId,
    /// The entry's index in its log, 1 or more.
    pub seq: u64,
    /// Heads of the other logs that the author had verified, where they changed since his
    /// previous entry.
    pub seen: BTreeMap<PartyId, Head>,
    /// Commitments to the values that are opened outside the tree.
    pub open: BTreeMap<FieldName, Digest>,
}

/// How far a consent goes (Vienna Convention on the Law of Treaties, articles 10 and 11-12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The text is authenticated (initialled).
    Text,
    /// The party is bound (signature).
    Bind,
}

/// What a `key` entry's key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyUse {
    /// Signs the checkpoints of the party's own log.
    Log,
    /// Signs receipts for the other parties' logs.
    Mirror,
    /// Identifies the node on a connection.
    Tls,
    /// Signs sealed bags.
    Bag,
}

/// What an entry says; one variant a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Who takes part and by which rules; leaf 0, or an amendment later.
    Charter(Charter),
    /// A new version of an item.
    Put(Put),
    /// Takes `to` as the author's position.
    Consent { to: VersionId, level: Level },
    /// Ends the author's position on `to` at this level.
    Withdraw { to: VersionId, level: Level },
    /// Says no to a version without putting another.
    Reject { to: VersionId },
    /// Orders fields of earlier entries erased, citing the legal basis as a code.
    Redact { of: Vec<FieldRef>, basis: String },
    /// States that the author carried out the redaction `of`.
    Erased { of: VersionId },
    /// States that the author must keep what the redaction `of` names, and by which law.
    Hold { of: VersionId, basis: String },
    /// Brings a key into force for checkpoints of `from_size` entries and more.
    Key { use_: KeyUse, vkey: String, from_size: u64 },
    /// Records a time-stamp token over the checkpoint of `size` entries.
    Stamp { size: u64, tsa: String, digest: [u8; 32] },
    /// The author leaves the dialogue from here on.
    Denounce,
    /// A remark on an item, without effect on positions.
    Note { item: ItemId },
}

/// Members and rules of a dialogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charter {
    /// Sorted by party, each once.
    pub members: Vec<Member>,
    /// Named rules, e.g. `sig` = `ed25519`.
    pub rules: BTreeMap<String, String>,
    /// The schema of item types in force; 1 when the key is absent, written only above 1.
    pub schema: u64,
}

/// One member of a charter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The party.
    pub party: PartyId,
    /// Verifier key of its log (C2SP signed-note vkey text).
    pub log: String,
    /// Verifier key of its mirror.
    pub mirror: String,
    /// base64url SHA-256 of the node's TLS public keys (SPKI); the key is omitted when empty.
    pub pins: Vec<String>,
    /// Verifier key of the cold recovery key.
    pub recovery: Option<String>,
}

/// A version of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The item.
    pub item: ItemId,
    /// Its type.
    pub type_name: TypeName,
    /// The versions it was written from, as given, each once.
    pub base: Vec<VersionId>,
    /// The charter whose members must agree on it.
    pub charter: VersionId,
    /// Whether it becomes the author's position.
    pub offer: bool,
    /// Place among its siblings.
    pub pos: Option<u64>,
    /// The parties that are served its openings; all of them when absent. Sorted.
    pub aud: Option<Vec<PartyId>>,
}

/// Fields of one earlier entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldRef {
    /// The entry, by its leaf hash.
    pub entry: VersionId,
    /// Its fields, sorted.
    pub fields: Vec<FieldName>,
}

/// Why bytes are no entry, or an entry cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Longer than [`ENTRY_BYTES_MAX`].
    #[error("entry of {bytes} bytes: at most {ENTRY_BYTES_MAX}; put long text into openings")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// The bytes are not in canonical form.
    #[error("entry is {0}")]
    Json(#[from] JsonError),
    /// The value is no map.
    #[error("entry is not a map of keys and values")]
    NotAMap,
    /// Another format version.
    #[error("entry has format version {found}, this node reads 1; install a newer release")]
    Version {
        /// The `v` found.
        found: u64,
    },
    /// A kind that this format version does not have.
    #[error("entry has the unknown kind `{found}`; see docs/format-entry.md for the kinds")]
    Kind {
        /// The `kind` found.
        found: String,
    },
    /// A key that this kind must have.
    #[error("{place} lacks the key `{key}`")]
    Missing {
        /// Where: the kind of entry, or a part of it such as `members`.
        place: &'static str,
        /// The key.
        key: &'static str,
    },
    /// A key that this kind does not have.
    #[error("{place} has no key `{key}`; leave it out")]
    Foreign {
        /// Where.
        place: &'static str,
        /// The key found.
        key: String,
    },
    /// A value that breaks its key's rule.
    #[error("`{key}` of {place}: {rule}")]
    Invalid {
        /// Where.
        place: &'static str,
        /// The key.
        key: &'static str,
        /// The rule, as an order.
        rule: &'static str,
    },
    /// A value that is no identifier.
    #[error("`{key}` of {place}: {error}")]
    Id {
        /// Where.
        place: &'static str,
        /// The key.
        key: &'static str,
        /// What is wrong with it.
        error: IdError,
    },
}

impl Entry {
    /// The entry's bytes. For an entry that [`Entry::check`] refuses the bytes are such that
    /// [`Entry::decode`] refuses them; writers use [`Entry::seal`], which says so beforehand.
    pub fn encode(&self) -> Vec<u8> {
        json::write(&self.to_value()).into_bytes()
    }

    /// Checks the entry, encodes it, reads it back, and gives the bytes with their leaf hash.
    pub fn seal(&self) -> Result<(Vec<u8>, VersionId), EntryError> {
        self.check()?;
        let bytes = self.encode();
        let read = Entry::decode(&bytes)?;
        assert!(read == *self, "an entry reads back as it was written");
        let leaf = leaf_hash(&bytes);
        Ok((bytes, VersionId(leaf)))
    }

    /// Reads an entry. Accepts exactly the bytes that [`Entry::encode`] gives for an entry that
    /// [`Entry::check`] accepts, so equal entries are equal bytes.
    ///
    /// ```
    /// use ledger::entry::{Body, Entry};
    /// let text = r#"{"at":"2026-11-23T10:00:00Z","dialogue":"kwus","item":"t4.p012","#.to_owned()
    ///     + r#""kind":"note","open":{},"party":"US","seen":{},"seq":7,"v":1}"#;
    /// let entry = Entry::decode(text.as_bytes())?;
    /// assert!(matches!(entry.body, Body::Note { .. }));
    /// assert_eq!(entry.encode(), text.as_bytes());
    /// # Ok::<(), ledger::entry::EntryError>(())
    /// ```
    pub fn decode(bytes: &[u8]) -> Result<Entry, EntryError> {
        if bytes.len() > ENTRY_BYTES_MAX {
            return Err(EntryError::TooLong { bytes: bytes.len() });
        }
        let View::Map(map) = json::view(bytes)? else {
            return Err(EntryError::NotAMap);
        };
        let mut keys = Keys::new("entry", map);
        let version = keys.int("v")?;
        if version != 1 {
            return Err(EntryError::Version { found: version });
        }
        let kind = keys.str("kind")?;
        keys.place = kind_name(kind)
            .ok_or_else(|| EntryError::Kind { found: kind.chars().take(80).collect() })?;
        let dialogue = keys.id("dialogue", DialogueId::parse)?;
        let at = SmolStr::new(keys.str("at")?);
        let founding = kind == "charter" && !keys.has("party");
        let origin = if founding { None } else { Some(read_origin(&mut keys)?) };
        let body = read_body(&mut keys)?;
        keys.end()?;
        let entry = Entry { dialogue, at, origin, body };
        entry.check()?;
        Ok(entry)
    }

    /// Tells whether the entry obeys every rule of its kind, apart from the length of its bytes.
    pub fn check(&self) -> Result<(), EntryError> {
        let place = self.body.kind();
        rule(place, "at", is_time(&self.at), "write RFC 3339 in UTC, as 2026-11-23T09:00:00Z")?;
        match (&self.origin, &self.body) {
            (Some(origin), _) => check_origin(place, origin)?,
            (None, Body::Charter(_)) => {}
            (None, _) => {
                return Err(EntryError::Missing { place, key: "party" });
            }
        }
        check_body(&self.body)
    }

    fn to_value(&self) -> Value {
        let mut map = Map::default();
        map.int("v", 1);
        map.text("kind", self.body.kind());
        map.text("dialogue", self.dialogue.as_str());
        map.text("at", &self.at);
        if let Some(origin) = &self.origin {
            map.text("party", origin.party.as_str());
            map.int("seq", origin.seq);
            map.put("seen", seen_value(&origin.seen));
            let open = origin.open.iter();
            map.put("open", map_of(open.map(|(f, d)| (f.as_str(), Value::from(d.to_string())))));
        }
        write_body(&self.body, &mut map);
        Value::Map(map.0)
    }
}

impl Body {
    /// The kind as the entry's bytes spell it.
    pub fn kind(&self) -> &'static str {
        match self {
            Body::Charter(_) => "charter",
            Body::Put(_) => "put",
            Body::Consent { .. } => "consent",
            Body::Withdraw { .. } => "withdraw",
            Body::Reject { .. } => "reject",
            Body::Redact { .. } => "redact",
            Body::Erased { .. } => "erased",
            Body::Hold { .. } => "hold",
            Body::Key { .. } => "key",
            Body::Stamp { .. } => "stamp",
            Body::Denounce => "denounce",
            Body::Note { .. } => "note",
        }
    }
}

impl Level {
    /// The level as the entry's bytes spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Text => "text",
            Level::Bind => "bind",
        }
    }
}

impl KeyUse {
    /// The use as the entry's bytes spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            KeyUse::Log => "log",
            KeyUse::Mirror => "mirror",
            KeyUse::Tls => "tls",
            KeyUse::Bag => "bag",
        }
    }
}

/// RFC 6962 leaf hash: SHA-256(0x00 || entry bytes).
///
/// ```
/// let leaf = ledger::entry::leaf_hash(b"");
/// assert_eq!(leaf[..4], [0x6e, 0x34, 0x0b, 0x9c]);
/// ```
pub fn leaf_hash(bytes: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(bytes);
    hash.finalize().into()
}

const KINDS: [&str; 12] = [
    "charter", "put", "consent", "withdraw", "reject", "redact", "erased", "hold", "key", "stamp",
    "denounce", "note",
];

fn kind_name(kind: &str) -> Option<&'static str> {
    KINDS.into_iter().find(|known| *known == kind)
}

/// The keys of one map that have not been read yet; what is left at the end does not belong.
struct Keys<'a> {
    place: &'static str,
    map: Vec<(&'a str, Option<View<'a>>)>,
}

impl<'a> Keys<'a> {
    fn new(place: &'static str, map: Vec<(&'a str, View<'a>)>) -> Keys<'a> {
        let map = map.into_iter().map(|(key, value)| (key, Some(value))).collect();
        Keys { place, map }
    }

    fn has(&self, key: &str) -> bool {
        self.map.binary_search_by(|(k, _)| (*k).cmp(key)).is_ok()
    }

    fn take(&mut self, key: &str) -> Option<View<'a>> {
        let at = self.map.binary_search_by(|(k, _)| (*k).cmp(key)).ok()?;
        self.map[at].1.take()
    }

    fn need(&mut self, key: &'static str) -> Result<View<'a>, EntryError> {
        self.take(key).ok_or(EntryError::Missing { place: self.place, key })
    }

    fn invalid<T>(&self, key: &'static str, rule: &'static str) -> Result<T, EntryError> {
        Err(EntryError::Invalid { place: self.place, key, rule })
    }

    fn int(&mut self, key: &'static str) -> Result<u64, EntryError> {
        match self.need(key)? {
            View::Int(n) => Ok(n),
            _ => self.invalid(key, "write an integer"),
        }
    }

    fn bool(&mut self, key: &'static str) -> Result<bool, EntryError> {
        match self.need(key)? {
            View::Bool(b) => Ok(b),
            _ => self.invalid(key, "write true or false"),
        }
    }

    fn str(&mut self, key: &'static str) -> Result<&'a str, EntryError> {
        match self.need(key)? {
            View::Str(text) => Ok(text),
            _ => self.invalid(key, "write a string"),
        }
    }

    fn string(&mut self, key: &'static str) -> Result<String, EntryError> {
        self.str(key).map(str::to_owned)
    }

    fn list(&mut self, key: &'static str) -> Result<Vec<View<'a>>, EntryError> {
        match self.need(key)? {
            View::List(items) => Ok(items),
            _ => self.invalid(key, "write a list"),
        }
    }

    fn pairs(&mut self, key: &'static str) -> Result<Vec<(&'a str, View<'a>)>, EntryError> {
        match self.need(key)? {
            View::Map(map) => Ok(map),
            _ => self.invalid(key, "write a map"),
        }
    }

    fn id<T>(&mut self, key: &'static str, parse: ParseId<T>) -> Result<T, EntryError> {
        let text = self.str(key)?;
        self.parse_id(key, text, parse)
    }

    fn ids<T>(&mut self, key: &'static str, parse: ParseId<T>) -> Result<Vec<T>, EntryError> {
        let items = self.list(key)?;
        let texts = items.into_iter().map(|item| match item {
            View::Str(text) => self.parse_id(key, text, parse),
            _ => self.invalid(key, "write a list of strings"),
        });
        texts.collect()
    }

    fn parse_id<T>(
        &self,
        key: &'static str,
        text: &str,
        parse: ParseId<T>,
    ) -> Result<T, EntryError> {
        parse(text).map_err(|error| EntryError::Id { place: self.place, key, error })
    }

    fn hash(&mut self, key: &'static str) -> Result<[u8; 32], EntryError> {
        let text = self.str(key)?;
        match hash_from_base64url(text) {
            Some(hash) => Ok(hash),
            None => self.invalid(key, HASH_RULE),
        }
    }

    fn end(&self) -> Result<(), EntryError> {
        match self.map.iter().find(|(_, value)| value.is_some()) {
            None => Ok(()),
            Some((key, _)) => {
                let key = (*key).to_owned();
                Err(EntryError::Foreign { place: self.place, key })
            }
        }
    }
}

type ParseId<T> = fn(&str) -> Result<T, IdError>;

const HASH_RULE: &str = "write 32 bytes in base64url without padding, 43 characters";
const INTEGER_RULE: &str = "an integer is at most 9007199254740991";

fn read_origin(keys: &mut Keys<'_>) -> Result<Origin, EntryError> {
    let party = keys.id("party", PartyId::parse)?;
    let seq = keys.int("seq")?;
    let mut seen = BTreeMap::new();
    for (party, head) in keys.pairs("seen")? {
        let party = keys.parse_id("seen", party, PartyId::parse)?;
        let View::List(head) = head else {
            return keys.invalid("seen", HEAD_RULE);
        };
        let [View::Int(size), View::Str(root)] = head[..] else {
            return keys.invalid("seen", HEAD_RULE);
        };
        let Some(root) = hash_from_base64url(root) else {
            return keys.invalid("seen", HEAD_RULE);
        };
        seen.insert(party, Head { size, root });
    }
    let mut open = BTreeMap::new();
    for (field, digest) in keys.pairs("open")? {
        let field = keys.parse_id("open", field, FieldName::parse)?;
        let View::Str(digest) = digest else {
            return keys.invalid("open", HASH_RULE);
        };
        open.insert(field, keys.parse_id("open", digest, Digest::parse)?);
    }
    Ok(Origin { party, seq, seen, open })
}

const HEAD_RULE: &str = "write a list of size and root for each party";

fn read_body(keys: &mut Keys<'_>) -> Result<Body, EntryError> {
    Ok(match keys.place {
        "charter" => Body::Charter(read_charter(keys)?),
        "put" => Body::Put(read_put(keys)?),
        "consent" => Body::Consent { to: keys.id("to", VersionId::parse)?, level: level(keys)? },
        "withdraw" => Body::Withdraw { to: keys.id("to", VersionId::parse)?, level: level(keys)? },
        "reject" => Body::Reject { to: keys.id("to", VersionId::parse)? },
        "redact" => Body::Redact { of: read_field_refs(keys)?, basis: keys.string("basis")? },
        "erased" => Body::Erased { of: keys.id("of", VersionId::parse)? },
        "hold" => Body::Hold { of: keys.id("of", VersionId::parse)?, basis: keys.string("basis")? },
        "key" => Body::Key {
            use_: key_use(keys)?,
            vkey: keys.string("vkey")?,
            from_size: keys.int("from_size")?,
        },
        "stamp" => Body::Stamp {
            size: keys.int("size")?,
            tsa: keys.string("tsa")?,
            digest: keys.hash("digest")?,
        },
        "denounce" => Body::Denounce,
        "note" => Body::Note { item: keys.id("item", ItemId::parse)? },
        other => {
            return Err(EntryError::Kind { found: other.to_owned() });
        }
    })
}

fn level(keys: &mut Keys<'_>) -> Result<Level, EntryError> {
    match keys.str("level")? {
        "text" => Ok(Level::Text),
        "bind" => Ok(Level::Bind),
        _ => keys.invalid("level", "write text or bind"),
    }
}

fn key_use(keys: &mut Keys<'_>) -> Result<KeyUse, EntryError> {
    match keys.str("use")? {
        "log" => Ok(KeyUse::Log),
        "mirror" => Ok(KeyUse::Mirror),
        "tls" => Ok(KeyUse::Tls),
        "bag" => Ok(KeyUse::Bag),
        _ => keys.invalid("use", "write log, mirror, tls or bag"),
    }
}

fn read_charter(keys: &mut Keys<'_>) -> Result<Charter, EntryError> {
    let mut members = Vec::new();
    for member in keys.list("members")? {
        let View::Map(member) = member else {
            return keys.invalid("members", "write a list of maps");
        };
        let mut member = Keys::new("members", member);
        members.push(read_member(&mut member)?);
        member.end()?;
    }
    let mut rules = BTreeMap::new();
    if keys.has("rules") {
        for (name, value) in keys.pairs("rules")? {
            let View::Str(value) = value else {
                return keys.invalid("rules", "write a map of strings");
            };
            rules.insert(name.to_owned(), value.to_owned());
        }
        if rules.is_empty() {
            return keys.invalid("rules", "leave the key out when there is none");
        }
    }
    let schema = if keys.has("schema") { keys.int("schema")? } else { 1 };
    if keys.has("schema") && schema < 2 {
        return keys.invalid("schema", "leave the key out for schema 1");
    }
    Ok(Charter { members, rules, schema })
}

fn read_member(keys: &mut Keys<'_>) -> Result<Member, EntryError> {
    let party = keys.id("party", PartyId::parse)?;
    let (log, mirror) = (keys.string("log")?, keys.string("mirror")?);
    let pins = if keys.has("pins") {
        let pins = keys.ids("pins", Digest::parse)?;
        if pins.is_empty() {
            return keys.invalid("pins", "leave the key out when there is none");
        }
        pins.iter().map(Digest::to_string).collect()
    } else {
        Vec::new()
    };
    let recovery = if keys.has("recovery") { Some(keys.string("recovery")?) } else { None };
    Ok(Member { party, log, mirror, pins, recovery })
}

fn read_put(keys: &mut Keys<'_>) -> Result<Put, EntryError> {
    Ok(Put {
        item: keys.id("item", ItemId::parse)?,
        type_name: keys.id("type", TypeName::parse)?,
        base: keys.ids("base", VersionId::parse)?,
        charter: keys.id("charter", VersionId::parse)?,
        offer: keys.bool("offer")?,
        pos: if keys.has("pos") { Some(keys.int("pos")?) } else { None },
        aud: if keys.has("aud") { Some(keys.ids("aud", PartyId::parse)?) } else { None },
    })
}

fn read_field_refs(keys: &mut Keys<'_>) -> Result<Vec<FieldRef>, EntryError> {
    let mut refs = Vec::new();
    for item in keys.list("of")? {
        let View::Map(item) = item else {
            return keys.invalid("of", "write a list of maps");
        };
        let mut item = Keys::new("of", item);
        let entry = item.id("e", VersionId::parse)?;
        let fields = item.ids("fields", FieldName::parse)?;
        item.end()?;
        refs.push(FieldRef { entry, fields });
    }
    Ok(refs)
}

fn rule(
    place: &'static str,
    key: &'static str,
    holds: bool,
    rule: &'static str,
) -> Result<(), EntryError> {
    if holds { Ok(()) } else { Err(EntryError::Invalid { place, key, rule }) }
}

fn check_origin(place: &'static str, origin: &Origin) -> Result<(), EntryError> {
    let seq = (1..=INTEGER_MAX).contains(&origin.seq);
    rule(place, "seq", seq, "an entry with an author has index 1 to 9007199254740991")?;
    let others = !origin.seen.contains_key(origin.party.as_str());
    rule(place, "seen", others, "list the logs of the other parties, not the author's own")?;
    rule(place, "seen", origin.seen.len() < MEMBERS_MAX, "list at most 15 other logs")?;
    let sizes = origin.seen.values().all(|head| head.size <= INTEGER_MAX);
    rule(place, "seen", sizes, INTEGER_RULE)?;
    rule(place, "open", origin.open.len() <= OPENINGS_OF_ENTRY_MAX, "open at most 64 fields")
}

fn check_body(body: &Body) -> Result<(), EntryError> {
    let place = body.kind();
    match body {
        Body::Charter(charter) => check_charter(charter),
        Body::Put(put) => check_put(put),
        Body::Redact { of, basis } => {
            let count = (1..=REDACTED_ENTRIES_MAX).contains(&of.len());
            rule(place, "of", count, "name 1 to 64 entries")?;
            rule(place, "of", all_differ(of, |r| &r.entry), "name each entry once")?;
            let fields = of.iter().all(|r| {
                (1..=OPENINGS_OF_ENTRY_MAX).contains(&r.fields.len()) && is_rising(&r.fields)
            });
            rule("of", "fields", fields, "name 1 to 64 fields of an entry, sorted, each once")?;
            rule(place, "basis", is_token(basis), TOKEN_RULE)
        }
        Body::Hold { basis, .. } => rule(place, "basis", is_token(basis), TOKEN_RULE),
        Body::Key { vkey, from_size, .. } => {
            rule(place, "vkey", is_vkey(vkey), VKEY_RULE)?;
            rule(place, "from_size", *from_size <= INTEGER_MAX, INTEGER_RULE)
        }
        Body::Stamp { size, tsa, .. } => {
            rule(place, "size", *size <= INTEGER_MAX, INTEGER_RULE)?;
            rule(place, "tsa", is_token(tsa), TOKEN_RULE)
        }
        Body::Consent { .. }
        | Body::Withdraw { .. }
        | Body::Reject { .. }
        | Body::Erased { .. }
        | Body::Denounce
        | Body::Note { .. } => Ok(()),
    }
}

fn check_charter(charter: &Charter) -> Result<(), EntryError> {
    let members = &charter.members;
    let count = (1..=MEMBERS_MAX).contains(&members.len());
    rule("charter", "members", count, "name 1 to 16 members")?;
    let sorted = members.is_sorted_by(|a, b| a.party < b.party);
    rule("charter", "members", sorted, "sort the members by party, each once")?;
    for member in members {
        rule("members", "log", is_vkey(&member.log), VKEY_RULE)?;
        rule("members", "mirror", is_vkey(&member.mirror), VKEY_RULE)?;
        let pins = &member.pins;
        rule("members", "pins", pins.len() <= PINS_OF_MEMBER_MAX, "name at most 4 pins")?;
        let form = pins.iter().all(|pin| hash_from_base64url(pin).is_some());
        rule("members", "pins", form, HASH_RULE)?;
        rule("members", "pins", all_differ(pins, |pin| pin), "name each pin once")?;
        let recovery = member.recovery.as_deref().is_none_or(is_vkey);
        rule("members", "recovery", recovery, VKEY_RULE)?;
    }
    let rules = &charter.rules;
    rule("charter", "rules", rules.len() <= CHARTER_RULES_MAX, "write at most 64 rules")?;
    let names = rules.keys().all(|name| is_key(name));
    rule("charter", "rules", names, "name a rule [A-Za-z][A-Za-z0-9_-]{0,63}")?;
    rule("charter", "rules", rules.values().all(|value| is_token(value)), TOKEN_RULE)?;
    let schema = (1..=INTEGER_MAX).contains(&charter.schema);
    rule("charter", "schema", schema, "number schemas from 1")
}

fn check_put(put: &Put) -> Result<(), EntryError> {
    rule("put", "base", put.base.len() <= BASES_MAX, "name at most 64 versions")?;
    rule("put", "base", all_differ(&put.base, |id| id), "name each version once")?;
    rule("put", "pos", put.pos.is_none_or(|pos| pos <= INTEGER_MAX), INTEGER_RULE)?;
    let aud = put.aud.as_deref();
    let count = aud.is_none_or(|aud| (1..=MEMBERS_MAX).contains(&aud.len()));
    rule("put", "aud", count, "name 1 to 16 parties, or leave the key out for all of them")?;
    rule("put", "aud", aud.is_none_or(is_rising), "sort the parties, each once")
}

const TOKEN_RULE: &str =
    "write 1 to 512 printable ASCII characters without \" and \\, no space at either end";
const VKEY_RULE: &str = "write 1 to 4096 printable ASCII characters without space, \" and \\";

fn is_token(text: &str) -> bool {
    let plain = |b: u8| matches!(b, 0x20..=0x7e) && b != b'"' && b != b'\\';
    (1..=TOKEN_BYTES_MAX).contains(&text.len())
        && text.bytes().all(plain)
        && !text.starts_with(' ')
        && !text.ends_with(' ')
}

fn is_vkey(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_graphic() && b != b'"' && b != b'\\';
    (1..=VKEY_BYTES_MAX).contains(&text.len()) && text.bytes().all(plain)
}

fn is_key(text: &str) -> bool {
    let rest = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    text.len() <= KEY_BYTES_MAX
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(rest)
}

/// `2026-11-23T09:00:00Z` and a day that exists; leap seconds are not written.
fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let form = b"0000-00-00T00:00:00Z";
    let fits = |(b, f): (&u8, &u8)| {
        if *f == b'0' { b.is_ascii_digit() } else { b == f }
    };
    if bytes.len() != form.len() || !bytes.iter().zip(form).all(fits) {
        return false;
    }
    let number = |from: usize, to: usize| {
        bytes[from..to].iter().fold(0u32, |n, b| n * 10 + u32::from(b - b'0'))
    };
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    };
    let clock = number(11, 13) < 24 && number(14, 16) < 60 && number(17, 19) < 60;
    (1..=days).contains(&day) && clock
}

fn is_rising<T: Ord>(items: &[T]) -> bool {
    items.is_sorted_by(|a, b| a < b)
}

/// The lists are short: their bounds stand in `limits`.
fn all_differ<T, K: PartialEq>(items: &[T], key: impl Fn(&T) -> &K) -> bool {
    items.iter().enumerate().all(|(i, a)| items[..i].iter().all(|b| key(a) != key(b)))
}

#[derive(Default)]
struct Map(BTreeMap<String, Value>);

impl Map {
    fn put(&mut self, key: &str, value: Value) {
        self.0.insert(key.to_owned(), value);
    }

    fn int(&mut self, key: &str, n: u64) {
        self.put(key, Value::Int(n));
    }

    fn text(&mut self, key: &str, text: &str) {
        self.put(key, Value::from(text));
    }

    fn id(&mut self, key: &str, id: &VersionId) {
        self.put(key, Value::from(id.to_string()));
    }
}

fn map_of<'k>(pairs: impl Iterator<Item = (&'k str, Value)>) -> Value {
    Value::Map(pairs.map(|(key, value)| (key.to_owned(), value)).collect())
}

fn texts<T: ToString>(items: &[T]) -> Value {
    Value::List(items.iter().map(|item| Value::from(item.to_string())).collect())
}

fn seen_value(seen: &BTreeMap<PartyId, Head>) -> Value {
    map_of(seen.iter().map(|(party, head)| {
        let root = Value::from(base64url(&head.root));
        (party.as_str(), Value::List(vec![Value::Int(head.size), root]))
    }))
}

fn write_body(body: &Body, map: &mut Map) {
    match body {
        Body::Charter(charter) => write_charter(charter, map),
        Body::Put(put) => write_put(put, map),
        Body::Consent { to, level } | Body::Withdraw { to, level } => {
            map.id("to", to);
            map.text("level", level.as_str());
        }
        Body::Reject { to } => map.id("to", to),
        Body::Redact { of, basis } => {
            let of = of.iter().map(|r| {
                let entry = Value::from(r.entry.to_string());
                map_of([("e", entry), ("fields", texts(&r.fields))].into_iter())
            });
            map.put("of", Value::List(of.collect()));
            map.text("basis", basis);
        }
        Body::Erased { of } => map.id("of", of),
        Body::Hold { of, basis } => {
            map.id("of", of);
            map.text("basis", basis);
        }
        Body::Key { use_, vkey, from_size } => {
            map.text("use", use_.as_str());
            map.text("vkey", vkey);
            map.int("from_size", *from_size);
        }
        Body::Stamp { size, tsa, digest } => {
            map.int("size", *size);
            map.text("tsa", tsa);
            map.text("digest", &base64url(digest));
        }
        Body::Denounce => {}
        Body::Note { item } => map.text("item", item.as_str()),
    }
}

fn write_charter(charter: &Charter, map: &mut Map) {
    let members = charter.members.iter().map(|member| {
        let mut map = Map::default();
        map.text("party", member.party.as_str());
        map.text("log", &member.log);
        map.text("mirror", &member.mirror);
        if !member.pins.is_empty() {
            map.put("pins", texts(&member.pins));
        }
        if let Some(recovery) = &member.recovery {
            map.text("recovery", recovery);
        }
        Value::Map(map.0)
    });
    map.put("members", Value::List(members.collect()));
    if !charter.rules.is_empty() {
        let rules = charter.rules.iter();
        map.put("rules", map_of(rules.map(|(k, v)| (k.as_str(), Value::from(v.as_str())))));
    }
    // Schema 0 is written too, so that the reader refuses it.
    if charter.schema != 1 {
        map.int("schema", charter.schema);
    }
}

fn write_put(put: &Put, map: &mut Map) {
    map.text("item", put.item.as_str());
    map.text("type", put.type_name.as_str());
    map.put("base", texts(&put.base));
    map.id("charter", &put.charter);
    map.put("offer", Value::Bool(put.offer));
    if let Some(pos) = put.pos {
        map.int("pos", pos);
    }
    if let Some(aud) = &put.aud {
        map.put("aud", texts(aud));
    }
}
