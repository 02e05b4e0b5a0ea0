//! The papers of the register: the register itself, the certified statement for registration under
//! Article 102 of the Charter, and what one side's own law asks about an instrument. They say what
//! the record says; what it does not say stands as not stated.

use dialogue::content::{Lang, Row};
use dialogue::id::PartyId;
use dialogue::instruments::{Checklists, Filed, From};
use dialogue::item::instrument_fact;
use dialogue::record::Item;
use documents::paper::{Block, Kind, Layout, Pair, Paper, Signature};
use register::civil::Day;
use wording::digest::{Node, TextDigest};

use super::kept::Reckonings;
use super::list;
use super::package::{self, File};
use super::{reckoned, sides};
use crate::items::reader::Reader;
use crate::limits::REGISTER_PAPER_ROWS_MAX;
use crate::negotiation::sheets::{name_pair, title_of, words};

/// The same sentence in both languages, without the isolates of the screen.
pub fn pair<'a>(reader: &Reader<'a>, say: impl Fn(&Reader<'a>) -> String) -> Pair {
    let of = |lang: Lang| bare(&say(&reader.in_lang(lang)));
    Pair::plain(&of(Lang::Ar), &of(Lang::En))
}

fn bare(words: &str) -> String {
    words.replace(['\u{2068}', '\u{2069}', '\u{200F}'], "")
}

fn heading(key: &str) -> Block {
    Block::Heading { level: 2, text: words(key) }
}

fn paragraph(text: Pair) -> Block {
    let empty = Pair::default;
    Block::Paragraph { id: String::new(), number: empty(), depth: 0, text, state: empty() }
}

fn table(rows: Vec<(Pair, Pair)>) -> Block {
    Block::Table {
        columns: ["paper-register-what", "paper-register-said"].map(words).into(),
        widths: vec![2, 5],
        rows: rows.into_iter().map(|(label, value)| vec![label, value]).collect(),
    }
}

/// What names the exact versions on a paper: over the instrument and what bears on its dates.
fn digest(reader: &Reader<'_>, item: &Item<'_>) -> TextDigest {
    let mut items = vec![*item];
    for name in ["instrument_fact", "domestic_step", "attachment"] {
        items.extend(reader.record.children(item.id(), name));
    }
    let versions: Vec<String> = items
        .iter()
        .map(|item| {
            let ids = item.on_the_table().into_iter().map(|id| id.to_string());
            ids.collect::<Vec<_>>().join("\n")
        })
        .collect();
    TextDigest::of(items.iter().zip(&versions).map(|(item, versions)| Node {
        id: item.id().as_str(),
        under: None,
        role: item.kind().name,
        ar: "",
        en: versions,
    }))
}

fn paper(reader: &Reader<'_>, item: &Item<'_>, kind: Kind, title: Pair, layout: Layout) -> Paper {
    Paper {
        kind,
        layout,
        title,
        heads: Vec::new(),
        marking: Pair::default(),
        version: item.id().to_string(),
        digest: digest(reader, item).short(),
        date: String::new(),
        mark: String::new(),
        blocks: Vec::new(),
    }
}

/// The certified statement (regulations to give effect to Article 102, article 5).
pub fn statement(
    reader: &Reader<'_>,
    item: &Item<'_>,
    today: Day,
    layout: Layout,
    files: &[File],
) -> Paper {
    let filed = Filed::of(reader.record, *item, &Checklists::of(reader.record));
    let mut paper = paper(reader, item, Kind::Statement, words("paper-statement"), layout);
    paper.heads = vec![(words("paper-register-instrument"), title_of(reader, item.id()))];
    let found = filed.reckon(today);
    if !package::lacking(reader, &filed, &found, today, files).is_empty() {
        paper.heads.push((words("paper-state"), words("paper-statement-incomplete")));
    }
    paper.blocks = vec![
        paragraph(words("paper-statement-lead")),
        table(stated(reader, &filed, today)),
        heading("paper-statement-copies"),
        copies(reader, files),
        heading("paper-statement-translations"),
        paragraph(translations(reader, &filed)),
        heading("paper-statement-certificate"),
        paragraph(words("paper-statement-certify")),
        Block::Signatures(vec![Signature {
            party: pair(reader, |reader| {
                reader.t.f("paper-for", &[("party", reader.party(&reader.us))])
            }),
            lines: vec![words("paper-name"), words("paper-place-date")],
        }]),
    ];
    paper
}

