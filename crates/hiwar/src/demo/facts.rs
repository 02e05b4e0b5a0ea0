//! The public facts of the real dialogue as the project carries them (`data/kuwait-us.json`), read
//! into plain structures. Unknown keys are refused, so that nothing of the file can be lost
//! silently. Nothing here invents, corrects or sorts.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;

const FILE: &str = include_str!("../../data/kuwait-us.json");

/// Reads the facts that are built into the program.
pub fn read() -> anyhow::Result<Facts> {
    serde_json::from_str(FILE).context("the facts of the demo: data/kuwait-us.json")
}

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    pub about: About,
    pub parties: Vec<Party>,
    pub dialogue: Dialogue,
    pub later_rounds: LaterRounds,
    pub institutions: Vec<Institution>,
    pub people: Vec<Person>,
    pub rounds: Vec<Round>,
    pub working_groups: Vec<WorkingGroup>,
    pub sessions: Vec<Session>,
    pub commitments: Vec<Commitment>,
    pub instruments: Vec<Instrument>,
    pub events: Vec<Event>,
    pub discrepancies: Vec<Discrepancy>,
    pub sources: Vec<Source>,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    pub en: String,
    pub ar: String,
}

/// A remark: in both languages, or in English only.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Note {
    Both(Pair),
    English(String),
}

