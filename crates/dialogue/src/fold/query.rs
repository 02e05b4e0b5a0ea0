//! What the folded history answers: heads, members, items, versions, standings. Reading only.

use std::collections::{BTreeMap, BTreeSet};

use ledger::entry::{Charter, Head, KeyUse, Level};
use ledger::id::{FieldName, ItemId, PartyId, VersionId};
use ledger::merkle::Tree;

use super::history::{Act, CHARTERS};
use super::log::{Blocked, Log, NONE};
use super::world::World;
use super::{
    Alarm, Amendment, EntryState, ItemState, Joint, KeyStatement, Redaction, Rule, Staged,
    Standing, VersionState, VoidRule, WaitsFor, Work,
};

impl Joint {
    /// Number of entries of a party's log that are mirrored here; 0 for an unknown party.
    pub fn length(&self, party: &PartyId) -> u64 {
        self.log(party).map_or(0, |log| log.tree.size())
    }

    /// Number of entries of a party's log that are folded.
    pub fn folded(&self, party: &PartyId) -> u64 {
        self.log(party).map_or(0, |log| u64::from(log.folded()))
    }

    /// The tree over a party's mirrored log.
    pub fn tree(&self, party: &PartyId) -> Option<&Tree> {
        self.log(party).map(|log| &log.tree)
    }

    /// Every party that has a log here: members, former members, and newcomers that an amendment
    /// has named. In the order in which they were named here.
    pub fn logs(&self) -> Vec<PartyId> {
        self.history.logs.iter().map(|log| log.party.clone()).collect()
    }

    /// The first entry of each log that waits, with what it waits for.
    pub fn staged(&self) -> Vec<Staged> {
        let logs = self.history.logs.iter();
        let staged = logs.filter(|log| log.tree.size() > u64::from(log.folded()));
        staged
            .map(|log| Staged {
                party: log.party.clone(),
                idx: u64::from(log.folded()),
                behind: log.tree.size() - u64::from(log.folded()) - 1,
                waits_for: self.waits_for(log),
            })
            .collect()
    }

    fn waits_for(&self, log: &Log) -> WaitsFor {
        let name = |q: &u8| self.history.logs[*q as usize].party.clone();
        match &log.blocked {
            Some(Blocked::Entries { log, folded, .. }) => {
                WaitsFor::Entries { party: name(log), size: *folded }
            }
            Some(Blocked::Root { log: of, size, claimed, ours }) => WaitsFor::Root(Alarm {
                author: log.party.clone(),
                idx: u64::from(log.folded()),
                log: name(of),
                size: *size,
                claimed: *claimed,
                ours: *ours,
            }),
            Some(Blocked::Upgrade { schema }) => WaitsFor::Upgrade { schema: *schema },
            None => WaitsFor::PastFork,
        }
    }

    /// Heads of the folded logs: what an entry written now may list as seen.
    pub fn heads(&self) -> BTreeMap<PartyId, Head> {
        self.history.logs.iter().map(|log| (log.party.clone(), seen_head(log))).collect()
    }

    /// The heads to list in `author`'s next entry: those of other logs that have grown since his
    /// entry before.
    pub fn next_seen(&self, author: &PartyId) -> BTreeMap<PartyId, Head> {
        let Some(p) = self.history.by_party.get(author).copied() else {
            return BTreeMap::new();
        };
        let vectors = &self.history.logs[p as usize].vectors;
        let last = self.history.logs[p as usize].folded() - 1;
        let others = self.history.logs.iter().enumerate().filter(|(q, _)| *q != p as usize);
        let heads = others.map(|(q, log)| (q, log, seen_head(log)));
        heads
            .filter(|(q, _, head)| head.size > u64::from(vectors.get(last, *q)))
            .map(|(_, log, head)| (log.party.clone(), head))
            .collect()
    }

