//! The register as a table for a spreadsheet (RFC 4180, UTF-8 with a mark so that spreadsheets read
//! Arabic). Every cell is text: one that a spreadsheet would take for a formula is defused.

use dialogue::content::Lang;
use dialogue::instruments::orphans;
use register::civil::Day;

use super::list::{Asked, binding, reckoned};
use super::reckoned::{next, stage};
use crate::items::reader::Reader;

/// The table with one line an instrument, in the order of the page.
pub fn csv(reader: &Reader<'_>, asked: &Asked, today: Day) -> String {
    let t = reader.t;
    let label = |name: &str| reader.label("instrument", name);
    let [ar, en] = Lang::ALL
        .map(|lang| format!("{} ({})", label("title"), t.s(&format!("choice-lang-{lang}"))));
    let mut text = String::from("\u{FEFF}");
    let head = [
        t.s("register-csv-id").into_owned(),
        ar,
        en,
        label("kind"),
        label("binding"),
        label("signed"),
        label("status"),
        t.s("register-stands").into_owned(),
        t.s("register-next").into_owned(),
        t.s("register-csv-day").into_owned(),
        t.s("register-csv-left").into_owned(),
        t.s("register-csv-orphan").into_owned(),
    ];
    line(&head, &mut text);
    for one in reckoned(reader, asked, today) {
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
            stage(reader, &one.filed, one.found.stage),
            next.what,
            next.day,
            next.left,
            if orphan { t.s("register-orphan").into_owned() } else { String::new() },
        ];
        line(&cells, &mut text);
    }
    text
}

fn line(cells: &[String], text: &mut String) {
    for (at, one) in cells.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        text.push('"');
        text.push_str(&cell(one).replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

/// A cell that no spreadsheet takes for a formula: the isolates of the screen are left out, and
/// what begins like one (`=`, `+`, `-`, `@`, a tab or line break) gets an apostrophe in front.
pub fn cell(text: &str) -> String {
    let shown = |c: &char| !matches!(c, '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}');
    let text: String = text.chars().filter(shown).collect();
    let first = text.trim_start_matches(' ').chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{text}")
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_party_writes_becomes_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u{2068}=1", "＝1"] {
            assert!(cell(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(cell("Agreement - 2017"), "Agreement - 2017");
        let mut text = String::new();
        line(&["a \"b\", c".to_owned(), "=x".to_owned()], &mut text);
        assert_eq!(text, "\"a \"\"b\"\", c\",\"'=x\"\r\n");
    }
}
