//! Where each stroke of the time line of commitments stands: a pure layout on a grid of user units,
//! mirrored for right-to-left. It knows no record and no words; `pages` fills it, the template
//! draws it, and a table with the same facts always stands beside it.

/// Width of the picture in user units.
pub const WIDTH: i32 = 1_000;
/// Where the names end and time begins.
const LABEL: i32 = 330;
const TOP: i32 = 40;
const ROW: i32 = 26;
/// How far ahead of today the axis goes.
const AHEAD_DAYS_MAX: i64 = 550;
/// How far behind today it goes: 25 years.
const BEHIND_DAYS_MAX: i64 = 9_131;
const DAYS_OF_YEAR: f64 = 365.25;

/// One commitment as the layout needs it. Days count from 1970-01-01.
#[derive(Debug, Clone, Default)]
pub struct Strand {
    pub label: String,
    pub href: String,
    /// When it was made; none when nobody has said it.
    pub from: Option<i64>,
    /// When it was settled; none while it is open.
    pub to: Option<i64>,
    pub due: Option<i64>,
    /// What was heard of it, with a class and words for each.
    pub marks: Vec<(i64, &'static str, String)>,
    /// `kept`, `open`, `dropped` or `untraced`.
    pub tone: &'static str,
    /// The whole in words.
    pub title: String,
}

/// A round on the axis.
#[derive(Debug, Clone)]
pub struct Post {
    pub label: String,
    pub day: i64,
}

/// The whole picture, already mirrored where the page is right-to-left.
#[derive(Debug, Clone, Default)]
pub struct Picture {
    pub height: i32,
    pub label_x: i32,
    pub start: i32,
    pub end: i32,
    pub today: Option<i32>,
    pub years: Vec<Place>,
    pub posts: Vec<Place>,
    pub lines: Vec<Line>,
}

/// Something on the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub x: i32,
    pub label: String,
}

/// One commitment.
#[derive(Debug, Clone)]
pub struct Line {
    pub y: i32,
    pub label: String,
    pub href: String,
    pub title: String,
    pub tone: &'static str,
    /// The stroke, from where it was made to where it ends; none when no date is known.
    pub stroke: Option<(i32, i32)>,
    /// True while it is open: the stroke goes on.
    pub open: bool,
    pub due: Option<i32>,
    pub marks: Vec<(i32, &'static str, String)>,
    /// What lies off the axis, where it is cut.
    pub beyond: Vec<Beyond>,
}

/// A date off the axis: its year stands at the edge with an arrow towards it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beyond {
    pub x: i32,
    pub label: String,
    /// Which end of the words is at `x`, `start` or `end` as SVG has it, so that they stay inside.
    pub anchor: &'static str,
}

/// The days that the axis shows: from the first round, or else the first commitment, to the last
/// date that is not far ahead. Anything older or later would press everything else together.
fn axis(strands: &[Strand], posts: &[Post], today: i64) -> (i64, i64) {
    let (behind, ahead) = (today - BEHIND_DAYS_MAX, today + AHEAD_DAYS_MAX);
    let rounds = posts.iter().map(|post| post.day).filter(|day| *day >= behind).min();
    let made = strands.iter().filter_map(|one| one.from).filter(|day| *day >= behind).min();
    let first = rounds.or(made).unwrap_or(today).min(today);
    let dated = strands.iter().flat_map(Strand::days).chain(posts.iter().map(|post| post.day));
    let last = dated.chain([today]).filter(|day| *day <= ahead).max().unwrap_or(today);
    (first, last.max(first + 365))
}

impl Strand {
    fn days(&self) -> impl Iterator<Item = i64> {
        let marks = self.marks.iter().map(|(day, _, _)| *day);
        self.from.into_iter().chain(self.to).chain(self.due).chain(marks)
    }
}

fn year_of(day: i64) -> i64 {
    1970 + (day as f64 / DAYS_OF_YEAR).floor() as i64
}

/// What of a strand lies off the axis: the oldest before it, the latest behind it.
fn beyond(one: &Strand, (first, last): (i64, i64), rtl: bool) -> Vec<Beyond> {
    let place = |day: i64, is_after: bool| {
        // Right of everything, or left of it: where time runs to depends on the direction.
        let (year, is_right) = (year_of(day), is_after != rtl);
        let x = if is_after { WIDTH - 24 } else { LABEL + 24 };
        Beyond {
            x: if rtl { WIDTH - x } else { x },
            label: match is_right {
                true => format!("{year} \u{2192}"),
                false => format!("\u{2190} {year}"),
            },
            anchor: if is_right { "end" } else { "start" },
        }
    };
    let before = one.days().filter(|day| *day < first).min().map(|day| place(day, false));
    let after = one.days().filter(|day| *day > last).max().map(|day| place(day, true));
    before.into_iter().chain(after).collect()
}

