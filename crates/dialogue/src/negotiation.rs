//! A joint text as it is negotiated: its provisions in reading order with their numbers, how far
//! each has come, what is still open, and the digest of the whole. Read from the record; it decides
//! nothing and writes nothing. Notation and digest: `docs/format-text.md`.

mod number;
pub(crate) mod rules;
pub mod templates;

use std::collections::{BTreeMap, BTreeSet};

use ledger::entry::Level;
use ledger::id::{ItemId, PartyId, VersionId};
use text::digits::DigitPolicy;
use wording::concordance::{self, Against, Finding, NameRow, Pair, Severity, Term};
use wording::digest::{Node, TextDigest};
use wording::notation::{self, Phrase};

use crate::content::{Content, Lang};
use crate::limits::{CONCORDANCE_NAMES_MAX, PROVISION_DEPTH_MAX, PROVISIONS_OF_TEXT_MAX};
use crate::record::{Holds, Item, Record, State, Version};

mod silence;

pub use number::{Number, Numbering};
use rules::locked_by;
pub use rules::{Blocker, certified, chapeau_of};
pub(crate) use silence::due;
pub use silence::{Silence, may_break, silence_of, silences_due};

/// How far a provision has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Nobody holds any words.
    Open,
    /// One side's words are on the table.
    Proposed,
    /// The sides differ, or the words hold brackets.
    Bracketed,
    /// Agreed before and opened again: another wording is on the table, or its chapeau changed.
    Reopened,
    /// Agreed ad referendum.
    AdReferendum,
    /// Agreed and confirmed by both sides.
    Agreed,
    /// Part of an agreed edition.
    Locked,
    /// Taken out of the text by agreement.
    Deleted,
}

impl Stage {
    /// All stages in order.
    pub const ALL: [Stage; 8] = [
        Stage::Open,
        Stage::Proposed,
        Stage::Bracketed,
        Stage::Reopened,
        Stage::AdReferendum,
        Stage::Agreed,
        Stage::Locked,
        Stage::Deleted,
    ];

    /// The fixed name in snake case; message keys are built from it.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Open => "open",
            Stage::Proposed => "proposed",
            Stage::Bracketed => "bracketed",
            Stage::Reopened => "reopened",
            Stage::AdReferendum => "ad_referendum",
            Stage::Agreed => "agreed",
            Stage::Locked => "locked",
            Stage::Deleted => "deleted",
        }
    }

    /// Whether nothing is left to settle in it.
    pub fn is_settled(self) -> bool {
        matches!(self, Stage::AdReferendum | Stage::Agreed | Stage::Locked | Stage::Deleted)
    }
}

/// A joint text and its provisions.
#[derive(Debug)]
pub struct Negotiation<'a> {
    record: &'a Record,
    /// The text.
    pub text: Item<'a>,
    /// Its provisions in reading order, deleted ones too.
    pub rows: Vec<Row<'a>>,
    /// The edition that both sides agreed; locks the words. Rows are then what it lists, and
    /// nothing that was put later.
    pub edition: Option<Item<'a>>,
    /// How many provisions somebody put, moved or withdrew after the edition was agreed: without
    /// effect, but to be seen.
    pub n_late: usize,
    /// True when it has more provisions than can be shown; the rest is left out.
    pub cut: bool,
}

/// One provision in its place.
#[derive(Debug)]
pub struct Row<'a> {
    /// The provision.
    pub item: Item<'a>,
    /// The version whose words stand: the one shown, in a locked text the one of its edition.
    pub version: Option<&'a Version>,
    /// 0 for a provision that stands under none.
    pub depth: usize,
    /// Its number, derived from its place.
    pub number: Option<Number>,
    /// How far it has come.
    pub stage: Stage,
    /// Open brackets: those in the words shown, and one where the sides hold different words.
    pub n_brackets: usize,
    /// Placeholders in the words shown, counted in the language that has more.
    pub n_placeholders: usize,
    /// Reservations that stand on it.
    pub reservations: Vec<Item<'a>>,
    /// Why it is open again, when it is.
    pub reopened: Option<Reopened>,
    /// In a chair's text, whose words stand until the others take them: nobody's proposal is put
    /// into them by itself, so the chair may leave things out.
    pub chair: Option<PartyId>,
}

/// What a position wants of a provision besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// To take it out of the text.
    Out,
    /// To put it back.
    Back,
    /// To stand elsewhere.
    Move,
}

