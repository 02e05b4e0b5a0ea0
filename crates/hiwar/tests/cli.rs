//! The command as people and scripts use it: the real binary, real folders, exit codes, what it
//! prints and what it refuses.

#[path = "cli/command.rs"]
mod command;
#[path = "cli/damage.rs"]
mod damage;
#[path = "cli/help.rs"]
mod help;
#[path = "cli/mail.rs"]
mod mail;
#[path = "cli/serving.rs"]
mod serving;

use command::{Hiwar, hiwar};
use serde_json::Value;

const AT: &str = "2016-10-21T16:00:00Z";

/// Two nodes' folders that have each other's card, not yet founded.
fn introduced() -> [Hiwar; 2] {
    let sides = [Hiwar::new("KW"), Hiwar::new("US")];
    for side in &sides {
        let code = side.party.to_lowercase();
        let domain = format!("hiwar.{code}.example");
        side.run(&["init", "--party", side.party, "--domain", &domain, "--dialogue", "kwus"])
            .done();
        let card = side.file("card.json");
        side.run(&["peer", "card", "--out", &card]).done();
    }
    for (one, other) in [(0, 1), (1, 0)] {
        let card = sides[other].file("card.json");
        sides[one].run(&["peer", "add", &card, "--address", "127.0.0.1:9"]).done();
    }
    sides
}

/// The same, founded alike.
fn founded() -> [Hiwar; 2] {
    let sides = introduced();
    for side in &sides {
        side.run(&["peer", "charter", "--at", AT]).done();
    }
    sides
}

/// One side that records alone, founded.
fn alone() -> Hiwar {
    let side = Hiwar::new("KW");
    side.run(&["init", "--party", "KW", "--domain", "hiwar.kw.example", "--dialogue", "kwus"])
        .done();
    side.run(&["peer", "charter", "--at", AT]).done();
    side
}

#[test]
fn two_sides_found_one_dialogue_and_print_one_pin() {
    let sides = introduced();
    let pins = sides.each_ref().map(|side| {
        let charter = side.file("charter.json");
        let said = side.run(&["peer", "charter", "--at", AT, "--out", &charter, "--json"]).done();
        let pin = said.json()["pin"].as_str().expect("a pin").to_owned();
        assert_eq!(side.run(&["peer", "pin"]).done().out.trim(), pin);
        pin
    });
    assert_eq!(pins[0], pins[1], "both sides make the same charter");
    let charters = sides.each_ref().map(|side| std::fs::read(side.file("charter.json")));
    assert_eq!(charters[0].as_ref().expect("bytes"), charters[1].as_ref().expect("bytes"));
    let record = sides[0].file("record.hiwar");
    sides[0].run(&["export", "--out", &record]).failed("of the log of US is here yet");
    for side in &sides {
        let doctor = side.run(&["doctor", "--json"]).done().json();
        assert_eq!(doctor["healthy"], true, "{doctor}");
    }
}

#[test]
fn one_side_alone_can_record_and_be_verified() {
    let kw = alone();
    let record = kw.file("record.hiwar");
    kw.run(&["export", "--out", &record]).done();
    let pin = kw.run(&["peer", "pin"]).done().out;
    let said = hiwar(&["verify", &record, "--pin", pin.trim(), "--json"]).done().json();
    assert_eq!(said["verified"], true);
    assert_eq!((&said["pinned"], &said["pin"]), (&Value::Bool(true), &pin.trim().into()));
    assert_eq!(said["logs"].as_array().map(Vec::len), Some(1));
    assert_eq!(said["logs"][0]["party"], "KW");
    assert_eq!(said["missing"], serde_json::json!([]));
    let said = hiwar(&["verify", &record]).done();
    assert!(said.out.starts_with("VERIFIED") && said.out.contains("NOT COMPARED"));
}

#[test]
fn a_rotated_log_key_signs_beside_the_old_one_and_the_export_verifies() {
    let kw = alone();
    let said = kw.run(&["key", "rotate", "--json"]).done().json();
    assert_eq!(said[0]["from_size"], 2, "the checkpoint after the statement is the first");
    let vkey = said[0]["key"].as_str().expect("a verifier key").to_owned();
    assert!(vkey.contains("+"), "{vkey}");
    let again = kw.run(&["key", "rotate"]).done().out;
    assert!(again.contains("from 3 entries on") && !again.contains(&vkey), "{again}");
    let record = kw.file("record.hiwar");
    kw.run(&["export", "--out", &record]).done();
    hiwar(&["verify", &record]).done();
    let doctor = kw.run(&["doctor", "--json"]).done().json();
    assert_eq!(doctor["healthy"], true, "{doctor}");
}

