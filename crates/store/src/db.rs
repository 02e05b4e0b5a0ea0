//! One SQLite file: how it is made, opened, checked and copied. Everything durable: WAL with
//! synchronous=FULL. Opening never makes a file, never changes a schema silently, and refuses
//! one that is damaged, foreign or newer. The settings are explained in `docs/store.md`.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, params};

use crate::error::{Finding, Result, StoreError};
use crate::fault::{Fault, Step};
use crate::files;
use crate::limits::{BUSY_WAIT_MS, FINDINGS_MAX};

/// What a file of one sort must be.
pub(crate) struct Shape {
    /// For messages, e.g. `joint record`.
    pub what: &'static str,
    /// SQLite's application_id: tells the sorts of file apart.
    pub application_id: i32,
    /// SQLite's user_version: grows with every change of the tables.
    pub schema: i64,
    /// The statements that make the tables.
    pub sql: &'static str,
    /// What brings a file of an earlier schema to the next one: (its schema, statements).
    pub steps: &'static [(i64, &'static str)],
}

/// An open file: one connection that writes, and one that only reads and has a cache of its own,
/// so that what was written is read back through the file.
pub(crate) struct Db {
    pub path: PathBuf,
    pub conn: Connection,
    pub reader: Connection,
    pub fault: Fault,
    shape: &'static Shape,
}

impl Db {
    /// Makes the file and its tables in one transaction; whatever fails, no file is left.
    pub fn create(path: &Path, shape: &'static Shape, fault: Fault) -> Result<Db> {
        files::create_private(path, shape.what)?;
        let made = fill(path, shape).and_then(|()| files::sync_folder(path));
        match made.and_then(|()| Db::open(path, shape, fault)) {
            Ok(db) => Ok(db),
            Err(error) => {
                // Only what this call made: `create_private` refuses a file that was there.
                for suffix in ["", "-wal", "-shm"] {
                    std::fs::remove_file(files::beside(path, suffix)).ok();
                }
                Err(error)
            }
        }
    }

    /// Opens a file that `create` made.
    pub fn open(path: &Path, shape: &'static Shape, fault: Fault) -> Result<Db> {
        files::require(path, shape.what)?;
        probe(path)?;
        let doing = "opening it";
        bring_up(path, shape)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = connect(path, flags, shape)?;
        let sql = |error: rusqlite::Error| StoreError::sql(path, doing, &error);
        conn.execute_batch("PRAGMA secure_delete=ON; PRAGMA synchronous=FULL;").map_err(sql)?;
        let mode: String =
            conn.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0)).map_err(sql)?;
        if mode != "wal" {
            let detail = format!("the journal mode is {mode}, not wal");
            return Err(StoreError::Io { file: path.to_owned(), doing, detail });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = connect(path, flags, shape)?;
        Ok(Db { path: path.to_owned(), conn, reader, fault, shape })
    }

    /// Runs `change` in one transaction that holds the write lock from its start.
    pub fn write<T>(
        &mut self,
        doing: &'static str,
        change: impl FnOnce(&Transaction<'_>, &Ctx<'_>) -> Result<T>,
    ) -> Result<T> {
        let ctx = Ctx { path: &self.path, doing, fault: &self.fault };
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| ctx.sql(&error))?;
        let value = change(&tx, &ctx)?;
        tx.commit().map_err(|error| ctx.sql(&error))?;
        Ok(value)
    }

    /// The context for reads.
    pub fn ctx(&self, doing: &'static str) -> Ctx<'_> {
        Ctx { path: &self.path, doing, fault: &self.fault }
    }

    /// Passes a write step.
    pub fn at(&self, step: Step) -> Result<()> {
        self.fault.at(&self.path, step)
    }

    /// Moves all of the log file into the main file and empties it, so that erased bytes do not
    /// stay in it. Another reader may hold it back; then the next commit's checkpoint does it.
    pub fn flush_log(&self) -> Result<()> {
        let ctx = self.ctx("emptying its log file");
        self.conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(|error| ctx.sql(&error))
    }

    /// Writes a consistent copy while the node works. Free pages, hence erased bytes, never
    /// reach it. The copy appears under its name only when it is whole and flushed.
    pub fn backup_to(&self, to: &Path) -> Result<()> {
        self.at(Step::BackupBegin)?;
        if to.exists() {
            return Err(StoreError::refused(
                to,
                "a file is already here, and a backup never replaces one",
                "name another file",
            ));
        }
        let part = files::beside(to, ".part");
        std::fs::remove_file(&part).ok();
        let copied = self.copy_to(&part).and_then(|()| {
            std::fs::rename(&part, to)
                .map_err(|error| StoreError::io(to, "naming the backup", &error))?;
            files::sync_folder(to)
        });
        if copied.is_err() {
            std::fs::remove_file(&part).ok();
        }
        copied
    }

    fn copy_to(&self, part: &Path) -> Result<()> {
        let file = files::create_private(part, "a backup")?;
        let name = part.to_str().ok_or_else(|| {
            StoreError::refused(part, "the name is not UTF-8", "name another file")
        })?;
        self.conn
            .execute("VACUUM INTO ?1", params![name])
            .map_err(|error| StoreError::sql(part, "copying into it", &error))?;
        self.at(Step::BackupWrite)?;
        file.sync_all().map_err(|error| StoreError::io(part, "flushing the backup", &error))
    }

    /// SQLite's own check of pages, cells and indexes, and of our tables' definitions.
    pub fn check_pages(&self, found: &mut Findings) {
        if let Err(error) = check_tables(&self.conn, &self.path, self.shape) {
            found.error("", &error);
        }
        let checked = (|| {
            let mut query = self.conn.prepare("PRAGMA integrity_check(100)")?;
            let lines = query.query_map([], |row| row.get::<_, String>(0))?;
            lines.collect::<rusqlite::Result<Vec<String>>>()
        })();
        match checked {
            Ok(lines) if lines == ["ok"] => {}
            Ok(lines) => {
                for line in lines {
                    found.add("", format!("the database's own check reports: {line}"));
                }
            }
            Err(error) => {
                found.error("", &StoreError::sql(&self.path, "checking its pages", &error));
            }
        }
    }
}

