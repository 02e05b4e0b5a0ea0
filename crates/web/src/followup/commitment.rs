//! The page of a commitment: what each side says beside what both agree, where it comes from, and
//! its line of life over all rounds.

use dialogue::act::{Act, Draft};
use dialogue::content::Content;
use dialogue::follow::{self, Life, Worth, story};
use dialogue::id::ItemId;
use dialogue::item;
use dialogue::policy;
use dialogue::record::Item;

use super::board::{self, Due, Status};
use super::stories::{self, ChapterRow};
use crate::items::acts::{ActLink, Reach};
use crate::items::beside::{Notes, ProofCard, Waits};
use crate::items::reader::{Address, Fact, Line, Link, Reader, with_query};
use crate::items::shown::{LangText, Shown};
use crate::mark::Mark;

/// The page.
#[derive(Debug)]
pub struct CommitmentView {
    pub id: String,
    pub title: String,
    pub state: Mark,
    pub acts: Vec<ActLink>,
    pub life: String,
    pub text: Vec<LangText>,
    pub due: Due,
    pub sides: Vec<SideCard>,
    pub agreed: Status,
    /// Who says it is done while both have not accepted it.
    pub claimed: String,
    pub answers: Vec<AnswerRow>,
    /// Where an answer is put in the place of those that crossed; empty when none did.
    pub crossed: String,
    pub answer: Option<AnswerForm>,
    pub facts: Vec<Fact>,
    pub fields: Vec<Shown>,
    pub chapters: Vec<ChapterRow>,
    pub story: String,
    pub assistance: Vec<Line>,
    pub assistance_add: String,
    pub discrepancies: Vec<Line>,
    pub sources: Vec<Address>,
    pub waits: Waits,
    pub notes: Notes,
    pub proof: ProofCard,
}

/// What one side says.
#[derive(Debug)]
pub struct SideCard {
    pub name: String,
    pub tone: &'static str,
    pub status: Status,
    pub blocking: String,
    pub note: String,
    pub next_step: String,
    pub when: String,
    pub href: String,
    pub channel: String,
    /// Where our side reports; empty for the other side and for those who may not.
    pub report: String,
}

/// What a round, or both sides between rounds, answered or is asked to.
#[derive(Debug)]
pub struct AnswerRow {
    pub round: Link,
    pub outcome: String,
    pub note: String,
    pub href: String,
    pub state: Mark,
    /// What it counts for when both sides hold it and it does not count: that it was replaced, or
    /// that it crossed another; empty otherwise.
    pub worth: String,
    /// What it was merged or split into.
    pub into: Vec<Link>,
    /// Where another is put in its place; empty when it does not count.
    pub instead: String,
    pub acts: Vec<ActLink>,
}

