//! What stands on the desk officer's pages of updates: what waits, the links, the printed forms,
//! and one update beside what the record says of its commitment. It only reads.

use agencies::{Form, LetterState, Link, LinkLetter, Scan, Update, UpdateState};
use dialogue::content::Lang;
use dialogue::follow::{self, Life};
use dialogue::id::{ItemId, PartyId};
use dialogue::record::{Item, Record};
use jiff::Timestamp;

use super::sheet::{Said, choice_word, said};
use crate::i18n::T;
use crate::items::reader::{Fact, Reader, shown_title};
use crate::limits::UPDATES_SETTLED_SHOWN_MAX;

/// All of them.
#[derive(Debug, Default)]
pub struct Hub {
    pub waiting: Vec<UpdateRow>,
    pub settled: Vec<UpdateRow>,
    pub links: Vec<LinkRow>,
    pub forms: Vec<FormRow>,
}

/// An update in a list.
#[derive(Debug)]
pub struct UpdateRow {
    pub href: String,
    pub title: String,
    pub post: String,
    pub channel: String,
    pub when: String,
    pub status: String,
    pub late: bool,
    pub state: String,
}

/// A link in a list.
#[derive(Debug)]
pub struct LinkRow {
    pub id: String,
    pub titles: Vec<String>,
    pub post: String,
    pub until: String,
    pub state: String,
    pub tone: &'static str,
    pub revocable: bool,
    /// To whom it was mailed, and what became of that.
    pub letters: Vec<String>,
}

/// All that came in, was made and was mailed, and when it is looked at.
pub struct Here {
    pub updates: Vec<Update>,
    pub links: Vec<Link>,
    pub letters: Vec<LinkLetter>,
    pub forms: Vec<Form>,
    pub now: Timestamp,
}

/// A printed form in a list.
#[derive(Debug)]
pub struct FormRow {
    pub number: String,
    pub titles: Vec<String>,
    pub post: String,
    pub when: String,
    pub href: String,
}

/// An update beside the record.
#[derive(Debug)]
pub struct UpdateView {
    pub title: String,
    pub other_title: String,
    pub href: String,
    /// What the record says now.
    pub now: Vec<Fact>,
    pub post: String,
    pub channel: String,
    pub when: String,
    pub late: String,
    pub said: Vec<Said>,
    /// Empty while it waits.
    pub settled: String,
    pub report_href: String,
    pub scans: Vec<ScanView>,
    pub back: String,
}

/// A scan beside an update.
#[derive(Debug)]
pub struct ScanView {
    pub when: String,
    /// Where the image is; empty for what a browser does not show.
    pub image: String,
    pub save: String,
}

/// Our civil day at an instant, `2020-11-16`.
pub fn local_day(record: &Record, at: Timestamp) -> String {
    let (zone, _) = agencies::our_days(record);
    at.to_zoned_datetime(zone).date().to_string()
}

/// A post in a language, or in the other where it has no words in this one.
pub fn post_of([ar, en]: &[String; 2], lang: Lang) -> String {
    let (own, other) = if lang == Lang::Ar { (ar, en) } else { (en, ar) };
    if own.is_empty() { other.clone() } else { own.clone() }
}

fn title(reader: &Reader<'_>, item: &ItemId) -> String {
    match reader.record.item(item).filter(|item| item.shown().is_some()) {
        Some(item) => shown_title(&item, reader.lang()),
        None => reader.t.s("updates-withdrawn").into_owned(),
    }
}

fn channel(t: T, channel: &str, origin: &str) -> String {
    match channel {
        "form" => t.f("updates-by-form", &[("number", origin.to_owned())]),
        _ => t.s("updates-by-link").into_owned(),
    }
}

fn state_key(state: UpdateState) -> &'static str {
    match state {
        UpdateState::Waiting => "updates-state-waiting",
        UpdateState::Confirmed => "updates-state-confirmed",
        UpdateState::Rejected => "updates-state-rejected",
    }
}

/// The list of everything.
pub fn hub(reader: &Reader<'_>, here: &Here) -> Hub {
    let t = reader.t;
    let row = |update: &Update| UpdateRow {
        href: reader.at(&format!("updates/{}", update.id)),
        title: title(reader, &update.item),
        post: post_of(&update.post, reader.lang()),
        channel: channel(t, &update.channel, &update.origin),
        when: reader.stamp(&update.at.to_string()),
        status: choice_word(t, "status", update.content.text("status").unwrap_or_default()),
        late: update.late,
        state: t.s(state_key(update.state)).into_owned(),
    };
    let waits = |update: &&Update| update.state == UpdateState::Waiting;
    let settled = here.updates.iter().filter(|update| !waits(update));
    Hub {
        waiting: here.updates.iter().filter(waits).map(row).collect(),
        settled: settled.take(UPDATES_SETTLED_SHOWN_MAX).map(row).collect(),
        links: here.links.iter().map(|link| link_row(reader, link, here)).collect(),
        forms: here.forms.iter().map(|form| form_row(reader, form)).collect(),
    }
}

