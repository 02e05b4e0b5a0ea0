//! Hijri dates beside Gregorian ones, by the Umm al-Qura table of the Kingdom of Saudi Arabia.
//! The Gregorian date governs: a Hijri date is derived from it for display, or kept as a document
//! printed it and compared here. A printed pair is never corrected.
//! Tables of other systems differ by a day before 1420 AH and after 1450 AH (see [`is_firm`]).

use std::fmt;

use icu_calendar::Date;
use icu_calendar::cal::hijri::UmmAlQura;
use icu_calendar::cal::{Hijri, Iso};
use icu_calendar::types::Month;

use crate::Language;
use crate::digits::{DigitPolicy, number};
use crate::limits::{HIJRI_YEAR_MAX, HIJRI_YEAR_MIN};

/// Names of the twelve months in Arabic, Muharram first.
pub const MONTHS_AR: [&str; 12] = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
];

/// Names of the twelve months in English, Muharram first.
pub const MONTHS_EN: [&str; 12] = [
    "Muharram",
    "Safar",
    "Rabi I",
    "Rabi II",
    "Jumada I",
    "Jumada II",
    "Rajab",
    "Sha'ban",
    "Ramadan",
    "Shawwal",
    "Dhu al-Qi'da",
    "Dhu al-Hijja",
];

/// The first and the last Hijri year in which the tables in use agree with one another.
const FIRM_YEARS: std::ops::RangeInclusive<u16> = 1420..=1450;

/// A Hijri date: year of the Hijra, month 1 to 12, day 1 to 30. Whether its month has 30 days is
/// not said: a printed date may follow another table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HijriDate {
    year: u16,
    month: u8,
    day: u8,
}

/// A Gregorian date that exists, in the years the Hijri table covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GregorianDate {
    year: i32,
    month: u8,
    day: u8,
}

/// How the two dates of a printed pair stand to each other under the Umm al-Qura table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// The table gives the same day.
    Agrees,
    /// They are one day apart, as sighting of the moon or another table may make them: warn.
    OneDay,
    /// They are two or more days apart: refuse without a stated reason.
    Refuse {
        /// Days from the Gregorian date to the day the table gives the Hijri date; never -1 to 1.
        days: i32,
    },
}

/// Why a date was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateProblem {
    /// The year lies outside the table.
    HijriYear(i32),
    /// There are twelve months.
    HijriMonth(u8),
    /// A Hijri month has at most 30 days.
    HijriDay(u8),
    /// There is no such day in the Gregorian calendar.
    NoSuchDay { year: i32, month: u8, day: u8 },
    /// The Gregorian date lies outside the Hijri table.
    OutsideTable { year: i32, month: u8, day: u8 },
}

impl fmt::Display for DateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            DateProblem::HijriYear(year) => write!(
                f,
                "Hijri year {year} is outside the table; give one from {HIJRI_YEAR_MIN} to \
                 {HIJRI_YEAR_MAX}"
            ),
            DateProblem::HijriMonth(month) => {
                write!(f, "there is no Hijri month {month}; give one from 1 to 12")
            }
            DateProblem::HijriDay(day) => {
                write!(f, "no Hijri month has a day {day}; give one from 1 to 30")
            }
            DateProblem::NoSuchDay { year, month, day } => write!(
                f,
                "there is no day {year:04}-{month:02}-{day:02} in the Gregorian calendar; \
                 check day and month"
            ),
            DateProblem::OutsideTable { year, month, day } => write!(
                f,
                "{year:04}-{month:02}-{day:02} is outside the Hijri table, which covers the years \
                 {HIJRI_YEAR_MIN} to {HIJRI_YEAR_MAX} of the Hijra; give the Gregorian date alone"
            ),
        }
    }
}

impl std::error::Error for DateProblem {}

impl HijriDate {
    /// A Hijri date as written. Day 30 is allowed in every month.
    ///
    /// # Errors
    /// A year outside the table, a month above 12 or a day above 30; zero of any.
    pub fn new(year: i32, month: u8, day: u8) -> Result<HijriDate, DateProblem> {
        let in_table = u16::try_from(year)
            .ok()
            .filter(|year| (HIJRI_YEAR_MIN..=HIJRI_YEAR_MAX).contains(year))
            .ok_or(DateProblem::HijriYear(year))?;
        if !(1..=12).contains(&month) {
            return Err(DateProblem::HijriMonth(month));
        }
        if !(1..=30).contains(&day) {
            return Err(DateProblem::HijriDay(day));
        }
        Ok(HijriDate { year: in_table, month, day })
    }

    /// Year of the Hijra.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1 to 30.
    pub fn day(self) -> u8 {
        self.day
    }
}

