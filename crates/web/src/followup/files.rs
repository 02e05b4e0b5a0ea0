//! The board as a file for spreadsheets: one row a commitment, its text in both languages, what
//! each side says and what both agree. The same choice as on the screen.

use dialogue::content::Lang;
use dialogue::follow::{Life, Worth};
use documents::sheet::Sheet;

use super::board;
use crate::items::reader::Reader;

/// The chosen commitments as a table.
pub fn sheet(reader: &Reader<'_>, lives: &[Life<'_>], today: &str) -> Sheet {
    let t = reader.t;
    let label = |name: &str| reader.label("commitment", name);
    let sides = reader.sides();
    let mut head = vec![
        t.s("board-id").into_owned(),
        label("round"),
        label("group"),
        format!("{} (العربية)", label("text")),
        format!("{} (English)", label("text")),
        label("kind"),
        t.s("board-owner").into_owned(),
        label("due"),
    ];
    head.extend(sides.iter().map(|side| t.f("board-says", &[("side", side.name.clone())])));
    head.extend([
        t.s("board-agreed").into_owned(),
        label("measure"),
        label("next_step"),
        t.s("board-answers").into_owned(),
    ]);
    let rows = lives.iter().map(|life| {
        let content = life.commitment.content();
        let of = |name: &str| content.bi(name, reader.lang()).unwrap_or_default().to_owned();
        let text = |lang| content.bi_exact("text", lang).unwrap_or_default().to_owned();
        let group = content.item("group").map(|id| reader.title_of(&id));
        let kind = content.text("kind").map(|kind| reader.choice("commitment", "kind", kind));
        let due = board::due(reader, life, today);
        let mut row = vec![
            life.commitment.id().to_string(),
            life.made_in.as_ref().map(|id| reader.title_of(id)).unwrap_or_default(),
            group.unwrap_or_default(),
            text(Lang::Ar),
            text(Lang::En),
            kind.unwrap_or_default(),
            board::owners(reader, content),
            join(&due.word, &due.note),
        ];
        row.extend(sides.iter().map(|side| {
            let says = board::claim(reader, life, &side.party);
            join(&says.word, &says.note)
        }));
        row.extend([
            board::agreed(reader, life).word,
            of("measure"),
            of("next_step"),
            answers(reader, life),
        ]);
        row.into_iter().map(|cell| bare(&cell)).collect()
    });
    Sheet {
        title: t.s("board-matrix").into_owned(),
        rtl: reader.lang() == Lang::Ar,
        head: head.iter().map(|cell| bare(cell)).collect(),
        rows: rows.collect(),
        date: today.to_owned(),
    }
}

/// Round by round what was answered, agreed answers only.
fn answers(reader: &Reader<'_>, life: &Life<'_>) -> String {
    let agreed = life.answers.iter().filter(|answer| answer.worth == Worth::Counts);
    let words = agreed.map(|answer| {
        let round = answer.round.as_ref().map(|id| reader.title_of(id)).unwrap_or_default();
        join(&round, &reader.choice("commitment_answer", "outcome", answer.outcome))
    });
    words.collect::<Vec<_>>().join("; ")
}

fn join(one: &str, other: &str) -> String {
    let parts = [one, other].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(": ")
}

/// Without the isolates that enclose codes on pages: a spreadsheet shows each cell by itself.
fn bare(cell: &str) -> String {
    cell.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}
