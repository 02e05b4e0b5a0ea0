//! The list of people and the page of a person as ready strings. Persons, spellings and dated
//! posts are three things: nothing is merged here.

use std::collections::BTreeMap;

use dialogue::content::{Lang, Row};
use dialogue::id::ItemId;
use dialogue::record::Item;

use crate::items::acts::{ActLink, Reach};
use crate::items::beside::{Notes, ProofCard, Waits};
use crate::items::life::Happening;
use crate::items::reader::{Address, Line, Link, Reader};
use crate::items::views::mentioned;
use crate::mark::Mark;
use crate::sessions::views::Part;

/// The list of people.
#[derive(Debug)]
pub struct PeopleView {
    /// Where names that may be one person's are shown.
    pub duplicates: String,
    pub title: String,
    pub other_lang: &'static str,
    pub other_dir: &'static str,
    pub tabs: Vec<Part>,
    pub sides: Vec<SideRows>,
    pub empty: String,
    pub add: String,
    pub add_word: String,
    pub waits: Waits,
    pub proof: ProofCard,
}

/// One side's people by institution.
#[derive(Clone, Debug)]
pub struct SideRows {
    pub code: String,
    pub name: String,
    pub tone: &'static str,
    pub count: String,
    pub bodies: Vec<Body>,
}

/// The posts of one institution.
#[derive(Clone, Debug)]
pub struct Body {
    pub name: String,
    pub href: String,
    pub posts: Vec<PostRow>,
}

/// A post with those who held it.
#[derive(Clone, Debug)]
pub struct PostRow {
    pub id: String,
    pub post: String,
    pub post_href: String,
    pub holders: Vec<HolderRow>,
}

/// Somebody in a post.
#[derive(Clone, Debug)]
pub struct HolderRow {
    pub href: String,
    pub name: String,
    pub other: String,
    pub when: String,
    pub acting: String,
}

/// The page of a person.
#[derive(Debug)]
pub struct PersonView {
    pub title: String,
    pub other_title: String,
    pub other_lang: &'static str,
    pub other_dir: &'static str,
    pub side: String,
    pub tone: &'static str,
    pub state: Mark,
    pub acts: Vec<ActLink>,
    pub life: String,
    pub posts: Vec<HeldPost>,
    pub post_add: String,
    pub spellings: Vec<Spelling>,
    pub chaired: Vec<Line>,
    pub sessions: Vec<Line>,
    pub statements: Vec<Line>,
    pub others: Vec<Line>,
    pub discrepancies: Vec<Line>,
    pub sources: Vec<Address>,
    pub notes: Notes,
    pub last: Vec<Happening>,
    pub proof: ProofCard,
}

/// A post that a person held.
#[derive(Clone, Debug)]
pub struct HeldPost {
    pub post: Link,
    pub body: Option<Link>,
    pub when: String,
    pub acting: String,
}

/// One spelling of a name.
#[derive(Clone, Debug)]
pub struct Spelling {
    pub text: String,
    pub lang: &'static str,
    pub dir: &'static str,
    pub language: String,
    /// Where it comes from, in words.
    pub source: String,
}

/// Builds the list of people.
pub fn people(reader: &Reader<'_>) -> PeopleView {
    let persons = reader.record.of_type("person");
    let add = if reader.writes("person") {
        reader.at(&format!("new/person?party={}", reader.us))
    } else {
        String::new()
    };
    let of_side = |side: crate::items::reader::Side| {
        let own: Vec<&Item<'_>> = persons
            .iter()
            .filter(|person| reader.record.party_of(person.id()).as_ref() == Some(&side.party))
            .collect();
        (!own.is_empty()).then(|| SideRows {
            count: reader.t.n("people-count", own.len()),
            bodies: bodies(reader, &own),
            code: side.code,
            name: side.name,
            tone: side.tone,
        })
    };
    PeopleView {
        duplicates: reader.at("people/duplicates"),
        title: reader.t.s("people-title").into_owned(),
        other_lang: reader.lang().other().as_str(),
        other_dir: Reader::dir(reader.lang().other()),
        tabs: tabs(reader, "people"),
        sides: reader.sides().into_iter().filter_map(of_side).collect(),
        empty: reader.t.s("people-none").into_owned(),
        add,
        add_word: reader.t.s("new-person").into_owned(),
        waits: reader.waits(None, |item| item.kind().name == "person"),
        proof: ProofCard::default(),
    }
}

