//! The papers of a session, read from the record: agenda, delegations in the order that each side
//! gave, minutes, folder cover; and all sessions as a calendar. What is not agreed stands in
//! brackets or says so. Nothing here recomputes an order of precedence.

use dialogue::content::Lang;
use dialogue::id::DialogueId;
use dialogue::negotiation::Negotiation;
use dialogue::paper_mark::{self, PaperMark};
use dialogue::record::Item;
use documents::ics::{self, Entry};
use documents::paper::{Block, Kind, Pair, Paper};
use wording::digest::{Node, TextDigest};

use super::sheets::{Wanted, held_words, name_pair, title_of, words};
use crate::i18n::T;
use crate::items::acts::is_agreed;
use crate::items::reader::Reader;
use crate::sessions::views::seats;

/// A paper of a session: `agenda`, `delegations`, `minutes` or `cover`.
pub fn of_session(reader: &Reader<'_>, session: &Item<'_>, wanted: &Wanted) -> Option<Paper> {
    let kind = kind_of(&wanted.kind)?;
    let (title, blocks) = match kind {
        Kind::Agenda => ("paper-agenda", agenda(reader, session)),
        Kind::Delegations => ("paper-delegations", delegations(reader, session, wanted)),
        Kind::Minutes => ("paper-minutes", minutes(reader, session)),
        _ => ("paper-cover", cover(reader, session)),
    };
    let digest = digest(reader, session, kind);
    let mark = DialogueId::parse(reader.did).ok().map(|dialogue| PaperMark {
        dialogue,
        item: session.id().clone(),
        digest: *digest.as_bytes(),
    });
    let content = session.content();
    let date = content.date("date").unwrap_or_default();
    // The isolates around an argument are for screens: on paper the words stand alone.
    let in_words =
        |lang: Lang| crate::clocks::date(date, T::new(lang)).replace(['\u{2068}', '\u{2069}'], "");
    let mut heads = vec![(words("paper-head-session"), title_of(reader, session.id()))];
    if !date.is_empty() {
        let date = Pair::plain(&in_words(Lang::Ar), &in_words(Lang::En));
        heads.push((words("paper-head-date"), date));
    }
    Some(Paper {
        kind,
        layout: wanted.layout,
        title: words(title),
        heads,
        marking: Pair::default(),
        version: session.id().to_string(),
        digest: digest.short(),
        date: String::new(),
        mark: mark.as_ref().map(paper_mark::print).unwrap_or_default(),
        blocks,
    })
}

fn kind_of(name: &str) -> Option<Kind> {
    [Kind::Agenda, Kind::Delegations, Kind::Minutes, Kind::FolderCover]
        .into_iter()
        .find(|kind| kind.as_str() == name)
}

/// What names the exact versions on a paper of a session: the digest of `docs/format-text.md`, part
/// 3, over the session and the items that the paper shows. It changes when any of them does.
pub fn digest(reader: &Reader<'_>, session: &Item<'_>, kind: Kind) -> TextDigest {
    let types: &[&str] = match kind {
        Kind::Agenda => &["agenda_item"],
        Kind::Delegations => &["delegation"],
        Kind::Minutes => &["minutes_paragraph", "conclusion"],
        _ => &["reference", "joint_text"],
    };
    let mut items = vec![*session];
    items.extend(types.iter().flat_map(|name| reader.record.children(session.id(), name)));
    digest_of(&items)
}

