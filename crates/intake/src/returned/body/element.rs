//! What each element of the body means to the reading. Elements that are not known are looked
//! through; those that hold what is not text are left out whole and told of.

use quick_xml::events::BytesStart;

use crate::docx::package::shown;
use crate::docx::xml::{Sink, attribute};
use crate::limits::FIELD_CODE_BYTES_MAX;
use crate::refusal::{Excess, Refusal};

use super::super::ChangeKind;
use super::super::gather::{Gather, Owner, Placed};
use super::super::loss::LossKind;
use super::super::parts::tracked_kind;
use super::{Body, Boxed, Target, mark};

/// An open element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    Paragraph,
    ParagraphProperties,
    /// Properties of a paragraph's end.
    EndProperties,
    /// A run; how many changes were open when it began.
    Run(usize),
    RunProperties,
    Text,
    Code,
    Control,
    ControlProperties,
    ControlContent,
    Change,
    RowProperties,
    Other,
}

/// Fields that fetch something from outside when they are refreshed.
const FETCHING: &[&str] =
    &["DDE", "DDEAUTO", "INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "LINK", "IMPORT", "RD"];

impl Body<'_> {
    /// Says what an element is and does what its beginning asks for; nothing: it is left out.
    fn open(&mut self, name: &str, element: &BytesStart<'_>) -> Result<Option<Open>, Refusal> {
        let inside = self.open.last().copied();
        Ok(Some(match name {
            "p" => {
                self.begin_paragraph()?;
                Open::Paragraph
            }
            "pPr" => Open::ParagraphProperties,
            "r" => {
                self.fix_run(false);
                Open::Run(self.changes.len())
            }
            "rPr" => match inside {
                Some(Open::Run(_)) => Open::RunProperties,
                Some(Open::ParagraphProperties) => Open::EndProperties,
                _ => return Ok(None),
            },
            "t" | "delText" => {
                self.letters.text.clear();
                self.letters.kept = attribute(element, "space") == "preserve";
                Open::Text
            }
            "instrText" | "delInstrText" => Open::Code,
            "ins" | "del" | "moveFrom" | "moveTo" => self.tracked(name, inside, element)?,
            "sdt" => {
                self.boxes.push(Boxed::default());
                Open::Control
            }
            "sdtPr" if inside == Some(Open::Control) => Open::ControlProperties,
            "sdtContent" if inside == Some(Open::Control) => return self.begin_content(),
            "trPr" => Open::RowProperties,
            _ if inside == Some(Open::ControlProperties) => {
                self.control_property(name, element);
                return Ok(None);
            }
            _ => return self.open_other(name, inside, element),
        }))
    }

    fn open_other(
        &mut self,
        name: &str,
        inside: Option<Open>,
        element: &BytesStart<'_>,
    ) -> Result<Option<Open>, Refusal> {
        match name {
            "rPrChange" if inside == Some(Open::RunProperties) => {
                self.begin_change(ChangeKind::Format, element)?;
                self.lose(LossKind::Formatting, "");
                return Ok(None);
            }
            "rPrChange" | "pPrChange" | "sectPrChange" | "tblPrChange" | "tblPrExChange"
            | "trPrChange" | "tcPrChange" | "tblGridChange" | "numberingChange" => {
                self.mark_looks(element);
                return Ok(None);
            }
            "cellIns" | "cellDel" | "cellMerge" => self.lose(LossKind::RowChanges, ""),
            "drawing" | "pict" | "object" | "AlternateContent" => {
                self.lose(LossKind::Pictures, "");
                return Ok(None);
            }
            "oMath" | "oMathPara" | "sym" => {
                self.lose(LossKind::Symbols, "");
                return Ok(None);
            }
            "sdtEndPr" | "rt" => return Ok(None),
            "footnoteReference" | "endnoteReference" => self.lose(LossKind::Notes, ""),
            "altChunk" | "subDoc" => {
                let (name, entry) = (self.ctx.name.clone(), shown(name));
                return Err(Refusal::Embedded { name, entry });
            }
            "tbl" if self.target() != Target::Outside => self.lose(LossKind::Tables, ""),
            "hyperlink" => self.lose(LossKind::Links, ""),
            "bdo" | "dir" => self.lose(LossKind::Directions, ""),
            "customXmlInsRangeStart"
            | "customXmlDelRangeStart"
            | "customXmlMoveFromRangeStart"
            | "customXmlMoveToRangeStart" => self.lose(LossKind::ControlChanges, ""),
            "bookmarkStart" => self.begin_bookmark(element)?,
            "bookmarkEnd" => {
                let id = attribute(element, "id");
                self.bookmarks.retain(|(open, _)| *open != id);
            }
            "commentRangeStart" => self.begin_anchor(attribute(element, "id"))?,
            "commentRangeEnd" => self.end_anchor(&attribute(element, "id")),
            "commentReference" => self.hang_here(attribute(element, "id"))?,
            "moveFromRangeStart" | "moveToRangeStart" => {
                let mut pair = attribute(element, "name");
                pair.truncate(pair.floor_char_boundary(crate::limits::NAME_BYTES_MAX));
                self.moves.push((attribute(element, "id"), pair));
                self.bound_ranges(self.moves.len())?;
            }
            "moveFromRangeEnd" | "moveToRangeEnd" => {
                let id = attribute(element, "id");
                self.moves.retain(|(open, _)| *open != id);
            }
            "fldSimple" => {
                self.lose(LossKind::Fields, "");
                self.check_code(&attribute(element, "instr"))?;
            }
            "fldChar" => self.field(&attribute(element, "fldCharType"))?,
            _ => self.looks_or_sign(name, inside, element)?,
        }
        Ok(Some(Open::Other))
    }

    /// Properties of runs and paragraphs that say something, and signs that are elements.
    fn looks_or_sign(
        &mut self,
        name: &str,
        inside: Option<Open>,
        element: &BytesStart<'_>,
    ) -> Result<(), Refusal> {
        let value = || attribute(element, "val");
        let on = || !matches!(value().as_str(), "0" | "false" | "off" | "none" | "baseline");
        match (inside, name) {
            (Some(Open::ParagraphProperties), "pStyle") => {
                let fixed = value().starts_with("HiwarFixed");
                if let Some(line) = &mut self.line {
                    line.fixed = fixed;
                }
            }
            (Some(Open::RunProperties), "rStyle") => {
                self.fix_run(value().starts_with("HiwarFixed"));
            }
            (Some(Open::ParagraphProperties), "numPr") if self.target() != Target::Outside => {
                self.lose(LossKind::ListNumbers, "");
            }
            (Some(Open::RunProperties), "strike" | "dstrike") if on() => {
                self.lose(LossKind::StruckText, "");
            }
            (Some(Open::RunProperties), "vanish" | "specVanish") if on() => {
                self.lose(LossKind::HiddenText, "");
            }
            (
                Some(Open::RunProperties),
                "b" | "i" | "u" | "highlight" | "vertAlign" | "caps" | "smallCaps",
            ) if on() && self.target() != Target::Outside => {
                self.lose(LossKind::Formatting, "");
            }
            (Some(Open::Run(_)), "tab" | "ptab") => self.add("\t")?,
            (Some(Open::Run(_)), "br" | "cr") => {
                let page = matches!(attribute(element, "type").as_str(), "page" | "column");
                self.add(if page { " " } else { "\n" })?;
            }
            (Some(Open::Run(_)), "noBreakHyphen") => self.add("\u{2011}")?,
            (Some(Open::Run(_)), "softHyphen") => self.add("\u{ad}")?,
            _ => {}
        }
        Ok(())
    }

    fn fix_run(&mut self, fixed: bool) {
        if let Some(line) = &mut self.line {
            line.fixed_run = fixed;
        }
    }

    fn tracked(
        &mut self,
        name: &str,
        inside: Option<Open>,
        element: &BytesStart<'_>,
    ) -> Result<Open, Refusal> {
        match (inside, tracked_kind(name)) {
            (Some(Open::EndProperties), _) => self.mark_end(name, element),
            (Some(Open::RowProperties), _) => self.lose(LossKind::RowChanges, ""),
            (Some(Open::RunProperties | Open::ParagraphProperties), _) | (_, None) => {}
            (_, Some(kind)) => {
                self.begin_change(kind, element)?;
                return Ok(Open::Change);
            }
        }
        Ok(Open::Other)
    }

    fn control_property(&mut self, name: &str, element: &BytesStart<'_>) {
        let Some(control) = self.boxes.last_mut() else {
            return;
        };
        match name {
            "tag" => control.tag = attribute(element, "val"),
            "showingPlcHdr" => {
                let value = attribute(element, "val");
                control.prompt = !matches!(value.as_str(), "0" | "false" | "off");
            }
            _ => {}
        }
    }

    /// The content of a control begins: by now its tag is known.
    fn begin_content(&mut self) -> Result<Option<Open>, Refusal> {
        let Some(control) = self.boxes.last() else {
            return Ok(Some(Open::Other));
        };
        let written = control.tag.clone();
        let Some(tag) = mark::tag(&written) else {
            if !written.is_empty() {
                self.lose(LossKind::OtherControls, &written);
            }
            return Ok(Some(Open::ControlContent));
        };
        let document = self.document.get_or_insert_with(|| tag.document.clone());
        if *document != tag.document {
            self.losses.add(LossKind::ForeignControls, None, &written);
            if let Some((_, at)) = self.bookmarks.last() {
                self.placed[*at].owner = Owner::Nobody;
            }
            return Ok(None);
        }
        let around = self.boxes.iter().rev().find_map(|one| one.target);
        let at = match (around, self.bookmarks.last()) {
            // The bookmark around it is its own.
            (None, Some((_, at))) if self.is_of(*at, &tag.key) => *at,
            _ => self.place_control(tag.key.clone(), true)?,
        };
        if let Owner::Control { tagged, .. } = &mut self.placed[at].owner {
            *tagged = true;
        }
        if around.is_some_and(|around| !self.is_of(around, &tag.key)) {
            self.losses.add(LossKind::NestedControls, Some(&tag.key), "");
        }
        if let Some(line) = &mut self.line {
            line.control = Some(at);
        }
        if let Some(control) = self.boxes.last_mut() {
            control.target = Some(at);
        }
        Ok(Some(Open::ControlContent))
    }

    fn is_of(&self, at: usize, wanted: &super::Key) -> bool {
        matches!(&self.placed[at].owner, Owner::Control { key, .. } if key == wanted)
    }

    fn place_control(&mut self, key: super::Key, tagged: bool) -> Result<usize, Refusal> {
        let max = self.ctx.limits.control_count_max;
        if self.placed.len() >= max {
            return Err(self.ctx.too_much(Excess::Controls, self.placed.len() + 1, max));
        }
        let owner = Owner::Control { key, tagged };
        self.placed.push(Placed { owner, gather: Gather::default() });
        Ok(self.placed.len() - 1)
    }

    fn begin_bookmark(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let Some(key) = mark::bookmark(&attribute(element, "name")) else {
            return Ok(());
        };
        if self.place().is_some_and(|place| place == key) {
            return Ok(());
        }
        let at = self.place_control(key, false)?;
        if let Some(line) = &mut self.line {
            line.control = Some(at);
        }
        self.bookmarks.push((attribute(element, "id"), at));
        self.bound_ranges(self.bookmarks.len())
    }

    /// Ranges may cross, so closing one looks at all that are open.
    fn bound_ranges(&self, open: usize) -> Result<(), Refusal> {
        let max = self.ctx.limits.xml_depth_max;
        match open > max {
            true => Err(self.ctx.too_much(Excess::Depth, open, max)),
            false => Ok(()),
        }
    }

    fn field(&mut self, kind: &str) -> Result<(), Refusal> {
        match kind {
            "begin" => {
                self.lose(LossKind::Fields, "");
                self.fields.push(Some(String::new()));
                self.bound_ranges(self.fields.len())?;
            }
            "separate" => {
                if let Some(code) = self.fields.last_mut().and_then(Option::take) {
                    self.check_code(&code)?;
                }
            }
            _ => {
                if let Some(Some(code)) = self.fields.pop() {
                    self.check_code(&code)?;
                }
            }
        }
        Ok(())
    }

    fn check_code(&self, code: &str) -> Result<(), Refusal> {
        let command = code.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        match FETCHING.contains(&command.as_str()) {
            true => {
                let (name, entry) = (self.ctx.name.clone(), shown(&command));
                Err(Refusal::Outside { name, entry })
            }
            false => Ok(()),
        }
    }
}

