//! From a fact of a report to what it means for the record: an item that is there already, a new
//! one in the officer's name, or a reason why nothing follows. Pure: it reads the record and
//! changes nothing. A report says what was said in public; it never makes anything agreed.

use std::collections::BTreeMap;

use dialogue::Value;
use dialogue::content::{Content, Lang};
use dialogue::id::{ItemId, PartyId};
use dialogue::record::Record;

use crate::facts::{Choice, Choices, Claim, Facts};
use crate::mended::Mended;

/// What one fact means for the record.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The claim; of a delegation that no claim states, `delegation-` and the session's claim.
    pub claim: String,
    pub type_name: &'static str,
    pub outcome: Outcome,
    /// Items it may be about, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// Where the record says something else.
    pub conflicts: Vec<Conflict>,
}

/// What follows from a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A new item with these values.
    New(Content),
    /// It is about this item, which is there.
    Known(ItemId),
    /// Something is missing that the officer can give.
    Needs(Need),
    /// Nothing goes into the record.
    Nothing(Why),
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Round,
    Group,
    Date,
    BothLanguages,
    Party,
    Text,
}

impl Need {
    pub fn code(self) -> &'static str {
        match self {
            Need::Round => "round",
            Need::Group => "group",
            Need::Date => "date",
            Need::BothLanguages => "both-languages",
            Need::Party => "party",
            Need::Text => "text",
        }
    }
}

/// Why nothing follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A member says this about itself; its own node adds it.
    TheirsToSay(PartyId),
    /// The record has no place for it; it stays with the report.
    StaysHere,
}

/// An item a fact may be about.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub item: ItemId,
    /// 0 to 1.
    pub score: f32,
}

/// A field on which report and record differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub field: &'static str,
    pub recorded: String,
    pub reported: String,
}

/// Kinds of fact in the order in which one needs the other.
const ORDER: &[&str] = &[
    "source",
    "dialogue",
    "round",
    "session",
    "person",
    "delegation",
    "topic",
    "statement",
    "outcome",
    "agreement",
    "commitment",
    "next",
    "past",
];

/// What every fact of a report means for the record, in the order in which to put it. Facts that
/// name others find them in `placed`; a fact that is accepted but not yet put counts as placed
/// under a stand-in id, which `resolve` of the caller replaces.
pub fn propose(
    record: &Record,
    report: (&Facts, &Choices, &str, &[u8; 32]),
    placed: &BTreeMap<String, ItemId>,
) -> Vec<Proposal> {
    let (facts, choices, text, sha) = report;
    let mut view = View {
        record,
        facts,
        choices,
        mended: Mended::of(text),
        lang: facts.language(),
        source: source_address(choices, sha),
        fingerprint: format!("sha256:{}", hex(sha)),
        placed: placed.clone(),
    };
    let mut claims: Vec<&Claim> = facts.claims.iter().collect();
    claims.sort_by_key(|claim| ORDER.iter().position(|slot| *slot == claim.slot));
    let mut proposals = Vec::new();
    claims.retain(|claim| !view.is_our_delegation(claim));
    for claim in claims {
        let proposal = view.proposal(claim);
        view.note(&proposal, choices.accepts(claim));
        proposals.push(proposal);
    }
    let at = proposals.iter().rposition(|one| one.type_name == "person").map_or(0, |at| at + 1);
    let delegations = view.delegations();
    proposals.splice(at..at, delegations);
    proposals
}

/// The address under which the report is cited.
fn source_address(choices: &Choices, sha: &[u8; 32]) -> String {
    match choices.address.as_deref().map(str::trim).filter(|address| !address.is_empty()) {
        Some(address) => address.to_owned(),
        None => format!("urn:sha256:{}", hex(sha)),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) struct View<'a> {
    pub(crate) record: &'a Record,
    pub(crate) facts: &'a Facts,
    pub(crate) choices: &'a Choices,
    pub(crate) mended: Mended,
    pub(crate) lang: Lang,
    pub(crate) source: String,
    pub(crate) fingerprint: String,
    pub(crate) placed: BTreeMap<String, ItemId>,
}

