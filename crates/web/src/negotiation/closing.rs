//! Closing a text: what is still open, the edition that both sides agree, the certificate of
//! conformity, the steps above (initialled, approved, signed), and agreement by silence. Every
//! button is an ordinary act; what it means for the paper is said beside it.

use askama::Template;
use axum::extract::{Form, Path};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::act::{Act, Draft};
use dialogue::content::{Content, Lang};
use dialogue::id::{ItemId, PartyId};
use dialogue::item;
use dialogue::negotiation::{Negotiation, certified, may_break, silence_of};
use dialogue::record::Item;
use dialogue::working_days::{self, Calendar};
use http::StatusCode;
use jiff::tz::TimeZone;
use node::ActError;
use wording::TextDigest;

use super::pages::{At, crumbs};
use crate::attachments::section::{self, Section, Typed};
use crate::forms::pairs::{Pairs, first, tidy, values};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::acts::{ActLink, Reach};
use crate::items::beside::{Notes, ProofCard};
use crate::items::reader::{Line, Reader};
use crate::items::visit::{Visit, html, item_id};
use crate::limits::SILENCE_DAYS_OFFERED;
use crate::mark::Mark;
use crate::shell::{Crumb, Page, Problem};
use crate::texts;

/// The hour of the day, on each side's own clock, at which silence ends.
const CLOSE_OF_BUSINESS: i8 = 17;

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/texts/{item}/closing", closing)
        .post("/{lang}/d/{did}/texts/{item}/closing", close)
}

#[derive(Template)]
#[template(path = "negotiation/closing.html")]
struct ClosingPage {
    page: Page,
    t: T,
    v: ClosingView,
}

/// The page.
#[derive(Debug, Default)]
pub struct ClosingView {
    pub title: String,
    pub href: String,
    pub table: String,
    pub digest: String,
    pub blockers: Vec<BlockerView>,
    pub edition: Option<EditionView>,
    pub edition_id: String,
    /// Editions of other words than those that stand now: nobody can agree to them.
    pub outdated: Vec<EditionView>,
    /// The digest in full: a form sends it back, so that nobody certifies what he has not seen.
    pub digest_whole: String,
    /// What was typed in a form that was refused.
    pub typed: Pairs,
    pub may_put: bool,
    pub certificates: Vec<CertificateView>,
    pub may_certify: bool,
    pub checker: String,
    pub ladder: Vec<Rung>,
    pub steps: Vec<Step>,
    pub silences: Vec<SilenceView>,
    pub silence: Option<SilenceForm>,
    pub silence_needs: String,
    /// The calendars in which deadlines are counted.
    pub calendars: String,
    pub corrigenda: Vec<Line>,
    /// Papers and signed copies of the agreed edition.
    pub files: Option<Section>,
    /// Papers of ours that a step may name.
    pub papers: Vec<(String, String)>,
    pub problems: Vec<String>,
    pub acting_as: String,
    pub notes: Notes,
    pub proof: ProofCard,
}

impl ClosingView {
    /// What was typed in a field of the form that was refused, else `other`.
    pub fn again<'v>(&'v self, name: &str, other: &'v str) -> &'v str {
        match first(&self.typed, name) {
            "" => other,
            typed => typed,
        }
    }

    /// The same for a field of the form of one step.
    pub fn step_again<'v>(&'v self, rung: &str, name: &str, other: &'v str) -> &'v str {
        if first(&self.typed, "rung") == rung { self.again(name, other) } else { other }
    }
}

/// Something that is still open.
#[derive(Debug)]
pub struct BlockerView {
    pub words: String,
    pub href: String,
}

/// The text as a whole on the table.
#[derive(Debug)]
pub struct EditionView {
    pub href: String,
    pub digest: String,
    pub state: Mark,
    pub acts: Vec<ActLink>,
}

/// A language officer's certificate.
#[derive(Debug)]
pub struct CertificateView {
    pub party: String,
    pub tone: &'static str,
    pub words: String,
    pub href: String,
    pub valid: bool,
}

/// One rung of the ladder with what each side did.
#[derive(Debug)]
pub struct Rung {
    pub word: String,
    pub means: String,
    pub sides: Vec<RungSide>,
}

/// What one side did on a rung.
#[derive(Debug)]
pub struct RungSide {
    pub name: String,
    pub tone: &'static str,
    pub done: bool,
    pub words: String,
    pub href: String,
}

