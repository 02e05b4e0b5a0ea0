//! Statements: who said what, in quotation marks or reported. A speaker is a person of the report
//! or a party; words that nobody is said to have spoken are no statement.

use crate::draft::{Slot, Span};
use crate::gazetteers::Class;
use crate::page::Kind;
use crate::roster::Person;
use crate::scene::{Scene, Sentence, code};
use crate::sessions::{Session, session_at};

/// A verb of saying with the words of its clause.
struct Clause {
    verb: usize,
    /// First token after the verb.
    from: usize,
    to: usize,
    /// The verb only goes on ("adding that").
    form: bool,
}

/// Adds the statements' claims.
pub(crate) fn claim_statements(scene: &mut Scene, people: &[Person], sessions: &[Session]) {
    let quotes = quotes(scene);
    let mut speaker: Option<(String, Span)> = None;
    for sentence in scene.body() {
        let clauses = clauses(scene, sentence);
        let mut found = in_sentence(scene, people, sentence, &clauses, &quotes, &mut speaker);
        let session = session_at(scene, sessions, sentence.from).map(|session| session.id.clone());
        found.sort_by_key(|said| said.spans.first().copied());
        for Said { by: (by, by_span), spans, is_direct } in found {
            let form = if is_direct { "direct" } else { "indirect" };
            let fields = vec![
                ("speaker", code(&by, vec![by_span], "statement.speaker")),
                ("form", code(form, Vec::new(), "statement.form")),
                ("quote", scene.long(spans, "statement.quote")),
            ];
            let confidence = if is_direct { 0.85 } else { 0.7 };
            scene.claim(Slot::Statement, session.as_deref(), "statement", confidence, fields);
        }
    }
}

/// Words somebody said in a sentence.
struct Said {
    by: (String, Span),
    spans: Vec<Span>,
    is_direct: bool,
}

/// What is said in a sentence, by whom; the speaker is carried to the next.
fn in_sentence(
    scene: &Scene,
    people: &[Person],
    sentence: Sentence,
    clauses: &[Clause],
    quotes: &[(usize, usize)],
    speaker: &mut Option<(String, Span)>,
) -> Vec<Said> {
    let mut direct: Vec<Span> = Vec::new();
    let mut direct_by: Option<(String, Span)> = None;
    let mut found: Vec<Said> = Vec::new();
    for clause in clauses {
        if !clause.form {
            let named = speaker_of(scene, people, clause, sentence, speaker.as_ref());
            // Another speaker: what was quoted so far is the one's before.
            let same = matches!((&direct_by, &named), (Some(a), Some(b)) if a.0 == b.0);
            if !same
                && !direct.is_empty()
                && let Some(by) = direct_by.take()
            {
                let spans = std::mem::take(&mut direct);
                found.push(Said { by, spans, is_direct: true });
            }
            match named {
                Some(named) => {
                    *speaker = Some(named.clone());
                    direct_by = Some(named);
                }
                None => {
                    direct_by = None;
                    continue;
                }
            }
        }
        let Some(by) = direct_by.clone() else { continue };
        let inside: Vec<Span> = quotes
            .iter()
            .filter(|quote| {
                let lead = if clause.form {
                    clause.verb
                } else {
                    first_of(scene, clauses, clause, sentence)
                };
                quote.0 >= lead && quote.0 < clause.to && quote.1 - quote.0 >= 2
            })
            .map(|&(from, to)| scene.page.span(from, to))
            .collect();
        if !inside.is_empty() {
            for span in inside {
                if !direct.contains(&span) {
                    direct.push(span);
                }
            }
        } else if let Some((from, to)) = reported(scene, clause, people) {
            let spans = vec![scene.page.span(from, to)];
            found.push(Said { by, spans, is_direct: false });
        }
    }
    if !direct.is_empty()
        && let Some(by) = direct_by
    {
        found.push(Said { by, spans: direct, is_direct: true });
    }
    found
}

