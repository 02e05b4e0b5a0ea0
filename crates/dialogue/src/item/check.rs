//! Whether values obey their fields, and the small rules that several types share.
//! Every problem is found, not only the first, so that a form is corrected once. Content from a
//! peer is checked by the same code before our side may consent to it.

use std::collections::{BTreeMap, BTreeSet};

use ledger::id::{ItemId, PartyId};
use ledger::json::Value;

use super::{Field, ItemType, Kind};
use crate::act::Draft;
use crate::content::{Content, Lang, Row, bi_name, is_date, is_instant};
use crate::limits::{LINE_CHARS_MAX, LIST_MAX, ROWS_MAX, URL_CHARS_MAX};
use crate::record::Record;
use crate::refusal::{FieldProblem, FieldRule, Refusal};

/// Checks values against the fields of a type, without looking at other items.
///
/// ```
/// use dialogue::content::Content;
/// use dialogue::item;
/// use dialogue::refusal::FieldRule;
/// let round = item::get("round").expect("a known type");
/// let problems = item::check_fields(round, &Content::new().with("opened", "soon"));
/// let rules: Vec<_> = problems.iter().map(|p| (p.field.as_str(), p.rule)).collect();
/// assert_eq!(rules, [("number", FieldRule::Missing), ("opened", FieldRule::NotADate)]);
/// ```
pub fn check_fields(item_type: &ItemType, content: &Content) -> Vec<FieldProblem> {
    let fields: Vec<&Field> = item_type.fields.iter().chain(item_type.common()).collect();
    let map = content.iter().collect();
    let mut problems = Vec::new();
    check_map(&fields, &map, "", &mut problems);
    problems
}

/// Checks that every item named in the values is in this record and of a type wanted there.
pub fn check_references(
    record: &Record,
    item_type: &ItemType,
    content: &Content,
) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    for_references(item_type, content, |path, types, id| {
        let Some(item) = record.item(id) else {
            let problem = FieldProblem::new(path, FieldRule::NoSuchItem).with("item", id);
            problems.push(problem);
            return;
        };
        if !types.is_empty() && !types.contains(&item.kind().name) {
            let problem = FieldProblem::new(path, FieldRule::WrongItemType)
                .with("is", item.kind().name)
                .with("wanted", types.join(", "));
            problems.push(problem);
        }
    });
    problems
}

/// Calls `found` with path, types wanted and id of every reference to an item.
pub(crate) fn for_references(
    item_type: &ItemType,
    content: &Content,
    mut found: impl FnMut(&str, &'static [&'static str], &ItemId),
) {
    for field in item_type.fields {
        match field.kind {
            Kind::Item(types) => {
                if let Some(id) = content.item(field.name) {
                    found(field.name, types, &id);
                }
            }
            Kind::Items(types) => {
                content.items(field.name).iter().for_each(|id| found(field.name, types, id));
            }
            Kind::Rows(columns) => {
                for (at, row) in content.rows(field.name).into_iter().enumerate() {
                    references_of_row(field.name, at, columns, Row(row), &mut found);
                }
            }
            _ => {}
        }
    }
}

fn references_of_row(
    table: &str,
    at: usize,
    columns: &'static [Field],
    row: Row<'_>,
    found: &mut impl FnMut(&str, &'static [&'static str], &ItemId),
) {
    for column in columns {
        let path = || format!("{table}.{at}.{}", column.name);
        match column.kind {
            Kind::Item(types) => {
                if let Some(id) = row.item(column.name) {
                    found(&path(), types, &id);
                }
            }
            Kind::Items(types) => {
                row.items(column.name).iter().for_each(|id| found(&path(), types, id));
            }
            _ => {}
        }
    }
}

fn check_map(
    fields: &[&Field],
    map: &BTreeMap<&str, &Value>,
    at: &str,
    problems: &mut Vec<FieldProblem>,
) {
    let mut known = BTreeSet::new();
    for field in fields {
        let path = |name: &str| format!("{at}{name}");
        if let Kind::Bi { chars_max, both } = field.kind {
            let names = Lang::ALL.map(|lang| bi_name(field.name, lang));
            check_bi(field, both, chars_max, map, &names, at, problems);
            known.extend(names);
            continue;
        }
        known.insert(field.name.to_owned());
        match map.get(field.name) {
            Some(value) => check_value(field.kind, value, &path(field.name), problems),
            None if field.required => {
                problems.push(FieldProblem::new(&path(field.name), FieldRule::Missing));
            }
            None => {}
        }
    }
    for name in map.keys().filter(|name| !known.contains(**name)) {
        let shown: String = name.chars().take(64).flat_map(char::escape_debug).collect();
        problems.push(FieldProblem::new(&format!("{at}{shown}"), FieldRule::Unknown));
    }
}

