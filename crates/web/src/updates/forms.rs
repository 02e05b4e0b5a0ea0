//! Printed forms: the paper, and taking it back. A scan is read for its codes in a child process,
//! or the number is typed; either opens the form of confirmation beside the scan. The code on the
//! paper is no right to anything: only who is signed in as the desk officer takes a form back.

use agencies::limits::SCAN_BYTES_MAX;
use agencies::{
    Form, FormMark, Returned, Scan, TakeError, Update, parse_mark, print_mark, tidy_number,
};
use askama::Template;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use dialogue::content::{Content, Lang};
use dialogue::id::ItemId;
use dialogue::record::Item;
use documents::paper::{Block, Kind, Layout, Pair, Paper};
use http::{StatusCode, header};

use super::pages::{At, enter, frame};
use super::sheet::{choice_word, choices};
use super::ticks;
use crate::attachments::pages::keep_for_us;
use crate::forms::pairs::{Pairs, first};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::items::visit::{Visit, html};
use crate::limits::{ATTACH_BYTES_MAX, ATTACH_FIELD_BYTES_MAX};
use crate::negotiation::papers::answer;
use crate::shell::{Page, Problem};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/updates/forms/{number}", paper)
        .post_with(
            "/{lang}/d/{did}/updates/filled",
            filled,
            DefaultBodyLimit::max(ATTACH_BYTES_MAX),
        )
        .get("/{lang}/d/{did}/updates/{update}/scan", scan)
}

#[derive(Template)]
#[template(path = "updates/filled.html")]
struct FilledPage {
    page: Page,
    t: T,
    problems: Vec<String>,
    action: String,
    code: String,
}

async fn paper(
    signed: Signed,
    Path((_, did, number)): At,
    Query(asked): Query<Pairs>,
) -> Result<Response, Problem> {
    let visit = enter(signed, &did)?;
    let form = visit.signed.app.updates().form(&did, &number)?.ok_or(Problem::NotFound)?;
    let paper = visit.read(|reader| sheet_of(reader, &form));
    answer(&visit, paper, first(&asked, "form") == "pdf", &format!("form-{number}")).await
}

fn words(key: &str) -> Pair {
    Pair::plain(&T::new(Lang::Ar).s(key), &T::new(Lang::En).s(key))
}

/// The form as a paper: for every commitment a page with its words, its code, boxes and room.
fn sheet_of(reader: &Reader<'_>, form: &Form) -> Paper {
    let mut blocks = vec![Block::Note(words("updates-paper-how"))];
    let mut shown = 0;
    for id in &form.items {
        let item = reader.record.item(id).filter(|item| item.shown().is_some());
        let Some(item) = item else { continue };
        if shown > 0 {
            blocks.push(Block::Break);
        }
        shown += 1;
        blocks.extend(one_commitment(reader, form, &item));
    }
    let [ar, en] = &form.post;
    let post = |own: &String, other: &String| if own.is_empty() { other } else { own }.clone();
    let to = Pair::plain(&post(ar, en), &post(en, ar));
    Paper {
        kind: Kind::UpdateForm,
        layout: Layout::Columns,
        title: words("updates-paper-title"),
        heads: vec![
            (words("updates-paper-to"), to),
            (words("updates-paper-number"), Pair::ltr(&form.number)),
        ],
        marking: Pair::default(),
        version: form.number.clone(),
        digest: reader.did.to_owned(),
        date: String::new(),
        mark: String::new(),
        blocks,
    }
}

fn one_commitment(reader: &Reader<'_>, form: &Form, item: &Item<'_>) -> Vec<Block> {
    let text = Pair::plain(&item.title(Lang::Ar), &item.title(Lang::En));
    let mark = FormMark {
        dialogue: form.dialogue.clone(),
        item: item.id().clone(),
        number: form.number.clone(),
    };
    let ticks = |field: &str| {
        let [ar, en] = [Lang::Ar, Lang::En].map(T::new);
        let one = |value: &&str| {
            Pair::plain(&choice_word(ar, field, value), &choice_word(en, field, value))
        };
        let columns = ticks::FIELDS.iter().find(|(name, _)| *name == field);
        let boxes = choices(field).iter().map(one).collect();
        Block::Ticks { columns: columns.map_or(1, |(_, columns)| *columns), boxes }
    };
    let mut blocks = vec![Block::Heading { level: 2, text }];
    if let Some(due) = item.content().date("due") {
        let in_words = |lang: Lang| {
            let date = reader.in_lang(lang).date(due);
            date.replace(['\u{2068}', '\u{2069}', '\u{200f}'], "")
        };
        let due = Pair::plain(&in_words(Lang::Ar), &in_words(Lang::En));
        blocks.push(Block::Note(due.after(&words("updates-now-due"))));
    }
    blocks.extend([
        Block::Code {
            mark: print_mark(&mark),
            letters: form.number.clone(),
            label: words("updates-paper-code"),
        },
        Block::Heading { level: 3, text: words("updates-status") },
        ticks("status"),
        Block::Heading { level: 3, text: words("updates-paper-blocking") },
        ticks("blocking"),
        Block::Room { label: words("updates-note"), lines: 3 },
        Block::Room { label: words("updates-next-step"), lines: 1 },
        Block::Room { label: words("updates-paper-done-on"), lines: 1 },
    ]);
    blocks
}

