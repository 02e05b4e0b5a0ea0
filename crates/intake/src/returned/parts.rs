//! The parts around the body of a document that came back: what it is bound to (anything outside
//! or embedded refuses it), the properties that name its origin, comments, people, headers and
//! notes. Nothing is followed, fetched or run.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::Context;
use crate::docx::package::{Package, shown};
use crate::docx::xml::{self, Budget, Sink, attribute};
use crate::limits::{HINT_BYTES_MAX, NAME_BYTES_MAX};
use crate::refusal::{Excess, Refusal};

use super::body::{Body, is_direction_mark};
use super::loss::LossKind;
use super::{ChangeKind, Comment};

/// Kinds of relations that bring in what is not read: the ends of their types.
const EMBEDDING: &[&str] = &[
    "/oleObject",
    "/package",
    "/control",
    "/activeXControlBinary",
    "/aFChunk",
    "/subDocument",
    "/frame",
    "/attachedToolbars",
    "/keyMapCustomizations",
];

/// Refuses what must not be opened and gives the name of the main part.
pub fn check(
    package: &mut Package<'_>,
    ctx: &Context<'_>,
    budget: &mut Budget,
) -> Result<String, Refusal> {
    let types = package.read_strict("[Content_Types].xml")?.unwrap_or_default();
    let mut kinds = ContentTypes { ctx };
    xml::read("[Content_Types].xml", &types, ctx, budget, &mut kinds)?;
    let folders = ["word/embeddings/", "word/activeX/", "embeddings/", "activeX/"];
    for folder in folders {
        if let Some(entry) = package.names(folder).next() {
            return Err(Refusal::Embedded { name: ctx.name.clone(), entry: shown(entry) });
        }
    }
    let relations: Vec<String> =
        package.names("").filter(|name| name.ends_with(".rels")).cloned().collect();
    let mut main = None;
    for entry in relations {
        let part = package.read_strict(&entry)?.unwrap_or_default();
        let mut sink = Relations { ctx, entry: &entry, main: None, comments: None };
        xml::read(&entry, &part, ctx, budget, &mut sink)?;
        if entry == "_rels/.rels" {
            main = sink.main;
        }
    }
    let main = main.unwrap_or_default();
    let main = main.trim_start_matches('/');
    Ok(if main.is_empty() { "word/document.xml".to_owned() } else { main.to_owned() })
}

struct ContentTypes<'a> {
    ctx: &'a Context<'a>,
}

impl Sink for ContentTypes<'_> {
    fn start(&mut self, _: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let kind = attribute(element, "ContentType").to_ascii_lowercase();
        if kind.contains("macroenabled") || kind.contains("vbaproject") {
            return Err(Refusal::Macros { name: self.ctx.name.clone() });
        }
        if kind.contains("oleobject") || kind.contains("activex") {
            let entry = shown(&attribute(element, "PartName"));
            return Err(Refusal::Embedded { name: self.ctx.name.clone(), entry });
        }
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Refusal> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Refusal> {
        Ok(())
    }
}

/// Relations of a part.
struct Relations<'a> {
    ctx: &'a Context<'a>,
    entry: &'a str,
    main: Option<String>,
    comments: Option<String>,
}

impl Sink for Relations<'_> {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        if name != "Relationship" {
            return Ok(());
        }
        let kind = attribute(element, "Type");
        let target = attribute(element, "Target");
        let refused = || (self.ctx.name.clone(), shown(self.entry));
        if kind.ends_with("/vbaProject") || kind.ends_with("/wordVbaData") {
            return Err(Refusal::Macros { name: self.ctx.name.clone() });
        }
        if EMBEDDING.iter().any(|end| kind.ends_with(end)) {
            let (name, entry) = refused();
            return Err(Refusal::Embedded { name, entry });
        }
        let outside = attribute(element, "TargetMode").trim().eq_ignore_ascii_case("external")
            || leads_outside(&target);
        // A link is followed only by a click, and here its target is dropped.
        if outside && !kind.ends_with("/hyperlink") {
            let (name, entry) = refused();
            return Err(Refusal::Outside { name, entry });
        }
        if kind.ends_with("/officeDocument") {
            self.main = Some(target);
        } else if kind.ends_with("/comments") {
            self.comments = Some(target);
        }
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Refusal> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Refusal> {
        Ok(())
    }
}

