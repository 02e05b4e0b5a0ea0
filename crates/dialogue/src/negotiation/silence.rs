//! Where a silence procedure stands. It is told from the acts of the parties alone, so that every
//! node tells the same: the record reads no clock.

use ledger::entry::Level;
use ledger::id::VersionId;

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
    /// The version is off the table.
    Moot,
}

impl Silence {
    /// All states.
    pub const ALL: [Silence; 6] = [
        Silence::Proposed,
        Silence::Running,
        Silence::Waiting,
        Silence::Agreed,
        Silence::Broken,
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
            Silence::Moot => "moot",
        }
    }

    /// Whether our side may still say that it does not agree by silence.
    pub fn may_break(self) -> bool {
        self == Silence::Running
    }
}

/// Where a silence procedure stands.
pub fn silence_of(record: &Record, procedure: &Item<'_>) -> Silence {
    if !is_agreed(&procedure.state()) {
        return Silence::Proposed;
    }
    let breaks = record.children(procedure.id(), "silence_break");
    if breaks.iter().any(|item| item.shown().is_some()) {
        return Silence::Broken;
    }
    let Some((on, version)) = subject(record, procedure) else { return Silence::Moot };
    let standing = on.standing();
    if standing.effective.contains(&version) {
        return Silence::Agreed;
    }
    let held = |party| standing.positions.get(party).copied().flatten() == Some(version);
    if !standing.positions.keys().any(held) {
        return Silence::Moot;
    }
    // The party that tabled the version held it before the procedure was opened.
    let tabled = record.version(&version).is_some_and(|version| version.author == *record.us());
    if held(record.us()) && !tabled { Silence::Waiting } else { Silence::Running }
}

/// The consents that silence gives on our side now: of running procedures whose deadline lies
/// before `now` (RFC 3339 in UTC to the second), where we do not hold the version yet.
pub fn silences_due(record: &Record, now: &str) -> Vec<Act> {
    let due = |procedure: &Item<'_>| {
        let deadline = procedure.content().instant("deadline")?;
        if deadline > now || silence_of(record, procedure) != Silence::Running {
            return None;
        }
        let (on, to) = subject(record, procedure)?;
        let ours = on.position(record.us()).map(|version| version.id);
        (ours != Some(to)).then(|| Act::Consent { item: on.id().clone(), to, level: Level::Text })
    };
    record.of_type("silence_procedure").iter().filter_map(due).collect()
}

fn subject<'a>(record: &'a Record, procedure: &Item<'_>) -> Option<(Item<'a>, VersionId)> {
    let content = procedure.content();
    let on = record.item(&content.item("on")?)?;
    let version = VersionId::parse(content.text("version")?).ok()?;
    Some((on, version))
}
