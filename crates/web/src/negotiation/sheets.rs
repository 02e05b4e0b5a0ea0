//! What stands on a paper, read from the record: the texts as they stand, agenda, delegations in
//! the order each side gave, minutes. A paper says which exact version it is; it decides nothing.

use dialogue::bracket::{self, Piece};
use dialogue::content::{Lang, Row as Line};
use dialogue::id::{DialogueId, PartyId};
use dialogue::negotiation::{Negotiation, Row};
use dialogue::paper_mark::{self, PaperMark};
use dialogue::record::Item;
use documents::ics::{self, Entry};
use documents::paper::{Block, Kind, Layout, Pair, Paper, Rich, Run, Signature, Style};
use wording::notation::{self, Phrase, Span};

use super::views::numbered;
use super::words::{full_name, in_alternat, told_by_one};
use crate::i18n::T;
use crate::items::acts::is_agreed;
use crate::items::reader::Reader;

/// Which paper is wanted.
#[derive(Debug)]
pub struct Wanted {
    pub kind: String,
    pub layout: Layout,
    /// Whose copy it is; that party stands first in it.
    pub copy: Option<PartyId>,
}

/// A paper of a joint text; none when it cannot be had as things are.
pub fn of_text(
    reader: &Reader<'_>,
    negotiation: &Negotiation<'_>,
    wanted: &Wanted,
) -> Option<Paper> {
    let first = wanted.copy.clone().unwrap_or_else(|| reader.us.clone());
    let kind = match wanted.kind.as_str() {
        "clean" if negotiation.blockers().is_empty() => Kind::Clean,
        "bracketed" => Kind::Bracketed,
        "compared" => Kind::Compared,
        "signature" if negotiation.edition.is_some() => Kind::SignatureCopy,
        _ => return None,
    };
    let digest = negotiation.digest();
    let text = &negotiation.text;
    let mark = DialogueId::parse(reader.did).ok().map(|dialogue| PaperMark {
        dialogue,
        item: text.id().clone(),
        digest: *digest.as_bytes(),
    });
    let sheet = Sheet { reader, first: &first, kind };
    let blocks = negotiation.live().map(|row| sheet.block(row)).collect();
    let head = |key: &str, value: Pair| (words(key), value);
    let mut heads = vec![head("paper-head-standing", standing(kind, negotiation))];
    if let Some(session) = text.content().item("session") {
        heads.push(head("paper-head-session", title_of(reader, &session)));
    }
    if kind == Kind::SignatureCopy {
        heads.push(head("paper-head-copy", name_pair(reader, &first)));
    }
    let title = negotiation.live().find(|row| row.role() == "title");
    Some(Paper {
        kind,
        layout: wanted.layout,
        title: match title {
            Some(row) => sheet.words(row),
            None => Pair::plain(&text.title(Lang::Ar), &text.title(Lang::En)),
        },
        heads,
        marking: Pair::default(),
        version: text.id().to_string(),
        digest: digest.short(),
        date: String::new(),
        mark: mark.as_ref().map(paper_mark::print).unwrap_or_default(),
        blocks,
    })
}

fn standing(kind: Kind, negotiation: &Negotiation<'_>) -> Pair {
    match (kind, &negotiation.edition) {
        (Kind::Bracketed | Kind::Compared, None) => words("paper-standing-open"),
        (_, Some(_)) => words("paper-standing-agreed"),
        _ => words("paper-standing-clean"),
    }
}

/// Where a text stands, as a line of a Word document.
pub fn title_pair(negotiation: &Negotiation<'_>) -> documents::docx::sheet::Pair {
    let words = standing(Kind::Bracketed, negotiation);
    documents::docx::sheet::Pair { ar: words.ar.text(), en: words.en.text() }
}

/// A message in both languages.
fn words(key: &str) -> Pair {
    let of = |lang: Lang| Rich::plain(&T::new(lang).s(key));
    Pair { ar: of(Lang::Ar), en: of(Lang::En) }
}

fn title_of(reader: &Reader<'_>, id: &dialogue::id::ItemId) -> Pair {
    let title = |lang: Lang| reader.record.title_of(id, lang).unwrap_or_default();
    Pair::plain(&title(Lang::Ar), &title(Lang::En))
}

fn name_pair(reader: &Reader<'_>, party: &PartyId) -> Pair {
    Pair::plain(&full_name(reader, party, Lang::Ar), &full_name(reader, party, Lang::En))
}

struct Sheet<'s, 'r> {
    reader: &'s Reader<'r>,
    first: &'s PartyId,
    kind: Kind,
}

