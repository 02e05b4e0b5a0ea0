//! The persons of a report: mentions gathered by name, with role, side, institution and the short
//! forms by which the text goes on to call them.

use std::collections::BTreeSet;

use crate::draft::{Field, Slot, Span, Value};
use crate::gazetteers::{Class, strip_article};
use crate::limits::CLAIMS_PER_SLOT_MAX;
use crate::page::Kind;
use crate::people::{Mention, mention};
use crate::scene::{Scene, Sentence, code};

/// What a person does in the report; the first in this order that is seen is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    CoChair,
    Head,
    Signatory,
    Member,
    Speaker,
}

impl Role {
    fn as_str(self) -> &'static str {
        match self {
            Role::CoChair => "co_chair",
            Role::Head => "head",
            Role::Signatory => "signatory",
            Role::Member => "member",
            Role::Speaker => "speaker",
        }
    }
}

/// A person of the report.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub mention: Mention,
    /// Sentence of the first mention.
    pub sentence: Sentence,
    pub role: Option<(Role, Span)>,
    /// Party with the place that says so.
    pub party: Option<(String, Option<Span>)>,
    /// Places of the full name and of its short forms, with the short forms' words.
    pub names: Vec<Span>,
    pub aliases: Vec<String>,
    /// Every token where the person is named, first token and next.
    pub places: Vec<(usize, usize)>,
    /// The name folded, without blanks.
    folded: String,
    /// Id of the claim.
    pub id: String,
}

/// A role and side that hold for the mentions that follow.
#[derive(Debug, Clone, Default)]
struct Lead {
    role: Option<(Role, Span)>,
    /// The verb is followed by the side it leads, so that one person heads it.
    with_side: bool,
    /// Persons met since.
    n_persons: usize,
    side: Option<(String, Span)>,
}

/// Reads all persons.
pub(crate) fn people(scene: &Scene) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    let mut carried = Lead::default();
    for sentence in &scene.sentences {
        if sentence.part != Part::Body {
            continue;
        }
        let lead = if is_list_item(scene, sentence) { carried.clone() } else { Lead::default() };
        carried = in_sentence(scene, *sentence, lead, &mut people);
    }
    share_parties(scene, &mut people);
    name_short_forms(scene, &mut people);
    people.retain(|person| person.role.is_some() || person.mention.title.is_some());
    people
}

use crate::regions::Part;

/// Two heads under one verb stand for the two parties.
fn share_parties(scene: &Scene, people: &mut [Person]) {
    for at in 1..people.len() {
        let (before, after) = people.split_at_mut(at);
        let (Some(one), Some(two)) = (before.last_mut(), after.first_mut()) else { continue };
        let pair = match (one.role, two.role) {
            (Some((a, span)), Some((b, other))) => {
                a == b && span == other && matches!(a, Role::Head | Role::CoChair)
            }
            _ => false,
        };
        if !pair || one.sentence.from != two.sentence.from {
            continue;
        }
        match (&one.party, &two.party) {
            (None, None) => {
                let Some(home) = scene.home.clone() else { continue };
                two.party = scene.other_party(&home).map(|party| (party, None));
                one.party = Some((home, None));
            }
            (Some((party, _)), None) => {
                two.party = scene.other_party(party).map(|party| (party, None));
            }
            (None, Some((party, _))) => {
                one.party = scene.other_party(party).map(|party| (party, None));
            }
            (Some(_), Some(_)) => {}
        }
    }
}

fn is_list_item(scene: &Scene, sentence: &Sentence) -> bool {
    let page = scene.page;
    let bullet = matches!(page.kind(sentence.from), Kind::Mark(c)
        if matches!(c, '-' | '\u{2022}' | '*' | '\u{25CF}' | '\u{25AA}' | '\u{2013}' | '\u{00B7}'));
    let numbered = page.kind(sentence.from) == Kind::Number
        && page.is_mark(sentence.from + 1, &['.', ')', '-']);
    let short = sentence.to - sentence.from < 30
        && scene.hits.first_of(sentence.from, sentence.to, &[Class::Say, Class::Verb]).is_none();
    bullet || numbered || short
}