/// Other spellings and names, by language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spellings {
    #[serde(default)]
    pub en: Vec<String>,
    #[serde(default)]
    pub ar: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    pub title: Pair,
    pub compiled: String,
    pub rules: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    pub id: String,
    pub iso2: String,
    pub iso3: String,
    pub name: Pair,
    pub short: Pair,
    pub languages: Vec<String>,
    pub official_language: String,
    pub capital: Pair,
    pub time_zone: String,
    pub working_week: Pair,
    pub source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dialogue {
    pub id: String,
    pub name: Pair,
    pub short: Pair,
    pub parties: Vec<String>,
    pub founded: String,
    pub founded_how: Pair,
    pub structure_document: String,
    pub purpose: Pair,
    pub kuwaiti_lead: String,
    pub us_lead: String,
    pub source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaterRounds {
    pub as_of: String,
    pub seventh_round_found: bool,
    pub note: Pair,
    pub source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Institution {
    pub id: String,
    pub party: String,
    pub name: Pair,
    pub kind: String,
    pub parent: Option<String>,
    pub acronym: Option<String>,
    pub source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub id: String,
    pub party: String,
    pub name: Pair,
    pub honorific: Option<Pair>,
    pub rank: Option<Pair>,
    pub posts: Vec<Post>,
    #[serde(default)]
    pub press_variants: Spellings,
    #[serde(default)]
    pub uncertain: bool,
    pub note: Option<Note>,
    pub source: Vec<String>,
}

/// A post a person held; `as_of` is a date or two dates with ` to ` between them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    pub title: Pair,
    pub institution: String,
    pub as_of: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    pub id: String,
    pub number: u64,
    pub opened: String,
    pub closed: String,
    pub planned_first: Option<String>,
    pub mode: String,
    pub city: Pair,
    pub host: Option<String>,
    pub co_chairs: Vec<String>,
    #[serde(default)]
    pub coordinators: Vec<String>,
    pub statement: String,
    pub motto: Option<Pair>,
    pub figures: BTreeMap<String, u64>,
    #[serde(default)]
    pub uncertain: bool,
    pub note: Note,
    pub source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingGroup {
    pub id: String,
    pub order: u64,
    pub name: Pair,
    pub aliases: Spellings,
    pub chairs: Vec<GroupChairs>,
    /// When it met: the same as its sessions say, so it is checked and not stored twice.
    pub met: Vec<Met>,
    pub created_in: String,
    pub source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupChairs {
    pub round: String,
    pub kw: Vec<String>,
    pub us: Vec<String>,
    #[serde(default)]
    pub uncertain: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Met {
    pub round: String,
    pub date: String,
    pub mode: String,
    pub session: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    pub id: String,
    pub round: String,
    pub group: Option<String>,
    pub kind: String,
    pub date: String,
    pub end_date: Option<String>,
    pub mode: String,
    pub title: Pair,
    pub venue: Pair,
    pub chairs: Vec<Seat>,
    pub attendees: Vec<Seat>,
    pub institutions: Vec<String>,
    pub agenda: Vec<Topic>,
    pub statements: Vec<Said>,
    pub conclusion: Option<Pair>,
    pub note_attendance: Option<Pair>,
    #[serde(default)]
    pub uncertain: bool,
    pub note: Option<Note>,
    pub source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    pub person: String,
    pub party: String,
    #[serde(default)]
    pub uncertain: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    pub order: u64,
    pub topic: Pair,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    pub by: String,
    pub summary: Pair,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    pub id: String,
    pub round: String,
    pub group: Option<String>,
    pub session: Option<String>,
    pub kind: String,
    pub by: Vec<String>,
    #[serde(default)]
    pub to: Vec<String>,
    pub text: Pair,
    pub status: String,
    pub due: Option<String>,
    #[serde(default)]
    pub follow_up: Vec<FollowUp>,
    #[serde(default)]
    pub instruments: Vec<String>,
    #[serde(default)]
    pub uncertain: bool,
    pub note: Option<Note>,
    pub source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    pub date: String,
    pub note: Pair,
    pub round: Option<String>,
    pub session: Option<String>,
    pub commitment: Option<String>,
    pub event: Option<String>,
    pub instrument: Option<String>,
    #[serde(default)]
    pub uncertain: bool,
    pub source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    pub id: String,
    pub kind: String,
    pub title: Pair,
    pub signed: Option<String>,
    pub signed_precision: Option<String>,
    pub place: Option<Pair>,
    pub round: Option<String>,
    pub group: Option<String>,
    pub signatories: Vec<Signatory>,
    pub topics: Vec<String>,
    pub status: String,
    #[serde(default)]
    pub history: Vec<HistoryRow>,
    #[serde(default)]
    pub uncertain: bool,
    pub note: Option<Note>,
    pub source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    pub party: String,
    pub institution: Option<String>,
    pub person: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryRow {
    pub date: String,
    pub what: Pair,
    pub source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub id: String,
    pub date: String,
    pub end_date: Option<String>,
    pub kind: String,
    pub what: Pair,
    pub people: Vec<String>,
    pub institutions: Vec<String>,
    #[serde(default)]
    pub uncertain: bool,
    pub note: Option<Note>,
    pub source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discrepancy {
    pub id: String,
    pub about: Vec<String>,
    pub question: Pair,
    pub claims: Vec<Claim>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    pub value: Pair,
    pub source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
    pub url: String,
    pub publisher: String,
    pub lang: String,
    pub published: String,
    pub about: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_whole() {
        let facts = read().expect("the built-in facts");
        let counts = [
            facts.rounds.len(),
            facts.working_groups.len(),
            facts.sessions.len(),
            facts.people.len(),
            facts.institutions.len(),
            facts.discrepancies.len(),
            facts.sources.len(),
            facts.commitments.len(),
            facts.instruments.len(),
            facts.events.len(),
        ];
        assert_eq!(counts, [6, 6, 20, 69, 40, 13, 110, 122, 32, 16]);
    }

    #[test]
    fn a_group_met_when_its_sessions_say() {
        let facts = read().expect("the built-in facts");
        for group in &facts.working_groups {
            for met in &group.met {
                let mut sessions = facts.sessions.iter();
                let session = sessions.find(|session| session.id == met.session);
                let session = session.expect("the session it names");
                assert_eq!(session.date, met.date);
                assert_eq!((&session.round, &session.mode), (&met.round, &met.mode));
                assert_eq!(session.group.as_deref(), Some(group.id.as_str()));
            }
        }
    }
}
