//! Handlers of the follow-through: board, time line, files, a commitment, what a round answers,
//! opening and closing a round, stories. What changes the record goes through its policy.

use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::response::{Html, IntoResponse, Redirect, Response};
use dialogue::act::Act;
use dialogue::follow::story;
use dialogue::id::ItemId;
use dialogue::policy;
use dialogue::record::Item;
use dialogue::refusal::{FieldProblem, FieldRule, Refusal};
use documents::limits::SHEET_ROWS_MAX;
use documents::paper::{Layout, Pair};
use documents::sheet::SheetError;
use http::{StatusCode, header};
use node::ActError;
use serde::Deserialize;

use super::answers::{self, AnswersView};
use super::board::{self, BoardView};
use super::commitment::{self, CommitmentView};
use super::narrow::{self, Asked, Seen};
use super::opening::{self, ClosingView, OpeningView};
use super::stories::{self, StoriesView, StoryView};
use super::timeline::{self, TimelineView};
use super::{files, matrix};
use crate::attachments::section::{self, Section, Typed};
use crate::forms::pairs::{Pairs, first};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::items::visit::{Visit, html, item_id};
use crate::limits::MATRIX_ROWS_MAX;
use crate::negotiation::papers;
use crate::negotiation::sheets::title_of;
use crate::shell::{Crumb, Page, Problem};
use crate::texts;
use crate::updates::entry::{self, Entry};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/commitments", the_board)
        .post("/{lang}/d/{did}/commitments/seen", mark_seen)
        .get("/{lang}/d/{did}/commitments/timeline", the_timeline)
        .get("/{lang}/d/{did}/commitments/matrix", the_matrix)
        .get("/{lang}/d/{did}/commitments/file.csv", csv)
        .get("/{lang}/d/{did}/commitments/file.xlsx", xlsx)
        .get("/{lang}/d/{did}/commitments/{item}", a_commitment)
        .post("/{lang}/d/{did}/commitments/{item}/answer", answer_one)
        .get("/{lang}/d/{did}/rounds/{item}/answers", the_answers)
        .post("/{lang}/d/{did}/rounds/{item}/answers", answer_all)
        .get("/{lang}/d/{did}/rounds/{item}/next", ask_next)
        .post("/{lang}/d/{did}/rounds/{item}/next", open_next)
        .get("/{lang}/d/{did}/rounds/{item}/close", ask_close)
        .post("/{lang}/d/{did}/rounds/{item}/close", close)
        .get("/{lang}/d/{did}/stories", the_stories)
        .get("/{lang}/d/{did}/stories/topic", story_of_topic)
        .get("/{lang}/d/{did}/stories/item/{item}", story_of_item)
}

macro_rules! page {
    ($name:ident, $path:literal, $view:ty) => {
        #[derive(Template)]
        #[template(path = $path)]
        struct $name {
            page: Page,
            t: T,
            v: $view,
        }
    };
}

page!(BoardPage, "followup/board.html", BoardView);
page!(TimelinePage, "followup/timeline.html", TimelineView);
page!(AnswersPage, "followup/answers.html", AnswersView);
page!(OpeningPage, "followup/opening.html", OpeningView);
page!(ClosingPage, "followup/closing.html", ClosingView);
page!(StoriesPage, "followup/stories.html", StoriesView);
page!(StoryPage, "followup/story.html", StoryView);

#[derive(Template)]
#[template(path = "followup/commitment.html")]
struct CommitmentPage {
    page: Page,
    t: T,
    v: CommitmentView,
    files: Section,
    updates: Entry,
}

type Under = Path<(String, String)>;
type At = Path<(String, String, String)>;

/// Today where our side is.
pub fn today(visit: &Visit) -> String {
    let now = visit.now();
    visit.read(|reader| reader.places.our_day(now).to_string())
}

/// What the visitor had seen of the board when he marked it.
pub fn seen(visit: &Visit) -> Result<Seen, Problem> {
    let private = visit.signed.app.node().private();
    Ok(Seen::of(private.seen(&visit.did, &visit.actor.account)?))
}