/// What a statement needs to report and to fail by.
pub(crate) struct Ctx<'a> {
    pub path: &'a Path,
    pub doing: &'static str,
    fault: &'a Fault,
}

impl Ctx<'_> {
    pub fn sql(&self, error: &rusqlite::Error) -> StoreError {
        StoreError::sql(self.path, self.doing, error)
    }

    pub fn at(&self, step: Step) -> Result<()> {
        self.fault.at(self.path, step)
    }

    pub fn corrupt(&self, what: impl Into<String>) -> StoreError {
        StoreError::corrupt(self.path, what)
    }

    pub fn refused(&self, what: impl Into<String>, remedy: &'static str) -> StoreError {
        StoreError::refused(self.path, what, remedy)
    }

    /// Our unsigned numbers as SQL's signed ones; all real sizes are far below 2^63.
    pub fn int(&self, number: u64) -> Result<i64> {
        i64::try_from(number).map_err(|_| {
            self.refused(format!("{number} is over 2^63-1"), "use a size that a log can have")
        })
    }

    /// A number from the file, which must not be negative.
    pub fn uint(&self, number: i64) -> Result<u64> {
        u64::try_from(number).map_err(|_| self.corrupt(format!("a count is {number}")))
    }

    /// A hash from the file, which must be 32 bytes.
    pub fn hash(&self, bytes: &[u8]) -> Result<[u8; 32]> {
        bytes
            .try_into()
            .map_err(|_| self.corrupt(format!("a hash has {} bytes, not 32", bytes.len())))
    }
}

/// Collects what a check finds, up to a limit.
pub(crate) struct Findings {
    file: PathBuf,
    list: Vec<Finding>,
    left_out: u64,
}

impl Findings {
    pub fn new(file: &Path) -> Findings {
        Findings { file: file.to_owned(), list: Vec::new(), left_out: 0 }
    }

    pub fn add(&mut self, place: impl Into<String>, what: impl Into<String>) {
        let remedy = "stop the node, keep this file aside as evidence, restore the last backup \
                      and let the peers give back what came after it";
        self.add_with(place, what, remedy);
    }

    pub fn add_with(
        &mut self,
        place: impl Into<String>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        if self.list.len() >= FINDINGS_MAX {
            self.left_out += 1;
            return;
        }
        self.list.push(Finding {
            file: self.file.clone(),
            place: place.into(),
            what: what.into(),
            remedy: remedy.into(),
        });
    }

    pub fn error(&mut self, place: impl Into<String>, error: &StoreError) {
        match error {
            StoreError::Corrupt { what, .. } => self.add(place, what.clone()),
            other => self.add(place, other.to_string()),
        }
    }

    pub fn done(mut self) -> Vec<Finding> {
        if self.left_out > 0 {
            self.list.push(Finding {
                file: self.file,
                place: String::new(),
                what: format!("{} more findings of the same file are not listed", self.left_out),
                remedy: "cure the first ones, then check again".to_owned(),
            });
        }
        self.list
    }
}

/// Reads the first bytes as the operating system gives them, for a clearer error than the
/// library's "unable to open database file".
fn probe(path: &Path) -> Result<()> {
    use std::io::Read;
    let mut start = [0; 32];
    let mut file = File::options()
        .read(true)
        .write(true)
        .open(path)
        .map_err(|error| StoreError::io(path, "opening it", &error))?;
    match file.read_exact(&mut start) {
        Ok(()) if start.starts_with(b"SQLite format 3\0") => check_length(path, &file, &start),
        Ok(()) => Err(StoreError::corrupt(path, "this is not a database file")),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            Err(StoreError::corrupt(path, "the file is cut off within its first 32 bytes"))
        }
        Err(error) => Err(StoreError::io(path, "reading its first bytes", &error)),
    }
}

