//! Search in this node: the two index files beside the stores, the thread that keeps them level
//! with the records and the notes, and the one place where it is decided who finds what. The
//! indexer only reads: no act waits for it, and losing its files loses nothing.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Instant;

use ::search::follow::{self, Note, Source};
use ::search::{Cursor, Filters, Hits, Index, Key, Query, SearchError};
use dialogue::act::Function;
use dialogue::id::ItemId;
use dialogue::kind::DialogueKind;
use dialogue::policy;
use dialogue::record::Record;
use parking_lot::Mutex;
use store::joint::JointStore;
use tokio::sync::broadcast::{self, error::TryRecvError};
use tokio::sync::watch;

use crate::config::{Config, Folder};
use crate::error::NodeError;
use crate::handle::Dialogue;
use crate::inner::Change;
use crate::limits;
use crate::private::Private;

/// Search in a node. Cheap to clone.
#[derive(Clone)]
pub struct Search(Arc<Shared>);

struct Shared {
    indexes: Result<Indexes, SearchError>,
    dialogues: Vec<Dialogue>,
    private: Private,
    asked: AtomicBool,
    /// Entries looked at by the sweep under way.
    swept: AtomicU64,
    sweeping: AtomicBool,
    failure: Mutex<Option<String>>,
}

struct Indexes {
    /// Of the joint records.
    shared: Index,
    /// Of the private notes: a file of its own, which nothing shared is ever in.
    notes: Index,
}

/// How the index stands.
#[derive(Clone, Debug, Default)]
pub struct SearchState {
    /// Items and notes in it.
    pub n_entries: u64,
    /// Size of both files, in bytes.
    pub n_bytes: u64,
    /// Items looked at so far, while it is made or compared with the record.
    pub sweeping: Option<u64>,
    /// Why it does not work at present, with the remedy.
    pub failure: Option<String>,
}

/// Whose index is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The joint records.
    Shared,
    /// The private notes of this node.
    Notes,
}

impl Search {
    /// Opens the indexes and starts the thread that follows records and notes. A node without a
    /// working index still serves.
    pub(crate) fn start(
        folder: &Folder,
        dialogues: Vec<Dialogue>,
        private: Private,
        stop: watch::Receiver<bool>,
    ) -> Result<(Search, JoinHandle<()>), NodeError> {
        let indexes = Indexes::open(folder);
        if let Err(error) = &indexes {
            tracing::error!(%error, "there is no search");
        }
        let failure = indexes.as_ref().err().map(ToString::to_string);
        let search = Search(Arc::new(Shared {
            indexes,
            // The feeds are joined before anything is read, so that nothing falls between.
            dialogues,
            private,
            asked: AtomicBool::new(false),
            swept: AtomicU64::new(0),
            sweeping: AtomicBool::new(false),
            failure: Mutex::new(failure),
        }));
        let indexer = Indexer::new(search.clone(), folder.reindex(), stop);
        let thread = std::thread::Builder::new()
            .name("search".to_owned())
            .spawn(move || indexer.run())
            .map_err(|error| {
                NodeError::invalid("search", error, "The machine gives no more threads")
            })?;
        Ok((search, thread))
    }

    /// Answers a query for somebody who acts in this function. What he may not read is neither
    /// found nor counted.
    pub fn find(
        &self,
        scope: Scope,
        query: &Query,
        filters: &Filters,
        from: Option<Cursor>,
        function: Function,
    ) -> Result<Hits, SearchError> {
        if !policy::may_read(function) {
            return Ok(Hits::default());
        }
        let index = self.index(scope)?;
        let n_max = search::limits::PAGE_HITS_MAX;
        let found = index.find(query, filters, from, n_max, |key| self.is_there(key));
        if found.as_ref().is_err_and(SearchError::is_damage) {
            self.remake();
        }
        found
    }

    /// Reads what was typed.
    pub fn read(&self, typed: &str) -> Result<Query, search::QueryProblem> {
        match &self.0.indexes {
            Ok(indexes) => Query::read(typed, indexes.shared.keys()),
            Err(_) => Query::read(typed, &search::word::Keys::default()),
        }
    }

