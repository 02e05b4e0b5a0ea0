//! Dates: full, without a year, Hijri with a Gregorian twin, ranges, quarters, relative words and
//! periods. What cannot be told without the day of the report stays open; nothing is guessed.

use text::hijri::{GregorianDate, HijriDate, from_gregorian};

use crate::days::{Day, When};
use crate::gazetteers::Class;
use crate::hits::Hits;
use crate::numbers::{cardinal, ordinal};
use crate::page::{Kind, Page};

/// Words before a year that stands alone.
const BEFORE_YEARS: &[&str] = &[
    "عام",
    "سنه",
    "في",
    "منذ",
    "in",
    "since",
    "by",
    "until",
    "of",
    "لعام",
    "العام",
    "لسنه",
    "during",
    "year",
    "before",
    "بحلول",
    "قبل",
    "for",
    "خلال",
    "end",
    "نهايه",
    "the",
    "mid",
    "early",
    "late",
    "spring",
    "summer",
    "autumn",
    "winter",
    "عامي",
    "وعام",
];

/// A date in tokens `from..to`.
#[derive(Debug, Clone)]
pub(crate) struct DateHit {
    pub from: usize,
    pub to: usize,
    /// First token with the words that lead to it ("before", "within", "by").
    pub lead: usize,
    /// What it means; `None` when the report does not say enough.
    pub when: Option<When>,
    /// Hijri date as written, ISO-like.
    pub hijri: Option<String>,
    /// The year stands in the text.
    pub has_year: bool,
    /// Said from the day of the report: today, yesterday.
    pub today: bool,
    /// The lead means "at the latest".
    pub latest: bool,
    /// A length of time from the session on.
    pub period: Option<Period>,
    /// Weekday named beside it, 1 = Monday.
    pub weekday: Option<u32>,
    /// Only part of a year is meant: beginning or season.
    pub vague: bool,
    /// A reference to another time: past (-1), future (1), this one (0).
    pub relative: Option<i32>,
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Period {
    Days(i64),
    Months(i64),
}

impl DateHit {
    /// The day by which something is due, counted from `start` for a period.
    pub fn due(&self, start: Option<Day>) -> Option<When> {
        match self.period {
            Some(Period::Days(days)) => Some(When::Day(start?.plus(days))),
            Some(Period::Months(months)) => Some(When::Day(start?.plus_months(months))),
            None if self.latest && !self.vague => Some(When::Day(self.when?.last()?)),
            None => self.when,
        }
    }
}

/// Finds dates on a page.
pub(crate) struct Dates<'a> {
    pub page: &'a Page,
    pub hits: &'a Hits<'a>,
    /// The day of the report.
    pub anchor: Option<Day>,
}

