//! What a joint text and the steps around it must obey. The same rules judge our own drafts and
//! what a peer asks us to consent to; every rule is decided from the record alone, without a clock.

use ledger::id::{ItemId, VersionId};
use sha2::{Digest as _, Sha256};
use wording::digest::{Node, TextDigest};
use wording::notation;

use super::silence::may_break;
use super::{Negotiation, is_agreed, listed};
use crate::act::Draft;
use crate::content::{Content, Lang, Row, bi_name};
use crate::item::working_calendar::WEEKDAYS;
use crate::limits::{PROVISION_DEPTH_MAX, PROVISIONS_OF_TEXT_MAX};
use crate::record::{Item, Record, Version};
use crate::refusal::{FieldProblem, FieldRule, Refusal};
use crate::working_days::{Calendar, calendars, day_of, deadline};

/// What keeps a text from being closed: a name for messages and how often.
pub type Blocker = (&'static str, usize);

/// In a chair's text somebody is the chair.
pub(crate) fn chair_named(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let content = &draft.content;
    if content.text("mode") == Some("chairs_text") && content.party("chair").is_none() {
        return form(vec![FieldProblem::new("chair", FieldRule::Missing)]);
    }
    match &draft.item {
        Some(text) => unlocked(record, text),
        None => Ok(()),
    }
}

/// A provision: its text is not locked, its brackets can be read, it stands where it can stand,
/// and what was agreed is opened again with a reason only.
pub(crate) fn provision(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let content = &draft.content;
    let Some(text) = content.item("text") else { return Ok(()) };
    unlocked(record, &text)?;
    no_edition_held(record, &text)?;
    let mut problems = notation_problems(record, content);
    if chapeau_of(record, content).as_deref() != content.text("chapeau") {
        problems.push(FieldProblem::new("chapeau", FieldRule::ChapeauMoved));
    }
    problems.extend(place_problems(record, draft, &text));
    if let Some(reason) = reason_missing(record, draft) {
        problems.push(reason);
    }
    if draft.item.is_none() {
        let n = record.children(&text, "provision").len();
        if n >= PROVISIONS_OF_TEXT_MAX {
            let problem = FieldProblem::new("text", FieldRule::TooMany);
            problems.push(problem.with("max", PROVISIONS_OF_TEXT_MAX));
        }
    }
    form(problems)
}

fn notation_problems(record: &Record, content: &Content) -> Vec<FieldProblem> {
    let members = record.joint().members();
    let mut problems = Vec::new();
    for lang in Lang::ALL {
        let name = bi_name("", lang);
        let Some(text) = content.text(&name) else { continue };
        let phrase = match notation::parse(text) {
            Ok(phrase) => phrase,
            Err(error) => {
                let problem = FieldProblem::new(&name, FieldRule::Notation);
                problems.push(problem.with("at", error.at).with("rule", error.rule.code()));
                continue;
            }
        };
        for party in phrase.parties() {
            if !members.iter().any(|member| member.as_str() == party) {
                let problem = FieldProblem::new(&name, FieldRule::NotAParty);
                problems.push(problem.with("is", party));
            }
        }
    }
    problems
}

/// The upper provision is of the same text, not itself below this one, and not too deep.
fn place_problems(record: &Record, draft: &Draft, text: &ItemId) -> Vec<FieldProblem> {
    let mut upper = draft.content.item("under");
    let mut depth = 0;
    while let Some(id) = upper {
        if draft.item.as_ref() == Some(&id) {
            return vec![FieldProblem::new("under", FieldRule::Itself)];
        }
        let Some(item) = record.item(&id) else { break };
        if item.content().item("text").as_ref() != Some(text) {
            let problem = FieldProblem::new("under", FieldRule::NoSuchItem);
            return vec![problem.with("item", id)];
        }
        depth += 1;
        if depth > PROVISION_DEPTH_MAX {
            let problem = FieldProblem::new("under", FieldRule::TooMany);
            return vec![problem.with("max", PROVISION_DEPTH_MAX)];
        }
        upper = item.content().item("under");
    }
    Vec::new()
}

/// An agreed provision is opened again only with a reason; moving it is opening it too.
fn reason_missing(record: &Record, draft: &Draft) -> Option<FieldProblem> {
    let item = record.item(draft.item.as_ref()?)?;
    let [agreed] = item.standing().effective[..] else { return None };
    let agreed = record.version(&agreed)?;
    let said = |lang: Lang| (draft.content.bi_exact("", lang), agreed.content.bi_exact("", lang));
    let words = Lang::ALL.into_iter().any(|lang| said(lang).0 != said(lang).1);
    let same = |name: &str| draft.content.get(name) == agreed.content.get(name);
    let moved = !(same("under") && same("role") && same("deleted") && draft.pos == agreed.pos);
    let silent = Lang::ALL.iter().all(|lang| draft.content.bi_exact("reason", *lang).is_none());
    // Setting the fingerprint of a changed chapeau opens nothing: it closes again.
    ((words || moved) && silent).then(|| FieldProblem::new("reason_en", FieldRule::Missing))
}

/// The fingerprint of the chapeaux above a provision: 16 hexadecimal digits over both languages of
/// the versions shown, the nearest first; none when it stands under no chapeau.
pub fn chapeau_of(record: &Record, content: &Content) -> Option<String> {
    let mut hash = Sha256::new();
    let mut found = false;
    let mut upper = content.item("under");
    for _ in 0..PROVISION_DEPTH_MAX {
        let Some(item) = upper.and_then(|id| record.item(&id)) else { break };
        let content = item.content();
        if content.text("role") == Some("chapeau") {
            found = true;
            for lang in Lang::ALL {
                let words = content.bi_exact("", lang).unwrap_or_default();
                hash.update((words.len() as u64).to_be_bytes());
                hash.update(words);
            }
        }
        upper = content.item("under");
    }
    found.then(|| hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The agreed edition of a text with the versions it lists. An edition whose list is not of this
/// text, or not what its digest says, locks nothing: whoever wrote it, both sides can check it. Of
/// two that crossed the one with the lower id counts, on every node alike.
pub(crate) fn locked_by<'a>(
    record: &'a Record,
    text: &ItemId,
) -> Option<(Item<'a>, Vec<&'a Version>)> {
    let mut editions = record.children(text, "edition");
    editions.retain(|item| is_agreed(&item.state()));
    editions.sort_by(|a, b| a.id().cmp(b.id()));
    editions.into_iter().find_map(|edition| {
        let ids = listed(edition.content());
        let versions: Vec<&Version> = ids.iter().filter_map(|id| record.version(id)).collect();
        let of_text = |version: &&Version| version.content.item("text").as_ref() == Some(text);
        let whole = versions.len() == ids.len() && versions.iter().all(of_text);
        let digest = digest_of(&versions).to_string();
        (whole && edition.content().text("digest") == Some(&digest)).then_some((edition, versions))
    })
}

/// The digest of versions in reading order.
fn digest_of(versions: &[&Version]) -> TextDigest {
    let words =
        |version: &Version, lang| version.content.bi_exact("", lang).unwrap_or_default().to_owned();
    let owned: Vec<_> = versions
        .iter()
        .map(|version| {
            let under = version.content.item("under");
            (version, under, words(version, Lang::Ar), words(version, Lang::En))
        })
        .collect();
    TextDigest::of(owned.iter().map(|(version, under, ar, en)| Node {
        id: version.item.as_str(),
        under: under.as_ref().map(ItemId::as_str),
        role: version.content.text("role").unwrap_or("paragraph"),
        ar,
        en,
    }))
}

/// While our side holds an edition it negotiates no further: else the other side could agree to
/// words that we have left. It takes the edition back first.
fn no_edition_held(record: &Record, text: &ItemId) -> Result<(), Refusal> {
    let editions = record.children(text, "edition");
    let held = editions.iter().find(|item| item.position(record.us()).is_some());
    match held {
        Some(edition) => {
            let needs = "edition_withdrawn";
            Err(Refusal::StepMissing { item: edition.id().clone(), needs })
        }
        None => Ok(()),
    }
}

fn unlocked(record: &Record, text: &ItemId) -> Result<(), Refusal> {
    match locked_by(record, text) {
        Some(_) => Err(Refusal::TextLocked { item: text.clone() }),
        None => Ok(()),
    }
}

/// An edition names the text as it stands, and nothing in that is open.
pub(crate) fn edition(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let negotiation = digest_holds(record, &draft.content)?;
    let content = &draft.content;
    let says = (content.text("versions").unwrap_or_default(), content.int("provisions"));
    let versions = negotiation.versions();
    if says != (versions.as_str(), Some(negotiation.live().count() as u64)) {
        let problem = FieldProblem::new("versions", FieldRule::NotAChoice);
        return form(vec![problem.with("provisions", negotiation.live().count())]);
    }
    nothing_open(&negotiation)
}

/// A certificate is about the words as they stand.
pub(crate) fn certificate(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let negotiation = digest_holds(record, &draft.content)?;
    nothing_open(&negotiation)
}

fn digest_holds<'a>(record: &'a Record, content: &Content) -> Result<Negotiation<'a>, Refusal> {
    let text = content.item("text");
    let negotiation = text.as_ref().and_then(|text| Negotiation::of(record, text));
    let Some(negotiation) = negotiation else {
        return Err(Refusal::Form {
            problems: vec![FieldProblem::new("text", FieldRule::NoSuchItem)],
        });
    };
    let said = content.text("digest").unwrap_or_default().to_owned();
    let is = negotiation.digest().to_string();
    if said != is {
        return Err(Refusal::TextMoved { item: negotiation.text.id().clone(), said, is });
    }
    Ok(negotiation)
}

