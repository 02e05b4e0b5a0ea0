//! The dialogue itself, its rounds and its working groups. Kuwait puts them, the United States
//! consents.

use ledger::json::Value;

use super::{Horizon, Planned, Sheet, who};
use crate::demo::Party;
use crate::demo::facts::{Facts, Round, WorkingGroup};

pub(super) fn plan(facts: &Facts, horizon: Horizon, plan: &mut Vec<Planned>) {
    plan.push(of_dialogue(facts, horizon));
    for round in &facts.rounds {
        if horizon == Horizon::Today || round.number <= 4 {
            plan.push(of_round(facts, round, horizon));
        }
    }
    for group in &facts.working_groups {
        plan.push(of_group(group, horizon));
    }
}

fn of_dialogue(facts: &Facts, horizon: Horizon) -> Planned {
    let frame = &facts.dialogue;
    let mut source = frame.source.clone();
    let mut later = None;
    if horizon == Horizon::Today {
        // What is known about rounds after the sixth belongs to the dialogue as a whole.
        source.extend(facts.later_rounds.source.iter().cloned());
        later = Some(&facts.later_rounds.note);
    }
    let sheet = Sheet::fact(&source, false, None)
        .pair("name", &frame.name)
        .pair("short", &frame.short)
        .parties("parties", frame.parties.iter())
        .text("founded", &frame.founded)
        .pair("founded_how", &frame.founded_how)
        .pair("purpose", &frame.purpose)
        .texts("leads", [&frame.kuwaiti_lead, &frame.us_lead])
        .text("structure_document", &frame.structure_document)
        .maybe_pair("remark", later);
    Planned::new(&frame.id, Party::Kw, "dialogue", sheet)
}

fn of_round(facts: &Facts, round: &Round, horizon: Horizon) -> Planned {
    let over = horizon.past(&round.closed);
    // The day on which the ministers met, or are to meet, is that of the closing session.
    let closing = facts.sessions.iter().find(|one| one.round == round.id && one.kind == "closing");
    let mut sheet = Sheet::fact(&round.source, round.uncertain, Some(&round.note))
        .int("number", round.number)
        .maybe("planned_from", round.planned_first.as_ref())
        .text("opened", &round.opened)
        .mode(&round.mode)
        .pair("city", &round.city)
        .maybe("ministerial_day", closing.map(|session| &session.date))
        .texts("co_chairs", &round.co_chairs)
        .texts("coordinators", &round.coordinators)
        .maybe_pair("motto", round.motto.as_ref());
    if let Some(host) = &round.host {
        sheet = sheet.party("host", host);
    }
    let sheet = if over {
        let figures = round.figures.iter();
        sheet.text("closed", &round.closed).rows(
            "figures",
            figures.map(|(name, count)| Sheet::default().text("name", name).int("count", *count)),
        )
    } else {
        sheet.text("planned_from", &round.opened).text("planned_to", &round.closed)
    };
    let mut planned = Planned::new(&round.id, Party::Kw, "round", sheet);
    if over {
        // The statement names its round, so the round names its statement in a second version.
        planned.later.push(("statement", Value::from(round.statement.clone())));
    }
    planned
}

fn of_group(group: &WorkingGroup, horizon: Horizon) -> Planned {
    let there =
        |round: &str| horizon == Horizon::Today || matches!(round, "r1" | "r2" | "r3" | "r4");
    let mut chairs = Vec::new();
    for one in group.chairs.iter().filter(|one| there(&one.round)) {
        for (party, persons) in [("kw", &one.kw), ("us", &one.us)] {
            if !persons.is_empty() {
                let row = Sheet::default().text("round", &one.round).party("party", party);
                chairs.push(row.texts("persons", persons).flag("uncertain", one.uncertain));
            }
        }
    }
    let sheet = Sheet::fact(&group.source, false, None)
        .int("order", group.order)
        .pair("name", &group.name)
        .rows("aliases", who::spellings(&group.aliases))
        .text("created_in", &group.created_in)
        .rows("chairs", chairs);
    Planned::new(&group.id, Party::Kw, "working_group", sheet)
}
