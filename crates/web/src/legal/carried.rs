//! The file in which the figures of a half-year leave the compartment, and how it is taken in: read
//! strictly, held against everything that the compartment promises of it, and taken only when the
//! compartment of this very node sealed it. What does not fit is refused whole, with the rule that
//! it breaks.

use std::collections::{BTreeMap, BTreeSet};

use dialogue::Value;
use dialogue::assistance::{HALVES, NEEDS, shown_of};
use dialogue::content::Content;
use dialogue::working_days::{Day, day_of};
use fluent_bundle::FluentValue;
use mutual::figures::{Band, Broken, Shown};
use mutual::limits::{MEDIAN_WEEKS_MAX, SHOWN_BAND};
use serde::{Deserialize, Serialize};

use crate::i18n::T;

/// What a file of figures is called in its first field.
const FORMAT: &str = "hiwar-assistance-figures-2";

/// A half-year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Half {
    pub year: i16,
    pub second: bool,
}

impl Half {
    /// The last half-year that is over.
    pub fn before(date: jiff::civil::Date) -> Half {
        match date.month() {
            1..=6 => Half { year: date.year() - 1, second: true },
            _ => Half { year: date.year(), second: false },
        }
    }

    /// A half-year by its year and its fixed name.
    pub fn of(year: u64, half: &str) -> Option<Half> {
        let year = i16::try_from(year).ok().filter(|year| (1990..=2199).contains(year))?;
        HALVES.contains(&half).then_some(Half { year, second: half == "second" })
    }

    /// Whether its last day has passed.
    pub fn is_over(self, now: jiff::civil::Date) -> bool {
        day_of(&now.to_string()).is_some_and(|today| self.days().1 < today)
    }

    /// Its fixed name.
    pub fn name(self) -> &'static str {
        if self.second { "second" } else { "first" }
    }

    /// Its first and its last day.
    pub fn days(self) -> (Day, Day) {
        let (from, to) = if self.second { ("07-01", "12-31") } else { ("01-01", "06-30") };
        let day = |text: &str| day_of(&format!("{:04}-{text}", self.year)).unwrap_or_default();
        (day(from), day(to))
    }
}

/// Published figures of one half-year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub half: Half,
    pub shown: Shown,
    pub needs: Vec<String>,
}

/// The figures as the file has them; a count is the first of its band, and absent when withheld.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    year: u64,
    half: String,
    band: u64,
    opened: Option<u64>,
    closed: Option<u64>,
    returned: Option<u64>,
    median_weeks: BTreeMap<String, u64>,
    refused: BTreeMap<String, u64>,
    needs: Vec<String>,
}

/// The file: the figures with a fingerprint over them, so that a slip of a key is noticed, and the
/// seal of the compartment over that.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    figures: Table,
    sha256: String,
    seal: String,
}

/// Why a file is not taken, as the end of a message key.
pub type Wrong = &'static str;

fn fingerprint(table: &Table) -> String {
    let bytes = serde_json::to_vec(table).unwrap_or_default();
    dialogue::blob::print(&dialogue::blob::of(&bytes))
}

/// What is sealed.
fn sealed(sha256: &str) -> String {
    format!("{FORMAT}\n{sha256}\n")
}

impl Published {
    /// The file's text; `seal` seals a text in the name of the compartment.
    pub fn to_file<E>(&self, seal: impl FnOnce(&str) -> Result<String, E>) -> Result<String, E> {
        let shown = self.shown.clone();
        let figures = Table {
            year: u64::try_from(self.half.year).unwrap_or_default(),
            half: self.half.name().to_owned(),
            band: SHOWN_BAND,
            opened: shown.opened,
            closed: shown.closed,
            returned: shown.returned,
            median_weeks: shown.weeks,
            refused: shown.grounds,
            needs: self.needs.clone(),
        };
        let sha256 = fingerprint(&figures);
        let seal = seal(&sealed(&sha256))?;
        let file = File { format: FORMAT.to_owned(), figures, sha256, seal };
        Ok(serde_json::to_string_pretty(&file).unwrap_or_default())
    }

    /// Reads a file on the day `now`; `is_ours` says whether a compartment of this node sealed the
    /// text.
    pub fn from_file(
        bytes: &[u8],
        now: jiff::civil::Date,
        is_ours: impl FnOnce(&str, &str) -> bool,
    ) -> Result<Published, Wrong> {
        if bytes.is_empty() {
            return Err("empty");
        }
        let File { format, figures, sha256, seal } =
            serde_json::from_slice(bytes).map_err(|_| "form")?;
        if format != FORMAT || figures.band != SHOWN_BAND {
            return Err("form");
        }
        let half = Half::of(figures.year, &figures.half).ok_or("codes")?;
        let mut seen = BTreeSet::new();
        let needs_fit = figures.needs.iter().all(|n| NEEDS.contains(&n.as_str()) && seen.insert(n));
        if !needs_fit {
            return Err("codes");
        }
        if !half.is_over(now) {
            return Err("open");
        }
        let print = fingerprint(&figures);
        let shown = Shown {
            opened: figures.opened,
            closed: figures.closed,
            returned: figures.returned,
            weeks: figures.median_weeks,
            grounds: figures.refused,
        };
        shown.check().map_err(|broken| match broken {
            Broken::Code => "codes",
            Broken::Count => "small",
            Broken::GivesAway | Broken::Median => "gives-away",
        })?;
        if sha256 != print {
            return Err("changed");
        }
        if !is_ours(&sealed(&sha256), &seal) {
            return Err("foreign");
        }
        Ok(Published { half, shown, needs: figures.needs })
    }