#[test]
fn another_pin_or_a_changed_byte_is_refused_with_place_and_rule() {
    let kw = alone();
    let record = kw.file("record.hiwar");
    kw.run(&["export", "--out", &record]).done();
    let other = "00".repeat(32);
    let said = hiwar(&["verify", &record, "--pin", &other, "--json"]).refused().json();
    assert_eq!((&said["verified"], &said["place"]), (&Value::Bool(false), &"charter".into()));
    let mut bytes = std::fs::read(&record).expect("the export");
    let at = bytes.len() / 2;
    bytes[at] ^= 4;
    let damaged = kw.file("damaged.hiwar");
    std::fs::write(&damaged, bytes).expect("a copy");
    let said = hiwar(&["verify", &damaged]).refused();
    assert!(said.out.starts_with("REFUSED"), "{}", said.out);
    assert!(said.out.contains("where:") && said.out.contains("rule:"), "{}", said.out);
    hiwar(&["verify", &kw.file("nowhere.hiwar")]).failed("cannot be opened");
    hiwar(&["verify", &record, "--pin", "abc"]).failed("64 hexadecimal digits");
}

#[test]
fn nothing_is_ever_overwritten() {
    let (kw, us) = (alone(), alone());
    us.run(&["peer", "card", "--out", &us.file("card.json")]).done();
    kw.run(&["init", "--party", "KW", "--domain", "a.example", "--dialogue", "kwus"])
        .failed("there is a node here already");
    kw.run(&["peer", "charter", "--at", AT]).failed("has its charter already");
    kw.run(&["peer", "card", "--out", &us.file("card.json")]).failed("not there yet");
    let record = kw.file("record.hiwar");
    kw.run(&["export", "--out", &record]).done();
    kw.run(&["export", "--out", &record]).failed("not there yet");
    let folder = us.folder.path().to_str().expect("a path").to_owned();
    kw.run(&["backup", "--out", &folder]).failed("not empty");
}

#[test]
fn wrong_input_is_named_with_rule_and_remedy() {
    let [kw, us] = introduced();
    let new = Hiwar::new("KW");
    let plan = |party: &str, dialogue: &str| {
        new.run(&["init", "--party", party, "--domain", "a.example", "--dialogue", dialogue])
    };
    plan("kuwait", "kwus").failed("\"kuwait\"");
    plan("KW", "Kw Us").failed("\"Kw Us\"");
    new.run(&["peer", "card"]).failed("there is no node here");
    kw.run(&["peer", "pin"]).failed("there is no charter yet");
    kw.run(&["export", "--out", &kw.file("x.hiwar")]).failed("has no charter yet");
    kw.run(&["peer", "charter", "--at", "yesterday"]).failed("yesterday");
    kw.run(&["peer", "add", &kw.file("card.json")]).failed("our own party");
    let card = us.file("card.json");
    kw.run(&["peer", "add", &card, "--address", "https://us"]).failed("host:port");
    std::fs::write(us.file("torn.json"), "{").expect("a torn card");
    kw.run(&["peer", "add", &us.file("torn.json")]).failed("Ask the other side for its card again");
    kw.run(&["peer", "add", &us.file("none.json")]).failed("cannot be opened");
}

