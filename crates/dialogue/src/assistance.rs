//! Mutual legal assistance as the record holds it: the life of a request read from the steps of
//! both sides, agreed times, calendars, and the checks that keep words and personal data out. Only
//! codes of closed lists, dates, numbers and fingerprints pass; whatever else a peer writes is no
//! code and is shown as none.

use std::collections::BTreeMap;

use ledger::id::{ItemId, PartyId};
use ledger::json::Value;
use mutual::clocks::Levels;
use mutual::codes::{self, is_fingerprint, is_reference};
use mutual::figures::{Broken, Case, Figures, OfClass, Shown};
use mutual::life::{Life, Side, State, Step, Taken};
use mutual::limits::{MEDIAN_WEEKS_MAX, SHOWN_BAND, SHOWN_COUNT_MIN};
use mutual::uses::Limits;

use crate::act::{Draft, Function};
use crate::content::{Content, Lang, Row};
use crate::item::working_calendar::WEEKDAYS;
use crate::item::{ItemType, Kind, check_fields, check_references};
use crate::record::{Item, Record};
use crate::refusal::{FieldProblem, FieldRule, Refusal};
use crate::working_days::{Calendar, Day, day_of};

/// The halves of a year.
pub const HALVES: &[&str] = &["first", "second"];

/// Oldest open requests that an aggregate names.
const OLDEST_SHOWN: usize = 10;

/// What would help, by code: it becomes an agenda item or a commitment on the other side.
pub const NEEDS: &[&str] = &[
    "training_of_drafters",
    "translation_capacity",
    "shared_forms",
    "contact_points",
    "expert_exchange",
    "secure_transmission",
];

/// The name of a half-year.
pub fn half_in_words(half: &str, lang: Lang) -> Option<&'static str> {
    match (half, lang) {
        ("first", Lang::Ar) => Some("النصف الأول من"),
        ("second", Lang::Ar) => Some("النصف الثاني من"),
        ("first", Lang::En) => Some("first half of"),
        ("second", Lang::En) => Some("second half of"),
        _ => None,
    }
}

/// A request with what both sides stated about it.
#[derive(Debug)]
pub struct Request<'r> {
    /// The request.
    pub item: Item<'r>,
    /// Who asks.
    pub requesting: PartyId,
    /// Who is asked.
    pub requested: PartyId,
    /// Its life.
    pub life: Life,
    /// The steps, by their ids as `life` has them.
    pub steps: Vec<Item<'r>>,
}

