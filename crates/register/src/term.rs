//! The term of an instrument and its next legal dates: entry into force, the last day for notice,
//! tacit renewal, expiry, reports. Every instrument gets a next date or a reason why there is
//! none. Periods are counted from where the term began, so that month ends do not drift; a date
//! known only to a month or a year stays so, and alarms go by its first possible day.

use crate::civil::{Dated, Day, months_between};
use crate::entry::{self, Entry, Rule};
use crate::fact::{Binding, Fact, Kind, Side};
use crate::limits::{FACTS_MAX, MONTHS_MAX};

/// What happens when the term runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Renewal {
    /// It goes on for another period unless a side gave notice.
    Tacit,
    /// It goes on only when both sides renew it.
    Express,
    /// It ends.
    None,
    /// Nobody says.
    #[default]
    Unstated,
}

/// What the text of an instrument says about its own time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Terms {
    /// Whether it binds.
    pub binding: Binding,
    /// What puts it into force.
    pub rule: Rule,
    /// Notes count from the day they were received.
    pub by_receipt: bool,
    /// It has no end.
    pub unlimited: bool,
    /// Its first term, in months from its entry into force.
    pub months: Option<u32>,
    /// Its end, where the text names a day.
    pub until: Option<Dated>,
    /// What happens at the end.
    pub renewal: Renewal,
    /// The period of a renewal, in months; absent, the first term.
    pub renewal_months: Option<u32>,
    /// How many months before the end notice must be given.
    pub notice_months: Option<u32>,
}

/// A deadline that a side's own law counts in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Whose.
    pub side: Side,
    /// For which instruments; none for all.
    pub for_binding: Option<bool>,
    /// What starts it.
    pub from: Start,
    /// How many days later the report is due.
    pub days: u32,
    /// True when it was done.
    pub done: bool,
}

/// What starts a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Start {
    /// The last signature.
    Signature,
    /// The entry into force, or the day it became operative.
    Entry,
}

/// An instrument as it is reckoned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Instrument {
    /// What its text says.
    pub terms: Terms,
    /// How many parties it has.
    pub sides: usize,
    /// What happened.
    pub facts: Vec<Fact>,
    /// What its parties' laws ask.
    pub clocks: Vec<Clock>,
}

/// Where an instrument stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing says that it was signed.
    Unsigned,
    /// Signed, not in force.
    Signed,
    /// Applied provisionally, not in force.
    Provisional,
    /// In force, or operative, since then.
    InForce(Dated),
    /// In force, for it was renewed then; nobody says since when.
    Renewed(Dated),
    /// In force, its operation suspended since then.
    Suspended(Dated),
    /// Its term ran out and nothing later is recorded.
    RanOut(Dated),
    /// Ended by this fact.
    Ended(Kind, Dated),
}

/// What will happen on a legal date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateKind {
    /// It enters into force, or becomes operative.
    Enters,
    /// The last day to give notice before it renews itself.
    Notice,
    /// It renews itself.
    Renews,
    /// It ends unless both renew it.
    RenewalDue,
    /// Its term runs out.
    Expires,
    /// A notice takes effect.
    EndsByNotice,
    /// A suspension ends.
    SuspensionEnds,
    /// The clock with this place in the list runs out.
    Report(usize),
}

/// How near a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alarm {
    /// It has passed.
    Past,
    /// At most 30 days.
    Days30,
    /// At most 90 days.
    Days90,
    /// At most 180 days.
    Days180,
    /// Further away.
    Far,
}

impl Alarm {
    /// The alarm for a date so many days ahead; negative when it has passed.
    pub fn of(days_left: i64) -> Alarm {
        match days_left {
            ..0 => Alarm::Past,
            0..=30 => Alarm::Days30,
            31..=90 => Alarm::Days90,
            91..=180 => Alarm::Days180,
            _ => Alarm::Far,
        }
    }

