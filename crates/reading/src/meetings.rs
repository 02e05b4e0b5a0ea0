//! Source, dialogue, round and sessions: who meets, which time it is, when, where and how.

use std::collections::BTreeMap;

use crate::days::{Day, When};
use crate::draft::{Field, Slot, Span, Value};
use crate::gazetteers::{Class, strip_article};
use crate::hits::Hit;
use crate::numbers::{cardinal, ordinal};
use crate::page::Kind;
use crate::regions::Part;
use crate::scene::{Scene, Sentence, code, list, number};

/// The text and place of a hit without the letters written onto it.
pub(crate) fn bare(scene: &Scene, hit: &Hit) -> (String, Span) {
    let page = scene.page;
    let (start, end) = page.span(hit.from, hit.to);
    let text = page.clean(hit.from, hit.to);
    if page.kind(hit.from) != Kind::Arabic {
        return (text, (start, end));
    }
    let skip = usize::from(hit.and) + usize::from(hit.preposition.is_some());
    let rest: String = text.chars().skip(skip).collect();
    if hit.preposition == Some('ل') && hit.article {
        return (format!("ا{rest}"), (start + skip, end));
    }
    (rest, (start + skip, end))
}

pub(crate) fn place_field(scene: &Scene, hit: &Hit, rule: &'static str) -> Field {
    let (text, span) = bare(scene, hit);
    Field {
        value: Value::Text { text, alt: Vec::new() },
        spans: vec![span],
        inferred: false,
        confidence: 0.85,
        rule,
    }
}

// ---- parties --------------------------------------------------------------------------------

/// Two countries named side by side.
struct Pair {
    codes: (String, String),
    from: usize,
    to: usize,
    weight: u32,
}

fn pairs(scene: &Scene) -> Vec<Pair> {
    let (page, hits) = (scene.page, scene.hits);
    let mut found = Vec::new();
    for at in 0..page.tokens.len() {
        if !scene.is_report(at) {
            continue;
        }
        let Some(one) = hits.any_at(at, &[Class::Land, Class::Nisba]) else { continue };
        let mut next = one.to;
        let mut joined = false;
        while page.is_mark(
            next,
            &['-', '\u{2013}', '\u{2014}', '/', ')', '"', '\u{201D}', '(', '\u{2011}'],
        ) || matches!(page.word(next), "and" | "the" | "و" | "side" | "with" | "مع")
        {
            joined = true;
            next += 1;
        }
        let Some(two) = hits.any_at(next, &[Class::Land, Class::Nisba]) else { continue };
        let adjectives = one.entry.class == Class::Nisba && two.entry.class == Class::Nisba;
        if one.entry.code == two.entry.code || !(joined || two.and || adjectives) {
            continue;
        }
        let near = (one.from.saturating_sub(6)..one.from).any(|token| {
            matches!(page.word(token), "بين" | "between")
                || hits.at(token, Class::Dialogue).is_some()
        });
        let headline = page.tokens[at].line < scene.parts.len()
            && scene.parts[page.tokens[at].line] == Part::Headline;
        let weight = 2 + u32::from(adjectives) + u32::from(near) * 2 + u32::from(headline) * 2;
        found.push(Pair {
            codes: (one.entry.code.clone(), two.entry.code.clone()),
            from: one.from,
            to: two.to,
            weight,
        });
    }
    found
}

/// Codes of the two parties and the token ranges that name them together.
pub(crate) type Parties = (Vec<String>, Vec<(usize, usize)>);