impl GregorianDate {
    /// A Gregorian date.
    ///
    /// # Errors
    /// A day that does not exist, or one outside the Hijri table.
    pub fn new(year: i32, month: u8, day: u8) -> Result<GregorianDate, DateProblem> {
        let date = Date::<Iso>::try_new_iso(year, month, day)
            .map_err(|_| DateProblem::NoSuchDay { year, month, day })?;
        let hijri_year =
            date.to_calendar(Hijri::<UmmAlQura>::new_umm_al_qura()).year().extended_year();
        if !(i32::from(HIJRI_YEAR_MIN)..=i32::from(HIJRI_YEAR_MAX)).contains(&hijri_year) {
            return Err(DateProblem::OutsideTable { year, month, day });
        }
        Ok(GregorianDate { year, month, day })
    }

    /// Year of the common era.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    fn iso(self) -> Date<Iso> {
        Date::<Iso>::try_new_iso(self.year, self.month, self.day)
            .expect("the constructor has seen that the day exists")
    }
}

/// The Hijri date of a Gregorian one by the Umm al-Qura table.
///
/// # Examples
/// ```
/// use text::hijri::{GregorianDate, HijriDate, from_gregorian};
/// let seed = GregorianDate::new(2020, 11, 16).expect("it exists");
/// assert_eq!(from_gregorian(seed), HijriDate::new(1442, 4, 1).expect("it is in the table"));
/// ```
pub fn from_gregorian(date: GregorianDate) -> HijriDate {
    let hijri = date.iso().to_calendar(Hijri::<UmmAlQura>::new_umm_al_qura());
    HijriDate {
        year: u16::try_from(hijri.year().extended_year())
            .expect("the constructor has seen that the year is in the table"),
        month: hijri.month().number(),
        day: hijri.day_of_month().0,
    }
}

/// Compares a pair of dates as a document prints them. The Gregorian date governs; the pair is
/// kept as printed whatever comes out. In years that are not firm (see [`is_firm`]) another table
/// may find a day's difference where this one finds none, and the other way round; both are at
/// most a warning.
///
/// # Examples
/// ```
/// use text::hijri::{Comparison, GregorianDate, HijriDate, compare_printed};
/// let hijri = HijriDate::new(1384, 8, 6).expect("it is in the table");
/// let gregorian = GregorianDate::new(1964, 12, 9).expect("it exists");
/// assert_eq!(compare_printed(hijri, gregorian), Comparison::OneDay);
/// ```
pub fn compare_printed(hijri: HijriDate, gregorian: GregorianDate) -> Comparison {
    let first_of_month = Date::try_new(
        i32::from(hijri.year).into(),
        Month::new(hijri.month),
        1,
        Hijri::<UmmAlQura>::new_umm_al_qura(),
    )
    .expect("every month of the table has a first day");
    // Counted from the first, so that day 30 of a month of 29 is the day after it, not an error.
    let by_table = first_of_month.to_rata_die().to_i64_date() + i64::from(hijri.day) - 1;
    let days = by_table - gregorian.iso().to_rata_die().to_i64_date();
    match days {
        0 => Comparison::Agrees,
        -1 | 1 => Comparison::OneDay,
        _ => Comparison::Refuse {
            days: i32::try_from(days).expect("the table spans far fewer days than an i32"),
        },
    }
}

/// Whether a derived Hijri date is the same in all tables in use. Outside 1420 to 1450 AH they
/// differ by a day in a quarter of all dates and more: print "about" beside a derived date.
///
/// # Examples
/// ```
/// use text::hijri::{HijriDate, is_firm};
/// assert!(is_firm(HijriDate::new(1442, 4, 1).expect("it is in the table")));
/// assert!(!is_firm(HijriDate::new(1384, 7, 27).expect("it is in the table")));
/// ```
pub fn is_firm(date: HijriDate) -> bool {
    FIRM_YEARS.contains(&date.year)
}

/// The name of month 1 to 12; `None` for any other number.
pub fn month_name(month: u8, language: Language) -> Option<&'static str> {
    let names = match language {
        Language::Ar => &MONTHS_AR,
        Language::En => &MONTHS_EN,
    };
    names.get(usize::from(month).checked_sub(1)?).copied()
}

