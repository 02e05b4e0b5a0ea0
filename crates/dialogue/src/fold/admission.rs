//! The way of an entry from its log into the fold: mirrored, staged until all its causes are here
//! with the very roots it recorded, then folded or found void. A loop over queues, never
//! recursion: a chain of a million waiting entries needs no stack.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ledger::entry::{Body, Entry, EntryError, Head, leaf_hash};
use ledger::id::{FieldName, ItemId, PartyId, VersionId};
use ledger::json::{self, Profile, Value};

use super::history::{Act, CHARTERS, History};
use super::log::{Blocked, Log, SeenHead, Waiting};
use super::void::VoidRule;
use super::{Admitted, Alarm, Joint, Kind, ReadEntry, Refused};
use crate::limits::{LOG_ENTRIES_MAX, STAGED_BYTES_OF_PARTY_MAX};

impl Joint {
    /// Appends the next entry of a party's log. The bytes must come from the log's verified
    /// mirror: whatever they are, they are its next leaf, and bytes that are no entry are void.
    pub fn admit(&mut self, party: &PartyId, bytes: &[u8]) -> Admitted {
        self.admit_read(party, &mut ReadEntry::of(bytes))
    }

    /// The same for an entry that was read before, perhaps by another thread.
    pub fn admit_read(&mut self, party: &PartyId, read: &mut ReadEntry<'_>) -> Admitted {
        match self.history.by_party.get(party) {
            Some(p) => self.append(*p, read),
            None => Admitted::refused(Refused::UnknownParty { party: party.clone() }),
        }
    }

    /// The same for callers that may deliver twice or with gaps: entry number `idx` is appended
    /// if it is the next, ignored if it is held already, and refused otherwise.
    pub fn admit_at(&mut self, party: &PartyId, idx: u64, bytes: &[u8]) -> Admitted {
        let Some(p) = self.history.by_party.get(party).copied() else {
            return Admitted::refused(Refused::UnknownParty { party: party.clone() });
        };
        let tree = &self.history.logs[p as usize].tree;
        match tree.leaf(idx) {
            Some(ours) if ours == leaf_hash(bytes) => Admitted::default(),
            Some(ours) => Admitted::refused(Refused::OtherEntry {
                party: party.clone(),
                idx,
                ours: VersionId(ours),
                theirs: VersionId(leaf_hash(bytes)),
            }),
            None if idx == tree.size() => self.append(p, &mut ReadEntry::of(bytes)),
            None => {
                Admitted::refused(Refused::Gap { party: party.clone(), idx, next: tree.size() })
            }
        }
    }

    fn append(&mut self, p: u8, read: &mut ReadEntry<'_>) -> Admitted {
        let bytes = std::mem::take(&mut read.bytes);
        let log = &mut self.history.logs[p as usize];
        let party = log.party.clone();
        if log.tree.size() >= LOG_ENTRIES_MAX {
            return Admitted::refused(Refused::LogFull { party });
        }
        if log.queue_bytes + bytes.len() > STAGED_BYTES_OF_PARTY_MAX {
            return Admitted::refused(Refused::TooMuchStaged { party });
        }
        log.tree.push(read.leaf);
        if !log.is_frozen() {
            log.queue_bytes += bytes.len();
            // What waits behind others is read again when its turn comes: bytes are smaller.
            if log.queue.is_empty() && log.front.is_none() {
                let waiting = judge_form(&self.history, p, &bytes, read.decoded.clone());
                self.history.logs[p as usize].front = Some(Box::new(waiting));
            }
            self.history.logs[p as usize].queue.push_back(bytes.into_owned().into());
        }
        let log = &self.history.logs[p as usize];
        let size = log.tree.size();
        let mut admitted = Admitted::default();
        let mut ready = self.waiting_for(p, |_, mirrored| mirrored == size);
        ready.push(p);
        self.settle(ready, &mut admitted);
        admitted
    }

    /// The logs whose front waits for this one and may now go on.
    fn waiting_for(&self, p: u8, satisfied: impl Fn(u64, u64) -> bool) -> Vec<u8> {
        let logs = self.history.logs.iter().zip(0u8..);
        let waits = logs.filter(|(log, _)| match log.blocked {
            Some(Blocked::Entries { log, folded, mirrored, checked }) => {
                log == p && satisfied(folded, if checked { u64::MAX } else { mirrored })
            }
            _ => false,
        });
        waits.map(|(_, q)| q).collect()
    }