fn in_sentence(
    scene: &Scene,
    sentence: Sentence,
    mut lead: Lead,
    people: &mut Vec<Person>,
) -> Lead {
    let page = scene.page;
    let mut at = sentence.from;
    // Right behind a verb or side a name needs no title.
    let mut expected = usize::MAX;
    while at < sentence.to {
        if clause_starts(scene, at) {
            lead.n_persons = 0;
        }
        if let Some((party, to)) = side_heading(scene, at, sentence) {
            let span = page.span(at, to);
            lead.side = Some((party, span));
            lead.role.get_or_insert((Role::Member, span));
            lead.n_persons = 1;
        } else if let Some((party, from, to)) = scene.side_at(at) {
            // "headed on one side by A and on the other by B": each side has its head.
            let other = lead.side.as_ref().is_some_and(|(known, _)| *known != party);
            if other && matches!(lead.role, Some((Role::Head | Role::CoChair, _))) {
                lead.n_persons = 0;
            }
            lead.side = Some((party, page.span(from, to)));
        } else if let Some(party) = on_behalf(scene, at) {
            lead.side = Some(party);
        }
        let mut past = at + 1;
        if let Some((_, _, to)) = scene.side_at(at) {
            expected = to;
        }
        if let Some((role, from, to, with_side, hit_to)) = trigger(scene, at, sentence) {
            past = hit_to;
            expected = to;
            take_role(
                scene,
                sentence,
                &mut lead,
                people,
                (role, page.span(from, to), with_side, at),
            );
        }
        let bare = if at == expected && lead.role.is_some() {
            crate::people::bare_name(scene, at, sentence.to)
        } else {
            None
        };
        let Some(found) = mention(scene, at, sentence.to).or(bare) else {
            at = past.max(at + 1);
            continue;
        };
        lead.n_persons += 1;
        take(scene, sentence, &lead, found, people);
        head_of_list(scene, sentence, &found, people);
        at = found.to.max(at + 1);
    }
    // "The Tunisian delegation consisted of:" before a list.
    if page.is_mark(sentence.to - 1, &[':'])
        && let Some((_, span)) = lead.side
    {
        lead.role = Some((Role::Member, span));
        lead.n_persons = 1;
    }
    lead
}

/// "head of delegation" behind a name in a list.
fn head_of_list(scene: &Scene, sentence: Sentence, found: &Mention, people: &mut [Person]) {
    let page = scene.page;
    let from = found.title.map_or(found.to, |title| title.0);
    let head = (from..sentence.to.min(found.to + 6)).find(|&at| {
        let arabic = matches!(page.word(at), "رييس" | "رييسه") && page.word(at + 1) == "الوفد";
        let english =
            page.word(at) == "head" && (at + 2..at + 4).any(|next| page.word(next) == "delegation");
        arabic || english
    });
    let person = people.iter_mut().find(|person| person.places.contains(&(found.from, found.to)));
    if let (Some(at), Some(person)) = (head, person) {
        let to = if page.kind(at) == Kind::Arabic { at + 2 } else { at + 3 };
        set_role(person, Role::Head, page.span(at, to.min(sentence.to)));
    }
}

/// A verb gives its role to the persons behind it, or to the one right before it.
fn take_role(
    scene: &Scene,
    sentence: Sentence,
    lead: &mut Lead,
    people: &mut [Person],
    (role, span, with_side, at): (Role, Span, bool, usize),
) {
    lead.role = Some((role, span));
    lead.with_side = with_side;
    lead.n_persons = 0;
    let subject = people
        .last_mut()
        .filter(|person| person.sentence.from == sentence.from && follows(scene, person, at));
    let Some(person) = subject else { return };
    set_role(person, role, span);
    let (place, own) = (person.mention.from, person.sentence.from);
    if with_side && let Some((party, from, to)) = side_after(scene, at, sentence) {
        person.party = Some((party, Some(scene.page.span(from, to))));
    }
    // "A and B co-chaired": the verb is about both.
    if role == Role::CoChair
        && let [.., one, _] = people
        && one.sentence.from == own
        && one.mention.to + 2 >= place
    {
        set_role(one, role, span);
    }
    lead.role = None;
}

