//! Persons: rank, title, institution and name in either order, in both languages; their side and
//! role. A person needs a name; a title alone is never a person.

use crate::gazetteers::Class;
use crate::limits::{NAME_WORDS_MAX, TITLE_WORDS_MAX};
use crate::page::Kind;
use crate::scene::Scene;

/// A person as mentioned once: token ranges.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention {
    pub from: usize,
    pub to: usize,
    pub name: (usize, usize),
    pub rank: Option<(usize, usize)>,
    pub title: Option<(usize, usize)>,
}

/// Reads the person mentioned at a token, within a sentence that ends at `limit`.
pub(crate) fn mention(scene: &Scene, at: usize, limit: usize) -> Option<Mention> {
    match scene.page.kind(at) {
        Kind::Arabic => arabic(scene, at, limit),
        Kind::Latin => english(scene, at, limit),
        _ => None,
    }
}

/// A name without title or rank where a person is expected: two words, the first a given name.
pub(crate) fn bare_name(scene: &Scene, at: usize, limit: usize) -> Option<Mention> {
    let given = scene
        .hits
        .starting(at)
        .iter()
        .any(|hit| hit.entry.class == Class::Given && !hit.and && hit.preposition.is_none());
    if scene.page.kind(at) != Kind::Arabic || !given {
        return None;
    }
    let to = arabic_name(scene, at, limit)?;
    let mut mention = Mention { from: at, to, name: (at, to), rank: None, title: None };
    title_behind(scene, &mut mention, limit);
    (to - at >= 2).then_some(mention)
}

// ---- Arabic ---------------------------------------------------------------------------------

fn arabic(scene: &Scene, at: usize, limit: usize) -> Option<Mention> {
    if let Some(found) = counterpart(scene, at, limit) {
        return Some(found);
    }
    let (start, honoured) = honours(scene, at, limit);
    let (rank, after_rank) = ranks(scene, start, limit);
    if let Some(rank) = rank
        && let Some(name_to) = arabic_name(scene, after_rank, limit)
    {
        let mut mention = Mention {
            from: at,
            to: name_to,
            name: (after_rank, name_to),
            rank: Some(rank),
            title: None,
        };
        title_behind(scene, &mut mention, limit);
        return Some(mention);
    }
    if rank.is_none()
        && honoured
        && scene.hits.at(start, Class::Head).is_none()
        && let Some(name_to) = arabic_name(scene, start, limit)
    {
        let mut mention =
            Mention { from: at, to: name_to, name: (start, name_to), rank: None, title: None };
        title_behind(scene, &mut mention, limit);
        return Some(mention);
    }
    let head_at = if rank.is_some() && scene.hits.at(after_rank, Class::Head).is_some() {
        after_rank
    } else {
        start
    };
    let head =
        scene.hits.at(head_at, Class::Head).or_else(|| scene.hits.at(head_at, Class::Rank))?;
    if head.preposition == Some('ب') {
        return None;
    }
    let title_to = arabic_title(scene, head.to, limit);
    let mut next = title_to;
    // "the minister, Mr. X": a comma before an honorific or a rank.
    if scene.page.is_comma(next)
        && next + 1 < limit
        && (scene.hits.any_at(next + 1, &[Class::Honour, Class::Rank]).is_some_and(|hit| !hit.and))
    {
        next += 1;
    }
    let (after, _) = honours(scene, next, limit);
    let (later_rank, after) = ranks(scene, after, limit);
    let (after, _) = honours(scene, after, limit);
    let name_to = arabic_name(scene, after, limit)?;
    let rank = later_rank.or(if head_at == after_rank && rank.is_some() { rank } else { None });
    Some(Mention {
        from: at,
        to: name_to,
        name: (after, name_to),
        rank,
        title: Some((head_at, title_to)),
    })
}