    /// The fixed name.
    pub fn as_str(self) -> &'static str {
        match self {
            Alarm::Past => "past",
            Alarm::Days30 => "30",
            Alarm::Days90 => "90",
            Alarm::Days180 => "180",
            Alarm::Far => "far",
        }
    }
}

/// A date on which something follows from law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegalDate {
    /// What.
    pub kind: DateKind,
    /// When.
    pub date: Dated,
    /// Days to its first possible day; negative when even its last has passed.
    pub days_left: i64,
    /// How near it is.
    pub alarm: Alarm,
}

/// Why an instrument has no next legal date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoDate {
    /// It has ended.
    Ended,
    /// It is in force for an unlimited time.
    Unlimited,
    /// It is in force and nobody said for how long.
    TermNotStated,
    /// Something is missing for its entry into force.
    Waiting,
    /// Its clause on entry into force is not stated.
    EntryNotStated,
}

/// What follows for an instrument on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoning {
    /// What follows from the clause.
    pub entry: Entry,
    /// What a fact says.
    pub recorded: Option<Dated>,
    /// True when the fact and the clause cannot both be right.
    pub contradiction: bool,
    /// Where it stands.
    pub stage: Stage,
    /// When the current term runs out.
    pub end: Option<Dated>,
    /// Legal dates to come, and those that passed without their fact; the nearest first.
    pub dates: Vec<LegalDate>,
    /// Why there are none.
    pub none: Option<NoDate>,
}

impl Reckoning {
    /// The nearest date.
    pub fn next(&self) -> Option<&LegalDate> {
        self.dates.first()
    }
}

/// Reckons an instrument as of a day.
pub fn reckon(instrument: &Instrument, today: Day) -> Reckoning {
    let terms = &instrument.terms;
    let facts = &instrument.facts[..instrument.facts.len().min(FACTS_MAX)];
    let entry = entry::reckon(terms.rule, terms.by_receipt, facts, instrument.sides);
    let recorded = dated(facts, |kind| matches!(kind, Kind::InForce | Kind::Operative));
    let start = match (&entry, recorded) {
        (_, Some(recorded)) => Some(recorded),
        (Entry::On(date), None) => Some(*date),
        _ => None,
    };
    let contradiction = match (&entry, recorded) {
        (Entry::On(reckoned), Some(recorded)) => {
            reckoned.surely_before(recorded) || recorded.surely_before(*reckoned)
        }
        _ => false,
    };
    let span = Span::of(terms, facts, start, today);
    let stage = stage(terms, facts, start, span, today);
    let mut dates = Vec::new();
    let mut add = |kind: DateKind, date: Dated| {
        let days_left =
            if date.last < today { date.last - today } else { (date.first - today).max(0) };
        dates.push(LegalDate { kind, date, days_left, alarm: Alarm::of(days_left) });
    };
    own_dates(terms, facts, start, stage, span, today, &mut add);
    reports(instrument, facts, start, &mut add);
    dates.sort_by_key(|date| (date.date.first, date.kind));
    let none = dates.is_empty().then(|| why_none(terms, &entry, stage));
    Reckoning { entry, recorded, contradiction, stage, end: span.map(|span| span.end), dates, none }
}

/// The latest fact of some kinds.
fn dated(facts: &[Fact], is: impl Fn(Kind) -> bool) -> Option<Dated> {
    facts.iter().filter(|fact| is(fact.kind)).map(|fact| fact.date).max()
}

/// The term that runs, or that ran out last.
#[derive(Debug, Clone, Copy)]
struct Span {
    end: Dated,
    /// The notice that stops its renewal.
    stopped: bool,
}

