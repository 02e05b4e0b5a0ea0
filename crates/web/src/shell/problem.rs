//! Pages that say that something could not be done: what, why, and what to do now, in the language
//! of the request. Failures of the node are logged with a reference number and shown without
//! details; refusals of an act show their code, rule and remedy.

use askama::Template;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use dialogue::refusal::Refusal;
use http::{StatusCode, header};
use node::{ActError, NodeError};

use super::{Page, Place};
use crate::app::App;
use crate::i18n::T;
use crate::{guard, session, texts};

/// Why a request cannot be answered with its page. A handler returns it as its error.
#[derive(Clone, Debug)]
pub enum Problem {
    NotFound,
    /// The page is the administrator's.
    AdministratorOnly,
    /// A form that did not come from our own page.
    ForeignPage,
    WrongMethod,
    /// The browser sent something no page of ours sends; says what, in English, for the log only.
    BadRequest(String),
    /// More was asked for at once than one paper or one file holds.
    TooLong {
        is: usize,
        max: usize,
    },
    TooLarge,
    TooMany,
    /// The record's rules refuse the act.
    Refused(Box<Refusal>),
    /// The node does not sign at present.
    Stopped(String),
    /// A failure of the node; the detail is logged, never shown.
    Failed(String),
}

/// The number under which a failure stands in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(pub String);

impl From<ActError> for Problem {
    fn from(error: ActError) -> Problem {
        match error {
            ActError::Refused(refusal) => Problem::Refused(Box::new(refusal)),
            ActError::Stopped(why) => Problem::Stopped(why),
            ActError::Failed(error) => Problem::from(error),
        }
    }
}

impl From<NodeError> for Problem {
    fn from(error: NodeError) -> Problem {
        Problem::Failed(error.to_string())
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        Problem::Refused(Box::new(refusal))
    }
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Problem {
        Problem::Failed(format!("template: {error}"))
    }
}

impl Problem {
    pub fn status(&self) -> StatusCode {
        match self {
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::AdministratorOnly | Problem::ForeignPage => StatusCode::FORBIDDEN,
            Problem::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Problem::BadRequest(_) => StatusCode::BAD_REQUEST,
            Problem::TooLong { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Problem::Refused(refusal) if texts::is_right_missing(refusal) => StatusCode::FORBIDDEN,
            Problem::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Stopped(_) => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The key of its heading; its explanation is `<key>-why`, its remedy `<key>-do`.
    fn key(&self) -> &'static str {
        match self {
            Problem::NotFound => "problem-not-found",
            Problem::AdministratorOnly => "problem-administrator",
            Problem::ForeignPage => "problem-foreign",
            Problem::WrongMethod => "problem-method",
            Problem::BadRequest(_) => "problem-request",
            Problem::TooLong { .. } => "problem-long",
            Problem::TooLarge => "problem-large",
            Problem::TooMany => "problem-many",
            Problem::Refused(_) => "problem-refused",
            Problem::Stopped(_) => "problem-stopped",
            Problem::Failed(_) => "problem-failed",
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "shell/problem.html")]
struct ProblemPage {
    page: Page,
    t: T,
    title: String,
    why: String,
    remedy: String,
    code: String,
    reference: String,
    back: String,
}

/// Puts a page in the reader's language into every answer that says that something went wrong.
pub async fn problem_pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    let headers = request.headers().clone();
    let response = next.run(request).await;
    if !(response.status().is_client_error() || response.status().is_server_error()) {
        return response;
    }
    let typed = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let problem = match response.extensions().get::<Problem>() {
        Some(problem) => problem.clone(),
        // A page that already speaks (a form with errors) stays as it is.
        None if typed.is_some_and(|kind| kind.starts_with("text/html")) => return response,
        None => by_status(&response),
    };
    let path = uri.path_and_query().map_or("/", |both| both.as_str());
    let lang = guard::language_of(path).unwrap_or_else(|| session::preferred_language(&headers));
    let page = match guard::sign_in_of(&app, &headers, lang, path) {
        Some(signed) => Page::signed(&signed, Place { dialogue: None, section: "" }, Vec::new()),
        None => Page::bare(&app, lang, path, Vec::new()),
    };
    render(&problem, page, response)
}

fn by_status(response: &Response) -> Problem {
    match response.status() {
        StatusCode::NOT_FOUND => Problem::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Problem::WrongMethod,
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        StatusCode::TOO_MANY_REQUESTS => Problem::TooMany,
        status if status.is_server_error() => Problem::Failed(format!("answered {status}")),
        status => Problem::BadRequest(format!("answered {status}")),
    }
}

fn render(problem: &Problem, page: Page, response: Response) -> Response {
    let status = problem.status();
    let t = page.t;
    let key = problem.key();
    let plain = match problem {
        // It names its numbers.
        Problem::TooLong { .. } => String::new(),
        _ => t.s(&format!("{key}-why")).into_owned(),
    };
    let (mut why, mut remedy) = (plain, t.s(&format!("{key}-do")).into_owned());
    let (mut code, mut reference) = (String::new(), String::new());
    match problem {
        Problem::Refused(refusal) => {
            why = texts::refusal(refusal, t);
            remedy = texts::remedy(refusal, t);
            code = refusal.code().to_owned();
        }
        Problem::Failed(detail) => {
            reference = new_reference();
            tracing::error!(reference, detail, "a request failed");
        }
        Problem::Stopped(detail) => tracing::warn!(detail, "an act while signing is stopped"),
        Problem::TooLong { is, max } => {
            why = t.f("problem-long-why", &[("n", *is), ("max", *max)]);
        }
        Problem::BadRequest(detail) => tracing::info!(detail, "a request no page of ours sends"),
        _ => {}
    }
    let title = t.s(key).into_owned();
    let back = page.home.clone();
    let body = ProblemPage { t, page, title, why, remedy, code, reference, back };
    let text = body.render().unwrap_or_else(|error| {
        tracing::error!(%error, "the problem page does not render");
        status.to_string()
    });
    let (mut parts, _) = response.into_parts();
    parts.status = status;
    parts.headers.remove(header::CONTENT_LENGTH);
    let html = Html(text).into_response();
    if let Some(kind) = html.headers().get(header::CONTENT_TYPE) {
        parts.headers.insert(header::CONTENT_TYPE, kind.clone());
    }
    Response::from_parts(parts, Body::new(html.into_body()))
}

fn new_reference() -> String {
    let mut bytes = [0_u8; 4];
    match getrandom::fill(&mut bytes) {
        Ok(()) => format!("{:08x}", u32::from_be_bytes(bytes)),
        Err(_) => "00000000".to_owned(),
    }
}
