//! Word processor documents (Office Open XML, ECMA-376): paragraphs, lists and tables in order.
//! Tracked deletions and hidden text are left out and told of, insertions are kept, notes follow
//! the text; headers, footers and comments are told of. Nothing outside the file is fetched.

pub(crate) mod package;
pub(crate) mod xml;

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::Context;
use crate::document::{Document, Hints, Kind, Role};
use crate::paragraphs::{Paragraphs, Shape};
use crate::refusal::Refusal;
use crate::warning::{LeftOut, Warning};

use package::Package;
use xml::{Budget, Sink, value};

/// Reads a DOCX.
pub fn read(bytes: &[u8], ctx: &Context<'_>) -> Result<Document, Refusal> {
    let mut package = Package::open(bytes, ctx)?;
    let mut budget = Budget(ctx.limits.xml_event_count_max);
    let types = package.read("[Content_Types].xml")?.unwrap_or_default();
    if types.contains("macroEnabled") {
        return Err(Refusal::Macros { name: ctx.name.clone() });
    }
    let main = main_part(&mut package, ctx, &mut budget)?;
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let beside = |name: &str| format!("{folder}/{name}");

    let mut styles = Styles::default();
    if let Some(part) = package.read(&beside("styles.xml"))? {
        xml::read("styles.xml", &part, ctx, &mut budget, &mut styles)?;
    }
    let Some(part) = package.read(&main)? else {
        return Err(ctx.broken(Kind::Docx, &package::shown(&main)));
    };
    let mut body = Body::new(ctx, &styles.by_id);
    xml::read(&main, &part, ctx, &mut budget, &mut body)?;
    for notes in ["footnotes.xml", "endnotes.xml"] {
        if let Some(part) = package.read(&beside(notes))? {
            body.in_notes = true;
            xml::read(notes, &part, ctx, &mut budget, &mut body)?;
        }
    }
    let relations = package.read(&beside(&format!("_rels/{file}.rels")))?.unwrap_or_default();
    let mut links = Relations::default();
    xml::read("document.xml.rels", &relations, ctx, &mut budget, &mut links)?;
    let mut warnings = body.warnings();
    if links.external > 0 {
        warnings.push(Warning::ExternalReferences { count: links.external });
    }
    let attached = package.names(&beside("embeddings/")).count() + body.chunks;
    if attached > 0 {
        warnings.push(Warning::Attachments { count: attached });
    }
    for (what, start) in [("comments", "comments"), ("headers", "header"), ("footers", "footer")] {
        warnings.extend(left_apart(&mut package, ctx, &mut budget, what, &beside(start))?);
    }
    let mut core = Core::default();
    if let Some(part) = package.read("docProps/core.xml")? {
        xml::read("core.xml", &part, ctx, &mut budget, &mut core)?;
    }
    let (text, parts) = body.out.finish(false, &mut warnings);
    let filled = |value: String| Some(value.trim().to_owned()).filter(|value| !value.is_empty());
    Ok(Document {
        kind: Kind::Docx,
        text,
        parts,
        title: filled(core.title),
        published: None,
        hints: Hints { author: filled(core.creator), ..Hints::default() },
        encoding: "UTF-8",
        warnings,
        sha256: [0; 32],
    })
}

/// The name of the main part, as the package's relations give it.
fn main_part(
    package: &mut Package<'_>,
    ctx: &Context<'_>,
    budget: &mut Budget,
) -> Result<String, Refusal> {
    let relations = package.read("_rels/.rels")?.unwrap_or_default();
    let mut links = Relations::default();
    xml::read("_rels/.rels", &relations, ctx, budget, &mut links)?;
    let main = links.main.trim_start_matches('/');
    Ok(if main.is_empty() { "word/document.xml".to_owned() } else { main.to_owned() })
}

/// What a part beside the text holds, told of but not taken.
fn left_apart(
    package: &mut Package<'_>,
    ctx: &Context<'_>,
    budget: &mut Budget,
    what: &'static str,
    start: &str,
) -> Result<Option<Warning>, Refusal> {
    let names: Vec<String> =
        package.names(start).filter(|name| is_numbered(name, start)).cloned().collect();
    let mut left = Letters::default();
    for name in names {
        if let Some(part) = package.read(&name)? {
            left.out.begin();
            xml::read(&name, &part, ctx, budget, &mut left)?;
        }
    }
    let LeftOut { count, sample, .. } = left.out;
    let any = !sample.trim().is_empty();
    Ok(any.then_some(Warning::LeftApart { what, count, sample }))
}

/// `word/header2.xml`, not `word/headerStyles.xml`.
fn is_numbered(name: &str, start: &str) -> bool {
    let rest = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(".xml"));
    rest.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What a style says of the paragraphs and runs that have it.
#[derive(Debug, Default, Clone, Copy)]
struct Look {
    heading: bool,
    item: bool,
    hidden: bool,
}

#[derive(Default)]
struct Styles {
    by_id: BTreeMap<String, Look>,
    id: String,
}

