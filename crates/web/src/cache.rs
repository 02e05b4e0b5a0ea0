//! Rendered pages kept until what they show changes. A page is kept under everything its bytes
//! depend on (path, language, function, account, revision of the record, revision of what is
//! private, whether signing is stopped), so a kept page is never wrong about the record; what it
//! shows beside the record is at most `CACHE_AGE_MAX` old. It is never sent to anybody else.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, Method, StatusCode, header};
use node::Signing;

use crate::app::App;
use crate::guard;
use crate::limits::{CACHE_AGE_MAX, CACHE_BODY_BYTES_MAX, CACHE_BYTES_MAX, PAGE_BYTES_MAX};
use crate::shell::Problem;

/// What a page depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Path and query; the language is its first segment.
    pub path: String,
    pub account: String,
    pub function: &'static str,
    pub record_revision: u64,
    pub private_revision: u64,
    pub signing: bool,
}

/// A kept page.
#[derive(Clone, Debug)]
pub struct Kept {
    pub body: Bytes,
    pub content_type: HeaderValue,
}

/// The kept pages, bounded in bytes; the oldest go first.
#[derive(Debug, Default)]
pub struct Cache {
    pages: Mutex<Pages>,
}

#[derive(Debug, Default)]
struct Pages {
    by_key: HashMap<Key, (Kept, Instant, u64)>,
    by_age: BTreeMap<u64, Key>,
    next: u64,
    bytes: usize,
}

impl Cache {
    pub fn new() -> Cache {
        Cache::default()
    }

    /// The page kept under this key, unless it is too old.
    pub fn get(&self, key: &Key) -> Option<Kept> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let (kept, since, _) = pages.by_key.get(key)?;
        if since.elapsed() <= CACHE_AGE_MAX {
            return Some(kept.clone());
        }
        pages.drop_key(key);
        None
    }

    /// Keeps a page; a very long one is not kept.
    pub fn put(&self, key: Key, kept: Kept) {
        self.put_at(key, kept, Instant::now());
    }

    /// Bytes of bodies kept now.
    pub fn bytes(&self) -> usize {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).bytes
    }

    fn put_at(&self, key: Key, kept: Kept, since: Instant) {
        if kept.body.len() > CACHE_BODY_BYTES_MAX {
            return;
        }
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.drop_key(&key);
        let number = pages.next;
        pages.next += 1;
        pages.bytes += kept.body.len();
        pages.by_age.insert(number, key.clone());
        pages.by_key.insert(key, (kept, since, number));
        while pages.bytes > CACHE_BYTES_MAX {
            let Some((_, oldest)) = pages.by_age.pop_first() else { break };
            pages.drop_key(&oldest);
        }
    }
}

/// Answers from the kept pages, and keeps what it had to render. Only pages of a dialogue are
/// kept, only for the account and function that asked, and only after their session was checked.
pub(crate) async fn kept_pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(key) = key_of(&app, &request) else { return next.run(request).await };
    if let Some(kept) = app.cache().get(&key) {
        let headers = [(header::CONTENT_TYPE, kept.content_type)];
        return (headers, kept.body).into_response();
    }
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE).cloned();
    let Some(content_type) = kind.filter(|kind| kind.as_bytes().starts_with(b"text/html")) else {
        return response;
    };
    if response.status() != StatusCode::OK || response.headers().contains_key(header::SET_COOKIE) {
        return response;
    }
    let (parts, body) = response.into_parts();
    match axum::body::to_bytes(body, PAGE_BYTES_MAX).await {
        Ok(body) => {
            app.cache().put(key, Kept { body: body.clone(), content_type });
            Response::from_parts(parts, Body::from(body))
        }
        Err(error) => {
            Problem::Failed(format!("page longer than the limit: {error}")).into_response()
        }
    }
}

fn key_of(app: &App, request: &Request) -> Option<Key> {
    if *request.method() != Method::GET {
        return None;
    }
    let path = request.uri().path_and_query()?.as_str();
    let lang = guard::language_of(path)?;
    let mut segments = request.uri().path().split('/').skip(2);
    if segments.next() != Some("d") {
        return None;
    }
    let did = segments.next()?;
    // These show the state of the link, stream, or begin something new.
    let section = segments.next().unwrap_or("");
    if matches!(section, "live" | "exchange" | "export" | "new") || path.ends_with(".txt") {
        return None;
    }
    let dialogue = app.node().dialogue(did)?;
    let record_revision = dialogue.revision();
    let private_revision = app.private_revision();
    let signed = guard::sign_in_of(app, request.headers(), lang, "")?;
    Some(Key {
        path: path.to_owned(),
        account: signed.account.name,
        function: signed.function.as_str(),
        record_revision,
        private_revision,
        signing: matches!(dialogue.signing(), Signing::Ready),
    })
}

impl Pages {
    fn drop_key(&mut self, key: &Key) {
        if let Some((kept, _, number)) = self.by_key.remove(key) {
            self.bytes -= kept.body.len();
            self.by_age.remove(&number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(path: &str, record_revision: u64) -> Key {
        Key {
            path: path.to_owned(),
            account: "desk".to_owned(),
            function: "desk_officer",
            record_revision,
            private_revision: 0,
            signing: true,
        }
    }

    fn kept(n_bytes: usize) -> Kept {
        Kept {
            body: Bytes::from(vec![b'x'; n_bytes]),
            content_type: HeaderValue::from_static("text/html; charset=utf-8"),
        }
    }

    #[test]
    fn a_page_of_another_revision_or_account_is_not_found() {
        let cache = Cache::new();
        cache.put(key("/en/", 1), kept(10));
        assert!(cache.get(&key("/en/", 1)).is_some());
        assert!(cache.get(&key("/en/", 2)).is_none());
        assert!(cache.get(&Key { account: "other".to_owned(), ..key("/en/", 1) }).is_none());
        assert!(cache.get(&Key { private_revision: 1, ..key("/en/", 1) }).is_none());
    }

    #[test]
    fn it_stays_within_its_bytes_and_forgets_the_oldest() {
        let cache = Cache::new();
        let n_pages = CACHE_BYTES_MAX / CACHE_BODY_BYTES_MAX + 3;
        for n in 0..n_pages {
            cache.put(key(&n.to_string(), 1), kept(CACHE_BODY_BYTES_MAX));
            assert!(cache.bytes() <= CACHE_BYTES_MAX);
        }
        assert!(cache.get(&key("0", 1)).is_none());
        assert!(cache.get(&key(&(n_pages - 1).to_string(), 1)).is_some());
        cache.put(key("long", 1), kept(CACHE_BODY_BYTES_MAX + 1));
        assert!(cache.get(&key("long", 1)).is_none());
    }

    #[test]
    fn keeping_the_same_page_twice_counts_it_once() {
        let cache = Cache::new();
        cache.put(key("/en/", 1), kept(10));
        cache.put(key("/en/", 1), kept(20));
        assert_eq!(cache.bytes(), 20);
    }

    #[test]
    fn an_old_page_is_rendered_again() {
        let cache = Cache::new();
        let long_ago = Instant::now().checked_sub(CACHE_AGE_MAX * 2).expect("the host is up");
        cache.put_at(key("/en/", 1), kept(10), long_ago);
        assert!(cache.get(&key("/en/", 1)).is_none());
        assert_eq!(cache.bytes(), 0);
    }
}
