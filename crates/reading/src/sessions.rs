//! Sessions: one for each group and day, or one plenary when no group is named. Facts of a
//! sentence belong to the session the paragraph speaks of.

use crate::dates::DateHit;
use crate::days::{Day, When};
use crate::draft::{Field, Slot, Span, Value};
use crate::gazetteers::{Class, strip_article};
use crate::hits::Hit;
use crate::limits::CLAIMS_PER_SLOT_MAX;
use crate::meetings::{Source, bare};
use crate::page::Kind;
use crate::regions::Part;
use crate::scene::{Scene, Sentence, code};

/// A session of the report.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub id: String,
    /// Paragraphs and sentences from this token on speak of it.
    pub from: usize,
    pub day: Option<Day>,
}

/// A working group named in tokens `from..to`; its name in `name`.
#[derive(Debug, Clone, Copy)]
struct Group {
    from: usize,
    to: usize,
    name: (usize, usize),
}

/// Where and how a session was held.
#[derive(Debug, Default, Clone)]
struct Setting {
    date: Option<(When, Span)>,
    place: Option<Field>,
    mode: Option<(&'static str, Option<Span>)>,
    kind: Option<(String, Span)>,
    /// The date is said from the day of the report.
    today: bool,
}

/// Adds the sessions' claims.
pub(crate) fn claim_sessions(scene: &mut Scene, source: &Source, parent: &str) -> Vec<Session> {
    let groups = groups(scene);
    let ceremonies = ceremonies(scene);
    let several = groups.len() + ceremonies.len() >= 2;
    // Where several sessions are told of, only the opening speaks of the whole.
    let reach = if several { 2 } else { usize::MAX };
    let whole = setting_of_report(scene, source, reach);
    let mut sessions: Vec<Session> = Vec::new();
    let mut known: Vec<(String, Option<String>)> = Vec::new();
    if several && ceremonies.is_empty() && speaks_of_plenary(scene, &groups) {
        sessions.push(claim(scene, parent, None, &whole, "plenary", 0));
    }
    // Opening and closing sessions come on top.
    for group in groups.iter().take(CLAIMS_PER_SLOT_MAX - 4) {
        let Some(sentence) = scene.sentence_of(group.from) else { continue };
        let own = setting_of_sentence(scene, sentence, group.from);
        let date = own.date.or(whole.date);
        let name = text::fold::spaceless(&scene.page.clean(group.name.0, group.name.1));
        let key = (name.clone(), own.date.as_ref().map(|(when, _)| when.to_string()));
        let again = known.iter().any(|(known, day)| {
            *known == name && (key.1.is_none() || *day == key.1 || day.is_none())
        });
        if again {
            continue;
        }
        known.push(key);
        let setting = Setting {
            date,
            place: own.place.clone().or_else(|| if several { None } else { whole.place.clone() }),
            mode: own.mode.or(match whole.mode {
                // A group that met at a place met there in person; of others it is not said.
                Some((mode, _)) if several && mode == "in_person" => {
                    let place = own.place.as_ref().and_then(|place| place.spans.first());
                    place.map(|span| ("in_person", Some(*span)))
                }
                mode => mode,
            }),
            kind: None,
            today: own.today,
        };
        sessions.push(claim(scene, parent, Some(*group), &setting, "working_group", group.from));
    }
    if !groups.is_empty() {
        for (kind, sentence, span, from) in ceremonies {
            let day = scene
                .dates_in(sentence.from, sentence.to)
                .find(|date| matches!(date.when, Some(When::Day(_))))
                .and_then(|date| Some((date.when?, scene.page.span(date.from, date.to))));
            let setting =
                Setting { date: day, kind: Some((kind.clone(), span)), ..Setting::default() };
            sessions.push(claim(scene, parent, None, &setting, &kind, from));
        }
    }
    if sessions.is_empty() {
        sessions.push(claim(scene, parent, None, &whole, "plenary", 0));
    }
    sessions
}

/// The session that a token's paragraph speaks of.
pub(crate) fn session_at<'s>(
    scene: &Scene,
    sessions: &'s [Session],
    at: usize,
) -> Option<&'s Session> {
    if sessions.len() == 1 {
        return sessions.first();
    }
    let paragraph = scene.sentence_of(at).map(|sentence| sentence.paragraph);
    sessions
        .iter()
        .filter(|session| {
            session.from <= at
                && session.from > 0
                && scene.sentence_of(session.from).map(|sentence| sentence.paragraph) == paragraph
        })
        .max_by_key(|session| session.from)
        .or_else(|| sessions.first())
}

