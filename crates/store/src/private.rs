//! What belongs to this node's own officers alone: accounts and the functions they hold,
//! sessions, private notes, drafts, read marks and the audit lines. The part of the node that
//! speaks with peers is never given this type nor this file (invariant P14).
//! All times are Unix time in milliseconds, given by the caller.

mod account;
mod audit;
mod desk;
mod mail;
mod report;
mod schema;
mod session;
mod update;

use std::path::Path;

use rusqlite::Row;

use crate::db::{Ctx, Db, Findings};
use crate::error::{Finding, Result};
use crate::fault::Fault;
use crate::limits::NAME_BYTES_MAX;

pub use account::{Account, Holding};
pub use audit::AuditLine;
pub use desk::{Draft, PrivateNote};
pub use mail::{LetterState, LinkLetter, Reminder, Subscription};
pub use report::Report;
pub use session::{NewSession, Session, SessionLimits};
pub use update::{
    Filled, NewScan, ScanFacts, Settled, Update, UpdateForm, UpdateLink, UpdateState,
};

/// The private file, open for reading and writing by one thread at a time.
pub struct PrivateStore {
    db: Db,
}

impl PrivateStore {
    /// Makes the file (conventionally `private.db`), readable by its owner alone.
    pub fn create(path: &Path) -> Result<PrivateStore> {
        Ok(PrivateStore { db: Db::create(path, &schema::PRIVATE, Fault::none())? })
    }

    /// Opens the file. A missing file is an error, never a new one.
    pub fn open(path: &Path) -> Result<PrivateStore> {
        PrivateStore::open_with(path, Fault::none())
    }

    /// As [`PrivateStore::open`], with a hook at the write steps for tests.
    pub fn open_with(path: &Path, fault: Fault) -> Result<PrivateStore> {
        Ok(PrivateStore { db: Db::open(path, &schema::PRIVATE, fault)? })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.db.path
    }

    /// Writes a consistent copy to `to`, which must not exist, while the node works. Sessions are
    /// in it; whoever restores it ends them (`end_all_sessions`).
    pub fn backup_to(&self, to: &Path) -> Result<()> {
        self.db.backup_to(to)
    }

    /// Checks pages, tables and the chain of audit lines.
    pub fn doctor(&self) -> Vec<Finding> {
        let mut found = Findings::new(&self.db.path);
        self.db.check_pages(&mut found);
        self.check_audit(&mut found);
        found.done()
    }

    /// Runs a query and makes one value of each row.
    fn rows<T>(
        &self,
        doing: &'static str,
        sql: &'static str,
        params: impl rusqlite::Params,
        each: impl Fn(&Ctx<'_>, &Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let ctx = self.db.ctx(doing);
        let mut query = self.db.conn.prepare_cached(sql).map_err(|error| ctx.sql(&error))?;
        let mut rows = query.query(params).map_err(|error| ctx.sql(&error))?;
        let mut list = Vec::new();
        while let Some(row) = rows.next().map_err(|error| ctx.sql(&error))? {
            list.push(each(&ctx, row)?);
        }
        Ok(list)
    }

    /// Runs one statement in a transaction of its own; gives the number of rows changed.
    fn change(
        &mut self,
        doing: &'static str,
        sql: &'static str,
        params: impl rusqlite::Params,
    ) -> Result<usize> {
        self.db.at(crate::fault::Step::SideBegin)?;
        let n_rows = self.db.write(doing, |tx, ctx| {
            tx.prepare_cached(sql)
                .and_then(|mut change| change.execute(params))
                .map_err(|error| ctx.sql(&error))
        })?;
        self.db.at(crate::fault::Step::SideDone)?;
        Ok(n_rows)
    }
}

impl std::fmt::Debug for PrivateStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PrivateStore({})", self.db.path.display())
    }
}

/// A name, function or id: 1 to 256 bytes without control characters.
fn check_name(ctx: &Ctx<'_>, what: &str, text: &str) -> Result<()> {
    let fits = (1..=NAME_BYTES_MAX).contains(&text.len()) && !text.chars().any(char::is_control);
    if fits {
        return Ok(());
    }
    let shown: String = text.chars().take(40).flat_map(char::escape_default).collect();
    let what = format!("the {what} `{shown}` of {} bytes", text.len());
    Err(ctx.refused(what, "use 1 to 256 bytes without control characters"))
}

/// A text or content no longer than `bytes_max`.
fn check_length(ctx: &Ctx<'_>, what: &str, n_bytes: usize, bytes_max: usize) -> Result<()> {
    if n_bytes <= bytes_max {
        return Ok(());
    }
    let what = format!("a {what} of {n_bytes} bytes, over {bytes_max}");
    Err(ctx.refused(what, "make it shorter"))
}
