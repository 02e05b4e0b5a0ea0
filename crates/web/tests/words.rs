//! The words of the pages: what sources and templates ask for is there in both languages with the
//! same arguments, nothing stands there that nobody asks for, Arabic counts have their forms, and
//! every refusal has a message and a remedy. It reads files as text; it never starts a node.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use dialogue::refusal::{CODES, FieldRule};

/// Keys put together from parts where they are used: what they look like (`*` is any part) and a
/// piece of text that stands where that happens.
const COMPOSED: &[(&str, &str)] = &[
    ("attendance-give", "\"{type_name}-give\""),
    ("attendance-none-*", "\"{type_name}-none-{whose}\""),
    ("audit-did-*", "\"audit-did-{}\""),
    ("choice-*", "\"choice\""),
    ("confirm-*-do", "\"{key}-do\""),
    ("confirm-*-lead", "\"{key}-lead\""),
    ("confirm-*-means", "\"{key}-means\""),
    ("delegation-give", "\"{type_name}-give\""),
    ("delegation-none-*", "\"{type_name}-none-{whose}\""),
    ("did-*", "\"did-{}\""),
    ("enter-administrator", "\"enter-{}\""),
    ("enter-auditor", "\"enter-{}\""),
    ("enter-co-chair", "\"enter-{}\""),
    ("enter-desk-officer", "\"enter-{}\""),
    ("enter-focal-point", "\"enter-{}\""),
    ("enter-legal", "\"enter-{}\""),
    ("enter-press", "\"enter-{}\""),
    ("enter-rapporteur", "\"enter-{}\""),
    ("evidence-means-*", "\"evidence-means-{}\""),
    ("field-*", "\"field\""),
    ("figure-*", "\"figure-"),
    ("form-lead-*", "\"form-lead-"),
    ("form-means-*", "\"form-means-{rule}\""),
    ("form-put-*", "\"form-put-{rule}\""),
    ("form-rule-*", "\"form-rule-{rule}\""),
    ("function-*", "\"function-{}\""),
    ("hint-*", "\"hint\""),
    ("enter-central-authority", "\"enter-{}\""),
    ("enter-compartment-auditor", "\"enter-{}\""),
    ("legal-clock-*", "\"legal-clock-{}\""),
    ("legal-file-*", "\"legal-file-{wrong}\""),
    ("legal-file-page-*", "\"legal-file-page-{key}\""),
    ("legal-found-*", "\"legal-found-{}\""),
    ("legal-show-*", "\"legal-show-{name}\""),
    ("legal-state-*", "\"legal-state-{}\""),
    ("list-lead-*", "\"list-lead-{"),
    ("list-state-*", "\"list-state\""),
    ("month-*", "\"month-{}\""),
    ("nav-*", "\"nav-{name}\""),
    ("new-*", "\"new-{"),
    ("problem-*-do", "\"{key}-do\""),
    ("problem-*-why", "\"{key}-why\""),
    ("promises-*", "\"promises-{"),
    ("ready-*-none", "\"{key}-none\""),
    ("refusal-r-*", "\"refusal-{}\""),
    ("rule-*", "\"rule-{}\""),
    ("session-*", "\"session-{name}\""),
    ("updates-*-do", "\"updates-{word}{what}\""),
    ("updates-*-title", "\"updates-{word}{what}\""),
    ("updates-*-why", "\"updates-{word}{what}\""),
    ("updates-address-*", "\"updates-address-{lang}\""),
    ("updates-mail-due-1", "\"updates-mail-{}\""),
    ("updates-mail-due-14", "\"updates-mail-{}\""),
    ("updates-mail-due-7", "\"updates-mail-{}\""),
    ("updates-mail-overdue", "\"updates-mail-{}\""),
    ("updates-next-step", "\"updates-{}\""),
    ("updates-next-step-hint", "\"updates-{}-hint\""),
    ("updates-note", "\"updates-{}\""),
    ("updates-note-hint", "\"updates-{}-hint\""),
    ("side-*", "\"side-{party}\""),
    ("text-absent-*", "\"text-absent-{lang}\""),
    ("types-*", "\"types-{"),
    ("verb-*", "\"verb-{}\""),
    ("weekday-*", "\"weekday-{}\""),
    ("board-due-*", "\"board-due-{tone}\""),
    ("board-file-*", "\"board-file-{name}\""),
    ("board-tab-*", "\"board-tab-{name}\""),
    ("board-now-*", "\"board-now\""),
    ("assistance-stage-*", "\"assistance-stage-{stage}\""),
    ("story-*", "\"story-{kind}\""),
    ("topic-*", "\"topic-{}\""),
    ("blocker-*", "\"blocker-{name}\""),
    ("bound-*", "\"bound-{}\""),
    ("bound-*-do", "\"bound-{}-do\""),
    ("scan-*", "\"scan-{}\""),
    ("differs-*", "\"differs-{}\""),
    ("door-*", "\"door-{name}\""),
    ("finding-*", "\"finding-{}\""),
    ("needs-*", "\"needs-{}\""),
    ("form-of-*", "\"form-of-{form}\""),
    ("layout-*", "\"layout-{}\""),
    ("paper-*-means", "\"paper-{kind}-means\""),
    ("paper-bracketed", "\"paper-{kind}\""),
    ("paper-clean", "\"paper-{kind}\""),
    ("paper-compared", "\"paper-{kind}\""),
    ("placeholder-*", "\"placeholder-{}\""),
    ("rung-*-means", "\"rung-{rung}-means\""),
    ("silence-*", "\"silence-{state}\""),
    ("stage-*", "\"stage-{}\""),
    ("write-*", "\"write-{wish}\""),
    ("reports-field-*", "\"reports-field-{name}\""),
    ("reports-kind-*", "\"reports-kind-{}\""),
    ("reports-needs-*", "\"reports-needs-{}\""),
    ("reports-note-*", "\"reports-note-{}\""),
    ("reports-slot-*", "\"reports-slot-{slot}\""),
    ("reports-warning-*", "\"reports-warning-{code}\""),
    ("register-is-*", "\"register-is\""),
    ("register-entry-*", "\"register-{kind}-{name}\""),
    ("register-operative-*", "\"register-{kind}-{name}\""),
];

