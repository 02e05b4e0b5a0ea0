//! From glyphs on a page to paragraphs: lines by their height, words by gaps, columns by a gutter,
//! paragraphs by distance and by where a line ends. Order within a line is that of `order`.

use crate::document::Role;
use crate::paragraphs::is_item;

use super::order::{Balance, Cluster, logical, reads_rtl};
use super::page::Glyph;

/// Gap between words, as a part of the size.
const WORD_GAP: f64 = 0.18;
/// Gap between cells or columns, as a part of the size.
const CELL_GAP: f64 = 1.3;
/// The same where the line above or below has such a gap at that place.
const CELL_GAP_ALIGNED: f64 = 0.7;
/// Lines that a gutter must cross, to be one.
const GUTTER_LINES_MIN: usize = 4;
/// Letters of a column's lines, on average; cells of tables hold fewer.
const COLUMN_LETTERS_MIN: usize = 18;

/// A paragraph of a page.
#[derive(Debug, Clone)]
pub struct Paragraph {
    pub text: String,
    pub role: Role,
    pub size: f64,
    /// First or last of its page, where running heads and page numbers stand.
    pub edge: bool,
    /// The page it begins on.
    pub page: usize,
}

/// Signs of one line without a gap.
#[derive(Debug, Clone)]
struct Segment {
    start: f64,
    end: f64,
    size: f64,
    clusters: Vec<Cluster>,
    /// Wide gaps within: where they begin and end, and the sign after which they come.
    gaps: Vec<(f64, f64, usize)>,
}

/// A line and its segments, from the left edge to the right.
#[derive(Debug, Clone)]
struct Line {
    base: f64,
    size: f64,
    segments: Vec<Segment>,
}

/// The paragraphs of a page, in reading order.
pub fn paragraphs(glyphs: Vec<Glyph>, page: usize) -> Vec<Paragraph> {
    let mut out = Vec::new();
    // Turned text (a table on its side, a mark in the margin) comes after upright text.
    for turns in 0..4 {
        let turned: Vec<Glyph> = glyphs.iter().filter(|one| one.turns == turns).cloned().collect();
        if !turned.is_empty() {
            upright(turned, page, &mut out);
        }
    }
    let last = out.len().saturating_sub(1);
    for (nth, paragraph) in out.iter_mut().enumerate() {
        paragraph.edge = nth == 0 || nth == last;
    }
    out
}

fn upright(glyphs: Vec<Glyph>, page: usize, out: &mut Vec<Paragraph>) {
    let lines = lines(glyphs);
    let mut balance = Balance::default();
    for segment in lines.iter().flat_map(|line| &line.segments) {
        balance.add(&segment.clusters);
    }
    let rtl = balance.is_rtl();
    let Some(gutter) = gutter(&lines) else {
        join(lines, rtl, page, out);
        return;
    };
    // Bands between lines that cross the gutter are read column by column.
    let mut band: Vec<Line> = Vec::new();
    for line in lines {
        let crosses = line.segments.iter().any(|one| one.start < gutter && one.end > gutter);
        if crosses {
            columns(std::mem::take(&mut band), gutter, rtl, page, out);
            join(vec![line], rtl, page, out);
        } else {
            band.push(line);
        }
    }
    columns(band, gutter, rtl, page, out);
}

fn columns(band: Vec<Line>, gutter: f64, rtl: bool, page: usize, out: &mut Vec<Paragraph>) {
    let side = |left: bool| -> Vec<Line> {
        let cut = band.iter().map(|line| {
            let segments = line.segments.iter().filter(|one| (one.end <= gutter) == left);
            Line { segments: segments.cloned().collect(), ..line.clone() }
        });
        cut.filter(|line| !line.segments.is_empty()).collect()
    };
    for left in if rtl { [false, true] } else { [true, false] } {
        join(side(left), rtl, page, out);
    }
}

/// Groups glyphs into lines, from the top down.
fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|one, other| other.base.total_cmp(&one.base));
    let mut lines = Vec::new();
    let mut group: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        let same = group.first().is_none_or(|first| {
            (first.base - glyph.base).abs() <= 0.4 * first.size.max(glyph.size).max(1.0)
        });
        if !same {
            lines.extend(line(std::mem::take(&mut group)));
        }
        group.push(glyph);
    }
    lines.extend(line(group));
    align_cells(&mut lines);
    lines
}