impl Sheet<'_, '_> {
    fn block(&self, row: &Row<'_>) -> Block {
        match row.role() {
            "title" => Block::Note(Pair::default()),
            "signature_block" => Block::Signatures(self.signatures()),
            "heading" => Block::Heading { level: 2, text: self.words(row) },
            _ => Block::Paragraph {
                id: row.item.id().to_string(),
                number: match &row.number {
                    Some(number) => {
                        Pair::plain(&numbered(number, Lang::Ar), &numbered(number, Lang::En))
                    }
                    None => Pair::default(),
                },
                depth: u8::try_from(row.depth).unwrap_or(u8::MAX).min(6),
                text: self.words(row),
                state: if self.kind == Kind::Bracketed && !row.stage.is_settled() {
                    words(&format!("stage-{}", row.stage.as_str()))
                } else {
                    Pair::default()
                },
            },
        }
    }

    fn signatures(&self) -> Vec<Signature> {
        let mut members = self.reader.record.joint().members();
        members.sort_by_key(|party| party != self.first);
        let place = |party: PartyId| {
            let name = |lang| full_name(self.reader, &party, lang);
            // The isolates around an argument are for screens: on paper the words stand alone.
            let bare = |words: String| words.replace(['\u{2068}', '\u{2069}'], "");
            let of = |lang: Lang| bare(T::new(lang).f("paper-for", &[("party", name(lang))]));
            Signature {
                party: Pair::plain(&of(Lang::Ar), &of(Lang::En)),
                lines: vec![words("paper-name"), words("paper-place-date")],
            }
        };
        members.into_iter().map(place).collect()
    }

    fn words(&self, row: &Row<'_>) -> Pair {
        let of = |lang: Lang| match self.kind {
            Kind::Compared => self.compared(row, lang),
            _ => self.standing(row, lang),
        };
        Pair { ar: of(Lang::Ar), en: of(Lang::En) }
    }

    /// The words in force; where the sides differ, each side's in a bracket, word by word.
    fn standing(&self, row: &Row<'_>, lang: Lang) -> Rich {
        let positions = self.reader.positions(&row.item);
        let texts: Vec<&str> = positions
            .iter()
            .map(|(_, version)| version.content.bi_exact("", lang).unwrap_or_default())
            .collect();
        let differ = texts.windows(2).any(|pair| pair[0] != pair[1]);
        if !differ {
            return self.phrase(row.words(lang).unwrap_or_default(), lang);
        }
        let held: Vec<(&PartyId, &str)> =
            positions.iter().map(|(party, _)| party).zip(texts.iter().copied()).collect();
        if let Some(whole) = told_by_one(&held) {
            return self.phrase(whole, lang);
        }
        if texts.iter().any(|text| text.contains('[')) {
            let mut rich = Rich::default();
            for (party, text) in held {
                self.option(&[party], self.phrase(text, lang), lang, &mut rich);
            }
            return rich;
        }
        let mut rich = Rich::default();
        for piece in bracket::among(&texts) {
            match piece {
                Piece::Same(text) => rich.0.extend(self.phrase_or_plain(&text, lang).0),
                Piece::Differs { parts } => {
                    for (at, text) in parts {
                        let party = &positions[at].0;
                        let inner = self.phrase_or_plain(text.trim(), lang);
                        self.option(&[party], inner, lang, &mut rich);
                    }
                }
            }
        }
        rich
    }

    /// What the other side holds against what we hold.
    fn compared(&self, row: &Row<'_>, lang: Lang) -> Rich {
        let positions = self.reader.positions(&row.item);
        let of = |ours: bool| {
            let mut held = positions.iter().filter(|(party, _)| (*party == *self.first) == ours);
            let version = held.next().map(|(_, version)| *version).or(row.item.shown());
            version.and_then(|version| version.content.bi_exact("", lang)).unwrap_or_default()
        };
        let run = |text: String, style: Style| Run { text, style };
        let mut rich = Rich::default();
        for piece in bracket::words(of(false), of(true)) {
            match piece {
                Piece::Same(text) => rich.0.extend(self.phrase_or_plain(&text, lang).0),
                Piece::Differs { parts } => rich.0.extend(parts.into_iter().map(|(at, text)| {
                    run(text, if at == 0 { Style::Deleted } else { Style::Inserted })
                })),
            }
        }
        rich
    }

    fn phrase_or_plain(&self, text: &str, lang: Lang) -> Rich {
        match notation::parse(text) {
            Ok(_) => self.phrase(text, lang),
            Err(_) => Rich::plain(text),
        }
    }

    fn phrase(&self, text: &str, lang: Lang) -> Rich {
        match notation::parse(text) {
            Ok(phrase) => {
                let mut rich = Rich::default();
                self.spans(&phrase, lang, &mut rich);
                rich
            }
            Err(_) => Rich::plain(text),
        }
    }