/// Fields of a claim by their names.
pub(crate) type Fields = Vec<(&'static str, Field)>;

/// Finds the two parties and the places that name them together.
pub(crate) fn parties(scene: &Scene) -> Option<Parties> {
    let pairs = pairs(scene);
    let mut weights: BTreeMap<(String, String), (u32, usize)> = BTreeMap::new();
    for pair in &pairs {
        let (one, two) = &pair.codes;
        let key = if one < two { (one.clone(), two.clone()) } else { (two.clone(), one.clone()) };
        let slot = weights.entry(key).or_insert((0, pair.from));
        slot.0 += pair.weight;
    }
    let best = weights.iter().max_by_key(|(_, (weight, from))| (*weight, usize::MAX - from));
    if let Some((key, _)) = best {
        let of: Vec<&Pair> = pairs
            .iter()
            .filter(|pair| {
                let (one, two) = &pair.codes;
                (one == &key.0 && two == &key.1) || (one == &key.1 && two == &key.0)
            })
            .collect();
        let first = of.first()?;
        let codes = vec![first.codes.0.clone(), first.codes.1.clone()];
        return Some((codes, of.iter().map(|pair| (pair.from, pair.to)).collect()));
    }
    most_named(scene)
}

/// Without a pair: the two countries the headline and the opening name most.
fn most_named(scene: &Scene) -> Option<Parties> {
    let mut counts: BTreeMap<String, (u32, usize, usize)> = BTreeMap::new();
    let opening = scene
        .sentences
        .iter()
        .filter(|sentence| matches!(sentence.part, Part::Headline | Part::Body))
        .take(8);
    for sentence in opening {
        for at in sentence.from..sentence.to {
            if let Some(hit) = scene.hits.any_at(at, &[Class::Land, Class::Nisba]) {
                let slot = counts.entry(hit.entry.code.clone()).or_insert((0, hit.from, hit.to));
                slot.0 += 1;
            }
        }
    }
    let mut order: Vec<_> = counts.into_iter().collect();
    order.sort_by_key(|(_, (n, from, _))| (std::cmp::Reverse(*n), *from));
    let [one, two, ..] = order.as_slice() else { return None };
    let mut both = [one, two];
    both.sort_by_key(|(_, (_, from, _))| *from);
    let places = both.iter().map(|(_, (_, from, to))| (*from, *to)).collect();
    Some((both.iter().map(|(code, _)| code.clone()).collect(), places))
}

// ---- source ---------------------------------------------------------------------------------

/// Where the report comes from, as far as its dateline says.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub agency: Option<String>,
    pub agency_spans: Vec<Span>,
    pub place: Option<Field>,
    pub country: Option<String>,
    pub date: Option<(When, Vec<Span>)>,
    pub hijri: Option<(String, Span)>,
}

/// Reads dateline and signs of agencies.
pub(crate) fn source(scene: &Scene) -> Source {
    let mut source = Source::default();
    agencies(scene, &mut source);
    dateline(scene, &mut source);
    if source.agency.is_none() {
        ministry(scene, &mut source);
    }
    source
}

fn agencies(scene: &Scene, source: &mut Source) {
    let page = scene.page;
    let mut at = 0;
    while at < page.tokens.len() {
        let Some(hit) = scene.hits.at(at, Class::Agency).copied() else {
            at += 1;
            continue;
        };
        at = hit.to;
        let part = scene.parts[page.tokens[hit.from].line];
        let bracket = hit.from > 0 && page.is_mark(hit.from - 1, &['(', '/']);
        let dateline = part == Part::Dateline;
        let full = hit.to - hit.from >= 3
            || (page.kind(hit.from) == Kind::Latin && hit.to - hit.from >= 2);
        let sign = page.kind(hit.from) == Kind::Latin
            && page.chars[page.tokens[hit.from].start..page.tokens[hit.from].end]
                .iter()
                .all(|c| c.is_uppercase());
        if !(bracket || dateline || full)
            || (page.kind(hit.from) == Kind::Latin && !full && !sign && !bracket)
            || !matches!(part, Part::Dateline | Part::Body | Part::Headline)
        {
            continue;
        }
        if source.agency.as_deref().is_some_and(|known| known != hit.entry.code) {
            continue;
        }
        source.agency = Some(hit.entry.code.clone());
        let (_, mut span) = bare(scene, &hit);
        // The sign in brackets behind the full name belongs to it.
        if full
            && page.is_mark(hit.to, &['('])
            && scene.hits.at(hit.to + 1, Class::Agency).is_some()
            && page.is_mark(hit.to + 2, &[')'])
        {
            span.1 = page.tokens[hit.to + 2].end;
            at = hit.to + 3;
        } else if bracket && !full && page.is_mark(hit.to, &[')']) {
            span = page.span(hit.from - 1, hit.to + 1);
        }
        source.agency_spans.push(span);
    }
}

/// A ministry's own page names the ministry in its frame.
fn ministry(scene: &Scene, source: &mut Source) {
    let page = scene.page;
    let frame_word = (0..page.tokens.len()).any(|at| {
        let part = scene.parts[page.tokens[at].line];
        matches!(part, Part::Furniture | Part::Section)
            && (page.word(at) == "المركز" && page.word(at + 1) == "الاعلامي"
                || page.word(at) == "media" && matches!(page.word(at + 1), "centre" | "center"))
    });
    if frame_word && let Some(home) = &scene.home {
        source.agency = Some(format!("MFA-{home}"));
        return;
    }
    let frame = (0..page.tokens.len()).find_map(|at| {
        let hit = scene.hits.at(at, Class::Portfolio)?;
        let part = scene.parts[page.tokens[at].line];
        let ministry = page.word(at).contains("وزار") || page.word(at).contains("ministry");
        let own = hit.entry.code == "mfa" && ministry;
        (own && matches!(part, Part::Furniture | Part::Section)).then_some(*hit)
    });
    let Some(hit) = frame else { return };
    let party = scene
        .hits
        .any_at(hit.to, &[Class::Land, Class::Nisba])
        .map(|hit| hit.entry.code.clone())
        .or_else(|| scene.home.clone())
        .or_else(|| source.country.clone());
    if let Some(party) = party {
        source.agency = Some(format!("MFA-{party}"));
        source.agency_spans.push(page.span(hit.from, hit.to));
    }
}

