//! The signer: takes what the writer made durable, advances the head guard, signs the new
//! checkpoint and only then answers the officers. It runs beside the writer, so that one commit
//! is signed while the next is written. It never signs a size twice with another root.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};

use ledger::checkpoint::Checkpoint;
use ledger::entry::Head;
use ledger::id::ItemId;
use ledger::note::{Note, SigningKey};
use parking_lot::Mutex;
use store::guard::HeadGuard;

use crate::error::{ActError, NodeError};
use crate::inner::Inner;
use crate::writer::{ActReply, Command, Done, Writer};

/// Our log keys, each with the first size that it must sign; shared with the writer, which adds
/// one at a rotation before the checkpoint that needs it is signed.
#[derive(Clone, Debug, Default)]
pub(crate) struct LogKeyRing(Arc<Mutex<Vec<(u64, SigningKey)>>>);

impl LogKeyRing {
    pub fn add(&self, from_size: u64, key: SigningKey) {
        self.0.lock().push((from_size, key));
    }

    /// The checkpoint of `head` under every key in force at its size.
    pub fn sign(&self, origin: &str, head: Head) -> Result<Note, NodeError> {
        let keys = self.0.lock();
        let in_force = keys.iter().filter(|(from_size, _)| *from_size <= head.size);
        sign_head(origin, in_force.map(|(_, key)| key), head)
    }
}

/// Durable and read back, not yet signed.
pub(crate) struct Committed {
    pub from: Head,
    pub to: Head,
    pub replies: Vec<(ActReply, Vec<Done>)>,
    pub items: BTreeSet<ItemId>,
}

/// A checkpoint note of our own log.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
    pub head: Head,
    pub note: Note,
}

impl Signed {
    pub fn into_note(self) -> (u64, Vec<u8>) {
        (self.head.size, self.note.to_bytes())
    }
}

pub(crate) struct Signer {
    pub inner: Arc<Inner>,
    pub guard: Arc<Mutex<HeadGuard>>,
    pub origin: String,
    pub keys: LogKeyRing,
    pub committed: Receiver<Committed>,
    pub writer: SyncSender<Command>,
}

impl Signer {
    /// Works until the writer is gone.
    pub fn run(mut self) {
        while let Ok(first) = self.committed.recv() {
            let mut all = vec![first];
            while let Ok(more) = self.committed.try_recv() {
                all.push(more);
            }
            self.sign(all);
        }
    }

    /// Signs the newest of several commits; the guard moves once.
    fn sign(&mut self, all: Vec<Committed>) {
        let (Some(first), Some(last)) = (all.first(), all.last()) else {
            return;
        };
        let (from, to) = (first.from, last.to);
        if let Err(error) = self.guard.lock().advance(&self.origin, &from, &to) {
            let why = error.to_string();
            self.inner.stop_signing(why.clone());
            for committed in all {
                for (reply, _) in committed.replies {
                    let _gone = reply.send(Err(ActError::Stopped(why.clone())));
                }
            }
            return;
        }
        let signed = match self.keys.sign(&self.origin, to) {
            Ok(note) => Signed { head: to, note },
            Err(error) => return self.inner.stop_signing(error.to_string()),
        };
        Writer::serve(&self.inner, &self.inner.us, to, signed.note.clone());
        // The writer stores the note with its next commit, or when it has nothing else to do.
        if self.writer.try_send(Command::Signed(signed)).is_err() {
            tracing::debug!("the writer is busy: this note is not stored, the next one will be");
        }
        let mut items = BTreeSet::new();
        let mut replies = Vec::new();
        for committed in all {
            items.extend(committed.items);
            replies.extend(committed.replies);
        }
        let revision = self.inner.announce(items);
        for (reply, mut done) in replies {
            for one in &mut done {
                one.revision = revision;
            }
            let _gone = reply.send(Ok(done));
        }
    }
}

/// The checkpoint of `head`, signed with every one of `keys`.
pub(crate) fn sign_head<'a>(
    origin: &str,
    keys: impl IntoIterator<Item = &'a SigningKey>,
    head: Head,
) -> Result<Note, NodeError> {
    let text = Checkpoint { origin: origin.to_string(), head }.text();
    let mut signed: Option<Note> = None;
    for key in keys {
        let note = Note::sign(&text, key);
        match &mut signed {
            None => signed = Some(note),
            Some(signed) => signed.merge(&note).map_err(|error| {
                NodeError::invalid("checkpoint", error, "Report this: it is a fault of Hiwar")
            })?,
        }
    }
    signed.ok_or_else(|| {
        NodeError::invalid("keys", "there is no log key", "Restore the folder `keys`")
    })
}
