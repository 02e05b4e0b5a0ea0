//! The register of instruments as the record has it: each instrument with its facts, the steps and
//! reports of its parties, its family and the bodies that answer for it, ready to be reckoned.
//! Read from the record alone; today is passed in; what is missing is never filled in.

pub(crate) mod rules;

use std::collections::BTreeSet;

use ledger::id::{ItemId, PartyId};
use register::bodies::{self, Body, Heirs};
use register::family::Forest;
use register::limits::FACTS_MAX;
use register::term::Start;
use register::{
    Binding, Clock, Dated, Day, Fact, Instrument, Kind, Reckoning, Renewal, Rule, Terms, term,
};

use crate::content::{Content, Row};
use crate::record::{Item, Record};

/// Where a fact is told.
#[derive(Debug, Clone, Copy)]
pub enum From<'a> {
    /// In an item of its own.
    Fact(Item<'a>),
    /// By a party's step that completes its procedure.
    Step(Item<'a>),
    /// By the date of signature that the instrument itself carries.
    Instrument,
}

/// A fact and where it is told.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// What happened.
    pub fact: Fact,
    /// Who says so.
    pub from: From<'a>,
}

/// A report that a party's law asks.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// Whose.
    pub party: PartyId,
    /// Its row in the party's checklist.
    pub row: Row<'a>,
    /// The step by which it was made or planned.
    pub step: Option<Item<'a>>,
}

/// The checklists of all parties, read once for many instruments.
#[derive(Debug, Clone, Default)]
pub struct Checklists<'a>(Vec<(PartyId, Item<'a>)>);

impl<'a> Checklists<'a> {
    /// Those of a record; of each party the first that it supplied itself.
    pub fn of(record: &'a Record) -> Checklists<'a> {
        let mut known: Vec<(PartyId, Item<'a>)> = Vec::new();
        for item in record.of_type("domestic_checklist") {
            let party = item.content().party("party").unwrap_or_else(|| item.owner().clone());
            if known.iter().all(|(have, _)| *have != party) {
                known.push((party, item));
            }
        }
        Checklists(known)
    }

    /// The checklist of a party.
    pub fn party(&self, party: &PartyId) -> Option<Item<'a>> {
        self.0.iter().find(|(have, _)| have == party).map(|(_, item)| *item)
    }
}

/// An instrument with all that bears on its dates.
#[derive(Debug, Clone)]
pub struct Filed<'a> {
    /// The instrument.
    pub item: Item<'a>,
    /// Its parties: the members, then those it names besides. [`Fact::side`] is a place in it.
    pub parties: Vec<PartyId>,
    /// What happened, in the order of the dates.
    pub told: Vec<Told<'a>>,
    /// The parties' steps.
    pub steps: Vec<Item<'a>>,
    /// The reports, in the order of the clocks.
    pub reports: Vec<Report<'a>>,
    /// The same as numbers.
    pub instrument: Instrument,
}

impl<'a> Filed<'a> {
    /// Reads one instrument.
    pub fn of(record: &'a Record, item: Item<'a>, checklists: &Checklists<'a>) -> Filed<'a> {
        let parties = parties(record, item.content());
        let steps = record.children(item.id(), "domestic_step");
        let told = told(record, &item, &parties, &steps, checklists);
        let terms = terms(item.content());
        let mut reports = Vec::new();
        let mut clocks = Vec::new();
        for (side, party) in parties.iter().enumerate() {
            let Some(checklist) = checklists.party(party) else { continue };
            for row in checklist.content().rows("reports") {
                let row = Row(row);
                let code = row.text("code").unwrap_or_default();
                let step = steps.iter().find(|step| step_is(step, party, code)).copied();
                let Some(clock) = clock(row, side, step.as_ref()) else { continue };
                clocks.push(clock);
                reports.push(Report { party: party.clone(), row, step });
            }
        }
        let facts = told.iter().map(|told| told.fact).collect();
        let instrument = Instrument { terms, sides: parties.len(), facts, clocks };
        Filed { item, parties, told, steps, reports, instrument }
    }

    /// What follows as of a day.
    pub fn reckon(&self, today: Day) -> Reckoning {
        term::reckon(&self.instrument, today)
    }

    /// The step that a party took by a code of its checklist.
    pub fn step(&self, party: &PartyId, code: &str) -> Option<Item<'a>> {
        self.steps.iter().find(|step| step_is(step, party, code)).copied()
    }
}

/// Whether a step is a party's own and of this code.
fn step_is(step: &Item<'_>, party: &PartyId, code: &str) -> bool {
    let content = step.content();
    let of = content.party("party").unwrap_or_else(|| step.owner().clone());
    of == *party && content.text("step") == Some(code)
}

/// The parties of an instrument: the members, then whom its signatories name besides.
pub fn parties(record: &Record, content: &Content) -> Vec<PartyId> {
    let mut parties = record.joint().members();
    for row in content.rows("signatories") {
        let party = Row(row).party("party").filter(|party| !parties.contains(party));
        parties.extend(party);
    }
    parties
}

