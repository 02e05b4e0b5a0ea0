//! The meeting by itself: agenda, brackets, delegations, attendance, minutes, consents,
//! corrigendum, seals, both sides through `node::perform`; then both exports verified from
//! outside. Each step says what is expected on either node; anything that differs makes the play
//! fail.

mod evidence;
mod script;

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use dialogue::act::{Act, Function};
use dialogue::bracket;
use dialogue::content::Lang;
use dialogue::id::ItemId;
use dialogue::record::State;
use jiff::Timestamp;

use super::plan::SESSION;
use super::seed::{Seeded, perform};
use super::{Pair, Party};
use crate::commands::verify::{agreed, state_name};

/// Plays the meeting on a freshly started demo; false when anything was not as expected.
pub async fn play(pair: &Pair, folder: &Path, out: &mut impl Write) -> anyhow::Result<bool> {
    let Some(seeded) = &pair.seeded else {
        bail!("{}: a demo is here already; --play needs a folder of its own", folder.display());
    };
    let mut stage = Stage { pair, seeded, out, n_steps: 0, differences: Vec::new() };
    stage.say("The meeting of the Security Cooperation group, played by both nodes.")?;
    script::meeting(&mut stage).await?;
    evidence::check(&mut stage, folder)?;
    let n_steps = stage.n_steps;
    match stage.differences.len() {
        0 => stage.say(&format!("\nAll {n_steps} steps came out as expected on both nodes."))?,
        count => {
            stage.say(&format!("\n{count} DIFFERENCES in {n_steps} steps:"))?;
            for one in stage.differences.clone() {
                stage.say(&format!("  {one}"))?;
            }
        }
    }
    Ok(stage.differences.is_empty())
}

/// What the script works with.
struct Stage<'a, W> {
    pair: &'a Pair,
    seeded: &'a Seeded,
    out: &'a mut W,
    n_steps: usize,
    differences: Vec<String>,
}

/// One step: who does what, when.
struct Step {
    /// Domain time, RFC 3339.
    at: &'static str,
    party: Party,
    function: Function,
    what: &'static str,
    acts: Vec<Act>,
}

impl<W: Write> Stage<'_, W> {
    fn say(&mut self, line: &str) -> anyhow::Result<()> {
        writeln!(self.out, "{line}").context("the terminal is gone")
    }

    /// An item of the seeded session by the last part of its slug.
    fn prepared(&self, what: &str) -> anyhow::Result<ItemId> {
        let slug = format!("{SESSION}:{what}");
        let id = self.seeded.ids.get(&slug);
        id.cloned().with_context(|| format!("{slug} was not prepared"))
    }

    /// Does a step, waits until the other node knows it, and gives the items touched.
    async fn step(&mut self, step: Step) -> anyhow::Result<Vec<ItemId>> {
        self.announce(&step)?;
        let side = self.pair.side(step.party);
        let items = perform(side, step.function, step.acts).await?;
        self.pair.level().await?;
        self.compare()?;
        Ok(items)
    }

    fn announce(&mut self, step: &Step) -> anyhow::Result<()> {
        self.pair.at(step.at)?;
        self.n_steps += 1;
        let (clocks, party) = (clocks(step.at)?, step.party.name());
        let function = match step.function {
            Function::CoChair => "co-chair".to_owned(),
            other => other.as_str().replace('_', " "),
        };
        self.say(&format!("\n{clocks}\n  {party}, {function}: {}", step.what))
    }

    /// Asks for something that must be refused, and says with which code.
    async fn refused(&mut self, step: Step, code: &str) -> anyhow::Result<()> {
        self.announce(&step)?;
        let side = self.pair.side(step.party);
        let officer = side.officer(step.function);
        match side.dialogue.perform_all(&officer, step.acts).await {
            Err(node::ActError::Refused(refusal)) => {
                self.say(&format!("    refused: {refusal}"))?;
                if refusal.code() != code {
                    let found = refusal.code();
                    self.differences.push(format!("refused with {found}, expected {code}"));
                }
            }
            Err(error) => bail!("{error}"),
            Ok(_) => self.differences.push(format!("{}: it was not refused", step.what)),
        }
        Ok(())
    }

    /// Shows how items stand on both nodes and compares with what is expected, Kuwait's view first.
    fn expect(&mut self, items: &[ItemId], kw: Expected, us: Expected) -> anyhow::Result<()> {
        for id in items {
            let mut views = Vec::new();
            for (party, expected) in [(Party::Kw, kw), (Party::Us, us)] {
                let (title, state) = self.look(party, id)?;
                let name = party.name();
                if views.is_empty() {
                    self.say(&format!("    {title}"))?;
                }
                if !expected.meets(state) {
                    let wanted = format!("expected {expected:?}");
                    self.differences.push(format!("{name} sees {title:?} as {state:?}, {wanted}"));
                }
                views.push(format!("{name}: {}", view(state, expected)));
            }
            self.say(&format!("      {}", views.join("   |   ")))?;
        }
        Ok(())
    }

    fn look(&self, party: Party, id: &ItemId) -> anyhow::Result<(String, State)> {
        let record = self.pair.side(party).dialogue.read();
        let item = record
            .item(id)
            .with_context(|| format!("{id} has not reached the node of {}", party.name()))?;
        Ok((item.title(Lang::En), item.state()))
    }

    /// Shows the two wordings of an item as brackets, in both languages.
    fn brackets(&mut self, id: &ItemId, base: &str) -> anyhow::Result<()> {
        let mut lines = Vec::new();
        {
            let record = self.pair.kw.dialogue.read();
            let item = record.item(id).context("an item with two wordings")?;
            for lang in Lang::ALL {
                let text = |party: Party| {
                    let version = item.position(&party.id());
                    version.and_then(|one| one.content.bi(base, lang)).unwrap_or_default()
                };
                let pieces = bracket::words(text(Party::Kw), text(Party::Us));
                lines.push(bracket::render(&pieces, &["KW", "US"]));
            }
        }
        for line in lines {
            self.say(&format!("      {line}"))?;
        }
        Ok(())
    }

    /// Both nodes must say the same about everything that is agreed.
    fn compare(&mut self) -> anyhow::Result<()> {
        let of = |party: Party| {
            let record = self.pair.side(party).dialogue.read();
            let mut list = agreed(&record);
            // Seals come with the receipts, a moment later on one side than on the other.
            list.iter_mut().for_each(|one| one.sealed = false);
            list.sort_by(|one, other| one.id.cmp(&other.id));
            list
        };
        if of(Party::Kw) != of(Party::Us) {
            let step = self.n_steps;
            self.differences.push(format!("after step {step} the nodes differ in what is agreed"));
        }
        Ok(())
    }
}