impl<'r> Request<'r> {
    /// Reads a request; none when it is no request or names no day and no other member.
    pub fn of(record: &'r Record, item: Item<'r>) -> Option<Request<'r>> {
        if item.kind().name != "assistance_request" {
            return None;
        }
        let requesting = item.owner().clone();
        let requested = item.content().party("requested")?;
        if requested == requesting || !is_member(record, &requested) {
            return None;
        }
        let begun = item.content().date("date").and_then(day_of)?;
        let steps = record.children(item.id(), "assistance_step");
        let taken = steps.iter().filter_map(|step| {
            let by = match step.owner() {
                party if *party == requesting => Side::Requesting,
                party if *party == requested => Side::Requested,
                _ => return None,
            };
            let content = step.content();
            Some(Taken {
                on: content.date("date").and_then(day_of)?,
                step: Step::parse(content.text("step")?)?,
                by,
                id: step.id().to_string(),
            })
        });
        let life = Life::of(begun, taken.collect());
        Some(Request { item, requesting, requested, life, steps })
    }

    /// All requests of a record, the oldest first.
    pub fn all(record: &'r Record) -> Vec<Request<'r>> {
        let mut all: Vec<Request<'r>> = record
            .of_type("assistance_request")
            .into_iter()
            .filter_map(|item| Request::of(record, item))
            .collect();
        let begun = |one: &Request<'_>| one.item.content().date("date").map(str::to_owned);
        all.sort_by_cached_key(|one| (begun(one), one.item.id().clone()));
        all
    }

    /// How many requests name no day or no other member: what a changed program wrote. Nothing of
    /// them is shown.
    pub fn unreadable(record: &'r Record) -> usize {
        let all = record.of_type("assistance_request");
        all.into_iter().filter(|item| Request::of(record, *item).is_none()).count()
    }

    /// Which side a party is on.
    pub fn side(&self, party: &PartyId) -> Option<Side> {
        match party {
            party if *party == self.requesting => Some(Side::Requesting),
            party if *party == self.requested => Some(Side::Requested),
            _ => None,
        }
    }

    /// Whose turn it is.
    pub fn turn(&self) -> Option<&PartyId> {
        mutual::life::turn(self.life.state).map(|side| match side {
            Side::Requesting => &self.requesting,
            Side::Requested => &self.requested,
        })
    }

    /// The item of a step of its life.
    pub fn step(&self, taken: &Taken) -> Option<&Item<'r>> {
        self.steps.iter().find(|item| item.id().as_str() == taken.id)
    }

    /// The value of a field in the last counted step that has it.
    pub fn last_text(&self, field: &str) -> Option<&str> {
        let steps = self.life.counted.iter().rev();
        steps.filter_map(|(taken, _)| self.step(taken)).find_map(|item| item.content().text(field))
    }

    /// The reference of the requested side, once it gave one of the right form.
    pub fn their_reference(&self) -> Option<&str> {
        let steps = self.life.counted.iter().rev();
        steps.filter_map(|(taken, _)| self.step(taken)).find_map(|item| {
            let text = item.content().text("reference")?;
            is_reference(text, self.requested.as_str()).then_some(text)
        })
    }

    /// The limits of use of each reply that came, with the step that brought it.
    pub fn uses(&self) -> Vec<(&Item<'r>, Limits)> {
        let returned = self.life.last(Step::ItemsReturned);
        let replies = self.life.counted.iter().filter(|(taken, _)| brings(taken.step));
        let uses = replies.filter_map(|(taken, _)| {
            let item = self.step(taken)?;
            let day = |field: &str| item.content().date(field).and_then(day_of);
            Some((
                item,
                Limits {
                    from: taken.on,
                    until: day("use_until"),
                    return_by: day("return_by"),
                    public_since: day("public_since"),
                    returned,
                },
            ))
        });
        uses.collect()
    }

    /// The times that hold for its class.
    pub fn levels(&self, record: &Record) -> Levels {
        levels(record, self.item.content().text("class").unwrap_or_default())
    }
}

fn brings(step: Step) -> bool {
    matches!(step, Step::PartialReply | Step::Transmitted)
}

/// The agreed times of a class, else the benchmark.
pub fn levels(record: &Record, class: &str) -> Levels {
    let agreed = record.of_type("service_level").into_iter().find_map(|item| {
        let [version] = item.standing().effective[..] else { return None };
        let content = &record.version(&version)?.content;
        (content.text("class") == Some(class)).then(|| Levels {
            acknowledge: content.int("acknowledge_days").unwrap_or_default(),
            decide: content.int("decide_days").unwrap_or_default(),
            extend: content.int("extend_days").unwrap_or_default(),
            carry_out: content.int("carry_out_days").unwrap_or_default(),
        })
    });
    agreed.unwrap_or_default()
}

/// The calendar that a central authority supplied.
pub fn calendar_of(record: &Record, party: &PartyId) -> Option<Calendar> {
    let items = record.of_type("authority_calendar");
    items.iter().find(|item| item.owner() == party).map(Calendar::of)
}

/// Whether a text is a reference of a central authority that takes part here.
pub fn is_reference_here(record: &Record, text: &str) -> bool {
    record.joint().members().iter().any(|party| is_reference(text, party.as_str()))
}

fn is_member(record: &Record, party: &PartyId) -> bool {
    record.joint().members().contains(party)
}

/// What of a version is a code, a date, a number or a fingerprint, and how many values are not. A
/// changed program on the other side can write anything into its log; no page shows it.
pub fn legible(record: &Record, item_type: &ItemType, content: &Content) -> (Content, usize) {
    let mut problems = check_fields(item_type, content);
    problems.extend(check_references(record, item_type, content));
    common(content, &[], &["manifest", "delivery_proof"], &mut problems);
    // A party's code has the form of a name: only a member's is one.
    let parties = item_type.fields.iter().filter(|field| matches!(field.kind, Kind::Party));
    for field in parties.filter(|field| content.get(field.name).is_some()) {
        if content.party(field.name).is_none_or(|party| !is_member(record, &party)) {
            problems.push(FieldProblem::new(field.name, FieldRule::NotAParty));
        }
    }
    if content.text("reference").is_some_and(|text| !is_reference_here(record, text)) {
        problems.push(FieldProblem::new("reference", FieldRule::NotACode));
    }
    of_list(content, "enclosed", codes::ENCLOSURES, &mut problems);
    of_list(content, "weekend", WEEKDAYS, &mut problems);
    of_list(content, "needs", NEEDS, &mut problems);
    let mut kept = content.clone();
    let mut n_hidden = 0;
    for problem in &problems {
        let name = problem.field.split('.').next().unwrap_or_default();
        n_hidden += usize::from(kept.remove(name).is_some());
    }
    (kept, n_hidden)
}

