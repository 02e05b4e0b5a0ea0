//! The term of an instrument and its next legal dates: entry into force, the last day for notice,
//! tacit renewal, expiry, reports. Every instrument gets a next date or a reason why there is
//! none. Periods are counted from where the term began, so that month ends do not drift; a date
//! known only to a month or a year stays so, and alarms go by its first possible day.

use crate::civil::{Dated, Day, months_between};
use crate::entry::{self, Entry, Rule};
use crate::fact::{Binding, Fact, Kind, Side};
use crate::limits::{FACTS_MAX, MONTHS_MAX, TERM_MONTHS_MIN};

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
    /// The law stands from this day on; none for always.
    pub since: Option<Dated>,
    /// It stands before this day only: from it on another law counts.
    pub until: Option<Dated>,
    /// True when it was done.
    pub done: bool,
}

impl Clock {
    /// Whether its law stood when it was started, as far as the dates say.
    fn stands(&self, from: Dated) -> bool {
        self.since.is_none_or(|since| !from.surely_before(since))
            && self.until.is_none_or(|until| from.first < until.first)
    }
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
    /// A notice took effect, whether or not anybody recorded the end as a fact (VCLT 54, 56).
    EndedByNotice(Dated),
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
    /// Notice was given, and neither it nor the term says with effect from when.
    NoticeWithoutEffect,
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
    let notice = Notice::of(facts);
    let span = Span::of(terms, facts, start, notice, today);
    let known = Known { terms, facts, start, notice, span, today };
    let stage = known.stage();
    let mut dates = Vec::new();
    let mut add = |kind: DateKind, date: Dated| {
        let days_left =
            if date.last < today { date.last - today } else { (date.first - today).max(0) };
        dates.push(LegalDate { kind, date, days_left, alarm: Alarm::of(days_left) });
    };
    known.own_dates(stage, &mut add);
    reports(instrument, facts, start, &mut add);
    dates.sort_by_key(|date| (date.date.first, date.kind));
    let none = dates.is_empty().then(|| why_none(terms, &entry, stage, notice));
    Reckoning { entry, recorded, contradiction, stage, end: span.map(|span| span.end), dates, none }
}

/// The latest fact of some kinds.
fn dated(facts: &[Fact], is: impl Fn(Kind) -> bool) -> Option<Dated> {
    facts.iter().filter(|fact| is(fact.kind)).map(|fact| fact.date).max()
}

/// The notice that stands: given, and not overtaken by a renewal or extension after it.
#[derive(Debug, Clone, Copy)]
struct Notice {
    given: Dated,
    /// With effect from when; none where only the term says.
    effect: Option<Dated>,
}

impl Notice {
    fn of(facts: &[Fact]) -> Option<Notice> {
        let lives_on = dated(facts, lengthens);
        let stands = |fact: &&Fact| {
            let overtaken = lives_on.is_some_and(|later| fact.date.surely_before(later));
            fact.kind == Kind::NoticeGiven && !overtaken
        };
        let stands = facts.iter().filter(stands);
        // Of two notices the one that takes effect first ends it; both count as given by the first.
        let effect = stands.clone().filter_map(|fact| fact.until).min();
        stands.map(|fact| fact.date).min().map(|given| Notice { given, effect })
    }
}

/// Whether it makes the term longer.
fn lengthens(kind: Kind) -> bool {
    matches!(kind, Kind::Renewed | Kind::Extended)
}

/// The term that runs, or that ran out last.
#[derive(Debug, Clone, Copy)]
struct Span {
    end: Dated,
    /// A notice stops its renewal.
    stopped: bool,
}

