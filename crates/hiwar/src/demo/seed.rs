//! Fills both nodes with a plan through the real pipeline: each party puts its own, Kuwait puts
//! what is joint, the exchange carries it, the United States consents to what arrived. Acts of
//! one request are judged against the record before it, so whatever names another item waits for
//! a request after that item's.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, bail};
use dialogue::act::{Act, Draft, Function};
use dialogue::id::ItemId;
use dialogue::{Level, item};

use super::plan::Planned;
use super::{Pair, Party, Side};

/// Acts sent in one request: well below what a node takes, so that values of one message fit.
const ACTS_AT_ONCE: usize = 512;

/// What was entered.
#[derive(Clone, Debug, Default)]
pub struct Seeded {
    /// The item of each slug of the plan.
    pub ids: BTreeMap<String, ItemId>,
    /// Versions put.
    pub n_versions: usize,
    /// Consents given.
    pub n_consents: usize,
}

/// Enters the whole plan and has everything joint agreed.
pub async fn seed(pair: &Pair, plan: Vec<Planned>) -> anyhow::Result<Seeded> {
    let mut seeded = Seeded::default();
    let later: Vec<Planned> = plan.iter().filter(|one| !one.later.is_empty()).cloned().collect();
    let mut rest = plan;
    while !rest.is_empty() {
        let before = rest.len();
        for party in Party::BOTH {
            rest = put_ready(pair.side(party), rest, &mut seeded).await?;
        }
        if rest.len() == before {
            let waiting: Vec<&str> = rest.iter().take(8).map(|one| one.slug.as_str()).collect();
            bail!("these facts wait for each other or for a fact that is not there: {waiting:?}");
        }
        pair.level().await?;
    }
    revise(pair, &later, &mut seeded).await?;
    pair.level().await?;
    seeded.n_consents += consent_to_all(&pair.us).await?;
    pair.level().await?;
    Ok(seeded)
}

/// Puts everything of this side whose references its node knows, until nothing more is ready.
async fn put_ready(
    side: &Side,
    mut rest: Vec<Planned>,
    seeded: &mut Seeded,
) -> anyhow::Result<Vec<Planned>> {
    loop {
        let known: BTreeMap<String, ItemId> = {
            let record = side.dialogue.read();
            let there = seeded.ids.iter().filter(|(_, id)| record.item(id).is_some());
            there.map(|(slug, id)| (slug.clone(), id.clone())).collect()
        };
        let (mut ready, mut waiting) = (Vec::new(), Vec::new());
        for planned in rest {
            match planned.resolved(&known) {
                Ok(content) if planned.party == side.party => ready.push((planned, content)),
                _ => waiting.push(planned),
            }
        }
        if ready.is_empty() {
            return Ok(waiting);
        }
        for chunk in ready.chunks(ACTS_AT_ONCE) {
            let acts = chunk.iter().map(|(planned, content)| {
                let item_type = item::get(planned.type_name).context("an unknown type")?;
                let draft = Draft::new(item_type, content.clone());
                Ok(Act::Put(Draft { pos: planned.pos, ..draft }))
            });
            let acts: Vec<Act> = acts.collect::<anyhow::Result<_>>()?;
            let done = perform(side, Function::DeskOfficer, acts).await.with_context(|| {
                let slugs: Vec<&str> = chunk.iter().map(|(one, _)| one.slug.as_str()).collect();
                format!("putting {slugs:?}")
            })?;
            seeded.n_versions += done.len();
            for ((planned, _), id) in chunk.iter().zip(done) {
                seeded.ids.insert(planned.slug.clone(), id);
            }
        }
        rest = waiting;
    }
}

/// Second versions of what could not name everything at first.
async fn revise(pair: &Pair, later: &[Planned], seeded: &mut Seeded) -> anyhow::Result<()> {
    for party in Party::BOTH {
        let side = pair.side(party);
        let acts = {
            let record = side.dialogue.read();
            let mut acts = Vec::new();
            for planned in later.iter().filter(|one| one.party == party) {
                let id = seeded.ids.get(&planned.slug).context("a fact that was not put")?;
                let item = record.item(id).context("a fact that is not in the record")?;
                let mut draft = Draft::revise(&item);
                let added = planned.resolved_later(&seeded.ids).map_err(|slug| {
                    anyhow::anyhow!("{} names {slug}, which is not there", planned.slug)
                })?;
                for (name, value) in added.iter() {
                    draft.content.set(name, value.clone());
                }
                acts.push(Act::Put(draft));
            }
            acts
        };
        if !acts.is_empty() {
            seeded.n_versions += acts.len();
            perform(side, Function::DeskOfficer, acts).await?;
        }
    }
    Ok(())
}

/// Consents, as a co-chair, to everything that waits for this side; gives the number.
pub async fn consent_to_all(side: &Side) -> anyhow::Result<usize> {
    let acts: Vec<Act> = {
        let record = side.dialogue.read();
        let us = side.party.id();
        let waiting = record.waiting_for(&us);
        let acts = waiting.iter().filter_map(|item| {
            let to = item.position(&side.party.other().id())?.id;
            Some(Act::Consent { item: item.id().clone(), to, level: Level::Text })
        });
        acts.collect()
    };
    let mut n_consents = 0;
    for chunk in acts.chunks(ACTS_AT_ONCE) {
        n_consents += perform(side, Function::CoChair, chunk.to_vec()).await?.len();
    }
    Ok(n_consents)
}

/// Consents, as a co-chair, to one item as the other side holds it; gives the number.
pub(super) async fn consent_to(side: &Side, item: &ItemId) -> anyhow::Result<usize> {
    let to = {
        let record = side.dialogue.read();
        let item = record.item(item).context("the item has not arrived")?;
        item.position(&side.party.other().id()).context("nothing is on the table")?.id
    };
    let act = Act::Consent { item: item.clone(), to, level: Level::Text };
    Ok(perform(side, Function::CoChair, vec![act]).await?.len())
}

/// Does several acts as one officer; gives the items touched, in order.
pub(super) async fn perform(
    side: &Side,
    function: Function,
    acts: Vec<Act>,
) -> anyhow::Result<Vec<ItemId>> {
    let officer = side.officer(function);
    let done =
        side.dialogue.perform_all(&officer, acts).await.map_err(|error| {
            anyhow::anyhow!("the node of {} refused: {error}", side.party.name())
        })?;
    done.into_iter().map(|one| one.item.context("an act without an item")).collect()
}

/// The slugs whose items are not on this side's node; for tests and for the play.
pub fn absent(side: &Side, seeded: &Seeded) -> BTreeSet<String> {
    let record = side.dialogue.read();
    let absent = seeded.ids.iter().filter(|(_, id)| record.item(id).is_none());
    absent.map(|(slug, _)| slug.clone()).collect()
}
