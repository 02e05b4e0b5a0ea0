//! Times and dates as both sides read them: every instant on every party's clock with its weekday,
//! full dates in Arabic with their Hijri date. Zones and cities come from each party's own item.
//! Nothing here reads a clock; times come in as arguments.

use dialogue::content::Lang;
use dialogue::id::PartyId;
use dialogue::record::Record;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use text::Language;
use text::digits::DigitPolicy;
use text::hijri::{self, GregorianDate};

use crate::i18n::T;

/// Where the parties' clocks hang, ours first.
#[derive(Clone, Debug)]
pub struct Places {
    places: Vec<Place>,
}

#[derive(Clone, Debug)]
struct Place {
    party: PartyId,
    city: String,
    zone: TimeZone,
}

/// One instant on one party's clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockLine {
    /// `16:00`.
    pub time: String,
    /// `Kuwait, Monday 16 November 2020`.
    pub place_day: String,
    /// `1 ربيع الآخر 1442 هـ`; empty in English.
    pub hijri: String,
    pub city: String,
    /// `Monday 16 November 2020`.
    pub day: String,
}

impl ClockLine {
    /// `16:00 Kuwait, Monday 16 November 2020`.
    pub fn sentence(&self) -> String {
        format!("{} {}", self.time, self.place_day)
    }

    /// `16:00 Kuwait`.
    pub fn short(&self) -> String {
        format!("{} {}", self.time, self.city)
    }
}

impl Places {
    /// The clocks of the members of this record. A party that has not said its zone is shown UTC.
    pub fn of(record: &Record, lang: Lang) -> Places {
        let items = record.of_type("party");
        let mut members = record.joint().members();
        members.sort_by_key(|party| party != record.us());
        let places = members.into_iter().map(|party| {
            let named =
                items.iter().filter(|item| item.content().party("code").as_ref() == Some(&party));
            let own = named.clone().find(|item| *item.owner() == party);
            let content = own.or_else(|| named.clone().next()).map(|item| item.content());
            let zone = content.and_then(|content| content.text("time_zone"));
            match zone.and_then(|name| TimeZone::get(name).ok()) {
                Some(zone) => {
                    let city = content.and_then(|content| content.bi("capital", lang));
                    let city = city.unwrap_or(party.as_str()).to_owned();
                    Place { party, city, zone }
                }
                None => {
                    let city = format!("{} UTC", party.as_str());
                    Place { party, city, zone: TimeZone::UTC }
                }
            }
        });
        Places { places: places.collect() }
    }

    /// An instant on every clock.
    pub fn clocks(&self, at: Timestamp, t: T) -> Vec<ClockLine> {
        let lines = self
            .places
            .iter()
            .map(|place| line(&at.to_zoned_datetime(place.zone.clone()), place, t));
        lines.collect()
    }

    /// An instant as entries carry it (RFC 3339) on every clock; empty when it is none.
    pub fn read(&self, at: &str, t: T) -> Vec<ClockLine> {
        at.parse::<Timestamp>().map_or_else(|_| Vec::new(), |at| self.clocks(at, t))
    }

    /// An instant in one line: both clocks, and the weekdays when they differ.
    pub fn one_line(&self, at: Timestamp, t: T) -> String {
        let lines = self.clocks(at, t);
        let Some(first) = lines.first() else { return at.to_string() };
        let one_day = lines.iter().all(|line| line.day == first.day);
        let words: Vec<String> = if one_day {
            let clocks = lines.iter().map(ClockLine::short);
            std::iter::once(first.day.clone()).chain(clocks).collect()
        } else {
            lines.iter().map(ClockLine::sentence).collect()
        };
        words.join(" · ")
    }

    /// The day an instant falls on for us.
    pub fn our_day(&self, at: Timestamp) -> Date {
        let zone = self.places.first().map_or(TimeZone::UTC, |place| place.zone.clone());
        at.to_zoned_datetime(zone).date()
    }

    /// Cities by party.
    pub fn cities(&self) -> impl Iterator<Item = (&PartyId, &str)> {
        self.places.iter().map(|place| (&place.party, place.city.as_str()))
    }
}

fn line(zoned: &ZonedDateTime, place: &Place, t: T) -> ClockLine {
    let day = day(zoned.date(), t);
    let hijri = if t.lang() == Lang::Ar { hijri_of(zoned.date(), t) } else { None };
    ClockLine {
        time: format!("{:02}:{:02}", zoned.hour(), zoned.minute()),
        place_day: t.f("clock-place-day", &[("place", place.city.clone()), ("day", day.clone())]),
        hijri: hijri.unwrap_or_default(),
        city: place.city.clone(),
        day,
    }
}

/// A date of the record in words: `2017`, `August 2017` or `Wednesday 23 August 2017`.
/// Anything else is shown as it is.
pub fn date(text: &str, t: T) -> String {
    if let Ok(full) = text.parse::<Date>() {
        return day(full, t);
    }
    match text.split_once('-') {
        Some((year, month)) if is_month(month) => format!("{} {year}", month_name(month, t)),
        _ => text.to_owned(),
    }
}

