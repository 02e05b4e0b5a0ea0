//! The index: what is put in, taken out and kept of how far the record was read. Every change is
//! compared with what is there first, so that it may be given any number of times. Whoever finds
//! the file damaged has it made anew; nothing here repairs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};
use text::fold::spaceless;

use crate::entry::{Entry, Key};
use crate::error::SearchError;
use crate::file;
use crate::limits::{
    CHANGES_ON_ONE_CORE_MAX, CHANGES_PREPARED_AT_ONCE, PREPARED_WAITING_MAX, READERS_KEPT_MAX,
    WORD_BYTES_MAX,
};
use crate::vocabulary::{Counting, FACET, sound_key};
use crate::word::{Keys, for_words, joined_names, sounds, words};

/// Stands between passages, so that no phrase reaches from one into the next.
const BETWEEN: char = '\u{E000}';

/// An index file, open. Shared between threads by reference.
pub struct Index {
    path: PathBuf,
    /// None for an index that was opened to be read only.
    writer: Mutex<Option<Writer>>,
    /// How often the file was made anew, and connections to the newest one.
    readers: Mutex<(u64, Vec<Connection>)>,
    pub(crate) keys: Keys,
}

/// The connection that writes, and the words it has met.
struct Writer {
    conn: Connection,
    counting: Counting,
}

impl Writer {
    fn new(conn: Connection) -> Writer {
        Writer { conn, counting: Counting::default() }
    }
}

/// How an index was found when it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// As it was left.
    Kept,
    /// It was not there.
    Made,
    /// It was damaged, or of another schema.
    Remade(String),
}

/// What is to happen to the index.
#[derive(Debug, Clone)]
pub enum Change {
    /// This entry is there, as it is now.
    Put(Entry),
    /// Nothing of it is there any more.
    Gone(Key),
}

/// What changes came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Applied {
    /// Entries written, new or in place of an older one.
    pub written: usize,
    /// Entries taken out.
    pub removed: usize,
    /// Entries that were there already, word for word.
    pub same: usize,
    /// Something was erased from the record: nothing was written, the index must be made anew so
    /// that no byte of it stays.
    pub erased: bool,
}

/// What is known of an index without asking the record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Entries in it.
    pub n_entries: u64,
    /// Size of the file, in bytes.
    pub n_bytes: u64,
    /// True when it was closed in order after everything was read.
    pub clean: bool,
    /// How many entries of each log were read: dialogue, party, number.
    pub seen: Vec<(String, String, u64)>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Index({})", self.path.display())
    }
}

impl Index {
    /// Opens the file, or makes it anew when it is not there, not ours, of another schema or
    /// visibly damaged.
    ///
    /// # Errors
    /// Only the machine's: no space, no permission.
    pub fn open(path: &Path) -> Result<(Index, Opened), SearchError> {
        let there = path.exists();
        let (conn, opened) = match file::open(path) {
            Ok(conn) => (conn, Opened::Kept),
            Err(error) if error.is_damage() && there => {
                (file::make(path)?, Opened::Remade(error.to_string()))
            }
            Err(error) if error.is_damage() => (file::make(path)?, Opened::Made),
            Err(error) => return Err(error),
        };
        Ok((Index::with(path, Some(conn)), opened))
    }

    /// Opens a file to read it beside the node that writes it. Makes and changes nothing.
    ///
    /// # Errors
    /// Damage, when it is not there or not ours; or the machine's.
    pub fn look(path: &Path) -> Result<Index, SearchError> {
        file::open_to_read(path)?;
        Ok(Index::with(path, None))
    }

