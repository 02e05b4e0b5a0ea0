//! Reminders and digests as letters, in the reader's language: the same in plain text and as a
//! simple page, right to left where it is Arabic. They name commitments as the record does and
//! nothing else: no note of an officer, nothing of another compartment, no way in but the one-time
//! link that an officer mails.

use agencies::Link;
use agencies::limits::MAIL_LINES_MAX;
use agencies::mail::Letter;
use agencies::reminders::{Compose, Subscription};
use askama::Template;
use dialogue::content::Lang;
use dialogue::id::ItemId;
use dialogue::record::Record;
use dialogue::reminders::{Kind, Notice, Reckoned};
use node::Dialogue;

use super::views::{local_day, post_of};
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
    /// A one-time link; empty where there is none.
    link: &'a str,
    foot: &'a str,
}

/// Commitments under one heading.
struct Part {
    heading: String,
    lines: Vec<String>,
}

const KINDS: [Kind; 4] = [Kind::Overdue, Kind::Due1, Kind::Due7, Kind::Due14];

impl Compose for Letters {
    fn letter(
        &self,
        dialogue: &Dialogue,
        to: &Subscription,
        notices: &[Notice],
        all: &Reckoned,
    ) -> Letter {
        let t = T::new(to.lang);
        let record = dialogue.read();
        let parts = parts(&record, to, notices, all, t);
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
        written(&to.address, &subject, &parts, "", &foot, t)
    }
}

/// A letter in both forms.
fn written(to: &str, subject: &str, parts: &[Part], link: &str, foot: &str, t: T) -> Letter {
    let (lang, dir) = (t.lang().as_str(), Reader::dir(t.lang()));
    let html = Html { lang, dir, title: subject, parts, link, foot };
    // A template of our own with values of our own: it renders, or the plain form stands alone.
    let html = html.render().unwrap_or_default();
    let text = plain(parts, link, foot);
    Letter { to: to.to_owned(), text, html, subject: bare(subject) }
}

/// The letter with a one-time link: about which commitments, until when, and nothing else. Its
/// words are the only place beside the page where the link stands.
pub fn of_link(record: &Record, link: &Link, to: &str, address: &str, t: T) -> Letter {
    let name = texts::dialogue_name(record, t.lang());
    let subject = t.f("updates-mail-link-subject", &[("dialogue", name)]);
    let title = |item: &ItemId| record.title_of(item, t.lang()).map(|title| shown(&title, t));
    let post = [("post", post_of(&link.post, t.lang()))];
    let until = [("date", clocks::date(&local_day(record, link.expires), t))];
    let asked = Part {
        heading: t.f("updates-public-lead", &post),
        lines: link.items.iter().filter_map(title).collect(),
    };
    let how = Part { heading: t.f("updates-mail-link-how", &until), lines: Vec::new() };
    let foot = t.s("updates-mail-link-foot");
    written(to, &subject, &[asked, how], address, &foot, t)
}

fn parts(
    record: &Record,
    to: &Subscription,
    notices: &[Notice],
    all: &Reckoned,
    t: T,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for kind in KINDS {
        let of_kind = notices.iter().filter(|notice| notice.kind == kind);
        let told = of_kind.filter_map(|one| Some((one.item.as_ref()?, Some(one.date.as_str()))));
        let key = format!("updates-mail-{}", kind.as_str().replace('_', "-"));
        push(&mut parts, t.s(&key).into_owned(), told.collect(), record, t);
    }
    if notices.iter().any(|notice| notice.kind == Kind::Digest) {
        let open = all.wished(&to.wish).map(|open| (&open.item, open.due.as_deref())).collect();
        push(&mut parts, t.s("updates-mail-digest").into_owned(), open, record, t);
    }
    parts
}

/// Adds what stands under a heading; only what is named is read.
fn push(
    parts: &mut Vec<Part>,
    heading: String,
    told: Vec<(&ItemId, Option<&str>)>,
    record: &Record,
    t: T,
) {
    if told.is_empty() {
        return;
    }
    let named = told.iter().take(MAIL_LINES_MAX).filter_map(|(item, due)| {
        let title = record.title_of(item, t.lang())?;
        Some(line(&title, *due, t))
    });
    let mut lines: Vec<String> = named.collect();
    let more = told.len().saturating_sub(MAIL_LINES_MAX);
    if more > 0 {
        lines.push(t.n("updates-mail-more", more as i64));
    }
    parts.push(Part { heading, lines });
}

/// A title as a line of a letter shows it.
fn shown(title: &str, t: T) -> String {
    match t.lang() {
        Lang::Ar => text::bidi::isolate_codes(title),
        Lang::En => title.to_owned(),
    }
}

fn line(title: &str, due: Option<&str>, t: T) -> String {
    let title = shown(title, t);
    match due {
        Some(due) => t.f("updates-mail-line", &[("title", title), ("date", clocks::date(due, t))]),
        None => title,
    }
}

fn plain(parts: &[Part], link: &str, foot: &str) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(&part.heading);
        text.push('\n');
        for line in &part.lines {
            text.push_str(&format!("- {line}\n"));
        }
        text.push('\n');
    }
    if !link.is_empty() {
        // On a line of its own, so that no mark of direction touches it.
        text.push_str(&format!("{link}\n\n"));
    }
    text.push_str(foot);
    text.push('\n');
    text
}

/// A subject without the marks of direction that lists of letters show as boxes.
fn bare(subject: &str) -> String {
    subject.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{200f}', '\u{200e}'], "")
}