/// The form that answers from this page.
#[derive(Debug)]
pub struct AnswerForm {
    pub action: String,
    /// In which round; empty between rounds.
    pub round: String,
    pub round_title: String,
    pub outcomes: Vec<(&'static str, String)>,
    /// The whole form: with a note, with what it was merged or split into.
    pub whole: String,
}

/// Builds the page; notes and proof are added by the handler.
pub fn view(reader: &Reader<'_>, item: &Item<'_>, today: &str) -> CommitmentView {
    let life = follow::life(reader.record, *item);
    let id = item.id();
    let here = reader.href(item);
    let content = item.content();
    let says: Vec<String> =
        life.claimed_done().iter().map(|party| reader.side(party).name).collect();
    let claimed = match says.is_empty() || !life.is_open() {
        true => String::new(),
        false => reader.t.f("commitment-claimed", &[("side", says.join(reader.comma()))]),
    };
    let fields = item.kind().fields.iter().filter(|field| !TOLD.contains(&field.name));
    let fields = fields.filter_map(|field| reader.one(item.kind(), field, content)).collect();
    let assistance = reader.record.children(id, "assistance");
    CommitmentView {
        id: id.to_string(),
        title: reader.title(item),
        state: reader.mark(item),
        acts: reader.acts(item, Reach::Page, &here),
        life: reader.life(id),
        text: reader.wordings(item, "text"),
        due: board::due(reader, &life, today),
        sides: reader.sides().iter().map(|side| card(reader, &life, side, &here)).collect(),
        agreed: board::agreed(reader, &life),
        claimed,
        answers: answers(reader, &life, &here),
        crossed: instead_of_crossed(reader, &life, &here),
        answer: answer_form(reader, &life, &here, today),
        facts: facts(reader, &life),
        fields,
        chapters: stories::rows(reader, &story::line_of(reader.record, *item)),
        story: reader.at(&format!("stories/item/{id}")),
        assistance: reader.lines(&assistance),
        assistance_add: match content.text("kind") {
            Some("offer") => reader.add("assistance", "commitment", id),
            _ => String::new(),
        },
        discrepancies: reader.discrepancies(id),
        sources: reader.addresses(item),
        waits: reader.waits(Some(id), |other| reader.under(other, id)),
        notes: Notes::default(),
        proof: ProofCard::default(),
    }
}

/// What the page tells elsewhere than in its list of fields.
const TOLD: &[&str] =
    &["text", "status", "due", "due_rule", "round", "group", "session", "follow_up", "sources"];

fn card(
    reader: &Reader<'_>,
    life: &Life<'_>,
    side: &crate::items::reader::Side,
    here: &str,
) -> SideCard {
    let lang = reader.lang();
    let report = life.report_of(&side.party);
    let content = report.map(Item::content);
    let of = |name: &str| {
        content.and_then(|content| content.bi(name, lang)).unwrap_or_default().to_owned()
    };
    let choice = |name: &str| {
        let value = content.and_then(|content| content.text(name));
        value.map(|value| reader.choice("commitment_report", name, value)).unwrap_or_default()
    };
    let date = content.and_then(|content| content.date("date"));
    let ours = side.party == reader.us && life.is_open() && reader.writes("commitment_report");
    let report_href = with_query(
        &reader.new_href("commitment_report", "commitment", life.commitment.id()),
        "return",
        here,
    );
    SideCard {
        name: side.name.clone(),
        tone: side.tone,
        status: board::claim(reader, life, &side.party),
        blocking: choice("blocking"),
        note: of("note"),
        next_step: of("next_step"),
        when: date.map(|date| reader.date(date)).unwrap_or_default(),
        href: report.map(|report| reader.href(report)).unwrap_or_default(),
        channel: choice("channel"),
        report: if ours { with_query(&report_href, "channel", "desk") } else { String::new() },
    }
}

fn answers(reader: &Reader<'_>, life: &Life<'_>, here: &str) -> Vec<AnswerRow> {
    let row = |answer: &follow::Answer<'_>| AnswerRow {
        round: answer.round.as_ref().map_or_else(
            || Link { title: reader.t.s("board-between-rounds").into_owned(), ..Link::default() },
            |id| reader.link_of(id),
        ),
        outcome: reader.choice("commitment_answer", "outcome", answer.outcome),
        note: answer.item.content().bi("note", reader.lang()).unwrap_or_default().to_owned(),
        href: reader.life(answer.item.id()),
        state: reader.mark(&answer.item),
        worth: worth(reader, answer),
        into: answer.moved_to().iter().map(|id| reader.link_of(id)).collect(),
        instead: match answer.worth == Worth::Counts && reader.writes("commitment_answer") {
            true => instead(reader, life, vec![answer], here),
            false => String::new(),
        },
        acts: reader.acts(&answer.item, Reach::Row, here),
    };
    life.answers.iter().map(row).collect()
}

/// What an answer counts for where its state does not say it: that it crossed another, that it was
/// replaced, that it is to replace one.
pub fn worth(reader: &Reader<'_>, answer: &follow::Answer<'_>) -> String {
    let replaces = !answer.item.content().items("replaces").is_empty();
    match answer.worth {
        Worth::Crossed => reader.t.s("answer-crossed").into_owned(),
        Worth::Replaced => reader.t.s("answer-replaced").into_owned(),
        Worth::Proposed if replaces => reader.t.s("answer-replaces").into_owned(),
        Worth::Counts | Worth::Proposed => String::new(),
    }
}

