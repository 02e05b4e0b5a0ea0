//! The page of an instrument: where it stands and why, its next legal dates, its life as dated
//! facts, what each side's law asks, its family, its originals, the claims that contradict it.

use dialogue::content::{Lang, Row};
use dialogue::id::ItemId;
use dialogue::instruments::{Checklists, Filed, From, heirs};
use dialogue::item::instrument_fact;
use dialogue::record::Item;
use register::bodies::Heirs;
use register::civil::Day;
use register::{Binding, Kind};

use super::family::{self, Family};
use super::package::{self, Lacking};
use super::reckoned::{self, EntryView, Next};
use super::sides::{self, SideCard};
use crate::items::acts::{ActLink, Reach};
use crate::items::beside::{Notes, ProofCard};
use crate::items::life::Happening;
use crate::items::reader::{Address, Fact, Line, Link, Reader};
use crate::mark::Mark;

/// The page.
#[derive(Debug)]
pub struct InstrumentView {
    pub kind: String,
    pub title: String,
    pub other_title: String,
    pub other_lang: &'static str,
    pub other_dir: &'static str,
    pub state: Mark,
    pub acts: Vec<ActLink>,
    pub life: String,
    pub stands: String,
    pub odds: String,
    pub doubt: String,
    pub facts: Vec<Fact>,
    /// It does not bind: it becomes operative, and is not registered.
    pub soft: bool,
    pub entry: EntryView,
    pub term: Vec<String>,
    pub dates: Vec<Next>,
    pub no_date: String,
    pub told: Vec<ToldRow>,
    pub fact_add: String,
    pub sides: Vec<SideCard>,
    pub signatories: Vec<Signatory>,
    pub originals: Vec<Original>,
    pub family: Family,
    /// Where an instrument that changes or carries out this one is recorded.
    pub relative_add: String,
    /// When it was registered with the United Nations; empty while nobody says so.
    pub registered: String,
    pub lacking: Vec<Lacking>,
    pub package: String,
    pub statement: String,
    pub statement_pdf: String,
    pub has_pdf: bool,
    pub discrepancies: Vec<Line>,
    pub sources: Vec<Address>,
    pub notes: Notes,
    pub last: Vec<Happening>,
    pub proof: ProofCard,
}

/// One line of the life.
#[derive(Clone, Debug, Default)]
pub struct ToldRow {
    /// For sorting: the date as it is written.
    date: String,
    pub when: String,
    pub hijri: String,
    pub what: String,
    pub who: String,
    pub received: String,
    pub lasts: String,
    pub numbers: Vec<String>,
    pub note: String,
    /// Where it is told.
    pub from: String,
    pub href: String,
    /// Still to come.
    pub ahead: String,
    pub state: Option<Mark>,
    pub by: Option<Link>,
    pub sources: Vec<Address>,
}

/// A signing body and who answers for it today.
#[derive(Clone, Debug)]
pub struct Signatory {
    pub party: String,
    pub tone: &'static str,
    pub body: Option<Link>,
    pub person: Option<Link>,
    /// Set where the body has ended.
    pub ended: String,
    pub heirs: Vec<Link>,
    pub orphan: bool,
}

/// A paper original.
#[derive(Clone, Debug)]
pub struct Original {
    pub party: String,
    pub number: String,
    pub kept: String,
}

