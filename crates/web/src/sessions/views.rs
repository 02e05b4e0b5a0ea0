//! The session page as ready strings. Each party's delegation stands in the order that party gave:
//! nothing here sorts seats. Wordings that differ are shown side by side, never merged.

use std::collections::BTreeMap;

use dialogue::Value;
use dialogue::content::{Lang, Row};
use dialogue::id::{ItemId, PartyId};
use dialogue::record::{Holds, Item, State};

use crate::clocks::ClockLine;
use crate::items::acts::{ActLink, Reach, is_agreed};
use crate::items::beside::{Notes, ProofCard, Waits};
use crate::items::life::Happening;
use crate::items::reader::{Address, Fact, Line, Link, Reader};
use crate::items::shown::{LangText, Piece};
use crate::mark::Mark;
use crate::negotiation::papers::{PaperTable, session_table};

/// The parts that `?part=` shows alone; without it all are shown.
pub const PARTS: &[&str] =
    &["delegations", "agenda", "attendance", "minutes", "outcomes", "papers", "history"];

/// The session page.
#[derive(Debug)]
pub struct SessionView {
    pub title: String,
    pub other_title: String,
    pub other_lang: &'static str,
    pub other_dir: &'static str,
    pub state: Mark,
    pub acts: Vec<ActLink>,
    pub clocks: Vec<ClockLine>,
    pub mode: String,
    pub place: String,
    pub part: Option<&'static str>,
    pub parts: Vec<Part>,
    pub delegations: Vec<Delegation>,
    pub agenda: Vec<AgendaRow>,
    pub agenda_note: String,
    pub agenda_add: String,
    pub attendance: Vec<Delegation>,
    pub note_attendance: String,
    pub minutes: Vec<Pair>,
    pub minutes_note: String,
    pub minutes_add: String,
    pub conclusions: Vec<Pair>,
    pub conclusion_add: String,
    pub commitments: Vec<Line>,
    pub references: Vec<Fact>,
    pub reference_add: String,
    pub statements: Vec<Statement>,
    /// What can be printed.
    pub papers: PaperTable,
    /// All sessions as a calendar file.
    pub calendar: String,
    pub texts: Vec<Link>,
    pub text_add: String,
    pub bodies: Vec<Link>,
    pub discrepancies: Vec<Line>,
    pub sources: Vec<Address>,
    pub history: Vec<Happening>,
    pub life: String,
    pub legend: Vec<Mark>,
    pub waits: Waits,
    pub last: Vec<Happening>,
    pub notes: Notes,
    pub proof: ProofCard,
}

/// A tab.
#[derive(Clone, Debug)]
pub struct Part {
    pub word: String,
    pub href: String,
    pub count: String,
    pub current: bool,
}

/// One side's delegation or attendance list.
#[derive(Clone, Debug)]
pub struct Delegation {
    pub code: String,
    pub name: String,
    pub tone: &'static str,
    pub seats: Vec<Seat>,
    pub others: bool,
    pub acts: Vec<ActLink>,
    pub href: String,
    /// What to do when there is no list yet.
    pub empty: String,
    pub add: String,
    pub add_word: String,
}

/// One seat.
#[derive(Clone, Debug, Default)]
pub struct Seat {
    pub name: String,
    pub title: String,
    pub other_name: String,
    pub other_title: String,
    pub href: String,
    pub role: String,
    pub uncertain: String,
}

/// One agenda item.
#[derive(Clone, Debug)]
pub struct AgendaRow {
    pub id: String,
    pub number: usize,
    pub href: String,
    pub pieces: Vec<Piece>,
    /// The same in the other language; empty when it has no text there.
    pub other: Vec<Piece>,
    pub note: String,
    pub state: Mark,
    pub acts: Vec<ActLink>,
}

