//! Between the names and values that a browser sends and the content of a version, both ways, by
//! the field table of the type. Reading decides nothing about the rules of a field beyond what its
//! kind needs to be read at all: `dialogue::item` checks the rest.
//! Names: `f.number`, `f.title_ar`, `f.seats.0.person`; a list sends its name once a value.

use std::collections::BTreeMap;

use dialogue::Value;
use dialogue::content::{Content, Lang, bi_name};
use dialogue::item::{Field, ItemType, Kind};
use dialogue::limits::{LINE_CHARS_MAX, ROWS_MAX};
use dialogue::refusal::{FieldProblem, FieldRule};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Unit};

/// What a browser sends.
pub type Pairs = Vec<(String, String)>;

/// Pairs of one form with the zone in which its clock times are meant.
pub struct Typed<'p> {
    pub pairs: &'p [(String, String)],
    pub zone: TimeZone,
}

/// The fields that a form of this type asks for: its own, then the common ones that people fill.
pub fn fields(item_type: &ItemType) -> impl Iterator<Item = &'static Field> + use<> {
    item_type.fields.iter().chain(common(item_type))
}

/// The common fields that people fill: all but the function, which the node adds.
pub fn common(item_type: &ItemType) -> impl Iterator<Item = &'static Field> + use<> {
    item_type.common().iter().filter(|field| field.name != "by")
}

/// The values under a name.
pub fn values<'p>(pairs: &'p [(String, String)], name: &str) -> Vec<&'p str> {
    let named = pairs.iter().filter(|(key, _)| key == name);
    named.map(|(_, value)| value.as_str()).collect()
}

/// The first value under a name; empty when there is none.
pub fn first<'p>(pairs: &'p [(String, String)], name: &str) -> &'p str {
    values(pairs, name).first().copied().unwrap_or_default()
}

/// How many rows of a table were sent.
pub fn rows_sent(pairs: &[(String, String)], table: &str) -> usize {
    let prefix = format!("f.{table}.");
    let at = |(key, _): &(String, String)| {
        key.strip_prefix(&prefix)?.split('.').next()?.parse::<usize>().ok()
    };
    let last = pairs.iter().filter_map(at).filter(|at| *at < ROWS_MAX).max();
    last.map_or(0, |last| last + 1)
}

/// Leaves out rows in which nothing was filled and numbers the rest from 0, so that a problem of
/// row 2 stands at the second row shown.
pub fn compact(item_type: &ItemType, pairs: Pairs) -> Pairs {
    let mut pairs = pairs;
    for field in fields(item_type) {
        let Kind::Rows(_) = field.kind else { continue };
        let prefix = format!("f.{}.", field.name);
        let (rows, rest): (Pairs, Pairs) =
            pairs.into_iter().partition(|(key, _)| key.starts_with(&prefix));
        pairs = rest;
        let mut by_row: BTreeMap<usize, Pairs> = BTreeMap::new();
        for (key, value) in rows {
            let Some((at, column)) = key[prefix.len()..].split_once('.') else { continue };
            if let Ok(at) = at.parse::<usize>() {
                by_row.entry(at).or_default().push((column.to_owned(), value));
            }
        }
        let filled = by_row
            .into_values()
            .filter(|row| row.iter().any(|(_, value)| !value.trim().is_empty()));
        for (at, row) in filled.enumerate() {
            let numbered = row.into_iter().map(|(column, v)| (format!("{prefix}{at}.{column}"), v));
            pairs.extend(numbered);
        }
    }
    pairs
}