fn check_bi(
    field: &Field,
    both: bool,
    chars_max: usize,
    map: &BTreeMap<&str, &Value>,
    names: &[String; 2],
    at: &str,
    problems: &mut Vec<FieldProblem>,
) {
    let given = names.iter().filter(|name| map.contains_key(name.as_str())).count();
    for name in names {
        let path = format!("{at}{name}");
        match map.get(name.as_str()) {
            Some(value) => check_text(value, chars_max, &path, problems),
            None if given == 0 && field.required => {
                problems.push(FieldProblem::new(&path, FieldRule::Missing));
            }
            None if given == 1 && both => {
                problems.push(FieldProblem::new(&path, FieldRule::OtherLanguageMissing));
            }
            None => {}
        }
    }
}

fn check_value(kind: Kind, value: &Value, path: &str, problems: &mut Vec<FieldProblem>) {
    let mut problem = |rule| problems.push(FieldProblem::new(path, rule));
    match (kind, value) {
        (Kind::Bi { chars_max, .. } | Kind::Text { chars_max }, value) => {
            check_text(value, chars_max, path, problems);
        }
        (Kind::Int { max }, Value::Int(number)) if *number > max => {
            problems.push(FieldProblem::new(path, FieldRule::TooBig).with("max", max));
        }
        (Kind::Int { .. }, Value::Int(_)) | (Kind::Flag, Value::Bool(_)) => {}
        (Kind::Date, Value::Str(text)) if !is_date(text) => problem(FieldRule::NotADate),
        (Kind::Instant, Value::Str(text)) if !is_instant(text) => {
            problem(FieldRule::NotAnInstant);
        }
        (Kind::Date | Kind::Instant, Value::Str(_)) => {}
        (Kind::Choice(choices), Value::Str(text)) => {
            if !choices.contains(&text.as_str()) {
                let choices = choices.join(", ");
                let found = FieldProblem::new(path, FieldRule::NotAChoice);
                problems.push(found.with("choices", choices));
            }
        }
        (Kind::Party, Value::Str(text)) if PartyId::parse(text).is_err() => {
            problem(FieldRule::NotAParty);
        }
        (Kind::Item(_), Value::Str(text)) if ItemId::parse(text).is_err() => {
            problem(FieldRule::NotAnItem);
        }
        (Kind::Url, Value::Str(text)) if !is_address(text) => problem(FieldRule::NotAUrl),
        (Kind::Party | Kind::Item(_) | Kind::Url, Value::Str(_)) => {}
        (Kind::Rows(columns), Value::List(rows)) => check_rows(columns, rows, path, problems),
        (Kind::Texts { .. } | Kind::Parties | Kind::Items(_) | Kind::Urls, Value::List(values)) => {
            check_list(kind, values, path, problems)
        }
        _ => problem(FieldRule::WrongKind),
    }
}

fn check_list(kind: Kind, values: &[Value], path: &str, problems: &mut Vec<FieldProblem>) {
    if values.len() > LIST_MAX {
        let problem = FieldProblem::new(path, FieldRule::TooMany).with("max", LIST_MAX);
        problems.push(problem);
        return;
    }
    let one = match kind {
        Kind::Texts { chars_max } => Kind::Text { chars_max },
        Kind::Parties => Kind::Party,
        Kind::Items(types) => Kind::Item(types),
        _ => Kind::Url,
    };
    let mut seen = BTreeSet::new();
    for (at, value) in values.iter().enumerate() {
        let path = format!("{path}.{at}");
        check_value(one, value, &path, problems);
        if let Value::Str(text) = value
            && !seen.insert(text.as_str())
        {
            problems.push(FieldProblem::new(&path, FieldRule::Twice));
        }
    }
}

