//! Sign-in with an account, or, in the exercise, by choosing a function. The answer to a wrong name
//! and to a wrong password is the same in words and in work. A session begins with a new secret.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::response::{Html, IntoResponse, Response};
use dialogue::act::Function;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use node::SignInError;
use serde::Deserialize;

use crate::app::App;
use crate::guard::{Public, Routes, Signed};
use crate::i18n::T;
use crate::shell::{Page, Problem};
use crate::{limits, session, texts};

pub fn routes() -> Routes {
    Routes::new()
        .get("/", root)
        .get("/{lang}/enter", entrance)
        .post("/{lang}/enter", sign_in)
        .post("/{lang}/leave", leave)
        .post("/{lang}/function", choose_function)
}

#[derive(Template)]
#[template(path = "enter/enter.html")]
struct Entrance {
    page: Page,
    t: T,
    lead: String,
    demo_lead: String,
    /// Cards of the exercise; empty on a real node.
    functions: Vec<Card>,
    other_side: String,
    action: String,
    problem: String,
    name: String,
}

struct Card {
    code: &'static str,
    word: String,
    why: String,
}

#[derive(Deserialize)]
struct Back {
    back: Option<String>,
}

/// Either a function of the exercise, or a name and a password.
#[derive(Deserialize)]
struct SignIn {
    function: Option<String>,
    name: Option<String>,
    password: Option<String>,
}

#[derive(Deserialize)]
struct Chosen {
    function: String,
}

async fn root(public: Public) -> Response {
    session::see_other(&format!("/{}/", public.lang))
}

async fn entrance(public: Public, Query(back): Query<Back>) -> Result<Response, Problem> {
    if public.signed {
        return Ok(session::see_other(&format!("/{}/", public.lang)));
    }
    let page = page(&public, back.back.as_deref(), String::new(), String::new())?;
    Ok(page.into_response())
}

async fn sign_in(
    public: Public,
    headers: HeaderMap,
    Query(back): Query<Back>,
    Form(form): Form<SignIn>,
) -> Result<Response, Problem> {
    let agent = agent(&headers);
    let app = public.app.clone();
    let name = form.name.clone().unwrap_or_default();
    // Password hashing takes a good part of a second: never on the threads that serve pages.
    let begun = tokio::task::spawn_blocking(move || begin(&app, form, &agent))
        .await
        .map_err(|error| Problem::Failed(format!("sign-in: {error}")))?;
    let t = T::new(public.lang);
    match begun {
        Ok(token) => {
            let home = format!("/{}/", public.lang);
            let to = back.back.as_deref().and_then(session::safe_back).unwrap_or(&home);
            let mut response = session::see_other(to);
            response.headers_mut().append(header::SET_COOKIE, session::begin(&public.app, &token));
            Ok(response)
        }
        Err(SignInError::Failed(error)) => Err(Problem::from(error)),
        Err(error) => {
            let (status, key) = match error {
                SignInError::Wait { .. } => (StatusCode::TOO_MANY_REQUESTS, "enter-slow"),
                SignInError::NoFunction => (StatusCode::FORBIDDEN, "enter-no-function"),
                _ => (StatusCode::UNAUTHORIZED, "enter-wrong"),
            };
            let page = page(&public, back.back.as_deref(), t.s(key).into_owned(), name)?;
            Ok((status, page).into_response())
        }
    }
}

fn begin(app: &App, form: SignIn, agent: &str) -> Result<String, SignInError> {
    let accounts = app.node().accounts();
    if let Some(function) = form.function {
        let function = Function::parse(&function).ok_or(SignInError::Refused)?;
        return accounts.enter_demo(function, agent).map(|(token, _)| token);
    }
    let (name, password) = (form.name.unwrap_or_default(), form.password.unwrap_or_default());
    if name.len() > limits::SIGN_IN_BYTES_MAX || password.len() > limits::SIGN_IN_BYTES_MAX {
        return Err(SignInError::Refused);
    }
    accounts.sign_in(&name, &password, agent).map(|(token, _)| token)
}

async fn leave(signed: Signed) -> Result<Response, Problem> {
    signed.app.node().accounts().end(&signed.token)?;
    let mut response = session::see_other(&signed.href("enter"));
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, session::end(&signed.app));
    // Nothing of what was read stays in the browser.
    let clear = HeaderValue::from_static("\"cache\", \"storage\"");
    headers.insert(header::HeaderName::from_static("clear-site-data"), clear);
    Ok(response)
}

async fn choose_function(
    signed: Signed,
    headers: HeaderMap,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Problem> {
    let function = Function::parse(&chosen.function)
        .ok_or_else(|| Problem::BadRequest("an unknown function was chosen".to_owned()))?;
    let accounts = signed.app.node().accounts();
    match accounts.choose_function(&signed.token, function, &agent(&headers)) {
        Ok((token, _)) => {
            let mut response = session::see_other(&signed.href(""));
            let cookie = session::begin(&signed.app, &token);
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(SignInError::Failed(error)) => Err(Problem::from(error)),
        Err(_) => Err(Problem::BadRequest("the account does not hold this function".to_owned())),
    }
}

fn page(
    public: &Public,
    back: Option<&str>,
    problem: String,
    name: String,
) -> Result<(HeaderMap, Html<String>), Problem> {
    let t = T::new(public.lang);
    let node = public.app.node();
    let party = match node.dialogues().first() {
        Some(dialogue) => texts::party(&dialogue.read(), node.party(), public.lang),
        None => node.party().as_str().to_owned(),
    };
    let functions = match node.demo() {
        Some(_) => Function::ALL.iter().map(|function| card(*function, t)).collect(),
        None => Vec::new(),
    };
    let other_side = node.demo().map_or_else(String::new, |demo| {
        format!("{}/{}/enter", demo.other_url.trim_end_matches('/'), public.lang)
    });
    let action = match back.and_then(session::safe_back) {
        Some(back) => format!("/{}/enter?back={}", public.lang, session::encode(back)),
        None => format!("/{}/enter", public.lang),
    };
    let page = Entrance {
        page: Page::public(public, Vec::new()),
        t,
        lead: t.f("enter-lead", &[("party", party.clone())]),
        demo_lead: t.f("enter-demo-lead", &[("party", party)]),
        functions,
        other_side,
        action,
        problem,
        name: name.chars().take(80).collect(),
    };
    Ok((HeaderMap::new(), Html(page.render()?)))
}

fn card(function: Function, t: T) -> Card {
    Card {
        code: function.as_str(),
        word: texts::function(function, t),
        why: t.s(&format!("enter-{}", function.as_str().replace('_', "-"))).into_owned(),
    }
}

fn agent(headers: &HeaderMap) -> String {
    let text = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    text.unwrap_or("").chars().take(limits::USER_AGENT_CHARS_MAX).collect()
}
