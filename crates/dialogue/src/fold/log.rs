//! One party's log as the fold keeps it: tree, causal vectors, one small record an entry, and the
//! bytes of entries that still wait for their causes. Bytes of folded entries are not kept.
//! Also the index from hashes to numbers that leaves and items share.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use ledger::entry::{Entry, Head, KeyUse, leaf_hash};
use ledger::id::PartyId;
use ledger::merkle::Tree;

use super::void::VoidRule;

/// "No such number" in the flat arrays.
pub(super) const NONE: u32 = u32::MAX;

/// One entry in 12 bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub kind: super::Kind,
    /// Code of the rule that makes it void, 0 when it has effect.
    pub void: u8,
    pub bind: bool,
    /// The version it puts or acts on, the item it notes.
    pub target: u32,
    /// Its set of committed fields.
    pub fields: u32,
}

impl Slot {
    pub(super) fn void_rule(&self) -> Option<VoidRule> {
        VoidRule::from_code(self.void)
    }
}

/// Causal vectors of one log, flat: row `i` says how many entries of each log the author of entry
/// `i` had seen. His own column holds `i`.
#[derive(Debug, Clone)]
pub(super) struct Vectors {
    width: usize,
    data: Vec<u32>,
}

impl Vectors {
    fn new(width: usize) -> Vectors {
        Vectors { width, data: vec![0; width] }
    }

    /// Appends a row. A joining party widens all rows: its log was unseen before.
    pub(super) fn push(&mut self, row: &[u32]) {
        let used = row.iter().rposition(|n| *n > 0).map_or(0, |last| last + 1);
        if used > self.width {
            let rows = self.data.chunks_exact(self.width.max(1));
            let wider = rows.flat_map(|old| {
                old.iter().copied().chain(std::iter::repeat_n(0, used - old.len()))
            });
            self.data = wider.collect();
            self.width = used;
        }
        let given = row.iter().copied().take(self.width);
        self.data.extend(given.chain(std::iter::repeat_n(0, self.width.saturating_sub(row.len()))));
    }

    pub(super) fn get(&self, idx: u32, party: usize) -> u32 {
        if party < self.width { self.data[idx as usize * self.width + party] } else { 0 }
    }

    pub(super) fn row(&self, idx: u32) -> &[u32] {
        let start = idx as usize * self.width;
        &self.data[start..start + self.width]
    }
}

/// What the entry at the front of the queue says it needs.
#[derive(Debug)]
pub(super) struct Waiting {
    /// The entry; `None` when the bytes are none.
    pub entry: Option<Arc<Entry>>,
    /// The rule already known to be broken.
    pub rule: Option<VoidRule>,
    pub seen: Vec<SeenHead>,
    /// One of its causes had seen more.
    pub is_below_cause: bool,
}

#[derive(Debug)]
pub(super) struct SeenHead {
    pub party: PartyId,
    pub head: Head,
    /// Its root was compared with our copy.
    pub checked: bool,
}

/// Why the front of the queue cannot be folded yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Blocked {
    /// Until `log` has `folded` folded entries; its root is compared once it has `mirrored`.
    Entries { log: u8, folded: u64, mirrored: u64, checked: bool },
    /// The recorded root is not that of our copy.
    Root { log: u8, size: u64, claimed: [u8; 32], ours: [u8; 32] },
    /// The entry obeys a schema that this release does not know.
    Upgrade { schema: u64 },
}

#[derive(Debug)]
pub(super) struct Log {
    pub party: PartyId,
    pub founding: bool,
    pub tree: Tree,
    pub slots: Vec<Slot>,
    pub vectors: Vectors,
    /// The last folded entry had seen less than one of its causes.
    pub is_below_cause: bool,
    pub queue: VecDeque<Box<[u8]>>,
    pub queue_bytes: usize,
    pub front: Option<Box<Waiting>>,
    pub blocked: Option<Blocked>,
    pub keys: Vec<super::KeyStatement>,
    /// Amendments of this party that are well formed.
    pub amendments: u32,
    /// Parties outside the founding charter that it has named.
    pub newcomers: Vec<PartyId>,
    /// Where this party was named: the first amendment of each author, as (author, index).
    pub named_by: Vec<(u8, u32)>,
    /// Length of the common prefix after a fork proof.
    pub fork: Option<u64>,
    /// The head of our copy that was asked for last.
    pub last_root: Option<Head>,
    /// The largest head past the fork that others claim.
    pub claimed: Option<Head>,
}

impl Log {
    /// A log that holds leaf 0 and nothing else.
    pub(super) fn new(party: PartyId, founding: bool, charter: &[u8], width: usize) -> Log {
        let mut tree = Tree::new();
        tree.push(leaf_hash(charter));
        let leaf_0 =
            Slot { kind: super::Kind::Charter, void: 0, bind: false, target: NONE, fields: 0 };
        Log {
            party,
            founding,
            tree,
            slots: vec![leaf_0],
            vectors: Vectors::new(width),
            is_below_cause: false,
            queue: VecDeque::new(),
            queue_bytes: 0,
            front: None,
            blocked: None,
            keys: Vec::new(),
            amendments: 0,
            newcomers: Vec::new(),
            named_by: Vec::new(),
            fork: None,
            last_root: None,
            claimed: None,
        }
    }

    pub(super) fn folded(&self) -> u32 {
        self.slots.len() as u32
    }

    /// Nothing past a proven fork is folded any more.
    pub(super) fn is_frozen(&self) -> bool {
        self.fork.is_some_and(|common| self.slots.len() as u64 >= common)
    }

    pub(super) fn keys_of(&self, use_: KeyUse) -> impl Iterator<Item = &super::KeyStatement> {
        self.keys.iter().filter(move |statement| statement.use_ == use_)
    }
}

/// Open addressing from a hash to a number; the numbers' owner compares and hashes. Keyed at
/// random, so that nobody can prepare colliding names; never iterated, so no order leaks.
#[derive(Debug, Default)]
pub(super) struct Index {
    slots: Vec<u64>,
    used: usize,
    keys: RandomState,
}

const FREE: u64 = u64::MAX;

impl Index {
    pub(super) fn hash(&self, key: impl std::hash::Hash) -> u64 {
        self.keys.hash_one(key)
    }

    pub(super) fn find(&self, hash: u64, is: impl Fn(u64) -> bool) -> Option<u64> {
        if self.slots.is_empty() {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != FREE {
            if is(self.slots[at]) {
                return Some(self.slots[at]);
            }
            at = (at + 1) & mask;
        }
        None
    }

    pub(super) fn insert(&mut self, hash: u64, value: u64, hash_of: impl Fn(&Index, u64) -> u64) {
        if (self.used + 1) * 4 > self.slots.len() * 3 {
            let wider = vec![FREE; (self.slots.len() * 2).max(16)];
            let old = std::mem::replace(&mut self.slots, wider);
            for value in old.into_iter().filter(|value| *value != FREE) {
                self.place(hash_of(self, value), value);
            }
        }
        self.place(hash, value);
        self.used += 1;
    }

    fn place(&mut self, hash: u64, value: u64) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != FREE {
            at = (at + 1) & mask;
        }
        self.slots[at] = value;
    }
}

/// A set of small numbers, one bit each.
#[derive(Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn set(&mut self, n: u32) {
        let at = n as usize / 64;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (n % 64);
    }

    pub(super) fn has(&self, n: u32) -> bool {
        self.0.get(n as usize / 64).is_some_and(|word| word >> (n % 64) & 1 == 1)
    }
}
