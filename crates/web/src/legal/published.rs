//! The ordinary side of the figures: an officer brings the file that a central authority handed
//! over and puts its numbers into the dialogue, where both sides agree them and the next agenda
//! item and a commitment are a click away. The file is read by `carried`.

use askama::Template;
use axum::extract::{DefaultBodyLimit, Multipart, Path};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::act::{Act, Draft};
use dialogue::content::Lang;
use dialogue::record::Item;
use dialogue::refusal::Refusal;
use http::StatusCode;
use node::ActError;

use super::carried::{Published, band, weeks};
use super::request::known;
use crate::forms::pages::may_put;
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::acts::{ActLink, Reach};
use crate::items::reader::Reader;
use crate::items::visit::{Visit, html};
use crate::limits::CODES_FILE_BYTES_MAX;
use crate::mark::Mark;
use crate::session::encode;
use crate::shell::{Crumb, Page, Problem};
use crate::texts;

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/d/{did}/figures", list).post_with(
        "/{lang}/d/{did}/figures",
        take,
        DefaultBodyLimit::max(CODES_FILE_BYTES_MAX),
    )
}

#[derive(Template)]
#[template(path = "legal/published.html")]
struct PublishedPage {
    page: Page,
    t: T,
    rows: Vec<FiguresRow>,
    writes: bool,
    action: String,
    problem: String,
    acting_as: String,
}

/// One half-year in the ordinary dialogue.
struct FiguresRow {
    id: String,
    title: String,
    href: String,
    state: Mark,
    acts: Vec<ActLink>,
    cells: Vec<(String, String)>,
    /// They do not keep the rule: nothing of them is shown.
    broken: bool,
    agenda: String,
    commitment: String,
}

async fn list(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    show(&visit, String::new())
}

fn show(visit: &Visit, problem: String) -> Result<Html<String>, Problem> {
    let t = visit.t();
    let frame = visit.page("", vec![Crumb::new(t.s("types-assistance_figures"), "")]);
    let page = visit.read(|reader| {
        let items = reader.record.of_type("assistance_figures");
        PublishedPage {
            page: frame,
            t,
            rows: items.iter().map(|item| row(reader, item)).collect(),
            writes: reader.writes("assistance_figures"),
            action: reader.at("figures"),
            problem,
            acting_as: reader.acting_as(),
        }
    });
    html(&page)
}

fn row(reader: &Reader<'_>, item: &Item<'_>) -> FiguresRow {
    let t = reader.t;
    let label = |field: &str| reader.label("assistance_figures", field);
    let mut cells: Vec<(String, String)> = Vec::new();
    let figures = Published::of(item.content());
    if let Some(Published { shown, needs, .. }) = &figures {
        cells.extend([
            (label("opened"), band(shown.read_opened(), t)),
            (label("closed"), band(shown.read_closed(), t)),
            (label("returned"), band(shown.read_returned(), t)),
        ]);
        for (class, median) in &shown.weeks {
            let word = reader.choice("assistance_figures", "classes-class", class);
            let label = format!("{word} · {}", label("classes-median_weeks"));
            cells.push((label, weeks(Some(*median), t)));
        }
        for ground in shown.grounds.keys() {
            let word = reader.choice("assistance_figures", "grounds-ground", ground);
            let label = format!("{word} · {}", label("grounds-refused"));
            cells.push((label, band(shown.read_ground(ground), t)));
        }
        for need in needs {
            let word = reader.choice("assistance_figures", "needs", need);
            cells.push((t.s("legal-need").into_owned(), word));
        }
    }
    FiguresRow {
        id: item.id().to_string(),
        title: reader.title(item),
        href: reader.href(item),
        state: reader.mark(item),
        acts: reader.acts(item, Reach::Page, &reader.at("figures")),
        cells,
        broken: figures.is_none(),
        agenda: agenda(reader, item),
        commitment: commitment(reader, item),
    }
}

/// Both languages of a prefilled text.
fn both(key: &str, item: &Item<'_>, name: &str) -> String {
    let of = |lang: Lang| {
        let title = item.title(lang);
        let text = T::new(lang).f(key, &[("figures", title)]);
        let text = text.replace(['\u{2068}', '\u{2069}', '\u{200F}'], "");
        format!("&{name}{lang}={}", encode(&text))
    };
    format!("{}{}", of(Lang::Ar), of(Lang::En))
}