/// A step that this viewer can take now.
#[derive(Debug)]
pub struct Step {
    pub rung: &'static str,
    pub word: String,
    pub date: String,
}

/// A silence procedure.
#[derive(Debug)]
pub struct SilenceView {
    pub href: String,
    pub words: String,
    pub state: Mark,
    pub acts: Vec<ActLink>,
    pub break_href: String,
}

/// The form that proposes one.
#[derive(Debug)]
pub struct SilenceForm {
    pub days: Vec<(u64, String)>,
}

async fn closing(signed: Signed, Path((_, did, item)): At) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    html(&render(&visit, &id, Vec::new(), Pairs::new())?)
}

fn render(
    visit: &Visit,
    id: &ItemId,
    problems: Vec<String>,
    typed: Pairs,
) -> Result<ClosingPage, Problem> {
    let now = visit.now();
    let (mut v, crumbs, edition) = visit
        .read(|reader| {
            let negotiation = Negotiation::of(reader.record, id)?;
            let mut v = view(reader, &negotiation, now);
            let edition = negotiation.edition.map(|item| item.id().clone());
            v.papers = edition.iter().flat_map(|id| section::papers(reader, id)).collect();
            v.proof = reader.proof_card(&visit.logs, Some(id));
            let mut crumbs = crumbs(reader, &negotiation);
            crumbs.push(Crumb::new(reader.t.s("door-closing").into_owned(), ""));
            Some((v, crumbs, edition))
        })
        .ok_or(Problem::NotFound)?;
    let upload = Typed { back: v.href.clone(), ..Typed::default() };
    v.files = edition.map(|edition| section::of(visit, &edition, upload));
    v.notes = visit.notes(id)?;
    v.problems = problems;
    v.typed = typed;
    Ok(ClosingPage { page: visit.page("texts", crumbs), t: visit.t(), v })
}

fn view(reader: &Reader<'_>, negotiation: &Negotiation<'_>, now: jiff::Timestamp) -> ClosingView {
    let (t, text) = (reader.t, &negotiation.text);
    let table = reader.href(text);
    let href = format!("{table}/closing");
    let blockers = negotiation.blockers();
    let (current, outdated) = editions(negotiation);
    let edition = current.into_iter().next_back();
    let certificates = negotiation.certificates();
    let ours = |(item, valid): &(Item<'_>, bool)| *valid && *item.owner() == reader.us;
    let certified = certificates.iter().any(ours);
    let ready = blockers.is_empty() && !negotiation.cut;
    let agreed = negotiation.edition.is_some();
    let shown = |item: &Item<'_>| EditionView {
        href: reader.life(item.id()),
        digest: item.content().text("digest").map(short).unwrap_or_default(),
        state: reader.mark(item),
        acts: reader.acts(item, Reach::Page, &href),
    };
    let today = today(reader, now);
    ClosingView {
        title: reader.title(text),
        digest: negotiation.digest().short(),
        blockers: blockers.iter().map(|blocker| blocker_view(t, blocker, &table)).collect(),
        may_put: ready && edition.is_none() && reader.writes("edition"),
        edition: edition.as_ref().map(shown),
        edition_id: edition.as_ref().map(|item| item.id().to_string()).unwrap_or_default(),
        outdated: outdated.iter().map(shown).collect(),
        digest_whole: negotiation.digest().to_string(),
        may_certify: ready && !certified && reader.writes("concordance_certificate"),
        checker: texts::function(reader.actor.function, t),
        certificates: certificates.iter().map(|one| certificate_view(reader, one)).collect(),
        ladder: edition.as_ref().map(|item| ladder(reader, item)).unwrap_or_default(),
        steps: match &edition {
            Some(item) if agreed => steps(reader, item, &today),
            _ => Vec::new(),
        },
        silences: silences(reader, negotiation, edition.as_ref(), &href),
        silence: (edition.is_some() && !agreed && reader.writes("silence_procedure"))
            .then(|| silence_form(reader, &today))
            .flatten(),
        silence_needs: calendars_needed(reader),
        calendars: reader.at("working_calendars"),
        corrigenda: corrigenda(reader, negotiation),
        acting_as: reader.acting_as(),
        table,
        href,
        ..ClosingView::default()
    }
}