async fn the_board(
    signed: Signed,
    Path((_, did)): Under,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let (seen, today) = (seen(&visit)?, today(&visit));
    let pdf = visit.signed.app.typesetter().is_some();
    let v = visit.read(|reader| {
        let mut v = board::view(reader, &asked, &seen, &today, pdf);
        v.proof = reader.proof_card(&visit.logs, None);
        v
    });
    let crumbs = vec![Crumb::new(visit.t().s("types-commitment").into_owned(), "")];
    html(&BoardPage { page: visit.page("commitments", crumbs), t: visit.t(), v })
}

/// Remembers the board as it is now as what this visitor has seen.
async fn mark_seen(signed: Signed, Path((_, did)): Under) -> Result<Response, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let (all, here) = visit.read(|reader| (Seen::now(reader), reader.at("commitments")));
    visit.signed.app.node().private().mark_seen(&visit.did, &all, &visit.actor)?;
    Ok(Redirect::to(&here).into_response())
}

async fn the_timeline(
    signed: Signed,
    Path((_, did)): Under,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let (seen, today) = (seen(&visit)?, today(&visit));
    let v = visit.read(|reader| timeline::view(reader, &asked, &seen, &today));
    let crumbs = under_board(&visit, visit.t().s("board-tab-timeline").into_owned());
    html(&TimelinePage { page: visit.page("commitments", crumbs), t: visit.t(), v })
}

#[derive(Deserialize)]
struct Wanted {
    form: Option<String>,
    layout: Option<String>,
}

impl Wanted {
    fn layout(&self) -> Result<Layout, Problem> {
        Layout::parse(self.layout.as_deref().unwrap_or("ar")).ok_or(Problem::NotFound)
    }

    fn pdf(&self) -> bool {
        self.form.as_deref() == Some("pdf")
    }
}

async fn the_matrix(
    signed: Signed,
    Path((_, did)): Under,
    Query(asked): Query<Asked>,
    Query(form): Query<Wanted>,
) -> Result<Response, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let (seen, today) = (seen(&visit)?, today(&visit));
    let layout = match &form.layout {
        Some(_) => form.layout()?,
        None => Layout::parse(visit.signed.lang.as_str()).ok_or(Problem::NotFound)?,
    };
    let paper = visit.read(|reader| {
        let mut lives = narrow::chosen(reader, board::all(reader), &asked, &seen, &today);
        // What one side proposes goes on no paper of commitments, unless that is what is asked for.
        lives.retain(|life| life.is_commitment() || asked.fate == "proposed");
        if lives.len() > MATRIX_ROWS_MAX {
            return Err(Problem::TooLong { is: lives.len(), max: MATRIX_ROWS_MAX });
        }
        Ok(matrix::paper(reader, &lives, &asked, layout, &today))
    });
    papers::answer(&visit, paper?, form.pdf(), "matrix").await
}

async fn csv(signed: Signed, at: Under, asked: Query<Asked>) -> Result<Response, Problem> {
    file(signed, at, &asked, "csv")
}

async fn xlsx(signed: Signed, at: Under, asked: Query<Asked>) -> Result<Response, Problem> {
    file(signed, at, &asked, "xlsx")
}

fn file(
    signed: Signed,
    Path((_, did)): Under,
    asked: &Asked,
    form: &str,
) -> Result<Response, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let (seen, today) = (seen(&visit)?, today(&visit));
    let sheet = visit.read(|reader| {
        let lives = narrow::chosen(reader, board::all(reader), asked, &seen, &today);
        files::sheet(reader, &lives, &today)
    });
    let (bytes, kind) = match form {
        "csv" => (sheet.to_csv(), "text/csv; charset=utf-8"),
        _ => (sheet.to_xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    };
    let bytes = bytes.map_err(|error| match error {
        SheetError::TooLong { is } => Problem::TooLong { is, max: SHEET_ROWS_MAX },
        SheetError::Failed(why) => Problem::Failed(why),
    })?;
    let name = format!("attachment; filename=\"{did}-commitments.{form}\"");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, &name)], bytes)
        .into_response())
}

