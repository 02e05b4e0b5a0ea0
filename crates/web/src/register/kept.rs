//! What was reckoned for every instrument of a dialogue, kept until the record or the day changes:
//! list, legal dates and desk read the same. It holds no words and nothing of a viewer, so one is
//! right for everybody who may read the dialogue.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use dialogue::content::Row;
use dialogue::id::ItemId;
use dialogue::instruments::{Checklists, Filed};
use dialogue::record::Record;
use register::civil::Day;
use register::{Alarm, LegalDate, Reckoning};

/// All instruments of a record as of a day.
#[derive(Debug, Default)]
pub struct Reckonings {
    /// In the order of the record.
    pub all: Vec<(ItemId, Reckoning)>,
    /// The years of signature there are, newest first.
    pub years: Vec<String>,
    /// The bodies that signed one.
    pub bodies: BTreeSet<ItemId>,
    /// Every legal date, as places in `all` and in the dates of that instrument; by day.
    pub dates: Vec<(usize, usize)>,
}

impl Reckonings {
    /// Reckons every instrument of the record.
    pub fn of(record: &Record, today: Day) -> Reckonings {
        let checklists = Checklists::of(record);
        let mut kept = Reckonings::default();
        let mut years = BTreeSet::new();
        for item in record.of_type("instrument") {
            let content = item.content();
            years.extend(content.date("signed").and_then(|date| date.get(..4)).map(str::to_owned));
            let bodies = content.rows("signatories").into_iter();
            kept.bodies.extend(bodies.filter_map(|row| Row(row).item("institution")));
            let found = Filed::of(record, item, &checklists).reckon(today);
            kept.all.push((item.id().clone(), found));
        }
        kept.years = years.into_iter().rev().collect();
        for (at, (_, found)) in kept.all.iter().enumerate() {
            kept.dates.extend((0..found.dates.len()).map(|date| (at, date)));
        }
        let mut dates = std::mem::take(&mut kept.dates);
        dates.sort_by_key(|at| kept.date(*at).date.first);
        kept.dates = dates;
        kept
    }

    /// The date at a place of `dates`.
    pub fn date(&self, (at, date): (usize, usize)) -> &LegalDate {
        &self.all[at].1.dates[date]
    }

    /// The dates of an alarm, by day.
    pub fn of_alarm(&self, alarm: Alarm) -> impl Iterator<Item = (usize, usize)> {
        self.dates.iter().copied().filter(move |at| self.date(*at).alarm == alarm)
    }
}

/// What is kept of each dialogue: of which revision and day.
type Of = (u64, Day, Arc<Reckonings>);

/// The kept ones of a node, one a dialogue.
#[derive(Debug, Default)]
pub struct Kept(Mutex<BTreeMap<String, Of>>);

impl Kept {
    /// Those of a record as it stands. `revision` was asked before the record was locked, so that
    /// what is kept under it is never older than it says.
    pub fn of(&self, did: &str, revision: u64, record: &Record, today: Day) -> Arc<Reckonings> {
        {
            let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((of, day, found)) = kept.get(did)
                && (*of, *day) == (revision, today)
            {
                return Arc::clone(found);
            }
        }
        let found = Arc::new(Reckonings::of(record, today));
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(did.to_owned(), (revision, today, Arc::clone(&found)));
        found
    }
}