/// What a step needs, and what else it may say. The web form asks for these fields and no other.
pub fn fields_of(step: Step) -> (&'static [&'static str], &'static [&'static str]) {
    const REFUSING: &[&str] = &["ground", "consulted", "conditions_considered", "reasons_given"];
    const REPLY: &[&str] = &["items", "manifest", "purpose", "onward"];
    const REPLY_MAY: &[&str] = &[
        "data_protection",
        "use_until",
        "return_by",
        "public_since",
        "delivery_proof",
        "cost_class",
    ];
    match step {
        Step::Sent => (&[], &["delivery_proof", "next_consultation"]),
        Step::Received => (&[], &["reference", "delivery_proof"]),
        Step::Acknowledged => (&["reference"], &["expected", "next_consultation"]),
        Step::MoreInformation | Step::Returned => (&["defect"], &["expected", "next_consultation"]),
        Step::InformationSent => (&[], &["delivery_proof", "items", "manifest"]),
        Step::Accepted => (&[], &["expected", "cost_class", "next_consultation"]),
        Step::RefusedInPart | Step::Refused => (REFUSING, &["next_consultation"]),
        Step::Extended | Step::Delayed => (&["expected"], &["next_consultation"]),
        Step::Assigned | Step::InExecution | Step::Resumed => (&[], &["expected"]),
        Step::Postponed => (&["postponement"], &["expected", "consulted", "next_consultation"]),
        Step::PartialReply | Step::Transmitted => (REPLY, REPLY_MAY),
        Step::Executed => (&[], &["items", "cost_class"]),
        Step::ReceiptConfirmed => (&[], &["delivery_proof"]),
        Step::ItemsReturned => (&[], &["items", "delivery_proof"]),
        Step::Closed => (&["closing"], &[]),
        Step::Withdrawn | Step::Lapsed | Step::Overtaken => (&[], &["next_consultation"]),
    }
}

/// Fields that name items of this record.
const ITEM_FIELDS: &[&str] = &["request", "oldest"];
/// Fields of every step.
const OF_EVERY_STEP: &[&str] = &["request", "step", "date", "office", "by", "evidence"];

fn form(problems: Vec<FieldProblem>) -> Result<(), Refusal> {
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Form { problems }) }
}

/// Problems that every item of the compartment may have: `by` names a function, dates are whole
/// days, fingerprints are fingerprints, and nothing looks like personal data.
fn common(content: &Content, dates: &[&str], hashes: &[&str], problems: &mut Vec<FieldProblem>) {
    if content.text("by").is_some_and(|by| Function::parse(by).is_none()) {
        problems.push(FieldProblem::new("by", FieldRule::NotAChoice));
    }
    let half = |field: &&&str| content.date(field).is_some_and(|date| day_of(date).is_none());
    problems.extend(
        dates.iter().filter(half).map(|field| FieldProblem::new(field, FieldRule::NotADate)),
    );
    let wrong = |field: &&&str| content.text(field).is_some_and(|text| !is_fingerprint(text));
    problems.extend(
        hashes
            .iter()
            .filter(wrong)
            .map(|field| FieldProblem::new(field, FieldRule::NotAFingerprint)),
    );
    for (name, text) in content.texts() {
        // The ids of items are drawn by chance, and one in some thousands looks like an account.
        let id = ITEM_FIELDS.contains(&name) && ItemId::parse(text).is_ok();
        if id || (hashes.contains(&name) && is_fingerprint(text)) {
            continue;
        }
        if let Some(find) = mutual::detect::find(text).first() {
            let problem = FieldProblem::new(name, FieldRule::PersonalData);
            problems.push(problem.with("what", find.what.as_str()));
        }
    }
}

