//! Institutions as a tree, and the page of one: dated names, what lies under it, posts, successors.

use std::collections::BTreeSet;

use dialogue::content::Row;
use dialogue::id::ItemId;
use dialogue::record::Item;

use super::views::{HolderRow, PostRow, acting, named_by, tabs, when};
use crate::items::acts::{ActLink, Reach};
use crate::items::beside::{Notes, ProofCard, Waits};
use crate::items::life::Happening;
use crate::items::reader::{Address, Fact, Line, Reader};
use crate::mark::Mark;
use crate::sessions::views::Part;

/// The tree of institutions.
#[derive(Debug)]
pub struct InstitutionsView {
    pub title: String,
    pub other_lang: &'static str,
    pub other_dir: &'static str,
    pub tabs: Vec<Part>,
    pub sides: Vec<SideTree>,
    pub empty: String,
    pub add: String,
    pub add_word: String,
    pub waits: Waits,
    pub proof: ProofCard,
}

/// One side's institutions, parents before their parts.
#[derive(Clone, Debug)]
pub struct SideTree {
    pub code: String,
    pub name: String,
    pub tone: &'static str,
    pub count: String,
    pub bodies: Vec<Node>,
}

/// One institution in the tree.
#[derive(Clone, Debug)]
pub struct Node {
    pub id: String,
    pub href: String,
    pub name: String,
    pub other: String,
    pub acronym: String,
    pub kind: String,
    /// 0 at the top, at most 4.
    pub depth: usize,
}

/// The page of an institution.
#[derive(Debug)]
pub struct InstitutionView {
    pub title: String,
    pub other_title: String,
    pub other_lang: &'static str,
    pub other_dir: &'static str,
    pub side: String,
    pub tone: &'static str,
    pub state: Mark,
    pub acts: Vec<ActLink>,
    pub life: String,
    pub facts: Vec<Fact>,
    pub names: Vec<DatedName>,
    pub below: Vec<Line>,
    pub posts: Vec<PostRow>,
    pub post_add: String,
    pub sessions: Vec<Line>,
    pub others: Vec<Line>,
    pub sources: Vec<Address>,
    pub notes: Notes,
    pub last: Vec<Happening>,
    pub proof: ProofCard,
}

/// A name and when it was used.
#[derive(Clone, Debug)]
pub struct DatedName {
    pub name: String,
    pub when: String,
}

const DEPTH_MAX: usize = 4;

/// Builds the tree.
pub fn tree(reader: &Reader<'_>) -> InstitutionsView {
    let all = reader.record.of_type("institution");
    let of_side = |side: crate::items::reader::Side| {
        let own: Vec<Item<'_>> = all
            .iter()
            .filter(|item| reader.record.party_of(item.id()).as_ref() == Some(&side.party))
            .copied()
            .collect();
        let mut bodies = Vec::new();
        let mut seen = BTreeSet::new();
        let ids: BTreeSet<&ItemId> = own.iter().map(Item::id).collect();
        for item in &own {
            let parent = item.content().item("parent");
            if parent.is_none_or(|parent| !ids.contains(&parent)) {
                grow(reader, item, &own, 0, &mut seen, &mut bodies);
            }
        }
        // Whatever only leads to itself still gets its line.
        for item in &own {
            grow(reader, item, &own, 0, &mut seen, &mut bodies);
        }
        (!bodies.is_empty()).then(|| SideTree {
            count: reader.t.n("institutions-count", bodies.len()),
            code: side.code,
            name: side.name,
            tone: side.tone,
            bodies,
        })
    };
    InstitutionsView {
        title: reader.t.s("types-institution").into_owned(),
        other_lang: reader.lang().other().as_str(),
        other_dir: Reader::dir(reader.lang().other()),
        tabs: tabs(reader, "institutions"),
        sides: reader.sides().into_iter().filter_map(of_side).collect(),
        empty: reader.t.s("institutions-none").into_owned(),
        add: if reader.writes("institution") {
            reader.at(&format!("new/institution?party={}", reader.us))
        } else {
            String::new()
        },
        add_word: reader.t.s("new-institution").into_owned(),
        waits: reader.waits(None, |item| item.kind().name == "institution"),
        proof: ProofCard::default(),
    }
}

