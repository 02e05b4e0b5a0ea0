//! What comes from people without an account: one-time links (only the SHA-256 of their secret is
//! kept), printed forms with their numbers, scans of filled ones, and the updates that wait for a
//! desk officer. None of it is part of the joint record, and none of it is ever sent.

use ledger::id::{DialogueId, ItemId};
use rusqlite::{OptionalExtension as _, Row, ToSql, Transaction, params};
use sha2::{Digest, Sha256};

use super::desk::{cell, dialogue_of};
use super::{PrivateStore, check_length, check_name};
use crate::db::Ctx;
use crate::error::Result;
use crate::limits::{UPDATE_BYTES_MAX, UPDATE_ITEMS_MAX, UPDATE_SCAN_BYTES_MAX};

/// A link with which one submission can be made without an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateLink {
    /// Names the link in lists; opens nothing.
    pub id: String,
    /// The dialogue.
    pub dialogue: DialogueId,
    /// The commitments that can be reported on.
    pub items: Vec<ItemId>,
    /// Whom it is for, by function or post, in Arabic and English.
    pub post: [String; 2],
    /// The account that made it.
    pub author: String,
    /// When it was made.
    pub at_ms: i64,
    /// The last moment at which it can be used.
    pub expires_ms: i64,
    /// When it was used.
    pub used_ms: Option<i64>,
    /// When it was revoked.
    pub revoked_ms: Option<i64>,
}

/// A printed form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateForm {
    /// Its number, which stands on the paper: no secret.
    pub number: String,
    /// The dialogue.
    pub dialogue: DialogueId,
    /// The commitments that stand on it.
    pub items: Vec<ItemId>,
    /// Whom it is for, by function or post, in Arabic and English.
    pub post: [String; 2],
    /// The account that made it.
    pub author: String,
    /// When it was made.
    pub at_ms: i64,
}

/// What became of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpdateState {
    /// It waits for a desk officer.
    Waiting,
    /// It was put into the record in an officer's function.
    Confirmed,
    /// It was set aside.
    Rejected,
}

/// How an update is settled.
#[derive(Debug, Clone, Copy)]
pub struct Settled<'a> {
    /// Confirmed or rejected.
    pub state: UpdateState,
    /// The account.
    pub account: &'a str,
    /// What it became in the record.
    pub report: Option<&'a ItemId>,
    /// Now.
    pub now_ms: i64,
}

/// An update about one commitment that came without an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// Its own id, chosen by the caller.
    pub id: String,
    /// The dialogue.
    pub dialogue: DialogueId,
    /// The commitment.
    pub item: ItemId,
    /// `link` or `form`.
    pub channel: String,
    /// The link's id or the form's number.
    pub origin: String,
    /// Whose it is, by function or post, in Arabic and English.
    pub post: [String; 2],
    /// What it says, JSON as the caller writes it.
    pub content: Vec<u8>,
    /// When it came.
    pub at_ms: i64,
    /// The commitment was closed or answered before it came.
    pub late: bool,
    /// What became of it.
    pub state: UpdateState,
    /// When.
    pub settled_ms: Option<i64>,
    /// By which account.
    pub settler: Option<String>,
    /// What it became in the record.
    pub report: Option<String>,
}

/// A scan of filled forms as it comes.
#[derive(Debug, Clone, Copy)]
pub struct NewScan<'a> {
    /// What kind of image, as the caller names it.
    pub kind: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// A form that came back: by its scan, or by its number alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The update that it becomes where none waits yet.
    pub update: Update,
    /// What was read off its scan, JSON as the caller writes it.
    pub read: Vec<u8>,
}

/// A scan that stands beside an update, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanFacts {
    /// SHA-256 of its bytes.
    pub sha: [u8; 32],
    /// What kind of image.
    pub kind: String,
    /// How long it is.
    pub n_bytes: u64,
    /// When it came.
    pub at_ms: i64,
    /// What was read off it, JSON as the caller writes it.
    pub read: Vec<u8>,
}