    /// The present members, sorted: those of the charter in force who have not left.
    pub fn members(&self) -> Vec<PartyId> {
        let view = self.view();
        let charters = view.in_force().iter();
        let members: BTreeSet<u8> = charters
            .flat_map(|charter| self.history.charters[*charter as usize].members.iter().copied())
            .filter(|member| !view.has_left(*member))
            .collect();
        let mut names: Vec<PartyId> = members.into_iter().map(|member| self.name(member)).collect();
        names.sort_unstable();
        names
    }

    /// The schema of item types in force.
    pub fn schema(&self) -> u64 {
        self.charter().schema
    }

    /// The schema of an agreed amendment that this release does not know. Entries written under
    /// it stay staged until a newer release folds them.
    pub fn upgrade_needed(&self) -> Option<u64> {
        let charters = self.full.in_force().iter();
        let schemas =
            charters.map(|charter| self.history.charters[*charter as usize].charter.schema);
        schemas.filter(|schema| *schema > self.history.schema_known).max()
    }

    /// The charter in force. If amendments crossed, the one by the party with the first code, until
    /// an amendment that has seen both is agreed.
    pub fn charter(&self) -> &Charter {
        &self.history.charters[self.charter_number()].charter
    }

    /// The leaf hash of the founding charter: the root of trust, printed in the note verbale.
    pub fn charter_pin(&self) -> VersionId {
        self.history.charters[0].leaf
    }

    /// What a `put` written now names as its charter.
    pub fn charter_in_force(&self) -> VersionId {
        self.history.charters[self.charter_number()].leaf
    }

    /// Whether two amendments were agreed without one having seen the other.
    pub fn charter_crossed(&self) -> bool {
        self.view().in_force().len() > 1
    }

    fn charter_number(&self) -> usize {
        let charters = self.view().in_force().iter().map(|charter| *charter as usize);
        let first = charters.min_by_key(|charter| {
            let version = self.history.charters[*charter].version;
            (version != NONE).then(|| self.history.place_of(version))
        });
        first.unwrap_or(0)
    }

    /// Amendments proposed, in the order of their authors' codes and indices.
    pub fn amendments(&self) -> Vec<Amendment> {
        let view = self.view();
        let mut found: Vec<(PartyId, u32, Amendment)> = Vec::new();
        for slot in &self.history.charters[1..] {
            let version = &self.history.versions[slot.version as usize];
            if !self.full.has_effect(&self.history, version.party, version.idx) {
                continue;
            }
            let members = view.members_of(slot.version).iter();
            let held = members
                .clone()
                .filter(|member| view.hold(CHARTERS, **member).version == slot.version);
            let amendment = Amendment {
                id: slot.leaf,
                author: self.name(version.party),
                charter: slot.charter.clone(),
                needs: self.names(members.clone().copied()),
                held_by: self.names(held.copied()),
                agreed: view.is_agreed(slot.version),
            };
            found.push((self.name(version.party), version.idx, amendment));
        }
        found.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        found.into_iter().map(|(_, _, amendment)| amendment).collect()
    }

    /// Every key a party has stated for a use, in the order of the statements: by the charter that
    /// brought it in, then by `key` entries.
    pub fn key_statements(&self, party: &PartyId, use_: KeyUse) -> Vec<KeyStatement> {
        let Some(log) = self.log(party) else {
            return Vec::new();
        };
        let view = self.view();
        let naming = self.history.charters.iter().filter_map(|slot| {
            let member = slot.charter.members.iter().find(|m| m.party == *party)?;
            if slot.version == NONE {
                return Some((None, member));
            }
            let version = self.history.versions[slot.version as usize];
            let place = self.history.place_of(slot.version);
            let agreed_first = (!view.is_agreed(slot.version), place);
            let has_effect = view.has_effect(&self.history, version.party, version.idx);
            has_effect.then_some((Some(agreed_first), member))
        });
        let member = naming.min_by(|a, b| a.0.cmp(&b.0)).map(|(_, member)| member);
        let first = member.map_or(Vec::new(), |member| match use_ {
            KeyUse::Log => vec![member.log.clone()],
            KeyUse::Mirror => vec![member.mirror.clone()],
            KeyUse::Tls => member.pins.clone(),
            KeyUse::Bag => Vec::new(),
        });
        let of_charter = first.into_iter().map(|vkey| KeyStatement {
            party: party.clone(),
            idx: 0,
            use_,
            vkey,
            from_size: 0,
        });
        of_charter.chain(log.keys_of(use_).cloned()).collect()
    }

