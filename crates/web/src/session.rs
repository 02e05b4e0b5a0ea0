//! The cookies: the sign-in session and the preferred language. The session itself lives in the
//! node (`node::Accounts`); the cookie holds only its secret. On https the cookie is
//! `__Host-hiwar` with `Secure`; only the exercise on loopback uses a plain one, named by party so
//! that two nodes on one host do not sign each other out.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use dialogue::content::Lang;
use http::header::{self, HeaderMap, HeaderValue};
use http::{Method, StatusCode};

use crate::app::App;

/// Name of the language cookie: a preference, no secret.
const LANGUAGE: &str = "hiwar-lang";

/// The secret of the session cookie.
pub fn token(app: &App, headers: &HeaderMap) -> Option<String> {
    cookie(headers, &name(app))
}

/// The `Set-Cookie` that begins a session in the browser; it ends with the browser or the node.
pub fn begin(app: &App, token: &str) -> HeaderValue {
    set(app, token, "")
}

/// The `Set-Cookie` that removes it.
pub fn end(app: &App) -> HeaderValue {
    set(app, "", "; Max-Age=0")
}

/// The language somebody prefers: cookie, then `Accept-Language`, then Arabic.
pub fn preferred_language(headers: &HeaderMap) -> Lang {
    if let Some(lang) = cookie(headers, LANGUAGE).and_then(|text| Lang::parse(&text)) {
        return lang;
    }
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    accepted.and_then(best_language).unwrap_or(Lang::Ar)
}

/// The `Set-Cookie` that remembers a language for a year.
pub fn remember_language(lang: Lang) -> HeaderValue {
    let text = format!("{LANGUAGE}={lang}; Path=/; SameSite=Lax; HttpOnly; Max-Age=31536000");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("hiwar-lang=ar"))
}

/// Remembers the language of every page shown, as a preference.
pub(crate) async fn remember(request: Request, next: Next) -> Response {
    let named = crate::guard::language_of(request.uri().path());
    let known = cookie(request.headers(), LANGUAGE).and_then(|text| Lang::parse(&text));
    let mut response = next.run(request).await;
    if let Some(lang) = named
        && known != Some(lang)
        && response.status() == StatusCode::OK
    {
        response.headers_mut().append(header::SET_COOKIE, remember_language(lang));
    }
    response
}

/// Sends somebody who is not signed in to the entrance, and back afterwards if it was a page.
pub(crate) fn to_entrance(lang: Lang, method: &Method, path: &str) -> Response {
    let back = if *method == Method::GET && path.len() < 512 {
        format!("?back={}", encode(path))
    } else {
        String::new()
    };
    see_other(&format!("/{lang}/enter{back}"))
}

/// A redirect to a page of this site after a form.
pub fn see_other(path: &str) -> Response {
    let place = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

/// The page to go back to after sign-in: only a page of this site, in a language we have.
pub fn safe_back(back: &str) -> Option<&str> {
    let clean = back.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let ours = crate::guard::language_of(back).is_some() && !back.starts_with("//");
    (clean && ours && back.len() < 512).then_some(back)
}

fn name(app: &App) -> String {
    match app.node().demo() {
        Some(_) => format!("hiwar-{}", app.node().party().as_str().to_ascii_lowercase()),
        None => "__Host-hiwar".to_owned(),
    }
}

fn set(app: &App, value: &str, more: &str) -> HeaderValue {
    let secure = if app.node().demo().is_some() { "" } else { "; Secure" };
    let name = name(app);
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{more}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("hiwar=; Max-Age=0"))
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';'));
    pairs.find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name && !value.is_empty()).then(|| value.to_owned())
    })
}

fn best_language(accepted: &str) -> Option<Lang> {
    let mut wanted: Vec<(f32, Lang)> = accepted
        .split(',')
        .take(16)
        .filter_map(|part| {
            let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
            let lang = Lang::parse(tag.trim().to_ascii_lowercase().get(..2)?)?;
            Some((weight.trim().parse().unwrap_or(0.0), lang))
        })
        .collect();
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted.first().map(|(_, lang)| *lang)
}

/// Percent-encodes a value of a query.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_language_is_read_by_weight() {
        assert_eq!(best_language("en-GB,en;q=0.9,ar;q=0.8"), Some(Lang::En));
        assert_eq!(best_language("fr, ar-KW;q=0.9, en;q=0.2"), Some(Lang::Ar));
        assert_eq!(best_language("de"), None);
        assert_eq!(best_language("é,;q=,\u{661}"), None);
    }

    #[test]
    fn nobody_is_sent_to_another_site_after_sign_in() {
        assert_eq!(safe_back("/en/d/kw-us?part=minutes"), Some("/en/d/kw-us?part=minutes"));
        for bad in ["//evil.example/en/", "https://evil.example", "/en/\r\nX: y", "/\\evil", ""] {
            assert_eq!(safe_back(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        let line = HeaderValue::from_static("xhiwar-kw=1; hiwar-kw=secret; hiwar-kw2=3");
        headers.insert(header::COOKIE, line);
        assert_eq!(cookie(&headers, "hiwar-kw").as_deref(), Some("secret"));
        assert_eq!(cookie(&headers, "hiwar"), None);
    }
}
