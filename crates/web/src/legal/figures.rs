//! Figures of a half-year inside the compartment: worked out from the record, agreed by both
//! central authorities, and carried out of it by an officer's own hand, as a small file that holds
//! nothing below five. The file is the only thing that ever leaves a compartment, and it names no
//! request.

use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::Value;
use dialogue::act::Draft;
use dialogue::assistance::{self, HALVES, NEEDS};
use dialogue::content::{Content, Lang};
use dialogue::id::ItemId;
use dialogue::record::Item;
use dialogue::refusal::FieldProblem;
use documents::paper::{Block, Kind, Pair, Paper};
use http::{StatusCode, header};
use mutual::codes::{CLASSES, GROUNDS};
use mutual::figures::{self, Band, Figures, publish};

use super::carried::{Half, Published, band, weeks};
use super::pages::enter;
use super::paper::{self, Wish, choice, label};
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
    /// Requests with a class or ground that is no code; empty when there are none.
    strange: String,
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

/// The half-year asked for, while it is over; else the last that is. Of one that runs, two counts
/// would tell one case from the other.
fn half_of(asked: &Pairs, now: jiff::civil::Date) -> Half {
    let half = first(asked, "year").parse().ok();
    let half = half.and_then(|year| Half::of(year, first(asked, "half")));
    half.filter(|half| half.is_over(now)).unwrap_or_else(|| Half::before(now))
}

/// The figures as the record gives them.
fn counted(reader: &Reader<'_>, half: Half) -> Figures {
    let (from, to) = half.days();
    figures::count(&assistance::cases(reader.record), from, to)
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
        let half = half_of(asked, reader.places.our_day(now));
        let figures = counted(reader, half);
        let form = Asking { item_type, pairs: asked, problems, only: &["needs"], needed: &[] };
        let (needs, problems) = draw(reader, &form);
        let name = |half: &&'static str| {
            let word = reader.choice("assistance_aggregate", "half", half);
            (*half, word, *half == half_of(asked, reader.places.our_day(now)).name())
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
            strange: match figures.unknown {
                0 => String::new(),
                n => t.n("legal-figures-strange", n),
            },
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
    let out = publish(figures);
    let t = reader.t;
    let never = || t.s("legal-never-shown").into_owned();
    let of = |field: &str| reader.label("assistance_aggregate", field);
    let mut rows = vec![
        [of("opened"), figures.opened.to_string(), band(out.read_opened(), t)],
        [of("closed"), figures.closed.to_string(), band(out.read_closed(), t)],
        [of("pending"), figures.pending.to_string(), never()],
        [of("returned"), figures.returned.to_string(), band(out.read_returned(), t)],
    ];
    for class in CLASSES {
        let word = reader.choice("assistance_aggregate", "classes-class", class);
        let one = figures.by_class.get(*class).copied().unwrap_or_default();
        let label = |field: &str| format!("{word} · {}", of(field));
        rows.push([label("classes-opened"), one.opened.to_string(), never()]);
        rows.push([label("classes-closed"), one.closed.to_string(), never()]);
        let median = one.median_days.map_or_else(|| "–".to_owned(), |days| days.to_string());
        let shown = weeks(out.weeks.get(*class).copied(), t);
        rows.push([label("classes-median_days"), median, shown]);
    }
    for ground in GROUNDS.iter().filter(|ground| figures.by_ground.contains_key(**ground)) {
        let word = reader.choice("assistance_aggregate", "grounds-ground", ground);
        let n = figures.by_ground[*ground];
        let label = format!("{word} · {}", of("grounds-refused"));
        rows.push([label, n.to_string(), band(out.read_ground(ground), t)]);
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
        let half = half_of(&form, reader.places.our_day(now));
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
    content.set("year", Value::from(u64::try_from(half.year).unwrap_or_default()));
    content.set_text("half", half.name());
    assistance::fill_aggregate(reader.record, &counted(reader, half), content);
}

/// What of the agreed version of an aggregate may leave.
fn agreed_figures(reader: &Reader<'_>, id: &ItemId) -> Option<Published> {
    let item = reader.record.item(id).filter(|i| i.kind().name == "assistance_aggregate")?;
    let [version] = item.standing().effective[..] else { return None };
    let content = &reader.record.version(&version)?.content;
    let needs = content.strings("needs").into_iter().filter(|need| NEEDS.contains(need));
    Some(Published {
        half: Half::of(content.int("year")?, content.text("half")?)?,
        shown: publish(&assistance::figures_of(content)),
        needs: needs.map(str::to_owned).collect(),
    })
}

/// The file that leaves the compartment.
async fn published(
    signed: Signed,
    Path((_, did, item)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let (visit, id) = (enter(signed, &did)?, item_id(&item)?);
    may_put(&visit, known("assistance_aggregate")?)?;
    let figures = visit.read(|reader| agreed_figures(reader, &id)).ok_or(Problem::NotFound)?;
    let name = format!("figures-{}-{}.json", figures.half.year, figures.half.name());
    let node = visit.signed.app.node();
    let file = figures.to_file(|text| node.seal(&did, text))?;
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, file).into_response())
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
    let plain = |of: &dyn Fn(T) -> String| {
        let [ar, en] = Lang::ALL.map(|lang| of(T::new(lang)).replace(['\u{2068}', '\u{2069}'], ""));
        Pair::plain(&ar, &en)
    };
    let count = |one: Band| plain(&|t| band(one, t));
    let shown = &figures.shown;
    let mut rows = vec![
        vec![label(type_name, "opened"), count(shown.read_opened())],
        vec![label(type_name, "closed"), count(shown.read_closed())],
        vec![label(type_name, "returned"), count(shown.read_returned())],
    ];
    for class in CLASSES {
        let word = choice(type_name, "classes-class", class);
        let median = shown.weeks.get(*class).copied();
        rows.push(vec![
            word.after(&label(type_name, "classes-median_weeks")),
            plain(&|t| weeks(median, t)),
        ]);
    }
    for ground in shown.grounds.keys() {
        let word = choice(type_name, "grounds-ground", ground);
        rows.push(vec![word, count(shown.read_ground(ground))]);
    }
    for need in &figures.needs {
        rows.push(vec![words("legal-need"), choice(type_name, "needs", need)]);
    }
    let (year, half) = (figures.half.year.to_string(), figures.half.name());
    Paper {
        kind: Kind::Form,
        layout: wish.layout(),
        title: words("legal-paper-figures"),
        heads: vec![
            (label(type_name, "half"), choice(type_name, "half", half)),
            (label(type_name, "year"), Pair::ltr(&year)),
        ],
        marking: Pair::default(),
        version: format!("{year}-{half}"),
        digest: String::new(),
        date: String::new(),
        mark: String::new(),
        blocks: vec![
            Block::Table {
                columns: vec![words("legal-paper-point"), words("legal-paper-entry")],
                widths: vec![2, 1],
                rows,
            },
            Block::Note(words("legal-paper-suppressed")),
        ],
    }
}
