//! What a page says about itself: title, day of publication, site, agency, author, address. Read
//! from its head, its JSON-LD and its `time` elements; claims only, cut to a sane length.

use serde_json::Value;

use crate::date::day_of;
use crate::document::Hints;
use crate::limits::{HINT_BYTES_MAX, JSON_LD_BYTES_MAX};

/// Values inside one another that are searched in JSON-LD.
const JSON_VALUE_COUNT_MAX: usize = 20_000;

/// What a page says about itself, as far as it was read.
#[derive(Debug, Default)]
pub struct Statement {
    pub hints: Hints,
    /// The title for sharing; better than that of the window, which carries the site's name.
    shared_title: Option<String>,
    window_title: String,
    /// Stated days, the surest first: head, JSON-LD, marked `time`.
    days: [Vec<String>; 3],
    /// The first `time` element without a mark.
    first_time: Option<String>,
    json_bytes: usize,
}

impl Statement {
    /// A `meta` element: its name, property or item property, and its content.
    pub fn meta(&mut self, name: &str, content: &str) {
        let value = || Some(cut(content)).filter(|value| !value.is_empty());
        match name.to_ascii_lowercase().as_str() {
            "article:published_time"
            | "og:article:published_time"
            | "dc.date.issued"
            | "dcterms.issued" => self.day(0, content),
            "datepublished" => self.day(1, content),
            "og:title" => self.shared_title = self.shared_title.take().or_else(value),
            "og:site_name" => self.hints.site = self.hints.site.take().or_else(value),
            "og:url" => self.hints.address = self.hints.address.take().or_else(value),
            "author" => self.hints.author = self.hints.author.take().or_else(value),
            "article:publisher" | "publisher" | "dc.publisher" => {
                self.hints.agency = self.hints.agency.take().or_else(value);
            }
            _ => {}
        }
    }

    /// The canonical address.
    pub fn canonical(&mut self, address: &str) {
        if self.hints.address.is_none() && !address.is_empty() {
            self.hints.address = Some(cut(address));
        }
    }

    /// A `time` element; `marked` says that it is marked as the day of publication.
    pub fn time(&mut self, stated: &str, marked: bool) {
        if marked {
            self.day(2, stated);
        } else if self.first_time.is_none() {
            self.first_time = day_of(stated);
        }
    }

    /// Text of the `title` element.
    pub fn window_title(&mut self, text: &str) {
        if self.window_title.len() < HINT_BYTES_MAX {
            self.window_title.push_str(text);
        }
    }

    /// A block of JSON-LD. Blocks that do not parse are passed over, as browsers do.
    pub fn json_ld(&mut self, block: &str) {
        self.json_bytes = self.json_bytes.saturating_add(block.len());
        if self.json_bytes > JSON_LD_BYTES_MAX {
            return;
        }
        let Ok(value) = serde_json::from_str::<Value>(block) else {
            return;
        };
        let mut open = vec![&value];
        let mut left = JSON_VALUE_COUNT_MAX;
        while let Some(value) = open.pop() {
            left -= 1;
            if left == 0 {
                return;
            }
            match value {
                Value::Array(values) => open.extend(values.iter().rev().take(left)),
                Value::Object(fields) => {
                    if let Some(Value::String(stated)) = fields.get("datePublished") {
                        self.day(1, stated);
                        self.people(fields);
                    }
                    // The report first, then what belongs to it.
                    let main = ["@graph", "mainEntity", "mainEntityOfPage"];
                    open.extend(main.iter().rev().filter_map(|name| fields.get(*name)));
                }
                _ => {}
            }
        }
    }

    fn people(&mut self, fields: &serde_json::Map<String, Value>) {
        let named = |field: &str| -> Option<String> {
            let value = fields.get(field)?;
            let one = value.as_array().and_then(|values| values.first()).unwrap_or(value);
            let name = one.as_str().or_else(|| one.get("name")?.as_str())?;
            Some(cut(name)).filter(|name| !name.is_empty())
        };
        self.hints.agency = self.hints.agency.take().or_else(|| named("publisher"));
        self.hints.author = self.hints.author.take().or_else(|| named("author"));
    }

    fn day(&mut self, sure: usize, stated: &str) {
        if let Some(day) = day_of(stated)
            && self.days[sure].len() < 8
        {
            self.days[sure].push(day);
        }
    }

    /// The title.
    pub fn title(&mut self) -> Option<String> {
        let window = cut(&self.window_title);
        self.shared_title.take().or((!window.is_empty()).then_some(window))
    }

    /// The day of publication and how many different ones are stated.
    pub fn published(&self) -> (Option<String>, usize) {
        let mut stated: Vec<&String> = self.days.iter().flatten().collect();
        let first = stated.first().map(|day| (*day).clone());
        stated.sort();
        stated.dedup();
        (first.or_else(|| self.first_time.clone()), stated.len())
    }
}

/// A value with blanks joined, cut to its limit.
fn cut(value: &str) -> String {
    let mut out = String::new();
    for word in value.split_whitespace() {
        if out.len() + word.len() >= HINT_BYTES_MAX {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !c.is_control()));
    }
    out
}
