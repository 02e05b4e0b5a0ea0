//! `hiwar mail`: tries the mail settings of a node with one letter, in both languages. It may run
//! beside a serving node and claims no reminder.

use agencies::mail::{Letter, Mailer};
use node::config::{Config, Folder};

use super::Answer;
use crate::cli::MailCommand;
use crate::serving;

pub fn run(command: MailCommand) -> anyhow::Result<Answer> {
    let MailCommand::Test { at, to } = command;
    let folder = Folder::new(&at.folder);
    let config = Config::read(&folder)?;
    let mailer = Mailer::open(&folder, &config)?;
    let words = "رسالة تجربة من حوار. A letter of trial from Hiwar.";
    let letter = Letter {
        to,
        subject: "Hiwar: رسالة تجربة · letter of trial".to_owned(),
        text: format!("{words}\n"),
        html: format!("<!doctype html><html lang=\"ar\" dir=\"rtl\"><p>{words}</p></html>"),
    };
    serving::runtime()?.block_on(mailer.send(&letter))?;
    match &config.mail {
        Some(mail) => println!("{}:{} took the letter to {}.", mail.host, mail.port, letter.to),
        None => println!(
            "No [mail] is set in hiwar.toml: the letter lies in {}.",
            folder.path().join("outbox").display()
        ),
    }
    Ok(Answer::Yes)
}