/// Whose words stand in a chair's text.
fn chair(text: &Item<'_>) -> Option<PartyId> {
    let content = text.content();
    content.party("chair").filter(|_| content.text("mode") == Some("chairs_text"))
}

/// Why an agreed provision is open again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reopened {
    /// A party put other words.
    Wording,
    /// The chapeau that governs it has changed since.
    Chapeau,
}

/// How much of a text has come how far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Provisions by stage.
    pub stages: BTreeMap<Stage, usize>,
    /// Open brackets of the whole.
    pub n_brackets: usize,
    /// Placeholders of the whole.
    pub n_placeholders: usize,
    /// Reservations of the whole, those on the text itself included.
    pub n_reservations: usize,
}

impl Tally {
    /// How many provisions are at a stage.
    pub fn at(&self, stage: Stage) -> usize {
        self.stages.get(&stage).copied().unwrap_or(0)
    }

    /// How many provisions there are without the deleted ones.
    pub fn n_provisions(&self) -> usize {
        self.stages.iter().filter(|(stage, _)| **stage != Stage::Deleted).map(|(_, n)| n).sum()
    }

    /// How many of them are settled.
    pub fn n_settled(&self) -> usize {
        let settled = |stage: &Stage| stage.is_settled() && *stage != Stage::Deleted;
        self.stages.iter().filter(|(stage, _)| settled(stage)).map(|(_, n)| n).sum()
    }
}

