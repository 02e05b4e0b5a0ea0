//! `hiwar export`: the whole joint record in one file, read from the store, so that it works
//! beside a serving node and without its keys. Only what the exchange may carry goes in.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use dialogue::verify::{LogExport, Report, verify, write};
use ledger::frame::OpeningsOf;
use ledger::id::PartyId;
use node::config::{Config, DialogueConfig, Folder};
use store::joint::JointStore;

use super::{Answer, write_new};
use crate::cli::ExportArgs;

/// How long to wait for the node's newest signature to be stored: a hundred times what it takes.
const BEHIND_MAX: Duration = Duration::from_secs(5);

pub fn run(args: ExportArgs) -> anyhow::Result<Answer> {
    let folder = Folder::new(&args.at.folder);
    let config = Config::read(&folder)?;
    let dialogue = config.one_dialogue(args.of.dialogue.as_deref())?;
    let (bytes, report) = verified(&folder, &config, dialogue)?;
    write_new(&args.out, &bytes)?;
    println!("{} bytes written to {}.", bytes.len(), args.out.display());
    println!("Anybody can check them: hiwar verify FILE --pin {}", report.pin.to_hex());
    Ok(Answer::Yes)
}

/// The export, checked: nothing leaves this machine that would be refused elsewhere. A serving node
/// stores the signature of its newest entries a moment after it has given it, so that the other
/// side's log may for that moment go on from entries that no stored signature covers yet.
fn verified(
    folder: &Folder,
    config: &Config,
    dialogue: &DialogueConfig,
) -> anyhow::Result<(Vec<u8>, Report)> {
    let start = Instant::now();
    loop {
        let bytes = export(folder, config, dialogue)?;
        match verify(&bytes, None) {
            Ok(report) => return Ok((bytes, report)),
            Err(refused) if refused.is_behind() && start.elapsed() < BEHIND_MAX => {
                std::thread::sleep(BEHIND_MAX / 100);
            }
            Err(refused) => {
                return Err(anyhow::anyhow!("{refused}"))
                    .context("the record does not verify; run `hiwar doctor`");
            }
        }
    }
}

/// The export of one dialogue as its stored checkpoints cover it.
fn export(folder: &Folder, config: &Config, dialogue: &DialogueConfig) -> anyhow::Result<Vec<u8>> {
    let id = dialogue.dialogue_id()?;
    let us = config.party_id()?;
    let path = folder.joint(&id);
    require_founded(&path, id.as_str())?;
    let store = JointStore::open(&path)?;
    let logs: Vec<LogExport> = store.at_one_moment(|store| {
        let logs = store.logs()?;
        logs.iter().map(|log| of_log(store, &log.party, &us)).collect::<anyhow::Result<_>>()
    })??;
    Ok(write(&id, &us, &logs))
}

/// A dialogue whose charter has not been made has no store yet.
pub(super) fn require_founded(joint: &Path, dialogue: &str) -> anyhow::Result<()> {
    if joint.exists() {
        return Ok(());
    }
    bail!(
        "the dialogue {dialogue} has no charter yet ({} is not there): add the cards of all \
         sides with `hiwar peer add`, then run `hiwar peer charter --at TIME`",
        joint.display()
    )
}

fn of_log(store: &JointStore, party: &PartyId, us: &PartyId) -> anyhow::Result<LogExport> {
    let (size, note) = store.note(party)?.with_context(|| {
        format!(
            "no signed checkpoint of the log of {party} is here yet: it comes with the first \
                 entry of that side; start both nodes"
        )
    })?;
    let mut export = LogExport {
        party: party.clone(),
        entries: Vec::new(),
        openings: Vec::new(),
        note,
        receipts: Vec::new(),
    };
    // Both reads stop early at the store's own limits, so each goes on from where it came to.
    let mut next = 0;
    while next < size {
        let rows = store.entries(party, next..size)?;
        let Some(last) = rows.last() else {
            bail!("the log of {party} ends at {next} of {size} entries; run `hiwar doctor`");
        };
        next = last.idx + 1;
        export.entries.extend(rows.into_iter().map(|row| row.bytes));
    }
    let mut next = 0;
    loop {
        let rows = store.openings(party, next..size, us)?;
        let Some((last, _, _)) = rows.last() else {
            break;
        };
        next = last + 1;
        for (index, _, disclosure) in rows {
            match export.openings.last_mut() {
                Some(last) if last.index == index => last.disclosures.push(disclosure),
                _ => export.openings.push(OpeningsOf { index, disclosures: vec![disclosure] }),
            }
        }
    }
    let receipts = store.latest_cosignatures(party)?.into_iter();
    export.receipts = receipts.filter(|one| one.size == size).map(|one| one.line).collect();
    Ok(export)
}
