//! What an officer has settled about a report, so that the rest is read again in its light.

use crate::days::{Day, When};
use crate::draft::{Slot, Value};
use crate::roster::Person;
use crate::scene::{Scene, code};
use crate::sessions::Session;

/// One thing settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// The day of publication, from which "today" and dates without a year are counted.
    Published(Day),
    /// The parties of the dialogue, two codes.
    Parties([String; 2]),
    /// The number of the round.
    Round(u32),
    /// The day of the session with a number, counted from 0 in the order of the draft.
    SessionDay {
        /// Which session.
        session: usize,
        /// Its day.
        day: Day,
    },
    /// The party of a person, by the name in the draft.
    PersonParty {
        /// The name, in any spelling that folds to the same.
        name: String,
        /// The party's code.
        party: String,
    },
}

/// Corrections by what they settle; the last one counts.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    pub published: Option<Day>,
    pub parties: Option<Vec<String>>,
    pub round: Option<u32>,
    sessions: Vec<(usize, Day)>,
    people: Vec<(String, String)>,
}

impl Settled {
    pub fn of(corrections: &[Correction]) -> Settled {
        let mut settled = Settled::default();
        for correction in corrections {
            match correction {
                Correction::Published(day) => settled.published = Some(*day),
                Correction::Parties(parties) => settled.parties = Some(parties.to_vec()),
                Correction::Round(number) => settled.round = Some(*number),
                Correction::SessionDay { session, day } => settled.sessions.push((*session, *day)),
                Correction::PersonParty { name, party } => {
                    settled.people.push((text::fold::spaceless(name), party.clone()));
                }
            }
        }
        settled
    }

    pub fn place_people(&self, scene: &Scene, people: &mut [Person]) {
        for person in people {
            let (from, to) = person.mention.name;
            let name = text::fold::spaceless(&scene.page.clean(from, to));
            if let Some((_, party)) = self.people.iter().rev().find(|(known, _)| *known == name) {
                person.party = Some((party.clone(), None));
            }
        }
    }

    pub fn date_sessions(&self, scene: &mut Scene, sessions: &mut [Session]) {
        for (nth, day) in &self.sessions {
            let Some(session) = sessions.get_mut(*nth) else { continue };
            session.day = Some(*day);
            let id = session.id.clone();
            let claim =
                scene.claims.iter_mut().find(|claim| claim.slot == Slot::Session && claim.id == id);
            let Some(claim) = claim else { continue };
            let field = code(&When::Day(*day).to_string(), Vec::new(), "officer");
            match claim.fields.iter_mut().find(|(name, _)| *name == "date") {
                Some((_, known)) => {
                    known.value = Value::Code(day.to_string());
                    known.rule = "officer";
                }
                None => claim.fields.push(("date", field)),
            }
        }
    }
}
