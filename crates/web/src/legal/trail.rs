//! The audit trail of a compartment: who opened which request and when, and who recorded what. One
//! layer around all pages writes it, so that no page can forget to; the auditor of the compartment
//! alone reads it, page by page or as a file. It names accounts and items, never what stands in
//! them, and it lies in the compartment's own private file.

use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use axum::extract::{Path, Query, Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use dialogue::act::Function;
use dialogue::id::ItemId;
use dialogue::refusal::Refusal;
use documents::sheet::{Sheet, SheetError};
use http::{Method, StatusCode, header};
use node::AuditLine;
use serde::Deserialize;

use super::pages::enter;
use crate::accounts::audit::{moment, words};
use crate::app::App;
use crate::guard::{self, Routes, Signed};
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::items::visit::{Visit, html};
use crate::limits::{TRAIL_FILE_LINES_MAX, TRAIL_PAGE_LINES};
use crate::shell::{Crumb, Page, Problem};
use crate::texts;

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/legal/audit", page)
        .get("/{lang}/d/{did}/legal/audit.csv", csv)
}

/// Who entered a compartment with a request; filled in by the gate, read when it is answered.
#[derive(Clone, Default)]
pub(crate) struct Entered(Arc<Mutex<Option<Entry>>>);

struct Entry {
    did: String,
    account: String,
    function: Function,
}

impl Entered {
    /// Somebody was let in.
    pub fn note(&self, did: &str, account: &str, function: Function) {
        let mut entry = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *entry = Some(Entry { did: did.to_owned(), account: account.to_owned(), function });
    }

    fn take(&self) -> Option<Entry> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Writes a line for every request that entered a compartment and did or tried something.
pub(crate) async fn kept(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let entered = Entered::default();
    request.extensions_mut().insert(entered.clone());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let by_itself = guard::asked_by_itself(request.headers());
    let response = next.run(request).await;
    let Some(entry) = entered.take().filter(|_| !by_itself) else { return response };
    let location = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
    let (there, was) = (below(&path), below(location.unwrap_or_default()));
    if let Some(what) = deed(&method, there, response.status()) {
        // What is new has its id in the address that it leads to.
        let on = if item_of(there).is_none() && item_of(was).is_some() { was } else { there };
        let detail = format!("{} {on}", entry.function.as_str());
        app.node().private_of(&entry.did).audit(&entry.account, what, &detail);
    }
    response
}

/// What lies below a dialogue in a path: `legal/r1` of `/en/d/kwus-mla/legal/r1`.
fn below(path: &str) -> &str {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.trim_start_matches('/').splitn(4, '/').nth(3).unwrap_or_default()
}

/// The id of the item that such a path is about.
fn item_of(below: &str) -> Option<ItemId> {
    let mut parts = below.split('/');
    let id = match (parts.next(), parts.next()) {
        (Some("i"), Some(id)) => id,
        (Some("legal"), Some("figures")) => parts.next()?,
        (Some("legal"), Some(id)) => id,
        _ => return None,
    };
    let own = ["new", "levels", "calendar", "draft", "audit", "audit.csv", "request.html"];
    if own.contains(&id) { None } else { ItemId::parse(id).ok() }
}

/// What a request did, as the trail says it; none of what shows nothing of the compartment.
fn deed(method: &Method, below: &str, status: StatusCode) -> Option<&'static str> {
    let parts: Vec<&str> = below.split('/').collect();
    if *method == Method::GET {
        if status == StatusCode::FORBIDDEN {
            return Some("legal-refused");
        }
        return Some(match parts[..] {
            _ if !status.is_success() => return None,
            ["legal"] => "legal-saw-list",
            ["legal", "audit"] => "legal-saw-trail",
            ["legal", "audit.csv"] => "legal-took-trail",
            ["legal", "request.html"] => "legal-took-form",
            ["legal", "figures"] | ["legal", "figures", _, "paper"] => "legal-saw-figures",
            ["legal", "figures", _, "published.json"] => "figures-file",
            ["legal", _, "acknowledgement"] => "legal-took-acknowledgement",
            ["legal", ..] if item_of(below).is_some() => "legal-opened",
            ["i", _, "proof.txt"] => "legal-took-proof",
            ["i", ..] => "legal-opened-life",
            _ => return None,
        });
    }
    if status.is_client_error() {
        return Some("legal-refused");
    }
    let last = *parts.last()?;
    if last == "draft" && status.is_success() {
        return Some("legal-read-draft");
    }
    // A form that is answered with itself recorded nothing.
    if !status.is_redirection() {
        return None;
    }
    Some(match last {
        "new" => "legal-put-request",
        "edit" => "legal-changed-request",
        "step" => "legal-stated-step",
        "levels" => "legal-put-level",
        "calendar" => "legal-put-calendar",
        "figures" => "legal-put-figures",
        "notes" => "legal-changed-note",
        "consent" => "legal-consented",
        "reject" => "legal-rejected",
        "withdraw" => "legal-withdrew",
        "redact" => "legal-redacted",
        _ => "legal-other-act",
    })
}

#[derive(Template)]
#[template(path = "legal/trail.html")]
struct TrailPage {
    page: Page,
    t: T,
    rows: Vec<TrailRow>,
    /// Addresses of the newer and the older page, and of the file; empty where there is none.
    newest: String,
    older: String,
    file: String,
}

/// One line, ready to read.
struct TrailRow {
    number: i64,
    at: String,
    when: String,
    actor: String,
    function: String,
    what: String,
    on: String,
    href: String,
}

#[derive(Deserialize)]
struct Before {
    before: Option<i64>,
}

type InCompartment = Path<(String, String)>;

