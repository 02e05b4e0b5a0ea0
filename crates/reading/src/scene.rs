//! What all grammars share: the words, the word lists' hits, dates, sentences, parties, and the
//! claims made so far. A grammar reads the scene and adds claims; none removes another's.

use crate::dates::DateHit;
use crate::days::{Day, When};
use crate::draft::{Claim, Field, Note, Slot, Span, Value};
use crate::gazetteers::{Class, Gazetteers};
use crate::hits::{Hit, Hits};
use crate::limits::CLAIMS_PER_SLOT_MAX;
use crate::page::{Kind, Page};
use crate::regions::Part;

/// A sentence: tokens `from..to` of one paragraph, its closing mark left out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sentence {
    pub from: usize,
    pub to: usize,
    pub paragraph: usize,
    pub part: Part,
}

/// Everything known about a report while it is read.
pub(crate) struct Scene<'a> {
    pub page: &'a Page,
    pub hits: &'a Hits<'a>,
    pub gazetteers: &'a Gazetteers,
    pub dates: Vec<DateHit>,
    pub sentences: Vec<Sentence>,
    pub parts: &'a [Part],
    pub arabic: bool,
    /// The report speaks of a dialogue or of consultations by that word.
    pub talks: bool,
    /// The day of the report.
    pub anchor: Option<Day>,
    /// Codes of the two parties.
    pub parties: Vec<String>,
    /// The party whose words need no name: that of the agency or of the place.
    pub home: Option<String>,
    /// Country of the place of the report.
    pub host: Option<String>,
    pub claims: Vec<Claim>,
    pub notes: Vec<Note>,
}

impl Scene<'_> {
    /// Sentences of the body.
    pub fn body(&self) -> Vec<Sentence> {
        self.sentences.iter().filter(|sentence| sentence.part == Part::Body).copied().collect()
    }

    /// Whether a token belongs to the report.
    pub fn is_report(&self, at: usize) -> bool {
        self.page.tokens.get(at).is_some_and(|token| {
            matches!(self.parts[token.line], Part::Headline | Part::Dateline | Part::Body)
        })
    }

    /// The sentence that holds a token.
    pub fn sentence_of(&self, at: usize) -> Option<Sentence> {
        self.sentences.iter().find(|sentence| (sentence.from..sentence.to).contains(&at)).copied()
    }

    /// Dates inside tokens `from..to`.
    pub fn dates_in(&self, from: usize, to: usize) -> impl Iterator<Item = &DateHit> {
        self.dates.iter().filter(move |date| date.from >= from && date.to <= to)
    }

    /// Adds a claim and gives its id.
    pub fn claim(
        &mut self,
        slot: Slot,
        of: Option<&str>,
        rule: &'static str,
        confidence: f32,
        fields: Vec<(&'static str, Field)>,
    ) -> String {
        let n = self.claims.iter().filter(|claim| claim.slot == slot).count();
        let letter = slot.as_str();
        let id = format!("{letter}{}", n + 1);
        if n < CLAIMS_PER_SLOT_MAX {
            self.claims.push(Claim {
                id: id.clone(),
                slot,
                of: of.map(str::to_owned),
                fields,
                rule,
                confidence,
            });
        }
        id
    }

    /// A text field of tokens `from..to`.
    pub fn text(&self, from: usize, to: usize, rule: &'static str) -> Field {
        Field {
            value: Value::Text { text: self.page.clean(from, to), alt: Vec::new() },
            spans: vec![self.page.span(from, to)],
            inferred: false,
            confidence: 0.85,
            rule,
        }
    }

    /// A text field without the conjunction written onto its first word.
    pub fn text_after_and(&self, from: usize, to: usize, rule: &'static str) -> Field {
        let mut field = self.text(from, to, rule);
        let and = self.hits.starting(from).iter().any(|hit| {
            hit.and
                && matches!(
                    hit.entry.class,
                    Class::Head | Class::Rank | Class::Portfolio | Class::Inst
                )
        });
        let whole = self
            .hits
            .starting(from)
            .iter()
            .any(|hit| !hit.and && matches!(hit.entry.class, Class::Head | Class::Rank));
        if and
            && !whole
            && let Value::Text { text, .. } = &mut field.value
        {
            *text = text.chars().skip(1).collect();
            field.spans[0].0 += 1;
        }
        field
    }

    /// A long text: spans only.
    pub fn long(&self, spans: Vec<Span>, rule: &'static str) -> Field {
        Field { value: Value::Long, spans, inferred: false, confidence: 0.8, rule }
    }

    /// A field of a date.
    pub fn date(&self, date: &DateHit, when: When, rule: &'static str) -> Field {
        code(&when.to_string(), vec![self.page.span(date.from, date.to)], rule)
    }

    /// A party of the dialogue named at a token.
    pub fn party_at(&self, at: usize) -> Option<Hit<'_>> {
        self.hits
            .starting(at)
            .iter()
            .find(|hit| {
                matches!(hit.entry.class, Class::Land | Class::Nisba)
                    && (self.parties.is_empty() || self.parties.contains(&hit.entry.code))
            })
            .copied()
    }

    /// The other party.
    pub fn other_party(&self, code: &str) -> Option<String> {
        self.parties.iter().find(|party| *party != code).cloned()
    }

    /// A side named at a token ("the Kuwaiti side"): party, first and last token.
    pub fn side_at(&self, at: usize) -> Option<(String, usize, usize)> {
        if let Some(side) = self.hits.at(at, Class::Side) {
            if self.page.kind(at) == Kind::Arabic {
                let party = self.party_at(side.to)?;
                return Some((party.entry.code.clone(), at, party.to));
            }
            // "delegation of Oman"
            let mut next = side.to;
            while matches!(self.page.word(next), "of" | "from" | "the") {
                next += 1;
            }
            if next > side.to
                && let Some(party) = self.party_at(next)
            {
                return Some((party.entry.code.clone(), at, party.to));
            }
            return None;
        }
        if self.page.kind(at) == Kind::Latin {
            let party = self.party_at(at)?;
            let side = self.hits.at(party.to, Class::Side)?;
            let from = if at > 0 && self.page.word(at - 1) == "the" { at - 1 } else { at };
            return Some((party.entry.code.clone(), from, side.to));
        }
        None
    }

    /// Adds a note for the officer.
    pub fn note(&mut self, code: &'static str, text: String, span: Option<Span>) {
        self.notes.push(Note { code, text, span });
    }
}

