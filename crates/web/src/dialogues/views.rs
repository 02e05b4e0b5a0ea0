//! The page of a dialogue as ready strings: rounds from the first to the next, with gaps and slips
//! to be seen, groups as lanes, promises counted.

use dialogue::record::Item;
use jiff::Timestamp;

use super::picture::{self, LaneName, Meeting, Picture, Span, day_of};
use crate::items::acts::{ActLink, Reach};
use crate::items::beside::{ProofCard, Waits};
use crate::items::life::Happening;
use crate::items::reader::{Fact, Figure, Line, Reader};
use crate::mark::Mark;

/// The page of a dialogue.
#[derive(Debug)]
pub struct DialogueView {
    pub title: String,
    pub purpose: String,
    pub state: Option<Mark>,
    pub acts: Vec<ActLink>,
    pub facts: Vec<Fact>,
    pub timeline_note: String,
    pub rounds: Vec<RoundRow>,
    pub picture: Picture,
    pub round_add: String,
    pub promises: Vec<Figure>,
    pub commitments_href: String,
    pub groups: Vec<Line>,
    pub group_add: String,
    pub discrepancies: Vec<Line>,
    pub registers: Vec<Figure>,
    pub waits: Waits,
    pub last: Vec<Happening>,
    pub proof: ProofCard,
}

/// One round in the table beside the picture.
#[derive(Clone, Debug)]
pub struct RoundRow {
    pub href: String,
    pub title: String,
    pub dates: String,
    pub slip: String,
    pub place: String,
    pub mode: String,
    pub sessions: usize,
    pub state: Mark,
}

/// Builds the page; `now` tells what is still to come.
pub fn view(reader: &Reader<'_>, now: Timestamp) -> DialogueView {
    let (record, t, lang) = (reader.record, reader.t, reader.lang());
    let items = record.of_type("dialogue");
    let item = items.first();
    let rounds = record.of_type("round");
    let groups = record.of_type("working_group");
    let sessions = record.of_type("session");
    let commitments = record.of_type("commitment");
    let commitments_href = reader.at("commitments");
    let today = reader.places.our_day(now).to_string();
    let back = reader.at("");
    let text =
        |field| item.and_then(|item| item.content().bi(field, lang)).unwrap_or_default().to_owned();
    DialogueView {
        title: item.map_or_else(|| reader.did.to_owned(), |item| reader.title(item)),
        purpose: text("purpose"),
        state: item.map(|item| reader.mark(item)),
        acts: item.map(|item| reader.acts(item, Reach::Row, &back)).unwrap_or_default(),
        facts: item.map(|item| facts(reader, item)).unwrap_or_default(),
        timeline_note: t
            .f("dialogue-counts", &[("rounds", rounds.len()), ("sessions", sessions.len())]),
        picture: draw(reader, &rounds, &groups, &sessions, &today),
        rounds: rounds.iter().map(|round| row(reader, round)).collect(),
        round_add: if reader.writes("round") { reader.at("new/round") } else { String::new() },
        promises: reader.promises(&commitments, &commitments_href),
        commitments_href,
        groups: groups.iter().map(|group| group_line(reader, group)).collect(),
        group_add: if reader.writes("working_group") {
            reader.at("new/working_group")
        } else {
            String::new()
        },
        discrepancies: reader.lines(&record.of_type("discrepancy")),
        registers: registers(reader),
        waits: reader.waits(None, |_| true),
        last: reader.last_of(|_| true),
        proof: ProofCard::default(),
    }
}

fn facts(reader: &Reader<'_>, item: &Item<'_>) -> Vec<Fact> {
    let content = item.content();
    let label = |name: &str| reader.label("dialogue", name);
    let mut facts = Vec::new();
    if let Some(founded) = content.date("founded") {
        facts.push(Fact {
            label: label("founded"),
            value: reader.date(founded),
            second: reader.hijri(founded),
            href: String::new(),
        });
    }
    for lead in content.items("leads") {
        let link = reader.link_of(&lead);
        let party = reader.record.party_of(&lead).map(|party| reader.party(&party));
        facts.push(Fact {
            label: reader.t.s("dialogue-lead").into_owned(),
            value: link.title,
            second: party.unwrap_or_default(),
            href: link.href,
        });
    }
    if let Some(document) = content.item("structure_document") {
        let link = reader.link_of(&document);
        let label = label("structure_document");
        facts.push(Fact { label, value: link.title, second: String::new(), href: link.href });
    }
    facts
}

