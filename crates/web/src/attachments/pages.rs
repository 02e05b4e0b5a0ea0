//! Handlers: attaching a file, and handing one over. What is refused is said with the rule and the
//! remedy, and what was typed stands in the form again; only the file must be chosen anew.

use std::sync::Arc;

use askama::Template;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, Multipart, Path};
use axum::response::{IntoResponse, Redirect, Response};
use dialogue::act::Draft;
use dialogue::blob::{self, Sha};
use dialogue::content::{Content, Lang};
use dialogue::id::{ItemId, PartyId};
use dialogue::item;
use dialogue::limits::{ATTACHMENT_BYTES_MAX, LINE_CHARS_MAX};
use dialogue::paper_mark::{self, Bound};
use dialogue::refusal::Refusal;
use http::{StatusCode, header};
use node::{ActError, AttachError, Attached};

use super::scans;
use super::section::{self, SIGNED_COPY, Section, Typed};
use crate::forms::pages::may_put;
use crate::forms::pairs::tidy;
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::confirm::own_address;
use crate::items::visit::{Visit, html, item_id};
use crate::limits::{ATTACH_BYTES_MAX, ATTACH_FIELD_BYTES_MAX};
use crate::shell::{Crumb, Page, Problem};
use crate::texts;

type At = Path<(String, String, String)>;

pub fn routes() -> Routes {
    Routes::new()
        .post_with(
            "/{lang}/d/{did}/i/{item}/attachments",
            attach,
            DefaultBodyLimit::max(ATTACH_BYTES_MAX),
        )
        .get("/{lang}/d/{did}/i/{item}/file", file)
}

#[derive(Template)]
#[template(path = "attachments/again.html")]
struct AgainPage {
    page: Page,
    t: T,
    title: String,
    href: String,
    problems: Vec<String>,
    files: Section,
}

/// A file as it came with the form.
#[derive(Default)]
struct Given {
    typed: Typed,
    name: String,
    bytes: Vec<u8>,
}

async fn attach(
    signed: Signed,
    Path((_, did, item)): At,
    form: Multipart,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    may_put(&visit, item::get("attachment").ok_or(Problem::NotFound)?)?;
    let (title, href) = visit
        .read(|reader| {
            let item = reader.record.item(&id).filter(|i| i.kind().name != "attachment")?;
            Some((reader.title(&item), reader.life(&id)))
        })
        .ok_or(Problem::NotFound)?;
    let given = read_form(form).await?;
    let typed = given.typed.clone();
    let problems = attached(&visit, &id, given).await?;
    if problems.is_empty() {
        let back = own_address(Some(&typed.back)).unwrap_or(href);
        return Ok(Redirect::to(&format!("{back}#attachments")).into_response());
    }
    let crumbs = vec![Crumb::new(title.clone(), href.clone()), {
        Crumb::new(visit.t().s("attach-title").into_owned(), "")
    }];
    let files = section::of(&visit, &id, typed);
    let page = visit.page("", crumbs);
    let page = AgainPage { page, t: visit.t(), title, href, problems, files };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
}

async fn read_form(mut form: Multipart) -> Result<Given, Problem> {
    let bad = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::BadRequest(error.body_text()),
    };
    let mut given = Given::default();
    while let Some(field) = form.next_field().await.map_err(bad)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            given.name = file_name(field.file_name().unwrap_or_default());
            given.bytes = field.bytes().await.map_err(bad)?.to_vec();
            continue;
        }
        let text = field.text().await.map_err(bad)?;
        if text.len() > ATTACH_FIELD_BYTES_MAX {
            return Err(Problem::TooLarge);
        }
        let typed = &mut given.typed;
        match name.as_str() {
            "purpose" => typed.purpose = text,
            "title_ar" => typed.title[0] = tidy(&text),
            "title_en" => typed.title[1] = tidy(&text),
            "note_number" => typed.note_number = tidy(&text),
            "said" => typed.said = true,
            "own" => typed.own = true,
            "return" => typed.back = text,
            _ => {}
        }
    }
    Ok(given)
}