fn claim(
    scene: &mut Scene,
    parent: &str,
    group: Option<Group>,
    setting: &Setting,
    kind: &str,
    from: usize,
) -> Session {
    let mut fields: Vec<(&'static str, Field)> = Vec::new();
    let kind_field = match (&setting.kind, group) {
        (_, Some(group)) => code(kind, vec![scene.page.span(group.from, group.to)], "session.kind"),
        (Some((kind, span)), None) => code(kind, vec![*span], "session.kind"),
        (None, None) => code(kind, Vec::new(), "session.kind.default"),
    };
    fields.push(("kind", kind_field));
    if let Some(group) = group {
        let mut field = scene.text(group.name.0, group.name.1, "session.group");
        if let Some(hit) =
            scene.hits.at(group.name.0, Class::Topic).filter(|hit| hit.preposition == Some('ل'))
        {
            let (text, span) = bare(scene, &Hit { to: group.name.1, ..*hit });
            field.value = Value::Text { text, alt: Vec::new() };
            field.spans = vec![span];
        }
        fields.push(("group", field));
    }
    let mut day = None;
    if let Some((when, span)) = &setting.date {
        day = when.last();
        fields.push(("date", code(&when.to_string(), vec![*span], "session.date")));
    }
    if let Some(place) = &setting.place {
        fields.push(("place", place.clone()));
    }
    if let Some((mode, span)) = setting.mode {
        fields.push(("mode", code(mode, span.into_iter().collect(), "session.mode")));
    }
    let id = scene.claim(Slot::Session, Some(parent), "session", 0.8, fields);
    Session { id, from, day }
}

/// Groups with a name of their own.
fn groups(scene: &Scene) -> Vec<Group> {
    let body = groups_in(scene, &scene.body());
    if !body.is_empty() {
        return body;
    }
    let headline: Vec<Sentence> = scene
        .sentences
        .iter()
        .filter(|sentence| sentence.part == Part::Headline)
        .copied()
        .collect();
    groups_in(scene, &headline)
}

fn groups_in(scene: &Scene, sentences: &[Sentence]) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    for &sentence in sentences {
        let mut at = sentence.from;
        while at < sentence.to {
            match group_at(scene, at, sentence) {
                Some(group) => {
                    at = group.to.max(at + 1);
                    found.push(group);
                }
                None => at += 1,
            }
        }
    }
    found
}

