//! Every field, hint and choice of every type has words in both languages.

use dialogue::content::Lang;
use dialogue::item::{self, Field, ItemType, Kind};
use web::i18n::T;
use web::items::lists::LISTS;
use web::items::reader::{fate, field_text};
use web::items::shown::column_path;

/// The text of a field, or the name of the key that is missing.
fn text(t: T, kind: &str, item_type: &ItemType, path: &str) -> Result<String, String> {
    let first =
        format!("{kind}-{}-{}", item_type.name, if path.is_empty() { "text" } else { path });
    let text = field_text(t, kind, item_type.name, path);
    if text == first { Err(format!("{}: {first}", t.lang())) } else { Ok(text) }
}

fn check(t: T, item_type: &ItemType, field: &Field, table: &str, missing: &mut Vec<String>) {
    let path =
        if table.is_empty() { field.name.to_owned() } else { column_path(table, field.name) };
    for kind in ["field", "hint"] {
        missing.extend(text(t, kind, item_type, &path).err());
    }
    match field.kind {
        Kind::Choice(choices) => {
            for choice in choices {
                missing.extend(text(t, "choice", item_type, &format!("{path}-{choice}")).err());
            }
        }
        Kind::Rows(columns) => {
            columns.iter().for_each(|column| check(t, item_type, column, field.name, missing));
        }
        _ => {}
    }
}

#[test]
fn every_field_hint_and_choice_of_every_type_has_words_in_both_languages() {
    let mut missing = Vec::new();
    for lang in Lang::ALL {
        let t = T::new(lang);
        for item_type in item::all() {
            for field in item_type.fields.iter().chain(item_type.common()) {
                check(t, item_type, field, "", &mut missing);
            }
            for key in [format!("types-{}", item_type.name), format!("new-{}", item_type.name)] {
                if !t.has(&key) {
                    missing.push(format!("{lang}: {key}"));
                }
            }
        }
        for evidence in item::EVIDENCE {
            if !t.has(&format!("evidence-means-{evidence}")) {
                missing.push(format!("{lang}: evidence-means-{evidence}"));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_choice_of_a_list_reads_differently() {
    for lang in Lang::ALL {
        let t = T::new(lang);
        for item_type in item::all() {
            for field in item_type.fields {
                let Kind::Choice(choices) = field.kind else { continue };
                let words: std::collections::BTreeSet<String> = choices
                    .iter()
                    .map(|choice| {
                        field_text(t, "choice", item_type.name, &format!("{}-{choice}", field.name))
                    })
                    .collect();
                assert_eq!(words.len(), choices.len(), "{lang} {} {}", item_type.name, field.name);
            }
        }
    }
}

#[test]
fn every_list_names_a_known_type_and_every_status_a_fate() {
    for (_, type_name) in LISTS {
        assert!(item::get(type_name).is_some(), "{type_name}");
    }
    let commitment = item::get("commitment").expect("a known type");
    let Some(Kind::Choice(statuses)) = commitment.field("status").map(|field| field.kind) else {
        panic!("a commitment has a status from a list");
    };
    let t = T::new(Lang::En);
    for status in statuses {
        assert!(t.has(&format!("promises-{}", fate(Some(status)))), "{status}");
    }
}
