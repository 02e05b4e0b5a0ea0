//! The life of an item: what happened to it and who did it (by function, never by name), each
//! party's position over time, and two versions compared word by word. Order is that of the
//! authors' clocks; what counts is decided by the fold, so void entries are shown as void.

use dialogue::bracket::{self, Piece};
use dialogue::content::{Content, Lang};
use dialogue::fold::VoidRule;
use dialogue::id::{ItemId, PartyId, VersionId};
use dialogue::item::Kind;
use dialogue::record::{Item, Version};

use super::reader::Reader;

/// One thing that happened, ready to read.
#[derive(Clone, Debug)]
pub struct Happening {
    /// RFC 3339, for machines.
    pub at: String,
    /// On every clock.
    pub when: String,
    pub who: String,
    pub tone: &'static str,
    pub what: String,
    pub title: String,
    pub href: String,
    /// Why it does not count; empty when it does.
    pub void: String,
}

/// An entry as the history needs it.
#[derive(Clone, Debug)]
pub struct Entry<'e> {
    pub party: PartyId,
    pub idx: u64,
    pub kind: &'e str,
    pub at: &'e str,
    pub item: Option<ItemId>,
    pub void: Option<String>,
}

/// Where one party stands, and how it came there.
#[derive(Clone, Debug)]
pub struct Position {
    pub name: String,
    pub tone: &'static str,
    pub now: String,
    pub version: String,
    pub version_href: String,
    pub over_time: Vec<Step>,
}

/// One step of a party's position.
#[derive(Clone, Debug)]
pub struct Step {
    pub at: String,
    pub when: String,
    pub what: String,
}

/// A version to choose for comparison.
#[derive(Clone, Debug)]
pub struct Choice {
    pub id: String,
    pub label: String,
    pub from: bool,
    pub to: bool,
}

/// A text in two versions.
#[derive(Clone, Debug)]
pub struct Compared {
    pub label: String,
    pub lang: &'static str,
    pub dir: &'static str,
    pub words: Vec<Word>,
}

/// A stretch of a compared text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// `same`, `old` or `new`.
    pub kind: &'static str,
    pub text: String,
}