    /// The key in force for a use when the party's log has `size` entries: the last statement
    /// whose `from_size` is reached.
    pub fn keys_in_force(&self, party: &PartyId, use_: KeyUse, size: u64) -> Option<String> {
        let statements = self.key_statements(party, use_);
        let reached = statements.into_iter().filter(|statement| statement.from_size <= size);
        reached.max_by_key(|statement| (statement.from_size, statement.idx)).map(|s| s.vkey)
    }

    /// Later log keys of a party with the sizes from which they are in force.
    pub fn log_keys(&self, party: &PartyId) -> Vec<(String, u64)> {
        self.stated(party, KeyUse::Log)
    }

    /// Later mirror keys of a party.
    pub fn mirror_keys(&self, party: &PartyId) -> Vec<String> {
        self.stated(party, KeyUse::Mirror).into_iter().map(|(key, _)| key).collect()
    }

    /// TLS pins that a party stated later than in its charter.
    pub fn tls_pins(&self, party: &PartyId) -> Vec<String> {
        self.stated(party, KeyUse::Tls).into_iter().map(|(pin, _)| pin).collect()
    }

    fn stated(&self, party: &PartyId, use_: KeyUse) -> Vec<(String, u64)> {
        let statements = self.log(party).into_iter().flat_map(|log| log.keys_of(use_));
        statements.map(|statement| (statement.vkey.clone(), statement.from_size)).collect()
    }

    /// An item that has a version with effect. Where an id was taken for two things (`clashes`),
    /// the one that the party with the first code began.
    pub fn item(&self, id: &ItemId) -> Option<&ItemState> {
        self.strand(id).map(|strand| &self.history.strands[strand as usize].state)
    }

    /// All items, in no order that other nodes share.
    pub fn items(&self) -> impl Iterator<Item = &ItemId> {
        let strands = self.history.strands.iter().zip(0u32..).skip(1);
        strands
            .filter(|(strand, number)| {
                !strand.state.versions.is_empty()
                    && (!strand.state.clashes || self.strand(&strand.state.id) == Some(*number))
            })
            .map(|(strand, _)| &strand.state.id)
    }

    /// The strand shown under an id: one with effect before one that a fork took the effect of.
    fn strand(&self, id: &ItemId) -> Option<u32> {
        let strands = self.history.strands_of(id);
        let roots = strands.filter_map(|strand| {
            let in_view = self.view().items.get(strand as usize)?.root;
            let root = in_view.or_else(|| self.root(strand))?;
            Some(((in_view.is_none(), self.history.place_of(root)), strand))
        });
        roots.min().map(|(_, strand)| strand)
    }

    /// A version with effect, of any item.
    pub fn version(&self, id: &VersionId) -> Option<VersionState> {
        let (party, idx) = self.history.find(id)?;
        let number = self.history.version_at((party, idx))?;
        let version = self.history.versions[number as usize];
        let view = self.view();
        let contested = !view.has_effect(&self.history, party, idx);
        let void = contested && !self.full.has_effect(&self.history, party, idx);
        if void || version.item == CHARTERS {
            return None;
        }
        let members = if contested { &self.full } else { view }.members_of(number);
        let slot = self.history.slot(party, idx);
        let aud = self.history.audiences.get(&number);
        let bases = self.history.bases(number).iter();
        Some(VersionState {
            item: self.history.strands[version.item as usize].state.id.clone(),
            author: self.name(party),
            idx: u64::from(idx),
            base: bases.map(|base| self.history.leaf_of(*base)).collect(),
            offer: version.offer,
            pos: self.history.places.get(&number).copied(),
            aud: aud.map(|aud| aud.to_vec()),
            charter: self.history.charters[version.charter as usize].leaf,
            members: self.names(members.iter().copied()),
            fields: self.history.field_sets[slot.fields as usize].to_vec(),
            redacted: self.history.erased_fields(view, (party, idx)),
            agreed: agreed_level(view, number),
            contested,
        })
    }