#[test]
fn accounts_hold_functions_from_day_to_day() {
    let [kw, _] = founded();
    let password = "the sea is calm this morning\n";
    kw.type_in(&["user", "add", "layla", "--function", "desk_officer"], password).done();
    kw.type_in(&["user", "add", "noor"], password).done();
    kw.run(&["user", "grant", "noor", "co_chair", "--from", "2020-11-01", "--to", "2020-11-30"])
        .done();
    let list = kw.run(&["user", "list", "--json"]).done().json();
    assert_eq!(list[0]["name"], "layla");
    assert_eq!(list[0]["functions"][0]["function"], "desk_officer");
    assert_eq!(list[0]["functions"][0]["to"], Value::Null);
    assert_eq!(list[1]["functions"][0]["from"], "2020-11-01");
    assert_eq!(list[1]["functions"][0]["to"], "2020-11-30");
    kw.run(&["user", "disable", "noor"]).done();
    let list = kw.run(&["user", "list"]).done();
    assert!(list.out.contains("noor (closed)"), "{}", list.out);
    kw.run(&["user", "disable", "noor", "--reopen"]).done();
    kw.type_in(&["user", "password", "noor"], "another calm sea in the evening\n").done();
    kw.run(&["user", "grant", "layla", "desk_officer", "--end"]).done();
    kw.run(&["user", "grant", "layla", "desk_officer", "--end"]).failed("does not hold");
    kw.run(&["user", "grant", "layla", "minister"]).failed("desk_officer, co_chair");
    kw.run(&["user", "grant", "nobody", "press"]).failed("there is no account \"nobody\"");
    kw.run(&["user", "grant", "layla", "press", "--from", "soon"]).failed("soon");
    kw.type_in(&["user", "add", "short"], "too short\n").failed("15 to 256 characters");
    kw.type_in(&["user", "add", "none"], "").failed("no password was given");
    let said = kw.run(&["user", "add", "x", "--password", "a long enough password"]);
    assert_eq!(said.code, 2, "a password is never taken from the command line");
}

#[test]
fn a_restored_node_keeps_its_record_and_signs_nothing_until_told() {
    let [kw, _] = founded();
    let backup = kw.file("backup");
    kw.run(&["backup", "--out", &backup]).done();
    assert!(!std::path::Path::new(&backup).join("guard").exists(), "the guard is never copied");
    assert!(!std::path::Path::new(&backup).join("keys").exists(), "keys only when asked for");
    let new = Hiwar::new("KW");
    hiwar(&["restore", "--from", &backup, "--folder", &new.node()]).done();
    let said = new.run(&["doctor"]).refused();
    assert!(said.out.contains("TLS identity"), "without keys: {}", said.out);
    let whole = kw.file("whole");
    kw.run(&["backup", "--out", &whole, "--with-keys"]).done();
    let new = Hiwar::new("KW");
    hiwar(&["restore", "--from", &whole, "--folder", &new.node()]).done();
    let said = new.run(&["doctor"]).refused();
    assert!(said.out.contains("restored or copied"), "{}", said.out);
    new.run(&["doctor", "--accept-head"]).done();
    assert_eq!(new.run(&["doctor", "--json"]).done().json()["healthy"], true);
    assert_eq!(new.run(&["peer", "pin"]).done().out, kw.run(&["peer", "pin"]).done().out);
    hiwar(&["restore", "--from", &whole, "--folder", &new.node()]).failed("not empty");
    let other = Hiwar::new("KW");
    hiwar(&["restore", "--from", &kw.node(), "--folder", &other.node()]).failed("not a backup");
}

#[test]
fn the_index_is_made_searched_and_looked_at_without_a_serving_node() {
    let kw = alone();
    kw.run(&["search", "anything"]).failed("there is no index yet");
    let made = kw.run(&["reindex"]).done().out;
    assert!(made.contains("made anew: 0 items and notes"), "{made}");
    let none = kw.run(&["search", "anything", "--json"]);
    assert_eq!(none.code, 1, "nothing was found");
    assert_eq!(none.json()["found"].as_array().map(Vec::len), Some(0));
    kw.run(&["search", "\"open"]).failed("a quotation mark is opened and not closed");
    kw.run(&["search", "x", "--type", "nothing"]).failed("is no type of item");
    let doctor = kw.run(&["doctor", "--json"]).done().json();
    assert!(doctor["checked"].to_string().contains("search index of shared items: 0 entries"));
    let index = std::path::Path::new(&kw.node()).join("search").join("shared.db");
    std::fs::write(&index, b"nonsense").expect("written");
    let doctor = kw.run(&["doctor"]).refused().out;
    assert!(doctor.contains("shared.db") && doctor.contains("hiwar reindex"), "{doctor}");
    kw.run(&["reindex"]).done();
    kw.run(&["doctor"]).done();
}

#[test]
fn a_letter_of_trial_is_written_or_said_not_to_be() {
    let side = alone();
    let said = side.run(&["mail", "test", "--to", "desk@ministry.example"]).done();
    assert!(said.out.contains("outbox"), "{}", said.out);
    side.run(&["mail", "test", "--to", "a@b.example\nBcc: c@d.example"]).failed("is none");
}