fn row(reader: &Reader<'_>, round: &Item<'_>) -> RoundRow {
    let content = round.content();
    let mode = content.text("mode");
    RoundRow {
        href: reader.href(round),
        title: reader.title(round),
        dates: dates(reader, round),
        slip: slip(reader, round),
        place: content.bi("city", reader.lang()).unwrap_or_default().to_owned(),
        mode: mode.map(|mode| reader.choice("round", "mode", mode)).unwrap_or_default(),
        sessions: reader.record.children(round.id(), "session").len(),
        state: reader.mark(round),
    }
}

/// When a round met, or is planned to.
pub fn dates(reader: &Reader<'_>, round: &Item<'_>) -> String {
    let content = round.content();
    let met = reader.span(content.date("opened"), content.date("closed"));
    if !met.is_empty() {
        return met;
    }
    let planned = reader.span(content.date("planned_from"), content.date("planned_to"));
    match planned.is_empty() {
        true => reader.t.s("dialogue-no-date").into_owned(),
        false => reader.t.f("dialogue-planned", &[("date", planned)]),
    }
}

/// Says that a round did not meet when it was planned to; empty when it did.
pub fn slip(reader: &Reader<'_>, round: &Item<'_>) -> String {
    let content = round.content();
    let (Some(planned), Some(opened)) = (content.date("planned_from"), content.date("opened"))
    else {
        return String::new();
    };
    let (Some(from), Some(to)) = (day_of(planned), day_of(opened)) else { return String::new() };
    if from == to || opened.starts_with(planned) {
        return String::new();
    }
    reader.t.f("dialogue-slip", &[("date", reader.date(planned))])
}

fn group_line(reader: &Reader<'_>, group: &Item<'_>) -> Line {
    let sessions = reader.record.children(group.id(), "session").len();
    let commitments = reader.record.children(group.id(), "commitment").len();
    let counts = [("sessions", sessions), ("commitments", commitments)];
    reader.line_with(group, reader.t.f("dialogue-group-counts", &counts))
}

fn registers(reader: &Reader<'_>) -> Vec<Figure> {
    let figure = |(type_name, path): (&str, &str)| Figure {
        number: reader.record.of_type(type_name).len().to_string(),
        label: reader.t.s(&format!("types-{type_name}")).into_owned(),
        href: reader.at(path),
        tone: "plain",
    };
    let registers = [
        ("session", "sessions"),
        ("person", "people"),
        ("institution", "institutions"),
        ("instrument", "instruments"),
        ("assistance", "assistance"),
        ("event", "events"),
        ("discrepancy", "discrepancies"),
        ("source", "sources"),
        ("assistance_figures", "figures"),
    ];
    registers.into_iter().map(figure).collect()
}