/// "his Canadian counterpart X".
fn counterpart(scene: &Scene, at: usize, limit: usize) -> Option<Mention> {
    let word = scene.page.word(at);
    let word = word.strip_prefix('و').unwrap_or(word);
    if !matches!(word, "نظيره" | "نظيرته" | "نظيرها" | "نظيرتها" | "لنظيره")
    {
        return None;
    }
    let nisba = scene.hits.at(at + 1, Class::Nisba);
    let next = nisba.map_or(at + 1, |hit| hit.to);
    let (next, _) = honours(scene, next, limit);
    let (rank, next) = ranks(scene, next, limit);
    let name_to = arabic_name(scene, next, limit)?;
    let mut mention = Mention { from: at, to: name_to, name: (next, name_to), rank, title: None };
    title_behind(scene, &mut mention, limit);
    mention.from = at;
    if mention.title.is_none() {
        mention.title = Some((at, nisba.map_or(at + 1, |hit| hit.to)));
    }
    Some(mention)
}

fn honours(scene: &Scene, at: usize, limit: usize) -> (usize, bool) {
    let mut next = at;
    let mut any = false;
    while next < limit
        && let Some(hit) = scene.hits.at(next, Class::Honour)
    {
        // The conjunction may stand before the first only.
        if any && hit.and {
            break;
        }
        next = hit.to;
        any = true;
        while scene.page.is_mark(next, &['.', '/']) {
            next += 1;
        }
    }
    (next, any)
}

fn ranks(scene: &Scene, at: usize, limit: usize) -> (Option<(usize, usize)>, usize) {
    let mut next = at;
    while next < limit
        && let Some(hit) = scene.hits.at(next, Class::Rank)
    {
        if next > at && hit.and {
            break;
        }
        next = hit.to;
        while scene.page.is_mark(next, &['/']) {
            next += 1;
        }
        if scene.page.word(next) == "ركن" || scene.page.word(next) == "الركن" {
            next += 1;
        }
    }
    if next > at { (Some((at, trim_marks(scene, at, next))), next) } else { (None, at) }
}

fn trim_marks(scene: &Scene, from: usize, to: usize) -> usize {
    let mut to = to;
    while to > from + 1 && scene.page.is_mark(to - 1, &['/']) {
        to -= 1;
    }
    to
}

/// The end of an Arabic title whose head ends before `at`.
fn arabic_title(scene: &Scene, at: usize, limit: usize) -> usize {
    let (page, hits) = (scene.page, scene.hits);
    let mut next = at;
    let mut end = at;
    while next < limit && next - at < TITLE_WORDS_MAX {
        if page.kind(next) != Kind::Arabic {
            // A bracketed short form inside a title, as in "(DHS)".
            break;
        }
        let after_and = hits.starting(next).iter().any(|hit| hit.and);
        if hits.any_at(next, &[Class::Honour]).is_some() || is_rank(scene, next) {
            break;
        }
        if let Some(hit) = hits
            .any_at(next, &[Class::Portfolio, Class::Inst, Class::Land, Class::City, Class::Nisba])
            && !(hit.and && begins_person(scene, next))
        {
            next = hit.to;
            end = next;
            continue;
        }
        if after_and && begins_person(scene, next) {
            break;
        }
        if hits.any_at(next, &[Class::Weekday, Class::Both]).is_some() {
            break;
        }
        if stops_title(scene, next) {
            break;
        }
        let word = page.word(next);
        if matches!(word, "في" | "لدي" | "علي" | "بين" | "مع" | "ال") {
            if !continues_title(scene, next + 1) {
                break;
            }
            next += 1;
            continue;
        }
        let definite = page.has_article(next);
        let given = hits.starting(next).iter().any(|hit| {
            matches!(hit.entry.class, Class::Given)
                && !hit.and
                && hit.preposition.is_none()
                && hit.to == next + 1
        });
        let common = hits.is_common(next);
        if given && !definite && (!common || is_name_like(scene, next)) {
            break;
        }
        if definite || common {
            next += 1;
            end = next;
            continue;
        }
        break;
    }
    end
}

/// Words in which a title goes on after a preposition.
fn continues_title(scene: &Scene, at: usize) -> bool {
    let word = scene.page.word(at);
    scene
        .hits
        .any_at(at, &[Class::Portfolio, Class::Inst, Class::Land, Class::City, Class::Word])
        .is_some()
        || scene.page.has_article(at) && !matches!(word, "اليوم" | "الاجتماع" | "الجلسه" | "الجوله")
}