impl Span {
    fn of(terms: &Terms, facts: &[Fact], start: Option<Dated>, today: Day) -> Option<Span> {
        let (anchor, months) = Span::base(terms, facts, start)?;
        let end = |n: i64, period: u32| {
            let all = i64::from(months) + n * i64::from(period);
            anchor.plus_months(u32::try_from(all).unwrap_or(u32::MAX).min(12 * MONTHS_MAX))
        };
        let notice = facts.iter().filter(|fact| fact.kind == Kind::NoticeGiven);
        let notice = notice.map(|fact| fact.date).min();
        let period = terms.renewal_months.or(terms.months).filter(|n| (1..=MONTHS_MAX).contains(n));
        let (Renewal::Tacit, Some(period)) = (terms.renewal, period) else {
            return Some(Span { end: end(0, 1), stopped: notice.is_some() });
        };
        // The first end from today on, or the first that the notice was in time for.
        let before = terms.notice_months.unwrap_or(0).min(MONTHS_MAX);
        let reaches = |n: i64, notice: Option<Dated>| match notice {
            Some(notice) => end(n, period).minus_months(before).last >= notice.last,
            None => end(n, period).last >= today,
        };
        let first = |notice: Option<Dated>| {
            let goal = notice.map_or(today, |notice| notice.last);
            let whole = months_between(anchor.last, goal) - i64::from(months);
            let mut n = (whole.div_euclid(i64::from(period)) - 1).max(0);
            while !reaches(n, notice) && n <= i64::from(12 * MONTHS_MAX) {
                n += 1;
            }
            n
        };
        // A notice that comes too late for one end is in time for the next.
        Some(Span { end: end(first(notice), period), stopped: notice.is_some() })
    }

    /// From where the current term is counted and how many months: the first term, then what was
    /// renewed or extended expressly.
    fn base(terms: &Terms, facts: &[Fact], start: Option<Dated>) -> Option<(Dated, u32)> {
        let within = |months: &u32| (1..=MONTHS_MAX).contains(months);
        let mut base = match (terms.until, start, terms.months.filter(within)) {
            (Some(until), _, _) => Some((until, 0)),
            (None, Some(start), Some(months)) => Some((start, months)),
            _ => None,
        };
        let lengthens = |fact: &&Fact| matches!(fact.kind, Kind::Renewed | Kind::Extended);
        let mut longer: Vec<&Fact> = facts.iter().filter(lengthens).collect();
        longer.sort_by_key(|fact| fact.date);
        for fact in longer {
            let usual = terms.renewal_months.or(terms.months);
            let months = fact.months.or(usual).filter(within);
            base = match (fact.until, months, base) {
                (Some(until), _, _) => Some((until, 0)),
                (None, Some(months), Some((from, had)))
                    if fact.date.first <= from.plus_months(had).last =>
                {
                    Some((from, had.saturating_add(months).min(12 * MONTHS_MAX)))
                }
                // Renewed when the term had run out, or one that nobody stated: counted anew.
                (None, Some(months), _) => Some((fact.date, months)),
                (None, None, base) => base,
            };
        }
        base
    }
}

fn stage(
    terms: &Terms,
    facts: &[Fact],
    start: Option<Dated>,
    span: Option<Span>,
    today: Day,
) -> Stage {
    let past = |fact: &&Fact| fact.date.first <= today;
    if let Some(end) = facts.iter().filter(past).find(|fact| fact.kind.ends()) {
        return Stage::Ended(end.kind, end.date);
    }
    // A suspension, a resumption or a renewal may be recorded ahead of its day.
    let so_far: Vec<Fact> = facts.iter().filter(past).cloned().collect();
    let lives_on = dated(&so_far, |kind| matches!(kind, Kind::Renewed | Kind::Extended));
    let since = match start.filter(|start| start.first <= today) {
        Some(start) => Stage::InForce(start),
        // What was renewed was in force, even if nobody says since when.
        None => match lives_on {
            Some(date) => Stage::Renewed(date),
            None => return before_entry(terms, facts, today),
        },
    };
    let ran_out =
        |span: &Span| span.end.last < today && (terms.renewal != Renewal::Tacit || span.stopped);
    if let Some(span) = span.filter(ran_out) {
        return Stage::RanOut(span.end);
    }
    let suspended = dated(&so_far, |kind| kind == Kind::Suspended);
    let resumed = dated(&so_far, |kind| kind == Kind::Resumed);
    match suspended {
        Some(at) if resumed.is_none_or(|resumed| resumed.first < at.first) => Stage::Suspended(at),
        _ => since,
    }
}

