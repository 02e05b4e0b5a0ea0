//! Passages as they are gathered from a document that came back, and what is made of them at its
//! end: pieces joined, copies set apart, comments hung up, moves paired. No order of the pieces
//! and no repetition makes the work grow beyond the text.

use std::collections::BTreeMap;
use std::ops::Range;

use text::Language;

use super::loss::{LossKind, LossReport};
use super::parts::{Comments, Properties};
use super::{Change, ChangeKind, Comment, Control, Origin, Outside, Passage, Returned};

/// A paragraph of a joint text: its item and language.
pub type Key = (String, Language);

/// The end of a paragraph inside a passage, before something follows it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Break {
    pub inserted: bool,
    pub deleted: bool,
}

/// Where a comment hangs.
#[derive(Debug, Clone)]
pub struct Anchor {
    pub id: String,
    pub accepted: Range<usize>,
    pub base: Range<usize>,
}

/// A passage in the making.
#[derive(Debug, Default)]
pub struct Gather {
    pub passage: Passage,
    pub breaks: Vec<Break>,
    pub anchors: Vec<Anchor>,
    /// The change that ended last, and how long both texts were then.
    ended: Option<(usize, usize, usize)>,
}

impl Gather {
    /// Notes that a change ends here.
    pub fn end_change(&mut self, at: usize) {
        self.ended = Some((at, self.passage.accepted.len(), self.passage.base.len()));
    }

    /// The place of the change that this one continues.
    pub fn continued(&self, change: &Change) -> Option<usize> {
        let (at, accepted, base) = self.ended?;
        let last = self.passage.changes.last().filter(|_| at + 1 == self.passage.changes.len())?;
        let same = (last.kind, last.reviewer, &last.date, &last.pair)
            == (change.kind, change.reviewer, &change.date, &change.pair);
        let words = matches!(
            change.kind,
            ChangeKind::Inserted
                | ChangeKind::Deleted
                | ChangeKind::MovedHere
                | ChangeKind::MovedAway
        );
        let here = (accepted, base) == (self.passage.accepted.len(), self.passage.base.len());
        (same && words && here && change.date.is_some()).then_some(at)
    }

    /// Puts in the paragraph ends that came before what now follows.
    pub fn flush(&mut self) {
        for one in std::mem::take(&mut self.breaks) {
            if !one.deleted && !self.passage.accepted.is_empty() {
                self.passage.accepted.push('\n');
            }
            if !one.inserted && !self.passage.base.is_empty() {
                self.passage.base.push('\n');
            }
        }
    }

    /// Whether nothing can be seen of it in either state.
    pub fn is_blank(&self) -> bool {
        self.passage.accepted.trim().is_empty() && self.passage.base.trim().is_empty()
    }

    pub fn is_untouched(&self) -> bool {
        self.is_blank() && self.passage.changes.is_empty() && self.anchors.is_empty()
    }
}

/// Whose passage it is.
#[derive(Debug)]
pub enum Owner {
    /// A paragraph of the joint text. It is known by its control's tag, or by a bookmark only.
    Control { key: Key, tagged: bool },
    /// Nobody's: written anew.
    Outside,
    /// Headings and numbers that the writer of the document put in.
    Fixed,
    /// Not to be carried.
    Nobody,
}

/// A passage in its place.
#[derive(Debug)]
pub struct Placed {
    pub owner: Owner,
    pub gather: Gather,
}

/// What is known beside the body at the end.
pub struct Ending {
    pub comments: Comments,
    pub properties: Properties,
    pub sha256: [u8; 32],
}

/// Makes the answer of the passages.
pub fn finish(
    placed: Vec<Placed>,
    ending: Ending,
    reviewers: Vec<String>,
    losses: LossReport,
) -> Returned {
    let Ending { comments, properties, sha256 } = ending;
    let tagged: BTreeMap<Key, ()> = placed.iter().filter_map(tagged_key).collect();
    let mut out = Assembly {
        controls: Vec::new(),
        places: BTreeMap::new(),
        outside: Vec::new(),
        loose: Vec::new(),
        losses,
        comments,
        last: None,
    };
    for one in placed {
        out.take(one, &tagged);
    }
    out.pair_moves();
    for control in &mut out.controls {
        control.passage.bidi = text::bidi::check(&control.passage.accepted).err();
    }
    for one in &mut out.outside {
        one.passage.bidi = text::bidi::check(&one.passage.accepted).err();
    }
    let mut loose = out.loose;
    loose.extend(out.comments.by_id.into_values().filter(|one| !one.hung).map(|one| one.comment));
    let origin = (!properties.document.is_empty()).then_some(Origin {
        document: properties.document,
        version: properties.version,
        digest: properties.digest,
    });
    if origin.is_none() {
        out.losses.add(LossKind::LostProperties, None, "");
    }
    Returned {
        origin,
        controls: out.controls,
        outside: out.outside,
        loose_comments: loose,
        reviewers,
        losses: out.losses,
        sha256,
    }
}

fn tagged_key(placed: &Placed) -> Option<(Key, ())> {
    match &placed.owner {
        Owner::Control { key, tagged: true } => Some((key.clone(), ())),
        _ => None,
    }
}