    /// A folded entry; `None` while it is staged.
    pub fn entry(&self, party: &PartyId, idx: u64) -> Option<EntryState> {
        let p = *self.history.by_party.get(party)?;
        let idx =
            u32::try_from(idx).ok().filter(|i| *i < self.history.logs[p as usize].folded())?;
        let slot = self.history.slot(p, idx);
        let act = Act::of(slot);
        let (version, level) = match act {
            Act::Put(version) | Act::Reject(version) | Act::Amend(version) => (version, None),
            Act::Consent(version, level) | Act::Withdraw(version, level) => (version, Some(level)),
            Act::Note(_) | Act::Denounce | Act::Aside => (NONE, None),
        };
        let item = match act {
            Act::Note(item) => item,
            _ if slot.target == NONE || version == NONE => NONE,
            _ => self.history.versions[version as usize].item,
        };
        let has_target = slot.target != NONE;
        let item = (has_target && item != NONE && item != CHARTERS)
            .then(|| self.history.strands[item as usize].state.id.clone());
        let version = (has_target && version != NONE).then(|| self.history.leaf_of(version));
        Some(EntryState {
            kind: slot.kind,
            leaf: self.history.leaf(p, idx),
            void: self.void(p, idx),
            item,
            level: level.filter(|_| has_target),
            version,
            fields: self.history.field_sets[slot.fields as usize].to_vec(),
        })
    }

    /// The rule by which an entry has no effect in the view that decides.
    fn void(&self, p: u8, idx: u32) -> Option<VoidRule> {
        if self.view().has_effect(&self.history, p, idx) {
            return None;
        }
        let fork = self.history.logs[p as usize].fork;
        let past_fork = fork.is_some_and(|common| u64::from(idx) >= common);
        let own = self.history.slot(p, idx).void_rule();
        own.or(Some(if past_fork { VoidRule::PastFork } else { VoidRule::RestsOnVoid }))
    }

    /// The first version of a strand.
    pub(super) fn root(&self, strand: u32) -> Option<u32> {
        let of = |world: &World| world.items.get(strand as usize).and_then(|view| view.root);
        of(self.view()).or_else(|| of(&self.full))
    }

    /// Everybody who has a say in a version of a strand, in either view.
    pub(super) fn item_members(&self, strand: u32) -> Vec<u8> {
        let full = self.full.members_of_item(strand).iter();
        let clean = self.clean.as_ref().map_or(&[][..], |clean| clean.members_of_item(strand));
        let members: BTreeSet<u8> = full.chain(clean).copied().collect();
        members.into_iter().collect()
    }

    /// The folded entry with this leaf hash.
    pub fn find(&self, leaf: &VersionId) -> Option<(PartyId, u64)> {
        let (party, idx) = self.history.find(leaf)?;
        Some((self.name(party), u64::from(idx)))
    }

    /// Whether entry `a` was in the causal past of entry `b`; false when either is not folded.
    pub fn happened_before(&self, a: (&PartyId, u64), b: (&PartyId, u64)) -> bool {
        let at = |(party, idx): (&PartyId, u64)| {
            let p = *self.history.by_party.get(party)?;
            let idx = u32::try_from(idx).ok()?;
            (idx < self.history.logs[p as usize].folded()).then_some((p, idx))
        };
        match (at(a), at(b)) {
            (Some(a), Some(b)) => self.history.before(a, b),
            _ => false,
        }
    }

