//! Reads the record for one viewer: names, links, marks and dates as ready strings in the language
//! of the page. It only reads; what may be done is asked of `dialogue::policy`, never decided here.
//! Text of the record goes out unescaped: the templates escape.

use std::collections::BTreeMap;

use dialogue::act::{Actor, Function};
use dialogue::content::Lang;
use dialogue::follow::{self, Life};
use dialogue::id::{ItemId, PartyId};
use dialogue::kind::DialogueKind;
use dialogue::record::{Item, Record};

use crate::clocks::{self, Places};
use crate::i18n::T;
use crate::mark::Mark;
use crate::texts;

/// What parties are called, Arabic and English, where the record has no words of its own.
pub type LentNames = BTreeMap<PartyId, [String; 2]>;

/// One viewer's reading of one dialogue.
pub struct Reader<'a> {
    pub record: &'a Record,
    pub did: &'a str,
    pub t: T,
    pub us: PartyId,
    pub actor: &'a Actor,
    pub places: Places,
    /// Names of parties that the record itself has no words for: a compartment's.
    pub lent_names: LentNames,
}

/// One item as one line.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub id: String,
    pub href: String,
    pub title: String,
    /// The title in the other language, when it has one of its own.
    pub other: String,
    pub note: String,
    pub state: Mark,
}

/// Something with a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    pub href: String,
    pub title: String,
    pub other: String,
}

/// A label and what stands beside it.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    pub label: String,
    pub value: String,
    pub second: String,
    pub href: String,
}

/// A number with a word, and where it leads.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    pub number: String,
    pub label: String,
    pub href: String,
    pub tone: &'static str,
}

/// An address outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub href: String,
    pub shown: String,
}

/// One party as the page's heading of a column.
#[derive(Clone, Debug)]
pub struct Side {
    pub party: PartyId,
    pub code: String,
    pub name: String,
    pub tone: &'static str,
}

impl<'a> Reader<'a> {
    /// Reads this record for somebody.
    pub fn new(record: &'a Record, did: &'a str, t: T, actor: &'a Actor) -> Reader<'a> {
        let places = Places::of(record, t.lang());
        let (us, lent_names) = (record.us().clone(), BTreeMap::new());
        Reader { record, did, t, us, actor, places, lent_names }
    }

    /// The language of the page.
    pub fn lang(&self) -> Lang {
        self.t.lang()
    }

    /// `rtl` or `ltr` of a language.
    pub fn dir(lang: Lang) -> &'static str {
        match lang {
            Lang::Ar => "rtl",
            Lang::En => "ltr",
        }
    }

    /// The address of the dialogue with a path behind it: `/en/d/kw-us/people`.
    pub fn at(&self, path: &str) -> String {
        let slash = if path.is_empty() { "" } else { "/" };
        format!("/{}/d/{}{slash}{path}", self.lang(), self.did)
    }

    /// The page of an item: its own screen where its type has one.
    pub fn href(&self, item: &Item<'_>) -> String {
        let id = item.id();
        match item.kind().name {
            "dialogue" => self.at(""),
            "round" => self.at(&format!("rounds/{id}")),
            "working_group" => self.at(&format!("groups/{id}")),
            "session" => self.at(&format!("sessions/{id}")),
            "person" => self.at(&format!("people/{id}")),
            "institution" => self.at(&format!("institutions/{id}")),
            "instrument" => self.at(&format!("instruments/{id}")),
            "joint_text" => self.at(&format!("texts/{id}")),
            "commitment" => self.at(&format!("commitments/{id}")),
            "assistance" => self.at(&format!("assistance/{id}")),
            "assistance_request" => self.at(&format!("legal/{id}")),
            _ => self.life(id),
        }
    }

    /// The page of an item's life: fields, positions, history, proof.
    pub fn life(&self, id: &ItemId) -> String {
        self.at(&format!("i/{id}"))
    }

    /// The form for a new item under a parent.
    pub fn new_href(&self, type_name: &str, field: &str, parent: &ItemId) -> String {
        self.at(&format!("new/{type_name}?{field}={parent}"))
    }

