//! `hiwar read`: what the reader finds in a report, without any node. It writes nothing but what it
//! prints; nothing of it enters a record.

use std::path::Path;

use anyhow::Context;
use intake::{Hint, Limits};
use node::reports::word_lists;
use reading::{Day, Draft, Reader, Report, Value};

use super::{Answer, print_json, read_bounded};
use crate::cli::ReadArgs;

pub fn run(args: ReadArgs) -> anyhow::Result<Answer> {
    let limits = Limits::default();
    let bytes = read_bounded(&args.file, limits.file_bytes_max as u64)?;
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let hint = Hint { file_name: name.as_deref(), media_type: None };
    let document = intake::take(&bytes, hint, &limits)?;
    let published = match args.published.as_deref().or(document.published.as_deref()) {
        None => None,
        Some(typed) => Some(Day::parse(typed).with_context(|| {
            format!("--published {typed:?}: write year-month-day, such as 2020-11-16")
        })?),
    };
    let reader = Reader::new(&word_lists(args.lists.as_deref().unwrap_or(Path::new("")))?);
    let name = name.unwrap_or_default();
    let draft = reader.read(&Report { text: &document.text, published, name: &name })?;
    if args.json {
        print_json(&draft.to_json());
    } else {
        print(&draft, &document.text);
        for warning in &document.warnings {
            println!("note     {}", warning.message(text::Language::En));
        }
    }
    Ok(if draft.claims.is_empty() { Answer::No } else { Answer::Yes })
}

/// One line a fact, one line a claim.
fn print(draft: &Draft, text: &str) {
    let scalars: Vec<char> = text.chars().collect();
    for claim in &draft.claims {
        let of = claim.of.as_deref().map(|of| format!(" of {of}")).unwrap_or_default();
        println!(
            "{} {}{of}  ({:.2}, {})",
            claim.id,
            claim.slot.as_str(),
            claim.confidence,
            claim.rule
        );
        for (name, field) in &claim.fields {
            let value = match &field.value {
                Value::Text { text, .. } => text.clone(),
                Value::Code(code) => code.clone(),
                Value::Number(number) => number.to_string(),
                Value::List(list) => list.join(", "),
                Value::Long => {
                    let (from, to) = field.spans.first().copied().unwrap_or_default();
                    scalars.get(from..to).unwrap_or_default().iter().collect()
                }
            };
            let said = if field.inferred { "  (not said in words)" } else { "" };
            println!("    {name}: {}{said}", value.replace('\n', " "));
        }
    }
    for note in &draft.notes {
        println!("question {}", note.text);
    }
    match draft.claims.len() {
        0 => println!("Nothing was found that belongs to a dialogue."),
        1 => println!("\n1 claim. An officer confirms it in the pages; a report agrees nothing."),
        n => println!(
            "\n{n} claims. An officer confirms them in the pages; a report agrees nothing."
        ),
    }
}
