//! An officer's desk: private notes on any item, drafts, and marks of what was read. None of it
//! is part of the joint record, and none of it is ever sent.

use ledger::id::{DialogueId, ItemId, TypeName, VersionId};
use rusqlite::{Row, params};

use super::account::require_account;
use super::{PrivateStore, check_length, check_name};
use crate::db::Ctx;
use crate::error::{Result, StoreError};
use crate::limits::{DRAFT_BYTES_MAX, NOTE_TEXT_BYTES_MAX};

/// A note of this side on an item; the other side never sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateNote {
    /// Running number.
    pub id: i64,
    /// The dialogue.
    pub dialogue: DialogueId,
    /// The item it is about.
    pub item: ItemId,
    /// The account that wrote it.
    pub author: String,
    /// What it says.
    pub text: String,
    /// When it was written.
    pub at_ms: i64,
    /// When it was last changed, if ever.
    pub edited_ms: Option<i64>,
}

/// A text that has not been put into the joint record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The dialogue.
    pub dialogue: DialogueId,
    /// Its own id, chosen by the caller.
    pub id: String,
    /// The type of item it will become.
    pub type_name: TypeName,
    /// The item it will be a version of; none for a new one.
    pub item: Option<ItemId>,
    /// Its content, JSON as the caller writes it.
    pub content: Vec<u8>,
    /// The account that wrote it last.
    pub author: String,
    /// When it was written last.
    pub at_ms: i64,
}

impl PrivateStore {
    /// Adds a private note and gives its number.
    pub fn add_note(
        &mut self,
        dialogue: &DialogueId,
        item: &ItemId,
        author: &str,
        text: &str,
        at_ms: i64,
    ) -> Result<i64> {
        self.db.write("adding a private note", |tx, ctx| {
            check_name(ctx, "author", author)?;
            check_length(ctx, "note", text.len(), NOTE_TEXT_BYTES_MAX)?;
            tx.query_row(
                "INSERT INTO note (dialogue, item, author, text, at) VALUES (?1,?2,?3,?4,?5) \
                 RETURNING id",
                params![dialogue.as_str(), item.as_str(), author, text, at_ms],
                |row| row.get(0),
            )
            .map_err(|error| ctx.sql(&error))
        })
    }

    /// Changes a private note's text; only its author may. Says whether there was such a note.
    pub fn edit_note(&mut self, id: i64, author: &str, text: &str, now_ms: i64) -> Result<bool> {
        check_length(&self.db.ctx(""), "note", text.len(), NOTE_TEXT_BYTES_MAX)?;
        let sql = "UPDATE note SET text=?3, edited=?4 WHERE id=?1 AND author=?2";
        let params = params![id, author, text, now_ms];
        Ok(self.change("changing a private note", sql, params)? > 0)
    }

    /// Deletes a private note; only its author may. Its bytes are overwritten in the file.
    pub fn delete_note(&mut self, id: i64, author: &str) -> Result<bool> {
        let sql = "DELETE FROM note WHERE id=?1 AND author=?2";
        let deleted = self.change("deleting a private note", sql, params![id, author])? > 0;
        self.db.flush_log()?;
        Ok(deleted)
    }

    /// The private notes on one item, oldest first.
    pub fn notes_on(&self, dialogue: &DialogueId, item: &ItemId) -> Result<Vec<PrivateNote>> {
        let sql = "SELECT id, dialogue, item, author, text, at, edited FROM note \
                   WHERE dialogue=?1 AND item=?2 ORDER BY id";
        let params = params![dialogue.as_str(), item.as_str()];
        self.rows("reading private notes", sql, params, note_of)
    }

    /// All private notes of one dialogue, oldest first.
    pub fn notes(&self, dialogue: &DialogueId) -> Result<Vec<PrivateNote>> {
        let sql = "SELECT id, dialogue, item, author, text, at, edited FROM note \
                   WHERE dialogue=?1 ORDER BY id";
        self.rows("reading private notes", sql, params![dialogue.as_str()], note_of)
    }

    /// Stores a draft, in place of the one with the same id.
    pub fn put_draft(&mut self, draft: &Draft) -> Result<()> {
        let ctx = self.db.ctx("storing a draft");
        check_name(&ctx, "draft id", &draft.id)?;
        check_name(&ctx, "author", &draft.author)?;
        check_length(&ctx, "draft", draft.content.len(), DRAFT_BYTES_MAX)?;
        let Draft { dialogue, id, type_name, item, content, author, at_ms } = draft;
        let item = item.as_ref().map(ItemId::as_str);
        let params =
            params![dialogue.as_str(), id, type_name.as_str(), item, content, author, at_ms];
        self.change(
            "storing a draft",
            "INSERT INTO draft (dialogue, id, type, item, content, author, at) \
             VALUES (?1,?2,?3,?4,?5,?6,?7) ON CONFLICT (dialogue, id) DO UPDATE SET \
             type=excluded.type, item=excluded.item, content=excluded.content, \
             author=excluded.author, at=excluded.at",
            params,
        )?;
        Ok(())
    }

