//! The tables of fields, and what check_fields says about values.

use std::collections::{BTreeMap, BTreeSet};

use dialogue::content::{Content, bi_name};
use dialogue::item::{self, COMMON, Field, ItemType, Kind, Rule};
use dialogue::limits::{FIELDS_OF_VERSION_MAX, LINE_CHARS_MAX, LIST_MAX, ROWS_MAX};
use dialogue::refusal::FieldRule::{self, *};
use ledger::id::{FieldName, TypeName};
use ledger::json::{self, Profile, Value};
use proptest::prelude::*;

/// A valid value for each stored name of a field.
pub fn sample(field: &Field) -> Vec<(String, Value)> {
    if let Kind::Bi { .. } = field.kind {
        let text = |lang: &str| Value::from(if lang == "ar" { "نص" } else { "text" });
        let langs = dialogue::content::Lang::ALL;
        return langs.iter().map(|l| (bi_name(field.name, *l), text(l.as_str()))).collect();
    }
    let value = match field.kind {
        Kind::Bi { .. } | Kind::Text { .. } => "A-12".into(),
        Kind::Texts { .. } => Value::List(vec!["trade".into(), "تجارة".into()]),
        Kind::Date => "2017-08".into(),
        Kind::Instant => "2020-11-16T14:00:00Z".into(),
        Kind::Choice(choices) => (*choices.last().unwrap()).into(),
        Kind::Int { max } => max.into(),
        Kind::Flag => true.into(),
        Kind::Party => "KW".into(),
        Kind::Parties => Value::List(vec!["KW".into(), "US".into()]),
        Kind::Item(_) => "x1".into(),
        Kind::Items(_) => Value::List(vec!["x1".into(), "x2".into()]),
        Kind::Url => "https://example.org/?a=%D8%A8&b=1".into(),
        Kind::Urls => Value::List(vec!["press:paper-1".into(), "http://example.org".into()]),
        Kind::Rows(columns) => {
            let row: BTreeMap<String, Value> = columns.iter().flat_map(sample).collect();
            Value::List(vec![Value::Map(row.clone()), Value::Map(row)])
        }
    };
    vec![(field.name.to_owned(), value)]
}

/// A version of a type with every field it can have.
pub fn full(item_type: &ItemType) -> Content {
    item_type.fields.iter().chain(COMMON).flat_map(sample).collect()
}

fn rules(item_type: &ItemType, content: &Content) -> Vec<(String, FieldRule)> {
    let problems = item::check_fields(item_type, content);
    problems.into_iter().map(|problem| (problem.field, problem.rule)).collect()
}

#[test]
fn every_type_is_well_formed() {
    let mut names = BTreeSet::new();
    for item_type in item::all() {
        let name = item_type.name;
        assert!(names.insert(name), "{name} once");
        assert!(TypeName::parse(name).is_ok());
        assert!(item_type.label.iter().all(|label| !label.is_empty()), "{name} has labels");
        assert_eq!(item::rule_of(name, 1), Some(item_type.rule));
        assert_eq!(item::rule_of(name, 0), None, "{name} is not in an older schema");
        let joint = item_type.rule == Rule::Joint;
        assert!(!item_type.writes.is_empty());
        assert_eq!(joint, !item_type.consents.is_empty(), "{name}: joint is what is consented");
        assert!(joint || item_type.binds.is_empty(), "{name}");
        let mut stored = BTreeSet::new();
        for field in item_type.fields.iter().chain(COMMON) {
            for name in field.stored() {
                assert!(FieldName::parse(&name).is_ok(), "{name}");
                assert!(stored.insert(name.clone()), "{name} of {} once", item_type.name);
            }
        }
        assert!(stored.len() <= FIELDS_OF_VERSION_MAX, "{name} fits into one entry");
        for parent in item_type.parent {
            let field = item_type.field(parent).unwrap_or_else(|| panic!("{name}.{parent}"));
            assert!(matches!(field.kind, Kind::Item(_) | Kind::Items(_)), "{name}.{parent}");
        }
        for natural in item_type.natural {
            assert!(stored.contains(*natural), "{name}.{natural}");
        }
    }
    assert_eq!(names.len(), 39);
}

