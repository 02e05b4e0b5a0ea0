//! What was found in a report, schema `hiwar.press/1`, and what the officer chose about it. Both
//! are kept as JSON in the private file; offsets are Unicode scalar values of the report's text.

use std::collections::BTreeMap;

use dialogue::content::Lang;
use reading::{Correction, Day};
use serde::{Deserialize, Serialize};

/// Everything found in one report.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Facts {
    /// `hiwar.press/1`.
    #[serde(default)]
    pub schema: String,
    /// `ar` or `en`.
    pub lang: String,
    #[serde(default)]
    pub regions: Vec<Region>,
    #[serde(default)]
    pub repairs: Vec<Repair>,
    #[serde(default)]
    pub claims: Vec<Claim>,
    #[serde(default)]
    pub notes: Vec<Note>,
    /// Codes of what should be known of the document itself.
    #[serde(default)]
    pub warnings: Vec<String>,
}

/// A part of the text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Region {
    pub kind: String,
    pub span: (usize, usize),
}

/// What was read otherwise than written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Repair {
    pub kind: String,
    pub span: (usize, usize),
    pub text: String,
    pub value: String,
}

/// A question or warning.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Note {
    pub code: String,
    pub text: String,
    pub span: Option<(usize, usize)>,
}

/// Facts about one thing.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claim {
    pub id: String,
    pub slot: String,
    #[serde(default)]
    pub of: Vec<String>,
    pub fields: BTreeMap<String, Fact>,
    pub rule: String,
    pub confidence: f32,
}

/// One fact. Texts stand under the language of the report; a long text is its spans.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Fact {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ar: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alt: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<(usize, usize)>,
    #[serde(default)]
    pub inferred: bool,
    #[serde(default)]
    pub rule: String,
    #[serde(default)]
    pub confidence: f32,
}

/// What the officer thinks of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Accepted,
    Rejected,
}

/// What the officer chose about one claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// The item it is about: an id, or `new`. Empty leaves it to the proposal.
    #[serde(default)]
    pub link: String,
    /// Values typed in place of those found: `date`, `name_en`, ...
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}

/// What the officer chose about a report.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Choices {
    /// The day of publication.
    #[serde(default)]
    pub published: Option<String>,
    /// Where it was published.
    #[serde(default)]
    pub address: Option<String>,
    #[serde(default)]
    pub claims: BTreeMap<String, Choice>,
    /// Items that were put for claims.
    #[serde(default)]
    pub placed: BTreeMap<String, String>,
}

impl Facts {
    /// Reads a draft of schema `hiwar.press/1`.
    pub fn of(json: &serde_json::Value) -> Result<Facts, serde_json::Error> {
        Facts::deserialize(json)
    }

    /// Reads what [`Facts::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Facts, serde_json::Error> {
        serde_json::from_slice(bytes)
    }

    /// As it is kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts and numbers are JSON")
    }

    /// The language of the report.
    pub fn language(&self) -> Lang {
        Lang::parse(&self.lang).unwrap_or(Lang::En)
    }

    /// A claim by its id.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == id)
    }
}

impl Choices {
    /// Reads what [`Choices::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Choices, serde_json::Error> {
        serde_json::from_slice(bytes)
    }

    /// As it is kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts and numbers are JSON")
    }

    /// What was chosen about a claim.
    pub fn of(&self, claim: &str) -> Choice {
        self.claims.get(claim).cloned().unwrap_or_default()
    }

    /// Whether a claim is to go into the record. What the officer has not looked at counts as
    /// accepted when the reader was sure.
    pub fn accepts(&self, claim: &Claim) -> bool {
        match self.claims.get(&claim.id).and_then(|choice| choice.verdict) {
            Some(verdict) => verdict == Verdict::Accepted,
            None => claim.confidence >= crate::limits::SURE_FROM,
        }
    }

    /// Those of the typed values that change how the rest is read.
    pub fn corrections(&self, facts: &Facts) -> Vec<Correction> {
        let mut corrections = Vec::new();
        let mut n_sessions = 0;
        for claim in &facts.claims {
            let session = n_sessions;
            n_sessions += usize::from(claim.slot == "session");
            let Some(choice) = self.claims.get(&claim.id) else { continue };
            let changed = |name: &str| {
                let typed = choice.values.get(name).filter(|typed| !typed.is_empty())?;
                let found = claim.fields.get(name).and_then(Fact::code);
                (found.as_ref() != Some(typed)).then_some(typed)
            };
            let correction = match claim.slot.as_str() {
                "dialogue" => changed("parties").and_then(|typed| two_parties(typed)),
                "round" => {
                    changed("number").and_then(|typed| typed.parse().ok()).map(Correction::Round)
                }
                "session" => changed("date")
                    .and_then(|typed| Day::parse(typed))
                    .map(|day| Correction::SessionDay { session, day }),
                "person" => {
                    let name = claim.fields.get("name").and_then(Fact::text).unwrap_or_default();
                    changed("party").map(|party| Correction::PersonParty {
                        name: name.to_owned(),
                        party: party.clone(),
                    })
                }
                _ => None,
            };
            corrections.extend(correction);
        }
        corrections
    }
}

