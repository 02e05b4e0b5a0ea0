//! What may be said of a commitment, and when a round may be closed: the checks that the item types
//! of the follow-through name. Each judges one draft against the record and changes nothing.

use std::collections::BTreeSet;

use ledger::id::ItemId;

use super::{Answer, Life, Worth, life, life_without, list_of, number_of, settles};
use crate::act::Draft;
use crate::item::check::before;
use crate::limits::LIST_MAX;
use crate::record::{Item, Record};
use crate::refusal::{FieldProblem, FieldRule, Refusal};

type Checked = Result<(), Refusal>;

fn wrong(field: &str, rule: FieldRule) -> Checked {
    Err(Refusal::Form { problems: vec![FieldProblem::new(field, rule)] })
}

/// A round is closed in order when every commitment was answered; otherwise with the gap recorded:
/// which were left, and why, in both languages. What was public before it was recorded here is not
/// judged: a round that comes into the record closed.
pub(crate) fn may_close(record: &Record, draft: &Draft) -> Checked {
    let content = &draft.content;
    let Some(number) = content.int("number") else { return Ok(()) };
    // A round that is put closed has answered nothing.
    let new = ItemId::parse("new-round").expect("a well-formed id");
    let id = draft.item.as_ref().unwrap_or(&new);
    let public = content.text("evidence") == Some("public_record") && draft.base.is_empty();
    if content.date("closed").is_none() || public || was_closed(record, id) {
        return Ok(());
    }
    let reasons = ["unanswered_reason_ar", "unanswered_reason_en"];
    let told = reasons.iter().all(|name| content.text(name).is_some());
    let left: BTreeSet<ItemId> = content.items("unanswered").into_iter().collect();
    // A list holds so many and no more: the reason stands for the rest.
    let full = told && left.len() >= LIST_MAX;
    let open = list_of(record, id, number).into_iter().filter(|life| !life.is_answered(id));
    let open: Vec<ItemId> = open
        .map(|life| life.commitment.id().clone())
        .filter(|open| !(full || told && left.contains(open)))
        .collect();
    match open.first() {
        Some(first) => Err(Refusal::Unanswered { first: first.clone(), count: open.len() }),
        None => Ok(()),
    }
}

/// Both sides have agreed before that it is closed.
pub(super) fn was_closed(record: &Record, round: &ItemId) -> bool {
    let Some(item) = record.item(round) else { return false };
    match item.standing().effective[..] {
        [version] => {
            record.version(&version).is_some_and(|one| one.content.date("closed").is_some())
        }
        _ => false,
    }
}

/// A settled status comes from an answer of both sides, or from the public record with the
/// commitment itself; what both have settled is changed by an answer only.
pub(crate) fn may_promise(record: &Record, draft: &Draft) -> Checked {
    let content = &draft.content;
    let status = content.text("status").unwrap_or("unknown");
    let public = content.text("evidence") == Some("public_record") && draft.base.is_empty();
    let Some(item) = draft.item.as_ref().and_then(|id| item_of(record, id)) else {
        return match settles(status) && !public {
            true => wrong("status", FieldRule::ByAnswer),
            false => Ok(()),
        };
    };
    let agreed = match item.standing().effective[..] {
        [version] => record.version(&version).map(|version| &version.content),
        _ => None,
    };
    let before = agreed.and_then(|agreed| agreed.text("status")).unwrap_or("unknown");
    if status != before && (settles(status) || settles(before)) && !public {
        return wrong("status", FieldRule::ByAnswer);
    }
    let life = life(record, item);
    let Some(agreed) = agreed.filter(|_| !life.is_open()) else { return Ok(()) };
    const PROMISE: &[&str] =
        &["text_ar", "text_en", "kind", "owner_parties", "owner_institutions", "due", "due_rule"];
    match PROMISE.iter().any(|name| content.get(name) != agreed.get(name)) {
        true => Err(settled(&life)),
        false => Ok(()),
    }
}

/// A report is about a commitment that is still open, and about what was since it was made.
pub(crate) fn may_report(record: &Record, draft: &Draft) -> Checked {
    let Some(item) = draft.content.item("commitment").and_then(|id| item_of(record, &id)) else {
        return Ok(());
    };
    let life = life(record, item);
    not_before_it_was_made(&life, draft)?;
    // A correction of what was said before it was settled stays possible.
    if life.is_open() || draft.item.is_some() {
        return Ok(());
    }
    Err(settled(&life))
}

fn not_before_it_was_made(life: &Life<'_>, draft: &Draft) -> Checked {
    match (draft.content.date("date"), life.made) {
        (Some(date), Some(made)) if before(date, made) => wrong("date", FieldRule::Before),
        _ => Ok(()),
    }
}

fn item_of<'a>(record: &'a Record, id: &ItemId) -> Option<Item<'a>> {
    record.item(id).filter(|item| item.kind().name == "commitment")
}

