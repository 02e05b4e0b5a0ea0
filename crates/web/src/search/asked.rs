//! What an address asks the search: the words, what to narrow them to, which page. Values that
//! nobody could have chosen are left out rather than refused; a date that is none is said.

use ::search::{Cursor, Filters, Standing};
use dialogue::content::{Lang, is_date};
use dialogue::id::{ItemId, PartyId};
use dialogue::item;
use serde::Deserialize;

use crate::limits::SEARCH_PARAMETER_BYTES_MAX;

/// The questions of the form, as the address has them; all may be empty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub q: String,
    /// The dialogue.
    pub d: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub round: String,
    pub group: String,
    pub session: String,
    pub state: String,
    pub party: String,
    pub from: String,
    pub to: String,
    /// Where the page before ended.
    pub at: String,
}

impl Asked {
    /// The filters that hold.
    pub fn filters(&self) -> Filters {
        let id = |text: &str| ItemId::parse(text).ok().map(|id| id.to_string());
        let date = |text: &str| Some(text.trim().to_owned()).filter(|text| is_date(text));
        Filters {
            dialogue: Some(self.d.clone()).filter(|d| !d.is_empty()),
            kind: item::get(&self.kind).map(|kind| kind.name.to_owned()),
            round: id(&self.round),
            group: id(&self.group),
            session: id(&self.session),
            standing: Standing::parse(&self.state),
            party: PartyId::parse(&self.party).ok().map(|party| party.to_string()),
            from: date(&self.from),
            to: date(&self.to),
        }
    }

    /// Where to go on.
    pub fn cursor(&self) -> Option<Cursor> {
        Cursor::parse(&self.at)
    }

    /// A date that is none.
    pub fn bad_date(&self) -> Option<&str> {
        [&self.from, &self.to]
            .into_iter()
            .map(|text| text.trim())
            .find(|text| !text.is_empty() && !is_date(text))
    }

    /// Whether anything narrows the words.
    pub fn is_narrowed(&self) -> bool {
        self.filters() != Filters::default()
    }

    /// The address that asks the same with one answer changed, from the first page on.
    pub fn href(&self, lang: Lang, name: &str, value: &str) -> String {
        let mut href = format!("/{lang}/search?q={}", encoded(&self.q));
        let all = [
            ("d", &self.d),
            ("type", &self.kind),
            ("round", &self.round),
            ("group", &self.group),
            ("session", &self.session),
            ("state", &self.state),
            ("party", &self.party),
            ("from", &self.from),
            ("to", &self.to),
        ];
        for (known, kept) in all {
            let kept = if known == name { value } else { kept.as_str() };
            if !kept.is_empty() && kept.len() <= SEARCH_PARAMETER_BYTES_MAX {
                href.push_str(&format!("&{known}={}", encoded(kept)));
            }
        }
        if name == "at" {
            href.push_str(&format!("&at={}", encoded(value)));
        }
        href
    }
}

/// The address of the search for these words.
pub fn search_href(lang: Lang, query: &str) -> String {
    format!("/{lang}/search?q={}", encoded(query))
}

/// As the query part of an address takes it (RFC 3986): unreserved characters stay.
fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut all = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            all.push(char::from(byte));
        } else {
            // Writing into a text cannot fail.
            let _infallible = write!(all, "%{byte:02X}");
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_was_asked_and_changes_one_answer() {
        let asked = Asked {
            q: "«ا b&c»".to_owned(),
            kind: "session".to_owned(),
            at: "9.1.2".to_owned(),
            ..Asked::default()
        };
        let words = "%C2%AB%D8%A7%20b%26c%C2%BB";
        let on = asked.href(Lang::En, "state", "open");
        assert_eq!(on, format!("/en/search?q={words}&type=session&state=open"));
        assert_eq!(asked.href(Lang::Ar, "type", ""), format!("/ar/search?q={words}"));
        let next = asked.href(Lang::En, "at", "7.3.1");
        assert_eq!(next, format!("/en/search?q={words}&type=session&at=7.3.1"));
    }

    #[test]
    fn what_nobody_could_have_chosen_narrows_nothing() {
        let asked = Asked {
            kind: "nothing".to_owned(),
            state: "x".to_owned(),
            party: "not a party".to_owned(),
            from: "2020-13".to_owned(),
            at: "x".to_owned(),
            ..Asked::default()
        };
        assert!(!asked.is_narrowed());
        assert_eq!(asked.bad_date(), Some("2020-13"));
        assert_eq!(asked.cursor(), None);
    }
}
