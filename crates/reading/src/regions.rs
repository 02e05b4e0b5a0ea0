//! Which lines are the report: headline, dateline and body apart from menus, furniture and stories
//! appended to it. Nothing is claimed from lines that are not the report.

use crate::draft::Region;
use crate::gazetteers::Class;
use crate::hits::Hits;
use crate::page::{Kind, Page};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Blank,
    Section,
    Headline,
    Dateline,
    Body,
    Furniture,
    Other,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Part::Blank | Part::Body => "body",
            Part::Section => "section_label",
            Part::Headline => "headline",
            Part::Dateline => "dateline",
            Part::Furniture => "furniture",
            Part::Other => "other_article",
        }
    }
}

/// A line with the tokens it holds.
struct Line {
    from: usize,
    to: usize,
    n_chars: usize,
    part: Part,
}

/// The kind of each line of a page.
pub(crate) fn parts(page: &Page, hits: &Hits) -> Vec<Part> {
    let mut lines = lines(page);
    for line in &mut lines {
        line.part = first_look(page, hits, line);
    }
    close_report(page, hits, &mut lines);
    open_report(page, hits, &mut lines);
    appended(page, hits, &mut lines);
    lines.into_iter().map(|line| line.part).collect()
}

/// Neighbouring lines of one kind as regions.
pub(crate) fn regions(page: &Page, parts: &[Part]) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    let mut last: Option<Part> = None;
    for (at, &part) in parts.iter().enumerate() {
        if part == Part::Blank {
            continue;
        }
        let (start, end) = trimmed(page, page.lines[at]);
        match regions.last_mut() {
            Some(region) if last == Some(part) => region.span.1 = end,
            _ => regions.push(Region { kind: part.name(), span: (start, end) }),
        }
        last = Some(part);
    }
    regions
}

fn trimmed(page: &Page, (start, end): (usize, usize)) -> (usize, usize) {
    let mut end = end;
    while end > start && page.chars[end - 1].is_whitespace() {
        end -= 1;
    }
    (start, end)
}

fn lines(page: &Page) -> Vec<Line> {
    page.lines
        .iter()
        .map(|&(start, end)| {
            let (start, end) = trimmed(page, (start, end));
            Line {
                from: page.token_at(start),
                to: page.token_at(end),
                n_chars: end - start,
                part: Part::Blank,
            }
        })
        .collect()
}

fn words<'a>(page: &'a Page, line: &Line) -> impl Iterator<Item = usize> + 'a {
    let (from, to) = (line.from, line.to);
    (from..to).filter(move |&at| page.kind(at) != Kind::Break)
}

fn closed(page: &Page, line: &Line) -> bool {
    let mut at = line.to;
    while at > line.from {
        at -= 1;
        match page.kind(at) {
            Kind::Break => {}
            Kind::Mark('.' | '\u{061F}' | '?' | '!' | ':' | ';' | '\u{061B}' | '\u{06D4}') => {
                return true;
            }
            Kind::Mark(')' | ']' | '"' | '\u{201D}' | '\u{00BB}' | '*') => {}
            _ => return false,
        }
    }
    false
}

/// Whether a line opens with a number or a bullet.
fn is_item(page: &Page, line: &Line) -> bool {
    match page.kind(line.from) {
        Kind::Number => page.is_mark(line.from + 1, &['.', ')', '-', ':']),
        Kind::Mark(c) => {
            matches!(c, '-' | '\u{2022}' | '*' | '\u{25CF}' | '\u{25AA}' | '\u{2013}' | '\u{00B7}')
        }
        Kind::Latin | Kind::Arabic => {
            page.word(line.from).chars().count() == 1 && page.is_mark(line.from + 1, &['.', ')'])
        }
        Kind::Break => false,
    }
}

