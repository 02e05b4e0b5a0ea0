//! Web pages: the paragraphs that a reader sees, in their order, without what is hidden from him.
//! The page is cut into tags by the tokenizer of the HTML standard and read in one pass with a
//! bounded stack; no tree is built, because building one takes time that grows with the square of
//! the depth. It never runs, loads or follows anything.

mod statement;
mod style;
mod tag;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use text::Language;

use crate::document::{Document, Hint, Kind, Role};
use crate::encoding;
use crate::limits::ATTRIBUTE_BYTES_MAX;
use crate::paragraphs::{Paragraphs, Shape};
use crate::refusal::{Excess, Refusal};
use crate::warning::{LeftOut, Warning};
use crate::{Context, furniture};

use statement::Statement;
use style::{Colour, Rules};
use tag::{Show, Tag};

/// Words of a comment from which on it is told of; shorter ones are marks of the page's software.
const COMMENT_WORDS_MIN: usize = 6;
/// Score of what lies outside the article.
const OUTSIDE_PERCENT: u8 = 60;

/// Reads a page.
pub fn read(bytes: &[u8], hint: &Hint<'_>, ctx: &Context<'_>) -> Result<Document, Refusal> {
    let max = ctx.limits.html_bytes_max;
    if bytes.len() > max {
        return Err(ctx.too_much(Excess::PageBytes, bytes.len(), max));
    }
    let stated = hint.charset().map(str::to_owned).or_else(|| stated_charset(bytes));
    let decoded = encoding::decode_stated(bytes, stated.as_deref());
    let source = without_clipboard_header(&decoded.text);
    let mut page = Page::new(ctx);
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(source, emitter) {
        let Ok(token) = token;
        page.token(token)?;
    }
    let (mut document, mut warnings) = page.finish()?;
    document.encoding = decoded.encoding;
    if decoded.replaced > 0 {
        warnings.push(Warning::Replaced { count: decoded.replaced });
    }
    if decoded.unsure && stated.is_none() {
        warnings.push(Warning::EncodingUnsure { encoding: decoded.encoding });
    }
    document.warnings = warnings;
    Ok(document)
}

/// An open element.
struct Open {
    tag: Tag,
    block: bool,
    /// Shows no text, as programs do.
    never: bool,
    /// Hides its text.
    hidden: bool,
    link: bool,
    heading: bool,
    pre: bool,
    aside_percent: u8,
    /// Which article it belongs to; 0 is none.
    article: u16,
    colour: Option<Colour>,
    background: Option<Colour>,
    /// Elements beyond the depth that were open when it began.
    lost: usize,
}

/// A paragraph and the article it lies in.
struct Block {
    text: String,
    shape: Shape,
    article: u16,
}

struct Page<'a> {
    ctx: &'a Context<'a>,
    open: Vec<Open>,
    /// Open elements beyond the depth, which are not on the stack.
    lost: usize,
    deep: usize,
    tags: usize,
    articles: u16,
    rules: Rules,
    statement: Statement,
    json: Option<String>,
    blocks: Vec<Block>,
    bytes: usize,
    line: String,
    line_chars: usize,
    link_chars: usize,
    hidden: LeftOut,
}

impl<'a> Page<'a> {
    fn new(ctx: &'a Context<'a>) -> Self {
        Self {
            ctx,
            open: Vec::new(),
            lost: 0,
            deep: 0,
            tags: 0,
            articles: 0,
            rules: Rules::default(),
            statement: Statement::default(),
            json: None,
            blocks: Vec::new(),
            bytes: 0,
            line: String::new(),
            line_chars: 0,
            link_chars: 0,
            hidden: LeftOut::default(),
        }
    }

    fn token(&mut self, token: Token) -> Result<(), Refusal> {
        match token {
            Token::StartTag(start) => {
                self.tags += 1;
                let max = self.ctx.limits.html_tag_count_max;
                if self.tags > max {
                    return Err(self.ctx.too_much(Excess::Tags, self.tags, max));
                }
                self.start(&start)
            }
            Token::EndTag(end) => {
                let name = String::from_utf8_lossy(&end.name);
                self.end(Tag::of(&name), matches!(tag::show(&name), Show::Block))
            }
            Token::String(text) => self.text(&String::from_utf8_lossy(&text)),
            Token::Comment(comment) => {
                let comment = String::from_utf8_lossy(&comment);
                let words = comment.split_whitespace().filter(|word| is_wordlike(word));
                if words.take(COMMENT_WORDS_MIN).count() == COMMENT_WORDS_MIN
                    && !comment.trim_start().starts_with("[if")
                    && !comment.contains('<')
                {
                    self.hidden.begin();
                    self.hidden.add(&comment);
                }
                Ok(())
            }
            Token::Doctype(_) | Token::Error(_) => Ok(()),
        }
    }

