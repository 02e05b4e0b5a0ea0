//! The fold: from the parties' logs to what is agreed. Order, admission, void rules, membership,
//! positions, agreement, redaction and fork proofs, all from skeletons alone.
//! It never sees an opening (so erasing one cannot change it), never reads a clock (an entry's
//! time does not even enter it), and gives the same result for every order of arrival.
//! Normative text: `docs/format-consent.md`.

mod admission;
mod history;
mod log;
mod query;
mod redaction;
mod void;
mod world;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use ledger::entry::{Body, Entry, EntryError, KeyUse, Level};
use ledger::id::{FieldName, ItemId, PartyId, TypeName, VersionId};

use crate::limits::SCHEMA_KNOWN;
use history::{Act, History};
use world::World;

pub use void::{VOID_RULES, VoidRule};

/// Whose word decides about items of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The author of the first version alone.
    Own,
    /// All members of the charter that the version names.
    Joint,
}

/// The rule of a type under a schema; `None` when the schema has no such type.
pub type RuleOf = fn(type_name: &str, schema: u64) -> Option<Rule>;

/// The folded joint history of one dialogue.
///
/// ```
/// use dialogue::fold::{Joint, Rule};
/// let charter = concat!(
///     r#"{"at":"2026-11-23T08:00:00Z","dialogue":"kwus","kind":"charter","members":["#,
///     r#"{"log":"a.example/kwus+01020304+AQ","mirror":"a.example/m+01020304+BA","party":"KW"}],"#,
///     r#""v":1}"#
/// );
/// let joint = Joint::new(charter.as_bytes(), |_, _| Some(Rule::Joint))?;
/// assert_eq!(joint.members().len(), 1);
/// assert_eq!(joint.length(&joint.members()[0]), 1);
/// # Ok::<(), dialogue::fold::FoldError>(())
/// ```
#[derive(Debug)]
pub struct Joint {
    history: History,
    /// The view that knows of no fork.
    full: World,
    /// The view without what rests on entries past a fork; there once one is proven.
    clean: Option<World>,
    /// Largest checkpoint of a log (outer) that a party's mirror (inner) has receipted.
    receipts: HashMap<(u8, u8), u64>,
    /// Fields already reported as erased.
    erased: HashMap<(u8, u32), Vec<FieldName>>,
    touched: BTreeSet<u32>,
    /// The members named last; nearly all items share one list.
    last_members: Arc<[PartyId]>,
    roots_compared: u64,
}

/// Why a charter cannot found a record here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FoldError {
    /// The bytes are no entry.
    #[error("the founding charter cannot be read: {0}")]
    Entry(#[from] EntryError),
    /// The entry is not a charter without an author.
    #[error("the first entry is a {kind}; a log begins with its founding charter")]
    NotFounding {
        /// The kind found.
        kind: &'static str,
    },
    /// The charter asks for a newer release.
    #[error("the charter needs schema {schema}, this release knows {known}: install a newer one")]
    SchemaAhead {
        /// The charter's schema.
        schema: u64,
        /// The newest schema known here.
        known: u64,
    },
    /// The charter founds a kind of dialogue that this release does not know.
    #[error(
        "the charter founds a dialogue of the kind `{kind}`, unknown here: install a newer one"
    )]
    UnknownKind {
        /// The kind it names.
        kind: String,
    },
}

/// The bytes of an entry, read and hashed once for everybody who needs either. What it costs to
/// take an entry is mostly this, and it can be done beside the fold.
#[derive(Debug, Clone)]
pub struct ReadEntry<'a> {
    bytes: Cow<'a, [u8]>,
    leaf: [u8; 32],
    decoded: Result<Arc<Entry>, EntryError>,
}

/// What one admission did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Admitted {
    /// Entries folded: the one given, if its causes are here, and those that had waited for it.
    pub folded: Vec<(PartyId, u64)>,
    /// Items with a changed standing, version list, note or redaction.
    pub touched: BTreeSet<ItemId>,
    /// Those of `folded` that have no effect.
    pub void: Vec<(PartyId, u64, VoidRule)>,
    /// Fields whose values must now be erased everywhere, by entry.
    pub erased: Vec<(VersionId, FieldName)>,
    /// Recorded roots that our copies do not have.
    pub alarms: Vec<Alarm>,
    /// Why nothing was appended at all.
    pub refused: Option<Refused>,
}

