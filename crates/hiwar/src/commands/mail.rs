//! `hiwar mail`: tries the mail settings of a node with one letter, in both languages, or tells
//! which letters go out next. It may run beside a serving node; it claims no reminder.

use agencies::limits::{MAIL_HOURS, MAIL_LOOK_AHEAD_DAYS};
use agencies::mail::{Letter, Mailer};
use agencies::reminders::{Ahead, Next, ahead};
use agencies::{LetterState, LinkLetter, our_days};
use anyhow::Context;
use dialogue::record::Record;
use dialogue::reminders::{Kind, Notice};
use jiff::Timestamp;
use ledger::id::DialogueId;
use node::Reading;
use node::config::{Config, Folder};
use serde_json::{Value, json};

use super::{Answer, print_json};
use crate::cli::MailCommand;
use crate::serving;

pub fn run(command: MailCommand) -> anyhow::Result<Answer> {
    match command {
        MailCommand::Test { at, to } => test(&Folder::new(&at.folder), to),
        MailCommand::Due { at, on, json } => due(&Folder::new(&at.folder), on.as_deref(), json),
    }
}

fn test(folder: &Folder, to: String) -> anyhow::Result<Answer> {
    let config = Config::read(folder)?;
    let mailer = Mailer::open(folder, &config)?;
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

/// What goes out next of one dialogue.
struct Due<'a> {
    dialogue: DialogueId,
    record: &'a Record,
    ahead: Ahead,
    links: Vec<LinkLetter>,
}

fn due(folder: &Folder, on: Option<&str>, as_json: bool) -> anyhow::Result<Answer> {
    let config = Config::read(folder)?;
    // Settings by which nothing can be sent are told before anything is promised.
    Mailer::open(folder, &config)?;
    let now = match on {
        Some(on) => on
            .parse()
            .with_context(|| format!("--on {on:?} is no time; write it as 2020-11-16T14:00:00Z"))?,
        None => Timestamp::now(),
    };
    let reading = Reading::open(folder.path())?;
    let store = reading.private().store();
    let store = store.lock();
    let mut all = Vec::new();
    for (id, record) in &reading.records {
        let dialogue = DialogueId::parse(id).with_context(|| format!("the dialogue {id:?}"))?;
        let ahead = ahead(&store, &dialogue, record, now)?;
        let waits =
            |one: &LinkLetter| matches!(one.state, LetterState::Waiting | LetterState::Sending);
        let links = store.link_letters(&dialogue)?.into_iter().filter(waits).collect();
        all.push(Due { dialogue, record, ahead, links });
    }
    let any = all.iter().any(Due::is_any);
    if as_json {
        let all: Vec<Value> = all.iter().map(Due::to_json).collect();
        print_json(&json!({ "now": now.to_string(), "dialogues": all }));
    } else {
        all.iter().for_each(Due::print);
    }
    Ok(if any { Answer::Yes } else { Answer::No })
}

impl Due<'_> {
    fn is_any(&self) -> bool {
        let reminders = matches!(&self.ahead, Ahead::Letters { next, .. } if !next.is_empty());
        reminders || !self.links.is_empty()
    }

    fn print(&self) {
        println!("{}", self.dialogue);
        for one in &self.links {
            println!("  at once  {} ({}): a one-time link", one.address, one.lang);
        }
        let (next, n_quiet) = match &self.ahead {
            Ahead::NoCalendar => {
                println!(
                    "  Nobody is reminded: our side has no calendar of working days in the record. \
                     Put one there."
                );
                return;
            }
            Ahead::Letters { next, n_quiet } => (next, n_quiet),
        };
        if !next.is_empty() {
            let zone = our_days(self.record).0;
            let zone = zone.iana_name().unwrap_or("UTC").to_owned();
            println!("  Between {}:00 and {}:00, {zone}:", MAIL_HOURS.start, MAIL_HOURS.end);
        }
        for one in next {
            println!("  {}  {} ({})", one.date, one.to.address, one.to.lang);
            for notice in &one.notices {
                println!("      {}", self.line(one, notice));
            }
        }
        match n_quiet {
            0 if next.is_empty() => println!("  Nobody is subscribed."),
            0 => {}
            n => {
                println!("  {n} further subscriptions: nothing within {MAIL_LOOK_AHEAD_DAYS} days.")
            }
        }
    }

    /// Why, until when, and what, in the language of who reads the letter.
    fn line(&self, to: &Next, notice: &Notice) -> String {
        let title = notice.item.as_ref().and_then(|item| self.record.title_of(item, to.to.lang));
        let why = match notice.kind {
            Kind::Overdue => "overdue since",
            Kind::Due1 => "due at once,",
            Kind::Due7 => "due within 7 days,",
            Kind::Due14 => "due within 14 days,",
            Kind::Digest => return format!("all that is open, week of {}", notice.date),
        };
        format!("{why} {}: {}", notice.date, title.unwrap_or_default())
    }

    fn to_json(&self) -> Value {
        let notice = |notice: &Notice| {
            json!({ "kind": notice.kind.as_str(), "date": notice.date,
                "item": notice.item.as_ref().map(ToString::to_string) })
        };
        let letter = |one: &Next| {
            json!({ "date": one.date, "address": one.to.address, "lang": one.to.lang.as_str(),
                "subscription": one.to.id,
                "notices": one.notices.iter().map(notice).collect::<Vec<_>>() })
        };
        let link = |one: &LinkLetter| {
            let LinkLetter { address, lang, link, .. } = one;
            json!({ "address": address, "lang": lang, "link": link })
        };
        let (calendar, next, n_quiet) = match &self.ahead {
            Ahead::NoCalendar => (false, Vec::new(), 0),
            Ahead::Letters { next, n_quiet } => (true, next.iter().map(letter).collect(), *n_quiet),
        };
        json!({ "dialogue": self.dialogue.as_str(), "calendar": calendar, "letters": next,
            "quiet": n_quiet, "links": self.links.iter().map(link).collect::<Vec<_>>() })
    }
}
