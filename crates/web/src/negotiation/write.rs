//! Writing a provision in place: what an officer typed becomes a version that his party holds.
//! Plain brackets are attributed to his side, names of parties and placeholders are read in both
//! languages. Nothing typed is lost: what cannot be put comes back into the form with the reason,
//! and what our own side put meanwhile stands beside it.

use dialogue::act::{Act, Draft};
use dialogue::content::{Content, Lang, bi_name};
use dialogue::id::{ItemId, PartyId, VersionId};
use dialogue::item;
use dialogue::limits::PARAGRAPH_CHARS_MAX;
use dialogue::negotiation::{Negotiation, Row, chapeau_of};
use dialogue::record::{Item, Record};
use dialogue::refusal::{FieldProblem, FieldRule, Refusal};
use wording::notation::{self, Phrase, Span};

use super::views::{Writer, positions};
use super::words::{shortened, whole_words};
use crate::forms::pairs::{Pairs, first, tidy, values};
use crate::items::reader::Reader;
use crate::limits::{BRACKETS_OFFERED_MAX, OPTION_CHARS_MAX};
use crate::texts;

/// Distance between the places of neighbours, so that others fit between them.
pub const STEP: u64 = 1 << 36;
/// The last place that a record can name.
const PLACE_MAX: u64 = (1 << 53) - 1;

/// What a posted form asks for.
#[derive(Debug)]
pub struct Typed {
    pub item: Option<ItemId>,
    /// A provision behind which a new one stands; none puts it at the end.
    pub after: Option<ItemId>,
    pub below: bool,
    pub role: String,
    pub base: Vec<VersionId>,
    pub words: [String; 2],
    pub reason: [String; 2],
    /// `put`, `up`, `down`, `out`, `back`, `withdraw:N` or `settle:N:M`, option M of bracket N.
    pub wish: String,
}

impl Typed {
    /// Reads the form.
    pub fn of(form: &Pairs) -> Typed {
        let id = |name: &str| ItemId::parse(first(form, name)).ok();
        let both = |base: &str| Lang::ALL.map(|lang| tidy(first(form, &bi_name(base, lang))));
        Typed {
            item: id("item"),
            after: id("after"),
            below: first(form, "place") == "below",
            role: first(form, "role").to_owned(),
            base: values(form, "base").iter().filter_map(|id| VersionId::parse(id).ok()).collect(),
            words: both(""),
            reason: both("reason"),
            wish: first(form, "do").to_owned(),
        }
    }
}

/// The act that a form asks for.
///
/// # Errors
/// The problems of its words, by field.
pub fn act(record: &Record, text: &ItemId, typed: &Typed) -> Result<Act, Refusal> {
    let negotiation =
        Negotiation::of(record, text).ok_or_else(|| Refusal::NoSuchItem { item: text.clone() })?;
    let mut draft = match &typed.item {
        Some(id) => {
            let row =
                negotiation.row(id).ok_or_else(|| Refusal::NoSuchItem { item: id.clone() })?;
            again(record, row, typed)
        }
        None => anew(&negotiation, text, typed),
    };
    for (lang, reason) in Lang::ALL.into_iter().zip(&typed.reason) {
        draft.content.set_bi("reason", lang, reason);
    }
    // Whatever else the button does, words that were typed are not dropped.
    if typed.words.iter().any(|words| !words.is_empty()) {
        set_words(record, &mut draft.content, &typed.words)?;
    }
    match typed.wish.split_once(':') {
        _ if typed.wish == "up" || typed.wish == "down" => {
            if let Some(id) = &typed.item {
                draft.pos = moved(&negotiation, id, typed.wish == "up").or(draft.pos);
            }
        }
        _ if typed.wish == "out" => draft.content.set("deleted", true.into()),
        _ if typed.wish == "back" => {
            draft.content.remove("deleted");
        }
        Some(("withdraw", nth)) => withdraw(record, &mut draft.content, nth)?,
        Some(("settle", which)) => settle(&mut draft.content, which),
        _ => set_words(record, &mut draft.content, &typed.words)?,
    }
    if draft.pos.is_some_and(|pos| taken_place(&negotiation, &draft, pos)) {
        return Err(Refusal::Form { problems: vec![FieldProblem::new("place", FieldRule::Full)] });
    }
    if let Some(chapeau) = chapeau_of(record, &draft.content) {
        draft.content.set_text("chapeau", &chapeau);
    } else {
        draft.content.remove("chapeau");
    }
    Ok(Act::Put(draft))
}

