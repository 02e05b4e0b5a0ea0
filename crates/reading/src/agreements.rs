//! Agreements: memoranda, treaties, programmes and letters with title, state, date and signatories.

use crate::days::When;
use crate::draft::{Field, Slot, Span, Value};
use crate::gazetteers::Class;
use crate::hits::Hit;
use crate::page::Kind;
use crate::roster::{Person, Role};
use crate::scene::{Scene, Sentence, code, list};
use crate::topics::topic_in;

/// An instrument found in the text.
struct Instrument {
    titles: Vec<(usize, usize)>,
    kind_from: usize,
    kind: (String, Span),
    status: (String, Option<Span>),
    date: Option<(When, Span)>,
    sentence: Sentence,
}

/// Adds the agreements' claims; gives the token ranges of their titles.
pub(crate) fn claim_agreements(
    scene: &mut Scene,
    people: &[Person],
    session: &str,
    dialogue: &str,
) -> Vec<(usize, usize)> {
    let mut found: Vec<Instrument> = Vec::new();
    let mut carried: Option<(String, Option<Span>)> = None;
    let mut carried_paragraph = 0;
    for sentence in scene.body() {
        let list_item = sentence.paragraph > carried_paragraph && is_item(scene, sentence);
        if !list_item && sentence.paragraph > carried_paragraph + 1 {
            carried = None;
        }
        let here = in_sentence(scene, sentence, if list_item { carried.as_ref() } else { None });
        let status = scene
            .hits
            .within(sentence.from, sentence.to, Class::Status)
            .iter()
            .find(|hit| hit.entry.code == "signed" || scene.page.word(hit.from).contains("موقع"))
            .map(|hit| ("signed".to_owned(), Some(scene.page.span(hit.from, hit.to))));
        if let Some(status) = status.filter(|_| ends_open(scene, sentence)) {
            carried = Some(status);
        }
        if carried.is_some() && (list_item || ends_open(scene, sentence)) {
            carried_paragraph = sentence.paragraph;
        }
        found.extend(here);
    }
    claim(scene, people, session, dialogue, found)
}

/// A sentence that a list follows.
fn ends_open(scene: &Scene, sentence: Sentence) -> bool {
    scene.page.is_mark(sentence.to.saturating_sub(1), &[':'])
        || (sentence.from..sentence.to)
            .any(|at| matches!(scene.page.word(at), "التاليه" | "الاتيه" | "following"))
}

fn is_item(scene: &Scene, sentence: Sentence) -> bool {
    let page = scene.page;
    !page.is_wordlike(sentence.from)
        || scene.hits.at(sentence.from, Class::Kind).is_some()
        || (page.word(sentence.from).chars().count() == 1 && !page.is_wordlike(sentence.from + 1))
}

fn in_sentence(
    scene: &Scene,
    sentence: Sentence,
    carried: Option<&(String, Option<Span>)>,
) -> Vec<Instrument> {
    let kinds: Vec<Hit> = scene.hits.within(sentence.from, sentence.to, Class::Kind);
    let mut found = Vec::new();
    for (nth, kind) in kinds.iter().enumerate() {
        if is_verb_like(scene, kind) || (kind.from > 0 && scene.page.is_mark(kind.from - 1, &['(']))
        {
            continue;
        }
        // A short form in brackets and "amending the agreement" do not end a title.
        let next = kinds[nth + 1..].iter().find(|next| {
            let before = scene.page.word(next.from - 1);
            !scene.page.is_mark(next.from - 1, &['('])
                && !matches!(before, "تعديل" | "تجديد" | "تمديد")
                && !amends(scene, next.from)
        });
        let limit = next.map_or(sentence.to, |next| next.from);
        let Some(status) = status_of(scene, sentence, kind, limit, carried) else { continue };
        let titles = titles(scene, kind, limit, sentence);
        let vague = kind.entry.code == "unspecified" && status.0 == "signed";
        if titles.is_empty() || vague {
            continue;
        }
        // A list's state covers the instrument; years behind it are another's or its term.
        let listed = carried.is_some_and(|carried| *carried == status);
        let date = if (status.0 == "existing" || status.0 == "signed") && !listed {
            dated(scene, kind, limit)
        } else {
            None
        };
        let before = date.as_ref().is_some_and(|(when, _)| {
            matches!((when.last(), scene.anchor), (Some(last), Some(anchor)) if last < anchor)
        });
        let status =
            if status.0 == "signed" && before { ("existing".to_owned(), status.1) } else { status };
        let span = crate::meetings::bare(scene, kind).1;
        found.push(Instrument {
            titles,
            kind_from: kind.from,
            kind: (kind.entry.code.clone(), span),
            status,
            date,
            sentence,
        });
    }
    found
}

