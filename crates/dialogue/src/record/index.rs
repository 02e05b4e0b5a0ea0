//! What pages ask for, kept ready: items by type, by parent, by reference, by whom they wait for.
//! Only touched items are moved. An index never decides anything; it can always be rebuilt.

use std::collections::{BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use ledger::entry::Level;
use ledger::id::{ItemId, PartyId, VersionId};
use ledger::json::Value;
use smol_str::{SmolStr, SmolStrBuilder};

use super::{Record, Version};
use crate::fold::{Rule, Standing};
use crate::item::{self, ItemType};

/// Place of an item among its siblings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Order {
    /// The agreed place; those without one come last.
    pos: u64,
    natural: SmolStr,
    id: ItemId,
}

/// What the index holds of one item.
#[derive(Debug)]
struct Card {
    kind: &'static ItemType,
    shown: Option<VersionId>,
    /// How often the contents of the version shown had changed.
    revision: u32,
    /// One copy, which the sets that list the item share.
    order: Option<Arc<Order>>,
    parents: Vec<ItemId>,
    references: Vec<(ItemId, &'static str)>,
}

impl Card {
    fn is_placed_like(&self, other: &Card) -> bool {
        self.kind == other.kind
            && self.order == other.order
            && self.parents == other.parents
            && self.references == other.references
    }
}

#[derive(Debug, Default)]
pub(super) struct Index {
    cards: HashMap<ItemId, Box<Card>>,
    by_type: HashMap<&'static str, BTreeSet<Arc<Order>>>,
    by_parent: HashMap<ItemId, HashMap<&'static str, BTreeSet<Arc<Order>>>>,
    by_reference: HashMap<ItemId, BTreeSet<(ItemId, &'static str)>>,
    waiting: HashMap<PartyId, BTreeSet<ItemId>>,
}

impl Index {
    pub(super) fn ids(&self) -> impl Iterator<Item = &ItemId> {
        self.cards.keys()
    }

    /// Every item of a type, those without a place too, in no order.
    pub(super) fn ids_of_type(&self, type_name: &str) -> impl Iterator<Item = &ItemId> {
        let of_type = self.cards.iter().filter(move |(_, card)| card.kind.name == type_name);
        of_type.map(|(id, _)| id)
    }

    pub(super) fn of_type(&self, type_name: &str) -> impl Iterator<Item = &ItemId> {
        self.by_type.get(type_name).into_iter().flatten().map(|order| &order.id)
    }

    /// The next items of a type behind a place, at most so many, with their places.
    pub(super) fn page<'a>(
        &'a self,
        type_name: &str,
        after: Option<&Order>,
        n_max: usize,
    ) -> impl Iterator<Item = (&'a ItemId, &'a Order)> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let all = self.by_type.get(type_name);
        let rest = all.map(|all| all.range::<Order, _>((from, Bound::Unbounded)));
        rest.into_iter().flatten().take(n_max).map(|order| (&order.id, order.as_ref()))
    }

    pub(super) fn children(
        &self,
        parent: &ItemId,
        type_name: &str,
    ) -> impl Iterator<Item = &ItemId> {
        let children = self.by_parent.get(parent).and_then(|types| types.get(type_name));
        children.into_iter().flatten().map(|order| &order.id)
    }

    pub(super) fn referrers(&self, item: &ItemId) -> impl Iterator<Item = (&ItemId, &'static str)> {
        self.by_reference.get(item).into_iter().flatten().map(|(id, field)| (id, *field))
    }

    pub(super) fn waiting_for(&self, party: &PartyId) -> impl Iterator<Item = &ItemId> {
        self.waiting.get(party).into_iter().flatten()
    }

    pub(super) fn shown(&self, item: &ItemId) -> Option<VersionId> {
        self.cards.get(item).and_then(|card| card.shown)
    }

    /// The item's own key and its type.
    pub(super) fn entry(&self, item: &ItemId) -> Option<(&ItemId, &'static ItemType)> {
        self.cards.get_key_value(item).map(|(id, card)| (id, card.kind))
    }

    fn remove(&mut self, id: &ItemId) {
        let Some(card) = self.cards.remove(id) else {
            return;
        };
        if let Some(order) = &card.order {
            if let Some(items) = self.by_type.get_mut(card.kind.name) {
                items.remove(order);
            }
            for parent in &card.parents {
                let types = self.by_parent.get_mut(parent);
                if let Some(items) = types.and_then(|types| types.get_mut(card.kind.name)) {
                    items.remove(order);
                }
            }
        }
        for (target, field) in &card.references {
            if let Some(referrers) = self.by_reference.get_mut(target) {
                referrers.remove(&(id.clone(), *field));
            }
        }
    }

    fn insert(&mut self, id: &ItemId, card: Box<Card>) {
        if let Some(order) = &card.order {
            self.by_type.entry(card.kind.name).or_default().insert(order.clone());
            for parent in &card.parents {
                let types = self.by_parent.entry(parent.clone()).or_default();
                types.entry(card.kind.name).or_default().insert(order.clone());
            }
        }
        for (target, field) in &card.references {
            let referrers = self.by_reference.entry(target.clone()).or_default();
            referrers.insert((id.clone(), *field));
        }
        self.cards.insert(id.clone(), card);
    }
}

