//! Accounts and the functions they hold from one day to another. Passwords come in as finished
//! hash texts (PHC strings); nothing here hashes or compares one.

use rusqlite::{OptionalExtension, Row, params};

use super::{PrivateStore, check_name};
use crate::db::Ctx;
use crate::error::Result;
use crate::limits::HASH_BYTES_MAX;

/// One person's account.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The name he signs in with.
    pub name: String,
    /// His password's argon2 hash text.
    pub hash: String,
    /// Whether he may no longer sign in.
    pub disabled: bool,
    /// When it was made.
    pub created_ms: i64,
}

/// A function (post) that an account holds for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The account's name.
    pub account: String,
    /// The function.
    pub function: String,
    /// From when on.
    pub from_ms: i64,
    /// Until when, not included; open when absent.
    pub to_ms: Option<i64>,
    /// The account that granted it.
    pub granter: String,
    /// When it was granted.
    pub at_ms: i64,
}

impl std::fmt::Debug for Account {
    /// Without the hash, which has no place in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let state = if self.disabled { ", disabled" } else { "" };
        write!(f, "Account({}{state})", self.name)
    }
}

impl Holding {
    /// Whether it is held at this time.
    pub fn holds_at(&self, at_ms: i64) -> bool {
        self.from_ms <= at_ms && self.to_ms.is_none_or(|to_ms| at_ms < to_ms)
    }
}

impl PrivateStore {
    /// Makes an account. A name that is taken is refused.
    pub fn add_account(&mut self, name: &str, hash: &str, at_ms: i64) -> Result<()> {
        let ctx = self.db.ctx("adding an account");
        check_name(&ctx, "account name", name)?;
        check_hash(&ctx, hash)?;
        let n_rows = self.change(
            "adding an account",
            "INSERT INTO account (name, hash, disabled, created) VALUES (?1, ?2, 0, ?3) \
             ON CONFLICT DO NOTHING",
            params![name, hash, at_ms],
        )?;
        if n_rows == 1 {
            return Ok(());
        }
        let what = format!("the account {name} exists already");
        Err(self.db.ctx("").refused(what, "choose another name, or set its password"))
    }

    /// One account; `None` if there is none of this name.
    pub fn account(&self, name: &str) -> Result<Option<Account>> {
        let sql = "SELECT name, hash, disabled, created FROM account WHERE name=?1";
        Ok(self.rows("reading an account", sql, params![name], account_of)?.pop())
    }

    /// Every account, by name.
    pub fn accounts(&self) -> Result<Vec<Account>> {
        let sql = "SELECT name, hash, disabled, created FROM account ORDER BY name";
        self.rows("reading the accounts", sql, params![], account_of)
    }

    /// Sets an account's password hash and ends all its sessions.
    pub fn set_hash(&mut self, name: &str, hash: &str) -> Result<()> {
        check_hash(&self.db.ctx("setting a password"), hash)?;
        self.set_account(name, "UPDATE account SET hash=?2 WHERE name=?1", &hash, true)
    }

    /// Disables an account, which ends all its sessions, or enables it again.
    pub fn set_disabled(&mut self, name: &str, disabled: bool) -> Result<()> {
        let sql = "UPDATE account SET disabled=?2 WHERE name=?1";
        self.set_account(name, sql, &disabled, disabled)
    }

    fn set_account(
        &mut self,
        name: &str,
        sql: &'static str,
        value: &dyn rusqlite::ToSql,
        ends_sessions: bool,
    ) -> Result<()> {
        self.db.write("changing an account", |tx, ctx| {
            let n_rows = tx.execute(sql, params![name, value]).map_err(|error| ctx.sql(&error))?;
            if n_rows != 1 {
                return Err(no_account(ctx, name));
            }
            if ends_sessions {
                tx.execute("DELETE FROM session WHERE account=?1", params![name])
                    .map_err(|error| ctx.sql(&error))?;
            }
            Ok(())
        })
    }

    /// Lets an account hold a function. A second grant of one function from the same moment on
    /// replaces the first one's end and granter.
    pub fn grant(&mut self, holding: &Holding) -> Result<()> {
        self.db.write("granting a function", |tx, ctx| {
            let Holding { account, function, from_ms, to_ms, granter, at_ms } = holding;
            check_name(ctx, "function", function)?;
            check_name(ctx, "granter", granter)?;
            if to_ms.is_some_and(|to_ms| to_ms < *from_ms) {
                let what = format!("the function {function} would end before it starts");
                return Err(ctx.refused(what, "give a later end, or none"));
            }
            require_account(tx, ctx, account)?;
            tx.execute(
                "INSERT INTO holder (account, function, since, until, granter, at) \
                 VALUES (?1,?2,?3,?4,?5,?6) ON CONFLICT (account, function, since) DO UPDATE SET \
                 until=excluded.until, granter=excluded.granter, at=excluded.at",
                params![account, function, from_ms, to_ms, granter, at_ms],
            )
            .map(|_| ())
            .map_err(|error| ctx.sql(&error))
        })
    }