    /// Fields of any entry that are to be erased, with the orders that say so.
    pub fn redactions(&self, entry: &VersionId) -> (Vec<FieldName>, Vec<Redaction>) {
        let Some(at) = self.history.find(entry) else {
            return Default::default();
        };
        let fields = self.history.erased_fields(self.view(), at);
        let marks = self.history.redactions.marks(at).iter();
        let orders: BTreeSet<(u8, u32)> = marks.map(|mark| (mark.by, mark.idx)).collect();
        let read = |order: (u8, u32)| {
            let found = self.history.redactions.orders.get(&order)?;
            let (kept, erased): (Vec<_>, Vec<_>) =
                found.answers.iter().partition(|(_, basis)| basis.is_some());
            let kept = kept.iter();
            let mut held_by: Vec<(PartyId, String)> = kept
                .filter_map(|(party, basis)| Some((self.name(*party), basis.clone()?)))
                .collect();
            held_by.sort_unstable();
            Some(Redaction {
                by: self.name(order.0),
                order: self.history.leaf(order.0, order.1),
                basis: found.basis.clone(),
                erased_by: self.names(erased.iter().map(|(party, _)| *party)),
                held_by,
            })
        };
        let mut read: Vec<Redaction> = orders.into_iter().filter_map(read).collect();
        read.sort_by(|a, b| (&a.by, a.order).cmp(&(&b.by, b.order)));
        (fields, read)
    }

    /// Where everybody stands on an item. Assembled from what is kept up to date with each entry;
    /// its cost depends on the number of members, not on the length of the history.
    pub fn standing(&self, id: &ItemId) -> Option<Standing> {
        let strand = self.strand(id)?;
        let state = &self.history.strands[strand as usize].state;
        Some(match state.rule {
            Rule::Own => self.own_standing(strand),
            Rule::Joint => self.joint_standing(strand),
        })
    }

    /// The version of an item to which a party has bound itself and which it still holds. A
    /// binding consent before the text was agreed and seen to be agreed does not count.
    pub fn bound(&self, item: &ItemId, party: &PartyId) -> Option<VersionId> {
        let party = *self.history.by_party.get(party)?;
        let hold = self.view().hold(self.strand(item)?, party);
        (hold.bound != NONE && hold.version != NONE).then(|| self.history.leaf_of(hold.version))
    }

    fn own_standing(&self, strand: u32) -> Standing {
        let state = &self.history.strands[strand as usize].state;
        let view = self.view();
        let owner = self.history.by_party[&state.owner];
        let hold = view.hold(strand, owner);
        let held = (hold.version != NONE).then(|| self.history.leaf_of(hold.version));
        let members = if hold.version == NONE { &[] } else { view.members_of(hold.version) };
        let others = members.iter().filter(|member| **member != owner);
        let sealed =
            members.len() > 1 && others.clone().all(|by| self.has_receipt(owner, *by, hold.since));
        let unclean = self.full.hold(strand, owner).version;
        let contested = unclean != hold.version;
        Standing {
            positions: BTreeMap::from([(state.owner.clone(), held)]),
            effective: held.into_iter().collect(),
            sealed,
            contested,
            contested_versions: (contested && unclean != NONE)
                .then(|| self.history.leaf_of(unclean))
                .into_iter()
                .collect(),
            recorded_alone: self.item_members(strand).len() <= 1,
            ..Standing::default()
        }
    }

    fn joint_standing(&self, strand: u32) -> Standing {
        let view = self.view();
        let leaves = |versions: &[u32]| {
            let mut leaves: Vec<VersionId> =
                versions.iter().map(|version| self.history.leaf_of(*version)).collect();
            leaves.sort_unstable();
            leaves
        };
        let effective = view.items[strand as usize].effective.to_vec();
        let members = &self.item_members(strand);
        let held = |member: u8| {
            let version = view.hold(strand, member).version;
            (version != NONE).then_some(version)
        };
        let positions = members.iter().map(|member| {
            (self.name(*member), held(*member).map(|version| self.history.leaf_of(version)))
        });
        let mut standing = Standing {
            positions: positions.collect(),
            effective: leaves(&effective),
            rejected: self.rejected(view, strand, members, &effective),
            recorded_alone: members.len() <= 1,
            ..Standing::default()
        };
        if let [version] = effective[..] {
            standing.level = agreed_level(view, version);
            let levels = [Level::Text, Level::Bind].into_iter();
            standing.sealed_level =
                levels.filter(|level| self.is_sealed(view, version, *level)).max();
            standing.sealed =
                standing.sealed_level.is_some() && standing.sealed_level == standing.level;
            let level = standing.level.unwrap_or(Level::Text);
            standing.contended = view.is_contended(strand, version, level);
        }
        let id = &self.history.strands[strand as usize].state.id;
        let strands = self.history.strands_of(id);
        let before = strands.flat_map(|n| self.full.items[n as usize].effective.to_vec());
        let lost: Vec<u32> = before.filter(|version| !view.is_agreed(*version)).collect();
        standing.contested = !lost.is_empty();
        standing.contested_versions = leaves(&lost);
        standing
    }

