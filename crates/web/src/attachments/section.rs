//! The section "Attachments" of a page: what is attached, whether its bytes are here, what the
//! marks on a scan say, and the form that attaches another file.

use dialogue::blob::{self, Sha};
use dialogue::content::Lang;
use dialogue::id::{ItemId, PartyId};
use dialogue::item::attachment::PURPOSES;
use dialogue::paper_mark::{self, Bound};
use dialogue::record::Item;

use super::scans;
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::items::visit::Visit;

/// What an attached file is for when it is the scan of a signed copy.
pub const SIGNED_COPY: &str = "signed_copy";

/// The section.
#[derive(Debug, Default)]
pub struct Section {
    pub rows: Vec<Row>,
    /// Where the form goes; empty for who may not attach.
    pub action: String,
    pub back: String,
    pub purposes: Vec<Purpose>,
    /// Whether the item has versions that a paper can show: then a scan is held against them.
    pub binds: bool,
    pub acting_as: String,
    pub typed: Typed,
}

/// What was typed into the form.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub purpose: String,
    pub title: [String; 2],
    pub note_number: String,
    pub said: bool,
    pub own: bool,
    pub back: String,
}

/// A choice of the form.
#[derive(Debug)]
pub struct Purpose {
    pub value: &'static str,
    pub word: String,
    pub chosen: bool,
}

/// One attached file.
#[derive(Debug)]
pub struct Row {
    pub id: String,
    pub title: String,
    pub href: String,
    pub purpose: String,
    pub file: String,
    pub who: String,
    pub tone: &'static str,
    /// How much of it is here, in words.
    pub held: String,
    /// Where it can be had; empty while it is not here.
    pub download: String,
    /// What the marks on it say, in words; empty for what is no signed copy.
    pub bound: String,
    pub bound_tone: &'static str,
}

/// What the record says of one file.
struct Named {
    row: Row,
    sha: Option<Sha>,
    bytes: u64,
    on: ItemId,
    said: Option<Sha>,
    is_copy: bool,
}

/// The section for an item: its files; for an attachment itself only that file.
pub fn of(visit: &Visit, id: &ItemId, typed: Typed) -> Section {
    let (named, mut section) = visit.read(|reader| {
        let own = reader.record.item(id).filter(|item| item.kind().name == "attachment");
        let is_file = own.is_some();
        let items = match own {
            Some(item) => vec![item],
            None => reader.record.children(id, "attachment"),
        };
        let named: Vec<Named> = items.iter().filter_map(|item| named(reader, item)).collect();
        (named, form(reader, id, typed, is_file))
    });
    section.rows = named.into_iter().map(|named| row(visit, named)).collect();
    section
}

fn form(reader: &Reader<'_>, id: &ItemId, typed: Typed, is_file: bool) -> Section {
    let purpose = |value: &&'static str| Purpose {
        value,
        word: reader.choice("attachment", "purpose", value),
        chosen: typed.purpose == **value,
    };
    let digests = paper_mark::digests_shown(reader.record, id);
    let may = !is_file && reader.writes("attachment");
    Section {
        rows: Vec::new(),
        action: if may { format!("{}/attachments", reader.life(id)) } else { String::new() },
        back: typed.back.clone(),
        purposes: PURPOSES.iter().map(purpose).collect(),
        // Its own id and the digest that it states.
        binds: digests.len() > 1,
        acting_as: reader.acting_as(),
        typed,
    }
}

fn named(reader: &Reader<'_>, item: &Item<'_>) -> Option<Named> {
    let version = item.shown()?;
    let (content, t) = (&version.content, reader.t);
    let choice = |name: &str| {
        let value = content.text(name).unwrap_or_default();
        if value.is_empty() { String::new() } else { reader.choice("attachment", name, value) }
    };
    let bytes = content.int("bytes").unwrap_or_default();
    let party = reader.party(&version.author);
    let by = content.text("by").map(|name| reader.function(name)).unwrap_or_default();
    let who = [("party", party), ("function", by), ("when", reader.stamp(&version.at))];
    Some(Named {
        row: Row {
            id: item.id().to_string(),
            title: reader.title(item),
            href: reader.life(item.id()),
            purpose: choice("purpose"),
            file: format!("{} · {}", choice("media_type"), size(t, bytes)),
            who: t.f("attach-who", &who),
            tone: reader.tone(&version.author),
            held: String::new(),
            download: String::new(),
            bound: String::new(),
            bound_tone: "",
        },
        sha: content.text("sha256").and_then(blob::parse),
        bytes,
        on: content.item("on").unwrap_or_else(|| item.id().clone()),
        said: content.text("said_digest").and_then(blob::parse),
        is_copy: content.text("purpose") == Some(SIGNED_COPY),
    })
}