/// Cuts rows of a table whose cells come close where the row above or below shows the gap.
fn align_cells(lines: &mut [Line]) {
    for nth in 0..lines.len() * 2 {
        // Down the page, then up again, so that one clear row is enough.
        let at = if nth < lines.len() { nth } else { lines.len() * 2 - 1 - nth };
        let beside = match nth < lines.len() {
            true => at.checked_sub(1),
            false => Some(at + 1).filter(|below| *below < lines.len()),
        };
        let Some(beside) = beside else {
            continue;
        };
        let known: Vec<(f64, f64)> = lines[beside]
            .segments
            .windows(2)
            .map(|two| (two[0].end, two[1].start))
            .take(64)
            .collect();
        let near = (lines[beside].base - lines[at].base).abs() < 4.0 * lines[at].size.max(1.0);
        if !known.is_empty() && near {
            let line = &mut lines[at];
            line.segments = line.segments.drain(..).flat_map(|one| cut(one, &known)).collect();
        }
    }
}

/// Cuts a segment at its gaps that lie at known places.
fn cut(mut segment: Segment, known: &[(f64, f64)]) -> Vec<Segment> {
    let mut out = Vec::new();
    while let Some((end, start, after)) = segment.gaps.pop() {
        let aligned = known.iter().any(|gap| gap.0.max(end) + 0.5 < gap.1.min(start));
        if !aligned || after == 0 || after >= segment.clusters.len() {
            continue;
        }
        let mut clusters = segment.clusters.split_off(after);
        clusters.retain({
            let mut letters = false;
            move |one| {
                letters |= !is_blank(one);
                letters
            }
        });
        out.push(Segment { start, end: segment.end, clusters, gaps: Vec::new(), ..segment });
        segment.end = end;
    }
    out.push(segment);
    out.reverse();
    out
}

fn line(mut glyphs: Vec<Glyph>) -> Option<Line> {
    glyphs.sort_by(|one, other| one.start.total_cmp(&other.start));
    let base = glyphs.first()?.base;
    let (marks, mut signs): (Vec<Glyph>, Vec<Glyph>) =
        glyphs.into_iter().partition(|glyph| is_mark(&glyph.letters));
    // Bold letters are drawn twice by some programs, a hair apart.
    signs.dedup_by(|later, first| {
        later.letters == first.letters
            && (later.start - first.start).abs() < 0.08 * first.size
            && (later.end - first.end).abs() < 0.08 * first.size
            && !first.letters.trim().is_empty()
    });
    for mark in &marks {
        put_on_base(mark, &mut signs);
    }
    let mut segments: Vec<Segment> = Vec::new();
    for glyph in signs {
        let blank = glyph.letters.trim().is_empty();
        let new = || Segment {
            start: glyph.start,
            end: glyph.end,
            size: glyph.size,
            clusters: Vec::new(),
            gaps: Vec::new(),
        };
        let cluster = || Cluster { letters: glyph.letters.clone(), stated: glyph.stated };
        let Some(last) = segments.last_mut() else {
            if !blank {
                segments.push(Segment { clusters: vec![cluster()], ..new() });
            }
            continue;
        };
        let size = last.size.max(glyph.size);
        let gap = glyph.start - last.end;
        if !blank && (CELL_GAP_ALIGNED * size..=CELL_GAP * size).contains(&gap) {
            let letters = last.clusters.iter().rposition(|one| !is_blank(one));
            last.gaps.push((last.end, glyph.start, letters.map_or(0, |at| at + 1)));
        }
        if blank {
            // A blank is a gap that letters follow; it moves the end only when it touches it.
            if gap < WORD_GAP * size && last.clusters.last().is_some_and(|one| !is_blank(one)) {
                last.clusters.push(Cluster { letters: " ".to_owned(), stated: true });
                last.end = last.end.max(glyph.end.min(last.end + 0.6 * size));
            }
        } else if gap > CELL_GAP * size {
            segments.push(Segment { clusters: vec![cluster()], ..new() });
        } else {
            if gap > WORD_GAP * size && last.clusters.last().is_some_and(|one| !is_blank(one)) {
                last.clusters.push(Cluster { letters: " ".to_owned(), stated: true });
            }
            last.clusters.push(cluster());
            last.end = last.end.max(glyph.end);
            last.size = size;
        }
    }
    for segment in &mut segments {
        while segment.clusters.last().is_some_and(is_blank) {
            segment.clusters.pop();
        }
    }
    let size = segments.iter().map(|segment| segment.size).fold(0.0, f64::max);
    (!segments.is_empty()).then_some(Line { base, size, segments })
}

/// Adds a mark (vowel sign, shadda) to the letter over which it stands.
fn put_on_base(mark: &Glyph, signs: &mut [Glyph]) {
    let middle = (mark.start + mark.end) / 2.0;
    let near = signs.partition_point(|sign| sign.start <= middle);
    let range = near.saturating_sub(3)..(near + 2).min(signs.len());
    let far = |sign: &Glyph| match (sign.start - 0.01..=sign.end + 0.01).contains(&middle) {
        true => ((sign.start + sign.end) / 2.0 - middle).abs() * 0.01,
        false => (sign.start - middle).abs().min((sign.end - middle).abs()),
    };
    let letters = range.filter(|at| !signs[*at].letters.trim().is_empty());
    let best = letters.min_by(|one, other| far(&signs[*one]).total_cmp(&far(&signs[*other])));
    if let Some(best) = best {
        signs[best].letters.push_str(&mark.letters);
    }
}