fn reference(content: &Content, party: &PartyId, problems: &mut Vec<FieldProblem>) {
    if content.text("reference").is_some_and(|text| !is_reference(text, party.as_str())) {
        let problem = FieldProblem::new("reference", FieldRule::NotACode);
        problems.push(problem.with("form", format!("{party}-MLA-2020-0017")));
    }
}

/// Every entry of a list is one of a closed list, once.
fn of_list(content: &Content, field: &str, list: &[&str], problems: &mut Vec<FieldProblem>) {
    let values = content.strings(field);
    if values.iter().any(|value| !list.contains(value)) {
        problems.push(FieldProblem::new(field, FieldRule::NotAChoice));
    }
    let mut seen = std::collections::BTreeSet::new();
    if !values.iter().all(|value| seen.insert(value.to_string())) {
        problems.push(FieldProblem::new(field, FieldRule::Twice));
    }
}

/// What a request must obey beside its fields.
pub(crate) fn request(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let (content, us) = (&draft.content, record.us());
    if let Some(known) = draft.item.as_ref().and_then(|id| record.item(id))
        && let Some(known) = Request::of(record, known)
        && !matches!(known.life.state, State::SharedDraft | State::Returned)
    {
        let (item, state) = (known.item.id().clone(), known.life.state.as_str());
        return Err(Refusal::StepNotPossible { item, step: "rewrite", state });
    }
    let mut problems = Vec::new();
    common(content, &["date", "next_consultation"], &["manifest"], &mut problems);
    reference(content, us, &mut problems);
    of_list(content, "enclosed", codes::ENCLOSURES, &mut problems);
    let members = record.joint().members();
    if content.party("requested").is_some_and(|party| party == *us || !members.contains(&party)) {
        problems.push(FieldProblem::new("requested", FieldRule::NotAParty));
    }
    let urgent = content.text("class") == Some("urgent");
    match content.text("urgency") {
        None if urgent => problems.push(FieldProblem::new("urgency", FieldRule::Missing)),
        Some(_) if !urgent => problems.push(FieldProblem::new("urgency", FieldRule::Unknown)),
        _ => {}
    }
    let ours = content.text("reference");
    let taken = record.of_type("assistance_request").into_iter().find(|item| {
        draft.item.as_ref() != Some(item.id())
            && item.owner() == us
            && ours.is_some()
            && item.content().text("reference") == ours
    });
    if let Some(item) = taken {
        problems.push(FieldProblem::new("reference", FieldRule::Taken).with("item", item.id()));
    }
    form(problems)
}

/// What a step must obey: it is possible now, it says what such a step says, and nothing else.
pub(crate) fn step(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let content = &draft.content;
    let request = content.item("request").and_then(|id| record.item(&id));
    let request = request.and_then(|item| Request::of(record, item));
    let step = content.text("step").and_then(Step::parse);
    let (Some(request), Some(step)) = (request, step) else {
        return form(vec![FieldProblem::new("request", FieldRule::NoSuchItem)]);
    };
    let side = request.side(record.us());
    let possible = side.is_some_and(|side| request.life.possible(side).contains(&step));
    if draft.item.is_some() || !possible {
        let (item, state) = (request.item.id().clone(), request.life.state.as_str());
        let step = if draft.item.is_some() { "rewrite" } else { step.as_str() };
        return Err(Refusal::StepNotPossible { item, step, state });
    }
    let mut problems = Vec::new();
    let dates = ["date", "expected", "use_until", "return_by", "public_since", "next_consultation"];
    common(content, &dates, &["manifest", "delivery_proof"], &mut problems);
    reference(content, record.us(), &mut problems);
    let (needed, allowed) = fields_of(step);
    for field in needed.iter().filter(|field| content.get(field).is_none()) {
        let known = *field == "reference" && request.their_reference().is_some();
        if !known {
            problems.push(FieldProblem::new(field, FieldRule::Missing));
        }
    }
    for (name, _) in content.iter() {
        let fits = [OF_EVERY_STEP, needed, allowed].iter().any(|list| list.contains(&name));
        if !fits {
            problems.push(FieldProblem::new(name, FieldRule::Unknown));
        }
    }
    let on = content.date("date").and_then(day_of);
    let last = request.life.counted.last().map_or(request.life.since, |(taken, _)| taken.on);
    if on.is_some_and(|on| on < last) {
        problems.push(FieldProblem::new("date", FieldRule::Before).with("earlier", "request"));
    }
    for field in ["expected", "use_until", "return_by"] {
        let day = content.date(field).and_then(day_of);
        if let (Some(day), Some(on)) = (day, on)
            && day < on
        {
            problems.push(FieldProblem::new(field, FieldRule::Before).with("earlier", "date"));
        }
    }
    form(problems)
}