/// Place and date of the dateline: its own line, or the opening of the body before a dash or sign.
fn dateline(scene: &Scene, source: &mut Source) {
    let own = scene.sentences.iter().filter(|sentence| sentence.part == Part::Dateline);
    let ranges: Vec<(usize, usize, bool)> = own
        .map(|sentence| (sentence.from, sentence.to, true))
        .chain(opening(scene).map(|(from, to)| (from, to, false)))
        .collect();
    for (from, to, own_line) in ranges {
        if source.place.is_none()
            && let Some(hit) = scene.hits.first_of(from, to, &[Class::City, Class::Land])
            && (own_line || hit.from <= from + 2)
        {
            source.country = Some(hit.entry.code.clone());
            source.place = Some(place_field(scene, &hit, "source.place"));
        }
        for date in scene.dates_in(from, to + 1) {
            let span = scene.page.span(date.from, date.to);
            if let Some(hijri) = &date.hijri {
                source.hijri.get_or_insert((hijri.clone(), span));
            } else if let Some(when @ (When::Day(_) | When::Range(..))) = date.when
                && !date.today
            {
                push_date(source, when, span);
            }
        }
        if let Some((day, span)) = day_dash_month(scene, from, to) {
            push_date(source, When::Day(day), span);
        }
    }
    if source.date.is_none()
        && let Some((hijri, span)) = &source.hijri
    {
        let parts: Vec<u32> = hijri.split('-').filter_map(|part| part.parse().ok()).collect();
        if let [year, month, day] = parts[..]
            && let Some(day) = crate::dates::gregorian_of(year, month, day)
        {
            source.date = Some((When::Day(day), vec![*span]));
        }
    }
}

fn push_date(source: &mut Source, when: When, span: Span) {
    match &mut source.date {
        Some((known, spans)) if *known == when => spans.push(span),
        Some(_) => {}
        None => source.date = Some((when, vec![span])),
    }
}

/// The opening of the body up to the dash or the sign that closes a dateline.
fn opening(scene: &Scene) -> impl Iterator<Item = (usize, usize)> {
    let page = scene.page;
    let first = scene.sentences.iter().find(|sentence| sentence.part == Part::Body).copied();
    first
        .and_then(|sentence| {
            let limit = sentence.to.min(sentence.from + 18);
            let city = (sentence.from..sentence.from + 2)
                .any(|at| scene.hits.any_at(at, &[Class::City, Class::Land]).is_some());
            let dash = (sentence.from..limit).rev().find(|&at| {
                page.is_mark(at, &['-', '\u{2013}', '\u{2014}', ':', '/']) && !page.is_wordlike(at)
            })?;
            city.then_some((sentence.from, dash))
        })
        .into_iter()
}

/// `15 - 6` in a dateline.
fn day_dash_month(scene: &Scene, from: usize, to: usize) -> Option<(Day, Span)> {
    let page = scene.page;
    let anchor = scene.anchor?;
    (from..to.saturating_sub(2)).find_map(|at| {
        let day = page.number(at)?;
        let dash = page.is_mark(at + 1, &['-', '/']);
        let month = page.number(at + 2)?;
        let alone = (!page.is_mark(at + 3, &['-', '/']) || page.number(at + 4).is_none())
            && scene.hits.any_at(at + 3, &[Class::Month, Class::Hijri]).is_none();
        let before =
            at > 0 && page.is_mark(at - 1, &['-', '/']) && at >= 2 && page.number(at - 2).is_some();
        if !dash || !alone || before || day > 31 || month > 12 {
            return None;
        }
        let near = (anchor.year - 1..=anchor.year + 1)
            .filter_map(|year| Day::new(year, month, day))
            .min_by_key(|day| (day.number() - anchor.number()).abs())?;
        Some((near, page.span(at, at + 3)))
    })
}

/// Adds the source's claim.
pub(crate) fn claim_source(scene: &mut Scene, source: &Source) {
    let mut fields = Vec::new();
    if let Some(agency) = &source.agency {
        fields.push(("agency", code(agency, source.agency_spans.clone(), "source.agency")));
    }
    if let Some(place) = &source.place {
        fields.push(("place", place.clone()));
    }
    if let Some((when, spans)) = &source.date {
        fields.push(("date", code(&when.to_string(), spans.clone(), "source.date")));
    }
    if let Some((hijri, span)) = &source.hijri {
        fields.push(("date_hijri", code(hijri, vec![*span], "source.date_hijri")));
    }
    if !fields.is_empty() {
        scene.claim(Slot::Source, None, "source", 0.85, fields);
    }
}