fn first_look(page: &Page, hits: &Hits, line: &Line) -> Part {
    let all: Vec<usize> = words(page, line).collect();
    if all.is_empty() {
        return Part::Blank;
    }
    let wordlike = all.iter().filter(|&&at| page.is_wordlike(at)).count();
    let tiny = all.iter().all(|&at| !page.is_wordlike(at) || page.word(at).chars().count() <= 2);
    if tiny && line.n_chars < 40 && !is_numbered_day(page, hits, line) {
        return Part::Furniture;
    }
    let furniture = hits.within(line.from, line.to, Class::Furniture);
    let covered: usize = furniture.iter().map(|hit| hit.to - hit.from).sum();
    let closed = closed(page, line);
    if !furniture.is_empty() {
        let strong = furniture.iter().any(|hit| hit.from == line.from && hit.to - hit.from >= 2);
        let several = furniture.len() >= 2;
        let short = line.n_chars < 110 && !closed;
        let much = covered * 2 >= wordlike;
        if (several && line.n_chars < 300)
            || much
            || (strong && line.n_chars < 160)
            || (short && covered * 3 >= wordlike)
        {
            return Part::Furniture;
        }
    }
    let label = |class| {
        all.iter().all(|&at| {
            !page.is_wordlike(at)
                || hits.starting(at).iter().any(|hit| hit.entry.class == class)
                || inside(hits, line.from, at, class)
        })
    };
    if label(Class::FurnitureLine) {
        return Part::Furniture;
    }
    if label(Class::Section) && line.n_chars < 60 {
        return Part::Section;
    }
    if page.is_mark(line.from, &['-', '/', '\u{2014}'])
        && hits.first_of(line.from, line.to, &[Class::End]).is_some()
        && line.n_chars < 40
    {
        return Part::Furniture;
    }
    let ends = hits.at(line.from, Class::End).is_some() && wordlike <= 4;
    if ends {
        return Part::Furniture;
    }
    Part::Body
}

fn inside(hits: &Hits, from: usize, at: usize, class: Class) -> bool {
    (from..at)
        .any(|start| hits.starting(start).iter().any(|hit| hit.entry.class == class && hit.to > at))
}

fn is_numbered_day(page: &Page, hits: &Hits, line: &Line) -> bool {
    has_date(page, hits, line)
}

/// A day with month or a numeric date stands in the line.
fn has_date(page: &Page, hits: &Hits, line: &Line) -> bool {
    (line.from..line.to).any(|at| {
        let Some(number) = page.number(at) else { return false };
        let numeric = page.is_mark(at + 1, &['-', '/', '.'])
            && page.number(at + 2).is_some()
            && page.is_mark(at + 3, &['-', '/', '.'])
            && page.number(at + 4).is_some();
        let named = number <= 31
            && (hits.any_at(at + 1, &[Class::Month, Class::Hijri]).is_some()
                || (at > line.from && hits.any_at(at - 1, &[Class::Month]).is_some()));
        numeric || named
    })
}

/// After the last sentence of the report, short lines are furniture once one of them is.
fn close_report(page: &Page, hits: &Hits, lines: &mut [Line]) {
    let Some(first) = lines.iter().position(|line| is_body_line(page, line)) else { return };
    // The last line that is surely a sentence or an item of the report.
    let mut furniture_from: Option<usize> = None;
    for at in first + 1..lines.len() {
        match lines[at].part {
            Part::Blank => {}
            Part::Furniture => {
                furniture_from.get_or_insert(at);
            }
            _ => {
                let list = is_item(page, &lines[at]) || has_item_shape(page, hits, &lines[at]);
                let sentence = closed(page, &lines[at]) && lines[at].n_chars >= 60;
                if furniture_from.is_some() && !sentence && !list {
                    lines[at].part = Part::Furniture;
                } else if furniture_from.is_some() && sentence {
                    let after_list = lines[..at]
                        .iter()
                        .rev()
                        .take_while(|line| line.part != Part::Body)
                        .filter(|line| line.part == Part::Furniture)
                        .count();
                    if after_list >= 2 {
                        lines[at].part = Part::Furniture;
                    } else {
                        furniture_from = None;
                    }
                }
            }
        }
    }
}

/// A short line of a list of persons or of minutes: it has a comma, a colon or a title.
fn has_item_shape(page: &Page, hits: &Hits, line: &Line) -> bool {
    let comma = (line.from..line.to).any(|at| page.is_comma(at) || page.is_mark(at, &[':']));
    comma && hits.first_of(line.from, line.to, &[Class::Head, Class::Rank, Class::Honour]).is_some()
}

fn is_body_line(page: &Page, line: &Line) -> bool {
    line.part == Part::Body
        && (line.n_chars >= 110
            || (line.n_chars >= 60 && closed(page, line))
            || is_item(page, line))
}