    /// The figures as an item of the ordinary dialogue.
    pub fn content(&self) -> Content {
        let year = u64::try_from(self.half.year).unwrap_or_default();
        let mut content = Content::new().with("year", year).with("half", self.half.name());
        let shown = &self.shown;
        let counts =
            [("opened", shown.opened), ("closed", shown.closed), ("returned", shown.returned)];
        for (name, count) in counts {
            if let Some(count) = count {
                content.set(name, Value::from(count));
            }
        }
        let rows = |list: &BTreeMap<String, u64>, code: &str, number: &str| {
            let row = |(one, n): (&String, &u64)| {
                BTreeMap::from([
                    (code.to_owned(), Value::from(one.as_str())),
                    (number.to_owned(), Value::from(*n)),
                ])
            };
            list.iter().map(row).collect::<Vec<_>>()
        };
        for (table, rows) in [
            ("classes", rows(&shown.weeks, "class", "median_weeks")),
            ("grounds", rows(&shown.grounds, "ground", "refused")),
        ] {
            if !rows.is_empty() {
                content.set_rows(table, rows);
            }
        }
        if !self.needs.is_empty() {
            content.set_strings("needs", self.needs.iter().map(String::as_str));
        }
        content
    }

    /// The figures of an item of the ordinary dialogue; none when they do not keep the rule,
    /// whoever wrote them.
    pub fn of(content: &Content) -> Option<Published> {
        let half = Half::of(content.int("year")?, content.text("half")?)?;
        let shown = shown_of(content);
        let needs = content.strings("needs").into_iter().filter(|need| NEEDS.contains(need));
        let needs = needs.map(str::to_owned).collect();
        shown.check().is_ok().then_some(Published { half, shown, needs })
    }
}

/// A count in words.
pub fn band(band: Band, t: T) -> String {
    match band {
        Band::Withheld => t.s("legal-withheld").into_owned(),
        Band::Within(from, to) => {
            t.f("legal-band", &[("from", from.to_string()), ("to", to.to_string())])
        }
        Band::AtLeast(n) => t.f("legal-at-least", &[("n", n.to_string())]),
    }
}

/// A median in words.
pub fn weeks(weeks: Option<u64>, t: T) -> String {
    let number = |n: u64| FluentValue::from(i64::try_from(n).unwrap_or(i64::MAX));
    match weeks {
        None => t.s("legal-withheld").into_owned(),
        Some(n) if n >= MEDIAN_WEEKS_MAX => t.f("legal-weeks-or-more", &[("n", number(n))]),
        Some(n) => t.f("legal-weeks", &[("from", number(n)), ("to", number(n + 1))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> Published {
        Published {
            half: Half { year: 2020, second: false },
            shown: Shown {
                opened: Some(20),
                closed: Some(10),
                weeks: [("ordinary".to_owned(), 7)].into(),
                grounds: [("ne_bis_in_idem".to_owned(), 5)].into(),
                ..Shown::default()
            },
            needs: vec!["shared_forms".to_owned()],
        }
    }

    #[test]
    fn a_file_is_read_back_and_every_change_is_noticed() {
        let seal = |text: &str| Ok::<_, ()>(format!("seal of {text}"));
        let ours = |text: &str, of: &str| seal(text).is_ok_and(|seal| seal == of);
        let file = figures().to_file(seal).expect("a file");
        let now = jiff::civil::date(2020, 7, 1);
        let read = |text: &str, now| Published::from_file(text.as_bytes(), now, ours);
        assert_eq!(read(&file, now), Ok(figures()));
        let other = figures().to_file(|_| Ok::<_, ()>("another".to_owned())).expect("a file");
        assert_eq!(read(&other, now), Err("foreign"));
        for (from, to, wrong) in [
            ("\"opened\": 20", "\"opened\": 25", "changed"),
            ("\"opened\": 20", "\"opened\": 3", "small"),
            ("\"opened\": 20", "\"opened\": 21", "small"),
            ("\"opened\": 20", "\"opened\": 5", "gives-away"),
            ("\"opened\": 20", "\"opened\": null", "gives-away"),
            ("\"returned\": null", "\"returned\": 25", "gives-away"),
            ("\"ordinary\": 7", "\"ordinary\": 30", "gives-away"),
            ("\"ne_bis_in_idem\": 5", "\"ne_bis_in_idem\": 2", "small"),
            ("\"ne_bis_in_idem\": 5", "\"ne_bis_in_idem\": 15", "gives-away"),
            ("\"first\"", "\"spring\"", "codes"),
            ("\"first\"", "\"second\"", "open"),
            ("2020", "20200", "codes"),
            ("\"ordinary\"", "\"Ali\"", "codes"),
            ("\"ne_bis_in_idem\"", "\"Ali\"", "codes"),
            ("\"shared_forms\"", "\"shared_forms\", \"shared_forms\"", "codes"),
            ("\"needs\"", "\"name\"", "form"),
            ("\"band\": 5", "\"band\": 1", "form"),
            ("\"opened\": 20", "\"opened\": 20.5", "form"),
            ("\"opened\": 20", "\"opened\": -20", "form"),
            (FORMAT, "other", "form"),
        ] {
            let changed = file.replacen(from, to, 1);
            assert_ne!(changed, file, "{from}");
            assert_eq!(read(&changed, now), Err(wrong), "{from} {to}");
        }
        let early = jiff::civil::date(2020, 6, 30);
        assert_eq!(read(&file, early), Err("open"));
        assert_eq!(read("", now), Err("empty"));
        assert_eq!(Published::from_file(b"\xff\x00", now, ours), Err("form"));
    }

    #[test]
    fn an_item_holds_the_figures_of_the_file_or_none() {
        let content = figures().content();
        assert_eq!(Published::of(&content), Some(figures()));
        assert_eq!(Published::of(&content.with("returned", 3)), None);
    }
}
