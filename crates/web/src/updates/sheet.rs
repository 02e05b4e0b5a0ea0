//! The fields of a progress report as a short form, for people with and without an account: how
//! far it is, what blocks it, what was done, what comes next. It reads and shows; the rules are
//! those of the record (`dialogue::policy`).

use agencies::REPORT;
use dialogue::act::{Act, Actor, Draft};
use dialogue::content::{Content, Lang, bi_name};
use dialogue::item::{self, ItemType, Kind};
use dialogue::policy;
use dialogue::record::Record;
use dialogue::refusal::{FieldProblem, FieldRule, Refusal};

use crate::forms::pairs::{Pairs, first, tidy};
use crate::i18n::T;
use crate::items::reader::{Reader, field_text};
use crate::texts;

/// The form about one commitment.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// What stands before the names of its fields: "0." in a form about several commitments.
    pub prefix: String,
    pub statuses: Vec<Choice>,
    pub blocking: Vec<Choice>,
    pub done_on: String,
    pub texts: Vec<Text>,
    pub problems: Vec<String>,
}

/// One of a closed list.
#[derive(Clone, Debug)]
pub struct Choice {
    pub value: &'static str,
    pub label: String,
    pub chosen: bool,
}

/// A box for words in one language.
#[derive(Clone, Debug)]
pub struct Text {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub lang: &'static str,
    pub dir: &'static str,
    pub value: String,
    pub chars_max: usize,
}

/// A label and the words that were typed under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub label: String,
    pub words: String,
}

/// The fields with words, in the order of the form.
const TEXTS: [&str; 2] = ["note", "next_step"];

fn report() -> Option<&'static ItemType> {
    item::get(REPORT)
}

/// The closed list of a field.
pub fn choices(field: &str) -> &'static [&'static str] {
    match report().and_then(|kind| kind.field(field)).map(|field| field.kind) {
        Some(Kind::Choice(list)) => list,
        _ => &[],
    }
}

/// One of a closed list in words.
pub fn choice_word(t: T, field: &str, value: &str) -> String {
    match choices(field).contains(&value) {
        true => field_text(t, "choice", REPORT, &format!("{field}-{value}")),
        false => String::new(),
    }
}

/// The form with what stands in it, in these languages.
pub fn sheet(t: T, prefix: &str, content: &Content, langs: &[Lang]) -> Sheet {
    let options = |field: &str| {
        let chosen = content.text(field);
        let option = |value: &&'static str| Choice {
            value,
            label: choice_word(t, field, value),
            chosen: chosen == Some(*value),
        };
        choices(field).iter().map(option).collect()
    };
    let boxes = TEXTS.iter().flat_map(|base| langs.iter().map(move |lang| (*base, *lang)));
    let text = |(base, lang): (&str, Lang)| {
        let label = t.s(&format!("updates-{}", base.replace('_', "-"))).into_owned();
        let label = match langs.len() {
            1 => label,
            _ => format!("{label} ({})", t.s(&format!("write-{lang}"))),
        };
        Text {
            name: bi_name(base, lang),
            label,
            hint: t.s(&format!("updates-{}-hint", base.replace('_', "-"))).into_owned(),
            lang: lang.as_str(),
            dir: Reader::dir(lang),
            value: content.bi_exact(base, lang).unwrap_or_default().to_owned(),
            chars_max: dialogue::limits::SUMMARY_CHARS_MAX,
        }
    };
    Sheet {
        prefix: prefix.to_owned(),
        statuses: options("status"),
        blocking: options("blocking"),
        done_on: content.text("done_on").unwrap_or_default().to_owned(),
        texts: boxes.map(text).collect(),
        problems: Vec::new(),
    }
}

/// What was typed under a prefix, unchecked; nothing but the fields of the form is read.
pub fn read(form: &Pairs, prefix: &str) -> Content {
    let mut content = Content::new();
    for field in ["status", "blocking", "done_on"] {
        content.set_text(field, first(form, &format!("{prefix}{field}")).trim());
    }
    for base in TEXTS {
        for lang in Lang::ALL {
            let name = bi_name(base, lang);
            content.set_text(&name, &tidy(first(form, &format!("{prefix}{name}"))));
        }
    }
    content
}

/// The values of a report about a commitment on a day.
pub fn completed(typed: &Content, item: &dialogue::id::ItemId, day: &str, by: &str) -> Content {
    let mut content = typed.clone();
    content.set_text("commitment", item.as_str());
    content.set_text("date", day);
    content.set_text("channel", by);
    content
}

/// What is longer than any report may be, whatever the record says about the rest: of what comes
/// too late nothing else is judged, for it is kept as it is.
pub fn too_long(content: &Content, t: T) -> Vec<String> {
    let chars_max = dialogue::limits::SUMMARY_CHARS_MAX;
    let texts = content.texts().into_iter();
    let over = texts.filter(|(_, text)| text.chars().count() > chars_max);
    let problem = |(field, text): (&str, &str)| {
        let problem = FieldProblem::new(field, FieldRule::TooLong);
        problem.with("max", chars_max).with("is", text.chars().count())
    };
    let problems: Vec<FieldProblem> = over.map(problem).collect();
    match problems.is_empty() {
        true => Vec::new(),
        false => refusal_lines(&Refusal::Form { problems }, t),
    }
}

/// Why the record would not take this report; nothing when it would.
pub fn problems(record: &Record, actor: &Actor, content: &Content, t: T) -> Vec<String> {
    let Some(kind) = report() else { return Vec::new() };
    let act = Act::Put(Draft::new(kind, content.clone()));
    match policy::may(actor, &act, record) {
        Ok(_) => Vec::new(),
        Err(refusal) => refusal_lines(&refusal, t),
    }
}

/// A refusal in words: every field that it names, or the rule and the remedy.
pub fn refusal_lines(refusal: &Refusal, t: T) -> Vec<String> {
    let problem = |problem: &FieldProblem| {
        let base = problem.field.strip_suffix("_ar").or(problem.field.strip_suffix("_en"));
        let label = field_text(t, "field", REPORT, base.unwrap_or(&problem.field));
        format!("{label}: {}", texts::field_problem(problem, t))
    };
    let lines: Vec<String> = refusal.problems().iter().map(problem).collect();
    if !lines.is_empty() {
        return lines;
    }
    vec![format!("{} {}", texts::refusal(refusal, t), texts::remedy(refusal, t))]
}

/// What was typed, in words, so that it can be copied.
pub fn said(content: &Content, t: T) -> Vec<Said> {
    let mut list = Vec::new();
    let mut add = |key: &str, words: String| {
        if !words.is_empty() {
            list.push(Said { label: t.s(key).into_owned(), words });
        }
    };
    add("updates-status", choice_word(t, "status", content.text("status").unwrap_or_default()));
    let blocking = content.text("blocking").unwrap_or_default();
    add("updates-blocking", choice_word(t, "blocking", blocking));
    add("updates-done-on", content.text("done_on").unwrap_or_default().to_owned());
    for (base, key) in TEXTS.iter().zip(["updates-note", "updates-next-step"]) {
        for lang in Lang::ALL {
            add(key, content.bi_exact(base, lang).unwrap_or_default().to_owned());
        }
    }
    list
}