impl Dates<'_> {
    /// All dates of the page in order, none inside another.
    pub fn all(&self) -> Vec<DateHit> {
        let mut found: Vec<DateHit> = Vec::new();
        let mut at = 0;
        while at < self.page.tokens.len() {
            match self.at(at) {
                Some(hit) if hit.to > at => {
                    at = hit.to;
                    found.push(hit);
                }
                _ => at += 1,
            }
        }
        found
    }

    /// The date that starts at a token.
    fn at(&self, at: usize) -> Option<DateHit> {
        let mut hit = self
            .numeric(at)
            .or_else(|| self.day_month(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.relative_day(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.year(at))
            .or_else(|| self.period(at))?;
        self.widen(&mut hit);
        Some(hit)
    }

    fn hit(&self, from: usize, to: usize, when: Option<When>) -> DateHit {
        DateHit {
            from,
            to,
            lead: from,
            when,
            hijri: None,
            has_year: false,
            today: false,
            latest: false,
            period: None,
            weekday: None,
            vague: false,
            relative: None,
        }
    }

    /// `15-06-2022`, `2022-06-15`, `15/6/2022`.
    fn numeric(&self, at: usize) -> Option<DateHit> {
        let separators = ['-', '/', '.', '\u{2013}'];
        let one = self.page.number(at)?;
        let close = |mark: usize| self.page.is_mark(mark, &separators);
        if !close(at + 1) || !close(at + 3) {
            return None;
        }
        let two = self.page.number(at + 2)?;
        let three = self.page.number(at + 4)?;
        let day = if one >= 1000 {
            Day::new(i32::try_from(one).ok()?, two, three)
        } else if three >= 1300 {
            let year = i32::try_from(three).ok()?;
            if year < 1600 {
                return self.hijri_hit(at, at + 5, one, two, three);
            }
            Day::new(year, two, one).or_else(|| Day::new(year, one, two))
        } else {
            None
        }?;
        let mut hit = self.hit(at, at + 5, Some(When::Day(day)));
        hit.has_year = true;
        Some(hit)
    }

    /// A day of a month: `16 November 2020`, `9-10 November`, an ordinal day.
    fn day_month(&self, at: usize) -> Option<DateHit> {
        let (day, mut next) = self.day_number(at)?;
        let mut last = day;
        // A second day of the same month.
        let mut probe = next;
        let joined = self.page.is_mark(probe, &['-', '\u{2013}', '/'])
            || matches!(self.page.word(probe), "and" | "to" | "الي" | "حتي" | "و");
        if joined {
            probe += 1;
        }
        let glued = self.page.word(probe).strip_prefix('و').is_some();
        if (joined || glued)
            && let Some((second, after)) = self.day_number(probe)
            && second > day
            && self.month_at(self.skip_of(after)).is_some()
        {
            last = second;
            next = after;
        }
        let month_at = self.skip_of(next);
        let (month, hijri, mut to) = self.month_at(month_at)?;
        let year = self.year_after(to, hijri);
        if let Some((_, after)) = year {
            to = after;
        }
        if hijri {
            return self.hijri_hit(at, self.era(to), day, month, year?.0);
        }
        let (rel, after) = if year.is_none() { self.relation(to) } else { (None, to) };
        to = self.era(after);
        let when = self.resolve(year.map(|(year, _)| year), month, day, last, rel);
        let mut hit = self.hit(at, to, when);
        hit.has_year = year.is_some();
        hit.relative = rel;
        Some(hit)
    }

    /// `November 16, 2020`, `November 2020`, `last December`.
    fn month_first(&self, at: usize) -> Option<DateHit> {
        let (month, hijri, mut to) = self.month_at(at)?;
        if hijri {
            return None;
        }
        if self.page.kind(at) == Kind::Latin
            && self.page.tokens[at].capital
            && let Some((day, after)) = self.day_number(to)
            && day <= 31
            && self.page.number(to).is_none_or(|number| number <= 31)
        {
            return Some(self.month_day(at, month, day, after));
        }
        if self.page.word(at) == "may" && !self.page.tokens[at].capital {
            return None;
        }
        let year = self.year_after(to, false);
        let mut rel = None;
        match year {
            Some((_, after)) => to = after,
            None => (rel, to) = self.relation(to),
        }
        let before = self.relation_before(at);
        let rel = rel.or(before.0);
        let from = if year.is_none() { before.1 } else { at };
        let when = match (year, rel) {
            (Some((year, _)), _) => Some(When::Month(i32::try_from(year).ok()?, month)),
            (None, rel) => self.month_near(month, rel),
        };
        // A bare month name is a date only beside a word that says so.
        if year.is_none() && rel.is_none() && !self.led(at) {
            return None;
        }
        let mut hit = self.hit(from, self.era(to), when);
        hit.has_year = year.is_some();
        hit.relative = rel;
        Some(hit)
    }

    fn month_day(&self, at: usize, month: u32, day: u32, after: usize) -> DateHit {
        let mut last = day;
        let mut to = after;
        if (self.page.is_mark(to, &['-', '\u{2013}']) || matches!(self.page.word(to), "and" | "to"))
            && let Some((second, next)) = self.day_number(to + 1)
            && second > day
        {
            last = second;
            to = next;
        }
        let year_at = if self.page.is_comma(to) { to + 1 } else { to };
        let year = self.year_number(year_at);
        if year.is_some() {
            to = year_at + 1;
        }
        let when = self.resolve(year, month, day, last, None);
        let mut hit = self.hit(at, to, when);
        hit.has_year = year.is_some();
        hit
    }

    /// Quarters, halves, beginnings and ends.
    fn part_of_year(&self, at: usize) -> Option<DateHit> {
        let word = self.page.word(at);
        // Q1 2025
        if matches!(word, "q" | "h") && self.page.number(at + 1).is_some_and(|n| n <= 4) {
            let part = self.page.number(at + 1)?;
            let year = self.year_number(at + 2)?;
            let year = i32::try_from(year).ok()?;
            let when = if word == "q" { When::Quarter(year, part) } else { When::Half(year, part) };
            let mut hit = self.hit(at, at + 3, Some(when));
            hit.has_year = true;
            return Some(hit);
        }
        let arabic = crate::gazetteers::strip_article(word);
        let (noun, number, after) = if let Some((number, after)) = ordinal(self.page, at) {
            (self.page.word(after), number, after + 1)
        } else {
            let (number, after) = ordinal(self.page, at + 1)?;
            (arabic, number, after)
        };
        let quarter = match noun {
            "quarter" | "ربع" | "الربع" | "بربع" => true,
            "half" | "نصف" | "النصف" => false,
            _ => return None,
        };
        let (year, to, rel) = self.year_phrase(after)?;
        let when = year.and_then(|year| {
            let fits = number <= if quarter { 4 } else { 2 };
            fits.then_some(if quarter {
                When::Quarter(year, number)
            } else {
                When::Half(year, number)
            })
        });
        let mut hit = self.hit(at, to, when);
        hit.has_year = rel.is_none();
        hit.relative = rel;
        Some(hit)
    }

    /// `of the year 2025`, `of 2025`, `of next year`: the year, the token after it, its relation.
    fn year_phrase(&self, at: usize) -> Option<(Option<i32>, usize, Option<i32>)> {
        let mut to = at;
        while matches!(self.page.word(to), "من" | "of" | "the" | "in" | "في") {
            to += 1;
        }
        if let Some(year) = self.year_number(to) {
            return Some((i32::try_from(year).ok(), self.era(to + 1), None));
        }
        let word = self.page.word(to);
        let relation = |n: i32| (self.anchor.map(|day| day.year + n), Some(n));
        if matches!(word, "next" | "coming" | "this" | "current" | "last")
            && self.page.word(to + 1) == "year"
        {
            let n = match word {
                "next" | "coming" => 1,
                "last" => -1,
                _ => 0,
            };
            let (year, rel) = relation(n);
            return Some((year, to + 2, rel));
        }
        let bare = word.trim_start_matches('ل');
        let bare = crate::gazetteers::strip_article(bare);
        if matches!(bare, "عام" | "سنه" | "لعام") || matches!(word, "year" | "للعام")
        {
            if let Some(year) = self.year_number(to + 1) {
                return Some((i32::try_from(year).ok(), self.era(to + 2), None));
            }
            let (rel, after) = self.relation(to + 1);
            let (year, rel) = relation(rel?);
            return Some((year, after, rel));
        }
        if matches!(word, "هذا" | "هذه") && matches!(self.page.word(to + 1), "العام" | "السنه")
        {
            let (year, rel) = relation(0);
            return Some((year, to + 2, rel));
        }
        None
    }

    /// today, yesterday, tomorrow, the day before yesterday.
    fn relative_day(&self, at: usize) -> Option<DateHit> {
        let word = self.page.word(at);
        let next = self.page.word(at + 1);
        let (shift, mut to) = match word {
            "اليوم" | "today" => (0, at + 1),
            "امس" | "yesterday" | "الامس" | "بالامس" => {
                if matches!(next, "الاول") { (-2, at + 2) } else { (-1, at + 1) }
            }
            "اول" if matches!(next, "امس" | "من") => (-2, at + 2),
            "غدا" | "tomorrow" | "غد" => (1, at + 1),
            "earlier" if next == "today" => (0, at + 2),
            _ => return None,
        };
        if word == "اليوم" && ordinal(self.page, at + 1).is_some() {
            return None;
        }
        let mut weekday = None;
        let day_at = if self.page.is_comma(to) { to + 1 } else { to };
        if let Some(hit) = self.hits.at(day_at, Class::Weekday) {
            weekday = Some(hit.entry.number);
            to = hit.to;
        }
        let when = self.anchor.map(|day| When::Day(day.plus(shift)));
        let mut hit = self.hit(at, to, when);
        hit.today = true;
        hit.weekday = weekday;
        // A date in brackets or right behind says the same day with its number.
        let probe =
            if self.page.is_comma(to) || self.page.is_mark(to, &['(']) { to + 1 } else { to };
        if let Some(full) = self.day_month(probe).or_else(|| self.numeric(probe)) {
            let agrees = shift == 0 || full.when == hit.when || hit.when.is_none();
            if full.when.is_some() && agrees {
                hit.when = full.when;
                hit.has_year = full.has_year;
                hit.to = full.to;
            }
        }
        Some(hit)
    }

    /// A weekday by itself or before a date.
    fn weekday(&self, at: usize) -> Option<DateHit> {
        let mut start = at;
        if matches!(self.page.word(at), "يوم" | "on") {
            start += 1;
        }
        let (before, _) = self.relation_before(start);
        let hit = self.hits.at(start, Class::Weekday)?;
        if hit.and && self.page.kind(start) == Kind::Arabic && hit.to == start + 1 && !hit.article {
            return None;
        }
        let weekday = hit.entry.number;
        let mut to = hit.to;
        let probe = if self.page.is_comma(to) { to + 1 } else { to };
        for skip in [probe, probe + 1] {
            if skip > probe && !matches!(self.page.word(probe), "the" | "الموافق" | "يوم")
            {
                break;
            }
            if let Some(mut full) = self.day_month(skip).or_else(|| self.month_first_day(skip)) {
                full.from = at;
                full.lead = at;
                full.weekday = Some(weekday);
                return Some(full);
            }
            if let Some(mut full) = self.numeric(skip) {
                full.from = at;
                full.lead = at;
                full.weekday = Some(weekday);
                return Some(full);
            }
        }
        let (after, next) = self.relation(to);
        if after.is_some() {
            to = next;
        }
        let rel = after.or(before);
        let when = self.anchor.map(|anchor| {
            let back = (i64::from(anchor.weekday()) - i64::from(weekday)).rem_euclid(7);
            let day = match rel {
                Some(1) => anchor.plus(if back == 0 { 7 } else { 7 - back }),
                Some(-1) => anchor.plus(if back == 0 { -7 } else { -back }),
                _ => anchor.plus(-back),
            };
            When::Day(day)
        });
        let mut found = self.hit(if start > at { at } else { start }, to, when);
        found.weekday = Some(weekday);
        found.relative = rel;
        found.today = rel.is_none();
        Some(found)
    }

    fn month_first_day(&self, at: usize) -> Option<DateHit> {
        let (month, hijri, to) = self.month_at(at)?;
        let (day, after) = self.day_number(to)?;
        (!hijri && day <= 31 && self.page.kind(at) == Kind::Latin)
            .then(|| self.month_day(at, month, day, after))
    }

    /// A year by itself: behind "year", "in", "since"; or this, next and last year and month.
    fn year(&self, at: usize) -> Option<DateHit> {
        let word = self.page.word(at);
        if let Some(year) = self.year_number(at) {
            let before = if at == 0 { "" } else { self.page.word(at - 1) };
            let led = BEFORE_YEARS.contains(&before) || self.page.is_mark(at - 1.min(at), &['(']);
            if !led {
                return None;
            }
            let year = i32::try_from(year).ok()?;
            let mut hit = self.hit(at, self.era(at + 1), Some(When::Year(year)));
            hit.has_year = true;
            return Some(hit);
        }
        let (unit_at, before, from) = if matches!(
            word,
            "next" | "last" | "this" | "coming" | "current" | "previous" | "هذا" | "هذه"
        ) {
            (at + 1, self.relation_word(at), at)
        } else {
            (at, None, at)
        };
        let unit = self.page.word(unit_at);
        let bare = unit.trim_start_matches("لل").trim_start_matches("ال");
        let (rel, to) = match before {
            Some(rel) => (rel, unit_at + 1),
            None if matches!(word, "هذا" | "هذه") => (0, unit_at + 1),
            None => {
                let (rel, to) = self.relation(unit_at + 1);
                (rel?, to)
            }
        };
        let anchor = self.anchor;
        let when = match bare {
            "عام" | "سنه" | "year" => anchor.map(|day| When::Year(day.year + rel)),
            "شهر" | "month" => anchor.map(|day| {
                let first = Day { day: 1, ..day };
                let month = first.plus_months(i64::from(rel));
                When::Month(month.year, month.month)
            }),
            "اسبوع" | "week" if rel != 0 => None,
            _ => return None,
        };
        let mut hit = self.hit(from, to, when);
        hit.relative = Some(rel);
        Some(hit)
    }

    /// `within 90 days`, `in the course of two months`.
    fn period(&self, at: usize) -> Option<DateHit> {
        let word = self.page.word(at);
        let mut next = match word {
            "خلال" | "within" => at + 1,
            "في" if self.page.word(at + 1) == "غضون" => at + 2,
            "غضون" => at + 1,
            "بعد" | "after" | "in" => at + 1,
            _ => return None,
        };
        while matches!(
            self.page.word(next),
            "مده"
                | "فتره"
                | "the"
                | "next"
                | "لا"
                | "تتجاوز"
                | "اقصاها"
                | "a"
                | "period"
                | "of"
                | "coming"
                | "تزيد"
                | "على"
                | "علي"
                | "عن"
        ) {
            if self.page.word(next) == "a"
                && !matches!(self.page.word(next + 1), "period" | "maximum")
            {
                break;
            }
            next += 1;
        }
        let (period, to) = self.length(next)?;
        let mut hit = self.hit(at, to, None);
        hit.period = Some(period);
        Some(hit)
    }

    /// A count and a unit of time.
    pub fn length(&self, at: usize) -> Option<(Period, usize)> {
        match self.page.word(at) {
            "يومين" => return Some((Period::Days(2), at + 1)),
            "اسبوع" => return Some((Period::Days(7), at + 1)),
            "اسبوعين" | "fortnight" => return Some((Period::Days(14), at + 1)),
            "شهر" => return Some((Period::Months(1), at + 1)),
            "شهرين" => return Some((Period::Months(2), at + 1)),
            "عامين" | "سنتين" => return Some((Period::Months(24), at + 1)),
            "عام" | "سنه" if self.year_number(at + 1).is_none() => {
                return Some((Period::Months(12), at + 1));
            }
            _ => {}
        }
        let (count, mut to) = cardinal(self.page, at)?;
        let count = i64::from(count).min(10_000);
        // "90 (ninety) days"
        if self.page.is_mark(to, &['(']) && self.page.is_mark(to + 2, &[')']) {
            to += 3;
        }
        while matches!(self.page.word(to), "working" | "calendar") || self.page.is_mark(to, &['-'])
        {
            to += 1;
        }
        let period = match self.page.word(to) {
            "يوم" | "يوما" | "ايام" | "day" | "days" => Period::Days(count),
            "اسبوعا" | "اسابيع" | "week" | "weeks" => Period::Days(count * 7),
            "شهرا" | "اشهر" | "شهور" | "month" | "months" => Period::Months(count),
            "عاما" | "اعوام" | "سنوات" | "سنه" | "year" | "years" => {
                Period::Months(count * 12)
            }
            _ => return None,
        };
        Some((period, to + 1))
    }

    /// Takes in the words before a date that say how it is meant.
    fn widen(&self, hit: &mut DateHit) {
        let mut at = hit.from;
        while at > 0 {
            match self.page.word(at - 1) {
                "نهايه" | "end" | "ختام" | "close" => {
                    hit.latest = true;
                    hit.from = at - 1;
                    if self.page.word(at.saturating_sub(2)) == "the" {
                        hit.from = at - 2;
                        at -= 1;
                    }
                }
                "بنهايه" => {
                    hit.latest = true;
                    hit.from = at - 1;
                }
                "مطلع" | "بدايه" | "اوائل" | "early" | "beginning" | "مستهل" | "start" | "ربيع"
                | "صيف" | "خريف" | "شتا" | "spring" | "summer" | "autumn" | "winter" | "اواخر"
                | "منتصف" | "late" | "mid" | "middle" => {
                    hit.vague = true;
                    hit.from = at - 1;
                }
                "of" | "the" | "من" | "شهر" | "عام" | "العام" | "يوم" | "سنه" | "تاريخ"
                | "year" => {}
                "-" if self.page.is_mark(at - 1, &['-'])
                    && self.page.word(at.saturating_sub(2)) == "mid" => {}
                "قبل" | "before" | "بحلول" | "by" | "until" | "حتي" | "than" | "وقبل"
                | "يتجاوز" | "اقصاه" | "يتعدي" | "اقصي" => {
                    hit.latest = true;
                    at -= 1;
                    break;
                }
                "في" | "in" | "on" | "خلال" | "within" | "during" | "بتاريخ" => {
                    at -= 1;
                    break;
                }
                _ => break,
            }
            at -= 1;
        }
        hit.lead = at.min(hit.from);
        if hit.latest
            && matches!(self.page.word(hit.lead), "than" | "يتجاوز" | "اقصاه" | "يتعدي" | "اقصي")
        {
            hit.lead = hit.from;
        }
    }

    fn led(&self, at: usize) -> bool {
        at > 0
            && matches!(
                self.page.word(at - 1),
                "في" | "in"
                    | "خلال"
                    | "by"
                    | "قبل"
                    | "نهايه"
                    | "شهر"
                    | "of"
                    | "until"
                    | "حتي"
                    | "بحلول"
                    | "منذ"
                    | "since"
                    | "during"
                    | "early"
                    | "late"
                    | "مطلع"
                    | "منتصف"
                    | "اواخر"
                    | "before"
                    | "بدايه"
                    | "اوائل"
                    | "بنهايه"
                    | "mid"
            )
    }

    /// A day of a month: a number up to 31 or an ordinal.
    fn day_number(&self, at: usize) -> Option<(u32, usize)> {
        if let Some((number, to)) = ordinal(self.page, at) {
            let arabic = self.page.kind(at) == Kind::Arabic;
            if number <= 31
                && (!arabic || self.page.word(to) == "من" || self.month_at(to).is_some())
            {
                return Some((number, to));
            }
        }
        if let Some(number) = self.page.number(at) {
            return (1..=31).contains(&number).then_some((number, at + 1));
        }
        // "and 10" with the letter written onto the number is two tokens.
        if self.page.word(at) == "و" {
            let number = self.page.number(at + 1)?;
            return (1..=31).contains(&number).then_some((number, at + 2));
        }
        None
    }

    fn skip_of(&self, at: usize) -> usize {
        let mut to = at;
        while matches!(self.page.word(to), "من" | "of" | "شهر" | "the" | "day") {
            to += 1;
        }
        to
    }

    /// A month at a token, one of several names behind a stroke: number, Hijri or not, next token.
    fn month_at(&self, at: usize) -> Option<(u32, bool, usize)> {
        let hit = self.hits.any_at(at, &[Class::Month, Class::Hijri])?;
        let hijri = hit.entry.class == Class::Hijri;
        let mut to = hit.to;
        if self.page.is_mark(to, &['/', '(', '-'])
            && let Some(twin) = self.hits.at(to + 1, hit.entry.class)
            && twin.entry.number == hit.entry.number
        {
            to = twin.to;
            if self.page.is_mark(to, &[')']) {
                to += 1;
            }
        }
        Some((hit.entry.number, hijri, to))
    }

    fn year_number(&self, at: usize) -> Option<u32> {
        self.page.number(at).filter(|year| (1900..=2199).contains(year))
    }

    /// A year behind a month, with "year" or a comma between.
    fn year_after(&self, at: usize, hijri: bool) -> Option<(u32, usize)> {
        let mut to = at;
        while matches!(
            self.page.word(to),
            "من" | "عام" | "العام" | "لعام" | "سنه" | "of" | "لسنه" | "the" | "year"
        ) || (self.page.is_comma(to) && self.page.kind(at) != Kind::Arabic)
        {
            to += 1;
        }
        let year = self.page.number(to)?;
        let range = if hijri { 1300..=1600 } else { 1900..=2199 };
        range.contains(&year).then_some((year, to + 1))
    }

    /// The letter of an era behind a year.
    fn era(&self, at: usize) -> usize {
        match self.page.word(at) {
            "م" | "ه" | "هجري" | "هجريه" | "ميلادي" | "ميلاديه" | "ah" | "ad" | "ce" => {
                at + 1
            }
            "h" if !self.page.tokens.get(at).is_some_and(|token| token.spaced) => at + 1,
            _ => at,
        }
    }

    /// "past", "next" and "current" behind a unit of time: -1, 1 or 0.
    fn relation(&self, at: usize) -> (Option<i32>, usize) {
        let mut to = at;
        if matches!(self.page.word(to), "من") && self.relation_word(to + 2).is_some() {
            // "of the current year", "of the coming month"
            to += 2;
        }
        match self.relation_word(to) {
            Some(rel) if self.page.kind(to) == Kind::Arabic => (Some(rel), to + 1),
            _ => (None, at),
        }
    }

    fn relation_before(&self, at: usize) -> (Option<i32>, usize) {
        if at > 0
            && self.page.kind(at - 1) == Kind::Latin
            && let Some(rel) = self.relation_word(at - 1)
        {
            return (Some(rel), at - 1);
        }
        (None, at)
    }

    fn relation_word(&self, at: usize) -> Option<i32> {
        Some(match self.page.word(at) {
            "الماضي" | "الماضيه" | "المنصرم" | "المنصرمه" | "الفايت" | "السابق" | "last"
            | "previous" | "past" => -1,
            "المقبل" | "المقبله" | "القادم" | "القادمه" | "التالي" | "next" | "coming"
            | "upcoming" => 1,
            "الجاري" | "الجاريه" | "الحالي" | "الحاليه" | "this" | "current" => {
                0
            }
            _ => return None,
        })
    }

    fn resolve(
        &self,
        year: Option<u32>,
        month: u32,
        day: u32,
        last: u32,
        rel: Option<i32>,
    ) -> Option<When> {
        let year = match year {
            Some(year) => i32::try_from(year).ok()?,
            None => self.year_near(month, day, rel)?,
        };
        let first = Day::new(year, month, day)?;
        if last > day {
            return Some(When::Range(first, Day::new(year, month, last)?));
        }
        Some(When::Day(first))
    }

    /// The year that brings a day of a month nearest to the day of the report.
    fn year_near(&self, month: u32, day: u32, rel: Option<i32>) -> Option<i32> {
        let anchor = self.anchor?;
        let day = day.min(28);
        let of = |year: i32| Day::new(year, month, day).map_or(i64::MAX / 2, Day::number);
        let here = anchor.number();
        match rel {
            Some(-1) => (anchor.year - 1..=anchor.year).rev().find(|&year| of(year) <= here),
            Some(1) => (anchor.year..=anchor.year + 1).find(|&year| of(year) >= here),
            Some(_) if month == anchor.month => Some(anchor.year),
            _ => (anchor.year - 1..=anchor.year + 1).min_by_key(|&year| (of(year) - here).abs()),
        }
    }

    fn month_near(&self, month: u32, rel: Option<i32>) -> Option<When> {
        let anchor = self.anchor?;
        let year = match rel {
            Some(-1) if month >= anchor.month => anchor.year - 1,
            Some(-1) => anchor.year,
            Some(1) if month <= anchor.month => anchor.year + 1,
            Some(_) => anchor.year,
            // Without a word for it the month lies ahead, unless it has just passed.
            None if month + 3 <= anchor.month => anchor.year + 1,
            None => anchor.year,
        };
        Some(When::Month(year, month))
    }

    fn hijri_hit(&self, at: usize, to: usize, day: u32, month: u32, year: u32) -> Option<DateHit> {
        let when = gregorian_of(year, month, day);
        let mut hit = self.hit(at, self.era(to), when.map(When::Day));
        hit.hijri = Some(format!("{year:04}-{month:02}-{day:02}"));
        hit.has_year = true;
        Some(hit)
    }
}

/// The Gregorian day of a Hijri date by the Umm al-Qura table.
pub(crate) fn gregorian_of(year: u32, month: u32, day: u32) -> Option<Day> {
    let hijri = HijriDate::new(
        i32::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
    .ok()?;
    // Near enough by the mean length of a lunar year, then day by day.
    let guess = (i64::from(year) - 1) * 354_367 / 1000
        + (i64::from(month) - 1) * 29_530 / 1000
        + i64::from(day)
        - 492_149;
    for shift in 0..12 {
        for sign in [1, -1] {
            let candidate = Day::from_number(guess + sign * shift)?;
            let Ok(date) = GregorianDate::new(
                candidate.year,
                u8::try_from(candidate.month).ok()?,
                u8::try_from(candidate.day).ok()?,
            ) else {
                continue;
            };
            if from_gregorian(date) == hijri {
                return Some(candidate);
            }
        }
    }
    None
}
