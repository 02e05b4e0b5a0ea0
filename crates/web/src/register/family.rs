//! The family of an instrument as a nested list: what it amends, extends, replaces, carries out,
//! and what does so to it.

use dialogue::id::ItemId;
use dialogue::instruments::{Checklists, Filed, families};
use register::civil::Day;

use super::reckoned;
use crate::items::reader::{Link, Reader};
use crate::limits::FAMILY_SHOWN_MAX;

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
    /// What it is, and when it was signed.
    pub kind: String,
    pub signed: String,
    /// Where it stands today.
    pub stands: String,
    pub current: bool,
}

/// A family in the order of its tree.
#[derive(Clone, Debug, Default)]
pub struct Family {
    pub relatives: Vec<Relative>,
    /// The lists still open at the end.
    pub closes: Vec<()>,
    /// Set where more are there than are drawn.
    pub more: String,
}

/// The family of an instrument; empty when it stands alone.
pub fn of(reader: &Reader<'_>, id: &ItemId, today: Day) -> Family {
    let forest = families(reader.record);
    let mut walked = forest.walk(forest.root(id));
    if walked.len() < 2 {
        return Family::default();
    }
    let all = walked.len();
    let at = walked.iter().position(|(_, one)| one == id).unwrap_or_default();
    if all > FAMILY_SHOWN_MAX {
        // The branch that this one stands in, from a little above it on.
        walked.drain(..at.saturating_sub(FAMILY_SHOWN_MAX / 2).min(all - FAMILY_SHOWN_MAX));
        walked.truncate(FAMILY_SHOWN_MAX);
        let least = walked.iter().map(|(depth, _)| *depth).min().unwrap_or_default();
        walked.iter_mut().for_each(|(depth, _)| *depth -= least);
        // A list begins where it begins: nothing may stand deeper than under the one before.
        let mut deepest = 0;
        for (depth, _) in &mut walked {
            *depth = (*depth).min(deepest);
            deepest = *depth + 1;
        }
    }
    let checklists = Checklists::of(reader.record);
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
        let relation = item.and_then(|item| {
            let relation = item.content().text("relation")?;
            Some(reader.choice("instrument", "relation", relation))
        });
        relatives.push(Relative {
            opens,
            closes_one,
            closes: vec![(); up],
            relation: relation.unwrap_or_default(),
            link: reader.link_of(&one),
            kind: item
                .and_then(|item| {
                    Some(reader.choice("instrument", "kind", item.content().text("kind")?))
                })
                .unwrap_or_default(),
            signed: item
                .and_then(|item| item.content().date("signed").map(|date| reader.date(date)))
                .unwrap_or_default(),
            stands: item
                .map(|item| {
                    let filed = Filed::of(reader.record, item, &checklists);
                    reckoned::stage(reader, &filed, filed.reckon(today).stage)
                })
                .unwrap_or_default(),
            current: one == *id,
        });
    }
    let more = match all > FAMILY_SHOWN_MAX {
        true => {
            let args = [("n", FAMILY_SHOWN_MAX), ("of", all)];
            reader.t.f("register-family-more", &args)
        }
        false => String::new(),
    };
    Family { relatives, closes: vec![(); before.unwrap_or_default()], more }
}
