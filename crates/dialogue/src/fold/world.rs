//! Membership, positions and agreement: one view of the admitted history. There is one view as
//! long as no fork is proven; then a second one leaves out everything that rests on entries past
//! the fork. Every result is a function of the admitted entries, never of their order of arrival.
//!
//! Agreement is the queue algorithm for weak conjunctive predicates (a consistent cut in which
//! every member holds the version), run as entries come: each interval is looked at when it
//! reaches the front and dropped once, so the work for an entry is bounded by the number of
//! members. The cut found is the least one; it never changes. Format: `docs/format-consent.md`.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use ledger::entry::Level;

use super::history::{Act, CHARTERS, History};
use super::log::{Bits, NONE};
use super::void::VoidRule;
use super::{Rule, Work};

/// What one party holds of one item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hold {
    pub version: u32,
    pub since: u32,
    /// Where its binding consent to `version` began, if it counts.
    pub bound: u32,
    /// Its first version of the item.
    first_put: u32,
}

const NOTHING: Hold = Hold { version: NONE, since: NONE, bound: NONE, first_put: NONE };

#[derive(Debug, Default)]
pub(super) struct ItemView {
    holds_at: u32,
    n_holds: u8,
    /// The version that had none before it; of several the one by the first party's code. (Not
    /// by hash: whoever writes later could search for a small one.)
    pub root: Option<u32>,
    /// Members of any of its versions.
    pub members: u32,
    pub effective: Effective,
    /// By party, then version.
    pub rejected: BTreeSet<(u8, u32)>,
}

/// Agreed versions from which no other agreed version descends.
#[derive(Debug, Default)]
pub(super) enum Effective {
    #[default]
    None,
    One(u32),
    Many(BTreeSet<u32>),
}

impl Effective {
    fn insert(&mut self, version: u32) {
        match self {
            Effective::None => *self = Effective::One(version),
            Effective::One(other) => {
                *self = Effective::Many(BTreeSet::from([*other, version]));
            }
            Effective::Many(all) => {
                all.insert(version);
            }
        }
    }

    fn remove(&mut self, version: u32) {
        match self {
            Effective::One(only) if *only == version => *self = Effective::None,
            Effective::Many(all) => {
                all.remove(&version);
            }
            _ => {}
        }
    }

