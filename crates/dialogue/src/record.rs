//! The record as its readers see it: the folded joint history with the opened contents and the
//! indexes that pages need. Contents never decide what is agreed: the fold sees skeletons only,
//! so that an erased or withheld value changes no state (property P3 of the record).
//! It must never invent a value: what is not opened is missing, and shown as missing.

mod index;
mod item;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use smol_str::SmolStr;

use ledger::entry::Body;
use ledger::id::{FieldName, ItemId, PartyId, VersionId};
use ledger::opening::{Digest, Opening};

use crate::content::{Content, Lang};
use crate::fold::{Admitted, Alarm, FoldError, ForkProof, Joint, ReadEntry, Refused, VoidRule};
use crate::kind::DialogueKind;
use index::Index;

pub use item::{Holds, Item, MarkPart, State};

/// A version of an item with whatever of it is opened here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its id, the leaf hash of its entry.
    pub id: VersionId,
    /// The item.
    pub item: ItemId,
    /// Who put it.
    pub author: PartyId,
    /// The index of its entry in the author's log.
    pub idx: u64,
    /// The author's claim of the time, RFC 3339.
    pub at: SmolStr,
    /// The versions it was written from.
    pub base: Vec<VersionId>,
    /// Its place among siblings.
    pub pos: Option<u64>,
    /// The values that are opened here.
    pub content: Content,
    /// What of it is not opened; most versions are open altogether.
    closed: Option<Box<Closed>>,
    /// How often its contents changed.
    revision: u32,
}

/// The fields of a version that are not opened here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Closed {
    missing: Vec<FieldName>,
    erased: Vec<FieldName>,
    sealed: Vec<(FieldName, Digest)>,
}

/// Where a page of items ended ([`Record::page_of`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageEnd(index::Order);

/// What an entry or an opening changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Items whose state or contents changed.
    pub touched: BTreeSet<ItemId>,
    /// Entries that were folded: the one admitted and those that had waited for it.
    pub folded: Vec<(PartyId, u64)>,
    /// Those of them without effect, each with the rule it breaks.
    pub void: Vec<(PartyId, u64, VoidRule)>,
    /// Values that every party concerned has now ordered erased. The node erases them from its
    /// store and here (`erase`, `erase_opening`), unless a law makes it hold them.
    pub erased: Vec<(VersionId, FieldName)>,
    /// Roots that an author says to have seen and that our copies do not have.
    pub alarms: Vec<Alarm>,
    /// Why the entry was not even appended.
    pub refused: Option<Refused>,
}

/// Why an opening is refused. Nothing changes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpeningError {
    /// The entry is not here yet.
    #[error("no entry {idx} of {party} here; send the entry before its openings")]
    NoSuchEntry {
        /// The log.
        party: PartyId,
        /// The index.
        idx: u64,
    },
    /// The entry commits to no such value, or the value differs from the one committed to.
    #[error("entry {idx} of {party} commits to no such value of field `{field}`; match them again")]
    NotCommitted {
        /// The log.
        party: PartyId,
        /// The index.
        idx: u64,
        /// The field named inside the opening.
        field: FieldName,
    },
    /// The field was erased here and stays erased.
    #[error("field `{field}` of entry {idx} of {party} was erased; it is not taken back")]
    Erased {
        /// The log.
        party: PartyId,
        /// The index.
        idx: u64,
        /// The field.
        field: FieldName,
    },
    /// The text is no opening.
    #[error(transparent)]
    Form(#[from] ledger::opening::OpeningError),
}

/// An entry and the openings that came with it, read, hashed and made ready to be admitted. That
/// is most of the work of admitting it, and needs nothing of the record: it can be done for many
/// entries at once, beside the fold.
#[derive(Debug)]
pub struct Ready<'a> {
    entry: ReadEntry<'a>,
    openings: Vec<ReadOpening>,
}

/// A disclosure with its digest and what it says.
#[derive(Debug)]
struct ReadOpening {
    digest: Digest,
    opening: Result<Opening, ledger::opening::OpeningError>,
}

