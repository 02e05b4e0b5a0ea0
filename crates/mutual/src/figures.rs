//! Half-yearly figures, and what of them may leave the compartment. Outside it a count is a band of
//! five, and below five it is withheld; what could tell more of a withheld count by subtraction,
//! within a half-year or from one to the next, is not shown at all. So every withheld count may
//! still be anything from 0 to 4 for whoever knows every half-year shown and this rule itself
//! (`docs/decisions.md`). A half-year is judged by itself, in any order of publication.

use std::collections::{BTreeMap, BTreeSet};

use crate::Day;
use crate::codes::{CLASSES, GROUNDS};
use crate::limits::{MEDIAN_WEEKS_MAX, SHOWN_BAND, SHOWN_COUNT_MIN};

/// What the figures need of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The day it was sent.
    pub opened: Day,
    /// The day it ended.
    pub closed: Option<Day>,
    /// Its service class; what is none of [`CLASSES`] counts in no class.
    pub class: String,
    /// Its ground of refusal, if it was refused; what is none of [`GROUNDS`] counts under none.
    pub ground: Option<String>,
    /// Sent back as defective, on this day the last time.
    pub returned: Option<Day>,
}

/// One service class in a half-year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OfClass {
    /// Sent in it.
    pub opened: u64,
    /// Ended in it.
    pub closed: u64,
    /// Days from sending to the end of those that ended: see [`median`].
    pub median_days: Option<u64>,
    /// All of those took the same number of whole weeks, so that their median tells of each.
    pub alike: bool,
}

/// The figures of a half-year, complete: for the two authorities only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Requests sent in it.
    pub opened: u64,
    /// Requests ended in it.
    pub closed: u64,
    /// Requests open at its end.
    pub pending: u64,
    /// Requests sent back in it.
    pub returned: u64,
    /// By class, of [`CLASSES`].
    pub by_class: BTreeMap<String, OfClass>,
    /// Refused in it, by ground, of [`GROUNDS`].
    pub by_ground: BTreeMap<String, u64>,
    /// Requests counted above whose class or ground is no code of the lists: a finding.
    pub unknown: u64,
}

/// Counts the cases of the days `from..=to`.
pub fn count(cases: &[Case], from: Day, to: Day) -> Figures {
    let within = |day: Day| (from..=to).contains(&day);
    let mut figures = Figures::default();
    let mut days: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for case in cases {
        let class = CLASSES.iter().copied().find(|known| **known == case.class);
        let mut stray = false;
        if within(case.opened) {
            figures.opened += 1;
            match class {
                Some(class) => figures.by_class.entry(class.to_owned()).or_default().opened += 1,
                None => stray = true,
            }
        }
        if case.opened <= to && case.closed.is_none_or(|day| day > to) {
            figures.pending += 1;
        }
        if case.returned.is_some_and(within) {
            figures.returned += 1;
        }
        if let Some(closed) = case.closed.filter(|day| within(*day)) {
            figures.closed += 1;
            match case.ground.as_deref() {
                Some(ground) if GROUNDS.contains(&ground) => {
                    *figures.by_ground.entry(ground.to_owned()).or_default() += 1;
                }
                ground => stray |= ground.is_some(),
            }
            match class {
                Some(class) => {
                    let took = u64::try_from(closed - case.opened).unwrap_or(0);
                    days.entry(class).or_default().push(took);
                }
                None => stray = true,
            }
        }
        figures.unknown += u64::from(stray);
    }
    for (class, mut took) in days {
        let one = figures.by_class.entry(class.to_owned()).or_default();
        one.closed = took.len() as u64;
        one.alike = took.iter().map(|days| days / 7).collect::<BTreeSet<_>>().len() == 1;
        one.median_days = median(&mut took);
    }
    figures
}

/// The middle of the values: the mean of the middle two, or three of an odd number, in whole days;
/// so that of five and more it is no single request's own.
///
/// ```
/// use mutual::figures::median;
/// assert_eq!(median(&mut [9, 1, 4, 30, 8]), Some(7));
/// assert_eq!(median(&mut [10, 2, 4, 40]), Some(7));
/// assert_eq!(median(&mut [3]), Some(3));
/// assert_eq!(median(&mut []), None);
/// ```
pub fn median(values: &mut [u64]) -> Option<u64> {
    values.sort_unstable();
    let n = values.len();
    let middle = match n {
        0 => return None,
        1 | 2 => &values[..],
        n if n % 2 == 0 => &values[n / 2 - 1..=n / 2],
        n => &values[n / 2 - 1..=n / 2 + 1],
    };
    Some(middle.iter().sum::<u64>() / middle.len() as u64)
}

/// A count as it is read outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// Below five, or withheld for the sake of others.
    Withheld,
    /// From the first to the last.
    Within(u64, u64),
    /// So many or more.
    AtLeast(u64),
}

