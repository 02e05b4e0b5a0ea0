//! Whole nodes against each other: real stores, real keys, real TLS on loopback.

mod crash;
mod exchange;
mod faults;
mod files;
mod hostile;
mod search;
mod world;