/// Whether "amending" stands a word or two before.
fn amends(scene: &Scene, at: usize) -> bool {
    (at.saturating_sub(3)..at)
        .any(|token| matches!(scene.page.word(token), "amending" | "extending" | "renewing"))
}

/// "agreed on", written like "agreement".
fn is_verb_like(scene: &Scene, kind: &Hit) -> bool {
    let word = scene.page.word(kind.from);
    let next = scene.page.word(kind.to);
    matches!(word, "اتفاق" | "الاتفاق" | "agreement") && matches!(next, "علي" | "to" | "that")
        || kind.preposition == Some('ب') && word.contains("اتفاق")
        || matches!(scene.page.word(kind.from.saturating_sub(1)), "in" | "تم" | "جري")
            && matches!(word, "agreement" | "الاتفاق")
}

/// The state: the nearest word of state before it in the sentence or right behind it.
fn status_of(
    scene: &Scene,
    sentence: Sentence,
    kind: &Hit,
    limit: usize,
    carried: Option<&(String, Option<Span>)>,
) -> Option<(String, Option<Span>)> {
    let page = scene.page;
    let behind =
        scene.hits.first_of(kind.to, limit.min(kind.to + 5), &[Class::Status]).or_else(|| {
            let later = scene.hits.first_of(kind.to, limit.min(kind.to + 16), &[Class::Status])?;
            (later.to - later.from >= 2
                && matches!(later.entry.code.as_str(), "negotiating" | "existing"))
            .then_some(later)
        });
    let before =
        scene.hits.within(sentence.from, kind.from, Class::Status).into_iter().rfind(|hit| {
            // "existing" speaks of what stands right beside it; verbs reach further.
            let reach = if hit.entry.code == "existing" { 4 } else { 40 };
            kind.from - hit.to <= reach
        });
    let hit = match (behind, before) {
        (Some(behind), _)
            if matches!(behind.entry.code.as_str(), "existing" | "negotiating")
                && behind.from <= kind.to + 2 =>
        {
            Some(behind)
        }
        (_, Some(before)) => Some(before),
        // What an amending protocol amends has a state of its own.
        (Some(behind), None) if carried.is_some() && behind.from > kind.to + 2 => {
            return carried.cloned();
        }
        (Some(behind), None) => Some(behind),
        (None, None) => None,
    };
    let future = crate::meetings::is_future(scene, sentence.from, kind.from);
    match hit {
        Some(hit) => {
            let mut status = hit.entry.code.clone();
            if status == "signed" && future {
                status = "proposed".to_owned();
            }
            let mut to = hit.to;
            if scene.hits.at(to, Class::Both).is_some() {
                to = scene.hits.at(to, Class::Both).map_or(to, |both| both.to);
            }
            Some((status, Some(page.span(hit.from, to))))
        }
        None => carried.cloned(),
    }
}

/// What the instrument is about; several when a plural lists them.
fn titles(scene: &Scene, kind: &Hit, limit: usize, sentence: Sentence) -> Vec<(usize, usize)> {
    let page = scene.page;
    if page.kind(kind.from) == Kind::Latin
        && let Some(from) = capitals_before(scene, kind, sentence)
    {
        return vec![(from, kind.to)];
    }
    let Some(start) = about(scene, kind, limit) else {
        return topic_before(scene, kind, sentence).into_iter().collect();
    };
    let end = title_end(scene, start, limit);
    if end <= start {
        return Vec::new();
    }
    if !is_plural(scene, kind) {
        return vec![(start, end)];
    }
    split(scene, start, end)
}

