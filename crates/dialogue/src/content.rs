//! The opened values of one version: field name to value, in one or both languages.
//! Readers of it must expect anything: a peer may send any value under any name. Therefore no
//! accessor fails; a value of another kind reads as absent, and `item::check_fields` names it.
//! Names: a bilingual field `title` is stored as `title_ar` and `title_en`, the bilingual field
//! without a name as `ar` and `en` (`docs/adding-an-act.md`).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use ledger::id::{ItemId, PartyId};
use ledger::json::Value;

/// A language of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Arabic.
    Ar,
    /// English.
    En,
}

impl Lang {
    /// Both languages, Arabic first.
    pub const ALL: [Lang; 2] = [Lang::Ar, Lang::En];

    /// `ar` or `en`.
    pub fn as_str(self) -> &'static str {
        match self {
            Lang::Ar => "ar",
            Lang::En => "en",
        }
    }

    /// Reads `ar` or `en`.
    pub fn parse(text: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.as_str() == text)
    }

    /// The other language.
    pub fn other(self) -> Lang {
        match self {
            Lang::Ar => Lang::En,
            Lang::En => Lang::Ar,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The values of one version, sorted by field name.
///
/// ```
/// use dialogue::content::{Content, Lang};
/// let content = Content::new().with("title_en", "Opening remarks").with("number", 4);
/// assert_eq!(content.bi("title", Lang::En), Some("Opening remarks"));
/// assert_eq!(content.bi("title", Lang::Ar), Some("Opening remarks"), "falls back");
/// assert_eq!(content.bi_exact("title", Lang::Ar), None);
/// assert_eq!(content.int("number"), Some(4));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    // Sorted, so that a million versions do not each carry a tree and copies of the names.
    fields: Vec<(Arc<str>, Value)>,
}

/// The content of an item of which nothing is known.
pub static EMPTY: Content = Content::new();

impl Content {
    /// No values.
    pub const fn new() -> Content {
        Content { fields: Vec::new() }
    }

    fn slot(&self, name: &str) -> Result<usize, usize> {
        self.fields.binary_search_by(|(key, _)| key.as_ref().cmp(name))
    }

    /// The value of a field, whatever its kind.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.slot(name).ok().map(|slot| &self.fields[slot].1)
    }

    /// Sets a field.
    pub fn set(&mut self, name: &str, value: Value) {
        self.set_shared(&Arc::from(name), value);
    }

    /// Sets a field whose name is already shared.
    pub(crate) fn set_shared(&mut self, name: &Arc<str>, value: Value) {
        match self.slot(name) {
            Ok(slot) => self.fields[slot].1 = value,
            Err(slot) => self.fields.insert(slot, (Arc::clone(name), value)),
        }
    }

    /// Sets a text; an empty text removes the field, since an absent field is how "nothing" is
    /// written.
    pub fn set_text(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            self.remove(name);
        } else {
            self.set(name, Value::from(text));
        }
    }

    /// Sets one language of a bilingual field.
    pub fn set_bi(&mut self, base: &str, lang: Lang, text: &str) {
        self.set_text(&bi_name(base, lang), text);
    }

    /// Sets a list of references to items.
    pub fn set_items<'a>(&mut self, name: &str, items: impl IntoIterator<Item = &'a ItemId>) {
        self.set_strings(name, items.into_iter().map(ItemId::as_str));
    }

    /// Sets a list of texts; an empty list removes the field.
    pub fn set_strings<'a>(&mut self, name: &str, texts: impl IntoIterator<Item = &'a str>) {
        let list: Vec<Value> = texts.into_iter().map(Value::from).collect();
        if list.is_empty() {
            self.remove(name);
        } else {
            self.set(name, Value::List(list));
        }
    }

    /// Sets a table; an empty one removes the field.
    pub fn set_rows(&mut self, name: &str, rows: Vec<BTreeMap<String, Value>>) {
        if rows.is_empty() {
            self.remove(name);
        } else {
            self.set(name, Value::List(rows.into_iter().map(Value::Map).collect()));
        }
    }

    /// The same content with one more value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Datum>) -> Content {
        self.set(name, value.into().0);
        self
    }

    /// Gives back memory that no value uses.
    pub(crate) fn shrink(&mut self) {
        self.fields.shrink_to_fit();
    }

    /// Removes a field and gives back its value.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.slot(name).ok().map(|slot| self.fields.remove(slot).1)
    }

    /// All fields by name.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.fields.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// True when no value is there.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// How many values are there.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// A text.
    pub fn text(&self, name: &str) -> Option<&str> {
        as_text(self.get(name))
    }

    /// A bilingual text in `lang`, else in the other language. The base "" reads `ar` and `en`.
    pub fn bi(&self, base: &str, lang: Lang) -> Option<&str> {
        self.bi_exact(base, lang).or_else(|| self.bi_exact(base, lang.other()))
    }

    /// A bilingual text in `lang` only.
    pub fn bi_exact(&self, base: &str, lang: Lang) -> Option<&str> {
        self.text(&bi_name(base, lang))
    }

    /// A date: `2017`, `2017-08` or `2017-08-23`.
    pub fn date(&self, name: &str) -> Option<&str> {
        self.text(name).filter(|text| is_date(text))
    }

    /// An instant, RFC 3339 in UTC to the second: `2020-11-16T14:00:00Z`.
    pub fn instant(&self, name: &str) -> Option<&str> {
        self.text(name).filter(|text| is_instant(text))
    }

    /// A whole number.
    pub fn int(&self, name: &str) -> Option<u64> {
        as_int(self.get(name))
    }

    /// A yes or no; absent reads as no.
    pub fn flag(&self, name: &str) -> bool {
        as_flag(self.get(name))
    }

    /// A reference to an item.
    pub fn item(&self, name: &str) -> Option<ItemId> {
        as_item(self.get(name))
    }

    /// References to items, in their order.
    pub fn items(&self, name: &str) -> Vec<ItemId> {
        as_items(self.get(name))
    }

    /// A party.
    pub fn party(&self, name: &str) -> Option<PartyId> {
        self.text(name).and_then(|text| PartyId::parse(text).ok())
    }

    /// Parties, in their order.
    pub fn parties(&self, name: &str) -> Vec<PartyId> {
        self.strings(name).into_iter().filter_map(|text| PartyId::parse(text).ok()).collect()
    }

    /// The rows of a table, in their order. [`Row`] reads them.
    pub fn rows(&self, name: &str) -> Vec<&BTreeMap<String, Value>> {
        let Some(Value::List(list)) = self.get(name) else {
            return Vec::new();
        };
        let maps = list.iter().filter_map(|value| match value {
            Value::Map(map) => Some(map),
            _ => None,
        });
        maps.collect()
    }

    /// A list of texts, in their order.
    pub fn strings(&self, name: &str) -> Vec<&str> {
        as_strings(self.get(name))
    }

    /// Every text in every field and row with the name of its top field, for search.
    pub fn texts(&self) -> Vec<(&str, &str)> {
        let mut found = Vec::new();
        for (name, value) in self.iter() {
            texts_of(name, value, &mut found);
        }
        found
    }
}

