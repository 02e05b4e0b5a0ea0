//! Where each stroke of the dialogue's time line stands: a pure layout of rounds, groups and
//! sessions on a grid of user units, mirrored for right-to-left. It knows no record and no words;
//! `views` fills it, `templates/dialogues/picture.html` draws it, and a table always stands beside
//! it with the same facts.

/// Width of the picture in user units.
pub const WIDTH: i32 = 1_000;
const LABEL: i32 = 196;
const AXIS_Y: i32 = 52;
const COLUMN_Y: i32 = 108;
const LANES_Y: i32 = 160;
const LANE: i32 = 38;

/// One round as the layout needs it. Days count from any common day.
#[derive(Debug, Clone)]
pub struct Span {
    pub label: String,
    pub when: String,
    pub href: String,
    /// First and last day; none when no date is known yet.
    pub days: Option<(i32, i32)>,
    /// The day it was planned for, when it slipped.
    pub planned: Option<i32>,
    /// What the slip reads like.
    pub slip: String,
}

/// One session: the round it belongs to, its lane, its first day.
#[derive(Debug, Clone)]
pub struct Meeting {
    pub round: usize,
    pub lane: usize,
    pub day: i32,
    pub title: String,
    pub href: String,
    /// `held`, `remote` or `coming`: the class that draws it.
    pub class: &'static str,
}

/// One lane: a group, or the sessions of no group.
#[derive(Debug, Clone)]
pub struct LaneName {
    pub label: String,
    pub href: String,
}

/// A year on the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    pub x: i32,
    pub label: String,
}

/// A round on the axis and the column under it.
#[derive(Debug, Clone)]
pub struct Column {
    pub x: i32,
    pub width: i32,
    pub middle: i32,
    pub axis: Option<i32>,
    pub planned: Option<i32>,
    pub slip: String,
    pub label: String,
    pub when: String,
    pub href: String,
}

/// A line of one group.
#[derive(Debug, Clone)]
pub struct Lane {
    pub y: i32,
    pub label: String,
    pub href: String,
}

/// One session.
#[derive(Debug, Clone)]
pub struct Dot {
    pub x: i32,
    pub y: i32,
    pub title: String,
    pub href: String,
    pub class: &'static str,
}

/// The time between two rounds.
#[derive(Debug, Clone)]
pub struct Gap {
    pub x: i32,
    pub months: i32,
    pub label: String,
}

/// The whole picture, in user units, already mirrored where the page is right-to-left.
#[derive(Debug, Clone, Default)]
pub struct Picture {
    pub height: i32,
    pub axis_y: i32,
    pub column_y: i32,
    pub lanes_y: i32,
    pub label_x: i32,
    pub start: i32,
    pub end: i32,
    pub ticks: Vec<Tick>,
    pub columns: Vec<Column>,
    pub lanes: Vec<Lane>,
    pub dots: Vec<Dot>,
    pub gaps: Vec<Gap>,
}

/// Lays out the time line. `rtl` mirrors every x, so that time runs with the reading direction.
pub fn lay_out(rounds: &[Span], lanes: &[LaneName], meetings: &[Meeting], rtl: bool) -> Picture {
    let flip = |x: i32| if rtl { WIDTH - x } else { x };
    let axis = Axis::over(rounds, meetings);
    let width = if rounds.is_empty() { 0 } else { (WIDTH - LABEL) / count(rounds.len()) };
    let mut picture = Picture {
        height: LANES_Y + LANE * count(lanes.len()) + 8,
        axis_y: AXIS_Y,
        column_y: COLUMN_Y,
        lanes_y: LANES_Y,
        label_x: flip(0),
        start: flip(LABEL),
        end: flip(WIDTH),
        ticks: axis.ticks(rtl),
        ..Picture::default()
    };
    for (at, round) in rounds.iter().enumerate() {
        let x = LABEL + width * count(at);
        picture.columns.push(Column {
            x: if rtl { WIDTH - x - width } else { x },
            width,
            middle: flip(x + width / 2),
            axis: round.days.map(|(first, last)| flip(axis.x((first + last) / 2))),
            planned: round.planned.map(|day| flip(axis.x(day))),
            slip: round.slip.clone(),
            label: round.label.clone(),
            when: round.when.clone(),
            href: round.href.clone(),
        });
    }
    for (at, lane) in lanes.iter().enumerate() {
        picture.lanes.push(Lane {
            y: LANES_Y + LANE * count(at) + LANE / 2,
            label: lane.label.clone(),
            href: lane.href.clone(),
        });
    }
    picture.dots = dots(rounds, lanes.len(), meetings, width, &flip);
    picture.gaps = gaps(rounds, &axis, &flip);
    picture
}

