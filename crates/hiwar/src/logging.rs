//! Log lines of `serve` and `demo`: to standard error, readable by people or as JSON for machines.
//! They never carry contents of the record, passwords or keys.

use tracing_subscriber::EnvFilter;

/// Starts logging. `HIWAR_LOG` narrows or widens it (`info`, `node=debug`, ..).
pub fn start(json: bool, default: &str) {
    let filter = EnvFilter::try_from_env("HIWAR_LOG").unwrap_or_else(|_| EnvFilter::new(default));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start in one process (tests) changes nothing.
    let started = if json { lines.json().try_init() } else { lines.try_init() };
    if let Err(error) = started {
        tracing::debug!(%error, "logging was started before");
    }
}
