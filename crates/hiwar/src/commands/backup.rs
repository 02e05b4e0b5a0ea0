//! `hiwar backup`: a consistent copy of a node while it works. The head guard is never part of it:
//! it is what notices that an old backup was restored.

use std::path::Path;

use anyhow::Context;
use node::config::{Config, Folder};
use store::joint::JointStore;
use store::private::PrivateStore;

use super::{Answer, fresh_folder};
use crate::cli::BackupArgs;

pub fn run(args: BackupArgs) -> anyhow::Result<Answer> {
    let from = Folder::new(&args.at.folder);
    let config = Config::read(&from)?;
    fresh_folder(&args.out)?;
    let to = Folder::new(&args.out);
    PrivateStore::open(&from.private())?.backup_to(&to.private())?;
    for dialogue in &config.dialogues {
        let id = dialogue.dialogue_id()?;
        // Before the charter is made there is nothing to copy but the cards.
        if from.joint(&id).exists() {
            JointStore::open(&from.joint(&id))?.backup_to(&to.joint(&id))?;
            copy_file(&from.charter(&id), &to.charter(&id))?;
        }
        // What is private to a compartment lies in a file of its own.
        if from.private_of(&id).exists() {
            PrivateStore::open(&from.private_of(&id))?.backup_to(&to.private_of(&id))?;
        }
    }
    copy_folder(&from.path().join("cards"), &to.path().join("cards"))?;
    if args.with_keys {
        copy_folder(&from.keys(), &to.keys())?;
    }
    // Last, because a folder with this file is a backup.
    copy_file(&from.config(), &to.config())?;
    println!("The node of {} is copied to {}.", config.party, args.out.display());
    if !args.with_keys {
        println!("The keys are not in it: keep a copy of {} elsewhere.", from.keys().display());
    }
    Ok(Answer::Yes)
}

/// Copies a file with its permissions and makes it durable.
pub(super) fn copy_file(from: &Path, to: &Path) -> anyhow::Result<()> {
    let what = || format!("{} cannot be copied to {}", from.display(), to.display());
    if to.exists() {
        anyhow::bail!("{}: a file is here already; nothing is ever overwritten", to.display());
    }
    std::fs::copy(from, to).with_context(what)?;
    let copied = std::fs::File::open(to).with_context(what)?;
    copied.sync_all().with_context(what)
}

/// Copies a folder of files and folders; one that is not there is left out.
pub(super) fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    if !from.exists() {
        return Ok(());
    }
    let what = || format!("{} cannot be copied", from.display());
    std::fs::create_dir_all(to).with_context(what)?;
    for entry in std::fs::read_dir(from).with_context(what)? {
        let entry = entry.with_context(what)?;
        let target = to.join(entry.file_name());
        if entry.file_type().with_context(what)?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            copy_file(&entry.path(), &target)?;
        }
    }
    Ok(())
}
