//! The word of a second reader: a model that the ministry runs itself. Whatever it says, only what
//! stands in the report counts: a quotation that is not found there letter by letter is dropped
//! with its fact, codes and dates are not taken from it at all, and nothing of it is ever accepted
//! without an officer. Its claims carry the rule `second-reader`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::facts::{Claim, Fact, Facts};
use crate::limits::{SECOND_CLAIMS_MAX, SECOND_CONFIDENCE, SECOND_QUOTE_CHARS_MAX};
use crate::mended::Mended;

/// The rule under which its claims stand.
pub const RULE: &str = "second-reader";

/// Kinds of fact it may speak of, with the fields that are words of the report; the first of them
/// must be there.
pub const FIELDS: &[(&str, &[&str])] = &[
    ("person", &["name", "rank", "title"]),
    ("topic", &["text"]),
    ("statement", &["quote"]),
    ("outcome", &["text"]),
    ("agreement", &["title"]),
    ("commitment", &["text"]),
];

/// What was left of an answer.
#[derive(Debug, Default)]
pub struct Judged {
    /// Facts whose every quotation stands in the report, and that the first reader does not have.
    pub claims: Vec<Claim>,
    /// Facts that were dropped.
    pub n_dropped: usize,
}

#[derive(Deserialize)]
struct Answer {
    claims: Vec<Said>,
}

#[derive(Deserialize)]
struct Said {
    slot: String,
    fields: BTreeMap<String, Quote>,
}

#[derive(Deserialize)]
struct Quote {
    quote: String,
}

/// Judges an answer of the form `{"claims":[{"slot":"person","fields":{"name":{"quote":".."}}}]}`.
///
/// # Errors
/// The answer is of another form; says where.
pub fn judge(answer: &str, facts: &Facts, text: &str) -> Result<Judged, String> {
    let answer: Answer = serde_json::from_str(answer).map_err(|error| error.to_string())?;
    let mended = Mended::of(text);
    let of = facts.claims.iter().find(|claim| claim.slot == "session");
    let of = of.or_else(|| facts.claims.iter().find(|claim| claim.slot == "dialogue"));
    let mut judged = Judged::default();
    for said in answer.claims {
        let fields = fields(&said, facts, &mended);
        let known = |fields: &BTreeMap<String, Fact>| {
            let spans = || fields.values().flat_map(|fact| fact.spans.iter());
            let same = facts.claims.iter().filter(|claim| claim.slot == said.slot);
            same.chain(judged.claims.iter().filter(|claim| claim.slot == said.slot)).any(|claim| {
                let theirs = claim.fields.values().flat_map(|fact| fact.spans.iter());
                theirs.into_iter().any(|(a, b)| spans().any(|(c, d)| c < b && a < d))
            })
        };
        match fields.filter(|fields| !known(fields)) {
            Some(fields) if judged.claims.len() < SECOND_CLAIMS_MAX => {
                let id = format!("second{}", judged.claims.len() + 1);
                let of = of.map(|claim| claim.id.clone()).into_iter().collect();
                let (rule, confidence) = (RULE.to_owned(), SECOND_CONFIDENCE);
                judged.claims.push(Claim { id, slot: said.slot, of, fields, rule, confidence });
            }
            _ => judged.n_dropped += 1,
        }
    }
    Ok(judged)
}

/// The fields of a fact with the places of their quotations; none when one is not in the report.
fn fields(said: &Said, facts: &Facts, mended: &Mended) -> Option<BTreeMap<String, Fact>> {
    let (_, names) = FIELDS.iter().find(|(slot, _)| *slot == said.slot)?;
    if !said.fields.contains_key(names[0]) {
        return None;
    }
    let mut fields = BTreeMap::new();
    for (name, quote) in &said.fields {
        let words = quote.quote.trim();
        let fits = names.contains(&name.as_str())
            && !words.is_empty()
            && words.chars().count() <= SECOND_QUOTE_CHARS_MAX;
        let span = mended.find(words).filter(|_| fits)?;
        let aside = facts.regions.iter().any(|region| {
            matches!(region.kind.as_str(), "furniture" | "other_article")
                && region.span.0 < span.1
                && span.0 < region.span.1
        });
        if aside {
            return None;
        }
        let mut fact = Fact { spans: vec![span], rule: RULE.to_owned(), ..Fact::default() };
        fact.confidence = SECOND_CONFIDENCE;
        let text = Some(words.to_owned());
        if facts.lang == "ar" {
            fact.ar = text
        } else {
            fact.en = text
        }
        fields.insert(name.clone(), fact);
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Ambassador Nasser Karim met the committee.\nRelated articles";

    fn facts() -> Facts {
        let json = serde_json::json!({
            "lang": "en",
            "regions": [{ "kind": "furniture", "span": [43, 59] }],
            "claims": [{ "id": "s1", "slot": "session", "rule": "r", "confidence": 0.9,
                "fields": {} }],
        });
        Facts::of(&json).expect("a draft")
    }

    fn claims(answer: &str) -> Vec<Claim> {
        judge(answer, &facts(), TEXT).expect("an answer").claims
    }

    #[test]
    fn what_stands_in_the_report_is_kept_with_its_place() {
        let kept = claims(
            r#"{"claims":[{"slot":"person","fields":{"name":{"quote":"Nasser Karim"},
                "rank":{"quote":"Ambassador"}}}]}"#,
        );
        assert_eq!(kept[0].fields["name"].spans, [(11, 23)]);
        assert_eq!((kept[0].rule.as_str(), kept[0].of[0].as_str()), (RULE, "s1"));
        assert!(kept[0].confidence < crate::limits::SURE_FROM, "an officer has to accept it");
    }

    #[test]
    fn what_is_invented_coded_aside_or_of_another_form_is_not() {
        for answer in [
            r#"{"claims":[{"slot":"person","fields":{"name":{"quote":"Nasser Kareem"}}}]}"#,
            r#"{"claims":[{"slot":"person","fields":{"name":{"quote":"Nasser Karim"},
                "title":{"quote":"Minister"}}}]}"#,
            r#"{"claims":[{"slot":"person","fields":{"party":{"quote":"Nasser Karim"}}}]}"#,
            r#"{"claims":[{"slot":"round","fields":{"number":{"quote":"committee"}}}]}"#,
            r#"{"claims":[{"slot":"topic","fields":{"text":{"quote":"Related articles"}}}]}"#,
            r#"{"claims":[{"slot":"topic","fields":{"text":{"quote":"  "}}}]}"#,
        ] {
            assert!(claims(answer).is_empty(), "{answer}");
        }
        for answer in ["", "[]", "I cannot do that", r#"{"claims":[{"slot":1}]}"#] {
            assert!(judge(answer, &facts(), TEXT).is_err(), "{answer}");
        }
    }

    #[test]
    fn the_same_fact_is_kept_once() {
        let one = r#"{"slot":"person","fields":{"name":{"quote":"Nasser Karim"}}}"#;
        assert_eq!(claims(&format!(r#"{{"claims":[{one},{one}]}}"#)).len(), 1);
    }
}
