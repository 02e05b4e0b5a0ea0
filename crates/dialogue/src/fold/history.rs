//! The admitted history, interned: logs, items, versions, charters, and the rules that look at
//! an entry and its references only. Nothing here depends on membership or on fork proofs, so
//! that both views of a forked history (`world`) can be read from the one store.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use ledger::entry::{Body, Charter, Entry, KeyUse, Level, Origin, Put};
use ledger::id::{DialogueId, FieldName, ItemId, PartyId, TypeName, VersionId};

use super::log::{Index, Log, NONE, Slot};
use super::redaction::Redactions;
use super::void::VoidRule;
use super::{ItemState, KeyStatement, Kind, Rule, RuleOf};
use crate::limits::{
    AMENDMENTS_OF_PARTY_MAX, KEY_STATEMENTS_OF_PARTY_MAX, NEWCOMERS_OF_PARTY_MAX, PARTIES_SEEN_MAX,
};

/// What an entry does, resolved to numbers; all that is needed to apply it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Put(u32),
    Amend(u32),
    Consent(u32, Level),
    Withdraw(u32, Level),
    Reject(u32),
    Note(u32),
    Denounce,
    /// Redactions, receipts of them, keys, stamps: no effect on positions or membership.
    Aside,
}

impl Act {
    pub(super) fn of(slot: &Slot) -> Act {
        let level = if slot.bind { Level::Bind } else { Level::Text };
        match slot.kind {
            Kind::Put => Act::Put(slot.target),
            Kind::Charter if slot.target != NONE => Act::Amend(slot.target),
            Kind::Consent => Act::Consent(slot.target, level),
            Kind::Withdraw => Act::Withdraw(slot.target, level),
            Kind::Reject => Act::Reject(slot.target),
            Kind::Note => Act::Note(slot.target),
            Kind::Denounce => Act::Denounce,
            _ => Act::Aside,
        }
    }

    fn target(self) -> u32 {
        match self {
            Act::Put(n) | Act::Amend(n) | Act::Consent(n, _) => n,
            Act::Withdraw(n, _) | Act::Reject(n) | Act::Note(n) => n,
            Act::Denounce | Act::Aside => NONE,
        }
    }

