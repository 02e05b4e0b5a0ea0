//! The guided request as one file that works without any network: an officer fills it in on a
//! machine that is on none, in Arabic or English, and brings the codes back as a draft. The rules
//! in it are those of `mutual::complete`; what comes back is read as strictly as anything from
//! outside, and stands in the form for the officer to look at before anything is shared.

use axum::extract::{DefaultBodyLimit, Multipart, Path};
use axum::response::{IntoResponse, Response};
use dialogue::content::Lang;
use http::{StatusCode, header};
use mutual::codes;
use mutual::complete::{FIELDS, rules};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::pages::enter;
use super::published::file_of;
use super::request::{asked_of, known, prefilled, read, show_request};
use crate::forms::pages::may_put;
use crate::forms::pairs::Pairs;
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::field_text;
use crate::limits::CODES_FILE_BYTES_MAX;
use crate::shell::Problem;

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/d/{did}/legal/request.html", form).post_with(
        "/{lang}/d/{did}/legal/draft",
        take,
        DefaultBodyLimit::max(CODES_FILE_BYTES_MAX),
    )
}

const FORMAT: &str = "hiwar-assistance-draft-1";

/// The file's frame. Its places in double braces are filled by [`page`].
const PAGE: &str = r#"<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{{policy}}">
<meta name="referrer" content="no-referrer">
<title>Hiwar</title>
<style>{{style}}</style>
</head>
<body>
<noscript><p>هذه الصفحة تحتاج إلى جافا سكربت لفحص الاكتمال.</p>
<p lang="en" dir="ltr">This page needs JavaScript to check completeness.</p></noscript>
<p class="acts"><button type="button" id="other"></button></p>
<h1 id="title"></h1>
<p id="lead"></p>
<form id="form" autocomplete="off" novalidate></form>
<section class="gaps" id="gaps" role="status" aria-live="polite" tabindex="-1" hidden>
</section>
<p class="acts"><button type="button" id="check"></button>
<button type="button" class="first" id="save"></button></p>
<script type="application/json" id="given">{{given}}</script>
<script>{{script}}</script>
</body>
</html>
"#;
/// What the file may do, whoever opens it: run its own script, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'sha256-{{style-hash}}'; \
     script-src 'sha256-{{script-hash}}'; form-action 'none'; base-uri 'none'";
const STYLE: &str = include_str!("../../assets/offline/request.css");
const SCRIPT: &str = include_str!("../../assets/offline/request.js");

/// The closed list of a field; none for the reference, which is a code of its own form.
fn list_of(field: &str) -> Option<&'static [&'static str]> {
    Some(match field {
        "basis" => codes::BASES,
        "measure" => codes::MEASURES,
        "offence" => codes::OFFENCES,
        "class" => codes::CLASSES,
        "urgency" => codes::URGENCY,
        "language" => codes::LANGUAGES,
        "requesting_office" | "requested_office" => codes::OFFICES,
        "channel" => codes::CHANNELS,
        _ => return None,
    })
}

/// The fields of the file: those that every request has, and the reason for urgency.
fn fields() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().copied().chain(["urgency"])
}

/// The file for a party whose references begin with its code.
pub fn page(party: &str, lang: Lang) -> String {
    let words = |lang: Lang| {
        let t = T::new(lang);
        let of = |kind: &str, path: &str| field_text(t, kind, "assistance_request", path);
        let mut words = Map::new();
        for key in [
            "title",
            "lead",
            "other",
            "check",
            "save",
            "choose",
            "gap",
            "lacks",
            "reference",
            "complete",
            "incomplete",
        ] {
            let word = t.s(&format!("legal-file-page-{key}")).into_owned();
            words.insert(key.to_owned(), Value::from(word));
        }
        for field in fields().chain(["enclosed"]) {
            words.insert(format!("field-{field}"), Value::from(of("field", field)));
            let list = if field == "enclosed" { Some(codes::ENCLOSURES) } else { list_of(field) };
            for value in list.unwrap_or_default() {
                let path = format!("{field}-{value}");
                words.insert(format!("choice-{path}"), Value::from(of("choice", &path)));
            }
        }
        words
    };
    let field = |name: &'static str| json!({ "name": name, "list": list_of(name) });
    let rule = |rule: &mutual::complete::Rule| {
        let (enclosure, field) = (rule.enclosure, rule.field);
        json!({ "enclosure": enclosure, "field": field, "values": rule.values })
    };
    let given = json!({
        "format": FORMAT,
        "lang": lang.as_str(),
        "reference": format!("^{party}-MLA-(19|20)[0-9]{{2}}-[0-9]{{1,5}}$"),
        "example": format!("{party}-MLA-2020-0017"),
        "fields": fields().map(field).collect::<Vec<_>>(),
        "needed": FIELDS,
        "enclosures": codes::ENCLOSURES,
        "rules": rules().iter().map(rule).collect::<Vec<_>>(),
        "words": { "ar": words(Lang::Ar), "en": words(Lang::En) },
    });
    // No text of it can end the element that it stands in.
    let given = given.to_string().replace('<', "\\u003c");
    PAGE.replace("{{style}}", STYLE)
        .replace("{{policy}}", POLICY)
        .replace("{{style-hash}}", &base64(&dialogue::blob::of(STYLE.as_bytes())))
        .replace("{{script-hash}}", &base64(&dialogue::blob::of(SCRIPT.as_bytes())))
        .replace("{{given}}", &given)
        .replace("{{script}}", SCRIPT)
}