impl<'a> Negotiation<'a> {
    /// Reads a joint text; none when the item is something else.
    pub fn of(record: &'a Record, text: &ItemId) -> Option<Negotiation<'a>> {
        let text = record.item(text).filter(|item| item.kind().name == "joint_text")?;
        if let Some((edition, versions)) = locked_by(record, text.id()) {
            return Some(Negotiation::locked(record, text, edition, &versions));
        }
        let (placed, cut) = in_reading_order(record, &text);
        let chair = chair(&text);
        let mut rows: Vec<Row<'a>> = Vec::with_capacity(placed.len());
        // What stands under a provision taken out is out with it.
        let mut out_from: Option<usize> = None;
        for (item, depth) in placed {
            let mut row = Row::of(record, item, depth);
            row.chair.clone_from(&chair);
            out_from = out_from.filter(|upper| depth > *upper);
            if out_from.is_some() {
                row.stage = Stage::Deleted;
            } else if row.stage == Stage::Deleted {
                out_from = Some(depth);
            }
            rows.push(row);
        }
        number(&mut rows);
        Some(Negotiation { record, text, rows, edition: None, n_late: 0, cut })
    }

    /// A text whose edition is agreed: what that edition lists, in its order.
    fn locked(
        record: &'a Record,
        text: Item<'a>,
        edition: Item<'a>,
        versions: &[&'a Version],
    ) -> Negotiation<'a> {
        let mut rows: Vec<Row<'a>> = Vec::with_capacity(versions.len());
        let mut depths: BTreeMap<&ItemId, usize> = BTreeMap::new();
        for version in versions {
            let Some(item) = record.item(&version.item) else { continue };
            let upper = version.content.item("under");
            let depth = upper.and_then(|upper| depths.get(&upper)).map_or(0, |depth| depth + 1);
            depths.insert(&version.item, depth);
            rows.push(Row::locked(record, item, version, depth));
        }
        number(&mut rows);
        let listed: BTreeSet<VersionId> = versions.iter().map(|version| version.id).collect();
        let late = |item: &Item<'a>| {
            let table = item.on_the_table();
            table.iter().any(|version| !listed.contains(version))
                || (table.is_empty() && item.versions().iter().any(|one| listed.contains(&one.id)))
        };
        let provisions = record.children(text.id(), "provision");
        let out = |item: &Item<'a>| {
            item.content().flag("deleted")
                && !item.versions().iter().any(|v| listed.contains(&v.id))
        };
        let n_late = provisions.iter().filter(|item| late(item) && !out(item)).count();
        Negotiation { record, text, rows, edition: Some(edition), n_late, cut: false }
    }

    /// The record it was read from.
    pub fn record(&self) -> &'a Record {
        self.record
    }

    /// The provisions that are part of the text.
    pub fn live(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(|row| row.stage != Stage::Deleted)
    }

    /// A provision of this text.
    pub fn row(&self, item: &ItemId) -> Option<&Row<'a>> {
        self.rows.iter().find(|row| row.item.id() == item)
    }

    /// Reservations that stand on the text as a whole.
    pub fn reservations(&self) -> Vec<Item<'a>> {
        standing_reservations(self.record, self.text.id())
    }

    /// How much has come how far.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { n_reservations: self.reservations().len(), ..Tally::default() };
        for row in &self.rows {
            *tally.stages.entry(row.stage).or_default() += 1;
            if row.stage == Stage::Deleted {
                continue;
            }
            tally.n_brackets += row.n_brackets;
            tally.n_placeholders += row.n_placeholders;
            tally.n_reservations += row.reservations.len();
        }
        tally
    }

    /// The digest of the words shown, in both languages.
    pub fn digest(&self) -> TextDigest {
        let words = |row: &Row<'a>, lang| row.words(lang).unwrap_or_default().to_owned();
        let owned: Vec<_> = self
            .live()
            .map(|row| (row, row.under(), words(row, Lang::Ar), words(row, Lang::En)))
            .collect();
        TextDigest::of(owned.iter().map(|(row, under, ar, en)| Node {
            id: row.item.id().as_str(),
            under: under.as_ref().map(ItemId::as_str),
            role: row.role(),
            ar,
            en,
        }))
    }

    /// The versions shown, one to a line, as an edition lists them.
    pub fn versions(&self) -> String {
        let shown = self.live().filter_map(|row| row.version);
        shown.map(|version| version.id.to_string()).collect::<Vec<_>>().join("\n")
    }

    /// What the machine finds when it holds the Arabic against the English. Findings name the
    /// provision by its id.
    pub fn findings(&self) -> Vec<Finding> {
        let uppers: Vec<Option<ItemId>> = self.live().map(Row::under).collect();
        let numbers: Vec<String> = self.live().map(Row::plain_number).collect();
        let rows = self.live().zip(uppers.iter().zip(&numbers));
        let pairs: Vec<Pair<'_>> = rows
            .map(|(row, (under, number))| Pair {
                id: row.item.id().as_str(),
                number,
                under: under.as_ref().map(ItemId::as_str),
                role: row.role(),
                ar: row.words(Lang::Ar).unwrap_or_default(),
                en: row.words(Lang::En).unwrap_or_default(),
            })
            .collect();
        self.against(&pairs)
    }

    /// Holds pairs against the register of parties and bodies, the persons, and the term base.
    fn against(&self, pairs: &[Pair<'_>]) -> Vec<Finding> {
        let content = self.text.content();
        let of = |type_name: &str| self.record.of_type(type_name).into_iter();
        // Parties by their full names: the short ones also stand in adjectives.
        let named = ["party", "institution", "person"].into_iter().flat_map(of);
        let spelled: Vec<(&str, [&str; 1], [&str; 1])> = named
            .filter_map(|item| {
                let words = |lang: Lang| item.shown()?.content.bi_exact("name", lang);
                Some((item.kind().name, [words(Lang::Ar)?], [words(Lang::En)?]))
            })
            .take(CONCORDANCE_NAMES_MAX)
            .collect();
        let names: Vec<NameRow<'_>> =
            spelled.iter().map(|(kind, ar, en)| NameRow { ar, en, kind }).collect();
        let terms: Vec<Term<'_>> = of("term")
            .filter_map(|item| {
                let words = |lang: Lang| item.shown()?.content.bi_exact("term", lang);
                Some(Term { ar: words(Lang::Ar)?, en: words(Lang::En)? })
            })
            .take(CONCORDANCE_NAMES_MAX)
            .collect();
        let digits = content.text("digits").and_then(DigitPolicy::parse);
        concordance::check(
            pairs,
            &Against {
                names: &names,
                terms: &terms,
                digits: digits.unwrap_or(DigitPolicy::AsWritten),
                binding: content.flag("binding"),
            },
        )
    }

    /// How many findings only warn.
    pub fn warnings(&self) -> usize {
        self.findings().iter().filter(|finding| finding.severity == Severity::Warning).count()
    }

    /// What keeps the text from being closed; empty when nothing does.
    pub fn blockers(&self) -> Vec<Blocker> {
        let tally = self.tally();
        let at = |stage| tally.at(stage);
        let errors = self.findings().iter().filter(|f| f.severity == Severity::Error).count();
        let settled = self.edition.is_some() || is_agreed(&self.text.state());
        let all = [
            ("text", usize::from(!settled)),
            ("empty", usize::from(self.live().next().is_none())),
            ("cut", usize::from(self.cut)),
            ("open", at(Stage::Open) + at(Stage::Proposed)),
            ("brackets", tally.n_brackets),
            ("placeholders", tally.n_placeholders),
            ("reopened", at(Stage::Reopened)),
            ("reservations", tally.n_reservations),
            ("mismatches", errors),
        ];
        all.into_iter().filter(|(_, n)| *n > 0).collect()
    }

    /// The certificates of conformity, each with whether it is about the words as they stand.
    pub fn certificates(&self) -> Vec<(Item<'a>, bool)> {
        let digest = self.digest().to_string();
        let items = self.record.children(self.text.id(), "concordance_certificate");
        let valid = |item: Item<'a>| {
            let same = item.content().text("digest") == Some(&digest);
            (item, same)
        };
        items.into_iter().map(valid).collect()
    }
}

