//! Who ordered which field erased, and who answered. A field of one party's own (its statements,
//! and what it opened beside a consent or another act) is erased on its author's word; a field of
//! a joint version when every member whose consent the version needs has ordered it, those who
//! have left excepted. An order is never undone. Format: `docs/format-consent.md`, part 8.

use std::collections::HashMap;

use ledger::entry::FieldRef;
use ledger::id::FieldName;

use super::history::History;
use super::log::NONE;
use super::void::VoidRule;
use super::world::World;
use super::{Kind, Rule};

#[derive(Debug, Default)]
pub(super) struct Redactions {
    /// By entry.
    marks: HashMap<(u8, u32), Vec<Mark>>,
    /// By the `redact` entry.
    pub orders: HashMap<(u8, u32), Order>,
}

/// An entry and one of its fields.
pub(super) type MarkedField = ((u8, u32), FieldName);

/// One party's order to erase one field.
#[derive(Debug)]
pub(super) struct Mark {
    pub field: FieldName,
    pub by: u8,
    pub idx: u32,
}

#[derive(Debug)]
pub(super) struct Order {
    pub basis: String,
    pub of: Vec<(u8, u32)>,
    /// Who has erased it (no basis), or must keep it by which law.
    pub answers: Vec<(u8, Option<String>)>,
}

impl Redactions {
    pub(super) fn order(&mut self, at: (u8, u32), marks: Vec<MarkedField>, basis: &str) {
        let mut of = Vec::new();
        for (entry, field) in marks {
            of.push(entry);
            let marks = self.marks.entry(entry).or_default();
            // One order of a party for a field is enough; a flood of them costs nothing more.
            if !marks.iter().any(|mark| mark.by == at.0 && mark.field == field) {
                marks.push(Mark { field, by: at.0, idx: at.1 });
            }
        }
        of.dedup();
        self.orders.insert(at, Order { basis: basis.to_owned(), of, answers: Vec::new() });
    }

    pub(super) fn answer(&mut self, redact: (u8, u32), by: u8, hold: Option<&String>) {
        if let Some(order) = self.orders.get_mut(&redact) {
            let answer = (by, hold.cloned());
            if !order
                .answers
                .iter()
                .any(|(party, held)| *party == by && held.is_some() == answer.1.is_some())
            {
                order.answers.push(answer);
            }
        }
    }

    pub(super) fn marks(&self, entry: (u8, u32)) -> &[Mark] {
        self.marks.get(&entry).map_or(&[], Vec::as_slice)
    }

    pub(super) fn marked(&self) -> impl Iterator<Item = (u8, u32)> {
        self.marks.keys().copied()
    }
}

impl History {
    /// The fields among `of` that this party has a say in; an error when there is none.
    pub(super) fn redactable(
        &self,
        party: u8,
        of: &[FieldRef],
        seen: &[u32],
    ) -> Result<Vec<MarkedField>, VoidRule> {
        let mut marks = Vec::new();
        let mut found = false;
        for reference in of {
            let Some(at) = self.find(&reference.entry) else {
                continue;
            };
            if at.1 >= seen.get(at.0 as usize).copied().unwrap_or(0) {
                continue;
            }
            found = true;
            if !self.has_a_say(party, at) {
                continue;
            }
            let set = &self.field_sets[self.slot(at.0, at.1).fields as usize];
            let known = reference.fields.iter().filter(|field| set.contains(field));
            marks.extend(known.map(|field| (at, field.clone())));
        }
        match (marks.is_empty(), found) {
            (false, _) => Ok(marks),
            (true, true) => Err(VoidRule::ForeignRedaction),
            (true, false) => Err(VoidRule::UnknownEntry),
        }
    }

    fn has_a_say(&self, party: u8, at: (u8, u32)) -> bool {
        let Some(joint) = self.joint_version(at) else {
            return at.0 == party;
        };
        let charter = &self.charters[self.versions[joint as usize].charter as usize].charter;
        let name = &self.logs[party as usize].party;
        charter.members.iter().any(|member| member.party == *name)
    }

    /// The version at this entry, if it is one of a joint item.
    fn joint_version(&self, (party, idx): (u8, u32)) -> Option<u32> {
        let slot = self.slot(party, idx);
        if slot.kind != Kind::Put || slot.target == NONE {
            return None;
        }
        let item = self.versions[slot.target as usize].item;
        (self.strands[item as usize].state.rule == Rule::Joint).then_some(slot.target)
    }

    /// The fields of an entry that are to be erased, sorted.
    pub(super) fn erased_fields(&self, world: &World, at: (u8, u32)) -> Vec<FieldName> {
        let marks = self.redactions.marks(at);
        let counts = |mark: &&Mark| world.has_effect(self, mark.by, mark.idx);
        let ordered = |field: &FieldName, by: u8| {
            marks.iter().filter(counts).any(|mark| mark.by == by && mark.field == *field)
        };
        let joint = self.joint_version(at);
        let everybody = |field: &FieldName| match joint {
            None => ordered(field, at.0),
            Some(version) => {
                let mut members = world.members_of(version).iter();
                members.all(|member| world.has_left(*member) || ordered(field, *member))
            }
        };
        let mut fields: Vec<FieldName> = marks.iter().map(|mark| mark.field.clone()).collect();
        fields.sort_unstable();
        fields.dedup();
        fields.retain(everybody);
        fields
    }
}
