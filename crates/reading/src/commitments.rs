//! Commitments with owner and due date, outcomes, and unnamed members of delegations.

use crate::days::{Day, When};
use crate::draft::{Field, Slot, Span};
use crate::gazetteers::Class;
use crate::page::Kind;
use crate::roster::Person;
use crate::scene::{Scene, Sentence, code, list};
use crate::sessions::{Session, session_at};

/// A piece of a sentence that one side or both take on.
#[derive(Debug, Clone)]
struct Piece {
    from: usize,
    to: usize,
    by: Vec<String>,
    by_span: Option<Span>,
}

/// Adds the claims of commitments.
pub(crate) fn claim_commitments(
    scene: &mut Scene,
    sessions: &[Session],
    people: &[Person],
    rounds: &[(usize, usize)],
) {
    let body = scene.body();
    for (nth, &sentence) in body.iter().enumerate() {
        let before = nth.checked_sub(1).map(|nth| body[nth]);
        let found = match action(scene, sentence, before) {
            Some(piece) => vec![piece],
            None => pieces(scene, sentence, people),
        };
        for piece in found {
            let about_round = rounds.iter().any(|&(from, to)| from < piece.to && piece.from < to)
                && scene.hits.first_of(piece.from, piece.to, &[Class::Held, Class::Host]).is_some();
            if about_round {
                continue;
            }
            let session = session_at(scene, sessions, piece.from).cloned();
            let Some(session) = session else { continue };
            let due = due(scene, &piece, session.day.or(scene.anchor));
            let pledged = is_pledge(scene, &piece);
            if due.is_none() && !pledged {
                continue;
            }
            let mut fields = vec![
                (
                    "text",
                    scene.long(vec![scene.page.span(piece.from, piece.to)], "commitment.text"),
                ),
                (
                    "by",
                    list(
                        piece.by.clone(),
                        piece.by_span.map(|span| vec![span]).unwrap_or_default(),
                        "commitment.by",
                    ),
                ),
            ];
            if let Some((due, hijri)) = due {
                fields.push(("due", due));
                if let Some(hijri) = hijri {
                    fields.push(("due_hijri", hijri));
                }
            }
            scene.claim(Slot::Commitment, Some(&session.id), "commitment", 0.75, fields);
        }
    }
}

/// "Action: Customs to circulate X by D", or "Action: Customs" after a decision.
fn action(scene: &Scene, sentence: Sentence, before: Option<Sentence>) -> Option<Piece> {
    let page = scene.page;
    let at = (sentence.from..sentence.to.min(sentence.from + 6)).find(|&at| {
        matches!(
            page.word(at),
            "action" | "الاجرا" | "اجرا" | "المسوول" | "responsible" | "التنفيذ" | "owner"
        ) && page.is_mark(at + 1, &[':'])
    })?;
    let from = at + 2;
    let owners: Vec<_> =
        (from..sentence.to.min(from + 8)).filter_map(|at| scene.party_at(at)).collect();
    let both = (from..sentence.to.min(from + 4)).any(|at| scene.hits.at(at, Class::Both).is_some());
    let by = match owners.first() {
        Some(hit) if !both => vec![hit.entry.code.clone()],
        _ => vec!["joint".to_owned()],
    };
    let by_span = Some(page.span(at, sentence.to.min(from + 3)));
    if sentence.to > from + 4 {
        return Some(Piece { from, to: sentence.to, by, by_span });
    }
    let before = before.filter(|before| before.paragraph == sentence.paragraph)?;
    let start = (before.from..before.to)
        .find(|&at| {
            matches!(page.word(at), "decision" | "قرار" | "القرار") && page.is_mark(at + 1, &[':'])
        })
        .map_or(before.from, |at| at + 2);
    Some(Piece { from: start, to: before.to, by, by_span })
}