    /// The index of a scope.
    pub fn index(&self, scope: Scope) -> Result<&Index, SearchError> {
        let indexes = self.0.indexes.as_ref().map_err(Clone::clone)?;
        Ok(match scope {
            Scope::Shared => &indexes.shared,
            Scope::Notes => &indexes.notes,
        })
    }

    /// How the index stands.
    pub fn state(&self) -> SearchState {
        let mut state = SearchState::default();
        for scope in [Scope::Shared, Scope::Notes] {
            if let Ok(of) = self.index(scope).and_then(Index::state) {
                state.n_entries += of.n_entries;
                state.n_bytes += of.n_bytes;
            }
        }
        let sweeping = self.0.sweeping.load(Ordering::Acquire);
        state.sweeping = sweeping.then(|| self.0.swept.load(Ordering::Acquire));
        state.failure.clone_from(&self.0.failure.lock());
        state
    }

    /// Has the index made anew, in the background.
    pub fn remake(&self) {
        self.0.asked.store(true, Ordering::Release);
    }

    /// What the index says is there must be there in the record too, and shown.
    fn is_there(&self, key: &Key) -> bool {
        let dialogue = self.0.dialogues.iter().find(|one| one.id().as_str() == key.dialogue);
        dialogue.is_some_and(|dialogue| is_shown(&dialogue.read(), key))
    }
}

fn is_shown(record: &Record, key: &Key) -> bool {
    let Some(id) = key.item_id() else { return false };
    record.item(&id).is_some_and(|item| item.shown().is_some() || key.note.is_some())
}

impl Indexes {
    fn open(folder: &Folder) -> Result<Indexes, SearchError> {
        let open = |path: &Path| -> Result<Index, SearchError> {
            let (index, opened) = Index::open(path)?;
            if let search::Opened::Remade(why) = opened {
                tracing::warn!(why, "the index is made anew");
            }
            Ok(index)
        };
        Ok(Indexes { shared: open(&folder.index())?, notes: open(&folder.notes_index())? })
    }
}

/// The thread's work.
struct Indexer {
    search: Search,
    feeds: Vec<Feed>,
    notes_read: Option<u64>,
    request: std::path::PathBuf,
    stop: watch::Receiver<bool>,
}

/// The changes of one dialogue.
struct Feed {
    dialogue: Dialogue,
    changes: broadcast::Receiver<Change>,
    /// True once the index has everything that was there when the feed was joined.
    swept: bool,
}

impl Feed {
    /// What has changed since the last call; nothing when so much that all must be looked at.
    fn drain(&mut self) -> BTreeSet<ItemId> {
        let mut items = BTreeSet::new();
        loop {
            match self.changes.try_recv() {
                Ok(change) => items.extend(change.items.iter().cloned()),
                Err(TryRecvError::Lagged(_)) => self.swept = false,
                Err(TryRecvError::Empty | TryRecvError::Closed) => return items,
            }
        }
    }
}

impl Indexer {
    fn new(search: Search, request: std::path::PathBuf, stop: watch::Receiver<bool>) -> Indexer {
        let feeds = search.0.dialogues.iter().map(|dialogue| Feed {
            dialogue: dialogue.clone(),
            changes: dialogue.watch(),
            swept: false,
        });
        let feeds = feeds.collect();
        Indexer { search, feeds, notes_read: None, request, stop }
    }

    fn run(mut self) {
        let search = self.search.clone();
        let Ok(indexes) = &search.0.indexes else { return };
        if let Err(error) = self.begin(indexes) {
            self.failed(indexes, &error);
        }
        let mut looked = Instant::now();
        while !*self.stop.borrow() {
            if looked.elapsed() > limits::search_request_pause {
                looked = Instant::now();
                self.take_request();
            }
            match self.round(indexes) {
                Ok(()) => std::thread::sleep(limits::search_pause),
                Err(error) => self.failed(indexes, &error),
            }
        }
        if let Err(error) = self.end(indexes) {
            tracing::warn!(%error, "the index is compared with the record at the next start");
        }
    }

    /// What was level when it was closed in order need not be looked at again.
    fn begin(&mut self, indexes: &Indexes) -> Result<(), SearchError> {
        for feed in &mut self.feeds {
            let dialogue = feed.dialogue.clone();
            let stop = self.stop.clone();
            let level =
                with_source(&dialogue, &stop, |source| follow::is_level(&indexes.shared, source))?;
            feed.swept = level;
        }
        indexes.shared.set_clean(false)?;
        indexes.notes.set_clean(false)
    }

