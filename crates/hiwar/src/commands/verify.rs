//! `hiwar verify`: checks an export with nothing but the file and the pin, and says what is
//! agreed. It opens no node and no network; every rule is in `dialogue::verify`.

use std::collections::BTreeMap;
use std::path::Path;

use dialogue::content::Lang;
use dialogue::item::{self, Rule};
use dialogue::record::{Record, State};
use dialogue::verify::{Report, verify};
use serde_json::{Value, json};

use super::peer::parse_pin;
use super::{Answer, print_json, read_bounded};
use crate::cli::VerifyArgs;
use crate::limits::EXPORT_BYTES_MAX;

pub fn run(args: VerifyArgs) -> anyhow::Result<Answer> {
    let pin = args.pin.as_deref().map(parse_pin).transpose()?;
    let bytes = read_bounded(&args.file, EXPORT_BYTES_MAX)?;
    match verify(&bytes, pin.as_ref()) {
        Ok(report) if args.json => print_json(&as_json(&report, pin.is_some())),
        Ok(report) => show(&args.file, &report, pin.is_some()),
        Err(refused) => {
            if args.json {
                let (place, rule) = (refused.place, refused.rule);
                print_json(&json!({ "verified": false, "place": place, "rule": rule }));
            } else {
                println!("REFUSED {}", args.file.display());
                println!("  where: {}", refused.place);
                println!("  rule:  {}", refused.rule);
                println!(
                    "Do not rely on this file. Ask its sender for it again, and compare the pin."
                );
            }
            return Ok(Answer::No);
        }
    }
    Ok(Answer::Yes)
}

/// How many items of each type stand how.
fn counts(record: &Record) -> BTreeMap<&'static str, BTreeMap<&'static str, usize>> {
    let mut counts: BTreeMap<_, BTreeMap<_, usize>> = BTreeMap::new();
    for item_type in item::all() {
        for item in record.of_type(item_type.name) {
            *counts
                .entry(item_type.name)
                .or_default()
                .entry(state_name(item.state()))
                .or_default() += 1;
        }
    }
    counts
}

/// A name for scripts that does not depend on whose node wrote the export.
pub(crate) fn state_name(state: State) -> &'static str {
    match state {
        State::NotDecided => "not_decided",
        State::OursOnly | State::TheirsOnly => "proposed",
        State::TwoWordings => "two_wordings",
        State::Agreed => "agreed",
        State::AgreedBinding => "agreed_binding",
        State::Sealed(_) => "sealed",
        State::Crossed => "crossed",
        State::Contested => "contested",
        State::Erased => "erased",
        State::Own => "own",
        State::RecordedAlone => "recorded_alone",
    }
}

fn as_json(report: &Report, pinned: bool) -> Value {
    let logs = report.logs.iter().map(|log| {
        let receipts =
            log.receipts.iter().map(|(by, time)| json!({ "by": by.as_str(), "at": time }));
        json!({
            "party": log.party.as_str(),
            "size": log.head.size,
            "root": ledger::id::VersionId(log.head.root).to_hex(),
            "receipts": receipts.collect::<Vec<_>>(),
        })
    });
    let agreed = agreed(&report.record).into_iter().map(|one| {
        json!({
            "item": one.id, "type": one.type_name, "version": one.version, "level": one.level,
            "sealed": one.sealed, "ar": one.ar, "en": one.en,
        })
    });
    let missing = report.missing.iter().map(
        |(party, index, field)| json!({ "party": party.as_str(), "entry": index, "field": field }),
    );
    json!({
        "verified": true,
        "pinned": pinned,
        "dialogue": report.dialogue.to_string(),
        "written_by": report.written_by.as_str(),
        "pin": report.pin.to_hex(),
        "logs": logs.collect::<Vec<_>>(),
        "counts": counts(&report.record),
        "agreed": agreed.collect::<Vec<_>>(),
        "missing": missing.collect::<Vec<_>>(),
    })
}

/// One joint item that all members agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Agreed {
    pub id: String,
    pub type_name: &'static str,
    pub version: String,
    pub level: &'static str,
    pub sealed: bool,
    pub ar: String,
    pub en: String,
}

/// What is agreed, in the order of the types; the same from every member's export.
pub(crate) fn agreed(record: &Record) -> Vec<Agreed> {
    let mut list = Vec::new();
    for item_type in item::all().iter().filter(|one| one.rule == Rule::Joint) {
        for item in record.of_type(item_type.name) {
            let standing = item.standing();
            let ([version], Some(level)) = (&standing.effective[..], standing.level) else {
                continue;
            };
            list.push(Agreed {
                id: item.id().to_string(),
                type_name: item_type.name,
                version: version.to_string(),
                level: match level {
                    dialogue::Level::Text => "text",
                    dialogue::Level::Bind => "bind",
                },
                sealed: standing.sealed,
                ar: item.title(Lang::Ar),
                en: item.title(Lang::En),
            });
        }
    }
    list
}

fn show(file: &Path, report: &Report, pinned: bool) {
    println!("VERIFIED {}", file.display());
    println!("  dialogue   {}, as the node of {} had it", report.dialogue, report.written_by);
    let against = if pinned { "as given" } else { "NOT COMPARED: give --pin" };
    println!("  pin        {} ({against})", report.pin.to_hex());
    for log in &report.logs {
        let receipts: Vec<&str> = log.receipts.iter().map(|(by, _)| by.as_str()).collect();
        let receipts = match receipts.is_empty() {
            true => "no receipt for the whole of it".to_owned(),
            false => format!("receipt of {}", receipts.join(", ")),
        };
        println!("  log of {:<4} {} entries, {receipts}", log.party, log.head.size);
    }
    println!("\nWhat stands in it:");
    for (type_name, states) in counts(&report.record) {
        let states: Vec<String> = states
            .iter()
            .map(|(state, count)| format!("{count} {}", state.replace('_', " ")))
            .collect();
        println!("  {:<18} {}", type_name.replace('_', " "), states.join(", "));
    }
    let agreed = agreed(&report.record);
    println!("\nAgreed by all members: {}", agreed.len());
    for one in &agreed {
        let seal = if one.sealed { ", sealed" } else { "" };
        println!("  [{}{seal}] {}: {}", one.level, one.type_name.replace('_', " "), one.en);
    }
    if !report.missing.is_empty() {
        let n_missing = report.missing.len();
        println!("\n{n_missing} values are not in this file (erased, or addressed to others):");
        for (party, index, field) in report.missing.iter().take(20) {
            println!("  log of {party}, entry {index}: {field}");
        }
    }
}