/// Lets the auditor of the compartment in, and nobody else.
fn auditor(signed: Signed, did: &str) -> Result<Visit, Problem> {
    let visit = enter(signed, did)?;
    match visit.signed.function {
        Function::CompartmentAuditor => Ok(visit),
        function => Err(Problem::from(Refusal::NotEntered { function })),
    }
}

async fn page(
    signed: Signed,
    Path((_, did)): InCompartment,
    Query(asked): Query<Before>,
) -> Result<Html<String>, Problem> {
    let visit = auditor(signed, &did)?;
    let t = visit.t();
    let private = visit.signed.app.node().private_of(&did);
    // One more than is shown says whether there is an older page.
    let mut lines = private.audit_before(asked.before, TRAIL_PAGE_LINES + 1)?;
    let more = lines.len() > TRAIL_PAGE_LINES as usize;
    lines.truncate(TRAIL_PAGE_LINES as usize);
    let frame = visit.page("legal-audit", vec![Crumb::new(t.s("nav-legal-audit"), "")]);
    let moment = moment(&visit.signed);
    let here = visit.signed.href(&format!("d/{did}/legal/audit"));
    let older = lines.last().filter(|_| more).map(|line| format!("{here}?before={}", line.number));
    let rows = visit.read(|reader| {
        let row = |line| {
            let when = moment(line);
            row(reader, line, when)
        };
        lines.iter().map(row).collect()
    });
    html(&TrailPage {
        page: frame,
        t,
        rows,
        newest: asked.before.map(|_| here.clone()).unwrap_or_default(),
        older: older.unwrap_or_default(),
        file: match asked.before {
            Some(number) => format!("{here}.csv?before={number}"),
            None => format!("{here}.csv"),
        },
    })
}

fn row(reader: &Reader<'_>, line: &AuditLine, when: String) -> TrailRow {
    let (function, on) = line.detail.split_once(' ').unwrap_or(("", &line.detail));
    let item = item_of(on).and_then(|id| reader.record.item(&id));
    TrailRow {
        number: line.number,
        at: line.at.to_string(),
        when,
        actor: line.actor.clone(),
        function: Function::parse(function)
            .map(|function| texts::function(function, reader.t))
            .unwrap_or_default(),
        what: words(&line.what, reader.t),
        on: item.as_ref().map(|item| reader.title(item)).unwrap_or_default(),
        href: item.map(|item| reader.href(&item)).unwrap_or_default(),
    }
}

/// The same lines as a file, with the link of each to the one before it.
async fn csv(
    signed: Signed,
    Path((_, did)): InCompartment,
    Query(asked): Query<Before>,
) -> Result<Response, Problem> {
    let visit = auditor(signed, &did)?;
    let t = visit.t();
    let private = visit.signed.app.node().private_of(&did);
    let lines = private.audit_before(asked.before, TRAIL_FILE_LINES_MAX)?;
    let head = [
        "audit-number",
        "audit-when",
        "audit-who",
        "trail-function",
        "audit-what",
        "audit-detail",
        "trail-code",
        "trail-link",
    ];
    let rows = visit.read(|reader| {
        let cells = |line: &AuditLine| {
            let row = row(reader, line, String::new());
            let bare = |text: String| text.replace(['\u{2068}', '\u{2069}', '\u{200F}'], "");
            vec![
                row.number.to_string(),
                row.at,
                row.actor,
                row.function,
                row.what,
                bare(row.on),
                format!("{} {}", line.what, line.detail),
                line.link.clone(),
            ]
        };
        lines.iter().map(cells).collect()
    });
    let sheet = Sheet {
        title: t.s("nav-legal-audit").into_owned(),
        rtl: visit.signed.lang == dialogue::content::Lang::Ar,
        head: head.iter().map(|key| t.s(key).into_owned()).collect(),
        rows,
        date: visit.now().strftime("%Y-%m-%d").to_string(),
    };
    let bytes = sheet.to_csv().map_err(|error| match error {
        SheetError::TooLong { .. } => Problem::TooLarge,
        SheetError::Failed(why) => Problem::Failed(why),
    })?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
    ];
    Ok((headers, bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_and_done_is_told_from_the_answer() {
        let (get, post) = (Method::GET, Method::POST);
        let (ok, gone) = (StatusCode::OK, StatusCode::SEE_OTHER);
        let table: &[(&Method, &str, StatusCode, Option<&str>)] = &[
            (&get, "legal", ok, Some("legal-saw-list")),
            (&get, "legal/r1", ok, Some("legal-opened")),
            (&get, "legal/r1/step", ok, Some("legal-opened")),
            (&get, "legal/r1", StatusCode::NOT_FOUND, None),
            (&get, "legal/audit", StatusCode::FORBIDDEN, Some("legal-refused")),
            (&get, "legal/levels", ok, None),
            (&get, "legal/figures/f1/published.json", ok, Some("figures-file")),
            (&get, "i/r1", ok, Some("legal-opened-life")),
            (&get, "live", ok, None),
            (&post, "legal/new", ok, None),
            (&post, "legal/new", StatusCode::UNPROCESSABLE_ENTITY, Some("legal-refused")),
            (&post, "legal/r1/step", gone, Some("legal-stated-step")),
            (&post, "i/r1/notes", gone, Some("legal-changed-note")),
        ];
        for (method, below, status, what) in table {
            assert_eq!(deed(method, below, *status), *what, "{method} {below} {status}");
        }
        assert_eq!(below("/en/d/x/legal/r1/step?step=sent"), "legal/r1/step");
        assert_eq!(below("/en/d/x"), "");
        assert_eq!(item_of("legal/levels"), None);
        assert_eq!(item_of("legal/figures"), None);
    }
}