fn row(visit: &Visit, named: Named) -> Row {
    let t = visit.t();
    let Named { mut row, sha, bytes, on, said, is_copy } = named;
    let held = sha.and_then(|sha| Some((sha, visit.dialogue.held(&sha)?)));
    let Some((sha, (have, all))) = held else {
        row.held = t.s("attach-erased").into_owned();
        return row;
    };
    if have < all {
        let args = [("have", size(t, have)), ("bytes", size(t, bytes))];
        row.held = t.f("attach-part", &args);
    } else {
        row.held = t.s("attach-here").into_owned();
        row.download = format!("{}/file", row.href);
    }
    if is_copy {
        (row.bound, row.bound_tone) = bound(visit, &on, said, (have == all).then_some(sha));
    }
    row
}

/// What a signed copy shows, in words, and its tone.
fn bound(
    visit: &Visit,
    on: &ItemId,
    said: Option<Sha>,
    here: Option<Sha>,
) -> (String, &'static str) {
    let t = visit.t();
    let has_scanner = visit.signed.app.scanner().is_some();
    let read = here.and_then(|sha| scans::of(&visit.signed.app, &visit.dialogue, sha));
    let marks = match read.as_deref() {
        Some(Ok(scan)) => scans::marks(scan),
        Some(Err(_)) => Vec::new(),
        None if here.is_none() => return (t.s("bound-not-here").into_owned(), "quiet"),
        None if has_scanner => return (t.s("bound-reading").into_owned(), "quiet"),
        None => Vec::new(),
    };
    let judged = judge(visit, on, &marks, said);
    let mut words = t.s(&bound_key(judged)).into_owned();
    if let (Bound::ThisVersion, Some(Ok(scan))) = (judged, read.as_deref()) {
        words.push_str(&bare_pages(t, &scan.pages_without()));
    }
    let tone = match judged {
        Bound::ThisVersion => "agreed",
        Bound::SaidThisVersion | Bound::NoMark => "quiet",
        Bound::OtherVersion | Bound::Mixed | Bound::OtherText => "doubt",
    };
    (words, tone)
}

/// Pages of a right copy that carry no mark: they may be of anything.
pub fn bare_pages(t: T, pages: &[usize]) -> String {
    if pages.is_empty() {
        return String::new();
    }
    let list: Vec<String> = pages.iter().map(ToString::to_string).collect();
    format!(" {}", t.f("bound-pages-bare", &[("pages", list.join(", "))]))
}

/// What marks and an officer's word say about the item.
pub fn judge(
    visit: &Visit,
    on: &ItemId,
    marks: &[paper_mark::PaperMark],
    said: Option<Sha>,
) -> Bound {
    let record = visit.dialogue.read();
    paper_mark::judge(&record, visit.dialogue.id(), on, marks, said)
}

/// The key of its message.
pub fn bound_key(bound: Bound) -> String {
    format!("bound-{}", bound.as_str())
}

/// A length of a file in words.
pub fn size(t: T, bytes: u64) -> String {
    const KIB: u64 = 1_024;
    if bytes < KIB * KIB {
        return t.f("attach-kib", &[("n", bytes.div_ceil(KIB).to_string())]);
    }
    let tenths = bytes * 10 / (KIB * KIB);
    t.f("attach-mib", &[("n", format!("{}.{}", tenths / 10, tenths % 10))])
}

/// Our papers on an item that a sign-off may rest on.
pub fn papers(reader: &Reader<'_>, on: &ItemId) -> Vec<(String, String)> {
    let ours = |item: &&Item<'_>| {
        let us: &PartyId = &reader.us;
        item.owner() == us
            && item.shown().is_some_and(|version| {
                version.content.text("purpose").is_some_and(|purpose| purpose != SIGNED_COPY)
            })
    };
    let items = reader.record.children(on, "attachment");
    items.iter().filter(ours).map(|item| (item.id().to_string(), reader.title(item))).collect()
}

/// What a purpose is called in a language: the title of a file that was given none.
pub fn purpose_in(lang: Lang, purpose: &str) -> String {
    T::new(lang).s(&format!("choice-attachment-purpose-{purpose}")).into_owned()
}
