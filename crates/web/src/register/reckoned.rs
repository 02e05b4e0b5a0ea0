//! What was reckoned, in words: the next legal date with its alarm, why there is none, entry into
//! force with its reason and what is missing. An alarm is a word and a sign, never a colour alone.

use dialogue::id::PartyId;
use dialogue::instruments::{Filed, From};
use dialogue::item::instrument_fact;
use register::civil::Day;
use register::term::NoDate;
use register::{
    Alarm, Binding, DateKind, Dated, Entry, Kind, LegalDate, Missing, Reckoning, Rule, Stage,
};

use crate::items::acts::is_agreed;
use crate::items::reader::Reader;

/// The next legal date of an instrument, or why there is none.
#[derive(Clone, Debug, Default)]
pub struct Next {
    /// What will happen, or the reason.
    pub what: String,
    /// When; empty for none.
    pub when: String,
    /// The first possible day as `2020-11-18`, for machines; empty for none.
    pub day: String,
    /// How many days are left.
    pub left: String,
    /// How near it is, in a word.
    pub alarm: String,
    /// The same as a sign.
    pub sign: &'static str,
    /// `past`, `30`, `90`, `180`, `far` or `none`: for filters and styles.
    pub tone: &'static str,
    /// The law that asks for it, as its side states it; empty where the instrument itself does.
    pub law: String,
}

/// Passed days from which on years are told in their place.
const DAYS_TOLD_MAX: usize = 2 * 366;

/// Entry into force in words.
#[derive(Clone, Debug, Default)]
pub struct EntryView {
    pub clause: String,
    pub outcome: String,
    pub missing: Vec<String>,
    /// Set where the record and the clause differ.
    pub contradiction: String,
    /// Set where a fact it rests on is not agreed yet.
    pub rests_on: String,
}

/// Today for us, as a number.
pub fn today(reader: &Reader<'_>, now: jiff::Timestamp) -> Day {
    let day = reader.places.our_day(now).to_string();
    register::civil::day_of(&day).unwrap_or_default()
}

/// A date as exactly as it is known.
pub fn dated(reader: &Reader<'_>, date: Dated) -> String {
    let text = date.to_string();
    match text.split_once('/') {
        Some((first, last)) => {
            let args = [("from", reader.date(first)), ("to", reader.date(last))];
            reader.t.f("register-between", &args)
        }
        None => reader.date(&text),
    }
}

/// The nearest date of a reckoning.
pub fn next(reader: &Reader<'_>, filed: &Filed<'_>, found: &Reckoning) -> Next {
    match (found.next(), found.none) {
        (Some(date), _) => of_date(reader, filed, date),
        (None, none) => Next {
            what: reader.t.s(none_key(none, states_none(filed))).into_owned(),
            tone: "none",
            sign: "—",
            ..Next::default()
        },
    }
}

/// Whether it is recorded that the source states no clause: an answer, not a gap.
fn states_none(filed: &Filed<'_>) -> bool {
    filed.item.content().text("entry_rule") == Some(register::entry::NOT_STATED)
}

fn none_key(none: Option<NoDate>, states_none: bool) -> &'static str {
    match none {
        Some(NoDate::EntryNotStated) if states_none => "register-none-source-states-none",
        Some(NoDate::NoticeWithoutEffect) => "register-none-notice-without-effect",
        Some(NoDate::Ended) => "register-none-ended",
        Some(NoDate::Unlimited) => "register-none-unlimited",
        Some(NoDate::TermNotStated) => "register-none-term-not-stated",
        Some(NoDate::Waiting) => "register-none-waiting",
        Some(NoDate::EntryNotStated) | None => "register-none-entry-not-stated",
    }
}

/// One legal date in words.
pub fn of_date(reader: &Reader<'_>, filed: &Filed<'_>, date: &LegalDate) -> Next {
    let t = reader.t;
    let soft = filed.instrument.terms.binding == Binding::NonBinding;
    let what = match date.kind {
        DateKind::Enters if soft => t.s("register-date-operative").into_owned(),
        DateKind::Enters => t.s("register-date-enters").into_owned(),
        DateKind::Notice => t.s("register-date-notice").into_owned(),
        DateKind::Renews => t.s("register-date-renews").into_owned(),
        DateKind::RenewalDue => t.s("register-date-renewal-due").into_owned(),
        DateKind::Expires if date.alarm == Alarm::Past => t.s("register-date-ran-out").into_owned(),
        DateKind::Expires => t.s("register-date-expires").into_owned(),
        DateKind::EndsByNotice => t.s("register-date-ends-by-notice").into_owned(),
        DateKind::SuspensionEnds => t.s("register-date-suspension-ends").into_owned(),
        DateKind::Report(at) => match filed.reports.get(at) {
            Some(report) => {
                let title = report.row.bi("title", reader.lang()).unwrap_or_default();
                let party = reader.party(&report.party);
                t.f("register-date-report", &[("title", title.to_owned()), ("party", party)])
            }
            None => String::new(),
        },
    };
    let law = match date.kind {
        DateKind::Report(at) => {
            filed.reports.get(at).and_then(|report| report.row.bi("law", reader.lang()))
        }
        _ => None,
    };
    let days = usize::try_from(date.days_left.unsigned_abs()).unwrap_or(usize::MAX);
    let left = match date.days_left < 0 {
        true if days >= DAYS_TOLD_MAX => t.n("register-years-past", days / 366),
        true => t.n("register-days-past", days),
        false => t.n("register-days-left", days),
    };
    let (sign, tone) = sign(date.alarm);
    Next {
        what,
        when: dated(reader, date.date),
        day: register::civil::date_of(date.date.first),
        left,
        alarm: t.s(alarm_key(date.alarm)).into_owned(),
        sign,
        tone,
        law: law.unwrap_or_default().to_owned(),
    }
}

