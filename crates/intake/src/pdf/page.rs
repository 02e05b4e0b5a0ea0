//! What a page draws, as far as it is text: the operators of its content (ISO 32000-1, 8 and 9)
//! turned into glyphs with letters and places. Pictures and lines are passed over. The number of
//! operations and the depth of forms are bounded for the whole document.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::Context;
use crate::limits::ACTUAL_CHARS_MAX;
use crate::refusal::{Excess, Refusal};

use super::file::File;
use super::font::Font;
use super::letters::text_string;
use super::object::{Dict, Value};

/// Saved states that may be open.
const SAVED_COUNT_MAX: usize = 256;
/// Operands of one operation.
const OPERAND_COUNT_MAX: usize = 512;
/// Marks around content that may be open.
const MARK_COUNT_MAX: usize = 256;

/// A transformation of the plane, as a PDF writes it: `a b c d e f`.
pub type Matrix = [f64; 6];

const UNMOVED: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// A sign on the page.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// Its letters; none are known when empty.
    pub letters: String,
    /// Where it begins and ends along the line, in points, in the direction of the text's own axis.
    pub start: f64,
    pub end: f64,
    /// Its height across the line; greater is further up.
    pub base: f64,
    /// Size of the font in points.
    pub size: f64,
    /// Quarter turns of the line: 0 for text that is read with the page upright.
    pub turns: u8,
    /// Nobody sees it.
    pub hidden: bool,
    /// It is drawn in the colour of paper.
    pub faint: bool,
    /// The document itself says which letters it is (`ActualText`).
    pub stated: bool,
}

/// Reads pages; keeps fonts and the budget between them.
pub struct Reader<'a, 'b> {
    file: &'b File<'a>,
    ctx: &'b Context<'a>,
    fonts: BTreeMap<u32, Rc<Font>>,
    operations: usize,
    letters: usize,
}

/// What an operation changes and `q` saves.
#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    char_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: u8,
    white: bool,
}

/// One run through a content stream.
struct Run<'c> {
    glyphs: &'c mut Vec<Glyph>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    marks: Vec<Mark>,
    page: [f64; 4],
    /// Fonts by their names in the resources at hand.
    fonts: BTreeMap<String, Rc<Font>>,
}

/// Marked content that is open.
struct Mark {
    /// What the content says it is, and which glyph was the first.
    stated: Option<(String, usize)>,
}

impl<'a, 'b> Reader<'a, 'b> {
    pub fn new(file: &'b File<'a>, ctx: &'b Context<'a>) -> Self {
        Self { file, ctx, fonts: BTreeMap::new(), operations: 0, letters: 0 }
    }

    /// The glyphs of a page, in the order in which it draws them. `unread` counts parts whose
    /// content could not be read.
    pub fn page(
        &mut self,
        contents: &Value,
        resources: &Dict,
        area: [f64; 4],
        unread: &mut usize,
    ) -> Result<Vec<Glyph>, Refusal> {
        let mut content = Vec::new();
        let parts = match (contents, self.file.resolve(contents)) {
            (_, Value::Array(parts)) => parts,
            (Value::Ref(_), _) => vec![contents.clone()],
            _ => Vec::new(),
        };
        for part in &parts {
            match self.file.stream(part)? {
                Some((_, bytes)) => {
                    content.extend(bytes);
                    content.push(b'\n');
                }
                None => *unread += 1,
            }
        }
        let mut glyphs = Vec::new();
        let mut run = Run {
            glyphs: &mut glyphs,
            state: State {
                ctm: UNMOVED,
                font: None,
                size: 0.0,
                char_space: 0.0,
                word_space: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
                white: false,
            },
            saved: Vec::new(),
            text: UNMOVED,
            line: UNMOVED,
            marks: Vec::new(),
            page: area,
            fonts: BTreeMap::new(),
        };
        self.run(&content, resources, &mut run, 0)?;
        Ok(glyphs)
    }