/// Base64 (RFC 4648, part 4) of a hash, as a content security policy writes it.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        let word = word << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let digit = DIGITS[(word >> (18 - 6 * at)) as usize & 63];
            text.push(if at <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

async fn form(signed: Signed, Path((_, did)): Path<(String, String)>) -> Result<Response, Problem> {
    let visit = enter(signed, &did)?;
    may_put(&visit, known("assistance_request")?)?;
    let body = page(visit.actor.party.as_str(), visit.signed.lang);
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        // Never opened here: it is a file to be carried away.
        (header::CONTENT_DISPOSITION, "attachment; filename=\"request.html\""),
    ];
    Ok((headers, body).into_response())
}

/// What comes back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Brought {
    format: String,
    fields: std::collections::BTreeMap<String, String>,
    enclosed: Vec<String>,
}

/// Reads a draft: only fields that are known, only codes of their lists, a reference of our own.
fn draft_of(bytes: &[u8], party: &str) -> Result<Pairs, &'static str> {
    if bytes.is_empty() {
        return Err("empty");
    }
    let brought: Brought = serde_json::from_slice(bytes).map_err(|_| "form")?;
    if brought.format != FORMAT {
        return Err("form");
    }
    let mut pairs = Pairs::new();
    for (name, value) in brought.fields {
        if !fields().any(|field| field == name) {
            return Err("codes");
        }
        if value.is_empty() {
            continue;
        }
        let fits = match list_of(&name) {
            Some(list) => list.contains(&value.as_str()),
            None => codes::is_reference(&value, party),
        };
        if !fits {
            return Err("codes");
        }
        pairs.push((format!("f.{name}"), value));
    }
    for value in brought.enclosed {
        if !codes::ENCLOSURES.contains(&value.as_str()) {
            return Err("codes");
        }
        pairs.push(("f.enclosed".to_owned(), value));
    }
    Ok(pairs)
}

/// The form filled in with what was brought, checked; nothing is shared yet.
async fn take(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    form: Multipart,
) -> Result<Response, Problem> {
    let visit = enter(signed, &did)?;
    let item_type = known("assistance_request")?;
    may_put(&visit, item_type)?;
    let bytes = file_of(form).await?;
    match draft_of(&bytes, visit.actor.party.as_str()) {
        Ok(pairs) => {
            let pairs = prefilled(&visit, pairs);
            let (content, unread) = read(&visit, item_type, &pairs);
            let gaps = asked_of(&content).gaps();
            Ok(show_request(&visit, None, &pairs, &unread, Some(&gaps))?.into_response())
        }
        Err(wrong) => {
            let t = visit.t();
            let why = t.s(&format!("legal-file-{wrong}")).into_owned();
            let page = super::pages::list_with(&visit, why)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes), text);
        }
    }

    #[test]
    fn the_file_holds_every_list_in_both_languages_and_reaches_no_network() {
        for lang in Lang::ALL {
            let page = page("KW", lang);
            assert!(!page.contains("{{"), "every place is filled");
            for outside in ["http://", "https://", "src=", "@import", "url("] {
                assert!(!page.contains(outside), "{outside}");
            }
            for list in [codes::BASES, codes::MEASURES, codes::OFFENCES, codes::ENCLOSURES] {
                assert!(list.iter().all(|value| page.contains(value)));
            }
            assert!(page.contains("سجلات مصرفية") && page.contains("Bank records"));
            // It runs its own script in its own style, and nothing else.
            let policy = page.split("http-equiv=").nth(1).and_then(|tag| tag.split('>').next());
            let policy = policy.expect("a policy");
            assert!(
                policy.contains("default-src 'none'") && !policy.contains("unsafe"),
                "{policy}"
            );
            assert_eq!(page.matches("<script").count(), 2, "the words, and the script");
            assert!(!page.contains(" style=") && !page.contains(" onclick"), "no other script");
        }
    }

    #[test]
    fn a_draft_holds_known_codes_or_is_refused_whole() {
        let draft = |fields: &str, enclosed: &str| {
            let text = format!(
                "{{\"format\":\"{FORMAT}\",\"fields\":{{{fields}}},\"enclosed\":[{enclosed}]}}"
            );
            draft_of(text.as_bytes(), "KW")
        };
        let good = draft("\"basis\":\"uncac\",\"reference\":\"KW-MLA-2020-3\"", "\"facts\"");
        assert_eq!(good.map(|pairs| pairs.len()), Ok(3));
        for (fields, enclosed) in [
            ("\"basis\":\"because of Ali\"", ""),
            ("\"reference\":\"284031501234\"", ""),
            ("\"reference\":\"US-MLA-2020-3\"", ""),
            ("\"remark_en\":\"x\"", ""),
            ("", "\"a letter\""),
        ] {
            assert_eq!(draft(fields, enclosed), Err("codes"), "{fields} {enclosed}");
        }
        assert_eq!(draft_of(b"{}", "KW"), Err("form"));
        assert_eq!(draft_of(b"", "KW"), Err("empty"));
    }
}