fn sign(alarm: Alarm) -> (&'static str, &'static str) {
    match alarm {
        Alarm::Past => ("×", "past"),
        Alarm::Days30 => ("!!!", "30"),
        Alarm::Days90 => ("!!", "90"),
        Alarm::Days180 => ("!", "180"),
        Alarm::Far => ("·", "far"),
    }
}

/// The key of the word for an alarm.
pub fn alarm_key(alarm: Alarm) -> &'static str {
    match alarm {
        Alarm::Past => "register-alarm-past",
        Alarm::Days30 => "register-alarm-30",
        Alarm::Days90 => "register-alarm-90",
        Alarm::Days180 => "register-alarm-180",
        Alarm::Far => "register-alarm-far",
    }
}

/// Where it stands as of today.
pub fn stage(reader: &Reader<'_>, filed: &Filed<'_>, stage: Stage) -> String {
    let t = reader.t;
    let soft = filed.instrument.terms.binding == Binding::NonBinding;
    let since = |key: &str, date: Dated| t.f(key, &[("date", dated(reader, date))]);
    match stage {
        Stage::Unsigned => t.s("register-stage-unsigned").into_owned(),
        Stage::Signed if states_none(filed) => t.s("register-stage-signed-none").into_owned(),
        Stage::Signed if soft => t.s("register-stage-signed-soft").into_owned(),
        Stage::Signed => t.s("register-stage-signed").into_owned(),
        Stage::Provisional => t.s("register-stage-provisional").into_owned(),
        Stage::InForce(date) if soft => since("register-stage-operative", date),
        Stage::InForce(date) => since("register-stage-in-force", date),
        Stage::Renewed(date) => since("register-stage-renewed", date),
        Stage::Suspended(date) => since("register-stage-suspended", date),
        Stage::RanOut(date) => since("register-stage-ran-out", date),
        Stage::EndedByNotice(date) => since("register-stage-ended-by-notice", date),
        Stage::Ended(kind, date) => {
            let word = instrument_fact::word(kind.as_str(), reader.lang()).unwrap_or_default();
            let args = [("what", word.to_owned()), ("date", dated(reader, date))];
            t.f("register-stage-ended", &args)
        }
    }
}

/// The clause on entry into force in a sentence.
pub fn clause(reader: &Reader<'_>, filed: &Filed<'_>) -> String {
    let (t, rule) = (reader.t, filed.instrument.terms.rule);
    let count = |key: &str, n: u32| t.n(key, usize::try_from(n).unwrap_or(usize::MAX));
    match rule {
        Rule::NotStated if states_none(filed) => t.s("register-clause-none").into_owned(),
        Rule::NotStated => t.s("register-clause-not-stated").into_owned(),
        Rule::Signature => t.s("register-clause-signature").into_owned(),
        Rule::LaterNote => t.s("register-clause-later-note").into_owned(),
        Rule::DaysAfterLaterNote(n) => count("register-clause-days-after-note", n),
        Rule::DaysAfterExchange(n) => count("register-clause-days-after-exchange", n),
        Rule::FirstOfMonth(1) => t.s("register-clause-next-month").into_owned(),
        Rule::FirstOfMonth(n) => t.f("register-clause-month", &[("n", n.to_string())]),
        Rule::BothProcedures => t.s("register-clause-both-procedures").into_owned(),
        Rule::Fixed(date) => t.f("register-clause-fixed", &[("date", dated(reader, date))]),
        Rule::OperativeOn(Some(date)) => {
            t.f("register-clause-operative-on", &[("date", dated(reader, date))])
        }
        Rule::OperativeOn(None) => t.s("register-clause-operative").into_owned(),
    }
}

