//! `hiwar init`: makes a node and prints its card. Overwrites nothing.

use node::init::Plan;

use super::{Answer, own_only};
use crate::cli::InitArgs;

pub fn run(args: InitArgs) -> anyhow::Result<Answer> {
    let folder = &args.at.folder;
    let plan = Plan {
        party: args.party,
        domain: args.domain,
        dialogue: args.dialogue,
        web: args.web,
        exchange: args.exchange,
        demo: None,
    };
    let card = node::init::init(folder, &plan)?;
    own_only(folder)?;
    let text = serde_json::to_string_pretty(&card)?;
    if args.json {
        println!("{text}");
        return Ok(Answer::Yes);
    }
    println!("The node of {} is made in {}.", card.party, folder.display());
    println!("Its card, to be handed to the other side:\n\n{text}\n");
    println!("Next:");
    println!("  1. Give the other side this card (`hiwar peer card`), and take theirs.");
    println!("  2. `hiwar peer add THEIR-CARD --address THEIR-HOST:PORT`");
    println!("  3. `hiwar peer charter --at TIME`, with the same time on both sides.");
    Ok(Answer::Yes)
}