fn dots(
    rounds: &[Span],
    lanes: usize,
    meetings: &[Meeting],
    width: i32,
    flip: &dyn Fn(i32) -> i32,
) -> Vec<Dot> {
    let mut placed: Vec<Dot> = Vec::new();
    for meeting in meetings.iter().filter(|m| m.round < rounds.len() && m.lane < lanes) {
        let same = |m: &&Meeting| m.round == meeting.round;
        let days = meetings.iter().filter(same).map(|m| m.day);
        let (first, last) = (days.clone().min().unwrap_or(0), days.max().unwrap_or(0));
        let inner = width - 36;
        let along = if last > first {
            (i64::from(meeting.day - first) * i64::from(inner) / i64::from(last - first)) as i32
        } else {
            inner / 2
        };
        let y = LANES_Y + LANE * count(meeting.lane) + LANE / 2;
        let mut x = LABEL + width * count(meeting.round) + 18 + along;
        // Two sessions of one day stand side by side, never one upon the other and never in the
        // next round's column: what would leave it on the right goes to the left.
        let right = LABEL + width * count(meeting.round) + width - 12;
        let mut step = 14;
        while placed.iter().any(|dot| dot.y == y && (flip(dot.x) - x).abs() < 14) {
            if step > 0 && x + step > right {
                step = -14;
            }
            x += step;
        }
        placed.push(Dot {
            x: flip(x),
            y,
            title: meeting.title.clone(),
            href: meeting.href.clone(),
            class: meeting.class,
        });
    }
    placed
}

fn gaps(rounds: &[Span], axis: &Axis, flip: &dyn Fn(i32) -> i32) -> Vec<Gap> {
    let dated: Vec<(i32, i32)> = rounds.iter().filter_map(|round| round.days).collect();
    let pairs = dated.windows(2).filter(|pair| pair[1].0 > pair[0].1);
    let gap = |pair: &[(i32, i32)]| Gap {
        x: flip((axis.x(pair[0].1) + axis.x(pair[1].0)) / 2),
        months: (pair[1].0 - pair[0].1) * 12 / 365,
        label: String::new(),
    };
    pairs.map(gap).collect()
}

struct Axis {
    first: i32,
    last: i32,
}

impl Axis {
    fn over(rounds: &[Span], meetings: &[Meeting]) -> Axis {
        let of_rounds = rounds.iter().filter_map(|r| r.days).flat_map(|(a, b)| [a, b]);
        let planned = rounds.iter().filter_map(|round| round.planned);
        let days: Vec<i32> =
            of_rounds.chain(planned).chain(meetings.iter().map(|m| m.day)).collect();
        let first = days.iter().copied().min().unwrap_or(0);
        let last = days.iter().copied().max().unwrap_or(0);
        // Whole years on both ends give the ticks room.
        let (year_first, _) = year_of(first);
        let (year_last, _) = year_of(last);
        Axis { first: day_of_year(year_first), last: day_of_year(year_last + 1) }
    }

    fn x(&self, day: i32) -> i32 {
        let span = i64::from((self.last - self.first).max(1));
        let room = i64::from(WIDTH - LABEL - 24);
        LABEL + 12 + (i64::from(day - self.first) * room / span) as i32
    }

    fn ticks(&self, rtl: bool) -> Vec<Tick> {
        let (first, last) = (year_of(self.first).0, year_of(self.last).0);
        let every = 1 + (last - first) / 16;
        let years = (first..=last).filter(|year| (year - first) % every == 0);
        let tick = |year: i32| {
            let x = self.x(day_of_year(year));
            Tick { x: if rtl { WIDTH - x } else { x }, label: year.to_string() }
        };
        years.map(tick).collect()
    }
}

