//! An independent parser and canonicaliser to compare with, and the subset said in other words.

use ledger::json::Value;
use ledger::limits;

/// What an independent parser and canonicaliser make of the bytes.
pub fn oracle(bytes: &[u8]) -> Option<Vec<u8>> {
    let value: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    serde_json_canonicalizer::to_vec(&value).ok()
}

pub fn to_serde(value: &Value) -> serde_json::Value {
    match value {
        Value::Bool(b) => (*b).into(),
        Value::Int(n) => (*n).into(),
        Value::Str(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(to_serde).collect(),
        Value::Map(map) => {
            serde_json::Value::Object(map.iter().map(|(k, v)| (k.clone(), to_serde(v))).collect())
        }
    }
}

pub fn in_subset(value: &serde_json::Value, depth: usize) -> bool {
    use serde_json::Value as Json;
    let deep = depth <= limits::JSON_DEPTH_MAX;
    match value {
        Json::Null => false,
        Json::Bool(_) | Json::String(_) => true,
        Json::Number(n) => match (n.as_u64(), n.as_f64()) {
            (Some(n), _) => n <= limits::INTEGER_MAX,
            // A float without a fraction is printed as the integer that it is.
            (None, Some(f)) => f.fract() == 0.0 && (0.0..=limits::INTEGER_MAX as f64).contains(&f),
            _ => false,
        },
        Json::Array(items) => deep && items.iter().all(|item| in_subset(item, depth + 1)),
        Json::Object(map) => {
            let key = |key: &String| {
                let rest = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
                key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.bytes().all(rest)
            };
            deep && map.iter().all(|(k, v)| key(k) && in_subset(v, depth + 1))
        }
    }
}