impl<'a> Ready<'a> {
    /// Reads an entry with its disclosures.
    pub fn of<'d>(
        bytes: impl Into<Cow<'a, [u8]>>,
        disclosures: impl IntoIterator<Item = &'d str>,
    ) -> Ready<'a> {
        let openings = disclosures.into_iter().map(ReadOpening::of).collect();
        Ready { entry: ReadEntry::of(bytes), openings }
    }

    /// The leaf hash of the entry.
    pub fn leaf(&self) -> VersionId {
        self.entry.leaf()
    }
}

/// An admitted entry whose openings are still awaited, or that is not folded yet.
#[derive(Debug)]
struct Pending {
    leaf: VersionId,
    at: SmolStr,
    body: Body,
    sealed: Vec<(FieldName, Digest)>,
    content: Content,
}

/// The record of one dialogue on one party's node.
///
/// ```
/// use dialogue::id::{ItemId, PartyId};
/// use dialogue::record::Record;
/// # const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ledger/tests/vectors/entry/");
/// # let read = |name: &str| std::fs::read_to_string(format!("{VECTORS}{name}"));
/// // The worked example of `docs/format-entry.md`: the other side consents to what Kuwait puts.
/// let (charter, proposal) = (read("charter.json")?, read("kw-1.json")?);
/// let consent = read("us-1.json")?;
/// let (kw, us) = (PartyId::parse("KW")?, PartyId::parse("US")?);
/// let mut record = Record::new(kw.clone(), charter.trim_end().as_bytes())?;
/// let changes = record.admit(&kw, proposal.trim_end().as_bytes());
/// assert_eq!(changes.folded, [(kw, 1)]);
/// // The example names a type of its own invention, `paragraph`: here that is without effect.
/// assert_eq!(changes.void.len(), 1);
/// assert!(record.item(&ItemId::parse("t4.p012")?).is_none());
/// assert!(record.of_type("round").is_empty());
/// record.admit(&us, consent.trim_end().as_bytes());
/// assert_eq!(record.joint().length(&us), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Record {
    us: PartyId,
    kind: DialogueKind,
    /// The latest calendar day that it is anywhere, `2020-11-16`; absent until it is told.
    day: Option<SmolStr>,
    joint: Joint,
    // Boxed: a table that grows moves its keys, and empty places cost a pointer.
    versions: HashMap<VersionId, Box<Version>>,
    /// Admitted, not folded; by log and index.
    pending: HashMap<PartyId, BTreeMap<u64, Pending>>,
    /// Openings of folded entries that are no versions: who consented, with which signature.
    acts: HashMap<PartyId, Acts>,
    index: Index,
    /// The entries of folded redactions.
    redactions: HashSet<VersionId>,
    /// Field names, one copy each.
    names: HashSet<Arc<str>>,
}

/// Openings of one log's acts by index. A log is folded in its order, so a sorted list does, and
/// a million acts need no tree.
#[derive(Debug, Default)]
struct Acts(Vec<(u64, ActOpenings)>);

impl Acts {
    fn push(&mut self, idx: u64, openings: ActOpenings) {
        debug_assert!(self.0.last().is_none_or(|(last, _)| *last < idx));
        self.0.push((idx, openings));
    }

    fn get(&self, idx: u64) -> Option<&ActOpenings> {
        let slot = self.0.binary_search_by_key(&idx, |(idx, _)| *idx).ok()?;
        Some(&self.0[slot].1)
    }

    fn get_mut(&mut self, idx: u64) -> Option<&mut ActOpenings> {
        let slot = self.0.binary_search_by_key(&idx, |(idx, _)| *idx).ok()?;
        Some(&mut self.0[slot].1)
    }
}

#[derive(Debug, Default)]
struct ActOpenings {
    at: SmolStr,
    sealed: Vec<(FieldName, Digest)>,
    content: Content,
}

impl Record {
    /// An empty record that begins with this charter (the bytes of leaf 0). `us` is the party
    /// whose node this is; it decides what is "ours", never what is agreed.
    pub fn new(us: PartyId, charter: &[u8]) -> Result<Record, FoldError> {
        let founding = ledger::entry::Entry::decode(charter)?;
        let kind = match &founding.body {
            Body::Charter(body) => DialogueKind::of(body)?,
            body => return Err(FoldError::NotFounding { kind: body.kind() }),
        };
        Ok(Record {
            us,
            kind,
            day: None,
            joint: Joint::new(charter, kind.rules())?,
            versions: HashMap::new(),
            pending: HashMap::new(),
            acts: HashMap::new(),
            index: Index::default(),
            redactions: HashSet::new(),
            names: HashSet::new(),
        })
    }

