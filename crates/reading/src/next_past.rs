//! Rounds before and after this one: their number, day and place. A round is another one only when
//! its words point ahead or back, or when its number does.

use crate::dates::DateHit;
use crate::days::When;
use crate::draft::{Field, Slot};
use crate::gazetteers::Class;
use crate::hits::Hit;
use crate::meetings::{Count, Fields, count_span, is_future, is_opening, place_field};
use crate::regions::Part;
use crate::scene::{Scene, Sentence, code, number};

/// Adds the claims of next and previous rounds.
pub(crate) fn claim_others(
    scene: &mut Scene,
    counts: &[Count],
    current: Option<u32>,
    dialogue: &str,
) {
    let mut found: Vec<(Slot, Option<u32>, Fields)> = Vec::new();
    for count in counts {
        let Some(sentence) = scene.sentence_of(count.from) else { continue };
        if sentence.part == Part::Headline {
            continue;
        }
        let slot = match (count.direction, count.number, current) {
            (1, _, _) => Slot::Next,
            (-1, None, _) => Slot::Past,
            (_, Some(number), Some(current)) if number == current + 1 => Slot::Next,
            (_, Some(number), Some(current)) if number < current => Slot::Past,
            (-1, _, _) => Slot::Past,
            (0, Some(_), None)
                if is_future(scene, sentence.from, sentence.to)
                    && !is_opening(scene, &sentence) =>
            {
                Slot::Next
            }
            _ => continue,
        };
        let fields = other_fields(scene, count, sentence, slot);
        if fields.len() < 2 {
            continue;
        }
        let known = found.iter_mut().find(|(known, number, _)| {
            *known == slot
                && (number.is_none() || count.number.is_none() || *number == count.number)
        });
        match known {
            // The mention that says most is kept.
            Some(known) if known.2.len() < fields.len() => *known = (slot, count.number, fields),
            Some(_) => {}
            None => found.push((slot, count.number, fields)),
        }
    }
    for (slot, _, fields) in found {
        scene.claim(slot, Some(dialogue), "round.other", 0.8, fields);
    }
}

fn other_fields(
    scene: &Scene,
    count: &Count,
    sentence: Sentence,
    slot: Slot,
) -> Vec<(&'static str, Field)> {
    let span = count_span(scene, count);
    let what = if count.session { "session" } else { "round" };
    let mut fields = vec![("what", code(what, vec![span], "round.other.what"))];
    if let Some(n) = count.number {
        fields.push(("number", number(i64::from(n), vec![span], "round.other.number")));
    }
    let after = scene
        .dates_in(count.to, sentence.to)
        .find(|date| date.period.is_none() && date.hijri.is_none());
    let before = scene
        .dates_in(clause_start(scene, count.from, sentence.from), count.from)
        .find(|date| date.period.is_none() && !date.today && date.hijri.is_none());
    let date: Option<&DateHit> = after.or(before);
    if let Some(date) = date
        && let Some(when) = date.when.map(|when| vague(date, when))
        && (slot == Slot::Past) == is_before(scene, when)
    {
        fields.push(("date", scene.date(date, when, "round.other.date")));
    }
    let hijri = scene.dates_in(count.to, sentence.to).find_map(|date| {
        date.hijri.clone().map(|hijri| (hijri, scene.page.span(date.from, date.to)))
    });
    if let Some((hijri, span)) = hijri {
        fields.push(("date_hijri", code(&hijri, vec![span], "round.other.date_hijri")));
    }
    if let Some(place) = other_place(scene, count, sentence) {
        fields.push(("place", place));
    }
    fields
}

fn clause_start(scene: &Scene, at: usize, from: usize) -> usize {
    (from..at).rev().find(|&token| scene.page.is_comma(token)).map_or(from, |token| token + 1)
}

fn is_before(scene: &Scene, when: When) -> bool {
    match (when.first(), scene.anchor) {
        (Some(first), Some(anchor)) => first < anchor,
        _ => false,
    }
}

fn vague(date: &DateHit, when: When) -> When {
    match when {
        When::Year(_) => when,
        _ if date.vague => when,
        _ => when,
    }
}

/// The place of another round: where it is held or who hosts it.
fn other_place(scene: &Scene, count: &Count, sentence: Sentence) -> Option<Field> {
    let page = scene.page;
    let from = clause_start(scene, count.from, sentence.from);
    let mut choices: Vec<Hit> = Vec::new();
    for at in (count.to..sentence.to).chain(from..count.from) {
        let Some(hit) = scene.hits.any_at(at, &[Class::City, Class::Land]).copied() else {
            continue;
        };
        let before = page.word(at.saturating_sub(1));
        let hosts = scene.hits.at(at.saturating_sub(1), Class::Host).is_some()
            || scene.hits.at(hit.to, Class::Host).is_some()
            || at >= 2 && scene.hits.at(at - 2, Class::Host).is_some_and(|host| host.to == at)
            || matches!(page.word(hit.to), "will" | "is" | "to")
                && scene.hits.first_of(hit.to, hit.to + 3, &[Class::Host]).is_some();
        let inside = matches!(before, "في" | "in" | "at") || hit.preposition == Some('ب');
        let bracket = at > 0 && page.is_mark(at - 1, &['(']) && at < count.to + 3;
        if hosts || inside || bracket {
            choices.push(hit);
        }
    }
    let city = choices.iter().find(|hit| hit.entry.class == Class::City);
    let hit = city.or(choices.first())?;
    Some(place_field(scene, hit, "round.other.place"))
}