    fn start(&mut self, start: &StartTag<()>) -> Result<(), Refusal> {
        let name = String::from_utf8_lossy(&start.name).into_owned();
        let tag = Tag::of(&name);
        match name.as_str() {
            "br" => {
                if self.is_shown() {
                    self.line.push('\n');
                }
                return Ok(());
            }
            "meta" => {
                let names = ["property", "name", "itemprop"].map(|one| attribute(start, one));
                let name = names.iter().find(|name| !name.is_empty());
                self.statement.meta(name.map_or("", String::as_str), &attribute(start, "content"));
                return Ok(());
            }
            "link" => {
                if attribute(start, "rel").eq_ignore_ascii_case("canonical") {
                    self.statement.canonical(&attribute(start, "href"));
                }
                return Ok(());
            }
            "time" => {
                let marked = attribute(start, "itemprop") == "datePublished"
                    || start.attributes.contains_key(&b"pubdate"[..]);
                if self.aside_percent() == 0 || marked {
                    self.statement.time(&attribute(start, "datetime"), marked);
                }
            }
            _ => {}
        }
        let block = tag::show(&name) == Show::Block;
        if block {
            self.flush()?;
            self.close_implied(tag)?;
        }
        // A slash at the end means nothing but in drawings, and those show no text.
        let drawing = start.self_closing && self.open.last().is_some_and(|open| open.never);
        if tag::is_void(&name) || drawing {
            return Ok(());
        }
        self.push(start, &name, tag, block);
        Ok(())
    }

    fn push(&mut self, start: &StartTag<()>, name: &str, tag: Tag, block: bool) {
        let mut open = self.opened(start, name, tag, block);
        let above = self.open.last();
        let hides = open.hidden && !above.is_some_and(|above| above.hidden);
        if self.open.len() >= self.ctx.limits.html_depth_max {
            self.deep += 1;
            let never = open.never && !above.is_some_and(|above| above.never);
            if !hides && !never {
                self.lost += 1;
                return;
            }
        }
        if hides && !open.never {
            self.hidden.begin();
        }
        open.lost = std::mem::take(&mut self.lost);
        if tag == Tag::SCRIPT && attribute(start, "type").contains("ld+json") {
            self.json = Some(String::new());
        }
        self.open.push(open);
    }

    /// What an element inherits and what it says itself.
    fn opened(&mut self, start: &StartTag<()>, name: &str, tag: Tag, block: bool) -> Open {
        let above = self.open.last();
        let style = style::inline(&attribute(start, "style"));
        let (class, id) = (attribute(start, "class"), attribute(start, "id"));
        let colour = style.colour.or_else(|| style::colour(&attribute(start, "color")));
        let background = style.background.or_else(|| style::colour(&attribute(start, "bgcolor")));
        let colour = colour.or(above.and_then(|above| above.colour));
        let background = background.or(above.and_then(|above| above.background));
        // Without a stated background the paper is white.
        let paper = background.unwrap_or([255; 3]);
        let faint = colour.is_some_and(|colour| style::alike(colour, paper));
        let until_found = attribute(start, "hidden") == "until-found";
        let hidden = style.hidden
            || faint
            || start.attributes.contains_key(&b"hidden"[..]) && !until_found
            || attribute(start, "aria-hidden") == "true"
            || self.rules.hide(name, &class, &id);
        let role = attribute(start, "role");
        let whole =
            [Tag::HTML, Tag::BODY, Tag::MAIN, Tag::ARTICLE].contains(&tag) || name == "form";
        let aside = match whole {
            true => 0,
            false => tag::aside_of_names(&class, &id, &role).max(tag::aside_of_name(name)),
        };
        let mut article = above.map_or(0, |above| above.article);
        if tag == Tag::ARTICLE || tag == Tag::MAIN || attribute(start, "itemprop") == "articleBody"
        {
            self.articles = self.articles.saturating_add(1);
            article = self.articles;
        }
        if tag == Tag::HTML || tag == Tag::BODY {
            self.language(&attribute(start, "lang"));
        }
        let above = self.open.last();
        let heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        Open {
            tag,
            block,
            never: above.is_some_and(|above| above.never) && tag != Tag::BODY
                || tag::show(name) == Show::Never,
            hidden: hidden || above.is_some_and(|above| above.hidden),
            link: tag == Tag::A || above.is_some_and(|above| above.link),
            heading: heading || above.is_some_and(|above| above.heading),
            pre: tag == Tag::PRE || above.is_some_and(|above| above.pre),
            aside_percent: aside.max(above.map_or(0, |above| above.aside_percent)),
            article,
            colour,
            background,
            lost: 0,
        }
    }