    /// Whether the viewer's function writes items of this type; empty string or the address.
    pub fn add(&self, type_name: &str, field: &str, parent: &ItemId) -> String {
        if self.writes(type_name) { self.new_href(type_name, field, parent) } else { String::new() }
    }

    /// Whether the viewer's function writes items of this type.
    pub fn writes(&self, type_name: &str) -> bool {
        dialogue::item::get(type_name)
            .is_some_and(|item_type| item_type.writes.contains(&self.actor.function))
    }

    /// Whether the viewer's function consents to items of this type.
    pub fn consents(&self, type_name: &str) -> bool {
        dialogue::item::get(type_name)
            .is_some_and(|item_type| item_type.consents.contains(&self.actor.function))
    }

    /// The same reading in another language, for papers that stand in both.
    pub fn in_lang(&self, lang: Lang) -> Reader<'a> {
        Reader {
            record: self.record,
            did: self.did,
            t: T::new(lang),
            us: self.us.clone(),
            actor: self.actor,
            places: self.places.clone(),
            lent_names: self.lent_names.clone(),
        }
    }

    /// An item's title in the language of the page.
    pub fn title(&self, item: &Item<'_>) -> String {
        shown_title(item, self.lang())
    }

    /// An item's title in the other language; empty when it reads the same.
    pub fn other_title(&self, item: &Item<'_>) -> String {
        let other = shown_title(item, self.lang().other());
        if other == self.title(item) { String::new() } else { other }
    }

    /// The title of whatever this id names, or the id itself when it is not here.
    pub fn title_of(&self, id: &ItemId) -> String {
        match self.record.item(id) {
            Some(item) => self.title(&item),
            None => id.to_string(),
        }
    }

    /// A link to an item.
    pub fn link(&self, item: &Item<'_>) -> Link {
        Link { href: self.href(item), title: self.title(item), other: self.other_title(item) }
    }

    /// A link to whatever this id names; not a link when it is not here.
    pub fn link_of(&self, id: &ItemId) -> Link {
        match self.record.item(id) {
            Some(item) => self.link(&item),
            None => Link { title: id.to_string(), ..Link::default() },
        }
    }

    /// The mark of an item as it stands.
    pub fn mark(&self, item: &Item<'_>) -> Mark {
        Mark::of(item, self.t)
    }

    /// An item as one line.
    pub fn line(&self, item: &Item<'_>) -> Line {
        Line {
            id: item.id().to_string(),
            href: self.href(item),
            title: self.title(item),
            other: self.other_title(item),
            note: String::new(),
            state: self.mark(item),
        }
    }

    /// An item as one line with a note behind its title.
    pub fn line_with(&self, item: &Item<'_>, note: impl Into<String>) -> Line {
        Line { note: note.into(), ..self.line(item) }
    }

    /// Items as lines.
    pub fn lines(&self, items: &[Item<'_>]) -> Vec<Line> {
        items.iter().map(|item| self.line(item)).collect()
    }

    /// The parties, ours first: each side stands first in its own copy (the alternat).
    pub fn sides(&self) -> Vec<Side> {
        let mut members = self.record.joint().members();
        members.sort_by_key(|party| *party != self.us);
        members.into_iter().map(|party| self.side(&party)).collect()
    }

    /// One party as a heading.
    pub fn side(&self, party: &PartyId) -> Side {
        Side {
            code: party.to_string(),
            name: self.side_name(party),
            tone: self.tone(party),
            party: party.clone(),
        }
    }

    /// What a side is called: in Arabic by the adjective where the words know it.
    fn side_name(&self, party: &PartyId) -> String {
        let known = format!("side-{party}");
        if self.t.has(&known) {
            return self.t.s(&known).into_owned();
        }
        self.t.f("areas-side", &[("party", self.party(party))])
    }

    /// The short name of a party.
    pub fn party(&self, party: &PartyId) -> String {
        match self.lent_names.get(party) {
            Some(names) => names[self.lang() as usize].clone(),
            None => self.record.party_name(party, self.lang()),
        }
    }

    /// `ours` or `theirs`.
    pub fn tone(&self, party: &PartyId) -> &'static str {
        if *party == self.us { "ours" } else { "theirs" }
    }

    /// A date of any precision in words, with the weekday when it is a day.
    pub fn date(&self, date: &str) -> String {
        clocks::date(date, self.t)
    }

    /// From one date to another in words; either may be missing.
    pub fn span(&self, from: Option<&str>, to: Option<&str>) -> String {
        match (from, to) {
            (Some(from), Some(to)) if from == to => self.date(from),
            (Some(from), Some(to)) => clocks::span(from, to, self.t),
            (Some(from), None) => self.t.f("areas-since", &[("date", self.date(from))]),
            (None, Some(to)) => self.t.f("areas-until", &[("date", self.date(to))]),
            (None, None) => String::new(),
        }
    }

    /// An instant on every clock in one line: `Monday 16 November 2020 · 16:00 Kuwait · ..`.
    pub fn stamp(&self, at: &str) -> String {
        match at.parse::<jiff::Timestamp>() {
            Ok(instant) => self.places.one_line(instant, self.t),
            Err(_) => at.to_owned(),
        }
    }

    /// The label of a field; the key with the type in front goes before the general one.
    pub fn label(&self, type_name: &str, path: &str) -> String {
        field_text(self.t, "field", type_name, path)
    }

    /// The label of a field that a problem names, with its language where it has one.
    pub fn problem_label(&self, type_name: &str, field: &str) -> String {
        let language = |lang: &str| self.t.s(&format!("write-{lang}")).into_owned();
        match field.rsplit_once('_') {
            _ if field == "ar" || field == "en" => language(field),
            Some((base, lang @ ("ar" | "en"))) => {
                format!("{} ({})", self.label(type_name, base), language(lang))
            }
            _ => self.label(type_name, field),
        }
    }

    /// The hint of a field.
    pub fn hint(&self, type_name: &str, path: &str) -> String {
        field_text(self.t, "hint", type_name, path)
    }

    /// One of a closed list in words.
    pub fn choice(&self, type_name: &str, path: &str, value: &str) -> String {
        field_text(self.t, "choice", type_name, &format!("{path}-{value}"))
    }

    /// The addresses of the sources that a version carries.
    pub fn addresses(&self, item: &Item<'_>) -> Vec<Address> {
        let content = self.readable(item.kind(), item.content());
        content.strings("sources").into_iter().map(Address::of).collect()
    }

    /// What the evidence of an item rests on: a note's number as printed.
    pub fn evidence_note(&self, item: &Item<'_>) -> String {
        let content = self.readable(item.kind(), item.content());
        content.text("evidence_note").unwrap_or_default().to_owned()
    }

    /// Where the discrepancies lie that name an item.
    pub fn discrepancies(&self, about: &ItemId) -> Vec<Line> {
        self.lines(&self.record.children(about, "discrepancy"))
    }

    /// Commitments counted as promised, kept and open.
    pub fn promises(&self, items: &[Item<'_>], href: &str) -> Vec<Figure> {
        let lives: Vec<Life<'_>> =
            items.iter().map(|item| follow::life(self.record, *item)).collect();
        self.promises_of(&lives, href)
    }

    /// The same of commitments whose lives were read already.
    pub fn promises_of(&self, items: &[Life<'_>], href: &str) -> Vec<Figure> {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        // What one side alone proposes was not promised.
        let promised = || items.iter().filter(|life| life.is_commitment());
        for life in promised() {
            *counts.entry(fate_of(life)).or_default() += 1;
        }
        let total = Figure {
            number: promised().count().to_string(),
            label: self.t.s("promises-made").into_owned(),
            href: href.to_owned(),
            tone: "plain",
        };
        let of = |fate: &'static str, tone| Figure {
            number: counts.get(fate).copied().unwrap_or(0).to_string(),
            label: self.t.s(&format!("promises-{fate}")).into_owned(),
            href: with_query(href, "fate", fate),
            tone,
        };
        let mut figures = vec![total, of("kept", "agreed"), of("open", "theirs")];
        // Most dialogues never merge a commitment; a nought would say nothing.
        if counts.contains_key("moved") {
            figures.push(of("moved", "plain"));
        }
        figures.extend([of("untraced", "plain"), of("dropped", "plain")]);
        figures
    }

    /// The function in words.
    pub fn function(&self, name: &str) -> String {
        // A program of the other side could write a name where its function belongs.
        let unknown = Function::parse(name).is_none();
        if unknown && self.record.kind() == DialogueKind::LegalAssistance {
            return self.t.s("function-unknown").into_owned();
        }
        texts::function_named(name, self.t)
    }

    /// Whom the viewer acts for and as what.
    pub fn acting_as(&self) -> String {
        let function = texts::function(self.actor.function, self.t);
        let party = self.party(&self.us);
        self.t.f("areas-acting-as", &[("function", function), ("party", party)])
    }
}

