//! The administrator's page: accounts, which functions they hold and until when, and what happened
//! on this node. It changes accounts and grants only; it shows nothing of the record.

use askama::Template;
use axum::Form;
use axum::response::{Html, Response};
use dialogue::act::Function;
use node::Account;

use super::audit::{self, AuditRow};
use super::change::{Asked, Change};
use crate::guard::{Administrator, Routes, Signed};
use crate::i18n::T;
use crate::shell::{Crumb, Page, Problem};
use crate::{session, texts};

/// Audit lines shown below the accounts.
const AUDIT_LINES_SHOWN: u32 = 15;

pub(super) fn routes() -> Routes {
    Routes::new().get("/{lang}/people-functions", accounts).post("/{lang}/people-functions", change)
}

#[derive(Template)]
#[template(path = "accounts/people_functions.html")]
struct AccountsPage {
    page: Page,
    t: T,
    accounts: Vec<AccountView>,
    functions: Vec<(&'static str, String)>,
    audit: Vec<AuditRow>,
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
    /// Not over yet, and not the reader's own right to be here.
    may_end: bool,
}

async fn accounts(admin: Administrator) -> Result<Html<String>, Problem> {
    render(&admin.0, String::new())
}

async fn change(
    Administrator(signed): Administrator,
    Form(asked): Form<Asked>,
) -> Result<Response, Problem> {
    let node = signed.app.node();
    let by = signed.account.name.clone();
    let change = match Change::read(&asked, &node.accounts().list()?, &by) {
        Ok(change) => change,
        Err(wrong) => return page_with(&signed, signed.t().s(wrong).into_owned()),
    };
    let (what, detail) = change.audit();
    let accounts = node.accounts().clone();
    // A new password is hashed: a good part of a second, not on the threads that serve pages.
    let doing = tokio::task::spawn_blocking(move || change.perform(&accounts, &by));
    doing.await.map_err(|error| Problem::Failed(format!("accounts: {error}")))??;
    node.private().audit(&signed.account.name, what, &detail);
    Ok(session::see_other(&signed.href("people-functions")))
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
    let accounts = views.map(|account| view(node, account, &signed.account.name, t)).collect();
    let functions =
        Function::ALL.iter().map(|one| (one.as_str(), texts::function(*one, t))).collect();
    let page = AccountsPage {
        page: signed.page_outside("accounts", vec![Crumb::new(t.s("accounts-title"), "")]),
        t,
        accounts,
        functions,
        audit: audit::rows(signed, AUDIT_LINES_SHOWN)?,
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
        let over = grant.to.as_ref().is_some_and(|to| *to < real);
        let own_right = account.name == me && grant.function == Function::Administrator;
        let holds = today.contains(&grant.function);
        let current = holds && !over && grant.from <= real;
        GrantView {
            code: grant.function.as_str(),
            word: texts::function(grant.function, t),
            span: format!("{from} · {to}"),
            by: t.f("accounts-by", &[("by", grant.by.as_str())]),
            current,
            may_end: (current || grant.from > real) && !own_right,
        }
    });
    AccountView {
        this: account.name == me,
        grants: grants.collect(),
        disabled: account.disabled,
        name: account.name,
    }
}