/// "Comprehensive Economic Partnership Agreement".
fn capitals_before(scene: &Scene, kind: &Hit, sentence: Sentence) -> Option<usize> {
    let page = scene.page;
    if !page.tokens[kind.from].capital {
        return None;
    }
    let mut from = kind.from;
    while from > sentence.from {
        let before = from - 1;
        let joins = page.is_mark(before, &['-'])
            || (matches!(page.word(before), "and" | "of" | "for")
                && before > sentence.from
                && page.tokens[before - 1].capital);
        let capital = page.tokens[before].capital && page.is_wordlike(before);
        if !capital && !joins {
            break;
        }
        from = before;
    }
    while from < kind.from && matches!(page.word(from), "the" | "a" | "and" | "of" | "for") {
        from += 1;
    }
    (kind.from - from >= 2).then_some(from)
}

/// "a readmission agreement".
fn topic_before(scene: &Scene, kind: &Hit, sentence: Sentence) -> Option<(usize, usize)> {
    if scene.page.kind(kind.from) != Kind::Latin {
        return None;
    }
    let topics = scene.hits.within(sentence.from, kind.from, Class::Topic);
    let last = topics.last().filter(|hit| hit.to == kind.from)?;
    Some((last.from, kind.from))
}

/// Words that lead to what an instrument is about.
const OPENERS: &[&str] =
    &["بشان", "حول", "بخصوص", "لاجل", "مجال", "مجالات", "مجالي", "تتعلق", "يتعلق"];

/// The first token of what an instrument is about.
fn about(scene: &Scene, kind: &Hit, limit: usize) -> Option<usize> {
    let page = scene.page;
    let reach = limit.min(kind.to + 14);
    for at in kind.to..reach {
        let word = page.word(at);
        if page.kind(at) == Kind::Arabic {
            let opens = OPENERS.contains(&word);
            let field = word == "في"
                && matches!(page.word(at + 1), "مجال" | "مجالات" | "مجالي" | "ميدان" | "قطاع");
            if field {
                return skip_words(scene, at + 2, limit);
            }
            if word == "في" && matches!(page.word(at + 1), "المجال" | "المجالات") {
                return Some(at + 1);
            }
            if opens {
                return skip_words(scene, at + 1, limit);
            }
            // "an agreement of/for X": the noun itself follows.
            let behind_bracket = at > kind.to && page.is_mark(at - 1, &[')']);
            if (at == kind.to || behind_bracket)
                && word != "في"
                && scene
                    .hits
                    .any_at(at, &[Class::Stop, Class::Status, Class::Verb, Class::Say])
                    .is_none()
            {
                if let Some(rest) = word.strip_prefix("لل").or_else(|| word.strip_prefix('ل'))
                    && rest.chars().count() > 3
                    && scene.hits.starting(at).iter().any(|hit| hit.preposition == Some('ل'))
                {
                    return skip_words(scene, at, limit);
                }
                if !word.starts_with('و')
                    && scene.hits.any_at(at, &[Class::Topic, Class::Word]).is_some()
                {
                    return skip_words(scene, at, limit);
                }
            }
        } else if matches!(
            word,
            "on" | "for" | "in" | "concerning" | "regarding" | "covering" | "to"
        ) {
            if word == "in"
                && (page.number(at + 1).is_some()
                    || scene
                        .hits
                        .any_at(at + 1, &[Class::Month, Class::City, Class::Land])
                        .is_some())
            {
                continue;
            }
            return skip_words(scene, at + 1, limit);
        } else if page.is_comma(at)
            || page.word(at) == "and"
            || scene.hits.at(at, Class::Agree).is_some()
        {
            return None;
        }
    }
    None
}

fn skip_words(scene: &Scene, at: usize, limit: usize) -> Option<usize> {
    let page = scene.page;
    let mut next = at;
    while next < limit
        && (matches!(
            page.word(next),
            "مجال"
                | "مجالات"
                | "مجالي"
                | "في"
                | "the"
                | "field"
                | "fields"
                | "of"
                | "area"
                | "areas"
                | "التعاون"
                | "للتعاون"
                | "cooperation"
                | "in"
                | "on"
                | "ب"
                | "بين"
                | "تعزيز"
        ) && !matches!(page.word(next), "بين"))
    {
        let word = page.word(next);
        // "cooperation" is dropped only where a field follows it.
        if matches!(word, "التعاون" | "للتعاون" | "cooperation")
            && !matches!(page.word(next + 1), "في" | "in" | "on")
        {
            break;
        }
        next += 1;
    }
    (next < limit).then_some(next)
}