    fn spans(&self, phrase: &Phrase, lang: Lang, rich: &mut Rich) {
        for span in phrase.spans() {
            match span {
                Span::Words(text) => rich.0.extend(Rich::plain(text).0),
                Span::Parties => {
                    let names = in_alternat(self.reader, self.first, lang);
                    rich.0.extend(Rich::plain(&names).0);
                }
                Span::Placeholder { kind, hint } => {
                    let word = T::new(lang).s(&format!("placeholder-{}", kind.code())).into_owned();
                    let text = match hint {
                        Some(hint) => format!("[{word}: {hint}]"),
                        None => format!("[{word}]"),
                    };
                    rich.0.push(Run { text, style: Style::Placeholder });
                }
                Span::Stack(choices) => {
                    for choice in choices {
                        let parties: Vec<PartyId> = choice
                            .parties
                            .iter()
                            .filter_map(|code| PartyId::parse(code).ok())
                            .collect();
                        let parties: Vec<&PartyId> = parties.iter().collect();
                        let mut inner = Rich::default();
                        self.spans(&choice.phrase, lang, &mut inner);
                        self.option(&parties, inner, lang, rich);
                    }
                }
            }
        }
    }

    fn option(&self, parties: &[&PartyId], inner: Rich, lang: Lang, rich: &mut Rich) {
        let names: Vec<String> =
            parties.iter().map(|party| self.reader.record.party_name(party, lang)).collect();
        let comma = if lang == Lang::Ar { "، " } else { ", " };
        let run = |text: String, style: Style| Run { text, style };
        rich.0.push(run(format!("[{}: ", names.join(comma)), Style::Open));
        rich.0.extend(inner.0);
        rich.0.push(run("] ".to_owned(), Style::Close));
    }
}

/// A paper of a session: `agenda`, `delegations`, `minutes` or `cover`.
pub fn of_session(reader: &Reader<'_>, session: &Item<'_>, wanted: &Wanted) -> Option<Paper> {
    let (kind, title, blocks) = match wanted.kind.as_str() {
        "agenda" => (Kind::Agenda, "paper-agenda", agenda(reader, session)),
        "delegations" => {
            (Kind::Delegations, "paper-delegations", delegations(reader, session, wanted))
        }
        "minutes" => (Kind::Minutes, "paper-minutes", minutes(reader, session)),
        "cover" => (Kind::FolderCover, "paper-cover", cover(reader, session)),
        _ => return None,
    };
    let content = session.content();
    let date = content.date("date").unwrap_or_default();
    let in_words = |lang: Lang| crate::clocks::date(date, T::new(lang));
    let mut heads = vec![(words("paper-head-session"), title_of(reader, session.id()))];
    if !date.is_empty() {
        let date = Pair::plain(&in_words(Lang::Ar), &in_words(Lang::En));
        heads.push((words("paper-head-date"), date));
    }
    let version = session.shown().map(|version| version.id.short()).unwrap_or_default();
    Some(Paper {
        kind,
        layout: wanted.layout,
        title: words(title),
        heads,
        marking: Pair::default(),
        version: session.id().to_string(),
        digest: version,
        date: String::new(),
        mark: String::new(),
        blocks,
    })
}

fn bi(item: &Item<'_>, base: &str) -> Pair {
    let of = |lang: Lang| item.content().bi(base, lang).unwrap_or_default().to_owned();
    Pair::plain(&of(Lang::Ar), &of(Lang::En))
}

fn agenda(reader: &Reader<'_>, session: &Item<'_>) -> Vec<Block> {
    let items = reader.record.children(session.id(), "agenda_item");
    let row = |(at, item): (usize, &Item<'_>)| {
        let minutes = item.content().int("minutes_planned").map(|n| n.to_string());
        let agreed = if is_agreed(&item.state()) { "stage-agreed" } else { "stage-proposed" };
        vec![
            Pair::plain(&(at + 1).to_string(), &(at + 1).to_string()),
            bi(item, "title"),
            Pair::plain(minutes.as_deref().unwrap_or(""), minutes.as_deref().unwrap_or("")),
            words(agreed),
        ]
    };
    let columns =
        ["paper-no", "paper-item", "paper-minutes-planned", "paper-state"].map(words).into();
    vec![Block::Table { columns, rows: items.iter().enumerate().map(row).collect() }]
}