/// The Hijri date of a full date; none for a month or year, or outside the table.
pub fn hijri(text: &str, t: T) -> Option<String> {
    hijri_of(text.parse().ok()?, t)
}

/// A date in words with its Hijri date after it in Arabic, as ministries write it.
pub fn date_pair(text: &str, t: T) -> String {
    match (t.lang(), hijri(text, t)) {
        (Lang::Ar, Some(hijri)) => format!("{} · {hijri}", date(text, t)),
        _ => date(text, t),
    }
}

/// A span of dates: `9–24 November 2020`, as short as it can be said.
pub fn span(from: &str, to: &str, t: T) -> String {
    let (Ok(first), Ok(last)) = (from.parse::<Date>(), to.parse::<Date>()) else {
        return match (from.is_empty(), to.is_empty()) {
            (_, true) => date(from, t),
            (true, _) => date(to, t),
            _ if from == to => date(from, t),
            _ => format!("{} – {}", date(from, t), date(to, t)),
        };
    };
    let month = |date: Date| t.s(&format!("month-{}", date.month()));
    if first == last {
        day(first, t)
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{}–{} {} {}", first.day(), last.day(), month(first), first.year())
    } else if first.year() == last.year() {
        let (a, b) = (first.day(), last.day());
        format!("{a} {} – {b} {} {}", month(first), month(last), last.year())
    } else {
        let words = |date: Date| format!("{} {} {}", date.day(), month(date), date.year());
        format!("{} – {}", words(first), words(last))
    }
}

/// `Monday 16 November 2020`.
fn day(date: Date, t: T) -> String {
    let weekday = t.s(&format!("weekday-{}", date.weekday().to_monday_one_offset()));
    let month = t.s(&format!("month-{}", date.month()));
    t.f(
        "clock-day",
        &[
            ("weekday", weekday.into_owned()),
            ("day", date.day().to_string()),
            ("month", month.into_owned()),
            ("year", date.year().to_string()),
        ],
    )
}

fn hijri_of(date: Date, t: T) -> Option<String> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    let gregorian = GregorianDate::new(date.year().into(), month, day).ok()?;
    let language = match t.lang() {
        Lang::Ar => Language::Ar,
        Lang::En => Language::En,
    };
    Some(hijri::format(hijri::from_gregorian(gregorian), language, DigitPolicy::Western))
}

fn is_month(text: &str) -> bool {
    text.len() == 2 && text.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month))
}

fn month_name(month: &str, t: T) -> String {
    t.s(&format!("month-{}", month.trim_start_matches('0'))).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: fn() -> T = || T::new(Lang::En);
    const AR: fn() -> T = || T::new(Lang::Ar);

    fn kuwait_and_washington() -> Places {
        let place = |party: &str, city: &str, zone: &str| Place {
            party: PartyId::parse(party).expect("a party code"),
            city: city.to_owned(),
            zone: TimeZone::get(zone).expect("a zone of the bundled database"),
        };
        let places = vec![
            place("KW", "Kuwait", "Asia/Kuwait"),
            place("US", "Washington", "America/New_York"),
        ];
        Places { places }
    }

    #[test]
    fn the_session_of_the_seed_on_both_clocks() {
        let at: Timestamp = "2020-11-16T13:00:00Z".parse().expect("an instant");
        let lines = kuwait_and_washington().clocks(at, EN());
        assert_eq!(lines[0].time, "16:00");
        assert_eq!(plain(&lines[0].place_day), "Kuwait, Monday 16 November 2020");
        assert_eq!(lines[1].time, "08:00");
        let lines = kuwait_and_washington().clocks(at, AR());
        assert_eq!(plain(&lines[0].day), "الاثنين 16 نوفمبر 2020");
        assert_eq!(lines[0].hijri, "1 ربيع الآخر 1442 هـ");
    }

    #[test]
    fn different_days_are_both_said() {
        let at: Timestamp = "2020-11-16T22:00:00Z".parse().expect("an instant");
        let line = plain(&kuwait_and_washington().one_line(at, EN()));
        assert!(line.contains("Tuesday 17") && line.contains("Monday 16"), "{line}");
    }

    #[test]
    fn dates_of_every_precision_and_spans() {
        let table: &[(&str, &str)] = &[
            ("2017", "2017"),
            ("2017-08", "August 2017"),
            ("2017-08-23", "Wednesday 23 August 2017"),
            ("soon", "soon"),
        ];
        for (text, words) in table {
            assert_eq!(plain(&date(text, EN())), *words);
        }
        assert_eq!(span("2020-11-09", "2020-11-24", EN()), "9–24 November 2020");
        assert_eq!(span("2020-12-30", "2021-01-02", EN()), "30 December 2020 – 2 January 2021");
        assert_eq!(span("2020-11-30", "2020-12-02", AR()), "30 نوفمبر – 2 ديسمبر 2020");
        assert_eq!(span("2022-01", "", EN()), "January 2022");
    }

    /// Without the isolates around arguments.
    fn plain(text: &str) -> String {
        text.replace(['\u{2068}', '\u{2069}', '\u{200f}'], "")
    }
}