/// Builds the page; files, notes and proof are added by the handler.
pub fn view(
    reader: &Reader<'_>,
    item: &Item<'_>,
    today: Day,
    files: &[package::File],
) -> InstrumentView {
    let (t, lang, id) = (reader.t, reader.lang(), item.id());
    let filed = Filed::of(reader.record, *item, &Checklists::of(reader.record));
    let found = filed.reckon(today);
    let href = reader.href(item);
    let choice = |name: &str| {
        let value = item.content().text(name);
        value.map(|value| reader.choice("instrument", name, value)).unwrap_or_default()
    };
    InstrumentView {
        kind: choice("kind"),
        title: reader.title(item),
        other_title: reader.other_title(item),
        other_lang: lang.other().as_str(),
        other_dir: Reader::dir(lang.other()),
        state: reader.mark(item),
        acts: reader.acts(item, Reach::Screen, &href),
        life: reader.life(id),
        stands: reckoned::stage(reader, &filed, found.stage),
        odds: reckoned::odds(reader, &filed, &found),
        doubt: match item.content().flag("uncertain") {
            true => t.s("item-uncertain").into_owned(),
            false => String::new(),
        },
        facts: facts(reader, item),
        soft: filed.instrument.terms.binding == Binding::NonBinding,
        entry: reckoned::entry(reader, &filed, &found, today),
        term: reckoned::term(reader, &filed, &found),
        dates: found.dates.iter().map(|date| reckoned::of_date(reader, &filed, date)).collect(),
        no_date: match found.none {
            Some(_) => reckoned::next(reader, &filed, &found).what,
            None => String::new(),
        },
        told: told(reader, &filed, today),
        fact_add: match reader.writes("instrument_fact") {
            true => reader.at(&format!("new/instrument_fact?on={id}&return={href}")),
            false => String::new(),
        },
        sides: sides::cards(reader, &filed, &found),
        signatories: signatories(reader, item, today),
        originals: originals(reader, item),
        family: family::of(reader, id, today),
        relative_add: match reader.writes("instrument") {
            true => reader.at(&format!("new/instrument?related_to={id}&return={href}")),
            false => String::new(),
        },
        registered: registered(reader, &filed),
        lacking: package::lacking(reader, &filed, &found, today, files),
        package: format!("{href}/registration.zip"),
        statement_pdf: format!("{href}/papers/statement?form=pdf"),
        statement: format!("{href}/papers/statement"),
        has_pdf: false,
        discrepancies: reader.discrepancies(id),
        sources: reader.addresses(item),
        notes: Notes::default(),
        last: reader.last_of(|one| one == id),
        proof: ProofCard::default(),
    }
}

fn facts(reader: &Reader<'_>, item: &Item<'_>) -> Vec<Fact> {
    let content = item.content();
    let label = |name: &str| reader.label("instrument", name);
    let mut facts = Vec::new();
    let mut add = |name: &str, value: String, href: String| {
        if !value.is_empty() {
            facts.push(Fact { label: label(name), value, href, second: String::new() });
        }
    };
    let binding = content.text("binding").unwrap_or("unstated");
    add("binding", reader.choice("instrument", "binding", binding), String::new());
    let signed = content.date("signed").map(|date| reader.date(date));
    add("signed", signed.unwrap_or_default(), String::new());
    let place = content.bi("place", reader.lang()).unwrap_or_default();
    add("place", place.to_owned(), String::new());
    for name in ["round", "group", "text"] {
        if let Some(link) = content.item(name).map(|id| reader.link_of(&id)) {
            add(name, link.title, link.href);
        }
    }
    let status = content.text("status").map(|one| reader.choice("instrument", "status", one));
    add("status", status.unwrap_or_default(), String::new());
    let languages: Vec<String> =
        content.strings("languages").into_iter().map(|code| reader.language(code)).collect();
    add("languages", languages.join(reader.comma()), String::new());
    let prevails = content.text("prevails").map(|code| reader.language(code));
    add("prevails", prevails.unwrap_or_default(), String::new());
    let topics: Vec<String> =
        content.strings("topics").into_iter().map(|topic| reader.topic(topic)).collect();
    add("topics", topics.join(reader.comma()), String::new());
    facts
}

fn registered(reader: &Reader<'_>, filed: &Filed<'_>) -> String {
    let told = filed.told.iter().find(|told| told.fact.kind == Kind::Registered);
    let date = told.map(|told| reckoned::dated(reader, told.fact.date));
    date.map(|date| reader.t.f("register-registered", &[("date", date)])).unwrap_or_default()
}