impl Sink for Body<'_> {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        if self.skipped > 0 {
            self.skipped += 1;
            return Ok(());
        }
        match self.open(name, element)? {
            Some(open) => self.open.push(open),
            None => self.skipped = 1,
        }
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Refusal> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        match self.open.pop() {
            Some(Open::Paragraph) => self.end_paragraph(),
            Some(Open::Text) => {
                let letters = std::mem::take(&mut self.letters);
                let blank = |c| matches!(c, ' ' | '\t' | '\n' | '\r');
                let text = letters.text.replace(['\t', '\n', '\r'], " ");
                self.add(if letters.kept { &text } else { text.trim_matches(blank) })
            }
            Some(Open::Change) => self.end_change(),
            Some(Open::Run(before)) => {
                self.fix_run(false);
                // Changes of looks end with the run they are about.
                while self.changes.len() > before {
                    self.end_change()?;
                }
                Ok(())
            }
            Some(Open::Control) => {
                self.boxes.pop();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Refusal> {
        if self.skipped > 0 {
            return Ok(());
        }
        match self.open.last() {
            Some(Open::Text) => self.letters.text.push_str(text),
            Some(Open::Code) => {
                if let Some(Some(code)) = self.fields.last_mut() {
                    let left = FIELD_CODE_BYTES_MAX.saturating_sub(code.len());
                    code.push_str(&text[..text.floor_char_boundary(left)]);
                }
            }
            _ => {}
        }
        Ok(())
    }
}
