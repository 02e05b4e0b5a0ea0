//! The list of instruments and the view of the next legal dates. What is listed is what the record
//! has; a filter only hides; every instrument has a next date or the reason why there is none.

use dialogue::instruments::{Checklists, Filed, orphans};
use dialogue::item::{self, ItemType};
use dialogue::record::Item;
use register::civil::Day;
use register::{Alarm, Binding, Reckoning};

use super::reckoned::{self, Next, alarm_key};
use crate::items::beside::{ProofCard, Waits};
use crate::items::lists::{self, Filter, FilterOption, Wanted};
use crate::items::reader::{Figure, Reader, with_query};
use crate::limits::REGISTER_ROWS_MAX;
use crate::mark::Mark;

/// The register.
#[derive(Debug)]
pub struct RegisterView {
    pub title: String,
    pub lead: String,
    pub other_lang: &'static str,
    pub other_dir: &'static str,
    pub figures: Vec<Figure>,
    pub filters: Vec<Filter>,
    pub filtered: bool,
    pub clear: String,
    pub count: String,
    /// Set where more are there than are shown.
    pub more: String,
    pub add: String,
    pub empty: String,
    pub rows: Vec<Row>,
    pub dates: String,
    pub csv: String,
    pub xlsx: String,
    pub paper: String,
    pub checklist_add: String,
    pub waits: Waits,
    pub proof: ProofCard,
}

/// One instrument.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: String,
    pub href: String,
    pub title: String,
    pub other: String,
    pub kind: String,
    pub binding: String,
    pub signed: String,
    pub stage: String,
    pub status: String,
    pub next: Next,
    pub orphan: String,
    pub odds: String,
    pub state: Mark,
}

/// What an address asks of the register.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    pub round: String,
    pub group: String,
    pub state: String,
    pub binding: String,
    pub alarm: String,
}

impl Asked {
    fn wanted(&self) -> Wanted {
        Wanted {
            round: self.round.clone(),
            group: self.group.clone(),
            state: self.state.clone(),
            ..Wanted::default()
        }
    }

    fn any(&self) -> bool {
        [&self.round, &self.group, &self.state, &self.binding, &self.alarm]
            .into_iter()
            .any(|asked| !asked.is_empty())
    }
}

/// Alarms as a filter names them.
const ALARMS: &[(&str, Alarm)] = &[
    ("past", Alarm::Past),
    ("30", Alarm::Days30),
    ("90", Alarm::Days90),
    ("180", Alarm::Days180),
    ("far", Alarm::Far),
];

/// An instrument with what was reckoned for it.
pub struct Reckoned<'a> {
    pub filed: Filed<'a>,
    pub found: Reckoning,
}

/// The type of what is listed.
pub fn instrument_type() -> &'static ItemType {
    item::get("instrument").expect("the register's type is among the types")
}

/// Reckons every instrument that the filters let through.
pub fn reckoned<'a>(reader: &Reader<'a>, asked: &Asked, today: Day) -> Vec<Reckoned<'a>> {
    let wanted = asked.wanted();
    let checklists = Checklists::of(reader.record);
    let all = reader.record.of_type("instrument").into_iter();
    let takes = |item: &Item<'_>| {
        let binding = item.content().text("binding").unwrap_or("unstated");
        lists::takes(reader, item, &wanted)
            && (asked.binding.is_empty() || asked.binding == binding)
    };
    let one = |item: Item<'a>| {
        let filed = Filed::of(reader.record, item, &checklists);
        let found = filed.reckon(today);
        Reckoned { filed, found }
    };
    let near = |one: &Reckoned<'_>| match one.found.next() {
        _ if asked.alarm.is_empty() => true,
        Some(next) => ALARMS.iter().any(|(name, is)| *name == asked.alarm && *is == next.alarm),
        None => asked.alarm == "none",
    };
    all.filter(takes).map(one).filter(near).collect()
}