impl Sink for Styles {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        if name == "style" {
            self.id = value(element, "styleId");
            self.by_id.insert(self.id.clone(), Look::default());
            return Ok(());
        }
        let Some(look) = self.by_id.get_mut(&self.id) else {
            return Ok(());
        };
        match name {
            "name" => {
                let name = value(element, "val").to_ascii_lowercase();
                look.heading |= name == "title" || name.starts_with("heading");
            }
            "numPr" => look.item = true,
            "vanish" => look.hidden = is_on(element),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        if name == "style" {
            self.id.clear();
        }
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Refusal> {
        Ok(())
    }
}

/// Relations of a part: the main part, and how many lead outside other than by a click.
#[derive(Default)]
struct Relations {
    main: String,
    external: usize,
}

impl Sink for Relations {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        if name == "Relationship" {
            let kind = value(element, "Type");
            if kind.ends_with("/officeDocument") {
                self.main = value(element, "Target");
            }
            let outside = value(element, "TargetMode").eq_ignore_ascii_case("external");
            self.external += usize::from(outside && !kind.ends_with("/hyperlink"));
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

/// Title and author, from the document's properties. The day of making is no day of publication.
#[derive(Default)]
struct Core {
    title: String,
    creator: String,
    inside: Option<bool>,
}

impl Sink for Core {
    fn start(&mut self, name: &str, _: &BytesStart<'_>) -> Result<(), Refusal> {
        self.inside = match name {
            "title" => Some(true),
            "creator" => Some(false),
            _ => None,
        };
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Refusal> {
        self.inside = None;
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Refusal> {
        let Some(title) = self.inside else {
            return Ok(());
        };
        let into = if title { &mut self.title } else { &mut self.creator };
        if into.len() + text.len() <= crate::limits::HINT_BYTES_MAX {
            into.push_str(text);
        }
        Ok(())
    }
}

/// All letters of a part, as a sample.
#[derive(Default)]
struct Letters {
    out: LeftOut,
    inside: bool,
}

impl Sink for Letters {
    fn start(&mut self, name: &str, _: &BytesStart<'_>) -> Result<(), Refusal> {
        self.inside = name == "t";
        if matches!(name, "p" | "tab" | "br") {
            self.out.add(" ");
        }
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Refusal> {
        self.inside = false;
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Refusal> {
        if self.inside {
            self.out.add(text);
        }
        Ok(())
    }
}

/// A paragraph that is being read; text boxes hold paragraphs inside paragraphs.
#[derive(Default)]
struct Line {
    text: String,
    look: Look,
    shaded: bool,
}

/// What the properties of a run say.
#[derive(Default)]
struct Run {
    hidden: bool,
    white: bool,
    shaded: bool,
}

struct Body<'a> {
    out: Paragraphs<'a>,
    styles: &'a BTreeMap<String, Look>,
    /// Names of the open elements, as far as they matter.
    open: Vec<Element>,
    lines: Vec<Line>,
    run: Run,
    /// For each open field whether its code is over.
    fields: Vec<bool>,
    hidden: LeftOut,
    /// The run before was hidden too.
    hiding: bool,
    insertions: usize,
    deletions: usize,
    chunks: usize,
    /// Cells with a colour of their own, and all cells.
    shaded_cells: Vec<bool>,
    in_notes: bool,
    /// A note that only draws a line.
    separator: bool,
}

/// An open element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    /// Properties as they were before a tracked change.
    Former,
    Deleted,
    Text,
    Cell,
    /// A second form of what was already read.
    Fallback,
    Other,
}

impl<'a> Body<'a> {
    fn new(ctx: &'a Context<'a>, styles: &'a BTreeMap<String, Look>) -> Self {
        Self {
            out: Paragraphs::new(ctx),
            styles,
            open: Vec::new(),
            lines: Vec::new(),
            run: Run::default(),
            fields: Vec::new(),
            hidden: LeftOut::default(),
            hiding: false,
            insertions: 0,
            deletions: 0,
            chunks: 0,
            shaded_cells: Vec::new(),
            in_notes: false,
            separator: false,
        }
    }

    fn is_in(&self, element: Element) -> bool {
        self.open.contains(&element)
    }

    /// Text of a run, unless it is deleted, hidden or the code of a field.
    fn add(&mut self, text: &str) {
        let coded = self.fields.iter().any(|over| !over);
        if self.is_in(Element::Deleted) || self.is_in(Element::Fallback) || coded || self.separator
        {
            return;
        }
        let Some(line) = self.lines.last_mut() else {
            return;
        };
        let shaded = self.run.shaded || line.shaded || self.shaded_cells.contains(&true);
        if self.run.hidden || line.look.hidden || self.run.white && !shaded {
            if !self.hiding {
                self.hidden.begin();
            }
            self.hiding = true;
            self.hidden.add(text);
            return;
        }
        self.hiding = false;
        line.text.push_str(text);
    }

    fn properties(&mut self, name: &str, element: &BytesStart<'_>) {
        let of_run = self.open.last() == Some(&Element::RunProperties)
            && self.open.iter().rev().nth(1) == Some(&Element::Run);
        let of_line = self.open.last() == Some(&Element::ParagraphProperties);
        let val = || value(element, "val");
        match name {
            "vanish" | "specVanish" if of_run => self.run.hidden = is_on(element),
            "webHidden" if of_run => {}
            "color" if of_run => self.run.white = is_white(&val()),
            "sz" if of_run => self.run.hidden |= val().parse().is_ok_and(|size: u32| size <= 3),
            "highlight" if of_run => self.run.shaded |= val() != "none",
            "rStyle" if of_run => {
                self.run.hidden |= self.styles.get(&val()).is_some_and(|look| look.hidden);
            }
            "shd" => {
                let fill = value(element, "fill");
                let shaded = !matches!(fill.as_str(), "" | "auto") && !is_white(&fill);
                match self.lines.last_mut() {
                    _ if of_run => self.run.shaded |= shaded,
                    Some(line) if of_line => line.shaded |= shaded,
                    _ => {
                        if let Some(cell) = self.shaded_cells.last_mut() {
                            *cell |= shaded;
                        }
                    }
                }
            }
            "pStyle" if of_line => {
                let look = self.styles.get(&val()).copied().unwrap_or_default();
                if let Some(line) = self.lines.last_mut() {
                    line.look = look;
                }
            }
            "numId" if !self.is_in(Element::Former) => {
                if let Some(line) = self.lines.last_mut() {
                    line.look.item = val() != "0";
                }
            }
            "outlineLvl" if of_line => {
                if let Some(line) = self.lines.last_mut() {
                    line.look.heading = val() != "9";
                }
            }
            _ => {}
        }
    }

    /// Signs that are elements.
    fn sign(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "tab" | "ptab" if self.open.last() == Some(&Element::Run) => self.add("\t"),
            "br" | "cr" => self.add("\n"),
            "noBreakHyphen" => self.add("\u{2011}"),
            "softHyphen" => self.add("\u{ad}"),
            "fldChar" => match value(element, "fldCharType").as_str() {
                "begin" => self.fields.push(false),
                "separate" => {
                    if let Some(over) = self.fields.last_mut() {
                        *over = true;
                    }
                }
                _ => {
                    self.fields.pop();
                }
            },
            "altChunk" => self.chunks += 1,
            "ins" | "moveTo" => self.insertions += 1,
            _ => {}
        }
    }

    fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if self.hidden.is_text() {
            let (count, sample) = (self.hidden.count, self.hidden.sample.clone());
            warnings.push(Warning::HiddenText { count, sample });
        }
        let (insertions, deletions) = (self.insertions, self.deletions);
        if insertions + deletions > 0 {
            warnings.push(Warning::TrackedChanges { insertions, deletions });
        }
        warnings
    }