/// The editions on the table: those of the words that stand (or the one agreed), and the others.
fn editions<'a>(negotiation: &Negotiation<'a>) -> (Vec<Item<'a>>, Vec<Item<'a>>) {
    let mut items = negotiation.record().children(negotiation.text.id(), "edition");
    items.retain(|item| item.shown().is_some());
    if let Some(agreed) = negotiation.edition {
        items.retain(|item| item.id() != agreed.id());
        return (vec![agreed], items);
    }
    let digest = negotiation.digest().to_string();
    items.into_iter().partition(|item| item.content().text("digest") == Some(&digest))
}

fn blocker_view(t: T, (name, n): &dialogue::negotiation::Blocker, table: &str) -> BlockerView {
    let href = match *name {
        "mismatches" => format!("{table}/concordance"),
        _ => format!("{table}?show=open"),
    };
    BlockerView { words: t.n(&format!("blocker-{name}"), *n), href }
}

fn certificate_view(reader: &Reader<'_>, (item, valid): &(Item<'_>, bool)) -> CertificateView {
    let content = item.content();
    let result = content.text("result").unwrap_or_default();
    let result = reader.choice("concordance_certificate", "result", result);
    let checker = content.bi("checker", reader.lang()).unwrap_or_default();
    let key = if *valid { "certificate-valid" } else { "certificate-dead" };
    let digest = content.text("digest").map(short).unwrap_or_default();
    let args = [("checker", checker.to_owned()), ("result", result), ("digest", digest)];
    CertificateView {
        party: reader.party(item.owner()),
        tone: reader.tone(item.owner()),
        words: reader.t.f(key, &args),
        href: reader.life(item.id()),
        valid: *valid,
    }
}

/// A digest as the table shows it; what a peer calls one and is none is said to be none.
pub fn short(hex: &str) -> String {
    TextDigest::parse(hex).map_or_else(|| "—".to_owned(), |digest| digest.short())
}

fn ladder(reader: &Reader<'_>, edition: &Item<'_>) -> Vec<Rung> {
    let t = reader.t;
    let steps = reader.record.children(edition.id(), "sign_off");
    let mut rungs = vec![Rung {
        word: t.s("rung-text-agreed").into_owned(),
        means: t.s("rung-text-agreed-means").into_owned(),
        sides: reader.sides().iter().map(|side| agreed_side(reader, edition, side)).collect(),
    }];
    for rung in ["initialled", "approved", "signed"] {
        rungs.push(Rung {
            word: reader.choice("sign_off", "rung", rung),
            means: t.s(&format!("rung-{rung}-means")).into_owned(),
            sides: reader
                .sides()
                .iter()
                .map(|side| step_side(reader, &steps, rung, side))
                .collect(),
        });
    }
    rungs
}

fn agreed_side(
    reader: &Reader<'_>,
    edition: &Item<'_>,
    side: &crate::items::reader::Side,
) -> RungSide {
    let shown = edition.shown().map(|version| version.id);
    let held = edition.position(&side.party).map(|version| version.id);
    let done = shown.is_some() && held == shown;
    let key = if done { "rung-holds" } else { "rung-not-yet" };
    RungSide {
        name: side.name.clone(),
        tone: side.tone,
        done,
        words: reader.t.s(key).into_owned(),
        href: String::new(),
    }
}

fn step_side(
    reader: &Reader<'_>,
    steps: &[Item<'_>],
    rung: &str,
    side: &crate::items::reader::Side,
) -> RungSide {
    let step = steps.iter().find(|item| {
        *item.owner() == side.party
            && item.shown().is_some()
            && item.content().text("rung") == Some(rung)
    });
    let words = match step {
        Some(item) => step_words(reader, item),
        None => reader.t.s("rung-not-yet").into_owned(),
    };
    RungSide {
        name: side.name.clone(),
        tone: side.tone,
        done: step.is_some(),
        words,
        href: step.map(|item| reader.life(item.id())).unwrap_or_default(),
    }
}

fn step_words(reader: &Reader<'_>, item: &Item<'_>) -> String {
    let content = item.content();
    let authority = content.text("authority").unwrap_or_default();
    let args = [
        ("function", content.bi("function", reader.lang()).unwrap_or_default().to_owned()),
        ("authority", reader.choice("sign_off", "authority", authority)),
        ("date", content.date("date").map(|date| reader.date(date)).unwrap_or_default()),
        ("place", content.bi("place", reader.lang()).unwrap_or_default().to_owned()),
    ];
    reader.t.f("rung-done", &args)
}

fn steps(reader: &Reader<'_>, edition: &Item<'_>, today: &str) -> Vec<Step> {
    if !reader.writes("sign_off") {
        return Vec::new();
    }
    let taken = reader.record.children(edition.id(), "sign_off");
    let taken = |rung: &str| {
        taken.iter().any(|item| {
            *item.owner() == reader.us
                && item.shown().is_some()
                && item.content().text("rung") == Some(rung)
        })
    };
    let certified = certified(reader.record, edition);
    let step = |rung: &'static str| Step {
        rung,
        word: reader.choice("sign_off", "rung", rung),
        date: today.to_owned(),
    };
    ["initialled", "approved", "signed"]
        .into_iter()
        .filter(|rung| !taken(rung) && (certified || *rung == "approved"))
        .map(step)
        .collect()
}