/// Title, parties, signature, entry into force with its method, languages.
fn stated(reader: &Reader<'_>, filed: &Filed<'_>, today: Day) -> Vec<(Pair, Pair)> {
    let content = filed.item.content();
    let label = |name: &'static str| pair(reader, move |reader| reader.label("instrument", name));
    let not_stated = || words("paper-register-not-stated");
    let or_not = |value: Pair| if value.ar.is_empty() { not_stated() } else { value };
    let parties = pair(reader, |reader| {
        let names: Vec<String> = filed.parties.iter().map(|party| reader.party(party)).collect();
        names.join(reader.comma())
    });
    let signed = pair(reader, |reader| {
        let place = content.bi("place", reader.lang()).unwrap_or_default().to_owned();
        let date = content.date("signed").map(|date| reader.date(date)).unwrap_or_default();
        let both = [place, date].into_iter().filter(|text| !text.is_empty());
        both.collect::<Vec<_>>().join(reader.comma())
    });
    let kind = pair(reader, |reader| {
        let kind = content.text("kind").unwrap_or("other");
        reader.choice("instrument", "kind", kind)
    });
    let found = filed.reckon(today);
    let entry = pair(reader, |reader| reckoned::entry(reader, filed, &found, today).outcome);
    let clause = pair(reader, |reader| reckoned::clause(reader, filed));
    let languages = pair(reader, |reader| {
        let names = content.strings("languages").into_iter().map(|code| reader.language(code));
        names.collect::<Vec<_>>().join(reader.comma())
    });
    let prevails = pair(reader, |reader| {
        content.text("prevails").map(|code| reader.language(code)).unwrap_or_default()
    });
    vec![
        (label("title"), title_of(reader, filed.item.id())),
        (label("kind"), kind),
        (words("paper-register-parties"), parties),
        (words("paper-register-signature"), or_not(signed)),
        (words("paper-register-entry"), entry),
        (label("entry_rule"), clause),
        (label("languages"), or_not(languages)),
        (label("prevails"), or_not(prevails)),
    ]
}

fn copies(reader: &Reader<'_>, files: &[File]) -> Block {
    if files.is_empty() {
        return Block::Note(words("attach-none"));
    }
    let row = |file: &File| {
        let purpose = pair(reader, |reader| {
            let word = |purpose: &String| reader.choice("attachment", "purpose", purpose);
            file.purposes.iter().map(word).collect::<Vec<_>>().join(reader.comma())
        });
        // In groups, so that it can be broken between lines and compared by eye.
        let groups: Vec<&str> = (0..file.sha.len())
            .step_by(16)
            .filter_map(|at| file.sha.get(at..(at + 16).min(file.sha.len())))
            .collect();
        vec![Pair::ltr(&file.name), purpose, Pair::ltr(&groups.join(" "))]
    };
    let columns = ["paper-register-file", "paper-register-purpose", "paper-register-sha"];
    Block::Table {
        columns: columns.map(words).into(),
        widths: vec![3, 2, 4],
        rows: files.iter().map(row).collect(),
    }
}

/// What the Secretariat asks about translations, by the languages that the record states.
pub fn translations(reader: &Reader<'_>, filed: &Filed<'_>) -> Pair {
    let languages = filed.item.content().strings("languages");
    let has = |code: &str| languages.contains(&code);
    let key = match () {
        () if languages.is_empty() => "paper-translations-unknown",
        () if has("en") || has("fr") => "paper-translations-not-needed",
        () => "paper-translations-needed",
    };
    pair(reader, |reader| reader.t.s(key).into_owned())
}

/// What one side's own law asks about an instrument, and what is done.
pub fn report(
    reader: &Reader<'_>,
    item: &Item<'_>,
    today: Day,
    layout: Layout,
    party: &PartyId,
) -> Paper {
    let checklists = Checklists::of(reader.record);
    let filed = Filed::of(reader.record, *item, &checklists);
    let mut paper = paper(reader, item, Kind::Report, words("paper-report"), layout);
    paper.heads = vec![
        (words("paper-party"), name_pair(reader, party)),
        (words("paper-register-instrument"), title_of(reader, item.id())),
    ];
    paper.blocks = vec![
        table(stated(reader, &filed, today)),
        heading("register-life"),
        life(reader, &filed),
        heading("register-procedure"),
        steps(reader, &filed, today, party),
        heading("register-reports"),
        reports(reader, &filed, today, party),
        Block::Note(words("register-law-note")),
    ];
    paper
}

fn life(reader: &Reader<'_>, filed: &Filed<'_>) -> Block {
    let row = |told: &dialogue::instruments::Told<'_>| {
        let fact = told.fact;
        let number = match told.from {
            From::Fact(item) | From::Step(item) => numbers(item),
            From::Instrument => String::new(),
        };
        let what = pair(reader, |reader| {
            let word = instrument_fact::word(fact.kind.as_str(), reader.lang()).unwrap_or("");
            match reckoned::side_of(filed, fact.side) {
                Some(party) => format!("{word} ({})", reader.party(&party)),
                None => word.to_owned(),
            }
        });
        vec![pair(reader, |reader| reckoned::dated(reader, fact.date)), what, Pair::ltr(&number)]
    };
    let columns = ["paper-head-date", "paper-register-what", "paper-number"];
    Block::Table {
        columns: columns.map(words).into(),
        widths: vec![3, 5, 2],
        rows: filed.told.iter().map(row).collect(),
    }
}