/// An author recorded a root of a log that our verified copy does not have at that size. Until
/// the log's owner is shown to have signed both (a fork proof), the author's log stays staged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{author}, entry {idx}, has seen root {} of the log of {log} at size {size}; our copy has {}",
    VersionId(*.claimed), VersionId(*.ours)
)]
pub struct Alarm {
    /// Who recorded it.
    pub author: PartyId,
    /// In which entry of his log.
    pub idx: u64,
    /// The log it is about.
    pub log: PartyId,
    /// The size.
    pub size: u64,
    /// The root recorded.
    pub claimed: [u8; 32],
    /// The root of our copy.
    pub ours: [u8; 32],
}

/// Why bytes were not appended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No charter names this party.
    #[error("{party} is named by no charter: admit the amendment that names it first")]
    UnknownParty {
        /// The party.
        party: PartyId,
    },
    /// Another entry stands at this place.
    #[error("entry {idx} of {party} is {ours} here, not {theirs}: one of the copies is forged")]
    OtherEntry {
        /// The log.
        party: PartyId,
        /// The place.
        idx: u64,
        /// Leaf hash of the entry held.
        ours: VersionId,
        /// Leaf hash of the entry given.
        theirs: VersionId,
    },
    /// Entries are missing before it.
    #[error("entry {idx} of {party} leaves a gap: send entry {next} first")]
    Gap {
        /// The log.
        party: PartyId,
        /// The place given.
        idx: u64,
        /// The next place to fill.
        next: u64,
    },
    /// The log has as many entries as a log may have.
    #[error("the log of {party} is full: continue it in a new dialogue")]
    LogFull {
        /// The log.
        party: PartyId,
    },
    /// Too many bytes wait for causes.
    #[error("too many entries of {party} wait for entries of other logs: send those first")]
    TooMuchStaged {
        /// The log.
        party: PartyId,
    },
}

/// The first entry of a log that is mirrored but not folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    /// The log.
    pub party: PartyId,
    /// The entry.
    pub idx: u64,
    /// How many more wait behind it in the same log.
    pub behind: u64,
    /// What it needs.
    pub waits_for: WaitsFor,
}

/// What a staged entry needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitsFor {
    /// The first `size` entries of a log, folded.
    Entries {
        /// The log.
        party: PartyId,
        /// How many.
        size: u64,
    },
    /// Proof of a fork: it has seen a root that our copy does not have.
    Root(Alarm),
    /// A release that knows this schema.
    Upgrade {
        /// The schema.
        schema: u64,
    },
    /// Nothing any more: it stands past a proven fork.
    PastFork,
}

/// An item: what all its versions have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemState {
    /// Its id.
    pub id: ItemId,
    /// Its type.
    pub type_name: TypeName,
    /// Whose word decides.
    pub rule: Rule,
    /// The author of its first version.
    pub owner: PartyId,
    /// Everybody whose consent one of its versions needs, sorted: the members of the charters
    /// that its versions name.
    pub members: Arc<[PartyId]>,
    /// Its versions in the order in which they were folded here; sort by author and index where
    /// the order has to be alike on all nodes.
    pub versions: Vec<VersionId>,
    /// Another party took the same id for another thing before it had seen this one. Ids are
    /// random, so that is no accident.
    pub clashes: bool,
}

/// A version of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionState {
    /// The item.
    pub item: ItemId,
    /// Who put it.
    pub author: PartyId,
    /// The index of its entry in the author's log.
    pub idx: u64,
    /// The versions it was written from.
    pub base: Vec<VersionId>,
    /// Whether putting it made it the author's position.
    pub offer: bool,
    /// Its place among siblings.
    pub pos: Option<u64>,
    /// The parties that are served its openings; all when absent.
    pub aud: Option<Vec<PartyId>>,
    /// The charter it was put under.
    pub charter: VersionId,
    /// The parties whose consent it needs, sorted.
    pub members: Vec<PartyId>,
    /// The fields it commits to, sorted.
    pub fields: Vec<FieldName>,
    /// Those of them that are to be erased, sorted.
    pub redacted: Vec<FieldName>,
    /// How far it was agreed at some time; agreement is never lost.
    pub agreed: Option<Level>,
    /// It rests on entries past a proven fork and has no effect any more.
    pub contested: bool,
}

/// Where everybody stands on an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// What each party that has a say holds now.
    pub positions: BTreeMap<PartyId, Option<VersionId>>,
    /// Agreed versions that no other agreed version replaces, sorted. None: nothing is agreed;
    /// one: it is in force; more: crossed. Of an own item: what its owner holds.
    pub effective: Vec<VersionId>,
    /// How far the one effective version of a joint item is agreed.
    pub level: Option<Level>,
    /// Every member holds the others' receipts for the agreement at `level`.
    pub sealed: bool,
    /// The highest level for which every member does.
    pub sealed_level: Option<Level>,
    /// A member let go of the effective version without having seen that it was agreed.
    pub contended: bool,
    /// An agreement on this item relied on entries past a proven fork.
    pub contested: bool,
    /// The versions so agreed. They are not in force.
    pub contested_versions: Vec<VersionId>,
    /// Refusals of versions that a party holds or that are in force, sorted.
    pub rejected: Vec<(PartyId, VersionId)>,
    /// The charter has one member: agreement says nothing about anybody else.
    pub recorded_alone: bool,
}