impl Span {
    fn of(
        terms: &Terms,
        facts: &[Fact],
        start: Option<Dated>,
        notice: Option<Notice>,
        today: Day,
    ) -> Option<Span> {
        let (anchor, months) = Span::base(terms, facts, start)?;
        let end = |n: i64, period: u32| {
            let all = i64::from(months) + n * i64::from(period);
            anchor.plus_months(u32::try_from(all).unwrap_or(u32::MAX).min(12 * MONTHS_MAX))
        };
        let period = terms
            .renewal_months
            .or(terms.months)
            .filter(|n| (TERM_MONTHS_MIN..=MONTHS_MAX).contains(n));
        let (Renewal::Tacit, Some(period)) = (terms.renewal, period) else {
            // Where a notice names its day, that day is judged beside the end of the term.
            let stopped = notice.is_some_and(|notice| notice.effect.is_none());
            return Some(Span { end: end(0, 1), stopped });
        };
        // What a notice says itself goes before what is reckoned from its day.
        if let Some(effect) = notice.and_then(|notice| notice.effect) {
            return Some(Span { end: effect, stopped: true });
        }
        let notice = notice.map(|notice| notice.given);
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
        let within = |months: &u32| (TERM_MONTHS_MIN..=MONTHS_MAX).contains(months);
        let mut base = match (terms.until, start, terms.months.filter(within)) {
            (Some(until), _, _) => Some((until, 0)),
            (None, Some(start), Some(months)) => Some((start, months)),
            _ => None,
        };
        let mut longer: Vec<&Fact> = facts.iter().filter(|fact| lengthens(fact.kind)).collect();
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

/// What the stage and the dates rest on.
#[derive(Debug, Clone, Copy)]
struct Known<'a> {
    terms: &'a Terms,
    facts: &'a [Fact],
    start: Option<Dated>,
    notice: Option<Notice>,
    span: Option<Span>,
    today: Day,
}

impl Known<'_> {
    fn stage(&self) -> Stage {
        let past = |fact: &&Fact| fact.date.first <= self.today;
        if let Some(end) = self.facts.iter().filter(past).find(|fact| fact.kind.ends()) {
            return Stage::Ended(end.kind, end.date);
        }
        if let Some(effect) = self.effect().filter(|effect| self.took_effect(*effect)) {
            return Stage::EndedByNotice(effect);
        }
        // A suspension, a resumption or a renewal may be recorded ahead of its day.
        let so_far: Vec<Fact> = self.facts.iter().filter(past).cloned().collect();
        let since = match self.start.filter(|start| start.first <= self.today) {
            Some(start) => Stage::InForce(start),
            // What was renewed was in force, even if nobody says since when.
            None => match dated(&so_far, lengthens) {
                Some(date) => Stage::Renewed(date),
                None => return self.before_entry(),
            },
        };
        match self.span.filter(|span| span.end.last < self.today) {
            Some(Span { end, stopped: true }) => return Stage::EndedByNotice(end),
            Some(Span { end, stopped: false }) if self.terms.renewal != Renewal::Tacit => {
                return Stage::RanOut(end);
            }
            _ => {}
        }
        let suspended = dated(&so_far, |kind| kind == Kind::Suspended);
        let resumed = dated(&so_far, |kind| kind == Kind::Resumed);
        match suspended {
            Some(at) if resumed.is_none_or(|resumed| resumed.first < at.first) => {
                Stage::Suspended(at)
            }
            _ => since,
        }
    }

    /// The day of a notice that comes before the term is over by itself.
    fn effect(&self) -> Option<Dated> {
        let effect = self.notice.and_then(|notice| notice.effect);
        effect.filter(|effect| self.span.is_none_or(|span| effect.first <= span.end.last))
    }

    /// From its day on; where that is known to a month or a year, when these are over.
    fn took_effect(&self, effect: Dated) -> bool {
        match effect.exact() {
            Some(day) => day <= self.today,
            None => effect.last < self.today,
        }
    }

    fn before_entry(&self) -> Stage {
        let has = |kind: Kind| {
            self.facts.iter().any(|fact| fact.kind == kind && fact.date.first <= self.today)
        };
        let binds = self.terms.binding != Binding::NonBinding;
        match () {
            () if binds && has(Kind::ProvisionallyApplied) => Stage::Provisional,
            () if has(Kind::Signed) => Stage::Signed,
            () => Stage::Unsigned,
        }
    }

    /// The dates of the instrument itself.
    fn own_dates(&self, stage: Stage, add: &mut impl FnMut(DateKind, Dated)) {
        if matches!(stage, Stage::Ended(..) | Stage::EndedByNotice(_)) {
            return;
        }
        if let Some(start) = self.start.filter(|start| start.first > self.today) {
            add(DateKind::Enters, start);
        }
        if let Some(effect) = self.effect() {
            add(DateKind::EndsByNotice, effect);
            return;
        }
        if let Stage::Suspended(_) = stage {
            let until = self.facts.iter().filter(|fact| fact.kind == Kind::Suspended);
            if let Some(until) = until.filter_map(|fact| fact.until).max() {
                add(DateKind::SuspensionEnds, until);
            }
        }
        let Some(Span { end, stopped }) = self.span else { return };
        match self.terms.renewal {
            _ if stopped => add(DateKind::EndsByNotice, end),
            Renewal::Tacit => {
                if let Some(months) = self.terms.notice_months {
                    let notice = end.minus_months(months.min(MONTHS_MAX));
                    if notice.last >= self.today {
                        add(DateKind::Notice, notice);
                    }
                }
                add(DateKind::Renews, end);
            }
            Renewal::Express => add(DateKind::RenewalDue, end),
            Renewal::None | Renewal::Unstated => add(DateKind::Expires, end),
        }
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
        if let Some(from) = from.filter(|from| applies && clock.stands(*from)) {
            add(DateKind::Report(at), from.plus_days(clock.days));
        }
    }
}

fn why_none(terms: &Terms, entry: &Entry, stage: Stage, notice: Option<Notice>) -> NoDate {
    match (stage, entry) {
        (Stage::Ended(..) | Stage::EndedByNotice(_), _) => NoDate::Ended,
        _ if notice.is_some() => NoDate::NoticeWithoutEffect,
        (Stage::Unsigned | Stage::Signed | Stage::Provisional, Entry::NotStated) => {
            NoDate::EntryNotStated
        }
        (Stage::Unsigned | Stage::Signed | Stage::Provisional, _) => NoDate::Waiting,
        _ if terms.unlimited => NoDate::Unlimited,
        _ => NoDate::TermNotStated,
    }
}
