//! The pages of one party's node: server-rendered, Arabic and English from the same templates,
//! complete without JavaScript. This crate shows what `node` and `dialogue` say and passes acts to
//! them; it holds no rule of the record, opens no file or socket, and never reads a log itself.

pub mod app;
pub mod assets;
mod attachments;
pub mod cache;
pub mod clocks;
pub mod guard;
pub mod headers;
pub mod i18n;
pub mod limits;
pub mod live;
pub mod mark;
pub mod session;
pub mod shell;
pub mod texts;

pub mod accounts;
pub mod desk;
pub mod enter;
pub mod exchange;
pub mod find;
pub mod followup;
pub mod search;

pub mod dialogues;
pub mod forms;
pub mod groups;
pub mod items;
pub mod legal;
pub mod negotiation;
pub mod people;
pub mod register;
pub mod reports;
pub mod rounds;
pub mod sessions;
pub mod updates;

use agencies::outgoing::Outgoing;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use http::StatusCode;
use node::Node;
pub use scan::Scanner;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
pub use typeset::Typesetter;

use app::App;
use guard::Routes;
use shell::Problem;

/// What the pages ask of others: of children of this program, where it has them, and of its rounds.
#[derive(Clone, Debug, Default)]
pub struct Tools {
    /// Papers are PDF too, not only print pages.
    pub typesetter: Option<Typesetter>,
    /// Scans of signed copies are read, not only taken.
    pub scanner: Option<Scanner>,
    /// Where letters with links wait until somebody sends them (`agencies::rounds`).
    pub outgoing: Outgoing,
}

/// The web application of a node without any tool.
pub fn app(node: Node) -> Router {
    app_with(node, Tools::default())
}

/// The web application of a node.
pub fn app_with(node: Node, tools: Tools) -> Router {
    let app = App::new(node, tools);
    routes()
        .into_router()
        .fallback(nowhere)
        .method_not_allowed_fallback(guard::wrong_method)
        .layer(from_fn_with_state(app.clone(), cache::kept_pages))
        .layer(from_fn_with_state(app.clone(), legal::trail::kept))
        .layer(DefaultBodyLimit::max(limits::FORM_BYTES_MAX))
        .layer(from_fn_with_state(app.clone(), guard::own_pages_only))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            limits::REQUEST_TIME_MAX,
        ))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(app.clone(), shell::problem_pages))
        .layer(axum::middleware::from_fn(session::remember))
        .layer(from_fn_with_state(app.clone(), headers::secure))
        .with_state(app)
}

/// Every route of the application with its gate: what the matrix test walks.
pub fn routes() -> Routes {
    Routes::new()
        .merge(assets::routes())
        .merge(live::routes())
        .merge(enter::pages::routes())
        .merge(desk::pages::routes())
        .merge(find::pages::routes())
        .merge(search::pages::routes())
        .merge(exchange::pages::routes())
        .merge(accounts::pages::routes())
        .merge(dialogues::pages::routes())
        .merge(rounds::pages::routes())
        .merge(followup::pages::routes())
        .merge(followup::assistance::routes())
        .merge(groups::pages::routes())
        .merge(sessions::pages::routes())
        .merge(people::pages::routes())
        .merge(items::pages::routes())
        .merge(register::pages::routes())
        .merge(attachments::pages::routes())
        .merge(forms::pages::routes())
        .merge(legal::pages::routes())
        .merge(reports::pages::routes())
        .merge(negotiation::pages::routes())
        .merge(updates::public::routes())
        .merge(updates::pages::routes())
        .merge(updates::forms::routes())
        .merge(updates::reminders::routes())
}

async fn nowhere() -> Problem {
    Problem::NotFound
}
