//! Reports that officers read in: the document as it came, the text taken out of it, what the
//! reader found, and what the officer chose. All of it stays on this node; what is put into the
//! joint record goes there as an officer's own act.

use ledger::id::DialogueId;
use rusqlite::{Row, params};

use super::desk::{cell, dialogue_of};
use super::{PrivateStore, check_length, check_name};
use crate::db::Ctx;
use crate::error::Result;
use crate::limits::{REPORT_BYTES_MAX, REPORT_CHOICES_BYTES_MAX, REPORT_TEXT_BYTES_MAX};

/// A report that was read in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The dialogue.
    pub dialogue: DialogueId,
    /// Its own id, chosen by the caller.
    pub id: String,
    /// What the officer calls it.
    pub name: String,
    /// What sort of document it was.
    pub kind: String,
    /// SHA-256 of the document.
    pub sha: [u8; 32],
    /// The text taken out of it.
    pub text: String,
    /// What the reader found, JSON as the caller writes it.
    pub facts: Vec<u8>,
    /// What the officer chose, JSON as the caller writes it.
    pub choices: Vec<u8>,
    /// The account that read it in.
    pub author: String,
    /// When it was read in.
    pub at_ms: i64,
    /// When what was chosen was put into the record.
    pub submitted_ms: Option<i64>,
}

impl PrivateStore {
    /// Stores a new report with its document.
    pub fn add_report(&mut self, report: &Report, original: &[u8]) -> Result<()> {
        let ctx = self.db.ctx("storing a report");
        check_name(&ctx, "report id", &report.id)?;
        check_name(&ctx, "name of the report", &report.name)?;
        check_name(&ctx, "author", &report.author)?;
        check_length(&ctx, "document", original.len(), REPORT_BYTES_MAX)?;
        check_length(&ctx, "text", report.text.len(), REPORT_TEXT_BYTES_MAX)?;
        check_length(&ctx, "list of facts", report.facts.len(), REPORT_CHOICES_BYTES_MAX)?;
        check_length(&ctx, "list of choices", report.choices.len(), REPORT_CHOICES_BYTES_MAX)?;
        let params = params![
            report.dialogue.as_str(),
            report.id,
            report.name,
            report.kind,
            report.sha,
            original,
            report.text,
            report.facts,
            report.choices,
            report.author,
            report.at_ms,
            report.submitted_ms
        ];
        self.change(
            "storing a report",
            "INSERT INTO report (dialogue, id, name, kind, sha, original, text, facts, choices, \
             author, at, submitted) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)",
            params,
        )?;
        Ok(())
    }

    /// Stores what was found and chosen anew, and whether it was put into the record. Says whether
    /// there is such a report.
    pub fn change_report(
        &mut self,
        dialogue: &DialogueId,
        id: &str,
        facts: &[u8],
        choices: &[u8],
        submitted_ms: Option<i64>,
    ) -> Result<bool> {
        let ctx = self.db.ctx("changing a report");
        check_length(&ctx, "list of facts", facts.len(), REPORT_CHOICES_BYTES_MAX)?;
        check_length(&ctx, "list of choices", choices.len(), REPORT_CHOICES_BYTES_MAX)?;
        let sql = "UPDATE report SET facts=?3, choices=?4, submitted=?5 \
                   WHERE dialogue=?1 AND id=?2";
        let params = params![dialogue.as_str(), id, facts, choices, submitted_ms];
        Ok(self.change("changing a report", sql, params)? > 0)
    }

    /// One report, without its document.
    pub fn report(&self, dialogue: &DialogueId, id: &str) -> Result<Option<Report>> {
        let sql = "SELECT dialogue, id, name, kind, sha, text, facts, choices, author, at, \
                   submitted FROM report WHERE dialogue=?1 AND id=?2";
        let params = params![dialogue.as_str(), id];
        Ok(self.rows("reading a report", sql, params, report_of)?.pop())
    }

    /// The document of a report as it came.
    pub fn report_original(&self, dialogue: &DialogueId, id: &str) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT original FROM report WHERE dialogue=?1 AND id=?2";
        let params = params![dialogue.as_str(), id];
        Ok(self.rows("reading a document", sql, params, |ctx, row| cell(ctx, row, 0))?.pop())
    }

    /// The reports of one dialogue, the newest first.
    pub fn reports(&self, dialogue: &DialogueId) -> Result<Vec<Report>> {
        let sql = "SELECT dialogue, id, name, kind, sha, text, facts, choices, author, at, \
                   submitted FROM report WHERE dialogue=?1 ORDER BY at DESC, id";
        self.rows("reading reports", sql, params![dialogue.as_str()], report_of)
    }

    /// Deletes a report; its bytes are overwritten in the file. Says whether there was one.
    pub fn delete_report(&mut self, dialogue: &DialogueId, id: &str) -> Result<bool> {
        let sql = "DELETE FROM report WHERE dialogue=?1 AND id=?2";
        let params = params![dialogue.as_str(), id];
        let deleted = self.change("deleting a report", sql, params)? > 0;
        self.db.flush_log()?;
        Ok(deleted)
    }
}

fn report_of(ctx: &Ctx<'_>, row: &Row<'_>) -> Result<Report> {
    let sha: Vec<u8> = cell(ctx, row, 4)?;
    Ok(Report {
        dialogue: dialogue_of(ctx, row, 0)?,
        id: cell(ctx, row, 1)?,
        name: cell(ctx, row, 2)?,
        kind: cell(ctx, row, 3)?,
        sha: ctx.hash(&sha)?,
        text: cell(ctx, row, 5)?,
        facts: cell(ctx, row, 6)?,
        choices: cell(ctx, row, 7)?,
        author: cell(ctx, row, 8)?,
        at_ms: cell(ctx, row, 9)?,
        submitted_ms: cell(ctx, row, 10)?,
    })
}
