//! The list of instruments, page by page, and the view of the next legal dates. What is listed is
//! what the record has; a filter only hides; every instrument has a next date or the reason why
//! there is none.

use dialogue::instruments::{Checklists, Filed, orphans};
use dialogue::item::{self, ItemType, Kind};
use dialogue::record::Item;
use register::civil::Day;
use register::{Alarm, Binding, Reckoning, Stage};

use super::kept::Reckonings;
use super::reckoned::{self, Next, alarm_key};
use crate::followup::board::{Tab, asking, page_links};
use crate::followup::narrow::query_of;
use crate::items::beside::{ProofCard, Waits};
use crate::items::lists::{self, Filter, FilterOption, Wanted, word_options};
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
    pub add: String,
    pub empty: String,
    pub rows: Vec<Row>,
    pub pages: Vec<Tab>,
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
    pub kind: String,
    /// One of [`STANDS`].
    pub stands: String,
    pub binding: String,
    /// The name of an alarm, `any` or `none`.
    pub alarm: String,
    /// A signing body's id.
    pub body: String,
    /// The year of signature, or `none`.
    pub year: String,
    pub round: String,
    pub group: String,
    /// How far both sides agree on the entry.
    pub state: String,
    /// From 1.
    pub page: String,
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

    fn answers(&self) -> [(&'static str, &str); 9] {
        [
            ("kind", &self.kind),
            ("stands", &self.stands),
            ("binding", &self.binding),
            ("alarm", &self.alarm),
            ("body", &self.body),
            ("year", &self.year),
            ("round", &self.round),
            ("group", &self.group),
            ("state", &self.state),
        ]
    }

    /// The question as an address carries it, without the page.
    pub fn query(&self) -> String {
        query_of(&self.answers())
    }

    fn any(&self) -> bool {
        self.answers().iter().any(|(_, asked)| !asked.is_empty())
    }

    fn page(&self) -> usize {
        self.page.parse::<usize>().unwrap_or(1).max(1)
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

/// Where an instrument stands, as a filter names it.
const STANDS: &[&str] =
    &["unsigned", "signed", "provisional", "in_force", "suspended", "ran_out", "ended"];

fn stands(stage: Stage) -> &'static str {
    match stage {
        Stage::Unsigned => "unsigned",
        Stage::Signed => "signed",
        Stage::Provisional => "provisional",
        Stage::InForce(_) | Stage::Renewed(_) => "in_force",
        Stage::Suspended(_) => "suspended",
        Stage::RanOut(_) => "ran_out",
        Stage::Ended(..) | Stage::EndedByNotice(_) => "ended",
    }
}

/// An instrument with what was reckoned for it.
pub struct Reckoned<'a> {
    pub filed: Filed<'a>,
    pub found: Reckoning,
}

/// The type of what is listed.
pub fn instrument_type() -> &'static ItemType {
    item::get("instrument").expect("the register's type is among the types")
}

/// The instruments that the filters let through, as places in what is kept.
pub fn chosen(reader: &Reader<'_>, asked: &Asked, kept: &Reckonings) -> Vec<usize> {
    let wanted = asked.wanted();
    let all = 0..kept.all.len();
    // A long register is not looked through for a question that nobody asks.
    if !asked.any() {
        return all.collect();
    }
    let takes = |at: &usize| {
        let (id, found) = &kept.all[*at];
        reader
            .record
            .item(id)
            .is_some_and(|item| takes(asked, &item, found) && lists::takes(reader, &item, &wanted))
    };
    all.filter(takes).collect()
}

fn takes(asked: &Asked, item: &Item<'_>, found: &Reckoning) -> bool {
    let content = item.content();
    let is = |asked: &str, value: Option<&str>| asked.is_empty() || value == Some(asked);
    let signed_by = |body: &str| {
        let mut rows = content.rows("signatories").into_iter();
        rows.any(|row| dialogue::content::Row(row).text("institution") == Some(body))
    };
    let year = content.date("signed").and_then(|date| date.get(..4)).unwrap_or("none");
    let alarm = match (asked.alarm.as_str(), found.next()) {
        ("", _) => true,
        ("none", next) => next.is_none(),
        ("any", next) => next.is_some_and(|next| next.alarm < Alarm::Far),
        (name, next) => next.is_some_and(|next| ALARMS.contains(&(name, next.alarm))),
    };
    alarm
        && is(&asked.kind, content.text("kind"))
        && is(&asked.stands, Some(stands(found.stage)))
        && is(&asked.binding, Some(content.text("binding").unwrap_or("unstated")))
        && is(&asked.year, Some(year))
        && (asked.body.is_empty() || signed_by(&asked.body))
}