/// "Jordan:" before the names of its delegation.
fn side_heading(scene: &Scene, at: usize, sentence: Sentence) -> Option<(String, usize)> {
    if at != sentence.from {
        return None;
    }
    let (party, to) = match scene.side_at(at) {
        Some((party, _, to)) => (party, to),
        None => {
            let hit = scene.party_at(at)?;
            (hit.entry.code.clone(), hit.to)
        }
    };
    scene.page.is_mark(to, &[':']).then_some((party, to + 1))
}

/// "while", "whereas": a new clause.
fn clause_starts(scene: &Scene, at: usize) -> bool {
    matches!(scene.page.word(at), "فيما" | "بينما" | "while" | "whereas")
}

/// Whether a verb comes right behind a person and a comma at most.
fn follows(scene: &Scene, person: &Person, at: usize) -> bool {
    if scene.page.kind(at) == Kind::Arabic {
        return false;
    }
    let gap = person.mention.to..at;
    gap.len() <= 6
        && gap.clone().all(|token| {
            scene.page.is_comma(token)
                || scene.page.is_mark(token, &[')'])
                || matches!(
                    scene.page.word(token),
                    "who"
                        | "for"
                        | "his"
                        | "her"
                        | "part"
                        | "also"
                        | "and"
                        | "has"
                        | "had"
                        | "then"
                )
        })
}

fn side_after(scene: &Scene, at: usize, sentence: Sentence) -> Option<(String, usize, usize)> {
    (at..sentence.to.min(at + 6)).find_map(|token| scene.side_at(token))
}

/// "for Kuwait", "on behalf of the Omani side" before a signatory.
fn on_behalf(scene: &Scene, at: usize) -> Option<(String, Span)> {
    let hit = scene.hits.at(at, Class::OnBehalf)?;
    let word = scene.page.word(hit.to - 1);
    if matches!(word, "from") {
        return None;
    }
    let mut next = hit.to;
    while matches!(scene.page.word(next), "the" | "دوله" | "حكومه" | "government" | "of") {
        if scene.party_at(next).is_some() {
            break;
        }
        next += 1;
    }
    let party = scene.party_at(next)?;
    Some((party.entry.code.clone(), scene.page.span(at, party.to)))
}

/// A word at a token that gives the persons after it a role: role, its tokens, whether a side
/// follows it.
fn trigger(
    scene: &Scene,
    at: usize,
    sentence: Sentence,
) -> Option<(Role, usize, usize, bool, usize)> {
    const KINDS: [(Class, Role); 7] = [
        (Class::CoLead, Role::CoChair),
        (Class::Lead, Role::Head),
        (Class::SignBy, Role::Signatory),
        (Class::StandFor, Role::Member),
        (Class::Attend, Role::Member),
        (Class::Say, Role::Speaker),
        (Class::SayForm, Role::Speaker),
    ];
    let hits = scene.hits.starting(at);
    let (hit, role) = hits
        .iter()
        .filter_map(|hit| {
            let (_, role) = KINDS.iter().find(|(class, _)| *class == hit.entry.class)?;
            let joined = hit.article || (hit.preposition.is_some() && *role != Role::Member);
            if joined {
                return None;
            }
            Some((hit, *role))
        })
        .max_by_key(|(hit, role)| (hit.to, std::cmp::Reverse(*role)))?;
    if hit.entry.class == Class::SayForm || hit.to > sentence.to {
        return None;
    }
    let heading = sentence.to - sentence.from < 8;
    if scene.page.kind(at) == Kind::Latin
        && scene.page.tokens[at].capital
        && at > sentence.from
        && !heading
    {
        return None;
    }
    let mut to = hit.to;
    let mut with_side = false;
    for next in hit.to..(hit.to + 3).min(sentence.to) {
        if let Some((_, _, side_to)) = scene.side_at(next) {
            to = side_to;
            with_side = true;
            break;
        }
    }
    if !with_side && role == Role::Member && is_meeting_word(scene, hit.to) {
        to = hit.to + 1;
    }
    if !with_side && role == Role::Member && hit.entry.class == Class::Attend {
        // "attendance and participation"
        if scene.hits.at(hit.to, Class::Attend).is_some_and(|next| next.and) {
            to = scene.hits.at(hit.to, Class::Attend).map_or(to, |next| next.to);
        }
    }
    if role == Role::Speaker && to < sentence.to && scene.page.kind(at) == Kind::Arabic {
        to += 1;
    }
    Some((role, at, to, with_side, hit.to))
}

