//! The negotiating table as ready strings: every provision with its number, both languages, how
//! far it has come, and who holds what. What is open can be asked for alone; one provision at a
//! time is opened for writing in place.

use dialogue::act::Verb;
use dialogue::content::Lang;
use dialogue::id::ItemId;
use dialogue::negotiation::{Asks, Negotiation, Number, Reopened, Row, Stage};
use dialogue::policy;
use dialogue::record::{Holds, Item};

use super::words::{self, Words};
use crate::i18n::T;
use crate::items::acts::{ActLink, Reach};
use crate::items::beside::{Notes, ProofCard, Waits};
use crate::items::life::Happening;
use crate::items::reader::{Figure, Link, Reader, shown_title};
use crate::mark::Mark;

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only what is not settled.
    pub open: bool,
    /// Large, without acts: for the screen of a meeting room.
    pub projector: bool,
    /// The provision that is written now.
    pub edit: Option<ItemId>,
    /// Put a new provision behind this one.
    pub after: Option<ItemId>,
}

/// The page of a joint text.
#[derive(Debug, Default)]
pub struct TableView {
    pub title: String,
    pub other_title: String,
    pub other_lang: &'static str,
    pub other_dir: &'static str,
    pub kind: String,
    pub mode: String,
    /// Nothing is agreed until all is agreed; empty where that was not chosen.
    pub whole: String,
    pub state: Mark,
    pub acts: Vec<ActLink>,
    pub href: String,
    pub asked: Asked,
    pub figures: Vec<Figure>,
    pub progress: Progress,
    pub ways: Vec<Way>,
    pub doors: Vec<Link>,
    pub rows: Vec<RowView>,
    pub n_hidden: String,
    pub writer: Option<Writer>,
    pub reservations: Vec<ReservationView>,
    pub notices: Vec<(bool, String)>,
    pub add: String,
    pub digest: String,
    /// Begins the address of the form for a reservation; the provision's id follows.
    pub reserve: String,
    pub bulk: Vec<Bulk>,
    pub waits: Waits,
    pub last: Vec<Happening>,
    pub notes: Notes,
    pub proof: ProofCard,
}

/// How much is settled, as a bar with its words.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    pub settled: usize,
    pub all: usize,
    pub words: String,
}

/// One way to look at the table.
#[derive(Clone, Debug)]
pub struct Way {
    pub word: String,
    pub href: String,
    pub current: bool,
}

/// Something that is done to many provisions at once.
#[derive(Clone, Debug)]
pub struct Bulk {
    pub word: String,
    pub what: &'static str,
}

/// One provision.
#[derive(Clone, Debug, Default)]
pub struct RowView {
    pub id: String,
    pub number: String,
    pub role: String,
    pub role_class: &'static str,
    pub depth: usize,
    pub stage: &'static str,
    pub stage_word: String,
    pub settled: bool,
    pub counts: String,
    pub why: String,
    /// What sides want besides other words.
    pub asks: Vec<String>,
    /// Part of a chair's text: other positions are proposals to the chair.
    pub chairs: bool,
    pub words: Vec<Words>,
    pub state: Mark,
    pub acts: Vec<ActLink>,
    pub positions: Vec<PositionView>,
    pub reservations: Vec<ReservationView>,
    pub href: String,
    pub edit: String,
    pub editing: bool,
    pub after: bool,
}

/// What one side holds, when the sides differ.
#[derive(Clone, Debug)]
pub struct PositionView {
    pub name: String,
    pub tone: &'static str,
    /// What it wants besides its words: to take the provision out, put it back, move it.
    pub asks: String,
    pub words: Vec<Words>,
}

/// A reservation that stands.
#[derive(Clone, Debug)]
pub struct ReservationView {
    pub words: String,
    pub tone: &'static str,
    pub href: String,
    pub lift: String,
}

/// The form in place.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    pub action: String,
    pub item: String,
    pub after: String,
    pub role: String,
    pub roles: Vec<(&'static str, String)>,
    pub base: Vec<String>,
    pub ar: String,
    pub en: String,
    /// Asked for when agreed words are opened again.
    pub reason: bool,
    pub reason_ar: String,
    pub reason_en: String,
    pub cancel: String,
    pub problems: Vec<String>,
    /// What to look at before these words are put.
    pub look: String,
    /// Words that our side put while these were typed.
    pub newer: Vec<PositionView>,
    pub more: Vec<(String, String)>,
    pub chars_max: usize,
}