impl View<'_> {
    /// Remembers which item a claim is about, for the claims that name it.
    fn note(&mut self, proposal: &Proposal, accepted: bool) {
        let item = match &proposal.outcome {
            Outcome::Known(item) => Some(item.clone()),
            Outcome::New(_) if accepted => ItemId::parse(&format!("new.{}", proposal.claim)).ok(),
            _ => None,
        };
        if let Some(item) = item {
            self.placed.entry(proposal.claim.clone()).or_insert(item);
        }
    }

    fn proposal(&self, claim: &Claim) -> Proposal {
        let choice = self.choices.of(&claim.id);
        let (type_name, candidates) = self.candidates(claim, &choice);
        let mut proposal = Proposal {
            claim: claim.id.clone(),
            type_name,
            outcome: Outcome::Nothing(Why::StaysHere),
            candidates,
            conflicts: Vec::new(),
        };
        if let Some(item) = self.placed.get(&claim.id) {
            proposal.outcome = Outcome::Known(item.clone());
            return proposal;
        }
        let linked = match choice.link.as_str() {
            "new" => None,
            "" => proposal.candidates.first().filter(|one| one.score >= SURE).map(|one| &one.item),
            link => {
                proposal.candidates.iter().map(|one| &one.item).find(|one| one.as_str() == link)
            }
        };
        if let Some(item) = linked {
            proposal.conflicts = self.conflicts(claim, &choice, item);
            proposal.outcome = Outcome::Known(item.clone());
            return proposal;
        }
        proposal.outcome = self.fresh(claim, &choice);
        proposal
    }

    // --- values: what was typed, else what was found ---

    pub(crate) fn code(&self, claim: &Claim, choice: &Choice, name: &str) -> Option<String> {
        match choice.values.get(name) {
            Some(typed) => Some(typed.trim().to_owned()).filter(|typed| !typed.is_empty()),
            None => claim.fields.get(name)?.code(),
        }
    }

    pub(crate) fn text(
        &self,
        claim: &Claim,
        choice: &Choice,
        name: &str,
        lang: Lang,
    ) -> Option<String> {
        if let Some(typed) = choice.values.get(&format!("{name}_{lang}")) {
            return Some(typed.trim().to_owned()).filter(|typed| !typed.is_empty());
        }
        let fact = claim.fields.get(name)?;
        let found = match lang {
            Lang::Ar => fact.ar.clone(),
            Lang::En => fact.en.clone(),
        };
        found.or_else(|| (lang == self.lang && fact.value.is_none()).then(|| self.words(fact))?)
    }

    /// The words of a long text, from the report itself.
    pub(crate) fn words(&self, fact: &crate::Fact) -> Option<String> {
        let text = self.mended.words(*fact.spans.first()?);
        Some(text).filter(|text| !text.is_empty())
    }

    pub(crate) fn put_bi(&self, content: &mut Content, base: &str, from: (&Claim, &Choice, &str)) {
        for lang in Lang::ALL {
            if let Some(text) = self.text(from.0, from.1, from.2, lang) {
                content.set_bi(base, lang, &text);
            }
        }
    }

    /// Every version made from a report says so, and cites it by address and fingerprint: what
    /// stands at an address may change.
    pub(crate) fn cite(&self, content: &mut Content) {
        content.set("evidence", "public_record".into());
        content.set_strings("sources", [self.source.as_str()]);
        content.set_text("evidence_note", &self.fingerprint);
    }
}

/// The type of item that a kind of fact becomes.
pub(crate) fn type_of(slot: &str) -> &'static str {
    match slot {
        "source" => "source",
        "dialogue" => "dialogue",
        "session" => "session",
        "person" => "person",
        "delegation" => "delegation",
        "topic" => "agenda_item",
        "statement" => "statement",
        "outcome" => "conclusion",
        "agreement" => "instrument",
        "commitment" => "commitment",
        _ => "round",
    }
}

/// From here on a fact is taken to be about an item until the officer says otherwise.
pub(crate) const SURE: f32 = 0.7;

pub(crate) trait IntoValue {
    fn into_value(self) -> Value;
}

impl IntoValue for &ItemId {
    fn into_value(self) -> Value {
        Value::from(self.as_str())
    }
}
