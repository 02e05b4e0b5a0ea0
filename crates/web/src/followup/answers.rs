//! What a round answers: every commitment that was open when it met, with what each side says of it
//! and the answer that both give. Nobody is made to answer one by one: what is left empty can be
//! answered with one word, and what the other side answered is agreed in one step.

use std::collections::BTreeSet;

use dialogue::act::Act;
use dialogue::follow::{self, Life, Worth};
use dialogue::id::ItemId;
use dialogue::record::Item;

use super::board::{self, Due, Status, Tab};
use super::commitment;
use crate::items::beside::ProofCard;
use crate::items::reader::{Figure, Link, Reader, with_query};
use crate::limits::ANSWERS_SHOWN_MAX;
use crate::mark::Mark;

/// The list of a round.
#[derive(Debug)]
pub struct AnswersView {
    pub title: String,
    pub round: String,
    pub figures: Vec<Figure>,
    /// How far it is, in one sentence.
    pub standing: String,
    pub action: String,
    pub may_answer: bool,
    pub outcomes: Vec<(&'static str, String)>,
    pub sides: Vec<String>,
    pub rows: Vec<AnswersRow>,
    /// The pages of a long list, this one among them.
    pub pages: Vec<Tab>,
    /// Where all that the other side answered is agreed; empty when nothing waits.
    pub agree_all: String,
    pub close: String,
    pub closed: bool,
    pub proof: ProofCard,
}

/// One commitment on the list.
#[derive(Debug)]
pub struct AnswersRow {
    pub id: String,
    pub commitment: Link,
    pub made_in: Link,
    pub due: Due,
    pub claims: Vec<Status>,
    /// The answers given so far, that of the other side beside ours; none while it is unanswered.
    pub answers: Vec<Given>,
    /// Where an answer is put in the place of those that crossed; empty when none did.
    pub crossed: String,
    /// Where it is answered with more than a word: a note, a new date, what it was merged into.
    pub whole: String,
}

/// An answer that somebody has given.
#[derive(Debug)]
pub struct Given {
    pub word: String,
    pub href: String,
    pub state: Mark,
    /// That it crossed another, or that it would replace one; empty otherwise.
    pub worth: String,
}

/// How far a round is with its list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub all: usize,
    pub agreed: usize,
    /// Answered by one side only.
    pub proposed: usize,
    /// Answered by both sides in different ways, agreed by none.
    pub differ: usize,
    /// Both agreed to answers that crossed.
    pub crossed: usize,
}

impl Progress {
    /// Those that nobody has answered.
    pub fn unanswered(self) -> usize {
        self.all - self.agreed - self.proposed - self.differ - self.crossed
    }

    /// Counts the list of a round.
    pub fn of(lives: &[Life<'_>], round: &ItemId) -> Progress {
        let mut progress = Progress { all: lives.len(), ..Progress::default() };
        for life in lives {
            match stage(life, round) {
                Stage::Agreed => progress.agreed += 1,
                Stage::Proposed => progress.proposed += 1,
                Stage::Differ => progress.differ += 1,
                Stage::Crossed => progress.crossed += 1,
                Stage::None => {}
            }
        }
        progress
    }
}

/// How far one commitment is in a round. The order is that in which a long list is worked down.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Crossed,
    Differ,
    None,
    Proposed,
    Agreed,
}

fn stage(life: &Life<'_>, round: &ItemId) -> Stage {
    let answers = life.answers_in(round);
    match &answers[..] {
        [] => Stage::None,
        _ if answers.iter().any(|one| one.worth == Worth::Crossed) => Stage::Crossed,
        _ if answers.iter().any(|one| one.worth == Worth::Counts) => Stage::Agreed,
        [first, rest @ ..] if rest.iter().any(|one| !one.says_the_same(first)) => Stage::Differ,
        _ => Stage::Proposed,
    }
}

/// The commitments that a round has to answer.
pub fn list<'a>(reader: &Reader<'a>, round: &Item<'_>) -> Vec<Life<'a>> {
    let number = round.content().int("number").unwrap_or(0);
    follow::list_of(reader.record, round.id(), number)
}

/// How far, in figures.
pub fn figures(reader: &Reader<'_>, progress: Progress, href: &str) -> Vec<Figure> {
    let figure = |key: &str, number: usize, tone| Figure {
        number: number.to_string(),
        label: reader.t.s(key).into_owned(),
        href: href.to_owned(),
        tone,
    };
    let mut figures = vec![
        figure("answers-all", progress.all, "plain"),
        figure("answers-agreed", progress.agreed, "agreed"),
        figure("answers-proposed", progress.proposed, "theirs"),
        figure("answers-none", progress.unanswered(), "plain"),
    ];
    let rare = [("answers-differ", progress.differ), ("answers-crossed", progress.crossed)];
    figures.extend(rare.iter().filter(|one| one.1 > 0).map(|(key, n)| figure(key, *n, "alarm")));
    figures
}