impl<'a> Row<'a> {
    fn of(record: &'a Record, item: Item<'a>, depth: usize) -> Row<'a> {
        let (mut stacks, mut n_placeholders) = (0, 0);
        for lang in Lang::ALL {
            let phrase = item.content().bi_exact("", lang).and_then(read);
            let Some(phrase) = phrase else { continue };
            stacks = stacks.max(phrase.stacks());
            n_placeholders = n_placeholders.max(phrase.placeholders().len());
        }
        let agreed = is_agreed(&item.state());
        let reopened = agreed.then(|| reopened(record, &item)).flatten();
        let differ = matches!(item.state(), State::TwoWordings | State::Crossed)
            || reopened == Some(Reopened::Wording);
        let stage = stage(&item, stacks + n_placeholders > 0, reopened);
        Row {
            version: item.shown(),
            depth,
            number: None,
            stage,
            n_brackets: stacks + usize::from(differ),
            n_placeholders,
            reservations: standing_reservations(record, item.id()),
            reopened,
            chair: None,
            item,
        }
    }

    /// A provision as an agreed edition lists it: clean, or the edition could not be agreed.
    fn locked(record: &'a Record, item: Item<'a>, version: &'a Version, depth: usize) -> Row<'a> {
        Row {
            version: Some(version),
            depth,
            number: None,
            stage: Stage::Locked,
            n_brackets: 0,
            n_placeholders: 0,
            reservations: standing_reservations(record, item.id()),
            reopened: None,
            chair: None,
            item,
        }
    }

    /// The values of the version that stands.
    fn content(&self) -> Option<&'a Content> {
        self.version.map(|version| &version.content)
    }

    /// The provision it stands under.
    pub fn under(&self) -> Option<ItemId> {
        self.content()?.item("under")
    }

    /// What a party's position does besides its words, against the version shown.
    pub fn asks(&self, party: &PartyId) -> Option<Asks> {
        let held = self.item.position(party)?;
        let shown = self.version.filter(|_| self.stage != Stage::Locked)?;
        let out = |version: &Version| version.content.flag("deleted");
        let place = |version: &Version| (version.content.get("under").cloned(), version.pos);
        match () {
            () if held.id == shown.id => None,
            () if out(held) && !out(shown) => Some(Asks::Out),
            () if out(shown) && !out(held) => Some(Asks::Back),
            () if place(held) != place(shown) => Some(Asks::Move),
            () => None,
        }
    }

    /// Its number as references write it: digits, or a letter.
    fn plain_number(&self) -> String {
        let last = |number: &Number| {
            number.path.rsplit('.').next().unwrap_or_default().trim_start_matches('A').to_owned()
        };
        self.number.as_ref().map(last).unwrap_or_default()
    }

    /// Its role in the tree.
    pub fn role(&self) -> &'a str {
        self.content().and_then(|content| content.text("role")).unwrap_or("paragraph")
    }

    /// The words shown in a language, as they are written in the notation.
    pub fn words(&self, lang: Lang) -> Option<&'a str> {
        self.content()?.bi_exact("", lang)
    }

    /// The words of a party's position.
    pub fn words_of(&self, party: &PartyId, lang: Lang) -> Option<&'a str> {
        self.item.position(party)?.content.bi_exact("", lang)
    }

    /// The version in force, when there is one.
    pub fn agreed_version(&self) -> Option<VersionId> {
        if self.stage == Stage::Locked {
            return self.version.map(|version| version.id);
        }
        match self.item.standing().effective[..] {
            [agreed] => Some(agreed),
            _ => None,
        }
    }
}