fn group_at(scene: &Scene, at: usize, sentence: Sentence) -> Option<Group> {
    let page = scene.page;
    if page.kind(at) == Kind::Latin {
        return english_group(scene, at, sentence);
    }
    if let Some(group) = numbered_group(scene, at, sentence) {
        return Some(group);
    }
    let hit = scene.hits.at(at, Class::Group)?;
    // "the meeting of the group" begins a step earlier.
    if is_founded(scene, at, sentence) {
        return None;
    }
    let from = if at > sentence.from && scene.hits.at(at - 1, Class::Round).is_some() {
        at - 1
    } else {
        at
    };
    let mut next = hit.to;
    if page.is_mark(next, &['(', '"', '\u{201C}', '\u{00AB}']) {
        let close = (next + 1..sentence.to.min(next + 8))
            .find(|&token| page.is_mark(token, &[')', '"', '\u{201D}', '\u{00BB}']))?;
        return Some(Group { from, to: close + 1, name: (next + 1, close) });
    }
    let noun = strip_article(page.word(at)).to_owned();
    let strong = hit.to - hit.from >= 2
        || matches!(noun.as_str(), "مسار" | "مجموعه" | "لجنه")
        || noun.ends_with("مسار");
    // In a report of a dialogue a committee that met is one of its groups.
    let dialogue = crate::meetings::dialogue_at(scene, at) && !scene.talks;
    if noun == "لجنه" && (dialogue || !held_here(scene, at, sentence)) {
        return None;
    }
    if !strong {
        return None;
    }
    while matches!(
        strip_article(page.word(next)),
        "معنيه" | "معني" | "مشتركه" | "خاصه" | "ثناييه" | "معنييه"
    ) || matches!(page.word(next), "حول" | "بشان" | "في" | "مجال")
    {
        next += 1;
    }
    let end = group_name_end(scene, next, sentence)?;
    Some(Group { from, to: end, name: (next, end) })
}

/// The end of a group's name, which holds a topic.
fn group_name_end(scene: &Scene, name_from: usize, sentence: Sentence) -> Option<usize> {
    let page = scene.page;
    let mut next = name_from;
    let topic = (next..(next + 2).min(sentence.to))
        .any(|token| scene.hits.at(token, Class::Topic).is_some());
    if !topic {
        return None;
    }
    let mut end = next;
    while next < sentence.to && next - name_from < 5 {
        if let Some(hit) = scene.hits.at(next, Class::Topic) {
            next = hit.to;
            end = next;
            continue;
        }
        let word = page.word(next);
        if page.kind(next) == Kind::Arabic
            && word.starts_with("ال")
            && scene
                .hits
                .any_at(
                    next,
                    &[Class::Nisba, Class::Weekday, Class::Mode, Class::Next, Class::Past],
                )
                .is_none()
            && !matches!(word, "الذي" | "التي" | "اليوم")
        {
            next += 1;
            end = next;
            continue;
        }
        break;
    }
    (end > name_from).then_some(end)
}

/// "agreed to set up a working group": it has not met.
fn is_founded(scene: &Scene, at: usize, sentence: Sentence) -> bool {
    const FOUNDING: [&str; 12] = [
        "set",
        "establish",
        "create",
        "form",
        "establishing",
        "creating",
        "forming",
        "انشا",
        "تشكيل",
        "تاسيس",
        "استحداث",
        "تكوين",
    ];
    (at.saturating_sub(5).max(sentence.from)..at)
        .any(|token| FOUNDING.contains(&scene.page.word(token)))
}

/// A committee is a session's only where the sentence says that it met.
fn held_here(scene: &Scene, at: usize, sentence: Sentence) -> bool {
    (at.saturating_sub(4).max(sentence.from)..sentence.to.min(at + 7))
        .any(|token| scene.hits.at(token, Class::Held).is_some_and(|hit| hit.preposition.is_none()))
}

/// "two sessions in parallel: the first on water, the second on education".
fn numbered_group(scene: &Scene, at: usize, sentence: Sentence) -> Option<Group> {
    let page = scene.page;
    let (_, next) = crate::numbers::ordinal(page, at)?;
    let listed = (sentence.from..at).any(|token| {
        matches!(
            page.word(token),
            "جلستين"
                | "جلستان"
                | "جلسات"
                | "مسارين"
                | "مسارات"
                | "لجنتين"
                | "لجان"
                | "ورشتين"
        )
    });
    let topic = scene.hits.at(next, Class::Topic).filter(|hit| hit.preposition == Some('ل'))?;
    if !listed || topic.entry.class != Class::Topic {
        return None;
    }
    let mut end = topic.to;
    while end < sentence.to
        && scene.hits.at(end, Class::Topic).is_some_and(|hit| hit.and && hit.article)
    {
        end = scene.hits.at(end, Class::Topic).map_or(end + 1, |hit| hit.to);
    }
    Some(Group { from: at, to: end, name: (next, end) })
}