impl UpdateState {
    /// The fixed name.
    pub fn as_str(self) -> &'static str {
        match self {
            UpdateState::Waiting => "waiting",
            UpdateState::Confirmed => "confirmed",
            UpdateState::Rejected => "rejected",
        }
    }

    fn parse(name: &str) -> UpdateState {
        match name {
            "confirmed" => UpdateState::Confirmed,
            "rejected" => UpdateState::Rejected,
            _ => UpdateState::Waiting,
        }
    }
}

macro_rules! link_where {
    ($rest:literal) => {
        concat!(
            "SELECT dialogue, id, items, post_ar, post_en, author, at, expires, used, revoked \
             FROM update_link ",
            $rest
        )
    };
}

macro_rules! form_where {
    ($rest:literal) => {
        concat!(
            "SELECT dialogue, number, items, post_ar, post_en, author, at FROM update_form ",
            $rest
        )
    };
}

macro_rules! update_where {
    ($rest:literal) => {
        concat!(
            "SELECT dialogue, id, item, channel, origin, post_ar, post_en, content, at, late, \
             state, settled, settler, report FROM update_waiting ",
            $rest
        )
    };
}

impl PrivateStore {
    /// Stores a new link under its secret of at least 16 random bytes; only a hash is kept.
    pub fn add_update_link(&mut self, link: &UpdateLink, secret: &[u8]) -> Result<()> {
        self.db.write("storing a link", |tx, ctx| {
            check_name(ctx, "link id", &link.id)?;
            check_name(ctx, "author", &link.author)?;
            check_posts(ctx, &link.post)?;
            if secret.len() < 16 {
                let what = format!("a secret of {} bytes", secret.len());
                return Err(ctx.refused(what, "draw at least 16 random bytes"));
            }
            let token: [u8; 32] = Sha256::digest(secret).into();
            let [ar, en] = &link.post;
            let params = params![
                link.id,
                link.dialogue.as_str(),
                token,
                listed(ctx, &link.items)?,
                ar,
                en,
                link.author,
                link.at_ms,
                link.expires_ms
            ];
            tx.execute(
                "INSERT INTO update_link (id, dialogue, token, items, post_ar, post_en, author, \
                 at, expires) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)",
                params,
            )
            .map_err(|error| ctx.sql(&error))?;
            Ok(())
        })
    }

    /// The link of a secret, whatever became of it.
    pub fn update_link(&self, secret: &[u8]) -> Result<Option<UpdateLink>> {
        let token: [u8; 32] = Sha256::digest(secret).into();
        let sql = link_where!("WHERE token=?1");
        Ok(self.rows("reading a link", sql, params![token], link_of)?.pop())
    }

    /// The links of a dialogue, the newest first.
    pub fn update_links(&self, dialogue: &DialogueId) -> Result<Vec<UpdateLink>> {
        let sql = link_where!("WHERE dialogue=?1 ORDER BY at DESC, id");
        self.rows("reading links", sql, params![dialogue.as_str()], link_of)
    }

    /// Revokes a link that is neither used nor revoked. Says whether there was such a one.
    pub fn revoke_update_link(
        &mut self,
        dialogue: &DialogueId,
        id: &str,
        now_ms: i64,
    ) -> Result<bool> {
        let sql = "UPDATE update_link SET revoked=?3 \
                   WHERE dialogue=?1 AND id=?2 AND used IS NULL AND revoked IS NULL";
        let params = params![dialogue.as_str(), id, now_ms];
        Ok(self.change("revoking a link", sql, params)? > 0)
    }

    /// Revokes every link that is neither used nor revoked, as after restoring a backup, which does
    /// not know what was used since; gives their number.
    pub fn revoke_all_update_links(&mut self, now_ms: i64) -> Result<usize> {
        let sql = "UPDATE update_link SET revoked=?1 WHERE used IS NULL AND revoked IS NULL";
        self.change("revoking all links", sql, params![now_ms])
    }

