//! Bounds of the command itself, with their unit in their name.

/// Largest export that `verify` reads, in bytes: what a node writes at most, and its headers.
pub const EXPORT_BYTES_MAX: u64 = 2 * 1_024 * 1_024 * 1_024 + 1_024 * 1_024;
/// Largest card of a party, in bytes.
pub const CARD_BYTES_MAX: u64 = 64 * 1_024;
/// Longest password line read from standard input, in bytes.
pub const PASSWORD_BYTES_MAX: u64 = 4 * 1_024;
/// How long open pages may hold up the end of `serve`, in seconds.
pub const STOP_SECONDS_MAX: u64 = 3;
/// A clock that is behind the newest receipt by more than this is reported, in seconds.
pub const CLOCK_BEHIND_SECONDS_MAX: i64 = 300;
/// How long the demo waits until both nodes hold the same, in seconds.
pub const LEVEL_SECONDS_MAX: u64 = 60;
/// How long `hiwar reindex` waits for a serving node to take the request, in seconds.
pub const REINDEX_SECONDS_MAX: u64 = 3;
