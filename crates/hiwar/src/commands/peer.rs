//! `hiwar peer`: cards are exchanged out of band, then each side makes the same charter from them
//! and both compare its hash, the pin, on paper.

use std::path::Path;

use anyhow::Context;
use ledger::id::VersionId;
use node::config::{Config, Folder};
use serde_json::json;

use super::{Answer, print_json, read_bounded, write_new};
use crate::cli::PeerCommand;
use crate::limits::CARD_BYTES_MAX;

pub fn run(command: PeerCommand) -> anyhow::Result<Answer> {
    match command {
        PeerCommand::Card { at, of, out } => {
            card(&at.folder, of.dialogue.as_deref(), out.as_deref())
        }
        PeerCommand::Add { card, at, address } => add(&at.folder, &card, address),
        PeerCommand::Charter { at, of, time, out, json } => {
            charter(&at.folder, of.dialogue.as_deref(), &time, out.as_deref(), json)
        }
        PeerCommand::Pin { at, of, json } => {
            show_pin(&pin(&at.folder, of.dialogue.as_deref())?, json);
            Ok(Answer::Yes)
        }
    }
}

fn card(folder: &Path, id: Option<&str>, out: Option<&Path>) -> anyhow::Result<Answer> {
    let card = node::init::own_card_of(folder, id)?;
    let text = format!("{}\n", serde_json::to_string_pretty(&card)?);
    match out {
        Some(path) => write_new(path, text.as_bytes())?,
        None => print!("{text}"),
    }
    Ok(Answer::Yes)
}

fn add(folder: &Path, path: &Path, address: Option<String>) -> anyhow::Result<Answer> {
    // A card is small; whatever is larger is something else.
    read_bounded(path, CARD_BYTES_MAX)?;
    let card = node::init::read_card(path)?;
    if let Some(address) = &address {
        check_address(address)?;
    }
    node::init::add_peer(folder, &card, address.clone())?;
    println!("The card of {} is here.", card.party);
    match address {
        Some(address) => println!("Its node will be dialled at {address}."),
        None => println!("No address was given: its node has to dial ours."),
    }
    println!("Next: `hiwar peer charter --at TIME`, when the cards of all sides are here.");
    Ok(Answer::Yes)
}

/// `host:port`, where the port is a number and the host a name or an address.
fn check_address(address: &str) -> anyhow::Result<()> {
    let parts = address.rsplit_once(':');
    let fits = parts.is_some_and(|(host, port)| {
        let named = !host.is_empty() && host.bytes().all(|b| b.is_ascii_graphic() && b != b'/');
        named && port.parse::<u16>().is_ok_and(|port| port > 0)
    });
    anyhow::ensure!(
        fits,
        "--address {address:?}: write it as host:port, such as hiwar.us.example:8443"
    );
    Ok(())
}

fn charter(
    folder: &Path,
    id: Option<&str>,
    time: &str,
    out: Option<&Path>,
    json: bool,
) -> anyhow::Result<Answer> {
    let pin = node::init::found_of(folder, id, time)?;
    if let Some(out) = out {
        write_new(out, &charter_bytes(folder, id)?)?;
    }
    if !json {
        println!("The dialogue is founded. The charter's hash, for the note verbale:\n");
    }
    show_pin(&pin, json);
    if !json {
        println!(
            "\nIt must be the same on every side. If it is not, compare the cards and the time."
        );
        println!("Next: `hiwar user add`, then `hiwar serve`.");
    }
    Ok(Answer::Yes)
}

fn charter_bytes(folder: &Path, id: Option<&str>) -> anyhow::Result<Vec<u8>> {
    let places = Folder::new(folder);
    let config = Config::read(&places)?;
    let dialogue = config.one_dialogue(id)?;
    let path = places.charter(&dialogue.dialogue_id()?);
    std::fs::read(&path).with_context(|| path.display().to_string())
}

fn pin(folder: &Path, id: Option<&str>) -> anyhow::Result<VersionId> {
    node::init::pin_of(folder, id).context(
        "there is no charter yet: add the cards of all sides, then run `hiwar peer charter`",
    )
}

/// The pin in hexadecimal alone on its line, so that a script may take it as it is.
fn show_pin(pin: &VersionId, json: bool) {
    if json {
        print_json(&json!({ "pin": pin.to_hex(), "base64url": pin.to_string() }));
    } else {
        println!("{}", pin.to_hex());
    }
}

/// Reads a pin as printed on paper: 64 hexadecimal digits, or 43 characters of base64url.
/// Spaces between groups of digits are allowed.
pub(super) fn parse_pin(text: &str) -> anyhow::Result<VersionId> {
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if let Ok(pin) = VersionId::parse(&dense) {
        return Ok(pin);
    }
    let digits: Option<Vec<u8>> = dense
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    let plain = dense.len() == 64 && dense.bytes().all(|b| b.is_ascii_hexdigit());
    let hash = digits.filter(|_| plain).and_then(|digits| digits.try_into().ok());
    hash.map(VersionId).with_context(|| {
        format!(
            "--pin {text:?}: a pin has 64 hexadecimal digits (or 43 characters of base64url); \
                 copy it from the note verbale"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_read_in_both_spellings_and_nothing_else() {
        let pin = VersionId([0xa7; 32]);
        let hex = pin.to_hex();
        let grouped = format!("{} {}", &hex[..32], hex[32..].to_uppercase());
        for text in [hex.as_str(), grouped.as_str(), &pin.to_string()] {
            assert_eq!(parse_pin(text).expect(text), pin);
        }
        for text in ["", "a7", &hex[1..], &format!("{hex}0"), &hex.replace('7', "g"), "+7"] {
            let error = parse_pin(text).expect_err(text).to_string();
            assert!(error.contains("64 hexadecimal digits"), "{error}");
        }
    }

    #[test]
    fn an_address_is_host_and_port() {
        for good in ["hiwar.us.example:8443", "127.0.0.1:1", "[::1]:8443"] {
            assert!(check_address(good).is_ok(), "{good}");
        }
        for bad in ["hiwar.us.example", ":8443", "a:0", "a:65536", "https://a/:1", "a b:1"] {
            assert!(check_address(bad).is_err(), "{bad}");
        }
    }
}
