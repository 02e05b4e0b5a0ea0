//! What became of a commitment: the reports of each side, the answers of each round, the status
//! that both sides agree. A pure reading of the record; today is told, never asked. It must never
//! let one side's claim pass for an agreed status.

pub(crate) mod rules;
pub mod story;

use std::collections::{BTreeMap, BTreeSet};

use ledger::id::{ItemId, PartyId, VersionId};

use crate::content::Content;
use crate::item::check::before;
use crate::limits::{ANCESTORS_SEARCHED_MAX, REPORTS_READ_MAX};
use crate::record::{Item, Record};

/// What a side may say in a report of its own.
pub const CLAIMS: &[&str] = &["not_started", "in_progress", "blocked", "done_claimed"];

/// Why a commitment is held up.
pub const BLOCKS: &[&str] = &[
    "approval",
    "legal_basis",
    "funding",
    "staff",
    "technical",
    "security",
    "other_side",
    "third_party",
    "events",
];

/// When it is due where no date says so.
pub const DUE_RULES: &[&str] = &["next_round", "none_agreed"];

/// What both sides may answer.
pub const OUTCOMES: &[&str] = &["done", "continues", "dropped", "merged", "split", "overtaken"];

/// One answer on a commitment.
#[derive(Clone)]
pub struct Answer<'a> {
    pub item: Item<'a>,
    /// The round that answered; none between rounds.
    pub round: Option<ItemId>,
    /// The number of that round; 0 between rounds.
    pub number: u64,
    /// One of [`OUTCOMES`]; empty where it cannot be read.
    pub outcome: &'a str,
    pub worth: Worth,
}

/// What an answer counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    /// Both sides hold it: it is the answer.
    Counts,
    /// Both hold it, and both hold another that says something else: each agreed to the other's at
    /// the same moment. Neither counts until an answer that replaces both is agreed.
    Crossed,
    /// Not held by both.
    Proposed,
    /// Both hold an answer that stands in its place.
    Replaced,
}

impl Answer<'_> {
    /// True when both sides hold it, whatever it counts for.
    pub fn is_agreed(&self) -> bool {
        self.worth != Worth::Proposed
    }

    /// What the commitment was merged or split into.
    pub fn moved_to(&self) -> Vec<ItemId> {
        self.item.content().items("into")
    }

    /// Whether another says the same.
    pub fn says_the_same(&self, other: &Answer<'_>) -> bool {
        self.says() == other.says()
    }

    /// Two answers say the same when they end in the same: the words beside it may differ.
    fn says(&self) -> (&str, Vec<ItemId>, Option<&str>, Option<&str>) {
        let content = self.item.content();
        (self.outcome, self.moved_to(), content.date("due"), content.text("due_rule"))
    }
}

/// A commitment with all that was said of it since.
#[derive(Clone)]
pub struct Life<'a> {
    pub commitment: Item<'a>,
    /// The round in which it was made: directly, or through its session.
    pub made_in: Option<ItemId>,
    /// The number of that round; 0 when it was made outside the rounds.
    pub number: u64,
    /// Every answer, agreed or proposed, in the order of dates.
    pub answers: Vec<Answer<'a>>,
    /// Every side's reports, the newest last.
    pub reports: BTreeMap<PartyId, Vec<Item<'a>>>,
    /// The day on which it was made: of its session, else of its round.
    pub made: Option<&'a str>,
    record: &'a Record,
    /// How many versions of it are in force; reckoned once, for a board asks it often.
    in_force: usize,
}

/// When a commitment is due, as agreed last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due<'a> {
    /// `2021`, `2021-06` or `2021-06-30`: to its end.
    By(&'a str),
    /// By the round after the one with this number.
    NextRound(u64),
    /// Both sides agreed that there is no date.
    NoneAgreed,
    /// Nobody has said.
    NotSaid,
}

/// Reads the life of a commitment.
pub fn life<'a>(record: &'a Record, commitment: Item<'a>) -> Life<'a> {
    life_without(record, commitment, &[])
}