    fn round(&mut self, indexes: &Indexes) -> Result<(), SearchError> {
        if self.search.0.asked.swap(false, Ordering::AcqRel) {
            tracing::info!("the index is made anew");
            indexes.shared.remake()?;
            indexes.notes.remake()?;
            self.feeds.iter_mut().for_each(|feed| feed.swept = false);
            self.notes_read = None;
        }
        let shared = &self.search.0;
        for feed in &mut self.feeds {
            let items = feed.drain();
            if feed.swept && items.is_empty() {
                continue;
            }
            let swept = feed.swept;
            with_source(&feed.dialogue, &self.stop, |source| {
                if swept {
                    return follow::touch(&indexes.shared, source, &items).map(|_| ());
                }
                shared.swept.store(0, Ordering::Release);
                shared.sweeping.store(true, Ordering::Release);
                let start = Instant::now();
                let progress = |n| shared.swept.store(n, Ordering::Release);
                let swept = follow::sweep(&indexes.shared, source, &progress);
                shared.sweeping.store(false, Ordering::Release);
                let done = swept?;
                let ms = start.elapsed().as_millis();
                tracing::info!(written = done.written, same = done.same, ms, "index compared");
                Ok(())
            })?;
            feed.swept = true;
        }
        self.notes(indexes)?;
        self.search.0.failure.lock().take();
        Ok(())
    }

    /// Notes are few: all are compared when any private thing has changed.
    fn notes(&mut self, indexes: &Indexes) -> Result<(), SearchError> {
        let private = &self.search.0.private;
        let revision = private.revision();
        if self.notes_read == Some(revision) {
            return Ok(());
        }
        for attempt in 0..2 {
            let mut kept = true;
            for feed in &self.feeds {
                let notes = match notes_of(private, feed.dialogue.id().as_str()) {
                    Ok(notes) => notes,
                    Err(error) => {
                        tracing::warn!(%error, "the notes were not indexed");
                        return Ok(());
                    }
                };
                kept &= with_source(&feed.dialogue, &self.stop, |source| {
                    follow::notes(&indexes.notes, source, &notes)
                })?;
            }
            if kept {
                break;
            }
            if attempt == 0 {
                // A note was changed or deleted: no byte of what it said may stay.
                indexes.notes.remake()?;
            }
        }
        self.notes_read = Some(revision);
        Ok(())
    }

    fn end(&mut self, indexes: &Indexes) -> Result<(), SearchError> {
        self.round(indexes)?;
        let all = self.feeds.iter().all(|feed| feed.swept);
        indexes.shared.set_clean(all)?;
        indexes.notes.set_clean(true)
    }

    /// Damage is mended by making the index anew; anything else is waited for.
    fn failed(&mut self, indexes: &Indexes, error: &SearchError) {
        tracing::error!(%error, "the index was not brought up to date");
        *self.search.0.failure.lock() = Some(error.to_string());
        self.feeds.iter_mut().for_each(|feed| feed.swept = false);
        self.notes_read = None;
        if error.is_damage() {
            for index in [&indexes.shared, &indexes.notes] {
                if let Err(error) = index.remake() {
                    tracing::error!(%error, "the index was not made anew");
                }
            }
        }
        let until = Instant::now() + limits::search_failure_pause;
        while Instant::now() < until && !*self.stop.borrow() {
            std::thread::sleep(limits::search_pause);
        }
    }

    /// `hiwar reindex` leaves a file; taking it away is the answer.
    fn take_request(&self) {
        if std::fs::remove_file(&self.request).is_ok() {
            self.search.remake();
        }
    }
}