/// With everything that bears on their dates, for what is shown of them.
pub fn reckoned<'a>(reader: &Reader<'a>, kept: &Reckonings, chosen: &[usize]) -> Vec<Reckoned<'a>> {
    let checklists = Checklists::of(reader.record);
    let one = |at: &usize| {
        let (id, found) = &kept.all[*at];
        let filed = Filed::of(reader.record, reader.record.item(id)?, &checklists);
        Some(Reckoned { filed, found: found.clone() })
    };
    chosen.iter().filter_map(one).collect()
}

/// Builds one page of the register.
pub fn view(reader: &Reader<'_>, asked: &Asked, kept: &Reckonings, today: Day) -> RegisterView {
    let (t, lang) = (reader.t, reader.lang());
    let here = reader.at("instruments");
    let found = chosen(reader, asked, kept);
    let pages = found.len().div_ceil(REGISTER_ROWS_MAX).max(1);
    let page = asked.page().min(pages);
    let shown = found.chunks(REGISTER_ROWS_MAX).nth(page - 1).unwrap_or_default();
    let (query, filtered) = (asked.query(), asked.any());
    RegisterView {
        title: t.s("types-instrument").into_owned(),
        lead: t.s("list-lead-instrument").into_owned(),
        other_lang: lang.other().as_str(),
        other_dir: Reader::dir(lang.other()),
        figures: figures(reader, kept, &here),
        filters: filters(reader, asked, kept),
        filtered,
        clear: here.clone(),
        count: t.f("list-count", &[("n", found.len()), ("of", kept.all.len())]),
        add: match reader.writes("instrument") {
            true => reader.at("new/instrument"),
            false => String::new(),
        },
        empty: t.s(if filtered { "list-none-filtered" } else { "list-none" }).into_owned(),
        rows: reckoned(reader, kept, shown).iter().map(|one| row(reader, one, today)).collect(),
        pages: page_links(&here, &query, page, pages),
        dates: format!("{here}/dates"),
        csv: asking(&format!("{here}/register.csv"), &query),
        xlsx: asking(&format!("{here}/register.xlsx"), &query),
        paper: asking(&format!("{here}/papers/register"), &query),
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
        odds: reckoned::odds(reader, &one.filed, &one.found),
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
fn figures(reader: &Reader<'_>, kept: &Reckonings, here: &str) -> Vec<Figure> {
    let count = |is: &dyn Fn(Option<Alarm>) -> bool| {
        kept.all.iter().filter(|(_, one)| is(one.next().map(|next| next.alarm))).count()
    };
    let figure = |name: &str, alarm: Alarm, tone| Figure {
        number: count(&|found| found == Some(alarm)).to_string(),
        label: reader.t.s(alarm_key(alarm)).into_owned(),
        href: with_query(here, "alarm", name),
        tone,
    };
    vec![
        Figure {
            number: kept.all.len().to_string(),
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

/// The questions the register can be narrowed by: what it is and how it stands first, how far both
/// agree on the entry last.
fn filters(reader: &Reader<'_>, asked: &Asked, kept: &Reckonings) -> Vec<Filter> {
    let t = reader.t;
    let option = |value: &str, label: String, chosen: &str| FilterOption {
        value: value.to_owned(),
        label,
        chosen: value == chosen,
    };
    let choices = |name: &'static str, chosen: &str| {
        let field = instrument_type().field(name).map(|field| field.kind);
        let Some(Kind::Choice(values)) = field else { return Vec::new() };
        let one = |value: &&str| option(value, reader.choice("instrument", name, value), chosen);
        values.iter().map(one).collect()
    };
    let mut alarms = vec![option("any", t.s("register-alarm-any").into_owned(), &asked.alarm)];
    alarms.extend(
        ALARMS
            .iter()
            .map(|(name, alarm)| option(name, t.s(alarm_key(*alarm)).into_owned(), &asked.alarm)),
    );
    alarms.push(option("none", t.s("register-alarm-none").into_owned(), &asked.alarm));
    let mut years: Vec<FilterOption> =
        kept.years.iter().map(|year| option(year, year.clone(), &asked.year)).collect();
    years.push(option("none", t.s("register-year-none").into_owned(), &asked.year));
    let body = |id: &dialogue::id::ItemId| {
        let party = reader.record.party_of(id).map(|party| reader.party(&party));
        let names = [party.unwrap_or_default(), reader.title_of(id)];
        let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        option(id.as_str(), names.join(" · "), &asked.body)
    };
    let mut bodies: Vec<FilterOption> = kept.bodies.iter().map(body).collect();
    bodies.sort_by(|one, other| one.label.cmp(&other.label));
    let filter = |name, label: String, options| Filter { name, label, options };
    let label = |name: &str| reader.label("instrument", name);
    let mut filters = vec![
        filter("kind", label("kind"), choices("kind", &asked.kind)),
        filter(
            "stands",
            t.s("register-stands").into_owned(),
            word_options(t, "register-is", STANDS, &asked.stands),
        ),
        filter("binding", label("binding"), choices("binding", &asked.binding)),
        filter("alarm", t.s("register-next").into_owned(), alarms),
        filter("body", t.s("register-csv-orphan").into_owned(), bodies),
        filter("year", t.s("register-year").into_owned(), years),
    ];
    filters.extend(lists::filters(reader, instrument_type(), &asked.wanted()));
    filters.retain(|filter| !filter.options.is_empty());
    filters
}

/// The view of the next legal dates.
#[derive(Debug)]
pub struct DatesView {
    pub title: String,
    pub back: String,
    pub csv: String,
    pub groups: Vec<Group>,
    /// One alarm is looked at, page by page.
    pub pages: Vec<Tab>,
    /// Back to all alarms; empty where all are shown.
    pub all: String,
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
    /// Where the rest of them are; empty when all are shown.
    pub more: String,
}

/// One date, and whose.
#[derive(Clone, Debug)]
pub struct DateRow {
    pub id: String,
    pub href: String,
    pub title: String,
    pub next: Next,
}

/// One legal date of those that are kept; none where its instrument is gone meanwhile.
pub fn date_row(
    reader: &Reader<'_>,
    checklists: &Checklists<'_>,
    kept: &Reckonings,
    at: (usize, usize),
) -> Option<DateRow> {
    let item = reader.record.item(&kept.all[at.0].0)?;
    let filed = Filed::of(reader.record, item, checklists);
    Some(DateRow {
        id: item.id().to_string(),
        href: reader.href(&item),
        title: reader.title(&item),
        next: reckoned::of_date(reader, &filed, kept.date(at)),
    })
}

/// Builds the view: the legal dates of all instruments, the nearest first; those of one alarm page
/// by page.
pub fn dates(reader: &Reader<'_>, asked: &Asked, kept: &Reckonings) -> DatesView {
    let here = reader.at("instruments/dates");
    let checklists = Checklists::of(reader.record);
    let one = ALARMS.iter().find(|(name, _)| *name == asked.alarm);
    let mut pages = Vec::new();
    let mut group = |(name, alarm): &(&'static str, Alarm)| {
        let of: Vec<(usize, usize)> = kept.of_alarm(*alarm).collect();
        let (mut page, n_pages) = (1, of.len().div_ceil(REGISTER_ROWS_MAX).max(1));
        if one.is_some() {
            page = asked.page().min(n_pages);
            pages = page_links(&here, &query_of(&[("alarm", name)]), page, n_pages);
        }
        let shown = of.chunks(REGISTER_ROWS_MAX).nth(page - 1).unwrap_or_default();
        let rows = shown.iter().filter_map(|at| date_row(reader, &checklists, kept, *at));
        let rows: Vec<DateRow> = rows.collect();
        (!rows.is_empty()).then(|| Group {
            name,
            title: reader.t.s(alarm_key(*alarm)).into_owned(),
            count: reader.t.n("register-dates-count", of.len()),
            more: match n_pages > 1 && one.is_none() {
                true => with_query(&here, "alarm", name),
                false => String::new(),
            },
            rows,
        })
    };
    let groups = ALARMS.iter().filter(|this| one.is_none_or(|one| one == *this));
    let groups = groups.filter_map(&mut group).collect();
    DatesView {
        title: reader.t.s("register-dates").into_owned(),
        back: reader.at("instruments"),
        csv: reader.at("instruments/register.csv"),
        groups,
        pages,
        all: if one.is_some() { here.clone() } else { String::new() },
        empty: reader.t.s("register-dates-none").into_owned(),
        proof: ProofCard::default(),
    }
}