    /// The party whose node this is.
    pub fn us(&self) -> &PartyId {
        &self.us
    }

    /// Tells the latest calendar day that it is anywhere, `2020-11-16`: what is reported as done
    /// lies no later. A record that was never told judges no day.
    pub fn tell_day(&mut self, day: &str) {
        if self.day.as_deref() != Some(day) {
            self.day = Some(day.into());
        }
    }

    /// The day it was told last.
    pub fn day(&self) -> Option<&str> {
        self.day.as_deref()
    }

    /// What kind of dialogue it is, by its founding charter.
    pub fn kind(&self) -> DialogueKind {
        self.kind
    }

    /// The folded history.
    pub fn joint(&self) -> &Joint {
        &self.joint
    }

    /// Counts a verified receipt: `by` holds the log of `log` up to `size` entries.
    pub fn receipt(&mut self, log: &PartyId, by: &PartyId, size: u64) {
        self.joint.receipt(log, by, size);
    }

    /// The folded history, to tell it of receipts. Forks are told to [`Record::fork`] and entries
    /// to [`Record::admit`], which keep the indexes true.
    pub fn joint_mut(&mut self) -> &mut Joint {
        &mut self.joint
    }

    /// Takes a verified fork proof: what rests on entries past the fork becomes contested.
    pub fn fork(&mut self, proof: ForkProof) -> Changes {
        let admitted = self.joint.fork(proof);
        let changes = self.fold(admitted);
        // Entries past the fork lose their effect on items that the fold need not list.
        let all: Vec<ItemId> = self.index.ids().cloned().collect();
        for item in &all {
            self.refresh(item);
        }
        changes
    }

    /// Appends the next entry of a party's log and folds what can be folded.
    pub fn admit(&mut self, party: &PartyId, bytes: &[u8]) -> Changes {
        self.admit_ready(party, Ready::of(bytes, [])).0
    }

