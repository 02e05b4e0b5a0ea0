//! The register as a table for a spreadsheet, with one line an instrument in the order of the page.
//! Every cell is words (`documents::sheet`): nothing that a party wrote becomes a formula.

use dialogue::content::Lang;
use dialogue::instruments::orphans;
use documents::sheet::Sheet;
use register::civil::{Day, date_of};

use super::kept::Reckonings;
use super::list::{Asked, Reckoned, binding, chosen, reckoned};
use super::reckoned::{clause, next, stage};
use crate::items::reader::Reader;

/// The table of the instruments that an address asks for.
pub fn sheet(reader: &Reader<'_>, asked: &Asked, kept: &Reckonings, today: Day) -> Sheet {
    let t = reader.t;
    let label = |name: &str| reader.label("instrument", name);
    let [ar, en] = Lang::ALL
        .map(|lang| format!("{} ({})", label("title"), t.s(&format!("choice-lang-{lang}"))));
    let head = [
        t.s("register-csv-id").into_owned(),
        ar,
        en,
        label("kind"),
        label("binding"),
        label("signed"),
        label("status"),
        label("entry_rule"),
        t.s("register-stands").into_owned(),
        t.s("register-next").into_owned(),
        t.s("register-csv-day").into_owned(),
        t.s("register-csv-left").into_owned(),
        t.s("register-csv-orphan").into_owned(),
    ];
    let all = reckoned(reader, kept, &chosen(reader, asked, kept));
    Sheet {
        title: t.s("types-instrument").into_owned(),
        rtl: reader.lang() == Lang::Ar,
        head: head.iter().map(|cell| bare(cell)).collect(),
        rows: all.iter().map(|one| row(reader, one, today)).collect(),
        date: date_of(today),
    }
}

fn row(reader: &Reader<'_>, one: &Reckoned<'_>, today: Day) -> Vec<String> {
    let content = one.filed.item.content();
    let choice = |name: &str| {
        let value = content.text(name);
        value.map(|value| reader.choice("instrument", name, value)).unwrap_or_default()
    };
    let next = next(reader, &one.filed, &one.found);
    let orphan = !orphans(reader.record, content, today).is_empty();
    let cells = [
        one.filed.item.id().to_string(),
        one.filed.item.title(Lang::Ar),
        one.filed.item.title(Lang::En),
        choice("kind"),
        binding(reader, one.filed.instrument.terms.binding),
        content.date("signed").unwrap_or_default().to_owned(),
        choice("status"),
        clause(reader, &one.filed),
        stage(reader, &one.filed, one.found.stage),
        next.what,
        next.day,
        next.left,
        if orphan { reader.t.s("register-orphan").into_owned() } else { String::new() },
    ];
    cells.iter().map(|cell| bare(cell)).collect()
}

/// Without the isolates of the screen: a cell stands alone.
fn bare(text: &str) -> String {
    let shown = |c: &char| !matches!(c, '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}');
    text.chars().filter(shown).collect()
}