    /// Folds whatever can be folded, beginning with these logs.
    pub(super) fn settle(&mut self, mut ready: Vec<u8>, admitted: &mut Admitted) {
        while let Some(p) = ready.pop() {
            while self.step(p, admitted) {
                let folded = u64::from(self.history.logs[p as usize].folded());
                ready.extend(self.waiting_for(p, |needed, _| needed == folded));
            }
        }
        for item in std::mem::take(&mut self.touched) {
            let strand = &self.history.strands[item as usize].state;
            admitted.touched.insert(strand.id.clone());
        }
    }

    /// Folds the entry at the front of one log's queue, if all its causes are here.
    fn step(&mut self, p: u8, admitted: &mut Admitted) -> bool {
        let log = &mut self.history.logs[p as usize];
        if log.is_frozen() {
            log.queue.clear();
            log.queue_bytes = 0;
            return false;
        }
        let mut waiting = match log.front.take() {
            Some(waiting) => waiting,
            None => match log.queue.front() {
                None => return false,
                Some(bytes) => {
                    let bytes = bytes.clone();
                    let decoded = Entry::decode(&bytes).map(Arc::new);
                    Box::new(judge_form(&self.history, p, &bytes, decoded))
                }
            },
        };
        let past = self.causal_past(p, &mut waiting);
        let log = &mut self.history.logs[p as usize];
        match past {
            Err(blocked) => {
                log.front = Some(waiting);
                let known = log.blocked.replace(blocked.clone()) == Some(blocked.clone());
                if let Some(alarm) = self.alarm(p, &blocked).filter(|_| !known) {
                    admitted.alarms.push(alarm);
                }
                false
            }
            Ok(seen) => {
                log.blocked = None;
                let bytes = log.queue.pop_front().map_or(0, |bytes| bytes.len());
                log.queue_bytes -= bytes;
                self.fold(p, *waiting, &seen, admitted);
                true
            }
        }
    }

    /// The causal past of the entry at the front: what its author had seen of each log.
    fn causal_past(&mut self, p: u8, waiting: &mut Waiting) -> Result<Vec<u32>, Blocked> {
        let logs = &self.history.logs;
        let idx = logs[p as usize].folded();
        let mut seen = logs[p as usize].vectors.row(idx - 1).to_vec();
        seen.resize(logs.len(), 0);
        seen[p as usize] = idx;
        self.follow_seen(p, waiting, &mut seen)?;
        let known = self.history.schema_known;
        match self.full.schema_ahead(&self.history, p, &seen, known) {
            Some(schema) => Err(Blocked::Upgrade { schema }),
            None => Ok(seen),
        }
    }

    /// Adds the heads that the entry lists. A party that no charter in the causal past names is
    /// passed over: nothing it wrote can matter to this entry.
    fn follow_seen(
        &mut self,
        p: u8,
        waiting: &mut Waiting,
        seen: &mut [u32],
    ) -> Result<(), Blocked> {
        // Decided before anything is awaited: such an entry adds nothing to what its author knew.
        let shrinks = waiting.seen.iter().any(|head| {
            let q = self.history.by_party.get(&head.party);
            q.is_some_and(|q| head.head.size < u64::from(seen[*q as usize]))
        });
        if shrinks {
            waiting.rule.get_or_insert(VoidRule::SeenShrinks);
            waiting.seen.clear();
        }
        let mut taken = vec![false; waiting.seen.len()];
        loop {
            let mut grew = false;
            for (head, taken) in waiting.seen.iter_mut().zip(&mut taken) {
                let Some(q) = self.history.by_party.get(&head.party).copied() else {
                    continue;
                };
                if *taken || !self.history.is_known(q, seen) {
                    continue;
                }
                self.await_head(q, head)?;
                seen[q as usize] = u32::try_from(head.head.size).unwrap_or(u32::MAX - 1);
                (*taken, grew) = (true, true);
            }
            if !grew {
                break;
            }
        }
        // What the entry before had covered need not be looked at again, unless that one was
        // itself below a cause.
        let all = self.history.logs[p as usize].is_below_cause;
        let listed = waiting.seen.iter().zip(taken).filter(|(_, taken)| *taken);
        let listed: Vec<u8> = listed.map(|(head, _)| self.history.by_party[&head.party]).collect();
        let mut looked_at = (0..seen.len() as u8).filter(|q| all || listed.contains(q));
        waiting.is_below_cause =
            looked_at.any(|q| q != p && self.history.is_below(q, seen, u64::MAX));
        if waiting.is_below_cause {
            waiting.rule.get_or_insert(VoidRule::SeenBelowCause);
        }
        Ok(())
    }

