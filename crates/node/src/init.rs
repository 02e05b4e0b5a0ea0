//! Making a node and founding a dialogue. `init` makes keys, a configuration and empty stores;
//! cards (public keys) go to the other side out of band; when all cards are there, each side makes
//! the same charter from them, byte for byte, and its hash goes into the note verbale. Nothing
//! here overwrites anything.

use std::path::Path;

use dialogue::kind::{CHARTER_RULE, DialogueKind};
use ledger::entry::{Body, Charter, Entry, leaf_hash};
use ledger::id::{DialogueId, PartyId, VersionId};
use ledger::merkle::Frontier;
use store::guard::HeadGuard;
use store::joint::{Batch, JointStore};
use store::private::PrivateStore;

use crate::config::{Config, Demo, DialogueConfig, Folder, PeerConfig, write_whole};
use crate::error::NodeError;
use crate::keys::{Card, DialogueKeys, TlsIdentity, origin};
use crate::signer::sign_head;
use crate::writer::NOTHING;

/// What a new node is to be.
#[derive(Clone, Debug)]
pub struct Plan {
    pub party: String,
    pub domain: String,
    pub dialogue: String,
    pub web: String,
    pub exchange: Option<String>,
    pub demo: Option<Demo>,
}

/// Makes a node in `folder`, which must not hold one; returns the card for the other side.
pub fn init(folder: &Path, plan: &Plan) -> Result<Card, NodeError> {
    let folder = Folder::new(folder);
    if folder.config().exists() {
        return Err(NodeError::Folder {
            path: folder.config(),
            what: "there is a node here already".into(),
            remedy: "Choose another folder; a node is never overwritten",
        });
    }
    let config = Config {
        party: plan.party.clone(),
        domain: plan.domain.clone(),
        web: plan.web.clone(),
        exchange: plan.exchange.clone(),
        hold: None,
        second_reader: None,
        mail: None,
        demo: plan.demo.clone(),
        dialogues: vec![DialogueConfig {
            id: plan.dialogue.clone(),
            compartment: None,
            peers: Vec::new(),
        }],
    };
    let party = config.party_id()?;
    let dialogue = config.dialogues[0].dialogue_id()?;
    std::fs::create_dir_all(folder.path()).map_err(NodeError::io(folder.path()))?;
    let identity = TlsIdentity::make(&folder, &plan.domain)?;
    let keys = DialogueKeys::make(&folder, &plan.domain, &dialogue)?;
    PrivateStore::create(&folder.private())?;
    let card = Card {
        dialogue: dialogue.to_string(),
        party: party.to_string(),
        log: keys.logs[0].verifier_key().to_vkey(),
        mirror: keys.mirror.verifier_key().to_vkey(),
        pins: vec![identity.pin],
    };
    write_card(&folder, &card)?;
    // Last, because a folder with this file is a node.
    config.write(&folder)?;
    Ok(card)
}

/// Adds another dialogue to a node, ordinary or a compartment: keys, a card, its line in the
/// configuration; a compartment gets a private file of its own. The node must not be serving.
pub fn add_dialogue(folder: &Path, id: &str, kind: DialogueKind) -> Result<Card, NodeError> {
    let folder = Folder::new(folder);
    let mut config = Config::read(&folder)?;
    let compartment = (kind != DialogueKind::Ordinary).then(|| kind.as_str().to_owned());
    let added = DialogueConfig { id: id.to_owned(), compartment, peers: Vec::new() };
    let dialogue = added.dialogue_id()?;
    if config.dialogues.iter().any(|one| one.id == id) || folder.dialogue_keys(&dialogue).exists() {
        return Err(NodeError::invalid(
            format!("dialogue {id:?}"),
            "this node has it already",
            "Choose another id; nothing is ever overwritten",
        ));
    }
    let identity = TlsIdentity::read(&folder)?;
    let keys = DialogueKeys::make(&folder, &config.domain, &dialogue)?;
    if kind != DialogueKind::Ordinary {
        PrivateStore::create(&folder.private_of(&dialogue))?;
    }
    let card = Card {
        dialogue: dialogue.to_string(),
        party: config.party.clone(),
        log: keys.logs[0].verifier_key().to_vkey(),
        mirror: keys.mirror.verifier_key().to_vkey(),
        pins: vec![identity.pin],
    };
    write_card(&folder, &card)?;
    config.dialogues.push(added);
    config.write(&folder)?;
    Ok(card)
}

