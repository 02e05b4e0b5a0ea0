//! The bytes of attachments: kept with the act that names them, fetched from peers chunk by chunk,
//! given only to who was given the opening that names them, dropped when that value is erased.
//! Which file is for whom is the rule of `dialogue::blob`; the frames are `docs/format-entry.md`,
//! part 6. What is not named by an opened attachment is never kept, asked for or given.

use std::collections::{BTreeMap, BTreeSet};

use dialogue::act::{Act, Actor, Draft};
use dialogue::blob::{self, Named, Sha};
use dialogue::limits::ATTACHMENT_BYTES_MAX;
use dialogue::policy;
use ledger::frame::Frame;
use ledger::id::{ItemId, PartyId};
use ledger::json::Value;
use ledger::limits::CHUNK_BYTES_MAX;
use sha2::{Digest, Sha256};
use store::joint::Blob;
use tokio::sync::oneshot;

use crate::error::{ActError, NodeError};
use crate::handle::Dialogue;
use crate::inner::Inner;
use crate::limits;
use crate::writer::{ActReply, Command, Done, Ingested, Pending, Writer};

/// A chunk of a file, by its number.
pub(crate) type Wish = (Sha, u64);

/// What the writer knows of the files of a dialogue, for the exchange and the pages.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// What opened attachments name.
    pub named: BTreeMap<Sha, Named>,
    /// How much of it is stored here.
    pub held: BTreeMap<Sha, Blob>,
    /// Whose chunks of a file were wrong or could not be stored: not asked for it again before the
    /// next start, or the same chunk would come over and over.
    pub not_asked: BTreeSet<(Sha, PartyId)>,
    /// Moves on with every message, so that no file nobody has keeps others from being asked for.
    pub turn: usize,
}

impl Files {
    fn is_whole(&self, sha: &Sha) -> bool {
        self.held.get(sha).is_some_and(|blob| blob.have == blob.size)
    }

    /// Bytes of files kept here that a party attached.
    fn bytes_of(&self, party: &PartyId) -> u64 {
        let held = self
            .held
            .iter()
            .filter(|(sha, _)| self.named.get(*sha).is_some_and(|named| named.by == *party));
        held.map(|(_, blob)| blob.size).sum()
    }

    /// Whether so many bytes more of a party's files may be kept.
    fn has_room(&self, party: &PartyId, bytes: u64) -> bool {
        self.bytes_of(party).saturating_add(bytes) <= limits::attached_bytes_of_party_max
    }
}

/// How much of a file is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attached {
    /// All of it; its SHA-256 was found right.
    Here(Vec<u8>),
    /// So many bytes of so many.
    Part { have: u64, bytes: u64 },
    /// No opened attachment names it, or its name was erased.
    Unknown,
}

/// Why a file was not attached. Nothing has changed in any of these cases.
#[derive(Debug, thiserror::Error)]
pub enum AttachError {
    /// There is nothing in it.
    #[error("the file is empty; choose the file again")]
    Empty,
    /// It is longer than `dialogue::limits::ATTACHMENT_BYTES_MAX`.
    #[error(
        "the file has {bytes} bytes, at most {ATTACHMENT_BYTES_MAX}; divide it or scan coarser"
    )]
    TooLong { bytes: u64 },
    /// It is none of the kinds that may be attached, whatever its name says.
    #[error("the file is neither PDF, PNG, JPEG nor DOCX; save it as one of these")]
    Kind,
    /// Our files together would be longer than this node keeps.
    #[error("this side's files fill the space kept for them; have old ones erased")]
    NoRoom,
    #[error(transparent)]
    Act(#[from] ActError),
}

impl Dialogue {
    /// Attaches a file: its bytes are stored, then the act is done that names them. `draft` says
    /// all but what the bytes say themselves (kind, length, fingerprint).
    ///
    /// # Errors
    /// The rule that the file breaks, or why the act was not done; nothing is kept then.
    pub async fn attach(
        &self,
        actor: &Actor,
        mut draft: Draft,
        bytes: Vec<u8>,
    ) -> Result<Done, AttachError> {
        let length = bytes.len() as u64;
        if bytes.is_empty() {
            return Err(AttachError::Empty);
        }
        if length > ATTACHMENT_BYTES_MAX {
            return Err(AttachError::TooLong { bytes: length });
        }
        if !self.inner().files.lock().has_room(self.us(), length) {
            return Err(AttachError::NoRoom);
        }
        let judged = tokio::task::spawn_blocking(move || {
            let sha: Sha = Sha256::digest(&bytes).into();
            (blob::media_type(&bytes), sha, bytes)
        });
        let (kind, sha, bytes) = judged.await.map_err(|_| ActError::Failed(NodeError::Stopping))?;
        let kind = kind.ok_or(AttachError::Kind)?;
        draft.content.set_text("media_type", kind);
        draft.content.set("bytes", Value::Int(length));
        draft.content.set_text("sha256", &blob::print(&sha));
        let (reply, answer) = oneshot::channel();
        let (actor, act) = (actor.clone(), Act::Put(draft));
        self.send(Command::Attach { actor, act, sha, bytes, reply })
            .await
            .map_err(ActError::Failed)?;
        let done = answer.await.map_err(|_| ActError::Failed(NodeError::Stopping))?;
        Ok(done?.pop().ok_or(ActError::Failed(NodeError::Stopping))?)
    }