/// What became of a commitment, by its status: the classes of the promise counts.
pub fn fate(status: Option<&str>) -> &'static str {
    match status {
        Some("done" | "done_accepted") => "kept",
        Some("merged" | "split") => "moved",
        Some("dropped" | "lapsed" | "overtaken" | "superseded") => "dropped",
        Some("unknown") => "untraced",
        _ => "open",
    }
}

/// The same of a commitment that was read; what one side alone proposes has a class of its own.
pub fn fate_of(life: &Life<'_>) -> &'static str {
    if life.is_commitment() { fate(Some(life.agreed_status())) } else { "proposed" }
}

/// The classes of [`fate_of`], as filters offer them.
pub const FATES: &[&str] = &["kept", "open", "moved", "untraced", "dropped", "proposed"];

/// An address with one more question behind it.
pub fn with_query(href: &str, name: &str, value: &str) -> String {
    let sign = if href.contains('?') { '&' } else { '?' };
    format!("{href}{sign}{name}={value}")
}

/// Looks a text of a field up: `kind-type-path`, then with less and less of the path in front.
pub fn field_text(t: T, kind: &str, type_name: &str, path: &str) -> String {
    let path = if path.is_empty() { "text" } else { path };
    let first = format!("{kind}-{type_name}-{path}");
    if t.has(&first) {
        return t.s(&first).into_owned();
    }
    let mut rest = path;
    loop {
        let key = format!("{kind}-{rest}");
        match rest.split_once('-') {
            _ if t.has(&key) => return t.s(&key).into_owned(),
            Some((_, shorter)) => rest = shorter,
            None => return t.s(&first).into_owned(),
        }
    }
}

/// A title as a page shows it: inside Arabic its codes are enclosed, else they read from the wrong
/// end.
pub fn shown_title(item: &Item<'_>, lang: Lang) -> String {
    let title = item.title(lang);
    if lang == Lang::Ar { text::bidi::isolate_codes(&title) } else { title }
}

impl Address {
    /// An address as a page shows it: host and a little of the path. Only the web's own schemes
    /// become links; anything else stays text.
    pub fn of(url: &str) -> Address {
        let safe = url.starts_with("https://") || url.starts_with("http://");
        let bare = url.trim_start_matches("https://").trim_start_matches("http://");
        let bare = bare.trim_start_matches("www.");
        let mut shown: String = bare.chars().take(64).collect();
        if bare.chars().nth(64).is_some() {
            shown.push('…');
        }
        Address { href: if safe { url.to_owned() } else { String::new() }, shown }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(Address::of("https://www.a.example/b").shown, "a.example/b");
        assert_eq!(Address::of("javascript:alert(1)").href, "");
        assert!(Address::of(&format!("https://a/{}", "x".repeat(100))).shown.ends_with('…'));
    }

    #[test]
    fn the_text_of_a_field_falls_back_from_the_type_to_the_general_word() {
        let t = T::new(Lang::En);
        assert_eq!(field_text(t, "field", "round", "host"), "Host");
        assert_eq!(field_text(t, "field", "session", "sources"), "Addresses of sources");
        assert_eq!(field_text(t, "field", "minutes_paragraph", ""), "Text");
        assert_eq!(field_text(t, "field", "delegation", "seats-person"), "Person");
        assert_eq!(field_text(t, "choice", "delegation", "seats-role-head"), "Head of delegation");
    }

    #[test]
    fn every_status_has_a_fate() {
        assert_eq!(fate(Some("done_claimed")), "open", "claimed is not yet accepted");
        assert_eq!(fate(Some("done_accepted")), "kept");
        assert_eq!(fate(Some("merged")), "moved", "it goes on in another");
        assert_eq!(fate(None), "open");
    }
}
