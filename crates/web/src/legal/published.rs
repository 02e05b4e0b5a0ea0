//! The ordinary side of the figures: an officer brings the file that a central authority handed
//! over and puts its numbers into the dialogue, where both sides agree them and the next agenda
//! item and a commitment are a click away. The file is read strictly: what is not a number of a
//! known name, or is below five, is refused whole.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{DefaultBodyLimit, Multipart, Path};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::Value;
use dialogue::act::{Act, Draft};
use dialogue::assistance::{HALVES, NEEDS};
use dialogue::content::{Content, Lang, Row};
use dialogue::record::Item;
use dialogue::refusal::Refusal;
use http::StatusCode;
use mutual::codes::{CLASSES, GROUNDS};
use mutual::limits::SHOWN_COUNT_MIN;
use node::ActError;
use serde::{Deserialize, Serialize};

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

/// What a file of figures is called in its first field.
const FORMAT: &str = "hiwar-assistance-figures-1";

/// Published figures of one half-year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    pub year: u64,
    pub half: String,
    pub opened: Option<u64>,
    pub closed: Option<u64>,
    pub returned: Option<u64>,
    pub classes: Vec<Count>,
    pub grounds: Vec<Count>,
    pub needs: Vec<String>,
}

/// One count of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    pub code: String,
    pub count: Option<u64>,
    pub median_days: Option<u64>,
}

/// The file: the figures with a fingerprint over them, so that a slip of a key is noticed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    figures: Published,
    sha256: String,
}

/// Why a file is not taken, as the end of a message key.
type Wrong = &'static str;

impl Published {
    /// The file's bytes.
    pub fn to_file(&self) -> String {
        let file =
            File { format: FORMAT.to_owned(), figures: self.clone(), sha256: self.fingerprint() };
        serde_json::to_string_pretty(&file).unwrap_or_default()
    }

    fn fingerprint(&self) -> String {
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        dialogue::blob::print(&dialogue::blob::of(&bytes))
    }

    /// Reads a file.
    pub fn from_file(bytes: &[u8]) -> Result<Published, Wrong> {
        if bytes.is_empty() {
            return Err("empty");
        }
        let file: File = serde_json::from_slice(bytes).map_err(|_| "form")?;
        if file.format != FORMAT {
            return Err("form");
        }
        let figures = file.figures;
        let small = |count: Option<u64>| count.is_some_and(|n| n < SHOWN_COUNT_MIN);
        let listed = |counts: &[Count], list: &[&str]| {
            counts.len() <= list.len() && counts.iter().all(|one| list.contains(&one.code.as_str()))
        };
        let known = HALVES.contains(&figures.half.as_str())
            && listed(&figures.classes, CLASSES)
            && listed(&figures.grounds, GROUNDS)
            && figures.needs.iter().all(|need| NEEDS.contains(&need.as_str()));
        if !known {
            return Err("codes");
        }
        let counts = figures.classes.iter().chain(&figures.grounds).map(|one| one.count);
        let mut all = counts.chain([figures.opened, figures.closed, figures.returned]);
        if all.any(small) {
            return Err("small");
        }
        if file.sha256 != figures.fingerprint() {
            return Err("changed");
        }
        Ok(figures)
    }

    /// The figures as an item of the ordinary dialogue.
    fn content(&self) -> Content {
        let mut content = Content::new().with("year", self.year).with("half", self.half.as_str());
        let numbers =
            [("opened", self.opened), ("closed", self.closed), ("returned", self.returned)];
        for (name, count) in numbers {
            if let Some(count) = count {
                content.set(name, Value::from(count));
            }
        }
        let rows = |list: &[Count], code: &str, number: &str| -> Vec<BTreeMap<String, Value>> {
            let row = |one: &Count| {
                let mut row = BTreeMap::from([(code.to_owned(), Value::from(one.code.as_str()))]);
                if let Some(count) = one.count {
                    row.insert(number.to_owned(), Value::from(count));
                }
                if let Some(median) = one.median_days {
                    row.insert("median_days".to_owned(), Value::from(median));
                }
                row
            };
            list.iter().map(row).collect()
        };
        let (classes, grounds) =
            (rows(&self.classes, "class", "opened"), rows(&self.grounds, "ground", "refused"));
        if !classes.is_empty() {
            content.set_rows("classes", classes);
        }
        if !grounds.is_empty() {
            content.set_rows("grounds", grounds);
        }
        if !self.needs.is_empty() {
            content.set_strings("needs", self.needs.iter().map(String::as_str));
        }
        content
    }
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
    let (content, t) = (item.content(), reader.t);
    let held = || t.s("legal-withheld").into_owned();
    let shown = |n: Option<u64>| n.map_or_else(held, |n| n.to_string());
    let label = |field: &str| reader.label("assistance_figures", field);
    let mut cells: Vec<(String, String)> = ["opened", "closed", "returned"]
        .into_iter()
        .map(|field| (label(field), shown(content.int(field))))
        .collect();
    for class in content.rows("classes") {
        let class = Row(class);
        let code = class.text("class").filter(|code| CLASSES.contains(code)).unwrap_or_default();
        let word = reader.choice("assistance_figures", "classes-class", code);
        cells.push((word.clone(), shown(class.int("opened"))));
        if let Some(median) = class.int("median_days") {
            let label = format!("{word} · {}", label("classes-median_days"));
            cells.push((label, median.to_string()));
        }
    }
    for need in content.strings("needs") {
        let word = reader.choice("assistance_figures", "needs", need);
        cells.push((t.s("legal-need").into_owned(), word));
    }
    FiguresRow {
        id: item.id().to_string(),
        title: reader.title(item),
        href: reader.href(item),
        state: reader.mark(item),
        acts: reader.acts(item, Reach::Page, &reader.at("figures")),
        cells,
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
    let figures = match Published::from_file(&bytes) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> Published {
        Published {
            year: 2020,
            half: "first".to_owned(),
            opened: Some(12),
            closed: None,
            returned: None,
            classes: vec![Count { code: "ordinary".to_owned(), count: Some(7), median_days: None }],
            grounds: Vec::new(),
            needs: vec!["shared_forms".to_owned()],
        }
    }

    #[test]
    fn a_file_is_read_back_and_every_change_is_noticed() {
        let file = figures().to_file();
        assert_eq!(Published::from_file(file.as_bytes()), Ok(figures()));
        for (from, to, wrong) in [
            ("\"opened\": 12", "\"opened\": 13", "changed"),
            ("\"opened\": 12", "\"opened\": 3", "small"),
            ("\"first\"", "\"spring\"", "codes"),
            ("\"ordinary\"", "\"Ali\"", "codes"),
            ("\"needs\"", "\"name\"", "form"),
            (FORMAT, "other", "form"),
        ] {
            let changed = file.replacen(from, to, 1);
            assert_ne!(changed, file, "{from}");
            assert_eq!(Published::from_file(changed.as_bytes()), Err(wrong), "{from}");
        }
        assert_eq!(Published::from_file(b""), Err("empty"));
        assert_eq!(Published::from_file(b"\xff\x00"), Err("form"));
    }
}
