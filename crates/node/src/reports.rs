//! Reports that officers read in: from the bytes of a document to facts that wait for an officer,
//! and his choices about them. Nothing here enters the joint record: what is chosen is proposed
//! (`propose`), and put by the officer's own acts. It all stays in the private file.

mod second;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use dialogue::act::Actor;
use intake::{Hint, Limits};
use jiff::Timestamp;
use reading::{Correction, Day, Gazetteers, Reader};
use store::private;

use crate::config::SecondReader;
use crate::error::NodeError;
use crate::limits;
use crate::private::{Private, dialogue_id, time};

use proposals::Mended;
pub use proposals::{Choices, Facts};

/// A report as its officers see it.
#[derive(Clone, Debug)]
pub struct Report {
    pub id: String,
    pub name: String,
    /// `text`, `html`, `docx` or `pdf`.
    pub kind: String,
    pub sha: [u8; 32],
    pub text: String,
    pub facts: Facts,
    pub choices: Choices,
    pub author: String,
    pub at: Timestamp,
    /// When what was accepted had all been put into the record.
    pub submitted: Option<Timestamp>,
}

/// A document that an officer gives.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    pub bytes: &'a [u8],
    pub file_name: Option<&'a str>,
    pub media_type: Option<&'a str>,
    /// The day of publication as the officer knows it, year-month-day.
    pub published: Option<&'a str>,
    /// Where it was published.
    pub address: Option<&'a str>,
}

/// Why a document is not read in.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The document itself; its message is in the reader's language.
    #[error("{0}")]
    Document(intake::Refusal),
    /// What the officer typed beside it.
    #[error("{0}")]
    Typed(String),
    /// The text cannot be read.
    #[error("{0}")]
    Unread(String),
    /// The second reader.
    #[error("{0}")]
    Second(String),
    /// The node.
    #[error(transparent)]
    Node(#[from] NodeError),
}

/// The word lists that come with the program and those of a folder (`*.tsv`, formats in
/// `docs/reading.md`); a folder that is not there adds nothing.
///
/// # Errors
/// Names the file, the line, the rule and the remedy.
pub fn word_lists(folder: &Path) -> Result<Gazetteers, NodeError> {
    let remedy = "Mend the word list, or take it out of the folder";
    let mut texts: Vec<(String, String)> = Vec::new();
    let files = match std::fs::read_dir(folder) {
        Ok(files) => files,
        Err(_) => return Ok(Gazetteers::default()),
    };
    for file in files {
        let path = file.map_err(NodeError::io(folder))?.path();
        if path.extension().is_none_or(|ending| ending != "tsv") {
            continue;
        }
        let length = std::fs::metadata(&path).map_err(NodeError::io(&path))?.len();
        if length > limits::word_list_bytes_max || texts.len() >= limits::word_lists_max {
            let what = format!("it has {length} bytes, beside {} other lists", texts.len());
            return Err(NodeError::invalid(path.display().to_string(), what, remedy));
        }
        let text = std::fs::read_to_string(&path).map_err(NodeError::io(&path))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        texts.push((name.unwrap_or_default(), text));
    }
    texts.sort();
    let borrowed: Vec<(&str, &str)> =
        texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Gazetteers::with_folder_texts(&borrowed)
        .map_err(|problem| NodeError::invalid(folder.display().to_string(), problem, remedy))
}

/// The reader of a node, made when it is first needed: that takes a moment.
#[derive(Debug)]
pub(crate) struct NodeReader {
    lists: PathBuf,
    reader: OnceLock<Reader>,
}

impl NodeReader {
    /// A reader with the word lists beside the private file, in the folder `lists`.
    pub fn beside(private: &Path) -> NodeReader {
        let lists = private.parent().unwrap_or(Path::new("")).join("lists");
        NodeReader { lists, reader: OnceLock::new() }
    }

    fn get(&self) -> Result<&Reader, NodeError> {
        if let Some(reader) = self.reader.get() {
            return Ok(reader);
        }
        let made = Reader::new(&word_lists(&self.lists)?);
        Ok(self.reader.get_or_init(|| made))
    }

    /// Reads a text: facts of schema `hiwar.press/1`.
    fn read(
        &self,
        name: &str,
        text: &str,
        published: Option<&str>,
        corrections: &[Correction],
    ) -> Result<Facts, ReportError> {
        let published = match published {
            Some(typed) => Some(day(typed)?),
            None => None,
        };
        let report = reading::Report { text, published, name };
        let draft = self.get()?.read_with(&report, corrections);
        let draft = draft.map_err(|problem| ReportError::Unread(problem.to_string()))?;
        Facts::of(&draft.to_json()).map_err(|error| ReportError::Unread(error.to_string()))
    }
}

fn day(typed: &str) -> Result<Day, ReportError> {
    let said = || {
        ReportError::Typed(format!("{typed:?} is no day: write year-month-day, such as 2020-11-16"))
    };
    Day::parse(typed.trim()).ok_or_else(said)
}