// ---- dialogue -------------------------------------------------------------------------------

/// The name of a dialogue found in tokens `from..to`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named {
    pub from: usize,
    pub to: usize,
    weight: i32,
}

/// Every naming of a standing dialogue.
pub(crate) fn dialogues(scene: &Scene) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < scene.page.tokens.len() {
        let named = if !scene.is_report(at) {
            None
        } else if scene.page.kind(at) == Kind::Arabic {
            arabic_dialogue(scene, at)
        } else {
            english_dialogue(scene, at)
        };
        match named {
            Some(named) => {
                at = named.to.max(at + 1);
                found.push(named);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether the name of a standing dialogue stands at a token.
pub(crate) fn dialogue_at(scene: &Scene, at: usize) -> bool {
    arabic_dialogue(scene, at).is_some()
}

/// Nouns that open the name of a dialogue.
const DIALOGUE_HEADS: [&str; 7] = ["حوار", "لجنه", "مجلس", "مجموعه", "مشاورات", "اليه", "منتدي"];
/// Adjectives and nouns of such a name.
const DIALOGUE_MODIFIERS: [&str; 38] = [
    "استراتيجي",
    "استراتيجيه",
    "سياسي",
    "سياسيه",
    "مشترك",
    "مشتركه",
    "عليا",
    "اعلي",
    "وزاريه",
    "وزاري",
    "اقتصادي",
    "اقتصاديه",
    "امني",
    "امنيه",
    "دفاعي",
    "قنصلي",
    "قنصليه",
    "تنسيقي",
    "تنسيقيه",
    "توجيه",
    "توجيهيه",
    "شراكه",
    "تعاون",
    "تنسيق",
    "تشاور",
    "ثنايي",
    "ثناييه",
    "رفيع",
    "مستوي",
    "حكوميه",
    "عسكريه",
    "تجاريه",
    "طاقه",
    "سيبراني",
    "دوليه",
    "مشاورات",
    "تشاوري",
    "رفيعه",
];

fn arabic_dialogue(scene: &Scene, at: usize) -> Option<Named> {
    let page = scene.page;
    let word = page.word(at);
    let core = ["وال", "بال", "لل", "ال", "و", "ل", "ب"]
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix).filter(|rest| DIALOGUE_HEADS.contains(rest)))
        .or_else(|| DIALOGUE_HEADS.contains(&word).then_some(word))?;
    let mut next = at + 1;
    let mut n_modifiers = 0;
    let mut n_lands = 0;
    let mut end = next;
    loop {
        if let Some(hit) = scene.hits.at(next, Class::Nisba)
            && !hit.and
            && hit.preposition.is_none()
        {
            n_lands += 1;
            next = hit.to;
            end = next;
            continue;
        }
        if n_lands > 0
            && page.is_mark(next, &['-', '\u{2013}', '\u{2014}'])
            && scene.hits.at(next + 1, Class::Nisba).is_some()
        {
            next += 1;
            continue;
        }
        if page.is_mark(next, &[')'])
            && page.word(next + 1) == "بين"
            && at > 0
            && page.is_mark(at - 1, &['('])
        {
            break;
        }
        let modifier = strip_article(page.word(next));
        if DIALOGUE_MODIFIERS.contains(&modifier) && page.kind(next) == Kind::Arabic {
            n_modifiers += 1;
            next += 1;
            end = next;
            continue;
        }
        break;
    }
    if n_modifiers == 0 && n_lands < 2 {
        return None;
    }
    if matches!(core, "مجلس" | "لجنه" | "مجموعه" | "اليه" | "منتدي") && n_modifiers == 0
    {
        return None;
    }
    // "between A and B"
    if page.word(end) == "بين"
        && let Some(one) = scene.hits.at(end + 1, Class::Land)
        && let Some(two) = scene.hits.at(one.to, Class::Land)
        && two.and
    {
        end = two.to;
        n_lands += 2;
    }
    let talk = matches!(core, "حوار" | "مشاورات");
    let weight = if talk { 40 } else { 20 } + n_lands * 6 + i32::try_from(end - at).unwrap_or(0);
    Some(Named { from: at, to: end, weight })
}

fn english_dialogue(scene: &Scene, at: usize) -> Option<Named> {
    let page = scene.page;
    let hit = scene.hits.at(at, Class::Dialogue)?;
    if hit.to - hit.from < 2 && !page.tokens[at].capital {
        return None;
    }
    let mut from = at;
    let mut n_lands = 0;
    // Nationalities and other capitalised words before it.
    loop {
        if from == 0 {
            break;
        }
        let before = from - 1;
        if let Some(land) = land_ending(scene, from)
            && page.tokens[land.from].capital
        {
            n_lands += 1;
            from = land.from;
            continue;
        }
        let dash = page.is_mark(before, &['-', '\u{2013}', '\u{2014}', '\u{2011}', '/']);
        if dash && land_ending(scene, before).is_some() {
            from = before;
            continue;
        }
        let wide = matches!(
            page.word(before),
            "joint" | "high" | "bilateral" | "annual" | "ministerial" | "higher" | "supreme"
        );
        if wide && page.tokens[before].capital {
            from = before;
            continue;
        }
        break;
    }
    if hit.to - from < 2 {
        return None;
    }
    let word = page.word(hit.to - 1);
    let talk = matches!(word, "dialogue" | "consultations");
    let capital = page.tokens[at].capital;
    let weight = if talk { 40 } else { 20 }
        + n_lands * 6
        + i32::from(capital) * 5
        + i32::try_from(hit.to - from).unwrap_or(0);
    Some(Named { from, to: hit.to, weight })
}

/// The country or nationality whose last token stands before `at`.
fn land_ending<'s>(scene: &'s Scene, at: usize) -> Option<&'s Hit<'s>> {
    (at.saturating_sub(4)..at).find_map(|start| {
        scene.hits.any_at(start, &[Class::Land, Class::Nisba]).filter(|hit| hit.to == at)
    })
}