/// Where quotations of a clause may begin: English puts them before the verb too.
fn first_of(scene: &Scene, clauses: &[Clause], clause: &Clause, sentence: Sentence) -> usize {
    if scene.page.kind(clause.verb) != Kind::Latin {
        return clause.verb;
    }
    clauses
        .iter()
        .take_while(|other| other.verb < clause.verb)
        .last()
        .map_or(sentence.from, |other| other.to.min(clause.verb))
}

/// Quoted stretches as token ranges without their marks.
pub(crate) fn quotes(scene: &Scene) -> Vec<(usize, usize)> {
    let page = scene.page;
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for at in 0..page.tokens.len() {
        match (page.kind(at), open) {
            (Kind::Break, _) => open = None,
            (Kind::Mark(c), Some((from, opener))) if closes(opener, c) => {
                if at > from + 1 {
                    let mut to = at;
                    while to > from + 1 && page.is_mark(to - 1, &['.', ',', '\u{060C}']) {
                        to -= 1;
                    }
                    found.push((from + 1, to));
                }
                open = None;
            }
            (Kind::Mark(c), None)
                if matches!(
                    c,
                    '"' | '\u{201C}'
                        | '\u{00AB}'
                        | '\u{201E}'
                        | '\u{201D}'
                        | '\u{00BB}'
                        | '\u{201F}'
                ) =>
            {
                open = Some((at, c));
            }
            _ => {}
        }
    }
    found
}

fn closes(opener: char, c: char) -> bool {
    match opener {
        '\u{201C}' => matches!(c, '\u{201D}' | '"'),
        '\u{201E}' => matches!(c, '\u{201C}' | '\u{201D}'),
        '\u{201D}' => matches!(c, '\u{201C}' | '\u{201D}'),
        '\u{00AB}' => c == '\u{00BB}',
        '\u{00BB}' => c == '\u{00AB}',
        _ => matches!(c, '"' | '\u{201D}'),
    }
}

/// The clauses of saying in a sentence.
fn clauses(scene: &Scene, sentence: Sentence) -> Vec<Clause> {
    let (page, hits) = (scene.page, scene.hits);
    let mut found: Vec<Clause> = Vec::new();
    let mut at = sentence.from;
    let quotes = quotes_in(scene, sentence);
    while at < sentence.to {
        let quoted = quotes.iter().any(|&(from, to)| (from..to).contains(&at));
        let hit = hits.any_at(at, &[Class::Say, Class::SayForm]);
        let Some(hit) = hit.filter(|hit| !quoted && !hit.article && hit.preposition.is_none())
        else {
            at += 1;
            continue;
        };
        let latin = page.kind(at) == Kind::Latin;
        let form = hit.entry.class == Class::SayForm;
        // A participle in a name of a document, or the noun "called".
        let capital = latin && page.tokens[at].capital && at > sentence.from;
        if capital {
            at += 1;
            continue;
        }
        if let Some(last) = found.last_mut() {
            last.to = clause_end(scene, last.from, at);
        }
        found.push(Clause { verb: at, from: hit.to, to: sentence.to, form });
        at = hit.to;
    }
    if let Some(last) = found.last_mut() {
        last.to = clause_end(scene, last.from, last.to);
    }
    found
}

fn quotes_in(scene: &Scene, sentence: Sentence) -> Vec<(usize, usize)> {
    quotes(scene)
        .into_iter()
        .filter(|&(from, to)| from < sentence.to && to > sentence.from)
        .collect()
}

/// A clause ends before "while" or a comma that leads to the next verb.
fn clause_end(scene: &Scene, from: usize, to: usize) -> usize {
    let page = scene.page;
    let mut end = to;
    for at in from..to {
        if matches!(page.word(at), "فيما" | "بينما" | "while" | "whereas") && at > from + 4
        {
            end = at;
            break;
        }
    }
    while end > from
        && (page.is_comma(end - 1)
            || matches!(page.word(end - 1), "و" | "and" | "also" | "he" | "she" | "كما"))
    {
        end -= 1;
    }
    end
}