fn with_source<T>(
    dialogue: &Dialogue,
    stop: &watch::Receiver<bool>,
    work: impl FnOnce(&Source<'_>) -> T,
) -> T {
    let read = |look: &mut dyn FnMut(&Record)| look(&dialogue.read());
    let going = || !*stop.borrow();
    work(&Source { dialogue: dialogue.id().as_str(), read: &read, going: &going })
}

fn notes_of(private: &Private, dialogue: &str) -> Result<Vec<Note>, NodeError> {
    let notes = private.all_notes(dialogue)?.into_iter();
    let note = |note: crate::private::PrivateNote| Note {
        id: note.id,
        item: note.item,
        text: note.text,
        date: note.edited.unwrap_or(note.at).to_string().chars().take(10).collect(),
    };
    Ok(notes.map(note).collect())
}

/// A node's records and indexes, read beside the node that serves them, or without one.
pub struct Reading {
    /// The folded records, by dialogue.
    pub records: Vec<(String, Record)>,
    folder: Folder,
    private: Private,
}

impl Reading {
    /// Folds the records of a folder. Changes nothing.
    pub fn open(folder: &Path) -> Result<Reading, NodeError> {
        let folder = Folder::new(folder);
        let config = Config::read(&folder)?;
        let us = config.party_id()?;
        let mut records = Vec::new();
        for one in &config.dialogues {
            // No compartment is read for searching, by no command either.
            if one.kind()? != DialogueKind::Ordinary {
                continue;
            }
            let store = JointStore::open(&folder.joint(&one.dialogue_id()?))?;
            records.push((one.id.clone(), crate::replay::fold_all(&us, &store)?.0));
        }
        let private = Private::open(&folder.private(), crate::Clock::real_time())?;
        Ok(Reading { records, folder, private })
    }

    /// The private side of the folder.
    pub fn private(&self) -> &Private {
        &self.private
    }

    /// The record of a dialogue.
    pub fn record(&self, dialogue: &str) -> Option<&Record> {
        self.records.iter().find(|(id, _)| id == dialogue).map(|(_, record)| record)
    }

    /// The text of a private note.
    pub fn note(&self, key: &Key) -> Option<String> {
        let notes = self.private.notes(&key.dialogue, &key.item_id()?).ok()?;
        notes.into_iter().find(|note| Some(note.id) == key.note).map(|note| note.text)
    }

    /// Answers a query from the index as it is in the folder.
    pub fn find(
        &self,
        scope: Scope,
        query: &Query,
        filters: &Filters,
    ) -> Result<Hits, SearchError> {
        let index = self.index(scope)?;
        let n_max = search::limits::PAGE_HITS_MAX;
        index.find(query, filters, None, n_max, |key| {
            self.record(&key.dialogue).is_some_and(|record| is_shown(record, key))
        })
    }

    /// The index of a scope, opened to be read only.
    pub fn index(&self, scope: Scope) -> Result<Index, SearchError> {
        Index::look(&match scope {
            Scope::Shared => self.folder.index(),
            Scope::Notes => self.folder.notes_index(),
        })
    }

    /// Entries of logs that the record holds and the index has not read.
    pub fn behind(&self) -> Result<u64, SearchError> {
        let seen = self.index(Scope::Shared)?.state()?.seen;
        let mut behind = 0;
        for (id, record) in &self.records {
            for party in record.joint().members() {
                let read = seen.iter().find(|(of, log, _)| of == id && *log == party.as_str());
                let read = read.map_or(0, |(.., entries)| *entries);
                behind += record.joint().folded(&party).saturating_sub(read);
            }
        }
        Ok(behind)
    }

    /// Makes both indexes anew. No node may serve this folder meanwhile.
    pub fn remake(&self) -> Result<u64, NodeError> {
        let failed = |error: SearchError| {
            NodeError::invalid("the index", error, "Look at the folder's permissions and space")
        };
        let indexes = Indexes::open(&self.folder).map_err(failed)?;
        indexes.shared.remake().map_err(failed)?;
        indexes.notes.remake().map_err(failed)?;
        let mut n_written = 0;
        for (id, record) in &self.records {
            let read = |look: &mut dyn FnMut(&Record)| look(record);
            let source = Source { dialogue: id, read: &read, going: &|| true };
            let done = follow::sweep(&indexes.shared, &source, &|_| {}).map_err(failed)?;
            n_written += done.written as u64;
            let notes = notes_of(&self.private, id)?;
            n_written += notes.len() as u64;
            follow::notes(&indexes.notes, &source, &notes).map_err(failed)?;
        }
        indexes.shared.set_clean(true).map_err(failed)?;
        indexes.notes.set_clean(true).map_err(failed)?;
        Ok(n_written)
    }
}
