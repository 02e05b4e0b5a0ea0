//! Who is reminded by mail of what, and what was sent: each reminder is claimed before it goes out,
//! so that none goes out twice, whatever stops in between. None of it is part of the joint record.

use ledger::id::{DialogueId, ItemId};
use rusqlite::{Row, params};

use super::desk::{cell, dialogue_of};
use super::{PrivateStore, check_name};
use crate::db::Ctx;
use crate::error::Result;
use crate::limits::UPDATE_ITEMS_MAX;

/// What somebody is to be told by mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Its own id, chosen by the caller.
    pub id: String,
    /// The dialogue.
    pub dialogue: DialogueId,
    /// Where mail goes.
    pub address: String,
    /// `ar` or `en`.
    pub lang: String,
    /// The commitments; all when empty.
    pub items: Vec<ItemId>,
    /// Names of what is wanted, as the caller writes them.
    pub kinds: String,
    /// The account that made it.
    pub author: String,
    /// When it was made.
    pub at_ms: i64,
}

/// One reminder of one subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder<'a> {
    /// Why, as the caller names it.
    pub kind: &'a str,
    /// About which item; empty for none.
    pub item: &'a str,
    /// The date that it is about.
    pub date: &'a str,
}

impl PrivateStore {
    /// Stores a new subscription.
    pub fn add_subscription(&mut self, new: &Subscription) -> Result<()> {
        let ctx = self.db.ctx("storing a subscription");
        check_name(&ctx, "subscription id", &new.id)?;
        check_name(&ctx, "address", &new.address)?;
        check_name(&ctx, "author", &new.author)?;
        check_name(&ctx, "list of what is wanted", &new.kinds)?;
        if new.items.len() > UPDATE_ITEMS_MAX {
            return Err(ctx.refused(format!("{} commitments", new.items.len()), "name at most 20"));
        }
        let items = new.items.iter().map(ItemId::as_str).collect::<Vec<_>>().join(" ");
        let params = params![
            new.id,
            new.dialogue.as_str(),
            new.address,
            new.lang,
            items,
            new.kinds,
            new.author,
            new.at_ms
        ];
        let sql = "INSERT INTO mail_subscription (id, dialogue, address, lang, items, kinds, \
                   author, at) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)";
        self.change("storing a subscription", sql, params)?;
        Ok(())
    }

    /// The subscriptions of a dialogue, by address.
    pub fn subscriptions(&self, dialogue: &DialogueId) -> Result<Vec<Subscription>> {
        let sql = "SELECT dialogue, id, address, lang, items, kinds, author, at \
                   FROM mail_subscription WHERE dialogue=?1 ORDER BY address, id";
        self.rows("reading subscriptions", sql, params![dialogue.as_str()], subscription_of)
    }

    /// Deletes a subscription of this dialogue with what was sent for it, both or neither. Says
    /// whether there was one; one of another dialogue is not touched.
    pub fn delete_subscription(&mut self, dialogue: &DialogueId, id: &str) -> Result<bool> {
        let deleted = self.db.write("deleting a subscription", |tx, ctx| {
            let sql = "DELETE FROM mail_subscription WHERE dialogue=?1 AND id=?2";
            let params = params![dialogue.as_str(), id];
            let n_rows = tx.execute(sql, params).map_err(|error| ctx.sql(&error))?;
            if n_rows > 0 {
                let sql = "DELETE FROM mail_sent WHERE subscription=?1";
                tx.execute(sql, [id]).map_err(|error| ctx.sql(&error))?;
            }
            Ok(n_rows > 0)
        })?;
        if deleted {
            self.db.flush_log()?;
        }
        Ok(deleted)
    }

