//! Any version of any type as labelled values, read off its field table: both languages side by
//! side in their own directions, references as links, tables as tables, missing values said to be
//! missing. What a field holds may be anything a peer sent; nothing here can fail on it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use dialogue::Value;
use dialogue::assistance::legible;
use dialogue::bracket::{self, Piece as Words};
use dialogue::content::{Content, Lang, Row};
use dialogue::id::{ItemId, PartyId};
use dialogue::item::{Field, ItemType, Kind};
use dialogue::kind::DialogueKind;
use dialogue::record::{Item, Version};

use super::reader::{Address, Link, Reader};
use crate::clocks;
use crate::i18n::T;

/// One field with its value.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    pub label: String,
    /// `both`, `links`, `addresses`, `table`, `missing` or `plain`: how the template draws it.
    pub shape: &'static str,
    pub text: String,
    pub texts: Vec<LangText>,
    pub links: Vec<Link>,
    pub addresses: Vec<Address>,
    pub head: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub href: String,
}

/// A text in one language, with the wordings of the parties where they differ.
#[derive(Clone, Debug)]
pub struct LangText {
    pub lang: &'static str,
    pub dir: &'static str,
    pub pieces: Vec<Piece>,
    /// What stands there when there is no text, and in which language it is said.
    pub absent: String,
    pub page_lang: &'static str,
}

/// A stretch of text: the same for all, or one wording a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub parts: Vec<Wording>,
}

/// A stretch of a text, and whether it is a code that keeps its order whatever stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'t> {
    pub text: &'t str,
    pub code: bool,
}

/// Cuts a text at its codes; a page encloses them, else `2020-11-16` inside Arabic reads from the
/// wrong end and two delegates would see two texts.
pub fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut push = |text, code| {
        if !str::is_empty(text) {
            runs.push(Run { text, code });
        }
    };
    let mut at = 0;
    for code in text::bidi::codes(text) {
        push(&text[at..code.start], false);
        push(&text[code.clone()], true);
        at = code.end;
    }
    push(&text[at..], false);
    runs
}

/// What one party says in a place where the parties differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    pub party: String,
    pub tone: &'static str,
    pub text: String,
    /// What stands there when this party has no words in the place.
    pub nothing: String,
}

