//! Figures of a half-year inside the compartment: worked out from the record, agreed by both
//! central authorities, and carried out of it by an officer's own hand, as a small file that holds
//! nothing below five. The file is the only thing that ever leaves a compartment, and it names no
//! request.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::Value;
use dialogue::act::Draft;
use dialogue::assistance::{HALVES, Request};
use dialogue::content::{Content, Row};
use dialogue::id::ItemId;
use dialogue::record::Item;
use dialogue::refusal::FieldProblem;
use dialogue::working_days::{Day, day_of};
use documents::paper::{Block, Kind, Pair, Paper};
use http::{StatusCode, header};
use mutual::codes::{CLASSES, GROUNDS};
use mutual::figures::{self, Case, Figures, shown_median, suppress};
use mutual::life::{State, Step};

use super::pages::enter;
use super::paper::{self, Wish, choice, label};
use super::published::{Count, Published};
use super::request::{Asking, draw, known, put, read, ticked};
use crate::forms::pages::may_put;
use crate::forms::pairs::{Pairs, first};
use crate::forms::views::{Fld, ProblemLine};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::acts::{ActLink, Reach, is_agreed};
use crate::items::reader::Reader;
use crate::items::visit::{Visit, html, item_id};
use crate::mark::Mark;
use crate::negotiation::sheets::words;
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/legal/figures", page)
        .post("/{lang}/d/{did}/legal/figures", propose)
        .get("/{lang}/d/{did}/legal/figures/{item}/published.json", published)
        .get("/{lang}/d/{did}/legal/figures/{item}/paper", print)
}

#[derive(Template)]
#[template(path = "legal/figures.html")]
struct FiguresPage {
    page: Page,
    t: T,
    year: String,
    halves: Vec<(&'static str, String, bool)>,
    title: String,
    rows: Vec<[String; 3]>,
    agreed: Vec<AgreedRow>,
    writes: bool,
    needs: Vec<Fld>,
    problems: Vec<ProblemLine>,
    action: String,
    acting_as: String,
    half: String,
}

/// Figures that were put.
struct AgreedRow {
    title: String,
    href: String,
    state: Mark,
    acts: Vec<ActLink>,
    /// The file and the paper, once both agreed.
    file: String,
    paper: String,
}

/// A half-year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Half {
    year: i16,
    second: bool,
}

impl Half {
    /// The last half-year that is over.
    fn before(date: jiff::civil::Date) -> Half {
        match date.month() {
            1..=6 => Half { year: date.year() - 1, second: true },
            _ => Half { year: date.year(), second: false },
        }
    }

    fn read(asked: &Pairs, now: jiff::civil::Date) -> Half {
        let year = first(asked, "year").parse::<i16>().ok();
        let year = year.filter(|year| (1990..=2199).contains(year));
        let half = first(asked, "half");
        match (year, HALVES.contains(&half)) {
            (Some(year), true) => {
                let half = Half { year, second: half == "second" };
                // Of a half-year that runs, two counts would tell one case from the other.
                if half.is_over(now) { half } else { Half::before(now) }
            }
            _ => Half::before(now),
        }
    }

    fn is_over(self, now: jiff::civil::Date) -> bool {
        day_of(&now.to_string()).is_some_and(|today| self.days().1 < today)
    }

    fn name(self) -> &'static str {
        if self.second { "second" } else { "first" }
    }

    fn days(self) -> (Day, Day) {
        let (from, to) = if self.second { ("07-01", "12-31") } else { ("01-01", "06-30") };
        let day = |text: &str| day_of(&format!("{:04}-{text}", self.year)).unwrap_or_default();
        (day(from), day(to))
    }
}

/// The figures as the record gives them.
fn counted(reader: &Reader<'_>, half: Half) -> Figures {
    let cases = Request::all(reader.record).into_iter().filter_map(|request| {
        let life = &request.life;
        Some(Case {
            opened: life.first(Step::Sent)?,
            closed: life.ended(),
            class: request.item.content().text("class")?.to_owned(),
            ground: (life.state == State::Refused)
                .then(|| request.last_text("ground").map(str::to_owned))
                .flatten(),
            returned: life.last(Step::Returned),
        })
    });
    let cases: Vec<Case> = cases.collect();
    let (from, to) = half.days();
    figures::count(&cases, from, to)
}

