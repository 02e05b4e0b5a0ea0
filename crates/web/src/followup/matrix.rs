//! The follow-up matrix as a paper in both languages: the commitments round by round with what each
//! side says and what both agree, then the timetable of those that have a date.

use std::collections::BTreeMap;

use dialogue::content::Lang;
use dialogue::follow::Life;
use dialogue::follow::story::place;
use dialogue::id::DialogueId;
use dialogue::paper_mark::{self, PaperMark};
use dialogue::record::Item;
use documents::paper::{Block, Kind, Layout, Pair, Paper};

use super::board;
use super::narrow::{self, Asked};
use super::stories::bare;
use crate::items::reader::Reader;
use crate::negotiation::session_papers::digest_of;
use crate::negotiation::sheets::{title_of, words};

/// The chosen commitments as a paper.
pub fn paper(
    reader: &Reader<'_>,
    lives: &[Life<'_>],
    asked: &Asked,
    layout: Layout,
    today: &str,
) -> Paper {
    let readers = Lang::ALL.map(|lang| reader.in_lang(lang));
    let mut rounds: BTreeMap<u64, Vec<(usize, &Life<'_>)>> = BTreeMap::new();
    // One number each, through all rounds: it names a commitment in the timetable too.
    for (at, life) in lives.iter().enumerate() {
        rounds.entry(life.number).or_default().push((at + 1, life));
    }
    let mut blocks = Vec::new();
    for of_round in rounds.values() {
        let made_in = of_round.first().and_then(|(_, life)| life.made_in.as_ref());
        let text = made_in.map_or_else(|| words("board-outside"), |id| title_of(reader, id));
        blocks.push(Block::Heading { level: 2, text });
        blocks.push(table(&readers, of_round, today));
    }
    if lives.is_empty() {
        blocks.push(Block::Note(words("list-none")));
    }
    blocks.extend(timetable(&readers, lives, today));
    let told = Told { reader, items: lives.iter().flat_map(items).collect(), today };
    let narrowed = match asked.is_empty() {
        true => words("board-narrowed-not"),
        false => both(&readers, |reader| narrow::in_words(reader, asked)),
    };
    let count = Pair::ltr(&lives.len().to_string());
    let heads =
        told.heads(vec![(words("board-narrowed"), narrowed), (words("types-commitment"), count)]);
    told.on_paper(Kind::Matrix, layout, words("board-matrix"), heads, blocks)
}

/// A commitment with everything said of it.
fn items<'a>(life: &Life<'a>) -> Vec<Item<'a>> {
    let said = life.reports.values().flatten().copied();
    let answers = life.answers.iter().map(|answer| answer.item);
    std::iter::once(life.commitment).chain(said).chain(answers).collect()
}

/// What a paper of the follow-through tells, as what names its exact state is made from it.
pub struct Told<'r, 'a> {
    pub reader: &'r Reader<'a>,
    pub items: Vec<Item<'a>>,
    pub today: &'r str,
}

impl Told<'_, '_> {
    /// Which dialogue and as of which day; then what else is said.
    pub fn heads(&self, more: Vec<(Pair, Pair)>) -> Vec<(Pair, Pair)> {
        let readers = Lang::ALL.map(|lang| self.reader.in_lang(lang));
        let dialogue = match self.dialogue() {
            Some(item) => title_of(self.reader, item.id()),
            None => Pair::ltr(self.reader.did),
        };
        let mut heads = vec![
            (words("board-dialogue"), dialogue),
            (words("board-as-of"), both(&readers, |reader| reader.date(self.today))),
        ];
        heads.extend(more);
        heads
    }

