//! The family of an instrument as a nested list: what it amends, extends, replaces, carries out,
//! and what does so to it.

use dialogue::id::ItemId;
use dialogue::instruments::families;

use crate::items::reader::{Link, Reader};

/// One instrument of the family, with the lists that begin and end before it.
#[derive(Clone, Debug)]
pub struct Relative {
    /// A list begins under the one before.
    pub opens: bool,
    /// The one before has ended.
    pub closes_one: bool,
    /// So many lists end before it.
    pub closes: Vec<()>,
    /// How it stands to the one above it; empty for the oldest.
    pub relation: String,
    pub link: Link,
    pub current: bool,
}

/// A family in the order of its tree.
#[derive(Clone, Debug, Default)]
pub struct Family {
    pub relatives: Vec<Relative>,
    /// The lists still open at the end.
    pub closes: Vec<()>,
}

/// The family of an instrument; empty when it stands alone.
pub fn of(reader: &Reader<'_>, id: &ItemId) -> Family {
    let forest = families(reader.record);
    let walked = forest.walk(forest.root(id));
    if walked.len() < 2 {
        return Family::default();
    }
    let mut before: Option<usize> = None;
    let mut relatives = Vec::with_capacity(walked.len());
    for (depth, one) in walked {
        let (opens, closes_one, up) = match before {
            None => (false, false, 0),
            Some(last) if depth > last => (true, false, 0),
            Some(last) => (false, true, last - depth),
        };
        before = Some(depth);
        let item = reader.record.item(&one);
        let relation = item.filter(|_| depth > 0).and_then(|item| {
            let relation = item.content().text("relation")?;
            Some(reader.choice("instrument", "relation", relation))
        });
        relatives.push(Relative {
            opens,
            closes_one,
            closes: vec![(); up],
            relation: relation.unwrap_or_default(),
            link: reader.link_of(&one),
            current: one == *id,
        });
    }
    Family { relatives, closes: vec![(); before.unwrap_or_default()] }
}
