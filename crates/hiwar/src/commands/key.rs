//! `hiwar key`: brings a new key into force. The statement is an entry of our own log, so the node
//! must not be serving meanwhile; the peers learn of it when it serves again. No key is deleted.

use std::path::Path;

use anyhow::{Context, bail};
use node::config::{Config, Folder};
use node::{Node, Options, Signing};
use serde_json::json;

use super::export::require_founded;
use super::{Answer, print_json};
use crate::cli::KeyCommand;
use crate::serving;

pub fn run(command: KeyCommand) -> anyhow::Result<Answer> {
    match command {
        KeyCommand::Rotate { at, json } => rotate(&at.folder, json),
    }
}

fn rotate(folder: &Path, json: bool) -> anyhow::Result<Answer> {
    let places = Folder::new(folder);
    let config = Config::read(&places)?;
    for dialogue in &config.dialogues {
        let id = dialogue.dialogue_id()?;
        require_founded(&places.joint(&id), id.as_str())?;
    }
    let node = Node::open(folder, Options::default())
        .context("end `hiwar serve` of this folder first, then rotate, then serve again")?;
    let rotated = serving::runtime()?.block_on(rotate_all(&node));
    node.stop();
    let rotated = rotated?;
    if json {
        let keys = rotated.iter().map(
            |(id, vkey, from_size)| json!({ "dialogue": id, "key": vkey, "from_size": from_size }),
        );
        print_json(&json!(keys.collect::<Vec<_>>()));
        return Ok(Answer::Yes);
    }
    for (id, vkey, from_size) in rotated {
        println!("{id}: a new log key is in force from {from_size} entries on:\n  {vkey}");
    }
    println!("From now on checkpoints carry the signatures of the old key and of the new one.");
    println!("Next: `hiwar serve`, so that the peers take the statement; keep a copy of the keys.");
    Ok(Answer::Yes)
}

/// Rotates the log key of each dialogue; gives id, verifier key and the size it begins with.
async fn rotate_all(node: &Node) -> anyhow::Result<Vec<(String, String, u64)>> {
    let mut rotated = Vec::new();
    for dialogue in node.all_dialogues() {
        let id = dialogue.id().to_string();
        if let Signing::Stopped { why } = dialogue.signing() {
            bail!("{id}: nothing is signed for now, so no key can be stated: {why}");
        }
        dialogue
            .rotate_log_key()
            .await
            .with_context(|| format!("{id}: the key was not rotated"))?;
        let keys = dialogue.read().joint().log_keys(dialogue.us());
        let (vkey, from_size) = keys.last().cloned().context("the new key is not in the record")?;
        rotated.push((id, vkey, from_size));
    }
    Ok(rotated)
}