    fn run(
        &mut self,
        content: &[u8],
        resources: &Dict,
        run: &mut Run<'_>,
        depth: usize,
    ) -> Result<(), Refusal> {
        let mut lexer = self.file.lexer(content, 0).without_refs();
        let mut operands: Vec<Value> = Vec::new();
        loop {
            let before = lexer.at;
            let Some(value) = lexer.value() else {
                // A broken value is stepped over; at the end nothing is left.
                lexer.skip_blanks();
                if lexer.at >= content.len() || lexer.at == before {
                    return self.check_operations(lexer.at < content.len());
                }
                operands.clear();
                self.count_operation()?;
                continue;
            };
            let Value::Word(word) = value else {
                if operands.len() < OPERAND_COUNT_MAX {
                    operands.push(value);
                }
                continue;
            };
            self.count_operation()?;
            match word.as_str() {
                "Do" => self.draw(&operands, resources, run, depth)?,
                "Tf" => self.set_font(&operands, resources, run)?,
                "BDC" => run.marks_begin(self.stated(&operands, resources)),
                // An inline picture ends where its end stands alone.
                "ID" => lexer.at = after_picture(content, lexer.at),
                word => self.operate(word, &operands, run)?,
            }
            operands.clear();
        }
    }

    /// Nothing could be read any more though something is left: too many values were read before.
    fn check_operations(&self, left: bool) -> Result<(), Refusal> {
        let max = self.ctx.limits.pdf_operation_count_max;
        match left && self.operations * 2 > max {
            true => Err(self.ctx.too_much(Excess::Operations, self.operations, max)),
            false => Ok(()),
        }
    }

    fn count_operation(&mut self) -> Result<(), Refusal> {
        self.operations += 1;
        let max = self.ctx.limits.pdf_operation_count_max;
        match self.operations > max {
            true => Err(self.ctx.too_much(Excess::Operations, self.operations, max)),
            false => Ok(()),
        }
    }

    fn operate(
        &mut self,
        word: &str,
        operands: &[Value],
        run: &mut Run<'_>,
    ) -> Result<(), Refusal> {
        let number = |at: usize| operands.get(at).and_then(Value::number).unwrap_or(0.0);
        match word {
            "Tj" => return self.show(operands.last(), run),
            "'" => {
                run.next_line();
                return self.show(operands.last(), run);
            }
            "\"" => {
                run.state.word_space = number(0);
                run.state.char_space = number(1);
                run.next_line();
                return self.show(operands.last(), run);
            }
            "TJ" => {
                for value in operands.last().and_then(Value::array).unwrap_or_default() {
                    match value {
                        Value::Number(back) => {
                            let State { size, stretch, .. } = run.state;
                            run.advance(-back / 1_000.0 * size * stretch);
                        }
                        value => self.show(Some(value), run)?,
                    }
                }
            }
            "q" if run.saved.len() < SAVED_COUNT_MAX => run.saved.push(run.state.clone()),
            "Q" => {
                if let Some(state) = run.saved.pop() {
                    run.state = state;
                }
            }
            "cm" => run.state.ctm = times(matrix(operands), run.state.ctm),
            "BT" => (run.text, run.line) = (UNMOVED, UNMOVED),
            "Tm" => (run.text, run.line) = (matrix(operands), matrix(operands)),
            "Td" => run.move_line(number(0), number(1)),
            "TD" => {
                run.state.leading = -number(1);
                run.move_line(number(0), number(1));
            }
            "T*" => run.next_line(),
            "Tc" => run.state.char_space = number(0),
            "Tw" => run.state.word_space = number(0),
            "Tz" => run.state.stretch = number(0) / 100.0,
            "TL" => run.state.leading = number(0),
            "Ts" => run.state.rise = number(0),
            "Tr" => run.state.mode = number(0).clamp(0.0, 7.0) as u8,
            "g" => run.state.white = number(0) >= 0.97,
            "rg" => run.state.white = (0..3).all(|at| number(at) >= 0.97),
            "k" => run.state.white = (0..4).all(|at| number(at) <= 0.03),
            "sc" | "scn" => {
                let colours: Vec<f64> = operands.iter().filter_map(Value::number).collect();
                run.state.white = match colours.len() {
                    1 | 3 => colours.iter().all(|part| *part >= 0.97),
                    4 => colours.iter().all(|part| *part <= 0.03),
                    _ => false,
                };
            }
            "cs" => run.state.white = false,
            "BMC" => run.marks_begin(None),
            "EMC" => run.marks_end(),
            _ => {}
        }
        Ok(())
    }