/// Our own card of the node's first dialogue, to hand to the other side.
pub fn own_card(folder: &Path) -> Result<Card, NodeError> {
    own_card_of(folder, None)
}

/// Our own card of a dialogue; of the first one when none is named.
pub fn own_card_of(folder: &Path, id: Option<&str>) -> Result<Card, NodeError> {
    let folder = Folder::new(folder);
    let config = Config::read(&folder)?;
    let dialogue = config.one_dialogue(id)?.dialogue_id()?;
    read_card(&folder.card(&dialogue, &config.party_id()?))
}

/// Takes the card of another party, and where its node can be dialled, if it can.
pub fn add_peer(folder: &Path, card: &Card, address: Option<String>) -> Result<(), NodeError> {
    let folder = Folder::new(folder);
    let mut config = Config::read(&folder)?;
    let ours = config.party.clone();
    let dialogue = card.dialogue.clone();
    let settings = config.dialogues.iter_mut().find(|one| one.id == dialogue).ok_or_else(|| {
        NodeError::invalid(
            format!("card of {}", card.party),
            format!("it is for the dialogue {dialogue}, which this node has no part in"),
            "Ask the other side for the card of the right dialogue",
        )
    })?;
    if card.party == ours {
        return Err(NodeError::invalid(
            format!("card of {}", card.party),
            "this is our own party",
            "Add the other side's card here, and give it ours",
        ));
    }
    card.member()?;
    for vkey in [&card.log, &card.mirror] {
        ledger::note::VerifierKey::parse(vkey).map_err(|error| {
            NodeError::invalid(
                format!("card of {}", card.party),
                error,
                "Ask the other side for its card again",
            )
        })?;
    }
    settings.peers.retain(|peer| peer.party != card.party);
    settings.peers.push(PeerConfig { party: card.party.clone(), address });
    write_card(&folder, card)?;
    config.write(&folder)
}

/// Makes the charter from the cards that are here, founds our log with it, returns the pin.
/// Every side that holds the same cards and gives the same `at` makes the same bytes.
pub fn found(folder: &Path, at: &str) -> Result<VersionId, NodeError> {
    found_of(folder, None, at)
}

/// The same for a dialogue by its id; the first one when none is named.
pub fn found_of(folder: &Path, id: Option<&str>, at: &str) -> Result<VersionId, NodeError> {
    let folder = Folder::new(folder);
    let config = Config::read(&folder)?;
    let settings = config.one_dialogue(id)?;
    let dialogue = settings.dialogue_id()?;
    let us = config.party_id()?;
    let path = folder.charter(&dialogue);
    if path.exists() {
        return Err(NodeError::Folder {
            path,
            what: "this dialogue has its charter already".into(),
            remedy: "Print its hash with `hiwar peer pin`",
        });
    }
    let bytes = charter(&folder, settings, &dialogue, &us, at)?;
    found_log(&folder, &config, &dialogue, &us, &bytes)?;
    write_whole(&path, &bytes, 0o644)?;
    Ok(VersionId(leaf_hash(&bytes)))
}

/// The pin of the node's first dialogue, once it is founded.
pub fn pin(folder: &Path) -> Result<VersionId, NodeError> {
    pin_of(folder, None)
}

/// The pin of a founded dialogue; of the first one when none is named.
pub fn pin_of(folder: &Path, id: Option<&str>) -> Result<VersionId, NodeError> {
    let folder = Folder::new(folder);
    let config = Config::read(&folder)?;
    let path = folder.charter(&config.one_dialogue(id)?.dialogue_id()?);
    let bytes = std::fs::read(&path).map_err(NodeError::io(&path))?;
    Ok(VersionId(leaf_hash(&bytes)))
}

