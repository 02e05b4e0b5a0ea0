//! Turns a permitted act into the entry and the openings that say it. The only place where a
//! version gets its salts and a new item its token; nothing here decides whether an act may be
//! done (`dialogue::policy` has), and nothing here writes.

use std::collections::BTreeMap;

use dialogue::act::{Act, Draft};
use dialogue::policy::Permit;
use dialogue::record::Record;
use ledger::entry::{Body, Entry, FieldRef, Head, Level, Origin, Put, leaf_hash};
use ledger::id::{DialogueId, FieldName, ItemId, PartyId, VersionId};
use ledger::json::Value;
use ledger::opening::Opening;

use crate::error::NodeError;
use crate::keys::random;

/// An entry ready to be appended, with what stays outside the tree.
#[derive(Clone, Debug)]
pub(crate) struct Composed {
    pub bytes: Vec<u8>,
    pub leaf: [u8; 32],
    /// Field and disclosure.
    pub openings: Vec<(FieldName, String)>,
    pub item: Option<ItemId>,
}

/// Where the next entry of our own log stands.
pub(crate) struct Place<'a> {
    pub dialogue: &'a DialogueId,
    pub us: &'a PartyId,
    pub seq: u64,
    pub seen: BTreeMap<PartyId, Head>,
    pub at: String,
}

/// The entry that carries out `permit`, written by the holder of `function`.
pub(crate) fn act(
    place: Place<'_>,
    permit: &Permit,
    function: &str,
    record: &Record,
) -> Result<Composed, NodeError> {
    let mut fields: BTreeMap<FieldName, Value> = BTreeMap::new();
    let by = token(FieldName::parse("by"))?;
    let (body, item) = match permit.act() {
        Act::Put(draft) => {
            for (name, value) in draft.content.iter() {
                fields.insert(token(FieldName::parse(name))?, value.clone());
            }
            put(draft, record)?
        }
        Act::Consent { item, to, level } => {
            (Body::Consent { to: *to, level: *level }, Some(item.clone()))
        }
        // To whoever reads the log it is a consent like any other.
        Act::Lapse { item, to, .. } => {
            (Body::Consent { to: *to, level: Level::Text }, Some(item.clone()))
        }
        Act::Withdraw { item, to, level } => {
            (Body::Withdraw { to: *to, level: *level }, Some(item.clone()))
        }
        Act::Reject { item, to } => (Body::Reject { to: *to }, Some(item.clone())),
        Act::Redact { of, fields: names, basis } => {
            let mut names = names.clone();
            names.sort();
            names.dedup();
            let item = record.joint().version(of).map(|version| version.item.clone());
            let of = vec![FieldRef { entry: *of, fields: names }];
            (Body::Redact { of, basis: basis.clone() }, item)
        }
        Act::Hold { of, basis } => (Body::Hold { of: *of, basis: basis.clone() }, None),
    };
    fields.insert(by, Value::from(function.to_string()));
    seal(place, body, fields, item)
}

/// An entry of the node itself, without a value outside the tree.
pub(crate) fn statement(place: Place<'_>, body: Body) -> Result<Composed, NodeError> {
    seal(place, body, BTreeMap::new(), None)
}

fn put(draft: &Draft, record: &Record) -> Result<(Body, Option<ItemId>), NodeError> {
    let item = match &draft.item {
        Some(item) => item.clone(),
        None => new_item()?,
    };
    let put = Put {
        item: item.clone(),
        type_name: draft.type_name.clone(),
        base: draft.base.clone(),
        charter: record.joint().charter_in_force(),
        offer: true,
        pos: draft.pos,
        aud: draft.aud.clone(),
    };
    Ok((Body::Put(put), Some(item)))
}

fn seal(
    place: Place<'_>,
    body: Body,
    fields: BTreeMap<FieldName, Value>,
    item: Option<ItemId>,
) -> Result<Composed, NodeError> {
    let mut open = BTreeMap::new();
    let mut openings = Vec::with_capacity(fields.len());
    for (field, value) in fields {
        let mut salt = [0u8; 16];
        random(&mut salt)?;
        let disclosure = Opening::new(salt, field.clone(), value).disclosure();
        open.insert(field.clone(), Opening::digest(&disclosure));
        openings.push((field, disclosure));
    }
    let origin = Origin { party: place.us.clone(), seq: place.seq, seen: place.seen, open };
    let entry =
        Entry { dialogue: place.dialogue.clone(), at: place.at.into(), origin: Some(origin), body };
    let bytes = entry.encode();
    let leaf = leaf_hash(&bytes);
    Ok(Composed { bytes, leaf, openings, item })
}

/// A fresh random token: 80 bits, so that an id says nothing and never repeats.
pub(crate) fn new_item() -> Result<ItemId, NodeError> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0u8; 16];
    random(&mut bytes)?;
    let text: String =
        bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect();
    token(ItemId::parse(&text))
}

fn token<T>(parsed: Result<T, ledger::id::IdError>) -> Result<T, NodeError> {
    parsed.map_err(|error| NodeError::invalid("a name", error, "Report this: a fault of Hiwar"))
}

/// The id of the version an entry makes.
pub(crate) fn version_of(composed: &Composed) -> VersionId {
    VersionId(composed.leaf)
}