fn texts_of<'a>(name: &'a str, value: &'a Value, found: &mut Vec<(&'a str, &'a str)>) {
    match value {
        Value::Str(text) => found.push((name, text)),
        Value::List(list) => list.iter().for_each(|value| texts_of(name, value, found)),
        Value::Map(map) => map.values().for_each(|value| texts_of(name, value, found)),
        Value::Bool(_) | Value::Int(_) => {}
    }
}

impl FromIterator<(String, Value)> for Content {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(pairs: I) -> Content {
        let mut content = Content::new();
        pairs.into_iter().for_each(|(name, value)| content.set(&name, value));
        content
    }
}

impl From<BTreeMap<String, Value>> for Content {
    fn from(map: BTreeMap<String, Value>) -> Content {
        map.into_iter().collect()
    }
}

/// A value as [`Content::with`] takes it: a text, a number, a yes or no, a reference, or any
/// [`Value`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Datum(Value);

impl From<Value> for Datum {
    fn from(value: Value) -> Datum {
        Datum(value)
    }
}

impl From<&str> for Datum {
    fn from(text: &str) -> Datum {
        Datum(Value::from(text))
    }
}

impl From<u64> for Datum {
    fn from(number: u64) -> Datum {
        Datum(Value::Int(number))
    }
}