/// Where an answer is written in the place of those that crossed. Empty where none did, where one
/// is proposed already, and for those who may not.
pub fn instead_of_crossed(reader: &Reader<'_>, life: &Life<'_>, here: &str) -> String {
    let crossed = life.crossed();
    let pending = life.answers.iter().any(|answer| {
        let replaced = answer.item.content().items("replaces");
        answer.worth == Worth::Proposed
            && crossed.iter().any(|one| replaced.contains(one.item.id()))
    });
    if crossed.is_empty() || pending || !reader.writes("commitment_answer") {
        return String::new();
    }
    instead(reader, life, crossed, here)
}

/// Where an answer is written that takes the place of others, in the round of the last of them.
fn instead(
    reader: &Reader<'_>,
    life: &Life<'_>,
    of: Vec<&follow::Answer<'_>>,
    here: &str,
) -> String {
    let mut href = reader.new_href("commitment_answer", "commitment", life.commitment.id());
    for answer in &of {
        href = with_query(&href, "replaces", answer.item.id().as_str());
    }
    if let Some(round) = of.last().and_then(|answer| answer.round.as_ref()) {
        href = with_query(&href, "round", round.as_str());
    }
    with_query(&href, "return", here)
}

/// The round that asks now: the first one after it that is not closed.
pub fn round_now<'a>(reader: &Reader<'a>, life: &Life<'_>) -> Option<Item<'a>> {
    let rounds = reader.record.of_type("round").into_iter();
    let open = rounds.filter(|round| {
        let content = round.content();
        let number = content.int("number").unwrap_or(0);
        round.shown().is_some() && number > life.number && content.date("closed").is_none()
    });
    open.min_by_key(|round| round.content().int("number"))
}

fn answer_form(
    reader: &Reader<'_>,
    life: &Life<'_>,
    here: &str,
    today: &str,
) -> Option<AnswerForm> {
    let round = round_now(reader, life);
    let round_id = round.as_ref().map(|round| round.id().clone());
    let outcomes: Vec<(&'static str, String)> = follow::OUTCOMES
        .iter()
        .filter(|outcome| {
            let draft = draft(life.commitment.id(), round_id.as_ref(), outcome, today);
            policy::may(reader.actor, &Act::Put(draft), reader.record).is_ok()
        })
        .map(|outcome| (*outcome, reader.choice("commitment_answer", "outcome", outcome)))
        .collect();
    if outcomes.is_empty() {
        return None;
    }
    let mut whole = reader.new_href("commitment_answer", "commitment", life.commitment.id());
    if let Some(id) = &round_id {
        whole = with_query(&whole, "round", id.as_str());
    }
    whole = with_query(&with_query(&whole, "date", today), "return", here);
    Some(AnswerForm {
        action: format!("{here}/answer"),
        round: round_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        round_title: round.as_ref().map(|round| reader.title(round)).unwrap_or_default(),
        outcomes,
        whole,
    })
}

/// An answer as a draft.
pub fn draft(commitment: &ItemId, round: Option<&ItemId>, outcome: &str, today: &str) -> Draft {
    let mut content =
        Content::new().with("commitment", commitment).with("date", today).with("outcome", outcome);
    if let Some(round) = round {
        content.set_text("round", round.as_str());
    }
    Draft::new(item::get("commitment_answer").expect("a known type"), content)
}

fn facts(reader: &Reader<'_>, life: &Life<'_>) -> Vec<Fact> {
    let content = life.commitment.content();
    let mut facts = Vec::new();
    let mut link = |name: &str, id: Option<ItemId>| {
        if let Some(id) = id {
            let link = reader.link_of(&id);
            let label = reader.label("commitment", name);
            facts.push(Fact { label, value: link.title, second: String::new(), href: link.href });
        }
    };
    link("round", life.made_in.clone());
    link("group", content.item("group"));
    link("session", content.item("session"));
    facts
}
