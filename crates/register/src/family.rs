//! Which instrument changes, extends, replaces or carries out which: trees, each instrument under
//! at most one other. A circle is refused when it would be drawn; one that arrives all the same
//! hides no instrument and stops no reader.

use std::collections::{BTreeMap, BTreeSet};

use crate::limits::FAMILY_DEPTH_MAX;

/// How an instrument stands to the one above it.
pub const RELATIONS: &[&str] = &["amends", "extends", "supersedes", "implements", "replaces"];

/// Families of instruments by their keys.
#[derive(Debug, Clone)]
pub struct Forest<K> {
    above: BTreeMap<K, K>,
    below: BTreeMap<K, Vec<K>>,
}

impl<K: Ord + Clone> Forest<K> {
    /// Builds it from pairs of an instrument and the one above it; of two for one, the first.
    pub fn of(pairs: impl IntoIterator<Item = (K, K)>) -> Forest<K> {
        let mut forest = Forest { above: BTreeMap::new(), below: BTreeMap::new() };
        for (child, above) in pairs {
            if forest.above.contains_key(&child) || forest.closes_circle(&child, &above) {
                continue;
            }
            forest.below.entry(above.clone()).or_default().push(child.clone());
            forest.above.insert(child, above);
        }
        forest
    }

    /// Whether `child` under `above` would close a circle.
    pub fn closes_circle(&self, child: &K, above: &K) -> bool {
        let mut at = Some(above);
        while let Some(one) = at {
            if one == child {
                return true;
            }
            at = self.above.get(one);
        }
        false
    }

    /// The oldest of the family.
    pub fn root<'k>(&'k self, mut of: &'k K) -> &'k K {
        while let Some(above) = self.above.get(of) {
            of = above;
        }
        of
    }

    /// The family below a root with the depth of each, parents before children, in the order in
    /// which they were given. Deeper than [`FAMILY_DEPTH_MAX`] all stand at that depth.
    pub fn walk(&self, root: &K) -> Vec<(usize, K)> {
        let (mut out, mut seen) = (Vec::new(), BTreeSet::new());
        let mut stack = vec![(0, root.clone())];
        while let Some((depth, one)) = stack.pop() {
            if !seen.insert(one.clone()) {
                continue;
            }
            let below = self.below.get(&one).map(Vec::as_slice).unwrap_or_default();
            stack.extend(below.iter().rev().map(|child| (depth + 1, child.clone())));
            out.push((depth.min(FAMILY_DEPTH_MAX), one));
        }
        out
    }
}