/// A Hijri date in words, with the abbreviation of the era.
///
/// # Examples
/// ```
/// use text::Language;
/// use text::digits::DigitPolicy;
/// use text::hijri::{HijriDate, format};
/// let date = HijriDate::new(1442, 4, 1).expect("it is in the table");
/// assert_eq!(format(date, Language::Ar, DigitPolicy::ArabicIndic), "١ ربيع الآخر ١٤٤٢ هـ");
/// assert_eq!(format(date, Language::En, DigitPolicy::Western), "1 Rabi II 1442 AH");
/// ```
pub fn format(date: HijriDate, language: Language, digits: DigitPolicy) -> String {
    let month = month_name(date.month, language).expect("the constructor has seen the month");
    let era = match language {
        Language::Ar => "هـ",
        Language::En => "AH",
    };
    let day = number(date.day.into(), digits);
    let year = number(date.year.into(), digits);
    format!("{day} {month} {year} {era}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(hijri: (i32, u8, u8), gregorian: (i32, u8, u8)) -> Comparison {
        compare_printed(
            HijriDate::new(hijri.0, hijri.1, hijri.2).expect("in the table"),
            GregorianDate::new(gregorian.0, gregorian.1, gregorian.2).expect("exists"),
        )
    }

    #[test]
    fn printed_pairs_of_public_documents() {
        for (hijri, gregorian, expected) in [
            // The joint statement of the seed, and the Official Gazette of Kuwait.
            ((1442, 4, 1), (2020, 11, 16), Comparison::Agrees),
            ((1445, 11, 2), (2024, 5, 10), Comparison::Agrees),
            // Two dates of one Iraqi act and two Egyptian decrees. They lie in years for which
            // tables differ: the historical table of the printed Saudi calendar gives "agrees" for
            // the first and a day off for the other three. None may ever be refused.
            ((1384, 7, 27), (1964, 12, 1), Comparison::OneDay),
            ((1384, 8, 6), (1964, 12, 9), Comparison::OneDay),
            ((1397, 7, 9), (1977, 6, 26), Comparison::Agrees),
            ((1415, 9, 20), (1995, 2, 20), Comparison::Agrees),
            // Misprints: the neighbouring month, two days, another year.
            ((1442, 3, 1), (2020, 11, 16), Comparison::Refuse { days: -29 }),
            ((1442, 4, 3), (2020, 11, 16), Comparison::Refuse { days: 2 }),
            ((1442, 4, 1), (2020, 11, 18), Comparison::Refuse { days: -2 }),
            ((1441, 4, 1), (2020, 11, 16), Comparison::Refuse { days: -354 }),
        ] {
            assert_eq!(compare(hijri, gregorian), expected, "{hijri:?} = {gregorian:?}");
        }
    }

    #[test]
    fn day_thirty_of_a_short_month_is_the_next_day_not_an_error() {
        // Rabi I 1442 has 29 days; its 30th is the first of Rabi II.
        assert_eq!(compare((1442, 3, 30), (2020, 11, 16)), Comparison::Agrees);
        assert_eq!(compare((1442, 3, 30), (2020, 11, 15)), Comparison::OneDay);
    }

    #[test]
    fn every_day_of_the_table_goes_there_and_agrees() {
        let mut before: Option<HijriDate> = None;
        for year in 1883..=2173 {
            for month in 1..=12u8 {
                for day in 1..=31u8 {
                    let Ok(date) = GregorianDate::new(year, month, day) else {
                        continue;
                    };
                    let hijri = from_gregorian(date);
                    assert_eq!(compare_printed(hijri, date), Comparison::Agrees, "{date:?}");
                    assert!(before.is_none_or(|before| before < hijri), "{date:?}");
                    before = Some(hijri);
                }
            }
        }
    }

    #[test]
    fn bad_dates_are_refused_with_the_rule() {
        assert_eq!(HijriDate::new(1299, 1, 1), Err(DateProblem::HijriYear(1299)));
        assert_eq!(HijriDate::new(1601, 1, 1), Err(DateProblem::HijriYear(1601)));
        assert_eq!(HijriDate::new(-5, 1, 1), Err(DateProblem::HijriYear(-5)));
        assert_eq!(HijriDate::new(1442, 13, 1), Err(DateProblem::HijriMonth(13)));
        assert_eq!(HijriDate::new(1442, 1, 31), Err(DateProblem::HijriDay(31)));
        assert_eq!(HijriDate::new(1442, 1, 0), Err(DateProblem::HijriDay(0)));
        let no_day = DateProblem::NoSuchDay { year: 2021, month: 2, day: 29 };
        assert_eq!(GregorianDate::new(2021, 2, 29), Err(no_day));
        let outside = DateProblem::OutsideTable { year: 1776, month: 7, day: 4 };
        assert_eq!(GregorianDate::new(1776, 7, 4), Err(outside));
        assert_eq!(
            no_day.to_string(),
            "there is no day 2021-02-29 in the Gregorian calendar; check day and month"
        );
        for year in [i32::MIN, i32::MAX, 0, 9999] {
            assert!(GregorianDate::new(year, 1, 1).is_err());
        }
    }

    #[test]
    fn months_have_names_in_both_languages() {
        assert_eq!(month_name(11, Language::En), Some("Dhu al-Qi'da"));
        assert_eq!(month_name(12, Language::Ar), Some("ذو الحجة"));
        assert_eq!((month_name(0, Language::Ar), month_name(13, Language::En)), (None, None));
    }
}
