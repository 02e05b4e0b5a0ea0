//! Topics: what was discussed, as phrases of the report with a code of the closed list.

use crate::draft::{Field, Slot};
use crate::gazetteers::{Class, GENERAL_TOPICS, TOPICS};
use crate::hits::Hit;
use crate::page::Kind;
use crate::scene::{Scene, Sentence, code};
use crate::sessions::{Session, session_at};

/// A phrase with its topic.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    pub from: usize,
    pub to: usize,
    pub code: String,
}

/// Words before a topic that are no part of it.
const FILLERS: &[&str] = &[
    "سبل",
    "تعزيز",
    "تطوير",
    "افاق",
    "اوجه",
    "اليات",
    "مستجدات",
    "اخر",
    "ملف",
    "ملفات",
    "ملفي",
    "قضايا",
    "قضيه",
    "قضيتي",
    "موضوع",
    "موضوعات",
    "مسايل",
    "مساله",
    "مجال",
    "مجالات",
    "مجالي",
    "تعاون",
    "جوانب",
    "توسيع",
    "دعم",
    "تنميه",
    "تفعيل",
    "تكثيف",
    "التعاون",
    "في",
    "بين",
    "البلدين",
    "الجانبين",
    "حول",
    "بشان",
    "علي",
    "الي",
    "كيفيه",
    "عددا",
    "من",
    "عدد",
    "تعميق",
    "مناقشه",
    "بحث",
    "خاصه",
    "المتعلقه",
    "المشتركه",
    "ما",
    "يتعلق",
    "الثنايي",
    "استعراض",
    "مسار",
    "كذلك",
    "ايضا",
    "ب",
    "المشترك",
    "تقدم",
    "سير",
    "واقع",
    "زياده",
    "رفع",
    "تسريع",
    "ضروره",
    "اهميه",
    "مختلف",
    "ابرز",
    "جهود",
    "تنسيق",
    "وكذلك",
    "لا",
    "سيما",
    "الصديقين",
    "الشقيقين",
    "قطاعات",
    "قطاع",
    "وجهات",
    "جهات",
    "النظر",
    "المباحثات",
    "مباحثات",
    "المحادثات",
    "اضافه",
    "فضلا",
    "عن",
    "الجولة",
    "الجوله",
    "جانب",
    "الاجتماع",
    "اللجنه",
    "الجلسه",
    "مشروعات",
    "مشاريع",
    "بشكل",
    "اوثق",
    "فيما",
    "الجانبان",
    "طلب",
    "سبلها",
];
const ENGLISH_FILLERS: &[&str] = &[
    "cooperation",
    "in",
    "on",
    "the",
    "of",
    "ways",
    "to",
    "enhance",
    "strengthen",
    "developing",
    "strengthening",
    "enhancing",
    "expanding",
    "expand",
    "fields",
    "field",
    "areas",
    "area",
    "issues",
    "issue",
    "for",
    "and",
    "bilateral",
    "joint",
    "progress",
    "prospects",
    "means",
    "boosting",
    "boost",
    "opportunities",
    "including",
    "such",
    "as",
    "well",
    "with",
    "a",
    "an",
    "their",
    "its",
    "namely",
    "particularly",
    "especially",
    "both",
    "deepening",
    "deepen",
    "promoting",
    "matters",
    "related",
    "between",
    "also",
    "about",
    "widening",
];

/// The code of the best topic inside tokens `from..to`.
pub(crate) fn topic_in(scene: &Scene, from: usize, to: usize) -> Option<String> {
    best(&scene.hits.within(from, to, Class::Topic)).map(|hit| hit.entry.code.clone())
}

/// Every topic inside tokens `from..to`, in the order of the text.
pub(crate) fn topics_in(scene: &Scene, from: usize, to: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for hit in scene.hits.within(from, to, Class::Topic) {
        if !found.contains(&hit.entry.code) {
            found.push(hit.entry.code.clone());
        }
    }
    found
}

fn best<'h>(hits: &'h [Hit<'h>]) -> Option<&'h Hit<'h>> {
    hits.iter().min_by_key(|hit| (rank(&hit.entry.code), std::cmp::Reverse(hit.to - hit.from)))
}

fn rank(code: &str) -> usize {
    TOPICS.iter().position(|topic| *topic == code).unwrap_or_else(|| {
        TOPICS.len() + GENERAL_TOPICS.iter().position(|topic| *topic == code).unwrap_or(9)
    })
}

/// Adds the topics' claims.
pub(crate) fn claim_topics(scene: &mut Scene, sessions: &[Session], barred: &[(usize, usize)]) {
    let mut seen: Vec<(String, String)> = Vec::new();
    for sentence in scene.body() {
        let heading = heading(scene, sentence);
        let after = heading.as_ref().map_or(sentence.from, |heading| heading.to);
        let listed = phrases(scene, sentence).into_iter().filter(|phrase| phrase.from >= after);
        let found: Vec<Phrase> = heading.into_iter().chain(listed).collect();
        for phrase in found {
            if barred.iter().any(|&(from, to)| phrase.from < to && from < phrase.to) {
                continue;
            }
            let session =
                session_at(scene, sessions, phrase.from).map(|session| session.id.clone());
            let Some(session) = session else { continue };
            let key = (session.clone(), phrase.code.clone());
            if seen.contains(&key) {
                continue;
            }
            seen.push(key);
            let text = trimmed(scene, &phrase);
            let fields =
                vec![("code", code(&phrase.code, Vec::new(), "topic.code")), ("text", text)];
            scene.claim(Slot::Topic, Some(&session), "topic", 0.7, fields);
        }
    }
}

