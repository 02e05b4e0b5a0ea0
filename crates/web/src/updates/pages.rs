//! The desk officer's pages: making a link (its address is shown once), the links and what waits,
//! and one update beside the record, to be corrected, confirmed or set aside. Confirming is his own
//! act under the record's rules; two who press at once confirm once.

use agencies::outgoing::{self, PostError};
use agencies::{
    ConfirmError, Link, MakeError, Opened, REPORT, Update, Wanted, may_handle, open_commitments,
    proposed,
};
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::act::Verb;
use dialogue::content::{Content, Lang};
use dialogue::id::ItemId;
use dialogue::refusal::Refusal;
use documents::qr;
use http::{HeaderMap, StatusCode, header};
use node::ActError;

use super::forms::keep_scans;
use super::letters;
use super::sheet::{self, Sheet};
use super::views::{self, Hub, UpdateView, local_day, post_of};
use crate::forms::pairs::{Pairs, first, tidy, values};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::items::visit::{Visit, html};
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/updates", hub)
        .get("/{lang}/d/{did}/updates/new", new)
        .post("/{lang}/d/{did}/updates/new", make)
        .post("/{lang}/d/{did}/updates/revoke", revoke)
        .post("/{lang}/d/{did}/updates/mail", mail)
        .get("/{lang}/d/{did}/updates/{update}", show)
        .post("/{lang}/d/{did}/updates/{update}", settle)
}

#[derive(Template)]
#[template(path = "updates/hub.html")]
struct HubPage {
    page: Page,
    t: T,
    v: Hub,
    new: String,
    revoke: String,
    /// Where filled forms are taken, and the number that was typed.
    action: String,
    code: String,
    pdf: bool,
    reminders: String,
}

#[derive(Template)]
#[template(path = "updates/new.html")]
struct NewPage {
    page: Page,
    t: T,
    action: String,
    problems: Vec<String>,
    commitments: Vec<Offered>,
    post: [String; 2],
    days: String,
}

/// A commitment that can be chosen.
pub struct Offered {
    pub id: String,
    pub title: String,
    pub chosen: bool,
}

#[derive(Template)]
#[template(path = "updates/made.html")]
struct MadePage {
    page: Page,
    t: T,
    title: String,
    until: String,
    titles: Vec<String>,
    links: Vec<Shown>,
    back: String,
    mail: Mailing,
}

/// The form that mails a link from the page where it was made.
#[derive(Default)]
struct Mailing {
    action: String,
    token: String,
    /// What was typed, and in which language the letter is written.
    address: String,
    lang_ar: bool,
    problems: Vec<String>,
    /// To whom it was given up for sending; empty before.
    done: String,
    outbox: bool,
}

/// The address of a link in one language, as letters and as a drawing.
struct Shown {
    word: String,
    address: String,
    qr: qr::Drawing,
}

#[derive(Template)]
#[template(path = "updates/update.html")]
struct UpdatePage {
    page: Page,
    t: T,
    v: UpdateView,
    sheet: Sheet,
    date: String,
    problems: Vec<String>,
    action: String,
    /// What stands in the form was read off a scan.
    read_off: bool,
}

pub type At = Path<(String, String, String)>;

/// Lets in who handles updates.
pub fn enter(signed: Signed, did: &str) -> Result<Visit, Problem> {
    let visit = Visit::enter(signed, did)?;
    if may_handle(visit.signed.function) {
        return Ok(visit);
    }
    let function = visit.signed.function;
    Err(Problem::from(Refusal::FunctionMayNot { function, verb: Verb::Put, type_name: REPORT }))
}

/// The frame of a page of updates.
pub fn frame(visit: &Visit, here: &str) -> Page {
    let t = visit.t();
    let hub = visit.read(|reader| reader.at("updates"));
    let mut crumbs = vec![Crumb::new(t.s("updates-hub-title"), hub)];
    match here {
        "" => crumbs = vec![Crumb::new(t.s("updates-hub-title"), "")],
        key => crumbs.push(Crumb::new(t.s(key), "")),
    }
    visit.page("commitments", crumbs)
}