/// The same over any items: it changes when any version that is on the table does.
pub fn digest_of(items: &[Item<'_>]) -> TextDigest {
    let versions: Vec<String> = items
        .iter()
        .map(|item| {
            let ids = item.on_the_table().into_iter().map(|id| id.to_string());
            ids.collect::<Vec<_>>().join("\n")
        })
        .collect();
    TextDigest::of(items.iter().zip(&versions).map(|(item, versions)| Node {
        id: item.id().as_str(),
        under: None,
        role: item.kind().name,
        ar: "",
        en: versions,
    }))
}

/// The words of an item in both languages; where one has none, those of the other.
fn held(reader: &Reader<'_>, item: &Item<'_>, base: &str) -> Pair {
    let of = |lang: Lang| {
        let words = held_words(reader, item, base, lang);
        match words.is_empty() {
            true => held_words(reader, item, base, lang.other()),
            false => words,
        }
    };
    Pair { ar: of(Lang::Ar), en: of(Lang::En) }
}

fn agenda(reader: &Reader<'_>, session: &Item<'_>) -> Vec<Block> {
    let items = reader.record.children(session.id(), "agenda_item");
    let row = |(at, item): (usize, &Item<'_>)| {
        let minutes = item.content().int("minutes_planned").map(|n| n.to_string());
        let agreed = if is_agreed(&item.state()) { "stage-agreed" } else { "stage-proposed" };
        vec![
            Pair::ltr(&(at + 1).to_string()),
            held(reader, item, "title"),
            Pair::plain(minutes.as_deref().unwrap_or(""), minutes.as_deref().unwrap_or("")),
            words(agreed),
        ]
    };
    let columns =
        ["paper-no", "paper-item", "paper-minutes-planned", "paper-state"].map(words).into();
    let rows = items.iter().enumerate().map(row).collect();
    vec![Block::Table { columns, widths: vec![0, 4, 1, 2], rows }]
}

/// Each side's list in the order that side gave; the side whose copy it is goes first.
fn delegations(reader: &Reader<'_>, session: &Item<'_>, wanted: &Wanted) -> Vec<Block> {
    let lists = reader.record.children(session.id(), "delegation");
    let first = wanted.copy.clone().unwrap_or_else(|| reader.us.clone());
    let mut members = reader.record.joint().members();
    members.sort_by_key(|party| *party != first);
    let mut blocks = Vec::new();
    for party in members {
        blocks.push(Block::Heading { level: 2, text: name_pair(reader, &party) });
        let of = |list: &&Item<'_>| list.content().party("party").as_ref() == Some(&party);
        let Some(list) = lists.iter().find(of) else {
            blocks.push(Block::Note(words("paper-no-list")));
            continue;
        };
        let date = session.content().date("date");
        let [ar, en] = Lang::ALL.map(|lang| seats(&reader.in_lang(lang), list, date));
        let rows = ar.into_iter().zip(en).enumerate().map(|(at, (ar, en))| {
            vec![
                Pair::ltr(&(at + 1).to_string()),
                Pair::plain(&ar.name, &en.name),
                Pair::plain(&ar.title, &en.title),
                Pair::plain(&ar.role, &en.role),
            ]
        });
        let columns = ["paper-no", "paper-who", "paper-post", "paper-role"].map(words).into();
        let widths = vec![0, 3, 5, 2];
        blocks.push(Block::Table { columns, widths, rows: rows.collect() });
        if list.content().flag("others") {
            blocks.push(Block::Note(words("session-and-others")));
        }
    }
    blocks
}

fn minutes(reader: &Reader<'_>, session: &Item<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut add = |type_name: &str, base: &str, heading: Option<&str>| {
        let items = reader.record.children(session.id(), type_name);
        if items.is_empty() {
            return;
        }
        if let Some(key) = heading {
            blocks.push(Block::Heading { level: 2, text: words(key) });
        }
        for (at, item) in items.iter().enumerate() {
            let number = format!("{}.", at + 1);
            blocks.push(Block::Paragraph {
                id: item.id().to_string(),
                number: Pair::plain(&number, &number),
                depth: 0,
                text: held(reader, item, base),
                state: if is_agreed(&item.state()) {
                    Pair::default()
                } else {
                    words("paper-not-agreed")
                },
            });
        }
    };
    add("minutes_paragraph", "", None);
    add("conclusion", "text", Some("session-conclusions"));
    blocks
}

fn cover(reader: &Reader<'_>, session: &Item<'_>) -> Vec<Block> {
    let references = reader.record.children(session.id(), "reference");
    let row = |item: &Item<'_>| {
        let number = item.content().text("number").unwrap_or_default();
        vec![name_pair(reader, item.owner()), Pair::ltr(number)]
    };
    let texts = reader.record.children(session.id(), "joint_text");
    let text = |item: &Item<'_>| {
        let digest = Negotiation::of(reader.record, item.id()).map(|n| n.digest().short());
        vec![title_of(reader, item.id()), Pair::ltr(&digest.unwrap_or_default())]
    };
    vec![
        Block::Heading { level: 2, text: words("session-references") },
        Block::Table {
            columns: ["paper-party", "paper-number"].map(words).into(),
            widths: vec![1, 1],
            rows: references.iter().map(row).collect(),
        },
        Block::Heading { level: 2, text: words("nav-texts") },
        Block::Table {
            columns: ["paper-item", "paper-digest"].map(words).into(),
            widths: vec![3, 1],
            rows: texts.iter().map(text).collect(),
        },
        Block::Heading { level: 2, text: words("paper-slip") },
        Block::Table {
            columns: ["paper-slip-to", "paper-slip-for", "paper-slip-sign"].map(words).into(),
            widths: vec![2, 3, 2],
            rows: (0..4)
                .map(|_| vec![Pair::plain(" ", " "), Pair::default(), Pair::default()])
                .collect(),
        },
    ]
}

/// All sessions with a day as iCalendar.
pub fn calendar(reader: &Reader<'_>, now: &str) -> String {
    let entry = |session: &Item<'_>| {
        let content = session.content();
        let both = |text: &dyn Fn(Lang) -> String| {
            format!("{} / {}", text(reader.lang()), text(reader.lang().other()))
        };
        let text = |name: &str| content.text(name).unwrap_or_default().to_owned();
        let place = |lang: Lang| content.bi("place", lang).unwrap_or_default().to_owned();
        Entry {
            uid: format!("{}@{}", session.id(), reader.did),
            sequence: u32::try_from(session.versions().len()).unwrap_or(u32::MAX),
            summary: both(&|lang| session.title(lang)),
            description: reader.when(session),
            place: place(reader.lang()),
            starts: text("starts"),
            ends: text("ends"),
            date: text("date"),
            agreed: is_agreed(&session.state()),
        }
    };
    let sessions = reader.record.of_type("session");
    let entries: Vec<Entry> = sessions.iter().map(entry).collect();
    ics::calendar(&reader.t.s("brand"), now, &entries)
}
