//! What became of a commitment: the reports of each side, the answers of each round, the status
//! that both sides agree. A pure reading of the record; today is told, never asked. It must never
//! let one side's claim pass for an agreed status.

pub mod story;

use std::collections::{BTreeMap, BTreeSet};

use ledger::id::{ItemId, PartyId, VersionId};

use crate::act::Draft;
use crate::content::Content;
use crate::record::{Item, Record};
use crate::refusal::{FieldProblem, FieldRule, Refusal};

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

/// What both sides may answer.
pub const OUTCOMES: &[&str] = &["done", "continues", "dropped", "merged", "split", "overtaken"];

/// One answer on a commitment.
#[derive(Clone)]
pub struct Answer<'a> {
    pub item: Item<'a>,
    /// The round that answered; none between rounds.
    pub round: Option<ItemId>,
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

    /// Two answers say the same when they end in the same: the words beside it may differ.
    fn says(&self) -> (&str, Vec<ItemId>, Option<&str>) {
        let content = self.item.content();
        (self.outcome, content.items("into"), content.date("due"))
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
    /// True when both sides hold the commitment as it stands.
    held: bool,
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
        answers.filter(|item| item.shown().is_some()).map(answer).collect();
    weigh(&mut answers, replacing);
    let number = made_in.as_ref().map_or(0, |round| number_of(record, round));
    let held = is_agreed(&commitment);
    Life { commitment, made_in, number, answers, reports, held }
}

fn answer(item: Item<'_>) -> Answer<'_> {
    let content = item.content();
    Answer {
        round: content.item("round"),
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
        (one.round == other.round || both_end) && one.says() != other.says()
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
        match self.held {
            true => self.commitment.content().text("status").unwrap_or("unknown"),
            false => "proposed",
        }
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

    /// What a side says: the newest of its reports.
    pub fn report_of(&self, party: &PartyId) -> Option<&Item<'a>> {
        self.reports.get(party)?.last()
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

    /// The date by which it is due: as agreed last.
    pub fn due(&self) -> Option<&'a str> {
        let later = self.agreed().filter_map(|answer| answer.item.content().date("due")).last();
        later.or_else(|| self.commitment.content().date("due"))
    }

    /// Whether it is open after its date. `today` is `2020-11-16`; a month or year counts to its
    /// end.
    pub fn is_overdue(&self, today: &str) -> bool {
        let passed = |due: &str| due.len() <= today.len() && due < &today[..due.len()];
        self.is_open() && self.due().is_some_and(passed)
    }

    /// The answer to show for a round: the one that counts, else one that crossed another, else
    /// another side's proposal, else ours.
    pub fn answer_in(&self, round: &ItemId, us: &PartyId) -> Option<&Answer<'a>> {
        let of = self.answers.iter().filter(|answer| answer.round.as_ref() == Some(round));
        of.min_by_key(|answer| (answer.worth, answer.item.position(us).is_some()))
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

/// The commitments that a round has to answer, answered or not, in the order of their rounds.
pub fn list_of<'a>(record: &'a Record, round: &ItemId, number: u64) -> Vec<Life<'a>> {
    let all = record.of_type("commitment").into_iter().filter(|item| item.shown().is_some());
    let mut list: Vec<Life<'_>> = all
        .map(|item| life(record, item))
        .filter(|life| life.is_for(round, number) || life.is_answered(round))
        .collect();
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

/// A round is closed in order when every commitment was answered; with the gap recorded otherwise.
/// What was public before it was recorded here is not judged.
pub(crate) fn may_close(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let content = &draft.content;
    let told = content.bi("unanswered_reason", crate::content::Lang::En).is_some();
    let Some(number) = content.int("number") else { return Ok(()) };
    // A round that is put closed has answered nothing.
    let new = ItemId::parse("new-round").expect("a well-formed id");
    let id = draft.item.as_ref().unwrap_or(&new);
    let public = content.text("evidence") == Some("public_record");
    if content.date("closed").is_none() || told || public || was_closed(record, id) {
        return Ok(());
    }
    let open = list_of(record, id, number).into_iter().filter(|life| !life.is_answered(id));
    let open: Vec<ItemId> = open.map(|life| life.commitment.id().clone()).collect();
    match open.first() {
        Some(first) => Err(Refusal::Unanswered { first: first.clone(), count: open.len() }),
        None => Ok(()),
    }
}

/// Both sides have agreed before that it is closed.
fn was_closed(record: &Record, round: &ItemId) -> bool {
    let Some(item) = record.item(round) else { return false };
    match item.standing().effective[..] {
        [version] => {
            record.version(&version).is_some_and(|one| one.content.date("closed").is_some())
        }
        _ => false,
    }
}

/// A report is about a commitment that is still open.
pub(crate) fn may_report(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let Some(item) = draft.content.item("commitment").and_then(|id| item_of(record, &id)) else {
        return Ok(());
    };
    let life = life(record, item);
    // A correction of what was said before it was settled stays possible.
    if life.is_open() || draft.item.is_some() {
        return Ok(());
    }
    Err(settled(&life))
}

fn item_of<'a>(record: &'a Record, id: &ItemId) -> Option<Item<'a>> {
    record.item(id).filter(|item| item.kind().name == "commitment")
}