/// Builds the page; notes, proof and the writer are added by the handler.
pub fn table(reader: &Reader<'_>, negotiation: &Negotiation<'_>, asked: &Asked) -> TableView {
    let (t, text) = (reader.t, &negotiation.text);
    let id = text.id();
    let href = reader.href(text);
    let tally = negotiation.tally();
    let content = text.content();
    let shown = |row: &&Row<'_>| {
        !asked.open
            || !row.stage.is_settled()
            || !row.reservations.is_empty()
            || asked.edit.as_ref() == Some(row.item.id())
            || asked.after.as_ref() == Some(row.item.id())
    };
    let rows: Vec<&Row<'_>> = negotiation.rows.iter().filter(shown).collect();
    let n_hidden = negotiation.rows.len() - rows.len();
    let history = reader.last(12, 1 << 14, |item| reader.id_under(item, id));
    TableView {
        title: whole_title(text, reader.lang()),
        other_title: whole_title(text, reader.lang().other()),
        other_lang: reader.lang().other().as_str(),
        other_dir: Reader::dir(reader.lang().other()),
        kind: kind_word(reader, text),
        mode: content
            .text("mode")
            .map(|mode| reader.choice("joint_text", "mode", mode))
            .unwrap_or_default(),
        whole: match content.flag("whole") {
            true => t.s("field-joint_text-whole").into_owned(),
            false => String::new(),
        },
        state: reader.mark(text),
        acts: reader.acts(text, Reach::Row, &href),
        figures: figures(t, &tally, &href),
        progress: Progress {
            settled: tally.n_settled(),
            all: tally.n_provisions(),
            words: t.f("table-progress", &[("n", tally.n_settled()), ("of", tally.n_provisions())]),
        },
        ways: ways(t, asked, &href),
        doors: doors(t, &href, reader.life(id)),
        n_hidden: if n_hidden > 0 { t.n("table-hidden", n_hidden) } else { String::new() },
        rows: rows.iter().map(|row| row_view(reader, row, asked, &href)).collect(),
        reservations: reservations(reader, &negotiation.reservations(), &href),
        notices: notices(t, negotiation),
        add: if negotiation.edition.is_none() && reader.writes("provision") {
            format!("{href}?after=end#writer")
        } else {
            String::new()
        },
        digest: negotiation.digest().short(),
        reserve: reader.at("new/reservation?on="),
        bulk: bulk(reader, negotiation),
        waits: reader.waits(None, |item| {
            item.content().item("text").as_ref() == Some(id)
                || item.content().item("on").as_ref() == Some(id)
        }),
        last: history,
        asked: asked.clone(),
        href,
        ..TableView::default()
    }
}

/// What everybody must know of the text: whether it is good news, and the words.
fn notices(t: T, negotiation: &Negotiation<'_>) -> Vec<(bool, String)> {
    let mut notices = Vec::new();
    if negotiation.edition.is_some() {
        notices.push((true, t.s("table-locked").into_owned()));
    }
    if negotiation.n_late > 0 {
        notices.push((false, t.n("table-late", negotiation.n_late)));
    }
    if negotiation.cut {
        notices.push((false, t.s("table-cut").into_owned()));
    }
    notices
}

/// The title of a text, whole: lists cut it, its own page does not.
fn whole_title(of: &Item<'_>, lang: Lang) -> String {
    match of.content().bi("title", lang) {
        Some(title) => text::bidi::isolate_codes(title),
        None => shown_title(of, lang),
    }
}

/// What a joint text is, in words.
pub fn kind_word(reader: &Reader<'_>, text: &Item<'_>) -> String {
    let kind = text.content().text("kind");
    kind.map(|kind| reader.choice("joint_text", "kind", kind)).unwrap_or_default()
}

fn figures(t: T, tally: &dialogue::negotiation::Tally, href: &str) -> Vec<Figure> {
    let figure = |number: usize, key: &str, tone: &'static str| Figure {
        number: number.to_string(),
        label: t.n(key, number),
        href: format!("{href}?show=open"),
        tone: if number == 0 { "agreed" } else { tone },
    };
    vec![
        figure(tally.n_brackets, "table-brackets", "theirs"),
        figure(tally.n_placeholders, "table-placeholders", "theirs"),
        figure(tally.at(Stage::Open) + tally.at(Stage::Proposed), "table-proposed", "ours"),
        figure(tally.at(Stage::Reopened), "table-reopened", "theirs"),
        figure(tally.n_reservations, "table-reservations", "theirs"),
    ]
}