/// Who says it.
fn speaker_of(
    scene: &Scene,
    people: &[Person],
    clause: &Clause,
    sentence: Sentence,
    before: Option<&(String, Span)>,
) -> Option<(String, Span)> {
    let page = scene.page;
    let span_of = |person: &Person, place: (usize, usize)| {
        let name = person
            .names
            .iter()
            .find(|span| {
                let (from, to) = page.span(place.0, place.1);
                span.0 >= from && span.1 <= to
            })
            .copied()
            .unwrap_or_else(|| page.span(place.0, place.1));
        (person.id.clone(), name)
    };
    let arabic = page.kind(clause.verb) == Kind::Arabic;
    let mut choices: Vec<(usize, (String, Span))> = Vec::new();
    for person in people {
        for &(from, to) in &person.places {
            if from >= clause.from && from < clause.from + 4 && from < sentence.to {
                let gap = (clause.from..from).all(|at| {
                    scene.hits.any_at(at, &[Class::Honour, Class::Rank, Class::Head]).is_some()
                        || page.kind(at) != Kind::Arabic && !page.is_wordlike(at)
                        || matches!(page.word(at), "the" | "من" | "جانبه" | "كل")
                });
                if gap {
                    choices.push((from - clause.from, span_of(person, (from, to))));
                }
            }
            let reach = if arabic { 3 } else { 9 };
            if to <= clause.verb
                && clause.verb - to <= reach
                && from >= sentence.from
                && (to..clause.verb).all(|at| linking(scene, at))
            {
                choices.push((clause.verb - to + 1, span_of(person, (from, to))));
            }
        }
    }
    if let Some((_, found)) = choices.into_iter().min_by_key(|(distance, _)| *distance) {
        return Some(found);
    }
    if let Some(found) = side_speaking(scene, clause, sentence) {
        return found;
    }
    anaphor(scene, people, clause, sentence, before)
}

fn linking(scene: &Scene, at: usize) -> bool {
    let page = scene.page;
    !page.is_wordlike(at)
        || matches!(
            page.word(at),
            "for"
                | "his"
                | "her"
                | "part"
                | "in"
                | "turn"
                | "also"
                | "who"
                | "has"
                | "had"
                | "meanwhile"
                | "then"
                | "قد"
                | "بدوره"
                | "بدورها"
                | "by"
                | "on"
                | "behalf"
                | "further"
        )
}

/// A side or both sides speak: `Some(None)` means that nobody is to be named.
fn side_speaking(
    scene: &Scene,
    clause: &Clause,
    sentence: Sentence,
) -> Option<Option<(String, Span)>> {
    let near = (clause.from..(clause.from + 2).min(sentence.to))
        .chain(clause.verb.saturating_sub(6).max(sentence.from)..clause.verb);
    for at in near {
        if scene.hits.at(at, Class::Both).is_some() {
            return Some(None);
        }
        if let Some((party, from, to)) = scene.side_at(at) {
            return Some(Some((party, scene.page.span(from, to))));
        }
    }
    None
}

/// "he added", "His Excellency stressed", "the ambassador said", or no subject at all.
fn anaphor(
    scene: &Scene,
    people: &[Person],
    clause: &Clause,
    sentence: Sentence,
    before: Option<&(String, Span)>,
) -> Option<(String, Span)> {
    let page = scene.page;
    let verb_to = clause.from;
    let verb = page.span(clause.verb, verb_to);
    if page.kind(clause.verb) == Kind::Arabic {
        let next = page.word(clause.from);
        if scene.hits.at(clause.from, Class::Honour).is_some()
            && !matches!(next, "السيد" | "السيده")
        {
            let head = before.cloned().or_else(|| first_head(people))?;
            return Some((head.0, page.span(clause.verb, clause.from + 1)));
        }
        if let Some(title) = scene.hits.any_at(clause.from, &[Class::Rank, Class::Head])
            && let Some(person) = by_title(scene, people, title.from)
        {
            return Some((person, page.span(title.from, title.to)));
        }
        let content = matches!(next, "ان" | "انه" | "انها" | "بان" | "عن" | "الي" | "علي" | "بانه")
            || page.is_mark(clause.from, &['"', '\u{201C}', '\u{00AB}', ':']);
        return if content { before.map(|(id, _)| (id.clone(), verb)) } else { None };
    }
    let subject = clause.verb.checked_sub(1).filter(|at| *at >= sentence.from)?;
    // "and announced that": the verb goes on with the subject before.
    let goes_on =
        matches!(page.word(subject), "and" | "also") && matches!(page.word(clause.from), "that");
    if matches!(page.word(subject), "he" | "she") || goes_on {
        return before.map(|(id, _)| (id.clone(), page.span(subject, subject + 1)));
    }
    if let Some(title) = scene.hits.any_at(subject, &[Class::Rank, Class::Head])
        && let Some(person) = by_title(scene, people, title.from)
    {
        return Some((person, page.span(subject, subject + 1)));
    }
    // "adding" and "said" behind a quotation with no new subject.
    None
}