/// Builds the register.
pub fn view(reader: &Reader<'_>, asked: &Asked, today: Day) -> RegisterView {
    let (t, lang) = (reader.t, reader.lang());
    let here = reader.at("instruments");
    let found = reckoned(reader, asked, today);
    let n_all = reader.record.of_type("instrument").len();
    let filtered = asked.any();
    let rows = found.iter().take(REGISTER_ROWS_MAX).map(|one| row(reader, one, today));
    RegisterView {
        title: t.s("types-instrument").into_owned(),
        lead: t.s("list-lead-instrument").into_owned(),
        other_lang: lang.other().as_str(),
        other_dir: Reader::dir(lang.other()),
        figures: figures(reader, today, &here),
        filters: filters(reader, asked),
        filtered,
        clear: here.clone(),
        count: t.f("list-count", &[("n", found.len()), ("of", n_all)]),
        more: match found.len() > REGISTER_ROWS_MAX {
            true => t.f("register-more", &[("n", REGISTER_ROWS_MAX)]),
            false => String::new(),
        },
        add: match reader.writes("instrument") {
            true => reader.at("new/instrument"),
            false => String::new(),
        },
        empty: t.s(if filtered { "list-none-filtered" } else { "list-none" }).into_owned(),
        rows: rows.collect(),
        dates: format!("{here}/dates"),
        csv: format!("{here}/register.csv"),
        xlsx: format!("{here}/register.xlsx"),
        paper: format!("{here}/papers/register"),
        checklist_add: checklist_add(reader),
        waits: reader
            .waits(None, |item| matches!(item.kind().name, "instrument" | "instrument_fact")),
        proof: ProofCard::default(),
    }
}

/// Where our checklist is supplied, while there is none.
pub fn checklist_add(reader: &Reader<'_>) -> String {
    let none = Checklists::of(reader.record).party(&reader.us).is_none();
    match none && reader.writes("domestic_checklist") {
        true => reader.at("new/domestic_checklist"),
        false => String::new(),
    }
}

/// One line of the register.
pub fn row(reader: &Reader<'_>, one: &Reckoned<'_>, today: Day) -> Row {
    let (t, item) = (reader.t, one.filed.item);
    let content = item.content();
    let choice = |name: &str| {
        let value = content.text(name);
        value.map(|value| reader.choice("instrument", name, value)).unwrap_or_default()
    };
    Row {
        id: item.id().to_string(),
        href: reader.href(&item),
        title: reader.title(&item),
        other: reader.other_title(&item),
        kind: choice("kind"),
        binding: binding(reader, one.filed.instrument.terms.binding),
        signed: content.date("signed").map(|date| reader.date(date)).unwrap_or_default(),
        stage: reckoned::stage(reader, &one.filed, one.found.stage),
        status: choice("status"),
        next: reckoned::next(reader, &one.filed, &one.found),
        orphan: match orphans(reader.record, content, today).is_empty() {
            true => String::new(),
            false => t.s("register-orphan").into_owned(),
        },
        odds: match reckoned::at_odds(&one.filed, &one.found) {
            true => t.s("register-odds").into_owned(),
            false => String::new(),
        },
        state: reader.mark(&item),
    }
}

/// Whether it binds, in a word.
pub fn binding(reader: &Reader<'_>, binding: Binding) -> String {
    let value = match binding {
        Binding::Binding => "binding",
        Binding::NonBinding => "non_binding",
        Binding::Unstated => "unstated",
    };
    reader.choice("instrument", "binding", value)
}