fn title_end(scene: &Scene, start: usize, limit: usize) -> usize {
    let page = scene.page;
    let mut at = start;
    while at < limit && at - start < 24 {
        if page.is_comma(at) || page.is_mark(at, &['(', ')', ':', '"', '\u{2013}', '\u{201D}']) {
            break;
        }
        let word = page.word(at);
        let verb = scene
            .hits
            .any_at(at, &[Class::SignBy, Class::Say, Class::SayForm, Class::Held, Class::Verb])
            .is_some_and(|hit| {
                !hit.article
                    && hit.preposition.is_none()
                    && page.kind(at) == Kind::Arabic
                    && at > start
                    && !scene
                        .hits
                        .starting(at)
                        .iter()
                        .any(|hit| matches!(hit.entry.class, Class::Topic | Class::Word))
            });
        let state = scene.hits.at(at, Class::Status).is_some_and(|hit| hit.article) && at > start;
        let relative = state
            || matches!(
                word,
                "التي"
                    | "الذي"
                    | "وذلك"
                    | "حيث"
                    | "للاعوام"
                    | "للعام"
                    | "للفتره"
                    | "للسنوات"
                    | "is"
                    | "are"
                    | "which"
                    | "that"
                    | "signed"
                    | "by"
                    | "بين"
                    | "between"
                    | "while"
                    | "كما"
                    | "خلال"
                    | "علي"
                    | "during"
                    | "before"
                    | "قبل"
                    | "with"
            ) && !(word == "علي" && page.word(at.saturating_sub(1)).contains("تدريب"));
        let next_kind = scene.hits.at(at, Class::Kind).is_some_and(|hit| hit.and && at > start);
        let date = scene.dates_in(at, limit).any(|date| date.lead == at && date.when.is_some());
        let clause = word == "and" && page.word(at + 1).ends_with("ed");
        if verb || relative || next_kind || clause || (date && at > start) {
            break;
        }
        at += 1;
    }
    while at > start
        && (!page.is_wordlike(at - 1)
            || matches!(page.word(at - 1), "و" | "and" | "في" | "in" | "a" | "an" | "the"))
    {
        at -= 1;
    }
    at
}

fn is_plural(scene: &Scene, kind: &Hit) -> bool {
    let last = scene.page.word(kind.from);
    matches!(
        last,
        "اتفاقيات"
            | "الاتفاقيات"
            | "مذكرات"
            | "مذكرتي"
            | "مذكرتا"
            | "اتفاقيتين"
            | "اتفاقيتان"
            | "بروتوكولات"
            | "برامج"
            | "برنامجي"
            | "الاتفاقات"
            | "اتفاقيتي"
            | "agreements"
            | "memoranda"
            | "memorandums"
            | "mous"
            | "letters"
            | "protocols"
            | "programmes"
            | "خطابات"
            | "خطابي"
            | "وثايق"
            | "documents"
            | "instruments"
    ) || kind.entry.code == "unspecified"
}

/// The items of a list of subjects.
fn split(scene: &Scene, start: usize, end: usize) -> Vec<(usize, usize)> {
    let page = scene.page;
    let mut parts = Vec::new();
    let mut from = start;
    let mut at = start + 1;
    while at < end {
        let arabic_and = page.kind(at) == Kind::Arabic
            && page.word(at).starts_with('و')
            && scene
                .hits
                .starting(at)
                .iter()
                .any(|hit| hit.and && matches!(hit.entry.class, Class::Topic | Class::Word));
        let mark = page.is_comma(at) || page.word(at) == "and";
        if arabic_and || mark {
            parts.push((from, at));
            from = if mark { at + 1 } else { at };
        }
        at += 1;
    }
    parts.push((from, end));
    parts.retain(|(from, to)| to > from);
    parts
}

