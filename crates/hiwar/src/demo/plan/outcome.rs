//! What came of the dialogue: commitments, instruments, events; where public claims differ, and
//! the sources of it all. On the morning of the demo later rows are left out, and a status that
//! rests on them is taken back.

use std::collections::{BTreeMap, BTreeSet};

use super::{Horizon, Planned, Sheet};
use crate::demo::Party;
use crate::demo::facts::{Commitment, Discrepancy, Event, Facts, FollowUp, Instrument};

pub(super) fn plan(facts: &Facts, horizon: Horizon, plan: &mut Vec<Planned>) {
    let told = Told::of(facts, horizon);
    for instrument in told.instruments.values() {
        plan.push(of_instrument(instrument, horizon));
        plan.extend(facts_of(instrument, horizon));
    }
    for event in told.events.values() {
        plan.push(of_event(event));
    }
    for commitment in told.commitments.values() {
        plan.push(of_commitment(commitment, &told));
    }
    for (offer, kind) in OFFERS {
        plan.extend(told.commitments.get(offer).map(|made| of_offer(made, kind, facts, &told)));
    }
    let there: BTreeSet<String> = plan.iter().map(|one| one.slug.clone()).collect();
    for discrepancy in &facts.discrepancies {
        plan.extend(of_discrepancy(discrepancy, facts, horizon, &there));
    }
}

/// Offers of one side to the other whose words say what kind of help they are.
const OFFERS: [(&str, &str); 2] =
    [("r2-joint-ct-training", "training"), ("r4-sec-expertise", "expertise")];

/// An offer as the first stage of assistance, on the day of its session or of its round.
fn of_offer(offer: &Commitment, kind: &str, facts: &Facts, told: &Told<'_>) -> Planned {
    let session = facts.sessions.iter().find(|one| Some(&one.id) == offer.session.as_ref());
    let round = facts.rounds.iter().find(|one| one.id == offer.round);
    let date = session.map(|one| one.date.clone()).or_else(|| round.map(|one| one.opened.clone()));
    let sheet = Sheet::fact(&offer.source, offer.uncertain, offer.note.as_ref())
        .choice("kind", kind)
        .pair("title", &offer.text)
        .party("from", "us")
        .party("to", "kw")
        .maybe("group", offer.group.as_ref())
        .maybe("session", offer.session.as_ref())
        .text("commitment", &offer.id)
        .texts("instruments", told.instruments_of(offer))
        .text("offered_on", &date.unwrap_or_default());
    Planned::new(format!("assistance:{}", offer.id), Party::Kw, "assistance", sheet)
}

/// The items of the outcome that the day of the demo knows of.
struct Told<'a> {
    horizon: Horizon,
    commitments: BTreeMap<&'a str, &'a Commitment>,
    instruments: BTreeMap<&'a str, &'a Instrument>,
    events: BTreeMap<&'a str, &'a Event>,
}

impl<'a> Told<'a> {
    fn of(facts: &'a Facts, horizon: Horizon) -> Told<'a> {
        let published: BTreeMap<&str, &str> =
            facts.sources.iter().map(|one| (one.url.as_str(), one.published.as_str())).collect();
        let date_of: BTreeMap<&str, &str> =
            facts.sessions.iter().map(|one| (one.id.as_str(), one.date.as_str())).collect();
        let known = |one: &&Commitment| {
            let session = one.session.as_deref().and_then(|session| date_of.get(session));
            let earlier = matches!(one.round.as_str(), "r1" | "r2" | "r3");
            horizon == Horizon::Today || earlier || session.is_some_and(|date| horizon.past(date))
        };
        let in_print =
            |url: &String| published.get(url.as_str()).is_some_and(|day| horizon.past(day));
        let out = |one: &&Instrument| match &one.signed {
            Some(signed) => horizon.past(signed),
            None => one.source.iter().any(in_print),
        };
        let commitments = facts.commitments.iter().filter(known);
        let instruments = facts.instruments.iter().filter(out);
        let events = facts.events.iter().filter(|one| horizon.past(&one.date));
        Told {
            horizon,
            commitments: commitments.map(|one| (one.id.as_str(), one)).collect(),
            instruments: instruments.map(|one| (one.id.as_str(), one)).collect(),
            events: events.map(|one| (one.id.as_str(), one)).collect(),
        }
    }

    fn instruments_of<'c>(&self, made: &'c Commitment) -> Vec<&'c String> {
        let known = |one: &&String| self.instruments.contains_key(one.as_str());
        made.instruments.iter().filter(known).collect()
    }

    fn follow_up(&self, row: &FollowUp) -> bool {
        self.horizon.past(&row.date)
    }
}