/// A coded field with evidence; inferred when there is none.
pub(crate) fn code(code: &str, spans: Vec<Span>, rule: &'static str) -> Field {
    let inferred = spans.is_empty();
    Field {
        value: Value::Code(code.to_owned()),
        inferred,
        confidence: if inferred { 0.6 } else { 0.85 },
        spans,
        rule,
    }
}

/// A number with evidence.
pub(crate) fn number(number: i64, spans: Vec<Span>, rule: &'static str) -> Field {
    let inferred = spans.is_empty();
    Field { value: Value::Number(number), spans, inferred, confidence: 0.9, rule }
}

/// A list of codes or ids with evidence.
pub(crate) fn list(codes: Vec<String>, spans: Vec<Span>, rule: &'static str) -> Field {
    let inferred = spans.is_empty();
    Field { value: Value::List(codes), spans, inferred, confidence: 0.8, rule }
}

/// Cuts the report into sentences.
pub(crate) fn sentences(page: &Page, parts: &[Part]) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut paragraph = 0;
    let mut start = 0;
    for at in 0..page.tokens.len() {
        let kind = page.kind(at);
        let ends = match kind {
            Kind::Break => true,
            Kind::Mark('.' | '\u{061F}' | '?' | '!' | '\u{06D4}') => ends_sentence(page, at, start),
            _ => false,
        };
        if !ends {
            continue;
        }
        if at > start {
            let part = parts[page.tokens[start].line];
            found.push(Sentence { from: start, to: at, paragraph, part });
        }
        start = at + 1;
        if kind == Kind::Break {
            paragraph += 1;
        }
    }
    found
}

fn ends_sentence(page: &Page, at: usize, start: usize) -> bool {
    if at == start {
        return false;
    }
    let next_spaced = page.tokens.get(at + 1).is_none_or(|token| token.spaced);
    let quote =
        page.is_mark(at + 1, &['"', '\u{201D}', '\u{00BB}', ')', '\u{201C}', '\'', '\u{2019}']);
    if !next_spaced && !quote {
        return false;
    }
    if !matches!(page.kind(at), Kind::Mark('.')) {
        return true;
    }
    let before = page.word(at - 1);
    // Numbers of paragraphs, initials and short forms.
    if at == start + 1 && page.kind(at - 1) == Kind::Number {
        return false;
    }
    if page.kind(at - 1) == Kind::Latin {
        let short = matches!(
            before,
            "dr" | "mr"
                | "mrs"
                | "ms"
                | "prof"
                | "gen"
                | "col"
                | "maj"
                | "brig"
                | "lt"
                | "capt"
                | "amb"
                | "eng"
                | "st"
                | "no"
                | "hon"
                | "rt"
                | "sr"
                | "jr"
                | "vs"
                | "art"
                | "cf"
        );
        let initial = before.len() == 1 && page.tokens[at - 1].capital;
        return !(short || (initial && page.tokens.get(at + 1).is_some_and(|next| next.capital)));
    }
    !(page.kind(at - 1) == Kind::Arabic && matches!(before, "د" | "م" | "ا" | "ص" | "ب"))
        || page.kind(at + 1) == Kind::Break
}
