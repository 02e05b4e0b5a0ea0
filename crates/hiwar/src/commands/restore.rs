//! `hiwar restore`: a node's folder from a backup. It gets an empty head guard, so that the node
//! signs nothing before its peers have given back what is newer than the backup. Open sessions of
//! the backup are ended, and its open links are revoked.

use anyhow::{Context, bail};
use node::config::{Config, Folder};
use store::guard::HeadGuard;
use store::joint::JointStore;
use store::private::PrivateStore;

use super::backup::{copy_file, copy_folder};
use super::{Answer, fresh_folder};
use crate::cli::RestoreArgs;

pub fn run(args: RestoreArgs) -> anyhow::Result<Answer> {
    let from = Folder::new(&args.from);
    let config = Config::read(&from)
        .with_context(|| format!("{} is no backup of a node", args.from.display()))?;
    if from.guard().exists() {
        bail!(
            "{} holds a head guard: it is a node's folder, not a backup. Make one with \
             `hiwar backup`",
            args.from.display()
        );
    }
    fresh_folder(&args.folder)?;
    let to = Folder::new(&args.folder);
    copy_file(&from.private(), &to.private())?;
    let mut private = PrivateStore::open(&to.private())?;
    private.end_all_sessions()?;
    // The backup does not know which links were used since.
    private.revoke_all_update_links(jiff::Timestamp::now().as_millisecond())?;
    drop(private);
    copy_folder(&from.path().join("cards"), &to.path().join("cards"))?;
    copy_folder(&from.keys(), &to.keys())?;
    for dialogue in &config.dialogues {
        let id = dialogue.dialogue_id()?;
        if !from.joint(&id).exists() {
            continue;
        }
        copy_file(&from.joint(&id), &to.joint(&id))?;
        copy_file(&from.charter(&id), &to.charter(&id))?;
        if from.private_of(&id).exists() {
            copy_file(&from.private_of(&id), &to.private_of(&id))?;
        }
        let found = JointStore::open(&to.joint(&id))?.doctor();
        if let Some(first) = found.first() {
            bail!("the backup is damaged: {first}");
        }
    }
    HeadGuard::create(&to.guard())?;
    // Last, because a folder with this file is a node.
    copy_file(&from.config(), &to.config())?;
    println!("The node of {} is restored in {}.", config.party, args.folder.display());
    if !to.keys().exists() {
        println!(
            "Its keys were not in the backup: put the folder `keys` back before you start it."
        );
    }
    println!("It signs nothing until a peer has given back what is newer than the backup.");
    println!("Where no peer holds anything newer: `hiwar doctor --accept-head`.");
    Ok(Answer::Yes)
}
