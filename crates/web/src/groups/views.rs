//! The page of a working group as ready strings: chairs over time by post, sessions across rounds,
//! its commitments and instruments.

use dialogue::content::Row;
use dialogue::id::PartyId;
use dialogue::record::Item;

use crate::followup::board::{self, BoardRow};
use crate::followup::narrow::{self, Asked, Seen};
use crate::items::acts::{ActLink, Reach};
use crate::items::beside::{Notes, ProofCard, Waits};
use crate::items::life::Happening;
use crate::items::reader::{Address, Fact, Figure, Line, Link, Reader, with_query};
use crate::mark::Mark;
use crate::rounds::views::ChairRow;

/// The page of a group.
#[derive(Debug)]
pub struct GroupView {
    pub title: String,
    pub other_title: String,
    pub other_lang: &'static str,
    pub other_dir: &'static str,
    pub state: Mark,
    pub acts: Vec<ActLink>,
    pub life: String,
    pub edit: String,
    pub facts: Vec<Fact>,
    pub sides: Vec<String>,
    pub chairs: Vec<RoundChairs>,
    pub sessions: Vec<Line>,
    pub session_add: String,
    pub promises: Vec<Figure>,
    /// The open ones, as the board has them.
    pub commitments: Vec<BoardRow>,
    pub commitments_href: String,
    pub instruments: Vec<Line>,
    pub discrepancies: Vec<Line>,
    pub sources: Vec<Address>,
    pub waits: Waits,
    pub last: Vec<Happening>,
    pub notes: Notes,
    pub proof: ProofCard,
}

/// Who chaired in one round, a cell a side.
#[derive(Clone, Debug)]
pub struct RoundChairs {
    pub round: Link,
    pub sides: Vec<Vec<ChairRow>>,
}

/// Builds the page; notes and proof are added by the handler.
pub fn view(reader: &Reader<'_>, group: &Item<'_>, seen: &Seen, today: &str) -> GroupView {
    let (record, lang, id) = (reader.record, reader.lang(), group.id());
    let of_group = Asked { group: id.to_string(), ..Asked::default() };
    let commitments = narrow::chosen(reader, board::all(reader), &of_group, seen, today);
    let commitments_href = with_query(&reader.at("commitments"), "group", id.as_str());
    let back = reader.href(group);
    let acts = reader.acts(group, Reach::Screen, &back);
    let edit = format!("{}/edit", reader.life(id));
    let open = commitments.iter().filter(|life| life.is_open());
    let open = open.map(|life| board::row(reader, life, seen, today)).collect();
    let with_when = |item: &Item<'_>| reader.line_with(item, reader.when(item));
    GroupView {
        title: reader.title(group),
        other_title: reader.other_title(group),
        other_lang: lang.other().as_str(),
        other_dir: Reader::dir(lang.other()),
        state: reader.mark(group),
        edit: if reader.may_write(group) { edit } else { String::new() },
        acts,
        life: reader.life(id),
        facts: facts(reader, group),
        sides: reader.sides().into_iter().map(|side| side.name).collect(),
        chairs: chairs(reader, group),
        sessions: record.children(id, "session").iter().map(with_when).collect(),
        session_add: reader.add("session", "group", id),
        promises: reader.promises_of(&commitments, &commitments_href),
        commitments: open,
        commitments_href,
        instruments: reader.lines(&record.children(id, "instrument")),
        discrepancies: reader.discrepancies(id),
        sources: reader.addresses(group),
        waits: reader.waits(Some(id), |item| reader.under(item, id)),
        last: reader.last_of(|item| reader.id_under(item, id)),
        notes: Notes::default(),
        proof: ProofCard::default(),
    }
}

fn facts(reader: &Reader<'_>, group: &Item<'_>) -> Vec<Fact> {
    let content = group.content();
    let mut facts = Vec::new();
    if let Some(round) = content.item("created_in") {
        let link = reader.link_of(&round);
        let label = reader.label("working_group", "created_in");
        facts.push(Fact { label, value: link.title, second: String::new(), href: link.href });
    }
    let aliases = content.rows("aliases");
    let of_page = aliases
        .iter()
        .map(|row| Row(row))
        .filter(|row| row.text("lang") == Some(reader.lang().as_str()));
    let names: Vec<&str> = of_page.filter_map(|row| row.text("text")).collect();
    if !names.is_empty() {
        facts.push(Fact {
            label: reader.label("working_group", "aliases"),
            value: names.join(reader.comma()),
            second: String::new(),
            href: String::new(),
        });
    }
    facts
}

fn chairs(reader: &Reader<'_>, group: &Item<'_>) -> Vec<RoundChairs> {
    let rows: Vec<Row<'_>> = group.content().rows("chairs").into_iter().map(Row).collect();
    let sides = reader.sides();
    let mut rounds = Vec::new();
    for row in &rounds_of(&rows) {
        let round = reader.record.item(row);
        let date = round.and_then(|round| round.content().date("opened"));
        let of_party = |party: &PartyId| {
            let named = rows.iter().filter(|one| {
                one.item("round").as_ref() == Some(row)
                    && one.party("party").as_ref() == Some(party)
            });
            let persons = named.flat_map(|one| one.items("persons"));
            let chair = |person: dialogue::id::ItemId| ChairRow {
                link: reader.link_of(&person),
                post: reader.post_of(&person, date),
                role: String::new(),
            };
            persons.map(chair).collect::<Vec<_>>()
        };
        rounds.push(RoundChairs {
            round: reader.link_of(row),
            sides: sides.iter().map(|side| of_party(&side.party)).collect(),
        });
    }
    rounds
}

fn rounds_of(rows: &[Row<'_>]) -> Vec<dialogue::id::ItemId> {
    let mut rounds = Vec::new();
    for round in rows.iter().filter_map(|row| row.item("round")) {
        if !rounds.contains(&round) {
            rounds.push(round);
        }
    }
    rounds
}