fn settled(life: &Life<'_>) -> Refusal {
    Refusal::CommitmentSettled {
        item: life.commitment.id().clone(),
        settled: life.agreed_status().to_owned(),
    }
}

/// One answer of a round for a commitment that is open, with what its outcome needs.
pub(crate) fn may_answer(record: &Record, draft: &Draft) -> Checked {
    needs_of_outcome(draft)?;
    let content = &draft.content;
    let Some(item) = content.item("commitment").and_then(|id| item_of(record, &id)) else {
        return Ok(());
    };
    goes_on_in_open_ones(record, draft, &item)?;
    let replacing = content.items("replaces");
    let stands = life(record, item);
    not_before_it_was_made(&stands, draft)?;
    if !stands.is_commitment() {
        return wrong("commitment", FieldRule::NotOpen);
    }
    in_place_of(&stands, draft, &replacing)?;
    let life = life_without(record, item, &replacing);
    let Some(round) = content.item("round") else {
        // Between rounds nothing has to be said but what ends it.
        if !settles(content.text("outcome").unwrap_or_default()) {
            return wrong("round", FieldRule::Missing);
        }
        return if life.is_open() { only_one(&life, draft) } else { Err(settled(&life)) };
    };
    // No round answers what was made in it or after it.
    if life.number != 0 && life.number >= number_of(record, &round) {
        return wrong("round", FieldRule::Before);
    }
    // What is put right was answered in time; what was public before is filled in from there.
    let public = content.text("evidence") == Some("public_record");
    if replacing.is_empty() && !public && was_closed(record, &round) {
        return Err(Refusal::RoundIsClosed { round });
    }
    if settles(life.stored()) || life.settling(Some(&round)).is_some() {
        return Err(settled(&life));
    }
    only_one(&life, draft)
}

fn needs_of_outcome(draft: &Draft) -> Checked {
    let content = &draft.content;
    let outcome = content.text("outcome").unwrap_or_default();
    let into = content.items("into").len();
    match outcome {
        "merged" | "split" if into == 0 => return wrong("into", FieldRule::Missing),
        "split" if into < 2 => {
            let problem = FieldProblem::new("into", FieldRule::TooFew).with("min", 2);
            return Err(Refusal::Form { problems: vec![problem] });
        }
        "merged" | "split" => {}
        _ if into > 0 => return wrong("into", FieldRule::Excluded),
        _ => {}
    }
    let dated = ["due", "due_rule"].into_iter().find(|name| content.get(name).is_some());
    match dated {
        Some(field) if outcome != "continues" => wrong(field, FieldRule::Excluded),
        _ => Ok(()),
    }
}

/// What it is merged or split into is open for both sides: nothing disappears in what has ended,
/// and no two swallow each other.
fn goes_on_in_open_ones(record: &Record, draft: &Draft, item: &Item<'_>) -> Checked {
    for id in draft.content.items("into") {
        if id == *item.id() {
            return wrong("into", FieldRule::Itself);
        }
        let Some(target) = item_of(record, &id) else { continue };
        let target = life(record, target);
        if !target.is_commitment() || !target.is_open() {
            return wrong("into", FieldRule::NotOpen);
        }
    }
    Ok(())
}

/// What an answer replaces was agreed in its own round; of answers that crossed it may replace
/// those of other rounds with them.
fn in_place_of(life: &Life<'_>, draft: &Draft, replacing: &[ItemId]) -> Checked {
    if replacing.is_empty() {
        return Ok(());
    }
    let round = draft.content.item("round");
    let found = replacing.iter().map(|id| {
        let answer = life.answers.iter().find(|answer| answer.item.id() == id)?;
        let own = draft.item.as_ref() == Some(id);
        let fits = answer.round == round || answer.worth == Worth::Crossed;
        (answer.is_agreed() && !own && fits).then_some(answer)
    });
    let found: Option<Vec<&Answer<'_>>> = found.collect();
    match found.is_some_and(|all| all.iter().any(|answer| answer.round == round)) {
        true => Ok(()),
        false => wrong("replaces", FieldRule::NotAnAgreedAnswer),
    }
}

/// A round has one answer for each commitment. Two that crossed may stand beside each other until
/// one of them is agreed; one that was agreed is put right by an answer that replaces it.
fn only_one(life: &Life<'_>, draft: &Draft) -> Checked {
    let round = draft.content.item("round");
    let another = |answer: &&Answer<'_>| {
        answer.round == round
            && draft.item.as_ref() != Some(answer.item.id())
            && answer.worth != Worth::Replaced
            && (answer.is_agreed() || draft.item.is_none())
    };
    match life.answers.iter().find(another) {
        Some(answer) => Err(Refusal::OnlyOne {
            item: answer.item.id().clone(),
            type_name: answer.item.kind().name,
        }),
        None => Ok(()),
    }
}