fn first_head(people: &[Person]) -> Option<(String, Span)> {
    let head = people
        .iter()
        .find(|person| matches!(person.role, Some((crate::roster::Role::Head, _))))
        .or(people.first())?;
    Some((head.id.clone(), head.names.first().copied()?))
}

/// The person whose rank or title opens with a word.
fn by_title(scene: &Scene, people: &[Person], at: usize) -> Option<String> {
    let word = scene.page.word(at);
    let bare = crate::gazetteers::strip_article(word.strip_prefix('و').unwrap_or(word));
    let matching: Vec<&Person> = people
        .iter()
        .filter(|person| {
            let starts = |range: Option<(usize, usize)>| {
                range.is_some_and(|(from, to)| {
                    (from..to.min(from + 2)).any(|token| {
                        crate::gazetteers::strip_article(scene.page.word(token)) == bare
                    })
                })
            };
            starts(person.mention.title) || starts(person.mention.rank)
        })
        .collect();
    match matching.as_slice() {
        [person] => Some(person.id.clone()),
        _ => None,
    }
}

/// The words of a reported clause.
fn reported(scene: &Scene, clause: &Clause, people: &[Person]) -> Option<(usize, usize)> {
    let page = scene.page;
    let arabic = page.kind(clause.verb) == Kind::Arabic;
    let mut at = clause.from;
    // Past the subject.
    for person in people {
        for &(from, to) in &person.places {
            if from >= clause.from && from < clause.from + 4 && to <= clause.to {
                at = at.max(to);
            }
        }
    }
    let reach = clause.to.min(at + 14);
    let start = (at..reach).find(|&token| {
        if arabic {
            matches!(page.word(token), "ان" | "انه" | "انها" | "بان" | "بانه" | "عن" | "انهما")
                && !(page.word(token) == "عن" && token > at + 1)
                && !(page.word(token) == "عن" && page.word(token + 1) == "بعد")
        } else {
            page.word(token) == "that"
        }
    });
    let start = match start {
        Some(start) => start,
        None if !arabic && bare_clause(scene, clause, at) => at,
        None => return None,
    };
    let mut end = clause.to;
    while end > start && !page.is_wordlike(end - 1) && page.kind(end - 1) != Kind::Number {
        if page.is_mark(end - 1, &[')']) {
            break;
        }
        end -= 1;
    }
    (end >= start + 3).then_some((start, end))
}

/// "said India would": a clause without "that".
fn bare_clause(scene: &Scene, clause: &Clause, at: usize) -> bool {
    let verb = scene.page.word(clause.verb);
    let speech = matches!(
        verb,
        "said"
            | "says"
            | "stressed"
            | "noted"
            | "added"
            | "welcomed"
            | "praised"
            | "expressed"
            | "commended"
            | "hailed"
            | "reaffirmed"
            | "affirmed"
            | "described"
            | "stating"
            | "adding"
            | "expressing"
            | "voiced"
            | "thanked"
    );
    speech && clause.to > at + 3 && scene.page.is_wordlike(at)
}
