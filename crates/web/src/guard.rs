//! Who may ask for a route. A handler whose first argument is not a [`Gate`] ([`Public`],
//! [`Signed`] or [`Administrator`]) does not compile into [`Routes`], and there is no other way to
//! mount a handler. Requests that change something are taken from our own pages only (CSRF).
//! What an officer may do to the record is decided in `dialogue::policy`, never here.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::handler::Handler;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use dialogue::act::{Actor, Function};
use dialogue::content::Lang;
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode, header};
use node::{Account, Dialogue};

use crate::app::App;
use crate::i18n::T;
use crate::items::reader::LentNames;
use crate::legal::trail::Entered;
use crate::session;
use crate::shell::{Crumb, Page, Place, Problem, Who};
use crate::texts;

/// What stands in front of a handler.
pub trait Gate: FromRequestParts<App, Rejection = Response> {
    /// Its name in the matrix of routes.
    const NAME: &'static str;
}

/// A route that anybody may ask for: sign-in, files, language choice.
pub struct Public {
    pub app: App,
    pub lang: Lang,
    /// Path and query.
    pub path: String,
    /// True when a sign-in session came with the request.
    pub signed: bool,
}

/// Somebody signed in, acting in one function.
pub struct Signed {
    pub app: App,
    pub lang: Lang,
    /// Path and query.
    pub path: String,
    pub account: Account,
    pub function: Function,
    pub session_id: String,
    /// The secret of the cookie: to end this session or change its function.
    pub token: String,
    /// Where a compartment writes down that somebody entered it.
    entered: Entered,
}

/// Somebody signed in who acts as administrator.
pub struct Administrator(pub Signed);

/// A set of routes, each behind a gate. An area's `pages::routes()` returns one:
///
/// ```ignore
/// pub fn routes() -> Routes {
///     Routes::new().get("/{lang}/d/{did}/people", people).post("/{lang}/d/{did}/notes", add_note)
/// }
/// async fn people(
///     signed: Signed,
///     Path((lang, did)): Path<(String, String)>,
/// ) -> Result<Html, Problem>
/// ```
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    list: Vec<Route>,
}

/// One row of the matrix of routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    pub path: &'static str,
    pub method: &'static str,
    pub gate: &'static str,
}

/// Arguments of a handler that begin with a gate. Implemented for tuples as axum makes them.
pub trait Guarded {
    const GATE: &'static str;
}

macro_rules! guarded {
    ($($rest:ident)*) => {
        impl<M, G: Gate, $($rest),*> Guarded for (M, G, $($rest,)*) {
            const GATE: &'static str = G::NAME;
        }
    };
}

guarded!();
guarded!(A);
guarded!(A B);
guarded!(A B C);
guarded!(A B C D);
guarded!(A B C D E);

impl Routes {
    pub fn new() -> Routes {
        Routes::default()
    }

    /// A page: changes nothing.
    #[must_use]
    pub fn get<H, X>(self, path: &'static str, handler: H) -> Routes
    where
        H: Handler<X, App>,
        X: Guarded + 'static,
    {
        self.add("GET", path, X::GATE, axum::routing::get(handler))
    }

    /// An act.
    #[must_use]
    pub fn post<H, X>(self, path: &'static str, handler: H) -> Routes
    where
        H: Handler<X, App>,
        X: Guarded + 'static,
    {
        self.add("POST", path, X::GATE, axum::routing::post(handler))
    }

    /// An act whose body may be longer than a form's: a document.
    #[must_use]
    pub fn post_with<H, X>(
        self,
        path: &'static str,
        handler: H,
        longest: axum::extract::DefaultBodyLimit,
    ) -> Routes
    where
        H: Handler<X, App>,
        X: Guarded + 'static,
    {
        self.add("POST", path, X::GATE, axum::routing::post(handler).layer(longest))
    }

    #[must_use]
    pub fn merge(mut self, other: Routes) -> Routes {
        self.router = self.router.merge(other.router);
        self.list.extend(other.list);
        self
    }

    /// Every route, for the test that walks them.
    pub fn list(&self) -> &[Route] {
        &self.list
    }

    pub(crate) fn into_router(self) -> Router<App> {
        self.router
    }

    fn add(
        mut self,
        method: &'static str,
        path: &'static str,
        gate: &'static str,
        route: MethodRouter<App>,
    ) -> Routes {
        self.router = self.router.route(path, route);
        self.list.push(Route { path, method, gate });
        self
    }
}

impl Gate for Public {
    const NAME: &'static str = "public";
}

impl Gate for Signed {
    const NAME: &'static str = "signed";
}

impl Gate for Administrator {
    const NAME: &'static str = "administrator";
}

impl FromRequestParts<App> for Public {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Public, Response> {
        let path = path_and_query(parts);
        let named = language_of(&path);
        let lang = named.unwrap_or_else(|| session::preferred_language(&parts.headers));
        let token = session::token(app, &parts.headers);
        let signed = token.is_some_and(|token| app.node().accounts().session(&token).is_some());
        Ok(Public { app: app.clone(), lang, path, signed })
    }
}

impl FromRequestParts<App> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Signed, Response> {
        let path = path_and_query(parts);
        let Some(lang) = language_of(&path) else {
            return Err(Problem::NotFound.into_response());
        };
        match sign_in_of(app, &parts.headers, lang, &path) {
            Some(mut signed) => {
                signed.entered = parts.extensions.get().cloned().unwrap_or_default();
                Ok(signed)
            }
            None => Err(session::to_entrance(lang, &parts.method, &path)),
        }
    }
}

impl FromRequestParts<App> for Administrator {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Administrator, Response> {
        let signed = Signed::from_request_parts(parts, app).await?;
        if signed.function == Function::Administrator {
            Ok(Administrator(signed))
        } else {
            Err(Problem::AdministratorOnly.into_response())
        }
    }
}

impl Signed {
    /// Who acts, as the record's policy asks.
    pub fn actor(&self) -> Actor {
        Actor {
            party: self.app.node().party().clone(),
            function: self.function,
            account: self.account.name.clone(),
        }
    }