/// The pieces of a sentence with their owners.
fn pieces(scene: &Scene, sentence: Sentence, people: &[Person]) -> Vec<Piece> {
    let page = scene.page;
    let mut at = sentence.from;
    // The number of a paragraph and its heading are no part of the text.
    if page.kind(at) == Kind::Number && page.is_mark(at + 1, &['.', ')', '-']) {
        at += 2;
    }
    let trigger = scene
        .hits
        .within(at, sentence.to, Class::Agree)
        .into_iter()
        .find(|hit| !hit.article && !is_modal_of_meeting(scene, hit.from, sentence));
    let undertaking = scene
        .hits
        .within(at, sentence.to, Class::Undertake)
        .into_iter()
        .find(|hit| !hit.article && !is_modal_of_meeting(scene, hit.from, sentence));
    let agreed =
        trigger.filter(|hit| !matches!(page.word(hit.from), "will" | "shall" | "undertook"));
    match (agreed, undertaking) {
        (Some(hit), _) => agreed_pieces(scene, sentence, hit.from, hit.to),
        (None, Some(hit)) => {
            let from = hit.from;
            single(scene, sentence, at, from, people).into_iter().collect()
        }
        (None, None) => promised(scene, sentence, at, people).into_iter().collect(),
    }
}

/// "his country will open X by D": a verb of the future with a due date, by the speaker's party.
fn promised(scene: &Scene, sentence: Sentence, start: usize, people: &[Person]) -> Option<Piece> {
    let page = scene.page;
    let verb = (start..sentence.to).find(|&at| {
        let word = page.word(at);
        let n = word.chars().count();
        page.kind(at) == Kind::Arabic
            && (word.starts_with("سي") || word.starts_with("ست"))
            && n >= 5
            && scene
                .hits
                .any_at(at, &[Class::Held, Class::Host, Class::Given, Class::Family, Class::Word])
                .is_none()
    })?;
    let due = scene.dates_in(verb, sentence.to).any(|date| date.latest || date.period.is_some());
    if !due {
        return None;
    }
    if let Some(piece) = single(scene, sentence, start, verb, people) {
        return Some(piece);
    }
    let speaker = people.iter().find(|person| {
        person.places.iter().any(|&(from, _)| (sentence.from..verb).contains(&from))
    })?;
    let party =
        speaker.party.as_ref().map(|(party, _)| party.clone()).or_else(|| scene.home.clone())?;
    let place = speaker.places.iter().find(|place| (sentence.from..verb).contains(&place.0))?;
    let to = trim(scene, verb, sentence.to);
    Some(Piece { from: verb, to, by: vec![party], by_span: Some(page.span(place.0, place.1)) })
}

fn is_modal_of_meeting(scene: &Scene, at: usize, sentence: Sentence) -> bool {
    matches!(scene.page.word(at), "will" | "shall" | "would")
        && (at..sentence.to.min(at + 4)).any(|token| {
            matches!(
                scene.page.word(token),
                "held" | "hold" | "take" | "meet" | "convene" | "convened" | "host" | "hosted"
            )
        })
}

/// "the two sides agreed on A and on B".
fn agreed_pieces(scene: &Scene, sentence: Sentence, verb: usize, after: usize) -> Vec<Piece> {
    let page = scene.page;
    let mut by = vec!["joint".to_owned()];
    let mut by_span = None;
    let around = (verb.saturating_sub(4).max(sentence.from)..(after + 3).min(sentence.to))
        .find_map(|at| {
            scene.hits.at(at, Class::Both).map(|hit| page.span(hit.from, hit.to)).or_else(|| {
                scene.side_at(at).map(|(party, from, to)| {
                    by = vec![party];
                    page.span(from, to)
                })
            })
        });
    if let Some(span) = around {
        by_span = Some(span);
    }
    let mut start = after;
    while start < sentence.to
        && (scene.hits.at(start, Class::Both).is_some()
            || matches!(page.word(start), "علي" | "on" | "to" | "that" | "خلال" | "الاجتماع")
            || scene.side_at(start).is_some())
    {
        start = scene
            .hits
            .at(start, Class::Both)
            .map(|hit| hit.to)
            .or_else(|| scene.side_at(start).map(|(_, _, to)| to))
            .unwrap_or(start + 1);
    }
    let mut found = Vec::new();
    let mut from = start;
    for at in start..sentence.to {
        let word = page.word(at);
        let next_piece = word == "وعلي"
            || (word == "and" && matches!(page.word(at + 1), "to" | "on" | "that"))
            || (page.is_comma(at) && matches!(page.word(at + 1), "وعلي" | "وان" | "وبان"))
            || word == "كما" && page.word(at + 1).contains("اتفق");
        if next_piece && at > from {
            found.push((from, at));
            from = if page.is_comma(at) || word == "and" { at + 2 } else { at + 1 };
        }
    }
    if from < sentence.to {
        found.push((from, sentence.to));
    }
    found
        .into_iter()
        .map(|(from, to)| Piece { from, to: trim(scene, from, to), by: by.clone(), by_span })
        .filter(|piece| piece.to > piece.from + 1)
        .collect()
}