impl Record {
    /// Moves an item to where its state and contents now place it.
    pub(super) fn refresh(&mut self, id: &ItemId) {
        let Some(state) = self.joint.item(id) else {
            return;
        };
        let Some(kind) = item::get(state.type_name.as_str()) else {
            return;
        };
        let Some(standing) = self.joint.standing(id) else {
            return;
        };
        let shown = self.choose_shown(&standing);
        let members = state.members.to_vec();
        let waits: Vec<bool> = members
            .iter()
            .map(|party| state.rule == Rule::Joint && self.waits_for(id, &standing, party))
            .collect();
        self.place(id, kind, shown);
        for (party, waits) in members.iter().zip(waits) {
            let waiting = self.index.waiting.entry(party.clone()).or_default();
            if !waits {
                waiting.remove(id);
            } else if !waiting.contains(id) {
                waiting.insert(id.clone());
            }
        }
    }

    /// Puts an item under its type, parents and references; most acts move nothing.
    fn place(&mut self, id: &ItemId, kind: &'static ItemType, shown: Option<VersionId>) {
        let version = shown.and_then(|shown| self.versions.get(&shown));
        let revision = version.map_or(0, |version| version.revision);
        let old = self.index.cards.get_mut(id);
        let same = |card: &&mut Box<Card>| {
            (card.kind, card.shown, card.revision) == (kind, shown, revision)
        };
        if old.as_ref().is_some_and(same) {
            return;
        }
        let card = Box::new(Card {
            kind,
            shown,
            revision,
            order: version.map(|version| Arc::new(order_of(kind, version))),
            parents: version.map(|version| parents_of(kind, version)).unwrap_or_default(),
            references: version.map(|version| references_of(kind, version)).unwrap_or_default(),
        });
        match old {
            Some(old) if old.is_placed_like(&card) => *old = card,
            _ => {
                self.index.remove(id);
                self.index.insert(id, card);
            }
        }
    }

    /// The version in force, else the one we hold, else the one another party holds.
    fn choose_shown(&self, standing: &Standing) -> Option<VersionId> {
        let ours = standing.positions.get(&self.us).copied().flatten();
        let first = standing.effective.first().copied();
        first.or(ours).or_else(|| standing.positions.values().copied().flatten().next())
    }

    fn waits_for(&self, id: &ItemId, standing: &Standing, party: &PartyId) -> bool {
        if standing.recorded_alone {
            return false;
        }
        let ours = standing.positions.get(party).copied().flatten();
        let settles = |version: &VersionId| {
            ours.as_ref() == Some(version) || ours.is_some_and(|v| self.built_on(&v, version))
        };
        if standing.effective.len() > 1 {
            return !standing.effective.iter().all(settles);
        }
        let open = standing.positions.iter().any(|(other, held)| {
            other != party
                && held.as_ref().is_some_and(|version| {
                    !standing.effective.contains(version)
                        && !standing.rejected.contains(&(party.clone(), *version))
                        && !settles(version)
                })
        });
        open || self.others_bound(id, standing, party)
    }

    /// Another party bound itself to the agreed text that this party still holds unbound.
    fn others_bound(&self, id: &ItemId, standing: &Standing, party: &PartyId) -> bool {
        let [agreed] = standing.effective[..] else {
            return false;
        };
        let bound = |party: &PartyId| self.joint.bound(id, party) == Some(agreed);
        let mut others = standing.positions.keys().filter(|other| *other != party);
        standing.level == Some(Level::Text) && !bound(party) && others.any(bound)
    }

    /// Whether a version was written from another, directly or over a few versions between.
    fn built_on(&self, version: &VersionId, base: &VersionId) -> bool {
        let mut next = vec![*version];
        let mut seen = BTreeSet::new();
        while let Some(id) = next.pop() {
            if id == *base {
                return true;
            }
            // An endless chain of drafts must not make every look at it expensive.
            if seen.len() == crate::limits::ANCESTORS_SEARCHED_MAX || !seen.insert(id) {
                continue;
            }
            next.extend(self.versions.get(&id).into_iter().flat_map(|v| v.base.iter().copied()));
        }
        false
    }
}

fn order_of(kind: &ItemType, version: &Version) -> Order {
    let mut natural = SmolStrBuilder::new();
    for name in kind.natural {
        match version.content.get(name) {
            Some(Value::Int(number)) => natural.push_str(&format!("{number:020}")),
            Some(Value::Str(text)) => {
                let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
                natural.push_str(&text[..end]);
            }
            _ => {}
        }
        natural.push('\u{0}');
    }
    let pos = version.pos.unwrap_or(u64::MAX);
    Order { pos, natural: natural.finish(), id: version.item.clone() }
}

fn parents_of(kind: &ItemType, version: &Version) -> Vec<ItemId> {
    let content = &version.content;
    let mut parents: Vec<ItemId> = Vec::new();
    for field in kind.parent {
        parents.extend(content.item(field));
        let list = content.items(field);
        parents.extend(list.into_iter().take(crate::limits::LIST_MAX));
    }
    parents.sort_unstable();
    parents.dedup();
    parents
}

fn references_of(kind: &'static ItemType, version: &Version) -> Vec<(ItemId, &'static str)> {
    let mut references = BTreeSet::new();
    item::for_references(kind, &version.content, |path, _, id| {
        let top = path.split('.').next().unwrap_or(path);
        if let Some(field) = kind.field(top) {
            references.insert((id.clone(), field.name));
        }
    });
    references.into_iter().collect()
}