/// Refuses a file that is shorter than its header says: pages that are not read at the start would
/// be missed only later. With a write-ahead log beside it the file may rightly be shorter: a crash
/// while the log was being copied in is mended from the log.
fn check_length(path: &Path, file: &File, header: &[u8; 32]) -> Result<()> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        return Ok(());
    }
    let page = match u64::from(u16::from_be_bytes([header[16], header[17]])) {
        1 => 65_536,
        page => page,
    };
    let n_pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    let length =
        file.metadata().map_err(|error| StoreError::io(path, "reading its length", &error))?.len();
    if length < page * u64::from(n_pages) {
        let what =
            format!("it has {length} bytes of {}: it was cut off", page * u64::from(n_pages));
        return Err(StoreError::corrupt(path, what));
    }
    Ok(())
}

/// Brings a file that an earlier release made to this release's tables, in one transaction.
fn bring_up(path: &Path, shape: &Shape) -> Result<()> {
    if shape.steps.is_empty() {
        return Ok(());
    }
    let sql = |error: rusqlite::Error| StoreError::sql(path, "bringing its tables up", &error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags).map_err(sql)?;
    conn.busy_timeout(Duration::from_millis(BUSY_WAIT_MS)).map_err(sql)?;
    let id: i32 = conn.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(sql)?;
    if id != shape.application_id {
        return Ok(());
    }
    conn.execute_batch("PRAGMA secure_delete=ON; PRAGMA synchronous=FULL;").map_err(sql)?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
    let mut found: i64 = tx.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(sql)?;
    for (from, statements) in shape.steps {
        if found == *from {
            tx.execute_batch(statements).map_err(sql)?;
            found += 1;
            tx.pragma_update(None, "user_version", found).map_err(sql)?;
        }
    }
    tx.commit().map_err(sql)
}

fn connect(path: &Path, flags: OpenFlags, shape: &'static Shape) -> Result<Connection> {
    let sql = |error: rusqlite::Error| StoreError::sql(path, "opening it", &error);
    let conn = Connection::open_with_flags(path, flags).map_err(sql)?;
    conn.busy_timeout(Duration::from_millis(BUSY_WAIT_MS)).map_err(sql)?;
    conn.set_prepared_statement_cache_capacity(64);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).map_err(sql)?;
    conn.execute_batch(
        "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;",
    )
    .map_err(sql)?;
    let id: i32 = conn.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(sql)?;
    let found: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(sql)?;
    if id == 0 && found == 0 {
        let what = format!("no {} in it: it was cut off, or making it was interrupted", shape.what);
        return Err(StoreError::corrupt(path, what));
    }
    if id != shape.application_id {
        let what = format!("this database is not a {} (application id {id:#x})", shape.what);
        return Err(StoreError::corrupt(path, what));
    }
    if found > shape.schema {
        return Err(StoreError::Newer { file: path.to_owned(), found, known: shape.schema });
    }
    if found != shape.schema {
        let what = format!("schema {found} was never in use; schema {} is expected", shape.schema);
        return Err(StoreError::corrupt(path, what));
    }
    check_tables(&conn, path, shape)?;
    Ok(conn)
}

/// Compares the definitions in the file with ours, word for word: a dropped trigger or a loosened
/// column is somebody else's work.
fn check_tables(conn: &Connection, path: &Path, shape: &Shape) -> Result<()> {
    let sql = |error: rusqlite::Error| StoreError::sql(path, "reading its tables", &error);
    let model = Connection::open_in_memory().map_err(sql)?;
    model.execute_batch(shape.sql).map_err(sql)?;
    if definitions(conn).map_err(sql)? == definitions(&model).map_err(sql)? {
        return Ok(());
    }
    let what = format!("its tables are not those of a {} of schema {}", shape.what, shape.schema);
    Err(StoreError::corrupt(path, what))
}

fn definitions(conn: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut query = conn.prepare(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL \
         AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

fn fill(path: &Path, shape: &Shape) -> Result<()> {
    let sql = |error: rusqlite::Error| StoreError::sql(path, "making its tables", &error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags).map_err(sql)?;
    conn.execute_batch("PRAGMA secure_delete=ON; PRAGMA synchronous=FULL;").map_err(sql)?;
    conn.query_row("PRAGMA journal_mode=WAL", [], |_| Ok(())).map_err(sql)?;
    let tx = conn.transaction().map_err(sql)?;
    tx.execute_batch(shape.sql).map_err(sql)?;
    tx.pragma_update(None, "application_id", shape.application_id).map_err(sql)?;
    tx.pragma_update(None, "user_version", shape.schema).map_err(sql)?;
    tx.commit().map_err(sql)?;
    Ok(())
}
