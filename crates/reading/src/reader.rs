//! The reader: a report in, a draft out. It is deterministic, keeps no state between reports and
//! guesses nothing: what the text does not say is absent or a question.

use crate::commitments::{claim_commitments, claim_delegations, claim_outcomes};
use crate::corrections::{Correction, Settled};
use crate::dates::Dates;
use crate::days::{Day, When};
use crate::draft::{Draft, Slot};
use crate::gazetteers::{Class, Gazetteers};
use crate::hits::{Automaton, Hits};
use crate::limits::REPORT_BYTES_MAX;
use crate::meetings::{
    Source, claim_dialogue, claim_source, counts, dialogues, mark_sessions, parties, round_days,
    source, this_round,
};
use crate::next_past::claim_others;
use crate::page::{Kind, Page};
use crate::regions::{Part, parts, regions};
use crate::roster::{Person, claim_people, people};
use crate::scene::{Scene, number, sentences};
use crate::sessions::claim_sessions;
use crate::topics::claim_topics;

/// A report to be read.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The text as it came, UTF-8, lines parted by U+000A.
    pub text: &'a str,
    /// The day of publication as the officer or the page's own data say it; never guessed.
    pub published: Option<Day>,
    /// A name for the report, such as a file's.
    pub name: &'a str,
}

/// Why a report was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadProblem {
    /// The text is too long.
    #[error(
        "report \"{name}\" has {bytes} bytes, above {REPORT_BYTES_MAX}; \
         cut it to the pages that speak of the meeting"
    )]
    TooLong {
        /// The report's name.
        name: String,
        /// Its length.
        bytes: usize,
    },
}

/// Reads reports. Building one takes some milliseconds; it is then used for any number.
#[derive(Debug)]
pub struct Reader {
    gazetteers: Gazetteers,
    automaton: Automaton,
    lexicon: text::spaces::Lexicon,
}

impl Reader {
    /// A reader over word lists.
    pub fn new(gazetteers: &Gazetteers) -> Reader {
        Reader {
            automaton: Automaton::new(gazetteers),
            lexicon: crate::spaces::lexicon(gazetteers),
            gazetteers: gazetteers.clone(),
        }
    }

    /// Reads a report.
    ///
    /// # Errors
    /// A text above [`REPORT_BYTES_MAX`].
    pub fn read(&self, report: &Report) -> Result<Draft, ReadProblem> {
        self.read_with(report, &[])
    }

    /// Reads a report again with what an officer has settled; the rest follows from it.
    ///
    /// # Errors
    /// A text above [`REPORT_BYTES_MAX`].
    pub fn read_with(
        &self,
        report: &Report,
        corrections: &[Correction],
    ) -> Result<Draft, ReadProblem> {
        if report.text.len() > REPORT_BYTES_MAX {
            return Err(ReadProblem::TooLong {
                name: report.name.chars().take(200).collect(),
                bytes: report.text.len(),
            });
        }
        let settled = Settled::of(corrections);
        let page = Page::new(report.text, &self.lexicon);
        let hits = self.automaton.hits(&page);
        let parts = parts(&page, &hits);
        let mut scene = self.scene(report, &page, &hits, &parts, &settled);
        leave_out_instructions(&mut scene);
        settle_anchor(&mut scene);
        read_scene(&mut scene, &settled);
        let lang = if scene.arabic { "ar" } else { "en" };
        let (claims, notes) = (scene.claims, scene.notes);
        Ok(Draft {
            lang,
            name: report.name.to_owned(),
            regions: regions(&page, &parts),
            repairs: page.repairs.clone(),
            claims,
            notes,
        })
    }