#[test]
fn references_name_types_that_exist_and_rows_hold_no_tables() {
    fn check(field: &Field) {
        match field.kind {
            Kind::Item(types) | Kind::Items(types) => {
                assert!(types.iter().all(|name| item::get(name).is_some()), "{field:?}");
            }
            Kind::Rows(columns) => {
                assert!(!columns.iter().any(|column| matches!(column.kind, Kind::Rows(_))));
                columns.iter().for_each(check);
            }
            _ => {}
        }
    }
    item::all().iter().flat_map(|item_type| item_type.fields).for_each(check);
}

#[test]
fn a_version_with_every_field_passes_and_each_required_one_is_missed() {
    for item_type in item::all() {
        let content = full(item_type);
        assert_eq!(rules(item_type, &content), [], "{}", item_type.name);
        for field in item_type.fields.iter().filter(|field| field.required) {
            let mut content = content.clone();
            let stored = field.stored();
            stored.iter().for_each(|name| {
                content.remove(name);
            });
            let wanted: Vec<_> = stored.into_iter().map(|name| (name, Missing)).collect();
            assert_eq!(rules(item_type, &content), wanted, "{}", item_type.name);
        }
    }
}

/// A field, the JSON of its value, the path of the problem and its rule.
type Case = (&'static str, &'static str, &'static str, FieldRule);

fn check_cases(cases: &[Case]) {
    for (field, json, path, rule) in cases {
        let (type_name, name) = field.split_once('.').unwrap();
        let item_type = item::get(type_name).unwrap();
        let value = json::parse(json.as_bytes(), Profile::Opening).unwrap();
        let mut content = full(item_type);
        content.set(name, value);
        let found = rules(item_type, &content);
        let wanted = ((*path).to_owned(), *rule);
        assert!(found.contains(&wanted), "{field} {json}: {found:?}");
    }
}

#[test]
fn values_that_break_a_rule_are_named() {
    check_cases(&[
        ("round.opened", r#""yesterday""#, "opened", NotADate),
        ("round.opened", r#""2019-02-30""#, "opened", NotADate),
        ("round.opened", "2017", "opened", WrongKind),
        ("round.number", r#""4""#, "number", WrongKind),
        ("round.number", "1000001", "number", TooBig),
        ("round.mode", r#""virtual""#, "mode", NotAChoice),
        ("round.host", r#""Kuwait""#, "host", NotAParty),
        ("round.numbers", "1", "numbers", Unknown),
        ("round.city_en", r#""  ""#, "city_en", Blank),
        ("round.city_en", r#""two\nlines""#, "city_en", Control),
        ("round.city_en", "\"two\u{2028}lines\"", "city_en", Control),
        ("round.city_ar", "\"الكويت\u{202E}\"", "city_ar", Bidi),
        ("round.city_ar", "\"\u{2068}الكويت\"", "city_ar", Bidi),
        ("round.slip_reason_en", r#""a\rb""#, "slip_reason_en", Control),
        ("round.evidence", r#""hearsay""#, "evidence", NotAChoice),
        ("round.uncertain", r#""yes""#, "uncertain", WrongKind),
        ("session.starts", r#""2020-11-16T14:00+03:00""#, "starts", NotAnInstant),
        ("session.round", r#""r/4""#, "round", NotAnItem),
        ("delegation.party", "true", "party", WrongKind),
        ("person.name_en", "{}", "name_en", WrongKind),
        ("source.url", r#""file:///etc/passwd""#, "url", NotAUrl),
    ]);
    let round = item::get("round").unwrap();
    let mut content = full(round);
    content.set_text("city_ar", &"ن".repeat(LINE_CHARS_MAX));
    assert_eq!(rules(round, &content), [], "characters are counted, not bytes");
    content.set_text("city_ar", &"ن".repeat(LINE_CHARS_MAX + 1));
    assert_eq!(rules(round, &content), [("city_ar".to_owned(), TooLong)]);
}

#[test]
fn values_inside_lists_and_rows_are_named_by_their_place() {
    check_cases(&[
        ("round.co_chairs", r#"["p1","p 2"]"#, "co_chairs.1", NotAnItem),
        ("round.co_chairs", r#"["p1","p1"]"#, "co_chairs.1", Twice),
        ("round.co_chairs", r#"[["p1"]]"#, "co_chairs.0", WrongKind),
        ("round.co_chairs", r#""p1""#, "co_chairs", WrongKind),
        ("round.sources", r#"["javascript:alert(1)"]"#, "sources.0", NotAUrl),
        ("round.sources", r#"["https://x/\"onload"]"#, "sources.0", NotAUrl),
        ("round.sources", r#"["https://"]"#, "sources.0", NotAUrl),
        ("delegation.seats", r#"[{}]"#, "seats.0.role", Missing),
        ("delegation.seats", r#"[{"role":"chair"}]"#, "seats.0.role", NotAChoice),
        ("delegation.seats", r#"[{"role":"head","seat":1}]"#, "seats.0.seat", Unknown),
        ("delegation.seats", r#"[{"person":7,"role":"head"}]"#, "seats.0.person", WrongKind),
        ("delegation.seats", r#"[{"role":"head","title_en":" "}]"#, "seats.0.title_en", Blank),
        ("delegation.seats", r#"["x"]"#, "seats.0", WrongKind),
    ]);
}

#[test]
fn long_lists_and_tables_are_refused_before_they_are_walked() {
    let round = item::get("round").unwrap();
    let mut content = full(round);
    content.set("co_chairs", Value::List(vec![Value::Int(0); LIST_MAX + 1]));
    content.set("figures", Value::List(vec![Value::Int(0); ROWS_MAX + 1]));
    let wanted = [("co_chairs".to_owned(), TooMany), ("figures".to_owned(), TooMany)];
    assert_eq!(rules(round, &content), wanted);
}

#[test]
fn pairs_that_must_be_bilingual_miss_the_other_language() {
    let minutes = item::get("minutes_paragraph").unwrap();
    let mut content = full(minutes);
    content.remove("ar");
    assert_eq!(rules(minutes, &content), [("ar".to_owned(), OtherLanguageMissing)]);
    let session = item::get("session").unwrap();
    let mut content = full(session);
    content.remove("title_ar");
    assert_eq!(rules(session, &content), [], "a title may wait for its translation");
}

#[test]
fn every_problem_is_found_at_once() {
    let session = item::get("session").unwrap();
    let content = Content::new().with("date", "x").with("mode", "y").with("zzz", 1);
    let found: Vec<String> = rules(session, &content).into_iter().map(|(f, _)| f).collect();
    assert_eq!(found, ["round", "kind", "title_ar", "title_en", "date", "mode", "zzz"]);
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        any::<u64>().prop_map(Value::Int),
        any::<String>().prop_map(Value::from),
        Just(Value::from("2017-08")),
        Just(Value::from("KW")),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            prop::collection::btree_map("[a-z_]{1,8}", inner, 0..6).prop_map(Value::Map),
        ]
    })
}

proptest! {
    /// A peer may open anything under any name: nothing panics, and wrong kinds are named.
    #[test]
    fn a16_any_content_is_judged_without_panic(
        at in 0..22_usize,
        field in any::<prop::sample::Index>(),
        value in any_value(),
        name in "[^.]{0,80}",
    ) {
        let item_type = item::all()[at];
        let fields: Vec<String> =
            item_type.fields.iter().flat_map(|field| field.stored()).collect();
        let mut content = Content::new();
        let stored: &String = field.get(&fields);
        content.set(stored, value.clone());
        content.set(&name, value);
        let known = item_type.fields.iter().chain(COMMON).flat_map(|f| f.stored());
        let unknown = !known.into_iter().any(|known| known == name);
        let found = item::check_fields(item_type, &content);
        prop_assert_eq!(unknown, found.iter().any(|p| p.rule == Unknown && !p.field.contains('.')));
        let _ = content.texts();
    }
}