    fn with(path: &Path, writer: Option<Connection>) -> Index {
        Index {
            path: path.to_owned(),
            writer: Mutex::new(writer.map(Writer::new)),
            readers: Mutex::default(),
            keys: Keys::default(),
        }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The keys of words, as this index makes them.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Deletes the file and begins an empty one. Who searches meanwhile finds less, never more.
    ///
    /// # Errors
    /// The machine's.
    pub fn remake(&self) -> Result<(), SearchError> {
        let mut writer = lock(&self.writer);
        *writer = None;
        let made = file::make(&self.path)?;
        *writer = Some(Writer::new(made));
        let mut readers = lock(&self.readers);
        readers.0 += 1;
        readers.1.clear();
        Ok(())
    }

    /// Applies changes in one transaction, with how far the logs of a dialogue were read. An entry
    /// that is there already, word for word, costs a look-up.
    ///
    /// # Errors
    /// Damage or the machine's; nothing was changed then.
    pub fn apply(
        &self,
        changes: &[Change],
        seen: Option<(&str, &[(String, u64)])>,
    ) -> Result<Applied, SearchError> {
        self.write_with(|conn, counting| {
            let mut writing = Writing::begin(conn)?;
            in_time(changes, &self.keys, counting, |prepared| writing.take(prepared))?;
            if writing.applied.erased {
                counting.forget();
                return Ok(Applied { erased: true, ..Applied::default() });
            }
            counting.write(conn)?;
            let applied = writing.end()?;
            if let Some((dialogue, logs)) = seen {
                let mut set = conn.prepare_cached(
                    "INSERT INTO seen VALUES (?1, ?2, ?3) ON CONFLICT (dialogue, log) \
                     DO UPDATE SET entries = excluded.entries",
                )?;
                for (log, entries) in logs {
                    set.execute(params![dialogue, log, signed(*entries)])?;
                }
            }
            Ok(applied)
        })
    }

    /// The keys of all entries of a dialogue.
    ///
    /// # Errors
    /// Damage or the machine's.
    pub fn keys_of(&self, dialogue: &str) -> Result<BTreeSet<String>, SearchError> {
        self.read(|conn| {
            // A slash ends the dialogue's id, and the zero is the sign that follows it.
            let mut query =
                conn.prepare_cached("SELECT key FROM doc WHERE key > ?1 AND key < ?2")?;
            let keys = query
                .query_map([format!("{dialogue}/"), format!("{dialogue}0")], |row| {
                    row.get::<_, String>(0)
                })?;
            keys.collect()
        })
    }

    /// The stored hash of an entry, and how much of it had been erased.
    ///
    /// # Errors
    /// Damage or the machine's.
    pub fn hash_of(&self, key: &Key) -> Result<Option<[u8; 16]>, SearchError> {
        self.read(|conn| {
            let hash: Option<Vec<u8>> = conn
                .prepare_cached("SELECT hash FROM doc WHERE key = ?1")?
                .query_row([key.to_text()], |row| row.get(0))
                .optional()?;
            Ok(hash.and_then(|hash| hash.try_into().ok()))
        })
    }

    /// Says that everything was read and the file is closed in order, or that it is in use.
    ///
    /// # Errors
    /// Damage or the machine's.
    pub fn set_clean(&self, clean: bool) -> Result<(), SearchError> {
        self.write(|conn| {
            conn.execute(
                "INSERT INTO note VALUES ('clean', ?1) ON CONFLICT (name) DO UPDATE SET \
                 value = excluded.value",
                [clean],
            )
        })?;
        self.settle()
    }

    /// Before many entries are written at once, and after: fewer rearrangements while it lasts.
    ///
    /// # Errors
    /// Damage or the machine's.
    pub fn in_bulk(&self, begins: bool) -> Result<(), SearchError> {
        self.write(|conn| {
            let (automerge, crisis) = if begins { (0, 64) } else { (4, 16) };
            let mut set = conn.prepare("INSERT INTO words (words, rank) VALUES (?1, ?2)")?;
            set.execute(params!["automerge", automerge])?;
            set.execute(params!["crisismerge", crisis])?;
            if !begins {
                conn.execute("INSERT INTO words (words) VALUES ('optimize')", [])?;
            }
            Ok(())
        })?;
        if begins { Ok(()) } else { self.settle() }
    }

    /// Moves what was written into the file itself and empties what lies beside it.
    ///
    /// # Errors
    /// Damage or the machine's.
    pub fn settle(&self) -> Result<(), SearchError> {
        let writer = lock(&self.writer);
        let Some(writer) = writer.as_ref() else { return Ok(()) };
        writer
            .conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(|error| SearchError::sql(&self.path, &error))
    }

    /// What the file says of itself.
    ///
    /// # Errors
    /// Damage or the machine's.
    pub fn state(&self) -> Result<State, SearchError> {
        let n_bytes = std::fs::metadata(&self.path).map_or(0, |meta| meta.len());
        self.read(|conn| {
            let n: i64 = conn.query_row("SELECT count(*) FROM doc", [], |row| row.get(0))?;
            let clean: Option<bool> = conn
                .query_row("SELECT value FROM note WHERE name = 'clean'", [], |row| row.get(0))
                .optional()?;
            let mut query =
                conn.prepare("SELECT dialogue, log, entries FROM seen ORDER BY 1, 2")?;
            let seen = query.query_map([], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?.unsigned_abs()))
            })?;
            Ok(State {
                n_entries: n.unsigned_abs(),
                n_bytes,
                clean: clean.unwrap_or(false),
                seen: seen.collect::<rusqlite::Result<_>>()?,
            })
        })
    }

    /// Looks through every page and every list of words: slow, for the doctor.
    ///
    /// # Errors
    /// Damage, or the machine's.
    pub fn check(&self) -> Result<(), SearchError> {
        let line: String =
            self.read(|conn| conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)))?;
        if line == "ok" { Ok(()) } else { Err(SearchError::damaged(&self.path, line)) }
    }

    fn write<T>(
        &self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, SearchError> {
        self.write_with(|conn, _| change(conn))
    }

    fn write_with<T>(
        &self,
        change: impl FnOnce(&Connection, &mut Counting) -> rusqlite::Result<T>,
    ) -> Result<T, SearchError> {
        let mut writer = lock(&self.writer);
        let Some(Writer { conn, counting }) = writer.as_mut() else {
            return Err(SearchError::failed(&self.path, "it was opened to be read only"));
        };
        let done = (|| {
            let tx = conn.transaction()?;
            let done = change(&tx, counting)?;
            tx.commit()?;
            Ok(done)
        })();
        done.map_err(|error| {
            counting.forget();
            SearchError::sql(&self.path, &error)
        })
    }

    /// Reads with a connection of its own, so that nobody waits for the writer.
    pub(crate) fn read<T>(
        &self,
        look: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, SearchError> {
        let (made, kept) = {
            let mut readers = lock(&self.readers);
            (readers.0, readers.1.pop())
        };
        let mut conn = match kept {
            Some(conn) => conn,
            None => file::open_to_read(&self.path)?,
        };
        let sql = |error: rusqlite::Error| SearchError::sql(&self.path, &error);
        let tx = conn.transaction().map_err(sql)?;
        let found = look(&tx).map_err(sql)?;
        drop(tx);
        let mut readers = lock(&self.readers);
        // A connection to a file that was made anew meanwhile reads what is gone.
        if readers.0 == made && readers.1.len() < READERS_KEPT_MAX {
            readers.1.push(conn);
        }
        Ok(found)
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere leaves a connection whose transaction was rolled back.
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A change, ready to be written.
enum Prepared {
    Put { key: String, kind: String, date: String, hash: [u8; 16], erased: u32, columns: Columns },
    Gone(String),
}

impl Prepared {
    fn of(change: &Change, keys: &Keys, counting: &mut Counting) -> Prepared {
        match change {
            Change::Put(entry) => Prepared::Put {
                key: entry.key.to_text(),
                kind: entry.kind.clone(),
                date: entry.date.clone(),
                hash: entry.hash(),
                erased: entry.n_erased,
                columns: Columns::of(entry, keys, counting),
            },
            Change::Gone(key) => Prepared::Gone(key.to_text()),
        }
    }
}

/// Prepares changes and gives them to `take` in their order, until it says that it has enough. Many
/// are prepared on a second core while the first one writes.
fn in_time(
    changes: &[Change],
    keys: &Keys,
    counting: &mut Counting,
    mut take: impl FnMut(Prepared) -> rusqlite::Result<bool>,
) -> rusqlite::Result<()> {
    if changes.len() < CHANGES_ON_ONE_CORE_MAX {
        for change in changes {
            if !take(Prepared::of(change, keys, counting))? {
                break;
            }
        }
        return Ok(());
    }
    std::thread::scope(|scope| {
        let (give, get) = std::sync::mpsc::sync_channel(PREPARED_WAITING_MAX);
        scope.spawn(move || {
            for some in changes.chunks(CHANGES_PREPARED_AT_ONCE) {
                let prepared: Vec<Prepared> =
                    some.iter().map(|change| Prepared::of(change, keys, counting)).collect();
                // Whoever has enough hangs up.
                if give.send(prepared).is_err() {
                    return;
                }
            }
        });
        for prepared in get.into_iter().flatten() {
            if !take(prepared)? {
                break;
            }
        }
        Ok(())
    })
}

/// One transaction's writing.
struct Writing<'a> {
    conn: &'a Connection,
    applied: Applied,
    /// The number of the newest entry.
    last: i64,
}

impl<'a> Writing<'a> {
    fn begin(conn: &'a Connection) -> rusqlite::Result<Writing<'a>> {
        let last: Option<i64> = conn
            .query_row("SELECT value FROM note WHERE name = 'last'", [], |row| row.get(0))
            .optional()?;
        Ok(Writing { conn, applied: Applied::default(), last: last.unwrap_or(0) })
    }

    /// Writes one change; false when nothing more is to be written.
    fn take(&mut self, prepared: Prepared) -> rusqlite::Result<bool> {
        let (key, kind, date, hash, erased, columns) = match prepared {
            Prepared::Put { key, kind, date, hash, erased, columns } => {
                (key, kind, date, hash, erased, columns)
            }
            Prepared::Gone(key) => {
                self.applied.removed += usize::from(take_out(self.conn, &key)?);
                return Ok(true);
            }
        };
        let known: Option<(Vec<u8>, u32)> = self
            .conn
            .prepare_cached("SELECT hash, erased FROM doc WHERE key = ?1")?
            .query_row([&key], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((known, erased_then)) = known {
            if erased > erased_then {
                self.applied.erased = true;
                return Ok(false);
            }
            if known == hash {
                self.applied.same += 1;
                return Ok(true);
            }
            take_out(self.conn, &key)?;
        }
        self.last += 1;
        self.conn
            .prepare_cached(
                "INSERT INTO doc (n, key, kind, date, hash, erased) VALUES (?1,?2,?3,?4,?5,?6)",
            )?
            .execute(params![self.last, key, kind, date, hash, erased])?;
        let Columns { heading, body, stem, sound, mut facet } = columns;
        for bits in BLOCK_BITS {
            push(&mut facet, &block(bits, self.last));
        }
        self.conn
            .prepare_cached(
                "INSERT INTO words (rowid, heading, body, stem, sound, facet) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![self.last, heading, body, stem, sound, facet])?;
        self.applied.written += 1;
        Ok(true)
    }

    fn end(self) -> rusqlite::Result<Applied> {
        self.conn
            .prepare_cached(
                "INSERT INTO note VALUES ('last', ?1) ON CONFLICT (name) DO UPDATE SET \
                 value = excluded.value",
            )?
            .execute([self.last])?;
        Ok(self.applied)
    }
}

fn take_out(conn: &Connection, key: &str) -> rusqlite::Result<bool> {
    let n: Option<i64> = conn
        .prepare_cached("DELETE FROM doc WHERE key = ?1 RETURNING n")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    if let Some(n) = n {
        conn.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([n])?;
    }
    Ok(n.is_some())
}

/// The keys of an entry, as the table takes them: words joined by blanks.
#[derive(Default)]
struct Columns {
    heading: String,
    body: String,
    stem: String,
    sound: String,
    facet: String,
}

impl Columns {
    fn of(entry: &Entry, keys: &Keys, counting: &mut Counting) -> Columns {
        let mut columns = Columns::default();
        let mut heard: BTreeSet<String> = BTreeSet::new();
        counting.begin();
        for passage in &entry.passages {
            let column = if passage.heading { &mut columns.heading } else { &mut columns.body };
            let stems = &mut columns.stem;
            if !column.is_empty() {
                column.push(BETWEEN);
                column.push(' ');
            }
            for_words(&passage.text, |word| {
                push(column, word);
                counting.count(word, keys, |stem| push(stems, stem));
            });
            if passage.name {
                heard.extend(sounds(&passage.text));
                let tokens = words(&passage.text);
                joined_names(&tokens).iter().for_each(|(_, name)| push(stems, &name.text));
            }
        }
        for passage in entry.passages.iter().filter(|passage| passage.heading) {
            for_words(&passage.text, |word| push(&mut columns.facet, &in_heading(word)));
            push(&mut columns.facet, &whole_heading(&spaceless(&passage.text)));
        }
        for sound in &heard {
            counting.count_facet(&sound_key(sound));
            push(&mut columns.sound, sound);
        }
        for facet in facets(entry) {
            counting.count_facet(&facet);
            push(&mut columns.facet, &facet);
        }
        columns
    }
}

fn push(column: &mut String, word: &str) {
    column.push_str(word);
    column.push(' ');
}

/// What an entry can be narrowed by, as words of the index.
fn facets(entry: &Entry) -> BTreeSet<String> {
    let mut all = BTreeSet::from([
        facet("dialogue", &entry.key.dialogue),
        facet("kind", &entry.kind),
        facet("standing", entry.standing.as_str()),
    ]);
    for (name, id) in
        [("round", &entry.round), ("group", &entry.group), ("session", &entry.session)]
    {
        all.extend(id.as_ref().map(|id| facet(name, id.as_str())));
    }
    all.extend(entry.parties.iter().map(|party| facet("party", party.as_str())));
    all.extend(entry.date.get(..4).map(|year| facet("year", year)));
    // A date without a month lies in every month of its year.
    let month = entry.date.get(..7).or(entry.date.get(..4));
    all.extend(month.map(|month| facet("month", month)));
    all
}

/// One such word: ids hold signs that words may not, so their bytes are written out.
pub(crate) fn facet(name: &str, value: &str) -> String {
    use std::fmt::Write as _;
    let mut word = format!("{FACET}{name}");
    for byte in value.bytes() {
        // Writing into a text cannot fail.
        let _infallible = write!(word, "{byte:02x}");
    }
    word
}

/// Entries stand in blocks of two to the power of each of these, by their numbers.
pub(crate) const BLOCK_BITS: [u32; 5] = [10, 12, 14, 16, 18];

/// The word for one block of entries: that of this size in which number `n` lies.
pub(crate) fn block(bits: u32, n: i64) -> String {
    format!("{FACET}b{bits}x{:x}", n >> bits)
}

/// The word for a word that stands in a heading.
pub(crate) fn in_heading(folded: &str) -> String {
    format!("{FACET}h{folded}")
}

/// The word for a whole heading, folded and without its blanks.
pub(crate) fn whole_heading(spaceless: &str) -> String {
    format!("{FACET}w{}", &spaceless[..spaceless.floor_char_boundary(WORD_BYTES_MAX)])
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
