//! What `doctor` says about folders that something happened to, and that `serve` refuses them
//! with the same clarity.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::command::{Hiwar, hiwar};
use crate::founded;

/// The doctor finds something, and says this about it.
#[track_caller]
fn found(side: &Hiwar, words: &[&str]) {
    let said = side.run(&["doctor"]).refused();
    for word in words {
        assert!(said.out.contains(word), "{word:?} is not in\n{}", said.out);
    }
    assert!(said.out.contains("remedy"), "{}", said.out);
    let listed = side.run(&["doctor", "--json"]).refused().json();
    let findings = listed["findings"].as_array().expect("findings");
    assert!(!findings.is_empty());
    for one in findings {
        assert!(one["remedy"].as_str().is_some_and(|remedy| !remedy.is_empty()), "{one}");
    }
}

fn mode(path: &str, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("its mode");
}

#[test]
fn open_permissions_are_found_and_a_readable_key_is_not_served() {
    let [kw, _] = founded();
    let key = format!("{}/keys/kwus/log.seed", kw.node());
    mode(&key, 0o644);
    found(&kw, &["log.seed", "mode 644", "chmod 600"]);
    kw.run(&["serve"]).failed("chmod 600");
    mode(&key, 0o600);
    mode(&kw.node(), 0o755);
    found(&kw, &["mode 755", "chmod 700"]);
    mode(&kw.node(), 0o700);
    kw.run(&["doctor"]).done();
}

#[test]
fn a_missing_key_is_found() {
    let [kw, _] = founded();
    let key = format!("{}/keys/kwus/mirror.seed", kw.node());
    std::fs::remove_file(key).expect("the key");
    found(&kw, &["keys of kwus", "mirror.seed"]);
    kw.run(&["serve"]).failed("mirror.seed");
}

#[test]
fn a_truncated_or_changed_database_is_found() {
    let [kw, us] = founded();
    let path = format!("{}/joint-kwus.db", kw.node());
    let file = std::fs::OpenOptions::new().write(true).open(&path).expect("the store");
    file.set_len(8_192).expect("it is cut");
    found(&kw, &["joint-kwus.db"]);
    // A backup is one file without a log file beside it: put it in place of the store, changed.
    us.run(&["backup", "--out", &us.file("backup")]).done();
    let mut bytes = std::fs::read(us.file("backup/joint-kwus.db")).expect("the backup");
    let at = bytes.windows(10).position(|window| window == b"\"charter\",");
    bytes[at.expect("the charter") + 3] ^= 1;
    for file in ["joint-kwus.db", "joint-kwus.db-wal", "joint-kwus.db-shm"] {
        std::fs::remove_file(format!("{}/{file}", us.node())).expect("the store");
    }
    std::fs::write(format!("{}/joint-kwus.db", us.node()), &bytes).expect("it is changed");
    found(&us, &["joint-kwus.db", "entry 0"]);
    std::fs::write(us.file("backup/joint-kwus.db"), &bytes).expect("the backup too");
    let new = Hiwar::new("US");
    hiwar(&["restore", "--from", &us.file("backup"), "--folder", &new.node()])
        .failed("the backup is damaged");
}

#[test]
fn another_charter_a_lost_guard_and_a_lost_card_are_found() {
    let [kw, _] = founded();
    std::fs::write(format!("{}/charter-kwus.json", kw.node()), "{}").expect("another charter");
    found(&kw, &["charter-kwus.json", "not the charter that the log begins with"]);
    let [kw, us] = founded();
    std::fs::remove_file(format!("{}/guard", kw.node())).expect("the guard");
    found(&kw, &["head guard"]);
    let card = format!("{}/cards/kwus-KW.json", us.node());
    std::fs::remove_file(card).expect("the card");
    found(&us, &["kwus-KW.json", "hiwar peer add"]);
}

#[test]
fn unknown_keys_of_the_configuration_are_refused() {
    let [kw, _] = founded();
    let path = format!("{}/hiwar.toml", kw.node());
    let text = std::fs::read_to_string(&path).expect("the configuration");
    std::fs::write(&path, format!("wbe = \"127.0.0.1:1\"\n{text}")).expect("a misspelt key");
    found(&kw, &["hiwar.toml", "wbe"]);
    kw.run(&["serve"]).failed("wbe");
    std::fs::remove_file(&path).expect("no configuration");
    found(&kw, &["there is no node here"]);
    assert!(Path::new(&kw.node()).join("private.db").exists(), "the doctor touches nothing");
}