    /// How many bytes of a file are here, and how many it has; none when nothing names it.
    pub fn held(&self, sha: &Sha) -> Option<(u64, u64)> {
        let files = self.inner().files.lock();
        let named = files.named.get(sha)?;
        Some(files.held.get(sha).map_or((0, named.bytes), |blob| (blob.have, blob.size)))
    }

    /// A file, if it is here whole. Blocking: reads up to 25 MiB.
    ///
    /// # Errors
    /// A failure of the disk.
    pub fn attached(&self, sha: &Sha) -> Result<Attached, NodeError> {
        let Some((have, bytes)) = self.held(sha) else {
            return Ok(Attached::Unknown);
        };
        if have < bytes {
            return Ok(Attached::Part { have, bytes });
        }
        let mut whole = Vec::with_capacity(bytes as usize);
        for n in 0..bytes.div_ceil(CHUNK_BYTES_MAX as u64) {
            // One chunk at a time: the exchange reads through the same connection.
            let chunk = self.inner().reader.lock().blob_read(sha, n)?;
            // Erased while it was being read.
            let Some(chunk) = chunk else { return Ok(Attached::Unknown) };
            whole.extend(chunk);
        }
        Ok(Attached::Here(whole))
    }
}

/// What we lack and `peer` may have, as frames; a bounded number.
pub(crate) fn wants(inner: &Inner, peer: &PartyId) -> Result<Vec<Frame>, NodeError> {
    let lacking: Vec<(Sha, PartyId, u64)> = {
        let mut files = inner.files.lock();
        files.turn = files.turn.wrapping_add(1);
        let lacks = |(sha, named): &(&Sha, &Named)| {
            let known = files.held.contains_key(*sha) || files.has_room(&named.by, named.bytes);
            let asked = !files.not_asked.contains(&(**sha, peer.clone()));
            !files.is_whole(sha) && named.is_for(peer) && asked && known
        };
        let lacking: Vec<_> = files.named.iter().filter(lacks).collect();
        let from = files.turn.checked_rem(lacking.len()).unwrap_or(0);
        let turned = lacking.iter().cycle().skip(from).take(lacking.len());
        turned
            .take(limits::wishes_per_peer_max)
            .map(|(sha, named)| (**sha, named.by.clone(), named.bytes))
            .collect()
    };
    let mut frames = Vec::new();
    for (sha, party, bytes) in lacking {
        let room = limits::wishes_per_peer_max.saturating_sub(frames.len());
        let at_once = room.min(limits::wishes_per_file_max);
        for n in inner.reader.lock().chunks_missing(&sha, bytes, at_once)? {
            frames.push(Frame::Want { party: party.clone(), sha, n });
        }
    }
    Ok(frames)
}

/// Remembers what a peer asks for, in place of what it asked for before; true when it asks.
pub(crate) fn note_wishes(inner: &Inner, peer: &PartyId, frames: &[Frame]) -> bool {
    let wishes = frames.iter().filter_map(|frame| match frame {
        Frame::Want { sha, n, .. } => Some((*sha, *n)),
        _ => None,
    });
    let wishes: Vec<Wish> = wishes.take(limits::wishes_per_peer_max).collect();
    if wishes.is_empty() {
        return false;
    }
    inner.peers.lock().entry(peer.clone()).or_default().wishes = wishes;
    true
}

/// What a peer asked for, is here whole, and may go to it: as many chunks as one message carries.
pub(crate) fn chunks(
    inner: &Inner,
    peer: &PartyId,
    room_bytes: usize,
) -> Result<Vec<Frame>, NodeError> {
    let n_max = limits::chunks_per_message_max.min(room_bytes / CHUNK_BYTES_MAX);
    let wishes = inner.peers.lock().get(peer).map(|state| state.wishes.clone()).unwrap_or_default();
    let allowed: Vec<(Wish, PartyId)> = {
        let files = inner.files.lock();
        let of = |wish: Wish| {
            let named = files.named.get(&wish.0).filter(|named| named.is_for(peer))?;
            files.is_whole(&wish.0).then(|| (wish, named.by.clone()))
        };
        wishes.into_iter().filter_map(of).take(n_max).collect()
    };
    let mut frames = Vec::new();
    for ((sha, n), party) in allowed {
        if let Some(bytes) = inner.reader.lock().blob_read(&sha, n)? {
            frames.push(Frame::Chunk { party, sha, n, bytes });
        }
    }
    Ok(frames)
}

/// The chunks in a message.
pub(crate) fn given(frames: &[Frame]) -> Vec<Wish> {
    let given = frames.iter().filter_map(|frame| match frame {
        Frame::Chunk { sha, n, .. } => Some((*sha, *n)),
        _ => None,
    });
    given.collect()
}