    fn language(&mut self, lang: &str) {
        let lang = lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        self.statement.hints.language = match lang.as_str() {
            "ar" => Some(Language::Ar),
            "en" => Some(Language::En),
            _ => self.statement.hints.language,
        };
    }

    fn end(&mut self, tag: Tag, block: bool) -> Result<(), Refusal> {
        if block {
            self.flush()?;
        }
        if self.lost > 0 {
            self.lost -= 1;
            return Ok(());
        }
        // A stray end tag inside a table closes nothing outside its cell.
        let cell = |open: &Open| open.tag == Tag::TD || open.tag == Tag::TH;
        let table = [Tag::TD, Tag::TH, Tag::TR, Tag::TABLE, Tag::BODY, Tag::HTML].contains(&tag);
        for at in (0..self.open.len()).rev() {
            if self.open[at].tag == tag {
                return self.close(at);
            }
            if !table && cell(&self.open[at]) {
                break;
            }
        }
        Ok(())
    }

    /// Closes the elements from `at` on.
    fn close(&mut self, at: usize) -> Result<(), Refusal> {
        if self.open[at..].iter().any(|open| open.block) {
            self.flush()?;
        }
        if let Some(json) = self.json.take() {
            self.statement.json_ld(&json);
        }
        self.lost = self.open[at].lost;
        self.open.truncate(at);
        Ok(())
    }