    /// The words of the page's language.
    pub fn t(&self) -> T {
        T::new(self.lang)
    }

    /// The dialogue of this id, or "not found".
    pub fn dialogue(&self, did: &str) -> Result<Dialogue, Problem> {
        let dialogue = self.app.node().any_dialogue(did).ok_or(Problem::NotFound)?;
        let enters = dialogue.kind().may_enter(self.function);
        // A compartment has its own pages and some of the common ones; the others are not there.
        let shown = !dialogue.is_compartment() || crate::legal::is_shown(&self.path);
        if !(enters && shown) {
            return Err(Problem::NotFound);
        }
        if dialogue.is_compartment() {
            self.entered.note(did, &self.account.name, self.function);
        }
        Ok(dialogue)
    }

    /// The dialogues that somebody in this function may enter.
    pub fn dialogues(&self) -> Vec<Dialogue> {
        let all = self.app.node().all_dialogues().into_iter();
        all.filter(|dialogue| dialogue.kind().may_enter(self.function)).collect()
    }

    /// What parties are called, for a compartment: no word stands in its record, so the ordinary
    /// dialogues of this node lend them. Empty for an ordinary dialogue.
    pub fn lent_names(&self, dialogue: &Dialogue) -> LentNames {
        if !dialogue.is_compartment() {
            return BTreeMap::new();
        }
        let mut names = BTreeMap::new();
        for member in dialogue.read().joint().members() {
            names.insert(member.clone(), [member.to_string(), member.to_string()]);
        }
        for ordinary in self.app.node().dialogues() {
            let record = ordinary.read();
            for (party, name) in &mut names {
                if record.joint().members().contains(party) {
                    *name = Lang::ALL.map(|lang| texts::party(&record, party, lang));
                }
            }
        }
        names
    }

    /// The frame of a page of this dialogue. `section` marks the navigation: `dialogue`, `people`,
    /// `institutions`, `commitments`, `instruments`, `sources`, `exchange`, or "" for none.
    /// The dialogue's own crumb is put before `crumbs` unless they are empty.
    pub fn page(&self, dialogue: &Dialogue, section: &str, crumbs: Vec<Crumb>) -> Page {
        let mut all = Vec::with_capacity(crumbs.len() + 1);
        if !crumbs.is_empty() {
            let name = texts::dialogue_name(&dialogue.read(), self.lang);
            all.push(Crumb::new(name, format!("/{}/d/{}", self.lang, dialogue.id())));
            all.extend(crumbs);
        }
        Page::signed(self, Place { dialogue: Some(dialogue), section }, all)
    }

    /// The frame of a page outside any dialogue: desk, find, own sessions.
    pub fn page_outside(&self, section: &str, crumbs: Vec<Crumb>) -> Page {
        Page::signed(self, Place { dialogue: None, section }, crumbs)
    }

    /// A path of this site in the page's language: `d/kw-us` gives `/en/d/kw-us`.
    pub fn href(&self, rest: &str) -> String {
        format!("/{}/{rest}", self.lang)
    }