    /// Uses a link up and stores what came with it, both or neither. False when it was used,
    /// revoked or over before: then nothing is stored.
    pub fn use_update_link(&mut self, id: &str, updates: &[Update], now_ms: i64) -> Result<bool> {
        self.db.write("using a link", |tx, ctx| {
            let n_rows = tx
                .execute(
                    "UPDATE update_link SET used=?2 \
                     WHERE id=?1 AND used IS NULL AND revoked IS NULL AND expires>=?2",
                    params![id, now_ms],
                )
                .map_err(|error| ctx.sql(&error))?;
            if n_rows == 0 {
                return Ok(false);
            }
            updates.iter().try_for_each(|update| insert(tx, ctx, update))?;
            Ok(true)
        })
    }

    /// Stores a new printed form. Its number must not be in use.
    pub fn add_update_form(&mut self, form: &UpdateForm) -> Result<()> {
        let ctx = self.db.ctx("storing a form");
        check_name(&ctx, "number of the form", &form.number)?;
        check_name(&ctx, "author", &form.author)?;
        check_posts(&ctx, &form.post)?;
        let [ar, en] = &form.post;
        let items = listed(&ctx, &form.items)?;
        let params =
            params![form.number, form.dialogue.as_str(), items, ar, en, form.author, form.at_ms];
        let sql = "INSERT INTO update_form (number, dialogue, items, post_ar, post_en, author, at) \
                   VALUES (?1,?2,?3,?4,?5,?6,?7)";
        self.change("storing a form", sql, params)?;
        Ok(())
    }

    /// The form of a number.
    pub fn update_form(&self, dialogue: &DialogueId, number: &str) -> Result<Option<UpdateForm>> {
        let sql = form_where!("WHERE dialogue=?1 AND number=?2");
        let params = params![dialogue.as_str(), number];
        Ok(self.rows("reading a form", sql, params, form_of)?.pop())
    }

    /// The forms of a dialogue, the newest first.
    pub fn update_forms(&self, dialogue: &DialogueId) -> Result<Vec<UpdateForm>> {
        let sql = form_where!("WHERE dialogue=?1 ORDER BY at DESC, number");
        self.rows("reading forms", sql, params![dialogue.as_str()], form_of)
    }

    /// Takes forms that came back, all of one scan or without any, all or nothing; gives where each
    /// of them is now. The same scan again leads to where it was; another one stands beside the
    /// update that waits, or is a further update when that one was settled: none is dropped. A
    /// number alone leads to the newest update of its form. The same bytes are kept once.
    pub fn take_filled(
        &mut self,
        scan: Option<NewScan<'_>>,
        forms: &[Filled],
    ) -> Result<Vec<String>> {
        self.db.write("taking filled forms", |tx, ctx| {
            let sha = scan.map(|scan| keep_scan(tx, ctx, scan)).transpose()?;
            forms.iter().map(|form| take(tx, ctx, form, sha.as_ref())).collect()
        })
    }

    /// The scans beside an update in the order in which they came, without their bytes.
    pub fn update_scans(&self, update: &str) -> Result<Vec<ScanFacts>> {
        let sql = "SELECT p.sha, s.kind, length(s.bytes), p.at, p.read FROM update_page p \
                   JOIN update_scan s ON s.sha=p.sha WHERE p.update_id=?1 ORDER BY p.at, p.sha";
        self.rows("reading the scans of an update", sql, params![update], |ctx, row| {
            Ok(ScanFacts {
                sha: ctx.hash(&cell::<Vec<u8>>(ctx, row, 0)?)?,
                kind: cell(ctx, row, 1)?,
                n_bytes: ctx.uint(cell(ctx, row, 2)?)?,
                at_ms: cell(ctx, row, 3)?,
                read: cell(ctx, row, 4)?,
            })
        })
    }

