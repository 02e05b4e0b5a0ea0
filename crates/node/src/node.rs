//! `Node`: one party's node, opened from its folder. It owns the dialogues' threads, the exchange
//! and the private side (accounts, notes), which never meet: the exchange is handed dialogues, and
//! a dialogue has no way to the private database.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use ledger::id::PartyId;
use parking_lot::Mutex;
use store::guard::HeadGuard;
use tokio::sync::watch;

use crate::accounts::Accounts;
use crate::clock::Clock;
use crate::config::{Config, Demo, Folder};
use crate::error::NodeError;
use crate::handle::Dialogue;
use crate::keys::TlsIdentity;
use crate::private::Private;
use crate::search::Search;
use crate::start;

/// One party's node. Cheap to clone.
#[derive(Clone)]
pub struct Node(Arc<Shared>);

struct Shared {
    config: Config,
    folder: Folder,
    party: PartyId,
    clock: Clock,
    identity: TlsIdentity,
    dialogues: BTreeMap<String, Dialogue>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    accounts: Accounts,
    private: Private,
    /// By dialogue: what is private to a compartment, each in its own file.
    compartments: BTreeMap<String, Private>,
    search: Search,
    stop: watch::Sender<bool>,
}

/// How a node is opened.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub clock: Clock,
    /// Lets tests fail or kill the joint store at a named step.
    pub fault: store::fault::Fault,
}

impl Node {
    /// Opens what `init` made; makes nothing. Blocking: a large record takes seconds to fold.
    pub fn open(folder: &Path, options: Options) -> Result<Node, NodeError> {
        let folder = Folder::new(folder);
        let config = Config::read(&folder)?;
        let party = config.party_id()?;
        let identity = TlsIdentity::read(&folder)?;
        let private = Private::open(&folder.private(), options.clock.clone())?;
        let mut compartments = BTreeMap::new();
        let guard = HeadGuard::open_with(&folder.guard(), options.fault.clone())?;
        let guard = Arc::new(Mutex::new(guard));
        let accounts =
            Accounts::new(private.store(), options.clock.clone(), config.demo.is_some())?;
        let mut dialogues = BTreeMap::new();
        let mut threads = Vec::new();
        for (nth, one) in config.dialogues.iter().enumerate() {
            // A further dialogue waits for the other side's card; the first one goes on meanwhile.
            if nth > 0 && !folder.joint(&one.dialogue_id()?).exists() {
                tracing::warn!(dialogue = one.id, "it has no charter yet and is left out");
                continue;
            }
            let started = start::open(&folder, &config, one, &options, &guard)?;
            threads.extend(started.threads);
            if started.dialogue.is_compartment() {
                let path = folder.private_of(started.dialogue.id());
                let own = Private::open_guarded(&path, options.clock.clone())?;
                compartments.insert(one.id.clone(), own);
            }
            dialogues.insert(one.id.clone(), started.dialogue);
        }
        let (stop, told) = watch::channel(false);
        // No compartment is ever indexed.
        let open: Vec<Dialogue> =
            dialogues.values().filter(|one| !one.is_compartment()).cloned().collect();
        let (search, thread) = Search::start(&folder, open, private.clone(), told)?;
        threads.push(thread);
        Ok(Node(Arc::new(Shared {
            config,
            folder,
            party,
            clock: options.clock,
            identity,
            dialogues,
            threads: Mutex::new(threads),
            accounts,
            private,
            compartments,
            search,
            stop,
        })))
    }

    /// Starts the exchange; returns the address peers can dial, if the node listens.
    pub async fn start_exchange(&self) -> Result<Option<std::net::SocketAddr>, NodeError> {
        crate::exchange::start(self).await
    }

    /// Fetches a checkpoint, tile or bundle of a log from a peer's node (C2SP tlog-tiles paths).
    pub async fn fetch(&self, address: &str, origin: &str, path: &str) -> Result<Vec<u8>, String> {
        crate::exchange::client::fetch(self, address, origin, path).await
    }

    pub fn party(&self) -> &PartyId {
        &self.0.party
    }

    /// The demo's settings; none on a real node.
    pub fn demo(&self) -> Option<&Demo> {
        self.0.config.demo.as_ref()
    }

    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub fn config(&self) -> &Config {
        &self.0.config
    }

    pub fn folder(&self) -> &Folder {
        &self.0.folder
    }

    /// The ordinary dialogues. Compartments are not among them: who walks over dialogues to show,
    /// search, remind or export never meets one.
    pub fn dialogues(&self) -> Vec<Dialogue> {
        self.all_dialogues().into_iter().filter(|one| !one.is_compartment()).collect()
    }

    /// An ordinary dialogue by its id.
    pub fn dialogue(&self, id: &str) -> Option<Dialogue> {
        self.any_dialogue(id).filter(|one| !one.is_compartment())
    }

    /// Every dialogue, compartments too: for the exchange, keys and shutting down, and for those
    /// whose function enters a compartment.
    pub fn all_dialogues(&self) -> Vec<Dialogue> {
        self.0.dialogues.values().cloned().collect()
    }

    /// A dialogue of any kind by its id. The caller decides who may enter.
    pub fn any_dialogue(&self, id: &str) -> Option<Dialogue> {
        self.0.dialogues.get(id).cloned()
    }

    pub fn accounts(&self) -> &Accounts {
        &self.0.accounts
    }

    /// What is private to this node and its ordinary dialogues.
    pub fn private(&self) -> &Private {
        &self.0.private
    }

    /// What is private to one dialogue: a compartment has a file of its own, which nothing else is
    /// in and no index reads.
    pub fn private_of(&self, dialogue: &str) -> &Private {
        self.0.compartments.get(dialogue).unwrap_or(&self.0.private)
    }

    /// Grows with every change of anything private.
    pub fn private_revision(&self) -> u64 {
        let own = self.0.compartments.values().map(Private::revision).sum::<u64>();
        self.0.private.revision() + own
    }

    /// Search over the joint records and the private notes.
    pub fn search(&self) -> &Search {
        &self.0.search
    }

    pub(crate) fn identity(&self) -> &TlsIdentity {
        &self.0.identity
    }

    pub(crate) fn knows_pin(&self, pin: &str) -> bool {
        self.0.dialogues.values().any(|dialogue| dialogue.party_of_pin(pin).is_some())
    }

    /// Stops everything: what was acknowledged is durable, nothing new is taken. Blocking.
    pub fn stop(&self) {
        self.0.stop.send_replace(true);
        for dialogue in self.0.dialogues.values() {
            dialogue.stop();
        }
        let threads = std::mem::take(&mut *self.0.threads.lock());
        for thread in threads {
            if thread.join().is_err() {
                tracing::error!("a thread of this node had panicked");
            }
        }
    }

    /// Returns when the node has been told to stop.
    pub async fn stopped(&self) {
        let mut stop = self.0.stop.subscribe();
        // The sender lives as long as the node.
        let _told = stop.wait_for(|stopped| *stopped).await;
    }

    pub fn is_stopped(&self) -> bool {
        *self.0.stop.borrow()
    }
}