fn is_rank(scene: &Scene, at: usize) -> bool {
    scene.hits.at(at, Class::Rank).is_some()
}

/// A given name that is a common word as well: only when another name word follows.
fn is_name_like(scene: &Scene, at: usize) -> bool {
    let next = at + 1;
    scene
        .hits
        .any_at(next, &[Class::Given, Class::Family, Class::Particle])
        .is_some_and(|hit| !hit.and && hit.preposition.is_none())
        || (scene.page.has_article(next) && !scene.hits.is_common(next))
}

fn begins_person(scene: &Scene, at: usize) -> bool {
    scene.hits.any_at(at, &[Class::Head, Class::Rank, Class::Honour, Class::Others]).is_some()
}

fn stops_title(scene: &Scene, at: usize) -> bool {
    let word = scene.page.word(at);
    if matches!(word, "في" | "لدي" | "علي" | "بين" | "مع") {
        return false;
    }
    scene.hits.starting(at).iter().any(|hit| {
        matches!(
            hit.entry.class,
            Class::Stop
                | Class::Verb
                | Class::Say
                | Class::SayForm
                | Class::Lead
                | Class::SignBy
                | Class::StandFor
                | Class::Attend
                | Class::Held
        ) && !hit.article
            && !matches!(hit.preposition, Some('ل'))
            && hit.to == at + 1
            && !scene.hits.starting(at).iter().any(|other| {
                matches!(other.entry.class, Class::Head | Class::Word) && other.to == at + 1
            })
    })
}

/// The end of a personal name that starts at a token.
fn arabic_name(scene: &Scene, at: usize, limit: usize) -> Option<usize> {
    let (page, hits) = (scene.page, scene.hits);
    let mut next = at;
    let mut n_words = 0;
    let mut closed = false;
    let mut known = false;
    while next < limit && n_words < NAME_WORDS_MAX {
        if page.kind(next) != Kind::Arabic {
            let hyphen = n_words > 0
                && page.is_mark(next, &['-'])
                && page.kind(next + 1) == Kind::Arabic
                && !page.tokens[next].spaced
                && !page.tokens[next + 1].spaced;
            if !hyphen {
                break;
            }
            next += 1;
            continue;
        }
        let word = page.word(next);
        if word.chars().count() < 2 {
            break;
        }
        let here = |class: Class| {
            hits.starting(next).iter().any(|hit| {
                hit.entry.class == class
                    && !hit.and
                    && hit.preposition.is_none()
                    && hit.to == next + 1
            })
        };
        if here(Class::Particle)
            && let Some(step) = particle_step(scene, next, limit, n_words)
        {
            next += step;
            n_words += 1;
            known = true;
            continue;
        }
        let given = here(Class::Given);
        let family = here(Class::Family);
        let article = page.has_article(next) && word.starts_with("ال");
        let common = hits.is_common(next) && !(given && n_words == 0 && !is_hard_stop(scene, next));
        if n_words == 0 {
            let bad =
                common || (article && !given) || place(scene, next) || word.chars().count() < 2;
            if bad {
                return None;
            }
            known = given;
        } else {
            if page.tokens[next - 1].end < page.tokens[next].start && closed && !article {
                break;
            }
            if !goes_on(scene, next, limit, n_words, (given || family, article, common)) {
                break;
            }
        }
        closed |= article;
        n_words += 1;
        next += 1;
    }
    let enough = n_words >= 2 || known;
    (enough && next > at).then_some(next)
}

/// How many tokens a particle takes with it: "bin Fahd", "Abd al-Aziz".
fn particle_step(scene: &Scene, at: usize, limit: usize, n_words: usize) -> Option<usize> {
    const TAKES_ANY: [&str; 9] = ["عبد", "بن", "ابن", "بنت", "ال", "ابو", "ذو", "ولد", "ام"];
    let page = scene.page;
    if at + 1 >= limit || page.kind(at + 1) != Kind::Arabic {
        return None;
    }
    let word = page.word(at);
    if !TAKES_ANY.contains(&word) && n_words > 0 && scene.hits.is_common(at + 1) {
        return None;
    }
    let step = if word == "بن" && page.word(at + 1) == "عبد" { 3 } else { 2 };
    Some(step.min(limit - at))
}