    /// Letters that marked content says it stands for.
    fn stated(&self, operands: &[Value], resources: &Dict) -> Option<String> {
        let properties = match operands.last()? {
            Value::Dict(dict) => dict.clone(),
            Value::Name(name) => {
                let entry = self.file.entry(resources, "Properties", name)?;
                self.file.resolve(&entry).dict()?.clone()
            }
            _ => return None,
        };
        match self.file.field(&properties, "ActualText") {
            Value::Text(bytes) => {
                let text = text_string(&bytes);
                Some(text.chars().take(ACTUAL_CHARS_MAX).collect())
            }
            _ => None,
        }
    }

    fn set_font(
        &mut self,
        operands: &[Value],
        resources: &Dict,
        run: &mut Run<'_>,
    ) -> Result<(), Refusal> {
        let [.., Value::Name(name), Value::Number(size)] = operands else {
            return Ok(());
        };
        run.state.size = *size;
        if let Some(font) = run.fonts.get(name) {
            run.state.font = Some(Rc::clone(font));
            return Ok(());
        }
        let value = self.file.entry(resources, "Font", name).unwrap_or(Value::Null);
        let known = match &value {
            Value::Ref(number) => self.fonts.get(number).cloned(),
            _ => None,
        };
        let font = match (known, self.file.resolve(&value)) {
            (Some(font), _) => font,
            (None, Value::Dict(dict)) => Rc::new(Font::read(self.file, &dict)?),
            (None, _) => Rc::new(Font::missing()),
        };
        if let Value::Ref(number) = value {
            self.fonts.insert(number, Rc::clone(&font));
        }
        run.fonts.insert(name.clone(), Rc::clone(&font));
        run.state.font = Some(font);
        Ok(())
    }

    /// Draws a form: content that stands elsewhere.
    fn draw(
        &mut self,
        operands: &[Value],
        resources: &Dict,
        run: &mut Run<'_>,
        depth: usize,
    ) -> Result<(), Refusal> {
        let Some(Value::Name(name)) = operands.last() else {
            return Ok(());
        };
        let Some(value) = self.file.entry(resources, "XObject", name) else {
            return Ok(());
        };
        let kind = self.file.resolve(&value);
        let form =
            kind.dict().is_some_and(|dict| self.file.field(dict, "Subtype").name() == Some("Form"));
        if !form || depth >= self.ctx.limits.pdf_depth_max {
            return Ok(());
        }
        let Some((dict, content)) = self.file.stream(&value)? else {
            return Ok(());
        };
        let own = self.file.field(&dict, "Resources");
        let placed = self.file.field(&dict, "Matrix");
        let state = run.state.clone();
        if let Some(values) = placed.array() {
            run.state.ctm = times(matrix(values), run.state.ctm);
        }
        let saved = std::mem::take(&mut run.saved);
        let fonts = std::mem::take(&mut run.fonts);
        let resources = own.dict().unwrap_or(resources);
        self.run(&content, resources, run, depth + 1)?;
        (run.saved, run.fonts) = (saved, fonts);
        run.state = state;
        Ok(())
    }

    fn show(&mut self, value: Option<&Value>, run: &mut Run<'_>) -> Result<(), Refusal> {
        let Some(Value::Text(bytes)) = value else {
            return Ok(());
        };
        let font = run.state.font.clone().unwrap_or_else(|| Rc::new(Font::missing()));
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let sign = font.sign(rest);
            rest = rest.get(sign.length..).unwrap_or_default();
            let letters = sign.letters.unwrap_or_else(|| "\u{fffd}".to_owned());
            self.letters += letters.len();
            // Twice the limit: blanks and what is hidden do not reach the text.
            let max = self.ctx.limits.text_bytes_max;
            if self.letters > max.saturating_mul(2) {
                return Err(self.ctx.too_much(Excess::TextBytes, self.letters, max));
            }
            let State { size, char_space, word_space, stretch, .. } = run.state;
            let space = char_space + if sign.blank { word_space } else { 0.0 };
            run.place(letters, sign.width * size * stretch);
            run.advance((sign.width * size + space) * stretch);
        }
        Ok(())
    }
}