    pub(super) fn to_vec(&self) -> Vec<u32> {
        match self {
            Effective::None => Vec::new(),
            Effective::One(version) => vec![*version],
            Effective::Many(all) => all.iter().copied().collect(),
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct VersionView {
    /// Its set of members; their order is that of cuts and masks.
    members: u32,
    /// Where the starts of its least cut begin, by level.
    cuts: [u32; 2],
    /// Members whose interval in the least cut ended before they had seen all its starts.
    contended: [u32; 2],
    /// It is an ancestor of an agreed version.
    superseded: bool,
}

#[derive(Debug, Clone, Copy)]
struct Interval {
    start: u32,
    end: u32,
    next: u32,
}

/// Intervals of one member that hold one version, oldest first.
#[derive(Debug, Clone, Copy)]
struct Queue {
    head: u32,
    tail: u32,
}

/// Which charters are in force at one place of the history.
#[derive(Debug, Clone)]
struct InForce {
    /// Those from which no other agreed one descends.
    charters: Vec<u16>,
    /// Agreed amendments that this place has not seen the agreement of.
    ahead: Vec<u16>,
}

#[derive(Debug)]
pub(super) struct World {
    /// Entries that rest on a fork; `None` in the view that knows of no fork.
    tainted: Option<Vec<Bits>>,
    left: Vec<u32>,
    places: Vec<InForce>,
    now: InForce,
    amended: Vec<u16>,
    sets: Vec<Arc<[u8]>>,
    set_numbers: HashMap<Arc<[u8]>, u32>,
    pub items: Vec<ItemView>,
    holds: Vec<Hold>,
    versions: Vec<VersionView>,
    cuts: Vec<u32>,
    /// Queues of versions that are not agreed yet, by level.
    queues: [HashMap<u32, Box<[Queue]>>; 2],
    intervals: Vec<Interval>,
    free: u32,
    pub work: Work,
}

impl World {
    pub(super) fn new(history: &History, is_clean: bool) -> World {
        let empty: Arc<[u8]> = Arc::from([]);
        let mut world = World {
            tainted: is_clean.then(Vec::new),
            left: Vec::new(),
            places: Vec::new(),
            now: InForce { charters: vec![0], ahead: Vec::new() },
            amended: Vec::new(),
            set_numbers: HashMap::from([(empty.clone(), 0)]),
            sets: vec![empty],
            items: Vec::new(),
            holds: Vec::new(),
            versions: Vec::new(),
            cuts: Vec::new(),
            queues: [HashMap::new(), HashMap::new()],
            intervals: Vec::new(),
            free: NONE,
            work: Work::default(),
        };
        world.grow(history);
        world
    }

    /// Makes room for what the history has interned since.
    pub(super) fn grow(&mut self, history: &History) {
        let unknown =
            VersionView { members: 0, cuts: [NONE; 2], contended: [0; 2], superseded: false };
        self.versions.resize(history.versions.len(), unknown);
        self.items.resize_with(history.strands.len(), ItemView::default);
        while self.places.len() < history.logs.len() {
            let ahead = self.amended.clone();
            self.places.push(InForce { charters: vec![0], ahead });
            self.left.push(NONE);
            if let Some(tainted) = &mut self.tainted {
                tainted.push(Bits::default());
            }
        }
    }

    /// Whether the entry has effect in this view.
    pub(super) fn has_effect(&self, history: &History, party: u8, idx: u32) -> bool {
        match &self.tainted {
            None => history.slot(party, idx).void == 0,
            Some(tainted) => !tainted[party as usize].has(idx),
        }
    }

    pub(super) fn has_left(&self, party: u8) -> bool {
        self.left[party as usize] != NONE
    }

    pub(super) fn members_of(&self, version: u32) -> &[u8] {
        &self.sets[self.versions[version as usize].members as usize]
    }

    pub(super) fn members_of_item(&self, item: u32) -> &[u8] {
        &self.sets[self.items[item as usize].members as usize]
    }

    /// Charters in force after everything admitted.
    pub(super) fn in_force(&self) -> &[u16] {
        &self.now.charters
    }

    /// The schema of an agreed amendment among those the causal past `seen` newly covers that is
    /// above `known`.
    pub(super) fn schema_ahead(
        &self,
        history: &History,
        party: u8,
        seen: &[u32],
        known: u64,
    ) -> Option<u64> {
        let covered = self.places[party as usize].ahead.iter();
        let covered = covered.filter(|charter| self.is_agreed_within(history, **charter, seen));
        let schemas = covered.map(|charter| history.charters[*charter as usize].charter.schema);
        schemas.filter(|schema| *schema > known).max()
    }

    /// Whether the agreement on a charter lies within a causal past.
    fn is_agreed_within(&self, history: &History, charter: u16, seen: &[u32]) -> bool {
        let version = history.charters[charter as usize].version;
        version == NONE || self.cut_within(version, Level::Text, seen)
    }

    /// Whether the least cut of an agreement lies within a causal past.
    fn cut_within(&self, version: u32, level: Level, seen: &[u32]) -> bool {
        let Some(starts) = self.cut(version, level) else {
            return false;
        };
        let mut pairs = self.members_of(version).iter().zip(starts);
        pairs.all(|(member, start)| *start < seen.get(usize::from(*member)).copied().unwrap_or(0))
    }

    /// Starts of the least cut in which every member holds the version, in the order of members.
    pub(super) fn cut(&self, version: u32, level: Level) -> Option<&[u32]> {
        let view = &self.versions[version as usize];
        let at = view.cuts[level as usize];
        let n = self.sets[view.members as usize].len();
        (at != NONE).then(|| &self.cuts[at as usize..at as usize + n])
    }

    pub(super) fn is_agreed(&self, version: u32) -> bool {
        self.versions[version as usize].cuts[0] != NONE
    }

    pub(super) fn hold(&self, item: u32, party: u8) -> Hold {
        let view = &self.items[item as usize];
        if party < view.n_holds {
            self.holds[view.holds_at as usize + party as usize]
        } else {
            NOTHING
        }
    }

    fn hold_mut(&mut self, item: u32, party: u8) -> &mut Hold {
        let view = &mut self.items[item as usize];
        if party >= view.n_holds {
            // The old room is given up; an item moves only when a party joins.
            let (from, n) = (view.holds_at as usize, view.n_holds as usize);
            let room = self.places.len().max(party as usize + 1);
            view.holds_at = self.holds.len() as u32;
            view.n_holds = room as u8;
            self.holds.extend_from_within(from..from + n);
            self.holds.resize(view.holds_at as usize + room, NOTHING);
        }
        &mut self.holds[view.holds_at as usize + party as usize]
    }

    /// Advances a log by one entry whose causal past is `seen`: amendments it now knows to be
    /// agreed come into force for it.
    pub(super) fn advance(&mut self, history: &History, party: u8, seen: &[u32]) {
        if self.places[party as usize].ahead.is_empty() {
            return;
        }
        let ahead = std::mem::take(&mut self.places[party as usize].ahead);
        let (covered, still): (Vec<u16>, Vec<u16>) =
            ahead.into_iter().partition(|c| self.is_agreed_within(history, *c, seen));
        self.places[party as usize].ahead = still;
        for charter in covered {
            let mut charters = std::mem::take(&mut self.places[party as usize].charters);
            self.bring_into_force(history, &mut charters, charter);
            self.places[party as usize].charters = charters;
        }
    }

    /// An amendment descends from all charters whose agreement its author had seen.
    fn bring_into_force(&self, history: &History, charters: &mut Vec<u16>, new: u16) {
        let descends = |from: u16, of: u16| {
            let version = history.charters[from as usize].version;
            if version == NONE {
                return false;
            }
            let put = &history.versions[version as usize];
            let seen = history.logs[put.party as usize].vectors.row(put.idx);
            self.is_agreed_within(history, of, seen)
        };
        if charters.iter().any(|other| descends(*other, new)) {
            return;
        }
        charters.retain(|other| !descends(new, *other));
        charters.push(new);
    }

    /// The rules that look at membership, charters in force and what an entry rests on.
    pub(super) fn judge(
        &self,
        history: &History,
        party: u8,
        idx: u32,
        act: Act,
    ) -> Result<(), VoidRule> {
        let is_clean = self.tainted.is_some();
        let fork = history.logs[party as usize].fork;
        if is_clean && fork.is_some_and(|common| u64::from(idx) >= common) {
            return Err(VoidRule::PastFork);
        }
        let seen = history.logs[party as usize].vectors.row(idx);
        let is_below = |(log, q): (&super::log::Log, u8)| {
            q != party && history.is_below(q, seen, log.fork.unwrap_or(u64::MAX))
        };
        if is_clean && history.logs.iter().zip(0u8..).any(is_below) {
            return Err(VoidRule::SeenBelowCause);
        }
        if act == Act::Aside {
            return Ok(());
        }
        if self.left[party as usize] < idx {
            return Err(VoidRule::HasLeft);
        }
        match act {
            Act::Put(version) => self.judge_put(history, party, idx, version),
            Act::Amend(version) => self.judge_amendment(history, party, idx, version),
            Act::Consent(version, _) | Act::Withdraw(version, _) | Act::Reject(version) => {
                let put = &history.versions[version as usize];
                if !self.has_effect(history, put.party, put.idx) {
                    Err(VoidRule::RestsOnVoid)
                } else if !self.members_of(version).contains(&party) {
                    Err(VoidRule::NotOfThisVersion)
                } else {
                    Ok(())
                }
            }
            Act::Note(item) => {
                let id = &history.strands[item as usize].state.id;
                let mut strands = history.strands_of(id);
                let known = strands.any(|strand| self.was_put_before(history, strand, party, idx));
                if known {
                    self.judge_membership(history, party)
                } else {
                    Err(VoidRule::UnknownItem)
                }
            }
            Act::Denounce | Act::Aside => self.judge_membership(history, party),
        }
    }

    fn judge_membership(&self, history: &History, party: u8) -> Result<(), VoidRule> {
        let mut charters = self.places[party as usize].charters.iter();
        let is_member = charters.any(|c| history.charters[*c as usize].members.contains(&party));
        if is_member { Ok(()) } else { Err(VoidRule::NotAMember) }
    }

    fn judge_put(
        &self,
        history: &History,
        party: u8,
        idx: u32,
        version: u32,
    ) -> Result<(), VoidRule> {
        self.judge_membership(history, party)?;
        let put = &history.versions[version as usize];
        let charter = put.charter;
        if !self.places[party as usize].charters.contains(&charter) {
            return Err(VoidRule::CharterNotInForce);
        }
        if !history.charters[charter as usize].members.contains(&party) {
            return Err(VoidRule::NotAMember);
        }
        let rests_on_void = history.bases(version).iter().any(|base| {
            let base = &history.versions[*base as usize];
            !self.has_effect(history, base.party, base.idx)
        });
        if rests_on_void {
            return Err(VoidRule::RestsOnVoid);
        }
        let id = &history.strands[put.item as usize].state.id;
        let mut others = history.strands_of(id).filter(|strand| *strand != put.item);
        if others.any(|strand| self.was_put_before(history, strand, party, idx)) {
            return Err(VoidRule::ItemTaken);
        }
        Ok(())
    }

    /// Whether a version with effect of this strand is in the causal past of an entry.
    fn was_put_before(&self, history: &History, strand: u32, party: u8, idx: u32) -> bool {
        let n = self.items.get(strand as usize).map_or(0, |view| view.n_holds);
        (0..n).any(|q| {
            let first = self.hold(strand, q).first_put;
            first != NONE && history.before((q, first), (party, idx))
        })
    }

    fn judge_amendment(
        &self,
        history: &History,
        party: u8,
        idx: u32,
        version: u32,
    ) -> Result<(), VoidRule> {
        self.judge_membership(history, party)?;
        let number = history.versions[version as usize].charter;
        let charter = &history.charters[number as usize].charter;
        let in_force = self.places[party as usize].charters.iter();
        let schema = in_force.map(|c| history.charters[*c as usize].charter.schema).max();
        if schema.is_some_and(|schema| charter.schema < schema) {
            return Err(VoidRule::SchemaBackward);
        }
        let has_left = |q: &u8| {
            let left = self.left[*q as usize];
            left != NONE && history.before((*q, left), (party, idx))
        };
        let mut named = charter.members.iter().filter_map(|m| history.by_party.get(&m.party));
        if named.any(has_left) { Err(VoidRule::NamesLeaver) } else { Ok(()) }
    }

    /// Takes an entry out of this view.
    pub(super) fn leave_out(&mut self, party: u8, idx: u32) {
        if let Some(tainted) = &mut self.tainted {
            tainted[party as usize].set(idx);
        }
    }

    /// Applies an entry that has effect; gives the item that it touched.
    pub(super) fn apply(
        &mut self,
        history: &History,
        party: u8,
        idx: u32,
        act: Act,
    ) -> Option<u32> {
        self.work.entries += 1;
        let item = match act {
            Act::Put(version) => {
                let charter = history.versions[version as usize].charter;
                let members = history.charters[charter as usize].members.clone();
                self.introduce(history, (party, idx), version, members);
                if history.versions[version as usize].offer {
                    self.take(history, (party, idx), version);
                }
                history.versions[version as usize].item
            }
            Act::Amend(version) => {
                let charter = history.versions[version as usize].charter;
                let mut members = history.charters[charter as usize].members.clone();
                for old in &self.places[party as usize].charters {
                    members.extend(&history.charters[*old as usize].members);
                }
                // A proven forker cannot speak any more; without him his place can be mended.
                members
                    .retain(|m| self.tainted.is_none() || history.logs[*m as usize].fork.is_none());
                self.introduce(history, (party, idx), version, members);
                self.take(history, (party, idx), version);
                CHARTERS
            }
            Act::Consent(version, level) => {
                self.take(history, (party, idx), version);
                if level == Level::Bind {
                    self.bind(history, (party, idx), version);
                }
                history.versions[version as usize].item
            }
            Act::Withdraw(version, level) => {
                self.withdraw(history, (party, idx), version, level);
                history.versions[version as usize].item
            }
            Act::Reject(version) => {
                self.withdraw(history, (party, idx), version, Level::Text);
                let item = history.versions[version as usize].item;
                self.items[item as usize].rejected.insert((party, version));
                item
            }
            Act::Note(item) => item,
            Act::Denounce => {
                self.left[party as usize] = idx;
                return None;
            }
            Act::Aside => return None,
        };
        Some(item)
    }

    /// A new version: who has to agree on it, and its place among the first of its item.
    fn introduce(
        &mut self,
        history: &History,
        (party, idx): (u8, u32),
        version: u32,
        mut members: Vec<u8>,
    ) {
        members.retain(|member| {
            let left = self.left[*member as usize];
            left == NONE || !history.before((*member, left), (party, idx))
        });
        members.sort_unstable();
        members.dedup();
        let item = history.versions[version as usize].item;
        let all = self.sets[self.items[item as usize].members as usize].to_vec();
        let number = self.set_number(members.clone());
        self.versions[version as usize].members = number;
        let union: BTreeSet<u8> = all.into_iter().chain(members).collect();
        self.items[item as usize].members = self.set_number(union.into_iter().collect());
        if !self.was_put_before(history, item, party, idx) {
            let root = &mut self.items[item as usize].root;
            *root = [*root, Some(version)]
                .into_iter()
                .flatten()
                .min_by_key(|version| history.place_of(*version));
        }
        let hold = self.hold_mut(item, party);
        hold.first_put = hold.first_put.min(idx);
    }

    fn set_number(&mut self, members: Vec<u8>) -> u32 {
        if let Some(number) = self.set_numbers.get(members.as_slice()) {
            return *number;
        }
        let set: Arc<[u8]> = members.into();
        let number = self.sets.len() as u32;
        self.sets.push(set.clone());
        self.set_numbers.insert(set, number);
        number
    }

    /// Takes a version as the party's position; its former one ends here.
    fn take(&mut self, history: &History, (party, idx): (u8, u32), version: u32) {
        let item = history.versions[version as usize].item;
        self.items[item as usize].rejected.remove(&(party, version));
        let held = self.hold(item, party);
        if held.version == version {
            return;
        }
        self.end(history, (party, idx), held);
        let hold = self.hold_mut(item, party);
        *hold = Hold { version, since: idx, bound: NONE, ..*hold };
        self.begin(history, (party, idx), version, Level::Text);
    }

    /// A binding consent counts when the agreement on the text was seen before.
    fn bind(&mut self, history: &History, (party, idx): (u8, u32), version: u32) {
        let seen = history.logs[party as usize].vectors.row(idx);
        if !self.cut_within(version, Level::Text, seen) {
            return;
        }
        let item = history.versions[version as usize].item;
        let hold = self.hold_mut(item, party);
        if hold.bound == NONE {
            hold.bound = idx;
            self.begin(history, (party, idx), version, Level::Bind);
        }
    }

    /// Ends the position if it is this version; at level `bind` only the binding.
    fn withdraw(&mut self, history: &History, (party, idx): (u8, u32), version: u32, level: Level) {
        let item = history.versions[version as usize].item;
        let held = self.hold(item, party);
        if held.version != version {
            return;
        }
        let hold = self.hold_mut(item, party);
        hold.bound = NONE;
        if level == Level::Text {
            hold.version = NONE;
            hold.since = NONE;
            self.end(history, (party, idx), held);
        } else if held.bound != NONE {
            self.close(history, (party, idx), version, held.bound, Level::Bind);
        }
    }

    fn end(&mut self, history: &History, at: (u8, u32), held: Hold) {
        if held.version == NONE {
            return;
        }
        if held.bound != NONE {
            self.close(history, at, held.version, held.bound, Level::Bind);
        }
        self.close(history, at, held.version, held.since, Level::Text);
    }

    /// Opens an interval; finds the agreement if this completes one.
    fn begin(&mut self, history: &History, (party, idx): (u8, u32), version: u32, level: Level) {
        let item = history.versions[version as usize].item;
        let is_own = history.strands[item as usize].state.rule == Rule::Own;
        if is_own || self.versions[version as usize].cuts[level as usize] != NONE {
            return;
        }
        let members = self.sets[self.versions[version as usize].members as usize].clone();
        let Some(place) = members.iter().position(|member| *member == party) else {
            return;
        };
        let interval = Interval { start: idx, end: NONE, next: NONE };
        let number = match self.free {
            NONE => {
                self.intervals.push(interval);
                self.intervals.len() as u32 - 1
            }
            free => {
                self.free = self.intervals[free as usize].next;
                self.intervals[free as usize] = interval;
                free
            }
        };
        let empty = Queue { head: NONE, tail: NONE };
        let queues = self.queues[level as usize]
            .entry(version)
            .or_insert_with(|| vec![empty; members.len()].into());
        let queue = &mut queues[place];
        if queue.head != NONE {
            self.intervals[queue.tail as usize].next = number;
            queue.tail = number;
            return;
        }
        *queue = Queue { head: number, tail: number };
        self.compare_fronts(history, version, level, &members, place);
    }

    /// Drops fronts that ended before another front began, starting from a new front.
    fn compare_fronts(
        &mut self,
        history: &History,
        version: u32,
        level: Level,
        members: &[u8],
        place: usize,
    ) {
        let Some(queues) = self.queues[level as usize].get_mut(&version) else {
            return;
        };
        let mut changed = vec![place];
        while let Some(p) = changed.pop() {
            let mut r = 0;
            while r < members.len() {
                let (mine, other) = (queues[p].head, queues[r].head);
                if r == p || mine == NONE || other == NONE {
                    r += 1;
                    continue;
                }
                let (mine, other) = (self.intervals[mine as usize], self.intervals[other as usize]);
                self.work.comparisons += 2;
                let ended = |one: Interval, q: u8, begun: Interval, s: u8| {
                    one.end != NONE && history.before((q, one.end), (s, begun.start))
                };
                let out = if ended(mine, members[p], other, members[r]) {
                    p
                } else if ended(other, members[r], mine, members[p]) {
                    r
                } else {
                    r += 1;
                    continue;
                };
                self.work.drops += 1;
                let number = queues[out].head;
                queues[out].head = self.intervals[number as usize].next;
                self.intervals[number as usize].next = self.free;
                self.free = number;
                if out == p {
                    r = 0;
                } else {
                    changed.push(r);
                    r += 1;
                }
            }
        }
        if queues.iter().all(|queue| queue.head != NONE) {
            self.agree(history, version, level, members);
        }
    }

    /// Every front overlaps every other: they are the least consistent cut.
    fn agree(&mut self, history: &History, version: u32, level: Level, members: &[u8]) {
        let Some(queues) = self.queues[level as usize].remove(&version) else {
            return;
        };
        let at = self.cuts.len();
        let fronts: Vec<Interval> =
            queues.iter().map(|queue| self.intervals[queue.head as usize]).collect();
        self.cuts.extend(fronts.iter().map(|front| front.start));
        self.versions[version as usize].cuts[level as usize] = at as u32;
        for (place, front) in fronts.iter().enumerate() {
            if front.end != NONE {
                let end = (members[place], front.end);
                self.contend(history, version, level, place, end);
            }
        }
        for queue in &queues {
            // The whole list goes back to the free one.
            self.intervals[queue.tail as usize].next = self.free;
            self.free = queue.head;
        }
        if level == Level::Bind {
            return;
        }
        let item = history.versions[version as usize].item;
        if item == CHARTERS {
            self.amend(history, history.versions[version as usize].charter);
        } else {
            self.supersede(history, item, version);
        }
    }

    fn amend(&mut self, history: &History, charter: u16) {
        self.amended.push(charter);
        for place in &mut self.places {
            place.ahead.push(charter);
        }
        let mut charters = std::mem::take(&mut self.now.charters);
        self.bring_into_force(history, &mut charters, charter);
        self.now.charters = charters;
    }

    /// Takes the ancestors of a newly agreed version out of force.
    fn supersede(&mut self, history: &History, item: u32, version: u32) {
        if !self.versions[version as usize].superseded {
            self.items[item as usize].effective.insert(version);
        }
        let mut next: Vec<u32> = history.bases(version).to_vec();
        while let Some(ancestor) = next.pop() {
            self.work.ancestors += 1;
            let view = &mut self.versions[ancestor as usize];
            // Its own ancestors were marked together with it.
            if std::mem::replace(&mut view.superseded, true) {
                continue;
            }
            if view.cuts[0] != NONE {
                self.items[item as usize].effective.remove(ancestor);
            }
            next.extend_from_slice(history.bases(ancestor));
        }
    }

    /// Ends an interval that began at `since`.
    fn close(&mut self, history: &History, at: (u8, u32), version: u32, since: u32, level: Level) {
        let members = self.sets[self.versions[version as usize].members as usize].clone();
        let Some(place) = members.iter().position(|member| *member == at.0) else {
            return;
        };
        if let Some(queues) = self.queues[level as usize].get(&version) {
            let tail = queues[place].tail;
            if queues[place].head != NONE {
                self.intervals[tail as usize].end = at.1;
            }
        } else if self.cut(version, level).is_some_and(|starts| starts[place] == since) {
            self.contend(history, version, level, place, at);
        }
    }

    /// Notes that the interval of one member in the least cut ended at `end`, if its author had
    /// then not seen all the starts of the cut.
    fn contend(
        &mut self,
        history: &History,
        version: u32,
        level: Level,
        place: usize,
        end: (u8, u32),
    ) {
        let Some(starts) = self.cut(version, level) else {
            return;
        };
        let mut pairs = self.members_of(version).iter().zip(starts);
        let seen_all =
            pairs.all(|(member, start)| *member == end.0 || history.before((*member, *start), end));
        self.work.comparisons += starts.len() as u64;
        if !seen_all {
            self.versions[version as usize].contended[level as usize] |=
                1u32.checked_shl(place as u32).unwrap_or(0);
        }
    }

    /// Whether some member let go of an agreed version without having seen the agreement, and has
    /// not taken it again.
    pub(super) fn is_contended(&self, item: u32, version: u32, level: Level) -> bool {
        let mask = self.versions[version as usize].contended[level as usize];
        let members = self.members_of(version).iter().enumerate();
        let let_go =
            members.filter(|(place, _)| mask.checked_shr(*place as u32).unwrap_or(0) & 1 == 1);
        let_go.map(|(_, member)| member).any(|member| {
            let hold = self.hold(item, *member);
            hold.version != version || (level == Level::Bind && hold.bound == NONE)
        })
    }
}
