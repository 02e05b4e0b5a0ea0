//! The page that a one-time link opens: no session, nothing but the commitments it is about and a
//! short form. Asking for it changes nothing, so that a mail scanner that follows links uses none
//! up. The secret is in the address and nowhere else: no log, and no page after the form.

use agencies::{Late, Link, Opened, Sent, late};
use askama::Template;
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Response};
use dialogue::act::{Actor, Function};
use dialogue::content::{Content, Lang};
use dialogue::id::ItemId;
use dialogue::record::Record;
use http::{HeaderName, HeaderValue, StatusCode};
use node::Dialogue;

use super::asker::Asker;
use super::sheet::{self, Said, Sheet};
use super::views::{local_day, post_of};
use crate::forms::pairs::Pairs;
use crate::guard::{Public, Routes};
use crate::i18n::T;
use crate::items::reader::shown_title;
use crate::items::visit::html;
use crate::limits::{UPDATE_ITEMS_MAX, UPDATE_WORDS_SHOWN_CHARS_MAX};
use crate::shell::{Page, Problem};

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/u/{token}", show).post("/{lang}/u/{token}", submit)
}

/// What can be said instead of the form. Each is a page of its own too, so that its address in the
/// other language holds no secret.
const SAID: &[&str] = &["done", "late", "used", "expired", "revoked", "unknown", "often"];

type At = Path<(String, String)>;

#[derive(Template)]
#[template(path = "updates/public.html")]
struct FormPage {
    page: Page,
    t: T,
    lead: String,
    action: String,
    problems: Vec<String>,
    items: Vec<Asked>,
}

/// One commitment of the form.
struct Asked {
    title: String,
    /// Why it takes no update any more; empty when it does.
    closed: String,
    /// Something was typed about it: the words stay in the form, also of what came too late.
    typed: bool,
    sheet: Sheet,
}

#[derive(Template)]
#[template(path = "updates/told.html")]
struct ToldPage {
    page: Page,
    title: String,
    lead: String,
    remedy: String,
    kept_word: String,
    kept: Vec<Kept>,
}

/// Words that were typed.
struct Kept {
    title: String,
    note: String,
    said: Vec<Said>,
}

async fn show(public: Public, asker: Asker, Path((_, token)): At) -> Result<Response, Problem> {
    if let Some(word) = SAID.iter().find(|word| **word == token) {
        return told(&public, word, StatusCode::OK, Vec::new());
    }
    let opened = public.app.updates().open_link(&token, &asker.0)?;
    let Opened::Open(link) = opened else {
        let (word, status) = word_of(&opened);
        return told(&public, word, status, Vec::new());
    };
    let dialogue = dialogue_of(&public, &link)?;
    let items = asked(&dialogue.read(), &link, public.lang, &[]);
    if items.iter().all(|item| !item.closed.is_empty()) {
        return told(&public, "late", StatusCode::GONE, Vec::new());
    }
    form_page(&public, &link, &token, items, Vec::new(), StatusCode::OK)
}

async fn submit(
    public: Public,
    asker: Asker,
    Path((_, token)): At,
    Form(form): Form<Pairs>,
) -> Result<Response, Problem> {
    let t = T::new(public.lang);
    let typed: Vec<Content> =
        (0..UPDATE_ITEMS_MAX).map(|n| sheet::read(&form, &format!("{n}."))).collect();
    let opened = public.app.updates().open_link(&token, &asker.0)?;
    let Opened::Open(link) = opened else {
        let (word, status) = word_of(&opened);
        return told(&public, word, status, words_of(&typed, t));
    };
    let dialogue = dialogue_of(&public, &link)?;
    let (mut items, problems) = checked(&public, &dialogue, &link, &typed);
    if !problems.is_empty() || items.iter().any(|item| !item.sheet.problems.is_empty()) {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return form_page(&public, &link, &token, items, problems, status);
    }
    let given = link.items.iter().zip(typed.iter()).filter(|(_, typed)| !typed.is_empty());
    let given: Vec<(ItemId, Content)> =
        given.map(|(item, typed)| (item.clone(), typed.clone())).collect();
    let private = public.app.updates();
    let came = match private.submit(&dialogue, &link, given.clone())? {
        Sent::Came(came) => came,
        Sent::Used => return told(&public, "used", StatusCode::GONE, words_of(&typed, t)),
        Sent::TooLong(item) => {
            let all = items.iter_mut().zip(&link.items).filter(|(_, one)| **one == item);
            all.for_each(|(asked, _)| {
                asked.sheet.problems.push(t.s("updates-too-long").into_owned());
            });
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return form_page(&public, &link, &token, items, Vec::new(), status);
        }
    };
    let is_late = came.iter().any(|(_, late)| late.is_some());
    let kept = {
        let record = dialogue.read();
        let kept = |((item, late), (_, content)): (&(ItemId, Option<Late>), &(ItemId, Content))| {
            let title = title_of(&record, item, public.lang);
            Kept { title, note: late_word(*late, t), said: sheet::said(content, t) }
        };
        came.iter().zip(&given).map(kept).collect()
    };
    told(&public, if is_late { "late" } else { "done" }, StatusCode::OK, kept)
}

fn dialogue_of(public: &Public, link: &Link) -> Result<Dialogue, Problem> {
    public.app.node().dialogue(link.dialogue.as_str()).ok_or(Problem::NotFound)
}