/// Lines before the first sentence: labels, menus, headline, dateline.
fn open_report(page: &Page, hits: &Hits, lines: &mut [Line]) {
    let n_top = lines.iter().position(|line| is_body_line(page, line)).unwrap_or(lines.len());
    let short_text = n_top == lines.len();
    let candidates: Vec<usize> = (0..n_top).filter(|&at| lines[at].part == Part::Body).collect();
    for &at in &candidates {
        if has_date(page, hits, &lines[at]) && is_dateline(page, hits, &lines[at]) {
            lines[at].part = Part::Dateline;
        }
    }
    let mut headed = false;
    for &at in &candidates {
        if lines[at].part == Part::Dateline {
            continue;
        }
        if is_menu(page, hits, &lines[at]) {
            lines[at].part = Part::Furniture;
        } else if !short_text {
            lines[at].part = Part::Headline;
            headed |= lines[at].n_chars >= 20;
        }
    }
    // A long first line with no sentence end above a dateline is a headline too.
    let first = lines.iter().position(|line| line.part == Part::Body);
    if let (false, Some(at)) = (headed, first) {
        let more = lines[at + 1..].iter().any(|line| is_body_line(page, line));
        let open =
            !closed(page, &lines[at]) && lines[at].n_chars < 260 && !is_item(page, &lines[at]);
        if open && more {
            lines[at].part = Part::Headline;
            for line in lines[at + 1..].iter_mut() {
                match line.part {
                    Part::Blank => {}
                    Part::Body if has_date(page, hits, line) && is_dateline(page, hits, line) => {
                        line.part = Part::Dateline;
                    }
                    _ => break,
                }
            }
        }
    }
    let headline = lines.iter().position(|line| line.part == Part::Headline && line.n_chars >= 20);
    if let Some(headline) = headline {
        for line in lines[..headline].iter_mut() {
            if line.part == Part::Headline && line.n_chars < 20 && !has_meeting(hits, line) {
                line.part = Part::Section;
            }
        }
    }
}

fn has_meeting(hits: &Hits, line: &Line) -> bool {
    hits.first_of(line.from, line.to, &[Class::Dialogue, Class::Kind, Class::Land]).is_some()
}

/// A line of a date, a place, a time and a sign, and little else.
fn is_dateline(page: &Page, hits: &Hits, line: &Line) -> bool {
    if line.n_chars > 110 {
        return false;
    }
    let left = (line.from..line.to)
        .filter(|&at| page.is_wordlike(at) && page.word(at).chars().count() > 2)
        .filter(|&at| {
            let dated = |class: Class| inside(hits, line.from, at, class);
            !hits.starting(at).iter().any(|hit| {
                matches!(
                    hit.entry.class,
                    Class::Month
                        | Class::Hijri
                        | Class::Weekday
                        | Class::City
                        | Class::Land
                        | Class::Agency
                )
            }) && !dated(Class::City)
                && !dated(Class::Land)
                && !dated(Class::Mode)
                && !dated(Class::Hijri)
                && !["الموافق", "corresponding", "تاريخ", "النشر", "date", "published", "updated"]
                    .contains(&page.word(at))
        })
        .count();
    left <= 3
}

/// A line of labels with bars, strokes or arrows between them.
fn is_menu(page: &Page, hits: &Hits, line: &Line) -> bool {
    let bars = (line.from..line.to)
        .filter(|&at| {
            page.is_mark(
                at,
                &['|', '>', '\u{203A}', '\u{00BB}', '\u{2039}', '\u{2022}', '\u{00B7}'],
            )
        })
        .count();
    let labels = hits.within(line.from, line.to, Class::FurnitureLine).len()
        + hits.within(line.from, line.to, Class::Section).len()
        + hits.within(line.from, line.to, Class::Furniture).len();
    bars >= 2 || (bars >= 1 && labels >= 1) || (labels >= 2 && line.n_chars < 80)
}

/// Stories that follow the report: opened by a turn, without the parties of the dialogue.
fn appended(page: &Page, hits: &Hits, lines: &mut [Line]) {
    let opening: Vec<&str> = lines
        .iter()
        .filter(|line| matches!(line.part, Part::Headline | Part::Body))
        .take(3)
        .flat_map(|line| lands(hits, line))
        .collect();
    let mut other = false;
    for line in lines.iter_mut() {
        if line.part != Part::Body {
            continue;
        }
        let turn = hits.at(line.from, Class::Turn).is_some();
        let named = lands(hits, line);
        let shared = named
            .iter()
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .filter(|code| opening.contains(code))
            .count();
        let dialogue = hits.first_of(line.from, line.to, &[Class::Dialogue, Class::Both]).is_some();
        if turn {
            other = shared < 2 && !dialogue;
        } else if other && shared >= 2 && dialogue {
            other = false;
        }
        if other {
            line.part = Part::Other;
        }
    }
    let _ = page;
}

fn lands<'a>(hits: &Hits<'a>, line: &Line) -> Vec<&'a str> {
    (line.from..line.to)
        .flat_map(|at| hits.starting(at).iter())
        .filter(|hit| matches!(hit.entry.class, Class::Land | Class::Nisba))
        .map(|hit| hit.entry.code.as_str())
        .collect()
}
