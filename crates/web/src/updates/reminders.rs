//! The page of reminders: which addresses are told what by mail, in which language. Only those who
//! handle updates see it; addresses are private and on no other page.

use agencies::reminders::{self, SubscribeError, Subscription};
use askama::Template;
use axum::extract::{Form, Path};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::content::Lang;
use dialogue::id::ItemId;
use dialogue::reminders::Wish;
use http::StatusCode;

use super::pages::{Offered, enter, frame, offered};
use crate::forms::pairs::{Pairs, first, values};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::visit::{Visit, html};
use crate::shell::{Page, Problem};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/updates/reminders", show)
        .post("/{lang}/d/{did}/updates/reminders", change)
}

#[derive(Template)]
#[template(path = "updates/reminders.html")]
struct RemindersPage {
    page: Page,
    t: T,
    action: String,
    problems: Vec<String>,
    rows: Vec<Row>,
    /// Our side has said on which days it works.
    calendar: bool,
    outbox: bool,
    address: String,
    lang_ar: bool,
    wish: Wish,
    commitments: Vec<Offered>,
}

/// A subscription in the list.
struct Row {
    id: String,
    address: String,
    lang: String,
    wants: Vec<String>,
    about: Vec<String>,
    last: String,
}

async fn show(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let visit = enter(signed, &did)?;
    html(&page(&visit, String::new(), visit.signed.lang, all(), Vec::new())?)
}

/// What the form offers before anything is chosen.
fn all() -> Wish {
    Wish { due: true, overdue: true, digest: true, items: Vec::new() }
}

fn page(
    visit: &Visit,
    address: String,
    lang: Lang,
    wish: Wish,
    problems: Vec<String>,
) -> Result<RemindersPage, Problem> {
    let node = visit.signed.app.node();
    let known = reminders::subscriptions(node.private(), &visit.dialogue)?;
    let chosen: Vec<String> = wish.items.iter().map(ToString::to_string).collect();
    let (rows, commitments, calendar, action) = visit.read(|reader| {
        let row = |one: &Subscription| Row {
            id: one.id.clone(),
            address: one.address.clone(),
            lang: reader.t.s(&format!("write-{}", one.lang)).into_owned(),
            wants: wants(&one.wish, reader.t),
            about: one.wish.items.iter().map(|item| reader.title_of(item)).collect(),
            last: one.last.map(|at| reader.stamp(&at.to_string())).unwrap_or_default(),
        };
        let rows = known.iter().map(row).collect();
        let calendar = agencies::our_days(reader.record).1.is_some();
        (rows, offered(reader, &chosen), calendar, reader.at("updates/reminders"))
    });
    Ok(RemindersPage {
        page: frame(visit, "updates-reminders-title"),
        t: visit.t(),
        action,
        problems,
        rows,
        calendar,
        outbox: node.config().mail.is_none(),
        address,
        lang_ar: lang == Lang::Ar,
        wish,
        commitments,
    })
}

fn wants(wish: &Wish, t: T) -> Vec<String> {
    let all = [
        (wish.due, "updates-wants-due"),
        (wish.overdue, "updates-wants-overdue"),
        (wish.digest, "updates-wants-digest"),
    ];
    all.into_iter().filter(|(on, _)| *on).map(|(_, key)| t.s(key).into_owned()).collect()
}

/// Makes a subscription, or ends one.
async fn change(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
    Form(form): Form<Pairs>,
) -> Result<Response, Problem> {
    let visit = enter(signed, &did)?;
    let private = visit.signed.app.node().private().clone();
    let here = visit.read(|reader| reader.at("updates/reminders"));
    let ended = first(&form, "end");
    if !ended.is_empty() {
        if reminders::unsubscribe(&private, &visit.dialogue, ended, &visit.actor)? {
            return Ok(Redirect::to(&here).into_response());
        }
        let why = visit.t().s("updates-end-none").into_owned();
        let page = page(&visit, String::new(), visit.signed.lang, all(), vec![why])?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response());
    }
    let address: String = first(&form, "address").trim().chars().take(260).collect();
    let lang = Lang::parse(first(&form, "lang")).unwrap_or(visit.signed.lang);
    let on = |name: &str| first(&form, name) == "yes";
    let items = values(&form, "commitment").into_iter().filter_map(|id| ItemId::parse(id).ok());
    let wish = Wish {
        due: on("due"),
        overdue: on("overdue"),
        digest: on("digest"),
        items: items.take(agencies::limits::LINK_ITEMS_MAX).collect(),
    };
    let made = reminders::subscribe(&private, &visit.dialogue, &address, lang, &wish, &visit.actor);
    let t = visit.t();
    let why = match made {
        Ok(()) => return Ok(Redirect::to(&here).into_response()),
        Err(SubscribeError::Node(error)) => return Err(Problem::from(error)),
        Err(SubscribeError::Address(_)) => "updates-bad-address",
        Err(SubscribeError::Nothing) => "updates-wants-nothing",
        Err(SubscribeError::Quota) => "updates-subscriptions-full",
    };
    let page = page(&visit, address, lang, wish, vec![t.s(why).into_owned()])?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
}
