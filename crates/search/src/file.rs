//! One index file: how it is made, recognised, opened and thrown away. It holds nothing that is
//! not in the record or in the private store, so whatever looks wrong is deleted and made anew.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::error::SearchError;
use crate::limits::{BUSY_WAIT_MS, READ_CACHE_KIB, WRITE_CACHE_KIB, WRITE_MEMORY_BYTES};

/// Tells our files from others (SQLite's application_id, "HiwS").
const APPLICATION_ID: i32 = 0x4869_7753;
/// Grows with every change of the tables or of how words are made into keys (SQLite's
/// user_version): an older file is then made anew.
pub(crate) const SCHEMA: i32 = 1;

const TABLES: &str = "
CREATE TABLE note (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE seen (
  dialogue TEXT NOT NULL, log TEXT NOT NULL, entries INTEGER NOT NULL,
  PRIMARY KEY (dialogue, log)) STRICT, WITHOUT ROWID;
CREATE TABLE doc (
  n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  date TEXT NOT NULL, hash BLOB NOT NULL, erased INTEGER NOT NULL) STRICT;
CREATE TABLE word (
  id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, docs INTEGER NOT NULL) STRICT;
CREATE TABLE gram (
  gram INTEGER NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (gram, word)) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
  heading, body, stem, sound, facet,
  content='', contentless_delete=1, tokenize='ascii');
";

/// Makes an empty file in the place of whatever is there.
pub(crate) fn make(path: &Path) -> Result<Connection, SearchError> {
    throw_away(path)?;
    if let Some(folder) = path.parent() {
        make_folder(folder).map_err(|error| SearchError::failed(folder, error))?;
    }
    own_file(path).map_err(|error| SearchError::failed(path, error))?;
    let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, WRITE_CACHE_KIB)?;
    let sql = |error: rusqlite::Error| SearchError::failed(path, error);
    conn.pragma_update(None, "page_size", 8_192).map_err(sql)?;
    durable_enough(&conn, path)?;
    conn.execute_batch(TABLES).map_err(sql)?;
    conn.execute("INSERT INTO words (words, rank) VALUES ('hashsize', ?1)", [WRITE_MEMORY_BYTES])
        .map_err(sql)?;
    conn.execute("INSERT INTO words (words, rank) VALUES ('pgsz', 8000)", []).map_err(sql)?;
    // Last, so that a file whose making was interrupted is known as such.
    conn.pragma_update(None, "application_id", APPLICATION_ID).map_err(sql)?;
    conn.pragma_update(None, "user_version", SCHEMA).map_err(sql)?;
    Ok(conn)
}

/// Opens a file for writing; an error of the kind "damaged" means: make it anew.
pub(crate) fn open(path: &Path) -> Result<Connection, SearchError> {
    let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, WRITE_CACHE_KIB)?;
    recognise(&conn, path)?;
    durable_enough(&conn, path)?;
    Ok(conn)
}

/// Opens a file for reading only.
pub(crate) fn open_to_read(path: &Path) -> Result<Connection, SearchError> {
    let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, READ_CACHE_KIB)?;
    recognise(&conn, path)?;
    Ok(conn)
}

/// Deletes the file and what the database keeps beside it.
pub(crate) fn throw_away(path: &Path) -> Result<(), SearchError> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(PathBuf::from(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(SearchError::failed(path, error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Lost power may lose the newest changes, which are then read again; it never leaves a file that
/// contradicts itself. What is erased leaves with the whole file, so nothing is overwritten here.
fn durable_enough(conn: &Connection, path: &Path) -> Result<(), SearchError> {
    conn.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
        .map_err(|error| SearchError::sql(path, &error))
}

fn recognise(conn: &Connection, path: &Path) -> Result<(), SearchError> {
    let sql = |error: rusqlite::Error| SearchError::sql(path, &error);
    let id: i32 = conn.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(sql)?;
    let schema: i32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(sql)?;
    if id != APPLICATION_ID || schema != SCHEMA {
        let what = format!("it is not an index of schema {SCHEMA} (id {id:#x}, schema {schema})");
        return Err(SearchError::damaged(path, what));
    }
    // Reads the root of every table, so that a file that was cut off is noticed here.
    conn.query_row(
        "SELECT (SELECT count(*) FROM note) + (SELECT count(*) FROM seen) \
         + (SELECT coalesce(max(n), 0) FROM doc) + (SELECT coalesce(max(id), 0) FROM word) \
         + (SELECT count(*) FROM (SELECT 1 FROM words('x') LIMIT 1))",
        [],
        |row| row.get::<_, i64>(0),
    )
    .map(|_| ())
    .map_err(sql)
}

fn connect(path: &Path, flags: OpenFlags, cache_kib: i64) -> Result<Connection, SearchError> {
    let sql = |error: rusqlite::Error| SearchError::sql(path, &error);
    if !path.is_file() {
        return Err(SearchError::damaged(path, "there is no index yet"));
    }
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(sql)?;
    conn.busy_timeout(Duration::from_millis(BUSY_WAIT_MS)).map_err(sql)?;
    conn.set_prepared_statement_cache_capacity(32);
    conn.pragma_update(None, "cache_size", -cache_kib).map_err(sql)?;
    conn.execute_batch(
        "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;",
    )
    .map_err(sql)?;
    Ok(conn)
}

fn own_file(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map(|_| ())
}

fn make_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}
