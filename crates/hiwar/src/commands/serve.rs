//! `hiwar serve`: opens what `init` made, serves the pages and exchanges with the peers until it
//! is asked to end. It makes nothing and repairs nothing.

use std::path::Path;

use anyhow::Context;
use node::config::{Config, Folder};
use node::{Node, Options, Signing};

use super::Answer;
use super::export::require_founded;
use crate::cli::ServeArgs;
use crate::{logging, serving};

pub fn run(args: ServeArgs) -> anyhow::Result<Answer> {
    logging::start(args.json, "info");
    let folder = &args.at.folder;
    check(folder)?;
    // Folding a large record takes seconds; nothing waits for it yet.
    let node = Node::open(folder, Options::default())?;
    serving::runtime()?.block_on(serve(node))?;
    Ok(Answer::Yes)
}

/// What can be said more clearly before anything is opened.
fn check(folder: &Path) -> anyhow::Result<()> {
    let places = Folder::new(folder);
    let config = Config::read(&places)?;
    // A further dialogue may still wait for its charter; the first one must not.
    for dialogue in config.dialogues.iter().take(1) {
        let id = dialogue.dialogue_id()?;
        require_founded(&places.joint(&id), id.as_str())?;
    }
    Ok(())
}

async fn serve(node: Node) -> anyhow::Result<()> {
    let mut asked = serving::Asked::watch()?;
    let served = start(&node).await;
    let pages = match served {
        Ok(pages) => pages,
        Err(error) => {
            serving::stop(vec![node]).await?;
            return Err(error);
        }
    };
    tracing::info!(party = %node.party(), address = %pages.address, "the pages are served");
    for dialogue in node.all_dialogues() {
        if let Signing::Stopped { why } = dialogue.signing() {
            tracing::warn!(dialogue = %dialogue.id(), why, "this dialogue is not signed for now");
        }
    }
    asked.to_end().await;
    tracing::info!("ending");
    serving::stop(vec![node]).await?;
    pages.end().await
}

async fn start(node: &Node) -> anyhow::Result<serving::Pages> {
    // The pages first: a port that is taken is the commonest mistake.
    let listener = serving::bind(&node.config().web).await?;
    let exchange = node.start_exchange().await.context("the exchange cannot start")?;
    match exchange {
        Some(address) => tracing::info!(%address, "peers may dial in"),
        None => tracing::info!("this node only dials out"),
    }
    serving::pages(node, listener)
}
