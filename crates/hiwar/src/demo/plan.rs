//! What each node of the demo has to put into the record so that it holds the public facts: one
//! `Planned` a version, still naming other items by their slug in the facts file. Which facts are
//! known depends on the day of the demo (`Horizon`). No text is invented here.

mod frame;
mod meetings;
mod outcome;
mod who;

use std::collections::{BTreeMap, BTreeSet};

use dialogue::content::Content;
use dialogue::id::ItemId;
use dialogue::item::{self, Field, Kind};
use ledger::json::Value;

use super::Party;
use super::facts::{Facts, Note, Pair};

/// The day of the meeting; the demo stands on its morning.
pub const DAY: &str = "2020-11-16";

/// The session that is prepared on the morning of the demo.
pub const SESSION: &str = "s-r4-security";

/// Up to which day the facts are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Horizon {
    /// The morning of 16 November 2020: what came later is not there, sessions later in the
    /// fourth round are planned.
    Morning,
    /// Everything the public record has.
    Today,
}

impl Horizon {
    /// Whether something of this date has happened. A date that may be the day itself has not.
    pub fn past(self, date: &str) -> bool {
        let shared = date.len().min(DAY.len());
        self == Horizon::Today || date[..shared] < DAY[..shared]
    }
}

/// One version to be put, by one party.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The slug of the facts file, or one made from it.
    pub slug: String,
    pub party: Party,
    pub type_name: &'static str,
    /// References hold slugs instead of item ids.
    pub content: Content,
    pub pos: Option<u64>,
    /// What a second version adds once the items it names are there: things that name each other.
    pub later: Vec<(&'static str, Value)>,
}

/// Everything to be put, in no particular order.
pub fn all(facts: &Facts, horizon: Horizon) -> Vec<Planned> {
    let mut plan = Vec::new();
    who::plan(facts, horizon, &mut plan);
    frame::plan(facts, horizon, &mut plan);
    meetings::plan(facts, horizon, &mut plan);
    outcome::plan(facts, horizon, &mut plan);
    outcome::sources(facts, horizon, &mut plan);
    plan
}

impl Planned {
    fn new(
        slug: impl Into<String>,
        party: Party,
        type_name: &'static str,
        sheet: Sheet,
    ) -> Planned {
        let content = sheet.0;
        Planned { slug: slug.into(), party, type_name, content, pos: None, later: Vec::new() }
    }

    /// The slugs of the items it names.
    pub fn names(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let collect = &mut |slug: &str| {
            names.insert(slug.to_owned());
            None
        };
        translate(self.type_name, &self.content, collect);
        names
    }

    /// The content with ids in place of slugs; the first unknown slug as error.
    pub fn resolved(&self, ids: &BTreeMap<String, ItemId>) -> Result<Content, String> {
        resolved(self.type_name, &self.content, ids)
    }

    /// The values of the second version with ids in place of slugs.
    pub fn resolved_later(&self, ids: &BTreeMap<String, ItemId>) -> Result<Content, String> {
        let later = self.later.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        resolved(self.type_name, &later.collect(), ids)
    }
}

fn resolved(
    type_name: &str,
    content: &Content,
    ids: &BTreeMap<String, ItemId>,
) -> Result<Content, String> {
    let mut unknown = None;
    let content = translate(type_name, content, &mut |slug| {
        let id = ids.get(slug).map(|id| id.as_str().to_owned());
        if id.is_none() {
            unknown.get_or_insert_with(|| slug.to_owned());
        }
        id
    });
    match unknown {
        Some(slug) => Err(slug),
        None => Ok(content),
    }
}

/// Passes every reference of the content through `change`, by the kinds of the type's fields.
fn translate(
    type_name: &str,
    content: &Content,
    change: &mut impl FnMut(&str) -> Option<String>,
) -> Content {
    let fields = item::get(type_name).map_or(&[][..], |item_type| item_type.fields);
    let values = content.iter().map(|(name, value)| {
        let kind = fields.iter().find(|field| field.name == name).map(|field| field.kind);
        (name.to_owned(), translated(kind, value, change))
    });
    values.collect()
}

fn translated(
    kind: Option<Kind>,
    value: &Value,
    change: &mut impl FnMut(&str) -> Option<String>,
) -> Value {
    match (kind, value) {
        (Some(Kind::Item(_)), Value::Str(slug)) => {
            change(slug).map_or_else(|| Value::Str(slug.clone()), Value::from)
        }
        (Some(Kind::Items(types)), Value::List(list)) => {
            let one = Some(Kind::Item(types));
            Value::List(list.iter().map(|value| translated(one, value, change)).collect())
        }
        (Some(Kind::Rows(columns)), Value::List(rows)) => {
            Value::List(rows.iter().map(|row| translated_row(columns, row, change)).collect())
        }
        _ => value.clone(),
    }
}

fn translated_row(
    columns: &[Field],
    row: &Value,
    change: &mut impl FnMut(&str) -> Option<String>,
) -> Value {
    let Value::Map(row) = row else {
        return row.clone();
    };
    let cells = row.iter().map(|(name, value)| {
        let kind = columns.iter().find(|field| field.name == name).map(|field| field.kind);
        (name.clone(), translated(kind, value, change))
    });
    Value::Map(cells.collect())
}