/// Opening and closing sessions with a day of their own.
fn ceremonies(scene: &Scene) -> Vec<(String, Sentence, Span, usize)> {
    let mut found: Vec<(String, Sentence, Span, usize)> = Vec::new();
    for sentence in scene.body() {
        let closes = (sentence.from..sentence.to).any(|at| {
            let word = scene.page.word(at);
            word.contains("ختتم")
                || matches!(word, "conclude" | "concluded" | "concludes" | "close")
        });
        let dated = scene
            .dates_in(sentence.from, sentence.to)
            .any(|date| matches!(date.when, Some(When::Day(_))));
        for hit in scene.hits.within(sentence.from, sentence.to, Class::Session) {
            let kind = match hit.entry.code.as_str() {
                "plenary" if closes => "closing",
                "opening" => "opening",
                "closing" => "closing",
                _ => continue,
            };
            if dated && !found.iter().any(|(known, ..)| known == kind) {
                found.push((
                    kind.to_owned(),
                    sentence,
                    scene.page.span(hit.from, hit.to),
                    hit.from,
                ));
            }
        }
    }
    found
}

fn english_group(scene: &Scene, at: usize, sentence: Sentence) -> Option<Group> {
    let page = scene.page;
    let hit = scene.hits.at(at, Class::Group)?;
    let strong =
        hit.to - hit.from >= 2 || matches!(page.word(at), "track" | "workstream" | "subcommittee");
    if is_founded(scene, at, sentence) {
        return None;
    }
    if !strong {
        return None;
    }
    // "Working Group on Counter-Terrorism"
    if matches!(page.word(hit.to), "on" | "for") {
        let mut next = hit.to + 1;
        while page.word(next) == "the" {
            next += 1;
        }
        let from = next;
        while next < sentence.to
            && (scene.hits.at(next, Class::Topic).is_some()
                || page.tokens[next].capital
                || page.is_mark(next, &['-'])
                || (page.word(next) == "and"
                    && (page.tokens.get(next + 1).is_some_and(|token| token.capital))))
        {
            next = scene.hits.at(next, Class::Topic).map_or(next + 1, |hit| hit.to);
        }
        return (next > from).then_some(Group { from: at, to: next, name: (from, next) });
    }
    // "Counter-Terrorism Working Group"
    let mut from = at;
    while from > sentence.from {
        let before = from - 1;
        let ends = (before.saturating_sub(4)..=before).find(|&start| {
            start >= sentence.from
                && scene
                    .hits
                    .starting(start)
                    .iter()
                    .any(|hit| hit.entry.class == Class::Topic && hit.to == from)
        });
        match ends {
            Some(start) => from = start,
            None if page.word(before) == "and" && from < at => from = before,
            None => break,
        }
    }
    if page.word(from) == "and" {
        from += 1;
    }
    (from < at).then_some(Group { from, to: hit.to, name: (from, at) })
}

fn speaks_of_plenary(scene: &Scene, groups: &[Group]) -> bool {
    let first = groups.first().map_or(usize::MAX, |group| group.from);
    scene.body().iter().any(|sentence| {
        scene
            .hits
            .within(sentence.from, sentence.to, Class::Session)
            .iter()
            .any(|hit| matches!(hit.entry.code.as_str(), "plenary" | "opening" | "closing"))
    }) || scene
        .body()
        .first()
        .is_some_and(|sentence| sentence.to < first && has_meeting(scene, *sentence))
}

fn has_meeting(scene: &Scene, sentence: Sentence) -> bool {
    scene.hits.first_of(sentence.from, sentence.to, &[Class::Held, Class::Lead]).is_some()
}