    /// Closes what a start tag closes though its end tag is left out.
    fn close_implied(&mut self, tag: Tag) -> Result<(), Refusal> {
        let (closes, stops): (&[Tag], &[Tag]) = match tag {
            Tag::LI => (&[Tag::LI], &[Tag::UL, Tag::OL, Tag::TD, Tag::TH]),
            Tag::DT | Tag::DD => (&[Tag::DT, Tag::DD], &[Tag::DL, Tag::TD, Tag::TH]),
            Tag::TD | Tag::TH => (&[Tag::TD, Tag::TH], &[Tag::TR, Tag::TABLE]),
            Tag::TR => (&[Tag::TR], &[Tag::TABLE]),
            _ => (&[Tag::P], &[]),
        };
        for at in (0..self.open.len()).rev() {
            let open = &self.open[at];
            if closes.contains(&open.tag) {
                return self.close(at);
            }
            // A paragraph is closed only from within the line.
            let stop = if stops.is_empty() { open.block } else { stops.contains(&open.tag) };
            if stop {
                break;
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Refusal> {
        let Some(open) = self.open.last() else {
            self.line(text, false, false);
            return self.check_bytes();
        };
        if open.tag == Tag::TITLE {
            self.statement.window_title(text);
        } else if open.tag == Tag::STYLE {
            self.rules.read(text);
        } else if let Some(json) = &mut self.json {
            json.push_str(text);
        } else if open.never {
            // Programs are no text.
        } else if open.hidden {
            self.hidden.add(text);
        } else {
            let (link, pre) = (open.link, open.pre);
            self.line(text, link, pre);
        }
        self.check_bytes()
    }

    fn line(&mut self, text: &str, link: bool, pre: bool) {
        for c in text.chars() {
            let c = match c {
                '\n' | '\r' if !pre => ' ',
                _ => c,
            };
            self.line.push(c);
            if !c.is_whitespace() {
                self.line_chars += 1;
                self.link_chars += usize::from(link);
            }
        }
    }

    /// Ends a paragraph.
    fn flush(&mut self) -> Result<(), Refusal> {
        let line = std::mem::take(&mut self.line);
        let chars = std::mem::take(&mut self.line_chars);
        let links = std::mem::take(&mut self.link_chars);
        if chars == 0 {
            return Ok(());
        }
        let has = |tags: &[Tag]| self.open.iter().any(|open| tags.contains(&open.tag));
        // Tables that lay out a page hold prose, tables of figures and names hold little.
        let role = match self.open.last() {
            Some(open) if open.heading => Role::Headline,
            _ if has(&[Tag::LI, Tag::DD]) => Role::ListItem,
            _ if has(&[Tag::TD, Tag::TH]) && chars < 200 => Role::TableCell,
            _ => Role::Body,
        };
        let link_percent = (links * 100 / chars).min(100) as u8;
        self.bytes += line.len();
        let shape = Shape { role, link_percent, aside_percent: self.aside_percent() };
        let article = self.open.last().map_or(0, |open| open.article);
        self.blocks.push(Block { text: line, shape, article });
        let max = self.ctx.limits.paragraph_count_max;
        if self.blocks.len() > max {
            return Err(self.ctx.too_much(Excess::Paragraphs, self.blocks.len(), max));
        }
        Ok(())
    }

    fn check_bytes(&self) -> Result<(), Refusal> {
        let bytes = self.bytes + self.line.len();
        let max = self.ctx.limits.text_bytes_max;
        // Blanks are joined later; a page may hold many.
        match bytes > max.saturating_mul(2) {
            true => Err(self.ctx.too_much(Excess::TextBytes, bytes, max)),
            false => Ok(()),
        }
    }

    fn is_shown(&self) -> bool {
        self.open.last().is_none_or(|open| !open.never && !open.hidden)
    }

    fn aside_percent(&self) -> u8 {
        self.open.last().map_or(0, |open| open.aside_percent)
    }

    fn finish(mut self) -> Result<(Document, Vec<Warning>), Refusal> {
        self.flush()?;
        set_outside(&mut self.blocks);
        let mut paragraphs = Paragraphs::new(self.ctx);
        for block in &self.blocks {
            paragraphs.push(&block.text, block.shape)?;
        }
        let mut warnings = Vec::new();
        let (text, parts) = paragraphs.finish(true, &mut warnings);
        let (published, days) = self.statement.published();
        if self.hidden.is_text() {
            let LeftOut { count, sample, .. } = self.hidden;
            warnings.push(Warning::HiddenText { count, sample });
        }
        if days > 1 {
            warnings.push(Warning::SeveralDates { count: days });
        }
        if self.deep > 0 {
            warnings.push(Warning::DeepNesting { count: self.deep });
        }
        let document = Document {
            kind: Kind::Html,
            text,
            parts,
            title: self.statement.title(),
            published,
            hints: std::mem::take(&mut self.statement.hints),
            encoding: "",
            warnings: Vec::new(),
            sha256: [0; 32],
        };
        Ok((document, warnings))
    }
}

/// When one article holds most of the prose, what lies outside it is likely furniture.
fn set_outside(blocks: &mut [Block]) {
    let articles = blocks.iter().map(|block| usize::from(block.article)).max().unwrap_or(0);
    let mut prose = vec![0usize; articles + 1];
    for block in blocks.iter().filter(|block| furniture::is_prose(&block.text)) {
        if block.shape.aside_percent == 0 {
            prose[usize::from(block.article)] += block.text.len();
        }
    }
    let total: usize = prose.iter().sum();
    let best = (1..=articles).max_by_key(|nth| prose[*nth]).filter(|nth| prose[*nth] * 2 > total);
    let Some(best) = best else {
        return;
    };
    for block in blocks.iter_mut().filter(|block| usize::from(block.article) != best) {
        if block.shape.role != Role::Headline {
            block.shape.aside_percent = block.shape.aside_percent.max(OUTSIDE_PERCENT);
        }
    }
}

/// The value of an attribute; empty when it is absent or too long to be meant.
fn attribute(start: &StartTag<()>, name: &str) -> String {
    let value = start.attributes.get(name.as_bytes());
    let value: &[u8] = value.map_or(&[], |value| value);
    match value.len() <= ATTRIBUTE_BYTES_MAX {
        true => String::from_utf8_lossy(value).into_owned(),
        false => String::new(),
    }
}

/// The character set that the page states in its first kilobyte.
fn stated_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1_024)]).to_ascii_lowercase();
    let after = &head[head.find("charset")? + "charset".len()..];
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
    Some(value[..end.unwrap_or(value.len())].to_owned())
}

/// The lines that some systems put before HTML on the clipboard (`Version:0.9`, `StartHTML:`).
fn without_clipboard_header(source: &str) -> &str {
    let start = source.trim_start();
    if !start.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("version:")) {
        return source;
    }
    source.find('<').map_or(source, |at| &source[at..])
}

fn is_wordlike(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() * 2 > word.chars().count()
}