/// Adds the dialogue's claim; gives its id.
pub(crate) fn claim_dialogue(
    scene: &mut Scene,
    named: &[Named],
    pair_places: &[(usize, usize)],
) -> Option<String> {
    let best = named.iter().max_by_key(|named| (named.weight, usize::MAX - named.from))?;
    let mut name = scene.text(best.from, best.to, "dialogue.name");
    strip_front(scene, best.from, &mut name);
    let mut alts: Vec<String> = Vec::new();
    for other in named {
        let text = scene.page.clean(other.from, other.to);
        let same = scene.page.clean(best.from, best.to);
        if text != same && !alts.contains(&text) {
            alts.push(text);
        }
    }
    if let Value::Text { alt, .. } = &mut name.value {
        *alt = alts;
    }
    let spans: Vec<Span> =
        pair_places.iter().map(|&(from, to)| land_span(scene, from, to)).collect();
    let parties = list(scene.parties.clone(), spans, "dialogue.parties");
    let mut fields = vec![("name", name), ("parties", parties)];
    if let Some(since) = since(scene, named) {
        fields.push(("since", since));
    }
    Some(scene.claim(Slot::Dialogue, None, "dialogue", 0.85, fields))
}

/// Takes the letters written onto the first word out of a text.
fn strip_front(scene: &Scene, from: usize, field: &mut Field) {
    if scene.page.kind(from) != Kind::Arabic {
        return;
    }
    let word = scene.page.word(from);
    let Value::Text { text, .. } = &mut field.value else { return };
    // "to the committee" is written with one letter less than it has.
    if word == "للجنه" || word == "وللجنه" {
        let skip = if word.starts_with('و') { 2 } else { 1 };
        let rest: String = text.chars().skip(skip).collect();
        *text = format!("ال{rest}");
        return;
    }
    if let Some(rest) = word.strip_prefix("لل").or_else(|| word.strip_prefix("ولل")) {
        let n = text.chars().count() - text.split(' ').next().map_or(0, |w| w.chars().count());
        let tail: String = text.chars().skip(text.chars().count() - n).collect();
        let first: String = text.split(' ').next().unwrap_or("").chars().collect();
        let kept: String =
            first.chars().skip(first.chars().count() - rest.chars().count()).collect();
        *text = format!("ال{kept}{tail}");
    } else if word.starts_with("وال") || word.starts_with("بال") {
        *text = text.chars().skip(1).collect();
    }
}

fn land_span(scene: &Scene, from: usize, to: usize) -> Span {
    let mut span = scene.page.span(from, to);
    if let Some(hit) = scene.hits.any_at(from, &[Class::Land, Class::Nisba]) {
        span.0 = bare(scene, hit).1.0;
    }
    span
}