/// A prefilled agenda item of the next session of a working group that deals with it.
fn agenda(reader: &Reader<'_>, item: &Item<'_>) -> String {
    if !reader.writes("agenda_item") {
        return String::new();
    }
    let sessions = reader.record.of_type("session");
    let of_group = |session: &&Item<'_>| {
        let group = session.content().item("group").and_then(|id| reader.record.item(&id));
        group.is_some_and(|group| {
            let name = group.title(Lang::En).to_lowercase();
            ["security", "justice", "legal", "law"].iter().any(|word| name.contains(word))
        })
    };
    let date = |session: &&Item<'_>| session.content().date("date").map(str::to_owned);
    let next = sessions.iter().filter(of_group).max_by_key(date);
    let next = next.or_else(|| sessions.iter().max_by_key(date));
    let session = next.map(|session| format!("session={}", session.id())).unwrap_or_default();
    let words = both("legal-agenda-item", item, "title_");
    reader.at(&format!("new/agenda_item?{session}{words}"))
}

/// A prefilled commitment.
fn commitment(reader: &Reader<'_>, item: &Item<'_>) -> String {
    if !reader.writes("commitment") {
        return String::new();
    }
    let words = both("legal-commitment", item, "text_");
    reader.at(&format!("new/commitment?kind=joint_action{words}"))
}

/// The bytes of the one file of a form.
pub(super) async fn file_of(mut form: Multipart) -> Result<Vec<u8>, Problem> {
    let bad = |error: axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::BadRequest(error.body_text()),
    };
    while let Some(field) = form.next_field().await.map_err(bad)? {
        if field.name() == Some("file") {
            return Ok(field.bytes().await.map_err(bad)?.to_vec());
        }
    }
    Ok(Vec::new())
}

/// What stands in the record of the half-year of a file: nothing, or its figures, none when they do
/// not keep the rule. So an officer who brings the file of his own side sees whether the figures
/// that the other side put are the same.
fn there(reader: &Reader<'_>, brought: &Published) -> Option<Option<Published>> {
    let content = brought.content();
    let of_half = |item: &&Item<'_>| {
        let same = |name: &str| item.content().get(name) == content.get(name);
        same("year") && same("half") && item.shown().is_some()
    };
    let items = reader.record.of_type("assistance_figures");
    let item = items.iter().find(of_half)?;
    Some(Published::of(item.content()))
}

async fn take(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    form: Multipart,
) -> Result<Response, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let item_type = known("assistance_figures")?;
    may_put(&visit, item_type)?;
    let bytes = file_of(form).await?;
    let refused = |why: String| -> Result<Response, Problem> {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&visit, why)?).into_response())
    };
    let now = visit.now();
    let today = visit.read(|reader| reader.places.our_day(now));
    let node = visit.signed.app.node();
    let ours = |text: &str, seal: &str| node.sealed_here(text, seal);
    let read = Published::from_file(&bytes, today, ours).and_then(|figures| {
        match visit.read(|reader| there(reader, &figures)) {
            None => Ok(figures),
            Some(known) if known.as_ref() == Some(&figures) => Err("same"),
            Some(_) => Err("differs"),
        }
    });
    let figures = match read {
        Ok(figures) => figures,
        Err(wrong) => {
            let key = format!("legal-file-{wrong}");
            return refused(visit.t().s(&key).into_owned());
        }
    };
    let mut content = figures.content();
    if visit.signed.app.node().demo().is_some() {
        content.set_text("evidence", "exercise");
    }
    let act = Act::Put(Draft::new(item_type, content));
    match visit.dialogue.perform(&visit.actor, act).await {
        Ok(_) => Ok(Redirect::to(&visit.signed.href(&format!("d/{did}/figures"))).into_response()),
        Err(ActError::Refused(refusal @ (Refusal::OnlyOne { .. } | Refusal::Form { .. }))) => {
            let t = visit.t();
            refused(format!("{} {}", texts::refusal(&refusal, t), texts::remedy(&refusal, t)))
        }
        Err(error) => Err(Problem::from(error)),
    }
}