/// Whether a later word belongs to a name; `traits`: known as a name, with article, common.
fn goes_on(
    scene: &Scene,
    at: usize,
    limit: usize,
    n_words: usize,
    traits: (bool, bool, bool),
) -> bool {
    let (known, article, common) = traits;
    let and = !known
        && scene.page.word(at).starts_with('و')
        && scene.hits.starting(at).iter().any(|hit| hit.and);
    if (common && !known) || is_hard_stop(scene, at) || and {
        return false;
    }
    if clitic_word(scene, at) && !known {
        return false;
    }
    let unknown = !known && !article;
    !(unknown && (n_words >= 3 || (n_words >= 2 && !tail_fits(scene, at, limit))))
}

/// Words that end a name although a list of names knows them too.
fn is_hard_stop(scene: &Scene, at: usize) -> bool {
    // A known name that could be read as a verb behind a letter ("Saad") is the name.
    let name = scene.hits.starting(at).iter().any(|hit| {
        matches!(hit.entry.class, Class::Given | Class::Family)
            && !hit.and
            && hit.preposition.is_none()
    });
    scene
        .hits
        .starting(at)
        .iter()
        .filter(|hit| !name || !(hit.and || hit.preposition.is_some()))
        .any(|hit| {
            hit.to > at + 1
                && matches!(
                    hit.entry.class,
                    Class::Head | Class::Portfolio | Class::Inst | Class::Others
                )
                || hit.to == at + 1
                    && !hit.article
                    && matches!(
                        hit.entry.class,
                        Class::Stop | Class::Say | Class::SayForm | Class::Lead | Class::Others
                    )
        })
}

fn place(scene: &Scene, at: usize) -> bool {
    scene
        .hits
        .any_at(at, &[Class::Land, Class::City, Class::Month])
        .is_some_and(|hit| hit.to == at + 1 && scene.hits.at(at, Class::Given).is_none())
}

/// A word with a preposition or conjunction written onto a word that the lists know.
fn clitic_word(scene: &Scene, at: usize) -> bool {
    scene.hits.starting(at).iter().any(|hit| {
        (hit.and || hit.preposition.is_some())
            && !matches!(hit.entry.class, Class::Given | Class::Family | Class::Particle)
    })
}

/// Whether a third unknown word may close a name: nothing but a boundary follows it.
fn tail_fits(scene: &Scene, at: usize, limit: usize) -> bool {
    let next = at + 1;
    next >= limit
        || !scene.page.is_wordlike(next)
        || scene.hits.is_common(next)
        || clitic_word(scene, next)
}

/// "name, title": the title behind a name and a comma.
fn title_behind(scene: &Scene, mention: &mut Mention, limit: usize) {
    let mut at = mention.to;
    let bracket = scene.page.is_mark(at, &['(']);
    let comma = scene.page.is_comma(at) || scene.page.is_mark(at, &['-', '\u{2013}', ':']);
    // Egyptian wires write the title behind the name without a comma.
    let bare = scene.page.kind(at) == Kind::Arabic && scene.hits.at(at, Class::Head).is_some();
    if !comma && !bracket && !bare {
        return;
    }
    if !bare {
        at += 1;
    }
    while matches!(scene.page.word(at), "the" | "a") || scene.hits.at(at, Class::Honour).is_some() {
        at += 1;
    }
    let arabic = scene.page.kind(at) == Kind::Arabic;
    let Some(head) = title_head(scene, at) else { return };
    if head.and || head.preposition.is_some() {
        return;
    }
    let to = if arabic {
        arabic_title(scene, head.to, limit)
    } else {
        english_title(scene, head.to, limit, true)
    };
    // A name right behind the title makes it the title of the next person.
    let name_follows = if arabic {
        let (after, _) = honours(scene, to, limit);
        let (_, after) = ranks(scene, after, limit);
        arabic_name(scene, after, limit).is_some()
    } else {
        false
    };
    if name_follows {
        return;
    }
    mention.title = Some((at, to));
    mention.to = to;
    if bracket && scene.page.is_mark(to, &[')']) {
        mention.to = to + 1;
    }
}