    fn scene<'s>(
        &'s self,
        report: &Report,
        page: &'s Page,
        hits: &'s Hits<'s>,
        parts: &'s [Part],
        settled: &Settled,
    ) -> Scene<'s> {
        let arabic = page.tokens.iter().filter(|token| token.kind == Kind::Arabic).count();
        let latin = page.tokens.iter().filter(|token| token.kind == Kind::Latin).count();
        Scene {
            page,
            hits,
            gazetteers: &self.gazetteers,
            dates: Vec::new(),
            sentences: sentences(page, parts),
            parts,
            arabic: arabic >= latin,
            talks: (0..page.tokens.len()).any(|at| {
                matches!(page.word(at), "الحوار" | "للحوار" | "حوار" | "والحوار" | "المشاورات")
            }),
            anchor: settled.published.or(report.published),
            parties: Vec::new(),
            home: None,
            host: None,
            claims: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// Sentences that address a reading machine are no news; they are shown, not read.
fn leave_out_instructions(scene: &mut Scene) {
    let page = scene.page;
    let orders = |from: usize, to: usize| {
        let has = |words: &[&str]| (from..to).any(|at| words.contains(&page.word(at)));
        (has(&["ignore", "disregard", "forget"]) && has(&["instructions", "instruction", "prompt"]))
            || (has(&["تجاهل", "تجاهلوا", "انس"]) && has(&["التعليمات", "تعليمات", "الاوامر"]))
    };
    let found: Vec<(usize, usize)> = scene
        .sentences
        .iter()
        .filter(|sentence| orders(sentence.from, sentence.to))
        .map(|sentence| page.span(sentence.from, sentence.to))
        .collect();
    scene.sentences.retain(|sentence| !orders(sentence.from, sentence.to));
    for span in found {
        let text = "these words address a machine; they were not read".to_owned();
        scene.note("instructions_in_text", text, Some(span));
    }
}

/// The day of the report: what is known of it, else its dateline, else its first full date.
fn settle_anchor(scene: &mut Scene) {
    let dates = Dates { page: scene.page, hits: scene.hits, anchor: scene.anchor }.all();
    if scene.anchor.is_none() {
        let full = dates.iter().filter(|date| {
            date.has_year && matches!(date.when, Some(When::Day(_) | When::Range(..)))
        });
        let dateline = full
            .clone()
            .find(|date| scene.parts[scene.page.tokens[date.from].line] == Part::Dateline);
        let first = full.clone().find(|date| scene.is_report(date.from));
        scene.anchor = dateline.or(first).and_then(|date| date.when?.last());
        scene.dates = if scene.anchor.is_some() {
            Dates { page: scene.page, hits: scene.hits, anchor: scene.anchor }.all()
        } else {
            dates
        };
    } else {
        scene.dates = dates;
    }
}

fn read_scene(scene: &mut Scene, settled: &Settled) {
    let named = dialogues(scene);
    if named.is_empty() && settled.parties.is_none() {
        return;
    }
    let Some((mut codes, mut places)) = parties(scene) else { return };
    if let Some(parties) = &settled.parties {
        codes = parties.clone();
        places.retain(|&(from, _)| {
            scene
                .hits
                .any_at(from, &[Class::Land, Class::Nisba])
                .is_some_and(|hit| codes.contains(&hit.entry.code))
        });
    }
    scene.parties = codes;
    let mut counts = counts(scene);
    mark_sessions(scene, &mut counts);
    if !is_of_genre(scene, &named, &places, counts.len()) && settled.parties.is_none() {
        return;
    }
    let mut source = source(scene);
    settle_home(scene, &source);
    if source.agency.is_none() {
        // The home is known only now; a ministry's page needs it.
        source = crate::meetings::source(scene);
    }
    claim_source(scene, &source);
    let Some(dialogue) = claim_dialogue(scene, &named, &places) else { return };
    let mut current = this_round(scene, &counts, false);
    if let Some(number) = settled.round {
        current = Some((number, Vec::new()));
    }
    meet(scene, settled, &source, &dialogue, &counts, current);
    warn(scene);
}

/// Whether a text is about a standing dialogue between two parties: its name stands beside theirs.
fn is_of_genre(
    scene: &Scene,
    named: &[crate::meetings::Named],
    places: &[(usize, usize)],
    n_counts: usize,
) -> bool {
    let beside = named.iter().any(|named| {
        places.iter().any(|&(from, to)| from < named.to + 12 && named.from < to + 12)
            || scene.sentence_of(named.from).is_some_and(|sentence| {
                let codes: std::collections::BTreeSet<&str> = (sentence.from..sentence.to)
                    .filter_map(|at| scene.party_at(at).map(|hit| hit.entry.code.as_str()))
                    .collect();
                codes.len() >= 2
            })
    });
    let meets = scene.body().iter().any(|sentence| {
        scene
            .hits
            .first_of(
                sentence.from,
                sentence.to,
                &[Class::Held, Class::Lead, Class::CoLead, Class::Both, Class::Side],
            )
            .is_some()
    });
    // In lower case ("a joint committee") the name is no name; then a number must show a round.
    let proper = named.iter().any(|named| {
        scene.page.kind(named.from) != Kind::Latin
            || (named.from..named.to).any(|at| scene.page.tokens[at].capital)
    });
    (beside || n_counts > 0 && !places.is_empty()) && meets && (proper || n_counts > 0)
}

/// The party that speaks without being named: the agency's, else the host's, else the first.
fn settle_home(scene: &mut Scene, source: &Source) {
    let of_agency = source
        .agency
        .as_deref()
        .and_then(|agency| scene.gazetteers.home_of(agency))
        .filter(|home| scene.parties.iter().any(|party| party == home));
    let of_place = source
        .country
        .as_deref()
        .filter(|country| scene.parties.iter().any(|party| party == country));
    scene.host = source.country.clone();
    scene.home =
        of_agency.or(of_place).map(str::to_owned).or_else(|| scene.parties.first().cloned());
}

fn meet(
    scene: &mut Scene,
    settled: &Settled,
    source: &Source,
    dialogue: &str,
    counts: &[crate::meetings::Count],
    current: Option<(u32, Vec<(usize, usize)>)>,
) {
    let mut roster: Vec<Person> = people(scene);
    settled.place_people(scene, &mut roster);
    let mut fields = Vec::new();
    if let Some((n, spans)) = &current {
        fields.push(("number", number(i64::from(*n), spans.clone(), "round.number")));
    }
    // The round's claim stands before its sessions', whose day may give its days.
    let n_before = scene.claims.len();
    let round = scene.claim(Slot::Round, Some(dialogue), "round", 0.85, fields);
    let mut sessions = claim_sessions(scene, source, &round);
    settled.date_sessions(scene, &mut sessions);
    if let Some((n, spans)) = this_round(scene, counts, true)
        && let Some(claim) = scene.claims.iter_mut().find(|claim| claim.slot == Slot::Session)
    {
        claim.fields.push(("number", number(i64::from(n), spans, "session.number")));
    }
    let session_day =
        scene.claims.iter().find(|claim| claim.slot == Slot::Session).and_then(|claim| {
            let field = claim.field("date")?;
            Some((Day::parse(claim.code("date")?)?, *field.spans.first()?))
        });
    let (start, end) = round_days(scene, session_day);
    if let Some(claim) = scene.claims.get_mut(n_before) {
        claim.fields.extend(start.map(|field| ("start", field)));
        claim.fields.extend(end.map(|field| ("end", field)));
    }
    let empty = scene.claims.get(n_before).is_some_and(|claim| claim.fields.is_empty());
    if empty {
        scene.claims.remove(n_before);
        for claim in &mut scene.claims {
            if claim.of.as_deref() == Some(round.as_str()) {
                claim.of = Some(dialogue.to_owned());
            }
        }
    }
    let Some(first) = sessions.first().cloned() else { return };
    claim_people(scene, &mut roster, &sessions);
    claim_delegations(scene, &sessions);
    let barred = crate::agreements::claim_agreements(scene, &roster, &first.id, dialogue);
    claim_topics(scene, &sessions, &barred);
    claim_outcomes(scene, &sessions);
    crate::statements::claim_statements(scene, &roster, &sessions);
    let rounds: Vec<(usize, usize)> = counts.iter().map(|count| (count.from, count.to)).collect();
    claim_commitments(scene, &sessions, &roster, &rounds);
    let of_session = this_round(scene, counts, true).map(|(number, _)| number);
    claim_others(scene, counts, current.map(|(number, _)| number).or(of_session), dialogue);
}

/// Questions and warnings about dates.
fn warn(scene: &mut Scene) {
    let mut notes = Vec::new();
    for date in &scene.dates {
        if !scene.is_report(date.from) {
            continue;
        }
        let span = scene.page.span(date.from, date.to);
        let words = scene.page.clean(date.from, date.to);
        if let (Some(weekday), Some(When::Day(day))) = (date.weekday, date.when)
            && day.weekday() != weekday
        {
            notes.push((
                "weekday_clash",
                format!("\"{words}\" would be {day}, which is another day of the week"),
                span,
            ));
        }
        if date.when.is_none() && date.period.is_none() {
            notes.push((
                "year_not_stated",
                format!("\"{words}\": the year is not stated; give the day of publication"),
                span,
            ));
        }
        if date.hijri.is_some() && date.when.is_none() {
            notes.push(("hijri_ambiguous", format!("\"{words}\" is no day of the table"), span));
        }
    }
    for (code, text, span) in notes {
        scene.note(code, text, Some(span));
    }
    if scene.anchor.is_none() {
        scene.note(
            "no_date",
            "the day of the report is not known; dates such as \"today\" stay open".to_owned(),
            None,
        );
    }
    if scene.page.cut {
        scene.note("text_cut", "the text is longer than the reader reads".to_owned(), None);
    }
}
