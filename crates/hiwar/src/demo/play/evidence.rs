//! What an auditor does after the meeting: takes the export of each node, verifies it with nothing
//! but the pin, compares the two, and sees that a single flipped bit is refused.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use dialogue::id::VersionId;
use dialogue::verify::{Report, verify};

use super::Stage;
use crate::commands::verify::agreed;
use crate::demo::Party;

/// Bits that are flipped in each export, spread over the file.
const FLIPS: usize = 8;

/// Writes, verifies and compares both exports; differences go to the stage.
pub(super) fn check<W: Write>(stage: &mut Stage<'_, W>, folder: &Path) -> anyhow::Result<()> {
    stage.say("\nAfter the meeting: both exports, checked without either node")?;
    let mut reports = Vec::new();
    for party in Party::BOTH {
        // The pin comes from the other side, as it would on paper.
        let pin = node::init::pin(&folder.join(party.other().slug()))?;
        reports.push(check_one(stage, folder, party, &pin)?);
        stage.n_steps += 1;
    }
    let [kw, us] = &reports[..] else { bail!("two exports were made") };
    if kw.pin != us.pin {
        stage.differences.push("the exports begin with different charters".into());
    }
    if kw
        .logs
        .iter()
        .map(|log| (&log.party, log.head))
        .ne(us.logs.iter().map(|log| (&log.party, log.head)))
    {
        stage.differences.push("the exports hold different logs".into());
    }
    let (one, other) = (agreed(&kw.record), agreed(&us.record));
    if one != other {
        stage.differences.push("the exports differ in what is agreed".into());
    }
    if !one.iter().all(|item| item.sealed) {
        stage.differences.push("something agreed is not sealed".into());
    }
    stage.say(&format!("  both say the same: {} items agreed, all of them sealed", one.len()))
}

fn check_one<W: Write>(
    stage: &mut Stage<'_, W>,
    folder: &Path,
    party: Party,
    pin: &VersionId,
) -> anyhow::Result<Report> {
    let path = folder.join(format!("{}.hiwar", party.slug()));
    let written = stage.pair.side(party).dialogue.export()?;
    std::fs::write(&path, &written).with_context(|| path.display().to_string())?;
    let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
    let report = verify(&bytes, Some(pin))
        .map_err(|refused| anyhow::anyhow!("the export of {}: {refused}", party.name()))?;
    let entries: Vec<String> =
        report.logs.iter().map(|log| format!("{} {}", log.party, log.head.size)).collect();
    let (name, n_bytes, entries) = (party.name(), bytes.len(), entries.join(", "));
    stage.say(&format!("  {name}: verified, {n_bytes} bytes, entries {entries}"))?;
    if !report.missing.is_empty() {
        let count = report.missing.len();
        stage.differences.push(format!("{count} values are missing in the export of {name}"));
    }
    let flipped = flip(stage, party, &bytes, pin)?;
    stage.say(&format!("    {FLIPS} times one bit flipped, {FLIPS} times refused: {flipped}"))?;
    Ok(report)
}

/// Flips single bits; each must be refused. Gives where and why the last one was.
fn flip<W: Write>(
    stage: &mut Stage<'_, W>,
    party: Party,
    bytes: &[u8],
    pin: &VersionId,
) -> anyhow::Result<String> {
    let mut last = String::new();
    for nth in 0..FLIPS {
        let at = (2 * nth + 1) * bytes.len() / (2 * FLIPS);
        let mut damaged = bytes.to_vec();
        let byte = damaged.get_mut(at).context("an export of some bytes")?;
        *byte ^= 1 << (nth % 8);
        match verify(&damaged, Some(pin)) {
            Err(refused) => last = refused.to_string(),
            Ok(_) => {
                let name = party.name();
                stage.differences.push(format!("a flipped bit at {at} of {name} was accepted"));
            }
        }
    }
    Ok(last)
}