/// Forms that a count takes in Arabic (CLDR); `other` is the default, marked with a star.
const ARABIC_FORMS: &[&str] = &["zero", "one", "two", "few", "many", "other"];

/// A message: where it stands and what arguments it takes.
struct Message {
    file: String,
    args: BTreeSet<String>,
    /// What it selects on, with the forms it has.
    forms: BTreeMap<String, BTreeSet<String>>,
}

/// One place where a key is asked for with its name.
struct Call {
    place: String,
    key: String,
    /// The arguments that are given, where they can be read off.
    args: Option<BTreeSet<String>>,
}

/// A source or template without comments and tests.
struct Source {
    path: String,
    text: String,
}

#[test]
fn every_key_that_is_asked_for_exists_in_both_languages() {
    let words = both();
    let mut missing = Vec::new();
    for call in calls() {
        for (lang, messages) in &words {
            if !messages.contains_key(&call.key) {
                missing.push(format!("{lang}: {} ({})", call.key, call.place));
            }
        }
    }
    assert!(missing.is_empty(), "not in locales:\n{}", missing.join("\n"));
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_arguments() {
    let [(_, ar), (_, en)] = both();
    let mut wrong = Vec::new();
    for (key, message) in &en {
        match ar.get(key) {
            None => wrong.push(format!("{key}: only in en/{}", message.file)),
            Some(other) if other.file != message.file => {
                wrong.push(format!("{key}: ar/{} but en/{}", other.file, message.file));
            }
            Some(other) if other.args != message.args => {
                wrong.push(format!("{key}: ar {:?}, en {:?}", other.args, message.args));
            }
            Some(_) => {}
        }
    }
    let only_ar = ar.iter().filter(|(key, _)| !en.contains_key(*key));
    wrong.extend(only_ar.map(|(key, message)| format!("{key}: only in ar/{}", message.file)));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_call_gives_the_arguments_that_its_message_takes() {
    let [_, (_, en)] = both();
    let mut wrong = Vec::new();
    for call in calls() {
        let (Some(message), Some(given)) = (en.get(&call.key), &call.args) else {
            continue;
        };
        let lacking: Vec<_> = message.args.difference(given).collect();
        if !lacking.is_empty() {
            wrong.push(format!("{} ({}): not given {lacking:?}", call.key, call.place));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_key_stands_there_that_nobody_asks_for() {
    let sources = sources();
    let [_, (_, en)] = both();
    let is_named = |key: &str| {
        let quoted = format!("\"{key}\"");
        sources.iter().any(|source| source.text.contains(&quoted))
    };
    let unused: Vec<String> = en
        .iter()
        .filter(|(key, _)| !COMPOSED.iter().any(|(shape, _)| fits(shape, key)))
        .filter(|(key, _)| !is_named(key))
        .map(|(key, message)| format!("{}: {key}", message.file))
        .collect();
    assert!(unused.is_empty(), "nobody asks for:\n{}", unused.join("\n"));
}

#[test]
fn every_composed_shape_has_keys_and_a_place_that_composes_it() {
    let sources = sources();
    let [_, (_, en)] = both();
    for (shape, place) in COMPOSED {
        assert!(en.keys().any(|key| fits(shape, key)), "no key of the shape {shape}");
        let used = sources.iter().any(|source| source.text.contains(place));
        assert!(used, "{shape}: no source holds {place}");
    }
}

#[test]
fn counts_in_arabic_have_all_their_forms() {
    let [(_, ar), _] = both();
    let all: BTreeSet<String> = ARABIC_FORMS.iter().map(|form| (*form).to_owned()).collect();
    let mut wrong = Vec::new();
    for (key, message) in &ar {
        for (arg, forms) in &message.forms {
            // A choice among names, like the rules of a notation, counts nothing.
            let names = forms.iter().any(|form| form.contains('-'));
            if names && forms.iter().all(|form| form == "other" || !all.contains(form)) {
                continue;
            }
            let lacking: Vec<_> = all.difference(forms).collect();
            if !lacking.is_empty() {
                wrong.push(format!("{}: {key} (${arg}) lacks {lacking:?}", message.file));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_refusal_and_every_rule_of_a_field_has_its_words() {
    for (lang, messages) in both() {
        for (code, rule) in CODES {
            let key = format!("refusal-{}", code.to_ascii_lowercase());
            for key in [key.clone(), format!("{key}-do")] {
                assert!(messages.contains_key(&key), "{lang}: {key} ({rule})");
            }
        }
        let coded = messages.keys().filter(|key| key.starts_with("refusal-r-")).count();
        assert_eq!(coded, CODES.len() * 2, "{lang}: words for a refusal that does not exist");
        for rule in field_rules() {
            let key = format!("rule-{}", rule.as_str().replace('_', "-"));
            assert!(messages.contains_key(&key), "{lang}: {key}");
        }
    }
}

#[test]
fn no_message_is_empty_or_holds_a_raw_directional_control() {
    for (lang, file, text) in files() {
        let raw = text.chars().find(|c| {
            matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        });
        assert_eq!(raw, None, "{lang}/{file}");
        for (key, body) in messages_of(&text) {
            assert!(!body.trim().is_empty(), "{lang}/{file}: {key} is empty");
        }
    }
}

/// Every rule; the match makes a new one show up here.
fn field_rules() -> Vec<FieldRule> {
    use FieldRule as R;
    let after = |rule: R| match rule {
        R::Unknown => Some(R::Missing),
        R::Missing => Some(R::OtherLanguageMissing),
        R::OtherLanguageMissing => Some(R::Blank),
        R::Blank => Some(R::WrongKind),
        R::WrongKind => Some(R::TooLong),
        R::TooLong => Some(R::Control),
        R::Control => Some(R::Bidi),
        R::Bidi => Some(R::NotADate),
        R::NotADate => Some(R::NotAnInstant),
        R::NotAnInstant => Some(R::NotAChoice),
        R::NotAChoice => Some(R::TooBig),
        R::TooBig => Some(R::NotAParty),
        R::NotAParty => Some(R::NotAnItem),
        R::NotAnItem => Some(R::NoSuchItem),
        R::NoSuchItem => Some(R::WrongItemType),
        R::WrongItemType => Some(R::NotAUrl),
        R::NotAUrl => Some(R::NotAFingerprint),
        R::NotAFingerprint => Some(R::TooMany),
        R::TooMany => Some(R::Twice),
        R::Twice => Some(R::Before),
        R::Before => Some(R::Taken),
        R::Taken => Some(R::OneOf),
        R::OneOf => Some(R::OtherParty),
        R::OtherParty => Some(R::Itself),
        R::Itself => Some(R::EvidenceNeeded),
        R::EvidenceNeeded => Some(R::Notation),
        R::Notation => Some(R::ChapeauMoved),
        R::ChapeauMoved => Some(R::Full),
        R::Full => Some(R::Excluded),
        R::Excluded => Some(R::BeforeFact),
        R::BeforeFact => Some(R::AfterFact),
        R::AfterFact => Some(R::FactRecorded),
        R::FactRecorded => Some(R::RenewedAtOnce),
        R::RenewedAtOnce => Some(R::NotSuspended),
        R::NotSuspended => Some(R::WrongBinding),
        R::WrongBinding => Some(R::LastsForNothing),
        R::LastsForNothing => Some(R::HijriFarOff),
        R::HijriFarOff => Some(R::TextOfItOpen),
        R::TextOfItOpen => Some(R::Circle),
        R::Circle => Some(R::OutOfRange),
        R::OutOfRange => Some(R::NotInChecklist),
        R::NotInChecklist => Some(R::TooSmall),
        R::TooSmall => Some(R::GivesAway),
        R::GivesAway => Some(R::NotACode),
        R::NotACode => Some(R::PersonalData),
        R::PersonalData => Some(R::NotAnAgreedAnswer),
        R::NotAnAgreedAnswer => Some(R::InFuture),
        R::InFuture => Some(R::TooFew),
        R::TooFew => Some(R::NotOpen),
        R::NotOpen => Some(R::ByAnswer),
        R::ByAnswer => None,
    };
    std::iter::successors(Some(R::Unknown), |rule| after(*rule)).collect()
}

/// Whether a key has this shape: parts in order, `*` for anything that is not empty.
fn fits(shape: &str, key: &str) -> bool {
    match shape.split_once('*') {
        None => shape == key,
        Some((head, tail)) => {
            key.len() > head.len() + tail.len() && key.starts_with(head) && key.ends_with(tail)
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Arabic, then English.
fn both() -> [(&'static str, BTreeMap<String, Message>); 2] {
    ["ar", "en"].map(|lang| {
        let mut messages = BTreeMap::new();
        for (_, file, text) in files().into_iter().filter(|(of, _, _)| *of == lang) {
            for (key, body) in messages_of(&text) {
                let (args, forms) = (args_of(&body), forms_of(&body));
                let message = Message { file: file.clone(), args, forms };
                let before = messages.insert(key.clone(), message);
                assert!(before.is_none(), "{lang}: {key} stands in two places");
            }
        }
        (lang, messages)
    })
}

/// Language, file name and text of every file of words.
fn files() -> Vec<(&'static str, String, String)> {
    let mut files = Vec::new();
    for lang in ["ar", "en"] {
        for path in below(&root().join("locales").join(lang), "ftl") {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            files.push((lang, name.unwrap_or_default(), read(&path)));
        }
    }
    assert!(files.len() >= 4, "no files of words found");
    files
}

/// The messages of a Fluent file: a key at the start of a line, then lines that are indented.
fn messages_of(text: &str) -> Vec<(String, String)> {
    let mut messages: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let is_key = line.starts_with(|c: char| c.is_ascii_alphabetic());
        match (is_key, line.split_once('=')) {
            (true, Some((key, body))) => {
                messages.push((key.trim().to_owned(), body.to_owned()));
            }
            _ if line.starts_with([' ', '\t', '}']) => {
                let (_, body) = messages.last_mut().expect("a line of a message");
                body.push('\n');
                body.push_str(line);
            }
            _ => {}
        }
    }
    messages
}

fn args_of(body: &str) -> BTreeSet<String> {
    body.split('$').skip(1).map(name_at).collect()
}

/// The name that a text begins with.
fn name_at(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
}

/// What a message selects on, with the keys of its variants.
fn forms_of(body: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut forms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut on = String::new();
    for line in body.lines() {
        if let Some((before, _)) = line.split_once("->") {
            on = before.rsplit_once('$').map(|(_, name)| name_at(name)).unwrap_or_default();
        }
        let line = line.trim().trim_start_matches('*');
        if let Some((form, _)) = line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            forms.entry(on.clone()).or_default().insert(form.trim().to_owned());
        }
    }
    forms
}

fn sources() -> Vec<Source> {
    let rust = below(&root().join("src"), "rs");
    let templates = below(&root().join("templates"), "html");
    let paths = rust.into_iter().chain(templates);
    let sources: Vec<Source> = paths.map(|path| source(&path)).collect();
    assert!(sources.len() > 20, "no sources found");
    sources
}

fn source(path: &Path) -> Source {
    let text = read(path);
    let own = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = own.lines().filter(|line| !line.trim_start().starts_with("//"));
    let text = lines.collect::<Vec<_>>().join("\n");
    let shown = path.strip_prefix(root()).unwrap_or(path);
    Source { path: shown.display().to_string(), text }
}

/// Every `t.s("key")`, `t.n("key", n)` and `t.f("key", ..)`.
fn calls() -> Vec<Call> {
    let mut calls = Vec::new();
    for source in sources() {
        for kind in ["s", "n", "f"] {
            let mut rest = source.text.as_str();
            while let Some(at) = rest.find(&format!("t.{kind}(")) {
                let is_word = rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                rest = &rest[at + 4..];
                let inside = rest.trim_start();
                let Some(key) = inside.strip_prefix('"').filter(|_| !is_word) else {
                    continue;
                };
                let Some((key, after)) = key.split_once('"') else {
                    continue;
                };
                let place = source.path.clone();
                calls.push(Call { place, key: key.to_owned(), args: given(kind, after) });
            }
        }
    }
    assert!(calls.len() > 100, "no calls found");
    calls
}

/// The names of the arguments of a call whose key was just read.
fn given(kind: &str, after: &str) -> Option<BTreeSet<String>> {
    match kind {
        "s" => Some(BTreeSet::new()),
        "n" => Some(BTreeSet::from(["n".to_owned()])),
        _ => {
            let list = after.trim_start().strip_prefix(',')?.trim_start().strip_prefix("&[")?;
            // Names stand right after an opening bracket; what else is quoted there is longer.
            let list = list.split_once("])").map_or(list, |(list, _)| list);
            let pairs = list.split("(\"").skip(1);
            Some(pairs.filter_map(|pair| pair.split_once('"')).map(|(a, _)| a.to_owned()).collect())
        }
    }
}

fn below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        for entry in entries {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|is| is == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
