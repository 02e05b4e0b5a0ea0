//! PDF (ISO 32000): the text layer in reading order. Pictures are not read: a scan without a text
//! layer is refused with that word. Letters stay as the fonts give them; presentation forms and
//! lost spaces are put right by the repair that follows. Work is counted and bounded throughout.

mod file;
mod font;
mod letters;
mod lines;
mod object;
mod order;
mod page;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::Context;
use crate::document::{Document, Hints, Kind, Role};
use crate::paragraphs::{Paragraphs, Shape};
use crate::refusal::{Excess, Refusal};
use crate::warning::{LeftOut, Warning};

use file::File;
use lines::Paragraph;
use object::{Dict, Value};
use page::{Glyph, Reader};

/// Score of running heads and page numbers.
const RUNNING_PERCENT: u8 = 85;
/// Size of a heading against that of the text.
const HEADING_SIZE: f64 = 1.2;
/// Unknown signs of a hundred, above which the text is no use.
const UNKNOWN_PERCENT_MAX: usize = 30;

/// What was seen while pages were read.
#[derive(Default)]
struct Seen {
    hidden: LeftOut,
    faint: LeftOut,
    invisible_pages: usize,
    unknown: usize,
    signs: usize,
    unread: usize,
}

/// Reads a PDF.
pub fn read(bytes: &[u8], ctx: &Context<'_>) -> Result<Document, Refusal> {
    let file = File::open(bytes, ctx)?;
    let pages = pages(&file, ctx)?;
    if pages.is_empty() {
        return Err(ctx.broken(Kind::Pdf, "pages"));
    }
    let mut reader = Reader::new(&file, ctx);
    let mut seen = Seen::default();
    let mut paragraphs = Vec::new();
    for (nth, page) in pages.iter().enumerate() {
        let resources = match file.resolve(&page.resources) {
            Value::Dict(dict) => dict,
            _ => Dict::new(),
        };
        let glyphs = reader.page(&page.contents, &resources, page.area, &mut seen.unread)?;
        paragraphs.extend(lines::paragraphs(seen.visible(glyphs), nth));
    }
    file.check_spent()?;
    if seen.signs == 0 {
        let pages = pages.len() as u64;
        return Err(Refusal::NoTextLayer { name: ctx.name.clone(), pages });
    }
    if seen.unknown * 100 > seen.signs * UNKNOWN_PERCENT_MAX {
        return Err(Refusal::UnknownLetters { name: ctx.name.clone() });
    }
    let mut out = Paragraphs::new(ctx);
    for (paragraph, running) in told(paragraphs) {
        let shape = Shape {
            aside_percent: if running { RUNNING_PERCENT } else { 0 },
            ..Shape::of(paragraph.role)
        };
        out.push(&paragraph.text, shape)?;
    }
    let mut warnings = seen.warnings();
    let (text, parts) = out.finish(false, &mut warnings);
    let info = file.field(&file.trailer, "Info");
    let stated = |name: &str| match file.field(info.dict()?, name) {
        Value::Text(bytes) => {
            let text = letters::text_string(&bytes);
            let text: String = text.chars().filter(|c| !c.is_control()).take(300).collect();
            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
        }
        _ => None,
    };
    Ok(Document {
        kind: Kind::Pdf,
        text,
        parts,
        title: stated("Title"),
        published: None,
        hints: Hints { author: stated("Author"), ..Hints::default() },
        encoding: "UTF-16BE",
        warnings,
        sha256: [0; 32],
    })
}

impl Seen {
    /// The glyphs of a page that are part of its text.
    fn visible(&mut self, glyphs: Vec<Glyph>) -> Vec<Glyph> {
        let letters = |glyph: &&Glyph| !glyph.letters.trim().is_empty();
        let hidden = glyphs.iter().filter(|glyph| glyph.hidden).filter(letters).count();
        let seen = glyphs.iter().filter(|glyph| !glyph.hidden).filter(letters).count();
        // Text recognition lays an invisible text over the picture of the page; a few visible
        // letters are a stamp.
        let layer = hidden > 0 && hidden > seen * 4;
        self.invisible_pages += usize::from(layer);
        if hidden > 0 && !layer {
            self.hidden.begin();
        }
        let mut faint = false;
        let mut kept = Vec::with_capacity(glyphs.len());
        for glyph in glyphs {
            let tiny = glyph.size < 1.0;
            if glyph.hidden && (!layer || tiny) {
                self.hidden.add(&glyph.letters);
                continue;
            }
            if glyph.faint {
                if !std::mem::replace(&mut faint, true) {
                    self.faint.begin();
                }
                self.faint.add(&glyph.letters);
            }
            if !glyph.letters.trim().is_empty() {
                self.signs += 1;
                self.unknown += usize::from(glyph.letters.contains('\u{fffd}'));
            }
            kept.push(glyph);
        }
        kept
    }

    fn warnings(self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if self.hidden.is_text() {
            let LeftOut { count, sample, .. } = self.hidden;
            warnings.push(Warning::HiddenText { count, sample });
        }
        if self.faint.is_text() {
            let LeftOut { count, sample, .. } = self.faint;
            warnings.push(Warning::FaintText { count, sample });
        }
        if self.invisible_pages > 0 {
            warnings.push(Warning::InvisibleLayer { pages: self.invisible_pages });
        }
        if self.unknown > 0 {
            warnings.push(Warning::UnknownLetters { count: self.unknown });
        }
        if self.unread > 0 {
            warnings.push(Warning::UnreadParts { count: self.unread });
        }
        warnings
    }
}