/// What became of a letter with a link, in words.
fn letter_line(reader: &Reader<'_>, letter: &LinkLetter) -> String {
    let key = match letter.state {
        LetterState::Waiting | LetterState::Sending => "updates-letter-waits",
        LetterState::Sent => "updates-letter-sent",
        LetterState::Unknown => "updates-letter-unknown",
        LetterState::Lost => "updates-letter-lost",
    };
    let at = Timestamp::from_millisecond(letter.done_ms.unwrap_or(letter.at_ms));
    let when = reader.stamp(&at.unwrap_or_default().to_string());
    reader.t.f(key, &[("address", letter.address.clone()), ("when", when)])
}

fn link_row(reader: &Reader<'_>, link: &Link, here: &Here) -> LinkRow {
    let (key, tone) = match link {
        Link { revoked: Some(_), .. } => ("updates-link-revoked", "plain"),
        Link { used: Some(_), .. } => ("updates-link-used", "agreed"),
        link if link.expires < here.now => ("updates-link-over", "plain"),
        _ => ("updates-link-open", "theirs"),
    };
    let letters = here.letters.iter().filter(|letter| letter.link == link.id);
    LinkRow {
        id: link.id.clone(),
        titles: link.items.iter().map(|item| title(reader, item)).collect(),
        post: post_of(&link.post, reader.lang()),
        until: reader.date(&local_day(reader.record, link.expires)),
        state: reader.t.s(key).into_owned(),
        tone,
        revocable: key == "updates-link-open",
        letters: letters.map(|letter| letter_line(reader, letter)).collect(),
    }
}

fn form_row(reader: &Reader<'_>, form: &Form) -> FormRow {
    let at = Timestamp::from_millisecond(form.at_ms).unwrap_or_default();
    FormRow {
        number: form.number.clone(),
        titles: form.items.iter().map(|item| title(reader, item)).collect(),
        post: post_of(&form.post, reader.lang()),
        when: reader.date(&local_day(reader.record, at)),
        href: reader.at(&format!("updates/forms/{}", form.number)),
    }
}

/// One update beside what the record says of its commitment now.
pub fn update(reader: &Reader<'_>, update: &Update, scans: &[Scan]) -> UpdateView {
    let t = reader.t;
    let item = reader.record.item(&update.item).filter(|item| item.shown().is_some());
    let life = item.map(|item| follow::life(reader.record, item));
    let settled = match update.state {
        UpdateState::Waiting => String::new(),
        state => {
            let at = update.settled.unwrap_or_default().to_string();
            let who = update.settler.clone().unwrap_or_default();
            let args = [("who", who), ("when", reader.stamp(&at))];
            format!("{} {}", t.s(state_key(state)), t.f("updates-settled-by", &args))
        }
    };
    let scan = |scan: &Scan| {
        let print = dialogue::blob::print(&scan.sha);
        let at = reader.at(&format!("updates/{}/scan?of={print}", update.id));
        let shown = matches!(scan.kind.as_str(), "png" | "jpeg");
        let came = Timestamp::from_millisecond(scan.at_ms).unwrap_or_default();
        ScanView {
            when: reader.stamp(&came.to_string()),
            image: if shown { at.clone() } else { String::new() },
            save: format!("{at}&save=yes"),
        }
    };
    UpdateView {
        title: title(reader, &update.item),
        other_title: item.map(|item| reader.other_title(&item)).unwrap_or_default(),
        href: reader.life(&update.item),
        now: life.map(|life| facts(reader, &life)).unwrap_or_default(),
        post: post_of(&update.post, reader.lang()),
        channel: channel(t, &update.channel, &update.origin),
        when: reader.stamp(&update.at.to_string()),
        late: if update.late { t.s("updates-came-late").into_owned() } else { String::new() },
        said: said(&update.content, t),
        settled,
        report_href: update
            .report
            .as_ref()
            .map(|id| reader.at(&format!("i/{id}")))
            .unwrap_or_default(),
        scans: scans.iter().map(scan).collect(),
        back: reader.at("updates"),
    }
}

fn facts(reader: &Reader<'_>, life: &Life<'_>) -> Vec<Fact> {
    let t = reader.t;
    let fact = |label: String, value: String| Fact { label, value, ..Fact::default() };
    let agreed = reader.choice("commitment", "status", life.agreed_status());
    let mut facts = vec![fact(t.s("updates-now-agreed").into_owned(), agreed)];
    if let Some(due) = life.due() {
        facts.push(fact(t.s("updates-now-due").into_owned(), reader.date(due)));
    }
    for side in reader.sides() {
        facts.push(fact(side.name.clone(), claim(reader, life, &side.party)));
    }
    facts
}

fn claim(reader: &Reader<'_>, life: &Life<'_>, party: &PartyId) -> String {
    let said = |report: &Item<'_>| {
        let content = report.content();
        let status = choice_word(reader.t, "status", content.text("status").unwrap_or_default());
        let day = content.date("date").map(|day| reader.date(day)).unwrap_or_default();
        format!("{status} · {day}")
    };
    match life.report_of(party) {
        Some(report) => said(report),
        None => reader.t.s("updates-now-none").into_owned(),
    }
}