    /// A scan that stands beside this update: what kind of image, and its bytes.
    pub fn update_scan(&self, update: &str, sha: &[u8; 32]) -> Result<Option<(String, Vec<u8>)>> {
        let sql = "SELECT s.kind, s.bytes FROM update_page p JOIN update_scan s ON s.sha=p.sha \
                   WHERE p.update_id=?1 AND p.sha=?2";
        let each = |ctx: &Ctx<'_>, row: &Row<'_>| Ok((cell(ctx, row, 0)?, cell(ctx, row, 1)?));
        Ok(self.rows("reading a scan", sql, params![update, sha], each)?.pop())
    }

    /// How many updates of a dialogue wait.
    pub fn updates_waiting(&self, dialogue: &DialogueId) -> Result<u64> {
        let sql = "SELECT count(*) FROM update_waiting WHERE dialogue=?1 AND state='waiting'";
        let each = |ctx: &Ctx<'_>, row: &Row<'_>| ctx.uint(cell(ctx, row, 0)?);
        let n = self.rows("counting updates", sql, params![dialogue.as_str()], each)?.pop();
        Ok(n.unwrap_or(0))
    }

    /// The updates of a dialogue, those that wait first, then the newest.
    pub fn updates(&self, dialogue: &DialogueId) -> Result<Vec<Update>> {
        let sql = update_where!("WHERE dialogue=?1 ORDER BY state <> 'waiting', at DESC, id");
        self.rows("reading updates", sql, params![dialogue.as_str()], update_of)
    }

    /// One update.
    pub fn update(&self, dialogue: &DialogueId, id: &str) -> Result<Option<Update>> {
        let sql = update_where!("WHERE dialogue=?1 AND id=?2");
        let params = params![dialogue.as_str(), id];
        Ok(self.rows("reading an update", sql, params, update_of)?.pop())
    }

    /// Settles an update that waits. Says whether there was such a one.
    pub fn settle_update(
        &mut self,
        dialogue: &DialogueId,
        id: &str,
        settled: &Settled<'_>,
    ) -> Result<bool> {
        let sql = "UPDATE update_waiting SET state=?3, settled=?4, settler=?5, report=?6 \
                   WHERE dialogue=?1 AND id=?2 AND state='waiting'";
        let report = settled.report.map(ItemId::as_str);
        let params = params![
            dialogue.as_str(),
            id,
            settled.state.as_str(),
            settled.now_ms,
            settled.account,
            report
        ];
        Ok(self.change("settling an update", sql, params)? > 0)
    }

    /// Deletes links that were over and updates that were settled before a moment, with what hangs
    /// on them, and forms made before another from which nothing waits; their bytes are overwritten
    /// in the file.
    pub fn sweep_updates(&mut self, before_ms: i64, forms_before_ms: i64) -> Result<usize> {
        let n_rows = self.db.write("sweeping old updates", |tx, ctx| {
            let mut n_rows = 0;
            for (sql, before) in [
                (
                    "DELETE FROM mail_letter WHERE link IN (SELECT id FROM update_link \
                     WHERE expires<?1 OR used<?1 OR revoked<?1)",
                    before_ms,
                ),
                ("DELETE FROM update_link WHERE expires<?1 OR used<?1 OR revoked<?1", before_ms),
                (
                    "DELETE FROM update_page WHERE update_id IN \
                     (SELECT id FROM update_waiting WHERE settled<?1)",
                    before_ms,
                ),
                ("DELETE FROM update_waiting WHERE settled<?1", before_ms),
                (
                    "DELETE FROM update_form WHERE at<?1 AND NOT EXISTS (SELECT 1 FROM \
                     update_waiting w WHERE w.channel='form' AND w.origin=update_form.number)",
                    forms_before_ms,
                ),
            ] {
                n_rows += tx.execute(sql, params![before]).map_err(|error| ctx.sql(&error))?;
            }
            let orphans = "DELETE FROM update_scan WHERE NOT EXISTS \
                           (SELECT 1 FROM update_page p WHERE p.sha=update_scan.sha)";
            n_rows += tx.execute(orphans, params![]).map_err(|error| ctx.sql(&error))?;
            Ok(n_rows)
        })?;
        if n_rows > 0 {
            self.db.flush_log()?;
        }
        Ok(n_rows)
    }
}