impl Reader<'_> {
    /// An entry in words. `about` is left out on the item's own page.
    pub fn happening(&self, entry: &Entry<'_>, with_title: bool) -> Happening {
        let opened = self.opened(&entry.party, entry.idx, entry.item.as_ref());
        let function = opened.and_then(|content| content.text("by"));
        let party = self.party(&entry.party);
        let who = match function {
            Some(name) => {
                self.t.f("areas-who", &[("function", self.function(name)), ("party", party)])
            }
            None => party,
        };
        let item = entry.item.as_ref().and_then(|id| self.record.item(id));
        let first = item.is_some_and(|item| {
            entry.kind == "put"
                && item.versions().first().is_some_and(|version| {
                    version.author == entry.party && version.idx == entry.idx
                })
        });
        let what = if first { "did-put-first".to_owned() } else { format!("did-{}", entry.kind) };
        let what = if self.t.has(&what) { what } else { "did-other".to_owned() };
        Happening {
            at: entry.at.to_owned(),
            when: self.stamp(entry.at),
            who,
            tone: self.tone(&entry.party),
            what: self.t.s(&what).into_owned(),
            title: item.filter(|_| with_title).map(|i| self.title(&i)).unwrap_or_default(),
            href: item.filter(|_| with_title).map(|i| self.href(&i)).unwrap_or_default(),
            void: entry.void.as_ref().map_or_else(String::new, |rule| {
                self.t.f("areas-void", &[("rule", rule.as_str())])
            }),
        }
    }

    /// What is opened of an entry: of a version its values, of another act what came with it.
    fn opened(&self, party: &PartyId, idx: u64, item: Option<&ItemId>) -> Option<&Content> {
        let of_version = item.and_then(|id| self.record.item(id)).and_then(|item| {
            let versions = item.versions();
            versions.into_iter().find(|v| v.author == *party && v.idx == idx).map(|v| &v.content)
        });
        of_version.or_else(|| self.record.opened(party, idx))
    }

    /// The newest `n` things that happened to any of these items, the newest first. Looks at most
    /// `entries_max` entries of each log back.
    pub fn last(
        &self,
        n: usize,
        entries_max: u64,
        wanted: impl Fn(&ItemId) -> bool,
    ) -> Vec<Happening> {
        let joint = self.record.joint();
        let mut found: Vec<(String, PartyId, u64)> = Vec::new();
        for party in joint.members() {
            let size = joint.folded(&party);
            let mut left = n;
            for idx in (size.saturating_sub(entries_max)..size).rev() {
                let Some(entry) = joint.entry(&party, idx) else { continue };
                let Some(item) = &entry.item else { continue };
                if left > 0 && wanted(item) {
                    let at = self.record.at(&party, idx).unwrap_or_default();
                    found.push((at.to_owned(), party.clone(), idx));
                    left -= 1;
                }
            }
        }
        found.sort_by(|a, b| b.cmp(a));
        found.truncate(n);
        let read = |(at, party, idx): &(String, PartyId, u64)| {
            let entry = joint.entry(party, *idx)?;
            let void = entry.void.map(VoidRule::code);
            let (party, item) = (party.clone(), entry.item.clone());
            let entry = Entry { party, idx: *idx, kind: entry.kind.as_str(), at, item, void };
            Some(self.happening(&entry, true))
        };
        found.iter().filter_map(read).collect()
    }

    /// Where every party stands on an item and how it came there.
    pub fn positions_of(
        &self,
        item: &Item<'_>,
        happened: &[(PartyId, Happening)],
    ) -> Vec<Position> {
        let shown = item.shown().map(|version| version.id);
        let own = item.kind().consents.is_empty();
        let sides = self.sides().into_iter();
        let sides = sides.filter(|side| !own || side.party == *item.owner());
        let position = |side: super::reader::Side| {
            let held = item.position(&side.party);
            let now = match held {
                None => "position-none",
                Some(_) if item.bound(&side.party).is_some() => "position-bound",
                Some(version) if Some(version.id) == shown => "position-shown",
                Some(_) => "position-other",
            };
            let steps = happened.iter().filter(|(party, _)| *party == side.party);
            Position {
                now: self.t.s(now).into_owned(),
                version: held.map(|v| v.id.short()).unwrap_or_default(),
                version_href: held
                    .map(|v| format!("{}?to={}#compare", self.life(item.id()), v.id))
                    .unwrap_or_default(),
                over_time: steps
                    .map(|(_, h)| Step {
                        at: h.at.clone(),
                        when: h.when.clone(),
                        what: h.what.clone(),
                    })
                    .collect(),
                name: side.name,
                tone: side.tone,
            }
        };
        sides.map(position).collect()
    }

    /// The versions of an item to choose from, and the two chosen: by id, else the last two.
    pub fn choices<'r>(
        &self,
        item: &Item<'r>,
        from: Option<&str>,
        to: Option<&str>,
    ) -> (Vec<Choice>, Option<(&'r Version, &'r Version)>) {
        let versions = item.versions();
        let named = |id: Option<&str>| {
            let id = VersionId::parse(id?).ok()?;
            versions.iter().copied().find(|version| version.id == id)
        };
        let to = named(to).or_else(|| versions.last().copied());
        let before = to.and_then(|to| versions.iter().rposition(|v| v.id == to.id));
        let from = named(from)
            .or_else(|| before.and_then(|at| at.checked_sub(1)).map(|at| versions[at]))
            .or_else(|| versions.first().copied());
        let choice = |version: &&Version| Choice {
            id: version.id.to_string(),
            label: self.t.f(
                "item-version-label",
                &[
                    ("party", self.party(&version.author)),
                    ("when", self.stamp(&version.at)),
                    ("id", version.id.short()),
                ],
            ),
            from: from.is_some_and(|from| from.id == version.id),
            to: to.is_some_and(|to| to.id == version.id),
        };
        (versions.iter().map(choice).collect(), from.zip(to))
    }

    /// Every text field in which two versions differ, word by word.
    pub fn compared(&self, item: &Item<'_>, from: &Version, to: &Version) -> Vec<Compared> {
        let mut found = Vec::new();
        let type_name = item.kind().name;
        let [from, to] = [from, to].map(|one| self.readable(item.kind(), &one.content));
        for field in item.kind().fields {
            let label = self.label(type_name, field.name);
            if let Kind::Bi { .. } = field.kind {
                for lang in [self.lang(), self.lang().other()] {
                    let old = from.bi_exact(field.name, lang).unwrap_or("");
                    let new = to.bi_exact(field.name, lang).unwrap_or("");
                    found.extend(compare(&label, lang, old, new));
                }
            } else {
                let read = |content: &Content| self.field_text_of(type_name, field, content);
                found.extend(compare(&label, self.lang(), &read(&from), &read(&to)));
            }
        }
        found
    }

    fn field_text_of(
        &self,
        type_name: &str,
        field: &dialogue::item::Field,
        content: &Content,
    ) -> String {
        match field.kind {
            Kind::Item(_) => content.item(field.name).map(|id| self.title_of(&id)),
            Kind::Items(_) => {
                let ids = content.items(field.name);
                Some(ids.iter().map(|id| self.title_of(id)).collect::<Vec<_>>().join("\n"))
            }
            Kind::Rows(_) => {
                let item_type = dialogue::item::get(type_name);
                let shown = item_type.and_then(|t| self.one(t, field, content));
                shown.map(|shown| {
                    let cells = |row: &Vec<super::shown::Cell>| {
                        let texts: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
                        texts.join(" ").trim().to_owned()
                    };
                    shown.rows.iter().map(cells).collect::<Vec<_>>().join("\n")
                })
            }
            kind => Some(self.plain(type_name, field.name, kind, content.get(field.name))),
        }
        .unwrap_or_default()
    }
}

fn compare(label: &str, lang: Lang, old: &str, new: &str) -> Option<Compared> {
    if old == new {
        return None;
    }
    let mut words = Vec::new();
    for piece in bracket::words(old, new) {
        match piece {
            Piece::Same(text) => words.push(Word { kind: "same", text }),
            Piece::Differs { parts } => {
                let part = |(idx, text): (usize, String)| {
                    (!text.is_empty()).then(|| Word { kind: ["old", "new"][idx.min(1)], text })
                };
                words.extend(parts.into_iter().filter_map(part));
            }
        }
    }
    Some(Compared { label: label.to_owned(), lang: lang.as_str(), dir: Reader::dir(lang), words })
}