    /// Claims reminders before they go out, in one durable step; says of each whether it was free.
    pub fn claim_reminders(
        &mut self,
        subscription: &str,
        reminders: &[Reminder<'_>],
        now_ms: i64,
    ) -> Result<Vec<bool>> {
        self.db.write("claiming reminders", |tx, ctx| {
            let sql = "INSERT INTO mail_sent (subscription, kind, item, date, at) \
                       VALUES (?1,?2,?3,?4,?5) ON CONFLICT DO NOTHING";
            let claim = |one: &Reminder<'_>| {
                let params = params![subscription, one.kind, one.item, one.date, now_ms];
                let n_rows = tx.execute(sql, params).map_err(|error| ctx.sql(&error))?;
                Ok(n_rows == 1)
            };
            reminders.iter().map(claim).collect()
        })
    }

    /// Gives claims back: the server said that it did not take the message.
    pub fn release_reminders(
        &mut self,
        subscription: &str,
        reminders: &[Reminder<'_>],
    ) -> Result<()> {
        self.db.write("releasing reminders", |tx, ctx| {
            let sql = "DELETE FROM mail_sent \
                       WHERE subscription=?1 AND kind=?2 AND item=?3 AND date=?4";
            reminders.iter().try_for_each(|one| {
                let params = params![subscription, one.kind, one.item, one.date];
                tx.execute(sql, params).map(|_| ()).map_err(|error| ctx.sql(&error))
            })
        })
    }

    /// Whether this very reminder was claimed.
    pub fn was_sent(&self, subscription: &str, one: &Reminder<'_>) -> Result<bool> {
        let sql =
            "SELECT 1 FROM mail_sent WHERE subscription=?1 AND kind=?2 AND item=?3 AND date=?4";
        let params = params![subscription, one.kind, one.item, one.date];
        Ok(!self.rows("reading what was sent", sql, params, |_, _| Ok(()))?.is_empty())
    }

    /// Forgets claims of a kind that were made before a moment: of a day or a week that is over,
    /// which no letter can be about again.
    pub fn sweep_sent(&mut self, kind: &str, before_ms: i64) -> Result<usize> {
        let sql = "DELETE FROM mail_sent WHERE kind=?1 AND at<?2";
        self.change("sweeping what was sent", sql, params![kind, before_ms])
    }

    /// What was claimed for a subscription: kinds, items, dates.
    pub fn sent(&self, subscription: &str) -> Result<Vec<(String, String, String)>> {
        let sql = "SELECT kind, item, date FROM mail_sent WHERE subscription=?1";
        self.rows("reading what was sent", sql, params![subscription], |ctx, row| {
            Ok((cell(ctx, row, 0)?, cell(ctx, row, 1)?, cell(ctx, row, 2)?))
        })
    }

    /// When something was last sent for a subscription.
    pub fn last_sent(&self, subscription: &str) -> Result<Option<i64>> {
        let sql = "SELECT max(at) FROM mail_sent WHERE subscription=?1";
        let each = |ctx: &Ctx<'_>, row: &Row<'_>| cell::<Option<i64>>(ctx, row, 0);
        Ok(self.rows("reading what was sent", sql, params![subscription], each)?.pop().flatten())
    }
}

/// A letter with a link. What it says, and so the link's secret, is never stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkLetter {
    /// Its own id, chosen by the caller.
    pub id: String,
    /// The dialogue.
    pub dialogue: DialogueId,
    /// The link's id, which opens nothing.
    pub link: String,
    /// Where it goes.
    pub address: String,
    /// `ar` or `en`.
    pub lang: String,
    /// The account that sends it.
    pub author: String,
    /// When it was given up for sending.
    pub at_ms: i64,
    /// What became of it.
    pub state: LetterState,
    /// When.
    pub done_ms: Option<i64>,
}

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterState {
    /// It waits for the mail server.
    Waiting,
    /// It is on the line now.
    Sending,
    /// The mail server took it.
    Sent,
    /// The line broke: nobody knows.
    Unknown,
    /// It can no longer be sent: the node was stopped, or its link is over.
    Lost,
}