/// Two party codes, parted by a comma or a blank.
fn two_parties(typed: &str) -> Option<Correction> {
    let parts = typed.split([',', ' ', '\u{60c}']).filter(|party| !party.is_empty());
    let parties: Vec<String> = parts.map(str::to_owned).collect();
    parties.try_into().ok().map(Correction::Parties)
}

impl Fact {
    /// The value as a code, date or number.
    pub fn code(&self) -> Option<String> {
        match self.value.as_ref()? {
            serde_json::Value::String(text) => Some(text.clone()),
            serde_json::Value::Number(number) => Some(number.to_string()),
            serde_json::Value::Array(list) => {
                let texts = list.iter().filter_map(|one| one.as_str());
                Some(texts.collect::<Vec<_>>().join(", "))
            }
            _ => None,
        }
    }

    /// The text, in whichever language it stands.
    pub fn text(&self) -> Option<&str> {
        self.ar.as_deref().or(self.en.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        let json = serde_json::json!({
            "lang": "ar",
            "claims": [
                { "id": "d1", "slot": "dialogue", "rule": "dialogue", "confidence": 0.9,
                  "fields": { "parties": { "value": ["KW", "US"] } } },
                { "id": "s1", "slot": "session", "rule": "session", "confidence": 0.6,
                  "fields": { "date": { "value": "2020-11-16" } } },
                { "id": "s2", "slot": "session", "rule": "session", "confidence": 0.8,
                  "fields": { "date": { "value": "2020-11-17" } } },
                { "id": "p1", "slot": "person", "of": ["s1"], "rule": "person", "confidence": 0.8,
                  "fields": { "name": { "ar": "ناصر الصبيح" }, "party": { "value": "US" } } },
            ],
        });
        Facts::of(&json).expect("a draft")
    }

    #[test]
    fn what_is_not_looked_at_is_accepted_only_when_the_reader_was_sure() {
        let (facts, mut choices) = (facts(), Choices::default());
        let accepted = |choices: &Choices| -> Vec<String> {
            let claims = facts.claims.iter().filter(|claim| choices.accepts(claim));
            claims.map(|claim| claim.id.clone()).collect()
        };
        assert_eq!(accepted(&choices), ["d1", "s2", "p1"]);
        let verdict = |verdict| Choice { verdict: Some(verdict), ..Choice::default() };
        choices.claims.insert("s1".into(), verdict(Verdict::Accepted));
        choices.claims.insert("p1".into(), verdict(Verdict::Rejected));
        assert_eq!(accepted(&choices), ["d1", "s1", "s2"]);
    }

    #[test]
    fn only_what_was_changed_is_read_again() {
        let (facts, mut choices) = (facts(), Choices::default());
        let typed = |name: &str, value: &str| Choice {
            values: [(name.to_owned(), value.to_owned())].into(),
            ..Choice::default()
        };
        choices.claims.insert("d1".into(), typed("parties", "KW, US"));
        choices.claims.insert("s2".into(), typed("date", "2020-11-18"));
        choices.claims.insert("p1".into(), typed("party", "KW"));
        let day = Day::parse("2020-11-18").expect("a day");
        let corrected = choices.corrections(&facts);
        let person =
            Correction::PersonParty { name: "ناصر الصبيح".into(), party: "KW".into() };
        let session = Correction::SessionDay { session: 1, day };
        assert!(corrected.contains(&session) && corrected.contains(&person), "{corrected:?}");
        choices.claims.insert("s2".into(), typed("date", "no day"));
        assert!(
            !choices
                .corrections(&facts)
                .iter()
                .any(|one| matches!(one, Correction::SessionDay { .. }))
        );
    }

    #[test]
    fn facts_and_choices_are_kept_whole() {
        let facts = facts();
        let kept = Facts::from_bytes(&facts.to_bytes()).expect("what was written");
        assert_eq!(kept.to_bytes(), facts.to_bytes());
        assert!(Facts::from_bytes(b"{").is_err() && Choices::from_bytes(b"[]x").is_err());
    }
}
