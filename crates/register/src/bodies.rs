//! Who answers for an instrument whose signing body was abolished, merged or renamed: its
//! successors, followed until bodies that exist. A body that ended without any leaves its
//! instruments orphaned; that is told, never repaired.

use std::collections::BTreeSet;

use crate::civil::{Dated, Day};
use crate::limits::SUCCESSIONS_MAX;

/// A body as a record has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body<K> {
    /// When it ended; none while it exists.
    pub ended: Option<Dated>,
    /// Who took over.
    pub successors: Vec<K>,
}

/// Who answers for a body today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heirs<K> {
    /// It exists itself.
    Itself,
    /// These, in the order named.
    Bodies(Vec<K>),
    /// Nobody that is known.
    Nobody,
}

/// Follows the successors of a body; `find` gives a body by its key.
pub fn heirs<K: Ord + Clone>(of: &K, today: Day, find: impl Fn(&K) -> Option<Body<K>>) -> Heirs<K> {
    let ended = |body: &Body<K>| body.ended.is_some_and(|ended| ended.last <= today);
    match find(of) {
        Some(body) if ended(&body) => {}
        _ => return Heirs::Itself,
    }
    let (mut heirs, mut seen) = (Vec::new(), BTreeSet::new());
    let mut round = vec![of.clone()];
    for _ in 0..SUCCESSIONS_MAX {
        let mut next = Vec::new();
        for one in round.drain(..) {
            if !seen.insert(one.clone()) {
                continue;
            }
            match find(&one) {
                Some(body) if ended(&body) => next.extend(body.successors),
                // A successor that the record does not describe is there until somebody says no.
                _ => heirs.push(one),
            }
        }
        round = next;
    }
    if heirs.is_empty() { Heirs::Nobody } else { Heirs::Bodies(heirs) }
}