/// Reads it as it would stand if some answers were replaced.
fn life_without<'a>(record: &'a Record, commitment: Item<'a>, replacing: &[ItemId]) -> Life<'a> {
    let made_in = round_of(record, commitment.content());
    let id = commitment.id();
    let mut reports: BTreeMap<PartyId, Vec<Item<'a>>> = BTreeMap::new();
    for report in record.children(id, "commitment_report") {
        if report.shown().is_some() {
            reports.entry(report.owner().clone()).or_default().push(report);
        }
    }
    let answers = record.children(id, "commitment_answer").into_iter();
    let mut answers: Vec<Answer<'a>> =
        answers.filter(|item| item.shown().is_some()).map(|item| answer(record, item)).collect();
    weigh(&mut answers, replacing);
    for answer in answers.iter_mut().filter(|answer| answer.worth == Worth::Counts) {
        if leads_back(record, id, answer.moved_to()) {
            answer.worth = Worth::Crossed;
        }
    }
    let number = made_in.as_ref().map_or(0, |round| number_of(record, round));
    let made = made_on(record, commitment.content(), made_in.as_ref());
    for of_side in reports.values_mut() {
        let old = of_side.len().saturating_sub(REPORTS_READ_MAX);
        of_side.drain(..old);
    }
    let in_force = commitment.standing().effective.len();
    Life { commitment, made_in, number, answers, reports, made, record, in_force }
}

/// The day on which something was made that names its round or session.
fn made_on<'a>(record: &'a Record, content: &Content, round: Option<&ItemId>) -> Option<&'a str> {
    let held = content.item("session").and_then(|id| record.item(&id));
    held.and_then(|session| session.content().date("date")).or_else(|| {
        let round = record.item(round?)?.content();
        round.date("opened").or_else(|| round.date("planned_from"))
    })
}

/// The day on which both sides closed the first round after the one with this number.
fn closed_after(record: &Record, number: u64) -> Option<&str> {
    let after = |round: &Item<'_>| round.content().int("number").is_some_and(|n| n > number);
    let rounds = record.of_type("round").into_iter().filter(after);
    let closed = rounds.filter(|round| rules::was_closed(record, round.id()));
    closed.filter_map(|round| round.content().date("closed")).min()
}

/// Whether what a commitment was merged or split into was itself merged into that commitment: two
/// mergers that crossed.
fn leads_back(record: &Record, from: &ItemId, into: Vec<ItemId>) -> bool {
    let mut seen: BTreeSet<ItemId> = BTreeSet::new();
    let mut next = into;
    while let Some(id) = next.pop() {
        if id == *from {
            return true;
        }
        if seen.len() >= ANCESTORS_SEARCHED_MAX || !seen.insert(id.clone()) {
            continue;
        }
        let answers = record.children(&id, "commitment_answer").into_iter();
        let mut answers: Vec<Answer<'_>> = answers
            .filter(|item| item.shown().is_some())
            .map(|item| answer(record, item))
            .collect();
        weigh(&mut answers, &[]);
        let counts = answers.iter().filter(|answer| answer.worth == Worth::Counts);
        next.extend(counts.flat_map(Answer::moved_to));
    }
    false
}

fn answer<'a>(record: &Record, item: Item<'a>) -> Answer<'a> {
    let content = item.content();
    let round = content.item("round");
    Answer {
        number: round.as_ref().map_or(0, |round| number_of(record, round)),
        round,
        outcome: content.text("outcome").unwrap_or_default(),
        worth: if is_agreed(&item) { Worth::Counts } else { Worth::Proposed },
        item,
    }
}