    /// Waits until our copy of log `q` has this head, and is folded so far.
    fn await_head(&mut self, q: u8, seen: &mut SeenHead) -> Result<(), Blocked> {
        let log = &mut self.history.logs[q as usize];
        let Head { size, root } = seen.head;
        let common = log.fork.unwrap_or(u64::MAX);
        // Past a proven fork nobody's copy is the right one: only the common prefix is awaited.
        if size > common && log.claimed.is_none_or(|claimed| claimed.size < size) {
            log.claimed = Some(seen.head);
        }
        if size <= common && !seen.checked && size <= log.tree.size() {
            // All parties cite much the same heads: the last one asked for is kept.
            let ours = match log.last_root {
                Some(last) if last.size == size => last.root,
                _ => log.tree.root_at(size).unwrap_or(ledger::merkle::EMPTY_ROOT),
            };
            log.last_root = Some(Head { size, root: ours });
            self.roots_compared += 1;
            if ours != root {
                return Err(Blocked::Root { log: q, size, claimed: root, ours });
            }
            seen.checked = true;
        }
        let needed = size.min(common);
        if u64::from(log.folded()) < needed {
            let checked = seen.checked || size > common;
            return Err(Blocked::Entries { log: q, folded: needed, mirrored: size, checked });
        }
        Ok(())
    }

    fn alarm(&self, p: u8, blocked: &Blocked) -> Option<Alarm> {
        let Blocked::Root { log, size, claimed, ours } = blocked else {
            return None;
        };
        let author = &self.history.logs[p as usize];
        Some(Alarm {
            author: author.party.clone(),
            idx: u64::from(author.folded()),
            log: self.history.logs[*log as usize].party.clone(),
            size: *size,
            claimed: *claimed,
            ours: *ours,
        })
    }

    /// Folds one entry, all of whose causes are folded.
    fn fold(&mut self, p: u8, waiting: Waiting, seen: &[u32], admitted: &mut Admitted) {
        let history = &mut self.history;
        let idx = history.logs[p as usize].folded();
        history.logs[p as usize].vectors.push(seen);
        history.logs[p as usize].is_below_cause = waiting.is_below_cause;
        history.order.push(p);
        self.full.advance(history, p, seen);
        if let Some(clean) = &mut self.clean {
            clean.advance(history, p, seen);
        }
        let kind = waiting.entry.as_ref().map_or(Kind::Unreadable, |e| Kind::of(&e.body));
        let origin = waiting.entry.as_ref().and_then(|entry| entry.origin.as_ref());
        let fields = origin.map_or(0, |origin| history.field_set(origin));
        // What it says is kept even if a cause is hidden: where that cause stands past a fork,
        // the view without the fork decides otherwise.
        let act = match (&waiting.entry, waiting.rule) {
            (Some(entry), None | Some(VoidRule::SeenBelowCause)) => {
                history.judge(p, idx, entry, seen)
            }
            (_, rule) => Err(rule.unwrap_or(VoidRule::Grammar)),
        };
        let slot = History::slot_of(kind, act, fields);
        history.logs[p as usize].slots.push(slot);
        let mut void = slot.void_rule();
        match act {
            Ok(act) => {
                history.publish(p, idx);
                self.full.grow(&self.history);
                void = self.take_effect(p, idx, act).err();
                self.report_erasures(p, idx, waiting.entry.as_deref(), act, admitted);
            }
            Err(_) => {
                if let Some(clean) = &mut self.clean {
                    clean.leave_out(p, idx);
                }
            }
        }
        let party = self.history.logs[p as usize].party.clone();
        if let Some(rule) = void {
            admitted.void.push((party.clone(), u64::from(idx), rule));
        }
        admitted.folded.push((party, u64::from(idx)));
    }

    /// Applies a well-formed entry in each view that finds it to have effect. The answer is that
    /// of the view that decides.
    fn take_effect(&mut self, p: u8, idx: u32, act: Act) -> Result<(), VoidRule> {
        let full = if self.history.logs[p as usize].is_below_cause {
            Err(VoidRule::SeenBelowCause)
        } else {
            self.full.judge(&self.history, p, idx, act)
        };
        if let Err(rule) = full {
            self.history.logs[p as usize].slots[idx as usize].void = rule as u8;
        } else {
            if let Act::Amend(version) = act {
                self.welcome(p, idx, version);
            }
            let item = self.full.apply(&self.history, p, idx, act);
            self.touched.extend(item.filter(|item| *item != CHARTERS));
        }
        let clean = self.apply_clean(p, idx, act);
        if let Act::Put(version) = act
            && (full.is_ok() || clean == Some(Ok(())))
        {
            self.list(version);
        }
        clean.unwrap_or(full)
    }