/// Entry into force with its reason and what is missing.
pub fn entry(reader: &Reader<'_>, filed: &Filed<'_>, found: &Reckoning, today: Day) -> EntryView {
    let t = reader.t;
    let terms = &filed.instrument.terms;
    let soft = terms.binding == Binding::NonBinding;
    let say = |name: &str, date: Option<Dated>| {
        let kind = if soft { "operative" } else { "entry" };
        let date = date.map(|date| dated(reader, date)).unwrap_or_default();
        let key = format!("register-{kind}-{name}");
        if name.starts_with("no-") { t.s(&key).into_owned() } else { t.f(&key, &[("date", date)]) }
    };
    let outcome = match (&found.entry, found.recorded) {
        (_, Some(date)) if found.contradiction => say("recorded", Some(date)),
        (Entry::On(_), Some(date)) => say("agrees", Some(date)),
        (Entry::Missing(_), Some(date)) => say("recorded-missing", Some(date)),
        (Entry::NotStated, Some(date)) if states_none(filed) => {
            say("recorded-none-stated", Some(date))
        }
        (Entry::NotStated, Some(date)) => say("recorded-not-stated", Some(date)),
        (Entry::On(date), None) if date.first > today => say("ahead", Some(*date)),
        (Entry::On(date), None) => say("reckoned", Some(*date)),
        (Entry::Missing(_), None) => say("no-missing", None),
        (Entry::NotStated, None) if states_none(filed) => say("no-clause-stated", None),
        (Entry::NotStated, None) => say("no-clause", None),
    };
    let contradiction = match (&found.entry, found.recorded) {
        (Entry::On(date), Some(recorded)) if found.contradiction => {
            let args = [("date", dated(reader, *date)), ("recorded", dated(reader, recorded))];
            t.f("register-contradiction", &args)
        }
        _ => String::new(),
    };
    let missing = match &found.entry {
        Entry::Missing(list) => list.iter().map(|one| lacking(reader, filed, one)).collect(),
        _ => Vec::new(),
    };
    let open = filed.told.iter().any(|told| match told.from {
        From::Fact(item) => rests(told.fact.kind) && !is_agreed(&item.state()),
        _ => false,
    });
    let rests_on = if open { t.s("register-rests-on").into_owned() } else { String::new() };
    EntryView { clause: clause(reader, filed), outcome, missing, contradiction, rests_on }
}

/// Whether entry into force or the term may rest on it.
fn rests(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Signed
            | Kind::Notified
            | Kind::Exchanged
            | Kind::ProcedureCompleted
            | Kind::Operative
            | Kind::InForce
            | Kind::Renewed
            | Kind::Extended
            | Kind::NoticeGiven
    )
}

/// A missing fact and whose.
pub fn lacking(reader: &Reader<'_>, filed: &Filed<'_>, missing: &Missing) -> String {
    let word = instrument_fact::word(missing.kind.as_str(), reader.lang()).unwrap_or_default();
    match missing.side.and_then(|side| filed.parties.get(side)) {
        Some(party) => {
            let args = [("what", word.to_owned()), ("party", reader.party(party))];
            reader.t.f("register-missing-from", &args)
        }
        None => word.to_owned(),
    }
}

/// The term and its renewal in a sentence; empty when nothing is stated.
pub fn term(reader: &Reader<'_>, filed: &Filed<'_>, found: &Reckoning) -> Vec<String> {
    let (t, terms) = (reader.t, &filed.instrument.terms);
    let months = |key: &str, n: u32| t.n(key, usize::try_from(n).unwrap_or(usize::MAX));
    let mut lines = Vec::new();
    if terms.unlimited {
        lines.push(t.s("register-term-unlimited").into_owned());
    }
    lines.extend(terms.months.map(|n| months("register-term-months", n)));
    let content = filed.item.content();
    let renewal = content.text("renewal").map(|one| reader.choice("instrument", "renewal", one));
    lines.extend(renewal);
    lines.extend(terms.renewal_months.map(|n| months("register-term-renewal", n)));
    lines.extend(terms.notice_months.map(|n| months("register-term-notice", n)));
    if let Some(end) = found.end {
        lines.push(t.f("register-term-end", &[("date", dated(reader, end))]));
    }
    lines
}

/// What is to be said where the status recorded says in force, and the term recorded has run out or
/// a notice has taken effect; empty elsewhere.
pub fn odds(reader: &Reader<'_>, filed: &Filed<'_>, found: &Reckoning) -> String {
    let lives = matches!(filed.item.content().text("status"), Some("in_force" | "renewed"));
    match found.stage {
        Stage::RanOut(_) if lives => reader.t.s("register-odds").into_owned(),
        Stage::EndedByNotice(_) if lives => reader.t.s("register-odds-notice").into_owned(),
        _ => String::new(),
    }
}

/// The name of a side of an instrument.
pub fn side_of(filed: &Filed<'_>, side: Option<usize>) -> Option<PartyId> {
    side.and_then(|side| filed.parties.get(side)).cloned()
}