/// Agreed times are not zero, and there is one of each class.
pub(crate) fn service_level(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let mut problems = Vec::new();
    common(&draft.content, &[], &[], &mut problems);
    for field in ["acknowledge_days", "decide_days", "carry_out_days"] {
        if draft.content.int(field) == Some(0) {
            problems.push(FieldProblem::new(field, FieldRule::Missing));
        }
    }
    let class = draft.content.text("class");
    let taken = record.of_type("service_level").into_iter().find(|item| {
        draft.item.as_ref() != Some(item.id())
            && item.shown().is_some()
            && item.content().text("class") == class
    });
    if let Some(item) = taken {
        problems.push(FieldProblem::new("class", FieldRule::Taken).with("item", item.id()));
    }
    form(problems)
}

/// The figures agree with themselves.
pub(crate) fn aggregate(_: &Record, draft: &Draft) -> Result<(), Refusal> {
    let mut problems = Vec::new();
    common(&draft.content, &[], &[], &mut problems);
    rows_once(&draft.content, "classes", "class", &mut problems);
    rows_once(&draft.content, "grounds", "ground", &mut problems);
    form(problems)
}

/// The requests of a record as the figures count them. What is no code of a list is kept as it is:
/// [`mutual::figures::count`] names it and counts it in no class and under no ground.
pub fn cases(record: &Record) -> Vec<Case> {
    let case = |request: Request<'_>| {
        let life = &request.life;
        let ground = || request.last_text("ground").unwrap_or_default().to_owned();
        Some(Case {
            opened: life.first(Step::Sent)?,
            closed: life.ended(),
            class: request.item.content().text("class").unwrap_or_default().to_owned(),
            ground: (life.state == State::Refused).then(ground),
            returned: life.last(Step::Returned),
        })
    };
    Request::all(record).into_iter().filter_map(case).collect()
}

/// Writes the complete figures of a half-year into an aggregate, with the oldest open requests.
pub fn fill_aggregate(record: &Record, figures: &Figures, content: &mut Content) {
    for (name, count) in [
        ("opened", figures.opened),
        ("closed", figures.closed),
        ("pending", figures.pending),
        ("returned", figures.returned),
    ] {
        content.set(name, Value::from(count));
    }
    let classes = codes::CLASSES.iter().map(|class| {
        let mut row = BTreeMap::from([("class".to_owned(), Value::from(*class))]);
        let one = figures.by_class.get(*class).copied().unwrap_or_default();
        row.insert("opened".to_owned(), Value::from(one.opened));
        if let Some(median) = one.median_days {
            row.insert("closed".to_owned(), Value::from(one.closed));
            row.insert("median_days".to_owned(), Value::from(median));
        }
        if one.alike {
            row.insert("alike".to_owned(), Value::Bool(true));
        }
        row
    });
    content.set_rows("classes", classes.collect());
    let grounds = figures.by_ground.iter().map(|(ground, n)| {
        BTreeMap::from([
            ("ground".to_owned(), Value::from(ground.as_str())),
            ("refused".to_owned(), Value::from(*n)),
        ])
    });
    let grounds: Vec<_> = grounds.collect();
    if !grounds.is_empty() {
        content.set_rows("grounds", grounds);
    }
    let open = Request::all(record).into_iter().filter(|request| !request.life.is_over());
    let oldest = open.take(OLDEST_SHOWN).map(|request| request.item.id().clone());
    let oldest: Vec<ItemId> = oldest.collect();
    if !oldest.is_empty() {
        content.set_items("oldest", &oldest);
    }
}