fn settled(life: &Life<'_>) -> Refusal {
    Refusal::CommitmentSettled {
        item: life.commitment.id().clone(),
        settled: life.agreed_status().to_owned(),
    }
}

/// One answer of a round for a commitment that is open, with what its outcome needs.
pub(crate) fn may_answer(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let content = &draft.content;
    let outcome = content.text("outcome").unwrap_or_default();
    let wrong =
        |field: &str, rule| Err(Refusal::Form { problems: vec![FieldProblem::new(field, rule)] });
    let into = content.items("into");
    let moves = matches!(outcome, "merged" | "split");
    match (moves, into.is_empty()) {
        (true, true) => return wrong("into", FieldRule::Missing),
        (false, false) => return wrong("into", FieldRule::Excluded),
        _ => {}
    }
    if content.date("due").is_some() && outcome != "continues" {
        return wrong("due", FieldRule::Excluded);
    }
    let Some(item) = content.item("commitment").and_then(|id| item_of(record, &id)) else {
        return Ok(());
    };
    if into.contains(item.id()) {
        return wrong("into", FieldRule::Itself);
    }
    let replacing = content.items("replaces");
    let stands = life(record, item);
    let replaceable = |id: &ItemId| {
        let answer = stands.answers.iter().find(|answer| answer.item.id() == id);
        answer.is_some_and(Answer::is_agreed) && draft.item.as_ref() != Some(id)
    };
    if !replacing.iter().all(replaceable) {
        return wrong("replaces", FieldRule::NotAnAgreedAnswer);
    }
    let life = life_without(record, item, &replacing);
    let Some(round) = content.item("round") else {
        // Between rounds nothing has to be said but what ends it.
        if !settles(outcome) {
            return wrong("round", FieldRule::Missing);
        }
        return if life.is_open() { only_one(&life, draft) } else { Err(settled(&life)) };
    };
    if life.number > number_of(record, &round) {
        return wrong("round", FieldRule::Before);
    }
    // What is put right was answered in time.
    if replacing.is_empty() && is_over(record, &round) {
        return Err(Refusal::RoundIsClosed { round });
    }
    if settles(life.stored()) || life.settling(Some(&round)).is_some() {
        return Err(settled(&life));
    }
    only_one(&life, draft)
}

/// Both sides have closed it: its list is final. What was public before it was recorded here may
/// be filled in at any time.
fn is_over(record: &Record, round: &ItemId) -> bool {
    let public = |item: Item<'_>| item.content().text("evidence") == Some("public_record");
    was_closed(record, round) && !record.item(round).is_some_and(public)
}

/// A round has one answer for each commitment. Two that crossed may stand beside each other until
/// one of them is agreed; one that was agreed is put right by an answer that replaces it.
fn only_one(life: &Life<'_>, draft: &Draft) -> Result<(), Refusal> {
    let round = draft.content.item("round");
    let another = |answer: &&Answer<'_>| {
        answer.round == round
            && draft.item.as_ref() != Some(answer.item.id())
            && answer.worth != Worth::Replaced
            && (answer.is_agreed() || draft.item.is_none())
    };
    match life.answers.iter().find(another) {
        Some(answer) => Err(Refusal::OnlyOne {
            item: answer.item.id().clone(),
            type_name: answer.item.kind().name,
        }),
        None => Ok(()),
    }
}