fn setting_of_report(scene: &Scene, source: &Source, reach: usize) -> Setting {
    let mut setting = Setting::default();
    let body = scene.body();
    for (nth, sentence) in body.iter().take(6).enumerate() {
        let own = setting_of_sentence(scene, *sentence, sentence.from);
        // A day that is not "today" is the meeting's only in the opening.
        let early = nth < 2 || source.date.is_none();
        setting.date = setting.date.or(own.date.filter(|_| early || own.today));
        setting.place = setting.place.or(own.place);
        setting.kind = setting.kind.or(own.kind);
    }
    for sentence in body.iter().take(reach) {
        let own = setting_of_sentence(scene, *sentence, sentence.from);
        if setting.mode.is_none_or(|(mode, _)| mode == "in_person") && own.mode.is_some() {
            let keep =
                setting.mode.is_some() && own.mode.is_some_and(|(mode, _)| mode == "in_person");
            if !keep {
                setting.mode = own.mode;
            }
        }
    }
    if setting.date.is_none() {
        setting.date =
            source.date.as_ref().and_then(|(when, spans)| spans.first().map(|span| (*when, *span)));
    }
    if setting.mode.is_none_or(|(mode, _)| mode != "remote") && setting.place.is_none() {
        setting.place = host_place(scene, source, &body);
    }
    if setting.mode.is_none() {
        setting.mode = match hosted(scene, &body) {
            Some((mode, span)) => Some((mode, Some(span))),
            None if setting.place.is_some() => Some(("in_person", None)),
            None => None,
        };
    }
    setting
}

/// A session with a venue or host was held in person.
fn hosted(scene: &Scene, body: &[Sentence]) -> Option<(&'static str, Span)> {
    for sentence in body.iter().take(4) {
        if let Some(venue) = venue(scene, *sentence) {
            let from = if venue.0 > 0 && matches!(scene.page.word(venue.0 - 1), "في" | "at" | "in")
            {
                venue.0 - 1
            } else {
                venue.0
            };
            return Some(("in_person", scene.page.span(from, venue.1)));
        }
        let host = scene.hits.first_of(sentence.from, sentence.to, &[Class::Host]);
        if let Some(host) = host
            && !crate::meetings::is_future(scene, sentence.from, host.to)
        {
            let mut to = host.to;
            if let Some(hit) =
                scene.hits.any_at(host.to, &[Class::Portfolio, Class::City, Class::Land])
            {
                to = hit.to;
                if let Some(of) = scene.hits.at(to, Class::Nisba) {
                    to = of.to;
                }
            }
            return Some(("in_person", scene.page.span(host.from, to)));
        }
        let held = scene.hits.first_of(sentence.from, sentence.to, &[Class::Held]);
        if let Some(held) = held {
            for at in held.to..sentence.to {
                let Some(city) = scene.hits.at(at, Class::City) else { continue };
                let inside = matches!(scene.page.word(at.saturating_sub(1)), "في" | "in")
                    || city.preposition == Some('ب');
                if inside {
                    return Some(("in_person", bare(scene, city).1));
                }
            }
        }
    }
    None
}

/// A palace, headquarters or hotel with what it belongs to.
fn venue(scene: &Scene, sentence: Sentence) -> Option<(usize, usize)> {
    let page = scene.page;
    for at in sentence.from..sentence.to {
        let Some(hit) = scene.hits.at(at, Class::Venue) else { continue };
        let before = if at > sentence.from { page.word(at - 1) } else { "" };
        let arabic = page.kind(at) == Kind::Arabic;
        if arabic {
            if !(before == "في" || hit.preposition == Some('ب')) {
                continue;
            }
            let mut end = hit.to;
            while end < sentence.to && end - at < 7 {
                if let Some(next) = scene.hits.any_at(
                    end,
                    &[Class::Portfolio, Class::Inst, Class::City, Class::Nisba, Class::Land],
                ) && !next.and
                {
                    let city = next.entry.class == Class::City && next.preposition == Some('ب');
                    end = next.to;
                    if city {
                        break;
                    }
                    continue;
                }
                let word = page.word(end);
                let definite = word.starts_with("ال")
                    && !matches!(word, "اليوم" | "الاجتماع" | "الذي" | "التي" | "الجوله" | "الدوره")
                    && scene.hits.any_at(end, &[Class::Weekday]).is_none();
                if word == "في" && scene.hits.at(end + 1, Class::City).is_some() {
                    end += 1;
                    continue;
                }
                if !definite || page.kind(end) != Kind::Arabic {
                    break;
                }
                end += 1;
            }
            let place = scene
                .hits
                .first_of(at, end, &[Class::City, Class::Portfolio, Class::Inst, Class::Nisba])
                .is_some();
            if place || end > hit.to {
                return Some((at, end));
            }
        } else if let Some(found) = english_venue(scene, sentence, at, hit) {
            return Some(found);
        }
    }
    None
}

