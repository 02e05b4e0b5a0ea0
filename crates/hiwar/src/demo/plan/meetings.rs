//! Sessions with their delegations, agenda, statements and conclusions. Each side puts its own
//! delegation, in the order of the sources, and what its own people said; the rest is joint.
//! On the morning of the demo the prepared session has its delegations only: its agenda is part of
//! the exercise.

use std::collections::BTreeMap;

use super::{Horizon, Planned, SESSION, Sheet};
use crate::demo::Party;
use crate::demo::facts::{Facts, Session};

pub(super) fn plan(facts: &Facts, horizon: Horizon, plan: &mut Vec<Planned>) {
    let party_of: BTreeMap<&str, &str> =
        facts.people.iter().map(|one| (one.id.as_str(), one.party.as_str())).collect();
    for session in &facts.sessions {
        if horizon == Horizon::Morning && matches!(session.round.as_str(), "r5" | "r6") {
            continue;
        }
        let held = horizon.past(&session.date);
        plan.push(of_session(session, held));
        if held || session.id == SESSION {
            delegations(session, plan);
        }
        if held {
            agenda(session, plan);
            said(session, &party_of, plan);
        }
    }
}

fn of_session(session: &Session, held: bool) -> Planned {
    let sheet = Sheet::fact(&session.source, session.uncertain, session.note.as_ref())
        .text("round", &session.round)
        .maybe("group", session.group.as_ref())
        .choice("kind", &session.kind)
        .pair("title", &session.title)
        .text("date", &session.date)
        .maybe("end_date", session.end_date.as_ref())
        .mode(&session.mode)
        .pair("place", &session.venue)
        .texts("institutions", &session.institutions)
        .maybe_pair("note_attendance", session.note_attendance.as_ref().filter(|_| held));
    Planned::new(&session.id, Party::Kw, "session", sheet)
}

/// Chairs before the others, each group in the order of the sources.
fn delegations(session: &Session, plan: &mut Vec<Planned>) {
    for party in Party::BOTH {
        let chairs = session.chairs.iter().map(|seat| (seat, "co_chair"));
        let members = session.attendees.iter().map(|seat| (seat, "member"));
        let seats: Vec<Sheet> = chairs
            .chain(members)
            .filter(|(seat, _)| Party::of(&seat.party) == party)
            .map(|(seat, role)| {
                let row = Sheet::default().text("person", &seat.person).text("role", role);
                row.flag("uncertain", seat.uncertain)
            })
            .collect();
        if seats.is_empty() {
            continue;
        }
        // The one note on attendance speaks of further Kuwaiti bodies without names.
        let others = session.note_attendance.is_some() && party == Party::Kw;
        let sheet = Sheet::fact(&session.source, session.uncertain, None)
            .text("session", &session.id)
            .text("party", party.code())
            .rows("seats", seats)
            .flag("others", others);
        let slug = format!("{}:delegation:{}", session.id, party.slug());
        plan.push(Planned::new(slug, party, "delegation", sheet));
    }
}

fn agenda(session: &Session, plan: &mut Vec<Planned>) {
    for topic in &session.agenda {
        let sheet = Sheet::fact(&session.source, session.uncertain, None)
            .text("session", &session.id)
            .pair("title", &topic.topic);
        let slug = format!("{}:agenda:{}", session.id, topic.order);
        let mut planned = Planned::new(slug, Party::Kw, "agenda_item", sheet);
        planned.pos = Some(topic.order);
        plan.push(planned);
    }
}

fn said(session: &Session, party_of: &BTreeMap<&str, &str>, plan: &mut Vec<Planned>) {
    for (nth, said) in (1..).zip(&session.statements) {
        let sheet = Sheet::fact(&session.source, session.uncertain, None)
            .text("session", &session.id)
            .text("person", &said.by)
            .text("date", &session.date)
            .pair("summary", &said.summary);
        let party = Party::of(party_of.get(said.by.as_str()).copied().unwrap_or_default());
        let slug = format!("{}:statement:{nth}", session.id);
        plan.push(Planned::new(slug, party, "statement", sheet));
    }
    if let Some(conclusion) = &session.conclusion {
        let sheet = Sheet::fact(&session.source, session.uncertain, None)
            .text("session", &session.id)
            .pair("text", conclusion);
        let slug = format!("{}:conclusion", session.id);
        let mut planned = Planned::new(slug, Party::Kw, "conclusion", sheet);
        planned.pos = Some(1);
        plan.push(planned);
    }
}