fn ways(t: T, asked: &Asked, href: &str) -> Vec<Way> {
    let way = |key: &str, query: &str, current: bool| Way {
        word: t.s(key).into_owned(),
        href: format!("{href}{query}"),
        current,
    };
    vec![
        way("table-all", "", !asked.open && !asked.projector),
        way("table-open", "?show=open", asked.open && !asked.projector),
        way("table-projector", "?show=projector", asked.projector),
    ]
}

fn doors(t: T, href: &str, life: String) -> Vec<Link> {
    let door = |name: &str, href: String| Link {
        href,
        title: t.s(&format!("door-{name}")).into_owned(),
        other: String::new(),
    };
    let below = |name: &str| door(name, format!("{href}/{name}"));
    let mut doors: Vec<Link> = ["concordance", "compare", "closing", "papers"].map(below).into();
    doors.push(door("life", life));
    doors
}

fn bulk(reader: &Reader<'_>, negotiation: &Negotiation<'_>) -> Vec<Bulk> {
    let mut found = Vec::new();
    if negotiation.edition.is_some() {
        return found;
    }
    let kind = dialogue::item::get("provision").expect("a known type");
    let may = |verb| policy::allows(reader.actor.function, kind, verb);
    let ad_referendum =
        negotiation.rows.iter().filter(|row| row.stage == Stage::AdReferendum).count();
    if ad_referendum > 0 && may(Verb::ConsentBind) {
        let word = reader.t.n("table-confirm-all", ad_referendum);
        found.push(Bulk { word, what: "confirm" });
    }
    let chapeaux =
        negotiation.rows.iter().filter(|row| row.reopened == Some(Reopened::Chapeau)).count();
    if chapeaux > 0 && may(Verb::Put) {
        let word = reader.t.n("table-reaffirm", chapeaux);
        found.push(Bulk { word, what: "reaffirm" });
    }
    found
}

fn row_view(reader: &Reader<'_>, row: &Row<'_>, asked: &Asked, href: &str) -> RowView {
    let (t, item) = (reader.t, &row.item);
    let back = format!("{}%23p-{}", href, item.id());
    let locked = row.stage == Stage::Locked;
    let role = row.role();
    let writes = !locked && reader.may_write(item) && !asked.projector;
    let differ = row.item.mark().iter().any(|part| part.holds == Holds::Other);
    RowView {
        id: item.id().to_string(),
        number: row
            .number
            .as_ref()
            .map(|number| numbered(number, reader.lang()))
            .unwrap_or_default(),
        role: reader.choice("provision", "role", role),
        role_class: role_class(role),
        depth: row.depth,
        stage: row.stage.as_str(),
        stage_word: t.s(&format!("stage-{}", row.stage.as_str())).into_owned(),
        settled: row.stage.is_settled(),
        counts: counts(t, row),
        why: why(reader, row),
        asks: asks_lines(reader, row),
        chairs: row.chair.is_some(),
        words: words::both(reader, |lang| words::standing(reader, row, lang)),
        state: reader.mark(item),
        acts: if asked.projector { Vec::new() } else { acts(reader, row, &back) },
        positions: if differ && !locked { positions(reader, row) } else { Vec::new() },
        reservations: reservations(reader, &row.reservations, &back),
        href: reader.life(item.id()),
        edit: if writes {
            format!("{href}?edit={}#p-{}", item.id(), item.id())
        } else {
            String::new()
        },
        editing: asked.edit.as_ref() == Some(item.id()),
        after: asked.after.as_ref() == Some(item.id()),
    }
}

/// What this viewer can do to a provision besides writing it: in a locked text only propose a
/// corrigendum.
fn acts(reader: &Reader<'_>, row: &Row<'_>, back: &str) -> Vec<ActLink> {
    if row.stage != Stage::Locked {
        let mut acts = reader.acts(&row.item, Reach::Row, back);
        acts.retain(|act| !act.href.contains("/edit"));
        return acts;
    }
    reader.writes("corrigendum").then(|| reader.corrigendum_of(&row.item)).into_iter().collect()
}