impl Run<'_> {
    fn move_line(&mut self, x: f64, y: f64) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    fn next_line(&mut self) {
        self.move_line(0.0, -self.state.leading);
    }

    fn advance(&mut self, x: f64) {
        self.text = times([1.0, 0.0, 0.0, 1.0, x, 0.0], self.text);
    }

    /// Puts a glyph where the text stands.
    fn place(&mut self, letters: String, width: f64) {
        let [a, b, c, d, e, f] =
            times(times([1.0, 0.0, 0.0, 1.0, 0.0, self.state.rise], self.text), self.state.ctm);
        let size = c.hypot(d) * self.state.size.abs();
        let end = [e + a * width, f + b * width];
        if ![e, f, end[0], end[1], size].iter().all(|one| one.is_finite()) {
            return;
        }
        let turns = match (a.abs() >= b.abs(), a >= 0.0, b >= 0.0) {
            (true, true, _) => 0,
            (true, false, _) => 2,
            (false, _, true) => 1,
            (false, _, false) => 3,
        };
        let along = |x: f64, y: f64| match turns {
            0 => (x, y),
            1 => (y, -x),
            2 => (-x, -y),
            _ => (-y, x),
        };
        let (from, base) = along(e, f);
        let (to, _) = along(end[0], end[1]);
        let [left, bottom, right, top] = self.page;
        let outside = e < left - size || e > right + size || f < bottom - size || f > top + size;
        self.glyphs.push(Glyph {
            letters,
            start: from.min(to),
            end: from.max(to),
            base,
            size,
            turns,
            hidden: matches!(self.state.mode, 3 | 7) || size < 1.0 || outside,
            faint: self.state.white && matches!(self.state.mode, 0 | 4),
            stated: false,
        });
    }

    fn marks_begin(&mut self, stated: Option<String>) {
        if self.marks.len() < MARK_COUNT_MAX {
            let first = self.glyphs.len();
            self.marks.push(Mark { stated: stated.map(|stated| (stated, first)) });
        }
    }

    /// Ends marked content; what it says it stands for takes the place of its glyphs.
    fn marks_end(&mut self) {
        let Some(Mark { stated: Some((stated, first)) }) = self.marks.pop() else {
            return;
        };
        let Some(glyphs) = self.glyphs.get(first..).filter(|glyphs| !glyphs.is_empty()) else {
            return;
        };
        // A sign that claims to be a speech is no sign: what is drawn counts.
        if stated.chars().count() > 8 * glyphs.len() + 16 {
            return;
        }
        let mut whole = glyphs[0].clone();
        for glyph in glyphs {
            let beside = (glyph.base - whole.base).abs() < whole.size && glyph.turns == whole.turns;
            if beside {
                whole.start = whole.start.min(glyph.start);
                whole.end = whole.end.max(glyph.end);
            }
        }
        self.glyphs.truncate(first);
        if !stated.is_empty() {
            whole.letters = stated;
            whole.stated = true;
            self.glyphs.push(whole);
        }
    }
}

/// The product of two transformations, the first done first.
fn times(first: Matrix, then: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [g, h, i, j, k, l] = then;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

fn matrix(operands: &[Value]) -> Matrix {
    let mut out = UNMOVED;
    if operands.len() >= 6 {
        for (slot, value) in out.iter_mut().zip(operands) {
            *slot = value.number().unwrap_or(0.0);
        }
    }
    out
}

/// Where content goes on after an inline picture.
fn after_picture(content: &[u8], start: usize) -> usize {
    let rest = content.get(start..).unwrap_or_default();
    for at in memchr::memmem::find_iter(rest, "EI") {
        let blank = |at: usize| rest.get(at).is_none_or(u8::is_ascii_whitespace);
        if at > 0 && blank(at - 1) && blank(at + 2) {
            return start + at + 2;
        }
    }
    content.len()
}