/// A scan, or a number that was typed.
#[derive(Default)]
struct Given {
    code: String,
    bytes: Vec<u8>,
    /// The scan is longer than is taken; its bytes are not kept.
    too_long: bool,
}

async fn read_form(mut form: Multipart) -> Result<Given, Problem> {
    let bad = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::BadRequest(error.body_text()),
    };
    let mut given = Given::default();
    loop {
        let field = match form.next_field().await.map_err(bad) {
            Ok(Some(field)) => field,
            Ok(None) => return Ok(given),
            // The rest of the form is not read; what it says of its scan holds all the same.
            Err(Problem::TooLarge) => return Ok(Given { too_long: true, ..given }),
            Err(error) => return Err(error),
        };
        match field.name().unwrap_or_default() {
            "file" => match field.bytes().await.map_err(bad) {
                Ok(bytes) if bytes.len() <= SCAN_BYTES_MAX => given.bytes = bytes.to_vec(),
                Ok(_) => given.too_long = true,
                Err(Problem::TooLarge) => return Ok(Given { too_long: true, ..given }),
                Err(error) => return Err(error),
            },
            "code" => {
                let text = field.text().await.map_err(bad)?;
                if text.len() > ATTACH_FIELD_BYTES_MAX {
                    return Err(Problem::TooLarge);
                }
                given.code = text.trim().chars().take(40).collect();
            }
            _ => {}
        }
    }
}

async fn filled(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    form: Multipart,
) -> Result<Response, Problem> {
    let visit = enter(signed, &did)?;
    let given = read_form(form).await?;
    if given.too_long {
        return not_taken(&visit, given.code, too_long(visit.t()));
    }
    let kind = kind_of(&given.bytes);
    let forms = match found(&visit, &given, kind).await? {
        Ok(forms) => forms,
        Err(why) => return not_taken(&visit, given.code, why),
    };
    let scan = kind.map(|kind| (kind, given.bytes.as_slice()));
    let updates = visit.signed.app.updates();
    let ids = match updates.take_forms(&visit.dialogue, &forms, scan, &visit.actor) {
        Ok(ids) => ids,
        Err(TakeError::TooLong { .. }) => {
            return not_taken(&visit, given.code, too_long(visit.t()));
        }
        Err(TakeError::Node(error)) => return Err(Problem::from(error)),
    };
    let to = match ids.as_slice() {
        [one] => format!("updates/{one}"),
        _ => "updates".to_owned(),
    };
    Ok(Redirect::to(&visit.read(|reader| reader.at(&to))).into_response())
}

/// Nothing was taken: why, with what was typed.
fn not_taken(visit: &Visit, code: String, why: String) -> Result<Response, Problem> {
    let (page, t) = (frame(visit, "updates-filled-title"), visit.t());
    let action = visit.read(|reader| reader.at("updates/filled"));
    let page = FilledPage { page, t, problems: vec![why], action, code };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
}

fn too_long(t: T) -> String {
    let most = (SCAN_BYTES_MAX / (1024 * 1024)).to_string();
    t.f("updates-filled-too-long", &[("most", most)])
}

