//! The files pages load: one style sheet made of `assets/css/*.css`, the scripts, the icon. They
//! are part of the program; an address carries the hash of the bytes and may be kept for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::header;

use crate::guard::{Public, Routes};
use crate::shell::Problem;

/// The parts of the style sheet in the order they are joined.
const CSS: &[&str] = &[
    include_str!("../assets/css/tokens.css"),
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/frame.css"),
    include_str!("../assets/css/parts.css"),
    include_str!("../assets/css/forms.css"),
    include_str!("../assets/css/areas.css"),
    include_str!("../assets/css/reports.css"),
    include_str!("../assets/css/negotiation.css"),
    include_str!("../assets/css/followup.css"),
    include_str!("../assets/css/register.css"),
    include_str!("../assets/css/updates.css"),
    include_str!("../assets/css/print.css"),
];

/// Scripts, each loaded by itself: none needs another.
const SCRIPTS: &[(&str, &str)] = &[
    ("swap.js", include_str!("../assets/js/swap.js")),
    ("live.js", include_str!("../assets/js/live.js")),
    ("ui.js", include_str!("../assets/js/ui.js")),
    ("reading.js", include_str!("../assets/js/reading.js")),
    ("negotiation.js", include_str!("../assets/js/negotiation.js")),
];

const ICON: &str = include_str!("../assets/mark.svg");

static STYLE: LazyLock<String> = LazyLock::new(|| CSS.join("\n"));
static STYLE_HREF: LazyLock<String> = LazyLock::new(|| href("style.css", &STYLE));
static SCRIPT_HREFS: LazyLock<Vec<String>> =
    LazyLock::new(|| SCRIPTS.iter().map(|(name, text)| href(name, text)).collect());

pub fn style_href() -> &'static str {
    &STYLE_HREF
}

pub fn script_hrefs() -> &'static [String] {
    &SCRIPT_HREFS
}

pub(crate) fn routes() -> Routes {
    Routes::new().get("/a/{name}", asset)
}

async fn asset(_gate: Public, Path(name): Path<String>) -> Result<Response, Problem> {
    let (kind, text): (&str, &'static str) = match name.as_str() {
        "style.css" => ("text/css; charset=utf-8", STYLE.as_str()),
        "mark.svg" => ("image/svg+xml", ICON),
        script => {
            let found = SCRIPTS.iter().find(|(name, _)| *name == script);
            let (_, text) = found.ok_or(Problem::NotFound)?;
            ("text/javascript; charset=utf-8", text)
        }
    };
    let kept = "public, max-age=31536000, immutable";
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)];
    Ok((headers, text).into_response())
}

/// The address of a file with the hash of its bytes (FNV-1a: it names a version, it proves
/// nothing).
fn href(name: &str, text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("/a/{name}?v={hash:016x}")
}
