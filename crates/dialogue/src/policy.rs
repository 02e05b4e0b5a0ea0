//! Who may do what: function x type x verb, then the values, then the state of the item.
//! The only maker of permits: nothing reaches a log without one. It reads the record and changes
//! nothing. The whole matrix stands in `tests/policy/matrix.txt`, for a lawyer to read.

use ledger::entry::Level;
use ledger::id::{FieldName, ItemId, PartyId, VersionId};
use ledger::limits::INTEGER_MAX;

pub use crate::act::Actor;
use crate::act::{Act, Draft, Function, Verb};
use crate::fold::{Rule, Standing};
use crate::item::{self, ItemType, check_fields, check_references};
use crate::kind::DialogueKind;
use crate::limits::{BASIS_CHARS_MAX, FIELDS_OF_VERSION_MAX};
use crate::record::{Item, Record, Version};
use crate::refusal::{FieldProblem, FieldRule, Refusal};

/// Proof that an act was judged and allowed. Only [`may`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    actor: Actor,
    act: Act,
}

impl Permit {
    /// The act.
    pub fn act(&self) -> &Act {
        &self.act
    }

    /// Who may do it.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The act, to be carried out.
    pub fn into_act(self) -> Act {
        self.act
    }
}

const REDACTORS: &[Function] = &[Function::CoChair, Function::Legal];
/// In the compartment of mutual legal assistance nobody orders anything erased: its rows hold codes
/// alone, and the legal basis of a redaction would be the one place with words.
fn redactors(kind: DialogueKind) -> &'static [Function] {
    match kind {
        DialogueKind::Ordinary => REDACTORS,
        DialogueKind::LegalAssistance => &[],
    }
}

/// Whether a function may ever do this to items of a type. The state of an item may still forbid
/// it.
pub fn allows(function: Function, item_type: &ItemType, verb: Verb) -> bool {
    let among = |functions: &[Function]| functions.contains(&function);
    match verb {
        Verb::Put => among(item_type.writes),
        Verb::ConsentText | Verb::Reject => among(item_type.consents),
        Verb::ConsentBind | Verb::WithdrawBind => among(item_type.binds),
        Verb::WithdrawText => among(item_type.writes) || among(item_type.consents),
        Verb::Redact | Verb::Hold => among(redactors(item_type.held_in)),
    }
}

/// Whether a function may read contents of ordinary dialogues at all.
pub fn may_read(function: Function) -> bool {
    function != Function::Administrator && DialogueKind::Ordinary.may_enter(function)
}

/// Whether a function reads and never writes.
pub fn writes_nothing(function: Function) -> bool {
    matches!(function, Function::Auditor | Function::Administrator | Function::CompartmentAuditor)
}

/// Judges an act against the record as it now is.
///
/// # Errors
/// The first rule broken, in this order: who acts; the item, its type and the function; the
/// values (every problem of them); the state of the item; the type's own check.
pub fn may(actor: &Actor, act: &Act, record: &Record) -> Result<Permit, Refusal> {
    if actor.party != *record.us() {
        let (actor, us) = (actor.party.clone(), record.us().clone());
        return Err(Refusal::ForeignActor { actor, us });
    }
    if writes_nothing(actor.function) {
        return Err(Refusal::WritesNothing { function: actor.function });
    }
    if !record.kind().may_enter(actor.function) {
        return Err(Refusal::NotEntered { function: actor.function });
    }
    if let Some(schema) = record.joint().upgrade_needed() {
        return Err(Refusal::UpgradeNeeded { schema });
    }
    if !record.joint().members().contains(record.us()) {
        return Err(Refusal::NotMember { us: record.us().clone() });
    }
    match act {
        Act::Put(draft) => put(actor, draft, record)?,
        Act::Consent { item, to, level } => consent(actor, act, record, item, to, *level)?,
        Act::Lapse { procedure, item, to, now } => {
            lapse(record, procedure, act, now)?;
            consent(actor, act, record, item, to, Level::Text)?;
        }
        Act::Withdraw { item, to, level } => withdraw(actor, act, record, item, to, *level)?,
        Act::Reject { item, to } => reject(actor, act, record, item, to)?,
        Act::Redact { of, fields, basis } => redact(actor, record, of, fields, basis)?,
        Act::Hold { of, basis } => hold(actor, record, of, basis)?,
    }
    Ok(Permit { actor: actor.clone(), act: act.clone() })
}

fn function_may(actor: &Actor, item_type: &'static ItemType, verb: Verb) -> Result<(), Refusal> {
    let (function, type_name) = (actor.function, item_type.name);
    if allows(function, item_type, verb) {
        Ok(())
    } else {
        Err(Refusal::FunctionMayNot { function, verb, type_name })
    }
}

