//! Hits ready to read: title, place, passages with the words marked, in the text as the record has
//! it; and the form with what can be narrowed.

use ::search::snippet::{self, Part, Snippet};
use ::search::{Entry, Hit, Hits, Index, Standing, Wanted};
use dialogue::content::Lang;
use dialogue::record::{Item, Record};

use super::asked::Asked;
use crate::guard::Signed;
use crate::i18n::T;
use crate::items::lists::{Filter, FilterOption};
use crate::items::reader::Reader;
use crate::limits::SEARCH_OPTIONS_MAX;
use crate::mark::Mark;
use crate::texts;

/// The form.
#[derive(Debug, Default)]
pub struct Form {
    pub query: String,
    pub kind: String,
    pub filters: Vec<Filter>,
    pub from: String,
    pub to: String,
    pub narrowed: bool,
    /// The same words, nothing narrowed.
    pub clear: String,
}

/// One kind with its count.
#[derive(Debug)]
pub struct KindLink {
    pub label: String,
    pub count: String,
    pub href: String,
    pub chosen: bool,
}

/// A hit.
#[derive(Debug)]
pub struct HitView {
    pub id: String,
    pub state: Mark,
    pub private: bool,
    pub href: String,
    pub title: Vec<Part>,
    pub kind: String,
    /// Session or round, and the day.
    pub place: String,
    pub date: String,
    /// The dialogue, when there is more than one.
    pub dialogue: String,
    pub passages: Vec<PassageView>,
}

/// A passage.
#[derive(Debug)]
pub struct PassageView {
    pub lang: &'static str,
    pub dir: &'static str,
    pub parts: Vec<Part>,
    /// In whose wording it stands, when that is not the version shown.
    pub held_by: String,
}

/// Makes views of hits for one viewer.
pub struct Listing<'a> {
    pub signed: &'a Signed,
    /// The index whose keys of words mark the texts.
    pub keys: Option<&'a Index>,
}

impl Listing<'_> {
    /// The hits in their order. What has left the record since the index was read is left out.
    pub fn views(&self, hits: &Hits) -> Vec<HitView> {
        hits.hits.iter().filter_map(|hit| self.view(hit, &hits.wanted)).collect()
    }

    fn view(&self, hit: &Hit, wanted: &[Wanted]) -> Option<HitView> {
        let node = self.signed.app.node();
        let dialogue = node.dialogue(&hit.key.dialogue)?;
        let id = hit.key.item_id()?;
        let note = match hit.key.note {
            Some(number) => {
                let notes = node.private().notes(&hit.key.dialogue, &id).ok()?;
                Some(notes.into_iter().find(|note| note.id == number)?.text)
            }
            None => None,
        };
        let actor = self.signed.actor();
        let record = dialogue.read();
        let t = self.signed.t();
        let reader = Reader::new(&record, dialogue.id().as_str(), t, &actor);
        let item = record.item(&id)?;
        let several = node.dialogues().len() > 1;
        let name = if several { texts::dialogue_name(&record, t.lang()) } else { String::new() };
        let view = self.of_item(&reader, &item, hit, wanted, note.as_deref())?;
        Some(HitView { dialogue: name, ..view })
    }

    fn of_item(
        &self,
        reader: &Reader<'_>,
        item: &Item<'_>,
        hit: &Hit,
        wanted: &[Wanted],
        note: Option<&str>,
    ) -> Option<HitView> {
        let keys = self.keys?.keys();
        let t = reader.t;
        let title = reader.title(item);
        let entry = match note {
            Some(text) => Entry::of_note(None, hit.key.clone(), text, &hit.date),
            None => Entry::of(reader.record, reader.did, item)?,
        };
        let found = snippet::snippets(&entry, &title, wanted, keys);
        let plain = || vec![Part { text: title.clone(), hit: false }];
        let marked = if note.is_none() { snippet::marked(&title, wanted, keys) } else { None };
        let kind = match note {
            Some(_) => t.s("search-note").into_owned(),
            None => item.kind().label(t.lang()).to_owned(),
        };
        let notes = if note.is_some() { "#notes" } else { "" };
        Some(HitView {
            id: item.id().to_string(),
            state: reader.mark(item),
            private: note.is_some(),
            href: if note.is_some() { reader.life(item.id()) + notes } else { reader.href(item) },
            title: marked.unwrap_or_else(plain),
            kind,
            place: place(reader, &entry, item),
            date: if hit.date.is_empty() { String::new() } else { reader.date(&hit.date) },
            dialogue: String::new(),
            passages: found.into_iter().map(|found| passage(reader, found)).collect(),
        })
    }
}