fn grow<'r>(
    reader: &Reader<'_>,
    item: &Item<'r>,
    all: &[Item<'r>],
    depth: usize,
    seen: &mut BTreeSet<ItemId>,
    out: &mut Vec<Node>,
) {
    if !seen.insert(item.id().clone()) {
        return;
    }
    let content = item.content();
    let kind = content.text("kind");
    out.push(Node {
        id: item.id().to_string(),
        href: reader.href(item),
        name: reader.title(item),
        other: reader.other_title(item),
        acronym: content.text("acronym").unwrap_or_default().to_owned(),
        kind: kind.map(|kind| reader.choice("institution", "kind", kind)).unwrap_or_default(),
        depth: depth.min(DEPTH_MAX),
    });
    for part in all.iter().filter(|part| part.content().item("parent").as_ref() == Some(item.id()))
    {
        grow(reader, part, all, depth + 1, seen, out);
    }
}

/// Builds the page of one; notes and proof are added by the handler.
pub fn institution(reader: &Reader<'_>, item: &Item<'_>) -> InstitutionView {
    let (record, lang, id) = (reader.record, reader.lang(), item.id());
    let party = record.party_of(id).unwrap_or_else(|| item.owner().clone());
    let back = reader.href(item);
    let sessions = record.referrers(id).into_iter().filter_map(|(from, _)| record.item(from));
    let sessions = sessions.filter(|item| item.kind().name == "session");
    InstitutionView {
        title: reader.title(item),
        other_title: reader.other_title(item),
        other_lang: lang.other().as_str(),
        other_dir: Reader::dir(lang.other()),
        side: reader.side(&party).name,
        tone: reader.tone(&party),
        state: reader.mark(item),
        acts: reader.acts(item, Reach::Screen, &back),
        life: reader.life(id),
        facts: facts(reader, item),
        names: names(reader, item),
        below: reader.lines(&record.children(id, "institution")),
        posts: posts(reader, id),
        post_add: reader.add("post", "institution", id),
        sessions: sessions.map(|one| reader.line_with(&one, reader.when(&one))).collect(),
        others: named_by(reader, id, &["session", "institution", "post"]),
        sources: reader.addresses(item),
        notes: Notes::default(),
        last: reader.last_of(|one| one == id),
        proof: ProofCard::default(),
    }
}

fn facts(reader: &Reader<'_>, item: &Item<'_>) -> Vec<Fact> {
    let content = item.content();
    let mut facts = Vec::new();
    let label = |name: &str| reader.label("institution", name);
    for name in ["kind", "acronym"] {
        let Some(value) = content.text(name) else { continue };
        let value = match name {
            "kind" => reader.choice("institution", "kind", value),
            _ => value.to_owned(),
        };
        facts.push(Fact { label: label(name), value, ..Fact::default() });
    }
    let parent = content.item("parent").map(|id| ("parent", id));
    let successors = content.items("successors").into_iter().map(|id| ("successors", id));
    for (name, id) in parent.into_iter().chain(successors) {
        let link = reader.link_of(&id);
        let (value, href) = (link.title, link.href);
        facts.push(Fact { label: label(name), value, href, second: String::new() });
    }
    facts
}

fn names(reader: &Reader<'_>, item: &Item<'_>) -> Vec<DatedName> {
    let name = |row| {
        let row = Row(row);
        let name = row.bi("name", reader.lang())?.to_owned();
        Some(DatedName { name, when: reader.span(row.date("from"), row.date("to")) })
    };
    item.content().rows("names").into_iter().filter_map(name).collect()
}

fn posts(reader: &Reader<'_>, id: &ItemId) -> Vec<PostRow> {
    let holder_row = |holder: &Item<'_>| {
        let person = reader.record.item(&holder.content().item("person")?)?;
        Some(HolderRow {
            href: reader.href(&person),
            name: reader.title(&person),
            other: reader.other_title(&person),
            when: when(reader, holder),
            acting: acting(reader, holder),
        })
    };
    let row = |post: &Item<'_>| PostRow {
        id: post.id().to_string(),
        post: post.content().bi("title", reader.lang()).unwrap_or_default().to_owned(),
        post_href: reader.life(post.id()),
        holders: reader
            .record
            .children(post.id(), "holder")
            .iter()
            .filter_map(holder_row)
            .collect(),
    };
    reader.record.children(id, "post").iter().map(row).collect()
}