fn put(actor: &Actor, draft: &Draft, record: &Record) -> Result<(), Refusal> {
    let Some(item_type) = item::get(draft.type_name.as_str()) else {
        return Err(Refusal::UnknownType { type_name: draft.type_name.to_string() });
    };
    if item_type.held_in != record.kind() {
        let (type_name, kind) = (item_type.name, record.kind());
        return Err(Refusal::NotInThisDialogue { type_name, kind });
    }
    let (type_name, since, schema) =
        (item_type.name, item_type.since_schema, record.joint().schema());
    if since > schema {
        return Err(Refusal::TypeNotInSchema { type_name, since, schema });
    }
    function_may(actor, item_type, Verb::Put)?;
    match &draft.item {
        Some(id) => put_again(draft, record, item_type, id)?,
        None => put_first(draft)?,
    }
    if draft.pos.is_some() && !item_type.ordered {
        return Err(Refusal::NotOrdered { type_name });
    }
    if draft.pos.is_some_and(|pos| pos > INTEGER_MAX) {
        let problem = FieldProblem::new("pos", FieldRule::TooBig);
        return Err(Refusal::Form { problems: vec![problem.with("max", INTEGER_MAX)] });
    }
    audience(draft, record)?;
    let is = draft.content.len();
    if is > FIELDS_OF_VERSION_MAX {
        return Err(Refusal::TooManyFields { is, max: FIELDS_OF_VERSION_MAX });
    }
    let mut problems = check_fields(item_type, &draft.content);
    problems.extend(check_references(record, item_type, &draft.content));
    if !problems.is_empty() {
        return Err(Refusal::Form { problems });
    }
    (item_type.check)(record, draft)
}

fn put_first(draft: &Draft) -> Result<(), Refusal> {
    match draft.base.first() {
        Some(version) => Err(Refusal::BaseOfNewItem { version: *version }),
        None => Ok(()),
    }
}

fn put_again(
    draft: &Draft,
    record: &Record,
    item_type: &'static ItemType,
    id: &ItemId,
) -> Result<(), Refusal> {
    let item = existing(record, id)?;
    if item.kind() != item_type {
        let (is, said) = (item.kind().name, item_type.name.to_owned());
        return Err(Refusal::WrongType { item: id.clone(), is, said });
    }
    ours_to_write(record, &item)?;
    if draft.base.is_empty() {
        return Err(Refusal::BaseMissing { item: id.clone() });
    }
    for version in &draft.base {
        version_of(record, id, version)?;
    }
    let standing = item.standing();
    if let [agreed] = standing.effective[..]
        && item_type.final_when_agreed
    {
        return Err(Refusal::AgreedIsFinal { item: id.clone(), agreed });
    }
    let Some(ours) = item.position(record.us()) else {
        return Ok(());
    };
    if !draft.base.contains(&ours.id) {
        return Err(Refusal::StaleDraft { item: id.clone(), newer: ours.id });
    }
    // A draft that settles two wordings may well say what ours says: it names both as base.
    if draft.base.len() == 1 && says_the_same(draft, ours) {
        return Err(Refusal::NothingChanged { item: id.clone(), version: ours.id });
    }
    Ok(())
}

/// Equal but for the function of the officer who wrote it.
fn says_the_same(draft: &Draft, version: &Version) -> bool {
    let without_by = |content: &crate::content::Content| {
        let mut content = content.clone();
        content.remove("by");
        content
    };
    draft.pos == version.pos
        && version.missing().is_empty()
        && without_by(&draft.content) == without_by(&version.content)
}

fn audience(draft: &Draft, record: &Record) -> Result<(), Refusal> {
    let Some(audience) = &draft.aud else {
        return Ok(());
    };
    let members = record.joint().members();
    let stranger = audience.iter().find(|party| !members.contains(party));
    let us = (!audience.contains(record.us())).then(|| record.us());
    match stranger.or(us) {
        Some(party) => Err(Refusal::BadAudience { party: party.clone() }),
        None => Ok(()),
    }
}

fn existing<'a>(record: &'a Record, id: &ItemId) -> Result<Item<'a>, Refusal> {
    record.item(id).ok_or_else(|| Refusal::NoSuchItem { item: id.clone() })
}

fn version_of<'a>(
    record: &'a Record,
    item: &ItemId,
    version: &VersionId,
) -> Result<&'a Version, Refusal> {
    let found = record.version(version).filter(|found| found.item == *item);
    found.ok_or_else(|| Refusal::NoSuchVersion { item: Some(item.clone()), version: *version })
}

