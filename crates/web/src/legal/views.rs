//! The list of requests and the page of one, as ready strings.

use dialogue::assistance::{Request, legible};
use dialogue::record::Item;
use dialogue::working_days::{Day, date_of, day_of};
use jiff::Timestamp;
use mutual::complete::{Asked, Gap};
use mutual::life::{Side, State, Taken};

use super::clock::{ClockView, TurnView, Watch, state};
use crate::items::beside::ProofCard;
use crate::items::reader::{Figure, Reader};
use crate::items::shown::Shown;

/// One request of the list.
#[derive(Clone, Debug)]
pub struct RequestRow {
    pub id: String,
    pub href: String,
    pub reference: String,
    pub theirs: String,
    pub direction: String,
    pub measure: String,
    pub class: String,
    pub state: String,
    pub turn: TurnView,
    pub clock: ClockView,
    pub exercise: bool,
}

/// The list.
#[derive(Debug, Default)]
pub struct ListView {
    pub figures: Vec<Figure>,
    pub filters: Vec<(String, String, bool)>,
    pub rows: Vec<RequestRow>,
    pub add: String,
    pub offline: String,
    pub none: String,
    /// Requests of which nothing can be shown; empty when there are none.
    pub unreadable: String,
    /// Where a draft from a file goes; empty for who writes nothing.
    pub draft: String,
    pub problem: String,
    pub proof: ProofCard,
}

/// One line of a life.
#[derive(Clone, Debug)]
pub struct LifeLine {
    pub date: String,
    pub who: String,
    pub tone: &'static str,
    pub step: String,
    pub office: String,
    pub details: Vec<Shown>,
    pub href: String,
}

/// The limits of use of one reply.
#[derive(Clone, Debug)]
pub struct UseView {
    pub date: String,
    pub purpose: String,
    pub onward: String,
    pub condition: bool,
    pub standing: (&'static str, &'static str, String),
    pub returning: Option<(&'static str, &'static str, String)>,
}

/// The page of a request.
#[derive(Debug, Default)]
pub struct RequestView {
    pub reference: String,
    pub theirs: String,
    pub direction: String,
    pub state: String,
    pub since: String,
    pub turn: TurnView,
    pub clocks: Vec<ClockView>,
    pub levels: String,
    pub calendar_missing: bool,
    pub facts: Vec<Shown>,
    pub enclosed: Vec<String>,
    pub hidden: String,
    pub gaps: Vec<String>,
    pub life: Vec<LifeLine>,
    pub stray: Vec<LifeLine>,
    pub uses: Vec<UseView>,
    /// Steps that our side may take now: word and address.
    pub steps: Vec<(String, String)>,
    pub rewrite: String,
    pub paper: String,
    pub proof: ProofCard,
    pub proof_href: String,
    pub exercise: bool,
}

/// Today by the domain clock, on our side.
pub fn today(reader: &Reader<'_>, now: Timestamp) -> Day {
    day_of(&reader.places.our_day(now).to_string()).unwrap_or_default()
}

/// A request as the completeness check reads it.
pub fn asked(item: &Item<'_>) -> Asked {
    let content = item.content();
    let text = |field: &str| content.text(field).unwrap_or_default().to_owned();
    Asked {
        reference: text("reference"),
        basis: text("basis"),
        measure: text("measure"),
        offence: text("offence"),
        class: text("class"),
        urgency: text("urgency"),
        language: text("language"),
        requesting_office: text("requesting_office"),
        requested_office: text("requested_office"),
        channel: text("channel"),
        enclosed: content.strings("enclosed").into_iter().map(str::to_owned).collect(),
    }
}

/// What is missing, in words.
pub fn gap(reader: &Reader<'_>, gap: Gap) -> String {
    match gap {
        Gap::Field(field) => {
            reader.t.f("legal-gap-field", &[("field", reader.label("assistance_request", field))])
        }
        Gap::Enclosure(one) => reader.t.f(
            "legal-gap-enclosure",
            &[("what", reader.choice("assistance_request", "enclosed", one))],
        ),
    }
}