impl From<bool> for Datum {
    fn from(flag: bool) -> Datum {
        Datum(Value::Bool(flag))
    }
}

impl From<&ItemId> for Datum {
    fn from(item: &ItemId) -> Datum {
        item.as_str().into()
    }
}

impl From<&PartyId> for Datum {
    fn from(party: &PartyId) -> Datum {
        party.as_str().into()
    }
}

impl From<Vec<ItemId>> for Datum {
    fn from(items: Vec<ItemId>) -> Datum {
        let list = items.iter().map(|item| Value::from(item.as_str()));
        Datum(Value::List(list.collect()))
    }
}

impl From<Vec<BTreeMap<String, Value>>> for Datum {
    fn from(rows: Vec<BTreeMap<String, Value>>) -> Datum {
        Datum(Value::List(rows.into_iter().map(Value::Map).collect()))
    }
}

/// Reads one row of a table with the accessors of [`Content`].
///
/// ```
/// use dialogue::content::{Lang, Row};
/// let map = [("title_ar".to_owned(), "سفير".into())].into();
/// assert_eq!(Row(&map).bi("title", Lang::Ar), Some("سفير"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a>(pub &'a BTreeMap<String, Value>);

impl<'a> Row<'a> {
    /// A text.
    pub fn text(self, name: &str) -> Option<&'a str> {
        as_text(self.0.get(name))
    }

    /// A bilingual text in `lang`, else in the other language.
    pub fn bi(self, base: &str, lang: Lang) -> Option<&'a str> {
        self.bi_exact(base, lang).or_else(|| self.bi_exact(base, lang.other()))
    }

    /// A bilingual text in `lang` only.
    pub fn bi_exact(self, base: &str, lang: Lang) -> Option<&'a str> {
        self.text(&bi_name(base, lang))
    }

    /// A date.
    pub fn date(self, name: &str) -> Option<&'a str> {
        self.text(name).filter(|text| is_date(text))
    }

    /// A whole number.
    pub fn int(self, name: &str) -> Option<u64> {
        as_int(self.0.get(name))
    }

    /// A yes or no; absent reads as no.
    pub fn flag(self, name: &str) -> bool {
        as_flag(self.0.get(name))
    }

    /// A reference to an item.
    pub fn item(self, name: &str) -> Option<ItemId> {
        as_item(self.0.get(name))
    }

    /// References to items.
    pub fn items(self, name: &str) -> Vec<ItemId> {
        as_items(self.0.get(name))
    }

    /// A party.
    pub fn party(self, name: &str) -> Option<PartyId> {
        self.text(name).and_then(|text| PartyId::parse(text).ok())
    }

    /// A list of texts.
    pub fn strings(self, name: &str) -> Vec<&'a str> {
        as_strings(self.0.get(name))
    }
}

/// The stored name of one language of a bilingual field: `title_ar`, or `ar` for the base "".
pub fn bi_name(base: &str, lang: Lang) -> String {
    if base.is_empty() { lang.as_str().to_owned() } else { format!("{base}_{lang}") }
}

/// True for `2017`, `2017-08` and `2017-08-23` when such a day exists in the Gregorian calendar.
pub fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let number = |part: &str, digits: usize| {
        let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        if plain { part.parse::<u32>().ok() } else { None }
    };
    let Some(year) = year.and_then(|part| number(part, 4)) else {
        return false;
    };
    let Some(month) = month else {
        return parts.next().is_none();
    };
    let Some(month) = number(month, 2).filter(|month| (1..=12).contains(month)) else {
        return false;
    };
    let Some(day) = day else { return true };
    number(day, 2).is_some_and(|day| (1..=month_days(year, month)).contains(&day))
        && parts.next().is_none()
}

