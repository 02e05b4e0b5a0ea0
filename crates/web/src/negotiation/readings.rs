//! The readings of a text that can be held against each other: as first put, as it stands, what
//! each side holds, an edition, the words last put up to a day. A reading chooses one version of
//! each provision; it says nothing about agreement.

use std::collections::BTreeSet;

use dialogue::id::{ItemId, PartyId, VersionId};
use dialogue::negotiation::{Negotiation, Row, listed};
use dialogue::record::Version;

use crate::items::reader::Reader;
use crate::limits::READING_DAYS_MAX;

/// A reading of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The first words of every provision.
    First,
    /// What is shown now.
    Stands,
    /// What a party holds.
    Of(PartyId),
    /// The versions that an edition names.
    Edition(BTreeSet<VersionId>),
    /// The words last put up to the end of a day in UTC, `2020-11-15`.
    Until(String),
}

impl Reading {
    /// The reading of this name; none for a name that this text does not have.
    pub fn parse(name: &str, negotiation: &Negotiation<'_>) -> Option<Reading> {
        let (kind, rest) = name.split_once('-').unwrap_or((name, ""));
        match kind {
            "first" => Some(Reading::First),
            "stands" => Some(Reading::Stands),
            "of" => PartyId::parse(rest).ok().map(Reading::Of),
            "until" => Some(Reading::Until(rest.to_owned())),
            "edition" => {
                let id = ItemId::parse(rest).ok()?;
                let editions = negotiation.record().children(negotiation.text.id(), "edition");
                let edition = editions.into_iter().find(|item| *item.id() == id)?;
                Some(Reading::Edition(listed(edition.content()).into_iter().collect()))
            }
            _ => None,
        }
    }

    /// The version of a provision in this reading; none where it was not part of the text.
    pub fn of<'a>(&self, row: &Row<'a>) -> Option<&'a Version> {
        let version = match self {
            Reading::First => row.item.versions().into_iter().next(),
            Reading::Stands => row.version,
            Reading::Of(party) => {
                // Who holds nothing of his own reads what is in force.
                let agreed = row.agreed_version().and(row.version);
                row.item.position(party).or(agreed)
            }
            Reading::Edition(listed) => {
                row.item.versions().into_iter().find(|version| listed.contains(&version.id))
            }
            Reading::Until(day) => {
                let put = row.item.versions().into_iter();
                put.filter(|version| day_of(version) <= day.as_str())
                    .max_by_key(|one| one.at.clone())
            }
        };
        version.filter(|version| !version.content.flag("deleted"))
    }
}

/// The day on which a version was put, in UTC.
fn day_of(version: &Version) -> &str {
    version.at.get(..10).unwrap_or_default()
}

/// The names of the readings that a text has, each with its words; the newest days first.
pub fn offered(reader: &Reader<'_>, negotiation: &Negotiation<'_>) -> Vec<(String, String)> {
    let t = reader.t;
    let mut all = vec![
        ("first".to_owned(), t.s("reading-first").into_owned()),
        ("stands".to_owned(), t.s("reading-stands").into_owned()),
    ];
    for side in reader.sides() {
        let word = t.f("reading-of", &[("party", side.name.clone())]);
        all.push((format!("of-{}", side.code), word));
    }
    for edition in negotiation.record().children(negotiation.text.id(), "edition") {
        let digest = edition.content().text("digest").unwrap_or_default();
        let word = t.f("reading-edition", &[("digest", super::closing::short(digest))]);
        all.push((format!("edition-{}", edition.id()), word));
    }
    let versions = negotiation.rows.iter().flat_map(|row| row.item.versions());
    let days: BTreeSet<&str> = versions.map(day_of).collect();
    for day in days.into_iter().rev().take(READING_DAYS_MAX) {
        all.push((format!("until-{day}"), t.f("reading-until", &[("date", reader.date(day))])));
    }
    all
}