fn nothing_open(negotiation: &Negotiation<'_>) -> Result<(), Refusal> {
    let blockers = negotiation.blockers();
    if blockers.is_empty() {
        return Ok(());
    }
    Err(Refusal::TextOpen { item: negotiation.text.id().clone(), blockers })
}

/// A step above an agreed edition. Initialling and signing need our own certificate of conformity
/// for exactly these words (11 FAM 722); one side takes a step once.
pub(crate) fn sign_off(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let Some(edition) = draft.content.item("edition").and_then(|id| record.item(&id)) else {
        return Ok(());
    };
    let missing = |needs| Err(Refusal::StepMissing { item: edition.id().clone(), needs });
    if !is_agreed(&edition.state()) {
        return missing("text_agreed");
    }
    let rung = draft.content.text("rung").unwrap_or_default();
    if matches!(rung, "initialled" | "signed") {
        if draft.content.bi("place", Lang::En).is_none() {
            return form(vec![FieldProblem::new("place", FieldRule::Missing)]);
        }
        if !certified(record, &edition) {
            return missing("certificate");
        }
        if reserved_by_us(record, &edition) {
            return missing("reservation_lifted");
        }
    }
    let same = |item: &Item<'_>| {
        item.owner() == record.us()
            && draft.item.as_ref() != Some(item.id())
            && item.shown().is_some()
            && item.content().text("rung") == Some(rung)
    };
    match record.children(edition.id(), "sign_off").iter().find(|item| same(item)) {
        Some(item) => Err(Refusal::OnlyOne { item: item.id().clone(), type_name: "sign_off" }),
        None => Ok(()),
    }
}