fn numbers(item: Item<'_>) -> String {
    let content = item.content();
    let rows = content.rows("references").into_iter();
    let of_rows = rows.filter_map(|row| Row(row).text("number"));
    content.text("number").into_iter().chain(of_rows).collect::<Vec<_>>().join(" · ")
}

/// One side's card in both languages, row by row.
fn cards(
    reader: &Reader<'_>,
    filed: &Filed<'_>,
    today: Day,
    party: &PartyId,
) -> [Option<sides::SideCard>; 2] {
    let found = filed.reckon(today);
    Lang::ALL.map(|lang| {
        let reader = reader.in_lang(lang);
        sides::cards(&reader, filed, &found).into_iter().find(|card| card.party == *party)
    })
}

fn steps(reader: &Reader<'_>, filed: &Filed<'_>, today: Day, party: &PartyId) -> Block {
    let [ar, en] = cards(reader, filed, today, party);
    let of = |card: Option<sides::SideCard>| card.map(|card| card.steps).unwrap_or_default();
    let both = |ar: &str, en: &str| Pair::plain(&bare(ar), &bare(en));
    let rows = of(ar).into_iter().zip(of(en)).map(|(ar, en)| {
        vec![
            both(&ar.title, &en.title),
            both(&ar.status, &en.status),
            both(&ar.when, &en.when),
            Pair::ltr(&ar.number),
        ]
    });
    let columns = ["paper-register-step", "paper-state", "paper-head-date", "paper-number"];
    let widths = vec![4, 2, 3, 2];
    Block::Table { columns: columns.map(words).into(), widths, rows: rows.collect() }
}

fn reports(reader: &Reader<'_>, filed: &Filed<'_>, today: Day, party: &PartyId) -> Block {
    let [ar, en] = cards(reader, filed, today, party);
    let of = |card: Option<sides::SideCard>| card.map(|card| card.reports).unwrap_or_default();
    let both = |ar: &str, en: &str| Pair::plain(&bare(ar), &bare(en));
    let due = |row: &sides::ReportRow| match &row.due {
        Some(due) => format!("{} · {}", due.when, due.left),
        None => row.status.clone(),
    };
    let rows = of(ar).into_iter().zip(of(en)).map(|(ar, en)| {
        vec![
            both(&ar.title, &en.title),
            both(&ar.law, &en.law),
            both(&ar.rule, &en.rule),
            both(&due(&ar), &due(&en)),
        ]
    });
    let columns = [
        "paper-register-report",
        "paper-register-law",
        "paper-register-rule",
        "paper-register-due",
    ];
    let widths = vec![3, 3, 2, 3];
    Block::Table { columns: columns.map(words).into(), widths, rows: rows.collect() }
}

/// The register of the instruments that were asked for, with their next legal dates.
pub fn register(
    reader: &Reader<'_>,
    kept: &Reckonings,
    chosen: &[usize],
    today: Day,
    layout: Layout,
) -> Paper {
    // A paper of a whole archive would be read by nobody: the table is for that.
    let too_long = chosen.len() > REGISTER_PAPER_ROWS_MAX;
    let all = list::reckoned(reader, kept, if too_long { &[] } else { chosen });
    let row = |one: &list::Reckoned<'_>| {
        let of = |lang: Lang| list::row(&reader.in_lang(lang), one, today);
        let (ar, en) = (of(Lang::Ar), of(Lang::En));
        let both = |ar: &str, en: &str| Pair::plain(&bare(ar), &bare(en));
        let next = |row: &list::Row| {
            let next = &row.next;
            let parts = [&next.what, &next.when, &next.alarm];
            let parts: Vec<&str> =
                parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            parts.join(" · ")
        };
        vec![
            title_of(reader, one.filed.item.id()),
            both(&ar.kind, &en.kind),
            both(&ar.signed, &en.signed),
            both(&ar.stage, &en.stage),
            both(&next(&ar), &next(&en)),
        ]
    };
    let columns = [
        "paper-register-instrument",
        "paper-register-kind",
        "paper-register-signature",
        "register-stands",
        "register-next",
    ];
    let digests: Vec<(String, String)> = all
        .iter()
        .map(|one| (one.filed.item.id().to_string(), digest(reader, &one.filed.item).short()))
        .collect();
    let whole = TextDigest::of(digests.iter().map(|(id, digest)| Node {
        id,
        under: None,
        role: "instrument",
        ar: "",
        en: digest,
    }));
    Paper {
        kind: Kind::Register,
        layout,
        title: words("types-instrument"),
        heads: Vec::new(),
        marking: Pair::default(),
        version: reader.did.to_owned(),
        digest: whole.short(),
        date: String::new(),
        mark: String::new(),
        blocks: vec![match too_long {
            true => Block::Note(pair(reader, |reader| {
                let args = [("n", chosen.len()), ("most", REGISTER_PAPER_ROWS_MAX)];
                reader.t.f("paper-register-too-long", &args)
            })),
            false => Block::Table {
                columns: columns.map(words).into(),
                widths: vec![5, 2, 2, 3, 4],
                rows: all.iter().map(row).collect(),
            },
        }],
    }
}