fn title_head<'s>(scene: &'s Scene, at: usize) -> Option<&'s crate::hits::Hit<'s>> {
    scene.hits.at(at, Class::Head).or_else(|| {
        let rank = scene.hits.at(at, Class::Rank)?;
        let next = scene.page.word(rank.to);
        matches!(next, "of" | "to" | "لدي").then_some(rank)
    })
}

// ---- English --------------------------------------------------------------------------------

fn english(scene: &Scene, at: usize, limit: usize) -> Option<Mention> {
    let page = scene.page;
    let (start, honoured) = honours(scene, at, limit);
    let (rank, after_rank) = english_ranks(scene, start, limit);
    let (after_rank, _) = honours(scene, after_rank, limit);
    if let Some(name_to) = english_name(scene, after_rank, limit, rank.is_some() || honoured) {
        let mut mention =
            Mention { from: at, to: name_to, name: (after_rank, name_to), rank, title: None };
        title_behind(scene, &mut mention, limit);
        if mention.title.is_none() {
            institution_behind(scene, &mut mention, limit);
        }
        let named = mention.title.is_some() || rank.is_some() || honoured;
        let known = scene.hits.at(after_rank, Class::Given).is_some() && name_to - after_rank >= 2;
        return (named || known).then_some(mention);
    }
    // A title before the name.
    let mut head_at = start;
    if scene.hits.at(head_at, Class::Nisba).is_some() && page.tokens[head_at].capital {
        head_at = scene.hits.at(head_at, Class::Nisba)?.to;
    }
    let head = scene
        .hits
        .any_at(head_at, &[Class::Head, Class::Portfolio])
        .filter(|hit| {
            let last = page.word(hit.to - 1);
            let first = page.word(hit.from);
            hit.entry.class == Class::Head
                || [first, last].iter().any(|word| matches!(*word, "minister" | "secretary"))
        })
        .or_else(|| scene.hits.at(head_at, Class::Rank))?;
    if !page.tokens[head_at].capital && scene.hits.at(head_at, Class::Head).is_none() {
        return None;
    }
    let title_to = english_title(scene, head.to, limit, false);
    let mut next = title_to;
    let comma = page.is_comma(next);
    if comma {
        next += 1;
    }
    let (after, honoured) = honours(scene, next, limit);
    let (rank, after) = english_ranks(scene, after, limit);
    let name_to = english_name(scene, after, limit, rank.is_some() || honoured || !comma)?;
    if comma && name_to - after < 2 {
        return None;
    }
    let title = (start, title_to);
    Some(Mention { from: at, to: name_to, name: (after, name_to), rank, title: Some(title) })
}

fn english_ranks(scene: &Scene, at: usize, limit: usize) -> (Option<(usize, usize)>, usize) {
    let mut next = at;
    while next < limit
        && let Some(hit) = scene.hits.at(next, Class::Rank)
        && scene.page.tokens[next].capital
    {
        next = hit.to;
        if scene.page.is_mark(next, &['.']) {
            next += 1;
        }
    }
    // "Ambassador to ...", "Ambassador of ..." is a title.
    if next > at && matches!(scene.page.word(next), "of" | "to" | "for" | "in") {
        return (None, at);
    }
    let mut end = next;
    if end > at + 1
        && scene.page.is_mark(end - 1, &['.'])
        && scene.hits.at(at, Class::Rank).is_some_and(|hit| hit.to == end - 1)
    {
        // The dot of a short form belongs to the rank.
        end = next;
    }
    if next > at { (Some((at, end)), next) } else { (None, at) }
}