/// Keeps the bytes of a scan once; gives their hash.
fn keep_scan(tx: &Transaction<'_>, ctx: &Ctx<'_>, scan: NewScan<'_>) -> Result<[u8; 32]> {
    check_length(ctx, "scan", scan.bytes.len(), UPDATE_SCAN_BYTES_MAX)?;
    let sha: [u8; 32] = Sha256::digest(scan.bytes).into();
    let sql = "INSERT INTO update_scan (sha, kind, bytes) VALUES (?1,?2,?3) ON CONFLICT DO NOTHING";
    tx.execute(sql, params![sha, scan.kind, scan.bytes]).map_err(|error| ctx.sql(&error))?;
    Ok(sha)
}

/// Takes one form that came back; gives the id of the update where it is now.
fn take(
    tx: &Transaction<'_>,
    ctx: &Ctx<'_>,
    form: &Filled,
    sha: Option<&[u8; 32]>,
) -> Result<String> {
    let new = &form.update;
    let item = new.item.as_str();
    let find = |sql: &str, sha: Option<&[u8; 32]>| -> Result<Option<String>> {
        let of: [&dyn ToSql; 3] = [&new.channel, &new.origin, &item];
        let params: Vec<&dyn ToSql> = match &sha {
            Some(sha) => of.into_iter().chain([*sha as &dyn ToSql]).collect(),
            None => of.into(),
        };
        let found = tx.query_row(sql, params.as_slice(), |row| row.get(0)).optional();
        found.map_err(|error| ctx.sql(&error))
    };
    let there = match sha {
        Some(sha) => find(
            "SELECT w.id FROM update_waiting w JOIN update_page p ON p.update_id=w.id \
             WHERE channel=?1 AND origin=?2 AND item=?3 AND p.sha=?4 \
             ORDER BY state <> 'waiting', w.at DESC LIMIT 1",
            Some(sha),
        )?,
        None => find(
            "SELECT id FROM update_waiting WHERE channel=?1 AND origin=?2 AND item=?3 \
             ORDER BY state <> 'waiting', at DESC LIMIT 1",
            None,
        )?,
    };
    if let Some(id) = there {
        return Ok(id);
    }
    let waiting = "SELECT id FROM update_waiting \
                   WHERE channel=?1 AND origin=?2 AND item=?3 AND state='waiting'";
    let id = match find(waiting, None)? {
        Some(id) => id,
        None => {
            insert(tx, ctx, new)?;
            new.id.clone()
        }
    };
    if let Some(sha) = sha {
        check_length(ctx, "reading of a scan", form.read.len(), UPDATE_BYTES_MAX)?;
        let sql = "INSERT INTO update_page (update_id, sha, at, read) VALUES (?1,?2,?3,?4)";
        let params = params![id, sha, new.at_ms, form.read];
        tx.execute(sql, params).map_err(|error| ctx.sql(&error))?;
    }
    Ok(id)
}

fn insert(tx: &Transaction<'_>, ctx: &Ctx<'_>, update: &Update) -> Result<()> {
    check_name(ctx, "update id", &update.id)?;
    check_name(ctx, "origin", &update.origin)?;
    check_posts(ctx, &update.post)?;
    check_length(ctx, "update", update.content.len(), UPDATE_BYTES_MAX)?;
    let [ar, en] = &update.post;
    let params = params![
        update.id,
        update.dialogue.as_str(),
        update.item.as_str(),
        update.channel,
        update.origin,
        ar,
        en,
        update.content,
        update.at_ms,
        i64::from(update.late)
    ];
    tx.execute(
        "INSERT INTO update_waiting (id, dialogue, item, channel, origin, post_ar, post_en, \
         content, at, late, state) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,'waiting')",
        params,
    )
    .map_err(|error| ctx.sql(&error))?;
    Ok(())
}