fn silences(
    reader: &Reader<'_>,
    negotiation: &Negotiation<'_>,
    edition: Option<&Item<'_>>,
    back: &str,
) -> Vec<SilenceView> {
    let mut on: Vec<&ItemId> = edition.iter().map(|item| item.id()).collect();
    on.extend(negotiation.rows.iter().map(|row| row.item.id()));
    let view = |item: &Item<'_>| {
        let content = item.content();
        let silence = silence_of(reader.record, item);
        let deadline = content.instant("deadline").map(|at| reader.stamp(at)).unwrap_or_default();
        let days = content.int("working_days").unwrap_or_default().to_string();
        let state = silence.as_str();
        let args = [("deadline", deadline), ("days", days)];
        let may_break = may_break(reader.record, item) && reader.writes("silence_break");
        SilenceView {
            href: reader.life(item.id()),
            words: reader.t.f(&format!("silence-{state}"), &args),
            state: reader.mark(item),
            acts: reader.acts(item, Reach::Row, back),
            break_href: if may_break {
                format!(
                    "{}&return={back}",
                    reader.new_href("silence_break", "procedure", item.id())
                )
            } else {
                String::new()
            },
        }
    };
    on.into_iter()
        .flat_map(|id| reader.record.children(id, "silence_procedure"))
        .filter(|item| item.shown().is_some())
        .map(|item| view(&item))
        .collect()
}

/// The deadlines that can be chosen, each counted in the calendars of all sides.
fn silence_form(reader: &Reader<'_>, today: &str) -> Option<SilenceForm> {
    let days = SILENCE_DAYS_OFFERED.iter().filter_map(|n| {
        let at = silence_deadline(reader, today, *n)?;
        let args = [("days", n.to_string()), ("deadline", reader.stamp(&at))];
        Some((*n, reader.t.f("silence-offer", &args)))
    });
    let days: Vec<(u64, String)> = days.collect();
    (!days.is_empty()).then_some(SilenceForm { days })
}

fn calendars_needed(reader: &Reader<'_>) -> String {
    let (_, missing) = working_days::calendars(reader.record);
    if missing.is_empty() {
        return String::new();
    }
    let names: Vec<String> = missing.iter().map(|party| reader.party(party)).collect();
    reader.t.f("silence-needs", &[("parties", names.join(reader.comma()))])
}