fn is_meeting_word(scene: &Scene, at: usize) -> bool {
    scene.page.kind(at) == Kind::Arabic && scene.hits.at(at, Class::Round).is_some()
}

fn set_role(person: &mut Person, role: Role, span: Span) {
    if person.role.is_none_or(|(known, _)| role < known) {
        person.role = Some((role, span));
    }
}

fn take(scene: &Scene, sentence: Sentence, lead: &Lead, found: Mention, people: &mut Vec<Person>) {
    let page = scene.page;
    let role = lead.role.map(|(role, span)| {
        let role = match role {
            Role::Head if lead.with_side && lead.n_persons > 1 => Role::Member,
            Role::Head if lead.n_persons > 2 => Role::Member,
            Role::CoChair if lead.n_persons > 2 => Role::Member,
            role => role,
        };
        (role, span)
    });
    // Whoever is told something or speaks in a clause of another is not given the verb's role.
    let role = match role {
        Some((Role::Speaker, _)) if lead.n_persons > 1 => None,
        role => role,
    };
    let by_title = found.title.and_then(|title| party_of_title(scene, title));
    let party = by_title.or_else(|| lead.side.clone().map(|(party, span)| (party, Some(span))));
    let name = page.clean(found.name.0, found.name.1);
    let folded = text::fold::spaceless(&name);
    let known = people.iter_mut().find(|person| same_person(scene, person, &found, &folded));
    if let Some(person) = known {
        person.names.push(page.span(found.name.0, found.name.1));
        person.places.push((found.from, found.to));
        if let Some((role, span)) = role {
            set_role(person, role, span);
        }
        let longer = found.name.1 - found.name.0 > person.mention.name.1 - person.mention.name.0;
        if longer {
            person.mention.name = found.name;
        }
        person.mention.rank = person.mention.rank.or(found.rank);
        person.mention.title = person.mention.title.or(found.title);
        if person.party.is_none() {
            person.party = party;
        }
        return;
    }
    if people.len() >= CLAIMS_PER_SLOT_MAX {
        return;
    }
    people.push(Person {
        names: vec![page.span(found.name.0, found.name.1)],
        places: vec![(found.from, found.to)],
        mention: found,
        sentence,
        role,
        party,
        aliases: Vec::new(),
        folded,
        id: String::new(),
    });
}

fn same_person(scene: &Scene, person: &Person, found: &Mention, folded: &str) -> bool {
    let page = scene.page;
    if person.folded == folded {
        return true;
    }
    // "Mr. Morita" after "Kenji Morita": the shorter one ends the longer one.
    let one = page.word(person.mention.name.1 - 1);
    let other = page.word(found.name.1 - 1);
    let single = |(from, to): (usize, usize)| to - from == 1;
    if (single(found.name) || single(person.mention.name)) && near(one, other) {
        return true;
    }
    let (mine, theirs) = (page.word(person.mention.name.0), page.word(found.name.0));
    let initial = |short: &str, long: &str| short.len() == 1 && long.starts_with(short);
    (mine == theirs || initial(mine, theirs) || initial(theirs, mine)) && near(one, other)
}