/// An entry that is folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryState {
    /// Its kind.
    pub kind: Kind,
    /// Its leaf hash.
    pub leaf: VersionId,
    /// The rule that makes it void.
    pub void: Option<VoidRule>,
    /// The item it acts on.
    pub item: Option<ItemId>,
    /// The version it puts or acts on.
    pub version: Option<VersionId>,
    /// The level of a consent or a withdrawal.
    pub level: Option<Level>,
    /// The fields it commits to, sorted.
    pub fields: Vec<FieldName>,
}

/// The kind of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Not an entry of this format.
    Unreadable,
    /// A charter or an amendment of it.
    Charter,
    /// A version.
    Put,
    /// A consent.
    Consent,
    /// A withdrawal.
    Withdraw,
    /// A refusal.
    Reject,
    /// An order to erase.
    Redact,
    /// The receipt of an order to erase.
    Erased,
    /// A duty to keep what is to be erased.
    Hold,
    /// A statement of a key.
    Key,
    /// A time stamp.
    Stamp,
    /// The author leaves.
    Denounce,
    /// A remark.
    Note,
}

/// A key that a party stated, by the founding charter (`idx` 0), by the amendment that brought it
/// in, or by a `key` entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyStatement {
    /// The party.
    pub party: PartyId,
    /// The entry in its log.
    pub idx: u64,
    /// What the key is for.
    pub use_: KeyUse,
    /// The verifier key, or a TLS pin.
    pub vkey: String,
    /// The size of its log from which the key is in force.
    pub from_size: u64,
}

/// Proof, verified elsewhere, that a party signed two histories that part after `size` entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForkProof {
    /// Whose log.
    pub party: PartyId,
    /// Number of entries that both histories have in common.
    pub size: u64,
}

/// An amendment of the charter, proposed or agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// Its version id.
    pub id: VersionId,
    /// Who proposed it.
    pub author: PartyId,
    /// What it says.
    pub charter: ledger::entry::Charter,
    /// Everybody who has to agree: the old members and the new, sorted.
    pub needs: Vec<PartyId>,
    /// Those who hold it now.
    pub held_by: Vec<PartyId>,
    /// Whether it was agreed.
    pub agreed: bool,
}

/// A redaction and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redaction {
    /// Who ordered it.
    pub by: PartyId,
    /// The `redact` entry.
    pub order: VersionId,
    /// The legal basis given.
    pub basis: String,
    /// Who states to have erased.
    pub erased_by: Vec<PartyId>,
    /// Who must keep, and by which law.
    pub held_by: Vec<(PartyId, String)>,
}

/// How much the fold has done, counted and not timed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Entries applied.
    pub entries: u64,
    /// Comparisons of two acts by causality.
    pub comparisons: u64,
    /// Intervals dropped.
    pub drops: u64,
    /// Steps along base versions.
    pub ancestors: u64,
    /// Recorded roots compared with ours.
    pub roots: u64,
}

impl Joint {
    /// Founds the record on the bytes of leaf 0, with which every member's log begins.
    pub fn new(charter: &[u8], rules: RuleOf) -> Result<Joint, FoldError> {
        Joint::with_schema(charter, rules, SCHEMA_KNOWN)
    }

    /// The same for a release whose newest schema is `known`.
    pub fn with_schema(charter: &[u8], rules: RuleOf, known: u64) -> Result<Joint, FoldError> {
        let entry = Entry::decode(charter)?;
        let body = match (entry.origin, entry.body) {
            (None, Body::Charter(body)) => body,
            (_, body) => return Err(FoldError::NotFounding { kind: body.kind() }),
        };
        if body.schema > known {
            return Err(FoldError::SchemaAhead { schema: body.schema, known });
        }
        let history = History::new(charter, entry.dialogue, body, rules, known);
        let full = World::new(&history, false);
        Ok(Joint {
            history,
            full,
            clean: None,
            receipts: HashMap::new(),
            erased: HashMap::new(),
            touched: BTreeSet::new(),
            last_members: Arc::from([]),
            roots_compared: 0,
        })
    }