/// The end of business of the last side on the day on which `n` working days of all sides have
/// passed.
fn silence_deadline(reader: &Reader<'_>, today: &str, n: u64) -> Option<String> {
    let (known, missing) = working_days::calendars(reader.record);
    if !missing.is_empty() {
        return None;
    }
    let calendars: Vec<Calendar> = known.iter().map(|(_, calendar)| calendar.clone()).collect();
    let day = working_days::deadline(working_days::day_of(today)?, n, &calendars)?;
    let date: jiff::civil::Date = working_days::date_of(day).parse().ok()?;
    let ends = known.iter().filter_map(|(party, _)| {
        let zone = zone_of(reader, party)?;
        date.at(CLOSE_OF_BUSINESS, 0, 0, 0).to_zoned_datetime(zone).ok().map(|at| at.timestamp())
    });
    ends.max().map(|at| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

fn zone_of(reader: &Reader<'_>, party: &PartyId) -> Option<TimeZone> {
    let items = reader.record.of_type("working_calendar");
    let own = items.iter().find(|item| item.owner() == party)?;
    TimeZone::get(own.content().text("time_zone")?).ok()
}

fn today(reader: &Reader<'_>, now: jiff::Timestamp) -> String {
    let zone = reader.our_zone();
    now.to_zoned_datetime(zone).date().to_string()
}

fn corrigenda(reader: &Reader<'_>, negotiation: &Negotiation<'_>) -> Vec<Line> {
    let rows = negotiation.rows.iter();
    let items = rows.flat_map(|row| reader.record.children(row.item.id(), "corrigendum"));
    items.map(|item| reader.line(&item)).collect()
}

async fn close(
    signed: Signed,
    Path((_, did, item)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let now = visit.now();
    let draft = visit
        .read(|reader| {
            let negotiation = Negotiation::of(reader.record, &id)?;
            draft_of(reader, &negotiation, &form.0, now)
        })
        .ok_or_else(|| Problem::BadRequest("the step cannot be taken".to_owned()))?;
    match visit.dialogue.perform(&visit.actor, Act::Put(draft)).await {
        Ok(_) => {
            let to = visit.read(|reader| reader.at(&format!("texts/{id}/closing")));
            Ok(Redirect::to(&to).into_response())
        }
        Err(ActError::Refused(refusal)) => {
            let t = visit.t();
            let mut problems =
                vec![format!("{} {}", texts::refusal(&refusal, t), texts::remedy(&refusal, t))];
            problems.extend(refusal.problems().iter().map(|problem| {
                let label = visit.read(|reader| reader.problem_label("sign_off", &problem.field));
                format!("{label}: {}", texts::field_problem(problem, t))
            }));
            let page = render(&visit, &id, problems, form.0)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
        Err(error) => Err(Problem::from(error)),
    }
}

fn draft_of(
    reader: &Reader<'_>,
    negotiation: &Negotiation<'_>,
    form: &Pairs,
    now: jiff::Timestamp,
) -> Option<Draft> {
    let text = negotiation.text.id();
    // The words that the officer saw, not those that stand when his form arrives.
    let of_text = || Content::new().with("text", text).with("digest", first(form, "digest"));
    let (name, content) = match first(form, "do") {
        "edition" => {
            let content = of_text()
                .with("versions", negotiation.versions().as_str())
                .with("provisions", negotiation.live().count() as u64);
            ("edition", content)
        }
        "certify" => {
            let mut content = of_text()
                .with("result", first(form, "result"))
                .with("warnings", negotiation.warnings() as u64);
            typed(&mut content, form, &["checker", "note"]);
            ("concordance_certificate", content)
        }
        "silence" => ("silence_procedure", silence_content(reader, negotiation, form, now)?),
        "sign" => {
            let edition = ItemId::parse(first(form, "edition")).ok()?;
            let mut content = Content::new().with("edition", &edition);
            for name in ["rung", "authority", "date"] {
                content.set_text(name, first(form, name));
            }
            typed(&mut content, form, &["function", "place", "note"]);
            let papers = values(form, "paper").into_iter().filter_map(|id| ItemId::parse(id).ok());
            let papers: Vec<ItemId> = papers.collect();
            if !papers.is_empty() {
                content.set_items("papers", &papers);
            }
            ("sign_off", content)
        }
        _ => return None,
    };
    Some(Draft::new(item::get(name)?, content))
}

fn typed(content: &mut Content, form: &Pairs, names: &[&str]) {
    for name in names {
        for lang in Lang::ALL {
            let value = tidy(first(form, &dialogue::content::bi_name(name, lang)));
            content.set_bi(name, lang, &value);
        }
    }
}

fn silence_content(
    reader: &Reader<'_>,
    negotiation: &Negotiation<'_>,
    form: &Pairs,
    now: jiff::Timestamp,
) -> Option<Content> {
    let edition = ItemId::parse(first(form, "edition")).ok()?;
    let edition = negotiation.record().item(&edition)?;
    let version = edition.shown()?;
    let days: u64 = first(form, "days").parse().ok()?;
    let today = today(reader, now);
    let deadline = silence_deadline(reader, &today, days)?;
    Some(
        Content::new()
            .with("on", edition.id())
            .with("version", version.id.to_string().as_str())
            .with("deadline", deadline.as_str())
            .with("from", today.as_str())
            .with("working_days", days),
    )
}