fn is_mark(letters: &str) -> bool {
    let marks = |c: char| {
        matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}')
            || matches!(c, '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}')
    };
    !letters.is_empty() && letters.chars().all(marks)
}

fn is_blank(cluster: &Cluster) -> bool {
    cluster.letters.trim().is_empty()
}

/// The middle of the gutter between two columns, if the page has two.
fn gutter(lines: &[Line]) -> Option<f64> {
    let pairs = || lines.iter().flat_map(|line| line.segments.windows(2));
    let gaps: Vec<(f64, f64)> = pairs().map(|two| (two[0].end, two[1].start)).collect();
    if gaps.len() < GUTTER_LINES_MIN || gaps.len() > 2_000 {
        return None;
    }
    let through = |x: f64| gaps.iter().filter(|gap| gap.0 < x && x < gap.1).count();
    let middles = gaps.iter().map(|gap| (gap.0 + gap.1) / 2.0).take(64);
    let best = middles.max_by_key(|x| through(*x))?;
    let beside: Vec<&Line> = lines
        .iter()
        .filter(|line| line.segments.windows(2).any(|two| two[0].end < best && best < two[1].start))
        .collect();
    let letters: usize =
        beside.iter().flat_map(|line| &line.segments).map(|one| one.clusters.len()).sum();
    let segments: usize = beside.iter().map(|line| line.segments.len()).sum();
    let crossing = lines
        .iter()
        .filter(|line| line.segments.iter().any(|one| one.start < best && one.end > best));
    let enough = through(best) >= GUTTER_LINES_MIN && crossing.count() <= beside.len();
    (enough && letters >= COLUMN_LETTERS_MIN * segments.max(1)).then_some(best)
}

/// Joins lines to paragraphs. Lines of several segments are rows of a table.
fn join(lines: Vec<Line>, rtl: bool, page: usize, out: &mut Vec<Paragraph>) {
    let spacing = spacing(&lines);
    let edges = lines.iter().flat_map(|line| &line.segments);
    let (left, right) = edges
        .fold((f64::MAX, f64::MIN), |(left, right), one| (left.min(one.start), right.max(one.end)));
    // The line before: height, size, whether it ended early.
    let mut before: Option<(f64, f64, bool)> = None;
    for line in lines {
        if let [segment] = line.segments.as_slice() {
            let text = logical(&segment.clusters, rtl);
            let line_rtl = reads_rtl(&segment.clusters, rtl);
            let (indent, rest) = match line_rtl {
                true => (right - segment.end, segment.start - left),
                false => (segment.start - left, right - segment.end),
            };
            let early = rest > 0.2 * (right - left);
            let new = before.is_none_or(|(base, size, early)| {
                let gap = (base - line.base) / line.size.max(1.0);
                let jump = (size - line.size).abs() > 0.15 * size.max(line.size);
                let far = gap > 1.25 * spacing || gap <= 0.0;
                let indented = indent > 1.5 * line.size && indent < 0.2 * (right - left);
                early || jump || far || indented || is_item(&text)
            });
            before = Some((line.base, line.size, early));
            match out.last_mut() {
                Some(last) if !new && last.page == page => {
                    last.text.push(' ');
                    last.text.push_str(&text);
                }
                _ => {
                    let role = if is_item(&text) { Role::ListItem } else { Role::Body };
                    out.push(Paragraph { text, role, size: segment.size, edge: false, page });
                }
            }
            continue;
        }
        before = None;
        let cells: Vec<&Segment> = match rtl {
            true => line.segments.iter().rev().collect(),
            false => line.segments.iter().collect(),
        };
        for cell in cells {
            let text = logical(&cell.clusters, rtl);
            let role = Role::TableCell;
            out.push(Paragraph { text, role, size: cell.size, edge: false, page });
        }
    }
}

/// The usual distance of lines within a paragraph, as a multiple of the size.
fn spacing(lines: &[Line]) -> f64 {
    let mut gaps: Vec<f64> = lines
        .windows(2)
        .filter(|two| two[0].segments.len() == 1 && two[1].segments.len() == 1)
        .map(|two| (two[0].base - two[1].base) / two[1].size.max(1.0))
        .filter(|gap| (0.8..3.5).contains(gap))
        .collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 4).copied().unwrap_or(1.4)
}