/// What each side holds, whole.
pub fn positions(reader: &Reader<'_>, row: &Row<'_>) -> Vec<PositionView> {
    let view = |side: crate::items::reader::Side| {
        let held = row.item.position(&side.party)?;
        Some(PositionView {
            words: words::both(reader, |lang| {
                let text = held.content.bi_exact("", lang).unwrap_or_default();
                words::of_text(reader, text, lang)
            }),
            asks: row.asks(&side.party).map(|asks| asks_word(reader.t, asks)).unwrap_or_default(),
            name: side.name,
            tone: side.tone,
        })
    };
    reader.sides().into_iter().filter_map(view).collect()
}

fn asks_word(t: T, asks: Asks) -> String {
    let key = match asks {
        Asks::Out => "asks-out",
        Asks::Back => "asks-back",
        Asks::Move => "asks-move",
    };
    t.s(key).into_owned()
}

/// What sides want of a provision besides its words, a line each.
fn asks_lines(reader: &Reader<'_>, row: &Row<'_>) -> Vec<String> {
    let line = |side: crate::items::reader::Side| {
        let asks = asks_word(reader.t, row.asks(&side.party)?);
        Some(reader.t.f("asks-line", &[("party", side.name), ("asks", asks)]))
    };
    reader.sides().into_iter().filter_map(line).collect()
}

fn reservations(reader: &Reader<'_>, items: &[Item<'_>], back: &str) -> Vec<ReservationView> {
    let view = |item: &Item<'_>| {
        let content = item.content();
        let kind = content.text("kind").map(|kind| reader.choice("reservation", "kind", kind));
        let party = reader.party(item.owner());
        let kind = kind.unwrap_or_default();
        let head = reader.t.f("reserved-by", &[("party", party), ("kind", kind)]);
        let note = content.bi("note", reader.lang()).unwrap_or_default();
        let ours = *item.owner() == reader.us && reader.writes("reservation");
        ReservationView {
            words: if note.is_empty() { head } else { format!("{head} {note}") },
            tone: reader.tone(item.owner()),
            href: reader.life(item.id()),
            lift: if ours {
                format!("{}/edit?return={back}", reader.life(item.id()))
            } else {
                String::new()
            },
        }
    };
    items.iter().map(view).collect()
}

fn counts(t: T, row: &Row<'_>) -> String {
    let mut parts = Vec::new();
    if row.n_brackets > 0 {
        parts.push(t.n("row-brackets", row.n_brackets));
    }
    if row.n_placeholders > 0 {
        parts.push(t.n("row-placeholders", row.n_placeholders));
    }
    parts.join(" · ")
}

fn why(reader: &Reader<'_>, row: &Row<'_>) -> String {
    match row.reopened {
        Some(Reopened::Chapeau) => reader.t.s("row-chapeau-changed").into_owned(),
        Some(Reopened::Wording) => {
            let reasons = reader.positions(&row.item);
            let mut reasons = reasons
                .iter()
                .filter_map(|(_, version)| version.content.bi("reason", reader.lang()));
            let reason = reasons.next().unwrap_or_default();
            reader.t.f("row-reopened", &[("reason", reason)])
        }
        None => String::new(),
    }
}

/// A number as a page or paper writes it: `Article 2`, `المادة 2`, `1.`, `(a)`, `(أ)`.
pub fn numbered(number: &Number, lang: Lang) -> String {
    let n = number.n;
    let t = T::new(lang);
    match number.of {
        "article" => t.f("number-article", &[("n", n)]),
        "annex" => t.f("number-annex", &[("n", n)]),
        "heading" => format!("{n}."),
        "item" => format!("({})", letter(n, lang)),
        _ => format!("{n}."),
    }
}

/// Letters of items in the order of the alphabet that lists use (abjad in Arabic).
fn letter(n: usize, lang: Lang) -> String {
    let letters: Vec<char> = match lang {
        Lang::En => ('a'..='z').collect(),
        Lang::Ar => "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ".chars().collect(),
    };
    let mut left = n;
    let mut found = Vec::new();
    while left > 0 {
        left -= 1;
        found.push(letters[left % letters.len()]);
        left /= letters.len();
    }
    found.iter().rev().collect()
}

fn role_class(role: &str) -> &'static str {
    let known = dialogue::item::provision::ROLES.iter().copied();
    known.into_iter().find(|known| *known == role).unwrap_or("paragraph")
}