/// "launched in 2012", "started four years ago".
fn since(scene: &Scene, named: &[Named]) -> Option<Field> {
    let page = scene.page;
    for sentence in scene.body() {
        let about = named.iter().any(|named| (sentence.from..sentence.to).contains(&named.from))
            || scene
                .hits
                .first_of(sentence.from, sentence.to, &[Class::Dialogue, Class::Group])
                .is_some();
        if !about {
            continue;
        }
        for at in sentence.from..sentence.to {
            let Some(launch) = scene.hits.at(at, Class::Launch) else { continue };
            let limit = sentence.to.min(launch.to + 10);
            let mut from = at;
            if matches!(page.word(from.saturating_sub(1)), "منذ" | "since") {
                from -= 1;
            }
            for next in launch.to..limit {
                if let Some(year) = page.number(next).filter(|year| (1900..2200).contains(year))
                    && !scene.dates_in(launch.to, limit + 3).any(|date| {
                        date.from < next
                            && date.to > next
                            && !matches!(date.when, Some(When::Year(_)))
                    })
                {
                    let span = page.span(from, next + 1);
                    return Some(number(i64::from(year), vec![span], "dialogue.since"));
                }
                let ago = matches!(page.word(next), "قبل");
                let (count_at, unit_at) = if ago { (next + 1, next + 2) } else { (next, next + 1) };
                let Some((count, after)) = cardinal(page, count_at) else { continue };
                let unit = matches!(
                    page.word(unit_at.max(after)),
                    "سنوات" | "اعوام" | "عاما" | "سنه" | "years"
                );
                let said = ago || page.word(after + 1) == "ago";
                if unit
                    && said
                    && let Some(anchor) = scene.anchor
                {
                    let to = if ago { after + 1 } else { after + 2 };
                    let year = i64::from(anchor.year) - i64::from(count);
                    return Some(number(year, vec![page.span(from, to)], "dialogue.since"));
                }
            }
        }
    }
    None
}

// ---- round ----------------------------------------------------------------------------------

/// A round's word with its number or with "next" or "previous".
#[derive(Debug, Clone, Copy)]
pub(crate) struct Count {
    pub number: Option<u32>,
    pub from: usize,
    pub to: usize,
    /// -1 past, 1 next, 0 not said.
    pub direction: i32,
    pub session: bool,
}

/// Marks the counts that number meetings of a working group: "third meeting of the group".
pub(crate) fn mark_sessions(scene: &Scene, counts: &mut [Count]) {
    let of_group = counts.iter().any(|count| {
        count.direction == 0
            && (count.to..count.to + 4)
                .any(|at| scene.hits.at(at, Class::Group).is_some_and(|hit| hit.to - hit.from >= 2))
            && scene.hits.at(count.to, Class::Dialogue).is_none()
    });
    let dialogue_counts = counts.iter().any(|count| {
        (count.to..count.to + 3).any(|at| scene.hits.at(at, Class::Dialogue).is_some())
    });
    if !of_group || dialogue_counts {
        return;
    }
    for count in counts {
        let last = scene.page.word(count.to - 1);
        let first = scene.page.word(count.from);
        count.session |= matches!(last, "meeting" | "session")
            || first.contains("اجتماع")
            || first.contains("جلس");
    }
}

/// Every numbered or pointed-at round.
pub(crate) fn counts(scene: &Scene) -> Vec<Count> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < scene.page.tokens.len() {
        let count = if scene.is_report(at) { count_at(scene, at) } else { None };
        match count {
            Some(count) => {
                at = count.to.max(at + 1);
                found.push(count);
            }
            None => at += 1,
        }
    }
    found
}

/// "the third round", "its second session" in Arabic: the number stands behind the noun.
fn arabic_count(scene: &Scene, at: usize) -> Option<Count> {
    let (page, hits) = (scene.page, scene.hits);
    let round = hits.at(at, Class::Round)?;
    let session = matches!(page.word(round.to - 1), w if w.contains("جلس"));
    let mut next = round.to;
    // Adjectives may stand between: "the strategic dialogue's third".
    while next < round.to + 5
        && ordinal(page, next).is_none()
        && (hits.any_at(next, &[Class::Nisba]).is_some()
            || matches!(
                strip_article(page.word(next)),
                "استراتيجي"
                    | "مشترك"
                    | "سياسي"
                    | "مشتركه"
                    | "سياسيه"
                    | "وزاري"
                    | "ثنايي"
                    | "سنوي"
                    | "دوري"
            )
            || page.is_mark(next, &['-']))
    {
        next += 1;
    }
    if let Some((number, to)) = ordinal(page, next) {
        let definite = page.word(next).starts_with("ال")
            || page.word(at).ends_with("ها")
            || page.word(at).ends_with("ته")
            || page.kind(next) == Kind::Number
            || !round.article;
        // "the ninth of November" is a day, not a round.
        let month_at = if page.word(to) == "من" { to + 1 } else { to };
        if definite && hits.any_at(month_at, &[Class::Month, Class::Hijri]).is_none() {
            return Some(Count {
                number: Some(number),
                from: at,
                to,
                direction: direction(scene, at, to),
                session,
            });
        }
    }
    let direction = direction(scene, at, next);
    (direction != 0).then_some(Count { number: None, from: at, to: next + 1, direction, session })
}

