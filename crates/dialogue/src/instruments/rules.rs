//! What instruments, their facts, steps and checklists must obey. Decided from the record alone: a
//! fact is held against those that are recorded, never against a clock.

use ledger::id::ItemId;
use register::limits::{MONTHS_MAX, TERM_MONTHS_MIN, YEAR_MAX, YEAR_MIN};
use register::{Binding, Dated, Disorder, Fact, Kind, entry, fact as life};
use text::hijri::{Comparison, GregorianDate, HijriDate, compare_printed};

use super::{Checklists, From, binding, fact_of, families, parties, told};
use crate::act::Draft;
use crate::content::{Content, Row};
use crate::negotiation::Negotiation;
use crate::record::Record;
use crate::refusal::{FieldProblem, FieldRule, Refusal};

/// The dates of an instrument itself.
const DATES: &[&str] = &["signed", "entry_date", "term_until"];
/// The dates of a fact.
const FACT_DATES: &[&str] = &["date", "received", "until"];

/// An instrument: its clause is whole and within bounds, its dates and whether it binds contradict
/// no fact of it, it is not signed before its text is agreed, and its family is a tree.
pub(crate) fn instrument(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    crate::item::related_to_another(draft)?;
    let content = &draft.content;
    let mut problems = clause(content);
    problems.extend(years(content, DATES));
    problems.extend(term(content));
    problems.extend(against_facts(record, draft));
    let text = content.item("text").filter(|_| content.date("signed").is_some());
    if text.is_some_and(|text| is_open(record, &text)) {
        problems.push(FieldProblem::new("signed", FieldRule::TextOfItOpen));
    }
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
    if let Some(within) = entry::bounds(name) {
        match content.int("entry_count") {
            None => problems.push(FieldProblem::new("entry_count", FieldRule::Missing)),
            Some(n) if !u32::try_from(n).is_ok_and(|n| within.contains(&n)) => {
                problems.push(out_of("entry_count", *within.start(), *within.end()));
            }
            Some(_) => {}
        }
    }
    if name == "fixed_date" && content.date("entry_date").is_none() {
        problems.push(FieldProblem::new("entry_date", FieldRule::Missing));
    }
    if name == "operative_on" && binding(content) == Binding::Binding {
        problems.push(FieldProblem::new("entry_rule", FieldRule::WrongBinding));
    }
    problems
}

fn out_of(field: &str, min: impl std::fmt::Display, max: impl std::fmt::Display) -> FieldProblem {
    FieldProblem::new(field, FieldRule::OutOfRange).with("least", min).with("most", max)
}

/// A slip of the hand such as 0217 is a day of the calendar all the same.
fn years<'f>(content: &Content, fields: &[&'f str]) -> Vec<FieldProblem> {
    let within = |field: &&'f str| {
        let year = content.date(field)?.get(..4)?.parse::<i64>().ok()?;
        (!(YEAR_MIN..=YEAR_MAX).contains(&year)).then(|| out_of(field, YEAR_MIN, YEAR_MAX))
    };
    fields.iter().filter_map(within).collect()
}

/// A term lasts for something, ends after the signature, and is not unlimited besides.
fn term(content: &Content) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    for field in ["term_months", "renewal_months"] {
        if content.int(field).is_some_and(|n| n < u64::from(TERM_MONTHS_MIN)) {
            problems.push(out_of(field, TERM_MONTHS_MIN, MONTHS_MAX));
        }
    }
    let ends = ["term_months", "term_until"].into_iter().find(|name| content.get(name).is_some());
    if let Some(field) = ends.filter(|_| content.flag("unlimited")) {
        problems.push(FieldProblem::new(field, FieldRule::Excluded).with("by", "unlimited"));
    }
    let date = |name: &str| content.date(name).and_then(Dated::parse);
    for earlier in ["signed", "entry_date"] {
        if let (Some(first), Some(end)) = (date(earlier), date("term_until"))
            && end.surely_before(first)
        {
            let problem = FieldProblem::new("term_until", FieldRule::Before);
            problems.push(problem.with("earlier", earlier));
        }
    }
    problems
}

/// What is recorded of its life holds whatever is written into the instrument afterwards.
fn against_facts(record: &Record, draft: &Draft) -> Vec<FieldProblem> {
    let content = &draft.content;
    let Some(item) = draft.item.as_ref().and_then(|id| record.item(id)) else { return Vec::new() };
    let parties = parties(record, content);
    let steps = record.children(item.id(), "domestic_step");
    let facts: Vec<Fact> = told(record, &item, &parties, &steps, &Checklists::of(record))
        .into_iter()
        .filter(|one| !matches!(one.from, From::Instrument))
        .map(|one| one.fact)
        .collect();
    let mut problems = Vec::new();
    let signed = content.date("signed").and_then(Dated::parse);
    // A fact of the signature says it more exactly, and goes before.
    if let Some(date) = signed.filter(|_| facts.iter().all(|fact| fact.kind != Kind::Signed))
        && let Err(why) = life::judge(&facts, &Fact::of(Kind::Signed, date), Binding::Unstated)
    {
        problems.push(FieldProblem { field: "signed".to_owned(), ..problem(why) });
    }
    let fits = |fact: &Fact| {
        life::judge(&[], fact, binding(content)).err() != Some(Disorder::WrongBinding)
    };
    if !facts.iter().all(fits) {
        problems.push(FieldProblem::new("binding", FieldRule::WrongBinding));
    }
    problems
}

/// A fact: it contradicts none that is recorded, its text is agreed when it was signed, and its
/// Hijri date is that of the day.
pub(crate) fn fact(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let content = &draft.content;
    let mut problems = hijri(content);
    problems.extend(years(content, FACT_DATES));
    if content.int("months") == Some(0) {
        problems.push(out_of("months", TERM_MONTHS_MIN, MONTHS_MAX));
    }
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

/// A step: said by its party, once for an instrument, of its checklist where there is one; what is
/// done has its day.
pub(crate) fn step(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    crate::item::step_is_ours(record, draft)?;
    let content = &draft.content;
    let mut problems = years(content, &["date"]);
    if content.text("status") == Some("done") && content.date("date").is_none() {
        problems.push(FieldProblem::new("date", FieldRule::Missing));
    }
    let party = content.party("party").unwrap_or_else(|| record.us().clone());
    if let Some(checklist) = Checklists::of(record).party(&party) {
        let rows = ["steps", "reports"].map(|table| checklist.content().rows(table));
        let codes: Vec<&str> =
            rows.into_iter().flatten().filter_map(|row| Row(row).text("code")).collect();
        if content.text("step").is_some_and(|step| !codes.contains(&step)) {
            let problem = FieldProblem::new("step", FieldRule::NotInChecklist);
            problems.push(problem.with("choices", codes.join(", ")));
        }
    }
    form(problems)
}

/// A checklist: the party's own; no code stands twice; no law ends before it begins.
pub(crate) fn checklist(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    crate::item::checklist_is_ours(record, draft)?;
    let mut seen: Vec<&str> = Vec::new();
    let mut problems = Vec::new();
    for (at, row) in draft.content.rows("reports").into_iter().enumerate() {
        let date = |name: &str| Row(row).date(name).and_then(Dated::parse);
        if let (Some(since), Some(until)) = (date("since"), date("until"))
            && until.surely_before(since)
        {
            let problem = FieldProblem::new(&format!("reports.{at}.until"), FieldRule::Before);
            problems.push(problem.with("earlier", "since"));
        }
    }
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