/// What its text says about its own time.
pub fn terms(content: &Content) -> Terms {
    let number = |name: &str| content.int(name).and_then(|n| u32::try_from(n).ok());
    let date = |name: &str| content.date(name).and_then(Dated::parse);
    let rule = content
        .text("entry_rule")
        .and_then(|name| Rule::parse(name, number("entry_count"), date("entry_date")));
    Terms {
        binding: binding(content),
        rule: rule.unwrap_or_default(),
        by_receipt: content.text("notes_count_from") == Some("their_receipt"),
        unlimited: content.flag("unlimited"),
        months: number("term_months"),
        until: date("term_until"),
        renewal: match content.text("renewal") {
            Some("tacit") => Renewal::Tacit,
            Some("express") => Renewal::Express,
            Some("none") => Renewal::None,
            _ => Renewal::Unstated,
        },
        renewal_months: number("renewal_months"),
        notice_months: number("notice_months"),
    }
}

/// Whether it says that it binds.
pub fn binding(content: &Content) -> Binding {
    match content.text("binding") {
        Some("binding") => Binding::Binding,
        Some("non_binding") => Binding::NonBinding,
        _ => Binding::Unstated,
    }
}

/// Reads the fact of an item of type `instrument_fact`, or of a draft of one.
pub fn fact_of(content: &Content, parties: &[PartyId]) -> Option<Fact> {
    let date = |name: &str| content.date(name).and_then(Dated::parse);
    let party = content.party("party");
    Some(Fact {
        kind: Kind::parse(content.text("kind")?)?,
        side: party.and_then(|party| parties.iter().position(|one| *one == party)),
        date: date("date")?,
        received: date("received"),
        months: content.int("months").and_then(|n| u32::try_from(n).ok()),
        until: date("until"),
    })
}

fn told<'a>(
    record: &'a Record,
    item: &Item<'a>,
    parties: &[PartyId],
    steps: &[Item<'a>],
    checklists: &Checklists<'a>,
) -> Vec<Told<'a>> {
    let facts = record.children(item.id(), "instrument_fact").into_iter().take(FACTS_MAX);
    let mut told: Vec<Told<'a>> = facts
        .filter_map(|fact| {
            let found = fact_of(fact.content(), parties)?;
            Some(Told { fact: found, from: From::Fact(fact) })
        })
        .collect();
    let has = |told: &[Told<'_>], kind, side: Option<usize>| {
        told.iter().any(|one| one.fact.kind == kind && (side.is_none() || one.fact.side == side))
    };
    let signed = item.content().date("signed").and_then(Dated::parse);
    if let Some(date) = signed.filter(|_| !has(&told, Kind::Signed, None)) {
        told.push(Told { fact: Fact::of(Kind::Signed, date), from: From::Instrument });
    }
    for (side, party) in parties.iter().enumerate() {
        if has(&told, Kind::ProcedureCompleted, Some(side)) {
            continue;
        }
        let Some(checklist) = checklists.party(party) else { continue };
        let rows = checklist.content().rows("steps");
        let last = rows.into_iter().map(Row).filter(|row| row.flag("completes")).find_map(|row| {
            let code = row.text("code")?;
            let step = steps.iter().find(|step| step_is(step, party, code))?;
            let done = step.content().text("status") == Some("done");
            let date = step.content().date("date").and_then(Dated::parse)?;
            done.then_some((*step, date))
        });
        if let Some((step, date)) = last {
            let fact = Fact::of(Kind::ProcedureCompleted, date).by(side);
            told.push(Told { fact, from: From::Step(step) });
        }
    }
    told.sort_by_key(|one| (one.fact.date, one.fact.kind));
    told
}

fn clock(row: Row<'_>, side: usize, step: Option<&Item<'_>>) -> Option<Clock> {
    let settled =
        |step: &Item<'_>| matches!(step.content().text("status"), Some("done" | "not_needed"));
    Some(Clock {
        side,
        for_binding: match row.text("applies") {
            Some("binding") => Some(true),
            Some("non_binding") => Some(false),
            _ => None,
        },
        from: match row.text("from")? {
            "signature" => Start::Signature,
            "entry" => Start::Entry,
            _ => return None,
        },
        days: row.int("days").and_then(|n| u32::try_from(n).ok())?,
        since: row.date("since").and_then(Dated::parse),
        until: row.date("until").and_then(Dated::parse),
        done: step.is_some_and(settled),
    })
}

/// The families of all instruments.
pub fn families(record: &Record) -> Forest<ItemId> {
    let pairs = record.of_type("instrument").into_iter().filter_map(|item| {
        let above = item.content().item("related_to")?;
        Some((item.id().clone(), above))
    });
    Forest::of(pairs)
}

/// The signing bodies of an instrument that ended without anybody to follow them.
pub fn orphans(record: &Record, content: &Content, today: Day) -> Vec<ItemId> {
    let mut found = BTreeSet::new();
    for row in content.rows("signatories") {
        let Some(body) = Row(row).item("institution") else { continue };
        let heirs = bodies::heirs(&body, today, |id| body_of(record, id));
        if heirs == Heirs::Nobody {
            found.insert(body);
        }
    }
    found.into_iter().collect()
}

/// Who answers for a body today.
pub fn heirs(record: &Record, body: &ItemId, today: Day) -> Heirs<ItemId> {
    bodies::heirs(body, today, |id| body_of(record, id))
}

fn body_of(record: &Record, id: &ItemId) -> Option<Body<ItemId>> {
    let item = record.item(id).filter(|item| item.kind().name == "institution")?;
    let content = item.content();
    let ended = content.date("ended").and_then(Dated::parse);
    Some(Body { ended, successors: content.items("successors") })
}
