//! The clocks of a request: acknowledge, decide, carry out. Times are those that the two
//! authorities agreed for the class, else the benchmark of Directive 2014/41/EU (7; 30 and once 30
//! more; 90 days). They are counted in days and end on a working day of the side that has to act:
//! a clock that ends on a day off ends on the next day on which that side works. No clock of a
//! machine is read here: today comes in as an argument.

use crate::Day;
use crate::life::{Life, State, Step};
use crate::limits::{
    ACKNOWLEDGE_DAYS, CARRY_OUT_DAYS, DECIDE_DAYS, EXTEND_DAYS, WORKING_DAY_SEARCH_DAYS_MAX,
};

/// The times of one class, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels {
    /// To acknowledge, from sending.
    pub acknowledge: u64,
    /// To decide, from receipt.
    pub decide: u64,
    /// By which deciding may be extended, once.
    pub extend: u64,
    /// To carry out, from the decision.
    pub carry_out: u64,
}

impl Default for Levels {
    fn default() -> Levels {
        Levels {
            acknowledge: ACKNOWLEDGE_DAYS,
            decide: DECIDE_DAYS,
            extend: EXTEND_DAYS,
            carry_out: CARRY_OUT_DAYS,
        }
    }
}

/// Which clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// Until the form of acknowledgement.
    Acknowledge,
    /// Until the decision.
    Decide,
    /// Until the request is carried out.
    CarryOut,
}

impl Name {
    /// All, in order.
    pub const ALL: [Name; 3] = [Name::Acknowledge, Name::Decide, Name::CarryOut];

    /// The fixed name.
    pub fn as_str(self) -> &'static str {
        match self {
            Name::Acknowledge => "acknowledge",
            Name::Decide => "decide",
            Name::CarryOut => "carry_out",
        }
    }
}

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// It has not begun.
    Waiting,
    /// It runs and is not over.
    Running {
        /// Its last day.
        due: Day,
        /// Days left, 0 on the last day.
        left: i64,
    },
    /// It runs and is over.
    Overdue {
        /// Its last day.
        due: Day,
        /// Days past it.
        late: i64,
    },
    /// It stands still: the other side, or a postponement, holds the request.
    Paused,
    /// It was met.
    Met {
        /// Its last day.
        due: Day,
        /// The day on which it was stopped.
        on: Day,
    },
    /// It was stopped too late.
    MetLate {
        /// Its last day.
        due: Day,
        /// The day on which it was stopped.
        on: Day,
    },
    /// The request ended before.
    Over,
}

/// The last day of a clock: `days` after `from`, moved to the next day on which `works`.
pub fn due(from: Day, days: u64, works: &dyn Fn(Day) -> bool) -> Day {
    let end = from.saturating_add(i64::try_from(days).unwrap_or(i64::MAX / 4));
    let mut day = end;
    while !works(day) {
        day += 1;
        if day - end > WORKING_DAY_SEARCH_DAYS_MAX {
            return end;
        }
    }
    day
}

/// Reads one clock of a request as of `today`; `works` is the requested side's calendar.
pub fn read(
    name: Name,
    life: &Life,
    levels: &Levels,
    today: Day,
    works: &dyn Fn(Day) -> bool,
) -> Reading {
    let Some(from) = started(name, life) else {
        return if life.is_over() { Reading::Over } else { Reading::Waiting };
    };
    let mut days = match name {
        Name::Acknowledge => levels.acknowledge,
        Name::Decide => levels.decide,
        Name::CarryOut => levels.carry_out,
    };
    if name == Name::Decide && life.extended {
        days += levels.extend;
    }
    let due = due(from, days, works);
    match stopped(name, life, from) {
        Some(on) if on <= due => return Reading::Met { due, on },
        Some(on) => return Reading::MetLate { due, on },
        None => {}
    }
    if life.is_over() {
        return Reading::Over;
    }
    if paused(name, life.state) {
        return Reading::Paused;
    }
    match due - today {
        left if left >= 0 => Reading::Running { due, left },
        late => Reading::Overdue { due, late: -late },
    }
}

/// The day from which a clock counts.
fn started(name: Name, life: &Life) -> Option<Day> {
    match name {
        Name::Acknowledge => life.last(Step::Sent),
        Name::Decide => {
            let sent = life.last(Step::Sent)?;
            // What was asked for and given begins it anew, and so does sending again.
            let given = life.last(Step::InformationSent).filter(|day| *day >= sent);
            let came = [Step::Received, Step::Acknowledged];
            let came = came.iter().filter_map(|step| life.last(*step)).filter(|day| *day >= sent);
            given.or(came.min())
        }
        Name::CarryOut => {
            let decided = [Step::Accepted, Step::RefusedInPart];
            let decided = decided.iter().filter_map(|step| life.last(*step)).max();
            // A request put off before it was accepted begins when it is taken up.
            let resumed = life.last(Step::Resumed);
            decided.max(resumed)
        }
    }
}

fn stopped(name: Name, life: &Life, from: Day) -> Option<Day> {
    let by: &[Step] = match name {
        Name::Acknowledge => &[Step::Acknowledged, Step::Returned, Step::Accepted, Step::Refused],
        Name::Decide => &[
            Step::Accepted,
            Step::RefusedInPart,
            Step::Refused,
            Step::Returned,
            Step::Postponed,
            Step::Resumed,
        ],
        Name::CarryOut => &[Step::Executed],
    };
    by.iter().filter_map(|step| life.last(*step)).filter(|day| *day >= from).min()
}

fn paused(name: Name, state: State) -> bool {
    match name {
        Name::Acknowledge => state == State::Returned,
        Name::Decide => matches!(state, State::MoreInformation | State::Returned),
        Name::CarryOut => matches!(state, State::Postponed | State::MoreInformation),
    }
}