/// What a capitalised word of an English name is not.
const NO_NAME: &[Class] = &[
    Class::EnWord,
    Class::Head,
    Class::Rank,
    Class::Honour,
    Class::Month,
    Class::Weekday,
    Class::Agency,
    Class::Dialogue,
    Class::Stop,
    Class::Portfolio,
];

/// The end of an English name. `loose` allows one word.
fn english_name(scene: &Scene, at: usize, limit: usize, loose: bool) -> Option<usize> {
    let (page, hits) = (scene.page, scene.hits);
    let mut next = at;
    let mut n_words = 0;
    while next < limit && next - at < NAME_WORDS_MAX * 2 {
        if page.is_mark(next, &['-', '\u{2011}', '.']) && n_words > 0 {
            let hyphen = !page.is_mark(next, &['.']);
            let tight = !page.tokens[next].spaced
                && page.tokens.get(next + 1).is_some_and(|token| {
                    !token.spaced && (token.capital || (hyphen && token.kind == Kind::Latin))
                });
            let initial = page.is_mark(next, &['.']) && page.word(next - 1).len() == 1;
            if !(tight || initial) || next + 1 >= limit {
                break;
            }
            next += 1;
            // "Ji-hoon": the part behind a hyphen belongs to the word before it.
            if tight && !page.tokens[next].capital {
                next += 1;
            }
            continue;
        }
        if page.kind(next) != Kind::Latin {
            break;
        }
        let capital = page.tokens[next].capital;
        let particle = hits.at(next, Class::Particle).is_some();
        let joins =
            particle && n_words > 0 && page.tokens.get(next + 1).is_some_and(|token| token.capital);
        if !capital && !joins {
            break;
        }
        if capital && particle {
            next += 1;
            // "Al" opens a name only with another word behind it.
            continue;
        }
        if capital {
            let given = hits.at(next, Class::Given).is_some();
            let barred = hits.any_at(next, NO_NAME).is_some();
            let land = hits.any_at(next, &[Class::Land, Class::City, Class::Nisba]).is_some();
            let all_capitals = page.tokens[next].end - page.tokens[next].start >= 2
                && page.chars[page.tokens[next].start..page.tokens[next].end]
                    .iter()
                    .all(|c| c.is_uppercase());
            if (barred && !given)
                || (land && n_words == 0 && !given)
                || (all_capitals && n_words == 0 && !loose)
            {
                break;
            }
            n_words += 1;
        }
        next += 1;
    }
    while next > at && !page.is_wordlike(next - 1) && !page.is_mark(next - 1, &['.']) {
        next -= 1;
    }
    if next > at && page.is_mark(next - 1, &['.']) && page.word(next.saturating_sub(2)).len() > 1 {
        next -= 1;
    }
    // A possessive or a single word is a name only after a rank or title.
    (n_words >= 2 || (loose && n_words == 1)).then_some(next)
}

/// Small words inside an English title.
const CONNECTORS: &[&str] =
    &["of", "for", "the", "at", "in", "to", "and", "on", "with", "from", "s"];

/// Lower-case words of a title: "director general", "affairs".
const LOWER_CASE: &[&str] = &[
    "general",
    "affairs",
    "political",
    "relations",
    "minister",
    "ministry",
    "secretary",
    "director",
    "department",
    "deputy",
    "assistant",
    "state",
    "foreign",
    "security",
    "policy",
    "operations",
    "bilateral",
];