    /// Ends what an account holds of a function at `to_ms`, and its sessions in it. Grants that
    /// would start later are dropped. Says whether anything was held or granted.
    pub fn end_grant(&mut self, account: &str, function: &str, to_ms: i64) -> Result<bool> {
        self.db.write("ending a function", |tx, ctx| {
            let sql = |error: rusqlite::Error| ctx.sql(&error);
            let n_dropped = tx
                .execute(
                    "DELETE FROM holder WHERE account=?1 AND function=?2 AND since>=?3",
                    params![account, function, to_ms],
                )
                .map_err(sql)?;
            let n_ended = tx
                .execute(
                    "UPDATE holder SET until=?3 WHERE account=?1 AND function=?2 AND since<?3 \
                     AND (until IS NULL OR until>?3)",
                    params![account, function, to_ms],
                )
                .map_err(sql)?;
            tx.execute(
                "DELETE FROM session WHERE account=?1 AND function=?2",
                params![account, function],
            )
            .map_err(sql)?;
            Ok(n_dropped + n_ended > 0)
        })
    }

    /// All grants, past and future ones too, by account, function and start.
    pub fn holdings(&self) -> Result<Vec<Holding>> {
        let sql = "SELECT account, function, since, until, granter, at FROM holder \
                   ORDER BY account, function, since";
        self.rows("reading who holds which function", sql, params![], holding_of)
    }

    /// The grants of one account, past and future ones too.
    pub fn holdings_of(&self, account: &str) -> Result<Vec<Holding>> {
        let sql = "SELECT account, function, since, until, granter, at FROM holder \
                   WHERE account=?1 ORDER BY function, since";
        self.rows("reading an account's functions", sql, params![account], holding_of)
    }

    /// Whether an enabled account holds a function at this time.
    pub fn holds(&self, account: &str, function: &str, at_ms: i64) -> Result<bool> {
        let ctx = self.db.ctx("reading an account's functions");
        self.db
            .conn
            .prepare_cached(
                "SELECT 1 FROM holder h JOIN account a ON a.name=h.account \
                 WHERE h.account=?1 AND h.function=?2 AND a.disabled=0 AND h.since<=?3 \
                 AND (h.until IS NULL OR h.until>?3)",
            )
            .and_then(|mut query| query.exists(params![account, function, at_ms]))
            .map_err(|error| ctx.sql(&error))
    }
}

/// Refuses a name that no account has.
pub(super) fn require_account(
    conn: &rusqlite::Connection,
    ctx: &Ctx<'_>,
    name: &str,
) -> Result<Account> {
    conn.prepare_cached("SELECT name, hash, disabled, created FROM account WHERE name=?1")
        .and_then(|mut query| {
            query
                .query_row(params![name], |row| {
                    Ok(Account {
                        name: row.get(0)?,
                        hash: row.get(1)?,
                        disabled: row.get(2)?,
                        created_ms: row.get(3)?,
                    })
                })
                .optional()
        })
        .map_err(|error| ctx.sql(&error))?
        .ok_or_else(|| no_account(ctx, name))
}

fn no_account(ctx: &Ctx<'_>, name: &str) -> crate::error::StoreError {
    let shown: String = name.chars().take(40).flat_map(char::escape_default).collect();
    ctx.refused(format!("there is no account {shown}"), "`hiwar user` lists the accounts")
}

fn check_hash(ctx: &Ctx<'_>, hash: &str) -> Result<()> {
    let fits = hash.starts_with("$argon2id$") && hash.len() <= HASH_BYTES_MAX && hash.is_ascii();
    if fits {
        return Ok(());
    }
    // The text is not shown: a caller's mistake may have passed the password itself.
    Err(ctx.refused("a password hash that is not an argon2id text", "hash the password first"))
}

fn account_of(ctx: &Ctx<'_>, row: &Row<'_>) -> Result<Account> {
    let sql = |error: rusqlite::Error| ctx.sql(&error);
    Ok(Account {
        name: row.get(0).map_err(sql)?,
        hash: row.get(1).map_err(sql)?,
        disabled: row.get(2).map_err(sql)?,
        created_ms: row.get(3).map_err(sql)?,
    })
}

fn holding_of(ctx: &Ctx<'_>, row: &Row<'_>) -> Result<Holding> {
    let sql = |error: rusqlite::Error| ctx.sql(&error);
    Ok(Holding {
        account: row.get(0).map_err(sql)?,
        function: row.get(1).map_err(sql)?,
        from_ms: row.get(2).map_err(sql)?,
        to_ms: row.get(3).map_err(sql)?,
        granter: row.get(4).map_err(sql)?,
        at_ms: row.get(5).map_err(sql)?,
    })
}
