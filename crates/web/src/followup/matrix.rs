//! The follow-up matrix as a paper in both languages: the commitments round by round with what each
//! side says and what both agree, then the timetable of those that have a date.

use std::collections::BTreeMap;

use dialogue::content::Lang;
use dialogue::follow::Life;
use documents::paper::{Block, Kind, Layout, Pair, Paper};

use super::board;
use super::stories::bare;
use crate::items::reader::Reader;
use crate::negotiation::sheets::{title_of, words};

/// The chosen commitments as a paper.
pub fn paper(reader: &Reader<'_>, lives: &[Life<'_>], layout: Layout, today: &str) -> Paper {
    let readers = Lang::ALL.map(|lang| reader.in_lang(lang));
    let mut rounds: BTreeMap<u64, Vec<&Life<'_>>> = BTreeMap::new();
    for life in lives {
        rounds.entry(life.number).or_default().push(life);
    }
    let mut blocks = Vec::new();
    for of_round in rounds.values() {
        let made_in = of_round.first().and_then(|life| life.made_in.as_ref());
        let text = made_in.map_or_else(|| words("board-outside"), |id| title_of(reader, id));
        blocks.push(Block::Heading { level: 2, text });
        blocks.push(table(&readers, of_round, today));
    }
    if lives.is_empty() {
        blocks.push(Block::Note(words("list-none")));
    }
    blocks.extend(timetable(&readers, lives, today));
    Paper {
        kind: Kind::Matrix,
        layout,
        title: words("board-matrix"),
        heads: Vec::new(),
        marking: Pair::default(),
        version: String::new(),
        digest: String::new(),
        date: String::new(),
        mark: String::new(),
        blocks,
    }
}

fn both(readers: &[Reader<'_>; 2], of: impl Fn(&Reader<'_>) -> String) -> Pair {
    Pair::plain(&bare(&of(&readers[0])), &bare(&of(&readers[1])))
}

fn text(readers: &[Reader<'_>; 2], life: &Life<'_>) -> Pair {
    both(readers, |reader| {
        let text = life.commitment.content().bi("text", reader.lang());
        text.map_or_else(|| reader.title(&life.commitment), str::to_owned)
    })
}

fn due(readers: &[Reader<'_>; 2], life: &Life<'_>, today: &str) -> Pair {
    both(readers, |reader| {
        let due = board::due(reader, life, today);
        if due.note.is_empty() { due.word } else { format!("{} ({})", due.word, due.note) }
    })
}

fn table(readers: &[Reader<'_>; 2], lives: &[&Life<'_>], today: &str) -> Block {
    let sides = readers[0].sides();
    let mut columns = vec![words("paper-no"), words("board-commitment"), words("board-owner")];
    columns.push(words("board-due"));
    columns.extend(sides.iter().map(|side| both(readers, |reader| reader.party(&side.party))));
    columns.push(words("board-agreed"));
    let row = |(at, life): (usize, &&Life<'_>)| {
        let mut row = vec![
            Pair::ltr(&(at + 1).to_string()),
            text(readers, life),
            both(readers, |reader| board::owners(reader, life.commitment.content())),
            due(readers, life, today),
        ];
        row.extend(
            sides
                .iter()
                .map(|side| both(readers, |reader| board::claim(reader, life, &side.party).word)),
        );
        row.push(both(readers, |reader| board::agreed(reader, life).word));
        row
    };
    let rows = lives.iter().enumerate().map(row).collect();
    let mut widths = vec![0, 7, 3, 3];
    widths.extend(sides.iter().map(|_| 2));
    widths.push(3);
    Block::Table { columns, widths, rows }
}

/// What is open and has a date, the earliest first: the implementation timetable.
fn timetable(readers: &[Reader<'_>; 2], lives: &[Life<'_>], today: &str) -> Vec<Block> {
    let mut dated: Vec<(&str, &Life<'_>)> = lives
        .iter()
        .filter(|life| life.is_open())
        .filter_map(|one| Some((one.due()?, one)))
        .collect();
    if dated.is_empty() {
        return Vec::new();
    }
    dated.sort_by_key(|(due, _)| *due);
    let rows = dated.into_iter().map(|(_, life)| {
        vec![
            due(readers, life, today),
            text(readers, life),
            both(readers, |reader| board::owners(reader, life.commitment.content())),
            both(readers, |reader| {
                let step = life.commitment.content().bi("next_step", reader.lang());
                step.unwrap_or_default().to_owned()
            }),
        ]
    });
    let columns = ["board-due", "board-commitment", "board-owner", "board-next-step"].map(words);
    vec![
        Block::Heading { level: 2, text: words("board-timetable") },
        Block::Table { columns: columns.into(), widths: vec![3, 6, 3, 4], rows: rows.collect() },
    ]
}