/// The list, narrowed by `show`: `ours`, `theirs`, `late`, `over`, or all that is open.
pub fn list(reader: &Reader<'_>, today: Day, show: &str) -> ListView {
    let all = Request::all(reader.record);
    let mut rows: Vec<(RequestRow, bool)> = Vec::new();
    for request in &all {
        let watch = Watch::new(reader, request, today);
        rows.push((row(&watch), request.life.is_over()));
    }
    let late = |row: &RequestRow| row.clock.runs && row.clock.late > 0;
    let count =
        |keep: &dyn Fn(&(RequestRow, bool)) -> bool| rows.iter().filter(|row| keep(row)).count();
    let kinds: [(&str, usize, &'static str); 4] = [
        ("ours", count(&|(row, _)| row.turn.tone == "ours"), "ours"),
        ("theirs", count(&|(row, _)| row.turn.tone == "theirs"), "plain"),
        ("late", count(&|(row, _)| late(row)), "alarm"),
        ("over", count(&|(_, over)| *over), "plain"),
    ];
    let figure = |(name, n, tone): (&str, usize, &'static str)| Figure {
        number: n.to_string(),
        label: reader.t.s(&format!("legal-show-{name}")).into_owned(),
        href: reader.at(&format!("legal?show={name}")),
        tone,
    };
    let keep = |(row, over): &(RequestRow, bool)| match show {
        "ours" => row.turn.tone == "ours",
        "theirs" => row.turn.tone == "theirs",
        "late" => late(row),
        "over" => *over,
        "all" => true,
        _ => !over,
    };
    let figures = kinds.into_iter().map(figure).collect();
    let filters = ["open", "ours", "theirs", "late", "over", "all"].map(|name| {
        let chosen = name == show || (name == "open" && show.is_empty());
        let word = reader.t.s(&format!("legal-show-{name}")).into_owned();
        (word, reader.at(&format!("legal?show={name}")), chosen)
    });
    let mut rows: Vec<RequestRow> =
        rows.into_iter().filter(|row| keep(row)).map(|(row, _)| row).collect();
    // What is ours to do and late comes first.
    rows.sort_by_key(|row| (row.turn.tone != "ours", -row.clock.late, !row.clock.runs));
    let writes = reader.writes("assistance_request");
    ListView {
        figures,
        filters: filters.into(),
        rows,
        add: if writes { reader.at("legal/new") } else { String::new() },
        offline: if writes { reader.at("legal/request.html") } else { String::new() },
        none: reader.t.s("legal-none").into_owned(),
        unreadable: match Request::unreadable(reader.record) {
            0 => String::new(),
            n => reader.t.n("legal-unreadable", n),
        },
        ..ListView::default()
    }
}

fn row(watch: &Watch<'_, '_>) -> RequestRow {
    let (reader, request) = (watch.reader, watch.request);
    let (content, _) = legible(reader.record, request.item.kind(), request.item.content());
    let choice = |field: &str| {
        let value = content.text(field);
        value.map(|value| reader.choice("assistance_request", field, value)).unwrap_or_default()
    };
    RequestRow {
        id: request.item.id().to_string(),
        href: reader.href(&request.item),
        reference: reader.record.title_of(request.item.id(), reader.lang()).unwrap_or_default(),
        theirs: request.their_reference().unwrap_or_default().to_owned(),
        direction: direction(reader, request),
        measure: choice("measure"),
        class: choice("class"),
        state: state(reader, request.life.state),
        turn: watch.turn(),
        clock: watch.main(),
        exercise: content.text("evidence") == Some("exercise"),
    }
}

fn direction(reader: &Reader<'_>, request: &Request<'_>) -> String {
    let key = match request.side(&reader.us) {
        Some(Side::Requesting) => "legal-we-ask",
        _ => "legal-they-ask",
    };
    reader.t.s(key).into_owned()
}

/// The page of a request.
pub fn request(reader: &Reader<'_>, item: Item<'_>, today: Day) -> Option<RequestView> {
    let request = Request::of(reader.record, item)?;
    let watch = Watch::new(reader, &request, today);
    let life = &request.life;
    let (content, n_hidden) = legible(reader.record, item.kind(), item.content());
    let mut shown = content.clone();
    shown.remove("enclosed");
    let side = request.side(&reader.us)?;
    let may = reader.writes("assistance_step");
    let href = reader.href(&item);
    let step = |step: &mutual::life::Step| {
        let word = reader.choice("assistance_step", "step", step.as_str());
        (word, format!("{href}/step?step={}", step.as_str()))
    };
    let rewritable = side == Side::Requesting
        && may
        && matches!(life.state, State::SharedDraft | State::Returned);
    let levels = request.levels(reader.record);
    let gaps = asked(&item).gaps();
    Some(RequestView {
        reference: reader.record.title_of(item.id(), reader.lang()).unwrap_or_default(),
        theirs: request.their_reference().unwrap_or_default().to_owned(),
        direction: direction(reader, &request),
        state: state(reader, life.state),
        since: reader.date(&date_of(life.since)),
        turn: watch.turn(),
        clocks: watch.clocks(),
        levels: reader.t.f(
            "legal-levels-in-force",
            &[
                ("acknowledge", levels.acknowledge),
                ("decide", levels.decide),
                ("extend", levels.extend),
                ("carry", levels.carry_out),
            ],
        ),
        calendar_missing: dialogue::assistance::calendar_of(reader.record, &request.requested)
            .is_none(),
        facts: reader.shown(item.kind(), &shown, &[]),
        enclosed: content
            .strings("enclosed")
            .into_iter()
            .map(|one| reader.choice("assistance_request", "enclosed", one))
            .collect(),
        hidden: if n_hidden > 0 { reader.t.n("legal-hidden", n_hidden) } else { String::new() },
        gaps: if rewritable {
            gaps.into_iter().map(|one| gap(reader, one)).collect()
        } else {
            vec![]
        },
        life: life.counted.iter().map(|(taken, _)| line(reader, &request, taken)).collect(),
        stray: life.out_of_order.iter().map(|taken| line(reader, &request, taken)).collect(),
        uses: uses(&watch),
        steps: if may { life.possible(side).iter().map(step).collect() } else { Vec::new() },
        rewrite: if rewritable { format!("{href}/edit") } else { String::new() },
        paper: if life.first(mutual::life::Step::Acknowledged).is_some() {
            format!("{href}/acknowledgement")
        } else {
            String::new()
        },
        proof: ProofCard::default(),
        proof_href: reader.life(item.id()),
        exercise: content.text("evidence") == Some("exercise"),
    })
}

fn line(reader: &Reader<'_>, request: &Request<'_>, taken: &Taken) -> LifeLine {
    let party = match taken.by {
        Side::Requesting => &request.requesting,
        Side::Requested => &request.requested,
    };
    let item = request.step(taken);
    let (mut content, _) =
        item.map(|item| legible(reader.record, item.kind(), item.content())).unwrap_or_default();
    let office = content
        .text("office")
        .map(|office| reader.choice("assistance_step", "office", office))
        .unwrap_or_default();
    for told in ["request", "step", "date", "office"] {
        content.remove(told);
    }
    LifeLine {
        date: reader.date(&date_of(taken.on)),
        who: reader.party(party),
        tone: reader.tone(party),
        step: reader.choice("assistance_step", "step", taken.step.as_str()),
        office,
        details: item.map(|item| reader.shown(item.kind(), &content, &[])).unwrap_or_default(),
        href: item.map(|item| reader.life(item.id())).unwrap_or_default(),
    }
}

fn uses(watch: &Watch<'_, '_>) -> Vec<UseView> {
    let reader = watch.reader;
    let view = |(item, limits): (&Item<'_>, mutual::uses::Limits)| {
        let (content, _) = legible(reader.record, item.kind(), item.content());
        let choice = |field: &str| {
            let value = content.text(field);
            value.map(|value| reader.choice("assistance_step", field, value)).unwrap_or_default()
        };
        UseView {
            date: reader.date(&date_of(limits.from)),
            purpose: choice("purpose"),
            onward: choice("onward"),
            condition: content.flag("data_protection"),
            standing: watch.standing(limits.using(watch.today)),
            returning: limits.returning(watch.today).map(|one| watch.standing(one)),
        }
    };
    watch.request.uses().into_iter().map(view).collect()
}