/// The session an item belongs to, else its round; nothing for these themselves.
fn place(reader: &Reader<'_>, entry: &Entry, item: &Item<'_>) -> String {
    let above = [&entry.session, &entry.round].into_iter().flatten();
    above.filter(|id| *id != item.id()).map(|id| reader.title_of(id)).next().unwrap_or_default()
}

fn passage(reader: &Reader<'_>, found: Snippet) -> PassageView {
    let holders: Vec<String> = found.held_by.iter().map(|party| reader.party(party)).collect();
    PassageView {
        lang: found.lang.map_or("", Lang::as_str),
        dir: found.lang.map_or("auto", Reader::dir),
        held_by: match holders.is_empty() {
            true => String::new(),
            false => {
                let names = holders.join(reader.comma());
                reader.t.f("search-held-by", &[("party", names)])
            }
        },
        parts: found.parts,
    }
}

/// The kinds of what was found, each a link that narrows to it or takes that back.
pub fn kinds(hits: &Hits, asked: &Asked, t: T) -> Vec<KindLink> {
    let more = if hits.more { "+" } else { "" };
    let link = |(kind, n): &(String, usize)| {
        let chosen = asked.kind == *kind;
        KindLink {
            label: t.s(&format!("types-{kind}")).into_owned(),
            count: format!("{n}{more}"),
            href: asked.href(t.lang(), "type", if chosen { "" } else { kind }),
            chosen,
        }
    };
    hits.kinds.iter().map(link).collect()
}

/// The form as it was sent, with what the records offer to narrow by.
pub fn form(signed: &Signed, asked: &Asked) -> Form {
    let t = signed.t();
    let dialogues = signed.dialogues();
    let mut filters = Vec::new();
    if dialogues.len() > 1 {
        let option = |dialogue: &node::Dialogue| FilterOption {
            value: dialogue.id().to_string(),
            label: texts::dialogue_name(&dialogue.read(), t.lang()),
            chosen: dialogue.id().as_str() == asked.d,
        };
        let options = dialogues.iter().map(option).collect();
        filters.push(Filter { name: "d", label: t.s("dialogues").into_owned(), options });
    }
    let mut of_records =
        |name: &'static str, label: &str, options: &dyn Fn(&Record) -> Vec<FilterOption>| {
            let wanted =
                dialogues.iter().filter(|one| asked.d.is_empty() || one.id().as_str() == asked.d);
            let mut all: Vec<FilterOption> = Vec::new();
            for dialogue in wanted {
                all.extend(options(&dialogue.read()));
            }
            let chosen = all.iter().position(|option| option.chosen);
            if chosen.is_none_or(|at| at < SEARCH_OPTIONS_MAX) {
                all.truncate(SEARCH_OPTIONS_MAX);
            }
            let mut seen = std::collections::BTreeSet::new();
            all.retain(|option| seen.insert(option.value.clone()));
            filters.push(Filter { name, label: label.to_owned(), options: all });
        };
    let items = |record: &Record, type_name: &str, chosen: &str| -> Vec<FilterOption> {
        let option = |item: &Item<'_>| FilterOption {
            value: item.id().to_string(),
            label: crate::items::reader::shown_title(item, t.lang()),
            chosen: item.id().as_str() == chosen,
        };
        record.of_type(type_name).iter().map(option).collect()
    };
    of_records("round", &t.s("list-round"), &|record| items(record, "round", &asked.round));
    of_records("group", &t.s("list-group"), &|record| items(record, "working_group", &asked.group));
    of_records("session", &t.s("search-session"), &|record| {
        items(record, "session", &asked.session)
    });
    of_records("party", &t.s("search-party"), &|record| {
        let option = |party: dialogue::id::PartyId| FilterOption {
            label: texts::party(record, &party, t.lang()),
            chosen: party.as_str() == asked.party,
            value: party.to_string(),
        };
        record.joint().members().into_iter().map(option).collect()
    });
    filters.push(Filter {
        name: "state",
        label: t.s("areas-state").into_owned(),
        options: Standing::ALL
            .into_iter()
            .map(|standing| standing_option(standing, asked, t))
            .collect(),
    });
    let (kind, query) = (asked.kind.clone(), asked.q.clone());
    Form {
        clear: Asked { q: query.clone(), ..Asked::default() }.href(t.lang(), "", ""),
        narrowed: asked.is_narrowed(),
        from: asked.from.clone(),
        to: asked.to.clone(),
        kind,
        query,
        filters,
    }
}

fn standing_option(standing: Standing, asked: &Asked, t: T) -> FilterOption {
    let key = match standing {
        Standing::Agreed => "search-agreed",
        Standing::Open => "search-open",
        Standing::OneSided => "search-own",
        Standing::Private => "search-private",
    };
    FilterOption {
        value: standing.as_str().to_owned(),
        label: t.s(key).into_owned(),
        chosen: asked.state == standing.as_str(),
    }
}
