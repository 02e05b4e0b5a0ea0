//! `hiwar search`: the results of a query in the terminal, from the index as it lies in the folder.
//! Whoever may read the folder may read all of it, so nothing is held back here.

use ::search::snippet::{self, Part};
use ::search::{Entry, Filters, Hit, Hits, Query, QueryProblem};
use anyhow::bail;
use dialogue::content::Lang;
use dialogue::item;
use node::{Reading, Scope};
use serde_json::{Value, json};

use super::{Answer, print_json};
use crate::cli::SearchArgs;

pub fn run(args: SearchArgs) -> anyhow::Result<Answer> {
    let kind = match args.kind.as_deref() {
        None => None,
        Some(::search::entry::NOTE) => Some(::search::entry::NOTE.to_owned()),
        Some(name) => match item::get(name) {
            Some(known) => Some(known.name.to_owned()),
            None => bail!("{name:?} is no type of item; name one such as session, or note"),
        },
    };
    let reading = Reading::open(&args.at.folder)?;
    let keys = ::search::word::Keys::default();
    let query =
        Query::read(&args.query, &keys).map_err(|problem| anyhow::anyhow!(said(problem)))?;
    let only_notes = kind.as_deref() == Some(::search::entry::NOTE);
    let filters = Filters { kind: kind.filter(|_| !only_notes), ..Filters::default() };
    let mut found = Vec::new();
    let mut more = false;
    let scopes: &[Scope] = match (only_notes, filters.kind.is_some()) {
        (true, _) => &[Scope::Notes],
        (_, true) => &[Scope::Shared],
        _ => &[Scope::Shared, Scope::Notes],
    };
    for scope in scopes {
        let hits = reading.find(*scope, &query, &filters)?;
        more |= hits.more || hits.next.is_some();
        found.extend(hits.hits.iter().filter_map(|hit| line(&reading, hit, &hits, &keys)));
    }
    let behind = reading.behind()?;
    if args.json {
        let lines: Vec<Value> = found.iter().map(Line::to_json).collect();
        print_json(&json!({ "query": args.query, "found": lines, "more": more,
            "entries_not_indexed": behind }));
    } else {
        for line in &found {
            line.print();
        }
        match found.len() {
            0 => println!("Nothing fits. Try fewer words, or the beginning of a word with a star."),
            n if more => println!("\n{n} shown, there are more."),
            n => println!("\n{n} found."),
        }
        if behind > 0 {
            println!("The index lacks {behind} entries of the logs: start the node, or reindex.");
        }
    }
    Ok(if found.is_empty() { Answer::No } else { Answer::Yes })
}

/// A hit as it is printed.
struct Line {
    dialogue: String,
    item: String,
    kind: String,
    date: String,
    title: [String; 2],
    passages: Vec<(&'static str, Vec<Part>)>,
}

fn line(reading: &Reading, hit: &Hit, hits: &Hits, keys: &::search::word::Keys) -> Option<Line> {
    let record = reading.record(&hit.key.dialogue)?;
    let item = record.item(&hit.key.item_id()?)?;
    let entry = match hit.key.note {
        Some(_) => Entry::of_note(None, hit.key.clone(), &reading.note(&hit.key)?, &hit.date),
        None => Entry::of(record, &hit.key.dialogue, &item)?,
    };
    let passages = snippet::snippets(&entry, "", &hits.wanted, keys).into_iter();
    let passages = passages.map(|one| (one.lang.map_or("", Lang::as_str), one.parts));
    Some(Line {
        dialogue: hit.key.dialogue.clone(),
        item: hit.key.item.clone(),
        kind: hit.kind.clone(),
        date: hit.date.clone(),
        title: Lang::ALL.map(|lang| item.title(lang)),
        passages: passages.collect(),
    })
}

impl Line {
    fn print(&self) {
        let [ar, en] = &self.title;
        println!("{} {}  {}", self.kind, self.date, self.item);
        println!("  {en}");
        if ar != en {
            println!("  {ar}");
        }
        for (_, parts) in &self.passages {
            let marked = parts.iter().map(|part| match part.hit {
                true => format!("[{}]", part.text),
                false => part.text.clone(),
            });
            println!("    {}", marked.collect::<String>().replace('\n', " "));
        }
    }

    fn to_json(&self) -> Value {
        let [ar, en] = &self.title;
        let part = |part: &Part| json!({ "text": part.text, "hit": part.hit });
        let passage = |(lang, parts): &(&str, Vec<Part>)| {
            let parts: Vec<Value> = parts.iter().map(part).collect();
            json!({ "lang": lang, "parts": parts })
        };
        json!({ "dialogue": self.dialogue, "item": self.item, "type": self.kind,
            "date": self.date, "title": { "ar": ar, "en": en },
            "passages": self.passages.iter().map(passage).collect::<Vec<_>>() })
    }
}

/// Why a query cannot be read, and what to do.
fn said(problem: QueryProblem) -> String {
    match problem {
        QueryProblem::Empty | QueryProblem::NoWords => {
            "the query has no letter and no number; type a word".to_owned()
        }
        QueryProblem::OpenQuote => "a quotation mark is opened and not closed".to_owned(),
        QueryProblem::TooLong { chars } => format!(
            "the query has {chars} characters, at most {} are read; shorten it",
            ::search::limits::QUERY_CHARS_MAX
        ),
        QueryProblem::TooManyWords { words } => format!(
            "the query has {words} words, at most {} are looked for; leave some out",
            ::search::limits::QUERY_WORDS_MAX
        ),
    }
}