/// A page and what it inherits. Resources are looked up when the page is read: pages may share
/// them, and shared means small.
struct Page {
    contents: Value,
    resources: Rc<Value>,
    area: [f64; 4],
}

/// The pages in order, by the tree of pages; by their numbers when the tree is broken.
fn pages(file: &File<'_>, ctx: &Context<'_>) -> Result<Vec<Page>, Refusal> {
    let root = file.field(&file.trailer, "Root");
    let tree = root.dict().and_then(|root| root.get("Pages")).cloned();
    let tree = match tree {
        Some(tree) => Some(tree),
        None => file.numbers().find_map(|number| {
            let value = file.object(number)?.value;
            let dict = value.dict()?;
            let catalog = dict.get("Type").and_then(Value::name) == Some("Catalog");
            dict.get("Pages").filter(|_| catalog).cloned()
        }),
    };
    let mut out = Vec::new();
    let mut visited = BTreeSet::new();
    // What pages inherit (7.7.3.4): resources and the area of the paper.
    let mut open: Vec<(Value, Rc<Value>, [f64; 4])> = Vec::new();
    open.extend(
        tree.map(|tree| (tree, Rc::new(Value::Null), [-14_400.0, -14_400.0, 14_400.0, 14_400.0])),
    );
    while let Some((value, resources, area)) = open.pop() {
        if let Value::Ref(number) = value
            && !visited.insert(number)
        {
            continue;
        }
        let Value::Dict(dict) = file.resolve(&value) else {
            continue;
        };
        let resources = dict.get("Resources").map_or(resources, |own| Rc::new(own.clone()));
        let area = area_of(file, &dict).unwrap_or(area);
        if let Some(kids) = file.field(&dict, "Kids").array() {
            let kids = kids.iter().rev().take(ctx.limits.pdf_object_count_max);
            open.extend(kids.map(|kid| (kid.clone(), Rc::clone(&resources), area)));
        } else {
            let contents = dict.get("Contents").cloned().unwrap_or(Value::Null);
            out.push(Page { contents, resources, area });
        }
        let max = ctx.limits.pdf_page_count_max;
        if out.len() > max || open.len() > max.saturating_mul(4) {
            return Err(ctx.too_much(Excess::Pages, out.len().max(open.len()), max));
        }
    }
    Ok(out)
}

fn area_of(file: &File<'_>, dict: &Dict) -> Option<[f64; 4]> {
    let value = file.field(dict, "MediaBox");
    let numbers: Vec<f64> =
        value.array()?.iter().filter_map(|one| file.resolve(one).number()).collect();
    let [a, b, c, d] = numbers.try_into().ok()?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

/// Paragraphs with their roles, joined over page ends; running heads and page numbers are marked.
fn told(mut paragraphs: Vec<Paragraph>) -> Vec<(Paragraph, bool)> {
    let size = usual_size(&paragraphs);
    let mut repeated: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for paragraph in paragraphs.iter().filter(|one| one.edge) {
        repeated.entry(without_digits(&paragraph.text)).or_default().insert(paragraph.page);
    }
    for paragraph in &mut paragraphs {
        let large = paragraph.size >= HEADING_SIZE * size && paragraph.text.chars().count() < 250;
        if paragraph.role == Role::Body && large {
            paragraph.role = Role::Headline;
        }
    }
    let mut out: Vec<(Paragraph, bool)> = Vec::new();
    for paragraph in paragraphs {
        let key = without_digits(&paragraph.text);
        let often = repeated.get(&key).is_some_and(|pages| pages.len() >= 3);
        let number = key.chars().all(|c| !c.is_alphabetic()) && paragraph.text.chars().count() < 12;
        let running = paragraph.edge && (often || number && paragraph.role != Role::TableCell);
        // A sentence that a page end cuts goes on in the first paragraph of the next page.
        let before = out.iter_mut().rev().find(|(_, running)| !running);
        if let Some((before, _)) = before
            && !running
            && before.page + 1 == paragraph.page
            && before.role == Role::Body
            && paragraph.role == Role::Body
            && before.text.chars().count() >= 60
            && !before.text.trim_end().ends_with(['.', '؟', '!', ':', '»', '"', '”'])
        {
            before.text.push(' ');
            before.text.push_str(&paragraph.text);
            before.page = paragraph.page;
            continue;
        }
        out.push((paragraph, running));
    }
    out
}

/// The size in which most letters are set.
fn usual_size(paragraphs: &[Paragraph]) -> f64 {
    let mut letters: BTreeMap<i64, usize> = BTreeMap::new();
    for paragraph in paragraphs {
        *letters.entry((paragraph.size * 4.0) as i64).or_default() += paragraph.text.len();
    }
    let most = letters.iter().max_by_key(|(_, count)| **count);
    most.map_or(0.0, |(size, _)| *size as f64 / 4.0)
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_numeric()).collect()
}
