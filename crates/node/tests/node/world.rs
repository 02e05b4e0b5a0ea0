//! Nodes in temporary folders, founded with one charter, and the acts that the tests need.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dialogue::act::{Act, Actor, Draft, Function};
use dialogue::content::Content;
use dialogue::item;
use ledger::entry::Level;
use ledger::id::{ItemId, PartyId, VersionId};
use node::config::{Config, Folder};
use node::init::{self, Plan};
use node::{Dialogue, Done, Node, Options};
use tempfile::TempDir;

pub const DIALOGUE: &str = "test-dialogue";

/// How long a test waits for news to travel before it calls them lost.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Several parties' nodes, each in a folder of its own.
pub struct World {
    pub folder: TempDir,
    pub parties: Vec<String>,
}

impl World {
    /// Founds a dialogue of these parties. `links` says who dials whom; a side that nobody dials
    /// does not listen.
    pub fn found(parties: &[&str], links: &[(&str, &str)]) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let world =
            World { folder, parties: parties.iter().map(|party| party.to_string()).collect() };
        let mut cards = Vec::new();
        let mut addresses = std::collections::BTreeMap::new();
        for party in parties {
            let dialled = links.iter().any(|(_, to)| to == party);
            let exchange = dialled.then(|| format!("127.0.0.1:{}", free_port()));
            if let Some(address) = &exchange {
                addresses.insert(party.to_string(), address.clone());
            }
            let plan = Plan {
                party: party.to_string(),
                domain: format!("hiwar.{}.example", party.to_lowercase()),
                dialogue: DIALOGUE.into(),
                web: "127.0.0.1:0".into(),
                exchange,
                demo: None,
            };
            cards.push(init::init(&world.path(party), &plan).expect("init"));
        }
        for party in parties {
            for card in cards.iter().filter(|card| card.party != *party) {
                let dials = links.iter().any(|(from, to)| from == party && *to == card.party);
                let address = dials.then(|| addresses[&card.party].clone());
                init::add_peer(&world.path(party), card, address).expect("add peer");
            }
        }
        let pins: Vec<VersionId> = parties
            .iter()
            .map(|party| init::found(&world.path(party), "2020-10-01T00:00:00Z").expect("charter"))
            .collect();
        assert!(pins.iter().all(|pin| *pin == pins[0]), "every side makes the same charter");
        world
    }

    pub fn path(&self, party: &str) -> PathBuf {
        self.folder.path().join(party.to_lowercase())
    }

    pub fn open(&self, party: &str) -> Node {
        self.open_with(party, Options::default())
    }

    pub fn open_with(&self, party: &str, options: Options) -> Node {
        Node::open(&self.path(party), options).expect("the node opens")
    }

    /// Opens a node and starts its exchange.
    pub async fn start(&self, party: &str) -> Node {
        // With RUST_LOG set, a failing test tells its story.
        let filter = tracing_subscriber::EnvFilter::from_default_env();
        let _set = tracing_subscriber::fmt().with_env_filter(filter).with_test_writer().try_init();
        let node = self.open(party);
        node.start_exchange().await.expect("the exchange starts");
        node
    }

    pub fn config(&self, party: &str) -> Config {
        Config::read(&Folder::new(self.path(party))).expect("a configuration")
    }
}

pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

pub fn dialogue(node: &Node) -> Dialogue {
    node.dialogue(DIALOGUE).expect("the dialogue")
}

pub fn actor(party: &str, function: Function) -> Actor {
    Actor {
        party: PartyId::parse(party).expect("a party"),
        function,
        account: format!("{party} test"),
    }
}

pub fn desk(party: &str) -> Actor {
    actor(party, Function::DeskOfficer)
}

/// Who may consent for a party.
pub fn chair(party: &str) -> Actor {
    actor(party, Function::CoChair)
}

/// A round: a joint item that stands under nothing.
pub fn round(number: u64) -> Act {
    let content =
        Content::new().with("number", number).with("opened", "2020-11-09").with("mode", "hybrid");
    Act::Put(Draft::new(item::get("round").expect("a type"), content))
}

/// The next wording of an item, with one value changed.
pub fn reword(dialogue: &Dialogue, id: &ItemId, field: &str, value: &str) -> Act {
    let record = dialogue.read();
    let item = record.item(id).expect("the item");
    let mut draft = Draft::revise(&item);
    draft.content.set_text(field, value);
    Act::Put(draft)
}

pub fn consent(id: &ItemId, to: VersionId, level: Level) -> Act {
    Act::Consent { item: id.clone(), to, level }
}

pub async fn perform(dialogue: &Dialogue, who: &Actor, act: Act) -> Done {
    dialogue.perform(who, act).await.expect("the act is done")
}

/// Waits until `holds`; says `what` when it never does.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "never: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

pub fn agreed(dialogue: &Dialogue, id: &ItemId, version: VersionId) -> bool {
    let record = dialogue.read();
    record.item(id).is_some_and(|item| item.standing().effective == vec![version])
}

pub fn sealed(dialogue: &Dialogue, id: &ItemId) -> bool {
    let record = dialogue.read();
    record.item(id).is_some_and(|item| item.standing().sealed)
}

/// Copies a node's folder, as a backup of the whole folder would.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("a copy");
        }
    }
}