fn count_at(scene: &Scene, at: usize) -> Option<Count> {
    let (page, hits) = (scene.page, scene.hits);
    let arabic = page.kind(at) == Kind::Arabic;
    if arabic {
        return arabic_count(scene, at);
    }
    if let Some((number, mut next)) = ordinal(page, at) {
        let mut steps = 0;
        while steps < 5
            && hits.at(next, Class::Round).is_none()
            && hits.at(next, Class::Dialogue).is_none()
        {
            // "the fifth U.S.-Kuwait dialogue": a country may be several tokens.
            if let Some(land) = hits.any_at(next, &[Class::Land, Class::Nisba]) {
                next = land.to;
                steps += 1;
                continue;
            }
            let between = hits.at(next, Class::EnWord).is_some()
                || page.is_mark(next, &['-', '\u{2013}'])
                || matches!(
                    page.word(next),
                    "annual"
                        | "joint"
                        | "regular"
                        | "bilateral"
                        | "strategic"
                        | "ministerial"
                        | "formal"
                );
            if !between {
                return None;
            }
            next += 1;
            steps += 1;
        }
        let noun = hits.at(next, Class::Round).or_else(|| hits.at(next, Class::Dialogue))?;
        let to = if noun.entry.class == Class::Round { noun.to } else { next };
        return Some(Count {
            number: Some(number),
            from: at,
            to,
            direction: direction(scene, at, to),
            session: false,
        });
    }
    let pointer = hits.any_at(at, &[Class::Next, Class::Past])?;
    let noun = hits.at(pointer.to, Class::Round)?;
    let direction = if pointer.entry.class == Class::Next { 1 } else { -1 };
    Some(Count { number: None, from: at, to: noun.to, direction, session: false })
}

/// Whether a round's words point ahead or back.
fn direction(scene: &Scene, from: usize, to: usize) -> i32 {
    if let Some(hit) = scene.hits.any_at(to, &[Class::Next, Class::Past]) {
        return if hit.entry.class == Class::Next { 1 } else { -1 };
    }
    if from > 0
        && let Some(hit) = scene.hits.any_at(from - 1, &[Class::Next, Class::Past])
        && scene.page.kind(from) == Kind::Latin
    {
        return if hit.entry.class == Class::Next { 1 } else { -1 };
    }
    0
}

/// Whether a sentence speaks of what is to come.
pub(crate) fn is_future(scene: &Scene, from: usize, to: usize) -> bool {
    let page = scene.page;
    (from..to).any(|at| {
        let word = page.word(at);
        let arabic = page.kind(at) == Kind::Arabic
            && (matches!(
                word,
                "المقرر"
                    | "المنتظر"
                    | "المزمع"
                    | "المرتقب"
                    | "سوف"
                    | "المتوقع"
                    | "يعقد"
                    | "تعقد"
                    | "تستضيف"
                    | "يستضيف"
                    | "تستضيفها"
                    | "تنعقد"
                    | "يلتقي"
                    | "تستضيفه"
                    | "تلتيم"
                    | "عقد"
            ) || (word.starts_with("سي") || word.starts_with("ست"))
                && scene.hits.any_at(at, &[Class::Held, Class::Host]).is_some())
            && (word != "عقد" || matches!(page.word(at.saturating_sub(1)), "علي" | "موعد"));
        arabic
            || matches!(word, "will" | "shall" | "due" | "scheduled" | "planned" | "expected")
            || (word == "to"
                && matches!(
                    page.word(at + 1),
                    "be" | "meet" | "host" | "take" | "convene" | "hold"
                ))
    })
}

/// The number of this round with its places.
pub(crate) fn this_round(
    scene: &Scene,
    counts: &[Count],
    of_session: bool,
) -> Option<(u32, Vec<Span>)> {
    let mut weights: BTreeMap<u32, (i32, usize)> = BTreeMap::new();
    for count in counts {
        let Some(number) = count.number else { continue };
        if count.direction != 0 || count.session != of_session {
            continue;
        }
        let Some(sentence) = scene.sentence_of(count.from) else { continue };
        let headline = sentence.part == Part::Headline;
        if !headline
            && is_future(scene, sentence.from, sentence.to)
            && !is_opening(scene, &sentence)
        {
            continue;
        }
        let tied = (count.to..(count.to + 5).min(sentence.to))
            .any(|at| scene.hits.at(at, Class::Dialogue).is_some())
            || (count.from.saturating_sub(8)..count.from)
                .any(|at| scene.hits.at(at, Class::Dialogue).is_some());
        let weight = 2
            + i32::from(headline) * 3
            + i32::from(tied) * 3
            + i32::from(is_opening(scene, &sentence)) * 2;
        let slot = weights.entry(number).or_insert((0, count.from));
        slot.0 += weight;
    }
    let (&number, _) =
        weights.iter().max_by_key(|(_, (weight, from))| (*weight, usize::MAX - from))?;
    let spans = counts
        .iter()
        .filter(|count| {
            count.number == Some(number) && count.direction == 0 && count.session == of_session
        })
        .map(|count| count_span(scene, count))
        .collect();
    Some((number, spans))
}

