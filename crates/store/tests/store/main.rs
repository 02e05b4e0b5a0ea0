//! What the rest of the node relies on in the store: P8 to P10 at every write, damage that is
//! reported and never passed on, and a private file that keeps to itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod append;
mod crash;
mod damage;
mod guard;
mod opening;
mod private;
mod world;