/// Whether a reservation of ours stands on the text of an edition or on one of its provisions.
fn reserved_by_us(record: &Record, edition: &Item<'_>) -> bool {
    let text = edition.content().item("text");
    let Some(negotiation) = text.and_then(|text| Negotiation::of(record, &text)) else {
        return false;
    };
    let of_rows = negotiation.rows.iter().flat_map(|row| &row.reservations).copied();
    let mut all = of_rows.chain(negotiation.reservations());
    all.any(|item| item.owner() == record.us())
}

/// A reservation is entered while the text is negotiated: not on a locked text, nor while our side
/// holds an edition. It may always be lifted.
pub(crate) fn reservation(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    if draft.content.flag("lifted") {
        return Ok(());
    }
    let Some(on) = draft.content.item("on").and_then(|id| record.item(&id)) else {
        return Ok(());
    };
    let text = on.content().item("text").unwrap_or_else(|| on.id().clone());
    unlocked(record, &text)?;
    no_edition_held(record, &text)
}

/// Whether our side certified the words of an edition.
pub fn certified(record: &Record, edition: &Item<'_>) -> bool {
    let Some(text) = edition.content().item("text") else { return false };
    let digest = edition.content().text("digest");
    let certificates = record.children(&text, "concordance_certificate");
    certificates.iter().any(|item| {
        item.owner() == record.us()
            && item.shown().is_some()
            && item.content().text("digest") == digest
    })
}