    pub(crate) fn who(&self, dialogue: Option<&Dialogue>) -> Who {
        let t = self.t();
        let us = self.app.node().party();
        let party = match dialogue {
            Some(dialogue) => match self.lent_names(dialogue).remove(us) {
                Some(lent) => lent[self.lang as usize].clone(),
                None => texts::party(&dialogue.read(), us, self.lang),
            },
            None => us.as_str().to_owned(),
        };
        let held = self.app.node().accounts().functions_today(&self.account);
        let others = held.into_iter().filter(|function| *function != self.function);
        Who {
            party,
            function: texts::function(self.function, t),
            account: self.account.name.clone(),
            functions: others
                .map(|function| (function.as_str(), texts::function(function, t)))
                .collect(),
            administrator: self.function == Function::Administrator,
        }
    }
}

/// Who the cookie says it is, if the session still holds.
pub(crate) fn sign_in_of(app: &App, headers: &HeaderMap, lang: Lang, path: &str) -> Option<Signed> {
    let token = session::token(app, headers)?;
    let accounts = app.node().accounts();
    // A page that brings itself up to date is nobody's use of the session.
    let held = if asked_by_itself(headers) {
        accounts.watched(&token)?
    } else {
        accounts.session(&token)?
    };
    Some(Signed {
        app: app.clone(),
        lang,
        path: path.to_owned(),
        account: held.account,
        function: held.function,
        session_id: held.session_id,
        token,
        entered: Entered::default(),
    })
}

/// Whether a page asked again by itself, as it does when something changed.
pub(crate) fn asked_by_itself(headers: &HeaderMap) -> bool {
    headers.get(SWAP).is_some_and(|value| value.as_bytes() == b"swap")
}

/// The header with which `swap.js` asks for a page again.
const SWAP: &str = "x-hiwar";

/// The language that a path names.
pub(crate) fn language_of(path: &str) -> Option<Lang> {
    let first = path.strip_prefix('/')?.split(['/', '?']).next()?;
    Lang::parse(first)
}

fn path_and_query(parts: &Parts) -> String {
    let uri = parts.extensions.get::<axum::extract::OriginalUri>().map(|uri| &uri.0);
    let uri = uri.unwrap_or(&parts.uri);
    uri.path_and_query().map_or_else(|| "/".to_owned(), |both| both.as_str().to_owned())
}

/// Takes requests that change something only from our own pages: `Sec-Fetch-Site: same-origin`,
/// or, from browsers that do not send it, an `Origin` whose host is ours (ASVS 3.5.1, 3.5.3).
pub(crate) async fn own_pages_only(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    if !from_own_page(request.headers()) {
        return Problem::ForeignPage.into_response();
    }
    let response = next.run(request).await;
    // Whatever it did, no page rendered before it is shown again.
    app.private_changed();
    response
}

fn from_own_page(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &http::HeaderValue| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let (Some(origin), Some(host)) = (text(header::ORIGIN), text(header::HOST)) else {
        return false;
    };
    origin.split_once("://").is_some_and(|(_, of)| of.eq_ignore_ascii_case(host))
}

/// A method that no route takes.
pub(crate) async fn wrong_method() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, Problem::WrongMethod).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        list.iter()
            .map(|(name, value)| {
                let name = header::HeaderName::from_static(name);
                (name, http::HeaderValue::from_static(value))
            })
            .collect()
    }

    #[test]
    fn only_our_own_pages_may_change_something() {
        let table: &[(&[(&str, &str)], bool)] = &[
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "http://kw"), ("host", "kw")], false),
            (&[("sec-fetch-site", "none")], false),
            (&[("origin", "https://kw.example"), ("host", "kw.example")], true),
            (&[("origin", "https://kw.example:444"), ("host", "kw.example")], false),
            (&[("origin", "https://evil.example"), ("host", "kw.example")], false),
            (&[("origin", "null"), ("host", "kw.example")], false),
            (&[("host", "kw.example")], false),
            (&[], false),
        ];
        for (list, taken) in table {
            assert_eq!(from_own_page(&headers(list)), *taken, "{list:?}");
        }
    }

    #[test]
    fn the_language_is_the_first_segment_and_nothing_else() {
        assert_eq!(language_of("/ar/d/x"), Some(Lang::Ar));
        assert_eq!(language_of("/en?x=1"), Some(Lang::En));
        assert_eq!(language_of("/fr/"), None);
        assert_eq!(language_of("en/"), None);
    }
}
