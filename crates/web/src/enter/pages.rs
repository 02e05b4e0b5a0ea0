//! The entrance. On a real node a name and a password; in the exercise a function to choose, with
//! no password and no person's name.

use askama::Template;
use axum::extract::{Form, Query};
use axum::response::{Html, IntoResponse, Response};
use dialogue::act::Function;
use http::header::{self, HeaderMap};
use node::SignInError;
use serde::Deserialize;

use crate::guard::{Public, Routes, Signed};
use crate::i18n::T;
use crate::session;
use crate::shell::{Page, Problem};
use crate::texts;

pub fn routes() -> Routes {
    Routes::new()
        .get("/", front)
        .get("/{lang}/enter", entrance)
        .post("/{lang}/enter", enter)
        .post("/{lang}/function", change_function)
        .post("/{lang}/leave", leave)
}

#[derive(Deserialize)]
struct Back {
    back: Option<String>,
}

#[derive(Deserialize)]
struct EnterForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    function: String,
    #[serde(default)]
    back: String,
}

#[derive(Deserialize)]
struct FunctionForm {
    function: String,
}

/// A function to enter the exercise in.
struct Choice {
    code: &'static str,
    word: String,
    does: String,
}

#[derive(Template)]
#[template(path = "enter/enter.html")]
struct EnterPage {
    page: Page,
    t: T,
    party: String,
    choices: Vec<Choice>,
    problem: String,
    back: String,
    name: String,
}

/// The bare address: on to the preferred language.
async fn front(public: Public, headers: HeaderMap) -> Response {
    let lang = session::preferred_language(&headers);
    let place = if public.signed { format!("/{lang}/") } else { format!("/{lang}/enter") };
    session::see_other(&place)
}

async fn entrance(public: Public, Query(query): Query<Back>) -> Result<Response, Problem> {
    if public.signed {
        return Ok(session::see_other(&format!("/{}/", public.lang)));
    }
    let back = query.back.unwrap_or_default();
    show(&public, String::new(), back, String::new()).map(IntoResponse::into_response)
}

fn show(
    public: &Public,
    problem: String,
    back: String,
    name: String,
) -> Result<Html<String>, Problem> {
    let page = Page::public(public, Vec::new());
    let t = page.t;
    let node = public.app.node();
    let party = match node.dialogues().first() {
        Some(dialogue) => texts::party(&dialogue.read(), node.party(), public.lang),
        None => node.party().to_string(),
    };
    let choices = match node.demo() {
        Some(_) => Function::ALL.into_iter().map(|function| choice(function, t)).collect(),
        None => Vec::new(),
    };
    let page = EnterPage { page, t, party, choices, problem, back, name };
    Ok(Html(page.render()?))
}

fn choice(function: Function, t: T) -> Choice {
    let key = format!("enter-does-{}", function.as_str().replace('_', "-"));
    Choice {
        code: function.as_str(),
        word: texts::function(function, t),
        does: t.s(&key).into_owned(),
    }
}

async fn enter(
    public: Public,
    headers: HeaderMap,
    Form(form): Form<EnterForm>,
) -> Result<Response, Problem> {
    let agent = agent(&headers);
    let accounts = public.app.node().accounts().clone();
    let asked = (form.name.clone(), form.password, Function::parse(&form.function));
    // Hashing a password takes tens of milliseconds: never on the thread that serves pages.
    let entered = tokio::task::spawn_blocking(move || match asked {
        (_, _, Some(function)) => accounts.enter_demo(function, &agent),
        (name, password, None) => accounts.sign_in(&name, &password, &agent),
    })
    .await
    .map_err(|_| Problem::NotFound)?;
    let private = public.app.node().private();
    match entered {
        Ok((token, signed)) => {
            private.audit(&signed.account.name, "signed in", signed.function.as_str());
            let home = format!("/{}/", public.lang);
            let back = session::safe_back(&form.back).unwrap_or(&home);
            Ok(with_cookie(&public.app, session::see_other(back), &token))
        }
        Err(error) => {
            let problem = words(&error, T::new(public.lang))?;
            private.audit("nobody", "sign-in refused", &form.name);
            let page = show(&public, problem, form.back, form.name)?;
            Ok((http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn words(error: &SignInError, t: T) -> Result<String, Problem> {
    Ok(match error {
        SignInError::Refused => t.s("enter-refused").into_owned(),
        SignInError::Wait { seconds } => t.n("enter-wait", *seconds),
        SignInError::NoFunction => t.s("enter-no-function").into_owned(),
        SignInError::Failed(error) => {
            tracing::error!(%error, "sign-in failed");
            t.s("enter-failed").into_owned()
        }
    })
}

fn with_cookie(app: &crate::app::App, mut response: Response, token: &str) -> Response {
    response.headers_mut().append(header::SET_COOKIE, session::begin(app, token));
    response
}

fn agent(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    agent.unwrap_or_default().chars().take(200).collect()
}

/// Acts in another of the account's functions from now on.
async fn change_function(
    signed: Signed,
    headers: HeaderMap,
    Form(form): Form<FunctionForm>,
) -> Result<Response, Problem> {
    let function = Function::parse(&form.function).ok_or(Problem::NotFound)?;
    let accounts = signed.app.node().accounts();
    let home = session::see_other(&signed.href(""));
    match accounts.choose_function(&signed.token, function, &agent(&headers)) {
        Ok((token, now)) => {
            let private = signed.app.node().private();
            private.audit(&now.account.name, "changed function", now.function.as_str());
            Ok(with_cookie(&signed.app, home, &token))
        }
        Err(_) => Err(Problem::NotFound),
    }
}

async fn leave(signed: Signed) -> Result<Response, Problem> {
    signed.app.node().accounts().end(&signed.token)?;
    signed.app.node().private().audit(&signed.account.name, "signed out", "");
    let mut response = session::see_other(&signed.href("enter"));
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, session::end(&signed.app));
    headers.insert("clear-site-data", http::HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}
