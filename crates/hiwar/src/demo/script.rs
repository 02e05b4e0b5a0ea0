//! The negotiation of the exercise as a script: who does what to which provision of the draft, with
//! the words. The demo plays it up to the morning; the rest is there for the play and for tests.

use anyhow::{Context, bail};
use dialogue::act::{Act, Draft, Function};
use dialogue::content::{Content, Lang};
use dialogue::id::ItemId;
use dialogue::negotiation::{Negotiation, chapeau_of};
use dialogue::{Level, item};

use super::seed::perform;
use super::{Pair, Party, Side};

/// The script. Its head says what each verb does.
const SCRIPT: &str = include_str!("../../data/joint-statement-rounds.txt");

/// One step.
#[derive(Debug, Clone, Default)]
pub struct Step {
    pub party: &'static str,
    pub verb: String,
    /// The order of the provision in the draft, from 0; none for all.
    pub block: Option<usize>,
    /// The kind of a reservation.
    pub kind: String,
    pub words: [String; 2],
    pub reason: [String; 2],
}

/// The steps before the morning and those after it.
pub fn steps() -> (Vec<Step>, Vec<Step>) {
    let mut parts: Vec<Vec<Step>> = vec![Vec::new()];
    for line in SCRIPT.lines() {
        if line == "@ morning" {
            parts.push(Vec::new());
            continue;
        }
        let part = parts.last_mut().expect("begun with one");
        if let Some(head) = line.strip_prefix("@ ") {
            part.push(head_of(head));
        } else if let (Some(step), Some((name, words))) = (part.last_mut(), line.split_once(": ")) {
            match name {
                "ar" => words.clone_into(&mut step.words[0]),
                "en" => words.clone_into(&mut step.words[1]),
                "reason_ar" => words.clone_into(&mut step.reason[0]),
                "reason_en" => words.clone_into(&mut step.reason[1]),
                _ => {}
            }
        }
    }
    let after = parts.pop().unwrap_or_default();
    (parts.concat(), after)
}

fn head_of(head: &str) -> Step {
    let mut words = head.split(' ');
    let party = if words.next() == Some("KW") { "KW" } else { "US" };
    let verb = words.next().unwrap_or_default().to_owned();
    let block = words.next().and_then(|nth| nth.parse::<usize>().ok());
    let kind = words.next().unwrap_or_default().to_owned();
    Step { party, verb, block: block.map(|nth| nth - 1), kind, ..Step::default() }
}

/// Plays steps on the provisions of a text, given in the order of the draft; each side acts on
/// what has reached its node. Gives the number of versions and of consents.
pub async fn play(
    pair: &Pair,
    text: &ItemId,
    blocks: &[ItemId],
    steps: &[Step],
) -> anyhow::Result<(usize, usize)> {
    let (mut n_versions, mut n_consents) = (0, 0);
    let mut last = "";
    for step in steps {
        if last != step.party {
            pair.level().await?;
            last = step.party;
        }
        let side = pair.side(if step.party == "KW" { Party::Kw } else { Party::Us });
        let acts = acts(side, text, blocks, step)
            .with_context(|| format!("{} {} {:?}", step.party, step.verb, step.block))?;
        let puts = acts.iter().filter(|act| matches!(act, Act::Put(_))).count();
        n_versions += puts;
        n_consents += acts.len() - puts;
        let function =
            if step.verb == "confirm" { Function::CoChair } else { Function::DeskOfficer };
        perform(side, function, acts).await?;
    }
    pair.level().await?;
    Ok((n_versions, n_consents))
}

fn acts(side: &Side, text: &ItemId, blocks: &[ItemId], step: &Step) -> anyhow::Result<Vec<Act>> {
    let record = side.dialogue.read();
    let Some(block) = step.block else {
        let negotiation = Negotiation::of(&record, text).context("the text")?;
        let rows = negotiation.rows.iter().filter_map(|row| {
            let to = row.agreed_version()?;
            let item = row.item.id().clone();
            Some(Act::Consent { item, to, level: Level::Bind })
        });
        return Ok(rows.collect());
    };
    let id = blocks.get(block).context("no such provision")?;
    let provision = record.item(id).context("the provision has not arrived")?;
    let theirs = provision.position(&side.party.other().id());
    let act = match step.verb.as_str() {
        "consent" => {
            let to = theirs.context("nothing to consent to")?.id;
            Act::Consent { item: id.clone(), to, level: Level::Text }
        }
        "withdraw" => {
            let to = provision.position(&side.party.id()).context("nothing held")?.id;
            Act::Withdraw { item: id.clone(), to, level: Level::Text }
        }
        "put" | "reopen" => {
            let mut draft = Draft::revise(&provision);
            for (nth, lang) in Lang::ALL.into_iter().enumerate() {
                draft.content.set_bi("", lang, &step.words[nth]);
                draft.content.set_bi("reason", lang, &step.reason[nth]);
            }
            let chapeau = chapeau_of(&record, &draft.content);
            draft.content.set_text("chapeau", chapeau.as_deref().unwrap_or_default());
            Act::Put(draft)
        }
        "reserve" => {
            let mut content = Content::new().with("on", id).with("kind", step.kind.as_str());
            content = content.with("evidence", "exercise");
            for (nth, lang) in Lang::ALL.into_iter().enumerate() {
                content.set_bi("note", lang, &step.words[nth]);
            }
            Act::Put(Draft::new(item::get("reservation").context("a type")?, content))
        }
        "lift" => {
            let reservations = record.children(id, "reservation");
            let mut draft = Draft::revise(reservations.first().context("a reservation")?);
            draft.content = draft.content.with("lifted", true);
            Act::Put(draft)
        }
        other => bail!("no step is called {other}"),
    };
    Ok(vec![act])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_read_whole() {
        let (before, after) = steps();
        assert!(before.len() >= 15 && after.len() >= 12, "{} {}", before.len(), after.len());
        for step in before.iter().chain(&after) {
            let words = matches!(step.verb.as_str(), "put" | "reserve" | "reopen");
            assert_eq!(words, step.words.iter().all(|words| !words.is_empty()), "{step:?}");
            assert!(step.block.is_some() || step.verb == "confirm");
        }
    }
}
