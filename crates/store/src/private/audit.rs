//! Audit lines: who did what on this node, never changed and never deleted. Each line carries a
//! hash over itself and the line before, so that a gap or a change shows. Write no secret and no
//! record content into a line.

use rusqlite::{OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::{PrivateStore, check_length, check_name};
use crate::db::{Ctx, Findings};
use crate::error::Result;
use crate::limits::AUDIT_DETAIL_BYTES_MAX;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Running number, from 1 without gaps.
    pub n: i64,
    /// When it happened.
    pub at_ms: i64,
    /// Who did it: an account, or a part of the node.
    pub actor: String,
    /// What was done, one of the caller's fixed words.
    pub what: String,
    /// On what, from where.
    pub detail: String,
    /// SHA-256 over this line and the link of the one before.
    pub link: [u8; 32],
}

impl PrivateStore {
    /// Adds a line and gives its number.
    pub fn add_audit(&mut self, at_ms: i64, actor: &str, what: &str, detail: &str) -> Result<i64> {
        self.db.write("adding an audit line", |tx, ctx| {
            check_name(ctx, "actor", actor)?;
            check_name(ctx, "deed", what)?;
            check_length(ctx, "detail", detail.len(), AUDIT_DETAIL_BYTES_MAX)?;
            let sql = |error: rusqlite::Error| ctx.sql(&error);
            let last: Option<(i64, Vec<u8>)> = tx
                .prepare_cached("SELECT n, link FROM audit ORDER BY n DESC LIMIT 1")
                .and_then(|mut query| {
                    query.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()
                })
                .map_err(sql)?;
            let (n, before) = match last {
                Some((n, link)) => (n + 1, ctx.hash(&link)?),
                None => (1, [0; 32]),
            };
            let link = link(&before, n, at_ms, [actor, what, detail]);
            tx.prepare_cached(
                "INSERT INTO audit (n, at, actor, what, detail, link) VALUES (?1,?2,?3,?4,?5,?6)",
            )
            .and_then(|mut insert| insert.execute(params![n, at_ms, actor, what, detail, link]))
            .map_err(sql)?;
            Ok(n)
        })
    }

    /// Lines with a number above `after`, oldest first, at most `n_max`.
    pub fn audit(&self, after: i64, n_max: u32) -> Result<Vec<AuditLine>> {
        let sql = "SELECT n, at, actor, what, detail, link FROM audit WHERE n>?1 \
                   ORDER BY n LIMIT ?2";
        self.rows("reading audit lines", sql, params![after, n_max], line_of)
    }

    /// The newest `n_max` lines, of those with a number below `before` if it is given, newest
    /// first.
    pub fn audit_newest(&self, before: Option<i64>, n_max: u32) -> Result<Vec<AuditLine>> {
        let sql = "SELECT n, at, actor, what, detail, link FROM audit WHERE n<?1 \
                   ORDER BY n DESC LIMIT ?2";
        let before = before.unwrap_or(i64::MAX);
        self.rows("reading audit lines", sql, params![before, n_max], line_of)
    }

    /// Recomputes the chain.
    pub(super) fn check_audit(&self, found: &mut Findings) {
        const LINES_PER_READ: u32 = 1_000;
        let (mut n, mut before) = (0, [0; 32]);
        loop {
            let lines = match self.audit(n, LINES_PER_READ) {
                Ok(lines) => lines,
                Err(error) => return found.error("audit", &error),
            };
            if lines.is_empty() {
                return;
            }
            for line in lines {
                let AuditLine { at_ms, actor, what, detail, .. } = &line;
                if line.n != n + 1 {
                    found.add(format!("audit line {}", n + 1), "lines are missing here");
                } else if line.link != link(&before, line.n, *at_ms, [actor, what, detail]) {
                    found.add(format!("audit line {}", line.n), "it was changed");
                }
                (n, before) = (line.n, line.link);
            }
        }
    }
}

/// SHA-256 over the link before, number, time, and each text with its length before it.
fn link(before: &[u8; 32], n: i64, at_ms: i64, texts: [&str; 3]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(before);
    hasher.update(n.to_be_bytes());
    hasher.update(at_ms.to_be_bytes());
    for text in texts {
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text);
    }
    hasher.finalize().into()
}

fn line_of(ctx: &Ctx<'_>, row: &Row<'_>) -> Result<AuditLine> {
    let sql = |error: rusqlite::Error| ctx.sql(&error);
    let link: Vec<u8> = row.get(5).map_err(sql)?;
    Ok(AuditLine {
        n: row.get(0).map_err(sql)?,
        at_ms: row.get(1).map_err(sql)?,
        actor: row.get(2).map_err(sql)?,
        what: row.get(3).map_err(sql)?,
        detail: row.get(4).map_err(sql)?,
        link: ctx.hash(&link)?,
    })
}
