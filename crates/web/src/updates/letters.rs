//! Reminders and digests as letters, in the reader's language: the same in plain text and as a
//! simple page, right to left where it is Arabic. They name commitments as the record does and
//! nothing else: no note of an officer, nothing of another compartment, no way in.

use agencies::limits::MAIL_LINES_MAX;
use agencies::mail::Letter;
use agencies::reminders::{Compose, Subscription};
use askama::Template;
use dialogue::content::Lang;
use dialogue::record::Record;
use dialogue::reminders::{Kind, Notice, wished};
use node::Dialogue;

use crate::clocks;
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::texts;

/// Makes the letters of this node.
pub struct Letters;

#[derive(Template)]
#[template(path = "updates/letter.html")]
struct Html<'a> {
    lang: &'a str,
    dir: &'static str,
    title: &'a str,
    parts: &'a [Part],
    foot: &'a str,
}

/// Commitments under one heading.
struct Part {
    heading: String,
    lines: Vec<String>,
}

const KINDS: [Kind; 4] = [Kind::Overdue, Kind::Due1, Kind::Due7, Kind::Due14];

impl Compose for Letters {
    fn letter(&self, dialogue: &Dialogue, to: &Subscription, notices: &[Notice]) -> Letter {
        let t = T::new(to.lang);
        let record = dialogue.read();
        let parts = parts(&record, to, notices, t);
        let name = texts::dialogue_name(&record, to.lang);
        let due = notices.iter().filter(|notice| notice.kind != Kind::Digest).count();
        let subject = match due {
            0 => t.f("updates-mail-digest-subject", &[("dialogue", name)]),
            n => t.f(
                "updates-mail-subject",
                &[("n", (n as i64).into()), ("dialogue", fluent_bundle::FluentValue::from(name))],
            ),
        };
        let foot = t.s("updates-mail-foot");
        let html = Html {
            lang: to.lang.as_str(),
            dir: Reader::dir(to.lang),
            title: &subject,
            parts: &parts,
            foot: &foot,
        };
        // A template of our own with values of our own: it renders, or the plain form stands alone.
        let html = html.render().unwrap_or_default();
        Letter { to: to.address.clone(), text: plain(&parts, &foot), html, subject: bare(&subject) }
    }
}

fn parts(record: &Record, to: &Subscription, notices: &[Notice], t: T) -> Vec<Part> {
    let mut parts = Vec::new();
    for kind in KINDS {
        let of_kind = notices.iter().filter(|notice| notice.kind == kind);
        let lines: Vec<String> = of_kind
            .filter_map(|notice| {
                let title = record.title_of(notice.item.as_ref()?, to.lang)?;
                Some(line(&title, Some(&notice.date), t))
            })
            .collect();
        let key = format!("updates-mail-{}", kind.as_str().replace('_', "-"));
        push(&mut parts, t.s(&key).into_owned(), lines, t);
    }
    if notices.iter().any(|notice| notice.kind == Kind::Digest) {
        let open = wished(record, &to.wish);
        let lines = open.iter().map(|(item, due)| line(&item.title(to.lang), *due, t)).collect();
        push(&mut parts, t.s("updates-mail-digest").into_owned(), lines, t);
    }
    parts
}

fn push(parts: &mut Vec<Part>, heading: String, mut lines: Vec<String>, t: T) {
    if lines.is_empty() {
        return;
    }
    let more = lines.len().saturating_sub(MAIL_LINES_MAX);
    lines.truncate(MAIL_LINES_MAX);
    if more > 0 {
        lines.push(t.n("updates-mail-more", more as i64));
    }
    parts.push(Part { heading, lines });
}

fn line(title: &str, due: Option<&str>, t: T) -> String {
    let title = match t.lang() {
        Lang::Ar => text::bidi::isolate_codes(title),
        Lang::En => title.to_owned(),
    };
    match due {
        Some(due) => t.f("updates-mail-line", &[("title", title), ("date", clocks::date(due, t))]),
        None => title,
    }
}

fn plain(parts: &[Part], foot: &str) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(&part.heading);
        text.push('\n');
        for line in &part.lines {
            text.push_str(&format!("- {line}\n"));
        }
        text.push('\n');
    }
    text.push_str(foot);
    text.push('\n');
    text
}

/// A subject without the marks of direction that lists of letters show as boxes.
fn bare(subject: &str) -> String {
    subject.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{200f}', '\u{200e}'], "")
}