    /// As [`Record::admit`], with openings that came with the entry: its item is placed once, with
    /// all its values, and not again for each. Gives the field that each disclosure opened, in
    /// the same order, or why it was refused; a refused one changes nothing.
    pub fn admit_opened<'a>(
        &mut self,
        party: &PartyId,
        bytes: &'a [u8],
        disclosures: impl IntoIterator<Item = &'a str>,
    ) -> (Changes, Vec<Result<FieldName, OpeningError>>) {
        self.admit_ready(party, Ready::of(bytes, disclosures))
    }

    /// The same for an entry that was made ready before, perhaps by another thread.
    pub fn admit_ready(
        &mut self,
        party: &PartyId,
        ready: Ready<'_>,
    ) -> (Changes, Vec<Result<FieldName, OpeningError>>) {
        let Ready { mut entry, openings } = ready;
        let idx = self.joint.length(party);
        let admitted = self.joint.admit_read(party, &mut entry);
        let mut pending = if self.joint.length(party) > idx { Pending::of(entry) } else { None };
        let mut opened = Vec::with_capacity(openings.len());
        for read in openings {
            opened.push(self.open_pending(party, idx, pending.as_mut(), read));
        }
        if let Some(pending) = pending {
            self.pending.entry(party.clone()).or_default().insert(idx, pending);
        }
        let changes = self.fold(admitted);
        let is_void = |(of, at, _): &(PartyId, u64, VoidRule)| of == party && *at == idx;
        if changes.void.iter().any(is_void) {
            // As for one that comes later: what a void entry opens is kept by nobody.
            for opened in &mut opened {
                if let Ok(field) = opened {
                    let (party, field) = (party.clone(), field.clone());
                    *opened = Err(OpeningError::NotCommitted { party, idx, field });
                }
            }
        }
        (changes, opened)
    }

    /// Opens one value of the entry that is being admitted.
    fn open_pending(
        &mut self,
        party: &PartyId,
        idx: u64,
        pending: Option<&mut Pending>,
        read: ReadOpening,
    ) -> Result<FieldName, OpeningError> {
        let Some(pending) = pending else {
            return open_again(party, idx, read, &crate::content::EMPTY, &[]);
        };
        match take_sealed(&mut pending.sealed, read)? {
            Ok(opening) => {
                let field = opening.field.clone();
                store(&mut self.names, &mut pending.content, opening);
                Ok(field)
            }
            Err(read) => open_again(party, idx, read, &pending.content, &[]),
        }
    }

    /// Takes over what the fold decided.
    fn fold(&mut self, admitted: Admitted) -> Changes {
        let void: HashSet<(&PartyId, u64)> =
            admitted.void.iter().map(|(party, idx, _)| (party, *idx)).collect();
        let mut touched = admitted.touched.clone();
        for (party, idx) in &admitted.folded {
            let log = self.pending.get_mut(party);
            let Some(pending) = log.and_then(|log| log.remove(idx)) else {
                continue;
            };
            // A void entry has no effect, and what it opens is kept by nobody.
            if void.contains(&(party, *idx)) {
                continue;
            }
            self.take_effect(party, *idx, pending, &mut touched);
        }
        for (entry, field) in &admitted.erased {
            self.close_redacted(entry, field);
        }
        for item in &touched {
            self.refresh(item);
        }
        Changes {
            touched,
            folded: admitted.folded,
            void: admitted.void,
            erased: admitted.erased,
            alarms: admitted.alarms,
            refused: admitted.refused,
        }
    }

    fn take_effect(
        &mut self,
        party: &PartyId,
        idx: u64,
        pending: Pending,
        touched: &mut BTreeSet<ItemId>,
    ) {
        match pending.body {
            Body::Put(put) => {
                touched.insert(put.item.clone());
                let sealed = pending.sealed;
                let missing: Vec<FieldName> =
                    sealed.iter().map(|(field, _)| field.clone()).collect();
                let closed = Closed { missing, erased: Vec::new(), sealed };
                let mut version = Version {
                    id: pending.leaf,
                    item: put.item,
                    author: party.clone(),
                    idx,
                    at: pending.at,
                    base: put.base,
                    pos: put.pos,
                    content: pending.content,
                    closed: Some(Box::new(closed)),
                    revision: 0,
                };
                version.shrink();
                self.versions.insert(version.id, Box::new(version));
                return;
            }
            Body::Redact { .. } => {
                self.redactions.insert(pending.leaf);
            }
            _ => {}
        }
        if !pending.sealed.is_empty() || !pending.content.is_empty() {
            let (mut sealed, mut content) = (pending.sealed, pending.content);
            sealed.shrink_to_fit();
            content.shrink();
            let openings = ActOpenings { at: pending.at, sealed, content };
            self.acts.entry(party.clone()).or_default().push(idx, openings);
        }
    }

    /// Opens one value of an entry. The order is free: before or after the entry is folded, and
    /// a second time without effect. The value must be the one the entry commits to.
    pub fn open(
        &mut self,
        party: &PartyId,
        idx: u64,
        disclosure: &str,
    ) -> Result<Changes, OpeningError> {
        if idx >= self.joint.length(party) {
            return Err(OpeningError::NoSuchEntry { party: party.clone(), idx });
        }
        let read = ReadOpening::of(disclosure);
        let pending = self.pending.get_mut(party).and_then(|log| log.get_mut(&idx));
        if let Some(pending) = pending {
            return match take_sealed(&mut pending.sealed, read)? {
                Ok(opening) => {
                    store(&mut self.names, &mut pending.content, opening);
                    Ok(Changes::default())
                }
                Err(read) => again(open_again(party, idx, read, &pending.content, &[])),
            };
        }
        let act = self.acts.get_mut(party).and_then(|log| log.get_mut(idx));
        if let Some(act) = act {
            return match take_sealed(&mut act.sealed, read)? {
                Ok(opening) => {
                    store(&mut self.names, &mut act.content, opening);
                    Ok(Changes::default())
                }
                Err(read) => again(open_again(party, idx, read, &act.content, &[])),
            };
        }
        self.open_version(party, idx, read)
    }

    fn open_version(
        &mut self,
        party: &PartyId,
        idx: u64,
        read: ReadOpening,
    ) -> Result<Changes, OpeningError> {
        let leaf = self.joint.entry(party, idx).map(|entry| entry.leaf);
        let version = leaf.and_then(|leaf| self.versions.get_mut(&leaf));
        let Some(version) = version else {
            return again(open_again(party, idx, read, &crate::content::EMPTY, &[]));
        };
        let taken = match &mut version.closed {
            Some(closed) => take_sealed(&mut closed.sealed, read)?,
            None => Err(read),
        };
        let opening = match taken {
            Ok(opening) => opening,
            Err(read) => {
                let (content, erased) = (&version.content, version.erased());
                return again(open_again(party, idx, read, content, erased));
            }
        };
        if let Some(closed) = &mut version.closed {
            closed.missing.retain(|field| *field != opening.field);
        }
        store(&mut self.names, &mut version.content, opening);
        version.revision += 1;
        version.shrink();
        let item = version.item.clone();
        self.refresh(&item);
        Ok(Changes { touched: [item].into(), ..Changes::default() })
    }

    /// What is ordered erased and was never opened here stays closed.
    fn close_redacted(&mut self, entry: &VersionId, field: &FieldName) {
        if let Some(version) = self.versions.get_mut(entry)
            && version.missing().binary_search(field).is_ok()
        {
            version.forget(field);
        }
    }

    /// Forgets a value after a redaction. It is not taken back later, whoever sends it.
    pub fn erase(&mut self, version: &VersionId, field: &FieldName) -> Changes {
        let Some(version) = self.versions.get_mut(version) else {
            return Changes::default();
        };
        if !version.forget(field) {
            return Changes::default();
        }
        let item = version.item.clone();
        self.refresh(&item);
        Changes { touched: [item].into(), ..Changes::default() }
    }

    /// Forgets a value that an entry opened, whether it is a version or another act. True when
    /// there was something to forget.
    pub fn erase_opening(&mut self, party: &PartyId, idx: u64, field: &FieldName) -> bool {
        let act = self.acts.get_mut(party).and_then(|log| log.get_mut(idx));
        if let Some(act) = act {
            let sealed = act.sealed.len();
            act.sealed.retain(|(name, _)| name != field);
            return act.content.remove(field.as_str()).is_some() || act.sealed.len() < sealed;
        }
        let leaf = self.joint.entry(party, idx).map(|entry| entry.leaf);
        leaf.is_some_and(|leaf| !self.erase(&leaf, field).touched.is_empty())
    }

    /// A version.
    pub fn version(&self, id: &VersionId) -> Option<&Version> {
        self.versions.get(id).map(Box::as_ref)
    }

    /// What is opened of an entry that is no version, e.g. the function that consented.
    pub fn opened(&self, party: &PartyId, idx: u64) -> Option<&Content> {
        self.acts.get(party).and_then(|log| log.get(idx)).map(|act| &act.content)
    }

    /// Whether this entry is a redaction in effect, so that it can be held against.
    pub fn is_redaction(&self, entry: &VersionId) -> bool {
        self.redactions.contains(entry)
    }

    /// The author's claim of when an entry was made, RFC 3339; known of versions and of acts that
    /// open something (every act of a node opens the function that did it).
    pub fn at(&self, party: &PartyId, idx: u64) -> Option<&str> {
        let act = self.acts.get(party).and_then(|log| log.get(idx));
        if let Some(act) = act {
            return Some(&act.at);
        }
        let version = self.joint.entry(party, idx)?.version?;
        let version = self.versions.get(&version)?;
        (version.author == *party && version.idx == idx).then_some(version.at.as_str())
    }

    /// An item.
    pub fn item(&self, id: &ItemId) -> Option<Item<'_>> {
        Item::of(self, id)
    }

    /// Every item of a type that has a version on the table or in force: in the agreed order
    /// where there is one, then by number or date, then by id.
    pub fn of_type(&self, type_name: &str) -> Vec<Item<'_>> {
        self.listed(self.index.of_type(type_name))
    }

    /// The ids of the next items of a type, at most `n_max`, behind the place where the page
    /// before ended: for readers of the whole record who must not hold it for long. An item that
    /// is moved meanwhile may be met twice or not at all; the change that moved it names it.
    pub fn page_of(
        &self,
        type_name: &str,
        after: Option<&PageEnd>,
        n_max: usize,
    ) -> (Vec<ItemId>, Option<PageEnd>) {
        let mut end = None;
        let page = self.index.page(type_name, after.map(|end| &end.0), n_max);
        let ids = page.map(|(id, order)| {
            end = Some(order);
            id.clone()
        });
        let ids = ids.collect();
        (ids, end.cloned().map(PageEnd))
    }

    /// The items of a type that are placed under an item, in the same order.
    pub fn children(&self, parent: &ItemId, type_name: &str) -> Vec<Item<'_>> {
        self.listed(self.index.children(parent, type_name))
    }

    fn listed<'a>(&'a self, ids: impl Iterator<Item = &'a ItemId>) -> Vec<Item<'a>> {
        ids.filter_map(|id| self.item(id)).collect()
    }

    /// Every item of a type, withdrawn ones too, by id: for readers of what was, not of what is.
    pub fn ever_of_type(&self, type_name: &str) -> Vec<Item<'_>> {
        let mut ids: Vec<&ItemId> = self.index.ids_of_type(type_name).collect();
        ids.sort();
        self.listed(ids.into_iter())
    }

    /// The items that name this one, with the field in which they do.
    pub fn referrers(&self, item: &ItemId) -> Vec<(&ItemId, &'static str)> {
        self.index.referrers(item).collect()
    }

    /// Joint items that wait for an act of this party: another party holds a version that it has
    /// neither taken nor rejected nor answered with its own wording, two versions are in force at
    /// once, or another party has bound itself to what both agreed. By type and place, then in the
    /// order in which their authors wrote them.
    pub fn waiting_for(&self, party: &PartyId) -> Vec<Item<'_>> {
        let mut items = self.listed(self.index.waiting_for(party));
        items.sort_by_cached_key(|item| {
            let shown = item.shown();
            let place = shown.and_then(|version| version.pos);
            let entry = shown.map(|version| (version.author.clone(), version.idx));
            (item.kind().name, place, entry)
        });
        items
    }

    /// All texts of an item in both languages with the names of their fields.
    pub fn search_text<'a>(&'a self, item: &Item<'a>) -> Vec<(&'a str, &'a str)> {
        item.content().texts()
    }

    /// The heading of an item.
    pub fn title_of(&self, id: &ItemId, lang: Lang) -> Option<String> {
        self.item(id).map(|item| item.title(lang))
    }

    /// The heading of the item that a field names, if it is of that type: titles are built from
    /// titles, and only a fixed order of types keeps that from going round in circles.
    pub(crate) fn named(
        &self,
        content: &Content,
        field: &str,
        type_name: &str,
        lang: Lang,
    ) -> Option<String> {
        let item = self.item(&content.item(field)?)?;
        (item.kind().name == type_name).then(|| item.title(lang))
    }

    /// What a party is called: its own word for it, else anybody's, else its code.
    pub fn party_name(&self, party: &PartyId, lang: Lang) -> String {
        let items = self.of_type("party");
        let named = |item: &&Item<'_>| item.content().party("code").as_ref() == Some(party);
        let own = items.iter().filter(named).find(|item| item.owner() == party);
        match own.or_else(|| items.iter().find(named)) {
            Some(item) => item.title(lang),
            None => party.as_str().to_owned(),
        }
    }

    /// To which party a person, post or institution belongs.
    pub fn party_of(&self, item: &ItemId) -> Option<PartyId> {
        let item = self.item(item)?;
        let own = matches!(item.kind().name, "person" | "post" | "institution");
        own.then(|| item.content().party("party").unwrap_or_else(|| item.owner().clone()))
    }
}