async fn a_commitment(signed: Signed, Path((_, did, item)): At) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let today = today(&visit);
    let v = visit
        .read(|reader| {
            let item = of_type(reader, &id, "commitment")?;
            let mut v = commitment::view(reader, &item, &today);
            v.proof = reader.proof_card(&visit.logs, Some(&id));
            Some(v)
        })
        .ok_or(Problem::NotFound)?;
    let v = CommitmentView { notes: visit.notes(&id)?, ..v };
    let files = section::of(&visit, &id, Typed::default());
    let crumbs = under_board(&visit, v.title.clone());
    let (updates, page) = (entry::of(&visit, &id)?, visit.page("commitments", crumbs));
    html(&CommitmentPage { page, t: visit.t(), v, files, updates })
}

/// The way back from a page under the board.
pub fn under_board(visit: &Visit, title: String) -> Vec<Crumb> {
    let board = visit.read(|reader| reader.at("commitments"));
    let word = visit.t().s("types-commitment").into_owned();
    vec![Crumb::new(word, board), Crumb::new(title, "")]
}

fn of_type<'a>(reader: &Reader<'a>, id: &ItemId, name: &str) -> Option<Item<'a>> {
    reader.record.item(id).filter(|item| item.kind().name == name)
}

/// Answers one commitment in one word.
async fn answer_one(
    signed: Signed,
    Path((_, did, item)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let today = today(&visit);
    let round = match first(&form, "round") {
        "" => None,
        round => Some(item_id(round)?),
    };
    let outcome = first(&form, "outcome");
    if !answers::SHORT.contains(&outcome) {
        let problems = vec![FieldProblem::new("outcome", FieldRule::Missing)];
        return Err(Problem::from(ActError::Refused(Refusal::Form { problems })));
    }
    let here = visit
        .read(|reader| of_type(reader, &id, "commitment").map(|item| reader.href(&item)))
        .ok_or(Problem::NotFound)?;
    let draft = commitment::draft(&id, round.as_ref(), outcome, &today);
    visit.dialogue.perform(&visit.actor, Act::Put(draft)).await?;
    Ok(Redirect::to(&here).into_response())
}

#[derive(Deserialize)]
struct Paged {
    page: Option<usize>,
}

async fn the_answers(
    signed: Signed,
    Path((_, did, item)): At,
    Query(asked): Query<Paged>,
) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let today = today(&visit);
    let (v, title) = visit
        .read(|reader| {
            let round = of_type(reader, &id, "round")?;
            let mut v = answers::view(reader, &round, asked.page.unwrap_or(1), &today);
            v.proof = reader.proof_card(&visit.logs, Some(&id));
            Some((v, reader.title(&round)))
        })
        .ok_or(Problem::NotFound)?;
    let word = visit.t().s("answers-word").into_owned();
    let crumbs = vec![Crumb::new(title, v.round.clone()), Crumb::new(word, "")];
    html(&AnswersPage { page: visit.page("commitments", crumbs), t: visit.t(), v })
}

/// Answers many: one word each, and one word for what was left empty.
async fn answer_all(
    signed: Signed,
    Path((_, did, item)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let today = today(&visit);
    let (acts, here) = visit
        .read(|reader| {
            let round = of_type(reader, &id, "round")?;
            let acts = answers::acts(reader, &round, &form, &today);
            Some((acts, format!("{}/answers", reader.href(&round))))
        })
        .ok_or(Problem::NotFound)?;
    if !acts.is_empty() {
        visit.dialogue.perform_all(&visit.actor, acts).await?;
    }
    Ok(Redirect::to(&here).into_response())
}

async fn ask_next(signed: Signed, Path((_, did, item)): At) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    opening_page(&visit, &id, &[], String::new())
}

fn opening_page(
    visit: &Visit,
    id: &ItemId,
    form: &[(String, String)],
    problem: String,
) -> Result<Html<String>, Problem> {
    let v = visit
        .read(|reader| {
            let round = of_type(reader, id, "round")?;
            let mut v = opening::view(reader, &round, form, problem);
            v.proof = reader.proof_card(&visit.logs, Some(id));
            Some(v)
        })
        .ok_or(Problem::NotFound)?;
    let from = Crumb::new(v.from.title.clone(), v.from.href.clone());
    let crumbs = vec![from, Crumb::new(v.title.clone(), "")];
    html(&OpeningPage { page: visit.page("dialogue", crumbs), t: visit.t(), v })
}

