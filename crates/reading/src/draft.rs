//! What the reader hands over: claims with evidence, to be confirmed by an officer. A draft never
//! says more than the report; what is open is a note with a question.
//! Printed as schema `hiwar.press/1`.

use serde_json::{Map, Value as Json, json};

pub use crate::page::Repair;

/// A place in the report, `[start, end)` in Unicode scalar values.
pub type Span = (usize, usize);

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text in the language of the report, and other wordings of it that the report uses.
    Text {
        /// Cleaned of damage.
        text: String,
        /// Other wordings.
        alt: Vec<String>,
    },
    /// A code, an ISO date or the id of another claim.
    Code(String),
    /// A number.
    Number(i64),
    /// Codes or ids.
    List(Vec<String>),
    /// A long text: its spans are its value.
    Long,
}

/// One fact of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// What is claimed.
    pub value: Value,
    /// Where the report says so. Empty when no words do (see `inferred`).
    pub spans: Vec<Span>,
    /// No words of the report say it.
    pub inferred: bool,
    /// 0 to 1.
    pub confidence: f32,
    /// The rule that found it.
    pub rule: &'static str,
}

/// What kind of fact a claim states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Slot {
    Source,
    Dialogue,
    Round,
    Session,
    Person,
    Delegation,
    Topic,
    Statement,
    Outcome,
    Agreement,
    Commitment,
    Next,
    Past,
}

impl Slot {
    /// The name in the schema.
    pub fn as_str(self) -> &'static str {
        match self {
            Slot::Source => "source",
            Slot::Dialogue => "dialogue",
            Slot::Round => "round",
            Slot::Session => "session",
            Slot::Person => "person",
            Slot::Delegation => "delegation",
            Slot::Topic => "topic",
            Slot::Statement => "statement",
            Slot::Outcome => "outcome",
            Slot::Agreement => "agreement",
            Slot::Commitment => "commitment",
            Slot::Next => "next",
            Slot::Past => "past",
        }
    }
}

/// A claim: fields about one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Unique in the draft.
    pub id: String,
    /// What it is about.
    pub slot: Slot,
    /// Id of the claim it belongs to.
    pub of: Option<String>,
    /// Names and values, in the order of the schema.
    pub fields: Vec<(&'static str, Field)>,
    /// The rule that made it.
    pub rule: &'static str,
    /// 0 to 1.
    pub confidence: f32,
}

impl Claim {
    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|(known, _)| *known == name).map(|(_, field)| field)
    }

    /// The code of a coded field.
    pub fn code(&self, name: &str) -> Option<&str> {
        match &self.field(name)?.value {
            Value::Code(code) => Some(code),
            _ => None,
        }
    }

    /// The text of a text field.
    pub fn text(&self, name: &str) -> Option<&str> {
        match &self.field(name)?.value {
            Value::Text { text, .. } => Some(text),
            _ => None,
        }
    }
}

/// A part of the text and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// `headline`, `dateline`, `body`, `section_label`, `furniture` or `other_article`.
    pub kind: &'static str,
    /// Where it stands.
    pub span: Span,
}

/// A question or warning for the officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// A stable name: `year_not_stated`, `weekday_clash`, `hijri_clash`, `hijri_ambiguous`, ...
    pub code: &'static str,
    /// In plain English words.
    pub text: String,
    /// What it is about.
    pub span: Option<Span>,
}

/// The draft of one report.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// `ar` or `en`.
    pub lang: &'static str,
    /// The report's name as given.
    pub name: String,
    /// Parts of the text.
    pub regions: Vec<Region>,
    /// What was read otherwise than written.
    pub repairs: Vec<Repair>,
    /// The claims.
    pub claims: Vec<Claim>,
    /// Questions and warnings.
    pub notes: Vec<Note>,
}

impl Draft {
    /// The draft as schema `hiwar.press/1`, with the members `rule` and `confidence` besides.
    pub fn to_json(&self) -> Json {
        let regions: Vec<Json> = self
            .regions
            .iter()
            .map(|region| json!({ "kind": region.kind, "span": [region.span.0, region.span.1] }))
            .collect();
        let repairs: Vec<Json> = self
            .repairs
            .iter()
            .map(|repair| {
                json!({
                    "kind": repair.kind, "span": [repair.span.0, repair.span.1],
                    "text": repair.text, "value": repair.value,
                })
            })
            .collect();
        let notes: Vec<Json> = self
            .notes
            .iter()
            .map(|note| {
                json!({ "code": note.code, "text": note.text,
                    "span": note.span.map(|span| [span.0, span.1]) })
            })
            .collect();
        let claims: Vec<Json> = self.claims.iter().map(|claim| self.claim(claim)).collect();
        json!({
            "schema": "hiwar.press/1", "doc": self.name, "lang": self.lang, "regions": regions,
            "repairs": repairs, "claims": claims, "notes": notes,
        })
    }

    fn claim(&self, claim: &Claim) -> Json {
        let mut fields = Map::new();
        for (name, field) in &claim.fields {
            fields.insert((*name).to_owned(), self.field(field));
        }
        let mut json = json!({
            "id": claim.id, "slot": claim.slot.as_str(), "fields": fields, "rule": claim.rule,
            "confidence": rounded(claim.confidence),
        });
        if let Some(of) = &claim.of {
            json["of"] = json!([of]);
        }
        json
    }

    fn field(&self, field: &Field) -> Json {
        let mut json = json!({ "rule": field.rule, "confidence": rounded(field.confidence) });
        match &field.value {
            Value::Text { text, alt } => {
                json[self.lang] = json!(text);
                if !alt.is_empty() {
                    json["alt"] = json!(alt);
                }
            }
            Value::Code(code) => json["value"] = json!(code),
            Value::Number(number) => json["value"] = json!(number),
            Value::List(list) => json["value"] = json!(list),
            Value::Long => {}
        }
        if field.inferred {
            json["inferred"] = json!(true);
        }
        if !field.spans.is_empty() {
            let spans: Vec<Json> = field.spans.iter().map(|span| json!([span.0, span.1])).collect();
            json["spans"] = json!(spans);
        }
        json
    }
}

fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}