/// The forms and commitments that a scan or a number names, or in words why there are none.
async fn found(
    visit: &Visit,
    given: &Given,
    kind: Option<&str>,
) -> Result<Result<Vec<Returned>, String>, Problem> {
    let t = visit.t();
    let updates = visit.signed.app.updates();
    let mut why = t.s("updates-filled-nothing").into_owned();
    let mut marks = Vec::new();
    if !given.bytes.is_empty() {
        let scanner = visit.signed.app.scanner();
        match (kind, scanner) {
            (None, _) => return Ok(Err(t.s("scan-kind").into_owned())),
            (_, None) => why = t.s("updates-filled-no-reader").into_owned(),
            (_, Some(scanner)) => match scanner.read(given.bytes.clone()).await {
                Ok(scan) => {
                    let mark = |code: &scan::Found| {
                        Some((parse_mark(&code.text)?, ticks::said(&code.boxes)))
                    };
                    marks.extend(scan.found.iter().filter_map(mark));
                    why = t.s("updates-filled-no-code").into_owned();
                }
                Err(error) => why = t.s(&format!("scan-{}", error.as_str())).into_owned(),
            },
        }
    }
    let mut forms: Vec<Returned> = Vec::new();
    for (mark, read) in marks {
        let ours = mark.dialogue.as_str() == visit.did;
        let form = if ours { updates.form(&visit.did, &mark.number)? } else { None };
        let form = form.filter(|form| form.items.contains(&mark.item));
        let there = |one: &Returned| (&one.form.number, &one.item) == (&mark.number, &mark.item);
        match form {
            Some(form) if !forms.iter().any(there) => {
                forms.push(Returned { form, item: mark.item, read });
            }
            Some(_) => {}
            None => why = t.s("updates-filled-unknown").into_owned(),
        }
    }
    if forms.is_empty() && !given.code.is_empty() {
        let number = tidy_number(&given.code);
        let form = number.map(|number| updates.form(&visit.did, &number)).transpose()?.flatten();
        match form {
            Some(form) => {
                let one = |item: &ItemId| Returned {
                    form: form.clone(),
                    item: item.clone(),
                    read: Content::new(),
                };
                forms.extend(form.items.iter().map(one));
            }
            None => why = t.s("updates-filled-unknown").into_owned(),
        }
    }
    Ok(if forms.is_empty() { Err(why) } else { Ok(forms) })
}

/// What kind of image the bytes are, by the first of them.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    let starts = |with: &[u8]| bytes.starts_with(with);
    match () {
        () if starts(b"\x89PNG\r\n\x1a\n") => Some("png"),
        () if starts(&[0xff, 0xd8, 0xff]) => Some("jpeg"),
        () if starts(b"%PDF-") => Some("pdf"),
        () => None,
    }
}

/// A scan of a filled form, the first where none is named: an image is shown beside the form of
/// confirmation, anything is saved.
async fn scan(
    signed: Signed,
    Path((_, did, id)): At,
    Query(asked): Query<Pairs>,
) -> Result<Response, Problem> {
    let visit = enter(signed, &did)?;
    let updates = visit.signed.app.updates();
    let update = updates.update(&did, &id)?.ok_or(Problem::NotFound)?;
    let named = first(&asked, "of");
    let is_named = |scan: &&Scan| named.is_empty() || dialogue::blob::print(&scan.sha) == named;
    let scans = updates.scans(&update)?;
    let sha = scans.iter().find(is_named).ok_or(Problem::NotFound)?.sha;
    let (kind, bytes) = updates.scan_bytes(&update, &sha)?.ok_or(Problem::NotFound)?;
    let (media, ending) = match kind.as_str() {
        "png" => ("image/png", "png"),
        "jpeg" => ("image/jpeg", "jpg"),
        _ => ("application/octet-stream", "pdf"),
    };
    let shown = media != "application/octet-stream" && first(&asked, "save") != "yes";
    let how = if shown { "inline" } else { "attachment" };
    let media = if shown { media } else { "application/octet-stream" };
    let name = format!("{how}; filename=\"form-{}.{ending}\"", update.origin);
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// Keeps the scans of a confirmed form beside the report, for our side only.
pub async fn keep_scans(visit: &Visit, update: &Update, report: &ItemId) -> Result<(), Problem> {
    let updates = visit.signed.app.updates();
    let args = [("number", update.origin.clone())];
    let title = [Lang::Ar, Lang::En].map(|lang| {
        let title = T::new(lang).f("updates-by-form", &args);
        title.replace(['\u{2068}', '\u{2069}', '\u{200f}'], "")
    });
    for scan in updates.scans(update)? {
        let Some((kind, bytes)) = updates.scan_bytes(update, &scan.sha)? else { continue };
        let ending = if kind == "jpeg" { "jpg" } else { kind.as_str() };
        let name = format!("form-{}.{ending}", update.origin);
        // Refused for lack of room: the report stands, the scan stays with the update for a while.
        let _why_not = keep_for_us(visit, report, &name, title.clone(), bytes).await?;
    }
    Ok(())
}