/// Keeps a document of our own beside an item, for our side only, unless it stands there already;
/// gives the reasons why not.
pub async fn keep_for_us(
    visit: &Visit,
    id: &ItemId,
    name: &str,
    title: [String; 2],
    bytes: Vec<u8>,
) -> Result<Vec<String>, Problem> {
    let kind = item::get("attachment").ok_or(Problem::NotFound)?;
    if may_put(visit, kind).is_err() {
        return Ok(Vec::new());
    }
    let sha = dialogue::blob::print(&dialogue::blob::of(&bytes));
    let there = visit.read(|reader| {
        let items = reader.record.children(id, "attachment");
        items.iter().any(|item| item.content().text("sha256") == Some(&sha))
    });
    if there {
        return Ok(Vec::new());
    }
    let typed = Typed { purpose: "other".to_owned(), title, own: true, ..Typed::default() };
    attached(visit, id, Given { typed, name: file_name(name), bytes }).await
}

/// The last part of a path, without what a file's name must not hold.
fn file_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = last.chars().filter(|c| !c.is_control() && !turns(*c));
    let name: String = plain.take(LINE_CHARS_MAX).collect();
    match name.trim() {
        "" | "." | ".." => "file".to_owned(),
        name => name.to_owned(),
    }
}

/// The controls that turn letters round: with them the ending of a name can be made to look like
/// another.
fn turns(c: char) -> bool {
    let marks = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}');
    marks || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Attaches the file; gives the reasons why not.
async fn attached(visit: &Visit, id: &ItemId, given: Given) -> Result<Vec<String>, Problem> {
    let t = visit.t();
    if given.bytes.is_empty() {
        return Ok(vec![t.s("attach-no-file").into_owned()]);
    }
    let Given { typed, name, bytes } = given;
    let mut said = None;
    let mut read = None;
    if typed.purpose == SIGNED_COPY {
        let digest = digest_of(visit, id);
        match held_against(visit, id, &bytes, typed.said, digest).await {
            Ok(bound) => (said, read) = bound,
            Err(why) => return Ok(vec![why]),
        }
    }
    let draft = draft(visit, id, &typed, &name, said)?;
    match visit.dialogue.attach(&visit.actor, draft, bytes).await {
        Ok(done) => {
            let sha = done.item.and_then(|item| sha_of(visit, &item));
            if let (Some(sha), Some(read)) = (sha, read) {
                // Read already: the page need not wait for it.
                visit.signed.app.scans().keep(sha, Some(read));
            }
            Ok(Vec::new())
        }
        Err(error) => refused(visit, error),
    }
}

/// The digest that papers of the item carry, where it states one.
fn digest_of(visit: &Visit, id: &ItemId) -> Option<Sha> {
    let digests = visit.read(|reader| paper_mark::digests_shown(reader.record, id));
    digests.get(1).copied()
}

/// What an officer says by hand where that counts, and what was read off the scan.
type Held = (Option<Sha>, Option<scans::Read>);

/// Holds the scan of a signed copy against the version shown; in words why it is not that.
async fn held_against(
    visit: &Visit,
    id: &ItemId,
    bytes: &[u8],
    says: bool,
    digest: Option<Sha>,
) -> Result<Held, String> {
    let t = visit.t();
    let scanner = visit.signed.app.scanner();
    let read = match scanner {
        Some(scanner) => Some(Arc::new(scanner.read(bytes.to_vec()).await)),
        None => None,
    };
    let marks = match read.as_deref() {
        Some(Ok(scan)) => scans::marks(scan),
        _ => Vec::new(),
    };
    let said = digest.filter(|_| says && marks.is_empty());
    let judged = section::judge(visit, id, &marks, said);
    match judged {
        Bound::ThisVersion | Bound::SaidThisVersion => Ok((said, read)),
        // A paper that carries no mark, of an item that states no digest: nothing to compare.
        Bound::NoMark if digest.is_none() => Ok((None, read)),
        _ => {
            let mut why = match read.as_deref() {
                Some(Err(error)) => t.s(&format!("scan-{}", error.as_str())).into_owned(),
                None => t.s("scan-no-reader").into_owned(),
                Some(Ok(_)) => t.s(&section::bound_key(judged)).into_owned(),
            };
            let remedy = t.s(&format!("bound-{}-do", judged.as_str()));
            why.push(' ');
            why.push_str(&remedy);
            Err(why)
        }
    }
}

