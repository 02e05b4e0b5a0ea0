//! What stays on this node: private notes on items, drafts, audit lines. It has its own database,
//! which the exchange is never given (P14). Times are the domain clock's for notes and drafts, the
//! real clock's for the audit.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dialogue::act::{Actor, Draft};
use dialogue::content::Content;
use jiff::Timestamp;
use ledger::id::{DialogueId, ItemId, TypeName, VersionId};
use ledger::json::{self, Profile, Value};
use parking_lot::Mutex;
use store::private::PrivateStore;

use crate::clock::Clock;
use crate::error::NodeError;
use crate::limits;
use crate::reports::NodeReader;

/// The private side of a node.
#[derive(Clone)]
pub struct Private {
    store: Arc<Mutex<PrivateStore>>,
    clock: Clock,
    revision: Arc<AtomicU64>,
    reader: Arc<NodeReader>,
    /// True in a compartment: no text that looks like personal data is kept.
    guarded: bool,
}

/// A note that never leaves this node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateNote {
    pub id: i64,
    pub item: ItemId,
    pub text: String,
    /// The account that wrote it.
    pub author: String,
    pub at: Timestamp,
    pub edited: Option<Timestamp>,
}

/// A version that has not been put into the joint record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateDraft {
    pub id: String,
    pub type_name: TypeName,
    pub item: Option<ItemId>,
    pub content: Content,
    pub author: String,
    pub at: Timestamp,
}

/// One line of the node's own audit trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    pub number: i64,
    pub at: Timestamp,
    pub actor: String,
    pub what: String,
    pub detail: String,
    /// SHA-256 over this line and the link of the one before, in hexadecimal digits.
    pub link: String,
}

impl Private {
    pub(crate) fn open(path: &Path, clock: Clock) -> Result<Private, NodeError> {
        let store = Arc::new(Mutex::new(PrivateStore::open(path)?));
        let reader = Arc::new(NodeReader::beside(path));
        Ok(Private { store, clock, revision: Arc::default(), reader, guarded: false })
    }

    /// Opens the private file of a compartment, which keeps no personal data.
    pub(crate) fn open_guarded(path: &Path, clock: Clock) -> Result<Private, NodeError> {
        Ok(Private { guarded: true, ..Private::open(path, clock)? })
    }

    /// Refuses what looks like personal data, where none may be kept.
    fn look_through(&self, text: &str) -> Result<(), NodeError> {
        if !self.guarded {
            return Ok(());
        }
        let finds = mutual::detect::find(text);
        if finds.is_empty() { Ok(()) } else { Err(NodeError::PersonalData { finds }) }
    }

    /// The private file, for `agencies`, which keeps there what comes without an account.
    pub fn store(&self) -> Arc<Mutex<PrivateStore>> {
        self.store.clone()
    }

    pub(crate) fn reader(&self) -> &NodeReader {
        &self.reader
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now().as_millisecond()
    }

    /// The clocks of the node.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Grows with every change of a note or a draft.
    pub fn revision(&self) -> u64 {
        self.revision.load(Ordering::Acquire)
    }

    /// Says that something private changed, so that no kept page is shown again.
    pub fn changed(&self) {
        self.revision.fetch_add(1, Ordering::AcqRel);
    }

    /// The notes on an item, oldest first.
    pub fn notes(&self, dialogue: &str, item: &ItemId) -> Result<Vec<PrivateNote>, NodeError> {
        let rows = self.store.lock().notes_on(&dialogue_id(dialogue)?, item)?;
        Ok(rows.into_iter().map(note).collect())
    }

    /// Every note of a dialogue, oldest first.
    pub fn all_notes(&self, dialogue: &str) -> Result<Vec<PrivateNote>, NodeError> {
        let rows = self.store.lock().notes(&dialogue_id(dialogue)?)?;
        Ok(rows.into_iter().map(note).collect())
    }

    /// What an account had seen of each item when it last said so; names what it saw.
    pub fn seen(
        &self,
        dialogue: &str,
        account: &str,
    ) -> Result<BTreeMap<ItemId, VersionId>, NodeError> {
        let rows = self.store.lock().read_marks(account, &dialogue_id(dialogue)?)?;
        Ok(rows.into_iter().map(|(item, version, _)| (item, version)).collect())
    }

    /// Remembers that the actor has seen these.
    pub fn mark_seen(
        &self,
        dialogue: &str,
        seen: &[(ItemId, VersionId)],
        actor: &Actor,
    ) -> Result<(), NodeError> {
        let now_ms = self.now_ms();
        self.store.lock().mark_read(&actor.account, &dialogue_id(dialogue)?, seen, now_ms)?;
        self.changed();
        Ok(())
    }

    pub fn add_note(
        &self,
        dialogue: &str,
        item: &ItemId,
        text: &str,
        actor: &Actor,
    ) -> Result<i64, NodeError> {
        check_text(text)?;
        self.look_through(text)?;
        let now_ms = self.clock.now().as_millisecond();
        let dialogue = dialogue_id(dialogue)?;
        let id = self.store.lock().add_note(&dialogue, item, &actor.account, text, now_ms)?;
        self.changed();
        Ok(id)
    }