impl LetterState {
    /// The fixed name.
    pub fn as_str(self) -> &'static str {
        match self {
            LetterState::Waiting => "waiting",
            LetterState::Sending => "sending",
            LetterState::Sent => "sent",
            LetterState::Unknown => "unknown",
            LetterState::Lost => "lost",
        }
    }

    fn parse(name: &str) -> LetterState {
        match name {
            "waiting" => LetterState::Waiting,
            "sending" => LetterState::Sending,
            "sent" => LetterState::Sent,
            "lost" => LetterState::Lost,
            _ => LetterState::Unknown,
        }
    }
}

impl PrivateStore {
    /// Stores that a letter with a link is to be sent.
    pub fn add_link_letter(&mut self, new: &LinkLetter) -> Result<()> {
        let ctx = self.db.ctx("storing a letter");
        check_name(&ctx, "letter id", &new.id)?;
        check_name(&ctx, "address", &new.address)?;
        check_name(&ctx, "author", &new.author)?;
        let params = params![
            new.id,
            new.dialogue.as_str(),
            new.link,
            new.address,
            new.lang,
            new.author,
            new.at_ms,
            new.state.as_str()
        ];
        let sql = "INSERT INTO mail_letter (id, dialogue, link, address, lang, author, at, state) \
                   VALUES (?1,?2,?3,?4,?5,?6,?7,?8)";
        self.change("storing a letter", sql, params)?;
        Ok(())
    }

    /// Moves a letter from one state to another; says whether it was in that state.
    pub fn move_link_letter(
        &mut self,
        id: &str,
        from: LetterState,
        to: LetterState,
        now_ms: i64,
    ) -> Result<bool> {
        let done = (to != LetterState::Waiting).then_some(now_ms);
        let sql = "UPDATE mail_letter SET state=?3, done=?4 WHERE id=?1 AND state=?2";
        let params = params![id, from.as_str(), to.as_str(), done];
        Ok(self.change("noting what became of a letter", sql, params)? > 0)
    }

    /// After a start: what waited cannot be sent any more; of what was on the line nobody knows.
    pub fn end_link_letters(&mut self, now_ms: i64) -> Result<usize> {
        let sql = "UPDATE mail_letter SET done=?1, \
                   state=CASE state WHEN 'waiting' THEN 'lost' ELSE 'unknown' END \
                   WHERE state IN ('waiting', 'sending')";
        self.change("ending letters", sql, params![now_ms])
    }

    /// The letters of a dialogue, the newest first.
    pub fn link_letters(&self, dialogue: &DialogueId) -> Result<Vec<LinkLetter>> {
        let sql = "SELECT dialogue, id, link, address, lang, author, at, state, done \
                   FROM mail_letter WHERE dialogue=?1 ORDER BY at DESC, id";
        self.rows("reading letters", sql, params![dialogue.as_str()], |ctx, row| {
            let state: String = cell(ctx, row, 7)?;
            Ok(LinkLetter {
                dialogue: dialogue_of(ctx, row, 0)?,
                id: cell(ctx, row, 1)?,
                link: cell(ctx, row, 2)?,
                address: cell(ctx, row, 3)?,
                lang: cell(ctx, row, 4)?,
                author: cell(ctx, row, 5)?,
                at_ms: cell(ctx, row, 6)?,
                state: LetterState::parse(&state),
                done_ms: cell(ctx, row, 8)?,
            })
        })
    }
}

fn subscription_of(ctx: &Ctx<'_>, row: &Row<'_>) -> Result<Subscription> {
    let items: String = cell(ctx, row, 4)?;
    let item = |id: &str| ItemId::parse(id).map_err(|error| ctx.corrupt(error.to_string()));
    Ok(Subscription {
        dialogue: dialogue_of(ctx, row, 0)?,
        id: cell(ctx, row, 1)?,
        address: cell(ctx, row, 2)?,
        lang: cell(ctx, row, 3)?,
        items: items.split_whitespace().map(item).collect::<Result<_>>()?,
        kinds: cell(ctx, row, 5)?,
        author: cell(ctx, row, 6)?,
        at_ms: cell(ctx, row, 7)?,
    })
}