    fn dialogue(&self) -> Option<Item<'_>> {
        self.reader.record.of_type("dialogue").into_iter().next()
    }

    /// The paper: its digest changes when any version of what it tells does.
    pub fn on_paper(
        &self,
        kind: Kind,
        layout: Layout,
        title: Pair,
        heads: Vec<(Pair, Pair)>,
        blocks: Vec<Block>,
    ) -> Paper {
        let digest = digest_of(&self.items);
        let mark = self.dialogue().and_then(|item| {
            let dialogue = DialogueId::parse(self.reader.did).ok()?;
            let (item, digest) = (item.id().clone(), *digest.as_bytes());
            Some(PaperMark { dialogue, item, digest })
        });
        Paper {
            kind,
            layout,
            title,
            heads,
            marking: Pair::default(),
            version: self.reader.did.to_owned(),
            digest: digest.short(),
            date: String::new(),
            mark: mark.as_ref().map(paper_mark::print).unwrap_or_default(),
            blocks,
        }
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

fn owners(readers: &[Reader<'_>; 2], life: &Life<'_>) -> Pair {
    both(readers, |reader| board::owners(reader, life.commitment.content()))
}

fn agreed(readers: &[Reader<'_>; 2], life: &Life<'_>) -> Pair {
    both(readers, |reader| board::status_line(&board::agreed(reader, life)))
}

fn next_step(readers: &[Reader<'_>; 2], life: &Life<'_>) -> Pair {
    both(readers, |reader| board::next_step(reader, life))
}

fn table(readers: &[Reader<'_>; 2], lives: &[(usize, &Life<'_>)], today: &str) -> Block {
    let sides = readers[0].sides();
    let mut columns = vec![words("paper-no"), words("board-commitment"), words("board-owner")];
    columns.push(words("board-due"));
    columns.extend(sides.iter().map(|side| both(readers, |reader| reader.party(&side.party))));
    columns.extend([words("board-agreed"), words("board-next-step"), words("board-id")]);
    let row = |(number, life): &(usize, &Life<'_>)| {
        let mut row = vec![
            Pair::ltr(&number.to_string()),
            text(readers, life),
            owners(readers, life),
            due(readers, life, today),
        ];
        // What a side says, with why it is blocked or when it was said.
        row.extend(sides.iter().map(|side| {
            both(readers, |reader| board::status_line(&board::claim(reader, life, &side.party)))
        }));
        row.extend([
            agreed(readers, life),
            next_step(readers, life),
            Pair::ltr(life.commitment.id().as_str()),
        ]);
        row
    };
    let rows = lives.iter().map(row).collect();
    let mut widths = vec![0, 7, 4, 3];
    widths.extend(sides.iter().map(|_| 3));
    widths.extend([3, 4, 4]);
    Block::Table { columns, widths, rows }
}

/// Where commitments stand: words, who acts, due, what both agree.
pub fn standing(readers: &[Reader<'_>; 2], lives: &[Life<'_>], today: &str) -> Block {
    let columns = ["board-commitment", "board-owner", "board-due", "board-agreed"].map(words);
    let row = |life: &Life<'_>| {
        vec![
            text(readers, life),
            owners(readers, life),
            due(readers, life, today),
            agreed(readers, life),
        ]
    };
    let rows = lives.iter().map(row).collect();
    Block::Table { columns: columns.into(), widths: vec![6, 3, 3, 3], rows }
}

/// What is open and has a date, the earliest first: the implementation timetable.
fn timetable(readers: &[Reader<'_>; 2], lives: &[Life<'_>], today: &str) -> Vec<Block> {
    let numbered = lives.iter().enumerate().map(|(at, life)| (at + 1, life));
    let mut dated: Vec<(&str, usize, &Life<'_>)> = numbered
        .filter(|(_, life)| life.is_open())
        .filter_map(|(number, life)| Some((life.due()?, number, life)))
        .collect();
    if dated.is_empty() {
        return Vec::new();
    }
    dated.sort_by_cached_key(|(due, number, _)| (place(due), *number));
    let rows = dated.into_iter().map(|(_, number, life)| {
        vec![
            Pair::ltr(&number.to_string()),
            due(readers, life, today),
            text(readers, life),
            owners(readers, life),
            both(readers, |reader| {
                let measure = life.commitment.content().bi("measure", reader.lang());
                measure.unwrap_or_default().to_owned()
            }),
            next_step(readers, life),
        ]
    });
    let mut columns = vec![words("paper-no")];
    let heads = ["board-due", "board-commitment", "board-owner", "field-commitment-measure"];
    columns.extend(heads.map(words));
    columns.push(words("board-next-step"));
    let widths = vec![0, 3, 7, 4, 4, 5];
    vec![
        Block::Heading { level: 2, text: words("board-timetable") },
        Block::Table { columns, widths, rows: rows.collect() },
    ]
}