impl Typed<'_> {
    /// Reads what was typed. What cannot be read is named and left out of the content.
    pub fn read(&self, item_type: &ItemType) -> (Content, Vec<FieldProblem>) {
        let (mut content, mut problems) = (Content::new(), Vec::new());
        for field in fields(item_type) {
            for (name, value) in self.field(field, "f.", "", &mut problems) {
                content.set(&name, value);
            }
        }
        (content, problems)
    }

    fn field(
        &self,
        field: &Field,
        prefix: &str,
        at: &str,
        problems: &mut Vec<FieldProblem>,
    ) -> Vec<(String, Value)> {
        if let Kind::Bi { chars_max, .. } = field.kind {
            let text = |lang: Lang| {
                let name = bi_name(field.name, lang);
                let typed = tidy(first(self.pairs, &format!("{prefix}{name}")));
                let typed = if chars_max <= LINE_CHARS_MAX { one_line(&typed) } else { typed };
                (!typed.is_empty()).then_some((name, Value::from(typed)))
            };
            return Lang::ALL.into_iter().filter_map(text).collect();
        }
        let name = format!("{prefix}{}", field.name);
        let value = match field.kind {
            Kind::Rows(columns) => self.rows(field.name, columns, problems),
            Kind::Items(_) | Kind::Parties => list(values(self.pairs, &name).into_iter()),
            Kind::Urls | Kind::Texts { .. } => list(first(self.pairs, &name).lines()),
            Kind::Flag => (first(self.pairs, &name) == "yes").then_some(Value::Bool(true)),
            kind => self.simple(
                kind,
                first(self.pairs, &name),
                &format!("{at}{}", field.name),
                problems,
            ),
        };
        value.map(|value| (field.name.to_owned(), value)).into_iter().collect()
    }

    fn simple(
        &self,
        kind: Kind,
        typed: &str,
        path: &str,
        problems: &mut Vec<FieldProblem>,
    ) -> Option<Value> {
        let typed = one_line(&tidy(typed));
        if typed.is_empty() {
            return None;
        }
        let mut unread = |rule| {
            problems.push(FieldProblem::new(path, rule));
            None
        };
        match kind {
            Kind::Int { max } => match western(&typed).parse::<u64>() {
                Ok(number) => Some(Value::Int(number)),
                Err(_) if western(&typed).bytes().all(|b| b.is_ascii_digit()) => {
                    problems.push(FieldProblem::new(path, FieldRule::TooBig).with("max", max));
                    None
                }
                Err(_) => unread(FieldRule::WrongKind),
            },
            Kind::Instant => match self.instant(&typed) {
                Some(at) => Some(Value::from(at)),
                None => unread(FieldRule::NotAnInstant),
            },
            Kind::Date => Some(Value::from(western(&typed))),
            _ => Some(Value::from(typed)),
        }
    }

    fn rows(
        &self,
        table: &str,
        columns: &'static [Field],
        problems: &mut Vec<FieldProblem>,
    ) -> Option<Value> {
        let mut rows = Vec::new();
        for row in 0..rows_sent(self.pairs, table) {
            let (prefix, at) = (format!("f.{table}.{row}."), format!("{table}.{row}."));
            let mut map = BTreeMap::new();
            for column in columns {
                map.extend(self.field(column, &prefix, &at, problems));
            }
            rows.push(Value::Map(map));
        }
        (!rows.is_empty()).then_some(Value::List(rows))
    }

    /// An hour on our own clock as an instant in UTC; an instant is taken as it is.
    pub fn instant(&self, typed: &str) -> Option<String> {
        if let Ok(at) = typed.parse::<Timestamp>() {
            return Some(whole_seconds(at));
        }
        let local: DateTime = typed.parse().ok()?;
        let at = local.to_zoned_datetime(self.zone.clone()).ok()?.timestamp();
        Some(whole_seconds(at))
    }
}

/// What a form shows for the values of a version.
pub fn fill(item_type: &ItemType, content: &Content, zone: &TimeZone) -> Pairs {
    let mut pairs = Pairs::new();
    for field in fields(item_type) {
        let read = |name: &str| content.get(name);
        fill_field(field, "f.", &read, zone, &mut pairs);
    }
    pairs
}

fn fill_field<'v>(
    field: &Field,
    prefix: &str,
    read: &dyn Fn(&str) -> Option<&'v Value>,
    zone: &TimeZone,
    pairs: &mut Pairs,
) {
    for name in field.stored() {
        let Some(value) = read(&name) else { continue };
        let key = format!("{prefix}{name}");
        match (field.kind, value) {
            (Kind::Instant, Value::Str(text)) => pairs.push((key, local(text, zone))),
            (Kind::Rows(columns), Value::List(rows)) => {
                for (at, row) in rows.iter().enumerate() {
                    let Value::Map(map) = row else { continue };
                    let read = |name: &str| map.get(name);
                    let prefix = format!("{key}.{at}.");
                    columns.iter().for_each(|column| {
                        fill_field(column, &prefix, &read, zone, pairs);
                    });
                }
            }
            (Kind::Urls | Kind::Texts { .. }, Value::List(list)) => {
                let lines: Vec<&str> = list.iter().filter_map(text_of).collect();
                pairs.push((key, lines.join("\n")));
            }
            (_, Value::List(list)) => {
                pairs.extend(list.iter().filter_map(text_of).map(|v| (key.clone(), v.to_owned())));
            }
            (_, Value::Str(text)) => pairs.push((key, text.to_string())),
            (_, Value::Int(number)) => pairs.push((key, number.to_string())),
            (_, Value::Bool(true)) => pairs.push((key, "yes".to_owned())),
            (_, Value::Bool(false) | Value::Map(_)) => {}
        }
    }
}

fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::Str(text) => Some(text),
        _ => None,
    }
}

fn list<'v>(values: impl Iterator<Item = &'v str>) -> Option<Value> {
    let filled = values.map(str::trim).filter(|value| !value.is_empty());
    let list: Vec<Value> = filled.map(Value::from).collect();
    (!list.is_empty()).then_some(Value::List(list))
}