/// The values of one version or one row while they are gathered; what is absent is not written.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet(Content);

impl Sheet {
    /// A sheet with what every fact carries: its evidence, its sources, its doubts.
    pub fn fact(source: &[String], uncertain: bool, note: Option<&Note>) -> Sheet {
        let sheet = Sheet::default()
            .text("evidence", "public_record")
            .texts("sources", source)
            .flag("uncertain", uncertain);
        match note {
            None => sheet,
            Some(Note::Both(pair)) => sheet.pair("remark", pair),
            Some(Note::English(text)) => sheet.text("remark_en", text),
        }
    }

    pub fn text(mut self, name: &str, text: &str) -> Sheet {
        self.0.set_text(name, text);
        self
    }

    pub fn maybe(self, name: &str, text: Option<&String>) -> Sheet {
        self.text(name, text.map_or("", String::as_str))
    }

    /// A word of a closed list, in the spelling of the record.
    pub fn choice(self, name: &str, word: &str) -> Sheet {
        self.text(name, &word.replace('-', "_"))
    }

    pub fn mode(self, mode: &str) -> Sheet {
        self.choice("mode", if mode == "virtual" { "remote" } else { mode })
    }

    pub fn pair(self, base: &str, pair: &Pair) -> Sheet {
        self.text(&format!("{base}_ar"), &pair.ar).text(&format!("{base}_en"), &pair.en)
    }

    pub fn maybe_pair(self, base: &str, pair: Option<&Pair>) -> Sheet {
        match pair {
            Some(pair) => self.pair(base, pair),
            None => self,
        }
    }

    pub fn int(mut self, name: &str, number: u64) -> Sheet {
        self.0.set(name, Value::Int(number));
        self
    }

    pub fn flag(mut self, name: &str, flag: bool) -> Sheet {
        if flag {
            self.0.set(name, Value::Bool(true));
        }
        self
    }

    pub fn texts(mut self, name: &str, texts: impl IntoIterator<Item = impl AsRef<str>>) -> Sheet {
        let mut list: Vec<Value> = Vec::new();
        for text in texts {
            let value = Value::from(text.as_ref());
            if !list.contains(&value) {
                list.push(value);
            }
        }
        if !list.is_empty() {
            self.0.set(name, Value::List(list));
        }
        self
    }

    pub fn party(self, name: &str, party: &str) -> Sheet {
        self.text(name, &party.to_uppercase())
    }

    pub fn parties(self, name: &str, parties: impl Iterator<Item = impl AsRef<str>>) -> Sheet {
        self.texts(name, parties.map(|party| party.as_ref().to_uppercase()))
    }

    pub fn rows(mut self, name: &str, rows: impl IntoIterator<Item = Sheet>) -> Sheet {
        self.0.set_rows(name, rows.into_iter().map(Sheet::row).collect());
        self
    }

    fn row(self) -> BTreeMap<String, Value> {
        self.0.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts;
    use super::*;

    fn plan(horizon: Horizon) -> Vec<Planned> {
        all(&facts::read().expect("the built-in facts"), horizon)
    }

    #[test]
    fn nothing_is_planned_twice_and_every_name_is_planned() {
        for horizon in [Horizon::Morning, Horizon::Today] {
            let plan = plan(horizon);
            let slugs: BTreeSet<&str> = plan.iter().map(|one| one.slug.as_str()).collect();
            assert_eq!(slugs.len(), plan.len());
            for one in &plan {
                for name in one.names() {
                    assert!(slugs.contains(name.as_str()), "{} names {name}", one.slug);
                }
            }
        }
    }

    #[test]
    fn planned_values_obey_the_fields_of_their_types() {
        let plan = plan(Horizon::Today);
        let slugs = plan.iter().map(|one| one.slug.clone()).enumerate();
        let id = |nth: usize| ItemId::parse(&format!("i{nth}")).expect("an item id");
        let ids = slugs.map(|(nth, slug)| (slug, id(nth))).collect();
        for one in &plan {
            let item_type = item::get(one.type_name).expect("a known type");
            let content = one.resolved(&ids).expect("every name is planned");
            let problems = item::check_fields(item_type, &content);
            assert!(problems.is_empty(), "{}: {problems:?}", one.slug);
        }
    }

    #[test]
    fn the_morning_knows_nothing_of_the_evening() {
        let plan = plan(Horizon::Morning);
        let has = |slug: &str| plan.iter().any(|one| one.slug == slug);
        assert!(has("r4") && has(SESSION) && has("s-r4-closing"));
        assert!(!has("r5") && !has("r6") && !has("joint-statement-r4"));
        assert!(!has("r4-sec-mla"), "what the session came to");
        let said = plan.iter().filter(|one| one.type_name == "statement");
        assert!(said.clone().count() > 0);
        assert!(said.clone().all(|one| !one.slug.starts_with(SESSION)));
    }

    #[test]
    fn dates_that_may_be_today_are_not_past() {
        let past = |date| Horizon::Morning.past(date);
        assert!(past("2019") && past("2020-10") && past("2020-11-15"));
        assert!(!past("2020") && !past("2020-11") && !past("2020-11-16") && !past("2021-01"));
        assert!(Horizon::Today.past("2026-11-20"));
    }
}