fn trim(scene: &Scene, from: usize, to: usize) -> usize {
    let mut to = to;
    while to > from && scene.page.is_comma(to - 1) {
        to -= 1;
    }
    to
}

/// One side's own undertaking.
fn single(
    scene: &Scene,
    sentence: Sentence,
    start: usize,
    verb: usize,
    people: &[Person],
) -> Option<Piece> {
    let page = scene.page;
    let arabic = page.kind(verb) == Kind::Arabic;
    let (by, by_span, subject) = if arabic {
        owner(scene, verb, sentence.to.min(verb + 7), people)?
    } else {
        owner(scene, start, verb, people)?
    };
    let from = if arabic { verb } else { subject };
    let end = (verb..sentence.to)
        .find(|&at| {
            at > verb + 6 && matches!(page.word(at), "فيما" | "بينما" | "while" | "whereas")
        })
        .unwrap_or(sentence.to);
    let to = trim(scene, from, end);
    Some(Piece { from, to, by, by_span: Some(by_span) })
}

/// Words before a country that is not the one that promises.
const NOT_OWNERS: &[&str] =
    &["in", "في", "by", "to", "of", "from", "with", "مع", "الي", "من", "عن"];

/// Whose undertaking it is: a side, both, a country, an institution of one.
fn owner(
    scene: &Scene,
    from: usize,
    to: usize,
    people: &[Person],
) -> Option<(Vec<String>, Span, usize)> {
    let page = scene.page;
    let mut found = None;
    for at in from..to {
        if let Some(hit) = scene.hits.at(at, Class::Both) {
            let start = if page.word(at.saturating_sub(1)) == "the" { at - 1 } else { at };
            found = Some((vec!["joint".to_owned()], page.span(hit.from, hit.to), start));
        } else if let Some((party, start, end)) = scene.side_at(at) {
            found = Some((vec![party], page.span(start, end), start));
        } else if let Some(hit) = scene.hits.any_at(at, &[Class::Portfolio, Class::Inst])
            && let Some(party) = scene.party_at(hit.to)
        {
            found = Some((vec![party.entry.code.clone()], page.span(hit.from, party.to), hit.from));
        } else if let Some(hit) = scene
            .hits
            .any_at(at, &[Class::Land, Class::Nisba])
            .filter(|hit| scene.parties.contains(&hit.entry.code))
        {
            let before = page.word(at.saturating_sub(1));
            let of_ministry = at >= 2
                && matches!(before, "of" | "في")
                && (at.saturating_sub(8)..at - 1).any(|token| {
                    scene
                        .hits
                        .any_at(token, &[Class::Portfolio, Class::Inst])
                        .is_some_and(|inst| inst.to == at - 1)
                });
            if !NOT_OWNERS.contains(&before) || of_ministry {
                found = Some((vec![hit.entry.code.clone()], page.span(hit.from, hit.to), hit.from));
            }
        } else if let Some(person) =
            people.iter().find(|person| person.places.iter().any(|place| place.0 == at))
            && let Some((party, _)) = &person.party
        {
            found = Some((vec![party.clone()], page.span(at, at + 1), at));
        }
        if found.is_some() && page.kind(from) == Kind::Arabic {
            break;
        }
    }
    found
}