/// An instant on our own clock as the browser's picker wants it: `2020-11-16T16:00`.
pub fn local(instant: &str, zone: &TimeZone) -> String {
    match instant.parse::<Timestamp>() {
        Ok(at) => at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string(),
        Err(_) => instant.to_owned(),
    }
}

fn whole_seconds(at: Timestamp) -> String {
    let whole = at.round(Unit::Second).unwrap_or(at - (at.subsec_nanosecond()).nanoseconds());
    whole.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Line ends as records have them, without blanks around.
pub(crate) fn tidy(typed: &str) -> String {
    typed.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

fn one_line(typed: &str) -> String {
    typed.replace('\n', " ")
}

/// Arabic-Indic digits as typed on an Arabic keyboard, read as western ones.
fn western(typed: &str) -> String {
    let digit = |c: char| match c {
        '\u{660}'..='\u{669}' => char::from(b'0' + (u32::from(c) - 0x660) as u8),
        '\u{6f0}'..='\u{6f9}' => char::from(b'0' + (u32::from(c) - 0x6f0) as u8),
        c => c,
    };
    typed.chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dialogue::item;

    fn kuwait() -> TimeZone {
        TimeZone::get("Asia/Kuwait").expect("a zone of the bundled database")
    }

    fn pairs(list: &[(&str, &str)]) -> Pairs {
        list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    fn kind(name: &str) -> &'static ItemType {
        item::get(name).expect("a known type")
    }

    #[test]
    fn what_a_form_shows_reads_back_as_the_same_content() {
        let seat = |person: &str| {
            let map = [("person", person), ("role", "head"), ("title_ar", "سفير")];
            map.map(|(k, v)| (k.to_owned(), Value::from(v))).into()
        };
        let mut delegation = Content::new().with("session", "s1").with("party", "KW");
        delegation.set_rows("seats", vec![seat("p1"), seat("p2")]);
        delegation.set("others", Value::Bool(true));
        delegation.set_strings("sources", ["https://a.example/1", "https://b.example/2"]);
        let session = Content::new()
            .with("round", "r4")
            .with("title_ar", "جلسة")
            .with("starts", "2020-11-16T13:00:00Z")
            .with("date", "2020-11-16");
        for (name, content) in [("delegation", delegation), ("session", session)] {
            let zone = kuwait();
            let pairs = fill(kind(name), &content, &zone);
            let (read, problems) = Typed { pairs: &pairs, zone }.read(kind(name));
            assert_eq!(problems, []);
            assert_eq!(read, content, "{name}");
        }
    }

    #[test]
    fn an_hour_is_meant_on_our_own_clock() {
        let typed = pairs(&[("f.starts", "2020-11-16T16:00")]);
        let (content, _) = Typed { pairs: &typed, zone: kuwait() }.read(kind("session"));
        assert_eq!(content.instant("starts"), Some("2020-11-16T13:00:00Z"));
        let typed = pairs(&[("f.starts", "at four")]);
        let (content, problems) = Typed { pairs: &typed, zone: kuwait() }.read(kind("session"));
        assert!(content.is_empty());
        assert_eq!(problems[0].rule, FieldRule::NotAnInstant);
    }

    #[test]
    fn digits_of_an_arabic_keyboard_are_read_and_words_are_not_numbers() {
        let typed = pairs(&[("f.number", "٧"), ("f.opened", "٢٠٢٠-١١-٠٩")]);
        let (content, problems) = Typed { pairs: &typed, zone: kuwait() }.read(kind("round"));
        assert_eq!(content.int("number"), Some(7));
        assert_eq!(content.date("opened"), Some("2020-11-09"));
        assert!(problems.is_empty());
        let typed = pairs(&[("f.number", "seven")]);
        let (_, problems) = Typed { pairs: &typed, zone: kuwait() }.read(kind("round"));
        assert_eq!(problems[0].rule, FieldRule::WrongKind);
    }

    #[test]
    fn empty_rows_are_left_out_and_the_rest_keeps_its_order() {
        let typed = pairs(&[
            ("f.figures.0.name", ""),
            ("f.figures.2.name", "days"),
            ("f.figures.2.count", "16"),
            ("f.figures.5.name", "groups"),
            ("f.figures.5.count", "x"),
        ]);
        let compacted = compact(kind("round"), typed);
        assert_eq!(rows_sent(&compacted, "figures"), 2);
        assert_eq!(first(&compacted, "f.figures.1.name"), "groups");
        let (_, problems) = Typed { pairs: &compacted, zone: kuwait() }.read(kind("round"));
        assert_eq!(problems[0].field, "figures.1.count");
    }

    #[test]
    fn a_row_number_beyond_the_bound_makes_no_rows() {
        assert_eq!(rows_sent(&pairs(&[("f.figures.4000000000.name", "x")]), "figures"), 0);
    }
}