async fn page(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    Query(asked): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let visit = enter(signed, &did)?;
    show(&visit, &asked, &[])
}

fn show(visit: &Visit, asked: &Pairs, problems: &[FieldProblem]) -> Result<Html<String>, Problem> {
    let t = visit.t();
    let now = visit.now();
    let frame = visit.page("legal-figures", vec![Crumb::new(t.s("nav-legal-figures"), "")]);
    let item_type = known("assistance_aggregate")?;
    let page = visit.read(|reader| {
        let half = Half::read(asked, reader.places.our_day(now));
        let figures = counted(reader, half);
        let form = Asking { item_type, pairs: asked, problems, only: &["needs"], needed: &[] };
        let (needs, problems) = draw(reader, &form);
        let name = |half: &&'static str| {
            let word = reader.choice("assistance_aggregate", "half", half);
            (*half, word, *half == Half::read(asked, reader.places.our_day(now)).name())
        };
        let items = reader.record.of_type("assistance_aggregate");
        FiguresPage {
            page: frame,
            t,
            year: half.year.to_string(),
            halves: HALVES.iter().map(name).collect(),
            title: t.f(
                "legal-figures-of",
                &[
                    ("half", reader.choice("assistance_aggregate", "half", half.name())),
                    ("year", half.year.to_string()),
                ],
            ),
            rows: rows(reader, &figures),
            agreed: items.iter().map(|item| agreed(reader, item)).collect(),
            writes: reader.writes("assistance_aggregate"),
            needs,
            problems,
            action: reader.at("legal/figures"),
            acting_as: reader.acting_as(),
            half: half.name().to_owned(),
        }
    });
    html(&page)
}

/// Each figure with what is shown outside: label, complete, published.
fn rows(reader: &Reader<'_>, figures: &Figures) -> Vec<[String; 3]> {
    let out = published_of(figures, 0, "first", Vec::new());
    let t = reader.t;
    let held = || t.s("legal-withheld").into_owned();
    let shown = |count: Option<u64>| count.map_or_else(held, |n| n.to_string());
    let of = |field: &str| reader.label("assistance_aggregate", field);
    let mut rows = vec![
        [of("opened"), figures.opened.to_string(), shown(out.opened)],
        [of("closed"), figures.closed.to_string(), shown(out.closed)],
        [of("pending"), figures.pending.to_string(), t.s("legal-never-shown").into_owned()],
        [of("returned"), figures.returned.to_string(), shown(out.returned)],
    ];
    for class in &out.classes {
        let word = reader.choice("assistance_aggregate", "classes-class", &class.code);
        let n = figures.by_class.get(&class.code).copied().unwrap_or_default();
        rows.push([format!("{}: {word}", of("classes")), n.to_string(), shown(class.count)]);
        let median = figures.medians.get(&class.code).map(|(median, _)| median.to_string());
        rows.push([
            format!("{}: {word}", of("classes-median_days")),
            median.unwrap_or_else(|| "–".to_owned()),
            shown(class.median_days),
        ]);
    }
    for ground in &out.grounds {
        let word = reader.choice("assistance_aggregate", "grounds-ground", &ground.code);
        let n = figures.by_ground.get(&ground.code).copied().unwrap_or_default();
        rows.push([format!("{}: {word}", of("grounds")), n.to_string(), shown(ground.count)]);
    }
    rows
}

fn agreed(reader: &Reader<'_>, item: &Item<'_>) -> AgreedRow {
    let href = reader.at(&format!("legal/figures/{}", item.id()));
    let is = is_agreed(&item.state());
    let when = |path: &str| if is { format!("{href}/{path}") } else { String::new() };
    AgreedRow {
        title: reader.title(item),
        href: reader.life(item.id()),
        state: reader.mark(item),
        acts: reader.acts(item, Reach::Page, &reader.at("legal/figures")),
        file: when("published.json"),
        paper: when("paper"),
    }
}