async fn hub(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let visit = enter(signed, &did)?;
    let private = visit.signed.app.updates();
    let here = views::Here {
        updates: private.updates(&did)?,
        links: private.links(&did)?,
        letters: outgoing::letters(private.private(), &visit.dialogue)?,
        forms: private.forms(&did)?,
        now: visit.now(),
    };
    let (v, new, revoke) = visit.read(|reader| {
        let v = views::hub(reader, &here);
        (v, reader.at("updates/new"), reader.at("updates/revoke"))
    });
    let (action, reminders) =
        visit.read(|reader| (reader.at("updates/filled"), reader.at("updates/reminders")));
    let pdf = visit.signed.app.typesetter().is_some();
    let (page, t, code) = (frame(&visit, ""), visit.t(), String::new());
    html(&HubPage { page, t, v, new, revoke, action, code, pdf, reminders })
}

async fn new(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    Query(asked): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let visit = enter(signed, &did)?;
    let typed = Typed { days: updates_days().to_string(), ..Typed::read(&asked) };
    html(&new_page(&visit, &typed, Vec::new()))
}

fn updates_days() -> u32 {
    agencies::limits::LINK_DAYS
}

/// What was typed or chosen.
#[derive(Default)]
struct Typed {
    chosen: Vec<String>,
    post: [String; 2],
    days: String,
}

impl Typed {
    fn read(form: &Pairs) -> Typed {
        let chosen = values(form, "commitment").into_iter();
        Typed {
            chosen: chosen.take(agencies::limits::LINK_ITEMS_MAX + 1).map(str::to_owned).collect(),
            post: ["post_ar", "post_en"].map(|name| tidy(first(form, name))),
            days: first(form, "days").trim().chars().take(4).collect(),
        }
    }

    fn wanted(&self) -> Wanted {
        Wanted {
            items: self.chosen.iter().filter_map(|id| ItemId::parse(id).ok()).collect(),
            post: self.post.clone(),
            days: self.days.parse().unwrap_or(0),
        }
    }
}

/// The commitments that are open, those that are chosen first: the list may be long.
pub fn offered(reader: &Reader<'_>, chosen: &[String]) -> Vec<Offered> {
    let one = |id: ItemId| {
        let item = reader.record.item(&id)?;
        let is_chosen = chosen.iter().any(|one| one == id.as_str());
        Some(Offered { title: reader.title(&item), id: id.to_string(), chosen: is_chosen })
    };
    let open = open_commitments(reader.record).into_iter();
    let mut all: Vec<Offered> = open.filter_map(one).collect();
    all.sort_by_key(|one| !one.chosen);
    all
}

fn new_page(visit: &Visit, typed: &Typed, problems: Vec<String>) -> NewPage {
    let (commitments, action) =
        visit.read(|reader| (offered(reader, &typed.chosen), reader.at("updates/new")));
    NewPage {
        page: frame(visit, "updates-new-title"),
        t: visit.t(),
        action,
        problems,
        commitments,
        post: typed.post.clone(),
        days: typed.days.clone(),
    }
}

async fn make(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    headers: HeaderMap,
    Form(form): Form<Pairs>,
) -> Result<Response, Problem> {
    let visit = enter(signed, &did)?;
    let typed = Typed::read(&form);
    let private = visit.signed.app.updates();
    if first(&form, "do") == "form" {
        return match private.make_form(&visit.dialogue, &typed.wanted(), &visit.actor) {
            Ok(_) => {
                Ok(Redirect::to(&visit.read(|reader| reader.at("updates#forms"))).into_response())
            }
            Err(error) => not_made_page(&visit, &typed, error),
        };
    }
    match private.make_link(&visit.dialogue, &typed.wanted(), &visit.actor) {
        Ok((token, link)) => {
            let mail = Mailing { lang_ar: visit.signed.lang == Lang::Ar, ..Mailing::default() };
            Ok(html(&made_page(&visit, &headers, &token, &link, mail)?)?.into_response())
        }
        Err(error) => not_made_page(&visit, &typed, error),
    }
}