fn trimmed(scene: &Scene, phrase: &Phrase) -> Field {
    let mut field = scene.text(phrase.from, phrase.to, "topic.text");
    if scene.page.kind(phrase.from) == Kind::Arabic
        && let Some(hit) = scene
            .hits
            .starting(phrase.from)
            .iter()
            .find(|hit| matches!(hit.entry.class, Class::Topic | Class::Word))
        && (hit.and || hit.preposition.is_some())
        && !scene.hits.starting(phrase.from).iter().any(|other| {
            !other.and
                && other.preposition.is_none()
                && matches!(other.entry.class, Class::Topic | Class::Word)
        })
    {
        let (text, span) = crate::meetings::bare(scene, &Hit { to: phrase.to, ..*hit });
        field.value = crate::draft::Value::Text { text, alt: Vec::new() };
        field.spans = vec![span];
    }
    field
}

/// The phrases of a sentence that name topics, behind a word of discussing or at its opening.
pub(crate) fn phrases(scene: &Scene, sentence: Sentence) -> Vec<Phrase> {
    let page = scene.page;
    let mut found = Vec::new();
    let Some(start) = opening(scene, sentence) else { return found };
    let mut at = start;
    while at < sentence.to {
        let began = at;
        let end = boundary(scene, at, sentence.to);
        if end > at
            && let Some(phrase) = phrase(scene, at, end)
        {
            found.push(phrase);
        }
        at = end.max(at);
        while at < sentence.to
            && (page.is_comma(at)
                || page.is_mark(at, &['(', ')', '"', '\u{201C}', '\u{201D}', ':', '-', '\u{2013}'])
                || matches!(page.word(at), "and" | "و" | "as" | "well"))
        {
            at += 1;
        }
        if at == began {
            at += 1;
        }
    }
    found
}

/// The heading of a numbered paragraph of minutes, or "in the field of X," at its head.
fn heading(scene: &Scene, sentence: Sentence) -> Option<Phrase> {
    let page = scene.page;
    let numbered = page.kind(sentence.from) == Kind::Number
        && page.is_mark(sentence.from + 1, &['.', ')', '-']);
    if !numbered {
        return None;
    }
    let mut from = sentence.from + 2;
    while page.kind(from) == Kind::Number || page.is_mark(from, &['.', ')']) {
        from += 1;
    }
    let led = page.word(from) == "في" && matches!(page.word(from + 1), "مجال" | "مجالات")
        || page.word(from) == "in"
            && (from..from + 4).any(|at| matches!(page.word(at), "field" | "area" | "fields"));
    if led {
        let end = (from..sentence.to).find(|&at| page.is_comma(at))?;
        let start = (from..end).find(|&at| scene.hits.at(at, Class::Topic).is_some())?;
        let topic = topic_in(scene, start, end)?;
        return Some(Phrase { from: start, to: end, code: topic });
    }
    let n_words = sentence.to - from;
    let verb = scene.hits.first_of(
        from,
        sentence.to,
        &[Class::Say, Class::Held, Class::Verb, Class::Lead],
    );
    if n_words > 7 || n_words == 0 || verb.is_some() || !page.is_wordlike(from) {
        return None;
    }
    let topic = topic_in(scene, from, sentence.to)?;
    Some(Phrase { from, to: sentence.to, code: topic })
}

/// Where the list of what was discussed begins.
fn opening(scene: &Scene, sentence: Sentence) -> Option<usize> {
    let hit = scene.hits.first_of(sentence.from, sentence.to, &[Class::Discuss]);
    if let Some(hit) = hit {
        // "A and B topped the agenda": what was discussed stands before.
        let agenda = matches!(scene.page.word(hit.from), "تصدر" | "تصدرا" | "تصدرت" | "تصدروا")
            || hit.from > sentence.from + 8
                && matches!(scene.page.word(hit.from), "جدول" | "agenda");
        if agenda {
            return Some(
                (sentence.from..hit.from)
                    .rev()
                    .find(|&at| matches!(scene.page.word(at), "ان" | "that"))
                    .map_or(sentence.from, |at| at + 1),
            );
        }
        return Some(hit.to);
    }
    let agreed = scene.hits.first_of(sentence.from, sentence.to, &[Class::Agree])?;
    Some(agreed.to)
}

/// Words that end an item of a list.
const ENDS: &[&str] = &[
    "خاصه",
    "بما",
    "الي",
    "حيث",
    "التي",
    "الذي",
    "وذلك",
    "من",
    "بهدف",
    "فيما",
    "كما",
    "لا",
    "اضافه",
    "فضلا",
    "عبر",
];
const ENGLISH_ENDS: &[&str] =
    &["as", "while", "which", "that", "where", "with", "including", "through", "during"];

