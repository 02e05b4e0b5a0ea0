//! The page of one item of any type: what stands, who holds what since when, what differs, what
//! happened, what backs it, and how to prove it without us.

use dialogue::act::Verb;
use dialogue::id::{ItemId, PartyId};
use dialogue::policy;
use dialogue::record::{Item, State, Version};
use node::ItemProof;

use super::acts::{ActLink, Reach, is_agreed};
use super::beside::{Notes, ProofCard};
use super::life::{Choice, Compared, Entry, Happening, Position};
use super::reader::{Address, Fact, Line, Link, Reader, with_query};
use super::shown::Shown;
use crate::mark::Mark;
use crate::sessions::views::references;

/// The page of an item.
#[derive(Debug)]
pub struct ItemView {
    pub kind: String,
    pub title: String,
    pub other_title: String,
    pub other_lang: &'static str,
    pub other_dir: &'static str,
    pub state: Mark,
    pub state_means: String,
    pub acts: Vec<ActLink>,
    pub place_of: Vec<Link>,
    pub brackets: Vec<Shown>,
    pub bracket_count: String,
    pub fields: Vec<Shown>,
    pub version_note: String,
    pub positions: Vec<Position>,
    pub versions: Vec<Choice>,
    pub compared: Vec<Compared>,
    pub compare_same: String,
    pub below: Vec<Below>,
    pub references: Vec<Fact>,
    pub reference_add: String,
    pub evidence: String,
    pub evidence_note: String,
    pub evidence_means: String,
    pub doubt: String,
    pub sources: Vec<Address>,
    pub discrepancies: Vec<Line>,
    pub mentioned: Vec<Line>,
    pub history: Vec<Happening>,
    pub entries: Vec<EntryRow>,
    pub checkpoints: Vec<CheckpointRow>,
    pub pin: String,
    pub proof_href: String,
    pub export_href: String,
    pub verify_line: String,
    pub redactable: Vec<Redactable>,
    pub redact_of: String,
    pub redact_href: String,
    pub last: Vec<Happening>,
    pub notes: Notes,
    pub proof: ProofCard,
}

/// Items of one type under this one.
#[derive(Clone, Debug)]
pub struct Below {
    pub label: String,
    pub lines: Vec<Line>,
    pub add: String,
    pub add_word: String,
}

/// An entry as the proof shows it.
#[derive(Clone, Debug)]
pub struct EntryRow {
    pub party: String,
    pub idx: u64,
    pub kind: String,
    pub at: String,
    pub leaf: String,
    pub void: String,
}

/// A signed checkpoint.
#[derive(Clone, Debug)]
pub struct CheckpointRow {
    pub label: String,
    pub note: String,
}

/// A stored value that may be ordered erased.
#[derive(Clone, Debug)]
pub struct Redactable {
    pub value: String,
    pub label: String,
}

/// Types whose items lie under another, in the order of their page.
const BELOW: &[&str] = &[
    "session",
    "delegation",
    "agenda_item",
    "attendance",
    "minutes_paragraph",
    "corrigendum",
    "conclusion",
    "commitment",
    "instrument",
    "statement",
    "holder",
    "post",
    "institution",
];

/// The two versions to compare, as the address names them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Compare<'a> {
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
}

/// Builds the page; notes are added by the handler.
pub fn view(
    reader: &Reader<'_>,
    item: &Item<'_>,
    compare: Compare<'_>,
    proof: Option<&ItemProof>,
) -> ItemView {
    let (t, lang, id) = (reader.t, reader.lang(), item.id());
    let back = reader.life(id);
    let happened = happened(reader, item, proof);
    let (versions, chosen) = reader.choices(item, compare.from, compare.to);
    let compared = chosen.map(|(from, to)| reader.compared(item, from, to)).unwrap_or_default();
    let shown = item.shown();
    let missing = shown.map(|version| version.missing()).unwrap_or_default();
    let missing: Vec<String> = missing.iter().map(ToString::to_string).collect();
    let readable = reader.readable(item.kind(), item.content());
    let evidence = readable.text("evidence").unwrap_or("cosigned");
    let brackets = reader.brackets(item);
    let pieces = brackets.iter().flat_map(|b| &b.texts).flat_map(|x| &x.pieces);
    let differ = pieces.filter(|piece| !piece.parts.is_empty()).count();
    let history: Vec<Happening> = happened.iter().rev().map(|(_, h)| h.clone()).collect();
    ItemView {
        kind: item.kind().label(lang).to_owned(),
        title: reader.title(item),
        other_title: reader.other_title(item),
        other_lang: lang.other().as_str(),
        other_dir: Reader::dir(lang.other()),
        state: reader.mark(item),
        state_means: state_means(reader, item),
        acts: reader.acts(item, Reach::Page, &back),
        place_of: place_of(reader, item),
        bracket_count: if differ > 0 { t.n("item-bracket-count", differ) } else { String::new() },
        brackets,
        fields: reader.shown(item.kind(), item.content(), &missing),
        version_note: shown.map_or_else(String::new, |version| version_note(reader, version)),
        positions: reader.positions_of(item, &happened),
        compare_same: match (versions.len(), compared.is_empty()) {
            (2.., true) => t.s("item-compare-same").into_owned(),
            _ => String::new(),
        },
        versions,
        compared,
        below: below(reader, item),
        references: references(reader, id),
        reference_add: reader.add("reference", "about", id),
        evidence: reader.choice(item.kind().name, "evidence", evidence),
        evidence_note: reader.evidence_note(item),
        evidence_means: t.s(&format!("evidence-means-{}", known_evidence(evidence))).into_owned(),
        doubt: doubt(reader, item),
        sources: reader.addresses(item),
        discrepancies: match item.kind().name {
            "discrepancy" => Vec::new(),
            _ => reader.discrepancies(id),
        },
        mentioned: mentioned(reader, id),
        last: history.iter().take(3).cloned().collect(),
        history,
        entries: entries(reader, proof),
        checkpoints: checkpoints(reader, proof),
        pin: reader.record.joint().charter_pin().to_string(),
        proof_href: format!("{back}/proof.txt"),
        export_href: reader.at("export"),
        verify_line: verify_line(reader),
        redactable: redactable(reader, item),
        redact_of: shown.map(|version| version.id.to_string()).unwrap_or_default(),
        redact_href: format!("{back}/redact"),
        notes: Notes::default(),
        proof: ProofCard::default(),
    }
}