/// True for RFC 3339 in UTC to the second: `2020-11-16T14:00:00Z`. Leap seconds are refused.
pub fn is_instant(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else {
        return false;
    };
    let bytes = time.as_bytes();
    let two = |at: usize, below: u8| {
        let (tens, ones) = (bytes[at], bytes[at + 1]);
        tens.is_ascii_digit() && ones.is_ascii_digit() && (tens - b'0') * 10 + ones - b'0' < below
    };
    date.len() == 10
        && is_date(date)
        && bytes.len() == 9
        && (bytes[2], bytes[5], bytes[8]) == (b':', b':', b'Z')
        && two(0, 24)
        && two(3, 60)
        && two(6, 60)
}

fn month_days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn as_text(value: Option<&Value>) -> Option<&str> {
    match value {
        Some(Value::Str(text)) => Some(text),
        _ => None,
    }
}

fn as_int(value: Option<&Value>) -> Option<u64> {
    match value {
        Some(Value::Int(number)) => Some(*number),
        _ => None,
    }
}

fn as_flag(value: Option<&Value>) -> bool {
    matches!(value, Some(Value::Bool(true)))
}

fn as_item(value: Option<&Value>) -> Option<ItemId> {
    as_text(value).and_then(|text| ItemId::parse(text).ok())
}

fn as_strings(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::List(list)) => list.iter().filter_map(|value| as_text(Some(value))).collect(),
        _ => Vec::new(),
    }
}

fn as_items(value: Option<&Value>) -> Vec<ItemId> {
    as_strings(value).into_iter().filter_map(|text| ItemId::parse(text).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_three_precisions_are_read_and_days_that_do_not_exist_are_not() {
        for good in ["2017", "2017-08", "2017-08-23", "2020-02-29", "2000-02-29"] {
            assert!(is_date(good), "{good}");
        }
        let bad = [
            "",
            "17",
            "2017-",
            "2017-13",
            "2017-00",
            "2017-8",
            "2017-02-29",
            "1900-02-29",
            "2017-08-32",
            "2017-08-23-",
            "2017-08-23T",
            "٢٠١٧",
            "+017",
            "2017-08-00",
        ];
        for bad in bad {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn instants_are_utc_to_the_second() {
        assert!(is_instant("2020-11-16T14:00:00Z"));
        let bad = [
            "2020-11-16",
            "2020-11-16T24:00:00Z",
            "2020-11-16T14:00:60Z",
            "2020-11-16T14:00Z",
            "2020-11-16T14:00:00+03:00",
            "2020-11T14:00:00Z",
            "2020-11-16 14:00:00Z",
            "2020-11-16T14:00:0\u{663}Z",
        ];
        for bad in bad {
            assert!(!is_instant(bad), "{bad}");
        }
    }

    #[test]
    fn values_of_another_kind_read_as_absent() {
        let content = Content::new().with("title_en", 5).with("seats", "x").with("round", "a b");
        assert_eq!(content.bi("title", Lang::En), None);
        assert!(content.rows("seats").is_empty());
        assert_eq!(content.item("round"), None);
        assert!(!content.flag("round"));
    }

    #[test]
    fn the_nameless_bilingual_field_is_stored_under_the_bare_language() {
        let content = Content::new().with("ar", "نص").with("en", "text");
        assert_eq!(content.bi("", Lang::Ar), Some("نص"));
        assert_eq!(content.bi("", Lang::En), Some("text"));
    }

    #[test]
    fn fields_stay_sorted_and_are_set_once() {
        let mut content = Content::new().with("b", 1).with("a", 2).with("b", 3);
        assert_eq!(content.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(content.remove("b"), Some(Value::Int(3)));
        content.set_text("a", "");
        assert!(content.is_empty());
    }
}