impl Version {
    /// The fields that are not opened here: withheld from us, not yet arrived, or erased. Sorted.
    pub fn missing(&self) -> &[FieldName] {
        self.closed.as_ref().map_or(&[], |closed| &closed.missing)
    }

    /// Those of them that were erased. Sorted.
    pub fn erased(&self) -> &[FieldName] {
        self.closed.as_ref().map_or(&[], |closed| &closed.erased)
    }

    /// Gives back memory once every value is open: a record holds very many versions.
    fn shrink(&mut self) {
        // What was erased is closed for ever, and stays listed.
        if self.closed.as_ref().is_some_and(|closed| closed.missing.is_empty()) {
            self.closed = None;
            self.content.shrink();
        }
    }

    /// Drops a value and its commitment for good; false when there is neither.
    fn forget(&mut self, field: &FieldName) -> bool {
        let sealed = self
            .closed
            .as_ref()
            .and_then(|closed| closed.sealed.iter().position(|(name, _)| name == field));
        if self.content.remove(field.as_str()).is_none() && sealed.is_none() {
            return false;
        }
        let closed = self.closed.get_or_insert_default();
        if let Some(at) = sealed {
            closed.sealed.remove(at);
        }
        self.revision += 1;
        for list in [&mut closed.missing, &mut closed.erased] {
            if let Err(at) = list.binary_search(field) {
                list.insert(at, field.clone());
            }
        }
        true
    }
}