fn doubt(reader: &Reader<'_>, item: &Item<'_>) -> String {
    match item.content().flag("uncertain") {
        true => reader.t.s("item-uncertain").into_owned(),
        false => String::new(),
    }
}

fn version_note(reader: &Reader<'_>, version: &Version) -> String {
    let party = reader.party(&version.author);
    let when = reader.stamp(&version.at);
    let args = [("party", party), ("when", when), ("id", version.id.short())];
    reader.t.f("item-version-label", &args)
}

/// The command that checks the export, as an auditor would type it.
fn verify_line(reader: &Reader<'_>) -> String {
    let pin = reader.record.joint().charter_pin();
    format!("hiwar verify {}-{}.hiwar --pin {pin}", reader.did, reader.us)
}

fn known_evidence(evidence: &str) -> &str {
    if dialogue::item::EVIDENCE.contains(&evidence) { evidence } else { "cosigned" }
}

fn state_means(reader: &Reader<'_>, item: &Item<'_>) -> String {
    let key = match item.state() {
        State::NotDecided => "means-not-decided",
        State::OursOnly => "means-ours-only",
        State::TheirsOnly => "means-theirs-only",
        State::TwoWordings => "means-two-wordings",
        State::Agreed => "means-agreed",
        State::AgreedBinding => "means-agreed-binding",
        State::Sealed(_) => "means-sealed",
        State::Crossed => "means-crossed",
        State::Contested => "means-contested",
        State::Erased => "means-erased",
        State::Own => {
            let owner = reader.party(item.owner());
            return reader.t.f("means-own", &[("party", owner)]);
        }
        State::RecordedAlone => "means-recorded-alone",
    };
    reader.t.s(key).into_owned()
}

/// What happened to the item, the oldest first: by the proof where there is one, for it knows
/// every entry's time.
fn happened(
    reader: &Reader<'_>,
    item: &Item<'_>,
    proof: Option<&ItemProof>,
) -> Vec<(PartyId, Happening)> {
    let Some(proof) = proof else { return Vec::new() };
    let mut entries: Vec<_> = proof.entries.iter().collect();
    entries.sort_by(|a, b| (&a.at, &a.party, a.idx).cmp(&(&b.at, &b.party, b.idx)));
    let read = |entry: &node::ProofEntry| {
        let read = Entry {
            party: entry.party.clone(),
            idx: entry.idx,
            kind: &entry.kind,
            at: &entry.at,
            item: Some(item.id().clone()),
            void: entry.void.clone(),
        };
        (entry.party.clone(), reader.happening(&read, false))
    };
    entries.into_iter().map(read).collect()
}

fn place_of(reader: &Reader<'_>, item: &Item<'_>) -> Vec<Link> {
    let content = item.content();
    let mut above: Vec<Link> = Vec::new();
    for field in item.kind().parent {
        above.extend(content.item(field).map(|id| reader.link_of(&id)));
        above.extend(content.items(field).iter().map(|id| reader.link_of(id)));
    }
    above
}

fn below(reader: &Reader<'_>, item: &Item<'_>) -> Vec<Below> {
    let id = item.id();
    let of_type = |type_name: &&str| {
        let lines = reader.lines(&reader.record.children(id, type_name));
        (!lines.is_empty()).then(|| Below {
            label: reader.t.s(&format!("types-{type_name}")).into_owned(),
            add: String::new(),
            add_word: String::new(),
            lines,
        })
    };
    let mut below: Vec<Below> = BELOW.iter().filter_map(of_type).collect();
    below.extend(promised(reader, item));
    below
}

