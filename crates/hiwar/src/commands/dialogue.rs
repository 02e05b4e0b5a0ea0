//! `hiwar dialogue add`: a further dialogue of a node, ordinary or a compartment, with keys, card,
//! log and store files of its own. Overwrites nothing.

use anyhow::bail;
use dialogue::kind::DialogueKind;

use super::Answer;
use crate::cli::DialogueCommand;

pub fn run(command: DialogueCommand) -> anyhow::Result<Answer> {
    let DialogueCommand::Add { id, at, compartment, json } = command;
    let kind = match compartment.as_deref() {
        None => DialogueKind::Ordinary,
        Some(name) => match DialogueKind::parse(name) {
            Some(kind) => kind,
            None => bail!("--compartment {name:?}: the kind known here is legal_assistance"),
        },
    };
    let card = node::init::add_dialogue(&at.folder, &id, kind)?;
    let text = serde_json::to_string_pretty(&card)?;
    if json {
        println!("{text}");
        return Ok(Answer::Yes);
    }
    println!("The dialogue {id} ({}) is added to {}.", kind.as_str(), at.folder.display());
    println!("Our card for it, to be handed to the other side:\n\n{text}\n");
    println!("Next: take their card (`hiwar peer add`), then");
    println!("  hiwar peer charter --dialogue {id} --at TIME, with the same time on both sides.");
    Ok(Answer::Yes)
}