/// Two spellings of one family name.
pub(crate) fn near(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().min(other.len()) < 5 || one.first() != other.first() {
        return false;
    }
    let (long, short) = if one.len() >= other.len() { (&one, &other) } else { (&other, &one) };
    match long.len() - short.len() {
        0 => one.iter().zip(&other).filter(|(a, b)| a != b).count() <= 1,
        1 => (0..long.len()).any(|skip| {
            long.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, c)| c).eq(short.iter())
        }),
        _ => false,
    }
}

/// A party named inside a title, not the one the holder is sent to.
fn party_of_title(scene: &Scene, title: (usize, usize)) -> Option<(String, Option<Span>)> {
    let page = scene.page;
    let mut posted = false;
    let mut sent_to: Option<String> = None;
    for at in title.0..title.1 {
        posted |= matches!(page.word(at), "لدي" | "to" | "الي");
        let Some(hit) = scene.party_at(at).filter(|hit| hit.to <= title.1) else { continue };
        if posted {
            sent_to = Some(hit.entry.code.clone());
            break;
        }
        // "for Gulf affairs", "for Iraq": a desk, not a sender.
        if matches!(page.word(at.saturating_sub(1)), "for" | "on" | "لشوون" | "شوون") {
            continue;
        }
        let embassy = is_embassy(scene, title);
        let from = if embassy { title.0 } else { at };
        return Some((hit.entry.code.clone(), Some(page.span(from, hit.to))));
    }
    // An ambassador to one party comes from the other.
    if is_embassy(scene, title) && posted {
        let there = sent_to.or_else(|| scene.home.clone())?;
        return Some((scene.other_party(&there)?, None));
    }
    None
}

fn is_embassy(scene: &Scene, title: (usize, usize)) -> bool {
    let word = scene.page.word(title.0);
    let word = word.strip_prefix('و').filter(|rest| rest.chars().count() > 3).unwrap_or(word);
    matches!(
        strip_article(word),
        "سفير"
            | "سفيره"
            | "ambassador"
            | "قايم"
            | "قايمه"
            | "charge"
            | "قنصل"
            | "قنصله"
            | "consul"
    ) || scene
        .hits
        .first_of(title.0, title.1, &[Class::Inst])
        .is_some_and(|hit| hit.entry.code == "embassy")
        || scene.page.word(title.0 + 1) == "ambassador"
}

/// Other places where a person's family name stands.
fn name_short_forms(scene: &Scene, people: &mut [Person]) {
    let page = scene.page;
    let surnames: Vec<String> =
        people.iter().map(|person| page.word(person.mention.name.1 - 1).to_owned()).collect();
    let taken: BTreeSet<usize> = people
        .iter()
        .flat_map(|person| person.places.iter().flat_map(|&(from, to)| from..to))
        .collect();
    for at in 0..page.tokens.len() {
        if !page.is_wordlike(at) || taken.contains(&at) || !scene.is_report(at) {
            continue;
        }
        let word = page.word(at);
        if word.chars().count() < 3 {
            continue;
        }
        let capital = page.kind(at) == Kind::Arabic || page.tokens[at].capital;
        if !capital || (scene.hits.is_common(at) && page.kind(at) == Kind::Latin) {
            continue;
        }
        let stripped = word.strip_prefix(['و', 'ل', 'ف']).unwrap_or(word);
        let owner = surnames.iter().position(|surname| {
            surname == word
                || (page.kind(at) == Kind::Arabic && surname == stripped)
                || (near(surname, word) && !scene.hits.is_common(at))
        });
        // East Asian names begin with the family name: "Park stressed".
        let owner = owner.or_else(|| {
            if page.kind(at) != Kind::Latin {
                return None;
            }
            people.iter().position(|person| {
                page.word(person.mention.name.0) == word
                    && scene
                        .hits
                        .any_at(at, &[Class::EnWord, Class::Stop, Class::Particle])
                        .is_none()
            })
        });
        let Some(owner) = owner else { continue };
        let mut from = at;
        // "Al-Farisi"
        if at >= 2
            && page.is_mark(at - 1, &['-'])
            && matches!(page.word(at - 2), "al" | "el" | "bin" | "an" | "as" | "ar" | "ash")
        {
            from = at - 2;
        } else if at >= 1
            && page.kind(at) == Kind::Latin
            && matches!(page.word(at - 1), "al" | "el" | "van" | "de" | "von")
            && page.tokens[at - 1].capital
        {
            from = at - 1;
        }
        people[owner].names.push(page.span(from, at + 1));
        people[owner].places.push((from, at + 1));
        let alias = page.clean(from, at + 1);
        if !people[owner].aliases.contains(&alias) {
            people[owner].aliases.push(alias);
        }
    }
}

