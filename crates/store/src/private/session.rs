//! Sessions. The random id that the browser holds is never stored, only its SHA-256, so that a
//! copied file opens no session. Limits come from the caller with every look-up.

use rusqlite::{OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::account::require_account;
use super::{PrivateStore, check_name};
use crate::db::Ctx;
use crate::error::Result;
use crate::limits::{AGENT_BYTES_MAX, SESSION_TOUCH_MS_MIN};

/// A session to be opened.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    /// The account that signed in.
    pub account: &'a str,
    /// The function it acts in.
    pub function: &'a str,
    /// Now.
    pub now_ms: i64,
    /// What the browser calls itself; cut to 256 bytes.
    pub agent: &'a str,
}

/// How long a session lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLimits {
    /// Without any request.
    pub idle_ms_max: i64,
    /// In all.
    pub absolute_ms_max: i64,
}

/// An open session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the secret id: names the session in lists, opens nothing.
    pub handle: [u8; 32],
    /// The account.
    pub account: String,
    /// The function it acts in.
    pub function: String,
    /// When it was opened.
    pub created_ms: i64,
    /// When it was last used, to half a minute.
    pub seen_ms: i64,
    /// What the browser called itself.
    pub agent: String,
}

impl PrivateStore {
    /// Opens a session under a secret id of at least 16 random bytes. A disabled account, an
    /// unknown one and an id in use are refused.
    pub fn open_session(&mut self, id: &[u8], new: &NewSession<'_>) -> Result<Session> {
        let NewSession { account, function, now_ms, agent } = *new;
        let agent: String = agent.chars().filter(|c| !c.is_control()).collect();
        let end = agent.floor_char_boundary(AGENT_BYTES_MAX);
        let session = Session {
            handle: handle(id),
            account: account.to_owned(),
            function: function.to_owned(),
            created_ms: now_ms,
            seen_ms: now_ms,
            agent: agent[..end].to_owned(),
        };
        self.db.write("opening a session", |tx, ctx| {
            check_name(ctx, "function", function)?;
            if id.len() < 16 {
                let what = format!("a session id of {} bytes", id.len());
                return Err(ctx.refused(what, "draw at least 16 random bytes"));
            }
            if require_account(tx, ctx, account)?.disabled {
                let what = format!("the account {account} is disabled");
                return Err(ctx.refused(what, "enable the account first"));
            }
            let n_rows = tx
                .execute(
                    "INSERT INTO session (id, account, function, created, seen, agent) \
                     VALUES (?1,?2,?3,?4,?4,?5) ON CONFLICT DO NOTHING",
                    params![session.handle, account, function, now_ms, session.agent],
                )
                .map_err(|error| ctx.sql(&error))?;
            if n_rows == 1 {
                return Ok(());
            }
            Err(ctx.refused("this session id is in use", "draw a new random id"))
        })?;
        Ok(session)
    }

    /// The session of a secret id, if it is open: not idle or old beyond the limits, of an
    /// enabled account, and the clock not behind its start. One that is over is deleted. A use is
    /// recorded, at most twice a minute.
    pub fn session(
        &mut self,
        id: &[u8],
        now_ms: i64,
        limits: &SessionLimits,
    ) -> Result<Option<Session>> {
        let Some(mut session) = self.peek_session(id, now_ms, limits)? else {
            return Ok(None);
        };
        if now_ms.saturating_sub(session.seen_ms) >= SESSION_TOUCH_MS_MIN {
            self.change(
                "recording a session's use",
                "UPDATE session SET seen=?2 WHERE id=?1",
                params![session.handle, now_ms],
            )?;
            session.seen_ms = now_ms;
        }
        Ok(Some(session))
    }

    /// As [`PrivateStore::session`], but looking is no use: what a page asks by itself (a live
    /// stream, a refresh) must not keep a session open that nobody sits in front of.
    pub fn peek_session(
        &mut self,
        id: &[u8],
        now_ms: i64,
        limits: &SessionLimits,
    ) -> Result<Option<Session>> {
        let handle = handle(id);
        let sql = "SELECT id, account, function, created, seen, agent FROM session s \
                   WHERE id=?1 AND EXISTS \
                   (SELECT 1 FROM account a WHERE a.name=s.account AND a.disabled=0)";
        let ctx = self.db.ctx("reading a session");
        let found = self
            .db
            .conn
            .prepare_cached(sql)
            .and_then(|mut query| query.query_row(params![handle], session_columns).optional())
            .map_err(|error| ctx.sql(&error))?;
        let Some(mut session) = found else {
            return Ok(None);
        };
        session.handle = handle;
        let idle_ms = now_ms.saturating_sub(session.seen_ms);
        let age_ms = now_ms.saturating_sub(session.created_ms);
        let open = idle_ms <= limits.idle_ms_max && (0..=limits.absolute_ms_max).contains(&age_ms);
        if !open {
            self.end_session(&handle)?;
            return Ok(None);
        }
        Ok(Some(session))
    }

    /// The sessions of one account, newest first, those over their limits too.
    pub fn sessions_of(&self, account: &str) -> Result<Vec<Session>> {
        let sql = "SELECT id, account, function, created, seen, agent FROM session \
                   WHERE account=?1 ORDER BY created DESC, id";
        self.rows("reading an account's sessions", sql, params![account], session_of)
    }

    /// Ends one session by its handle. Says whether it was there.
    pub fn end_session(&mut self, handle: &[u8; 32]) -> Result<bool> {
        let sql = "DELETE FROM session WHERE id=?1";
        Ok(self.change("ending a session", sql, params![handle])? > 0)
    }

    /// Ends the session of a secret id (sign-out). Says whether it was there.
    pub fn close_session(&mut self, id: &[u8]) -> Result<bool> {
        self.end_session(&handle(id))
    }

    /// Ends all sessions of one account and gives their number.
    pub fn end_sessions_of(&mut self, account: &str) -> Result<usize> {
        let sql = "DELETE FROM session WHERE account=?1";
        self.change("ending an account's sessions", sql, params![account])
    }

    /// Ends every session, as after restoring a backup, and gives their number.
    pub fn end_all_sessions(&mut self) -> Result<usize> {
        self.change("ending all sessions", "DELETE FROM session", params![])
    }

    /// Deletes the sessions that are over their limits and gives their number.
    pub fn sweep_sessions(&mut self, now_ms: i64, limits: &SessionLimits) -> Result<usize> {
        let seen_min = now_ms.saturating_sub(limits.idle_ms_max);
        let created_min = now_ms.saturating_sub(limits.absolute_ms_max);
        self.change(
            "sweeping old sessions",
            "DELETE FROM session WHERE seen<?1 OR created<?2",
            params![seen_min, created_min],
        )
    }
}

fn handle(id: &[u8]) -> [u8; 32] {
    Sha256::digest(id).into()
}

fn session_of(ctx: &Ctx<'_>, row: &Row<'_>) -> Result<Session> {
    let mut session = session_columns(row).map_err(|error| ctx.sql(&error))?;
    let id: Vec<u8> = row.get(0).map_err(|error| ctx.sql(&error))?;
    session.handle = ctx.hash(&id)?;
    Ok(session)
}

/// All but the handle.
fn session_columns(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        handle: [0; 32],
        account: row.get(1)?,
        function: row.get(2)?,
        created_ms: row.get(3)?,
        seen_ms: row.get(4)?,
        agent: row.get(5)?,
    })
}
