//! What users of the crate rely on: fields, refusals, the policy matrix, the record and its
//! indexes, erasure. Histories are made of real entry bytes and real openings.

// A helper of a test may stop it like the test itself.
#![allow(clippy::unwrap_used)]

mod data;
mod fields;
mod follow;
mod instruments;
mod negotiation;
mod policy;
mod record;
mod refusals;
mod titles;
mod world;
