//! `hiwar reindex`: has the search index made anew. A serving node does it itself when it is asked;
//! without one it is made here. Two writers never meet: whoever takes the request away does it.

use std::time::{Duration, Instant};

use anyhow::Context;
use node::Reading;
use node::config::{Config, Folder};

use super::Answer;
use crate::cli::ReindexArgs;
use crate::limits::REINDEX_SECONDS_MAX;

pub fn run(args: ReindexArgs) -> anyhow::Result<Answer> {
    let folder = Folder::new(&args.at.folder);
    Config::read(&folder)?;
    let request = folder.reindex();
    let what = || format!("{}: cannot be written", request.display());
    if let Some(parent) = request.parent() {
        std::fs::create_dir_all(parent).with_context(what)?;
    }
    std::fs::write(&request, b"").with_context(what)?;
    let until = Instant::now() + Duration::from_secs(REINDEX_SECONDS_MAX);
    while Instant::now() < until {
        std::thread::sleep(Duration::from_millis(100));
        if !request.exists() {
            println!("The serving node makes its search index anew; it goes on serving.");
            return Ok(Answer::Yes);
        }
    }
    if std::fs::remove_file(&request).is_err() {
        println!("The serving node makes its search index anew; it goes on serving.");
        return Ok(Answer::Yes);
    }
    let n_written = Reading::open(&args.at.folder)?.remake()?;
    println!("The search index is made anew: {n_written} items and notes.");
    Ok(Answer::Yes)
}
