//! Days of the Gregorian calendar and dates known to a year, a month or a day. Days are numbered
//! from 1970-01-01 (day 0, a Thursday). A date that is not known exactly is an interval; nothing
//! here ever narrows one.

/// A civil day: days since 1970-01-01, negative before.
pub type Day = i64;

/// A date as exactly as it is known: from `first` to `last`, both included.
///
/// ```
/// use register::Dated;
/// let december = Dated::parse("2018-12").expect("a month");
/// assert_eq!((december.first, december.last), (17_866, 17_896));
/// assert!(december.exact().is_none());
/// assert!(Dated::parse("2019-02-29").is_none(), "no such day");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dated {
    /// The first day that it may be.
    pub first: Day,
    /// The last day that it may be.
    pub last: Day,
}

impl Dated {
    /// A day.
    pub fn day(day: Day) -> Dated {
        Dated { first: day, last: day }
    }

    /// Reads `2017`, `2017-08` or `2017-08-23`; none for a day that does not exist.
    pub fn parse(text: &str) -> Option<Dated> {
        let number = |part: &str, digits: usize| {
            let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
            if plain { part.parse::<i64>().ok() } else { None }
        };
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let Some(month) = parts.next() else {
            return Some(Dated { first: number_of(year, 1, 1), last: number_of(year, 12, 31) });
        };
        let month = number(month, 2).filter(|month| (1..=12).contains(month))?;
        let days = days_of_month(year, month);
        let day = match parts.next() {
            None => {
                let (first, last) = (number_of(year, month, 1), number_of(year, month, days));
                return Some(Dated { first, last });
            }
            Some(day) => number(day, 2).filter(|day| (1..=days).contains(day))?,
        };
        parts.next().is_none().then(|| Dated::day(number_of(year, month, day)))
    }

    /// The day, where it is known.
    pub fn exact(self) -> Option<Day> {
        (self.first == self.last).then_some(self.first)
    }

    /// True when it lies before the other whatever the exact days are.
    pub fn surely_before(self, other: Dated) -> bool {
        self.last < other.first
    }

    /// The later of two.
    pub fn later(self, other: Dated) -> Dated {
        Dated { first: self.first.max(other.first), last: self.last.max(other.last) }
    }

    /// Both ends moved by a function that keeps their order.
    pub fn map(self, change: impl Fn(Day) -> Day) -> Dated {
        Dated { first: change(self.first), last: change(self.last) }
    }

    /// Some months later; see [`shift_months`].
    pub fn plus_months(self, months: u32) -> Dated {
        self.map(|day| shift_months(day, i64::from(months)))
    }

    /// Some months earlier.
    pub fn minus_months(self, months: u32) -> Dated {
        self.map(|day| shift_months(day, -i64::from(months)))
    }

    /// Some days later.
    pub fn plus_days(self, days: u32) -> Dated {
        self.map(|day| day + i64::from(days))
    }
}

/// `2018-12-05`, `2018-12` or `2018` where it is known to a day, month or year; else the first and
/// the last day with a slash between them (ISO 8601).
impl std::fmt::Display for Dated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (first, last) = (date_of(self.first), date_of(self.last));
        let whole = [4, 7].into_iter().find(|length| {
            first.get(..*length).is_some_and(|head| Dated::parse(head) == Some(*self))
        });
        match whole {
            _ if first == last => f.write_str(&first),
            Some(length) => f.write_str(&first[..length]),
            None => write!(f, "{first}/{last}"),
        }
    }
}

/// The number of a full date; none for a year or month alone and for days that do not exist.
pub fn day_of(date: &str) -> Option<Day> {
    Dated::parse(date).filter(|_| date.len() == 10).map(|dated| dated.first)
}

/// The date of a day as `2020-11-16`.
pub fn date_of(day: Day) -> String {
    let (year, month, day) = parts_of(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The weekday, Monday 0 to Sunday 6.
pub fn weekday(day: Day) -> usize {
    (day + 3).rem_euclid(7) as usize
}

/// The same day of another month; where that month is shorter, its last day: 31 January and one
/// month is 28 or 29 February. A series is counted from its first day, so that it does not drift.
///
/// ```
/// use register::civil::{date_of, day_of, shift_months};
/// let day = day_of("2023-01-31").expect("a day");
/// assert_eq!(date_of(shift_months(day, 1)), "2023-02-28");
/// assert_eq!(date_of(shift_months(day, 13)), "2024-02-29");
/// assert_eq!(date_of(shift_months(day, -2)), "2022-11-30");
/// ```
pub fn shift_months(day: Day, months: i64) -> Day {
    let (year, month, of_month) = parts_of(day);
    let months = year * 12 + (month - 1) + months;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    number_of(year, month, of_month.min(days_of_month(year, month)))
}

/// The first day of the `n`th month after the month in which a day lies.
pub fn first_of_month_after(day: Day, n: u32) -> Day {
    let (year, month, _) = parts_of(day);
    let months = year * 12 + (month - 1) + i64::from(n);
    number_of(months.div_euclid(12), months.rem_euclid(12) + 1, 1)
}

/// How many months begin between two days, rounded down to whole months.
pub fn months_between(from: Day, to: Day) -> i64 {
    let ((from_year, from_month, _), (year, month, _)) = (parts_of(from), parts_of(to));
    let months = (year - from_year) * 12 + month - from_month;
    if shift_months(from, months) > to { months - 1 } else { months }
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

fn number_of(year: i64, month: i64, day: i64) -> Day {
    // Years are counted from March, so that the leap day is the last day of a year.
    let from_march = (month + 9) % 12;
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    era * 146_097 + days - 719_468
}

fn parts_of(day: Day) -> (i64, i64, i64) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let years = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * years + years / 4 - years / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (years + era * 400 + i64::from(month <= 2), month, day)
}