/// Puts the next round and a session of each group that was ticked.
async fn open_next(
    signed: Signed,
    Path((_, did, item)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let (draft, refusal) = visit
        .read(|reader| {
            let last = of_type(reader, &id, "round")?;
            let round = opening::round(&last, &form);
            // A round without the sessions that were asked for is half a round: all are judged
            // before it is put, the sessions as those of the round that is there.
            let mut acts = vec![Act::Put(round.clone())];
            acts.extend(opening::sessions(reader, &id, &form));
            let mut judged = acts.iter().map(|act| policy::may(reader.actor, act, reader.record));
            Some((round, judged.find_map(Result::err)))
        })
        .ok_or(Problem::NotFound)?;
    // The form names the round that it opens: nothing else opens one.
    if draft.content.int("number").map(|n| n.to_string()).as_deref() != Some(first(&form, "number"))
    {
        return Ok(opening_page(&visit, &id, &form, String::new())?.into_response());
    }
    let opened = match refusal {
        Some(refusal) => Err(ActError::Refused(refusal)),
        None => visit.dialogue.perform(&visit.actor, Act::Put(draft)).await,
    };
    let done = match opened {
        Ok(done) => done,
        Err(error) => {
            let why = refused(&visit, "round", error)?;
            let body = opening_page(&visit, &id, &form, why)?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response());
        }
    };
    let round = done.item.ok_or(Problem::NotFound)?;
    let sessions = visit.read(|reader| opening::sessions(reader, &round, &form));
    if !sessions.is_empty() {
        let put = visit.dialogue.perform_all(&visit.actor, sessions).await?;
        let put: Vec<ItemId> = put.into_iter().filter_map(|done| done.item).collect();
        let carried = visit.read(|reader| opening::carried_on(reader, &put, &form));
        if !carried.is_empty() {
            visit.dialogue.perform_all(&visit.actor, carried).await?;
        }
    }
    let there = visit.read(|reader| reader.at(&format!("rounds/{round}")));
    Ok(Redirect::to(&there).into_response())
}

/// A refusal in words; anything else is a failure of its own.
pub fn refused(visit: &Visit, type_name: &str, error: ActError) -> Result<String, Problem> {
    let ActError::Refused(refusal) = error else { return Err(Problem::from(error)) };
    Ok(words_of(visit, type_name, &refusal))
}

fn words_of(visit: &Visit, type_name: &str, refusal: &Refusal) -> String {
    let t = visit.t();
    if refusal.problems().is_empty() {
        return format!("{} {}", texts::refusal(refusal, t), texts::remedy(refusal, t));
    }
    // These pages mark no field: each problem is told with the name of its own.
    let told = refusal.problems().iter().map(|problem| {
        let label = visit.read(|reader| reader.problem_label(type_name, &problem.field));
        format!("{label}: {}", texts::field_problem(problem, t))
    });
    told.collect::<Vec<_>>().join(" ")
}

async fn ask_close(signed: Signed, Path((_, did, item)): At) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    closing_page(&visit, &id, &[], String::new())
}

fn closing_page(
    visit: &Visit,
    id: &ItemId,
    form: &[(String, String)],
    problem: String,
) -> Result<Html<String>, Problem> {
    let today = today(visit);
    let v = visit
        .read(|reader| {
            let round = of_type(reader, id, "round")?;
            let mut v = opening::closing(reader, &round, form, &today, problem);
            v.proof = reader.proof_card(&visit.logs, Some(id));
            Some(v)
        })
        .ok_or(Problem::NotFound)?;
    let crumbs = vec![
        Crumb::new(v.round.title.clone(), v.round.href.clone()),
        Crumb::new(visit.t().s("closing-round").into_owned(), ""),
    ];
    html(&ClosingPage { page: visit.page("dialogue", crumbs), t: visit.t(), v })
}

