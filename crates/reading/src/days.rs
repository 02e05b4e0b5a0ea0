//! Days of the Gregorian calendar and the spans of time a report names. No clock: what "today"
//! is comes from the report.

use std::fmt;

/// A day of the Gregorian calendar that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Year of the common era, 1000 to 2999.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

impl Day {
    /// A day; `None` when there is no such day or the year has no four digits.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        let exists = (1000..=2999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=month_days(year, month)).contains(&day);
        exists.then_some(Day { year, month, day })
    }

    /// A day written `YYYY-MM-DD`.
    pub fn parse(iso: &str) -> Option<Day> {
        let mut parts = iso.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        Day::new(year, month, day)
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day a number of days since 1970-01-01 leads to.
    pub fn from_number(number: i64) -> Option<Day> {
        let number = number + 719_468;
        let era = number.div_euclid(146_097);
        let of_era = number.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = u32::try_from(of_year - (153 * shifted + 2) / 5 + 1).ok()?;
        let month = u32::try_from(if shifted < 10 { shifted + 3 } else { shifted - 9 }).ok()?;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Day::new(i32::try_from(year).ok()?, month, day)
    }

    /// Some days later, or earlier when negative.
    pub fn plus(self, days: i64) -> Day {
        Day::from_number(self.number().saturating_add(days)).unwrap_or(self)
    }

    /// Some months later; a day that the month lacks becomes its last.
    pub fn plus_months(self, months: i64) -> Day {
        let total = i64::from(self.year) * 12 + i64::from(self.month) - 1 + months;
        let year = i32::try_from(total.div_euclid(12)).unwrap_or(self.year);
        let month = u32::try_from(total.rem_euclid(12)).unwrap_or(0) + 1;
        let day = self.day.min(month_days(year, month));
        Day::new(year, month, day).unwrap_or(self)
    }

    /// 1 = Monday to 7 = Sunday.
    pub fn weekday(self) -> u32 {
        u32::try_from((self.number() + 3).rem_euclid(7)).unwrap_or(0) + 1
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Days of a month.
pub fn month_days(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A day or span of time as a report names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// One day.
    Day(Day),
    /// A month of a year.
    Month(i32, u32),
    /// A year.
    Year(i32),
    /// A quarter, 1 to 4, of a year.
    Quarter(i32, u32),
    /// A half, 1 or 2, of a year.
    Half(i32, u32),
    /// First and last day.
    Range(Day, Day),
}

impl When {
    /// The first day of it.
    pub fn first(self) -> Option<Day> {
        match self {
            When::Day(day) | When::Range(day, _) => Some(day),
            When::Month(year, month) => Day::new(year, month, 1),
            When::Year(year) => Day::new(year, 1, 1),
            When::Quarter(year, quarter) => Day::new(year, quarter * 3 - 2, 1),
            When::Half(year, half) => Day::new(year, half * 6 - 5, 1),
        }
    }

    /// The last day of it.
    pub fn last(self) -> Option<Day> {
        let of = |year: i32, month: u32| Day::new(year, month, month_days(year, month));
        match self {
            When::Day(day) | When::Range(_, day) => Some(day),
            When::Month(year, month) => of(year, month),
            When::Year(year) => of(year, 12),
            When::Quarter(year, quarter) => of(year, quarter * 3),
            When::Half(year, half) => of(year, half * 6),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            When::Day(day) => write!(f, "{day}"),
            When::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            When::Year(year) => write!(f, "{year:04}"),
            When::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            When::Half(year, half) => write!(f, "{year:04}-H{half}"),
            When::Range(first, last) => write!(f, "{first}/{last}"),
        }
    }
}