/// Lays the time line out. `rtl` mirrors every x, so that time runs with the reading direction.
pub fn lay_out(strands: &[Strand], posts: &[Post], today: i64, rtl: bool) -> Picture {
    let flip = |x: i32| if rtl { WIDTH - x } else { x };
    let (first, last) = axis(strands, posts, today);
    let space = f64::from(WIDTH - LABEL - 24);
    let x = |day: i64| {
        let part = (day - first) as f64 / (last - first) as f64;
        flip(LABEL + 12 + (part.clamp(0.0, 1.0) * space) as i32)
    };
    let line = |(at, one): (usize, &Strand)| {
        let end = one.to.unwrap_or(today.max(one.from.unwrap_or(today)));
        Line {
            y: TOP + ROW * i32::try_from(at).unwrap_or(0) + ROW / 2,
            label: one.label.clone(),
            href: one.href.clone(),
            title: one.title.clone(),
            tone: one.tone,
            stroke: one.from.map(|from| (x(from), x(end))),
            open: one.to.is_none(),
            due: one.due.map(x),
            marks: one
                .marks
                .iter()
                .map(|(day, class, word)| (x(*day), *class, word.clone()))
                .collect(),
            beyond: beyond(one, (first, last), rtl),
        }
    };
    let new_year = |year: i64| ((year - 1970) as f64 * DAYS_OF_YEAR).round() as i64;
    let step = ((year_of(last) - year_of(first)) / 12 + 1).max(1);
    let years = (year_of(first) + 1..=year_of(last)).filter(|year| year % step == 0);
    let shown = posts.iter().filter(|post| (first..=last).contains(&post.day));
    Picture {
        height: TOP + ROW * i32::try_from(strands.len()).unwrap_or(0) + 12,
        label_x: flip(LABEL - 8),
        start: flip(LABEL),
        end: flip(WIDTH),
        today: Some(x(today)),
        years: years.map(|year| Place { x: x(new_year(year)), label: year.to_string() }).collect(),
        posts: shown.map(|post| Place { x: x(post.day), label: post.label.clone() }).collect(),
        lines: strands.iter().enumerate().map(line).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strands() -> Vec<Strand> {
        let one = |from, to| Strand { from, to, due: Some(18_700), ..Strand::default() };
        vec![one(Some(17_000), None), one(Some(17_500), Some(18_000)), one(None, None)]
    }

    #[test]
    fn time_runs_with_the_reading_direction() {
        let posts =
            [Post { label: "1".into(), day: 17_000 }, Post { label: "2".into(), day: 18_500 }];
        let ltr = lay_out(&strands(), &posts, 18_582, false);
        let rtl = lay_out(&strands(), &posts, 18_582, true);
        assert!(ltr.posts[0].x < ltr.posts[1].x);
        assert!(rtl.posts[0].x > rtl.posts[1].x);
        for (one, other) in ltr.lines.iter().zip(&rtl.lines) {
            assert_eq!(one.stroke.map(|(x, _)| x), other.stroke.map(|(x, _)| WIDTH - x));
        }
    }

    #[test]
    fn everything_stays_inside_and_what_has_no_date_has_no_stroke() {
        let picture = lay_out(&strands(), &[], 18_582, false);
        assert!(picture.lines[2].stroke.is_none());
        let strokes = picture.lines.iter().filter_map(|line| line.stroke);
        assert!(strokes.clone().all(|(from, to)| from <= to && from >= LABEL && to <= WIDTH));
        let ends: Vec<i32> = strokes.map(|(_, to)| to).collect();
        assert_eq!(ends[0], picture.today.expect("today"), "open ones go on until today");
        assert!(picture.years.iter().all(|year| (LABEL..=WIDTH).contains(&year.x)));
        let empty = lay_out(&[], &[], 18_582, true);
        assert!(empty.lines.is_empty() && empty.height > 0);
    }

    #[test]
    fn one_date_far_off_presses_nothing_together_and_says_its_year() {
        let day = |text: &str| dialogue::working_days::day_of(text).expect("a day");
        let posts = ["2016-10-21", "2020-11-16"]
            .map(|opened| Post { label: String::new(), day: day(opened) });
        let mut strands: Vec<Strand> = ["2016-10-21", "2017-09-08", "2020-11-20"]
            .map(|made| Strand { from: Some(day(made)), ..Strand::default() })
            .into();
        let near = lay_out(&strands, &posts, day("2020-12-01"), false);
        strands[0].marks = vec![(day("1900-01-01"), "note", String::new())];
        strands[1].due = Some(day("2041-12-31"));
        let far = lay_out(&strands, &posts, day("2020-12-01"), false);
        let strokes = |picture: &Picture| -> Vec<_> {
            picture.lines.iter().map(|line| line.stroke).collect()
        };
        assert_eq!(strokes(&near), strokes(&far), "neither moves anything else");
        let said = |picture: &Picture, at: usize| -> Vec<(String, &'static str)> {
            let beyond = picture.lines[at].beyond.iter();
            beyond.map(|one| (one.label.clone(), one.anchor)).collect()
        };
        assert_eq!(said(&far, 0), [("\u{2190} 1900".to_owned(), "start")]);
        assert_eq!(said(&far, 1), [("2041 \u{2192}".to_owned(), "end")]);
        assert!(far.lines[2].beyond.is_empty());
        let turned = lay_out(&strands, &posts, day("2020-12-01"), true);
        assert_eq!(said(&turned, 0), [("1900 \u{2192}".to_owned(), "end")]);
        assert_eq!(said(&turned, 1), [("\u{2190} 2041".to_owned(), "start")]);
        // A commitment of 1900 by a slip of the pen does not stretch the axis either.
        strands[2].from = Some(day("1900-01-01"));
        let slip = lay_out(&strands, &posts, day("2020-12-01"), false);
        assert_eq!(slip.lines[0].stroke, near.lines[0].stroke);
    }
}