/// A text in both languages with its state: a paragraph of the minutes or a conclusion.
#[derive(Clone, Debug)]
pub struct Pair {
    pub id: String,
    pub number: usize,
    pub href: String,
    pub texts: Vec<LangText>,
    pub state: Mark,
    pub acts: Vec<ActLink>,
    pub corrigenda: Vec<Link>,
}

/// What somebody said.
#[derive(Clone, Debug)]
pub struct Statement {
    pub text: String,
    pub lang: &'static str,
    pub dir: &'static str,
    pub by: String,
    pub tone: &'static str,
    pub href: String,
}

impl SessionView {
    /// Whether a part is on this page.
    pub fn show(&self, part: &str) -> bool {
        self.part.is_none_or(|only| only == part)
    }
}

/// Builds the page; notes and proof are added by the handler. `pdf` says whether there is a
/// typesetter.
pub fn view(reader: &Reader<'_>, session: &Item<'_>, part: Option<&str>, pdf: bool) -> SessionView {
    let (t, lang, id) = (reader.t, reader.lang(), session.id());
    let content = session.content();
    let back = reader.href(session);
    let agenda_items = reader.record.children(id, "agenda_item");
    let agenda_items: Vec<Item<'_>> = agenda_items;
    let paragraphs = reader.record.children(id, "minutes_paragraph");
    let agreed = |items: &[Item<'_>]| items.iter().filter(|i| is_agreed(&i.state())).count();
    let count =
        |items: &[Item<'_>], key: &str| t.f(key, &[("n", agreed(items)), ("of", items.len())]);
    let part = part.and_then(|name| PARTS.iter().copied().find(|known| *known == name));
    let delegations = delegations(reader, session, &back);
    let pair = |(at, item): (usize, &Item<'_>)| pair(reader, item, at + 1, &back);
    let conclusions = reader.record.children(id, "conclusion");
    let mode = content.text("mode");
    let history = reader.last(40, 1 << 16, |item| reader.id_under(item, id));
    let mut view = SessionView {
        title: reader.title(session),
        other_title: reader.other_title(session),
        other_lang: lang.other().as_str(),
        other_dir: Reader::dir(lang.other()),
        state: reader.mark(session),
        acts: reader.acts(session, Reach::Row, &back),
        clocks: clocks(reader, session),
        mode: mode.map(|mode| reader.choice("session", "mode", mode)).unwrap_or_default(),
        place: content.bi("place", lang).unwrap_or_default().to_owned(),
        part,
        parts: Vec::new(),
        agenda: agenda(reader, &agenda_items, &back),
        agenda_note: count(&agenda_items, "session-agenda-agreed"),
        agenda_add: reader.add("agenda_item", "session", id),
        attendance: attendance(reader, session, &back),
        note_attendance: content.bi("note_attendance", lang).unwrap_or_default().to_owned(),
        minutes: paragraphs.iter().enumerate().map(pair).collect(),
        minutes_note: count(&paragraphs, "session-minutes-agreed"),
        minutes_add: reader.add("minutes_paragraph", "session", id),
        conclusions: conclusions.iter().enumerate().map(pair).collect(),
        conclusion_add: reader.add("conclusion", "session", id),
        commitments: reader.lines(&reader.record.children(id, "commitment")),
        references: references(reader, id),
        reference_add: reader.add("reference", "about", id),
        statements: statements(reader, id),
        papers: session_table(reader, session, pdf),
        calendar: reader.at("sessions.ics"),
        texts: reader
            .record
            .children(id, "joint_text")
            .iter()
            .map(|text| reader.link(text))
            .collect(),
        text_add: match reader.writes("joint_text") {
            true => reader.at(&format!("texts/new?session={id}")),
            false => String::new(),
        },
        bodies: content.items("institutions").iter().map(|id| reader.link_of(id)).collect(),
        discrepancies: reader.discrepancies(id),
        sources: reader.addresses(session),
        last: history.iter().take(5).cloned().collect(),
        history,
        life: reader.life(id),
        legend: legend(reader),
        waits: reader.waits(Some(id), |item| reader.under(item, id)),
        notes: Notes::default(),
        proof: ProofCard::default(),
        delegations,
    };
    view.parts = parts(&view, reader, &back, [agenda_items.len(), paragraphs.len()]);
    view
}

fn parts(view: &SessionView, reader: &Reader<'_>, base: &str, counts: [usize; 2]) -> Vec<Part> {
    let overview = Part {
        word: reader.t.s("session-overview").into_owned(),
        href: base.to_owned(),
        count: String::new(),
        current: view.part.is_none(),
    };
    let part = |name: &&'static str| Part {
        word: reader.t.s(&format!("session-{name}")).into_owned(),
        href: format!("{base}?part={name}"),
        count: match *name {
            "agenda" if counts[0] > 0 => counts[0].to_string(),
            "minutes" if counts[1] > 0 => counts[1].to_string(),
            _ => String::new(),
        },
        current: view.part == Some(*name),
    };
    let shown = PARTS.iter().filter(|name| **name != "attendance" || !view.attendance.is_empty());
    std::iter::once(overview).chain(shown.map(part)).collect()
}

/// Both clocks when the hour is known, else the day.
fn clocks(reader: &Reader<'_>, session: &Item<'_>) -> Vec<ClockLine> {
    let content = session.content();
    if let Some(starts) = content.instant("starts") {
        return reader.places.read(starts, reader.t);
    }
    let Some(date) = content.date("date") else { return Vec::new() };
    let last = content.date("end_date").unwrap_or(date);
    vec![ClockLine {
        time: reader.span(Some(date), Some(last)),
        place_day: reader.t.s("session-hour-unknown").into_owned(),
        hijri: reader.hijri(date),
        city: String::new(),
        day: String::new(),
    }]
}

fn delegations(reader: &Reader<'_>, session: &Item<'_>, back: &str) -> Vec<Delegation> {
    let lists = reader.record.children(session.id(), "delegation");
    let date = session.content().date("date");
    sides(reader, &lists, session, "delegation", back, |list| {
        let content = list.content();
        let rows = content.rows("seats");
        (rows.into_iter().map(|row| seat(reader, row, date)).collect(), content.flag("others"))
    })
}

fn attendance(reader: &Reader<'_>, session: &Item<'_>, back: &str) -> Vec<Delegation> {
    let lists = reader.record.children(session.id(), "attendance");
    if lists.is_empty() && !reader.writes("attendance") {
        return Vec::new();
    }
    sides(reader, &lists, session, "attendance", back, |list| {
        let rows = list.content().rows("rows");
        (rows.into_iter().map(|row| attended(reader, row)).collect(), false)
    })
}

/// The lists of each side, ours first; of a side without one what to do about it.
fn sides(
    reader: &Reader<'_>,
    lists: &[Item<'_>],
    session: &Item<'_>,
    type_name: &'static str,
    back: &str,
    read: impl Fn(&Item<'_>) -> (Vec<Seat>, bool),
) -> Vec<Delegation> {
    let of_side = |side: crate::items::reader::Side| {
        let party = |list: &&Item<'_>| list.content().party("party").as_ref() == Some(&side.party);
        // A side's own list goes before what another side recorded of it.
        let own = lists.iter().filter(party).find(|list| *list.owner() == side.party);
        let list = own.or_else(|| lists.iter().find(party));
        let ours = side.party == reader.us;
        let add = reader.add(type_name, "session", session.id());
        let (seats, others) = list.map(&read).unwrap_or_default();
        let whose = if ours { "ours" } else { "theirs" };
        Delegation {
            empty: reader.t.s(&format!("{type_name}-none-{whose}")).into_owned(),
            add: if ours && list.is_none() && !add.is_empty() {
                format!("{add}&party={}", side.party)
            } else {
                String::new()
            },
            add_word: reader.t.s(&format!("{type_name}-give")).into_owned(),
            acts: list.map(|list| reader.acts(list, Reach::Row, back)).unwrap_or_default(),
            href: list.map(|list| reader.life(list.id())).unwrap_or_default(),
            code: side.code,
            name: side.name,
            tone: side.tone,
            seats,
            others,
        }
    };
    reader.sides().into_iter().map(of_side).collect()
}

/// The seats of a delegation list in the order that its side gave.
pub fn seats(reader: &Reader<'_>, list: &Item<'_>, date: Option<&str>) -> Vec<Seat> {
    list.content().rows("seats").into_iter().map(|row| seat(reader, row, date)).collect()
}

fn seat(reader: &Reader<'_>, row: &BTreeMap<String, Value>, date: Option<&str>) -> Seat {
    let row = Row(row);
    let (lang, other) = (reader.lang(), reader.lang().other());
    let person = row.item("person");
    let post = row.item("post");
    let title = |lang: Lang| match (row.bi_exact("title", lang), &post) {
        (Some(title), _) => title.to_owned(),
        (None, Some(post)) => {
            let post = reader.record.item(post);
            post.and_then(|post| post.content().bi_exact("title", lang).map(str::to_owned))
                .unwrap_or_default()
        }
        (None, None) => String::new(),
    };
    let name = |lang: Lang| {
        person.as_ref().and_then(|id| reader.record.title_of(id, lang)).unwrap_or_default()
    };
    let mut seat = Seat {
        name: name(lang),
        title: title(lang),
        other_name: name(other),
        other_title: title(other),
        href: person.as_ref().map(|id| reader.link_of(id).href).unwrap_or_default(),
        role: role(reader, row),
        uncertain: if row.flag("uncertain") {
            reader.t.s("areas-uncertain").into_owned()
        } else {
            String::new()
        },
    };
    if seat.title.is_empty() {
        seat.title = match &post {
            Some(post) => reader.post_title(post),
            None => person.as_ref().map(|id| reader.post_of(id, date)).unwrap_or_default(),
        };
    }
    // A seat of a post alone is headed by the post.
    if seat.name.is_empty() {
        seat.name = std::mem::take(&mut seat.title);
        seat.other_name = std::mem::take(&mut seat.other_title);
    }
    if seat.other_name == seat.name {
        seat.other_name = String::new();
    }
    seat
}

fn role(reader: &Reader<'_>, row: Row<'_>) -> String {
    row.text("role").map(|role| reader.choice("delegation", "seats-role", role)).unwrap_or_default()
}

fn attended(reader: &Reader<'_>, row: &BTreeMap<String, Value>) -> Seat {
    let row = Row(row);
    let status = row.text("status").unwrap_or("present");
    let substitute = row.item("for").map(|id| reader.title_of(&id));
    let word = reader.choice("attendance", "rows-status", status);
    let person = row.item("person").or_else(|| row.item("post"));
    Seat {
        name: person.map(|id| reader.title_of(&id)).unwrap_or_default(),
        title: match substitute {
            Some(whom) => reader.t.f("attendance-for", &[("whom", whom)]),
            None => String::new(),
        },
        role: word,
        ..Seat::default()
    }
}

fn agenda(reader: &Reader<'_>, items: &[Item<'_>], back: &str) -> Vec<AgendaRow> {
    let lang = reader.lang();
    let row = |(at, item): (usize, &Item<'_>)| {
        let content = item.content();
        let minutes = content.int("minutes_planned").map(|n| reader.t.n("agenda-minutes", n));
        let presenter = content.item("presenter").map(|id| reader.title_of(&id));
        let presenter =
            presenter.or_else(|| content.party("presenter_party").map(|p| reader.party(&p)));
        let presenter = presenter.map(|who| reader.t.f("agenda-presented", &[("who", who)]));
        let mut notes: Vec<String> = minutes.into_iter().chain(presenter).collect();
        notes.extend(newer(reader, item));
        AgendaRow {
            id: item.id().to_string(),
            number: at + 1,
            href: reader.href(item),
            pieces: pieces_or_title(reader, item),
            other: reader.bracketed(item, "title", lang.other()),
            note: notes.join(" · "),
            state: reader.mark(item),
            acts: reader.acts(item, Reach::Row, &format!("{back}%23agenda")),
        }
    };
    items.iter().enumerate().map(row).collect()
}

fn pieces_or_title(reader: &Reader<'_>, item: &Item<'_>) -> Vec<Piece> {
    let pieces = reader.bracketed(item, "title", reader.lang());
    if pieces.is_empty() {
        return vec![Piece { text: reader.title(item), parts: Vec::new() }];
    }
    pieces
}

/// Says that an agreed text has a newer wording on the table.
fn newer(reader: &Reader<'_>, item: &Item<'_>) -> Option<String> {
    let other = item.mark().iter().any(|part| part.holds == Holds::Other);
    (is_agreed(&item.state()) && other).then(|| reader.t.s("areas-newer-wording").into_owned())
}

fn pair(reader: &Reader<'_>, item: &Item<'_>, number: usize, back: &str) -> Pair {
    let base = if item.kind().name == "conclusion" { "text" } else { "" };
    let corrigenda = reader.record.children(item.id(), "corrigendum");
    let corrigendum = |item: &Item<'_>| Link {
        title: format!("{} · {}", reader.title(item), reader.mark(item).word),
        ..reader.link(item)
    };
    Pair {
        id: item.id().to_string(),
        number,
        href: reader.href(item),
        texts: reader.wordings(item, base),
        state: reader.mark(item),
        acts: reader.acts(item, Reach::Row, &format!("{back}%23minutes")),
        corrigenda: corrigenda.iter().map(corrigendum).collect(),
    }
}

/// The reference numbers that both sides gave.
pub fn references(reader: &Reader<'_>, about: &ItemId) -> Vec<Fact> {
    let fact = |item: &Item<'_>| {
        let content = item.content();
        let kind = content.text("kind").map(|kind| reader.choice("reference", "kind", kind));
        Fact {
            label: reader.side(item.owner()).name,
            value: content.text("number").unwrap_or_default().to_owned(),
            second: [kind, content.date("date").map(|date| reader.date(date))]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · "),
            href: reader.life(item.id()),
        }
    };
    reader.record.children(about, "reference").iter().map(fact).collect()
}

fn statements(reader: &Reader<'_>, session: &ItemId) -> Vec<Statement> {
    let lang = reader.lang();
    let statement = |item: &Item<'_>| {
        let content = item.content();
        let person = content.item("person");
        let tone = person
            .as_ref()
            .and_then(|id| reader.record.party_of(id))
            .map_or("theirs", |party: PartyId| reader.tone(&party));
        let own = content.bi_exact("summary", lang).is_some();
        let lang = if own { lang } else { lang.other() };
        Statement {
            text: content.bi("summary", lang).unwrap_or_default().to_owned(),
            lang: lang.as_str(),
            dir: Reader::dir(lang),
            by: person.map(|id| reader.title_of(&id)).unwrap_or_default(),
            tone,
            href: reader.life(item.id()),
        }
    };
    reader.record.children(session, "statement").iter().map(statement).collect()
}

fn legend(reader: &Reader<'_>) -> Vec<Mark> {
    let parts = |ours: Holds, theirs: Holds| vec![(true, ours), (false, theirs)];
    let (current, other, none) = (Holds::Current, Holds::Other, Holds::None);
    let marks = [
        (State::OursOnly, parts(current, none)),
        (State::TheirsOnly, parts(none, current)),
        (State::TwoWordings, parts(current, other)),
        (State::Agreed, parts(current, current)),
        (State::Sealed(dialogue::Level::Text), parts(current, current)),
        (State::NotDecided, parts(none, none)),
    ];
    marks.iter().map(|(state, parts)| Mark::draw(state, parts, reader.t)).collect()
}