    /// The same in the view without the forks, if there is one.
    pub(super) fn apply_clean(
        &mut self,
        p: u8,
        idx: u32,
        act: Act,
    ) -> Option<Result<(), VoidRule>> {
        let clean = self.clean.as_mut()?;
        clean.grow(&self.history);
        let judged = clean.judge(&self.history, p, idx, act);
        if judged.is_err() {
            clean.leave_out(p, idx);
            return Some(judged);
        }
        if let Act::Amend(version) = act {
            self.welcome(p, idx, version);
        }
        if let Some(clean) = &mut self.clean {
            let item = clean.apply(&self.history, p, idx, act);
            self.touched.extend(item.filter(|item| *item != CHARTERS));
        }
        Some(judged)
    }

    /// Makes room for the parties that an amendment names; from now on their logs are taken.
    fn welcome(&mut self, p: u8, idx: u32, version: u32) {
        let history = &mut self.history;
        let number = history.versions[version as usize].charter as usize;
        let width = history.logs.len();
        let mut members = Vec::new();
        for member in history.charters[number].charter.members.clone() {
            let known = history.by_party.get(&member.party).copied();
            let q = known.unwrap_or_else(|| {
                let q = history.logs.len() as u8;
                let log = Log::new(member.party.clone(), false, &history.founding, width);
                history.logs.push(log);
                history.by_party.insert(member.party.clone(), q);
                q
            });
            let log = &mut history.logs[q as usize];
            if !log.founding && log.named_by.iter().all(|(author, _)| *author != p) {
                log.named_by.push((p, idx));
            }
            members.push(q);
        }
        members.sort_unstable();
        history.charters[number].members = members;
        self.full.grow(&self.history);
        if let Some(clean) = &mut self.clean {
            clean.grow(&self.history);
        }
    }

    /// Enters a version with effect into what its item shows.
    pub(super) fn list(&mut self, version: u32) {
        let leaf = self.history.leaf_of(version);
        let item = self.history.versions[version as usize].item;
        let versions = &mut self.history.strands[item as usize].state.versions;
        // Most items have one version; a list grown by doubling would hold room for four.
        versions.reserve_exact(usize::from(versions.is_empty()));
        versions.push(leaf);
        self.describe(item);
        let id = self.history.strands[item as usize].state.id.clone();
        let strands = &self.history.strands;
        let shown = self.history.strands_of(&id);
        let shown: Vec<u32> =
            shown.filter(|n| !strands[*n as usize].state.versions.is_empty()).collect();
        if shown.len() > 1 {
            for strand in shown {
                self.history.strands[strand as usize].state.clashes = true;
            }
        }
    }

    /// Says again who began an item and who has a say in it.
    pub(super) fn describe(&mut self, item: u32) {
        let members = self.item_members(item);
        let owner = self.root(item).map(|root| self.history.versions[root as usize].party);
        let named = &self.history.strands[item as usize].state.members;
        let is_new = named.len() != members.len();
        let names = is_new.then(|| self.names(members.into_iter()));
        let owner = owner.map(|owner| self.name(owner));
        if let Some(names) = names
            && *self.last_members != *names
        {
            self.last_members = names.into();
        }
        let state = &mut self.history.strands[item as usize].state;
        if is_new {
            state.members = self.last_members.clone();
        }
        if let Some(owner) = owner {
            state.owner = owner;
        }
    }

    /// Names the fields that this entry completes the order to erase of.
    fn report_erasures(
        &mut self,
        p: u8,
        idx: u32,
        entry: Option<&Entry>,
        act: Act,
        admitted: &mut Admitted,
    ) {
        let is_redact = entry.is_some_and(|entry| matches!(entry.body, Body::Redact { .. }));
        let of: Vec<(u8, u32)> = match self.history.redactions.orders.get(&(p, idx)) {
            Some(order) if is_redact => order.of.clone(),
            // A leaver's say is no longer needed.
            _ if act == Act::Denounce => self.history.redactions.marked().collect(),
            _ => return,
        };
        for at in of {
            if let Act::Put(version) = Act::of(self.history.slot(at.0, at.1)) {
                self.touched.insert(self.history.versions[version as usize].item);
            }
            let leaf = self.history.leaf(at.0, at.1);
            let fields = self.history.erased_fields(self.view(), at);
            let known = self.erased.entry(at).or_default();
            let new: Vec<FieldName> =
                fields.into_iter().filter(|field| !known.contains(field)).collect();
            known.extend(new.iter().cloned());
            admitted.erased.extend(new.into_iter().map(|field| (leaf, field)));
        }
    }
}

