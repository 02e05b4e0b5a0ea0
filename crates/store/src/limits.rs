//! Bounds on what the store takes and gives, with the unit in each name. Longest entry,
//! disclosure and note are the format's own: see `ledger::limits`.

/// Most entries in one append: one transaction's worth of memory and log file.
pub const BATCH_ENTRIES_MAX: usize = 65_536;
/// Most rows that one call of `entries` or `openings` gives; the caller goes on from the last.
pub const READ_ROWS_MAX: usize = 8_192;
/// Most bytes that one call of `entries` or `openings` gives, unless the first row alone is more.
pub const READ_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Longest origin (C2SP checkpoint origin: node domain, slash, dialogue) in the guard's slots.
pub const ORIGIN_BYTES_MAX: usize = 255;
/// Most origins in one guard file.
pub const GUARD_ORIGINS_MAX: usize = 65_536;
/// Longest note with all its signature lines (C2SP signed-note, as `ledger::note` takes it).
pub const NOTE_BYTES_MAX: usize = 1024 * 1024;
/// Longest signature line of a receipt.
pub const LINE_BYTES_MAX: usize = 8_192;
/// Bytes in each chunk of a blob but the last.
pub const CHUNK_BYTES: usize = 1024 * 1024;
/// Longest blob.
pub const BLOB_BYTES_MAX: u64 = 4 * 1024 * 1024 * 1024;
/// Longest piece of evidence (two notes and a proof), time stamp or peer address.
pub const EVIDENCE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Longest time-stamp token (RFC 3161 with certificates).
pub const STAMP_BYTES_MAX: usize = 256 * 1024;
/// Longest folded state kept as a snapshot.
pub const SNAPSHOT_BYTES_MAX: usize = 512 * 1024 * 1024;
/// Longest address of a peer.
pub const URL_BYTES_MAX: usize = 2_048;
/// Most TLS pins of a peer.
pub const PINS_MAX: usize = 16;

/// Longest account name, function or other short text of the private store.
pub const NAME_BYTES_MAX: usize = 256;
/// Longest password hash text (PHC string).
pub const HASH_BYTES_MAX: usize = 1_024;
/// Longest private note.
pub const NOTE_TEXT_BYTES_MAX: usize = 256 * 1024;
/// Longest draft.
pub const DRAFT_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Longest detail of an audit line.
pub const AUDIT_DETAIL_BYTES_MAX: usize = 64 * 1024;
/// Longest user agent kept of a session; longer ones are cut.
pub const AGENT_BYTES_MAX: usize = 256;
/// A session's last-seen time is written at most this often: reading pages must not cost a
/// durable write each.
pub const SESSION_TOUCH_MS_MIN: i64 = 30_000;

/// Most findings that one `doctor` reports; after that it says that there are more.
pub const FINDINGS_MAX: usize = 100;
/// How long a write waits for another process that holds the file.
pub const BUSY_WAIT_MS: u64 = 5_000;

/// Longest document that is read in.
pub const REPORT_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Longest text taken out of a document.
pub const REPORT_TEXT_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Longest list of facts of a report, or of an officer's choices about them.
pub const REPORT_CHOICES_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Longest content of an update that came without an account.
pub const UPDATE_BYTES_MAX: usize = 64 * 1024;
/// Longest scan of a filled form.
pub const UPDATE_SCAN_BYTES_MAX: usize = 25 * 1024 * 1024;
/// Most commitments of one link or one printed form.
pub const UPDATE_ITEMS_MAX: usize = 20;