/// A target that is no part of the package, whatever mode is stated.
fn leads_outside(target: &str) -> bool {
    let target = target.trim().to_ascii_lowercase().replace('\\', "/");
    let scheme = target.split(['/', '?', '#']).next().unwrap_or_default();
    target.starts_with("//") || scheme.contains(':')
}

/// The properties that name the origin.
#[derive(Debug, Default)]
pub struct Properties {
    pub document: String,
    pub version: String,
    pub digest: String,
    /// SHA-256 of the letters of headings and numbers, in hexadecimal.
    pub fixed: String,
    name: String,
}

impl Properties {
    pub fn document(&self) -> Option<String> {
        Some(self.document.clone()).filter(|document| !document.is_empty())
    }
}

impl Sink for Properties {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        if name == "property" {
            self.name = attribute(element, "name");
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        if name == "property" {
            self.name.clear();
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Refusal> {
        let into = match self.name.as_str() {
            "hiwar.document" => &mut self.document,
            "hiwar.version" => &mut self.version,
            "hiwar.digest" => &mut self.digest,
            "hiwar.fixed" => &mut self.fixed,
            _ => return Ok(()),
        };
        let text = text.trim();
        if into.len() + text.len() <= HINT_BYTES_MAX {
            into.push_str(text);
        }
        Ok(())
    }
}

/// Reads the properties.
pub fn properties(
    package: &mut Package<'_>,
    ctx: &Context<'_>,
    budget: &mut Budget,
) -> Result<Properties, Refusal> {
    let mut properties = Properties::default();
    if let Some(part) = package.read_strict("docProps/custom.xml")? {
        xml::read("custom.xml", &part, ctx, budget, &mut properties)?;
    }
    Ok(properties)
}

/// A comment, and whether it was found in the text.
#[derive(Debug)]
pub struct Noted {
    pub comment: Comment,
    pub hung: bool,
}

/// The comments by their number in the file.
#[derive(Debug, Default)]
pub struct Comments {
    pub by_id: BTreeMap<String, Noted>,
}

struct CommentSink<'a, 'b> {
    ctx: &'a Context<'a>,
    body: &'b mut Body<'a>,
    comments: Comments,
    id: Option<String>,
    deleted: usize,
    letters: bool,
    text_bytes: usize,
}

impl CommentSink<'_, '_> {
    fn push(&mut self, text: &str) -> Result<(), Refusal> {
        let Some(noted) = self.id.as_ref().and_then(|id| self.comments.by_id.get_mut(id)) else {
            return Ok(());
        };
        self.text_bytes += text.len();
        let max = self.ctx.limits.text_bytes_max;
        if self.text_bytes > max {
            return Err(self.ctx.too_much(Excess::TextBytes, self.text_bytes, max));
        }
        noted.comment.text.push_str(text);
        Ok(())
    }
}

impl Sink for CommentSink<'_, '_> {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        match name {
            "comment" => {
                let id = attribute(element, "id");
                let max = self.ctx.limits.comment_count_max;
                if self.comments.by_id.len() == max {
                    return Err(self.ctx.too_much(Excess::Comments, max + 1, max));
                }
                let (reviewer, date) = self.body.who(element);
                let comment =
                    Comment { reviewer, date, text: String::new(), anchored: String::new() };
                self.comments.by_id.entry(id.clone()).or_insert(Noted { comment, hung: false });
                self.id = Some(id);
            }
            "p" => {
                let noted = self.id.as_ref().and_then(|id| self.comments.by_id.get(id));
                if noted.is_some_and(|noted| !noted.comment.text.is_empty()) {
                    self.push("\n")?;
                }
            }
            "tab" => self.push("\t")?,
            "br" => self.push("\n")?,
            "del" | "moveFrom" => self.deleted += 1,
            "t" => self.letters = true,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "comment" => self.id = None,
            "del" | "moveFrom" => self.deleted = self.deleted.saturating_sub(1),
            "t" => self.letters = false,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Refusal> {
        match self.letters && self.deleted == 0 {
            true => {
                let plain: String = text.chars().filter(|c| !is_direction_mark(*c)).collect();
                self.push(&plain)
            }
            false => Ok(()),
        }
    }
}

/// Reads the comments and what is known of their threads.
pub fn comments<'a>(
    package: &mut Package<'_>,
    ctx: &'a Context<'a>,
    budget: &mut Budget,
    main: &str,
    body: &mut Body<'a>,
) -> Result<Comments, Refusal> {
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let relations = format!("{folder}/_rels/{file}.rels");
    let mut sink = Relations { ctx, entry: &relations, main: None, comments: None };
    let part = package.read_strict(&relations)?.unwrap_or_default();
    xml::read(&relations, &part, ctx, budget, &mut sink)?;
    let target = sink.comments.unwrap_or_else(|| "comments.xml".to_owned());
    let entry = match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut sink = CommentSink {
        ctx,
        body,
        comments: Comments::default(),
        id: None,
        deleted: 0,
        letters: false,
        text_bytes: 0,
    };
    if let Some(part) = package.read_strict(&entry)? {
        xml::read(&entry, &part, ctx, budget, &mut sink)?;
    }
    let found = sink.comments;
    if let Some(part) = package.read_strict(&format!("{folder}/commentsExtended.xml"))? {
        xml::read("commentsExtended.xml", &part, ctx, budget, &mut Threads { body })?;
    }
    Ok(found)
}

/// Which comments answer others, and which are settled.
struct Threads<'a, 'b> {
    body: &'b mut Body<'a>,
}

impl Sink for Threads<'_, '_> {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        if name == "commentEx" {
            if !attribute(element, "paraIdParent").is_empty() {
                self.body.losses.add(LossKind::CommentThreads, None, "");
            }
            if matches!(attribute(element, "done").as_str(), "1" | "true" | "on") {
                self.body.losses.add(LossKind::CommentStates, None, "");
            }
        }
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Refusal> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Refusal> {
        Ok(())
    }
}

/// Reads what lies beside the body: changes in headers, footers and notes, and people.
pub fn beside<'a>(
    package: &mut Package<'_>,
    ctx: &'a Context<'a>,
    budget: &mut Budget,
    main: &str,
    body: &mut Body<'a>,
) -> Result<(), Refusal> {
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    for start in ["header", "footer", "footnotes", "endnotes"] {
        let start = format!("{folder}/{start}");
        let names: Vec<String> =
            package.names(&start).filter(|name| name.ends_with(".xml")).cloned().collect();
        for name in names {
            let part = package.read_strict(&name)?.unwrap_or_default();
            xml::read(&name, &part, ctx, budget, &mut Tracked { body, name: &name })?;
        }
    }
    if let Some(part) = package.read_strict(&format!("{folder}/people.xml"))? {
        let mut people = People::default();
        xml::read("people.xml", &part, ctx, budget, &mut people)?;
        for _ in people.by_name.values().filter(|one| one.several) {
            body.losses.add(LossKind::MergedReviewers, None, "");
        }
    }
    Ok(())
}

/// Tracked changes of a part that is not carried.
struct Tracked<'a, 'b> {
    body: &'b mut Body<'a>,
    name: &'b str,
}

impl Sink for Tracked<'_, '_> {
    fn start(&mut self, name: &str, _: &BytesStart<'_>) -> Result<(), Refusal> {
        if tracked_kind(name).is_some() {
            self.body.losses.add(LossKind::HeaderChanges, None, self.name);
        }
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Refusal> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Refusal> {
        Ok(())
    }
}

/// The change that an element of tracked text stands for.
pub fn tracked_kind(name: &str) -> Option<ChangeKind> {
    Some(match name {
        "ins" => ChangeKind::Inserted,
        "del" => ChangeKind::Deleted,
        "moveFrom" => ChangeKind::MovedAway,
        "moveTo" => ChangeKind::MovedHere,
        _ => return None,
    })
}

/// Accounts under each name.
#[derive(Default)]
struct People {
    by_name: BTreeMap<String, Account>,
    name: String,
}

struct Account {
    id: String,
    several: bool,
}

impl Sink for People {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        match name {
            "person" => {
                self.name = attribute(element, "author");
                self.name.truncate(self.name.floor_char_boundary(NAME_BYTES_MAX));
            }
            "presenceInfo" => {
                let id = attribute(element, "userId");
                let first = Account { id: id.clone(), several: false };
                let account = self.by_name.entry(self.name.clone()).or_insert(first);
                account.several |= account.id != id;
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Refusal> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Refusal> {
        Ok(())
    }
}