/// Finds what agreed answers count for among each other. It depends on what both hold and on
/// nothing else, not on who was first: every node comes to the same.
fn weigh(answers: &mut [Answer<'_>], replacing: &[ItemId]) {
    let agreed = answers.iter().filter(|answer| answer.is_agreed());
    let mut replaced: BTreeSet<ItemId> =
        agreed.flat_map(|answer| answer.item.content().items("replaces")).collect();
    replaced.extend(replacing.iter().cloned());
    for answer in answers.iter_mut() {
        if answer.is_agreed() && replaced.contains(answer.item.id()) {
            answer.worth = Worth::Replaced;
        }
    }
    let counts: Vec<usize> =
        (0..answers.len()).filter(|at| answers[*at].worth == Worth::Counts).collect();
    // Each round has one answer, and one answer at most ends a commitment.
    let clash = |one: &Answer<'_>, other: &Answer<'_>| {
        let both_end = settles(one.outcome) && settles(other.outcome);
        (one.round == other.round || both_end) && !one.says_the_same(other)
    };
    let crossed: Vec<usize> = counts
        .iter()
        .filter(|at| counts.iter().any(|other| clash(&answers[**at], &answers[*other])))
        .copied()
        .collect();
    for at in crossed {
        answers[at].worth = Worth::Crossed;
    }
}

fn is_agreed(item: &Item<'_>) -> bool {
    matches!(item.standing().effective[..], [_])
}

fn round_of(record: &Record, content: &Content) -> Option<ItemId> {
    content.item("round").or_else(|| {
        let session = record.item(&content.item("session")?)?;
        session.content().item("round")
    })
}

fn number_of(record: &Record, round: &ItemId) -> u64 {
    record.item(round).and_then(|item| item.content().int("number")).unwrap_or(0)
}

/// Whether a status or an outcome ends a commitment.
pub fn settles(word: &str) -> bool {
    const SETTLED: &[&str] = &[
        "done",
        "done_accepted",
        "dropped",
        "merged",
        "split",
        "overtaken",
        "superseded",
        "lapsed",
    ];
    SETTLED.contains(&word)
}

impl<'a> Life<'a> {
    /// The status that both sides agree: what settled it, else what stands in the commitment.
    pub fn agreed_status(&self) -> &'a str {
        let stored = self.stored();
        if let Some(settled) = self.settling(None) {
            return if settled.outcome == "done" { "done_accepted" } else { settled.outcome };
        }
        let continued = self.agreed().any(|answer| answer.outcome == "continues");
        if continued && matches!(stored, "unknown" | "proposed" | "agreed" | "overdue") {
            return "in_progress";
        }
        stored
    }

    /// The status that stands in the commitment itself. While both sides do not hold it, it is the
    /// word of one.
    fn stored(&self) -> &'a str {
        match self.in_force == 1 {
            true => self.commitment.content().text("status").unwrap_or("unknown"),
            false => "proposed",
        }
    }

    /// Whether both sides hold the commitment: until then it is the proposal of one, and nobody has
    /// promised anything. One that has two agreed wordings, which crossed, is a commitment.
    pub fn is_commitment(&self) -> bool {
        self.in_force > 0
    }

    /// Whether it is still to be answered.
    pub fn is_open(&self) -> bool {
        !settles(self.agreed_status())
    }

    /// Names all that is known of it now: another one means that something has changed. It is for
    /// this node alone and never leaves it.
    pub fn fingerprint(&self) -> VersionId {
        let mut all = String::new();
        let reports = self.reports.values().flatten();
        let answers = self.answers.iter().map(|answer| &answer.item);
        for item in std::iter::once(&self.commitment).chain(reports).chain(answers) {
            let standing = item.standing();
            all.push_str(item.id().as_str());
            for version in &standing.effective {
                all.push_str(" = ");
                all.push_str(&version.to_string());
            }
            for (party, held) in &standing.positions {
                let held = held.map(|version| version.to_string()).unwrap_or_default();
                all.extend([" ", party.as_str(), " ", held.as_str()]);
            }
            all.push('\n');
        }
        VersionId(ledger::entry::leaf_hash(all.as_bytes()))
    }

    /// What a side says: the newest of its reports. One that is dated in the future does not stand
    /// in the way of those that follow it.
    pub fn report_of(&self, party: &PartyId) -> Option<&Item<'a>> {
        let reports = self.reports.get(party)?;
        let past = |report: &&Item<'_>| match (self.record.day(), report.content().date("date")) {
            (Some(day), Some(date)) => !before(day, date),
            _ => true,
        };
        reports.iter().rfind(past).or(reports.last())
    }

    /// The status that a side claims.
    pub fn claim_of(&self, party: &PartyId) -> Option<&'a str> {
        self.report_of(party)?.content().text("status")
    }

    /// The sides that say it is done.
    pub fn claimed_done(&self) -> Vec<&PartyId> {
        let says = |party: &&PartyId| self.claim_of(party) == Some("done_claimed");
        self.reports.keys().filter(says).collect()
    }

    /// When it is due: as agreed last.
    pub fn falls_due(&self) -> Due<'a> {
        let said = |content: &'a Content, number: u64| match content.text("due_rule") {
            _ if content.date("due").is_some() => content.date("due").map(Due::By),
            Some("next_round") => Some(Due::NextRound(number)),
            Some("none_agreed") => Some(Due::NoneAgreed),
            _ => None,
        };
        let later = self.agreed().filter_map(|answer| said(answer.item.content(), answer.number));
        let later = later.last();
        later.or_else(|| said(self.commitment.content(), self.number)).unwrap_or(Due::NotSaid)
    }

    /// The date by which it is due, where one was agreed.
    pub fn due(&self) -> Option<&'a str> {
        match self.falls_due() {
            Due::By(date) => Some(date),
            _ => None,
        }
    }

    /// The day to be reminded of: the date agreed, or the day on which the round was closed by
    /// which it was due.
    pub fn due_day(&self) -> Option<&'a str> {
        match self.falls_due() {
            Due::By(date) => Some(date),
            Due::NextRound(number) => closed_after(self.record, number),
            Due::NoneAgreed | Due::NotSaid => None,
        }
    }

    /// Whether it is open after it was due. `today` is `2020-11-16`; a month or year counts to its
    /// end, "by the next round" until that round is closed.
    pub fn is_overdue(&self, today: &str) -> bool {
        self.is_open()
            && match self.falls_due() {
                Due::By(due) => due.len() <= today.len() && due < &today[..due.len()],
                Due::NextRound(number) => closed_after(self.record, number).is_some(),
                Due::NoneAgreed | Due::NotSaid => false,
            }
    }

    /// The answers of a round but for those that were replaced: the one that counts first, then
    /// those that crossed, then what is proposed.
    pub fn answers_in(&self, round: &ItemId) -> Vec<&Answer<'a>> {
        let of = self.answers.iter().filter(|answer| answer.round.as_ref() == Some(round));
        let mut answers: Vec<&Answer<'a>> =
            of.filter(|answer| answer.worth != Worth::Replaced).collect();
        answers.sort_by_key(|answer| answer.worth);
        answers
    }

    /// Whether a round has to answer it: it was made before, and no other round settled it.
    pub fn is_for(&self, round: &ItemId, number: u64) -> bool {
        let earlier = self.number < number && !settles(self.stored());
        earlier && self.settling(Some(round)).is_none()
    }

    /// Whether a round has answered it.
    pub fn is_answered(&self, round: &ItemId) -> bool {
        self.agreed().any(|answer| answer.round.as_ref() == Some(round))
    }

    /// The answers that crossed: both sides hold each, and they say different things.
    pub fn crossed(&self) -> Vec<&Answer<'a>> {
        self.answers.iter().filter(|answer| answer.worth == Worth::Crossed).collect()
    }

    fn agreed(&self) -> impl Iterator<Item = &Answer<'a>> {
        self.answers.iter().filter(|answer| answer.worth == Worth::Counts)
    }

    /// The agreed answer that ended it, not counting those of one round.
    fn settling(&self, but: Option<&ItemId>) -> Option<&Answer<'a>> {
        let counts = |answer: &&Answer<'_>| but.is_none() || answer.round.as_ref() != but;
        self.agreed().filter(counts).find(|answer| settles(answer.outcome))
    }
}