/// The commitments that were written down in a conclusion, a paragraph of minutes or a provision,
/// and where the next one is made of it.
fn promised(reader: &Reader<'_>, item: &Item<'_>) -> Option<Below> {
    let of = reader.record.referrers(item.id()).into_iter();
    let of = of.filter_map(|(from, field)| (field == "origin").then_some(from));
    let of: Vec<Item<'_>> = of.filter_map(|id| reader.record.item(id)).collect();
    let origin = matches!(item.kind().name, "conclusion" | "minutes_paragraph" | "provision");
    let mut add = match origin {
        true => reader.add("commitment", "origin", item.id()),
        false => String::new(),
    };
    if add.is_empty() && of.is_empty() {
        return None;
    }
    let session = item.content().item("session").and_then(|id| reader.record.item(&id));
    if let Some(session) = session.filter(|_| !add.is_empty()) {
        add = with_query(&add, "session", session.id().as_str());
        for name in ["round", "group"] {
            if let Some(id) = session.content().item(name) {
                add = with_query(&add, name, id.as_str());
            }
        }
        add = with_query(&add, "return", &reader.href(item));
    }
    Some(Below {
        label: reader.t.s("types-commitment").into_owned(),
        add_word: reader.t.s("new-commitment").into_owned(),
        add,
        lines: reader.lines(&of),
    })
}

/// Items that name this one without lying under it.
pub fn mentioned(reader: &Reader<'_>, id: &ItemId) -> Vec<Line> {
    let mut seen: Vec<&ItemId> = Vec::new();
    let mut lines = Vec::new();
    for (from, field) in reader.record.referrers(id) {
        let Some(item) = reader.record.item(from) else { continue };
        if item.kind().parent.contains(&field) || seen.contains(&from) {
            continue;
        }
        seen.push(from);
        lines.push(reader.line_with(&item, item.kind().label(reader.lang())));
    }
    lines
}

fn entries(reader: &Reader<'_>, proof: Option<&ItemProof>) -> Vec<EntryRow> {
    let row = |entry: &node::ProofEntry| EntryRow {
        party: reader.party(&entry.party),
        idx: entry.idx,
        kind: {
            let key = format!("did-{}", entry.kind);
            if reader.t.has(&key) { reader.t.s(&key).into_owned() } else { entry.kind.clone() }
        },
        at: entry.at.clone(),
        leaf: entry.leaf_hex.clone(),
        void: entry
            .void
            .as_ref()
            .map(|rule| reader.t.f("areas-void", &[("rule", rule.as_str())]))
            .unwrap_or_default(),
    };
    proof.map(|proof| proof.entries.iter().map(row).collect()).unwrap_or_default()
}

fn checkpoints(reader: &Reader<'_>, proof: Option<&ItemProof>) -> Vec<CheckpointRow> {
    let row = |(party, note): &(PartyId, String)| CheckpointRow {
        label: reader.t.f("proof-checkpoint", &[("party", reader.party(party))]),
        note: note.clone(),
    };
    proof.map(|proof| proof.checkpoints.iter().map(row).collect()).unwrap_or_default()
}

/// The values of the version shown that this viewer may order erased.
fn redactable(reader: &Reader<'_>, item: &Item<'_>) -> Vec<Redactable> {
    let may = policy::allows(reader.actor.function, item.kind(), Verb::Redact);
    let Some(version) = item.shown().filter(|v| may && v.author == reader.us) else {
        return Vec::new();
    };
    let type_name = item.kind().name;
    let label = |stored: &str| {
        let base = stored.strip_suffix("_ar").or_else(|| stored.strip_suffix("_en"));
        let (base, lang) = match (base, stored) {
            (Some(base), _) if item.kind().field(base).is_some() => {
                (base, &stored[stored.len() - 2..])
            }
            (_, "ar" | "en") => ("", stored),
            _ => (stored, ""),
        };
        let label = reader.label(type_name, base);
        if lang.is_empty() {
            return label;
        }
        format!("{label} · {}", reader.t.s(&format!("choice-lang-{lang}")))
    };
    let names = version.content.iter().map(|(name, _)| name.to_owned());
    names.map(|value| Redactable { label: label(&value), value }).collect()
}

/// The text file of an item's proof: everything needed to check its entries by hand.
pub fn proof_text(title: &str, proof: &ItemProof) -> String {
    use std::fmt::Write as _;
    let mut text = format!("hiwar item proof\n{title}\npin {}\n", proof.pin);
    for entry in &proof.entries {
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\nentry {} {}\nat {}\nkind {}\nleaf {}\nskeleton {}\n",
            entry.party, entry.idx, entry.at, entry.kind, entry.leaf_hex, entry.skeleton
        );
        if let Some(rule) = &entry.void {
            let _ = writeln!(text, "void {rule}");
        }
        for hash in &entry.inclusion {
            let _ = writeln!(text, "inclusion {hash}");
        }
    }
    for (party, note) in &proof.checkpoints {
        let _ = write!(text, "\ncheckpoint {party}\n{note}");
    }
    text
}

/// Whether a minute is final, hence only corrected.
pub fn is_final(item: &Item<'_>) -> bool {
    item.kind().final_when_agreed && is_agreed(&item.state())
}