/// Leaf 0: our own member entry and one for each peer's card.
fn charter(
    folder: &Folder,
    settings: &DialogueConfig,
    dialogue: &DialogueId,
    us: &PartyId,
    at: &str,
) -> Result<Vec<u8>, NodeError> {
    let mut members = vec![read_card(&folder.card(dialogue, us))?.member()?];
    for peer in &settings.peers {
        let party = PartyId::parse(&peer.party).map_err(|error| {
            NodeError::invalid("hiwar.toml", error, "Use the party's code of its card")
        })?;
        members.push(read_card(&folder.card(dialogue, &party))?.member()?);
    }
    members.sort_by(|one, other| one.party.cmp(&other.party));
    let kind = settings.kind()?;
    let mut rules = std::collections::BTreeMap::new();
    if kind != DialogueKind::Ordinary {
        rules.insert(CHARTER_RULE.to_owned(), kind.as_str().to_owned());
    }
    let charter = Charter { members, rules, schema: 1 };
    let entry = Entry {
        dialogue: dialogue.clone(),
        at: at.to_string().into(),
        origin: None,
        body: Body::Charter(charter),
    };
    let bytes = entry.encode();
    Entry::decode(&bytes).map_err(|error| {
        NodeError::invalid(
            format!("charter at {at:?}"),
            error,
            "Give the time as RFC 3339 in UTC with whole seconds, like 2020-10-01T00:00:00Z",
        )
    })?;
    Ok(bytes)
}

/// Stores leaf 0 in every member's log and signs our own head of size 1.
fn found_log(
    folder: &Folder,
    config: &Config,
    dialogue: &DialogueId,
    us: &PartyId,
    charter: &[u8],
) -> Result<(), NodeError> {
    let path = folder.joint(dialogue);
    let mut store = JointStore::create(&path, dialogue)?;
    let entry = Entry::decode(charter).map_err(|error| {
        NodeError::invalid("charter", error, "Report this: it is a fault of Hiwar")
    })?;
    let Body::Charter(body) = &entry.body else {
        return Err(NodeError::invalid("charter", "it is none", "Report this"));
    };
    let leaf = leaf_hash(charter);
    let mut frontier = Frontier::new();
    frontier.push(leaf);
    let head = frontier.head();
    let keys = DialogueKeys::read(folder, &config.domain, dialogue)?;
    let origin_of_ours = origin(&config.domain, dialogue);
    for member in &body.members {
        let key = ledger::note::VerifierKey::parse(&member.log).map_err(|error| {
            NodeError::invalid(format!("log key of {}", member.party), error, "Ask for its card")
        })?;
        store.add_log(&member.party, member.party == *us, key.name())?;
        let entries = vec![(charter.to_vec(), leaf)];
        store.append(&member.party, &NOTHING, &Batch { entries, ..Batch::default() })?;
    }
    let guard_path = folder.guard();
    let mut guard = match guard_path.exists() {
        true => HeadGuard::open(&guard_path)?,
        false => HeadGuard::create(&guard_path)?,
    };
    guard.advance(&origin_of_ours, &NOTHING, &head)?;
    let note = sign_head(&origin_of_ours, &keys.logs[..1], head)?;
    store.put_note(us, head.size, &note.to_bytes())?;
    Ok(())
}

fn write_card(folder: &Folder, card: &Card) -> Result<(), NodeError> {
    let invalid = |error: &dyn std::fmt::Display| {
        NodeError::invalid("card", error, "Ask the other side for its card again")
    };
    let dialogue = DialogueId::parse(&card.dialogue).map_err(|error| invalid(&error))?;
    let party = PartyId::parse(&card.party).map_err(|error| invalid(&error))?;
    let text = serde_json::to_string_pretty(card).map_err(|error| invalid(&error))?;
    write_whole(&folder.card(&dialogue, &party), text.as_bytes(), 0o644)
}

/// Reads a card from a file.
pub fn read_card(path: &Path) -> Result<Card, NodeError> {
    let text = std::fs::read_to_string(path).map_err(NodeError::io(path))?;
    serde_json::from_str(&text).map_err(|error| NodeError::Folder {
        path: path.into(),
        what: error.to_string(),
        remedy: "Ask the other side for its card again",
    })
}