fn ours_to_write(record: &Record, item: &Item<'_>) -> Result<(), Refusal> {
    let us = record.us();
    let id = item.id().clone();
    match item.kind().rule {
        Rule::Own if item.owner() != us => {
            Err(Refusal::NotOwner { item: id, owner: item.owner().clone() })
        }
        Rule::Joint if !item.members().contains(us) => Err(Refusal::NotMember { us: us.clone() }),
        _ => Ok(()),
    }
}

/// What consent, withdrawal and rejection have in common.
fn on_item<'a>(
    actor: &Actor,
    act: &Act,
    record: &'a Record,
    id: &ItemId,
    to: &VersionId,
) -> Result<(Item<'a>, &'a Version, Standing), Refusal> {
    let item = existing(record, id)?;
    let item_type = item.kind();
    let verb = act.verb();
    if item_type.rule == Rule::Own && verb != Verb::WithdrawText {
        return Err(Refusal::OwnItem { item: id.clone() });
    }
    if item_type.binds.is_empty() && matches!(verb, Verb::ConsentBind | Verb::WithdrawBind) {
        return Err(Refusal::NeverBound { type_name: item_type.name });
    }
    function_may(actor, item_type, verb)?;
    ours_to_write(record, &item)?;
    let version = version_of(record, id, to)?;
    Ok((item, version, item.standing()))
}

fn consent(
    actor: &Actor,
    act: &Act,
    record: &Record,
    id: &ItemId,
    to: &VersionId,
    level: Level,
) -> Result<(), Refusal> {
    let (item, version, standing) = on_item(actor, act, record, id, to)?;
    let us = record.us();
    let held = match level {
        Level::Text => holder(&standing, us) == Some(*to),
        Level::Bind => item.bound(us) == Some(*to),
    };
    if held {
        return Err(Refusal::AlreadyHeld { item: id.clone(), version: *to, level });
    }
    if let [agreed] = standing.effective[..]
        && agreed != *to
        && item.kind().final_when_agreed
    {
        return Err(Refusal::AgreedIsFinal { item: id.clone(), agreed });
    }
    match level {
        Level::Bind if standing.effective[..] != [*to] => {
            on_the_table(&item, &standing, us, version, true)?;
            return Err(Refusal::TextNotAgreed { item: id.clone(), version: *to });
        }
        Level::Bind => {}
        Level::Text => on_the_table(&item, &standing, us, version, false)?,
    }
    seen_whole(record, &item, version)
}

/// Judged once more when it is written: silence may have been broken since the clock struck.
fn lapse(record: &Record, procedure: &ItemId, act: &Act, now: &str) -> Result<(), Refusal> {
    let item = existing(record, procedure)?;
    match crate::negotiation::due(record, &item, now) {
        Some(due) if due == *act => Ok(()),
        _ => Err(Refusal::SilenceOver { item: procedure.clone() }),
    }
}

fn holder(standing: &Standing, party: &PartyId) -> Option<VersionId> {
    standing.positions.get(party).copied().flatten()
}

/// Somebody else holds it (or we do, where that counts too); if not, says what replaced it.
fn on_the_table(
    item: &Item<'_>,
    standing: &Standing,
    us: &PartyId,
    version: &Version,
    ours_counts: bool,
) -> Result<(), Refusal> {
    let holds = |(party, held): (&PartyId, &Option<VersionId>)| {
        (ours_counts || party != us) && *held == Some(version.id)
    };
    if standing.positions.iter().any(holds) {
        return Ok(());
    }
    let id = item.id().clone();
    match holder(standing, &version.author) {
        Some(newer) if version.author != *us => Err(Refusal::StaleConsent {
            item: id,
            version: version.id,
            party: version.author.clone(),
            newer,
        }),
        _ => Err(Refusal::NotOnTheTable { item: id, version: version.id }),
    }
}