/// Whether words of promise stand in a piece.
fn is_pledge(scene: &Scene, piece: &Piece) -> bool {
    (piece.from..piece.to.min(piece.from + 12)).any(|at| {
        let word = scene.page.word(at);
        matches!(
            word,
            "يتعهد"
                | "تتعهد"
                | "تعهد"
                | "تعهدت"
                | "يلتزم"
                | "تلتزم"
                | "التزم"
                | "التزمت"
                | "undertakes"
                | "undertook"
                | "pledged"
                | "pledges"
                | "commits"
                | "committed"
        )
    })
}

fn due(scene: &Scene, piece: &Piece, start: Option<Day>) -> Option<(Field, Option<Field>)> {
    let page = scene.page;
    let date = scene
        .dates_in(piece.from, piece.to)
        .filter(|date| !date.today)
        .filter_map(|date| {
            let when = date.due(start)?;
            let ahead = match (when.last(), start) {
                (Some(last), Some(start)) => last >= start,
                _ => true,
            };
            ahead.then_some((date, when))
        })
        .last()?;
    let (hit, when) = date;
    let from = if hit.hijri.is_some() { hit.from } else { hit.lead };
    let mut spans = vec![page.span(from, hit.to)];
    if from != hit.from {
        spans.push(page.span(hit.from, hit.to));
    }
    let when = match when {
        When::Year(year) if hit.latest && !hit.vague => {
            Day::new(year, 12, 31).map_or(when, When::Day)
        }
        when => when,
    };
    let field = code(&when.to_string(), spans.clone(), "commitment.due");
    let hijri = hit.hijri.as_ref().map(|hijri| code(hijri, spans, "commitment.due_hijri"));
    Some((field, hijri))
}

// ---- outcomes -------------------------------------------------------------------------------

/// Adds what the sides concluded together.
pub(crate) fn claim_outcomes(scene: &mut Scene, sessions: &[Session]) {
    for sentence in scene.body() {
        let concluding = scene.hits.within(sentence.from, sentence.to, Class::Conclude);
        // "welcomed the declaration and stressed that": an agreement is a claim of its own.
        let agreement = scene.hits.first_of(sentence.from, sentence.to, &[Class::Kind]).is_some();
        let hit = if agreement { concluding.last() } else { concluding.first() };
        let Some(hit) = hit.copied() else { continue };
        let page = scene.page;
        let mut from = hit.from;
        let concluded = matches!(
            page.word(hit.from).strip_prefix('و').unwrap_or(page.word(hit.from)),
            "خلص"
                | "خلصت"
                | "خلصا"
                | "توصل"
                | "توصلت"
                | "توصلا"
                | "اسفر"
                | "اسفرت"
                | "resulted"
        );
        if concluded {
            let about = page.word(hit.from).contains("اسفر");
            let opens = |at: &usize| match page.word(*at) {
                "الي" => !about,
                "عن" => about,
                "in" => true,
                _ => false,
            };
            let Some(to) = (hit.to..sentence.to).find(opens) else {
                continue;
            };
            from = to + 1;
        }
        let busy =
            scene.dates_in(from, sentence.to).any(|date| date.latest || date.period.is_some());
        if busy || sentence.to < from + 4 {
            continue;
        }
        let session = session_at(scene, sessions, from).map(|session| session.id.clone());
        let mut topics = crate::topics::topics_in(scene, from, sentence.to);
        if topics.is_empty() {
            // "the request was referred": its subject stands before.
            topics = crate::topics::topic_in(scene, sentence.from, from).into_iter().collect();
        }
        let mut fields =
            vec![("text", scene.long(vec![page.span(from, sentence.to)], "outcome.text"))];
        if !topics.is_empty() {
            fields.push(("topic", list(topics, Vec::new(), "outcome.topic")));
        }
        scene.claim(Slot::Outcome, session.as_deref(), "outcome", 0.6, fields);
    }
}

// ---- delegations ----------------------------------------------------------------------------