fn not_made_page(visit: &Visit, typed: &Typed, error: MakeError) -> Result<Response, Problem> {
    if let MakeError::Node(error) = error {
        return Err(Problem::from(error));
    }
    let page = html(&new_page(visit, typed, vec![not_made(visit.t(), &error)]))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn not_made(t: T, error: &MakeError) -> String {
    let (most, days) = (agencies::limits::LINK_ITEMS_MAX, agencies::limits::LINK_DAYS_MAX);
    match error {
        MakeError::Items => t.n("updates-make-items", most as i64),
        MakeError::Twice => t.s("updates-make-twice").into_owned(),
        MakeError::Post => t.n("updates-make-post", agencies::limits::POST_CHARS_MAX as i64),
        MakeError::Days => t.n("updates-make-days", i64::from(days)),
        MakeError::Quota | MakeError::Node(_) => t.s("updates-make-quota").into_owned(),
    }
}

fn made_page(
    visit: &Visit,
    headers: &HeaderMap,
    token: &str,
    link: &Link,
    mail: Mailing,
) -> Result<MadePage, Problem> {
    let t = visit.t();
    let origin = origin(visit, headers)?;
    // The language of the one who will read it is not known: the officer takes the right one.
    let shown = |lang: Lang| {
        let address = address_of(&origin, lang, token);
        let word = t.s(&format!("updates-address-{lang}")).into_owned();
        Shown { word, qr: qr::drawing(&address), address }
    };
    let (titles, until, back) = visit.read(|reader| {
        let titles = link.items.iter().map(|item| reader.title_of(item)).collect();
        (titles, reader.date(&local_day(reader.record, link.expires)), reader.at("updates"))
    });
    let post = post_of(&link.post, visit.signed.lang);
    let mail = Mailing {
        action: visit.read(|reader| reader.at("updates/mail")),
        token: token.to_owned(),
        outbox: visit.signed.app.node().config().mail.is_none(),
        ..mail
    };
    Ok(MadePage {
        page: frame(visit, "updates-new-title"),
        t,
        title: t.f("updates-made-title", &[("post", post)]),
        until: t.f("updates-made-until", &[("date", until)]),
        titles,
        links: Lang::ALL.map(shown).into(),
        back,
        mail,
    })
}

fn address_of(origin: &str, lang: Lang, token: &str) -> String {
    format!("{origin}/{lang}/u/{token}")
}

/// Mails a link from the page where it was made: the secret comes back with the form, for it is
/// kept nowhere.
async fn mail(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    headers: HeaderMap,
    Form(form): Form<Pairs>,
) -> Result<Response, Problem> {
    let visit = enter(signed, &did)?;
    let (app, t) = (&visit.signed.app, visit.t());
    let token = first(&form, "token");
    let opened = app.updates().open_link(token, &visit.actor.account)?;
    let link = match opened {
        Opened::Open(link) if link.dialogue == *visit.dialogue.id() => link,
        _ => {
            let why = vec![t.s("updates-mail-no-link").into_owned()];
            let typed = Typed { days: updates_days().to_string(), ..Typed::default() };
            let page = html(&new_page(&visit, &typed, why))?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let typed: String = first(&form, "address").trim().chars().take(260).collect();
    let lang = Lang::parse(first(&form, "lang")).unwrap_or(visit.signed.lang);
    let address = address_of(&origin(&visit, &headers)?, lang, token);
    let compose = |to: &str| {
        let record = visit.dialogue.read();
        letters::of_link(&record, &link, to, &address, T::new(lang))
    };
    let (private, to) = (app.node().private(), (typed.as_str(), lang));
    let posted = app.outgoing().post(private, &visit.dialogue, &link, to, compose, &visit.actor);
    let mut mail = Mailing { lang_ar: lang == Lang::Ar, ..Mailing::default() };
    let (status, why) = match posted {
        Ok(()) => (StatusCode::OK, ""),
        Err(PostError::Node(error)) => return Err(Problem::from(error)),
        Err(PostError::Address(_)) => (StatusCode::UNPROCESSABLE_ENTITY, "updates-bad-address"),
        Err(PostError::Quota) => (StatusCode::UNPROCESSABLE_ENTITY, "updates-mail-quota"),
    };
    match why {
        "" => mail.done = t.f("updates-mail-posted", &[("address", typed)]),
        why => {
            mail.problems = vec![t.s(why).into_owned()];
            mail.address = typed;
        }
    }
    let page = html(&made_page(&visit, &headers, token, &link, mail)?)?;
    Ok((status, page).into_response())
}

/// Where these pages are, as the officer's browser named it.
fn origin(visit: &Visit, headers: &HeaderMap) -> Result<String, Problem> {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let plain = |b: u8| b.is_ascii_alphanumeric() || b".:-[]".contains(&b);
    if host.is_empty() || host.len() > 255 || !host.bytes().all(plain) {
        return Err(Problem::BadRequest("the host is not named".to_owned()));
    }
    let scheme = if visit.signed.app.node().demo().is_some() { "http" } else { "https" };
    Ok(format!("{scheme}://{host}"))
}

async fn revoke(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    Form(form): Form<Pairs>,
) -> Result<Response, Problem> {
    let visit = enter(signed, &did)?;
    let private = visit.signed.app.updates();
    private.revoke_link(&did, first(&form, "link"), &visit.actor)?;
    let href = visit.read(|reader| reader.at("updates#links"));
    Ok(Redirect::to(&href).into_response())
}

async fn show(signed: Signed, Path((_, did, id)): At) -> Result<Html<String>, Problem> {
    let visit = enter(signed, &did)?;
    let update = found(&visit, &id)?;
    let day = visit.read(|reader| local_day(reader.record, update.at));
    let shown = Shows { content: update.content.clone(), date: day, ..Shows::default() };
    html(&update_page(&visit, &update, shown)?)
}

fn found(visit: &Visit, id: &str) -> Result<Update, Problem> {
    let update = visit.signed.app.updates().update(&visit.did, id)?;
    update.ok_or(Problem::NotFound)
}

/// What stands in the form of confirmation.
#[derive(Default)]
struct Shows {
    content: Content,
    date: String,
    problems: Vec<String>,
    /// The officer has typed it: nothing is proposed any more.
    typed: bool,
}

fn update_page(visit: &Visit, update: &Update, shows: Shows) -> Result<UpdatePage, Problem> {
    let scans = visit.signed.app.updates().scans(update)?;
    let t = visit.t();
    let (v, action) = visit.read(|reader| {
        let action = reader.at(&format!("updates/{}", update.id));
        (views::update(reader, update, &scans), action)
    });
    let langs = if visit.signed.lang == Lang::Ar { Lang::ALL } else { [Lang::En, Lang::Ar] };
    let proposed = match shows.typed || !shows.content.is_empty() {
        true => Content::new(),
        false => proposed(&scans),
    };
    let read_off = !proposed.is_empty();
    let content = if read_off { proposed } else { shows.content };
    let sheet = sheet::sheet(t, "", &content, &langs);
    let page = frame(visit, "updates-one-title");
    let Shows { date, problems, .. } = shows;
    Ok(UpdatePage { page, t, v, sheet, date, problems, action, read_off })
}

/// Confirms with what the form says, or sets aside.
async fn settle(
    signed: Signed,
    Path((_, did, id)): At,
    Form(form): Form<Pairs>,
) -> Result<Response, Problem> {
    let visit = enter(signed, &did)?;
    let update = found(&visit, &id)?;
    let private = visit.signed.app.updates().clone();
    let here = visit.read(|reader| reader.at(&format!("updates/{id}")));
    if first(&form, "do") == "reject" {
        private.reject_update(&visit.dialogue, &id, &visit.actor).await?;
        return Ok(Redirect::to(&here).into_response());
    }
    let typed = sheet::read(&form, "");
    let date: String = first(&form, "date").trim().chars().take(10).collect();
    let content = sheet::completed(&typed, &update.item, &date, &update.channel);
    let t = visit.t();
    let why = match private.confirm_update(&visit.dialogue, &id, content, &visit.actor).await {
        Ok(report) => {
            keep_scans(&visit, &update, &report).await?;
            return Ok(Redirect::to(&here).into_response());
        }
        Err(ConfirmError::Settled) => return Ok(Redirect::to(&here).into_response()),
        Err(ConfirmError::Act(ActError::Refused(refusal))) => sheet::refusal_lines(&refusal, t),
        Err(ConfirmError::Act(error)) => return Err(Problem::from(error)),
        Err(ConfirmError::Node(error)) => return Err(Problem::from(error)),
    };
    let shows = Shows { content: typed, date, problems: why, typed: true };
    let page = html(&update_page(&visit, &update, shows)?)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
