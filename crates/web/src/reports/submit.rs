//! Puts what an officer accepted, one act after the other: a fact that names another comes after
//! it. What was put is remembered with the report, so that a refusal in the middle loses nothing
//! and the rest can be submitted again.

use std::collections::BTreeMap;

use dialogue::Value;
use dialogue::act::{Act, Draft};
use dialogue::content::{Content, Lang};
use dialogue::id::ItemId;
use dialogue::item;
use dialogue::refusal::Refusal;
use node::ActError;
use node::reports::Report;
use proposals::{Conflict, Outcome, Proposal, Verdict, propose};

use crate::i18n::T;
use crate::items::reader::Reader;
use crate::items::visit::Visit;
use crate::shell::Problem;
use crate::texts;

/// How a submission ended.
#[derive(Clone, Debug, Default)]
pub struct Submitted {
    pub n_put: usize,
    /// The claim at which the record's rules said no, and what they say.
    pub refused: Option<(String, String)>,
}

/// The items that stand for claims already.
pub fn placed(report: &Report) -> BTreeMap<String, ItemId> {
    let ids = report.choices.placed.iter();
    ids.filter_map(|(claim, id)| Some((claim.clone(), ItemId::parse(id).ok()?))).collect()
}

/// Whether a proposal is to be put.
pub fn is_wanted(report: &Report, proposal: &Proposal) -> bool {
    match report.facts.claim(&proposal.claim) {
        Some(claim) => report.choices.accepts(claim),
        None => report.choices.of(&proposal.claim).verdict != Some(Verdict::Rejected),
    }
}

/// Puts everything that is accepted and not yet there.
pub async fn submit(visit: &Visit, report: &mut Report) -> Result<Submitted, Problem> {
    let mut submitted = Submitted::default();
    loop {
        let placed = placed(report);
        let next = {
            let record = visit.dialogue.read();
            let given = (&report.facts, &report.choices, report.text.as_str(), &report.sha);
            let proposals = propose(&record, given, &placed);
            proposals.into_iter().find_map(|proposal| {
                let wanted = is_wanted(report, &proposal) && !placed.contains_key(&proposal.claim);
                match proposal.outcome {
                    Outcome::New(content) if wanted => {
                        Some((proposal.claim, proposal.type_name, content))
                    }
                    _ => None,
                }
            })
        };
        let Some((claim, type_name, content)) = next else { break };
        match put(visit, type_name, content).await {
            Ok(Some(item)) => {
                report.choices.placed.insert(claim, item.to_string());
                submitted.n_put += 1;
            }
            Ok(None) => break,
            Err(ActError::Refused(refusal)) => {
                submitted.refused = Some((claim, said(&refusal, visit.t())));
                break;
            }
            Err(error) => {
                keep(visit, report)?;
                return Err(Problem::from(error));
            }
        }
        // Kept after each act: a node that stops here goes on from here.
        keep(visit, report)?;
    }
    if submitted.refused.is_none() {
        submitted.n_put += discrepancies(visit, report).await?;
        report.submitted = Some(visit.now());
        keep(visit, report)?;
    }
    let audit = format!("{}: {} acts", report.id, submitted.n_put);
    visit.signed.app.node().private().audit(&visit.actor.account, "report submitted", &audit);
    Ok(submitted)
}

fn keep(visit: &Visit, report: &Report) -> Result<(), Problem> {
    Ok(visit.signed.app.node().private().keep_report(&visit.did, report)?)
}

async fn put(visit: &Visit, type_name: &str, content: Content) -> Result<Option<ItemId>, ActError> {
    let Some(item_type) = item::get(type_name) else { return Ok(None) };
    let act = Act::Put(Draft::new(item_type, content));
    Ok(visit.dialogue.perform(&visit.actor, act).await?.item)
}

fn said(refusal: &Refusal, t: T) -> String {
    let problems = refusal.problems().iter().map(|problem| texts::field_problem(problem, t));
    let problems = problems.collect::<Vec<_>>().join(" ");
    format!("{} {} {problems}", texts::refusal(refusal, t), texts::remedy(refusal, t))
}

/// Proposes a discrepancy for each conflict that the officer asked to be kept as one.
async fn discrepancies(visit: &Visit, report: &mut Report) -> Result<usize, Problem> {
    let wanted: Vec<(String, ItemId, Vec<Conflict>)> = {
        let record = visit.dialogue.read();
        let given = (&report.facts, &report.choices, report.text.as_str(), &report.sha);
        let proposals = propose(&record, given, &BTreeMap::new());
        let asked = proposals.into_iter().filter_map(|proposal| {
            let choice = report.choices.of(&proposal.claim);
            let key = format!("conflict-{}", proposal.claim);
            let done = report.choices.placed.contains_key(&key);
            let is_asked = choice.values.get("conflict").is_some_and(|asked| asked == "yes");
            match proposal.outcome {
                Outcome::Known(item) if is_asked && !done && !proposal.conflicts.is_empty() => {
                    Some((key, item, proposal.conflicts))
                }
                _ => None,
            }
        });
        asked.collect()
    };
    let mut n_put = 0;
    for (key, item, conflicts) in wanted {
        let content = discrepancy(visit, report, &item, &conflicts);
        if let Some(id) = put(visit, "discrepancy", content).await? {
            report.choices.placed.insert(key, id.to_string());
            n_put += 1;
        }
    }
    Ok(n_put)
}

/// Both values side by side, each with its source; which one is right is for the parties.
fn discrepancy(visit: &Visit, report: &Report, item: &ItemId, conflicts: &[Conflict]) -> Content {
    let record = visit.dialogue.read();
    let shown = record.item(item);
    let type_name = shown.as_ref().map_or("item", |item| item.kind().name);
    let mut content = Content::new();
    content.set_items("about", [item]);
    for lang in Lang::ALL {
        let reader = Reader::new(&record, &visit.did, T::new(lang), &visit.actor);
        let title = record.title_of(item, lang).unwrap_or_default();
        let fields = conflicts.iter().map(|one| reader.label(type_name, one.field));
        let fields = fields.collect::<Vec<_>>().join(", ");
        content.set_bi("question", lang, &format!("{title}: {fields}"));
    }
    let recorded = shown.as_ref().map(|item| item.content().strings("sources").join(" "));
    let recorded: Vec<String> =
        recorded.unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let cited = match report.choices.address.as_deref().filter(|address| !address.is_empty()) {
        Some(address) => address.to_owned(),
        None => format!("urn:sha256:{}", hex(&report.sha)),
    };
    let values =
        |pick: fn(&Conflict) -> &str| conflicts.iter().map(pick).collect::<Vec<_>>().join("; ");
    let ours = values(|one| &one.recorded);
    let theirs = values(|one| &one.reported);
    content.set_rows("claims", vec![reading(&ours, &recorded), reading(&theirs, &[cited])]);
    content
}

/// One value with its sources, alike in both languages: dates and codes.
fn reading(value: &str, sources: &[String]) -> BTreeMap<String, Value> {
    let mut row: BTreeMap<String, Value> = BTreeMap::new();
    for lang in Lang::ALL {
        row.insert(format!("value_{lang}"), value.into());
    }
    if !sources.is_empty() {
        let list = sources.iter().map(|source| Value::from(source.as_str()));
        row.insert("sources".to_owned(), Value::List(list.collect()));
    }
    row
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