fn english_venue(
    scene: &Scene,
    sentence: Sentence,
    at: usize,
    hit: &Hit,
) -> Option<(usize, usize)> {
    let page = scene.page;
    // The words before it in capitals belong to it: "the Al Bustan Palace Hotel".
    let mut from = at;
    while from > sentence.from
        && (page.tokens[from - 1].capital && page.is_wordlike(from - 1)
            || page.is_mark(from - 1, &['-', '\'', '\u{2019}']))
    {
        from -= 1;
    }
    let lead = if from > sentence.from && page.word(from - 1) == "the" { from - 1 } else { from };
    let before = if lead > sentence.from { page.word(lead - 1) } else { "" };
    if !matches!(before, "at" | "in") {
        return None;
    }
    let mut end = hit.to;
    while end < sentence.to && end - at < 10 {
        let word = page.word(end);
        if matches!(word, "of" | "in" | "the" | "for" | "and") {
            let mut probe = end + 1;
            while page.word(probe) == "the" {
                probe += 1;
            }
            if !page.tokens.get(probe).is_some_and(|token| token.capital) {
                break;
            }
            end = probe;
            continue;
        }
        if page.is_comma(end) && scene.hits.at(end + 1, Class::City).is_some() {
            end += 1;
            continue;
        }
        if !page.tokens[end].capital
            || !page.is_wordlike(end)
            || scene.hits.any_at(end, &[Class::Weekday, Class::Month]).is_some()
        {
            break;
        }
        end += 1;
    }
    let n = end - from;
    (n >= 2).then_some((from, end))
}

fn host_place(scene: &Scene, source: &Source, body: &[Sentence]) -> Option<Field> {
    for sentence in body.iter().take(3) {
        if crate::meetings::is_future(scene, sentence.from, sentence.to) {
            continue;
        }
        if scene
            .hits
            .first_of(sentence.from, sentence.to, &[Class::Held, Class::Host, Class::Lead])
            .is_none()
        {
            continue;
        }
        for at in sentence.from..sentence.to {
            let Some(city) = scene.hits.any_at(at, &[Class::City]).copied() else { continue };
            let before = scene.page.word(at.saturating_sub(1));
            if matches!(before, "في" | "in" | "hosted" | "استضافت") || city.preposition == Some('ب')
            {
                let (text, span) = bare(scene, &city);
                return Some(Field {
                    value: Value::Text { text, alt: Vec::new() },
                    spans: vec![span],
                    inferred: false,
                    confidence: 0.85,
                    rule: "session.place",
                });
            }
        }
    }
    let _ = body;
    source
        .country
        .as_ref()
        .filter(|country| scene.parties.contains(country))
        .and(source.place.clone())
}