/// The day number (from 1 January 1970) of 1 January of a Gregorian year.
pub fn day_of_year(year: i32) -> i32 {
    let before = year - 1;
    before * 365 + before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400) - 719_162
}

/// The year in which a day number lies, and the day within it.
fn year_of(day: i32) -> (i32, i32) {
    let mut year = 1970 + day.div_euclid(366);
    while day_of_year(year + 1) <= day {
        year += 1;
    }
    (year, day - day_of_year(year))
}

/// The day number (from 1 January 1970) of `2017`, `2017-08` or `2017-08-23`: a year or a month
/// stands for its middle.
pub fn day_of(date: &str) -> Option<i32> {
    let mut parts = date.split('-').map(|part| part.parse::<i32>().ok());
    let year = parts.next()??;
    if !(1..=9_999).contains(&year) {
        return None;
    }
    let Some(month) = parts.next() else { return Some(day_of_year(year) + 182) };
    let month = month?;
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let start = before.get(usize::try_from(month - 1).ok()?)? + i32::from(leap && month > 2);
    let day = match parts.next() {
        None => 15,
        Some(day) => day?,
    };
    Some(day_of_year(year) + start + day - 1)
}

fn count(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(days: Option<(i32, i32)>) -> Span {
        Span {
            label: "1".to_owned(),
            when: String::new(),
            href: String::new(),
            days,
            planned: None,
            slip: String::new(),
        }
    }

    fn meeting(round: usize, lane: usize, day: i32) -> Meeting {
        let (title, href) = (String::new(), String::new());
        Meeting { round, lane, day, title, href, class: "held" }
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_of("1970-01-01"), Some(0));
        assert_eq!(day_of("2000-03-01"), Some(11_017));
        assert_eq!(day_of("2020-11-16"), Some(18_582));
        assert_eq!(year_of(18_582), (2020, 320));
        assert_eq!(day_of("2020-13"), None);
        assert_eq!(day_of("not a date"), None);
    }

    #[test]
    fn time_runs_with_the_reading_direction() {
        let rounds = [span(Some((17_000, 17_000))), span(Some((18_582, 18_590))), span(None)];
        let lanes = [LaneName { label: "a".to_owned(), href: String::new() }];
        let meetings = [meeting(0, 0, 17_000), meeting(1, 0, 18_582), meeting(1, 0, 18_582)];
        let ltr = lay_out(&rounds, &lanes, &meetings, false);
        let rtl = lay_out(&rounds, &lanes, &meetings, true);
        assert!(ltr.columns[0].axis < ltr.columns[1].axis);
        assert!(rtl.columns[0].axis > rtl.columns[1].axis);
        for (a, b) in ltr.dots.iter().zip(&rtl.dots) {
            assert_eq!(a.x + b.x, WIDTH);
        }
        assert_ne!(ltr.dots[1].x, ltr.dots[2].x, "two sessions of one day stand side by side");
        assert_eq!(ltr.columns[2].axis, None);
        assert_eq!(ltr.gaps.len(), 1);
    }

    #[test]
    fn many_sessions_of_the_last_day_stay_in_their_column() {
        let rounds = [span(Some((17_000, 17_001))), span(Some((18_000, 18_001)))];
        let lanes = [LaneName { label: "a".to_owned(), href: String::new() }];
        let meetings = [
            meeting(0, 0, 17_000),
            meeting(0, 0, 17_001),
            meeting(0, 0, 17_001),
            meeting(0, 0, 17_001),
        ];
        let picture = lay_out(&rounds, &lanes, &meetings, false);
        let xs: std::collections::BTreeSet<i32> = picture.dots.iter().map(|dot| dot.x).collect();
        assert_eq!(xs.len(), 4);
        assert!(xs.iter().all(|x| *x < picture.columns[1].x), "{xs:?}");
    }

    #[test]
    fn an_empty_dialogue_has_an_empty_picture() {
        let picture = lay_out(&[], &[], &[], false);
        assert!(picture.columns.is_empty() && picture.dots.is_empty());
    }
}
