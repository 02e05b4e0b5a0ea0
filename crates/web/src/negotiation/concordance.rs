//! What the machine finds when it holds the Arabic against the English, provision by provision,
//! with both wordings beside it. A clean list is no certificate; that one is a person's.

use askama::Template;
use axum::extract::Path;
use axum::response::Html;
use dialogue::content::Lang;
use dialogue::negotiation::{Negotiation, Row};
use wording::concordance::{Finding, Severity};

use super::pages::{At, crumbs};
use super::views::numbered;
use super::words::{self, Words};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::items::visit::{Visit, html, item_id};
use crate::limits::FOUND_CHARS_MAX;
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/d/{did}/texts/{item}/concordance", concordance)
}

#[derive(Template)]
#[template(path = "negotiation/concordance.html")]
struct ConcordancePage {
    page: Page,
    t: T,
    v: ConcordanceView,
}

/// The page.
#[derive(Debug, Default)]
pub struct ConcordanceView {
    pub title: String,
    pub summary: String,
    pub closing: String,
    pub rows: Vec<FoundRow>,
}

/// A provision with what was found in it.
#[derive(Debug)]
pub struct FoundRow {
    pub number: String,
    pub href: String,
    pub words: Vec<Words>,
    pub findings: Vec<FoundView>,
}

/// One finding.
#[derive(Debug)]
pub struct FoundView {
    pub severe: bool,
    pub severity: String,
    pub words: String,
    pub ar: String,
    pub en: String,
}

async fn concordance(signed: Signed, Path((_, did, item)): At) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let (v, crumbs) = visit
        .read(|reader| {
            let negotiation = Negotiation::of(reader.record, &id)?;
            let mut crumbs = crumbs(reader, &negotiation);
            crumbs.push(Crumb::new(reader.t.s("door-concordance").into_owned(), ""));
            Some((view(reader, &negotiation), crumbs))
        })
        .ok_or(Problem::NotFound)?;
    html(&ConcordancePage { page: visit.page("texts", crumbs), t: visit.t(), v })
}

fn view(reader: &Reader<'_>, negotiation: &Negotiation<'_>) -> ConcordanceView {
    let t = reader.t;
    let table = reader.href(&negotiation.text);
    let findings = negotiation.findings();
    let n_errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
    let mut rows: Vec<FoundRow> = Vec::new();
    let mut last = "";
    for finding in &findings {
        let row = negotiation.rows.iter().find(|row| row.item.id().as_str() == finding.id);
        let Some(row) = row else { continue };
        if last != finding.id {
            rows.push(FoundRow {
                number: match &row.number {
                    Some(number) => numbered(number, reader.lang()),
                    None => reader.choice("provision", "role", row.role()),
                },
                href: format!("{table}?edit={0}#p-{0}", row.item.id()),
                words: words::both(reader, |lang| {
                    words::of_text(reader, row.words(lang).unwrap_or_default(), lang)
                }),
                findings: Vec::new(),
            });
            last = &finding.id;
        }
        if let Some(shown) = rows.last_mut() {
            shown.findings.push(found(t, row, finding));
        }
    }
    let counts = [("errors", n_errors), ("warnings", findings.len() - n_errors)];
    ConcordanceView {
        title: reader.title(&negotiation.text),
        summary: if findings.is_empty() {
            t.s("concordance-clean").into_owned()
        } else {
            t.f("concordance-summary", &counts)
        },
        closing: format!("{table}/closing"),
        rows,
    }
}

fn found(t: T, row: &Row<'_>, finding: &Finding) -> FoundView {
    let severe = finding.severity == Severity::Error;
    let key = if severe { "concordance-error" } else { "concordance-warning" };
    let cut = |lang: Lang, range: std::ops::Range<usize>| {
        let words = row.words(lang).and_then(|words| words.get(range)).unwrap_or_default();
        let nothing = T::new(lang).s("concordance-nothing");
        if words.trim().is_empty() {
            nothing.into_owned()
        } else {
            words::shortened(words, FOUND_CHARS_MAX)
        }
    };
    let arg = |at: usize| finding.args.get(at).cloned().unwrap_or_default();
    let args = [("one", arg(0)), ("two", arg(1))];
    FoundView {
        severe,
        severity: t.s(key).into_owned(),
        words: t.f(&format!("finding-{}", finding.code.code()), &args),
        ar: cut(Lang::Ar, finding.ar.clone()),
        en: cut(Lang::En, finding.en.clone()),
    }
}