/// Adds the unnamed members.
pub(crate) fn claim_delegations(scene: &mut Scene, sessions: &[Session]) {
    for sentence in scene.body() {
        let attending = scene
            .hits
            .first_of(
                sentence.from,
                sentence.to,
                &[Class::Attend, Class::Lead, Class::StandFor, Class::CoLead],
            )
            .is_some();
        let joined = (sentence.from..sentence.to).any(|at| {
            matches!(scene.page.word(at), "انضم" | "وانضم" | "joined" | "شارك" | "وشارك")
        });
        if !(attending || joined) {
            continue;
        }
        let mut at = sentence.from;
        let mut side: Option<(String, Span)> = None;
        while at < sentence.to {
            if let Some((party, from, to)) = scene.side_at(at) {
                side = Some((party, scene.page.span(from, to)));
            }
            let hit = scene.hits.at(at, Class::Others).copied();
            let Some(hit) = hit.filter(|hit| !hit.article || hit.and) else {
                at += 1;
                continue;
            };
            let end = others_end(scene, hit.to, sentence.to);
            if end <= hit.to && hit.to - hit.from < 2 {
                at = hit.to;
                continue;
            }
            let (party, spans) = party_of(scene, hit.from, end, sentence, side.as_ref());
            let session = session_at(scene, sessions, at).map(|session| session.id.clone());
            let others = scene.long(vec![scene.page.span(hit.from, end)], "delegation.others");
            let fields =
                vec![("party", code(&party, spans, "delegation.party")), ("others", others)];
            scene.claim(Slot::Delegation, session.as_deref(), "delegation", 0.7, fields);
            at = end.max(at + 1);
        }
    }
}

fn others_end(scene: &Scene, from: usize, limit: usize) -> usize {
    let page = scene.page;
    let mut at = from;
    while at < limit {
        let word = page.word(at);
        let stop = page.is_mark(at, &['.', ';', '\u{061B}', '(', ')'])
            || (page.is_comma(at)
                && !(page.kind(at + 1) == Kind::Latin
                    && !page.word(at + 1).is_empty()
                    && page.word(at + 1) != "and"
                    && scene.hits.any_at(at + 1, &[Class::EnWord]).is_some()))
            || matches!(
                word,
                "فيما"
                    | "بينما"
                    | "وذلك"
                    | "الي"
                    | "while"
                    | "who"
                    | "where"
                    | "حيث"
                    | "الذين"
                    | "عبر"
            )
            || (scene
                .hits
                .any_at(at, &[Class::Lead, Class::Say, Class::Discuss, Class::Held])
                .is_some_and(|hit| !hit.article && hit.preposition.is_none())
                && page.kind(at) == Kind::Arabic
                && scene.hits.at(at, Class::Word).is_none())
            || (word == "في" && scene.hits.at(at + 1, Class::Both).is_some());
        if stop {
            break;
        }
        at += 1;
    }
    at
}

fn party_of(
    scene: &Scene,
    from: usize,
    to: usize,
    sentence: Sentence,
    side: Option<&(String, Span)>,
) -> (String, Vec<Span>) {
    let page = scene.page;
    let both = (from..(to + 3).min(sentence.to + 1)).find_map(|at| scene.hits.at(at, Class::Both));
    if let Some(both) = both {
        let from = if page.word(both.from.saturating_sub(1)) == "في" {
            both.from - 1
        } else {
            both.from
        };
        return ("joint".to_owned(), vec![page.span(from, both.to)]);
    }
    let named: Vec<_> = (from..to).filter_map(|at| scene.party_at(at)).collect();
    if let Some(hit) = named.first() {
        let mixed = named.iter().any(|other| other.entry.code != hit.entry.code);
        if mixed {
            return ("joint".to_owned(), vec![page.span(from, to)]);
        }
        return (hit.entry.code.clone(), vec![page.span(hit.from, hit.to)]);
    }
    if let Some((party, span)) = side {
        return (party.clone(), vec![*span]);
    }
    (scene.home.clone().unwrap_or_else(|| "joint".to_owned()), Vec::new())
}