fn before_entry(terms: &Terms, facts: &[Fact], today: Day) -> Stage {
    let has = |kind: Kind| facts.iter().any(|fact| fact.kind == kind && fact.date.first <= today);
    match () {
        () if terms.binding != Binding::NonBinding && has(Kind::ProvisionallyApplied) => {
            Stage::Provisional
        }
        () if has(Kind::Signed) => Stage::Signed,
        () => Stage::Unsigned,
    }
}

/// The dates of the instrument itself.
fn own_dates(
    terms: &Terms,
    facts: &[Fact],
    start: Option<Dated>,
    stage: Stage,
    span: Option<Span>,
    today: Day,
    add: &mut impl FnMut(DateKind, Dated),
) {
    if matches!(stage, Stage::Ended(..)) {
        return;
    }
    if let Some(start) = start.filter(|start| start.first > today) {
        add(DateKind::Enters, start);
    }
    let ends = facts.iter().filter(|fact| fact.kind == Kind::NoticeGiven);
    let effect = ends.filter_map(|fact| fact.until).max();
    if let Some(effect) = effect {
        add(DateKind::EndsByNotice, effect);
        return;
    }
    if let Stage::Suspended(_) = stage {
        let until = facts.iter().filter(|fact| fact.kind == Kind::Suspended);
        if let Some(until) = until.filter_map(|fact| fact.until).max() {
            add(DateKind::SuspensionEnds, until);
        }
    }
    let Some(Span { end, stopped }) = span else { return };
    match terms.renewal {
        _ if stopped => add(DateKind::EndsByNotice, end),
        Renewal::Tacit => {
            if let Some(months) = terms.notice_months {
                let notice = end.minus_months(months.min(MONTHS_MAX));
                if notice.last >= today {
                    add(DateKind::Notice, notice);
                }
            }
            add(DateKind::Renews, end);
        }
        Renewal::Express => add(DateKind::RenewalDue, end),
        Renewal::None | Renewal::Unstated => add(DateKind::Expires, end),
    }
}

/// What the parties' laws ask, as far as it is not done.
fn reports(
    instrument: &Instrument,
    facts: &[Fact],
    start: Option<Dated>,
    add: &mut impl FnMut(DateKind, Dated),
) {
    for (at, clock) in instrument.clocks.iter().enumerate().filter(|(_, clock)| !clock.done) {
        let applies = match (clock.for_binding, instrument.terms.binding) {
            (None, _) => true,
            (Some(binding), Binding::Binding) => binding,
            (Some(binding), Binding::NonBinding) => !binding,
            (Some(_), Binding::Unstated) => false,
        };
        let from = match clock.from {
            Start::Signature => dated(facts, |kind| kind == Kind::Signed),
            Start::Entry => start,
        };
        if let Some(from) = from.filter(|_| applies) {
            add(DateKind::Report(at), from.plus_days(clock.days));
        }
    }
}

fn why_none(terms: &Terms, entry: &Entry, stage: Stage) -> NoDate {
    match (stage, entry) {
        (Stage::Ended(..), _) => NoDate::Ended,
        (Stage::Unsigned | Stage::Signed | Stage::Provisional, Entry::NotStated) => {
            NoDate::EntryNotStated
        }
        (Stage::Unsigned | Stage::Signed | Stage::Provisional, _) => NoDate::Waiting,
        _ if terms.unlimited => NoDate::Unlimited,
        _ => NoDate::TermNotStated,
    }
}