fn dated(scene: &Scene, kind: &Hit, limit: usize) -> Option<(When, Span)> {
    let date = scene.dates_in(kind.to, limit).find(|date| {
        date.when.is_some()
            && !date.today
            && date.period.is_none()
            && !date.latest
            && date.relative != Some(1)
    })?;
    Some((date.when?, scene.page.span(date.from, date.to)))
}

fn claim(
    scene: &mut Scene,
    people: &[Person],
    session: &str,
    dialogue: &str,
    found: Vec<Instrument>,
) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for instrument in found {
        for &(from, to) in &instrument.titles {
            let title = title_field(scene, from, to);
            let text = match &title.value {
                Value::Text { text, .. } => text::fold::spaceless(text),
                _ => String::new(),
            };
            if seen.contains(&text) {
                continue;
            }
            seen.push(text);
            ranges.push((instrument.kind_from, to.max(instrument.sentence.to.min(to + 12))));
            let topic = topic_in(scene, from, to);
            let mut fields = vec![
                ("title", title),
                ("kind", code(&instrument.kind.0, vec![instrument.kind.1], "agreement.kind")),
                (
                    "status",
                    code(
                        &instrument.status.0,
                        instrument.status.1.map(|span| vec![span]).unwrap_or_default(),
                        "agreement.status",
                    ),
                ),
            ];
            if let Some((years, span)) = years_behind(scene, to) {
                fields.push(("date", code(&years, vec![span], "agreement.years")));
            } else if let Some((when, span)) = &instrument.date {
                fields.push(("date", code(&when.to_string(), vec![*span], "agreement.date")));
            }
            if instrument.status.0 == "signed" {
                let signers = signers(scene, people, &instrument);
                if !signers.0.is_empty() {
                    fields.push(("signed_by", list(signers.0, signers.1, "agreement.signed_by")));
                }
            }
            if let Some(topic) = topic {
                fields.push(("topic", list(vec![topic], Vec::new(), "agreement.topic")));
            }
            let of = if instrument.status.0 == "signed" { session } else { dialogue };
            scene.claim(Slot::Agreement, Some(of), "agreement", 0.75, fields);
        }
    }
    ranges
}

/// "for the years 2025-2027" behind a title.
fn years_behind(scene: &Scene, at: usize) -> Option<(String, Span)> {
    let page = scene.page;
    let first_at = (at..at + 4)
        .find(|&token| page.number(token).is_some_and(|n| (1900..2200).contains(&n)))?;
    let second_at = first_at + 2;
    let (first, second) = (page.number(first_at)?, page.number(second_at)?);
    let range = !page.is_wordlike(first_at + 1) && (first + 1..first + 40).contains(&second);
    range.then(|| (format!("{first}/{second}"), page.span(at, second_at + 1)))
}

fn title_field(scene: &Scene, from: usize, to: usize) -> Field {
    let mut field = scene.text(from, to, "agreement.title");
    let hit = scene
        .hits
        .starting(from)
        .iter()
        .find(|hit| {
            (hit.and || hit.preposition.is_some())
                && matches!(hit.entry.class, Class::Topic | Class::Word | Class::Discuss)
        })
        .copied();
    if let Some(hit) = hit {
        let (text, span) = crate::meetings::bare(scene, &Hit { to, ..hit });
        field.value = Value::Text { text, alt: Vec::new() };
        field.spans = vec![span];
    }
    field
}

fn signers(scene: &Scene, people: &[Person], instrument: &Instrument) -> (Vec<String>, Vec<Span>) {
    let reach = instrument.sentence;
    let mut ids = Vec::new();
    let mut spans = Vec::new();
    for person in people {
        if !matches!(person.role, Some((Role::Signatory, _))) {
            continue;
        }
        let near = person.sentence.from == reach.from
            || (person.sentence.paragraph >= reach.paragraph
                && person.sentence.paragraph <= reach.paragraph + 1);
        if near {
            ids.push(person.id.clone());
            spans.push(scene.page.span(person.mention.name.0, person.mention.name.1));
        }
    }
    (ids, spans)
}