/// Each side's list in the order that side gave; the side whose copy it is goes first.
fn delegations(reader: &Reader<'_>, session: &Item<'_>, wanted: &Wanted) -> Vec<Block> {
    let lists = reader.record.children(session.id(), "delegation");
    let first = wanted.copy.clone().unwrap_or_else(|| reader.us.clone());
    let mut members = reader.record.joint().members();
    members.sort_by_key(|party| *party != first);
    let mut blocks = Vec::new();
    for party in members {
        blocks.push(Block::Heading { level: 2, text: name_pair(reader, &party) });
        let of = |list: &&Item<'_>| list.content().party("party").as_ref() == Some(&party);
        let Some(list) = lists.iter().find(of) else {
            blocks.push(Block::Note(words("paper-no-list")));
            continue;
        };
        let rows = list.content().rows("seats").into_iter().enumerate().map(|(at, row)| {
            let row = Line(row);
            let (person, post) = (row.item("person"), row.item("post"));
            let title = |lang: Lang| {
                let of_post = post.as_ref().and_then(|id| reader.record.title_of(id, lang));
                row.bi("title", lang).map(str::to_owned).or(of_post).unwrap_or_default()
            };
            let name = |lang: Lang| {
                let person = person.as_ref();
                person.and_then(|id| reader.record.title_of(id, lang)).unwrap_or_default()
            };
            vec![
                Pair::plain(&(at + 1).to_string(), &(at + 1).to_string()),
                Pair::plain(&name(Lang::Ar), &name(Lang::En)),
                Pair::plain(&title(Lang::Ar), &title(Lang::En)),
            ]
        });
        let columns = ["paper-no", "paper-who", "paper-post"].map(words).into();
        blocks.push(Block::Table { columns, rows: rows.collect() });
    }
    blocks
}

fn minutes(reader: &Reader<'_>, session: &Item<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut add = |type_name: &str, base: &str, heading: Option<&str>| {
        let items = reader.record.children(session.id(), type_name);
        if items.is_empty() {
            return;
        }
        if let Some(key) = heading {
            blocks.push(Block::Heading { level: 2, text: words(key) });
        }
        for (at, item) in items.iter().enumerate() {
            let number = format!("{}.", at + 1);
            blocks.push(Block::Paragraph {
                id: item.id().to_string(),
                number: Pair::plain(&number, &number),
                depth: 0,
                text: bi(item, base),
                state: if is_agreed(&item.state()) {
                    Pair::default()
                } else {
                    words("paper-not-agreed")
                },
            });
        }
    };
    add("minutes_paragraph", "", None);
    add("conclusion", "text", Some("session-conclusions"));
    blocks
}

fn cover(reader: &Reader<'_>, session: &Item<'_>) -> Vec<Block> {
    let references = reader.record.children(session.id(), "reference");
    let row = |item: &Item<'_>| {
        let number = item.content().text("number").unwrap_or_default();
        vec![name_pair(reader, item.owner()), Pair::ltr(number)]
    };
    let texts = reader.record.children(session.id(), "joint_text");
    let text = |item: &Item<'_>| {
        let digest = Negotiation::of(reader.record, item.id()).map(|n| n.digest().short());
        vec![bi(item, "title"), Pair::ltr(&digest.unwrap_or_default())]
    };
    vec![
        Block::Heading { level: 2, text: words("session-references") },
        Block::Table {
            columns: ["paper-party", "paper-number"].map(words).into(),
            rows: references.iter().map(row).collect(),
        },
        Block::Heading { level: 2, text: words("nav-texts") },
        Block::Table {
            columns: ["paper-item", "paper-number"].map(words).into(),
            rows: texts.iter().map(text).collect(),
        },
        Block::Heading { level: 2, text: words("paper-slip") },
        Block::Table {
            columns: ["paper-slip-to", "paper-slip-for", "paper-slip-sign"].map(words).into(),
            rows: (0..4)
                .map(|_| vec![Pair::plain(" ", " "), Pair::default(), Pair::default()])
                .collect(),
        },
    ]
}

/// All sessions with a day as iCalendar.
pub fn calendar(reader: &Reader<'_>, now: &str) -> String {
    let entry = |session: &Item<'_>| {
        let content = session.content();
        let both = |text: &dyn Fn(Lang) -> String| {
            format!("{} / {}", text(reader.lang()), text(reader.lang().other()))
        };
        let text = |name: &str| content.text(name).unwrap_or_default().to_owned();
        let place = |lang: Lang| content.bi("place", lang).unwrap_or_default().to_owned();
        Entry {
            uid: format!("{}@{}", session.id(), reader.did),
            sequence: u32::try_from(session.versions().len()).unwrap_or(u32::MAX),
            summary: both(&|lang| session.title(lang)),
            description: reader.when(session),
            place: place(reader.lang()),
            starts: text("starts"),
            ends: text("ends"),
            date: text("date"),
            agreed: is_agreed(&session.state()),
        }
    };
    let sessions = reader.record.of_type("session");
    let entries: Vec<Entry> = sessions.iter().map(entry).collect();
    ics::calendar(&reader.t.s("brand"), now, &entries)
}