fn check_rows(
    columns: &'static [Field],
    rows: &[Value],
    path: &str,
    problems: &mut Vec<FieldProblem>,
) {
    if rows.len() > ROWS_MAX {
        let problem = FieldProblem::new(path, FieldRule::TooMany).with("max", ROWS_MAX);
        problems.push(problem);
        return;
    }
    let columns: Vec<&Field> = columns.iter().collect();
    for (at, row) in rows.iter().enumerate() {
        let Value::Map(row) = row else {
            let path = format!("{path}.{at}");
            problems.push(FieldProblem::new(&path, FieldRule::WrongKind));
            continue;
        };
        let map = row.iter().map(|(name, value)| (name.as_str(), value)).collect();
        check_map(&columns, &map, &format!("{path}.{at}."), problems);
    }
}

fn check_text(value: &Value, chars_max: usize, path: &str, problems: &mut Vec<FieldProblem>) {
    let Value::Str(text) = value else {
        problems.push(FieldProblem::new(path, FieldRule::WrongKind));
        return;
    };
    if text.trim().is_empty() {
        problems.push(FieldProblem::new(path, FieldRule::Blank));
    }
    let is = text.chars().count();
    if is > chars_max {
        let problem = FieldProblem::new(path, FieldRule::TooLong);
        problems.push(problem.with("max", chars_max).with("is", is));
    }
    let lines = chars_max > LINE_CHARS_MAX;
    let control =
        |c: char| (c.is_control() && !(lines && c == '\n')) || matches!(c, '\u{2028}' | '\u{2029}');
    if let Some((at, c)) = text.char_indices().find(|(_, c)| control(*c)) {
        let problem = FieldProblem::new(path, FieldRule::Control);
        problems.push(problem.with("at", at).with("character", c.escape_unicode()));
    }
    if let Err(found) = text::bidi::check(text) {
        let problem = FieldProblem::new(path, FieldRule::Bidi);
        let character = text[found.at..].chars().next().unwrap_or_default();
        let character = character.escape_unicode();
        problems.push(problem.with("at", found.at).with("character", character));
    }
}

/// Addresses that a page may show as they are: printable ASCII without quotes, brackets or
/// backslash, and no scheme that a browser would run. `press:` names a printed paper that has no
/// address on the web.
fn is_address(text: &str) -> bool {
    let scheme = ["https://", "http://", "urn:", "press:"];
    let rest = scheme.iter().find_map(|scheme| text.strip_prefix(scheme));
    rest.is_some_and(|rest| !rest.is_empty())
        && text.len() <= URL_CHARS_MAX
        && text.bytes().all(|b| b.is_ascii_graphic() && !b"\"'<>\\`{}|^".contains(&b))
}

fn form(problems: Vec<FieldProblem>) -> Result<(), Refusal> {
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Form { problems }) }
}

/// A member supplies its own data. What is said about a party that is no member needs its
/// evidence. An absent field means ourselves.
pub(super) fn said_by_its_party(
    record: &Record,
    draft: &Draft,
    item_type: &ItemType,
    field: &str,
) -> Result<(), Refusal> {
    let Some(party) = draft.content.party(field) else {
        return Ok(());
    };
    if party == *record.us() {
        return Ok(());
    }
    if record.joint().members().contains(&party) {
        return Err(Refusal::TheirsToSay { party, type_name: static_name(item_type) });
    }
    match draft.content.text("evidence") {
        None | Some("cosigned") => {
            let problem = FieldProblem::new("evidence", FieldRule::EvidenceNeeded);
            form(vec![problem.with("party", party)])
        }
        Some(_) => Ok(()),
    }
}

fn static_name(item_type: &ItemType) -> &'static str {
    item_type.name
}

/// No other item of this type has the same values in these fields. Of own types only our items
/// count: another party cannot take a place from us.
pub(super) fn only_one(
    record: &Record,
    draft: &Draft,
    item_type: &ItemType,
    fields: &[&str],
) -> Result<(), Refusal> {
    let session = fields.contains(&"session").then(|| draft.content.item("session")).flatten();
    let items = match session {
        Some(session) => record.children(&session, item_type.name),
        None => record.of_type(item_type.name),
    };
    let own = item_type.rule == super::Rule::Own;
    let party = |content: &Content, field: &str| {
        content
            .get(field)
            .cloned()
            .or_else(|| (field == "party").then(|| Value::from(record.us().as_str())))
    };
    let same = |content: &Content| {
        fields.iter().all(|field| party(content, field) == party(&draft.content, field))
    };
    let found = items.into_iter().find(|item| {
        draft.item.as_ref() != Some(item.id())
            && (!own || item.owner() == record.us())
            && item.shown().is_some()
            && same(item.content())
    });
    match found {
        Some(item) => {
            Err(Refusal::OnlyOne { item: item.id().clone(), type_name: static_name(item_type) })
        }
        None => Ok(()),
    }
}

