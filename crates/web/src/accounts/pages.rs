//! One's own sign-in sessions: list, end one, end all. Nobody sees or ends anybody else's.

use askama::Template;
use axum::Form;
use axum::response::{Html, Response};
use http::header;
use serde::Deserialize;

use super::{audit, people_functions};
use crate::clocks::Places;
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::shell::{Crumb, Page, Problem};
use crate::{session, texts};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/sessions", sessions)
        .post("/{lang}/sessions", end)
        .merge(people_functions::routes())
        .merge(audit::routes())
}

#[derive(Template)]
#[template(path = "accounts/sessions.html")]
struct SessionsPage {
    page: Page,
    t: T,
    rows: Vec<RowView>,
    action: String,
    /// Where the audit trail lies; empty for who does not see it.
    audit: String,
}

struct RowView {
    id: String,
    this: bool,
    function: String,
    since: String,
    seen: String,
    agent: String,
}

#[derive(Deserialize)]
struct Ending {
    /// The session to end; `all` for every one.
    end: String,
}

async fn sessions(signed: Signed) -> Result<Html<String>, Problem> {
    let t = signed.t();
    let places = signed
        .app
        .node()
        .dialogues()
        .first()
        .map(|dialogue| Places::of(&dialogue.read(), signed.lang));
    let when = |at: jiff::Timestamp| match &places {
        Some(places) => places.one_line(at, t),
        None => at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
    };
    let held = signed.app.node().accounts().sessions_of(&signed.account)?;
    let rows = held.into_iter().map(|row| RowView {
        this: row.id == signed.session_id,
        function: texts::function(row.function, t),
        since: when(row.since),
        seen: when(row.seen),
        agent: row.agent,
        id: row.id,
    });
    let rows = rows.collect();
    let crumbs = vec![Crumb::new(t.s("sessions-title"), "")];
    let page = signed.page_outside("sessions", crumbs);
    let action = signed.href("sessions");
    let audit = match audit::may_see(signed.function) {
        true => signed.href("audit"),
        false => String::new(),
    };
    Ok(Html(SessionsPage { page, t, rows, action, audit }.render()?))
}

async fn end(signed: Signed, Form(ending): Form<Ending>) -> Result<Response, Problem> {
    let accounts = signed.app.node().accounts();
    let audit = |what, detail: &str| {
        signed.app.node().private().audit(&signed.account.name, what, detail);
    };
    let mut leaving = ending.end == signed.session_id;
    if ending.end == "all" {
        let n_ended = accounts.end_all(&signed.account)?;
        audit("session-end-all", &n_ended.to_string());
        leaving = true;
    } else if accounts.end_one(&signed.account, &ending.end)? {
        audit("session-end", "");
    }
    if !leaving {
        return Ok(session::see_other(&signed.href("sessions")));
    }
    let mut response = session::see_other(&signed.href("enter"));
    response.headers_mut().append(header::SET_COOKIE, session::end(&signed.app));
    Ok(response)
}
