//! One item as its readers see it: what is shown, who holds what, and what the consent mark says.
//! The state is seen from our side; the same record gives the other side the mirror image.

use std::collections::BTreeSet;

use ledger::entry::Level;
use ledger::id::{FieldName, ItemId, PartyId, VersionId};

use super::{Record, Version};
use crate::content::{Content, EMPTY, Lang};
use crate::fold::{ItemState, Rule, Standing};
use crate::item::{COMMON, ItemType};
use crate::limits::BASES_OF_DRAFT_MAX;

/// An item of a record.
#[derive(Clone, Copy)]
pub struct Item<'a> {
    record: &'a Record,
    id: &'a ItemId,
    kind: &'static ItemType,
    state: &'a ItemState,
}

/// What the consent mark of an item says, seen from our side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Every position was withdrawn.
    NotDecided,
    /// We hold a version, and not everybody else does.
    OursOnly,
    /// Others hold a version, we do not.
    TheirsOnly,
    /// Parties hold different versions: brackets.
    TwoWordings,
    /// Every member held the same version at once.
    Agreed,
    /// And bound itself to it.
    AgreedBinding,
    /// And each holds the others' receipts for it.
    Sealed(Level),
    /// Two versions were agreed without one following the other.
    Crossed,
    /// The agreement relied on entries past a proven fork.
    Contested,
    /// Every value of the version shown was erased.
    Erased,
    /// One party's own statement; it needs no consent.
    Own,
    /// We record alone: the charter has one member.
    RecordedAlone,
}

/// One party's part of the consent mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkPart {
    /// The party.
    pub party: PartyId,
    /// What it holds.
    pub holds: Holds,
}

/// What a party holds, compared with the version shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holds {
    /// The version shown.
    Current,
    /// Another version.
    Other,
    /// Nothing.
    None,
}

impl std::fmt::Debug for Item<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Item({} {})", self.kind.name, self.id)
    }
}

impl<'a> Item<'a> {
    pub(super) fn of(record: &'a Record, id: &ItemId) -> Option<Item<'a>> {
        let (id, kind) = record.index.entry(id)?;
        let state = record.joint.item(id)?;
        Some(Item { record, id, kind, state })
    }

    /// The party whose record this is.
    pub fn us(&self) -> &'a PartyId {
        &self.record.us
    }

    /// Its id.
    pub fn id(&self) -> &'a ItemId {
        self.id
    }

    /// Its type.
    pub fn kind(&self) -> &'static ItemType {
        self.kind
    }

    /// The party that put it first; of own items the only one that may change it.
    pub fn owner(&self) -> &'a PartyId {
        &self.state.owner
    }

    /// The parties whose consent counts: the members of the charter it was put under.
    pub fn members(&self) -> &'a [PartyId] {
        &self.state.members
    }

    /// Positions, what is in force, at which level.
    pub fn standing(&self) -> Standing {
        self.record.joint.standing(self.id).expect("an item of the index has a standing")
    }

    /// The version to show: the one in force, else ours, else another party's; none when every
    /// position was withdrawn.
    pub fn shown(&self) -> Option<&'a Version> {
        let shown = self.record.index.shown(self.id)?;
        self.record.version(&shown)
    }

    /// The values of the version shown; empty when there is none or all were erased.
    pub fn content(&self) -> &'a Content {
        self.shown().map_or(&EMPTY, |version| &version.content)
    }

    /// The version a party holds.
    pub fn position(&self, party: &PartyId) -> Option<&'a Version> {
        let held = self.standing().positions.get(party).copied().flatten()?;
        self.record.version(&held)
    }

    /// The version a party has bound itself to and still holds.
    pub fn bound(&self, party: &PartyId) -> Option<VersionId> {
        self.record.joint.bound(self.id, party)
    }

    /// All versions, the newest last, by their authors' clocks.
    pub fn versions(&self) -> Vec<&'a Version> {
        let ids = self.state.versions.iter();
        let mut versions: Vec<&Version> = ids.filter_map(|id| self.record.version(id)).collect();
        versions.sort_by(|a, b| (&a.at, &a.author, a.idx).cmp(&(&b.at, &b.author, b.idx)));
        versions
    }

    /// The versions that somebody holds or that are in force, each once; what a new draft is
    /// written from.
    pub fn on_the_table(&self) -> Vec<VersionId> {
        let standing = self.standing();
        let held = standing.positions.values().copied().flatten();
        let all: BTreeSet<VersionId> = standing.effective.iter().copied().chain(held).collect();
        all.into_iter().take(BASES_OF_DRAFT_MAX).collect()
    }

    /// The heading, never empty.
    pub fn title(&self, lang: Lang) -> String {
        let title = (self.kind.title)(self.record, self.content(), lang);
        if title.trim().is_empty() { self.kind.label(lang).to_owned() } else { title }
    }

    /// What the consent mark says.
    pub fn state(&self) -> State {
        let standing = self.standing();
        let erased = self
            .shown()
            .is_some_and(|version| version.content.is_empty() && !version.erased().is_empty());
        if standing.contested {
            return State::Contested;
        }
        if erased {
            return State::Erased;
        }
        if self.state.rule == Rule::Own {
            return State::Own;
        }
        if standing.recorded_alone {
            return State::RecordedAlone;
        }
        match (standing.effective.len(), standing.level) {
            (0, _) => self.undecided(&standing),
            (1, Some(level)) if standing.sealed => State::Sealed(level),
            (1, Some(Level::Bind)) => State::AgreedBinding,
            (1, _) => State::Agreed,
            _ => State::Crossed,
        }
    }

    fn undecided(&self, standing: &Standing) -> State {
        let held: BTreeSet<VersionId> = standing.positions.values().copied().flatten().collect();
        let ours = standing.positions.get(&self.record.us).copied().flatten();
        match (held.len(), ours) {
            (0, _) => State::NotDecided,
            (1, Some(_)) => State::OursOnly,
            (1, None) => State::TheirsOnly,
            _ => State::TwoWordings,
        }
    }

    /// Who holds the version shown, another one, or nothing; ourselves first. Of own items only
    /// the owner counts.
    pub fn mark(&self) -> Vec<MarkPart> {
        let standing = self.standing();
        let shown = self.record.index.shown(self.id);
        let own = self.state.rule == Rule::Own;
        let mut parties: Vec<&PartyId> =
            if own { vec![&self.state.owner] } else { self.state.members.iter().collect() };
        parties.sort_by_key(|party| (**party != self.record.us, (*party).clone()));
        let part = |party: &PartyId| {
            let holds = match standing.positions.get(party).copied().flatten() {
                None => Holds::None,
                held if held == shown => Holds::Current,
                Some(_) => Holds::Other,
            };
            MarkPart { party: party.clone(), holds }
        };
        parties.into_iter().map(part).collect()
    }

    /// The fields of a version that nobody here can read and that matter for consent: withheld
    /// ones always, erased ones unless they are common to all types (who wrote it, its sources).
    pub fn unread(&self, version: &Version) -> Vec<FieldName> {
        let common: BTreeSet<String> = COMMON.iter().flat_map(|field| field.stored()).collect();
        let unread = version.missing().iter().filter(|field| {
            version.erased().binary_search(field).is_err() || !common.contains(field.as_str())
        });
        unread.cloned().collect()
    }
}