impl Reader<'_> {
    /// All values of a version that has any, in the order of the type's fields.
    pub fn shown(&self, item_type: &ItemType, content: &Content, missing: &[String]) -> Vec<Shown> {
        let content = &*self.readable(item_type, content);
        let common = item_type.common().iter().filter(|f| f.name == "remark");
        let fields = item_type.fields.iter().chain(common);
        fields.filter_map(|field| self.field(item_type, field, content, missing)).collect()
    }

    /// One field of a version, when it has a value.
    pub fn one(&self, item_type: &ItemType, field: &Field, content: &Content) -> Option<Shown> {
        self.field(item_type, field, &self.readable(item_type, content), &[])
    }

    /// What of a version a page may show: a compartment shows codes only, whatever the other side's
    /// program wrote; elsewhere everything.
    pub fn readable<'c>(&self, item_type: &ItemType, content: &'c Content) -> Cow<'c, Content> {
        match item_type.held_in {
            DialogueKind::LegalAssistance => Cow::Owned(legible(self.record, item_type, content).0),
            DialogueKind::Ordinary => Cow::Borrowed(content),
        }
    }

    fn field(
        &self,
        item_type: &ItemType,
        field: &Field,
        content: &Content,
        missing: &[String],
    ) -> Option<Shown> {
        let label = self.label(item_type.name, field.name);
        if field.stored().iter().any(|name| missing.contains(name)) {
            let text = self.t.s("value-missing").into_owned();
            return Some(Shown { label, shape: "missing", text, ..Shown::default() });
        }
        if let Kind::Bi { .. } = field.kind {
            let texts = self.both(content, field.name);
            let any = texts.iter().any(|text| !text.pieces.is_empty());
            return any.then_some(Shown { label, shape: "both", texts, ..Shown::default() });
        }
        let value = content.get(field.name)?;
        let mut shown = Shown { label, shape: "plain", ..Shown::default() };
        match field.kind {
            Kind::Item(_) => {
                shown.shape = "links";
                shown.links = content.item(field.name).iter().map(|id| self.link_of(id)).collect();
            }
            Kind::Items(_) => {
                shown.shape = "links";
                shown.links = content.items(field.name).iter().map(|id| self.link_of(id)).collect();
            }
            Kind::Url => {
                shown.shape = "addresses";
                shown.addresses = content.text(field.name).map(Address::of).into_iter().collect();
            }
            Kind::Urls => {
                shown.shape = "addresses";
                shown.addresses =
                    content.strings(field.name).into_iter().map(Address::of).collect();
            }
            Kind::Rows(columns) => {
                shown.shape = "table";
                let heads = columns.iter().map(|column| {
                    self.label(item_type.name, &column_path(field.name, column.name))
                });
                shown.head = heads.collect();
                shown.rows = content
                    .rows(field.name)
                    .into_iter()
                    .map(|row| self.row(item_type, field.name, columns, row))
                    .collect();
            }
            _ => shown.text = self.plain(item_type.name, field.name, field.kind, Some(value)),
        }
        Some(shown)
    }

    fn row(
        &self,
        item_type: &ItemType,
        table: &str,
        columns: &[Field],
        row: &BTreeMap<String, Value>,
    ) -> Vec<Cell> {
        let cell = |column: &Field| {
            let path = column_path(table, column.name);
            match column.kind {
                Kind::Bi { .. } => Cell {
                    text: Row(row).bi(column.name, self.lang()).unwrap_or("").to_owned(),
                    ..Cell::default()
                },
                Kind::Item(_) => match Row(row).item(column.name) {
                    Some(id) => {
                        let link = self.link_of(&id);
                        Cell { text: link.title, href: link.href }
                    }
                    None => Cell::default(),
                },
                Kind::Items(_) => {
                    let ids = Row(row).items(column.name);
                    let names: Vec<String> = ids.iter().map(|id| self.title_of(id)).collect();
                    Cell { text: names.join(self.comma()), ..Cell::default() }
                }
                Kind::Url | Kind::Urls => self.url_cell(row.get(column.name)),
                kind => Cell {
                    text: self.plain(item_type.name, &path, kind, row.get(column.name)),
                    ..Cell::default()
                },
            }
        };
        columns.iter().map(cell).collect()
    }

    fn url_cell(&self, value: Option<&Value>) -> Cell {
        let first = match value {
            Some(Value::Str(url)) => Some(url),
            Some(Value::List(list)) => list.iter().find_map(|one| match one {
                Value::Str(url) => Some(url),
                _ => None,
            }),
            _ => None,
        };
        let more = match value {
            Some(Value::List(list)) if list.len() > 1 => format!(" +{}", list.len() - 1),
            _ => String::new(),
        };
        first.map_or_else(Cell::default, |url| {
            let address = Address::of(url);
            let host = address.shown.split('/').next().unwrap_or_default().to_owned();
            Cell { text: host + &more, href: address.href }
        })
    }

    /// A value of a simple kind in words.
    pub fn plain(&self, type_name: &str, path: &str, kind: Kind, value: Option<&Value>) -> String {
        match (kind, value) {
            (_, None) => String::new(),
            (Kind::Date, Some(Value::Str(text))) => self.date(text),
            (Kind::Instant, Some(Value::Str(text))) => self.stamp(text),
            (Kind::Choice(choices), Some(Value::Str(text))) if choices.contains(&text.as_str()) => {
                self.choice(type_name, path, text)
            }
            (Kind::Party, Some(Value::Str(text))) => self.party_code(text),
            (Kind::Parties, Some(Value::List(list))) => {
                let names = list.iter().filter_map(|value| match value {
                    Value::Str(text) => Some(self.party_code(text)),
                    _ => None,
                });
                names.collect::<Vec<_>>().join(self.comma())
            }
            (_, Some(Value::Bool(true))) => self.t.s("areas-yes").into_owned(),
            (_, Some(Value::Bool(false))) => self.t.s("areas-no").into_owned(),
            (_, Some(Value::Int(number))) => number.to_string(),
            (_, Some(Value::Str(text))) => text.to_string(),
            (_, Some(Value::List(list))) => {
                let texts = list.iter().filter_map(|value| match value {
                    Value::Str(text) if path == "topics" => Some(self.topic(text)),
                    Value::Str(text) => Some(text.to_string()),
                    _ => None,
                });
                texts.collect::<Vec<_>>().join(self.comma())
            }
            (_, Some(Value::Map(_))) => String::new(),
        }
    }

    /// A topic in the language of the page: as the words of the pages or the catalogue of topics
    /// have it, else as the record's own terms do, else as it was written.
    pub fn topic(&self, topic: &str) -> String {
        let plain = topic.trim().to_lowercase();
        let key = format!("topic-{}", plain.replace([' ', '_'], "-"));
        if self.t.has(&key) {
            return self.t.s(&key).into_owned();
        }
        if let Some(names) = proposals::topics::name(&plain.replace([' ', '-'], "_")) {
            return names[self.lang() as usize].to_owned();
        }
        let is = |item: &Item<'_>| {
            let mut words =
                Lang::ALL.into_iter().filter_map(|lang| item.content().bi("term", lang));
            words.any(|word| word.to_lowercase() == plain)
        };
        let term = self.record.of_type("term").into_iter().find(is);
        let word = term.and_then(|term| term.content().bi("term", self.lang()));
        word.unwrap_or(topic).to_owned()
    }

    /// A language by its code: in words where the pages have one.
    pub fn language(&self, code: &str) -> String {
        let key = format!("choice-lang-{code}");
        if self.t.has(&key) { self.t.s(&key).into_owned() } else { code.to_owned() }
    }

    /// A party's name by its code as written.
    pub fn party_code(&self, code: &str) -> String {
        PartyId::parse(code).map_or_else(|_| code.to_owned(), |party| self.party(&party))
    }

    /// The comma of the page's language.
    pub fn comma(&self) -> &'static str {
        match self.lang() {
            Lang::Ar => "، ",
            Lang::En => ", ",
        }
    }

    /// Both languages of a text, that of the page first, without comparison.
    pub fn both(&self, content: &Content, base: &str) -> Vec<LangText> {
        let of = |lang: Lang| {
            let text = content.bi_exact(base, lang);
            self.lang_text(lang, text.map(same).into_iter().collect())
        };
        [self.lang(), self.lang().other()].map(of).into()
    }

    fn lang_text(&self, lang: Lang, pieces: Vec<Piece>) -> LangText {
        LangText {
            lang: lang.as_str(),
            dir: Reader::dir(lang),
            pieces,
            absent: self.t.s(&format!("text-absent-{lang}")).into_owned(),
            page_lang: self.lang().as_str(),
        }
    }

    /// Both languages of a text as the item stands: where positions differ, with brackets.
    pub fn wordings(&self, item: &Item<'_>, base: &str) -> Vec<LangText> {
        let of = |lang: Lang| self.lang_text(lang, self.bracketed(item, base, lang));
        [self.lang(), self.lang().other()].map(of).into()
    }

    /// One language of a text as the item stands: `[Kuwait: ..][United States: ..]` where the
    /// positions differ, else the text shown.
    pub fn bracketed(&self, item: &Item<'_>, base: &str, lang: Lang) -> Vec<Piece> {
        let positions = self.positions(item);
        let texts: Vec<&str> = positions
            .iter()
            .map(|(_, version)| version.content.bi_exact(base, lang).unwrap_or(""))
            .collect();
        let differ = texts.windows(2).any(|pair| pair[0] != pair[1]);
        if !differ {
            return item.content().bi_exact(base, lang).map(same).into_iter().collect();
        }
        let parties: Vec<&PartyId> = positions.iter().map(|(party, _)| party).collect();
        let mut pieces = Vec::new();
        for words in bracket::among(&texts) {
            // Blanks at the edges of what differs stand outside the brackets.
            let (before, after) = blanks_at_edges(&words);
            pieces.extend(before.then(|| same(" ")));
            pieces.push(self.piece(words, &parties, lang));
            pieces.extend(after.then(|| same(" ")));
        }
        pieces
    }

    fn piece(&self, words: Words, parties: &[&PartyId], lang: Lang) -> Piece {
        match words {
            Words::Same(text) => Piece { text, parts: Vec::new() },
            Words::Differs { parts } => {
                let part = |(idx, text): (usize, String)| {
                    let party = parties.get(idx).copied();
                    Wording {
                        // Named in the language of the text that they stand in.
                        party: party
                            .map(|party| self.record.party_name(party, lang))
                            .unwrap_or_default(),
                        tone: party.map_or("theirs", |party| self.tone(party)),
                        text: text.trim().to_owned(),
                        nothing: T::new(lang).s("bracket-nothing").into_owned(),
                    }
                };
                Piece { text: String::new(), parts: parts.into_iter().map(part).collect() }
            }
        }
    }

    /// The position of each party that has one, ours first.
    pub fn positions<'r>(&self, item: &Item<'r>) -> Vec<(PartyId, &'r Version)> {
        let sides = self.sides().into_iter();
        sides.filter_map(|side| Some((side.party.clone(), item.position(&side.party)?))).collect()
    }

    /// The fields in which the positions differ, with brackets.
    pub fn brackets(&self, item: &Item<'_>) -> Vec<Shown> {
        let positions = self.positions(item);
        if positions.windows(2).all(|pair| pair[0].1.id == pair[1].1.id) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for field in item.kind().fields {
            let differs = field.stored().iter().any(|name| {
                positions.windows(2).any(|p| p[0].1.content.get(name) != p[1].1.content.get(name))
            });
            if !differs {
                continue;
            }
            let label = self.label(item.kind().name, field.name);
            if let Kind::Bi { .. } = field.kind {
                let texts = self.wordings(item, field.name);
                found.push(Shown { label, shape: "both", texts, ..Shown::default() });
                continue;
            }
            for (party, version) in &positions {
                let shown = self.one(item.kind(), field, &version.content);
                let label = format!("{label} · {}", self.party(party));
                found.push(match shown {
                    Some(shown) => Shown { label, ..shown },
                    None => {
                        let text = self.t.s("bracket-nothing").into_owned();
                        Shown { label, shape: "plain", text, ..Shown::default() }
                    }
                });
            }
        }
        found
    }

    /// The post of a person, on a day where one is named: what stands under a name. Without a
    /// holding that covers the day, the nearest one known before it, else the last.
    pub fn post_of(&self, person: &ItemId, date: Option<&str>) -> String {
        let holders = self.record.children(person, "holder");
        let covers = |holder: &&Item<'_>, date: &str| {
            let content = holder.content();
            let from = content.date("from").or(content.date("as_of"));
            let to = content.date("to").or(content.date("as_of"));
            from.is_some_and(|from| from <= date)
                && to.is_none_or(|to| date <= to || date.starts_with(to))
        };
        let before = |holder: &&Item<'_>, date: &str| {
            let content = holder.content();
            content.date("from").or(content.date("as_of")).is_some_and(|from| from <= date)
        };
        let holder = match date {
            Some(date) => holders
                .iter()
                .rfind(|holder| covers(holder, date))
                .or_else(|| holders.iter().rfind(|holder| before(holder, date)))
                .or_else(|| holders.first()),
            None => holders.last(),
        };
        let post = holder.and_then(|holder| holder.content().item("post"));
        post.map(|post| self.post_title(&post)).unwrap_or_default()
    }

    /// The title of a post with its institution.
    pub fn post_title(&self, post: &ItemId) -> String {
        let Some(post) = self.record.item(post) else { return String::new() };
        let title = post.content().bi("title", self.lang()).unwrap_or_default();
        let body = post.content().item("institution").map(|id| self.title_of(&id));
        match body {
            Some(body) if !title.is_empty() => format!("{title}{}{body}", self.comma()),
            _ => title.to_owned(),
        }
    }

    /// The day and hour of a session in words, for lines and tables.
    pub fn when(&self, session: &Item<'_>) -> String {
        let content = session.content();
        match (content.instant("starts"), content.date("date")) {
            (Some(starts), _) => self.stamp(starts),
            (None, Some(date)) => self.span(Some(date), content.date("end_date").or(Some(date))),
            (None, None) => String::new(),
        }
    }

    /// The Hijri reading of a full date on Arabic pages; empty elsewhere.
    pub fn hijri(&self, date: &str) -> String {
        match self.lang() {
            Lang::Ar => clocks::hijri(date, self.t).unwrap_or_default(),
            Lang::En => String::new(),
        }
    }
}

/// The path of a column as keys of words name it.
pub fn column_path(table: &str, column: &str) -> String {
    format!("{table}-{}", if column.is_empty() { "text" } else { column })
}

/// Whether some part of a difference begins, or ends, with a blank.
fn blanks_at_edges(words: &Words) -> (bool, bool) {
    let Words::Differs { parts } = words else { return (false, false) };
    let some = |edge: fn(&str) -> Option<char>| {
        parts.iter().any(|(_, text)| edge(text).is_some_and(char::is_whitespace))
    };
    (some(|text| text.chars().next()), some(|text| text.chars().next_back()))
}

fn same(text: &str) -> Piece {
    Piece { text: text.to_owned(), parts: Vec::new() }
}