struct Assembly {
    controls: Vec<Control>,
    /// The place of each paragraph among the controls.
    places: BTreeMap<Key, usize>,
    outside: Vec<Outside>,
    loose: Vec<Comment>,
    losses: LossReport,
    comments: Comments,
    /// The place of the paragraph before, and whether nothing of weight has come since.
    last: Option<(usize, bool)>,
}

impl Assembly {
    fn take(&mut self, placed: Placed, tagged: &BTreeMap<Key, ()>) {
        let Placed { owner, gather } = placed;
        match owner {
            Owner::Nobody => {}
            Owner::Fixed => {
                let passage = self.hang(gather);
                self.loose.extend(passage.comments);
            }
            Owner::Outside => self.put_outside(gather),
            Owner::Control { key, tagged: false } if tagged.contains_key(&key) => {
                // The bookmark stayed behind when its control was moved.
                if !gather.is_untouched() {
                    self.put_outside(gather);
                }
            }
            Owner::Control { key, tagged } => self.put_control(key, tagged, gather),
        }
    }

    fn put_outside(&mut self, gather: Gather) {
        let passage = self.hang(gather);
        let after = self.last.map(|(place, _)| &self.controls[place]);
        let after = after.map(|control| (control.item.clone(), control.language));
        self.outside.push(Outside { after, passage });
        self.last = self.last.map(|(place, _)| (place, false));
    }

    fn put_control(&mut self, key: Key, tagged: bool, gather: Gather) {
        let Some(place) = self.places.get(&key).copied() else {
            if !tagged {
                self.losses.add(LossKind::LostTags, Some(&key), "");
            }
            let passage = self.hang(gather);
            self.places.insert(key.clone(), self.controls.len());
            self.last = Some((self.controls.len(), true));
            let (item, language) = key;
            self.controls.push(Control { item, language, passage });
            return;
        };
        let first = &self.controls[place].passage.accepted;
        let next_to_it = self.last == Some((place, true));
        if gather.is_untouched() && next_to_it {
            return;
        }
        if !next_to_it || *first == gather.passage.accepted && !first.is_empty() {
            self.losses.add(LossKind::CopiedControls, Some(&key), &gather.passage.accepted);
            self.put_outside(gather);
            return;
        }
        self.losses.add(LossKind::SplitControls, Some(&key), &gather.passage.accepted);
        let passage = self.hang(gather);
        join(&mut self.controls[place].passage, passage);
    }

    /// Gives a passage its comments.
    fn hang(&mut self, gather: Gather) -> Passage {
        let mut passage = gather.passage;
        let mut anchors = gather.anchors;
        anchors.sort_by_key(|anchor| (anchor.accepted.start, anchor.base.start));
        for anchor in anchors {
            let Some(noted) = self.comments.by_id.get_mut(&anchor.id) else {
                continue;
            };
            noted.hung = true;
            let words = passage.accepted.get(anchor.accepted).unwrap_or_default();
            let words = match words.is_empty() {
                true => passage.base.get(anchor.base).unwrap_or_default(),
                false => words,
            };
            let words: String = words.chars().take(crate::limits::ANCHOR_CHARS_MAX).collect();
            passage.comments.push(Comment { anchored: words, ..noted.comment.clone() });
        }
        passage
    }

    /// Tells of moves whose halves do not lie in one paragraph.
    fn pair_moves(&mut self) {
        let mut halves: BTreeMap<(usize, String), (bool, bool)> = BTreeMap::new();
        let passages = self.controls.iter().map(|control| &control.passage);
        let passages: Vec<&Passage> =
            passages.chain(self.outside.iter().map(|one| &one.passage)).collect();
        for (place, passage) in passages.iter().enumerate() {
            for change in &passage.changes {
                let away = match change.kind {
                    ChangeKind::MovedAway => true,
                    ChangeKind::MovedHere => false,
                    _ => continue,
                };
                let pair = change.pair.clone().unwrap_or_default();
                let both = halves.entry((place, pair)).or_default();
                both.0 |= away;
                both.1 |= !away;
            }
        }
        for ((place, pair), both) in halves {
            if pair.is_empty() || both != (true, true) {
                let control = self.controls.get(place);
                let place = control.map(|control| (control.item.clone(), control.language));
                self.losses.add(LossKind::Moves, place.as_ref(), &pair);
            }
        }
    }
}

/// Joins a piece to the passage it was cut from, as paragraphs of one passage.
fn join(first: &mut Passage, piece: Passage) {
    for (into, text) in [(&mut first.accepted, &piece.accepted), (&mut first.base, &piece.base)] {
        if !into.is_empty() && !text.is_empty() {
            into.push('\n');
        }
    }
    let (accepted_at, base_at) = (first.accepted.len(), first.base.len());
    first.accepted.push_str(&piece.accepted);
    first.base.push_str(&piece.base);
    first.changes.extend(piece.changes.into_iter().map(|change| Change {
        accepted_at: change.accepted_at + accepted_at,
        base_at: change.base_at + base_at,
        ..change
    }));
    first.comments.extend(piece.comments);
}