/// The next version of a provision: written from what the officer saw.
fn again(record: &Record, row: &Row<'_>, typed: &Typed) -> Draft {
    let mut draft = Draft::revise(&row.item);
    if let Some(ours) = row.item.position(record.us()) {
        draft.content = ours.content.clone();
        draft.pos = ours.pos;
    }
    for name in ["by", "reason_ar", "reason_en"] {
        draft.content.remove(name);
    }
    if !typed.base.is_empty() {
        draft.base.clone_from(&typed.base);
    }
    draft
}

fn anew(negotiation: &Negotiation<'_>, text: &ItemId, typed: &Typed) -> Draft {
    let kind = item::get("provision").expect("a known type");
    let after = typed.after.as_ref().and_then(|id| negotiation.row(id));
    let upper = match after {
        Some(row) if typed.below => Some(row.item.id().clone()),
        Some(row) => row.under(),
        None => None,
    };
    let mut content = Content::new().with("text", text).with("role", typed.role.as_str());
    if let Some(upper) = &upper {
        content = content.with("under", upper);
    }
    let mut draft = Draft::new(kind, content);
    draft.pos = Some(place(negotiation, upper.as_ref(), after.filter(|_| !typed.below)));
    draft
}

fn pos_of(row: &Row<'_>) -> u64 {
    row.version.and_then(|version| version.pos).unwrap_or_default()
}

fn siblings<'n, 'a>(negotiation: &'n Negotiation<'a>, upper: Option<&ItemId>) -> Vec<&'n Row<'a>> {
    let rows = negotiation.rows.iter();
    rows.filter(|row| row.under().as_ref() == upper).collect()
}

/// Whether a sibling stands there already: neighbours leave no room between them any more.
fn taken_place(negotiation: &Negotiation<'_>, draft: &Draft, pos: u64) -> bool {
    let upper = draft.content.item("under");
    let siblings = siblings(negotiation, upper.as_ref());
    siblings.iter().any(|row| draft.item.as_ref() != Some(row.item.id()) && pos_of(row) == pos)
}

/// A place behind a sibling and before the next, or behind all that stand under the same one.
fn place(negotiation: &Negotiation<'_>, upper: Option<&ItemId>, after: Option<&Row<'_>>) -> u64 {
    let siblings = siblings(negotiation, upper);
    let last = siblings.last().map_or(0, |row| pos_of(row));
    let Some(after) = after else { return behind(last) };
    let at = siblings.iter().position(|row| row.item.id() == after.item.id());
    let next = at.and_then(|at| siblings.get(at + 1));
    match next {
        Some(next) => between(pos_of(after), pos_of(next)),
        None => behind(pos_of(after)),
    }
}

/// The place behind the last; a peer may have put one at the very end.
fn behind(last: u64) -> u64 {
    if last > PLACE_MAX - STEP { between(last, PLACE_MAX) } else { last + STEP }
}

fn between(low: u64, high: u64) -> u64 {
    // A quarter: mostly the next one goes behind this one again.
    low + high.saturating_sub(low) / 4
}

/// The place before the sibling above, or behind the one below.
fn moved(negotiation: &Negotiation<'_>, id: &ItemId, up: bool) -> Option<u64> {
    let upper = negotiation.row(id)?.under();
    let siblings = siblings(negotiation, upper.as_ref());
    let at = siblings.iter().position(|row| row.item.id() == id)?;
    let pos = |at: usize| siblings.get(at).map(|row| pos_of(row));
    if up {
        let above = pos(at.checked_sub(1)?)?;
        let before = at.checked_sub(2).and_then(pos).unwrap_or(0);
        return Some(between(before, above));
    }
    let below = pos(at + 1)?;
    Some(pos(at + 2).map_or_else(|| behind(below), |next| between(below, next)))
}