/// The time line: sessions without a group in the first lane, then one lane a group.
fn draw(
    reader: &Reader<'_>,
    rounds: &[Item<'_>],
    groups: &[Item<'_>],
    sessions: &[Item<'_>],
    today: &str,
) -> Picture {
    let mut lanes =
        vec![LaneName { label: reader.t.s("dialogue-lane-all").into_owned(), href: String::new() }];
    let names: Vec<String> = groups.iter().map(|group| reader.title(group)).collect();
    let labels = distinct(&names);
    let lane = |(group, label): (&Item<'_>, String)| LaneName {
        label: short(&label),
        href: reader.href(group),
    };
    lanes.extend(groups.iter().zip(labels).map(lane));
    let meeting = |session: &Item<'_>| {
        let content = session.content();
        let round = content.item("round")?;
        let date = content.date("date")?;
        let group = content.item("group");
        let lane = group.and_then(|id| groups.iter().position(|group| *group.id() == id));
        let class = match content.text("mode") {
            _ if date > today => "coming",
            Some("remote") => "remote",
            _ => "held",
        };
        Some(Meeting {
            round: rounds.iter().position(|one| *one.id() == round)?,
            lane: lane.map_or(0, |lane| lane + 1),
            day: day_of(date)?,
            title: format!("{} · {}", reader.title(session), reader.when(session)),
            href: reader.href(session),
            class,
        })
    };
    let meetings: Vec<Meeting> = sessions.iter().filter_map(meeting).collect();
    let mut spans: Vec<Span> = rounds.iter().map(|round| span(reader, round)).collect();
    if spans.iter().all(|span| span.days.is_some()) && !spans.is_empty() {
        spans.push(Span {
            label: reader.t.s("dialogue-next").into_owned(),
            when: reader.t.s("dialogue-no-date").into_owned(),
            href: if reader.writes("round") { reader.at("new/round") } else { reader.at("rounds") },
            days: None,
            planned: None,
            slip: String::new(),
        });
    }
    let rtl = Reader::dir(reader.lang()) == "rtl";
    let mut picture = picture::lay_out(&spans, &lanes, &meetings, rtl);
    for gap in &mut picture.gaps {
        gap.label = reader.t.n("dialogue-gap", gap.months);
    }
    picture
}

fn span(reader: &Reader<'_>, round: &Item<'_>) -> Span {
    let content = round.content();
    let first = content.date("opened").or_else(|| content.date("planned_from"));
    let last = content.date("closed").or_else(|| content.date("planned_to")).or(first);
    let slip = slip(reader, round);
    let planned = content.date("planned_from").filter(|_| !slip.is_empty());
    Span {
        label: reader.title(round),
        when: first.map(|first| month(reader, first)).unwrap_or_default(),
        href: reader.href(round),
        days: first.and_then(day_of).zip(last.and_then(day_of)),
        planned: planned.and_then(day_of),
        slip,
    }
}

/// The month of a date: `November 2020`.
fn month(reader: &Reader<'_>, date: &str) -> String {
    reader.date(date.get(..7).unwrap_or(date))
}

/// Names without the words that all of them begin or end with: "Working Group" says nothing in a
/// list of working groups.
fn distinct(names: &[String]) -> Vec<String> {
    let words: Vec<Vec<&str>> = names.iter().map(|name| name.split(' ').collect()).collect();
    let Some(shortest) = words.iter().map(Vec::len).min().filter(|_| words.len() > 1) else {
        return names.to_vec();
    };
    let same = |at: usize, from_end: bool| {
        let word = |list: &Vec<&str>| {
            let at = if from_end { list.len() - 1 - at } else { at };
            list[at].to_owned()
        };
        words.iter().all(|list| word(list) == word(&words[0]))
    };
    let lead = (0..shortest).take_while(|at| same(*at, false)).count();
    let tail = (0..shortest - lead).take_while(|at| same(*at, true)).count();
    if lead + tail >= shortest {
        return names.to_vec();
    }
    words.iter().map(|list| list[lead..list.len() - tail].join(" ")).collect()
}

/// A group's name as a lane bears it: at most 26 characters, cut at a space.
fn short(name: &str) -> String {
    let Some((end, _)) = name.char_indices().nth(26) else { return name.to_owned() };
    let cut = name[..end].rfind(' ').unwrap_or(end);
    format!("{}…", name[..cut].trim_end_matches([',', '،', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_all_names_share_are_left_out_of_lanes() {
        let names =
            |list: &[&str]| -> Vec<String> { list.iter().map(|n| (*n).to_owned()).collect() };
        let all = names(&["Defence Working Group", "Trade and Investment Working Group"]);
        assert_eq!(distinct(&all), ["Defence", "Trade and Investment"]);
        let all = names(&["مجموعة عمل الأمن", "مجموعة عمل التجارة"]);
        assert_eq!(distinct(&all), ["الأمن", "التجارة"]);
        let all = names(&["Working Group", "Trade Working Group"]);
        assert_eq!(distinct(&all), all, "no name becomes empty");
        assert_eq!(distinct(&names(&["Trade"])), ["Trade"]);
    }

    #[test]
    fn lanes_bear_short_names_cut_at_a_space() {
        assert_eq!(short("Defence"), "Defence");
        let long = "Consular Affairs, Customs and Border Protection";
        assert_eq!(short(long), "Consular Affairs, Customs…");
    }
}