/// Words for whom something is: one of the two languages may be missing, not both.
fn check_posts(ctx: &Ctx<'_>, [ar, en]: &[String; 2]) -> Result<()> {
    for (what, words) in [("post in Arabic", ar), ("post in English", en)] {
        if !words.is_empty() {
            check_name(ctx, what, words)?;
        }
    }
    if ar.is_empty() && en.is_empty() {
        return Err(ctx.refused("nobody is named", "name a function or a post"));
    }
    Ok(())
}

fn listed(ctx: &Ctx<'_>, items: &[ItemId]) -> Result<String> {
    if items.is_empty() || items.len() > UPDATE_ITEMS_MAX {
        let what = format!("{} commitments", items.len());
        return Err(ctx.refused(what, "name 1 to 20"));
    }
    if (1..items.len()).any(|n| items[..n].contains(&items[n])) {
        return Err(ctx.refused("a commitment that is named twice", "name each once"));
    }
    Ok(items.iter().map(ItemId::as_str).collect::<Vec<_>>().join(" "))
}

fn items_of(ctx: &Ctx<'_>, row: &Row<'_>, at: usize) -> Result<Vec<ItemId>> {
    let text: String = cell(ctx, row, at)?;
    let mut items: Vec<ItemId> = Vec::new();
    for id in text.split(' ') {
        let item = item_of(ctx, id)?;
        // Earlier releases took a commitment that was named twice.
        if !items.contains(&item) {
            items.push(item);
        }
    }
    Ok(items)
}

fn item_of(ctx: &Ctx<'_>, id: &str) -> Result<ItemId> {
    ItemId::parse(id).map_err(|error| ctx.corrupt(format!("the item id {id:?}: {error}")))
}

fn link_of(ctx: &Ctx<'_>, row: &Row<'_>) -> Result<UpdateLink> {
    Ok(UpdateLink {
        dialogue: dialogue_of(ctx, row, 0)?,
        id: cell(ctx, row, 1)?,
        items: items_of(ctx, row, 2)?,
        post: [cell(ctx, row, 3)?, cell(ctx, row, 4)?],
        author: cell(ctx, row, 5)?,
        at_ms: cell(ctx, row, 6)?,
        expires_ms: cell(ctx, row, 7)?,
        used_ms: cell(ctx, row, 8)?,
        revoked_ms: cell(ctx, row, 9)?,
    })
}

fn form_of(ctx: &Ctx<'_>, row: &Row<'_>) -> Result<UpdateForm> {
    Ok(UpdateForm {
        dialogue: dialogue_of(ctx, row, 0)?,
        number: cell(ctx, row, 1)?,
        items: items_of(ctx, row, 2)?,
        post: [cell(ctx, row, 3)?, cell(ctx, row, 4)?],
        author: cell(ctx, row, 5)?,
        at_ms: cell(ctx, row, 6)?,
    })
}

fn update_of(ctx: &Ctx<'_>, row: &Row<'_>) -> Result<Update> {
    let item: String = cell(ctx, row, 2)?;
    let late: i64 = cell(ctx, row, 9)?;
    let state: String = cell(ctx, row, 10)?;
    Ok(Update {
        dialogue: dialogue_of(ctx, row, 0)?,
        id: cell(ctx, row, 1)?,
        item: item_of(ctx, &item)?,
        channel: cell(ctx, row, 3)?,
        origin: cell(ctx, row, 4)?,
        post: [cell(ctx, row, 5)?, cell(ctx, row, 6)?],
        content: cell(ctx, row, 7)?,
        at_ms: cell(ctx, row, 8)?,
        late: late != 0,
        state: UpdateState::parse(&state),
        settled_ms: cell(ctx, row, 11)?,
        settler: cell(ctx, row, 12)?,
        report: cell(ctx, row, 13)?,
    })
}