    /// Changes a note; only its author may. False when there is no such note of his.
    pub fn edit_note(&self, id: i64, text: &str, actor: &Actor) -> Result<bool, NodeError> {
        check_text(text)?;
        self.look_through(text)?;
        let now_ms = self.clock.now().as_millisecond();
        let edited = self.store.lock().edit_note(id, &actor.account, text, now_ms)?;
        self.changed();
        Ok(edited)
    }

    /// Deletes a note; only its author may.
    pub fn delete_note(&self, id: i64, actor: &Actor) -> Result<bool, NodeError> {
        let deleted = self.store.lock().delete_note(id, &actor.account)?;
        self.changed();
        Ok(deleted)
    }

    /// Keeps a draft; a draft of the same id is replaced.
    pub fn save_draft(
        &self,
        dialogue: &str,
        id: &str,
        draft: &Draft,
        actor: &Actor,
    ) -> Result<(), NodeError> {
        for (_, text) in draft.content.texts() {
            self.look_through(text)?;
        }
        let content =
            draft.content.iter().map(|(name, value)| (name.to_string(), value.clone())).collect();
        let row = store::private::Draft {
            dialogue: dialogue_id(dialogue)?,
            id: id.to_string(),
            type_name: draft.type_name.clone(),
            item: draft.item.clone(),
            content: json::write(&Value::Map(content)).into_bytes(),
            author: actor.account.clone(),
            at_ms: self.clock.now().as_millisecond(),
        };
        self.store.lock().put_draft(&row)?;
        self.changed();
        Ok(())
    }

    /// The drafts of a dialogue.
    pub fn drafts(&self, dialogue: &str) -> Result<Vec<PrivateDraft>, NodeError> {
        let rows = self.store.lock().drafts(&dialogue_id(dialogue)?)?;
        rows.into_iter().map(draft_of).collect()
    }

    pub fn draft(&self, dialogue: &str, id: &str) -> Result<Option<PrivateDraft>, NodeError> {
        let row = self.store.lock().draft(&dialogue_id(dialogue)?, id)?;
        row.map(draft_of).transpose()
    }

    pub fn delete_draft(&self, dialogue: &str, id: &str) -> Result<bool, NodeError> {
        let deleted = self.store.lock().delete_draft(&dialogue_id(dialogue)?, id)?;
        self.changed();
        Ok(deleted)
    }

    /// Adds a line to the audit trail; a failure is logged, since the act itself stands.
    pub fn audit(&self, actor: &str, what: &str, detail: &str) {
        let now_ms = self.clock.real().as_millisecond();
        if let Err(error) = self.store.lock().add_audit(now_ms, actor, what, detail) {
            tracing::error!(%error, actor, what, "an audit line was not stored");
        }
    }

    /// The newest audit lines, newest first.
    pub fn audit_lines(&self, n_max: u32) -> Result<Vec<AuditLine>, NodeError> {
        self.audit_before(None, n_max)
    }

    /// The newest audit lines with a number below `before`, newest first.
    pub fn audit_before(
        &self,
        before: Option<i64>,
        n_max: u32,
    ) -> Result<Vec<AuditLine>, NodeError> {
        let rows = self.store.lock().audit_newest(before, n_max)?;
        let rows = rows.into_iter().map(|row| AuditLine {
            number: row.n,
            at: time(row.at_ms),
            actor: row.actor,
            what: row.what,
            detail: row.detail,
            link: row.link.iter().map(|byte| format!("{byte:02x}")).collect(),
        });
        Ok(rows.collect())
    }
}

pub(crate) fn dialogue_id(text: &str) -> Result<DialogueId, NodeError> {
    DialogueId::parse(text).map_err(|error| {
        NodeError::invalid(format!("dialogue {text:?}"), error, "Use the id in hiwar.toml")
    })
}

fn check_text(text: &str) -> Result<(), NodeError> {
    let length = text.chars().count();
    if text.trim().is_empty() || length > limits::private_note_chars_max {
        return Err(NodeError::invalid(
            "the note",
            format!("it has {length} characters"),
            "Write 1 to 20,000 characters",
        ));
    }
    Ok(())
}

pub(crate) fn time(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or_default()
}

fn note(row: store::private::PrivateNote) -> PrivateNote {
    PrivateNote {
        id: row.id,
        item: row.item,
        text: row.text,
        author: row.author,
        at: time(row.at_ms),
        edited: row.edited_ms.map(time),
    }
}

fn draft_of(row: store::private::Draft) -> Result<PrivateDraft, NodeError> {
    let broken = |why: &dyn std::fmt::Display| {
        NodeError::invalid(format!("draft {:?}", row.id), why, "Delete the draft")
    };
    let value = json::parse(&row.content, Profile::Opening).map_err(|error| broken(&error))?;
    let Value::Map(map) = value else {
        return Err(broken(&"it is not a set of fields"));
    };
    let mut content = Content::new();
    for (name, value) in map {
        content.set(&name, value);
    }
    let at = time(row.at_ms);
    Ok(PrivateDraft {
        id: row.id,
        type_name: row.type_name,
        item: row.item,
        content,
        author: row.author,
        at,
    })
}