    fn is_bind(self) -> bool {
        matches!(self, Act::Consent(_, Level::Bind) | Act::Withdraw(_, Level::Bind))
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Version {
    pub idx: u32,
    pub item: u32,
    bases_at: u32,
    pub charter: u16,
    pub party: u8,
    n_bases: u8,
    pub offer: bool,
}

/// Versions of one item that may compete: one type and, for own types, one owner. Two strands of
/// one item id exist only when two parties took the same id without seeing each other.
#[derive(Debug)]
pub(super) struct Strand {
    pub state: ItemState,
    /// The next strand of the same item id.
    pub next: u32,
}

#[derive(Debug)]
pub(super) struct CharterSlot {
    pub charter: Charter,
    pub leaf: VersionId,
    /// Its version number; none for leaf 0.
    pub version: u32,
    /// Its members, as log numbers, sorted.
    pub members: Vec<u8>,
}

/// The item number under which amendments are kept: charters are versions of one nameless item.
pub(super) const CHARTERS: u32 = 0;

#[derive(Debug)]
pub(super) struct History {
    pub dialogue: DialogueId,
    pub founding: Box<[u8]>,
    pub rules: RuleOf,
    pub schema_known: u64,
    pub logs: Vec<Log>,
    pub by_party: BTreeMap<PartyId, u8>,
    leaves: Index,
    names: Index,
    pub strands: Vec<Strand>,
    pub versions: Vec<Version>,
    bases: Vec<u32>,
    pub places: HashMap<u32, u64>,
    pub audiences: HashMap<u32, Box<[PartyId]>>,
    pub charters: Vec<CharterSlot>,
    pub field_sets: Vec<Arc<[FieldName]>>,
    field_set_numbers: HashMap<Arc<[FieldName]>, u32>,
    type_names: HashSet<TypeName>,
    pub redactions: Redactions,
    /// The log of each folded entry, in the order of folding.
    pub order: Vec<u8>,
}

impl History {
    pub(super) fn new(
        bytes: &[u8],
        dialogue: DialogueId,
        charter: Charter,
        rules: RuleOf,
        schema_known: u64,
    ) -> History {
        let width = charter.members.len();
        let parties: Vec<PartyId> = charter.members.iter().map(|m| m.party.clone()).collect();
        let by_party = parties.iter().cloned().zip(0..).collect();
        let no_party = parties[0].clone();
        let log = |party| Log::new(party, true, bytes, width);
        let leaf_0 = CharterSlot {
            leaf: VersionId(ledger::entry::leaf_hash(bytes)),
            version: NONE,
            members: (0..width as u8).collect(),
            charter,
        };
        let no_item = ItemState {
            id: ItemId::parse("charter").expect("a constant that is an item id"),
            type_name: TypeName::parse("charter").expect("a constant that is a type name"),
            rule: Rule::Joint,
            owner: no_party,
            members: Arc::from([]),
            versions: Vec::new(),
            clashes: false,
        };
        let empty: Arc<[FieldName]> = Arc::from([]);
        History {
            dialogue,
            founding: bytes.into(),
            rules,
            schema_known,
            logs: parties.into_iter().map(log).collect(),
            by_party,
            leaves: Index::default(),
            names: Index::default(),
            strands: vec![Strand { state: no_item, next: NONE }],
            versions: Vec::new(),
            bases: Vec::new(),
            places: HashMap::new(),
            audiences: HashMap::new(),
            charters: vec![leaf_0],
            field_set_numbers: HashMap::from([(empty.clone(), 0)]),
            field_sets: vec![empty],
            type_names: HashSet::new(),
            redactions: Redactions::default(),
            order: Vec::new(),
        }
    }

    /// Whether entry `j` of log `q` happened before entry `i` of log `p`.
    pub(super) fn before(&self, (q, j): (u8, u32), (p, i): (u8, u32)) -> bool {
        j < self.logs[p as usize].vectors.get(i, q as usize)
    }

    pub(super) fn leaf(&self, party: u8, idx: u32) -> VersionId {
        let leaf = self.logs[party as usize].tree.leaf(u64::from(idx));
        VersionId(leaf.expect("entries are in their tree before they are interned"))
    }

    pub(super) fn leaf_of(&self, version: u32) -> VersionId {
        let version = &self.versions[version as usize];
        self.leaf(version.party, version.idx)
    }

    /// Author's code and index of a version: an order that is alike on all nodes.
    pub(super) fn place_of(&self, version: u32) -> (&PartyId, u32) {
        let version = &self.versions[version as usize];
        (&self.logs[version.party as usize].party, version.idx)
    }

    pub(super) fn bases(&self, version: u32) -> &[u32] {
        let version = &self.versions[version as usize];
        let start = version.bases_at as usize;
        &self.bases[start..start + version.n_bases as usize]
    }

    pub(super) fn slot(&self, party: u8, idx: u32) -> &Slot {
        &self.logs[party as usize].slots[idx as usize]
    }

    /// The folded, well-formed entry with this leaf hash, whoever has seen it.
    pub(super) fn find(&self, leaf: &VersionId) -> Option<(u8, u32)> {
        let hash = self.leaves.hash(leaf);
        let is = |at| self.leaf(unpack(at).0, unpack(at).1) == *leaf;
        self.leaves.find(hash, is).map(unpack)
    }

    /// The same, if it is in the causal past `seen`.
    fn find_seen(&self, leaf: &VersionId, seen: &[u32]) -> Option<(u8, u32)> {
        let (party, idx) = self.find(leaf)?;
        (idx < seen.get(party as usize).copied().unwrap_or(0)).then_some((party, idx))
    }

    /// Number of the version that this entry puts.
    pub(super) fn version_at(&self, (party, idx): (u8, u32)) -> Option<u32> {
        let slot = self.slot(party, idx);
        let puts = matches!(slot.kind, Kind::Put | Kind::Charter);
        (puts && slot.target != NONE).then_some(slot.target)
    }

    /// The strands of an item id, the oldest here first.
    pub(super) fn strands_of(&self, id: &ItemId) -> impl Iterator<Item = u32> {
        let hash = self.names.hash(id);
        let first = self.names.find(hash, |n| self.strands[n as usize].state.id == *id);
        std::iter::successors(first.map(|n| n as u32), |n| {
            Some(self.strands[*n as usize].next).filter(|next| *next != NONE)
        })
    }

    /// Enters a folded entry into the index, so that later ones can refer to it.
    pub(super) fn publish(&mut self, party: u8, idx: u32) {
        let packed = pack(party, idx);
        let hash = self.leaves.hash(self.leaf(party, idx));
        let mut leaves = std::mem::take(&mut self.leaves);
        leaves.insert(hash, packed, |index, at| {
            let (party, idx) = unpack(at);
            index.hash(self.leaf(party, idx))
        });
        self.leaves = leaves;
    }

    /// Number of a set of field names; equal sets share one.
    pub(super) fn field_set(&mut self, origin: &Origin) -> u32 {
        if origin.open.is_empty() {
            return 0;
        }
        let names: Arc<[FieldName]> = origin.open.keys().cloned().collect();
        if let Some(number) = self.field_set_numbers.get(&names) {
            return *number;
        }
        let number = self.field_sets.len() as u32;
        self.field_sets.push(names.clone());
        self.field_set_numbers.insert(names, number);
        number
    }

    /// Whether party `q` was named by a charter within the causal past `seen`.
    pub(super) fn is_known(&self, q: u8, seen: &[u32]) -> bool {
        let log = &self.logs[q as usize];
        log.founding
            || log
                .named_by
                .iter()
                .any(|(author, idx)| *idx < seen.get(*author as usize).copied().unwrap_or(0))
    }

    /// Whether the last entry of log `q` in the causal past `seen`, among the first `common` of
    /// that log, had itself seen more.
    pub(super) fn is_below(&self, q: u8, seen: &[u32], common: u64) -> bool {
        let log = &self.logs[q as usize];
        let known = seen.get(q as usize).copied().unwrap_or(0);
        let size = u64::from(known.min(log.folded())).min(common);
        let Some(last) = size.checked_sub(1) else {
            return false;
        };
        let row = log.vectors.row(last as u32).iter().enumerate();
        row.into_iter().any(|(r, n)| *n > seen.get(r).copied().unwrap_or(0))
    }

    /// The rules of form and reference; what the entry introduces is interned. `seen` is its
    /// causal past, its own column being its index.
    pub(super) fn judge(
        &mut self,
        party: u8,
        idx: u32,
        entry: &Entry,
        seen: &[u32],
    ) -> Result<Act, VoidRule> {
        let origin = entry.origin.as_ref().ok_or(VoidRule::SecondFounding)?;
        match &entry.body {
            Body::Charter(charter) => self.judge_charter(party, idx, charter, seen),
            Body::Put(put) => self.judge_put(party, idx, put, seen),
            Body::Consent { to, level } => {
                let version = self.judge_target(party, to, seen)?;
                if !self.versions[version as usize].offer {
                    return Err(VoidRule::NotOffered);
                }
                Ok(Act::Consent(version, *level))
            }
            Body::Withdraw { to, level } => {
                Ok(Act::Withdraw(self.judge_target(party, to, seen)?, *level))
            }
            Body::Reject { to } => Ok(Act::Reject(self.judge_target(party, to, seen)?)),
            Body::Note { item } => self.judge_note(item, seen),
            Body::Redact { of, basis } => {
                let marks = self.redactable(party, of, seen)?;
                self.redactions.order((party, idx), marks, basis);
                Ok(Act::Aside)
            }
            Body::Erased { of } => {
                let redact = self.judge_redact_of(of, seen)?;
                self.redactions.answer(redact, party, None);
                Ok(Act::Aside)
            }
            Body::Hold { of, basis } => {
                let redact = self.judge_redact_of(of, seen)?;
                self.redactions.answer(redact, party, Some(basis));
                Ok(Act::Aside)
            }
            Body::Key { use_, vkey, from_size } => {
                self.judge_key(party, idx, *use_, vkey, *from_size)
            }
            Body::Stamp { size, .. } if *size > u64::from(idx) => Err(VoidRule::StampAhead),
            Body::Stamp { .. } => Ok(Act::Aside),
            Body::Denounce => Ok(Act::Denounce),
        }
        .inspect(|_| debug_assert!(origin.seq == u64::from(idx)))
    }

    /// What the slot of an entry keeps of its act.
    pub(super) fn slot_of(kind: Kind, act: Result<Act, VoidRule>, fields: u32) -> Slot {
        let void = act.err().map_or(0, |rule| rule as u8);
        let target = act.map_or(NONE, Act::target);
        Slot { kind, void, bind: act.is_ok_and(Act::is_bind), target, fields }
    }

    fn judge_target(&self, party: u8, to: &VersionId, seen: &[u32]) -> Result<u32, VoidRule> {
        let at = self.find_seen(to, seen).ok_or(VoidRule::UnknownVersion)?;
        let version = self.version_at(at).ok_or(VoidRule::UnknownVersion)?;
        let item = &self.strands[self.versions[version as usize].item as usize].state;
        if item.rule == Rule::Own && item.owner != self.logs[party as usize].party {
            return Err(VoidRule::ForeignStatement);
        }
        Ok(version)
    }

    fn judge_note(&self, item: &ItemId, seen: &[u32]) -> Result<Act, VoidRule> {
        let known = |strand: &u32| {
            self.strands[*strand as usize]
                .state
                .versions
                .iter()
                .any(|version| self.find_seen(version, seen).is_some())
        };
        self.strands_of(item).find(known).map(Act::Note).ok_or(VoidRule::UnknownItem)
    }

    fn judge_redact_of(&self, of: &VersionId, seen: &[u32]) -> Result<(u8, u32), VoidRule> {
        let at = self.find_seen(of, seen).ok_or(VoidRule::UnknownEntry)?;
        let is_redact = self.slot(at.0, at.1).kind == Kind::Redact;
        if is_redact { Ok(at) } else { Err(VoidRule::UnknownEntry) }
    }

    fn judge_key(
        &mut self,
        party: u8,
        idx: u32,
        use_: KeyUse,
        vkey: &str,
        from_size: u64,
    ) -> Result<Act, VoidRule> {
        let log = &mut self.logs[party as usize];
        // The checkpoint that first covers the statement is still signed by the key before it.
        if from_size <= u64::from(idx) {
            return Err(VoidRule::KeyTooEarly);
        }
        if log.keys.len() >= KEY_STATEMENTS_OF_PARTY_MAX {
            return Err(VoidRule::TooManyKeys);
        }
        let (party, idx) = (log.party.clone(), u64::from(idx));
        log.keys.push(KeyStatement { party, idx, use_, vkey: vkey.to_owned(), from_size });
        Ok(Act::Aside)
    }

    fn judge_charter(
        &mut self,
        party: u8,
        idx: u32,
        charter: &Charter,
        seen: &[u32],
    ) -> Result<Act, VoidRule> {
        let log = &self.logs[party as usize];
        if log.amendments as usize >= AMENDMENTS_OF_PARTY_MAX {
            return Err(VoidRule::TooManyAmendments);
        }
        let members = charter.members.iter().map(|member| &member.party);
        let named_here = |member: &&PartyId| !log.newcomers.contains(member);
        let founding = |member: &PartyId| {
            self.by_party.get(member).is_some_and(|q| self.logs[*q as usize].founding)
        };
        let new: Vec<PartyId> =
            members.filter(|member| !founding(member)).filter(named_here).cloned().collect();
        let known = (0..self.logs.len()).filter(|q| self.is_known(*q as u8, seen)).count();
        let full = known + new.len() > PARTIES_SEEN_MAX;
        if log.newcomers.len() + new.len() > NEWCOMERS_OF_PARTY_MAX || (full && !new.is_empty()) {
            return Err(VoidRule::TooManyAmendments);
        }
        let log = &mut self.logs[party as usize];
        log.amendments += 1;
        log.newcomers.extend(new);
        let version = self.versions.len() as u32;
        let number = self.charters.len() as u16;
        self.charters.push(CharterSlot {
            charter: charter.clone(),
            leaf: self.leaf(party, idx),
            version,
            members: Vec::new(),
        });
        self.versions.push(Version {
            idx,
            item: CHARTERS,
            bases_at: self.bases.len() as u32,
            charter: number,
            party,
            n_bases: 0,
            offer: true,
        });
        Ok(Act::Amend(version))
    }

    fn judge_put(&mut self, party: u8, idx: u32, put: &Put, seen: &[u32]) -> Result<Act, VoidRule> {
        let charter = self.charter_seen(&put.charter, seen).ok_or(VoidRule::UnknownCharter)?;
        let charter_slot = &self.charters[charter as usize];
        let schema = charter_slot.charter.schema;
        let rule = (self.rules)(put.type_name.as_str(), schema).ok_or(VoidRule::UnknownType)?;
        let names = |p: &PartyId| charter_slot.charter.members.iter().any(|m| m.party == *p);
        if put.aud.iter().flatten().any(|party| !names(party)) {
            return Err(VoidRule::AudienceOutside);
        }
        let mut bases = Vec::with_capacity(put.base.len());
        for base in &put.base {
            let at = self.find_seen(base, seen).ok_or(VoidRule::UnknownVersion)?;
            bases.push(self.version_at(at).ok_or(VoidRule::UnknownVersion)?);
        }
        let of_item = |base: &u32| {
            let item = self.versions[*base as usize].item;
            item != CHARTERS && self.strands[item as usize].state.id == put.item
        };
        if !bases.iter().all(of_item) {
            return Err(VoidRule::BaseOfAnotherItem);
        }
        let item = self.strand_for(party, put, rule);
        let version = self.versions.len() as u32;
        self.versions.push(Version {
            idx,
            item,
            bases_at: self.bases.len() as u32,
            charter,
            party,
            n_bases: bases.len() as u8,
            offer: put.offer,
        });
        self.bases.extend(bases);
        if let Some(pos) = put.pos {
            self.places.insert(version, pos);
        }
        if let Some(aud) = &put.aud {
            self.audiences.insert(version, aud.as_slice().into());
        }
        Ok(Act::Put(version))
    }

    fn charter_seen(&self, leaf: &VersionId, seen: &[u32]) -> Option<u16> {
        if self.charters[0].leaf == *leaf {
            return Some(0);
        }
        let version = self.version_at(self.find_seen(leaf, seen)?)?;
        let version = &self.versions[version as usize];
        (version.item == CHARTERS).then_some(version.charter)
    }

    /// The strand this put belongs to; made when there is none.
    fn strand_for(&mut self, party: u8, put: &Put, rule: Rule) -> u32 {
        let author = self.logs[party as usize].party.clone();
        let fits = |state: &ItemState| {
            state.type_name == put.type_name
                && state.rule == rule
                && (rule == Rule::Joint || state.owner == author)
        };
        let mut last = NONE;
        for strand in self.strands_of(&put.item) {
            if fits(&self.strands[strand as usize].state) {
                return strand;
            }
            last = strand;
        }
        if !self.type_names.contains(&put.type_name) {
            self.type_names.insert(put.type_name.clone());
        }
        let type_name = self.type_names.get(&put.type_name).expect("just inserted").clone();
        let id = match last {
            NONE => put.item.clone(),
            last => self.strands[last as usize].state.id.clone(),
        };
        let strand = self.strands.len() as u32;
        let state = ItemState {
            id,
            type_name,
            rule,
            owner: author,
            members: Arc::from([]),
            versions: Vec::new(),
            clashes: false,
        };
        self.strands.push(Strand { state, next: NONE });
        if last != NONE {
            self.strands[last as usize].next = strand;
            return strand;
        }
        let hash = self.names.hash(&put.item);
        let mut names = std::mem::take(&mut self.names);
        names.insert(hash, u64::from(strand), |index, n| {
            index.hash(&self.strands[n as usize].state.id)
        });
        self.names = names;
        strand
    }
}

fn pack(party: u8, idx: u32) -> u64 {
    u64::from(party) << 32 | u64::from(idx)
}

fn unpack(packed: u64) -> (u8, u32) {
    ((packed >> 32) as u8, packed as u32)
}