    fn end_paragraph(&mut self) -> Result<(), Refusal> {
        let Some(line) = self.lines.pop() else {
            return Ok(());
        };
        let cell = self.is_in(Element::Cell) && line.text.chars().count() < 200;
        let role = match line.look {
            _ if self.in_notes => Role::Note,
            Look { heading: true, .. } => Role::Headline,
            Look { item: true, .. } => Role::ListItem,
            _ if cell => Role::TableCell,
            _ => Role::Body,
        };
        self.out.push(&line.text, Shape::of(role))
    }
}

impl Sink for Body<'_> {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        if self.is_in(Element::Former) {
            self.open.push(Element::Other);
            return Ok(());
        }
        self.properties(name, element);
        self.sign(name, element);
        let opened = match name {
            "p" => {
                self.lines.push(Line::default());
                Element::Paragraph
            }
            "pPr" => Element::ParagraphProperties,
            "r" => {
                self.run = Run::default();
                Element::Run
            }
            "rPr" => Element::RunProperties,
            "rPrChange" | "pPrChange" | "tcPrChange" | "tblPrChange" | "sectPrChange" => {
                Element::Former
            }
            // Inside properties these mark the paragraph's end, not text.
            "del" | "moveFrom" if self.open.last() != Some(&Element::RunProperties) => {
                self.deletions += 1;
                Element::Deleted
            }
            "t" => Element::Text,
            "tc" => {
                self.shaded_cells.push(false);
                Element::Cell
            }
            "Fallback" => Element::Fallback,
            "footnote" | "endnote" => {
                self.separator = !matches!(value(element, "type").as_str(), "" | "normal");
                Element::Other
            }
            _ => Element::Other,
        };
        self.open.push(opened);
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Refusal> {
        match self.open.pop() {
            Some(Element::Paragraph) => self.end_paragraph(),
            Some(Element::Cell) => {
                self.shaded_cells.pop();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Refusal> {
        if self.open.last() == Some(&Element::Text) {
            self.add(text);
        }
        Ok(())
    }
}

/// An element that switches something on unless it says otherwise.
fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(value(element, "val").as_str(), "0" | "false" | "off")
}

fn is_white(colour: &str) -> bool {
    colour.len() == 6
        && (0..3).all(|at| {
            let pair = colour.get(at * 2..at * 2 + 2);
            pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()).is_some_and(|part| part >= 0xf3)
        })
}