    /// One draft.
    pub fn draft(&self, dialogue: &DialogueId, id: &str) -> Result<Option<Draft>> {
        let sql = "SELECT dialogue, id, type, item, content, author, at FROM draft \
                   WHERE dialogue=?1 AND id=?2";
        let params = params![dialogue.as_str(), id];
        Ok(self.rows("reading a draft", sql, params, draft_of)?.pop())
    }

    /// The drafts of one dialogue, by id.
    pub fn drafts(&self, dialogue: &DialogueId) -> Result<Vec<Draft>> {
        let sql = "SELECT dialogue, id, type, item, content, author, at FROM draft \
                   WHERE dialogue=?1 ORDER BY id";
        self.rows("reading drafts", sql, params![dialogue.as_str()], draft_of)
    }

    /// Deletes a draft; its bytes are overwritten in the file. Says whether there was one.
    pub fn delete_draft(&mut self, dialogue: &DialogueId, id: &str) -> Result<bool> {
        let sql = "DELETE FROM draft WHERE dialogue=?1 AND id=?2";
        let params = params![dialogue.as_str(), id];
        let deleted = self.change("deleting a draft", sql, params)? > 0;
        self.db.flush_log()?;
        Ok(deleted)
    }

    /// Marks which versions of items an account has read: all of them or none.
    pub fn mark_read(
        &mut self,
        account: &str,
        dialogue: &DialogueId,
        versions: &[(ItemId, VersionId)],
        at_ms: i64,
    ) -> Result<()> {
        self.db.write("marking items as read", |tx, ctx| {
            require_account(tx, ctx, account)?;
            let sql = "INSERT INTO read_mark (account, dialogue, item, version, at) \
                       VALUES (?1,?2,?3,?4,?5) ON CONFLICT (account, dialogue, item) DO UPDATE \
                       SET version=excluded.version, at=excluded.at";
            let mut mark = tx.prepare_cached(sql).map_err(|error| ctx.sql(&error))?;
            for (item, version) in versions {
                mark.execute(params![account, dialogue.as_str(), item.as_str(), version.0, at_ms])
                    .map_err(|error| ctx.sql(&error))?;
            }
            Ok(())
        })
    }

    /// What an account has read of a dialogue: item, version, when; by item.
    pub fn read_marks(
        &self,
        account: &str,
        dialogue: &DialogueId,
    ) -> Result<Vec<(ItemId, VersionId, i64)>> {
        let sql = "SELECT item, version, at FROM read_mark WHERE account=?1 AND dialogue=?2 \
                   ORDER BY item";
        let params = params![account, dialogue.as_str()];
        self.rows("reading what was read", sql, params, |ctx, row| {
            let version: Vec<u8> = cell(ctx, row, 1)?;
            Ok((item_of(ctx, row, 0)?, VersionId(ctx.hash(&version)?), cell(ctx, row, 2)?))
        })
    }
}

fn note_of(ctx: &Ctx<'_>, row: &Row<'_>) -> Result<PrivateNote> {
    Ok(PrivateNote {
        id: cell(ctx, row, 0)?,
        dialogue: dialogue_of(ctx, row, 1)?,
        item: item_of(ctx, row, 2)?,
        author: cell(ctx, row, 3)?,
        text: cell(ctx, row, 4)?,
        at_ms: cell(ctx, row, 5)?,
        edited_ms: cell(ctx, row, 6)?,
    })
}

fn draft_of(ctx: &Ctx<'_>, row: &Row<'_>) -> Result<Draft> {
    let type_name: String = cell(ctx, row, 2)?;
    let item: Option<String> = cell(ctx, row, 3)?;
    let damaged = |error: ledger::id::IdError| -> StoreError { ctx.corrupt(error.to_string()) };
    Ok(Draft {
        dialogue: dialogue_of(ctx, row, 0)?,
        id: cell(ctx, row, 1)?,
        type_name: TypeName::parse(&type_name).map_err(damaged)?,
        item: item.map(|item| ItemId::parse(&item)).transpose().map_err(damaged)?,
        content: cell(ctx, row, 4)?,
        author: cell(ctx, row, 5)?,
        at_ms: cell(ctx, row, 6)?,
    })
}

pub(super) fn cell<T: rusqlite::types::FromSql>(
    ctx: &Ctx<'_>,
    row: &Row<'_>,
    column: usize,
) -> Result<T> {
    row.get(column).map_err(|error| ctx.sql(&error))
}

pub(super) fn dialogue_of(ctx: &Ctx<'_>, row: &Row<'_>, column: usize) -> Result<DialogueId> {
    let name: String = cell(ctx, row, column)?;
    DialogueId::parse(&name).map_err(|error| ctx.corrupt(error.to_string()))
}

fn item_of(ctx: &Ctx<'_>, row: &Row<'_>, column: usize) -> Result<ItemId> {
    let name: String = cell(ctx, row, column)?;
    ItemId::parse(&name).map_err(|error| ctx.corrupt(error.to_string()))
}