fn draft(
    visit: &Visit,
    id: &ItemId,
    typed: &Typed,
    name: &str,
    said: Option<Sha>,
) -> Result<Draft, Problem> {
    let mut content = Content::new().with("on", id);
    content.set_text("purpose", &typed.purpose);
    content.set_text("file_name", name);
    for (lang, title) in [Lang::Ar, Lang::En].into_iter().zip(&typed.title) {
        let known = item::attachment::PURPOSES.contains(&typed.purpose.as_str());
        match title.as_str() {
            "" if known => {
                content.set_bi("title", lang, &section::purpose_in(lang, &typed.purpose))
            }
            title => content.set_bi("title", lang, title),
        }
    }
    if !typed.note_number.is_empty() {
        content.set_text("note_number", &typed.note_number);
    }
    if let Some(said) = said {
        content.set_text("said_digest", &blob::print(&said));
    }
    let mut draft = Draft::new(item::get("attachment").ok_or(Problem::NotFound)?, content);
    let us: PartyId = visit.actor.party.clone();
    draft.aud = typed.own.then(|| vec![us]);
    Ok(draft)
}

fn sha_of(visit: &Visit, item: &ItemId) -> Option<Sha> {
    visit.read(|reader| {
        let item = reader.record.item(item)?;
        item.content().text("sha256").and_then(blob::parse)
    })
}

fn refused(visit: &Visit, error: AttachError) -> Result<Vec<String>, Problem> {
    let t = visit.t();
    let most = section::size(t, ATTACHMENT_BYTES_MAX);
    Ok(match error {
        AttachError::Empty => vec![t.s("attach-no-file").into_owned()],
        AttachError::TooLong { bytes } => {
            let args = [("bytes", section::size(t, bytes)), ("most", most)];
            vec![t.f("attach-too-long", &args)]
        }
        AttachError::Kind => vec![t.s("attach-kind").into_owned()],
        AttachError::NoRoom => vec![t.s("attach-no-room").into_owned()],
        AttachError::Act(ActError::Refused(refusal)) => refusal_lines(visit, &refusal),
        AttachError::Act(error) => return Err(Problem::from(error)),
    })
}

fn refusal_lines(visit: &Visit, refusal: &Refusal) -> Vec<String> {
    let t = visit.t();
    let mut lines = vec![format!("{} {}", texts::refusal(refusal, t), texts::remedy(refusal, t))];
    lines.extend(refusal.problems().iter().map(|problem| {
        let label = visit.read(|reader| reader.label("attachment", &problem.field));
        format!("{label}: {}", texts::field_problem(problem, t))
    }));
    lines
}

/// Hands a file over, as the version shown of the attachment names it. Never shown by the browser:
/// a file is somebody else's, whatever it says it is.
async fn file(signed: Signed, Path((_, did, item)): At) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let (sha, name) = visit
        .read(|reader| {
            let item = reader.record.item(&id).filter(|i| i.kind().name == "attachment")?;
            let content = &item.shown()?.content;
            let sha = content.text("sha256").and_then(blob::parse)?;
            let name = content.text("file_name").unwrap_or("file");
            Some((sha, saved_as(name, content.text("media_type").unwrap_or_default())))
        })
        .ok_or(Problem::NotFound)?;
    let dialogue = visit.dialogue.clone();
    let found = tokio::task::spawn_blocking(move || dialogue.attached(&sha)).await;
    let found = found.map_err(|error| Problem::Failed(error.to_string()))??;
    let Attached::Here(bytes) = found else { return Err(Problem::NotFound) };
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name)),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// The name under which a file is saved: its own, with the ending of what it is.
fn saved_as(name: &str, media_type: &str) -> String {
    let ending = match media_type {
        "pdf" => "pdf",
        "png" => "png",
        "jpeg" => "jpg",
        "docx" => "docx",
        _ => "bin",
    };
    let name = file_name(name);
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    format!("{}.{ending}", if stem.is_empty() { "file" } else { stem })
}

/// RFC 6266: the name in ASCII, and as it is (RFC 8187).
fn disposition(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    let ascii: String = name.chars().map(plain).collect();
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    let exact: String = name.bytes().map(encode).collect();
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{exact}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_is_tamed_and_its_ending_is_what_it_is() {
        assert_eq!(file_name("C:\\files\\تفويض.pdf"), "تفويض.pdf");
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("a\u{202e}fdp.exe\r\n"), "afdp.exe");
        assert_eq!(file_name(".."), "file");
        assert_eq!(saved_as("virus.html", "pdf"), "virus.pdf");
        assert_eq!(saved_as("scan", "jpeg"), "scan.jpg");
        let header = disposition("تفويض \"1\".pdf");
        assert!(header.starts_with("attachment; filename=\"_______1_.pdf\"; filename*=UTF-8''%D8"));
        assert!(header.is_ascii() && !header.contains('\n'));
    }
}
