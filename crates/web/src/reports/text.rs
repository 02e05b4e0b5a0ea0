//! The text of a report with the places that support a fact. Offsets are Unicode scalar values;
//! whatever they are, the text shown is the report's own and nothing else.

use node::reports::Report;
use proposals::{Facts, Mended};

/// A stretch of the text.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    pub text: String,
    /// The claim it supports, for the link to its card.
    pub claim: String,
    /// `person`, `session`, ...: colours and the word before a reader's eyes.
    pub slot: String,
    /// What was written, where the reader reads something else.
    pub raw: String,
    /// Not part of the report: menus, other articles.
    pub aside: bool,
}

/// A paragraph.
pub type Paragraph = Vec<Piece>;

/// The text in paragraphs; `mended` shows repairs in place of what was written.
pub fn paragraphs(report: &Report, mended: bool) -> Vec<Paragraph> {
    let scalars: Vec<char> = report.text.chars().collect();
    let letters = Mended::of(&report.text);
    let marks = marks(&report.facts, scalars.len());
    let mut cuts: Vec<usize> = vec![0, scalars.len()];
    cuts.extend(marks.iter().flat_map(|mark| [mark.from, mark.to]));
    let repairs = report.facts.repairs.iter().map(|repair| (repair.span, repair));
    let repairs: Vec<_> =
        repairs.filter(|((from, to), _)| from < to && *to <= scalars.len()).collect();
    cuts.extend(repairs.iter().flat_map(|((from, to), _)| [*from, *to]));
    let breaks = scalars.iter().enumerate().filter(|(_, c)| **c == '\n');
    cuts.extend(breaks.flat_map(|(at, _)| [at, at + 1]));
    cuts.sort_unstable();
    cuts.dedup();
    let mut paragraphs = vec![Paragraph::new()];
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let raw: String = scalars[from..to].iter().collect();
        if raw == "\n" {
            paragraphs.push(Paragraph::new());
            continue;
        }
        let shown = if mended { letters.at((from, to)).to_owned() } else { raw };
        let mut piece =
            Piece { text: shown, aside: is_aside(&report.facts, from), ..Piece::default() };
        let within = |mark: &&Mark| mark.from <= from && to <= mark.to;
        // The shortest place says the most.
        if let Some(mark) = marks.iter().filter(within).min_by_key(|mark| mark.to - mark.from) {
            piece.claim.clone_from(&mark.claim);
            piece.slot.clone_from(&mark.slot);
        }
        let repair = repairs.iter().find(|((a, b), _)| *a <= from && to <= *b);
        if let Some(((start, end), repair)) = repair.filter(|_| mended) {
            // A repair may be cut by marks: its first part shows the value, the rest nothing.
            let whole = *start == from && *end == to;
            if whole || *start == from {
                piece.raw = std::mem::replace(&mut piece.text, repair.value.clone());
            } else {
                continue;
            }
        }
        if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.push(piece);
        }
    }
    paragraphs.retain(|paragraph| paragraph.iter().any(|piece| !piece.text.trim().is_empty()));
    paragraphs
}

struct Mark {
    from: usize,
    to: usize,
    claim: String,
    slot: String,
}

fn marks(facts: &Facts, length: usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    for claim in &facts.claims {
        for fact in claim.fields.values() {
            for (from, to) in &fact.spans {
                if from < to && *to <= length {
                    let (claim, slot) = (claim.id.clone(), claim.slot.clone());
                    marks.push(Mark { from: *from, to: *to, claim, slot });
                }
            }
        }
    }
    marks
}

fn is_aside(facts: &Facts, at: usize) -> bool {
    facts.regions.iter().any(|region| {
        matches!(region.kind.as_str(), "furniture" | "other_article")
            && (region.span.0..region.span.1).contains(&at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proposals::{Choices, Claim, Fact, Repair};

    fn report(text: &str, spans: Vec<(usize, usize)>, repairs: Vec<Repair>) -> Report {
        let fact = Fact { spans, ..Fact::default() };
        let claim = Claim {
            id: "p1".into(),
            slot: "person".into(),
            of: Vec::new(),
            fields: [("name".to_owned(), fact)].into(),
            rule: "test".into(),
            confidence: 1.0,
        };
        let facts = Facts { claims: vec![claim], repairs, ..Facts::default() };
        Report {
            id: "1".into(),
            name: "report".into(),
            kind: "text".into(),
            sha: [0; 32],
            text: text.into(),
            facts,
            choices: Choices::default(),
            author: "desk".into(),
            at: jiff::Timestamp::UNIX_EPOCH,
            submitted: None,
        }
    }

    #[test]
    fn the_text_is_whole_and_each_place_is_marked_once() {
        let report = report("قال حمد\nالمشعان إن", vec![(4, 7), (8, 15), (90, 99), (5, 5)], vec![]);
        let shown = paragraphs(&report, true);
        let texts: Vec<String> =
            shown.iter().map(|p| p.iter().map(|piece| piece.text.as_str()).collect()).collect();
        assert_eq!(texts, ["قال حمد", "المشعان إن"]);
        let marked: Vec<&str> = shown
            .iter()
            .flatten()
            .filter(|piece| piece.claim == "p1")
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(marked, ["حمد", "المشعان"]);
    }

    #[test]
    fn a_repair_shows_once_and_what_was_written_stays_at_hand() {
        let (text, value) = ("بروسشوارتز".to_owned(), "بروس شوارتز".to_owned());
        let repair = Repair { kind: "space".into(), span: (0, 10), text: text.clone(), value };
        let report = report(&text, vec![(4, 10)], vec![repair]);
        let shown: String = paragraphs(&report, true)[0].iter().map(|p| p.text.as_str()).collect();
        assert_eq!(shown, "بروس شوارتز");
        let raw: String = paragraphs(&report, false)[0].iter().map(|p| p.text.as_str()).collect();
        assert_eq!(raw, text);
    }
}