/// How many instruments have their next date how near.
fn figures(reader: &Reader<'_>, today: Day, here: &str) -> Vec<Figure> {
    let all = reckoned(reader, &Asked::default(), today);
    let count = |is: &dyn Fn(Option<Alarm>) -> bool| {
        all.iter().filter(|one| is(one.found.next().map(|next| next.alarm))).count()
    };
    let figure = |name: &str, alarm: Alarm, tone| Figure {
        number: count(&|found| found == Some(alarm)).to_string(),
        label: reader.t.s(alarm_key(alarm)).into_owned(),
        href: with_query(here, "alarm", name),
        tone,
    };
    vec![
        Figure {
            number: all.len().to_string(),
            label: reader.t.s("register-figure-all").into_owned(),
            href: here.to_owned(),
            tone: "plain",
        },
        figure("past", Alarm::Past, "alarm"),
        figure("30", Alarm::Days30, "alarm"),
        figure("90", Alarm::Days90, "theirs"),
        figure("180", Alarm::Days180, "plain"),
        Figure {
            number: count(&|found| found.is_none()).to_string(),
            label: reader.t.s("register-alarm-none").into_owned(),
            href: with_query(here, "alarm", "none"),
            tone: "plain",
        },
    ]
}

fn filters(reader: &Reader<'_>, asked: &Asked) -> Vec<Filter> {
    let t = reader.t;
    let mut filters = lists::filters(reader, instrument_type(), &asked.wanted());
    let option = |value: &str, label: String, chosen: &str| FilterOption {
        value: value.to_owned(),
        label,
        chosen: value == chosen,
    };
    let binding = ["binding", "non_binding", "unstated"]
        .map(|value| option(value, reader.choice("instrument", "binding", value), &asked.binding));
    filters.push(Filter {
        name: "binding",
        label: reader.label("instrument", "binding"),
        options: binding.into(),
    });
    let mut alarms: Vec<FilterOption> = ALARMS
        .iter()
        .map(|(name, alarm)| option(name, t.s(alarm_key(*alarm)).into_owned(), &asked.alarm))
        .collect();
    alarms.push(option("none", t.s("register-alarm-none").into_owned(), &asked.alarm));
    let label = t.s("register-next").into_owned();
    filters.push(Filter { name: "alarm", label, options: alarms });
    filters
}

/// The view of the next legal dates.
#[derive(Debug)]
pub struct DatesView {
    pub title: String,
    pub back: String,
    pub csv: String,
    pub groups: Vec<Group>,
    pub empty: String,
    pub proof: ProofCard,
}

/// Dates that are equally near.
#[derive(Debug)]
pub struct Group {
    pub name: &'static str,
    pub title: String,
    pub count: String,
    pub rows: Vec<DateRow>,
}

/// One date, and whose.
#[derive(Debug)]
pub struct DateRow {
    pub href: String,
    pub title: String,
    pub next: Next,
}

/// Builds the view: every legal date of every instrument, the nearest first.
pub fn dates(reader: &Reader<'_>, today: Day) -> DatesView {
    let all = reckoned(reader, &Asked::default(), today);
    let mut dates: Vec<(usize, &Reckoned<'_>)> = Vec::new();
    for one in &all {
        dates.extend((0..one.found.dates.len()).map(|at| (at, one)));
    }
    dates.sort_by_key(|(at, one)| one.found.dates[*at].date.first);
    let group = |(name, alarm): &(&'static str, Alarm)| {
        let of = dates.iter().filter(|(at, one)| one.found.dates[*at].alarm == *alarm);
        let rows: Vec<DateRow> = of
            .take(REGISTER_ROWS_MAX)
            .map(|(at, one)| DateRow {
                href: reader.href(&one.filed.item),
                title: reader.title(&one.filed.item),
                next: reckoned::of_date(reader, &one.filed, &one.found.dates[*at]),
            })
            .collect();
        (!rows.is_empty()).then(|| Group {
            name,
            title: reader.t.s(alarm_key(*alarm)).into_owned(),
            count: reader.t.n("register-dates-count", rows.len()),
            rows,
        })
    };
    DatesView {
        title: reader.t.s("register-dates").into_owned(),
        back: reader.at("instruments"),
        csv: reader.at("instruments/register.csv"),
        groups: ALARMS.iter().filter_map(group).collect(),
        empty: reader.t.s("register-dates-none").into_owned(),
        proof: ProofCard::default(),
    }
}