/// The end of an item: a comma, a conjunction before another topic, a verb or a stop.
fn boundary(scene: &Scene, from: usize, limit: usize) -> usize {
    let page = scene.page;
    let mut seen_topic = scene.hits.at(from, Class::Topic).is_some();
    let mut at = scene.hits.at(from, Class::Topic).map_or(from + 1, |hit| hit.to);
    while at < limit {
        if page.is_comma(at)
            || page.is_mark(at, &['(', ')', '"', '\u{201C}', '\u{201D}', ':', '\u{2013}'])
        {
            return at;
        }
        let word = page.word(at);
        if page.kind(at) == Kind::Latin {
            if word == "and" && seen_topic && opens_item(scene, at + 1, limit) {
                return at;
            }
            if ENGLISH_ENDS.contains(&word) {
                return at;
            }
            if scene.hits.any_at(at, &[Class::Say, Class::SayForm]).is_some()
                && !page.tokens[at].capital
            {
                return at;
            }
        } else if page.kind(at) == Kind::Arabic {
            let conjunction = word.starts_with('و')
                && (scene.hits.starting(at).iter().any(|hit| hit.and)
                    || !scene.gazetteers.is_known(word));
            if conjunction && seen_topic && opens_item(scene, at, limit) {
                return at;
            }
            if ENDS.contains(&word) && seen_topic {
                return at;
            }
            if scene.hits.any_at(at, &[Class::SayForm]).is_some() {
                return at;
            }
        }
        match scene.hits.at(at, Class::Topic) {
            Some(hit) => {
                seen_topic = true;
                at = hit.to;
            }
            None => at += 1,
        }
    }
    limit
}

/// Whether a new item with a topic of its own begins at a token.
fn opens_item(scene: &Scene, at: usize, limit: usize) -> bool {
    let reach = (at + 4).min(limit);
    for token in at..reach {
        if token > at && (scene.page.is_comma(token) || scene.page.word(token) == "and") {
            return false;
        }
        if let Some(hit) = scene.hits.at(token, Class::Topic) {
            // "and its financing", "and digital" belong to what stands before.
            let alone = hit.to == hit.from + 1 && is_adjective(scene, token);
            return token > at
                || (hit.article && !alone)
                || scene.page.kind(at) == Kind::Latin
                || hit.to - hit.from >= 2;
        }
    }
    false
}

/// An Arabic adjective with its article: it stands behind a noun.
fn is_adjective(scene: &Scene, at: usize) -> bool {
    let word = scene.page.word(at);
    scene.page.has_article(at) && (word.ends_with('ي') || word.ends_with("يه"))
}

fn phrase(scene: &Scene, from: usize, to: usize) -> Option<Phrase> {
    let page = scene.page;
    let hits = scene.hits.within(from, to, Class::Topic);
    let best = best(&hits)?;
    let mut start = from;
    while start < best.from {
        let word = page.word(start);
        let bare = word
            .strip_prefix("وال")
            .or_else(|| word.strip_prefix("ال"))
            .or_else(|| word.strip_prefix('و'))
            .unwrap_or(word);
        let filler = FILLERS.contains(&word)
            || FILLERS.contains(&bare)
            || ENGLISH_FILLERS.contains(&word)
            || !page.is_wordlike(start)
            || scene
                .hits
                .any_at(start, &[Class::Nisba, Class::Side, Class::Both])
                .is_some_and(|hit| hit.to == start + 1 && hit.from < best.from)
            || scene.hits.at(start, Class::Discuss).is_some();
        if !filler {
            break;
        }
        start += 1;
    }
    let mut end = to;
    while end > best.to
        && (!page.is_wordlike(end - 1) || matches!(page.word(end - 1), "و" | "and" | "the"))
    {
        end -= 1;
    }
    // Tails that only say between whom.
    let tail = (best.to..end).find(|&at| {
        matches!(page.word(at), "بين" | "between" | "لدي" | "بالاضافه" | "among")
            || scene.hits.at(at, Class::Both).is_some()
    });
    if let Some(tail) = tail {
        end = tail;
    }
    // A lone adjective takes its noun along: "defence cooperation", "security fields".
    let adjective =
        best.to == best.from + 1 && start == best.from && is_adjective(scene, best.from);
    if adjective {
        let noun = start > 0 && page.has_article(start - 1) && page.kind(start - 1) == Kind::Arabic;
        if !noun {
            return None;
        }
        start -= 1;
    }
    // What is only said about the time or place of it stands behind.
    let date = scene.dates_in(start, end).map(|date| date.lead).find(|&at| at > best.from);
    if let Some(date) = date {
        end = end.min(date.max(best.to));
    }
    if end - start > 9 {
        start = start.max(best.from.saturating_sub(3));
        end = end.min(best.to + 4);
    }
    (end > start).then(|| Phrase { from: start, to: end, code: best.entry.code.clone() })
}