fn setting_of_sentence(scene: &Scene, sentence: Sentence, at: usize) -> Setting {
    let page = scene.page;
    let mut setting = Setting::default();
    let future = crate::meetings::is_future(scene, sentence.from, sentence.to);
    let held = scene
        .hits
        .first_of(
            sentence.from,
            sentence.to,
            &[Class::Held, Class::Lead, Class::Say, Class::Round, Class::Discuss, Class::Group],
        )
        .is_some();
    if held
        && !future
        && let Some((when, span, today)) = nearest_day(scene, sentence, at)
    {
        setting.date = Some((when, span));
        setting.today = today;
    }
    let modes = scene.hits.within(sentence.from, sentence.to, Class::Mode);
    let rank = |mode: &str| ["in_person", "remote", "hybrid"].iter().position(|one| *one == mode);
    let mode = modes.iter().max_by_key(|hit| rank(&hit.entry.code));
    if let Some(hit) = mode {
        let name = match hit.entry.code.as_str() {
            "hybrid" => "hybrid",
            "remote" => "remote",
            _ => "in_person",
        };
        let joined = (sentence.from..hit.from).any(|token| {
            matches!(page.word(token), "انضم" | "وانضم" | "انضمت" | "joined" | "joining" | "وشارك")
        });
        let name = if joined && name == "remote" { "hybrid" } else { name };
        let mut to = hit.to;
        if page.word(to) == "من" && scene.hits.at(to + 1, Class::City).is_some() {
            to = scene.hits.at(to + 1, Class::City).map_or(to, |city| city.to);
        }
        if !future {
            setting.mode = Some((name, Some(page.span(hit.from, to))));
        }
    }
    if let Some((from, to)) = venue(scene, sentence)
        && !future
    {
        let mut field = scene.text(from, to, "session.place");
        if page.kind(from) == Kind::Arabic
            && let Some(hit) = scene.hits.at(from, Class::Venue)
            && hit.preposition.is_some()
            && let Value::Text { text, .. } = &mut field.value
        {
            *text = text.chars().skip(1).collect();
            field.spans[0].0 += 1;
        }
        setting.place = Some(field);
    }
    let kinds = scene.hits.within(sentence.from, sentence.to, Class::Session);
    let first = scene.body().first().is_some_and(|first| first.from == sentence.from);
    if let Some(hit) = kinds.iter().find(|hit| {
        !matches!(
            hit.entry.code.as_str(),
            "opening" | "closing" | "side_event" | "signing" | "working_group"
        )
    }) && first
    {
        setting.kind = Some((hit.entry.code.clone(), page.span(hit.from, hit.to)));
    }
    setting
}

fn nearest_day(scene: &Scene, sentence: Sentence, at: usize) -> Option<(When, Span, bool)> {
    let fits = |date: &&DateHit| {
        matches!(date.when, Some(When::Day(_) | When::Range(..)))
            && date.relative != Some(1)
            && !date.latest
            && date.hijri.is_none()
            && not_after(scene, date)
            && !is_start_or_end(scene, date)
            && !in_brackets(scene, date)
    };
    let all: Vec<&DateHit> = scene.dates_in(sentence.from, sentence.to).filter(fits).collect();
    let today = all.iter().find(|date| date.today).copied();
    let near = all.iter().min_by_key(|date| date.from.abs_diff(at)).copied();
    let date = today.or(near)?;
    Some((date.when?, scene.page.span(date.from, date.to), date.today))
}

/// "the second meeting (Amman, 11 October 2023)" dates another meeting.
fn in_brackets(scene: &Scene, date: &DateHit) -> bool {
    (date.from.saturating_sub(6)..date.from).any(|at| scene.page.is_mark(at, &['(']))
        && (date.to..date.to + 4).any(|at| scene.page.is_mark(at, &[')']))
        && !date.today
}

fn not_after(scene: &Scene, date: &DateHit) -> bool {
    match (date.when.and_then(When::first), scene.anchor) {
        (Some(day), Some(anchor)) => day <= anchor,
        _ => true,
    }
}

/// The day a round opened or ends is not the day of the session.
fn is_start_or_end(scene: &Scene, date: &DateHit) -> bool {
    (date.from.saturating_sub(3)..date.from).any(|at| {
        matches!(
            scene.page.word(at),
            "المستمر"
                | "المستمره"
                | "انطلق"
                | "انطلقت"
                | "حتي"
                | "until"
                | "since"
                | "منذ"
                | "launched"
        )
    })
}