/// Puts the figures as they are now for the other central authority to agree.
async fn propose(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let visit = enter(signed, &did)?;
    let item_type = known("assistance_aggregate")?;
    may_put(&visit, item_type)?;
    let form = ticked(form.0);
    let now = visit.now();
    let (mut content, unread) = read(&visit, item_type, &form);
    // Of the form only the needs are taken: the numbers are the record's.
    let unread = unread.into_iter().filter(|problem| problem.field == "needs").collect();
    let draft = visit.read(|reader| {
        let half = Half::read(&form, reader.places.our_day(now));
        fill(reader, half, &mut content);
        let items = reader.record.of_type("assistance_aggregate");
        let same = items.iter().find(|item| {
            item.content().int("year") == u64::try_from(half.year).ok()
                && item.content().text("half") == Some(half.name())
        });
        match same {
            Some(item) => Draft { content: content.clone(), ..Draft::revise(item) },
            None => Draft::new(item_type, content.clone()),
        }
    });
    match put(&visit, draft, unread).await? {
        Ok(_) => {
            let to = visit.signed.href(&format!("d/{did}/legal/figures"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(problems) => {
            let page = show(&visit, &form, &problems)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn fill(reader: &Reader<'_>, half: Half, content: &mut Content) {
    let figures = counted(reader, half);
    let number = |n: u64| Value::from(n);
    content.set("year", number(u64::try_from(half.year).unwrap_or_default()));
    content.set_text("half", half.name());
    content.set("opened", number(figures.opened));
    content.set("closed", number(figures.closed));
    content.set("pending", number(figures.pending));
    content.set("returned", number(figures.returned));
    let classes = CLASSES.iter().map(|class| {
        let mut row = BTreeMap::from([("class".to_owned(), Value::from(*class))]);
        let opened = figures.by_class.get(*class).copied().unwrap_or_default();
        row.insert("opened".to_owned(), number(opened));
        if let Some((median, of)) = figures.medians.get(*class) {
            row.insert("closed".to_owned(), number(*of));
            row.insert("median_days".to_owned(), number(*median));
        }
        row
    });
    content.set_rows("classes", classes.collect());
    let grounds = figures.by_ground.iter().map(|(ground, n)| {
        BTreeMap::from([
            ("ground".to_owned(), Value::from(ground.as_str())),
            ("refused".to_owned(), number(*n)),
        ])
    });
    let grounds: Vec<_> = grounds.collect();
    if !grounds.is_empty() {
        content.set_rows("grounds", grounds);
    }
    let open = Request::all(reader.record).into_iter().filter(|request| !request.life.is_over());
    let oldest: Vec<ItemId> = open.take(10).map(|request| request.item.id().clone()).collect();
    if !oldest.is_empty() {
        content.set_items("oldest", &oldest);
    }
}

/// What of the figures may leave.
fn published_of(figures: &Figures, year: u64, half: &str, needs: Vec<String>) -> Published {
    let of = |list: &[&str], counts: &BTreeMap<String, u64>| -> (Vec<Count>, Option<u64>) {
        let numbers: Vec<u64> =
            list.iter().map(|code| counts.get(*code).copied().unwrap_or_default()).collect();
        let shown = suppress(&numbers);
        let count = |(code, count): (&&str, Option<u64>)| Count {
            code: (*code).to_owned(),
            count,
            median_days: None,
        };
        (list.iter().zip(shown.cells).map(count).collect(), shown.total)
    };
    let alone = |n: u64| suppress(&[n]).total;
    let (mut classes, opened) = of(CLASSES, &figures.by_class);
    for class in &mut classes {
        let median = figures.medians.get(&class.code);
        class.median_days = median.and_then(|(median, of)| shown_median(*median, *of));
    }
    let (grounds, _) = of(GROUNDS, &figures.by_ground);
    Published {
        year,
        half: half.to_owned(),
        opened,
        closed: alone(figures.closed),
        returned: alone(figures.returned),
        classes,
        grounds: grounds.into_iter().filter(|ground| ground.count.is_some()).collect(),
        needs,
    }
}

/// The agreed version of an aggregate, as figures again.
fn agreed_figures(reader: &Reader<'_>, id: &ItemId) -> Option<Published> {
    let item = reader.record.item(id).filter(|i| i.kind().name == "assistance_aggregate")?;
    let [version] = item.standing().effective[..] else { return None };
    let content = &reader.record.version(&version)?.content;
    let mut figures = Figures {
        opened: content.int("opened")?,
        closed: content.int("closed")?,
        pending: content.int("pending")?,
        returned: content.int("returned")?,
        ..Figures::default()
    };
    for row in content.rows("classes") {
        let (row, class) = (Row(row), Row(row).text("class")?.to_owned());
        figures.by_class.insert(class.clone(), row.int("opened").unwrap_or_default());
        if let (Some(median), Some(of)) = (row.int("median_days"), row.int("closed")) {
            figures.medians.insert(class, (median, of));
        }
    }
    for row in content.rows("grounds") {
        let row = Row(row);
        figures.by_ground.insert(row.text("ground")?.to_owned(), row.int("refused")?);
    }
    let needs = content.strings("needs").into_iter().map(str::to_owned).collect();
    Some(published_of(&figures, content.int("year")?, content.text("half")?, needs))
}

/// The file that leaves the compartment.
async fn published(
    signed: Signed,
    Path((_, did, item)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let (visit, id) = (enter(signed, &did)?, item_id(&item)?);
    may_put(&visit, known("assistance_aggregate")?)?;
    let figures = visit.read(|reader| agreed_figures(reader, &id)).ok_or(Problem::NotFound)?;
    let name = format!("figures-{}-{}.json", figures.year, figures.half);
    visit.signed.app.node().private_of(&did).audit(&visit.actor.account, "figures-file", &name);
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, figures.to_file()).into_response())
}

/// The published figures on paper.
async fn print(
    signed: Signed,
    Path((_, did, item)): Path<(String, String, String)>,
    Query(wish): Query<Wish>,
) -> Result<Response, Problem> {
    let (visit, id) = (enter(signed, &did)?, item_id(&item)?);
    let figures = visit.read(|reader| agreed_figures(reader, &id)).ok_or(Problem::NotFound)?;
    let paper = on_paper(&figures, &wish);
    paper::answer(&visit, paper, &wish, "figures").await
}

/// Published figures as a paper.
pub(super) fn on_paper(figures: &Published, wish: &Wish) -> Paper {
    let type_name = "assistance_figures";
    let cell = |count: Option<u64>| match count {
        Some(n) => Pair::ltr(&n.to_string()),
        None => words("legal-withheld"),
    };
    let mut rows = vec![
        vec![label(type_name, "opened"), cell(figures.opened)],
        vec![label(type_name, "closed"), cell(figures.closed)],
        vec![label(type_name, "returned"), cell(figures.returned)],
    ];
    for class in &figures.classes {
        let word = choice(type_name, "classes-class", &class.code);
        rows.push(vec![word.clone(), cell(class.count)]);
        rows.push(vec![
            word.after(&label(type_name, "classes-median_days")),
            cell(class.median_days),
        ]);
    }
    for ground in &figures.grounds {
        rows.push(vec![choice(type_name, "grounds-ground", &ground.code), cell(ground.count)]);
    }
    for need in &figures.needs {
        rows.push(vec![words("legal-need"), choice(type_name, "needs", need)]);
    }
    let year = figures.year.to_string();
    Paper {
        kind: Kind::Form,
        layout: wish.layout(),
        title: words("legal-paper-figures"),
        heads: vec![
            (label(type_name, "half"), choice(type_name, "half", &figures.half)),
            (label(type_name, "year"), Pair::ltr(&year)),
        ],
        marking: Pair::default(),
        version: format!("{year}-{}", figures.half),
        digest: String::new(),
        date: String::new(),
        mark: String::new(),
        blocks: vec![
            Block::Table {
                columns: vec![words("legal-paper-point"), words("legal-paper-entry")],
                widths: vec![3, 1],
                rows,
            },
            Block::Note(words("legal-paper-suppressed")),
        ],
    }
}