pub(crate) fn is_opening(scene: &Scene, sentence: &Sentence) -> bool {
    scene
        .sentences
        .iter()
        .filter(|other| other.part == Part::Body)
        .take(2)
        .any(|other| other.from == sentence.from)
}

pub(crate) fn count_span(scene: &Scene, count: &Count) -> Span {
    let mut span = scene.page.span(count.from, count.to);
    let word = scene.page.word(count.from);
    if scene.page.kind(count.from) == Kind::Arabic {
        let skip = usize::from(word.starts_with("بال") || word.starts_with("وال"));
        span.0 += skip;
    }
    span
}

/// First and last day of a round of several days.
pub(crate) fn round_days(
    scene: &Scene,
    session: Option<(Day, Span)>,
) -> (Option<Field>, Option<Field>) {
    let page = scene.page;
    for sentence in scene.body() {
        if sentence.to - sentence.from < 4
            || is_future(scene, sentence.from, sentence.to) && !is_opening(scene, &sentence)
        {
            continue;
        }
        let meets = scene
            .hits
            .first_of(sentence.from, sentence.to, &[Class::Round, Class::Dialogue, Class::Held])
            .is_some();
        if !meets {
            continue;
        }
        for date in scene.dates_in(sentence.from, sentence.to) {
            if let Some(When::Range(first, last)) = date.when {
                let span = page.span(date.from, date.to);
                return (
                    Some(code(&first.to_string(), vec![span], "round.start")),
                    Some(code(&last.to_string(), vec![span], "round.end")),
                );
            }
        }
        if let Some((n_days, from, to)) = lasting(scene, sentence)
            && let Some((day, span)) = session
        {
            let first = day.plus(1 - n_days);
            return (
                Some(code(&first.to_string(), vec![page.span(from, to)], "round.start.length")),
                Some(code(&day.to_string(), vec![span], "round.end.length")),
            );
        }
    }
    (opened(scene), lasts_until(scene))
}

/// "over two days", "a two-day session".
fn lasting(scene: &Scene, sentence: Sentence) -> Option<(i64, usize, usize)> {
    let page = scene.page;
    for at in sentence.from..sentence.to {
        let lead = match page.word(at) {
            "مدي" | "مدار" => at.saturating_sub(1),
            "استمرت" | "استمر" | "over" | "lasted" => at,
            _ => {
                if let Some((count, after)) = cardinal(page, at)
                    && page.is_mark(after, &['-'])
                    && page.word(after + 1) == "day"
                    && (2..15).contains(&count)
                {
                    return Some((i64::from(count), at, after + 2));
                }
                continue;
            }
        };
        let (n, to) = match page.word(at + 1) {
            "يومين" => (2, at + 2),
            _ => {
                let (count, after) = cardinal(page, at + 1)?;
                if !matches!(page.word(after), "ايام" | "days" | "يوما") {
                    return None;
                }
                (count, after + 1)
            }
        };
        return (2..15).contains(&n).then_some((i64::from(n), lead, to));
    }
    None
}

/// "launched on the ninth of November".
fn opened(scene: &Scene) -> Option<Field> {
    dated(
        scene,
        &["انطلق", "انطلقت", "بدا", "بدات", "started", "began", "opened", "launched"],
        "round.start",
    )
}

/// "continues until the 24th".
fn lasts_until(scene: &Scene) -> Option<Field> {
    dated(
        scene,
        &[
            "المستمر",
            "المستمره",
            "يستمر",
            "تستمر",
            "وتستمر",
            "ويستمر",
            "تختتم",
            "يختتم",
            "continues",
            "continue",
            "runs",
            "ending",
            "concludes",
        ],
        "round.end",
    )
}

fn dated(scene: &Scene, verbs: &[&str], rule: &'static str) -> Option<Field> {
    let page = scene.page;
    for sentence in scene.body() {
        for at in sentence.from..sentence.to {
            let word = page.word(at);
            let bare = word.strip_prefix('و').unwrap_or(word);
            if !verbs.contains(&word) && !verbs.contains(&bare) {
                continue;
            }
            let limit = sentence.to.min(at + 9);
            let date = scene.dates_in(at, limit).find(|date| {
                // "began today" is the session's day, "began on Monday" the round's.
                matches!(date.when, Some(When::Day(day)) if Some(day) != scene.anchor)
            });
            if let Some(date) = date
                && let Some(when @ When::Day(_)) = date.when
            {
                return Some(code(&when.to_string(), vec![page.span(at, date.to)], rule));
            }
        }
    }
    None
}