/// The figures of an aggregate.
pub fn figures_of(content: &Content) -> Figures {
    let total = |name: &str| content.int(name).unwrap_or_default();
    let mut figures = Figures {
        opened: total("opened"),
        closed: total("closed"),
        pending: total("pending"),
        returned: total("returned"),
        ..Figures::default()
    };
    for row in content.rows("classes") {
        let row = Row(row);
        let number = |column: &str| row.int(column).unwrap_or_default();
        let one = OfClass {
            opened: number("opened"),
            closed: number("closed"),
            median_days: row.int("median_days"),
            alike: row.flag("alike"),
        };
        figures.by_class.insert(row.text("class").unwrap_or_default().to_owned(), one);
    }
    for row in content.rows("grounds") {
        let row = Row(row);
        let ground = row.text("ground").unwrap_or_default().to_owned();
        figures.by_ground.insert(ground, row.int("refused").unwrap_or_default());
    }
    figures
}

/// Published figures as the rule of disclosure reads them.
pub fn shown_of(content: &Content) -> Shown {
    let rows = |table: &str, code: &str, number: &str| -> BTreeMap<String, u64> {
        let row = |row| {
            let row = Row(row);
            Some((row.text(code)?.to_owned(), row.int(number)?))
        };
        content.rows(table).into_iter().filter_map(row).collect()
    };
    Shown {
        opened: content.int("opened"),
        closed: content.int("closed"),
        returned: content.int("returned"),
        weeks: rows("classes", "class", "median_weeks"),
        grounds: rows("grounds", "ground", "refused"),
    }
}

/// Published figures hold nothing below five, and nothing that gives away what is withheld.
pub(crate) fn figures(draft: &Draft) -> Result<(), Refusal> {
    let content = &draft.content;
    let mut problems = Vec::new();
    rows_once(content, "classes", "class", &mut problems);
    rows_once(content, "grounds", "ground", &mut problems);
    let shown = shown_of(content);
    if let Err(broken) = shown.check() {
        let is_band = |n: u64| n >= SHOWN_COUNT_MIN && n.is_multiple_of(SHOWN_BAND);
        let (field, rule) = match broken {
            Broken::Count => {
                let counts = ["opened", "closed", "returned"];
                let wrong =
                    counts.into_iter().find(|n| content.int(n).is_some_and(|n| !is_band(n)));
                (wrong.unwrap_or("grounds"), FieldRule::TooSmall)
            }
            Broken::GivesAway => ("opened", FieldRule::GivesAway),
            Broken::Code => ("grounds", FieldRule::NotAChoice),
            Broken::Median => ("classes", FieldRule::TooBig),
        };
        let problem = FieldProblem::new(field, rule);
        problems.push(match rule {
            FieldRule::TooBig => problem.with("max", MEDIAN_WEEKS_MAX),
            _ => problem,
        });
    }
    form(problems)
}

fn rows_once(content: &Content, table: &str, column: &str, problems: &mut Vec<FieldProblem>) {
    let mut seen = std::collections::BTreeSet::new();
    for (at, row) in content.rows(table).into_iter().enumerate() {
        if !seen.insert(Row(row).text(column).unwrap_or_default()) {
            let path = format!("{table}.{at}.{column}");
            problems.push(FieldProblem::new(&path, FieldRule::Twice));
        }
    }
}

/// Needs are of their closed list.
pub(crate) fn needs(draft: &Draft) -> Result<(), Refusal> {
    let mut problems = Vec::new();
    of_list(&draft.content, "needs", NEEDS, &mut problems);
    form(problems)
}

/// A calendar without words: weekdays of their list, whole days.
pub(crate) fn calendar(draft: &Draft) -> Result<(), Refusal> {
    let mut problems = Vec::new();
    common(&draft.content, &[], &[], &mut problems);
    of_list(&draft.content, "weekend", WEEKDAYS, &mut problems);
    for (at, row) in draft.content.rows("holidays").into_iter().enumerate() {
        for column in ["from", "to"] {
            if Row(row).date(column).is_some_and(|date| day_of(date).is_none()) {
                let path = format!("holidays.{at}.{column}");
                problems.push(FieldProblem::new(&path, FieldRule::NotADate));
            }
        }
    }
    form(problems)
}

/// Whether a party works on a day, by its calendar; every day, while it supplied none.
pub fn works(calendar: Option<&Calendar>, day: Day) -> bool {
    calendar.is_none_or(|calendar| calendar.works(day))
}