/// People and institutions as tabs of one register.
pub fn tabs(reader: &Reader<'_>, current: &str) -> Vec<Part> {
    let tab = |(name, type_name): (&str, &str)| Part {
        word: reader.t.s(&format!("types-{type_name}")).into_owned(),
        href: reader.at(name),
        count: reader.record.of_type(type_name).len().to_string(),
        current: name == current,
    };
    [("people", "person"), ("institutions", "institution")].map(tab).into()
}

/// Groups persons by the institution of their last post; those without a post come last.
fn bodies(reader: &Reader<'_>, persons: &[&Item<'_>]) -> Vec<Body> {
    // By title, so that the same post reads together whatever the ids are.
    type Posts<'r> = BTreeMap<(String, Option<ItemId>), Vec<(Item<'r>, Option<Item<'r>>)>>;
    let mut by_body: BTreeMap<(bool, String), (Option<ItemId>, Posts<'_>)> = BTreeMap::new();
    for person in persons {
        let holder = reader.record.children(person.id(), "holder").last().copied();
        let post = holder.and_then(|holder| holder.content().item("post"));
        let body = post
            .as_ref()
            .and_then(|id| reader.record.item(id))
            .and_then(|post| post.content().item("institution"));
        let name = body.as_ref().map(|id| reader.title_of(id)).unwrap_or_default();
        let place = by_body.entry((body.is_none(), name)).or_insert((body, BTreeMap::new()));
        let title = post.as_ref().map(|id| reader.title_of(id)).unwrap_or_default();
        place.1.entry((title, post)).or_default().push((**person, holder));
    }
    let body = |((none, name), (id, posts)): ((bool, String), (Option<ItemId>, Posts<'_>))| Body {
        name: if none { reader.t.s("people-no-body").into_owned() } else { name },
        href: id.map(|id| reader.link_of(&id).href).unwrap_or_default(),
        posts: posts.into_iter().map(|((_, post), held)| post_row(reader, post, &held)).collect(),
    };
    by_body.into_iter().map(body).collect()
}

fn post_row(
    reader: &Reader<'_>,
    post: Option<ItemId>,
    held: &[(Item<'_>, Option<Item<'_>>)],
) -> PostRow {
    let row = |(person, holder): &(Item<'_>, Option<Item<'_>>)| HolderRow {
        href: reader.href(person),
        name: reader.title(person),
        other: reader.other_title(person),
        when: holder.map(|holder| when(reader, &holder)).unwrap_or_default(),
        acting: holder.map(|holder| acting(reader, &holder)).unwrap_or_default(),
    };
    let item = post.as_ref().and_then(|id| reader.record.item(id));
    let title = item.and_then(|post| post.content().bi("title", reader.lang()));
    PostRow {
        id: post.as_ref().map(ToString::to_string).unwrap_or_default(),
        post: title.map_or_else(|| reader.t.s("people-no-post").into_owned(), str::to_owned),
        post_href: post.map(|id| reader.life(&id)).unwrap_or_default(),
        holders: held.iter().map(row).collect(),
    }
}

/// When somebody held a post.
pub fn when(reader: &Reader<'_>, holder: &Item<'_>) -> String {
    let content = holder.content();
    let span = reader.span(content.date("from"), content.date("to"));
    match (span.is_empty(), content.date("as_of")) {
        (true, Some(date)) => reader.t.f("people-as-of", &[("date", reader.date(date))]),
        _ => span,
    }
}

/// "acting", or nothing.
pub fn acting(reader: &Reader<'_>, holder: &Item<'_>) -> String {
    if holder.content().flag("acting") {
        reader.t.s("people-acting").into_owned()
    } else {
        String::new()
    }
}

/// Builds the page of a person; notes and proof are added by the handler.
pub fn person(reader: &Reader<'_>, person: &Item<'_>) -> PersonView {
    let (record, lang, id) = (reader.record, reader.lang(), person.id());
    let party = record.party_of(id).unwrap_or_else(|| person.owner().clone());
    let back = reader.href(person);
    let chaired = |item: &Item<'_>| {
        ["co_chairs", "coordinators"].iter().any(|field| item.content().items(field).contains(id))
            || item
                .content()
                .rows("chairs")
                .iter()
                .any(|row| Row(row).items("persons").contains(id))
    };
    let mut seen: Vec<&ItemId> = Vec::new();
    let (mut chairs, mut sessions, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for (from, _) in record.referrers(id) {
        let Some(item) = record.item(from).filter(|_| !seen.contains(&from)) else { continue };
        seen.push(from);
        match item.kind().name {
            "round" | "working_group" if chaired(&item) => chairs.push(reader.line(&item)),
            "delegation" => sessions.extend(session_line(reader, &item, id)),
            // Shown in their own places.
            "holder" | "statement" | "discrepancy" | "attendance" => {}
            _ => others.push(reader.line_with(&item, item.kind().label(lang))),
        }
    }
    PersonView {
        title: reader.title(person),
        other_title: reader.other_title(person),
        other_lang: lang.other().as_str(),
        other_dir: Reader::dir(lang.other()),
        side: reader.side(&party).name,
        tone: reader.tone(&party),
        state: reader.mark(person),
        acts: reader.acts(person, Reach::Screen, &back),
        life: reader.life(id),
        posts: record.children(id, "holder").iter().map(|holder| held(reader, holder)).collect(),
        post_add: reader.add("holder", "person", id),
        spellings: spellings(reader, person),
        chaired: chairs,
        sessions,
        statements: reader.lines(&record.children(id, "statement")),
        others,
        discrepancies: reader.discrepancies(id),
        sources: reader.addresses(person),
        notes: Notes::default(),
        last: reader.last_of(|item| item == id),
        proof: ProofCard::default(),
    }
}

fn session_line(reader: &Reader<'_>, delegation: &Item<'_>, person: &ItemId) -> Option<Line> {
    let session = reader.record.item(&delegation.content().item("session")?)?;
    let rows = delegation.content().rows("seats");
    let seat = rows.into_iter().map(Row).find(|row| row.item("person").as_ref() == Some(person));
    let role = seat.and_then(|row| row.text("role"));
    let role = role.map(|role| reader.choice("delegation", "seats-role", role));
    let note = [role, Some(reader.when(&session))].into_iter().flatten();
    Some(reader.line_with(&session, note.collect::<Vec<_>>().join(" · ")))
}

fn held(reader: &Reader<'_>, holder: &Item<'_>) -> HeldPost {
    let post = holder.content().item("post");
    let item = post.as_ref().and_then(|id| reader.record.item(id));
    let title = item.and_then(|post| post.content().bi("title", reader.lang()));
    let body = item.and_then(|post| post.content().item("institution"));
    HeldPost {
        post: Link {
            title: title.unwrap_or_default().to_owned(),
            href: post.map(|id| reader.life(&id)).unwrap_or_default(),
            other: String::new(),
        },
        body: body.map(|id| reader.link_of(&id)),
        when: when(reader, holder),
        acting: acting(reader, holder),
    }
}

fn spellings(reader: &Reader<'_>, person: &Item<'_>) -> Vec<Spelling> {
    let content = person.content();
    let spelling = |text: &str, lang: Lang, source: String| Spelling {
        text: text.to_owned(),
        lang: lang.as_str(),
        dir: Reader::dir(lang),
        language: reader.t.s(&format!("choice-lang-{lang}")).into_owned(),
        source,
    };
    let preferred = reader.t.s("person-preferred").into_owned();
    let met = reader.t.s("person-spelling-met").into_owned();
    let mut all = Vec::new();
    for lang in [reader.lang(), reader.lang().other()] {
        if let Some(name) = content.bi_exact("name", lang) {
            all.push(spelling(name, lang, preferred.clone()));
        }
    }
    for row in content.rows("variants").into_iter().map(Row) {
        let lang = row.text("lang").and_then(Lang::parse).unwrap_or(Lang::En);
        if let Some(text) = row.text("text") {
            // A variant carries no source of its own; the person's sources stand below.
            all.push(spelling(text, lang, met.clone()));
        }
    }
    all
}

/// Items that name an institution without lying under it.
pub fn named_by(reader: &Reader<'_>, id: &ItemId, without: &[&str]) -> Vec<Line> {
    let labels: Vec<&str> = without
        .iter()
        .filter_map(|name| dialogue::item::get(name))
        .map(|item_type| item_type.label(reader.lang()))
        .collect();
    mentioned(reader, id).into_iter().filter(|line| !labels.contains(&line.note.as_str())).collect()
}