/// Adds the claims of the persons to a session and gives each its id.
pub(crate) fn claim_people(
    scene: &mut Scene,
    people: &mut [Person],
    sessions: &[crate::sessions::Session],
) {
    for person in people.iter_mut() {
        let fields = fields(scene, person);
        let confidence =
            if person.mention.title.is_some() && person.role.is_some() { 0.85 } else { 0.65 };
        let session = crate::sessions::session_at(scene, sessions, person.mention.from)
            .map_or_else(String::new, |session| session.id.clone());
        person.id = scene.claim(Slot::Person, Some(&session), "person", confidence, fields);
    }
}

fn fields(scene: &Scene, person: &Person) -> Vec<(&'static str, Field)> {
    let page = scene.page;
    let mention = &person.mention;
    let mut fields = Vec::new();
    let mut name = scene.text(mention.name.0, mention.name.1, "person.name");
    if let Value::Text { alt, .. } = &mut name.value {
        *alt = person.aliases.clone();
    }
    name.spans = vec![page.span(mention.name.0, mention.name.1)];
    let first = name.spans[0];
    name.spans.extend(person.names.iter().filter(|span| **span != first).copied());
    name.spans.dedup();
    fields.push(("name", name));
    if let Some((from, to)) = mention.rank {
        fields.push(("rank", scene.text_after_and(from, to, "person.rank")));
    }
    if let Some((from, to)) = mention.title {
        fields.push(("title", scene.text_after_and(from, to, "person.title")));
    }
    let inst = institution(scene, mention);
    fields.push(("inst", inst));
    let party = match &person.party {
        Some((party, span)) => {
            Some(code(party, span.map(|span| vec![span]).unwrap_or_default(), "person.party"))
        }
        None => scene.home.as_ref().map(|home| code(home, Vec::new(), "person.party.home")),
    };
    if let Some(party) = party {
        fields.push(("party", party));
    }
    if let Some((role, span)) = person.role {
        fields.push(("role", code(role.as_str(), vec![span], "person.role")));
    }
    fields
}

fn institution(scene: &Scene, mention: &Mention) -> Field {
    let page = scene.page;
    let Some(title) = mention.title else { return code("mfa", Vec::new(), "person.inst.default") };
    if is_embassy(scene, title) {
        let to = party_end(scene, title);
        return code("embassy", vec![page.span(title.0, to)], "person.inst.embassy");
    }
    let hits: Vec<_> = (title.0..title.1)
        .filter_map(|at| {
            scene.hits.any_at(at, &[Class::Portfolio, Class::Inst]).filter(|hit| hit.to <= title.1)
        })
        .collect();
    // An institution named by itself after a ministry of state is the closer one; else the first.
    match hits.iter().find(|hit| hit.entry.class == Class::Portfolio).or(hits.first()) {
        Some(hit) => {
            code(&hit.entry.code.clone(), vec![page.span(hit.from, hit.to)], "person.inst")
        }
        None => code("mfa", Vec::new(), "person.inst.default"),
    }
}

fn party_end(scene: &Scene, title: (usize, usize)) -> usize {
    let posted = (title.0..title.1).find(|&at| matches!(scene.page.word(at), "لدي" | "to"));
    match posted {
        Some(at) if at > title.0 + 1 => at,
        Some(_) => title.1,
        None => title.1,
    }
}