/// Reads words that a record holds; what breaks the notation reads as plain.
fn read(text: &str) -> Option<Phrase> {
    notation::parse(text).ok()
}

/// Whether all sides hold the version in force.
pub fn is_agreed(state: &State) -> bool {
    matches!(state, State::Agreed | State::AgreedBinding | State::Sealed(_) | State::RecordedAlone)
}

fn stage(item: &Item<'_>, open_words: bool, reopened: Option<Reopened>) -> Stage {
    let agreed = match item.state() {
        State::Agreed | State::Sealed(Level::Text) | State::RecordedAlone => Stage::AdReferendum,
        State::AgreedBinding | State::Sealed(Level::Bind) => Stage::Agreed,
        State::NotDecided | State::Erased => return Stage::Open,
        State::OursOnly | State::TheirsOnly if !open_words => return Stage::Proposed,
        _ => return Stage::Bracketed,
    };
    if item.content().flag("deleted") && reopened.is_none() {
        return Stage::Deleted;
    }
    match reopened {
        Some(_) => Stage::Reopened,
        None if open_words => Stage::Bracketed,
        None => agreed,
    }
}

/// The agreed edition that locks a text.
pub fn locking_edition<'a>(record: &'a Record, text: &ItemId) -> Option<Item<'a>> {
    locked_by(record, text).map(|(edition, _)| edition)
}

/// Numbers the provisions that are part of the text.
fn number(rows: &mut [Row<'_>]) {
    let mut numbering = Numbering::default();
    for row in rows.iter_mut().filter(|row| row.stage != Stage::Deleted) {
        row.number = numbering.next(row.role(), row.depth);
    }
}

fn reopened(record: &Record, item: &Item<'_>) -> Option<Reopened> {
    if item.mark().iter().any(|part| part.holds == Holds::Other) {
        return Some(Reopened::Wording);
    }
    let written_under = item.content().text("chapeau")?;
    let now = chapeau_of(record, item.content());
    (now.as_deref() != Some(written_under)).then_some(Reopened::Chapeau)
}

fn standing_reservations<'a>(record: &'a Record, on: &ItemId) -> Vec<Item<'a>> {
    let mut items = record.children(on, "reservation");
    items.retain(|item| !item.content().flag("lifted"));
    items
}

/// The provisions in reading order with their depth. What names an upper provision that is not
/// there, or goes round in a circle, stands at the end: nothing is lost.
fn in_reading_order<'a>(record: &'a Record, text: &Item<'a>) -> (Vec<(Item<'a>, usize)>, bool) {
    let mut items = record.children(text.id(), "provision");
    items.retain(|item| item.content().item("text").as_ref() == Some(text.id()));
    let cut = items.len() > PROVISIONS_OF_TEXT_MAX;
    items.truncate(PROVISIONS_OF_TEXT_MAX);
    let known: BTreeSet<&ItemId> = items.iter().map(|item| item.id()).collect();
    let mut under: BTreeMap<Option<ItemId>, Vec<Item<'a>>> = BTreeMap::new();
    for item in &items {
        let upper = item.content().item("under").filter(|upper| known.contains(upper));
        under.entry(upper).or_default().push(*item);
    }
    let mut placed = Vec::with_capacity(items.len());
    place(&under, None, 0, &mut placed);
    let found: BTreeSet<&ItemId> = placed.iter().map(|(item, _)| item.id()).collect();
    let lost: Vec<Item<'a>> =
        items.iter().filter(|item| !found.contains(item.id())).copied().collect();
    placed.extend(lost.into_iter().map(|item| (item, 0)));
    (placed, cut)
}

fn place<'a>(
    under: &BTreeMap<Option<ItemId>, Vec<Item<'a>>>,
    upper: Option<&ItemId>,
    depth: usize,
    placed: &mut Vec<(Item<'a>, usize)>,
) {
    if depth > PROVISION_DEPTH_MAX {
        return;
    }
    for item in under.get(&upper.cloned()).into_iter().flatten() {
        placed.push((*item, depth));
        place(under, Some(item.id()), depth + 1, placed);
    }
}

/// The version of a list of an edition.
pub fn listed(content: &Content) -> Vec<VersionId> {
    let lines = content.text("versions").unwrap_or_default().lines();
    lines.filter_map(|line| VersionId::parse(line).ok()).collect()
}
