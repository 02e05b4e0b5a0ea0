//! The administrator's page: accounts, which functions they hold and until when, and what happened
//! on this node. It changes accounts and grants only; it shows nothing of the record.

use askama::Template;
use axum::Form;
use axum::response::{Html, Response};
use dialogue::act::Function;
use node::{Account, NodeError};
use serde::Deserialize;

use crate::guard::{Administrator, Routes, Signed};
use crate::i18n::T;
use crate::shell::{Crumb, Page, Problem};
use crate::{session, texts};

/// Audit lines shown.
const AUDIT_LINES_MAX: u32 = 100;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/people-functions", accounts)
        .post("/{lang}/people-functions", change)
}

#[derive(Template)]
#[template(path = "accounts/people_functions.html")]
struct AccountsPage {
    page: Page,
    t: T,
    accounts: Vec<AccountView>,
    functions: Vec<(&'static str, String)>,
    audit: Vec<AuditView>,
    action: String,
    problem: String,
}

struct AccountView {
    name: String,
    disabled: bool,
    this: bool,
    grants: Vec<GrantView>,
}

struct GrantView {
    code: &'static str,
    word: String,
    span: String,
    by: String,
    current: bool,
}

struct AuditView {
    at: String,
    actor: String,
    what: String,
    detail: String,
}

#[derive(Deserialize)]
struct Change {
    #[serde(rename = "do")]
    verb: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    function: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

async fn accounts(admin: Administrator) -> Result<Html<String>, Problem> {
    render(&admin.0, String::new())
}

async fn change(
    Administrator(signed): Administrator,
    Form(change): Form<Change>,
) -> Result<Response, Problem> {
    let t = signed.t();
    let node = signed.app.node().clone();
    let by = signed.account.name.clone();
    let own = change.name == by;
    if own && change.verb == "disable" {
        return page_with(&signed, t.s("accounts-not-self").into_owned());
    }
    let detail = format!("{} {} {}", change.name, change.function, change.to)
        .trim()
        .to_owned();
    let verb = change.verb.clone();
    // A new password is hashed: a good part of a second, not on the threads that serve pages.
    let done = tokio::task::spawn_blocking(move || carry_out(&node, &change, &by))
        .await
        .map_err(|error| Problem::Failed(format!("accounts: {error}")))?;
    match done {
        Ok(()) => {
            let private = signed.app.node().private();
            private.audit(&signed.account.name, &format!("account {verb}"), &detail);
            Ok(session::see_other(&signed.href("people-functions")))
        }
        Err(error) => page_with(
            &signed,
            t.f("accounts-refused", &[("why", error.to_string())]),
        ),
    }
}

fn carry_out(node: &node::Node, change: &Change, by: &str) -> Result<(), NodeError> {
    let accounts = node.accounts();
    let name = change.name.trim();
    let function = || {
        Function::parse(&change.function).ok_or_else(|| NodeError::Invalid {
            what: format!("function `{}`", change.function),
            why: "no such function".to_owned(),
            remedy: "Choose one of the list",
        })
    };
    let date = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    match change.verb.as_str() {
        "add" => accounts.add(name, &change.password),
        "grant" => {
            let (from, to) = (date(&change.from), date(&change.to));
            accounts.grant(name, function()?, from.as_deref(), to.as_deref(), by)
        }
        "end" => accounts.end_grant(name, function()?).map(|_| ()),
        "disable" => accounts.set_disabled(name, true),
        "enable" => accounts.set_disabled(name, false),
        other => Err(NodeError::Invalid {
            what: format!("request `{}`", other.chars().take(20).collect::<String>()),
            why: "no such change of an account".to_owned(),
            remedy: "Load the page again",
        }),
    }
}

fn page_with(signed: &Signed, problem: String) -> Result<Response, Problem> {
    use axum::response::IntoResponse;
    let page = render(signed, problem)?;
    Ok((http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn render(signed: &Signed, problem: String) -> Result<Html<String>, Problem> {
    let t = signed.t();
    let node = signed.app.node();
    let views = node.accounts().list()?.into_iter();
    let accounts = views
        .map(|account| view(node, account, &signed.account.name, t))
        .collect();
    let lines = node.private().audit_lines(AUDIT_LINES_MAX)?;
    let audit = lines.into_iter().map(|line| AuditView {
        at: line.at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
        actor: line.actor,
        what: line.what,
        detail: line.detail,
    });
    let functions = Function::ALL
        .iter()
        .map(|one| (one.as_str(), texts::function(*one, t)))
        .collect();
    let page = AccountsPage {
        page: signed.page_outside("accounts", vec![Crumb::new(t.s("accounts-title"), "")]),
        t,
        accounts,
        functions,
        audit: audit.collect(),
        action: signed.href("people-functions"),
        problem,
    };
    Ok(Html(page.render()?))
}

fn view(node: &node::Node, account: Account, me: &str, t: T) -> AccountView {
    let today = node.accounts().functions_today(&account);
    let grants = account.functions.iter().map(|grant| {
        let from = t.f("accounts-from", &[("from", grant.from.as_str())]);
        let to = match &grant.to {
            Some(to) => t.f("accounts-until", &[("to", to.as_str())]),
            None => t.s("accounts-open-end").into_owned(),
        };
        let real = node.clock().real().strftime("%Y-%m-%d").to_string();
        let over = grant.to.as_ref().is_some_and(|to| *to < real) || grant.from > real;
        GrantView {
            code: grant.function.as_str(),
            word: texts::function(grant.function, t),
            span: format!("{from} · {to}"),
            by: t.f("accounts-by", &[("by", grant.by.as_str())]),
            current: today.contains(&grant.function) && !over,
        }
    });
    AccountView {
        this: account.name == me,
        grants: grants.collect(),
        disabled: account.disabled,
        name: account.name,
    }
}
