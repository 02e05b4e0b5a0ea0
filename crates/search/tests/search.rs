//! The index against a record made of real entries: what is found, by which spelling, in which
//! order; what is never found; what survives a crash and damage.

#[path = "search/damage.rs"]
mod damage;
#[path = "search/properties.rs"]
mod properties;
#[path = "search/queries.rs"]
mod queries;
#[path = "search/world.rs"]
mod world;