fn set_words(record: &Record, content: &mut Content, words: &[String; 2]) -> Result<(), Refusal> {
    let names = party_names(record);
    let names: Vec<(&str, &str)> =
        names.iter().map(|(name, code)| (name.as_str(), code.as_str())).collect();
    let mut problems = Vec::new();
    for (lang, typed) in Lang::ALL.into_iter().zip(words) {
        match notation::entered(typed, record.us().as_str(), &names) {
            Ok(phrase) => content.set_bi("", lang, &phrase.to_string()),
            Err(error) => {
                let problem = FieldProblem::new(&bi_name("", lang), FieldRule::Notation);
                problems.push(problem.with("at", error.at).with("rule", error.rule.code()));
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Form { problems }) }
}

/// A wording as it is edited: parties by their names in the language of the text, since a Latin
/// code inside Arabic stands on the wrong side of its colon. Only where reading it gives the same.
fn editable(reader: &Reader<'_>, text: &str, lang: Lang) -> String {
    let Ok(phrase) = notation::parse(text) else { return text.to_owned() };
    let mut named = String::new();
    with_names(reader, &phrase, lang, &mut named);
    let names = party_names(reader.record);
    let names: Vec<(&str, &str)> =
        names.iter().map(|(name, code)| (name.as_str(), code.as_str())).collect();
    match notation::entered(&named, reader.us.as_str(), &names) {
        Ok(again) if again == phrase => named,
        _ => text.to_owned(),
    }
}

fn with_names(reader: &Reader<'_>, phrase: &Phrase, lang: Lang, out: &mut String) {
    for span in phrase.spans() {
        let Span::Stack(choices) = span else {
            out.push_str(&span.to_string());
            continue;
        };
        for choice in choices {
            let parties = choice.parties.iter().filter_map(|code| PartyId::parse(code).ok());
            let names: Vec<String> =
                parties.map(|party| reader.record.party_name(&party, lang)).collect();
            let comma = if lang == Lang::Ar { "، " } else { ", " };
            out.push_str(&format!("[{}:", names.join(comma)));
            if !choice.phrase.is_empty() {
                out.push(' ');
                with_names(reader, &choice.phrase, lang, out);
            }
            out.push(']');
        }
    }
}

/// How the parties are called in either language, with their codes.
fn party_names(record: &Record) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for party in record.joint().members() {
        for lang in Lang::ALL {
            names.push((record.party_name(&party, lang), party.to_string()));
        }
    }
    names
}

/// Takes our option out of a bracket, in both languages.
fn withdraw(record: &Record, content: &mut Content, nth: &str) -> Result<(), Refusal> {
    let nth: usize = nth.parse().unwrap_or(usize::MAX);
    let members: Vec<PartyId> = record.joint().members();
    let codes: Vec<&str> = members.iter().map(PartyId::as_str).collect();
    for lang in Lang::ALL {
        let Some(text) = content.bi_exact("", lang) else { continue };
        let Ok(phrase) = notation::parse(text) else { continue };
        if let Some(left) = phrase.without_option(nth, record.us().as_str(), &codes) {
            content.set_bi("", lang, &left.to_string());
        }
    }
    Ok(())
}

/// Puts one option in the place of its bracket, in both languages: what we then hold.
fn settle(content: &mut Content, which: &str) {
    let Some((nth, choice)) = which.split_once(':') else { return };
    let (Ok(nth), Ok(choice)) = (nth.parse(), choice.parse()) else { return };
    for lang in Lang::ALL {
        let written = content.bi_exact("", lang).unwrap_or_default();
        let settled = notation::parse(written).ok().and_then(|phrase| phrase.settled(nth, choice));
        if let Some(phrase) = settled {
            content.set_bi("", lang, &phrase.to_string());
        }
    }
}

/// The options of every bracket, for the buttons that take one: bracket and option, and its words.
fn all_options(text: &str) -> Vec<(usize, usize, String)> {
    let Ok(phrase) = notation::parse(text) else { return Vec::new() };
    let mut all = Vec::new();
    for nth in 0..phrase.stacks().min(BRACKETS_OFFERED_MAX) {
        for (choice, one) in phrase.stack(nth).unwrap_or_default().iter().enumerate() {
            all.push((nth, choice, one.phrase.to_string()));
        }
    }
    all
}

/// The brackets in which our side has an option, for the buttons that withdraw it: number and
/// the words of the option in the language of the page.
pub fn our_options(reader: &Reader<'_>, text: &str) -> Vec<(usize, String)> {
    let Ok(phrase) = notation::parse(text) else { return Vec::new() };
    let us = reader.us.as_str();
    let options = phrase.options_of(us);
    options.into_iter().map(|(nth, phrase)| (nth, phrase.to_string())).collect()
}

