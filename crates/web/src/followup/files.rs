//! The board as a file for spreadsheets: one row a commitment, its text in both languages, what
//! each side says and what both agree. The same choice as on the screen.

use dialogue::content::Lang;
use dialogue::follow::{Life, Worth, story};
use dialogue::id::ItemId;
use documents::sheet::Sheet;

use super::{board, narrow};
use crate::items::reader::Reader;

/// The chosen commitments as a table.
pub fn sheet(reader: &Reader<'_>, lives: &[Life<'_>], today: &str) -> Sheet {
    let rows = lives.iter().map(|life| row(reader, life, today));
    Sheet {
        title: reader.t.s("board-matrix").into_owned(),
        rtl: reader.lang() == Lang::Ar,
        head: head(reader).iter().map(|cell| bare(cell)).collect(),
        rows: rows.map(|row| row.iter().map(|cell| bare(cell)).collect()).collect(),
        date: today.to_owned(),
    }
}

fn head(reader: &Reader<'_>) -> Vec<String> {
    let (t, sides) = (reader.t, reader.sides());
    let label = |name: &str| reader.label("commitment", name);
    let of_sides = |key: &str| -> Vec<String> {
        sides.iter().map(|side| t.f(key, &[("side", side.name.clone())])).collect()
    };
    let mut head = vec![
        t.s("board-id").into_owned(),
        label("round"),
        label("group"),
        label("session"),
        format!("{} (العربية)", label("text")),
        format!("{} (English)", label("text")),
        label("kind"),
        t.s("board-owner").into_owned(),
        label("due"),
        t.s("board-due-day").into_owned(),
    ];
    head.extend(of_sides("board-says"));
    head.extend(of_sides("board-says-on"));
    head.extend(of_sides("board-blocks"));
    head.extend([
        t.s("board-agreed").into_owned(),
        t.s("board-into").into_owned(),
        label("measure"),
        label("next_step"),
        t.s("board-answers").into_owned(),
        label("releases"),
    ]);
    head
}

fn row(reader: &Reader<'_>, life: &Life<'_>, today: &str) -> Vec<String> {
    let (content, sides) = (life.commitment.content(), reader.sides());
    let text = |lang| content.bi_exact("text", lang).unwrap_or_default().to_owned();
    let titles =
        |ids: &[ItemId]| ids.iter().map(|id| reader.title_of(id)).collect::<Vec<_>>().join("; ");
    let title = |id: Option<ItemId>| id.map(|id| reader.title_of(&id)).unwrap_or_default();
    let kind = content.text("kind").map(|kind| reader.choice("commitment", "kind", kind));
    let due = board::due(reader, life, today);
    let mut row = vec![
        life.commitment.id().to_string(),
        title(life.made_in.clone()),
        title(narrow::group_of(reader, content)),
        title(content.item("session")),
        text(Lang::Ar),
        text(Lang::En),
        kind.unwrap_or_default(),
        board::owners(reader, content),
        join(&due.word, &due.note),
        // As it is kept, so that it can be sorted: a day, a month or a year.
        life.due().unwrap_or_default().to_owned(),
    ];
    let said = |field: &'static str| {
        sides.iter().map(move |side| {
            let report = life.report_of(&side.party)?;
            report.content().text(field)
        })
    };
    row.extend(sides.iter().map(|side| board::claim(reader, life, &side.party).word));
    row.extend(said("date").map(|date| date.unwrap_or_default().to_owned()));
    row.extend(said("blocking").map(|why| {
        why.map(|why| reader.choice("commitment_report", "blocking", why)).unwrap_or_default()
    }));
    let agreed = board::agreed(reader, life);
    row.extend([
        join(&agreed.word, &agreed.note),
        titles(&story::goes_on_in(life)),
        content.bi("measure", reader.lang()).unwrap_or_default().to_owned(),
        board::next_step(reader, life),
        answers(reader, life),
        titles(&content.items("releases")),
    ]);
    row
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