/// The life: facts, completed procedures, and what the item itself tells, by date.
fn told(reader: &Reader<'_>, filed: &Filed<'_>, today: Day) -> Vec<ToldRow> {
    let t = reader.t;
    let mut rows: Vec<ToldRow> = filed
        .told
        .iter()
        .map(|told| {
            let party = reckoned::side_of(filed, told.fact.side);
            let kind = told.fact.kind.as_str();
            let mut row = ToldRow {
                date: told.fact.date.to_string(),
                when: reckoned::dated(reader, told.fact.date),
                what: instrument_fact::word(kind, reader.lang()).unwrap_or_default().to_owned(),
                who: party.map(|party| reader.party(&party)).unwrap_or_default(),
                ahead: match told.fact.date.first > today {
                    true => t.s("register-ahead").into_owned(),
                    false => String::new(),
                },
                ..ToldRow::default()
            };
            match told.from {
                From::Fact(item) => of_item(reader, &item, &mut row),
                From::Step(item) => {
                    row.from = t.s("register-from-step").into_owned();
                    row.href = reader.href(&item);
                }
                From::Instrument => row.from = t.s("register-from-instrument").into_owned(),
            }
            row
        })
        .collect();
    for row in filed.item.content().rows("history") {
        let row = Row(row);
        let date = row.date("date").unwrap_or_default();
        let what = row.bi("what", reader.lang()).unwrap_or_default();
        // What a fact tells in the same words is not told twice.
        if rows.iter().any(|told| told.date == date && told.note == what) {
            continue;
        }
        rows.push(ToldRow {
            date: date.to_owned(),
            when: if date.is_empty() { String::new() } else { reader.date(date) },
            what: what.to_owned(),
            from: t.s("register-from-history").into_owned(),
            sources: row.strings("sources").into_iter().map(Address::of).collect(),
            ..ToldRow::default()
        });
    }
    rows.sort_by(|one, other| one.date.cmp(&other.date));
    rows
}

fn of_item(reader: &Reader<'_>, item: &Item<'_>, row: &mut ToldRow) {
    let (content, t) = (item.content(), reader.t);
    row.href = reader.href(item);
    row.state = Some(reader.mark(item));
    row.note = content.bi("note", reader.lang()).unwrap_or_default().to_owned();
    row.sources = reader.addresses(item);
    row.by = content.item("by_instrument").map(|id| reader.link_of(&id));
    if let Some(hijri) = content.text("hijri") {
        row.hijri = t.f("register-hijri", &[("date", hijri.to_owned())]);
    }
    if let Some(received) = content.date("received") {
        row.received = t.f("register-received", &[("date", reader.date(received))]);
    }
    let months = content.int("months").and_then(|n| usize::try_from(n).ok());
    let until = content.date("until").map(|date| reader.date(date));
    row.lasts = match (until, months) {
        (Some(date), _) if content.text("kind") == Some("notice_given") => {
            t.f("register-with-effect", &[("date", date)])
        }
        (Some(date), _) => t.f("register-until", &[("date", date)]),
        (None, Some(n)) => t.n("register-for-months", n),
        (None, None) => String::new(),
    };
    for reference in content.rows("references") {
        let reference = Row(reference);
        let party = reference.party("party").map(|party| reader.party(&party));
        let number = reference.text("number").unwrap_or_default().to_owned();
        let args = [("party", party.unwrap_or_default()), ("number", number)];
        row.numbers.push(t.f("register-number", &args));
    }
}

fn signatories(reader: &Reader<'_>, item: &Item<'_>, today: Day) -> Vec<Signatory> {
    let one = |row| {
        let row = Row(row);
        let party = row.party("party")?;
        let body = row.item("institution");
        let after = body.as_ref().map(|body| heirs(reader.record, body, today));
        let link = |id: &ItemId| reader.link_of(id);
        Some(Signatory {
            tone: reader.tone(&party),
            party: reader.party(&party),
            person: row.item("person").as_ref().map(link),
            ended: match &after {
                None | Some(Heirs::Itself) => String::new(),
                Some(Heirs::Bodies(_)) => reader.t.s("register-body-followed").into_owned(),
                Some(Heirs::Nobody) => reader.t.s("register-body-orphaned").into_owned(),
            },
            heirs: match &after {
                Some(Heirs::Bodies(bodies)) => bodies.iter().map(link).collect(),
                _ => Vec::new(),
            },
            orphan: after == Some(Heirs::Nobody),
            body: body.as_ref().map(link),
        })
    };
    item.content().rows("signatories").into_iter().filter_map(one).collect()
}

fn originals(reader: &Reader<'_>, item: &Item<'_>) -> Vec<Original> {
    let one = |row| {
        let row = Row(row);
        Some(Original {
            party: reader.party(&row.party("party")?),
            number: row.text("number").unwrap_or_default().to_owned(),
            kept: row.bi("kept", reader.lang()).unwrap_or_default().to_owned(),
        })
    };
    item.content().rows("originals").into_iter().filter_map(one).collect()
}

/// Both languages of a sentence about the record, for papers.
pub fn in_both<'a, R>(reader: &Reader<'a>, say: impl Fn(&Reader<'a>) -> R) -> [R; 2] {
    Lang::ALL.map(|lang| say(&reader.in_lang(lang)))
}
