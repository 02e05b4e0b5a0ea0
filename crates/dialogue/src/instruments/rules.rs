//! What instruments, their facts, steps and checklists must obey. Decided from the record alone: a
//! fact is held against those that are recorded, never against a clock.

use ledger::id::ItemId;
use register::{Binding, Disorder, Fact, Kind, Rule, fact as life};
use text::hijri::{Comparison, GregorianDate, HijriDate, compare_printed};

use super::{Checklists, From, binding, fact_of, families, parties, told};
use crate::act::Draft;
use crate::content::{Content, Row};
use crate::negotiation::Negotiation;
use crate::record::Record;
use crate::refusal::{FieldProblem, FieldRule, Refusal};

/// An instrument: its clause is whole, fits whether it binds, and its family is a tree.
pub(crate) fn instrument(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    crate::item::related_to_another(draft)?;
    let content = &draft.content;
    let mut problems = clause(content);
    for (field, needs) in [("relation", "related_to"), ("related_to", "relation")] {
        if content.get(field).is_some() && content.get(needs).is_none() {
            problems.push(FieldProblem::new(needs, FieldRule::Missing));
        }
    }
    if let (Some(item), Some(above)) = (&draft.item, content.item("related_to"))
        && families(record).closes_circle(item, &above)
    {
        let problem = FieldProblem::new("related_to", FieldRule::Circle);
        problems.push(problem.with("item", &above));
    }
    form(problems)
}

fn clause(content: &Content) -> Vec<FieldProblem> {
    let Some(name) = content.text("entry_rule") else { return Vec::new() };
    let mut problems = Vec::new();
    let counts = ["days_after_later_note", "days_after_exchange", "first_of_month"];
    if counts.contains(&name) && content.int("entry_count").is_none() {
        problems.push(FieldProblem::new("entry_count", FieldRule::Missing));
    }
    if name == "fixed_date" && content.date("entry_date").is_none() {
        problems.push(FieldProblem::new("entry_date", FieldRule::Missing));
    }
    let rule = Rule::parse(name, Some(0), None);
    if matches!(rule, Some(Rule::OperativeOn(_))) && binding(content) == Binding::Binding {
        problems.push(FieldProblem::new("entry_rule", FieldRule::WrongBinding));
    }
    problems
}

/// A fact: it contradicts none that is recorded, its text is agreed when it was signed, and its
/// Hijri date is that of the day.
pub(crate) fn fact(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let content = &draft.content;
    let mut problems = hijri(content);
    let on = content.item("on").and_then(|on| record.item(&on));
    if let Some(item) = on {
        let parties = parties(record, item.content());
        let steps = record.children(item.id(), "domestic_step");
        let others: Vec<Fact> = told(record, &item, &parties, &steps, &Checklists::of(record))
            .into_iter()
            .filter(|one| match one.from {
                From::Fact(fact) => draft.item.as_ref() != Some(fact.id()),
                // A fact may say more exactly what the instrument or a step says roughly.
                From::Instrument => content.text("kind") != Some("signed"),
                From::Step(_) => content.text("kind") != Some("procedure_completed"),
            })
            .map(|one| one.fact)
            .collect();
        if let Some(new) = fact_of(content, &parties) {
            let judged = life::judge(&others, &new, binding(item.content()));
            problems.extend(judged.err().map(problem));
            let text = item.content().item("text").filter(|_| new.kind == Kind::Signed);
            if text.is_some_and(|text| is_open(record, &text)) {
                problems.push(FieldProblem::new("kind", FieldRule::TextOfItOpen));
            }
        }
    }
    form(problems)
}

fn is_open(record: &Record, text: &ItemId) -> bool {
    Negotiation::of(record, text).is_some_and(|negotiation| negotiation.edition.is_none())
}

fn problem(why: Disorder) -> FieldProblem {
    let against = |field: &str, rule: FieldRule, other: Fact| {
        FieldProblem::new(field, rule).with("fact", other.kind.as_str()).with("date", other.date)
    };
    match why {
        Disorder::BeforeItsTime(other) => against("date", FieldRule::BeforeFact, other),
        Disorder::AfterItsTime(other) => against("date", FieldRule::AfterFact, other),
        Disorder::Recorded(other) => against("kind", FieldRule::FactRecorded, other),
        Disorder::RenewedAtOnce(other) => against("date", FieldRule::RenewedAtOnce, other),
        Disorder::NotSuspended => FieldProblem::new("kind", FieldRule::NotSuspended),
        Disorder::SideMissing => FieldProblem::new("party", FieldRule::Missing),
        Disorder::WrongBinding => FieldProblem::new("kind", FieldRule::WrongBinding),
        Disorder::ReceivedBeforeSent => {
            FieldProblem::new("received", FieldRule::Before).with("earlier", "date")
        }
        Disorder::EndsBeforeItBegins => {
            FieldProblem::new("until", FieldRule::Before).with("earlier", "date")
        }
        Disorder::LastsForNothing => FieldProblem::new("months", FieldRule::LastsForNothing),
    }
}

/// The pair is kept as printed; a day's difference is common, more needs a reason.
fn hijri(content: &Content) -> Vec<FieldProblem> {
    let Some(text) = content.text("hijri") else { return Vec::new() };
    let not_a_date = || vec![FieldProblem::new("hijri", FieldRule::NotADate)];
    let numbers = |text: &str| -> Option<(i32, u8, u8)> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let whole = parts.next().is_none();
        let numbers = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        whole.then_some(numbers)
    };
    let Some(hijri) = numbers(text).and_then(|(y, m, d)| HijriDate::new(y, m, d).ok()) else {
        return not_a_date();
    };
    let day = content.date("date").and_then(numbers);
    let Some(day) = day.and_then(|(y, m, d)| GregorianDate::new(y, m, d).ok()) else {
        // Beside a year or a month there is nothing to compare with.
        return Vec::new();
    };
    let reason = content.iter().any(|(name, _)| name.starts_with("remark_"));
    match compare_printed(hijri, day) {
        Comparison::Refuse { days } if !reason => {
            let problem = FieldProblem::new("hijri", FieldRule::HijriFarOff);
            vec![problem.with("count", days.unsigned_abs())]
        }
        _ => Vec::new(),
    }
}

/// A step: said by its party, once for an instrument; what is done has its day.
pub(crate) fn step(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    crate::item::step_is_ours(record, draft)?;
    let content = &draft.content;
    if content.text("status") == Some("done") && content.date("date").is_none() {
        return form(vec![FieldProblem::new("date", FieldRule::Missing)]);
    }
    Ok(())
}

/// A checklist: the party's own; no code stands twice.
pub(crate) fn checklist(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    crate::item::checklist_is_ours(record, draft)?;
    let mut seen: Vec<&str> = Vec::new();
    let mut problems = Vec::new();
    for table in ["steps", "reports"] {
        for (at, row) in draft.content.rows(table).into_iter().enumerate() {
            let Some(code) = Row(row).text("code") else { continue };
            if seen.contains(&code) {
                let path = format!("{table}.{at}.code");
                problems.push(FieldProblem::new(&path, FieldRule::Twice));
            }
            seen.push(code);
        }
    }
    form(problems)
}

fn form(problems: Vec<FieldProblem>) -> Result<(), Refusal> {
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Form { problems }) }
}