    /// Takes note of a verified receipt: `by`'s mirror cosigned a checkpoint of `log` of this
    /// size. Receipts prove possession, never consent; they only decide what is sealed.
    pub fn receipt(&mut self, log: &PartyId, by: &PartyId, size: u64) {
        let parties = &self.history.by_party;
        if let (Some(log), Some(by)) = (parties.get(log), parties.get(by)) {
            let held = self.receipts.entry((*log, *by)).or_insert(0);
            *held = size.max(*held);
        }
    }

    /// Takes note of a proven fork. Nothing of the forker past the common prefix has effect any
    /// more; what was agreed with its help becomes contested. `touched` names the items whose
    /// standing may differ. A second proof can only shorten the prefix.
    pub fn fork(&mut self, proof: ForkProof) -> Admitted {
        let mut admitted = Admitted::default();
        let Some(p) = self.history.by_party.get(&proof.party).copied() else {
            return admitted;
        };
        let log = &mut self.history.logs[p as usize];
        // Leaf 0 is common to all logs of a dialogue.
        let common = proof.size.max(1).min(log.fork.unwrap_or(u64::MAX));
        if log.fork == Some(common) {
            return admitted;
        }
        log.fork = Some(common);
        self.rebuild_clean();
        self.touched = self.contested_items().into_iter().collect();
        let waiting = self.history.logs.iter().zip(0..).filter(|(log, _)| log.blocked.is_some());
        let ready = waiting.map(|(_, q)| q).chain([p]).collect();
        self.settle(ready, &mut admitted);
        admitted
    }

    fn rebuild_clean(&mut self) {
        self.clean = Some(World::new(&self.history, true));
        // Entries that only the view before had found to have effect are listed anew.
        for strand in 1..self.history.strands.len() {
            let mut versions = std::mem::take(&mut self.history.strands[strand].state.versions);
            versions.retain(|leaf| {
                let at = self.history.find(leaf);
                at.is_some_and(|(p, idx)| self.full.has_effect(&self.history, p, idx))
            });
            self.history.strands[strand].state.versions = versions;
        }
        let mut next = vec![1u32; self.history.logs.len()];
        for at in 0..self.history.order.len() {
            let p = self.history.order[at];
            let idx = next[p as usize];
            next[p as usize] += 1;
            let slot = *self.history.slot(p, idx);
            let history = &self.history;
            let seen = history.logs[p as usize].vectors.row(idx);
            if let Some(clean) = &mut self.clean {
                clean.advance(history, p, seen);
                if slot.void_rule().is_some_and(VoidRule::is_of_form) {
                    clean.leave_out(p, idx);
                    continue;
                }
            }
            let act = Act::of(&slot);
            let effect = self.apply_clean(p, idx, act);
            if let Act::Put(version) = act
                && slot.void != 0
                && effect == Some(Ok(()))
            {
                self.list(version);
            }
        }
        for item in 1..self.history.strands.len() as u32 {
            self.describe(item);
        }
    }

    /// Items that stand otherwise than they would without the forks.
    fn contested_items(&self) -> Vec<u32> {
        let Some(clean) = &self.clean else {
            return Vec::new();
        };
        let parties = 0..self.history.logs.len() as u8;
        let differs = |item: &u32| {
            let (full, clean_item) =
                (&self.full.items[*item as usize], &clean.items[*item as usize]);
            full.effective.to_vec() != clean_item.effective.to_vec()
                || parties
                    .clone()
                    .any(|p| self.full.hold(*item, p).version != clean.hold(*item, p).version)
        };
        (1..self.history.strands.len() as u32).filter(differs).collect()
    }
}

impl Kind {
    fn of(body: &Body) -> Kind {
        match body {
            Body::Charter(_) => Kind::Charter,
            Body::Put(_) => Kind::Put,
            Body::Consent { .. } => Kind::Consent,
            Body::Withdraw { .. } => Kind::Withdraw,
            Body::Reject { .. } => Kind::Reject,
            Body::Redact { .. } => Kind::Redact,
            Body::Erased { .. } => Kind::Erased,
            Body::Hold { .. } => Kind::Hold,
            Body::Key { .. } => Kind::Key,
            Body::Stamp { .. } => Kind::Stamp,
            Body::Denounce => Kind::Denounce,
            Body::Note { .. } => Kind::Note,
        }
    }

    /// The kind as entries spell it; `unreadable` for what is none.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Unreadable => "unreadable",
            Kind::Charter => "charter",
            Kind::Put => "put",
            Kind::Consent => "consent",
            Kind::Withdraw => "withdraw",
            Kind::Reject => "reject",
            Kind::Redact => "redact",
            Kind::Erased => "erased",
            Kind::Hold => "hold",
            Kind::Key => "key",
            Kind::Stamp => "stamp",
            Kind::Denounce => "denounce",
            Kind::Note => "note",
        }
    }
}
