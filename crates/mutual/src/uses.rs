//! Limits of use on what a reply brought: for what, given on to whom, until when, back by when.
//! A limit holds until its last day, or until the material became public in proceedings
//! (A/RES/45/117, art. 8 and 9); what is over is shown as over, never left out.

use crate::Day;
use crate::limits::USE_ENDS_SOON_DAYS;

/// The limits of one reply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    /// The day on which it was given.
    pub from: Day,
    /// The last day of use.
    pub until: Option<Day>,
    /// The day by which items go back.
    pub return_by: Option<Day>,
    /// The day since when it is public.
    pub public_since: Option<Day>,
    /// The day on which items went back.
    pub returned: Option<Day>,
}

/// How a limit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It holds, without an end.
    Open,
    /// It holds.
    Holds {
        /// Days left.
        left: i64,
    },
    /// It holds, and not for long.
    EndsSoon {
        /// Days left.
        left: i64,
    },
    /// Its last day has passed: no use any more without a new consent.
    Expired {
        /// Days since.
        since: i64,
    },
    /// It no longer binds: public in proceedings.
    Public,
}

impl Limits {
    /// How the limit of use stands today.
    pub fn using(&self, today: Day) -> Standing {
        if self.public_since.is_some_and(|day| day <= today) {
            return Standing::Public;
        }
        match self.until {
            None => Standing::Open,
            Some(until) => standing(until - today),
        }
    }

    /// How the duty to return stands; none when nothing is due back or it went back.
    pub fn returning(&self, today: Day) -> Option<Standing> {
        let by = self.return_by.filter(|_| self.returned.is_none())?;
        Some(standing(by - today))
    }
}

fn standing(left: i64) -> Standing {
    match left {
        left if left < 0 => Standing::Expired { since: -left },
        left if left <= USE_ENDS_SOON_DAYS => Standing::EndsSoon { left },
        left => Standing::Holds { left },
    }
}
