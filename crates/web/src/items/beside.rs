//! What stands beside every page of the record: what waits for us and for them, what happened
//! last, private notes, and how to prove what is shown. Notes stay on our node and are drawn with
//! a dashed frame; they never reach the record.

use std::collections::HashSet;

use dialogue::id::ItemId;
use dialogue::record::Item;
use node::{LogState, PrivateNote};

use super::reader::{Line, Reader};

/// Lines shown of each waiting list.
const WAITS_MAX: usize = 12;
/// Entries of each log looked at for what happened last.
const LOOK_BACK_ENTRIES_MAX: u64 = 4_096;
/// Things shown that happened last.
const LAST_MAX: usize = 5;

/// What waits, ours and theirs.
#[derive(Clone, Debug, Default)]
pub struct Waits {
    pub us: Vec<Line>,
    pub them: Vec<Line>,
    /// How many more there are; empty when all are shown.
    pub us_more: String,
    pub them_more: String,
    /// Where all that waits for us can be agreed at once; empty when there is nothing to agree.
    pub agree_all: String,
}

/// Private notes on an item.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    pub action: String,
    pub chars_max: usize,
    pub notes: Vec<NoteRow>,
}

/// One private note.
#[derive(Clone, Debug)]
pub struct NoteRow {
    pub id: i64,
    pub text: String,
    pub author: String,
    pub at: String,
    /// Only the author changes it.
    pub mine: bool,
}

/// How to prove it.
#[derive(Clone, Debug, Default)]
pub struct ProofCard {
    pub logs: Vec<String>,
    pub pin: String,
    pub href: String,
}

impl Reader<'_> {
    /// What waits among the items that `wanted` takes. `under` limits "agree all" to one item.
    pub fn waits(&self, under: Option<&ItemId>, wanted: impl Fn(&Item<'_>) -> bool) -> Waits {
        let ours: Vec<Item<'_>> =
            self.record.waiting_for(&self.us).into_iter().filter(&wanted).collect();
        let mut theirs: Vec<Item<'_>> = Vec::new();
        // With several sides one item may wait for more than one of them.
        let mut known: HashSet<&ItemId> = HashSet::new();
        for side in self.sides().iter().filter(|side| side.party != self.us) {
            for item in self.record.waiting_for(&side.party).into_iter().filter(&wanted) {
                if known.insert(item.id()) {
                    theirs.push(item);
                }
            }
        }
        let mut agree_all = String::new();
        if ours.len() > 1 && ours.iter().any(|item| self.agreeable(item).is_some()) {
            agree_all = match under {
                Some(id) => self.at(&format!("agree?under={id}")),
                None => self.at("agree"),
            };
        }
        Waits {
            us: self.waiting_lines(&ours),
            them: self.waiting_lines(&theirs),
            us_more: self.more(ours.len()),
            them_more: self.more(theirs.len()),
            agree_all,
        }
    }

    /// What waits longest stands first.
    fn waiting_lines(&self, items: &[Item<'_>]) -> Vec<Line> {
        let mut items = items.to_vec();
        items.sort_by_cached_key(|item| item.versions().last().map(|version| version.at.clone()));
        let line = |item: &Item<'_>| self.line_with(item, item.kind().label(self.lang()));
        items.iter().take(WAITS_MAX).map(line).collect()
    }

    fn more(&self, n: usize) -> String {
        match n.checked_sub(WAITS_MAX) {
            None | Some(0) => String::new(),
            Some(more) => self.t.n("areas-more", more),
        }
    }

    /// What happened last to items that `wanted` takes.
    pub fn last_of(&self, wanted: impl Fn(&ItemId) -> bool) -> Vec<super::life::Happening> {
        self.last(LAST_MAX, LOOK_BACK_ENTRIES_MAX, wanted)
    }

    /// Whether an item is this one or lies under it: a corrigendum under its paragraph's session.
    pub fn under(&self, item: &Item<'_>, top: &ItemId) -> bool {
        self.under_at(item, top, 3)
    }

    fn under_at(&self, item: &Item<'_>, top: &ItemId, depth: u8) -> bool {
        if item.id() == top {
            return true;
        }
        let content = item.content();
        let mut parents: Vec<ItemId> = Vec::new();
        for field in item.kind().parent {
            parents.extend(content.item(field));
            parents.extend(content.items(field));
        }
        parents.iter().any(|parent| {
            parent == top
                || (depth > 0
                    && self.record.item(parent).is_some_and(|p| self.under_at(&p, top, depth - 1)))
        })
    }

    /// The same by id.
    pub fn id_under(&self, id: &ItemId, top: &ItemId) -> bool {
        id == top || self.record.item(id).is_some_and(|item| self.under(&item, top))
    }

    /// Private notes as the template wants them.
    pub fn notes(&self, item: &ItemId, notes: Vec<PrivateNote>) -> Notes {
        let row = |note: PrivateNote| NoteRow {
            id: note.id,
            mine: note.author == self.actor.account,
            at: self.places.one_line(note.edited.unwrap_or(note.at), self.t),
            text: note.text,
            author: note.author,
        };
        Notes {
            action: format!("{}/notes", self.life(item)),
            chars_max: node::limits::private_note_chars_max,
            notes: notes.into_iter().map(row).collect(),
        }
    }

    /// The state of the logs as a proof.
    pub fn proof_card(&self, logs: &[LogState], item: Option<&ItemId>) -> ProofCard {
        let line = |log: &LogState| {
            let sealed = log.receipts.iter().map(|receipt| receipt.size).min().unwrap_or(0);
            self.t.f(
                "proof-log-line",
                &[
                    ("party", self.party(&log.party).into()),
                    ("n", fluent_bundle::FluentValue::from(log.size)),
                    ("sealed", sealed.into()),
                ],
            )
        };
        ProofCard {
            logs: logs.iter().map(line).collect(),
            pin: self.record.joint().charter_pin().to_string(),
            href: match item {
                Some(item) => format!("{}#proof", self.life(item)),
                None => self.at("exchange"),
            },
        }
    }
}
