//! `serve` and `demo` as processes: they say where they are, answer, and end when asked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::command::{Hiwar, binary, hiwar};
use crate::founded;

/// Longest wait for a process to come up or to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// A process that is ended with the value, whatever the test finds.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already, as it should.
        let _ended = self.0.kill();
        let _waited = self.0.wait();
    }
}

impl Running {
    /// Asks it to end and gives its exit code.
    fn end(&mut self, signal: &str) -> Option<i32> {
        let id = self.0.id().to_string();
        let asked = Command::new("kill").args([signal, &id]).status().expect("kill");
        assert!(asked.success());
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.0.try_wait().expect("its state") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it does not end");
    }
}

fn get(port: u16, host: &str) -> String {
    let start = Instant::now();
    loop {
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) {
            let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
            stream.write_all(request.as_bytes()).expect("a request");
            let mut answer = String::new();
            stream.read_to_string(&mut answer).expect("an answer");
            return answer;
        }
        assert!(start.elapsed() < PATIENCE, "nobody answers at {port}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn set_web(side: &Hiwar, address: &str) {
    let path = format!("{}/hiwar.toml", side.node());
    let text = std::fs::read_to_string(&path).expect("the configuration");
    std::fs::write(&path, text.replace("127.0.0.1:8080", address)).expect("another address");
}

fn free_port() -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    free.local_addr().expect("its address").port()
}

#[test]
fn a_node_is_served_until_it_is_asked_to_end() {
    let [kw, _] = founded();
    let port = free_port();
    set_web(&kw, &format!("127.0.0.1:{port}"));
    for signal in ["-TERM", "-INT"] {
        if signal == "-INT" {
            // A further dialogue that waits for the other side's card keeps nothing else waiting.
            let kind = "legal_assistance";
            kw.run(&["dialogue", "add", "kwus-mla", "--compartment", kind]).done();
        }
        let serve = binary().args(["serve", "--folder", &kw.node()]).stderr(Stdio::null()).spawn();
        let mut serve = Running(serve.expect("the node"));
        let answer = get(port, &format!("127.0.0.1:{port}"));
        assert!(answer.starts_with("HTTP/1.1 "), "{answer}");
        assert_eq!(serve.end(signal), Some(0), "ended by {signal}");
    }
}

#[test]
fn a_taken_port_and_a_missing_charter_are_said_clearly() {
    let [kw, _] = founded();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    set_web(&kw, &address);
    kw.run(&["serve"]).failed(&format!("the address {address} for the pages cannot be used"));
    let [kw, _] = crate::introduced();
    kw.run(&["serve"]).failed("has no charter yet");
}

#[test]
fn the_demo_names_both_addresses_goes_on_in_its_folder_and_leaves_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("demo");
    let mut folders_made = Vec::new();
    for _start in 0..2 {
        let demo = binary()
            .args(["demo", "--json", "--port", "0", "--folder"])
            .arg(&place)
            .stdout(Stdio::piped())
            .spawn();
        let mut demo = Running(demo.expect("the demo"));
        let out = demo.0.stdout.take().expect("its output");
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).expect("a line");
        let said: serde_json::Value = serde_json::from_str(&line).expect(&line);
        for party in ["kw", "us"] {
            let url = said[party].as_str().expect("an address");
            let host = url.strip_prefix("http://").expect("an address");
            let (name, port) = host.split_once(':').expect("a port");
            assert_eq!(name, format!("{party}.localhost"));
            let answer = get(port.parse().expect("a number"), host);
            assert!(answer.starts_with("HTTP/1.1 "), "{answer}");
        }
        check_from_outside(&place);
        assert_eq!(demo.end("-INT"), Some(0));
        let key = std::fs::read(place.join("kw/keys/tls.key")).expect("a key");
        folders_made.push(key);
    }
    assert_eq!(folders_made[0], folders_made[1], "the second start found the first one's nodes");
}

/// Beside the serving nodes, as an operator and an auditor would.
fn check_from_outside(demo: &Path) {
    let path = |name: &str| demo.join(name).to_str().expect("a path").to_owned();
    let pins = ["kw", "us"].map(|party| {
        hiwar(&["peer", "pin", "--folder", &path(party)]).done().out.trim().to_owned()
    });
    assert_eq!(pins[0], pins[1]);
    let start = Instant::now();
    let said = loop {
        let said = ["kw", "us"].map(|party| {
            let record = path(&format!("{party}.hiwar"));
            // Left over from the round before.
            let _absent = std::fs::remove_file(&record);
            hiwar(&["export", "--folder", &path(party), "--out", &record]).done();
            let said = hiwar(&["verify", &record, "--pin", &pins[0], "--json"]).done().json();
            assert_eq!(said["missing"], serde_json::json!([]));
            hiwar(&["doctor", "--folder", &path(party)]).done();
            said
        });
        // A node stores its newest signature a moment after it has given it.
        if said[0]["logs"] == said[1]["logs"] {
            break said;
        }
        assert!(start.elapsed() < PATIENCE, "{} {}", said[0]["logs"], said[1]["logs"]);
    };
    assert_eq!(said[0]["agreed"], said[1]["agreed"]);
    assert!(said[0]["agreed"].as_array().is_some_and(|agreed| agreed.len() > 100));
}

#[test]
fn the_demo_leaves_no_folder_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = binary()
        .args(["demo", "--json", "--port", "0"])
        .env("TMPDIR", folder.path())
        .stdout(Stdio::piped())
        .spawn();
    let mut demo = Running(demo.expect("the demo"));
    let out = demo.0.stdout.take().expect("its output");
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line).expect("a line");
    let inside = || std::fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(inside(), 1, "its own folder");
    assert_eq!(demo.end("-INT"), Some(0));
    assert_eq!(inside(), 0, "nothing is left");
}