/// The form with what was typed, what is wrong beside each commitment, and what is wrong with all.
fn checked(
    public: &Public,
    dialogue: &Dialogue,
    link: &Link,
    typed: &[Content],
) -> (Vec<Asked>, Vec<String>) {
    let t = T::new(public.lang);
    let record = dialogue.read();
    let actor = Actor {
        party: record.us().clone(),
        function: Function::FocalPoint,
        account: "link".to_owned(),
    };
    let day = local_day(&record, public.app.node().clock().now());
    let mut items = asked(&record, link, public.lang, typed);
    for ((asked, content), item) in items.iter_mut().zip(typed).zip(&link.items) {
        if content.is_empty() {
            continue;
        }
        let content = sheet::completed(content, item, &day, "link");
        // What comes too late is kept as it is: the record would refuse it in any case.
        asked.sheet.problems = match asked.closed.is_empty() {
            true => sheet::problems(&record, &actor, &content, t),
            false => sheet::too_long(&content, t),
        };
    }
    let nothing = typed.iter().take(link.items.len()).all(Content::is_empty);
    let problems = if nothing { vec![t.s("updates-nothing").into_owned()] } else { Vec::new() };
    (items, problems)
}

fn asked(record: &Record, link: &Link, lang: Lang, typed: &[Content]) -> Vec<Asked> {
    let (t, empty) = (T::new(lang), Content::new());
    let one = |(n, item): (usize, &ItemId)| Asked {
        title: title_of(record, item, lang),
        closed: late_word(late(record, item, link.at), t),
        typed: typed.get(n).is_some_and(|content| !content.is_empty()),
        sheet: sheet::sheet(t, &format!("{n}."), typed.get(n).unwrap_or(&empty), &[lang]),
    };
    link.items.iter().enumerate().map(one).collect()
}

/// A commitment in the language of the page; nothing of one that was withdrawn.
fn title_of(record: &Record, item: &ItemId, lang: Lang) -> String {
    let item = record.item(item).filter(|item| item.shown().is_some());
    item.map(|item| shown_title(&item, lang)).unwrap_or_default()
}

fn late_word(late: Option<Late>, t: T) -> String {
    match late {
        Some(Late::Closed) => t.s("updates-closed").into_owned(),
        Some(Late::Answered) => t.s("updates-answered").into_owned(),
        None => String::new(),
    }
}

fn words_of(typed: &[Content], t: T) -> Vec<Kept> {
    let kept = |content: &Content| Kept {
        title: String::new(),
        note: String::new(),
        said: sheet::said(content, t),
    };
    let kept = typed.iter().map(kept).filter(|kept| !kept.said.is_empty());
    kept.map(Kept::cut).collect()
}

impl Kept {
    /// What comes from somebody who may not have had a link is not echoed at any length.
    fn cut(mut self) -> Kept {
        for said in &mut self.said {
            said.words = said.words.chars().take(UPDATE_WORDS_SHOWN_CHARS_MAX).collect();
        }
        self
    }
}

fn word_of(opened: &Opened) -> (&'static str, StatusCode) {
    match opened {
        Opened::Used(_) => ("used", StatusCode::GONE),
        Opened::Expired(_) => ("expired", StatusCode::GONE),
        Opened::Revoked(_) => ("revoked", StatusCode::GONE),
        Opened::TooOften => ("often", StatusCode::TOO_MANY_REQUESTS),
        Opened::Open(_) | Opened::Nothing => ("unknown", StatusCode::NOT_FOUND),
    }
}

fn form_page(
    public: &Public,
    link: &Link,
    token: &str,
    items: Vec<Asked>,
    problems: Vec<String>,
    status: StatusCode,
) -> Result<Response, Problem> {
    let t = T::new(public.lang);
    let page = FormPage {
        page: Page::public(public, Vec::new()),
        t,
        lead: t.f("updates-public-lead", &[("post", post_of(&link.post, public.lang))]),
        action: format!("/{}/u/{token}", public.lang),
        problems,
        items,
    };
    Ok(hidden((status, html(&page)?).into_response()))
}

fn told(
    public: &Public,
    word: &str,
    status: StatusCode,
    kept: Vec<Kept>,
) -> Result<Response, Problem> {
    let t = T::new(public.lang);
    let mut page = Page::public(public, Vec::new());
    // The address of this page may hold the secret: the way to the other language does not.
    page.other.href = format!("/{}/u/{word}", public.lang.other());
    let say = |what: &str| t.s(&format!("updates-{word}{what}")).into_owned();
    let sent = matches!(word, "done" | "late");
    let kept_key = if sent { "updates-kept-sent" } else { "updates-kept-unsent" };
    let page = ToldPage {
        page,
        title: say("-title"),
        lead: say("-why"),
        remedy: say("-do"),
        kept_word: t.s(kept_key).into_owned(),
        kept,
    };
    Ok(hidden((status, html(&page)?).into_response()))
}

/// No search engine keeps these pages, and none follows what stands on them.
fn hidden(mut response: Response) -> Response {
    let value = HeaderValue::from_static("noindex, nofollow, noarchive, nosnippet");
    response.headers_mut().insert(HeaderName::from_static("x-robots-tag"), value);
    response
}