async fn close(
    signed: Signed,
    Path((_, did, item)): At,
    form: Form<Pairs>,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    if first(&form, "closed").trim().is_empty() {
        let problems = vec![FieldProblem::new("closed", FieldRule::Missing)];
        let why = words_of(&visit, "round", &Refusal::Form { problems });
        let body = closing_page(&visit, &id, &form, why)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response());
    }
    let (draft, there) = visit
        .read(|reader| {
            let round = of_type(reader, &id, "round")?;
            Some((opening::closed(reader, &round, &form), reader.href(&round)))
        })
        .ok_or(Problem::NotFound)?;
    match visit.dialogue.perform(&visit.actor, Act::Put(draft)).await {
        Ok(_) => Ok(Redirect::to(&there).into_response()),
        Err(error) => {
            let why = refused(&visit, "round", error)?;
            let body = closing_page(&visit, &id, &form, why)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response())
        }
    }
}

async fn the_stories(signed: Signed, Path((_, did)): Under) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let v = visit.read(|reader| {
        let mut v = stories::list(reader, board::tabs(reader, &Asked::default(), "stories"));
        v.proof = reader.proof_card(&visit.logs, None);
        v
    });
    let crumbs = under_board(&visit, visit.t().s("board-tab-stories").into_owned());
    html(&StoriesPage { page: visit.page("commitments", crumbs), t: visit.t(), v })
}

#[derive(Deserialize)]
struct Topic {
    topic: Option<String>,
    form: Option<String>,
    layout: Option<String>,
}

async fn story_of_topic(
    signed: Signed,
    Path((_, did)): Under,
    Query(asked): Query<Topic>,
) -> Result<Response, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let topic = asked.topic.clone().unwrap_or_default();
    if topic.is_empty() {
        let list = visit.read(|reader| reader.at("stories"));
        return Ok(Redirect::to(&list).into_response());
    }
    let known = visit.read(|reader| story::topics(reader.record));
    if !known.iter().any(|one| one.name == topic) {
        return Err(Problem::NotFound);
    }
    let [ar, en] = visit
        .read(|reader| dialogue::content::Lang::ALL.map(|lang| reader.in_lang(lang).topic(&topic)));
    let here = format!("stories/topic?topic={}&", stories::encoded(&topic));
    let title = Pair::plain(&ar, &en);
    let form = Wanted { form: asked.form, layout: asked.layout };
    told(&visit, title, &here, &form, |reader| story::of_topic(reader.record, &topic)).await
}

async fn story_of_item(
    signed: Signed,
    Path((_, did, item)): At,
    Query(form): Query<Wanted>,
) -> Result<Response, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let title = visit
        .read(|reader| reader.record.item(&id).map(|_| title_of(reader, &id)))
        .ok_or(Problem::NotFound)?;
    let here = format!("stories/item/{id}?");
    told(&visit, title, &here, &form, |reader| story::of_item(reader.record, &id)).await
}

async fn told(
    visit: &Visit,
    title: Pair,
    here: &str,
    form: &Wanted,
    of: impl for<'a> Fn(&Reader<'a>) -> story::Story<'a>,
) -> Result<Response, Problem> {
    let today = today(visit);
    if form.form.is_some() {
        let layout = match &form.layout {
            Some(_) => form.layout()?,
            None => Layout::parse(visit.signed.lang.as_str()).ok_or(Problem::NotFound)?,
        };
        let paper = visit.read(|reader| stories::paper(reader, title, &of(reader), layout, &today));
        return papers::answer(visit, paper, form.pdf(), "story").await;
    }
    let pdf = visit.signed.app.typesetter().is_some();
    let (v, list) = visit.read(|reader| {
        let at = reader.at(here);
        let mut v = stories::view(reader, &title, &of(reader), &at, &today, pdf);
        v.proof = reader.proof_card(&visit.logs, None);
        (v, reader.at("stories"))
    });
    let mut crumbs = under_board(visit, v.title.clone());
    crumbs.insert(1, Crumb::new(visit.t().s("board-tab-stories").into_owned(), list));
    let page = visit.page("commitments", crumbs);
    Ok(html(&StoryPage { page, t: visit.t(), v })?.into_response())
}