/// The figures of a half-year as they may be shown outside; an absent count is withheld. A count is
/// the first of its band of five.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown {
    /// Requests sent.
    pub opened: Option<u64>,
    /// Requests ended; at most `opened`.
    pub closed: Option<u64>,
    /// Requests sent back; at most `opened`.
    pub returned: Option<u64>,
    /// By class: the median in whole weeks, at most [`MEDIAN_WEEKS_MAX`], which is "or more".
    pub weeks: BTreeMap<String, u64>,
    /// Refused, by ground.
    pub grounds: BTreeMap<String, u64>,
}

/// How figures break the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// A count is below five, or not the first of a band.
    Count,
    /// What is shown bounds what is withheld.
    GivesAway,
    /// A class or ground is none of the lists.
    Code,
    /// A median is above the highest that is shown.
    Median,
}

// Proved only if a band is as wide as what is withheld is deep.
const _: () = assert!(SHOWN_BAND == SHOWN_COUNT_MIN);

fn band(count: u64) -> Option<u64> {
    (count >= SHOWN_COUNT_MIN).then(|| count - count % SHOWN_BAND)
}

/// What of the figures may be shown.
///
/// ```
/// use mutual::figures::{Band, Figures, publish};
/// let shown = publish(&Figures { opened: 12, closed: 3, ..Figures::default() });
/// assert_eq!((shown.opened, shown.closed), (Some(10), None));
/// assert_eq!(shown.read_opened(), Band::Within(10, 14));
/// // More ended than were sent: how many more would bound what was sent before.
/// let shown = publish(&Figures { opened: 12, closed: 31, ..Figures::default() });
/// assert_eq!(shown.read_closed(), Band::AtLeast(10));
/// ```
pub fn publish(figures: &Figures) -> Shown {
    let opened = band(figures.opened);
    // Never more than were sent in the same half-year: what ended or went back was sent some time,
    // and would tell of the counts of earlier half-years.
    let up_to_opened = |count: u64| Some(band(count)?.min(opened?));
    let mut shown = Shown {
        opened,
        closed: up_to_opened(figures.closed),
        returned: up_to_opened(figures.returned),
        ..Shown::default()
    };
    // Of what ended, no more is told in parts than is told in all.
    let mut left = shown.closed.unwrap_or_default();
    for ground in GROUNDS {
        let refused = figures.by_ground.get(*ground).copied().and_then(band);
        if let Some(refused) = refused.filter(|refused| *refused <= left) {
            left -= refused;
            shown.grounds.insert((*ground).to_owned(), refused);
        }
    }
    let mut left = shown.closed.unwrap_or_default();
    for class in CLASSES {
        let Some(one) = figures.by_class.get(*class) else { continue };
        let enough = one.closed >= SHOWN_COUNT_MIN && left >= SHOWN_COUNT_MIN;
        if let Some(days) = one.median_days.filter(|_| enough && !one.alike) {
            left -= SHOWN_COUNT_MIN;
            shown.weeks.insert((*class).to_owned(), (days / 7).min(MEDIAN_WEEKS_MAX));
        }
    }
    shown
}

impl Shown {
    /// Whether these are figures that [`publish`] can make; what is received is held against it.
    pub fn check(&self) -> Result<(), Broken> {
        let known = |codes: &BTreeMap<String, u64>, list: &[&str]| {
            codes.keys().all(|code| list.contains(&code.as_str()))
        };
        if !known(&self.weeks, CLASSES) || !known(&self.grounds, GROUNDS) {
            return Err(Broken::Code);
        }
        let counts = [self.opened, self.closed, self.returned].into_iter().flatten();
        if counts.chain(self.grounds.values().copied()).any(|n| band(n) != Some(n)) {
            return Err(Broken::Count);
        }
        if self.weeks.values().any(|weeks| *weeks > MEDIAN_WEEKS_MAX) {
            return Err(Broken::Median);
        }
        let refused = self.grounds.values().try_fold(0_u64, |sum, n| sum.checked_add(*n));
        let ended = self.closed.unwrap_or_default();
        let fits = self.closed.max(self.returned) <= self.opened
            && refused.is_some_and(|refused| refused <= ended)
            && self.weeks.len() as u64 * SHOWN_COUNT_MIN <= ended;
        if fits { Ok(()) } else { Err(Broken::GivesAway) }
    }

    /// How many were sent.
    pub fn read_opened(&self) -> Band {
        self.opened.map_or(Band::Withheld, within)
    }

    /// How many ended.
    pub fn read_closed(&self) -> Band {
        self.up_to_opened(self.closed)
    }

    /// How many were sent back.
    pub fn read_returned(&self) -> Band {
        self.up_to_opened(self.returned)
    }

    /// How many were refused on a ground.
    pub fn read_ground(&self, ground: &str) -> Band {
        self.grounds.get(ground).map_or(Band::Withheld, |n| within(*n))
    }

    fn up_to_opened(&self, count: Option<u64>) -> Band {
        match count {
            None => Band::Withheld,
            Some(n) if self.opened == Some(n) => Band::AtLeast(n),
            Some(n) => within(n),
        }
    }
}

fn within(first: u64) -> Band {
    Band::Within(first, first.saturating_add(SHOWN_BAND - 1))
}