impl ReadOpening {
    fn of(disclosure: &str) -> ReadOpening {
        ReadOpening { digest: Opening::digest(disclosure), opening: Opening::parse(disclosure) }
    }
}

impl Pending {
    /// Keeps what the fold does not: the author's time, the commitments, the references. Leaf 0
    /// and entries of broken grammar open nothing.
    fn of(read: ReadEntry<'_>) -> Option<Pending> {
        let leaf = read.leaf();
        let entry = read.into_entry()?;
        let origin = entry.origin?;
        let keeps = matches!(entry.body, Body::Put(_) | Body::Redact { .. });
        let sealed: Vec<(FieldName, Digest)> = origin.open.into_iter().collect();
        let pending =
            Pending { leaf, at: entry.at, body: entry.body, sealed, content: Content::new() };
        (keeps || !pending.sealed.is_empty()).then_some(pending)
    }
}

/// Takes the commitment that a disclosure opens out of the list; gives the disclosure back when
/// there is none.
fn take_sealed(
    sealed: &mut Vec<(FieldName, Digest)>,
    read: ReadOpening,
) -> Result<Result<Opening, ReadOpening>, OpeningError> {
    let Some(at) = sealed.iter().position(|(_, wanted)| *wanted == read.digest) else {
        return Ok(Err(read));
    };
    let opening = read.opening?;
    if opening.field != sealed[at].0 {
        let (wanted, found) = (sealed[at].0.clone(), opening.field);
        return Err(ledger::opening::OpeningError::WrongField { wanted, found }.into());
    }
    sealed.remove(at);
    Ok(Ok(opening))
}

fn store(names: &mut HashSet<Arc<str>>, content: &mut Content, opening: Opening) {
    let name = match names.get(opening.field.as_str()) {
        Some(name) => Arc::clone(name),
        None => {
            let name: Arc<str> = Arc::from(opening.field.as_str());
            // A peer that invents names for ever gains nothing: the set stays small.
            if names.len() < crate::limits::FIELD_NAMES_SHARED_MAX {
                names.insert(Arc::clone(&name));
            }
            name
        }
    };
    content.set_shared(&name, opening.value);
}

fn again(opened: Result<FieldName, OpeningError>) -> Result<Changes, OpeningError> {
    opened.map(|_| Changes::default())
}

/// An opening that no open commitment matches: the same value once more, or an error.
fn open_again(
    party: &PartyId,
    idx: u64,
    read: ReadOpening,
    content: &Content,
    erased: &[FieldName],
) -> Result<FieldName, OpeningError> {
    let opening = read.opening?;
    let (party, field) = (party.clone(), opening.field);
    if erased.contains(&field) {
        return Err(OpeningError::Erased { party, idx, field });
    }
    if content.get(field.as_str()) == Some(&opening.value) {
        return Ok(field);
    }
    Err(OpeningError::NotCommitted { party, idx, field })
}