/// Of fields that exclude each other at most one is given.
pub(super) fn one_at_most(draft: &Draft, fields: &[&str]) -> Result<(), Refusal> {
    let given = fields.iter().filter(|field| draft.content.get(field).is_some());
    match given.collect::<Vec<_>>()[..] {
        [first, second, ..] => {
            let problem = FieldProblem::new(second, FieldRule::Excluded).with("by", first);
            form(vec![problem])
        }
        _ => Ok(()),
    }
}

/// A number is used by one item of the type.
pub(super) fn unique_number(
    record: &Record,
    draft: &Draft,
    item_type: &ItemType,
    field: &str,
) -> Result<(), Refusal> {
    let Some(number) = draft.content.int(field) else {
        return Ok(());
    };
    let items = record.of_type(item_type.name);
    let taken = items.iter().find(|item| {
        draft.item.as_ref() != Some(item.id())
            && item.content().int(field) == Some(number)
            && !is_refused(record, item)
    });
    match taken {
        Some(item) => {
            let problem = FieldProblem::new(field, FieldRule::Taken);
            form(vec![problem.with("item", item.id()).with("number", number)])
        }
        None => Ok(()),
    }
}

/// A proposal of another side that our side has rejected takes nothing.
fn is_refused(record: &Record, item: &crate::record::Item<'_>) -> bool {
    let standing = item.standing();
    let us = record.us();
    let refused = |(party, held): (&PartyId, &Option<ledger::id::VersionId>)| match held {
        Some(held) => party != us && standing.rejected.contains(&(us.clone(), *held)),
        None => true,
    };
    standing.effective.is_empty() && standing.positions.iter().all(refused)
}

/// In each pair the second date is not before the first, as far as both are known.
pub(super) fn in_order(draft: &Draft, pairs: &[(&str, &str)]) -> Result<(), Refusal> {
    let content = &draft.content;
    let problems = pairs.iter().filter_map(|(first, then)| {
        let (from, to) = (content.date(first)?, content.date(then)?);
        before(to, from).then(|| FieldProblem::new(then, FieldRule::Before).with("earlier", first))
    });
    form(problems.collect())
}

/// The same inside each row of a table.
pub(super) fn rows_in_order(
    draft: &Draft,
    table: &str,
    first: &str,
    then: &str,
) -> Result<(), Refusal> {
    let rows = draft.content.rows(table).into_iter().enumerate();
    let problems = rows.filter_map(|(at, row)| {
        let (from, to) = (Row(row).date(first)?, Row(row).date(then)?);
        let path = format!("{table}.{at}.{then}");
        before(to, from).then(|| FieldProblem::new(&path, FieldRule::Before).with("earlier", first))
    });
    form(problems.collect())
}

/// What is said to have happened lies no later than today.
pub(super) fn not_in_future(
    record: &Record,
    draft: &Draft,
    fields: &[&str],
) -> Result<(), Refusal> {
    let Some(today) = record.day() else { return Ok(()) };
    let later = fields
        .iter()
        .filter(|field| draft.content.date(field).is_some_and(|date| before(today, date)));
    let problem = |field: &&str| FieldProblem::new(field, FieldRule::InFuture).with("today", today);
    form(later.map(problem).collect())
}

/// No words of it look like personal data that `mutual::detect` knows. Plates are let pass: in
/// ordinary diplomacy they are hardly ever plates; and numbers as they are printed, which fields of
/// codes hold, are not looked through.
pub(super) fn no_personal_data(draft: &Draft, item_type: &ItemType) -> Result<(), Refusal> {
    use mutual::detect::{Personal, find};
    let mut problems = Vec::new();
    for field in item_type.fields.iter().chain(item_type.common()) {
        let texts: Vec<(String, &str)> = match field.kind {
            Kind::Bi { .. } => {
                let names = field.stored().into_iter();
                names.filter_map(|name| Some((name.clone(), draft.content.text(&name)?))).collect()
            }
            Kind::Rows(columns) => texts_of_rows(draft, field.name, columns),
            _ => Vec::new(),
        };
        for (name, text) in texts {
            let finds = find(text).into_iter().find(|find| find.what != Personal::Plate);
            if let Some(find) = finds {
                let problem = FieldProblem::new(&name, FieldRule::PersonalData);
                problems.push(problem.with("what", find.what.as_str()));
            }
        }
    }
    form(problems)
}

