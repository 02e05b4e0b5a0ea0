//! Papers of the compartment as data: the form of acknowledgement, the figures of a half-year.
//! Every word on them is one of a closed list, in both languages.

use axum::response::Response;
use dialogue::assistance::{Request, legible};
use dialogue::content::Lang;
use dialogue::id::PartyId;
use documents::paper::{Block, Kind, Layout, Pair, Paper};
use mutual::life::Step;
use serde::Deserialize;

use crate::i18n::T;
use crate::items::reader::{Reader, field_text};
use crate::items::visit::Visit;
use crate::negotiation::papers;
use crate::negotiation::sheets::words;
use crate::shell::Problem;

/// How a paper is wanted.
#[derive(Deserialize)]
pub struct Wish {
    layout: Option<String>,
    form: Option<String>,
}

impl Wish {
    /// The layout asked for; Arabic first when none is.
    pub fn layout(&self) -> Layout {
        self.layout.as_deref().and_then(Layout::parse).unwrap_or(Layout::ArabicFirst)
    }
}

/// The paper as a print page or a PDF.
pub async fn answer(
    visit: &Visit,
    paper: Paper,
    wish: &Wish,
    name: &str,
) -> Result<Response, Problem> {
    papers::answer(visit, paper, wish.form.as_deref() == Some("pdf"), name).await
}

/// A choice in both languages.
pub fn choice(type_name: &str, field: &str, value: &str) -> Pair {
    let path = format!("{field}-{value}");
    let of = |lang: Lang| field_text(T::new(lang), "choice", type_name, &path);
    Pair::plain(&of(Lang::Ar), &of(Lang::En))
}

/// A label in both languages.
pub fn label(type_name: &str, field: &str) -> Pair {
    let of = |lang: Lang| field_text(T::new(lang), "field", type_name, field);
    Pair::plain(&of(Lang::Ar), &of(Lang::En))
}

/// A date in both languages, without the isolates that screens need.
pub fn day(date: &str) -> Pair {
    let of =
        |lang: Lang| crate::clocks::date(date, T::new(lang)).replace(['\u{2068}', '\u{2069}'], "");
    Pair::plain(&of(Lang::Ar), &of(Lang::En))
}

/// A party by its name as far as one is lent.
fn party(reader: &Reader<'_>, party: &PartyId) -> Pair {
    let of = |lang: Lang| reader.in_lang(lang).party(party);
    Pair::plain(&of(Lang::Ar), &of(Lang::En))
}

/// The form of acknowledgement; none before the request was acknowledged.
pub fn acknowledgement(
    reader: &Reader<'_>,
    request: &Request<'_>,
    layout: Layout,
) -> Option<Paper> {
    let acknowledged = request
        .life
        .counted
        .iter()
        .find(|(taken, _)| taken.step == Step::Acknowledged)
        .and_then(|(taken, _)| request.step(taken))?;
    let (content, _) = legible(reader.record, request.item.kind(), request.item.content());
    let (step, _) = legible(reader.record, acknowledged.kind(), acknowledged.content());
    let reference = reader.record.title_of(request.item.id(), reader.lang())?;
    let type_name = "assistance_request";
    let mut rows = vec![
        vec![words("legal-paper-their-reference"), Pair::ltr(&reference)],
        vec![
            words("legal-paper-our-reference"),
            Pair::ltr(request.their_reference().unwrap_or_default()),
        ],
        vec![words("legal-paper-from"), party(reader, &request.requesting)],
        vec![words("legal-paper-to"), party(reader, &request.requested)],
    ];
    for field in ["basis", "measure", "offence", "class", "language"] {
        if let Some(value) = content.text(field) {
            rows.push(vec![label(type_name, field), choice(type_name, field, value)]);
        }
    }
    if let Some(office) = step.text("office") {
        rows.push(vec![words("legal-paper-office"), choice("assistance_step", "office", office)]);
    }
    for (key, date) in [
        ("legal-paper-acknowledged", step.date("date")),
        ("legal-paper-expected", step.date("expected")),
    ] {
        if let Some(date) = date {
            rows.push(vec![words(key), day(date)]);
        }
    }
    Some(Paper {
        kind: Kind::Form,
        layout,
        title: words("legal-paper-acknowledgement"),
        heads: Vec::new(),
        marking: words("legal-paper-marking"),
        // Of the version, not the item: an id is chosen by the program of the other side.
        version: acknowledged.shown().map(|version| version.id.to_string()).unwrap_or_default(),
        digest: String::new(),
        date: String::new(),
        mark: String::new(),
        blocks: vec![
            Block::Table {
                columns: vec![words("legal-paper-point"), words("legal-paper-entry")],
                widths: vec![2, 3],
                rows,
            },
            Block::Note(words("legal-paper-no-names")),
        ],
    })
}