    fn rejected(
        &self,
        view: &World,
        strand: u32,
        members: &[u8],
        effective: &[u32],
    ) -> Vec<(PartyId, VersionId)> {
        let rejected = &view.items[strand as usize].rejected;
        if rejected.is_empty() {
            return Vec::new();
        }
        let held = members.iter().map(|member| view.hold(strand, *member).version);
        let open: BTreeSet<u32> = held.chain(effective.iter().copied()).collect();
        let pairs = members.iter().flat_map(|member| open.iter().map(|v| (*member, *v)));
        let mut found: Vec<(PartyId, VersionId)> = pairs
            .filter(|pair| rejected.contains(pair))
            .map(|(member, version)| (self.name(member), self.history.leaf_of(version)))
            .collect();
        found.sort_unstable();
        found
    }

    /// Whether each member's act in the least cut is receipted by every other member. One who
    /// records alone has nobody's receipt: nothing is sealed.
    fn is_sealed(&self, view: &World, version: u32, level: Level) -> bool {
        let Some(starts) = view.cut(version, level) else {
            return false;
        };
        let members = view.members_of(version);
        members.len() > 1
            && members.iter().zip(starts).all(|(member, start)| {
                let mut others = members.iter().filter(|by| *by != member);
                others.all(|by| self.has_receipt(*member, *by, *start))
            })
    }

    fn has_receipt(&self, log: u8, by: u8, idx: u32) -> bool {
        self.receipts.get(&(log, by)).is_some_and(|size| *size > u64::from(idx))
    }

    /// Parties with a proven fork, and the length of what they have in common with themselves.
    pub fn forks(&self) -> Vec<(PartyId, u64)> {
        let logs = self.history.logs.iter();
        let mut forks: Vec<(PartyId, u64)> =
            logs.filter_map(|log| Some((log.party.clone(), log.fork?))).collect();
        forks.sort_unstable();
        forks
    }

    /// What the fold has done so far, counted.
    pub fn work(&self) -> Work {
        Work { roots: self.roots_compared, ..self.full.work }
    }

    /// The view that decides: without the forks, once one is proven.
    pub(super) fn view(&self) -> &World {
        self.clean.as_ref().unwrap_or(&self.full)
    }

    fn log(&self, party: &PartyId) -> Option<&Log> {
        self.history.by_party.get(party).map(|p| &self.history.logs[*p as usize])
    }

    pub(super) fn name(&self, party: u8) -> PartyId {
        self.history.logs[party as usize].party.clone()
    }

    pub(super) fn names(&self, parties: impl Iterator<Item = u8>) -> Vec<PartyId> {
        let mut names: Vec<PartyId> = parties.map(|party| self.name(party)).collect();
        names.sort_unstable();
        names
    }
}

fn agreed_level(view: &World, version: u32) -> Option<Level> {
    let levels = [Level::Text, Level::Bind].into_iter();
    levels.filter(|level| view.cut(version, *level).is_some()).max()
}

/// The head to cite of a log. Of a forked log the largest head that anybody cited, so that the
/// next entry does not fall behind what its causes had seen.
fn seen_head(log: &Log) -> Head {
    let size = u64::from(log.folded());
    let root = log.tree.root_at(size).unwrap_or(ledger::merkle::EMPTY_ROOT);
    match log.claimed {
        Some(claimed) if claimed.size > size => claimed,
        _ => Head { size, root },
    }
}