/// Builds a page of the list.
pub fn view(reader: &Reader<'_>, round: &Item<'_>, page: usize, today: &str) -> AnswersView {
    let (t, id) = (reader.t, round.id());
    let mut lives = list(reader, round);
    // What is still to be done comes first where not all can be seen at once.
    if lives.len() > ANSWERS_SHOWN_MAX {
        lives.sort_by_cached_key(|life| stage(life, id));
    }
    let progress = Progress::of(&lives, id);
    let href = reader.href(round);
    let here = format!("{href}/answers");
    let standing = match (progress.all, progress.all - progress.agreed) {
        (0, _) => t.s("answers-nothing").into_owned(),
        (_, 0) => t.s("answers-complete").into_owned(),
        (_, open) => t.n("answers-missing", open),
    };
    let pages = lives.len().div_ceil(ANSWERS_SHOWN_MAX).max(1);
    let page = page.clamp(1, pages);
    let theirs = lives
        .iter()
        .any(|life| life.answers_in(id).iter().any(|one| follow::waits_for(one, life, &reader.us)));
    let closed = round.content().date("closed").is_some();
    AnswersView {
        title: t.f("answers-title", &[("round", reader.title(round))]),
        round: href.clone(),
        figures: figures(reader, progress, ""),
        standing,
        action: here.clone(),
        may_answer: reader.writes("commitment_answer") && progress.unanswered() > 0,
        outcomes: words(reader),
        sides: reader.sides().into_iter().map(|side| side.name).collect(),
        rows: lives
            .iter()
            .skip((page - 1) * ANSWERS_SHOWN_MAX)
            .take(ANSWERS_SHOWN_MAX)
            .map(|life| row(reader, life, id, today, &here))
            .collect(),
        pages: board::page_links(&here, "", page, pages),
        agree_all: if theirs && reader.consents("commitment_answer") {
            let all = with_query(&reader.at("agree"), "under", id.as_str());
            with_query(&with_query(&all, "of", "commitment_answer"), "return", &here)
        } else {
            String::new()
        },
        close: if closed || !reader.writes("round") {
            String::new()
        } else {
            format!("{href}/close")
        },
        closed,
        proof: ProofCard::default(),
    }
}

/// The answers that need nothing else: merging and splitting name where to.
pub const SHORT: &[&str] = &["done", "continues", "dropped", "overtaken"];

fn words(reader: &Reader<'_>) -> Vec<(&'static str, String)> {
    let word =
        |outcome: &&'static str| (*outcome, reader.choice("commitment_answer", "outcome", outcome));
    SHORT.iter().map(word).collect()
}

fn row(
    reader: &Reader<'_>,
    life: &Life<'_>,
    round: &ItemId,
    today: &str,
    here: &str,
) -> AnswersRow {
    let given = |answer: &&follow::Answer<'_>| Given {
        word: reader.choice("commitment_answer", "outcome", answer.outcome),
        href: reader.life(answer.item.id()),
        state: reader.mark(&answer.item),
        worth: commitment::worth(reader, answer),
    };
    let answers = life.answers_in(round);
    let crossed = match answers.iter().any(|answer| answer.worth == Worth::Crossed) {
        true => commitment::instead_of_crossed(reader, life, here),
        false => String::new(),
    };
    let id = life.commitment.id();
    let whole = reader.new_href("commitment_answer", "commitment", id);
    let whole = with_query(&with_query(&whole, "round", round.as_str()), "date", today);
    AnswersRow {
        id: id.to_string(),
        commitment: reader.link(&life.commitment),
        made_in: life.made_in.as_ref().map(|id| reader.link_of(id)).unwrap_or_default(),
        due: board::due(reader, life, today),
        claims: reader.sides().iter().map(|s| board::claim(reader, life, &s.party)).collect(),
        answers: answers.iter().map(given).collect(),
        crossed,
        whole: with_query(&whole, "return", here),
    }
}

/// What a form answers: a word for each commitment by its id, and a word for all that were left
/// empty. Only what stood in the form is answered, and what has an answer already is left as it is.
pub fn acts(
    reader: &Reader<'_>,
    round: &Item<'_>,
    form: &[(String, String)],
    today: &str,
) -> Vec<Act> {
    let value = |name: &str| {
        let found = form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        found.filter(|word| SHORT.contains(word))
    };
    let stood: BTreeSet<&str> =
        form.iter().filter(|(key, _)| key == "stood").map(|(_, id)| id.as_str()).collect();
    let rest = value("rest");
    let lives = list(reader, round);
    let unanswered = lives.iter().filter(|life| life.answers_in(round.id()).is_empty());
    let act = |life: &Life<'_>| {
        let id = life.commitment.id();
        let rest = rest.filter(|_| stood.contains(id.as_str()));
        let outcome = value(&format!("answer.{id}")).or(rest)?;
        Some(Act::Put(commitment::draft(id, Some(round.id()), outcome, today)))
    };
    unanswered.filter_map(act).take(ANSWERS_SHOWN_MAX).collect()
}
