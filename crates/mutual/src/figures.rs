//! Half-yearly figures, and what of them may leave the compartment. A count below five is not
//! shown, and where the total of its group would give it away, other counts of the group are
//! withheld too, until what is withheld sums to five or more over at least two counts; the total
//! itself goes last.

use std::collections::BTreeMap;

use crate::Day;
use crate::limits::SHOWN_COUNT_MIN;

/// What the figures need of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The day it was sent.
    pub opened: Day,
    /// The day it ended.
    pub closed: Option<Day>,
    /// Its service class.
    pub class: String,
    /// Its ground of refusal, if it was refused.
    pub ground: Option<String>,
    /// Sent back as defective, ever, on this day.
    pub returned: Option<Day>,
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
    /// Sent in it, by class.
    pub by_class: BTreeMap<String, u64>,
    /// Refused in it, by ground.
    pub by_ground: BTreeMap<String, u64>,
    /// Days from sending to the end of those ended in it, by class: the lower median, and of how
    /// many.
    pub medians: BTreeMap<String, (u64, u64)>,
}

/// Counts the cases of the days `from..=to`.
pub fn count(cases: &[Case], from: Day, to: Day) -> Figures {
    let within = |day: Day| (from..=to).contains(&day);
    let mut figures = Figures::default();
    let mut days: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for case in cases {
        if within(case.opened) {
            figures.opened += 1;
            *figures.by_class.entry(case.class.clone()).or_default() += 1;
        }
        if case.opened <= to && case.closed.is_none_or(|day| day > to) {
            figures.pending += 1;
        }
        if case.returned.is_some_and(within) {
            figures.returned += 1;
        }
        let Some(closed) = case.closed.filter(|day| within(*day)) else { continue };
        figures.closed += 1;
        if let Some(ground) = &case.ground {
            *figures.by_ground.entry(ground.clone()).or_default() += 1;
        }
        let took = u64::try_from(closed - case.opened).unwrap_or(0);
        days.entry(case.class.clone()).or_default().push(took);
    }
    for (class, mut took) in days {
        let n = took.len() as u64;
        if let Some(median) = median(&mut took) {
            figures.medians.insert(class, (median, n));
        }
    }
    figures
}

/// The lower median.
pub fn median(values: &mut [u64]) -> Option<u64> {
    values.sort_unstable();
    values.get(values.len().checked_sub(1)? / 2).copied()
}

/// A group of counts as it may be shown; none where it is withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The counts in their order.
    pub cells: Vec<Option<u64>>,
    /// Their sum.
    pub total: Option<u64>,
}

/// Withholds what is below five and what would give it away.
///
/// ```
/// use mutual::figures::suppress;
/// let shown = suppress(&[12, 3, 9]);
/// // The 3 is withheld, the smallest other with it, and the total too.
/// assert_eq!(shown.cells, [Some(12), None, None]);
/// assert_eq!(shown.total, None);
/// assert_eq!(suppress(&[3]).total, None);
/// ```
pub fn suppress(counts: &[u64]) -> Shown {
    let total: u64 = counts.iter().sum();
    let mut cells: Vec<Option<u64>> =
        counts.iter().map(|count| Some(*count).filter(|count| *count >= SHOWN_COUNT_MIN)).collect();
    if total < SHOWN_COUNT_MIN {
        return Shown { cells: vec![None; counts.len()], total: None };
    }
    loop {
        let hidden: Vec<u64> = cells
            .iter()
            .zip(counts)
            .filter(|(cell, _)| cell.is_none())
            .map(|(_, count)| *count)
            .collect();
        let sum: u64 = hidden.iter().sum();
        if hidden.is_empty() {
            return Shown { cells, total: Some(total) };
        }
        if hidden.len() >= 2 && sum >= SHOWN_COUNT_MIN {
            // With the total, how the rule chooses would still bound the smallest one.
            return Shown { cells, total: None };
        }
        let next = (0..counts.len()).filter(|at| cells[*at].is_some()).min_by_key(|at| counts[*at]);
        match next {
            Some(next) => cells[next] = None,
            None => return Shown { cells, total: None },
        }
    }
}

/// A median is shown when it is that of five or more.
pub fn shown_median(median: u64, of: u64) -> Option<u64> {
    (of >= SHOWN_COUNT_MIN).then_some(median)
}