/// Whether an option that is withdrawn could be the wrong one in the other language: where a
/// wording has several brackets, their order may differ between the languages.
pub fn is_ambiguous(draft: &Draft, typed: &Typed) -> bool {
    // With one bracket alone there is nothing left to take for another.
    let several = |lang: Lang| {
        let left = draft.content.bi_exact("", lang).unwrap_or_default();
        notation::parse(left).is_ok_and(|phrase| phrase.stacks() > 0)
    };
    let chosen = ["withdraw", "settle"].iter().any(|wish| typed.wish.starts_with(wish));
    chosen && Lang::ALL.into_iter().any(several)
}

/// The form for a provision as it stands, or for a new one.
pub fn writer(reader: &Reader<'_>, text: &ItemId, row: Option<&Row<'_>>, href: &str) -> Writer {
    let item = row.map(|row| &row.item);
    let ours = item.and_then(|item| item.position(&reader.us).or_else(|| item.shown()));
    let words = |lang: Lang| {
        // Where one side's brackets tell all positions, they are what is worked on.
        let whole = row.and_then(|row| whole_words(reader, row, lang));
        let ours = || ours.and_then(|version| version.content.bi_exact("", lang));
        whole.or_else(ours).unwrap_or_default().to_owned()
    };
    let base = item.map(Item::on_the_table).unwrap_or_default();
    let reason = row.is_some_and(|row| row.agreed_version().is_some());
    let mut more = Vec::new();
    if let Some(row) = row {
        let out = row.item.content().flag("deleted");
        for wish in ["up", "down", if out { "back" } else { "out" }] {
            more.push((wish.to_owned(), reader.t.s(&format!("write-{wish}")).into_owned()));
        }
        for (nth, choice, option) in all_options(&words(reader.lang())) {
            let option = match option.is_empty() {
                true => reader.t.s("bracket-nothing").into_owned(),
                false => shortened(&option, OPTION_CHARS_MAX),
            };
            let word = reader.t.f("write-settle", &[("words", option)]);
            more.push((format!("settle:{nth}:{choice}"), word));
        }
        for (nth, option) in our_options(reader, &words(reader.lang())) {
            let option = shortened(&option, OPTION_CHARS_MAX);
            let word = reader.t.f("write-withdraw", &[("words", option)]);
            more.push((format!("withdraw:{nth}"), word));
        }
    }
    Writer {
        action: format!("{}/write", reader.at(&format!("texts/{text}"))),
        item: item.map(|item| item.id().to_string()).unwrap_or_default(),
        roles: item::provision::ROLES
            .iter()
            .map(|role| (*role, reader.choice("provision", "role", role)))
            .collect(),
        role: "paragraph".to_owned(),
        base: base.iter().map(ToString::to_string).collect(),
        ar: editable(reader, &words(Lang::Ar), Lang::Ar),
        en: editable(reader, &words(Lang::En), Lang::En),
        reason,
        cancel: match item {
            Some(item) => format!("{href}#p-{}", item.id()),
            None => href.to_owned(),
        },
        more,
        chars_max: PARAGRAPH_CHARS_MAX,
        ..Writer::default()
    }
}

/// The same form after a refusal: what was typed, why it was not put, and what our side put since.
pub fn again_with(
    reader: &Reader<'_>,
    mut writer: Writer,
    typed: &Typed,
    row: Option<&Row<'_>>,
    refusal: Option<&Refusal>,
) -> Writer {
    let t = reader.t;
    [writer.ar, writer.en] = typed.words.clone();
    [writer.reason_ar, writer.reason_en] = typed.reason.clone();
    writer.role.clone_from(&typed.role);
    writer.after = typed.after.as_ref().map(ToString::to_string).unwrap_or_default();
    let Some(refusal) = refusal else {
        writer.look = t.s("write-look").into_owned();
        return writer;
    };
    writer.problems = refusal
        .problems()
        .iter()
        .map(|problem| {
            let label = reader.problem_label("provision", &problem.field);
            format!("{label}: {}", texts::field_problem(problem, t))
        })
        .collect();
    if writer.problems.is_empty() {
        let said = format!("{} {}", texts::refusal(refusal, t), texts::remedy(refusal, t));
        writer.problems.push(said);
    }
    let needs_reason = refusal.problems().iter().any(|p| p.field.starts_with("reason"));
    writer.reason = writer.reason || needs_reason;
    if let (Refusal::StaleDraft { .. }, Some(row)) = (refusal, row) {
        writer.newer = positions(reader, row);
    }
    writer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_between_neighbours_until_there_is_none() {
        assert_eq!(between(0, STEP), STEP / 4);
        assert_eq!(between(7, 8), 7);
        assert_eq!(between(9, 8), 9);
    }
}
