//! Where a silence procedure stands, seen from our side. It is told from the acts of the parties
//! alone: the record reads no clock. Silence gives a consent only where a side holds nothing else
//! and has said nothing: an answer in words, a rejection or a break ends it; so does agreement.

use ledger::id::{PartyId, VersionId};

use super::is_agreed;
use crate::act::Act;
use crate::record::{Item, Record};

/// Where a silence procedure stands, seen from our side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Silence {
    /// One side proposed it.
    Proposed,
    /// Both opened it; who says nothing agrees.
    Running,
    /// Our side's consent is written; another side's is not.
    Waiting,
    /// Every side holds the version: it is agreed.
    Agreed,
    /// A side broke silence.
    Broken,
    /// A side rejected the version or holds other words: it was not silent.
    Answered,
    /// The version is off the table.
    Moot,
}

impl Silence {
    /// All states.
    pub const ALL: [Silence; 7] = [
        Silence::Proposed,
        Silence::Running,
        Silence::Waiting,
        Silence::Agreed,
        Silence::Broken,
        Silence::Answered,
        Silence::Moot,
    ];

    /// The fixed name in snake case.
    pub fn as_str(self) -> &'static str {
        match self {
            Silence::Proposed => "proposed",
            Silence::Running => "running",
            Silence::Waiting => "waiting",
            Silence::Agreed => "agreed",
            Silence::Broken => "broken",
            Silence::Answered => "answered",
            Silence::Moot => "moot",
        }
    }
}

/// Where a silence procedure stands.
pub fn silence_of(record: &Record, procedure: &Item<'_>) -> Silence {
    if !is_agreed(&procedure.state()) {
        return Silence::Proposed;
    }
    let Some((on, version)) = subject(record, procedure) else { return Silence::Moot };
    let standing = on.standing();
    // What all hold stays agreed, whatever somebody says afterwards (I2).
    if standing.effective.contains(&version) {
        return Silence::Agreed;
    }
    if !breaks(record, procedure).is_empty() {
        return Silence::Broken;
    }
    let held = |party: &PartyId| standing.positions.get(party).copied().flatten();
    let mut positions = standing.positions.keys().filter_map(held);
    if positions.any(|other| other != version)
        || standing.rejected.iter().any(|(_, rejected)| *rejected == version)
    {
        return Silence::Answered;
    }
    if !standing.positions.keys().any(|party| held(party) == Some(version)) {
        return Silence::Moot;
    }
    // The party that tabled the version held it before the procedure was opened.
    let tabled = record.version(&version).is_some_and(|version| version.author == *record.us());
    if held(record.us()) == Some(version) && !tabled { Silence::Waiting } else { Silence::Running }
}

/// The parties that broke silence. A break is never taken back (`policy`).
pub fn breaks(record: &Record, procedure: &Item<'_>) -> Vec<PartyId> {
    let broken = record.children(procedure.id(), "silence_break");
    broken.iter().map(|item| item.owner().clone()).collect()
}

/// Whether our side may say that it does not agree by silence: while the procedure runs, and only a
/// side whose consent silence would give. Who holds the version takes it back instead.
pub fn may_break(record: &Record, procedure: &Item<'_>) -> bool {
    let holds =
        |on: Item<'_>, version| on.position(record.us()).is_some_and(|ours| ours.id == version);
    silence_of(record, procedure) == Silence::Running
        && subject(record, procedure).is_some_and(|(on, version)| !holds(on, version))
}

/// The consents that silence gives on our side now: of running procedures whose deadline lies
/// before `now` (RFC 3339 in UTC to the second), where we hold nothing.
pub fn silences_due(record: &Record, now: &str) -> Vec<Act> {
    let procedures = record.of_type("silence_procedure");
    procedures.iter().filter_map(|procedure| due(record, procedure, now)).collect()
}

/// The consent that silence gives on our side to the version of one procedure, if it does now.
pub(crate) fn due(record: &Record, procedure: &Item<'_>, now: &str) -> Option<Act> {
    let deadline = procedure.content().instant("deadline")?;
    if deadline > now || silence_of(record, procedure) != Silence::Running {
        return None;
    }
    let (on, to) = subject(record, procedure)?;
    on.position(record.us()).is_none().then(|| Act::Lapse {
        procedure: procedure.id().clone(),
        item: on.id().clone(),
        to,
        now: now.to_owned(),
    })
}

fn subject<'a>(record: &'a Record, procedure: &Item<'_>) -> Option<(Item<'a>, VersionId)> {
    let content = procedure.content();
    let on = record.item(&content.item("on")?)?;
    let version = VersionId::parse(content.text("version")?).ok()?;
    Some((on, version))
}