/// The end of an English title whose head ends before `at`. Behind a name any capitalised word
/// goes on; before one an unknown word opens the name.
fn english_title(scene: &Scene, at: usize, limit: usize, behind: bool) -> usize {
    let (page, hits) = (scene.page, scene.hits);
    let mut next = at;
    let mut end = at;
    while next < limit && next - at < TITLE_WORDS_MAX {
        if page.is_mark(next, &['-', '\u{2011}', '&', '\'', '\u{2019}']) {
            next += 1;
            continue;
        }
        if behind
            && page.is_mark(next, &['('])
            && page.is_mark(next + 2, &[')'])
            && page.tokens[next + 1].capital
        {
            next += 3;
            end = next;
            continue;
        }
        if page.kind(next) != Kind::Latin {
            // "Deputy Director General, Jordan Customs": the institution behind a comma.
            if behind && page.is_comma(next) && institution_at(scene, next + 1, limit) {
                next += 1;
                continue;
            }
            break;
        }
        let places = [Class::Portfolio, Class::Inst, Class::Land, Class::City];
        let part = hits.any_at(next, &places).or_else(|| {
            hits.at(next, Class::Head).filter(|_| page.tokens[next].capital || next == at)
        });
        if let Some(hit) = part {
            next = hit.to;
            end = next;
            continue;
        }
        let word = page.word(next);
        if CONNECTORS.contains(&word) {
            if word == "and" && opens_next(scene, next + 1) {
                break;
            }
            let mut probe = next + 1;
            while matches!(page.word(probe), "the" | "its" | "his" | "her") {
                probe += 1;
            }
            let goes_on = page.tokens.get(probe).is_some_and(|token| token.capital)
                && page.kind(probe) == Kind::Latin;
            if !goes_on {
                break;
            }
            next = probe;
            continue;
        }
        if !page.tokens[next].capital {
            if !LOWER_CASE.contains(&word) {
                break;
            }
            next += 1;
            end = next;
            continue;
        }
        let known =
            hits.any_at(next, &[Class::EnWord, Class::Nisba, Class::Head, Class::Topic]).is_some();
        if !known && !behind {
            break;
        }
        next += 1;
        end = next;
    }
    end
}

/// Whether an institution stands at a token, with a nationality before it at most.
fn institution_at(scene: &Scene, at: usize, limit: usize) -> bool {
    let mut next = at;
    while page_the(scene, next) {
        next += 1;
    }
    if let Some(hit) = scene.hits.any_at(next, &[Class::Land, Class::Nisba]) {
        next = hit.to;
    }
    let inst = |at: usize| scene.hits.any_at(at, &[Class::Portfolio, Class::Inst]).is_some();
    let bureau = matches!(
        scene.page.word(next),
        "bureau" | "office" | "department" | "directorate" | "division" | "agency" | "authority"
    ) && scene.page.tokens.get(next).is_some_and(|token| token.capital);
    next < limit
        && scene.hits.at(next, Class::Head).is_none_or(|_| inst(next))
        && (inst(next) || bureau)
}

fn page_the(scene: &Scene, at: usize) -> bool {
    scene.page.word(at) == "the"
}

fn opens_next(scene: &Scene, at: usize) -> bool {
    let limit = scene.page.tokens.len().min(at + 12);
    scene.hits.any_at(at, &[Class::Honour]).is_some()
        || english_ranks(scene, at, limit).0.is_some()
        || (scene.hits.any_at(at, &[Class::EnWord, Class::Land, Class::Nisba]).is_none()
            && english_name(scene, at, limit, false).is_some())
}

/// "Brigadier X of the Maritime Security Centre", "Dr. Y from the Ministry of Health".
fn institution_behind(scene: &Scene, mention: &mut Mention, limit: usize) {
    let page = scene.page;
    let mut at = mention.to;
    if page.is_comma(at) || page.is_mark(at, &['(']) {
        at += 1;
    }
    if matches!(page.word(at), "of" | "from" | "at") {
        at += 1;
    } else if at == mention.to {
        return;
    }
    while page.word(at) == "the" {
        at += 1;
    }
    let from = at;
    if let Some(land) = scene.hits.any_at(at, &[Class::Land, Class::Nisba])
        && scene.hits.any_at(land.to, &[Class::Portfolio, Class::Inst]).is_some()
    {
        at = land.to;
    }
    let head = scene.hits.any_at(at, &[Class::Portfolio, Class::Inst]);
    let to = match head {
        Some(hit) => english_title(scene, hit.to, limit, true),
        None if page.tokens.get(at).is_some_and(|token| token.capital)
            && scene.hits.at(at, Class::EnWord).is_some() =>
        {
            english_title(scene, at + 1, limit, true)
        }
        None => return,
    };
    if to > from {
        mention.title = Some((from, to));
        mention.to = to;
    }
}