impl Private {
    /// Takes the text out of a document, reads it, and keeps all of it under a new id.
    pub fn add_report(
        &self,
        dialogue: &str,
        given: Given<'_>,
        actor: &Actor,
    ) -> Result<String, ReportError> {
        let hint = Hint { file_name: given.file_name, media_type: given.media_type };
        let document =
            intake::take(given.bytes, hint, &Limits::default()).map_err(ReportError::Document)?;
        let published = given.published.map(str::to_owned).or(document.published.clone());
        let name = name_of(given.file_name, &document);
        let mut facts = self.reader().read(&name, &document.text, published.as_deref(), &[])?;
        // A pasted text is called by its headline, once it is known which line that is.
        let headline = facts.regions.iter().find(|region| region.kind == "headline");
        let name = match headline.filter(|_| given.file_name.is_none()) {
            Some(region) => clean_name(&Mended::of(&document.text).words(region.span)),
            None => name,
        };
        facts.warnings = document.warnings.iter().map(|warning| warning.code().into()).collect();
        let address = given.address.map(str::to_owned).or(document.hints.address.clone());
        let choices = Choices { published, address, ..Choices::default() };
        let id = new_id()?;
        let row = private::Report {
            dialogue: dialogue_id(dialogue)?,
            id: id.clone(),
            name,
            kind: kind_of(document.kind).into(),
            sha: document.sha256,
            text: document.text,
            facts: facts.to_bytes(),
            choices: choices.to_bytes(),
            author: actor.account.clone(),
            at_ms: self.now_ms(),
            submitted_ms: None,
        };
        self.store().lock().add_report(&row, given.bytes).map_err(NodeError::from)?;
        self.changed();
        self.audit(&actor.account, "report", &format!("read in {id}"));
        Ok(id)
    }

    /// Reads a kept report again with what the officer corrected: its day, its parties, the day
    /// of a session, the party of a person.
    pub fn read_again(&self, dialogue: &str, report: &mut Report) -> Result<(), ReportError> {
        let corrections = report.choices.corrections(&report.facts);
        let published = report.choices.published.as_deref().filter(|day| !day.is_empty());
        let mut facts = self.reader().read(&report.name, &report.text, published, &corrections)?;
        facts.warnings = std::mem::take(&mut report.facts.warnings);
        let second = report.facts.claims.drain(..);
        facts.claims.extend(second.filter(|claim| claim.rule == proposals::second::RULE));
        report.facts = facts;
        self.keep_report(dialogue, report)?;
        Ok(())
    }

    /// Asks the second reader, and keeps what is left of its answer; says how many facts were not.
    pub async fn ask_second(
        &self,
        reader: &SecondReader,
        dialogue: &str,
        report: &mut Report,
    ) -> Result<usize, ReportError> {
        let n_dropped = second::ask(reader, report).await?;
        self.keep_report(dialogue, report)?;
        Ok(n_dropped)
    }

    /// Keeps what was found and chosen.
    pub fn keep_report(&self, dialogue: &str, report: &Report) -> Result<(), NodeError> {
        let (facts, choices) = (report.facts.to_bytes(), report.choices.to_bytes());
        let submitted = report.submitted.map(Timestamp::as_millisecond);
        let dialogue = dialogue_id(dialogue)?;
        self.store().lock().change_report(&dialogue, &report.id, &facts, &choices, submitted)?;
        self.changed();
        Ok(())
    }

    /// One report.
    pub fn report(&self, dialogue: &str, id: &str) -> Result<Option<Report>, NodeError> {
        let row = self.store().lock().report(&dialogue_id(dialogue)?, id)?;
        row.map(report_of).transpose()
    }

    /// All reports of a dialogue, the newest first.
    pub fn reports(&self, dialogue: &str) -> Result<Vec<Report>, NodeError> {
        let rows = self.store().lock().reports(&dialogue_id(dialogue)?)?;
        rows.into_iter().map(report_of).collect()
    }

    /// The document as it came.
    pub fn report_original(&self, dialogue: &str, id: &str) -> Result<Option<Vec<u8>>, NodeError> {
        Ok(self.store().lock().report_original(&dialogue_id(dialogue)?, id)?)
    }

    /// Deletes a report that was read in by mistake; what was put into the record stays there.
    pub fn delete_report(
        &self,
        dialogue: &str,
        id: &str,
        actor: &Actor,
    ) -> Result<bool, NodeError> {
        let deleted = self.store().lock().delete_report(&dialogue_id(dialogue)?, id)?;
        self.changed();
        self.audit(&actor.account, "report", &format!("deleted {id}"));
        Ok(deleted)
    }
}

fn kind_of(kind: intake::Kind) -> &'static str {
    match kind {
        intake::Kind::PlainText => "text",
        intake::Kind::Html => "html",
        intake::Kind::Docx => "docx",
        intake::Kind::Pdf => "pdf",
    }
}

/// The file's name, else the document's title, else its first words; without controls.
fn name_of(file_name: Option<&str>, document: &intake::Document) -> String {
    let first = document.text.lines().find(|line| !line.trim().is_empty());
    let name = file_name
        .filter(|name| !name.trim().is_empty())
        .or(document.title.as_deref())
        .or(first)
        .unwrap_or_default();
    clean_name(name)
}

/// One line without controls, cut to what a list can show.
fn clean_name(name: &str) -> String {
    let clean = |c: &char| !c.is_control() && text::bidi::invisible_name(*c).is_none();
    name.trim().chars().filter(clean).take(limits::report_name_chars_max).collect()
}

fn new_id() -> Result<String, NodeError> {
    let mut bytes = [0; 9];
    crate::keys::random(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn report_of(row: private::Report) -> Result<Report, NodeError> {
    let broken = |error: serde_json::Error| {
        let remedy = "Delete the report and read the document in again";
        NodeError::invalid(format!("report {:?}", row.id), error, remedy)
    };
    Ok(Report {
        facts: Facts::from_bytes(&row.facts).map_err(broken)?,
        choices: Choices::from_bytes(&row.choices).map_err(broken)?,
        id: row.id.clone(),
        name: row.name,
        kind: row.kind,
        sha: row.sha,
        text: row.text,
        author: row.author,
        at: time(row.at_ms),
        submitted: row.submitted_ms.map(time),
    })
}
