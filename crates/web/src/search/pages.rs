//! The page of results. A query is never stored, and a query that cannot be read is answered with
//! a plain word. Who finds what is decided in `node`, before anything is counted.

use ::search::{Hits, QueryProblem, SearchError, Standing};
use askama::Template;
use axum::extract::Query;
use axum::response::Html;
use dialogue::policy;
use dialogue::refusal::Refusal;
use node::{Scope, SearchState};

use super::asked::Asked;
use super::views::{self, Form, HitView, KindLink, Listing};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::limits::SEARCH_NOTES_SHOWN_MAX;
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/search", search)
}

#[derive(Template)]
#[template(path = "search/search.html")]
struct SearchPage {
    page: Page,
    t: T,
    form: Form,
    /// Why there is nothing, in one sentence, and what to do; empty when there is.
    none: String,
    none_do: String,
    /// Nothing was asked yet.
    empty: bool,
    count: String,
    kinds: Vec<KindLink>,
    hits: Vec<HitView>,
    notes: Vec<HitView>,
    notes_more: String,
    next: String,
    older: String,
    /// What the index has not read yet; empty when it is level.
    behind: String,
}

async fn search(signed: Signed, Query(asked): Query<Asked>) -> Result<Html<String>, Problem> {
    if signed.function.is_of_compartment() {
        return Err(Problem::NotFound);
    }
    if !policy::may_read(signed.function) {
        return Err(Problem::from(Refusal::WritesNothing { function: signed.function }));
    }
    // Reading the index is work for a core and a disk, not for the threads that serve pages.
    let shown = tokio::task::spawn_blocking(move || shown(&signed, &asked)).await;
    shown.map_err(|error| Problem::Failed(error.to_string()))?
}

fn shown(signed: &Signed, asked: &Asked) -> Result<Html<String>, Problem> {
    let t = signed.t();
    let mut page = signed.page_outside("search", vec![Crumb::new(t.s("search-title"), "")]);
    page.find.clone_from(&asked.q);
    let mut shown = SearchPage {
        page,
        t,
        form: views::form(signed, asked),
        none: String::new(),
        none_do: String::new(),
        empty: false,
        count: String::new(),
        kinds: Vec::new(),
        hits: Vec::new(),
        notes: Vec::new(),
        notes_more: String::new(),
        next: String::new(),
        older: String::new(),
        behind: behind(&signed.app.node().search().state(), t),
    };
    match signed.app.node().search().read(&asked.q) {
        Ok(query) => match answer(signed, asked, &query) {
            Ok((hits, notes)) => shown.fill(signed, asked, &hits, &notes),
            Err(error) => {
                tracing::error!(%error, "a search failed");
                shown.none = t.s("search-broken").into_owned();
                shown.none_do = t.s("search-broken-do").into_owned();
            }
        },
        Err(QueryProblem::Empty) => shown.empty = true,
        Err(problem) => {
            shown.none = unread(problem, t);
            shown.none_do = t.s("search-unread-do").into_owned();
        }
    }
    if let Some(date) = asked.bad_date() {
        shown.none = t.f("search-bad-date", &[("date", date)]);
        shown.none_do = t.s("search-bad-date-do").into_owned();
    }
    Ok(Html(shown.render()?))
}

/// Hits of the record and of the private notes; whichever was not asked for is empty.
fn answer(
    signed: &Signed,
    asked: &Asked,
    query: &search::Query,
) -> Result<(Hits, Hits), SearchError> {
    let search = signed.app.node().search();
    let filters = asked.filters();
    let (from, function) = (asked.cursor(), signed.function);
    let only_notes = filters.standing == Some(Standing::Private);
    let records = if only_notes {
        Hits::default()
    } else {
        search.find(Scope::Shared, query, &filters, from, function)?
    };
    let beside = filters.standing.is_none() && filters.kind.is_none() && from.is_none();
    let notes = if only_notes || beside {
        let from = from.filter(|_| only_notes);
        search.find(Scope::Notes, query, &filters, from, function)?
    } else {
        Hits::default()
    };
    Ok((records, notes))
}

impl SearchPage {
    fn fill(&mut self, signed: &Signed, asked: &Asked, records: &Hits, notes: &Hits) {
        let t = self.t;
        let only_notes = asked.state == Standing::Private.as_str();
        let listing =
            Listing { signed, keys: signed.app.node().search().index(Scope::Shared).ok() };
        self.hits = listing.views(records);
        self.notes = listing.views(notes);
        let main = if only_notes { notes } else { records };
        if !only_notes {
            self.kinds = views::kinds(records, asked, t);
            self.notes.truncate(SEARCH_NOTES_SHOWN_MAX);
            if notes.n_found > self.notes.len() {
                self.notes_more = asked.href(t.lang(), "state", Standing::Private.as_str());
            }
        }
        self.next =
            main.next.map_or_else(String::new, |next| asked.href(t.lang(), "at", &next.to_text()));
        let last = self.next.is_empty();
        self.older = main
            .older
            .filter(|_| last)
            .map_or_else(String::new, |older| asked.href(t.lang(), "at", &older.to_text()));
        if self.hits.is_empty() && self.notes.is_empty() {
            let narrowed = asked.is_narrowed();
            self.none = t.f("search-none", &[("q", asked.q.as_str())]);
            let key = if narrowed { "search-none-narrowed-do" } else { "search-none-do" };
            self.none_do = t.s(key).into_owned();
        } else if main.n_found > 0 {
            let key = if main.more { "search-count-more" } else { "search-count" };
            let args: [(&str, fluent_bundle::FluentValue<'_>); 2] =
                [("n", main.n_found.into()), ("q", asked.q.as_str().into())];
            self.count = t.f(key, &args);
        }
    }
}

/// Why a query cannot be read.
fn unread(problem: QueryProblem, t: T) -> String {
    match problem {
        QueryProblem::Empty | QueryProblem::NoWords => t.s("search-no-words").into_owned(),
        QueryProblem::OpenQuote => t.s("search-open-quote").into_owned(),
        QueryProblem::TooLong { chars } => {
            let max = search::limits::QUERY_CHARS_MAX;
            t.f("search-too-long", &[("n", chars), ("max", max)])
        }
        QueryProblem::TooManyWords { words } => {
            let max = search::limits::QUERY_WORDS_MAX;
            t.f("search-too-many", &[("n", words), ("max", max)])
        }
    }
}

fn behind(state: &SearchState, t: T) -> String {
    match (&state.failure, state.sweeping) {
        (Some(_), _) => t.s("search-broken").into_owned(),
        (None, Some(read)) => t.n("search-reading", read),
        (None, None) => String::new(),
    }
}