fn of_commitment(commitment: &Commitment, told: &Told<'_>) -> Planned {
    let (parties, institutions): (Vec<&String>, Vec<&String>) =
        commitment.by.iter().partition(|owner| Party::is(owner));
    let rows: Vec<&FollowUp> =
        commitment.follow_up.iter().filter(|row| told.follow_up(row)).collect();
    // What was settled by a later row is still open on the day of the demo.
    let settled_later = rows.len() < commitment.follow_up.len()
        && matches!(commitment.status.as_str(), "done" | "superseded" | "lapsed");
    let status = if settled_later { "in-progress" } else { &commitment.status };
    let sheet = Sheet::fact(&commitment.source, commitment.uncertain, commitment.note.as_ref())
        .text("round", &commitment.round)
        .maybe("group", commitment.group.as_ref())
        .maybe("session", commitment.session.as_ref())
        .choice("kind", &commitment.kind)
        .parties("owner_parties", parties.into_iter())
        .texts("owner_institutions", institutions)
        .parties("to_parties", commitment.to.iter())
        .pair("text", &commitment.text)
        .choice("status", status)
        .maybe("due", commitment.due.as_ref())
        .rows("follow_up", rows.into_iter().map(|row| of_follow_up(row, told)))
        .texts("instruments", told.instruments_of(commitment));
    Planned::new(&commitment.id, Party::Kw, "commitment", sheet)
}

fn of_follow_up(row: &FollowUp, told: &Told<'_>) -> Sheet {
    let commitment =
        row.commitment.as_ref().filter(|one| told.commitments.contains_key(one.as_str()));
    let event = row.event.as_ref().filter(|one| told.events.contains_key(one.as_str()));
    let instrument =
        row.instrument.as_ref().filter(|one| told.instruments.contains_key(one.as_str()));
    Sheet::default()
        .text("date", &row.date)
        .pair("note", &row.note)
        .maybe("round", row.round.as_ref())
        .maybe("session", row.session.as_ref())
        .maybe("commitment", commitment)
        .maybe("event", event)
        .maybe("instrument", instrument)
        .flag("uncertain", row.uncertain)
        .texts("sources", row.source.iter().cloned())
}

fn of_instrument(instrument: &Instrument, horizon: Horizon) -> Planned {
    let history: Vec<_> = instrument.history.iter().filter(|row| horizon.past(&row.date)).collect();
    let later = history.len() < instrument.history.len();
    // Some sources give more of the date than others confirm.
    let signed = instrument.signed.as_deref().unwrap_or_default();
    let length = match instrument.signed_precision.as_deref() {
        Some("year") => 4,
        Some("month") => 7,
        _ => signed.len(),
    };
    let status = match instrument.status.as_str() {
        "renewed" | "ratified" if later && history.is_empty() => "signed",
        status => status,
    };
    let signatories = instrument.signatories.iter().map(|one| {
        Sheet::default()
            .party("party", &one.party)
            .maybe("institution", one.institution.as_ref())
            .maybe("person", one.person.as_ref())
    });
    let history = history.into_iter().map(|row| {
        Sheet::default()
            .text("date", &row.date)
            .pair("what", &row.what)
            .texts("sources", row.source.iter().cloned())
    });
    let sheet = Sheet::fact(&instrument.source, instrument.uncertain, instrument.note.as_ref())
        .choice("kind", &instrument.kind)
        .pair("title", &instrument.title)
        .text("signed", &signed[..length.min(signed.len())])
        .maybe_pair("place", instrument.place.as_ref())
        .maybe("round", instrument.round.as_ref())
        .maybe("group", instrument.group.as_ref())
        .rows("signatories", signatories)
        .texts("topics", &instrument.topics)
        .choice("status", status)
        // No source of these names a final clause: that is an answer, not a gap of the record.
        .choice("entry_rule", "not_stated")
        .rows("history", history);
    Planned::new(&instrument.id, Party::Kw, "instrument", sheet)
}