/// What a node is expected to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    Ours,
    Theirs,
    TwoWordings,
    /// Agreed as a text, sealed already or not yet.
    Agreed,
    /// Bound, sealed already or not yet.
    Bound,
    Sealed,
    Own,
}

impl Expected {
    fn meets(self, state: State) -> bool {
        use dialogue::Level;
        match self {
            Expected::Ours => state == State::OursOnly,
            Expected::Theirs => state == State::TheirsOnly,
            Expected::TwoWordings => state == State::TwoWordings,
            Expected::Agreed => matches!(state, State::Agreed | State::Sealed(Level::Text)),
            Expected::Bound => {
                matches!(state, State::AgreedBinding | State::Sealed(Level::Bind))
            }
            Expected::Sealed => matches!(state, State::Sealed(_)),
            Expected::Own => state == State::Own,
        }
    }
}

/// How a state reads on the node that shows it.
fn view(state: State, expected: Expected) -> String {
    match state {
        State::OursOnly => "ours only".into(),
        State::TheirsOnly => "theirs only, waits for us".into(),
        State::AgreedBinding => "agreed, binding".into(),
        State::Own => "one side's own".into(),
        State::Sealed(dialogue::Level::Text) if expected == Expected::Sealed => {
            "agreed, sealed".into()
        }
        State::Sealed(dialogue::Level::Bind) if expected == Expected::Sealed => {
            "agreed, binding, sealed".into()
        }
        // Before that, whether the receipts are here already depends on the moment.
        State::Sealed(dialogue::Level::Text) => "agreed".into(),
        State::Sealed(dialogue::Level::Bind) => "agreed, binding".into(),
        other => state_name(other).replace('_', " "),
    }
}

/// `16:00 in Kuwait, 08:00 in Washington`.
fn clocks(at: &str) -> anyhow::Result<String> {
    let time: Timestamp = at.parse().context("a time of the script")?;
    let clock = |zone: &str| {
        let local = time.in_tz(zone).with_context(|| format!("the time zone {zone}"))?;
        anyhow::Ok(local.strftime("%H:%M").to_string())
    };
    Ok(format!("{} in Kuwait, {} in Washington", clock("Asia/Kuwait")?, clock("America/New_York")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_clocks_are_shown() {
        let shown = clocks("2020-11-16T13:00:00Z").expect("a time");
        assert_eq!(shown, "16:00 in Kuwait, 08:00 in Washington");
    }
}