/// A silence procedure is about a version on the table, and its deadline is counted in the
/// calendars of all members.
pub(crate) fn silence(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let content = &draft.content;
    let mut problems = Vec::new();
    let on = content.item("on").and_then(|id| record.item(&id));
    let version = content.text("version").and_then(|text| VersionId::parse(text).ok());
    if let Some(on) = &on
        && !version.is_some_and(|version| on.on_the_table().contains(&version))
    {
        problems.push(FieldProblem::new("version", FieldRule::NoSuchItem).with("item", on.id()));
    }
    // Silence gives our consent only where we hold nothing else: an answer in words is no silence.
    let ours = on.as_ref().and_then(|on| on.position(record.us()));
    if let Some(ours) = ours.filter(|ours| Some(ours.id) != version) {
        let (item, needs) = (ours.item.clone(), "wording_withdrawn");
        return Err(Refusal::StepMissing { item, needs });
    }
    let (known, missing) = calendars(record);
    if let Some(party) = missing.first() {
        let problem = FieldProblem::new("working_days", FieldRule::Missing);
        problems.push(problem.with("party", party));
    }
    let calendars: Vec<Calendar> = known.into_iter().map(|(_, calendar)| calendar).collect();
    let from = content.date("from").and_then(day_of);
    let last =
        from.zip(content.int("working_days")).and_then(|(from, n)| deadline(from, n, &calendars));
    let said = content.instant("deadline").and_then(|at| at.get(..10)).and_then(day_of);
    // Midnight in one capital is the day before or after in another.
    if missing.is_empty()
        && let (Some(last), Some(said)) = (last, said)
        && (last - said).abs() > 1
    {
        let problem = FieldProblem::new("deadline", FieldRule::NotADate);
        problems.push(problem.with("counted", crate::working_days::date_of(last)));
    }
    form(problems)
}

/// Silence is broken while it lasts: the procedure is open on both sides and our consent to its
/// version is not written yet.
pub(crate) fn silence_break(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let procedure = draft.content.item("procedure").and_then(|id| record.item(&id));
    let Some(procedure) = procedure else { return Ok(()) };
    if !is_agreed(&procedure.state()) {
        return Err(Refusal::StepMissing { item: procedure.id().clone(), needs: "opened" });
    }
    // Said once, it is said for good: it is neither changed nor taken back.
    if draft.item.is_none() && may_break(record, &procedure) {
        return Ok(());
    }
    Err(Refusal::SilenceOver { item: procedure.id().clone() })
}

/// A calendar is a party's own, names days of the week once, and its holidays are full dates.
pub(crate) fn calendar(record: &Record, draft: &Draft) -> Result<(), Refusal> {
    let mut problems = Vec::new();
    let weekend = draft.content.strings("weekend");
    for (at, day) in weekend.iter().enumerate() {
        let path = format!("weekend.{at}");
        if !WEEKDAYS.contains(day) {
            let problem = FieldProblem::new(&path, FieldRule::NotAChoice);
            problems.push(problem.with("choices", WEEKDAYS.join(", ")));
        } else if weekend[..at].contains(day) {
            problems.push(FieldProblem::new(&path, FieldRule::Twice));
        }
    }
    for (at, row) in draft.content.rows("holidays").into_iter().enumerate() {
        for name in ["from", "to"] {
            if Row(row).date(name).is_some_and(|date| day_of(date).is_none()) {
                let path = format!("holidays.{at}.{name}");
                problems.push(FieldProblem::new(&path, FieldRule::NotADate));
            }
        }
    }
    form(problems)?;
    crate::item::calendar_is_ours(record, draft)
}

fn form(problems: Vec<FieldProblem>) -> Result<(), Refusal> {
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Form { problems }) }
}
