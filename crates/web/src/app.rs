//! What every handler is given: the node and what the pages remember between requests (rendered
//! pages, the find index). It holds no rule and no secret.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use agencies::Updates;
use agencies::outgoing::Outgoing;
use node::{Dialogue, Node};
use scan::Scanner;
use typeset::Typesetter;

use crate::Tools;
use crate::attachments::scans::Scans;
use crate::cache::Cache;
use crate::find::Index;
use crate::register::kept::Kept;

/// The state of the router. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    node: Node,
    tools: Tools,
    scans: Scans,
    updates: Updates,
    cache: Cache,
    reckonings: Kept,
    /// Grows with every request that may have changed something private (notes, drafts, accounts).
    private_revision: AtomicU64,
    live_streams: AtomicUsize,
    indexes: Mutex<BTreeMap<String, (u64, Arc<Index>)>>,
}

impl App {
    pub fn new(node: Node, tools: Tools) -> App {
        App(Arc::new(Shared {
            updates: Updates::new(node.private().clone()),
            node,
            tools,
            scans: Scans::default(),
            cache: Cache::new(),
            reckonings: Kept::default(),
            private_revision: AtomicU64::new(0),
            live_streams: AtomicUsize::new(0),
            indexes: Mutex::new(BTreeMap::new()),
        }))
    }

    pub fn node(&self) -> &Node {
        &self.0.node
    }

    /// What makes PDFs, where this program has it.
    pub fn typesetter(&self) -> Option<&Typesetter> {
        self.0.tools.typesetter.as_ref()
    }

    /// What reads the marks off scans, where this program has it.
    pub fn scanner(&self) -> Option<&Scanner> {
        self.0.tools.scanner.as_ref()
    }

    /// What was read off scans.
    pub fn scans(&self) -> &Scans {
        &self.0.scans
    }

    /// What comes without an account.
    pub fn updates(&self) -> &Updates {
        &self.0.updates
    }

    /// Letters with links on their way out.
    pub fn outgoing(&self) -> &Outgoing {
        &self.0.tools.outgoing
    }

    pub fn cache(&self) -> &Cache {
        &self.0.cache
    }

    /// What was reckoned for the instruments of each dialogue.
    pub fn reckonings(&self) -> &Kept {
        &self.0.reckonings
    }

    pub fn private_revision(&self) -> u64 {
        // Both only grow, so their sum names a state of both.
        self.0.private_revision.load(Ordering::Acquire) + self.0.node.private_revision()
    }

    /// Says that something private may have changed, so that no kept page is shown again.
    pub fn private_changed(&self) {
        self.0.private_revision.fetch_add(1, Ordering::AcqRel);
    }

    pub(crate) fn live_streams(&self) -> &AtomicUsize {
        &self.0.live_streams
    }

    /// The find index of this dialogue as it stands, built when it is first asked for.
    pub fn index(&self, dialogue: &Dialogue) -> Arc<Index> {
        let key = dialogue.id().as_str().to_owned();
        let revision = dialogue.revision();
        {
            let indexes = self.0.indexes.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((of, index)) = indexes.get(&key)
                && *of == revision
            {
                return Arc::clone(index);
            }
        }
        let index = Arc::new(Index::build(dialogue));
        let mut indexes = self.0.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        indexes.insert(key, (revision, Arc::clone(&index)));
        index
    }
}