/// Nobody consents to what he cannot see, nor to what breaks the rules of its own type.
fn seen_whole(record: &Record, item: &Item<'_>, version: &Version) -> Result<(), Refusal> {
    let fields = item.unread(version);
    let id = item.id().clone();
    if !fields.is_empty() {
        return Err(Refusal::NotSeenWhole { item: id, version: version.id, fields });
    }
    let item_type = item.kind();
    let mut problems = check_fields(item_type, &version.content);
    problems.extend(check_references(record, item_type, &version.content));
    if version.author != *record.us() && problems.is_empty() {
        let draft = Draft {
            item: Some(id.clone()),
            base: version.base.clone(),
            pos: version.pos,
            ..Draft::new(item_type, version.content.clone())
        };
        match (item_type.check)(record, &draft) {
            Err(Refusal::Form { problems: found }) => problems = found,
            other => other?,
        }
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(Refusal::TheirContent { item: id, version: version.id, problems })
}

fn withdraw(
    actor: &Actor,
    act: &Act,
    record: &Record,
    id: &ItemId,
    to: &VersionId,
    level: Level,
) -> Result<(), Refusal> {
    let (item, version, standing) = on_item(actor, act, record, id, to)?;
    let us = record.us();
    let item_type = item.kind();
    if item_type.for_good {
        if item_type.held_in == DialogueKind::LegalAssistance {
            let (item, state) = (id.clone(), "stated");
            return Err(Refusal::StepNotPossible { item, step: "rewrite", state });
        }
        return Err(Refusal::SilenceOver { item: id.clone() });
    }
    // Who may only write takes back his own side's proposals, never a consent to the other's.
    if version.author != *us && !item_type.consents.contains(&actor.function) {
        let (function, type_name) = (actor.function, item_type.name);
        return Err(Refusal::FunctionMayNot { function, verb: act.verb(), type_name });
    }
    let held = match level {
        Level::Text => holder(&standing, us) == Some(*to),
        Level::Bind => item.bound(us) == Some(*to),
    };
    if !held {
        return Err(Refusal::NotOurPosition { item: id.clone(), version: *to });
    }
    let agreed = item_type.rule == Rule::Joint
        && standing.effective.contains(to)
        && (level == Level::Text || standing.level == Some(Level::Bind));
    // Where we are the only member, nobody else relies on it.
    if agreed && !standing.recorded_alone {
        return Err(Refusal::AgreementStands { item: id.clone(), version: *to, level });
    }
    Ok(())
}

fn reject(
    actor: &Actor,
    act: &Act,
    record: &Record,
    id: &ItemId,
    to: &VersionId,
) -> Result<(), Refusal> {
    let (item, version, standing) = on_item(actor, act, record, id, to)?;
    let us = record.us();
    if holder(&standing, us) == Some(*to) {
        return Err(Refusal::RejectsOwnPosition { item: id.clone(), version: *to });
    }
    if standing.effective.contains(to) {
        let level = standing.level.unwrap_or(Level::Text);
        return Err(Refusal::AgreementStands { item: id.clone(), version: *to, level });
    }
    if standing.rejected.contains(&(us.clone(), *to)) {
        return Err(Refusal::AlreadyRejected { item: id.clone(), version: *to });
    }
    on_the_table(&item, &standing, us, version, false)
}

fn redact(
    actor: &Actor,
    record: &Record,
    of: &VersionId,
    fields: &[FieldName],
    basis: &str,
) -> Result<(), Refusal> {
    let unknown = || Refusal::NoSuchVersion { item: None, version: *of };
    let version = record.version(of).ok_or_else(unknown)?;
    let item = existing(record, &version.item)?;
    function_may(actor, item.kind(), Verb::Redact)?;
    ours_to_write(record, &item)?;
    is_citation(basis)?;
    let there = |field: &FieldName| {
        version.content.get(field.as_str()).is_some()
            || (version.missing().contains(field) && !version.erased().contains(field))
    };
    if fields.is_empty() {
        return Err(Refusal::NoSuchField { version: *of, field: None });
    }
    match fields.iter().find(|field| !there(field)) {
        Some(field) => Err(Refusal::NoSuchField { version: *of, field: Some(field.clone()) }),
        None => Ok(()),
    }
}

fn hold(actor: &Actor, record: &Record, of: &VersionId, basis: &str) -> Result<(), Refusal> {
    if !redactors(record.kind()).contains(&actor.function) {
        // A redaction may name fields of several types; the matrix is the same for all of them.
        let (function, verb) = (actor.function, Verb::Hold);
        return Err(Refusal::FunctionMayNot { function, verb, type_name: "redaction" });
    }
    is_citation(basis)?;
    if !record.is_redaction(of) {
        return Err(Refusal::NoSuchRedaction { entry: *of });
    }
    Ok(())
}

/// A citation code: it stands in the skeleton for ever, so it holds no free text.
fn is_citation(basis: &str) -> Result<(), Refusal> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.:/()".contains(&b);
    let fits = !basis.is_empty() && basis.len() <= BASIS_CHARS_MAX;
    if fits && basis.bytes().all(plain) {
        return Ok(());
    }
    Err(Refusal::BadBasis { basis: basis.chars().take(BASIS_CHARS_MAX).collect() })
}