/// Whether an answer waits for a side that could simply agree: the other side's proposal, which
/// nothing that this side proposes itself contradicts.
pub fn waits_for(answer: &Answer<'_>, life: &Life<'_>, us: &PartyId) -> bool {
    let ours = |one: &&Answer<'_>| {
        one.worth == Worth::Proposed && one.round == answer.round && one.item.position(us).is_some()
    };
    answer.worth == Worth::Proposed
        && answer.item.position(us).is_none()
        && life.answers.iter().filter(ours).all(|one| one.says_the_same(answer))
}

/// The commitments that a round has to answer, answered or not, in the order of their rounds; what
/// both sides do not hold is none. A round that both have closed keeps those that it left
/// unanswered, whatever became of them since.
pub fn list_of<'a>(record: &'a Record, round: &ItemId, number: u64) -> Vec<Life<'a>> {
    let left = record.item(round).map(|round| round.content().items("unanswered"));
    let left: BTreeSet<ItemId> = left.into_iter().flatten().collect();
    let over = rules::was_closed(record, round);
    let asks = |life: &Life<'_>| {
        // What was made outside the rounds is asked by those that are still to come.
        let outside = life.number == 0 && over;
        (life.is_for(round, number) && !outside)
            || life.is_answered(round)
            || left.contains(life.commitment.id())
    };
    let all = record.of_type("commitment").into_iter().filter(|item| item.shown().is_some());
    let all = all.map(|item| life(record, item));
    let mut list: Vec<Life<'_>> = all.filter(|life| life.is_commitment() && asks(life)).collect();
    in_order(&mut list);
    list
}

/// Round by round, within a round by their words: the same order on every node and every day.
pub fn in_order(lives: &mut [Life<'_>]) {
    lives.sort_by_cached_key(|life| {
        let words = life.commitment.content().bi("text", crate::content::Lang::En);
        (life.number, words.unwrap_or_default().to_owned())
    });
}