/// Rows of the histories that tell a dated fact of the register: instrument, date of the row, kind,
/// whose, and for how many months where the row says so. Everything else stays as it is told.
const TOLD: &[(&str, &str, &str, &str, u64)] = &[
    ("defence-cooperation-1991", "2001", "renewed", "", 120),
    ("customs-technical-mou-1993", "2019-04", "renewed", "", 24),
    ("cmaa-2017", "2018-12", "nationally_approved", "kw", 0),
    ("cmaa-2017", "2018-12", "published", "kw", 0),
];

fn facts_of(instrument: &Instrument, horizon: Horizon) -> Vec<Planned> {
    let told = TOLD.iter().filter(|(id, ..)| *id == instrument.id);
    let one = |(id, date, kind, party, months): &(&str, &str, &str, &str, u64)| {
        let row = instrument.history.iter().find(|row| row.date == *date)?;
        horizon.past(date).then_some(())?;
        let sheet = Sheet::fact(&row.source, instrument.uncertain, None)
            .text("on", id)
            .text("kind", kind)
            .text("date", date)
            .pair("note", &row.what);
        let sheet = if party.is_empty() { sheet } else { sheet.party("party", party) };
        let sheet = if *months > 0 { sheet.int("months", *months) } else { sheet };
        Some(Planned::new(format!("{id}:{kind}"), Party::Kw, "instrument_fact", sheet))
    };
    told.filter_map(one).collect()
}

fn of_event(event: &Event) -> Planned {
    let sheet = Sheet::fact(&event.source, event.uncertain, event.note.as_ref())
        .text("date", &event.date)
        .maybe("end_date", event.end_date.as_ref())
        .choice("kind", &event.kind)
        .pair("what", &event.what)
        .texts("people", &event.people)
        .texts("institutions", &event.institutions);
    Planned::new(&event.id, Party::Kw, "event", sheet)
}

/// On the morning of the demo only what already stood in the papers, about things that are there.
fn of_discrepancy(
    discrepancy: &Discrepancy,
    facts: &Facts,
    horizon: Horizon,
    there: &BTreeSet<String>,
) -> Option<Planned> {
    let about: Vec<&String> =
        discrepancy.about.iter().filter(|slug| there.contains(*slug)).collect();
    let stood = |url: &String| {
        let source = facts.sources.iter().find(|source| source.url == *url);
        source.is_some_and(|source| horizon.past(&source.published))
    };
    let claims = discrepancy.claims.iter();
    let claims: Vec<_> = claims.filter(|claim| claim.source.iter().any(stood)).collect();
    if about.len() < discrepancy.about.len() || claims.len() < 2 {
        return None;
    }
    let mut source: Vec<String> = Vec::new();
    for url in claims.iter().flat_map(|claim| &claim.source) {
        source.push(url.clone());
    }
    let rows = claims.into_iter().map(|claim| {
        let urls = claim.source.iter().cloned();
        Sheet::default().pair("value", &claim.value).texts("sources", urls)
    });
    let sheet = Sheet::fact(&source, false, None)
        .texts("about", about)
        .pair("question", &discrepancy.question)
        .rows("claims", rows);
    Some(Planned::new(&discrepancy.id, Party::Kw, "discrepancy", sheet))
}

/// The sources that something in the plan names; today, all of them.
pub(super) fn sources(facts: &Facts, horizon: Horizon, plan: &mut Vec<Planned>) {
    let mut named: BTreeSet<String> = BTreeSet::new();
    for one in plan.iter() {
        // Also those of single rows, such as the claims of a discrepancy.
        named.extend(one.content.texts().into_iter().map(|(_, text)| text.to_owned()));
    }
    for source in &facts.sources {
        let url = source.url.clone();
        if horizon == Horizon::Morning && !named.contains(&url) {
            continue;
        }
        let sheet = Sheet::default()
            .text("evidence", "public_record")
            .text("url", &url)
            .text("publisher", &source.publisher)
            .text("lang", &source.lang)
            .text("published", &source.published)
            .text("about_en", &source.about);
        plan.push(Planned::new(&source.id, Party::Kw, "source", sheet));
    }
}