impl Writer {
    /// Judges the act, keeps the bytes, does the act: what is refused leaves nothing behind.
    pub(crate) fn take_attached(
        &mut self,
        pending: &mut Pending,
        actor: &Actor,
        act: Act,
        (sha, bytes): (Sha, &[u8]),
        reply: ActReply,
    ) {
        let judged = self.may_sign().and_then(|()| {
            let record = self.inner.record.read();
            policy::may(actor, &act, &record).map(|_| ()).map_err(ActError::Refused)
        });
        // Whatever comes of it, the sweep after this commit finds what nothing names.
        self.files_stale = true;
        let kept = judged.and_then(|()| Ok(self.keep_file(&sha, bytes)?));
        match kept {
            Ok(()) => {
                self.take_acts(pending, actor, vec![act], reply);
                // Before the answer: whoever attached it may ask for it at once.
                self.refresh_files();
            }
            Err(error) => {
                let _gone = reply.send(Err(error));
            }
        }
    }

    fn keep_file(&mut self, sha: &Sha, bytes: &[u8]) -> Result<(), NodeError> {
        let length = bytes.len() as u64;
        // Somebody named this very file with another length; ours has the right one.
        if self.store.blob(sha)?.is_some_and(|blob| blob.size != length) {
            self.store.erase_blob(sha)?;
        }
        self.store.blob_put(sha, bytes)?;
        Ok(())
    }

    /// Whether any of these items is an attachment.
    pub(crate) fn names_files(&self, items: &BTreeSet<ItemId>) -> bool {
        let record = self.inner.record.read();
        let is_one = |id: &ItemId| record.item(id).is_some_and(|i| i.kind().name == "attachment");
        items.iter().any(is_one)
    }

    /// Learns anew which files are named and how much of them is here.
    pub(crate) fn refresh_files(&mut self) {
        let named = blob::named(&self.inner.record.read());
        match self.store.blobs() {
            Ok(held) => {
                let mut files = self.inner.files.lock();
                (files.named, files.held) = (named, held);
            }
            Err(error) => {
                self.inner.alarm(format!("the attached files were not looked at: {error}"))
            }
        }
        self.inner.outgoing.send_modify(|tick| *tick += 1);
    }

    /// Drops the bytes that nothing names any more: erased values, acts that were not done.
    pub(crate) fn sweep_files(&mut self) {
        self.refresh_files();
        let unnamed: Vec<Sha> = {
            let files = self.inner.files.lock();
            files.held.keys().filter(|sha| !files.named.contains_key(*sha)).copied().collect()
        };
        for sha in unnamed {
            match self.store.erase_blob(&sha) {
                Ok(_) => {
                    self.inner.files.lock().held.remove(&sha);
                }
                Err(error) => self.inner.alarm(format!(
                    "the bytes of the file {} were to be erased and are still here: {error}",
                    blob::print(&sha)
                )),
            }
        }
    }

    /// Takes chunks of files that are named and lacking; gives the items whose files grew.
    pub(crate) fn take_chunks(
        &mut self,
        from: &PartyId,
        chunks: Vec<Frame>,
        ingested: &mut Ingested,
    ) -> BTreeSet<ItemId> {
        let mut grown = BTreeSet::new();
        for frame in chunks {
            let Frame::Chunk { sha, n, bytes, .. } = frame else { continue };
            let named = {
                let files = self.inner.files.lock();
                let asked = !files.not_asked.contains(&(sha, from.clone()));
                let lacks = asked && !files.is_whole(&sha);
                let named = files.named.get(&sha).filter(|_| lacks).cloned();
                let fits = |named: &Named| {
                    files.held.contains_key(&sha) || files.has_room(&named.by, named.bytes)
                };
                named.filter(fits)
            };
            let Some(named) = named else {
                // Came twice, or was erased meanwhile: both happen between honest nodes.
                tracing::debug!(peer = %from, n, "a chunk that is not wanted was left out");
                continue;
            };
            match self.take_chunk(from, &sha, n, &bytes, named.bytes) {
                Ok(()) => grown.extend(named.items),
                Err(why) => ingested.refused.push(why),
            }
        }
        grown
    }

    fn take_chunk(
        &mut self,
        from: &PartyId,
        sha: &Sha,
        n: u64,
        bytes: &[u8],
        size: u64,
    ) -> Result<(), String> {
        let written = self.store.blob_begin(sha, size).and_then(|blob| {
            let last = blob.size - blob.have == bytes.len() as u64;
            let written = self.store.blob_write(sha, n, bytes);
            let now = self.store.blob(sha)?;
            let dropped = last && now.is_some_and(|now| now.have == 0);
            self.inner.files.lock().held.insert(*sha, now.unwrap_or(blob));
            Ok((written, dropped))
        });
        let why = match written {
            Ok((Ok(_), _)) => return Ok(()),
            Ok((Err(_), true)) => "its bytes are not those that its attachment names; they were \
                                   dropped. Ask the side that attached it to attach it anew"
                .to_owned(),
            Ok((Err(error), false)) | Err(error) => error.to_string(),
        };
        self.inner.files.lock().not_asked.insert((*sha, from.clone()));
        Err(format!(
            "the file {}: {why}. {from} is asked for it again after a restart of this node",
            blob::print(sha)
        ))
    }
}
