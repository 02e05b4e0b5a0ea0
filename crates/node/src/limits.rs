#![allow(non_upper_case_globals)]
//! Every limit of the node, in one place, with its unit in its name.

/// Most entries one commit of the writer takes.
pub const commit_entries_max: usize = 1_024;
/// Most acts one request may carry (all of them stand or fall together).
pub const acts_per_request_max: usize = 1_024;
/// Commands that may wait for the writer before callers have to wait too.
pub const writer_queue_max: usize = 4_096;
/// Most entries of one log in one answer or push.
pub const entries_per_message_max: u64 = 1_024;
/// Largest body the exchange reads from a peer, in bytes.
pub const exchange_body_bytes_max: usize = 16 * 1_024 * 1_024;
/// Payload of entries and openings put into one message, in bytes.
pub const message_payload_bytes_max: usize = 8 * 1_024 * 1_024;
/// Most chunks of attached files put into one message: one, so that a call on a slow line ends in
/// time and a cut line costs at most this chunk.
pub const chunks_per_message_max: usize = 1;
/// Most chunks a peer is asked for in one message, and most of a peer's wishes that are kept.
pub const wishes_per_peer_max: usize = 64;
/// Most of them for one file, so that others are asked for too.
pub const wishes_per_file_max: usize = 8;
/// Most bytes of files of one party that are kept.
pub const attached_bytes_of_party_max: u64 = 8 * 1_024 * 1_024 * 1_024;
/// Longest wait of a long poll, in seconds.
pub const long_poll_seconds_max: u64 = 30;
/// A peer that says nothing for so long is dialled again, in seconds.
pub const exchange_answer_seconds_max: u64 = 45;
/// First pause after a failed call to a peer, in milliseconds; it doubles each time.
pub const retry_milliseconds_min: u64 = 100;
/// Longest pause between calls to a peer that does not answer, in milliseconds.
pub const retry_milliseconds_max: u64 = 15_000;
/// Connections from peers served at once.
pub const exchange_connections_max: usize = 64;
/// Memory of one argon2id hash, in KiB.
pub const password_memory_kib: u32 = 19 * 1_024;
/// Passes of one argon2id hash.
pub const password_passes: u32 = 2;
/// Shortest password, in characters.
pub const password_chars_min: usize = 15;
/// Longest password, in characters.
pub const password_chars_max: usize = 256;
/// A sign-in session nobody uses ends after so many seconds.
pub const session_idle_seconds_max: i64 = 30 * 60;
/// Every sign-in session ends after so many seconds.
pub const session_absolute_seconds_max: i64 = 12 * 60 * 60;
/// Failed sign-ins to one account before it must wait.
pub const sign_in_failures_max: u32 = 5;
/// How long an account waits after too many failures, in seconds.
pub const sign_in_pause_seconds: i64 = 60;
/// Longest private note, in characters.
pub const private_note_chars_max: usize = 20_000;
/// Changes a slow listener may lag behind before it is told to reload.
pub const changes_kept: usize = 256;
/// Largest export that is built in memory, in bytes.
pub const export_bytes_max: usize = 2 * 1_024 * 1_024 * 1_024;
/// Most alarms kept for the exchange page.
pub const alarms_max: usize = 256;
/// Rows of one log read at once when the record is folded at the start.
pub const fold_rows_at_once: u64 = 4_096;
/// Bytes of openings read at once when the record is folded at the start.
pub const fold_opening_bytes_at_once: usize = 16 * 1_024 * 1_024;
/// Entries that are read and hashed by one thread before another folds them.
pub const fold_chunk_entries: usize = 128;
/// Such chunks that may wait to be folded.
pub const fold_chunks_ahead: usize = 8;
/// Stored checkpoints looked at to find one that fits into a message.
pub const checkpoints_looked_at: u32 = 1_024;
/// A session looked up so lately is not looked up again, in milliseconds.
pub const session_lookup_milliseconds_max: i64 = 1_000;
/// Names with failed sign-ins remembered at once.
pub const sign_in_names_max: usize = 10_000;
/// Longest name of a report that is read in, characters.
pub const report_name_chars_max: usize = 120;
/// How long the indexer waits before it looks for changes again.
pub const search_pause: std::time::Duration = std::time::Duration::from_millis(50);
/// How often it looks whether the index is asked to be made anew.
pub const search_request_pause: std::time::Duration = std::time::Duration::from_secs(1);
/// How long it waits after a failure of the disk.
pub const search_failure_pause: std::time::Duration = std::time::Duration::from_secs(5);
/// Longest word list of an operator's own, bytes.
pub const word_list_bytes_max: u64 = 1_024 * 1_024;
/// Word lists of an operator's own.
pub const word_lists_max: usize = 64;
/// Longest time the second reader may take.
pub const second_reader_wait: std::time::Duration = std::time::Duration::from_secs(25);
/// Longest answer of the second reader, bytes.
pub const second_reader_bytes_max: usize = 1_024 * 1_024;