fn texts_of_rows<'a>(draft: &'a Draft, table: &str, columns: &[Field]) -> Vec<(String, &'a str)> {
    let columns = columns.iter().filter(|column| matches!(column.kind, Kind::Bi { .. }));
    let names: Vec<String> = columns.flat_map(Field::stored).collect();
    let rows = draft.content.rows(table).into_iter().enumerate();
    let of_row =
        |(at, row): (usize, &'a std::collections::BTreeMap<String, ledger::json::Value>)| {
            let texts = names.iter().filter_map(move |name| {
                Some((format!("{table}.{at}.{name}"), Row(row).text(name)?))
            });
            texts.collect::<Vec<_>>()
        };
    rows.flat_map(of_row).collect()
}

/// Compares as far as the coarser of the two dates says anything.
pub(crate) fn before(date: &str, other: &str) -> bool {
    let shared = date.len().min(other.len());
    date[..shared] < other[..shared]
}

/// The item does not name itself.
pub(super) fn not_itself(draft: &Draft, fields: &[&str]) -> Result<(), Refusal> {
    let Some(item) = &draft.item else {
        return Ok(());
    };
    let named = |field: &str| {
        draft.content.item(field).as_ref() == Some(item)
            || draft.content.items(field).contains(item)
    };
    let named = fields.iter().filter(|field| named(field));
    form(named.map(|field| FieldProblem::new(field, FieldRule::Itself)).collect())
}

/// Each of these fields, where it is given, is a SHA-256 in small hexadecimal digits.
pub(super) fn fingerprints(draft: &Draft, fields: &[&str]) -> Result<(), Refusal> {
    let wrong = fields.iter().filter(|field| {
        draft.content.text(field).is_some_and(|text| crate::blob::parse(text).is_none())
    });
    form(wrong.map(|field| FieldProblem::new(field, FieldRule::NotAFingerprint)).collect())
}

/// A session of a working group says of which.
pub(super) fn group_named(draft: &Draft) -> Result<(), Refusal> {
    let of_group = draft.content.text("kind") == Some("working_group");
    if of_group && draft.content.item("group").is_none() {
        return form(vec![FieldProblem::new("group", FieldRule::Missing)]);
    }
    Ok(())
}

/// Each row says who sits there, once; persons belong to the party of the list.
pub(super) fn seats(
    record: &Record,
    draft: &Draft,
    table: &str,
    one_of: &[&str],
) -> Result<(), Refusal> {
    let party = draft.content.party("party").unwrap_or_else(|| record.us().clone());
    let mut problems = Vec::new();
    let mut seated = BTreeSet::new();
    for (at, row) in draft.content.rows(table).into_iter().enumerate() {
        let row = Row(row);
        let named = |field: &&&str| row.bi(field, Lang::Ar).or(row.text(field)).is_some();
        if !one_of.iter().any(|field| named(&field)) {
            let problem = FieldProblem::new(&format!("{table}.{at}"), FieldRule::OneOf);
            problems.push(problem.with("fields", one_of.join(", ")));
        }
        for field in ["person", "for"] {
            let Some(person) = row.item(field) else {
                continue;
            };
            let path = format!("{table}.{at}.{field}");
            if field == "person" && !seated.insert(person.clone()) {
                problems.push(FieldProblem::new(&path, FieldRule::Twice));
            }
            let is = record.party_of(&person);
            if let Some(is) = is.filter(|is| *is != party) {
                let problem = FieldProblem::new(&path, FieldRule::OtherParty);
                problems.push(problem.with("is", is).with("wanted", &party));
            }
        }
    }
    form(problems)
}

/// The item named has an agreed version.
pub(super) fn corrects_agreed(record: &Record, draft: &Draft, field: &str) -> Result<(), Refusal> {
    let Some(id) = draft.content.item(field) else {
        return Ok(());
    };
    match record.item(&id) {
        Some(item) if !item.standing().effective.is_empty() => Ok(()),
        _ => Err(Refusal::NothingAgreedToCorrect { item: id }),
    }
}
