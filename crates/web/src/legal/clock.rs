//! Clocks and turns in words with a sign each: nobody has to see a colour to know what is late.

use dialogue::assistance::{Request, calendar_of, works};
use dialogue::working_days::{Calendar, Day, date_of};
use fluent_bundle::FluentValue;
use mutual::clocks::{self, Levels, Name, Reading};
use mutual::life::State;
use mutual::uses::Standing;

use crate::items::reader::Reader;

/// One clock in words.
#[derive(Clone, Debug, Default)]
pub struct ClockView {
    pub name: String,
    pub sign: &'static str,
    pub tone: &'static str,
    pub word: String,
    /// How many days late; orders the list.
    pub late: i64,
    pub runs: bool,
}

/// Whose turn it is.
#[derive(Clone, Debug, Default)]
pub struct TurnView {
    pub sign: &'static str,
    pub tone: &'static str,
    pub word: String,
}

/// One request with what its clocks need.
pub struct Watch<'w, 'r> {
    pub reader: &'w Reader<'r>,
    pub request: &'w Request<'r>,
    pub today: Day,
    levels: Levels,
    calendar: Option<Calendar>,
}

/// Days before the end from which a clock is said to end soon.
const SOON_DAYS: i64 = 7;

impl<'w, 'r> Watch<'w, 'r> {
    pub fn new(reader: &'w Reader<'r>, request: &'w Request<'r>, today: Day) -> Watch<'w, 'r> {
        let levels = request.levels(reader.record);
        // The side that has to act is the one that is asked.
        let calendar = calendar_of(reader.record, &request.requested);
        Watch { reader, request, today, levels, calendar }
    }

    /// All three clocks.
    pub fn clocks(&self) -> Vec<ClockView> {
        Name::ALL.into_iter().map(|name| self.clock(name)).collect()
    }

    /// The one that matters now: the latest one, else the one that runs, else the last that
    /// stopped.
    pub fn main(&self) -> ClockView {
        let clocks = self.clocks();
        let late = clocks.iter().filter(|clock| clock.late > 0 && clock.runs);
        let first = late.max_by_key(|clock| clock.late);
        let runs = first.or_else(|| clocks.iter().find(|clock| clock.runs));
        let stopped = || clocks.iter().rev().find(|clock| clock.tone != "waiting");
        runs.or_else(stopped).or(clocks.first()).cloned().unwrap_or_default()
    }

    fn clock(&self, name: Name) -> ClockView {
        let works = |day: Day| works(self.calendar.as_ref(), day);
        let reading = clocks::read(name, &self.request.life, &self.levels, self.today, &works);
        let t = self.reader.t;
        let date = |day: Day| self.reader.date(&date_of(day));
        let with = |key: &str, n: i64, day: Day| {
            t.f(key, &[("n", FluentValue::from(n)), ("date", FluentValue::from(date(day)))])
        };
        let (sign, tone, word, late, runs) = match reading {
            Reading::Waiting => ("○", "waiting", t.s("legal-clock-waiting").into_owned(), 0, false),
            Reading::Running { due, left } => {
                let tone = if left <= SOON_DAYS { "soon" } else { "runs" };
                let sign = if left <= SOON_DAYS { "◕" } else { "◔" };
                (sign, tone, with("legal-clock-running", left, due), 0, true)
            }
            Reading::Overdue { due, late } => {
                ("!", "late", with("legal-clock-overdue", late, due), late, true)
            }
            Reading::Paused => ("‖", "waiting", t.s("legal-clock-paused").into_owned(), 0, false),
            Reading::Met { due, on } => {
                ("✓", "met", with("legal-clock-met", due - on, on), 0, false)
            }
            Reading::MetLate { due, on } => {
                ("✓!", "late", with("legal-clock-met-late", on - due, on), on - due, false)
            }
            Reading::Over => ("–", "waiting", t.s("legal-clock-over").into_owned(), 0, false),
        };
        let name = t.s(&format!("legal-clock-{}", name.as_str().replace('_', "-"))).into_owned();
        ClockView { name, sign, tone, word, late, runs }
    }

    /// Whose turn it is, seen from our side.
    pub fn turn(&self) -> TurnView {
        let t = self.reader.t;
        match self.request.turn() {
            None => {
                TurnView { sign: "–", tone: "none", word: t.s("legal-turn-none").into_owned() }
            }
            Some(party) if *party == self.reader.us => {
                TurnView { sign: "▶", tone: "ours", word: t.s("legal-turn-ours").into_owned() }
            }
            Some(party) => TurnView {
                sign: "◁",
                tone: "theirs",
                word: t.f("legal-turn-theirs", &[("party", self.reader.party(party))]),
            },
        }
    }

    /// A limit of use in words.
    pub fn standing(&self, standing: Standing) -> (&'static str, &'static str, String) {
        let t = self.reader.t;
        match standing {
            Standing::Open => ("○", "runs", t.s("legal-use-open").into_owned()),
            Standing::Holds { left } => ("◔", "runs", t.n("legal-use-holds", left)),
            Standing::EndsSoon { left } => ("◕", "soon", t.n("legal-use-soon", left)),
            Standing::Expired { since } => ("!", "late", t.n("legal-use-expired", since)),
            Standing::Public => ("◇", "met", t.s("legal-use-public").into_owned()),
        }
    }
}

/// A state in words.
pub fn state(reader: &Reader<'_>, state: State) -> String {
    reader.t.s(&format!("legal-state-{}", state.as_str().replace('_', "-"))).into_owned()
}