/// Applies the rules that need nothing but the entry and the log it stands in.
fn judge_form(
    history: &History,
    p: u8,
    bytes: &[u8],
    decoded: Result<Arc<Entry>, EntryError>,
) -> Waiting {
    let log = &history.logs[p as usize];
    let (party, seq) = (&log.party, u64::from(log.folded()));
    let no_past =
        |rule, entry| Waiting { entry, rule: Some(rule), seen: Vec::new(), is_below_cause: false };
    let (head, rule) = match &decoded {
        Ok(entry) => {
            let Some(origin) = &entry.origin else {
                return no_past(VoidRule::SecondFounding, None);
            };
            if entry.dialogue != history.dialogue {
                return no_past(VoidRule::WrongDialogue, decoded.ok());
            }
            ((origin.party.clone(), origin.seq, origin.seen.clone()), None)
        }
        // A kind of a later release still says what its author had seen.
        Err(EntryError::TooLong { .. }) => return no_past(VoidRule::Grammar, None),
        Err(_) => match read_common(history, bytes) {
            Some(common) => (common, Some(VoidRule::Grammar)),
            None => return no_past(VoidRule::Grammar, None),
        },
    };
    let (author, number, seen) = head;
    let misplaced = match () {
        () if author != *party => Some(VoidRule::WrongAuthor),
        () if number != seq => Some(VoidRule::WrongNumber),
        () if seen.contains_key(party) => Some(VoidRule::SeenSelf),
        () => None,
    };
    if let Some(misplaced) = misplaced {
        // The entry reader refuses a log that lists itself; say which rule that is.
        let rule = rule.filter(|_| misplaced != VoidRule::SeenSelf);
        return no_past(rule.unwrap_or(misplaced), decoded.ok());
    }
    let heads = seen.into_iter();
    let seen = heads.map(|(party, head)| SeenHead { party, head, checked: false }).collect();
    Waiting { entry: decoded.ok(), rule, seen, is_below_cause: false }
}

type Common = (PartyId, u64, BTreeMap<PartyId, Head>);

/// Author, number and seen heads of an entry that this release cannot read otherwise.
fn read_common(history: &History, bytes: &[u8]) -> Option<Common> {
    let Value::Map(map) = json::parse(bytes, Profile::Skeleton).ok()? else {
        return None;
    };
    if map.get("dialogue")?.as_str()? != history.dialogue.as_str() {
        return None;
    }
    let party = PartyId::parse(map.get("party")?.as_str()?).ok()?;
    let seq = map.get("seq")?.as_int()?;
    let mut seen = BTreeMap::new();
    for (party, head) in map.get("seen")?.as_map()? {
        let [Value::Int(size), Value::Str(root)] = head.as_list()? else {
            return None;
        };
        let head = Head { size: *size, root: VersionId::parse(root).ok()?.0 };
        seen.insert(PartyId::parse(party).ok()?, head);
    }
    (seen.len() <= ledger::limits::MEMBERS_MAX).then_some((party, seq, seen))
}

impl<'a> ReadEntry<'a> {
    /// Reads the bytes of an entry. Needs nothing but them, so many can be read at once.
    pub fn of(bytes: impl Into<Cow<'a, [u8]>>) -> ReadEntry<'a> {
        let bytes = bytes.into();
        let decoded = Entry::decode(&bytes).map(Arc::new);
        ReadEntry { leaf: leaf_hash(&bytes), bytes, decoded }
    }

    /// Its leaf hash.
    pub fn leaf(&self) -> VersionId {
        VersionId(self.leaf)
    }

    /// The entry, unless the bytes are none.
    pub fn entry(&self) -> Option<&Entry> {
        self.decoded.as_deref().ok()
    }

    pub(crate) fn into_entry(self) -> Option<Entry> {
        self.decoded.ok().map(Arc::unwrap_or_clone)
    }
}

impl Admitted {
    fn refused(refused: Refused) -> Admitted {
        Admitted { refused: Some(refused), ..Admitted::default() }
    }

    /// Puts what a second admission did to what the first one did.
    pub fn extend(&mut self, later: Admitted) {
        self.folded.extend(later.folded);
        self.touched.extend(later.touched);
        self.void.extend(later.void);
        self.erased.extend(later.erased);
        self.alarms.extend(later.alarms);
        self.refused = self.refused.take().or(later.refused);
    }

    /// Items touched, for callers that keep their own set.
    pub fn into_touched(self) -> BTreeSet<ItemId> {
        self.touched
    }
}
